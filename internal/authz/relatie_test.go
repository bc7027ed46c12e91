package authz_test

import (
	"slices"
	"testing"
	"time"

	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/testkit"
)

// relationsOn gives the relations of the first role on a day, without "geen".
func relationsOn(actor authz.Actor, facts authz.Facts, d civil.Date) []authz.Relation {
	facts.Day = d
	var list []authz.Relation
	for _, bond := range authz.RelationsOf(actor, facts) {
		if bond.Relation != authz.RelGeen {
			list = append(list, bond.Relation)
		}
	}
	return list
}

type onDay struct {
	on   string
	want []authz.Relation
}

func checkDays(t *testing.T, actor authz.Actor, facts authz.Facts, days []onDay) {
	t.Helper()
	for _, d := range days {
		if got := relationsOn(actor, facts, civil.MustParse(d.on)); !slices.Equal(got, d.want) {
			t.Errorf("on %s: %v, not %v", d.on, got, d.want)
		}
	}
}

func one(r authz.Relation) []authz.Relation { return []authz.Relation{r} }

func window(aanbieder, van, tm string, weeks int, begeleiders ...authz.Begeleiding) authz.AanbiederVenster {
	p := civil.Through(civil.MustParse(van), civil.MustParse(tm))
	return authz.AanbiederVenster{AanbiederID: aanbieder, Periode: p, InzageTot: authz.InzageTot(p.Until, weeks), Begeleiders: begeleiders}
}

func TestProviderDayByDay(t *testing.T) {
	facts := authz.Facts{InwonerID: resident, Aanbieders: []authz.AanbiederVenster{window("a1", "2026-01-15", "2026-07-14", 6)}}
	checkDays(t, actorOf(authz.RoleCoordinator, false), facts, []onDay{
		{"2026-01-14", one(authz.RelAndereAanbieder)},
		{"2026-01-15", one(authz.RelAanbiederLopend)},
		{"2026-07-14", one(authz.RelAanbiederLopend)},
		{"2026-07-15", one(authz.RelAanbiederNazorg)},
		{"2026-08-25", one(authz.RelAanbiederNazorg)}, // 42 days of after-care
		{"2026-08-26", one(authz.RelAanbiederGeweest)},
		{"2036-01-01", one(authz.RelAanbiederGeweest)},
	})
}

func TestCoachDayByDay(t *testing.T) {
	first := authz.Begeleiding{AccountID: me, Periode: civil.Through(civil.MustParse("2026-01-15"), civil.MustParse("2026-03-31"))}
	second := authz.Begeleiding{AccountID: "een-collega", Periode: civil.Period{From: civil.MustParse("2026-04-01")}}
	facts := authz.Facts{InwonerID: resident, Aanbieders: []authz.AanbiederVenster{window("a1", "2026-01-15", "2026-07-14", 6, first, second)}}
	checkDays(t, actorOf(authz.RoleWerkbegeleider, false), facts, []onDay{
		{"2026-03-31", one(authz.RelEigenDeelnemer)},
		{"2026-04-01", one(authz.RelAanbiederLopend)},
		{"2026-07-15", one(authz.RelAanbiederNazorg)},
		{"2026-08-26", one(authz.RelAanbiederGeweest)},
	})
	colleague := actorOf(authz.RoleWerkbegeleider, false)
	colleague.ID = "een-collega"
	checkDays(t, colleague, facts, []onDay{
		{"2026-03-31", one(authz.RelAanbiederLopend)},
		{"2026-04-01", one(authz.RelEigenDeelnemer)},
		{"2026-07-15", one(authz.RelEigenDeelnemerNazorg)},
		{"2026-08-26", one(authz.RelEigenDeelnemerGeweest)},
	})
	// Whose work ended together with the allocation stays the last one.
	facts.Aanbieders[0].Begeleiders[1].Periode.Until = facts.Aanbieders[0].Periode.Until
	checkDays(t, colleague, facts, []onDay{
		{"2026-07-14", one(authz.RelEigenDeelnemer)},
		{"2026-07-15", one(authz.RelEigenDeelnemerNazorg)},
		{"2026-08-26", one(authz.RelEigenDeelnemerGeweest)},
	})
	// Who changes to another provider takes no participant along.
	moved := colleague
	moved.Aanstellingen = []authz.Aanstelling{{Role: authz.RoleWerkbegeleider, OrganisatieID: "a2", AanbiederID: "a2", Periode: since}}
	checkDays(t, moved, facts, []onDay{{"2026-05-01", one(authz.RelAndereAanbieder)}})
}

