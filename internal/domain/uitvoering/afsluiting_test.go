package uitvoering

import (
	"slices"
	"testing"

	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/domain/toegang"
	"trede/internal/testkit"
)

func TestEindeRules(t *testing.T) {
	testkit.Eis(t, "X-10")
	base := func(change ...func(*EindeFeiten)) EindeFeiten {
		f := EindeFeiten{Arrangement: arrangement(t, "ONT3", "2026-01-15"), Begonnen: day("2026-01-20"), Einde: Beeindiging{
			LaatsteDag: day("2026-04-01"), Reden: toegang.EindeInOverleg, Besproken: three, Door: "peter", Op: day("2026-03-28"),
		}}
		for _, c := range change {
			c(&f)
		}
		return f
	}
	because := func(r toegang.RedenBeeindiging, words string) func(*EindeFeiten) {
		return func(f *EindeFeiten) { f.Einde.Reden, f.Einde.Toelichting = r, words }
	}
	on := func(text string) func(*EindeFeiten) { return func(f *EindeFeiten) { f.Einde.LaatsteDag = day(text) } }
	talked := func(who ...toegang.Partij) func(*EindeFeiten) {
		return func(f *EindeFeiten) { f.Einde.Besproken = who }
	}
	d := day("2026-04-01")
	ruletest.Contract(t, EindeRules, []ruletest.Case[EindeFeiten]{
		of("agreed", "EINDE-01", d, base(), rule.Passed, ""),
		of("death", "EINDE-01", d, base(because(toegang.EindeOverlijden, "")), rule.Passed, ""),
		of("as planned is not early", "EINDE-01", d, base(because(toegang.EindeVolgensPlan, "")), rule.Failed, "einde.reden_ontbreekt"),
		of("for a while is not an end", "EINDE-01", d, base(because(toegang.EindeTijdelijk, "")), rule.Failed, "einde.reden_ontbreekt"),
		of("a code that does not exist", "EINDE-01", d, base(because("01", "")), rule.Failed, "einde.reden_ontbreekt"),
		of("on the day it began", "EINDE-02", d, base(on("2026-01-20")), rule.Passed, ""),
		of("a day before the end", "EINDE-02", d, base(on("2026-07-13")), rule.Passed, ""),
		of("on the last day itself", "EINDE-02", d, base(on("2026-07-14")), rule.Failed, "einde.niet_eerder"),
		of("later", "EINDE-02", d, base(on("2026-07-15")), rule.Failed, "einde.niet_eerder"),
		of("before it began", "EINDE-02", d, base(on("2026-01-19")), rule.Failed, "einde.niet_eerder"),
		of("talked about", "EINDE-03", d, base(), rule.Passed, ""),
		of("not with the lokale toegang", "EINDE-03", d, base(talked(toegang.PartijInwoner)), rule.Failed, "einde.niet_besproken"),
		of("not with the resident", "EINDE-03", d, base(talked(toegang.PartijToegang)), rule.Failed, "einde.niet_besproken"),
		of("after a death", "EINDE-03", d, base(because(toegang.EindeOverlijden, ""), talked()), rule.NotApplicable, ""),
		of("by the resident, with words", "EINDE-04", d, base(because(toegang.EindeDoorInwoner, "wil niet meer")), rule.Passed, ""),
		of("by the provider, without", "EINDE-04", d, base(because(toegang.EindeDoorAanbieder, " ")), rule.Failed, "einde.toelichting_ontbreekt"),
		of("by the gemeente, without", "EINDE-04", d, base(because(toegang.EindeDoorGemeente, "")), rule.Failed, "einde.toelichting_ontbreekt"),
		of("agreed needs none", "EINDE-04", d, base(), rule.NotApplicable, ""),
	})
	e := Beeindiging{LaatsteDag: d, Reden: toegang.EindeVerhuizing, Door: "peter", Toelichting: "naar Ede"}
	w, ok := e.AlsWijziging()
	if !ok || w.Reden != toegang.WijzigingVerhuizing || w.LaatsteDag != d || w.Door != "peter" || w.Toelichting != "naar Ede" {
		t.Errorf("as a change %+v", w)
	}
	if _, ok := (Beeindiging{Reden: toegang.EindeVolgensPlan}).AlsWijziging(); ok {
		t.Error("an end as planned changes the toewijzing")
	}
}

// meting gives a measurement of one kind.
func meting(soort ladder.MetingSoort, on string, trede ladder.Trede, ankers ...string) ladder.Meting {
	m := ladder.Meting{Datum: day(on), Soort: soort, Versie: ladder.V2, Vastgesteld: trede, Berekend: trede}
	m.Ankers = append([]string{}, ankers...)
	return m
}

