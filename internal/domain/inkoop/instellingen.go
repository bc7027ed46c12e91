package inkoop

import (
	"slices"
	"strconv"
	"strings"
)

// instellingen lists every setting with its default. The order is that of the
// documentation and of the region file. Codes are never reused.
var instellingen = []InstellingDef{
	number("leeftijd_vanaf", 16, 0, 120, func(w *Waarden) *int { return &w.LeeftijdVanaf },
		"youngest age in years for Activerend Werk", UitBron, "S-A, Doel Activerend Werk"),
	flag("sta_voortgang_herhalen", true, func(w *Waarden) *bool { return &w.StaVoortgangHerhalen },
		"repeat the voortgangsbericht of a stabiel arrangement at the interval of the product", Voorstel, "Domeingids 1.4, rij 2"),
	list("voortgang_herinnering_dagen", "-21,-7,0,7", -365, 365, func(w *Waarden) *[]int { return &w.VoortgangHerinneringDagen },
		"days around the due day of a voortgangsbericht on which to remind; negative is before", Voorstel, "MON-03"),
	list("evaluatie_herinnering_dagen", "-14,-7,0", -365, 365, func(w *Waarden) *[]int { return &w.EvaluatieHerinneringDagen },
		"days around the due day of an evaluatie on which to remind; negative is before", Voorstel, "zoals bij het voortgangsbericht"),
	number("orientatie_streef_maanden", 3, 1, 24, func(w *Waarden) *int { return &w.OrientatieStreefMaanden },
		"months an orientation as algemene voorziening should last; longer gives a warning", UitBron, "S-A, Arrangementen"),
	number("herbeoordeling_maanden", 6, 1, 60, func(w *Waarden) *int { return &w.HerbeoordelingMaanden },
		"months after a referral to the wijk to look again", Voorstel, "PRD-04"),
	list("nazorg_maanden", "1,3,6", 0, 60, func(w *Waarden) *[]int { return &w.NazorgMaanden },
		"months after the end at which to ask how it goes", Voorstel, "Domeingids 7"),
	number("toegang_weken_na_einde", 6, 0, 520, func(w *Waarden) *int { return &w.ToegangWekenNaEinde },
		"weeks after the end in which an aanbieder keeps the full view", Voorstel, "Afspraak over wie wat ziet; Domeingids 8"),
	number("startbevestiging_werkdagen", 5, 1, 60, func(w *Waarden) *int { return &w.StartbevestigingWerkdagen },
		"working days for an aanbieder to confirm the start", Voorstel, "zoals het startbericht van iWmo"),
	number("informatieverzoek_werkdagen", 5, 1, 60, func(w *Waarden) *int { return &w.InformatieverzoekWerkdagen },
		"working days for an aanbieder to answer a question of the lokale toegang", Voorstel, "MON-02"),
	number("signaal_werkdagen", 5, 1, 60, func(w *Waarden) *int { return &w.SignaalWerkdagen },
		"working days to answer a signaal", Voorstel, "MON-04"),
	number("signaal_spoed_werkdagen", 1, 0, 60, func(w *Waarden) *int { return &w.SignaalSpoedWerkdagen },
		"working days to answer an urgent signaal", Voorstel, "MON-04"),
	number("signaal_doelbereik_procent", 40, 0, 100, func(w *Waarden) *int { return &w.SignaalDoelbereikProcent },
		"percentage of the goals halfway below which a signaal is proposed", Voorstel, "MON-04"),
	number("signaal_verzuim_procent", 30, 0, 100, func(w *Waarden) *int { return &w.SignaalVerzuimProcent },
		"percentage of absence above which a signaal is proposed", Voorstel, "MON-04"),
	number("doel_update_weken", 6, 1, 52, func(w *Waarden) *int { return &w.DoelUpdateWeken },
		"weeks without news after which a doel shows as late", Voorstel, "MON-01"),
	number("groeipotentie_maanden", 12, 1, 60, func(w *Waarden) *int { return &w.GroeipotentieMaanden },
		"months to which an estimate of groeipotentie looks ahead", Voorstel, "Domeingids 2.2"),
	number("plafond_waarschuwing_procent", 80, 1, 100, func(w *Waarden) *int { return &w.PlafondWaarschuwingProcent },
		"use of a plafond in percents from which to warn", Voorstel, "B-REG-05"),
	list("verzekering_waarschuwing_dagen", "30,60", 0, 365, func(w *Waarden) *[]int { return &w.VerzekeringWaarschuwing },
		"days before the end of a policy at which to warn", Voorstel, "VRZ-01"),
	list("contract_waarschuwing_maanden", "1,3,6", 0, 60, func(w *Waarden) *[]int { return &w.ContractWaarschuwing },
		"months before the end of a contract at which to warn", Voorstel, "INK-10"),
	number("standstill_dagen", 20, 0, 120, func(w *Waarden) *int { return &w.StandstillDagen },
		"days between the decision on an inschrijving and its contract", UitHetHoofd, "INK-14; Aanbestedingswet 2012, art. 2.127"),
	number("steekproef_procent", 10, 0, 100, func(w *Waarden) *int { return &w.SteekproefProcent },
		"percentage of the inschrijvingen whose evidence is asked afterwards", Voorstel, "INK-04"),
	number("vog_maanden", 3, 1, 60, func(w *Waarden) *int { return &w.VOGMaanden },
		"months that a VOG may be old on the first day of work", UitHetHoofd, "Wmo 2015, 3.5; Domeingids 3"),
	number("vog_herhalen_jaren", 3, 0, 20, func(w *Waarden) *int { return &w.VOGHerhalenJaren },
		"years after which a new VOG is asked; 0: never", Voorstel, "radar"),
	number("uitzondering_herzien_maanden", 12, 1, 60, func(w *Waarden) *int { return &w.UitzonderingHerzienMaanden },
		"months after which an exception for a unique offer is looked at again", Voorstel, "LOC-02: jaarlijks herzien"),
	number("localiteit_lezing", 1, 1, 2, func(w *Waarden) *int { return &w.LocaliteitLezing },
		"reading 1 or 2 of where an aanbieder may work", Voorstel, "LOC-01; Domeingids 1.4, rij 1"),
	choice("vroeg_einde_prijs", EindprijsVolledig, []string{EindprijsVolledig, EindprijsNaarRato, EindprijsGeen},
		func(w *Waarden) *string { return &w.VroegEindePrijs },
		"what is paid for an ontwikkelarrangement that ends early", Voorstel, "Domeingids 1.4, rij 3"),
	number("wmo_onderzoek_weken", 6, 1, 52, func(w *Waarden) *int { return &w.WmoOnderzoekWeken },
		"weeks for the onderzoek after a melding", UitBron, "Wmo 2015, 2.3.2 lid 1"),
	number("wmo_besluit_weken", 2, 1, 52, func(w *Waarden) *int { return &w.WmoBesluitWeken },
		"weeks for the besluit after an aanvraag", UitHetHoofd, "Wmo 2015, 2.3.5 lid 2"),
	number("wmo_persoonlijk_plan_dagen", 7, 1, 60, func(w *Waarden) *int { return &w.WmoPersoonlijkPlanDagen },
		"days in which a resident may hand in an own plan", UitBron, "Wmo 2015, 2.3.2 lid 2"),
	number("awb_bezwaar_weken", 6, 1, 52, func(w *Waarden) *int { return &w.AwbBezwaarWeken },
		"weeks in which bezwaar can be made", UitBron, "Awb 6:7"),
	number("bewaartermijn_jaren", 15, 1, 120, func(w *Waarden) *int { return &w.BewaartermijnJaren },
		"years a dossier is kept", UitBron, "Wmo 2015, 5.3.4"),
}

