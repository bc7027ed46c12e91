package toegang

import (
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
)

// Antwoord is the answer to a question of the afbakening. The empty answer means
// that nobody has asked or answered yet; nothing about a person is filled in
// beforehand.
type Antwoord string

// The answers.
const (
	Ja          Antwoord = "ja"
	Nee         Antwoord = "nee"
	Onduidelijk Antwoord = "onduidelijk"
)

// Antwoordlijst lists the answers in the order of a form.
func Antwoordlijst() []Antwoord { return []Antwoord{Ja, Nee, Onduidelijk} }

// Hoofddoel is what the support should mainly be for.
// Source: S-A, Afbakening and Afbakening met Dagbesteding; AFB-02, AFB-03, PRD-02.
type Hoofddoel string

// The aims that the sources tell apart.
const (
	DoelBijdragen       Hoofddoel = "bijdragen"       // doing something for others, working
	DoelOntmoeten       Hoofddoel = "ontmoeten"       // loneliness, isolation, social self-reliance
	DoelZelfredzaamheid Hoofddoel = "zelfredzaamheid" // physical and mental self-reliance
	DoelMantelzorg      Hoofddoel = "mantelzorg"      // relief of the carer
	DoelDagstructuur    Hoofddoel = "dagstructuur"    // a stable structure of the day
)

// Hoofddoelen lists the aims in the order of a form.
func Hoofddoelen() []Hoofddoel {
	return []Hoofddoel{DoelBijdragen, DoelOntmoeten, DoelZelfredzaamheid, DoelMantelzorg, DoelDagstructuur}
}

// OrientatieVorm is how a gemeente gives orientation on a day.
type OrientatieVorm string

// The ways. A gemeente may also have none: the empty value.
const (
	OrientatieProduct OrientatieVorm = "product" // bought, so allocated
	OrientatieCAW     OrientatieVorm = "caw"     // general provision, so referred (B-REG-03)
)

// Antwoorden are the answers of the talk, in the order of the steps.
type Antwoorden struct {
	Zelfstandig          Antwoord  `json:"zelfstandig,omitzero"`           // can contribute or work without support, after instruction
	Hoofddoel            Hoofddoel `json:"hoofddoel,omitzero"`             // empty: not asked yet
	EnigDoel             Antwoord  `json:"enig_doel,omitzero"`             // the main aim is the only one; asked where a local rule needs it
	Wil                  Antwoord  `json:"wil,omitzero"`                   // wants to contribute or work
	SteunNodig           Antwoord  `json:"steun_nodig,omitzero"`           // needs support for it
	GroteAfstand         Antwoord  `json:"grote_afstand,omitzero"`         // is at a great distance from the labour market
	WeetWat              Antwoord  `json:"weet_wat,omitzero"`              // knows what he or she wants and can
	Groei                Antwoord  `json:"groei,omitzero"`                 // can be one rung higher within about six months
	Maximum              Antwoord  `json:"maximum,omitzero"`               // is now at the most that is possible
	MantelzorgOverbelast Antwoord  `json:"mantelzorg_overbelast,omitzero"` // the carer is overburdened, or about to be
}

// Aanbod is what the gemeente of the resident offers on the wished start day.
type Aanbod struct {
	KooptAW        bool // buys at least one product
	Orientatie     OrientatieVorm
	Doeltreden     []ladder.Trede // of the ontwikkelarrangementen in the catalogue, rising
	StabieleTreden []ladder.Trede // of the stabiele arrangementen in the catalogue
	// DagbestedingAlleenEnigDoel is the local rule of that name (B-REG-02).
	DagbestedingAlleenEnigDoel bool
}

// AfbakeningFeiten are the facts of the afbakening as of the wished start day.
type AfbakeningFeiten struct {
	Aanbod        Aanbod
	OnderLeeftijd bool         // younger than the least age on the wished start day
	AOWBereikt    bool         // AOW age reached on the wished start day
	Trede         ladder.Trede // where the resident stands now; 0: not measured yet
	Antwoorden    Antwoorden
}

