package nl

import (
	"errors"
	"strconv"
	"strings"

	"trede/internal/domain/civil"
)

// ErrDate is the error of a text that does not say one day.
var ErrDate = errors.New("nl: not a date")

// ParseDate reads a date as people type or paste it: "22-11-2026", "22/11/2026",
// "22.11.2026", "22 11 2026", "22 nov 2026", "22 november 2026", "di 24 nov 2026"
// and ISO "2026-11-22". A year has four digits: two would be a guess (NL Design
// System, guidelines for forms: accept what can only mean one thing). Everything
// else is [ErrDate]; the empty text too.
func ParseDate(text string) (civil.Date, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if d, err := civil.Parse(text); err == nil {
		return d, nil
	}
	if len(text) > 60 {
		return civil.Date{}, ErrDate
	}
	parts := strings.FieldsFunc(text, func(r rune) bool {
		return r == '-' || r == '/' || r == '.' || r == ',' || r == ' ' || r == '\u00a0'
	})
	if len(parts) == 4 && isWeekday(parts[0]) {
		parts = parts[1:]
	}
	if len(parts) != 3 {
		return civil.Date{}, ErrDate
	}
	return FromParts(parts[0], parts[1], parts[2])
}

// FromParts reads a date from three fields, as [ParseDate] reads its parts: the
// month is a number or a name.
func FromParts(day, month, year string) (civil.Date, error) {
	d, ok := number(day, 1, 2)
	if !ok {
		return civil.Date{}, ErrDate
	}
	y, ok := number(year, 4, 4)
	if !ok {
		return civil.Date{}, ErrDate
	}
	m, ok := number(month, 1, 2)
	if !ok {
		m = monthNamed(strings.ToLower(strings.TrimSpace(month)))
	}
	date, err := civil.Make(y, m, d)
	if err != nil {
		return civil.Date{}, ErrDate
	}
	return date, nil
}

func number(text string, min, max int) (int, bool) {
	text = strings.TrimSpace(text)
	if len(text) < min || len(text) > max {
		return 0, false
	}
	for _, r := range text {
		if r < '0' || r > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// monthNamed gives the number of a month by its name or its short form, with
// "mar" and "maa" for March and "sept" for September; 0 when it is none.
func monthNamed(name string) int {
	switch name {
	case "mar", "maa":
		return 3
	case "sept":
		return 9
	}
	for m := 1; m < len(months); m++ {
		if name == months[m] || name == shortMonths[m] {
			return m
		}
	}
	return 0
}

func isWeekday(name string) bool {
	for _, day := range weekdays {
		if name == day || name == day[:2] {
			return true
		}
	}
	return false
}
