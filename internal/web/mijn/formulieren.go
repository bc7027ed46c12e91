package mijn

import (
	"slices"

	"trede/internal/app"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"

	apptoegang "trede/internal/app/toegang"

	"github.com/a-h/templ"
)

type component = templ.Component

// mostText bounds a text of a form, in characters.
const mostText = 4000

// noAkkoord: who agrees on the own screen says no more than yes.
var noAkkoord = toegang.Akkoord{}

func akkoord(in *formulier.Input, answer string) apptoegang.DoelAkkoordInput {
	return apptoegang.DoelAkkoordInput{DoelID: in.Text("doel"), Versie: in.Versie, Nee: answer == "nee"}
}

// form is one question page. Its texts begin with mijn.<key>: kop, knop and the fields;
// what was done is told by gedaan.mijn_<key>.
type form struct {
	key, path string
	back      string // place to go to afterwards
	action    authz.Action
	read      authz.Action // to look at it, when that is for others; empty: the same
	fields    func(*question) error
	save      func(*pages, *web.Request, *formulier.Input, *view) error
}

var forms = []form{
	{key: "mening", path: "/mening", back: "/mening", action: authz.MeningGeven, fields: opinionFields, save: saveOpinion},
	{key: "bericht", path: "/berichten/{bericht}", back: "/plan", action: authz.VoortgangsberichtReageren, read: authz.VoortgangsberichtLezen, fields: reportFields, save: saveReaction},
	{key: "uren", path: "/uren/{registratie}", back: "/plek", action: authz.AanwezigheidBetwisten, fields: disputeFields, save: saveDispute},
	{key: "hulp", path: "/hulp", back: "", action: authz.SignaalOpenen, fields: helpFields, save: saveHelp},
	{key: "antwoord", path: "/vragen/{signaal}/antwoord", back: "/hulp", action: authz.SignaalBeantwoorden, fields: signalFields("antwoord"), save: saveAnswer},
	{key: "opgelost", path: "/vragen/{signaal}/opgelost", back: "/hulp", action: authz.SignaalSluiten, fields: signalFields("uitkomst"), save: saveOutcome},
	{key: "stoppen", path: "/stoppen", back: "/plek", action: authz.ToewijzingEindeMelden, fields: stopFields, save: saveStop},
}

func (f form) readAction() authz.Action {
	if f.read == "" {
		return f.action
	}
	return f.read
}

// question is a form on its page.
type question struct {
	*view
	*formulier.Form
	r      *web.Request
	key    string
	Above  []component
	Below  []component
	Closed string // why there is nothing to fill in
}

func (q *question) text(name string) string { return q.t(q.key + "." + name) }

// ask shows a question: to whom may see it, or to whom answered it in vain.
func (p *pages) ask(r *web.Request, f form, status int, posted ui.Form, cause error) error {
	action := f.readAction()
	if cause != nil {
		action = f.action
	}
	v, err := p.open(r, f.key, action)
	if err != nil {
		return err
	}
	q := &question{view: v, Form: v.form(r, f.key, posted, cause), r: r, key: f.key}
	if err := f.fields(q); err != nil {
		return err
	}
	v.Page.Errors = q.Problems()
	return r.Render(status, questionPage(q))
}

// form is an empty form; who represents somebody is asked in other words, where there
// are.
func (v *view) form(r *web.Request, key string, posted ui.Form, cause error) *formulier.Form {
	words := "mijn." + key + "."
	if !v.Namens {
		return formulier.New(r.URL.Path, words, -1, posted, cause)
	}
	return formulier.New(r.URL.Path, "namens."+key+".", -1, posted, cause).Shares(words)
}

// save does what was asked. The page is opened first: whoever may do the same at work
// has no business here.
func (p *pages) save(r *web.Request, f form) error {
	v, err := p.open(r, f.key, f.action)
	if err != nil {
		return err
	}
	if formulier.KeepsSaved(r) {
		return r.Redirect(v.Base + f.back)
	}
	err = f.save(p, r, formulier.Read(r), v)
	if err == nil {
		return v.done(r, f.back, f.key)
	}
	problems, status, again := r.Again(err)
	if !again {
		return err
	}
	return p.ask(r, f, status, r.Posted(problems), err)
}

func opinionFields(q *question) error {
	q.Choose("onderwerp", "", words(q.view, "over_", []string{"plek", "plan", "anders"}))
	q.Choose("antwoord", "", words(q.view, "gevoel_", toegang.Scores()), formulier.Columns(3), formulier.Optional)
	q.Words("woorden", "", formulier.Optional)
	q.Below = append(q.Below, opinions(q.view))
	return nil
}

func saveOpinion(p *pages, r *web.Request, in *formulier.Input, v *view) error {
	in.Limit(mostText, "woorden")
	return p.uc.GeefMening(in.Context(), r.Actor, uitvoering.MeningInput{
		InwonerID: v.InwonerID, Onderwerp: in.Text("onderwerp"), Antwoord: in.Text("antwoord"), Woorden: in.Text("woorden"),
	})
}

// reportOf is the report of the address.
func reportOf(q *question) *uitvoering.Voortgangsbericht {
	for n := range q.Berichten {
		if b := &q.Berichten[n]; b.ID == q.r.PathValue("bericht") {
			return b
		}
	}
	return nil
}

