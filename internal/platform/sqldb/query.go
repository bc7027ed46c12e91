package sqldb

import (
	"database/sql"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"trede/internal/platform/errs"
)

// statement is one SQL text with the type of its rows (nil for a command).
type statement struct {
	text string
	row  reflect.Type
}

var (
	registryMu sync.Mutex
	registry   []*statement
)

func register(text string, row reflect.Type) *statement {
	s := &statement{text: text, row: row}
	registryMu.Lock()
	defer registryMu.Unlock()
	registry = append(registry, s)
	return s
}

var limitOnly = regexp.MustCompile(`\blimit (\$[0-9]+)`)

// sql gives the text for an engine. SQLite looks into a parameter that stands alone
// behind limit when it plans, and so plans anew on every run; behind a cast it does not.
func (s *statement) sql(e Engine) string {
	if e != SQLite {
		return s.text
	}
	return limitOnly.ReplaceAllString(s.text, "limit cast($1 as integer)")
}

func registered() []*statement {
	registryMu.Lock()
	defer registryMu.Unlock()
	return append([]*statement(nil), registry...)
}

// Query is a statement that gives rows of type T: a struct whose fields match the
// columns by name, or a single value.
type Query[T any] struct {
	stmt *statement
	once sync.Once
	plan []int // field index per column
	err  error
}

// Select registers a query. Columns match fields by the tag `db` or by the field
// name in snake case; each column must have its field.
func Select[T any](text string) *Query[T] {
	return &Query[T]{stmt: register(text, reflect.TypeFor[T]())}
}

// All gives every row.
func (q *Query[T]) All(tx *Tx, args ...any) ([]T, error) {
	var out []T
	err := q.Each(tx, func(row T) error {
		out = append(out, row)
		return nil
	}, args...)
	return out, err
}

// One gives the first row, or a NotFound error.
func (q *Query[T]) One(tx *Tx, args ...any) (T, error) {
	row, found, err := q.Maybe(tx, args...)
	if err == nil && !found {
		err = errs.New(errs.NotFound, "db.niet_gevonden")
	}
	return row, err
}

// Maybe gives the first row and whether there was one.
func (q *Query[T]) Maybe(tx *Tx, args ...any) (row T, found bool, err error) {
	err = q.Each(tx, func(r T) error {
		if !found {
			row, found = r, true
		}
		return nil
	}, args...)
	return row, found, err
}

// Each calls fn for every row, in order, without holding them all.
func (q *Query[T]) Each(tx *Tx, fn func(T) error, args ...any) error {
	st, err := tx.stmt(q.stmt)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(tx.db.quiet(tx.ctx), convert(tx.db.engine, args)...)
	if err != nil {
		return fmt.Errorf("%q: %w", short(q.stmt.text), translate(err))
	}
	defer func() { _ = rows.Close() }()
	var row, zero T
	dest, err := q.dest(rows, &row)
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return errs.Wrapped(errs.Internal, "db.rij", fmt.Errorf("%q: %w", short(q.stmt.text), err))
		}
		if err := fn(row); err != nil {
			return err
		}
		row = zero
	}
	return translate(rows.Err())
}

func (q *Query[T]) dest(rows *sql.Rows, row *T) ([]any, error) {
	v := reflect.ValueOf(row).Elem()
	if !isRecord(v.Type()) {
		return []any{destFor(v)}, nil
	}
	q.once.Do(func() {
		var cols []string
		if cols, q.err = rows.Columns(); q.err == nil {
			q.plan, q.err = match(v.Type(), cols)
		}
	})
	if q.err != nil {
		return nil, errs.Wrapped(errs.Internal, "db.kolommen", fmt.Errorf("%q: %w", short(q.stmt.text), q.err))
	}
	dest := make([]any, len(q.plan))
	for i, f := range q.plan {
		dest[i] = destFor(v.Field(f))
	}
	return dest, nil
}

// isRecord reports whether a type is a row of columns and not a single value.
func isRecord(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t != reflect.TypeFor[time.Time]() &&
		!reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

func match(t reflect.Type, cols []string) ([]int, error) {
	byName := map[string]int{}
	for i := range t.NumField() {
		byName[columnName(t.Field(i))] = i
	}
	plan := make([]int, 0, len(cols))
	for _, c := range cols {
		i, ok := byName[c]
		if !ok {
			return nil, fmt.Errorf("column %s has no field in %s", c, t)
		}
		plan = append(plan, i)
	}
	if len(cols) != t.NumField() {
		return nil, fmt.Errorf("%s has %d fields for %d columns", t, t.NumField(), len(cols))
	}
	return plan, nil
}

func columnName(f reflect.StructField) string {
	if tag, _, _ := strings.Cut(f.Tag.Get("db"), ","); tag != "" {
		return tag
	}
	return snake(f.Name)
}

// snake turns InwonerID into inwoner_id and AOWDatum into aow_datum.
func snake(name string) string {
	var b strings.Builder
	r := []rune(name)
	upper := func(i int) bool { return r[i] >= 'A' && r[i] <= 'Z' }
	for i := range r {
		if upper(i) && i > 0 && (!upper(i-1) || i+1 < len(r) && !upper(i+1)) {
			b.WriteByte('_')
		}
		b.WriteString(strings.ToLower(string(r[i])))
	}
	return b.String()
}

// Command is a statement that changes rows.
type Command struct{ stmt *statement }

// Exec registers a command.
func Exec(text string) *Command { return &Command{stmt: register(text, nil)} }

// Run carries the command out and tells how many rows it changed.
func (c *Command) Run(tx *Tx, args ...any) (int, error) {
	if tx.reads {
		return 0, errs.Wrapped(errs.Internal, "db.schrijven", fmt.Errorf("%q in a reading transaction", short(c.stmt.text)))
	}
	st, err := tx.stmt(c.stmt)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(tx.db.quiet(tx.ctx), convert(tx.db.engine, args)...)
	if err != nil {
		return 0, fmt.Errorf("%q: %w", short(c.stmt.text), translate(err))
	}
	n, err := res.RowsAffected()
	if err != nil {
		return 0, translate(err)
	}
	tx.writes += int(n)
	return int(n), nil
}

// convert maps Go values to what both drivers take: dates and other text values
// as text (an empty one as null), moments as text on SQLite, named types as their
// base type.
func convert(e Engine, args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = convertOne(e, a)
	}
	return out
}

