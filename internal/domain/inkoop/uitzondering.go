package inkoop

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// UniekAanbod is the exception (uitzondering) by which an aanbieder may work elsewhere,
// because it offers what its own gemeente lacks. It is asked by the aanbieder and decided
// by the region per werkplek; asked alone it counts for nothing. Source: S-A, Gewijzigde
// eisen aanbieder AW 1; LOC-02.
type UniekAanbod struct {
	Werkplek     WerkplekID            `json:"werkplek,omitzero"`
	Motivering   string                `json:"motivering,omitzero"` // why the offer is unique, by the aanbieder
	Vervoer      bool                  `json:"vervoer,omitzero"`    // the aanbieder answers for transport and its costs (LOC-03)
	GevraagdOp   civil.Date            `json:"gevraagd_op,omitzero"`
	GevraagdDoor string                `json:"gevraagd_door,omitzero"` // id of the account
	Besluit      UitzonderingBesluit   `json:"besluit,omitzero"`
	Vergelijking []VergelijkbaarAanbod `json:"vergelijking,omitempty"` // what was there on the day of the decision
	Geldig       civil.Period          `json:"geldig,omitzero"`        // empty until it is granted
	HerzienVoor  civil.Date            `json:"herzien_voor,omitzero"`  // first day on which it no longer counts without a new decision
}

// UitzonderingBesluit is what the region decided about an exception. The zero value is
// that nobody decided yet.
type UitzonderingBesluit struct {
	Toegekend bool       `json:"toegekend,omitzero"`
	Reden     string     `json:"reden,omitzero"`
	Op        civil.Date `json:"op,omitzero"`
	Door      string     `json:"door,omitzero"` // id of the account
}

// VergelijkbaarAanbod is contracted offer of the same kind of work by another aanbieder.
type VergelijkbaarAanbod struct {
	Aanbieder AanbiederID  `json:"aanbieder,omitzero"`
	Naam      string       `json:"naam,omitzero"` // of the aanbieder
	Werkplek  string       `json:"werkplek,omitzero"`
	Gemeente  GemeenteCode `json:"gemeente,omitzero"` // where the werkplek lies
}

// Wacht tells whether nobody decided about it yet.
func (u UniekAanbod) Wacht() bool { return u.Besluit.Op.IsZero() }

// GeldtOp tells whether the exception counts on a day: it was granted, its period holds
// the day, and the day of review has not come.
func (u UniekAanbod) GeldtOp(day civil.Date) bool {
	return u.Besluit.Toegekend && u.Geldig.Contains(day) && (u.HerzienVoor.IsZero() || day.Before(u.HerzienVoor))
}

// WachtOpBesluit tells whether the newest exception of a list waits for a decision.
func WachtOpBesluit(list []UniekAanbod) bool { return len(list) > 0 && list[len(list)-1].Wacht() }

// LaatstToegekend gives the newest exception of a list that was granted; nil when there is
// none.
func LaatstToegekend(list []UniekAanbod) *UniekAanbod {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Besluit.Toegekend {
			return &list[i]
		}
	}
	return nil
}

// Aanbodplek is a werkplek with the kind of work, as far as a comparison looks at it.
type Aanbodplek struct {
	Werkplek
	Aanbiedernaam  string
	Werksoort      string
	Gecontracteerd bool // the aanbieder has a contract in force
}

// Vergelijk gives the contracted offer of other aanbieders of the same kind of work that
// lies in a gemeente on a day. Source: LOC-02; domain guide 1.4 row 8 (the gemeente of
// registration decides, others are shown beside it).
func (r *Register) Vergelijk(all []Aanbodplek, of AanbiederID, werksoort string, gemeente GemeenteCode, day civil.Date) []VergelijkbaarAanbod {
	want, known := r.GemeenteOp(gemeente, day)
	var list []VergelijkbaarAanbod
	for _, p := range all {
		at, placed := r.GemeenteOp(p.Gemeente, day)
		switch {
		case !known || !placed || at.Code != want.Code:
		case p.Aanbieder == of || !p.Gecontracteerd || !p.Geldig.Contains(day):
		case !strings.EqualFold(strings.TrimSpace(p.Werksoort), strings.TrimSpace(werksoort)):
		default:
			list = append(list, VergelijkbaarAanbod{Aanbieder: p.Aanbieder, Naam: p.Aanbiedernaam, Werkplek: p.Naam, Gemeente: at.Code})
		}
	}
	return list
}

