package inkoop

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Toets says what is missing or wrong in a point: where it came from and what was found;
// an agreement with a last day unless it is in order; and a second look that came after
// the finding and says what was seen. Source: INK-05.
func (p Nalevingspunt) Toets(day civil.Date) []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		findings = append(findings, rule.FailIf(bad, field, code, args...)...)
	}
	add(!slices.Contains(NalevingBronnen(), p.Bron), "bron", "naleving.bron_ontbreekt")
	add(strings.TrimSpace(p.Bevinding) == "", "bevinding", "naleving.bevinding_ontbreekt")
	add(p.Gevonden.IsZero() || p.Gevonden.After(day), "gevonden", "naleving.dag_kan_niet")
	if !p.InOrde {
		add(strings.TrimSpace(p.Afspraak) == "", "afspraak", "naleving.afspraak_ontbreekt")
		add(p.Termijn.IsZero() || p.Termijn.Before(p.Gevonden), "termijn", "naleving.termijn_kan_niet")
	}
	if h := p.Hertoets; !h.Op.IsZero() {
		add(p.InOrde, "op", "naleving.niets_te_hertoetsen")
		add(h.Op.Before(p.laatstBekeken()) || h.Op.After(day), "op", "naleving.hertoets_kan_niet")
		add(strings.TrimSpace(h.Bevinding) == "", "hertoets", "naleving.bevinding_ontbreekt")
	}
	return findings
}

// laatstBekeken is the last day on which somebody looked before the second look that stands.
func (p Nalevingspunt) laatstBekeken() civil.Date {
	last := p.Gevonden
	for _, e := range p.Eerder {
		last = civil.Max(last, e.Hertoets.Op)
	}
	return last
}

// NalevingFeiten is what the delivery of an aanbieder says about how it keeps its
// contract, as numbers without people. The store fills it. Source: INK-05 ("voeding uit
// tijdigheid van rapportages, signalen, klachten").
type NalevingFeiten struct {
	Periode      civil.Period // that the reports are counted over
	Berichten    int          // voortgangsberichten handed in during the period
	TeLaat       int          // of these, after their last day
	NietGekomen  int          // not handed in yet, after their last day
	Signalen     int          // open today
	SignalenLaat int          // of these, to be answered by the aanbieder and past the term
	Onverzekerd  []Verzekeringssoort
}

// NalevingMaanden is over how many months the reports are counted. Own choice.
const NalevingMaanden = 6

// Nalevingsvoorstel (proposal) is a point that the figures suggest; a person decides
// whether it becomes one.
type Nalevingsvoorstel struct {
	Bron   NalevingBron
	Aantal int // how many: late reports, late signalen, missing policies
	Van    int // of how many; 0: not said
}

// Nalevingsvoorstellen are the points that the figures suggest and that are not open
// already under the same source.
func Nalevingsvoorstellen(f NalevingFeiten, have []Nalevingspunt) []Nalevingsvoorstel {
	var out []Nalevingsvoorstel
	propose := func(bron NalevingBron, n, of int) {
		open := slices.ContainsFunc(have, func(p Nalevingspunt) bool { return p.Bron == bron && p.Open() })
		if n > 0 && !open {
			out = append(out, Nalevingsvoorstel{bron, n, of})
		}
	}
	propose(BronRapportages, f.TeLaat+f.NietGekomen, f.Berichten+f.NietGekomen)
	propose(BronSignalen, f.SignalenLaat, f.Signalen)
	propose(BronVerzekering, len(f.Onverzekerd), len(Verzekeringssoorten()))
	return out
}

// Toets says what is missing in a meeting.
func (o Overleg) Toets() []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string) {
		findings = append(findings, rule.FailIf(bad, field, code)...)
	}
	add(!slices.Contains(OverlegSoorten(), o.Soort), "soort", "overleg.soort_ontbreekt")
	add(strings.TrimSpace(o.Titel) == "", "titel", "overleg.titel_ontbreekt")
	add(o.Dag.IsZero(), "dag", "overleg.dag_ontbreekt")
	add(o.Soort == OverlegContract && o.Contract == "", "contract", "overleg.contract_ontbreekt")
	return findings
}

// Bij tells whether an aanbieder was asked to a meeting. Those of the gemeenten are for
// the gemeenten, and of a contractgesprek only the aanbieder of that contract.
func (o Overleg) Bij(a AanbiederID, ownContract func(ContractID) bool) bool {
	switch o.Soort {
	case OverlegContract:
		return ownContract(o.Contract)
	case OverlegRegio:
		return len(o.Aanbieders) == 0 || slices.Contains(o.Aanbieders, a)
	}
	return false
}

// Toets says what is missing in an action.
func (a Actie) Toets(day civil.Date) []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string) {
		findings = append(findings, rule.FailIf(bad, field, code)...)
	}
	add(strings.TrimSpace(a.Wat) == "", "wat", "actie.wat_ontbreekt")
	add(a.OrganisatieID == "", "organisatie", "actie.organisatie_ontbreekt")
	add(a.Uiterlijk.IsZero(), "uiterlijk", "actie.dag_ontbreekt")
	add(a.Gedaan.After(day), "gedaan", "actie.gedaan_kan_niet")
	return findings
}
