package inkoop

import (
	"context"
	"slices"
	"strings"
	"time"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// zaak is an inschrijving that was handed in, as an assessment has it at hand.
type zaak struct {
	store.Inschrijving
	feiten        inkoop.KwalificatieFeiten
	beoordelingen []store.Beoordeling
	regels        app.Regels
	day           civil.Date
	decision      authz.Decision
}

// zaakIn loads an inschrijving that was handed in, for who may do something with it. A
// concept is nobody's but the aanbieder's, and so is not there.
func (u *UseCases) zaakIn(tx *store.Tx, actor app.Actor, id string, action authz.Action, more authz.Facts) (*zaak, error) {
	row, err := tx.Inschrijving(inkoop.InschrijvingID(id))
	if errs.Is(err, errs.NotFound) || err == nil && !row.Telt() {
		return nil, app.NotHere()
	}
	if err != nil {
		return nil, err
	}
	z := &zaak{Inschrijving: row, day: app.Today(tx.Now)}
	more.Day, more.OrganisatieID = z.day, string(row.Aanbieder)
	if z.decision, err = app.May(actor, action, more); err != nil {
		return nil, err
	}
	return z, u.fillZaak(tx, z, actor)
}

func (u *UseCases) fillZaak(tx *store.Tx, z *zaak, actor app.Actor) (err error) {
	if z.regels, err = u.Regels(tx); err != nil {
		return err
	}
	ronde, found, err := tx.Ronde(z.Ronde)
	if err != nil {
		return err
	}
	if !found {
		return app.NotHere()
	}
	if z.beoordelingen, err = tx.Beoordelingen(z.ID); err != nil {
		return err
	}
	f := inkoop.KwalificatieFeiten{
		Ronde: ronde.Ronde, Register: z.regels.Register, Inschrijving: z.Inschrijving.Inschrijving, Gesprek: z.Gesprek, Besluit: z.Besluit,
	}
	people := []string{actor.ID}
	for _, b := range z.beoordelingen {
		f.Beoordelingen = append(f.Beoordelingen, b.Beoordeling)
		people = append(people, b.BeoordelaarID)
	}
	if !z.Besluit.Genomen.IsZero() {
		people = people[:1] // what was judged stays, wherever people work afterwards
	} else {
		people = append(people, z.Besluit.VoorbereidID)
	}
	f.Belang, err = belang(tx, z.Aanbieder, people)
	z.feiten = f
	return err
}

// belang gives those who work or ever worked for an aanbieder. It asks the appointments
// on record, so that leaving a role out of a session does not hide one.
func belang(tx *store.Tx, aanbieder inkoop.AanbiederID, people []string) ([]string, error) {
	var out []string
	slices.Sort(people)
	for _, id := range slices.Compact(people) {
		if id == "" {
			continue
		}
		rows, err := tx.AppointmentsOf(id)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if r.OrganisatieID == string(aanbieder) {
				out = append(out, id)
				break
			}
		}
	}
	return out, nil
}

// eigen refuses who works for the aanbieder to have a say in its inschrijving.
func (z *zaak) eigen(actor app.Actor) error {
	return app.Refuse(rule.FailIf(slices.Contains(z.feiten.Belang, actor.ID), "", "beoordeling.eigen_organisatie"))
}

// geenBelang refuses whoever works or ever worked for an aanbieder to act for the region
// about what was agreed with it. Source: INK-13; Aanbestedingswet 2012, art. 1.10b.
func geenBelang(tx *store.Tx, actor app.Actor, aanbieder inkoop.AanbiederID) error {
	own, err := belang(tx, aanbieder, []string{actor.ID})
	if err != nil {
		return err
	}
	return app.Refuse(rule.FailIf(len(own) > 0, "", "belang.eigen_organisatie"))
}

// besloten refuses what comes after the decision.
func (z *zaak) besloten() error {
	return app.Refuse(rule.FailIf(!z.Besluit.Genomen.IsZero(), "", "beoordeling.al_besloten", z.Besluit.Genomen))
}

// mine is the assessment of somebody; a new one when there is none.
func (z *zaak) mine(actor app.Actor) store.Beoordeling {
	for _, b := range z.beoordelingen {
		if b.BeoordelaarID == actor.ID {
			return b
		}
	}
	return store.Beoordeling{Beoordeling: inkoop.Beoordeling{Inschrijving: z.ID, BeoordelaarID: actor.ID}}
}

