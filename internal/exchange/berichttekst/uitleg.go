package berichttekst

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"trede/iwmo"
)

var regelXSD = iwmo.Regel{
	Code: iwmo.RegelXSD, Niveau: iwmo.NiveauSchema,
	Vraagt:    "Het bestand is XML in UTF-8 zonder BOM, en heeft de elementen en waarden die het schema van het bericht kent.",
	Oplossing: "Doe wat bij de bevinding staat. Op zo'n bericht komt geen retourbericht: de afzender krijgt een foutmelding.",
}

// regels are all rules that a check can name.
func regels() []iwmo.Regel {
	xsd := regelXSD
	xsd.Berichten = iwmo.Release32().Soorten() // not at start-up: a release is made at its first use
	return append(iwmo.Regels(), xsd)
}

// Codes lists everything that [Explain] knows.
func Codes() []string {
	var list []string
	for _, s := range soorten {
		list = append(list, string(s.soort))
	}
	for _, r := range regels() {
		list = append(list, r.Code)
	}
	for _, c := range iwmo.LijstRetourCode() {
		list = append(list, c.Waarde)
	}
	return list
}

// Explain writes what a rule, a return code or a kind of message is. It is false when
// the code is not known.
func Explain(out io.Writer, code string) (known bool, err error) {
	b := newBlad(out, true, 12)
	code = strings.ToUpper(code)
	for _, r := range regels() {
		if r.Code == code {
			b.regel(r)
			return true, b.out.Flush()
		}
	}
	for _, c := range iwmo.LijstRetourCode() {
		if c.Waarde == code {
			b.retourcode(c)
			return true, b.out.Flush()
		}
	}
	if kind, ok := FindSoort(code); ok {
		b.soort(vind(kind))
		return true, b.out.Flush()
	}
	return false, nil
}

func (b *blad) regel(r iwmo.Regel) {
	b.linef("%s, regel van niveau %s", r.Code, niveau(r.Niveau))
	b.binnen(func() {
		b.veld("eis", r.Vraagt)
		b.veld("oplossing", r.Oplossing)
		b.veld("berichten", soortenTekst(r.Berichten))
		if r.Retourcode != "" {
			b.veld("retourcode", fmt.Sprintf("%s, %s", r.Retourcode, r.Retourcode.Naam()))
		}
		b.veld("controle", controle(r))
	})
}

// controle says when `trede iwmo check` looks at a rule.
func controle(r iwmo.Regel) string {
	switch {
	case r.Niveau <= iwmo.NiveauBericht:
		return "altijd"
	case r.Nodig == iwmo.NodigPeildatum:
		return "met --streng, of met --peildatum en een datum"
	case r.Nodig == iwmo.NodigKeten:
		return "niet in één bestand: hiervoor zijn eerdere berichten of afspraken nodig"
	}
	return "met --streng"
}

func soortenTekst(list []iwmo.Soort) string {
	if len(list) == len(soorten) {
		return "alle"
	}
	var names []string
	for _, s := range list {
		names = append(names, string(s))
	}
	return strings.Join(names, ", ")
}

// retourcode writes what a return code means, and the rules that lead to it.
func (b *blad) retourcode(c iwmo.Code) {
	b.linef("%s, retourcode", c.Waarde)
	var list []iwmo.Regel
	for _, r := range regels() {
		if string(r.Retourcode) == c.Waarde {
			list = append(list, r)
		}
	}
	b.binnen(func() {
		b.veld("betekent", c.Naam)
		if len(list) > meeste {
			b.veld("regels", fmt.Sprintf("%d; `trede iwmo explain` noemt ze", len(list)))
			return
		}
		for _, r := range list {
			b.veld(r.Code, r.Vraagt+" "+r.Oplossing)
		}
	})
}

func (b *blad) soort(s soort) {
	b.linef("%s, %s", s.soort, s.naam)
	b.binnen(func() {
		b.veld("van", s.van)
		b.veld("aan", s.aan)
		b.veld("zegt", s.zegt)
		b.veld("antwoord", string(s.antwoord))
		b.veld("antwoord op", string(vraag(s.soort)))
		b.veld("berichtcode", iwmo.Release32().BerichtCode(s.soort))
		var codes []string
		for _, r := range iwmo.Regels() {
			if slices.Contains(r.Berichten, s.soort) {
				codes = append(codes, r.Code)
			}
		}
		b.veld("regels", strings.Join(codes, ", "))
	})
}

// ExplainAll writes one line on everything that [Explain] knows.
func ExplainAll(out io.Writer) error {
	b := newBlad(out, true, 8)
	b.line("Berichten")
	b.binnen(func() {
		for _, s := range soorten {
			b.kort(string(s.soort), s.naam)
		}
	})
	b.deel("Regels, met hun niveau")
	b.binnen(func() {
		for _, r := range regels() {
			b.kort(r.Code, fmt.Sprintf("%d  %s", r.Niveau, r.Vraagt))
		}
	})
	b.deel("Retourcodes")
	b.binnen(func() {
		for _, c := range iwmo.LijstRetourCode() {
			b.kort(c.Waarde, c.Naam)
		}
	})
	return b.out.Flush()
}

// kort writes a code with as much text as one line holds.
func (b *blad) kort(code, text string) {
	if lines := wrap(text, breedte-b.inspring-b.label-2); len(lines) > 1 {
		text = strings.TrimRight(lines[0], " ,") + " …"
	}
	b.line(pad(code, max(b.label, utf8.RuneCountInString(code)+1)) + text)
}
