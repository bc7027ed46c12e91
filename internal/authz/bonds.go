package authz

import (
	"slices"

	"trede/internal/domain/persoon"
)

// bond is one role in which an actor stands to a subject, with all relations and
// conditions that the facts give it.
type bond struct {
	role    int
	rels    relSet
	conds   condSet
	tenure  *Aanstelling // nil for roles that are no appointment
	account string       // whose appointment: the actor, or the colleague
	ownKey  string       // under which contributions are own ones
}

// Bond is one role and one relation in which an actor stands to a subject.
type Bond struct {
	Role          Role
	Relation      Relation
	OrganisatieID string // of the appointment
	Namens        string // account of the colleague for whom the actor stands in
}

// RelationsOf gives every role and relation in which the actor stands to the
// subject on the day of the facts, near ones first within a role.
func RelationsOf(actor Actor, facts Facts) []Bond {
	var buf [8]bond
	var list []Bond
	for _, b := range bondsOf(buf[:0], &actor, &facts) {
		for i, relation := range allRelations {
			if b.rels.has(i) {
				list = append(list, Bond{Role: roleDefs[b.role].role, Relation: relation, OrganisatieID: b.organisatie(), Namens: b.namens(&actor)})
			}
		}
	}
	return list
}

func (b *bond) organisatie() string {
	if b.tenure == nil {
		return ""
	}
	return b.tenure.OrganisatieID
}

func (b *bond) namens(actor *Actor) string {
	if b.account == actor.ID {
		return ""
	}
	return b.account
}

// bondsOf appends the bonds of an actor. Own roles come first, then those for
// which the actor stands in. Somebody without any valid role is nobody: what
// everybody may, and no more.
func bondsOf(buf []bond, actor *Actor, f *Facts) []bond {
	if f.Day.IsZero() {
		return buf
	}
	conds := commonConditions(actor, f)
	if actor.systeem {
		return append(buf, bond{role: roleSysteem, rels: bitGeen, conds: conds, account: actor.ID})
	}
	if actor.ID != "" {
		buf = natural(buf, actor, f, conds)
		for i := range actor.Aanstellingen {
			if a := &actor.Aanstellingen[i]; a.active(f.Day) {
				buf = append(buf, appointed(a, actor, actor.ID, f, conds))
			}
		}
		for i := range actor.Vervangingen {
			v := &actor.Vervangingen[i]
			for j := range v.Aanstellingen {
				if a := &v.Aanstellingen[j]; actor.standsIn(v, a, f.Day) {
					buf = append(buf, appointed(a, actor, v.AccountID, f, conds))
				}
			}
		}
	}
	if len(buf) == 0 {
		buf = append(buf, bond{role: roleAnoniem, rels: bitGeen, conds: conds, account: actor.ID})
	}
	return buf
}

// natural appends the roles that are no appointment: resident, representative.
func natural(buf []bond, actor *Actor, f *Facts, conds condSet) []bond {
	rels := bitGeen
	if same(f.AccountID, actor.ID) {
		rels |= bitEigenAccount
	}
	if slices.Contains(f.BijdrageVan, BijdrageInwoner) {
		conds |= bitEigenBijdrage
	}
	if actor.InwonerID != "" {
		b := bond{role: roleInwoner, rels: rels, conds: conds, account: actor.ID, ownKey: BijdrageInwoner}
		if f.InwonerID == actor.InwonerID {
			b.rels |= bitZelf
		}
		buf = append(buf, b)
	}
	if actor.Vertegenwoordiger {
		b := bond{role: roleVertegenwoordiger, rels: rels, conds: conds, account: actor.ID, ownKey: BijdrageInwoner}
		for i := range f.Vertegenwoordigen {
			if v := &f.Vertegenwoordigen[i]; f.InwonerID != "" && v.AccountID == actor.ID && holds(v.Periode, f.Day) {
				b.rels |= v.reach()
			}
		}
		buf = append(buf, b)
	}
	return buf
}

// reach is what a representation gives.
func (v *Vertegenwoordiging) reach() relSet {
	var rels relSet
	most := v.Soort.MaximaalBereik()
	for _, b := range v.Bereik {
		if slices.Contains(most, b) {
			rels |= reachBits[b]
		}
	}
	return rels
}

// reachBits is the relation of every scope.
var reachBits = map[persoon.Bereik]relSet{
	persoon.BereikInzien:    relSetOf(RelVertegenwoordigdInzien),
	persoon.BereikMeepraten: relSetOf(RelVertegenwoordigdMeepraten),
	persoon.BereikInvullen:  relSetOf(RelVertegenwoordigdInvullen),
	persoon.BereikAkkoord:   relSetOf(RelVertegenwoordigdAkkoord),
	persoon.BereikFinancien: relSetOf(RelVertegenwoordigdFinancien),
}

// appointed is the bond of one appointment. What the role cannot have at all is
// taken away at the end, so that wrong data never widens a role.
func appointed(a *Aanstelling, actor *Actor, account string, f *Facts, conds condSet) bond {
	role := roleIndex[a.Role]
	b := bond{role: role, conds: conds | ownConditions(a, f), tenure: a, account: account, ownKey: a.OrganisatieID}
	b.rels = bitGeen | objectRels(a, f) | gemeenteRels(&roleDefs[role], a, actor, f)
	if account == actor.ID && same(f.AccountID, actor.ID) {
		b.rels |= bitEigenAccount
	}
	if f.InwonerID != "" {
		b.rels |= aanbiederRels(&roleDefs[role], a, account, f) | partnerRels(a, f)
	}
	b.rels &= possible[role]
	return b
}

