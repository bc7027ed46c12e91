package authz

import (
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
)

// Facts is what a decision needs to know of the subject on a day. Only what is
// stated counts: a fact left out gives no access. Ids that are empty match
// nothing, also not each other.
type Facts struct {
	Day civil.Date // the day of the decision; without one everything is denied
	Now time.Time  // the instant, for a reason that runs out

	// When the subject is a resident.
	InwonerID         string
	GemeenteCode      string // where the resident lives that day; or the municipality of another subject
	TeamID            string // the team of the resident; or the team that is the subject
	VorigeGemeenten   []VorigeGemeente
	Aanbieders        []AanbiederVenster
	Verwijzingen      []Verwijzing
	Plaatsingen       []Plaatsing
	Vertegenwoordigen []Vertegenwoordiging
	Redenen           []InzageMetReden
	Akkoorden         []Akkoord

	// When the subject is a row of the dossier: whose it is.
	BijdrageVan            []string // organisations that made it, for whom it was made or to whom it is addressed; [BijdrageInwoner] for the resident
	ToewijzingAanbiederID  string   // provider of the allocation at hand
	ToewijzingGemeenteCode string   // municipality that decided the allocation at hand, and pays for it

	// When the subject is something else.
	OrganisatieID string // organisation to which the subject belongs
	AccountID     string // account that is the subject, or whose appointment is

	// What happened in the use case.
	EersteActorID string // who did the first of two steps
	RedenGegeven  bool   // a reason was written down
	EersteStart   bool   // there is no account yet
}

// BijdrageInwoner stands in [Facts].BijdrageVan and [Row].Van for the resident,
// also when a representative wrote it.
const BijdrageInwoner = "inwoner"

// VorigeGemeente says that a municipality where the resident used to live still
// closes what it began. Source: requirement X-09.
type VorigeGemeente struct {
	GemeenteCode string
	TeamID       string       // the team there that closes
	Periode      civil.Period // until the closing; an open end gives nothing
}

// AanbiederVenster is one allocation (toewijzing) as far as it lets a provider
// look: from the day of the decision, because the provider has to confirm the
// start, until the allocation ends; then the after-care window until InzageTot.
type AanbiederVenster struct {
	AanbiederID string
	Periode     civil.Period // running; Until is the first day after the last one
	InzageTot   civil.Date   // first day on which only own contributions are left
	Begeleiders []Begeleiding
}

// Begeleiding says that an account is begeleider of the resident at the provider.
type Begeleiding struct {
	AccountID string
	Periode   civil.Period
}

// Verwijzing is a referral to a CAW.
type Verwijzing struct {
	OrganisatieID string
	Periode       civil.Period
}

// Plaatsing is a place at an employer.
type Plaatsing struct {
	OrganisatieID string
	Periode       civil.Period
}

// Vertegenwoordiging says that an account represents the resident, by what title,
// in what, and when. A scope beyond the title gives nothing. Source: requirement
// X-08 and [persoon.Vertegenwoordiging].
type Vertegenwoordiging struct {
	AccountID string
	Soort     persoon.VertegenwoordigerSoort
	Bereik    []persoon.Bereik
	Periode   civil.Period
}

// InzageMetReden says that an account gave a reason to look at the dossier of
// another team, and until when that counts. Source: docs/adr/0007.
type InzageMetReden struct {
	AccountID string
	Tot       time.Time // first instant at which it no longer counts
}

// Akkoord says that the resident agreed to share with an organisation.
type Akkoord struct {
	OrganisatieID string
	Periode       civil.Period
}

// InzageTot is the first day on which a provider has only its own contributions
// left: some weeks after the first day without allocation. An open end has none.
func InzageTot(until civil.Date, weeks int) civil.Date {
	if until.IsZero() {
		return civil.Date{}
	}
	return until.AddDays(7 * max(weeks, 0))
}

// phase is where a window stands on a day.
type phase int

const (
	phaseNone    phase = iota // empty, undated or not begun
	phaseLopend               // running
	phaseNazorg               // after-care
	phaseGeweest              // past
)

func (v *AanbiederVenster) phase(day civil.Date) phase {
	switch {
	case v.Periode.From.IsZero() || v.Periode.IsEmpty() || day.Before(v.Periode.From):
		return phaseNone
	case v.Periode.Contains(day):
		return phaseLopend
	case day.Before(v.InzageTot):
		return phaseNazorg
	}
	return phaseGeweest
}

// begeleider tells whether an account is begeleider on a day of the window, and
// after it whether it was on the last one.
func (v *AanbiederVenster) begeleider(account string, day civil.Date) bool {
	if last := v.Periode.LastDay(); !last.IsZero() && day.After(last) {
		day = last
	}
	for i := range v.Begeleiders {
		if b := &v.Begeleiders[i]; b.AccountID == account && holds(b.Periode, day) {
			return true
		}
	}
	return false
}

// closes tells whether a former municipality, and in it a team, still closes.
func (v *VorigeGemeente) closes(a *Aanstelling, day civil.Date) bool {
	return same(v.GemeenteCode, a.GemeenteCode) && same(v.TeamID, a.TeamID) && !v.Periode.IsOpen() && holds(v.Periode, day)
}

// reasonGiven tells whether an account gave a reason that still counts.
func (f *Facts) reasonGiven(account string) bool {
	if f.Now.IsZero() || account == "" {
		return false
	}
	for i := range f.Redenen {
		if f.Redenen[i].AccountID == account && f.Now.Before(f.Redenen[i].Tot) {
			return true
		}
	}
	return false
}

// same compares two ids; nothing equals nothing.
func same(a, b string) bool { return a != "" && a == b }
