package toegang

import (
	"slices"

	"trede/internal/domain/civil"
)

// ToewijzingStaat is where a toewijzing stands. It is derived when read.
// Source: domain guide 7.
type ToewijzingStaat string

// The states of a toewijzing.
const (
	ToewijzingConcept     ToewijzingStaat = "concept"
	ToewijzingAkkoord     ToewijzingStaat = "akkoord_inwoner"
	ToewijzingToegewezen  ToewijzingStaat = "toegewezen"
	ToewijzingGeweigerd   ToewijzingStaat = "geweigerd" // the provider said no
	ToewijzingBevestigd   ToewijzingStaat = "bevestigd" // the provider confirmed the start, which lies ahead
	ToewijzingLopend      ToewijzingStaat = "lopend"
	ToewijzingOnderbroken ToewijzingStaat = "onderbroken"
	ToewijzingGeevalueerd ToewijzingStaat = "evaluatie_gehouden"
	ToewijzingBeeindigd   ToewijzingStaat = "beeindigd" // past its last day, not closed yet
	ToewijzingNazorg      ToewijzingStaat = "nazorg"
	ToewijzingArchief     ToewijzingStaat = "archief"
	ToewijzingVervallen   ToewijzingStaat = "vervallen" // taken back, or never decided
)

// ToewijzingStaten lists the states in the order of a normal course.
func ToewijzingStaten() []ToewijzingStaat {
	return []ToewijzingStaat{
		ToewijzingConcept, ToewijzingAkkoord, ToewijzingToegewezen, ToewijzingGeweigerd, ToewijzingBevestigd,
		ToewijzingLopend, ToewijzingOnderbroken, ToewijzingGeevalueerd, ToewijzingBeeindigd, ToewijzingNazorg,
		ToewijzingArchief, ToewijzingVervallen,
	}
}

// ToewijzingFeiten are the dates from which the state follows. Those of the next
// process are filled by the store.
type ToewijzingFeiten struct {
	AkkoordInwoner    civil.Date
	Toegewezen        civil.Date
	Vervallen         civil.Date // taken back, or the concept was dropped
	LaatsteDag        civil.Date // of the version that counts; zero: open
	Geweigerd         civil.Date
	Bevestigd         civil.Date // day on which the provider confirmed
	Begonnen          civil.Date // first day as confirmed
	Onderbrekingen    []civil.Period
	EvaluatieGehouden civil.Date
	Afgesloten        civil.Date // closed, with result and destination
	NazorgTot         civil.Date // last follow-up moment; zero: none is due
}

// StaatOp is the state on a day.
func (f ToewijzingFeiten) StaatOp(today civil.Date) ToewijzingStaat {
	been := func(d civil.Date) bool { return !d.IsZero() && !d.After(today) }
	switch {
	case been(f.Vervallen):
		return ToewijzingVervallen
	case !been(f.Toegewezen) && been(f.AkkoordInwoner):
		return ToewijzingAkkoord
	case !been(f.Toegewezen):
		return ToewijzingConcept
	case been(f.Afgesloten) && !f.NazorgTot.Before(today):
		return ToewijzingNazorg
	case been(f.Afgesloten):
		return ToewijzingArchief
	case been(f.Geweigerd):
		return ToewijzingGeweigerd
	case !f.LaatsteDag.IsZero() && today.After(f.LaatsteDag):
		return ToewijzingBeeindigd
	case !been(f.Bevestigd):
		return ToewijzingToegewezen
	case !been(f.Begonnen):
		return ToewijzingBevestigd
	case slices.ContainsFunc(f.Onderbrekingen, func(p civil.Period) bool { return p.Contains(today) }):
		return ToewijzingOnderbroken
	case been(f.EvaluatieGehouden):
		return ToewijzingGeevalueerd
	}
	return ToewijzingLopend
}
