package authz_test

import (
	"flag"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
)

// Properties over random actors and subjects of a small world, so that ties meet
// often: two of everything, and periods around the day.

// TestMain makes the properties try more than the usual hundred cases; they cost
// a fifth of a millisecond each. -rapid.checks on the command line still counts.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "1000"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func pick[T any](t *rapid.T, name string, options ...T) T {
	return rapid.SampledFrom(options).Draw(t, name)
}

func drawPeriod(t *rapid.T) civil.Period {
	p := civil.Period{From: day.AddDays(rapid.IntRange(-60, 5).Draw(t, "from"))}
	if rapid.Bool().Draw(t, "ends") {
		p.Until = p.From.AddDays(rapid.IntRange(0, 80).Draw(t, "days"))
	}
	return pick(t, "dated", p, p, p, civil.Period{Until: p.Until})
}

func some[T any](t *rapid.T, name string, most int, draw func(*rapid.T) T) []T {
	return rapid.SliceOfN(rapid.Custom(draw), 0, most).Draw(t, name)
}

func drawAccount(t *rapid.T) string { return pick(t, "account", me, "een-collega", "") }

func drawAanstelling(t *rapid.T) authz.Aanstelling {
	a := authz.Aanstelling{
		ID: "x", Role: pick(t, "role", authz.Roles()...), Periode: drawPeriod(t),
		OrganisatieID: pick(t, "organisatie", "o1", "o2", ""),
		TeamID:        pick(t, "team", "t1", "t2", ""), GemeenteCode: pick(t, "gemeente", "GM0001", "GM0002", ""),
		Regionaal: rapid.Bool().Draw(t, "regionaal"),
	}
	if rapid.Bool().Draw(t, "aanbieder") {
		a.AanbiederID = a.OrganisatieID
	}
	return a
}

func drawActor(t *rapid.T) authz.Actor {
	return authz.Actor{
		ID: drawAccount(t), InwonerID: pick(t, "inwoner", "", "", resident, "inwoner-2"),
		Vertegenwoordiger: rapid.Bool().Draw(t, "vertegenwoordiger"),
		Aanstellingen:     some(t, "aanstellingen", 3, drawAanstelling),
		Vervangingen: some(t, "vervangingen", 1, func(t *rapid.T) authz.Vervanging {
			return authz.Vervanging{AccountID: "een-collega", Periode: drawPeriod(t), Aanstellingen: some(t, "van collega", 2, drawAanstelling)}
		}),
	}
}

