package inkoop

import (
	"slices"
	"time"
)

// InschrijvingID is the immutable id of an inschrijving.
type InschrijvingID string

// Inschrijving (registration) is what an aanbieder asks to be contracted for in a round,
// with what it says of itself. It is a concept until it is handed in; from then on its
// content stays as it was. Source: S-A, Wat gaat er voor u als zorgaanbieder veranderen;
// INK-12 to INK-17.
type Inschrijving struct {
	ID        InschrijvingID
	Ronde     RondeID
	Aanbieder AanbiederID
	Begonnen  time.Time
	Ingediend time.Time // server time; zero: a concept
	Inhoud    InschrijvingInhoud
}

// InschrijvingInhoud is the content of an inschrijving. Policies, places and people are
// those on record of the aanbieder; at handing in a copy is kept.
type InschrijvingInhoud struct {
	Keuzes     []Inschrijvingskeuze `json:"keuzes,omitzero"` // what it enrols for
	Antwoorden []EisAntwoord        `json:"antwoorden,omitzero"`
	Plan       PlanAW               `json:"plan,omitzero"`
	Mensen     []Mens               `json:"mensen,omitzero"`
	Klaar      []InschrijvingDeel   `json:"klaar,omitzero"`  // parts that the aanbieder called done
	Vorige     InschrijvingID       `json:"vorige,omitzero"` // from which it was filled in (INK-12)

	// The copy at handing in.
	Polissen    []Verzekering `json:"polissen,omitzero"`
	Werkplekken []Werkplek    `json:"werkplekken,omitzero"`
	Gemeente    GemeenteCode  `json:"gemeente,omitzero"` // of registration
}

// InschrijvingDeel is one part of the task list of an inschrijving.
type InschrijvingDeel string

// The parts, in the order of the list.
const (
	DeelGegevens    InschrijvingDeel = "gegevens"
	DeelKeuzes      InschrijvingDeel = "keuzes"
	DeelEisen       InschrijvingDeel = "eisen"
	DeelPlan        InschrijvingDeel = "plan"
	DeelWerkplekken InschrijvingDeel = "werkplekken"
	DeelVerzekering InschrijvingDeel = "verzekeringen"
	DeelMensen      InschrijvingDeel = "mensen"
	DeelControleren InschrijvingDeel = "controleren"
)

// InschrijvingDelen lists the parts in order.
func InschrijvingDelen() []InschrijvingDeel {
	return []InschrijvingDeel{
		DeelGegevens, DeelKeuzes, DeelEisen, DeelPlan, DeelWerkplekken, DeelVerzekering, DeelMensen, DeelControleren,
	}
}

// Inschrijvingskeuze is a product of a perceel that the aanbieder wants to deliver to
// residents of gemeenten.
type Inschrijvingskeuze struct {
	Perceel   PerceelCode    `json:"perceel,omitzero"`
	Product   ProductCode    `json:"product,omitzero"`
	Gemeenten []GemeenteCode `json:"gemeenten,omitzero"`
}

// Percelen are the percelen of the choices, each once, in order.
func (c InschrijvingInhoud) Percelen() []PerceelCode {
	var out []PerceelCode
	for _, k := range c.Keuzes {
		out = append(out, k.Perceel)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Producten are the products of the choices, each once, in order.
func (c InschrijvingInhoud) Producten() []ProductCode {
	var out []ProductCode
	for _, k := range c.Keuzes {
		out = append(out, k.Product)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// JaNee is an answer that may not be given yet. The zero value is no answer.
type JaNee string

// The answers.
const (
	Ja  JaNee = "ja"
	Nee JaNee = "nee"
)

// EisAntwoord is what the aanbieder says about one requirement.
type EisAntwoord struct {
	Eis       EisCode  `json:"eis,omitzero"`
	Antwoord  JaNee    `json:"antwoord,omitzero"`
	Uitleg    string   `json:"uitleg,omitzero"`
	Bestanden []string `json:"bestanden,omitzero"` // ids of uploaded evidence
}

// Antwoord gives the answer to a requirement; the zero value when there is none.
func (c InschrijvingInhoud) Antwoord(eis EisCode) EisAntwoord {
	i := slices.IndexFunc(c.Antwoorden, func(a EisAntwoord) bool { return a.Eis == eis })
	if i < 0 {
		return EisAntwoord{Eis: eis}
	}
	return c.Antwoorden[i]
}

// Uitgangspunt is one of the four principles of Activerend Werk (S-A, Uitgangspunten
// Activerend Werk; EIS-01).
type Uitgangspunt string

// The four principles.
const (
	Passend      Uitgangspunt = "passend"
	Lokaal       Uitgangspunt = "lokaal"
	Regulier     Uitgangspunt = "regulier"
	Ontwikkeling Uitgangspunt = "ontwikkeling"
)

// Uitgangspunten lists the four principles in the order of the source.
func Uitgangspunten() []Uitgangspunt {
	return []Uitgangspunt{Passend, Lokaal, Regulier, Ontwikkeling}
}

// PlanVraag is one part of the plan beside the principles (INK-17).
type PlanVraag string

// The parts.
const (
	PlanWerksoort     PlanVraag = "werksoort"
	PlanLocatie       PlanVraag = "locatie"
	PlanDoelgroep     PlanVraag = "doelgroep"
	PlanMethodiek     PlanVraag = "methodiek"
	PlanKetenpartners PlanVraag = "ketenpartners"
	PlanUitstroom     PlanVraag = "uitstroomaanpak"
	PlanVeiligheid    PlanVraag = "veiligheid"
)

// PlanVragen lists the parts in order.
func PlanVragen() []PlanVraag {
	return []PlanVraag{PlanWerksoort, PlanLocatie, PlanDoelgroep, PlanMethodiek, PlanKetenpartners, PlanUitstroom, PlanVeiligheid}
}

// PlanAW (plan Activerend Werk) is how the aanbieder will work, as a structured document:
// a text for each principle, which must all be there (EIS-01), and for each question.
type PlanAW struct {
	Uitgangspunten map[Uitgangspunt]string `json:"uitgangspunten,omitzero"`
	Vragen         map[PlanVraag]string    `json:"vragen,omitzero"`
}
