package uitvoering

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
)

// MaxMinutenPerDag is the most that can be registered for one day. Source:
// Arbeidstijdenwet art. 5:7 (twelve hours), as a bound against typing errors.
const MaxMinutenPerDag = 12 * 60

// AanwezigStatus is whether somebody was there. The empty value means that nobody
// registered anything.
type AanwezigStatus string

// The ways to be there or not.
const (
	Aanwezig    AanwezigStatus = "aanwezig"
	Afgemeld    AanwezigStatus = "afgemeld" // with notice
	Ziek        AanwezigStatus = "ziek"
	NietGekomen AanwezigStatus = "niet_gekomen" // without notice
	// Ingetrokken (taken back) is only for a correction: the registration that it
	// replaces was a mistake, and nothing comes instead.
	Ingetrokken AanwezigStatus = "ingetrokken"
)

// AanwezigStatussen lists the ways in the order of a form. Taking back is not among
// them.
func AanwezigStatussen() []AanwezigStatus {
	return []AanwezigStatus{Aanwezig, Afgemeld, Ziek, NietGekomen}
}

// Aanwezigheid (attendance) is one registration: a dagdeel, or a number of minutes
// on a day. It is never changed: a correction replaces it, with a reason.
type Aanwezigheid struct {
	ID           string            `json:"id,omitzero"`
	ToewijzingID string            `json:"toewijzing_id,omitzero"`
	Datum        civil.Date        `json:"datum,omitzero"`
	Moment       toegang.Dagmoment `json:"moment,omitzero"`  // the dagdeel; empty when minutes are registered for the day
	Minuten      int               `json:"minuten,omitzero"` // 0 with a dagdeel: the whole dagdeel
	Status       AanwezigStatus    `json:"status,omitzero"`
	Door         string            `json:"door,omitzero"`
	Vervangt     string            `json:"vervangt,omitzero"` // id of the registration that this one corrects; empty: none
	Reden        string            `json:"reden,omitzero"`    // why it is corrected
}

// Duur is the time in minutes: a dagdeel is four hours unless minutes say
// otherwise. Nobody there is no time.
func (a Aanwezigheid) Duur() int {
	switch {
	case a.Status != Aanwezig:
		return 0
	case a.Minuten == 0 && a.Moment != "":
		return toegang.MinutenPerDagdeel
	}
	return a.Minuten
}

