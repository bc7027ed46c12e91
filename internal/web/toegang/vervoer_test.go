package toegang_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	domtoegang "trede/internal/domain/toegang"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

// With a place far away the form asks about transport; what is missing of the agreement is
// said where it is decided, with a link back to the choice.
func TestTransportIsAsked(t *testing.T) {
	testkit.Eis(t, "LOC-03")
	s := newScene(t, dbtest.SQLite(t))
	ctx := t.Context()
	s.Day("2026-11-22")
	m := s.Melding("Marco", "de Vries")
	s.Onderzocht(m)
	s.Doel(m.InwonerID, "Ik kom elke dag", domtoegang.DomeinActivering)
	b := s.as(s.Consulent)
	page := "/inwoners/" + m.InwonerID + "/toewijzen"
	chosen := page + "?product=v2%2FONT3&start=30-11-2026"
	if b.Get(chosen).Want(http.StatusOK).Has("Is het vervoer een obstakel") {
		t.Error("transport is asked while every place is near")
	}
	place, err := s.Inkoop.LegWerkplekVast(ctx, s.Coordinator, appinkoop.Werkplek{
		Werkplek: inkoop.Werkplek{
			Aanbieder: s.De, Naam: "De Bijenstal", VoorWie: "de buurt", Gemeente: regiotest.Duiven, Woonplaats: "Duiven",
			Dagdelen: []inkoop.Dagdeelplekken{{Dagdeel: inkoop.Dagdeel{Dag: time.Monday, Deel: inkoop.Ochtend}, Plekken: 4}},
			Geldig:   civil.Period{From: civil.New(2026, time.January, 1)},
		},
		Werksoort: "imkerij",
	})
	regiotest.OK(t, err)
	regiotest.OK(t, s.Inkoop.VraagUitzondering(ctx, s.Coordinator, appinkoop.UitzonderingVraag{
		Aanbieder: s.De, WerkplekID: place, Versie: 1, Motivering: "Niemand houdt bijen.", Vervoer: true,
	}))
	if b.Get(chosen).Want(http.StatusOK).Has("De Bijenstal") {
		t.Error("a place that waits for an exception can be chosen")
	}
	regiotest.OK(t, s.Inkoop.BeslisUitzondering(ctx, s.Contractmanager, appinkoop.UitzonderingBesluit{
		Aanbieder: s.De, WerkplekID: place, Versie: 2, Toekennen: true, Reden: "nergens anders",
	}))
	b.Get(chosen).Want(http.StatusOK).WantText("De Bijenstal", "ver weg, met een uitzondering", "Is het vervoer een obstakel voor de inwoner?")
	choice := url.Values{
		"product": {"v2/ONT3"}, "start": {"30-11-2026"}, "aanbieder": {string(s.De) + "/" + place}, "vervoerObstakel": {"ja"},
		"vervoerOplossing": {"De aanbieder haalt hem op."}, "vervoerAfgesproken": {"22-11-2026"},
	}
	decide := b.Post(page, choice).Want(http.StatusSeeOther).Follow().WantText("De aanbieder betaalt het vervoer", "Pas de keuze aan")
	if strings.Contains(decide.Text(), "Schrijf op hoe de aanbieder het vervoer regelt") {
		t.Error("what was filled in is asked again")
	}
	choice.Set("vervoerKosten", "ja")
	choice.Set("vervoerAfgesproken", "23-11-2026")
	b.Post(page, choice).Want(http.StatusBadRequest).WantText("De aanbieder haalt hem op.")
	choice.Set("vervoerAfgesproken", "22-11-2026")
	b.Post(page, choice).Want(http.StatusSeeOther).Follow().WantText("De aanbieder haalt hem op. Op kosten van de aanbieder, afgesproken op 22 november 2026.")
}
