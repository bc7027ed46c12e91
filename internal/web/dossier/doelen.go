package dossier

import (
	"slices"

	"trede/internal/app"
	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	dom "trede/internal/domain/toegang"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// doelActs are what staff does with goals: made and changed together with the
// resident, never alone. Source: DOE-04, PRD-10, BEG-03.
var doelActs = []act{
	{
		key: "doel_nieuw", path: "plan/doelen/nieuw", tab: kop.Plan, action: authz.DoelOpstellen, open: openPlan,
		ask: func(f *form) { f.doel(dom.DoelVersie{}); f.akkoord(true) }, save: saveDoel,
	},
	{
		key: "doel_wijzig", path: "plan/doelen/{doel}/wijzig", tab: kop.Plan, action: authz.DoelWijzigen, open: openDoel,
		ask: func(f *form) {
			f.doel(lastVersie(f.subject.doel))
			f.Words("reden", "", formulier.Rows(2))
			f.akkoord(true)
		},
		save: saveDoel,
	},
	{
		key: "doel_stop", path: "plan/doelen/{doel}/stop", tab: kop.Plan, action: authz.DoelBeeindigen, danger: true, open: openDoel,
		ask: func(f *form) { f.Words("reden", "", formulier.Rows(3)); f.akkoord(true) },
		save: func(p *pages, r *web.Request, in *input) error {
			_, err := p.toegang.StelDoelOp(in.Context(), r.Actor, toegang.DoelInput{
				InwonerID: in.id, DoelID: r.PathValue("doel"), Versie: in.Versie, Vervalt: true, Reden: in.Must("reden", "dossier.reden_nodig"), Akkoord: in.akkoord(),
			})
			return err
		},
	},
	{
		key: "doel_akkoord", path: "plan/doelen/{doel}/akkoord", tab: kop.Plan, action: authz.DoelAkkoordMondeling, open: openVoorstel,
		ask:  func(f *form) { f.Choose("antwoord", "", jaNee(), formulier.Columns(2)); f.akkoord(false) },
		save: func(p *pages, r *web.Request, in *input) error { return p.agree(r, in, true) },
	},
	{
		key: "doel_beoordeel", path: "plan/doelen/{doel}/beoordeel", tab: kop.Plan, action: authz.DoelWijzigen, open: openVoorstel,
		ask: func(f *form) {
			f.Choose("antwoord", "", jaNee(), formulier.Columns(2))
			f.Words("toelichting", "", formulier.Rows(2), formulier.Optional)
		},
		save: func(p *pages, r *web.Request, in *input) error { return p.agree(r, in, false) },
	},
	{
		key: "doel_actie", path: "plan/doelen/{doel}/actie", tab: kop.Plan, action: authz.DoelActieToevoegen, open: openDoel,
		ask: func(f *form) {
			f.Line("tekst", "")
			f.Choose("wie", "", formulier.Explained("partij", dom.Partijen()), formulier.Columns(3))
			f.Day("op", zero, formulier.Optional)
		},
		save: func(p *pages, r *web.Request, in *input) error {
			a := toegang.DoelActie{Tekst: in.Text("tekst"), Wie: dom.Partij(in.Text("wie")), Op: in.Day("op")}
			return p.toegang.VoegActieToe(in.Context(), r.Actor, r.PathValue("doel"), in.Versie, a)
		},
	},
	{
		key: "doel_klaar", path: "plan/doelen/{doel}/actie/{nr}", tab: kop.Plan, action: authz.DoelActieToevoegen, open: openActie,
		ask: func(*form) {},
		save: func(p *pages, r *web.Request, in *input) error {
			return p.toegang.RondActieAf(in.Context(), r.Actor, r.PathValue("doel"), in.Versie, actieNr(r))
		},
	},
	{
		key: "waarneming", path: "plan/doelen/{doel}/waarneming", tab: kop.Plan, action: authz.WaarnemingVastleggen, open: openDoel,
		ask: func(f *form) {
			f.Choose("score", "", formulier.Explained("score", dom.Scores()), formulier.Columns(3), formulier.Optional)
			f.Words("tekst", "", formulier.Rows(3), formulier.Optional)
		},
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.NeemWaar(in.Context(), r.Actor, uitvoering.WaarnemingInput{
				DoelID: r.PathValue("doel"), Score: dom.Score(in.Text("score")), Tekst: in.Text("tekst"),
			})
		},
	},
	{
		key: "mening", path: "plan/mening", tab: kop.Plan, action: authz.MeningSamenGeven, open: openPlan,
		ask: func(f *form) {
			f.Choose("onderwerp", "", formulier.Explained("onderwerp", []string{"plan", "plek", "anders"}), formulier.Columns(3))
			f.Choose("antwoord", "", formulier.Options("mijn.gevoel_", dom.Scores()), formulier.Columns(3), formulier.Optional)
			f.Words("woorden", "", formulier.Optional)
		},
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.GeefMening(in.Context(), r.Actor, uitvoering.MeningInput{
				InwonerID: in.id, Onderwerp: in.Text("onderwerp"), Antwoord: in.Text("antwoord"), Woorden: in.Text("woorden"),
			})
		},
	},
}

