package store

import (
	"context"
	"errors"

	"trede/internal/platform/sqldb"
)

// looseReference is a reference that no foreign key guards, because the column
// holds an empty text or one of several kinds: which rows refer to nothing.
type looseReference struct {
	Wat   string
	query *sqldb.Query[struct{ ID string }]
}

func loose(wat, text string) looseReference {
	return looseReference{Wat: wat, query: sqldb.Select[struct{ ID string }](text + " limit 20")}
}

// looseReferences are the references of that kind.
var looseReferences = []looseReference{
	loose("account of a resident without a resident", `
		select a.id from account a where a.kind = 'inwoner' and not exists (select 1 from inwoner i where i.id = a.persoon_id) order by a.id`),
	loose("resident who is found by another team or order than the own", `
		select distinct i.id from inwoner i join inwoner_zoekwoord w on w.inwoner_id = i.id
		where w.team_id <> i.team_id or w.sorteernaam <> i.sorteernaam or w.gemeente_code <> i.gemeente_code order by i.id`),
	loose("meting with a toewijzing that is not of the same resident", `
		select m.id from meting m where m.toewijzing_id is not null
		and not exists (select 1 from toewijzing t where t.id = m.toewijzing_id and t.inwoner_id = m.inwoner_id) order by m.id`),
	loose("voortgangsbericht with a toewijzing that is not of the same resident and provider", `
		select v.id from voortgangsbericht v
		where not exists (select 1 from toewijzing t where t.id = v.toewijzing_id and t.inwoner_id = v.inwoner_id and t.aanbieder_id = v.aanbieder_id) order by v.id`),
	loose("signaal with a toewijzing that is not of the same resident", `
		select s.id from signaal s where s.toewijzing_id is not null
		and not exists (select 1 from toewijzing t where t.id = s.toewijzing_id and t.inwoner_id = s.inwoner_id) order by s.id`),
	loose("waarneming with a goal that is not of the same resident", `
		select w.id from waarneming w
		where not exists (select 1 from doel d where d.id = w.doel_id and d.inwoner_id = w.inwoner_id) order by w.id`),
	loose("toewijzing with an aanvraag that is not of the same resident", `
		select t.id from toewijzing t where t.aanvraag_id is not null
		and not exists (select 1 from aanvraag a where a.id = t.aanvraag_id and a.inwoner_id = t.inwoner_id) order by t.id`),
	loose("toewijzing with a contract of another provider", `
		select t.id from toewijzing t where t.contract_id is not null
		and not exists (select 1 from contract c where c.id = t.contract_id and c.aanbieder_id = t.aanbieder_id) order by t.id`),
	loose("toewijzing with a work place of another provider", `
		select t.id from toewijzing t where t.werkplek_id is not null
		and not exists (select 1 from werkplek w where w.id = t.werkplek_id and w.aanbieder_id = t.aanbieder_id) order by t.id`),
	loose("toewijzing that was decided on, without a version", `
		select t.id from toewijzing t where t.moment is not null
		and not exists (select 1 from toewijzing_versie v where v.toewijzing_id = t.id) order by t.id`),
	loose("toewijzing with a number that was not given out", `
		select t.id from toewijzing t where t.nummer is not null
		and not exists (select 1 from nummer n where n.gemeente_code = t.gemeente_code and n.soort = 'toewijzing' and n.laatste >= t.nummer) order by t.id`),
}

// maxProblems is how many problems of a kind are told.
const maxProblems = 20

// CheckReferences looks at the databases as the engine sees them and at the
// references that no foreign key guards. One sentence per problem; no personal
// data, only ids.
func (s *Store) CheckReferences(ctx context.Context) ([]string, error) {
	var out []string
	for _, db := range []*sqldb.DB{s.db, s.looks} {
		found, err := db.CheckIntegrity(ctx, maxProblems)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
		if db.Engine() == sqldb.Postgres {
			break // both are in one database there
		}
	}
	err := s.db.Read(ctx, func(tx *sqldb.Tx) error {
		var all error
		for _, l := range looseReferences {
			all = errors.Join(all, l.query.Each(tx, func(row struct{ ID string }) error {
				out = append(out, l.Wat+": "+row.ID)
				return nil
			}))
		}
		return all
	})
	return out, err
}
