package dossier

import (
	"net/http"
	"strconv"
	"strings"

	"trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// tijdlijn is everything that happened, newest first; "voor" in the address is the
// number from which to go on.
func (p *pages) tijdlijn(r *web.Request) error {
	before, err := strconv.ParseInt("0"+r.URL.Query().Get("voor"), 10, 64)
	if err != nil {
		return errs.New(errs.Invalid, "verzoek.onleesbaar")
	}
	t, err := p.toegang.Tijdlijn(r.Context(), r.Actor, r.PathValue("id"), before)
	if err != nil {
		return p.orReason(r, err)
	}
	return r.Render(http.StatusOK, tijdlijnPage(kop.New(r, &t.Header, kop.Tijdlijn, tekst.Of("kop.tijdlijn")), &t, before > 0))
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
