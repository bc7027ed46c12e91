package persoon

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// VertegenwoordigerSoort (kind of representative) is by what title somebody acts
// for a person (requirement X-08).
type VertegenwoordigerSoort string

// The kinds. The first five act by law or by judgment, the others by permission.
const (
	Ouder              VertegenwoordigerSoort = "ouder" // with authority, until 18
	Voogd              VertegenwoordigerSoort = "voogd" // guardian, until 18
	Curator            VertegenwoordigerSoort = "curator"
	Bewindvoerder      VertegenwoordigerSoort = "bewindvoerder" // administrator of property
	Mentor             VertegenwoordigerSoort = "mentor"        // for care and guidance
	Gemachtigde        VertegenwoordigerSoort = "gemachtigde"   // by written authority
	Mantelzorger       VertegenwoordigerSoort = "mantelzorger"  // informal carer
	Clientondersteuner VertegenwoordigerSoort = "clientondersteuner"
)

// Bereik (scope) is one thing that a representative may do.
type Bereik string

// The scopes.
const (
	BereikInzien    Bereik = "inzien"    // see the file
	BereikMeepraten Bereik = "meepraten" // be at conversations, get appointments
	BereikInvullen  Bereik = "invullen"  // fill in and report on behalf of
	BereikAkkoord   Bereik = "akkoord"   // agree on plan, goals and provision
	BereikFinancien Bereik = "financien" // money and benefit matters
)

// Bereiken are all scopes, in the order of the form.
func Bereiken() []Bereik {
	return []Bereik{BereikInzien, BereikMeepraten, BereikInvullen, BereikAkkoord, BereikFinancien}
}

// vertegenwoordigers says per kind the iWmo code (LDT_SoortRelatie), whether it
// rests on law or judgment, and the scopes it can have at most. Source: Burgerlijk
// Wetboek 1, art. 245 (ouder), 280 (voogd), 378 (curatele), 431 (bewind over
// property only), 450 and 453 (mentorschap over care only). The three by permission
// get what the resident gives; only a written authority can reach to an akkoord.
var vertegenwoordigers = []struct {
	soort     VertegenwoordigerSoort
	code      string
	wettelijk bool
	bereik    []Bereik
}{
	{Ouder, "10", true, Bereiken()},
	{Voogd, "11", true, Bereiken()},
	{Curator, "03", true, Bereiken()},
	{Bewindvoerder, "14", true, []Bereik{BereikInzien, BereikMeepraten, BereikFinancien}},
	{Mentor, "15", true, []Bereik{BereikInzien, BereikMeepraten, BereikInvullen, BereikAkkoord}},
	{Gemachtigde, "09", false, Bereiken()},
	{Mantelzorger, "17", false, []Bereik{BereikInzien, BereikMeepraten, BereikInvullen}},
	{Clientondersteuner, "21", false, []Bereik{BereikInzien, BereikMeepraten, BereikInvullen}},
}

// VertegenwoordigerSoorten are all kinds, in the order of the form.
func VertegenwoordigerSoorten() []VertegenwoordigerSoort {
	var list []VertegenwoordigerSoort
	for _, v := range vertegenwoordigers {
		list = append(list, v.soort)
	}
	return list
}

// Code is the code of iWmo LDT_SoortRelatie, empty for no kind.
func (s VertegenwoordigerSoort) Code() string {
	for _, v := range vertegenwoordigers {
		if v.soort == s {
			return v.code
		}
	}
	return ""
}

// Wettelijk tells whether the kind rests on law or a judgment.
func (s VertegenwoordigerSoort) Wettelijk() bool {
	for _, v := range vertegenwoordigers {
		if v.soort == s {
			return v.wettelijk
		}
	}
	return false
}

// MaximaalBereik are the scopes that the kind can have at most.
func (s VertegenwoordigerSoort) MaximaalBereik() []Bereik {
	for _, v := range vertegenwoordigers {
		if v.soort == s {
			return slices.Clone(v.bereik)
		}
	}
	return nil
}

// Vertegenwoordiging (representation) is that somebody acts for a person in some
// things during a period.
type Vertegenwoordiging struct {
	civil.Period
	Soort     VertegenwoordigerSoort `json:"soort"`
	Naam      Naam                   `json:"naam"`
	Contact   Contact                `json:"contact,omitzero"`
	Bereik    []Bereik               `json:"bereik"`
	Grondslag string                 `json:"grondslag,omitempty"` // the judgment or authority it rests on
}

// Mag (may) tells whether the representative may do a thing on a day. What the
// kind cannot have is not allowed, whatever was written down.
func (v Vertegenwoordiging) Mag(day civil.Date, b Bereik) bool {
	return v.Contains(day) && slices.Contains(v.Bereik, b) && slices.Contains(v.Soort.MaximaalBereik(), b)
}

// Meerderjarig (of age) is the age at which authority of parents and guardians
// ends (Burgerlijk Wetboek 1, art. 233).
const Meerderjarig = 18

// Check gives what is wrong as a form would have it, for a person born on g.
func (v Vertegenwoordiging) Check(g Geboortedatum) []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		findings = append(findings, rule.FailIf(bad, field, code, args...)...)
	}
	add(v.Soort.Code() == "", "soort", "vertegenwoordiging.soort")
	add(strings.TrimSpace(v.Naam.Geslachtsnaam) == "", "naam", "naam.geslachtsnaam_nodig")
	add(v.From.IsZero(), "van", "vertegenwoordiging.van_nodig")
	add(v.IsEmpty(), "tot", "vertegenwoordiging.tot_voor_van")
	add(len(v.Bereik) == 0, "bereik", "vertegenwoordiging.bereik_nodig")
	for _, b := range v.Bereik {
		add(v.Soort.Code() != "" && !slices.Contains(v.Soort.MaximaalBereik(), b), "bereik", "vertegenwoordiging.bereik_te_ruim", string(b))
	}
	judgment := v.Soort == Curator || v.Soort == Bewindvoerder || v.Soort == Mentor || v.Soort == Gemachtigde
	add(judgment && strings.TrimSpace(v.Grondslag) == "", "grondslag", "vertegenwoordiging.grondslag_nodig")
	if (v.Soort == Ouder || v.Soort == Voogd) && !g.Laatst().IsZero() {
		ofAge := g.Laatst().AddYears(Meerderjarig)
		add(v.IsOpen() || v.Until.After(ofAge), "tot", "vertegenwoordiging.tot_18", ofAge)
	}
	return findings
}
