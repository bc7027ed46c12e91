package toegang

import (
	"context"
	"errors"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// MetingInput is a measurement on the ladder.
type MetingInput struct {
	InwonerID    string
	ToewijzingID string     // of an arrangement; empty: before one
	Datum        civil.Date // zero: today
	Soort        ladder.MetingSoort
	Antwoorden   ladder.Antwoorden
	Vastgesteld  ladder.Trede // what the professional confirms; 0: as computed
	Reden        string       // why otherwise than computed
	Inwoner      ladder.EigenKijk
	Ankers       []string
}

// MetingResult is where the answers lead.
type MetingResult struct {
	ID        string
	Meting    ladder.Meting
	Plaatsing ladder.Plaatsing
	Adviezen  []rule.Finding
}

// Meet places a resident on the ladder with the version of the day. All answers are
// kept; a professional may decide otherwise with a reason, and the resident's own
// view stands beside it. Source: domain guide 2.2; UIT-07.
func (u *UseCases) Meet(ctx context.Context, actor app.Actor, in MetingInput) (out MetingResult, err error) {
	err = u.WriteDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		m, plaatsing, findings := makeMeting(in, d.Day)
		action := authz.LadderMeten
		if m.IsOverride() {
			action = authz.LadderAfwijken
		}
		decision, err := mayMeasure(d, actor, action, in)
		if err != nil {
			return err
		}
		if len(findings) == 0 {
			found, err := m.Check()
			if err != nil {
				return err
			}
			findings, out.Adviezen = rule.Refused(found), rule.Advised(found)
			row := store.Meting{
				Meting: m, ID: d.Tx.NewID(), InwonerID: d.ID, ToewijzingID: in.ToewijzingID, Plaatsing: plaatsing, DoorID: actor.ID,
			}
			if len(findings) == 0 {
				out.ID, out.Meting, out.Plaatsing = row.ID, m, plaatsing
				if err := errors.Join(d.Tx.PutMeting(d.Dossier, &row), d.PutRegels(store.OverMeting(row.ID), "meting", found)); err != nil {
					return err
				}
				p := results(found, nil)
				p.Reason = m.Reden
				d.Done(decision, "ladder.gemeten", p)
				return nil
			}
		}
		return app.Refuse(findings)
	})
	return out, err
}

// mayMeasure asks authz; for a provider the measurement is of its own arrangement.
func mayMeasure(d *app.Dossier, actor app.Actor, action authz.Action, in MetingInput) (authz.Decision, error) {
	const reden = app.AskedOnForm
	if in.ToewijzingID == "" {
		return d.May(actor, action, reden)
	}
	t, err := d.Toewijzing(in.ToewijzingID)
	if err != nil {
		return authz.Decision{}, err
	}
	return d.MayOf(actor, action, reden, &t)
}

func makeMeting(in MetingInput, today civil.Date) (ladder.Meting, ladder.Plaatsing, []rule.Finding) {
	day := dayOr(in.Datum, today)
	if day.After(today) {
		return ladder.Meting{}, ladder.Plaatsing{}, rule.Fail("datum", "melding.dag_in_toekomst", day)
	}
	m, p, err := ladder.Measure(day, in.Soort, in.Antwoorden)
	if err != nil {
		return m, p, rule.Fail("antwoorden", "invoer.onbekend")
	}
	m.Inwoner, m.Ankers, m.Reden = in.Inwoner, in.Ankers, strings.TrimSpace(in.Reden)
	if in.Vastgesteld != 0 {
		m.Vastgesteld = in.Vastgesteld
	}
	if m.Vastgesteld == m.Berekend {
		m.Reden = "" // there is nothing to give a reason for
	}
	return m, p, nil
}

// EigenKijk keeps where the resident places himself beside the last measurement.
func (u *UseCases) EigenKijk(ctx context.Context, actor app.Actor, inwonerID string, kijk ladder.EigenKijk) error {
	return u.WriteDossier(ctx, actor, app.ByInwoner(inwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.LadderEigenKijk, "")
		if err != nil {
			return err
		}
		list, err := d.Metingen()
		if err != nil {
			return err
		}
		findings := rule.FailIf(kijk.Trede != 0 && !kijk.Trede.Valid(), "trede", "meting.trede")
		findings = append(findings, rule.FailIf(kijk.Trede == 0 && strings.TrimSpace(kijk.Woorden) == "", "trede", "meting.eigen_kijk_leeg")...)
		findings = append(findings, rule.FailIf(len(list) == 0, "", "meting.nog_geen")...)
		if err := app.Refuse(findings); err != nil {
			return err
		}
		last := list[len(list)-1]
		last.Inwoner = kijk
		if err := d.Tx.PutMeting(d.Dossier, &last); err != nil {
			return err
		}
		d.Done(decision, "ladder.eigen_kijk", audit.Payload{})
		return nil
	})
}

// LegGroeipotentieVast keeps a professional's estimate of growth. It never refuses
// anybody anything.
func (u *UseCases) LegGroeipotentieVast(ctx context.Context, actor app.Actor, inwonerID string, versie int, g ladder.Groeipotentie) error {
	return u.editProfiel(ctx, actor, inwonerID, versie, authz.GroeipotentieVastleggen, "groeipotentie.vastgelegd", "groei", func(p *store.Profiel, day civil.Date) []rule.Result {
		if g.Datum.IsZero() {
			g.Datum = day
		}
		p.Groei = g
		return ladder.GroeipotentieRules.Evaluate(g.Datum, g)
	})
}

// oneOf tells whether a value is in a list.
func oneOf[T comparable](list []T, v T) bool { return slices.Contains(list, v) }
