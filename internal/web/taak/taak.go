// Package taak says of every kind of task how pages name it and where it is done, in
// one table that all fronts share. Source: domain guide 7.
//
// Dutch terms are those of the domain packages toegang and uitvoering.
package taak

import (
	"net/url"
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/web/tekst"
	"trede/internal/web/ui/nl"
)

// Taak is a task as far as a page has to know it to name it and to lead there.
type Taak struct {
	Soort       string
	InwonerID   string
	OnderwerpID string
	Kant        string // whose turn it is: "team", "aanbieder", "caw" or "inwoner"
}

// place gives the address where a task is done.
type place func(Taak) string

var places = map[toegang.TaakSoort]place{
	toegang.TaakMeldingBevestigen:   melding(""),
	toegang.TaakClientondersteuning: melding(""),
	toegang.TaakPersoonlijkPlan:     melding(""),
	toegang.TaakOnderzoekAfronden:   melding("/onderzoek"),
	toegang.TaakUitkomstKiezen:      melding("/onderzoek"),
	toegang.TaakAanvraagDoen:        melding(""),
	toegang.TaakBesluitNemen:        dossier("/toewijzen"),
	toegang.TaakBesluitBekendmaken:  dossier("/toewijzingen"),
	toegang.TaakKijkOpnieuw:         melding(""),
	toegang.TaakDoelAkkoordGeven:    dossier("/plan"),
	toegang.TaakDoelAkkoordOphalen:  dossier("/plan"),
	toegang.TaakDoelBeoordelen:      dossier("/plan"),
	toegang.TaakToewijzingAkkoord:   dossier("/toewijzingen"),
	toegang.TaakToewijzingOphalen:   dossier("/toewijzen"),
	toegang.TaakToewijzen:           dossier("/toewijzen"),
	toegang.TaakHertoets:            plek("/hertoets"),
	toegang.TaakOrientatieAfronden:  dossier("/toewijzingen"),
	toegang.TaakVerzekeringNagaan:   dossier("/toewijzingen"),

	uitvoering.TaakStartBevestigen:     toewijzing("/start", "/toewijzingen"),
	uitvoering.TaakWeigeringAfhandelen: dossier("/toewijzingen"),
	uitvoering.TaakDoelenBijwerken:     toewijzing("/bericht", "/plan"),
	uitvoering.TaakVoortgangSchrijven:  toewijzing("/bericht", "/voortgang"),
	uitvoering.TaakVoortgangLezen:      dossier("/voortgang"),
	uitvoering.TaakVoortgangBekijken:   dossier("/voortgang"),
	uitvoering.TaakSignaalBeantwoorden: signaal("/antwoord"),
	uitvoering.TaakSignaalSluiten:      signaal("/sluiten"),
	uitvoering.TaakTerugkeerBespreken:  dossier("/voortgang"),
	uitvoering.TaakEvaluatiePlannen:    toewijzing("/evaluatie", "/voortgang"),
	uitvoering.TaakEvaluatieHouden:     toewijzing("/evaluatie", "/voortgang"),
	uitvoering.TaakEvaluatieBijwonen:   dossier("/voortgang"),
	uitvoering.TaakVervolgBesluiten:    plek("/vervolg"),
	uitvoering.TaakArrangementLooptAf:  dossier("/voortgang"),
	uitvoering.TaakEindeBesluiten:      plek("/einde"),
	uitvoering.TaakAfsluiten:           plek("/afsluiten"),
	uitvoering.TaakNazorg:              plek("#einde"),
}

// melding is a page of the melding that the task is about.
func melding(tail string) place {
	return func(t Taak) string { return "/meldingen/" + url.PathEscape(t.OnderwerpID) + tail }
}

// dossier is a page of the resident's dossier.
func dossier(tail string) place {
	return func(t Taak) string { return Dossier(t.InwonerID) + tail }
}

// plek is an act of the lokale toegang on an allocation, or a part of the page that
// tells how it goes there; others read on that page.
func plek(tail string) place {
	return func(t Taak) string {
		switch {
		case strings.HasPrefix(tail, "#"):
			return Dossier(t.InwonerID) + "/voortgang?toewijzing=" + url.QueryEscape(t.OnderwerpID) + tail
		case t.Kant != "team":
			return Dossier(t.InwonerID) + "/voortgang"
		}
		return Dossier(t.InwonerID) + "/voortgang/" + url.PathEscape(t.OnderwerpID) + tail
	}
}

// signaal is what the lokale toegang does with a question or a warning; others read it
// in the dossier.
func signaal(tail string) place {
	return func(t Taak) string {
		if t.Kant != "team" {
			return Dossier(t.InwonerID) + "/voortgang"
		}
		return Dossier(t.InwonerID) + "/signalen/" + url.PathEscape(t.OnderwerpID) + tail
	}
}

// toewijzing is a page of the provider about an allocation. Who is no provider reads
// in the dossier how it stands.
func toewijzing(tail, elsewhere string) place {
	return func(t Taak) string {
		if t.Kant != "aanbieder" {
			return Dossier(t.InwonerID) + elsewhere
		}
		return "/toewijzingen/" + url.PathEscape(t.OnderwerpID) + tail
	}
}

// Dossier is the address of a resident's dossier.
func Dossier(inwonerID string) string { return "/inwoners/" + url.PathEscape(inwonerID) }

// Known tells whether there is such a kind of task.
func Known(soort string) bool { return places[toegang.TaakSoort(soort)] != nil }

// URL gives the page where the task is done; of a kind that is not known, the
// dossier.
func (t Taak) URL() string {
	if p := places[toegang.TaakSoort(t.Soort)]; p != nil {
		return p(t)
	}
	return Dossier(t.InwonerID)
}

// Knop is the button to the page where the task is done: "Plan gesprek".
func Knop(soort string) string { return text("taak.", soort) }

// Wat names the task on a page about one resident: "Evaluatie plannen".
func Wat(soort string) string { return text("taak_wat.", soort) }

// Met names the task in a list of residents: "Evaluatie plannen met Jeroen de Vries".
func Met(soort, naam string) string { return text("taak_met.", soort, naam) }

// Wacht says what another is to do, behind a name: "Groenrijk", "plant de evaluatie".
func Wacht(soort string) string { return text("taak_wacht.", soort) }

// Wanneer says how near the term of a task is, in words. To give an own plan is a right
// of the resident, so nobody is late with it (Wmo 2015 art. 2.3.2 lid 2).
func Wanneer(soort string, termijn, today civil.Date) string {
	when, near := nl.Relative(termijn, today)
	if near == nl.Late && toegang.TaakSoort(soort) == toegang.TaakPersoonlijkPlan {
		return tekst.Of("taak_wanneer.plan_voorbij")
	}
	return when
}

// text fills in the name by itself: a name may hold anything, a text only what stands
// in the table.
func text(prefix, soort string, args ...string) string {
	if !Known(soort) {
		return soort
	}
	out := tekst.Of(prefix + soort)
	if len(args) > 0 {
		out = strings.ReplaceAll(out, "{0}", args[0])
	}
	return out
}

// soorten are all kinds in the order of their words; they never change.
var soorten = sorted()

func sorted() []string {
	out := make([]string, 0, len(places))
	for kind := range places {
		out = append(out, string(kind))
	}
	slices.SortFunc(out, func(a, b string) int { return strings.Compare(Wat(a), Wat(b)) })
	return out
}

// Soorten gives every kind of task in the order of its words. Read it only.
func Soorten() []string { return soorten }
