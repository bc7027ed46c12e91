package toegang

import (
	"slices"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
	"trede/internal/domain/rule"
)

// HoogsteNummer is the highest toewijzingnummer that fits in the nine digits of
// the standard (iWmo 3.2, ToewijzingNummer).
const HoogsteNummer = 999_999_999

// VolgendNummer is the number after the highest that a gemeente has given, and
// whether there is one. A number is unique inside the gemeente and never used
// again.
func VolgendNummer(highest int64) (next int64, ok bool) {
	if highest < 0 || highest >= HoogsteNummer {
		return 0, false
	}
	return highest + 1, true
}

// Omvang is how much is allocated, in the codes of the standard. The zero value
// is no volume.
type Omvang struct {
	Volume     int64      `json:"volume,omitzero"` // in units; in cents with unit euros
	Eenheid    Eenheid    `json:"eenheid,omitzero"`
	Frequentie Frequentie `json:"frequentie,omitzero"`
}

// IsZero tells whether there is no volume.
func (o Omvang) IsZero() bool { return o == Omvang{} }

// minuten are the units of time, in minutes.
var minuten = map[Eenheid]int64{EenheidMinuut: 1, EenheidUur: 60, EenheidDagdeel: 240}

// MinutenPerWeek is the volume as minutes in a week, and whether it can be told:
// only for time per day or per week.
func (o Omvang) MinutenPerWeek() (minutes int64, ok bool) {
	unit := minuten[o.Eenheid]
	times := map[Frequentie]int64{FrequentieDag: 7, FrequentieWeek: 1}[o.Frequentie]
	return o.Volume * unit * times, unit*times > 0
}

// DagdelenPerWeek is how many dagdelen a week the volume takes at a werkplek: hours of a
// week in dagdelen of four hours, what is begun counts whole. A volume that names no time in
// a week, such as a price per course, takes one: the least, because when the resident comes
// is agreed at the place. Source: own choice (docs/adr/0010-poort.md).
func (o Omvang) DagdelenPerWeek() int {
	unit := minuten[o.Eenheid]
	minutes, per := o.Volume*unit, int64(MinutenPerDagdeel)
	switch o.Frequentie {
	case FrequentieDag:
		minutes *= 7
	case FrequentieMaand:
		minutes, per = minutes*12, per*52
	case FrequentieTotaal:
		minutes = 0
	}
	return max(1, int((minutes+per-1)/per))
}

// OmvangVan gives the volume with which a product of a price per course is
// allocated: its price in cents, once. Products paid per hour have a volume that
// people choose. Source: iWmo 3.2, Eenheid and Frequentie; own choice of codes.
func OmvangVan(product inkoop.Product, price money.Cents) (o Omvang, fixed bool) {
	switch {
	case product.Prijsvorm != inkoop.PrijsTraject:
		return Omvang{}, false
	case Eenheid(product.IWmo.Eenheid) == EenheidStuks:
		return Omvang{Volume: 1, Eenheid: EenheidStuks, Frequentie: FrequentieTotaal}, true
	}
	return Omvang{Volume: int64(price), Eenheid: EenheidEuros, Frequentie: FrequentieTotaal}, true
}

// Trajectrichting says what an arrangement is meant to bring: a contribution to
// society, or becoming fit for work. It is a label for figures.
// Source: S-B, Kenmerken ("Zowel maatschappelijke bijdrage als arbeidsfit
// maken"); B-KEN-01.
type Trajectrichting string

// The two directions.
const (
	RichtingBijdrage   Trajectrichting = "bijdrage"
	RichtingArbeidsfit Trajectrichting = "arbeidsfit"
)

// Trajectrichtingen lists the directions in the order of the source.
func Trajectrichtingen() []Trajectrichting {
	return []Trajectrichting{RichtingBijdrage, RichtingArbeidsfit}
}

// Toewijzing (allocation) is what a gemeente gives a resident at one provider. Its
// versions are only added, never changed. Source: iWmo 3.2.
type Toewijzing struct {
	ID        string              `json:"id,omitzero"`
	InwonerID string              `json:"inwoner_id,omitzero"`
	Gemeente  inkoop.GemeenteCode `json:"gemeente,omitzero"`
	Nummer    int64               `json:"nummer,omitzero"` // at most nine digits, unique inside the gemeente; 0: concept
	Versies   []ToewijzingVersie  `json:"versies,omitzero"`
}

