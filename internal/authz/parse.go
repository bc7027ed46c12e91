package authz

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Short words for many roles, allowed in the column rollen of both tables.
const (
	allen      = "allen"     // everybody but the program itself
	aangemeld  = "aangemeld" // everybody who is signed in
	nietGeen   = "-"         // no extent
	maxRowText = 60          // as much of a cell as an error shows
)

var (
	fieldHeader  = []string{"rollen", "relaties", "groepen", "lezen", "schrijven", "voorwaarden", "bron", "reden"}
	actionHeader = []string{"handeling", "rollen", "relaties", "voorwaarden", "bron", "reden"}
	nameHeader   = []string{"soort", "sleutel", "naam", "uitleg"}
)

// fieldRow is one row of tabel.csv.
type fieldRow struct {
	line        int
	roles       []int
	relations   []int
	groups      []int
	read, write Extent
	conds       condSet
	bron, reden string
}

// actionRow is one row of handelingen.csv.
type actionRow struct {
	line        int
	action      int
	roles       []int
	relations   []int
	conds       condSet
	bron, reden string
}

// naming is what people read instead of a key.
type naming struct{ naam, uitleg string }

// parser reads a table and gathers everything that is wrong with it.
type parser struct {
	file string
	line int
	errs []error
}

func (p *parser) fail(format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("%s:%d: %s", p.file, p.line, fmt.Sprintf(format, args...)))
}

// rows calls fn for every row under the header.
func (p *parser) rows(text string, header []string, fn func(cell []string)) {
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord = len(header)
	for first := true; ; first = false {
		cell, err := reader.Read()
		if errors.Is(err, io.EOF) {
			if first {
				p.fail("empty")
			}
			return
		}
		if err != nil {
			p.errs = append(p.errs, fmt.Errorf("%s: %w", p.file, err))
			return
		}
		p.line, _ = reader.FieldPos(0)
		if !first {
			fn(cell)
		} else if !slices.Equal(cell, header) {
			p.fail("the columns are %s, not %s", strings.Join(cell, ","), strings.Join(header, ","))
			return
		}
	}
}

// keys reads a cell of keys with one space between them. With must, it may not
// be empty.
func keys[K ~string](p *parser, text, what string, index map[K]int, must bool) []int {
	if text == "" {
		if must {
			p.fail("no %s", what)
		}
		return nil
	}
	var found []int
	for _, key := range strings.Split(text, " ") {
		i, known := index[K(key)]
		switch {
		case !known:
			p.fail("unknown %s %q", what, shorten(key))
		case slices.Contains(found, i):
			p.fail("%s %s twice", what, key)
		default:
			found = append(found, i)
		}
	}
	return found
}

// roles reads the column rollen, with its two short words.
func (p *parser) roles(text string) []int {
	switch text {
	case allen:
		return everyRole(func(r Role) bool { return r != RoleSysteem })
	case aangemeld:
		return everyRole(func(r Role) bool { return r != RoleSysteem && r != RoleAnoniem })
	}
	return keys(p, text, "rol", roleIndex, true)
}

func everyRole(want func(Role) bool) []int {
	var list []int
	for i, def := range roleDefs {
		if want(def.role) {
			list = append(list, i)
		}
	}
	return list
}

func (p *parser) conds(text string) condSet {
	var set condSet
	for _, i := range keys(p, text, "voorwaarde", conditionIndex, false) {
		set |= 1 << i
	}
	return set
}

// possible checks that every role of a row can have every relation of it.
func (p *parser) possible(roles, relations []int) {
	for _, role := range roles {
		for _, relation := range relations {
			if !possible[role].has(relation) {
				p.fail("%s cannot have the relation %s", roleDefs[role].role, allRelations[relation])
			}
		}
	}
}

func (p *parser) reasons(bron, reden string) {
	if strings.TrimSpace(bron) == "" {
		p.fail("no bron")
	}
	if strings.TrimSpace(reden) == "" {
		p.fail("no reden")
	}
}

// extent reads alles, eigen, gedeeld, eigen+gedeeld or -.
func (p *parser) extent(text string) Extent {
	switch text {
	case nietGeen:
		return Nothing
	case "alles":
		return All
	case "eigen":
		return Own
	case "gedeeld":
		return Shared
	case "eigen+gedeeld":
		return Own | Shared
	}
	p.fail("unknown bereik %q", shorten(text))
	return Nothing
}

func parseFields(text string) ([]fieldRow, []error) {
	p := &parser{file: "tabel.csv"}
	var rows []fieldRow
	p.rows(text, fieldHeader, func(cell []string) {
		row := fieldRow{
			line: p.line, roles: p.roles(cell[0]),
			relations: keys(p, cell[1], "relatie", relationIndex, true),
			groups:    keys(p, cell[2], "groep", groupIndex, true),
			read:      p.extent(cell[3]), write: p.extent(cell[4]), conds: p.conds(cell[5]),
			bron: cell[6], reden: cell[7],
		}
		p.possible(row.roles, row.relations)
		p.reasons(row.bron, row.reden)
		p.fieldRow(&row)
		rows = append(rows, row)
	})
	return rows, p.errs
}

