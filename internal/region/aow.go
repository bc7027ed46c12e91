package region

import (
	"slices"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
)

// AOWRegel is one row of the AOW table with its provenance.
type AOWRegel struct {
	persoon.AOWRegel
	Herkomst inkoop.Herkomst
}

// AOWTabel gives the table as the domain uses it.
func (r *Region) AOWTabel() persoon.AOWTabel {
	table := make(persoon.AOWTabel, len(r.AOW))
	for i, row := range r.AOW {
		table[i] = row.AOWRegel
	}
	return table
}

func (l *loader) aow(root *table, r *Region) {
	for _, t := range root.tables("aow") {
		l.note(kindAOW, t)
		born := t.periodOf("geboren_van", "geboren_tot_en_met")
		if !t.has("geboren_tot_en_met") {
			t.complain("geboren_tot_en_met", "is missing; births after the last row get its age as \"at least\"")
		}
		for _, key := range []string{"jaren", "maanden"} {
			if !t.has(key) {
				t.complain(key, "is missing; this table must have it")
			}
		}
		r.AOW = append(r.AOW, AOWRegel{
			AOWRegel: persoon.AOWRegel{
				Van: born.From, Tm: born.LastDay(), Jaren: t.number("jaren", 0, 60, 75), Maanden: t.number("maanden", 0, 0, 11),
			},
			Herkomst: t.herkomst(),
		})
		t.done()
	}
}

func (e *encoder) aow(rows []AOWRegel) {
	for _, row := range rows {
		e.array("aow")
		e.date("geboren_van", row.Van)
		e.date("geboren_tot_en_met", row.Tm)
		e.whole("jaren", row.Jaren)
		e.whole("maanden", row.Maanden)
		e.herkomst(row.Herkomst)
	}
}

// checkAOW checks that the rows follow each other without a day left out or
// counted twice and that no age goes down.
func (c *checker) checkAOW() {
	if len(c.r.AOW) == 0 {
		c.errs.add(0, "aow: the table has no rows; add [[aow]] with the ages that the law gives")
		return
	}
	order := make([]int, len(c.r.AOW)) // places of the rows, in order of birth
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return c.r.AOW[a].Van.Compare(c.r.AOW[b].Van) })
	for i, n := range order[:len(order)-1] {
		c.checkAOWPair(n, order[i+1])
	}
	sorted := make(persoon.AOWTabel, 0, len(order))
	for _, n := range order {
		sorted = append(sorted, c.r.AOW[n].AOWRegel)
	}
	if err := sorted.Validate(); err != nil && len(*c.errs) == 0 {
		c.fail(kindAOW, order[0], "geboren_van", "%v", err)
	}
}

// checkAOWPair checks a row against the one before it.
func (c *checker) checkAOWPair(before, n int) {
	first, row := c.r.AOW[before], c.r.AOW[n]
	if first.Tm.IsZero() || row.Tm.IsZero() {
		return // refused where it was read
	}
	switch next := first.Tm.AddDays(1); {
	case row.Van.IsZero():
		c.fail(kindAOW, n, "geboren_van", "is missing; only the first row may leave it out")
	case row.Van.After(next):
		c.fail(kindAOW, n, "geboren_van", "births from %s until %s have no age", next, row.Van.AddDays(-1))
	case row.Van.Before(next):
		c.fail(kindAOW, n, "geboren_van", "births from %s have two ages%s", row.Van, c.since(kindAOW, before))
	}
	if row.Jaren*12+row.Maanden < first.Jaren*12+first.Maanden {
		c.fail(kindAOW, n, "jaren", "the age goes down from %d years and %d months to %d years and %d months",
			first.Jaren, first.Maanden, row.Jaren, row.Maanden)
	}
}
