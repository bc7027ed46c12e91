package iwmo

import (
	"bufio"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
)

// Schrijf writes a message: UTF-8 without a byte order mark, lines that end in CR LF,
// a tab for each level. The message is a pointer to one of the message types.
//
// What was read without findings is written so that it reads the same again. A message
// that the schema does not allow is refused with a [SchemaFout]. The rules above the
// schema are not looked at: [Controleer] does.
func Schrijf(out io.Writer, bericht any) error {
	v := reflect.ValueOf(bericht)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return fmt.Errorf("iwmo: want a pointer to a message to write, got %T", bericht)
	}
	b := byType(v.Elem().Type())
	if b == nil {
		return fmt.Errorf("iwmo: want a pointer to a message to write, got %T", bericht)
	}
	check := newSchrijver(io.Discard, b)
	check.bericht(v.Elem())
	if len(check.fouten) > 0 {
		return &SchemaFout{Bevindingen: check.fouten}
	}
	s := newSchrijver(out, b)
	s.bericht(v.Elem())
	return s.out.Flush()
}

// SchemaFout is the error of a message that cannot be written.
type SchemaFout struct{ Bevindingen []Bevinding }

// Error tells where the message is wrong; it does not tell the values.
func (e *SchemaFout) Error() string {
	return fmt.Sprintf("iwmo: the schema does not allow the message, %d times, first at %s", len(e.Bevindingen), e.Bevindingen[0].Pad)
}

type schrijver struct {
	out    *bufio.Writer
	soort  *berichtsoort
	prefix [2]string // of the message and of the basisschema
	fouten []Bevinding
	buf    []byte
}

func newSchrijver(out io.Writer, b *berichtsoort) *schrijver {
	return &schrijver{out: bufio.NewWriter(out), soort: b, prefix: [2]string{strings.ToLower(string(b.soort)), "iwmo"}}
}

func (s *schrijver) bericht(v reflect.Value) {
	name := s.prefix[0] + ":Bericht"
	s.text(`<?xml version="1.0" encoding="UTF-8"?>`)
	s.line(0)
	s.text("<" + name + ` xmlns:iwmo="` + s.soort.release.Basis + `" xmlns:` + s.prefix[0] + `="` + s.soort.namespace + `">`)
	s.klasse(s.soort.root, v, 1, "/Bericht")
	s.line(0)
	s.text("</" + name + ">")
	s.line(0)
}

func (s *schrijver) text(t string) { _, _ = s.out.WriteString(t) } // Flush gives the error

func (s *schrijver) line(depth int) {
	s.text("\r\n")
	for range depth {
		s.text("\t")
	}
}

func (s *schrijver) fout(pad, waarde, oorzaak, oplossing string) {
	s.fouten = append(s.fouten, Bevinding{Regel: RegelXSD, Niveau: NiveauSchema, Pad: pad, Waarde: waarde, Oorzaak: oorzaak, Oplossing: oplossing})
}

func (s *schrijver) klasse(k *klasse, v reflect.Value, depth int, pad string) {
	prefix := s.prefix[0]
	if k.basis {
		prefix = s.prefix[1]
	}
	for i := range k.delen {
		d := &k.delen[i]
		name := prefix + ":" + d.naam
		if d.herhaal {
			for nr := range v.Len() {
				s.deel(d, v.Index(nr), depth, name, pad+"/"+d.naam+"["+strconv.Itoa(nr+1)+"]")
			}
			continue
		}
		field := v.FieldByIndex(d.veld)
		if !absent(d, field) {
			s.deel(d, reflect.Indirect(field), depth, name, pad+"/"+d.naam)
		} else if d.min > 0 {
			s.fout(pad+"/"+d.naam, "", "Het element "+d.naam+" ontbreekt.", "Voeg het element toe.")
		}
	}
}

// absent tells whether there is nothing to write. A number that is not optional is
// always there, and so is a class.
func absent(d *deel, v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer:
		return v.IsNil()
	case reflect.Slice:
		return v.Len() == 0
	case reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return d.simpel != nil && v.IsZero()
	}
	return false
}

func (s *schrijver) deel(d *deel, v reflect.Value, depth int, name, pad string) {
	s.line(depth)
	s.text("<" + name + ">")
	if d.simpel != nil {
		s.waarde(d.simpel, v, pad)
	} else {
		s.klasse(d.klasse, v, depth+1, pad)
		s.line(depth)
	}
	s.text("</" + name + ">")
}

func (s *schrijver) waarde(t *simpel, v reflect.Value, pad string) {
	s.buf = s.buf[:0]
	switch t.soort {
	case soortGetal:
		s.buf = strconv.AppendInt(s.buf, v.Int(), 10)
	case soortDatum:
		s.buf = v.Addr().Interface().(*Datum).appendTo(s.buf)
	default:
		s.buf = append(s.buf, v.String()...)
	}
	if _, ok := t.lees(s.buf); !ok || validChars(s.buf) != nil {
		s.fout(pad, short(s.buf), "De waarde is niet goed.", t.oplossing())
		return
	}
	_, _ = escaper.WriteString(s.out, string(s.buf))
}

// escaper writes what XML would read as something else. A line feed goes as it is; a
// carriage return would be read as one.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
