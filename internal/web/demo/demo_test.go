package demo

import (
	"testing"

	"trede/internal/app/taken"
	"trede/internal/authz"
	"trede/internal/domain/persoon"
	"trede/internal/web/tekst"
)

// TestEverybodyHasWords: whoever can be chosen has a heading, a place and a sentence.
func TestEverybodyHasWords(t *testing.T) {
	want := func(key string) {
		t.Helper()
		if !tekst.Has(key) {
			t.Errorf("%s has no text", key)
		}
	}
	for _, r := range authz.Roles() {
		if r == authz.RoleAnoniem || r == authz.RoleSysteem {
			continue
		}
		want("demo.groep." + string(r))
		if r != authz.RoleInwoner {
			want("demo.kan." + string(r))
		}
	}
	for _, fase := range taken.Fasen() {
		if fase != taken.FaseOverleden {
			want("demo.fase." + fase)
		}
	}
	for _, soort := range persoon.VertegenwoordigerSoorten() {
		want("demo.soort." + string(soort))
	}
}

// TestGrouped: who works with residents stands first, and nobody is left out.
func TestGrouped(t *testing.T) {
	var all []Persona
	for _, r := range authz.Roles() {
		all = append(all, Persona{AccountID: string(r), Rol: string(r)})
	}
	seen := map[string]int{}
	groups := grouped(all)
	for _, g := range groups {
		for _, p := range g.personas {
			seen[p.Rol]++
		}
	}
	for _, r := range authz.Roles() {
		if seen[string(r)] != 1 {
			t.Errorf("%s stands there %d times", r, seen[string(r)])
		}
	}
	if groups[0].personas[0].Rol != string(authz.RoleConsulent) {
		t.Errorf("first comes %s", groups[0].personas[0].Rol)
	}
}
