package ladder

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// MetingSoort (kind of measurement) tells when in an arrangement it was made.
type MetingSoort string

// The kinds (requirement UIT-07).
const (
	MetingStart       MetingSoort = "start"
	MetingTussentijds MetingSoort = "tussentijds" // halfway
	MetingEind        MetingSoort = "eind"
)

// Valid tells whether the kind exists.
func (s MetingSoort) Valid() bool {
	return s == MetingStart || s == MetingTussentijds || s == MetingEind
}

// EigenKijk (own view) is where the resident places himself, kept beside the
// measurement and never corrected by it.
type EigenKijk struct {
	Trede   Trede  `json:"trede,omitempty"`   // 0: not asked, or did not want to say
	Woorden string `json:"woorden,omitempty"` // what the resident said, word for word
}

// Meting (measurement) is where a resident stands on the ladder on a day.
type Meting struct {
	Datum       civil.Date  `json:"datum"`
	Soort       MetingSoort `json:"soort"`
	Versie      Versie      `json:"versie"`
	Antwoorden  Antwoorden  `json:"antwoorden,omitempty"`
	Berekend    Trede       `json:"berekend,omitempty"` // what the answers lead to; 0: they do not decide
	Vastgesteld Trede       `json:"vastgesteld"`        // what the professional confirms
	Reden       string      `json:"reden,omitempty"`    // why that is not what was computed
	Inwoner     EigenKijk   `json:"inwoner,omitzero"`
	// Ankers are the codes of the small steps seen on the trede; nil: not looked at.
	Ankers []string `json:"ankers"`
}

// ErrMeting is the error of a measurement that cannot be made.
var ErrMeting = errors.New("no measurement")

// Measure makes a measurement from answers with the version of the day. When the
// answers decide, Vastgesteld is what was computed; a professional may change it
// with [Meting.Override].
func Measure(datum civil.Date, soort MetingSoort, antwoorden Antwoorden) (Meting, Plaatsing, error) {
	l, ok := At(datum)
	if !ok {
		return Meting{}, Plaatsing{}, fmt.Errorf("%w: no ladder on %q", ErrMeting, datum)
	}
	p, err := l.Place(antwoorden)
	if err != nil {
		return Meting{}, Plaatsing{}, err
	}
	return Meting{
		Datum: datum, Soort: soort, Versie: l.Versie, Antwoorden: antwoorden.Clone(),
		Berekend: p.Trede, Vastgesteld: p.Trede,
	}, p, nil
}

// Override sets the trede that the professional confirms. Against a computed one
// it needs a reason; without one the measurement stays as it is. Where the answers
// do not decide, nothing is overridden, and METING-04 names the open questions.
func (m Meting) Override(t Trede, reden string) (Meting, error) {
	reden = strings.TrimSpace(reden)
	switch {
	case !t.Valid():
		return m, fmt.Errorf("%w: trede %d", ErrMeting, int(t))
	case t == m.Berekend:
		m.Vastgesteld, m.Reden = t, ""
		return m, nil
	case reden == "" && m.Berekend != 0:
		return m, fmt.Errorf("%w: trede %d instead of %d without a reason", ErrMeting, int(t), int(m.Berekend))
	}
	m.Vastgesteld, m.Reden = t, reden
	return m, nil
}

// IsOverride tells whether a professional decided otherwise than was computed.
func (m Meting) IsOverride() bool { return m.Berekend != 0 && m.Vastgesteld != m.Berekend }

// Check evaluates [MetingRules] as of the day of the measurement, or gives an
// error when there is no such day.
func (m Meting) Check() ([]rule.Result, error) {
	if m.Datum.IsZero() {
		return nil, fmt.Errorf("%w: no date", ErrMeting)
	}
	return MetingRules.Evaluate(m.Datum, m), nil
}

const metingSource = "Domeingids 2.2, vragen van de participatieladder; eis UIT-07"

// MetingRules are the rules about one measurement.
var MetingRules = rule.Set[Meting]{
	{
		Code: "METING-01", Source: metingSource, Kind: rule.Grens, Repairer: "consulent",
		Check: func(m Meting) []rule.Finding {
			return slices.Concat(
				rule.FailIf(!m.Soort.Valid(), "soort", "meting.soort"),
				rule.FailIf(!m.Vastgesteld.Valid(), "vastgesteld", "meting.trede"),
				rule.FailIf(m.Inwoner.Trede != 0 && !m.Inwoner.Trede.Valid(), "inwoner", "meting.trede"))
		},
	},
	{
		Code: "METING-02", Source: metingSource, Kind: rule.Grens, Repairer: "consulent",
		When: Meting.IsOverride,
		Check: func(m Meting) []rule.Finding {
			return rule.FailIf(strings.TrimSpace(m.Reden) == "", "reden", "meting.reden_nodig", m.Berekend, m.Vastgesteld)
		},
	},
	{
		// The number that is kept as computed is what the kept answers lead to.
		Code: "METING-03", Source: metingSource, Kind: rule.Grens, Repairer: "consulent",
		Check: func(m Meting) []rule.Finding {
			p, err := Place(m.Versie, m.Antwoorden)
			return rule.FailIf(err != nil || p.Trede != m.Berekend, "antwoorden", "meting.berekening")
		},
	},
	{
		Code: "METING-04", Source: metingSource, Kind: rule.Advies, Repairer: "consulent",
		Check: func(m Meting) []rule.Finding {
			p, err := Place(m.Versie, m.Antwoorden)
			if err != nil || p.Compleet() {
				return nil
			}
			var findings []rule.Finding
			for _, v := range p.Nodig {
				findings = append(findings, rule.Fail(string(v), "meting.vraag_open")...)
			}
			return findings
		},
	},
	{
		Code: "METING-05", Kind: rule.Advies, Repairer: "consulent",
		Source: "Domeingids 1.1 rij 3: elke meting bewaart haar ladderversie; eis B-LAD-01",
		Check: func(m Meting) []rule.Finding {
			l, ok := At(m.Datum)
			return rule.FailIf(!ok || l.Versie != m.Versie, "versie", "meting.andere_versie", string(l.Versie))
		},
	},
	{
		Code: "METING-06", Source: "Domeingids 2.2, halve stappen binnen een trede", Kind: rule.Grens, Repairer: "consulent",
		When: func(m Meting) bool { return len(m.Ankers) > 0 },
		Check: func(m Meting) []rule.Finding {
			seen := map[string]bool{}
			for _, code := range m.Ankers {
				known := slices.ContainsFunc(ankers[m.Vastgesteld], func(a Anker) bool { return a.Code == code })
				if !known || seen[code] {
					return rule.Fail("ankers", "meting.anker", code)
				}
				seen[code] = true
			}
			return nil
		},
	},
}

// Ontbrekend (missing) gives the kinds of measurement that an arrangement still
// needs: a start and an end (requirement UIT-07).
func Ontbrekend(metingen []Meting) []MetingSoort {
	var missing []MetingSoort
	for _, soort := range []MetingSoort{MetingStart, MetingEind} {
		if !slices.ContainsFunc(metingen, func(m Meting) bool { return m.Soort == soort && m.Vastgesteld.Valid() }) {
			missing = append(missing, soort)
		}
	}
	return missing
}
