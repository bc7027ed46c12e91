package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trede/internal/platform/crypt"
	"trede/internal/platform/id"
	"trede/internal/platform/telemetry"
)

// lines logs through do, in both forms, and gives what was written.
func lines(do func(*slog.Logger)) string {
	var out bytes.Buffer
	for _, format := range []string{"json", "text"} {
		do(telemetry.NewLogger(&out, format, slog.LevelDebug))
	}
	return out.String()
}

type bsn string

type persoon struct{ Achternaam string }

func (p *persoon) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", "p1"), slog.String("contact", "jan@example.nl"))
}

type persoonsgegevens struct{ Achternaam string }

type panics struct{}

func (panics) String() string { panic("999900006") }

func TestPersonalDataNeverReachesTheLog(t *testing.T) {
	const number, email = "999900006", "anna.de-vries+aw@post.example.nl"
	ways := map[string]func(*slog.Logger){
		"message":     func(l *slog.Logger) { l.Info("geen inwoner met " + number + " of " + email) },
		"text":        func(l *slog.Logger) { l.Info("x", "wat", number, "wie", email) },
		"inside text": func(l *slog.Logger) { l.Info("x", "wat", "bsn="+number+";", "wie", "<"+email+">") },
		"number":      func(l *slog.Logger) { l.Info("x", "wat", 999900006) },
		"unsigned":    func(l *slog.Logger) { l.Info("x", "wat", uint32(999900006)) },
		"named type":  func(l *slog.Logger) { l.Info("x", "wat", bsn(number)) },
		"error":       func(l *slog.Logger) { l.Error("x", "fout", fmt.Errorf("no %s: %w", number, errors.New(email))) },
		"struct":      func(l *slog.Logger) { l.Info("x", "wat", struct{ A, B string }{number, email}) },
		"struct of names": func(l *slog.Logger) {
			l.Info("x", "wat", persoonsgegevens{"Dorpsstraat"}, "wie", []persoonsgegevens{{"Dorpsstraat"}})
		},
		"pointer":        func(l *slog.Logger) { l.Info("x", "wat", &struct{ A string }{number}) },
		"map":            func(l *slog.Logger) { l.Info("x", "wat", map[string]string{"a": number, email: "b"}) },
		"list":           func(l *slog.Logger) { l.Info("x", "wat", []string{number, email}) },
		"bytes":          func(l *slog.Logger) { l.Info("x", "wat", []byte(number)) },
		"group":          func(l *slog.Logger) { l.Info("x", slog.Group("g", "wat", number, slog.Group("h", "wie", email))) },
		"with":           func(l *slog.Logger) { l.With("wat", number).WithGroup("g").With("wie", email).Info("x") },
		"key":            func(l *slog.Logger) { l.Info("x", number, 1, email, 2) },
		"group name":     func(l *slog.Logger) { l.WithGroup(number).Info("x", "a", 1) },
		"denied group":   func(l *slog.Logger) { l.WithGroup("adres").With("x", "Dorpsstraat").Info("x", "plaats", "Dorpsstraat") },
		"log valuer":     func(l *slog.Logger) { l.Info("x", "wat", &persoon{}) },
		"sensitive":      func(l *slog.Logger) { l.Info("x", "wat", crypt.Protect(number)) },
		"panic":          func(l *slog.Logger) { l.Info("x", "wat", panics{}) },
		"with spaces":    func(l *slog.Logger) { l.Info("x", "wat", "999 900 006 en 9999.00.006 en 999-900-006") },
		"between words":  func(l *slog.Logger) { l.Info("x", "wat", "a999900006b") },
		"denied key":     func(l *slog.Logger) { l.Info("x", "achternaam", "Dorpsstraat", "inwoner.straat", "Dorpsstraat") },
		"denied camel":   func(l *slog.Logger) { l.Info("x", "RemoteAddr", "Dorpsstraat", "userPassword", "Dorpsstraat") },
		"denied group 2": func(l *slog.Logger) { l.Info("x", slog.Group("wachtwoord", "x", "Dorpsstraat")) },
	}
	for name, do := range ways {
		got := lines(do)
		for _, secret := range []string{number, "900 006", "00.006", "900-006", "anna", "example.nl", "jan@", "Dorpsstraat"} {
			if strings.Contains(got, secret) {
				t.Errorf("%s: %q shows in %s", name, secret, got)
			}
		}
		if strings.Count(got, "\n") != 2 {
			t.Errorf("%s: %d lines, want 2: %s", name, strings.Count(got, "\n"), got)
		}
	}
}

func TestWhatOperatorsNeedStaysReadable(t *testing.T) {
	source := id.System()
	for range 2000 {
		u := source.New()
		if got := telemetry.Clean(u); got != u {
			t.Fatalf("the id %s is logged as %s", u, got)
		}
	}
	uuid := "0190a3c4-9999-7000-8000-a" + "999900006" + "bc"
	for _, s := range []string{
		"", "toewijzing.periode_overlapt", "999900007", "1999900006", "2026-07-15T09:30:00Z", "192.168.1.10:8080",
		"naam@host", "a @ b.nl", "@", "@example.nl", uuid, "dossier " + uuid + " gesloten", "café ☕",
	} {
		if got := telemetry.Clean(s); got != s || telemetry.Personal(s) {
			t.Errorf("%q is logged as %q", s, got)
		}
	}
	got := lines(func(l *slog.Logger) {
		l.With("job", "herinnering").Warn("mislukt", "pogingen", 3, "fout", errors.New("tijd om"), "ok", true, "leeg", nil, "soort", errKind(2))
	})
	for _, want := range []string{`"job":"herinnering"`, `"pogingen":3`, `"fout":"tijd om"`, `"ok":true`, `"level":"WARN"`, `"soort":"2"`, "job=herinnering", "pogingen=3"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %s", want, got)
		}
	}
}

