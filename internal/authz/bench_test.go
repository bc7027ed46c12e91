package authz

import (
	"testing"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
)

var (
	decisionSink Decision
	fieldsSink   Fields
	scopeSink    Scope
)

// busy gives a consulent who stands in for a colleague, and a resident with three
// allocations behind: more than the usual case.
func busy() (Actor, Facts) {
	since := civil.Period{From: civil.New(2024, time.January, 1)}
	own := Aanstelling{ID: "1", Role: RoleConsulent, OrganisatieID: "g1", GemeenteCode: "GM0202", TeamID: "t1", Periode: since}
	other := own
	other.TeamID = "t2"
	actor := Actor{
		ID: "ik", Aanstellingen: []Aanstelling{own},
		Vervangingen: []Vervanging{{AccountID: "collega", Aanstellingen: []Aanstelling{other}, Periode: since}},
	}
	facts := Facts{
		Day: civil.New(2026, time.March, 2), Now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
		InwonerID: "inwoner", GemeenteCode: "GM0202", TeamID: "t2",
		Vertegenwoordigen: []Vertegenwoordiging{{AccountID: "mentor", Soort: persoon.Mentor, Bereik: persoon.Bereiken(), Periode: since}},
	}
	for i := range 3 {
		facts.Aanbieders = append(facts.Aanbieders, AanbiederVenster{
			AanbiederID: "a1", Periode: civil.Through(civil.New(2024+i, time.January, 1), civil.New(2024+i, time.June, 30)),
			InzageTot:   civil.New(2024+i, time.August, 11),
			Begeleiders: []Begeleiding{{AccountID: "peter", Periode: since}, {AccountID: "sanne", Periode: since}},
		})
	}
	return actor, facts
}

func BenchmarkDecide(b *testing.B) {
	actor, facts := busy()
	for b.Loop() {
		decisionSink = Decide(actor, DossierOpenen, facts)
	}
}

func BenchmarkDecideCoach(b *testing.B) {
	_, facts := busy()
	actor := Actor{ID: "sanne", Aanstellingen: []Aanstelling{{Role: RoleTrajectbegeleider, OrganisatieID: "a1", AanbiederID: "a1", Periode: civil.Period{From: civil.New(2024, time.January, 1)}}}}
	facts.ToewijzingAanbiederID = "a1"
	for b.Loop() {
		decisionSink = Decide(actor, VoortgangsberichtSchrijven, facts)
	}
}

func BenchmarkFieldsOf(b *testing.B) {
	actor, facts := busy()
	for b.Loop() {
		fieldsSink = FieldsOf(actor, facts)
	}
}

func BenchmarkFieldsRead(b *testing.B) {
	actor, facts := busy()
	fields := FieldsOf(actor, facts)
	for b.Loop() {
		if !fields.Reads(FieldNaam) {
			b.Fatal("no")
		}
	}
}

func BenchmarkScopeOf(b *testing.B) {
	actor, facts := busy()
	for b.Loop() {
		scopeSink = ScopeOf(actor, LijstMijnWerk, facts.Day)
	}
}
