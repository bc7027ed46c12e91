package inkoop

import (
	"slices"
	"time"

	"trede/internal/domain/civil"
)

// RondeID is the immutable id of an inkoopronde.
type RondeID string

// Ronde (inkoopronde, procurement round) is one time that the region buys: from a market
// consultation to contracts. Source: S-A, whole; INK-01.
type Ronde struct {
	ID        RondeID       `json:"id,omitzero"`
	Naam      string        `json:"naam,omitzero"`
	Catalogus CatalogusCode `json:"catalogus,omitzero"` // what is bought
	Eisenset  EisensetCode  `json:"eisenset,omitzero"`  // by which requirements
	Percelen  []PerceelCode `json:"percelen,omitzero"`
	Partij    string        `json:"partij,omitzero"` // who signs for the gemeenten
	// The calendar. Inschrijven is open on all its days; what the windows of the region
	// close stays closed.
	Consultatie civil.Date   `json:"consultatie,omitzero"`
	Inschrijven civil.Period `json:"inschrijven,omitzero"`
	Contract    civil.Period `json:"contract,omitzero"` // term of the new contracts
	// Wijzigingen are what stays and what changes, with the reason (INK-06, INK-09, INK-19).
	Wijzigingen []RondeWijziging `json:"wijzigingen,omitzero"`
	// Eerder is what stood there before, since the round is public (INK-01).
	Eerder     []EerdereWijziging `json:"eerder,omitzero"`
	Steekproef RondeSteekproef    `json:"steekproef,omitzero"` // afterwards (INK-04)
}

// WijzigingSoort is what becomes of a subject in a round.
type WijzigingSoort string

// The kinds, as S-A names them: "Behouden", "Ontwikkelpunten", "Ongewijzigd", "Vervallen".
const (
	Behouden      WijzigingSoort = "behouden"
	Ontwikkelpunt WijzigingSoort = "ontwikkelpunt"
	Gewijzigd     WijzigingSoort = "gewijzigd"
	Vervallen     WijzigingSoort = "vervallen"
)

// WijzigingSoorten lists the kinds.
func WijzigingSoorten() []WijzigingSoort {
	return []WijzigingSoort{Behouden, Ontwikkelpunt, Gewijzigd, Vervallen}
}

// RondeWijziging is one subject of a round: what stays or changes, and why.
type RondeWijziging struct {
	Onderwerp string         `json:"onderwerp,omitzero"`
	Soort     WijzigingSoort `json:"soort,omitzero"`
	Wat       string         `json:"wat,omitzero"`
	Waarom    string         `json:"waarom,omitzero"`
	VoorWie   string         `json:"voor_wie,omitzero"`
}

// EerdereWijziging (earlier text) is a subject as it stood until somebody changed it or
// took it away: whoever read the round before sees what is different. Source: INK-01, equal
// information.
type EerdereWijziging struct {
	RondeWijziging
	Tot time.Time `json:"tot,omitzero"`
}

// Wijzig gives the round with other subjects, of which one replaces or drops the one with
// a number, from 1; 0: one is added. Of what is public the old text stays.
func (r Ronde) Wijzig(nr int, list []RondeWijziging, public bool, now time.Time) Ronde {
	if public && nr > 0 && (nr > len(list) || list[nr-1] != r.Wijzigingen[nr-1]) {
		r.Eerder = append(slices.Clone(r.Eerder), EerdereWijziging{r.Wijzigingen[nr-1], now})
	}
	r.Wijzigingen = list
	return r
}

// StukSoort is the kind of a published paper.
type StukSoort string

// The kinds of papers.
const (
	StukVisie    StukSoort = "visie"
	StukOpzet    StukSoort = "opzet" // how the round goes: calendar, percelen, requirements
	StukWijzigen StukSoort = "voorgestelde wijzigingen"
	StukNota     StukSoort = "nota van inlichtingen"
	StukVerslag  StukSoort = "verslag"
	StukOverig   StukSoort = "overig"
)

// StukSoorten lists the kinds.
func StukSoorten() []StukSoort {
	return []StukSoort{StukVisie, StukOpzet, StukWijzigen, StukNota, StukVerslag, StukOverig}
}

// Stuk (paper) is what the region publishes in a round. Once published it stays as it is:
// everybody has the same information from the same moment (INK-01).
type Stuk struct {
	Soort        StukSoort
	Titel        string
	Tekst        string    // paragraphs, one to a line
	Bestand      string    // id of an uploaded file; empty: none
	Gepubliceerd time.Time // zero: a concept, seen by the region only
}

// Vraag (question) is what an aanbieder asks about a round. In the nota van inlichtingen
// stands the open form of the question, without who asked. Source: INK-01.
type Vraag struct {
	Onderwerp string
	Tekst     string    // as it was asked; for the region and who asked
	Openbaar  string    // as the nota has it: without a name; empty: the text itself
	Antwoord  string    // empty: not answered yet
	Gesteld   time.Time // server time
	Nota      string    // id of the published paper that answers it; empty: none yet
}
