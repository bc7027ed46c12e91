package dossier

import (
	"slices"

	"trede/internal/app"
	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	dom "trede/internal/domain/toegang"
	domuit "trede/internal/domain/uitvoering"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

var zero civil.Date

// The rules of a closing that advise, so that a person may decide otherwise.
const (
	metingOntbreekt = "AFSLUITING-05"
	tredePastNiet   = "AFSLUITING-06"
)

// plaatsActs are what the parties do with a running arrangement, as far as the lokale
// toegang has a part in it. Source: MON-04, MON-05, PRD-06, RES-01, DOE-02, X-10.
var plaatsActs = []act{
	{
		key: "evaluatie", path: "voortgang/{t}/evaluatie", tab: kop.Voortgang, action: authz.EvaluatiePlannen, open: openPlaats,
		ask: func(f *form) {
			v := f.subject.kaart.Verloop
			f.Day("datum", v.Evaluatie.Datum)
			f.Line("tijd", v.EvaluatieTijd, formulier.Short, formulier.Optional)
			f.Line("plek", v.EvaluatiePlek, formulier.Optional)
		},
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.PlanEvaluatie(in.Context(), r.Actor, uitvoering.PlanInput{
				ToewijzingID: r.PathValue("t"), Versie: in.Versie, Datum: in.Day("datum"), Tijd: in.Clock("tijd"), Plek: in.Text("plek"),
				Uitgenodigd: dom.Partijen(), // none of the three may be left out
			})
		},
	},
	{
		key: "gehouden", path: "voortgang/{t}/gehouden", tab: kop.Voortgang, action: authz.EvaluatieHouden, open: openVervolg,
		ask: func(f *form) {
			e := f.subject.kaart.Verloop.Evaluatie
			f.Day("gehouden", e.Gehouden, formulier.Optional)
			f.Tick("aanwezig", formulier.Strings(e.Aanwezig), formulier.Explained("partij", dom.Partijen()))
			f.Words("verslag", e.Verslag)
			f.Words("eigenWoorden", e.EigenWoorden, formulier.Rows(2), formulier.Optional)
			f.Choose("voorstel", string(e.Voorstel), formulier.Explained("voorstel", domuit.VoorstelSoorten()), formulier.Columns(2))
		},
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.HoudEvaluatie(in.Context(), r.Actor, uitvoering.GehoudenInput{
				ToewijzingID: r.PathValue("t"), Versie: in.Versie, Gehouden: in.Day("gehouden"), Aanwezig: formulier.Values[dom.Partij](in.List("aanwezig")),
				Verslag: in.Text("verslag"), EigenWoorden: in.Text("eigenWoorden"), Voorstel: domuit.VoorstelSoort(in.Text("voorstel")),
			})
		},
	},
	{
		key: "vervolg", path: "voortgang/{t}/vervolg", tab: kop.Voortgang, action: authz.EvaluatieBesluiten, open: openVervolg,
		ask: func(f *form) {
			b := f.subject.kaart.Verloop.Vervolg
			f.Choose("soort", string(b.Soort), formulier.Explained("voorstel", domuit.VoorstelSoorten()), formulier.Columns(2))
			f.Words("reden", b.Reden)
		},
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.BesluitVervolg(in.Context(), r.Actor, uitvoering.VervolgInput{
				ToewijzingID: r.PathValue("t"), Versie: in.Versie, Soort: domuit.VoorstelSoort(in.Text("soort")),
				Reden: in.Must("reden", "dossier.reden_nodig"),
			})
		},
	},
	{
		key: "einde", path: "voortgang/{t}/einde", tab: kop.Voortgang, action: authz.ToewijzingBeeindigen, danger: true, open: openEinde,
		ask: func(f *form) {
			f.Day("laatsteDag", zero)
			f.Pick("reden", "", formulier.Explained("reden_beeindiging", eindeRedenen()))
			f.Words("toelichting", "", formulier.Rows(3), formulier.Optional)
			f.Tick("besproken", nil, formulier.Explained("partij", dom.Partijen()), formulier.Optional)
			f.Words("motivering", "", formulier.Rows(2), formulier.Optional)
		},
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.BeeindigVroeg(in.Context(), r.Actor, uitvoering.EindeInput{
				ToewijzingID: r.PathValue("t"), Versie: in.Versie, LaatsteDag: in.Day("laatsteDag"),
				Reden:       dom.RedenBeeindiging(in.Must("reden", "einde.reden_ontbreekt")),
				Toelichting: in.Text("toelichting"), Besproken: formulier.Values[dom.Partij](in.List("besproken")), Motivering: in.Text("motivering"),
			})
		},
	},
	{
		key: "doorgaan", path: "voortgang/{t}/doorgaan", tab: kop.Voortgang, action: authz.ToewijzingBeeindigen, open: openEinde,
		ask: func(f *form) { f.Words("reden", "") },
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.LaatDoorgaan(in.Context(), r.Actor, r.PathValue("t"), in.Versie, in.Must("reden", "dossier.reden_nodig"))
		},
	},
	{
		key: "onderbreking", path: "voortgang/{t}/onderbreking", tab: kop.Voortgang, action: authz.OnderbrekingVastleggen, open: openPlaats,
		ask: func(f *form) {
			f.Choose("reden", "", formulier.Explained("onderbreking_reden", onderbrekingRedenen()), formulier.Columns(2))
			f.Day("van", zero)
			f.Day("verwachtTerug", zero)
			f.Words("toelichting", "", formulier.Rows(2), formulier.Optional)
		},
		save: func(p *pages, r *web.Request, in *input) error {
			van := in.Day("van")
			if van.IsZero() {
				in.Wrong("van", "dossier.dag_nodig")
			}
			return p.uitvoering.Onderbreek(in.Context(), r.Actor, uitvoering.OnderbrekingInput{
				ToewijzingID: r.PathValue("t"), Versie: in.Versie, Van: van, VerwachtTerug: in.Day("verwachtTerug"), Toelichting: in.Text("toelichting"),
				Reden: domuit.OnderbrekingReden(in.Must("reden", "onderbreking.reden_ontbreekt")),
			})
		},
	},
	{
		key: "hervat", path: "voortgang/{t}/onderbreking/{o}", tab: kop.Voortgang, action: authz.OnderbrekingBeeindigen, open: openPauze,
		ask: func(f *form) { f.Day("terug", zero) },
		save: func(p *pages, r *web.Request, in *input) error {
			terug := in.Day("terug")
			if terug.IsZero() {
				in.Wrong("terug", "dossier.dag_nodig")
			}
			return p.uitvoering.Hervat(in.Context(), r.Actor, r.PathValue("t"), r.PathValue("o"), in.Versie, terug)
		},
	},
	{
		key: "afsluiten", path: "voortgang/{t}/afsluiten", tab: kop.Voortgang, action: authz.AfsluitingVastleggen, open: openPlaats,
		ask: func(f *form) {
			f.Choose("eindtrede", "", f.treden())
			f.Choose("resultaat", "", formulier.Explained("resultaat", domuit.Resultaten()))
			f.Words("bewijs", "", formulier.Rows(2), formulier.Optional)
			f.Choose("bestemming", "", formulier.Explained("bestemming", domuit.Bestemmingen()), formulier.Columns(2))
			f.Day("bestemmingVanaf", zero, formulier.Optional)
			f.Line("urenPerWeek", "", formulier.Numeric, formulier.Optional)
			f.Words("toelichting", "", formulier.Rows(2), formulier.Optional)
			f.Reasons(metingOntbreekt, tredePastNiet)
		},
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.SluitAf(in.Context(), r.Actor, uitvoering.AfsluitInput{
				ToewijzingID: r.PathValue("t"), Versie: in.Versie, Eindtrede: ladder.Trede(in.Int("eindtrede")),
				Resultaat: domuit.Resultaat(in.Text("resultaat")), Bewijs: in.Text("bewijs"), Bestemming: domuit.Bestemming(in.Text("bestemming")),
				BestemmingVanaf: in.Day("bestemmingVanaf"), UrenPerWeek: in.Int("urenPerWeek"), Toelichting: in.Text("toelichting"),
				Redenen: in.Reasons(metingOntbreekt, tredePastNiet),
			})
		},
	},
	{
		key: "nazorg", path: "voortgang/{t}/nazorg/{maanden}", tab: kop.Voortgang, action: authz.NazorgVastleggen, open: openNazorg,
		ask: func(f *form) {
			yesNo := []dom.Antwoord{dom.Ja, dom.Nee}
			f.Day("gedaan", zero, formulier.Optional)
			f.Choose("bereikt", "", formulier.Explained("antwoord", yesNo), formulier.Columns(2))
			f.Choose("nogOpBestemming", "", formulier.Explained("antwoord", append(yesNo, dom.Onduidelijk)), formulier.Columns(3), formulier.Optional)
			f.Choose("passend", "", formulier.Explained("passend", []string{"1", "2", "3", "4", "5"}), formulier.Columns(2), formulier.Optional)
			f.Pick("trede", "", f.treden(), formulier.Optional)
			f.Words("woorden", "", formulier.Rows(3), formulier.Optional)
		},
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.LegNazorgVast(in.Context(), r.Actor, uitvoering.NazorgInput{
				ToewijzingID: r.PathValue("t"), Versie: in.Versie, Maanden: number(r.PathValue("maanden")), Gedaan: in.Day("gedaan"),
				Bereikt: dom.Antwoord(in.Text("bereikt")), NogOpBestemming: dom.Antwoord(in.Text("nogOpBestemming")),
				Trede: ladder.Trede(in.Int("trede")), Passend: in.Int("passend"), Woorden: in.Text("woorden"),
			})
		},
	},
	{
		key: "hertoets", path: "voortgang/{t}/hertoets", tab: kop.Voortgang, action: authz.EvaluatieBesluiten, open: openHertoets,
		ask: func(f *form) { f.Words("uitkomst", "") },
		save: func(p *pages, r *web.Request, in *input) error {
			return p.toegang.HertoetsGedaan(in.Context(), r.Actor, r.PathValue("t"), in.Versie, in.Must("uitkomst", "hertoets.uitkomst_ontbreekt"))
		},
	},
}

