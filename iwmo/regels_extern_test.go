package iwmo

import (
	"bytes"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// metGemeenten makes a list of gemeenten of a test on the day.
func metGemeenten(f func(dag Datum) bool) func(*eerder) {
	return func(e *eerder) {
		e.Gemeenten = func(code string, dag Datum) bool { return code == voorbeeldGemeente && f(dag) }
	}
}

func gevallenExtern() []ketenGeval {
	october := Datum{2026, 10, 31}
	gone := metGemeenten(func(dag Datum) bool { return !dag.Na(october) })
	since := metGemeenten(func(dag Datum) bool { return dag.Na(october) })
	mixed := &Product{Categorie: CategorieDagbesteding, Code: "10A46"}
	var list []ketenGeval
	for _, soort := range metKop {
		list = append(list,
			ketenGeval{"dated tomorrow", soort, niets, morgen, "TR135"},
			ketenGeval{"gemeente never known", soort, metGemeenten(func(Datum) bool { return false }), gelijk, "TR378"},
			ketenGeval{"gemeente of today", soort, since, gelijk, ""},
		)
	}
	return append(list, []ketenGeval{
		{"gemeente that is gone", SoortWMO319, gone, gelijk, "TR378"},
		{"gemeente that is gone", SoortWMO317, gone, gelijk, "TR378"},
		{"gemeente that is gone", SoortWMO301, gone, gelijk, "TR378"},
		{"gemeente that is gone, when it began", SoortWMO301, gone, toegewezen(func(p *ToegewezenProduct) { p.Ingangsdatum = october }), ""},
		{"gemeente that is gone", SoortWMO305, gone, gelijk, "TR378"},
		{"gemeente that is gone, when it began", SoortWMO305, gone, starten(func(p *StartProduct) { p.ToewijzingIngangsdatum = october }), ""},
		{"gemeente that is gone, without a day", SoortWMO305, gone, starten(func(p *StartProduct) { p.ToewijzingIngangsdatum = Datum{} }), "TR378"},
		{"gemeente that is gone, when it began", SoortWMO307, gone, gelijk, ""},
		{"gemeente that is gone, when it will begin", SoortWMO307, gone, stoppen(func(p *StopProduct) { p.ToewijzingIngangsdatum = testDag }), "TR378"},
		{"gemeente that is gone", SoortWMO315, gone, gelijk, "TR378"},
		{"gemeente that is gone, when it began", SoortWMO315, gone, aangevraagd(func(p *AangevraagdProduct) { p.ToewijzingIngangsdatum = october }), ""},
		{"gemeente that is gone, in the month", SoortWMO323, gone, gelijk, ""},
		{"gemeente that is gone, granted", SoortWMO325, gone, gelijk, "TR378"},
		{"gemeente that is gone, in the month", SoortWMO325, gone, afwijzing(func(*DeclaratieAntwoord) {}), ""},
		{"no list of gemeenten", SoortWMO319, func(e *eerder) { e.Gemeenten = nil }, gelijk, ""},

		{"code of another category", SoortWMO301, niets, toegewezen(func(p *ToegewezenProduct) { p.Product = mixed }), "TR381"},
		{"code of another category", SoortWMO305, niets, starten(func(p *StartProduct) { p.Product = mixed }), "TR381"},
		{"code of another category", SoortWMO307, func(e *eerder) {
			e.start(func(_ *WMO305, p *StartProduct) { p.Begindatum, p.Product = testDag.PlusMaanden(-6), mixed })
		}, stoppen(func(p *StopProduct) { p.Product = mixed }), "TR381"},
		{"code of another category", SoortWMO315, niets, aangevraagd(func(p *AangevraagdProduct) { p.Product = mixed }), "TR381"},
		{"code of another category", SoortWMO317, niets, nieuw(func(p *NieuwProduct) { p.Product = mixed }), "TR381"},
		{"code of another category", SoortWMO323, onder(alleenCategorie), prestatie(func(p *Prestatie) { p.ProductCode = "10A46" }), "TR381"},
		{"code of another category, taken back", SoortWMO323, func(e *eerder) {
			e.beoordeel(e.eerste(func(p *Prestatie) { p.ProductCode = "10A46" }))
		}, terug(func(p *Prestatie) { p.ProductCode = "10A46" }), ""},
		{"no code", SoortWMO315, niets, aangevraagd(func(p *AangevraagdProduct) { p.Product.Code, p.Omvang = "", nil }), ""},
		{"no list of products", SoortWMO315, func(e *eerder) { e.Producten = nil }, aangevraagd(func(p *AangevraagdProduct) { p.Product = mixed }), ""},
	}...)
}

// morgen dates a message one day later; what it answers stays as it is.
func morgen(m any) {
	h := reflect.ValueOf(m).Elem().Field(0).FieldByName("BerichtIdentificatie").Addr().Interface().(*BerichtIdentificatie)
	h.Dagtekening = testDag.Plus(1)
}

// The header that is wrong names the gemeente: it sends some messages and gets others.
func TestPlaceOfTheGemeente(t *testing.T) {
	for soort, want := range map[Soort]string{SoortWMO319: "Afzender", SoortWMO315: "Ontvanger"} {
		e := gewoon(t, soort)
		e.Gemeenten = func(string, Datum) bool { return false }
		m, err := Release32().Voorbeeld(soort, testDag)
		if err != nil {
			t.Fatal(err)
		}
		v := leesMet(t, m, alles(e.Geheugen))
		if len(v.Bevindingen) != 1 || v.Bevindingen[0].Pad != "/Bericht/Header/"+want || v.Bevindingen[0].Waarde != voorbeeldGemeente {
			t.Errorf("%s: %+v", soort, v.Bevindingen)
		}
	}
}

// A message of more than 25 MB is told of when it is asked for, and refused by no answer.
func TestLargeMessage(t *testing.T) {
	for _, soort := range []Soort{SoortWMO302, SoortWMO315, SoortWMO325} {
		text := voorbeeld(t, soort)
		at := strings.LastIndex(text, "<")
		for extra, want := range map[int64]string{0: "", 1: "OP179", 2: ""} {
			spaces := bytes.Repeat([]byte(" "), MaxBestand-len(text))
			in := io.MultiReader(strings.NewReader(text[:at]), bytes.NewReader(comments(spaces)), strings.NewReader(text[at:]), strings.NewReader(strings.Repeat("\n", int(extra))))
			o := Opties{Streng: true}
			if extra > 1 { // who has a chain is to answer, and no answer refuses for it
				o = Opties{Keten: gewoon(t, soort).Geheugen}
			}
			v, err := Lees(iotest.DataErrReader(in), o)
			if err != nil {
				t.Fatal(err)
			}
			if got := codes(v); got != want {
				t.Errorf("%s, %d bytes over: %q", soort, extra, got)
			}
			if soort != SoortWMO315 || want == "" {
				continue
			}
			answer, err := Beantwoord(v, antwoordOpties)
			if err != nil || len(answer.(*WMO316).Header.RetourCodes) > 0 {
				t.Errorf("%+v, %v", answer, err)
			}
		}
	}
	if slices.ContainsFunc(Regels(), func(r Regel) bool { return r.Code == "OP179" && r.Retourcode != "" }) {
		t.Error("OP179 has a return code")
	}
}

// comments makes of spaces comments of the same length in all.
func comments(b []byte) []byte {
	const size = 1 << 16
	for at := 0; at+size <= len(b); at += size {
		copy(b[at:], "<!--")
		copy(b[at+size-3:], "-->")
	}
	return b
}
