package inkoop

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// What somebody who works with residents does.
const (
	FunctieWerkbegeleider    = "werkbegeleider"
	FunctieTrajectbegeleider = "trajectbegeleider"
	FunctieCoordinator       = "coordinator"
	FunctieAnders            = "anders"
)

// Functies lists what people do.
func Functies() []string {
	return []string{FunctieWerkbegeleider, FunctieTrajectbegeleider, FunctieCoordinator, FunctieAnders}
}

// Inschrijffeiten is what is looked at when an inschrijving is handed in. The rules are
// evaluated as of the day of the server.
type Inschrijffeiten struct {
	Register    *Register // must be there
	Toelating   Toelating // of the round on the day
	Aanbieder   Aanbieder
	Inhoud      InschrijvingInhoud
	Polissen    []Verzekering
	Werkplekken []Werkplek
}

func (f Inschrijffeiten) ronde() Ronde { return f.Toelating.Ronde }

// start is the first day on which the aanbieder would work under a new contract.
func (f Inschrijffeiten) start() civil.Date {
	return civil.Max(f.ronde().Contract.From, f.Toelating.Dag)
}

// Eisen gives the requirements that hold for the choices, in order.
func (f Inschrijffeiten) Eisen() []Eis {
	set, _ := f.Register.Eisenset(f.ronde().Eisenset)
	return set.Voor(f.Inhoud.Percelen(), f.Inhoud.Producten())
}

// Gevraagd tells whether the aanbieder answers the requirement itself. The others follow
// from what is on record, so that nothing is asked twice.
func (b BewijsSoort) Gevraagd() bool {
	switch b {
	case BewijsVerklaring, BewijsUitleg, BewijsStuk, BewijsSteekproef:
		return true
	}
	return false
}

// needsPlan tells whether a perceel of the choices asks for the whole plan.
func (f Inschrijffeiten) needsPlan() bool {
	return slices.ContainsFunc(f.Inhoud.Percelen(), func(code PerceelCode) bool {
		p, _ := f.Register.Perceel(code)
		return p.Plan
	})
}

// needsTraject tells whether a product of the choices needs a trajectbegeleider.
func (f Inschrijffeiten) needsTraject() bool {
	return slices.ContainsFunc(f.Inhoud.Producten(), func(code ProductCode) bool {
		p, _ := f.Register.Product(ProductRef{f.ronde().Catalogus, code})
		return p.Trajectbegeleiding
	})
}

// Fields of an inschrijving, as findings name them and forms have them.

// VeldKeuzes is the field of all choices together.
const VeldKeuzes = "keuzes"

// VeldKeuze is the field of a product of a perceel.
func VeldKeuze(p PerceelCode, product ProductCode) string {
	return "keuze." + string(p) + "." + string(product)
}

// VeldEis is the field of the answer to a requirement; the explanation and the evidence
// have .uitleg and .bewijs behind it.
func VeldEis(code EisCode) string { return "eis." + string(code) }

// VeldUitgangspunt is the field of a principle of the plan.
func VeldUitgangspunt(u Uitgangspunt) string { return "uitgangspunt." + string(u) }

// VeldPlan is the field of a question of the plan.
func VeldPlan(v PlanVraag) string { return "plan." + string(v) }

// DeelVan gives the part of the task list in which a finding is mended.
func DeelVan(f rule.Finding) InschrijvingDeel {
	i := slices.IndexFunc(inschrijfDelen, func(d ruleDeel) bool { return d.code == f.Rule })
	if i < 0 {
		return DeelControleren
	}
	return inschrijfDelen[i].deel
}

type ruleDeel struct {
	code string
	deel InschrijvingDeel
}

var inschrijfDelen = []ruleDeel{
	{"INS-01", DeelKeuzes},
	{"INS-02", DeelKeuzes},
	{"INS-03", DeelKeuzes},
	{"INS-04", DeelEisen},
	{"INS-05", DeelEisen},
	{"INS-06", DeelPlan},
	{"INS-07", DeelPlan},
	{"INS-08", DeelWerkplekken},
	{"INS-09", DeelVerzekering},
	{"INS-10", DeelMensen},
	{"INS-11", DeelMensen},
	{"INS-12", DeelGegevens},
}

