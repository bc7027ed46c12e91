package inkoop

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// MensenPage is who works with residents at a provider, to keep it up to date.
type MensenPage struct {
	Aanbieder store.Aanbieder
	Mensen    store.Mensen
}

// MensenForm gives the people of a provider to who may keep its data.
func (u *UseCases) MensenForm(ctx context.Context, actor app.Actor, aanbieder string) (out MensenPage, err error) {
	if _, err := app.May(actor, authz.AanbiederWijzigen, authz.Facts{Day: app.Today(u.Now()), OrganisatieID: aanbieder}); err != nil {
		return out, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		if _, out.Aanbieder, err = u.aanbiederIn(tx, inkoop.AanbiederID(aanbieder)); err != nil {
			return err
		}
		people, err := tx.Mensen()
		out.Mensen = people[out.Aanbieder.ID]
		return err
	})
	return out, err
}

// LegMensenVast keeps the people of a provider: who came, who left and whose VOG is new.
// The next inschrijving begins with them. Source: INK-12; domain guide 3, VOG.
func (u *UseCases) LegMensenVast(ctx context.Context, actor app.Actor, m store.Mensen) error {
	d, err := app.May(actor, authz.AanbiederWijzigen, authz.Facts{Day: app.Today(u.Now()), OrganisatieID: string(m.Aanbieder)})
	if err != nil {
		return err
	}
	return u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		if err := tx.WachtOpAanbieder(KindAanbieder, m.Aanbieder); err != nil {
			return err
		}
		if _, _, err := u.aanbiederIn(tx, m.Aanbieder); err != nil {
			return err
		}
		people, err := tx.Mensen()
		if err != nil {
			return err
		}
		old := people[m.Aanbieder]
		if err := app.Stale(m.Versie, old.Versie, old); err != nil {
			return err
		}
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		today := app.Today(tx.Now)
		wrong := inkoop.ToetsMensen(m.Lijst, today, regels.Instellingen(today).VOGMaanden)
		if err := app.RefuseFound(ctx, app.Refuse(wrong, checkMensen(m.Lijst))); err != nil {
			return err
		}
		m.Lijst = zonderLeeg(m.Lijst)
		tx.Audit(KindAanbieder, string(m.Aanbieder), "mensen.vastgelegd", audit.Payload{Decision: []string{d.String()}})
		return conflictWith(tx.PutMensen(&m), old)
	})
}

// zonderLeeg leaves out the places in a list where nobody stands.
func zonderLeeg(list []inkoop.Mens) []inkoop.Mens {
	return slices.DeleteFunc(slices.Clone(list), func(m inkoop.Mens) bool { return m == inkoop.Mens{} })
}

// checkMensen refuses what no form sends.
func checkMensen(list []inkoop.Mens) (findings []rule.Finding) {
	for n, m := range list {
		findings = append(findings, tooLong(inkoop.VeldMens(n, "naam"), m.Naam, maxNaam)...)
	}
	return append(findings, rule.FailIf(len(zonderLeeg(list)) > maxMensen, "mensen", "inschrijving.te_veel_mensen", maxMensen)...)
}
