package berichttekst

import (
	"cmp"
	"fmt"
	"slices"

	"trede/iwmo"
)

// telling counts the prestaties of a claim or its answer, and keeps the first.
type telling struct {
	b          *blad
	groot      bool // the prestaties came while the message was read
	maand      iwmo.GeslotenPeriode
	clienten   int
	prestaties int
	credits    int
	debet      int64 // euro cents
	credit     int64 // euro cents, below zero
	codes      map[iwmo.RetourCode]int
	bsn        string
	eerste     []getoond
}

// getoond is a client with the prestaties that are shown.
type getoond struct {
	bsn   string
	codes iwmo.RetourCodes
	rows  []regelPrestatie
}

type regelPrestatie struct {
	cells []string
	extra []string // lines under it
}

func (t *telling) lees(clienten []iwmo.Client323) {
	for i := range clienten {
		c := &clienten[i]
		t.bsn = ""
		for j := range c.Prestaties {
			t.prestatie(c.Bsn, &c.Prestaties[j])
		}
		if n := len(t.eerste); n > 0 && n == t.clienten {
			t.eerste[n-1].codes = c.RetourCodes
		}
		for _, code := range c.RetourCodes {
			t.code(code)
		}
	}
}

func (t *telling) code(code iwmo.RetourCode) {
	if t.codes == nil {
		t.codes = map[iwmo.RetourCode]int{}
	}
	if code != iwmo.RetourGeenOpmerking {
		t.codes[code]++
	}
}

// prestatie counts one; it may be another as soon as this returns.
func (t *telling) prestatie(bsn string, p *iwmo.Prestatie) {
	if bsn != t.bsn {
		t.bsn = bsn
		t.clienten++
		if t.prestaties < meeste {
			t.eerste = append(t.eerste, getoond{bsn: bsn})
		}
	}
	t.prestaties++
	if cents := p.IngediendBedrag.Centen(); p.IngediendBedrag.DebetCredit == iwmo.Credit {
		t.credits++
		t.credit += cents
	} else {
		t.debet += cents
	}
	for _, code := range p.RetourCodes {
		t.code(code)
	}
	if t.prestaties <= meeste {
		last := &t.eerste[len(t.eerste)-1]
		last.rows = append(last.rows, t.regel(p))
	}
}

func (t *telling) regel(p *iwmo.Prestatie) regelPrestatie {
	amount := volume(p.GeleverdVolume, p.Eenheid)
	if p.ProductTarief != nil {
		amount += " à " + euro(*p.ProductTarief)
	}
	r := regelPrestatie{cells: []string{
		p.ProductReferentie.ReferentieNummer, "toewijzing " + nummer(p.ToewijzingNummer),
		p.ProductCode, amount, euro(p.IngediendBedrag.Centen()),
	}}
	if p.ProductPeriode != t.maand {
		r.extra = append(r.extra, periode(p.ProductPeriode.Begindatum, p.ProductPeriode.Einddatum))
	}
	if old := p.ProductReferentie.VorigReferentieNummer; old != "" {
		r.extra = append(r.extra, "credit van "+old)
	}
	for _, code := range p.RetourCodes {
		r.extra = append(r.extra, fmt.Sprintf("%s, %s", code, code.Naam()))
	}
	return r
}

// clientenTekst writes the first prestaties by client.
func (t *telling) clientenTekst() {
	b := t.b
	shown := 0
	for _, c := range t.eerste {
		b.deel("Cliënt %s", b.bsn(c.bsn))
		b.binnen(func() {
			b.fouten(c.codes)
			b.prestaties(c.rows)
		})
		shown += len(c.rows)
	}
	if rest := t.prestaties - shown; rest > 0 {
		b.deel("en nog %s", aantal(rest, "prestatie", "prestaties"))
	}
}

func (b *blad) prestaties(rows []regelPrestatie) {
	var cells [][]string
	for _, r := range rows {
		cells = append(cells, r.cells)
	}
	lines := tabel(cells)
	for i, r := range rows {
		b.line(lines[i])
		b.binnen(func() {
			for _, text := range r.extra {
				b.line(text)
			}
		})
	}
}

// aantallen writes how much there is.
func (t *telling) aantallen() {
	t.b.veld("cliënten", getal(int64(t.clienten)))
	text := getal(int64(t.prestaties))
	if t.credits > 0 {
		text += fmt.Sprintf(": %s debet voor %s en %s credit voor %s",
			getal(int64(t.prestaties-t.credits)), euro(t.debet), getal(int64(t.credits)), euro(t.credit))
	}
	t.b.veld("prestaties", text)
}

func (b *blad) declaratie(d *iwmo.Declaratie, t *telling) {
	t.begin(d.DeclaratiePeriode, d.Clienten)
	b.deel("Declaratie %s", d.DeclaratieNummer)
	b.binnen(func() {
		b.veld("periode", periode(d.DeclaratiePeriode.Begindatum, d.DeclaratiePeriode.Einddatum))
		b.veld("dagtekening", datum(d.DeclaratieDagtekening))
		b.veld("bedrag", euro(d.TotaalIngediendBedrag.Centen()))
		t.aantallen()
	})
	t.clientenTekst()
}

// begin counts what was read whole. The month of what came before it was known shows.
func (t *telling) begin(maand iwmo.GeslotenPeriode, clienten []iwmo.Client323) {
	if !t.groot {
		t.maand = maand
		t.lees(clienten)
	}
}

func (b *blad) declaratieAntwoord(m *iwmo.WMO325, t *telling) {
	h := &m.Header
	b.binnen(func() {
		b.partijen(h.Afzender, h.Ontvanger, h.BerichtIdentificatie)
		b.veld("antwoord op", fmt.Sprintf("WMO323 %s van %s", h.DeclaratieIdentificatie.Identificatie, datum(h.DeclaratieIdentificatie.Dagtekening)))
		b.codes(h.RetourCodes)
		if h.XsltVersie != "" {
			b.veld("gecontroleerd", "met versie "+h.XsltVersie+" van de regels")
		}
	})
	d := m.DeclaratieAntwoord
	if d == nil {
		return
	}
	t.begin(iwmo.GeslotenPeriode{}, d.Clienten)
	b.deel("Declaratie %s", d.DeclaratieNummer)
	b.binnen(func() {
		asked, granted := d.TotaalIngediendBedrag.Centen(), d.TotaalToegekendBedrag.Centen()
		b.veld("ingediend", euro(asked))
		b.veld("toegekend", euro(granted))
		b.veld("niet toegekend", euro(asked-granted))
		b.codes(d.RetourCodes)
	})
	if t.prestaties == 0 {
		return
	}
	b.deel("Niet toegekend")
	b.binnen(func() {
		t.aantallen()
		for _, line := range t.codeTekst() {
			b.veld("retourcode", line)
		}
		if t.groot {
			b.veld("let op", "Dit bestand is groter dan 25 MB. De codes per cliënt staan er niet bij.")
		}
	})
	t.clientenTekst()
}

// codeTekst tells how often each return code was given, the most frequent first.
func (t *telling) codeTekst() []string {
	var codes []iwmo.RetourCode
	for code := range t.codes {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b iwmo.RetourCode) int {
		return cmp.Or(cmp.Compare(t.codes[b], t.codes[a]), cmp.Compare(a, b))
	})
	var lines []string
	for _, code := range codes {
		lines = append(lines, fmt.Sprintf("%s, %s: %s keer", code, code.Naam(), getal(int64(t.codes[code]))))
	}
	return lines
}
