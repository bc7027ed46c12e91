package persoon

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// AdresSoort (kind of address) is what an address is for.
type AdresSoort string

// The kinds, with their iWmo codes in [AdresSoort.Code].
const (
	AdresBRP             AdresSoort = "brp"             // as registered
	AdresCorrespondentie AdresSoort = "correspondentie" // for post
	AdresVerblijf        AdresSoort = "verblijf"        // where the person lives in fact
	AdresTijdelijk       AdresSoort = "tijdelijk"       // where the person lives for a while
)

// AdresSoorten are all kinds in the order of their codes.
func AdresSoorten() []AdresSoort {
	return []AdresSoort{AdresBRP, AdresCorrespondentie, AdresVerblijf, AdresTijdelijk}
}

// Code is the code of iWmo LDT_AdresSoort, empty for no kind.
func (s AdresSoort) Code() string {
	i := slices.Index(AdresSoorten(), s)
	if i < 0 {
		return ""
	}
	return "0" + strconv.Itoa(i+1)
}

// Nederland is the land code of the Netherlands.
const Nederland = "NL"

// Adres is an address in the parts of iWmo CDT_Adres, with the gemeente
// (municipality) and wijk (district) it lies in, because these decide who may see
// a file.
type Adres struct {
	Soort      AdresSoort `json:"soort"`
	Straatnaam string     `json:"straatnaam,omitempty"`
	Huisnummer int        `json:"huisnummer,omitempty"`
	Huisletter string     `json:"huisletter,omitempty"`
	Toevoeging string     `json:"toevoeging,omitempty"`
	Aanduiding string     `json:"aanduiding,omitempty"` // AB aan boord, BY bij, TO tegenover, WW woonwagen
	Postcode   string     `json:"postcode,omitempty"`   // as [ParsePostcode] gives it
	Woonplaats string     `json:"woonplaats,omitempty"`
	Land       string     `json:"land,omitempty"`     // two letters; empty: the Netherlands
	Gemeente   string     `json:"gemeente,omitempty"` // id of the gemeente
	Wijk       string     `json:"wijk,omitempty"`     // id of the wijk
}

// InNederland tells whether the address lies in the Netherlands.
func (a Adres) InNederland() bool { return a.Land == "" || a.Land == Nederland }

// ErrPostcode is the error of a text that is no Dutch postcode.
var ErrPostcode = errors.New("not a postcode")

// ParsePostcode reads a Dutch postcode, with or without a space, and gives it as
// 6828CN. It begins with 1 to 9 and never ends on SA, SD or SS.
func ParsePostcode(text string) (string, error) {
	p := strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(text), " ", ""))
	if len(p) != 6 || p[0] < '1' || p[0] > '9' {
		return "", ErrPostcode
	}
	for i := range 6 {
		digit, letter := p[i] >= '0' && p[i] <= '9', p[i] >= 'A' && p[i] <= 'Z'
		if (i < 4 && !digit) || (i >= 4 && !letter) {
			return "", ErrPostcode
		}
	}
	if end := p[4:]; end == "SA" || end == "SD" || end == "SS" {
		return "", ErrPostcode
	}
	return p, nil
}

// Regels (lines) are the lines of the address as on an envelope.
func (a Adres) Regels() []string {
	number := ""
	if a.Huisnummer > 0 {
		number = strconv.Itoa(a.Huisnummer) + a.Huisletter
		if a.Toevoeging != "" {
			number += "-" + a.Toevoeging
		}
	}
	aanduiding := map[string]string{"AB": "a/b", "BY": "bij", "TO": "t/o", "WW": "ww"}[a.Aanduiding]
	postcode := a.Postcode
	if a.InNederland() && len(postcode) == 6 {
		postcode = postcode[:4] + " " + postcode[4:] + " " // two spaces before the place (PostNL)
	}
	lines := []string{
		join(join(a.Straatnaam, aanduiding), number),
		strings.TrimSpace(postcode + " " + a.Woonplaats),
	}
	if !a.InNederland() {
		lines = append(lines, a.Land)
	}
	return slices.DeleteFunc(lines, func(line string) bool { return line == "" })
}

// Check gives what is wrong with the address as a form would have it.
func (a Adres) Check() []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string) {
		findings = append(findings, rule.FailIf(bad, field, code)...)
	}
	add(a.Soort.Code() == "", "soort", "adres.soort")
	add(strings.TrimSpace(a.Woonplaats) == "", "woonplaats", "adres.woonplaats_nodig")
	add(a.Huisnummer < 0 || a.Huisnummer > 99999, "huisnummer", "adres.huisnummer")
	add(len([]rune(a.Huisletter)) > 1, "huisletter", "adres.huisletter")
	add(len([]rune(a.Toevoeging)) > 4, "toevoeging", "adres.toevoeging")
	add(a.Huisnummer == 0 && (a.Huisletter != "" || a.Toevoeging != ""), "huisnummer", "adres.huisnummer")
	add(a.Aanduiding != "" && !slices.Contains([]string{"AB", "BY", "TO", "WW"}, a.Aanduiding), "aanduiding", "adres.aanduiding")
	if a.InNederland() && a.Postcode != "" {
		clean, err := ParsePostcode(a.Postcode)
		add(err != nil || clean != a.Postcode, "postcode", "adres.postcode")
	}
	add(len([]rune(a.Postcode)) > 8, "postcode", "adres.postcode")
	return findings
}

// Adressen are the addresses of a person with the days on which they hold. Those
// of one kind do not overlap; different kinds may.
type Adressen []civil.Dated[Adres]

// Op gives the address of a kind on a day.
func (a Adressen) Op(day civil.Date, soort AdresSoort) (Adres, bool) {
	for _, entry := range a {
		if entry.Value.Soort == soort && entry.Period().Contains(day) {
			return entry.Value, true
		}
	}
	return Adres{}, false
}

// Woonadres is where the person lives on a day: in fact, else for a while, else
// as registered.
func (a Adressen) Woonadres(day civil.Date) (Adres, bool) {
	return a.firstOf(day, AdresVerblijf, AdresTijdelijk, AdresBRP)
}

// Postadres is where post goes on a day: the address for post, else where the
// person lives.
func (a Adressen) Postadres(day civil.Date) (Adres, bool) {
	return a.firstOf(day, AdresCorrespondentie, AdresVerblijf, AdresTijdelijk, AdresBRP)
}

// Gemeente is the gemeente that is responsible on a day: that of the registered
// address, else of where the person lives.
func (a Adressen) Gemeente(day civil.Date) (string, bool) {
	found, ok := a.firstOf(day, AdresBRP, AdresVerblijf, AdresTijdelijk)
	return found.Gemeente, ok && found.Gemeente != ""
}

func (a Adressen) firstOf(day civil.Date, soorten ...AdresSoort) (Adres, bool) {
	for _, soort := range soorten {
		if found, ok := a.Op(day, soort); ok {
			return found, true
		}
	}
	return Adres{}, false
}

// Validate checks that no two addresses of one kind hold on the same day.
func (a Adressen) Validate() error {
	bySoort := map[AdresSoort][]civil.Dated[Adres]{}
	for _, entry := range a {
		bySoort[entry.Value.Soort] = append(bySoort[entry.Value.Soort], entry)
	}
	for _, soort := range AdresSoorten() {
		if _, err := civil.NewTimeline(bySoort[soort]...); err != nil {
			return err
		}
	}
	return nil
}
