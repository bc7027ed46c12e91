package berichttekst

import (
	"cmp"
	"fmt"
	"slices"

	"trede/iwmo"
)

// telling counts the prestaties of a claim or its answer, and keeps the first.
type telling struct {
	groot      bool // the prestaties came while the message was read
	clienten   int
	prestaties int
	credits    int
	credit     int64 // euro cents, below zero
	codes      map[iwmo.RetourCode]int
	bsn        string // of the last client
	nieuw      bool   // the next prestatie is of another
	eerste     []getoond
}

// getoond is a client with the prestaties that are shown.
type getoond struct {
	bsn   string
	codes iwmo.RetourCodes
	rows  []regelPrestatie
}

type regelPrestatie struct {
	cells   []string
	periode iwmo.GeslotenPeriode
	extra   []string // lines under it
}

// lees counts what was read whole.
func (t *telling) lees(clienten []iwmo.Client323) {
	for i := range clienten {
		c := &clienten[i]
		before := t.clienten
		t.nieuw = true
		for j := range c.Prestaties {
			t.prestatie(c.Bsn, &c.Prestaties[j])
		}
		if t.clienten > before && t.clienten == len(t.eerste) {
			t.eerste[t.clienten-1].codes = c.RetourCodes
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
	if bsn != t.bsn || t.nieuw || t.prestaties == 0 {
		t.bsn, t.nieuw = bsn, false
		t.clienten++
		if t.prestaties < meeste {
			t.eerste = append(t.eerste, getoond{bsn: bsn})
		}
	}
	t.prestaties++
	if p.IngediendBedrag.DebetCredit == iwmo.Credit {
		t.credits++
		t.credit += p.IngediendBedrag.Centen()
	}
	for _, code := range p.RetourCodes {
		t.code(code)
	}
	if t.prestaties <= meeste {
		last := &t.eerste[len(t.eerste)-1]
		last.rows = append(last.rows, newRegelPrestatie(p))
	}
}

func newRegelPrestatie(p *iwmo.Prestatie) regelPrestatie {
	amount := volume(p.GeleverdVolume, p.Eenheid)
	if p.ProductTarief != nil {
		amount += " à " + euro(*p.ProductTarief)
	}
	number := nummer(p.ToewijzingNummer)
	r := regelPrestatie{periode: p.ProductPeriode, cells: []string{
		p.ProductReferentie.ReferentieNummer, "toewijzing " + number,
		p.ProductCode, amount, euro(p.IngediendBedrag.Centen()),
	}}
	if old := p.ProductReferentie.VorigReferentieNummer; old != "" {
		r.extra = append(r.extra, "credit van "+old)
	}
	for _, code := range p.RetourCodes {
		r.extra = append(r.extra, fmt.Sprintf("%s, %s", code, code.Naam()))
	}
	return r
}

// clienten writes the first prestaties by client.
func (b *blad) clienten(t *telling, maand iwmo.GeslotenPeriode) {
	var cells [][]string
	for _, c := range t.eerste {
		for _, r := range c.rows {
			cells = append(cells, r.cells)
		}
	}
	lines := tabel(cells)
	rest := t.prestaties - len(lines)
	for _, c := range t.eerste {
		b.deel("Cliënt %s", b.bsn(c.bsn))
		b.binnen(func() {
			b.fouten(c.codes)
			for _, r := range c.rows {
				b.line(lines[0])
				b.binnen(func() { b.bijzonder(r, maand) })
				lines = lines[1:]
			}
		})
	}
	if rest > 0 {
		b.deel("en nog %s", aantal(rest, "prestatie", "prestaties"))
	}
}

// bijzonder writes what does not fit in the columns: the period when it is not the month
// of the claim, and what was said of the prestatie.
func (b *blad) bijzonder(r regelPrestatie, maand iwmo.GeslotenPeriode) {
	if r.periode != maand {
		b.line(periode(r.periode.Begindatum, r.periode.Einddatum))
	}
	for _, text := range r.extra {
		b.line(text)
	}
}

// aantallen writes how much there is.
func (b *blad) aantallen(t *telling) {
	b.veld("cliënten", getal(int64(t.clienten)))
	text := getal(int64(t.prestaties))
	if t.credits > 0 {
		text += fmt.Sprintf(", waarvan %s credit voor %s", getal(int64(t.credits)), euro(t.credit))
	}
	b.veld("prestaties", text)
}

func (b *blad) declaratie(d *iwmo.Declaratie, t *telling) {
	b.deel("Declaratie %s", d.DeclaratieNummer)
	b.binnen(func() {
		b.veld("periode", periode(d.DeclaratiePeriode.Begindatum, d.DeclaratiePeriode.Einddatum))
		b.veld("dagtekening", datum(d.DeclaratieDagtekening))
		b.veld("bedrag", euro(d.TotaalIngediendBedrag.Centen()))
		b.aantallen(t)
	})
	b.clienten(t, d.DeclaratiePeriode)
}

func (b *blad) declaratieAntwoord(m *iwmo.WMO325, t *telling) {
	h := &m.Header
	b.binnen(func() {
		b.partijen(h.Afzender, h.Ontvanger, h.BerichtIdentificatie)
		b.antwoordOp(iwmo.SoortWMO323, h.DeclaratieIdentificatie, h.XsltVersie)
		b.fouten(h.RetourCodes)
	})
	d := m.DeclaratieAntwoord
	if d == nil {
		return
	}
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
		b.aantallen(t)
		for _, line := range t.codeTekst() {
			b.veld("retourcode", line)
		}
		if t.groot {
			b.veld("let op", "Dit bestand is groter dan 25 MB. De codes per cliënt staan er niet bij.")
		}
	})
	b.clienten(t, iwmo.GeslotenPeriode{})
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
