package berichttekst

import (
	"bytes"
	"fmt"
	"io"

	"trede/iwmo"
)

// Inhoud is what a message holds.
type Inhoud struct {
	bestand string
	toonBsn bool
	verslag *iwmo.Verslag
	telling telling
}

// Read reads a message to show it. Of what is larger than may be sent the prestaties are
// counted and not kept. An error is one of in.
func Read(in io.Reader, bestand string, o Opties) (*Inhoud, error) {
	start, err := io.ReadAll(io.LimitReader(in, iwmo.MaxBestand+1))
	if err != nil {
		return nil, err
	}
	i := &Inhoud{bestand: Bestandsnaam(bestand, o.ToonBsn), toonBsn: o.ToonBsn}
	var read iwmo.Opties
	if len(start) > iwmo.MaxBestand {
		i.telling.groot = true
		read.Prestatie = func(bsn string, p *iwmo.Prestatie) error { i.telling.prestatie(bsn, p); return nil }
	}
	if i.verslag, err = iwmo.Lees(io.MultiReader(bytes.NewReader(start), in), read); err != nil {
		return nil, err
	}
	switch m := i.verslag.Bericht.(type) {
	case *iwmo.WMO323:
		i.telling.lees(m.Declaratie.Clienten)
	case *iwmo.WMO325:
		if m.DeclaratieAntwoord != nil {
			i.telling.lees(m.DeclaratieAntwoord.Clienten)
		}
	}
	return i, nil
}

// Geldig tells whether the message is valid.
func (i *Inhoud) Geldig() bool { return i.verslag.Geldig() }

// Write writes what the message holds, with a warning when it is not valid.
func (i *Inhoud) Write(out io.Writer) error {
	b, v := newBlad(out, i.toonBsn, 18), i.verslag
	if !v.Geldig() {
		name := i.bestand
		if name == "-" {
			name = "het bericht"
		}
		b.linef("Let op: %s is niet geldig: %s.", name, aantal(len(v.Bevindingen)+v.Meer, "bevinding", "bevindingen"))
		if v.Bericht == nil {
			b.line(v.Bevindingen[0].Masker().Oorzaak)
		} else {
			b.line("Wat hieronder staat kan daardoor onvolledig of onjuist zijn.")
		}
		b.line("`trede iwmo check` zegt wat er mis is.")
	}
	if v.Bericht != nil {
		if !v.Geldig() {
			b.line("")
		}
		b.linef("%s, %s (iWmo %s)", v.Soort, vind(v.Soort).naam, v.Release)
		b.bericht(v, &i.telling)
	}
	return b.out.Flush()
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
		b.antwoordOp(vraag(kind), h.BerichtIdentificatie, h.XsltVersie)
		switch {
		case body != nil:
			b.veld("uitslag", "afgekeurd; hieronder staat waarom")
		case geenFout(h.RetourCodes):
			b.veld("uitslag", "akkoord")
		default:
			b.veld("uitslag", "afgekeurd")
		}
		b.fouten(h.RetourCodes)
	})
	if body != nil {
		write(body)
	}
}

// antwoordOp writes what is answered, and which version of the rules refused it.
func (b *blad) antwoordOp(kind iwmo.Soort, id iwmo.BerichtIdentificatie, xslt string) {
	b.veld("antwoord op", fmt.Sprintf("%s %s van %s", kind, id.Identificatie, datum(id.Dagtekening)))
	if xslt != "" {
		b.veld("gecontroleerd", "met versie "+xslt+" van de regels")
	}
}

// codes writes return codes in words.
func (b *blad) codes(list iwmo.RetourCodes) {
	for _, code := range list {
		b.veld("retourcode", fmt.Sprintf("%s, %s", code, code.Naam()))
	}
}

// geenFout tells whether return codes say no more than that there is no remark.
func geenFout(list iwmo.RetourCodes) bool {
	return len(list) == 0 || len(list) == 1 && list[0] == iwmo.RetourGeenOpmerking
}

// fouten writes return codes that say more than that there is no remark.
func (b *blad) fouten(list iwmo.RetourCodes) {
	if !geenFout(list) {
		b.codes(list)
	}
}

// eerste writes the first of a list, and how many more there are.
func eerste[T any](b *blad, list []T, een, veel string, write func(*T)) {
	for i := range list[:min(len(list), meeste)] {
		write(&list[i])
	}
	if len(list) > meeste {
		b.deel("en nog %s", aantal(len(list)-meeste, een, veel))
	}
}
