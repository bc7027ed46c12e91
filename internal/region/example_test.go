package region

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
	"trede/internal/testkit"
)

func day(text string) civil.Date { return civil.MustParse(text) }

// readJSON reads a file of the domain guide, which is not part of the repository:
// copies of what the tests need stand in testdata.
func readJSON(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

func codes(t *testing.T, list []inkoop.Gemeente) map[string]inkoop.GemeenteCode {
	t.Helper()
	found := map[string]inkoop.GemeenteCode{}
	for _, g := range list {
		found[g.Naam] = g.Code
	}
	return found
}

func TestExampleHasTheTwelveGemeentenOf2016(t *testing.T) {
	testkit.Eis(t, "B-REG-01")
	var guide []struct {
		Naam, Code       string
		AangrenzendRegio []string `json:"aangrenzend_regio"`
		AangrenzendUit   []string `json:"aangrenzend_buiten"`
		KooptAW          bool     `json:"koopt_aw"`
	}
	readJSON(t, "gemeenten_2016.json", &guide)
	r := ExampleRegister()
	on := day("2017-06-01")
	if got := r.GemeentenOp(on); len(got) != 12 || len(guide) != 12 {
		t.Fatalf("%d gemeenten, want 12", len(got))
	}
	code := codes(t, r.Data().Gemeenten)
	buyers := 0
	for _, g := range guide {
		if got := code[g.Naam].CBS(); got != g.Code {
			t.Errorf("%s has code %s, want %s", g.Naam, got, g.Code)
		}
		var want []inkoop.GemeenteCode
		for _, name := range slices.Concat(g.AangrenzendRegio, g.AangrenzendUit) {
			want = append(want, code[name])
		}
		slices.Sort(want)
		if diff := cmp.Diff(want, r.Buren(code[g.Naam], on)); diff != "" {
			t.Errorf("neighbours of %s: %s", g.Naam, diff)
		}
		if got := r.Koopt(code[g.Naam], on); got != g.KooptAW {
			t.Errorf("%s buys: %t", g.Naam, got)
		}
		if g.KooptAW {
			buyers++
		}
	}
	if buyers != 9 {
		t.Errorf("%d gemeenten buy, want 9", buyers)
	}
}

func TestRijnwaardenGoesIntoZevenaarWithItsBorders(t *testing.T) {
	r := ExampleRegister()
	before, after := day("2017-12-31"), day("2018-01-01")
	if got := len(r.GemeentenOp(after)); got != 11 {
		t.Errorf("%d gemeenten in 2018, want 11", got)
	}
	if g, ok := r.GemeenteOp("0196", after); !ok || g.Code != "0299" {
		t.Errorf("Rijnwaarden in 2018 is %v", g)
	}
	inherited := r.Buren("0196", before)
	now := r.Buren("0299", after)
	for _, code := range inherited {
		if code != "0299" && !slices.Contains(now, code) {
			t.Errorf("Zevenaar does not border on %s, as Rijnwaarden did", code)
		}
	}
	if r.GrenstAan("0299", "1705", before) || !r.GrenstAan("0299", "1705", after) || r.GrenstAan("0299", "0196", after) {
		t.Error("borders change on the wrong day")
	}
	if o := r.Koopoordeel("0196", inkoop.ProductRef{Catalogus: "v1", Product: "ONT3"}, after); o.Reden != inkoop.GemeenteOpgeheven || o.OpvolgerGemeente != "0299" {
		t.Errorf("Rijnwaarden may buy in 2018: %+v", o)
	}
}

func TestThreeGemeentenDoNotBuy(t *testing.T) {
	testkit.Eis(t, "B-REG-01", "INK-03")
	r := ExampleRegister()
	code := codes(t, r.Data().Gemeenten)
	for _, name := range []string{"Rozendaal", "Rheden", "Lingewaard"} {
		for _, on := range []string{"2017-01-01", "2020-06-30", "2020-07-01", "2026-11-23"} {
			list := r.Koopbaar(code[name], day(on))
			if len(list) == 0 {
				t.Errorf("no catalogue on %s", on)
			}
			for _, o := range list {
				if o.Mag || o.Reden != inkoop.NietGekocht || o.Alternatief == "" {
					t.Errorf("%s on %s: %+v", name, on, o)
				}
			}
		}
	}
	facts := gateFacts("0275", inkoop.ProductRef{Catalogus: "v2", Product: "STA3"}, "2021-03-01")
	if !refusedBy(facts, "inkoop.niet_gekocht") {
		t.Error("a toewijzing for a resident of Rheden gets through")
	}
	facts = gateFacts("0293", inkoop.ProductRef{Catalogus: "v2", Product: "STA3"}, "2021-03-01")
	if refused := rule.Refused(inkoop.Gate.Evaluate(facts.Start, facts)); len(refused) > 0 {
		t.Errorf("a toewijzing for a resident of Westervoort is refused: %v", refused)
	}
}

// gateFacts is a toewijzing under a contract that holds everything for everybody.
func gateFacts(gemeente inkoop.GemeenteCode, product inkoop.ProductRef, start string) inkoop.GateFacts {
	r := ExampleRegister()
	var regels []inkoop.Contractregel
	for _, c := range r.Data().Catalogi {
		for _, p := range c.Producten {
			var all []inkoop.GemeenteCode
			for _, g := range r.Data().Gemeenten {
				all = append(all, g.Code)
			}
			regels = append(regels, inkoop.Contractregel{Product: c.Ref(p.Code), Gemeenten: all})
		}
	}
	place := inkoop.Werkplek{ID: "w1", Gemeente: "0202", Dagdelen: []inkoop.Dagdeelplekken{{Plekken: 8}}}
	provider := inkoop.Aanbieder{}
	provider.Inschrijving = provider.Inschrijving.From(day("2016-01-01"), "0202")
	facts := inkoop.GateFacts{
		Start: day(start), Gemeente: gemeente, Product: product, Register: r,
		Aanbieder: provider, Werkplekken: []inkoop.Werkplek{place}, Trajectbegeleiders: 1,
		Contract: &inkoop.Contract{Getekend: day("2016-12-01"), Oorspronkelijk: civil.Period{From: day("2017-01-01")}, Regels: regels},
	}
	for _, soort := range inkoop.Verzekeringssoorten() {
		facts.Verzekeringen = append(facts.Verzekeringen, inkoop.Verzekering{Soort: soort, DektDeelnemers: true})
	}
	return facts
}

func refusedBy(facts inkoop.GateFacts, code string) bool {
	return slices.ContainsFunc(rule.Refused(inkoop.Gate.Evaluate(facts.Start, facts)), func(f rule.Finding) bool { return f.Code == code })
}

func TestArnhemUsesTheCAWForOrientation(t *testing.T) {
	testkit.Eis(t, "B-REG-03")
	r := ExampleRegister()
	for _, ref := range []inkoop.ProductRef{{Catalogus: "v1", Product: "ORI"}, {Catalogus: "v2", Product: "ORI"}} {
		c, _ := r.Catalogus(ref.Catalogus)
		start := c.Geldig.From
		o := r.Koopoordeel("0202", ref, start)
		if o.Mag || o.Reden != inkoop.NietToewijsbaar || !strings.Contains(o.Alternatief, "CAW") {
			t.Errorf("%s in Arnhem: %+v", ref, o)
		}
		if !refusedBy(gateFacts("0202", ref, start.String()), "inkoop.algemene_voorziening") {
			t.Errorf("%s can be allocated in Arnhem", ref)
		}
		if o := r.Koopoordeel("0226", ref, start); !o.Mag {
			t.Errorf("%s in Duiven: %+v", ref, o)
		}
	}
}

func TestArnhemRuleIsDatedAndOn(t *testing.T) {
	testkit.Eis(t, "B-REG-02")
	r := ExampleRegister()
	for on, want := range map[string]bool{"2016-12-31": false, "2017-01-01": true, "2020-06-30": true, "2020-07-01": true, "2026-11-23": true} {
		if got := r.LokaleRegel("0202", inkoop.DagbestedingAlleenEnigDoel, day(on)); got != want {
			t.Errorf("on %s: %t", on, got)
		}
	}
	if r.LokaleRegel("0274", inkoop.DagbestedingAlleenEnigDoel, day("2019-01-01")) {
		t.Error("the rule of Arnhem holds in Renkum")
	}
	// The source holds until the second catalogue; after that it is a setting that
	// the region can end on any day.
	example := Example()
	for i, l := range example.Inkoop.LokaleRegels {
		if l.Soort == inkoop.DagbestedingAlleenEnigDoel && l.Geldig.Contains(day("2021-01-01")) {
			if l.Herkomst.Zeker() || l.Geldig.From != day("2020-07-01") {
				t.Errorf("after the source the rule is a proposal from 2020-07-01, not %+v", l)
			}
			example.Inkoop.LokaleRegels[i].Geldig.Until = day("2022-01-01")
		}
	}
	ended, err := example.Register()
	if err != nil {
		t.Fatal(err)
	}
	if !ended.LokaleRegel("0202", inkoop.DagbestedingAlleenEnigDoel, day("2021-12-31")) || ended.LokaleRegel("0202", inkoop.DagbestedingAlleenEnigDoel, day("2022-01-01")) {
		t.Error("ending the rule does not end it")
	}
}

func TestSevenProductsThenSix(t *testing.T) {
	testkit.Eis(t, "INK-06", "PRD-01", "LAD-07")
	var guide struct {
		Producten []struct {
			Code, Naam string
			Prijsvorm  string
			Begintrede []int
			Doeltrede  int
			Trede      int
			V1, V2     bool
		}
	}
	readJSON(t, "catalogus.json", &guide)
	r := ExampleRegister()
	for on, want := range map[string]int{"2017-01-01": 7, "2020-06-30": 7, "2020-07-01": 6, "2026-11-23": 6} {
		c, ok := r.CatalogusOp(day(on))
		if !ok || len(c.Producten) != want {
			t.Errorf("on %s %d products, want %d", on, len(c.Producten), want)
		}
	}
	v1, _ := r.Catalogus("v1")
	v2, _ := r.Catalogus("v2")
	if v1.Geldig.LastDay() != day("2020-06-30") || v2.Geldig.From != day("2020-07-01") || !v2.Geldig.IsOpen() {
		t.Errorf("versions hold for %s and %s", v1.Geldig, v2.Geldig)
	}
	for _, g := range guide.Producten {
		for _, v := range []struct {
			c    inkoop.Catalogusversie
			want bool
		}{{v1, g.V1}, {v2, g.V2}} {
			p, ok := v.c.Product(inkoop.ProductCode(g.Code))
			if ok != v.want {
				t.Errorf("%s in %s: %t", g.Code, v.c.Code, ok)
			}
			if ok && (p.Naam != g.Naam || int(p.Doeltrede) != g.Doeltrede || int(p.Trede()) != g.Trede || (g.Prijsvorm == "") != (p.Prijsvorm == inkoop.PrijsGeen)) {
				t.Errorf("%s/%s differs from the guide: %+v", v.c.Code, g.Code, p)
			}
		}
	}
	for _, w := range v2.Wijzigingen {
		next, ok := r.Opvolger(v1.Ref(w.Oud))
		if ok != (w.Oud != "ONT2") || (ok && next != v2.Ref(w.Oud)) {
			t.Errorf("%s goes on as %v", w.Oud, next)
		}
		if w.Wat == "" || w.Waarom == "" || w.VoorWie == "" {
			t.Errorf("what became of %s is not told", w.Oud)
		}
	}
}

func TestONT2EndsAndIsServedOut(t *testing.T) {
	testkit.Eis(t, "PRD-01")
	ont2 := inkoop.ProductRef{Catalogus: "v1", Product: "ONT2"}
	facts := gateFacts("0202", ont2, "2020-06-30")
	facts.LaatsteDag = day("2020-12-29")
	facts.Contract.Oorspronkelijk = civil.Through(day("2017-01-01"), day("2020-06-30"))
	if refused := rule.Refused(inkoop.Gate.Evaluate(facts.Start, facts)); len(refused) > 0 {
		t.Errorf("on its last day ONT2 is refused: %v", refused)
	}
	if !refusedBy(gateFacts("0202", ont2, "2020-07-01"), "inkoop.product_vervallen") {
		t.Error("ONT2 can start on 2020-07-01")
	}
	r := ExampleRegister()
	if p, ok := r.Product(ont2); !ok || p.Doeltrede != 2 {
		t.Error("a running ONT2 has lost its product")
	}
	if price, ok := r.Tarief(ont2, day("2020-12-29")); !ok || price.Bedrag <= 0 {
		t.Error("a running ONT2 has lost its price")
	}
}

func TestProductsAreTiedToTheLadder(t *testing.T) {
	testkit.Eis(t, "LAD-07")
	for _, c := range ExampleRegister().Data().Catalogi {
		for _, p := range c.Producten {
			for trede := ladder.Trede(1); trede <= 6; trede++ {
				want := false
				switch p.Soort {
				case inkoop.ORI:
					want = trede <= 5
				case inkoop.ONT:
					want = trede < p.Doeltrede
				case inkoop.STA:
					want = trede == p.Trede() && strings.HasSuffix(string(p.Code), trede.String())
				}
				if got := p.BegintredePast(trede); got != want {
					t.Errorf("%s/%s may begin on %d: %t", c.Code, p.Code, trede, got)
				}
			}
		}
	}
}

func TestFormsOfTheGemeenten(t *testing.T) {
	testkit.Eis(t, "INK-03")
	r := ExampleRegister()
	code := codes(t, r.Data().Gemeenten)
	want := map[string]inkoop.Vorm{
		"Arnhem": inkoop.Structureel, "Doesburg": inkoop.Pilot, "Duiven": inkoop.Pilot, "Rijnwaarden": inkoop.Pilot,
		"Westervoort": inkoop.Pilot, "Zevenaar": inkoop.Pilot, "Overbetuwe": inkoop.Experiment, "Renkum": inkoop.Experiment,
		"Wageningen": inkoop.Experiment,
	}
	for name, vorm := range want {
		o := r.Koopoordeel(code[name], inkoop.ProductRef{Catalogus: "v1", Product: "ONT3"}, day("2017-01-01"))
		if o.Vorm != vorm || !o.Mag {
			t.Errorf("%s: %+v", name, o)
		}
		ceilings := r.Plafonds(code[name], "ONT3", day("2017-01-01"))
		if (len(ceilings) == 1) != (vorm == inkoop.Experiment) {
			t.Errorf("%s has ceilings %v", name, ceilings)
		}
		for _, p := range ceilings {
			if p.Herkomst.Soort != inkoop.Fictief {
				t.Errorf("a made-up ceiling is marked %q", p.Herkomst.Soort)
			}
		}
	}
}

func TestTariffsAreFictitiousAndTheSameInBothVersions(t *testing.T) {
	r := ExampleRegister()
	for _, price := range r.Data().Tarieven {
		if !price.Fictief() {
			t.Errorf("%s is not marked as made up", price.Product)
		}
	}
	v2, _ := r.Catalogus("v2")
	for _, p := range v2.Producten {
		before, ok1 := r.Tarief(inkoop.ProductRef{Catalogus: "v1", Product: p.Code}, day("2020-06-30"))
		after, ok2 := r.Tarief(v2.Ref(p.Code), day("2020-07-01"))
		if ok1 != ok2 || before.Bedrag != after.Bedrag || ok1 == (p.Prijsvorm == inkoop.PrijsGeen) {
			t.Errorf("%s: %v then %v", p.Code, before.Bedrag, after.Bedrag)
		}
	}
}

func TestExampleHasTheRest(t *testing.T) {
	r := ExampleRegister()
	var wijken []struct {
		Code, Naam   string
		Geverifieerd bool
	}
	readJSON(t, "wijken_arnhem.json", &wijken)
	got := r.Wijken("0202", day("2020-01-01"))
	if len(got) != 24 || len(wijken) != 24 {
		t.Fatalf("%d wijken of Arnhem, want 24", len(got))
	}
	for i, w := range wijken {
		if string(got[i].Code) != w.Code || got[i].Naam != w.Naam || got[i].Herkomst.Zeker() != w.Geverifieerd {
			t.Errorf("wijk %v, want %v", got[i], w)
		}
	}
	for on, want := range map[string]ladder.Versie{"2020-06-30": ladder.V1, "2020-07-01": ladder.V2} {
		if v, _ := r.LadderOp(day(on)); v != want {
			t.Errorf("ladder on %s is %q", on, v)
		}
	}
	example := Example()
	if diff := cmp.Diff(persoon.StandaardAOWTabel(), example.AOWTabel()); diff != "" {
		t.Error("the AOW table differs from that of persoon: " + diff)
	}
	if got := example.AOW[len(example.AOW)-1].Herkomst.Soort; got != inkoop.Berekend {
		t.Errorf("the last AOW row is marked %q", got)
	}
	if got, want := len(example.Inkoop.Instellingen), len(inkoop.InstellingDefs()); got != want {
		t.Errorf("the example names %d settings of %d", got, want)
	}
	var none inkoop.Instellingen
	if diff := cmp.Diff(none.Op(day("2026-11-23")), r.Instellingen(day("2026-11-23"))); diff != "" {
		t.Error("the settings of the example differ from the defaults: " + diff)
	}
}

// Every piece of data says where it comes from, and nothing made up passes for
// real.
func TestExampleSaysWhereEverythingComesFrom(t *testing.T) {
	for _, it := range items(Example()) {
		for _, f := range it.fields {
			if f.name == "bron" && f.value == "" || f.name == "herkomst" && f.value == string(inkoop.Regio) {
				t.Errorf("%s %s does not say where it comes from", it.kind, it.key)
			}
		}
	}
}

func TestExampleIsOnesOwn(t *testing.T) {
	a := Example()
	a.Inkoop.Gemeenten[0].Naam = "changed"
	if Example().Inkoop.Gemeenten[0].Naam == "changed" {
		t.Error("two callers share one example")
	}
	file := ExampleFile()
	file[0] = 'x'
	if bytes.Equal(file, ExampleFile()) {
		t.Error("two callers share one file")
	}
}
