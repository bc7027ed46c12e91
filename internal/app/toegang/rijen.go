package toegang

import "trede/internal/store"

// The stored rows that the pages of a dossier show, by the names under which those
// pages may use them: a page knows the use cases and not the store.
type (
	Inwoner            = store.Inwoner
	Melding            = store.Melding
	MelderContact      = store.MelderGegevens
	Organisatie        = store.Organisatie
	Profiel            = store.Profiel
	Werkplek           = store.Werkplek
	Aanvraag           = store.Aanvraag
	Meting             = store.Meting
	Doel               = store.Doel
	DoelActie          = store.DoelActie
	Toewijzing         = store.Toewijzing
	Voortgangsbericht  = store.Voortgangsbericht
	Waarneming         = store.Waarneming
	Aanwezigheid       = store.Aanwezigheid
	Signaal            = store.Signaal
	Afspraak           = store.Afspraak
	Mening             = store.Mening
	Taak               = store.Taak
	Gebeurtenis        = store.Gebeurtenis
	Vertegenwoordiging = store.Vertegenwoordiging
)
