package uitvoering

import (
	"slices"
	"testing"

	"trede/internal/domain/toegang"
	"trede/internal/testkit"
)

func newSignaal(change ...func(*Signaal)) Signaal {
	s := Signaal{
		ID: "s1", ToewijzingID: "t1", Soort: SignaalVraag, Urgentie: UrgentieGewoon, Van: toegang.PartijAanbieder,
		VanPersoon: "peter", Aan: toegang.PartijToegang, Tekst: "Mag hij een dag extra?", Geopend: day("2026-04-02"),
	}
	for _, c := range change {
		c(&s)
	}
	return s
}

func TestSignaalToets(t *testing.T) {
	testkit.Eis(t, "MON-04")
	for _, soort := range []SignaalSoort{"vraag", "zorgsignaal", "resultaat_in_gevaar", "afwezigheid", "veiligheid"} {
		wantCodes(t, string(soort), newSignaal(func(s *Signaal) { s.Soort = soort }).Toets())
	}
	for _, way := range [][2]toegang.Partij{
		{toegang.PartijAanbieder, toegang.PartijToegang},
		{toegang.PartijToegang, toegang.PartijAanbieder},
		{toegang.PartijInwoner, toegang.PartijToegang},
		{toegang.PartijInwoner, toegang.PartijAanbieder},
		{toegang.PartijToegang, toegang.PartijInwoner},
	} {
		wantCodes(t, string(way[0]+" to "+way[1]), newSignaal(func(s *Signaal) { s.Van, s.Aan = way[0], way[1] }).Toets())
	}
	wantCodes(t, "to oneself", newSignaal(func(s *Signaal) { s.Aan = s.Van }).Toets(), "signaal.aan_zichzelf")
	wantCodes(t, "of nobody", newSignaal(func(s *Signaal) { s.VanPersoon = "" }).Toets(), "signaal.van_ontbreekt")
	wantCodes(t, "of no party", newSignaal(func(s *Signaal) { s.Van = "buur" }).Toets(), "signaal.van_ontbreekt")
	wantCodes(t, "empty", Signaal{}.Toets(), "signaal.soort_ontbreekt", "signaal.urgentie_ontbreekt", "signaal.van_ontbreekt",
		"signaal.aan_ontbreekt", "signaal.tekst_ontbreekt", "signaal.dag_ontbreekt")
}

// TestReactietermijn counts working days: 2 April 2026 is the Thursday before Easter.
func TestReactietermijn(t *testing.T) {
	testkit.Eis(t, "MON-04")
	if got := newSignaal().Reactietermijn(waarden()); got != day("2026-04-13") {
		t.Errorf("answer until %s, want five working days over Easter", got)
	}
	urgent := newSignaal(func(s *Signaal) { s.Urgentie = UrgentieSpoed })
	if got := urgent.Reactietermijn(waarden()); got != day("2026-04-07") {
		t.Errorf("urgent until %s, want the next working day", got)
	}
	w := waarden()
	w.SignaalWerkdagen, w.SignaalSpoedWerkdagen = 2, 0
	if newSignaal().Reactietermijn(w) != day("2026-04-08") || urgent.Reactietermijn(w) != day("2026-04-02") {
		t.Error("the region's own terms do not count")
	}
}

func TestSignaalCourse(t *testing.T) {
	testkit.Eis(t, "MON-04")
	s := newSignaal()
	if s.Staat() != SignaalOpen {
		t.Errorf("new is %s", s.Staat())
	}
	_, findings := s.Beantwoorden(toegang.PartijAanbieder, "peter", "ja", day("2026-04-03"))
	wantCodes(t, "answered by the one who asked", findings, "signaal.antwoord_niet_van_deze_partij")
	_, findings = s.Beantwoorden(toegang.PartijToegang, "naima", " ", day("2026-04-01"))
	wantCodes(t, "nothing said, too early", findings, "signaal.antwoord_ontbreekt", "signaal.dag_te_vroeg")
	_, findings = s.Sluiten(toegang.PartijToegang, "naima", "klaar", day("2026-04-03"))
	wantCodes(t, "closed unanswered by the other", findings, "signaal.eerst_antwoord")
	taken, findings := s.Sluiten(toegang.PartijAanbieder, "peter", "al opgelost", day("2026-04-03"))
	wantCodes(t, "taken back", findings)
	if taken.Staat() != SignaalGesloten {
		t.Errorf("taken back is %s", taken.Staat())
	}
	s, findings = s.Beantwoorden(toegang.PartijToegang, "naima", "Ja, in overleg", day("2026-04-13"))
	wantCodes(t, "answered", findings)
	if inTime, answered := s.OpTijd(waarden()); s.Staat() != SignaalBeantwoord || !inTime || !answered {
		t.Errorf("answered on the last day: %s, in time %v", s.Staat(), inTime)
	}
	late := s
	late.Beantwoord = day("2026-04-14")
	if inTime, _ := late.OpTijd(waarden()); inTime {
		t.Error("a day late is in time")
	}
	if _, answered := newSignaal().OpTijd(waarden()); answered {
		t.Error("open is answered")
	}
	_, findings = s.Beantwoorden(toegang.PartijToegang, "naima", "nog eens", day("2026-04-14"))
	wantCodes(t, "answered twice", findings, "signaal.niet_open")
	_, findings = s.Sluiten(toegang.PartijInwoner, "marco", "klaar", day("2026-04-14"))
	wantCodes(t, "closed by a third", findings, "signaal.sluiten_niet_van_deze_partij")
	_, findings = s.Sluiten(toegang.PartijAanbieder, "peter", " ", day("2026-04-12"))
	wantCodes(t, "closed without outcome, too early", findings, "signaal.uitkomst_ontbreekt", "signaal.dag_te_vroeg")
	s, findings = s.Sluiten(toegang.PartijAanbieder, "peter", "dag erbij", day("2026-04-14"))
	wantCodes(t, "closed", findings)
	if s.Staat() != SignaalGesloten {
		t.Errorf("closed is %s", s.Staat())
	}
	_, findings = s.Sluiten(toegang.PartijAanbieder, "peter", "nog eens", day("2026-04-15"))
	wantCodes(t, "closed twice", findings, "signaal.is_gesloten")
}

