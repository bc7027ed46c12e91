package iwmo

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

// rijk is a small message with everything that XML has.
func rijk(t *testing.T) string {
	t.Helper()
	text := voorbeeld(t, SoortWMO306)
	for _, c := range [][2]string{
		{"?>", "?>\r<!-- c --><?pi x?>"},
		{":Bericht ", ":Bericht xmlns:é='urn:\"&#x41;&amp;\r\n\tq' "},
		{">AW000305<", ">A<!-- c -->&lt;<![CDATA[W]]>&#233;é<?pi?>&#x1F600;<"},
		{":XsdVersie>", ":XsdVersie\n>"},
		{"</wmo306:Bericht>", "</wmo306:Bericht >\n<!-- c --><?pi?>"},
	} {
		if !strings.Contains(text, c[0]) {
			t.Fatalf("the sample has no %q", c[0])
		}
		text = strings.Replace(text, c[0], c[1], 1)
	}
	return text
}

// Wherever a message is cut off it is refused, and wherever reading fails that is told.
func TestCutOffAnywhere(t *testing.T) {
	text := rijk(t)
	if v := lees(t, []byte(text)); !v.Geldig() {
		t.Fatal(v.Bevindingen)
	}
	cutOffAnywhere(t, text)
	cutOffAnywhere(t, strings.Replace(text, ">98765432<", "><x>y<z/></x>0<!-- c --><x a='1'/><", 1))
}

func cutOffAnywhere(t *testing.T, text string) {
	t.Helper()
	boom := errors.New("boom")
	whole := strings.LastIndex(text, "</wmo306:Bericht >") + len("</wmo306:Bericht >")
	for n := range len(text) {
		if v := lees(t, []byte(text[:n])); n < whole && v.Geldig() {
			t.Fatalf("cut off after %q nothing is found", text[:n])
		} else if last := len(v.Bevindingen) - 1; n < whole && n > 100 && !strings.Contains(v.Bevindingen[last].Oorzaak, "te vroeg") {
			t.Fatalf("cut off after %q: %+v", text[max(0, n-20):n], v.Bevindingen)
		}
		for _, in := range []io.Reader{strings.NewReader(text[:n]), iotest.OneByteReader(strings.NewReader(text[:n]))} {
			if _, err := Lees(io.MultiReader(in, iotest.ErrReader(boom)), Opties{}); !errors.Is(err, boom) {
				t.Fatalf("broken off after %q: %v", text[:n], err)
			}
		}
		if v, err := Lees(strings.NewReader(text), Opties{MaxBytes: int64(n)}); n > 0 && (err != nil || len(v.Bevindingen) == 0) {
			t.Fatalf("at most %d bytes: %v %+v", n, err, v)
		}
	}
	if v, err := Lees(strings.NewReader(text), Opties{MaxBytes: int64(len(text))}); err != nil || !reflect.DeepEqual(v, lees(t, []byte(text))) {
		t.Errorf("at most as many bytes as there are: %v %+v", err, v)
	}
}

// A message with very many faults: the first are kept, the others counted.
func TestVeryManyFindings(t *testing.T) {
	claim := voorbeeld(t, SoortWMO323)
	for name, c := range map[string]struct {
		piece   string
		kept, n int
	}{
		"of the schema": {"<x/>", 10_000, 10_050},
		"of a rule":     {"<wmo323:Client><wmo323:Bsn>999900007</wmo323:Bsn>" + between(claim, "<wmo323:Prestaties>", "</wmo323:Client>") + "</wmo323:Client>", 1000, 1050},
	} {
		v := lees(t, []byte(strings.Replace(claim, "<wmo323:Clienten>", "<wmo323:Clienten>"+strings.Repeat(c.piece, c.n), 1)))
		n := map[string]int{}
		for _, b := range v.Bevindingen {
			n[b.Regel]++
		}
		if n[RegelXSD] != c.kept && n["CS002"] != c.kept || v.Meer < c.n-c.kept || v.Geldig() {
			t.Errorf("%s: %v kept, %d more", name, n, v.Meer)
		}
	}
}

// between is what stands between two pieces, with the first.
func between(text, from, to string) string {
	text = text[strings.Index(text, from):]
	return text[:strings.Index(text, to)]
}

