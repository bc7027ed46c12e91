package region

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
)

// today is the day before which everything has happened in these tests.
var today = day("2024-06-01")

// find gives the place of the one thing in a list that fits.
func find[T any](t *testing.T, list []T, fits func(T) bool) int {
	t.Helper()
	i := slices.IndexFunc(list, fits)
	if i < 0 {
		t.Fatal("the example has no such thing")
	}
	return i
}

func ref(catalogus, product string) inkoop.ProductRef {
	return inkoop.ProductRef{Catalogus: inkoop.CatalogusCode(catalogus), Product: inkoop.ProductCode(product)}
}

// change is a change of the example with what Diff should say of it.
type change struct {
	name    string
	apply   func(t *testing.T, r *Region)
	soort   Wijzigingsoort
	wat     string
	veld    string
	refused string // part of the refusal; empty: allowed
	back    bool   // says something new about the past
}

func tarief(t *testing.T, r *Region, product inkoop.ProductRef) *inkoop.Tarief {
	t.Helper()
	list := r.Inkoop.Tarieven
	return &list[find(t, list, func(p inkoop.Tarief) bool { return p.Product == product })]
}

func v2Keuze(t *testing.T, r *Region, gemeente inkoop.GemeenteCode) int {
	t.Helper()
	return find(t, r.Inkoop.Keuzes, func(k inkoop.GemeenteKeuze) bool {
		return k.Gemeente == gemeente && k.Product == ref("v2", "ONT3")
	})
}

func remove[T any](list *[]T, i int) { *list = slices.Delete(*list, i, i+1) }

func priceChanges() []change {
	return []change{
		{"a price that counted changes", func(t *testing.T, r *Region) { tarief(t, r, ref("v2", "ONT3")).Bedrag++ }, Gewijzigd, kindTarief, "bedrag", "bedrag was \"€ 2.400,00\" before 2024-06-01; end this one", false},
		{"a made-up price gets a source", func(t *testing.T, r *Region) { tarief(t, r, ref("v2", "ONT3")).Herkomst.Bron = "raadsbesluit" }, Gewijzigd, kindTarief, "bron", "", false},
		{"a price ends yesterday", func(t *testing.T, r *Region) { tarief(t, r, ref("v2", "ONT3")).Geldig.Until = today }, Beeindigd, kindTarief, "tot_en_met", "", false},
		{"a price ends before yesterday", func(t *testing.T, r *Region) { tarief(t, r, ref("v2", "ONT3")).Geldig.Until = today.AddDays(-1) }, Beeindigd, kindTarief, "tot_en_met", "it can end on 2024-05-31 at the earliest", false},
		{"a price is taken away", func(t *testing.T, r *Region) {
			remove(&r.Inkoop.Tarieven, find(t, r.Inkoop.Tarieven, func(p inkoop.Tarief) bool { return p.Product == ref("v2", "ONT3") }))
		}, Verwijderd, kindTarief, "", "end it with tot_en_met, on 2024-05-31 or later", false},
		{"a new price from today", func(t *testing.T, r *Region) {
			next := *tarief(t, r, ref("v2", "ONT3"))
			next.Geldig.From = today
			r.Inkoop.Tarieven = append(r.Inkoop.Tarieven, next)
		}, Toegevoegd, kindTarief, "", "", false},
		{"a price for the past", func(t *testing.T, r *Region) {
			next := *tarief(t, r, ref("v2", "ONT3"))
			next.Geldig = civil.Period{From: day("2019-01-01"), Until: day("2019-02-01")}
			r.Inkoop.Tarieven = append(r.Inkoop.Tarieven, next)
		}, Toegevoegd, kindTarief, "", "", true},
	}
}

