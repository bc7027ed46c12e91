package toegang

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
	"trede/internal/domain/rule"
	"trede/internal/testkit"
)

func moment(text string) time.Time {
	m, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return m
}

func firstVersion() ToewijzingVersie {
	return ToewijzingVersie{
		Moment: moment("2026-01-10T09:00:00Z"), Door: "p1", Product: inkoop.ProductRef{Catalogus: "v2", Product: "STA3"},
		Aanbieder: "aa", Contract: "c", Prijs: 1250, Richting: RichtingBijdrage, Start: day("2026-01-15"),
		LaatsteDag: day("2026-07-14"), Omvang: Omvang{Volume: 12, Eenheid: EenheidUur, Frequentie: FrequentieWeek},
	}
}

func allocated(t *testing.T) Toewijzing {
	t.Helper()
	got, findings := Toewijzing{ID: "t1", Gemeente: zevenaar}.WijsToe(88, firstVersion())
	wantCodes(t, "allocated", findings)
	return got
}

func TestVolgendNummer(t *testing.T) {
	for _, tt := range []struct {
		highest, want int64
		ok            bool
	}{{0, 1, true}, {88, 89, true}, {HoogsteNummer - 1, HoogsteNummer, true}, {HoogsteNummer, 0, false}, {-1, 0, false}} {
		if got, ok := VolgendNummer(tt.highest); got != tt.want || ok != tt.ok {
			t.Errorf("after %d: %d %v", tt.highest, got, ok)
		}
	}
	if HoogsteNummer != 999_999_999 {
		t.Error("the number has nine digits at most")
	}
}

func TestWijsToe(t *testing.T) {
	testkit.Eis(t, "B-KEN-01", "PRD-10")
	tw := allocated(t)
	if v, ok := tw.Geldig(); !ok || v.Nr != 1 || tw.Nummer != 88 || v.Richting != RichtingBijdrage {
		t.Errorf("allocated as %+v", v)
	}
	_, findings := tw.WijsToe(89, firstVersion())
	wantCodes(t, "twice", findings, "toewijzing.is_al_toegewezen")
	_, findings = Toewijzing{}.WijsToe(0, ToewijzingVersie{RedenWijziging: WijzigingVerkorting, Richting: "omhoog"})
	wantCodes(t, "empty", findings, "toewijzing.nummer_past_niet", "toewijzing.moment_ontbreekt", "toewijzing.mens_beslist",
		"toewijzing.product_ontbreekt", "toewijzing.start_ontbreekt", "toewijzing.reden_bij_eerste", "toewijzing.richting_onbekend")
	_, findings = Toewijzing{}.WijsToe(HoogsteNummer+1, firstVersion())
	wantCodes(t, "ten digits", findings, "toewijzing.nummer_past_niet")
	backwards := firstVersion()
	backwards.LaatsteDag = day("2026-01-14")
	_, findings = Toewijzing{}.WijsToe(1, backwards)
	wantCodes(t, "ends before it starts", findings, "toewijzing.einde_voor_start")
}

