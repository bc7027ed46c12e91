package inkoop

import (
	"cmp"
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
)

// CatalogusCode names a version of the catalogue, for example v2. It is never
// used again for another version.
type CatalogusCode string

// String gives the code.
func (c CatalogusCode) String() string { return string(c) }

// ProductCode names a product inside a catalogue, for example ONT3. The codes are
// our own; iWmo codes follow from the choice of a gemeente.
type ProductCode string

// String gives the code.
func (c ProductCode) String() string { return string(c) }

// ProductRef is a product in one version of the catalogue. A toewijzing is bound
// to it for good. The zero value is no product.
type ProductRef struct {
	Catalogus CatalogusCode `json:"catalogus,omitzero"`
	Product   ProductCode   `json:"product,omitzero"`
}

// String gives v2/ONT3, or nothing for no product.
func (r ProductRef) String() string {
	if r.IsZero() {
		return ""
	}
	return string(r.Catalogus) + "/" + string(r.Product)
}

// IsZero tells whether this is no product.
func (r ProductRef) IsZero() bool { return r == ProductRef{} }

// Compare orders by catalogue and then by product, for slices.SortFunc.
func (r ProductRef) Compare(other ProductRef) int {
	return cmp.Or(cmp.Compare(r.Catalogus, other.Catalogus), cmp.Compare(r.Product, other.Product))
}

// CatalogusStatus says whether a version counts.
type CatalogusStatus string

// The two states of a catalogue version.
const (
	Concept     CatalogusStatus = "concept"     // being written; nobody can buy from it
	Vastgesteld CatalogusStatus = "vastgesteld" // decided; its products no longer change
)

// Catalogusversie is the list of products from which gemeenten choose during a
// period. Versions that are vastgesteld never overlap, so a day has at most one.
// Source: domain guide 1.2; INK-06.
type Catalogusversie struct {
	Code        CatalogusCode
	Naam        string
	Status      CatalogusStatus
	Geldig      civil.Period
	Volgt       CatalogusCode // version this one replaces; empty for the first
	Ladder      ladder.Versie // definition of the rungs that its products mean
	Producten   []Product
	Wijzigingen []Productwijziging // what became of each product of the version before
	Basis       Basis
	Herkomst    Herkomst
}

// Basis is what stays when the catalogue changes: a new version takes it over and says
// from which version (S-A, Ongewijzigd; INK-19).
type Basis struct {
	Doel           string
	Uitgangspunten []string // passend, lokaal, regulier, ontwikkeling (S-A, Uitgangspunten Activerend Werk)
	Resultaten     []string
	Overgenomen    CatalogusCode // version it was copied from without a change; empty: written here
}

// Productblad (product sheet) is a product in plain words under fixed headings. It is the
// one place from which help texts and letters take them; duration, price, reports and
// requirements follow from the product itself (INK-18).
type Productblad struct {
	Doel        string // what it is for
	Doelgroep   string // for whom
	Begeleiding string // what support there is
	Afbakening  string // when it is something else
}

// IsZero tells whether nothing was written.
func (b Productblad) IsZero() bool { return b == Productblad{} }

// Product gives the product with a code.
func (c Catalogusversie) Product(code ProductCode) (Product, bool) {
	i := slices.IndexFunc(c.Producten, func(p Product) bool { return p.Code == code })
	if i < 0 {
		return Product{}, false
	}
	return c.Producten[i], true
}

// Ref gives the reference to a product of this version.
func (c Catalogusversie) Ref(code ProductCode) ProductRef {
	return ProductRef{Catalogus: c.Code, Product: code}
}

// Productwijziging tells what became of a product in the next version: what
// changes, why and for whom (INK-06). It is also the mapping by which figures
// span versions.
type Productwijziging struct {
	Oud     ProductCode // in the version before; empty: the product is new
	Nieuw   ProductCode // in this version; empty: the product ended
	Wat     string
	Waarom  string
	VoorWie string
}

// Productsoort is the kind of arrangement.
type Productsoort string

