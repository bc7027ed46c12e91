package uitvoering

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
)

// DoelObservatie is one observation of a goal: from a voortgangsbericht or in between,
// in one minute. Source: MON-01.
type DoelObservatie struct {
	DoelID string        `json:"doel_id,omitzero"`
	Op     civil.Date    `json:"op,omitzero"`
	Score  toegang.Score `json:"score,omitzero"` // empty: an observation without a score
	Tekst  string        `json:"tekst,omitzero"`
	Door   string        `json:"door,omitzero"`
}

// DoelStand is how a goal stands, out of its updates.
type DoelStand struct {
	Doel    UitvoeringDoel
	Laatste civil.Date    // day of the last news; zero: none yet
	Score   toegang.Score // last score; empty: none yet
	Vorige  toegang.Score // score before that; empty: none
	// RoodVanaf is the first day on which the goal shows red because there was no
	// news for too long.
	RoodVanaf civil.Date
}

// Rood tells whether there was no news for too long on a day.
func (s DoelStand) Rood(today civil.Date) bool {
	return !s.RoodVanaf.IsZero() && !today.Before(s.RoodVanaf)
}

// Gedaald tells whether the last score is lower than the one before.
func (s DoelStand) Gedaald() bool {
	return s.Vorige.Waarde() > 0 && s.Score.Waarde() > 0 && s.Score.Waarde() < s.Vorige.Waarde()
}

// Bereik is how much of the way to the target is done, in whole percents. A goal
// of keeping is reached as long as the score is not under the target. A goal
// without a score has not begun.
func (s DoelStand) Bereik() int {
	from, to, now := s.Doel.Versie.Nulmeting.Waarde(), s.Doel.Versie.Streefwaarde.Waarde(), s.Score.Waarde()
	switch {
	case now == 0:
		return 0
	case now >= to:
		return 100
	case to <= from:
		return 0
	}
	return max(0, (now-from)*100/(to-from))
}

// Doelmonitor follows every goal that counts. Updates are in order of day; of two
// on one day the later in the list counts. The waiting for news begins on sinds: the
// first day, or the first day back after an interruption. Source: S-A, Gewijzigde eisen aanbieder
// AW 1 ("monitoren van de ontwikkeling van de inwoner op de gestelde doelen");
// MON-01.
func Doelmonitor(sinds civil.Date, doelen []UitvoeringDoel, updates []DoelObservatie, w inkoop.Waarden) []DoelStand {
	list := make([]DoelStand, 0, len(doelen))
	for _, d := range doelen {
		s := DoelStand{Doel: d}
		for _, u := range updates {
			if u.DoelID != d.ID {
				continue
			}
			s.Laatste = civil.Max(s.Laatste, u.Op)
			if u.Score.Waarde() > 0 {
				s.Vorige, s.Score = s.Score, u.Score
			}
		}
		if since := civil.Max(sinds, s.Laatste); !sinds.IsZero() {
			s.RoodVanaf = since.AddDays(7*w.DoelUpdateWeken + 1)
		}
		list = append(list, s)
	}
	return list
}

// ZonderUpdate gives the goals of which there was no news in a reporting period.
// Source: MON-01.
func ZonderUpdate(doelen []UitvoeringDoel, updates []DoelObservatie, period civil.Period) []UitvoeringDoel {
	var silent []UitvoeringDoel
	for _, d := range doelen {
		seen := false
		for _, u := range updates {
			seen = seen || u.DoelID == d.ID && period.Contains(u.Op)
		}
		if !seen {
			silent = append(silent, d)
		}
	}
	return silent
}

// Doelbereik is the mean of how much of the way is done over all goals, in whole
// percents, and whether there are goals.
func Doelbereik(standen []DoelStand) (percent int, ok bool) {
	sum := 0
	for _, s := range standen {
		sum += s.Bereik()
	}
	if len(standen) == 0 {
		return 0, false
	}
	return sum / len(standen), true
}

// Updates makes updates out of a voortgangsbericht.
func (b Voortgangsbericht) Updates() []DoelObservatie {
	var list []DoelObservatie
	for _, r := range b.Regels {
		if r.Score.Waarde() > 0 || r.Observatie != "" {
			list = append(list, DoelObservatie{DoelID: r.DoelID, Op: b.Ingediend, Score: r.Score, Tekst: r.Observatie, Door: b.Door})
		}
	}
	return list
}
