package ladder

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Vraag (question) is the code of one question about a resident's situation.
type Vraag string

// The questions of domain guide 2.2. Their texts differ per version: see
// [Ladder.Vraagtekst].
const (
	BetaaldWerk            Vraag = "betaald_werk"
	AWBegeleiding          Vraag = "aw_begeleiding"
	AanvullendeUitkering   Vraag = "aanvullende_uitkering"
	Instrument             Vraag = "instrument"
	Studiefinanciering     Vraag = "studiefinanciering"
	TakenWekelijks         Vraag = "taken_wekelijks"
	Zelfstandig            Vraag = "zelfstandig"
	Verantwoordelijkheid   Vraag = "verantwoordelijkheid"
	EconomischeWaarde      Vraag = "economische_waarde"
	VakopleidingUitkering  Vraag = "vakopleiding_uitkering"
	GeorganiseerdWekelijks Vraag = "georganiseerd_wekelijks"
	ContactBuitenshuis     Vraag = "contact_buitenshuis"
)

// Antwoord (answer) is ja, nee or nothing: a question that was not answered never
// counts as no.
type Antwoord string

// The answers. The zero value is unanswered.
const (
	Onbeantwoord Antwoord = ""
	Ja           Antwoord = "ja"
	Nee          Antwoord = "nee"
)

// Antwoorden are the answers by question. All are kept, also those that did not
// matter for the placement.
type Antwoorden map[Vraag]Antwoord

// Signaal (signal) is something a placement brings to light besides the trede.
type Signaal string

// AWBijBetaaldWerk: the resident is paid and yet guided by Activerend Werk. That
// cannot be, because Activerend Werk knows no employment (domain guide 2.2 step 3).
const AWBijBetaaldWerk Signaal = "aw_bij_betaald_werk"

// Stap (step) is one step of the placement: ja to one of its questions leads one
// way, nee to all of them the other.
type Stap struct {
	Nummer  int // as domain guide 2.2 numbers it
	Vragen  []Vraag
	Ja, Nee Gevolg
	Signaal Signaal // given when the answer is ja
}

// Gevolg (consequence) is where a step leads: to a trede, or to another step.
type Gevolg struct {
	Trede Trede
	Stap  int // Nummer of the next step, when Trede is 0
}

// Grond (ground) is one answer on the way to a trede.
type Grond struct {
	Stap     int      `json:"stap"`
	Vraag    Vraag    `json:"vraag"`
	Antwoord Antwoord `json:"antwoord"`
}

// Plaatsing (placement) is what the answers lead to, and why.
type Plaatsing struct {
	Versie   Versie    `json:"versie"`
	Trede    Trede     `json:"trede"`              // 0 as long as answers are needed
	Gronden  []Grond   `json:"gronden"`            // the answers that led to it, in order
	Nodig    []Vraag   `json:"nodig,omitempty"`    // the questions that are needed next
	Signalen []Signaal `json:"signalen,omitempty"` // what else came to light
}

// Compleet tells whether the answers led to a trede.
func (p Plaatsing) Compleet() bool { return p.Trede != 0 }

// ErrPlaatsing is the error of a version, question or answer that does not exist.
var ErrPlaatsing = errors.New("no placement")

// Place places a resident on the ladder of a version. As long as the answers do
// not decide, Trede is 0 and Nodig has the questions of the step that is next.
func Place(versie Versie, antwoorden Antwoorden) (Plaatsing, error) {
	l, ok := Get(versie)
	if !ok {
		return Plaatsing{}, fmt.Errorf("%w: version %q", ErrPlaatsing, versie)
	}
	return l.Place(antwoorden)
}

// Place is [Place] for this ladder. Questions of another version are left aside.
func (l Ladder) Place(antwoorden Antwoorden) (Plaatsing, error) {
	if err := antwoorden.validate(); err != nil {
		return Plaatsing{}, err
	}
	p := Plaatsing{Versie: l.Versie}
	next := l.Stappen[0].Nummer
	for range l.Stappen { // each step at most once
		i := slices.IndexFunc(l.Stappen, func(s Stap) bool { return s.Nummer == next })
		if i < 0 {
			return Plaatsing{}, fmt.Errorf("%w: no step %d in %s", ErrPlaatsing, next, l.Versie)
		}
		stap := l.Stappen[i]
		antwoord, gronden, open := stap.weigh(antwoorden)
		if antwoord == Onbeantwoord {
			p.Nodig = open
			return p, nil
		}
		p.Gronden = append(p.Gronden, gronden...)
		gevolg := stap.Nee
		if antwoord == Ja {
			gevolg = stap.Ja
			if stap.Signaal != "" {
				p.Signalen = append(p.Signalen, stap.Signaal)
			}
		}
		if gevolg.Trede != 0 {
			p.Trede = gevolg.Trede
			return p, nil
		}
		next = gevolg.Stap
	}
	return Plaatsing{}, fmt.Errorf("%w: the steps of %s lead round", ErrPlaatsing, l.Versie)
}

// weigh answers a step: ja when one question is ja, nee when all are, and
// otherwise nothing, with the questions that are open.
func (s Stap) weigh(antwoorden Antwoorden) (antwoord Antwoord, gronden []Grond, open []Vraag) {
	var ja, nee []Grond
	for _, v := range s.Vragen {
		grond := Grond{s.Nummer, v, antwoorden[v]}
		switch grond.Antwoord {
		case Ja:
			ja = append(ja, grond)
		case Nee:
			nee = append(nee, grond)
		default:
			open = append(open, v)
		}
	}
	switch {
	case len(ja) > 0:
		return Ja, ja, nil
	case len(open) > 0:
		return Onbeantwoord, nil, open
	}
	return Nee, nee, nil
}

func (a Antwoorden) validate() error {
	for v, antwoord := range a {
		if _, ok := vraagteksten[v]; !ok {
			return fmt.Errorf("%w: question %q", ErrPlaatsing, v)
		}
		switch antwoord {
		case Onbeantwoord, Ja, Nee:
		default:
			return fmt.Errorf("%w: answer to %q", ErrPlaatsing, v)
		}
	}
	return nil
}

// Clone is a copy that can be changed apart.
func (a Antwoorden) Clone() Antwoorden { return maps.Clone(a) }

// Vragen are the questions of this ladder in the order of asking.
func (l Ladder) Vragen() []Vraag {
	var list []Vraag
	for _, s := range l.Stappen {
		for _, v := range s.Vragen {
			if !slices.Contains(list, v) {
				list = append(list, v)
			}
		}
	}
	return list
}

// Vraagtekst is the question in Dutch, as this version means it.
func (l Ladder) Vraagtekst(v Vraag) string {
	if text, ok := vraagtekstenV1[v]; ok && l.Versie == V1 {
		return text
	}
	return vraagteksten[v]
}
