package toegang

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// UitkomstSoort is where a melding ends. Every kind is a full outcome: counted,
// and with a date to look again where that makes sense. Source: PRD-03; domain
// guide 7.
type UitkomstSoort string

// The outcomes.
const (
	UitkomstWijkaanbod        UitkomstSoort = "wijkaanbod"
	UitkomstCAW               UitkomstSoort = "caw"        // referred to the general provision; no besluit
	UitkomstOrientatie        UitkomstSoort = "orientatie" // aanvraag for the orientation as product
	UitkomstAanvraagAW        UitkomstSoort = "aanvraag_aw"
	UitkomstDagbesteding      UitkomstSoort = "dagbesteding"
	UitkomstVrijwilligerswerk UitkomstSoort = "vrijwilligerswerk_of_wsp"
	UitkomstGeen              UitkomstSoort = "geen"
)

// UitkomstSoorten lists the outcomes in the order of a form.
func UitkomstSoorten() []UitkomstSoort {
	return []UitkomstSoort{
		UitkomstAanvraagAW, UitkomstOrientatie, UitkomstCAW, UitkomstWijkaanbod,
		UitkomstDagbesteding, UitkomstVrijwilligerswerk, UitkomstGeen,
	}
}

// Besluit tells whether the outcome needs an aanvraag and a besluit. A referral to
// a general provision needs neither (Wmo 2015 art. 1.1.1; B-REG-03).
func (s UitkomstSoort) Besluit() bool { return s == UitkomstAanvraagAW || s == UitkomstOrientatie }

// Verwijzing tells whether the resident is referred to what others offer, so that
// somebody looks again later.
func (s UitkomstSoort) Verwijzing() bool { return s == UitkomstWijkaanbod || s == UitkomstCAW }

// Deelnamevorm is how somebody takes part in what the neighbourhood offers.
// Source: S-A, Minder producten AW; PRD-03.
type Deelnamevorm string

// The four ways of the source.
const (
	DeelnameZelf         Deelnamevorm = "zelf"
	DeelnameNetwerk      Deelnamevorm = "netwerk"
	DeelnameVrijwilliger Deelnamevorm = "vrijwilliger"
	DeelnameAmbulant     Deelnamevorm = "ambulant_begeleider"
)

// Deelnamevormen lists the four ways in the order of the source.
func Deelnamevormen() []Deelnamevorm {
	return []Deelnamevorm{DeelnameZelf, DeelnameNetwerk, DeelnameVrijwilliger, DeelnameAmbulant}
}

// Uitkomst is what a person decided after the afbakening.
type Uitkomst struct {
	Soort       UitkomstSoort `json:"soort,omitzero"`
	Datum       civil.Date    `json:"datum,omitzero"`
	Door        string        `json:"door,omitzero"` // id of the person who decided; never empty: no machine decides alone
	Vorm        Deelnamevorm  `json:"vorm,omitzero"`
	Aanbod      string        `json:"aanbod,omitzero"`       // what it is, in plain words: the coffee morning, the CAW
	KijkOpnieuw civil.Date    `json:"kijk_opnieuw,omitzero"` // when to look again; zero: not
	Reden       string        `json:"reden,omitzero"`        // why nothing, or why otherwise than advised
}

// StandaardKijkOpnieuw is the day to look again when nobody chose another: six
// months after the outcome, unless the region set otherwise. Source: PRD-04.
func StandaardKijkOpnieuw(datum civil.Date, t Termijnen) civil.Date {
	return datum.AddMonths(t.KijkOpnieuwMaanden)
}

// Past tells whether an outcome follows the advice.
func (a Advies) Past(s UitkomstSoort) bool { return slices.Contains(followed[a.Soort], s) }

// followed holds the outcomes that follow each advice. Source: domain guide 1.6.
var followed = map[AdviesSoort][]UitkomstSoort{
	AdviesLokaalAlternatief: {UitkomstWijkaanbod, UitkomstDagbesteding, UitkomstVrijwilligerswerk, UitkomstGeen},
	AdviesJeugdOnderwijs:    {UitkomstGeen, UitkomstWijkaanbod},
	AdviesNaAOW:             {UitkomstDagbesteding, UitkomstWijkaanbod},
	AdviesZelfstandig:       {UitkomstVrijwilligerswerk},
	AdviesWijkaanbod:        {UitkomstWijkaanbod},
	AdviesDagbesteding:      {UitkomstDagbesteding},
	AdviesVerhelderen:       {UitkomstWijkaanbod, UitkomstOrientatie, UitkomstCAW},
	AdviesOrientatie:        {UitkomstOrientatie},
	AdviesCAW:               {UitkomstCAW},
	AdviesOntwikkel:         {UitkomstAanvraagAW},
	AdviesStabiel:           {UitkomstAanvraagAW},
	AdviesWSP:               {UitkomstVrijwilligerswerk},
	AdviesWSPOfGeen:         {UitkomstVrijwilligerswerk, UitkomstGeen},
}

// UitkomstFeiten are the facts of the rules for deciding an outcome.
type UitkomstFeiten struct {
	Afbakening Afbakening
	Feiten     AfbakeningFeiten
	Uitkomst   Uitkomst
}

