package persoon_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
)

func codes(findings []rule.Finding) string {
	var list []string
	for _, f := range findings {
		list = append(list, f.Field+":"+f.Code)
	}
	return strings.Join(list, " ")
}

// Fatma was born de Vries and is married to Van den Berg.
func fatma(g persoon.Naamgebruik) persoon.Naam {
	return persoon.Naam{
		Voornamen: "Fatma Johanna", Voorletters: "FJ", Roepnaam: "Fat", Voorvoegsel: "de", Geslachtsnaam: "Vries",
		PartnerVoorvoegsel: "van den", Partnernaam: "Berg", Gebruik: g,
	}
}

func TestNaamgebruik(t *testing.T) {
	for _, c := range []struct {
		gebruik                     persoon.Naamgebruik
		code                        string
		volledig, formeel, aan, lst string
	}{
		{"", "1", "Fat de Vries", "F.J. de Vries", "Geachte mevrouw De Vries", "Vries, Fat de"},
		{persoon.NaamEigen, "1", "Fat de Vries", "F.J. de Vries", "Geachte mevrouw De Vries", "Vries, Fat de"},
		{persoon.NaamPartner, "2", "Fat van den Berg", "F.J. van den Berg", "Geachte mevrouw Van den Berg", "Berg, Fat van den"},
		{persoon.NaamPartnerEigen, "3", "Fat van den Berg-de Vries", "F.J. van den Berg-de Vries", "Geachte mevrouw Van den Berg-de Vries", "Berg-de Vries, Fat van den"},
		{persoon.NaamEigenPartner, "4", "Fat de Vries-van den Berg", "F.J. de Vries-van den Berg", "Geachte mevrouw De Vries-van den Berg", "Vries-van den Berg, Fat de"},
	} {
		n := fatma(c.gebruik)
		got := []string{n.Gebruik.Code(), n.Volledig(), n.Formeel(), n.Aanhef(persoon.AanspreekMevrouw), n.Lijst()}
		if diff := cmp.Diff([]string{c.code, c.volledig, c.formeel, c.aan, c.lst}, got); diff != "" {
			t.Errorf("%q: %s", c.gebruik, diff)
		}
		if findings := n.Check(); findings != nil {
			t.Errorf("%q: %s", c.gebruik, codes(findings))
		}
		if back, ok := persoon.NaamgebruikOf(c.code); !ok || back.Code() != c.code {
			t.Errorf("code %s reads as %q", c.code, back)
		}
	}
	for _, code := range []string{"", "0", "5", "6", "eigen"} {
		if g, ok := persoon.NaamgebruikOf(code); ok {
			t.Errorf("code %q reads as %q", code, g)
		}
	}
}

func TestNaamWithFewParts(t *testing.T) {
	for _, c := range []struct {
		naam                   persoon.Naam
		volledig, formeel, aan string
		lijst                  string
	}{
		{persoon.Naam{Roepnaam: "Marco", Voorvoegsel: "van", Geslachtsnaam: "Beek"}, "Marco van Beek", "van Beek", "Geachte Marco van Beek", "Beek, Marco van"},
		{persoon.Naam{Geslachtsnaam: "Yılmaz"}, "Yılmaz", "Yılmaz", "Geachte Yılmaz", "Yılmaz"},
		{persoon.Naam{Voorvoegsel: "'t", Geslachtsnaam: "Hart", Voornamen: "Jan Piet"}, "Jan 't Hart", "J.P. 't Hart", "Geachte J.P. 't Hart", "Hart, Jan 't"},
		{persoon.Naam{Geslachtsnaam: "Bos", Voorletters: "ThJ"}, "Th.J. Bos", "Th.J. Bos", "Geachte Th.J. Bos", "Bos, Th.J."},
		{persoon.Naam{Geslachtsnaam: "Bos", Voornamen: "émile"}, "émile Bos", "É. Bos", "Geachte É. Bos", "Bos, émile"},
		{persoon.Naam{Geslachtsnaam: "Bos", Voornamen: "Jan", Gebruik: persoon.NaamPartner}, "Jan Bos", "J. Bos", "Geachte J. Bos", "Bos, Jan"},
		{persoon.Naam{}, "", "", "Geachte ", ""},
		{persoon.Naam{Geslachtsnaam: "\xff"}, "\xff", "\xff", "Geachte \xff", "\xff"},
	} {
		got := []string{c.naam.Volledig(), c.naam.Formeel(), c.naam.Aanhef(""), c.naam.Lijst()}
		if diff := cmp.Diff([]string{c.volledig, c.formeel, c.aan, c.lijst}, got); diff != "" {
			t.Errorf("%+v: %s", c.naam, diff)
		}
	}
	if got := (persoon.Naam{Geslachtsnaam: "éclair"}).Aanhef(persoon.AanspreekHeer); got != "Geachte heer Éclair" {
		t.Error(got)
	}
}