// ToewijzingVersie is one decision about a toewijzing.
type ToewijzingVersie struct {
	Nr     int       `json:"nr,omitzero"`
	Moment time.Time `json:"moment,omitzero"` // of the decision, UTC; the latest moment counts, not the latest arrival
	Door   string    `json:"door,omitzero"`   // id of the person of the lokale toegang who decided

	// Bound for good at the first version.
	Product   inkoop.ProductRef  `json:"product,omitzero"`
	Aanbieder inkoop.AanbiederID `json:"aanbieder,omitzero"`
	Contract  inkoop.ContractID  `json:"contract,omitzero"`
	Prijs     money.Cents        `json:"prijs,omitzero"` // tariff of the product on the start day
	Richting  Trajectrichting    `json:"richting,omitzero"`
	Start     civil.Date         `json:"start,omitzero"`

	LaatsteDag     civil.Date     `json:"laatste_dag,omitzero"`
	Afgekapt       bool           `json:"afgekapt,omitzero"` // the end was cut to the day before the AOW date
	Omvang         Omvang         `json:"omvang,omitzero"`
	RedenWijziging RedenWijziging `json:"reden_wijziging,omitzero"` // empty in the first version
	Toelichting    string         `json:"toelichting,omitzero"`
}

// Periode is the period in which the version allows delivery; empty when the
// toewijzing was taken back.
func (v ToewijzingVersie) Periode() civil.Period {
	if v.RedenWijziging == WijzigingVerwijderd {
		return civil.Period{From: v.Start, Until: v.Start}
	}
	return civil.Through(v.Start, v.LaatsteDag)
}

// Kosten (costs) is what the version commits: the price once, or for a volume in time the
// price per hour times the hours of the whole period, a part of a week in proportion. One
// by the hour without a last day commits nothing that can be told; the gate refuses it.
// Source: domain guide 7, Declaratie gate (allocated hours x weeks); B-REG-05.
func (v ToewijzingVersie) Kosten() money.Cents {
	unit := minuten[v.Omvang.Eenheid]
	if unit == 0 {
		return v.Prijs
	}
	days, bounded := v.Periode().Days()
	if !bounded {
		return 0
	}
	minutes, per := v.Omvang.Volume*unit, int64(60)
	switch v.Omvang.Frequentie {
	case FrequentieDag:
		minutes *= int64(days)
	case FrequentieWeek:
		minutes, per = minutes*int64(days), per*7
	case FrequentieMaand:
		minutes, per = minutes*int64(days)*12, per*365
	case FrequentieTotaal:
	}
	return v.Prijs.Part(minutes, per)
}

// Geldig is the version that counts, and whether there is one.
func (t Toewijzing) Geldig() (ToewijzingVersie, bool) { return t.laatste(time.Time{}) }

// GeldigOp is the version that counted at a moment, and whether there was one.
func (t Toewijzing) GeldigOp(moment time.Time) (ToewijzingVersie, bool) { return t.laatste(moment) }

// laatste is the version with the latest moment that is not after until; the zero
// moment has no limit.
func (t Toewijzing) laatste(until time.Time) (ToewijzingVersie, bool) {
	var found ToewijzingVersie
	for _, v := range t.Versies {
		if (until.IsZero() || !v.Moment.After(until)) && (found.Nr == 0 || v.Moment.After(found.Moment)) {
			found = v
		}
	}
	return found, found.Nr > 0
}