// UitkomstRules are the rules for deciding an outcome, as of the day of the
// decision. Only age, AOW and the gemeente refuse; for the rest a person decides
// otherwise with a reason. Source: domain guide 1.6; AVG art. 22.
var UitkomstRules = rule.Set[UitkomstFeiten]{
	{
		Code: "UITKOMST-01", Source: "AVG art. 22: geen uitsluitend geautomatiseerd besluit (AFB-03)",
		Kind: rule.Grens, Repairer: Consulent,
		Check: func(f UitkomstFeiten) []rule.Finding {
			return rule.FailIf(f.Uitkomst.Door == "", "door", "uitkomst.mens_beslist")
		},
	},
	{
		Code: "UITKOMST-02", Source: "Domain guide 1.6: every step's result is kept",
		Kind: rule.Grens, Repairer: Consulent,
		Check: checkUitkomstVolledig,
	},
	{
		Code: "UITKOMST-03", Source: "S-A, Doel Activerend Werk (DOE-01); S-B, Regionale doorontwikkeling (B-REG-01)",
		Kind: rule.Grens, Repairer: Consulent,
		When: func(f UitkomstFeiten) bool { return f.Uitkomst.Soort.Besluit() || f.Uitkomst.Soort == UitkomstCAW },
		Check: func(f UitkomstFeiten) []rule.Finding {
			return rule.FailIf(f.Afbakening.Grens(), "soort", "uitkomst.grens", f.Afbakening.Geraakt)
		},
	},
	{
		Code: "UITKOMST-04", Source: "S-B, Regionale doorontwikkeling: orientatie als algemene voorziening CAW (B-REG-03)",
		Kind: rule.Grens, Repairer: Consulent,
		When: func(f UitkomstFeiten) bool {
			return f.Uitkomst.Soort == UitkomstOrientatie || f.Uitkomst.Soort == UitkomstCAW
		},
		Check: func(f UitkomstFeiten) []rule.Finding {
			want := OrientatieProduct
			if f.Uitkomst.Soort == UitkomstCAW {
				want = OrientatieCAW
			}
			return rule.FailIf(f.Feiten.Aanbod.Orientatie != want, "soort", "uitkomst.orientatie_hier_niet",
				string(f.Feiten.Aanbod.Orientatie))
		},
	},
	{
		Code: "UITKOMST-05", Source: "S-A, Minder producten AW: passend aanbod in de wijk (PRD-03)",
		Kind: rule.Grens, Repairer: Consulent,
		When: func(f UitkomstFeiten) bool { return f.Uitkomst.Soort == UitkomstWijkaanbod },
		Check: func(f UitkomstFeiten) []rule.Finding {
			return rule.FailIf(!slices.Contains(Deelnamevormen(), f.Uitkomst.Vorm), "vorm", "uitkomst.vorm_ontbreekt")
		},
	},
	{
		Code: "UITKOMST-06", Source: "S-A, Minder producten AW: op termijn kan de stap wel mogelijk zijn (PRD-04)",
		Kind: rule.Grens, Repairer: Consulent,
		When: func(f UitkomstFeiten) bool { return f.Uitkomst.Soort.Verwijzing() },
		Check: func(f UitkomstFeiten) []rule.Finding {
			return rule.FailIf(!f.Uitkomst.KijkOpnieuw.After(f.Uitkomst.Datum), "kijkOpnieuw", "uitkomst.kijk_opnieuw_ontbreekt")
		},
	},
	{
		Code: "UITKOMST-07", Source: "S-A, Minder producten AW: kijkt samen wat passend is (PRD-03)",
		Kind: rule.Grens, Repairer: Consulent,
		When: func(f UitkomstFeiten) bool { return f.Uitkomst.Soort == UitkomstGeen },
		Check: func(f UitkomstFeiten) []rule.Finding {
			return rule.FailIf(strings.TrimSpace(f.Uitkomst.Reden) == "", "reden", "uitkomst.reden_ontbreekt")
		},
	},
	{
		Code: "UITKOMST-08", Source: "Domain guide 1.6: the consulent decides and motivates",
		Kind: rule.Advies, Repairer: Consulent,
		When: func(f UitkomstFeiten) bool { return f.Afbakening.Volledig() },
		Check: func(f UitkomstFeiten) []rule.Finding {
			return rule.FailIf(!f.Afbakening.Advies.Past(f.Uitkomst.Soort), "soort", "uitkomst.wijkt_af",
				string(f.Afbakening.Advies.Soort))
		},
	},
	{
		Code: "UITKOMST-09", Source: "S-B, Regionale doorontwikkeling: dagbesteding alleen bij drie uitzonderingen (B-REG-02)",
		Kind: rule.Advies, Repairer: Consulent,
		When: func(f UitkomstFeiten) bool {
			return f.Uitkomst.Soort == UitkomstDagbesteding && f.Feiten.Aanbod.DagbestedingAlleenEnigDoel &&
				!f.Feiten.AOWBereikt
		},
		Check: func(f UitkomstFeiten) []rule.Finding {
			a := f.Feiten.Antwoorden
			only := UitzonderingEnigDoel(a.Hoofddoel) && a.EnigDoel == Ja
			return rule.FailIf(!only, "soort", "uitkomst.dagbesteding_niet_enig_doel")
		},
	},
}

func checkUitkomstVolledig(f UitkomstFeiten) []rule.Finding {
	var findings []rule.Finding
	if !f.Afbakening.Volledig() {
		findings = append(findings, rule.Fail("afbakening", "uitkomst.vraag_open", f.Afbakening.Vraag)...)
	}
	if !slices.Contains(UitkomstSoorten(), f.Uitkomst.Soort) {
		findings = append(findings, rule.Fail("soort", "uitkomst.soort_ontbreekt")...)
	}
	if f.Uitkomst.Datum.IsZero() {
		findings = append(findings, rule.Fail("datum", "uitkomst.datum_ontbreekt")...)
	}
	return findings
}