// A code tells what it means, and one that the list lacks tells itself.
func TestNaam(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(typ reflect.Type)
	walk = func(typ reflect.Type) {
		if seen[typ] {
			return
		}
		seen[typ] = true
		switch typ.Kind() {
		case reflect.Struct:
			for i := range typ.NumField() {
				walk(typ.Field(i).Type)
			}
		case reflect.Slice, reflect.Pointer:
			walk(typ.Elem())
		case reflect.String:
			v := reflect.New(typ).Elem()
			code, ok := v.Interface().(interface {
				Naam() string
				codelijst() *Codelijst
			})
			if !ok {
				return
			}
			for _, c := range append(slices.Clone(*code.codelijst()), Code{"??", "??"}) {
				v.SetString(c.Waarde)
				if got := v.Interface().(interface{ Naam() string }).Naam(); got != c.Naam || got == "" {
					t.Errorf("%s %s is called %q", typ.Name(), c.Waarde, got)
				}
			}
		}
	}
	for _, b := range Release32().berichten {
		walk(b.typ)
	}
}

// All rules are listed once, in order, with what a reader needs of them.
func TestRegelsAreListed(t *testing.T) {
	list := Regels()
	for i, r := range list {
		if i > 0 && r.Code <= list[i-1].Code {
			t.Errorf("%s after %s", r.Code, list[i-1].Code)
		}
		if r.Vraagt == "" || r.Oplossing == "" || len(r.Berichten) == 0 || r.Niveau < NiveauBericht || r.Niveau > NiveauExtern || r.Retourcode == "" && r.Niveau == NiveauBericht {
			t.Errorf("%+v", r)
		}
	}
	if len(list) != len(regels) {
		t.Errorf("%d rules of %d", len(list), len(regels))
	}
}

func TestUnknownKind(t *testing.T) {
	if m, err := Release32().Nieuw("WMO303"); err == nil {
		t.Errorf("made %T", m)
	}
	if m, err := Release32().Voorbeeld("WMO303", testDag); err == nil {
		t.Errorf("made %T", m)
	}
}

// A line end in a text is a line feed, however it is written, but one that was written
// as a reference is what it is.
func TestLineEndsInATextAreOne(t *testing.T) {
	claim := voorbeeld(t, SoortWMO323)
	for from, want := range map[string]string{
		"a\r\nb": "a\nb", "a\rb": "a\nb", "a\nb": "a\nb", "a\r\n\r\rb\r": "a\n\n\nb\n", "a&#13;&#10;b": "a\r\nb", "<![CDATA[a\r\nb\r]]>c": "a\nb\nc", "a\r<!-- c -->\nb": "a\n\nb",
	} {
		v := lees(t, []byte(strings.Replace(claim, ">P001<", ">"+from+"<", 1)))
		if schemaFout(v) {
			t.Fatal(v.Bevindingen)
		}
		if got := v.Bericht.(*WMO323).Declaratie.Clienten[0].Prestaties[0].ProductReferentie.ReferentieNummer; got != want {
			t.Errorf("%q was read as %q, want %q", from, got, want)
		}
	}
}

// A finding on a value says what is asked.
func TestWhatIsAsked(t *testing.T) {
	for soort, list := range map[Soort]map[string]string{
		SoortWMO301: {
			">NL<":         "Vul een code uit de lijst LandCode in.",
			">6811AB<":     "Vul een tekst van 1 tot en met 8 tekens in, op één regel.",
			">14<":         "Vul een geheel getal van 0 tot en met 99999 in.",
			">10:30:00<":   "Vul een tijd als 14:30:00 in, zonder tijdzone.",
			">1988-04-12<": "Vul een datum als 2026-11-22 in, zonder tijdzone.",
			">414<":        "Vul de waarde 414 in.",
		},
		SoortWMO323: {
			">D<":         "Vul een van de codes C, D in.",
			">999900006<": "Vul een BSN van 9 cijfers in.",
			">07<":        "Vul een van de codes 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11, 12, 13, 14, 15, 16, 17, 18 in.",
		},
	} {
		sample := voorbeeld(t, soort)
		for from, want := range list {
			v := lees(t, []byte(strings.Replace(sample, from, "><", 1)))
			if v.Geldig() || v.Bevindingen[0].Oplossing != want {
				t.Errorf("%s without %s: %+v", soort, from, v.Bevindingen)
			}
		}
	}
}

