package inkoop

import (
	"context"
	"slices"
	"strconv"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// SteekproefInput is what is asked of those that are drawn.
type SteekproefInput struct {
	RondeID   inkoop.RondeID
	Versie    int // of the round
	Bevinding string
	Afspraak  string
	Termijn   civil.Date
}

// TrekSteekproef draws the random check of a round, once, when everything in it is decided:
// the percentage of the region among the inschrijvingen that led to a contract. Each that is
// drawn gets points of compliance in its contract. The seed is chosen by the program at this
// moment, so that nobody knows before who will be drawn, and kept, so that it can be
// explained after. It gives how many contracts were drawn. Source: INK-04.
func (u *UseCases) TrekSteekproef(ctx context.Context, actor app.Actor, in SteekproefInput) (drawn int, err error) {
	err = u.writeRonde(ctx, actor, authz.SteekproefUitvoeren, authz.Facts{}, func(tx *store.Tx, d authz.Decision) error {
		row, err := changeRonde(tx, in.RondeID, in.Versie)
		if err != nil {
			return err
		}
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		rows, err := tx.InschrijvingenVanRonde(row.ID)
		if err != nil {
			return err
		}
		day := app.Today(tx.Now)
		draw := inkoop.RondeSteekproef{Zaad: tx.NewID(), Procent: regels.Instellingen(day).SteekproefProcent, Op: day, DoorID: actor.ID}
		open := 0
		for _, i := range rows {
			if i.Telt() && i.Besluit.Genomen.IsZero() {
				open++
			}
			if i.Telt() && i.ContractID != "" {
				draw.Uit = append(draw.Uit, i.ID)
			}
		}
		punt := inkoop.Nalevingspunt{Bron: inkoop.BronSteekproef, Gevonden: day, Bevinding: in.Bevinding, Afspraak: in.Afspraak, Termijn: in.Termijn}
		err = app.Refuse(
			rule.FailIf(!row.Steekproef.Op.IsZero(), "", "steekproef.al_getrokken", row.Steekproef.Op),
			rule.FailIf(open > 0, "", "steekproef.nog_te_besluiten", open),
			rule.FailIf(open == 0 && len(draw.Uit) == 0, "", "steekproef.geen_contracten"),
			rule.FailIf(draw.Procent == 0, "", "steekproef.nul_procent"),
			punt.Toets(day), tooLong("bevinding", in.Bevinding, maxNotitie), tooLong("afspraak", in.Afspraak, maxNotitie),
		)
		if err != nil {
			return err
		}
		row.Steekproef = draw.Trek()
		drawn = len(row.Steekproef.Getrokken)
		for _, i := range rows {
			if !slices.Contains(row.Steekproef.Getrokken, i.ID) {
				continue
			}
			f := inkoop.KwalificatieFeiten{Ronde: row.Ronde, Register: regels.Register, Inschrijving: i.Inschrijving}
			punt.Contract = i.ContractID
			if err := putPunten(tx, actor, d, f.Steekproefpunten(punt)); err != nil {
				return err
			}
		}
		tx.Audit(KindRonde, string(row.ID), "ronde.steekproef_getrokken", audit.Payload{
			Decision: []string{d.String()}, Details: map[string]string{"uit": strconv.Itoa(len(draw.Uit)), "getrokken": strconv.Itoa(drawn), "procent": strconv.Itoa(draw.Procent)},
		})
		return tx.PutRonde(&row)
	})
	return drawn, err
}

// putPunten writes new points of one contract.
func putPunten(tx *store.Tx, actor app.Actor, d authz.Decision, list []inkoop.Nalevingspunt) error {
	for _, p := range list {
		row := store.Nalevingspunt{Nalevingspunt: p, ID: tx.NewID(), DoorID: actor.ID}
		tx.Audit(KindContract, string(p.Contract), "naleving.vastgelegd", audit.Payload{Decision: []string{d.String()}, Details: map[string]string{"punt": row.ID}})
		if err := tx.PutNalevingspunt(&row); err != nil {
			return err
		}
	}
	return nil
}
