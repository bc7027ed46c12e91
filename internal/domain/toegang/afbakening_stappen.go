package toegang

import (
	"slices"
	"strconv"
	"strings"

	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
)

// stap is one row of the table. The functions take a pointer so that the table
// can be tried over all combinations of answers.
type stap struct {
	code, key, source string
	kind              rule.Kind
	repairer          Rol
	aside             func(*AfbakeningFeiten) bool   // a local rule takes its place; nil: never
	open              func(*AfbakeningFeiten) string // question that is not answered yet; nil: none
	hits              func(*AfbakeningFeiten) bool
	answer            func(*AfbakeningFeiten) string
	advise            func(*AfbakeningFeiten) Advies
}

// afbakeningStappen is the decision table of domain guide 1.6, in order. The
// local rule of a gemeente stands before steps 4 and 5.
var afbakeningStappen = []stap{
	{
		code: "AFB-STAP-00", key: "gemeente_koopt_niet", source: "S-B, Regionale doorontwikkeling (B-REG-01)",
		kind: rule.Grens, repairer: Contractmanager,
		hits:   func(f *AfbakeningFeiten) bool { return !f.Aanbod.KooptAW },
		answer: func(f *AfbakeningFeiten) string { return yes(f.Aanbod.KooptAW) },
		advise: always(AdviesLokaalAlternatief),
	},
	{
		code: "AFB-STAP-01", key: "te_jong", source: "S-A, Doel Activerend Werk: tussen de 16 jaar en het pensioen (DOE-01)",
		kind: rule.Grens, repairer: Consulent,
		hits:   func(f *AfbakeningFeiten) bool { return f.OnderLeeftijd },
		answer: func(f *AfbakeningFeiten) string { return yes(f.OnderLeeftijd) },
		advise: always(AdviesJeugdOnderwijs),
	},
	{
		code: "AFB-STAP-02", key: "aow_bereikt", source: "S-A, Afbakening met Dagbesteding: 16 tot pensioengerechtigde leeftijd (AFB-05)",
		kind: rule.Grens, repairer: Consulent,
		hits:   func(f *AfbakeningFeiten) bool { return f.AOWBereikt },
		answer: func(f *AfbakeningFeiten) string { return yes(f.AOWBereikt) },
		advise: always(AdviesNaAOW),
	},
	{
		code: "AFB-STAP-03", key: "kan_zelfstandig", source: "S-A, Afbakening: (na instructie) zelfstandig zonder ondersteuning (AFB-01)",
		kind: rule.Advies, repairer: Consulent,
		open:   ask("zelfstandig", func(a *Antwoorden) Antwoord { return a.Zelfstandig }),
		hits:   func(f *AfbakeningFeiten) bool { return f.Antwoorden.Zelfstandig == Ja },
		answer: func(f *AfbakeningFeiten) string { return string(f.Antwoorden.Zelfstandig) },
		advise: always(AdviesZelfstandig),
	},
	{
		code: "AFB-STAP-LOKAAL", key: "lokaal_enig_doel",
		source: "S-B, Regionale doorontwikkeling: alternatief voor dagbesteding tenzij alleen structuur, mantelzorger of isolement (B-REG-02)",
		kind:   rule.Advies, repairer: Consulent,
		aside:  func(f *AfbakeningFeiten) bool { return !f.Aanbod.DagbestedingAlleenEnigDoel },
		open:   askOnlyAim,
		hits:   func(f *AfbakeningFeiten) bool { return localException(f) && f.Antwoorden.EnigDoel == Ja },
		answer: answerAim,
		advise: always(AdviesDagbesteding),
	},
	{
		code: "AFB-STAP-04", key: "hoofddoel_ontmoeten", source: "S-A, Minder producten AW: hoofddoel is het ontmoeten van anderen (PRD-02)",
		kind: rule.Advies, repairer: Consulent,
		aside:  localRuleDecides,
		open:   askAim,
		hits:   func(f *AfbakeningFeiten) bool { return f.Antwoorden.Hoofddoel == DoelOntmoeten },
		answer: answerAim,
		advise: always(AdviesWijkaanbod),
	},
	{
		code: "AFB-STAP-05", key: "hoofddoel_dagbesteding", source: "S-A, Afbakening: hoofddoel zelfredzaamheid, mantelzorger of dagstructuur (AFB-02)",
		kind: rule.Advies, repairer: Consulent,
		aside: localRuleDecides,
		open:  askAim,
		hits: func(f *AfbakeningFeiten) bool {
			aim := f.Antwoorden.Hoofddoel
			return aim == DoelZelfredzaamheid || aim == DoelMantelzorg || aim == DoelDagstructuur
		},
		answer: answerAim,
		advise: always(AdviesDagbesteding),
	},
	{
		code: "AFB-STAP-06", key: "doelgroep", source: "S-A, Doel Activerend Werk: grote afstand, willen, ondersteuning nodig (DOE-01)",
		kind: rule.Advies, repairer: Consulent,
		open: askTargetGroup,
		hits: func(f *AfbakeningFeiten) bool {
			a := &f.Antwoorden
			return a.Wil != Ja || a.SteunNodig != Ja || a.GroteAfstand != Ja
		},
		answer: func(f *AfbakeningFeiten) string {
			a := &f.Antwoorden
			return strings.TrimRight(strings.Join([]string{string(a.Wil), string(a.SteunNodig), string(a.GroteAfstand)}, "/"), "/")
		},
		advise: always(AdviesVerhelderen),
	},
	{
		code: "AFB-STAP-07", key: "weet_niet_wat", source: "S-A, Arrangementen: 'Wat wil ik en wat kan ik' (PRD-05, B-REG-03)",
		kind: rule.Advies, repairer: Consulent,
		open:   ask("weet_wat", func(a *Antwoorden) Antwoord { return a.WeetWat }),
		hits:   func(f *AfbakeningFeiten) bool { return f.Antwoorden.WeetWat != Ja },
		answer: func(f *AfbakeningFeiten) string { return string(f.Antwoorden.WeetWat) },
		advise: func(f *AfbakeningFeiten) Advies { return Advies{Soort: f.Aanbod.orientation()} },
	},
	{
		code: "AFB-STAP-08", key: "kan_groeien", source: "S-A, Arrangementen: 'Op weg naar', 6 maanden (PRD-06, PRD-07)",
		kind: rule.Advies, repairer: Consulent,
		open:   askRungAnd("groei", func(a *Antwoorden) Antwoord { return a.Groei }),
		hits:   func(f *AfbakeningFeiten) bool { return f.Antwoorden.Groei == Ja },
		answer: func(f *AfbakeningFeiten) string { return string(f.Antwoorden.Groei) },
		advise: adviseGrowth,
	},
	{
		code: "AFB-STAP-09", key: "op_de_plek", source: "S-A, Arrangementen: 'Op de plek' (PRD-09); S-B: op dat moment op maximum van zijn kunnen (B-ARR-01)",
		kind: rule.Advies, repairer: Consulent,
		open: func(f *AfbakeningFeiten) string {
			if !slices.Contains(f.Aanbod.StabieleTreden, f.Trede) || f.Antwoorden.Maximum != "" {
				return ""
			}
			return "maximum"
		},
		hits:   stable,
		answer: func(f *AfbakeningFeiten) string { return string(f.Antwoorden.Maximum) },
		advise: func(f *AfbakeningFeiten) Advies { return Advies{Soort: AdviesStabiel, Trede: f.Trede} },
	},
	{
		code: "AFB-STAP-10", key: "anders", source: "Domain guide 1.6, step 10 (own choice where the sources are silent)",
		kind: rule.Advies, repairer: Consulent,
		hits:   func(f *AfbakeningFeiten) bool { return f.Antwoorden.Groei != Ja && !stable(f) },
		answer: func(f *AfbakeningFeiten) string { return strconv.Itoa(int(f.Trede)) },
		advise: func(f *AfbakeningFeiten) Advies {
			if f.Trede >= 5 {
				return Advies{Soort: AdviesWSPOfGeen}
			}
			return Advies{Soort: f.Aanbod.orientation()}
		},
	},
}

