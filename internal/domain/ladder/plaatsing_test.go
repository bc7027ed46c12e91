package ladder_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/testkit"
)

func day(text string) civil.Date { return civil.MustParse(text) }

func get(t testing.TB, v ladder.Versie) ladder.Ladder {
	t.Helper()
	l, ok := ladder.Get(v)
	if !ok {
		t.Fatalf("no ladder %s", v)
	}
	return l
}

// answered gives ja to the questions and nee to all others.
func answered(l ladder.Ladder, ja ...ladder.Vraag) ladder.Antwoorden {
	a := ladder.Antwoorden{}
	for _, v := range l.Vragen() {
		a[v] = ladder.Nee
	}
	for _, v := range ja {
		a[v] = ladder.Ja
	}
	return a
}

// placed expects that ja to these questions alone leads to a trede.
func placed(t *testing.T, v ladder.Versie, want ladder.Trede, ja ...ladder.Vraag) ladder.Plaatsing {
	t.Helper()
	p, err := ladder.Place(v, answered(get(t, v), ja...))
	if err != nil {
		t.Fatal(err)
	}
	if p.Trede != want || !p.Compleet() || p.Nodig != nil {
		t.Errorf("%s with %v: trede %d, needed %v, want trede %d", v, ja, p.Trede, p.Nodig, want)
	}
	return p
}

func named(t *testing.T, v ladder.Versie, trede ladder.Trede, naam string) {
	t.Helper()
	if got := get(t, v).Naam(trede); got != naam {
		t.Errorf("%s calls trede %d %q, want %q", v, trede, got, naam)
	}
}

func TestTrede1HasFunctionalContactsOnly(t *testing.T) {
	testkit.Eis(t, "LAD-01")
	named(t, ladder.V2, 1, "Geïsoleerd")
	placed(t, ladder.V2, 1)
	placed(t, ladder.V1, 1)
}

func TestTrede2MeetsOthersEveryWeek(t *testing.T) {
	testkit.Eis(t, "LAD-02")
	named(t, ladder.V2, 2, "Sociale contacten")
	placed(t, ladder.V2, 2, ladder.ContactBuitenshuis)
	placed(t, ladder.V2, 2, ladder.GeorganiseerdWekelijks) // a coffee morning, a course, a language class
}

func TestTrede3ContributesWithLittleResponsibility(t *testing.T) {
	testkit.Eis(t, "LAD-03")
	named(t, ladder.V2, 3, "Bijdrage leveren op een werkplek")
	placed(t, ladder.V2, 3, ladder.TakenWekelijks)
	placed(t, ladder.V2, 3, ladder.TakenWekelijks, ladder.ContactBuitenshuis, ladder.GeorganiseerdWekelijks)
}

// One of the four criteria of trede 4 is enough; the first three are about the
// tasks, so they say nothing without any.
func TestTrede4NeedsOneOfFour(t *testing.T) {
	testkit.Eis(t, "LAD-04")
	named(t, ladder.V2, 4, "Onbetaald werk met ondersteuning")
	for _, v := range []ladder.Vraag{ladder.Zelfstandig, ladder.Verantwoordelijkheid, ladder.EconomischeWaarde} {
		placed(t, ladder.V2, 4, ladder.TakenWekelijks, v)
		placed(t, ladder.V2, 1, v)
	}
	placed(t, ladder.V2, 4, ladder.TakenWekelijks, ladder.VakopleidingUitkering)
	placed(t, ladder.V2, 4, ladder.VakopleidingUitkering)
}

func TestTrede5IsPaidWithSomethingAdded(t *testing.T) {
	testkit.Eis(t, "LAD-05")
	named(t, ladder.V2, 5, "Betaald werk met ondersteuning")
	for _, v := range []ladder.Vraag{ladder.AanvullendeUitkering, ladder.Instrument, ladder.Studiefinanciering} {
		placed(t, ladder.V2, 5, ladder.BetaaldWerk, v)
		placed(t, ladder.V2, 1, v)
	}
}

func TestTrede6IsPaidWithNothingAdded(t *testing.T) {
	testkit.Eis(t, "LAD-06")
	named(t, ladder.V2, 6, "Betaald werk")
	placed(t, ladder.V2, 6, ladder.BetaaldWerk)
	for _, trede := range ladder.Treden() {
		if d, _ := get(t, ladder.V2).Definitie(trede); d.Uitstroom != (trede == 6) {
			t.Errorf("trede %d means leaving: %t", trede, d.Uitstroom)
		}
	}
}

