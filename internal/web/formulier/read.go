package formulier

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"trede/internal/app"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/ui"
)

// Input reads a posted form and keeps what cannot be read.
type Input struct {
	r      *web.Request
	Prefix string // of the names of its fields
	Versie int    // over which the form was filled in; 0 when it says none
	found  []errs.Finding
}

// Read begins to read a posted form.
func Read(r *web.Request) *Input { return ReadPart(r, "") }

// ReadPart begins to read one of several forms of a page, the names of whose fields
// begin with a prefix.
func ReadPart(r *web.Request, prefix string) *Input {
	n, err := strconv.Atoi(r.Form.Get(prefix + versionField))
	if err != nil || n < 0 {
		n = 0
	}
	return &Input{r: r, Prefix: prefix, Versie: n}
}

// KeepsSaved tells whether somebody who saw two versions leaves the saved one.
func KeepsSaved(r *web.Request) bool { return r.Form.Get(choiceField) == "opgeslagen" }

// Context is the context for the use case: it reports what could not be read as well.
func (in *Input) Context() context.Context { return app.WithFound(in.r.Context(), &in.found) }

// Text reads a text without the space around it.
func (in *Input) Text(name string) string { return strings.TrimSpace(in.r.Form.Get(in.Prefix + name)) }

// List reads all values of a name.
func (in *Input) List(name string) []string { return in.r.Form[in.Prefix+name] }

// Yes reads a statement.
func (in *Input) Yes(name string) bool { return in.Text(name) == "ja" }

// Day reads a date; one that cannot be read is told by the use case.
func (in *Input) Day(name string) civil.Date {
	day, err := ui.DateValue(in.r.Form, in.Prefix+name)
	if err != nil {
		in.Wrong(name, "invoer.datum_onjuist")
	}
	return day
}

// Wrong tells of something else that is wrong with a field.
func (in *Input) Wrong(name, code string, args ...any) {
	in.found = append(in.found, errs.Finding{Field: name, Code: code, Args: args})
}

// Must reads a text without which the act may not even be asked for: an empty one is
// wrong, and a dash stands in for it so that all else is looked at too.
func (in *Input) Must(name, code string) string {
	s := in.Text(name)
	if s == "" {
		in.Wrong(name, code)
		return "–"
	}
	return s
}

// Int reads a whole number; an empty field is 0.
func (in *Input) Int(name string) int {
	s := in.Text(name)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1_000_000 {
		in.Wrong(name, "formulier.getal")
	}
	return n
}

// Limit tells of a text that is too long to keep.
func (in *Input) Limit(most int, names ...string) {
	for _, name := range names {
		if len([]rune(in.Text(name))) > most {
			in.Wrong(name, "invoer.te_lang", most)
		}
	}
}

// Reasons reads the answers to [Form.Reasons], by rule.
func (in *Input) Reasons(rules ...string) map[string]string {
	out := map[string]string{}
	for _, code := range rules {
		if s := in.Text(reasonField + code); s != "" {
			out[code] = s
		}
	}
	return out
}

// Refuse gives the error of what was found, without asking a use case.
func (in *Input) Refuse() error { return errs.InvalidInput(in.found...) }

// Found is what could not be read.
func (in *Input) Found() []errs.Finding { return in.found }

// Clock reads a time of day: 9:30, 9.30 and 0930 all mean 09:30. An empty field is no
// time.
func (in *Input) Clock(name string) string {
	s := strings.ReplaceAll(strings.TrimSuffix(in.Text(name), " uur"), ".", ":")
	if s == "" {
		return ""
	}
	h, m, found := strings.Cut(s, ":")
	if !found {
		switch len(s) {
		case 1, 2:
			m = "00"
		case 4:
			h, m = s[:2], s[2:]
		}
	}
	if len(h) == 1 {
		h = "0" + h
	}
	digits := len(h) == 2 && len(m) == 2 && strings.Trim(h+m, "0123456789") == ""
	if !digits || h >= "24" || m >= "60" {
		in.Wrong(name, "afspraak.tijd_kan_niet")
	}
	return h + ":" + m
}

// Phone reads a number as people write it, in the form that is kept; what is none is
// told by the use case.
func (in *Input) Phone(name string) string {
	s := in.Text(name)
	if clean, err := persoon.ParseTelefoon(s); err == nil {
		return clean
	}
	return s
}

// Values reads a list of values of one type.
func Values[T ~string](list []string) []T {
	out := make([]T, 0, len(list))
	for _, v := range list {
		out = append(out, T(v))
	}
	return out
}

// Strings is the way back.
func Strings[T ~string](list []T) []string {
	out := make([]string, 0, len(list))
	for _, v := range list {
		out = append(out, string(v))
	}
	return out
}

// Current gives what somebody else saved meanwhile, when an error says so.
func Current[T any](err error) (T, bool) {
	var e *errs.Error
	if errors.As(err, &e) && e.Kind == errs.Conflict {
		v, ok := e.Current.(T)
		return v, ok
	}
	var none T
	return none, false
}
