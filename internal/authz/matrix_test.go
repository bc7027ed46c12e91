package authz_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trede/internal/authz"
)

var update = flag.Bool("update", false, "write the golden file")

// TestMatrixGolden keeps the whole matrix as a document beside the code, so that a
// change of a right shows in review as the line that a contract manager reads.
func TestMatrixGolden(t *testing.T) {
	golden := filepath.Join("testdata", "matrix.golden.md")
	got := authz.TheMatrix().Markdown()
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(gotLines), len(wantLines)) {
		if gotLines[i] != wantLines[i] {
			t.Fatalf("line %d is\n%s\nnot\n%s\nIf the change is meant: go test ./internal/authz -run Golden -update", i+1, gotLines[i], wantLines[i])
		}
	}
	t.Fatalf("%d lines, not %d", len(gotLines), len(wantLines))
}

func TestMatrixSaysWhatTheTablesSay(t *testing.T) {
	fields, actions := readFieldCells(t), readActionCells(t)
	for _, role := range authz.TheMatrix().Roles {
		for _, line := range role.Fields {
			for i, cell := range line.Cells {
				key := fieldKey{role.Role.Key, role.Relations[i].Key, line.Group.Key}
				want, said := fields[key]
				delete(fields, key)
				if said && (cell.Read != extents[want.read] || cell.Write != extents[want.write] || cell.Reden == "" || cell.Bron == "") ||
					!said && (cell.Read|cell.Write != authz.Nothing || cell.Reden != "") {
					t.Errorf("%v: %+v, the table says %+v", key, cell, want)
				}
			}
		}
		for _, line := range role.Actions {
			for i, cell := range line.Cells {
				key := actionKey{line.Action.Key, role.Role.Key, role.Relations[i].Key}
				want, said := actions[key]
				delete(actions, key)
				if cell.Allowed != said || said && (len(cell.Conditions) != len(want.conds) || cell.Bron != want.bron || cell.Reden == "") {
					t.Errorf("%v: %+v, the table says %+v", key, cell, want)
				}
			}
		}
	}
	for key := range fields {
		t.Errorf("%v is not in the matrix", key)
	}
	for key := range actions {
		t.Errorf("%v is not in the matrix", key)
	}
}

func TestMatrixIsReadable(t *testing.T) {
	for _, role := range authz.TheMatrix().Roles {
		if role.Role.Naam == "" || role.Role.Uitleg == "" || len(role.Relations) == 0 || len(role.Actions) == 0 {
			t.Errorf("%s: %+v", role.Role.Key, role.Role)
		}
		for _, relation := range role.Relations {
			if relation.Naam == "" || relation.Uitleg == "" {
				t.Errorf("the relation %s has no words", relation.Key)
			}
		}
		for _, line := range role.Fields {
			if line.Group.Naam == "" || line.Group.Uitleg == "" {
				t.Errorf("the group %s has no words", line.Group.Key)
			}
		}
	}
	for _, c := range []struct {
		got, want string
	}{
		{authz.FieldCell{}.String(), "–"},
		{authz.FieldCell{Read: authz.All}.String(), "lezen"},
		{authz.FieldCell{Read: authz.Own}.String(), "lezen (eigen)"},
		{authz.FieldCell{Read: authz.Own | authz.Shared, Write: authz.Own}.String(), "lezen (eigen en gedeeld), schrijven (eigen)"},
		{authz.FieldCell{Read: authz.All, Write: authz.All}.String(), "lezen en schrijven"},
		{authz.FieldCell{Write: authz.All}.String(), "alleen schrijven"},
		{authz.FieldCell{Read: authz.Shared, Conditions: []authz.Condition{authz.CondAkkoord}}.String(), "lezen (gedeeld), met akkoord"},
		{authz.ActionCell{}.String(), "–"},
		{authz.ActionCell{Allowed: true, Conditions: []authz.Condition{authz.CondReden, authz.CondOnpartijdig}}.String(), "ja, met reden, geen eigen belang"},
		{authz.Nothing.String(), "–"},
		{authz.RoleCoordinator.Naam(), "Coördinator bij de aanbieder"},
		{authz.RelEigenTeam.Naam(), "Eigen team"},
		{authz.FieldBSN.Naam(), "BSN"},
		{authz.ToewijzingBesluiten.Naam(), "Toewijzen"},
		{authz.CondVierOgen.Naam(), "Vier ogen"},
	} {
		if c.got != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
}
