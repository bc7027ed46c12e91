package toegang

import (
	"testing"

	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
)

// What is begun of a dagdeel counts whole, and nothing takes less than one.
func TestDagdelenPerWeek(t *testing.T) {
	for o, want := range map[Omvang]int{
		{}:                                       1,
		{270000, EenheidEuros, FrequentieTotaal}: 1,
		{1, EenheidUur, FrequentieWeek}:          1,
		{4, EenheidUur, FrequentieWeek}:          1,
		{5, EenheidUur, FrequentieWeek}:          2,
		{240, EenheidMinuut, FrequentieWeek}:     1,
		{241, EenheidMinuut, FrequentieWeek}:     2,
		{3, EenheidDagdeel, FrequentieWeek}:      3,
		{1, EenheidDagdeel, FrequentieDag}:       7,
		{26, EenheidDagdeel, FrequentieMaand}:    6,
		{27, EenheidDagdeel, FrequentieMaand}:    7,
		{400, EenheidUur, FrequentieTotaal}:      1,
	} {
		if got := o.DagdelenPerWeek(); got != want {
			t.Errorf("%+v takes %d, want %d", o, got, want)
		}
	}
}

// What runs on without insurance is looked at before the day, and no longer when it is closed.
func TestVerzekeringTaak(t *testing.T) {
	testkit.Eis(t, "VRZ-01")
	with := func(change func(*ToewijzingTaakFeiten)) []Taak {
		f := takenFeiten()
		x := ToewijzingTaakFeiten{ID: "t1", ConceptSinds: day("2026-01-01"), Toegewezen: day("2026-01-05"), Soort: inkoop.ONT, Start: day("2026-01-15"), LaatsteDag: day("2026-07-14")}
		change(&x)
		f.Toewijzingen = []ToewijzingTaakFeiten{x}
		return Taken(f)
	}
	wantTaken(t, "insured", with(func(*ToewijzingTaakFeiten) {}))
	ends := func(x *ToewijzingTaakFeiten) { x.OnverzekerdVanaf = day("2026-04-01") }
	wantTaken(t, "ends", with(ends), "verzekering_nagaan:t1 "+string(Consulent)+" 2026-03-01..2026-03-31")
	wantTaken(t, "closed", with(func(x *ToewijzingTaakFeiten) { ends(x); x.Afgesloten = day("2026-03-01") }))
	wantTaken(t, "taken back", with(func(x *ToewijzingTaakFeiten) { ends(x); x.Vervallen = day("2026-01-10") }))
}
