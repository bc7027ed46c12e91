package simulatie

import (
	"context"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// planBeoordelen plans what becomes of an inschrijving: two people judge apart, the
// gesprek is held, one contract manager prepares the decision and another takes it, and
// after the standstill the contract is signed.
func (r *Run) planBeoordelen(x *aanbesteding, a *leverancier, day civil.Date) {
	step := func(days int, what string, do func(context.Context) error) {
		r.inkoop(day.AddDays(days), what+" "+a.Naam, func(ctx context.Context) error {
			if !x.ingezien[a] {
				return nil
			}
			return do(ctx)
		})
	}
	bad := a == r.gasten[gastAfgewezen]
	step(0, "judging", func(ctx context.Context) error { return r.beoordeel(ctx, x, a, r.beoordelaars[0], false) })
	step(3, "judging again", func(ctx context.Context) error { return r.beoordeel(ctx, x, a, r.beoordelaars[1], bad) })
	step(7, "talking with", func(ctx context.Context) error { return r.gesprek(ctx, x, a, bad) })
	step(12, "preparing a decision about", func(ctx context.Context) error { return r.stelVoor(ctx, x, a, bad) })
	step(16, "deciding about", func(ctx context.Context) error { return r.kwalificeer(ctx, x, a, bad) })
}

// zaak is an inschrijving as one of the region sees it.
func (r *Run) zaak(ctx context.Context, x *aanbesteding, a *leverancier, who *collega) (appinkoop.ZaakPage, error) {
	return r.u.Inkoop.BekijkZaak(ctx, who.actor, x.ids[a])
}

// oordeel is what an assessor finds: all of it good, but for one thing in a bad one.
func oordeel(z *appinkoop.ZaakPage, bad bool) inkoop.BeoordelingInhoud {
	c := inkoop.BeoordelingInhoud{Compleet: inkoop.Ja, Advies: inkoop.Gekwalificeerd}
	if z.VraagtPlan {
		c.Plan = inkoop.Voldoet
	}
	for _, e := range z.Eisen {
		o := inkoop.EisOordeel{Eis: e.Code, Oordeel: inkoop.Voldoet}
		if bad && e.Code == eisAfwijzing {
			o.Oordeel, o.Notitie = inkoop.VoldoetNiet, notitieAfwijzing
		}
		c.Oordelen = append(c.Oordelen, o)
	}
	if bad {
		c.Advies = inkoop.Afgewezen
	}
	return c
}

func (r *Run) beoordeel(ctx context.Context, x *aanbesteding, a *leverancier, who *collega, bad bool) error {
	z, err := r.zaak(ctx, x, a, who)
	if err != nil {
		return err
	}
	return r.u.Inkoop.LegBeoordelingVast(ctx, who.actor, appinkoop.BeoordelingInput{
		InschrijvingID: x.ids[a], Versie: z.Beoordeling.Versie, Inhoud: oordeel(&z, bad), Afronden: true,
	})
}

// gesprek holds the verificatiegesprek.
func (r *Run) gesprek(ctx context.Context, x *aanbesteding, a *leverancier, bad bool) error {
	who := r.beoordelaars[1]
	z, err := r.zaak(ctx, x, a, who)
	if err != nil {
		return err
	}
	g := inkoop.Gesprek{
		Gehouden: r.today, Deelnemers: r.beoordelaars[0].Naam + ", " + who.Naam + " en " + a.coordinator[0].Naam,
		Verslag: verslagGesprek, Uitkomst: inkoop.Voldoet,
	}
	if bad {
		g.Verslag, g.Uitkomst = verslagGesprekAfwijzing, inkoop.VoldoetNiet
	}
	return r.u.Inkoop.LegGesprekVast(ctx, who.actor, appinkoop.GesprekInput{InschrijvingID: x.ids[a], Versie: z.Versie, Gesprek: g})
}

func (r *Run) stelVoor(ctx context.Context, x *aanbesteding, a *leverancier, bad bool) error {
	who := r.inkopers[0]
	z, err := r.zaak(ctx, x, a, who)
	if err != nil {
		return err
	}
	in := appinkoop.BesluitInput{InschrijvingID: x.ids[a], Versie: z.Versie, Uitslag: inkoop.Gekwalificeerd, Motivering: motiveringGoed}
	if bad {
		in.Uitslag, in.Motivering = inkoop.Afgewezen, motiveringAfwijzing
	}
	return r.u.Inkoop.BereidBesluitVoor(ctx, who.actor, in)
}

// kwalificeer: the decision is taken by another than who prepared it.
func (r *Run) kwalificeer(ctx context.Context, x *aanbesteding, a *leverancier, bad bool) error {
	who := r.inkopers[1]
	z, err := r.zaak(ctx, x, a, who)
	if err != nil {
		return err
	}
	out, err := r.u.Inkoop.NeemBesluit(ctx, who.actor, x.ids[a], z.Versie)
	if err != nil || bad {
		return err
	}
	wait := r.register.Instellingen(r.today).StandstillDagen
	r.inkoop(inkoop.Standstill(r.today, wait).AddDays(2), "signing with "+a.Naam, func(ctx context.Context) error {
		return r.teken(ctx, x, a, string(out.Contract))
	})
	return nil
}
