package beheer

import (
	"context"

	"trede/internal/app"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// NodigUit (invite) gives a resident a code for a printed letter, and an account at
// the first one. The birth date is asked beside the code.
func (s *Service) NodigUit(ctx context.Context, actor app.Actor, inwonerID string) (out auth.Invitation, err error) {
	err = s.write(ctx, actor, func(tx *store.Tx) error {
		d, err := app.OpenDossier(tx, actor, inwonerID)
		if err != nil {
			return err
		}
		decision, err := d.May(actor, authz.InwonerUitnodigen, "")
		if err != nil {
			return err
		}
		if out, err = s.letter(tx, actor, d.Inwoner()); err != nil {
			return err
		}
		d.Done(decision, "inwoner.uitgenodigd", audit.Payload{})
		return nil
	})
	return out, err
}

// letter makes the code: for the account of the resident that there is, or with a
// new one.
func (s *Service) letter(tx *store.Tx, actor app.Actor, i store.Inwoner) (auth.Invitation, error) {
	born := i.Geboren.Datum.String()
	have, err := tx.AccountsOfPersoon(i.ID)
	if err != nil {
		return auth.Invitation{}, err
	}
	for _, a := range have {
		if a.Kind == auth.Inwoner {
			return s.auth.NewLetterIn(tx.AuthTx(), actor.ID, a.ID, born)
		}
	}
	in := auth.NewAccount{Name: i.Naam.Volledig(), PersoonID: i.ID}
	return s.auth.InviteResidentIn(tx.AuthTx(), actor.ID, auth.Inwoner, in, born)
}

// VertegenwoordigerInput says which relative or other representative gets an account.
type VertegenwoordigerInput struct {
	InwonerID string
	Naam      string
	Geboren   string // asked beside the code of the letter
}

// NodigVertegenwoordigerUit makes an account for somebody who acts for a resident. What he or
// she may see is written down as the representation, with this account.
func (s *Service) NodigVertegenwoordigerUit(ctx context.Context, actor app.Actor, in VertegenwoordigerInput) (out auth.Invitation, err error) {
	err = s.write(ctx, actor, func(tx *store.Tx) error {
		d, err := app.OpenDossier(tx, actor, in.InwonerID)
		if err != nil {
			return err
		}
		decision, err := d.May(actor, authz.InwonerUitnodigen, "")
		if err != nil {
			return err
		}
		out, err = s.auth.InviteResidentIn(tx.AuthTx(), actor.ID, auth.Vertegenwoordiger, auth.NewAccount{Name: in.Naam}, in.Geboren)
		if err != nil {
			return err
		}
		d.Done(decision, "vertegenwoordiger.uitgenodigd", audit.Payload{})
		return nil
	})
	return out, err
}
