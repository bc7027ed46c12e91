package simulatie

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"trede/internal/app"
	"trede/internal/app/beheer"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/platform/clock"
	"trede/internal/platform/errs"
	"trede/internal/region"
	"trede/internal/store"
)

// collega is a member of staff with an account.
type collega struct {
	*Medewerker
	nr    int
	id    string
	actor app.Actor
	load  int        // how many residents he or she has now
	door  []*collega // who replaces, by absence
}

// leverancier is a provider as it stands in the database, with its staff.
type leverancier struct {
	*Aanbieder
	id                         string
	werkplekken                []string
	contracten                 []string // ids, empty as long as one is not on record
	werk, traject, coordinator []*collega
	bezet                      int // residents there now
}

// administratorPassword is thrown away: in a demo nobody signs in with one.
const administratorPassword = "een zin die niemand onthoudt 4711"

// setUp makes everything that is there before the first resident comes: the region,
// its organisations and teams, the people who work there, and the providers.
func (r *Run) setUp(ctx context.Context) error {
	r.today = r.begin()
	r.agenda = newAgenda(r.today, r.cfg.Tot)
	for _, step := range []func(context.Context) error{
		r.importRegion, r.firstAdministrator, r.organisations, r.appointStaff, r.procure, r.planInkoop,
	} {
		if err := step(ctx); err != nil {
			return fmt.Errorf("setting up: %w", err)
		}
	}
	r.planAbsence()
	r.planDrukte()
	for nr := range r.pop.Len() {
		r.planFirst(nr)
	}
	return nil
}

func (r *Run) importRegion(ctx context.Context) error {
	var doc bytes.Buffer
	if err := region.Write(&doc, Regio(r.cfg.Inwoners)); err != nil {
		return err
	}
	return r.u.beheer.ImportRegio(ctx, app.Systeem(), 0, doc.String(), "voorbeeldregio")
}

// firstAdministrator goes the way of a first start: the set-up code makes the
// account and the organisation of the region.
func (r *Run) firstAdministrator(ctx context.Context) error {
	m := &r.org.Medewerkers[0]
	code, err := r.u.auth.NewSetupCode(ctx)
	if err != nil {
		return err
	}
	in := auth.NewAccount{Login: m.Login, Name: m.Naam, Email: m.Email}
	if _, err := r.u.auth.Setup(ctx, code, in, administratorPassword, auth.Origin{}); err != nil {
		return err
	}
	id := ""
	err = r.u.base.Store.Read(ctx, func(tx *store.Tx) error {
		a, found, err := tx.AuthTx().AccountByLogin(m.Login)
		if err == nil && !found {
			err = errors.New("the first administrator is not there")
		}
		id = a.ID
		return err
	})
	if err != nil {
		return err
	}
	r.beheer = &collega{Medewerker: m, id: id}
	r.staff = append(r.staff, r.beheer)
	r.beheer.actor, err = r.u.base.Actor(ctx, id, nil)
	return err
}

// organisations makes all but the providers, which procurement makes.
func (r *Run) organisations(ctx context.Context) error {
	r.orgs = make([]string, len(r.org.Lijst))
	list, _, err := r.u.beheer.Organisaties(ctx, r.beheer.actor)
	if err != nil {
		return err
	}
	for i, o := range r.org.Lijst {
		in := beheer.OrganisatieInput{Soort: string(o.Soort), Naam: o.Naam, GemeenteCode: string(o.Gemeente), Van: EersteDag}
		switch o.Soort {
		case authz.SoortAanbieder:
			continue
		case authz.SoortRegio:
			in.ID, in.Versie, in.Van = list[0].ID, list[0].Versie, list[0].Van
		}
		if r.orgs[i], err = r.u.beheer.SaveOrganisatie(ctx, r.beheer.actor, in); err != nil {
			return fmt.Errorf("%s: %w", o.Naam, err)
		}
		switch o.Soort {
		case authz.SoortCAW:
			r.cawID = r.orgs[i]
		case authz.SoortGemeente:
			err = r.balie(ctx, r.orgs[i], o)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", o.Naam, err)
		}
	}
	r.teams = make([]string, len(r.org.Teams))
	for i, t := range r.org.Teams {
		if err := r.team(ctx, i, t); err != nil {
			return fmt.Errorf("%s: %w", t.Naam, err)
		}
	}
	return nil
}