func eindeRedenen() []dom.RedenBeeindiging {
	return slices.DeleteFunc(dom.RedenenBeeindiging(), func(x dom.RedenBeeindiging) bool {
		return x == dom.EindeVolgensPlan || x == dom.EindeTijdelijk || x == dom.EindeOverlijden
	})
}

func onderbrekingRedenen() []domuit.OnderbrekingReden {
	return slices.DeleteFunc(domuit.OnderbrekingRedenen(), func(x domuit.OnderbrekingReden) bool { return x == domuit.OnderbrekingOverlijden })
}

// treden are the rungs by the names of the version of the day, with what each means.
func (f *form) treden() []ui.Option {
	var out []ui.Option
	for _, d := range definities(f.subject.Dag) {
		out = append(out, ui.Option{Value: d.Trede.String(), Label: d.Trede.String() + ". " + d.Naam, Help: d.Betekenis})
	}
	return out
}

// definities are the treden as of a day, lowest first.
func definities(day civil.Date) []ladder.Definitie {
	l, _ := ladder.At(day)
	return l.Definities
}

// openPlaats opens the dossier at one toewijzing.
func openPlaats(p *pages, r *web.Request) (*subject, error) {
	s, _, err := p.plaats(r)
	return s, err
}

func (p *pages) plaats(r *web.Request) (*subject, *toegang.VoortgangPage, error) {
	id := r.PathValue("t")
	v, err := p.toegang.Voortgang(r.Context(), r.Actor, r.PathValue("id"), id)
	if err != nil {
		return nil, nil, err
	}
	k := v.Kaart
	if k == nil || k.ID != id {
		return nil, nil, app.NotHere()
	}
	s := &subject{Header: &v.Header, versie: k.Versie, kaart: k, facts: []ui.Fact{
		fact("arrangement", k.Product.GewoneNaam), fact("bij", k.Aanbieder), fact("periode", periode(k.Huidig.Start, k.Huidig.LaatsteDag)),
	}}
	return s, &v, nil
}

