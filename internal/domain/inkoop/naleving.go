package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
)

// NalevingBron is where a point of compliance came from.
type NalevingBron string

// The sources of points. The first three are fed by what happens in delivery (INK-05).
const (
	BronRapportages NalevingBron = "te late voortgangsberichten"
	BronSignalen    NalevingBron = "signalen"
	BronKlachten    NalevingBron = "klachten"
	BronSteekproef  NalevingBron = "steekproef" // the random check after enrolment (INK-04)
	BronGesprek     NalevingBron = "contractgesprek"
	BronVerzekering NalevingBron = "verzekering"
)

// NalevingBronnen lists the sources.
func NalevingBronnen() []NalevingBron {
	return []NalevingBron{BronRapportages, BronSignalen, BronKlachten, BronSteekproef, BronGesprek, BronVerzekering}
}

// Nalevingspunt (point of compliance) is a requirement that is looked at in a contract:
// what was found, what was agreed, until when, and the second look. Source: S-A,
// Kenmerken ("Meer accent op kwalitatieve naleving van contract"); INK-05.
type Nalevingspunt struct {
	Contract  ContractID   `json:"contract,omitzero"`
	Eis       EisCode      `json:"eis,omitzero"` // empty: not about one requirement
	Bron      NalevingBron `json:"bron,omitzero"`
	Gevonden  civil.Date   `json:"gevonden,omitzero"`
	Bevinding string       `json:"bevinding,omitzero"`
	InOrde    bool         `json:"in_orde,omitzero"`  // nothing to improve
	Afspraak  string       `json:"afspraak,omitzero"` // what the aanbieder will do
	Termijn   civil.Date   `json:"termijn,omitzero"`  // last day for it
	Overleg   string       `json:"overleg,omitzero"`  // id of the contractgesprek where it came up
	// What the aanbieder says that it did.
	Reactie      string     `json:"reactie,omitzero"`
	GereageerdOp civil.Date `json:"gereageerd_op,omitzero"`
	Hertoets     Hertoets   `json:"hertoets,omitzero"`
	// What was agreed and seen before that, oldest first.
	Eerder []Verbeterstap `json:"eerder,omitempty"`
}

// Verbeterstap (step of improvement) is what was agreed about a point, and the second look
// that it had by then, before another agreement or look took its place.
type Verbeterstap struct {
	Afspraak string     `json:"afspraak,omitzero"`
	Termijn  civil.Date `json:"termijn,omitzero"`
	Hertoets Hertoets   `json:"hertoets,omitzero"`
}

func (p Nalevingspunt) stap() Verbeterstap { return Verbeterstap{p.Afspraak, p.Termijn, p.Hertoets} }

// Volgt (follows) gives the point with what it replaces of the same point as it was: the
// agreement that a second look found wanting, and an earlier look. Correcting either is no
// new step. Source: INK-05 (the whole cycle of improvement stays in the file).
func (p Nalevingspunt) Volgt(was Nalevingspunt) Nalevingspunt {
	p.Eerder = was.Eerder
	now, before := p.stap(), was.stap()
	agreed := now.Afspraak != before.Afspraak || now.Termijn != before.Termijn
	lookedAgain := !before.Hertoets.Op.IsZero() && now.Hertoets.Op != before.Hertoets.Op
	if lookedAgain || agreed && before.Afspraak != "" && !now.Hertoets.Op.IsZero() {
		p.Eerder = append(slices.Clone(was.Eerder), before)
	}
	return p
}

// Hertoets is the second look at a point.
type Hertoets struct {
	Op        civil.Date `json:"op,omitzero"` // zero: not yet
	Opgelost  bool       `json:"opgelost,omitzero"`
	Bevinding string     `json:"bevinding,omitzero"`
}

// Open tells whether something is still to be done about the point.
func (p Nalevingspunt) Open() bool { return !p.InOrde && !p.Hertoets.Opgelost }

// TeLaat tells whether the point is open after its last day.
func (p Nalevingspunt) TeLaat(day civil.Date) bool {
	return p.Open() && !p.Termijn.IsZero() && day.After(p.Termijn)
}

// OverlegSoort is the kind of a meeting.
type OverlegSoort string

// The kinds of meetings (S-A, Kenmerken: "Samenwerking en overleg Behouden"; INK-08).
const (
	OverlegRegio    OverlegSoort = "regionaal overleg"
	OverlegContract OverlegSoort = "contractgesprek"
	OverlegGemeente OverlegSoort = "gemeenten"
)

// OverlegSoorten lists the kinds.
func OverlegSoorten() []OverlegSoort {
	return []OverlegSoort{OverlegRegio, OverlegContract, OverlegGemeente}
}

// Overleg (meeting) has an agenda, decisions and actions.
type Overleg struct {
	Soort      OverlegSoort  `json:"soort,omitzero"`
	Contract   ContractID    `json:"contract,omitzero"` // of a contractgesprek
	Titel      string        `json:"titel,omitzero"`
	Dag        civil.Date    `json:"dag,omitzero"`
	Aanwezig   string        `json:"aanwezig,omitzero"`
	Agenda     []string      `json:"agenda,omitzero"`
	Besluiten  []string      `json:"besluiten,omitzero"`
	Verslag    string        `json:"verslag,omitzero"`
	Aanbieders []AanbiederID `json:"aanbieders,omitzero"` // invited; none: all that have a contract
}

// Actie (action) is something that somebody does because of a meeting or a point, and
// that stands in the work list of whoever must act (INK-08).
type Actie struct {
	Overleg       string     `json:"overleg,omitzero"`
	Wat           string     `json:"wat,omitzero"`
	OrganisatieID string     `json:"organisatie_id,omitzero"` // whose action it is
	AccountID     string     `json:"account_id,omitzero"`     // of one person; empty: anybody there
	Uiterlijk     civil.Date `json:"uiterlijk,omitzero"`
	Gedaan        civil.Date `json:"gedaan,omitzero"` // zero: not yet
	Toelichting   string     `json:"toelichting,omitzero"`
}

// Leerpunt (lesson) is what goes well or can be better about a subject, as the region and
// its partners see it over a year. Source: S-A, Kenmerken: "wat gaat goed en wat kan
// beter?"; INK-09.
type Leerpunt struct {
	Onderwerp string         `json:"onderwerp,omitzero"`
	Soort     WijzigingSoort `json:"soort,omitzero"` // behouden or ontwikkelpunt
	Tekst     string         `json:"tekst,omitzero"`
	Actie     string         `json:"actie,omitzero"`
	Cijfer    string         `json:"cijfer,omitzero"` // the figure beside it, in words
	Op        civil.Date     `json:"op,omitzero"`
}
