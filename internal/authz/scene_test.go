package authz_test

import (
	"strings"
	"testing"
	"time"

	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
)

// The tests stand on one day, in one region.
var (
	day   = civil.New(2026, time.March, 2)
	now   = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	since = civil.Period{From: civil.New(2025, time.January, 1)}
)

const (
	me       = "account-ik"
	resident = "inwoner-1"
)

// from makes a period of n days that begins some days before or after the day.
func from(offset, days int) civil.Period {
	return civil.Period{From: day.AddDays(offset), Until: day.AddDays(offset + days)}
}

// aanstelling gives an appointment as a region would make it: a municipality
// GM0001 with team t1, a provider a1, a CAW c1, an employer w1, the region r1.
func aanstelling(role authz.Role, regionaal bool) authz.Aanstelling {
	a := authz.Aanstelling{ID: "aanstelling-1", Role: role, Periode: since}
	switch role {
	case authz.RoleConsulent, authz.RoleTeamleider:
		a.OrganisatieID, a.GemeenteCode, a.TeamID = "g1", "GM0001", "t1"
	case authz.RoleWerkbegeleider, authz.RoleTrajectbegeleider, authz.RoleCoordinator:
		a.OrganisatieID, a.AanbiederID = "a1", "a1"
	case authz.RoleCAWAdviseur:
		a.OrganisatieID = "c1"
	case authz.RoleWerkgever:
		a.OrganisatieID = "w1"
	case authz.RoleContractmanager, authz.RoleBeoordelaar:
		a.OrganisatieID, a.Regionaal = "r1", true
	default:
		if regionaal {
			a.OrganisatieID, a.Regionaal = "r1", true
		} else {
			a.OrganisatieID, a.GemeenteCode = "g1", "GM0001"
		}
	}
	return a
}

// actorOf gives an actor with one role.
func actorOf(role authz.Role, regionaal bool) authz.Actor {
	switch role {
	case authz.RoleAnoniem:
		return authz.Actor{}
	case authz.RoleSysteem:
		return authz.Systeem()
	case authz.RoleInwoner:
		return authz.Actor{ID: me, InwonerID: resident}
	case authz.RoleVertegenwoordiger:
		return authz.Actor{ID: me, Vertegenwoordiger: true}
	}
	return authz.Actor{ID: me, Aanstellingen: []authz.Aanstelling{aanstelling(role, regionaal)}}
}

// scene gives an actor with one role that stands in one relation to a subject,
// and the relations that then hold. It is written from the words of the relations
// and knows nothing of the code; there is none when the role cannot have it.
func scene(role authz.Role, relation authz.Relation) (authz.Actor, authz.Facts, []authz.Relation, bool) {
	actor := actorOf(role, relation == authz.RelRegio)
	facts := authz.Facts{Day: day, Now: now}
	held := []authz.Relation{relation}
	if relation != authz.RelGeen {
		held = append(held, authz.RelGeen)
	}
	var a authz.Aanstelling
	if len(actor.Aanstellingen) > 0 {
		a = actor.Aanstellingen[0]
	}
	if a.Regionaal && relation != authz.RelRegio {
		held = append(held, authz.RelRegio) // the region is everywhere in the region
	}
	atGemeente := a.GemeenteCode != "" && role != authz.RoleBeheerder
	signedIn := role != authz.RoleAnoniem && role != authz.RoleSysteem

	switch relation {
	case authz.RelGeen:
		return actor, facts, held, true
	case authz.RelEigenAccount:
		facts.AccountID = me
		return actor, facts, held, signedIn
	case authz.RelEigenOrganisatie:
		facts.OrganisatieID = a.OrganisatieID
		return actor, facts, held, a.OrganisatieID != ""
	case authz.RelAndereOrganisatie:
		facts.OrganisatieID = "een-andere"
		return actor, facts, held, a.OrganisatieID != ""
	case authz.RelRegio:
		return actor, facts, held, a.Regionaal && role != authz.RoleToezichthouder
	case authz.RelEigenGemeente:
		facts.GemeenteCode = "GM0001"
		if role != authz.RoleConsulent && role != authz.RoleTeamleider {
			facts.InwonerID = resident // these have no nearer relation to a resident
		}
		return actor, facts, held, atGemeente
	case authz.RelAndereGemeente:
		facts.InwonerID, facts.GemeenteCode, facts.TeamID = resident, "GM0002", "t9"
		return actor, facts, held, atGemeente
	}

	return personScene(role, relation, actor, facts, held)
}

