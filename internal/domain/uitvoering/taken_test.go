package uitvoering

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
	"trede/internal/testkit"
)

// running gives the facts of an arrangement that began, with goals seen lately.
func running(t *testing.T, code inkoop.ProductCode, change ...func(*TakenFeiten)) TakenFeiten {
	t.Helper()
	f := TakenFeiten{
		Arrangement: arrangement(t, code, "2026-01-15"), Consulent: "naima", Team: "presikhaaf", Toegewezen: day("2026-01-05"),
		Start: StartBevestiging{
			BevestigdOp: day("2026-01-16"), Begonnen: day("2026-01-15"),
			Werkbegeleider: Begeleider{PersoonID: "peter"}, Trajectbegeleider: Begeleider{PersoonID: "sanne"},
		},
		Waarden: waarden(), Termijnen: StandaardTermijnen(),
	}
	for _, c := range change {
		c(&f)
	}
	return f
}

func show(tasks []toegang.Taak) []string {
	var lines []string
	for _, t := range tasks {
		lines = append(lines, fmt.Sprintf("%s %s=%s%s %s..%s", t.Sleutel, t.VoorWie.Rol, t.VoorWie.Persoon, t.VoorWie.Aanbieder, t.ZichtbaarVanaf, t.Termijn))
	}
	slices.Sort(lines)
	return lines
}

func wantTaken(t *testing.T, name string, f TakenFeiten, want ...string) {
	t.Helper()
	got := Taken(f)
	slices.Sort(want)
	if lines := show(got); !slices.Equal(lines, want) {
		t.Errorf("%s:\n%q\nwant\n%q", name, lines, want)
	}
	for _, task := range got {
		if task.InwonerID != "i1" || task.Onderwerp.ID == "" || task.Actie == "" || task.Wettelijk {
			t.Errorf("%s: task %+v", name, task)
		}
	}
}

const (
	write1  = "voortgangsbericht_schrijven:t1:1 werkbegeleider=peteraa 2026-03-25..2026-04-15"
	plan    = "evaluatie_plannen:t1 trajectbegeleider=sanneaa 2026-05-05..2026-06-02"
	runsOut = "arrangement_loopt_af:t1 consulent=naima 2026-06-16..2026-07-14"
	closing = "arrangement_afsluiten:t1 consulent=naima 2026-07-15..2026-07-28"
)

func TestStartTaken(t *testing.T) {
	testkit.Eis(t, "BEG-01")
	notStarted := func(f *TakenFeiten) { f.Start = StartBevestiging{} }
	wantTaken(t, "allocated", running(t, "ONT3", notStarted), runsOut, "start_bevestigen:t1 aanbieder=aa 2026-01-05..2026-01-22")
	wantTaken(t, "allocated late", running(t, "ONT3", notStarted, func(f *TakenFeiten) { f.Toegewezen = day("2026-01-20") }),
		runsOut, "start_bevestigen:t1 aanbieder=aa 2026-01-20..2026-01-27")
	refused := func(f *TakenFeiten) { notStarted(f); f.Geweigerd = day("2026-01-12") }
	wantTaken(t, "refused", running(t, "ONT3", refused), "weigering_afhandelen:t1 consulent=naima 2026-01-12..2026-01-19")
	wantTaken(t, "refused and solved", running(t, "ONT3", refused, func(f *TakenFeiten) { f.WeigeringKlaar = true }))
	wantTaken(t, "taken back", running(t, "ONT3", func(f *TakenFeiten) { f.Vervallen = day("2026-01-12") }))
	wantTaken(t, "not allocated", running(t, "ONT3", func(f *TakenFeiten) { f.Toegewezen = day("") }))
}