func choiceChanges() []change {
	keuze := func(change func(*inkoop.GemeenteKeuze)) func(*testing.T, *Region) {
		return func(t *testing.T, r *Region) { change(&r.Inkoop.Keuzes[v2Keuze(t, r, "0274")]) }
	}
	return []change{
		{"a gemeente stops", keuze(func(k *inkoop.GemeenteKeuze) { k.Geldig.Until = day("2025-01-01") }), Beeindigd, kindKeuze, "tot_en_met", "", false},
		{"a gemeente stopped long ago", keuze(func(k *inkoop.GemeenteKeuze) { k.Geldig.Until = day("2022-01-01") }), Beeindigd, kindKeuze, "tot_en_met", "it held until 2024-05-31", false},
		{"another form in the past", keuze(func(k *inkoop.GemeenteKeuze) { k.Vorm = inkoop.Structureel }), Gewijzigd, kindKeuze, "vorm", "add another from 2024-06-01", false},
		{"a gemeente begins", func(t *testing.T, r *Region) {
			r.Inkoop.Keuzes = append(r.Inkoop.Keuzes, inkoop.GemeenteKeuze{Gemeente: "0275", Product: ref("v2", "ONT3"), Vorm: inkoop.Pilot, Geldig: civil.Period{From: today}})
		}, Toegevoegd, kindKeuze, "", "", false},
		{"a ceiling goes up in the past", func(_ *testing.T, r *Region) { r.Inkoop.Plafonds[0].Plekken++ }, Gewijzigd, kindPlafond, "plekken", "end this one", false},
		{"a local rule is taken away", func(_ *testing.T, r *Region) { remove(&r.Inkoop.LokaleRegels, 0) }, Verwijderd, kindLokaleRegel, "", "cannot be taken away", false},
		{"a gemeente gets another name", func(_ *testing.T, r *Region) { r.Inkoop.Gemeenten[0].Naam = "Lobith" }, Gewijzigd, kindGemeente, "naam", "", false},
		{"a gemeente is taken away", func(t *testing.T, r *Region) {
			remove(&r.Inkoop.Gemeenten, find(t, r.Inkoop.Gemeenten, func(g inkoop.Gemeente) bool { return g.Code == "0340" }))
		}, Verwijderd, kindGemeente, "", "cannot be taken away", false},
		{"a gemeente leaves the region", func(_ *testing.T, r *Region) { r.Inkoop.Gemeenten[0].InRegio = false }, Verwijderd, kindGemeente, "", "cannot be taken away", false},
		{"a neighbour joins the region", func(t *testing.T, r *Region) {
			r.Inkoop.Gemeenten[find(t, r.Inkoop.Gemeenten, func(g inkoop.Gemeente) bool { return !g.InRegio })].InRegio = true
		}, Toegevoegd, kindGemeente, "", "", true},
		{"another opvolger", func(_ *testing.T, r *Region) { r.Inkoop.Gemeenten[0].Opvolger = "0202" }, Gewijzigd, kindGemeente, "opvolger", "end this one", false},
		{"a gemeente dissolves", func(t *testing.T, r *Region) {
			g := &r.Inkoop.Gemeenten[find(t, r.Inkoop.Gemeenten, func(g inkoop.Gemeente) bool { return g.Code == "0277" })]
			g.Geldig.Until, g.Opvolger = day("2025-01-01"), "0275"
		}, Beeindigd, kindGemeente, "tot_en_met", "", false},
		{"a border is taken away", func(_ *testing.T, r *Region) { remove(&r.Inkoop.Grenzen, 0) }, Verwijderd, kindGrens, "", "cannot be taken away", false},
		{"a wijk begins later than it did", func(_ *testing.T, r *Region) { r.Inkoop.Wijken[0].Geldig.From = today }, Gewijzigd, kindWijk, "van", "its first day stays", false},
		{"a wijk begins earlier", func(t *testing.T, r *Region) {
			r.Inkoop.Wijken[find(t, r.Inkoop.Wijken, func(w inkoop.Wijk) bool { return !w.Geldig.From.IsZero() })].Geldig.From = day("2017-01-01")
		}, Gewijzigd, kindWijk, "van", "", true},
	}
}

func catalogueChanges() []change {
	v2 := func(change func(*inkoop.Catalogusversie)) func(*testing.T, *Region) {
		return func(_ *testing.T, r *Region) {
			c := &r.Inkoop.Catalogi[1]
			c.Producten = slices.Clone(c.Producten)
			change(c)
		}
	}
	return []change{
		{"a product lasts longer in a catalogue that counts", v2(func(c *inkoop.Catalogusversie) { c.Producten[1].Duur.Maanden = 9 }), Gewijzigd, "catalogus.product", "duur_maanden", "end this one", false},
		{"a product gets a plainer name", v2(func(c *inkoop.Catalogusversie) { c.Producten[1].GewoneNaam = "Aan de slag" }), Gewijzigd, "catalogus.product", "gewone_naam", "", false},
		{"a product is added to a catalogue that counts", v2(func(c *inkoop.Catalogusversie) {
			c.Producten = append(c.Producten, inkoop.Product{Code: "ONT6"})
		}), Toegevoegd, "catalogus.product", "", "make a new version", false},
		{"a product is taken out of a catalogue that counts", v2(func(c *inkoop.Catalogusversie) { c.Producten = c.Producten[1:] }), Verwijderd, "catalogus.product", "", "cannot be taken away", false},
		{"a catalogue becomes a concept again", v2(func(c *inkoop.Catalogusversie) { c.Status = inkoop.Concept }), Gewijzigd, kindCatalogus, "status", "end this one", false},
		{"a new catalogue", func(_ *testing.T, r *Region) {
			r.Inkoop.Catalogi = append(r.Inkoop.Catalogi, inkoop.Catalogusversie{Code: "v3", Status: inkoop.Vastgesteld, Geldig: civil.Period{From: day("2025-01-01")}})
		}, Toegevoegd, kindCatalogus, "", "", false},
	}
}

