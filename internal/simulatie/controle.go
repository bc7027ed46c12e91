package simulatie

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// Breach is an invariant that does not hold.
type Breach struct {
	Dag      civil.Date
	Inwoner  int // number in the population
	Dossier  string
	Wat      string // the invariant
	Gevonden string
}

// Error says what was found where.
func (b *Breach) Error() string {
	return fmt.Sprintf("%s, resident %d (%s): %s: %s", b.Dag, b.Inwoner, b.Dossier, b.Wat, b.Gevonden)
}

// The invariants, as a breach names them. Source: acceptance 6 of the foundation.
const (
	mustBeVisible  = "a deadline that was missed has a late task with an owner"
	stabielTwee    = "a stabiel arrangement lasts at most two years"
	ontwikkelZes   = "an ontwikkelarrangement lasts six months unless ended early or cut at the AOW date"
	startInside    = "nobody starts outside a contract"
	tredeUnbroken  = "the history of treden has no gap"
	ageWindow      = "an arrangement lies between the sixteenth birthday and the AOW date"
	noOverlap      = "two arrangements of one product never overlap"
	viewEnds       = "the view of a provider ends six weeks after the end"
	derivedIsRight = "what is derived is what is stored"
	auditIsWhole   = "the audit trail is whole"
)

// checkWeek looks at all deadlines that passed, and at every dossier in which
// something happened since the last time.
func (r *Run) checkWeek(ctx context.Context) error {
	var late, changed []*mens
	for _, m := range r.mensen {
		if m.id == "" {
			continue
		}
		if slices.ContainsFunc(m.open, func(t termijnOpen) bool { return !t.gezien && t.dag.AddDays(graceDays).Before(r.today) }) {
			late = append(late, m)
		}
		if m.vuil {
			changed = append(changed, m)
		}
	}
	return r.u.base.Store.Read(ctx, func(tx *store.Tx) error {
		for _, m := range late {
			if err := r.checkDeadlines(tx, m); err != nil {
				return err
			}
		}
		for _, m := range changed {
			m.vuil = false
			if err := r.checkDossier(tx, m); err != nil {
				return err
			}
		}
		return nil
	})
}

// checkMissed looks at the deadlines of one resident, before something happens with
// which they do not count any more.
func (r *Run) checkMissed(ctx context.Context, m *mens) error {
	if !r.Check || m.id == "" {
		return nil
	}
	return r.u.base.Store.Read(ctx, func(tx *store.Tx) error { return r.checkDeadlines(tx, m) })
}

// graceDays is how many days after a deadline a task must show as late at the
// latest: a legal term that ends on a weekend or a holiday moves to the next
// working day, at Christmas and Easter by four days.
const graceDays = 5

// same are kinds of tasks for one deadline: what is not planned cannot be held.
var same = map[toegang.TaakSoort][]toegang.TaakSoort{
	uitvoering.TaakEvaluatieHouden: {uitvoering.TaakEvaluatieHouden, uitvoering.TaakEvaluatiePlannen},
}

// checkDeadlines: what the run itself knows to be missed has a task that is late
// and has an owner.
func (r *Run) checkDeadlines(tx *store.Tx, m *mens) error {
	tasks, err := tx.Taken(m.id)
	if err != nil {
		return err
	}
	for i := range m.open {
		t := &m.open[i]
		if t.gezien || !t.dag.AddDays(graceDays).Before(r.today) {
			continue
		}
		kinds := same[t.soort]
		if kinds == nil {
			kinds = []toegang.TaakSoort{t.soort}
		}
		shown := slices.ContainsFunc(tasks, func(task store.Taak) bool {
			subject := strings.Contains(task.ID, t.zaak)
			late := task.Opgeschort || task.Termijn.Before(r.today)
			owned := task.Kant != "" && task.KantID != "" && task.Rol != ""
			return slices.Contains(kinds, toegang.TaakSoort(task.Soort)) && subject && late && owned && !task.Zichtbaar.After(r.today)
		})
		if !shown {
			return r.breach(m, mustBeVisible, fmt.Sprintf("%s about %s was due on %s; the tasks are %s", t.soort, t.zaak, t.dag, listTasks(tasks)))
		}
		t.gezien = true
		r.Stats.TeLaat[t.soort]++
	}
	return nil
}

