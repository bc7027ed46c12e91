package toegang

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
)

func takenFeiten() TakenFeiten {
	return TakenFeiten{InwonerID: "i1", Consulent: "naima", Team: "presikhaaf", Termijnen: termijnen()}
}

// show writes tasks as lines: what, for whom, from when, until when.
func show(tasks []Taak) []string {
	var lines []string
	for _, t := range tasks {
		line := fmt.Sprintf("%s %s %s..%s", t.Sleutel, t.VoorWie.Rol, t.ZichtbaarVanaf, t.Termijn)
		if t.Wettelijk {
			line += " wet"
		}
		if t.Opgeschort {
			line += " stil"
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}

func wantTaken(t *testing.T, name string, got []Taak, want ...string) {
	t.Helper()
	slices.Sort(want)
	if lines := show(got); !slices.Equal(lines, want) {
		t.Errorf("%s:\n%q\nwant\n%q", name, lines, want)
	}
	for _, task := range got {
		if task.InwonerID != "i1" || task.Onderwerp.ID == "" || task.Actie == "" || task.VoorWie.Rol == "" {
			t.Errorf("%s: incomplete task %+v", name, task)
		}
	}
}

func TestMeldingTaken(t *testing.T) {
	testkit.Eis(t, "X-01", "X-02", "PRD-03", "PRD-04")
	with := func(m Melding, u *Uitkomst, change ...func(*MeldingTaakFeiten)) []Taak {
		f := takenFeiten()
		facts := MeldingTaakFeiten{Melding: m, Uitkomst: u}
		for _, c := range change {
			c(&facts)
		}
		f.Meldingen = []MeldingTaakFeiten{facts}
		return Taken(f)
	}
	m := newMelding()
	wantTaken(t, "new", with(m, nil),
		"melding_bevestigen:m1 consulent 2026-01-12..2026-01-14",
		"clientondersteuning_vertellen:m1 consulent 2026-01-12..2026-01-14",
		"persoonlijk_plan_geven:m1 inwoner 2026-01-12..2026-01-19 wet",
		"onderzoek_afronden:m1 consulent 2026-01-12..2026-02-23 wet")
	m.Bevestigd, m.ClientondersteuningVerteld, m.PersoonlijkPlan = day("2026-01-13"), day("2026-01-13"), day("2026-01-14")
	wantTaken(t, "confirmed, told, plan received", with(m, nil), "onderzoek_afronden:m1 consulent 2026-01-12..2026-02-23 wet")
	m.PersoonlijkPlan, m.GeenPersoonlijkPlan = civil.Date{}, day("2026-01-14")
	wantTaken(t, "no plan will come", with(m, nil), "onderzoek_afronden:m1 consulent 2026-01-12..2026-02-23 wet")
	m.OnderzoekGestart = day("2026-01-20")
	still := m
	still.Opschortingen = []Opschorting{stil("2026-01-26", "")}
	wantTaken(t, "standing still", with(still, nil), "onderzoek_afronden:m1 consulent 2026-01-12.. wet stil")
	m.Verslag = day("2026-02-10")
	wantTaken(t, "reported", with(m, nil), "uitkomst_kiezen:m1 consulent 2026-02-10..2026-02-24")
	m.Afgerond = day("2026-02-12")
	wijk := &Uitkomst{Soort: UitkomstWijkaanbod, Datum: day("2026-02-12"), KijkOpnieuw: day("2026-08-12")}
	wantTaken(t, "referred", with(m, wijk), "kijk_opnieuw:m1 consulent 2026-07-29..2026-08-12")
	wantTaken(t, "looked again", with(m, wijk, func(f *MeldingTaakFeiten) { f.OpnieuwGekeken = day("2026-08-01") }))
	aw := &Uitkomst{Soort: UitkomstAanvraagAW, Datum: day("2026-02-12")}
	wantTaken(t, "an aanvraag is next", with(m, aw), "aanvraag_doen:m1 inwoner 2026-02-12..2026-02-26")
	wantTaken(t, "the aanvraag is there", with(m, aw, func(f *MeldingTaakFeiten) { f.AanvraagID = "a1" }))
	gone := newMelding()
	gone.Ingetrokken = day("2026-01-13")
	wantTaken(t, "withdrawn", with(gone, nil))
}

func TestAanvraagTaken(t *testing.T) {
	testkit.Eis(t, "X-02")
	with := func(a Aanvraag) []Taak {
		f := takenFeiten()
		f.Aanvragen = []Aanvraag{a}
		return Taken(f)
	}
	a := Aanvraag{ID: "a1", Ontvangen: day("2026-02-02")}
	wantTaken(t, "received", with(a), "besluit_nemen:a1 consulent 2026-02-02..2026-02-16 wet")
	decided := granted("2026-02-10")
	a.Besluit = &decided
	wantTaken(t, "decided", with(a), "besluit_bekendmaken:a1 consulent 2026-02-10..2026-02-16 wet")
	known := decided
	known.Bekend = day("2026-02-11")
	a.Besluit = &known
	wantTaken(t, "made known", with(a))
	wantTaken(t, "withdrawn", with(Aanvraag{ID: "a1", Ontvangen: day("2026-02-02"), Ingetrokken: day("2026-02-03")}))
}

func TestDoelTaken(t *testing.T) {
	testkit.Eis(t, "BEG-03")
	with := func(d Doel) []Taak {
		f := takenFeiten()
		f.Doelen = []Doel{d}
		return Taken(f)
	}
	d, _ := Doel{ID: "d1"}.StelVoor(goal(), PartijAanbieder, day("2026-02-01"))
	wantTaken(t, "waits for both", with(d),
		"doel_akkoord_geven:d1:1 inwoner 2026-02-01..2026-02-15",
		"doel_akkoord_ophalen:d1:1 consulent 2026-02-01..2026-02-15",
		"doel_beoordelen:d1:1 consulent 2026-02-01..2026-02-15")
	d, _ = d.GeefAkkoord(PartijInwoner, given("2026-02-02"))
	wantTaken(t, "waits for the lokale toegang", with(d), "doel_beoordelen:d1:1 consulent 2026-02-01..2026-02-15")
	d, _ = d.GeefAkkoord(PartijToegang, given("2026-02-03"))
	wantTaken(t, "counts", with(d))
}

func TestToewijzingTaken(t *testing.T) {
	testkit.Eis(t, "B-ARR-01", "PRD-05", "PRD-10")
	with := func(tw ToewijzingTaakFeiten) []Taak {
		tw.ID = "t1"
		f := takenFeiten()
		f.Toewijzingen = []ToewijzingTaakFeiten{tw}
		return Taken(f)
	}
	concept := ToewijzingTaakFeiten{ConceptSinds: day("2026-02-01")}
	wantTaken(t, "concept", with(concept),
		"toewijzing_akkoord_geven:t1 inwoner 2026-02-01..2026-02-15",
		"toewijzing_akkoord_ophalen:t1 consulent 2026-02-01..2026-02-15")
	concept.AkkoordInwoner = given("2026-02-03")
	wantTaken(t, "agreed", with(concept), "toewijzen:t1 consulent 2026-02-03..2026-02-17")
	stable := ToewijzingTaakFeiten{Toegewezen: day("2026-02-05"), Soort: inkoop.STA, Start: day("2026-02-10"), Hertoets: day("2027-02-10")}
	wantTaken(t, "stable", with(stable), "hertoets_stabiel:t1 consulent 2027-01-27..2027-02-10")
	stable.HertoetsGedaan = day("2027-02-01")
	wantTaken(t, "looked again", with(stable))
	ori := ToewijzingTaakFeiten{Toegewezen: day("2026-02-05"), Soort: inkoop.ORI, Start: day("2026-02-10")}
	wantTaken(t, "orientation", with(ori), "orientatie_afronden:t1 consulent 2026-04-25..2026-05-09")
	ori.StreefMaanden = 1
	wantTaken(t, "orientation of the product's own length", with(ori), "orientatie_afronden:t1 consulent 2026-02-23..2026-03-09")
	ori.Afgesloten = day("2026-03-01")
	wantTaken(t, "closed", with(ori))
	concept.Vervallen = day("2026-02-04")
	wantTaken(t, "dropped", with(concept))
}

func TestDringendOp(t *testing.T) {
	task := Taak{ZichtbaarVanaf: day("2026-03-02"), Termijn: day("2026-03-23")}
	for on, want := range map[string]Dringendheid{
		"2026-03-01": NogNiet, "2026-03-02": Later, "2026-03-15": Later, "2026-03-16": DezeWeek, "2026-03-23": DezeWeek, "2026-03-24": TeLaat,
	} {
		if got := task.DringendOp(day(on)); got != want {
			t.Errorf("on %s %s, want %s", on, got, want)
		}
	}
	if got := (Taak{}).DringendOp(day("2026-03-01")); got != GeenTerm {
		t.Errorf("without a term %s", got)
	}
}

// TestTakenAreTheSame: the same facts give the same tasks in the same order, each
// with a key of its own.
func TestTakenAreTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := takenFeiten()
		for i := range rapid.IntRange(1, 5).Draw(rt, "meldingen") {
			m := newMelding()
			m.ID = fmt.Sprintf("m%d", i)
			m.Ontvangen = m.Ontvangen.AddDays(rapid.IntRange(0, 30).Draw(rt, "day"))
			f.Meldingen = append(f.Meldingen, MeldingTaakFeiten{Melding: m})
		}
		first, second := Taken(f), Taken(f)
		if !slices.Equal(first, second) {
			rt.Fatal("the same facts give other tasks")
		}
		seen := map[string]bool{}
		for i, task := range first {
			if seen[task.Sleutel] {
				rt.Fatalf("key %s twice", task.Sleutel)
			}
			seen[task.Sleutel] = true
			if i > 0 && task.Termijn.Before(first[i-1].Termijn) {
				rt.Fatal("not in order of their last day")
			}
		}
	})
	undated := []Taak{{Sleutel: "b"}, {Sleutel: "a"}, {Sleutel: "c", Termijn: day("2026-01-01")}}
	SortTaken(undated)
	if undated[0].Sleutel != "c" || undated[1].Sleutel != "a" {
		t.Errorf("without a last day comes first: %v", undated)
	}
}
