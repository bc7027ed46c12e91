package store

import (
	"context"

	"trede/internal/domain/civil"
	"trede/internal/platform/sqldb"
)

// demoKey marks a database of `trede demo`; its value says what it was filled with.
const demoKey = "demo"

// MarkDemo writes down that everybody in this database is made up. Without the mark
// `trede demo` serves no database.
func (s *Store) MarkDemo(ctx context.Context, text string) error {
	return writeKenmerk(ctx, s.db, kenmerken, demoKey, text)
}

// Demo gives what MarkDemo wrote; empty for a database of real people.
func (s *Store) Demo(ctx context.Context) (string, error) {
	return readKenmerk(ctx, s.db, kenmerken, demoKey)
}

// Persona is somebody as whom a demo shows the pages.
type Persona struct {
	AccountID, Naam string
	Rol             string
	Organisatie     string // for a resident the gemeente
	Team            string
	Aantal          int    // residents in hand
	Fase            string // of a resident
	Voor            string // whom a representative acts for
}

var (
	// Of each role those who came first, at different organisations, with residents
	// in hand where there are such.
	personasStaf = sqldb.Select[Persona](`
		with bezig as (
			select consulent_id as id, count(*) as aantal from inwoner where consulent_id is not null group by consulent_id
			union all
			select kant_id, count(*) from inzage where kant = 'begeleider' and van <= $1 and (einde is null or einde > $1) group by kant_id
		), eerst as (
			select a.id, a.name, s.rol, o.naam as organisatie, coalesce(t.naam, '') as team, coalesce(b.aantal, 0) as aantal,
				row_number() over (partition by s.rol, s.organisatie_id order by case when b.aantal > 0 then 0 else 1 end, a.id) as plaats
			from aanstelling s
			join account a on a.id = s.account_id
			join organisatie o on o.id = s.organisatie_id
			left join team t on t.id = s.team_id
			left join bezig b on b.id = a.id
			where a.disabled_at is null and s.van <= $1 and (s.tot is null or s.tot > $1)
		), rij as (
			select eerst.*, row_number() over (partition by rol order by plaats, case when aantal > 0 then 0 else 1 end, id) as nr from eerst
		)
		select id as account_id, name as naam, rol, organisatie, team, aantal, '' as fase, '' as voor from rij where nr <= $2 order by rol, nr`)

	personasInwoner = sqldb.Select[Persona](`
		with rij as (
			select a.id as account_id, a.name as naam, o.naam as organisatie, t.naam as team, i.fase, row_number() over (partition by i.fase order by i.consulent_id, a.id) as nr
			from account a join inwoner i on i.id = a.persoon_id join team t on t.id = i.team_id join organisatie o on o.id = t.organisatie_id
			where a.kind = 'inwoner' and a.disabled_at is null and i.overleden_op is null
		)
		select account_id, naam, 'inwoner' as rol, organisatie, team, 0 as aantal, fase, '' as voor
		from rij where nr = 1 or fase = 'lopend' and nr <= $1 order by case when fase = 'lopend' then 0 else 1 end, nr, account_id`)

	personasNaaste = sqldb.Select[Persona](`
		select a.id as account_id, a.name as naam, 'vertegenwoordiger' as rol, v.soort as organisatie, '' as team, 0 as aantal, i.fase, i.weergavenaam as voor
		from vertegenwoordiging v join account a on a.id = v.account_id join inwoner i on i.id = v.inwoner_id
		where a.disabled_at is null and i.overleden_op is null and v.van <= $1 and (v.tot is null or v.tot > $1)
		order by case when i.fase = 'lopend' then 0 else 1 end, v.id limit $2`)
)

// Personas gives some people of each role as whom a demo can show the pages: staff
// by role, then residents with a place and one of each other fase, then who act for
// a resident.
func (tx *Tx) Personas(day civil.Date, perRol, lopend int) ([]Persona, error) {
	out, err := personasStaf.All(tx.Tx, day, perRol)
	if err != nil {
		return nil, err
	}
	residents, err := personasInwoner.All(tx.Tx, lopend)
	if err != nil {
		return nil, err
	}
	others, err := personasNaaste.All(tx.Tx, day, perRol)
	return append(append(out, residents...), others...), err
}
