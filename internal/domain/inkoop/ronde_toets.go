package inkoop

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Toets says what is wrong with a round as it is written down, beside the fields of its
// form. What is not known yet may stay open, but nobody can register without percelen,
// requirements and the day on which the contracts begin. Source: INK-01, INK-14.
func (r Ronde) Toets(register *Register, others []Ronde) []rule.Finding {
	catalogus, known := register.Catalogus(r.Catalogus)
	_, eisen := register.Eisenset(r.Eisenset)
	return slices.Concat(
		rule.FailIf(blank(r.Naam), "naam", "ronde.naam_ontbreekt"),
		rule.FailIf(!known, "catalogus", "ronde.catalogus_onbekend"),
		rule.FailIf(r.Eisenset != "" && !eisen, "eisenset", "ronde.eisenset_onbekend"),
		r.toetsPercelen(register),
		rule.FailIf(blank(r.Partij), "partij", "ronde.partij_ontbreekt"),
		rule.FailIf(r.Consultatie.IsZero(), "consultatie", "ronde.consultatie_ontbreekt"),
		r.toetsInschrijven(others),
		r.toetsContract(catalogus, known),
	)
}

// opened tells whether a registration period was begun to be written down.
func (r Ronde) opened() bool { return !r.Inschrijven.From.IsZero() || !r.Inschrijven.Until.IsZero() }

func (r Ronde) toetsPercelen(register *Register) []rule.Finding {
	findings := rule.FailIf(r.opened() && len(r.Percelen) == 0, "percelen", "ronde.percelen_ontbreken")
	for _, code := range r.Percelen {
		p, known := register.Perceel(code)
		gone := known && !r.Contract.From.IsZero() && !p.Geldig.Contains(r.Contract.From)
		findings = append(findings, rule.FailIf(!known || gone, "percelen", "ronde.perceel_onbekend", string(code))...)
	}
	return findings
}

func (r Ronde) toetsInschrijven(others []Ronde) []rule.Finding {
	p := r.Inschrijven
	if !r.opened() {
		return nil
	}
	findings := slices.Concat(
		rule.FailIf(r.Eisenset == "", "eisenset", "ronde.eisenset_ontbreekt"),
		rule.FailIf(r.Contract.From.IsZero(), "contract_van", "ronde.contract_ontbreekt"),
		rule.FailIf(p.From.IsZero(), "inschrijven_van", "ronde.inschrijven_half"),
		rule.FailIf(p.Until.IsZero(), "inschrijven_tot", "ronde.inschrijven_half"),
		rule.FailIf(p.IsEmpty(), "inschrijven_tot", "ronde.inschrijven_volgorde"),
		rule.FailIf(!p.From.IsZero() && p.From.Before(r.Consultatie), "inschrijven_van", "ronde.inschrijven_voor_consultatie", r.Consultatie),
	)
	if len(findings) > 0 {
		return findings
	}
	for _, o := range others {
		shared := slices.ContainsFunc(o.Percelen, func(c PerceelCode) bool { return slices.Contains(r.Percelen, c) })
		clash := o.ID != r.ID && shared && o.opened() && o.Inschrijven.Overlaps(p)
		findings = append(findings, rule.FailIf(clash, "inschrijven_van", "ronde.inschrijven_overlapt", o.Naam)...)
	}
	return findings
}

func (r Ronde) toetsContract(catalogus Catalogusversie, known bool) []rule.Finding {
	c := r.Contract
	if c.From.IsZero() {
		return rule.FailIf(!c.Until.IsZero(), "contract_van", "ronde.contract_begin_ontbreekt")
	}
	return slices.Concat(
		rule.FailIf(c.IsEmpty(), "contract_tot", "ronde.contract_volgorde"),
		rule.FailIf(known && !catalogus.Geldig.Contains(c.From), "contract_van", "ronde.contract_buiten_catalogus", catalogus.Naam),
		rule.FailIf(c.From.Before(r.Consultatie), "contract_van", "ronde.contract_voor_consultatie"),
		rule.FailIf(!r.Inschrijven.Until.IsZero() && c.From.Before(r.Inschrijven.Until), "contract_van", "ronde.contract_voor_inschrijven", r.Inschrijven.LastDay()),
	)
}

