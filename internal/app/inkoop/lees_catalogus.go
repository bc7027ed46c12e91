package inkoop

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// CatalogusVraag asks for the catalogue of a day.
type CatalogusVraag struct {
	Dag      civil.Date // zero: today
	Met      civil.Date // a day to compare with; zero: none
	Gemeente inkoop.GemeenteCode
	Vorm     inkoop.Vorm // only what is bought in this form; empty: all
}

// ProductKeuze is what a gemeente chose for a product.
type ProductKeuze struct {
	Product inkoop.Product
	Ref     inkoop.ProductRef
	Oordeel inkoop.Koopoordeel
	Keuze   inkoop.GemeenteKeuze // zero: it chose nothing
	Lopend  int                  // running toewijzingen, for who may see figures
}

// GemeenteKeuzes is what one gemeente buys on a day.
type GemeenteKeuzes struct {
	inkoop.Gemeente
	Keuzes      []ProductKeuze
	Plafonds    []PlafondRegel // with their use, for who may see figures
	Regels      []inkoop.LokaleRegelSoort
	MagKiezen   bool
	ZietCijfers bool
}

// CatalogusPage is the catalogue of a day with what gemeenten buy from it.
type CatalogusPage struct {
	CatalogusVraag
	Vandaag    civil.Date
	Volgnr     int // of the region's document
	Regio      app.Regels
	Catalogus  inkoop.Catalogusversie // zero: none counts on the day
	Gemeenten  []GemeenteKeuzes
	Verschil   []inkoop.Verschil // with the other day
	ZietTarief bool
	MagWerken  bool // may write the next version
}

// Catalogus gives the catalogue of a day: it is public, figures and prices are not.
// Sources: INK-03, INK-06, B-REG-01 to B-REG-05.
func (u *UseCases) Catalogus(ctx context.Context, actor app.Actor, v CatalogusVraag) (out CatalogusPage, err error) {
	out.Vandaag = app.Today(u.Now())
	if v.Dag.IsZero() {
		v.Dag = out.Vandaag
	}
	out.CatalogusVraag = v
	for _, action := range []authz.Action{authz.CatalogusLezen, authz.GemeentekeuzeLezen} {
		if _, err := app.May(actor, action, authz.Facts{Day: out.Vandaag}); err != nil {
			return out, err
		}
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		if out.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		if out.Volgnr, err = tx.RegioVolgnr(); err != nil {
			return err
		}
		out.Catalogus, _ = out.Regio.CatalogusOp(v.Dag)
		out.ZietTarief = ziet(actor, authz.TariefLezen, out.Vandaag)
		out.MagWerken = can(actor, authz.CatalogusOpstellen, authz.Facts{Day: out.Vandaag})
		for _, g := range out.Regio.GemeentenOp(v.Dag) {
			if v.Gemeente != "" && g.Code != v.Gemeente {
				continue
			}
			row, err := u.gemeentekeuzes(tx, actor, g, out)
			if err != nil {
				return err
			}
			if len(row.Keuzes) > 0 || v.Vorm == "" {
				out.Gemeenten = append(out.Gemeenten, row)
			}
		}
		if v.Gemeente != "" && len(out.Gemeenten) == 0 && v.Vorm == "" {
			return errs.New(errs.NotFound, "toegang.geen")
		}
		out.compare()
		return nil
	})
	return out, err
}

// compare tells what differs between the two days, as far as the reader may see it.
func (p *CatalogusPage) compare() {
	if p.Met.IsZero() {
		return
	}
	first, last := civil.Min(p.Dag, p.Met), civil.Max(p.Dag, p.Met)
	for _, d := range inkoop.Vergelijk(inkoop.Moment{Register: p.Regio.Register, Dag: first}, inkoop.Moment{Register: p.Regio.Register, Dag: last}) {
		hidden := d.Soort == inkoop.VerschilTarief && !p.ZietTarief || d.Soort == inkoop.VerschilInstelling
		elsewhere := p.Gemeente != "" && d.Gemeente != "" && d.Gemeente != p.Gemeente
		if !hidden && !elsewhere {
			p.Verschil = append(p.Verschil, d)
		}
	}
}

