package iwmo

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// zaden are what fuzzing begins with: the samples, made messages, and forms of XML that
// neither has.
func zaden(f *testing.F) [][]byte {
	f.Helper()
	var list [][]byte
	text := func(message any) []byte {
		var b bytes.Buffer
		if err := Schrijf(&b, message); err != nil {
			f.Fatal(err)
		}
		return b.Bytes()
	}
	m := newMaker(rand.New(rand.NewPCG(1, 2)))
	start := "" // a message of few elements
	for _, b := range Release32().berichten {
		sample, err := Release32().Voorbeeld(b.soort, testDag)
		if err != nil {
			f.Fatal(err)
		}
		list = append(list, text(sample))
		if b.soort == SoortWMO319 {
			start = string(text(sample))
		}
		for range 6 {
			if made := text(m.bericht(b)); len(made) < 6000 { // long ones make fuzzing slow
				list = append(list, made)
			}
		}
	}
	for _, piece := range append(append(append([]string{}, stukken...), waarden...), "<?xml version='1.0' encoding='utf-8' standalone='no' ?>") {
		list = append(list, []byte(strings.Replace(start, ">3<", ">"+piece+"<", 1)), []byte(piece+start[strings.Index(start, "<wmo"):]), []byte(start+piece))
	}
	for _, a := range attributen {
		list = append(list, []byte(strings.Replace(start, ":BerichtVersie>", ":BerichtVersie"+a+">", 1)))
	}
	return list
}

// Whatever comes in: every finding says what, where and what to do, and neither the way
// in which a message comes in nor the way in which it is read changes what is found.
func FuzzLees(f *testing.F) {
	for i, b := range zaden(f) {
		f.Add(b, uint16(1<<(i%12)))
	}
	f.Fuzz(func(t *testing.T, b []byte, blok uint16) {
		if len(b) > 1<<16 {
			return
		}
		v := lees(t, b)
		volledig(t, v, b)
		again, err := Lees(&blocks{text: string(b), size: 1 + int(blok)}, Opties{blok: 16 + int(blok)%64})
		if err != nil || !reflect.DeepEqual(again, v) {
			t.Fatalf("in blocks of %d: %v %+v, as a whole %+v", 1+int(blok), err, again, v)
		}
		n := 0
		stream, err := Lees(bytes.NewReader(b), Opties{Prestatie: func(string, *Prestatie) error { n++; return nil }})
		if err != nil || !reflect.DeepEqual(stream.Bevindingen, v.Bevindingen) || stream.Soort != v.Soort {
			t.Fatalf("as a stream: %v %+v, as a whole %+v", err, stream, v)
		}
		if want := prestaties(v.Bericht); !schemaFout(v) && n != want {
			t.Fatalf("%d prestaties as a stream, %d as a whole", n, want)
		}
	})
}

// volledig checks that nothing is missing in what was found.
func volledig(t *testing.T, v *Verslag, b []byte) {
	t.Helper()
	if v.Geldig() && (v.Soort == "" || v.Release == "" || v.Bericht == nil || !utf8.Valid(b)) {
		t.Fatalf("no message, and no finding: %+v", v)
	}
	lines := bytes.Count(b, []byte{'\n'}) + 1
	for _, f := range v.Bevindingen {
		if f.Regel == "" || f.Niveau < NiveauSchema || f.Niveau > NiveauBericht || f.Oorzaak == "" || f.Oplossing == "" || f.Regelnummer < 1 || f.Regelnummer > lines ||
			!utf8.ValidString(f.Pad+f.Waarde+f.Oorzaak) || (f.Niveau == NiveauBericht) != (f.Retourcode != "") {
			t.Fatalf("%+v", f)
		}
		if f.Niveau != v.Bevindingen[0].Niveau {
			t.Fatalf("two levels at a time: %+v", v.Bevindingen)
		}
	}
}

func schemaFout(v *Verslag) bool { return !v.Geldig() && v.Bevindingen[0].Niveau == NiveauSchema }

// prestaties is how many prestaties a claim or its answer holds.
func prestaties(message any) (n int) {
	var clients []Client323
	switch m := message.(type) {
	case *WMO323:
		clients = m.Declaratie.Clienten
	case *WMO325:
		if m.DeclaratieAntwoord != nil {
			clients = m.DeclaratieAntwoord.Clienten
		}
	}
	for _, c := range clients {
		n += len(c.Prestaties)
	}
	return n
}

// What the schema allows can be written, and then reads the same again, with the same
// rules broken. A number is written without what stands before or around it, so that
// TR358, which looks at that, may not be.
func FuzzRoundTrip(f *testing.F) {
	for _, b := range zaden(f) {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<16 {
			return
		}
		v := lees(t, b)
		if schemaFout(v) {
			return
		}
		text := schrijf(t, v.Bericht)
		again := lees(t, text)
		if schemaFout(again) || !reflect.DeepEqual(again.Bericht, v.Bericht) {
			t.Fatalf("%+v became %+v: %+v", v.Bericht, again.Bericht, again.Bevindingen)
		}
		before, after := gebroken(v), gebroken(again)
		if before["TR358"] && !after["TR358"] {
			delete(before, "TR358")
		}
		if !reflect.DeepEqual(before, after) {
			t.Fatalf("rules %v, then %v\n%s", before, after, text)
		}
	})
}

func gebroken(v *Verslag) map[string]bool {
	codes := map[string]bool{}
	for _, f := range v.Bevindingen {
		codes[f.Regel] = true
	}
	return codes
}