// Beslis decides about an exception that waits. It can only be granted while nobody else
// offers the same in the gemeente of registration (LOC-02), for as long as until its day of
// review. last is its last day, or no date: until the review.
func (u UniekAanbod) Beslis(b UitzonderingBesluit, hier []VergelijkbaarAanbod, last, herzienVoor civil.Date) (UniekAanbod, []rule.Finding) {
	var findings []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		findings = append(findings, rule.FailIf(bad, field, code, args...)...)
	}
	add(!u.Wacht(), "", "uitzondering.is_besloten", u.Besluit.Op)
	add(strings.TrimSpace(b.Reden) == "", "reden", "uitzondering.reden_ontbreekt")
	if b.Toegekend {
		if len(hier) > 0 {
			add(true, "besluit", "uitzondering.aanbod_bestaat", hier[0].Naam, hier[0].Werkplek)
		}
		add(!last.IsZero() && last.Before(b.Op), "laatsteDag", "uitzondering.laatste_dag_voorbij")
	}
	if len(findings) > 0 {
		return u, findings
	}
	u.Besluit, u.Vergelijking = b, slices.Clone(hier)
	if b.Toegekend {
		u.Geldig, u.HerzienVoor = civil.Through(b.Op, last), herzienVoor
	}
	return u, nil
}

// uitgezonderd tells whether an exception for a werkplek counts on a day.
func uitgezonderd(exceptions []UniekAanbod, w WerkplekID, day civil.Date) bool {
	return slices.ContainsFunc(exceptions, func(u UniekAanbod) bool { return u.Werkplek == w && u.GeldtOp(day) })
}

// Vervoer (transport) is what was agreed about how a resident gets to a werkplek that is
// there by an exception. The zero value is that nobody asked. Source: S-A, Gewijzigde eisen
// aanbieder AW 1 ("de verantwoordelijkheid neemt voor vervoer(skosten) van inwoner als dit
// voor inwoner een obstakel is"); LOC-03, TAR-04.
type Vervoer struct {
	Obstakel    VervoerAntwoord `json:"obstakel,omitzero"`  // is travel an obstacle for the resident
	Oplossing   string          `json:"oplossing,omitzero"` // how the aanbieder arranges it
	OpKosten    bool            `json:"op_kosten,omitzero"` // of the aanbieder, who does not claim it
	Afgesproken civil.Date      `json:"afgesproken,omitzero"`
}

// VervoerAntwoord is the answer to whether travel is an obstacle. Empty: not asked.
type VervoerAntwoord string

// The two answers.
const (
	VervoerObstakel VervoerAntwoord = "ja"
	VervoerGeen     VervoerAntwoord = "nee"
)

// VervoerAntwoorden lists the answers.
func VervoerAntwoorden() []VervoerAntwoord { return []VervoerAntwoord{VervoerObstakel, VervoerGeen} }

// Toets says what is missing of the agreement before a toewijzing begins on a day.
func (v Vervoer) Toets(start civil.Date) []rule.Finding {
	switch {
	case v.Obstakel == VervoerGeen:
		return nil
	case v.Obstakel != VervoerObstakel:
		return rule.Fail("vervoerObstakel", "inkoop.vervoer_niet_gevraagd")
	}
	findings := rule.FailIf(strings.TrimSpace(v.Oplossing) == "", "vervoerOplossing", "inkoop.vervoer_zonder_oplossing")
	findings = append(findings, rule.FailIf(!v.OpKosten, "vervoerKosten", "inkoop.vervoer_zonder_kosten")...)
	late := v.Afgesproken.IsZero() || !v.Afgesproken.Before(start)
	return append(findings, rule.FailIf(late, "vervoerAfgesproken", "inkoop.vervoer_te_laat", start)...)
}
