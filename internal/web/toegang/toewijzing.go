package toegang

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

func (p *pages) toewijzingRoutes() []web.Route {
	return []web.Route{
		{Pattern: "GET /toewijzingen/{id}/toewijzen", Action: authz.ToewijzingLezen, Handler: p.besluit},
		{Pattern: "POST /toewijzingen/{id}/toewijzen", Action: authz.ToewijzingBesluiten, Handler: p.wijsToe},
		{Pattern: "POST /toewijzingen/{id}/akkoord", Action: authz.AkkoordMondelingVastleggen, Handler: p.saveAkkoord},
		{Pattern: "POST /toewijzingen/{id}/plafond", Action: authz.ToewijzingVoorbereiden, Handler: p.vraagPlafond},
		{Pattern: "GET /toewijzingen/{id}/wijzigen", Action: authz.ToewijzingWijzigen, Handler: p.wijzig},
		{Pattern: "POST /toewijzingen/{id}/wijzigen", Action: authz.ToewijzingWijzigen, Handler: p.saveWijzig},
		{Pattern: "GET /toewijzingen/{id}/intrekken", Action: authz.ToewijzingIntrekken, Handler: p.trekIn},
		{Pattern: "POST /toewijzingen/{id}/intrekken", Action: authz.ToewijzingIntrekken, Handler: p.saveTrekIn},
	}
}

// toewijzingURL is the address of a page about one toewijzing.
func toewijzingURL(id string, more ...string) string {
	return strings.Join(append([]string{"/toewijzingen", url.PathEscape(id)}, more...), "/")
}

// toewijzingPage is one toewijzing: to decide on, or as it was decided.
type toewijzingPage struct {
	page
	apptoegang.ToewijzingDetail
	Melding string
	Stale   bool           // somebody else changed it: what stands here is new
	Vraagt  []rule.Finding // advies that asks a reason
}

func (p *pages) besluit(r *web.Request) error { return p.showBesluit(r, http.StatusOK, ui.Form{}, nil) }

func (p *pages) showBesluit(r *web.Request, status int, form ui.Form, cause error) error {
	t, err := p.open(r, authz.ToewijzingLezen)
	if err != nil {
		return err
	}
	title := tekst.Of("besluit_pagina.kop")
	if !t.Kaart.Toewijzing.Toegewezen.IsZero() {
		title = tekst.Of("besluit_pagina.toegewezen", t.Kaart.Nummer)
	}
	t.Vraagt = t.vraagt()
	names := []string{"akkoord"}
	for _, f := range t.Vraagt {
		names = append(names, "reden."+f.Rule)
	}
	t.page = newPage(r, &t.ToewijzingDetail.Header, title, stepToewijzing, stepToewijzing, t.Melding).with(form, append(names, "plafond")...)
	t.Stale = errs.Is(cause, errs.Conflict)
	return r.Render(status, besluitTempl(t))
}

// open reads one toewijzing for somebody who may do something with it.
func (p *pages) open(r *web.Request, action authz.Action) (toewijzingPage, error) {
	d, err := p.uc.ToewijzingPagina(r.Context(), r.Actor, r.PathValue("id"))
	if err == nil && !d.MayOf(action, &d.Kaart.Toewijzing) {
		err = notHere()
	}
	return toewijzingPage{ToewijzingDetail: d, Melding: meldingParam(r)}, err
}

// vraagt are the advices that the gate gives now and that ask a reason.
func (t toewijzingPage) vraagt() []rule.Finding {
	granted := t.Aanvraag != nil && t.Aanvraag.Besluit == nil
	var out []rule.Finding
	for _, f := range slices.Concat(t.Nu.Adviezen, t.Gekozen.Adviezen) {
		known := slices.ContainsFunc(out, func(x rule.Finding) bool { return x.Rule == f.Rule })
		if !known && (f.Rule != "TOE-GATE-21" || !granted) {
			out = append(out, f)
		}
	}
	return out
}

// blokkades are what refuses now, whatever is filled in on this page.
func (t toewijzingPage) blokkades() []rule.Finding {
	return slices.DeleteFunc(slices.Concat(t.Nu.Algemeen, t.Gekozen.Geweigerd), func(f rule.Finding) bool { return f.Rule == "TOE-GATE-11" })
}

// concept tells whether it still has to be decided.
func (t toewijzingPage) concept() bool {
	return t.Kaart.Toewijzing.Toegewezen.IsZero() && t.Kaart.Vervallen.IsZero()
}