// doel asks what a goal is.
func (f *form) doel(v dom.DoelVersie) {
	f.Words("tekst", v.Tekst, formulier.Rows(2))
	f.Choose("domein", string(v.Domein), formulier.Explained("domein", dom.Domeinen()), formulier.Columns(2))
	f.Choose("gericht", string(v.Gericht), formulier.Explained("gericht", []dom.Gericht{dom.GerichtOntwikkelen, dom.GerichtBehouden}), formulier.Columns(2))
	f.Choose("nulmeting", string(v.Nulmeting), formulier.Explained("score", dom.Scores()), formulier.Columns(3))
	f.Choose("streefwaarde", string(v.Streefwaarde), formulier.Explained("score", dom.Scores()), formulier.Columns(3))
	f.Day("streefdatum", v.Streefdatum)
	f.Sure("samen", formulier.Optional)
}

// akkoord asks how the resident agreed. Nobody needs a screen to agree, and nothing is
// filled in beforehand. Source: PRD-10.
func (f *form) akkoord(later bool) {
	var o []formulier.Opt
	if later {
		o = append(o, formulier.Optional)
	}
	f.Choose("vorm", "", formulier.Explained("akkoord_vorm", []dom.AkkoordVorm{dom.AkkoordMondeling, dom.AkkoordPapier}), append(o, formulier.Columns(2))...)
	f.Day("op", zero, formulier.Optional)
	f.Line("toelichting", "", formulier.Optional)
}

// akkoord reads it; nil when nothing was filled in.
func (in *input) akkoord() *dom.Akkoord {
	a := dom.Akkoord{Vorm: dom.AkkoordVorm(in.Text("vorm")), Op: in.Day("op"), Toelichting: in.Text("toelichting")}
	if a == (dom.Akkoord{}) {
		return nil
	}
	return &a
}

func jaNee() []ui.Option {
	return []ui.Option{{Value: "ja", Label: tekst.Of("dossier.akkoord_ja")}, {Value: "nee", Label: tekst.Of("dossier.akkoord_nee")}}
}

func saveDoel(p *pages, r *web.Request, in *input) error {
	_, err := p.toegang.StelDoelOp(in.Context(), r.Actor, toegang.DoelInput{
		InwonerID: in.id, DoelID: r.PathValue("doel"), Versie: in.Versie, Tekst: in.Text("tekst"), Domein: dom.Domein(in.Text("domein")),
		Gericht: dom.Gericht(in.Text("gericht")), Nulmeting: dom.Score(in.Text("nulmeting")), Streefwaarde: dom.Score(in.Text("streefwaarde")),
		Streefdatum: in.Day("streefdatum"), SamenOpgesteld: in.Yes("samen"), Reden: in.Text("reden"), Akkoord: in.akkoord(),
	})
	return err
}

