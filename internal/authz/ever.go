package authz

import "trede/internal/domain/civil"

// Ever tells whether the actor, in the roles of a day, may do an action to
// anybody at all. It is the first lock of a route: who never may, is stopped before
// anything of the request is read. The use case decides with [Decide], about the
// subject.
func Ever(actor Actor, action Action, day civil.Date) bool {
	i, known := actionIndex[action]
	if !known || day.IsZero() {
		return false
	}
	none := Facts{Day: day}
	var buf [8]bond
	for _, b := range bondsOf(buf[:0], &actor, &none) {
		if len(theTable.rules[i][b.role]) > 0 {
			return true
		}
	}
	return false
}
