package uitvoering

import (
	"context"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// mostConcept bounds a draft, in bytes of names and values.
const mostConcept = 40_000

// Concept is a draft of a voortgangsbericht.
type Concept = store.Concept

// BewaarConcept keeps what the actor typed of a voortgangsbericht, as it was typed: on the
// phone, halfway, or when the session ended. Nothing typed throws the draft away. Source:
// ux.md J2.
func (u *UseCases) BewaarConcept(ctx context.Context, actor app.Actor, toewijzingID string, fields map[string][]string) error {
	size := 0
	for name, values := range fields {
		for _, v := range values {
			size += len(name) + len(v)
		}
	}
	if size > mostConcept {
		return errs.New(errs.Invalid, "verzoek.te_groot")
	}
	return u.WriteDossier(ctx, actor, app.ByToewijzing(toewijzingID), func(d *app.Dossier) error {
		x, err := u.open(d, actor, authz.VoortgangsberichtSchrijven, toewijzingID, "")
		if err != nil {
			return err
		}
		if size == 0 || x.t.Verloop.Afsluiting != nil {
			return d.Tx.DropConcept(x.t.ID, actor.ID)
		}
		return d.Tx.PutConcept(x.t.ID, actor.ID, fields)
	})
}

// Concept gives the actor's own draft, and whether there is one.
func (u *UseCases) Concept(ctx context.Context, actor app.Actor, toewijzingID string) (c Concept, found bool, err error) {
	err = u.ReadDossier(ctx, actor, app.ByToewijzing(toewijzingID), func(d *app.Dossier) error {
		if _, err := u.open(d, actor, authz.VoortgangsberichtSchrijven, toewijzingID, ""); err != nil {
			return err
		}
		c, found, err = d.Tx.Concept(toewijzingID, actor.ID)
		return err
	})
	return c, found, err
}