// Trede 3 is about activering, 4 and 5 about work.
func TestNadruk(t *testing.T) {
	testkit.Eis(t, "LAD-08")
	want := map[ladder.Trede]ladder.Nadruk{3: ladder.Activering, 4: ladder.Werk, 5: ladder.Werk}
	for _, l := range ladder.Ladders() {
		for _, d := range l.Definities {
			if d.Nadruk != want[d.Trede] {
				t.Errorf("%s trede %d has nadruk %q", l.Versie, d.Trede, d.Nadruk)
			}
		}
	}
}

// The first version stands beside the second, with its own names and criteria.
func TestVersion1(t *testing.T) {
	testkit.Eis(t, "B-LAD-01")
	for trede, naam := range map[ladder.Trede]string{
		1: "Geïsoleerd", 2: "Sociale contacten buiten de deur", 3: "Deelname georganiseerde activiteiten",
		4: "Onbetaald werk", 5: "Betaald werk met ondersteuning", 6: "Betaald werk",
	} {
		named(t, ladder.V1, trede, naam)
	}
	placed(t, ladder.V1, 2, ladder.ContactBuitenshuis)
	placed(t, ladder.V1, 3, ladder.TakenWekelijks)
	for _, v := range []ladder.Vraag{ladder.Zelfstandig, ladder.Verantwoordelijkheid, ladder.EconomischeWaarde} {
		placed(t, ladder.V1, 4, ladder.TakenWekelijks, v)
	}
	placed(t, ladder.V1, 5, ladder.BetaaldWerk, ladder.AanvullendeUitkering)
	placed(t, ladder.V1, 5, ladder.BetaaldWerk, ladder.Instrument)
	placed(t, ladder.V1, 6, ladder.BetaaldWerk)
}

// The same life stands on another trede by the other definition.
func TestVersionsPlaceDifferently(t *testing.T) {
	testkit.Eis(t, "B-LAD-01")
	for _, c := range []struct {
		ja     []ladder.Vraag
		v1, v2 ladder.Trede
	}{
		{[]ladder.Vraag{ladder.GeorganiseerdWekelijks}, 3, 2},
		{[]ladder.Vraag{ladder.VakopleidingUitkering}, 1, 4},
		{[]ladder.Vraag{ladder.BetaaldWerk, ladder.Studiefinanciering}, 6, 5},
		{[]ladder.Vraag{ladder.TakenWekelijks}, 3, 3},
	} {
		a := answered(get(t, ladder.V2), c.ja...)
		p1, err1 := ladder.Place(ladder.V1, a)
		p2, err2 := ladder.Place(ladder.V2, a)
		if err1 != nil || err2 != nil || p1.Trede != c.v1 || p2.Trede != c.v2 {
			t.Errorf("%v: v1 %d, v2 %d, want %d and %d (%v, %v)", c.ja, p1.Trede, p2.Trede, c.v1, c.v2, err1, err2)
		}
	}
}

// byDefinition reads the definitions instead of following the steps.
func byDefinition(v ladder.Versie, is func(ladder.Vraag) bool) ladder.Trede {
	v2 := v == ladder.V2
	added := is(ladder.AanvullendeUitkering) || is(ladder.Instrument) || (v2 && is(ladder.Studiefinanciering))
	able := is(ladder.Zelfstandig) || is(ladder.Verantwoordelijkheid) || is(ladder.EconomischeWaarde)
	switch {
	case is(ladder.BetaaldWerk) && !added:
		return 6
	case is(ladder.BetaaldWerk):
		return 5
	case (is(ladder.TakenWekelijks) && able) || (v2 && is(ladder.VakopleidingUitkering)):
		return 4
	case is(ladder.TakenWekelijks) || (!v2 && is(ladder.GeorganiseerdWekelijks)):
		return 3
	case is(ladder.GeorganiseerdWekelijks) || is(ladder.ContactBuitenshuis):
		return 2
	}
	return 1
}