func drawFacts(t *rapid.T) authz.Facts {
	organisatie := func(t *rapid.T) string { return pick(t, "organisatie", "o1", "o2", "") }
	gemeente := func(t *rapid.T) string { return pick(t, "gemeente", "GM0001", "GM0002", "") }
	return authz.Facts{
		Day: pick(t, "day", day, day, day, civil.Date{}), Now: pick(t, "now", now, time.Time{}),
		InwonerID: pick(t, "inwoner", resident, resident, ""), GemeenteCode: gemeente(t), TeamID: pick(t, "team", "t1", "t2", ""),
		VorigeGemeenten: some(t, "vorige", 2, func(t *rapid.T) authz.VorigeGemeente {
			return authz.VorigeGemeente{GemeenteCode: gemeente(t), TeamID: pick(t, "team", "t1", "t2", ""), Periode: drawPeriod(t)}
		}),
		Aanbieders: some(t, "aanbieders", 3, func(t *rapid.T) authz.AanbiederVenster {
			v := authz.AanbiederVenster{AanbiederID: organisatie(t), Periode: drawPeriod(t)}
			v.InzageTot = pick(t, "inzage", authz.InzageTot(v.Periode.Until, 1), authz.InzageTot(v.Periode.Until, 6), civil.Date{})
			v.Begeleiders = some(t, "begeleiders", 2, func(t *rapid.T) authz.Begeleiding {
				return authz.Begeleiding{AccountID: drawAccount(t), Periode: drawPeriod(t)}
			})
			return v
		}),
		Verwijzingen: some(t, "verwijzingen", 2, func(t *rapid.T) authz.Verwijzing {
			return authz.Verwijzing{OrganisatieID: organisatie(t), Periode: drawPeriod(t)}
		}),
		Plaatsingen: some(t, "plaatsingen", 2, func(t *rapid.T) authz.Plaatsing {
			return authz.Plaatsing{OrganisatieID: organisatie(t), Periode: drawPeriod(t)}
		}),
		Vertegenwoordigen: some(t, "vertegenwoordigen", 2, func(t *rapid.T) authz.Vertegenwoordiging {
			return authz.Vertegenwoordiging{
				AccountID: drawAccount(t), Periode: drawPeriod(t),
				Soort:  pick(t, "soort", append(persoon.VertegenwoordigerSoorten(), "")...),
				Bereik: some(t, "bereik", 3, func(t *rapid.T) persoon.Bereik { return pick(t, "bereik", append(persoon.Bereiken(), "")...) }),
			}
		}),
		Redenen: some(t, "redenen", 2, func(t *rapid.T) authz.InzageMetReden {
			return authz.InzageMetReden{AccountID: drawAccount(t), Tot: now.Add(time.Duration(rapid.IntRange(-2, 2).Draw(t, "uur")) * time.Hour)}
		}),
		Akkoorden: some(t, "akkoorden", 2, func(t *rapid.T) authz.Akkoord {
			return authz.Akkoord{OrganisatieID: organisatie(t), Periode: drawPeriod(t)}
		}),
		BijdrageVan:            some(t, "bijdrage", 2, func(t *rapid.T) string { return pick(t, "van", "o1", "o2", authz.BijdrageInwoner, "") }),
		ToewijzingAanbiederID:  organisatie(t),
		ToewijzingGemeenteCode: gemeente(t),
		OrganisatieID:          organisatie(t), AccountID: drawAccount(t), EersteActorID: drawAccount(t),
		RedenGegeven: rapid.Bool().Draw(t, "reden"), EersteStart: rapid.Bool().Draw(t, "eerste start"),
	}
}

// lose takes one tie between actor and subject away.
func lose(t *rapid.T, actor *authz.Actor, facts *authz.Facts) (what string) {
	var ways []func() string
	ways = append(ways, cut(&actor.Aanstellingen, "aanstelling")...)
	ways = append(ways, cut(&actor.Vervangingen, "vervanging")...)
	ways = append(ways, cut(&facts.VorigeGemeenten, "vorige gemeente")...)
	ways = append(ways, cut(&facts.Aanbieders, "venster")...)
	for i := range facts.Aanbieders {
		ways = append(ways, cut(&facts.Aanbieders[i].Begeleiders, "begeleiding")...)
		ways = append(ways, func() string { facts.Aanbieders[i].InzageTot = civil.Date{}; return "nazorg" })
	}
	ways = append(ways, cut(&facts.Verwijzingen, "verwijzing")...)
	ways = append(ways, cut(&facts.Plaatsingen, "plaatsing")...)
	ways = append(ways, cut(&facts.Vertegenwoordigen, "vertegenwoordiging")...)
	for i := range facts.Vertegenwoordigen {
		ways = append(ways, cut(&facts.Vertegenwoordigen[i].Bereik, "bereik")...)
	}
	ways = append(ways, cut(&facts.Redenen, "reden")...)
	ways = append(ways, cut(&facts.Akkoorden, "akkoord")...)
	ways = append(ways, cut(&facts.BijdrageVan, "bijdrage")...)
	ways = append(ways,
		func() string { actor.InwonerID = ""; return "zelf" },
		func() string { actor.Vertegenwoordiger = false; return "vertegenwoordiger" },
		func() string { facts.RedenGegeven = false; return "reden gegeven" },
		func() string { facts.ToewijzingAanbiederID = ""; return "toewijzing" },
		func() string { facts.OrganisatieID = ""; return "organisatie" },
		func() string { facts.Day = civil.Date{}; return "dag" },
		func() string { facts.Now = time.Time{}; return "klok" },
	)
	return ways[rapid.IntRange(0, len(ways)-1).Draw(t, "lose")]()
}