// balie is where a gemeente can be reached.
func (r *Run) balie(ctx context.Context, id string, o Organisatie) error {
	n := slices.IndexFunc(plaatsen, func(p plaats) bool { return p.code == o.Gemeente })
	if n < 0 {
		return nil
	}
	p := plaatsen[n]
	return r.u.beheer.SaveLocatie(ctx, r.beheer.actor, beheer.LocatieInput{
		OrganisatieID: id, Naam: "Balie " + p.naam, Straat: straten[n], Huisnummer: "1", Postcode: fmt.Sprintf("%04dXZ", p.postcode), Plaats: p.naam,
		GemeenteCode: string(o.Gemeente), Telefoon: telefoon(n), Van: EersteDag,
	})
}

// telefoon is a number that nobody has: after an area code no number begins with a 0.
func telefoon(n int) string { return fmt.Sprintf("+3126000%04d", n%10_000) }

func (r *Run) team(ctx context.Context, i int, t Team) error {
	in := beheer.TeamInput{OrganisatieID: r.orgs[t.Organisatie], Naam: t.Naam, Van: EersteDag}
	for _, w := range t.Wijken {
		if _, known := r.register.Wijk(w); known {
			in.Wijken = append(in.Wijken, string(w))
		}
	}
	if err := r.u.beheer.SaveTeam(ctx, r.beheer.actor, in); err != nil {
		return err
	}
	return r.u.base.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Teams()
		for _, have := range all {
			if have.OrganisatieID == in.OrganisatieID && have.Naam == t.Naam {
				r.teams[i] = have.ID
			}
		}
		return err
	})
}

// appointStaff makes the accounts with their appointments. The people of providers
// come when their provider is on record.
func (r *Run) appointStaff(ctx context.Context) error {
	for nr := 1; nr < len(r.org.Medewerkers); nr++ {
		m := &r.org.Medewerkers[nr]
		if r.org.Lijst[m.Organisatie].Soort == authz.SoortAanbieder {
			continue
		}
		c, err := r.appoint(ctx, nr)
		if err != nil {
			return err
		}
		switch m.Rol {
		case authz.RoleConsulent:
			r.teamStaff[m.Team] = append(r.teamStaff[m.Team], c)
		case authz.RoleContractmanager:
			r.inkopers = append(r.inkopers, c)
		case authz.RoleBeoordelaar:
			r.beoordelaars = append(r.beoordelaars, c)
		case authz.RoleCAWAdviseur:
			r.caw = append(r.caw, c)
		}
	}
	return nil
}

func (r *Run) appoint(ctx context.Context, nr int) (*collega, error) {
	m := &r.org.Medewerkers[nr]
	in := beheer.AccountInput{
		Naam: m.Naam, Login: m.Login, Email: m.Email,
		Aanstelling: beheer.AanstellingInput{Rol: string(m.Rol), OrganisatieID: r.orgs[m.Organisatie], Van: r.begin()},
	}
	if m.Team >= 0 {
		in.Aanstelling.TeamID = r.teams[m.Team]
	}
	made, err := r.u.beheer.CreateAccount(ctx, r.beheer.actor, in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.Login, err)
	}
	c := &collega{Medewerker: m, nr: nr, id: made.AccountID, door: make([]*collega, len(m.Afwezig))}
	c.actor, err = r.u.base.Actor(ctx, c.id, nil)
	r.staff = append(r.staff, c)
	return c, err
}