func settingChanges() []change {
	set := func(code inkoop.InstellingCode, van, value string) func(*testing.T, *Region) {
		return func(_ *testing.T, r *Region) {
			row := inkoop.Instelling{Code: code, Waarde: value}
			if van != "" {
				row.Van = day(van)
			}
			r.Inkoop.Instellingen = append(r.Inkoop.Instellingen, row)
		}
	}
	first := func(value string) func(*testing.T, *Region) {
		return func(t *testing.T, r *Region) {
			r.Inkoop.Instellingen[find(t, r.Inkoop.Instellingen, func(i inkoop.Instelling) bool { return i.Code == "wmo_besluit_weken" })].Waarde = value
		}
	}
	return []change{
		{"a setting from today", set("wmo_besluit_weken", "2024-06-01", "3"), Toegevoegd, kindInstelling, "", "", false},
		{"a setting from yesterday", set("wmo_besluit_weken", "2024-05-31", "3"), Toegevoegd, kindInstelling, "", "give it the new value from 2024-06-01", false},
		{"a setting from yesterday that changes nothing", set("wmo_besluit_weken", "2024-05-31", "2"), Toegevoegd, kindInstelling, "", "", false},
		{"a setting becomes another from the start", first("3"), Gewijzigd, kindInstelling, "waarde", "wmo_besluit_weken was 2 before", false},
		{"a default is taken away", func(_ *testing.T, r *Region) { remove(&r.Inkoop.Instellingen, 0) }, Verwijderd, kindInstelling, "", "", false},
		{"stop with the contract from today", func(_ *testing.T, r *Region) {
			r.Inkoop.Overgang = r.Inkoop.Overgang.With(civil.Period{From: today}, inkoop.Overgangsregel{Soort: inkoop.Eindigen})
		}, Toegevoegd, kindOvergang, "", "", false},
		{"stop with the contract in the past", func(_ *testing.T, r *Region) {
			r.Inkoop.Overgang = r.Inkoop.Overgang.With(civil.Period{From: day("2016-01-01"), Until: day("2016-02-01")}, inkoop.Overgangsregel{Soort: inkoop.Eindigen})
		}, Toegevoegd, kindOvergang, "", "something else held", false},
		{"the AOW age of people who have it", func(_ *testing.T, r *Region) { r.AOW[5].Maanden++ }, Gewijzigd, kindAOW, "maanden", "end this one", false},
		{"the AOW age of people who do not have it yet", func(_ *testing.T, r *Region) { r.AOW[len(r.AOW)-1].Maanden++ }, Gewijzigd, kindAOW, "maanden", "", false},
		{"a new AOW row", func(_ *testing.T, r *Region) {
			r.AOW = append(r.AOW, AOWRegel{AOWRegel: persoon.AOWRegel{Van: day("1964-10-01"), Tm: day("1965-09-30"), Jaren: 67, Maanden: 3}})
		}, Toegevoegd, kindAOW, "", "", false},
		{"another code", func(_ *testing.T, r *Region) { r.Code = "regio-elders" }, Gewijzigd, "regio", "code", "another region is another database", false},
		{"another name", func(_ *testing.T, r *Region) { r.Naam = "Midden-Gelderland" }, Gewijzigd, "regio", "naam", "", false},
	}
}

func allChanges() []change {
	return slices.Concat(priceChanges(), choiceChanges(), catalogueChanges(), settingChanges(), rondeChanges())
}

func TestDiff(t *testing.T) {
	for _, c := range allChanges() {
		t.Run(c.name, func(t *testing.T) {
			old, new := Example(), Example()
			c.apply(t, new)
			changes := Diff(old, new, today)
			i := slices.IndexFunc(changes, func(w Wijziging) bool { return w.Soort == c.soort && w.Wat == c.wat && w.Veld == c.veld })
			if i < 0 {
				t.Fatalf("not found in %+v", changes)
			}
			w := changes[i]
			if (w.Geweigerd == "") != (c.refused == "") || !strings.Contains(w.Geweigerd, c.refused) || w.Terugwerkend != c.back {
				t.Errorf("got %+v", w)
			}
			if w.Sleutel == "" || w.Soort == Gewijzigd && w.Oud == w.Nieuw {
				t.Errorf("does not say what changes: %+v", w)
			}
			if (Diff(old, new, today).Err() == nil) != (len(changes.Geweigerd()) == 0) {
				t.Error("the error and the refusals differ")
			}
			if early := Diff(old, new, civil.Date{}); len(early) != len(changes) || early.Err() != nil {
				t.Errorf("with nothing done yet: %v", early.Err())
			}
		})
	}
}