// fieldRow checks what a row may grant at all.
func (p *parser) fieldRow(row *fieldRow) {
	granted := row.read | row.write
	if granted == Nothing && row.conds != 0 {
		p.fail("a condition on nothing")
	}
	for _, relation := range row.relations {
		if granted != Nothing && far.has(relation) {
			p.fail("the relation %s never gives anything", allRelations[relation])
		}
		if granted != Nothing && allRelations[relation] == RelGeen && slices.ContainsFunc(row.groups, func(g int) bool { return g < personGroups }) {
			p.fail("fields of a person for whoever has no relation")
		}
	}
	for _, role := range row.roles {
		switch roleDefs[role].role {
		case RoleAnoniem, RoleSysteem:
			if granted&(Own|Shared) != 0 {
				p.fail("%s has no own or shared rows", roleDefs[role].role)
			}
		case RoleInwoner:
			if granted&Shared != 0 {
				p.fail("nothing is shared with the inwoner: all of it is the inwoner's")
			}
		}
	}
}

func parseActions(text string) ([]actionRow, []error) {
	p := &parser{file: "handelingen.csv"}
	var rows []actionRow
	p.rows(text, actionHeader, func(cell []string) {
		action, known := actionIndex[Action(cell[0])]
		if !known {
			p.fail("unknown handeling %q", shorten(cell[0]))
			return
		}
		row := actionRow{
			line: p.line, action: action, roles: p.roles(cell[1]),
			relations: keys(p, cell[2], "relatie", relationIndex, true),
			conds:     p.conds(cell[3]), bron: cell[4], reden: cell[5],
		}
		p.possible(row.roles, row.relations)
		p.reasons(row.bron, row.reden)
		p.actionRow(&row)
		rows = append(rows, row)
	})
	return rows, p.errs
}

// actionRow checks what a row may grant at all. A list can only have conditions
// that a query can hold against each row, and no reason opens a list.
func (p *parser) actionRow(row *actionRow) {
	list := allActions[row.action].IsList()
	if list && row.conds&^(bitEigenBijdrage|bitEigenToewijzing) != 0 {
		p.fail("a list cannot have the condition %v", (row.conds &^ (bitEigenBijdrage | bitEigenToewijzing)).list())
	}
	for _, relation := range row.relations {
		if far.has(relation) {
			p.fail("the relation %s never gives anything", allRelations[relation])
		}
		if list && allRelations[relation] == RelInzageMetReden && !slices.Contains(row.relations, relationIndex[RelAnderTeam]) {
			p.fail("a list does not open by a reason")
		}
		if list && allRelations[relation] == RelEigenAccount {
			p.fail("a list is not about an account")
		}
		if list && allRelations[relation] == RelEigenGemeente && slices.ContainsFunc(row.roles, func(r int) bool { return roleDefs[r].team }) {
			p.fail("a list of who works by team goes by team")
		}
	}
}

// parseNames reads benamingen.csv; every key must have a name exactly once.
func parseNames(text string) (map[string]naming, []error) {
	p := &parser{file: "benamingen.csv"}
	names := map[string]naming{}
	p.rows(text, nameHeader, func(cell []string) {
		key := cell[0] + ":" + cell[1]
		if _, twice := names[key]; twice {
			p.fail("%s twice", key)
		}
		if strings.TrimSpace(cell[2]) == "" {
			p.fail("%s has no naam", key)
		}
		names[key] = naming{cell[2], cell[3]}
	})
	wanted := wantedNames()
	for _, key := range wanted {
		if _, there := names[key]; !there {
			p.fail("%s has no row", key)
		}
	}
	for key := range names {
		if !slices.Contains(wanted, key) {
			p.fail("%s is no key", shorten(key))
		}
	}
	return names, p.errs
}

func wantedNames() []string {
	var wanted []string
	for _, def := range roleDefs {
		wanted = append(wanted, "rol:"+string(def.role))
	}
	for _, relation := range allRelations {
		wanted = append(wanted, "relatie:"+string(relation))
	}
	for _, group := range allGroups {
		wanted = append(wanted, "groep:"+string(group))
	}
	for _, condition := range allConditions {
		wanted = append(wanted, "voorwaarde:"+string(condition))
	}
	for _, action := range allActions {
		wanted = append(wanted, "handeling:"+string(action))
	}
	return wanted
}

func shorten(text string) string {
	if len(text) > maxRowText {
		return text[:maxRowText] + "..."
	}
	return text
}
