package toegang

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Aspect is one of the seven things the investigation looks at.
// Source: Wmo 2015 art. 2.3.2 lid 4 a to g.
type Aspect string

// The seven aspects, in the order of the law.
const (
	AspectBehoeften         Aspect = "behoeften_en_voorkeuren" // a: needs, characteristics and preferences
	AspectEigenKracht       Aspect = "eigen_kracht"            // b: own strength, usual help, common provisions
	AspectNetwerk           Aspect = "mantelzorg_en_netwerk"   // c: carers and social network
	AspectSteunMantelzorger Aspect = "steun_mantelzorger"      // d: what the carer needs
	AspectAlgemeen          Aspect = "algemene_voorziening"    // e: general provision, socially useful activities
	AspectSamenwerking      Aspect = "samenwerking"            // f: care insurance, youth, school, work and income
	AspectBijdrage          Aspect = "bijdrage_in_de_kosten"   // g: what it will cost the resident
)

// Aspecten lists the seven in the order of the law.
func Aspecten() []Aspect {
	return []Aspect{
		AspectBehoeften, AspectEigenKracht, AspectNetwerk, AspectSteunMantelzorger,
		AspectAlgemeen, AspectSamenwerking, AspectBijdrage,
	}
}

// Uitgangspunt is one of the principles that every investigation weighs.
// Source: S-A, Uitgangspunten van nieuwe inkoop; requirement INK-02.
type Uitgangspunt string

// The five principles.
const (
	UitgangspuntEigenKracht  Uitgangspunt = "eigen_kracht"
	UitgangspuntZelfredzaam  Uitgangspunt = "zelfredzaamheid"
	UitgangspuntMogelijkheid Uitgangspunt = "mogelijkheden"
	UitgangspuntPassend      Uitgangspunt = "passendheid"
	UitgangspuntGezamenlijk  Uitgangspunt = "gezamenlijke_verantwoordelijkheid"
)

// Uitgangspunten lists the five in the order of the source.
func Uitgangspunten() []Uitgangspunt {
	return []Uitgangspunt{
		UitgangspuntEigenKracht, UitgangspuntZelfredzaam, UitgangspuntMogelijkheid,
		UitgangspuntPassend, UitgangspuntGezamenlijk,
	}
}

// Afweging says what can answer to a principle: the lightest that suffices.
// Source: requirement INK-02.
type Afweging string

// The four answers, from light to heavy.
const (
	AfwegingZelf     Afweging = "zelf"
	AfwegingNetwerk  Afweging = "netwerk"
	AfwegingAlgemeen Afweging = "algemene_voorziening"
	AfwegingMaatwerk Afweging = "maatwerk"
)

// Afwegingen lists the answers from light to heavy.
func Afwegingen() []Afweging {
	return []Afweging{AfwegingZelf, AfwegingNetwerk, AfwegingAlgemeen, AfwegingMaatwerk}
}

// Onderzoek (investigation) is what was found in the talk with the resident. It
// holds no diagnosis: what matters for work stands in the [Profiel].
type Onderzoek struct {
	ID          string                    `json:"id,omitzero"`
	MeldingID   string                    `json:"melding_id,omitzero"`
	Gesprek     civil.Date                `json:"gesprek,omitzero"` // day of the talk
	Bevindingen map[Aspect]string         `json:"bevindingen,omitzero"`
	Besproken   map[Aspect]bool           `json:"besproken,omitzero"` // talked about, with or without words on paper
	Afwegingen  map[Uitgangspunt]Afweging `json:"afwegingen,omitzero"`
	Aanwezig    []string                  `json:"aanwezig,omitzero"` // who sat at the table, in plain words
}

// IsBesproken tells whether an aspect was looked at: ticked or written about.
func (o Onderzoek) IsBesproken(a Aspect) bool {
	return o.Besproken[a] || strings.TrimSpace(o.Bevindingen[a]) != ""
}

// Afgewogen tells whether own strength, network and general provision were
// weighed: every principle has an answer. Source: requirement INK-02.
func (o Onderzoek) Afgewogen() bool { return len(o.openUitgangspunten()) == 0 }

func (o Onderzoek) openUitgangspunten() []Uitgangspunt {
	var open []Uitgangspunt
	for _, u := range Uitgangspunten() {
		if !slices.Contains(Afwegingen(), o.Afwegingen[u]) {
			open = append(open, u)
		}
	}
	return open
}

// OnderzoekRules are the rules for ending the investigation; evaluate them as of
// the day of the report. Source: Wmo 2015 art. 2.3.2 lid 4; requirement INK-02.
var OnderzoekRules = rule.Set[Onderzoek]{
	{
		Code: "ONDERZOEK-01", Source: "Wmo 2015 art. 2.3.2 lid 4 a tot en met g",
		Kind: rule.Advies, Repairer: Consulent,
		Check: func(o Onderzoek) []rule.Finding {
			var findings []rule.Finding
			for _, a := range Aspecten() {
				if !o.IsBesproken(a) {
					findings = append(findings, rule.Fail(string(a), "onderzoek.aspect_niet_besproken", string(a))...)
				}
			}
			return findings
		},
	},
	{
		Code: "ONDERZOEK-02", Source: "S-A, Uitgangspunten van nieuwe inkoop (INK-02)",
		Kind: rule.Advies, Repairer: Consulent,
		Check: func(o Onderzoek) []rule.Finding {
			var findings []rule.Finding
			for _, u := range o.openUitgangspunten() {
				findings = append(findings, rule.Fail(string(u), "onderzoek.niet_afgewogen", string(u))...)
			}
			return findings
		},
	},
}
