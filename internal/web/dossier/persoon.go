package dossier

import (
	"strconv"
	"strings"

	"trede/internal/app"
	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/kop"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// persoonActs are the person papers: names, birth, addresses, secrecy, who acts for the
// resident, and what happens to the dossier. Source; AVG art. 16.
var persoonActs = []act{
	{
		key: "persoon", path: "gegevens/persoon", tab: kop.Gegevens, action: authz.InwonerWijzigen, open: openGegevens,
		ask: (*form).persoon, save: savePersoon,
	},
	{
		key: "contact", path: "gegevens/contact", tab: kop.Gegevens, action: authz.ContactWijzigen, open: openGegevens,
		ask: func(f *form) { f.contact(f.subject.Contact) },
		save: func(p *pages, r *web.Request, in *input) error {
			return p.toegang.WijzigContact(in.Context(), r.Actor, in.id, in.Versie, in.contact())
		},
	},
	{
		key: "adres", path: "gegevens/adres", tab: kop.Gegevens, action: authz.AdresWijzigen, open: openGegevens,
		ask: func(f *form) {
			g := f.subject.gegevens
			f.Choose("soort", "", formulier.Explained("adres_soort", persoon.AdresSoorten()), formulier.Columns(2))
			f.adres()
			f.Send("gemeente", string(g.Gemeente))
			f.Pick("wijk", "", wijken(g), formulier.Optional)
			f.Day("vanaf", zero)
			f.Day("laatste", zero, formulier.Optional)
		},
		save: func(p *pages, r *web.Request, in *input) error {
			a := in.adres()
			a.Soort = persoon.AdresSoort(in.Text("soort"))
			a.Gemeente, a.Wijk = in.Text("gemeente"), in.Text("wijk")
			vanaf, last := in.Day("vanaf"), in.Day("laatste")
			if !last.IsZero() {
				last = last.AddDays(1)
				if !vanaf.IsZero() && !last.After(vanaf) {
					in.Wrong("laatste", "dossier.eind_voor_begin")
				}
			}
			return p.toegang.WijzigAdres(in.Context(), r.Actor, toegang.AdresInput{InwonerID: in.id, Versie: in.Versie, Adres: a, Vanaf: vanaf, Tot: last})
		},
	},
	{
		key: "verhuizing", path: "gegevens/verhuizing", tab: kop.Gegevens, action: authz.VerhuizingVastleggen, danger: true, open: openGegevens,
		ask: func(f *form) {
			f.Pick("gemeente", "", andereGemeenten(f.subject.gegevens))
			f.adres()
			f.Day("vanaf", zero)
		},
		save: func(p *pages, r *web.Request, in *input) error {
			a := in.adres()
			a.Soort, a.Gemeente = persoon.AdresBRP, in.Text("gemeente")
			return p.toegang.Verhuis(in.Context(), r.Actor, toegang.VerhuisInput{InwonerID: in.id, Versie: in.Versie, Adres: a, Vanaf: in.Day("vanaf")})
		},
	},
	{
		key: "team", path: "gegevens/team", tab: kop.Gegevens, action: authz.DossierAanTeamGeven, danger: true, open: openGegevens,
		ask: func(f *form) { f.Choose("team", "", keuzes(f.subject.gegevens.Teams)) },
		save: func(p *pages, r *web.Request, in *input) error {
			in.to = "/inwoners"
			return p.toegang.GeefAanTeam(in.Context(), r.Actor, in.id, in.Versie, in.Text("team"))
		},
	},
	{
		key: "geheimhouding", path: "gegevens/geheimhouding", tab: kop.Gegevens, action: authz.GeheimhoudingAanvragen, open: openGegevens,
		ask: func(f *form) {
			f.Choose("reden", "", formulier.Explained("geheim_reden", persoon.GeheimRedenen()), formulier.Columns(2))
			f.Words("toelichting", "", formulier.Rows(2), formulier.Optional)
			f.Day("van", f.subject.Dag)
			f.Day("laatste", zero, formulier.Optional)
			f.Words("waarom", "", formulier.Rows(2))
		},
		save: saveGeheimhouding,
	},
	{
		key: "geheimhouding_einde", path: "gegevens/geheimhouding/einde", tab: kop.Gegevens, action: authz.GeheimhoudingBeeindigen, danger: true, open: openGegevens,
		ask: func(f *form) { f.Words("waarom", "", formulier.Rows(3)) },
		save: func(p *pages, r *web.Request, in *input) error {
			return p.toegang.EindigGeheimhouding(in.Context(), r.Actor, in.id, in.Versie, in.Must("waarom", "dossier.reden_nodig"))
		},
	},
	{
		key: "vertegenwoordiging", path: "gegevens/vertegenwoordiging/{v}", tab: kop.Gegevens, action: authz.VertegenwoordigingVastleggen, open: openVertegenwoordiging,
		ask: (*form).vertegenwoordiging, save: saveVertegenwoordiging,
	},
	{
		key: "vertegenwoordiging_einde", path: "gegevens/vertegenwoordiging/{v}/einde", tab: kop.Gegevens, action: authz.VertegenwoordigingBeeindigen, danger: true, open: openVertegenwoordiging,
		ask: func(f *form) { f.Day("tot", zero); f.Words("waarom", "", formulier.Rows(2)) },
		save: func(p *pages, r *web.Request, in *input) error {
			last := in.Day("tot")
			if last.IsZero() {
				in.Wrong("tot", "dossier.dag_nodig")
				last = civil.First
			}
			return p.toegang.EindigVertegenwoordiging(in.Context(), r.Actor, in.id, r.PathValue("v"), in.Versie, last, in.Must("waarom", "dossier.reden_nodig"))
		},
	},
	{
		key: "overlijden", path: "gegevens/overlijden", tab: kop.Gegevens, action: authz.OverlijdenVastleggen, danger: true, open: openGegevens,
		ask: func(f *form) { f.Day("op", zero) },
		save: func(p *pages, r *web.Request, in *input) error {
			return p.uitvoering.LegOverlijdenVast(in.Context(), r.Actor, uitvoering.OverlijdenInput{InwonerID: in.id, Versie: in.Versie, Op: in.Day("op")})
		},
	},
}

func openGegevens(p *pages, r *web.Request) (*subject, error) {
	g, err := p.toegang.Gegevens(r.Context(), r.Actor, r.PathValue("id"))
	return &subject{Header: &g.Header, versie: g.Versie, gegevens: &g}, err
}

func openVertegenwoordiging(p *pages, r *web.Request) (*subject, error) {
	s, err := openGegevens(p, r)
	if err != nil {
		return nil, err
	}
	if id := r.PathValue("v"); id != nieuw {
		for n := range s.gegevens.Vertegenwoordigingen {
			if v := &s.gegevens.Vertegenwoordigingen[n]; v.ID == id {
				s.vertegen, s.versie = v, v.Versie
				s.facts = []ui.Fact{fact("vertegenwoordiger", v.Naam.Volledig()), fact("als", tekst.Word("vertegenwoordiger_soort", v.Soort))}
				return s, nil
			}
		}
		return nil, app.NotHere()
	}
	s.vertegen, s.versie = &toegang.Vertegenwoordiging{}, 0
	return s, nil
}

// nieuw stands in an address for what does not exist yet.
const nieuw = "nieuw"

// persoon asks who somebody is. The BSN is never shown here: a new one replaces it.
func (f *form) persoon() {
	g := f.subject.gegevens
	n := g.Persoon
	f.Line("voornamen", n.Voornamen, formulier.Optional)
	f.Line("roepnaam", n.Roepnaam, formulier.Half, formulier.Optional)
	f.Line("voorletters", n.Voorletters, formulier.Short, formulier.Optional)
	f.Line("voorvoegsel", n.Voorvoegsel, formulier.Short, formulier.Optional)
	f.Line("geslachtsnaam", n.Geslachtsnaam)
	f.Line("partner_voorvoegsel", n.PartnerVoorvoegsel, formulier.Short, formulier.Optional)
	f.Line("partnernaam", n.Partnernaam, formulier.Optional)
	uses := []persoon.Naamgebruik{persoon.NaamEigen, persoon.NaamPartner, persoon.NaamPartnerEigen, persoon.NaamEigenPartner}
	use := n.Gebruik
	if use == "" {
		use = persoon.NaamEigen
	}
	f.Pick("naamgebruik", string(use), formulier.Explained("naamgebruik", uses))
	f.Choose("aanspreekvorm", aanspreek(g.Aanspreekvorm), formulier.Explained("aanspreekvorm", []string{"neutraal", "heer", "mevrouw"}), formulier.Columns(3))
	f.geboren(g.Geboren)
	f.Line("bsn", "", formulier.Half, formulier.Optional, formulier.Numeric, formulier.Secret)
	f.Line("geenBSNReden", g.GeenBSNReden, formulier.Optional)
	f.Pick("consulent", g.ConsulentID, keuzes(g.Collegas), formulier.Optional)
}

// aanspreek names the form of address for a choice; without a sex it is neutral.
func aanspreek(a persoon.Aanspreekvorm) string {
	if a == persoon.AanspreekNeutraal {
		return "neutraal"
	}
	return string(a)
}

// geboren asks the day of birth in three parts; what is not known stays empty.
func (f *form) geboren(g persoon.Geboortedatum) {
	var d, m, y string
	if !g.IsZero() && g.Gebruik != persoon.DatumOnbekend {
		d, m, y = ui.Form{}.DateParts("geboortedatum", g.Datum)
		if g.Gebruik != persoon.DatumVolledig {
			d = ""
		}
		if g.Gebruik == persoon.AlleenJaar {
			m = ""
		}
	}
	f.Parts("geboortedatum", d, m, y)
}

// geboren reads it.
func (in *input) geboren() persoon.Geboortedatum {
	var part [3]int
	for n, name := range []string{ui.PartYear, ui.PartMonth, ui.PartDay} {
		v, err := strconv.Atoi(in.Text("geboortedatum" + name))
		if err != nil && in.Text("geboortedatum"+name) != "" {
			in.Wrong("geboortedatum", "invoer.datum_onjuist")
			return persoon.Geboortedatum{}
		}
		part[n] = v
	}
	if part == [3]int{} {
		return persoon.Geboortedatum{} // nothing was filled in
	}
	g, err := persoon.NewGeboortedatum(part[0], part[1], part[2])
	if err != nil {
		in.Wrong("geboortedatum", "invoer.datum_onjuist")
		return persoon.Geboortedatum{}
	}
	return g
}

func savePersoon(p *pages, r *web.Request, in *input) error {
	x := toegang.PersoonInput{
		InwonerID: in.id, Versie: in.Versie, Geboren: in.geboren(), GeenBSNReden: in.Text("geenBSNReden"), ConsulentID: in.Text("consulent"),
		Naam: persoon.Naam{
			Voornamen: in.Text("voornamen"), Roepnaam: in.Text("roepnaam"), Voorletters: persoon.CleanVoorletters(in.Text("voorletters")),
			Voorvoegsel: in.Text("voorvoegsel"), Geslachtsnaam: in.Text("geslachtsnaam"), PartnerVoorvoegsel: in.Text("partner_voorvoegsel"),
			Partnernaam: in.Text("partnernaam"), Gebruik: persoon.Naamgebruik(in.Text("naamgebruik")),
		},
	}
	switch form := in.Text("aanspreekvorm"); form {
	case "heer", "mevrouw":
		x.Aanspreekvorm = persoon.Aanspreekvorm(form)
	}
	if s := in.Text("bsn"); s != "" {
		var err error
		if x.BSN, err = persoon.ParseBSN(s); err != nil {
			in.Wrong("bsn", "dossier.bsn_onjuist")
		}
	}
	return p.toegang.WijzigInwoner(in.Context(), r.Actor, x)
}

func (f *form) contact(c persoon.Contact) {
	f.Phone("telefoon", c.Telefoon, formulier.Half, formulier.Optional)
	f.Phone("telefoon2", c.Telefoon2, formulier.Half, formulier.Optional)
	f.Line("email", c.Email, formulier.Optional)
	f.Pick("kanaal", string(c.Kanaal), formulier.Explained("kanaal", []persoon.Kanaal{
		persoon.KanaalTelefoon, persoon.KanaalSMS, persoon.KanaalEmail, persoon.KanaalBrief, persoon.KanaalGesprek,
	}), formulier.Optional)
	f.Line("taal", c.Taal, formulier.Short, formulier.Optional)
	f.Pick("tolk", string(c.Tolk), formulier.Explained("tolk", []persoon.Tolk{persoon.TolkTaal, persoon.TolkDoof, persoon.TolkDoofblind}), formulier.Optional)
}

func (in *input) contact() persoon.Contact {
	return persoon.Contact{
		Telefoon: in.Phone("telefoon"), Telefoon2: in.Phone("telefoon2"), Email: in.Text("email"), Kanaal: persoon.Kanaal(in.Text("kanaal")),
		Taal: strings.ToLower(in.Text("taal")), Tolk: persoon.Tolk(in.Text("tolk")),
	}
}

func (f *form) adres() {
	f.Line("straatnaam", "", formulier.Optional)
	f.Line("huisnummer", "", formulier.Numeric, formulier.Optional)
	f.Line("huisletter", "", formulier.Short, formulier.Optional)
	f.Line("toevoeging", "", formulier.Short, formulier.Optional)
	f.Line("postcode", "", formulier.Short, formulier.Optional)
	f.Line("woonplaats", "", formulier.Half, formulier.Optional)
}

func (in *input) adres() persoon.Adres {
	a := persoon.Adres{
		Straatnaam: in.Text("straatnaam"), Huisnummer: in.Int("huisnummer"), Huisletter: in.Text("huisletter"),
		Toevoeging: in.Text("toevoeging"), Postcode: in.Text("postcode"), Woonplaats: in.Text("woonplaats"),
	}
	if clean, err := persoon.ParsePostcode(a.Postcode); err == nil {
		a.Postcode = clean
	}
	return a
}

func saveGeheimhouding(p *pages, r *web.Request, in *input) error {
	g := persoon.Geheimhouding{Reden: persoon.GeheimReden(in.Text("reden")), Toelichting: in.Text("toelichting")}
	g.From = in.Day("van")
	if last := in.Day("laatste"); !last.IsZero() {
		g.Until = last.AddDays(1)
		if g.Until.Before(g.From) || g.Until == g.From {
			in.Wrong("laatste", "dossier.eind_voor_begin")
		}
	}
	return p.toegang.VraagGeheimhouding(in.Context(), r.Actor, toegang.GeheimhoudingInput{
		InwonerID: in.id, Versie: in.Versie, Geheimhouding: g, Waarom: in.Must("waarom", "dossier.reden_nodig"),
	})
}

func (f *form) vertegenwoordiging() {
	v := f.subject.vertegen
	f.Choose("soort", string(v.Soort), formulier.Explained("vertegenwoordiger_soort", persoon.VertegenwoordigerSoorten()), formulier.Columns(2))
	f.Line("roepnaam", v.Naam.Roepnaam, formulier.Half, formulier.Optional)
	f.Line("voorvoegsel", v.Naam.Voorvoegsel, formulier.Short, formulier.Optional)
	f.Line("naam", v.Naam.Geslachtsnaam)
	f.Phone("telefoon", v.Contact.Telefoon, formulier.Half, formulier.Optional)
	f.Line("email", v.Contact.Email, formulier.Optional)
	f.Tick("bereik", formulier.Strings(v.Bereik), formulier.Explained("bereik", persoon.Bereiken()))
	f.Line("grondslag", v.Grondslag, formulier.Optional)
	f.Day("van", v.From)
	f.Day("tot", lastDay(v.Until), formulier.Optional)
	f.Words("waarom", "", formulier.Rows(2))
}

func saveVertegenwoordiging(p *pages, r *web.Request, in *input) error {
	id := r.PathValue("v")
	if id == nieuw {
		id = ""
	}
	v := persoon.Vertegenwoordiging{
		Soort: persoon.VertegenwoordigerSoort(in.Text("soort")), Bereik: formulier.Values[persoon.Bereik](in.List("bereik")), Grondslag: in.Text("grondslag"),
		Naam:    persoon.Naam{Roepnaam: in.Text("roepnaam"), Voorvoegsel: in.Text("voorvoegsel"), Geslachtsnaam: in.Text("naam")},
		Contact: persoon.Contact{Telefoon: in.Phone("telefoon"), Email: in.Text("email")},
	}
	v.From = in.Day("van")
	if last := in.Day("tot"); !last.IsZero() {
		v.Until = last.AddDays(1)
	}
	if f := v.Contact.Check(); len(f) > 0 {
		in.Wrong(f[0].Field, f[0].Code)
	}
	// An account stays with the representation that it was given to.
	account := ""
	if id != "" {
		s, err := openVertegenwoordiging(p, r)
		if err != nil {
			return err
		}
		account = s.vertegen.AccountID
	}
	_, err := p.toegang.LegVertegenwoordigingVast(in.Context(), r.Actor, toegang.VertegenwoordigingInput{
		InwonerID: in.id, ID: id, Versie: in.Versie, Vertegenwoordiging: v, AccountID: account, Waarom: in.Must("waarom", "dossier.reden_nodig"),
	})
	return err
}

func keuzes(list []toegang.Keuze) []ui.Option {
	var out []ui.Option
	for _, k := range list {
		out = append(out, ui.Option{Value: k.ID, Label: k.Naam})
	}
	return out
}

func wijken(g *toegang.GegevensPage) []ui.Option {
	var out []ui.Option
	for _, w := range g.Wijken {
		out = append(out, ui.Option{Value: string(w.Code), Label: w.Naam})
	}
	return out
}

// andereGemeenten are the gemeenten of the region to move to, and anywhere else.
func andereGemeenten(g *toegang.GegevensPage) []ui.Option {
	var out []ui.Option
	for _, x := range g.Gemeenten {
		if x.Code != g.Gemeente {
			out = append(out, ui.Option{Value: string(x.Code), Label: x.Naam})
		}
	}
	return append(out, ui.Option{Value: string(inkoop.Elders), Label: tekst.Of("dossier.verhuizing.elders")})
}

// lastDay is the last day of a period that is kept as its first day after.
func lastDay(until civil.Date) civil.Date {
	if until.IsZero() {
		return until
	}
	return until.AddDays(-1)
}
