package authz

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
)

// Scope says which subjects a list may show: those that match at least one term.
// It follows from the same rows of handelingen.csv as [Decide]. A scope without
// terms shows nothing; that is also the zero value.
type Scope struct {
	Action Action
	Day    civil.Date
	Terms  []Term
}

// Term is one way in which a subject comes into a list. Which ids are filled
// depends on the relation; the others are empty. In terms of [Facts] on the day
// of the scope, where "running" and so on is about [AanbiederVenster]:
//
//	geen, regio              every subject
//	zelf                     InwonerID
//	vertegenwoordigd-*       AccountID represents the resident in that scope
//	eigen-team               GemeenteCode and TeamID are those of the resident (or of the team)
//	ander-team               the resident lives in GemeenteCode and is of another team than TeamID
//	vorige-gemeente          GemeenteCode and TeamID still close
//	eigen-gemeente           GemeenteCode: of the allocation at hand when there is one, else of the subject
//	eigen-deelnemer          running window of AanbiederID with AccountID as begeleider
//	aanbieder-lopend         running window of AanbiederID
//	eigen-deelnemer-nazorg   after-care window of AanbiederID, AccountID was the last begeleider
//	aanbieder-nazorg         after-care window of AanbiederID
//	eigen-deelnemer-geweest  window of AanbiederID is past, AccountID was the last begeleider
//	aanbieder-geweest        window of AanbiederID is past
//	caw-verwezen             running referral to OrganisatieID
//	caw-geweest              past referral to OrganisatieID
//	geplaatst                placed at OrganisatieID
//	eigen-organisatie        OrganisatieID
//
// A provider relation without AccountID holds for every window, whoever is the
// begeleider: a list that shows aanbieder-lopend shows the own participants too.
// Conditions hold per row: eigen-bijdrage means that OrganisatieID is among those
// of the row ([BijdrageInwoner] for inwoner and vertegenwoordiger; never an empty
// one), eigen-toewijzing that the allocation of the row is to AanbiederID.
type Term struct {
	Role          Role
	Relation      Relation
	InwonerID     string
	AccountID     string
	GemeenteCode  string
	TeamID        string
	AanbiederID   string
	OrganisatieID string
	Conditions    []Condition
}

// ScopeOf derives which subjects a list may show to an actor on a day. Only
// actions for which [Action.IsList] holds have a scope.
func ScopeOf(actor Actor, action Action, day civil.Date) Scope {
	scope := Scope{Action: action, Day: day}
	i, known := actionIndex[action]
	if !known || !action.IsList() || day.IsZero() {
		return scope
	}
	none := Facts{Day: day}
	for _, b := range bondsOf(nil, &actor, &none) {
		for _, r := range theTable.rules[i][b.role] {
			for rels := r.rels; rels != 0; rels &= rels - 1 {
				if term, there := b.term(&actor, allRelations[first(rels)], r.conds); there {
					scope.add(term)
				}
			}
		}
	}
	return scope
}

func (s *Scope) add(term Term) {
	if !slices.ContainsFunc(s.Terms, func(t Term) bool { return equalTerms(t, term) }) {
		s.Terms = append(s.Terms, term)
	}
}

func equalTerms(a, b Term) bool {
	return a.Role == b.Role && a.Relation == b.Relation && a.InwonerID == b.InwonerID && a.AccountID == b.AccountID &&
		a.GemeenteCode == b.GemeenteCode && a.TeamID == b.TeamID && a.AanbiederID == b.AanbiederID &&
		a.OrganisatieID == b.OrganisatieID && slices.Equal(a.Conditions, b.Conditions)
}

// Empty tells whether the list shows nothing.
func (s Scope) Empty() bool { return len(s.Terms) == 0 }

// Everything tells whether the list shows every subject, so that a query needs no
// condition.
func (s Scope) Everything() bool {
	return slices.ContainsFunc(s.Terms, func(t Term) bool {
		return (t.Relation == RelGeen || t.Relation == RelRegio) && len(t.Conditions) == 0
	})
}

// term fills the ids that a relation needs from an appointment. It gives none
// when the appointment lacks them, and for a relation that no list has.
func (b *bond) term(actor *Actor, relation Relation, conds condSet) (term Term, there bool) {
	term = Term{Role: roleDefs[b.role].role, Relation: relation, Conditions: conds.list(), OrganisatieID: b.organisatie()}
	a := b.tenure
	switch relation {
	case RelGeen:
		return term, true
	case RelZelf:
		term.InwonerID = actor.InwonerID
		return term, actor.InwonerID != ""
	case RelVertegenwoordigdInzien, RelVertegenwoordigdMeepraten, RelVertegenwoordigdInvullen, RelVertegenwoordigdAkkoord, RelVertegenwoordigdFinancien:
		term.AccountID = actor.ID
		return term, true
	}
	if a == nil {
		return term, false
	}
	switch relation {
	case RelRegio:
		return term, a.Regionaal
	case RelEigenTeam, RelAnderTeam, RelVorigeGemeente:
		term.GemeenteCode, term.TeamID = a.GemeenteCode, a.TeamID
		return term, a.GemeenteCode != "" && (a.TeamID != "" || relation == RelAnderTeam)
	case RelEigenGemeente:
		term.GemeenteCode = a.GemeenteCode
		return term, a.GemeenteCode != ""
	case RelEigenDeelnemer, RelEigenDeelnemerNazorg, RelEigenDeelnemerGeweest:
		term.AanbiederID, term.AccountID = a.AanbiederID, b.account
		return term, a.AanbiederID != ""
	case RelAanbiederLopend, RelAanbiederNazorg, RelAanbiederGeweest:
		term.AanbiederID = a.AanbiederID
		return term, a.AanbiederID != ""
	case RelCAWVerwezen, RelCAWGeweest, RelGeplaatst, RelEigenOrganisatie:
		return term, a.OrganisatieID != ""
	}
	return term, false
}

