package uitvoering

import (
	"context"
	"slices"
	"strings"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/platform/audit"
)

// AfsluitInput is what became of the resident at the end.
type AfsluitInput struct {
	ToewijzingID    string
	Versie          int
	Reden           toegang.RedenBeeindiging // zero: as with the early end, or according to plan
	Eindtrede       ladder.Trede
	Resultaat       uitvoering.Resultaat
	Bewijs          string
	Bestemming      uitvoering.Bestemming
	BestemmingVanaf civil.Date
	UrenPerWeek     int
	Toelichting     string
	Redenen         map[string]string // why an advies is set aside, by rule
}

// SluitAf closes an arrangement after its last day, with eindtrede, result and
// destination; follow-up comes from it. Source: RES-01, RES-02, DOE-02.
func (u *UseCases) SluitAf(ctx context.Context, actor app.Actor, in AfsluitInput) error {
	return u.act(ctx, actor, authz.AfsluitingVastleggen, "arrangement.afgesloten", in.ToewijzingID, in.Versie, "", func(x *acting) ([]rule.Result, error) {
		c := uitvoering.Afsluiting{
			Op: x.day, Door: actor.ID, LaatsteDag: x.t.Huidig.LaatsteDag, Reden: in.Reden, Eindtrede: in.Eindtrede,
			Resultaat: in.Resultaat, Bewijs: in.Bewijs, Bestemming: in.Bestemming, BestemmingVanaf: in.BestemmingVanaf,
			UrenPerWeek: in.UrenPerWeek, Toelichting: strings.TrimSpace(in.Toelichting),
		}
		switch {
		case c.Reden != "":
		case x.t.Verloop.Einde != nil:
			c.Reden = x.t.Verloop.Einde.Reden
		default:
			c.Reden = toegang.EindeVolgensPlan
			if early, ok := x.t.Huidig.RedenWijziging.Beeindiging(); ok { // shortened by the gemeente
				c.Reden = early
			}
		}
		if err := diedApart(c.Reden); err != nil {
			return nil, err
		}
		list, err := x.close(c, in.Redenen)
		if err != nil {
			return nil, err
		}
		return x.save("afsluiting", list)
	})
}

// diedApart refuses a death as the reason of one end: it is recorded of the resident, ends
// everything, and only then nothing more is asked. See [UseCases.LegOverlijdenVast].
func diedApart(reden toegang.RedenBeeindiging) error {
	return app.Refuse(rule.FailIf(reden == toegang.EindeOverlijden, "reden", "overlijden.apart"))
}

// close evaluates the rules of a closing and puts it in the toewijzing.
func (x *acting) close(c uitvoering.Afsluiting, reasons map[string]string) ([]rule.Result, error) {
	metingen, err := x.metingen()
	if err != nil {
		return nil, err
	}
	list := uitvoering.AfsluitingRules.Evaluate(c.Op, uitvoering.AfsluitingFeiten{Arrangement: x.a, Afsluiting: c, Metingen: metingen})
	findings := app.Weigh(list, reasons)
	findings = append(findings, x.notRunning()...)
	findings = append(findings, rule.FailIf(c.UrenPerWeek < 0 || c.UrenPerWeek > 60, "urenPerWeek", "afsluiting.uren_kan_niet")...)
	if err := app.Refuse(findings); err != nil {
		return nil, err
	}
	v := &x.t.Verloop
	v.Afsluiting = &c
	v.NazorgTot = civil.Date{}
	for _, m := range uitvoering.NazorgMomenten(c, x.regels.Instellingen(x.a.Start)) {
		v.NazorgTot = civil.Max(v.NazorgTot, m.Op)
	}
	return list, nil
}

// metingen are the measurements of this arrangement.
func (x *acting) metingen() ([]ladder.Meting, error) {
	all, err := x.d.Metingen()
	if err != nil {
		return nil, err
	}
	return x.t.Metingen(all), nil
}

// NazorgInput is what somebody heard at a follow-up.
type NazorgInput struct {
	ToewijzingID    string
	Versie          int
	Maanden         int
	Gedaan          civil.Date // zero: today
	Bereikt         toegang.Antwoord
	NogOpBestemming toegang.Antwoord
	Trede           ladder.Trede
	Passend         int
	Woorden         string
}

