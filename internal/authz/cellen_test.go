package authz_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"trede/internal/authz"
	"trede/internal/testkit"
)

// This file reads the tables once more, with nothing but encoding/csv, and holds
// every cell against the code: what a row says is what happens, and nothing else.

// allRoles is written down here on purpose: it also says what allen and aangemeld mean.
var allRoles = []string{
	"anoniem", "inwoner", "vertegenwoordiger", "consulent", "teamleider", "werkbegeleider", "trajectbegeleider",
	"coordinator", "caw-adviseur", "werkgever", "contractmanager", "beoordelaar", "financieel", "beleidsmedewerker",
	"toezichthouder", "beheerder", "systeem",
}

func rolesOfCell(text string) []string {
	switch text {
	case "allen":
		return allRoles[:len(allRoles)-1]
	case "aangemeld":
		return allRoles[1 : len(allRoles)-1]
	}
	return strings.Fields(text)
}

func readTable(t *testing.T, name string) []map[string]string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

type actionKey struct{ action, role, relation string }

type actionCell struct {
	conds []string
	bron  string
}

func readActionCells(t *testing.T) map[actionKey]actionCell {
	cells := map[actionKey]actionCell{}
	for _, row := range readTable(t, "handelingen.csv") {
		for _, role := range rolesOfCell(row["rollen"]) {
			for _, relation := range strings.Fields(row["relaties"]) {
				cells[actionKey{row["handeling"], role, relation}] = actionCell{strings.Fields(row["voorwaarden"]), row["bron"]}
			}
		}
	}
	return cells
}

// condition sets to try: all met, none met, and each one missing.
func withConditions(actor authz.Actor, facts authz.Facts, skip func(authz.Condition) bool) (authz.Facts, map[string]bool) {
	met := map[string]bool{}
	for _, condition := range authz.Conditions() {
		if skip(condition) {
			continue
		}
		meet(actor, &facts, condition)
		met[string(condition)] = true
	}
	return facts, met
}

func TestEveryActionCellIsWhatTheCodeDoes(t *testing.T) {
	cells := readActionCells(t)
	reached := map[actionKey]bool{}
	for _, role := range authz.Roles() {
		for _, relation := range authz.Relations() {
			actor, base, held, there := scene(role, relation)
			if !there {
				continue
			}
			for i := -2; i < len(authz.Conditions()); i++ {
				facts, met := withConditions(actor, base, func(c authz.Condition) bool {
					return i == -1 || i >= 0 && c == authz.Conditions()[i]
				})
				nature(met, role, relation, i >= 0 && authz.Conditions()[i] == authz.CondNietZelf || i == -1)
				for _, action := range authz.Actions() {
					compareActionCell(t, cells, reached, actor, action, facts, held, met)
				}
			}
		}
	}
	for key := range cells {
		if !reached[key] {
			t.Errorf("%v stands in handelingen.csv and was never reached", key)
		}
	}
}

// nature corrects what is met by nature: nobody is without interest in the own
// dossier, nobody but a stranger makes a first start, the own account is no other's.
func nature(met map[string]bool, role authz.Role, relation authz.Relation, noOther bool) {
	met["onpartijdig"] = relation != authz.RelZelf && !strings.HasPrefix(string(relation), "vertegenwoordigd")
	met["niet-zelf"] = relation != authz.RelEigenAccount && !noOther
	if role != authz.RoleAnoniem {
		met["eerste-start"] = false
	}
	switch role {
	case authz.RoleAnoniem, authz.RoleSysteem:
		met["eigen-bijdrage"], met["eigen-toewijzing"], met["akkoord"] = false, false, false
	case authz.RoleInwoner, authz.RoleVertegenwoordiger:
		met["eigen-toewijzing"], met["akkoord"] = false, false
	case authz.RoleWerkbegeleider, authz.RoleTrajectbegeleider, authz.RoleCoordinator:
	default:
		met["eigen-toewijzing"] = false
	}
}

func compareActionCell(t *testing.T, cells map[actionKey]actionCell, reached map[actionKey]bool,
	actor authz.Actor, action authz.Action, facts authz.Facts, held []authz.Relation, met map[string]bool,
) {
	t.Helper()
	role := "systeem"
	if !actor.IsSysteem() {
		role = string(authz.RelationsOf(actor, facts)[0].Role)
	}
	want, bron := false, ""
	for _, relation := range held {
		key := actionKey{string(action), role, string(relation)}
		cell, there := cells[key]
		if !there {
			continue
		}
		reached[key] = true
		if !slices.ContainsFunc(cell.conds, func(c string) bool { return !met[c] }) {
			want = true
			if bron == "" {
				bron = cell.bron
			}
		}
	}
	decision := authz.Decide(actor, action, facts)
	switch {
	case decision.Allowed != want:
		t.Errorf("%s, %s, %v, met %v: %s, the table says %v", action, role, held, met, decision, want)
	case len(decision.Reasons) == 0:
		t.Errorf("%s, %s, %v: no reason", action, role, held)
	case want && (string(decision.Role) != role || !slices.Contains(held, decision.Relation)):
		t.Errorf("%s: allowed as %s by %s, not as %s by one of %v", action, decision.Role, decision.Relation, role, held)
	case want && decision.Reasons[0].Detail != cells[actionKey{string(action), role, string(decision.Relation)}].bron:
		t.Errorf("%s, %s, %v: the reason is %v, not %s", action, role, held, decision.Reasons, bron)
	}
}