// orientation is the advice to find out first: the product, the CAW where the
// gemeente has that instead, or, where it has neither, more talks.
func (a *Aanbod) orientation() AdviesSoort {
	switch a.Orientatie {
	case OrientatieProduct:
		return AdviesOrientatie
	case OrientatieCAW:
		return AdviesCAW
	}
	return AdviesVerhelderen
}

// adviseGrowth goes for the next rung that the catalogue of the day works
// towards; from trede 5, or where it has none, to the WSP.
func adviseGrowth(f *AfbakeningFeiten) Advies {
	for _, goal := range f.Aanbod.Doeltreden {
		if goal > f.Trede {
			return Advies{Soort: AdviesOntwikkel, Trede: goal, Sprong: int(goal) - int(f.Trede)}
		}
	}
	return Advies{Soort: AdviesWSP}
}

// stable tells whether the resident is on a rung that has a stabiel arrangement
// and cannot go further now.
func stable(f *AfbakeningFeiten) bool {
	return f.Antwoorden.Maximum == Ja && slices.Contains(f.Aanbod.StabieleTreden, f.Trede)
}

// localRuleDecides tells whether the local rule takes the place of steps 4 and 5.
func localRuleDecides(f *AfbakeningFeiten) bool { return f.Aanbod.DagbestedingAlleenEnigDoel }

