package taak

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	"trede/internal/web/tekst"
)

// declared reads the kinds of tasks out of the source of a domain package, so that a
// new one cannot be forgotten here.
func declared(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !strings.HasPrefix(spec.Names[0].Name, "Taak") {
			return true
		}
		if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, text)
		}
		return true
	})
	return out
}

// Every kind of task has its page and its words, and nothing else has.
func TestEveryTaakSoortHasAnEntry(t *testing.T) {
	kinds := append(declared(t, "../../domain/toegang/taken.go"), declared(t, "../../domain/uitvoering/taken.go")...)
	if len(kinds) < 30 {
		t.Fatalf("only %d kinds found: does the test still look in the right place?", len(kinds))
	}
	seen := map[string]bool{}
	for _, kind := range kinds {
		seen[kind] = true
		if !Known(kind) {
			t.Errorf("%s has no entry", kind)
		}
		for _, prefix := range []string{"taak.", "taak_wat.", "taak_met.", "taak_wacht."} {
			if !tekst.Has(prefix + kind) {
				t.Errorf("%s%s has no text", prefix, kind)
			}
		}
		if got := Met(kind, "{1} <b>Jansen"); !strings.Contains(got, "{1} <b>Jansen") {
			t.Errorf("%s in a list does not name the person: %q", kind, got)
		}
	}
	for kind := range places {
		if !seen[string(kind)] {
			t.Errorf("%s stands in the table and is no kind of task", kind)
		}
	}
}

func TestURL(t *testing.T) {
	for _, c := range []struct {
		taak Taak
		want string
	}{
		{Taak{Soort: "onderzoek_afronden", OnderwerpID: "m1", InwonerID: "i1", Kant: "team"}, "/meldingen/m1/onderzoek"},
		{Taak{Soort: "toewijzen", OnderwerpID: "t1", InwonerID: "i1", Kant: "team"}, "/inwoners/i1/toewijzen"},
		{Taak{Soort: "start_bevestigen", OnderwerpID: "t1", InwonerID: "i1", Kant: "aanbieder"}, "/toewijzingen/t1/start"},
		// Who waits for the provider cannot do it for them.
		{Taak{Soort: "start_bevestigen", OnderwerpID: "t1", InwonerID: "i1", Kant: "team"}, "/inwoners/i1/toewijzingen"},
		{Taak{Soort: "iets_van_later", OnderwerpID: "t1", InwonerID: "i1"}, "/inwoners/i1"},
		{Taak{Soort: "nazorg", InwonerID: "../x?y", OnderwerpID: "t&1"}, "/inwoners/..%2Fx%3Fy/voortgang?toewijzing=t%261#einde"},
		{Taak{Soort: "vervolg_besluiten", InwonerID: "i1", OnderwerpID: "t1", Kant: "team"}, "/inwoners/i1/voortgang/t1/vervolg"},
		{Taak{Soort: "vervolg_besluiten", InwonerID: "i1", OnderwerpID: "t1", Kant: "aanbieder"}, "/inwoners/i1/voortgang"},
		{Taak{Soort: "signaal_beantwoorden", InwonerID: "i1", OnderwerpID: "s1", Kant: "team"}, "/inwoners/i1/signalen/s1/antwoord"},
		{Taak{Soort: "signaal_beantwoorden", InwonerID: "i1", OnderwerpID: "s1", Kant: "aanbieder"}, "/inwoners/i1/voortgang"},
	} {
		if got := c.taak.URL(); got != c.want {
			t.Errorf("%+v leads to %s, want %s", c.taak, got, c.want)
		}
	}
	for kind := range places {
		for _, kant := range []string{"team", "aanbieder", "inwoner"} {
			got := Taak{Soort: string(kind), InwonerID: "i1", OnderwerpID: "o1", Kant: kant}.URL()
			if !strings.HasPrefix(got, "/inwoners/i1") && !strings.HasPrefix(got, "/meldingen/o1") && !strings.HasPrefix(got, "/toewijzingen/o1") {
				t.Errorf("%s for %s leads to %s", kind, kant, got)
			}
		}
	}
}

func TestWords(t *testing.T) {
	kind := string(toegang.TaakBesluitNemen)
	if got := Met(kind, "Fatima Yıldız"); got != "Besluit nemen voor Fatima Yıldız" {
		t.Errorf("in a list: %q", got)
	}
	if Knop(kind) != "Naar besluit" || Wat(kind) != "Besluit nemen" || Wacht(kind) != "neemt het besluit" {
		t.Errorf("words: %q %q %q", Knop(kind), Wat(kind), Wacht(kind))
	}
	if got := Met("iets_van_later", "Fatima"); got != "iets_van_later" {
		t.Errorf("a kind without words: %q", got)
	}
}

// A right that has passed is not called late; a duty is.
func TestNobodyIsLateWithARight(t *testing.T) {
	today := civil.New(2026, 11, 22)
	for soort, want := range map[toegang.TaakSoort]string{
		toegang.TaakPersoonlijkPlan: "de zeven dagen zijn voorbij", toegang.TaakOnderzoekAfronden: "3 dagen te laat",
	} {
		if got := Wanneer(string(soort), today.AddDays(-3), today); got != want {
			t.Errorf("%s: %q", soort, got)
		}
	}
	if got := Wanneer(string(toegang.TaakPersoonlijkPlan), today.AddDays(3), today); got != "over 3 dagen" {
		t.Error(got)
	}
}
