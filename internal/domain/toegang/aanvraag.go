package toegang

import (
	"fmt"
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Aanvraag (application) asks for a maatwerkvoorziening after the investigation.
// Source: Wmo 2015 art. 2.3.2 lid 9 and 2.3.5; requirement X-02.
type Aanvraag struct {
	ID           string `json:"id,omitzero"`
	InwonerID    string `json:"inwoner_id,omitzero"`
	MeldingID    string `json:"melding_id,omitzero"`
	GemeenteCode string `json:"gemeente_code,omitzero"`

	Nummer        string        `json:"nummer,omitzero"` // see [Zaaknummer]
	Ontvangen     civil.Date    `json:"ontvangen,omitzero"`
	Akkoord       Akkoord       `json:"akkoord,omitzero"` // the resident signed, or said so
	Opschortingen []Opschorting `json:"opschortingen,omitzero"`
	Ingetrokken   civil.Date    `json:"ingetrokken,omitzero"`
	Besluit       *Besluit      `json:"besluit,omitzero"` // nil: not decided
}

// Zaaknummer writes the number of an aanvraag or a besluit: a letter for the kind,
// the year and a serial number inside the gemeente, for example A-2026-00042.
func Zaaknummer(kind byte, year, serial int) string {
	return fmt.Sprintf("%c-%04d-%05d", kind, year, serial)
}

// BesluitUitkomst is what was decided.
type BesluitUitkomst string

// What can be decided.
const (
	BesluitToegekend         BesluitUitkomst = "toegekend"
	BesluitDeelsToegekend    BesluitUitkomst = "deels_toegekend"
	BesluitAfgewezen         BesluitUitkomst = "afgewezen"
	BesluitBuitenBehandeling BesluitUitkomst = "buiten_behandeling" // Awb art. 4:5
)

// BesluitUitkomsten lists what can be decided in the order of a form.
func BesluitUitkomsten() []BesluitUitkomst {
	return []BesluitUitkomst{BesluitToegekend, BesluitDeelsToegekend, BesluitAfgewezen, BesluitBuitenBehandeling}
}

// Toegekend tells whether something was granted.
func (u BesluitUitkomst) Toegekend() bool { return u == BesluitToegekend || u == BesluitDeelsToegekend }

// Besluit (decision) is what the college decided on an aanvraag. Letters come
// later; this is what they will say.
type Besluit struct {
	Nummer    string          `json:"nummer,omitzero"`
	Datum     civil.Date      `json:"datum,omitzero"`  // day it was taken
	Bekend    civil.Date      `json:"bekend,omitzero"` // day it was made known to the resident; zero: not yet
	Uitkomst  BesluitUitkomst `json:"uitkomst,omitzero"`
	Grondslag string          `json:"grondslag,omitzero"` // the article it rests on
	Door      string          `json:"door,omitzero"`      // id of the person who decided
	Reden     string          `json:"reden,omitzero"`     // why not, or not all
}

// StandaardGrondslag is the article on which a granted maatwerkvoorziening rests.
const StandaardGrondslag = "Wmo 2015 art. 2.3.5 lid 3"

// AanvraagStaat is where an aanvraag stands. It follows from its dates.
type AanvraagStaat string

// The states of an aanvraag.
const (
	AanvraagOntvangen   AanvraagStaat = "ontvangen"
	AanvraagOpgeschort  AanvraagStaat = "opgeschort"
	AanvraagBesloten    AanvraagStaat = "besloten"
	AanvraagIngetrokken AanvraagStaat = "ingetrokken"
)

// StaatOp is the state on a day.
func (a Aanvraag) StaatOp(today civil.Date) AanvraagStaat {
	switch {
	case !a.Ingetrokken.IsZero():
		return AanvraagIngetrokken
	case a.Besluit != nil:
		return AanvraagBesloten
	case slices.ContainsFunc(a.Opschortingen, func(o Opschorting) bool { return o.Periode.Contains(today) }):
		return AanvraagOpgeschort
	}
	return AanvraagOntvangen
}

// BesluitTermijn is the legal term for the besluit: two weeks after the aanvraag.
// Source: Wmo 2015 art. 2.3.5 lid 2; requirement X-02.
func (a Aanvraag) BesluitTermijn(t Termijnen) WettelijkeTermijn {
	term := WettelijkeTermijn{
		Begin: a.Ontvangen, Dagen: 7 * t.BesluitWeken, Opschortingen: a.Opschortingen, OnAPar: t.FeestdagenOnAPar,
	}
	if a.Besluit != nil {
		term.Gedaan = a.Besluit.Datum
	}
	return term
}

// SchortOp suspends the term of the besluit.
func (a Aanvraag) SchortOp(o Opschorting) (Aanvraag, []rule.Finding) {
	if a.Besluit != nil || !a.Ingetrokken.IsZero() {
		return a, rule.Fail("vanaf", "aanvraag.kan_nu_niet")
	}
	list, findings := suspend(a.Opschortingen, a.Ontvangen, o)
	a.Opschortingen = list
	return a, findings
}

// Hervat ends the open suspension; day is the first one that counts again.
func (a Aanvraag) Hervat(day civil.Date) (Aanvraag, []rule.Finding) {
	list, findings := resume(a.Opschortingen, day)
	a.Opschortingen = list
	return a, findings
}

// TrekIn records that the resident withdrew the aanvraag.
func (a Aanvraag) TrekIn(op civil.Date) (Aanvraag, []rule.Finding) {
	if a.Besluit != nil || !a.Ingetrokken.IsZero() || op.Before(a.Ontvangen) {
		return a, rule.Fail("ingetrokken", "aanvraag.kan_nu_niet")
	}
	a.Ingetrokken = op
	return a, nil
}

// NeemBesluit records the decision. An open suspension ends with it.
func (a Aanvraag) NeemBesluit(b Besluit) (Aanvraag, []rule.Finding) {
	if a.Besluit != nil || !a.Ingetrokken.IsZero() {
		return a, rule.Fail("besluit", "aanvraag.kan_nu_niet")
	}
	findings := b.Toets()
	if !b.Datum.IsZero() && b.Datum.Before(a.Ontvangen) {
		findings = append(findings, rule.Fail("datum", "besluit.voor_aanvraag", a.Ontvangen)...)
	}
	if len(findings) > 0 {
		return a, findings
	}
	a.Besluit = &b
	return a, nil
}

// Toets checks what a besluit says.
func (b Besluit) Toets() []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string) {
		findings = append(findings, rule.FailIf(bad, field, code)...)
	}
	add(b.Nummer == "", "nummer", "besluit.nummer_ontbreekt")
	add(b.Datum.IsZero(), "datum", "besluit.datum_ontbreekt")
	add(!slices.Contains(BesluitUitkomsten(), b.Uitkomst), "uitkomst", "besluit.uitkomst_ontbreekt")
	add(strings.TrimSpace(b.Grondslag) == "", "grondslag", "besluit.grondslag_ontbreekt")
	add(b.Door == "", "door", "besluit.mens_beslist")
	add(!b.Bekend.IsZero() && b.Bekend.Before(b.Datum), "bekend", "besluit.bekend_voor_datum")
	motivate := b.Uitkomst != BesluitToegekend && strings.TrimSpace(b.Reden) == ""
	add(motivate, "reden", "besluit.reden_ontbreekt")
	return findings
}