func TestVoortgangTaken(t *testing.T) {
	testkit.Eis(t, "MON-01", "MON-03")
	wantTaken(t, "running", running(t, "ONT3"), write1, plan, runsOut, closing)
	written := func(f *TakenFeiten) {
		f.Berichten = []Voortgangsbericht{{ID: "v1", Moment: 1, Ingediend: day("2026-04-10")}}
	}
	wantTaken(t, "handed in", running(t, "ONT3", written), plan, runsOut, closing,
		"voortgangsbericht_lezen:t1:v1 consulent=naima 2026-04-10..2026-04-17",
		"voortgangsbericht_bekijken:t1:v1 inwoner=i1 2026-04-10..")
	wantTaken(t, "read by both", running(t, "ONT3", written, func(f *TakenFeiten) {
		f.Berichten[0].Gelezen, f.Bekeken = day("2026-04-12"), []string{"v1"}
	}), plan, runsOut, closing)
	wantTaken(t, "a draft is nothing yet", running(t, "ONT3", func(f *TakenFeiten) { f.Berichten = []Voortgangsbericht{{ID: "v1", Moment: 1}} }),
		write1, plan, runsOut, closing)
	wantTaken(t, "written in between", running(t, "ONT3", func(f *TakenFeiten) {
		f.Berichten = []Voortgangsbericht{{ID: "v0", Ingediend: day("2026-02-10"), Gelezen: day("2026-02-11")}}
		f.Bekeken = []string{"v0"}
	}), write1, plan, runsOut, closing)
	sta := running(t, "STA3", func(f *TakenFeiten) { f.Start.Trajectbegeleider = Begeleider{} })
	wantTaken(t, "stable", sta,
		"voortgangsbericht_schrijven:t1:1 werkbegeleider=peteraa 2026-06-24..2026-07-15",
		"voortgangsbericht_schrijven:t1:2 werkbegeleider=peteraa 2026-12-25..2027-01-15",
		"voortgangsbericht_schrijven:t1:3 werkbegeleider=peteraa 2027-06-24..2027-07-15",
		"evaluatie_plannen:t1 werkbegeleider=peteraa 2027-11-05..2027-12-03",
		"arrangement_loopt_af:t1 consulent=naima 2027-12-17..2028-01-14",
		"arrangement_afsluiten:t1 consulent=naima 2028-01-15..2028-01-28")
	goals := func(f *TakenFeiten) {
		f.Doelen = report().Doelen
		f.Observaties = []DoelObservatie{
			{DoelID: "a", Op: day("2026-03-01"), Score: toegang.ScoreSoms}, {DoelID: "b", Op: day("2026-02-20"), Score: toegang.ScoreSoms},
		}
	}
	wantTaken(t, "goals with news", running(t, "ONT3", goals), write1, plan, runsOut, closing,
		"doelen_bijwerken:t1 werkbegeleider=peteraa 2026-03-27..2026-04-03")
}

func TestEvaluatieTaken(t *testing.T) {
	testkit.Eis(t, "MON-05")
	planned := func(f *TakenFeiten) {
		f.Evaluatie = Evaluatie{GeplandOp: day("2026-05-10"), Datum: day("2026-05-28"), Uitgenodigd: three}
	}
	wantTaken(t, "planned", running(t, "ONT3", planned), write1, runsOut, closing,
		"evaluatie_houden:t1 trajectbegeleider=sanneaa 2026-05-05..2026-06-02",
		"evaluatie_bijwonen:t1:inwoner inwoner=i1 2026-05-10..2026-05-28",
		"evaluatie_bijwonen:t1:consulent consulent=naima 2026-05-10..2026-05-28")
	done := func(f *TakenFeiten) { f.Evaluatie = held() }
	wantTaken(t, "held", running(t, "ONT3", done), write1, closing, "vervolg_besluiten:t1 consulent=naima 2026-06-01..2026-06-30")
	wantTaken(t, "held very late", running(t, "ONT3", done, func(f *TakenFeiten) { f.Evaluatie.Gehouden = day("2026-07-10") }), write1, closing,
		"vervolg_besluiten:t1 consulent=naima 2026-07-10..2026-07-10")
	wantTaken(t, "decided", running(t, "ONT3", done, func(f *TakenFeiten) { f.Vervolg = VervolgBesluit{Soort: VoorstelStapOmhoog, Op: day("2026-06-10")} }), write1, closing)
}

func TestInterruptionAndEndTaken(t *testing.T) {
	testkit.Eis(t, "X-10")
	away := func(f *TakenFeiten) {
		f.Onderbrekingen = []Onderbreking{{ID: "o1", Van: day("2026-03-02"), VerwachtTerug: day("2026-04-01")}}
		f.Doelen = report().Doelen
	}
	wantTaken(t, "away: no news of goals is asked", running(t, "ONT3", away), write1, plan, runsOut, closing,
		"terugkeer_bespreken:t1:o1 werkbegeleider=peteraa 2026-03-25..2026-04-01")
	back := running(t, "ONT3", away, func(f *TakenFeiten) { f.Onderbrekingen[0].Terug = day("2026-03-20") })
	wantTaken(t, "back", back, write1, plan, runsOut, closing, "doelen_bijwerken:t1 werkbegeleider=peteraa 2026-04-24..2026-05-01")
	ended := func(f *TakenFeiten) {
		f.Einde = &Beeindiging{LaatsteDag: day("2026-05-01"), Reden: toegang.EindeDoorInwoner, Op: day("2026-04-20")}
		f.Arrangement.LaatsteDag = day("2026-05-01")
	}
	wantTaken(t, "ends early: the report that was due stays", running(t, "ONT3", away, ended), write1,
		"arrangement_afsluiten:t1 consulent=naima 2026-05-02..2026-05-15")
	soon := func(f *TakenFeiten) {
		ended(f)
		f.Einde.Op, f.Einde.LaatsteDag, f.Arrangement.LaatsteDag = day("2026-04-01"), day("2026-04-20"), day("2026-04-20")
	}
	wantTaken(t, "ended before the report was due", running(t, "ONT3", soon), "arrangement_afsluiten:t1 consulent=naima 2026-04-21..2026-05-04")
}