func TestTwoAllocationsAtOneProvider(t *testing.T) {
	facts := authz.Facts{InwonerID: resident, Aanbieders: []authz.AanbiederVenster{
		window("a1", "2025-01-15", "2025-07-14", 6), window("a1", "2025-08-01", "2026-01-31", 6), window("a2", "2025-07-15", "2026-07-14", 6),
	}}
	checkDays(t, actorOf(authz.RoleCoordinator, false), facts, []onDay{
		{"2025-07-31", one(authz.RelAanbiederNazorg)},
		{"2025-08-01", []authz.Relation{authz.RelAanbiederLopend, authz.RelAanbiederNazorg}},
		{"2025-12-01", []authz.Relation{authz.RelAanbiederLopend, authz.RelAanbiederGeweest}},
		{"2026-06-01", one(authz.RelAanbiederGeweest)},
	})
}

func TestWindowsThatGiveNothing(t *testing.T) {
	actor := actorOf(authz.RoleCoordinator, false)
	for name, v := range map[string]authz.AanbiederVenster{
		"no dates":     {AanbiederID: "a1"},
		"no first day": {AanbiederID: "a1", Periode: civil.Period{Until: day.AddDays(10)}},
		"empty":        {AanbiederID: "a1", Periode: civil.Period{From: day, Until: day}},
		"no provider":  {Periode: since},
	} {
		got := relationsOn(actor, authz.Facts{InwonerID: resident, Aanbieders: []authz.AanbiederVenster{v}}, day)
		if !slices.Equal(got, one(authz.RelAndereAanbieder)) {
			t.Errorf("%s: %v", name, got)
		}
	}
	// Without a date up to which one may look, there is no after-care window.
	v := window("a1", "2026-01-01", "2026-02-28", 6)
	v.InzageTot = civil.Date{}
	if got := relationsOn(actor, authz.Facts{InwonerID: resident, Aanbieders: []authz.AanbiederVenster{v}}, day); !slices.Equal(got, one(authz.RelAanbiederGeweest)) {
		t.Errorf("no InzageTot: %v", got)
	}
	if !authz.InzageTot(civil.Date{}, 6).IsZero() || authz.InzageTot(day, -1) != day {
		t.Error("InzageTot of nothing, or of a negative setting")
	}
}

func TestPartnersDayByDay(t *testing.T) {
	p := civil.Through(civil.MustParse("2026-01-15"), civil.MustParse("2026-03-31"))
	facts := authz.Facts{
		InwonerID: resident, Verwijzingen: []authz.Verwijzing{{OrganisatieID: "c1", Periode: p}},
		Plaatsingen: []authz.Plaatsing{{OrganisatieID: "w1", Periode: p}},
	}
	checkDays(t, actorOf(authz.RoleCAWAdviseur, false), facts, []onDay{
		{"2026-01-14", nil},
		{"2026-01-15", one(authz.RelCAWVerwezen)},
		{"2026-03-31", one(authz.RelCAWVerwezen)},
		{"2026-04-01", one(authz.RelCAWGeweest)},
	})
	checkDays(t, actorOf(authz.RoleWerkgever, false), facts, []onDay{
		{"2026-01-14", nil},
		{"2026-01-15", one(authz.RelGeplaatst)},
		{"2026-04-01", nil},
	})
	for name, v := range map[string]authz.Verwijzing{
		"of another":   {OrganisatieID: "c2", Periode: p},
		"no dates":     {OrganisatieID: "c1"},
		"no first day": {OrganisatieID: "c1", Periode: civil.Period{Until: day}},
		"empty":        {OrganisatieID: "c1", Periode: civil.Period{From: day.AddDays(-5), Until: day.AddDays(-5)}},
	} {
		f := authz.Facts{InwonerID: resident, Verwijzingen: []authz.Verwijzing{v}}
		for _, d := range []civil.Date{day.AddDays(-10), day, day.AddDays(200)} {
			if got := relationsOn(actorOf(authz.RoleCAWAdviseur, false), f, d); got != nil {
				t.Errorf("a referral, %s: %v", name, got)
			}
		}
	}
	again := authz.Verwijzing{OrganisatieID: "c1", Periode: from(-300, 100)}
	for _, list := range [][]authz.Verwijzing{{facts.Verwijzingen[0], again}, {again, facts.Verwijzingen[0]}} {
		got := relationsOn(actorOf(authz.RoleCAWAdviseur, false), authz.Facts{InwonerID: resident, Verwijzingen: list}, day)
		if !slices.Equal(got, []authz.Relation{authz.RelCAWVerwezen, authz.RelCAWGeweest}) {
			t.Errorf("referred once more: %v", got)
		}
	}
	facts.InwonerID = ""
	for _, role := range []authz.Role{authz.RoleCAWAdviseur, authz.RoleWerkgever} {
		if got := relationsOn(actorOf(role, false), facts, day); got != nil {
			t.Errorf("%s without a resident: %v", role, got)
		}
	}
}

