package uitvoering

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/domain/toegang"
	"trede/internal/testkit"
)

// TestTermVectors holds the vectors of domain/datum_testvectoren.json: report,
// evaluatie and the day from which its task is shown.
func TestTermVectors(t *testing.T) {
	testkit.Eis(t, "MON-03", "MON-05")
	for _, v := range []struct {
		code                           inkoop.ProductCode
		start, end, report, eval, seen string
	}{
		{"ONT3", "2020-07-01", "2020-12-31", "2020-10-01", "2020-11-19", "2020-10-22"},
		{"ONT3", "2026-01-15", "2026-07-14", "2026-04-15", "2026-06-02", "2026-05-05"},
		{"ONT4", "2026-08-31", "2027-02-28", "2026-11-30", "2027-01-17", "2026-12-20"},
		{"ONT5", "2027-08-31", "2028-02-29", "2027-11-30", "2028-01-18", "2027-12-21"},
		{"STA3", "2020-07-01", "2022-06-30", "2021-01-01", "2022-05-19", "2022-04-21"},
		{"STA4", "2024-02-29", "2026-02-28", "2024-08-29", "2026-01-17", "2025-12-20"},
		{"STA3", "2026-11-23", "2028-11-22", "2027-05-23", "2028-10-11", "2028-09-13"},
	} {
		a := arrangement(t, v.code, v.start)
		if a.LaatsteDag != day(v.end) {
			t.Errorf("%s from %s ends %s, want %s", v.code, v.start, a.LaatsteDag, v.end)
		}
		reports := VoortgangTermijnen(a, waarden())
		if len(reports) == 0 || reports[0].Due != day(v.report) || reports[0].Nr != 1 {
			t.Errorf("%s from %s reports %+v, want %s", v.code, v.start, reports, v.report)
		}
		term, ok := EvaluatieTermijnen(a)
		if !ok || term.Uiterlijk != day(v.eval) || term.ZichtbaarVanaf != day(v.seen) {
			t.Errorf("%s from %s evaluatie %+v, want %s seen %s", v.code, v.start, term, v.eval, v.seen)
		}
	}
}

func TestVoortgangTermijnen(t *testing.T) {
	testkit.Eis(t, "MON-03")
	dues := func(a Arrangement, w inkoop.Waarden) []string {
		var list []string
		for i, m := range VoortgangTermijnen(a, w) {
			if m.Nr != i+1 {
				t.Errorf("number %d at place %d", m.Nr, i)
			}
			list = append(list, m.Due.String())
		}
		return list
	}
	once := waarden()
	once.StaVoortgangHerhalen = false
	short := arrangement(t, "STA3", "2026-01-31")
	short.LaatsteDag = day("2027-01-31")
	monthly := Arrangement{Start: day("2026-01-15"), LaatsteDag: day("2026-04-14"), Product: inkoop.Product{Rapportage: inkoop.Rapportage{Na: 1, Herhaal: 1}}}
	cut := arrangement(t, "ONT3", "2026-01-15")
	cut.LaatsteDag = day("2026-04-14")
	for _, tt := range []struct {
		name string
		a    Arrangement
		w    inkoop.Waarden
		want []string
	}{
		{"ONT once", arrangement(t, "ONT3", "2026-01-15"), waarden(), []string{"2026-04-15"}},
		{"STA every six months", arrangement(t, "STA3", "2026-08-31"), waarden(), []string{"2027-02-28", "2027-08-31", "2028-02-29"}},
		{"STA where the region asks one", arrangement(t, "STA3", "2026-08-31"), once, []string{"2027-02-28"}},
		{"STA of a year and a day", short, waarden(), []string{"2026-07-31", "2027-01-31"}},
		{"ONT cut before its report", cut, waarden(), nil},
		{"ORI has none", arrangement(t, "ORI", "2026-01-15"), waarden(), nil},
		{"a product that reports every month", monthly, waarden(), []string{"2026-02-15", "2026-03-15"}},
		{"without a start", Arrangement{Product: product(t, "ONT3")}, waarden(), nil},
	} {
		if got := dues(tt.a, tt.w); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	m := VoortgangTermijnen(arrangement(t, "ONT3", "2026-01-15"), waarden())[0]
	want := []civil.Date{day("2026-03-25"), day("2026-04-08"), day("2026-04-15"), day("2026-04-22")}
	if !slices.Equal(m.Herinneringen, want) || m.ZichtbaarVanaf != want[0] {
		t.Errorf("reminders %v seen from %s, want %v", m.Herinneringen, m.ZichtbaarVanaf, want)
	}
}

// TestVoortgangTermijnenProperties: every report is due inside the arrangement,
// whole months after its start, and a contract term never moves to a working day.
func TestVoortgangTermijnenProperties(t *testing.T) {
	testkit.Eis(t, "MON-03", "X-02")
	ont, sta := product(t, "ONT4"), product(t, "STA4")
	weekend := false
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom([]inkoop.Product{ont, sta}).Draw(t, "product")
		start := day("2020-07-01").AddDays(rapid.IntRange(0, 3000).Draw(t, "start"))
		a := Arrangement{Product: p, Start: start, LaatsteDag: p.Duur.LaatsteDag(start)}
		list := VoortgangTermijnen(a, waarden())
		for i, m := range list {
			if m.Due != start.AddMonths(p.Rapportage.Na+i*p.Rapportage.Herhaal) || !a.Periode().Contains(m.Due) {
				t.Fatalf("report %d due %s", m.Nr, m.Due)
			}
			weekend = weekend || !m.Due.IsWerkdag()
		}
		if want := map[inkoop.Productsoort]int{inkoop.ONT: 1, inkoop.STA: 3}[p.Soort]; len(list) != want {
			t.Fatalf("%d reports of %s from %s", len(list), p.Code, start)
		}
	})
	if !weekend {
		t.Error("no term ended on a weekend: are they moved?")
	}
}