// wijsToe records that the resident agrees, and decides: two acts. When the decision is
// refused the agreement stands.
func (p *pages) wijsToe(r *web.Request) error {
	id := r.PathValue("id")
	t, err := p.open(r, authz.ToewijzingBesluiten)
	if err != nil {
		return err
	}
	if !t.concept() { // somebody was first: the page says what was decided
		return r.Redirect(toewijzingURL(id, "toewijzen") + meldingQuery(t.Melding))
	}
	in := newInput(r, "")
	keuze := t.Keuze
	keuze.Versie, keuze.BesluitMeteen, keuze.Redenen = in.Versie, true, in.redenen()
	if keuze.Akkoord == nil {
		if a := in.akkoord("akkoord", true); a != nil {
			if err = p.uc.GeefToewijzingAkkoord(in.Context(), r.Actor, id, keuze.Versie, *a); err == nil {
				keuze.Versie++
				keuze.Akkoord = nil // as it was just kept
			}
		}
	}
	if err == nil {
		_, err = p.uc.WijsToe(in.Context(), r.Actor, keuze)
	}
	if err == nil {
		return r.Done(toewijzingURL(id, "toewijzen")+meldingQuery(t.Melding), "toegewezen")
	}
	form, status, again := in.again(adviesFields(err))
	if !again {
		return err
	}
	return p.showBesluit(r, status, askReasons(form), err)
}

// askReasons says beside each field for a reason that the reason is missing; what the
// rule advised stands above the field.
func askReasons(f ui.Form) ui.Form {
	for n := range f.Errors {
		if strings.HasPrefix(f.Errors[n].Field, "reden.") {
			f.Errors[n].Text = tekst.Of("besluit_pagina.toch_leeg", f.Errors[n].Text)
		}
	}
	return f
}

// redenen are why the advices of rules were set aside, by rule.
func (in *input) redenen() map[string]string {
	out := map[string]string{}
	for name := range in.r.Form {
		if code, ok := strings.CutPrefix(name, "reden."); ok {
			if why := in.Text(name); why != "" {
				out[code] = why
			}
		}
	}
	return out
}

// adviesFields puts what a rule advised beside the field that asks the reason.
func adviesFields(err error) error {
	var e *errs.Error
	if errors.As(err, &e) {
		for n, f := range e.Findings {
			i := slices.IndexFunc(toegang.Gate, func(r rule.Rule[toegang.Poort]) bool { return r.Code == f.Rule })
			if i >= 0 && toegang.Gate[i].Kind == rule.Advies {
				e.Findings[n].Field = "reden." + f.Rule
			}
		}
	}
	return err
}

// saveAkkoord records that the resident agrees, for somebody else to decide.
func (p *pages) saveAkkoord(r *web.Request) error {
	id := r.PathValue("id")
	in := newInput(r, "")
	a := in.akkoord("akkoord", true)
	if a == nil {
		if len(in.Found()) == 0 { // "not yet" keeps nothing
			return r.Redirect(toewijzingURL(id, "toewijzen"))
		}
		a = &toegang.Akkoord{}
	}
	err := p.uc.GeefToewijzingAkkoord(in.Context(), r.Actor, id, in.Versie, *a)
	if err == nil {
		return r.Done(toewijzingURL(id, "toewijzen")+meldingQuery(meldingParam(r)), "akkoord")
	}
	form, status, again := in.again(err)
	if !again {
		return err
	}
	return p.showBesluit(r, status, form, err)
}

// vraagPlafond asks leave to go above a ceiling; somebody else decides.
func (p *pages) vraagPlafond(r *web.Request) error {
	id := r.PathValue("id")
	t, err := p.open(r, authz.ToewijzingVoorbereiden)
	if err != nil {
		return err
	}
	in := newInput(r, "plafond.")
	t.Keuze.InwonerID = t.ToewijzingDetail.Header.ID // also when nothing can be chosen any more
	_, err = p.uc.VraagPlafond(in.Context(), r.Actor, t.Keuze, inkoop.PlafondCode(in.Text("code")), in.Text("reden"))
	if err == nil {
		return r.Done(toewijzingURL(id, "toewijzen")+meldingQuery(t.Melding), "plafond_gevraagd")
	}
	form, status, again := in.again(err)
	if !again {
		return err
	}
	return p.showBesluit(r, status, form, err)
}

