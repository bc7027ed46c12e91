package iwmo

import (
	"bytes"
	"reflect"
	"testing"
)

var testDag = Datum{2026, 11, 22}

// eachVoorbeeld runs a test on the sample of every kind of message.
func eachVoorbeeld(t *testing.T, test func(t *testing.T, soort Soort, message any)) {
	t.Helper()
	for _, r := range Releases() {
		for _, soort := range r.Soorten() {
			t.Run(r.Naam+" "+string(soort), func(t *testing.T) {
				m, err := r.Voorbeeld(soort, testDag)
				if err != nil {
					t.Fatal(err)
				}
				test(t, soort, m)
			})
		}
	}
}

func schrijf(t *testing.T, message any) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Schrijf(&out, message); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func lees(t *testing.T, b []byte) *Verslag {
	t.Helper()
	v, err := Lees(bytes.NewReader(b), Opties{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// What is written reads as it was, without findings, and is written the same again.
func TestSamplesComeBackAsTheyWere(t *testing.T) {
	eachVoorbeeld(t, func(t *testing.T, soort Soort, message any) {
		b := schrijf(t, message)
		v := lees(t, b)
		if !v.Geldig() || v.Soort != soort {
			t.Fatalf("%s: %+v", v.Soort, v.Bevindingen)
		}
		if !reflect.DeepEqual(v.Bericht, message) {
			t.Errorf("got %+v, want %+v", v.Bericht, message)
		}
		if again := schrijf(t, v.Bericht); !bytes.Equal(again, b) {
			t.Errorf("written otherwise the second time:\n%s", again)
		}
	})
}
