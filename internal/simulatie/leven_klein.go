package simulatie

import (
	"context"

	"trede/internal/app/taken"
	appuitvoering "trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	"trede/internal/store"
)

// The small things of a day: appointments, what is agreed for a goal, looks into a
// dossier, a task that is put off, another coach.

var (
	gespreksplekken = []string{"bij je thuis", "in het wijkcentrum", "op het gemeentehuis"}
	tijden          = []string{"09:30", "10:30", "11:15", "13:30", "14:30", "15:30"}
	redenenKijken   = []string{
		"Belde naar ons team en vroeg wanneer het gesprek is.", "Valt in voor een collega van het andere team.",
		"Wil verhuizen binnen de gemeente en vraagt wie dan helpt.",
	}
	redenenUitstel = []string{"Wacht op antwoord van de inwoner.", "Volgende week is er een gesprek gepland.", "De collega is deze week vrij."}
)

// afspraak is an appointment that will be written down.
type afspraak struct {
	dag                  civil.Date
	tijd, wat, waar, met string
	plek                 *arrangement // nil: made by the lokale toegang
}

// maakAfspraak lets the one who plans a talk write it down, some days before. In a
// large region that is only kept for the last weeks.
func (r *Run) maakAfspraak(m *mens, a afspraak) {
	if !r.dicht(a.dag) {
		return
	}
	if a.tijd == "" {
		a.tijd = pickFrom(m.c, tijden)
	}
	r.op(civil.Min(r.today.AddDays(1), a.dag), m, func(ctx context.Context, r *Run, m *mens) error {
		if !m.hier() || a.dag.Before(r.today) || a.plek != nil && (!a.plek.loopt() || r.today.After(a.plek.last)) {
			return nil
		}
		in := appuitvoering.AfspraakInput{InwonerID: m.id, Datum: a.dag, Tijd: a.tijd, Wat: a.wat, Waar: a.waar, MetWie: a.met}
		who := r.werker(m)
		if a.plek != nil {
			in.ToewijzingID, who = a.plek.id, r.leider(a.plek)
		}
		err := r.do(ctx, m, "uitvoering.LegAfspraakVast", func(ctx context.Context) error {
			_, err := r.u.Uitvoering.LegAfspraakVast(ctx, who, in)
			return err
		})
		return r.fault("an appointment", m, err)
	})
}

// spreekAf agrees for half of the goals what somebody will do, and rounds it off some
// weeks later, mostly. In the largest regions that is left out.
func (r *Run) spreekAf(ctx context.Context, m *mens, n int) error {
	if r.groot() || !m.c.Once(0.5) {
		return nil
	}
	d := &m.doelen[n]
	who := pickFrom(m.c, toegang.Partijen())
	actie := store.DoelActie{Tekst: m.tell(acties[who]), Wie: who, Op: r.today.AddDays(m.c.Between(14, 60))}
	err := r.do(ctx, m, "toegang.VoegActieToe", func(ctx context.Context) error {
		return r.u.Toegang.VoegActieToe(ctx, r.werker(m), d.id, d.versie, actie)
	})
	if err != nil {
		return r.fault("what is agreed", m, err)
	}
	d.versie++
	if m.c.Once(0.7) {
		r.op(actie.Op.AddDays(m.c.Between(-10, 12)), m, func(ctx context.Context, r *Run, m *mens) error {
			d := &m.doelen[n]
			if !m.hier() || !m.loopt() {
				return nil
			}
			err := r.do(ctx, m, "toegang.RondActieAf", func(ctx context.Context) error {
				return r.u.Toegang.RondActieAf(ctx, r.werker(m), d.id, d.versie, 0)
			})
			d.versie++
			return r.fault("rounding off what is agreed", m, err)
		})
	}
	return nil
}

// planKlein plans talks at the place, another coach, and in a small region who looks
// in the last weeks.
func (r *Run) planKlein(m *mens, p *arrangement) {
	for day := p.begonnen.AddDays(30); day.Before(p.last); day = day.AddDays(45) {
		if day.Before(r.cfg.Tot.AddDays(-60)) {
			continue
		}
		r.op(day.AddDays(m.c.Between(-4, 4)), m, func(_ context.Context, r *Run, m *mens) error {
			r.maakAfspraak(m, afspraak{
				dag: r.today.AddDays(m.c.Between(4, 12)).NextWerkdag(), wat: "Hoe gaat het op de werkplek?", waar: "op de werkplek", met: p.werk.Naam, plek: p,
			})
			return nil
		})
	}
	if days := p.begonnen.DaysUntil(p.last); days > 60 && m.Nr > 0 && m.c.Once(0.06) {
		r.op(p.begonnen.AddDays(m.c.Between(30, days-20)), m, p.wisselBegeleider)
	}
}

