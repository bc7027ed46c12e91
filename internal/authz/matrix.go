package authz

import (
	"fmt"
	"strings"
)

// Matrix is everything the tables say, as data for a page that a contract manager
// can read: per role what it sees and what it may do, by which relation.
type Matrix struct {
	Version    string
	Roles      []RoleMatrix
	Conditions []Label
}

// Label is a key with its Dutch name and a sentence that explains it.
type Label struct {
	Key    string
	Naam   string
	Uitleg string
}

// RoleMatrix is what one role sees and may do. Cells stand in the order of
// Relations; what a role has by "geen" it always has.
type RoleMatrix struct {
	Role      Label
	Relations []Label
	Fields    []FieldLine  // only groups of which the tables say something for this role
	Actions   []ActionLine // only actions that this role may do
}

// FieldLine is one field group of a role.
type FieldLine struct {
	Group Label
	Cells []FieldCell
}

// FieldCell is what a role sees of a group by one relation. Denied and without a
// reason are cells of which the tables say nothing.
type FieldCell struct {
	Read, Write Extent
	Conditions  []Condition
	Bron, Reden string
}

// ActionLine is one action of a role.
type ActionLine struct {
	Action Label
	Cells  []ActionCell
}

// ActionCell is whether a role may do an action by one relation.
type ActionCell struct {
	Allowed     bool
	Conditions  []Condition
	Bron, Reden string
}

// TheMatrix gives the whole matrix, in the order of the lists.
func TheMatrix() Matrix {
	matrix := Matrix{Version: theTable.version}
	for _, condition := range allConditions {
		matrix.Conditions = append(matrix.Conditions, label("voorwaarde", string(condition)))
	}
	for role, def := range roleDefs {
		matrix.Roles = append(matrix.Roles, roleMatrix(role, def.role))
	}
	return matrix
}

func label(soort, key string) Label {
	name := theTable.names[soort+":"+key]
	return Label{Key: key, Naam: name.naam, Uitleg: name.uitleg}
}

// Naam is the Dutch name of the role.
func (r Role) Naam() string { return label("rol", string(r)).Naam }

// Naam is the Dutch name of the relation.
func (r Relation) Naam() string { return label("relatie", string(r)).Naam }

// Naam is the Dutch name of the field group.
func (g FieldGroup) Naam() string { return label("groep", string(g)).Naam }

// Naam is the Dutch name of the action.
func (a Action) Naam() string { return label("handeling", string(a)).Naam }

// Naam is the Dutch name of the condition.
func (c Condition) Naam() string { return label("voorwaarde", string(c)).Naam }

func roleMatrix(role int, key Role) RoleMatrix {
	m := RoleMatrix{Role: label("rol", string(key))}
	relations := relationsSpokenOf(role)
	for _, relation := range relations {
		m.Relations = append(m.Relations, label("relatie", string(allRelations[relation])))
	}
	for group, key := range allGroups {
		line := FieldLine{Group: label("groep", string(key))}
		spoken := false
		for _, relation := range relations {
			row := theTable.cells[cellKey{role, relation, group}]
			spoken = spoken || row != nil
			line.Cells = append(line.Cells, fieldCell(row))
		}
		if spoken {
			m.Fields = append(m.Fields, line)
		}
	}
	for action, key := range allActions {
		if rules := theTable.rules[action][role]; len(rules) > 0 {
			m.Actions = append(m.Actions, actionLine(key, relations, rules))
		}
	}
	return m
}

// relationsSpokenOf lists the relations of a role about which a table says
// something; a column of empty cells would only be in the way.
func relationsSpokenOf(role int) []int {
	var spoken relSet
	for key := range theTable.cells {
		if key.role == role {
			spoken |= 1 << key.relation
		}
	}
	for action := range allActions {
		for _, r := range theTable.rules[action][role] {
			spoken |= r.rels
		}
	}
	var list []int
	for i := range allRelations {
		if spoken.has(i) {
			list = append(list, i)
		}
	}
	return list
}