// localException tells whether the main aim is one of the three for which the
// local rule leaves room for dagbesteding.
func localException(f *AfbakeningFeiten) bool { return UitzonderingEnigDoel(f.Antwoorden.Hoofddoel) }

// UitzonderingEnigDoel tells whether an aim is one of the three for which Arnhem
// still gives dagbesteding when it is the only one: structure, relief of the
// carer, breaking isolation. Source: S-B, Regionale doorontwikkeling; B-REG-02.
func UitzonderingEnigDoel(d Hoofddoel) bool {
	return d == DoelDagstructuur || d == DoelMantelzorg || d == DoelOntmoeten
}

func always(soort AdviesSoort) func(*AfbakeningFeiten) Advies {
	return func(*AfbakeningFeiten) Advies { return Advies{Soort: soort} }
}

func ask(question string, get func(*Antwoorden) Antwoord) func(*AfbakeningFeiten) string {
	return func(f *AfbakeningFeiten) string {
		if get(&f.Antwoorden) == "" {
			return question
		}
		return ""
	}
}

func askRungAnd(question string, get func(*Antwoorden) Antwoord) func(*AfbakeningFeiten) string {
	next := ask(question, get)
	return func(f *AfbakeningFeiten) string {
		if f.Trede == ladder.Trede(0) {
			return "trede"
		}
		return next(f)
	}
}

func askAim(f *AfbakeningFeiten) string {
	if f.Antwoorden.Hoofddoel == "" {
		return "hoofddoel"
	}
	return ""
}

func askOnlyAim(f *AfbakeningFeiten) string {
	switch {
	case f.Antwoorden.Hoofddoel == "":
		return "hoofddoel"
	case localException(f) && f.Antwoorden.EnigDoel == "":
		return "enig_doel"
	}
	return ""
}

// askTargetGroup asks on until one answer is not yes; the rest is then no matter.
func askTargetGroup(f *AfbakeningFeiten) string {
	a := &f.Antwoorden
	answers := [...]Antwoord{a.Wil, a.SteunNodig, a.GroteAfstand}
	for i, answer := range answers {
		switch answer {
		case "":
			return [...]string{"wil", "steun_nodig", "grote_afstand"}[i]
		case Ja:
		default:
			return ""
		}
	}
	return ""
}

func answerAim(f *AfbakeningFeiten) string {
	if f.Antwoorden.EnigDoel == "" {
		return string(f.Antwoorden.Hoofddoel)
	}
	return string(f.Antwoorden.Hoofddoel) + "/" + string(f.Antwoorden.EnigDoel)
}

func yes(b bool) string {
	if b {
		return string(Ja)
	}
	return string(Nee)
}
