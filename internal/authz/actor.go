package authz

import (
	"trede/internal/domain/civil"
)

// Aanstelling is a dated appointment: somebody has a role at an organisation. An
// appointment without a first day holds on no day.
type Aanstelling struct {
	ID            string
	Role          Role
	OrganisatieID string
	TeamID        string // of a consulent or teamleider
	GemeenteCode  string // when the organisation is a municipality
	AanbiederID   string // when the organisation is a provider
	Regionaal     bool   // the organisation is the region itself
	Periode       civil.Period
}

// Vervanging (standing in) gives the actor the appointments of an absent
// colleague for some days. It counts per appointment of the colleague, and only
// for roles that are replaceable, at an organisation where the actor has an
// appointment as well. It does not chain: what the colleague stands in for stays
// behind. It gives no right over the colleague's account.
type Vervanging struct {
	AccountID     string // the absent colleague
	Aanstellingen []Aanstelling
	Periode       civil.Period
}

// Actor is who acts. The zero value is somebody who is not signed in.
type Actor struct {
	ID                string // account
	InwonerID         string // the resident whose own account this is
	Vertegenwoordiger bool   // an account of kind vertegenwoordiger
	Aanstellingen     []Aanstelling
	Vervangingen      []Vervanging

	systeem bool
}

// Systeem is the program itself: background work and commands on the server. It
// can do what the tables give the role systeem, and no data can make an actor it.
func Systeem() Actor { return Actor{ID: "systeem", systeem: true} }

// IsSysteem tells whether the actor is the program itself.
func (a Actor) IsSysteem() bool { return a.systeem }

// holds tells whether a period with a first day contains the day. Without a
// first day it holds never: what is not dated gives no access.
func holds(p civil.Period, day civil.Date) bool { return !p.From.IsZero() && p.Contains(day) }

// active tells whether an appointment holds on a day.
func (a *Aanstelling) active(day civil.Date) bool {
	return holds(a.Periode, day) && a.Role.Appointable()
}

// worksAt tells whether the actor has an own appointment at an organisation.
func (a *Actor) worksAt(organisatieID string, day civil.Date) bool {
	if organisatieID == "" {
		return false
	}
	for i := range a.Aanstellingen {
		if own := &a.Aanstellingen[i]; own.OrganisatieID == organisatieID && own.active(day) {
			return true
		}
	}
	return false
}

// standsIn tells whether an appointment of a colleague counts for the actor.
func (a *Actor) standsIn(v *Vervanging, of *Aanstelling, day civil.Date) bool {
	return holds(v.Periode, day) && v.AccountID != "" && of.active(day) && of.Role.Replaceable() && a.worksAt(of.OrganisatieID, day)
}
