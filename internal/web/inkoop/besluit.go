package inkoop

import (
	"net/http"
	"net/url"
	"strconv"

	"trede/internal/app/toegang"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// Answers to a request to go above a ceiling.
const (
	akkoord = "akkoord"
	weiger  = "weiger"
)

// besluit decides about a request: the second pair of eyes.
func (p *pages) besluit(r *web.Request) error {
	versie, err := strconv.Atoi(r.Form.Get("versie"))
	if err != nil {
		return errs.New(errs.Invalid, "verzoek.onleesbaar")
	}
	id, answer := r.PathValue("id"), r.Form.Get("besluit")
	in := toegang.PlafondBesluit{VerzoekID: id, Versie: versie, Akkoord: answer == akkoord, Reden: r.Form.Get("reden-" + id)}
	if answer != akkoord && answer != weiger {
		return p.plafondsForm(r, http.StatusBadRequest, id, r.Posted(ui.Errors{{Text: tekst.Of("plafonds.kies")}}))
	}
	if err = p.toegang.BeslisPlafond(r.Context(), r.Actor, in); err == nil {
		return r.Done(pathPlafonds, "plafond_"+answer)
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	for i := range problems { // every request on the page has a field of its own
		if problems[i].Field == "reden" {
			problems[i].Field = "reden-" + id
		}
	}
	return p.plafondsForm(r, status, id, r.Posted(problems))
}

func besluitURL(id string) string { return pathPlafonds + "/" + url.PathEscape(id) }
