package store

import (
	"encoding/json"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/sqldb"
)

type nalevingspuntRij struct {
	ID         string
	ContractID string
	DoorID     string
	Inhoud     json.RawMessage
	Versie     int
}

// Nalevingspunt is a point of compliance with its id and version.
type Nalevingspunt struct {
	inkoop.Nalevingspunt
	ID     string
	DoorID string // account of who wrote it down
	Versie int
}

type overlegRij struct {
	ID     string
	Dag    civil.Date
	Inhoud json.RawMessage
	Versie int
}

// Overleg is a meeting with its id and version.
type Overleg struct {
	inkoop.Overleg
	ID     string
	Versie int
}

type actieRij struct {
	ID              string
	OverlegID       string `db:",null"`
	NalevingspuntID string `db:",null"`
	OrganisatieID   string
	Uiterlijk       civil.Date
	Gedaan          civil.Date
	Inhoud          json.RawMessage
	Versie          int
}

// Actie is an action with its id and version.
type Actie struct {
	inkoop.Actie
	ID     string
	Punt   string // id of the point that it is about; empty: none
	Versie int
}

var (
	nalevingspunten = sqldb.Table[nalevingspuntRij]("nalevingspunt")
	overleggen      = sqldb.Table[overlegRij]("overleg")
	acties          = sqldb.Table[actieRij]("actie")

	nalevingAlle = sqldb.Select[nalevingspuntRij](`select id, contract_id, door_id, inhoud, versie from nalevingspunt order by contract_id, id`)
	nalevingVan  = sqldb.Select[nalevingspuntRij](`
		select id, contract_id, door_id, inhoud, versie from nalevingspunt where contract_id = $1 order by id`)
	overlegAlle = sqldb.Select[overlegRij](`select id, dag, inhoud, versie from overleg order by dag desc, id desc`)

	actieKolommen = `id, overleg_id, nalevingspunt_id, organisatie_id, uiterlijk, gedaan, inhoud, versie`
	actieOpen     = sqldb.Select[actieRij](`select ` + actieKolommen + ` from actie where gedaan is null order by uiterlijk, id`)
	actieOverleg  = sqldb.Select[actieRij](`select ` + actieKolommen + ` from actie where overleg_id = $1 order by uiterlijk, id`)
	actiePunt     = sqldb.Select[actieRij](`select ` + actieKolommen + ` from actie where nalevingspunt_id = $1 order by uiterlijk, id`)

	// Reports that came in: all of a period, and those after their last day.
	berichtenTelling = sqldb.Select[berichtTelling](`
		select count(*) as alle, coalesce(sum(case when ingediend > termijn then 1 else 0 end), 0) as laat
		from voortgangsbericht where aanbieder_id = $1 and ingediend >= $2 and ingediend < $3`)
	taakLaat = sqldb.Select[int](`
		select count(*) from taak where kant = $1 and kant_id = $2 and soort = $3 and opgeschort = $4 and termijn < $5`)
	signalenOpen = sqldb.Select[int](`select count(*) from signaal where aanbieder_id = $1 and gesloten is null`)
)

type berichtTelling struct{ Alle, Laat int }

func (r nalevingspuntRij) punt() (Nalevingspunt, error) {
	p := Nalevingspunt{ID: r.ID, DoorID: r.DoorID, Versie: r.Versie}
	return p, fromJSON(r.Inhoud, &p.Nalevingspunt)
}

