package sqldb

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"trede/internal/platform/errs"
)

// TableOf writes and reads whole rows of one table. T is a struct with a field
// per column. A column `versie` guards against lost updates. A field with the tag
// option `null` stores its zero value as null.
type TableOf[T any] struct {
	name    string
	key     []string
	columns []string
	nullish []bool
	version int // index of the field versie, or -1
	insert  *Command
	upsert  *Command
	update  *Command
	remove  *Command
	get     *Query[T]
}

// Table registers the statements of a table. The key defaults to id.
func Table[T any](name string, key ...string) *TableOf[T] {
	if len(key) == 0 {
		key = []string{"id"}
	}
	t := &TableOf[T]{name: name, key: key, version: -1}
	rt := reflect.TypeFor[T]()
	for i := range rt.NumField() {
		f := rt.Field(i)
		_, opts, _ := strings.Cut(f.Tag.Get("db"), ",")
		t.columns = append(t.columns, columnName(f))
		t.nullish = append(t.nullish, opts == "null")
		if columnName(f) == "versie" {
			t.version = i
		}
	}
	t.registerStatements()
	return t
}

func (t *TableOf[T]) registerStatements() {
	places := make([]string, len(t.columns))
	var sets, excluded []string
	for i, c := range t.columns {
		places[i] = fmt.Sprintf("$%d", i+1)
		switch {
		case slices.Contains(t.key, c):
		case c == "versie":
			sets = append(sets, "versie = versie + 1")
			excluded = append(excluded, "versie = excluded.versie")
		default:
			sets = append(sets, c+" = "+places[i])
			excluded = append(excluded, c+" = excluded."+c)
		}
	}
	var where []string
	for _, k := range t.key {
		where = append(where, fmt.Sprintf("%s = $%d", k, slices.Index(t.columns, k)+1))
	}
	insert := fmt.Sprintf("insert into %s (%s) values (%s)", t.name, strings.Join(t.columns, ", "), strings.Join(places, ", "))
	t.insert = Exec(insert)
	if len(excluded) > 0 {
		t.upsert = Exec(insert + fmt.Sprintf(" on conflict (%s) do update set %s", strings.Join(t.key, ", "), strings.Join(excluded, ", ")))
		guard := where
		if t.version >= 0 {
			guard = append(slices.Clone(where), "versie = "+places[t.version])
		}
		t.update = Exec(fmt.Sprintf("update %s set %s where %s", t.name, strings.Join(sets, ", "), strings.Join(guard, " and ")))
	}
	byKey := make([]string, len(t.key))
	for i, k := range t.key {
		byKey[i] = fmt.Sprintf("%s = $%d", k, i+1)
	}
	t.remove = Exec(fmt.Sprintf("delete from %s where %s", t.name, strings.Join(byKey, " and ")))
	t.get = Select[T](fmt.Sprintf("select %s from %s where %s", strings.Join(t.columns, ", "), t.name, strings.Join(byKey, " and ")))
}

func (t *TableOf[T]) values(row *T) []any {
	v := reflect.ValueOf(row).Elem()
	out := make([]any, len(t.columns))
	for i := range t.columns {
		if f := v.Field(i); !t.nullish[i] || !f.IsZero() {
			out[i] = f.Interface()
		}
	}
	return out
}

// Insert adds a row.
func (t *TableOf[T]) Insert(tx *Tx, row T) error {
	_, err := t.insert.Run(tx, t.values(&row)...)
	return err
}

// Upsert adds a row or replaces the one with the same key.
func (t *TableOf[T]) Upsert(tx *Tx, row T) error {
	_, err := t.upsert.Run(tx, t.values(&row)...)
	return err
}

// Update replaces the row with the same key. With a column versie the row must
// still have the version that was read, else the error is a Conflict.
func (t *TableOf[T]) Update(tx *Tx, row T) error {
	n, err := t.update.Run(tx, t.values(&row)...)
	switch {
	case err != nil:
		return err
	case n == 1:
		return nil
	case t.version < 0:
		return errs.New(errs.NotFound, "db.niet_gevonden")
	}
	return errs.New(errs.Conflict, "db.intussen_gewijzigd")
}

// Delete removes the row with this key; an absent row is not an error.
func (t *TableOf[T]) Delete(tx *Tx, key ...any) error {
	_, err := t.remove.Run(tx, key...)
	return err
}

// Get reads the row with this key, or gives a NotFound error.
func (t *TableOf[T]) Get(tx *Tx, key ...any) (T, error) { return t.get.One(tx, key...) }

// Maybe reads the row with this key and tells whether it is there.
func (t *TableOf[T]) Maybe(tx *Tx, key ...any) (T, bool, error) { return t.get.Maybe(tx, key...) }
