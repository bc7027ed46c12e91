package store

import (
	"fmt"
	"slices"
	"strings"

	"trede/internal/platform/sqldb"
)

// A scope is something that programs remember, such as how long a list is. What was
// remembered under another version of it no longer counts.

var scopeVersie = sqldb.Select[int64](`select versie from scope_versie where scope = $1`)

// bumps raise the version of one scope, of two, and so on, in one statement.
var bumps = [...]*sqldb.Command{bumpsOf(1), bumpsOf(2), bumpsOf(3), bumpsOf(4)}

func bumpsOf(n int) *sqldb.Command {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf("($%d, 1)", i+1)
	}
	return sqldb.Exec(`insert into scope_versie (scope, versie) values ` + strings.Join(rows, ", ") + `
		on conflict (scope) do update set versie = scope_versie.versie + 1`)
}

// ScopeVersie gives the version of a scope, with what this transaction does to it.
func (tx *Tx) ScopeVersie(scope string) (int64, error) {
	if err := tx.raiseScopes(); err != nil {
		return 0, err
	}
	v, _, err := scopeVersie.Maybe(tx.Tx, scope)
	return v, err
}

// BumpScope says that what programs remember of scopes has changed. The versions are
// raised together, before the commit.
func (tx *Tx) BumpScope(scopes ...string) {
	for _, name := range scopes {
		if !strings.HasSuffix(name, ":") && !slices.Contains(tx.scopes, name) { // a side without an id is nobody
			tx.scopes = append(tx.scopes, name)
		}
	}
}

// TakeTurn gives this writer its turn at scopes, and keeps other writers that ask for one of
// them waiting until it commits: what it counts after that stays true. Take the turns of a
// transaction in one fixed order, before anything is counted.
func (tx *Tx) TakeTurn(scopes ...string) error {
	slices.Sort(scopes)
	for _, name := range slices.Compact(scopes) {
		if _, err := bumps[0].Run(tx.Tx, name); err != nil {
			return err
		}
	}
	return nil
}

// raiseScopes raises them in the order in which every writer locks them.
func (tx *Tx) raiseScopes() error {
	slices.Sort(tx.scopes)
	for group := range slices.Chunk(tx.scopes, len(bumps)) {
		args := make([]any, len(group))
		for i, name := range group {
			args[i] = name
		}
		if _, err := bumps[len(group)-1].Run(tx.Tx, args...); err != nil {
			return err
		}
	}
	tx.scopes = nil
	return nil
}