func report(change ...func(*VoortgangFeiten)) VoortgangFeiten {
	f := VoortgangFeiten{
		Arrangement: Arrangement{Start: day("2026-01-15"), LaatsteDag: day("2026-07-14")},
		Doelen: []UitvoeringDoel{
			goal("a", toegang.DomeinPersoonlijk, toegang.ScoreNogNiet, toegang.ScoreGoed),
			goal("b", toegang.DomeinWerknemer, toegang.ScoreNogNiet, toegang.ScoreGoed),
		},
		Bericht: Voortgangsbericht{
			ID: "v1", Moment: 1, Ingediend: day("2026-04-10"), Door: "peter", SamenIngevuld: toegang.Nee,
			Regels: []VoortgangRegel{{DoelID: "a", Score: toegang.ScoreNogNiet}, {DoelID: "b", Score: toegang.ScoreGoed}},
		},
	}
	for _, c := range change {
		c(&f)
	}
	return f
}

func TestVoortgangRules(t *testing.T) {
	testkit.Eis(t, "MON-01", "MON-03", "EIS-03", "UIT-01")
	type change = func(*VoortgangFeiten)
	lines := func(r ...VoortgangRegel) change { return func(f *VoortgangFeiten) { f.Bericht.Regels = r } }
	d := day("2026-04-10")
	a, b := VoortgangRegel{DoelID: "a", Score: toegang.ScoreSoms}, VoortgangRegel{DoelID: "b", Score: toegang.ScoreGoed}
	notSeen := func(id string) VoortgangRegel { return VoortgangRegel{DoelID: id, NietGezien: true} }
	both := VoortgangRegel{DoelID: "b", Score: toegang.ScoreGoed, NietGezien: true}
	ruletest.Contract(t, VoortgangRules, []ruletest.Case[VoortgangFeiten]{
		of("a score for each", "VOORTGANG-01", d, report(), rule.Passed, ""),
		of("one not seen", "VOORTGANG-01", d, report(lines(a, notSeen("b"))), rule.Passed, ""),
		of("one forgotten", "VOORTGANG-01", d, report(lines(a)), rule.Failed, "voortgang.score_ontbreekt"),
		of("nothing chosen", "VOORTGANG-01", d, report(lines(a, VoortgangRegel{DoelID: "b"})), rule.Failed, "voortgang.score_ontbreekt"),
		of("a score and not seen", "VOORTGANG-01", d, report(lines(a, both)), rule.Failed, "voortgang.score_ontbreekt"),
		of("a score that does not exist", "VOORTGANG-01", d, report(lines(a, VoortgangRegel{DoelID: "b", Score: "top"})), rule.Failed, "voortgang.score_ontbreekt"),
		of("a goal of somebody else", "VOORTGANG-01", d, report(lines(a, b, VoortgangRegel{DoelID: "x", Score: toegang.ScoreGoed})), rule.Failed, "voortgang.doel_onbekend"),
		of("not together", "VOORTGANG-02", d, report(), rule.Passed, ""),
		of("together", "VOORTGANG-02", d, report(func(f *VoortgangFeiten) { f.Bericht.SamenIngevuld = toegang.Ja }), rule.Passed, ""),
		of("not said", "VOORTGANG-02", d, report(func(f *VoortgangFeiten) { f.Bericht.SamenIngevuld = "" }), rule.Failed, "voortgang.samen_ingevuld_ontbreekt"),
		of("both domains", "VOORTGANG-03", d, report(), rule.Passed, ""),
		of("nothing personal", "VOORTGANG-03", d, report(lines(notSeen("a"), b)), rule.Failed, "voortgang.niets_persoonlijk"),
		of("nothing about skills", "VOORTGANG-03", d, report(lines(a, notSeen("b"))), rule.Failed, "voortgang.niets_werknemer"),
		of("with the reason why", "VOORTGANG-03", d, report(lines(a, notSeen("b")), func(f *VoortgangFeiten) { f.Bericht.Motivering = "nog in de opbouw" }), rule.Passed, ""),
		of("on the first day of the new requirements", "VOORTGANG-03", day("2020-07-01"), report(lines(a, notSeen("b"))), rule.Failed, "voortgang.niets_werknemer"),
		of("before the new requirements", "VOORTGANG-03", day("2020-06-30"), report(lines(a, notSeen("b"))), rule.NotInForce, ""),
		of("one sentence", "VOORTGANG-04", d, report(func(f *VoortgangFeiten) { f.Bericht.Zin = strings.Repeat("é", MaxZin) }), rule.Passed, ""),
		of("a page", "VOORTGANG-04", d, report(func(f *VoortgangFeiten) { f.Bericht.Zin = strings.Repeat("x", MaxZin+1) }), rule.Failed, "voortgang.zin_te_lang"),
		of("by somebody on a day", "VOORTGANG-05", d, report(), rule.Passed, ""),
		of("before the start", "VOORTGANG-05", d, report(func(f *VoortgangFeiten) { f.Bericht.Ingediend = day("2026-01-14") }), rule.Failed, "voortgang.voor_start"),
		of("by nobody", "VOORTGANG-05", d, report(func(f *VoortgangFeiten) { f.Bericht.Door = "" }), rule.Failed, "voortgang.door_ontbreekt"),
		of("no strengths said", "VOORTGANG-06", d, report(), rule.NotApplicable, ""),
		of("strengths and a step", "VOORTGANG-06", d, report(func(f *VoortgangFeiten) {
			f.Bericht.Krachten, f.Bericht.VolgendeStap = Krachten(), VolgendeStappen()[0]
		}), rule.Passed, ""),
		of("a strength of no list", "VOORTGANG-06", d, report(func(f *VoortgangFeiten) { f.Bericht.Krachten = []Kracht{"sterk"} }), rule.Failed, "voortgang.kracht_onbekend"),
		of("a step of no list", "VOORTGANG-06", d, report(func(f *VoortgangFeiten) { f.Bericht.VolgendeStap = "x" }), rule.Failed, "voortgang.stap_onbekend"),
	})
}