// Geldend gives the registrations that count: those that no other replaces, and that
// do not only take one back.
func Geldend(list []Aanwezigheid) []Aanwezigheid {
	replaced := map[string]bool{}
	for _, a := range list {
		if a.Vervangt != "" {
			replaced[a.Vervangt] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(a Aanwezigheid) bool { return replaced[a.ID] || a.Status == Ingetrokken })
}

// Totaal is the time in minutes that counts in a period.
func Totaal(list []Aanwezigheid, period civil.Period) int {
	sum := 0
	for _, a := range Geldend(list) {
		if period.Contains(a.Datum) {
			sum += a.Duur()
		}
	}
	return sum
}

// Verzuim is the absence in a period in whole percents of what was registered, and
// over how many registrations. Days of an interruption have none, so they do not
// count as absence. Source: requirement X-10.
func Verzuim(list []Aanwezigheid, period civil.Period) (percent, count int) {
	absent := 0
	for _, a := range Geldend(list) {
		if !period.Contains(a.Datum) {
			continue
		}
		count++
		if a.Status != Aanwezig {
			absent++
		}
	}
	if count == 0 {
		return 0, 0
	}
	return absent * 100 / count, count
}

// AanwezigheidFeiten are the facts of the rules for a registration.
type AanwezigheidFeiten struct {
	Arrangement    Arrangement
	Begonnen       civil.Date // first day as confirmed; zero: not confirmed
	Onderbrekingen []Onderbreking
	Bestaand       []Aanwezigheid // registrations of the same day
	Nieuw          Aanwezigheid
	Vandaag        civil.Date
}

// AanwezigheidRules are the rules for a registration, as of its day.
var AanwezigheidRules = rule.Set[AanwezigheidFeiten]{
	{
		Code: "AANWEZIGHEID-01", Source: "Domain guide 7, Declaratie gate: only within allocation dates (X-06)",
		Kind: rule.Grens, Repairer: toegang.Aanbieder,
		Check: func(f AanwezigheidFeiten) []rule.Finding {
			if f.Begonnen.IsZero() {
				return rule.Fail("datum", "aanwezigheid.niet_begonnen")
			}
			allowed := f.Arrangement.Periode().Intersect(civil.Period{From: f.Begonnen})
			return rule.FailIf(!allowed.Contains(f.Nieuw.Datum), "datum", "aanwezigheid.buiten_toewijzing",
				f.Begonnen, f.Arrangement.LaatsteDag)
		},
	},
	{
		Code: "AANWEZIGHEID-02", Source: "Domain guide 1.5: onderbreken met reden (X-10)",
		Kind: rule.Grens, Repairer: toegang.Aanbieder,
		When: func(f AanwezigheidFeiten) bool { return len(f.Onderbrekingen) > 0 },
		Check: func(f AanwezigheidFeiten) []rule.Finding {
			for _, o := range f.Onderbrekingen {
				if o.Periode().Contains(f.Nieuw.Datum) {
					return rule.Fail("datum", "aanwezigheid.tijdens_onderbreking", o.Van)
				}
			}
			return nil
		},
	},
	{
		Code: "AANWEZIGHEID-03", Source: "Domain guide 1.5: registratie van wat geleverd is (X-06)",
		Kind: rule.Grens, Repairer: toegang.Werkbegeleider,
		Check: func(f AanwezigheidFeiten) []rule.Finding {
			return rule.FailIf(f.Nieuw.Datum.After(f.Vandaag), "datum", "aanwezigheid.in_toekomst", f.Nieuw.Datum)
		},
	},
	{
		Code: "AANWEZIGHEID-04", Source: "Domain guide 1.5: dagdelen (4 uur) of minuten (X-06)",
		Kind: rule.Grens, Repairer: toegang.Werkbegeleider, Check: checkDuration,
	},
	{
		Code: "AANWEZIGHEID-05", Source: "Domain guide 1.5: inwoner kan uren zien en betwisten (X-06)",
		Kind: rule.Grens, Repairer: toegang.Werkbegeleider,
		When: func(f AanwezigheidFeiten) bool { return f.Nieuw.Vervangt != "" },
		Check: func(f AanwezigheidFeiten) []rule.Finding {
			findings := rule.FailIf(strings.TrimSpace(f.Nieuw.Reden) == "", "reden", "aanwezigheid.reden_ontbreekt")
			known := slices.ContainsFunc(f.Bestaand, func(a Aanwezigheid) bool { return a.ID == f.Nieuw.Vervangt })
			return append(findings, rule.FailIf(!known, "vervangt", "aanwezigheid.vervangt_onbekend")...)
		},
	},
	{
		Code: "AANWEZIGHEID-06", Source: "Domain guide 5, Wim: duplicate hours (X-06)",
		Kind: rule.Grens, Repairer: toegang.Werkbegeleider, Check: checkDouble,
	},
}

func checkDuration(f AanwezigheidFeiten) []rule.Finding {
	a := f.Nieuw
	takesBack := a.Status == Ingetrokken && a.Vervangt != ""
	if !takesBack && !slices.Contains(AanwezigStatussen(), a.Status) {
		return rule.Fail("status", "aanwezigheid.status_ontbreekt")
	}
	if a.Moment != "" && !slices.Contains(toegang.Dagmomenten(), a.Moment) {
		return rule.Fail("moment", "aanwezigheid.moment_onbekend")
	}
	if a.Status != Aanwezig {
		return rule.FailIf(a.Minuten != 0, "minuten", "aanwezigheid.minuten_zonder_aanwezig")
	}
	most := MaxMinutenPerDag
	if a.Moment != "" {
		most = toegang.MinutenPerDagdeel
	}
	return rule.FailIf(a.Duur() < 1 || a.Duur() > most, "minuten", "aanwezigheid.minuten_kan_niet", most)
}

// checkDouble refuses a second registration of the same dagdeel, of a whole day
// beside a dagdeel, and more time than a day has.
func checkDouble(f AanwezigheidFeiten) []rule.Finding {
	if f.Nieuw.Status == Ingetrokken {
		return nil
	}
	total := f.Nieuw.Duur()
	for _, a := range Geldend(f.Bestaand) {
		if a.Datum != f.Nieuw.Datum || a.ID == f.Nieuw.Vervangt {
			continue
		}
		if a.Moment == f.Nieuw.Moment || a.Moment == "" || f.Nieuw.Moment == "" {
			return rule.Fail("datum", "aanwezigheid.dubbel", a.Datum, string(a.Moment))
		}
		total += a.Duur()
	}
	return rule.FailIf(total > MaxMinutenPerDag, "minuten", "aanwezigheid.te_veel_op_een_dag", total)
}
