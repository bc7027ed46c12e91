package iwmo

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// voorbeeld is the text of the sample of a kind.
func voorbeeld(t *testing.T, soort Soort) string {
	t.Helper()
	m, err := Release32().Voorbeeld(soort, testDag)
	if err != nil {
		t.Fatal(err)
	}
	return string(schrijf(t, m))
}

// What is no message that we read: one finding, that says what is wrong.
func TestWhatIsNoMessage(t *testing.T) {
	claim := voorbeeld(t, SoortWMO323)
	for name, c := range map[string]struct{ file, oorzaak string }{
		"empty":              {"", "leeg"},
		"three bytes":        {"<a>", "geen XML"},
		"binary":             {"\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 100), "begint niet met XML"},
		"byte order mark":    {"\xef\xbb\xbf" + claim, "byte order mark"},
		"UTF-16":             {"\xff\xfe<\x00?\x00x\x00", "UTF-8"},
		"other encoding":     {strings.Replace(claim, "UTF-8", "ISO-8859-1", 1), "UTF-8"},
		"bad UTF-8":          {strings.Replace(claim, "P001", "P\xe901", 1), "UTF-8"},
		"bad UTF-8 in a tag": {strings.Replace(claim, "<wmo323:Bsn>", "<wmo323:Bsn xmlns:\xe9=\"urn:x\">", 1), "attribuut"},
		"control character":  {strings.Replace(claim, "P001", "P\x0101", 1), "teken"},
		"cut off":            {claim[:len(claim)/2], "te vroeg"},
		"cut off in a tag":   {claim[:strings.Index(claim, "Prestatie>")+3], "te vroeg"},
		"DTD":                {strings.Replace(claim, "\r\n", "<!DOCTYPE lol [<!ENTITY a 'a'><!ENTITY b '&a;&a;'>]>", 1), "DTD"},
		"unknown entity":     {strings.Replace(claim, "P001", "&a;", 1), "entiteit"},
		"XML 1.1":            {strings.Replace(claim, `"1.0"`, `"1.1"`, 1), "XML 1.1"},
		"other release":      {strings.ReplaceAll(claim, "3_2", "3_9"), "iWmo 3.9"},
		"other root":         {strings.ReplaceAll(claim, ":Bericht ", ":Brief "), "heet niet Bericht"},
		"text after it":      {claim + "x", "buiten het bericht"},
		"another message":    {claim + claim[strings.Index(claim, "<wmo323"):], "nog een element"},
		"wrong end tag":      {strings.Replace(claim, "</wmo323:Bsn>", "</wmo323:Bns>", 1), "andere naam"},
		"long text":          {strings.Replace(claim, "P001", strings.Repeat("x", 3<<20), 1), "langer dan 1 MB"},
		"deep":               {strings.Replace(claim, "P001", strings.Repeat("<x>", 300), 1), "te diep"},
		"attribute twice":    {strings.Replace(claim, "<wmo323:Bsn>", `<wmo323:Bsn a="1" a="2">`, 1), "twee keer"},
		"] ] >":              {strings.Replace(claim, "P001", "]]>", 1), "]]>"},
		"comment":            {strings.Replace(claim, "P001", "<!-- a -- b -->", 1), "streepjes"},
	} {
		t.Run(name, func(t *testing.T) {
			v := lees(t, []byte(c.file))
			if v.Geldig() {
				t.Fatal("no finding")
			}
			last := v.Bevindingen[len(v.Bevindingen)-1]
			if last.Regel != RegelXSD || !strings.Contains(last.Oorzaak, c.oorzaak) || last.Oplossing == "" {
				t.Errorf("got %+v, want %q", v.Bevindingen, c.oorzaak)
			}
		})
	}
}

// What the schema does not allow, with where it stands.
func TestWhatTheSchemaDoesNotAllow(t *testing.T) {
	claim := voorbeeld(t, SoortWMO323)
	const prestatie = "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]"
	for name, c := range map[string]struct {
		from, to string
		pad      string
		oorzaak  string
	}{
		"BSN with a letter":      {">999900006<", ">99990000x<", "/Bericht/Declaratie/Clienten/Client[1]/Bsn", "niet goed"},
		"BSN of another client":  {">999900018<", "><", "/Bericht/Declaratie/Clienten/Client[2]/Bsn", "niet goed"},
		"unknown code":           {">04<", ">05<", prestatie + "/Eenheid", "niet goed"},
		"number too large":       {">48<", ">100000000<", prestatie + "/GeleverdVolume", "niet goed"},
		"no such day":            {">2026-10-31<", ">2026-10-32<", "/Bericht/Declaratie/DeclaratiePeriode/Einddatum", "niet goed"},
		"another message's code": {">484<", ">485<", "/Bericht/Header/BerichtCode", "niet goed"},
		"element away":           {"<wmo323:Eenheid>04</wmo323:Eenheid>", "", prestatie + "/Eenheid", "ontbreekt"},
		"last element away":      {"<iwmo:DebetCredit>D</iwmo:DebetCredit>", "", "/Bericht/Declaratie/TotaalIngediendBedrag/DebetCredit", "ontbreekt"},
		"unknown element":        {"<wmo323:Eenheid>", "<wmo323:Kleur>rood</wmo323:Kleur><wmo323:Eenheid>", prestatie + "/Kleur", "hoort hier niet"},
		"element twice":          {"<wmo323:Eenheid>", "<wmo323:Eenheid>04</wmo323:Eenheid><wmo323:Eenheid>", prestatie + "/Eenheid", "hoort hier niet"},
		"other namespace":        {"<wmo323:Eenheid>04</wmo323:Eenheid>", "<iwmo:Eenheid>04</iwmo:Eenheid>", prestatie + "/Eenheid", "namespace"},
		"element in a value":     {">04<", "><iwmo:x/><", prestatie + "/Eenheid", "ander element"},
		"text between elements":  {"<wmo323:Eenheid>", "uur<wmo323:Eenheid>", prestatie, "tussen de elementen"},
		"text after a return":    {"<wmo323:Eenheid>", "\ruur<wmo323:Eenheid>", prestatie, "tussen de elementen"},
		"attribute":              {"<wmo323:Eenheid>", `<wmo323:Eenheid soort="uur">`, prestatie + "/Eenheid", "attribuut soort"},
	} {
		t.Run(name, func(t *testing.T) {
			v := lees(t, []byte(strings.Replace(claim, c.from, c.to, 1)))
			if v.Geldig() {
				t.Fatal("no finding")
			}
			first := v.Bevindingen[0]
			line := strings.Count(claim[:strings.Index(claim, c.from)], "\n") + 1
			if first.Pad != c.pad || !strings.Contains(first.Oorzaak, c.oorzaak) || first.Oplossing == "" {
				t.Errorf("got %+v", v.Bevindingen)
			}
			if c.oorzaak != "ontbreekt" && first.Regelnummer != line {
				t.Errorf("line %d, want %d", first.Regelnummer, line)
			}
		})
	}
}

// What a message says does not depend on how it comes in, or on how it is written.
func TestOtherWaysToWriteTheSame(t *testing.T) {
	claim := voorbeeld(t, SoortWMO323)
	want := lees(t, []byte(claim)).Bericht.(*WMO323)
	for name, text := range map[string]string{
		"default namespace": strings.ReplaceAll(strings.ReplaceAll(claim, "wmo323:", ""), "xmlns:wmo323=", "xmlns="),
		"references":        strings.ReplaceAll(claim, ">P001<", ">&#80;&#x30;01<"),
		"CDATA":             strings.ReplaceAll(claim, ">P001<", "><![CDATA[P0]]>01<"),
		"comments":          strings.ReplaceAll(claim, ">P001<", ">P<!-- x -->0<?y z?>01<"),
		"line feeds":        strings.ReplaceAll(claim, "\r\n", "\n"),
		"carriage returns":  strings.ReplaceAll(claim, "\r\n", "\r"),
		"no white space":    strings.NewReplacer("\r\n", "", "\t", "").Replace(claim),
		"space in tags":     strings.ReplaceAll(claim, "Bsn>", "Bsn\n >"),
		"no declaration":    claim[strings.Index(claim, "<wmo323"):],
	} {
		t.Run(name, func(t *testing.T) {
			for _, in := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))} {
				v, err := Lees(in, Opties{})
				if err != nil || !v.Geldig() {
					t.Fatal(err, v.Bevindingen)
				}
				if got := schrijf(t, v.Bericht); string(got) != claim || want.Header.Afzender == "" {
					t.Errorf("read as\n%s", got)
				}
			}
		})
	}
}

