package store

import (
	"strings"
	"time"

	"trede/internal/auth"
	"trede/internal/domain/civil"
	"trede/internal/platform/sqldb"
)

// What the administrator's pages ask.

type accountRij struct {
	ID         string
	Login      string
	Name       string
	DisabledAt time.Time
}

// StaffRow is a member of staff as a list shows one: without any secret.
type StaffRow struct {
	ID       string
	Login    string
	Name     string
	Disabled bool
}

const staffWhere = ` from account where kind = 'medewerker'
	and ($1 = '' or lower(name) like $1 escape '\' or login like $1 escape '\')
	and ($2 = '' or exists (select 1 from aanstelling a where a.account_id = account.id and a.organisatie_id = $2))`

var (
	staffPage    = sqldb.Select[accountRij](`select id, login, name, disabled_at` + staffWhere + ` order by name, id limit $3 offset $4`)
	staffCount   = sqldb.Select[int](`select count(*)` + staffWhere)
	staffNames   = sqldb.Select[nameRij](`select distinct c.id, c.name from account c join aanstelling a on a.account_id = c.id where a.organisatie_id = $1`)
	teamVan      = sqldb.Select[Team](`select id, organisatie_id, naam, gemeente_code, van, tot, versie from team where organisatie_id = $1 order by naam, id`)
	wijkVanTeam  = sqldb.Select[teamWijk](`select w.team_id, w.wijk_code from team_wijk w join team t on t.id = w.team_id where t.organisatie_id = $1 order by w.wijk_code, w.team_id`)
	teamWijkWeg  = sqldb.Exec(`delete from team_wijk where team_id = $1`)
	regioLijst   = sqldb.Select[RegioRegel](`select v.volgnr, v.ingelezen, v.door_id, a.name as door from regio_versie v left join account a on a.id = v.door_id order by v.volgnr desc`)
	eenInwoner   = sqldb.Select[string](`select id from inwoner limit 1`)
	openAfspraak = sqldb.Select[int](`select count(*) from aanstelling where organisatie_id = $1 and (tot is null or tot > $2)`)
)

type nameRij struct{ ID, Name string }

// pattern makes a search text fit for like; an empty one finds everybody.
func pattern(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return ""
	}
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}

// Staff gives a page of staff accounts by name, and how many there are: those
// whose name or user name holds a text, at an organisation when one is given.
func (tx *Tx) Staff(text, organisatieID string, limit, offset int) ([]StaffRow, int, error) {
	n, err := staffCount.One(tx.Tx, pattern(text), organisatieID)
	if err != nil {
		return nil, 0, err
	}
	rows, err := staffPage.All(tx.Tx, pattern(text), organisatieID, limit, offset)
	if err != nil {
		return nil, 0, err
	}
	out := make([]StaffRow, len(rows))
	for i, r := range rows {
		out[i] = StaffRow{ID: r.ID, Login: r.Login, Name: r.Name, Disabled: !r.DisabledAt.IsZero()}
	}
	return out, n, nil
}

// NamesAt gives the names of everybody who ever had an appointment at an
// organisation, by account.
func (tx *Tx) NamesAt(organisatieID string) (map[string]string, error) {
	out := map[string]string{}
	err := staffNames.Each(tx.Tx, func(r nameRij) error {
		out[r.ID] = r.Name
		return nil
	}, organisatieID)
	return out, err
}

// TeamsOf gives the teams of an organisation by name.
func (tx *Tx) TeamsOf(organisatieID string) ([]Team, error) { return teamVan.All(tx.Tx, organisatieID) }

// WijkenOf gives the neighbourhoods that each team of an organisation serves.
func (tx *Tx) WijkenOf(organisatieID string) (map[string][]string, error) {
	out := map[string][]string{}
	err := wijkVanTeam.Each(tx.Tx, func(r teamWijk) error {
		out[r.TeamID] = append(out[r.TeamID], r.WijkCode)
		return nil
	}, organisatieID)
	return out, err
}

// SetTeamWijken lets a team serve these neighbourhoods and no others.
func (tx *Tx) SetTeamWijken(teamID string, codes []string) error {
	if _, err := teamWijkWeg.Run(tx.Tx, teamID); err != nil {
		return err
	}
	for _, c := range codes {
		if err := tx.SetTeamWijk(teamID, c); err != nil {
			return err
		}
	}
	return nil
}

// AanstellingenAfter counts the appointments at an organisation that hold on a day
// or later.
func (tx *Tx) AanstellingenAfter(organisatieID string, day civil.Date) (int, error) {
	return openAfspraak.One(tx.Tx, organisatieID, day)
}

// RegioRegel is one imported document in the list of all, without its text.
type RegioRegel struct {
	Volgnr    int
	Ingelezen time.Time
	DoorID    string
	Door      string // name of the account; empty for the program itself
}

// RegioVersies gives the imported documents, newest first.
func (tx *Tx) RegioVersies() ([]RegioRegel, error) { return regioLijst.All(tx.Tx) }

// AnyInwoner tells whether there is any dossier, so that the region's data has a
// past.
func (tx *Tx) AnyInwoner() (bool, error) {
	_, found, err := eenInwoner.Maybe(tx.Tx)
	return found, err
}

// StaffAccount gives a member of staff; false for anybody else.
func (tx *Tx) StaffAccount(id string) (auth.Account, bool, error) {
	a, found, err := Accounts.Maybe(tx.Tx, id)
	return a, found && a.Kind == auth.Medewerker, err
}
