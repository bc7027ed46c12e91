package iwmo

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strconv"
	"sync"
	"testing"
	"unicode/utf8"
)

// maker makes messages that the schema allows, by chance: every part of it now and then.
type maker struct {
	r       *rand.Rand
	vol     float64        // how likely an optional part is
	veel    int            // most repeats
	volgend map[string]int // of each code list, the next value to use
	gezien  map[string]int // what was made: how often a part was there, left out or repeated
}

func newMaker(r *rand.Rand) *maker {
	return &maker{r: r, volgend: map[string]int{}, gezien: map[string]int{}}
}

// bericht makes a message of a kind, as a pointer to its type.
func (m *maker) bericht(b *berichtsoort) any {
	m.vol = pick(m.r, []float64{0, 0.2, 0.5, 0.8, 1})
	m.veel = pick(m.r, []int{1, 1, 2, 2, 3, 3, 5, 8})
	if m.r.IntN(100) == 0 {
		m.veel = 40
	}
	v := reflect.New(b.typ)
	m.klasse(b.root, v.Elem(), string(b.soort))
	return v.Interface()
}

func (m *maker) klasse(k *klasse, v reflect.Value, pad string) {
	for i := range k.delen {
		d := &k.delen[i]
		at := pad + "/" + d.naam
		if d.min == 0 && m.r.Float64() >= m.vol {
			m.gezien[at+" left out"]++
			continue
		}
		m.gezien[at]++
		field := v.FieldByIndex(d.veld)
		if field.Kind() == reflect.Pointer {
			field.Set(reflect.New(field.Type().Elem()))
			field = field.Elem()
		}
		switch {
		case d.simpel != nil:
			m.waarde(d.simpel, field)
		case d.klasse.wrapper:
			m.lijst(d.klasse, field, at)
		default:
			m.klasse(d.klasse, field, at)
		}
	}
}

// lijst makes the items of a wrapper. Long lists are made of the innermost items alone.
func (m *maker) lijst(k *klasse, v reflect.Value, pad string) {
	n := 1 + m.r.IntN(m.veel)
	if item := &k.delen[0]; m.veel > 10 && (item.naam == "Client" || item.naam == "Relatie") {
		n = min(n, 3)
	}
	v.Set(reflect.MakeSlice(v.Type(), n, n))
	if n > 1 {
		m.gezien[pad+" repeated"]++
	}
	for i := range n {
		if item := &k.delen[0]; item.simpel != nil {
			m.waarde(item.simpel, v.Index(i))
		} else {
			m.klasse(item.klasse, v.Index(i), pad+"/"+item.naam)
		}
	}
}

// waarde makes a value of a simple type.
func (m *maker) waarde(s *simpel, v reflect.Value) {
	text := m.tekst(s)
	switch s.soort {
	case soortGetal:
		n, _ := strconv.ParseInt(text, 10, 64)
		v.SetInt(n)
	case soortDatum:
		d, _ := ParseDatum(text)
		v.Set(reflect.ValueOf(d))
	default:
		v.SetString(text)
	}
}

// tekst is a value of a simple type as text.
func (m *maker) tekst(s *simpel) string {
	if s.vast != "" {
		return s.vast
	}
	switch s.soort {
	case soortGetal:
		return strconv.FormatInt(pick(m.r, []int64{s.min, s.min, s.max, s.max, s.min + 1, s.max - 1, m.r.Int64N(s.max + 1), m.r.Int64N(min(s.max, 1000) + 1)}), 10)
	case soortDatum:
		return m.datum()
	case soortTijd:
		return pick(m.r, []string{
			"00:00:00", "23:59:59", "24:00:00", "24:00:00.000", "00:00:00.1", "12:34:56.789012345", "10:30:00",
			fmt.Sprintf("%02d:%02d:%02d", m.r.IntN(24), m.r.IntN(60), m.r.IntN(60)),
		})
	case soortCode:
		if m.volgend[s.naam] == 0 {
			m.volgend[s.naam] = 1 + m.r.IntN(len(s.lijst))
		}
		code := s.lijst[m.volgend[s.naam]%len(s.lijst)].Waarde
		m.volgend[s.naam]++
		m.gezien[s.naam+" "+code]++
		return code
	}
	return m.vrij(s)
}

func (m *maker) datum() string {
	if m.r.IntN(2) == 0 {
		return Datum{2026, 1, 1}.Plus(m.r.IntN(2000) - 1000).String()
	}
	return pick(m.r, []string{
		"0001-01-01", "1900-01-01", "1999-12-31", "2000-02-29", "2024-02-29", "9999-12-31", "10000-01-01", "12023-06-30",
		"999999999-12-31", "-0001-12-31", "-0044-03-15", "-0004-02-29", "-999999999-01-01", Datum{int32(1 + m.r.IntN(9999)), 2, 28}.Plus(1).String(),
	})
}

// Letters of texts. Those of most hold what XML or a reader might trip over.
const (
	lettersCijfers = "0123456789"
	lettersASCII   = lettersCijfers + "abcxyzABCXYZ"
	lettersNaam    = "abcxyzABCXYZÀÁÖ×÷øÿĀŁžƀǆəМяאあỲỳ"
	lettersAlle    = lettersASCII + "      .,;:-_/()&&<<>>'\"]]>#%{}éèëïçßÅøœŁžЖяאبあ漢\u00a0\u00ad\u0085\u007f\u2028\u200b\ud7ff\ue000\ufffd😀\U00010000\U0010ffff\t"
	lettersRegels  = lettersAlle + "\n\n\r"
)

