package iwmo

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// errStop tells that a message could not be read to its end; why was reported.
var errStop = errors.New("iwmo: stopped")

// lezer reads one message: it follows the plan of the message, puts what it reads in
// the Go value and reports what the schema does not allow. It goes on after a fault,
// but not in XML that cannot be read.
type lezer struct {
	lex     *lexer
	bericht *berichtsoort
	stack   []kader
	serie   int // of the last class that was opened
	namen   []gezien
	meld    func(Bevinding)
	root    func(*berichtsoort) reflect.Value // where to put the message
	klaar   func(k *kader) error              // an instance of a class was read
}

// gezien is how a leaf was last written: its name with the prefix, and the stand of the
// namespaces for which that is right.
type gezien struct {
	naam  []byte
	stand int
}

// kader (frame) is an open element that is a class.
type kader struct {
	deel   *deel // what it is in the class around it; nil: the message
	klasse *klasse
	value  reflect.Value // of a class: its struct; of a wrapper: the slice
	next   int           // the part that may come next
	count  int           // how often that part was read
	nr     int           // which of its kind the element is, from 1
	regel  int           // line of the start tag
	regels []int32       // line of each part that was read
	vreemd uint64        // parts that are not written as a writer would
	serie  int           // no other element of the message has the same
}

// lees reads the whole message. The error is [errStop], of the reader, or of klaar.
func (z *lezer) lees() error {
	err := z.lex.prolog()
	for err == nil {
		if z.verwachtBlad() {
			continue
		}
		t := z.lex.tagAlone()
		if t == nil {
			var text tekst
			if text, t, err = z.lex.next(); err != nil {
				break
			}
			if !text.blank {
				before := len(text.bytes) - len(trimLeft(text.bytes))
				line := min(text.regel+bytes.Count(text.bytes[:before], []byte{'\n'}), z.lex.regel) // a lone \r is no line here
				z.fout(line, "", "", "Hier staat tekst tussen de elementen.", "Haal de tekst weg.") // it may be about somebody
			}
		}
		if t.begin {
			err = z.begin(t)
		} else {
			err = z.einde()
		}
	}
	var bad *xmlFout
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case errors.As(err, &bad):
		z.fout(z.lex.regel, "", "", bad.oorzaak, bad.oplossing)
		return errStop
	}
	return err
}

func (z *lezer) fout(regel int, naam, waarde, oorzaak, oplossing string) {
	z.meld(Bevinding{
		Regel: RegelXSD, Niveau: NiveauSchema, Pad: z.pad(naam), Regelnummer: regel,
		Waarde: waarde, Oorzaak: oorzaak, Oplossing: oplossing,
	})
}

// pad is the path of an element within the innermost class, or of that class.
func (z *lezer) pad(naam string) string {
	var b strings.Builder
	for i := range z.stack {
		k := &z.stack[i]
		b.WriteByte('/')
		if k.deel == nil {
			b.WriteString("Bericht")
			continue
		}
		b.WriteString(k.deel.naam)
		if k.deel.herhaal {
			b.WriteString("[" + strconv.Itoa(k.nr) + "]")
		}
	}
	if naam != "" {
		b.WriteString("/" + naam)
	}
	return b.String()
}

// short is a text as a finding shows it.
func short(b []byte) string {
	const most = 80
	b = trimSpace(b)
	if len(b) <= most {
		return string(b)
	}
	b = bytes.TrimRight(b[:most], "0123456789") // half a BSN could not be masked
	return strings.ToValidUTF8(string(b), "") + "…"
}

func (z *lezer) begin(t *tag) error {
	if len(z.stack) == 0 {
		return z.begins(t)
	}
	k := &z.stack[len(z.stack)-1]
	at := z.find(k, t)
	if at < 0 && z.vreemd(k, t) {
		z.fout(t.regel, short(t.local), short([]byte(t.uri)), "De namespace van dit element is niet die van het schema.", "Gebruik de namespace "+z.namespace(k.klasse)+".")
		return errStop // all else would be wrong for the same reason
	}
	if at < 0 {
		// First pass over it: when that cannot be, why is the one finding.
		regel, naam, verwacht := t.regel, short(t.local), z.verwacht(k)
		if err := z.sla(); err != nil {
			return err
		}
		z.fout(regel, naam, "", fmt.Sprintf("Het element %s hoort hier niet.", naam), verwacht)
		return nil
	}
	z.ontbreekt(k, at)
	d := &k.klasse.delen[at]
	nr := k.neem(at, t.regel)
	if len(t.attrs) > 0 {
		z.attributen(d, t)
	}
	if d.simpel != nil {
		if g := &z.namen[d.id]; g.stand != z.lex.stand {
			g.naam, g.stand = append(g.naam[:0], t.name...), z.lex.stand
		}
		return z.blad(k, at, nr, t.regel)
	}
	z.open(d, d.klasse, d.plek(k), nr, t.regel)
	return nil
}

