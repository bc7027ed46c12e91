package uitvoering

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
)

// OnderbrekingReden is why an arrangement stands still. Source: requirement X-10.
type OnderbrekingReden string

// The reasons. Death is among them because people look for it here; it ends the
// arrangement instead.
const (
	OnderbrekingZiekte     OnderbrekingReden = "ziekte" // long illness; no diagnosis is written down
	OnderbrekingDetentie   OnderbrekingReden = "detentie"
	OnderbrekingOpname     OnderbrekingReden = "opname"
	OnderbrekingPauze      OnderbrekingReden = "pauze"     // asked for by the resident
	OnderbrekingAanbieder  OnderbrekingReden = "aanbieder" // the place is closed
	OnderbrekingAnders     OnderbrekingReden = "anders"
	OnderbrekingOverlijden OnderbrekingReden = "overlijden"
)

// OnderbrekingRedenen lists the reasons in the order of a form.
func OnderbrekingRedenen() []OnderbrekingReden {
	return []OnderbrekingReden{
		OnderbrekingZiekte, OnderbrekingOpname, OnderbrekingDetentie, OnderbrekingPauze,
		OnderbrekingAanbieder, OnderbrekingAnders, OnderbrekingOverlijden,
	}
}

// Onderbreking (interruption) is a run of days on which an arrangement stands
// still. Its last day does not move by it: whoever needs longer gets a new toewijzing
// after the evaluatie. Source: domain guide 1.4 row 12.
type Onderbreking struct {
	ID            string            `json:"id,omitzero"`
	Reden         OnderbrekingReden `json:"reden,omitzero"`
	Van           civil.Date        `json:"van,omitzero"`            // first day away
	VerwachtTerug civil.Date        `json:"verwacht_terug,omitzero"` // expected first day back
	Terug         civil.Date        `json:"terug,omitzero"`          // first day back; zero: still away
	Toelichting   string            `json:"toelichting,omitzero"`
	Door          string            `json:"door,omitzero"`
}

// Periode is the period away; open as long as nobody came back.
func (o Onderbreking) Periode() civil.Period { return civil.Period{From: o.Van, Until: o.Terug} }

// Hervat records the first day back.
func (o Onderbreking) Hervat(terug civil.Date) (Onderbreking, []rule.Finding) {
	switch {
	case !o.Terug.IsZero():
		return o, rule.Fail("terug", "onderbreking.is_voorbij", o.Terug)
	case !o.Van.Before(terug):
		return o, rule.Fail("terug", "onderbreking.terug_voor_van", o.Van)
	}
	o.Terug = terug
	return o, nil
}

// OnderbrekingFeiten are the facts of the rules for an interruption.
type OnderbrekingFeiten struct {
	Arrangement Arrangement
	Begonnen    civil.Date
	Andere      []Onderbreking
	Nieuw       Onderbreking
}

const onderbrekingSource = "Domain guide 1.5: overlijden, detentie, langdurige ziekte, pauze: onderbreken met reden (X-10)"

// OnderbrekingRules are the rules for an interruption, as of its first day.
var OnderbrekingRules = rule.Set[OnderbrekingFeiten]{
	{
		Code: "ONDERBREKING-01", Source: onderbrekingSource, Kind: rule.Grens, Repairer: toegang.Aanbieder,
		Check: func(f OnderbrekingFeiten) []rule.Finding {
			o := f.Nieuw
			if !slices.Contains(OnderbrekingRedenen(), o.Reden) {
				return rule.Fail("reden", "onderbreking.reden_ontbreekt")
			}
			silent := o.Reden == OnderbrekingAnders && strings.TrimSpace(o.Toelichting) == ""
			return rule.FailIf(silent, "toelichting", "onderbreking.toelichting_ontbreekt")
		},
	},
	{
		Code: "ONDERBREKING-02", Source: onderbrekingSource, Kind: rule.Grens, Repairer: toegang.Consulent,
		Check: func(f OnderbrekingFeiten) []rule.Finding {
			return rule.FailIf(f.Nieuw.Reden == OnderbrekingOverlijden, "reden", "onderbreking.overlijden_is_einde")
		},
	},
	{
		Code: "ONDERBREKING-03", Source: onderbrekingSource, Kind: rule.Grens, Repairer: toegang.Aanbieder,
		Check: func(f OnderbrekingFeiten) []rule.Finding {
			running := f.Arrangement.Periode().Intersect(civil.Period{From: f.Begonnen})
			outside := f.Begonnen.IsZero() || !running.Contains(f.Nieuw.Van)
			return rule.FailIf(outside, "van", "onderbreking.buiten_toewijzing", f.Arrangement.Start, f.Arrangement.LaatsteDag)
		},
	},
	{
		Code: "ONDERBREKING-04", Source: onderbrekingSource, Kind: rule.Grens, Repairer: toegang.Aanbieder,
		Check: func(f OnderbrekingFeiten) []rule.Finding {
			for _, other := range f.Andere {
				if other.ID != f.Nieuw.ID && other.Periode().Overlaps(f.Nieuw.Periode()) {
					return rule.Fail("van", "onderbreking.overlapt", other.Van)
				}
			}
			return nil
		},
	},
	{
		Code: "ONDERBREKING-05", Source: onderbrekingSource, Kind: rule.Grens, Repairer: toegang.Aanbieder,
		When: func(f OnderbrekingFeiten) bool { return f.Nieuw.Reden != OnderbrekingOverlijden },
		Check: func(f OnderbrekingFeiten) []rule.Finding {
			return rule.FailIf(!f.Nieuw.Van.Before(f.Nieuw.VerwachtTerug), "verwachtTerug", "onderbreking.verwacht_terug_ontbreekt")
		},
	},
	{
		Code: "ONDERBREKING-06", Source: onderbrekingSource, Kind: rule.Advies, Repairer: toegang.Consulent,
		When: func(f OnderbrekingFeiten) bool { return !f.Arrangement.LaatsteDag.IsZero() },
		Check: func(f OnderbrekingFeiten) []rule.Finding {
			late := f.Nieuw.VerwachtTerug.After(f.Arrangement.LaatsteDag)
			return rule.FailIf(late, "verwachtTerug", "onderbreking.terug_na_einde", f.Arrangement.LaatsteDag)
		},
	},
}