// AdviesSoort is what the table advises.
type AdviesSoort string

// The advices. Each combination of answers gives exactly one.
const (
	AdviesLokaalAlternatief AdviesSoort = "lokaal_alternatief"   // step 0
	AdviesJeugdOnderwijs    AdviesSoort = "jeugd_of_onderwijs"   // step 1
	AdviesNaAOW             AdviesSoort = "dagbesteding_of_wijk" // step 2
	AdviesZelfstandig       AdviesSoort = "vrijwilligerswerk_of_werk"
	AdviesWijkaanbod        AdviesSoort = "wijkaanbod"
	AdviesDagbesteding      AdviesSoort = "dagbesteding"
	AdviesVerhelderen       AdviesSoort = "vraag_verhelderen"
	AdviesOrientatie        AdviesSoort = "orientatie"
	AdviesCAW               AdviesSoort = "caw"
	AdviesOntwikkel         AdviesSoort = "ontwikkelarrangement"
	AdviesStabiel           AdviesSoort = "stabiel_arrangement"
	AdviesWSP               AdviesSoort = "werkgeversservicepunt"
	AdviesWSPOfGeen         AdviesSoort = "werkgeversservicepunt_of_geen"
)

// Advies is the one advice of the table. The zero value is none: a question is
// still open.
type Advies struct {
	Soort AdviesSoort `json:"soort"`
	// Trede is the rung an ontwikkelarrangement works towards or a stabiel
	// arrangement keeps; 0 for the other advices.
	Trede ladder.Trede `json:"trede,omitempty"`
	// Sprong is how many rungs that is up from where the resident stands. More than
	// one needs a reason (PRD-07).
	Sprong int `json:"sprong,omitempty"`
	// NevenDagbesteding advises day care beside it, because the carer is
	// overburdened (AFB-05). Never instead of it.
	NevenDagbesteding bool `json:"neven_dagbesteding,omitempty"`
}

// NaarAW tells whether the advice is an arrangement of Activerend Werk that
// develops or keeps.
func (a Advies) NaarAW() bool { return a.Soort == AdviesOntwikkel || a.Soort == AdviesStabiel }

// StapStatus is what came of one step of the table.
type StapStatus string

// What can come of a step.
const (
	StapVoorbij     StapStatus = "voorbij"      // asked and answered; the table goes on
	StapGeraakt     StapStatus = "geraakt"      // this step gives the advice
	StapOpen        StapStatus = "open"         // waits for an answer
	StapOpzij       StapStatus = "opzij_gezet"  // a local rule takes its place
	StapNietBereikt StapStatus = "niet_bereikt" // an earlier step gave the advice or is open
)

// StapUitslag is what came of one step, with the rule it follows. It is kept with
// the decision.
type StapUitslag struct {
	Regel    string     `json:"regel"` // code of the step
	Source   string     `json:"source"`
	Kind     rule.Kind  `json:"kind"`
	Status   StapStatus `json:"status"`
	Antwoord string     `json:"antwoord,omitempty"` // what was answered; empty when not reached
}

// Afbakening is the outcome of the table: every step, and one advice or one open
// question. The machine advises; a person decides (see [UitkomstRules]).
type Afbakening struct {
	Stappen []StapUitslag `json:"stappen"`
	Advies  Advies        `json:"advies"`
	Geraakt string        `json:"geraakt,omitempty"` // code of the step that gave the advice
	Vraag   string        `json:"vraag,omitempty"`   // question to ask next; empty: none
}

// Volledig tells whether there is an advice.
func (a Afbakening) Volledig() bool { return a.Vraag == "" && a.Advies.Soort != "" }

// Grens tells whether the advice comes from a step that no person can set aside:
// the gemeente does not buy, too young, or AOW age reached.
func (a Afbakening) Grens() bool {
	for _, s := range a.Stappen {
		if s.Status == StapGeraakt {
			return s.Kind == rule.Grens
		}
	}
	return false
}

