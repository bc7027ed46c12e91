package site_test

import (
	"strings"
	"testing"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// aboutRonde gives a round with a published paper, a concept, a question and a subject,
// and which of these a route is about.
func (s *scene) aboutRonde(t *testing.T, pattern string) onderwerp {
	t.Helper()
	if s.subjects["ronde"] == "" {
		s.tender(t)
	}
	ids := map[string]string{"id": s.subjects["ronde"], "nr": "1", "stuk": s.subjects["stuk concept"], "vraag": s.subjects["vraag"]}
	if strings.HasSuffix(pattern, "/{stuk}") {
		ids["stuk"] = s.subjects["stuk"]
	}
	return onderwerp{ids: ids}
}

// aboutLeerpunt gives a lesson.
func (s *scene) aboutLeerpunt(t *testing.T) onderwerp {
	t.Helper()
	if s.subjects["leerpunt"] == "" {
		s.tender(t)
	}
	return onderwerp{ids: map[string]string{"id": s.subjects["leerpunt"]}}
}

// tender makes a round and a lesson.
func (s *scene) tender(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	must := func(id string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	ronde, err := s.Inkoop.LegRondeVast(ctx, s.Contractmanager, appinkoop.RondeInput{Ronde: inkoop.Ronde{
		Naam: "Inkoop 2028", Partij: "MGR", Catalogus: "v2", Consultatie: civil.New(2026, 12, 1),
	}})
	s.subjects["ronde"] = must(string(ronde), err)
	must("", s.Inkoop.LegWijzigingVast(ctx, s.Contractmanager, appinkoop.WijzigingInput{
		RondeID: ronde, Versie: 1, Wijziging: inkoop.RondeWijziging{Onderwerp: "Doel", Soort: inkoop.Behouden, Wat: "blijft"},
	}))
	paper := appinkoop.StukInput{RondeID: ronde, Soort: inkoop.StukVisie, Titel: "Waar willen we naartoe", Tekst: "Meedoen"}
	s.subjects["stuk"] = must(s.Inkoop.StelStukOp(ctx, s.Contractmanager, paper))
	must("", s.Inkoop.PubliceerStuk(ctx, s.Contractmanager, ronde, s.subjects["stuk"], 1))
	s.subjects["stuk concept"] = must(s.Inkoop.StelStukOp(ctx, s.Contractmanager, paper))
	s.subjects["vraag"] = must(s.Inkoop.StelVraag(ctx, s.Coordinator, appinkoop.VraagInput{RondeID: ronde, Onderwerp: "Eisen", Tekst: "Wat is een VOG?"}))
	s.subjects["leerpunt"] = must(s.Inkoop.LegLeerpuntVast(ctx, s.Contractmanager, appinkoop.LeerpuntInput{Leerpunt: inkoop.Leerpunt{
		Onderwerp: "Overleg", Soort: inkoop.Behouden, Tekst: "Het overleg loopt goed", Op: civil.New(2026, 12, 1),
	}}))
}
