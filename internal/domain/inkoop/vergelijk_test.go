package inkoop

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/civil"
	"trede/internal/testkit"
)

// told gives differences in short, one a line.
func told(list []Verschil) string {
	var out []string
	side := func(v VerschilValue) string {
		text := v.Tekst
		if v.Plekken != 0 {
			text += fmt.Sprint(v.Plekken)
		}
		if !v.Dag.IsZero() {
			text += v.Dag.String()
		}
		return text
	}
	for _, v := range list {
		words := fmt.Sprintf("%s %s %s %s %s (%s > %s)", v.Soort, v.Gemeente, v.Product.Product, v.Naam, v.Wat, side(v.Oud), side(v.Nieuw))
		out = append(out, strings.Join(strings.Fields(strings.ReplaceAll(words, "( ", "(")), " "))
	}
	return strings.Join(out, "\n")
}

// What gemeenten, windows and the list of woonplaatsen say on two days is told in order,
// and each thing once.
func TestWhatElseDiffers(t *testing.T) {
	testkit.Eis(t, "INK-03", "INK-06", "INK-15", "LOC-01", "B-REG-04", "B-REG-05")
	open, ended, begun := span(on(1, 1), civil.Date{}), span(on(1, 1), on(7, 1)), span(on(7, 1), civil.Date{})
	d := base()
	d.Gemeenten = append(d.Gemeenten, Gemeente{Code: eiland, Naam: "Eiland", InRegio: true, Geldig: ended, Opvolger: dorp})
	choice := func(product ProductCode, vorm Vorm, p civil.Period, evaluatie civil.Date) GemeenteKeuze {
		return GemeenteKeuze{Gemeente: stad, Product: ProductRef{"v2", product}, Vorm: vorm, Geldig: p, Evaluatie: evaluatie}
	}
	d.Keuzes = append(d.Keuzes,
		choice("ONT3", Pilot, ended, on(6, 15)), choice("ONT3", Pilot, begun, civil.Date{}), // held, so nobody names it any more
		choice("ONT4", Pilot, ended, on(6, 20)), choice("ONT4", Pilot, begun, on(10, 1)),
		choice("STA3", Geen, ended, civil.Date{}), choice("STA3", Geen, begun, civil.Date{}),
	)
	d.Keuzes[len(d.Keuzes)-1].Alternatief = "buurthuis"
	ceiling := func(code PlafondCode, plekken int, p civil.Period, products ...ProductCode) Plafond {
		return Plafond{Code: code, Gemeente: dorp, Producten: products, Plekken: plekken, Geldig: p}
	}
	d.Plafonds = []Plafond{
		ceiling("a", 5, ended, "ONT3", "STA3"), ceiling("a2", 7, begun, "ONT3", "STA3"), ceiling("b", 3, ended, "ONT4"),
		ceiling("c", 4, begun, "STA3"), ceiling("d", 9, open),
	}
	d.Vensters = []Venster{
		{Doelgroep: BestaandeAanbieder, Stand: VensterBevroren, Geldig: open},
		{Doelgroep: NieuweAanbieder, Perceel: "aw", Stand: VensterDicht, Geldig: begun},
		{Doelgroep: BestaandeAanbieder, Perceel: "aw", Stand: VensterDicht, Geldig: ended},
	}
	place := func(name string, in, beside GemeenteCode, p civil.Period) AanliggendeWoonplaats {
		return AanliggendeWoonplaats{Naam: name, Gemeente: in, GrenstAan: beside, Geldig: p}
	}
	d.Woonplaatsen = []AanliggendeWoonplaats{
		place("Weg", stad, dorp, ended), place("Weg", stad, buiten, open), place("Weg", buiten, dorp, open), place("Blijft", stad, dorp, ended),
		place("Blijft", stad, dorp, begun), place("Komt", stad, dorp, begun),
	}
	r := register(t, d)
	want := `gemeente 1004 Eiland (> Dorp)
alternatief 1001 STA3 Product STA3 (> buurthuis)
evaluatie 1001 ONT4 Product ONT4 (2027-06-20 > 2027-10-01)
plafond 1002 ONT3, STA3 (5 > 7)
plafond 1002 ONT4 (3 > )
plafond 1002 STA3 (> 4)
venster nieuw aw (open > dicht)
venster bestaand aw (dicht > open)
woonplaats 1002 Weg (ja > nee)
woonplaats 1002 Komt (nee > ja)`
	if diff := cmp.Diff(want, told(Vergelijk(Moment{r, on(6, 30)}, Moment{r, on(7, 1)}))); diff != "" {
		t.Error(diff)
	}
}

// A product that is new can be chosen at once, and that is told.
func TestAGemeenteChoosesANewProduct(t *testing.T) {
	testkit.Eis(t, "INK-03")
	d := renamed().Vastgesteld("v3")
	d.Keuzes = append(d.Keuzes, GemeenteKeuze{Gemeente: stad, Product: ProductRef{"v3", "STA4"}, Vorm: Structureel, Geldig: span(on(7, 1), civil.Date{})})
	r := register(t, d)
	got := told(Vergelijk(Moment{r, on(6, 30)}, Moment{r, on(7, 1)}))
	if !strings.Contains(got, "vorm 1001 STA4 Nieuw (geen > structureel)") {
		t.Error(got)
	}
}