type errKind int

// Every number that passes the eleven-proof is masked, whatever stands around it.
func TestEveryBSNIsMasked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 99999999).Draw(t, "first eight")
		digits := fmt.Sprintf("%08d", n)
		sum := 0
		for i, d := range digits {
			sum += (9 - i) * int(d-'0')
		}
		if sum%11 == 10 {
			t.Skip("no BSN begins so")
		}
		number := digits + fmt.Sprint(sum%11)
		around := rapid.StringMatching(`[a-z =:,"/ ]{0,8}`)
		before, after := around.Draw(t, "before"), around.Draw(t, "after")
		got := telemetry.Clean(before + number + after)
		if want := before + "[bsn]" + after; got != want {
			t.Fatalf("%q is logged as %q, want %q", before+number+after, got, want)
		}
		for i, wrong := range []byte(number) {
			changed := []byte(number)
			changed[i] = '0' + (wrong-'0'+1)%10
			if got := telemetry.Clean(string(changed)); got != string(changed) && !proof(changed) {
				t.Fatalf("%s is no BSN and is logged as %s", changed, got)
			}
		}
	})
}

func proof(b []byte) bool {
	sum := -int(b[8] - '0')
	for i := range 8 {
		sum += (9 - i) * int(b[i]-'0')
	}
	return sum%11 == 0
}

// Whatever text comes in, one line goes out, without characters that could forge
// another or turn its meaning around.
func TestLogLinesCannotBeForged(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, s string) {
		got := lines(func(l *slog.Logger) {
			l.WithGroup(s).With(s, s).Info(s, s, s, "e", errors.New(s), slog.Group(s, s, s))
		})
		if strings.Count(got, "\n") != 2 || strings.ContainsAny(got, "\r\x00\x1b\x7f\u0085\u202e\u2028\u2029\u200b\u2066\ufeff") {
			t.Fatalf("%q is logged as %q", s, got)
		}
		if !json.Valid([]byte(got[:strings.Index(got, "\n")])) {
			t.Fatalf("%q makes invalid JSON: %s", s, got)
		}
	}
	for _, s := range []string{
		"a\nlevel=ERROR msg=vals", "a\r\nb", "\x1b[31mrood", "a\x00b", "\u202egnp.exe", "a\u2028b", "\u200b", "\xff\xfe", "\U000e0001", "\ufeff",
		strings.Repeat("é", 10_000),
	} {
		check(t, s)
	}
	rapid.Check(t, func(t *rapid.T) { check(t, rapid.String().Draw(t, "text")) })
	if got := telemetry.Clean("a\nb\x1b\u202e\xff\U000e0001"); got != `a\u000ab\u001b\u202e\xff\U000e0001` {
		t.Errorf("Clean = %q", got)
	}
	if got := len(telemetry.Clean(strings.Repeat("é", 10_000))); got > 4200 {
		t.Errorf("a long text gives %d bytes", got)
	}
}

// A BSN may not slip through at the edge where a long text is cut off.
func TestCuttingLeavesNoHalfWords(t *testing.T) {
	for n := 4080; n < 4100; n++ {
		got := telemetry.Clean(strings.Repeat(" ", n) + "999900006" + " jan@example.nl")
		if strings.Contains(got, "99990") || strings.Contains(got, "jan@ex") {
			t.Errorf("after %d bytes: %q", n, got[n:])
		}
	}
}

func TestRequestIDStandsOnEveryLine(t *testing.T) {
	ctx := telemetry.WithRequestID(context.Background(), "r-1")
	got := lines(func(l *slog.Logger) {
		l.InfoContext(ctx, "a")
		l.Info("b")
	})
	if strings.Count(got, "r-1") != 2 || !strings.Contains(got, `"request_id":"r-1"`) {
		t.Error(got)
	}
	if telemetry.RequestID(context.Background()) != "" {
		t.Error("a request id out of nothing")
	}
	if l := telemetry.NewLogger(&bytes.Buffer{}, "json", slog.LevelWarn); l.Enabled(ctx, slog.LevelInfo) || !l.Enabled(ctx, slog.LevelWarn) {
		t.Error("the level does not count")
	}
}

func FuzzClean(f *testing.F) {
	f.Add("999900006 a@b.nl\n")
	f.Fuzz(func(t *testing.T, s string) {
		got := telemetry.Clean(s)
		if strings.ContainsAny(got, "\n\r\x00") || telemetry.Personal(got) {
			t.Errorf("%q becomes %q", s, got)
		}
	})
}

func BenchmarkLogLine(b *testing.B) {
	l := telemetry.NewLogger(discard{}, "json", slog.LevelInfo)
	ctx := telemetry.WithRequestID(context.Background(), "0190a3c4-9999-7000-8000-00999900006a")
	for b.Loop() {
		l.LogAttrs(ctx, slog.LevelInfo, "request", slog.String("method", "GET"), slog.String("route", "/toegang/dossier/{id}"), slog.Int("status", 200), slog.Int64("bytes", 12345))
	}
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }
