package berichttekst

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"trede/iwmo"
)

const (
	breedte = 80 // columns of a screen
	meeste  = 20 // of one kind that are shown; how many more there are is told
)

// blad (sheet) is what text is written on. Everything goes through [blad.schoon].
type blad struct {
	out      *bufio.Writer
	toonBsn  bool
	inspring int // columns before each line
	label    int // columns of the labels
}

func newBlad(out io.Writer, toonBsn bool, label int) *blad {
	return &blad{out: bufio.NewWriter(out), toonBsn: toonBsn, label: label}
}

// Bestandsnaam is the name of a file as it may be shown: it can hold a BSN.
func Bestandsnaam(name string, toonBsn bool) string {
	if toonBsn {
		return printbaar(name)
	}
	return iwmo.Masker(printbaar(name))
}

// printbaar is a text without what steers a terminal.
func printbaar(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
}

var lang = regexp.MustCompile(`[0-9](?:[ .]?[0-9]){8,}`)

// schoon (clean) is a text that can be shown: of the numbers of nine digits, which name
// messages and allocations as well, those that can be a BSN are masked.
func (b *blad) schoon(text string) string {
	text = printbaar(text)
	if b.toonBsn {
		return text
	}
	return lang.ReplaceAllStringFunc(text, func(number string) string {
		const first = "010000000" // no BSN is below it
		if len(number) == 9 && (number < first || !iwmo.ElfProef(number)) {
			return number
		}
		return iwmo.Masker(number)
	})
}

// bsn is a BSN as it may be shown, also one that is none.
func (b *blad) bsn(text string) string {
	if b.toonBsn {
		return text
	}
	return iwmo.Bevinding{Pad: "/Bsn", Waarde: text}.Masker().Waarde
}

func (b *blad) line(text string) {
	if text = b.schoon(text); text != "" {
		text = strings.Repeat(" ", b.inspring) + text
	}
	_, _ = b.out.WriteString(strings.TrimRight(text, " ") + "\n") // Flush gives the error
}

func (b *blad) linef(format string, args ...any) { b.line(fmt.Sprintf(format, args...)) }

// deel begins a part: an empty line and what it is about.
func (b *blad) deel(format string, args ...any) {
	b.line("")
	b.linef(format, args...)
}

// binnen writes lines a step further in.
func (b *blad) binnen(write func()) {
	b.inspring += 2
	write()
	b.inspring -= 2
}

// veld writes what stands under a label, on as many lines as it needs; nothing when
// there is no text.
func (b *blad) veld(label, text string) {
	if text = b.schoon(text); text == "" {
		return
	}
	for i, part := range wrap(text, breedte-b.inspring-b.label) {
		if i > 0 {
			label = ""
		}
		b.line(pad(label, b.label) + part)
	}
}

// wrap cuts a text in lines, after a space or the slash of a path. What is longer than a
// line and has neither stays whole, so that it can be copied.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.SplitAfter(strings.ReplaceAll(text, "/", "/\x00"), " ") {
		for _, piece := range strings.Split(word, "\x00") {
			if line != "" && utf8.RuneCountInString(line+strings.TrimRight(piece, " ")) > width {
				lines, line = append(lines, strings.TrimRight(line, " ")), ""
			}
			line += piece
		}
	}
	return append(lines, strings.TrimRight(line, " "))
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

// tabel puts the columns of rows under each other; the last one is on the right, as
// amounts are.
func tabel(rows [][]string) []string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	lines := make([]string, len(rows))
	for i, row := range rows {
		for j, cell := range row {
			if j < len(row)-1 {
				cell = pad(cell, widths[j]+2)
			} else {
				cell = strings.Repeat(" ", widths[j]-utf8.RuneCountInString(cell)) + cell
			}
			lines[i] += cell
		}
	}
	return lines
}

// aantal is a number with what it counts: "1 bestand", "1.200 bestanden".
func aantal(n int, een, veel string) string {
	if n == 1 {
		return "1 " + een
	}
	return getal(int64(n)) + " " + veel
}

// getal is a number with points between thousands.
func getal(n int64) string {
	digits := strconv.FormatInt(n, 10)
	var out strings.Builder
	for i, c := range digits {
		if left := len(digits) - i; i > 0 && left%3 == 0 && digits[i-1] != '-' {
			out.WriteByte('.')
		}
		out.WriteRune(c)
	}
	return out.String()
}

// euro is an amount of cents.
func euro(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("€ %s%s,%02d", sign, getal(cents/100), cents%100)
}

func euroOf(cents *int64) string {
	if cents == nil {
		return ""
	}
	return euro(*cents)
}

func nummer(n int64) string { return strconv.FormatInt(n, 10) }

func datum(d iwmo.Datum) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d-%02d-%04d", d.Dag, d.Maand, d.Jaar)
}

// periode is a period of which the end may be open.
func periode(van, tot iwmo.Datum) string {
	switch {
	case tot.IsZero() && van.IsZero():
		return ""
	case tot.IsZero():
		return "vanaf " + datum(van)
	case van.IsZero():
		return "tot en met " + datum(tot)
	case van == tot:
		return "alleen " + datum(van)
	}
	return datum(van) + " tot en met " + datum(tot)
}

// eenheden are the units as one says them, of one and of more.
var eenheden = map[iwmo.Eenheid][2]string{
	iwmo.EenheidMinuut:          {"minuut", "minuten"},
	iwmo.EenheidUur:             {"uur", "uur"},
	iwmo.EenheidEtmaal:          {"etmaal", "etmalen"},
	iwmo.EenheidDagdeel:         {"dagdeel", "dagdelen"},
	iwmo.EenheidStuksOutput:     {"stuk", "stuks"},
	iwmo.EenheidStuksInspanning: {"stuk", "stuks"},
}

// volume is an amount of support: "4 uur", "€ 3.600,00".
func volume(n int64, unit iwmo.Eenheid) string {
	if unit == iwmo.EenheidEuro {
		return euro(n)
	}
	words, ok := eenheden[unit]
	if !ok {
		return getal(n) + " " + string(unit)
	}
	if n == 1 {
		return "1 " + words[0]
	}
	return getal(n) + " " + words[1]
}

// omvang is how much and how often: "4 uur per week".
func omvang(o *iwmo.Omvang) string {
	if o == nil {
		return ""
	}
	often := o.Frequentie.Naam()
	if o.Frequentie == iwmo.FrequentieTotaal {
		often = "in totaal"
	}
	return volume(o.Volume, o.Eenheid) + " " + often
}

// product is what is allocated: "07A01 (dagbesteding)".
func product(p *iwmo.Product) string {
	if p == nil {
		return ""
	}
	if p.Code == "" {
		return fmt.Sprintf("categorie %s (%s)", p.Categorie, p.Categorie.Naam())
	}
	return fmt.Sprintf("%s (%s)", p.Code, p.Categorie.Naam())
}

// partij is a gemeente by its code of four digits, or a provider.
func partij(code string) string {
	if len(code) == 4 {
		return "gemeente " + code
	}
	return "aanbieder " + code
}

// rij puts the texts that are there after each other.
func rij(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(t string) bool { return t == "" }), between)
}