func TestStelSignalenVoor(t *testing.T) {
	testkit.Eis(t, "MON-04")
	a := arrangement(t, "ONT3", "2026-01-15") // halfway on 2026-04-15
	if a.Halverwege() != day("2026-04-15") {
		t.Fatalf("halfway on %s", a.Halverwege())
	}
	stand := func(now, before toegang.Score) DoelStand {
		return DoelStand{Doel: goal("a", toegang.DomeinVak, toegang.ScoreNogNiet, toegang.ScoreGoed), Score: now, Vorige: before}
	}
	visits := func(absent, present int) []Aanwezigheid {
		var list []Aanwezigheid
		for i := range absent + present {
			v := Aanwezigheid{ID: string(rune('a' + i)), Datum: day("2026-03-20").AddDays(-i), Moment: toegang.Ochtend, Status: Aanwezig}
			if i < absent {
				v.Status = NietGekomen
			}
			list = append(list, v)
		}
		return list
	}
	early, half := "2026-03-20", "2026-04-15"
	for _, tt := range []struct {
		name  string
		f     SignaalFeiten
		today string
		want  []VoorstelReden
	}{
		{"all goes well", SignaalFeiten{Doelen: []DoelStand{stand(toegang.ScoreGoed, toegang.ScoreSoms)}, Aanwezigheid: visits(1, 9)}, early, nil},
		{"a score went down", SignaalFeiten{Doelen: []DoelStand{stand(toegang.ScoreSoms, toegang.ScoreGoed)}}, early, []VoorstelReden{RedenScoreDaalt}},
		{"absent above the threshold", SignaalFeiten{Aanwezigheid: visits(4, 6)}, early, []VoorstelReden{RedenVerzuim}},
		{"absent as much as the threshold", SignaalFeiten{Aanwezigheid: visits(3, 7)}, early, nil},
		{"absent of the fewest that count", SignaalFeiten{Aanwezigheid: visits(2, 2)}, early, []VoorstelReden{RedenVerzuim}},
		{"absent once of three", SignaalFeiten{Aanwezigheid: visits(2, 1)}, early, nil},
		{"absent long ago", SignaalFeiten{Aanwezigheid: visits(4, 6)}, "2026-04-20", nil},
		{"halfway with little", SignaalFeiten{Doelen: []DoelStand{stand(toegang.ScoreNogNiet, "")}}, half, []VoorstelReden{RedenHalverwege}},
		{"little, the day before halfway", SignaalFeiten{Doelen: []DoelStand{stand(toegang.ScoreNogNiet, "")}}, "2026-04-14", nil},
		{"halfway with half", SignaalFeiten{Doelen: []DoelStand{stand(toegang.ScoreSoms, "")}}, half, nil},
		{"everything at once", SignaalFeiten{Doelen: []DoelStand{stand(toegang.ScoreNogNiet, toegang.ScoreSoms)}, Aanwezigheid: visits(4, 6)}, "2026-04-15", []VoorstelReden{RedenScoreDaalt, RedenHalverwege}},
	} {
		tt.f.Arrangement, tt.f.Begonnen = a, day("2026-01-15")
		var got []VoorstelReden
		for _, v := range StelSignalenVoor(tt.f, waarden(), day(tt.today)) {
			got = append(got, v.Reden)
			if !slices.Contains(SignaalSoorten(), v.Soort) {
				t.Errorf("%s proposes an unknown kind %q", tt.name, v.Soort)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		tt.f.Begonnen = day("")
		if list := StelSignalenVoor(tt.f, waarden(), day(tt.today)); len(list) > 0 {
			t.Errorf("%s: proposes before anything began", tt.name)
		}
	}
	w := waarden()
	w.SignaalVerzuimProcent, w.SignaalDoelbereikProcent = 50, 60
	f := SignaalFeiten{Arrangement: a, Begonnen: a.Start, Doelen: []DoelStand{stand(toegang.ScoreSoms, "")}, Aanwezigheid: visits(4, 6)}
	if list := StelSignalenVoor(f, w, day(early)); len(list) != 0 {
		t.Errorf("with a threshold of 50%%: %v", list)
	}
	if list := StelSignalenVoor(f, w, day(half)); len(list) != 1 || list[0].Waarde != 50 || list[0].Grens != 60 {
		t.Errorf("with a threshold of 60%%: %+v", list)
	}
}
