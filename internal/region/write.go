package region

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// Write writes a region as a region file in its one form: the same region always
// gives the same bytes, and [Load] reads back what was written. Comments of a file
// that was loaded are not kept; what matters stands in bron and toelichting. A
// region that [Load] would refuse is not written; the error says why.
func Write(w io.Writer, r *Region) error {
	if err := r.Validate(); err != nil {
		return err
	}
	_, err := w.Write(encode(r))
	return err
}

// encode writes a region that need not be right.
func encode(r *Region) []byte {
	sorted := r.clone()
	sorted.sort()
	var e encoder
	e.region(sorted)
	return e.Bytes()
}

// encoder writes tables.
type encoder struct{ bytes.Buffer }

func (e *encoder) line(format string, args ...any) { fmt.Fprintf(e, format+"\n", args...) }

func (e *encoder) table(name string)  { e.line("\n[%s]", name) }
func (e *encoder) array(name string)  { e.line("\n[[%s]]", name) }
func (e *encoder) raw(key, v string)  { e.line("%s = %s", key, v) }
func (e *encoder) must(key, v string) { e.raw(key, quote(v)) }

func (e *encoder) text(key, v string) {
	if v != "" {
		e.must(key, v)
	}
}

func (e *encoder) number(key string, n int) {
	if n != 0 {
		e.raw(key, strconv.Itoa(n))
	}
}

// whole writes a number that may be 0.
func (e *encoder) whole(key string, n int) { e.raw(key, strconv.Itoa(n)) }

func (e *encoder) date(key string, d civil.Date) {
	if !d.IsZero() {
		e.raw(key, d.String())
	}
}

func (e *encoder) period(p civil.Period) { e.periodAs("van", "tot_en_met", p) }

func (e *encoder) periodAs(fromKey, lastKey string, p civil.Period) {
	e.date(fromKey, p.From)
	e.date(lastKey, p.LastDay())
}

func (e *encoder) herkomst(h inkoop.Herkomst) {
	if h.Soort != inkoop.Regio {
		e.text("herkomst", string(h.Soort))
	}
	e.text("bron", h.Bron)
}

func list[T ~string](e *encoder, key string, items []T) {
	if len(items) == 0 {
		return
	}
	quoted := make([]string, len(items))
	for i, item := range items {
		quoted[i] = quote(string(item))
	}
	e.raw(key, "["+strings.Join(quoted, ", ")+"]")
}

// quote writes a TOML basic string.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func (e *encoder) region(r *Region) {
	e.line("# Regiobestand van Trede. Zie docs/regio-bestand.md.")
	e.raw("formaat", strconv.Itoa(Formaat))
	e.table("regio")
	e.must("code", r.Code)
	e.must("naam", r.Naam)
	e.text("toelichting", r.Toelichting)
	d := r.Inkoop
	for _, g := range d.Gemeenten {
		e.gemeente(g, d)
	}
	for _, w := range d.Wijken {
		e.array("wijk")
		e.must("code", string(w.Code))
		e.must("naam", w.Naam)
		e.period(w.Geldig)
		e.herkomst(w.Herkomst)
	}
	for _, w := range d.Woonplaatsen {
		e.array("woonplaats")
		e.must("naam", w.Naam)
		e.must("gemeente", string(w.Gemeente))
		e.must("grenst_aan", string(w.GrenstAan))
		e.period(w.Geldig)
		e.herkomst(w.Herkomst)
	}
	for _, c := range d.Catalogi {
		e.catalogus(c)
	}
	e.keuzes(d.Keuzes)
	e.rest(d)
	e.aow(r.AOW)
}

// gemeente writes a gemeente with its borders: in short when they hold as long as
// both gemeenten exist, else as tables of their own.
func (e *encoder) gemeente(g inkoop.Gemeente, d inkoop.Dataset) {
	e.array(map[bool]string{true: "gemeente", false: "buurgemeente"}[g.InRegio])
	e.must("code", string(g.Code))
	e.must("naam", g.Naam)
	e.text("deelgebied", g.Deelgebied)
	e.period(g.Geldig)
	e.text("opvolger", string(g.Opvolger))
	e.herkomst(g.Herkomst)
	if !g.InRegio {
		return
	}
	gemeenten := map[inkoop.GemeenteCode]inkoop.Gemeente{}
	for _, other := range d.Gemeenten {
		gemeenten[other.Code] = other
	}
	var short []inkoop.GemeenteCode
	var long []inkoop.Aangrenzing
	for _, b := range d.Grenzen {
		if b.A != g.Code && b.B != g.Code {
			continue
		}
		speaker := gemeenten[b.A]
		if !speaker.InRegio {
			speaker = gemeenten[b.B]
		}
		if b.Geldig == gemeenten[b.A].Geldig.Intersect(gemeenten[b.B].Geldig) && b.Herkomst == speaker.Herkomst {
			short = append(short, otherSide(b, g.Code))
			continue
		}
		long = append(long, b)
	}
	list(e, "grenst_aan", short)
	for _, b := range long {
		e.array("gemeente.grens")
		e.must("gemeente", string(otherSide(b, g.Code)))
		e.period(b.Geldig)
		e.herkomst(b.Herkomst)
	}
}

func otherSide(b inkoop.Aangrenzing, of inkoop.GemeenteCode) inkoop.GemeenteCode {
	if b.A == of {
		return b.B
	}
	return b.A
}