func lijst[R, T any](rows []R, err error, fn func(R) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	out := make([]T, 0, len(rows))
	for _, r := range rows {
		one, err := fn(r)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// Nalevingspunten gives the points of a contract in the order in which they were written
// down; those of all contracts when it names none.
func (tx *Tx) Nalevingspunten(contract inkoop.ContractID) ([]Nalevingspunt, error) {
	if contract == "" {
		rows, err := nalevingAlle.All(tx.Tx)
		return lijst(rows, err, nalevingspuntRij.punt)
	}
	rows, err := nalevingVan.All(tx.Tx, string(contract))
	return lijst(rows, err, nalevingspuntRij.punt)
}

// Nalevingspunt gives one point and tells whether it is there.
func (tx *Tx) Nalevingspunt(id string) (Nalevingspunt, bool, error) {
	row, there, err := nalevingspunten.Maybe(tx.Tx, id)
	if err != nil || !there {
		return Nalevingspunt{}, false, err
	}
	p, err := row.punt()
	return p, true, err
}

// PutNalevingspunt writes a point; one without a version is new.
func (tx *Tx) PutNalevingspunt(p *Nalevingspunt) error {
	body, err := toJSON(p.Nalevingspunt)
	if err != nil {
		return err
	}
	r := nalevingspuntRij{ID: p.ID, ContractID: string(p.Contract), DoorID: p.DoorID, Inhoud: body, Versie: p.Versie}
	if err := put(tx, nalevingspunten, &r, &r.Versie); err != nil {
		return err
	}
	p.Versie++
	return nil
}

func (r overlegRij) overleg() (Overleg, error) {
	o := Overleg{ID: r.ID, Versie: r.Versie}
	return o, fromJSON(r.Inhoud, &o.Overleg)
}

// Overleggen gives the meetings, the newest first.
func (tx *Tx) Overleggen() ([]Overleg, error) {
	rows, err := overlegAlle.All(tx.Tx)
	return lijst(rows, err, overlegRij.overleg)
}

// Overleg gives one meeting and tells whether it is there.
func (tx *Tx) Overleg(id string) (Overleg, bool, error) {
	row, there, err := overleggen.Maybe(tx.Tx, id)
	if err != nil || !there {
		return Overleg{}, false, err
	}
	o, err := row.overleg()
	return o, true, err
}

// PutOverleg writes a meeting; one without a version is new.
func (tx *Tx) PutOverleg(o *Overleg) error {
	body, err := toJSON(o.Overleg)
	if err != nil {
		return err
	}
	r := overlegRij{ID: o.ID, Dag: o.Dag, Inhoud: body, Versie: o.Versie}
	if err := put(tx, overleggen, &r, &r.Versie); err != nil {
		return err
	}
	o.Versie++
	return nil
}

func (r actieRij) actie() (Actie, error) {
	a := Actie{ID: r.ID, Punt: r.NalevingspuntID, Versie: r.Versie}
	return a, fromJSON(r.Inhoud, &a.Actie)
}

// OpenActies gives the actions that are not done, by last day.
func (tx *Tx) OpenActies() ([]Actie, error) {
	rows, err := actieOpen.All(tx.Tx)
	return lijst(rows, err, actieRij.actie)
}

// ActiesVanOverleg gives the actions of a meeting, by last day.
func (tx *Tx) ActiesVanOverleg(id string) ([]Actie, error) {
	rows, err := actieOverleg.All(tx.Tx, id)
	return lijst(rows, err, actieRij.actie)
}

// ActiesVanPunt gives the actions of a point of compliance, by last day.
func (tx *Tx) ActiesVanPunt(id string) ([]Actie, error) {
	rows, err := actiePunt.All(tx.Tx, id)
	return lijst(rows, err, actieRij.actie)
}

// Actie gives one action and tells whether it is there.
func (tx *Tx) Actie(id string) (Actie, bool, error) {
	row, there, err := acties.Maybe(tx.Tx, id)
	if err != nil || !there {
		return Actie{}, false, err
	}
	a, err := row.actie()
	return a, true, err
}

// PutActie writes an action; one without a version is new.
func (tx *Tx) PutActie(a *Actie) error {
	body, err := toJSON(a.Actie)
	if err != nil {
		return err
	}
	r := actieRij{
		ID: a.ID, OverlegID: a.Overleg, NalevingspuntID: a.Punt, OrganisatieID: a.OrganisatieID,
		Uiterlijk: a.Uiterlijk, Gedaan: a.Gedaan, Inhoud: body, Versie: a.Versie,
	}
	if err := put(tx, acties, &r, &r.Versie); err != nil {
		return err
	}
	a.Versie++
	return nil
}

// Kinds of tasks of uitvoering that say how an aanbieder keeps its contract; the names are
// part of their keys.
const (
	taakBericht = "voortgangsbericht_schrijven"
	taakSignaal = "signaal_beantwoorden"
)

// NalevingFeiten counts what the delivery of an aanbieder says about how it keeps its
// contract, up to and including a day. Insurance is for the caller to add.
func (tx *Tx) NalevingFeiten(aanbieder inkoop.AanbiederID, day civil.Date) (inkoop.NalevingFeiten, error) {
	f := inkoop.NalevingFeiten{Periode: civil.Period{From: day.AddMonths(-inkoop.NalevingMaanden).AddDays(1), Until: day.AddDays(1)}}
	id := string(aanbieder)
	reports, err := berichtenTelling.One(tx.Tx, id, f.Periode.From, f.Periode.Until)
	if err != nil {
		return f, err
	}
	f.Berichten, f.TeLaat = reports.Alle, reports.Laat
	if f.NietGekomen, err = taakLaat.One(tx.Tx, KantAanbieder, id, taakBericht, false, day); err != nil {
		return f, err
	}
	if f.SignalenLaat, err = taakLaat.One(tx.Tx, KantAanbieder, id, taakSignaal, false, day); err != nil {
		return f, err
	}
	f.Signalen, err = signalenOpen.One(tx.Tx, id)
	return f, err
}

var (
	vragenOpen = sqldb.Select[int](`select count(*) from ronde_vraag where antwoord = $1`)
	// Handed in, not taken back, without a contract, and not judged to the end by this
	// person.
	teBeoordelen = sqldb.Select[inschrijvingRij](inschrijvingKolommen + `
		where ingediend is not null and ingetrokken is null and contract_id is null and not exists (
			select 1 from beoordeling b where b.inschrijving_id = inschrijving.id and b.beoordelaar_id = $1 and b.afgerond is not null)
		order by id`)
)

// OpenVragen counts the questions of rounds that have no answer.
func (tx *Tx) OpenVragen() (int, error) { return vragenOpen.One(tx.Tx, "") }

// TeBeoordelen counts the inschrijvingen that nobody decided about and that an assessor has
// not finished.
func (tx *Tx) TeBeoordelen(accountID string) (n int, err error) {
	err = teBeoordelen.Each(tx.Tx, func(r inschrijvingRij) error {
		var besluit inkoop.Kwalificatiebesluit
		if err := tx.UnsealJSON(r.Besluit, &besluit, "inschrijving", "besluit", r.ID); err != nil {
			return err
		}
		if besluit.GenomenID == "" {
			n++
		}
		return nil
	}, accountID)
	return n, err
}