func TestAppointmentDayByDay(t *testing.T) {
	actor := actorOf(authz.RoleConsulent, false)
	actor.Aanstellingen[0].Periode = civil.Through(civil.MustParse("2026-01-01"), civil.MustParse("2026-06-30"))
	facts := authz.Facts{InwonerID: resident, GemeenteCode: "GM0001", TeamID: "t1", Now: now}
	checkDays(t, actor, facts, []onDay{
		{"2025-12-31", nil},
		{"2026-01-01", one(authz.RelEigenTeam)},
		{"2026-06-30", one(authz.RelEigenTeam)},
		{"2026-07-01", nil},
	})
	facts.Day = civil.MustParse("2026-07-01")
	got := authz.Decide(actor, authz.DossierOpenen, facts)
	if got.Allowed || got.Reasons[0].Code != authz.ReasonGeenAanstelling {
		t.Errorf("after the appointment: %s", got)
	}
	if !authz.Decide(actor, authz.PaginaOpenbaar, facts).Allowed {
		t.Error("after the appointment even the public pages are closed")
	}
	actor.Aanstellingen[0].Periode.From = civil.Date{}
	checkDays(t, actor, facts, []onDay{{"2026-03-01", nil}})
}

var (
	reason = authz.InzageMetReden{AccountID: me, Tot: now.Add(time.Minute)}
	moved  = authz.VorigeGemeente{GemeenteCode: "GM0001", TeamID: "t1", Periode: from(-10, 11)}
)

// teamCases change a resident of the own team.
var teamCases = []struct {
	name   string
	change func(*authz.Facts)
	want   authz.Relation
}{
	{"own team", func(*authz.Facts) {}, authz.RelEigenTeam},
	{"other team", func(f *authz.Facts) { f.TeamID = "t2" }, authz.RelAnderTeam},
	{"no team", func(f *authz.Facts) { f.TeamID = "" }, authz.RelAnderTeam},
	{"a reason", func(f *authz.Facts) { f.TeamID, f.Redenen = "t2", []authz.InzageMetReden{reason} }, authz.RelInzageMetReden},
	{"a reason of a colleague", func(f *authz.Facts) {
		f.TeamID, f.Redenen = "t2", []authz.InzageMetReden{{AccountID: "een-collega", Tot: now.Add(time.Hour)}}
	}, authz.RelAnderTeam},
	{"a reason that ran out this instant", func(f *authz.Facts) {
		f.TeamID, f.Redenen = "t2", []authz.InzageMetReden{{AccountID: me, Tot: now}}
	}, authz.RelAnderTeam},
	{"a reason and no clock", func(f *authz.Facts) {
		f.TeamID, f.Redenen, f.Now = "t2", []authz.InzageMetReden{reason}, time.Time{}
	}, authz.RelAnderTeam},
	{"a reason does not open another municipality", func(f *authz.Facts) {
		f.GemeenteCode, f.Redenen = "GM0002", []authz.InzageMetReden{reason}
	}, authz.RelAndereGemeente},
	{"moved, the same team id elsewhere", func(f *authz.Facts) { f.GemeenteCode = "GM0002" }, authz.RelAndereGemeente},
	{"moved, still closing", func(f *authz.Facts) {
		f.GemeenteCode, f.TeamID, f.VorigeGemeenten = "GM0002", "t9", []authz.VorigeGemeente{moved}
	}, authz.RelVorigeGemeente},
	{"moved, closed", func(f *authz.Facts) {
		m := moved
		m.Periode = from(-10, 10)
		f.GemeenteCode, f.TeamID, f.VorigeGemeenten = "GM0002", "t9", []authz.VorigeGemeente{m}
	}, authz.RelAndereGemeente},
	{"moved, closing without an end", func(f *authz.Facts) {
		m := moved
		m.Periode.Until = civil.Date{}
		f.GemeenteCode, f.TeamID, f.VorigeGemeenten = "GM0002", "t9", []authz.VorigeGemeente{m}
	}, authz.RelAndereGemeente},
	{"moved, another team closes", func(f *authz.Facts) {
		m := moved
		m.TeamID = "t2"
		f.GemeenteCode, f.TeamID, f.VorigeGemeenten = "GM0002", "t9", []authz.VorigeGemeente{m}
	}, authz.RelAndereGemeente},
}

