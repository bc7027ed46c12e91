package iwmo

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
)

// Regel (rule) is one rule of the standard: what it asks, where it holds and what an
// answer says of it. The texts are ours.
type Regel struct {
	Code       string // as in the standard: "CS002"
	Niveau     Niveau
	Retourcode RetourCode // empty: none
	Berichten  []Soort    // the messages on which it is checked
	Vraagt     string     // what the rule asks, in plain Dutch
	Oplossing  string     // what to do when it is broken, in plain Dutch
	Nodig      Nodig      // what the check needs beside the message
	toetsen    []toets
}

// Nodig (needed) is what the check of a rule needs beside the message itself.
type Nodig int

// What a rule needs.
const (
	NodigNiets     Nodig = iota // checked on level 2, or above it with [Opties.Streng]
	NodigPeildatum              // checked with [Opties.Peildatum]
	NodigKeten                  // checked with [Opties.Keten]
)

// Regels lists all rules of levels 2 to 4, in the order of their codes.
func Regels() []Regel {
	list := slices.Clone(regels)
	for i := range list {
		list[i].Berichten = slices.Clone(list[i].Berichten)
	}
	slices.SortFunc(list, func(a, b Regel) int { return cmp.Compare(a.Code, b.Code) })
	return list
}

// toets is the check of a rule on one class: f gets a pointer to an instance.
type toets struct {
	typ   reflect.Type
	f     func(r *ronde, v any)
	regel *Regel
}

// op is a check on class T.
func op[T any](f func(r *ronde, v *T)) toets {
	return toets{typ: reflect.TypeFor[T](), f: func(r *ronde, v any) { f(r, v.(*T)) }}
}

// ronde (round) is the check of one message: the rules on each class as it is read, with
// what they remember.
type ronde struct {
	z           *lezer
	opties      *Opties
	keten       Keten    // empty when none was given
	hoger       bool     // some rules above level 2 are asked for
	k           *kader   // the instance at hand
	pad         string   // of the instance at hand, when the message was read whole
	later       []func() // checks that wait for the rest of the message
	regel       *Regel
	dagtekening Datum       // of the message
	gemeente    string      // by its CBS code
	aanbieder   string      // by its AGB code
	bevindingen []Bevinding // in the order in which they were found
	geteld      map[string]int
	sets        map[setNaam]*rijSet
	referenties referenties
	gebruik     gebruik // of the prestatie at hand
	som         int64   // of the prestaties so far, in euro cents
	vreemd      bool    // the total is not written as a writer would
	sleutel     []byte  // space for a key
	leveringen  *leveringen
	standen     map[int64]*stand // by the number of the allocation
	terug       sleutels         // references that a credit which stands takes back
	claim       *WMO323          // that is answered; nil: not known
	onbekend    bool             // the gemeente did not exist on any day so far
}

// rijSet are the keys of what may stand once, in one instance of the class around it.
type rijSet struct {
	sleutels
	binnen int // which instance
}

// setNaam names a set: of a rule on a class.
type setNaam struct{ regel, klasse string }

// eenmaal reports the rule at hand when the class around the instance holds one with
// the same key already.
func (r *ronde) eenmaal(veld string, key []byte) {
	naam := setNaam{r.regel.Code, r.k.klasse.naam}
	s := r.sets[naam]
	if s == nil {
		s = &rijSet{}
		r.sets[naam] = s
	}
	if parent := r.z.stack[len(r.z.stack)-2].serie; s.binnen != parent {
		s.reset()
		s.binnen = parent
	}
	if !s.add(key) {
		r.meld(veld, r.kenmerk())
	}
	r.sleutel = key
}

// kenmerk is the first value of the instance at hand, which is what names it.
func (r *ronde) kenmerk() string {
	for v, k := r.k.value, r.k.klasse; ; {
		d := &k.delen[0]
		if v = reflect.Indirect(v.FieldByIndex(d.veld)); !v.IsValid() {
			return ""
		}
		if k = d.klasse; k == nil {
			return fmt.Sprint(v.Interface())
		}
	}
}

