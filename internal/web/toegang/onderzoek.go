package toegang

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

func (p *pages) onderzoekRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /meldingen/{id}/onderzoek", Action: authz.MeldingLezen, Handler: p.onderzoek},
		{Pattern: "POST /meldingen/{id}/onderzoek", Action: authz.OnderzoekVastleggen, Handler: p.saveOnderzoek},
		{Pattern: "GET /meldingen/{id}/uitkomst", Action: authz.MeldingLezen, Handler: p.uitkomst},
		{Pattern: "POST /meldingen/{id}/uitkomst", Action: authz.AfbakeningBesluiten, Handler: p.saveUitkomst},
		{Pattern: "POST /meldingen/{id}/trede", Action: authz.OnderzoekVastleggen, Handler: p.saveTrede},
	}
}

// ladderPage is a page that asks where somebody stands on the ladder.
type ladderPage struct {
	page
	Naam   string // of the resident, as people say it
	Ladder ladder.Ladder
	Meting *apptoegang.Meting // that is shown; nil: none yet
}

// onderzoekPage asks the questions of the talk: the ladder, the afbakening, and what
// the law wants to be talked about.
type onderzoekPage struct {
	ladderPage
	apptoegang.MeldingDetail
	Stale *conflict
	Wacht string // the question that still waits; empty: none is known
	klaar bool   // the melding is done: nothing can be changed
}

func (p *pages) onderzoek(r *web.Request) error {
	return p.showOnderzoek(r, http.StatusOK, ui.Form{}, nil)
}