// The three kinds (S-A, Arrangementen).
const (
	ORI Productsoort = "ORI" // oriëntatiefase: what do I want, what can I do
	ONT Productsoort = "ONT" // ontwikkelarrangement: on the way to a rung
	STA Productsoort = "STA" // stabiel arrangement: staying on a rung
)

// Prijsvorm is the unit in which a product is paid.
type Prijsvorm string

// The three forms of price (S-A, Arrangementen).
const (
	PrijsTraject Prijsvorm = "traject" // one price for the whole course
	PrijsUur     Prijsvorm = "uur"     // price per hour delivered
	PrijsGeen    Prijsvorm = "geen"    // not paid per resident
)

// DuurSoort is what the length of a product means.
type DuurSoort string

// The three meanings of a length.
const (
	DuurStreef  DuurSoort = "streef"  // what is aimed at on average; never refuses
	DuurVast    DuurSoort = "vast"    // fixed; ending earlier is ending early
	DuurMaximum DuurSoort = "maximum" // at most
)

// Duurregel is how long an arrangement lasts.
type Duurregel struct {
	Soort   DuurSoort
	Maanden int
}

// LaatsteDag is the last day of an arrangement of the full length that starts on
// a day. Months clamp: six months from 2026-08-31 end on 2027-02-28.
func (d Duurregel) LaatsteDag(start civil.Date) civil.Date {
	return start.LastDayOfMonths(d.Maanden)
}

// Rapportage says when a voortgangsbericht (progress report) is due.
type Rapportage struct {
	Na      int // months after the start; 0: none
	Herhaal int // months between one and the next; 0: once
}

// Evaluatietermijn says when the evaluatie is due, in days before the end.
type Evaluatietermijn struct {
	Dagen     int // held at the latest this many days before the end (42: six weeks)
	Zichtbaar int // in the work list from this many days before the end (70)
}

// IWmo holds how the product appears in iWmo messages. Gemeenten may replace
// category and code by their own.
type IWmo struct {
	Categorie  string // two digits, for example 07 Dagbesteding
	Code       string // product code of at most 5 characters; empty: category only
	Eenheid    string // 04 hour, 83 euro; empty: no volume
	Frequentie string // 2 per week, 6 whole period; empty: no volume
}

// Product is one arrangement of a catalogue version. Sources: S-A Arrangementen
// and Begeleiding, S-B Arrangementen; LAD-07, LAD-08, PRD-05 to PRD-09.
type Product struct {
	Code          ProductCode
	Naam          string // as in the source
	GewoneNaam    string // as people say it, for residents
	Soort         Productsoort
	BegintredeMin ladder.Trede  // lowest rung on which it may begin
	BegintredeMax ladder.Trede  // highest
	Doeltrede     ladder.Trede  // rung an ONT works towards; 0 for the others
	Nadruk        ladder.Nadruk // empty for an orientation (LAD-08)
	Duur          Duurregel
	Prijsvorm     Prijsvorm
	Rapportage    Rapportage
	Evaluatie     Evaluatietermijn
	// Trajectbegeleiding tells whether a trajectbegeleider (coach for the course)
	// is required beside the werkbegeleider.
	Trajectbegeleiding bool
	Blad               Productblad
	IWmo               IWmo
	Herkomst           Herkomst
}

// Trede is the rung of a STA, on which it begins and should stay; 0 for others.
func (p Product) Trede() ladder.Trede {
	if p.Soort != STA {
		return 0
	}
	return p.BegintredeMin
}

// BegintredePast tells whether the arrangement may begin on a rung (LAD-07). An
// unknown rung does not fit.
func (p Product) BegintredePast(trede ladder.Trede) bool {
	return trede != 0 && trede >= p.BegintredeMin && trede <= p.BegintredeMax
}

// Sprong is how many rungs an ONT climbs from a rung; more than one needs a
// reason (PRD-07). It is 0 for the other kinds.
func (p Product) Sprong(begin ladder.Trede) int {
	if p.Soort != ONT {
		return 0
	}
	return int(p.Doeltrede) - int(begin)
}
