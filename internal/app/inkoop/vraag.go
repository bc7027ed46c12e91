package inkoop

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// VraagInput is a question as a provider asks it.
type VraagInput struct {
	RondeID     inkoop.RondeID
	AanbiederID inkoop.AanbiederID // empty: the only one for which the actor may ask
	Onderwerp   string
	Tekst       string
}

// voor gives the providers for which an actor may do something.
func voor(actor app.Actor, action authz.Action, day civil.Date) []inkoop.AanbiederID {
	var out []inkoop.AanbiederID
	for _, a := range actor.Aanstellingen {
		id := inkoop.AanbiederID(a.AanbiederID)
		if id == "" || slices.Contains(out, id) {
			continue
		}
		if authz.Decide(actor.Actor, action, authz.Facts{Day: day, OrganisatieID: a.AanbiederID}).Allowed {
			out = append(out, id)
		}
	}
	return out
}

// StelVraag keeps a question of a provider and gives its id. After the last day of
// registration questions are refused: an answer would help nobody. Source: INK-01.
func (u *UseCases) StelVraag(ctx context.Context, actor app.Actor, in VraagInput) (id string, err error) {
	own := voor(actor, authz.VraagStellen, app.Today(u.Now()))
	choose := in.AanbiederID == "" && len(own) > 1
	if in.AanbiederID == "" && len(own) > 0 {
		in.AanbiederID = own[0]
	}
	f := authz.Facts{OrganisatieID: string(in.AanbiederID)}
	err = u.writeRonde(ctx, actor, authz.VraagStellen, f, func(tx *store.Tx, d authz.Decision) error {
		day := app.Today(tx.Now)
		ronde, _, err := readRonde(tx, actor, in.RondeID, day)
		if err != nil {
			return err
		}
		row := store.RondeVraag{RondeID: ronde.ID, AanbiederID: in.AanbiederID, GesteldDoorID: actor.ID}
		row.Onderwerp, row.Tekst, row.Gesteld = in.Onderwerp, in.Tekst, tx.Now
		if err := app.Refuse(
			rule.FailIf(!ronde.VragenOpen(day), "tekst", "vraag.gesloten", ronde.Inschrijven.LastDay()),
			rule.FailIf(choose, "aanbieder", "vraag.aanbieder_ontbreekt"),
			row.Toets(), tooLong("onderwerp", in.Onderwerp, maxRegel), tooLong("tekst", in.Tekst, maxTekst),
		); err != nil {
			return err
		}
		row.ID = tx.NewID()
		id = row.ID
		tx.Audit(KindRonde, string(ronde.ID), "ronde.vraag_gesteld", audit.Payload{
			Decision: []string{d.String()}, Details: map[string]string{"vraag": id},
		})
		return tx.PutRondeVraag(&row)
	})
	return id, err
}

// AntwoordInput is what the region writes to a question.
type AntwoordInput struct {
	RondeID   inkoop.RondeID
	VraagID   string
	Onderwerp string // under which the nota has it
	Openbaar  string // as the nota has the question; empty: as it was asked
	Antwoord  string // empty: not yet
	Redenen   map[string]string
	Versie    int
}

// BeantwoordVraag keeps the open form of a question and its answer. Nobody outside the
// region sees them before the nota is published. Who leaves a name in it, says why.
func (u *UseCases) BeantwoordVraag(ctx context.Context, actor app.Actor, in AntwoordInput) error {
	return u.writeRonde(ctx, actor, authz.VraagBeantwoorden, authz.Facts{}, func(tx *store.Tx, d authz.Decision) error {
		row, found, err := tx.RondeVraag(in.VraagID)
		if err != nil || !found || row.RondeID != in.RondeID {
			return orNotHere(err)
		}
		if err := app.Refuse(rule.FailIf(row.Nota != "", "", "vraag.gepubliceerd_blijft")); err != nil {
			return err
		}
		if err := app.Stale(in.Versie, row.Versie, row); err != nil {
			return err
		}
		row.Onderwerp, row.Openbaar, row.Antwoord = in.Onderwerp, in.Openbaar, in.Antwoord
		facts, err := u.vraagFeiten(tx, row)
		if err != nil {
			return err
		}
		results := inkoop.VraagRules.Evaluate(app.Today(tx.Now), facts)
		if err := app.Refuse(
			row.Toets(), tooLong("onderwerp", in.Onderwerp, maxRegel), tooLong("openbaar", in.Openbaar, maxTekst),
			tooLong("antwoord", in.Antwoord, maxTekst), app.Weigh(results, in.Redenen),
		); err != nil {
			return err
		}
		tx.Audit(KindRonde, string(row.RondeID), "ronde.vraag_beantwoord", audit.Payload{
			Decision: []string{d.String()}, Results: app.Reasoned(results, in.Redenen), Details: map[string]string{"vraag": row.ID},
		})
		return tx.PutRondeVraag(&row)
	})
}

// vraagFeiten gathers the names that would tell who asked.
func (u *UseCases) vraagFeiten(tx *store.Tx, v store.RondeVraag) (inkoop.VraagFeiten, error) {
	f := inkoop.VraagFeiten{Vraag: v.Vraag}
	a, err := u.AanbodIn(tx)
	if err != nil {
		return f, err
	}
	for _, p := range a.Aanbieders {
		f.Aanbieders = append(f.Aanbieders, p.Naam)
	}
	account, _, err := store.Accounts.Maybe(tx.Tx, v.GesteldDoorID)
	f.Vrager = account.Name
	return f, err
}
