package authz_test

import (
	"testing"

	"trede/internal/authz"
	"trede/internal/domain/civil"
)

// Whoever is allowed something is never stopped by the first lock, and whose roles
// have no row for an action is.
func TestEver(t *testing.T) {
	today := civil.New(2026, 11, 22)
	since := civil.Period{From: civil.New(2020, 1, 1)}
	at := func(role authz.Role, period civil.Period) authz.Actor {
		return authz.Actor{ID: "a", Aanstellingen: []authz.Aanstelling{{ID: "x", Role: role, OrganisatieID: "o", AanbiederID: "o", Periode: period}}}
	}
	for _, c := range []struct {
		name   string
		actor  authz.Actor
		action authz.Action
		day    civil.Date
		want   bool
	}{
		{"a werkbegeleider registers attendance", at(authz.RoleWerkbegeleider, since), authz.AanwezigheidVastleggen, today, true},
		{"a beheerder never does", at(authz.RoleBeheerder, since), authz.AanwezigheidVastleggen, today, false},
		{"an appointment that ended", at(authz.RoleWerkbegeleider, civil.Period{From: since.From, Until: today}), authz.AanwezigheidVastleggen, today, false},
		{"nobody in particular", authz.Actor{}, authz.AanwezigheidVastleggen, today, false},
		{"what everybody may", authz.Actor{}, authz.PaginaOpenbaar, today, true},
		{"an unknown action", at(authz.RoleWerkbegeleider, since), "iets.doen", today, false},
		{"no day", at(authz.RoleWerkbegeleider, since), authz.AanwezigheidVastleggen, civil.Date{}, false},
	} {
		if got := authz.Ever(c.actor, c.action, c.day); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
