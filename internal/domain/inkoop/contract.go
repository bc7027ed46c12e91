package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// AanbiederID is the immutable id of an aanbieder.
type AanbiederID string

// Aanbieder (provider) is an organisation that offers places and support.
type Aanbieder struct {
	ID   AanbiederID
	Naam string
	KvK  string // number in the trade register; may be empty
	AGB  string // care provider code of 8 digits, for iWmo; may be empty
	// Inschrijving is the gemeente of registration over time: the one that decides
	// where the provider may work (LOC-01).
	Inschrijving civil.Timeline[GemeenteCode]
}

// ContractID is the immutable id of a contract.
type ContractID string

// Contract is what the region agreed with one aanbieder. It is changed by signed
// addenda only. Sources: S-A, Wat gaat er voor u veranderen; INK-10 to INK-14.
type Contract struct {
	ID             ContractID      `json:"id,omitzero"`
	Nummer         string          `json:"nummer,omitzero"` // number that people use
	Partij         string          `json:"partij,omitzero"` // who signs for the gemeenten
	Aanbieder      AanbiederID     `json:"aanbieder,omitzero"`
	Getekend       civil.Date      `json:"getekend,omitzero"`       // zero: not signed, so not in force
	Oorspronkelijk civil.Period    `json:"oorspronkelijk,omitzero"` // as first agreed
	Regels         []Contractregel `json:"regels,omitzero"`
	Addenda        []Addendum      `json:"addenda,omitzero"` // in order of number
	Plafonds       []Plafond       `json:"plafonds,omitzero"`
	// ZonderInschrijving is why the contract follows from no inschrijving; see [Vastleggen].
	ZonderInschrijving string `json:"zonder_inschrijving,omitzero"`
	// Overgang is what happens to toewijzingen that would run on after the end. Where
	// it says nothing the rule of the region counts.
	Overgang civil.Timeline[Overgangsregel] `json:"overgang,omitzero"`
}

// Contractregel is a product that may be delivered to residents of gemeenten.
type Contractregel struct {
	Product   ProductRef     `json:"product,omitzero"`
	Gemeenten []GemeenteCode `json:"gemeenten,omitzero"`
	Geldig    civil.Period   `json:"geldig,omitzero"` // zero: as long as the contract
}

// AddendumSoort is what an addendum changes.
type AddendumSoort string

// The kinds of addenda.
const (
	Verlenging  AddendumSoort = "verlenging"  // a later end under the same conditions (INK-11)
	Uitbreiding AddendumSoort = "uitbreiding" // more products or gemeenten
	Beeindiging AddendumSoort = "beeindiging" // an earlier end
)

// Addendum is one change of a contract. It counts once it is signed.
type Addendum struct {
	Nummer      int             `json:"nummer,omitzero"`
	Soort       AddendumSoort   `json:"soort,omitzero"`
	Getekend    civil.Date      `json:"getekend,omitzero"`    // zero: not signed
	LaatsteDag  civil.Date      `json:"laatste_dag,omitzero"` // verlenging, beeindiging: new last day of the contract
	Regels      []Contractregel `json:"regels,omitzero"`      // uitbreiding: what is added
	Toelichting string          `json:"toelichting,omitzero"`
}

// Looptijd is the period of the contract with its signed addenda, in order of
// number. A contract that is not signed has an empty one.
func (c Contract) Looptijd() civil.Period {
	if c.Getekend.IsZero() {
		return civil.Period{From: c.Oorspronkelijk.From, Until: c.Oorspronkelijk.From}
	}
	period := c.Oorspronkelijk
	for _, a := range c.signed() {
		end := civil.Through(period.From, a.LaatsteDag)
		switch a.Soort {
		case Verlenging:
			if !period.IsOpen() && (end.IsOpen() || end.Until.After(period.Until)) {
				period = end
			}
		case Beeindiging:
			if !end.IsOpen() && (period.IsOpen() || end.Until.Before(period.Until)) {
				period = end
			}
		}
	}
	return period
}

// GeldigOp tells whether the contract is in force on a day.
func (c Contract) GeldigOp(day civil.Date) bool {
	period := c.Looptijd()
	return !period.IsEmpty() && period.Contains(day)
}

