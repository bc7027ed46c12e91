package simulatie

import (
	"context"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// beginInkoop is the day on which the region begins to prepare the round of 2020, a
// week before the market consultation.
var beginInkoop = civil.New(2019, 5, 20)

// begin is the first day that is lived. What the region buys is older than the first
// resident of a run: those days hold procurement only, and go by at once.
func (r *Run) begin() civil.Date { return civil.Min(r.cfg.Van, beginInkoop) }

// aanbesteding is a round of procurement as it is lived.
type aanbesteding struct {
	inkoop.Ronde
	n        int                     // which contract of a provider it leads to; below zero: none in the run
	teksten  rondeteksten            // what the region writes
	ids      map[*leverancier]string // inschrijvingen
	ingezien map[*leverancier]bool   // that were handed in
}

// contractpartij signs for the gemeenten.
const contractpartij = "Regio Arnhem (voorbeeld)"

// nieuweRonde is a round for the whole offer.
func nieuweRonde(naam string, n int, consultatie civil.Date, inschrijven, contract civil.Period, teksten rondeteksten) *aanbesteding {
	return &aanbesteding{
		Ronde: inkoop.Ronde{
			Naam: naam, Catalogus: "v2", Eisenset: "E2020", Percelen: []inkoop.PerceelCode{"AW-ONT", "AW-STA"}, Partij: contractpartij,
			Consultatie: consultatie, Inschrijven: inschrijven, Contract: contract,
		},
		n: n, teksten: teksten, ids: map[*leverancier]string{}, ingezien: map[*leverancier]bool{},
	}
}

// kalender are the rounds of the region. The first is that of the source (S-A, Wat gaat
// er voor u als zorgaanbieder veranderen; INK-01, INK-11, INK-15): the consultation of 28
// May 2019, enrolling from October to January, contracts from 1 July 2020. The second is
// made up after it.
func kalender() []*aanbesteding {
	return []*aanbesteding{
		nieuweRonde("Inkoop Activerend Werk 2020", 1, civil.New(2019, 5, 28),
			civil.Through(civil.New(2019, 10, 1), civil.New(2020, 1, 31)), civil.Through(rondes[1].van, rondes[1].tot), teksten2020),
		nieuweRonde("Inkoop Activerend Werk 2024", 2, civil.New(2023, 5, 30),
			civil.Through(civil.New(2023, 11, 20), civil.New(2024, 2, 29)), civil.Through(rondes[2].van, rondes[2].tot), teksten2024),
	}
}

// The days of the round of 2020 that are in no round itself.
var (
	dagDichteDeur = civil.New(2019, 6, 11) // somebody new tries in vain
	dagVerlenging = civil.New(2019, 9, 10) // of all contracts that end with the year
	dagNieuwkomer = civil.New(2019, 10, 1) // the door is open again
)

// planInkoop plans procurement: both rounds, what comes between, and what is unfinished
// when the run ends.
func (r *Run) planInkoop(ctx context.Context) error {
	r.maakGasten()
	if err := r.meldAan(ctx, r.gasten[gastVergeet]); err != nil {
		return err
	}
	r.inkoop(dagDichteDeur, "a provider before a closed door", r.dichteDeur)
	r.inkoop(dagVerlenging, "extending all contracts", r.verlengContracten)
	for _, gast := range []int{gastNieuw, gastAfgewezen} {
		r.inkoop(dagNieuwkomer, "a new provider", func(ctx context.Context) error { return r.meldAan(ctx, r.gasten[gast]) })
	}
	for _, x := range kalender() {
		r.planRonde(x)
		r.planInschrijven(x)
	}
	r.planNu()
	return nil
}

// inkoop plans an act of procurement on a working day.
func (r *Run) inkoop(day civil.Date, what string, do func(context.Context) error) {
	r.op(day, nil, func(ctx context.Context, r *Run, _ *mens) error {
		r.Stats.Acts++
		return r.fault(what, nil, do(ctx))
	})
}

// iedereen are all providers, those of the run first.
func (r *Run) iedereen() []*leverancier {
	return append(append([]*leverancier{}, r.aanbieders...), r.gasten...)
}
