package toegang

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// Termijnen (terms) are the values that this process needs, as of one day. Those
// that the law or the region sets come from the region's settings; make it with
// [TermijnenVan]. The zero value gives no terms at all.
type Termijnen struct {
	PersoonlijkPlanDagen    int // Wmo 2015 art. 2.3.2 lid 2
	OnderzoekWeken          int // Wmo 2015 art. 2.3.2 lid 1
	BesluitWeken            int // Wmo 2015 art. 2.3.5 lid 2
	KijkOpnieuwMaanden      int // when to look again after a referral; PRD-04
	OrientatieStreefMaanden int // orientation takes three months on average; PRD-05

	MeldingBevestigenWerkdagen int // to confirm receipt of a melding
	VerzekeringDagen           int // before a policy of the provider ends, the last warning; VRZ-01
	AkkoordDagen               int // to get an agreement that was asked for
	VooraankondigingDagen      int // how long before its day a task of looking again is shown

	// FeestdagenOnAPar are the days that a royal decree put on a par with public
	// holidays (Algemene termijnenwet art. 3 lid 3).
	FeestdagenOnAPar []civil.Date
}

// TermijnenVan takes the terms from the settings of a day. The law and the sources
// say nothing about the last ones: those are our own choice.
func TermijnenVan(w inkoop.Waarden, onAPar ...civil.Date) Termijnen {
	insurance := 0
	if len(w.VerzekeringWaarschuwing) > 0 {
		insurance = w.VerzekeringWaarschuwing[0] // the earlier ones are for who renews it
	}
	return Termijnen{
		VerzekeringDagen:           insurance,
		PersoonlijkPlanDagen:       w.WmoPersoonlijkPlanDagen,
		OnderzoekWeken:             w.WmoOnderzoekWeken,
		BesluitWeken:               w.WmoBesluitWeken,
		KijkOpnieuwMaanden:         w.HerbeoordelingMaanden,
		OrientatieStreefMaanden:    w.OrientatieStreefMaanden,
		MeldingBevestigenWerkdagen: 2,
		AkkoordDagen:               14,
		VooraankondigingDagen:      14,
		FeestdagenOnAPar:           onAPar,
	}
}
