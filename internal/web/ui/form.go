package ui

import (
	"net/url"
	"strconv"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/web/ui/nl"
)

// FieldError is one sentence about one field; with no Field it concerns the whole
// form.
type FieldError struct {
	Field string
	Text  string
}

// Errors are what is wrong with a form, in the order of its fields.
type Errors []FieldError

// For gives the sentences about a field as one text, "" when it is right.
func (e Errors) For(field string) string {
	var found []string
	for _, one := range e {
		if one.Field == field {
			found = append(found, one.Text)
		}
	}
	return strings.Join(found, " ")
}

// Form holds what was posted and what is wrong with it, so that a page can state
// its fields once for the first showing and for every return.
type Form struct {
	Values url.Values
	Errors Errors
}

// Field gives the common part of a field, with its posted value and its error.
func (f Form) Field(name, label string) Field {
	return Field{Name: name, Label: label, Value: f.Values.Get(name), Error: f.Errors.For(name)}
}

// Has tells whether a value is among those posted under a name.
func (f Form) Has(name, value string) bool {
	for _, v := range f.Values[name] {
		if v == value {
			return true
		}
	}
	return false
}

// Field is what every form field has. Name and Label are needed; a label is a
// question or a noun, without a colon.
type Field struct {
	Name, Label string
	Value       string
	Help        string // one or two sentences between label and field
	Error       string // one sentence that names the field and says how to mend it
	Optional    bool   // shows "(niet verplicht)"; all other fields are required
	HideLabel   bool   // label for screen readers only, in tables and search
	Legend      bool   // show the label as large as a heading
	ID          string // made from Name when empty
}

// WithHelp gives the field with a help text.
func (f Field) WithHelp(text string) Field { f.Help = text; return f }

// AsOptional gives the field as one that may be left empty.
func (f Field) AsOptional() Field { f.Optional = true; return f }

// WithValue gives the field with a value, unless one was posted.
func (f Field) WithValue(value string) Field {
	if f.Value == "" && f.Error == "" {
		f.Value = value
	}
	return f
}

// FieldID is the id of the (first) control of a field, the target of a link in
// the error summary.
func FieldID(name string) string {
	return "veld-" + strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return '-'
	}, name)
}

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return FieldID(f.Name)
}

// describedBy names the elements that explain the field, "" when there are none.
func (f Field) describedBy(more ...string) string {
	var ids []string
	if f.Help != "" {
		ids = append(ids, f.id()+"-help")
	}
	if f.Error != "" {
		ids = append(ids, f.id()+"-fout")
	}
	return strings.Join(append(ids, more...), " ")
}

// Option is one answer of a choice.
type Option struct {
	Value, Label string
	Help         string
	Icon         string
	Checked      bool // in [Chips]; other fields compare Value with that of the field
}

// Names of the three parts of a [DateGroup], behind the name of the field.
const (
	PartDay   = ".dag"
	PartMonth = ".maand"
	PartYear  = ".jaar"
)

// DateValue reads a [DateField] or a [DateGroup] from a posted form. An empty
// field is no date and no error; any other text that is no date is
// [nl.ErrDate].
func DateValue(values url.Values, name string) (civil.Date, error) {
	if text := strings.TrimSpace(values.Get(name)); text != "" {
		return nl.ParseDate(text)
	}
	day, month, year := values.Get(name+PartDay), values.Get(name+PartMonth), values.Get(name+PartYear)
	if strings.TrimSpace(day+month+year) == "" {
		return civil.Date{}, nil
	}
	return nl.FromParts(day, month, year)
}

// DateParts gives the values of a [DateGroup] as posted, or those of a date when
// nothing was posted.
func (f Form) DateParts(name string, saved civil.Date) (day, month, year string) {
	if f.Values.Has(name + PartDay) {
		return f.Values.Get(name + PartDay), f.Values.Get(name + PartMonth), f.Values.Get(name + PartYear)
	}
	if saved.IsZero() {
		return "", "", ""
	}
	return strconv.Itoa(saved.Day()), strconv.Itoa(int(saved.Month())), strconv.Itoa(saved.Year())
}