func TestNazorgTaken(t *testing.T) {
	testkit.Eis(t, "RES-02")
	c := closed()
	done := func(f *TakenFeiten) { f.Afsluiting = &c }
	wantTaken(t, "closed", running(t, "ONT3", done),
		"nazorg:t1:1 consulent=naima 2026-08-14..2026-08-28",
		"nazorg:t1:3 consulent=naima 2026-10-14..2026-10-28",
		"nazorg:t1:6 consulent=naima 2027-01-14..2027-01-28")
	wantTaken(t, "asked once", running(t, "ONT3", done, func(f *TakenFeiten) { f.Nazorg = []Nazorg{{Maanden: 1, Gedaan: day("2026-08-20")}} }),
		"nazorg:t1:3 consulent=naima 2026-10-14..2026-10-28",
		"nazorg:t1:6 consulent=naima 2027-01-14..2027-01-28")
	unread := func(f *TakenFeiten) {
		f.Nazorg = []Nazorg{{Maanden: 1, Gedaan: day("2026-08-20")}, {Maanden: 3, Gedaan: day("2026-10-20")}, {Maanden: 6, Gedaan: day("2027-01-20")}}
		f.Berichten = []Voortgangsbericht{{ID: "v1", Moment: 1, Ingediend: day("2026-04-10")}}
	}
	wantTaken(t, "a report that nobody read stays", running(t, "ONT3", done, unread), "voortgangsbericht_lezen:t1:v1 consulent=naima 2026-04-10..2026-04-17")
}

func TestSignaalTaken(t *testing.T) {
	testkit.Eis(t, "MON-04")
	with := func(change ...func(*Signaal)) TakenFeiten {
		return running(t, "ONT3", func(f *TakenFeiten) { f.Signalen = []Signaal{newSignaal(change...)} })
	}
	base := []string{write1, plan, runsOut, closing}
	wantTaken(t, "to the lokale toegang", with(), append(base, "signaal_beantwoorden:t1:s1 consulent=naima 2026-04-02..2026-04-13")...)
	wantTaken(t, "to the provider", with(func(s *Signaal) { s.Van, s.Aan = toegang.PartijInwoner, toegang.PartijAanbieder }),
		append(base, "signaal_beantwoorden:t1:s1 werkbegeleider=peteraa 2026-04-02..2026-04-13")...)
	wantTaken(t, "to the resident", with(func(s *Signaal) { s.Van, s.Aan = toegang.PartijToegang, toegang.PartijInwoner }),
		append(base, "signaal_beantwoorden:t1:s1 inwoner=i1 2026-04-02..2026-04-13")...)
	answered := func(s *Signaal) { s.Beantwoord = day("2026-04-13") }
	wantTaken(t, "answered", with(answered), append(base, "signaal_sluiten:t1:s1 werkbegeleider=peteraa 2026-04-13..2026-04-20")...)
	wantTaken(t, "another of the provider asked", with(answered, func(s *Signaal) { s.VanPersoon = "joke" }), append(base, "signaal_sluiten:t1:s1 werkbegeleider=jokeaa 2026-04-13..2026-04-20")...)
	wantTaken(t, "the resident's is answered", with(answered, func(s *Signaal) { s.Van, s.VanPersoon = toegang.PartijInwoner, "mentor" }),
		append(base, "signaal_sluiten:t1:s1 inwoner=i1 2026-04-13..2026-04-20")...)
	wantTaken(t, "closed", with(answered, func(s *Signaal) { s.Gesloten = day("2026-04-14") }), base...)
	for _, task := range Taken(with()) {
		if task.Soort == TaakSignaalBeantwoorden && task.Onderwerp != (toegang.Onderwerp{Soort: "signaal", ID: "s1"}) {
			t.Errorf("about %+v", task.Onderwerp)
		}
	}
}

// TestTakenAreTheSame: the same facts give the same tasks in the same order, each
// with a key of its own.
func TestTakenAreTheSame(t *testing.T) {
	codes := []inkoop.ProductCode{"ORI", "ONT3", "STA4"}
	facts := map[inkoop.ProductCode]TakenFeiten{}
	for _, c := range codes {
		facts[c] = running(t, c)
	}
	rapid.Check(t, func(rt *rapid.T) {
		f := facts[rapid.SampledFrom(codes).Draw(rt, "product")]
		f.Doelen = report().Doelen
		for i := range rapid.IntRange(0, 4).Draw(rt, "signals") {
			f.Signalen = append(f.Signalen, newSignaal(func(s *Signaal) { s.ID = fmt.Sprint("s", i) }))
		}
		for i := range rapid.IntRange(0, 3).Draw(rt, "reports") {
			f.Berichten = append(f.Berichten, Voortgangsbericht{ID: fmt.Sprint("v", i), Moment: i, Ingediend: day("2026-04-10")})
		}
		if rapid.Bool().Draw(rt, "planned") {
			f.Evaluatie = Evaluatie{GeplandOp: day("2026-05-10"), Datum: day("2026-05-28")}
		}
		first := Taken(f)
		if !slices.Equal(first, Taken(f)) {
			rt.Fatal("the same facts give other tasks")
		}
		seen := map[string]bool{}
		for _, task := range first {
			if seen[task.Sleutel] || task.ZichtbaarVanaf.IsZero() {
				rt.Fatalf("key %s twice, or never to be seen", task.Sleutel)
			}
			seen[task.Sleutel] = true
		}
	})
}
