package uitvoering

import (
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/domain/toegang"
	"trede/internal/testkit"
)

func TestAanwezigheidRules(t *testing.T) {
	testkit.Eis(t, "X-10")
	base := func(change ...func(*AanwezigheidFeiten)) AanwezigheidFeiten {
		f := AanwezigheidFeiten{
			Arrangement: arrangement(t, "STA3", "2026-01-15"), Begonnen: day("2026-01-20"), Vandaag: day("2026-03-02"),
			Nieuw: Aanwezigheid{ID: "n", Datum: day("2026-03-02"), Moment: toegang.Ochtend, Status: Aanwezig},
		}
		for _, c := range change {
			c(&f)
		}
		return f
	}
	type change = func(*AanwezigheidFeiten)
	on := func(text string) change {
		return func(f *AanwezigheidFeiten) { f.Nieuw.Datum, f.Vandaag = day(text), day("2030-01-01") }
	}
	away := func(from, back string) change {
		return func(f *AanwezigheidFeiten) {
			f.Onderbrekingen = []Onderbreking{{ID: "o", Van: day(from), Terug: day(back)}}
		}
	}
	what := func(moment toegang.Dagmoment, minutes int, status AanwezigStatus) change {
		return func(f *AanwezigheidFeiten) { f.Nieuw.Moment, f.Nieuw.Minuten, f.Nieuw.Status = moment, minutes, status }
	}
	there := func(list ...Aanwezigheid) change {
		return func(f *AanwezigheidFeiten) {
			for i := range list {
				list[i].Datum = f.Nieuw.Datum
				if list[i].Status == "" {
					list[i].Status = Aanwezig
				}
			}
			f.Bestaand = list
		}
	}
	corrects := func(id, reason string) change {
		return func(f *AanwezigheidFeiten) { f.Nieuw.Vervangt, f.Nieuw.Reden = id, reason }
	}
	d := day("2026-03-02")
	cases := []ruletest.Case[AanwezigheidFeiten]{
		of("first day", "AANWEZIGHEID-01", d, base(on("2026-01-20")), rule.Passed, ""),
		of("last day", "AANWEZIGHEID-01", d, base(on("2028-01-14")), rule.Passed, ""),
		of("before it began", "AANWEZIGHEID-01", d, base(on("2026-01-19")), rule.Failed, "aanwezigheid.buiten_toewijzing"),
		of("after the end", "AANWEZIGHEID-01", d, base(on("2028-01-15")), rule.Failed, "aanwezigheid.buiten_toewijzing"),
		of("start not confirmed", "AANWEZIGHEID-01", d, base(func(f *AanwezigheidFeiten) { f.Begonnen = civil.Date{} }), rule.Failed, "aanwezigheid.niet_begonnen"),
		of("back on this day", "AANWEZIGHEID-02", d, base(away("2026-02-01", "2026-03-02")), rule.Passed, ""),
		of("a day before coming back", "AANWEZIGHEID-02", d, base(away("2026-02-01", "2026-03-03")), rule.Failed, "aanwezigheid.tijdens_onderbreking"),
		of("still away", "AANWEZIGHEID-02", d, base(away("2026-03-02", "")), rule.Failed, "aanwezigheid.tijdens_onderbreking"),
		of("never away", "AANWEZIGHEID-02", d, base(), rule.NotApplicable, ""),
		of("today", "AANWEZIGHEID-03", d, base(), rule.Passed, ""),
		of("tomorrow", "AANWEZIGHEID-03", d, base(func(f *AanwezigheidFeiten) { f.Nieuw.Datum = day("2026-03-03") }), rule.Failed, "aanwezigheid.in_toekomst"),
		of("a dagdeel", "AANWEZIGHEID-04", d, base(), rule.Passed, ""),
		of("part of a dagdeel", "AANWEZIGHEID-04", d, base(what(toegang.Middag, 150, Aanwezig)), rule.Passed, ""),
		of("minutes", "AANWEZIGHEID-04", d, base(what("", 375, Aanwezig)), rule.Passed, ""),
		of("ill", "AANWEZIGHEID-04", d, base(what(toegang.Ochtend, 0, Ziek)), rule.Passed, ""),
		of("nothing said", "AANWEZIGHEID-04", d, base(what(toegang.Ochtend, 0, "")), rule.Failed, "aanwezigheid.status_ontbreekt"),
		of("a dagdeel of five hours", "AANWEZIGHEID-04", d, base(what(toegang.Ochtend, 300, Aanwezig)), rule.Failed, "aanwezigheid.minuten_kan_niet"),
		of("there without time", "AANWEZIGHEID-04", d, base(what("", 0, Aanwezig)), rule.Failed, "aanwezigheid.minuten_kan_niet"),
		of("twelve hours", "AANWEZIGHEID-04", d, base(what("", 720, Aanwezig)), rule.Passed, ""),
		of("a minute more", "AANWEZIGHEID-04", d, base(what("", 721, Aanwezig)), rule.Failed, "aanwezigheid.minuten_kan_niet"),
		of("ill with time", "AANWEZIGHEID-04", d, base(what(toegang.Ochtend, 60, Ziek)), rule.Failed, "aanwezigheid.minuten_zonder_aanwezig"),
		of("at night", "AANWEZIGHEID-04", d, base(what("nacht", 0, Aanwezig)), rule.Failed, "aanwezigheid.moment_onbekend"),
		of("corrected with a reason", "AANWEZIGHEID-05", d, base(there(Aanwezigheid{ID: "a"}), corrects("a", "was er toch niet")), rule.Passed, ""),
		of("corrected without", "AANWEZIGHEID-05", d, base(there(Aanwezigheid{ID: "a"}), corrects("a", " ")), rule.Failed, "aanwezigheid.reden_ontbreekt"),
		of("corrects nothing", "AANWEZIGHEID-05", d, base(corrects("a", "zo")), rule.Failed, "aanwezigheid.vervangt_onbekend"),
		of("no correction", "AANWEZIGHEID-05", d, base(), rule.NotApplicable, ""),
		of("another dagdeel", "AANWEZIGHEID-06", d, base(there(Aanwezigheid{ID: "a", Moment: toegang.Middag})), rule.Passed, ""),
		of("the same dagdeel", "AANWEZIGHEID-06", d, base(there(Aanwezigheid{ID: "a", Moment: toegang.Ochtend})), rule.Failed, "aanwezigheid.dubbel"),
		of("the one it corrects", "AANWEZIGHEID-06", d, base(there(Aanwezigheid{ID: "a", Moment: toegang.Ochtend}), corrects("a", "zo")), rule.Passed, ""),
		of("beside the whole day", "AANWEZIGHEID-06", d, base(there(Aanwezigheid{ID: "a", Minuten: 60})), rule.Failed, "aanwezigheid.dubbel"),
		of("taken back", "AANWEZIGHEID-04", d, base(there(Aanwezigheid{ID: "a", Moment: toegang.Ochtend}), corrects("a", "zo"), what("", 0, Ingetrokken)), rule.Passed, ""),
		of("nothing to take back", "AANWEZIGHEID-04", d, base(what(toegang.Ochtend, 0, Ingetrokken)), rule.Failed, "aanwezigheid.status_ontbreekt"),
		of("taken back, beside another", "AANWEZIGHEID-06", d, base(there(Aanwezigheid{ID: "a", Moment: toegang.Ochtend}, Aanwezigheid{ID: "b", Minuten: 60}), corrects("a", "zo"), what("", 0, Ingetrokken)), rule.Passed, ""),
		of("again after taking back", "AANWEZIGHEID-06", d, base(there(Aanwezigheid{ID: "a", Moment: toegang.Ochtend}, Aanwezigheid{ID: "b", Vervangt: "a", Status: Ingetrokken})), rule.Passed, ""),
		of("more than a day has", "AANWEZIGHEID-06", d, base(there(Aanwezigheid{ID: "a", Moment: toegang.Middag}, Aanwezigheid{ID: "b", Moment: toegang.Avond, Minuten: 300})), rule.Failed, "aanwezigheid.te_veel_op_een_dag"),
	}
	ruletest.Contract(t, AanwezigheidRules, cases)
}

