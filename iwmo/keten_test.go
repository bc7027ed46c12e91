package iwmo

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	derdeBsn       = "999900031" // of somebody who is no client
	andereGemeente = "0221"
	andereAgb      = "98765433"
)

// eerder (before) fills a chain with messages that came before the one that is checked.
type eerder struct {
	*Geheugen
	t *testing.T
	n int
}

// nieuweKeten has a list for everything of level 4, and no messages.
func nieuweKeten(t *testing.T) *eerder {
	return &eerder{t: t, Geheugen: &Geheugen{
		Gemeenten: func(code string, dag Datum) bool {
			return code == voorbeeldGemeente && !dag.Voor(Datum{2015, 1, 1})
		},
		Producten: func(_ string, p Product) bool { return strings.HasPrefix(p.Code, string(p.Categorie)) },
		Tarieven: func(_, _, code string, _ Datum) (Tarief, bool) {
			return Tarief{2450, EenheidUur}, code == "07A01"
		},
	}}
}

// geef adds a changed sample, with an identification of its own.
func geef[T any](e *eerder, anders func(m *T)) *T {
	e.t.Helper()
	soort := byType(reflect.TypeFor[T]()).soort
	sample, err := Release32().Voorbeeld(soort, testDag)
	if err != nil {
		e.t.Fatal(err)
	}
	e.n++
	h := reflect.ValueOf(sample).Elem().Field(0).FieldByName("BerichtIdentificatie").Addr().Interface().(*BerichtIdentificatie)
	h.Identificatie = fmt.Sprintf("E%04d", e.n)
	m := sample.(*T)
	anders(m)
	if err := e.Verwerk(m); err != nil {
		e.t.Fatal(err)
	}
	return m
}

// toewijzing adds an allocation: twelve hours a week for a year around the day of the
// samples.
func (e *eerder) toewijzing(bsn string, nummer int64, anders func(m *WMO301, p *ToegewezenProduct)) {
	e.t.Helper()
	geef(e, func(m *WMO301) {
		m.Client.Bsn = bsn
		p := &m.Client.ToegewezenProducten[0]
		p.ToewijzingNummer, p.Omvang = nummer, voorbeeldUren()
		p.Toewijzingsdatum, p.Ingangsdatum = testDag.PlusMaanden(-7), testDag.PlusMaanden(-6)
		p.Einddatum = p.Ingangsdatum.PlusMaanden(12).Plus(-1)
		anders(m, p)
	})
}

func zoalsHetIs(*WMO301, *ToegewezenProduct) {}

func (e *eerder) start(anders func(m *WMO305, p *StartProduct)) {
	e.t.Helper()
	geef(e, func(m *WMO305) { anders(m, &m.Client.StartProducten[0]) })
}

func (e *eerder) stop(anders func(p *StopProduct)) {
	e.t.Helper()
	geef(e, func(m *WMO307) { anders(&m.Client.StopProducten[0]) })
}

func (e *eerder) verzoek(referentie string, anders func(m *WMO315)) {
	e.t.Helper()
	geef(e, func(m *WMO315) {
		m.Client.AangevraagdeProducten[0].ReferentieAanbieder = referentie
		anders(m)
	})
}

func (e *eerder) antwoord(referentie string, antwoord VerzoekAntwoord) {
	e.t.Helper()
	geef(e, func(m *WMO319) { m.Antwoord.ReferentieAanbieder, m.Antwoord.VerzoekAntwoord = referentie, antwoord })
}

// declaratie adds a claim over September, with references S1 and S2.
func (e *eerder) declaratie(anders func(m *WMO323)) *WMO323 {
	e.t.Helper()
	return geef(e, func(m *WMO323) {
		m.Declaratie.DeclaratieNummer = fmt.Sprintf("D%04d", e.n)
		m.Declaratie.DeclaratiePeriode = periode("2026-09-01", "2026-09-30")
		for i := range m.Declaratie.Clienten {
			p := &m.Declaratie.Clienten[i].Prestaties[0]
			p.ProductReferentie.ReferentieNummer, p.ProductPeriode = fmt.Sprintf("S%d", i+1), m.Declaratie.DeclaratiePeriode
		}
		anders(m)
	})
}

