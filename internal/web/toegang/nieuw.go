package toegang

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

const (
	pathNieuw  = "/meldingen/nieuw"
	pathZoeken = "/meldingen/zoeken"
)

// nieuwPage is the beginning of the path: who is it about, and what is the question.
type nieuwPage struct {
	ui.Page
	ui.Form
	Gezocht  bool                      // somebody was searched
	OpBSN    bool                      // by BSN, which a page never shows: it is asked again
	Gevonden []apptoegang.SearchResult // with Gezocht: who was found
	Meer     bool                      // more were found than these
	Start    apptoegang.MeldingStart
	Bekend   *page // the frame of somebody who is known; nil: somebody new
	Steps    ui.Stepper
}

func (p *pages) newNieuw(r *web.Request, form ui.Form) nieuwPage {
	n := nieuwPage{Page: r.Page(tekst.Of("nieuw.kop")), Form: form}
	n.Page.Errors = form.Errors
	n.Steps = newPage(r, &apptoegang.Header{}, "", stepMelding, stepMelding, "nieuw").Steps
	return n
}

// bsnField asks for the BSN. One that was searched is typed again.
func (n *nieuwPage) bsnField() ui.Field {
	f := n.Field("bsn", tekst.Of("nieuw.bsn"))
	if n.OpBSN {
		f = f.WithHelp(tekst.Of("formulier.opnieuw"))
	}
	return f
}

// nieuw asks first who it is about, so that nobody gets two dossiers.
func (p *pages) nieuw(r *web.Request) error {
	if id := r.URL.Query().Get("inwoner"); id != "" {
		return p.vraag(r, http.StatusOK, id, ui.Form{})
	}
	if _, err := p.uc.BeginMelding(r.Context(), r.Actor); err != nil {
		return err
	}
	return r.Render(http.StatusOK, zoekPage(p.newNieuw(r, ui.Form{})))
}

// zoek looks somebody up by name or BSN, which stands in no address. Who is not found
// can be registered at once, with the name that was typed already filled in.
func (p *pages) zoek(r *web.Request) error {
	in := newInput(r, "")
	text := in.Text("wie")
	form := r.Posted(nil)
	n := p.newNieuw(r, form)
	var err error
	if n.Start, err = p.uc.BeginMelding(r.Context(), r.Actor); err != nil {
		return err
	}
	bsn, isBSN, found := p.zoekOp(r, text)
	if found.err != nil {
		return found.err
	}
	if text == "" {
		form.Errors = ui.Errors{{Field: "wie", Text: tekst.Of("nieuw.wie_leeg")}}
		return r.Render(http.StatusBadRequest, zoekPage(p.newNieuw(r, form)))
	}
	n.Gezocht, n.OpBSN, n.Gevonden, n.Meer = true, isBSN, found.list, found.more
	switch {
	case isBSN && bsn.IsZero():
		form.Values.Del("wie")
		form.Errors = ui.Errors{{Field: "wie", Text: tekst.Of("inwoner.bsn_onjuist")}}
		return r.Render(http.StatusBadRequest, zoekPage(p.newNieuw(r, form)))
	case !isBSN:
		roep, voor, achter := splitName(text)
		form.Values.Set("roepnaam", roep)
		form.Values.Set("voorvoegsel", voor)
		form.Values.Set("geslachtsnaam", achter)
	}
	form.Values.Set("ontvangen", formulier.Typed(r.Today))
	n.Form = form
	return r.Render(http.StatusOK, nieuwFormPage(n))
}

type found struct {
	list []apptoegang.SearchResult
	more bool // there are more of that name
	err  error
}

// zoekOp searches by BSN when the text is made of digits, else by name.
func (p *pages) zoekOp(r *web.Request, text string) (bsn persoon.BSN, isBSN bool, out found) {
	digits := strings.Map(func(c rune) rune {
		if c == ' ' || c == '.' || c == '-' {
			return -1
		}
		return c
	}, text)
	if digits == "" || strings.ContainsFunc(digits, func(c rune) bool { return c < '0' || c > '9' }) {
		out.list, out.more, out.err = p.uc.Zoek(r.Context(), r.Actor, text)
		return bsn, false, out
	}
	bsn, err := persoon.ParseBSN(digits)
	if err != nil {
		return persoon.BSN{}, true, out
	}
	one, err := p.uc.ZoekOpBSN(r.Context(), r.Actor, bsn)
	switch {
	case err == nil:
		out.list = []apptoegang.SearchResult{one}
	case !errs.Is(err, errs.NotFound):
		out.err = err
	}
	return bsn, true, out
}