// plafonds are the ceilings that are full and for which nobody asked leave yet.
func (t toewijzingPage) plafonds() []string {
	var out []string
	for _, f := range t.Gekozen.Geweigerd {
		if f.Code != "inkoop.plafond_vol" || len(f.Args) == 0 {
			continue
		}
		code, _ := f.Args[0].(inkoop.PlafondCode)
		waits := slices.ContainsFunc(t.Verzoek, func(v apptoegang.PlafondVraag) bool { return v.Plafond == code && v.BeslotenOp.IsZero() })
		if !waits {
			out = append(out, string(code))
		}
	}
	return out
}

// facts are what was chosen.
func (t toewijzingPage) facts() []ui.Fact {
	k := t.Kaart
	facts := []ui.Fact{{Label: tekst.Of("besluit_pagina.product"), Value: productNaam(k.Product)}}
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, ui.Fact{Label: tekst.Of("besluit_pagina." + key), Value: value})
		}
	}
	add("aanbieder", k.Aanbieder)
	if k.Werkplek != nil {
		add("werkplek", k.Werkplek.Naam)
	}
	add("contract", k.Contract)
	add("eerste_dag", tekst.Value(k.Huidig.Start))
	if !k.Huidig.LaatsteDag.IsZero() {
		last := tekst.Value(k.Huidig.LaatsteDag)
		if k.Huidig.Afgekapt {
			last += " " + tekst.Of("besluit_pagina.afgekapt")
		}
		add("laatste_dag", last)
	}
	if k.Huidig.Omvang.Eenheid == toegang.EenheidUur {
		add("omvang", tekst.Of("besluit_pagina.uren", k.Huidig.Omvang.Volume, k.Huidig.Omvang.Volume/urenPerDagdeel))
	}
	add("richting", word("trajectrichting", k.Huidig.Richting))
	add("waarom_niet_verder", k.Keuze.Stabiel.WaaromNuNietVerder)
	if !k.Keuze.Stabiel.Hertoets.IsZero() {
		add("hertoets", tekst.Value(k.Keuze.Stabiel.Hertoets))
	}
	if k.Keuze.Afstemming.Met != "" {
		add("afgestemd", k.Keuze.Afstemming.Met+". "+k.Keuze.Afstemming.Uitkomst)
	}
	if v := k.Keuze.Vervoer; v.Obstakel == inkoop.VervoerGeen {
		facts = append(facts, ui.Fact{Label: tekst.Of("vervoer.feit"), Value: tekst.Of("vervoer.geen_obstakel")})
	} else if v.Obstakel == inkoop.VervoerObstakel {
		facts = append(facts, ui.Fact{Label: tekst.Of("vervoer.feit"), Value: tekst.Of("vervoer.geregeld", v.Oplossing, v.Afgesproken)})
	}
	if v := k.Keuze.Verkenning; v != "" {
		facts = append(facts, ui.Fact{Label: tekst.Of("verkenning.feit"), Value: word("verkenning", v)})
	}
	add("motivering", k.Keuze.Motivering)
	if a := k.Keuze.Akkoord; a.Gegeven() {
		add("akkoord", tekst.Value(a.Op)+": "+akkoordTekst(a))
	}
	return facts
}

// productNaam is the name of a product as people say it, with that of the source when
// it is another.
func productNaam(p inkoop.Product) string {
	if p.GewoneNaam == p.Naam {
		return p.Naam
	}
	return p.GewoneNaam + " (" + p.Naam + ")"
}

// akkoordTekst says how the resident agreed.
func akkoordTekst(a toegang.Akkoord) string {
	if a.Toelichting != "" {
		return a.Toelichting
	}
	return word("akkoord_vorm", a.Vorm)
}

// balk is the arrangement as one line with its moments.
func (t toewijzingPage) balk() ui.ArrangementBar {
	b := ui.ArrangementBar{First: t.Kaart.Huidig.Start, Last: t.Kaart.Huidig.LaatsteDag, Today: t.ToewijzingDetail.Header.Dag, Full: true}
	for _, m := range t.Kaart.Marks {
		if m.Soort == apptoegang.MarkVoortgang || m.Soort == apptoegang.MarkEvaluatie || m.Soort == apptoegang.MarkHertoets {
			b.Marks = append(b.Marks, ui.Mark{Date: m.Datum, Label: tekst.Of("besluit_pagina.mark_" + string(m.Soort))})
		}
	}
	return b
}

