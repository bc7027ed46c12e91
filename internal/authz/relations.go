package authz

import "math/bits"

// Relation is the way from an actor, in one role, to the subject.
type Relation string

// The relations. Those that begin with "other" (ander, andere) and give nothing
// are named so that a denial can say what was missing.
const (
	RelGeen Relation = "geen" // always there

	RelZelf                      Relation = "zelf"                    // the resident
	RelVertegenwoordigdInzien    Relation = "vertegenwoordigd-inzien" // represented, per scope of persoon.Bereik
	RelVertegenwoordigdMeepraten Relation = "vertegenwoordigd-meepraten"
	RelVertegenwoordigdInvullen  Relation = "vertegenwoordigd-invullen"
	RelVertegenwoordigdAkkoord   Relation = "vertegenwoordigd-akkoord"
	RelVertegenwoordigdFinancien Relation = "vertegenwoordigd-financien"

	RelEigenTeam      Relation = "eigen-team"       // own team, and the resident lives in its municipality
	RelInzageMetReden Relation = "inzage-met-reden" // same municipality, after a reason, for a short time
	RelAnderTeam      Relation = "ander-team"       // same municipality, no reason given
	RelVorigeGemeente Relation = "vorige-gemeente"  // the resident moved, the old municipality still closes
	RelEigenGemeente  Relation = "eigen-gemeente"   // of the appointment's municipality
	RelAndereGemeente Relation = "andere-gemeente"  // of another municipality

	RelEigenDeelnemer        Relation = "eigen-deelnemer"         // running allocation, and assigned as begeleider
	RelAanbiederLopend       Relation = "aanbieder-lopend"        // running allocation at the own provider
	RelEigenDeelnemerNazorg  Relation = "eigen-deelnemer-nazorg"  // within the after-care window, was begeleider at the end
	RelAanbiederNazorg       Relation = "aanbieder-nazorg"        // within the after-care window
	RelEigenDeelnemerGeweest Relation = "eigen-deelnemer-geweest" // after the window, was begeleider at the end
	RelAanbiederGeweest      Relation = "aanbieder-geweest"       // after the window
	RelAndereAanbieder       Relation = "andere-aanbieder"        // no allocation there so far

	RelCAWVerwezen Relation = "caw-verwezen" // referred, and not yet finished
	RelCAWGeweest  Relation = "caw-geweest"  // referral finished
	RelGeplaatst   Relation = "geplaatst"    // placed with this employer today

	RelEigenAccount      Relation = "eigen-account"
	RelEigenOrganisatie  Relation = "eigen-organisatie"
	RelAndereOrganisatie Relation = "andere-organisatie"
	RelRegio             Relation = "regio" // appointed by the region
)

// allRelations lists the relations from near to far. A decision names the first
// one that carries it, so that "geen" comes last.
var allRelations = [...]Relation{
	RelZelf,
	RelVertegenwoordigdAkkoord, RelVertegenwoordigdInzien, RelVertegenwoordigdMeepraten, RelVertegenwoordigdInvullen, RelVertegenwoordigdFinancien,
	RelEigenTeam, RelInzageMetReden, RelAnderTeam, RelVorigeGemeente, RelEigenGemeente, RelAndereGemeente,
	RelEigenDeelnemer, RelAanbiederLopend, RelEigenDeelnemerNazorg, RelAanbiederNazorg,
	RelEigenDeelnemerGeweest, RelAanbiederGeweest, RelAndereAanbieder,
	RelCAWVerwezen, RelCAWGeweest, RelGeplaatst,
	RelEigenAccount, RelEigenOrganisatie, RelAndereOrganisatie, RelRegio,
	RelGeen,
}

// Relations lists all relations, from near to far.
func Relations() []Relation { return append([]Relation(nil), allRelations[:]...) }

// RelationsFor lists the relations that a role can have, from near to far.
func RelationsFor(role Role) []Relation {
	i, known := roleIndex[role]
	if !known {
		return nil
	}
	var list []Relation
	for j, relation := range allRelations {
		if possible[i].has(j) {
			list = append(list, relation)
		}
	}
	return list
}

// far holds the relations that never give anything: a table may only deny there.
var far = relSetOf(RelAndereGemeente, RelAndereAanbieder, RelAndereOrganisatie)

// relSet is a set of relations, one bit each in the order of allRelations.
type relSet uint32

func relSetOf(relations ...Relation) relSet {
	var set relSet
	for _, relation := range relations {
		set |= 1 << relationIndex[relation]
	}
	return set
}

func (s relSet) has(i int) bool { return s>>i&1 != 0 }

// The places of the relations that the code itself reckons with.
var (
	bitGeen, bitZelf                          = relSetOf(RelGeen), relSetOf(RelZelf)
	bitEigenTeam, bitInzage, bitAnderTeam     = relSetOf(RelEigenTeam), relSetOf(RelInzageMetReden), relSetOf(RelAnderTeam)
	bitVorigeGemeente, bitEigenGemeente       = relSetOf(RelVorigeGemeente), relSetOf(RelEigenGemeente)
	bitAndereGemeente, bitAndereAanbieder     = relSetOf(RelAndereGemeente), relSetOf(RelAndereAanbieder)
	bitEigenLopend, bitLopend                 = relSetOf(RelEigenDeelnemer), relSetOf(RelAanbiederLopend)
	bitEigenNazorg, bitNazorg                 = relSetOf(RelEigenDeelnemerNazorg), relSetOf(RelAanbiederNazorg)
	bitEigenGeweest, bitGeweest               = relSetOf(RelEigenDeelnemerGeweest), relSetOf(RelAanbiederGeweest)
	bitVerwezen, bitCAWGeweest, bitGeplaatst  = relSetOf(RelCAWVerwezen), relSetOf(RelCAWGeweest), relSetOf(RelGeplaatst)
	bitEigenAccount, bitRegio                 = relSetOf(RelEigenAccount), relSetOf(RelRegio)
	bitEigenOrganisatie, bitAndereOrganisatie = relSetOf(RelEigenOrganisatie), relSetOf(RelAndereOrganisatie)
)

// first is the nearest relation of a set that is not empty.
func first(s relSet) int { return bits.TrailingZeros32(uint32(s)) }
