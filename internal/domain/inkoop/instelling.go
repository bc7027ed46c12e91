package inkoop

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trede/internal/domain/civil"
)

// InstellingCode names a regional setting. It is never used again for another.
type InstellingCode string

// String gives the code.
func (c InstellingCode) String() string { return string(c) }

// Instelling is the value of one setting from a day on, until the next value of
// the same setting.
type Instelling struct {
	Code     InstellingCode
	Van      civil.Date // zero: always was
	Waarde   string     // as [InstellingDef.Normaal] writes it
	Herkomst Herkomst
}

// Prijs of an ONT that ends early (domain guide 1.4 row 3).
const (
	EindprijsVolledig = "volledig"  // the whole trajectprijs
	EindprijsNaarRato = "naar rato" // in proportion to the days
	EindprijsGeen     = "geen"      // nothing
)

// Waarden are the values of all settings on one day. What belongs to a product,
// such as the length and the weeks before an evaluatie, stands in the catalogue
// and not here: a toewijzing keeps what it began under.
type Waarden struct {
	LeeftijdVanaf              int   // youngest age in years
	StaVoortgangHerhalen       bool  // repeat the report of a STA at the product's interval
	VoortgangHerinneringDagen  []int // reminders around the due day of a report; negative is before
	EvaluatieHerinneringDagen  []int // the same around the due day of an evaluatie
	OrientatieStreefMaanden    int   // orientation as algemene voorziening: aim, then a warning
	HerbeoordelingMaanden      int   // look again after a referral to the wijk
	NazorgMaanden              []int // follow-up after the end
	ToegangWekenNaEinde        int   // full view of the aanbieder after the end
	StartbevestigingWerkdagen  int   // aanbieder confirms the start
	InformatieverzoekWerkdagen int   // aanbieder answers a question of the lokale toegang
	SignaalWerkdagen           int   // consulent answers a signaal
	SignaalSpoedWerkdagen      int   // the same when it is urgent
	SignaalDoelbereikProcent   int   // halfway below this: propose a signaal
	SignaalVerzuimProcent      int   // absence above this: propose a signaal
	DoelUpdateWeken            int   // a doel without news for longer shows red
	GroeipotentieMaanden       int   // horizon of groeipotentie
	PlafondWaarschuwingProcent int   // use of a plafond from which to warn
	VerzekeringWaarschuwing    []int // days before the end of a policy
	ContractWaarschuwing       []int // months before the end of a contract
	LocaliteitLezing           int   // reading 1 or 2 of LOC-01
	StandstillDagen            int   // between the decision on an inschrijving and its contract
	SteekproefProcent          int   // of the inschrijvingen, checked afterwards
	VOGMaanden                 int   // how old a VOG may be on the first day of work
	VOGHerhalenJaren           int   // when a new VOG is asked; 0: never
	UitzonderingHerzienMaanden int   // when an exception is looked at again
	VroegEindePrijs            string
	WmoOnderzoekWeken          int // term of the onderzoek
	WmoBesluitWeken            int // term of the besluit
	WmoPersoonlijkPlanDagen    int // resident may hand in an own plan
	AwbBezwaarWeken            int // term for bezwaar
	BewaartermijnJaren         int // how long a dossier is kept
}

// InstellingSoort is the form of a value.
type InstellingSoort string

// The forms of values.
const (
	SoortGetal InstellingSoort = "getal"  // whole number
	SoortVlag  InstellingSoort = "ja/nee" // ja or nee
	SoortReeks InstellingSoort = "reeks"  // whole numbers in rising order
	SoortKeuze InstellingSoort = "keuze"  // one of a few words
)

// InstellingDef says what a setting is: its form, bounds, default and where the
// default comes from.
type InstellingDef struct {
	Code      InstellingCode
	Soort     InstellingSoort
	Min, Max  int      // bounds of a number, or of each number of a reeks
	Keuzes    []string // words of a keuze
	Standaard string
	Uitleg    string // what it does, in plain English
	Herkomst  Herkomst
	set       func(*Waarden, string)
}

// ErrInstelling is the error of a setting that does not exist or a value that it
// cannot have.
var ErrInstelling = errors.New("not a setting")

