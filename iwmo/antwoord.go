package iwmo

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// XsltVersie is the version of the official validator whose verdicts level 2 follows.
const XsltVersie = "2.10.5"

// ErrGeenAntwoord is the error of a message that is not answered with a message: an
// answer, or one that the schema does not allow. Source: iWmo 3.2, IV028 and IV087.
var ErrGeenAntwoord = errors.New("iwmo: this message is not answered with a message")

// AntwoordOpties name the answer.
type AntwoordOpties struct {
	Identificatie string // at most 12 characters, unique for who answers
	Dagtekening   Datum  // of the answer
}

// Beantwoord makes the answer to a message that was read whole, of what was found in it:
// the retour of a message, the WMO325 of a claim. Findings of levels 3 and 4 that a
// caller adds to those of [Lees] need their return code and their path, in which what can
// be repeated has its number from 1: "/Bericht/Client/StartProducten/StartProduct[1]".
//
// Source: iWmo 3.2, IV028 and IV032 (retour), IV087 and IV088 (WMO325), OP065, OP303.
func Beantwoord(v *Verslag, o AntwoordOpties) (any, error) {
	for _, b := range v.Bevindingen {
		if b.Niveau == NiveauSchema {
			return nil, fmt.Errorf("%w: the schema does not allow %s", ErrGeenAntwoord, b.Pad)
		}
	}
	if v.Bericht == nil {
		return nil, fmt.Errorf("%w: it was not read whole", ErrGeenAntwoord)
	}
	message := reflect.ValueOf(v.Bericht).Elem()
	b := byType(message.Type())
	if b == nil || b.antwoord == "" {
		return nil, fmt.Errorf("%w: %s answers another", ErrGeenAntwoord, v.Soort)
	}
	a := &beantwoorder{opties: o, soort: b.release.bericht(b.antwoord)}
	if err := a.verdeel(message, v.Bevindingen); err != nil {
		return nil, err
	}
	if _, claim := v.Bericht.(*WMO323); claim && v.gestroomd && !a.xslt {
		return nil, fmt.Errorf("%w: its prestaties were handed out; read it without Opties.Prestatie", ErrGeenAntwoord)
	}
	if v.Meer > 0 && !a.xslt {
		return nil, fmt.Errorf("%w: %d findings are not in the report", ErrGeenAntwoord, v.Meer)
	}
	if claim, ok := v.Bericht.(*WMO323); ok {
		return a.declaratieAntwoord(claim), nil
	}
	return a.retour(message), nil
}

// beantwoorder makes one answer.
type beantwoorder struct {
	opties AntwoordOpties
	soort  *berichtsoort // of the answer
	xslt   bool          // level 2 found something
	header RetourCodes
	codes  map[string]RetourCodes // of each class with a finding, by its path
}

// verdeel gives each finding to the class it is about.
func (a *beantwoorder) verdeel(message reflect.Value, findings []Bevinding) error {
	a.codes = map[string]RetourCodes{}
	for _, f := range findings {
		if f.Niveau == NiveauBericht {
			a.xslt, a.header = true, RetourCodes{RetourAfgekeurd}
			return nil
		}
		if f.Retourcode == "" { // an answer does not refuse for it
			continue
		}
		path, ok := a.klassePad(message, f.Pad)
		switch {
		case !ok:
			return fmt.Errorf("iwmo: a finding of %s is about %q, which is not in the message; a path is as /Bericht/Client/Relaties/Relatie[1]", f.Regel, f.Pad)
		case path == "":
			a.header = addCode(a.header, f.Retourcode)
		default:
			a.codes[path] = addCode(a.codes[path], f.Retourcode)
		}
	}
	return nil
}

func addCode(list RetourCodes, code RetourCode) RetourCodes {
	if slices.Contains(list, code) {
		return list
	}
	return append(list, code)
}

// klassePad is the path of the innermost class around an element that carries return
// codes; empty is the header. It is false when the message has no such element.
func (a *beantwoorder) klassePad(message reflect.Value, pad string) (found string, ok bool) {
	steps := strings.Split(pad, "/")
	if len(steps) < 2 || steps[0] != "" || steps[1] != "Bericht" {
		return "", false
	}
	k, at, v := a.soort.root, "/Bericht", message
	for n, step := range steps[2:] {
		veld, index, _ := strings.Cut(step, "[")
		name := veld
		if name == "Declaratie" && k == a.soort.root {
			name = "DeclaratieAntwoord"
		}
		i := slices.IndexFunc(k.delen, func(d deel) bool { return d.naam == name })
		if i < 0 {
			return "", false
		}
		d := &k.delen[i]
		if d.klasse == nil { // it is the last
			return found, n == len(steps)-3
		}
		if d.klasse.basis || name == "Header" { // what stands in them carries no codes
			return found, true
		}
		k = d.klasse
		at += "/" + step
		if v, ok = binnenin(v, d, veld, index); !ok {
			return "", false
		}
		if k.retour() != nil {
			found = at
		}
	}
	return found, true
}

// binnenin is what a step of a path leads to, and whether that is there.
func binnenin(v reflect.Value, d *deel, veld, index string) (reflect.Value, bool) {
	if !d.herhaal {
		v = reflect.Indirect(v.FieldByName(veld))
		return v, index == "" && v.IsValid()
	}
	nr, err := strconv.Atoi(strings.TrimSuffix(index, "]"))
	if err != nil || nr < 1 || nr > v.Len() {
		return v, false
	}
	return v.Index(nr - 1), true
}