// The set keeps more keys, and longer ones, than one part of it holds.
func TestManyLongKeys(t *testing.T) {
	var s sleutels
	key := func(i int) []byte { return bytes.Repeat([]byte(strconv.Itoa(i)), 1+i%50) }
	for i := range 5000 {
		if !s.add(key(i)) || s.add(key(i)) {
			t.Fatal(i)
		}
	}
	for i := range 10_000 {
		if s.has(key(i)) != (i < 5000) {
			t.Fatal(i)
		}
	}
}

// A finding on an element that does not belong says what may stand there.
func TestWhatMayStandThere(t *testing.T) {
	claim := voorbeeld(t, SoortWMO323)
	for before, want := range map[string]string{
		"<wmo323:Eenheid>":       "Haal het element weg, of zet het op zijn plaats. Hier mag staan: Eenheid.",
		"<wmo323:ProductTarief>": "Haal het element weg, of zet het op zijn plaats. Hier mag staan: ProductTarief, IngediendBedrag.",
		"</wmo323:Prestatie>":    "Haal het element weg.",
		"<wmo323:Prestatie>":     "Haal het element weg, of zet het op zijn plaats. Hier mag staan: Prestatie.",
		"</wmo323:Prestaties>":   "Haal het element weg, of zet het op zijn plaats. Hier mag staan: Prestatie.",
		"</wmo323:Client>":       "Haal het element weg.",
		"<iwmo:DebetCredit>":     "Haal het element weg, of zet het op zijn plaats. Hier mag staan: DebetCredit.",
	} {
		v := lees(t, []byte(strings.Replace(claim, before, "<x/>"+before, 1)))
		if len(v.Bevindingen) != 1 || v.Bevindingen[0].Oplossing != want {
			t.Errorf("before %s: %+v", before, v.Bevindingen)
		}
	}
}

// A rule that misses something is broken on the line of the class that lacks it, also
// when the class before has it.
func TestLineOfWhatIsNotThere(t *testing.T) {
	claim := voorbeeld(t, SoortWMO323)
	last := strings.LastIndex(claim, "<wmo323:ProductTarief>")
	text := claim[:last] + strings.Replace(claim[last:], "<wmo323:ProductTarief>2450</wmo323:ProductTarief>", "", 1)
	v := lees(t, []byte(text))
	line := strings.Count(text[:strings.LastIndex(text, "<wmo323:Prestatie>")], "\n") + 1
	if len(v.Bevindingen) != 1 || v.Bevindingen[0].Regel != "CD087" || v.Bevindingen[0].Regelnummer != line {
		t.Errorf("line %d: %+v", line, v.Bevindingen)
	}
}