// Every combination of answers gives exactly the trede of the definitions, and the
// grounds alone lead to it too.
func TestEveryCombinationOfAnswers(t *testing.T) {
	for _, l := range ladder.Ladders() {
		vragen := l.Vragen()
		for mask := range 1 << len(vragen) {
			a := ladder.Antwoorden{}
			for i, v := range vragen {
				a[v] = ladder.Nee
				if mask>>i&1 == 1 {
					a[v] = ladder.Ja
				}
			}
			p, err := l.Place(a)
			if err != nil {
				t.Fatal(err)
			}
			if want := byDefinition(l.Versie, func(v ladder.Vraag) bool { return a[v] == ladder.Ja }); p.Trede != want {
				t.Fatalf("%s %v: trede %d, want %d", l.Versie, a, p.Trede, want)
			}
			if signal := slices.Contains(p.Signalen, ladder.AWBijBetaaldWerk); signal != (a[ladder.BetaaldWerk] == ladder.Ja && a[ladder.AWBegeleiding] == ladder.Ja) {
				t.Fatalf("%s %v: signal %t", l.Versie, a, signal)
			}
			only := ladder.Antwoorden{}
			for _, g := range p.Gronden {
				only[g.Vraag] = g.Antwoord
			}
			if again, err := l.Place(only); err != nil || again.Trede != p.Trede {
				t.Fatalf("%s: the grounds %v lead to %d, not to %d", l.Versie, p.Gronden, again.Trede, p.Trede)
			}
		}
	}
}

// An open question is never taken for no: as long as answers could change the
// trede there is none, and what is needed next can be asked until there is one.
func TestOpenQuestionsAreAsked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(ladder.Ladders()).Draw(t, "ladder")
		truth, given := ladder.Antwoorden{}, ladder.Antwoorden{}
		for _, v := range l.Vragen() {
			truth[v] = rapid.SampledFrom([]ladder.Antwoord{ladder.Ja, ladder.Nee}).Draw(t, string(v))
			if rapid.Bool().Draw(t, "given") {
				given[v] = truth[v]
			}
		}
		want, err := l.Place(truth)
		if err != nil {
			t.Fatal(err)
		}
		for range l.Stappen {
			p, err := l.Place(given)
			if err != nil {
				t.Fatal(err)
			}
			if p.Compleet() {
				if p.Trede != want.Trede {
					t.Fatalf("%v decides for %d, all answers for %d", given, p.Trede, want.Trede)
				}
				return
			}
			if len(p.Nodig) == 0 {
				t.Fatalf("%v gives no trede and needs nothing", given)
			}
			for _, v := range p.Nodig {
				if given[v] != ladder.Onbeantwoord {
					t.Fatalf("%s is asked again", v)
				}
				given[v] = truth[v]
			}
		}
		t.Fatal("the questions do not come to an end")
	})
}

func TestNothingAnsweredAsksTheFirstQuestion(t *testing.T) {
	for _, a := range []ladder.Antwoorden{nil, {}, {ladder.BetaaldWerk: ladder.Onbeantwoord, ladder.Zelfstandig: ladder.Ja}} {
		p, err := ladder.Place(ladder.V2, a)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(ladder.Plaatsing{Versie: ladder.V2, Nodig: []ladder.Vraag{ladder.BetaaldWerk}}, p); diff != "" {
			t.Error(diff)
		}
	}
}

// The path says step by step why, and asks within a step only what is open.
func TestGrondenExplainThePlacement(t *testing.T) {
	p, err := ladder.Place(ladder.V2, ladder.Antwoorden{
		ladder.BetaaldWerk: ladder.Nee, ladder.TakenWekelijks: ladder.Ja, ladder.Zelfstandig: ladder.Nee, ladder.EconomischeWaarde: ladder.Ja,
	})
	if err != nil {
		t.Fatal(err)
	}
	want := ladder.Plaatsing{Versie: ladder.V2, Trede: 4, Gronden: []ladder.Grond{
		{Stap: 1, Vraag: ladder.BetaaldWerk, Antwoord: ladder.Nee},
		{Stap: 4, Vraag: ladder.TakenWekelijks, Antwoord: ladder.Ja},
		{Stap: 5, Vraag: ladder.EconomischeWaarde, Antwoord: ladder.Ja},
	}}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
	p, err = ladder.Place(ladder.V2, ladder.Antwoorden{
		ladder.BetaaldWerk: ladder.Nee, ladder.TakenWekelijks: ladder.Ja, ladder.Zelfstandig: ladder.Nee,
	})
	if err != nil {
		t.Fatal(err)
	}
	open := []ladder.Vraag{ladder.Verantwoordelijkheid, ladder.EconomischeWaarde, ladder.VakopleidingUitkering}
	if diff := cmp.Diff(open, p.Nodig); diff != "" || p.Trede != 0 {
		t.Errorf("trede %d, %s", p.Trede, diff)
	}
}

