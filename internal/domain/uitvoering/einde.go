package uitvoering

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
)

// Beeindiging (early end) is that an arrangement stops before its last day.
// Source: domain guide 1.4 row 3; X-10.
type Beeindiging struct {
	LaatsteDag  civil.Date               `json:"laatste_dag,omitzero"` // last day that counts
	Reden       toegang.RedenBeeindiging `json:"reden,omitzero"`
	Toelichting string                   `json:"toelichting,omitzero"`
	Besproken   []toegang.Partij         `json:"besproken,omitzero"` // who talked about it
	Door        string                   `json:"door,omitzero"`
	Op          civil.Date               `json:"op,omitzero"` // day on which it was recorded
}

// EindeFeiten are the facts of the rules for an early end.
type EindeFeiten struct {
	Arrangement Arrangement
	Begonnen    civil.Date
	Einde       Beeindiging
}

const eindeSource = "iWmo 3.2, StopProduct: RedenBeeindiging (WMO588)"

// EindeRules are the rules for an early end, as of its last day.
var EindeRules = rule.Set[EindeFeiten]{
	{
		Code: "EINDE-01", Source: eindeSource, Kind: rule.Grens, Repairer: toegang.Aanbieder,
		Check: func(f EindeFeiten) []rule.Finding {
			r := f.Einde.Reden
			early := r.Bekend() && r != toegang.EindeVolgensPlan && r != toegang.EindeTijdelijk
			return rule.FailIf(!early, "reden", "einde.reden_ontbreekt")
		},
	},
	{
		Code: "EINDE-02", Source: eindeSource, Kind: rule.Grens, Repairer: toegang.Aanbieder,
		Check: func(f EindeFeiten) []rule.Finding {
			last := f.Einde.LaatsteDag
			inside := f.Arrangement.Periode().Contains(last) && last != f.Arrangement.LaatsteDag && !last.Before(f.Begonnen)
			return rule.FailIf(!inside, "laatsteDag", "einde.niet_eerder", f.Arrangement.Start, f.Arrangement.LaatsteDag)
		},
	},
	{
		Code: "EINDE-03", Source: "S-A, Gewijzigde eisen aanbieder AW 2: stemt af met lokale toegang (MON-04)", Kind: rule.Advies, Repairer: toegang.Aanbieder,
		When: func(f EindeFeiten) bool { return f.Einde.Reden != toegang.EindeOverlijden },
		Check: func(f EindeFeiten) []rule.Finding {
			var findings []rule.Finding
			for _, p := range []toegang.Partij{toegang.PartijInwoner, toegang.PartijToegang} {
				if !slices.Contains(f.Einde.Besproken, p) {
					findings = append(findings, rule.Fail("besproken", "einde.niet_besproken", string(p))...)
				}
			}
			return findings
		},
	},
	{
		Code: "EINDE-04", Source: "Domain guide 6, Uitval: reasons list", Kind: rule.Grens, Repairer: toegang.Aanbieder,
		When: func(f EindeFeiten) bool {
			return slices.Contains([]toegang.RedenBeeindiging{toegang.EindeDoorInwoner, toegang.EindeDoorAanbieder, toegang.EindeDoorGemeente}, f.Einde.Reden)
		},
		Check: func(f EindeFeiten) []rule.Finding {
			return rule.FailIf(strings.TrimSpace(f.Einde.Toelichting) == "", "toelichting", "einde.toelichting_ontbreekt")
		},
	},
}

// AlsWijziging is the change of the toewijzing that goes with an early end: the
// new last day with the reason of change of the standard. The caller adds the
// moment and keeps the volume.
func (e Beeindiging) AlsWijziging() (w toegang.Wijziging, ok bool) {
	reden, ok := e.Reden.Wijziging()
	return toegang.Wijziging{Door: e.Door, LaatsteDag: e.LaatsteDag, Reden: reden, Toelichting: e.Toelichting}, ok
}