func cut[T any](list *[]T, name string) []func() string {
	var ways []func() string
	for i := range *list {
		ways = append(ways, func() string {
			*list = slices.Delete(slices.Clone(*list), i, i+1)
			return name
		})
	}
	return ways
}

// disinterest tells whether losing a tie took an interest away: whoever is no
// longer the resident or a representative may decide.
func disinterest(what string) bool { return what == "zelf" || what == "vertegenwoordiging" }

func TestLosingATieNeverWidens(t *testing.T) {
	losses := 0
	rapid.Check(t, func(t *rapid.T) {
		actor, facts := drawPair(t)
		before := make([]authz.Decision, len(authz.Actions()))
		for i, action := range authz.Actions() {
			before[i] = authz.Decide(actor, action, facts)
		}
		seen := authz.FieldsOf(actor, facts)
		what := lose(t, &actor, &facts)
		lost := 0
		for i, action := range authz.Actions() {
			after := authz.Decide(actor, action, facts)
			if before[i].Allowed && !after.Allowed {
				lost++
			}
			if after.Allowed && !before[i].Allowed {
				if disinterest(what) && slices.Contains(before[i].Reasons, authz.Reason{Code: authz.ReasonVoorwaardeOntbrk, Detail: string(authz.CondOnpartijdig)}) {
					continue
				}
				t.Fatalf("without %s %s is allowed: %s; before: %s", what, action, after, before[i])
			}
		}
		if lost > 0 {
			losses++
		}
		left := authz.FieldsOf(actor, facts)
		for _, group := range authz.FieldGroups() {
			for _, row := range []authz.Row{{}, {Van: []string{"o1"}}, {GedeeldMet: []string{"o1"}}, {Van: []string{authz.BijdrageInwoner}}} {
				if left.ReadsRow(group, row) && !seen.ReadsRow(group, row) || left.WritesRow(group, row) && !seen.WritesRow(group, row) {
					t.Fatalf("without %s more is seen of %s", what, group)
				}
			}
		}
	})
	if losses < 10 {
		t.Errorf("only %d losses took a right away: the world is too empty to say anything", losses)
	}
}

func TestDefaultIsDeny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		actor, facts := drawActor(t), drawFacts(t)
		made := authz.Action(rapid.StringMatching(`[a-z]{1,8}\.[a-z]{1,8}`).Draw(t, "action"))
		if !slices.Contains(authz.Actions(), made) {
			if d := authz.Decide(actor, made, facts); d.Allowed {
				t.Fatalf("%s: %s", made, d)
			}
		}
		if fields := authz.FieldsOf(actor, facts); fields.Read("verzonnen")|fields.Write("verzonnen") != authz.Nothing {
			t.Fatal("a group that is not there is seen")
		}
		facts.Day = civil.Date{}
		for _, action := range authz.Actions() {
			if d := authz.Decide(actor, action, facts); d.Allowed {
				t.Fatalf("without a day: %s: %s", action, d)
			}
		}
		if authz.FieldsOf(actor, facts) != (authz.Fields{}) {
			t.Fatal("without a day something is seen")
		}
	})
	if (authz.Decision{}).Allowed || !(authz.Scope{}).Empty() || (authz.Scope{}).Contains(authz.Facts{}) {
		t.Error("a zero value allows")
	}
}

