package authz_test

import (
	"testing"

	"trede/internal/authz"
	"trede/internal/domain/civil"
)

func TestEveryListCellIsInAScope(t *testing.T) {
	for _, role := range authz.Roles() {
		for _, relation := range authz.Relations() {
			actor, base, _, there := scene(role, relation)
			if !there {
				continue
			}
			facts, _ := withConditions(actor, base, func(authz.Condition) bool { return false })
			for _, action := range authz.Actions() {
				scope := authz.ScopeOf(actor, action, day)
				if !action.IsList() {
					if !scope.Empty() {
						t.Errorf("%s is no list and has a scope", action)
					}
					continue
				}
				d := authz.Decide(actor, action, facts)
				if scope.Contains(facts) != d.Allowed {
					t.Errorf("%s, %s, %s: %s, terms %+v", action, role, relation, d, scope.Terms)
				}
				later := facts
				later.Day = day.AddDays(1)
				if scope.Contains(later) {
					t.Errorf("%s: a scope of one day shows another", action)
				}
			}
		}
	}
}

func TestListsAtTheEdges(t *testing.T) {
	undated, empty := civil.Period{Until: day.AddDays(-1)}, civil.Period{From: day.AddDays(-5), Until: day.AddDays(-5)}
	begeleiders := []authz.Begeleiding{{AccountID: me, Periode: since}}
	for _, p := range []civil.Period{{}, undated, {Until: day.AddDays(9)}, empty, from(1, 10), from(0, 10), from(-10, 10), from(-9, 10), from(-300, 20), since} {
		for _, until := range []civil.Date{{}, day, day.AddDays(1), day.AddDays(-1)} {
			facts := authz.Facts{
				Day: day, InwonerID: resident, ToewijzingAanbiederID: "a1", BijdrageVan: []string{"a1", "c1"},
				Aanbieders:   []authz.AanbiederVenster{{AanbiederID: "a1", Periode: p, InzageTot: until, Begeleiders: begeleiders}},
				Verwijzingen: []authz.Verwijzing{{OrganisatieID: "c1", Periode: p}},
				Plaatsingen:  []authz.Plaatsing{{OrganisatieID: "w1", Periode: p}},
			}
			for _, role := range []authz.Role{authz.RoleWerkbegeleider, authz.RoleCoordinator, authz.RoleCAWAdviseur, authz.RoleWerkgever} {
				for _, list := range []authz.Action{authz.LijstDeelnemers, authz.LijstVandaag, authz.LijstBijdragen, authz.LijstVerwijzingen} {
					actor := actorOf(role, false)
					d := authz.Decide(actor, list, facts)
					if got := authz.ScopeOf(actor, list, day).Contains(facts); got != d.Allowed {
						t.Errorf("%s, %s, period %s, until %s: the list says %v, the decision %s", list, role, p, until, got, d)
					}
				}
			}
		}
	}
}

func TestTermsOfAScope(t *testing.T) {
	one := aanstelling(authz.RoleCoordinator, false)
	other := one
	other.OrganisatieID, other.AanbiederID = "a2", "a2"
	count := func(list ...authz.Aanstelling) int {
		return len(authz.ScopeOf(authz.Actor{ID: me, Aanstellingen: list}, authz.LijstVandaag, day).Terms)
	}
	if count(one) != 1 || count(one, one) != 1 || count(one, other) != 2 || count(one, other, one) != 2 {
		t.Errorf("terms: %d, %d, %d, %d", count(one), count(one, one), count(one, other), count(one, other, one))
	}
	team := aanstelling(authz.RoleConsulent, false)
	for _, change := range []func(*authz.Aanstelling){
		func(a *authz.Aanstelling) { a.TeamID = "t2" }, func(a *authz.Aanstelling) { a.GemeenteCode = "GM0002" },
		func(a *authz.Aanstelling) { a.OrganisatieID = "g2" }, func(a *authz.Aanstelling) { a.Role = authz.RoleTeamleider },
	} {
		b := team
		change(&b)
		if got := len(authz.ScopeOf(authz.Actor{ID: me, Aanstellingen: []authz.Aanstelling{team, b}}, authz.LijstMeldingen, day).Terms); got != 2 {
			t.Errorf("%+v is taken for the same as %+v", b, team)
		}
	}
	for _, change := range []func(*authz.Aanstelling){
		func(a *authz.Aanstelling) { a.TeamID = "" }, func(a *authz.Aanstelling) { a.GemeenteCode = "" },
		func(a *authz.Aanstelling) { a.Periode = civil.Period{} }, func(a *authz.Aanstelling) { a.Periode = from(-10, 10) },
	} {
		b := team
		change(&b)
		if scope := authz.ScopeOf(authz.Actor{ID: me, Aanstellingen: []authz.Aanstelling{b}}, authz.LijstInwoners, day); !scope.Empty() {
			t.Errorf("%+v shows residents: %+v", b, scope)
		}
	}
}

func TestListsOfEverything(t *testing.T) {
	for _, c := range []struct {
		actor authz.Actor
		list  authz.Action
		want  bool
	}{
		{actorOf(authz.RoleInwoner, false), authz.LijstAanbod, yes},
		{actorOf(authz.RoleConsulent, false), authz.LijstContracten, yes},
		{actorOf(authz.RoleCoordinator, false), authz.LijstContracten, no},
		{actorOf(authz.RoleBeheerder, true), authz.LijstAccounts, yes},
		{actorOf(authz.RoleBeheerder, false), authz.LijstAccounts, no},
		{actorOf(authz.RoleConsulent, false), authz.LijstInwoners, no},
		{actorOf(authz.RoleContractmanager, true), authz.LijstInwoners, no},
		{authz.Actor{}, authz.LijstAanbod, no},
	} {
		if got := authz.ScopeOf(c.actor, c.list, day).Everything(); got != c.want {
			t.Errorf("%s to %+v shows everything: %v", c.list, c.actor, got)
		}
	}
	conditional := authz.Scope{Terms: []authz.Term{{Relation: authz.RelGeen, Conditions: []authz.Condition{authz.CondEigenBijdrage}}}}
	if conditional.Everything() {
		t.Error("a term with a condition is not everything")
	}
}
