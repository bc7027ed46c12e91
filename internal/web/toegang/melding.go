package toegang

import (
	"net/http"
	"strconv"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/toegang"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// meldingAct is one of the smaller acts on a melding, with a form of its own on the
// page. The names of its fields begin with its own name.
type meldingAct struct {
	name   string
	action authz.Action
	do     func(*pages, *input, *web.Request, apptoegang.MeldingActie) error
}

var meldingActs = []meldingAct{
	{"bevestigen", authz.MeldingBevestigen, func(p *pages, in *input, r *web.Request, a apptoegang.MeldingActie) error {
		return p.uc.Bevestig(in.Context(), r.Actor, a)
	}},
	{"clientondersteuning", authz.MeldingBevestigen, func(p *pages, in *input, r *web.Request, a apptoegang.MeldingActie) error {
		return p.uc.VertelClientondersteuning(in.Context(), r.Actor, a)
	}},
	{"plan", authz.PersoonlijkPlanIndienen, func(p *pages, in *input, r *web.Request, a apptoegang.MeldingActie) error {
		return p.uc.OntvangPlan(in.Context(), r.Actor, a, in.Text("soort") == "geen")
	}},
	{"opschorten", authz.OnderzoekOpschorten, func(p *pages, in *input, r *web.Request, a apptoegang.MeldingActie) error {
		return p.uc.SchortOnderzoekOp(in.Context(), r.Actor, a)
	}},
	{"hervatten", authz.OnderzoekHervatten, func(p *pages, in *input, r *web.Request, a apptoegang.MeldingActie) error {
		return p.uc.HervatOnderzoek(in.Context(), r.Actor, a)
	}},
	{"intrekken", authz.MeldingIntrekken, func(p *pages, in *input, r *web.Request, a apptoegang.MeldingActie) error {
		return p.uc.TrekMeldingIn(in.Context(), r.Actor, a)
	}},
	{"opnieuw", authz.VerwijzingVastleggen, func(p *pages, in *input, r *web.Request, a apptoegang.MeldingActie) error {
		return p.uc.KijkOpnieuw(in.Context(), r.Actor, a)
	}},
}

func (p *pages) meldingAct(a meldingAct) web.Handler {
	return func(r *web.Request) error {
		id := r.PathValue("id")
		in := newInput(r, a.name+".")
		actie := apptoegang.MeldingActie{MeldingID: id, Versie: formVersie(r), Op: in.Day("op"), Reden: in.Text("reden")}
		if a.name == "opschorten" {
			actie.Grond, actie.Tot, actie.Reden = toegang.OpschortingReden(in.Text("reden")), in.Day("tot"), in.Text("toelichting")
			actie.Op = in.Day("vanaf")
		}
		err := a.do(p, in, r, actie)
		if err == nil {
			return r.Done(meldingURL(id), "melding_"+a.name)
		}
		form, status, again := in.again(err)
		if !again {
			return err
		}
		return p.showMelding(r, status, id, form)
	}
}

// formVersie is the version number that a form carries.
func formVersie(r *web.Request) int { return formulier.Read(r).Versie }

// meldingPage is one melding with its clock and what comes next.
type meldingPage struct {
	page
	apptoegang.MeldingDetail
}

func (p *pages) melding(r *web.Request) error {
	return p.showMelding(r, http.StatusOK, r.PathValue("id"), ui.Form{})
}

func (p *pages) showMelding(r *web.Request, status int, id string, form ui.Form) error {
	d, err := p.uc.MeldingPagina(r.Context(), r.Actor, id)
	if err != nil {
		return err
	}
	m := meldingPage{MeldingDetail: d}
	m.page = newPage(r, &m.MeldingDetail.Header, tekst.Of("melding_pagina.kop"), stepMelding, reached(&d), id).with(form, meldingFields...)
	if len(form.Errors) > 0 && status == http.StatusConflict {
		m.page.Page.Errors = ui.Errors{{Text: tekst.Of("melding_pagina.intussen")}}
	}
	m.page.Crumbs = []ui.Crumb{{Label: tekst.Of("melding_pagina.lijst"), URL: "/meldingen"}}
	return r.Render(status, meldingTempl(m))
}

var meldingFields = []string{
	"bevestigen.op", "clientondersteuning.op", "plan.op", "plan.soort", "opschorten.vanaf", "opschorten.reden", "opschorten.toelichting",
	"opschorten.tot", "hervatten.op", "intrekken.op", "intrekken.reden", "opnieuw.op",
}

// reached is the furthest step of the path that can be opened.
func reached(d *apptoegang.MeldingDetail) int {
	switch {
	case d.Aanvraag != nil && d.May(authz.ToewijzingVoorbereiden):
		return stepToewijzing
	case !d.May(authz.OnderzoekVastleggen):
		return stepMelding
	case d.Melding.Onderzoek.Afbakening.Volledig() && !d.Melding.OnderzoekGestart.IsZero():
		return stepUitkomst
	}
	return stepOnderzoek
}

// volgende is the one button of the page: what comes next.
func (m meldingPage) volgende() *ui.Button {
	id := m.Melding.ID
	b := ui.Button{Kind: ui.Primary, Icon: "arrow-right"}
	open := m.Melding.Ingetrokken.IsZero()
	switch {
	case open && m.Melding.Afgerond.IsZero() && reached(&m.MeldingDetail) == stepUitkomst:
		b.Label, b.URL = tekst.Of("melding_pagina.naar_uitkomst"), meldingURL(id, "uitkomst")
	case open && m.Melding.Afgerond.IsZero() && m.May(authz.OnderzoekVastleggen):
		b.Label, b.URL = tekst.Of("melding_pagina.naar_onderzoek"), meldingURL(id, "onderzoek")
	case open && m.Aanvraag != nil && m.Aanvraag.Ingetrokken.IsZero() && m.May(authz.ToewijzingVoorbereiden) && m.Stand.ToewijzingID == "":
		b.Label, b.URL = tekst.Of("melding_pagina.naar_toewijzen"), toewijzenURL(m.MeldingDetail.Header.ID, id, "plan")
	default:
		return nil
	}
	return &b
}

// opgeschort tells whether the clock stands still.
func (m meldingPage) opgeschort() bool {
	for _, o := range m.Melding.Opschortingen {
		if o.Periode.IsOpen() {
			return true
		}
	}
	return false
}

// loopt tells whether the investigation is not done yet.
func (m meldingPage) loopt() bool {
	return m.Melding.Afgerond.IsZero() && m.Melding.Ingetrokken.IsZero()
}

// facts are what is known of the melding.
func (m meldingPage) facts() []ui.Fact {
	x := m.Melding
	facts := []ui.Fact{
		{Label: tekst.Of("melding_pagina.staat"), Content: staatTag(x.Staat())},
		{Label: tekst.Of("melding_pagina.ontvangen"), Value: tekst.Value(x.Ontvangen)},
		{Label: tekst.Of("melding_pagina.door"), Value: word("melder", x.Door)},
	}
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, ui.Fact{Label: tekst.Of("melding_pagina." + key), Value: value})
		}
	}
	if x.Melder.VanBuiten {
		add("hoe", tekst.Of("aanmelden.van_buiten"))
	}
	add("melder_naam", x.Melder.Naam)
	add("melder_organisatie", x.Melder.Organisatie)
	add("melder_telefoon", nl.Phone(x.Melder.Telefoon))
	return facts
}