// providerActor is somebody who has only roles at provider o1.
func providerActor(t *rapid.T) authz.Actor {
	roles := []authz.Role{authz.RoleWerkbegeleider, authz.RoleTrajectbegeleider, authz.RoleCoordinator}
	actor := authz.Actor{ID: me}
	for range rapid.IntRange(1, 3).Draw(t, "aanstellingen") {
		actor.Aanstellingen = append(actor.Aanstellingen, authz.Aanstelling{Role: pick(t, "role", roles...), OrganisatieID: "o1", AanbiederID: "o1", Periode: since})
	}
	return actor
}

func TestAProviderNeverSeesTheResidentOfAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		actor, facts := providerActor(t), drawFacts(t)
		facts.Day = day
		facts.InwonerID = resident
		facts.Aanbieders = slices.DeleteFunc(facts.Aanbieders, func(v authz.AanbiederVenster) bool {
			return v.AanbiederID == "o1" && !v.Periode.From.After(day)
		})
		checkStranger(t, actor, facts)
	})
}

// checkStranger says what somebody without a tie may do: what needs none.
func checkStranger(t *rapid.T, actor authz.Actor, facts authz.Facts) {
	for _, action := range authz.Actions() {
		d := authz.Decide(actor, action, facts)
		if d.Allowed && d.Relation != authz.RelGeen && d.Relation != authz.RelEigenAccount && d.Relation != authz.RelEigenOrganisatie {
			t.Fatalf("%s: %s", action, d)
		}
		if scope := authz.ScopeOf(actor, action, day); action != authz.LijstAanbod && facts.OrganisatieID == "" && scope.Contains(facts) {
			t.Fatalf("%s shows the resident: %+v", action, scope)
		}
	}
	fields := authz.FieldsOf(actor, facts)
	for _, group := range authz.FieldGroups() {
		if group.AboutPerson() && fields.Read(group)|fields.Write(group) != authz.Nothing {
			t.Fatalf("%s is seen", group)
		}
	}
}

func TestAFormerProviderHasItsOwnContributionsOnly(t *testing.T) {
	header := []authz.FieldGroup{authz.FieldVoornaam, authz.FieldNaam, authz.FieldDossiernummer} // above the own contribution
	rapid.Check(t, func(t *rapid.T) {
		actor, facts := providerActor(t), drawFacts(t)
		facts.Day, facts.InwonerID, facts.OrganisatieID, facts.BijdrageVan = day, resident, "", []string{"o2"}
		ended := day.AddDays(-rapid.IntRange(42, 400).Draw(t, "days since"))
		facts.Aanbieders = []authz.AanbiederVenster{{
			AanbiederID: "o1", Periode: civil.Period{From: ended.AddDays(-90), Until: ended}, InzageTot: authz.InzageTot(ended, 6),
			Begeleiders: []authz.Begeleiding{{AccountID: pick(t, "begeleider", me, "een-collega"), Periode: since}},
		}, {AanbiederID: "o2", Periode: since}}
		for _, action := range authz.Actions() {
			d := authz.Decide(actor, action, facts)
			own := d.Relation == authz.RelAanbiederGeweest || d.Relation == authz.RelEigenDeelnemerGeweest
			if d.Allowed && own && facts.ToewijzingAanbiederID != "o1" {
				t.Fatalf("%s on what is of another: %s", action, d)
			}
			if d.Allowed && own && !slices.Contains([]authz.Action{authz.ToewijzingLezen, authz.AanwezigheidLezen}, action) {
				t.Fatalf("%s after the window: %s", action, d)
			}
		}
		fields := authz.FieldsOf(actor, facts)
		for _, group := range authz.FieldGroups() {
			if !group.AboutPerson() {
				continue
			}
			if fields.Write(group) != authz.Nothing {
				t.Fatalf("%s is written", group)
			}
			if fields.ReadsRow(group, authz.Row{Van: []string{"o2"}}) && !slices.Contains(header, group) {
				t.Fatalf("%s of another is read", group)
			}
		}
	})
}

