package uitvoering

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
)

// VoortgangTermijn is a day on which a voortgangsbericht is due.
type VoortgangTermijn struct {
	Nr             int // 1 for the first
	Due            civil.Date
	ZichtbaarVanaf civil.Date   // in the work list from the first reminder on
	Herinneringen  []civil.Date // days of reminding, in order
}

// VoortgangTermijnen are the days on which voortgangsberichten of an arrangement
// are due: three months after the start for an ontwikkelarrangement, six for a
// stabiel one and then every six as the region sets. The months and the repeating
// are those of the product. Days after the end do not count; an arrangement that
// is cut short may have none. Source: S-A, Gewijzigde eisen aanbieder AW 1;
// MON-03; domain guide 1.4 row 2.
func VoortgangTermijnen(a Arrangement, w inkoop.Waarden) []VoortgangTermijn {
	r := a.Product.Rapportage
	if r.Na <= 0 || a.Start.IsZero() {
		return nil
	}
	var list []VoortgangTermijn
	for months := r.Na; ; months += r.Herhaal {
		due := a.Start.AddMonths(months)
		if !a.Periode().Contains(due) {
			return list
		}
		list = append(list, voortgangTermijn(len(list)+1, due, w))
		if r.Herhaal <= 0 || !w.StaVoortgangHerhalen || a.LaatsteDag.IsZero() {
			return list
		}
	}
}

func voortgangTermijn(nr int, due civil.Date, w inkoop.Waarden) VoortgangTermijn {
	m := VoortgangTermijn{Nr: nr, Due: due, ZichtbaarVanaf: due}
	for _, days := range w.VoortgangHerinneringDagen {
		m.Herinneringen = append(m.Herinneringen, due.AddDays(days))
	}
	m.ZichtbaarVanaf = civil.Min(append(m.Herinneringen, due)...)
	return m
}

// Voortgangsbericht (progress report) tells the lokale toegang how it goes with
// the goals. The resident reads it too. Source: S-A, Gewijzigde eisen aanbieder AW
// 1; MON-01, MON-03, EIS-03.
type Voortgangsbericht struct {
	ID            string           `json:"id,omitzero"`
	ToewijzingID  string           `json:"toewijzing_id,omitzero"`
	Moment        int              `json:"moment,omitzero"` // number of the moment it is for; 0: written in between
	Ingediend     civil.Date       `json:"ingediend,omitzero"`
	Door          string           `json:"door,omitzero"`
	Regels        []VoortgangRegel `json:"regels,omitzero"`
	Zin           string           `json:"zin,omitzero"`            // one sentence; may be empty
	SamenIngevuld toegang.Antwoord `json:"samen_ingevuld,omitzero"` // with the resident: ja or nee; nothing is filled in beforehand
	EigenWoorden  string           `json:"eigen_woorden,omitzero"`  // what the resident says, kept as said
	Motivering    string           `json:"motivering,omitzero"`     // why nothing was noted in one of the two domains
	Krachten      []Kracht         `json:"krachten,omitzero"`       // what goes well; may be empty
	VolgendeStap  VolgendeStap     `json:"volgende_stap,omitzero"`  // what comes next at the place; may be empty
	Gelezen       civil.Date       `json:"gelezen,omitzero"`        // by the lokale toegang
	GelezenDoor   string           `json:"gelezen_door,omitzero"`
}

// VoortgangRegel is what is said of one goal: a score, or that it was not seen.
type VoortgangRegel struct {
	DoelID     string        `json:"doel_id,omitzero"`
	Score      toegang.Score `json:"score,omitzero"` // empty with NietGezien
	NietGezien bool          `json:"niet_gezien,omitzero"`
	Observatie string        `json:"observatie,omitzero"`
}

// Kracht (strength) is something that goes well at work, from a short list, so that
// it takes a tap. Source: S-A, Uitgangspunten Activerend Werk ("De kracht, kwaliteiten
// en mogelijkheden van de inwoner staan centraal"); UIT-01; the list is our own.
type Kracht string

// Krachten lists the strengths in the order of a form.
func Krachten() []Kracht {
	return []Kracht{"komt_op_tijd", "vraagt_hulp", "werkt_samen", "werkt_zelf", "houdt_vol", "leert_snel", "werkt_netjes", "helpt_anderen"}
}

// VolgendeStap is what comes next at the place, from a short list of our own.
type VolgendeStap string

// VolgendeStappen lists them in the order of a form.
func VolgendeStappen() []VolgendeStap {
	return []VolgendeStap{"zo_doorgaan", "iets_nieuws", "meer_dagdelen", "rustiger_aan", "samen_praten"}
}

// Beoordeeld tells whether somebody said something of the goal: a score or not
// seen, and not both.
func (r VoortgangRegel) Beoordeeld() bool { return (r.Score.Waarde() > 0) != r.NietGezien }

// MaxZin is the longest sentence of a voortgangsbericht, in characters.
const MaxZin = 500

// UitvoeringDoel is a goal that counts, with its text and kind.
type UitvoeringDoel struct {
	ID     string
	Versie toegang.DoelVersie
}

// GeldigeDoelen are the goals that count, out of goals with their history.
func GeldigeDoelen(doelen []toegang.Doel) []UitvoeringDoel {
	var list []UitvoeringDoel
	for _, d := range doelen {
		if v, ok := d.Geldig(); ok {
			list = append(list, UitvoeringDoel{ID: d.ID, Versie: v})
		}
	}
	return list
}