// AanvraagFeiten are the facts of the rules for taking in an aanvraag.
type AanvraagFeiten struct {
	Aanvraag  Aanvraag
	Melding   Melding
	Termijnen Termijnen
}

// AanvraagRules are the rules for taking in an aanvraag, as of the day it came.
var AanvraagRules = rule.Set[AanvraagFeiten]{
	{
		Code: "AANVRAAG-01", Source: "Wmo 2015 art. 2.3.2 lid 9", Kind: rule.Advies, Repairer: Consulent,
		Check: func(f AanvraagFeiten) []rule.Finding {
			if !f.Melding.Verslag.IsZero() && !f.Melding.Verslag.After(f.Aanvraag.Ontvangen) {
				return nil
			}
			last, known := f.Melding.OnderzoekTermijn(f.Termijnen).UitersteDatum()
			return rule.FailIf(!known || !f.Aanvraag.Ontvangen.After(last), "ontvangen", "aanvraag.voor_onderzoek")
		},
	},
	{
		Code: "AANVRAAG-02", Source: "Awb art. 4:2 lid 1", Kind: rule.Advies, Repairer: Inwoner,
		Check: func(f AanvraagFeiten) []rule.Finding {
			return rule.FailIf(len(f.Aanvraag.Akkoord.Toets()) > 0, "akkoord", "aanvraag.niet_ondertekend")
		},
	},
}