// klasse checks an instance of a class.
func (r *ronde) klasse(k *kader) {
	if len(k.klasse.regels) == 0 {
		return
	}
	r.k = k
	v := k.value.Addr().Interface()
	for i := range k.klasse.regels {
		t := &k.klasse.regels[i]
		if t.regel.Niveau > NiveauBericht {
			if !r.hoger {
				return // all that follow are above level 2 as well
			}
			if !r.opties.vraagt(t.regel) {
				continue
			}
		}
		r.regel = t.regel
		t.f(r, v)
	}
}

// vraagt tells whether a rule above level 2 is to be checked.
func (o *Opties) vraagt(regel *Regel) bool {
	switch regel.Nodig {
	case NodigPeildatum:
		return !o.Peildatum.IsZero()
	case NodigKeten:
		return o.Keten != nil
	default:
		return o.Streng || o.Keten != nil && regel.Retourcode != ""
	}
}

// straks calls f when the message was read whole, for a rule that depends on what comes
// behind the instance at hand. What f reports is about that rule and that instance.
func (r *ronde) straks(f func()) {
	regel, k, pad := r.regel, *r.k, r.waar("")
	k.regels = slices.Clone(k.regels)
	r.later = append(r.later, func() {
		r.regel, r.k, r.pad = regel, &k, pad
		f()
	})
}

// waar is the path of a part of the instance at hand, or of that.
func (r *ronde) waar(veld string) string {
	switch {
	case r.pad == "":
		return r.z.pad(veld)
	case veld == "":
		return r.pad
	}
	return r.pad + "/" + veld
}

// meld reports the rule at hand on a part of the instance, or on the instance.
func (r *ronde) meld(veld, waarde string) {
	// Of one rule: a message of a million lines can break it on each. Of level 2 one
	// finding refuses all; above it an answer needs every one.
	most := 1000
	if r.regel.Niveau > NiveauBericht && r.opties.Keten != nil {
		most = 200_000
	}
	code := r.regel.Code
	if r.geteld[code]++; r.geteld[code] > most {
		return
	}
	line := r.k.regel
	for i := range r.k.klasse.delen {
		if r.k.klasse.delen[i].naam == veld && r.k.regels[i] > 0 {
			line = int(r.k.regels[i])
		}
	}
	r.bevindingen = append(r.bevindingen, Bevinding{
		Regel: code, Niveau: r.regel.Niveau, Retourcode: r.regel.Retourcode, Pad: r.waar(veld), Regelnummer: line, Waarde: waarde,
		Oorzaak: r.regel.Vraagt, Oplossing: r.regel.Oplossing,
	})
}

// fout reports the rule at hand when broken.
func (r *ronde) fout(broken bool, veld, waarde string) {
	if broken {
		r.meld(veld, waarde)
	}
}

// foutDatum reports the rule at hand when broken, with the day that breaks it.
func (r *ronde) foutDatum(broken bool, veld string, d Datum) {
	if broken {
		r.meld(veld, d.String())
	}
}

// foutGetal reports the rule at hand when broken, with the number that breaks it.
func (r *ronde) foutGetal(broken bool, veld string, n int64) {
	if broken {
		r.meld(veld, strconv.FormatInt(n, 10))
	}
}

// boven is the instance of class T around the one at hand.
func boven[T any](r *ronde) *T {
	typ := reflect.TypeFor[T]()
	for i := range r.z.stack {
		if r.z.stack[i].klasse.typ == typ {
			return r.z.stack[i].value.Addr().Interface().(*T)
		}
	}
	return new(T)
}

// regelsVoor are the checks on a class of a kind of message.
func regelsVoor(soort Soort, typ reflect.Type) []toets {
	var list []toets
	for i := range regels {
		if !slices.Contains(regels[i].Berichten, soort) {
			continue
		}
		for _, t := range regels[i].toetsen {
			if t.typ == typ {
				t.regel = &regels[i]
				list = append(list, t)
			}
		}
	}
	return list
}
