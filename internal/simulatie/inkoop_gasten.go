package simulatie

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"trede/internal/app"
	"trede/internal/app/beheer"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// The gasten (guests): providers to which the run sends nobody, so that what becomes of
// them in a round takes no place from a resident.
const (
	gastNieuw     = iota // comes in 2019 and is qualified
	gastAfgewezen        // comes in 2019, is rejected, and tries again at the end of the run
	gastVergeet          // has a contract and forgets to enrol again
)

// nrGast is the number of the first of them; those of the run stay below.
const nrGast = 90

// gasten makes them, with names that no other provider has.
func gasten(cfg Config, register *inkoop.Register, others []Aanbieder) []Aanbieder {
	taken := map[string]bool{}
	for _, a := range others {
		taken[a.Naam] = true
	}
	out := make([]Aanbieder, 0, 3)
	for i, code := range []inkoop.GemeenteCode{"0202", "0299", "0274"} {
		c := newChance(cfg.Seed, streamOrganisatie, nrGast+i)
		a := Aanbieder{
			Nr: nrGast + i, KvK: fmt.Sprintf("00%06d", 100_000+nrGast+i), AGB: fmt.Sprintf("9900%04d", 1000+nrGast+i), Inschrijving: code,
		}
		a.noem(c, taken)
		a.werkplekken(c, cfg, register, len(others))
		a.contracten(cfg, register)
		a.verzekeringen(cfg)
		switch i {
		case gastNieuw:
			a.Contracten[0] = inkoop.Contract{}
		case gastAfgewezen:
			a.Contracten = []inkoop.Contract{{}, a.Contracten[1]}
		case gastVergeet:
			a.Contracten = a.Contracten[:1]
		}
		out = append(out, a)
	}
	return out
}

func (r *Run) maakGasten() {
	list := gasten(r.cfg, r.register, r.org.Aanbieders)
	for i := range list {
		name, _, _ := naamVan(newChance(r.cfg.Seed, streamMedewerker, 100_000+i), 23)
		m := &Medewerker{Naam: name.Volledig(), Email: fmt.Sprintf("gast%d@voorbeeld.example", i+1), Rol: authz.RoleCoordinator}
		m.Login = m.Email
		r.gasten = append(r.gasten, &leverancier{Aanbieder: &list[i], coordinator: []*collega{{Medewerker: m}}})
	}
}

// aanmelding is what a guest says of itself.
func (a *leverancier) aanmelding() beheer.AanmeldingInput {
	contact := a.coordinator[0].Medewerker
	return beheer.AanmeldingInput{
		Naam: a.Naam, KvK: a.KvK, AGB: a.AGB, Gemeente: string(a.Inschrijving), Contact: contact.Naam, Email: contact.Email,
	}
}

// meldAan lets a guest make itself known, and put its places and papers on record.
func (r *Run) meldAan(ctx context.Context, a *leverancier) error {
	if err := r.u.beheer.MeldAanbiederAan(ctx, app.Actor{}, a.aanmelding()); err != nil {
		return err
	}
	c := a.coordinator[0]
	err := r.u.base.Store.Read(ctx, func(tx *store.Tx) error {
		account, found, err := tx.AuthTx().AccountByLogin(c.Login)
		if err == nil && !found {
			err = errors.New("a new provider has no account")
		}
		c.id = account.ID
		return err
	})
	if err != nil {
		return err
	}
	if c.actor, err = r.u.base.Actor(ctx, c.id, nil); err != nil {
		return err
	}
	a.id = c.actor.Aanstellingen[0].OrganisatieID
	return r.places(ctx, a)
}

// dichteDeur: between June and October of 2019 nobody new comes in. Source: INK-15.
func (r *Run) dichteDeur(ctx context.Context) error {
	err := r.u.beheer.MeldAanbiederAan(ctx, app.Actor{}, r.gasten[gastAfgewezen].aanmelding())
	if !slices.Contains(refused(err), "toelating.venster_dicht_volgende") {
		return errs.Wrapped(errs.Internal, "simulatie.deur_open", fmt.Errorf("a new provider was not refused: %w", err))
	}
	r.Stats.Geweigerd["toelating.venster_dicht_volgende"]++
	return nil
}
