package toegang

import (
	"context"
	"errors"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// ProfielInput is who a resident is at work.
type ProfielInput struct {
	InwonerID string
	Versie    int // of the profile; 0: there is none yet
	Profiel   toegang.Profiel
}

// LegProfielVast keeps the profile: strengths and wishes first. Source: UIT-01.
func (u *UseCases) LegProfielVast(ctx context.Context, actor app.Actor, in ProfielInput) error {
	findings := in.Profiel.Belastbaarheid.Toets()
	for _, v := range in.Profiel.Vervoer.Middelen {
		findings = append(findings, rule.FailIf(!oneOf(toegang.Vervoermiddelen(), v), "vervoer", "invoer.onbekend")...)
	}
	return u.editProfiel(ctx, actor, in.InwonerID, in.Versie, authz.ProfielVastleggen, "profiel.vastgelegd", "profiel", func(p *store.Profiel, day civil.Date) []rule.Result {
		in.Profiel.ID, in.Profiel.InwonerID = p.ID, p.InwonerID
		p.Profiel = in.Profiel
		return toegang.ProfielRules.Evaluate(day, p.Profiel)
	}, findings...)
}

// editProfiel changes the profile of a resident, and keeps what rules said under the
// name of the act.
func (u *UseCases) editProfiel(ctx context.Context, actor app.Actor, inwonerID string, versie int, action authz.Action, event, act string, fn func(*store.Profiel, civil.Date) []rule.Result, findings ...rule.Finding) error {
	return u.WriteDossier(ctx, actor, app.ByInwoner(inwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, action, "")
		if err != nil {
			return err
		}
		p, err := d.Tx.Profiel(d.ID)
		if err != nil {
			return err
		}
		if err := app.Stale(versie, p.Versie, p); err != nil {
			return err
		}
		list := fn(&p, d.Day)
		if err := app.Refuse(findings, rule.Refused(list)); err != nil {
			return err
		}
		p.Bijgewerkt = d.Day
		if err := errors.Join(d.Tx.PutProfiel(&p), d.PutRegels(store.OverProfiel(d.ID), act, list)); err != nil {
			return err
		}
		d.Done(decision, event, results(list, nil))
		return nil
	})
}

// DoelInput is a goal as the talk gave it. With an agreement of the resident it
// counts at once, because the lokale toegang agrees by writing it down.
type DoelInput struct {
	InwonerID      string
	DoelID         string // empty: a new goal
	Versie         int
	Tekst          string // in the resident's own words
	Domein         toegang.Domein
	Gericht        toegang.Gericht
	Nulmeting      toegang.Score
	Streefwaarde   toegang.Score
	Streefdatum    civil.Date
	SamenOpgesteld bool
	Reden          string // why it changes
	Vervalt        bool   // drop the goal
	// Akkoord of the resident, as said or signed in the talk; nil: not yet.
	Akkoord *toegang.Akkoord
}

// StelDoelOp makes or changes a goal together with the resident. Source: DOE-04,
// PRD-10, BEG-03. It gives the id of the goal.
func (u *UseCases) StelDoelOp(ctx context.Context, actor app.Actor, in DoelInput) (id string, err error) {
	err = u.WriteDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		action := authz.DoelOpstellen
		switch {
		case in.Vervalt:
			action = authz.DoelBeeindigen
		case in.DoelID != "":
			action = authz.DoelWijzigen
		}
		decision, err := d.May(actor, action, app.AskedOnForm)
		if err != nil {
			return err
		}
		g, err := findDoel(d, in.DoelID, in.Versie)
		if err != nil {
			return err
		}
		findings := proposeDoel(&g, in, toegang.PartijToegang, d.Day)
		if len(findings) == 0 {
			findings = agree(&g, toegang.PartijToegang, toegang.Akkoord{Op: d.Day, Vorm: toegang.AkkoordDigitaal, Door: actor.ID}, d.Day)
		}
		if in.Akkoord != nil {
			a := withAkkoord(*in.Akkoord, actor, d.Day)
			if len(findings) > 0 {
				findings = append(findings, a.Toets()...) // all at once
			} else {
				findings = agree(&g, toegang.PartijInwoner, a, d.Day)
			}
		}
		if err := app.Refuse(findings); err != nil {
			return err
		}
		id = g.ID
		return putDoel(d, &g, decision, "doel.opgesteld", in.Reden)
	})
	return id, err
}

// withAkkoord fills in who wrote an agreement down, and when.
func withAkkoord(a toegang.Akkoord, actor app.Actor, today civil.Date) toegang.Akkoord {
	a.Door = actor.ID
	a.Op = dayOr(a.Op, today)
	return a
}

func agree(g *store.Doel, p toegang.Partij, a toegang.Akkoord, today civil.Date) (findings []rule.Finding) {
	if a.Op.After(today) {
		return rule.Fail("op", "melding.dag_in_toekomst", a.Op)
	}
	if _, waiting := g.Voorstel(); !waiting {
		return rule.Fail("", "doel.geen_voorstel")
	}
	g.Doel, findings = g.GeefAkkoord(p, a)
	return findings
}