// Inschrijfregels are what an inschrijving must meet to be handed in. High trust: few
// things must be there, and each has a source (INK-04).
var Inschrijfregels = rule.Set[Inschrijffeiten]{
	{
		Code: "INS-01", Source: "S-A, Wat gaat er voor u als zorgaanbieder veranderen; INK-15, INK-16", Kind: rule.Grens,
		Repairer: VanAanbieder, Check: checkToelating,
	},
	{
		Code: "INS-02", Source: "S-A, Wat gaat er voor u als zorgaanbieder veranderen; INK-12", Kind: rule.Grens,
		Repairer: VanAanbieder,
		Check: func(f Inschrijffeiten) []rule.Finding {
			return rule.FailIf(len(f.Inhoud.Keuzes) == 0, VeldKeuzes, "inschrijving.keuze_ontbreekt")
		},
	},
	{
		Code: "INS-03", Source: "S-A, Algemeen: cafetariamodel; INK-03", Kind: rule.Grens, Repairer: VanAanbieder,
		When: func(f Inschrijffeiten) bool { return len(f.Inhoud.Keuzes) > 0 }, Check: checkGemeenten,
	},
	{
		Code: "INS-04", Source: "S-A, Wijzigingen; INK-04, INK-17", Kind: rule.Grens, Repairer: VanAanbieder,
		When: Inschrijffeiten.asks, Check: checkAntwoorden,
	},
	{
		Code: "INS-05", Source: "S-A, Wijzigingen; INK-04, INK-17", Kind: rule.Grens, Repairer: VanAanbieder,
		When: Inschrijffeiten.asks, Check: checkBewijs,
	},
	{
		Code: "INS-06", Source: "S-A, Gewijzigde eisen aanbieder AW 1; EIS-01", Kind: rule.Grens, Repairer: VanAanbieder,
		Check: func(f Inschrijffeiten) (findings []rule.Finding) {
			for _, u := range Uitgangspunten() {
				findings = append(findings, rule.FailIf(blank(f.Inhoud.Plan.Uitgangspunten[u]), VeldUitgangspunt(u), "inschrijving.uitgangspunt_leeg", string(u))...)
			}
			return findings
		},
	},
	{
		Code: "INS-07", Source: "S-A, Wijzigingen: opstellen plan Activerend Werk; INK-17", Kind: rule.Grens, Repairer: VanAanbieder,
		When: Inschrijffeiten.needsPlan,
		Check: func(f Inschrijffeiten) (findings []rule.Finding) {
			for _, v := range PlanVragen() {
				findings = append(findings, rule.FailIf(blank(f.Inhoud.Plan.Vragen[v]), VeldPlan(v), "inschrijving.plan_leeg", string(v))...)
			}
			return findings
		},
	},
	{
		Code: "INS-08", Source: "S-A, Gewijzigde eisen aanbieder AW 2; EIS-02", Kind: rule.Grens, Repairer: VanAanbieder,
		Check: func(f Inschrijffeiten) []rule.Finding {
			active := slices.ContainsFunc(f.Werkplekken, func(w Werkplek) bool {
				return w.Geldig.Contains(f.start()) && !blank(w.VoorWie)
			})
			return rule.FailIf(!active, "werkplekken", "inschrijving.werkplek_ontbreekt", f.start())
		},
	},
	{
		Code: "INS-09", Source: "S-A, Gewijzigde eisen aanbieder AW; VRZ-01", Kind: rule.Grens, Repairer: VanAanbieder,
		Check: func(f Inschrijffeiten) (findings []rule.Finding) {
			for _, soort := range VerzekerdOp(f.Polissen, f.start()) {
				findings = append(findings, rule.Fail("verzekering."+string(soort), "inschrijving.verzekering_ontbreekt", string(soort), f.start())...)
			}
			return findings
		},
	},
	{
		Code: "INS-10", Source: "Uitvoeringsbesluit Wmo 2015, 3.5; domeingids 3, VOG", Kind: rule.Grens, Repairer: VanAanbieder,
		When: func(f Inschrijffeiten) bool { return len(f.Inhoud.Mensen) > 0 },
		Check: func(f Inschrijffeiten) []rule.Finding {
			return ToetsMensen(f.Inhoud.Mensen, f.Toelating.Dag, f.Register.Instellingen(f.Toelating.Dag).VOGMaanden)
		},
	},
	{
		Code: "INS-11", Source: "S-A, Begeleiding: trajectbegeleiding bij ontwikkelarrangement; TAR-01", Kind: rule.Grens, Repairer: VanAanbieder,
		When: Inschrijffeiten.needsTraject,
		Check: func(f Inschrijffeiten) []rule.Finding {
			there := slices.ContainsFunc(f.Inhoud.Mensen, func(m Mens) bool { return m.Functie == FunctieTrajectbegeleider })
			return rule.FailIf(!there, "mensen", "inschrijving.trajectbegeleider_ontbreekt")
		},
	},
	{
		Code: "INS-12", Source: "LOC-01; Handelsregisterwet 2007", Kind: rule.Grens, Repairer: VanAanbieder,
		Check: func(f Inschrijffeiten) []rule.Finding {
			_, registered := f.Aanbieder.Inschrijving.At(f.Toelating.Dag)
			findings := rule.FailIf(!registered, "gemeente", "aanbieder.gemeente_ontbreekt")
			return append(findings, rule.FailIf(!GeldigKvK(f.Aanbieder.KvK), "kvk", "aanbieder.kvk_vorm")...)
		},
	},
}

