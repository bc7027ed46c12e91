package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"trede/internal/platform/errs"
)

// UniqueViolation is the cause of a Conflict that a unique key raised.
// Constraint holds the index name (PostgreSQL) or the columns (SQLite).
type UniqueViolation struct {
	Constraint string
}

// Error gives the text for operators, without the values that clashed.
func (u *UniqueViolation) Error() string { return "unique key " + u.Constraint }

// translate turns an engine's error into the program's own kinds. Values that a
// driver puts in its text (they may be personal data) are left out.
func translate(err error) error {
	if err == nil {
		return nil
	}
	var pg *pgconn.PgError
	var lite *sqlite.Error
	switch {
	case errors.As(err, &pg):
		return translatePostgres(pg)
	case errors.As(err, &lite):
		return translateSQLite(lite)
	case errors.Is(err, sql.ErrNoRows):
		return errs.Wrapped(errs.NotFound, "db.niet_gevonden", err)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return errs.Wrapped(errs.Unavailable, "db.afgebroken", err)
	}
	return errs.Wrapped(errs.Internal, "db.fout", err)
}

func translatePostgres(e *pgconn.PgError) error {
	switch {
	case e.Code == "23505":
		return errs.Wrapped(errs.Conflict, "db.bestaat_al", &UniqueViolation{Constraint: e.ConstraintName})
	case strings.HasPrefix(e.Code, "23"):
		return errs.Wrapped(errs.Conflict, "db.samenhang", fmt.Errorf("constraint %s (%s)", e.ConstraintName, e.Code))
	case e.Code == "40001", e.Code == "40P01", e.Code == "55P03":
		return errs.Wrapped(errs.Unavailable, "db.bezet", fmt.Errorf("postgres %s", e.Code))
	case strings.HasPrefix(e.Code, "53"), strings.HasPrefix(e.Code, "57"), strings.HasPrefix(e.Code, "08"):
		return errs.Wrapped(errs.Unavailable, "db.onbereikbaar", fmt.Errorf("postgres %s: %s", e.Code, e.Message))
	}
	return errs.Wrapped(errs.Internal, "db.fout", fmt.Errorf("postgres %s: %s", e.Code, e.Message))
}

func translateSQLite(e *sqlite.Error) error {
	code := e.Code()
	switch {
	case code == sqlite3.SQLITE_CONSTRAINT_UNIQUE, code == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, code == sqlite3.SQLITE_CONSTRAINT_ROWID:
		return errs.Wrapped(errs.Conflict, "db.bestaat_al", &UniqueViolation{Constraint: constraintOf(e.Error())})
	case code&0xff == sqlite3.SQLITE_CONSTRAINT:
		return errs.Wrapped(errs.Conflict, "db.samenhang", fmt.Errorf("constraint: %s", constraintOf(e.Error())))
	case code&0xff == sqlite3.SQLITE_BUSY, code&0xff == sqlite3.SQLITE_LOCKED:
		return errs.Wrapped(errs.Unavailable, "db.bezet", errors.New("the database file is locked by another program; stop that program or wait for it"))
	case code&0xff == sqlite3.SQLITE_FULL:
		return errs.Wrapped(errs.Unavailable, "db.vol", errors.New("the disk is full; free some space, nothing was changed"))
	case code&0xff == sqlite3.SQLITE_READONLY:
		return errs.Wrapped(errs.Unavailable, "db.alleen_lezen", errors.New("the database file cannot be written; check its rights and its disk"))
	case code&0xff == sqlite3.SQLITE_NOTADB:
		return errs.Wrapped(errs.Unavailable, "db.geen_database", errors.New("the file is not a SQLite database; check the name"))
	case code&0xff == sqlite3.SQLITE_CORRUPT:
		return errs.Wrapped(errs.Unavailable, "db.beschadigd", errors.New("the database file is damaged; restore a backup with `trede restore`"))
	case code&0xff == sqlite3.SQLITE_IOERR, code&0xff == sqlite3.SQLITE_CANTOPEN:
		return errs.Wrapped(errs.Unavailable, "db.schijf", fmt.Errorf("the disk gave an error: %s", sqlite.ErrorCodeString[code&0xff]))
	}
	return errs.Wrapped(errs.Internal, "db.fout", e)
}

// constraintOf keeps the column names of a message such as
// "constraint failed: UNIQUE constraint failed: melding.id (1555)".
func constraintOf(text string) string {
	if i := strings.LastIndex(text, "failed: "); i >= 0 {
		text = text[i+len("failed: "):]
	}
	if i := strings.LastIndex(text, " ("); i >= 0 {
		text = text[:i]
	}
	return text
}

// IsUnique reports whether an error came from a unique key that names all the
// given words (an index name or column names).
func IsUnique(err error, words ...string) bool {
	var u *UniqueViolation
	if !errors.As(err, &u) {
		return false
	}
	for _, w := range words {
		if !strings.Contains(u.Constraint, w) {
			return false
		}
	}
	return true
}

// absentTable reports whether a statement could not be prepared because its table
// is not in this database.
func absentTable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "42P01" || strings.Contains(err.Error(), "no such table")
}