func reportFields(q *question) error {
	b := reportOf(q)
	switch {
	case b == nil && !q.Fields.Reads(authz.FieldVoortgang):
		q.Closed = q.text("niet_lezen")
		return nil
	case b == nil:
		return app.NotHere()
	}
	q.title(q.t("bericht.kop_van", nl.Long(b.Ingediend)))
	q.Form.Versie = b.Versie
	q.Above = append(q.Above, report(q.view, b))
	if !q.May(authz.VoortgangsberichtReageren) {
		q.Closed = q.text("alleen_lezen")
		return nil
	}
	answers := words(q.view, "klopt_", toegang.Scores())
	slices.Reverse(answers) // yes comes first
	q.Choose("antwoord", "", answers, formulier.Optional)
	q.Words("woorden", b.Reactie, formulier.Optional)
	return nil
}

func saveReaction(p *pages, r *web.Request, in *formulier.Input, _ *view) error {
	in.Limit(mostText, "woorden")
	return p.uc.BekijkBericht(in.Context(), r.Actor, uitvoering.BerichtActie{
		BerichtID: r.PathValue("bericht"), Versie: in.Versie, Woorden: in.Text("woorden"), Antwoord: toegang.Score(in.Text("antwoord")),
	})
}

func disputeFields(q *question) error {
	a, counts, found := q.Uur(q.r.PathValue("registratie"))
	switch {
	case !found && q.Fields.Reads(authz.FieldAanwezigheidUren):
		return app.NotHere()
	case found && !counts:
		q.Closed = q.text("telt_niet")
		return nil
	case found:
		q.Above = append(q.Above, ui.Text{Body: q.t("uren.staat", dayPart(a), q.t("was_"+string(a.Status)))})
	}
	if !a.Betwist.IsZero() {
		q.Closed = q.t("uren.al_gezegd", a.BetwistReden)
		return nil
	}
	q.Words("reden", "")
	return nil
}

func saveDispute(p *pages, r *web.Request, in *formulier.Input, _ *view) error {
	in.Limit(mostText, "reden")
	return p.uc.BetwistAanwezigheid(in.Context(), r.Actor, r.PathValue("registratie"), in.Text("reden"))
}

// helpFields ask what is the matter: the consulent gets it as a signaal.
func helpFields(q *question) error {
	if q.Plek == nil {
		q.Closed = q.text("bel")
		q.Below = append(q.Below, questions(q.view))
		return nil
	}
	q.Choose("soort", "", words(q.view, "hulp_soort_", helpKinds))
	q.Choose("urgentie", "", words(q.view, "hulp_urgentie_", dom.Urgenties()), formulier.Columns(2))
	q.Words("tekst", "")
	q.Below = append(q.Below, ui.Text{Body: q.text("gevaar")}, questions(q.view))
	return nil
}

// signalFields ask for words about a question: an answer, or what came of it.
func signalFields(name string) func(*question) error {
	return func(q *question) error {
		for n := range q.Signalen {
			if s := &q.Signalen[n]; s.ID == q.r.PathValue("signaal") {
				q.Form.Versie = s.Versie
				q.Above = append(q.Above, aQuestion(q.view, s))
				q.Words(name, "")
				return nil
			}
		}
		return app.NotHere()
	}
}

func saveAnswer(p *pages, r *web.Request, in *formulier.Input, _ *view) error {
	in.Limit(mostText, "antwoord")
	return p.uc.BeantwoordSignaal(in.Context(), r.Actor, act(r, in, "antwoord"))
}

func saveOutcome(p *pages, r *web.Request, in *formulier.Input, _ *view) error {
	in.Limit(mostText, "uitkomst")
	return p.uc.SluitSignaal(in.Context(), r.Actor, act(r, in, "uitkomst"))
}

func act(r *web.Request, in *formulier.Input, name string) uitvoering.SignaalActie {
	return uitvoering.SignaalActie{SignaalID: r.PathValue("signaal"), Versie: in.Versie, Tekst: in.Text(name)}
}

// helpKinds are what a resident asks help for.
var helpKinds = []dom.SignaalSoort{dom.SignaalVraag, dom.SignaalZorg, dom.SignaalVeiligheid}

func saveHelp(p *pages, r *web.Request, in *formulier.Input, v *view) error {
	if v.Plek == nil {
		in.Wrong("", v.key("hulp.bel"))
		return in.Refuse()
	}
	in.Limit(mostText, "tekst")
	_, err := p.uc.OpenSignaal(in.Context(), r.Actor, uitvoering.SignaalInput{
		ToewijzingID: v.Plek.ToewijzingID, Soort: dom.SignaalSoort(in.Text("soort")), Urgentie: dom.Urgentie(in.Text("urgentie")), Tekst: in.Text("tekst"),
	})
	return err
}

func stopFields(q *question) error {
	if q.Plek == nil || !works(q.Plek) {
		q.Closed = q.text("geen")
		return nil
	}
	q.Form.Versie = q.Plek.Versie
	q.Above = append(q.Above, ui.Text{Body: q.text("uitleg")})
	q.Day("laatsteDag", noDay)
	q.Words("toelichting", "", formulier.Optional)
	return nil
}

func saveStop(p *pages, r *web.Request, in *formulier.Input, v *view) error {
	if v.Plek == nil {
		in.Wrong("", v.key("stoppen.geen"), v.Voornaam)
		return in.Refuse()
	}
	in.Limit(mostText, "toelichting")
	return p.uc.MeldEinde(in.Context(), r.Actor, uitvoering.EindeInput{
		ToewijzingID: v.Plek.ToewijzingID, Versie: in.Versie, LaatsteDag: in.Day("laatsteDag"), Reden: toegang.EindeDoorInwoner,
		Toelichting: in.Text("toelichting"), Besproken: []toegang.Partij{toegang.PartijInwoner},
	})
}
