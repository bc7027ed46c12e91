package store

import (
	"bytes"
	"encoding/json"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

// ScopeInkoop is the scope whose version says whether what a program remembers of
// providers, contracts and places still counts.
const ScopeInkoop = "inkoop"

// ScopeAanmelden is whose turn it is to make an organisation known: of two at the same
// moment the second finds the first.
const ScopeAanmelden = "aanmelden"

type aanbiederRij struct {
	ID           string
	KvK          string `db:"kvk"`
	AGB          string `db:"agb"`
	Inschrijving json.RawMessage
	Versie       int
}

type contractRij struct {
	ID          string
	Nummer      string
	AanbiederID string
	Van         civil.Date
	Tot         civil.Date
	Inhoud      json.RawMessage
	Versie      int
}

// Verzekering (insurance) is one policy of a provider.
type Verzekering struct {
	ID             string
	AanbiederID    string
	Soort          inkoop.Verzekeringssoort
	Verzekeraar    string
	Polisnummer    string
	DektDeelnemers bool
	Van            civil.Date
	Tot            civil.Date // first day no longer insured; zero: open
	BewijsID       string     `db:",null"` // file that shows it
	Versie         int
}

// Domain gives the policy as the rules know it.
func (v Verzekering) Domain() inkoop.Verzekering {
	return inkoop.Verzekering{
		Soort: v.Soort, Verzekeraar: v.Verzekeraar, Polisnummer: v.Polisnummer, DektDeelnemers: v.DektDeelnemers,
		Geldig: civil.Period{From: v.Van, Until: v.Tot}, Bewijs: v.BewijsID,
	}
}

type werkplekRij struct {
	ID           string
	AanbiederID  string
	LocatieID    string `db:",null"`
	Naam         string
	VoorWie      string
	Werksoort    string
	GemeenteCode string
	WijkCode     string
	Woonplaats   string
	Dagdelen     json.RawMessage
	Werkgebied   json.RawMessage
	Uitzondering json.RawMessage
	Van          civil.Date
	Tot          civil.Date
	Versie       int
}

// Aanbieder is a provider with its version.
type Aanbieder struct {
	inkoop.Aanbieder
	Versie int
}

// Contract is a contract with its version.
type Contract struct {
	inkoop.Contract
	Versie int
}

// Werkplek is a place to work with what the rules do not look at.
type Werkplek struct {
	inkoop.Werkplek
	LocatieID      string
	Werksoort      string
	Uitzonderingen []inkoop.UniekAanbod // asked and decided, oldest first
	Versie         int
}

var (
	aanbieders    = sqldb.Table[aanbiederRij]("aanbieder")
	contracten    = sqldb.Table[contractRij]("contract")
	verzekeringen = sqldb.Table[Verzekering]("verzekering")
	werkplekken   = sqldb.Table[werkplekRij]("werkplek")

	aanbiederAlle = sqldb.Select[aanbiederNaamRij](`
		select a.id, o.naam, a.kvk, a.agb, a.inschrijving, a.versie from aanbieder a join organisatie o on o.id = a.id order by o.naam, a.id`)
	contractAlle    = sqldb.Select[contractRij](`select id, nummer, aanbieder_id, van, tot, inhoud, versie from contract order by nummer`)
	verzekeringAlle = sqldb.Select[Verzekering](`
		select id, aanbieder_id, soort, verzekeraar, polisnummer, dekt_deelnemers, van, tot, bewijs_id, versie from verzekering order by aanbieder_id, van, id`)
	verzekeringVan = sqldb.Select[Verzekering](`
		select id, aanbieder_id, soort, verzekeraar, polisnummer, dekt_deelnemers, van, tot, bewijs_id, versie from verzekering where aanbieder_id = $1 order by van, id`)
	werkplekAlle = sqldb.Select[werkplekRij](`
		select id, aanbieder_id, locatie_id, naam, voor_wie, werksoort, gemeente_code, wijk_code, woonplaats, dagdelen, werkgebied, uitzondering, van, tot, versie
		from werkplek order by aanbieder_id, naam, id`)
)

type aanbiederNaamRij struct {
	ID           string
	Naam         string
	KvK          string `db:"kvk"`
	AGB          string `db:"agb"`
	Inschrijving json.RawMessage
	Versie       int
}

// Aanbieders gives every provider by name.
func (tx *Tx) Aanbieders() ([]Aanbieder, error) {
	var out []Aanbieder
	err := aanbiederAlle.Each(tx.Tx, func(r aanbiederNaamRij) error {
		a := Aanbieder{Aanbieder: inkoop.Aanbieder{ID: inkoop.AanbiederID(r.ID), Naam: r.Naam, KvK: r.KvK, AGB: r.AGB}, Versie: r.Versie}
		if err := fromJSON(r.Inschrijving, &a.Inschrijving); err != nil {
			return err
		}
		out = append(out, a)
		return nil
	})
	return out, err
}

// PutAanbieder writes a provider; one without a version is new. The organisatie
// with the same id must be there.
func (tx *Tx) PutAanbieder(a *Aanbieder) error {
	body, err := toJSON(a.Inschrijving)
	if err != nil {
		return err
	}
	r := aanbiederRij{ID: string(a.ID), KvK: a.KvK, AGB: a.AGB, Inschrijving: body, Versie: a.Versie}
	return tx.putInkoop(&a.Versie, func() error { return put(tx, aanbieders, &r, &r.Versie) })
}

// Contracten gives every contract by number.
func (tx *Tx) Contracten() ([]Contract, error) {
	var out []Contract
	err := contractAlle.Each(tx.Tx, func(r contractRij) error {
		c := Contract{Versie: r.Versie}
		if err := fromJSON(r.Inhoud, &c.Contract); err != nil {
			return err
		}
		out = append(out, c)
		return nil
	})
	return out, err
}

// PutContract writes a contract; one without a version is new.
func (tx *Tx) PutContract(c *Contract) error {
	body, err := toJSON(c.Contract)
	if err != nil {
		return err
	}
	period := c.Looptijd()
	if c.Getekend.IsZero() {
		period = c.Oorspronkelijk
	}
	r := contractRij{
		ID: string(c.ID), Nummer: c.Nummer, AanbiederID: string(c.Aanbieder), Van: period.From, Tot: period.Until,
		Inhoud: body, Versie: c.Versie,
	}
	return tx.putInkoop(&c.Versie, func() error { return put(tx, contracten, &r, &r.Versie) })
}

// Verzekeringen gives every policy.
func (tx *Tx) Verzekeringen() ([]Verzekering, error) { return verzekeringAlle.All(tx.Tx) }

// VerzekeringenBij gives the policies of a provider, for what is derived from a dossier.
func (d *Dossier) VerzekeringenBij(aanbieder inkoop.AanbiederID) ([]inkoop.Verzekering, error) {
	var out []inkoop.Verzekering
	err := verzekeringVan.Each(d.tx.Tx, func(v Verzekering) error {
		out = append(out, v.Domain())
		return nil
	}, aanbieder)
	return out, err
}

// PutVerzekering writes a policy; one without a version is new.
func (tx *Tx) PutVerzekering(v *Verzekering) error {
	r := *v
	return tx.putInkoop(&v.Versie, func() error { return put(tx, verzekeringen, &r, &r.Versie) })
}

// Werkplekken gives every place to work.
func (tx *Tx) Werkplekken() ([]Werkplek, error) {
	var out []Werkplek
	err := werkplekAlle.Each(tx.Tx, func(r werkplekRij) error {
		w := Werkplek{
			Werkplek: inkoop.Werkplek{
				ID: inkoop.WerkplekID(r.ID), Aanbieder: inkoop.AanbiederID(r.AanbiederID), Naam: r.Naam, VoorWie: r.VoorWie,
				Wijk: inkoop.WijkCode(r.WijkCode), Gemeente: inkoop.GemeenteCode(r.GemeenteCode), Woonplaats: r.Woonplaats,
				Geldig: civil.Period{From: r.Van, Until: r.Tot},
			},
			LocatieID: r.LocatieID, Werksoort: r.Werksoort, Versie: r.Versie,
		}
		if err := fromJSON(r.Dagdelen, &w.Dagdelen); err != nil {
			return err
		}
		if err := fromJSON(r.Werkgebied, &w.Werkgebied); err != nil {
			return err
		}
		if bytes.HasPrefix(r.Uitzondering, []byte("[")) { // else none, or one that nobody decided
			if err := fromJSON(r.Uitzondering, &w.Uitzonderingen); err != nil {
				return err
			}
		}
		out = append(out, w)
		return nil
	})
	return out, err
}

// PutWerkplek writes a place to work; one without a version is new.
func (tx *Tx) PutWerkplek(w *Werkplek) error {
	dagdelen, err := toJSON(w.Dagdelen)
	if err != nil {
		return err
	}
	area, err := toJSON(w.Werkgebied)
	if err != nil {
		return err
	}
	exceptions, err := toJSON(w.Uitzonderingen)
	if err != nil {
		return err
	}
	r := werkplekRij{
		ID: string(w.ID), AanbiederID: string(w.Aanbieder), LocatieID: w.LocatieID, Naam: w.Naam, VoorWie: w.VoorWie,
		Werksoort: w.Werksoort, GemeenteCode: string(w.Gemeente), WijkCode: string(w.Wijk), Woonplaats: w.Woonplaats,
		Dagdelen: dagdelen, Werkgebied: area, Uitzondering: exceptions, Van: w.Geldig.From, Tot: w.Geldig.Until, Versie: w.Versie,
	}
	return tx.putInkoop(&w.Versie, func() error { return put(tx, werkplekken, &r, &r.Versie) })
}

// putInkoop writes and says that what programs remember has changed.
func (tx *Tx) putInkoop(versie *int, write func() error) error {
	if err := write(); err != nil {
		return err
	}
	*versie++
	tx.BumpScope(ScopeInkoop)
	return nil
}

// put inserts a row of version 0 as version 1 and updates any other, guarded by
// the version that was read. versie points into the row.
func put[T any](tx *Tx, table *sqldb.TableOf[T], row *T, versie *int) error {
	if *versie == 0 {
		*versie = 1
		return table.Insert(tx.Tx, *row)
	}
	return table.Update(tx.Tx, *row)
}

func toJSON(v any) (json.RawMessage, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return nil, errs.Wrapped(errs.Internal, "db.json", err)
	}
	return body, nil
}

func fromJSON(body json.RawMessage, v any) error {
	if len(body) == 0 {
		return nil
	}
	if err := json.Unmarshal(body, v); err != nil {
		return errs.Wrapped(errs.Internal, "db.json", err)
	}
	return nil
}