func (f Inschrijffeiten) asks() bool {
	return slices.ContainsFunc(f.Eisen(), func(e Eis) bool { return e.Bewijs.Gevraagd() })
}

// checkToelating refuses every choice that may not be made today, each with why.
func checkToelating(f Inschrijffeiten) (findings []rule.Finding) {
	if p, none := f.Toelating.Geweigerd(); none {
		return p.Finding(f.Toelating, VeldKeuzes)
	}
	for _, k := range f.Inhoud.Keuzes {
		p := f.Toelating.Product(k.Perceel, k.Product)
		if !p.Mag() {
			findings = append(findings, p.Finding(f.Toelating, VeldKeuze(k.Perceel, k.Product))...)
		}
	}
	return findings
}

// Finding says in one sentence why a product may not be enrolled for, and when it may
// again if that is known.
func (p ProductToelating) Finding(t Toelating, field string) []rule.Finding {
	code := "toelating." + string(p.Reden)
	switch p.Reden {
	case "":
		return nil
	case RondeNogNiet:
		return rule.Fail(field, code, t.Ronde.Inschrijven.From)
	case RondeVoorbij:
		return rule.Fail(field, code, t.Ronde.Inschrijven.LastDay())
	case VensterGesloten, BuitenOudeKeuzes:
		return p.Venster.Finding(field, code)
	}
	return rule.Fail(field, code, string(p.Product), string(p.Perceel))
}

// Finding says why a window refuses, with the next day when that is known.
func (v Venster) Finding(field, code string) []rule.Finding {
	if v.VolgendeRonde.IsZero() {
		return rule.Fail(field, code, v.Uitleg)
	}
	code += "_volgende"
	return rule.Fail(field, code, v.Uitleg, v.VolgendeRonde)
}

// checkGemeenten looks whether each gemeente of a choice buys the product on the first
// day of the new contract.
func checkGemeenten(f Inschrijffeiten) (findings []rule.Finding) {
	day := f.ronde().Contract.From
	for _, k := range f.Inhoud.Keuzes {
		field := VeldKeuze(k.Perceel, k.Product)
		findings = append(findings, rule.FailIf(len(k.Gemeenten) == 0, field, "inschrijving.gemeente_ontbreekt", string(k.Product))...)
		for _, code := range k.Gemeenten {
			if f.Register.Koopoordeel(code, ProductRef{f.ronde().Catalogus, k.Product}, day).Mag {
				continue
			}
			g, _ := f.Register.Gemeente(code)
			findings = append(findings, rule.Fail(field, "inschrijving.gemeente_koopt_niet", g.Naam, string(k.Product))...)
		}
	}
	return findings
}

func checkAntwoorden(f Inschrijffeiten) (findings []rule.Finding) {
	for _, e := range f.Eisen() {
		if !e.Bewijs.Gevraagd() {
			continue
		}
		a := f.Inhoud.Antwoord(e.Code).Antwoord
		findings = append(findings, rule.FailIf(a != Ja && a != Nee, VeldEis(e.Code), "inschrijving.antwoord_ontbreekt", e.Kort)...)
	}
	return findings
}

// checkBewijs asks for words or a document only where the requirement does, and only of
// who says that it meets it.
func checkBewijs(f Inschrijffeiten) (findings []rule.Finding) {
	for _, e := range f.Eisen() {
		a := f.Inhoud.Antwoord(e.Code)
		if a.Antwoord != Ja {
			continue
		}
		field := VeldEis(e.Code)
		findings = append(findings, rule.FailIf(e.Bewijs == BewijsUitleg && blank(a.Uitleg), field+".uitleg", "inschrijving.uitleg_ontbreekt", e.Kort)...)
		findings = append(findings, rule.FailIf(e.Bewijs == BewijsStuk && len(a.Bestanden) == 0, field+".bewijs", "inschrijving.bewijs_ontbreekt", e.Kort)...)
	}
	return findings
}

// GeldigKvK tells whether a text is a number of the trade register: eight digits.
func GeldigKvK(text string) bool { return len(text) == 8 && allDigits(text) }

// GeldigAGB tells whether a text is an AGB code: eight digits.
func GeldigAGB(text string) bool { return len(text) == 8 && allDigits(text) }

func blank(text string) bool { return strings.TrimSpace(text) == "" }