func fieldCell(row *fieldRow) FieldCell {
	if row == nil {
		return FieldCell{}
	}
	return FieldCell{Read: row.read, Write: row.write, Conditions: row.conds.list(), Bron: row.bron, Reden: row.reden}
}

func actionLine(action Action, relations []int, rules []rule) ActionLine {
	line := ActionLine{Action: label("handeling", string(action))}
	for _, relation := range relations {
		cell := ActionCell{}
		for _, r := range rules {
			if r.rels.has(relation) {
				cell = ActionCell{Allowed: true, Conditions: r.conds.list(), Bron: r.row.bron, Reden: r.row.reden}
			}
		}
		line.Cells = append(line.Cells, cell)
	}
	return line
}

// String is the Dutch word for an extent: alles, eigen, gedeeld, both, or a dash.
func (e Extent) String() string {
	switch {
	case e&All != 0:
		return "alles"
	case e == Own|Shared:
		return "eigen en gedeeld"
	case e == Own:
		return "eigen"
	case e == Shared:
		return "gedeeld"
	}
	return "–"
}

// String is the cell in one or two words, such as "lezen (eigen)".
func (c FieldCell) String() string {
	text := "–"
	switch {
	case c.Write != Nothing && c.Read == Nothing:
		text = "alleen schrijven" + about(c.Write)
	case c.Write != Nothing && c.Write == c.Read:
		text = "lezen en schrijven" + about(c.Write)
	case c.Write != Nothing:
		text = "lezen" + about(c.Read) + ", schrijven" + about(c.Write)
	case c.Read != Nothing:
		text = "lezen" + about(c.Read)
	}
	return text + conditionText(c.Conditions)
}

// String is the cell in one or two words, such as "ja, met reden".
func (c ActionCell) String() string {
	if !c.Allowed {
		return "–"
	}
	return "ja" + conditionText(c.Conditions)
}

func about(e Extent) string {
	if e&All != 0 {
		return ""
	}
	return " (" + e.String() + ")"
}

func conditionText(conditions []Condition) string {
	var b strings.Builder
	for _, condition := range conditions {
		b.WriteString(", " + strings.ToLower(condition.Naam()))
	}
	return b.String()
}

// Markdown writes the matrix as a document.
func (m Matrix) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Wie mag wat\n\nVersie %s. Wat hier niet staat, mag niet.\n\n## Voorwaarden\n\n", m.Version)
	for _, condition := range m.Conditions {
		fmt.Fprintf(&b, "- **%s**: %s\n", condition.Naam, condition.Uitleg)
	}
	for _, role := range m.Roles {
		role.markdown(&b)
	}
	return b.String()
}

func (m RoleMatrix) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n", m.Role.Naam, m.Role.Uitleg)
	for _, relation := range m.Relations {
		fmt.Fprintf(b, "- **%s**: %s\n", relation.Naam, relation.Uitleg)
	}
	if len(m.Fields) > 0 {
		b.WriteString("\n### Gegevens\n\n")
		m.head(b, "Gegevens")
		for _, line := range m.Fields {
			fmt.Fprintf(b, "| %s |", line.Group.Naam)
			for _, cell := range line.Cells {
				fmt.Fprintf(b, " %s |", cell)
			}
			b.WriteString("\n")
		}
	}
	b.WriteString("\n### Handelingen\n\n")
	m.head(b, "Handeling")
	for _, line := range m.Actions {
		fmt.Fprintf(b, "| %s |", line.Action.Naam)
		for _, cell := range line.Cells {
			fmt.Fprintf(b, " %s |", cell)
		}
		b.WriteString("\n")
	}
}

func (m RoleMatrix) head(b *strings.Builder, first string) {
	fmt.Fprintf(b, "| %s |", first)
	for _, relation := range m.Relations {
		fmt.Fprintf(b, " %s |", relation.Naam)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(m.Relations)) + "\n")
}