// procure puts the providers on record, with their places, policies and people, and
// the contracts with which the region begins. What comes later is bought, see
// [Run.planInkoop].
func (r *Run) procure(ctx context.Context) error {
	for nr := range r.org.Aanbieders {
		a := &leverancier{Aanbieder: &r.org.Aanbieders[nr]}
		var err error
		a.id, err = r.u.Inkoop.LegAanbiederVast(ctx, r.inkopers[0].actor, appinkoop.AanbiederInput{
			Naam: a.Naam, KvK: a.KvK, AGB: a.AGB, Gemeente: string(a.Inschrijving), Vanaf: EersteDag,
		})
		if err != nil {
			return fmt.Errorf("%s: %w", a.Naam, err)
		}
		r.aanbieders = append(r.aanbieders, a)
		if err := r.people(ctx, a); err != nil {
			return err
		}
		if err := r.places(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// places puts the places and papers of a provider on record.
func (r *Run) places(ctx context.Context, a *leverancier) error {
	for _, w := range a.Werkplekken {
		id, err := r.werkplek(ctx, a, w)
		if err != nil {
			return fmt.Errorf("%s, %s: %w", a.Naam, w.Naam, err)
		}
		a.werkplekken = append(a.werkplekken, id)
	}
	return r.papers(ctx, a)
}

// people appoints the staff of a provider.
func (r *Run) people(ctx context.Context, a *leverancier) error {
	for i, o := range r.org.Lijst {
		if o.Aanbieder == a.Nr {
			r.orgs[i] = a.id
		}
	}
	for nr := range r.org.Medewerkers {
		m := &r.org.Medewerkers[nr]
		if r.org.Lijst[m.Organisatie].Aanbieder != a.Nr {
			continue
		}
		c, err := r.appoint(ctx, nr)
		if err != nil {
			return err
		}
		switch m.Rol {
		case authz.RoleWerkbegeleider:
			a.werk = append(a.werk, c)
		case authz.RoleTrajectbegeleider:
			a.traject = append(a.traject, c)
		default:
			a.coordinator = append(a.coordinator, c)
		}
	}
	return nil
}

func (r *Run) werkplek(ctx context.Context, a *leverancier, w Werkplek) (string, error) {
	location := beheer.LocatieInput{
		OrganisatieID: a.id, Naam: w.Naam, Straat: w.Straat, Huisnummer: strconv.Itoa(w.Huisnummer), Postcode: w.Postcode,
		Plaats: w.Woonplaats, GemeenteCode: string(w.Gemeente), Van: EersteDag,
		Telefoon: telefoon(100*(a.Nr+1) + len(a.werkplekken)),
	}
	if err := r.u.beheer.SaveLocatie(ctx, r.beheer.actor, location); err != nil {
		return "", err
	}
	row := store.Werkplek{Werkplek: w.Werkplek, Werksoort: w.Werksoort}
	row.Aanbieder = inkoop.AanbiederID(a.id)
	err := r.u.base.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Locaties(a.id)
		for _, l := range all {
			if l.Naam == w.Naam && l.Straat == w.Straat {
				row.LocatieID = l.ID
			}
		}
		return err
	})
	if err != nil {
		return "", err
	}
	if w.Uniek != "" {
		row.Werksoort = w.Uniek
	}
	id, err := r.u.Inkoop.LegWerkplekVast(ctx, a.coordinator[0].actor, row)
	if err != nil || w.Uniek == "" {
		return id, err
	}
	return id, r.uitzondering(id, 1)(ctx, r, a)
}

// uitzondering asks and grants the exception for a unique offer, and plans the same before
// it has to be looked at again.
func (r *Run) uitzondering(werkplek string, versie int) func(context.Context, *Run, *leverancier) error {
	return func(ctx context.Context, r *Run, a *leverancier) error {
		of := inkoop.AanbiederID(a.id)
		err := r.vraagUitzondering(ctx, a, werkplek, versie)
		if err == nil {
			err = r.u.Inkoop.BeslisUitzondering(ctx, r.inkopers[0].actor, appinkoop.UitzonderingBesluit{
				Aanbieder: of, WerkplekID: werkplek, Versie: versie + 1, Toekennen: true, Reden: "Niemand anders biedt dit werk aan.",
			})
		}
		if again := r.today.AddMonths(11); again.Before(r.cfg.Tot.AddDays(-30)) {
			r.at(again, nil, func(ctx context.Context, r *Run, _ *mens) error { return r.uitzondering(werkplek, versie+2)(ctx, r, a) })
		} else { // the last one waits for who decides when the run ends
			r.at(r.cfg.Tot.AddDays(-9), nil, func(ctx context.Context, r *Run, _ *mens) error {
				return r.fault("an exception of "+a.Naam, nil, r.vraagUitzondering(ctx, a, werkplek, versie+2))
			})
		}
		return r.fault("an exception of "+a.Naam, nil, err)
	}
}

func (r *Run) vraagUitzondering(ctx context.Context, a *leverancier, werkplek string, versie int) error {
	return r.u.Inkoop.VraagUitzondering(ctx, r.present(a.coordinator[0]).actor, appinkoop.UitzonderingVraag{
		Aanbieder: inkoop.AanbiederID(a.id), WerkplekID: werkplek, Versie: versie, Motivering: "Dit werk is in onze gemeente nergens.", Vervoer: true,
	})
}

// papers puts policies and contracts on record, each policy on the day it is known.
func (r *Run) papers(ctx context.Context, a *leverancier) error {
	for _, v := range a.Verzekeringen {
		row := store.Verzekering{
			AanbiederID: a.id, Soort: v.Soort, Verzekeraar: v.Verzekeraar, Polisnummer: v.Polisnummer,
			DektDeelnemers: v.DektDeelnemers, Van: v.Geldig.From, Tot: v.Geldig.Until,
		}
		known := v.Geldig.From.AddDays(-90)
		add := func(ctx context.Context, r *Run, _ *mens) error {
			_, err := r.u.Inkoop.LegVerzekeringVast(ctx, a.coordinator[0].actor, row)
			return r.fault("a policy of "+a.Naam, nil, err)
		}
		if err := r.nowOr(ctx, known, add); err != nil {
			return err
		}
	}
	return r.contracts(ctx, a)
}

// nowOr does something now, or plans it for a later day.
func (r *Run) nowOr(ctx context.Context, day civil.Date, do act) error {
	if day.After(r.today) {
		r.op(day, nil, do)
		return nil
	}
	return do(ctx, r, nil)
}

// planAbsence plans who replaces whom.
func (r *Run) planAbsence() {
	for _, c := range r.staff {
		for i := range c.Afwezig {
			do := func(ctx context.Context, r *Run, _ *mens) error { return r.replace(ctx, c, i) }
			r.at(c.Afwezig[i].Periode.From.AddDays(-1), nil, do)
		}
	}
}

// planDrukte lets staff forget more in the last weeks, so that there is work that is
// late when the run ends.
func (r *Run) planDrukte() {
	r.at(r.cfg.Tot.AddDays(-60), nil, func(_ context.Context, r *Run, _ *mens) error {
		for _, c := range r.staff {
			c.Vergeet += 0.25
		}
		return nil
	})
}

// replace lets a colleague in the same role do the work of somebody who is away.
func (r *Run) replace(ctx context.Context, c *collega, n int) error {
	away := c.Afwezig[n]
	other := r.colleague(c, away.Periode)
	if other == nil {
		r.Stats.ZonderVervanger++
		return nil
	}
	err := r.u.beheer.Replace(ctx, c.actor, beheer.VervangingInput{
		AccountID: c.id, VervangerID: other.id, Van: away.Periode.From, Tot: away.Periode.LastDay(), Reden: away.Reden,
	})
	if err != nil {
		return r.fault("replacing "+c.Login, nil, err)
	}
	r.Stats.Vervangingen++
	c.door[n] = other
	other.actor, err = r.u.base.Actor(ctx, other.id, nil)
	return err
}

// colleague is somebody in the same role at the same place who is there all that
// time; nil when there is nobody.
func (r *Run) colleague(c *collega, period civil.Period) *collega {
	for i := 1; i < len(r.staff); i++ {
		other := r.staff[(c.index(r)+i)%len(r.staff)]
		if other.Rol == c.Rol && other.Organisatie == c.Organisatie && other.Team == c.Team && !other.awayIn(period) {
			return other
		}
	}
	return nil
}

func (c *collega) index(r *Run) int {
	for i, other := range r.staff {
		if other == c {
			return i
		}
	}
	return 0
}

func (c *collega) awayIn(period civil.Period) bool {
	for _, a := range c.Afwezig {
		if a.Periode.Overlaps(period) {
			return true
		}
	}
	return false
}

// away tells whether somebody is away on a day.
func (c *collega) away(day civil.Date) bool {
	return c.awayIn(civil.Period{From: day, Until: day.AddDays(1)})
}

// present is who does somebody's work today: he or she, or who was put down as the
// replacement. When there is neither, it is who is away.
func (r *Run) present(c *collega) *collega {
	for i, a := range c.Afwezig {
		if a.Periode.Contains(r.today) && c.door[i] != nil {
			return c.door[i]
		}
	}
	return c
}

// refused gives the codes of what a form found, or nil when the error is another.
func refused(err error) []string {
	if !errs.Is(err, errs.Invalid) {
		return nil
	}
	var codes []string
	for _, f := range errs.FindingsOf(err) {
		codes = append(codes, f.Code)
	}
	return codes
}

// addReasons gives a reason for every finding of a rule and reports whether there
// was one that had none yet. A grens takes no reason: then nothing is added.
func addReasons(reasons map[string]string, err error) bool {
	if !errs.Is(err, errs.Invalid) {
		return false
	}
	added := false
	for _, f := range errs.FindingsOf(err) {
		if f.Rule == "" || isGrens[f.Rule] {
			return false
		}
		if reasons[f.Rule] == "" {
			reasons[f.Rule], added = "Besproken met de inwoner; dit is nu het best passend.", true
		}
	}
	return added
}

// isGrens holds the rules of the gate that no reason sets aside.
var isGrens = func() map[string]bool {
	out := map[string]bool{}
	for _, r := range toegang.Gate {
		out[r.Code] = r.Kind == rule.Grens
	}
	return out
}()

// stopwatch measures how long something takes, for the report of a run.
func (r *Run) stopwatch() func() time.Duration { return clock.Stopwatch() }
