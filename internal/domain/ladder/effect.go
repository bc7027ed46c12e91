package ladder

import (
	"errors"
	"fmt"
	"slices"

	"trede/internal/domain/civil"
)

// Effect is what became of participation between two measurements (requirement
// UIT-07: "vergroten, versterken of behouden").
type Effect string

// The effects.
const (
	Vergroten  Effect = "vergroten"  // a higher trede
	Versterken Effect = "versterken" // the same trede, with more of its small steps
	Behouden   Effect = "behouden"   // the same trede
	Terugval   Effect = "terugval"   // a lower trede
)

// Verandering (change) is the effect between two measurements.
type Verandering struct {
	Effect  Effect `json:"effect"`
	Van     Trede  `json:"van"`
	Naar    Trede  `json:"naar"`
	Treden  int    `json:"treden"`  // Naar less Van
	Stapjes int    `json:"stapjes"` // small steps more or less on the same trede; 0 when not looked at
	// AndereMaatstaf: the definition changed in between and that alone may explain
	// the difference: by the answers of then, the later version places the resident
	// elsewhere, or cannot tell.
	AndereMaatstaf bool `json:"andere_maatstaf"`
}

// EffectOf compares two measurements of one resident, the earlier one first. It
// gives an error when they are in the wrong order or one has no trede.
func EffectOf(eerder, later Meting) (Verandering, error) {
	if !eerder.Vastgesteld.Valid() || !later.Vastgesteld.Valid() {
		return Verandering{}, fmt.Errorf("%w: no trede to compare", ErrMeting)
	}
	if eerder.Datum.IsZero() || later.Datum.Before(eerder.Datum) {
		return Verandering{}, fmt.Errorf("%w: from %q to %q", ErrMeting, eerder.Datum, later.Datum)
	}
	v := Verandering{
		Van: eerder.Vastgesteld, Naar: later.Vastgesteld,
		Treden:         int(later.Vastgesteld) - int(eerder.Vastgesteld),
		AndereMaatstaf: otherYardstick(eerder, later),
	}
	switch {
	case v.Treden > 0:
		v.Effect = Vergroten
	case v.Treden < 0:
		v.Effect = Terugval
	default:
		v.Effect = Behouden
		if eerder.Ankers != nil && later.Ankers != nil {
			v.Stapjes = len(later.Ankers) - len(eerder.Ankers)
		}
		if v.Stapjes > 0 {
			v.Effect = Versterken
		}
	}
	return v, nil
}

func otherYardstick(eerder, later Meting) bool {
	if eerder.Versie == later.Versie {
		return false
	}
	again, err := Place(later.Versie, eerder.Antwoorden)
	return err != nil || again.Trede != eerder.Berekend || eerder.Berekend == 0
}

// Verloop (course) is the trede of a resident over time: each measurement holds
// until the next. Of several on one day the last given counts. Measurements
// without a date or a trede are left out.
func Verloop(metingen []Meting) civil.Timeline[Trede] {
	sorted := slices.DeleteFunc(slices.Clone(metingen), func(m Meting) bool {
		return m.Datum.IsZero() || !m.Vastgesteld.Valid()
	})
	slices.SortStableFunc(sorted, func(a, b Meting) int { return a.Datum.Compare(b.Datum) })
	line := civil.Timeline[Trede]{}
	for _, m := range sorted {
		line = line.From(m.Datum, m.Vastgesteld)
	}
	return line
}

// ErrVerloop is the error of a history of treden that does not fit together.
var ErrVerloop = errors.New("broken history of treden")

// CheckVerloop checks a stored history of treden: entries in order, each on the
// ladder, no overlap, and within the period no day without a trede.
func CheckVerloop(line civil.Timeline[Trede], within civil.Period) error {
	if err := line.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrVerloop, err)
	}
	for _, entry := range line {
		if !entry.Value.Valid() {
			return fmt.Errorf("%w: trede %d from %s", ErrVerloop, int(entry.Value), entry.From)
		}
	}
	if gaps := line.Gaps(within); len(gaps) > 0 {
		return fmt.Errorf("%w: no trede in %s", ErrVerloop, gaps[0])
	}
	return nil
}