// Levert tells whether the contract holds a product for residents of a gemeente
// on a day.
func (c Contract) Levert(product ProductRef, gemeente GemeenteCode, day civil.Date) bool {
	return c.GeldigOp(day) && slices.ContainsFunc(c.regels(), func(r Contractregel) bool {
		return r.Product == product && slices.Contains(r.Gemeenten, gemeente) && r.Geldig.Contains(day)
	})
}

// Gemeenten are the gemeenten for which the contract holds a product on a day.
func (c Contract) Gemeenten(product ProductRef, day civil.Date) []GemeenteCode {
	if !c.GeldigOp(day) {
		return nil
	}
	var codes []GemeenteCode
	for _, r := range c.regels() {
		if r.Product == product && r.Geldig.Contains(day) {
			codes = append(codes, r.Gemeenten...)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// Producten are the products that the contract holds for a gemeente on a day.
func (c Contract) Producten(gemeente GemeenteCode, day civil.Date) []ProductRef {
	if !c.GeldigOp(day) {
		return nil
	}
	var refs []ProductRef
	for _, r := range c.regels() {
		if slices.Contains(r.Gemeenten, gemeente) && r.Geldig.Contains(day) {
			refs = append(refs, r.Product)
		}
	}
	slices.SortFunc(refs, ProductRef.Compare)
	return slices.Compact(refs)
}

func (c Contract) regels() []Contractregel {
	regels := slices.Clone(c.Regels)
	for _, a := range c.signed() {
		if a.Soort == Uitbreiding {
			regels = append(regels, a.Regels...)
		}
	}
	return regels
}

// ToetsWijziging says what may not become of the contract: once it is signed, the parties,
// the period as first agreed and the lines stay, and so does every signed addendum. A
// change comes as an addendum that says from which day. Ceilings and transition rules are
// dated themselves. Source: S-A, Wat gaat er voor u veranderen; INK-11, INK-16.
func (c Contract) ToetsWijziging(now Contract) []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		findings = append(findings, rule.FailIf(bad, field, code, args...)...)
	}
	if !c.Getekend.IsZero() {
		add(c.Getekend != now.Getekend || c.Aanbieder != now.Aanbieder || c.Partij != now.Partij || c.ZonderInschrijving != now.ZonderInschrijving, "getekend", "contract.is_getekend", c.Getekend)
		add(c.Oorspronkelijk != now.Oorspronkelijk, "van", "contract.alleen_bij_addendum")
		add(!slices.EqualFunc(c.Regels, now.Regels, Contractregel.equal), "regels", "contract.regels_bij_addendum")
	}
	for _, old := range c.signed() {
		add(!slices.ContainsFunc(now.Addenda, old.equal), "addenda", "contract.addendum_blijft", old.Nummer)
	}
	for n, a := range now.Addenda {
		twice := slices.ContainsFunc(now.Addenda[:n], func(b Addendum) bool { return b.Nummer == a.Nummer })
		add(a.Nummer < 1 || twice, "addenda", "contract.addendum_nummer", a.Nummer)
		add(!a.dated() && !slices.ContainsFunc(c.signed(), a.equal), "addenda", "contract.addendum_dag_ontbreekt", a.Nummer)
	}
	return findings
}

func (r Contractregel) equal(o Contractregel) bool {
	return r.Product == o.Product && r.Geldig == o.Geldig && slices.Equal(r.Gemeenten, o.Gemeenten)
}

func (a Addendum) equal(b Addendum) bool {
	return a.Nummer == b.Nummer && a.Soort == b.Soort && a.Getekend == b.Getekend && a.LaatsteDag == b.LaatsteDag &&
		a.Toelichting == b.Toelichting && slices.EqualFunc(a.Regels, b.Regels, Contractregel.equal)
}

// dated tells whether the addendum says from which day it changes something.
func (a Addendum) dated() bool {
	if a.Soort != Uitbreiding {
		return !a.LaatsteDag.IsZero()
	}
	return len(a.Regels) > 0 && !slices.ContainsFunc(a.Regels, func(r Contractregel) bool { return r.Geldig.From.IsZero() })
}

func (c Contract) signed() []Addendum {
	signed := slices.Clone(c.Addenda)
	signed = slices.DeleteFunc(signed, func(a Addendum) bool { return a.Getekend.IsZero() })
	slices.SortStableFunc(signed, func(a, b Addendum) int { return a.Nummer - b.Nummer })
	return signed
}

// OvergangSoort is what happens to a toewijzing that would run on after the
// contract's end.
type OvergangSoort string

// The two transitions.
const (
	Uitlopen OvergangSoort = "uitlopen" // it is served out under the same conditions
	Eindigen OvergangSoort = "eindigen" // it ends with the contract
)

// Overgangsregel (transition rule) says how running toewijzingen go on when a
// contract ends. Source: INK-10, "tenzij overgangsregeling".
type Overgangsregel struct {
	Soort     OvergangSoort `json:"soort,omitzero"`
	Uiterlijk civil.Date    `json:"uiterlijk,omitzero"` // uitlopen: no longer than this day; zero: to its own end
	Herkomst  Herkomst      `json:"herkomst,omitzero"`
}

// StandaardOvergang counts where neither contract nor region says anything: serve
// out, so that nobody loses a place because papers end.
func StandaardOvergang() Overgangsregel {
	return Overgangsregel{Soort: Uitlopen, Herkomst: Herkomst{Soort: Voorstel, Bron: "standaard waar niets is afgesproken"}}
}

// LaatsteDag is the last day a toewijzing may have under the transition rule,
// given the last day of the contract, and whether there is such a limit.
func (o Overgangsregel) LaatsteDag(contractEnd civil.Date) (last civil.Date, limited bool) {
	switch {
	case o.Soort != Uitlopen:
		return contractEnd, true
	case o.Uiterlijk.IsZero():
		return civil.Date{}, false
	}
	return civil.Max(contractEnd, o.Uiterlijk), true
}

// Verzekeringssoort is the kind of insurance.
type Verzekeringssoort string

// The two kinds that an aanbieder must have for participants (VRZ-01).
const (
	Aansprakelijkheid Verzekeringssoort = "aansprakelijkheid"
	Ongevallen        Verzekeringssoort = "ongevallen"
)

// Verzekeringssoorten lists the kinds that must be there.
func Verzekeringssoorten() []Verzekeringssoort {
	return []Verzekeringssoort{Aansprakelijkheid, Ongevallen}
}

// Verzekering (insurance) is one policy of an aanbieder. Insurance that a gemeente
// has for volunteers is secondary and never counts (domain guide 3).
type Verzekering struct {
	Soort          Verzekeringssoort
	Verzekeraar    string
	Polisnummer    string
	DektDeelnemers bool // covers participants of Activerend Werk
	Geldig         civil.Period
	Bewijs         string `json:",omitempty"` // id of the file that shows it; empty: none
}

// OnverzekerdVanaf is the first day of a period from which the aanbieder is not insured on
// and on: the day after the last policy of one of the kinds that is valid and covers
// participants. No date: it is insured until the end of the period. A gap that another
// policy closes within the period is not it. Source: VRZ-01, which counts from 2020-07-01.
func OnverzekerdVanaf(policies []Verzekering, period civil.Period) civil.Date {
	from := civil.Max(period.From, vrz2020)
	var first civil.Date
	for _, soort := range Verzekeringssoorten() {
		until, open := from, false
		for _, v := range policies {
			if v.Soort == soort && v.DektDeelnemers && v.Geldig.Overlaps(period) {
				open = open || v.Geldig.IsOpen()
				until = civil.Max(until, v.Geldig.Until)
			}
		}
		if !open && (first.IsZero() || until.Before(first)) {
			first = until
		}
	}
	if !period.Contains(first) {
		return civil.Date{}
	}
	return first
}

// VerzekerdOp gives the kinds of insurance that are missing on a day: a policy of
// that kind that is valid and covers participants is not there.
func VerzekerdOp(policies []Verzekering, day civil.Date) (missing []Verzekeringssoort) {
	for _, soort := range Verzekeringssoorten() {
		if !slices.ContainsFunc(policies, func(v Verzekering) bool {
			return v.Soort == soort && v.DektDeelnemers && v.Geldig.Contains(day)
		}) {
			missing = append(missing, soort)
		}
	}
	return missing
}
