package toegang

import (
	"testing"

	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	"trede/internal/web/tekst"
)

// Every value that a form offers, and every step and state that a page shows, has a
// word.
func TestEveryValueHasAWord(t *testing.T) {
	n := 0
	has := func(key string) {
		n++
		if !tekst.Has(key) {
			t.Errorf("%q has no text", key)
		}
	}
	for table, values := range map[string][]string{
		"melder": texts(toegang.Melders()), "antwoord": texts(toegang.Antwoordlijst()), "hoofddoel": texts(toegang.Hoofddoelen()),
		"uitkomst_soort": texts(toegang.UitkomstSoorten()), "deelnamevorm": texts(toegang.Deelnamevormen()),
		"uitgangspunt": texts(toegang.Uitgangspunten()), "afweging": texts(toegang.Afwegingen()), "aspect": texts(toegang.Aspecten()),
		"opschorting_grond": texts(toegang.OpschortingRedenen()), "domein": texts(toegang.Domeinen()), "score": texts(toegang.Scores()),
		"besluit_uitkomst": texts(toegang.BesluitUitkomsten()), "toewijzing_staat": texts(toegang.ToewijzingStaten()),
		"trajectrichting": texts(toegang.Trajectrichtingen()), "vervoermiddel": texts(toegang.Vervoermiddelen()),
		"belemmering": texts(ladder.Belemmeringen()), "reden_wijziging": texts(toegang.RedenenWijziging()), "akkoord_vorm": texts(toegang.AkkoordVormen()),
		"akkoord_hoe": append(akkoordHoe, nogNiet), "nabij": {"0", "1", "2", "3"},
	} {
		for _, v := range values {
			has(table + "." + v)
		}
	}
	for _, r := range toegang.AfbakeningRules {
		has("afb_stap." + r.Code)
		has("afbakening." + stapSleutel[r.Code])
	}
	for _, q := range afbakeningVragen {
		has("afbakening_vraag." + q.field)
	}
	for _, a := range meldingActs {
		has("gedaan.melding_" + a.name)
	}
	for _, a := range aanvraagActs {
		has("gedaan.aanvraag_" + a.name)
	}
	for _, row := range toegang.Scorekaart(toegang.AfbakeningFeiten{}) {
		has(row.Waarom)
		has("scorekaart.rij_" + row.Rij)
	}
	if n < 150 {
		t.Errorf("only %d words asked", n)
	}
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for n, v := range list {
		out[n] = string(v)
	}
	return out
}

// A name that was searched is taken apart for a person to read over.
func TestSplitName(t *testing.T) {
	for text, want := range map[string][3]string{
		"Marco de Vries": {"Marco", "de", "Vries"}, "Karel van der Zwaluw": {"Karel", "van der", "Zwaluw"}, "Bos": {"", "", "Bos"},
		"Ans Bos Mol": {"Ans", "", "Bos Mol"}, "Jan de": {"Jan", "", "de"}, "": {"", "", ""},
	} {
		if r, v, a := splitName(text); [3]string{r, v, a} != want {
			t.Errorf("%q becomes %q, %q, %q", text, r, v, a)
		}
	}
}
