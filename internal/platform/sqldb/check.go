package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// CheckIntegrity asks the engine itself what is wrong in the database: damaged
// pages and rows that refer to rows that are not there. It gives one sentence per
// problem, at most the given number of each kind; none means that it is whole.
func (db *DB) CheckIntegrity(ctx context.Context, most int) ([]string, error) {
	if db.engine == Postgres {
		return db.checkPostgresReferences(ctx, most)
	}
	pages, err := texts(ctx, db.read, fmt.Sprintf("pragma integrity_check(%d)", most))
	if err != nil {
		return nil, translate(err)
	}
	if len(pages) == 1 && pages[0] == "ok" {
		pages = nil
	}
	loose, err := texts(ctx, db.read, fmt.Sprintf(
		`select "table" || ': a row refers to a row of ' || "parent" || ' that is not there' from pragma_foreign_key_check limit %d`, most))
	return append(pages, loose...), translate(err)
}

// checkPostgresReferences looks for rows that break a foreign key. PostgreSQL
// guards them itself, but a restore or a superuser can switch that off.
func (db *DB) checkPostgresReferences(ctx context.Context, most int) ([]string, error) {
	questions, err := texts(ctx, db.read, `
		select format('select %L from %s c where %s and not exists (select 1 from %s p where %s) limit %s',
			c.conrelid::regclass || ': a row refers to a row of ' || c.confrelid::regclass || ' that is not there',
			c.conrelid::regclass,
			string_agg(format('c.%I is not null', a.attname), ' and '),
			c.confrelid::regclass,
			string_agg(format('p.%I = c.%I', b.attname, a.attname), ' and '), `+fmt.Sprint(most)+`)
		from pg_constraint c
		cross join lateral unnest(c.conkey, c.confkey) as k (ours, theirs)
		join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.ours
		join pg_attribute b on b.attrelid = c.confrelid and b.attnum = k.theirs
		where c.contype = 'f' and c.connamespace = current_schema()::regnamespace
		group by c.oid, c.conrelid, c.confrelid order by c.conrelid::regclass::text, c.oid`)
	if err != nil {
		return nil, translate(err)
	}
	var out []string
	for _, q := range questions {
		found, err := texts(ctx, db.read, q)
		if err != nil {
			return nil, translate(err)
		}
		out = append(out, found...)
	}
	return out, nil
}

// texts gives the only column of a query that the engine itself is asked.
func texts(ctx context.Context, db *sql.DB, query string) (out []string, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, err
		}
		out = append(out, strings.TrimSpace(line))
	}
	return out, rows.Err()
}