func TestTeLaat(t *testing.T) {
	testkit.Eis(t, "MON-03")
	for in, want := range map[string]int{"2026-04-14": 0, "2026-04-15": 0, "2026-04-16": 1, "2026-05-15": 30} {
		if got := TeLaat(day("2026-04-15"), day(in)); got != want {
			t.Errorf("handed in %s is %d days late, want %d", in, got, want)
		}
	}
}

func TestDoelmonitor(t *testing.T) {
	testkit.Eis(t, "MON-01", "MON-04")
	goals := report().Doelen
	seen := []DoelObservatie{
		{DoelID: "a", Op: day("2026-02-01"), Score: toegang.ScoreGoed},
		{DoelID: "a", Op: day("2026-02-20"), Score: toegang.ScoreSoms},
		{DoelID: "a", Op: day("2026-03-01"), Tekst: "kwam op tijd"},
		{DoelID: "x", Op: day("2026-03-20"), Score: toegang.ScoreGoed},
	}
	list := Doelmonitor(day("2026-01-20"), goals, seen, waarden())
	a, b := list[0], list[1]
	if a.Laatste != day("2026-03-01") || a.Score != toegang.ScoreSoms || a.Vorige != toegang.ScoreGoed || !a.Gedaald() {
		t.Errorf("goal a stands %+v", a)
	}
	if a.RoodVanaf != day("2026-04-13") || a.Rood(day("2026-04-12")) || !a.Rood(day("2026-04-13")) {
		t.Errorf("goal a is red from %s, want six weeks and a day after the last news", a.RoodVanaf)
	}
	if !b.Laatste.IsZero() || b.RoodVanaf != day("2026-03-04") || b.Gedaald() {
		t.Errorf("goal b without news stands %+v", b)
	}
	if silent := ZonderUpdate(goals, seen, civil.Through(day("2026-01-15"), day("2026-04-14"))); len(silent) != 1 || silent[0].ID != "b" {
		t.Errorf("goals without news in the period: %+v", silent)
	}
	longer := waarden()
	longer.DoelUpdateWeken = 8
	if got := Doelmonitor(day("2026-01-20"), goals, nil, longer)[0].RoodVanaf; got != day("2026-03-18") {
		t.Errorf("with eight weeks red from %s", got)
	}
	if got := Doelmonitor(civil.Date{}, goals, nil, waarden())[0]; got.Rood(day("2030-01-01")) {
		t.Error("red before anything began")
	}
	bericht := report().Bericht
	if u := bericht.Updates(); len(u) != 2 || u[0].DoelID != "a" || u[0].Score != toegang.ScoreNogNiet || u[0].Op != bericht.Ingediend {
		t.Errorf("a report gives news %+v", u)
	}
}

