package region

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
)

var update = flag.Bool("update", false, "write the golden files anew")

// lezing gives the example region with a reading of LOC-01 and the local rule of Arnhem
// from the first day, so that years before the rule can be asked as well.
func lezing(t *testing.T, reading string) *inkoop.Register {
	t.Helper()
	data := Example().Inkoop
	data.Instellingen = append(slices.Clone(data.Instellingen), inkoop.Instelling{
		Code: "localiteit_lezing", Waarde: reading, Van: civil.First, Herkomst: inkoop.Herkomst{Soort: inkoop.Voorstel, Bron: "proef"},
	})
	for n, x := range data.LokaleRegels {
		if x.Soort == inkoop.WerklocatieInWoonplaats {
			data.LokaleRegels[n].Geldig.From = civil.First
		}
	}
	for n := range data.Woonplaatsen {
		data.Woonplaatsen[n].Geldig.From = civil.First
	}
	r, err := inkoop.NewRegister(data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// gemeentenOn are the gemeenten that exist on a day, of the region and beside it.
func gemeentenOn(r *inkoop.Register, on civil.Date) []inkoop.Gemeente {
	var list []inkoop.Gemeente
	for _, g := range r.Data().Gemeenten {
		if g.Geldig.Contains(on) {
			list = append(list, g)
		}
	}
	slices.SortFunc(list, func(a, b inkoop.Gemeente) int { return cmp.Compare(a.Code, b.Code) })
	return list
}

// herkomst says where a row comes from: "nog te controleren" stands before what nobody has
// checked.
func herkomst(h inkoop.Herkomst) string {
	text := string(h.Soort) + ": " + h.Bron
	if h.Soort == "" {
		text = "geen gedeelde grens"
	}
	if !h.Zeker() && h.Soort != "" {
		text = "nog te controleren (" + text + ")"
	}
	return text
}

// border is where the border between two gemeenten comes from.
func border(r *inkoop.Register, a, b inkoop.Gemeente, on civil.Date) inkoop.Herkomst {
	if a.Code == b.Code {
		return inkoop.Herkomst{Soort: inkoop.Berekend, Bron: "eigen gemeente"}
	}
	for _, x := range r.Data().Grenzen {
		if x == inkoop.NewAangrenzing(a.Code, b.Code, x.Geldig, x.Herkomst) && x.Geldig.Contains(on) {
			return x.Herkomst
		}
	}
	return inkoop.Herkomst{}
}

// Where an aanbieder may work, for every pair of gemeenten of the region in 2016 and in 2018,
// after Rijnwaarden went into Zevenaar, in both readings: a table to look at. The woonplaats
// is not named, so for Arnhem in reading 1 an adjacent gemeente is not known yet.
func TestLocaliteitGemeenten(t *testing.T) {
	testkit.Eis(t, "LOC-01")
	for _, on := range []civil.Date{day("2016-10-01"), day("2018-07-01")} {
		var out bytes.Buffer
		first, second := lezing(t, "1"), lezing(t, "2")
		fmt.Fprintf(&out, "ingeschreven in | werkplek in | lezing 1 | lezing 2 | herkomst van de grens\n")
		for _, home := range gemeentenOn(first, on) {
			for _, place := range gemeentenOn(first, on) {
				if !home.InRegio {
					continue
				}
				a := inkoop.Aanbieder{}
				a.Inschrijving = a.Inschrijving.From(civil.First, home.Code)
				w := inkoop.Werkplek{Gemeente: place.Code}
				fmt.Fprintf(&out, "%s | %s | %s | %s | %s\n", home.Naam, place.Naam, first.Localiteit(a, w, on), second.Localiteit(a, w, on),
					herkomst(border(first, home, place, on)))
			}
		}
		golden(t, fmt.Sprintf("localiteit_%d.txt", on.Year()), out.Bytes())
	}
}

// The woonplaatsen beside Arnhem: with each the outcome in both readings, and that of the
// same gemeente when the woonplaats is another one.
func TestLocaliteitWoonplaatsen(t *testing.T) {
	testkit.Eis(t, "LOC-01")
	on := day("2020-07-01")
	first, second := lezing(t, "1"), lezing(t, "2")
	a := inkoop.Aanbieder{}
	a.Inschrijving = a.Inschrijving.From(civil.First, "0202")
	var out bytes.Buffer
	fmt.Fprintf(&out, "woonplaats | gemeente | lezing 1 | lezing 2 | elders in die gemeente, lezing 1 | herkomst\n")
	for _, p := range first.Data().Woonplaatsen {
		g, _ := first.Gemeente(p.Gemeente)
		w := inkoop.Werkplek{Gemeente: p.Gemeente, Woonplaats: p.Naam}
		other := inkoop.Werkplek{Gemeente: p.Gemeente, Woonplaats: "elders"}
		fmt.Fprintf(&out, "%s | %s | %s | %s | %s | %s\n", p.Naam, g.Naam, first.Localiteit(a, w, on), second.Localiteit(a, w, on),
			first.Localiteit(a, other, on), herkomst(p.Herkomst))
	}
	golden(t, "localiteit_woonplaatsen.txt", out.Bytes())
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what it was; look at the difference, and write it anew with -update:\n%s", name, got)
	}
}