func TestNaamCheck(t *testing.T) {
	long := strings.Repeat("é", 201)
	for _, c := range []struct {
		naam persoon.Naam
		want string
	}{
		{persoon.Naam{Geslachtsnaam: "Bos"}, ""},
		{persoon.Naam{Geslachtsnaam: " "}, "geslachtsnaam:naam.geslachtsnaam_nodig"},
		{persoon.Naam{Geslachtsnaam: strings.Repeat("é", 200)}, ""},
		{persoon.Naam{Geslachtsnaam: long}, "geslachtsnaam:naam.te_lang"},
		{persoon.Naam{Geslachtsnaam: "Bos", Voorletters: "J.A."}, "voorletters:naam.voorletters"},
		{persoon.Naam{Geslachtsnaam: "Bos", Voorletters: "ABCDEFG"}, "voorletters:naam.te_lang"},
		{persoon.Naam{Geslachtsnaam: "Bos", Voorvoegsel: "van der van"}, "voorvoegsel:naam.te_lang"},
		{persoon.Naam{Geslachtsnaam: "Bos", Gebruik: "beide"}, "naamgebruik:naam.gebruik"},
		{persoon.Naam{Geslachtsnaam: "Bos", Gebruik: persoon.NaamEigenPartner}, "partnernaam:naam.partnernaam_nodig"},
		{persoon.Naam{Geslachtsnaam: "Bos", PartnerVoorvoegsel: "de"}, "partnernaam:naam.partnernaam_nodig"},
	} {
		if got := codes(c.naam.Check()); got != c.want {
			t.Errorf("%+v: %q, want %q", c.naam, got, c.want)
		}
	}
	if got := persoon.CleanVoorletters(" J. A.\u00a0Th. "); got != "JATh" {
		t.Errorf("cleaned to %q", got)
	}
}

// Dutch lists leave the prefix aside: De Vries stands under the v.
func TestSortKey(t *testing.T) {
	naam := func(voor, prefix, last string) persoon.Naam {
		return persoon.Naam{Roepnaam: voor, Voorvoegsel: prefix, Geslachtsnaam: last}
	}
	want := []persoon.Naam{
		naam("Zoë", "van den", "Berg"),
		naam("Aad", "", "Berg-Jansen"),
		naam("Aad", "", "Bergen"),
		naam("Noor", "", "Çelik"),
		naam("Ot", "d'", "Or"),
		naam("Jan", "", "Vries"),
		naam("Jan", "de", "Vries"),
		naam("Jeroen", "de", "Vries"),
		naam("Anna", "", "Vriesema"),
		naam("Ali", "", "Yılmaz"),
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b persoon.Naam) int { return strings.Compare(a.SortKey(), b.SortKey()) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"Jiří Łoś": "jiri los", "Çelik": "celik", "YILMAZ": "yilmaz", "Yılmaz": "yilmaz", "İbrahim": "ibrahim", "Søren": "soren",
		"Weiß": "weiss", "Đorđe": "dorde", "Ĳsbrand": "ijsbrand", "Nguyễn": "nguyen", "Müller-Ñu": "muller-nu", "ÆØÅ": "aeoa", "": "",
	} {
		if got := persoon.Fold(text); got != want {
			t.Errorf("%q folds to %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if once := persoon.Fold(text); persoon.Fold(once) != once {
			t.Fatalf("%q folds to %q and then to %q", text, once, persoon.Fold(once))
		}
	})
}

func TestZoekwoorden(t *testing.T) {
	n := fatma(persoon.NaamPartner)
	if diff := cmp.Diff([]string{"vries", "berg", "fat", "fatma", "johanna", "de", "van", "den"}, n.Zoekwoorden()); diff != "" {
		t.Error(diff)
	}
	for text, want := range map[string]string{
		"'t Hart": "t hart", "d’Or": "dor", "Berg-de Vries": "berg de vries", "  ": "", "Jan  jan JÀN": "jan", "St. Jansstraat 12a": "st jansstraat 12a",
	} {
		if got := strings.Join(persoon.Zoekwoorden(text), " "); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}