// objectRels are the ties to a subject that belongs to an organisation or to the
// region as a whole.
func objectRels(a *Aanstelling, f *Facts) relSet {
	var rels relSet
	if a.Regionaal {
		rels |= bitRegio
	}
	switch f.OrganisatieID {
	case "":
	case a.OrganisatieID:
		rels |= bitEigenOrganisatie
	default:
		rels |= bitAndereOrganisatie
	}
	return rels
}

// gemeenteRels are the ties of a municipality. A resident is of one team, in the
// municipality where the resident lives; whoever pays looks at the municipality
// that decided.
func gemeenteRels(def *roleDef, a *Aanstelling, actor *Actor, f *Facts) relSet {
	if a.GemeenteCode == "" {
		return 0
	}
	if !def.team {
		return plainGemeenteRels(a, actor, f)
	}
	home := same(f.GemeenteCode, a.GemeenteCode)
	switch {
	case home && f.InwonerID == "":
		if same(f.TeamID, a.TeamID) {
			return bitEigenGemeente | bitEigenTeam
		}
		return bitEigenGemeente
	case home && same(f.TeamID, a.TeamID):
		return bitEigenTeam
	case home && f.reasonGiven(actor.ID):
		return bitInzage
	case home:
		return bitAnderTeam
	case f.InwonerID != "":
		for i := range f.VorigeGemeenten {
			if f.VorigeGemeenten[i].closes(a, f.Day) {
				return bitVorigeGemeente
			}
		}
	}
	if f.GemeenteCode == "" {
		return 0
	}
	return bitAndereGemeente
}

func plainGemeenteRels(a *Aanstelling, actor *Actor, f *Facts) relSet {
	code := f.GemeenteCode
	if f.ToewijzingGemeenteCode != "" {
		code = f.ToewijzingGemeenteCode
	}
	switch {
	case code == "":
		return 0
	case code != a.GemeenteCode:
		return bitAndereGemeente
	case f.InwonerID != "" && f.reasonGiven(actor.ID):
		return bitEigenGemeente | bitInzage
	}
	return bitEigenGemeente
}

// aanbiederRels are the ties of a provider, over all its windows.
func aanbiederRels(def *roleDef, a *Aanstelling, account string, f *Facts) relSet {
	if a.AanbiederID == "" {
		return 0
	}
	var rels relSet
	for i := range f.Aanbieders {
		v := &f.Aanbieders[i]
		if v.AanbiederID != a.AanbiederID {
			continue
		}
		own := def.begeleider && v.begeleider(account, f.Day)
		rels |= windowRel(v.phase(f.Day), own)
	}
	if rels == 0 {
		return bitAndereAanbieder
	}
	return rels
}

func windowRel(p phase, own bool) relSet {
	switch {
	case p == phaseLopend && own:
		return bitEigenLopend
	case p == phaseLopend:
		return bitLopend
	case p == phaseNazorg && own:
		return bitEigenNazorg
	case p == phaseNazorg:
		return bitNazorg
	case p == phaseGeweest && own:
		return bitEigenGeweest
	case p == phaseGeweest:
		return bitGeweest
	}
	return 0
}

// partnerRels are the ties of a CAW and of an employer.
func partnerRels(a *Aanstelling, f *Facts) relSet {
	var rels relSet
	for i := range f.Verwijzingen {
		v := &f.Verwijzingen[i]
		switch {
		case !same(v.OrganisatieID, a.OrganisatieID) || v.Periode.From.IsZero() || v.Periode.IsEmpty() || f.Day.Before(v.Periode.From):
		case v.Periode.Contains(f.Day):
			rels |= bitVerwezen
		default:
			rels |= bitCAWGeweest
		}
	}
	for i := range f.Plaatsingen {
		if p := &f.Plaatsingen[i]; same(p.OrganisatieID, a.OrganisatieID) && holds(p.Periode, f.Day) {
			rels |= bitGeplaatst
		}
	}
	return rels
}

// commonConditions are the conditions that do not depend on the role.
func commonConditions(actor *Actor, f *Facts) condSet {
	var conds condSet
	if f.EersteActorID != "" && f.EersteActorID != actor.ID {
		conds |= bitVierOgen
	}
	if f.AccountID != "" && f.AccountID != actor.ID {
		conds |= bitNietZelf
	}
	if !interested(actor, f) {
		conds |= bitOnpartijdig
	}
	if f.RedenGegeven {
		conds |= bitReden
	}
	if f.EersteStart && actor.ID == "" { // whoever is signed in has an account
		conds |= bitEersteStart
	}
	return conds
}

// interested tells whether the subject is the actor or somebody whom the actor
// represents or has represented. Source: Awb art. 2:4.
func interested(actor *Actor, f *Facts) bool {
	if same(f.InwonerID, actor.InwonerID) {
		return true
	}
	for i := range f.Vertegenwoordigen {
		if same(f.Vertegenwoordigen[i].AccountID, actor.ID) {
			return true
		}
	}
	return false
}

// ownConditions are the conditions that depend on the organisation of the role.
func ownConditions(a *Aanstelling, f *Facts) condSet {
	var conds condSet
	if a.OrganisatieID != "" && slices.Contains(f.BijdrageVan, a.OrganisatieID) {
		conds |= bitEigenBijdrage
	}
	if same(f.ToewijzingAanbiederID, a.AanbiederID) {
		conds |= bitEigenToewijzing
	}
	for i := range f.Akkoorden {
		if k := &f.Akkoorden[i]; same(k.OrganisatieID, a.OrganisatieID) && holds(k.Periode, f.Day) {
			conds |= bitAkkoord
		}
	}
	return conds
}