func (e *encoder) catalogus(c inkoop.Catalogusversie) {
	e.array("catalogus")
	e.must("code", string(c.Code))
	e.must("naam", c.Naam)
	e.must("status", string(c.Status))
	e.period(c.Geldig)
	e.text("volgt", string(c.Volgt))
	e.must("ladder", string(c.Ladder))
	e.basis(c.Basis)
	e.herkomst(c.Herkomst)
	for _, p := range c.Producten {
		e.product(p)
	}
	for _, w := range c.Wijzigingen {
		e.array("catalogus.wijziging")
		e.text("oud", string(w.Oud))
		e.text("nieuw", string(w.Nieuw))
		e.must("wat", w.Wat)
		e.must("waarom", w.Waarom)
		e.must("voor_wie", w.VoorWie)
	}
}

func (e *encoder) product(p inkoop.Product) {
	e.array("catalogus.product")
	e.must("code", string(p.Code))
	e.must("naam", p.Naam)
	e.must("gewone_naam", p.GewoneNaam)
	e.must("soort", string(p.Soort))
	e.number("begintrede_van", int(p.BegintredeMin))
	e.number("begintrede_tot_en_met", int(p.BegintredeMax))
	e.number("doeltrede", int(p.Doeltrede))
	e.text("nadruk", string(p.Nadruk))
	e.must("duur", string(p.Duur.Soort))
	e.number("duur_maanden", p.Duur.Maanden)
	e.must("prijsvorm", string(p.Prijsvorm))
	e.number("rapportage_na_maanden", p.Rapportage.Na)
	e.number("rapportage_elke_maanden", p.Rapportage.Herhaal)
	e.number("evaluatie_dagen", p.Evaluatie.Dagen)
	e.number("evaluatie_zichtbaar_dagen", p.Evaluatie.Zichtbaar)
	if p.Trajectbegeleiding {
		e.raw("trajectbegeleiding", "true")
	}
	e.blad(p.Blad)
	e.iwmo(p.IWmo)
	e.herkomst(p.Herkomst)
}

// keuzes writes rows that differ in their product only as one table.
func (e *encoder) keuzes(rows []inkoop.GemeenteKeuze) {
	type group struct {
		keuze     inkoop.GemeenteKeuze // with the product of no row
		catalogus inkoop.CatalogusCode
	}
	var order []group
	products := map[group][]inkoop.ProductCode{}
	for _, k := range rows {
		g := group{k, k.Product.Catalogus}
		g.keuze.Product = inkoop.ProductRef{}
		if _, known := products[g]; !known {
			order = append(order, g)
		}
		products[g] = append(products[g], k.Product.Product)
	}
	for _, g := range order {
		e.array("keuze")
		e.must("gemeente", string(g.keuze.Gemeente))
		e.must("catalogus", string(g.catalogus))
		list(e, "producten", products[g])
		e.must("vorm", string(g.keuze.Vorm))
		e.period(g.keuze.Geldig)
		e.text("alternatief", g.keuze.Alternatief)
		e.date("evaluatie", g.keuze.Evaluatie)
		e.herkomst(g.keuze.Herkomst)
	}
}

func (e *encoder) rest(d inkoop.Dataset) {
	for _, p := range d.Plafonds {
		e.array("plafond")
		e.must("code", string(p.Code))
		e.text("gemeente", string(p.Gemeente))
		list(e, "producten", p.Producten)
		e.number("plekken", p.Plekken)
		e.amount("bedrag", p.Bedrag)
		e.period(p.Geldig)
		e.herkomst(p.Herkomst)
	}
	for _, l := range d.LokaleRegels {
		e.array("lokale_regel")
		e.must("gemeente", string(l.Gemeente))
		e.must("regel", string(l.Soort))
		e.period(l.Geldig)
		e.herkomst(l.Herkomst)
	}
	for _, t := range d.Tarieven {
		e.array("tarief")
		e.must("catalogus", string(t.Product.Catalogus))
		e.must("product", string(t.Product.Product))
		e.must("per", string(t.Per))
		e.must("bedrag", t.Bedrag.Plain())
		e.period(t.Geldig)
		e.text("motivering", t.Motivering)
		e.kaart(t.Kaart)
		e.herkomst(t.Herkomst)
	}
	e.ronden(d)
	for _, o := range d.Overgang {
		e.array("overgangsregel")
		e.must("regel", string(o.Value.Soort))
		e.date("uiterlijk", o.Value.Uiterlijk)
		e.period(o.Period())
		e.herkomst(o.Value.Herkomst)
	}
	for _, i := range d.Instellingen {
		e.array("instelling")
		e.must("code", string(i.Code))
		e.date("van", i.Van)
		e.raw("waarde", settingTOML(i))
		e.herkomst(i.Herkomst)
	}
}

// settingTOML writes the value of a setting as TOML has it.
func settingTOML(i inkoop.Instelling) string {
	def, _ := inkoop.InstellingVan(i.Code)
	switch def.Soort {
	case inkoop.SoortVlag:
		return strconv.FormatBool(i.Waarde == "ja")
	case inkoop.SoortReeks:
		return "[" + strings.ReplaceAll(i.Waarde, ",", ", ") + "]"
	case inkoop.SoortGetal:
		return i.Waarde
	}
	return quote(i.Waarde)
}
