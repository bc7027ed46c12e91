package authz

import (
	"crypto/sha256"
	_ "embed" // the tables are part of the program
	"encoding/hex"
	"errors"
	"fmt"
	"math/bits"
	"strings"
)

//go:embed tabel.csv
var fieldText string

//go:embed handelingen.csv
var actionText string

//go:embed benamingen.csv
var nameText string

// Where each key stands in its list.
var (
	roleIndex      = indexRoles()
	relationIndex  = indexOf(allRelations[:])
	groupIndex     = indexOf(allGroups[:])
	actionIndex    = indexOf(allActions[:])
	conditionIndex = indexOf(allConditions[:])

	roleAnoniem, roleSysteem           = roleIndex[RoleAnoniem], roleIndex[RoleSysteem]
	roleInwoner, roleVertegenwoordiger = roleIndex[RoleInwoner], roleIndex[RoleVertegenwoordiger]

	possible = possibleRelations()
)

func indexRoles() map[Role]int {
	index := map[Role]int{}
	for i, def := range roleDefs {
		index[def.role] = i
	}
	return index
}

func indexOf[K comparable](list []K) map[K]int {
	index := make(map[K]int, len(list))
	for i, key := range list {
		index[key] = i
	}
	return index
}

func possibleRelations() [len(roleDefs)]relSet {
	var sets [len(roleDefs)]relSet
	for i, def := range roleDefs {
		sets[i] = relSetOf(def.relations...)
	}
	return sets
}

// rule is one row of handelingen.csv for one role, ready to be asked.
type rule struct {
	rels    relSet
	conds   condSet
	reasons []Reason // what a decision by this rule says
	row     *actionRow
}

// fieldRule is what one role sees by one relation under the same conditions.
type fieldRule struct {
	conds condSet
	masks fieldMasks
}

// fieldMasks holds one bit per group for every extent.
type fieldMasks struct {
	readAll, readOwn, readShared    uint64
	writeAll, writeOwn, writeShared uint64
}

// table is everything the tables say.
type table struct {
	version string
	rules   [len(allActions)][len(roleDefs)][]rule
	fields  [len(roleDefs)][len(allRelations)][]fieldRule
	cells   map[cellKey]*fieldRow // for the matrix
	names   map[string]naming
}

type cellKey struct{ role, relation, group int }

// theTable is compiled once. A mistake in the tables stops the program: nobody
// should be let in or kept out by a row that was misread.
var theTable = mustLoad()

func mustLoad() *table {
	t, err := load(fieldText, actionText, nameText)
	if err != nil {
		panic("authz: " + err.Error())
	}
	return t
}

// load parses and compiles the three tables, or gives everything that is wrong.
func load(fieldText, actionText, nameText string) (*table, error) {
	fieldRows, errs := parseFields(fieldText)
	actionRows, more := parseActions(actionText)
	errs = append(errs, more...)
	names, more := parseNames(nameText)
	errs = append(errs, more...)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	sum := sha256.Sum256([]byte(fieldText + "\x00" + actionText))
	t := &table{version: hex.EncodeToString(sum[:6]), names: names, cells: map[cellKey]*fieldRow{}}
	errs = append(t.compileFields(fieldRows), t.compileActions(actionRows)...)
	return t, errors.Join(errs...)
}

func (t *table) compileFields(rows []fieldRow) []error {
	var errs []error
	for i := range rows {
		row := &rows[i]
		for _, role := range row.roles {
			for _, relation := range row.relations {
				for _, group := range row.groups {
					key := cellKey{role, relation, group}
					if earlier, twice := t.cells[key]; twice {
						errs = append(errs, fmt.Errorf("tabel.csv:%d: %s, %s, %s is already in row %d",
							row.line, roleDefs[role].role, allRelations[relation], allGroups[group], earlier.line))
						continue
					}
					t.cells[key] = row
					t.grant(role, relation, group, row)
				}
			}
		}
	}
	return errs
}

// grant adds one cell to the masks of its role, relation and conditions.
func (t *table) grant(role, relation, group int, row *fieldRow) {
	if row.read|row.write == Nothing {
		return
	}
	rules := &t.fields[role][relation]
	i := 0
	for i < len(*rules) && (*rules)[i].conds != row.conds {
		i++
	}
	if i == len(*rules) {
		*rules = append(*rules, fieldRule{conds: row.conds})
	}
	(*rules)[i].masks.add(group, row.read, row.write)
}

func (m *fieldMasks) add(group int, read, write Extent) {
	bit := uint64(1) << group
	for _, part := range []struct {
		has  bool
		mask *uint64
	}{
		{read&All != 0, &m.readAll},
		{read&Own != 0, &m.readOwn},
		{read&Shared != 0, &m.readShared},
		{write&All != 0, &m.writeAll},
		{write&Own != 0, &m.writeOwn},
		{write&Shared != 0, &m.writeShared},
	} {
		if part.has {
			*part.mask |= bit
		}
	}
}

func (t *table) compileActions(rows []actionRow) []error {
	var errs []error
	var seen [len(allActions)]bool
	for i := range rows {
		row := &rows[i]
		seen[row.action] = true
		rels := relSet(0)
		for _, relation := range row.relations {
			rels |= 1 << relation
		}
		for _, role := range row.roles {
			rules := &t.rules[row.action][role]
			for _, earlier := range *rules {
				if both := earlier.rels & rels; both != 0 {
					errs = append(errs, fmt.Errorf("handelingen.csv:%d: %s, %s, %s is already in row %d", row.line,
						allActions[row.action], roleDefs[role].role, allRelations[bits.TrailingZeros32(uint32(both))], earlier.row.line))
				}
			}
			*rules = append(*rules, rule{rels: rels, conds: row.conds, reasons: grantReasons(row), row: row})
		}
	}
	for i, action := range allActions {
		if !seen[i] {
			errs = append(errs, fmt.Errorf("handelingen.csv: %s has no row", action))
		}
	}
	return errs
}

// IsList tells whether an action shows many subjects, so that a query needs its
// [Scope].
func (a Action) IsList() bool {
	return strings.HasPrefix(string(a), "lijst.") || a == InwonerZoeken || a == InwonerZoekenOpBSN
}

// TableVersion names the version of the tables: it changes with every change of a
// right. It belongs beside a decision in the audit trail.
func TableVersion() string { return theTable.version }