func zonderMeer(*WMO323) {}

// beoordeel answers a claim; the prestaties with these references are refused.
func (e *eerder) beoordeel(m *WMO323, afgewezen ...string) {
	e.t.Helper()
	v := &Verslag{Soort: SoortWMO323, Bericht: m}
	for c, client := range m.Declaratie.Clienten {
		for i, p := range client.Prestaties {
			if slices.Contains(afgewezen, p.ProductReferentie.ReferentieNummer) {
				v.Bevindingen = append(v.Bevindingen, keten(fmt.Sprintf("/Bericht/Declaratie/Clienten/Client[%d]/Prestaties/Prestatie[%d]", c+1, i+1), "9321"))
			}
		}
	}
	e.beantwoord(v)
}

// weiger refuses a claim as a whole.
func (e *eerder) weiger(m *WMO323) {
	e.t.Helper()
	e.beantwoord(&Verslag{Soort: SoortWMO323, Bericht: m, Bevindingen: []Bevinding{keten("/Bericht/Declaratie/DeclaratieNummer", "9333")}})
}

func (e *eerder) beantwoord(v *Verslag) {
	e.t.Helper()
	e.n++
	answer, err := Beantwoord(v, AntwoordOpties{Identificatie: fmt.Sprintf("E%04d", e.n), Dagtekening: testDag})
	if err == nil {
		err = e.Verwerk(answer)
	}
	if err != nil {
		e.t.Fatal(err)
	}
}

// gewoon is the chain in which the sample of a kind breaks no rule.
func gewoon(t *testing.T, soort Soort) *eerder {
	e := nieuweKeten(t)
	e.toewijzing(voorbeeldBsn2, 20262, zoalsHetIs)
	if soort == SoortWMO301 {
		return e
	}
	e.toewijzing(voorbeeldBsn, 20261, zoalsHetIs)
	switch soort {
	case SoortWMO307:
		e.start(func(_ *WMO305, p *StartProduct) { p.Begindatum = testDag.PlusMaanden(-6) })
	case SoortWMO319:
		e.verzoek("AW-2026-0117", func(*WMO315) {})
	case SoortWMO325:
		geef(e, func(m *WMO323) { m.Header.BerichtIdentificatie.Identificatie = "AW000323" })
	}
	return e
}

func alles(k Keten) Opties { return Opties{Streng: true, Peildatum: testDag, Keten: k} }

func leesMet(t *testing.T, message any, o Opties) *Verslag {
	t.Helper()
	v, err := Lees(bytes.NewReader(schrijf(t, message)), o)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func codes(v *Verslag) string {
	var list []string
	for _, b := range v.Bevindingen {
		list = append(list, b.Regel)
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), ",")
}

// ketenGeval is a change of a sample, and of what came before it, with the rules of
// levels 3 and 4 that it breaks.
type ketenGeval struct {
	naam   string
	soort  Soort
	eerder func(e *eerder)
	anders func(m any)
	regels string
}

func niets(*eerder) {}

func gelijk(any) {}

func TestRegelsKeten(t *testing.T) {
	broken := map[string]bool{}
	for _, g := range slices.Concat(gevallenToewijzing(), gevallenLevering(), gevallenVerzoek(), gevallenDeclaratie(), gevallenGoedkeuring(), gevallenExtern()) {
		t.Run(string(g.soort)+" "+g.naam, func(t *testing.T) {
			m, err := Release32().Voorbeeld(g.soort, testDag)
			if err != nil {
				t.Fatal(err)
			}
			e := gewoon(t, g.soort)
			g.eerder(e)
			g.anders(m)
			v := leesMet(t, m, alles(e.Geheugen))
			for _, b := range v.Bevindingen {
				broken[b.Regel] = true
				if b.Niveau < NiveauKeten || b.Regelnummer == 0 || !strings.HasPrefix(b.Pad, "/Bericht/") || b.Oorzaak == "" || b.Oplossing == "" {
					t.Errorf("%+v", b)
				}
			}
			if got := codes(v); got != g.regels {
				t.Errorf("got %q, want %q: %+v", got, g.regels, v.Bevindingen)
			}
		})
	}
	for _, r := range Regels() {
		if r.Niveau > NiveauBericht && !broken[r.Code] && r.Code != "OP179" {
			t.Errorf("%s: no case breaks it", r.Code)
		}
		if r.Retourcode != "" && r.Retourcode.Naam() == string(r.Retourcode) {
			t.Errorf("%s: return code %s is not in the list", r.Code, r.Retourcode)
		}
	}
}

