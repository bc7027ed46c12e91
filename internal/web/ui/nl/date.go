// Package nl writes and reads dates and numbers the way people in the
// Netherlands do: "di 24 nov", "over 3 dagen", "1.234,5".
//
// Everything is pure: what depends on the day takes today as an argument.
package nl

import (
	"fmt"
	"strconv"
	"time"

	"trede/internal/domain/civil"
)

var months = [...]string{
	"", "januari", "februari", "maart", "april", "mei", "juni",
	"juli", "augustus", "september", "oktober", "november", "december",
}

var shortMonths = [...]string{
	"", "jan", "feb", "mrt", "apr", "mei", "jun",
	"jul", "aug", "sep", "okt", "nov", "dec",
}

var weekdays = [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}

// Month is the name of a month: "november".
func Month(m time.Month) string { return months[m] }

// ShortMonth is the name of a month in three letters: "nov".
func ShortMonth(m time.Month) string { return shortMonths[m] }

// Weekday is the name of the day of the week: "dinsdag"; "" for no date.
func Weekday(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return weekdays[d.Weekday()]
}

// Long is a date in full: "22 november 2026"; "" for no date.
func Long(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s %d", d.Day(), months[d.Month()], d.Year())
}

// Full is a date with its weekday: "dinsdag 24 november 2026"; "" for no date.
func Full(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return Weekday(d) + " " + Long(d)
}

// DayMonth is a date without its year: "24 november"; "" for no date.
func DayMonth(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s", d.Day(), months[d.Month()])
}

// Short is a date without its year, short: "24 nov"; "" for no date.
func Short(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s", d.Day(), shortMonths[d.Month()])
}

// ShortYear is a short date with its year: "24 nov 2026"; "" for no date.
func ShortYear(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s %d", d.Day(), shortMonths[d.Month()], d.Year())
}

// ShortDay is a short date with its weekday: "di 24 nov"; "" for no date.
func ShortDay(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return Weekday(d)[:2] + " " + Short(d)
}

// MonthYear is the month of a date: "november 2026"; "" for no date.
func MonthYear(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s %d", months[d.Month()], d.Year())
}

// Week is the ISO week of a date: "week 47"; "" for no date.
func Week(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	_, week := d.ISOWeek()
	return "week " + strconv.Itoa(week)
}

// Range is a period from its first through its last day, with each part once:
// "1 juli tot en met 31 december 2026". Without a last day it is open: "vanaf
// 1 juli 2026"; without a first: "tot en met 31 december 2026".
func Range(first, last civil.Date) string {
	switch {
	case first.IsZero() && last.IsZero():
		return ""
	case last.IsZero():
		return "vanaf " + Long(first)
	case first.IsZero():
		return "tot en met " + Long(last)
	case first == last:
		return Long(first)
	case first.Year() != last.Year():
		return Long(first) + " tot en met " + Long(last)
	case first.Month() != last.Month():
		return DayMonth(first) + " tot en met " + Long(last)
	default:
		return strconv.Itoa(first.Day()) + " tot en met " + Long(last)
	}
}

// Nearness says how a date stands to today; it chooses a colour, never alone.
type Nearness int

// The nearnesses, from past to future.
const (
	Far      Nearness = iota // more than a week ahead, or no date
	Late                     // before today
	Today                    // today
	ThisWeek                 // within the next seven days
)

// Relative says in at most 20 characters how far a date is from today: "3 dagen
// te laat", "vandaag", "morgen", "over 3 dagen", "over 5 weken". It is for dates
// on which something is due; use [Ago] for what has happened.
func Relative(d, today civil.Date) (string, Nearness) {
	if d.IsZero() || today.IsZero() {
		return "", Far
	}
	days := today.DaysUntil(d)
	switch {
	case days == 0:
		return "vandaag", Today
	case days < 0:
		return span(-days) + " te laat", Late
	case days == 1:
		return "morgen", ThisWeek
	case days <= 7:
		return "over " + span(days), ThisWeek
	default:
		return "over " + span(days), Far
	}
}

// Ago says how long ago a day was: "vandaag", "gisteren", "3 dagen geleden". A day
// that is still to come is told as [Relative] does.
func Ago(d, today civil.Date) string {
	if d.IsZero() || today.IsZero() {
		return ""
	}
	switch days := d.DaysUntil(today); {
	case days == 0:
		return "vandaag"
	case days == 1:
		return "gisteren"
	case days < 0:
		text, _ := Relative(d, today)
		return text
	default:
		return span(days) + " geleden"
	}
}

// span is a number of days in the unit people would use: days up to two weeks,
// then weeks up to eleven, then months up to two years, then years. It rounds
// down, so that nobody thinks to have more time than there is.
func span(days int) string {
	switch {
	case days < 14:
		return Plural(days, "dag", "dagen")
	case days < 84:
		return Plural(days/7, "week", "weken")
	case days < 731:
		return Plural(days*1200/36525, "maand", "maanden")
	default:
		return strconv.Itoa(days*100/36525) + " jaar"
	}
}