func TestWijzig(t *testing.T) {
	same := firstVersion().Omvang
	at := "2026-03-01T12:00:00Z"
	tests := []struct {
		name string
		w    Wijziging
		want []string
	}{
		{"shorter", Wijziging{LaatsteDag: day("2026-06-01"), Omvang: same, Reden: WijzigingVerkorting}, nil},
		{"longer", Wijziging{LaatsteDag: day("2026-09-01"), Omvang: same, Reden: WijzigingVerlenging}, nil},
		{"moved away", Wijziging{LaatsteDag: day("2026-04-01"), Omvang: same, Reden: WijzigingVerhuizing}, nil},
		{"taken back", Wijziging{LaatsteDag: day("2026-01-15"), Omvang: same, Reden: WijzigingVerwijderd}, nil},
		{"correction", Wijziging{LaatsteDag: day("2026-07-20"), Omvang: same, Reden: WijzigingCorrectie}, nil},
		{"shorter and yet the same", Wijziging{LaatsteDag: day("2026-07-14"), Omvang: same, Reden: WijzigingVerkorting}, []string{"toewijzing.verkorting_niet_eerder"}},
		{"longer and yet shorter", Wijziging{LaatsteDag: day("2026-06-01"), Omvang: same, Reden: WijzigingVerlenging}, []string{"toewijzing.verlenging_niet_later"}},
		{"later by another reason", Wijziging{LaatsteDag: day("2026-09-01"), Omvang: same, Reden: WijzigingVerhuizing}, []string{"toewijzing.einde_later"}},
		{"without an end by another reason", Wijziging{Omvang: same, Reden: WijzigingContract}, []string{"toewijzing.einde_later"}},
		{"before the start", Wijziging{LaatsteDag: day("2026-01-14"), Omvang: same, Reden: WijzigingVerkorting}, []string{"toewijzing.einde_voor_start"}},
		{"taken back on another day", Wijziging{LaatsteDag: day("2026-01-16"), Omvang: same, Reden: WijzigingVerwijderd}, []string{"toewijzing.verwijderen_einde_is_start"}},
		{"without a reason", Wijziging{LaatsteDag: day("2026-06-01"), Omvang: same}, []string{"toewijzing.reden_wijziging_ontbreekt"}},
		{"with the code that is never used", Wijziging{LaatsteDag: day("2026-06-01"), Omvang: same, Reden: "01"}, []string{"toewijzing.reden_wijziging_ontbreekt"}},
		{"more hours a week", Wijziging{LaatsteDag: day("2026-07-14"), Omvang: Omvang{16, EenheidUur, FrequentieWeek}, Reden: WijzigingContract}, []string{"toewijzing.omvang_vraagt_nieuwe"}},
		{"another unit", Wijziging{LaatsteDag: day("2026-07-14"), Omvang: Omvang{12, EenheidDagdeel, FrequentieWeek}, Reden: WijzigingContract}, []string{"toewijzing.omvang_vraagt_nieuwe"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.w.Moment, tt.w.Door = moment(at), "p2"
			before := allocated(t)
			after, findings := before.Wijzig(tt.w)
			wantCodes(t, tt.name, findings, tt.want...)
			now, _ := after.Geldig()
			if len(tt.want) > 0 {
				if len(after.Versies) != 1 {
					t.Error("refused and yet a version more")
				}
				return
			}
			if now.Nr != 2 || now.LaatsteDag != tt.w.LaatsteDag || now.RedenWijziging != tt.w.Reden || now.Start != day("2026-01-15") ||
				now.Prijs != 1250 || now.Product != firstVersion().Product || after.Nummer != 88 {
				t.Errorf("version %+v", now)
			}
			if first := after.Versies[0]; first.LaatsteDag != day("2026-07-14") {
				t.Error("the first version changed")
			}
			if old, _ := after.GeldigOp(moment("2026-02-01T00:00:00Z")); old.Nr != 1 {
				t.Error("what counted before does not any more")
			}
			if (tt.w.Reden == WijzigingVerwijderd) != now.Periode().IsEmpty() {
				t.Errorf("period %s", now.Periode())
			}
		})
	}
}

func TestWijzigOtherBounds(t *testing.T) {
	tw := allocated(t)
	w := Wijziging{Moment: firstVersion().Moment, Door: "p2", LaatsteDag: day("2026-06-01"), Omvang: firstVersion().Omvang, Reden: WijzigingVerkorting}
	_, findings := tw.Wijzig(w)
	wantCodes(t, "at the same moment", findings, "toewijzing.moment_niet_later")
	w.Moment, w.Door = moment("2026-03-01T12:00:00Z"), ""
	_, findings = tw.Wijzig(w)
	wantCodes(t, "by nobody", findings, "toewijzing.mens_beslist")
	late := Wijziging{Moment: moment("2026-07-15T08:00:00Z"), Door: "p2", LaatsteDag: day("2026-09-01"), Omvang: firstVersion().Omvang, Reden: WijzigingVerlenging}
	_, findings = tw.Wijzig(late)
	wantCodes(t, "longer after its end", findings, "toewijzing.al_afgelopen")
	_, findings = Toewijzing{}.Wijzig(w)
	wantCodes(t, "a concept", findings, "toewijzing.niet_toegewezen")
	total := firstVersion()
	total.Omvang = Omvang{270000, EenheidEuros, FrequentieTotaal}
	tw, _ = Toewijzing{}.WijsToe(1, total)
	w.Door, w.Omvang = "p2", Omvang{250000, EenheidEuros, FrequentieTotaal}
	_, findings = tw.Wijzig(w)
	wantCodes(t, "another total may", findings)
	gone, _ := allocated(t).Wijzig(Wijziging{Moment: moment("2026-03-01T12:00:00Z"), Door: "p2", LaatsteDag: day("2026-01-15"), Omvang: firstVersion().Omvang, Reden: WijzigingVerwijderd})
	w.Moment, w.Omvang = moment("2026-03-02T12:00:00Z"), firstVersion().Omvang
	_, findings = gone.Wijzig(w)
	if !hasCode(findings, "toewijzing.is_verwijderd") {
		t.Errorf("changed after it was taken back: %v", findings)
	}
}

// TestLatestMomentCounts: versions that arrive out of order count by the moment of
// decision.
func TestLatestMomentCounts(t *testing.T) {
	tw := allocated(t)
	second := tw.Versies[0]
	second.Nr, second.Moment, second.LaatsteDag = 2, moment("2026-03-01T12:00:00Z"), day("2026-06-01")
	tw.Versies = []ToewijzingVersie{second, tw.Versies[0]}
	if v, _ := tw.Geldig(); v.Nr != 2 {
		t.Errorf("version %d counts", v.Nr)
	}
}

