package civil

// IsLeapYear tells whether a year has a 29 February.
func IsLeapYear(year int) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if IsLeapYear(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// fromParts and parts count in years that begin on 1 March, so that the leap day
// is the last of the year (H. Hinnant, "chrono-compatible low-level date
// algorithms"). Years are 1 to 9999 here, so nothing is negative but the shift.
func fromParts(year, month, day int) Date {
	y, m := year, month-3
	if m < 0 {
		y, m = y-1, m+12
	}
	era, yearOfEra := y/400, y%400
	dayOfYear := (153*m+2)/5 + day - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return Date{era*146097 + dayOfEra - daysToMarch}
}

// daysToMarch is the number of days from 1 March of year 0 to 31 December of year 0.
const daysToMarch = 305

func (d Date) parts() (year, month, day int) {
	if d.day == 0 {
		return 0, 0, 0
	}
	n := d.day + daysToMarch
	era, dayOfEra := n/146097, n%146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	m := (5*dayOfYear + 2) / 153
	day = dayOfYear - (153*m+2)/5 + 1
	year = era*400 + yearOfEra
	if m >= 10 {
		return year + 1, m - 9, day
	}
	return year, m + 3, day
}

// AddDays gives the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	const whole = 4_000_000 // more days than the calendar has; keeps the sum from overflowing
	if n > whole {
		return Last
	}
	if n < -whole {
		return First
	}
	return Date{min(max(d.day+n, First.day), Last.day)}
}

// AddMonths gives the same day of the month n months later, or the last day of
// that month when it is shorter: 2026-08-31 plus 6 is 2027-02-28.
func (d Date) AddMonths(n int) Date {
	moved, _ := d.addMonths(n)
	return moved
}

// AddYears gives the same day n years later; 29 February becomes 28 February in
// years without one.
func (d Date) AddYears(n int) Date {
	if n > 10_000 || n < -10_000 {
		n = 10_000 * sign(n)
	}
	return d.AddMonths(12 * n)
}

// LastDayOfMonths is the last day of a period of n months that begins on d: the
// day before the same day n months later, or, when that month has no such day,
// its last day. Six months from 2026-01-15 end on 2026-07-14, six months from
// 2026-08-31 on 2027-02-28. Source: domain guide 1.4 row 10.
func (d Date) LastDayOfMonths(n int) Date {
	moved, clamped := d.addMonths(n)
	if clamped {
		return moved
	}
	return moved.AddDays(-1)
}

// addMonths also tells whether the month was too short for the day.
func (d Date) addMonths(n int) (moved Date, clamped bool) {
	if d.IsZero() {
		return d, false
	}
	const whole = 120_000 // more months than the calendar has
	n = min(max(n, -whole), whole)
	year, month, day := d.parts()
	count := year*12 + month - 1 + n
	if count < 12 {
		return First, false
	}
	year, month = count/12, count%12+1
	if year > 9999 {
		return Last, false
	}
	if last := daysIn(year, month); day > last {
		return fromParts(year, month, last), true
	}
	return fromParts(year, month, day), false
}

// DaysUntil is the number of days from d to other: negative when other is
// earlier. It is 0 when either is no date; ask [Date.IsZero] first.
func (d Date) DaysUntil(other Date) int {
	if d.IsZero() || other.IsZero() {
		return 0
	}
	return other.day - d.day
}

// MonthsUntil is the number of whole months from d to other, as AddMonths
// counts them; 0 when other is earlier or either is no date.
func (d Date) MonthsUntil(other Date) int {
	if d.IsZero() || !d.Before(other) {
		return 0
	}
	months := (other.Year()-d.Year())*12 + int(other.Month()) - int(d.Month())
	if d.AddMonths(months).After(other) {
		months--
	}
	return months
}

// YearsUntil is the number of whole years from d to other, as AddYears counts
// them: the age on other of somebody born on d.
func (d Date) YearsUntil(other Date) int { return d.MonthsUntil(other) / 12 }

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}