// LegNazorgVast records a follow-up. Source: DOE-02.
func (u *UseCases) LegNazorgVast(ctx context.Context, actor app.Actor, in NazorgInput) error {
	return u.act(ctx, actor, authz.NazorgVastleggen, "nazorg.vastgelegd", in.ToewijzingID, in.Versie, "", func(x *acting) ([]rule.Result, error) {
		v := &x.t.Verloop
		if v.Afsluiting == nil {
			return nil, app.Refuse(rule.Fail("", "nazorg.niet_afgesloten"))
		}
		n := uitvoering.Nazorg{
			Maanden: in.Maanden, Gedaan: dayOr(in.Gedaan, x.day), Door: actor.ID, Bereikt: in.Bereikt,
			NogOpBestemming: in.NogOpBestemming, Trede: in.Trede, Passend: in.Passend, Woorden: strings.TrimSpace(in.Woorden),
		}
		list := uitvoering.NazorgRules.Evaluate(n.Gedaan, uitvoering.NazorgFeiten{
			Momenten: uitvoering.NazorgMomenten(*v.Afsluiting, x.regels.Instellingen(x.a.Start)), Nazorg: n,
		})
		done := slices.ContainsFunc(v.Nazorg, func(old uitvoering.Nazorg) bool { return old.Maanden == n.Maanden })
		findings := rule.FailIf(done, "maanden", "nazorg.is_gedaan")
		findings = append(findings, rule.FailIf(n.Gedaan.After(x.day), "gedaan", "melding.dag_in_toekomst", n.Gedaan)...)
		findings = append(findings, rule.FailIf(n.Trede != 0 && !n.Trede.Valid(), "trede", "meting.trede")...)
		if err := refuse(list, findings); err != nil {
			return nil, err
		}
		v.Nazorg = append(slices.Clone(v.Nazorg), n)
		return x.save("nazorg", list)
	})
}

// OverlijdenInput records that a resident died.
type OverlijdenInput struct {
	InwonerID string
	Versie    int
	Op        civil.Date
}

// LegOverlijdenVast records that a resident died: what runs ends and is closed, what
// was not begun lapses, and nothing is asked any more. Source: X-10.
func (u *UseCases) LegOverlijdenVast(ctx context.Context, actor app.Actor, in OverlijdenInput) error {
	return u.WriteDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.OverlijdenVastleggen, "")
		if err != nil {
			return err
		}
		i := d.Inwoner()
		if err := app.Stale(in.Versie, i.Versie, i); err != nil {
			return err
		}
		findings := rule.FailIf(in.Op.IsZero() || in.Op.After(d.Day), "op", "overlijden.dag_kan_niet", d.Day)
		findings = append(findings, rule.FailIf(!i.OverledenOp.IsZero(), "", "overlijden.is_vastgelegd")...)
		if err := app.Refuse(findings); err != nil {
			return err
		}
		i.OverledenOp = in.Op
		if err := d.Tx.PutInwoner(&i); err != nil {
			return err
		}
		regels, err := u.Regels(d.Tx)
		if err != nil {
			return err
		}
		list, err := d.Toewijzingen()
		if err != nil {
			return err
		}
		for _, t := range list {
			x := &acting{d: d, t: t, a: t.Arrangement(regels.Register), decision: decision, day: d.Day}
			if err := x.stopAtDeath(actor, in.Op); err != nil {
				return err
			}
		}
		d.Done(decision, "overlijden.vastgelegd", audit.Payload{})
		return nil
	})
}

// stopAtDeath ends and closes a toewijzing that runs, and lets one lapse that has not
// begun.
func (x *acting) stopAtDeath(actor app.Actor, day civil.Date) error {
	v := &x.t.Verloop
	switch {
	case v.Afsluiting != nil || !x.t.Vervallen.IsZero() || v.Weigering != nil:
		return nil
	case v.Start.Begonnen.IsZero() || day.Before(v.Start.Begonnen):
		return apptoegang.LapseIn(x.d, &x.t, actor.ID, "")
	}
	e := uitvoering.Beeindiging{LaatsteDag: day, Reden: toegang.EindeOverlijden, Door: actor.ID, Op: x.day}
	if x.t.Huidig.LaatsteDag.IsZero() || day.Before(x.t.Huidig.LaatsteDag) {
		change, _ := e.AlsWijziging()
		change.Moment, change.Omvang = x.d.Tx.Now, x.t.Huidig.Omvang
		v.Einde = &e
		if err := apptoegang.AddVersieIn(x.d, &x.t, change, nil); err != nil {
			return err
		}
	}
	v.Afsluiting = &uitvoering.Afsluiting{Op: x.day, Door: actor.ID, LaatsteDag: x.t.Huidig.LaatsteDag, Reden: toegang.EindeOverlijden}
	_, err := x.save("", nil)
	return err
}
