package uitvoering_test

import (
	"testing"

	"trede/internal/app"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// A draft is kept in no trail and goes when the arrangement is closed.
func TestADraft(t *testing.T) {
	testkit.Eis(t, "MON-03")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		id, _ := r.Lopend("Marco", "de Vries", r.Day("2026-09-07"))
		x := r.Toewijzing(id).ID
		ok(t, r.Uitvoering.BewaarConcept(ctx, r.Werk, x, map[string][]string{"zin": {"hij komt graag"}}))
		c, found, err := r.Uitvoering.Concept(ctx, r.Werk, x)
		ok(t, err)
		if !found || len(c.Velden["zin"]) != 1 || c.Velden["zin"][0] != "hij komt graag" {
			t.Errorf("%+v", c)
		}
		var before, after []store.Gebeurtenis
		events := func(into *[]store.Gebeurtenis) {
			r.Dossier(id, func(tx *store.Tx, _ *store.Dossier) { *into, _ = tx.Tijdlijn(app.KindDossier, id, 100) })
		}
		events(&before)
		ok(t, r.Uitvoering.BewaarConcept(ctx, r.Traject, x, map[string][]string{"zin": {"van een ander"}}))
		events(&after)
		if len(before) == 0 || len(after) != len(before) {
			t.Errorf("%d events, then %d", len(before), len(after))
		}
		for _, a := range []app.Actor{r.Consulent, r.AndereWerk, r.CAW} {
			notHere(t, r.Uitvoering.BewaarConcept(ctx, a, x, map[string][]string{"zin": {"x"}}))
			_, _, err := r.Uitvoering.Concept(ctx, a, x)
			notHere(t, err)
		}
		r.Day("2027-03-08")
		shut(t, r, id, nil)
		for _, a := range []app.Actor{r.Werk, r.Traject} {
			if _, found, err := r.Uitvoering.Concept(ctx, a, x); err != nil || found {
				t.Errorf("%s still has a draft: %v", a.Naam, err)
			}
		}
		r.Klopt()
	})
}
