package toegang

// Kant is the side to which one row of the scorekaart points.
type Kant string

// The sides. The empty side means that the row has no answer yet.
const (
	KantAW           Kant = "activerend_werk"
	KantDagbesteding Kant = "dagbesteding"
	KantBeide        Kant = "beide" // dagbesteding may stand beside Activerend Werk
	KantAnders       Kant = "anders"
)

// ScorekaartRij is one row of the comparison with dagbesteding, with what made it
// point that way.
type ScorekaartRij struct {
	Rij    string `json:"rij"` // doelstelling, resultaat or voor_wie
	Kant   Kant   `json:"kant"`
	Waarom string `json:"waarom"` // message key
	Source string `json:"source"`
}

// Scorekaart puts the answers beside the table with which the source tells
// Activerend Werk and dagbesteding apart, row by row. It explains; the advice
// comes from [Afbaken] and the decision from a person.
// Source: S-A, Afbakening met Dagbesteding; AFB-03, AFB-04, AFB-05.
func Scorekaart(f AfbakeningFeiten) []ScorekaartRij {
	const source = "S-A, Afbakening met Dagbesteding, "
	aim := f.Antwoorden.Hoofddoel
	return []ScorekaartRij{
		row("doelstelling", source+"Doelstelling (AFB-03)", aimSide(aim)),
		row("resultaat", source+"Resultaat (AFB-04)", resultSide(aim)),
		row("voor_wie", source+"Voor wie? (AFB-05)", personSide(f)),
	}
}

type side struct {
	kant   Kant
	reason string
}

func row(name, source string, s side) ScorekaartRij {
	if s.reason == "" {
		s.reason = "open"
	}
	return ScorekaartRij{Rij: name, Kant: s.kant, Waarom: "scorekaart." + name + "." + s.reason, Source: source}
}

// aimSide is row 1: you do something for others, or for yourself.
func aimSide(aim Hoofddoel) side {
	switch aim {
	case DoelBijdragen:
		return side{KantAW, "voor_anderen"}
	case DoelZelfredzaamheid:
		return side{KantDagbesteding, "voor_jezelf"}
	case DoelMantelzorg, DoelDagstructuur:
		return side{KantDagbesteding, "niet_voor_anderen"}
	case DoelOntmoeten:
		return side{KantAnders, "ontmoeten"}
	}
	return side{}
}

// resultSide is row 2: taking part in society, or skills to manage, relief of the
// carer and a structure of the day.
func resultSide(aim Hoofddoel) side {
	switch aim {
	case DoelBijdragen:
		return side{KantAW, "participatie"}
	case DoelZelfredzaamheid:
		return side{KantDagbesteding, "zelfredzamer"}
	case DoelMantelzorg:
		return side{KantDagbesteding, "mantelzorger_ontlast"}
	case DoelDagstructuur:
		return side{KantDagbesteding, "dagstructuur"}
	case DoelOntmoeten:
		return side{KantAnders, "contact"}
	}
	return side{}
}

// personSide is row 3: for whom. AOW age reached is never Activerend Werk; an
// overburdened carer may mean dagbesteding beside it.
func personSide(f AfbakeningFeiten) side {
	switch {
	case f.AOWBereikt:
		return side{KantDagbesteding, "aow_bereikt"}
	case f.OnderLeeftijd:
		return side{KantAnders, "te_jong"}
	case f.Antwoorden.MantelzorgOverbelast == Ja && !suits(f):
		return side{KantDagbesteding, "mantelzorger_overbelast"}
	case f.Antwoorden.MantelzorgOverbelast == Ja:
		return side{KantBeide, "mantelzorger_overbelast"}
	case !answered(f):
		return side{}
	case !suits(f):
		return side{KantDagbesteding, "niet_passend"}
	}
	return side{KantAW, "leeftijd_en_passend"}
}

// Geschikt (suited) is the outcome of the four questions of the aim of Activerend
// Werk: age, great distance, wants to, needs support. Each is kept, so that a
// reader sees which one decides. Source: S-A, Doel Activerend Werk; DOE-01.
type Geschikt struct {
	Leeftijd     bool `json:"leeftijd,omitzero"`
	GroteAfstand bool `json:"grote_afstand,omitzero"`
	Wil          bool `json:"wil,omitzero"`
	SteunNodig   bool `json:"steun_nodig,omitzero"`
}

// Alle tells whether all four are yes, so that Activerend Werk is possible.
func (g Geschikt) Alle() bool { return g.Leeftijd && g.GroteAfstand && g.Wil && g.SteunNodig }

// Geschiktheid answers the four questions.
func Geschiktheid(f AfbakeningFeiten) Geschikt {
	return Geschikt{
		Leeftijd:     !f.OnderLeeftijd && !f.AOWBereikt,
		GroteAfstand: f.Antwoorden.GroteAfstand == Ja,
		Wil:          f.Antwoorden.Wil == Ja,
		SteunNodig:   f.Antwoorden.SteunNodig == Ja,
	}
}

// suits tells whether Activerend Werk suits: all four questions are yes.
func suits(f AfbakeningFeiten) bool { return Geschiktheid(f).Alle() }

func answered(f AfbakeningFeiten) bool { return suits(f) || askTargetGroup(&f) == "" }