// vrij is a text of a simple type: the shortest, the longest or in between.
func (m *maker) vrij(s *simpel) string {
	letters := lettersAlle
	least, most := int(max(s.min, 1)), int(s.max)
	switch patronen[s.naam] {
	case patronen["Versie"]:
		number := func() string {
			return strconv.Itoa(pick(m.r, []int{0, 1, 10, m.r.IntN(100), m.r.IntN(1 << 40)}))
		}
		return number() + "." + number() + "." + number()
	case patronen["AgbCode"], patronen["BurgerServicenummer"]:
		letters, least = lettersCijfers, most
	case patronen["Gemeente"]:
		letters, least, most = lettersCijfers, 4, 4
	case patronen["Telefoonnummer"]:
		letters = lettersCijfers
	case patronen["Declaratienummer"]:
		letters = lettersASCII
	case patronen["Voorletters"]:
		letters = lettersNaam
	case patronen["Commentaar"]:
		letters, most = lettersRegels, pick(m.r, []int{1, 10, 300, 3000})
	case "":
		letters = lettersRegels
	}
	n := pick(m.r, []int{least, most, least + m.r.IntN(most-least+1), least + m.r.IntN(min(most-least, 12)+1)})
	text := make([]rune, n)
	for from := []rune(letters); ; {
		for i := range text {
			text[i] = pick(m.r, from)
		}
		if s.fits([]byte(string(text))) { // else it is blank
			return string(text)
		}
	}
}

// aantal is how often a test that makes messages is repeated: AANTAL, or a default that
// -short makes smaller.
func aantal(t testing.TB, standaard int) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv("AANTAL")); err == nil {
		return n
	}
	if testing.Short() {
		return standaard / 10
	}
	return standaard
}

// kans is chance from SEED, for one part of a test.
func kans(deel string) *rand.Rand {
	seed, _ := strconv.ParseUint(os.Getenv("SEED"), 10, 64)
	h := uint64(14695981039346656037)
	for _, c := range []byte(deel) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return rand.New(rand.NewPCG(seed, h))
}

// What can be said in a message is written, read back as it was, written the same again,
// and allowed by the schema. AANTAL is how many of each kind.
func TestMadeMessagesComeBack(t *testing.T) {
	lint := newLinter(t)
	n := aantal(t, 250)
	var mu sync.Mutex
	seen := map[string]int{}
	t.Run("kinds", func(t *testing.T) {
		for _, b := range Release32().berichten {
			t.Run(string(b.soort), func(t *testing.T) {
				t.Parallel()
				m := newMaker(kans("maak" + string(b.soort)))
				for left := n; left > 0; {
					batch := make([][]byte, min(left, 300))
					left -= len(batch)
					for i := range batch {
						batch[i] = heenEnWeer(t, b.soort, m.bericht(b))
					}
					if lint == nil {
						continue
					}
					for i, v := range lint.lint(t, b.soort, batch) {
						if !v.geldig {
							t.Fatalf("xmllint: %s\n%s", v.text, batch[i])
						}
					}
				}
				mu.Lock()
				defer mu.Unlock()
				for what, n := range m.gezien {
					seen[what] += n
				}
			})
		}
	})
	if n >= 250 {
		allesGemaakt(t, seen)
	}
}

// heenEnWeer writes a message and reads it back, twice.
func heenEnWeer(t *testing.T, soort Soort, message any) []byte {
	t.Helper()
	b := schrijf(t, message)
	v := lees(t, b)
	for _, f := range v.Bevindingen {
		if f.Niveau == NiveauSchema {
			t.Fatalf("%+v\n%s", f, b)
		}
	}
	if v.Soort != soort || !utf8.Valid(b) || !reflect.DeepEqual(v.Bericht, message) {
		t.Fatalf("read as %+v\n%s", v.Bericht, b)
	}
	if again := schrijf(t, v.Bericht); !bytes.Equal(again, b) {
		t.Fatalf("written otherwise the second time:\n%s\n%s", b, again)
	}
	return b
}

// allesGemaakt checks that nothing of the schema was passed over.
func allesGemaakt(t *testing.T, seen map[string]int) {
	t.Helper()
	want := func(what string) {
		if seen[what] == 0 {
			t.Errorf("never made: %s", what)
		}
	}
	var walk func(k *klasse, pad string)
	walk = func(k *klasse, pad string) {
		for _, d := range k.delen {
			at := pad + "/" + d.naam
			if d.herhaal {
				want(pad + " repeated")
			} else {
				want(at)
			}
			if d.min == 0 {
				want(at + " left out")
			}
			if d.klasse != nil {
				walk(d.klasse, at)
				continue
			}
			for _, c := range d.simpel.lijst {
				want(d.simpel.naam + " " + c.Waarde)
			}
		}
	}
	for _, b := range Release32().berichten {
		walk(b.root, string(b.soort))
	}
}