// retour is the part of a class with its return codes.
func (k *klasse) retour() *deel {
	for i := range k.delen {
		if k.delen[i].naam == "RetourCodes" {
			return &k.delen[i]
		}
	}
	return nil
}

func (a *beantwoorder) xsltVersie() string {
	if a.xslt {
		return XsltVersie
	}
	return ""
}

// retour is the answer to anything but a claim: the header of the message, and the rest
// with a code on every class when one of them is wrong.
func (a *beantwoorder) retour(message reflect.Value) any {
	answer := reflect.New(a.soort.typ)
	head := HeaderRetour{
		Header:              message.FieldByName("Header").Interface().(Header),
		IdentificatieRetour: a.opties.Identificatie, DagtekeningRetour: a.opties.Dagtekening,
		XsltVersie: a.xsltVersie(), XsdVersieRetour: a.soort.xsdVersie(), RetourCodes: a.header,
	}
	head.BerichtCode = a.soort.code
	if len(a.header) == 0 && len(a.codes) > 0 {
		head.RetourCodes = RetourCodes{RetourGeenOpmerking}
		body := &a.soort.root.delen[1]
		field := answer.Elem().FieldByIndex(body.veld)
		field.Set(reflect.New(field.Type().Elem()))
		field.Elem().Set(a.metCodes(body.klasse, message.FieldByName(body.naam), "/Bericht/"+body.naam))
	}
	answer.Elem().FieldByName("Header").Set(reflect.ValueOf(head))
	return answer.Interface()
}

// metCodes is a copy of an instance with a code on it and on all classes in it.
func (a *beantwoorder) metCodes(k *klasse, v reflect.Value, path string) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	for i := range k.delen {
		d := &k.delen[i]
		if d.klasse == nil || d.klasse.basis || d.naam == "RetourCodes" {
			continue
		}
		field := c.FieldByIndex(d.veld)
		at := path + "/" + d.naam
		if !d.klasse.wrapper {
			field.Set(a.metCodes(d.klasse, field, at))
			continue
		}
		item := &d.klasse.delen[0]
		list := reflect.MakeSlice(field.Type(), field.Len(), field.Len())
		for nr := range field.Len() {
			list.Index(nr).Set(a.metCodes(item.klasse, field.Index(nr), fmt.Sprintf("%s/%s[%d]", at, item.naam, nr+1)))
		}
		if field.Len() > 0 {
			field.Set(list)
		}
	}
	if d := k.retour(); d != nil {
		c.FieldByIndex(d.veld).Set(reflect.ValueOf(a.code(path)))
	}
	return c
}

// code is what the answer says of the class at a path.
func (a *beantwoorder) code(path string) RetourCodes {
	if codes := a.codes[path]; len(codes) > 0 {
		return codes
	}
	return RetourCodes{RetourGeenOpmerking}
}

// declaratieAntwoord is the answer to a claim: what is granted, and the prestaties that
// are not.
func (a *beantwoorder) declaratieAntwoord(claim *WMO323) *WMO325 {
	h, head := claim.Header, a.soort.header()
	head.Afzender, head.Ontvanger = h.Ontvanger, h.Afzender
	head.BerichtIdentificatie = BerichtIdentificatie{Identificatie: a.opties.Identificatie, Dagtekening: a.opties.Dagtekening}
	answer := &WMO325{Header: HeaderAntwoord{
		Header:                  head,
		DeclaratieIdentificatie: h.BerichtIdentificatie, XsltVersie: a.xsltVersie(),
		XsdVersieDeclaratie: h.XsdVersie, RetourCodes: a.header,
	}}
	if len(a.header) > 0 {
		return answer
	}
	const path = "/Bericht/Declaratie"
	answer.Header.RetourCodes = RetourCodes{RetourGeenOpmerking}
	d := &claim.Declaratie
	body := &DeclaratieAntwoord{
		DeclaratieNummer: d.DeclaratieNummer, TotaalIngediendBedrag: d.TotaalIngediendBedrag,
		TotaalToegekendBedrag: TotaalBedrag{DebetCredit: Debet}, RetourCodes: a.code(path),
	}
	answer.DeclaratieAntwoord = body
	switch {
	case len(a.codes[path]) > 0: // refused as a whole, and not looked at further
		return answer
	case len(a.codes) == 0:
		body.RetourCodes = RetourCodes{RetourToegewezen}
	}
	granted := d.TotaalIngediendBedrag.Centen()
	for i, client := range d.Clienten {
		refused := a.afgewezen(client, fmt.Sprintf("%s/Clienten/Client[%d]", path, i+1))
		for _, p := range refused.Prestaties {
			granted -= p.IngediendBedrag.Centen()
		}
		if len(refused.Prestaties) > 0 {
			body.Clienten = append(body.Clienten, refused)
		}
	}
	body.TotaalToegekendBedrag.TotaalBedrag = max(granted, -granted)
	if granted < 0 {
		body.TotaalToegekendBedrag.DebetCredit = Credit
	}
	return answer
}

// afgewezen is a client with the prestaties that are refused: all, not looked at, when
// the client is wrong.
func (a *beantwoorder) afgewezen(c Client323, path string) Client323 {
	out := Client323{Bsn: c.Bsn, RetourCodes: a.code(path)}
	for i, p := range c.Prestaties {
		codes := a.codes[fmt.Sprintf("%s/Prestaties/Prestatie[%d]", path, i+1)]
		if len(a.codes[path]) > 0 {
			codes = RetourCodes{RetourNietBeoordeeld}
		}
		if len(codes) > 0 {
			p.RetourCodes = codes
			out.Prestaties = append(out.Prestaties, p)
		}
	}
	return out
}