func closed() Afsluiting {
	return Afsluiting{
		Op: day("2026-07-15"), Door: "naima", LaatsteDag: day("2026-07-14"), Reden: toegang.EindeVolgensPlan, Eindtrede: 3,
		Resultaat: ResultaatBijdrage, Bestemming: BestemmingVrijwilligerswerk,
	}
}

func TestAfsluitingRules(t *testing.T) {
	testkit.Eis(t, "RES-01", "RES-02", "UIT-07", "X-10")
	both := []ladder.Meting{meting(ladder.MetingStart, "2026-01-10", 2), meting(ladder.MetingEind, "2026-07-10", 3)}
	base := func(change func(*Afsluiting)) AfsluitingFeiten {
		f := AfsluitingFeiten{Arrangement: arrangement(t, "ONT3", "2026-01-15"), Afsluiting: closed(), Metingen: both}
		if change != nil {
			change(&f.Afsluiting)
		}
		return f
	}
	dead := func(a *Afsluiting) {
		*a = Afsluiting{Op: day("2026-04-01"), Door: "naima", LaatsteDag: day("2026-03-28"), Reden: toegang.EindeOverlijden}
	}
	oneMeting := base(nil)
	oneMeting.Metingen = both[:1]
	to := func(b Bestemming, trede ladder.Trede) AfsluitingFeiten {
		return base(func(a *Afsluiting) { a.Bestemming, a.Eindtrede = b, trede })
	}
	d := day("2026-07-15")
	cases := []ruletest.Case[AfsluitingFeiten]{
		of("measured", "AFSLUITING-01", d, base(nil), rule.Passed, ""),
		of("no end rung", "AFSLUITING-01", d, base(func(a *Afsluiting) { a.Eindtrede = 0 }), rule.Failed, "afsluiting.eindtrede_ontbreekt"),
		of("after a death", "AFSLUITING-01", d, base(dead), rule.NotApplicable, ""),
		of("no result", "AFSLUITING-02", d, base(func(a *Afsluiting) { a.Resultaat = "" }), rule.Failed, "afsluiting.resultaat_ontbreekt"),
		of("a result of one's own", "AFSLUITING-02", d, base(func(a *Afsluiting) { a.Resultaat = "fijn" }), rule.Failed, "afsluiting.resultaat_ontbreekt"),
		of("after a death", "AFSLUITING-02", d, base(dead), rule.NotApplicable, ""),
		of("no destination", "AFSLUITING-03", d, base(func(a *Afsluiting) { a.Bestemming = "" }), rule.Failed, "afsluiting.bestemming_ontbreekt"),
		of("after a death", "AFSLUITING-03", d, base(dead), rule.NotApplicable, ""),
		of("after the last day", "AFSLUITING-04", d, base(nil), rule.Passed, ""),
		of("after a death", "AFSLUITING-04", d, base(dead), rule.Passed, ""),
		of("before the last day", "AFSLUITING-04", d, base(func(a *Afsluiting) { a.Op = day("2026-07-13") }), rule.Failed, "afsluiting.voor_einde"),
		of("without a last day", "AFSLUITING-04", d, base(func(a *Afsluiting) { a.LaatsteDag = day("") }), rule.Failed, "afsluiting.voor_einde"),
		of("without a reason", "AFSLUITING-04", d, base(func(a *Afsluiting) { a.Reden = toegang.EindeTijdelijk }), rule.Failed, "afsluiting.reden_ontbreekt"),
		of("by nobody", "AFSLUITING-04", d, base(func(a *Afsluiting) { a.Door = "" }), rule.Failed, "afsluiting.door_ontbreekt"),
		of("start and end", "AFSLUITING-05", d, base(nil), rule.Passed, ""),
		of("only a start", "AFSLUITING-05", d, oneMeting, rule.Failed, "afsluiting.meting_ontbreekt"),
		of("after a death", "AFSLUITING-05", d, base(dead), rule.NotApplicable, ""),
		of("paid on 6", "AFSLUITING-06", d, to(BestemmingBetaald, 6), rule.Passed, ""),
		of("paid on 5", "AFSLUITING-06", d, to(BestemmingBetaald, 5), rule.Failed, "afsluiting.trede_past_niet_bij_bestemming"),
		of("paid with support on 5", "AFSLUITING-06", d, to(BestemmingBetaaldMetSteun, 5), rule.Passed, ""),
		of("paid with support on 4", "AFSLUITING-06", d, to(BestemmingBetaaldMetSteun, 4), rule.Failed, ""),
		of("volunteering", "AFSLUITING-06", d, base(nil), rule.NotApplicable, ""),
	}
	for _, r := range []Resultaat{"maatschappelijke_integratie", "bijdrage_naar_vermogen", "ontwikkeling_in_brede_zin", "participatie_behouden", "geen_resultaat"} {
		cases = append(cases, of(string(r), "AFSLUITING-02", d, base(func(a *Afsluiting) { a.Resultaat = r }), rule.Passed, ""))
	}
	for _, b := range []Bestemming{"betaald_werk", "betaald_met_ondersteuning", "vrijwilligerswerk", "opleiding", "ander_aw_product", "dagbesteding", "geen"} {
		cases = append(cases, of(string(b), "AFSLUITING-03", d, base(func(a *Afsluiting) { a.Bestemming = b }), rule.Passed, ""))
	}
	ruletest.Contract(t, AfsluitingRules, cases)
	for _, r := range AfsluitingRules[:4] {
		if r.Kind != rule.Grens {
			t.Errorf("%s is %s: closing asks for rung, result and destination", r.Code, r.Kind)
		}
	}
}

