package uitvoering

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
	"trede/internal/domain/uitvoering"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// WaarnemingInput is news of a goal, in one minute.
type WaarnemingInput struct {
	DoelID       string
	ToewijzingID string // of a provider: within which arrangement
	Score        toegang.Score
	Tekst        string
}

// NeemWaar keeps news of a goal in between two reports. Source: MON-01.
func (u *UseCases) NeemWaar(ctx context.Context, actor app.Actor, in WaarnemingInput) error {
	find := func(tx *store.Tx) (*store.Dossier, error) { return tx.DossierOfDoel(in.DoelID) }
	return u.WriteDossier(ctx, actor, find, func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.WaarnemingVastleggen, "")
		if in.ToewijzingID != "" {
			t, findErr := d.Toewijzing(in.ToewijzingID)
			if findErr != nil {
				return findErr
			}
			decision, err = d.MayOf(actor, authz.WaarnemingVastleggen, "", &t)
		}
		if err != nil {
			return err
		}
		g, err := d.Doel(in.DoelID)
		if err != nil {
			return err
		}
		_, counts := g.Geldig()
		findings := rule.FailIf(!counts, "", "doel.geldt_niet")
		findings = append(findings, rule.FailIf(in.Score != "" && in.Score.Waarde() == 0, "score", "invoer.onbekend")...)
		findings = append(findings, rule.FailIf(in.Score == "" && strings.TrimSpace(in.Tekst) == "", "score", "waarneming.leeg")...)
		if err := app.Refuse(findings); err != nil {
			return err
		}
		err = d.Tx.AddWaarneming(d.Dossier, store.Waarneming{
			ID: d.Tx.NewID(), InwonerID: d.ID, ToewijzingID: in.ToewijzingID, DoorSoort: partijOf(decision),
			DoelObservatie: uitvoering.DoelObservatie{DoelID: g.ID, Op: d.Day, Score: in.Score, Tekst: in.Tekst, Door: actor.ID},
		})
		if err != nil {
			return err
		}
		d.Done(decision, "waarneming.vastgelegd", audit.Payload{Details: map[string]string{"doel": g.ID}})
		return nil
	})
}

// BerichtInput is a voortgangsbericht as it is handed in.
type BerichtInput struct {
	ToewijzingID  string
	Moment        int // number of the moment it is for; 0: the first that is open, or in between
	Regels        []uitvoering.VoortgangRegel
	Zin           string
	SamenIngevuld toegang.Antwoord
	EigenWoorden  string
	Motivering    string
	Krachten      []uitvoering.Kracht
	VolgendeStap  uitvoering.VolgendeStap
}

// SchrijfBericht hands in a voortgangsbericht. Source: MON-01, MON-03, EIS-03. It
// gives the id.
func (u *UseCases) SchrijfBericht(ctx context.Context, actor app.Actor, in BerichtInput) (id string, err error) {
	err = u.act(ctx, actor, authz.VoortgangsberichtSchrijven, "voortgangsbericht.ingediend", in.ToewijzingID, noVersie, "", func(x *acting) ([]rule.Result, error) {
		doelen, err := x.d.Doelen()
		if err != nil {
			return nil, err
		}
		due, findings, err := x.moment(in.Moment)
		if err != nil {
			return nil, err
		}
		b := store.Voortgangsbericht{InwonerID: x.d.ID, AanbiederID: string(x.t.Huidig.Aanbieder), Termijn: due.Due}
		b.Voortgangsbericht = uitvoering.Voortgangsbericht{
			ID: x.d.Tx.NewID(), ToewijzingID: x.t.ID, Moment: due.Nr, Ingediend: x.day, Door: actor.ID, Regels: in.Regels,
			Zin: strings.TrimSpace(in.Zin), SamenIngevuld: in.SamenIngevuld, EigenWoorden: in.EigenWoorden, Motivering: in.Motivering,
			Krachten: in.Krachten, VolgendeStap: in.VolgendeStap,
		}
		facts := uitvoering.VoortgangFeiten{Arrangement: x.a, Bericht: b.Voortgangsbericht}
		for _, g := range doelen {
			facts.Doelen = append(facts.Doelen, uitvoering.GeldigeDoelen([]toegang.Doel{g.Doel})...)
		}
		list := uitvoering.VoortgangRules.Evaluate(x.day, facts)
		findings = append(findings, rule.FailIf(x.t.Verloop.Start.Begonnen.IsZero(), "", "voortgang.niet_begonnen")...)
		if len(rule.Refused(list)) == 0 {
			findings = append(findings, rule.Advised(list)...) // the motivation is asked on the form itself, once every goal has its answer
		}
		if err := refuse(list, findings); err != nil {
			return nil, err
		}
		id = b.ID
		if err := errors.Join(x.d.Tx.PutBericht(x.d.Dossier, &b), x.d.Tx.DropConcept(x.t.ID, actor.ID)); err != nil {
			return nil, err
		}
		return list, x.d.Tx.PutNieuws(x.d.Dossier, x.day, b.Updates()...)
	})
	return id, err
}

