package iwmo

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// An empty chain knows nothing, and has no list that anything is against.
func TestEmptyChain(t *testing.T) {
	var k Keten = &Geheugen{}
	_, a := k.Toewijzing(voorbeeldGemeente, 1)
	_, b := k.Verzoek(voorbeeldAanbieder, "R1")
	c := len(k.MetReferentie(voorbeeldAanbieder, "P1")) > 0
	_, d := k.Tarief(voorbeeldGemeente, voorbeeldAanbieder, "07A01", testDag)
	starts, stops := k.Leveringen(voorbeeldGemeente, voorbeeldAanbieder, voorbeeldBsn)
	known := len(starts) + len(stops) + len(k.Toewijzingen(voorbeeldGemeente, voorbeeldAanbieder, voorbeeldBsn)) +
		len(k.Verzoeken(voorbeeldGemeente, voorbeeldAanbieder, voorbeeldBsn)) + len(k.Declaraties(voorbeeldAanbieder)) +
		len(k.Prestaties(voorbeeldGemeente, voorbeeldAanbieder, 1))
	if a || b || c || d || known > 0 || k.Bericht(voorbeeldAanbieder, SoortWMO305, "1") {
		t.Error("an empty chain knows something")
	}
	if !k.Gemeente("0000", testDag) || !k.ProductPast(voorbeeldGemeente, Product{Code: "x"}) {
		t.Error("a list that is not known refuses")
	}
}

// Only messages that say something for later are taken.
func TestWhatIsRemembered(t *testing.T) {
	eachVoorbeeld(t, func(t *testing.T, soort Soort, message any) {
		err := (&Geheugen{}).Verwerk(message)
		if taken := slices.Contains(metKop, soort); taken != (err == nil) {
			t.Errorf("%s: %v", soort, err)
		}
		if err != nil && !strings.Contains(err.Error(), string(soort)) {
			t.Error(err)
		}
	})
}

// The allocation that was decided last counts, in whatever order messages come, and of
// one that is sent again the last.
func TestLatestDecision(t *testing.T) {
	e := nieuweKeten(t)
	for _, c := range []struct {
		tijd    Tijd
		comment string
		want    string
	}{{"10:00:00", "first", "first"}, {"09:00:00", "older", "first"}, {"10:00:00", "again", "again"}, {"10:00:01", "later", "later"}} {
		e.toewijzing(voorbeeldBsn, 1, func(_ *WMO301, p *ToegewezenProduct) { p.Toewijzingstijd, p.Commentaar = c.tijd, c.comment })
		got, ok := e.Toewijzing(voorbeeldGemeente, 1)
		if !ok || got.Commentaar != c.want || got.Bsn != voorbeeldBsn || got.Aanbieder != voorbeeldAanbieder {
			t.Errorf("%s: %+v", c.comment, got)
		}
	}
	e.toewijzing(voorbeeldBsn, 2, zoalsHetIs)
	list := e.Toewijzingen(voorbeeldGemeente, voorbeeldAanbieder, voorbeeldBsn)
	if len(list) != 2 || list[0].Commentaar != "later" || list[1].ToewijzingNummer != 2 {
		t.Errorf("%+v", list)
	}
	if list := e.Toewijzingen(voorbeeldGemeente, voorbeeldAanbieder, voorbeeldBsn2); len(list) > 0 {
		t.Errorf("of another client: %+v", list)
	}
}