func TestTeamAndMunicipality(t *testing.T) {
	testkit.Eis(t, "X-09")
	actor := actorOf(authz.RoleConsulent, false)
	facts := authz.Facts{InwonerID: resident, GemeenteCode: "GM0001", TeamID: "t1", Now: now}
	for _, c := range teamCases {
		f := facts
		c.change(&f)
		if got := relationsOn(actor, f, day); !slices.Equal(got, one(c.want)) {
			t.Errorf("%s: %v, not %s", c.name, got, c.want)
		}
	}
}

func TestNothingEqualsNothing(t *testing.T) {
	for _, role := range authz.Roles() {
		if !role.Appointable() {
			continue
		}
		actor := authz.Actor{ID: me, Aanstellingen: []authz.Aanstelling{{Role: role, Periode: since}}}
		facts := authz.Facts{
			Day: day, Now: now, InwonerID: resident, BijdrageVan: []string{""},
			Aanbieders: []authz.AanbiederVenster{{Periode: since}}, Verwijzingen: []authz.Verwijzing{{Periode: since}},
			Plaatsingen: []authz.Plaatsing{{Periode: since}}, Akkoorden: []authz.Akkoord{{Periode: since}},
			VorigeGemeenten:   []authz.VorigeGemeente{{Periode: from(-1, 10)}},
			Vertegenwoordigen: []authz.Vertegenwoordiging{{Periode: since, Soort: persoon.Curator, Bereik: persoon.Bereiken()}},
		}
		if got := relationsOn(actor, facts, day); got != nil {
			t.Errorf("%s without ids: %v", role, got)
		}
		if d := authz.Decide(actor, authz.DossierOpenen, facts); d.Allowed {
			t.Errorf("%s without ids: %s", role, d)
		}
	}
	nameless := aanstelling(authz.RoleCoordinator, false)
	nameless.OrganisatieID = ""
	_, open, _, _ := scene(authz.RoleCoordinator, authz.RelAanbiederLopend)
	fields := authz.FieldsOf(authz.Actor{ID: me, Aanstellingen: []authz.Aanstelling{nameless}}, open)
	if fields.ReadsRow(authz.FieldSignaal, authz.Row{Van: []string{""}, GedeeldMet: []string{""}}) || fields.Read(authz.FieldSignaal) != authz.Nothing {
		t.Error("whoever has no organisation has own rows")
	}
	stranger := authz.Actor{InwonerID: "", Vertegenwoordiger: true}
	facts := authz.Facts{Day: day, InwonerID: resident, Vertegenwoordigen: []authz.Vertegenwoordiging{{Periode: since, Soort: persoon.Curator, Bereik: persoon.Bereiken()}}}
	if got := relationsOn(stranger, facts, day); got != nil {
		t.Errorf("somebody without an account: %v", got)
	}
}

