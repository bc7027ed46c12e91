package dossier

import (
	"net/http"
	"net/url"
	"strings"

	"trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/web"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// tijdlijnView is the timeline as the page shows it, with what was asked for.
type tijdlijnView struct {
	toegang.TimelinePage
	Query toegang.TimelineQuery
	Form  ui.Form
	At    *url.URL
}

// tijdlijn is everything that happened, newest first, or what the address asks of it.
func (p *pages) tijdlijn(r *web.Request) error {
	v := tijdlijnView{At: r.URL, Form: ui.Form{Values: r.URL.Query()}}
	var err error
	if v.Query, v.Form.Errors, err = timelineQuery(r); err != nil {
		return err
	}
	if v.TimelinePage, err = p.toegang.Tijdlijn(r.Context(), r.Actor, r.PathValue("id"), v.Query); err != nil {
		return p.orReason(r, err)
	}
	k := kop.New(r, &v.Header, kop.Tijdlijn, tekst.Of("kop.tijdlijn"))
	k.Errors = v.Form.Errors
	status := http.StatusOK
	if len(k.Errors) > 0 {
		status = http.StatusBadRequest
	}
	return r.Render(status, tijdlijnPage(k, &v))
}

// timelineQuery reads what the address asks for. Days are typed, so what is wrong with
// them stands beside their field.
func timelineQuery(r *web.Request) (q toegang.TimelineQuery, problems ui.Errors, err error) {
	kinds := []string{""}
	for _, k := range toegang.EventKinds() {
		kinds = append(kinds, string(k))
	}
	over, err := r.Choice("over", kinds...)
	if err != nil {
		return q, nil, err
	}
	day := func(name string) civil.Date {
		d, err := ui.DateValue(r.URL.Query(), name)
		if err != nil {
			problems = append(problems, ui.FieldError{Field: name, Text: tekst.Of("invoer.datum_onjuist")})
		}
		return d
	}
	van, tot := day("van"), day("tot")
	if !van.IsZero() && !tot.IsZero() && tot.Before(van) {
		problems = append(problems, ui.FieldError{Field: "tot", Text: tekst.Of("dossier.tot_voor_van")})
	}
	return toegang.TimelineQuery{Over: toegang.EventKind(over), Periode: civil.Through(van, tot), Page: r.PageNumber()}, problems, nil
}

// url is the same timeline with another value of one choice, from its first page.
func (v *tijdlijnView) url(name, value string) string {
	q := v.At.Query()
	q.Del("pagina")
	q.Del("gedaan")
	return ui.WithParam(&url.URL{Path: v.At.Path, RawQuery: q.Encode()}, name, value)
}

func (v *tijdlijnView) chips() []ui.FilterChip {
	var out []ui.FilterChip
	add := func(on bool, name, label string) {
		if on {
			out = append(out, ui.FilterChip{Label: label, RemoveURL: v.url(name, "")})
		}
	}
	p := v.Query.Periode
	add(v.Query.Over != "", "over", tekst.Of("dossier.over_"+string(v.Query.Over)))
	add(!p.From.IsZero(), "van", tekst.Of("dossier.vanaf", p.From))
	add(!p.Until.IsZero(), "tot", tekst.Of("dossier.tot_en_met", p.LastDay()))
	return out
}

func (p *pages) wieKeek(r *web.Request) error {
	w, err := p.toegang.WieKeek(r.Context(), r.Actor, r.PathValue("id"), toegang.ReaderQuery{Page: r.PageNumber()})
	if err != nil {
		return p.orReason(r, err)
	}
	return r.Render(http.StatusOK, wieKeekPage(kop.New(r, &w.Header, kop.WieKeek, tekst.Of("kop.wie-keek")), &w))
}

// events are what happened as the page lists it: what, when, who, and why.
func events(t *toegang.TimelinePage) []ui.TimelineItem {
	var out []ui.TimelineItem
	times := 1
	for _, g := range t.Gebeurtenissen {
		who := t.Namen[g.Actor.ID]
		if who == "" {
			who = tekst.Of("rol.systeem")
		}
		if g.Actor.Role != "" {
			who = dots(who, tekst.Of("rol."+g.Actor.Role))
		}
		item := ui.TimelineItem{Date: civil.Of(g.At), Time: web.Clock(g.At), Who: who, Title: eventName(g.Action), Icon: eventIcon(g.Action)}
		if why := g.Payload.Reason; why != "" {
			item.Text = tekst.Of("dossier.reden_was", eventReason(g.Action, why))
		}
		if n := len(out); n > 0 && item.Text == "" && again(out[n-1], item) {
			times++
			out[n-1].Title = tekst.Of("dossier.vaker", item.Title, times)
			continue
		}
		times = 1
		out = append(out, item)
	}
	return out
}

// again tells whether somebody did the same once more on the same day: that is one line
// that counts.
func again(last, item ui.TimelineItem) bool {
	return last.Date == item.Date && last.Who == item.Who && last.Text == "" && strings.HasPrefix(last.Title, item.Title)
}

// eventName says what happened; a kind without words shows its code, which is still
// more than nothing.
func eventName(action string) string {
	if key := "gebeurtenis." + action; tekst.Has(key) {
		return tekst.Of(key)
	}
	return action
}

// eventReason writes a reason: some are codes of a list.
func eventReason(action, why string) string {
	list := map[string]string{
		"toewijzing.beeindigd": "reden_beeindiging.", "einde.gemeld": "reden_beeindiging.", "onderbreking.vastgelegd": "onderbreking_reden.",
		"start.geweigerd": "weigering_reden.",
	}[action]
	if key := list + why; list != "" && tekst.Has(key) {
		return tekst.Of(key)
	}
	return why
}

// eventIcon is the picture beside an event, by its subject.
func eventIcon(action string) string {
	subject, _, _ := strings.Cut(action, ".")
	return map[string]string{
		"melding": "megaphone", "onderzoek": "search", "ladder": "footprints", "doel": "target", "waarneming": "target", "toewijzing": "route",
		"voortgangsbericht": "file-text", "signaal": "bell", "evaluatie": "calendar-check", "afspraak": "calendar", "besluit": "clipboard-list",
		"aanvraag": "clipboard-list", "aanwezigheid": "clock", "mening": "message-circle", "bsn": "eye", "dossier": "folder-open",
		"start": "flag", "arrangement": "check", "nazorg": "phone",
	}[subject]
}

// lookRows are who looked, newest first.
func lookRows(w *toegang.ReaderPage) [][]ui.Cell {
	var out [][]ui.Cell
	for _, k := range w.Kijkers {
		who := k.Naam
		if who == "" {
			who = tekst.Of("rol.systeem")
		}
		out = append(out, []ui.Cell{
			{Text: who, Sub: dots(roleName(k.Rol), k.Organisatie)}, {Text: eventName(k.Handeling)}, {Text: lookReason(k.Reden)}, {Text: web.Moment(k.Tijdstip)},
		})
	}
	return out
}

func roleName(role string) string {
	if role == "" {
		return ""
	}
	return tekst.Of("rol." + role)
}

// lookReason is under what tie to the resident somebody looked.
func lookReason(tie string) string {
	if key := "relatie." + tie; tekst.Has(key) {
		return tekst.Of(key)
	}
	return orDash(tie)
}
