// Package formulier states a form once: the same list of fields makes the first
// showing, every return with what was wrong, and the two versions side by side when
// somebody else saved in the meantime.
//
// A front says which fields there are and what is saved; their words are message keys
// below a prefix: <prefix><field>, and <prefix><field>_hulp for a sentence of help.
// Nothing is chosen for a person unless it is saved.
package formulier

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"trede/internal/domain/civil"
	"trede/internal/platform/errs"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// ID is the id of the form element, for a button that stands outside it.
const ID = "formulier"

// Names of what every form sends along: the version that it was filled in over, and
// which of two versions stays.
const (
	versionField = "versie"
	choiceField  = "keuze"
)

// Form is a form on its page.
type Form struct {
	ui.Form
	Action string // is posted to
	Versie int    // to save over; below zero: nothing is saved over
	stale  bool
	prefix string
	shared string
	fields []templ.Component
	names  []string
	hidden []ui.Hidden
	rows   []ui.ConflictRow
	found  []errs.Finding // what the rules said of what was posted
	files  bool           // it brings files
}

// New makes a form: posted and cause are how it came back, if it did.
func New(action, prefix string, versie int, posted ui.Form, cause error) *Form {
	return &Form{Form: posted, Action: action, Versie: versie, prefix: prefix, stale: IsStale(cause), found: errs.FindingsOf(cause)}
}

// IsStale tells whether an error says that somebody else saved meanwhile.
func IsStale(err error) bool {
	var e *errs.Error
	return errors.As(err, &e) && e.Kind == errs.Conflict && e.Current != nil
}

// Stale tells whether the form shows two versions to choose from.
func (f *Form) Stale() bool { return f.stale }

func (f *Form) text(name string) string {
	for _, prefix := range []string{f.prefix, f.shared} {
		if key := prefix + name; prefix != "" && tekst.Has(key) {
			return tekst.Of(key)
		}
	}
	return ""
}

// Shares gives a second prefix, for the words of fields that several forms have.
func (f *Form) Shares(prefix string) *Form {
	f.shared = prefix
	return f
}

// field gives a field with its words, and its value as posted, or as saved when
// nothing was posted. shown is what is saved, in words; mine says what was posted.
func (f *Form) field(name, saved, shown string, mine func(string) string, list []Opt) ui.Field {
	o := optsOf(list)
	var posted []string
	if o.secret && f.Values.Get(name) != "" {
		f.Values.Del(name)
		posted = []string{tekst.Of("formulier.niet_getoond")}
		if !f.Problem(name) {
			f.Errors = append(f.Errors, ui.FieldError{Field: name, Text: tekst.Of("formulier.opnieuw")})
		}
	}
	x := f.Form.Field(name, f.text(name)).WithHelp(f.text(name + "_hulp"))
	if o.label != "" {
		x.Label = o.label
	}
	if f.Values == nil {
		x.Value = saved
	}
	x.Optional, x.Legend = o.optional, o.large
	for _, v := range f.Values[name] {
		posted = append(posted, mine(v))
	}
	f.names = append(f.names, name)
	f.rows = append(f.rows, ui.ConflictRow{Label: x.Label, Saved: shown, Mine: strings.Join(posted, ", ")})
	return x
}

func same(s string) string { return s }

// Opt is how a field differs from a needed one.
type Opt func(*opts)

type opts struct {
	optional, large bool
	secret          bool
	label, was      string
	columns, rows   int
	width           ui.Width
	mode            string
}

func optsOf(list []Opt) opts {
	o := opts{rows: 3}
	for _, fn := range list {
		fn(&o)
	}
	return o
}

// Optional is for a field that may be left empty.
func Optional(o *opts) { o.optional = true }

// Secret is for what must not stand in a page: what was typed never goes back to the
// browser, and whoever typed it is asked for it again.
func Secret(o *opts) { o.secret = true }

// Large shows the label as large as a heading.
func Large(o *opts) { o.large = true }

// Short is for an answer of a few characters.
func Short(o *opts) { o.width = ui.WidthSmall }

// Half is for an answer of a few words.
func Half(o *opts) { o.width = ui.WidthHalf }

// Numeric is for a number: it brings the keys for it on a phone.
func Numeric(o *opts) { o.mode, o.width = "numeric", ui.WidthSmall }

