package authz

import (
	"math/bits"
	"strings"
)

// Reason is one reason of a decision. Code is stable; Detail says which.
type Reason struct {
	Code   string
	Detail string
}

// The codes of reasons.
const (
	ReasonBron             = "bron"                 // allowed: the source of the row; Detail names it
	ReasonVoorwaarde       = "voorwaarde"           // allowed: a condition that was met
	ReasonGeenDag          = "geen-dag"             // denied: the facts have no day
	ReasonHandeling        = "onbekende-handeling"  // denied: no such action
	ReasonGeenAanstelling  = "geen-aanstelling"     // denied: signed in, without a role that holds today
	ReasonRol              = "rol-mag-niet"         // denied: none of the actor's roles may ever do this
	ReasonRelatie          = "geen-relatie"         // denied: a role may, not for this subject
	ReasonVoorwaardeOntbrk = "voorwaarde-ontbreekt" // denied: only this condition is missing
)

// Decision says whether an actor may do something, by which role and relation,
// and why. The zero value denies.
type Decision struct {
	Allowed       bool
	Role          Role     // the role that carries it; empty when denied
	Relation      Relation // the relation that carries it; empty when denied
	OrganisatieID string   // organisation of the appointment that carries it
	Namens        string   // account of the absent colleague, when the actor stands in
	Reasons       []Reason // at least one; shared, do not change
}

// String puts the decision in one line for the audit trail. It holds no personal data.
func (d Decision) String() string {
	var b strings.Builder
	if d.Allowed {
		b.WriteString("toegestaan " + string(d.Role) + " " + string(d.Relation))
	} else {
		b.WriteString("geweigerd")
	}
	for _, reason := range d.Reasons {
		b.WriteString("; " + reason.Code)
		if reason.Detail != "" {
			b.WriteString(": " + reason.Detail)
		}
	}
	return b.String()
}

// Missing tells whether the decision is a denial for want of one condition only,
// such as a reason that a form can ask for.
func (d Decision) Missing(condition Condition) bool {
	return !d.Allowed && len(d.Reasons) == 1 && d.Reasons[0] == Reason{ReasonVoorwaardeOntbrk, string(condition)}
}

// grantReasons are the reasons of everything that one row allows.
func grantReasons(row *actionRow) []Reason {
	reasons := []Reason{{ReasonBron, row.bron}}
	for _, condition := range row.conds.list() {
		reasons = append(reasons, Reason{ReasonVoorwaarde, string(condition)})
	}
	return reasons
}

// Reasons of denials, made once.
var (
	denyDag         = []Reason{{ReasonGeenDag, ""}}
	denyAanstelling = []Reason{{ReasonGeenAanstelling, ""}}
	denyRol         = []Reason{{ReasonRol, ""}}
	denyRelatie     = []Reason{{ReasonRelatie, ""}}
	denyConds       = conditionReasons()
)

func conditionReasons() [1 << len(allConditions)][]Reason {
	var all [1 << len(allConditions)][]Reason
	for set := range all {
		for _, condition := range condSet(set).list() {
			all[set] = append(all[set], Reason{ReasonVoorwaardeOntbrk, string(condition)})
		}
	}
	return all
}

// Decide says whether an actor may do an action to the subject of the facts. What
// no row of handelingen.csv grants is denied.
func Decide(actor Actor, action Action, facts Facts) Decision {
	i, known := actionIndex[action]
	if !known {
		return Decision{Reasons: []Reason{{ReasonHandeling, shorten(string(action))}}}
	}
	if facts.Day.IsZero() {
		return Decision{Reasons: denyDag}
	}
	var buf [8]bond
	bonds := bondsOf(buf[:0], &actor, &facts)
	why := denial{}
	for b := range bonds {
		if found, relation := why.ask(theTable.rules[i][bonds[b].role], &bonds[b]); found != nil {
			return Decision{
				Allowed: true, Role: roleDefs[bonds[b].role].role, Relation: allRelations[relation],
				OrganisatieID: bonds[b].organisatie(), Namens: bonds[b].namens(&actor), Reasons: found.reasons,
			}
		}
	}
	return Decision{Reasons: why.reasons(&actor, bonds)}
}

// denial remembers how near the actor came, for the reason of a denial.
type denial struct {
	role    bool    // some role has a rule for the action
	near    bool    // and some relation of that rule is there
	missing condSet // conditions that the nearest rule lacks
}

// ask looks for the rule that allows, and for the nearest relation in it.
func (d *denial) ask(rules []rule, b *bond) (found *rule, relation int) {
	for i := range rules {
		d.role = true
		match := rules[i].rels & b.rels
		if match == 0 {
			continue
		}
		missing := rules[i].conds &^ b.conds
		if missing != 0 {
			if !d.near || bits.OnesCount8(uint8(missing)) < bits.OnesCount8(uint8(d.missing)) {
				d.near, d.missing = true, missing
			}
			continue
		}
		if nearest := bits.TrailingZeros32(uint32(match)); found == nil || nearest < relation {
			found, relation = &rules[i], nearest
		}
	}
	return found, relation
}

func (d *denial) reasons(actor *Actor, bonds []bond) []Reason {
	switch {
	case d.near:
		return denyConds[d.missing]
	case d.role:
		return denyRelatie
	case actor.ID != "" && len(bonds) == 1 && bonds[0].role == roleAnoniem:
		return denyAanstelling
	}
	return denyRol
}