// TestTimeOnlyTakesFromAProvider walks the days after the end of an allocation:
// no day gives more than the day before.
func TestTimeOnlyTakesFromAProvider(t *testing.T) {
	for _, role := range []authz.Role{authz.RoleWerkbegeleider, authz.RoleTrajectbegeleider, authz.RoleCoordinator} {
		for _, mine := range []bool{true, false} {
			actor := actorOf(role, false)
			v := window("a1", "2026-01-15", "2026-07-14", 6, authz.Begeleiding{AccountID: "een-collega", Periode: since})
			if mine {
				v.Begeleiders[0].AccountID = me
			}
			facts := authz.Facts{InwonerID: resident, Aanbieders: []authz.AanbiederVenster{v}, RedenGegeven: true, BijdrageVan: []string{"a1"}, ToewijzingAanbiederID: "a1"}
			var before map[authz.Action]bool
			var seen authz.Fields
			for d := civil.MustParse("2026-07-14"); d.Before(civil.MustParse("2026-10-01")); d = d.AddDays(1) {
				facts.Day = d
				allowed := map[authz.Action]bool{}
				for _, action := range authz.Actions() {
					allowed[action] = authz.Decide(actor, action, facts).Allowed
					if before != nil && allowed[action] && !before[action] {
						t.Errorf("%s: %s is allowed from %s on", role, action, d)
					}
				}
				fields := authz.FieldsOf(actor, facts)
				for _, group := range authz.FieldGroups() {
					if before != nil && (wider(fields.Read(group), seen.Read(group)) || wider(fields.Write(group), seen.Write(group))) {
						t.Errorf("%s: %s is seen from %s on", role, group, d)
					}
				}
				before, seen = allowed, fields
			}
		}
	}
}

// wider tells whether an extent reaches rows that another does not.
func wider(a, b authz.Extent) bool { return b&authz.All == 0 && a&^b != 0 }

// TestNearGivesAtLeastWhatFarGives holds the relations that exclude each other
// against each other: coming nearer never takes a right away.
func TestNearGivesAtLeastWhatFarGives(t *testing.T) {
	for _, pair := range [][2]authz.Relation{
		{authz.RelEigenTeam, authz.RelInzageMetReden},
		{authz.RelInzageMetReden, authz.RelAnderTeam},
		{authz.RelAnderTeam, authz.RelAndereGemeente},
		{authz.RelEigenTeam, authz.RelVorigeGemeente},
		{authz.RelVorigeGemeente, authz.RelAndereGemeente},
		{authz.RelEigenDeelnemer, authz.RelAanbiederLopend},
		{authz.RelEigenDeelnemer, authz.RelEigenDeelnemerNazorg},
		{authz.RelEigenDeelnemerNazorg, authz.RelAanbiederNazorg},
		{authz.RelEigenDeelnemerNazorg, authz.RelEigenDeelnemerGeweest},
		{authz.RelEigenDeelnemerGeweest, authz.RelAanbiederGeweest},
		{authz.RelAanbiederLopend, authz.RelAanbiederNazorg},
		{authz.RelAanbiederNazorg, authz.RelAanbiederGeweest},
		{authz.RelAanbiederGeweest, authz.RelAndereAanbieder},
		{authz.RelCAWVerwezen, authz.RelCAWGeweest},
		{authz.RelCAWGeweest, authz.RelGeen},
		{authz.RelGeplaatst, authz.RelGeen},
	} {
		for _, role := range authz.Roles() {
			nearActor, near, _, there1 := scene(role, pair[0])
			farActor, far, _, there2 := scene(role, pair[1])
			if !there1 || !there2 {
				continue
			}
			near, _ = withConditions(nearActor, near, func(authz.Condition) bool { return false })
			for _, lacking := range append(authz.Conditions(), "") {
				far := far
				far, _ = withConditions(farActor, far, func(c authz.Condition) bool { return c == lacking })
				for _, action := range authz.Actions() {
					near := near
					if lacking != "" {
						_, near, _, _ = scene(role, pair[0])
						near, _ = withConditions(nearActor, near, func(c authz.Condition) bool { return c == lacking })
					}
					if authz.Decide(farActor, action, far).Allowed && !authz.Decide(nearActor, action, near).Allowed {
						t.Errorf("%s: %s is allowed by %s and not by %s (without %q)", role, action, pair[1], pair[0], lacking)
					}
				}
			}
			n, f := authz.FieldsOf(nearActor, near), authz.FieldsOf(farActor, far)
			for _, group := range authz.FieldGroups() {
				if wider(f.Read(group), n.Read(group)) || wider(f.Write(group), n.Write(group)) {
					t.Errorf("%s: %s is seen more by %s than by %s", role, group, pair[1], pair[0])
				}
			}
		}
	}
}

