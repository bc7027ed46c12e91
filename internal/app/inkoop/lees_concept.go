package inkoop

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// ConceptPage is the next version of the catalogue while it is written.
type ConceptPage struct {
	Vandaag      civil.Date
	Volgnr       int
	Regio        app.Regels
	Nu           inkoop.Catalogusversie // that counts today
	Er           bool                   // there is a concept; else only Nu says something
	Concept      inkoop.Catalogusversie
	Vorige       inkoop.Catalogusversie // that the concept follows
	Straks       *inkoop.Register       // the region's data as they are once it is adopted
	Verschil     []inkoop.Verschil      // on its first day
	Lopend       map[LopendKey]int      // toewijzingen that go on as they began
	Onverklaard  []inkoop.ProductCode   // differ, and nobody says why
	ZonderTarief []inkoop.ProductCode
	Contracten   int // that run on its first day and have no line for it yet
	Auteurs      []store.CatalogusAuteur
	Zelf         bool // the reader wrote a part of it
	MagVast      bool // may adopt it
}

// Concept gives the version that is being written, to who may write it.
func (u *UseCases) Concept(ctx context.Context, actor app.Actor) (out ConceptPage, err error) {
	out.Vandaag = app.Today(u.Now())
	if _, err := app.May(actor, authz.CatalogusOpstellen, authz.Facts{Day: out.Vandaag}); err != nil {
		return out, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		if out.Volgnr, err = tx.RegioVolgnr(); err != nil {
			return err
		}
		if out.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		out.Nu, _ = out.Regio.CatalogusOp(out.Vandaag)
		if out.Concept, out.Er = out.Regio.Concept(); !out.Er {
			return nil
		}
		return u.concept(tx, actor, &out)
	})
	return out, err
}

func (u *UseCases) concept(tx *store.Tx, actor app.Actor, out *ConceptPage) (err error) {
	c, from := out.Concept, out.Concept.Geldig.From
	out.Vorige, _ = out.Regio.Catalogus(c.Volgt)
	out.Onverklaard, out.ZonderTarief = out.Regio.Onverklaard(c.Code), zonderTarief(out.Regio.Register, c)
	if out.Straks, err = inkoop.NewRegister(out.Regio.Data().Vastgesteld(c.Code)); err != nil {
		return err
	}
	out.Verschil = inkoop.Vergelijk(inkoop.Moment{Register: out.Regio.Register, Dag: from.AddDays(-1)}, inkoop.Moment{Register: out.Straks, Dag: from})
	if out.Lopend, err = lopend(tx, out.Verschil, out.Vandaag); err != nil {
		return err
	}
	aanbod, err := u.AanbodIn(tx)
	if err != nil {
		return err
	}
	for _, list := range aanbod.contracten {
		for i := range list {
			k := &list[i].Contract
			line := slices.ContainsFunc(k.Regels, func(l inkoop.Contractregel) bool { return l.Product.Catalogus == c.Code })
			if k.GeldigOp(from) && !line {
				out.Contracten++
			}
		}
	}
	if out.Auteurs, err = tx.CatalogusAuteurs(c.Code); err != nil {
		return err
	}
	out.Zelf = slices.ContainsFunc(out.Auteurs, func(a store.CatalogusAuteur) bool { return a.AccountID == actor.ID })
	_, denied := u.allowed(tx, actor, Vaststelling{Van: from})
	out.MagVast = denied == nil
	return nil
}

// conceptAuthors gives the accounts that wrote a part of the concept.
func conceptAuthors(tx *store.Tx, reg *inkoop.Register) ([]string, error) {
	c, ok := reg.Concept()
	if !ok {
		return nil, nil
	}
	list, err := tx.CatalogusAuteurs(c.Code)
	var out []string
	for _, a := range list {
		out = append(out, a.AccountID)
	}
	return out, err
}

// InstellingRow is a setting with its value of today and what is planned.
type InstellingRow struct {
	inkoop.InstellingDef
	Waarde   string
	Herkomst inkoop.Herkomst
	Later    []inkoop.Instelling // values from a later day on
}

// InstellingenPage is what the region sets up for procurement.
type InstellingenPage struct {
	Vandaag      civil.Date
	Volgnr       int
	Regio        app.Regels
	Instellingen []InstellingRow
	MagWijzigen  bool
}

// Inkoopinstelling gives the settings of procurement, the woonplaatsen beside a gemeente
// and the windows for enrolling, to staff.
func (u *UseCases) Inkoopinstelling(ctx context.Context, actor app.Actor) (out InstellingenPage, err error) {
	out.Vandaag = app.Today(u.Now())
	if _, err := app.May(actor, authz.InstellingLezen, authz.Facts{Day: out.Vandaag}); err != nil {
		return out, err
	}
	out.MagWijzigen = can(actor, authz.InstellingWijzigen, authz.Facts{Day: out.Vandaag, RedenGegeven: true})
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		if out.Volgnr, err = tx.RegioVolgnr(); err != nil {
			return err
		}
		if out.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		for _, code := range Inkoopinstellingen() {
			row := InstellingRow{}
			row.InstellingDef, _ = inkoop.InstellingVan(code)
			row.Waarde, row.Herkomst = out.Regio.Instelling(code, out.Vandaag)
			for _, i := range out.Regio.Data().Instellingen {
				if i.Code == code && i.Van.After(out.Vandaag) {
					row.Later = append(row.Later, i)
				}
			}
			out.Instellingen = append(out.Instellingen, row)
		}
		return nil
	})
	return out, err
}
