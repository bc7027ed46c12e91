package store

import (
	"encoding/json"
	"errors"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

// Verblijf (stay) is where a resident lived and which team was responsible, from a
// day on. Keys are immutable; people move.
type Verblijf struct {
	Gemeente inkoop.GemeenteCode `json:"gemeente"`
	Wijk     inkoop.WijkCode     `json:"wijk,omitempty"`
	TeamID   string              `json:"team_id"`
}

// Gevoelig holds what of a resident is encrypted beside the BSN.
type Gevoelig struct {
	Contact       persoon.Contact         `json:"contact,omitzero"`
	Adressen      persoon.Adressen        `json:"adressen,omitempty"`
	Geheimhouding []persoon.Geheimhouding `json:"geheimhouding,omitempty"`
	Aanspreekvorm persoon.Aanspreekvorm   `json:"aanspreekvorm,omitempty"`
	Delen         []toegang.Deelakkoord   `json:"delen,omitempty"` // with whom the resident shares more
}

// Geheim tells whether the address is secret on a day.
func (g Gevoelig) Geheim(day civil.Date) bool {
	for _, h := range g.Geheimhouding {
		if h.Geldt(day) {
			return true
		}
	}
	return false
}

// Inwoner (resident) is one person with a dossier.
type Inwoner struct {
	ID           string
	Gemeente     inkoop.GemeenteCode // where the resident lives now
	Wijk         inkoop.WijkCode
	TeamID       string
	ConsulentID  string // empty: anybody of the team
	Naam         persoon.Naam
	Geboren      persoon.Geboortedatum
	BSN          persoon.BSN // only to write: a loaded resident has none, see [Tx.InwonerBSN]
	HeeftBSN     bool
	GeenBSNReden string
	Gevoelig     Gevoelig
	Verblijf     civil.Timeline[Verblijf]
	OverledenOp  civil.Date
	Aangemaakt   time.Time
	Stand        InwonerStand
	Versie       int
	bsn          []byte
	bsnIndex     string
}

// InwonerStand is what lists show of a resident. It is derived from the dossier.
type InwonerStand struct {
	Fase         string // see the use cases of taken
	Trede        ladder.Trede
	Doeltrede    ladder.Trede
	ToewijzingID string `db:",null"`
	Catalogus    string
	ProductCode  string
	AanbiederID  string `db:",null"`
	Ingangsdatum civil.Date
	Einde        civil.Date // last day
}

type inwonerRij struct {
	ID              string
	GemeenteCode    string
	WijkCode        string
	TeamID          string
	ConsulentID     string `db:",null"`
	Weergavenaam    string
	Sorteernaam     string
	Naam            json.RawMessage
	Geboortedatum   civil.Date
	GeboorteGebruik string
	BSN             []byte `db:"bsn,null"`
	BSNIndex        string `db:"bsn_index,null"`
	GeenBSNReden    string `db:"geen_bsn_reden"`
	Gevoelig        []byte `db:",null"`
	Verblijf        json.RawMessage
	OverledenOp     civil.Date
	Aangemaakt      time.Time
	Fase            string
	Trede           ladder.Trede
	Doeltrede       ladder.Trede
	ToewijzingID    string `db:",null"`
	Catalogus       string
	ProductCode     string
	AanbiederID     string `db:",null"`
	Ingangsdatum    civil.Date
	Einde           civil.Date
	Versie          int
}

var (
	inwoners     = sqldb.Table[inwonerRij]("inwoner")
	inwonerStand = sqldb.Exec(`
		update inwoner set fase = $2, trede = $3, doeltrede = $4, toewijzing_id = $5, catalogus = $6, product_code = $7,
			aanbieder_id = $8, ingangsdatum = $9, einde = $10 where id = $1`)
	inwonerByBSN = sqldb.Select[string](`select id from inwoner where bsn_index = $1`)
	inwonerIDs   = sqldb.Select[string](`select id from inwoner where id > $1 order by id limit $2`)
	zoekwoordWeg = sqldb.Exec(`delete from inwoner_zoekwoord where inwoner_id = $1`)
	zoekwoorden  = sqldb.Table[zoekwoordRij]("inwoner_zoekwoord", "gemeente_code", "woord", "inwoner_id")
)

type zoekwoordRij struct {
	GemeenteCode string
	Woord        string
	InwonerID    string
	TeamID       string
	Sorteernaam  string
}

// bsnIndexDomain keeps the blind index of the BSN apart from others.
const bsnIndexDomain = "inwoner.bsn"

func (tx *Tx) loadInwoner(id string) (Inwoner, error) {
	r, err := inwoners.Get(tx.Tx, id)
	if err != nil {
		return Inwoner{}, err
	}
	i := Inwoner{
		ID: r.ID, Gemeente: inkoop.GemeenteCode(r.GemeenteCode), Wijk: inkoop.WijkCode(r.WijkCode), TeamID: r.TeamID,
		ConsulentID: r.ConsulentID, Geboren: persoon.Geboortedatum{Datum: r.Geboortedatum, Gebruik: persoon.DatumGebruik(r.GeboorteGebruik)},
		HeeftBSN: len(r.BSN) > 0, GeenBSNReden: r.GeenBSNReden, OverledenOp: r.OverledenOp, Aangemaakt: r.Aangemaakt,
		Stand: InwonerStand{
			Fase: r.Fase, Trede: r.Trede, Doeltrede: r.Doeltrede, ToewijzingID: r.ToewijzingID, Catalogus: r.Catalogus,
			ProductCode: r.ProductCode, AanbiederID: r.AanbiederID, Ingangsdatum: r.Ingangsdatum, Einde: r.Einde,
		},
		Versie: r.Versie, bsn: r.BSN, bsnIndex: r.BSNIndex,
	}
	err = errors.Join(
		fromJSON(r.Naam, &i.Naam), fromJSON(r.Verblijf, &i.Verblijf),
		tx.UnsealJSON(r.Gevoelig, &i.Gevoelig, "inwoner", "gevoelig", r.ID))
	return i, err
}

// PutInwoner writes a resident; one without a version is new. A BSN that is given
// replaces the one that was there; two residents never have the same.
func (tx *Tx) PutInwoner(i *Inwoner) error {
	if !i.BSN.IsZero() {
		sealed, err := tx.Seal(i.BSN.Reveal(), "inwoner", "bsn", i.ID)
		if err != nil {
			return err
		}
		i.bsn, i.bsnIndex, i.HeeftBSN = sealed, tx.Keys().Index(bsnIndexDomain, i.BSN.Reveal()), true
		i.BSN = persoon.BSN{}
	}
	sealed, err := tx.SealJSON(i.Gevoelig, "inwoner", "gevoelig", i.ID)
	if err != nil {
		return err
	}
	name, err1 := toJSON(i.Naam)
	stay, err2 := toJSON(i.Verblijf)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if i.Versie == 0 {
		i.Aangemaakt = tx.Now
	}
	s := i.Stand
	r := inwonerRij{
		ID: i.ID, GemeenteCode: string(i.Gemeente), WijkCode: string(i.Wijk), TeamID: i.TeamID, ConsulentID: i.ConsulentID,
		Weergavenaam: i.Naam.Volledig(), Sorteernaam: i.Naam.SortKey(), Naam: name, Geboortedatum: i.Geboren.Datum,
		GeboorteGebruik: string(i.Geboren.Gebruik), BSN: i.bsn, BSNIndex: i.bsnIndex, GeenBSNReden: i.GeenBSNReden,
		Gevoelig: sealed, Verblijf: stay, OverledenOp: i.OverledenOp, Aangemaakt: i.Aangemaakt,
		Fase: s.Fase, Trede: s.Trede, Doeltrede: s.Doeltrede, ToewijzingID: s.ToewijzingID, Catalogus: s.Catalogus,
		ProductCode: s.ProductCode, AanbiederID: s.AanbiederID, Ingangsdatum: s.Ingangsdatum, Einde: s.Einde, Versie: i.Versie,
	}
	if err := put(tx, inwoners, &r, &r.Versie); err != nil {
		return err
	}
	i.Versie++
	tx.BumpScope(ScopeInwoners(KantTeam, i.TeamID))
	if d := tx.dossiers[i.ID]; d != nil {
		tx.BumpScope(ScopeInwoners(KantTeam, d.inwoner.TeamID))
	}
	tx.keep(i)
	return tx.putZoekwoorden(i)
}

// ScopeInwoners names the scope that changes when a list of residents changes.
func ScopeInwoners(kant, id string) string { return "inwoners:" + kant + ":" + id }

func (tx *Tx) putZoekwoorden(i *Inwoner) error {
	if i.Versie > 1 {
		if _, err := zoekwoordWeg.Run(tx.Tx, i.ID); err != nil {
			return err
		}
	}
	r := zoekwoordRij{GemeenteCode: string(i.Gemeente), InwonerID: i.ID, TeamID: i.TeamID, Sorteernaam: i.Naam.SortKey()}
	for _, r.Woord = range i.Naam.Zoekwoorden() {
		if err := zoekwoorden.Insert(tx.Tx, r); err != nil {
			return err
		}
	}
	return nil
}

// PutStand writes what lists show of a resident, when it changed.
func (tx *Tx) PutStand(d *Dossier, s InwonerStand) error {
	if d.inwoner.Stand == s {
		return nil
	}
	d.inwoner.Stand = s
	if d.truth != nil {
		d.truth.inwoner.Stand = s
	}
	tx.BumpScope(ScopeInwoners(KantTeam, d.inwoner.TeamID))
	_, err := inwonerStand.Run(tx.Tx, d.ID, s.Fase, s.Trede, s.Doeltrede, sqldb.Null(s.ToewijzingID), s.Catalogus, s.ProductCode,
		sqldb.Null(s.AanbiederID), s.Ingangsdatum, s.Einde)
	return err
}

// InwonerBSN gives the BSN of a resident. Whoever asks has been allowed to.
func (tx *Tx) InwonerBSN(i Inwoner) (persoon.BSN, error) {
	text, err := tx.Unseal(i.bsn, "inwoner", "bsn", i.ID)
	if err != nil || text == "" {
		return persoon.BSN{}, err
	}
	b, err := persoon.ParseBSN(text)
	if err != nil {
		return persoon.BSN{}, errs.Wrapped(errs.Internal, "db.bsn", err)
	}
	return b, nil
}

// FindBSN gives the id of the resident with a BSN, under any key in use.
func (tx *Tx) FindBSN(b persoon.BSN) (id string, found bool, err error) {
	if b.IsZero() {
		return "", false, nil
	}
	for _, index := range tx.Keys().Indexes(bsnIndexDomain, b.Reveal()) {
		if id, found, err = inwonerByBSN.Maybe(tx.Tx, index); err != nil || found {
			return id, found, err
		}
	}
	return "", false, nil
}

// InwonerIDs gives ids of residents after one, in order, for work in groups.
func (tx *Tx) InwonerIDs(after string, limit int) ([]string, error) {
	return inwonerIDs.All(tx.Tx, after, limit)
}

type vertegenwoordigingRij struct {
	ID        string
	InwonerID string
	AccountID string `db:",null"`
	Soort     string
	Inhoud    []byte
	Van       civil.Date
	Tot       civil.Date
	Versie    int
}

// Vertegenwoordiging is who acts for a resident.
type Vertegenwoordiging struct {
	persoon.Vertegenwoordiging
	ID, InwonerID string
	AccountID     string // empty: no account
	Versie        int
}

var (
	vertegenwoordigingen   = sqldb.Table[vertegenwoordigingRij]("vertegenwoordiging")
	vertegenwoordigingenOf = sqldb.Select[vertegenwoordigingRij](`
		select id, inwoner_id, account_id, soort, inhoud, van, tot, versie from vertegenwoordiging where inwoner_id = $1 order by van, id`)
)

// PutVertegenwoordiging writes who acts for a resident; one without a version is
// new.
func (tx *Tx) PutVertegenwoordiging(d *Dossier, v *Vertegenwoordiging) error {
	if _, err := d.Vertegenwoordigingen(); err != nil { // what is written goes into the whole list
		return err
	}
	sealed, err := tx.SealJSON(v.Vertegenwoordiging, "vertegenwoordiging", "inhoud", v.ID)
	if err != nil {
		return err
	}
	r := vertegenwoordigingRij{
		ID: v.ID, InwonerID: v.InwonerID, AccountID: v.AccountID, Soort: string(v.Soort), Inhoud: sealed, Van: v.From, Tot: v.Until,
		Versie: v.Versie,
	}
	if err := put(tx, vertegenwoordigingen, &r, &r.Versie); err != nil {
		return err
	}
	v.Versie++
	wrote(d, partVertegenwoordigingen, (*Dossier).vertegenwoordigingenList, *v, func(x *Vertegenwoordiging) string { return x.ID }, func(a, b *Vertegenwoordiging) int { return a.From.Compare(b.From) })
	return nil
}

func (tx *Tx) loadVertegenwoordigingen(inwonerID string) ([]Vertegenwoordiging, error) {
	var out []Vertegenwoordiging
	err := vertegenwoordigingenOf.Each(tx.Tx, func(r vertegenwoordigingRij) error {
		v := Vertegenwoordiging{ID: r.ID, InwonerID: r.InwonerID, AccountID: r.AccountID, Versie: r.Versie}
		err := tx.UnsealJSON(r.Inhoud, &v.Vertegenwoordiging, "vertegenwoordiging", "inhoud", r.ID)
		out = append(out, v)
		return err
	}, inwonerID)
	return out, err
}
