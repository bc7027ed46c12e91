package beheer

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"trede/internal/app/beheer"
	"trede/internal/domain/civil"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// asOf is the region's data on a day that the person chose.
type asOf struct {
	head
	ui.Form
	beheer.RegioPage
	Day civil.Date
}

// regioOn reads the day of the address: today when there is none.
func (p *pages) regioOn(r *web.Request, title string) (asOf, int, error) {
	data, err := p.uc.Regio(r.Context(), r.Actor)
	v := asOf{head: newHead(r, title), Form: ui.Form{Values: r.URL.Query()}, RegioPage: data, Day: r.Today}
	if err != nil {
		return v, 0, err
	}
	day, wrong := ui.DateValue(r.URL.Query(), "dag")
	switch {
	case wrong != nil:
		v.Form.Errors = ui.Errors{{Field: "dag", Text: tekst.Of("invoer.datum_onjuist")}}
		v.head = v.head.with(v.Form)
		return v, http.StatusBadRequest, nil
	case !day.IsZero():
		v.Day = day
	}
	v.Lead = tekst.Of("beheer.stand_op", v.Day)
	return v, http.StatusOK, nil
}

func (p *pages) gemeenten(r *web.Request) error {
	v, status, err := p.regioOn(r, tekst.Of("beheer.gemeenten"))
	if err != nil {
		return err
	}
	return r.Render(status, gemeentenPage(v))
}

func (p *pages) inschrijven(r *web.Request) error {
	v, status, err := p.regioOn(r, tekst.Of("regio_ronde.inschrijven_kop"))
	if err != nil {
		return err
	}
	return r.Render(status, inschrijvenPage(v))
}

func (p *pages) regio(r *web.Request) error {
	v, status, err := p.regioOn(r, tekst.Of("beheer.regio"))
	if err != nil {
		return err
	}
	if !v.MayExport {
		return errs.New(errs.NotFound, "toegang.geen")
	}
	return r.Render(status, regioPage(v, r.Today))
}

// download gives the region's document as a file.
func (p *pages) download(r *web.Request) error {
	doc, err := p.uc.RegioDocument(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	h := r.W.Header()
	h.Set("Content-Type", "application/toml; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="regio-`+strconv.Itoa(doc.Volgnr)+`.toml"`)
	h.Set("Cache-Control", "no-store")
	_, err = io.WriteString(r.W, doc.Document)
	return err
}

// regioForm is what the pages of importing show.
type regioForm struct {
	head
	ui.Form
	beheer.RegioVoorstel
}

func (p *pages) regioForm(r *web.Request, form ui.Form, v beheer.RegioVoorstel) regioForm {
	return regioForm{head: newHead(r, tekst.Of("beheer.inlezen_kop"), tekst.Of("beheer.regio"), "/beheer/regio").with(form), Form: form, RegioVoorstel: v}
}

// askRegion asks for a file. An empty proposal tells whether the actor may.
func (p *pages) askRegion(r *web.Request) error {
	if _, err := p.uc.ProposeRegio(r.Context(), r.Actor, ""); err != nil {
		return err
	}
	return r.Render(http.StatusOK, importPage(p.regioForm(r, ui.Form{}, beheer.RegioVoorstel{})))
}

// proposeRegion says what a file would change, and asks to confirm it.
func (p *pages) proposeRegion(r *web.Request) error {
	document, err := uploaded(r)
	var v beheer.RegioVoorstel
	if err == nil {
		v, err = p.uc.ProposeRegio(r.Context(), r.Actor, document)
	} else if _, denied := p.uc.ProposeRegio(r.Context(), r.Actor, ""); denied != nil {
		return denied
	}
	if err != nil {
		problems, status, again := r.Again(err)
		if !again {
			return err
		}
		return r.Render(status, importPage(p.regioForm(r, r.Posted(problems), v)))
	}
	status, form := http.StatusOK, ui.Form{}
	if len(v.Problems) > 0 {
		status = http.StatusBadRequest
		form = r.Posted(ui.Errors{{Field: "bestand", Text: tekst.Of("beheer.regio_onjuist", len(v.Problems))}})
	}
	return r.Render(status, importPage(p.regioForm(r, form, v)))
}

// maxDocument is the largest document of a region, in bytes.
const maxDocument = 1 << 20

// uploaded gives the text of the file that was sent.
func uploaded(r *web.Request) (string, error) {
	file, there := r.Upload("bestand")
	text := string(file.Inhoud)
	switch {
	case len(text) > maxDocument:
		return "", errs.New(errs.Invalid, "verzoek.te_groot")
	case !there || strings.TrimSpace(text) == "":
		return "", errs.InvalidInput(errs.Finding{Field: "bestand", Code: "beheer.bestand_leeg"})
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return "", errs.InvalidInput(errs.Finding{Field: "bestand", Code: "beheer.bestand_tekst"})
	}
	return strings.ReplaceAll(text, "\r\n", "\n"), nil
}

func (p *pages) importRegion(r *web.Request) error {
	volgnr, err := strconv.Atoi(r.Form.Get("volgnr"))
	if err != nil {
		volgnr = -1 // no document has it, so that it counts as changed meanwhile
	}
	document := r.Form.Get("document")
	err = p.uc.ImportRegio(r.Context(), r.Actor, volgnr, document, r.Form.Get("reden"))
	if err == nil {
		return r.Done("/beheer/regio", "regio")
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	v, denied := p.uc.ProposeRegio(r.Context(), r.Actor, document)
	if denied != nil {
		return denied
	}
	return r.Render(status, importPage(p.regioForm(r, r.Posted(problems, "document"), v)))
}
