package inkoop

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// HerinnerEinde mails the contract managers of the region and the coordinators of the
// aanbieder about each contract that is within the months of the setting of its end, once
// for each of those months and each last day, however often it runs. After a time in which
// the program did not run only the nearest is said. A contract that was extended is far from
// its end, so nothing is said of it. Sources: INK-10 (herinneringen 6/3/1 maand vooraf),
// INK-11, INK-12.
func (u *UseCases) HerinnerEinde(ctx context.Context) error {
	actor := app.Systeem()
	d, err := app.May(actor, authz.TakenHerinneren, authz.Facts{Day: app.Today(u.Now())})
	if err != nil {
		return err
	}
	return u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		contracts, err := tx.Contracten()
		if err != nil {
			return err
		}
		day := app.Today(tx.Now)
		region, err := tx.OntvangersMetRol(string(authz.RoleContractmanager), day)
		if err != nil {
			return err
		}
		providers, err := tx.OntvangersMetRol(string(authz.RoleCoordinator), day)
		if err != nil {
			return err
		}
		for _, c := range contracts {
			w, warned := c.Eindwaarschuwing(day, regels.Instellingen(day).ContractWaarschuwing)
			if !warned {
				continue
			}
			to := slices.Concat(region, ontvangersBij(providers, c.Aanbieder))
			if err := herinner(tx, c, fmt.Sprintf("%s:%s:%d", c.ID, w.LaatsteDag, w.Maanden), to, w.Maanden); err != nil {
				return err
			}
		}
		return nil
	})
}

// ontvangersBij are those who get mail for one aanbieder.
func ontvangersBij(list []store.Ontvanger, a inkoop.AanbiederID) []store.Ontvanger {
	return slices.DeleteFunc(slices.Clone(list), func(o store.Ontvanger) bool { return o.OrganisatieID != string(a) })
}

// herinner promises the mails about one contract that were not promised before.
func herinner(tx *store.Tx, c store.Contract, key string, to []store.Ontvanger, months int) error {
	n := 0
	for _, o := range to {
		mail := app.Bericht{
			Aan: o.Email, Soort: app.MailContract, Sleutel: key + ":" + o.AccountID, Voornaam: app.Voornaam(o.Naam), Pad: "/contracten/" + string(c.ID),
		}
		promised, err := app.MailBeloofd(tx, mail)
		if err != nil {
			return err
		}
		if promised {
			continue
		}
		if err := app.Mail(tx, mail); err != nil {
			return err
		}
		n++
	}
	if n > 0 {
		tx.Audit(KindContract, string(c.ID), "contract.herinnerd", audit.Payload{Details: map[string]string{"maanden": strconv.Itoa(months), "mails": strconv.Itoa(n)}})
	}
	return nil
}
