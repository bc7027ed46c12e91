package iwmo

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
)

// klasse is a class of the standard as the reader and the writer see it: its elements
// in order. It is made of a Go type, so that the types are the schema.
type klasse struct {
	naam  string // as the standard names the type, without CDT_
	basis bool   // its elements are in the namespace of the basisschema
	delen []deel
	typ   reflect.Type // of a wrapper: the slice
	// wrapper: the class holds only elements of one kind, which are the items of a slice.
	wrapper bool
	regels  []toets // rules of level 2 that look at an instance of the class
}

// deel is one element of a class.
type deel struct {
	naam    string
	min     int // 0 or 1
	herhaal bool
	veld    []int   // index of the field; of an item of a wrapper: none
	simpel  *simpel // of a leaf
	klasse  *klasse // of anything else
	id      int     // which part of the message it is
}

// planner makes the classes of one message.
type planner struct {
	retour  bool // the message is an answer
	soort   Soort
	vast    map[string]string // fixed texts of the header
	partij  map[string]string // simple types of sender and receiver
	delen   int               // parts so far
	gemaakt map[reflect.Type]*klasse
}

// plan is the class of a message.
func (p *planner) plan(message reflect.Type) *klasse {
	p.gemaakt = map[reflect.Type]*klasse{}
	return p.klasse(message, "Root")
}

func (p *planner) klasse(t reflect.Type, naam string) *klasse {
	if k := p.gemaakt[t]; k != nil {
		return k
	}
	k := &klasse{naam: naam, typ: t, regels: regelsVoor(p.soort, t)}
	p.gemaakt[t] = k
	p.velden(k, t, nil)
	return k
}

func (p *planner) velden(k *klasse, t reflect.Type, at []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int(nil), at...), i)
		if f.Type == reflect.TypeFor[basis]() {
			k.basis = true
			continue
		}
		if f.Anonymous {
			p.velden(k, f.Type, index)
			continue
		}
		tag := strings.Split(f.Tag.Get("iwmo"), ",")
		option := ""
		if len(tag) > 1 {
			option = tag[1]
		}
		if option == "retour" && !p.retour {
			continue
		}
		d := p.deel(f, tag[0])
		d.veld = index
		if option == "?" {
			d.min = 0
		}
		k.delen = append(k.delen, d)
	}
}

// deel is the element of a field.
func (p *planner) deel(f reflect.StructField, naam string) deel {
	d := deel{naam: f.Name, min: 1, id: p.delen}
	p.delen++
	t := f.Type
	if t.Kind() == reflect.Pointer {
		t, d.min = t.Elem(), 0
	}
	if d.simpel = simpelVan(t, cmp.Or(p.partij[naam], naam)); d.simpel != nil {
		if text := p.vast[f.Name]; text != "" {
			d.simpel = d.simpel.only(text)
		}
		return d
	}
	switch t.Kind() {
	case reflect.Slice:
		item := deel{naam: naam, min: 1, herhaal: true, id: p.delen}
		p.delen++
		if item.simpel = simpelVan(t.Elem(), ""); item.simpel != nil {
			item.naam = item.simpel.naam
		} else {
			item.klasse = p.klasse(t.Elem(), naam)
		}
		d.klasse = &klasse{naam: f.Name, typ: t, wrapper: true, delen: []deel{item}}
	case reflect.Struct:
		d.klasse = p.klasse(t, klasseNaam(t))
	default:
		panic(fmt.Sprintf("iwmo: field %s has no simple type", f.Name))
	}
	return d
}

// klasseNaam is the name of a class in the standard.
func klasseNaam(t reflect.Type) string {
	switch naam := t.Name(); naam {
	case "Bedrag", "TotaalBedrag":
		return naam + "MetDC"
	case "ProductReferentie":
		return "Referentie"
	case "HeaderRetour", "HeaderAntwoord":
		return "Header"
	default:
		return strings.TrimRight(naam, "0123456789")
	}
}

// simpelVan is the simple type of a Go type: named in the tag, or by its code list, or
// by the type itself.
func simpelVan(t reflect.Type, naam string) *simpel {
	if c, ok := reflect.Zero(t).Interface().(interface{ codelijst() *Codelijst }); ok {
		naam = t.Name()
		if simpelen[naam] == nil { // one for all messages of a release, which is made once
			simpelen[naam] = codeType(naam, *c.codelijst())
		}
		return simpelen[naam]
	}
	switch t {
	case reflect.TypeFor[Datum](), reflect.TypeFor[Tijd]():
		naam = t.Name()
	}
	if t.Kind() == reflect.Slice || t.Kind() == reflect.Struct && naam != "Datum" {
		return nil
	}
	return simpelen[naam]
}
