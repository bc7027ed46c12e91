// Package regiotest gives tests of use cases a small region in a store of their own:
// the example region with gemeenten, teams, providers under contract, a CAW and the
// people who work there, and the use cases over it.
package regiotest

import (
	"context"
	"testing"
	"time"

	"trede/internal/app"
	"trede/internal/app/chain"
	"trede/internal/app/toegang"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/region"
	"trede/internal/store"
	"trede/internal/testkit/dbtest"
)

// Gemeenten of the example region: one with the CAW, one that buys, one that does not.
const (
	Arnhem = "0202"
	Duiven = "0226"
	Rheden = "0275"
)

// Regio is the small region with the use cases over it.
type Regio struct {
	T    testing.TB
	DB   *dbtest.DB
	Base *app.Base
	chain.UseCases

	TeamID, AnderTeamID, DuivenTeamID, RhedenTeamID string
	CAWID                                           string
	De, Andere                                      inkoop.AanbiederID // two providers
	WerkplekID                                      string             // of De, in Arnhem

	Consulent, Collega, Duiven, Rheden app.Actor // of the four teams; Collega is of the other team in Arnhem
	Coordinator, Werk, Traject         app.Actor // of De
	AndereCoordinator, AndereWerk      app.Actor
	Contractmanager                    app.Actor
	Beleid                             app.Actor // of Arnhem, decides about money
	CAW                                app.Actor
	bsns                               int
}

// since is when everything of the region began.
var since = civil.New(2019, time.January, 1)

// New makes the region on one engine.
func New(t testing.TB, db *dbtest.DB) *Regio {
	t.Helper()
	b := app.New(db.Store)
	r := &Regio{T: t, DB: db, Base: b, UseCases: chain.New(b)}
	r.must(db.Write(t.Context(), audit.Actor{ID: "proef"}, r.fill))
	return r
}

// Each runs a test in a region of its own on both engines.
func Each(t *testing.T, fn func(t *testing.T, r *Regio)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) { fn(t, New(t, db)) })
}

func (r *Regio) must(err error) {
	r.T.Helper()
	if err != nil {
		r.T.Fatal(err)
	}
}

func (r *Regio) fill(tx *store.Tx) error {
	tx.Audit("proef", "proef", "proef.gevuld", audit.Payload{})
	if err := tx.AddRegioDocument(0, string(region.ExampleFile())); err != nil {
		return err
	}
	mgr := r.org(tx, "regio", "MGR", "")
	arnhem := r.org(tx, "gemeente", "Gemeente Arnhem", Arnhem)
	duiven := r.org(tx, "gemeente", "Gemeente Duiven", Duiven)
	rheden := r.org(tx, "gemeente", "Gemeente Rheden", Rheden)
	r.CAWID = r.org(tx, "caw", "CAW Arnhem", Arnhem)
	r.TeamID, r.AnderTeamID = r.team(tx, arnhem, Arnhem, "Presikhaaf"), r.team(tx, arnhem, Arnhem, "Malburgen")
	r.DuivenTeamID, r.RhedenTeamID = r.team(tx, duiven, Duiven, "Duiven"), r.team(tx, rheden, Rheden, "Rheden")
	r.De, r.Andere = r.aanbieder(tx, "De Werkplaats", Arnhem), r.aanbieder(tx, "Groen Werk", Duiven)
	r.WerkplekID = r.werkplek(tx, r.De, "Fietsenmakerij", Arnhem)
	r.werkplek(tx, r.Andere, "Kas", Duiven)
	person := func(name string, role authz.Role, org, team string) app.Actor {
		id := r.account(tx, name, role, org, team)
		return app.Actor{Actor: authz.Actor{ID: id}, Naam: name}
	}
	r.Consulent = person("Naima", authz.RoleConsulent, arnhem, r.TeamID)
	r.Collega = person("Joost", authz.RoleConsulent, arnhem, r.AnderTeamID)
	r.Duiven = person("Dunja", authz.RoleConsulent, duiven, r.DuivenTeamID)
	r.Rheden = person("Rik", authz.RoleConsulent, rheden, r.RhedenTeamID)
	r.Coordinator = person("Coby", authz.RoleCoordinator, string(r.De), "")
	r.Werk = person("Peter", authz.RoleWerkbegeleider, string(r.De), "")
	r.Traject = person("Sanne", authz.RoleTrajectbegeleider, string(r.De), "")
	r.AndereCoordinator = person("Arend", authz.RoleCoordinator, string(r.Andere), "")
	r.AndereWerk = person("Wilma", authz.RoleWerkbegeleider, string(r.Andere), "")
	person("Truus", authz.RoleTrajectbegeleider, string(r.Andere), "")
	r.Contractmanager = person("Ingrid", authz.RoleContractmanager, mgr, "")
	r.Beleid = person("Bea", authz.RoleBeleidsmedewerker, arnhem, "")
	r.CAW = person("Tom", authz.RoleCAWAdviseur, r.CAWID, "")
	return nil
}

