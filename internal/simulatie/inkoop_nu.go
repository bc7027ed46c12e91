package simulatie

import (
	"context"
	"slices"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// nrTerug is the provider that did not enrol in 2024 and comes back at the end of the run.
const nrTerug = 7

// planNu plans what is unfinished when the run ends, so that there is work of every kind:
// an open round with a question, two drafts and an inschrijving that is judged, and what
// follows from running contracts.
func (r *Run) planNu() {
	tot := r.cfg.Tot
	on := func(days int, what string, do func(context.Context) error) { r.inkoop(tot.AddDays(-days), what, do) }
	if tot.Before(rondes[1].van.AddMonths(3)) {
		return // the round of 2020 is the work
	}
	on(40, "compliance", r.naleving)
	on(25, "the next catalogue", r.volgendeCatalogus)
	on(20, "lessons", r.leer)
	bridge := civil.Through(tot.AddDays(-95), tot.AddDays(110))
	on(98, "a contract without a round", func(ctx context.Context) error { return r.overbrug(ctx, r.gasten[gastVergeet], bridge) })
	x := nuRonde(tot)
	if x == nil {
		return
	}
	r.planRonde(x)
	back := r.aanbieders[nrTerug]
	on(44, "enrolling "+back.Naam, func(ctx context.Context) error { return r.schrijfIn(ctx, x, back) })
	on(37, "handing in "+back.Naam, func(ctx context.Context) error { return r.dienIn(ctx, x, back) })
	on(12, "judging "+back.Naam, func(ctx context.Context) error {
		if !x.ingezien[back] {
			return nil
		}
		return r.beoordeel(ctx, x, back, r.beoordelaars[1], false)
	})
	for _, a := range []*leverancier{r.gasten[gastAfgewezen], r.aanbieders[0]} {
		on(8, "a draft of "+a.Naam, func(ctx context.Context) error { return r.beginIn(ctx, x, a) })
	}
	on(4, "judging half of "+back.Naam, func(ctx context.Context) error { return r.beoordeelHalf(ctx, x, back) })
}

// nuRonde is the round that is open on the last day; none where an other is near.
func nuRonde(tot civil.Date) *aanbesteding {
	open := civil.Through(tot.AddDays(-50), tot.AddDays(40))
	start := tot.AddDays(130)
	start = civil.New(start.Year(), start.Month(), 1).AddMonths(1)
	contract := civil.Through(start, rondes[2].tot)
	if contract.IsEmpty() || slices.ContainsFunc(kalender(), func(x *aanbesteding) bool { return x.Inschrijven.Overlaps(open) }) {
		return nil
	}
	return nieuweRonde("Tussentijds inschrijven", -1, tot.AddDays(-75), open, contract, tekstenNu)
}

// beoordeelHalf keeps the first half of an assessment.
func (r *Run) beoordeelHalf(ctx context.Context, x *aanbesteding, a *leverancier) error {
	if !x.ingezien[a] {
		return nil
	}
	who := r.beoordelaars[0]
	z, err := r.zaak(ctx, x, a, who)
	if err != nil {
		return err
	}
	c := oordeel(&z, false)
	c.Oordelen, c.Plan, c.Advies = c.Oordelen[:len(c.Oordelen)/2], "", ""
	return r.u.Inkoop.LegBeoordelingVast(ctx, who.actor, appinkoop.BeoordelingInput{InschrijvingID: x.ids[a], Versie: z.Beoordeling.Versie, Inhoud: c})
}

// lopend gives the contract of a provider that runs today.
func (r *Run) lopend(a *leverancier) (inkoop.ContractID, bool) {
	for n, c := range a.Contracten {
		if a.contracten[n] != "" && c.GeldigOp(r.today) {
			return c.ID, true
		}
	}
	return "", false
}

// naleving holds a contractgesprek with the first provider: a point with what was agreed
// and until when, an action for each side, and a meeting of the region.
func (r *Run) naleving(ctx context.Context) error {
	a, who := r.aanbieders[0], r.inkopers[0].actor
	contract, runs := r.lopend(a)
	if !runs {
		return nil
	}
	meeting, err := r.u.Inkoop.LegOverlegVast(ctx, who, appinkoop.OverlegInput{Overleg: inkoop.Overleg{
		Soort: inkoop.OverlegContract, Contract: contract, Titel: "Halfjaargesprek", Dag: r.today,
		Aanwezig: r.inkopers[0].Naam + " en " + a.coordinator[0].Naam, Agenda: []string{"Voortgangsberichten", "Klachten", "Verzekeringen"},
		Besluiten: []string{"De aanbieder plant elke week tijd voor berichten."}, Verslag: "Het werk gaat goed. Berichten komen soms te laat.",
	}})
	if err != nil {
		return err
	}
	point, err := r.u.Inkoop.LegPuntVast(ctx, who, appinkoop.PuntInput{Punt: inkoop.Nalevingspunt{
		Contract: contract, Eis: "AW-RAPPORTAGE", Bron: inkoop.BronGesprek, Gevonden: r.today, Overleg: meeting,
		Bevinding: "Voortgangsberichten komen soms na de laatste dag.", Afspraak: "Elk bericht is op tijd binnen.", Termijn: r.cfg.Tot.AddDays(20),
	}})
	if err != nil {
		return err
	}
	for _, x := range []inkoop.Actie{
		{Overleg: meeting, Wat: "Elke week tijd plannen voor voortgangsberichten.", OrganisatieID: a.id, Uiterlijk: r.cfg.Tot.AddDays(10)},
		{Overleg: meeting, Wat: "De cijfers van dit kwartaal opsturen.", OrganisatieID: r.orgs[0], Uiterlijk: r.cfg.Tot.AddDays(5)},
	} {
		if _, err := r.u.Inkoop.LegActieVast(ctx, who, appinkoop.ActieInput{Actie: x, Punt: point}); err != nil {
			return err
		}
	}
	_, err = r.u.Inkoop.LegOverlegVast(ctx, who, appinkoop.OverlegInput{Overleg: inkoop.Overleg{
		Soort: inkoop.OverlegRegio, Titel: "Regionaal overleg", Dag: r.cfg.Tot.AddDays(12), Agenda: []string{"De volgende catalogus", "Wat gaat goed en wat kan beter?"},
	}})
	return err
}

// volgendeCatalogus begins the next version of the catalogue, and puts one product in
// other words.
func (r *Run) volgendeCatalogus(ctx context.Context) error {
	who := r.inkopers[1].actor
	change := func(w appinkoop.RegioWijziging) error {
		page, err := r.u.Inkoop.Concept(ctx, who)
		if err != nil {
			return err
		}
		return r.u.Inkoop.WijzigRegio(ctx, who, w, page.Volgnr, "")
	}
	start := civil.New(r.cfg.Tot.Year()+2, 1, 1)
	if err := change(appinkoop.ConceptInput{Naam: "Catalogus " + start.String()[:4], Van: start}); err != nil {
		return err
	}
	page, err := r.u.Inkoop.Concept(ctx, who)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(page.Concept.Producten, func(p inkoop.Product) bool { return p.Soort == inkoop.STA })
	p := page.Concept.Producten[i]
	p.Naam, p.GewoneNaam = "Meedoen op een vaste plek", "Meedoen op een vaste plek"
	return change(appinkoop.ConceptProduct{Product: p, Uitleg: appinkoop.ProductUitleg{
		Wat: "Het product heet anders.", Waarom: "Inwoners begrepen de oude naam niet.", VoorWie: "Inwoners en consulenten",
	}})
}

// leer keeps what was learned this year.
func (r *Run) leer(ctx context.Context) error {
	for _, l := range []inkoop.Leerpunt{
		{Onderwerp: "Overleg", Soort: inkoop.Behouden, Tekst: "Een vast gesprek per half jaar werkt goed.", Op: r.today},
		{Onderwerp: "Berichten", Soort: inkoop.Ontwikkelpunt, Tekst: "Berichten komen vaak te laat.", Actie: "Maak het bericht korter.", Op: r.today},
	} {
		if _, err := r.u.Inkoop.LegLeerpuntVast(ctx, r.inkopers[0].actor, appinkoop.LeerpuntInput{Leerpunt: l}); err != nil {
			return err
		}
	}
	return nil
}