func (u *UseCases) gemeentekeuzes(tx *store.Tx, actor app.Actor, g inkoop.Gemeente, page CatalogusPage) (GemeenteKeuzes, error) {
	about := authz.Facts{Day: page.Vandaag, GemeenteCode: string(g.Code)}
	row := GemeenteKeuzes{
		Gemeente: g, MagKiezen: can(actor, authz.GemeentekeuzeVastleggen, about), ZietCijfers: can(actor, authz.CijfersLezen, about),
	}
	for _, o := range page.Regio.Koopbaar(g.Code, page.Dag) {
		k := ProductKeuze{Ref: o.Product, Oordeel: o}
		k.Product, _ = page.Regio.Product(o.Product)
		k.Keuze, _ = page.Regio.Keuze(g.Code, o.Product, page.Dag)
		vorm := k.Keuze.Vorm
		if vorm == "" {
			vorm = inkoop.Geen
		}
		if page.Vorm != "" && vorm != page.Vorm {
			continue
		}
		if row.ZietCijfers {
			var err error
			if k.Lopend, err = lopendVan(tx, g.Code, o.Product.Product, page.Dag); err != nil {
				return row, err
			}
		}
		row.Keuzes = append(row.Keuzes, k)
	}
	for _, soort := range inkoop.LokaleRegelSoorten() {
		if page.Regio.LokaleRegel(g.Code, soort, page.Dag) {
			row.Regels = append(row.Regels, soort)
		}
	}
	for _, p := range page.Regio.PlafondsOp(g.Code, page.Dag) {
		r := PlafondRegel{PlafondStand: inkoop.PlafondStand{Plafond: p}}
		if row.ZietCijfers {
			var err error
			if r.Gebruikt, err = tx.PlafondGebruik(store.PlafondVraag{Plafond: p, Producten: page.Regio.Geteld(p), Day: page.Dag}); err != nil {
				return row, err
			}
			r.Waarschuwt = r.Procent() >= page.Regio.Instellingen(page.Dag).PlafondWaarschuwingProcent
		}
		row.Plafonds = append(row.Plafonds, r)
	}
	return row, nil
}

func can(actor app.Actor, action authz.Action, f authz.Facts) bool {
	return authz.Decide(actor.Actor, action, f).Allowed
}

// ziet tells whether an actor may see something of the region, or of the gemeente where it
// works: what a gemeente pays is what the region agreed.
func ziet(actor app.Actor, action authz.Action, today civil.Date) bool {
	if can(actor, action, authz.Facts{Day: today}) {
		return true
	}
	return slices.ContainsFunc(actor.Aanstellingen, func(a authz.Aanstelling) bool {
		return a.GemeenteCode != "" && can(actor, action, authz.Facts{Day: today, GemeenteCode: a.GemeenteCode})
	})
}

// ProductPage is one product of a version under the fixed headings of its sheet (INK-18).
type ProductPage struct {
	Dag       civil.Date // on which the requirements are read: the first day on which the version counts, or today
	Regio     app.Regels
	Catalogus inkoop.Catalogusversie
	Product   inkoop.Product
	Eisen     []inkoop.Eis
	Tarief    *inkoop.Tarief // for who may see it; nil: not
	Wijziging inkoop.Productwijziging
}

// Productblad gives a product of a version that counts, or counted. Its price is for the
// region, for gemeenten, and for a provider that has it in a contract.
func (u *UseCases) Productblad(ctx context.Context, actor app.Actor, ref inkoop.ProductRef) (out ProductPage, err error) {
	today := app.Today(u.Now())
	if _, err := app.May(actor, authz.CatalogusLezen, authz.Facts{Day: today}); err != nil {
		return out, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		if out.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		var ok bool
		out.Catalogus, _ = out.Regio.Catalogus(ref.Catalogus)
		if out.Product, ok = out.Catalogus.Product(ref.Product); !ok || out.Catalogus.Status != inkoop.Vastgesteld {
			return errs.New(errs.NotFound, "toegang.geen")
		}
		out.Dag = dagNabij(out.Catalogus, today)
		out.Wijziging, _ = out.Catalogus.Wijziging("", ref.Product)
		out.Eisen = eisenVoor(out.Regio, ref.Product, out.Dag)
		aanbod, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		t, priced := out.Regio.Tarief(ref, out.Dag)
		if priced && (ziet(actor, authz.TariefLezen, today) || aanbod.delivers(actor, ref, today)) {
			out.Tarief = &t
		}
		return nil
	})
	return out, err
}

// eisenVoor gives what is asked of who delivers a product.
func eisenVoor(regio app.Regels, product inkoop.ProductCode, day civil.Date) []inkoop.Eis {
	var percelen []inkoop.PerceelCode
	for _, p := range regio.PercelenOp(day) {
		if p.Heeft(product) {
			percelen = append(percelen, p.Code)
		}
	}
	set, _ := regio.EisensetOp(day)
	return slices.DeleteFunc(set.Voor(percelen, []inkoop.ProductCode{product}), func(e inkoop.Eis) bool { return e.Soort != inkoop.EisKwaliteit })
}

// delivers tells whether an actor may see the price of a product as that of its own
// organisation: it stands in a contract of that organisation.
func (a *Aanbod) delivers(actor app.Actor, ref inkoop.ProductRef, today civil.Date) bool {
	return slices.ContainsFunc(actor.Aanstellingen, func(x authz.Aanstelling) bool {
		own := x.AanbiederID != "" && can(actor, authz.TariefLezen, authz.Facts{Day: today, OrganisatieID: x.OrganisatieID})
		return own && slices.ContainsFunc(a.contracten[inkoop.AanbiederID(x.AanbiederID)], func(c store.Contract) bool {
			return slices.ContainsFunc(c.Regels, func(l inkoop.Contractregel) bool { return l.Product == ref })
		})
	})
}
