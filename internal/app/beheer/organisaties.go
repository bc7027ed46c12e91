package beheer

import (
	"context"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// Soorten lists the kinds of organisation that can be added: all but the region,
// of which there is one.
func Soorten() []authz.Soort {
	return []authz.Soort{authz.SoortGemeente, authz.SoortAanbieder, authz.SoortCAW, authz.SoortWerkgever}
}

// Organisaties gives the organisations that the actor may list, by name, and
// whether the actor may add one.
func (s *Service) Organisaties(ctx context.Context, actor app.Actor) (list []Organisatie, add bool, err error) {
	err = s.read(ctx, func(tx *store.Tx) error {
		all, err := tx.Organisaties()
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(all, func(o Organisatie) bool {
			return !can(actor, authz.LijstOrganisaties, facts(tx, o.ID))
		})
		add = can(actor, authz.OrganisatieVastleggen, facts(tx, ""))
		if len(list) == 0 && !can(actor, authz.LijstOrganisaties, facts(tx, "")) {
			return app.NotHere()
		}
		return nil
	})
	return list, add, err
}

// OrganisatiePage is an organisation with what belongs to it, and what the actor
// may do with it.
type OrganisatiePage struct {
	Organisatie
	Teams          []Team
	Wijken         map[string][]string // by team
	WijkNamen      map[string]string   // of all neighbourhoods of the gemeente today
	Gemeenten      map[string]string   // names by code, of the region and its neighbours
	Locaties       []Locatie
	Aanstellingen  []Aanstelling     // only for who may see them
	Namen          map[string]string // of accounts
	Gebeurtenissen []Gebeurtenis
	Wie            map[string]string // names of who did something

	MayChange, MayTeam, MayLocatie, MayAppoint, MaySeePeople bool
}

// Organisatie gives one organisation.
func (s *Service) Organisatie(ctx context.Context, actor app.Actor, id string) (OrganisatiePage, error) {
	var p OrganisatiePage
	err := s.read(ctx, func(tx *store.Tx) error {
		o, err := s.organisatie(tx, actor, authz.OrganisatieLezen, id)
		if err != nil {
			return err
		}
		f := facts(tx, id)
		colleague := f
		colleague.AccountID = "-" // somebody else
		p = OrganisatiePage{
			Organisatie: o, MayChange: can(actor, authz.OrganisatieWijzigen, f), MayTeam: can(actor, authz.TeamVastleggen, f),
			MayLocatie: can(actor, authz.LocatieVastleggen, f), MayAppoint: can(actor, authz.AanstellingVastleggen, colleague),
			MaySeePeople: can(actor, authz.AanstellingLezen, f),
		}
		if p.Teams, err = tx.TeamsOf(id); err != nil {
			return err
		}
		if p.Wijken, err = tx.WijkenOf(id); err != nil {
			return err
		}
		if p.Locaties, err = tx.Locaties(id); err != nil {
			return err
		}
		if err := s.people(tx, actor, &p, f); err != nil {
			return err
		}
		return s.names(tx, &p)
	})
	return p, err
}

// people fills in who works there, for who may see that.
func (s *Service) people(tx *store.Tx, actor app.Actor, p *OrganisatiePage, f authz.Facts) (err error) {
	if p.MaySeePeople {
		if p.Aanstellingen, err = tx.AanstellingenAt(p.ID); err != nil {
			return err
		}
		if p.Namen, err = tx.NamesAt(p.ID); err != nil {
			return err
		}
	}
	f.BijdrageVan = []string{p.ID}
	if can(actor, authz.AuditLezen, f) {
		if p.Gebeurtenissen, err = tx.Tijdlijn(KindOrganisatie, p.ID, 20); err == nil {
			p.Wie, err = actorNames(tx, p.Gebeurtenissen)
		}
	}
	return err
}

// names fills in the names of gemeenten and neighbourhoods.
func (s *Service) names(tx *store.Tx, p *OrganisatiePage) error {
	r, err := s.base.Regels(tx)
	if err != nil {
		return err
	}
	p.Gemeenten, p.WijkNamen = gemeenteNamen(r.Register), map[string]string{}
	for _, w := range r.Wijken(inkoop.GemeenteCode(app.GemeenteCode(p.GemeenteCode)), app.Today(tx.Now)) {
		p.WijkNamen[string(w.Code)] = w.Naam
	}
	return nil
}

func gemeenteNamen(r *inkoop.Register) map[string]string {
	out := map[string]string{}
	for _, g := range r.Data().Gemeenten {
		out[string(g.Code)] = g.Naam
	}
	return out
}

// organisatie loads an organisation and asks whether the actor may do this to it.
func (s *Service) organisatie(tx *store.Tx, actor app.Actor, action authz.Action, id string) (Organisatie, error) {
	if err := may(tx, actor, action, facts(tx, id)); err != nil {
		return Organisatie{}, err
	}
	o, found, err := store.Organisaties.Maybe(tx.Tx, id)
	if err == nil && !found {
		err = app.NotHere()
	}
	return o, err
}

// Gemeenten gives the gemeenten of a day that an organisation can be in, by name:
// those of the region, and its neighbours.
func (s *Service) Gemeenten(ctx context.Context, actor app.Actor) (list []inkoop.Gemeente, err error) {
	err = s.read(ctx, func(tx *store.Tx) error {
		if err := may(tx, actor, authz.RegioLezen, facts(tx, "")); err != nil {
			return err
		}
		r, err := s.base.Regels(tx)
		if err != nil {
			return err
		}
		today := app.Today(tx.Now)
		for _, g := range r.Data().Gemeenten {
			if g.Geldig.Contains(today) {
				list = append(list, g)
			}
		}
		slices.SortFunc(list, func(a, b inkoop.Gemeente) int { return strings.Compare(a.Naam, b.Naam) })
		return nil
	})
	return list, err
}

// OrganisatieInput is what a form says of an organisation. Soort and GemeenteCode
// count when it is new: authorisation rests on them.
type OrganisatieInput struct {
	ID           string // empty: a new one
	Soort        string
	Naam         string
	GemeenteCode string
	Van, Tot     civil.Date // Tot: the last day
	Versie       int
	Found        []errs.Finding // what the form found by itself
}

// SaveOrganisatie adds or changes an organisation and gives its id.
func (s *Service) SaveOrganisatie(ctx context.Context, actor app.Actor, in OrganisatieInput) (string, error) {
	id := in.ID
	err := s.write(ctx, actor, func(tx *store.Tx) error {
		if in.ID != "" {
			return s.changeOrganisatie(tx, actor, in)
		}
		if err := may(tx, actor, authz.OrganisatieVastleggen, facts(tx, "")); err != nil {
			return err
		}
		o, err := s.newOrganisatie(tx, in)
		if err != nil {
			return err
		}
		id = o.ID
		if err := store.Organisaties.Insert(tx.Tx, o); err != nil {
			return err
		}
		tx.Audit(KindOrganisatie, o.ID, "organisatie.vastgelegd", audit.Payload{Changes: changes(
			"naam", "", o.Naam, "soort", "", o.Soort, "gemeente_code", "", o.GemeenteCode, "van", "", day(o.Van), "tot", "", day(o.Tot),
		)})
		tx.BumpScope(store.ScopeInkoop) // which shows names of providers
		return nil
	})
	return id, err
}

func (s *Service) newOrganisatie(tx *store.Tx, in OrganisatieInput) (Organisatie, error) {
	c := check(in.Found)
	p := c.period(in.Van, in.Tot)
	o := Organisatie{
		ID: tx.NewID(), Soort: in.Soort, Naam: c.text("naam", in.Naam, "naam.verplicht", maxNaam),
		GemeenteCode: in.GemeenteCode, Van: p.From, Tot: p.Until, Versie: 1,
	}
	if !slices.Contains(Soorten(), authz.Soort(in.Soort)) {
		c.add("soort", "beheer.soort_kies")
	}
	r, err := s.base.Regels(tx)
	if err != nil {
		return o, err
	}
	switch _, known := r.Gemeente(inkoop.GemeenteCode(in.GemeenteCode)); {
	case in.GemeenteCode == "" && (in.Soort == string(authz.SoortGemeente) || in.Soort == string(authz.SoortAanbieder)):
		c.add("gemeente", "beheer.gemeente_kies")
	case in.GemeenteCode != "" && !known:
		c.add("gemeente", "invoer.keuze_onbekend")
	}
	all, err := tx.Organisaties()
	if err != nil {
		return o, err
	}
	for _, other := range all {
		if o.Soort == string(authz.SoortGemeente) && other.Soort == o.Soort && app.GemeenteCode(other.GemeenteCode) == o.GemeenteCode && o.GemeenteCode != "" {
			c.add("gemeente", "beheer.gemeente_is_er")
		}
	}
	return o, c.err()
}

func (s *Service) changeOrganisatie(tx *store.Tx, actor app.Actor, in OrganisatieInput) error {
	before, err := s.organisatie(tx, actor, authz.OrganisatieWijzigen, in.ID)
	if err != nil {
		return err
	}
	c := check(in.Found)
	p := c.period(in.Van, in.Tot)
	o := before
	o.Naam, o.Van, o.Tot = c.text("naam", in.Naam, "naam.verplicht", maxNaam), p.From, p.Until
	if !o.Tot.IsZero() {
		n, err := tx.AanstellingenAfter(o.ID, o.Tot)
		if err != nil {
			return err
		}
		if n > 0 {
			c.add("tot", "beheer.nog_aanstellingen", n)
		}
	}
	if err := c.err(); err != nil {
		return err
	}
	if err := app.Stale(in.Versie, before.Versie, before); err != nil {
		return err
	}
	if err := store.Organisaties.Update(tx.Tx, o); err != nil {
		return err
	}
	tx.Audit(KindOrganisatie, o.ID, "organisatie.gewijzigd", audit.Payload{Changes: changes(
		"naam", before.Naam, o.Naam, "van", day(before.Van), day(o.Van), "tot", day(before.Tot), day(o.Tot),
	)})
	tx.BumpScope(store.ScopeInkoop) // which shows names of providers
	return nil
}

// TeamInput is what a form says of a team.
type TeamInput struct {
	ID            string // empty: a new one
	OrganisatieID string
	Naam          string
	Van, Tot      civil.Date // Tot: the last day
	Wijken        []string   // CBS codes, of a team of a gemeente
	Versie        int
	Found         []errs.Finding // what the form found by itself
}

// SaveTeam adds or changes a team.
func (s *Service) SaveTeam(ctx context.Context, actor app.Actor, in TeamInput) error {
	return s.write(ctx, actor, func(tx *store.Tx) error {
		o, err := s.organisatie(tx, actor, authz.TeamVastleggen, in.OrganisatieID)
		if err != nil {
			return err
		}
		before := Team{}
		if in.ID != "" {
			found := false
			if before, found, err = store.Teams.Maybe(tx.Tx, in.ID); err != nil {
				return err
			} else if !found || before.OrganisatieID != o.ID {
				return app.NotHere()
			}
		}
		c := check(in.Found)
		p := c.period(in.Van, in.Tot)
		t := Team{
			ID: in.ID, OrganisatieID: o.ID, Naam: c.text("naam", in.Naam, "naam.verplicht", maxNaam),
			GemeenteCode: o.GemeenteCode, Van: p.From, Tot: p.Until, Versie: before.Versie,
		}
		wijken, err := s.checkWijken(tx, &c, o, in.Wijken)
		if err != nil {
			return err
		}
		if err := c.err(); err != nil {
			return err
		}
		action := "team.gewijzigd"
		if in.ID == "" {
			action, t.ID, t.Versie = "team.vastgelegd", tx.NewID(), 1
			err = store.Teams.Insert(tx.Tx, t)
		} else if err = app.Stale(in.Versie, before.Versie, before); err == nil {
			err = store.Teams.Update(tx.Tx, t)
		}
		if err != nil {
			return err
		}
		tx.Audit(KindOrganisatie, o.ID, action, audit.Payload{
			Details: map[string]string{"team": t.ID, "wijken": strings.Join(wijken, " ")},
			Changes: changes("naam", before.Naam, t.Naam, "van", day(before.Van), day(t.Van), "tot", day(before.Tot), day(t.Tot)),
		})
		return tx.SetTeamWijken(t.ID, wijken)
	})
}

// checkWijken keeps the neighbourhoods of the gemeente, each once.
func (s *Service) checkWijken(tx *store.Tx, c *check, o Organisatie, codes []string) ([]string, error) {
	r, err := s.base.Regels(tx)
	if err != nil {
		return nil, err
	}
	codes = slices.Compact(slices.Sorted(slices.Values(codes)))
	for _, code := range codes {
		w, known := r.Wijk(inkoop.WijkCode(code))
		if !known || o.Soort != string(authz.SoortGemeente) || string(w.Code.Gemeente()) != app.GemeenteCode(o.GemeenteCode) {
			c.add("wijk", "invoer.keuze_onbekend")
			break
		}
	}
	return codes, nil
}

// LocatieInput is what a form says of a location.
type LocatieInput struct {
	ID            string // empty: a new one
	OrganisatieID string
	Naam          string
	Straat        string
	Huisnummer    string
	Postcode      string
	Plaats        string
	GemeenteCode  string
	Telefoon      string
	Van, Tot      civil.Date // Tot: the last day
	Versie        int
	Found         []errs.Finding // what the form found by itself
}

// SaveLocatie adds or changes a location.
func (s *Service) SaveLocatie(ctx context.Context, actor app.Actor, in LocatieInput) error {
	return s.write(ctx, actor, func(tx *store.Tx) error {
		o, err := s.organisatie(tx, actor, authz.LocatieVastleggen, in.OrganisatieID)
		if err != nil {
			return err
		}
		before := Locatie{}
		if in.ID != "" {
			found := false
			if before, found, err = store.Locaties.Maybe(tx.Tx, in.ID); err != nil {
				return err
			} else if !found || before.OrganisatieID != o.ID {
				return app.NotHere()
			}
		}
		l, err := s.locatie(tx, o, before, in)
		if err != nil {
			return err
		}
		action := "locatie.gewijzigd"
		if in.ID == "" {
			action, l.ID, l.Versie = "locatie.vastgelegd", tx.NewID(), 1
			err = store.Locaties.Insert(tx.Tx, l)
		} else if err = app.Stale(in.Versie, before.Versie, before); err == nil {
			err = store.Locaties.Update(tx.Tx, l)
		}
		if err != nil {
			return err
		}
		tx.Audit(KindOrganisatie, o.ID, action, audit.Payload{
			Details: map[string]string{"locatie": l.ID},
			Changes: changes(
				"naam", before.Naam, l.Naam, "straat", before.Straat, l.Straat, "huisnummer", before.Huisnummer, l.Huisnummer,
				"postcode", before.Postcode, l.Postcode, "plaats", before.Plaats, l.Plaats, "gemeente_code", before.GemeenteCode, l.GemeenteCode,
				"telefoon", before.Telefoon, l.Telefoon, "van", day(before.Van), day(l.Van), "tot", day(before.Tot), day(l.Tot),
			),
		})
		return nil
	})
}

func (s *Service) locatie(tx *store.Tx, o Organisatie, before Locatie, in LocatieInput) (Locatie, error) {
	c := check(in.Found)
	p := c.period(in.Van, in.Tot)
	l := Locatie{
		ID: in.ID, OrganisatieID: o.ID, Naam: c.text("naam", in.Naam, "naam.verplicht", maxNaam),
		Straat: c.text("straat", in.Straat, "beheer.straat_leeg", maxNaam), Huisnummer: c.text("huisnummer", in.Huisnummer, "beheer.huisnummer_leeg", 20),
		Plaats: c.text("plaats", in.Plaats, "beheer.plaats_leeg", maxNaam), GemeenteCode: in.GemeenteCode,
		WijkCode: before.WijkCode, Telefoon: c.text("telefoon", in.Telefoon, "", 40), Van: p.From, Tot: p.Until, Versie: before.Versie,
	}
	var err error
	if l.Postcode, err = persoon.ParsePostcode(in.Postcode); err != nil || l.Postcode == "" {
		c.add("postcode", "beheer.postcode_vorm")
	}
	r, err := s.base.Regels(tx)
	if err != nil {
		return l, err
	}
	if _, known := r.Gemeente(inkoop.GemeenteCode(in.GemeenteCode)); !known {
		c.add("gemeente", "beheer.gemeente_kies")
	}
	return l, c.err()
}