func staatTag(s toegang.MeldingStaat) ui.Tag {
	t := ui.Tag{Text: word("melding_staat", s)}
	switch s {
	case toegang.MeldingNieuw:
		t.Tone = ui.ToneWeek
	case toegang.MeldingAfgerond:
		t.Tone = ui.ToneGood
	case toegang.MeldingBevestigd, toegang.MeldingOnderzoek, toegang.MeldingVerslag:
		t.Tone = ui.ToneWait
	}
	return t
}

// klok draws a legal term as one line from its begin through its last day.
func klok(h *apptoegang.Header, begin toegang.TermijnStand, from ui.ArrangementBar) ui.ArrangementBar {
	from.Last, from.Today, from.Full = begin.Uiterste, h.Dag, true
	switch begin.Staat {
	case toegang.TermijnVerlopen, toegang.TermijnTeLaat:
		from.Tone = ui.ToneLate
	case toegang.TermijnGehaald:
		from.Tone = ui.ToneGood
	}
	return from
}

// small fits a term in a narrow column: its first and last day without words.
func small(b ui.ArrangementBar) ui.ArrangementBar {
	b.Full, b.StartLabel, b.EndLabel = false, "", ""
	return b
}

// klokTekst says in a sentence how a legal term stands.
func klokTekst(s toegang.TermijnStand) string {
	switch s.Staat {
	case toegang.TermijnOpgeschort:
		return tekst.Of("klok.opgeschort")
	case toegang.TermijnVerlopen:
		return tekst.Of("klok.verlopen", s.Uiterste, dagen(-s.Over))
	case toegang.TermijnGehaald:
		return tekst.Of("klok.gehaald", s.Uiterste)
	case toegang.TermijnTeLaat:
		return tekst.Of("klok.te_laat", s.Uiterste)
	}
	if s.Over == 0 {
		return tekst.Of("klok.vandaag")
	}
	return tekst.Of("klok.loopt", s.Uiterste, dagen(s.Over))
}

func dagen(n int) string {
	if n == 1 {
		return tekst.Of("klok.dag")
	}
	return tekst.Of("klok.dagen", n)
}

func number(n int) string { return strconv.Itoa(n) }
