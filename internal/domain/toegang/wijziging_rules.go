package toegang

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
)

// WijzigingFeiten are the facts of the rules for changing a toewijzing.
type WijzigingFeiten struct {
	Product    inkoop.Product // the one the toewijzing is bound to
	Start      civil.Date     // first day of the toewijzing
	LaatsteDag civil.Date     // last day after the change; zero: open
	Venster    persoon.Leeftijdsvenster
}

// WijzigingRules are the rules for a later last day, as of the first day of the
// toewijzing: a change cannot give what the gate would have refused. What may
// change at all is checked by [Toewijzing.Wijzig]. Source: PRD-06, PRD-08, DOE-01.
var WijzigingRules = rule.Set[WijzigingFeiten]{
	{
		Code: "WIJZIGING-01", Source: "S-A, Arrangementen: 6 maanden, maximaal 2 jaar (PRD-06, PRD-08); domain guide 1.4 row 4",
		Kind: rule.Grens, Repairer: Consulent,
		When: func(f WijzigingFeiten) bool { return f.Product.Duur.Soort != inkoop.DuurStreef },
		Check: func(f WijzigingFeiten) []rule.Finding {
			last := BerekenEinde(f.Product.Duur, f.Start, f.Venster.AOW)
			late := f.LaatsteDag.IsZero() || f.LaatsteDag.After(last.Volledig)
			return rule.FailIf(late, "einde", "toewijzing.duur_te_lang", f.Product.Duur.Maanden, last.LaatsteDag)
		},
	},
	{
		Code: "WIJZIGING-02", Source: "S-A, Doel Activerend Werk: tussen de 16 jaar en het pensioen (DOE-01)",
		Kind: rule.Grens, Repairer: Consulent,
		When: func(f WijzigingFeiten) bool { return !f.LaatsteDag.IsZero() },
		Check: func(f WijzigingFeiten) []rule.Finding {
			last, late := f.Venster.CutAtAOW(f.LaatsteDag)
			return rule.FailIf(late, "einde", "toewijzing.einde_na_aow", last)
		},
	},
}
