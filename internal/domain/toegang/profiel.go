package toegang

import (
	"strings"

	"trede/internal/domain/rule"
)

// Profiel (profile) tells who somebody is at work. The order of its parts is
// fixed: strengths, wishes and talents first, then what somebody can bear and how
// he or she travels, and only then what to keep in mind at work. There is no
// field for a diagnosis and there never will be one. Source: S-A, Uitgangspunten
// Activerend Werk ("De kracht, kwaliteiten en mogelijkheden van de inwoner staan
// centraal"); requirements UIT-01, UIT-02 and UIT-04.
type Profiel struct {
	ID        string `json:"id,omitzero"`
	InwonerID string `json:"inwoner_id,omitzero"`

	Kwaliteiten  string `json:"kwaliteiten,omitzero"` // what I am good at
	Wensen       string `json:"wensen,omitzero"`      // what I want, in own words
	Talenten     string `json:"talenten,omitzero"`    // what I could become good at, what I like
	Ervaring     string `json:"ervaring,omitzero"`
	WatWerktGoed string `json:"wat_werkt_goed,omitzero"` // what works for me

	Belastbaarheid Belastbaarheid `json:"belastbaarheid,omitzero"`
	Vervoer        Vervoer        `json:"vervoer,omitzero"`

	RekeningHouden string `json:"rekening_houden,omitzero"` // "waar moet je op het werk rekening mee houden"
}

// ProfielDeel is one part of a profile.
type ProfielDeel string

// The parts of a profile.
const (
	DeelKwaliteiten    ProfielDeel = "kwaliteiten"
	DeelWensen         ProfielDeel = "wensen"
	DeelTalenten       ProfielDeel = "talenten"
	DeelErvaring       ProfielDeel = "ervaring"
	DeelWatWerktGoed   ProfielDeel = "wat_werkt_goed"
	DeelBelastbaarheid ProfielDeel = "belastbaarheid"
	DeelVervoer        ProfielDeel = "vervoer"
	DeelRekeningHouden ProfielDeel = "rekening_houden"
)

// ProfielDelen lists the parts in the order in which every form and every page
// shows them. Source: requirement UIT-01.
func ProfielDelen() []ProfielDeel {
	return []ProfielDeel{
		DeelKwaliteiten, DeelWensen, DeelTalenten, DeelErvaring, DeelWatWerktGoed,
		DeelBelastbaarheid, DeelVervoer, DeelRekeningHouden,
	}
}

// Vervoermiddel is a way to get to work.
type Vervoermiddel string

// The ways.
const (
	VervoerLopen     Vervoermiddel = "lopen"
	VervoerFiets     Vervoermiddel = "fiets"
	VervoerOV        Vervoermiddel = "ov"
	VervoerRijbewijs Vervoermiddel = "rijbewijs"
	VervoerHulp      Vervoermiddel = "hulp_nodig"
)

// Vervoermiddelen lists the ways.
func Vervoermiddelen() []Vervoermiddel {
	return []Vervoermiddel{VervoerLopen, VervoerFiets, VervoerOV, VervoerRijbewijs, VervoerHulp}
}

// Vervoer is how somebody travels. Source: requirement UIT-04.
type Vervoer struct {
	Middelen          []Vervoermiddel `json:"middelen,omitzero"`
	MaxReistijdMinuut int             `json:"max_reistijd_minuut,omitzero"` // one way; 0: not asked
}

// Gevuld tells whether a part of the profile says something.
func (p Profiel) Gevuld(deel ProfielDeel) bool {
	text := map[ProfielDeel]string{
		DeelKwaliteiten: p.Kwaliteiten, DeelWensen: p.Wensen, DeelTalenten: p.Talenten, DeelErvaring: p.Ervaring,
		DeelWatWerktGoed: p.WatWerktGoed, DeelRekeningHouden: p.RekeningHouden,
	}
	switch deel {
	case DeelBelastbaarheid:
		_, agreed := p.Belastbaarheid.MinutenPerWeek()
		return agreed
	case DeelVervoer:
		return len(p.Vervoer.Middelen) > 0
	}
	return strings.TrimSpace(text[deel]) != ""
}

// ProfielRules are the rules for keeping a profile, as of the day it is kept.
var ProfielRules = rule.Set[Profiel]{
	{
		Code: "PROFIEL-01", Source: "S-A, Uitgangspunten Activerend Werk, Passend (UIT-01)",
		Kind: rule.Advies, Repairer: Consulent,
		When: func(p Profiel) bool { return p.Gevuld(DeelRekeningHouden) },
		Check: func(p Profiel) []rule.Finding {
			begun := p.Gevuld(DeelKwaliteiten) || p.Gevuld(DeelWensen) || p.Gevuld(DeelTalenten)
			return rule.FailIf(!begun, string(DeelKwaliteiten), "profiel.begin_met_kracht")
		},
	},
	{
		Code: "PROFIEL-02", Source: "S-A, Uitgangspunten Activerend Werk, Passend (UIT-02)",
		Kind: rule.Advies, Repairer: Consulent,
		Check: func(p Profiel) []rule.Finding {
			return rule.FailIf(!p.Gevuld(DeelBelastbaarheid), string(DeelBelastbaarheid), "profiel.belastbaarheid_ontbreekt")
		},
	},
}