// Actor gives somebody of the region as they are signed in now.
func (r *Regio) Actor(a app.Actor) app.Actor {
	r.T.Helper()
	out, err := r.Base.Actor(r.T.Context(), a.ID, nil)
	r.must(err)
	return out
}

// Load fills in the appointments of everybody; call it once after New.
func (r *Regio) Load() *Regio {
	for _, a := range []*app.Actor{
		&r.Consulent, &r.Collega, &r.Duiven, &r.Rheden, &r.Coordinator, &r.Werk, &r.Traject, &r.AndereCoordinator, &r.AndereWerk,
		&r.Contractmanager, &r.CAW, &r.Beleid,
	} {
		*a = r.Actor(*a)
	}
	return r
}

func (r *Regio) org(tx *store.Tx, soort, naam, gemeente string) string {
	id := tx.NewID()
	r.must(store.Organisaties.Insert(tx.Tx, store.Organisatie{ID: id, Soort: soort, Naam: naam, GemeenteCode: gemeente, Van: since, Versie: 1}))
	return id
}

func (r *Regio) team(tx *store.Tx, org, gemeente, naam string) string {
	id := tx.NewID()
	r.must(store.Teams.Insert(tx.Tx, store.Team{ID: id, OrganisatieID: org, Naam: naam, GemeenteCode: gemeente, Van: since, Versie: 1}))
	return id
}

func (r *Regio) account(tx *store.Tx, name string, role authz.Role, org, team string) string {
	id := tx.NewID()
	r.must(store.Accounts.Insert(tx.Tx, auth.Account{ID: id, Kind: "medewerker", Login: name, Name: name, CreatedAt: tx.Now, Versie: 1}))
	r.must(store.Aanstellingen.Insert(tx.Tx, store.Aanstelling{
		ID: tx.NewID(), AccountID: id, Rol: string(role), OrganisatieID: org, TeamID: team, Van: since, Versie: 1,
	}))
	return id
}

// InwonerAccount gives the resident an account of the own.
func (r *Regio) InwonerAccount(inwonerID, name string) app.Actor {
	r.T.Helper()
	var id string
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		id = tx.NewID()
		tx.Audit("account", id, "account.gemaakt", audit.Payload{})
		return store.Accounts.Insert(tx.Tx, auth.Account{ID: id, Kind: "inwoner", Login: name, Name: name, PersoonID: inwonerID, CreatedAt: tx.Now, Versie: 1})
	}))
	return r.Actor(app.Actor{Actor: authz.Actor{ID: id}})
}

func (r *Regio) aanbieder(tx *store.Tx, naam, gemeente string) inkoop.AanbiederID {
	id := inkoop.AanbiederID(r.org(tx, "aanbieder", naam, gemeente))
	a := store.Aanbieder{Aanbieder: inkoop.Aanbieder{ID: id, Naam: naam}}
	a.Inschrijving = a.Inschrijving.From(since, inkoop.GemeenteCode(gemeente))
	r.must(tx.PutAanbieder(&a))
	var lines []inkoop.Contractregel
	for _, p := range []inkoop.ProductCode{"ORI", "ONT3", "ONT4", "ONT5", "STA3", "STA4"} {
		lines = append(lines, inkoop.Contractregel{
			Product: inkoop.ProductRef{Catalogus: "v2", Product: p}, Gemeenten: []inkoop.GemeenteCode{Arnhem, Duiven},
		})
	}
	r.must(tx.PutContract(&store.Contract{Contract: inkoop.Contract{
		ID: inkoop.ContractID(tx.NewID()), Nummer: "C-" + naam, Partij: "MGR", Aanbieder: id, Getekend: since,
		Oorspronkelijk: civil.Through(since, civil.New(2028, time.June, 30)), Regels: lines,
	}}))
	for _, soort := range inkoop.Verzekeringssoorten() {
		r.must(tx.PutVerzekering(&store.Verzekering{
			ID: tx.NewID(), AanbiederID: string(id), Soort: soort, Verzekeraar: "Achmea", Polisnummer: "P1", DektDeelnemers: true, Van: since,
		}))
	}
	return id
}