func TestTotaalAndVerzuim(t *testing.T) {
	testkit.Eis(t, "X-10", "MON-04")
	list := []Aanwezigheid{
		{ID: "1", Datum: day("2026-03-02"), Moment: toegang.Ochtend, Status: Aanwezig},
		{ID: "2", Datum: day("2026-03-02"), Moment: toegang.Middag, Minuten: 150, Status: Aanwezig},
		{ID: "3", Datum: day("2026-03-03"), Minuten: 300, Status: Aanwezig},
		{ID: "4", Datum: day("2026-03-04"), Moment: toegang.Ochtend, Status: NietGekomen},
		{ID: "5", Datum: day("2026-03-03"), Minuten: 200, Status: Aanwezig, Vervangt: "3", Reden: "ging eerder weg"},
		{ID: "6", Datum: day("2026-04-01"), Moment: toegang.Ochtend, Status: Aanwezig},
		{ID: "7", Datum: day("2026-03-05"), Moment: toegang.Ochtend, Status: NietGekomen},
		{ID: "8", Datum: day("2026-03-05"), Status: Ingetrokken, Vervangt: "7", Reden: "verkeerd getikt"},
	}
	march := civil.Through(day("2026-03-01"), day("2026-03-31"))
	if got := Totaal(list, march); got != 240+150+200 {
		t.Errorf("%d minutes in March", got)
	}
	if percent, count := Verzuim(list, march); percent != 25 || count != 4 {
		t.Errorf("absence %d%% of %d", percent, count)
	}
	if percent, count := Verzuim(nil, march); percent != 0 || count != 0 {
		t.Errorf("absence of nothing %d%% of %d", percent, count)
	}
}

// TestCorrectionReplaces: however often a registration is corrected, only the last
// one counts.
func TestCorrectionReplaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.SliceOfN(rapid.IntRange(1, 700), 1, 8).Draw(t, "minutes")
		var list []Aanwezigheid
		for i, m := range minutes {
			a := Aanwezigheid{ID: string(rune('a' + i)), Datum: day("2026-03-02"), Minuten: m, Status: Aanwezig}
			if i > 0 {
				a.Vervangt = list[i-1].ID
			}
			list = append(list, a)
		}
		if got := Totaal(list, civil.Period{From: day("2026-01-01")}); got != minutes[len(minutes)-1] {
			t.Fatalf("%d minutes count, want the last of %v", got, minutes)
		}
	})
}
