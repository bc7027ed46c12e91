package toegang

import (
	"context"
	"errors"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
	"trede/internal/store"
)

// DeelnemerPage is a participant within one toewijzing: what its provider may see of
// it, which after the window of the provider is only its own contributions.
type DeelnemerPage struct {
	VoortgangPage // Kaart is nil for who does not see the toewijzing, such as a colleague on the floor
	ToewijzingID  string
	TVersie       int // of the toewijzing, to save over
	Start         civil.Date
	Begonnen      civil.Date
	LaatsteDag    civil.Date
	Rooster       []toegang.Dagdeel
	Werk          toegang.Belastbaarheid // what was agreed about how much
	Rekening      string                 // what to reckon with at work
	Profiel       toegang.Profiel        // strengths and wishes; empty for who does not see them
	Collegas      []Colleague            // who can guide; only for who decides that
	Eigen         bool                   // only own contributions are left
	Werkplek      string
	toewijzing    store.Toewijzing
}

// Colleague is somebody who works at the provider today.
type Colleague struct {
	ID, Naam string
	Rol      authz.Role
}

// May tells whether the reader may do something within the toewijzing, once a reason
// is given where one is asked.
func (p *DeelnemerPage) May(action authz.Action) bool { return p.MayOf(action, &p.toewijzing) }

// Deelnemer gives a participant within one toewijzing, for whoever may do this with
// it: [authz.AanwezigheidLezen] to look, or what a form is for. It is an event of
// looking. Source: domain guide 8; issue 2 part E.
func (u *UseCases) Deelnemer(ctx context.Context, actor app.Actor, action authz.Action, toewijzingID string) (out DeelnemerPage, err error) {
	wait := func() error { return nil }
	err = u.ReadDossier(ctx, actor, app.ByToewijzing(toewijzingID), func(d *app.Dossier) error {
		t, err := d.Toewijzing(toewijzingID)
		if err != nil {
			return err
		}
		decision, err := d.MayOf(actor, action, "x", &t) // the form asks for the reason
		if err != nil {
			return err
		}
		wait = u.Store.LookLater(ctx, actor.Audit(decision), store.KindDossier, "deelnemer.geopend", string(decision.Relation), d.ID)
		if err := u.fillHeader(d, actor, decision, &out.Header); err != nil {
			return err
		}
		return u.readDeelnemer(d, &t, &out)
	})
	return out, errors.Join(err, wait())
}

func (u *UseCases) readDeelnemer(d *app.Dossier, t *store.Toewijzing, out *DeelnemerPage) error {
	v := &t.Verloop
	out.toewijzing, out.ToewijzingID, out.TVersie = *t, t.ID, t.Versie
	out.Start, out.Begonnen, out.LaatsteDag, out.Rooster = t.Huidig.Start, v.Start.Begonnen, t.Huidig.LaatsteDag, v.Rooster
	if err := u.readVoortgang(d, t, &out.VoortgangPage); err != nil {
		return err
	}
	if w := out.Kaart.Werkplek; w != nil {
		out.Werkplek = w.Naam
	}
	if !out.SeesToewijzing(t) {
		out.Kaart = nil
	}
	out.Eigen = slices.Contains([]authz.Relation{authz.RelEigenDeelnemerGeweest, authz.RelAanbiederGeweest}, out.Relatie)
	if err := readProfiel(d, out); err != nil {
		return err
	}
	if out.May(authz.StartBevestigen) || out.May(authz.BegeleiderKoppelen) {
		var err error
		out.Collegas, err = collegas(d.Tx, t.Huidig.Aanbieder, d.Day)
		return err
	}
	return nil
}

// readProfiel gives as much of the profile as the reader may see.
func readProfiel(d *app.Dossier, out *DeelnemerPage) error {
	whole := out.Fields.Reads(authz.FieldProfiel)
	if !whole && !out.Fields.Reads(authz.FieldBelastbaarheid) {
		return nil
	}
	p, err := d.Tx.Profiel(d.ID)
	if err != nil {
		return err
	}
	if whole {
		out.Profiel = p.Profiel
	}
	out.Werk, out.Rekening = p.Belastbaarheid, p.RekeningHouden
	return nil
}

// collegas are the people who can guide at a provider on a day, by name.
func collegas(tx *store.Tx, aanbieder inkoop.AanbiederID, day civil.Date) ([]Colleague, error) {
	rows, err := tx.AanstellingenAt(string(aanbieder))
	if err != nil {
		return nil, err
	}
	var list []Colleague
	var ids []string
	for _, r := range rows {
		guides := slices.Contains([]authz.Role{authz.RoleWerkbegeleider, authz.RoleTrajectbegeleider}, authz.Role(r.Rol))
		if guides && (civil.Period{From: r.Van, Until: r.Tot}).Contains(day) {
			list = append(list, Colleague{ID: r.AccountID, Rol: authz.Role(r.Rol)})
			ids = append(ids, r.AccountID)
		}
	}
	names, err := tx.Accountnamen(ids)
	if err != nil {
		return nil, err
	}
	for n := range list {
		list[n].Naam = names[list[n].ID]
	}
	slices.SortFunc(list, func(a, b Colleague) int { return strings.Compare(a.Naam, b.Naam) })
	return list, nil
}