// findDoel gives a goal to change, or a new one at the end.
func findDoel(d *app.Dossier, id string, versie int) (store.Doel, error) {
	if id != "" {
		g, err := d.Doel(id)
		if err != nil {
			return g, err
		}
		return g, app.Stale(versie, g.Versie, g)
	}
	list, err := d.Doelen()
	g := store.Doel{Volgorde: len(list) + 1, Opgesteld: d.Day}
	g.Doel = toegang.Doel{ID: d.Tx.NewID(), InwonerID: d.ID}
	return g, err
}

func proposeDoel(g *store.Doel, in DoelInput, door toegang.Partij, day civil.Date) (findings []rule.Finding) {
	g.Doel, findings = g.StelVoor(toegang.DoelVersie{
		Tekst: strings.TrimSpace(in.Tekst), Domein: in.Domein, Gericht: in.Gericht, Nulmeting: in.Nulmeting,
		Streefwaarde: in.Streefwaarde, Streefdatum: in.Streefdatum, SamenOpgesteld: in.SamenOpgesteld, Reden: in.Reden,
		Vervalt: in.Vervalt,
	}, door, day)
	return findings
}

func putDoel(d *app.Dossier, g *store.Doel, decision authz.Decision, event, reden string) error {
	if err := d.Tx.PutDoel(d.Dossier, g); err != nil {
		return err
	}
	d.Done(decision, event, audit.Payload{Reason: reden, Details: map[string]string{"doel": g.ID}})
	return nil
}

// StelDoelVoor proposes a goal or a change of one: the resident, a representative or
// whoever guides. It counts only when the resident and the lokale toegang agreed.
// Source: BEG-03, BEG-04.
func (u *UseCases) StelDoelVoor(ctx context.Context, actor app.Actor, in DoelInput) (id string, err error) {
	err = u.WriteDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		decision, err := mayOnRunning(d, actor, authz.DoelVoorstellen)
		if err != nil {
			return err
		}
		g, err := findDoel(d, in.DoelID, in.Versie)
		if err != nil {
			return err
		}
		partij := partijOf(decision)
		findings := proposeDoel(&g, in, partij, d.Day)
		if partij == toegang.PartijInwoner && len(findings) == 0 {
			findings = agree(&g, partij, toegang.Akkoord{Op: d.Day, Vorm: toegang.AkkoordDigitaal, Door: actor.ID}, d.Day)
		}
		if err := app.Refuse(findings); err != nil {
			return err
		}
		id = g.ID
		return putDoel(d, &g, decision, "doel.voorgesteld", in.Reden)
	})
	return id, err
}

// partijOf is the party for which somebody acts in a role.
func partijOf(d authz.Decision) toegang.Partij {
	switch d.Role {
	case authz.RoleInwoner, authz.RoleVertegenwoordiger:
		return toegang.PartijInwoner
	case authz.RoleConsulent, authz.RoleTeamleider:
		return toegang.PartijToegang
	}
	return toegang.PartijAanbieder
}

// mayOnRunning asks authz for an act that a provider does within its toewijzing: of
// those of the dossier, the newest that allows it.
func mayOnRunning(d *app.Dossier, actor app.Actor, action authz.Action) (authz.Decision, error) {
	decision, err := d.May(actor, action, "")
	if err == nil {
		return decision, nil
	}
	list, loadErr := d.Toewijzingen()
	if loadErr != nil {
		return decision, loadErr
	}
	for n := len(list) - 1; n >= 0; n-- {
		if decision, err := d.MayOf(actor, action, "", &list[n]); err == nil {
			return decision, nil
		}
	}
	return decision, err
}

// DoelAkkoordInput is an agreement with the proposal of a goal, or a no.
type DoelAkkoordInput struct {
	DoelID  string
	Versie  int
	Nee     bool
	Akkoord toegang.Akkoord // by staff: what the resident said or signed, and when
	// VoorInwoner: staff writes down what the resident said; else the lokale toegang
	// itself agrees.
	VoorInwoner bool
}

// GeefDoelAkkoord records that the resident or the lokale toegang agrees with a
// proposal, or does not. Source: PRD-10.
func (u *UseCases) GeefDoelAkkoord(ctx context.Context, actor app.Actor, in DoelAkkoordInput) error {
	find := func(tx *store.Tx) (*store.Dossier, error) { return tx.DossierOfDoel(in.DoelID) }
	return u.WriteDossier(ctx, actor, find, func(d *app.Dossier) error {
		decision, partij, err := mayAgree(d, actor, in)
		if err != nil {
			return err
		}
		g, err := d.Doel(in.DoelID)
		if err != nil {
			return err
		}
		if err := app.Stale(in.Versie, g.Versie, g); err != nil {
			return err
		}
		var findings []rule.Finding
		if in.Nee {
			g.Doel, findings = g.WijsAf(partij, d.Day)
		} else {
			a := toegang.Akkoord{Op: d.Day, Vorm: toegang.AkkoordDigitaal, Door: actor.ID}
			if in.VoorInwoner {
				a = withAkkoord(in.Akkoord, actor, d.Day)
			}
			findings = agree(&g, partij, a, d.Day)
		}
		if err := app.Refuse(findings); err != nil {
			return err
		}
		return putDoel(d, &g, decision, "doel.akkoord", in.Akkoord.Toelichting)
	})
}

