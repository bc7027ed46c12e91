package auth

import (
	"context"

	"trede/internal/platform/errs"
)

// SignInAs opens a session for an account without asking for any proof, in all
// its roles. Only a service that was made with Config.Demo does so: that of
// `trede demo`, whose people are made up. `trede serve` has no setting for it.
func (s *Service) SignInAs(ctx context.Context, accountID string, o Origin) (Result, error) {
	if !s.demo {
		return Result{}, errs.New(errs.NotFound, "pagina.geen")
	}
	var out Result
	err := s.repo.Write(ctx, func(tx Tx) error {
		a, found, err := tx.Account(accountID)
		if err != nil {
			return err
		}
		if !found || !a.DisabledAt.IsZero() {
			return wrong()
		}
		now := s.now()
		x := Session{First: MethodPassword, Second: MethodTOTP, Step: StepDone, CreatedAt: now, SeenAt: now, StrongAt: now}
		if a.Kind == Medewerker {
			roles, err := tx.Roles(a.ID, now)
			if err != nil {
				return err
			}
			for _, r := range roles {
				x.Roles = append(x.Roles, r.Name)
			}
			if err := chosen(&x, roles); err != nil {
				return err
			}
		}
		if out.Token, out.Session, err = s.openSession(tx, a, x, o); err != nil {
			return err
		}
		out.Step = StepDone
		return tx.Audit(Event{Action: EventSignedIn, Account: a.ID, Actor: a.ID, At: now, Address: o.address(), Details: map[string]string{"eerste": "demo", "sessie": out.Session.ID}})
	})
	return out, err
}