// neem counts a part that was read, and gives which of its kind it is.
func (k *kader) neem(at, regel int) (nr int) {
	if at != k.next {
		k.next, k.count = at, 0
	}
	k.count++
	nr = k.count
	k.regels[at] = int32(min(regel, math.MaxInt32)) //nolint:gosec // bounded
	if !k.klasse.delen[at].herhaal {
		k.next, k.count = at+1, 0
	}
	return nr
}

// verwachtBlad reads the next element when it is a leaf that may come next and it is
// written as the one before: so are nearly all.
func (z *lezer) verwachtBlad() bool {
	if len(z.stack) == 0 {
		return false
	}
	k := &z.stack[len(z.stack)-1]
	for at := k.next; at < len(k.klasse.delen); at++ {
		d := &k.klasse.delen[at]
		if d.simpel == nil {
			return false
		}
		if g := &z.namen[d.id]; g.stand == z.lex.stand {
			if text, ok := z.lex.leaf(g.naam); ok {
				z.waarde(k, at, k.neem(at, z.lex.regel), z.lex.regel, text)
				return true
			}
		}
		if d.min > 0 {
			return false
		}
	}
	return false
}

// begins is the start of the message itself.
func (z *lezer) begins(t *tag) error {
	z.bericht = byNamespace(t.uri)
	if z.bericht == nil || string(t.local) != "Bericht" {
		oorzaak := vreemdBericht(t.uri)
		if z.bericht != nil {
			oorzaak = "Dit is geen iWmo-bericht: het eerste element heet niet Bericht."
		}
		z.fout(t.regel, short(t.local), short([]byte(t.uri)), oorzaak, "Kies een bericht van iWmo "+bekendeReleases()+".")
		return errStop
	}
	z.namen = make([]gezien, z.bericht.delen)
	z.open(nil, z.bericht.root, z.root(z.bericht), 1, t.regel)
	if len(t.attrs) > 0 {
		z.attributen(&deel{naam: "Bericht", klasse: z.bericht.root}, t)
	}
	return nil
}

// vreemdBericht says what a namespace is of, when it is none that we know.
func vreemdBericht(uri string) string {
	rest, ours := strings.CutPrefix(uri, "http://www.istandaarden.nl/iwmo/")
	release, _, _ := strings.Cut(rest, "/")
	switch {
	case ours && len(release) < 6 && !strings.Contains(bekendeReleases(), strings.ReplaceAll(release, "_", ".")):
		return "Dit is een bericht van iWmo " + strings.ReplaceAll(release, "_", ".") + "."
	case strings.HasPrefix(uri, "http://www.istandaarden.nl/ijw/"):
		return "Dit is een bericht van iJw, voor de Jeugdwet."
	}
	return "Dit is geen iWmo-bericht: de namespace van het eerste element is niet bekend."
}

func bekendeReleases() string {
	var names []string
	for _, r := range Releases() {
		names = append(names, r.Naam)
	}
	return strings.Join(names, " of ")
}

// vreemd tells whether a tag is one of a class, but for its namespace.
func (z *lezer) vreemd(k *kader, t *tag) bool {
	return t.uri != z.namespace(k.klasse) && slices.ContainsFunc(k.klasse.delen[k.next:], func(d deel) bool { return d.naam == string(t.local) })
}

// find is the part of a class that a tag is, from the next one on; -1: none.
func (z *lezer) find(k *kader, t *tag) int {
	if t.uri != z.namespace(k.klasse) {
		return -1
	}
	for i := k.next; i < len(k.klasse.delen); i++ {
		if string(t.local) == k.klasse.delen[i].naam {
			return i
		}
	}
	return -1
}

func (z *lezer) namespace(k *klasse) string {
	if k.basis {
		return z.bericht.release.Basis
	}
	return z.bericht.namespace
}

// verwacht says what may stand at the place of an element that may not.
func (z *lezer) verwacht(k *kader) string {
	var names []string
	for i := k.next; i < len(k.klasse.delen); i++ {
		d := &k.klasse.delen[i]
		names = append(names, d.naam)
		if d.min > 0 && (i > k.next || k.count == 0) {
			break
		}
	}
	if len(names) == 0 {
		return "Haal het element weg."
	}
	return "Haal het element weg, of zet het op zijn plaats. Hier mag staan: " + strings.Join(names, ", ") + "."
}

// ontbreekt reports the parts before one that should have been there.
func (z *lezer) ontbreekt(k *kader, before int) {
	for i := k.next; i < before; i++ {
		d := &k.klasse.delen[i]
		if d.min > 0 && (i > k.next || k.count == 0) {
			z.fout(k.regel, d.naam, "", fmt.Sprintf("Het element %s ontbreekt.", d.naam), "Voeg het element toe.")
		}
	}
}

// sla passes over the element that began, with all that is in it.
func (z *lezer) sla() error {
	for depth := 1; depth > 0; {
		_, t, err := z.lex.next()
		if err != nil {
			return err
		}
		if t.begin {
			depth++
		} else {
			depth--
		}
	}
	return nil
}

