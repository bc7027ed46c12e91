package iwmo

import (
	"testing"
	"time"
)

// Every date of the schema is written as it was read, and what is no date is refused.
func TestDatum(t *testing.T) {
	for text, want := range map[string]Datum{
		"2026-11-22": {2026, 11, 22}, "2024-02-29": {2024, 2, 29}, "2000-02-29": {2000, 2, 29}, "0001-01-01": {1, 1, 1}, "9999-12-31": {9999, 12, 31},
		"12023-01-01": {12023, 1, 1}, "-0044-03-15": {-44, 3, 15}, "-0001-12-31": {-1, 12, 31}, "-12023-01-01": {-12023, 1, 1}, "999999999-12-31": {999_999_999, 12, 31},
	} {
		d, err := ParseDatum(text)
		if err != nil || d != want || d.String() != text {
			t.Errorf("%s: %v %v, written %q", text, err, d, d)
		}
		b, err := d.MarshalText()
		var back Datum
		if err != nil || back.UnmarshalText(b) != nil || back != d {
			t.Errorf("%s: marshalled as %q, back %v", text, b, back)
		}
	}
	for _, text := range []string{
		"", "2026-1-1", "026-01-01", "02026-01-01", "0000-01-01", "-0000-01-01", "+2026-01-01", "2026-02-29", "1900-02-29", "2026-04-31", "2026-00-01", "2026-13-01",
		"2026-01-00", "2026-01-32", "2026-01-01Z", "2026-01-01+01:00", " 2026-01-01", "20260101", "2026/01/01", "2026x01-01", "2026-01x01", "2026-0x-01", "2026-01-0x", "2026-+1-01", "1234567890-01-01", "--01-01",
	} {
		if d, err := ParseDatum(text); err == nil {
			t.Errorf("%q was read as %v", text, d)
		}
	}
	var d Datum
	if b, err := d.MarshalText(); err != nil || len(b) > 0 || d.UnmarshalText(b) != nil || !d.IsZero() || d.String() != "" {
		t.Errorf("no date became %q and back %v", b, d)
	}
	if d = testDag; d.UnmarshalText([]byte("x")) == nil || !d.IsZero() {
		t.Errorf("no date was read as %v", d)
	}
}

func TestNieuweDatum(t *testing.T) {
	if d, err := NieuweDatum(2024, 2, 29); err != nil || d != (Datum{2024, 2, 29}) {
		t.Errorf("got %v, %v", d, err)
	}
	for _, c := range [][3]int{{1, 1, 1}, {9999, 12, 31}} {
		if d, err := NieuweDatum(c[0], c[1], c[2]); err != nil || d != (Datum{int32(c[0]), int8(c[1]), int8(c[2])}) {
			t.Errorf("%v became %v, %v", c, d, err)
		}
	}
	for _, c := range [][3]int{{2026, 2, 29}, {0, 1, 1}, {-44, 1, 1}, {2026, -1, 1}, {10_000, 1, 1}, {2026, 0, 1}, {2026, 13, 1}, {2026, 257, 1}, {2026, 1, 0}, {2026, 1, 32}, {2026, 1, 257}, {2026, 1, -255}} {
		if d, err := NieuweDatum(c[0], c[1], c[2]); err == nil {
			t.Errorf("%v became %v", c, d)
		}
	}
	if d := DatumVan(time.Date(2026, 11, 22, 23, 59, 0, 0, time.FixedZone("west", -5*3600))); d != testDag {
		t.Errorf("the day there is %v", d)
	}
}

func TestTijd(t *testing.T) {
	for _, text := range []string{"00:00:00", "23:59:59", "24:00:00", "24:00:00.000", "12:00:00.5", "12:00:00.123456789012"} {
		if !validTijd([]byte(text)) {
			t.Errorf("%s is a time", text)
		}
	}
	for _, text := range []string{
		"", "12:00", "12:00:0", "1:00:000", "12-00-00", "12:00-00", "12x00:00", "25:00:00", "24:00:01", "24:01:00", "24:00:00.001", "24:00:00.10", "23:60:00", "23:59:60",
		"12:00:00.", "12:00:00,5", "12:00:00.5Z", "12:00:00Z", "12:00:00+01:00", "x2:00:00", "12:x0:00", "12:00:x0", "-1:00:00",
	} {
		if validTijd([]byte(text)) {
			t.Errorf("%q is no time", text)
		}
	}
}