// BeoordelingInput is what an assessor filled in.
type BeoordelingInput struct {
	InschrijvingID string
	Versie         int // of the own assessment; 0: the first time
	Inhoud         inkoop.BeoordelingInhoud
	Afronden       bool // it is whole; otherwise it is kept as far as it is
}

// maxNotitie is the longest note, in characters.
const maxNotitie = 4_000

// LegBeoordelingVast keeps the assessment of the actor. What is not finished may be
// incomplete; what is finished stays until it is opened again. Source: INK-13.
func (u *UseCases) LegBeoordelingVast(ctx context.Context, actor app.Actor, in BeoordelingInput) error {
	return u.opZaak(ctx, actor, in.InschrijvingID, authz.BeoordelingUitvoeren, func(tx *store.Tx, z *zaak) error {
		b := z.mine(actor)
		if err := app.Stale(in.Versie, b.Versie, b); err != nil {
			return err
		}
		if err := app.Refuse(rule.FailIf(!b.Afgerond.IsZero(), "", "beoordeling.is_afgerond")); err != nil {
			return err
		}
		findings := longNotes(z.feiten, in.Inhoud)
		if in.Afronden {
			findings = append(findings, z.feiten.ToetsBeoordeling(in.Inhoud)...)
			b.Afgerond = tx.Now
		}
		if err := app.Refuse(findings); err != nil {
			return err
		}
		b.Inhoud = in.Inhoud
		action := "beoordeling.bewaard"
		if in.Afronden {
			action = "beoordeling.afgerond"
		}
		tx.Audit(KindInschrijving, string(z.ID), action, audit.Payload{Decision: []string{z.decision.String()}})
		return tx.PutBeoordeling(&b)
	})
}

func longNotes(f inkoop.KwalificatieFeiten, c inkoop.BeoordelingInhoud) []rule.Finding {
	findings := tooLong("plan-notitie", c.PlanNotitie, maxNotitie)
	for _, e := range f.Eisen() {
		findings = append(findings, tooLong(inkoop.NotitieVeld(e.Code), c.Oordeel(e.Code).Notitie, maxNotitie)...)
	}
	return findings
}

// HeropenBeoordeling opens the own assessment again, for example because a question was
// answered in the gesprek. A decision that was prepared has to be prepared again with it;
// the words stay.
func (u *UseCases) HeropenBeoordeling(ctx context.Context, actor app.Actor, id string, versie int) error {
	return u.opZaak(ctx, actor, id, authz.BeoordelingUitvoeren, func(tx *store.Tx, z *zaak) error {
		b := z.mine(actor)
		if err := app.Stale(versie, b.Versie, b); err != nil {
			return err
		}
		if err := app.Refuse(rule.FailIf(b.Afgerond.IsZero(), "", "beoordeling.niet_afgerond")); err != nil {
			return err
		}
		b.Afgerond, b.Inhoud.Terzijde = time.Time{}, ""
		tx.Audit(KindInschrijving, string(z.ID), "beoordeling.heropend", audit.Payload{Decision: []string{z.decision.String()}})
		return z.putOpnieuw(tx, &b)
	})
}

// putOpnieuw (put again) writes an assessment that changed after it was finished: what was
// prepared on it has to be prepared again.
func (z *zaak) putOpnieuw(tx *store.Tx, b *store.Beoordeling) error {
	if z.Besluit.VoorbereidID != "" {
		z.Besluit.VoorbereidID = ""
		if err := tx.PutInschrijving(&z.Inschrijving); err != nil {
			return err
		}
	}
	return tx.PutBeoordeling(b)
}

// TerzijdeInput says whose assessment is set aside, and why.
type TerzijdeInput struct {
	InschrijvingID string
	BeoordelaarID  string
	Reden          string
}

