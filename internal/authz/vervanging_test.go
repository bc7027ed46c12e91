package authz_test

import (
	"testing"

	"trede/internal/authz"
)

// standIn gives an actor with an own appointment who stands in for a colleague.
func standIn(own, other authz.Aanstelling) authz.Actor {
	return authz.Actor{
		ID: me, Aanstellingen: []authz.Aanstelling{own},
		Vervangingen: []authz.Vervanging{{AccountID: "een-collega", Aanstellingen: []authz.Aanstelling{other}, Periode: from(-1, 5)}},
	}
}

func TestStandingIn(t *testing.T) {
	own, other := aanstelling(authz.RoleConsulent, false), aanstelling(authz.RoleConsulent, false)
	other.TeamID = "t2"
	actor := standIn(own, other)
	facts := authz.Facts{Day: day, InwonerID: resident, GemeenteCode: "GM0001", TeamID: "t2"}

	d := authz.Decide(actor, authz.ToewijzingBesluiten, facts)
	if !d.Allowed || d.Namens != "een-collega" || d.OrganisatieID != "g1" {
		t.Errorf("standing in: %s for %q", d, d.Namens)
	}
	facts.TeamID = "t1"
	if d := authz.Decide(actor, authz.ToewijzingBesluiten, facts); !d.Allowed || d.Namens != "" {
		t.Errorf("the own team: %s for %q", d, d.Namens)
	}
	facts.TeamID = "t2"
	for _, days := range []int{-2, 4} {
		f := facts
		f.Day = day.AddDays(days)
		if d := authz.Decide(actor, authz.DossierOpenen, f); d.Allowed {
			t.Errorf("%d days away: %s", days, d)
		}
	}
	facts.Vertegenwoordigen = []authz.Vertegenwoordiging{{AccountID: me, Periode: since}}
	if d := authz.Decide(actor, authz.ToewijzingBesluiten, facts); !d.Missing(authz.CondOnpartijdig) {
		t.Errorf("standing in does not take an interest away: %s", d)
	}
}

func TestStandingInForACoach(t *testing.T) {
	own := aanstelling(authz.RoleWerkbegeleider, false)
	actor := standIn(own, own)
	v := window("a1", "2026-01-15", "2026-07-14", 6, authz.Begeleiding{AccountID: "een-collega", Periode: since})
	facts := authz.Facts{Day: day, InwonerID: resident, Aanbieders: []authz.AanbiederVenster{v}, ToewijzingAanbiederID: "a1"}
	if d := authz.Decide(actor, authz.VoortgangsberichtSchrijven, facts); !d.Allowed || d.Relation != authz.RelEigenDeelnemer || d.Namens != "een-collega" {
		t.Errorf("a participant of the colleague: %s for %q", d, d.Namens)
	}
	if s := authz.ScopeOf(actor, authz.LijstEvaluaties, day); !s.Contains(facts) {
		t.Errorf("the list misses a participant of the colleague: %+v", s)
	}
}

