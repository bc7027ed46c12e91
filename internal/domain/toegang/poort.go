package toegang

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
)

// Poort (gate) is all that has to be known before a toewijzing is made. The store
// fills it; what lies in later processes, such as a held evaluatie, comes as plain
// facts. Source: domain guide 7, Contract gate.
type Poort struct {
	// Inkoop holds the procurement side, with the start, the last day, the product,
	// the gemeente of the resident on the start day and the register.
	Inkoop inkoop.GateFacts

	// Venster holds the days on which the resident is of age for Activerend Werk; zero
	// when nothing is known of the birth.
	Venster persoon.Leeftijdsvenster

	Besluiter     Besluiter
	Besluit       *Besluit // on the aanvraag; nil: none yet
	Afgewogen     bool     // own strength, network and general provision were weighed (INK-02)
	Akkoord       Akkoord  // of the resident with this toewijzing
	Doelen        []Doel
	Trede         ladder.Trede // where the resident stands at the start; 0: not measured
	Omvang        Omvang
	Belastbaar    Belastbaarheid
	Afstemming    Afstemming      // with Werk & Inkomen, UWV or WSP; for ONT5
	Stabiel       StabielAntwoord // for STA
	Andere        []AndereToewijzing
	VorigeGeweest VorigeToewijzing // earlier one of the same product; zero: none
}

// Besluiter is who decides about the toewijzing.
type Besluiter struct {
	PersoonID     string
	LokaleToegang bool // has an appointment with the lokale toegang on the day of decision
	Gemeente      inkoop.GemeenteCode
}

// Afstemming is that ONT5 was talked over with who has the instruments for trede
// 5. Source: PRD-07.
type Afstemming struct {
	Op       civil.Date `json:"op,omitzero"`
	Met      string     `json:"met,omitzero"` // Werk & Inkomen, UWV or WSP
	Uitkomst string     `json:"uitkomst,omitzero"`
}

// StabielAntwoord is why somebody cannot go further now, and when to look again.
// Source: S-B, Arrangementen ("op dat moment op maximum van zijn kunnen");
// B-ARR-01.
type StabielAntwoord struct {
	WaaromNuNietVerder string     `json:"waarom_nu_niet_verder,omitzero"`
	Hertoets           civil.Date `json:"hertoets,omitzero"`
}

// AndereToewijzing is another toewijzing of the same resident.
type AndereToewijzing struct {
	ID      string
	Product inkoop.ProductRef
	Periode civil.Period
}

// VorigeToewijzing is the latest toewijzing of the same product that came before.
type VorigeToewijzing struct {
	ID                string
	EvaluatieGehouden civil.Date
	Motivering        string // why the same again
}

// product is the product asked for; the zero product when the catalogue does not
// know it, which INK-GATE-01 refuses.
func (p Poort) product() inkoop.Product {
	if p.Inkoop.Register == nil {
		return inkoop.Product{}
	}
	product, _ := p.Inkoop.Register.Product(p.Inkoop.Product)
	return product
}

func (p Poort) soort() inkoop.Productsoort { return p.product().Soort }

func isSoort(soort inkoop.Productsoort) func(Poort) bool {
	return func(p Poort) bool { return p.soort() == soort }
}

// periode is the period of the toewijzing asked for.
func (p Poort) periode() civil.Period {
	return civil.Through(p.Inkoop.Start, p.Inkoop.LaatsteDag)
}

// geldigeDoelen are the goals that count on the start day or wait for it.
func (p Poort) geldigeDoelen() []DoelVersie {
	var list []DoelVersie
	for _, d := range p.Doelen {
		if v, ok := d.Geldig(); ok {
			list = append(list, v)
		}
	}
	return list
}

// Gate is the whole gate for a new toewijzing: the rules of procurement and those
// of the resident. Evaluate it as of the first day of the toewijzing, with
// [Poort.Beoordeel].
var Gate = slices.Concat(liftAll(inkoop.Gate, func(p Poort) inkoop.GateFacts { return p.Inkoop }),
	persoonRules(), duurRules(), planRules(), tredeRules(), besluitRules())

// Beoordeel puts the facts through the gate as of the first day of the
// toewijzing. All results are kept with the decision.
func (p Poort) Beoordeel() []rule.Result { return Gate.Evaluate(p.Inkoop.Start, p) }

// ZonderReden gives the findings of adviezen that failed and for which nobody gave
// a reason. reasons is by code of the rule.
func ZonderReden(results []rule.Result, reasons map[string]string) []rule.Finding {
	var open []rule.Finding
	for _, f := range rule.Advised(results) {
		if strings.TrimSpace(reasons[f.Rule]) == "" {
			open = append(open, f)
		}
	}
	return open
}

// liftAll makes a set about a part of the facts into one about the whole.
func liftAll[Whole, Part any](set rule.Set[Part], part func(Whole) Part) rule.Set[Whole] {
	lifted := make(rule.Set[Whole], 0, len(set))
	for _, r := range set {
		lifted = append(lifted, lift(r, part))
	}
	return lifted
}

// lift makes a rule about a part of the facts into one about the whole.
func lift[Whole, Part any](r rule.Rule[Part], part func(Whole) Part) rule.Rule[Whole] {
	lifted := rule.Rule[Whole]{
		Code: r.Code, Source: r.Source, From: r.From, Until: r.Until, Kind: r.Kind, Repairer: r.Repairer,
		Check: func(w Whole) []rule.Finding { return r.Check(part(w)) },
	}
	if r.When != nil {
		lifted.When = func(w Whole) bool { return r.When(part(w)) }
	}
	return lifted
}
