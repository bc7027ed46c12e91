package toegang

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/civil"
)

var update = flag.Bool("update", false, "write testdata/stored_keys.txt anew")

// stored are the types that are kept as JSON.
var stored = []any{
	Opschorting{},
	Melding{},
	Onderzoek{},
	Antwoorden{},
	Uitkomst{},
	Geschikt{},
	Akkoord{},
	Profiel{},
	Belastbaarheid{},
	Opbouwstap{},
	Vervoer{},
	Dagdeel{},
	DoelVersie{},
	Doel{},
	Aanvraag{},
	Besluit{},
	Omvang{},
	ToewijzingVersie{},
	Toewijzing{},
	Afstemming{},
	StabielAntwoord{},
	Afbakening{},
	StapUitslag{},
	Advies{},
	ScorekaartRij{},
	Verwijzing{},
}

// TestStored: what is kept comes back the same, and the keys do not follow names in
// Go. A key that changes is data that cannot be read any more.
func TestStored(t *testing.T) {
	var lines []string
	for _, v := range stored {
		typ := reflect.TypeOf(v)
		full := reflect.New(typ)
		fill(full.Elem(), 1)
		body, err := json.Marshal(full.Interface())
		if err != nil {
			t.Fatal(err)
		}
		back := reflect.New(typ)
		if err := json.Unmarshal(body, back.Interface()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(full.Interface(), back.Interface()); diff != "" {
			t.Errorf("%s comes back otherwise: %s", typ.Name(), diff)
		}
		for f := range typ.Fields() {
			lines = append(lines, fmt.Sprintf("%s.%s %s", typ.Name(), f.Name, f.Tag.Get("json")))
			if f.Tag.Get("json") == "" {
				t.Errorf("%s.%s has no key of its own", typ.Name(), f.Name)
			}
		}
	}
	slices.Sort(lines)
	text := strings.Join(lines, "\n") + "\n"
	const golden = "testdata/stored_keys.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("keys changed; data that is kept cannot be read with them: %s", diff)
	}
}

// fill gives every field a value that is not zero.
func fill(v reflect.Value, n int) {
	switch v.Interface().(type) {
	case civil.Date:
		v.Set(reflect.ValueOf(civil.New(2026, time.January, n%28+1)))
		return
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2026, 1, n%28+1, 9, 0, 0, 0, time.UTC)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("x", n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(n))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n+i)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n+1)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.SetMapIndex(key, value)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	}
}