func TestUitstroom(t *testing.T) {
	testkit.Eis(t, "RES-02")
	for _, b := range Bestemmingen() {
		want := slices.Contains([]Bestemming{"betaald_werk", "betaald_met_ondersteuning", "vrijwilligerswerk"}, b)
		if b.Uitstroom() != want {
			t.Errorf("%s counts as uitstroom: %v", b, b.Uitstroom())
		}
	}
}

func TestEffect(t *testing.T) {
	testkit.Eis(t, "UIT-07")
	start := meting(ladder.MetingStart, "2026-01-10", 3)
	for _, tt := range []struct {
		name string
		list []ladder.Meting
		want ladder.Effect
	}{
		{"higher", []ladder.Meting{start, meting(ladder.MetingEind, "2026-07-10", 4)}, ladder.Vergroten},
		{"the same", []ladder.Meting{start, meting(ladder.MetingEind, "2026-07-10", 3)}, ladder.Behouden},
		{"firmer", []ladder.Meting{start, meting(ladder.MetingEind, "2026-07-10", 3, "a")}, ladder.Versterken},
		{"lower", []ladder.Meting{meting(ladder.MetingEind, "2026-07-10", 2), start}, ladder.Terugval},
		{"in between does not count", []ladder.Meting{start, meting(ladder.MetingTussentijds, "2026-04-10", 5), meting(ladder.MetingEind, "2026-07-10", 4)}, ladder.Vergroten},
		{"the last of two ends", []ladder.Meting{start, meting(ladder.MetingEind, "2026-07-10", 4), meting(ladder.MetingEind, "2026-07-12", 2)}, ladder.Terugval},
		{"the first of two starts", []ladder.Meting{start, meting(ladder.MetingStart, "2026-01-20", 4), meting(ladder.MetingEind, "2026-07-10", 4)}, ladder.Vergroten},
	} {
		if got, ok := Effect(tt.list); !ok || got.Effect != tt.want {
			t.Errorf("%s: %s %v, want %s", tt.name, got.Effect, ok, tt.want)
		}
	}
	if _, ok := Effect([]ladder.Meting{start}); ok {
		t.Error("an effect out of one measurement")
	}
}

func TestUitkomst(t *testing.T) {
	testkit.Eis(t, "RES-01", "RES-02", "UIT-07", "B-KEN-01")
	a := arrangement(t, "ONT3", "2026-01-15")
	a.Richting = toegang.RichtingArbeidsfit
	metingen := []ladder.Meting{meting(ladder.MetingStart, "2026-01-10", 2), meting(ladder.MetingEind, "2026-07-10", 3)}
	nazorg := []Nazorg{{Maanden: 3, Bereikt: toegang.Ja, NogOpBestemming: toegang.Ja}}
	got := Uitkomst(a, closed(), metingen, nazorg)
	want := UitkomstFeiten{
		Bestemming: BestemmingVrijwilligerswerk, Richting: toegang.RichtingArbeidsfit, Uitstroom: true, Gemeten: true, Effect: ladder.Vergroten,
		Ladderwinst: 1, Doorstroom: true, Doeltrede: true, Duurzaam: true, DuurzaamBekend: true,
	}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	sta := arrangement(t, "STA3", "2026-01-15")
	sta.Richting = toegang.RichtingBijdrage
	left := closed()
	left.Reden, left.Bestemming, left.Eindtrede = toegang.EindeDoorInwoner, BestemmingGeen, 2
	if got := Uitkomst(sta, left, nil, nil); got != (UitkomstFeiten{Bestemming: BestemmingGeen, Richting: toegang.RichtingBijdrage, Uitval: true}) {
		t.Errorf("left early: %+v", got)
	}
	left.Reden, left.Eindtrede = toegang.EindeVolgensPlan, 3
	if got := Uitkomst(sta, left, nil, nil); !got.Behoud || got.Uitval || got.Doeltrede {
		t.Errorf("kept: %+v", got)
	}
	left.Reden = toegang.EindeDoorAanbieder
	if got := Uitkomst(sta, left, nil, nil); !got.Uitval {
		t.Errorf("put out by the provider: %+v", got)
	}
}