// VoortgangFeiten are the facts of the rules for handing in a voortgangsbericht.
type VoortgangFeiten struct {
	Arrangement Arrangement
	Bericht     Voortgangsbericht
	Doelen      []UitvoeringDoel
}

// VoortgangRules are the rules for handing in a voortgangsbericht, as of the day.
var VoortgangRules = rule.Set[VoortgangFeiten]{
	{
		Code: "VOORTGANG-01", Source: "S-A, Gewijzigde eisen aanbieder AW 1: monitoren op de gestelde doelen (MON-01)",
		Kind: rule.Grens, Repairer: toegang.Werkbegeleider, Check: checkEveryGoal,
	},
	{
		Code: "VOORTGANG-02", Source: "Domain guide 1.5: 'samen ingevuld met' vastgelegd (X-13)",
		Kind: rule.Grens, Repairer: toegang.Werkbegeleider,
		Check: func(f VoortgangFeiten) []rule.Finding {
			said := f.Bericht.SamenIngevuld == toegang.Ja || f.Bericht.SamenIngevuld == toegang.Nee
			return rule.FailIf(!said, "samenIngevuld", "voortgang.samen_ingevuld_ontbreekt")
		},
	},
	{
		Code: "VOORTGANG-03", Source: "S-A, Gewijzigde eisen aanbieder AW 1: persoonlijke ontwikkeling en werknemersvaardigheden (EIS-03)",
		Kind: rule.Advies, Repairer: toegang.Werkbegeleider, From: civil.New(2020, 7, 1),
		Check: checkBothDomains,
	},
	{
		Code: "VOORTGANG-04", Source: "MON-03: een kort bericht, hooguit een zin erbij", Kind: rule.Grens, Repairer: toegang.Werkbegeleider,
		Check: func(f VoortgangFeiten) []rule.Finding {
			return rule.FailIf(len([]rune(f.Bericht.Zin)) > MaxZin, "zin", "voortgang.zin_te_lang", MaxZin)
		},
	},
	{
		Code: "VOORTGANG-05", Source: "S-A, Gewijzigde eisen aanbieder AW 1: voortgangsbericht over de werkplek (MON-03)",
		Kind: rule.Grens, Repairer: toegang.Werkbegeleider,
		Check: func(f VoortgangFeiten) []rule.Finding {
			early := f.Bericht.Ingediend.IsZero() || f.Bericht.Ingediend.Before(f.Arrangement.Start)
			return append(rule.FailIf(early, "", "voortgang.voor_start", f.Arrangement.Start),
				rule.FailIf(f.Bericht.Door == "", "door", "voortgang.door_ontbreekt")...)
		},
	},
	{
		Code: "VOORTGANG-06", Source: "S-A, Uitgangspunten Activerend Werk: de kracht staat centraal (UIT-01)",
		Kind: rule.Grens, Repairer: toegang.Werkbegeleider,
		When: func(f VoortgangFeiten) bool { return len(f.Bericht.Krachten) > 0 || f.Bericht.VolgendeStap != "" },
		Check: func(f VoortgangFeiten) []rule.Finding {
			strange := slices.ContainsFunc(f.Bericht.Krachten, func(k Kracht) bool { return !slices.Contains(Krachten(), k) })
			step := f.Bericht.VolgendeStap
			return append(rule.FailIf(strange, "krachten", "voortgang.kracht_onbekend"),
				rule.FailIf(step != "" && !slices.Contains(VolgendeStappen(), step), "volgendeStap", "voortgang.stap_onbekend")...)
		},
	},
}

// checkEveryGoal asks for a score or 'not seen' for every goal that counts, and
// refuses lines about other goals.
func checkEveryGoal(f VoortgangFeiten) []rule.Finding {
	var findings []rule.Finding
	lines := map[string]VoortgangRegel{}
	for _, r := range f.Bericht.Regels {
		if !slices.ContainsFunc(f.Doelen, func(d UitvoeringDoel) bool { return d.ID == r.DoelID }) {
			findings = append(findings, rule.Fail("doel."+r.DoelID, "voortgang.doel_onbekend")...)
		}
		lines[r.DoelID] = r
	}
	for _, d := range f.Doelen {
		if !lines[d.ID].Beoordeeld() {
			findings = append(findings, rule.Fail("doel."+d.ID, "voortgang.score_ontbreekt", d.Versie.Tekst)...)
		}
	}
	return findings
}

// checkBothDomains asks for a line about personal development and one about
// skills, or why there is none.
func checkBothDomains(f VoortgangFeiten) []rule.Finding {
	if strings.TrimSpace(f.Bericht.Motivering) != "" {
		return nil
	}
	var personal, work bool
	for _, d := range f.Doelen {
		seen := slices.ContainsFunc(f.Bericht.Regels, func(r VoortgangRegel) bool { return r.DoelID == d.ID && r.Score.Waarde() > 0 })
		personal = personal || seen && !d.Versie.Domein.Werk()
		work = work || seen && d.Versie.Domein.Werk()
	}
	return append(rule.FailIf(!personal, "motivering", "voortgang.niets_persoonlijk"),
		rule.FailIf(!work, "motivering", "voortgang.niets_werknemer")...)
}

// TeLaat is the number of days a report came after its day; 0 when in time.
func TeLaat(due, ingediend civil.Date) int { return max(0, due.DaysUntil(ingediend)) }