// A prestatie that is handed on holds nothing of the one before.
func TestStreamIsClean(t *testing.T) {
	m, err := Release32().Voorbeeld(SoortWMO323, testDag)
	if err != nil {
		t.Fatal(err)
	}
	in323(func(d *Declaratie) {
		c := &d.Clienten[0]
		c.Prestaties = append(c.Prestaties, c.Prestaties[0])
		credit(&c.Prestaties[0], "P900")
		p := &c.Prestaties[1]
		p.ProductReferentie.ReferentieNummer, p.ProductTarief, p.Eenheid, p.GeleverdVolume = "P003", nil, EenheidEuro, p.IngediendBedrag.Bedrag
	})(m)
	var got []Prestatie
	if v, err := Lees(bytes.NewReader(schrijf(t, m)), Opties{Prestatie: func(_ string, p *Prestatie) error {
		got = append(got, *p)
		return nil
	}}); err != nil || !v.Geldig() {
		t.Fatal(err, v.Bevindingen)
	}
	var want []Prestatie
	for _, c := range m.(*WMO323).Declaratie.Clienten {
		want = append(want, c.Prestaties...)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// A written message has lines that end in CR LF, and a tab for each level.
func TestLayout(t *testing.T) {
	const want = `<?xml version="1.0" encoding="UTF-8"?>
<wmo319:Bericht xmlns:iwmo="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema" xmlns:wmo319="http://www.istandaarden.nl/iwmo/3_2/wmo319/schema">
	<wmo319:Header>
		<wmo319:BerichtCode>482</wmo319:BerichtCode>
		<wmo319:BerichtVersie>3</wmo319:BerichtVersie>
		<wmo319:BerichtSubversie>2</wmo319:BerichtSubversie>
		<wmo319:Afzender>0202</wmo319:Afzender>
		<wmo319:Ontvanger>98765432</wmo319:Ontvanger>
		<wmo319:BerichtIdentificatie>
			<iwmo:Identificatie>A&amp;&lt;&gt;"#</iwmo:Identificatie>
			<iwmo:Dagtekening>2026-11-22</iwmo:Dagtekening>
		</wmo319:BerichtIdentificatie>
		<wmo319:XsdVersie>
			<iwmo:BasisschemaXsdVersie>1.0.0</iwmo:BasisschemaXsdVersie>
			<iwmo:BerichtXsdVersie>1.0.0</iwmo:BerichtXsdVersie>
		</wmo319:XsdVersie>
	</wmo319:Header>
	<wmo319:Antwoord>
		<wmo319:ReferentieAanbieder>AW-2026-0117</wmo319:ReferentieAanbieder>
		<wmo319:VerzoekAntwoord>2</wmo319:VerzoekAntwoord>
	</wmo319:Antwoord>
</wmo319:Bericht>
`
	m, err := Release32().Voorbeeld(SoortWMO319, testDag)
	if err != nil {
		t.Fatal(err)
	}
	m.(*WMO319).Header.BerichtIdentificatie.Identificatie = `A&<>"` + "\t"
	if got := string(schrijf(t, m)); got != strings.ReplaceAll(strings.Replace(want, "#", "\t", 1), "\n", "\r\n") {
		t.Errorf("got\n%s", got)
	}
}

// A message in which nothing is filled in lacks each value, by its own path.
func TestEmptyMessageIsNotWritten(t *testing.T) {
	var fault *SchemaFout
	if err := Schrijf(io.Discard, &WMO319{}); !errors.As(err, &fault) {
		t.Fatal(err)
	}
	var paths []string
	for _, b := range fault.Bevindingen {
		paths = append(paths, strings.TrimPrefix(b.Pad, "/Bericht/"))
	}
	want := "Header/BerichtCode Header/BerichtVersie Header/BerichtSubversie Header/Afzender Header/Ontvanger Header/BerichtIdentificatie/Identificatie Header/BerichtIdentificatie/Dagtekening " +
		"Header/XsdVersie/BasisschemaXsdVersie Header/XsdVersie/BerichtXsdVersie Antwoord/ReferentieAanbieder Antwoord/VerzoekAntwoord"
	if got := strings.Join(paths, " "); got != want {
		t.Errorf("got %s", got)
	}
}

// No text is written that XML does not have.
func TestCharactersThatAreNotWritten(t *testing.T) {
	for _, text := range []string{"\x00", "\x01", "\x1f", "\xff", "\xed\xa0\x80", "\ufffe", "\uffff"} {
		m, err := Release32().Voorbeeld(SoortWMO323, testDag)
		if err != nil {
			t.Fatal(err)
		}
		m.(*WMO323).Declaratie.Clienten[0].Prestaties[0].ProductReferentie.ReferentieNummer = "P" + text
		if err := Schrijf(io.Discard, m); err == nil {
			t.Errorf("%q was written", text)
		}
	}
}

// A repeated value is named by its number.
func TestPathOfARepeatedValue(t *testing.T) {
	answer := voorbeeld(t, SoortWMO325)
	from := "<wmo325:RetourCode>0200</wmo325:RetourCode>"
	v := lees(t, []byte(strings.Replace(answer, from, from+from+"<wmo325:RetourCode>x</wmo325:RetourCode>", 1)))
	if len(v.Bevindingen) != 1 || v.Bevindingen[0].Pad != "/Bericht/Header/RetourCodes/RetourCode[3]" {
		t.Errorf("got %+v", v.Bevindingen)
	}
}