// TestVersionsAreOnlyAdded draws changes at random: each is added or refused, and
// what is there stays.
func TestVersionsAreOnlyAdded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tw, _ := Toewijzing{}.WijsToe(5, firstVersion())
		at := firstVersion().Moment
		for range rapid.IntRange(1, 8).Draw(t, "changes") {
			at = at.Add(time.Duration(rapid.IntRange(-10, 600).Draw(t, "hours")) * time.Hour)
			before := slices.Clone(tw.Versies)
			var findings []rule.Finding
			tw, findings = tw.Wijzig(Wijziging{
				Moment: at, Door: "p", Omvang: firstVersion().Omvang,
				LaatsteDag: day("2026-01-10").AddDays(rapid.IntRange(0, 300).Draw(t, "end")),
				Reden:      rapid.SampledFrom(RedenenWijziging()).Draw(t, "reason"),
			})
			want := len(before)
			if len(findings) == 0 {
				want++
			}
			if len(tw.Versies) != want || !slices.Equal(tw.Versies[:len(before)], before) {
				t.Fatal("a version was changed or lost")
			}
			if v, _ := tw.Geldig(); v.Nr != len(tw.Versies) || v.Start != day("2026-01-15") || v.Product != firstVersion().Product {
				t.Fatalf("version %d of %d counts", v.Nr, len(tw.Versies))
			}
		}
	})
}

func TestOmvang(t *testing.T) {
	testkit.Eis(t, "PRD-06", "PRD-08")
	traject := inkoop.Product{Prijsvorm: inkoop.PrijsTraject, IWmo: inkoop.IWmo{Eenheid: "83", Frequentie: "6"}}
	if o, fixed := OmvangVan(traject, money.Euros(2700)); !fixed || o != (Omvang{270000, EenheidEuros, FrequentieTotaal}) {
		t.Errorf("a course of 2700 euros is %+v", o)
	}
	traject.IWmo.Eenheid = "82"
	if o, fixed := OmvangVan(traject, money.Euros(2700)); !fixed || o != (Omvang{1, EenheidStuks, FrequentieTotaal}) {
		t.Errorf("a course by the piece is %+v", o)
	}
	if _, fixed := OmvangVan(inkoop.Product{Prijsvorm: inkoop.PrijsUur}, money.Euros(12)); fixed {
		t.Error("hours are chosen, not fixed")
	}
	for o, want := range map[Omvang]int64{
		{12, EenheidUur, FrequentieWeek}: 720, {90, EenheidMinuut, FrequentieDag}: 630, {3, EenheidDagdeel, FrequentieWeek}: 720,
		{270000, EenheidEuros, FrequentieTotaal}: 0, {12, EenheidUur, FrequentieMaand}: 0,
	} {
		if got, ok := o.MinutenPerWeek(); got != want || ok != (want > 0) {
			t.Errorf("%+v is %d minutes a week, want %d", o, got, want)
		}
	}
}

// TestCodes checks the code lists against those of the standard.
func TestCodes(t *testing.T) {
	wantChange := []RedenWijziging{"02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"}
	if !slices.Equal(RedenenWijziging(), wantChange) {
		t.Errorf("WMO002 without 01: %v", RedenenWijziging())
	}
	wantEnd := []RedenBeeindiging{"02", "19", "20", "21", "22", "23", "31", "36", "37", "38", "39"}
	if !slices.Equal(RedenenBeeindiging(), wantEnd) || EindeVolgensPlan != "19" || EindeTijdelijk != "20" {
		t.Errorf("WMO588: %v", RedenenBeeindiging())
	}
	if !slices.Equal(Eenheden(), []Eenheid{"01", "04", "14", "16", "82", "83", "84"}) || !slices.Equal(Frequenties(), []Frequentie{"1", "2", "4", "6"}) {
		t.Error("units and frequencies")
	}
	for change, want := range map[RedenWijziging]RedenBeeindiging{
		"02": "02", "03": "36", "05": "36", "08": "36", "10": "36", "11": "36", "06": "39", "07": "31", "09": "38", "12": "37", "04": "", "13": "", "14": "",
	} {
		if got, ok := change.Beeindiging(); got != want || ok != (want != "") {
			t.Errorf("change %s ends with %q, want %q", change, got, want)
		}
	}
	for end, want := range map[RedenBeeindiging]RedenWijziging{
		"02": "02", "31": "07", "38": "09", "39": "06", "37": "12", "21": "05", "22": "05", "23": "05", "36": "05", "19": "", "20": "",
	} {
		if got, ok := end.Wijziging(); got != want || ok != (want != "") {
			t.Errorf("end %s goes with change %q, want %q", end, got, want)
		}
	}
	if !RedenBeeindiging("23").Bekend() || RedenBeeindiging("01").Bekend() {
		t.Error("what is in the list")
	}
	if WijzigingVerhuizing.Label() != "reden_wijziging.07" || EindeVerhuizing.Label() != "reden_beeindiging.31" {
		t.Error("label keys")
	}
}

