package toegang

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// OpschortingReden is the ground on which a legal term stands still.
type OpschortingReden string

// The grounds of Awb art. 4:15.
const (
	OpschortingAanvulling OpschortingReden = "aanvulling_gevraagd" // lid 1 a: the resident was asked for more
	OpschortingInstemming OpschortingReden = "instemming_inwoner"  // lid 2 a: the resident agreed in writing
	OpschortingVertraging OpschortingReden = "vertraging_inwoner"  // lid 2 b: the delay is the resident's
	OpschortingOvermacht  OpschortingReden = "overmacht"           // lid 2 c: nobody could help it
)

// OpschortingRedenen lists the grounds in the order of a form.
func OpschortingRedenen() []OpschortingReden {
	return []OpschortingReden{OpschortingAanvulling, OpschortingInstemming, OpschortingVertraging, OpschortingOvermacht}
}

// Opschorting (suspension) is a run of days that do not count for a legal term.
// An open period means that the clock still stands. Source: Awb art. 4:15;
// requirement X-02.
type Opschorting struct {
	Periode     civil.Period     `json:"periode,omitzero"`
	Reden       OpschortingReden `json:"reden,omitzero"`
	Toelichting string           `json:"toelichting,omitzero"`
}

// Toets checks one suspension: a day, a known ground, and words where the ground
// leaves open what happened.
func (o Opschorting) Toets() []rule.Finding {
	var findings []rule.Finding
	if o.Periode.From.IsZero() {
		findings = append(findings, rule.Fail("vanaf", "opschorting.dag_ontbreekt")...)
	}
	if !o.Periode.From.IsZero() && o.Periode.IsEmpty() {
		findings = append(findings, rule.Fail("tot", "opschorting.tot_voor_vanaf")...)
	}
	if !slices.Contains(OpschortingRedenen(), o.Reden) {
		findings = append(findings, rule.Fail("reden", "opschorting.reden_ontbreekt")...)
	}
	if o.Reden == OpschortingOvermacht && strings.TrimSpace(o.Toelichting) == "" {
		findings = append(findings, rule.Fail("toelichting", "opschorting.toelichting_ontbreekt")...)
	}
	return findings
}

// TermijnStaat says how a legal term stands on a day. It is derived when read.
type TermijnStaat string

// The states of a legal term.
const (
	TermijnLoopt      TermijnStaat = "loopt"
	TermijnOpgeschort TermijnStaat = "opgeschort" // the clock stands still today
	TermijnVerlopen   TermijnStaat = "verlopen"   // over, and still not done
	TermijnGehaald    TermijnStaat = "gehaald"    // done in time
	TermijnTeLaat     TermijnStaat = "te_laat"    // done, but after the last day
)

// WettelijkeTermijn (legal term) is a number of days set by law that runs from
// the day after an event, stands still while suspended, and never ends on a
// weekend or public holiday. Source: Algemene termijnenwet art. 1 and 3, Awb art.
// 4:15. Terms of a contract are not of this kind: they never move.
type WettelijkeTermijn struct {
	Begin         civil.Date // day of the event; the term begins the day after
	Dagen         int        // length in days; weeks are seven of them
	Opschortingen []Opschorting
	Gedaan        civil.Date   // day on which it was done; zero: not yet
	OnAPar        []civil.Date // days a royal decree puts on a par with holidays
}

// UitersteDatum is the last day of the term, and whether it can be known: while
// a suspension is open nobody can tell. What was done ended it.
func (t WettelijkeTermijn) UitersteDatum() (last civil.Date, known bool) {
	if !t.Gedaan.IsZero() {
		return t.lastDay(t.Gedaan), true
	}
	for _, o := range t.Opschortingen {
		if o.Periode.IsOpen() && !o.Periode.From.IsZero() && !o.Periode.From.After(t.lastDay(o.Periode.From)) {
			return civil.Date{}, false
		}
	}
	return t.lastDay(civil.Date{}), !t.Begin.IsZero()
}

// lastDay computes the last day; an open suspension counts up to and including
// asOf, or not at all when asOf is no date.
func (t WettelijkeTermijn) lastDay(asOf civil.Date) civil.Date {
	last := t.Begin.AddDays(t.Dagen)
	for _, p := range t.suspended(asOf) {
		if p.From.After(last) { // in the weekend by which the term was extended, or too late
			last = last.ExtendTermijn(t.OnAPar...)
		}
		if p.From.After(last) {
			break // the term was over already
		}
		days, _ := p.Days()
		last = last.AddDays(days)
	}
	return last.ExtendTermijn(t.OnAPar...)
}

// suspended gives the suspended days after the begin as periods in order that do
// not overlap, so that no day counts twice.
func (t WettelijkeTermijn) suspended(asOf civil.Date) []civil.Period {
	var periods []civil.Period
	for _, o := range t.Opschortingen {
		p := o.Periode
		if p.From.IsZero() {
			continue
		}
		if p.IsOpen() {
			p.Until = p.From
			if !asOf.Before(p.From) {
				p.Until = asOf.AddDays(1)
			}
		}
		p.From = civil.Max(p.From, t.Begin.AddDays(1))
		if !p.IsEmpty() {
			periods = append(periods, p)
		}
	}
	slices.SortFunc(periods, func(a, b civil.Period) int { return a.From.Compare(b.From) })
	var merged []civil.Period
	for _, p := range periods {
		if n := len(merged); n > 0 && !p.From.After(merged[n-1].Until) {
			merged[n-1].Until = civil.Max(merged[n-1].Until, p.Until)
			continue
		}
		merged = append(merged, p)
	}
	return merged
}

// TermijnStand is how a legal term stands on a day.
type TermijnStand struct {
	Staat    TermijnStaat
	Uiterste civil.Date // last day as far as known on that day
	Over     int        // days left, or negative days too late; while suspended only a weekend at the end moves it
}

// StandOp tells how the term stands on a day: state, last day and days left. For
// what is done the days are counted from the day it was done.
func (t WettelijkeTermijn) StandOp(today civil.Date) TermijnStand {
	if !t.Gedaan.IsZero() {
		last := t.lastDay(t.Gedaan)
		staat := TermijnGehaald
		if t.Gedaan.After(last) {
			staat = TermijnTeLaat
		}
		return TermijnStand{Staat: staat, Uiterste: last, Over: t.Gedaan.DaysUntil(last)}
	}
	last := t.lastDay(today)
	stand := TermijnStand{Staat: TermijnLoopt, Uiterste: last, Over: today.DaysUntil(last)}
	switch {
	case today.After(last):
		stand.Staat = TermijnVerlopen
	case t.suspendedOn(today):
		stand.Staat = TermijnOpgeschort
	}
	return stand
}

func (t WettelijkeTermijn) suspendedOn(day civil.Date) bool {
	return slices.ContainsFunc(t.Opschortingen, func(o Opschorting) bool { return o.Periode.Contains(day) })
}
