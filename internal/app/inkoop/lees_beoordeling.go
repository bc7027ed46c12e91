package inkoop

import (
	"context"
	"slices"
	"time"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// ZaakRegel is an inschrijving as the list of what is to be assessed shows it.
type ZaakRegel struct {
	ID        inkoop.InschrijvingID
	Aanbieder string
	Ingediend time.Time
	Percelen  []inkoop.PerceelCode
	Stand     inkoop.Zaakstand
	Uitslag   inkoop.Uitslag // of a decision that was taken
	Afgerond  int            // assessments that are finished
	Mijn      ZaakMijn
	Gesprek   inkoop.Gesprek
}

// ZaakMijn is what the reader did with an inschrijving.
type ZaakMijn string

// The states of the own assessment.
const (
	MijnNiet     ZaakMijn = ""         // nothing yet
	MijnBegonnen ZaakMijn = "begonnen" // begun and not finished
	MijnAfgerond ZaakMijn = "afgerond"
	MijnEigen    ZaakMijn = "eigen" // it is of the own organisation: somebody else's work
)

// BeoordelingenPage is what is to be assessed in a round.
type BeoordelingenPage struct {
	Dag    civil.Date
	Ronde  inkoop.Ronde
	Regio  app.Regels
	Regels []ZaakRegel // in order of handing in
}

// Beoordelingen gives the inschrijvingen of a round that were handed in.
func (u *UseCases) Beoordelingen(ctx context.Context, actor app.Actor, rondeID string) (out BeoordelingenPage, err error) {
	out.Dag = app.Today(u.Now())
	if authz.ScopeOf(actor.Actor, authz.LijstBeoordelingen, out.Dag).Empty() {
		return out, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		ronde, found, err := tx.Ronde(inkoop.RondeID(rondeID))
		if err != nil {
			return err
		}
		if !found {
			return app.NotHere()
		}
		out.Ronde = ronde.Ronde
		aanbod, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		rows, err := tx.InschrijvingenVanRonde(inkoop.RondeID(rondeID))
		if err != nil {
			return err
		}
		for _, row := range rows {
			z, err := u.zaakIn(tx, actor, string(row.ID), authz.BeoordelingLezen, authz.Facts{})
			if errs.Is(err, errs.NotFound) {
				continue
			}
			if err != nil {
				return err
			}
			out.Regio = z.regels
			out.Regels = append(out.Regels, z.regel(actor, aanbod.Naam(string(z.Aanbieder))))
		}
		return nil
	})
	return out, err
}

func (z *zaak) regel(actor app.Actor, naam string) ZaakRegel {
	r := ZaakRegel{
		ID: z.ID, Aanbieder: naam, Ingediend: z.Ingediend, Percelen: z.Inhoud.Percelen(), Stand: z.feiten.Stand(), Gesprek: z.Gesprek,
		Afgerond: len(z.feiten.Afgeronde()),
	}
	if r.Stand == inkoop.StandBesloten {
		r.Uitslag = z.Besluit.Uitslag
	}
	mine := z.mine(actor)
	switch {
	case slices.Contains(z.feiten.Belang, actor.ID):
		r.Mijn = MijnEigen
	case !mine.Afgerond.IsZero():
		r.Mijn = MijnAfgerond
	case mine.Versie > 0:
		r.Mijn = MijnBegonnen
	}
	return r
}

// ZaakPage is one inschrijving with everything that an assessor needs beside each other.
type ZaakPage struct {
	ZaakRegel
	Dag            civil.Date
	Regio          app.Regels
	Ronde          inkoop.Ronde
	Inschrijving   inkoop.Inschrijving
	Versie         int
	Eisen          []inkoop.Eis
	VraagtPlan     bool
	Gespreksplicht bool
	Beoordeling    store.Beoordeling          // the own one
	Anderen        []store.Beoordeling        // of colleagues; without content until the own one is finished
	Ziet           bool                       // the content of colleagues is shown
	Besluit        inkoop.Kwalificatiebesluit // one that is prepared only to who sees that of colleagues
	Gronden        []inkoop.Afwijsgrond
	Contract       *store.Contract           // that follows from the decision
	Standstill     civil.Date                // last day on which it is not signed
	Bestanden      map[string]inkoop.Bestand // evidence by id
	Namen          map[string]string         // of who assessed and decided
	MagBesluiten   bool                      // takes the decision that a colleague prepared
	MagTekenen     bool
	magVoorbereid  bool
}

// MagTerzijde tells whether the reader can set an assessment of a colleague aside.
func (p ZaakPage) MagTerzijde() bool {
	counts := slices.ContainsFunc(p.Anderen, func(b store.Beoordeling) bool { return b.Telt() })
	return counts && p.magVoorbereid && p.Mijn == MijnNiet && p.Stand != inkoop.StandBesloten
}