// moment finds which report this is: the one asked for, or the first that was not
// handed in and shows already; else one in between.
func (x *acting) moment(nr int) (uitvoering.VoortgangTermijn, []rule.Finding, error) {
	list, err := x.d.Berichten()
	if err != nil {
		return uitvoering.VoortgangTermijn{}, nil, err
	}
	written := func(n int) bool {
		return slices.ContainsFunc(list, func(b store.Voortgangsbericht) bool { return b.ToewijzingID == x.t.ID && b.Moment == n })
	}
	for _, m := range uitvoering.VoortgangTermijnen(x.a, x.regels.Instellingen(x.a.Start)) {
		if nr == m.Nr {
			return m, rule.FailIf(written(nr), "moment", "voortgang.al_ingediend", m.Due), nil
		}
		if nr == 0 && !written(m.Nr) && !m.ZichtbaarVanaf.After(x.day) {
			return m, nil, nil
		}
	}
	return uitvoering.VoortgangTermijn{}, rule.FailIf(nr != 0, "moment", "invoer.onbekend"), nil
}

// BerichtActie is one act on a voortgangsbericht.
type BerichtActie struct {
	BerichtID string
	Versie    int
	Woorden   string // of the resident, or what the lokale toegang does with it
	// Antwoord is whether it is right according to the resident, in the three steps of
	// every form; may be empty.
	Antwoord toegang.Score
}

// LeesBericht records that the lokale toegang has read a report, and what it does.
func (u *UseCases) LeesBericht(ctx context.Context, actor app.Actor, in BerichtActie) error {
	return u.actBericht(ctx, actor, authz.VoortgangsberichtAfhandelen, "voortgangsbericht.gelezen", in, func(_ *app.Dossier, b *store.Voortgangsbericht, day civil.Date) ([]rule.Finding, error) {
		if !b.Gelezen.IsZero() {
			return rule.Fail("", "voortgang.is_gelezen", b.Gelezen), nil
		}
		b.Gelezen, b.GelezenDoor = day, actor.ID
		return nil, nil
	})
}

// BekijkBericht records that the resident has seen a report, with a reaction in own
// words or without, and with whether it is right. Source: BEG-04.
func (u *UseCases) BekijkBericht(ctx context.Context, actor app.Actor, in BerichtActie) error {
	return u.actBericht(ctx, actor, authz.VoortgangsberichtReageren, "voortgangsbericht.bekeken", in, func(d *app.Dossier, b *store.Voortgangsbericht, day civil.Date) ([]rule.Finding, error) {
		if b.Bekeken.IsZero() {
			b.Bekeken = day
		}
		if words := strings.TrimSpace(in.Woorden); words != "" {
			b.Reactie = words
		}
		switch {
		case in.Antwoord == "":
			return nil, nil
		case in.Antwoord.Waarde() == 0:
			return rule.Fail("antwoord", "invoer.onbekend"), nil
		}
		return nil, d.Tx.AddMening(store.Mening{
			ID: d.Tx.NewID(), InwonerID: d.ID, Onderwerp: "bericht", OnderwerpID: b.ID, Op: d.Tx.Now, Antwoord: string(in.Antwoord),
			Woorden: strings.TrimSpace(in.Woorden), DoorID: actor.ID,
		})
	})
}

func (u *UseCases) actBericht(ctx context.Context, actor app.Actor, action authz.Action, event string, in BerichtActie, fn func(*app.Dossier, *store.Voortgangsbericht, civil.Date) ([]rule.Finding, error)) error {
	find := func(tx *store.Tx) (*store.Dossier, error) { return tx.DossierOfBericht(in.BerichtID) }
	return u.WriteDossier(ctx, actor, find, func(d *app.Dossier) error {
		decision, err := d.May(actor, action, "")
		if err != nil {
			return err
		}
		b, err := d.Bericht(in.BerichtID)
		if err != nil {
			return err
		}
		if err := app.Stale(in.Versie, b.Versie, b); err != nil {
			return err
		}
		findings, err := fn(d, &b, d.Day)
		if err != nil {
			return err
		}
		if err := app.Refuse(findings); err != nil {
			return err
		}
		if err := d.Tx.PutBericht(d.Dossier, &b); err != nil {
			return err
		}
		d.Done(decision, event, audit.Payload{Details: map[string]string{"bericht": b.ID}})
		return nil
	})
}