// personScene goes on where the subject is a resident.
func personScene(role authz.Role, relation authz.Relation, actor authz.Actor, facts authz.Facts, held []authz.Relation) (authz.Actor, authz.Facts, []authz.Relation, bool) {
	facts.InwonerID, facts.GemeenteCode, facts.TeamID = resident, "GM0007", "t7"
	isTeam := role == authz.RoleConsulent || role == authz.RoleTeamleider
	isCoach := role == authz.RoleWerkbegeleider || role == authz.RoleTrajectbegeleider
	switch relation {
	case authz.RelZelf:
		return actor, facts, held, role == authz.RoleInwoner
	case authz.RelVertegenwoordigdInzien, authz.RelVertegenwoordigdMeepraten, authz.RelVertegenwoordigdInvullen,
		authz.RelVertegenwoordigdAkkoord, authz.RelVertegenwoordigdFinancien:
		bereik := persoon.Bereik(strings.TrimPrefix(string(relation), "vertegenwoordigd-"))
		facts.Vertegenwoordigen = []authz.Vertegenwoordiging{{AccountID: me, Soort: persoon.Curator, Bereik: []persoon.Bereik{bereik}, Periode: since}}
		return actor, facts, held, role == authz.RoleVertegenwoordiger
	case authz.RelEigenTeam:
		facts.GemeenteCode, facts.TeamID = "GM0001", "t1"
		return actor, facts, held, isTeam
	case authz.RelAnderTeam:
		facts.GemeenteCode, facts.TeamID = "GM0001", "t2"
		return actor, facts, held, isTeam
	case authz.RelInzageMetReden:
		facts.GemeenteCode, facts.TeamID = "GM0001", "t2"
		facts.Redenen = []authz.InzageMetReden{{AccountID: me, Tot: now.Add(time.Hour)}}
		if role == authz.RoleToezichthouder {
			held = append(held, authz.RelEigenGemeente)
		}
		return actor, facts, held, isTeam || role == authz.RoleToezichthouder
	case authz.RelVorigeGemeente:
		facts.VorigeGemeenten = []authz.VorigeGemeente{{GemeenteCode: "GM0001", TeamID: "t1", Periode: from(-10, 30)}}
		return actor, facts, held, isTeam
	case authz.RelCAWVerwezen:
		facts.Verwijzingen = []authz.Verwijzing{{OrganisatieID: "c1", Periode: from(-10, 30)}}
		return actor, facts, held, role == authz.RoleCAWAdviseur
	case authz.RelCAWGeweest:
		facts.Verwijzingen = []authz.Verwijzing{{OrganisatieID: "c1", Periode: from(-30, 20)}}
		return actor, facts, held, role == authz.RoleCAWAdviseur
	case authz.RelGeplaatst:
		facts.Plaatsingen = []authz.Plaatsing{{OrganisatieID: "w1", Periode: from(-10, 30)}}
		return actor, facts, held, role == authz.RoleWerkgever
	}
	return providerScene(actor, facts, held, relation, isCoach, isCoach || role == authz.RoleCoordinator)
}

func providerScene(actor authz.Actor, facts authz.Facts, held []authz.Relation, relation authz.Relation, isCoach, isProvider bool) (authz.Actor, authz.Facts, []authz.Relation, bool) {
	window := authz.AanbiederVenster{AanbiederID: "a1", Begeleiders: []authz.Begeleiding{{AccountID: "een-collega", Periode: since}}}
	own := authz.Begeleiding{AccountID: me, Periode: since}
	var coach bool
	switch relation {
	case authz.RelAanbiederLopend, authz.RelEigenDeelnemer:
		window.Periode = from(-60, 180)
		coach = relation == authz.RelEigenDeelnemer
	case authz.RelAanbiederNazorg, authz.RelEigenDeelnemerNazorg:
		window.Periode = from(-100, 90)
		coach = relation == authz.RelEigenDeelnemerNazorg
	case authz.RelAanbiederGeweest, authz.RelEigenDeelnemerGeweest:
		window.Periode = from(-300, 180)
		coach = relation == authz.RelEigenDeelnemerGeweest
	case authz.RelAndereAanbieder:
		window.AanbiederID, window.Periode, coach = "a2", from(-60, 180), false
	default:
		return actor, facts, held, false
	}
	window.InzageTot = authz.InzageTot(window.Periode.Until, 6)
	if coach {
		window.Begeleiders = append(window.Begeleiders, own)
	}
	facts.Aanbieders = []authz.AanbiederVenster{window}
	if coach && relation != authz.RelAndereAanbieder {
		return actor, facts, held, isCoach
	}
	return actor, facts, held, isProvider
}

// ownKey is under which the rows of an actor's own organisation stand.
func ownKey(actor authz.Actor) string {
	if len(actor.Aanstellingen) == 0 {
		return authz.BijdrageInwoner
	}
	return actor.Aanstellingen[0].OrganisatieID
}

// meet adds to the facts what a condition asks.
func meet(actor authz.Actor, facts *authz.Facts, condition authz.Condition) {
	switch condition {
	case authz.CondVierOgen:
		facts.EersteActorID = "een-collega"
	case authz.CondNietZelf:
		if facts.AccountID == "" {
			facts.AccountID = "een-collega"
		}
	case authz.CondAkkoord:
		facts.Akkoorden = []authz.Akkoord{{OrganisatieID: ownKey(actor), Periode: since}}
	case authz.CondReden:
		facts.RedenGegeven = true
	case authz.CondEigenBijdrage:
		facts.BijdrageVan = []string{"een-ander", ownKey(actor)}
	case authz.CondEigenToewijzing:
		facts.ToewijzingAanbiederID = ownKey(actor)
	case authz.CondEersteStart:
		facts.EersteStart = true
	}
}

func TestScenesHoldTheRelationsTheyName(t *testing.T) {
	for _, role := range authz.Roles() {
		for _, relation := range authz.Relations() {
			actor, facts, held, there := scene(role, relation)
			if !there {
				continue
			}
			got := map[authz.Relation]bool{}
			for _, bond := range authz.RelationsOf(actor, facts) {
				if bond.Role != role {
					t.Errorf("%s, %s: also has the role %s", role, relation, bond.Role)
				}
				got[bond.Relation] = true
			}
			for _, want := range held {
				if !got[want] {
					t.Errorf("%s, %s: does not hold %s", role, relation, want)
				}
				delete(got, want)
			}
			for more := range got {
				t.Errorf("%s, %s: also holds %s", role, relation, more)
			}
		}
	}
}
