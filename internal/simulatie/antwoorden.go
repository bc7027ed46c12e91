package simulatie

import "trede/internal/domain/ladder"

// antwoordenVoor are answers that lead to a trede on a version of the ladder: all
// questions are answered, as in a good talk.
func antwoordenVoor(versie ladder.Versie, trede ladder.Trede, c *Chance) ladder.Antwoorden {
	l, ok := ladder.Get(versie)
	if !ok {
		return nil
	}
	out := ladder.Antwoorden{}
	for _, v := range l.Vragen() {
		out[v] = ladder.Nee
	}
	yes := func(questions ...ladder.Vraag) { out[pickFrom(c, questions)] = ladder.Ja }
	switch trede {
	case 6:
		yes(ladder.BetaaldWerk)
	case 5:
		yes(ladder.BetaaldWerk)
		yes(ladder.AanvullendeUitkering, ladder.Instrument)
	case 4:
		yes(ladder.TakenWekelijks)
		yes(ladder.Zelfstandig, ladder.Verantwoordelijkheid, ladder.EconomischeWaarde)
	case 3:
		yes(ladder.TakenWekelijks)
	case 2:
		yes(ladder.ContactBuitenshuis)
		if versie == ladder.V2 && c.Once(0.4) {
			yes(ladder.GeorganiseerdWekelijks)
		}
	}
	return out
}