// LegTerzijde sets the finished assessment of a colleague aside who cannot look at it again,
// so that an illness does not hold a decision up for ever. What was written stays, and
// somebody else has to assess instead. Who assessed too has no say in it. Source: INK-13.
func (u *UseCases) LegTerzijde(ctx context.Context, actor app.Actor, in TerzijdeInput) error {
	return u.opZaak(ctx, actor, in.InschrijvingID, authz.KwalificatieVoorbereiden, func(tx *store.Tx, z *zaak) error {
		reden := strings.TrimSpace(in.Reden)
		i := slices.IndexFunc(z.beoordelingen, func(b store.Beoordeling) bool {
			return b.BeoordelaarID == in.BeoordelaarID && b.Telt()
		})
		findings := rule.FailIf(z.mine(actor).Versie > 0, "", "terzijde.zelf_beoordeeld")
		findings = append(findings, rule.FailIf(i < 0, "beoordelaar", "terzijde.beoordelaar_ontbreekt")...)
		findings = append(findings, rule.FailIf(reden == "", "reden", "reden.ontbreekt")...)
		if err := app.Refuse(findings, tooLong("reden", reden, maxNotitie)); err != nil {
			return err
		}
		b := z.beoordelingen[i]
		b.Inhoud.Terzijde = reden
		tx.Audit(KindInschrijving, string(z.ID), "beoordeling.terzijde", audit.Payload{
			Reason: reden, Decision: []string{z.decision.String()}, Details: map[string]string{"beoordelaar": b.BeoordelaarID},
		})
		return z.putOpnieuw(tx, &b)
	})
}

// GesprekInput is a verificatiegesprek as it is planned or was held.
type GesprekInput struct {
	InschrijvingID string
	Versie         int // of the inschrijving
	Gesprek        inkoop.Gesprek
}

// LegGesprekVast keeps the verificatiegesprek. Source: INK-13, INK-17.
func (u *UseCases) LegGesprekVast(ctx context.Context, actor app.Actor, in GesprekInput) error {
	return u.opZaak(ctx, actor, in.InschrijvingID, authz.GesprekVastleggen, func(tx *store.Tx, z *zaak) error {
		if err := app.Stale(in.Versie, z.Versie, z.Inschrijving); err != nil {
			return err
		}
		g := in.Gesprek
		g.Verslag, g.Deelnemers = strings.TrimSpace(g.Verslag), strings.TrimSpace(g.Deelnemers)
		if err := app.Refuse(z.checkGesprek(g)); err != nil {
			return err
		}
		z.Gesprek = g
		tx.Audit(KindInschrijving, string(z.ID), "gesprek.vastgelegd", audit.Payload{Decision: []string{z.decision.String()}})
		return tx.PutInschrijving(&z.Inschrijving)
	})
}

func (z *zaak) checkGesprek(g inkoop.Gesprek) []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		findings = append(findings, rule.FailIf(bad, field, code, args...)...)
	}
	handedIn := app.Today(z.Ingediend)
	add(g.Gepland.IsZero() && g.Gehouden.IsZero(), "gepland", "gesprek.dag_ontbreekt")
	add(!g.Gepland.IsZero() && g.Gepland.Before(handedIn), "gepland", "gesprek.voor_indienen", handedIn)
	add(!g.Gehouden.IsZero() && g.Gehouden.Before(handedIn), "gehouden", "gesprek.voor_indienen", handedIn)
	add(g.Gehouden.After(z.day), "gehouden", "gesprek.in_toekomst", g.Gehouden)
	add(!g.Gehouden.IsZero() && g.Deelnemers == "", "deelnemers", "gesprek.deelnemers_ontbreken")
	add(!g.Gehouden.IsZero() && g.Verslag == "", "verslag", "gesprek.verslag_ontbreekt")
	add(!g.Gehouden.IsZero() && !slices.Contains(inkoop.Oordelen(), g.Uitkomst), "uitkomst", "gesprek.uitkomst_ontbreekt")
	add(g.Gehouden.IsZero() && (g.Verslag != "" || g.Uitkomst != ""), "gehouden", "gesprek.gehouden_ontbreekt")
	return append(findings, tooLong("verslag", g.Verslag, maxTekst)...)
}

// opZaak runs an act on an inschrijving by somebody without an interest, before it is
// decided.
func (u *UseCases) opZaak(ctx context.Context, actor app.Actor, id string, action authz.Action, fn func(*store.Tx, *zaak) error) error {
	d, err := app.May(actor, action, authz.Facts{Day: app.Today(u.Now())})
	if err != nil {
		return err
	}
	return u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		z, err := u.zaakIn(tx, actor, id, action, authz.Facts{})
		if err != nil {
			return err
		}
		if err := z.eigen(actor); err != nil {
			return err
		}
		if err := z.besloten(); err != nil {
			return err
		}
		return fn(tx, z)
	})
}