// ToetsWijziging says what of a round can no longer change on a day: who registers must
// find at the end what was asked at the begin. The last day may move on, never back.
// Source: INK-01 (equal information for all).
func (r Ronde) ToetsWijziging(was Ronde, day civil.Date) []rule.Finding {
	if was.Inschrijven.From.IsZero() || day.Before(was.Inschrijven.From) {
		return nil
	}
	return slices.Concat(
		rule.FailIf(r.Catalogus != was.Catalogus, "catalogus", "ronde.inschrijven_loopt"),
		rule.FailIf(r.Eisenset != was.Eisenset, "eisenset", "ronde.inschrijven_loopt"),
		rule.FailIf(!slices.Equal(r.Percelen, was.Percelen), "percelen", "ronde.inschrijven_loopt"),
		rule.FailIf(r.Inschrijven.From != was.Inschrijven.From, "inschrijven_van", "ronde.inschrijven_loopt"),
		rule.FailIf(r.Inschrijven.Until.Before(was.Inschrijven.Until), "inschrijven_tot", "ronde.inschrijven_korter", was.Inschrijven.LastDay()),
	)
}

// Toets says what is missing in a subject of a round. Who is told that something changes
// or ends, is told why and for whom (INK-06).
func (w RondeWijziging) Toets() []rule.Finding {
	explain := w.Soort == Gewijzigd || w.Soort == Vervallen
	return slices.Concat(
		rule.FailIf(blank(w.Onderwerp), "onderwerp", "rondewijziging.onderwerp_ontbreekt"),
		rule.FailIf(!slices.Contains(WijzigingSoorten(), w.Soort), "soort", "rondewijziging.soort_ontbreekt"),
		rule.FailIf(blank(w.Wat), "wat", "rondewijziging.wat_ontbreekt"),
		rule.FailIf(explain && blank(w.Waarom), "waarom", "rondewijziging.waarom_ontbreekt"),
		rule.FailIf(explain && blank(w.VoorWie), "voor_wie", "rondewijziging.voor_wie_ontbreekt"),
	)
}

// Toets says what is missing in a paper that somebody writes. A nota van inlichtingen is
// not written: it follows from the questions.
func (s Stuk) Toets() []rule.Finding {
	written := slices.Contains(StukSoorten(), s.Soort) && s.Soort != StukNota
	return slices.Concat(
		rule.FailIf(!written, "soort", "stuk.soort_ontbreekt"),
		rule.FailIf(blank(s.Titel), "titel", "stuk.titel_ontbreekt"),
		rule.FailIf(blank(s.Tekst) && s.Bestand == "", "tekst", "stuk.tekst_ontbreekt"),
	)
}

// Toets says what is missing in a lesson, or wrong with it, on a day.
func (l Leerpunt) Toets(day civil.Date) []rule.Finding {
	known := l.Soort == Behouden || l.Soort == Ontwikkelpunt
	return slices.Concat(
		rule.FailIf(blank(l.Onderwerp), "onderwerp", "leerpunt.onderwerp_ontbreekt"),
		rule.FailIf(!known, "soort", "leerpunt.soort_ontbreekt"),
		rule.FailIf(blank(l.Tekst), "tekst", "leerpunt.tekst_ontbreekt"),
		rule.FailIf(l.Soort == Ontwikkelpunt && blank(l.Actie), "actie", "leerpunt.actie_ontbreekt"),
		rule.FailIf(l.Op.IsZero(), "op", "leerpunt.dag_ontbreekt"),
		rule.FailIf(l.Op.After(day), "op", "leerpunt.dag_komt_nog"),
	)
}

// AlsWijziging makes a subject of a round of the lesson: what will be done, and what was
// seen as the reason.
func (l Leerpunt) AlsWijziging() RondeWijziging {
	w := RondeWijziging{Onderwerp: l.Onderwerp, Soort: l.Soort, Wat: l.Actie, Waarom: l.Tekst}
	if blank(l.Actie) {
		w.Wat, w.Waarom = l.Tekst, ""
	}
	if !blank(l.Cijfer) {
		w.Waarom = strings.TrimSpace(w.Waarom + " (" + l.Cijfer + ")")
	}
	return w
}
