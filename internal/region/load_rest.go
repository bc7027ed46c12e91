package region

import (
	"slices"
	"strconv"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
)

func (l *loader) plafond(t *table) inkoop.Plafond {
	l.note(kindPlafond, t)
	defer t.done()
	p := inkoop.Plafond{
		Code: inkoop.PlafondCode(t.need("code")), Plekken: t.number("plekken", 0, 1, 1_000_000),
		Bedrag: t.amount("bedrag", false), Geldig: t.period(), Herkomst: t.herkomst(),
	}
	if t.has("gemeente") {
		p.Gemeente = t.gemeente("gemeente")
	}
	for _, code := range t.texts("producten") {
		p.Producten = append(p.Producten, inkoop.ProductCode(code))
	}
	slices.Sort(p.Producten)
	return p
}

// amount reads an amount in euros, written as a text so that no cent gets lost.
func (t *table) amount(key string, must bool) money.Cents {
	text := ""
	switch v, ok := t.get(key); {
	case !ok && !must:
		return 0
	case !ok:
		text = t.need(key)
	default:
		var isText bool
		if text, isText = v.(string); !isText {
			t.complain(key, "write the amount between quotes, such as \"2.400,00\", not as %s", kindOf(v))
			return 0
		}
	}
	if text == "" {
		return 0
	}
	cents, err := money.Parse(text)
	switch {
	case err != nil:
		t.complain(key, "%q is no amount; write it such as \"2.400,00\"", text)
	case cents <= 0:
		t.complain(key, "%q must be more than nothing", text)
	}
	return cents
}

func (l *loader) lokaleRegel(t *table) inkoop.LokaleRegel {
	l.note(kindLokaleRegel, t)
	defer t.done()
	return inkoop.LokaleRegel{
		Gemeente: t.gemeente("gemeente"), Soort: enum(t, "regel", inkoop.LokaleRegelSoorten()),
		Geldig: t.period(), Herkomst: t.herkomst(),
	}
}

func (l *loader) tarief(t *table) inkoop.Tarief {
	l.note(kindTarief, t)
	defer t.done()
	return inkoop.Tarief{
		Product: inkoop.ProductRef{
			Catalogus: inkoop.CatalogusCode(t.need("catalogus")), Product: inkoop.ProductCode(t.need("product")),
		},
		Per:    enum(t, "per", []inkoop.Prijsvorm{inkoop.PrijsTraject, inkoop.PrijsUur}),
		Bedrag: t.amount("bedrag", true), Geldig: t.period(), Motivering: t.text("motivering"),
		Kaart: kaart(t), Herkomst: t.herkomst(),
	}
}

func (l *loader) overgang(t *table) civil.Dated[inkoop.Overgangsregel] {
	l.note(kindOvergang, t)
	defer t.done()
	period := t.period()
	return civil.Dated[inkoop.Overgangsregel]{From: period.From, Until: period.Until, Value: inkoop.Overgangsregel{
		Soort:     enum(t, "regel", []inkoop.OvergangSoort{inkoop.Uitlopen, inkoop.Eindigen}),
		Uiterlijk: t.date("uiterlijk"), Herkomst: t.herkomst(),
	}}
}

func (l *loader) instelling(t *table) inkoop.Instelling {
	l.note(kindInstelling, t)
	defer t.done()
	row := inkoop.Instelling{
		Code: inkoop.InstellingCode(t.need("code")), Van: t.date("van"), Herkomst: t.herkomst(),
	}
	v, ok := t.get("waarde")
	def, known := inkoop.InstellingVan(row.Code)
	switch {
	case !ok:
		t.complain("waarde", "is missing; this table must have it")
	case row.Code == "":
	case !known:
		t.complain("code", "there is no setting %q%s", row.Code, hint(string(row.Code), instellingCodes()))
	default:
		row.Waarde = settingText(t, def, v)
	}
	return row
}

func instellingCodes() []string {
	var codes []string
	for _, def := range inkoop.InstellingDefs() {
		codes = append(codes, string(def.Code))
	}
	return codes
}

// settingText turns the TOML value of a setting into the text of the domain.
func settingText(t *table, def inkoop.InstellingDef, v any) string {
	text, form := "", ""
	switch def.Soort {
	case inkoop.SoortVlag:
		form = "true or false"
		if b, ok := v.(bool); ok {
			text = map[bool]string{true: "ja", false: "nee"}[b]
		}
	case inkoop.SoortGetal:
		form = "a whole number"
		if n, ok := v.(int64); ok {
			text = strconv.FormatInt(n, 10)
		}
	case inkoop.SoortReeks:
		form = "a list of whole numbers, such as [1, 3, 6]"
		text = numbersText(v)
	case inkoop.SoortKeuze:
		form = "one of \"" + strings.Join(def.Keuzes, "\", \"") + "\""
		text, _ = v.(string)
	}
	if text == "" {
		t.complain("waarde", "%s takes %s, not %s", def.Code, form, kindOf(v))
		return ""
	}
	normal, err := def.Normaal(text)
	if err != nil {
		t.complain("waarde", "%s", strings.TrimPrefix(err.Error(), inkoop.ErrInstelling.Error()+": "))
	}
	return normal
}

func numbersText(v any) string {
	list, _ := v.([]any)
	texts := make([]string, 0, len(list))
	for _, item := range list {
		n, ok := item.(int64)
		if !ok {
			return ""
		}
		texts = append(texts, strconv.FormatInt(n, 10))
	}
	return strings.Join(texts, ",")
}