// andereURL is where another choice is made, with this product and day filled in.
func (t toewijzingPage) andereURL() string {
	q := url.Values{"product": {t.Kaart.Huidig.Product.String()}, "start": {formulier.Typed(t.Kaart.Huidig.Start)}}
	if t.Melding != "" {
		q.Set("melding", t.Melding)
	}
	return toewijzenURL(t.ToewijzingDetail.Header.ID, "") + "?" + q.Encode()
}

// below makes the frame of a page that changes what was allocated.
func (t *toewijzingPage) below(r *web.Request, title string, form ui.Form, names ...string) {
	t.page = page{Kop: kop.Below(r, &t.ToewijzingDetail.Header, kop.Toewijzingen, title)}.with(form, names...)
}

func (p *pages) wijzig(r *web.Request) error { return p.showWijzig(r, http.StatusOK, ui.Form{}, nil) }

func (p *pages) showWijzig(r *web.Request, status int, form ui.Form, cause error) error {
	t, err := p.open(r, authz.ToewijzingWijzigen)
	if err != nil {
		return err
	}
	for _, f := range errs.FindingsOf(cause) {
		if strings.HasPrefix(f.Field, "reden.") {
			t.Vraagt = append(t.Vraagt, rule.Finding{Rule: f.Rule, Code: f.Code, Args: f.Args})
		}
	}
	t.below(r, tekst.Of("wijzig_pagina.kop", t.Kaart.Nummer), form, "redenWijziging", "einde", "toelichting", "reden.*")
	t.Stale = errs.Is(cause, errs.Conflict)
	return r.Render(status, wijzigTempl(t))
}

func (p *pages) saveWijzig(r *web.Request) error {
	id := r.PathValue("id")
	in := newInput(r, "")
	wijziging := apptoegang.WijzigingInput{
		ToewijzingID: id, Versie: in.Versie, LaatsteDag: in.Day("einde"), Reden: toegang.RedenWijziging(in.Text("redenWijziging")),
		Toelichting: in.Text("toelichting"), Redenen: in.redenen(),
	}
	if in.Text("einde") == "" {
		in.Wrong("einde", "melding.dag_ontbreekt")
	}
	err := p.uc.WijzigToewijzing(in.Context(), r.Actor, wijziging)
	if err == nil {
		return r.Done(toewijzingURL(id, "toewijzen"), "gewijzigd")
	}
	err = adviesFields(err)
	form, status, again := in.again(err)
	if !again {
		return err
	}
	for n := range form.Errors {
		if form.Errors[n].Field == "reden" {
			form.Errors[n].Field = "redenWijziging"
		}
	}
	return p.showWijzig(r, status, askReasons(form), err)
}

func (p *pages) trekIn(r *web.Request) error { return p.showTrekIn(r, http.StatusOK, ui.Form{}) }

func (p *pages) showTrekIn(r *web.Request, status int, form ui.Form) error {
	t, err := p.open(r, authz.ToewijzingIntrekken)
	if err != nil {
		return err
	}
	t.below(r, tekst.Of("intrek_pagina.kop"), form, "reden")
	return r.Render(status, trekInTempl(t))
}

func (p *pages) saveTrekIn(r *web.Request) error {
	in := newInput(r, "")
	return p.finish(r, p.uc.TrekToewijzingIn(in.Context(), r.Actor, r.PathValue("id"), in.Versie, in.Text("reden")), "ingetrokken", p.showTrekIn)
}

// finish answers an act on a toewijzing: the dossier says what was done, or the form
// comes back.
func (p *pages) finish(r *web.Request, err error, done string, show func(*web.Request, int, ui.Form) error) error {
	if err == nil {
		return r.Done(toewijzingURL(r.PathValue("id"), "toewijzen"), done)
	}
	form, status, again := newInput(r, "").again(err)
	if !again {
		return err
	}
	return show(r, status, form)
}

// versieRows are the decisions about a toewijzing, newest first.
func (t toewijzingPage) versieRows() [][]ui.Cell {
	var rows [][]ui.Cell
	for _, v := range slices.Backward(t.Versies) {
		why := word("reden_wijziging", v.RedenWijziging)
		if why == "" {
			why = tekst.Of("besluit_pagina.eerste_besluit")
		}
		rows = append(rows, []ui.Cell{
			{Text: strconv.Itoa(v.Nr)},
			{Text: web.Moment(v.Moment), Sub: t.Namen[v.Door]},
			{Text: tekst.Value(v.LaatsteDag)},
			{Text: why, Sub: v.Toelichting},
		})
	}
	return rows
}