func TestNazorg(t *testing.T) {
	testkit.Eis(t, "RES-02")
	a := closed()
	a.LaatsteDag = day("2026-08-31")
	list := NazorgMomenten(a, waarden())
	want := []NazorgMoment{{1, day("2026-09-30")}, {3, day("2026-11-30")}, {6, day("2027-02-28")}}
	if !slices.Equal(list, want) {
		t.Errorf("follow-up on %v, want %v", list, want)
	}
	for name, change := range map[string]func(*Afsluiting){
		"a death":         func(a *Afsluiting) { a.Reden = toegang.EindeOverlijden },
		"a move":          func(a *Afsluiting) { a.Reden = toegang.EindeVerhuizing },
		"another product": func(a *Afsluiting) { a.Bestemming = BestemmingAnderAW },
	} {
		c := a
		change(&c)
		if list := NazorgMomenten(c, waarden()); len(list) > 0 {
			t.Errorf("follow-up after %s: %v", name, list)
		}
	}
	base := func(n Nazorg) NazorgFeiten {
		if n.Gedaan.IsZero() {
			n.Gedaan = day("2026-12-01")
		}
		n.Door = "naima"
		return NazorgFeiten{Momenten: list, Nazorg: n}
	}
	good := Nazorg{Maanden: 3, Bereikt: toegang.Ja, NogOpBestemming: toegang.Ja, Passend: 5}
	early := base(good)
	early.Nazorg.Gedaan = day("2026-11-29")
	undated := base(good)
	undated.Nazorg.Door = ""
	d := day("2026-12-01")
	ruletest.Contract(t, NazorgRules, []ruletest.Case[NazorgFeiten]{
		of("after three months", "NAZORG-01", d, base(good), rule.Passed, ""),
		of("after two", "NAZORG-01", d, base(Nazorg{Maanden: 2, Bereikt: toegang.Nee}), rule.Failed, "nazorg.moment_onbekend"),
		of("a day too soon", "NAZORG-01", d, early, rule.Failed, "nazorg.te_vroeg"),
		of("by nobody", "NAZORG-01", d, undated, rule.Failed, "nazorg.dag_ontbreekt"),
		of("reached", "NAZORG-02", d, base(good), rule.Passed, ""),
		of("not reached", "NAZORG-02", d, base(Nazorg{Maanden: 3, Bereikt: toegang.Nee}), rule.Passed, ""),
		of("nothing said", "NAZORG-02", d, base(Nazorg{Maanden: 3}), rule.Failed, "nazorg.bereikt_ontbreekt"),
		of("reached without an outcome", "NAZORG-02", d, base(Nazorg{Maanden: 3, Bereikt: toegang.Ja}), rule.Failed, "nazorg.uitkomst_ontbreekt"),
		of("five", "NAZORG-03", d, base(good), rule.Passed, ""),
		of("six of five", "NAZORG-03", d, base(Nazorg{Maanden: 3, Bereikt: toegang.Nee, Passend: 6}), rule.Failed, "nazorg.passend_kan_niet"),
	})
}

func TestDuurzaam(t *testing.T) {
	testkit.Eis(t, "RES-02")
	at := func(months int, reached, still toegang.Antwoord) Nazorg {
		return Nazorg{Maanden: months, Bereikt: reached, NogOpBestemming: still}
	}
	for _, tt := range []struct {
		name         string
		list         []Nazorg
		holds, known bool
	}{
		{"nothing yet", nil, false, false},
		{"one month is too early", []Nazorg{at(1, toegang.Ja, toegang.Ja)}, false, false},
		{"three months", []Nazorg{at(3, toegang.Ja, toegang.Ja), at(1, toegang.Ja, toegang.Ja)}, true, true},
		{"gone at three", []Nazorg{at(6, toegang.Ja, toegang.Ja), at(3, toegang.Ja, toegang.Nee)}, false, true},
		{"not reached at three, there at six", []Nazorg{at(3, toegang.Nee, ""), at(6, toegang.Ja, toegang.Ja)}, true, true},
		{"unclear", []Nazorg{at(3, toegang.Ja, toegang.Onduidelijk)}, false, false},
	} {
		if holds, known := Duurzaam(tt.list, DuurzaamMaanden); holds != tt.holds || known != tt.known {
			t.Errorf("%s: %v %v", tt.name, holds, known)
		}
	}
}