// Label is for a question that holds words of people.
func Label(text string) Opt { return func(o *opts) { o.label = text } }

// Was tells what was chosen the last time.
func Was(text string) Opt { return func(o *opts) { o.was = text } }

// Columns sets tiles side by side.
func Columns(n int) Opt { return func(o *opts) { o.columns = n } }

// Rows is the height of a text.
func Rows(n int) Opt { return func(o *opts) { o.rows = n } }

func (f *Form) add(c templ.Component) { f.fields = append(f.fields, c) }

// Say puts something between the fields.
func (f *Form) Say(c templ.Component) { f.add(c) }

// Send sends a value along unseen.
func (f *Form) Send(name, value string) {
	f.hidden = append(f.hidden, ui.Hidden{Name: name, Value: value})
}

// Line asks for one line of text.
func (f *Form) Line(name, saved string, list ...Opt) {
	f.add(ui.TextField{Field: f.field(name, saved, saved, same, list), Autocomplete: "off", Width: optsOf(list).width, InputMode: optsOf(list).mode})
}

// Phone asks for a telephone number, or another way to reach somebody.
func (f *Form) Phone(name, saved string, list ...Opt) {
	saved = nl.Phone(saved)
	f.add(ui.TextField{Field: f.field(name, saved, saved, same, list), Type: "tel", Autocomplete: "off", Width: optsOf(list).width})
}

// Words asks for text of several lines.
func (f *Form) Words(name, saved string, list ...Opt) {
	f.add(ui.TextArea{Field: f.field(name, saved, saved, same, list), Rows: optsOf(list).rows})
}

// Day asks for a date.
func (f *Form) Day(name string, saved civil.Date, list ...Opt) {
	f.add(ui.DateField{Field: f.field(name, Typed(saved), Typed(saved), same, list)})
}

// File asks for a file. A browser never sends it twice, so whoever gets the form back is
// asked again.
func (f *Form) File(name, accept string, list ...Opt) {
	f.files = true
	f.add(ui.FileField{Field: f.field(name, "", "", same, list), Accept: accept})
}

// Choose asks for one of a few, as tiles.
func (f *Form) Choose(name, saved string, options []ui.Option, list ...Opt) {
	o := optsOf(list)
	x := f.field(name, saved, labelOf(options, saved), func(v string) string { return labelOf(options, v) }, list)
	f.add(ui.RadioTiles{Field: x, Options: options, Columns: o.columns, Was: o.was})
}

// Pick asks for one of many.
func (f *Form) Pick(name, saved string, options []ui.Option, list ...Opt) {
	x := f.field(name, saved, labelOf(options, saved), func(v string) string { return labelOf(options, v) }, list)
	f.add(ui.Select{Field: x, Options: options})
}

// Tick asks for any number of a few.
func (f *Form) Tick(name string, saved []string, options []ui.Option, list ...Opt) {
	ticked, shown := slices.Clone(options), []string{}
	for n := range ticked {
		v := ticked[n].Value
		if slices.Contains(saved, v) {
			shown = append(shown, ticked[n].Label)
		}
		ticked[n].Checked = f.Values == nil && slices.Contains(saved, v) || f.Has(name, v)
	}
	x := f.field(name, "", strings.Join(shown, ", "), func(v string) string { return labelOf(options, v) }, list)
	f.add(ui.Chips{Field: x, Options: ticked})
}

// Sure asks whether one statement holds.
func (f *Form) Sure(name string, list ...Opt) {
	f.add(ui.Checkbox{Field: f.field(name, "", "", same, list), Checked: f.Has(name, "ja")})
}

// Agree asks whether one statement holds that was saved before.
func (f *Form) Agree(name string, saved bool, list ...Opt) {
	was := ""
	if saved {
		was = "ja"
	}
	f.add(ui.Checkbox{Field: f.field(name, was, was, same, list)})
}

