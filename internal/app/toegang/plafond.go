package toegang

import (
	"context"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// VraagPlafond asks for leave to go above a ceiling (plafond) with one toewijzing as it is
// chosen: what is allowed covers one of that size. Whoever asks never decides. It gives the
// id of the request. Source: B-REG-05.
func (u *UseCases) VraagPlafond(ctx context.Context, actor app.Actor, in ToewijzingInput, plafond inkoop.PlafondCode, reden string) (id string, err error) {
	err = u.WriteDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.ToewijzingVoorbereiden, "")
		if err != nil {
			return err
		}
		if err := app.Refuse(checkKeuze(in)); err != nil {
			return err
		}
		k, err := u.choose(d, actor, in)
		if err != nil {
			return err
		}
		known := slices.ContainsFunc(k.poort.Inkoop.PlafondsVan(), func(p inkoop.Plafond) bool { return p.Code == plafond })
		list, err := d.Tx.PlafondVerzoeken(d.ID)
		if err != nil {
			return err
		}
		waits := slices.ContainsFunc(list, func(v store.PlafondVerzoek) bool { return v.Plafond == plafond && v.BeslotenOp.IsZero() })
		err = app.Refuse(rule.FailIf(!known, "plafond", "plafond.onbekend"), rule.FailIf(waits, "", "plafond.is_gevraagd"),
			rule.FailIf(strings.TrimSpace(reden) == "", "reden", "toewijzing.toelichting_ontbreekt"))
		if err != nil {
			return err
		}
		id = d.Tx.NewID()
		err = d.Tx.PutPlafondVerzoek(&store.PlafondVerzoek{
			ID: id, InwonerID: d.ID, Plafond: plafond, Gemeente: d.Inwoner().Gemeente, GevraagdDoorID: actor.ID, GevraagdOp: d.Day,
			Reden: strings.TrimSpace(reden), Bedrag: k.kosten(),
		})
		if err != nil {
			return err
		}
		d.Done(decision, "plafond.gevraagd", audit.Payload{Reason: reden, Details: map[string]string{"plafond": string(plafond)}})
		return nil
	})
	return id, err
}

// PlafondBesluit is what a second person decides about a request.
type PlafondBesluit struct {
	VerzoekID string
	Versie    int
	Akkoord   bool
	Reden     string
}

// BeslisPlafond decides about a request to go above a ceiling: by somebody who decides
// for the gemeente, never by whoever asked. Source: B-REG-05.
func (u *UseCases) BeslisPlafond(ctx context.Context, actor app.Actor, in PlafondBesluit) error {
	return u.Store.Write(ctx, audit.Actor{ID: actor.ID}, func(tx *store.Tx) error {
		v, err := tx.PlafondVerzoek(in.VerzoekID)
		if err != nil {
			return hidden(err)
		}
		sd, err := tx.Dossier(v.InwonerID)
		d, err := app.WrapDossier(tx, actor, sd, err)
		if err != nil {
			return err
		}
		// The subject is the gemeente, not the resident: who decides about money sees no care.
		decision, err := app.May(actor, authz.PlafondGoedkeuren, authz.Facts{
			Day: d.Day, GemeenteCode: string(v.Gemeente), EersteActorID: v.GevraagdDoorID,
		})
		if err != nil {
			return err
		}
		if err := app.Stale(in.Versie, v.Versie, v); err != nil {
			return err
		}
		err = app.Refuse(rule.FailIf(!v.BeslotenOp.IsZero(), "", "plafond.is_besloten", v.BeslotenOp),
			rule.FailIf(strings.TrimSpace(in.Reden) == "", "reden", "toewijzing.toelichting_ontbreekt"))
		if err != nil {
			return err
		}
		v.BeslotenDoorID, v.BeslotenOp, v.Akkoord, v.Toelichting = actor.ID, d.Day, in.Akkoord, strings.TrimSpace(in.Reden)
		if err := tx.PutPlafondVerzoek(&v); err != nil {
			return err
		}
		event := "plafond.geweigerd"
		if in.Akkoord {
			event = "plafond.goedgekeurd"
		}
		d.Done(decision, event, audit.Payload{Reason: in.Reden, Details: map[string]string{"plafond": string(v.Plafond)}})
		return nil
	})
}

// hidden tells nobody whether a row is there.
func hidden(err error) error {
	if errs.Is(err, errs.NotFound) {
		return app.NotHere()
	}
	return err
}

// PlafondVerzoeken gives what the actor has to decide for the own gemeente, oldest first:
// the ceiling, who asks and why, and nothing about the resident.
func (u *UseCases) PlafondVerzoeken(ctx context.Context, actor app.Actor) (out []store.PlafondVerzoek, err error) {
	decides := false
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		for _, a := range actor.Aanstellingen {
			f := authz.Facts{Day: app.Today(tx.Now), GemeenteCode: a.GemeenteCode, EersteActorID: "een ander"}
			if !authz.Decide(actor.Actor, authz.PlafondGoedkeuren, f).Allowed {
				continue
			}
			decides = true
			list, err := tx.OpenPlafondVerzoeken(inkoop.GemeenteCode(a.GemeenteCode))
			if err != nil {
				return err
			}
			for _, v := range list {
				if v.GevraagdDoorID != actor.ID {
					v.InwonerID = ""
					out = append(out, v)
				}
			}
		}
		return nil
	})
	if err == nil && !decides {
		err = app.NotHere()
	}
	return out, err
}
