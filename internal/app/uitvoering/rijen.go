package uitvoering

import "trede/internal/store"

// The stored rows that the pages of providers and residents show, by the names under
// which those pages may use them.
type (
	Aanwezigheid      = store.Aanwezigheid
	Afspraak          = store.Afspraak
	DeelnemerRegel    = store.Deelnemerregel
	Doel              = store.Doel
	InwonerRegel      = store.Zoekregel
	Signaal           = store.Signaal
	Taak              = store.Taak
	Voortgangsbericht = store.Voortgangsbericht
)