// openVervolg opens it with what speaks for what could come next.
func openVervolg(p *pages, r *web.Request) (*subject, error) {
	s, v, err := p.plaats(r)
	if err != nil {
		return nil, err
	}
	e := v.Kaart.Verloop.Evaluatie
	if e.Voorstel != "" {
		s.facts = append(s.facts, fact("voorstel_evaluatie", tekst.Word("voorstel", e.Voorstel)))
	}
	if e.EigenWoorden != "" {
		s.facts = append(s.facts, fact("inwoner_zei", "“"+e.EigenWoorden+"”"))
	}
	if v.Vervolg != nil {
		s.facts = append(s.facts, fact("ladder_wijst", tekst.Of(v.Vervolg.Waarom)))
	}
	return s, nil
}

// openEinde opens it with what the provider or the resident said about stopping.
func openEinde(p *pages, r *web.Request) (*subject, error) {
	s, err := openPlaats(p, r)
	if err != nil {
		return nil, err
	}
	if e := s.kaart.Verloop.EindeGemeld; e != nil {
		s.facts = append(s.facts, fact("einde_gemeld", e.Op), fact("laatste_dag", e.LaatsteDag), fact("waarom", tekst.Word("reden_beeindiging", e.Reden)))
		if e.Toelichting != "" {
			s.facts = append(s.facts, fact("toelichting", e.Toelichting))
		}
	}
	return s, nil
}

// openHertoets opens it with the day that was agreed, and why it was not further then.
func openHertoets(p *pages, r *web.Request) (*subject, error) {
	s, err := openPlaats(p, r)
	if err != nil {
		return nil, err
	}
	if agreed := s.kaart.Keuze.Stabiel; !agreed.Hertoets.IsZero() {
		s.facts = append(s.facts, fact("hertoets_op", agreed.Hertoets), fact("nu_niet_verder", agreed.WaaromNuNietVerder))
	}
	return s, nil
}

func openPauze(p *pages, r *web.Request) (*subject, error) {
	s, err := openPlaats(p, r)
	if err != nil {
		return nil, err
	}
	for _, o := range s.kaart.Verloop.Onderbrekingen {
		if o.ID == r.PathValue("o") {
			s.facts = append(s.facts, fact("onderbroken_sinds", o.Van), fact("waarom", tekst.Word("onderbreking_reden", o.Reden)), fact("verwacht_terug", o.VerwachtTerug))
			return s, nil
		}
	}
	return nil, app.NotHere()
}

func openNazorg(p *pages, r *web.Request) (*subject, error) {
	s, err := openPlaats(p, r)
	if err != nil {
		return nil, err
	}
	c := s.kaart.Verloop.Afsluiting
	for _, m := range s.kaart.Marks {
		if c != nil && m.Soort == toegang.MarkNazorg && m.Nr == number(r.PathValue("maanden")) {
			s.facts = append(s.facts, fact("nazorg_na", nl.Plural(m.Nr, "maand", "maanden")), fact("ging_naar", tekst.Word("bestemming", c.Bestemming)))
			return s, nil
		}
	}
	return nil, app.NotHere()
}
