package simulatie

import (
	"context"
	"time"

	"trede/internal/domain/civil"
)

// act is something that one resident or somebody around them does on a day.
type act func(context.Context, *Run, *mens) error

// planned is an act with whom it is about; nil when it is about nobody.
type planned struct {
	who *mens
	do  act
}

// agenda holds what will happen, by day. What is planned for a day that has passed
// happens on the next one that comes.
type agenda struct {
	from civil.Date
	days [][]planned
	next int // index of the first day that has not been lived
}

func newAgenda(from, tot civil.Date) agenda {
	return agenda{from: from, days: make([][]planned, from.DaysUntil(tot)+1)}
}

// plan puts an act on a day; after the last day it never happens.
func (a *agenda) plan(day civil.Date, who *mens, do act) {
	n := max(a.from.DaysUntil(day), a.next)
	if n < len(a.days) {
		a.days[n] = append(a.days[n], planned{who, do})
	}
}

// at plans an act on a day, whatever day of the week.
func (r *Run) at(day civil.Date, m *mens, do act) { r.agenda.plan(day, m, do) }

// op plans an act of somebody's work: on the day, or on the next working day. It
// gives that day.
func (r *Run) op(day civil.Date, m *mens, do act) civil.Date {
	if !day.IsWerkdag() {
		day = day.NextWerkdag()
	}
	r.agenda.plan(day, m, do)
	return day
}

// The hours between which a day's acts happen, in UTC.
const (
	firstHour = 7
	dayLength = 9 * time.Hour
)

// live lives one day: every act at a moment of its own. Acts that plan something
// for today have it done today as well.
func (r *Run) live(ctx context.Context, day civil.Date) error {
	r.today = day
	n := r.agenda.from.DaysUntil(day)
	r.agenda.next = n
	start := moment(day, firstHour)
	for i := 0; i < len(r.agenda.days[n]); i++ {
		step := dayLength / time.Duration(len(r.agenda.days[n])+1)
		now := start.Add(time.Duration(i+1) * min(step, 5*time.Minute))
		if !now.After(r.clock.Now()) {
			now = r.clock.Now().Add(time.Millisecond)
		}
		r.clock.Set(now)
		p := r.agenda.days[n][i]
		if err := p.do(ctx, r, p.who); err != nil {
			return err
		}
	}
	r.agenda.days[n] = nil
	r.agenda.next = n + 1
	return nil
}