func TestRepresentation(t *testing.T) {
	testkit.Eis(t, "X-08")
	actor := actorOf(authz.RoleVertegenwoordiger, false)
	facts := authz.Facts{InwonerID: resident, Vertegenwoordigen: []authz.Vertegenwoordiging{
		{
			AccountID: me, Soort: persoon.Bewindvoerder, Bereik: persoon.Bereiken(), // more than the title allows
			Periode: civil.Through(civil.MustParse("2026-01-01"), civil.MustParse("2026-03-31")),
		},
		{
			AccountID: me, Soort: persoon.Mantelzorger, Bereik: []persoon.Bereik{persoon.BereikInvullen},
			Periode: civil.Through(civil.MustParse("2026-03-31"), civil.MustParse("2026-04-30")),
		},
		{AccountID: "een-ander", Soort: persoon.Curator, Bereik: persoon.Bereiken(), Periode: since},
		{AccountID: me, Soort: persoon.Curator, Bereik: []persoon.Bereik{"verzonnen"}, Periode: since},
		{AccountID: me, Soort: "verzonnen", Bereik: persoon.Bereiken(), Periode: since},
	}}
	money := []authz.Relation{authz.RelVertegenwoordigdInzien, authz.RelVertegenwoordigdMeepraten, authz.RelVertegenwoordigdFinancien}
	both := []authz.Relation{authz.RelVertegenwoordigdInzien, authz.RelVertegenwoordigdMeepraten, authz.RelVertegenwoordigdInvullen, authz.RelVertegenwoordigdFinancien}
	checkDays(t, actor, facts, []onDay{
		{"2025-12-31", nil},
		{"2026-03-30", money},
		{"2026-03-31", both},
		{"2026-04-30", one(authz.RelVertegenwoordigdInvullen)},
		{"2026-05-01", nil},
	})
	actor.Vertegenwoordiger = false
	checkDays(t, actor, facts, []onDay{{"2026-03-30", nil}})
}

func TestWhoDecidesHasNoInterest(t *testing.T) {
	actor, facts, _, _ := scene(authz.RoleConsulent, authz.RelEigenTeam)
	for name, change := range map[string]func(*authz.Actor, *authz.Facts){
		"the resident": func(a *authz.Actor, _ *authz.Facts) { a.InwonerID = resident },
		"a representative": func(_ *authz.Actor, f *authz.Facts) {
			f.Vertegenwoordigen = []authz.Vertegenwoordiging{{AccountID: me, Periode: since}}
		},
		"once representative": func(_ *authz.Actor, f *authz.Facts) {
			f.Vertegenwoordigen = []authz.Vertegenwoordiging{{AccountID: me, Periode: from(-20, 5)}}
		},
	} {
		a, f := actor, facts
		change(&a, &f)
		for _, action := range []authz.Action{authz.ToewijzingBesluiten, authz.BesluitNemen, authz.EvaluatieBesluiten} {
			if d := authz.Decide(a, action, f); !d.Missing(authz.CondOnpartijdig) {
				t.Errorf("%s by %s: %s", action, name, d)
			}
		}
	}
	if d := authz.Decide(actor, authz.ToewijzingBesluiten, facts); !d.Allowed {
		t.Error(d)
	}
}

func TestFourEyes(t *testing.T) {
	actor := actorOf(authz.RoleContractmanager, true)
	facts := authz.Facts{Day: day}
	if d := authz.Decide(actor, authz.CatalogusVaststellen, facts); !d.Missing(authz.CondVierOgen) {
		t.Errorf("nobody before: %s", d)
	}
	facts.EersteActorID = me
	if d := authz.Decide(actor, authz.CatalogusVaststellen, facts); !d.Missing(authz.CondVierOgen) {
		t.Errorf("the same person: %s", d)
	}
	facts.EersteActorID = "een-collega"
	if d := authz.Decide(actor, authz.CatalogusVaststellen, facts); !d.Allowed {
		t.Errorf("another person: %s", d)
	}
}

