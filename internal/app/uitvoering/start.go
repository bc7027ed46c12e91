package uitvoering

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/store"
)

// StartInput confirms that a resident begins, with who guides.
type StartInput struct {
	ToewijzingID      string
	Versie            int
	Begonnen          civil.Date // first day at the place; zero: the first day of the toewijzing
	Werkbegeleider    uitvoering.Begeleider
	Trajectbegeleider uitvoering.Begeleider
	Rooster           []toegang.Dagdeel // when the resident comes; may be empty
}

// BevestigStart records that the provider confirmed the start. Source: BEG-01.
func (u *UseCases) BevestigStart(ctx context.Context, actor app.Actor, in StartInput) error {
	return u.act(ctx, actor, authz.StartBevestigen, "start.bevestigd", in.ToewijzingID, in.Versie, "", func(x *acting) ([]rule.Result, error) {
		s := uitvoering.StartBevestiging{
			BevestigdOp: x.day, Door: actor.ID, Begonnen: dayOr(in.Begonnen, x.t.Huidig.Start),
			Werkbegeleider: in.Werkbegeleider, Trajectbegeleider: in.Trajectbegeleider,
		}
		list := uitvoering.StartRules.Evaluate(s.Begonnen, uitvoering.StartFeiten{Arrangement: x.a, Start: s, Geweigerd: x.t.Geweigerd()})
		findings := rule.FailIf(!x.t.Verloop.Start.Begonnen.IsZero(), "", "start.is_bevestigd", x.t.Verloop.Start.Begonnen)
		findings = append(findings, rule.FailIf(!x.t.Loopt() && x.t.Verloop.Weigering == nil, "", "start.niet_toegewezen")...)
		people, err := x.checkPeople(s.Werkbegeleider.PersoonID, s.Trajectbegeleider.PersoonID)
		if err != nil {
			return nil, err
		}
		if err := refuse(list, findings, people, checkRooster(in.Rooster)); err != nil {
			return nil, err
		}
		warned, err := x.planned(in.Rooster, s.Begonnen)
		if err != nil {
			return nil, err
		}
		x.t.Verloop.Start, x.t.Verloop.Rooster = s, in.Rooster
		x.guide(x.day, s.Werkbegeleider.PersoonID, s.Trajectbegeleider.PersoonID)
		return x.save("start", append(list, warned...))
	})
}

func checkRooster(list []toegang.Dagdeel) []rule.Finding {
	for _, d := range list {
		if !slices.Contains(toegang.Dagmomenten(), d.Moment) || d.Dag < 0 || d.Dag > 6 {
			return rule.Fail("rooster", "invoer.onbekend")
		}
	}
	return nil
}

// planned warns when the first week of a rooster asks more than was agreed; it refuses
// nothing. Source: UIT-02.
func (x *acting) planned(rooster []toegang.Dagdeel, from civil.Date) ([]rule.Result, error) {
	p, err := x.d.Tx.Profiel(x.d.ID)
	return toegang.PlanningRules.Evaluate(from, toegang.Planfeiten{
		Belastbaarheid: p.Belastbaarheid, Planning: toegang.RoosterPlanning(rooster, from),
	}), err
}

// checkPeople refuses who does not work at the provider today.
func (x *acting) checkPeople(ids ...string) ([]rule.Finding, error) {
	var findings []rule.Finding
	for n, id := range ids {
		if id == "" {
			continue
		}
		rows, err := x.d.Tx.AppointmentsOf(id)
		if err != nil {
			return nil, err
		}
		works := slices.ContainsFunc(rows, func(r store.Appointment) bool {
			return r.OrganisatieID == string(x.t.Huidig.Aanbieder) && (civil.Period{From: r.Van, Until: r.Tot}).Contains(x.day)
		})
		field := []string{"werkbegeleider", "trajectbegeleider"}[n]
		findings = append(findings, rule.FailIf(!works, field, "start.begeleider_werkt_hier_niet")...)
	}
	return findings, nil
}

// guide lets these people guide from a day on, instead of who did before.
func (x *acting) guide(from civil.Date, ids ...string) {
	v := &x.t.Verloop
	list := slices.Clone(v.Begeleiding)
	for n := range list {
		b := &list[n]
		if b.Periode.IsOpen() && !slices.Contains(ids, b.AccountID) {
			b.Periode.Until = civil.Max(from, b.Periode.From)
		}
	}
	for n, id := range ids {
		known := slices.ContainsFunc(list, func(b store.Begeleiding) bool { return b.AccountID == id && b.Periode.IsOpen() })
		if id != "" && !known && !slices.Contains(ids[:n], id) {
			list = append(list, store.Begeleiding{AccountID: id, Periode: civil.Period{From: from}})
		}
	}
	v.Begeleiding = list
}

// BegeleiderInput changes who guides.
type BegeleiderInput struct {
	ToewijzingID      string
	Versie            int
	Werkbegeleider    uitvoering.Begeleider
	Trajectbegeleider uitvoering.Begeleider
	Rooster           []toegang.Dagdeel
}

// KoppelBegeleider changes who guides from today on; that also decides who looks.
func (u *UseCases) KoppelBegeleider(ctx context.Context, actor app.Actor, in BegeleiderInput) error {
	return u.act(ctx, actor, authz.BegeleiderKoppelen, "begeleider.gekoppeld", in.ToewijzingID, in.Versie, "", func(x *acting) ([]rule.Result, error) {
		s := x.t.Verloop.Start
		s.Werkbegeleider, s.Trajectbegeleider = in.Werkbegeleider, in.Trajectbegeleider
		list := uitvoering.StartRules.Evaluate(civil.Max(x.t.Huidig.Start, s.Begonnen), uitvoering.StartFeiten{Arrangement: x.a, Start: s, Geweigerd: x.t.Geweigerd()})
		people, err := x.checkPeople(in.Werkbegeleider.PersoonID, in.Trajectbegeleider.PersoonID)
		if err != nil {
			return nil, err
		}
		findings := rule.FailIf(s.Begonnen.IsZero(), "", "start.niet_bevestigd")
		if err := refuse(list, findings, people, checkRooster(in.Rooster)); err != nil {
			return nil, err
		}
		warned, err := x.planned(in.Rooster, civil.Max(x.day, s.Begonnen))
		if err != nil {
			return nil, err
		}
		x.t.Verloop.Start, x.t.Verloop.Rooster = s, in.Rooster
		x.guide(x.day, s.Werkbegeleider.PersoonID, s.Trajectbegeleider.PersoonID)
		return x.save("begeleiding", append(list, warned...))
	})
}

// WeigeringInput is that a provider says no.
type WeigeringInput struct {
	ToewijzingID string
	Versie       int
	Reden        uitvoering.WeigeringReden
	Toelichting  string
}

// WeigerStart records that the provider does not begin; the lokale toegang then looks
// for another place.
func (u *UseCases) WeigerStart(ctx context.Context, actor app.Actor, in WeigeringInput) error {
	return u.act(ctx, actor, authz.StartWeigeren, "start.geweigerd", in.ToewijzingID, in.Versie, string(in.Reden), func(x *acting) ([]rule.Result, error) {
		w := uitvoering.Weigering{Op: x.day, Door: actor.ID, Reden: in.Reden, Toelichting: in.Toelichting}
		findings := rule.FailIf(!x.t.Loopt(), "", "start.niet_toegewezen")
		if err := app.Refuse(findings, w.Toets(x.t.Verloop.Start.Begonnen)); err != nil {
			return nil, err
		}
		x.t.Verloop.Weigering = &w
		return x.save("", nil)
	})
}
