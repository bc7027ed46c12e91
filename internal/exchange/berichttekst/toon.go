package berichttekst

import (
	"bytes"
	"fmt"
	"io"

	"trede/iwmo"
)

// Show writes what a message holds, and tells whether it is a valid one. What is larger
// than may be sent is read without keeping its prestaties.
func Show(in io.Reader, out io.Writer, bestand string, o Opties) (geldig bool, err error) {
	b := newBlad(out, o.ToonBsn, 18)
	start, err := io.ReadAll(io.LimitReader(in, maxBestand+1))
	if err != nil {
		return false, err
	}
	t := &telling{b: b}
	read := iwmo.Opties{}
	if len(start) > maxBestand {
		t.groot = true
		read.Prestatie = func(bsn string, p *iwmo.Prestatie) error { t.prestatie(bsn, p); return nil }
	}
	v, err := iwmo.Lees(io.MultiReader(bytes.NewReader(start), in), read)
	if err != nil {
		return false, err
	}
	b.let(bestand, v)
	if v.Bericht != nil {
		b.linef("%s, %s (iWmo %s)", v.Soort, vind(v.Soort).naam, v.Release)
		b.bericht(v, t)
	}
	return v.Geldig(), b.out.Flush()
}

// let (mind) warns that a message is not valid.
func (b *blad) let(bestand string, v *iwmo.Verslag) {
	if v.Geldig() {
		return
	}
	if !b.toonBsn {
		bestand = iwmo.Masker(bestand)
	}
	b.linef("Let op: %s is niet geldig: %s.", bestand, aantal(len(v.Bevindingen)+v.Meer, "bevinding", "bevindingen"))
	if v.Bericht == nil {
		b.line(v.Bevindingen[0].Masker().Oorzaak)
	} else {
		b.line("Wat hieronder staat is misschien niet volledig.")
	}
	b.line("`trede iwmo check` zegt wat er mis is.")
	b.line("")
}

// bericht writes a message of each kind.
func (b *blad) bericht(v *iwmo.Verslag, t *telling) {
	switch m := v.Bericht.(type) {
	case *iwmo.WMO301:
		b.heen(&m.Header)
		b.client301(&m.Client)
	case *iwmo.WMO302:
		antwoord(b, v.Soort, &m.Header, m.Client, b.client301)
	case *iwmo.WMO305:
		b.heen(&m.Header)
		b.client305(&m.Client)
	case *iwmo.WMO306:
		antwoord(b, v.Soort, &m.Header, m.Client, b.client305)
	case *iwmo.WMO307:
		b.heen(&m.Header)
		b.client307(&m.Client)
	case *iwmo.WMO308:
		antwoord(b, v.Soort, &m.Header, m.Client, b.client307)
	case *iwmo.WMO315:
		b.heen(&m.Header)
		b.client315(&m.Client)
	case *iwmo.WMO316:
		antwoord(b, v.Soort, &m.Header, m.Client, b.client315)
	case *iwmo.WMO317:
		b.heen(&m.Header)
		b.client317(&m.Client)
	case *iwmo.WMO318:
		antwoord(b, v.Soort, &m.Header, m.Client, b.client317)
	case *iwmo.WMO319:
		b.heen(&m.Header)
		b.antwoord319(&m.Antwoord)
	case *iwmo.WMO320:
		antwoord(b, v.Soort, &m.Header, m.Antwoord, b.antwoord319)
	case *iwmo.WMO323:
		b.heen(&m.Header)
		b.declaratie(&m.Declaratie, t)
	case *iwmo.WMO325:
		b.declaratieAntwoord(m, t)
	}
}

func (b *blad) partijen(van, aan string, id iwmo.BerichtIdentificatie) {
	b.veld("van", partij(van))
	b.veld("aan", partij(aan))
	b.veld("identificatie", id.Identificatie)
	b.veld("dagtekening", datum(id.Dagtekening))
}

// heen writes the header of a message that is no answer.
func (b *blad) heen(h *iwmo.Header) {
	b.binnen(func() { b.partijen(h.Afzender, h.Ontvanger, h.BerichtIdentificatie) })
}

// antwoord writes an answer, with what it gives back of the message.
func antwoord[T any](b *blad, kind iwmo.Soort, h *iwmo.HeaderRetour, body *T, write func(*T)) {
	b.binnen(func() {
		// The sender and receiver of an answer stand in it as those of the message.
		b.partijen(h.Ontvanger, h.Afzender, iwmo.BerichtIdentificatie{Identificatie: h.IdentificatieRetour, Dagtekening: h.DagtekeningRetour})
		b.veld("antwoord op", fmt.Sprintf("%s %s van %s", vraag(kind), h.BerichtIdentificatie.Identificatie, datum(h.BerichtIdentificatie.Dagtekening)))
		switch {
		case body != nil:
			b.veld("uitslag", "afgekeurd; hieronder staat waarom")
		case len(h.RetourCodes) > 0:
			b.veld("uitslag", "afgekeurd")
		default:
			b.veld("uitslag", "akkoord")
		}
		b.codes(h.RetourCodes)
		if h.XsltVersie != "" {
			b.veld("gecontroleerd", "met versie "+h.XsltVersie+" van de regels")
		}
	})
	if body != nil {
		write(body)
	}
}

// codes writes return codes in words.
func (b *blad) codes(list iwmo.RetourCodes) {
	for _, code := range list {
		b.veld("retourcode", fmt.Sprintf("%s, %s", code, code.Naam()))
	}
}

// fouten writes return codes, when they say more than that there is no remark.
func (b *blad) fouten(list iwmo.RetourCodes) {
	if len(list) != 1 || list[0] != iwmo.RetourGeenOpmerking {
		b.codes(list)
	}
}

// eerste writes the first of a list, and how many more there are.
func eerste[T any](b *blad, list []T, een, veel string, write func(*T)) {
	for i := range list[:min(len(list), meeste)] {
		write(&list[i])
	}
	if len(list) > meeste {
		b.line("")
		b.meer(len(list)-meeste, een, veel)
	}
}
