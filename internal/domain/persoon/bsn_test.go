package persoon_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
)

func day(text string) civil.Date { return civil.MustParse(text) }

func parse(t testing.TB, text string) persoon.BSN {
	t.Helper()
	b, err := persoon.ParseBSN(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return b
}

func TestParseBSN(t *testing.T) {
	for text, want := range map[string]string{
		"111222333": "111222333", "123456782": "123456782", "010101016": "", "1234.56.782": "123456782", " 999 900 006": "999900006",
		"000000012": "000000012", "100000009": "100000009",
	} {
		b, err := persoon.ParseBSN(text)
		if want == "" {
			if !errors.Is(err, persoon.ErrBSN) {
				t.Errorf("%q is accepted", text)
			}
			continue
		}
		if err != nil || b.Reveal() != want {
			t.Errorf("%q reads as %s, %v", text, b.Reveal(), err)
		}
	}
	for _, text := range []string{"", "12345678", "1234567820", "123456789", "000000000", "12345678a", "-23456782", "١٢٣٤٥٦٧٨٢"} {
		b, err := persoon.ParseBSN(text)
		if !errors.Is(err, persoon.ErrBSN) || !b.IsZero() {
			t.Errorf("%q reads as %s", text, b.Reveal())
		}
		if len(text) > 3 && strings.Contains(err.Error(), text) {
			t.Errorf("the error repeats %q", text)
		}
	}
}

// One wrong digit, or two digits changed about, is always noticed.
func TestElevenTestFindsSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, _ := persoon.TestBSN(rapid.IntRange(0, persoon.TestBSNs-1).Draw(t, "n"))
		digits := []byte(b.Reveal())
		i := rapid.IntRange(0, 8).Draw(t, "place")
		if wrong := byte('0' + rapid.IntRange(0, 9).Draw(t, "digit")); wrong != digits[i] {
			slip := bytes.Clone(digits)
			slip[i] = wrong
			if _, err := persoon.ParseBSN(string(slip)); err == nil {
				t.Fatalf("%s passes for %s", slip, digits)
			}
		}
		if i < 8 && digits[i] != digits[i+1] {
			slip := bytes.Clone(digits)
			slip[i], slip[i+1] = slip[i+1], slip[i]
			if _, err := persoon.ParseBSN(string(slip)); err == nil {
				t.Fatalf("%s passes for %s", slip, digits)
			}
		}
	})
}

func TestTestRange(t *testing.T) {
	seen := map[persoon.BSN]bool{}
	for n := range persoon.TestBSNs {
		b, ok := persoon.TestBSN(n)
		if !ok || !b.IsTest() || seen[b] {
			t.Fatalf("number %d: %s", n, b.Reveal())
		}
		seen[b] = true
		if back, err := persoon.ParseBSN(b.Reveal()); err != nil || !back.Equal(b) {
			t.Fatalf("%s is no BSN: %v", b.Reveal(), err)
		}
	}
	first, _ := persoon.TestBSN(0)
	last, _ := persoon.TestBSN(persoon.TestBSNs - 1)
	if first.Reveal() != "999900006" || last.Reveal() != "999999990" {
		t.Errorf("from %s to %s", first.Reveal(), last.Reveal())
	}
	for _, n := range []int{-1, persoon.TestBSNs} {
		if _, ok := persoon.TestBSN(n); ok {
			t.Errorf("there is a number %d", n)
		}
	}
	if parse(t, "123456782").IsTest() || (persoon.BSN{}).IsTest() {
		t.Error("a real number counts as a test number")
	}
}

// Nothing but Reveal shows a digit: no verb, no log, no JSON, no stored finding.
func TestBSNDoesNotLeak(t *testing.T) {
	b := parse(t, "123456782")
	holder := struct {
		Naam string
		BSN  persoon.BSN
		List []persoon.BSN
		Map  map[string]persoon.BSN
	}{"Jeroen", b, []persoon.BSN{b}, map[string]persoon.BSN{"x": b}}
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%o", "%b", "%08d", "%T %v", "%c", "%U", "%g", "%p", "%t"} {
		fmt.Fprintf(&out, verb+"\n", b)
		fmt.Fprintf(&out, verb+"\n", &b)
		fmt.Fprintf(&out, verb+"\n", holder)
		fmt.Fprintf(&out, verb+"\n", &holder)
	}
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		log := slog.New(handler)
		log.Info("x", "bsn", b, "holder", holder, "pointer", &b)
		log.With("bsn", b).WithGroup("g").Info(b.String(), slog.Any("in", []any{b}))
	}
	for _, v := range []any{b, &b, holder, map[persoon.BSN]int{b: 1}, rule.Fail("bsn", "x", b)} {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(data)
	}
	fmt.Fprintln(&out, fmt.Errorf("with %w and %v", persoon.ErrBSN, b))
	digits, err := strconv.Atoi(b.Reveal())
	if err != nil {
		t.Fatal(err)
	}
	for _, leak := range []string{"123456782", "23456782", fmt.Sprintf("%x", digits), fmt.Sprintf("%X", digits), fmt.Sprintf("%b", digits), fmt.Sprintf("%o", digits)} {
		if strings.Contains(out.String(), leak) {
			t.Errorf("%s leaks in %s", leak, regexp.MustCompile(".*"+leak+".*").FindString(out.String()))
		}
	}
	if !strings.Contains(out.String(), "*********") {
		t.Error("the mask is not there: the test shows nothing")
	}
	if b.String() != "*********" || (persoon.BSN{}).String() != "" || (persoon.BSN{}).Reveal() != "" {
		t.Error("the mask is wrong")
	}
}

// What was masked cannot come back as a number.
func TestMaskedBSNIsNotReadBack(t *testing.T) {
	var holder struct{ BSN persoon.BSN }
	if err := json.Unmarshal([]byte(`{"BSN":"*********"}`), &holder); err == nil {
		t.Error("a mask reads as a BSN")
	}
}