func (p *pages) showOnderzoek(r *web.Request, status int, form ui.Form, cause error) error {
	id := r.PathValue("id")
	d, err := p.uc.MeldingPagina(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	o := onderzoekPage{MeldingDetail: d}
	o.Naam, o.Meting = d.Voornaam, metingVan(&d)
	o.Ladder, _ = ladder.At(r.Today)
	o.Wacht = openVraag(r)
	o.klaar = !d.Melding.Afgerond.IsZero() || !d.Melding.Ingetrokken.IsZero() || !d.May(authz.OnderzoekVastleggen)
	o.page = newPage(r, &o.MeldingDetail.Header, tekst.Of("onderzoek_pagina.kop"), stepOnderzoek, reached(&d), id).with(form, onderzoekFields()...)
	if saved, ok := formulier.Current[apptoegang.Melding](cause); ok {
		o.MeldingDetail.Melding = saved
		c := o.conflict()
		o.Stale, o.page.Page.Errors = &c, nil
	}
	if o.klaar && form.Values == nil {
		return r.Render(status, onderzoekLezen(o))
	}
	return r.Render(status, onderzoekTempl(o))
}

// metingVan is the measurement that belongs to a melding: the last one at a start
// since it came in.
func metingVan(d *apptoegang.MeldingDetail) *apptoegang.Meting {
	for n := len(d.Metingen) - 1; n >= 0; n-- {
		m := &d.Metingen[n]
		if m.Soort == ladder.MetingStart && !m.Datum.Before(d.Melding.Ontvangen) {
			return m
		}
	}
	return nil
}

// onderzoekFields are the fields in the order of the page.
func onderzoekFields() []string {
	names := []string{"ladder.*", "eigenTrede", "eigenWoorden"}
	for _, q := range afbakeningVragen {
		names = append(names, q.field)
	}
	return append(names, "hoofddoel", "enigDoel", "maximum", "besproken", "afweging", "afwegingen", "bevindingen", "aanwezig", "bevestigd", "op", "start")
}

// afbakeningVragen are the questions of the table with a plain answer, in its order,
// by the field that the findings name. Hoofddoel stands after the first.
var afbakeningVragen = []struct {
	field string
	at    func(*toegang.Antwoorden) *toegang.Antwoord
}{
	{"zelfstandig", func(a *toegang.Antwoorden) *toegang.Antwoord { return &a.Zelfstandig }},
	{"wil", func(a *toegang.Antwoorden) *toegang.Antwoord { return &a.Wil }},
	{"steunNodig", func(a *toegang.Antwoorden) *toegang.Antwoord { return &a.SteunNodig }},
	{"groteAfstand", func(a *toegang.Antwoorden) *toegang.Antwoord { return &a.GroteAfstand }},
	{"weetWat", func(a *toegang.Antwoorden) *toegang.Antwoord { return &a.WeetWat }},
	{"groei", func(a *toegang.Antwoorden) *toegang.Antwoord { return &a.Groei }},
	{"maximum", func(a *toegang.Antwoorden) *toegang.Antwoord { return &a.Maximum }},
	{"mantelzorgOverbelast", func(a *toegang.Antwoorden) *toegang.Antwoord { return &a.MantelzorgOverbelast }},
	{"enigDoel", func(a *toegang.Antwoorden) *toegang.Antwoord { return &a.EnigDoel }},
}

// saveOnderzoek keeps the measurement and the investigation: two acts. When the second
// is refused the measurement stands, and is not made again.
func (p *pages) saveOnderzoek(r *web.Request) error {
	id := r.PathValue("id")
	if formulier.KeepsSaved(r) {
		return r.Redirect(meldingURL(id, "onderzoek"))
	}
	d, err := p.uc.MeldingPagina(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	in := newInput(r, "")
	werk := in.onderzoek(id)
	err = p.meet(r, in, &d, werk.Op)
	var kept apptoegang.OnderzoekResult
	if err == nil {
		kept, err = p.uc.LegOnderzoekVast(in.Context(), r.Actor, werk)
	}
	if err == nil {
		if in.Text("verder") == "uitkomst" && kept.Afbakening.Volledig() {
			return r.Done(meldingURL(id, "uitkomst"), "onderzoek")
		}
		if in.Text("verder") == "uitkomst" {
			return r.Redirect(meldingURL(id, "onderzoek") + "?open=" + kept.Afbakening.Vraag)
		}
		return r.Done(meldingURL(id), "onderzoek")
	}
	form, status, again := in.again(err)
	if !again {
		return err
	}
	return p.showOnderzoek(r, status, form, err)
}

// meet measures when the answers about the ladder are other than those that were
// kept.
func (p *pages) meet(r *web.Request, in *input, d *apptoegang.MeldingDetail, op civil.Date) error {
	l, _ := ladder.At(r.Today)
	given := in.ladder(l)
	kijk := in.eigenKijk()
	have := metingVan(d)
	switch {
	case len(given) == 0 && kijk == (ladder.EigenKijk{}):
		return nil
	case have != nil && sameAnswers(have.Antwoorden, given):
		if have.Inwoner == kijk || kijk == (ladder.EigenKijk{}) {
			return nil
		}
		return ladderFields(p.uc.EigenKijk(in.Context(), r.Actor, d.Header.ID, kijk))
	}
	_, err := p.uc.Meet(in.Context(), r.Actor, apptoegang.MetingInput{
		InwonerID: d.Header.ID, Datum: op, Soort: ladder.MetingStart, Antwoorden: given, Inwoner: kijk,
	})
	return ladderFields(err)
}

// ladderFields names the fields of what is wrong with a measurement as this page has
// them.
func ladderFields(err error) error {
	var e *errs.Error
	if errors.As(err, &e) {
		for n := range e.Findings {
			switch e.Findings[n].Field {
			case "vastgesteld", "antwoorden", "soort":
				e.Findings[n].Field = "ladder.1." + string(ladder.BetaaldWerk)
			case "inwoner", "trede":
				e.Findings[n].Field = "eigenTrede"
			case "datum":
				e.Findings[n].Field = "op"
			}
		}
	}
	return err
}

// sameAnswers tells whether the kept answers are those that were given.
func sameAnswers(have, given ladder.Antwoorden) bool {
	for v, a := range have {
		if given[v] != a {
			return false
		}
	}
	return len(have) == len(given)
}

// ladderField is the name of the field of a question in one step of the ladder: a
// question can stand in two steps, of which one is on the way.
func ladderField(s ladder.Stap, v ladder.Vraag) string {
	return "ladder." + strconv.Itoa(s.Nummer) + "." + string(v)
}

// ladder reads the answers about the ladder: of a question that stands in two steps
// the answer on the way counts.
func (in *input) ladder(l ladder.Ladder) ladder.Antwoorden {
	out := ladder.Antwoorden{}
	read := func(s ladder.Stap, over bool) (yes bool) {
		for _, v := range s.Vragen {
			a := ladder.Antwoord(in.Text(ladderField(s, v)))
			if a != "" && (over || out[v] == "") {
				out[v] = a
			}
			yes = yes || a == ladder.Ja
		}
		return yes
	}
	for _, s := range l.Stappen {
		read(s, false)
	}
	for next, n := l.Stappen[0].Nummer, 0; n < len(l.Stappen); n++ {
		s, ok := stap(l, next)
		if !ok {
			break
		}
		if next = s.Nee.Stap; read(s, true) {
			next = s.Ja.Stap
		}
	}
	return out
}

// stap is a step of a ladder by its number.
func stap(l ladder.Ladder, nummer int) (ladder.Stap, bool) {
	n := slices.IndexFunc(l.Stappen, func(s ladder.Stap) bool { return s.Nummer == nummer })
	if n < 0 {
		return ladder.Stap{}, false
	}
	return l.Stappen[n], true
}

func (in *input) eigenKijk() ladder.EigenKijk {
	return ladder.EigenKijk{Trede: ladder.Trede(in.number("eigenTrede", 9)), Woorden: in.Text("eigenWoorden")}
}

// onderzoek reads what was talked about.
func (in *input) onderzoek(id string) apptoegang.OnderzoekInput {
	out := apptoegang.OnderzoekInput{
		MeldingID: id, Versie: in.Versie, Op: in.Day("op"), Start: in.Day("start"), Bevestigd: in.Yes("bevestigd"),
		Bevindingen: map[toegang.Aspect]string{}, Afwegingen: map[toegang.Uitgangspunt]toegang.Afweging{},
	}
	for n := range afbakeningVragen {
		*afbakeningVragen[n].at(&out.Antwoorden) = toegang.Antwoord(in.Text(afbakeningVragen[n].field))
	}
	out.Antwoorden.Hoofddoel = toegang.Hoofddoel(in.Text("hoofddoel"))
	for _, a := range in.r.Form["besproken"] {
		if a == alles {
			out.Besproken = toegang.Aspecten()
			break
		}
		out.Besproken = append(out.Besproken, toegang.Aspect(a))
	}
	for _, a := range toegang.Aspecten() {
		if text := in.Text("bevinding." + string(a)); text != "" {
			out.Bevindingen[a] = text
		}
	}
	for _, u := range toegang.Uitgangspunten() {
		a := in.Text("afweging." + string(u))
		if a == "" {
			a = in.Text("afweging")
		}
		if a != "" {
			out.Afwegingen[u] = toegang.Afweging(a)
		}
	}
	for part := range strings.SplitSeq(in.Text("aanwezig"), ",") {
		if part = strings.TrimSpace(part); part != "" {
			out.Aanwezig = append(out.Aanwezig, part)
		}
	}
	return out
}

// alles is the tick that says that all aspects were talked about.
const alles = "alles"

// alleAfwegingen is the one answer that all principles have, "" when they differ.
func alleAfwegingen(o toegang.Onderzoek) toegang.Afweging {
	var one toegang.Afweging
	for n, u := range toegang.Uitgangspunten() {
		if a := o.Afwegingen[u]; n == 0 {
			one = a
		} else if a != one {
			return ""
		}
	}
	return one
}

// besproken are the aspects that were ticked.
func besproken(o toegang.Onderzoek) []string {
	var out []string
	for _, a := range toegang.Aspecten() {
		if o.Besproken[a] {
			out = append(out, string(a))
		}
	}
	if len(out) == len(toegang.Aspecten()) {
		return []string{alles}
	}
	return out
}

// geldt tells whether a question of the afbakening has to be asked here.
func (o onderzoekPage) geldt(field string) bool {
	switch field {
	case "maximum":
		return len(o.Aanbod.StabieleTreden) > 0
	case "enigDoel":
		return o.Aanbod.DagbestedingAlleenEnigDoel
	}
	return true
}

// openVraag is the question that still waits, when the page was sent back for it.
func openVraag(r *web.Request) string {
	key := "afb_vraag." + r.URL.Query().Get("open")
	if !tekst.Has(key) {
		return ""
	}
	return tekst.Of(key)
}

// conflict puts what is saved beside what was typed.
func (o onderzoekPage) conflict() conflict {
	c := conflict{Action: meldingURL(o.Melding.ID, "onderzoek"), Versie: o.Melding.Versie}
	have := o.Melding.Onderzoek
	row := func(label, was, mine string) {
		if was != "" || mine != "" {
			c.Rows = append(c.Rows, ui.ConflictRow{Label: label, Saved: was, Mine: mine})
		}
	}
	row(tekst.Of("onderzoek_pagina.op"), formulier.Typed(have.Onderzoek.Gesprek), o.Values.Get("op"))
	a := have.Antwoorden
	for n := range afbakeningVragen {
		q := afbakeningVragen[n]
		row(tekst.Of("afbakening_vraag."+q.field), word("antwoord", *q.at(&a)), known("antwoord", o.Values.Get(q.field)))
	}
	row(tekst.Of("afbakening_vraag.hoofddoel"), word("hoofddoel", a.Hoofddoel), known("hoofddoel", o.Values.Get("hoofddoel")))
	for _, u := range toegang.Uitgangspunten() {
		mine := o.Values.Get("afweging." + string(u))
		if mine == "" {
			mine = o.Values.Get("afweging")
		}
		row(word("uitgangspunt", u), word("afweging", have.Onderzoek.Afwegingen[u]), known("afweging", mine))
	}
	for _, x := range toegang.Aspecten() {
		row(word("aspect", x), have.Onderzoek.Bevindingen[x], o.Values.Get("bevinding."+string(x)))
	}
	row(tekst.Of("onderzoek_pagina.aanwezig"), join(have.Onderzoek.Aanwezig), o.Values.Get("aanwezig"))
	c.Posted = posted(o.Form)
	return c
}

// known is the word for a value that was posted, or the value itself when there is no
// such one.
func known(table, v string) string {
	if key := table + "." + v; tekst.Has(key) {
		return tekst.Of(key)
	}
	return v
}

// posted are the names and values of a form to send along again.
func posted(f ui.Form) []ui.Hidden {
	var out []ui.Hidden
	for name, values := range f.Values {
		if name == "versie" || name == "keuze" {
			continue
		}
		for _, v := range values {
			out = append(out, ui.Hidden{Name: name, Value: v})
		}
	}
	slices.SortFunc(out, func(a, b ui.Hidden) int { return strings.Compare(a.Name+a.Value, b.Name+b.Value) })
	return out
}

func join(list []string) string { return strings.Join(list, ", ") }

// dayOr is a day, or another when there is none.
func dayOr(day, other civil.Date) civil.Date {
	if day.IsZero() {
		return other
	}
	return day
}