// Every byte of a message can be the last in the buffer, also in the midst of a comment
// or the like, and what a message says does not depend on that.
func TestEdgeOfTheBuffer(t *testing.T) {
	claim := voorbeeld(t, SoortWMO323)
	for name, text := range map[string]string{
		"valid":   strings.NewReplacer("<wmo323:Eenheid>", "<!--x--><?y z?><wmo323:Eenheid>", ">P001<", "><![CDATA[P0]]>0<!-- -->1<").Replace(claim),
		"invalid": strings.ReplaceAll(claim, "<wmo323:Eenheid>", "<![CDATA[ ]]><!--x--><?y [?><wmo323:Eenheid>"),
		"cut off": claim + "\n<!",
	} {
		want := lees(t, []byte(text))
		if name != "cut off" && want.Geldig() != (name == "valid") {
			t.Fatalf("%s: %+v", name, want.Bevindingen)
		}
		for blok := 16; blok < 1200; blok++ {
			got, err := Lees(strings.NewReader(text), Opties{blok: blok})
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("%s, %d at once: %v %+v", name, blok, err, got.Bevindingen)
			}
		}
	}
}

// Every byte of a message can be the last of a block.
func TestBlocks(t *testing.T) {
	claim := voorbeeld(t, SoortWMO323)
	for size := 1; size < 300; size += 7 {
		in := &blocks{text: claim, size: size}
		if v, err := Lees(in, Opties{}); err != nil || !v.Geldig() {
			t.Fatal(size, err, v.Bevindingen)
		}
		in = &blocks{text: strings.Replace(claim, "P001", "P]]>1", 1), size: size}
		if v, err := Lees(in, Opties{}); err != nil || v.Geldig() || !strings.Contains(v.Bevindingen[0].Oorzaak, "]]>") {
			t.Fatal(size, err, v.Bevindingen)
		}
	}
}

