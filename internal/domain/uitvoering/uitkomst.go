package uitvoering

import (
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
)

// UitkomstFeiten are what figures are made of, for one ended arrangement. A figure
// never guesses: what was not measured is not counted. Source: domain guide 6;
// RES-01, RES-02, UIT-07, B-KEN-01.
type UitkomstFeiten struct {
	Bestemming     Bestemming
	Richting       toegang.Trajectrichting // contribution or fit for work; B-KEN-01
	Uitstroom      bool                    // paid, paid with support, or volunteering
	Gemeten        bool                    // begin and end were both measured
	Effect         ladder.Effect           // vergroten, versterken, behouden, terugval; empty: not measured
	Ladderwinst    int                     // rungs up, or down when negative
	Doorstroom     bool                    // eindtrede higher than begintrede
	Doeltrede      bool                    // ontwikkelarrangement: eindtrede is at least the target
	Behoud         bool                    // stabiel arrangement: eindtrede is at least the rung of the product
	Uitval         bool                    // ended early, by the resident or the provider alone
	Duurzaam       bool                    // still held after three months
	DuurzaamBekend bool
}

// Uitkomst makes the facts for figures out of a closing, the measurements of the
// arrangement and the follow-up.
func Uitkomst(a Arrangement, c Afsluiting, metingen []ladder.Meting, nazorg []Nazorg) UitkomstFeiten {
	f := UitkomstFeiten{
		Bestemming: c.Bestemming,
		Richting:   a.Richting,
		Uitstroom:  c.Bestemming.Uitstroom(),
		Uitval:     c.Reden == toegang.EindeDoorInwoner || c.Reden == toegang.EindeDoorAanbieder,
	}
	f.Duurzaam, f.DuurzaamBekend = Duurzaam(nazorg, DuurzaamMaanden)
	f.Doeltrede = a.Product.Soort == inkoop.ONT && c.Eindtrede.Valid() && c.Eindtrede >= a.Product.Doeltrede
	f.Behoud = a.Product.Soort == inkoop.STA && c.Eindtrede.Valid() && c.Eindtrede >= a.Product.Trede()
	if change, ok := Effect(metingen); ok {
		f.Gemeten, f.Effect = true, change.Effect
		f.Ladderwinst = change.Treden
		f.Doorstroom = change.Treden > 0
	}
	return f
}

// Effect compares the measurement at the start with the one at the end of an
// arrangement, and tells whether both are there. Source: S-A, Uitgangspunten,
// Ontwikkeling ("vergroten, versterken of behouden"); UIT-07.
func Effect(metingen []ladder.Meting) (v ladder.Verandering, ok bool) {
	if len(ladder.Ontbrekend(metingen)) > 0 {
		return ladder.Verandering{}, false
	}
	var start, end ladder.Meting
	for _, m := range metingen {
		switch {
		case m.Soort == ladder.MetingStart && (start.Datum.IsZero() || m.Datum.Before(start.Datum)):
			start = m
		case m.Soort == ladder.MetingEind && !m.Datum.Before(end.Datum):
			end = m
		}
	}
	v, err := ladder.EffectOf(start, end)
	return v, err == nil
}