// Starts and stops stand in the order of arrival until they are taken back, which comes
// first in a message.
func TestStartsAndStopsStand(t *testing.T) {
	e := nieuweKeten(t)
	day := func(n int) Datum { return testDag.Plus(n) }
	for _, n := range []int{-9, -5} {
		e.start(func(_ *WMO305, p *StartProduct) { p.Begindatum = day(n) })
		e.stop(func(p *StopProduct) { p.Einddatum = day(n) })
	}
	geef(e, func(m *WMO305) {
		list := append(m.Client.StartProducten, m.Client.StartProducten[0], m.Client.StartProducten[0])
		list[0].Begindatum = day(-3)
		list[1].Begindatum, list[1].StatusAanlevering = day(-9), StatusVerwijderen
		list[2].Begindatum, list[2].StatusAanlevering = day(-4), StatusGewijzigd // not allowed, and nothing
		m.Client.StartProducten = list
	})
	geef(e, func(m *WMO307) {
		list := append(m.Client.StopProducten, m.Client.StopProducten[0])
		list[0].Einddatum = day(-9)
		list[1].Einddatum, list[1].StatusAanlevering = day(-9), StatusVerwijderen
		m.Client.StopProducten = list
	})
	e.start(func(_ *WMO305, p *StartProduct) { p.Begindatum = day(-3) }) // again
	starts, stops := e.Leveringen(voorbeeldGemeente, voorbeeldAanbieder, voorbeeldBsn)
	var got []Datum
	for _, p := range starts {
		got = append(got, p.Begindatum)
	}
	for _, p := range stops {
		got = append(got, p.Einddatum)
	}
	if want := []Datum{day(-5), day(-3), day(-3), day(-5), day(-9)}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A request waits until it is refused or an allocation names it.
func TestRequestsAndAnswers(t *testing.T) {
	e := nieuweKeten(t)
	e.verzoek("R1", func(*WMO315) {})
	geef(e, func(m *WMO317) { m.Client.Verzoek.ReferentieAanbieder = "R2" })
	e.antwoord("R1", VerzoekInOnderzoek)
	e.antwoord("R1", VerzoekAfgewezen)
	e.antwoord("R9", VerzoekAfgewezen) // of a request that is not known
	e.toewijzing(voorbeeldBsn, 1, func(_ *WMO301, p *ToegewezenProduct) { p.ReferentieAanbieder = "R2" })
	want := []GedaanVerzoek{
		{voorbeeldGemeente, voorbeeldBsn, []VerzoekAntwoord{VerzoekInOnderzoek, VerzoekAfgewezen}, false},
		{voorbeeldGemeente, voorbeeldBsn, nil, true},
	}
	if got := e.Verzoeken(voorbeeldGemeente, voorbeeldAanbieder, voorbeeldBsn); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	for i, ref := range []string{"R1", "R2"} {
		if got, ok := e.Verzoek(voorbeeldAanbieder, ref); !ok || !reflect.DeepEqual(got, want[i]) {
			t.Errorf("%s: %+v", ref, got)
		}
	}
	if _, ok := e.Verzoek(andereAgb, "R1"); ok {
		t.Error("a request of another provider")
	}
}

// prestatieStand is what a chain says of prestaties by reference, and of those under an
// allocation.
func prestatieStand(e *eerder, refs ...string) string {
	var out []string
	for _, ref := range refs {
		list := e.MetReferentie(voorbeeldAanbieder, ref)
		out = append(out, fmt.Sprintf("%t %t", len(list) > 0, len(list) > 0 && list[0].Toegekend))
	}
	for _, p := range e.Prestaties(voorbeeldGemeente, voorbeeldAanbieder, 20261) {
		out = append(out, fmt.Sprintf("%s %t", p.ProductReferentie.ReferentieNummer, p.Toegekend))
	}
	return strings.Join(out, " ")
}

// A claim counts when it is received; its answer decides.
func TestClaimsAndAnswers(t *testing.T) {
	const other = "not there"
	for name, c := range map[string]struct {
		answer func(e *eerder, m *WMO323)
		want   string
		claims int
	}{
		"received":        {func(*eerder, *WMO323) {}, "true false true false S1 false", 1},
		"granted":         {func(e *eerder, m *WMO323) { e.beoordeel(m) }, "true true true true S1 true", 1},
		"refused in part": {func(e *eerder, m *WMO323) { e.beoordeel(m, "S1") }, "true false true true", 1},
		"refused":         {func(e *eerder, m *WMO323) { e.weiger(m) }, "false false false false", 0},
		"refused unread": {func(e *eerder, m *WMO323) {
			e.beantwoord(&Verslag{Soort: SoortWMO323, Bericht: m, Bevindingen: []Bevinding{{Niveau: NiveauBericht}}})
		}, "false false false false", 0},
		"another answered": {func(e *eerder, m *WMO323) {
			o := *m
			o.Header.BerichtIdentificatie.Identificatie = other
			e.weiger(&o)
		}, "true false true false S1 false", 1},
		"another of the day before answered": {func(e *eerder, m *WMO323) {
			o := *m
			o.Header.BerichtIdentificatie.Dagtekening = testDag.Plus(-1)
			e.weiger(&o)
		}, "true false true false S1 false", 1},
		"another gemeente answered": {func(e *eerder, m *WMO323) {
			o := *m
			o.Header.Ontvanger = andereGemeente
			e.weiger(&o)
		}, "true false true false S1 false", 1},
		"another provider answered": {func(e *eerder, m *WMO323) {
			o := *m
			o.Header.Afzender = andereAgb
			e.weiger(&o)
		}, "true false true false S1 false", 1},
	} {
		t.Run(name, func(t *testing.T) {
			e := nieuweKeten(t)
			m := e.declaratie(zonderMeer)
			c.answer(e, m)
			if got := prestatieStand(e, "S1", "S2"); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			claims := e.Declaraties(voorbeeldAanbieder)
			if len(claims) != c.claims || len(claims) > 0 && (claims[0].Declaratie.DeclaratieNummer != m.Declaratie.DeclaratieNummer || claims[0].Declaratie.Clienten != nil) {
				t.Errorf("%+v", claims)
			}
			if !e.Bericht(voorbeeldAanbieder, SoortWMO323, m.Header.BerichtIdentificatie.Identificatie) {
				t.Error("the identification is free again")
			}
			for _, p := range e.MetReferentie(voorbeeldAanbieder, "S2") {
				if p.Gemeente != voorbeeldGemeente || p.Bsn != voorbeeldBsn2 || p.Declaratie != m.Header.BerichtIdentificatie.Identificatie {
					t.Errorf("%+v", p)
				}
			}
		})
	}
}

// A reference stays with the prestatie that had it first, whatever becomes of a second.
func TestReferenceUsedTwice(t *testing.T) {
	e := nieuweKeten(t)
	e.beoordeel(e.declaratie(zonderMeer))
	again := e.declaratie(zonderMeer)
	if got := prestatieStand(e, "S1"); got != "true true S1 true S1 false" {
		t.Error(got)
	}
	e.weiger(again)
	if got := prestatieStand(e, "S1"); got != "true true S1 true" {
		t.Error(got)
	}
	// Of two clients in a claim with one reference the one that is refused does not count.
	e = nieuweKeten(t)
	m := e.declaratie(func(m *WMO323) {
		for i := range m.Declaratie.Clienten {
			p := &m.Declaratie.Clienten[i].Prestaties[0]
			p.ProductReferentie.ReferentieNummer, p.ToewijzingNummer = "S1", 20261
		}
	})
	e.beantwoord(&Verslag{Soort: SoortWMO323, Bericht: m, Bevindingen: []Bevinding{keten("/Bericht/Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]", "8021")}})
	list := e.Prestaties(voorbeeldGemeente, voorbeeldAanbieder, 20261)
	if len(list) != 1 || list[0].Bsn != voorbeeldBsn {
		t.Errorf("%+v", list)
	}
}

// A claim with one wrong prestatie is answered with that one alone.
func TestAnswerToAClaimInAChain(t *testing.T) {
	e := gewoon(t, SoortWMO323)
	m, err := Release32().Voorbeeld(SoortWMO323, testDag)
	if err != nil {
		t.Fatal(err)
	}
	uren(61)(m)
	answer, err := Beantwoord(leesMet(t, m, alles(e.Geheugen)), AntwoordOpties{Identificatie: "ANT1", Dagtekening: testDag})
	if err != nil {
		t.Fatal(err)
	}
	d := answer.(*WMO325).DeclaratieAntwoord
	if len(d.Clienten) != 1 || len(d.Clienten[0].Prestaties) != 1 || d.Clienten[0].Bsn != voorbeeldBsn ||
		!slices.Equal(d.Clienten[0].Prestaties[0].RetourCodes, RetourCodes{"9321"}) || d.TotaalIngediendBedrag.Centen()-d.TotaalToegekendBedrag.Centen() != 61*2450 {
		t.Errorf("%+v", d)
	}
	// The provider, who knows its claim, finds nothing in the answer.
	if err := e.Verwerk(m); err != nil {
		t.Fatal(err)
	}
	if v := leesMet(t, answer, alles(e.Geheugen)); !v.Geldig() {
		t.Errorf("%+v", v.Bevindingen)
	}
}

// A start that is wrong is answered with a code on every class.
func TestAnswerToAStartInAChain(t *testing.T) {
	e := gewoon(t, SoortWMO305)
	m, err := Release32().Voorbeeld(SoortWMO305, testDag)
	if err != nil {
		t.Fatal(err)
	}
	tweeStarts(func(_, b *StartProduct) { b.Begindatum, b.StatusAanlevering = testDag, StatusVerwijderen })(m)
	answer, err := Beantwoord(leesMet(t, m, alles(e.Geheugen)), antwoordOpties)
	if err != nil {
		t.Fatal(err)
	}
	a, fine := answer.(*WMO306), RetourCodes{RetourGeenOpmerking}
	if !slices.Equal(a.Header.RetourCodes, fine) || !slices.Equal(a.Client.RetourCodes, fine) ||
		!slices.Equal(a.Client.StartProducten[0].RetourCodes, fine) || !slices.Equal(a.Client.StartProducten[1].RetourCodes, RetourCodes{"9063"}) {
		t.Errorf("%+v", a)
	}
	if v := lees(t, schrijf(t, answer)); !v.Geldig() {
		t.Errorf("%+v", v.Bevindingen)
	}
}

// An answer needs every finding: a claim may break one rule on each of its prestaties.
func TestAnswerNeedsAllFindings(t *testing.T) {
	e := nieuweKeten(t)
	m, err := Release32().Voorbeeld(SoortWMO323, testDag)
	if err != nil {
		t.Fatal(err)
	}
	in323(func(d *Declaratie) { d.Clienten = groteDeclaratie(150, 10, "P") })(m)
	v := leesMet(t, m, Opties{Keten: e.Geheugen})
	answer, err := Beantwoord(v, AntwoordOpties{Identificatie: "ANT1", Dagtekening: testDag})
	if err != nil {
		t.Fatal(err)
	}
	if d := answer.(*WMO325).DeclaratieAntwoord; len(d.Clienten) != 150 || d.TotaalToegekendBedrag != (TotaalBedrag{DebetCredit: Debet}) {
		t.Errorf("%d clients, %+v granted", len(d.Clienten), d.TotaalToegekendBedrag)
	}
	v.Meer = 1
	if _, err := Beantwoord(v, antwoordOpties); err == nil {
		t.Error("answered with findings left out")
	}
	// A rule of level 2 refuses all, so there is no need to keep all.
	in323(func(d *Declaratie) {
		for i := range d.Clienten {
			for j := range d.Clienten[i].Prestaties {
				d.Clienten[i].Prestaties[j].ProductTarief = nil
			}
		}
	})(m)
	v = leesMet(t, m, Opties{Keten: e.Geheugen})
	if len(v.Bevindingen) != 1000 || v.Meer != 500 || codes(v) != "CD087" {
		t.Errorf("%d findings and %d more", len(v.Bevindingen), v.Meer)
	}
	if _, err := Beantwoord(v, antwoordOpties); err != nil {
		t.Error(err)
	}
}

// A claim that was sent twice: the answer to the second says so, and is not about the
// first.
func TestClaimSentTwice(t *testing.T) {
	e := nieuweKeten(t)
	m := e.declaratie(zonderMeer)
	e.beoordeel(m)
	e.beantwoord(&Verslag{Soort: SoortWMO323, Bericht: m, Bevindingen: []Bevinding{keten("/Bericht/Header/BerichtIdentificatie", "9056")}})
	e.weiger(m) // it has its answer
	if got := prestatieStand(e, "S1", "S2"); got != "true true true true S1 true" {
		t.Errorf("got %s", got)
	}
}

// Two prestaties with one number are told apart by what else names them.
func TestOneNumberTwice(t *testing.T) {
	e := nieuweKeten(t)
	m := e.declaratie(func(m *WMO323) {
		c := &m.Declaratie.Clienten[0]
		back := c.Prestaties[0]
		credit(&back, "X")
		c.Prestaties = append(c.Prestaties, back)
	})
	v := &Verslag{Soort: SoortWMO323, Bericht: m, Bevindingen: []Bevinding{keten("/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]", "8021")}}
	e.beantwoord(v)
	if list := e.MetReferentie(voorbeeldAanbieder, "S1"); len(list) != 2 || !list[0].Toegekend || list[1].Toegekend {
		t.Errorf("%+v", list)
	}
}

func TestWhatIsNotRemembered(t *testing.T) {
	var g Geheugen
	for _, what := range []any{nil, WMO323{}, (*WMO301)(nil), &WMO323{}, &WMO302{}} {
		if err := g.Verwerk(what); err == nil {
			t.Errorf("%T is remembered", what)
		}
	}
}