func TestDiffOfTheSame(t *testing.T) {
	old, new := Example(), Example()
	slices.Reverse(new.Inkoop.Keuzes)
	slices.Reverse(new.Inkoop.Gemeenten)
	if changes := Diff(old, new, today); len(changes) != 0 || changes.Err() != nil {
		t.Errorf("got %+v", changes)
	}
	if new.Inkoop.Gemeenten[0].InRegio {
		t.Error("comparing changes the order of the region")
	}
}

func TestDiffOfAConcept(t *testing.T) {
	old, new := Example(), Example()
	concept := inkoop.Catalogusversie{Code: "v3", Naam: "Derde", Status: inkoop.Concept, Geldig: civil.Period{From: day("2024-01-01")}, Producten: []inkoop.Product{{Code: "A"}}}
	old.Inkoop.Catalogi = append(old.Inkoop.Catalogi, concept)
	if changes := Diff(old, new, today); changes.Err() != nil || len(changes) != 2 {
		t.Errorf("a concept cannot be taken away: %v", changes)
	}
	concept.Producten = []inkoop.Product{{Code: "B"}}
	new.Inkoop.Catalogi = append(new.Inkoop.Catalogi, concept)
	if err := Diff(old, new, today).Err(); err != nil {
		t.Errorf("a concept cannot change: %v", err)
	}
	concept.Status = inkoop.Vastgesteld
	new.Inkoop.Catalogi[2] = concept
	changes := Diff(old, new, today)
	if i := slices.IndexFunc(changes, func(w Wijziging) bool { return w.Veld == "status" }); i < 0 || !changes[i].Terugwerkend {
		t.Errorf("a catalogue that counts back is not told: %+v", changes)
	}
}

func TestDiffSaysEverythingThatIsRefused(t *testing.T) {
	old, new := Example(), Example()
	new.Inkoop.Tarieven[0].Bedrag++
	new.Inkoop.Plafonds[0].Plekken++
	new.Naam = "Nieuw"
	changes := Diff(old, new, today)
	var found *Error
	if !errors.As(changes.Err(), &found) || len(found.Problems) != 2 || len(changes) != 3 {
		t.Errorf("got %v", changes.Err())
	}
	if diff := cmp.Diff([]string{"regio", kindPlafond, kindTarief}, []string{changes[0].Wat, changes[1].Wat, changes[2].Wat}); diff != "" {
		t.Error("not in the order of the file: " + diff)
	}
}

// What a day before today was answered, it is answered after every change that is
// allowed and does not say that it reaches back.
func TestAllowedChangesKeepThePast(t *testing.T) {
	list := allChanges()
	rapid.Check(t, func(rt *rapid.T) {
		c := rapid.SampledFrom(list).Draw(rt, "change")
		old, new := Example(), Example()
		c.apply(t, new)
		if Diff(old, new, today).Err() != nil || c.back {
			return
		}
		before, err := old.Register()
		if err != nil {
			rt.Fatal(err)
		}
		after, err := new.Register()
		if err != nil {
			rt.Fatal(err)
		}
		on := today.AddDays(-rapid.IntRange(1, 2700).Draw(rt, "days ago"))
		gemeente := rapid.SampledFrom(old.Inkoop.Gemeenten).Draw(rt, "gemeente").Code
		product := rapid.SampledFrom(before.Koopbaar("0202", on)).Draw(rt, "product").Product
		same := func(what string, a, b any) {
			if diff := cmp.Diff(a, b); diff != "" {
				rt.Fatalf("%s on %s: %s", what, on, diff)
			}
		}
		same("judgement", before.Koopoordeel(gemeente, product, on), after.Koopoordeel(gemeente, product, on))
		same("settings", before.Instellingen(on), after.Instellingen(on))
		same("neighbours", before.Buren(gemeente, on), after.Buren(gemeente, on))
		same("ceilings", before.Plafonds(gemeente, product.Product, on), after.Plafonds(gemeente, product.Product, on))
		priceBefore, _ := before.Tarief(product, on)
		priceAfter, _ := after.Tarief(product, on)
		same("price", priceBefore.Bedrag, priceAfter.Bedrag)
		windowBefore, _ := before.VensterOp(inkoop.NieuweAanbieder, "AW-ONT", on)
		windowAfter, _ := after.VensterOp(inkoop.NieuweAanbieder, "AW-ONT", on)
		same("window", windowBefore.Stand, windowAfter.Stand)
		codeBefore, _ := before.IWmoVan(gemeente, product, on)
		codeAfter, _ := after.IWmoVan(gemeente, product, on)
		same("code of messages", codeBefore, codeAfter)
		same("studies", before.Verkenningen(gemeente, on), after.Verkenningen(gemeente, on))
	})
}