// Parts asks for a date in three fields, of which parts may be unknown.
func (f *Form) Parts(name, day, month, year string, list ...Opt) {
	saved := strings.Trim(day+"-"+month+"-"+year, "-")
	x := f.field(name, saved, saved, same, list)
	if f.Values != nil {
		day, month, year = f.DateParts(name, civil.Date{})
		f.rows[len(f.rows)-1].Mine = strings.Trim(day+"-"+month+"-"+year, "-")
	}
	f.names = append(f.names, name+ui.PartDay, name+ui.PartMonth, name+ui.PartYear)
	f.add(ui.DateGroup{Field: x, DayValue: day, MonthValue: month, YearValue: year})
}

// reasonField is the name of the field for why the advice of a rule is set aside.
const reasonField = "waarom."

// Reasons asks why the advice of rules is set aside, of those that gave one when the
// form was sent: a person decides, and says why.
func (f *Form) Reasons(rules ...string) {
	for _, code := range rules {
		name := reasonField + code
		at := slices.IndexFunc(f.found, func(x errs.Finding) bool { return x.Rule == code })
		if at < 0 && f.Values.Get(name) == "" {
			continue
		}
		x := f.field(name, "", "", same, []Opt{Label(tekst.Of("formulier.waarom"))})
		if at >= 0 {
			x.Help, x.Error = tekst.Of(f.found[at].Code, f.found[at].Args...), tekst.Of("formulier.waarom_leeg")
			for n := range f.Errors {
				if f.Errors[n].Text == x.Help {
					f.Errors[n] = ui.FieldError{Field: name, Text: x.Error}
				}
			}
		}
		f.add(ui.TextArea{Field: x, Rows: 2})
	}
}

// Fold puts what fn states behind a line of text, which is open as soon as something in
// it is wrong or filled in.
func (f *Form) Fold(summary string, fn func()) {
	from := len(f.names)
	inside, open := f.inside(fn), false
	for _, name := range f.names[from:] {
		open = open || f.Problem(name) || f.Values.Get(name) != ""
	}
	f.add(fold(summary, open, inside))
}

// Pairs sets the fields that fn states two by two beside each other.
func (f *Form) Pairs(fn func()) { f.add(pairs(f.inside(fn))) }

// inside gives the fields that fn states, apart from those of the form.
func (f *Form) inside(fn func()) []templ.Component {
	outside := f.fields
	f.fields = nil
	fn()
	inside := f.fields
	f.fields = outside
	return inside
}

// Problem tells whether something is wrong with a field.
func (f *Form) Problem(name string) bool { return f.Errors.For(name) != "" }

// Problems are what is wrong, in the order of the fields; what concerns no field of
// this page comes first and is no link. Ask it when all fields are stated.
func (f *Form) Problems() ui.Errors {
	at := func(e ui.FieldError) int { return slices.Index(f.names, e.Field) }
	list := slices.Clone(f.Errors)
	for n := range list {
		if at(list[n]) < 0 {
			list[n].Field = ""
		}
	}
	slices.SortStableFunc(list, func(a, b ui.FieldError) int { return at(a) - at(b) })
	if f.stale {
		return nil
	}
	return list
}

func (f *Form) enctype() string {
	if f.files {
		return "multipart/form-data"
	}
	return "application/x-www-form-urlencoded"
}

// posted are the names and values to send along with the two versions.
func (f *Form) posted() []ui.Hidden {
	var out []ui.Hidden
	for _, name := range f.names {
		for _, v := range f.Values[name] {
			out = append(out, ui.Hidden{Name: name, Value: v})
		}
	}
	return out
}

func labelOf(options []ui.Option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// Options makes the options of a list of values; their words have keys of the prefix
// and the value.
func Options[T ~string](prefix string, list []T) []ui.Option {
	out := make([]ui.Option, len(list))
	for n, v := range list {
		out[n] = ui.Option{Value: string(v), Label: tekst.Of(prefix + string(v))}
	}
	return out
}

// Explained are the options of a list of values that have their words in a table of
// texts, each with a line of explanation where <table>_uitleg has one.
func Explained[T ~string](table string, list []T) []ui.Option {
	out := Options(table+".", list)
	for n := range out {
		if key := table + "_uitleg." + out[n].Value; tekst.Has(key) {
			out[n].Help = tekst.Of(key)
		}
	}
	return out
}

// Typed writes a date as people type it: "22-11-2026"; "" for none.
func Typed(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.Day()) + "-" + strconv.Itoa(int(d.Month())) + "-" + strconv.Itoa(d.Year())
}
