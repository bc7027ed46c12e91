package uitvoering

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// VoorstelReden is why a signaal is proposed.
type VoorstelReden string

// The three reasons of MON-04.
const (
	RedenScoreDaalt VoorstelReden = "score_daalt"
	RedenVerzuim    VoorstelReden = "verzuim_boven_drempel"
	RedenHalverwege VoorstelReden = "halverwege_weinig_bereikt"
)

// SignaalVoorstel is a signaal that the system proposes. A person decides whether
// to send it.
type SignaalVoorstel struct {
	Soort  SignaalSoort
	Reden  VoorstelReden
	DoelID string // goal whose score went down
	Waarde int    // measured percentage
	Grens  int    // percentage of the setting
}

// VerzuimVenster is the number of days back over which absence is looked at, and
// MinstensGeregistreerd how many registrations there must be, so that one missed
// day is not a pattern. Own choice: the sources are silent.
const (
	VerzuimVenster        = 28
	MinstensGeregistreerd = 4
)

// SignaalFeiten are the facts from which signals are proposed.
type SignaalFeiten struct {
	Arrangement  Arrangement
	Begonnen     civil.Date
	Doelen       []DoelStand
	Aanwezigheid []Aanwezigheid
}

// StelSignalenVoor proposes signals as of a day: when a score went down, when
// absence is above the threshold, and when halfway less than the threshold of the
// goals is reached. Source: S-A, Gewijzigde eisen aanbieder AW 2 ("wanneer
// resultaat niet gehaald dreigt te worden"); MON-04.
func StelSignalenVoor(f SignaalFeiten, w inkoop.Waarden, today civil.Date) []SignaalVoorstel {
	if f.Begonnen.IsZero() || today.Before(f.Begonnen) {
		return nil
	}
	var list []SignaalVoorstel
	for _, d := range f.Doelen {
		if d.Gedaald() {
			list = append(list, SignaalVoorstel{Soort: SignaalResultaat, Reden: RedenScoreDaalt, DoelID: d.Doel.ID})
		}
	}
	window := civil.Through(today.AddDays(1-VerzuimVenster), today)
	absent, count := Verzuim(f.Aanwezigheid, window)
	if count >= MinstensGeregistreerd && absent > w.SignaalVerzuimProcent {
		list = append(list, SignaalVoorstel{
			Soort: SignaalAfwezig, Reden: RedenVerzuim, Waarde: absent, Grens: w.SignaalVerzuimProcent,
		})
	}
	middle := f.Arrangement.Halverwege()
	reached, ok := Doelbereik(f.Doelen)
	if ok && !middle.IsZero() && !today.Before(middle) && reached < w.SignaalDoelbereikProcent {
		list = append(list, SignaalVoorstel{
			Soort: SignaalResultaat, Reden: RedenHalverwege, Waarde: reached, Grens: w.SignaalDoelbereikProcent,
		})
	}
	return list
}
