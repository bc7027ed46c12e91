package simulatie

import (
	"slices"
	"strings"
	"testing"

	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/region"
)

func TestOrganisatiesAreDeterministic(t *testing.T) {
	r := region.ExampleRegister()
	a, b := NewOrganisaties(testConfig(300, 4), r), NewOrganisaties(testConfig(300, 4), r)
	if !slices.EqualFunc(a.Medewerkers, b.Medewerkers, func(x, y Medewerker) bool {
		return x.Login == y.Login && slices.Equal(x.Afwezig, y.Afwezig)
	}) || len(a.Aanbieders) != len(b.Aanbieders) {
		t.Error("the same seed gives other staff")
	}
	for i := range a.Aanbieders {
		if a.Aanbieders[i].Naam != b.Aanbieders[i].Naam {
			t.Errorf("provider %d is %s and %s", i, a.Aanbieders[i].Naam, b.Aanbieders[i].Naam)
		}
	}
}

func TestOrganisaties(t *testing.T) {
	r := region.ExampleRegister()
	for _, n := range []int{20, 300, 2000, 20_000} {
		o := NewOrganisaties(testConfig(n, 9), r)
		if got := len(o.Aanbieders); got < MinAanbieders || got > MaxAanbieders {
			t.Errorf("%d residents: %d providers", n, got)
		}
		logins := map[string]bool{}
		roles := map[authz.Role]int{}
		for _, m := range o.Medewerkers {
			if logins[m.Login] || !validLogin(m.Login) {
				t.Errorf("login %q", m.Login)
			}
			logins[m.Login] = true
			roles[m.Rol]++
			org := o.Lijst[m.Organisatie]
			if !slices.Contains(authz.RolesFor(org.Soort), m.Rol) {
				t.Errorf("a %s appoints a %s", org.Soort, m.Rol)
			}
			for k, away := range m.Afwezig {
				if away.Periode.IsEmpty() || k > 0 && away.Periode.Overlaps(m.Afwezig[k-1].Periode) {
					t.Errorf("%s is away %v", m.Naam, m.Afwezig)
				}
			}
		}
		for _, role := range authz.Roles() {
			if role.Appointable() && roles[role] == 0 {
				t.Errorf("%d residents: nobody is %s", n, role)
			}
		}
		if roles[authz.RoleConsulent]*perConsulent < n*5/10 {
			t.Errorf("%d residents: %d consulenten are too few", n, roles[authz.RoleConsulent])
		}
		names := map[string]bool{}
		for _, m := range o.Medewerkers {
			names[m.Persona] = true
		}
		for _, name := range []string{"Naima", "Peter", "Sanne", "Ingrid", "Wim", "Fatma", "Tom"} {
			if !names[name] {
				t.Errorf("%d residents: there is no %s", n, name)
			}
		}
	}
}

func validLogin(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '.' && r != '-'
	})
}

// TestEveryWijkHasATeam: wherever somebody lives, there is one team for it.
func TestEveryWijkHasATeam(t *testing.T) {
	r := region.ExampleRegister()
	o := NewOrganisaties(testConfig(300, 1), r)
	for _, p := range plaatsen {
		for _, w := range r.Wijken(p.code, civil.New(2024, 1, 1)) {
			i, ok := o.TeamVoor(p.code, w.Code)
			if !ok || !slices.Contains(o.Teams[i].Wijken, w.Code) {
				t.Errorf("%s %s has no team of its own", w.Code, w.Naam)
			}
		}
		if _, ok := o.TeamVoor(p.code, ""); !ok {
			t.Errorf("%s has no team", p.naam)
		}
	}
	if _, ok := o.TeamVoor("9999", ""); ok {
		t.Error("a gemeente elsewhere has a team")
	}
}

// TestAanbieders: every product of every gemeente that buys has two providers on
// any day but the last days of somebody's contract, and the places follow LOC-01.
func TestAanbieders(t *testing.T) {
	r := region.ExampleRegister()
	for seed := range uint64(5) {
		cfg := testConfig(300, seed)
		list := Aanbieders(cfg, r)
		for _, day := range []civil.Date{civil.New(2019, 3, 1), civil.New(2020, 3, 1), civil.New(2021, 3, 1), civil.New(2024, 8, 1), civil.New(2028, 6, 1)} {
			for _, p := range plaatsen {
				for _, k := range r.Koopbaar(p.code, day) {
					if k.Reden != inkoop.Gekocht {
						continue
					}
					n := 0
					for _, a := range list {
						for _, c := range a.Contracten {
							if c.Levert(k.Product, p.code, day) {
								n++
							}
						}
					}
					if n < 2 {
						t.Errorf("seed %d, %s: %s has %d providers in %s", seed, day, k.Product, n, p.naam)
					}
				}
			}
		}
		names := map[string]bool{}
		for _, a := range list {
			if names[a.Naam] {
				t.Errorf("two providers are called %s", a.Naam)
			}
			names[a.Naam] = true
			checkPlaces(t, r, a, cfg)
		}
	}
}

func checkPlaces(t *testing.T, r *inkoop.Register, a Aanbieder, cfg Config) {
	t.Helper()
	who := inkoop.Aanbieder{Inschrijving: civil.Timeline[inkoop.GemeenteCode]{}.From(EersteDag, a.Inschrijving)}
	for _, w := range a.Werkplekken {
		if w.Capaciteit() == 0 || w.VoorWie == "" || w.Naam == "" {
			t.Errorf("%s: %+v", a.Naam, w)
		}
		if got := r.Localiteit(who, w.Werkplek, cfg.Van); !got.OK() && w.Uniek == "" {
			t.Errorf("%s of %s works in %s, %s: %s", a.Naam, a.Inschrijving, w.Gemeente, w.Woonplaats, got)
		}
	}
	late := 0
	for day := EersteDag; !day.After(cfg.Tot); day = day.AddDays(7) {
		if len(inkoop.VerzekerdOp(domainPolicies(a), day)) > 0 {
			late++
		}
	}
	if (late > 0) != (a.Nr == 6) {
		t.Errorf("provider %d is not insured in %d weeks", a.Nr, late)
	}
}

func domainPolicies(a Aanbieder) []inkoop.Verzekering { return a.Verzekeringen }

// TestNoRealProviders: names of organisations that exist in the region are not
// used.
func TestNoRealProviders(t *testing.T) {
	for seed := range uint64(20) {
		for _, a := range Aanbieders(testConfig(2000, seed), region.ExampleRegister()) {
			for _, real := range []string{"Siza", "Driestroom", "RIBW", "Scalabor", "Presikhaaf", "Rijn IJssel", "Onderwijsspecialisten", "Vrijwilligerscentrale"} {
				if strings.Contains(a.Naam, real) {
					t.Errorf("%s holds %s", a.Naam, real)
				}
			}
		}
	}
}

// TestRegio: the example region with other ceilings is a region that loads.
func TestRegio(t *testing.T) {
	for _, n := range []int{1, 300, 100_000} {
		r := Regio(n)
		if err := r.Validate(); err != nil {
			t.Errorf("%d residents: %v", n, err)
		}
		for i, p := range r.Inkoop.Plafonds {
			if was := region.Example().Inkoop.Plafonds[i]; p.Plekken < was.Plekken {
				t.Errorf("%s went from %d to %d", p.Code, was.Plekken, p.Plekken)
			}
		}
	}
}