// The samples break no rule of any level.
func TestSamplesInAChain(t *testing.T) {
	eachVoorbeeld(t, func(t *testing.T, soort Soort, message any) {
		if v := leesMet(t, message, alles(gewoon(t, soort).Geheugen)); !v.Geldig() {
			t.Errorf("%+v", v.Bevindingen)
		}
	})
}

// What is asked for is checked, and no more.
func TestOptionsAskForRules(t *testing.T) {
	m, err := Release32().Voorbeeld(SoortWMO323, testDag)
	if err != nil {
		t.Fatal(err)
	}
	in323(func(d *Declaratie) {
		d.Clienten[1].Prestaties[0].ProductReferentie.ReferentieNummer = "P001" // TR314
		d.Clienten[0].Prestaties[0].IngediendBedrag.Bedrag++                    // TR346
	})(m)
	for want, o := range map[string]Opties{
		"":            {},
		"TR314,TR346": {Streng: true},
		"TR135":       {Peildatum: testDag.Plus(-1)},
		"TR304,TR314,TR338,TR346": {
			Keten: &Geheugen{},
		},
	} {
		if got := codes(leesMet(t, m, o)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	// Level 2 hides what is above it.
	prestatie(func(p *Prestatie) { p.ProductTarief = nil })(m)
	if got := codes(leesMet(t, m, alles(&Geheugen{}))); got != "CD087" {
		t.Errorf("got %q", got)
	}
}

// slordig (careless) gives what it does not know as if it were something.
type slordig struct{ *Geheugen }

func (s slordig) Toewijzing(gemeente string, _ int64) (Toewijzing, bool) {
	t, _ := s.Geheugen.Toewijzing(gemeente, 20261)
	return t, false
}

func (slordig) Verzoek(string, string) (GedaanVerzoek, bool) {
	return GedaanVerzoek{Gemeente: voorbeeldGemeente, Bsn: voorbeeldBsn}, false
}

// What a chain does not know is not looked at, whatever it gives.
func TestWhatIsNotKnownIsNotLookedAt(t *testing.T) {
	for _, c := range []struct {
		soort  Soort
		anders func(m any)
		regels string
	}{
		{SoortWMO301, metReferentie("R1"), "TR379"},
		{SoortWMO305, gelijk, "TR019"},
		{SoortWMO319, gelijk, "TR355"},
		{SoortWMO323, tot(alleenEerste, terug(nietsAnders)), "TR338"},
	} {
		e := gewoon(t, c.soort)
		if c.soort == SoortWMO323 {
			e.beoordeel(e.declaratie(zonderMeer))
		}
		m, err := Release32().Voorbeeld(c.soort, testDag)
		if err != nil {
			t.Fatal(err)
		}
		c.anders(m)
		if got := codes(leesMet(t, m, alles(slordig{e.Geheugen}))); got != c.regels {
			t.Errorf("%s: got %q, want %q", c.soort, got, c.regels)
		}
	}
}

// A finding that waits for the rest of the message has the path and the line of what it
// is about.
func TestPlaceOfWhatWaits(t *testing.T) {
	m, err := Release32().Voorbeeld(SoortWMO305, testDag)
	if err != nil {
		t.Fatal(err)
	}
	in305(func(c *Client305) {
		for _, n := range []int{0, -3} {
			p := c.StartProducten[0]
			p.Begindatum = testDag.Plus(n)
			c.StartProducten = append(c.StartProducten, p)
		}
	})(m)
	v := leesMet(t, m, alles(gewoon(t, SoortWMO305).Geheugen))
	if len(v.Bevindingen) != 2 {
		t.Fatalf("got %+v", v.Bevindingen)
	}
	lines := strings.Split(string(schrijf(t, m)), "\n")
	for i, b := range v.Bevindingen {
		line := lines[b.Regelnummer-1]
		if want := fmt.Sprintf("/Bericht/Client/StartProducten/StartProduct[%d]/Begindatum", i+2); b.Pad != want || !strings.Contains(line, ">"+b.Waarde+"<") {
			t.Errorf("%+v on %q", b, line)
		}
	}
}

// Every rule on a claim takes time in proportion to the claim.
func TestLargeClaimInAChain(t *testing.T) {
	const clients, months = 2000, 10
	e := nieuweKeten(t)
	claim := geef(e, func(m *WMO323) { // what came before: September of every client
		d := &m.Declaratie
		d.DeclaratieNummer, d.DeclaratiePeriode, d.Clienten = "D1", periode("2026-09-01", "2026-09-30"), groteDeclaratie(clients, 1, "S")
	})
	for _, c := range claim.Declaratie.Clienten {
		e.toewijzing(c.Bsn, c.Prestaties[0].ToewijzingNummer, func(_ *WMO301, p *ToegewezenProduct) { p.Ingangsdatum = Datum{2025, 1, 1} })
	}
	e.beoordeel(claim)
	m, err := Release32().Voorbeeld(SoortWMO323, testDag)
	if err != nil {
		t.Fatal(err)
	}
	in323(func(d *Declaratie) { d.Clienten = groteDeclaratie(clients, months, "P") })(m)
	began := time.Now()
	v := leesMet(t, m, alles(e.Geheugen))
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("%d prestaties took %s", clients*months, took)
	}
	// September was claimed before: every client has one prestatie too many.
	if got := codes(v); got != "TR389" || len(v.Bevindingen) != clients {
		t.Errorf("%q, %d findings", got, len(v.Bevindingen))
	}
}

// A claim of which the prestaties are not kept is judged the same.
func TestStreamInAChain(t *testing.T) {
	e := gewoon(t, SoortWMO323)
	onder(inTotaal(100, EenheidUur))(e)
	m, err := Release32().Voorbeeld(SoortWMO323, testDag)
	if err != nil {
		t.Fatal(err)
	}
	tot(uren(90), meer(
		func(p *Prestatie) { zetVolume(p, 20, EenheidUur, 2450, 20*2450) },
		func(p *Prestatie) { p.ProductPeriode = periode("2026-09-01", "2026-09-30") },
		func(p *Prestatie) { p.ToewijzingNummer, p.ProductPeriode = 20262, periode("2026-08-01", "2026-08-31") },
	), in323(func(d *Declaratie) { d.Clienten[0].Prestaties[1].ProductPeriode.Einddatum.Dag = 30 }))(m)
	whole := leesMet(t, m, alles(e.Geheugen))
	o := alles(e.Geheugen)
	o.Prestatie = func(string, *Prestatie) error { return nil }
	if got := leesMet(t, m, o); codes(got) != "TR322,TR338,TR388" || !reflect.DeepEqual(got.Bevindingen, whole.Bevindingen) {
		t.Errorf("got %+v\nwant %+v", got.Bevindingen, whole.Bevindingen)
	}
}

// groteDeclaratie are clients with a prestatie for each of so many months up to
// September.
func groteDeclaratie(clients, months int, prefix string) []Client323 {
	sample := voorbeeldDeclaratie(testDag).Clienten[0].Prestaties[0]
	sample.GeleverdVolume, sample.IngediendBedrag.Bedrag = 10, 10**sample.ProductTarief
	var list []Client323
	for bsn := 100_000_000; len(list) < clients; bsn++ {
		c := Client323{Bsn: fmt.Sprint(bsn)}
		if !ElfProef(c.Bsn) {
			continue
		}
		for i := range months {
			p := sample
			p.ProductReferentie.ReferentieNummer = fmt.Sprintf("%s%d-%d", prefix, len(list), i)
			p.ToewijzingNummer = int64(len(list) + 1)
			first := Datum{2026, 9, 1}.PlusMaanden(-i)
			p.ProductPeriode = GeslotenPeriode{Begindatum: first, Einddatum: first.LaatsteVanMaand()}
			c.Prestaties = append(c.Prestaties, p)
		}
		list = append(list, c)
	}
	return list
}