// standaard holds the values of every setting before a region says anything.
var standaard = func() Waarden {
	var values Waarden
	for _, def := range instellingen {
		def.set(&values, def.Standaard)
	}
	return values
}()

// InstellingDefs lists every setting in the order of the documentation.
func InstellingDefs() []InstellingDef { return slices.Clone(instellingen) }

// InstellingVan gives the setting with a code.
func InstellingVan(code InstellingCode) (InstellingDef, bool) {
	i := slices.IndexFunc(instellingen, func(d InstellingDef) bool { return d.Code == code })
	if i < 0 {
		return InstellingDef{}, false
	}
	return instellingen[i], true
}

func number(code InstellingCode, def, low, high int, field func(*Waarden) *int, uitleg string, soort HerkomstSoort, bron string) InstellingDef {
	return InstellingDef{
		Code: code, Soort: SoortGetal, Min: low, Max: high, Standaard: strconv.Itoa(def), Uitleg: uitleg,
		Herkomst: Herkomst{soort, bron},
		set:      func(w *Waarden, text string) { *field(w), _ = strconv.Atoi(text) },
	}
}

func flag(code InstellingCode, def bool, field func(*Waarden) *bool, uitleg string, soort HerkomstSoort, bron string) InstellingDef {
	text := "nee"
	if def {
		text = "ja"
	}
	return InstellingDef{
		Code: code, Soort: SoortVlag, Standaard: text, Uitleg: uitleg, Herkomst: Herkomst{soort, bron},
		set: func(w *Waarden, text string) { *field(w) = text == "ja" },
	}
}

func list(code InstellingCode, def string, low, high int, field func(*Waarden) *[]int, uitleg string, soort HerkomstSoort, bron string) InstellingDef {
	return InstellingDef{
		Code: code, Soort: SoortReeks, Min: low, Max: high, Standaard: def, Uitleg: uitleg,
		Herkomst: Herkomst{soort, bron},
		set: func(w *Waarden, text string) {
			var numbers []int
			for part := range strings.SplitSeq(text, ",") {
				n, _ := strconv.Atoi(part)
				numbers = append(numbers, n)
			}
			*field(w) = numbers
		},
	}
}

func choice(code InstellingCode, def string, words []string, field func(*Waarden) *string, uitleg string, soort HerkomstSoort, bron string) InstellingDef {
	return InstellingDef{
		Code: code, Soort: SoortKeuze, Keuzes: words, Standaard: def, Uitleg: uitleg,
		Herkomst: Herkomst{soort, bron},
		set:      func(w *Waarden, text string) { *field(w) = text },
	}
}