func TestGeldigeDoelen(t *testing.T) {
	testkit.Eis(t, "MON-01", "BEG-03")
	v := toegang.DoelVersie{
		Tekst: "op tijd komen", Domein: toegang.DomeinWerknemer, Gericht: toegang.GerichtOntwikkelen, Nulmeting: toegang.ScoreNogNiet,
		Streefwaarde: toegang.ScoreGoed, Streefdatum: day("2026-07-01"), SamenOpgesteld: true,
	}
	d, _ := toegang.Doel{ID: "a"}.StelVoor(v, toegang.PartijToegang, day("2026-01-10"))
	waiting := d
	yes := toegang.Akkoord{Op: day("2026-01-11"), Vorm: toegang.AkkoordPapier, Door: "p"}
	d, _ = d.GeefAkkoord(toegang.PartijInwoner, yes)
	d, _ = d.GeefAkkoord(toegang.PartijToegang, yes)
	if got := GeldigeDoelen([]toegang.Doel{d, waiting}); len(got) != 1 || got[0].ID != "a" || got[0].Versie.Tekst != v.Tekst {
		t.Errorf("goals of the provider: %+v", got)
	}
}

func TestBereik(t *testing.T) {
	testkit.Eis(t, "MON-04")
	stand := func(from, to, now toegang.Score) DoelStand {
		return DoelStand{Doel: goal("a", toegang.DomeinVak, from, to), Score: now}
	}
	for _, tt := range []struct {
		s    DoelStand
		want int
	}{
		{stand(toegang.ScoreNogNiet, toegang.ScoreGoed, ""), 0},
		{stand(toegang.ScoreNogNiet, toegang.ScoreGoed, toegang.ScoreNogNiet), 0},
		{stand(toegang.ScoreNogNiet, toegang.ScoreGoed, toegang.ScoreSoms), 50},
		{stand(toegang.ScoreNogNiet, toegang.ScoreGoed, toegang.ScoreGoed), 100},
		{stand(toegang.ScoreSoms, toegang.ScoreGoed, toegang.ScoreNogNiet), 0},
		{stand(toegang.ScoreSoms, toegang.ScoreSoms, toegang.ScoreSoms), 100},
		{stand(toegang.ScoreSoms, toegang.ScoreSoms, toegang.ScoreNogNiet), 0},
	} {
		if got := tt.s.Bereik(); got != tt.want {
			t.Errorf("from %s to %s, now %q: %d%%, want %d%%", tt.s.Doel.Versie.Nulmeting, tt.s.Doel.Versie.Streefwaarde, tt.s.Score, got, tt.want)
		}
	}
	if got, ok := Doelbereik([]DoelStand{stand(toegang.ScoreNogNiet, toegang.ScoreGoed, toegang.ScoreSoms), stand(toegang.ScoreNogNiet, toegang.ScoreGoed, "")}); got != 25 || !ok {
		t.Errorf("mean %d%%", got)
	}
	if _, ok := Doelbereik(nil); ok {
		t.Error("a mean of no goals")
	}
}
