// Package toegang holds the use cases of the second process: from a melding to a
// toewijzing, with the persons and papers under it, and the pages of a dossier.
//
// Each use case is one exported method of [UseCases] and one transaction: it opens
// the dossier, asks authz with what is stored, evaluates the rules as of the right
// day and keeps every result, writes rows with their version and tells the audit
// trail. Input structs are plain; what is wrong comes back as findings with the
// name of the field.
//
// Dutch terms are those of the domain package of the same name.
package toegang

import (
	"trede/internal/app"
	"trede/internal/app/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
)

// UseCases are the use cases of the lokale toegang.
type UseCases struct {
	*app.Base
	Inkoop *inkoop.UseCases
	counts countCache
}

// New makes the use cases.
func New(b *app.Base, i *inkoop.UseCases) *UseCases { return &UseCases{Base: b, Inkoop: i} }

// results is the payload of an act on which rules were evaluated.
func results(list []rule.Result, reasons map[string]string) audit.Payload {
	return audit.Payload{Results: app.Reasoned(list, reasons)}
}
