package store

import (
	"time"

	"trede/internal/domain/civil"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

// KindOrganisatie is the kind of audit chain of an organisation with its teams,
// locations and appointments.
const KindOrganisatie = "organisatie"

// Organisatie (organisation) is a municipality, a provider, the region, the CAW
// or an employer.
type Organisatie struct {
	ID           string
	Soort        string
	Naam         string
	GemeenteCode string // where it is registered, as a CBS code such as GM0202
	Van          civil.Date
	Tot          civil.Date // zero: still there
	Versie       int
}

// Team is a group of colleagues within an organisation, such as a wijkteam.
type Team struct {
	ID            string
	OrganisatieID string
	Naam          string
	GemeenteCode  string
	Van           civil.Date
	Tot           civil.Date
	Versie        int
}

// Locatie (location) is an address where an organisation works.
type Locatie struct {
	ID            string
	OrganisatieID string
	Naam          string
	Straat        string
	Huisnummer    string
	Postcode      string
	Plaats        string
	GemeenteCode  string
	WijkCode      string
	Telefoon      string
	Van           civil.Date
	Tot           civil.Date
	Versie        int
}

// Aanstelling (appointment) says what somebody does, where and from when to when.
type Aanstelling struct {
	ID            string
	AccountID     string
	Rol           string
	OrganisatieID string `db:",null"`
	TeamID        string `db:",null"`
	Van           civil.Date
	Tot           civil.Date // first day no longer; zero: open
	Versie        int
}

// Vervanging (replacement) lets a colleague do the work of an absent person.
type Vervanging struct {
	ID          string
	AccountID   string // who is absent
	VervangerID string
	Van         civil.Date
	Tot         civil.Date // first day back
	Reden       string
	Versie      int
}

// The tables of the people and their places.
var (
	Organisaties  = sqldb.Table[Organisatie]("organisatie")
	Teams         = sqldb.Table[Team]("team")
	Locaties      = sqldb.Table[Locatie]("locatie")
	Aanstellingen = sqldb.Table[Aanstelling]("aanstelling")
	Vervangingen  = sqldb.Table[Vervanging]("vervanging")
)

type teamWijk struct {
	TeamID   string
	WijkCode string
}

var teamWijken = sqldb.Table[teamWijk]("team_wijk", "wijk_code", "team_id")

var (
	organisatieAlle   = sqldb.Select[Organisatie](`select id, soort, naam, gemeente_code, van, tot, versie from organisatie order by naam, id`)
	organisatieSoort  = sqldb.Select[Organisatie](`select id, soort, naam, gemeente_code, van, tot, versie from organisatie where soort = $1 order by van, id limit 1`)
	teamAlle          = sqldb.Select[Team](`select id, organisatie_id, naam, gemeente_code, van, tot, versie from team order by naam, id`)
	teamWijkAlle      = sqldb.Select[teamWijk](`select team_id, wijk_code from team_wijk order by wijk_code, team_id`)
	locatieVan        = sqldb.Select[Locatie](`select id, organisatie_id, naam, straat, huisnummer, postcode, plaats, gemeente_code, wijk_code, telefoon, van, tot, versie from locatie where organisatie_id = $1 order by naam, id`)
	aanstellingVan    = sqldb.Select[Aanstelling](`select id, account_id, rol, organisatie_id, team_id, van, tot, versie from aanstelling where account_id = $1 order by van, id`)
	aanstellingBij    = sqldb.Select[Aanstelling](`select id, account_id, rol, organisatie_id, team_id, van, tot, versie from aanstelling where organisatie_id = $1 order by van, id`)
	aanstellingInTeam = sqldb.Select[Aanstelling](`select id, account_id, rol, organisatie_id, team_id, van, tot, versie from aanstelling where team_id = $1 order by van, id`)
	ontvangersMetRol  = sqldb.Select[Ontvanger](`
		select distinct a.id as account_id, s.organisatie_id, a.name as naam, a.email from aanstelling s join account a on a.id = s.account_id
		where s.rol = $1 and s.van <= $2 and (s.tot is null or s.tot > $2) and a.disabled_at is null and a.email <> ''
		order by a.id, s.organisatie_id`)
	appointmentsOf = sqldb.Select[Appointment](`
		select a.id, a.rol, a.organisatie_id, a.team_id, a.van, a.tot, o.soort as organisatie_soort, o.gemeente_code
		from aanstelling a left join organisatie o on o.id = a.organisatie_id where a.account_id = $1 order by a.van, a.id`)
	vervangingDoor   = sqldb.Select[Vervanging](`select id, account_id, vervanger_id, van, tot, reden, versie from vervanging where vervanger_id = $1 order by van, id`)
	vervangingVan    = sqldb.Select[Vervanging](`select id, account_id, vervanger_id, van, tot, reden, versie from vervanging where account_id = $1 order by van, id`)
	hasAdministrator = sqldb.Select[int](`select count(*) from aanstelling where rol = $1`)
)

// Organisaties gives all organisations by name.
func (tx *Tx) Organisaties() ([]Organisatie, error) { return organisatieAlle.All(tx.Tx) }

// SoortRegio is the kind of the organisation that is the region itself.
const SoortRegio = "regio"

// RegioOrganisatie gives the organisation that is the region itself. There is
// one; it is made when it is absent, under a name that the administrator mends.
func (tx *Tx) RegioOrganisatie(day civil.Date) (Organisatie, error) {
	o, found, err := organisatieSoort.Maybe(tx.Tx, SoortRegio)
	if err != nil || found {
		return o, err
	}
	o = Organisatie{ID: tx.NewID(), Soort: SoortRegio, Naam: "De regio", Van: day, Versie: 1}
	if err := Organisaties.Insert(tx.Tx, o); err != nil {
		return o, err
	}
	tx.Audit(KindOrganisatie, o.ID, "organisatie.vastgelegd", audit.Payload{})
	return o, nil
}

// Teams gives all teams by name.
func (tx *Tx) Teams() ([]Team, error) { return teamAlle.All(tx.Tx) }

// TeamVanWijk gives which teams serve which neighbourhood, by CBS wijk code.
func (tx *Tx) TeamVanWijk() (map[string][]string, error) {
	out := map[string][]string{}
	err := teamWijkAlle.Each(tx.Tx, func(r teamWijk) error {
		out[r.WijkCode] = append(out[r.WijkCode], r.TeamID)
		return nil
	})
	return out, err
}

// SetTeamWijk lets a team serve a neighbourhood.
func (tx *Tx) SetTeamWijk(teamID, wijkCode string) error {
	return teamWijken.Insert(tx.Tx, teamWijk{TeamID: teamID, WijkCode: wijkCode})
}

// Locaties gives the locations of an organisation.
func (tx *Tx) Locaties(organisatieID string) ([]Locatie, error) {
	return locatieVan.All(tx.Tx, organisatieID)
}

// AanstellingenOf gives every appointment of an account, also ended ones.
func (tx *Tx) AanstellingenOf(accountID string) ([]Aanstelling, error) {
	return aanstellingVan.All(tx.Tx, accountID)
}

// Appointment is an appointment with what authz needs of its organisation.
type Appointment struct {
	ID               string
	Rol              string
	OrganisatieID    string
	TeamID           string
	Van              civil.Date
	Tot              civil.Date
	OrganisatieSoort string
	GemeenteCode     string
}

// AppointmentsOf gives every appointment of an account with its organisation.
func (tx *Tx) AppointmentsOf(accountID string) ([]Appointment, error) {
	return appointmentsOf.All(tx.Tx, accountID)
}

// AanstellingenAt gives every appointment at an organisation, also ended ones.
func (tx *Tx) AanstellingenAt(organisatieID string) ([]Aanstelling, error) {
	return aanstellingBij.All(tx.Tx, organisatieID)
}

// Ontvanger (recipient) is somebody who can be mailed for an appointment.
type Ontvanger struct {
	AccountID     string
	OrganisatieID string
	Naam          string
	Email         string
}

// OntvangersMetRol gives who has a role on a day, with a mail address and an account that
// works, by account.
func (tx *Tx) OntvangersMetRol(rol string, day civil.Date) ([]Ontvanger, error) {
	return ontvangersMetRol.All(tx.Tx, rol, day)
}

// AanstellingenInTeam gives every appointment in a team, also ended ones.
func (tx *Tx) AanstellingenInTeam(teamID string) ([]Aanstelling, error) {
	return aanstellingInTeam.All(tx.Tx, teamID)
}

// VervangingenBy gives whom an account replaces, at any time.
func (tx *Tx) VervangingenBy(accountID string) ([]Vervanging, error) {
	return vervangingDoor.All(tx.Tx, accountID)
}

// VervangingenOf gives who replaces an account, at any time.
func (tx *Tx) VervangingenOf(accountID string) ([]Vervanging, error) {
	return vervangingVan.All(tx.Tx, accountID)
}

// HasRole reports whether anybody was ever appointed to a role. It tells a first
// start from a later one.
func (tx *Tx) HasRole(rol string) (bool, error) {
	n, err := hasAdministrator.One(tx.Tx, rol)
	return n > 0, err
}

// RegioVersie is one imported document of the region's dated data.
type RegioVersie struct {
	ID        string
	Volgnr    int
	Ingelezen time.Time
	DoorID    string
	Document  string
}

var (
	regioVersies = sqldb.Table[RegioVersie]("regio_versie")
	regioNieuwst = sqldb.Select[RegioVersie](`select id, volgnr, ingelezen, door_id, document from regio_versie order by volgnr desc limit 1`)
	regioVolgnr  = sqldb.Select[int](`select volgnr from regio_versie order by volgnr desc limit 1`)
)

// RegioDocument gives the newest document of the region, or NotFound before the
// first import.
func (tx *Tx) RegioDocument() (RegioVersie, error) { return regioNieuwst.One(tx.Tx) }

// RegioVolgnr gives the number of the newest document, 0 when there is none. A
// transaction works with one document.
func (tx *Tx) RegioVolgnr() (int, error) {
	if tx.regio != 0 {
		return tx.regio, nil
	}
	n, _, err := regioVolgnr.Maybe(tx.Tx)
	tx.regio = n
	return n, err
}

// AddRegioDocument stores a new document after the one with number last. When
// somebody else was first the error is a Conflict.
func (tx *Tx) AddRegioDocument(last int, document string) error {
	have, err := tx.RegioVolgnr()
	if err != nil {
		return err
	}
	if have != last {
		return errs.New(errs.Conflict, "regio.intussen_gewijzigd")
	}
	tx.regio = last + 1
	return regioVersies.Insert(tx.Tx, RegioVersie{
		ID: tx.NewID(), Volgnr: tx.regio, Ingelezen: tx.Now, DoorID: tx.Actor.ID, Document: document,
	})
}
