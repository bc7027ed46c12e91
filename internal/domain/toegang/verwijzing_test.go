package toegang

import (
	"testing"

	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
)

// A referral is taken or given back once, and advised on after it was taken.
func TestVerwijzing(t *testing.T) {
	testkit.Eis(t, "B-REG-03", "PRD-05")
	on := day("2026-02-01")
	taken, findings := Verwijzing{}.Antwoord(true, "", "tom", on)
	wantCodes(t, "taken", findings)
	_, findings = Verwijzing{}.Antwoord(false, " ", "tom", on)
	wantCodes(t, "given back for nothing", findings, "verwijzing.reden_ontbreekt")
	back, findings := Verwijzing{}.Antwoord(false, "geen plek", "tom", on)
	wantCodes(t, "given back", findings)
	if taken.Aangenomen != on || !taken.Terug().IsZero() || back.Terug() != on || back.Reden != "geen plek" || back.Door != "tom" {
		t.Errorf("%+v %+v", taken, back)
	}
	for _, v := range []Verwijzing{taken, back} {
		_, findings = v.Antwoord(true, "", "tom", on)
		wantCodes(t, "twice", findings, "verwijzing.is_beantwoord")
	}
	_, findings = back.Adviseer("koken", "proefdagen", "tom", on)
	wantCodes(t, "advice on what was given back", findings, "verwijzing.kan_nu_niet")
	_, findings = taken.Adviseer("", " ", "tom", on)
	wantCodes(t, "advice without words", findings, "verwijzing.perspectief_ontbreekt", "verwijzing.volgende_stap_ontbreekt")
	advised, findings := taken.Adviseer(" koken ", "proefdagen", "toos", day("2026-03-01"))
	wantCodes(t, "advice", findings)
	if advised.Terug() != day("2026-03-01") || advised.Perspectief != "koken" || advised.VolgendeStap != "proefdagen" || advised.Door != "toos" {
		t.Errorf("%+v", advised)
	}
	_, findings = advised.Adviseer("koken", "proefdagen", "tom", on)
	wantCodes(t, "a second advice", findings, "verwijzing.kan_nu_niet")
}

// What comes back from a CAW is looked at within the term of an agreement, or sooner when
// the day to look again comes first.
func TestReturnedReferralIsLookedAt(t *testing.T) {
	testkit.Eis(t, "PRD-04")
	for back, want := range map[string][2]string{
		"": {"2026-07-18", "2026-08-01"}, "2026-03-02": {"2026-03-02", "2026-03-16"}, "2026-07-25": {"2026-07-18", "2026-08-01"},
	} {
		m := Melding{ID: "m", Ontvangen: day("2026-01-05"), Afgerond: day("2026-02-01"), Verslag: day("2026-02-01")}
		f := MeldingTaakFeiten{Melding: m, Uitkomst: &Uitkomst{Soort: UitkomstCAW, Datum: day("2026-02-01"), KijkOpnieuw: day("2026-08-01")}}
		if back != "" {
			f.Terug = day(back)
		}
		tasks := Taken(TakenFeiten{Meldingen: []MeldingTaakFeiten{f}, Termijnen: TermijnenVan(inkoop.Waarden{})})
		if len(tasks) != 1 || tasks[0].ZichtbaarVanaf != day(want[0]) || tasks[0].Termijn != day(want[1]) {
			t.Errorf("back on %q: %+v", back, tasks)
		}
	}
}

// A rooster is planned day by day in whole dagdelen.
func TestRoosterPlanning(t *testing.T) {
	testkit.Eis(t, "UIT-02")
	list := RoosterPlanning([]Dagdeel{{Dag: 1, Moment: Ochtend}, {Dag: 1, Moment: Middag}, {Dag: 3, Moment: Avond}}, day("2026-11-24"))
	if len(list) != 3 || list[0] != (Planning{day("2026-11-25"), Avond, 240}) || list[1].Datum != day("2026-11-30") || list[2].Moment != Middag {
		t.Errorf("%+v", list)
	}
}
