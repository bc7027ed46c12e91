package region

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
)

// MaxBytes is the size above which [Load] refuses a file. The example has less
// than a hundredth of it.
const MaxBytes = 4 << 20

// Formaat is the version of the file format that this program reads and writes.
const Formaat = 1

// Load reads a region file and checks it. When anything is wrong it gives no
// region and an [*Error] with every problem and its line; only a document that is
// no TOML at all stops at its first problem. An error of the reader itself is
// given as it is.
func Load(r io.Reader) (*Region, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("region file: %w", err)
	}
	var errs problems
	if len(data) > MaxBytes {
		errs.add(0, "the file is larger than %d MB; a region file never is", MaxBytes>>20)
		return nil, errs.err()
	}
	values := decode(data, &errs)
	if values == nil {
		return nil, errs.err()
	}
	root := newTable("", values, indexLines(string(data)), &errs)
	l := &loader{errs: &errs, at: locations{}}
	region := l.region(root)
	validate(region, l.at, &errs)
	if err := errs.err(); err != nil {
		return nil, err
	}
	region.sort()
	return region, nil
}

var (
	bom         = []byte("\xef\xbb\xbf")
	dateAtStart = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}`)
)

// decode parses the document. A date that does not exist would stop the parser, so
// it is noted, replaced by one that does, and parsing goes on.
func decode(data []byte, errs *problems) map[string]any {
	if !utf8.Valid(data) {
		line := 1 + bytes.Count(data[:firstInvalid(data)], []byte("\n"))
		errs.add(line, "the file is not in UTF-8 here; save it as UTF-8")
		return nil
	}
	data = bytes.Clone(bytes.TrimPrefix(data, bom))
	const most = 100 // dates that do not exist, after which the rest is not looked for
	for range most {
		values := map[string]any{}
		_, err := toml.Decode(string(data), &values)
		if err == nil {
			return values
		}
		var syntax toml.ParseError
		if !errors.As(err, &syntax) {
			errs.add(0, "the file cannot be read as TOML: %v", err)
			return nil
		}
		start := syntax.Position.Start
		if start < 0 || start >= len(data) || !dateAtStart.Match(data[start:]) ||
			!strings.HasPrefix(syntax.Message, "invalid datetime") || isDate(data[start:]) {
			errs.add(syntax.Position.Line, "this is not TOML: %s", syntax.Message)
			return nil
		}
		errs.add(syntax.Position.Line, "%s is no date; the calendar does not have that day", data[start:start+10])
		copy(data[start:], "2000-01-01")
	}
	return nil
}

func isDate(text []byte) bool {
	_, err := civil.Parse(string(text[:10]))
	return err == nil
}

func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return len(data)
}

// locations remembers which table each piece of data came from, by kind and place
// in its list, so that later checks can name a line.
type locations map[string][]*table

// line is the line of a field of the nth piece of data of a kind; 0 without file.
func (l locations) line(kind string, n int, field string) int {
	if n >= len(l[kind]) {
		return 0
	}
	return l[kind][n].line(field)
}

// Kinds of data, as the tables of the file are called.
const (
	kindGemeente    = "gemeente"
	kindGrens       = "grens"
	kindWijk        = "wijk"
	kindWoonplaats  = "woonplaats"
	kindCatalogus   = "catalogus"
	kindKeuze       = "keuze"
	kindPlafond     = "plafond"
	kindLokaleRegel = "lokale_regel"
	kindTarief      = "tarief"
	kindPerceel     = "perceel"
	kindEisenset    = "eisenset"
	kindVenster     = "venster"
	kindBerichtcode = "berichtcode"
	kindVerkenning  = "verkenning"
	kindOvergang    = "overgangsregel"
	kindInstelling  = "instelling"
	kindAOW         = "aow"
)

// loader turns tables into typed data.
type loader struct {
	errs *problems
	at   locations
}

func (l *loader) note(kind string, t *table) { l.at[kind] = append(l.at[kind], t) }

func (l *loader) region(root *table) *Region {
	r := &Region{}
	if !root.has("formaat") {
		l.errs.add(1, "formaat: is missing; begin the file with formaat = %d", Formaat)
	} else if n := root.number("formaat", Formaat, 0, 1<<30); n != Formaat {
		root.complain("formaat", "is %d; this program reads formaat %d", n, Formaat)
	}
	l.head(root, r)
	data := &r.Inkoop
	l.gemeenten(root, data)
	for _, t := range root.tables("wijk") {
		data.Wijken = append(data.Wijken, l.wijk(t))
	}
	for _, t := range root.tables("woonplaats") {
		data.Woonplaatsen = append(data.Woonplaatsen, l.woonplaats(t))
	}
	for _, t := range root.tables("catalogus") {
		data.Catalogi = append(data.Catalogi, l.catalogus(t))
	}
	for _, t := range root.tables("keuze") {
		data.Keuzes = append(data.Keuzes, l.keuzes(t)...)
	}
	for _, t := range root.tables("plafond") {
		data.Plafonds = append(data.Plafonds, l.plafond(t))
	}
	for _, t := range root.tables("lokale_regel") {
		data.LokaleRegels = append(data.LokaleRegels, l.lokaleRegel(t))
	}
	for _, t := range root.tables("tarief") {
		data.Tarieven = append(data.Tarieven, l.tarief(t))
	}
	l.ronden(root, data)
	for _, t := range root.tables("overgangsregel") {
		data.Overgang = append(data.Overgang, l.overgang(t))
	}
	for _, t := range root.tables("instelling") {
		data.Instellingen = append(data.Instellingen, l.instelling(t))
	}
	l.aow(root, r)
	root.done()
	return r
}

func (l *loader) head(root *table, r *Region) {
	v, ok := root.get("regio")
	values, isTable := v.(map[string]any)
	if !ok || !isTable {
		l.errs.add(root.line("regio"), "regio: is missing; write a line [regio] with code and naam under it")
		return
	}
	t := newTable("regio", values, root.lines, l.errs)
	r.Code, r.Naam, r.Toelichting = t.need("code"), t.need("naam"), t.text("toelichting")
	t.done()
}

func (l *loader) wijk(t *table) inkoop.Wijk {
	l.note(kindWijk, t)
	defer t.done()
	w := inkoop.Wijk{Naam: t.need("naam"), Geldig: t.period(), Herkomst: t.herkomst()}
	if text := t.need("code"); text != "" {
		code, err := inkoop.ParseWijkCode(text)
		if err != nil {
			t.complain("code", "%q is no CBS code of a wijk; write WK and six digits, such as WK020205", text)
		}
		w.Code = code
	}
	return w
}

func (l *loader) woonplaats(t *table) inkoop.AanliggendeWoonplaats {
	l.note(kindWoonplaats, t)
	defer t.done()
	return inkoop.AanliggendeWoonplaats{
		Naam: t.need("naam"), Gemeente: t.gemeente("gemeente"), GrenstAan: t.gemeente("grenst_aan"),
		Geldig: t.period(), Herkomst: t.herkomst(),
	}
}

func (l *loader) catalogus(t *table) inkoop.Catalogusversie {
	l.note(kindCatalogus, t)
	defer t.done()
	c := inkoop.Catalogusversie{
		Code: inkoop.CatalogusCode(t.need("code")), Naam: t.need("naam"),
		Status: enum(t, "status", []inkoop.CatalogusStatus{inkoop.Concept, inkoop.Vastgesteld}),
		Geldig: t.period(), Volgt: inkoop.CatalogusCode(t.text("volgt")),
		Ladder: enum(t, "ladder", ladderVersies()), Basis: basis(t), Herkomst: t.herkomst(),
	}
	for _, p := range t.tables("product") {
		l.note("product:"+t.path, p)
		c.Producten = append(c.Producten, product(p))
	}
	for _, w := range t.tables("wijziging") {
		l.note("wijziging:"+t.path, w)
		c.Wijzigingen = append(c.Wijzigingen, inkoop.Productwijziging{
			Oud: inkoop.ProductCode(w.text("oud")), Nieuw: inkoop.ProductCode(w.text("nieuw")),
			Wat: w.need("wat"), Waarom: w.need("waarom"), VoorWie: w.need("voor_wie"),
		})
		w.done()
	}
	return c
}

func product(t *table) inkoop.Product {
	defer t.done()
	trede := func(key string) ladder.Trede { return ladder.Trede(t.number(key, 0, 1, 6)) }
	p := inkoop.Product{
		Code: inkoop.ProductCode(t.need("code")), Naam: t.need("naam"), GewoneNaam: t.need("gewone_naam"),
		Soort:         enum(t, "soort", []inkoop.Productsoort{inkoop.ORI, inkoop.ONT, inkoop.STA}),
		BegintredeMin: trede("begintrede_van"), BegintredeMax: trede("begintrede_tot_en_met"), Doeltrede: trede("doeltrede"),
		Duur: inkoop.Duurregel{
			Soort:   enum(t, "duur", []inkoop.DuurSoort{inkoop.DuurStreef, inkoop.DuurVast, inkoop.DuurMaximum}),
			Maanden: t.number("duur_maanden", 0, 1, 120),
		},
		Prijsvorm: enum(t, "prijsvorm", []inkoop.Prijsvorm{inkoop.PrijsTraject, inkoop.PrijsUur, inkoop.PrijsGeen}),
		Rapportage: inkoop.Rapportage{
			Na: t.number("rapportage_na_maanden", 0, 1, 120), Herhaal: t.number("rapportage_elke_maanden", 0, 1, 120),
		},
		Evaluatie: inkoop.Evaluatietermijn{
			Dagen: t.number("evaluatie_dagen", 0, 1, 366), Zichtbaar: t.number("evaluatie_zichtbaar_dagen", 0, 1, 366),
		},
		Trajectbegeleiding: t.flag("trajectbegeleiding"),
		Blad:               blad(t), IWmo: iwmo(t), Herkomst: t.herkomst(),
	}
	if t.has("nadruk") {
		p.Nadruk = enum(t, "nadruk", []ladder.Nadruk{ladder.Activering, ladder.Werk})
	}
	return p
}

// keuzes reads one table, which may name several products, into a row for each.
func (l *loader) keuzes(t *table) []inkoop.GemeenteKeuze {
	defer t.done()
	keuze := inkoop.GemeenteKeuze{
		Gemeente: t.gemeente("gemeente"), Vorm: enum(t, "vorm", inkoop.Vormen()), Geldig: t.period(),
		Alternatief: t.text("alternatief"), Evaluatie: t.date("evaluatie"), Herkomst: t.herkomst(),
	}
	catalogus := inkoop.CatalogusCode(t.need("catalogus"))
	codes := t.texts("producten")
	if len(codes) == 0 {
		t.complain("producten", "is missing; name at least one product, such as producten = [\"ONT3\"]")
	}
	var rows []inkoop.GemeenteKeuze
	for _, code := range codes {
		l.note(kindKeuze, t)
		keuze.Product = inkoop.ProductRef{Catalogus: catalogus, Product: inkoop.ProductCode(code)}
		rows = append(rows, keuze)
	}
	return rows
}

func ladderVersies() []ladder.Versie {
	var versies []ladder.Versie
	for _, l := range ladder.Ladders() {
		versies = append(versies, l.Versie)
	}
	return versies
}