type roleAndRelation struct {
	role     authz.Role
	relation authz.Relation
}

// ties lists every role with every relation that it can have.
var ties = sync.OnceValue(func() []roleAndRelation {
	var list []roleAndRelation
	for _, role := range authz.Roles() {
		for _, relation := range authz.Relations() {
			if _, _, _, there := scene(role, relation); there {
				list = append(list, roleAndRelation{role, relation})
			}
		}
	}
	return list
})

// drawPair gives an actor and a subject: at random, which seldom meet, or from a
// scene, which do, with the rows at random.
func drawPair(t *rapid.T) (authz.Actor, authz.Facts) {
	actor, facts := drawActor(t), drawFacts(t)
	if rapid.IntRange(0, 3).Draw(t, "scene") == 3 {
		return actor, facts
	}
	tie := pick(t, "tie", ties()...)
	a, f, _, _ := scene(tie.role, tie.relation)
	if rapid.Bool().Draw(t, "more roles") {
		a.Aanstellingen = append(a.Aanstellingen, actor.Aanstellingen...)
		a.Vervangingen = actor.Vervangingen
	}
	if rapid.Bool().Draw(t, "more windows") {
		f.Aanbieders = append(f.Aanbieders, facts.Aanbieders...)
		f.Verwijzingen = append(f.Verwijzingen, facts.Verwijzingen...)
		f.Vertegenwoordigen = append(f.Vertegenwoordigen, facts.Vertegenwoordigen...)
	}
	f.BijdrageVan = some(t, "bijdrage", 2, func(t *rapid.T) string { return pick(t, "van", "a1", "c1", "o1", authz.BijdrageInwoner) })
	f.ToewijzingAanbiederID = pick(t, "toewijzing", "a1", "o1", "")
	f.RedenGegeven = facts.RedenGegeven
	f.Akkoorden = append(facts.Akkoorden, authz.Akkoord{OrganisatieID: ownKey(a), Periode: drawPeriod(t)})
	return a, f
}

// TestListsShowWhatMayBeDone compares, subject by subject, what a list shows with
// what the same person may do to that subject.
func TestListsShowWhatMayBeDone(t *testing.T) {
	var lists []authz.Action
	for _, action := range authz.Actions() {
		if action.IsList() {
			lists = append(lists, action)
		}
	}
	shown := 0
	rapid.Check(t, func(t *rapid.T) {
		actor, facts := drawPair(t)
		facts.Day = day
		for _, action := range lists {
			scope := authz.ScopeOf(actor, action, day)
			want := authz.Decide(actor, action, facts)
			if got := scope.Contains(facts); got != want.Allowed {
				t.Fatalf("%s: the list says %v, the decision %s; terms %+v", action, got, want, scope.Terms)
			}
			if want.Allowed && want.Relation != authz.RelGeen {
				shown++
			}
		}
	})
	if shown < 50 {
		t.Errorf("only %d subjects were shown: the world is too empty to say anything", shown)
	}
}
