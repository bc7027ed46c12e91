package uitvoering

import (
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
)

// Resultaat is what an arrangement brought, from the list of the source. Source:
// S-A, Resultaten Activerend Werk; RES-01.
type Resultaat string

// The results.
const (
	ResultaatIntegratie Resultaat = "maatschappelijke_integratie" // takes part in society (again)
	ResultaatBijdrage   Resultaat = "bijdrage_naar_vermogen"
	ResultaatBreed      Resultaat = "ontwikkeling_in_brede_zin"
	ResultaatBehoud     Resultaat = "participatie_behouden"
	ResultaatGeen       Resultaat = "geen_resultaat"
)

// Resultaten lists the results in the order of the source.
func Resultaten() []Resultaat {
	return []Resultaat{ResultaatIntegratie, ResultaatBijdrage, ResultaatBreed, ResultaatBehoud, ResultaatGeen}
}

// Bestemming is where somebody goes. Source: S-A, Resultaten Activerend Werk
// ("waar mogelijk betaald (met ondersteuning) of als vrijwilliger"); RES-02.
type Bestemming string

// The destinations.
const (
	BestemmingBetaald           Bestemming = "betaald_werk"
	BestemmingBetaaldMetSteun   Bestemming = "betaald_met_ondersteuning"
	BestemmingVrijwilligerswerk Bestemming = "vrijwilligerswerk"
	BestemmingOpleiding         Bestemming = "opleiding"
	BestemmingAnderAW           Bestemming = "ander_aw_product"
	BestemmingDagbesteding      Bestemming = "dagbesteding"
	BestemmingGeen              Bestemming = "geen"
)

// Bestemmingen lists the destinations in the order of the requirement.
func Bestemmingen() []Bestemming {
	return []Bestemming{
		BestemmingBetaald, BestemmingBetaaldMetSteun, BestemmingVrijwilligerswerk, BestemmingOpleiding,
		BestemmingAnderAW, BestemmingDagbesteding, BestemmingGeen,
	}
}

// Uitstroom tells whether the destination counts as leaving for work or
// volunteering: paid, paid with support, or as a volunteer. Source: RES-02.
func (b Bestemming) Uitstroom() bool {
	return b == BestemmingBetaald || b == BestemmingBetaaldMetSteun || b == BestemmingVrijwilligerswerk
}

// Afsluiting (closing) is what became of the resident at the end.
type Afsluiting struct {
	Op              civil.Date               `json:"op,omitzero"`
	Door            string                   `json:"door,omitzero"`
	LaatsteDag      civil.Date               `json:"laatste_dag,omitzero"` // last day of the arrangement as it went
	Reden           toegang.RedenBeeindiging `json:"reden,omitzero"`
	Eindtrede       ladder.Trede             `json:"eindtrede,omitzero"`
	Resultaat       Resultaat                `json:"resultaat,omitzero"`
	Bewijs          string                   `json:"bewijs,omitzero"` // what shows the result; may be empty
	Bestemming      Bestemming               `json:"bestemming,omitzero"`
	BestemmingVanaf civil.Date               `json:"bestemming_vanaf,omitzero"`
	UrenPerWeek     int                      `json:"uren_per_week,omitzero"` // at the destination; 0: not known
	Toelichting     string                   `json:"toelichting,omitzero"`
}

// AfsluitingFeiten are the facts of the rules for closing an arrangement.
type AfsluitingFeiten struct {
	Arrangement Arrangement
	Afsluiting  Afsluiting
	Metingen    []ladder.Meting // of this arrangement
}

func alive(f AfsluitingFeiten) bool { return f.Afsluiting.Reden != toegang.EindeOverlijden }

// AfsluitingRules are the rules for closing an arrangement, as of the day of
// closing. After a death only the day and the reason are asked.
var AfsluitingRules = rule.Set[AfsluitingFeiten]{
	{
		Code: "AFSLUITING-01", Source: "S-A, Resultaten Activerend Werk: afsluiten vereist resultaat, eindtrede en vervolg (RES-01)",
		Kind: rule.Grens, Repairer: toegang.Consulent,
		When: alive,
		Check: func(f AfsluitingFeiten) []rule.Finding {
			return rule.FailIf(!f.Afsluiting.Eindtrede.Valid(), "eindtrede", "afsluiting.eindtrede_ontbreekt")
		},
	},
	{
		Code: "AFSLUITING-02", Source: "S-A, Resultaten Activerend Werk (RES-01)", Kind: rule.Grens, Repairer: toegang.Consulent,
		When: alive,
		Check: func(f AfsluitingFeiten) []rule.Finding {
			return rule.FailIf(!slices.Contains(Resultaten(), f.Afsluiting.Resultaat), "resultaat", "afsluiting.resultaat_ontbreekt")
		},
	},
	{
		Code: "AFSLUITING-03", Source: "S-A, Resultaten Activerend Werk: betaald (met ondersteuning) of als vrijwilliger (RES-02)",
		Kind: rule.Grens, Repairer: toegang.Consulent,
		When: alive,
		Check: func(f AfsluitingFeiten) []rule.Finding {
			return rule.FailIf(!slices.Contains(Bestemmingen(), f.Afsluiting.Bestemming), "bestemming", "afsluiting.bestemming_ontbreekt")
		},
	},
	{
		Code: "AFSLUITING-04", Source: eindeSource, Kind: rule.Grens, Repairer: toegang.Consulent,
		Check: func(f AfsluitingFeiten) []rule.Finding {
			a := f.Afsluiting
			ended := a.Reden.Bekend() && a.Reden != toegang.EindeTijdelijk
			findings := rule.FailIf(!ended, "reden", "afsluiting.reden_ontbreekt")
			early := a.Op.IsZero() || a.LaatsteDag.IsZero() || a.Op.Before(a.LaatsteDag)
			findings = append(findings, rule.FailIf(early, "op", "afsluiting.voor_einde", a.LaatsteDag)...)
			return append(findings, rule.FailIf(a.Door == "", "door", "afsluiting.door_ontbreekt")...)
		},
	},
	{
		Code: "AFSLUITING-05", Source: "S-A, Uitgangspunten Activerend Werk: minimaal een meting bij start en bij einde (UIT-07)",
		Kind: rule.Advies, Repairer: toegang.Consulent,
		When: alive,
		Check: func(f AfsluitingFeiten) []rule.Finding {
			var findings []rule.Finding
			for _, soort := range ladder.Ontbrekend(f.Metingen) {
				findings = append(findings, rule.Fail("metingen", "afsluiting.meting_ontbreekt", string(soort))...)
			}
			return findings
		},
	},
	{
		Code: "AFSLUITING-06", Source: "S-A, Participatieladder: trede 5 en 6 zijn betaald werk (LAD-05, LAD-06)",
		Kind: rule.Advies, Repairer: toegang.Consulent,
		When: func(f AfsluitingFeiten) bool {
			b := f.Afsluiting.Bestemming
			return alive(f) && (b == BestemmingBetaald || b == BestemmingBetaaldMetSteun)
		},
		Check: func(f AfsluitingFeiten) []rule.Finding {
			want := ladder.Trede(5)
			if f.Afsluiting.Bestemming == BestemmingBetaald {
				want = 6
			}
			return rule.FailIf(f.Afsluiting.Eindtrede != want, "eindtrede", "afsluiting.trede_past_niet_bij_bestemming", int(want))
		},
	},
}
