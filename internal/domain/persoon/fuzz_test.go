package persoon_test

import (
	"testing"

	"trede/internal/domain/persoon"
)

// Whatever a parser of this package accepts, it gives in one form, which it
// accepts again; what it refuses it gives nothing of.
func FuzzParsers(f *testing.F) {
	for _, text := range []string{"123456782", "1234.56.782", "6828 CN", "06-12 34 56 78", "+31 (0)6 12345678", "0049 2822 12345", "", "+", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if b, err := persoon.ParseBSN(text); err == nil {
			if back, err := persoon.ParseBSN(b.Reveal()); err != nil || back != b || b.IsZero() {
				t.Errorf("BSN %q gives %s, which reads as %s, %v", text, b.Reveal(), back.Reveal(), err)
			}
		} else if !b.IsZero() {
			t.Errorf("BSN %q is refused and yet there", text)
		}
		for name, parse := range map[string]func(string) (string, error){"postcode": persoon.ParsePostcode, "telefoon": persoon.ParseTelefoon} {
			clean, err := parse(text)
			if err != nil {
				if clean != "" {
					t.Errorf("%s %q is refused and yet gives %q", name, text, clean)
				}
				continue
			}
			if back, err := parse(clean); err != nil || back != clean {
				t.Errorf("%s %q gives %q, which reads as %q, %v", name, text, clean, back, err)
			}
		}
		for _, word := range persoon.Zoekwoorden(text) {
			if again := persoon.Zoekwoorden(word); len(again) != 1 || again[0] != word {
				t.Errorf("word %q of %q becomes %q", word, text, again)
			}
		}
		naam := persoon.Naam{Geslachtsnaam: text, Voornamen: text, Voorletters: text, Voorvoegsel: text}
		_ = naam.Volledig() + naam.Formeel() + naam.Lijst() + naam.SortKey() + naam.Aanhef(persoon.AanspreekHeer)
	})
}