func TestPlaceRefusesWhatDoesNotExist(t *testing.T) {
	for name, place := range map[string]func() (ladder.Plaatsing, error){
		"version": func() (ladder.Plaatsing, error) { return ladder.Place("v9", nil) },
		"question": func() (ladder.Plaatsing, error) {
			return ladder.Place(ladder.V2, ladder.Antwoorden{"leeftijd": ladder.Ja})
		},
		"answer": func() (ladder.Plaatsing, error) {
			return ladder.Place(ladder.V2, ladder.Antwoorden{ladder.BetaaldWerk: "misschien"})
		},
	} {
		if p, err := place(); !errors.Is(err, ladder.ErrPlaatsing) || p.Trede != 0 {
			t.Errorf("%s: %v, %v", name, p, err)
		}
	}
}

// Each version is whole: six treden in order, texts on all, a way through every
// step, and days that follow each other without gap.
func TestLaddersAreWhole(t *testing.T) {
	for i, l := range ladder.Ladders() {
		if l.Bron == "" || len(l.Definities) != 6 {
			t.Errorf("%s is not whole", l.Versie)
		}
		for j, d := range l.Definities {
			if int(d.Trede) != j+1 || d.Naam == "" || d.Betekenis == "" || d.Kort == "" || d.Uitleg == "" ||
				len(d.Voorbeelden) == 0 || len(d.Ankers) != 5 {
				t.Errorf("%s trede %d is not whole: %+v", l.Versie, j+1, d)
			}
			for _, term := range []string{"trede", "ladder", "participatie", "arrangement", "activering", "ondersteuning"} {
				if strings.Contains(strings.ToLower(d.Kort+d.Uitleg), term) {
					t.Errorf("%s trede %d says %q to a resident", l.Versie, d.Trede, term)
				}
			}
		}
		for _, v := range l.Vragen() {
			if l.Vraagtekst(v) == "" {
				t.Errorf("%s has no text for %s", l.Versie, v)
			}
		}
		if i > 0 && ladder.Ladders()[i-1].Until != l.From {
			t.Errorf("%s begins on %s, the one before ends on %s", l.Versie, l.From, ladder.Ladders()[i-1].Until)
		}
	}
}

func TestVersionOfTheDay(t *testing.T) {
	for text, want := range map[string]ladder.Versie{"2016-10-01": ladder.V1, "2020-06-30": ladder.V1, "2020-07-01": ladder.V2, "2026-11-22": ladder.V2} {
		if l, ok := ladder.At(day(text)); !ok || l.Versie != want {
			t.Errorf("on %s %s, want %s", text, l.Versie, want)
		}
	}
	if _, ok := ladder.At(civil.Date{}); ok {
		t.Error("no date has a ladder")
	}
}

func TestVerschillenBetweenTheVersions(t *testing.T) {
	testkit.Eis(t, "B-LAD-01")
	var got []string
	for _, v := range ladder.Verschillen(get(t, ladder.V1), get(t, ladder.V2)) {
		if v.Was == v.Geworden || v.Was == "" || v.Geworden == "" {
			t.Errorf("no difference: %+v", v)
		}
		got = append(got, v.Trede.String()+" "+v.Veld)
	}
	want := []string{"2 naam", "2 betekenis", "3 naam", "3 betekenis", "4 naam", "4 betekenis", "5 betekenis"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if same := ladder.Verschillen(get(t, ladder.V2), get(t, ladder.V2)); same != nil {
		t.Errorf("v2 differs from itself: %v", same)
	}
	v1, v2 := get(t, ladder.V1).Vraagtekst(ladder.TakenWekelijks), get(t, ladder.V2).Vraagtekst(ladder.TakenWekelijks)
	if v1 == v2 || !strings.Contains(v2, "werkplek") || strings.Contains(v1, "werkplek") {
		t.Errorf("v1 asks %q, v2 asks %q", v1, v2)
	}
}