// Contains tells whether the list shows a subject: what the query made of the
// scope has to say for every row. Facts is of the day of the scope.
func (s Scope) Contains(f Facts) bool {
	if f.Day != s.Day {
		return false
	}
	for i := range s.Terms {
		if s.Terms[i].matches(&f) && s.Terms[i].meets(&f) {
			return true
		}
	}
	return false
}

// meets holds the conditions of a term against one row.
func (t *Term) meets(f *Facts) bool {
	for _, condition := range t.Conditions {
		own := t.OrganisatieID
		if t.Role == RoleInwoner || t.Role == RoleVertegenwoordiger {
			own = BijdrageInwoner
		}
		switch {
		case condition == CondEigenBijdrage && own != "" && slices.Contains(f.BijdrageVan, own):
		case condition == CondEigenToewijzing && same(f.ToewijzingAanbiederID, t.AanbiederID):
		default:
			return false
		}
	}
	return true
}

// matches holds the relation of a term against one subject. It reads the ids as
// a query does, and knows nothing of bonds.
func (t *Term) matches(f *Facts) bool {
	switch t.Relation {
	case RelGeen, RelRegio:
		return true
	case RelEigenOrganisatie:
		return same(f.OrganisatieID, t.OrganisatieID)
	case RelEigenGemeente:
		return t.matchesGemeente(f)
	case RelEigenTeam:
		return same(f.GemeenteCode, t.GemeenteCode) && same(f.TeamID, t.TeamID)
	}
	return f.InwonerID != "" && t.matchesInwoner(f)
}

func (t *Term) matchesGemeente(f *Facts) bool {
	if f.ToewijzingGemeenteCode != "" {
		return f.ToewijzingGemeenteCode == t.GemeenteCode
	}
	return same(f.GemeenteCode, t.GemeenteCode)
}

func (t *Term) matchesInwoner(f *Facts) bool {
	switch t.Relation {
	case RelZelf:
		return f.InwonerID == t.InwonerID
	case RelAnderTeam:
		return same(f.GemeenteCode, t.GemeenteCode) && !same(f.TeamID, t.TeamID)
	case RelVorigeGemeente:
		return f.GemeenteCode != t.GemeenteCode && slices.ContainsFunc(f.VorigeGemeenten, func(v VorigeGemeente) bool {
			return v.GemeenteCode == t.GemeenteCode && v.TeamID == t.TeamID && !v.Periode.Until.IsZero() && dated(v.Periode, f.Day)
		})
	case RelVertegenwoordigdInzien, RelVertegenwoordigdMeepraten, RelVertegenwoordigdInvullen, RelVertegenwoordigdAkkoord, RelVertegenwoordigdFinancien:
		bereik := persoon.Bereik(strings.TrimPrefix(string(t.Relation), "vertegenwoordigd-"))
		return slices.ContainsFunc(f.Vertegenwoordigen, func(v Vertegenwoordiging) bool {
			as := persoon.Vertegenwoordiging{Period: v.Periode, Soort: v.Soort, Bereik: v.Bereik}
			return v.AccountID == t.AccountID && !v.Periode.From.IsZero() && as.Mag(f.Day, bereik)
		})
	case RelCAWVerwezen, RelCAWGeweest:
		return slices.ContainsFunc(f.Verwijzingen, func(v Verwijzing) bool {
			past := !v.Periode.Until.IsZero() && v.Periode.From.Before(v.Periode.Until) && !f.Day.Before(v.Periode.Until)
			return v.OrganisatieID == t.OrganisatieID && !v.Periode.From.IsZero() &&
				(t.Relation == RelCAWVerwezen && dated(v.Periode, f.Day) || t.Relation == RelCAWGeweest && past)
		})
	case RelGeplaatst:
		return slices.ContainsFunc(f.Plaatsingen, func(p Plaatsing) bool {
			return p.OrganisatieID == t.OrganisatieID && dated(p.Periode, f.Day)
		})
	}
	return slices.ContainsFunc(f.Aanbieders, func(v AanbiederVenster) bool { return t.matchesVenster(&v, f.Day) })
}

// matchesVenster holds a provider's relation against one allocation.
func (t *Term) matchesVenster(v *AanbiederVenster, day civil.Date) bool {
	if v.AanbiederID != t.AanbiederID || v.Periode.From.IsZero() || v.Periode.IsEmpty() || day.Before(v.Periode.From) {
		return false
	}
	ended := !v.Periode.Until.IsZero() && !day.Before(v.Periode.Until)
	reference := day
	if ended {
		reference = v.Periode.Until.AddDays(-1)
	}
	switch t.Relation {
	case RelEigenDeelnemer, RelAanbiederLopend:
		if ended {
			return false
		}
	case RelEigenDeelnemerNazorg, RelAanbiederNazorg:
		if !ended || !day.Before(v.InzageTot) {
			return false
		}
	default:
		if !ended || day.Before(v.InzageTot) {
			return false
		}
	}
	return t.AccountID == "" || slices.ContainsFunc(v.Begeleiders, func(b Begeleiding) bool {
		return b.AccountID == t.AccountID && dated(b.Periode, reference)
	})
}

// dated tells whether a period that says when it begins contains a day.
func dated(p civil.Period, day civil.Date) bool { return !p.From.IsZero() && p.Contains(day) }