// Afbaken goes through the table in order and stops at the first step that hits.
// Source: domain guide 1.6; requirements AFB-01 to AFB-05, PRD-02, B-REG-02.
func Afbaken(f AfbakeningFeiten) Afbakening {
	hit, vraag := decide(&f)
	out := Afbakening{Vraag: vraag, Stappen: make([]StapUitslag, len(afbakeningStappen))}
	for i := range afbakeningStappen {
		s := &afbakeningStappen[i]
		result := StapUitslag{Regel: s.code, Source: s.source, Kind: s.kind, Status: StapNietBereikt}
		switch {
		case i > hit:
		case s.aside != nil && s.aside(&f):
			result.Status = StapOpzij
		case i < hit:
			result.Status, result.Antwoord = StapVoorbij, s.answer(&f)
		case vraag != "":
			result.Status = StapOpen
		default:
			result.Status, result.Antwoord = StapGeraakt, s.answer(&f)
			out.Geraakt, out.Advies = s.code, s.advise(&f)
			out.Advies.NevenDagbesteding = f.Antwoorden.MantelzorgOverbelast == Ja
		}
		out.Stappen[i] = result
	}
	return out
}

// decide finds the step at which the table stops: the first that hits, or the
// first that waits for an answer, and then the question.
func decide(f *AfbakeningFeiten) (step int, vraag string) {
	last := len(afbakeningStappen) - 1
	for i := range afbakeningStappen {
		s := &afbakeningStappen[i]
		if s.aside != nil && s.aside(f) {
			continue
		}
		if s.open != nil {
			if vraag := s.open(f); vraag != "" {
				return i, vraag
			}
		}
		if i == last || s.hits(f) {
			return i, ""
		}
	}
	return last, ""
}

// AfbakeningRules are the steps of the table as rules: a step that hits is a
// finding. They are for lists and documentation; [Afbaken] goes through the table.
var AfbakeningRules = stepRules()

func stepRules() rule.Set[AfbakeningFeiten] {
	set := make(rule.Set[AfbakeningFeiten], 0, len(afbakeningStappen))
	for i := range afbakeningStappen {
		s := &afbakeningStappen[i]
		r := rule.Rule[AfbakeningFeiten]{
			Code: s.code, Source: s.source, Kind: s.kind, Repairer: s.repairer,
			Check: func(f AfbakeningFeiten) []rule.Finding {
				return rule.FailIf(s.hits(&f), "", "afbakening."+s.key)
			},
		}
		if s.aside != nil || s.open != nil {
			r.When = func(f AfbakeningFeiten) bool {
				return (s.aside == nil || !s.aside(&f)) && (s.open == nil || s.open(&f) == "")
			}
		}
		set = append(set, r)
	}
	return set
}

// AanbodVan reads from the register what a gemeente offers on a day: the wished
// start day. It reads the whole of the cafetariamodel from data: no gemeente is
// named here. Source: INK-03, PRD-01, B-REG-01 to B-REG-03.
func AanbodVan(r *inkoop.Register, gemeente inkoop.GemeenteCode, day civil.Date) Aanbod {
	out := Aanbod{
		KooptAW:                    r.Koopt(gemeente, day),
		DagbestedingAlleenEnigDoel: r.LokaleRegel(gemeente, inkoop.DagbestedingAlleenEnigDoel, day),
	}
	catalogus, _ := r.CatalogusOp(day)
	for _, p := range catalogus.Producten {
		switch p.Soort {
		case inkoop.ONT:
			out.Doeltreden = append(out.Doeltreden, p.Doeltrede)
		case inkoop.STA:
			out.StabieleTreden = append(out.StabieleTreden, p.Trede())
		case inkoop.ORI:
			switch r.Koopoordeel(gemeente, catalogus.Ref(p.Code), day).Reden {
			case inkoop.Gekocht:
				out.Orientatie = OrientatieProduct
			case inkoop.NietToewijsbaar:
				out.Orientatie = OrientatieCAW
			}
		}
	}
	slices.Sort(out.Doeltreden)
	slices.Sort(out.StabieleTreden)
	return out
}
