package beheer

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

func periodOf(from, until civil.Date) civil.Period { return civil.Period{From: from, Until: until} }

// AanstellingInput is what a form says of an appointment.
type AanstellingInput struct {
	AccountID     string
	Rol           string
	OrganisatieID string
	TeamID        string         // of a consulent or teamleider
	Van, Tot      civil.Date     // Tot: the last day; zero: until further notice
	Found         []errs.Finding // what the form found by itself
}

// appointed is an appointment that was checked, with its organisation.
type appointed struct {
	Aanstelling
	organisatie Organisatie
}

// teamRoles are the roles that see residents by team, so that they need one.
var teamRoles = []string{string(authz.RoleConsulent), string(authz.RoleTeamleider)}

// appointment checks what a form says.
func (s *Service) appointment(tx *store.Tx, c *check, in AanstellingInput) (appointed, error) {
	p := c.period(in.Van, in.Tot)
	a := appointed{Aanstelling: Aanstelling{
		ID: tx.NewID(), AccountID: in.AccountID, Rol: in.Rol, OrganisatieID: in.OrganisatieID, TeamID: in.TeamID,
		Van: p.From, Tot: p.Until, Versie: 1,
	}}
	o, found, err := store.Organisaties.Maybe(tx.Tx, in.OrganisatieID)
	if err != nil {
		return a, err
	}
	if !found {
		c.add("organisatie", "beheer.organisatie_kies")
		return a, nil
	}
	a.organisatie = o
	switch {
	case in.Rol == "":
		c.add("rol", "beheer.rol_kies")
	case !knownRole(o.Soort, in.Rol):
		c.add("rol", "beheer.rol_past_niet", o.Naam)
	}
	if life := periodOf(o.Van, o.Tot); !in.Van.IsZero() && !life.Covers(p) {
		c.add("van", "beheer.buiten_organisatie", o.Naam)
	}
	return a, s.team(tx, c, a, p)
}

// team checks the team of an appointment.
func (s *Service) team(tx *store.Tx, c *check, a appointed, p civil.Period) error {
	if a.TeamID == "" {
		if slices.Contains(teamRoles, a.Rol) {
			c.add("team", "beheer.team_kies")
		}
		return nil
	}
	t, found, err := store.Teams.Maybe(tx.Tx, a.TeamID)
	switch {
	case err != nil:
		return err
	case !found || t.OrganisatieID != a.OrganisatieID:
		c.add("team", "beheer.team_elders", a.organisatie.Naam)
	case !a.Van.IsZero() && !periodOf(t.Van, t.Tot).Covers(p):
		c.add("team", "beheer.buiten_team", t.Naam)
	}
	return nil
}

// insertAppointment writes an appointment and tells both chains of it.
func insertAppointment(tx *store.Tx, a appointed) error {
	if err := store.Aanstellingen.Insert(tx.Tx, a.Aanstelling); err != nil {
		return err
	}
	tellAppointment(tx, a.Aanstelling, "aanstelling.vastgelegd", changes(
		"rol", "", a.Rol, "organisatie", "", a.OrganisatieID, "team", "", a.TeamID, "van", "", day(a.Van), "tot", "", day(a.Tot),
	), "")
	return nil
}

func tellAppointment(tx *store.Tx, a Aanstelling, action string, list []audit.Change, reden string) {
	p := audit.Payload{Changes: list, Reason: reden, Details: map[string]string{"aanstelling": a.ID, "account": a.AccountID}}
	tx.Audit(KindAccount, a.AccountID, action, p)
	tx.Audit(KindOrganisatie, a.OrganisatieID, action, p)
}

// Appoint gives somebody a role at an organisation. Sessions of the account end,
// because its rights changed.
func (s *Service) Appoint(ctx context.Context, actor app.Actor, in AanstellingInput) error {
	return s.write(ctx, actor, func(tx *store.Tx) error {
		f := facts(tx, in.OrganisatieID)
		f.AccountID = in.AccountID
		if err := mayAt(tx, actor, authz.AanstellingVastleggen, f); err != nil {
			return err
		}
		sub, err := loadSubject(tx, in.AccountID)
		if err != nil {
			return err
		}
		c := check(in.Found)
		a, err := s.appointment(tx, &c, in)
		if err != nil {
			return err
		}
		for _, have := range sub.tenures {
			if have.Rol == a.Rol && have.OrganisatieID == a.OrganisatieID && have.TeamID == a.TeamID && periodOf(have.Van, have.Tot).Overlaps(periodOf(a.Van, a.Tot)) {
				c.add("rol", "beheer.aanstelling_is_er")
				break
			}
		}
		if err := c.err(); err != nil {
			return err
		}
		if err := insertAppointment(tx, a); err != nil {
			return err
		}
		return auth.EndSessionsIn(tx.AuthTx(), in.AccountID, actor.ID, tx.Now)
	})
}

// EindeInput is what a form says of the end of an appointment.
type EindeInput struct {
	ID     string
	Last   civil.Date // the last day
	Versie int
	Found  []errs.Finding // what the form found by itself
}