func TestStandingInNeverGoesFurther(t *testing.T) {
	facts := authz.Facts{Day: day, InwonerID: resident, GemeenteCode: "GM0001", TeamID: "t2"}
	own, other := aanstelling(authz.RoleConsulent, false), aanstelling(authz.RoleConsulent, false)
	other.TeamID = "t2"

	elsewhere := own
	elsewhere.OrganisatieID, elsewhere.GemeenteCode = "g2", "GM0002"
	ended := own
	ended.Periode = from(-100, 50)
	otherEnded := other
	otherEnded.Periode = from(-100, 50)
	for name, actor := range map[string]authz.Actor{
		"at another organisation":         standIn(elsewhere, other),
		"own appointment ended":           standIn(ended, other),
		"appointment of colleague ended":  standIn(own, otherEnded),
		"without an own appointment":      {ID: me, Vervangingen: standIn(own, other).Vervangingen},
		"as a resident with an account":   {ID: me, InwonerID: "inwoner-9", Vervangingen: standIn(own, other).Vervangingen},
		"somebody who is not signed in":   {Vervangingen: standIn(own, other).Vervangingen, Aanstellingen: []authz.Aanstelling{own}},
		"colleague without organisation":  standIn(own, authz.Aanstelling{Role: authz.RoleConsulent, GemeenteCode: "GM0001", TeamID: "t2", Periode: since}),
		"for nobody":                      {ID: me, Aanstellingen: []authz.Aanstelling{own}, Vervangingen: []authz.Vervanging{{Aanstellingen: []authz.Aanstelling{other}, Periode: since}}},
		"without dates":                   {ID: me, Aanstellingen: []authz.Aanstelling{own}, Vervangingen: []authz.Vervanging{{AccountID: "een-collega", Aanstellingen: []authz.Aanstelling{other}}}},
		"a role that is no appointment":   standIn(own, authz.Aanstelling{Role: authz.RoleInwoner, OrganisatieID: "g1", Periode: since}),
		"the role of the program itself":  standIn(own, authz.Aanstelling{Role: authz.RoleSysteem, OrganisatieID: "g1", Periode: since}),
		"a role that nobody ever made up": standIn(own, authz.Aanstelling{Role: "burgemeester", OrganisatieID: "g1", Periode: since}),
	} {
		if d := authz.Decide(actor, authz.DossierOpenen, facts); d.Allowed {
			t.Errorf("%s: %s", name, d)
		}
	}
	for _, role := range []authz.Role{authz.RoleBeheerder, authz.RoleToezichthouder, authz.RoleFinancieel, authz.RoleBeleidsmedewerker} {
		if role.Replaceable() {
			t.Errorf("%s passes to a colleague", role)
		}
		actor := standIn(own, aanstelling(role, false))
		for _, action := range []authz.Action{authz.AccountAanmaken, authz.AanstellingVastleggen, authz.GemeentekeuzeVastleggen, authz.TariefLezen} {
			if d := authz.Decide(actor, action, authz.Facts{Day: day, OrganisatieID: "g1", GemeenteCode: "GM0001", AccountID: "een-derde"}); d.Allowed {
				t.Errorf("%s as %s: %s", action, role, d)
			}
		}
	}
	actor := standIn(own, other)
	if d := authz.Decide(actor, authz.AccountEigenWijzigen, authz.Facts{Day: day, AccountID: "een-collega"}); d.Allowed {
		t.Errorf("the colleague's account: %s", d)
	}
}

func TestNobodyIsTheProgram(t *testing.T) {
	for name, actor := range map[string]authz.Actor{
		"by id":             {ID: authz.Systeem().ID},
		"by an appointment": {ID: me, Aanstellingen: []authz.Aanstelling{{Role: authz.RoleSysteem, OrganisatieID: "r1", Regionaal: true, Periode: since}}},
	} {
		if d := authz.Decide(actor, authz.TakenHerberekenen, authz.Facts{Day: day}); d.Allowed {
			t.Errorf("%s: %s", name, d)
		}
	}
	if d := authz.Decide(authz.Systeem(), authz.TakenHerberekenen, authz.Facts{Day: day}); !d.Allowed {
		t.Error(d)
	}
}

func TestRolesOfAnOrganisation(t *testing.T) {
	for soort, want := range map[authz.Soort]int{
		authz.SoortGemeente: 6, authz.SoortAanbieder: 4, authz.SoortCAW: 2, authz.SoortWerkgever: 1, authz.SoortRegio: 5, "": 0,
	} {
		if got := authz.RolesFor(soort); len(got) != want {
			t.Errorf("%s appoints %v", soort, got)
		}
	}
	for _, role := range []authz.Role{authz.RoleAnoniem, authz.RoleInwoner, authz.RoleVertegenwoordiger, authz.RoleSysteem, "verzonnen"} {
		if role.Appointable() || role.Replaceable() {
			t.Errorf("%s is no appointment", role)
		}
	}
}