func convertOne(e Engine, a any) any {
	switch v := a.(type) {
	case nil, string, int64, []byte:
		return v
	case bool:
		if e == SQLite {
			if v {
				return int64(1)
			}
			return int64(0)
		}
		return v
	case int:
		return int64(v)
	case time.Time:
		switch {
		case v.IsZero():
			return nil
		case e == SQLite:
			return FormatInstant(v)
		}
		return v.UTC()
	case json.RawMessage:
		if len(v) == 0 {
			return nil
		}
		return string(v)
	case encoding.TextMarshaler:
		b, err := v.MarshalText()
		if err != nil || len(b) == 0 {
			return nil
		}
		return string(b)
	}
	rv := reflect.ValueOf(a)
	switch rv.Kind() {
	case reflect.String:
		return rv.String()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return rv.Int()
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return int64(rv.Uint()) //nolint:gosec // at most 32 bits
	case reflect.Bool:
		return convertOne(e, rv.Bool())
	case reflect.Pointer:
		if rv.IsNil() {
			return nil
		}
		return convertOne(e, rv.Elem().Interface())
	}
	return a
}

// Null makes an empty text a null, for columns that refer to another row.
func Null(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// dest is a scan target that knows its field; null becomes the zero value.
type dest struct{ v reflect.Value }

func destFor(v reflect.Value) any {
	switch p := v.Addr().Interface().(type) {
	case *string:
		return (*textDest)(p)
	case *time.Time:
		return (*instantDest)(p)
	case *json.RawMessage:
		return (*jsonDest)(p)
	case *[]byte:
		return p
	case sql.Scanner:
		return p
	case encoding.TextUnmarshaler:
		return textValueDest{p}
	}
	return dest{v}
}

type textDest string

// Scan takes text or null.
func (d *textDest) Scan(src any) error {
	switch s := src.(type) {
	case nil:
		*d = ""
	case string:
		*d = textDest(s)
	case []byte:
		*d = textDest(s)
	case time.Time:
		*d = textDest(s.Format("2006-01-02"))
	default:
		return fmt.Errorf("a %T where text was expected", src)
	}
	return nil
}

type jsonDest json.RawMessage

// Scan takes text or null.
func (d *jsonDest) Scan(src any) error {
	var t textDest
	if err := t.Scan(src); err != nil {
		return err
	}
	*d = jsonDest(t)
	return nil
}

type instantDest time.Time

// Scan takes a moment, its text, or null.
func (d *instantDest) Scan(src any) error {
	switch s := src.(type) {
	case nil:
		*d = instantDest{}
	case time.Time:
		*d = instantDest(s.UTC())
	case string:
		t, err := time.Parse(InstantLayout, s)
		if err != nil {
			return err
		}
		*d = instantDest(t)
	default:
		return fmt.Errorf("a %T where a moment was expected", src)
	}
	return nil
}

type textValueDest struct{ u encoding.TextUnmarshaler }

// Scan takes text, a date or null.
func (d textValueDest) Scan(src any) error {
	var t textDest
	if err := t.Scan(src); err != nil {
		return err
	}
	return d.u.UnmarshalText([]byte(t))
}

// Scan fills numbers, booleans and named strings.
func (d dest) Scan(src any) error {
	if src == nil {
		d.v.SetZero()
		return nil
	}
	switch d.v.Kind() {
	case reflect.String:
		var t textDest
		if err := t.Scan(src); err != nil {
			return err
		}
		d.v.SetString(string(t))
		return nil
	case reflect.Bool:
		switch s := src.(type) {
		case bool:
			d.v.SetBool(s)
			return nil
		case int64:
			d.v.SetBool(s != 0)
			return nil
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		switch s := src.(type) {
		case int64:
			d.v.SetInt(s)
			return nil
		case string: // numeric of PostgreSQL
			n, err := strconv.ParseInt(s, 10, 64)
			d.v.SetInt(n)
			return err
		}
	}
	return fmt.Errorf("a %T does not fit %s", src, d.v.Type())
}