func listTasks(tasks []store.Taak) string {
	var out []string
	for _, t := range tasks {
		out = append(out, fmt.Sprintf("%s until %s of %s %s", t.ID, t.Termijn, t.Kant, t.KantID))
	}
	return strings.Join(out, "; ")
}

func (r *Run) breach(m *mens, what, found string) error {
	return &Breach{Dag: r.today, Inwoner: m.Nr, Dossier: m.id, Wat: what, Gevonden: found}
}

// checkDossier looks at everything that was allocated to one resident.
func (r *Run) checkDossier(tx *store.Tx, m *mens) error {
	d, err := tx.Dossier(m.id)
	if err != nil {
		return err
	}
	list, err := d.Toewijzingen()
	if err != nil {
		return err
	}
	metingen, err := d.Metingen()
	if err != nil {
		return err
	}
	window := r.windowOf(m)
	for i := range list {
		t := &list[i]
		if t.Toegewezen.IsZero() || !t.Vervallen.IsZero() {
			continue
		}
		product, known := r.register.Product(t.Huidig.Product)
		if !known {
			return r.breach(m, startInside, "product "+t.Huidig.Product.String()+" is in no catalogue")
		}
		found := firstOf(
			checkLength(t, product, window.AOW), r.checkContract(t), checkBegin(t, metingen), checkOthers(t, list[:i]),
			func() (string, string) {
				young, old := t.Huidig.Start.Before(window.Vanaf), !window.AOW.IsZero() && !t.Huidig.LaatsteDag.Before(window.AOW)
				if young || old {
					return ageWindow, fmt.Sprintf("%s to %s, window %s to %s", t.Huidig.Start, t.Huidig.LaatsteDag, window.Vanaf, window.AOW)
				}
				return "", ""
			},
		)
		if found != nil {
			return r.breach(m, found[0], "toewijzing "+t.ID+": "+found[1])
		}
	}
	if found := r.checkTreden(metingen, d.Inwoner().Stand.Trede); found != "" {
		return r.breach(m, tredeUnbroken, found)
	}
	return r.checkViews(d, m)
}

// firstOf gives the first of the checks that found something.
func firstOf(checks ...func() (what, found string)) []string {
	for _, check := range checks {
		if what, found := check(); what != "" {
			return []string{what, found}
		}
	}
	return nil
}

// checkLength computes the length by itself, from the numbers of the sources.
func checkLength(t *store.Toewijzing, p inkoop.Product, aow civil.Date) func() (string, string) {
	return func() (string, string) {
		start, last := t.Huidig.Start, t.Huidig.LaatsteDag
		span := fmt.Sprintf("%s from %s to %s", t.Huidig.Product, start, last)
		switch p.Soort {
		case inkoop.STA:
			if last.IsZero() || last.After(start.LastDayOfMonths(24)) {
				return stabielTwee, span
			}
		case inkoop.ONT:
			full := start.LastDayOfMonths(6)
			early := t.Verloop.Einde != nil && last.Before(full)
			cut := !aow.IsZero() && last == aow.AddDays(-1) && last.Before(full)
			if last != full && !early && !cut {
				return ontwikkelZes, span + ", six months would be to " + full.String()
			}
		}
		return "", ""
	}
}

// checkContract looks the contract up in the run's own plan, as it was signed when
// the toewijzing was decided.
func (r *Run) checkContract(t *store.Toewijzing) func() (string, string) {
	return func() (string, string) {
		for _, a := range r.aanbieders {
			if a.id != string(t.Huidig.Aanbieder) {
				continue
			}
			n, ok := a.contract(t.Toegewezen, t.Huidig.Product, t.Gemeente, t.Huidig.Start)
			if ok && a.contracten[n] == string(t.Huidig.Contract) {
				return "", ""
			}
			return startInside, fmt.Sprintf("%s for %s from %s in %s at %s", t.Huidig.Contract, t.Huidig.Product, t.Huidig.Start, t.Gemeente, a.Naam)
		}
		return startInside, "no provider " + string(t.Huidig.Aanbieder)
	}
}