// prefixes are the parts of a Dutch family name that stand before it.
var prefixes = []string{"van", "de", "den", "der", "het", "'t", "ten", "ter", "te", "el", "al", "von", "zu", "la", "le", "di", "da", "dos"}

// splitName takes a name that was searched apart: first name, prefix, family name. It
// only fills in a form that a person then reads.
func splitName(text string) (roepnaam, voorvoegsel, achternaam string) {
	words := strings.Fields(text)
	if len(words) < 2 {
		return "", "", strings.Join(words, " ")
	}
	rest := words[1:]
	n := 0
	for n < len(rest)-1 && slices.Contains(prefixes, strings.ToLower(rest[n])) {
		n++
	}
	return words[0], strings.Join(rest[:n], " "), strings.Join(rest[n:], " ")
}

// vraag asks the question of somebody who is known.
func (p *pages) vraag(r *web.Request, status int, inwonerID string, form ui.Form) error {
	h, err := p.uc.BeginMeldingVan(r.Context(), r.Actor, inwonerID)
	if err != nil {
		return err
	}
	n := p.newNieuw(r, form)
	bekend := page{Kop: kop.New(r, &h, kop.Geen, tekst.Of("nieuw.kop")), Steps: n.Steps}.with(form, nieuwFields...)
	n.Bekend = &bekend
	return r.Render(status, bekendPage(n))
}

// nieuwFields are the fields in the order of the page.
var nieuwFields = []string{
	"wie", "roepnaam", "voorvoegsel", "geslachtsnaam", "geboortedatum", "bsn", "geenBSNReden", "gemeente", "wijk",
	"straat", "huisnummer", "postcode", "woonplaats", "telefoon", "email", "vraag", "door", "melderNaam", "melderOrganisatie",
	"melderTelefoon", "ontvangen", "gedaan",
}

// register writes the melding down, of somebody known or new, and carries on.
func (p *pages) register(r *web.Request) error {
	in := newInput(r, "")
	melding := in.melding()
	if id := in.Text("inwoner"); id != "" {
		melding.InwonerID = id
	} else {
		nieuw := in.inwoner()
		melding.Nieuw = &nieuw
	}
	out, err := p.uc.RegistreerMelding(in.Context(), r.Actor, melding)
	if err == nil {
		if in.Text("verder") == "onderzoek" {
			return r.Done(meldingURL(out.MeldingID, "onderzoek"), "melding")
		}
		return r.Done(meldingURL(out.MeldingID), "melding")
	}
	form, status, again := in.again(err)
	if !again {
		return err
	}
	if melding.InwonerID != "" {
		return p.vraag(r, status, melding.InwonerID, form)
	}
	if form.Values.Get("bsn") != "" {
		form.Values.Del("bsn")
		if form.Errors.For("bsn") == "" {
			form.Errors = append(form.Errors, ui.FieldError{Field: "bsn", Text: tekst.Of("formulier.opnieuw")})
		}
	}
	n := p.newNieuw(r, page{}.with(form, nieuwFields...).Form)
	if n.Start, err = p.uc.BeginMelding(r.Context(), r.Actor); err != nil {
		return err
	}
	return r.Render(status, nieuwFormPage(n))
}

// What may be done at once, when the melding is written down in a talk.
const (
	gedaanBevestigd     = "bevestigd"
	gedaanOndersteuning = "clientondersteuning"
	gedaanGeenPlan      = "geen_plan"
)

