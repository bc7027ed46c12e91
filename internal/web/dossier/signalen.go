package dossier

import (
	"slices"

	"trede/internal/app"
	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	dom "trede/internal/domain/toegang"
	domuit "trede/internal/domain/uitvoering"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// signaalActs are the questions and warnings between the parties, reading a report, and
// appointments. Source: MON-03, MON-04.
var signaalActs = []act{
	{
		key: "signaal", path: "voortgang/{t}/signaal", tab: kop.Voortgang, action: authz.SignaalOpenen, open: openPlaats,
		ask: func(f *form) {
			f.Choose("soort", "", formulier.Explained("signaal_soort", domuit.SignaalSoorten()), formulier.Columns(2))
			f.Choose("urgentie", "", formulier.Explained("urgentie", domuit.Urgenties()), formulier.Columns(2))
			f.Words("tekst", "")
		},
		save: func(p *pages, r *web.Request, in *input) error {
			_, err := p.uitvoering.OpenSignaal(in.Context(), r.Actor, uitvoering.SignaalInput{
				ToewijzingID: r.PathValue("t"), Soort: domuit.SignaalSoort(in.Text("soort")),
				Urgentie: domuit.Urgentie(in.Text("urgentie")), Tekst: in.Text("tekst"),
			})
			return err
		},
	},
	{
		key: "antwoord", path: "signalen/{s}/antwoord", tab: kop.Voortgang, action: authz.SignaalBeantwoorden, open: openSignaal,
		ask: func(f *form) { f.Words("antwoord", f.subject.signaal.Antwoord) },
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.BeantwoordSignaal(in.Context(), r.Actor, uitvoering.SignaalActie{
				SignaalID: r.PathValue("s"), Versie: in.Versie, Tekst: in.Text("antwoord"),
			})
		},
	},
	{
		key: "sluiten", path: "signalen/{s}/sluiten", tab: kop.Voortgang, action: authz.SignaalSluiten, open: openSignaal,
		ask: func(f *form) { f.Words("uitkomst", f.subject.signaal.Uitkomst) },
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.SluitSignaal(in.Context(), r.Actor, uitvoering.SignaalActie{
				SignaalID: r.PathValue("s"), Versie: in.Versie, Tekst: in.Text("uitkomst"),
			})
		},
	},
	{
		key: "gelezen", path: "voortgang/{t}/berichten/{b}", tab: kop.Voortgang, action: authz.VoortgangsberichtAfhandelen, open: openBericht,
		ask: func(*form) {},
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.LeesBericht(in.Context(), r.Actor, uitvoering.BerichtActie{BerichtID: r.PathValue("b"), Versie: in.Versie})
		},
	},
	{
		key: "afspraak", path: "afspraak", tab: kop.Overzicht, action: authz.AfspraakVastleggen, open: openOverzicht,
		ask:  func(f *form) { f.afspraak(toegang.Afspraak{}) },
		save: saveAfspraak,
	},
	{
		key: "afspraak_wijzig", path: "afspraken/{a}", tab: kop.Overzicht, action: authz.AfspraakVastleggen, open: openAfspraak,
		ask: func(f *form) {
			f.afspraak(*f.subject.afspraak)
			f.Sure("vervalt", formulier.Optional)
		},
		save: saveAfspraak,
	},
}

func (f *form) afspraak(a toegang.Afspraak) {
	f.Day("datum", a.Datum)
	f.Line("tijd", a.Tijd, formulier.Short, formulier.Optional)
	f.Line("wat", a.Wat)
	f.Line("waar", a.Waar, formulier.Optional)
	f.Line("metWie", a.MetWie, formulier.Optional)
}

func saveAfspraak(p *pages, r *web.Request, in *input) error {
	_, err := p.uitvoering.LegAfspraakVast(in.Context(), r.Actor, uitvoering.AfspraakInput{
		InwonerID: in.id, ID: r.PathValue("a"), Versie: in.Versie, Datum: in.Day("datum"), Tijd: in.Clock("tijd"), Wat: in.Text("wat"),
		Waar: in.Text("waar"), MetWie: in.Text("metWie"), Vervalt: in.Yes("vervalt"),
	})
	return err
}

func openOverzicht(p *pages, r *web.Request) (*subject, error) {
	o, err := p.toegang.Overzicht(r.Context(), r.Actor, r.PathValue("id"))
	return &subject{Header: &o.Header}, err
}

func openAfspraak(p *pages, r *web.Request) (*subject, error) {
	o, err := p.toegang.Overzicht(r.Context(), r.Actor, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if a := o.Afspraak; ownAfspraak(r, a) && a.ID == r.PathValue("a") {
		return &subject{Header: &o.Header, versie: a.Versie, afspraak: a}, nil
	}
	return nil, app.NotHere()
}

// ownAfspraak tells whether an appointment was made by an organisation of the reader:
// who made it, changes it.
func ownAfspraak(r *web.Request, a *toegang.Afspraak) bool {
	return a != nil && slices.ContainsFunc(r.Actor.Aanstellingen, func(x authz.Aanstelling) bool { return x.OrganisatieID == a.OrganisatieID })
}

func openSignaal(p *pages, r *web.Request) (*subject, error) {
	v, err := p.toegang.Voortgang(r.Context(), r.Actor, r.PathValue("id"), "")
	if err != nil {
		return nil, err
	}
	for n := range v.Signalen {
		s := &v.Signalen[n]
		if s.ID != r.PathValue("s") {
			continue
		}
		facts := []ui.Fact{
			fact("signaal_over", tekst.Word("signaal_soort", s.Soort)), fact("van", afzender(&v.Header, *s)),
			fact("geopend", s.Geopend), fact("bericht", s.Tekst),
		}
		if s.Antwoord != "" {
			facts = append(facts, fact("antwoord_was", s.Antwoord))
		}
		return &subject{Header: &v.Header, versie: s.Versie, signaal: s, facts: facts}, nil
	}
	return nil, app.NotHere()
}

func openBericht(p *pages, r *web.Request) (*subject, error) {
	s, v, err := p.plaats(r)
	if err != nil {
		return nil, err
	}
	for n := range v.Berichten {
		if b := &v.Berichten[n]; b.ID == r.PathValue("b") {
			s.bericht, s.versie = b, b.Versie
			s.facts = append(s.facts, fact("bericht_van", b.Ingediend))
			return s, nil
		}
	}
	return nil, app.NotHere()
}

// afzender says who sent a signaal: the person, and for which party.
func afzender(h *toegang.Header, s toegang.Signaal) string {
	party := tekst.Word("partij", s.Van)
	if name := h.Namen[s.VanPersoon]; name != "" && s.Van != dom.PartijInwoner {
		return name + " (" + party + ")"
	}
	return party
}

// zei is what somebody said, in quotation marks.
func zei(text string) string {
	if text == "" {
		return ""
	}
	return tekst.Of("dossier.tussen_aanhaling", text)
}