// checkBegin: where somebody stood at the beginning is what was last measured then.
func checkBegin(t *store.Toewijzing, metingen []store.Meting) func() (string, string) {
	return func() (string, string) {
		var last ladder.Trede
		for _, m := range metingen {
			if !m.Datum.After(t.Toegewezen) {
				last = m.Vastgesteld
			}
		}
		if last != t.Begintrede {
			return tredeUnbroken, fmt.Sprintf("begins on trede %d, and %d was measured last", t.Begintrede, last)
		}
		return "", ""
	}
}

func checkOthers(t *store.Toewijzing, others []store.Toewijzing) func() (string, string) {
	return func() (string, string) {
		for i := range others {
			o := &others[i]
			if t.Loopt() && o.Loopt() && o.Huidig.Product.Product == t.Huidig.Product.Product && o.Huidig.Periode().Overlaps(t.Huidig.Periode()) {
				return noOverlap, "overlaps " + o.ID
			}
		}
		return "", ""
	}
}

// checkTreden: measurements come in order, each with the ladder of its day, and
// lists show the last one.
func (r *Run) checkTreden(metingen []store.Meting, shown ladder.Trede) string {
	var before civil.Date
	var last ladder.Trede
	for _, m := range metingen {
		versie, _ := r.register.LadderOp(m.Datum)
		switch {
		case m.Datum.Before(before):
			return fmt.Sprintf("%s comes after %s", m.Datum, before)
		case m.Meting.Versie != versie:
			return fmt.Sprintf("%s was measured with ladder %s, that day has %s", m.Datum, m.Meting.Versie, versie)
		case !m.Vastgesteld.Valid():
			return fmt.Sprintf("%s has no trede", m.Datum)
		}
		before, last = m.Datum, m.Vastgesteld
	}
	if shown != last {
		return fmt.Sprintf("lists show trede %d, the last measured is %d", shown, last)
	}
	return ""
}

// checkViews: a provider sees nothing more than six weeks after the end.
func (r *Run) checkViews(d *store.Dossier, m *mens) error {
	views, err := d.Inzage()
	if err != nil {
		return err
	}
	for _, v := range views {
		if v.Kant != store.KantAanbieder {
			continue
		}
		if v.Tot.IsZero() || v.Tot.After(v.Einde.AddDays(42)) {
			return r.breach(m, viewEnds, fmt.Sprintf("provider %s from %s to %s, view to %s", v.KantID, v.Van, v.Einde, v.Tot))
		}
	}
	return nil
}

// checkEnd checks everything once more at the end: every dossier, all that is
// derived, and the whole audit trail.
func (r *Run) checkEnd(ctx context.Context) error {
	for _, m := range r.mensen {
		m.vuil = m.id != ""
	}
	if err := r.checkWeek(ctx); err != nil {
		return err
	}
	if err := r.u.base.Store.Read(ctx, r.checkInkoop); err != nil {
		return err
	}
	wrong, _, err := r.u.Taken.Controleer(ctx, 3)
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return &Breach{Dag: r.today, Wat: derivedIsRight, Gevonden: fmt.Sprintf("%+v", wrong)}
	}
	v := audit.NewVerifier()
	if err := r.u.base.Store.VerifyAudit(ctx, v); err != nil {
		return err
	}
	if report := v.Report(); !report.OK() {
		var all []error
		for i := range report.Problems {
			all = append(all, &report.Problems[i])
		}
		return &Breach{Dag: r.today, Wat: auditIsWhole, Gevonden: errors.Join(all...).Error()}
	}
	return nil
}