// wisselBegeleider: another coach of the provider goes on.
func (p *arrangement) wisselBegeleider(ctx context.Context, r *Run, m *mens) error {
	next := least(p.a.werk)
	if !m.hier() || !p.loopt() || next == p.werk || r.today.After(p.last) {
		return nil
	}
	in := appuitvoering.BegeleiderInput{ToewijzingID: p.id, Versie: p.versie, Werkbegeleider: gids(next, p.start), Rooster: p.rooster}
	if p.traject != nil {
		in.Trajectbegeleider = gids(p.traject, p.start)
	}
	err := r.opPlek(ctx, m, p, "KoppelBegeleider", func(ctx context.Context) error {
		return r.u.Uitvoering.KoppelBegeleider(ctx, r.coordinator(p), in)
	})
	if err == nil {
		p.werk.load--
		next.load++
		p.werk = next
	}
	return err
}

// planKijken plans what happens round everybody in the last weeks of a small region:
// who looks into the dossier, also from another team, and what is put off.
func (r *Run) planKijken(m *mens) {
	if !r.klein() && !m.c.Once(300/float64(r.cfg.Inwoners)) {
		return // as many as in a small one
	}
	for range m.c.Below(4) {
		r.op(r.cfg.Tot.AddDays(-m.c.Between(1, 40)), m, kijk)
	}
	if m.c.Once(0.05) {
		r.op(r.cfg.Tot.AddDays(-m.c.Between(1, 40)), m, kijkVanBuiten)
	}
	if m.c.Once(0.15) {
		r.op(r.cfg.Tot.AddDays(-m.c.Between(0, 6)), m, stelUit)
	}
}

// kijk opens a dossier: the consulent, or somebody of the own team.
func kijk(ctx context.Context, r *Run, m *mens) error {
	who := r.werker(m)
	if m.c.Once(0.3) {
		who = pickFrom(m.c, r.teamStaff[m.team]).actor
	}
	err := r.do(ctx, m, "toegang.Overzicht", func(ctx context.Context) error {
		_, err := r.u.Toegang.Overzicht(ctx, who, m.id)
		return err
	})
	return r.fault("opening a dossier", m, err)
}

// kijkVanBuiten: a colleague of another team of the gemeente opens it with a reason.
func kijkVanBuiten(ctx context.Context, r *Run, m *mens) error {
	for n, t := range r.org.Teams {
		if n == m.team || t.Gemeente != m.Gemeente || len(r.teamStaff[n]) == 0 {
			continue
		}
		who := r.teamStaff[n][0].actor
		err := r.do(ctx, m, "toegang.OpenMetReden", func(ctx context.Context) error {
			return r.u.Toegang.OpenMetReden(ctx, who, m.id, pickFrom(m.c, redenenKijken))
		})
		if err == nil {
			_, err = r.u.Toegang.Overzicht(ctx, who, m.id)
		}
		return r.fault("opening a dossier with a reason", m, err)
	}
	return nil
}

// stelUit: the consulent puts one of the tasks off, or hands it to a colleague.
func stelUit(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() {
		return nil
	}
	var task store.Taak
	err := r.u.base.Store.Read(ctx, func(tx *store.Tx) error {
		list, err := tx.Taken(m.id)
		for _, t := range list {
			if t.Kant == store.KantTeam && t.KantID == r.teams[m.team] && t.Rol == string(authz.RoleConsulent) && !t.Zichtbaar.After(r.today) {
				task = t
			}
		}
		return err
	})
	if err != nil || task.ID == "" {
		return r.fault("reading tasks", m, err)
	}
	in := taken.TaakInput{InwonerID: m.id, TaakID: task.ID, Versie: task.Versie, Reden: pickFrom(m.c, redenenUitstel)}
	if other := pickFrom(m.c, r.teamStaff[m.team]); other != m.consulent && m.c.Once(0.5) {
		in.Aan = other.id
		return r.fault("handing over a task", m, r.do(ctx, m, "taken.Overdragen", func(ctx context.Context) error {
			return r.u.Taken.Overdragen(ctx, r.werker(m), in)
		}))
	}
	in.Tot = r.today.AddDays(m.c.Between(3, 14))
	return r.fault("putting off a task", m, r.do(ctx, m, "taken.Uitstellen", func(ctx context.Context) error {
		return r.u.Taken.Uitstellen(ctx, r.werker(m), in)
	}))
}