func (in *input) melding() apptoegang.MeldingInput {
	done := in.r.Form["gedaan"]
	return apptoegang.MeldingInput{
		Door: toegang.Melder(in.Text("door")), Vraag: in.Text("vraag"), Ontvangen: in.Day("ontvangen"),
		Melder: apptoegang.MelderContact{
			Naam: in.Text("melderNaam"), Organisatie: in.Text("melderOrganisatie"), Telefoon: in.Text("melderTelefoon"),
		},
		Bevestigd:                  slices.Contains(done, gedaanBevestigd),
		ClientondersteuningVerteld: slices.Contains(done, gedaanOndersteuning),
		GeenPersoonlijkPlan:        slices.Contains(done, gedaanGeenPlan),
	}
}

// inwoner reads the new resident.
func (in *input) inwoner() apptoegang.InwonerInput {
	out := apptoegang.InwonerInput{
		Naam:         persoon.Naam{Roepnaam: in.Text("roepnaam"), Voorvoegsel: in.Text("voorvoegsel"), Geslachtsnaam: in.Text("geslachtsnaam")},
		GeenBSNReden: in.Text("geenBSNReden"),
		Geboren:      in.birth("geboortedatum"),
		Adres: persoon.Adres{
			Soort: persoon.AdresBRP, Straatnaam: in.Text("straat"), Woonplaats: in.Text("woonplaats"), Gemeente: in.Text("gemeente"), Wijk: in.Text("wijk"),
			Huisnummer: in.number("huisnummer", 99_999), Postcode: in.postcode("postcode"),
		},
		Contact: persoon.Contact{Email: in.Text("email"), Telefoon: in.phone("telefoon")},
	}
	if text := in.Text("bsn"); text != "" {
		bsn, err := persoon.ParseBSN(text)
		if err != nil {
			in.Wrong("bsn", "inwoner.bsn_onjuist")
		}
		out.BSN = bsn
	}
	return out
}

func (in *input) postcode(name string) string {
	text := in.Text(name)
	if text == "" {
		return ""
	}
	clean, err := persoon.ParsePostcode(text)
	if err != nil {
		in.Wrong(name, "adres.postcode")
	}
	return clean
}

func (in *input) phone(name string) string {
	text := in.Text(name)
	if text == "" {
		return ""
	}
	clean, err := persoon.ParseTelefoon(text)
	if err != nil {
		in.Wrong(name, "contact.telefoon")
	}
	return clean
}

// birth reads a date of birth as far as it is known: a day, a month with its year, or
// a year.
func (in *input) birth(name string) persoon.Geboortedatum {
	text := in.Text(name)
	if text == "" {
		return persoon.Geboortedatum{}
	}
	if day, err := ui.DateValue(in.r.Form, name); err == nil {
		return persoon.GeborenOp(day)
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("-/. ", r) })
	numbers := make([]int, len(parts))
	for n, p := range parts {
		numbers[n], _ = strconv.Atoi(p) // what is no number becomes 0, which is no date
	}
	var g persoon.Geboortedatum
	err := persoon.ErrGeboortedatum
	switch {
	case len(numbers) == 1 && len(parts[0]) == 4 && numbers[0] > 0:
		g, err = persoon.NewGeboortedatum(numbers[0], 0, 0)
	case len(numbers) == 2 && len(parts[1]) == 4 && numbers[0] > 0 && numbers[1] > 0:
		g, err = persoon.NewGeboortedatum(numbers[1], numbers[0], 0)
	}
	if err != nil {
		in.Wrong(name, "inwoner.geboortedatum_onjuist")
		return persoon.Geboortedatum{}
	}
	return g
}

func (p *pages) meldingRoutes() []web.Route {
	out := []web.Route{
		{Pattern: "GET " + pathNieuw, Action: authz.InwonerRegistreren, Handler: p.nieuw},
		{Pattern: "POST " + pathZoeken, Action: authz.InwonerZoekenOpBSN, Handler: p.zoek},
		{Pattern: "POST " + pathNieuw, Action: authz.InwonerRegistreren, Handler: p.register},
		{Pattern: "GET /meldingen/{id}", Action: authz.MeldingLezen, Handler: p.melding},
	}
	for _, a := range meldingActs {
		out = append(out, web.Route{Pattern: "POST /meldingen/{id}/" + a.name, Action: a.action, Handler: p.meldingAct(a)})
	}
	return out
}