func mayAgree(d *app.Dossier, actor app.Actor, in DoelAkkoordInput) (authz.Decision, toegang.Partij, error) {
	if decision, err := d.May(actor, authz.DoelAkkoord, ""); err == nil {
		return decision, toegang.PartijInwoner, nil
	}
	if in.VoorInwoner {
		decision, err := d.May(actor, authz.DoelAkkoordMondeling, app.AskedOnForm)
		return decision, toegang.PartijInwoner, err
	}
	decision, err := d.May(actor, authz.DoelWijzigen, "")
	return decision, toegang.PartijToegang, err
}

// VoegActieToe adds something that somebody will do for a goal. Source: BEG-03.
func (u *UseCases) VoegActieToe(ctx context.Context, actor app.Actor, doelID string, versie int, actie store.DoelActie) error {
	find := func(tx *store.Tx) (*store.Dossier, error) { return tx.DossierOfDoel(doelID) }
	return u.WriteDossier(ctx, actor, find, func(d *app.Dossier) error {
		decision, err := mayOnRunning(d, actor, authz.DoelActieToevoegen)
		if err != nil {
			return err
		}
		g, err := d.Doel(doelID)
		if err != nil {
			return err
		}
		if err := app.Stale(versie, g.Versie, g); err != nil {
			return err
		}
		findings := rule.FailIf(strings.TrimSpace(actie.Tekst) == "", "tekst", "doel.actie_ontbreekt")
		findings = append(findings, rule.FailIf(!oneOf(toegang.Partijen(), actie.Wie), "wie", "doel.actie_wie_ontbreekt")...)
		if err := app.Refuse(findings); err != nil {
			return err
		}
		g.Acties = append(g.Acties, actie)
		return putDoel(d, &g, decision, "doel.actie_toegevoegd", "")
	})
}

// RondActieAf records that something that was agreed for a goal is done: nr counts
// the actions of the goal from 0. Whoever may add one may say so. Source: BEG-03.
func (u *UseCases) RondActieAf(ctx context.Context, actor app.Actor, doelID string, versie, nr int) error {
	find := func(tx *store.Tx) (*store.Dossier, error) { return tx.DossierOfDoel(doelID) }
	return u.WriteDossier(ctx, actor, find, func(d *app.Dossier) error {
		decision, err := mayOnRunning(d, actor, authz.DoelActieToevoegen)
		if err != nil {
			return err
		}
		g, err := d.Doel(doelID)
		if err != nil {
			return err
		}
		if nr < 0 || nr >= len(g.Acties) {
			return app.NotHere()
		}
		if err := app.Stale(versie, g.Versie, g); err != nil {
			return err
		}
		if err := app.Refuse(rule.FailIf(!g.Acties[nr].Klaar.IsZero(), "", "doel.actie_is_klaar")); err != nil {
			return err
		}
		g.Acties = slices.Clone(g.Acties)
		g.Acties[nr].Klaar = d.Day
		return putDoel(d, &g, decision, "doel.actie_afgerond", "")
	})
}

// Plek (place) is where a goal stands among those that run, and which way it goes.
type Plek struct {
	DoelID string
	Nr     int // as the actor saw it, from 1
	Omhoog bool
}

// VerplaatsDoel moves a goal of the plan one place up or down among the goals that run.
// A plan that was put in another order meanwhile stays as it is: that is a conflict.
func (u *UseCases) VerplaatsDoel(ctx context.Context, actor app.Actor, in Plek) error {
	find := func(tx *store.Tx) (*store.Dossier, error) { return tx.DossierOfDoel(in.DoelID) }
	return u.WriteDossier(ctx, actor, find, func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.DoelWijzigen, "")
		if err != nil {
			return err
		}
		list, err := d.Doelen()
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(slices.Clone(list), func(g store.Doel) bool { return !g.Loopt() })
		at := slices.IndexFunc(list, func(g store.Doel) bool { return g.ID == in.DoelID })
		to := at + 1
		if in.Omhoog {
			to = at - 1
		}
		if err := app.Stale(in.Nr, at+1, list); err != nil {
			return err
		}
		if at < 0 || to < 0 || to >= len(list) {
			return app.Refuse(rule.Fail("", "doel.plek_kan_niet"))
		}
		if err := d.Tx.WisselDoelen(d.Dossier, list[at], list[to]); err != nil {
			return err
		}
		d.Done(decision, "doel.verplaatst", audit.Payload{Details: map[string]string{"doel": in.DoelID}})
		return nil
	})
}