// MagHeropenen tells whether the reader can open the decision again.
func (p ZaakPage) MagHeropenen() bool {
	return p.magVoorbereid && p.Mijn != MijnEigen && p.Stand == inkoop.StandBesloten && p.Besluit.Uitslag == inkoop.Afgewezen
}

// BekijkZaak gives an inschrijving to who assesses or decides. Colleagues judge apart: what
// another wrote is shown once the own assessment is finished, or when enough others
// finished without it. Who works for the aanbieder, or did, reads nothing of what
// colleagues found, and of the decision what the aanbieder reads. Source: INK-13 (vier
// ogen).
func (u *UseCases) BekijkZaak(ctx context.Context, actor app.Actor, id string) (out ZaakPage, err error) {
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		z, err := u.zaakIn(tx, actor, id, authz.BeoordelingLezen, authz.Facts{})
		if err != nil {
			return err
		}
		aanbod, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		out = z.page(actor, aanbod)
		people := []string{z.Besluit.VoorbereidID, z.Besluit.GenomenID}
		for _, e := range z.Besluit.Eerder {
			people = append(people, e.DoorID)
		}
		for _, b := range z.beoordelingen {
			people = append(people, b.BeoordelaarID)
		}
		if out.Namen, err = tx.Accountnamen(people); err != nil {
			return err
		}
		files, err := tx.BestandenVan(string(z.Aanbieder))
		out.Bestanden = map[string]inkoop.Bestand{}
		for _, f := range files {
			out.Bestanden[f.ID] = f
		}
		return err
	})
	return out, err
}

func (z *zaak) page(actor app.Actor, aanbod *Aanbod) ZaakPage {
	out := ZaakPage{
		ZaakRegel: z.regel(actor, aanbod.Naam(string(z.Aanbieder))), Dag: z.day, Regio: z.regels, Ronde: z.feiten.Ronde,
		Inschrijving: z.Inschrijving.Inschrijving, Versie: z.Versie, Eisen: z.feiten.Eisen(), VraagtPlan: z.feiten.VraagtPlan(),
		Gespreksplicht: z.feiten.VraagtGesprek(), Beoordeling: z.mine(actor), Besluit: z.Besluit, Gronden: z.feiten.Afwijsgronden(),
	}
	decided := out.Stand == inkoop.StandBesloten
	out.Ziet = out.Mijn != MijnEigen && (out.Mijn == MijnAfgerond || out.Mijn == MijnNiet && out.Afgerond >= inkoop.MinBeoordelaars || decided)
	for _, b := range z.beoordelingen {
		if b.BeoordelaarID == actor.ID {
			continue
		}
		if !out.Ziet {
			b.Inhoud = inkoop.BeoordelingInhoud{Terzijde: b.Inhoud.Terzijde}
		}
		out.Anderen = append(out.Anderen, b)
	}
	if !out.Ziet {
		out.Gronden = nil
	}
	if !out.Ziet && !decided { // what is prepared says what colleagues found
		out.Besluit = inkoop.Kwalificatiebesluit{Eerder: out.Besluit.Eerder}
	}
	if out.Mijn == MijnEigen {
		out.Gesprek = inkoop.Gesprek{}
	}
	if !z.Besluit.Genomen.IsZero() {
		out.Standstill = inkoop.Standstill(z.Besluit.Genomen, z.regels.Instellingen(z.Besluit.Genomen).StandstillDagen)
	}
	if c, found := aanbod.ContractVan(z.ContractID); found {
		out.Contract = &c
	}
	about := authz.Facts{Day: z.day, OrganisatieID: string(z.Aanbieder), EersteActorID: z.Besluit.VoorbereidID}
	out.MagBesluiten = out.Stand == inkoop.StandVierOgen && out.Mijn != MijnEigen && authz.Decide(actor.Actor, authz.KwalificatieBesluiten, about).Allowed
	out.magVoorbereid = authz.Decide(actor.Actor, authz.KwalificatieVoorbereiden, about).Allowed
	out.MagTekenen = out.Contract != nil && out.Contract.Getekend.IsZero() && authz.Decide(actor.Actor, authz.ContractVastleggen, about).Allowed
	return out
}

// RondesMetInschrijving gives the rounds in which something was handed in, the newest
// first, to who assesses.
func (u *UseCases) RondesMetInschrijving(ctx context.Context, actor app.Actor) (out []inkoop.Ronde, err error) {
	if authz.ScopeOf(actor.Actor, authz.LijstBeoordelingen, app.Today(u.Now())).Empty() {
		return nil, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		list, err := tx.Rondes()
		if err != nil {
			return err
		}
		for _, r := range list {
			rows, err := tx.InschrijvingenVanRonde(r.ID)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(rows, store.Inschrijving.Telt) {
				out = append(out, r.Ronde)
			}
		}
		slices.SortStableFunc(out, func(a, b inkoop.Ronde) int { return b.Consultatie.Compare(a.Consultatie) })
		return nil
	})
	return out, err
}
