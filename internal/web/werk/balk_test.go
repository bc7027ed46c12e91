package werk

import (
	"strings"
	"testing"

	"trede/internal/app"
	"trede/internal/app/taken"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	"trede/internal/region"
	"trede/internal/web/ui"
)

func regels(t *testing.T) app.Regels {
	t.Helper()
	r, err := region.Load(strings.NewReader(string(region.ExampleFile())))
	if err != nil {
		t.Fatal(err)
	}
	register, err := r.Register()
	if err != nil {
		t.Fatal(err)
	}
	return app.Regels{Register: register}
}

func marks(b *ui.ArrangementBar) string {
	var out []string
	for _, m := range b.Marks {
		out = append(out, m.Date.String()+" "+m.Label+" "+string(m.State))
	}
	return strings.Join(out, "; ")
}

// A development arrangement of half a year: report after three months, evaluatie six
// weeks before the end.
func TestBarOfAResident(t *testing.T) {
	regio, today := regels(t), civil.MustParse("2026-11-22")
	six := loop{"v2", "ONT3", civil.MustParse("2026-08-24"), civil.MustParse("2027-02-23")}
	none := civil.Date{}
	report, evaluatie := civil.MustParse("2026-11-24"), civil.MustParse("2027-01-12")
	for name, c := range map[string]struct {
		fase               string
		bericht, evaluatie civil.Date
		want               string
	}{
		"both to come":            {taken.FaseLopend, report, evaluatie, "2026-11-24 bericht ; 2027-01-12 evaluatie "},
		"report written early":    {taken.FaseLopend, none, evaluatie, "2027-01-12 evaluatie "},
		"evaluatie held":          {taken.FaseLopend, report, none, "2026-11-24 bericht "},
		"nothing before it began": {taken.FaseToegewezen, none, none, ""},
	} {
		if got := marks(inwonerBalk(six, c.fase, c.bericht, c.evaluatie, regio, today)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	later := civil.MustParse("2027-01-20")
	if got := marks(inwonerBalk(six, taken.FaseLopend, none, evaluatie, regio, later)); got != "2026-11-24 bericht done; 2027-01-12 evaluatie late" {
		t.Errorf("written, and an evaluatie too late: %q", got)
	}
	if got := marks(inwonerBalk(six, taken.FaseLopend, report, none, regio, later)); got != "2026-11-24 bericht late" {
		t.Errorf("a report too late: %q", got)
	}
	if b := inwonerBalk(six, taken.FaseNazorg, none, none, regio, civil.MustParse("2027-03-01")); b.Tone != ui.ToneGood || len(b.Marks) != 0 {
		t.Errorf("afterwards: %+v", b)
	}
	if inwonerBalk(loop{catalogus: "v2", product: "ORI", start: six.start}, taken.FaseLopend, none, none, regio, today) != nil {
		t.Error("an arrangement with an open end has a bar")
	}
}

func TestBarOfATask(t *testing.T) {
	regio, today := regels(t), civil.MustParse("2026-11-22")
	task := func(onderwerp, soort, zichtbaar, termijn, fase string, d toegang.Dringendheid) taken.TaakRegel {
		r := taken.TaakRegel{Dringend: d}
		r.Onderwerp, r.Soort, r.Fase = onderwerp, soort, fase
		r.Zichtbaar, r.Termijn = civil.MustParse(zichtbaar), civil.MustParse(termijn)
		return r
	}
	arranged := func(r taken.TaakRegel) taken.TaakRegel {
		r.Catalogus, r.ProductCode = "v2", "ONT3"
		r.Ingangsdatum, r.Einde = civil.MustParse("2026-08-24"), civil.MustParse("2027-02-23")
		return r
	}
	b := taakBalk(arranged(task("toewijzing", "voortgangsbericht_schrijven", "2026-11-03", "2026-11-20", taken.FaseLopend, toegang.TeLaat)), regio, today)
	if got := marks(b); b.First != civil.MustParse("2026-08-24") || got != "2027-01-12 evaluatie ; 2026-11-20 bericht late" {
		t.Errorf("in the arrangement: %s %q", b.First, got)
	}
	// A melding has its own clock, also of somebody whose arrangement runs.
	b = taakBalk(arranged(task("melding", "onderzoek_afronden", "2026-10-12", "2026-11-23", taken.FaseLopend, toegang.DezeWeek)), regio, today)
	if b.First != civil.MustParse("2026-10-12") || b.Last != civil.MustParse("2026-11-23") || b.Tone != ui.ToneNeutral || len(b.Marks) != 0 {
		t.Errorf("the clock of a melding: %+v", b)
	}
	b = taakBalk(task("aanvraag", "besluit_nemen", "2026-11-02", "2026-11-16", taken.FaseAanvraag, toegang.TeLaat), regio, today)
	if b.Tone != ui.ToneLate {
		t.Errorf("a term that passed: %+v", b)
	}
	b = taakBalk(arranged(task("toewijzing", "nazorg", "2027-03-24", "2027-04-07", taken.FaseNazorg, toegang.Later)), regio, civil.MustParse("2027-03-25"))
	if b.First != civil.MustParse("2027-02-23") || b.Last != civil.MustParse("2027-04-07") || b.Tone != ui.ToneGood {
		t.Errorf("after the end: %+v", b)
	}
	if b := taakBalk(task("aanvraag", "besluit_nemen", "2026-11-02", "9999-12-31", taken.FaseAanvraag, toegang.GeenTerm), regio, today); b != nil {
		t.Errorf("a clock that stands still: %+v", b)
	}
}
