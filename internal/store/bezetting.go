package store

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
	"trede/internal/platform/sqldb"
)

// plaatsRij is a toewijzing as far as it takes room at a werkplek.
type plaatsRij struct {
	WerkplekID   string
	Ingangsdatum civil.Date
	LaatsteDag   civil.Date
	Volume       int64
	Eenheid      toegang.Eenheid
	Frequentie   toegang.Frequentie
}

type gemeenteAantal struct {
	GemeenteCode string
	Aantal       int
}

type organisatieAantal struct {
	OrganisatieID string
	Aantal        int
}

var (
	plaatsenBezet = sqldb.Select[plaatsRij](`
		select coalesce(werkplek_id, '') as werkplek_id, ingangsdatum, laatste_dag, volume, eenheid, frequentie from toewijzing
		where aanbieder_id = $1 and id <> $2 and toegewezen is not null and vervallen is null and geweigerd is null and afgesloten is null
			and (laatste_dag is null or laatste_dag >= $3) and ingangsdatum <= $4
		order by ingangsdatum, id`)
	lopendPerGemeente = sqldb.Select[gemeenteAantal](`
		select gemeente_code, count(*) as aantal from toewijzing
		where aanbieder_id = $1 and toegewezen is not null and vervallen is null and geweigerd is null and afgesloten is null
			and ingangsdatum <= $2 and (laatste_dag is null or laatste_dag >= $2)
		group by gemeente_code order by gemeente_code`)
	inwonersBij = sqldb.Select[string](`
		select distinct inwoner_id from toewijzing
		where aanbieder_id = $1 and inwoner_id > $2 and toegewezen is not null and vervallen is null and geweigerd is null and afgesloten is null
		order by inwoner_id limit $3`)
	organisatiesMetRol = sqldb.Select[organisatieAantal](`
		select organisatie_id, count(*) as aantal from aanstelling
		where rol = $1 and van <= $2 and (tot is null or tot > $2) group by organisatie_id order by organisatie_id`)
)

// ScopePlaatsen is the scope at which writers about the places of a provider take turns.
func ScopePlaatsen(aanbieder inkoop.AanbiederID) string { return "plaatsen:" + string(aanbieder) }

// ScopePlafond is the scope at which writers that count for a ceiling take turns.
func ScopePlafond(code inkoop.PlafondCode) string { return "plafond:" + string(code) }

// PlaatsenBezet gives what toewijzingen take of the places of a provider in a period,
// leaving one of them out. A concept takes nothing.
func (tx *Tx) PlaatsenBezet(aanbieder inkoop.AanbiederID, period civil.Period, zonder string) ([]inkoop.Bezetting, error) {
	last := period.LastDay()
	if last.IsZero() {
		last = civil.Last
	}
	var out []inkoop.Bezetting
	err := plaatsenBezet.Each(tx.Tx, func(r plaatsRij) error {
		omvang := toegang.Omvang{Volume: r.Volume, Eenheid: r.Eenheid, Frequentie: r.Frequentie}
		out = append(out, inkoop.Bezetting{
			Werkplek: inkoop.WerkplekID(r.WerkplekID), Periode: civil.Through(r.Ingangsdatum, r.LaatsteDag), Dagdelen: omvang.DagdelenPerWeek(),
		})
		return nil
	}, aanbieder, zonder, period.From, last)
	return out, err
}

// LopendPerGemeente counts the toewijzingen of a provider that run on a day, by gemeente.
func (tx *Tx) LopendPerGemeente(aanbieder inkoop.AanbiederID, day civil.Date) (map[inkoop.GemeenteCode]int, error) {
	out := map[inkoop.GemeenteCode]int{}
	err := lopendPerGemeente.Each(tx.Tx, func(r gemeenteAantal) error {
		out[inkoop.GemeenteCode(r.GemeenteCode)] = r.Aantal
		return nil
	}, aanbieder, day)
	return out, err
}

// InwonersBij gives residents with an open toewijzing at a provider by id, those after an id.
func (tx *Tx) InwonersBij(aanbieder inkoop.AanbiederID, after string, limit int) ([]string, error) {
	return inwonersBij.All(tx.Tx, aanbieder, after, limit)
}

// OrganisatiesMetRol counts the appointments in a role on a day by organisation.
func (tx *Tx) OrganisatiesMetRol(rol string, day civil.Date) (map[string]int, error) {
	out := map[string]int{}
	err := organisatiesMetRol.Each(tx.Tx, func(r organisatieAantal) error {
		out[r.OrganisatieID] = r.Aantal
		return nil
	}, rol, day)
	return out, err
}
