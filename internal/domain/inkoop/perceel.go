package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
)

// PerceelCode names a perceel for good.
type PerceelCode string

// String gives the code.
func (c PerceelCode) String() string { return string(c) }

// GesprekPlicht says whether an inschrijving on a perceel needs a verificatiegesprek.
type GesprekPlicht string

// The two kinds. The source says that a gesprek "kan" be part of the assessment of all
// procurement and "verplicht" for Activerend Werk (S-A; INK-13, INK-17).
const (
	GesprekOptioneel GesprekPlicht = "optioneel"
	GesprekVerplicht GesprekPlicht = "verplicht"
)

// GesprekPlichten lists the kinds.
func GesprekPlichten() []GesprekPlicht { return []GesprekPlicht{GesprekOptioneel, GesprekVerplicht} }

// Perceel (parcel) is a part of what is procured, for which a provider enrols on its own:
// some products of the catalogue, with what an assessment of it takes. Source: S-A, Wat
// gaat er voor u als zorgaanbieder veranderen; INK-13, INK-16, INK-17.
type Perceel struct {
	Code      PerceelCode
	Naam      string
	Producten []ProductCode // of the catalogue that a round is about
	Gesprek   GesprekPlicht
	Plan      bool // a plan Activerend Werk is part of the inschrijving
	Geldig    civil.Period
	Herkomst  Herkomst
}

// Heeft tells whether a product belongs to the perceel.
func (p Perceel) Heeft(product ProductCode) bool { return slices.Contains(p.Producten, product) }
