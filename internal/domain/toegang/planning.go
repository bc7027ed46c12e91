package toegang

import (
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Planning is one planned piece of work: a day and its length, and the part of
// the day when that is known.
type Planning struct {
	Datum   civil.Date
	Moment  Dagmoment // empty: not known
	Minuten int
}

// RoosterPlanning is what a rooster plans in the seven days from a day on: whole dagdelen.
func RoosterPlanning(rooster []Dagdeel, from civil.Date) []Planning {
	var list []Planning
	for n := range 7 {
		day := from.AddDays(n)
		for _, d := range rooster {
			if d.Dag == day.Weekday() {
				list = append(list, Planning{Datum: day, Moment: d.Moment, Minuten: MinutenPerDagdeel})
			}
		}
	}
	return list
}

// Planfeiten are the facts of the rules for planning work.
type Planfeiten struct {
	Belastbaarheid Belastbaarheid
	Planning       []Planning
}

const planningSource = "S-A, Uitgangspunten Activerend Werk: afgestemd op wat inwoner nodig heeft en naar vermogen (UIT-02)"

// PlanningRules warn when more work is planned than was agreed; evaluate them as
// of the first planned day. Source: requirement UIT-02.
var PlanningRules = rule.Set[Planfeiten]{
	{Code: "PLANNING-01", Source: planningSource, Kind: rule.Advies, Repairer: Werkbegeleider, Check: tooLongDays},
	{Code: "PLANNING-02", Source: planningSource, Kind: rule.Advies, Repairer: Werkbegeleider, Check: tooManyDays},
	{
		Code: "PLANNING-03", Source: planningSource, Kind: rule.Advies, Repairer: Werkbegeleider,
		When:  func(f Planfeiten) bool { return len(f.Belastbaarheid.Dagdelen) > 0 },
		Check: otherDagdelen,
	},
}

func tooLongDays(f Planfeiten) []rule.Finding {
	total := map[civil.Date]int{}
	for _, p := range f.Planning {
		total[p.Datum] += p.Minuten
	}
	var findings []rule.Finding
	for _, day := range plannedDays(f.Planning) {
		most := f.Belastbaarheid.Op(day).MinutenPerDag
		if most > 0 && total[day] > most {
			findings = append(findings, rule.Fail("planning", "planning.te_lange_dag", day, total[day], most)...)
		}
	}
	return findings
}

func tooManyDays(f Planfeiten) []rule.Finding {
	perWeek := map[civil.Date]int{}
	var mondays []civil.Date
	for _, day := range plannedDays(f.Planning) {
		if perWeek[day.Monday()] == 0 {
			mondays = append(mondays, day.Monday())
		}
		perWeek[day.Monday()]++
	}
	var findings []rule.Finding
	for _, monday := range mondays {
		most := f.Belastbaarheid.Op(monday.AddDays(6)).DagenPerWeek
		if most > 0 && perWeek[monday] > most {
			findings = append(findings, rule.Fail("planning", "planning.te_veel_dagen", monday, perWeek[monday], most)...)
		}
	}
	return findings
}

func otherDagdelen(f Planfeiten) []rule.Finding {
	var findings []rule.Finding
	for _, p := range f.Planning {
		if p.Moment == "" {
			continue
		}
		if !slices.Contains(f.Belastbaarheid.Dagdelen, Dagdeel{Dag: p.Datum.Weekday(), Moment: p.Moment}) {
			findings = append(findings, rule.Fail("planning", "planning.ander_dagdeel", p.Datum, string(p.Moment))...)
		}
	}
	return findings
}

// plannedDays gives the days on which something is planned, in order, each once.
func plannedDays(planning []Planning) []civil.Date {
	var days []civil.Date
	for _, p := range planning {
		if p.Minuten > 0 {
			days = append(days, p.Datum)
		}
	}
	slices.SortFunc(days, civil.Date.Compare)
	return slices.Compact(days)
}
