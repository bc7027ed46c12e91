package iwmo

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"reflect"
	"slices"
)

// regels are all rules, in the order in which they are checked. TR101 remembers what
// TR315, TR316 and TR314 ask for, and comes before them.
var regels = slices.Concat(
	samen(func(r *Regel) { r.Niveau, r.Retourcode = NiveauBericht, RetourAfgekeurd }, regelsCD, regelsCS, regelsTR),
	samen(func(r *Regel) { r.Niveau, r.Nodig = NiveauKeten, NodigKeten }, regelsToewijzing, regelsLevering, regelsVerzoek, regelsDeclaratie, regelsAntwoord),
	samen(func(r *Regel) { r.Niveau = NiveauKeten }, regelsReferentie),
	samen(func(r *Regel) { r.Niveau = NiveauExtern }, regelsExtern),
)

// samen puts lists of rules together and sets what they have in common.
func samen(gemeen func(*Regel), lists ...[]Regel) []Regel {
	list := slices.Concat(lists...)
	for i := range list {
		gemeen(&list[i])
	}
	return list
}

// Verslag (report) is what the check of a message gave.
type Verslag struct {
	Soort       Soort  // empty when it could not be told
	Release     string // "3.2"
	Bericht     any    // pointer to what was read of the message: all of it when no finding is of level 1
	Bevindingen []Bevinding
	Meer        int  // findings beside those, when there are very many
	gestroomd   bool // the prestaties were handed out, and are not in the message
}

// Geldig tells whether nothing was found.
func (v *Verslag) Geldig() bool { return len(v.Bevindingen) == 0 }

// Opties say how a message is read.
type Opties struct {
	// MaxBytes is the most that is read; 0 is no limit. A larger message gets a finding.
	MaxBytes int64
	// Prestatie is called for each prestatie of a claim or its answer, with the BSN of
	// the client, before the verdict is known. When it is set the message holds no clients:
	// of the prestaties only their references are kept. The prestatie is valid until the
	// call returns.
	Prestatie func(bsn string, p *Prestatie) error
	// Streng asks for the rules above level 2 that need no more than the message.
	Streng bool
	// Peildatum is the day that counts as today; zero: rules that look at it are not
	// checked.
	Peildatum Datum
	// Keten is what is known beside the message; nil: rules that ask it are not checked.
	// With it the rules of Streng that have a return code are checked too.
	Keten Keten

	blok int // bytes that are read at once; 0: as many as is fast
}

// Lees reads a message and checks it on level 1; on level 2 when nothing was found; and
// on levels 3 and 4, as the options ask, when nothing was found on level 2. The error is
// of in or of a callback: a message that is wrong is none.
func Lees(in io.Reader, o Opties) (*Verslag, error) {
	v := &Verslag{gestroomd: o.Prestatie != nil}
	r := &ronde{opties: &o, keten: o.Keten, geteld: map[string]int{}, sets: map[setNaam]*rijSet{}}
	z := &lezer{lex: newLexer(in, &o), meld: v.meld}
	r.z = z
	r.hoger = o.Streng || o.Keten != nil || !o.Peildatum.IsZero()
	if r.keten == nil {
		r.keten = &Geheugen{}
	}
	z.root = func(b *berichtsoort) reflect.Value {
		message := reflect.New(b.typ)
		v.Soort, v.Release, v.Bericht = b.soort, b.release.Naam, message.Interface()
		return message.Elem()
	}
	z.klaar = func(k *kader) error {
		if k.deel != nil && k.deel.naam == "Header" {
			r.header(z.bericht, k.value)
		}
		if len(v.Bevindingen) == 0 {
			r.klasse(k)
		}
		return o.stroom(z, k)
	}
	if err := z.lees(); err != nil && !errors.Is(err, errStop) {
		return nil, err
	}
	if len(v.Bevindingen) == 0 {
		for _, f := range r.later {
			f()
		}
		r.verzamel(v)
	}
	return v, nil
}

// stroom hands a prestatie to the caller, and forgets it.
func (o Opties) stroom(z *lezer, k *kader) error {
	if o.Prestatie == nil || len(z.stack) < 3 {
		return nil
	}
	around := &z.stack[len(z.stack)-2]
	switch v := k.value.Addr().Interface().(type) {
	case *Prestatie:
		client := z.stack[len(z.stack)-3].value.Addr().Interface().(*Client323)
		around.value.SetLen(0)
		return o.Prestatie(client.Bsn, v)
	case *Client323:
		around.value.SetLen(0)
	}
	return nil
}

// meld keeps a finding of level 1.
func (v *Verslag) meld(b Bevinding) {
	const most = 10_000
	if len(v.Bevindingen) == most {
		v.Meer++
		return
	}
	v.Bevindingen = append(v.Bevindingen, b)
}

// Controleer checks a message that was made here as [Lees] checks one that came in. The
// error is one of [Schrijf].
func Controleer(bericht any, o Opties) (*Verslag, error) {
	var b bytes.Buffer
	if err := Schrijf(&b, bericht); err != nil {
		return nil, err
	}
	return Lees(&b, o)
}

// header remembers what the rules ask of the header of a message.
func (r *ronde) header(b *berichtsoort, v reflect.Value) {
	h := v.FieldByName("BerichtIdentificatie")
	r.dagtekening = h.Interface().(BerichtIdentificatie).Dagtekening
	r.gemeente, r.aanbieder = v.FieldByName("Ontvanger").String(), v.FieldByName("Afzender").String()
	if b.gemeente {
		r.gemeente, r.aanbieder = r.aanbieder, r.gemeente
	}
}

// verzamel puts the findings of the rules in the order of the file: those of level 2, or
// when there are none those above it.
func (r *ronde) verzamel(v *Verslag) {
	level2 := slices.ContainsFunc(r.bevindingen, func(b Bevinding) bool { return b.Niveau == NiveauBericht })
	for _, b := range r.bevindingen {
		if b.Niveau == NiveauBericht || !level2 {
			v.Bevindingen = append(v.Bevindingen, b)
			v.Meer -= 1
		}
	}
	for _, regel := range regels {
		if regel.Niveau == NiveauBericht || !level2 {
			v.Meer += r.geteld[regel.Code]
		}
	}
	slices.SortStableFunc(v.Bevindingen, func(a, b Bevinding) int { return cmp.Compare(a.Regelnummer, b.Regelnummer) })
}
