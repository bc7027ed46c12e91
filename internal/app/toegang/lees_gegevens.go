package toegang

import (
	"context"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/store"
)

// GegevensPage is who a resident is on paper: names, birth, addresses, how to reach
// them and who acts for them. What the reader may not see is empty.
type GegevensPage struct {
	Header
	Persoon              persoon.Naam // the parts of the name
	Aanspreekvorm        persoon.Aanspreekvorm
	GeenBSNReden         string
	Adressen             persoon.Adressen        // newest first
	Geheimhouding        []persoon.Geheimhouding // newest first
	Vertegenwoordigingen []store.Vertegenwoordiging
	Verblijf             civil.Timeline[store.Verblijf] // gemeente and team over time
	HeeftAccount         bool                           // the resident can sign in, or has a letter to do so
	// What can be chosen in the forms, for who may use them; by id and name.
	Teams     []Keuze           // of this gemeente, without the own one
	Collegas  []Keuze           // people of the team
	Gemeenten []inkoop.Gemeente // of the region, today
	Wijken    []inkoop.Wijk     // of the gemeente
	Teamnamen map[string]string // of Verblijf
}

// Keuze is one thing to choose from a list.
type Keuze struct{ ID, Naam string }

// Gegevens gives the person papers of a resident.
func (u *UseCases) Gegevens(ctx context.Context, actor app.Actor, inwonerID string) (out GegevensPage, err error) {
	err = u.dossierPage(ctx, actor, app.ByInwoner(inwonerID), authz.DossierOpenen, "gegevens.geopend", &out.Header, func(d *app.Dossier) error {
		i, f := d.Inwoner(), out.Fields
		if f.Reads(authz.FieldNaam) {
			out.Persoon, out.Aanspreekvorm = i.Naam, i.Gevoelig.Aanspreekvorm
		}
		if f.Reads(authz.FieldBSN) {
			out.GeenBSNReden = i.GeenBSNReden
		}
		readAdressen(&i, &out)
		if f.Reads(authz.FieldVertegenwoordiging) {
			var err error
			if out.Vertegenwoordigingen, err = d.Vertegenwoordigingen(); err != nil {
				return err
			}
		}
		if out.May(authz.InwonerUitnodigen) {
			accounts, err := d.Tx.AccountsOfPersoon(d.ID)
			if err != nil {
				return err
			}
			out.HeeftAccount = len(accounts) > 0
		}
		return u.readKeuzes(d, &out)
	})
	return out, err
}

// readAdressen gives the addresses: all of them, or where somebody lives today.
func readAdressen(i *store.Inwoner, out *GegevensPage) {
	f := out.Fields
	if f.Reads(authz.FieldGeheimhouding) {
		out.Geheimhouding = slices.Clone(i.Gevoelig.Geheimhouding)
		slices.Reverse(out.Geheimhouding)
	}
	if !f.Reads(authz.FieldAdres) || out.Geheim && !f.Reads(authz.FieldAdresGeheim) {
		return
	}
	if !f.Reads(authz.FieldAdresGeheim) { // of others than the lokale toegang the past is no business
		if a, ok := i.Gevoelig.Adressen.Woonadres(out.Dag); ok {
			out.Adressen = persoon.Adressen{{Value: a}}
		}
		return
	}
	out.Adressen = slices.Clone(i.Gevoelig.Adressen)
	slices.SortStableFunc(out.Adressen, func(a, b civil.Dated[persoon.Adres]) int { return b.From.Compare(a.From) })
	out.Verblijf = i.Verblijf
}

// readKeuzes gives what the forms of the page choose from.
func (u *UseCases) readKeuzes(d *app.Dossier, out *GegevensPage) error {
	if !out.May(authz.InwonerWijzigen) {
		return out.names(d.Tx)
	}
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return err
	}
	for _, g := range regels.GemeentenOp(d.Day) {
		if g.InRegio {
			out.Gemeenten = append(out.Gemeenten, g)
		}
	}
	out.Wijken = regels.Wijken(out.Gemeente, d.Day)
	teams, err := d.Tx.Teams()
	if err != nil {
		return err
	}
	out.Teamnamen = map[string]string{}
	for _, t := range teams {
		out.Teamnamen[t.ID] = t.Naam
		here := app.GemeenteCode(t.GemeenteCode) == string(out.Gemeente) && (civil.Period{From: t.Van, Until: t.Tot}).Contains(d.Day)
		if here && t.ID != out.TeamID {
			out.Teams = append(out.Teams, Keuze{t.ID, t.Naam})
		}
	}
	rows, err := d.Tx.AanstellingenInTeam(out.TeamID)
	if err != nil {
		return err
	}
	var ids []string
	for _, r := range rows {
		if (civil.Period{From: r.Van, Until: r.Tot}).Contains(d.Day) && !slices.Contains(ids, r.AccountID) {
			ids = append(ids, r.AccountID)
		}
	}
	if err := out.names(d.Tx, ids...); err != nil {
		return err
	}
	for _, id := range ids {
		out.Collegas = append(out.Collegas, Keuze{id, out.Namen[id]})
	}
	slices.SortFunc(out.Collegas, func(a, b Keuze) int { return strings.Compare(a.Naam, b.Naam) })
	return nil
}

// RedenPage is what somebody sees of the dossier of another team before a reason was
// given: who it is and which team to call.
type RedenPage struct{ ID, Naam, Team string }

// RedenNodig (reason needed) tells whether a dossier opens only after a reason, and
// then gives whose it is. It is NotFound for who may not open it at all, and for who
// needs no reason.
func (u *UseCases) RedenNodig(ctx context.Context, actor app.Actor, inwonerID string) (out RedenPage, err error) {
	wait := func() error { return nil }
	err = u.ReadDossier(ctx, actor, app.ByInwoner(inwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.DossierOpenenMetReden, "x") // the form asks for it
		if err != nil {
			return err
		}
		if _, err := d.May(actor, authz.DossierOpenen, ""); err == nil {
			return app.NotHere()
		}
		wait = u.Store.LookLater(ctx, actor.Audit(decision), store.KindDossier, "reden.gevraagd", string(decision.Relation), d.ID)
		out.ID = d.ID
		if authz.FieldsOf(actor.Actor, d.Facts).Reads(authz.FieldNaam) {
			out.Naam = d.Inwoner().Naam.Volledig()
		}
		out.Team, err = d.Tx.TeamNaam(d.Inwoner().TeamID)
		return err
	})
	if e := wait(); err == nil {
		err = e
	}
	return out, err
}