// Normaal checks a value and writes it in its one form: 6, ja, 1,3,6.
func (d InstellingDef) Normaal(value string) (string, error) {
	switch d.Soort {
	case SoortGetal:
		n, err := d.number(value)
		return strconv.Itoa(n), err
	case SoortReeks:
		return d.normalList(value)
	case SoortVlag:
		if value != "ja" && value != "nee" {
			return "", fmt.Errorf("%w: %s is ja or nee, not %q", ErrInstelling, d.Code, value)
		}
	case SoortKeuze:
		if !slices.Contains(d.Keuzes, value) {
			return "", fmt.Errorf("%w: %s is one of %s, not %q", ErrInstelling, d.Code, strings.Join(d.Keuzes, ", "), value)
		}
	}
	return value, nil
}

func (d InstellingDef) normalList(value string) (string, error) {
	var texts []string
	last := d.Min - 1
	for part := range strings.SplitSeq(value, ",") {
		n, err := d.number(part)
		if err != nil {
			return "", err
		}
		if n <= last {
			return "", fmt.Errorf("%w: the numbers of %s rise, and %q do not", ErrInstelling, d.Code, value)
		}
		last = n
		texts = append(texts, strconv.Itoa(n))
	}
	return strings.Join(texts, ","), nil
}

func (d InstellingDef) number(text string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0, fmt.Errorf("%w: %s is a whole number, not %q", ErrInstelling, d.Code, text)
	}
	if n < d.Min || n > d.Max {
		return 0, fmt.Errorf("%w: %s is from %d to %d, not %d", ErrInstelling, d.Code, d.Min, d.Max, n)
	}
	return n, nil
}

// Instellingen are all settings over time. The zero value has the defaults.
type Instellingen struct {
	rows    []Instelling
	moments civil.Timeline[Waarden] // one entry for each day on which something changes
}

// NewInstellingen puts rows of settings in order. It refuses unknown codes, values
// that a setting cannot have, and two values of one setting from the same day.
func NewInstellingen(rows []Instelling) (Instellingen, error) {
	i := Instellingen{rows: slices.Clone(rows)}
	for n, row := range i.rows {
		def, ok := InstellingVan(row.Code)
		if !ok {
			return Instellingen{}, fmt.Errorf("%w: %q", ErrInstelling, row.Code)
		}
		value, err := def.Normaal(row.Waarde)
		if err != nil {
			return Instellingen{}, err
		}
		i.rows[n].Waarde = value
	}
	slices.SortStableFunc(i.rows, compareInstelling)
	for n := range i.rows[:max(0, len(i.rows)-1)] {
		if compareInstelling(i.rows[n], i.rows[n+1]) == 0 {
			return Instellingen{}, fmt.Errorf("%w: %s has two values from %q", ErrInstelling, i.rows[n].Code, i.rows[n].Van)
		}
	}
	i.moments = i.snapshots()
	return i, nil
}

func compareInstelling(a, b Instelling) int {
	if c := strings.Compare(string(a.Code), string(b.Code)); c != 0 {
		return c
	}
	return a.Van.Compare(b.Van)
}

// Rows gives the rows by code and then by day.
func (i Instellingen) Rows() []Instelling { return slices.Clone(i.rows) }

// Op gives the values on a day. A setting without a row on that day has its
// default. The lists in it are shared: read them only.
func (i Instellingen) Op(day civil.Date) Waarden {
	if values, ok := i.moments.At(day); ok {
		return values
	}
	return standaard
}

func (i Instellingen) snapshots() civil.Timeline[Waarden] {
	var days []civil.Date
	for _, row := range i.rows {
		days = append(days, civil.Max(row.Van, civil.First))
	}
	slices.SortFunc(days, civil.Date.Compare)
	days = slices.Compact(days)
	line := make(civil.Timeline[Waarden], 0, len(days))
	for n, day := range days {
		entry := civil.Dated[Waarden]{From: day, Value: i.at(day)}
		if n+1 < len(days) {
			entry.Until = days[n+1]
		}
		line = append(line, entry)
	}
	return line
}

func (i Instellingen) at(day civil.Date) Waarden {
	values := standaard
	for _, row := range i.rows { // by day inside a code: the last one counts
		if def, ok := InstellingVan(row.Code); ok && !day.Before(row.Van) {
			def.set(&values, row.Waarde)
		}
	}
	return values
}

// VolgendeWijziging is the first day after day on which a setting changes, or no
// date. Tasks that depend on settings are recomputed from then.
func (i Instellingen) VolgendeWijziging(day civil.Date) civil.Date {
	for _, entry := range i.moments {
		if entry.From.After(day) {
			return entry.From
		}
	}
	return civil.Date{}
}