type blocks struct {
	text string
	size int
}

func (b *blocks) Read(p []byte) (int, error) {
	n := copy(p[:min(len(p), b.size)], b.text)
	b.text = b.text[n:]
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// A claim can be read prestatie by prestatie.
func TestStream(t *testing.T) {
	claim := voorbeeld(t, SoortWMO323)
	var got []string
	v, err := Lees(strings.NewReader(claim), Opties{Prestatie: func(bsn string, p *Prestatie) error {
		got = append(got, bsn+" "+p.ProductReferentie.ReferentieNummer)
		return nil
	}})
	if err != nil || !v.Geldig() {
		t.Fatal(err, v.Bevindingen)
	}
	if want := []string{"999900006 P001", "999900018 P002"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if n := len(v.Bericht.(*WMO323).Declaratie.Clienten); n != 0 {
		t.Errorf("%d clients are kept", n)
	}
	stop := errors.New("stop")
	if _, err := Lees(strings.NewReader(claim), Opties{Prestatie: func(string, *Prestatie) error { return stop }}); !errors.Is(err, stop) {
		t.Errorf("the callback's error became %v", err)
	}
}

func TestReadingStops(t *testing.T) {
	claim := voorbeeld(t, SoortWMO323)
	if _, err := Lees(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(claim))), Opties{}); !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("the reader's error became %v", err)
	}
	v, err := Lees(strings.NewReader(claim), Opties{MaxBytes: 100})
	if err != nil || len(v.Bevindingen) != 1 || !strings.Contains(v.Bevindingen[0].Oorzaak, "te groot") {
		t.Errorf("got %v, %+v", err, v)
	}
}