// WijsToe makes the first version out of a concept that passed the gate.
func (t Toewijzing) WijsToe(nummer int64, v ToewijzingVersie) (Toewijzing, []rule.Finding) {
	var findings []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		findings = append(findings, rule.FailIf(bad, field, code, args...)...)
	}
	add(len(t.Versies) > 0, "", "toewijzing.is_al_toegewezen")
	add(nummer < 1 || nummer > HoogsteNummer, "nummer", "toewijzing.nummer_past_niet", HoogsteNummer)
	add(v.Moment.IsZero(), "moment", "toewijzing.moment_ontbreekt")
	add(v.Door == "", "door", "toewijzing.mens_beslist")
	add(v.Product.IsZero(), "product", "toewijzing.product_ontbreekt")
	add(v.Start.IsZero(), "start", "toewijzing.start_ontbreekt")
	add(v.Richting != "" && !slices.Contains(Trajectrichtingen(), v.Richting), "richting", "toewijzing.richting_onbekend")
	add(v.RedenWijziging != "", "redenWijziging", "toewijzing.reden_bij_eerste")
	add(!v.LaatsteDag.IsZero() && v.LaatsteDag.Before(v.Start), "einde", "toewijzing.einde_voor_start", v.Start)
	if len(findings) > 0 {
		return t, findings
	}
	v.Nr = 1
	t.Nummer, t.Versies = nummer, []ToewijzingVersie{v}
	return t, nil
}

// Wijziging is what changes in a running toewijzing. Everything else, such as
// another product or provider, is an end and a new toewijzing with a new number
// (iWmo 3.2, OP257).
type Wijziging struct {
	Moment      time.Time
	Door        string
	LaatsteDag  civil.Date
	Afgekapt    bool // the last day is the one before the AOW date
	Omvang      Omvang
	Reden       RedenWijziging
	Toelichting string
}

// Wijzig adds a version with a change.
func (t Toewijzing) Wijzig(w Wijziging) (Toewijzing, []rule.Finding) {
	now, ok := t.Geldig()
	if !ok {
		return t, rule.Fail("", "toewijzing.niet_toegewezen")
	}
	if findings := w.check(now); len(findings) > 0 {
		return t, findings
	}
	next := now
	next.Nr = len(t.Versies) + 1
	next.Moment, next.Door = w.Moment, w.Door
	next.Omvang, next.RedenWijziging, next.Toelichting = w.Omvang, w.Reden, w.Toelichting
	if next.LaatsteDag != w.LaatsteDag {
		next.LaatsteDag, next.Afgekapt = w.LaatsteDag, w.Afgekapt
	}
	t.Versies = append(slices.Clone(t.Versies), next)
	return t, nil
}

func (w Wijziging) check(now ToewijzingVersie) []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		findings = append(findings, rule.FailIf(bad, field, code, args...)...)
	}
	add(!w.Moment.After(now.Moment), "moment", "toewijzing.moment_niet_later")
	add(w.Door == "", "door", "toewijzing.mens_beslist")
	add(!slices.Contains(RedenenWijziging(), w.Reden), "reden", "toewijzing.reden_wijziging_ontbreekt")
	add(now.RedenWijziging == WijzigingVerwijderd, "", "toewijzing.is_verwijderd")
	later, earlier := w.LaatsteDag.After(now.LaatsteDag), w.LaatsteDag.Before(now.LaatsteDag)
	if w.LaatsteDag.IsZero() && !now.LaatsteDag.IsZero() {
		later, earlier = true, false
	}
	add(!w.LaatsteDag.IsZero() && w.LaatsteDag.Before(now.Start), "einde", "toewijzing.einde_voor_start", now.Start)
	switch w.Reden {
	case WijzigingVerwijderd:
		add(w.LaatsteDag != now.Start, "einde", "toewijzing.verwijderen_einde_is_start", now.Start)
		return findings
	case WijzigingVerlenging:
		add(!later, "einde", "toewijzing.verlenging_niet_later", now.LaatsteDag)
	case WijzigingCorrectie:
	default:
		add(later, "einde", "toewijzing.einde_later", now.LaatsteDag)
	}
	add(w.Reden == WijzigingVerkorting && !earlier, "einde", "toewijzing.verkorting_niet_eerder", now.LaatsteDag)
	expired := !now.LaatsteDag.IsZero() && civil.Of(w.Moment).After(now.LaatsteDag)
	add(later && expired, "einde", "toewijzing.al_afgelopen", now.LaatsteDag)
	other := w.Omvang.Eenheid != now.Omvang.Eenheid || w.Omvang.Frequentie != now.Omvang.Frequentie ||
		(w.Omvang.Volume != now.Omvang.Volume && now.Omvang.Frequentie != FrequentieTotaal)
	add(other, "omvang", "toewijzing.omvang_vraagt_nieuwe")
	return findings
}
