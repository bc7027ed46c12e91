// Package toegang serves the way from a melding to a toewijzing: the guided path
// of the consulent, and the pages that change what was allocated.
//
// A page of the path asks several things at once, because staff does this every
// day, and carries on to the next step. One submit may do two use cases: each
// stays its own act in the audit trail, and when the second is refused the first
// stands, with what was typed shown again.
//
// Dutch terms are those of the use cases of the same name.
package toegang

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"trede/internal/app/toegang"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// pages has the use cases at hand.
type pages struct{ uc *toegang.UseCases }

// Routes gives the pages with their rules.
func Routes(uc *toegang.UseCases) []web.Route {
	p := &pages{uc}
	return slices.Concat(p.meldingRoutes(), p.onderzoekRoutes(), p.planRoutes(), p.keuzeRoutes(), p.toewijzingRoutes(), p.aanvraagRoutes(), p.metenRoutes(), p.verwijzingRoutes(), p.aanmeldRoutes())
}

// meldingURL is the address of a melding, or of a step of its path.
func meldingURL(id string, more ...string) string {
	return strings.Join(append([]string{"/meldingen", url.PathEscape(id)}, more...), "/")
}

// toewijzenURL is the address of the last steps of the path, which belong to the
// resident. melding is where the path began, so that its steps can be linked; it
// may be empty.
func toewijzenURL(inwonerID, melding string, more ...string) string {
	u := strings.Join(append([]string{"/inwoners", url.PathEscape(inwonerID), "toewijzen"}, more...), "/")
	if melding != "" {
		u += "?melding=" + url.QueryEscape(melding)
	}
	return u
}

// The steps of the path.
const (
	stepMelding = iota
	stepOnderzoek
	stepUitkomst
	stepPlan
	stepToewijzing
	stepCount
)

// page is what stands around a page of the path: who it is about, and where in the
// path one is.
type page struct {
	kop.Kop
	ui.Form
	Steps ui.Stepper
}

// newPage makes the frame of a step. melding is empty for a path that did not begin
// with one; reached is the furthest step that can be opened.
func newPage(r *web.Request, h *toegang.Header, title string, step, reached int, melding string) page {
	p := page{Kop: kop.New(r, h, kop.Geen, title)}
	p.Steps = ui.Stepper{Label: tekst.Of("pad.naam"), Steps: make([]ui.Step, 0, stepCount)}
	first := 0
	if melding == "" {
		first = stepPlan
	}
	for n := first; n < stepCount; n++ {
		s := ui.Step{Label: tekst.Of("pad.stap_" + strconv.Itoa(n))}
		switch {
		case n == step:
			s.State = ui.StepCurrent
		case n <= reached:
			s.URL, s.State = stepURL(n, h.ID, melding), ui.StepDone
			if n > step {
				s.State = ui.StepTodo
			}
		}
		p.Steps.Steps = append(p.Steps.Steps, s)
	}
	return p
}

func stepURL(step int, inwonerID, melding string) string {
	switch step {
	case stepOnderzoek:
		return meldingURL(melding, "onderzoek")
	case stepUitkomst:
		return meldingURL(melding, "uitkomst")
	case stepPlan:
		return toewijzenURL(inwonerID, melding, "plan")
	case stepToewijzing:
		return toewijzenURL(inwonerID, melding)
	}
	return meldingURL(melding)
}

// with puts a form that comes back on the page. What is wrong stands in the order of
// the named fields; what belongs to no field of the page stands in the summary only.
func (p page) with(f ui.Form, names ...string) page {
	at := func(field string) int {
		return slices.IndexFunc(names, func(n string) bool {
			return n == field || strings.HasSuffix(n, "*") && strings.HasPrefix(field, strings.TrimSuffix(n, "*"))
		})
	}
	for n := range f.Errors {
		if at(f.Errors[n].Field) < 0 {
			f.Errors[n].Field = ""
		}
	}
	slices.SortStableFunc(f.Errors, func(a, b ui.FieldError) int { return at(a.Field) - at(b.Field) })
	p.Form, p.Page.Errors = f, f.Errors
	return p
}

// saved gives a field with what was posted, or what is saved when nothing was.
func saved(f ui.Form, name, label, value string) ui.Field {
	x := f.Field(name, label)
	if f.Values == nil {
		x.Value = value
	}
	return x
}

// chosen marks the options that were posted, or that are saved when nothing was.
func chosen[T ~string](f ui.Form, name string, have []T, options []ui.Option) []ui.Option {
	for n := range options {
		v := options[n].Value
		options[n].Checked = f.Values == nil && slices.Contains(have, T(v)) || f.Has(name, v)
	}
	return options
}

// options lists the values of a list of the domain with their words.
func options[T ~string](table string, values []T) []ui.Option {
	out := make([]ui.Option, len(values))
	for n, v := range values {
		out[n] = ui.Option{Value: string(v), Label: tekst.Of(table + "." + string(v))}
		if help := table + "_uitleg." + string(v); tekst.Has(help) {
			out[n].Help = tekst.Of(help)
		}
	}
	return out
}

// word is the plain word for a value of a list of the domain; "" for none.
func word[T ~string](table string, v T) string {
	if v == "" {
		return ""
	}
	return tekst.Of(table + "." + string(v))
}

// input reads a posted form and keeps what cannot be read.
type input struct {
	*formulier.Input
	r *web.Request
}

func newInput(r *web.Request, prefix string) *input {
	return &input{Input: formulier.ReadPart(r, prefix), r: r}
}

// number reads a whole number from 0 through most; an empty field is 0.
func (in *input) number(name string, most int) int {
	text := in.Text(name)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most {
		in.Wrong(name, "pad.getal", most)
		return 0
	}
	return n
}

// again gives what a refused form shows: the findings beside the fields of this form,
// with its prefix.
func (in *input) again(err error) (ui.Form, int, bool) {
	problems, status, again := in.r.Again(err)
	if in.Prefix != "" {
		for n := range problems {
			if problems[n].Field != "" {
				problems[n].Field = in.Prefix + problems[n].Field
			}
		}
	}
	return in.r.Posted(problems), status, again
}
