package auth_test

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"trede/internal/auth"
	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
)

// rotatedKeys hashes with a newer key first, as after a rotation.
type rotatedKeys struct{ auth.Keys }

func (r *rotatedKeys) TokenHashes(purpose string, token crypt.Sensitive) []string {
	old := r.Keys.TokenHashes(purpose, token)
	return append([]string{"nieuw" + r.Keys.TokenHashes("nieuw."+purpose, token)[0]}, old...)
}

func TestCodesAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]string{
		"7kq2-9mxd-04tb": "7KQ29MXD04TB", " 7KQ2 9MXD\t04TB\n": "7KQ29MXD04TB", "7kq2–9mxd—o4tb": "7KQ29MXD04TB", "ilIL": "1111", "": "", "7KQ2U": "",
		"7KQ2é": "", strings.Repeat("A", 65): "", "ſ": "",
	} {
		if got := auth.NormalCode(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{"123456": "123456", " 123 456 ": "123456", "123-456": "123456", "12345": "", "1234567": "", "12345a": "", "١٢٣٤٥٦": "", "": ""} {
		if got := auth.NormalDigits(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{
		"4-3-1961": "1961-03-04", "04/03/1961": "1961-03-04", "1961-03-04": "1961-03-04", " 4 3 1961 ": "1961-03-04", "00-00-1961": "1961-00-00",
		"4-3-61": "", "32-1-1961": "", "1-13-1961": "", "": "", "vandaag": "",
	} {
		if got := auth.NormalBirthDate(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{
		" Saskia@Example.NL ": "saskia@example.nl", "ab": "", "a b c": "", "a\u200bbc": "", "ＡＢＣ": "abc", "\xff\xfe\xfd": "", strings.Repeat("a", 255): "", "İİİ": "iii",
	} {
		if got := auth.NormalLogin(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestOnlyOwnPagesToGoBackTo(t *testing.T) {
	for path, want := range map[string]string{
		"/inwoners?team=2": "/inwoners?team=2", "": "/", "inwoners": "/", "//evil.example": "/", "/\\evil.example": "/", "https://evil.example": "/",
		"/%2f%2fevil": "/%2f%2fevil", "/a\nb": "/", "javascript:alert(1)": "/", "/a#b": "/a", "/" + strings.Repeat("a", 2000): "/",
	} {
		if got := auth.LocalPath(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

func FuzzTyped(f *testing.F) {
	for _, s := range []string{"7KQ2-9MXD", "123 456", "4-3-1961", "Saskia", "//x", "\xff", "İ", "/\t/x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, normal := range map[string]func(string) string{
			"code": auth.NormalCode, "digits": auth.NormalDigits, "date": auth.NormalBirthDate, "login": auth.NormalLogin,
		} {
			got := normal(s)
			if got == "" {
				continue
			}
			if again := normal(got); again != got {
				t.Errorf("%s: %q becomes %q becomes %q", name, s, got, again)
			}
			if !utf8.ValidString(got) || strings.ContainsAny(got, " \t\r\n\x00") {
				t.Errorf("%s: %q becomes %q", name, s, got)
			}
		}
		path := auth.LocalPath(s)
		u, err := url.Parse(path)
		if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\x00") {
			t.Errorf("path %q becomes %q", s, path)
		}
	})
}

func FuzzToken(f *testing.F) {
	e := newEnv(f)
	u := e.staff("saskia")
	f.Add(u.token)
	f.Add("")
	f.Add(strings.Repeat("A", 43))
	f.Fuzz(func(t *testing.T, token string) {
		x, _, err := e.Peek(ctx, token)
		if err == nil && token != u.token {
			t.Errorf("%q opens the session of %s", token, x.AccountID)
		}
		if err != nil && !errs.Is(err, errs.Forbidden) {
			t.Errorf("%q: %v", token, err)
		}
	})
}

func FuzzFlow(f *testing.F) {
	e := newEnv(f)
	c, err := e.BeginPasskeyLogin()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(c.Flow)
	f.Add("")
	f.Add(strings.Repeat("A", 100))
	f.Fuzz(func(t *testing.T, text string) {
		if err := e.OpenAnyFlow(text); err == nil && text != c.Flow {
			t.Errorf("%q opens", text)
		}
		if _, err := e.FinishPasskeyLogin(ctx, text, []byte(text), home); err == nil {
			t.Errorf("%q signs in", text)
		}
	})
}