func TestToewijzingStaat(t *testing.T) {
	testkit.Eis(t, "X-10")
	run := ToewijzingFeiten{
		AkkoordInwoner: day("2026-01-05"), Toegewezen: day("2026-01-10"), LaatsteDag: day("2026-07-14"),
		Bevestigd: day("2026-01-12"), Begonnen: day("2026-01-15"),
		Onderbrekingen:    []civil.Period{{From: day("2026-03-01"), Until: day("2026-03-10")}},
		EvaluatieGehouden: day("2026-06-01"), Afgesloten: day("2026-07-20"), NazorgTot: day("2027-01-14"),
	}
	steps := []struct {
		on   string
		want ToewijzingStaat
	}{
		{"2026-01-04", ToewijzingConcept},
		{"2026-01-05", ToewijzingAkkoord},
		{"2026-01-10", ToewijzingToegewezen},
		{"2026-01-12", ToewijzingBevestigd},
		{"2026-01-15", ToewijzingLopend},
		{"2026-03-01", ToewijzingOnderbroken},
		{"2026-03-10", ToewijzingLopend},
		{"2026-06-01", ToewijzingGeevalueerd},
		{"2026-07-14", ToewijzingGeevalueerd},
		{"2026-07-15", ToewijzingBeeindigd},
		{"2026-07-20", ToewijzingNazorg},
		{"2027-01-14", ToewijzingNazorg},
		{"2027-01-15", ToewijzingArchief},
	}
	for _, s := range steps {
		if got := run.StaatOp(day(s.on)); got != s.want {
			t.Errorf("on %s %s, want %s", s.on, got, s.want)
		}
		if !slices.Contains(ToewijzingStaten(), s.want) {
			t.Errorf("%s is not in the list", s.want)
		}
	}
	refused := ToewijzingFeiten{Toegewezen: day("2026-01-10"), Geweigerd: day("2026-01-12"), LaatsteDag: day("2026-07-14")}
	if got := refused.StaatOp(day("2026-02-01")); got != ToewijzingGeweigerd {
		t.Errorf("refused is %s", got)
	}
	refused.Vervallen = day("2026-02-01")
	if got := refused.StaatOp(day("2026-02-01")); got != ToewijzingVervallen {
		t.Errorf("taken back is %s", got)
	}
	silent := ToewijzingFeiten{Toegewezen: day("2026-01-10"), LaatsteDag: day("2026-07-14")}
	if got := silent.StaatOp(day("2026-07-15")); got != ToewijzingBeeindigd {
		t.Errorf("never confirmed and over is %s", got)
	}
}

// What a toewijzing costs is its price, or by the hour the hours of its whole period.
func TestKosten(t *testing.T) {
	testkit.Eis(t, "B-REG-05")
	start := day("2026-11-23")
	tests := []struct {
		name   string
		omvang Omvang
		last   string
		want   money.Cents
	}{
		{"a course", Omvang{Volume: 240000, Eenheid: EenheidEuros, Frequentie: FrequentieTotaal}, "2027-05-22", 1250},
		{"twelve hours a week, a year of weeks", Omvang{12, EenheidUur, FrequentieWeek}, "2027-11-21", money.Euros(7800)},
		{"three dagdelen a week, two weeks", Omvang{3, EenheidDagdeel, FrequentieWeek}, "2026-12-06", money.Euros(300)},
		{"half a week", Omvang{7, EenheidUur, FrequentieWeek}, "2026-11-25", 3 * 1250},
		{"minutes a day", Omvang{30, EenheidMinuut, FrequentieDag}, "2026-11-24", 1250},
		{"a month, a year long", Omvang{10, EenheidUur, FrequentieMaand}, "2027-11-22", money.Euros(1500)},
		{"hours in all", Omvang{10, EenheidUur, FrequentieTotaal}, "2027-11-22", money.Euros(125)},
	}
	for _, test := range tests {
		v := ToewijzingVersie{Prijs: 1250, Start: start, LaatsteDag: day(test.last), Omvang: test.omvang}
		if got := v.Kosten(); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		v.RedenWijziging = WijzigingVerwijderd
		if got := v.Kosten(); test.omvang.Eenheid == EenheidUur && test.omvang.Frequentie == FrequentieWeek && got != 0 {
			t.Errorf("%s, taken back: %s", test.name, got)
		}
	}
}
