package toegang_test

import (
	"context"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// tries is how often two people want the last place: AANTAL in the environment, else few
// enough for every day.
func tries(t *testing.T) int {
	t.Helper()
	text := os.Getenv("AANTAL")
	if text == "" {
		return 25
	}
	n, err := strconv.Atoi(text)
	ok(t, err)
	return n
}

// race lets two consulents allocate the last place at once, again and again: each time one
// gets it, the other reads which check failed, and afterwards one more place is taken.
func race(t *testing.T, r *regiotest.Regio, refusal string, taken func() int, change func(*apptoegang.ToewijzingInput)) {
	t.Helper()
	var people []string
	for range 8 {
		people = append(people, ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering))
	}
	before := taken()
	for try := range tries(t) {
		var wg sync.WaitGroup
		var out [2]apptoegang.ToewijzingResult
		var found [2]error
		for n := range out {
			in := r.ONT3(people[(2*try+n)%len(people)], monday)
			change(&in)
			wg.Go(func() { out[n], found[n] = r.Toegang.WijsToe(context.WithoutCancel(t.Context()), r.Consulent, in) })
		}
		wg.Wait()
		won, lost := 0, 1
		if found[0] != nil {
			won, lost = 1, 0
		}
		ok(t, found[won])
		refused(t, found[lost], refusal)
		if got := taken(); got != before+1 {
			t.Fatalf("try %d: %d places taken, want %d", try, got, before+1)
		}
		ok(t, r.Toegang.TrekToewijzingIn(t.Context(), r.Consulent, out[won].ID, out[won].Versie, "de volgende poging"))
		if t.Failed() {
			t.Fatalf("in try %d", try)
		}
	}
}

// Two people who allocate the last place of a werkplek at once: one gets it, the other a
// clear refusal, on both engines. AANTAL=1000 tries it a thousand times.
func TestLaatstePlekBijDeAanbieder(t *testing.T) {
	testkit.Eis(t, "EIS-02")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		room(t, r, 1)
		race(t, r, "inkoop.werkplek_vol", func() (n int) {
			ok(t, r.DB.Read(t.Context(), func(tx *store.Tx) error {
				list, err := tx.PlaatsenBezet(r.De, civil.Through(monday, monday), "")
				n = len(list)
				return err
			}))
			return n
		}, func(*apptoegang.ToewijzingInput) {})
		r.Klopt()
	})
}

// The same for the last place under a ceiling of the gemeente: they are allocated at two
// providers, so that it is the ceiling alone that holds one of them back.
func TestLaatstePlekOnderHetPlafond(t *testing.T) {
	testkit.Eis(t, "B-REG-05")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		r.ChangeRegio(vol)
		ceiling := inkoop.Plafond{Code: "arnhem-ont3", Gemeente: regiotest.Arnhem, Plekken: 1}
		side, which := sync.Mutex{}, 0
		race(t, r, "inkoop.plafond_vol", func() int {
			var used inkoop.PlafondGebruik
			ok(t, r.DB.Read(t.Context(), func(tx *store.Tx) (err error) {
				used, err = tx.PlafondGebruik(store.PlafondVraag{Plafond: ceiling, Producten: []inkoop.ProductCode{"ONT3"}, Day: monday})
				return err
			}))
			return used.Plekken
		}, func(in *apptoegang.ToewijzingInput) {
			side.Lock()
			defer side.Unlock()
			if which++; which%2 == 0 {
				in.AanbiederID, in.WerkplekID = r.Andere, ""
			}
		})
		r.Klopt()
	})
}

// room gives the place of De so many dagdelen a week.
func room(t *testing.T, r *regiotest.Regio, dagdelen int) {
	t.Helper()
	page, err := r.Inkoop.WerkplekForm(t.Context(), r.Coordinator, string(r.De), r.WerkplekID)
	ok(t, err)
	w := page.Werkplek
	w.Dagdelen = []inkoop.Dagdeelplekken{{Dagdeel: inkoop.Dagdeel{Dag: time.Monday, Deel: inkoop.Ochtend}, Plekken: dagdelen}}
	_, err = r.Inkoop.LegWerkplekVast(t.Context(), r.Coordinator, w)
	ok(t, err)
}

// A full place refuses on the day on which it is full, and says so in the list of
// providers; a provider without a place, or without a trajectbegeleider, cannot be chosen.
func TestGateOfPlaces(t *testing.T) {
	testkit.Eis(t, "EIS-02")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		first := ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering)
		second2 := ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering)
		room(t, r, 1)
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(first, monday))))
		last := r.Toewijzing(first).Huidig.LaatsteDag
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(second2, last))), "inkoop.werkplek_vol")
		nowhere := r.ONT3(second2, last)
		nowhere.WerkplekID = ""
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, nowhere)), "inkoop.aanbieder_vol")
		if who := repairer(r, t, r.ONT3(second2, last), "inkoop.werkplek_vol"); who != inkoop.VanAanbieder {
			t.Errorf("mended by %q", who)
		}
		list, err := r.Toegang.Kandidaten(ctx, r.Consulent, apptoegang.ToewijzingInput{InwonerID: second2, Start: last, Product: r.ONT3(second2, last).Product})
		ok(t, err)
		for _, k := range list.Kandidaten {
			if full := k.Aanbieder.ID == r.De; k.OK() == full || full && (k.Plekken != 1 || k.Vrij != 0) {
				t.Errorf("%s: %v, %d of %d", k.Aanbieder.Naam, k.Geweigerd, k.Vrij, k.Plekken)
			}
		}
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(second2, last.AddDays(1)))))
	})
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id := ready(t, r, regiotest.Trede2(), grown, toegang.DomeinActivering)
		r.EndAppointments(r.Traject, monday.AddDays(-1))
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(id, monday))), "inkoop.zonder_trajectbegeleider")
		ok(t, second(r.Toegang.BereidToewijzingVoor(ctx, r.Consulent, r.ONT3(id, monday)))) // a concept says so and waits
		page, err := r.Inkoop.WerkplekForm(ctx, r.Coordinator, string(r.De), r.WerkplekID)
		ok(t, err)
		w := page.Werkplek
		w.Geldig.Until = monday
		ok(t, second(r.Inkoop.LegWerkplekVast(ctx, r.Coordinator, w)))
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, r.ONT3(id, monday))), "inkoop.zonder_werkplek")
		none := r.ONT3(id, monday)
		none.WerkplekID = ""
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, none)), "inkoop.zonder_werkplek")
	})
}

// What is allocated by the hour takes the dagdelen that it says.
func TestRoomCountsDagdelen(t *testing.T) {
	testkit.Eis(t, "EIS-02")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id := ready(t, r, regiotest.Trede3(), grown)
		keepGoal(t, r, id)
		room(t, r, 1)
		in := sta(r, id) // eight hours a week: two dagdelen
		refused(t, second(r.Toegang.WijsToe(ctx, r.Consulent, in)), "inkoop.werkplek_vol")
		room(t, r, 2)
		ok(t, second(r.Toegang.WijsToe(ctx, r.Consulent, in)))
	})
}