// agree keeps what the resident said to a proposal, or that the lokale toegang agrees.
func (p *pages) agree(r *web.Request, in *input, resident bool) error {
	answer := in.Text("antwoord")
	if answer != "ja" && answer != "nee" {
		in.Wrong("antwoord", "dossier.kies_antwoord")
	}
	a := dom.Akkoord{Toelichting: in.Text("toelichting")}
	if given := in.akkoord(); resident && given != nil {
		a = *given
	}
	return p.toegang.GeefDoelAkkoord(in.Context(), r.Actor, toegang.DoelAkkoordInput{
		DoelID: r.PathValue("doel"), Versie: in.Versie, Nee: answer == "nee", Akkoord: a, VoorInwoner: resident,
	})
}

func openPlan(p *pages, r *web.Request) (*subject, error) {
	plan, err := p.toegang.Plan(r.Context(), r.Actor, r.PathValue("id"))
	return &subject{Header: &plan.Header}, err
}

// openDoel opens the plan at one goal.
func openDoel(p *pages, r *web.Request) (*subject, error) {
	plan, err := p.toegang.Plan(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	for n := range plan.Doelen {
		if g := &plan.Doelen[n]; g.ID == r.PathValue("doel") {
			return &subject{
				Header: &plan.Header, versie: g.Versie, doel: g,
				facts: []ui.Fact{fact("doel", "“"+lastVersie(g).Tekst+"”")},
			}, nil
		}
	}
	return nil, app.NotHere()
}

// openVoorstel opens a goal with a proposal that waits for an answer.
func openVoorstel(p *pages, r *web.Request) (*subject, error) {
	s, err := openDoel(p, r)
	if err != nil {
		return nil, err
	}
	v, waits := s.doel.Voorstel()
	if !waits {
		return nil, app.NotHere()
	}
	s.facts = append(voorstelFacts(v), fact("voorgesteld_door", string(v.VoorgesteldDoor)), fact("voorgesteld_op", v.VoorgesteldOp))
	return s, nil
}

// voorstelFacts says what a version of a goal holds.
func voorstelFacts(v dom.DoelVersie) []ui.Fact {
	if v.Vervalt {
		return []ui.Fact{fact("voorstel", tekst.Of("dossier.doel_vervalt")), fact("waarom", v.Reden)}
	}
	out := []ui.Fact{
		fact("doel", "“"+v.Tekst+"”"), fact("soort_doel", tekst.Word("domein", v.Domein)),
		fact("van_naar", tekst.Of("dossier.van_naar_tekst", tekst.Word("score", v.Nulmeting), tekst.Word("score", v.Streefwaarde), v.Streefdatum)),
	}
	if v.Reden != "" {
		out = append(out, fact("waarom", v.Reden))
	}
	return out
}

func openActie(p *pages, r *web.Request) (*subject, error) {
	s, err := openDoel(p, r)
	if err != nil {
		return nil, err
	}
	n := actieNr(r)
	if n < 0 || n >= len(s.doel.Acties) {
		return nil, app.NotHere()
	}
	s.facts = append(s.facts, fact("actie", s.doel.Acties[n].Tekst))
	return s, nil
}

// actieNr is the place of an action under its goal, -1 for what is no number.
func actieNr(r *web.Request) int { return number(r.PathValue("nr")) - 1 }

// lastVersie is what the goal says now: the proposal that waits, else the last version
// that is no end.
func lastVersie(g *toegang.Doel) dom.DoelVersie {
	for _, v := range slices.Backward(g.Versies) {
		if !v.Vervalt && v.AfgewezenOp.IsZero() {
			return v
		}
	}
	return dom.DoelVersie{}
}