// EndAppointment sets the last day of an appointment, never before yesterday: what
// somebody did in a role was done. Sessions of the account end.
func (s *Service) EndAppointment(ctx context.Context, actor app.Actor, in EindeInput) error {
	return s.write(ctx, actor, func(tx *store.Tx) error {
		a, found, err := store.Aanstellingen.Maybe(tx.Tx, in.ID)
		if err != nil {
			return err
		}
		if !found {
			return app.NotHere()
		}
		f := facts(tx, a.OrganisatieID)
		f.AccountID = a.AccountID
		if err := may(tx, actor, authz.AanstellingBeeindigen, f); err != nil {
			return err
		}
		if err := checkEnd(tx, a, in); err != nil {
			return err
		}
		if err := app.Stale(in.Versie, a.Versie, a); err != nil {
			return err
		}
		before := a.Tot
		if a.Tot = in.Last.AddDays(1); a.Tot.Before(a.Van) {
			a.Tot = a.Van // it never began
		}
		if err := store.Aanstellingen.Update(tx.Tx, a); err != nil {
			return err
		}
		tellAppointment(tx, a, "aanstelling.beeindigd", changes("tot", day(before), day(a.Tot)), "")
		return auth.EndSessionsIn(tx.AuthTx(), a.AccountID, actor.ID, tx.Now)
	})
}

func checkEnd(tx *store.Tx, a Aanstelling, in EindeInput) error {
	c := check(in.Found)
	today := app.Today(tx.Now)
	switch {
	case in.Last.IsZero():
		c.add("laatste", "beheer.laatste_leeg")
	case in.Last.Before(today.AddDays(-1)):
		c.add("laatste", "beheer.laatste_voorbij")
	case !a.Tot.IsZero() && !a.Tot.After(today):
		c.add("laatste", "beheer.al_voorbij")
	}
	return c.err()
}

// VervangingInput is what a form says of a replacement.
type VervangingInput struct {
	AccountID   string // who is absent
	VervangerID string
	Van, Tot    civil.Date // Tot: the last day of absence
	Reden       string
	Found       []errs.Finding // what the form found by itself
}

// Replace lets a colleague do the work of somebody who is absent.
func (s *Service) Replace(ctx context.Context, actor app.Actor, in VervangingInput) error {
	return s.write(ctx, actor, func(tx *store.Tx) error {
		sub, err := loadSubject(tx, in.AccountID)
		if err != nil {
			return err
		}
		if err := sub.mayAny(tx, actor, authz.VervangingVastleggen); err != nil {
			return err
		}
		c := check(in.Found)
		p := c.period(in.Van, in.Tot)
		if in.Tot.IsZero() {
			c.add("tot", "beheer.tot_leeg")
		}
		v := Vervanging{
			ID: tx.NewID(), AccountID: in.AccountID, VervangerID: in.VervangerID, Van: p.From, Tot: p.Until,
			Reden: c.text("reden", in.Reden, "beheer.reden_leeg", maxReden), Versie: 1,
		}
		if err := colleagues(tx, &c, sub, v); err != nil {
			return err
		}
		if err := c.err(); err != nil {
			return err
		}
		if err := store.Vervangingen.Insert(tx.Tx, v); err != nil {
			return err
		}
		tellReplacement(tx, v, "vervanging.vastgelegd", changes("van", "", day(v.Van), "tot", "", day(v.Tot)))
		return nil
	})
}

// colleagues checks that somebody who replaces works at the same organisation in
// those days; without that a replacement gives nothing.
func colleagues(tx *store.Tx, c *check, sub subject, v Vervanging) error {
	other, found, err := tx.StaffAccount(v.VervangerID)
	if err != nil {
		return err
	}
	if !found || v.VervangerID == v.AccountID {
		c.add("vervanger", "beheer.vervanger_kies")
		return nil
	}
	theirs, err := tx.AppointmentsOf(other.ID)
	if err != nil {
		return err
	}
	for _, mine := range sub.tenures {
		for _, a := range theirs {
			if a.OrganisatieID == mine.OrganisatieID && periodOf(a.Van, a.Tot).Overlaps(periodOf(v.Van, v.Tot)) && authz.Role(mine.Rol).Replaceable() {
				return nil
			}
		}
	}
	c.add("vervanger", "beheer.vervanger_elders", other.Name)
	return nil
}

func tellReplacement(tx *store.Tx, v Vervanging, action string, list []audit.Change) {
	p := audit.Payload{Reason: v.Reden, Changes: list, Details: map[string]string{"vervanging": v.ID, "afwezig": v.AccountID, "vervanger": v.VervangerID}}
	tx.Audit(KindAccount, v.AccountID, action, p)
	tx.Audit(KindAccount, v.VervangerID, action, p)
}

// EndReplacement ends a replacement from today on.
func (s *Service) EndReplacement(ctx context.Context, actor app.Actor, id string, versie int) error {
	return s.write(ctx, actor, func(tx *store.Tx) error {
		v, found, err := store.Vervangingen.Maybe(tx.Tx, id)
		if err != nil {
			return err
		}
		if !found {
			return app.NotHere()
		}
		sub, err := loadSubject(tx, v.AccountID)
		if err != nil {
			return err
		}
		if err := sub.mayAny(tx, actor, authz.VervangingBeeindigen); err != nil {
			return err
		}
		if err := app.Stale(versie, v.Versie, v); err != nil {
			return err
		}
		today, before := app.Today(tx.Now), v.Tot
		if !v.Tot.After(today) {
			return errs.New(errs.Conflict, "beheer.al_voorbij")
		}
		v.Tot = civil.Max(today, v.Van)
		if err := store.Vervangingen.Update(tx.Tx, v); err != nil {
			return err
		}
		tellReplacement(tx, v, "vervanging.beeindigd", changes("tot", day(before), day(v.Tot)))
		return nil
	})
}