type fieldKey struct{ role, relation, group string }

type fieldCell struct {
	read, write string
	conds       []string
}

func readFieldCells(t *testing.T) map[fieldKey]fieldCell {
	cells := map[fieldKey]fieldCell{}
	for _, row := range readTable(t, "tabel.csv") {
		for _, role := range rolesOfCell(row["rollen"]) {
			for _, relation := range strings.Fields(row["relaties"]) {
				for _, group := range strings.Fields(row["groepen"]) {
					cells[fieldKey{role, relation, group}] = fieldCell{row["lezen"], row["schrijven"], strings.Fields(row["voorwaarden"])}
				}
			}
		}
	}
	return cells
}

var extents = map[string]authz.Extent{
	"-": authz.Nothing, "alles": authz.All, "eigen": authz.Own, "gedeeld": authz.Shared, "eigen+gedeeld": authz.Own | authz.Shared,
}

func TestEveryFieldCellIsWhatTheCodeShows(t *testing.T) {
	cells := readFieldCells(t)
	reached := map[fieldKey]bool{}
	for _, role := range authz.Roles() {
		for _, relation := range authz.Relations() {
			actor, base, held, there := scene(role, relation)
			if !there {
				continue
			}
			for _, agreed := range []bool{true, false} {
				facts := base
				if agreed {
					meet(actor, &facts, authz.CondAkkoord)
				}
				fields := authz.FieldsOf(actor, facts)
				for _, group := range authz.FieldGroups() {
					read, write := authz.Nothing, authz.Nothing
					for _, relation := range held {
						key := fieldKey{string(role), string(relation), string(group)}
						cell, said := cells[key]
						if !said {
							continue
						}
						reached[key] = true
						if len(cell.conds) == 0 || agreed && slices.Equal(cell.conds, []string{"akkoord"}) {
							read |= extents[cell.read]
							write |= extents[cell.write]
						}
					}
					if got := fields.Read(group); got != read {
						t.Errorf("%s, %s reads %s: %s, the table says %s", role, relation, group, got, read)
					}
					if got := fields.Write(group); got != write {
						t.Errorf("%s, %s writes %s: %s, the table says %s", role, relation, group, got, write)
					}
					compareRows(t, actor, fields, group, read, write)
				}
			}
		}
	}
	for key := range cells {
		if !reached[key] {
			t.Errorf("%v stands in tabel.csv and was never reached", key)
		}
	}
}

// compareRows holds the extent against rows of every kind.
func compareRows(t *testing.T, actor authz.Actor, fields authz.Fields, group authz.FieldGroup, read, write authz.Extent) {
	t.Helper()
	own := ownKey(actor)
	for kind, row := range map[authz.Extent]authz.Row{
		authz.Nothing: {Van: []string{"een-ander"}, GedeeldMet: []string{"een-ander"}},
		authz.Own:     {Van: []string{"een-ander", own}},
		authz.Shared:  {Van: []string{"een-ander"}, GedeeldMet: []string{"een-derde", own}},
	} {
		if got, want := fields.ReadsRow(group, row), read&(kind|authz.All) != 0; got != want {
			t.Errorf("%s: a row of kind %s is read: %v, not %v", group, kind, got, want)
		}
		if got, want := fields.WritesRow(group, row), write&(kind|authz.All) != 0; got != want {
			t.Errorf("%s: a row of kind %s is written: %v, not %v", group, kind, got, want)
		}
	}
	if fields.Reads(group) != (read&authz.All != 0) {
		t.Errorf("%s: every row is read: %v", group, fields.Reads(group))
	}
}

func TestSourcesNameRequirementsThatExist(t *testing.T) {
	known := map[string]bool{}
	for _, row := range readTable(t, "../../docs/eisen.csv") {
		known[row["id"]] = true
	}
	for _, name := range []string{"tabel.csv", "handelingen.csv"} {
		for _, row := range readTable(t, name) {
			for _, part := range strings.Split(row["bron"], ";") {
				words := strings.Fields(part)
				if len(words) < 2 || words[0] != "eis" && words[0] != "eisen" {
					continue
				}
				for _, id := range words[1:] {
					if id = strings.Trim(id, "()"); strings.Contains(id, "-") && !known[id] {
						t.Errorf("%s: %q is no requirement", name, id)
					}
				}
			}
		}
	}
}

func TestOnlyTheMunicipalityOfResidenceAllocates(t *testing.T) {
	testkit.Eis(t, "PRD-10")
	for _, role := range authz.Roles() {
		for _, relation := range authz.Relations() {
			actor, base, _, there := scene(role, relation)
			if !there {
				continue
			}
			facts, _ := withConditions(actor, base, func(authz.Condition) bool { return false })
			want := (role == authz.RoleConsulent || role == authz.RoleTeamleider) && relation == authz.RelEigenTeam
			for _, action := range []authz.Action{
				authz.ToewijzingBesluiten, authz.ToewijzingWijzigen, authz.ToewijzingIntrekken, authz.BesluitNemen, authz.DoelOpstellen,
			} {
				if got := authz.Decide(actor, action, facts).Allowed; got != want {
					t.Errorf("%s by %s, %s: %v", action, role, relation, got)
				}
			}
		}
	}
}
