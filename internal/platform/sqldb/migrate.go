package sqldb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"testing/fstest"
	"text/template"

	"github.com/pressly/goose/v3"

	"trede/internal/platform/errs"
)

// macros are the only difference between the engines: the column types of the
// migrations. {{text}} orders by byte on both.
func macros(e Engine) template.FuncMap {
	pick := func(lite, pg string) func() string {
		return func() string {
			if e == SQLite {
				return lite
			}
			return pg
		}
	}
	return template.FuncMap{
		"text":   pick("text", `text collate "C"`),
		"date":   pick("text", "date"),
		"ts":     pick("text", "timestamptz"),
		"bool":   pick("integer", "boolean"),
		"int":    pick("integer", "bigint"),
		"json":   pick("text", "text"),
		"bytes":  pick("blob", "bytea"),
		"strict": pick("strict", ""),
		"keyed":  pick("strict, without rowid", ""), // small rows that are only found by key
		"sqlite": func() bool { return e == SQLite },
	}
}

// expand gives the migrations with their macros filled in for one engine.
func expand(e Engine, src fs.FS) (fs.FS, error) {
	out := fstest.MapFS{}
	err := fs.WalkDir(src, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".sql") {
			return err
		}
		text, err := fs.ReadFile(src, path)
		if err != nil {
			return err
		}
		t, err := template.New(path).Funcs(macros(e)).Parse(string(text))
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, nil); err != nil {
			return err
		}
		out[path] = &fstest.MapFile{Data: b.Bytes()}
		return nil
	})
	return out, err
}

func (db *DB) provider(migrations fs.FS, table string) (*goose.Provider, error) {
	expanded, err := expand(db.engine, migrations)
	if err != nil {
		return nil, errs.Wrapped(errs.Internal, "db.migratie", err)
	}
	dialect := goose.DialectSQLite3
	if db.engine == Postgres {
		dialect = goose.DialectPostgres
	}
	p, err := goose.NewProvider(dialect, db.write, expanded, goose.WithTableName(table), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, errs.Wrapped(errs.Internal, "db.migratie", err)
	}
	return p, nil
}

// Migrate brings the schema up to date and tells how many steps that took. The
// table remembers which steps were done; two sets of migrations in one database
// have a table each.
func (db *DB) Migrate(ctx context.Context, migrations fs.FS, table string) (int, error) {
	p, err := db.provider(migrations, table)
	if err != nil {
		return 0, err
	}
	done, err := p.Up(ctx)
	if err != nil {
		return len(done), errs.Wrapped(errs.Unavailable, "db.migratie", fmt.Errorf("bringing the schema of %s up to date failed; nothing of the failed step was kept: %w", db.name, err))
	}
	return len(done), nil
}

// CodeSchemaOlder is the code of the error that a database of an older program gives.
const CodeSchemaOlder = "db.schema_ouder"

// CheckSchema reports an Unavailable error when the schema is older or newer than
// this program.
func (db *DB) CheckSchema(ctx context.Context, migrations fs.FS, table string) error {
	p, err := db.provider(migrations, table)
	if err != nil {
		return err
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return errs.Wrapped(errs.Unavailable, "db.schema", fmt.Errorf("the schema of %s cannot be read: %w", db.name, err))
	}
	var want int64
	if sources := p.ListSources(); len(sources) > 0 {
		want = sources[len(sources)-1].Version
	}
	switch {
	case have < want:
		return errs.Wrapped(errs.Unavailable, CodeSchemaOlder, fmt.Errorf("%s has schema %d and this program needs %d; make a backup and run `trede migrate`", db.name, have, want))
	case have > want:
		return errs.Wrapped(errs.Unavailable, "db.schema", fmt.Errorf("%s has schema %d, newer than the %d of this program; use the newer program", db.name, have, want))
	}
	return nil
}

// CheckStatements prepares every registered statement on one of the databases
// and compares the columns of each query with the fields of its rows. It gives
// every trouble at once.
func CheckStatements(ctx context.Context, dbs ...*DB) error {
	var all []error
	for _, s := range registered() {
		var last error
		for _, db := range dbs {
			err := db.checkStatement(ctx, s)
			if last == nil || err == nil || !absentTable(err) {
				last = err
			}
			if err == nil {
				break
			}
		}
		if last != nil {
			all = append(all, fmt.Errorf("%q: %w", short(s.text), last))
		}
	}
	return errors.Join(all...)
}

func (db *DB) checkStatement(ctx context.Context, s *statement) error {
	if s.row == nil || !isSelect(s.text) {
		st, err := db.write.PrepareContext(ctx, s.text)
		if err != nil {
			return err
		}
		return st.Close()
	}
	tx, err := db.read.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	rows, err := tx.QueryContext(ctx, s.text, emptyArgs(s.text)...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	cols, err := rows.Columns()
	if err != nil {
		return err
	}
	if isRecord(s.row) {
		_, err = match(s.row, cols)
	} else if len(cols) != 1 {
		err = fmt.Errorf("%d columns for a %s", len(cols), s.row)
	}
	return errors.Join(err, rows.Err())
}

func isSelect(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "select") || strings.HasPrefix(text, "with")
}

var (
	placeholder = regexp.MustCompile(`\$([0-9]+)`)
	rowCount    = regexp.MustCompile(`(?:limit|offset) \$([0-9]+)`)
)

// emptyArgs gives arguments under which a query runs and finds nothing: null, and
// zero where a number of rows is asked.
func emptyArgs(text string) []any {
	most := 0
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(m[1])
		most = max(most, n)
	}
	args := make([]any, most)
	for _, m := range rowCount.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(m[1])
		args[n-1] = int64(0)
	}
	return args
}
