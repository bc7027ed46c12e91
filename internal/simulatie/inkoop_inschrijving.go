package simulatie

import (
	"context"
	"fmt"
	"slices"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// planInschrijven plans that every provider that wants a contract of the round enrols, one
// after another, and that what they hand in is judged.
func (r *Run) planInschrijven(x *aanbesteding) {
	for i, a := range r.iedereen() {
		if len(a.Contracten) <= x.n {
			continue // does not enrol again: its contract ends
		}
		begin := x.Inschrijven.From.AddDays(7 + 4*(i%20))
		r.inkoop(begin, "enrolling "+a.Naam, func(ctx context.Context) error { return r.schrijfIn(ctx, x, a) })
		r.inkoop(begin.AddDays(9), "handing in "+a.Naam, func(ctx context.Context) error { return r.dienIn(ctx, x, a) })
		r.planBeoordelen(x, a, x.Inschrijven.LastDay().AddDays(6+i%25))
	}
}

// keuzes are what a provider enrols for: the products of its plan, in their perceel.
func (r *Run) keuzes(x *aanbesteding, a *leverancier) []inkoop.Inschrijvingskeuze {
	lines := a.regels(termijn{catalogus: x.Catalogus, van: x.Contract.From}, r.register)
	var out []inkoop.Inschrijvingskeuze
	for _, code := range x.Percelen {
		perceel, _ := r.register.Perceel(code)
		for _, line := range lines {
			if perceel.Heeft(line.Product.Product) {
				out = append(out, inkoop.Inschrijvingskeuze{Perceel: code, Product: line.Product.Product, Gemeenten: line.Gemeenten})
			}
		}
	}
	return out
}

// schrijfIn fills in a whole inschrijving, part by part.
func (r *Run) schrijfIn(ctx context.Context, x *aanbesteding, a *leverancier) error {
	if err := r.beginIn(ctx, x, a); err != nil {
		return err
	}
	file, err := r.bewijs(ctx, a)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		deel inkoop.InschrijvingDeel
		fill func(appinkoop.InschrijvingPage, *inkoop.InschrijvingInhoud)
	}{
		{inkoop.DeelEisen, func(p appinkoop.InschrijvingPage, c *inkoop.InschrijvingInhoud) {
			c.Antwoorden = antwoorden(p.Eisen, file)
		}},
		{inkoop.DeelPlan, func(_ appinkoop.InschrijvingPage, c *inkoop.InschrijvingInhoud) { c.Plan = planAW(a) }},
		{inkoop.DeelMensen, func(p appinkoop.InschrijvingPage, c *inkoop.InschrijvingInhoud) { c.Mensen = a.mensen(p.Dag) }},
		{inkoop.DeelWerkplekken, func(appinkoop.InschrijvingPage, *inkoop.InschrijvingInhoud) {}},
		{inkoop.DeelVerzekering, func(appinkoop.InschrijvingPage, *inkoop.InschrijvingInhoud) {}},
	} {
		if err := r.bewaarDeel(ctx, x, a, part.deel, part.fill); err != nil {
			return err
		}
	}
	return nil
}

// beginIn begins an inschrijving: who the provider is, and what it chooses.
func (r *Run) beginIn(ctx context.Context, x *aanbesteding, a *leverancier) error {
	who := a.coordinator[0].actor
	id, err := r.u.Inkoop.BeginInschrijving(ctx, who, string(x.ID), a.id)
	if err != nil {
		return err
	}
	x.ids[a] = id
	page, err := r.u.Inkoop.Inschrijving(ctx, who, id)
	if err != nil {
		return err
	}
	err = r.u.Inkoop.BewaarGegevens(ctx, who, appinkoop.GegevensInput{
		ID: id, Versie: page.Versie, AanbiederVersie: page.Aanbieder.Versie, KvK: a.KvK, AGB: a.AGB, Gemeente: string(a.Inschrijving), Klaar: true,
	})
	if err != nil {
		return err
	}
	return r.bewaarDeel(ctx, x, a, inkoop.DeelKeuzes, func(_ appinkoop.InschrijvingPage, c *inkoop.InschrijvingInhoud) { c.Keuzes = r.keuzes(x, a) })
}