func (z *lezer) open(d *deel, k *klasse, value reflect.Value, nr, regel int) {
	if len(z.stack) < cap(z.stack) {
		z.stack = z.stack[:len(z.stack)+1]
	} else {
		z.stack = append(z.stack, kader{})
	}
	f := &z.stack[len(z.stack)-1]
	lines := f.regels
	if cap(lines) < len(k.delen) {
		lines = make([]int32, len(k.delen))
	}
	lines = lines[:len(k.delen)]
	clear(lines)
	z.serie++
	*f = kader{deel: d, klasse: k, value: value, nr: nr, regel: regel, regels: lines, serie: z.serie}
}

// einde is the end tag of the innermost class.
func (z *lezer) einde() error {
	k := &z.stack[len(z.stack)-1]
	z.ontbreekt(k, len(k.klasse.delen))
	if !k.klasse.wrapper {
		if err := z.klaar(k); err != nil {
			return err
		}
	}
	z.stack = z.stack[:len(z.stack)-1]
	return nil
}

// plek is where in the value of the class around it a part is put.
func (d *deel) plek(k *kader) reflect.Value {
	if d.herhaal {
		n := k.value.Len()
		k.value.Grow(1)
		k.value.SetLen(n + 1)
		item := k.value.Index(n)
		item.SetZero()
		return item
	}
	field := k.value.FieldByIndex(d.veld)
	if field.Kind() == reflect.Pointer && d.klasse != nil {
		field.Set(reflect.New(field.Type().Elem()))
		return field.Elem()
	}
	return field
}

// blad reads the text of an element up to its end tag.
func (z *lezer) blad(k *kader, at, nr, regel int) error {
	text, t, err := z.lex.next()
	if err != nil {
		return err
	}
	d := &k.klasse.delen[at]
	if t.begin {
		naam := short(t.local)
		for t.begin {
			if err := z.sla(); err != nil {
				return err
			}
			if _, t, err = z.lex.next(); err != nil {
				return err
			}
		}
		z.fout(regel, d.naam, naam, fmt.Sprintf("In het element %s staat een ander element.", d.naam), "Haal het element "+naam+" weg.")
		return nil
	}
	z.waarde(k, at, nr, regel, text.bytes)
	return nil
}

// waarde checks the text of a leaf and puts its value in the class.
func (z *lezer) waarde(k *kader, at, nr, regel int, text []byte) {
	d := &k.klasse.delen[at]
	w, ok := d.simpel.lees(text)
	if !ok {
		naam := d.naam
		if d.herhaal {
			naam += "[" + strconv.Itoa(nr) + "]"
		}
		z.fout(regel, naam, short(text), fmt.Sprintf("De waarde van %s is niet goed.", d.naam), d.simpel.oplossing())
		return
	}
	if !w.canonical {
		k.vreemd |= 1 << at
	}
	d.simpel.zet(d.plek(k), w)
}

// zet puts a value that was read in its field.
func (s *simpel) zet(field reflect.Value, w waarde) {
	switch s.soort {
	case soortCode:
		field.SetString(w.code)
	case soortDatum:
		*field.Addr().Interface().(*Datum) = w.datum
	case soortGetal:
		if field.Kind() == reflect.Pointer {
			n := new(int64)
			*n = w.getal
			field.Set(reflect.ValueOf(n))
		} else {
			field.SetInt(w.getal)
		}
	default:
		field.SetString(string(w.tekst))
	}
}

// attributen checks what stands in a start tag: the schema has no attributes, but XML
// Schema itself has four that may stand anywhere.
func (z *lezer) attributen(d *deel, t *tag) {
	for _, a := range t.attrs {
		switch {
		case a.uri == nsXSI && (string(a.local) == "schemaLocation" || string(a.local) == "noNamespaceSchemaLocation"):
		case a.uri == nsXSI && string(a.local) == "type" && z.isType(d, string(a.value)):
		default:
			naam := short(a.local)
			z.fout(t.regel, d.naam, naam, fmt.Sprintf("Het attribuut %s hoort hier niet.", naam), "Haal het attribuut weg.")
		}
	}
}

// isType tells whether a qualified name is that of the type of an element.
func (z *lezer) isType(d *deel, naam string) bool {
	prefix, local, ok := strings.Cut(naam, ":")
	if !ok {
		prefix, local = "", naam
	}
	uri, ok := z.lex.uri([]byte(prefix))
	if !ok {
		return false
	}
	if d.simpel != nil {
		return d.simpel.vast == "" && uri == z.bericht.release.Basis && local == "LDT_"+d.simpel.naam
	}
	if d.klasse.basis {
		return uri == z.bericht.release.Basis && local == "CDT_"+d.klasse.naam
	}
	return uri == z.bericht.namespace && local == d.klasse.naam
}
