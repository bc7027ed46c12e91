package civil_test

import (
	"testing"
	"time"

	"trede/internal/domain/civil"
)

// The calendar agrees with the standard library on every day of it.
func TestEveryDayAgreesWithTheStandardLibrary(t *testing.T) {
	want := time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC)
	day := civil.First
	for {
		year, month, dom := want.Date()
		if day.Year() != year || day.Month() != month || day.Day() != dom || day.Weekday() != want.Weekday() {
			t.Fatalf("%s is %s (%s)", want.Format(time.DateOnly), day, day.Weekday())
		}
		wantYear, wantWeek := want.ISOWeek()
		if y, w := day.ISOWeek(); y != wantYear || w != wantWeek {
			t.Fatalf("%s is in week %d of %d, want %d of %d", day, w, y, wantWeek, wantYear)
		}
		if day != civil.New(year, month, dom) || day.String() != want.Format(time.DateOnly) {
			t.Fatalf("%s does not come back: %s", want.Format(time.DateOnly), day)
		}
		if day == civil.Last {
			return
		}
		day, want = day.AddDays(1), want.AddDate(0, 0, 1)
	}
}