func (r *Regio) werkplek(tx *store.Tx, a inkoop.AanbiederID, naam, gemeente string) string {
	w := store.Werkplek{Werkplek: inkoop.Werkplek{
		ID: inkoop.WerkplekID(tx.NewID()), Aanbieder: a, Naam: naam, VoorWie: "de buurt", Gemeente: inkoop.GemeenteCode(gemeente),
		Geldig:   civil.Period{From: since},
		Dagdelen: []inkoop.Dagdeelplekken{{Dagdeel: inkoop.Dagdeel{Dag: time.Monday, Deel: inkoop.Ochtend}, Plekken: 8}},
	}}
	r.must(tx.PutWerkplek(&w))
	return string(w.ID)
}

// NieuweInwoner is what is asked of somebody who is not known yet, with a test BSN
// that nobody has.
func (r *Regio) NieuweInwoner(voornaam, achternaam, gemeente string) toegang.InwonerInput {
	bsn, _ := persoon.TestBSN(r.bsns)
	r.bsns++
	return toegang.InwonerInput{
		Naam:    persoon.Naam{Roepnaam: voornaam, Geslachtsnaam: achternaam},
		Geboren: persoon.GeborenOp(civil.New(1985, time.March, 14)), BSN: bsn,
		Adres: persoon.Adres{
			Soort: persoon.AdresBRP, Straatnaam: "Dorpsstraat", Huisnummer: 1, Postcode: "6828CN", Woonplaats: "Arnhem", Gemeente: gemeente,
		},
	}
}

// Day sets the clock to nine in the morning of a day.
func (r *Regio) Day(text string) civil.Date {
	day := civil.MustParse(text)
	r.DB.Clock.Set(day.StartOfDay().Add(9 * time.Hour))
	return day
}

// Dossier gives what is stored of a resident.
func (r *Regio) Dossier(id string, fn func(tx *store.Tx, d *store.Dossier)) {
	r.T.Helper()
	r.must(r.DB.Read(r.T.Context(), func(tx *store.Tx) error {
		d, err := tx.Dossier(id)
		if err != nil {
			return err
		}
		fn(tx, d)
		return nil
	}))
}

// Toewijzing gives the newest toewijzing of a resident.
func (r *Regio) Toewijzing(id string) (t store.Toewijzing) {
	r.T.Helper()
	r.Dossier(id, func(_ *store.Tx, d *store.Dossier) {
		list, err := d.Toewijzingen()
		r.must(err)
		if len(list) > 0 {
			t = list[len(list)-1]
		}
	})
	return t
}

// Gezegd (said) gives what the rules said of a row of a resident at an act.
func (r *Regio) Gezegd(inwonerID string, of store.Over, act string) (list []rule.Result) {
	r.T.Helper()
	r.Dossier(inwonerID, func(_ *store.Tx, d *store.Dossier) {
		said, err := d.Regels(of)
		r.must(err)
		list = said[act]
	})
	return list
}

// Klopt fails the test when a stored row is not what follows from the dossiers, or
// the audit trail is not whole.
func (r *Regio) Klopt() {
	r.T.Helper()
	differences, _, err := r.Taken.Controleer(r.T.Context(), 20)
	r.must(err)
	for _, d := range differences {
		r.T.Errorf("stored is not derived: %+v", d)
	}
	v := audit.NewVerifier()
	r.must(r.DB.VerifyAudit(context.WithoutCancel(r.T.Context()), v))
	if report := v.Report(); !report.OK() {
		r.T.Errorf("audit: %+v", report.Problems)
	}
}
