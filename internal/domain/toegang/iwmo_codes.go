package toegang

import "slices"

// RedenWijziging is why a toewijzing was changed, as the iWmo code list WMO002
// numbers it. Empty at first issue.
type RedenWijziging string

// The codes of WMO002. 01 (lapsed) is in the list of the standard and never used,
// so it is not here.
const (
	WijzigingOverleden       RedenWijziging = "02"
	WijzigingContract        RedenWijziging = "03"
	WijzigingVerlenging      RedenWijziging = "04"
	WijzigingVerkorting      RedenWijziging = "05"
	WijzigingAnderDomein     RedenWijziging = "06"
	WijzigingVerhuizing      RedenWijziging = "07"
	WijzigingLeveringsvorm   RedenWijziging = "08"
	WijzigingAndereAanbieder RedenWijziging = "09"
	WijzigingBekostiging     RedenWijziging = "10"
	WijzigingHerindeling     RedenWijziging = "11"
	WijzigingDoorAanbieder   RedenWijziging = "12"
	WijzigingVerwijderd      RedenWijziging = "13"
	WijzigingCorrectie       RedenWijziging = "14"
)

// RedenenWijziging lists the codes that may be used.
func RedenenWijziging() []RedenWijziging {
	return []RedenWijziging{
		WijzigingOverleden, WijzigingContract, WijzigingVerlenging, WijzigingVerkorting, WijzigingAnderDomein,
		WijzigingVerhuizing, WijzigingLeveringsvorm, WijzigingAndereAanbieder, WijzigingBekostiging,
		WijzigingHerindeling, WijzigingDoorAanbieder, WijzigingVerwijderd, WijzigingCorrectie,
	}
}

// Label is the message key of the plain Dutch word for the reason.
func (r RedenWijziging) Label() string { return "reden_wijziging." + string(r) }

// Beeindiging is the reason of ending that goes with this change, and whether
// there is one: a correction or an extension ends nothing. Source: iWmo 3.2,
// mapping of WMO002 to WMO588.
func (r RedenWijziging) Beeindiging() (RedenBeeindiging, bool) {
	switch r {
	case WijzigingOverleden:
		return EindeOverlijden, true
	case WijzigingContract, WijzigingVerkorting, WijzigingLeveringsvorm, WijzigingBekostiging, WijzigingHerindeling:
		return EindeDoorGemeente, true
	case WijzigingAnderDomein:
		return EindeAnderDomein, true
	case WijzigingVerhuizing:
		return EindeVerhuizing, true
	case WijzigingAndereAanbieder:
		return EindeAndereAanbieder, true
	case WijzigingDoorAanbieder:
		return EindeWijzigingsverzoek, true
	}
	return "", false
}

// RedenBeeindiging is why delivery ended, as the iWmo code list WMO588 numbers
// it. What became of the resident is not in it: that is the bestemming of the
// closing.
type RedenBeeindiging string

// The codes of WMO588.
const (
	EindeOverlijden        RedenBeeindiging = "02"
	EindeVolgensPlan       RedenBeeindiging = "19"
	EindeTijdelijk         RedenBeeindiging = "20" // delivery stands still for a while
	EindeDoorInwoner       RedenBeeindiging = "21" // by the resident alone
	EindeDoorAanbieder     RedenBeeindiging = "22" // by the provider alone
	EindeInOverleg         RedenBeeindiging = "23" // early, both agreed
	EindeVerhuizing        RedenBeeindiging = "31"
	EindeDoorGemeente      RedenBeeindiging = "36"
	EindeWijzigingsverzoek RedenBeeindiging = "37"
	EindeAndereAanbieder   RedenBeeindiging = "38"
	EindeAnderDomein       RedenBeeindiging = "39"
)

// RedenenBeeindiging lists the codes.
func RedenenBeeindiging() []RedenBeeindiging {
	return []RedenBeeindiging{
		EindeOverlijden, EindeVolgensPlan, EindeTijdelijk, EindeDoorInwoner, EindeDoorAanbieder, EindeInOverleg,
		EindeVerhuizing, EindeDoorGemeente, EindeWijzigingsverzoek, EindeAndereAanbieder, EindeAnderDomein,
	}
}

// Label is the message key of the plain Dutch word for the reason.
func (r RedenBeeindiging) Label() string { return "reden_beeindiging." + string(r) }

// Bekend tells whether the code is in the list.
func (r RedenBeeindiging) Bekend() bool { return slices.Contains(RedenenBeeindiging(), r) }

// Wijziging is the reason of change with which a toewijzing is shortened to the
// day of an early end, and whether one goes with it.
func (r RedenBeeindiging) Wijziging() (RedenWijziging, bool) {
	switch r {
	case EindeOverlijden:
		return WijzigingOverleden, true
	case EindeVerhuizing:
		return WijzigingVerhuizing, true
	case EindeAndereAanbieder:
		return WijzigingAndereAanbieder, true
	case EindeAnderDomein:
		return WijzigingAnderDomein, true
	case EindeWijzigingsverzoek:
		return WijzigingDoorAanbieder, true
	case EindeDoorInwoner, EindeDoorAanbieder, EindeInOverleg, EindeDoorGemeente:
		return WijzigingVerkorting, true
	}
	return "", false
}

// Eenheid is the unit of a volume, as the iWmo code list WJ756 numbers it.
type Eenheid string

// The units of WJ756.
const (
	EenheidMinuut          Eenheid = "01"
	EenheidUur             Eenheid = "04"
	EenheidEtmaal          Eenheid = "14"
	EenheidDagdeel         Eenheid = "16" // four hours
	EenheidStuks           Eenheid = "82" // output
	EenheidEuros           Eenheid = "83" // output, volume in cents
	EenheidStuksInspanning Eenheid = "84"
)

// Eenheden lists the units.
func Eenheden() []Eenheid {
	return []Eenheid{
		EenheidMinuut, EenheidUur, EenheidEtmaal, EenheidDagdeel, EenheidStuks, EenheidEuros, EenheidStuksInspanning,
	}
}

// Frequentie is how often a volume comes, as the iWmo code list WMO757 numbers it.
type Frequentie string

// The frequencies of WMO757.
const (
	FrequentieDag    Frequentie = "1"
	FrequentieWeek   Frequentie = "2"
	FrequentieMaand  Frequentie = "4"
	FrequentieTotaal Frequentie = "6" // once, over the whole toewijzing
)

// Frequenties lists the frequencies.
func Frequenties() []Frequentie {
	return []Frequentie{FrequentieDag, FrequentieWeek, FrequentieMaand, FrequentieTotaal}
}