// bewaarDeel keeps one part as done.
func (r *Run) bewaarDeel(
	ctx context.Context, x *aanbesteding, a *leverancier, deel inkoop.InschrijvingDeel,
	fill func(appinkoop.InschrijvingPage, *inkoop.InschrijvingInhoud),
) error {
	who := a.coordinator[0].actor
	page, err := r.u.Inkoop.Inschrijving(ctx, who, x.ids[a])
	if err != nil {
		return err
	}
	in := appinkoop.InschrijvingInput{ID: x.ids[a], Versie: page.Versie, Deel: deel, Inhoud: page.Inhoud, Klaar: true}
	fill(page, &in.Inhoud)
	return r.u.Inkoop.BewaarInschrijving(ctx, who, in)
}

// bewijs sends a small document along: an extract of the trade register.
func (r *Run) bewijs(ctx context.Context, a *leverancier) (string, error) {
	file, err := r.u.Inkoop.VoegBestandToe(ctx, a.coordinator[0].actor, appinkoop.BestandInput{
		AanbiederID: a.id, Soort: inkoop.BestandBewijs, Naam: "uittreksel-kvk.pdf",
		Inhoud: fmt.Appendf(nil, "%%PDF-1.7\n1 0 obj\n<< /Uittreksel (%s) >>\nendobj\n%%%%EOF\n", a.KvK),
	})
	return file.ID, err
}

// antwoorden says yes to every requirement, with what is asked beside it.
func antwoorden(eisen []inkoop.Eis, file string) []inkoop.EisAntwoord {
	var out []inkoop.EisAntwoord
	for _, e := range eisen {
		if !e.Bewijs.Gevraagd() {
			continue
		}
		answer := inkoop.EisAntwoord{Eis: e.Code, Antwoord: inkoop.Ja}
		switch e.Bewijs {
		case inkoop.BewijsUitleg:
			answer.Uitleg = uitlegEis
		case inkoop.BewijsStuk:
			answer.Bestanden = []string{file}
		}
		out = append(out, answer)
	}
	return out
}

// planAW is the plan of a provider about its own places.
func planAW(a *leverancier) inkoop.PlanAW {
	plan := inkoop.PlanAW{Uitgangspunten: map[inkoop.Uitgangspunt]string{}, Vragen: map[inkoop.PlanVraag]string{}}
	for u, text := range planUitgangspunten {
		plan.Uitgangspunten[u] = text
	}
	for v, text := range planVragen {
		plan.Vragen[v] = text
	}
	w := a.Werkplekken[0]
	plan.Vragen[inkoop.PlanLocatie] = fmt.Sprintf("Wij werken op %d plekken. De eerste is %s, %s %d.", len(a.Werkplekken), w.Naam, w.Straat, w.Huisnummer)
	return plan
}

// mensen are the first who work with residents, with a certificate of the last days.
func (a *leverancier) mensen(day civil.Date) []inkoop.Mens {
	var out []inkoop.Mens
	add := func(list []*collega, functie string) {
		for _, c := range list[:min(1, len(list))] {
			out = append(out, inkoop.Mens{Naam: c.Naam, Functie: functie, VOG: day.AddDays(-2), Start: day})
		}
	}
	add(a.werk, inkoop.FunctieWerkbegeleider)
	add(a.traject, inkoop.FunctieTrajectbegeleider)
	if len(a.traject) == 0 {
		add(a.coordinator, inkoop.FunctieTrajectbegeleider)
	}
	return out
}

// dienIn hands in. Who has no policy for the first day of the contract cannot.
func (r *Run) dienIn(ctx context.Context, x *aanbesteding, a *leverancier) error {
	who := a.coordinator[0].actor
	page, err := r.u.Inkoop.Inschrijving(ctx, who, x.ids[a])
	if err != nil {
		return err
	}
	err = r.u.Inkoop.DienInschrijvingIn(ctx, who, x.ids[a], page.Versie)
	const uninsured = "inschrijving.verzekering_ontbreekt"
	if codes := refused(err); slices.Contains(codes, uninsured) && len(codes) == 1 {
		r.Stats.Geweigerd[uninsured]++
		return nil
	}
	x.ingezien[a] = err == nil
	return err
}