func TestNothingWrongIsWritten(t *testing.T) {
	m, err := Release32().Voorbeeld(SoortWMO323, testDag)
	if err != nil {
		t.Fatal(err)
	}
	claim := m.(*WMO323)
	claim.Declaratie.Clienten[1].Bsn = "12"
	claim.Declaratie.Clienten[0].Prestaties[0].Eenheid = ""
	var out bytes.Buffer
	var fault *SchemaFout
	if err := Schrijf(&out, claim); !errors.As(err, &fault) || len(fault.Bevindingen) != 2 || strings.Contains(err.Error(), "12") && !strings.Contains(fault.Error(), "/") {
		t.Fatalf("got %v", err)
	}
	if out.Len() > 0 {
		t.Errorf("%d bytes were written", out.Len())
	}
	for _, what := range []any{nil, WMO323{}, (*WMO323)(nil), new(Prestatie)} {
		if err := Schrijf(&out, what); err == nil {
			t.Errorf("%T was written", what)
		}
	}
}

// No BSN is shown.
func TestMasker(t *testing.T) {
	b := Bevinding{Waarde: "999900006", Oorzaak: "cliënt 999900018 en nummer 1234567890"}.Masker()
	if b.Waarde != "*******06" || b.Oorzaak != "cliënt *******18 en nummer 1234567890" {
		t.Errorf("got %+v", b)
	}
	for text, want := range map[string]string{
		"9999 00 006x":           "*******06x",
		"9999.00.006":            "*******06",
		"b9999_00-006":           "b*******06",
		"2026-11-221":            "2026-11-221",
		"0999900006":             "*******06",
		"20261122999900006":      "*******06",
		"n999900006n":            "n*******06n",
		"98765432":               "98765432",
		"2026-10-01 2026-10-31":  "2026-10-01 2026-10-31",
		"AW2610-000000000001":    "AW2610-000000000001",
		"1234567890, 1234567891": "1234567890, 1234567891",
	} {
		if got := Masker(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	for pad, want := range map[string]string{
		"/Bericht/Client/Bsn":                              "*******6x",
		"/Bericht/Client/Naam/Voorletters":                 "(niet getoond, 9 tekens)",
		"/Bericht/Client/Contactgegevens/Contact[1]/Adres": "(niet getoond, 9 tekens)",
		"/Bericht/Client/Geslacht":                         "99990006x",
	} {
		if got := (Bevinding{Pad: pad, Waarde: "99990006x"}).Masker().Waarde; got != want {
			t.Errorf("%s: %q, want %q", pad, got, want)
		}
	}
}

// What names a thing that is there twice is in the finding.
func TestValueOfWhatIsThereTwice(t *testing.T) {
	claim := strings.Replace(voorbeeld(t, SoortWMO323), ">999900018<", ">999900006<", 1)
	v := lees(t, []byte(claim))
	if len(v.Bevindingen) != 1 || v.Bevindingen[0].Waarde != "999900006" {
		t.Errorf("%+v", v.Bevindingen)
	}
}

// Overlap as the words of the rule say it, pair by pair.
func TestOverlappen(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	yes := 0
	for range 20_000 {
		list := make([]looptijd, 1+r.IntN(4))
		for i := range list {
			l := &list[i]
			l.van = testDag.Plus(r.IntN(30))
			if r.IntN(4) > 0 {
				l.tot = testDag.Plus(r.IntN(30))
			}
			if r.IntN(5) > 0 {
				l.product = &Product{Categorie: pick(r, []ProductCategorie{"07", "10", "11"}), Code: pick(r, []string{"", "07A01", "07A02"})}
			}
		}
		want := false
		for i, a := range list {
			for _, b := range list[:i] {
				want = want || hetzelfde(a, b) && tegelijk(a, b)
			}
		}
		if got := overlappen(slices.Clone(list)); got != want {
			t.Fatalf("%+v overlap: %v, want %v", list, got, want)
		}
		if want {
			yes++
		}
	}
	if yes < 2000 || yes > 18_000 {
		t.Errorf("%d of 20000 overlap: too few of one kind", yes)
	}
}

func hetzelfde(a, b looptijd) bool {
	for _, l := range []looptijd{a, b} {
		if l.product != nil && l.product.Categorie == "11" {
			return false
		}
	}
	if a.product == nil || b.product == nil {
		return true
	}
	return a.product.Categorie == b.product.Categorie && (a.product.Code == b.product.Code || a.product.Code == "" || b.product.Code == "")
}

func tegelijk(a, b looptijd) bool {
	return (a.tot.IsZero() || !a.tot.Voor(b.van)) && (b.tot.IsZero() || !b.tot.Voor(a.van))
}