// What ended before the new version stays as it was, the given data too, and what the
// version does not name is no business of it.
func TestAdoptingLeavesTheRest(t *testing.T) {
	testkit.Eis(t, "INK-06", "INK-19")
	d := renamed()
	over := span(on(1, 1), on(3, 1))
	d.Keuzes = append(d.Keuzes,
		GemeenteKeuze{Gemeente: stad, Product: ProductRef{"v2", "ONT3"}, Vorm: Pilot, Geldig: over},
		GemeenteKeuze{Gemeente: stad, Product: ProductRef{"v1", "ONT3"}, Vorm: Pilot, Geldig: span(on(1, 1), civil.Date{})},
		GemeenteKeuze{Gemeente: stad, Product: ProductRef{"v2", "ONT4"}, Vorm: Pilot, Geldig: span(on(8, 1), civil.Date{})})
	d.Plafonds = append(d.Plafonds, Plafond{Code: "over", Gemeente: dorp, Producten: []ProductCode{"ONT4"}, Plekken: 2, Geldig: over})
	d.Berichtcodes = append(d.Berichtcodes, GemeenteIWmo{Gemeente: stad, Product: ProductRef{"v2", "ONT4"}, IWmo: IWmo{Code: "over"}, Geldig: over})
	before := renamed()
	before.Keuzes, before.Plafonds, before.Berichtcodes = d.Keuzes, d.Plafonds, d.Berichtcodes
	got := d.Vastgesteld("v3")
	if diff := cmp.Diff(before, d, dates); diff != "" {
		t.Errorf("the given data changed: %s", diff)
	}
	var choices []string
	for _, k := range got.Keuzes {
		if k.Gemeente == stad {
			choices = append(choices, fmt.Sprint(k.Product, " ", k.Geldig.From, " ", k.Geldig.Until))
		}
	}
	if diff := cmp.Diff([]string{"v2/ONT3 2027-01-01 2027-03-01", "v1/ONT3 2027-01-01 ", "v3/ONT5 2027-08-01 "}, choices); diff != "" {
		t.Error(diff)
	}
	var ceilings []string
	for _, p := range got.Plafonds {
		ceilings = append(ceilings, fmt.Sprint(p.Code, " ", p.Producten, " ", p.Geldig.Until))
	}
	if diff := cmp.Diff([]string{"p [ONT4] 2027-07-01", "over [ONT4] 2027-03-01", "p-ONT5 [ONT4 ONT5] "}, ceilings); diff != "" {
		t.Error(diff)
	}
	if len(got.Berichtcodes) != 3 {
		t.Errorf("codes that were over go on: %+v", got.Berichtcodes)
	}
}

// A concept and its tariffs can be set apart from all that it may not touch.
func TestWhatAConceptMayTouch(t *testing.T) {
	testkit.Eis(t, "INK-19")
	d := renamed()
	rest := d.ZonderVersie("v3")
	if len(rest.Catalogi) != 1 || len(rest.Tarieven) != 3 || len(d.Catalogi) != 2 {
		t.Errorf("%d versions and %d tariffs are left", len(rest.Catalogi), len(rest.Tarieven))
	}
	if kept := d.ZonderVersie("v2"); len(kept.Catalogi) != 2 {
		t.Error("a version that was adopted is left out")
	}
	same := renamed()
	same.Tarieven[3], same.Tarieven[5] = same.Tarieven[5], same.Tarieven[3] // the order says nothing
	same.Tarieven[0].Bedrag++                                               // of another version
	if !ZelfdeVersie(d, same, "v3") {
		t.Error("the same version differs")
	}
	same.Tarieven[4].Bedrag++
	if ZelfdeVersie(d, same, "v3") {
		t.Error("another tariff is the same")
	}
	other := renamed()
	other.Catalogi[1].Naam = "Anders"
	if ZelfdeVersie(d, other, "v3") {
		t.Error("another name is the same")
	}
}

// What a version says of a product is found by its new code, or by its old one when it ended.
func TestWhatAVersionSaysOfAProduct(t *testing.T) {
	testkit.Eis(t, "INK-06")
	c := renamed().Catalogi[1]
	for _, test := range []struct{ oud, nieuw, want ProductCode }{
		{"ONT4", "ONT5", "heet anders"}, {"", "ONT5", "heet anders"}, {"STA3", "", "vervalt"}, {"", "STA4", "nieuw"}, {"ONT4", "", ""}, {"", "", ""}, {"ONT3", "ONT9", ""},
	} {
		if w, _ := c.Wijziging(test.oud, test.nieuw); w.Wat != string(test.want) {
			t.Errorf("%s > %s: %q, want %q", test.oud, test.nieuw, w.Wat, test.want)
		}
	}
}