func TestProviderDoesNotTouchAnAllocationOfAnother(t *testing.T) {
	testkit.Eis(t, "BEG-03")
	actor, facts, _, _ := scene(authz.RoleTrajectbegeleider, authz.RelEigenDeelnemer)
	facts.ToewijzingAanbiederID = "a2"
	for _, action := range []authz.Action{
		authz.AanwezigheidVastleggen, authz.VoortgangsberichtSchrijven, authz.WaarnemingVastleggen, authz.DoelActieToevoegen, authz.ToewijzingLezen,
	} {
		if d := authz.Decide(actor, action, facts); !d.Missing(authz.CondEigenToewijzing) {
			t.Errorf("%s: %s", action, d)
		}
	}
	facts.ToewijzingAanbiederID = "a1"
	if d := authz.Decide(actor, authz.DoelActieToevoegen, facts); !d.Allowed {
		t.Errorf("a provider adds actions: %s", d)
	}
	for _, action := range []authz.Action{authz.DoelOpstellen, authz.DoelWijzigen, authz.DoelBeeindigen, authz.DoelAkkoord} {
		if d := authz.Decide(actor, action, facts); d.Allowed {
			t.Errorf("a provider changes goals alone: %s: %s", action, d)
		}
	}
}

func TestFinanceFollowsWhoDecided(t *testing.T) {
	actor := actorOf(authz.RoleFinancieel, false)
	facts := authz.Facts{Day: day, InwonerID: resident, GemeenteCode: "GM0002", ToewijzingGemeenteCode: "GM0001"}
	if d := authz.Decide(actor, authz.ToewijzingLezen, facts); !d.Allowed {
		t.Errorf("the resident moved away, the allocation is ours: %s", d)
	}
	facts.GemeenteCode, facts.ToewijzingGemeenteCode = "GM0001", "GM0002"
	if d := authz.Decide(actor, authz.ToewijzingLezen, facts); d.Allowed {
		t.Errorf("the resident moved here, the allocation is of another: %s", d)
	}
}

func TestReasonsOfDenial(t *testing.T) {
	consulent := actorOf(authz.RoleConsulent, false)
	for _, c := range []struct {
		name   string
		actor  authz.Actor
		action authz.Action
		facts  authz.Facts
		code   string
	}{
		{"no day", consulent, authz.DossierOpenen, authz.Facts{}, authz.ReasonGeenDag},
		{"no such action", consulent, "dossier.verzinnen", authz.Facts{Day: day}, authz.ReasonHandeling},
		{"not this role", consulent, authz.StartBevestigen, authz.Facts{Day: day}, authz.ReasonRol},
		{"not this subject", consulent, authz.DossierOpenen, authz.Facts{Day: day, InwonerID: resident, GemeenteCode: "GM0002"}, authz.ReasonRelatie},
		{"a condition", consulent, authz.OnderzoekOpschorten, authz.Facts{Day: day, InwonerID: resident, GemeenteCode: "GM0001", TeamID: "t1"}, authz.ReasonVoorwaardeOntbrk},
		{"no account", authz.Actor{}, authz.DossierOpenen, authz.Facts{Day: day, InwonerID: resident}, authz.ReasonRol},
		{"an account with nothing", authz.Actor{ID: me}, authz.DossierOpenen, authz.Facts{Day: day, InwonerID: resident}, authz.ReasonGeenAanstelling},
	} {
		d := authz.Decide(c.actor, c.action, c.facts)
		if d.Allowed || d.Reasons[0].Code != c.code || d.Role != "" || d.Relation != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	d := authz.Decide(actorOf(authz.RoleCoordinator, false), authz.StartWeigeren, authz.Facts{
		Day: day, InwonerID: resident, Aanbieders: []authz.AanbiederVenster{window("a1", "2026-01-01", "2026-06-30", 6)},
	})
	if want := "geweigerd; voorwaarde-ontbreekt: reden; voorwaarde-ontbreekt: eigen-toewijzing"; d.String() != want || d.Missing(authz.CondReden) {
		t.Errorf("%s, not %s", d, want)
	}
	facts := authz.Facts{Day: day, Now: now, InwonerID: resident, GemeenteCode: "GM0001", TeamID: "t2", RedenGegeven: true}
	if got, want := authz.Decide(consulent, authz.DossierOpenenMetReden, facts).String(), "toegestaan consulent ander-team; bron: inrichtingskeuze; voorwaarde: reden"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}
