package region

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// table is one table of the file while it is read. Each method reads one key and
// adds a problem when it is missing or of another kind; it gives the zero value
// then, so that reading goes on and everything wrong is found at once.
type table struct {
	path   string
	values map[string]any
	asked  map[string]bool
	lines  lineIndex
	errs   *problems
}

func newTable(path string, values map[string]any, lines lineIndex, errs *problems) *table {
	return &table{path: path, values: values, asked: map[string]bool{}, lines: lines, errs: errs}
}

// line is the line of a key, or of the table when the key is not there.
func (t *table) line(key string) int { return t.lines.of(join(t.path, key)) }

func (t *table) complain(key, format string, args ...any) {
	t.errs.add(t.line(key), "%s: %s", key, fmt.Sprintf(format, args...))
}

func (t *table) get(key string) (any, bool) {
	t.asked[key] = true
	v, ok := t.values[key]
	return v, ok
}

// has tells whether a key is there.
func (t *table) has(key string) bool {
	_, ok := t.get(key)
	return ok
}

// text reads a text; without the key it is empty.
func (t *table) text(key string) string {
	v, ok := t.get(key)
	if !ok {
		return ""
	}
	text, isText := v.(string)
	if !isText {
		t.complain(key, "write a text between quotes, not %s", kindOf(v))
		return ""
	}
	if strings.TrimSpace(text) != text {
		t.complain(key, "take away the spaces around %q", text)
	}
	return strings.TrimSpace(text)
}

// need reads a text that must be there.
func (t *table) need(key string) string {
	v, ok := t.get(key)
	text := t.text(key)
	if _, isText := v.(string); !ok || (isText && text == "") {
		t.complain(key, "is missing; this table must have it")
	}
	return text
}

// date reads a date; without the key it is no date.
func (t *table) date(key string) civil.Date {
	v, ok := t.get(key)
	if !ok {
		return civil.Date{}
	}
	moment, isTime := v.(time.Time)
	if !isTime || moment.Location().String() != "date-local" {
		t.complain(key, "write a date as 2020-07-01, without quotes and without a time, not %s", kindOf(v))
		return civil.Date{}
	}
	day, err := civil.Make(moment.Year(), int(moment.Month()), moment.Day())
	if err != nil {
		t.complain(key, "is no date")
	}
	return day
}

// number reads a whole number inside bounds; without the key it is the default.
func (t *table) number(key string, def, low, high int) int {
	v, ok := t.get(key)
	if !ok {
		return def
	}
	n, isInt := v.(int64)
	if !isInt {
		t.complain(key, "write a whole number, not %s", kindOf(v))
		return def
	}
	if n < int64(low) || n > int64(high) {
		t.complain(key, "is %d and must be from %d to %d", n, low, high)
		return def
	}
	return int(n)
}

// flag reads true or false; without the key it is false.
func (t *table) flag(key string) bool {
	v, ok := t.get(key)
	if !ok {
		return false
	}
	b, isBool := v.(bool)
	if !isBool {
		t.complain(key, "write true or false, not %s", kindOf(v))
	}
	return b
}

// texts reads a list of texts; without the key it is empty.
func (t *table) texts(key string) []string {
	v, ok := t.get(key)
	if !ok {
		return nil
	}
	list, isList := v.([]any)
	if !isList {
		t.complain(key, "write a list of texts between [ and ], not %s", kindOf(v))
		return nil
	}
	var texts []string
	for _, item := range list {
		text, isText := item.(string)
		if !isText || strings.TrimSpace(text) == "" {
			t.complain(key, "write every item as a text between quotes, not %s", kindOf(item))
			continue
		}
		if slices.Contains(texts, text) {
			t.complain(key, "names %q twice", text)
			continue
		}
		texts = append(texts, text)
	}
	return texts
}

// tables reads an array of tables; without the key there are none.
func (t *table) tables(key string) []*table {
	v, ok := t.get(key)
	if !ok {
		return nil
	}
	list, isList := v.([]map[string]any)
	if !isList {
		t.complain(key, "write each one as a table of its own under a line [[%s]], not as %s", key, kindOf(v))
		return nil
	}
	var found []*table
	for i, values := range list {
		found = append(found, newTable(join(join(t.path, key), strconv.Itoa(i)), values, t.lines, t.errs))
	}
	return found
}

// period reads van and tot_en_met; either may be missing, which leaves it open.
func (t *table) period() civil.Period { return t.periodOf("van", "tot_en_met") }

func (t *table) periodOf(fromKey, lastKey string) civil.Period {
	from, last := t.date(fromKey), t.date(lastKey)
	if !last.IsZero() && last.Before(from) {
		t.complain(lastKey, "%s lies before %s, which is %s: are they the wrong way round?", last, fromKey, from)
		return civil.Period{From: from}
	}
	return civil.Through(from, last)
}

// herkomst reads the provenance. Without it the data is the region's own.
func (t *table) herkomst() inkoop.Herkomst {
	soort := inkoop.Regio
	if t.has("herkomst") {
		soort = enum(t, "herkomst", inkoop.HerkomstSoorten())
	}
	return inkoop.Herkomst{Soort: soort, Bron: t.text("bron")}
}

// gemeente reads the CBS code of a gemeente that must be there.
func (t *table) gemeente(key string) inkoop.GemeenteCode {
	text := t.need(key)
	if text == "" {
		return ""
	}
	return t.gemeenteCode(key, text)
}

func (t *table) gemeenteCode(key, text string) inkoop.GemeenteCode {
	code, err := inkoop.ParseGemeenteCode(text)
	if err != nil {
		t.complain(key, "%q is no CBS code of a gemeente; write four digits, such as 0202", text)
	}
	return code
}

// enum reads one word of a list; the key must be there.
func enum[T ~string](t *table, key string, words []T) T {
	text := t.need(key)
	if text == "" || slices.Contains(words, T(text)) {
		return T(text)
	}
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = string(w)
	}
	t.complain(key, "%q is not one of %s%s", text, strings.Join(list, ", "), hint(text, list))
	return ""
}

// done adds a problem for every key that nobody asked for.
func (t *table) done() {
	known := slices.Sorted(maps.Keys(t.asked))
	for key := range t.values {
		if !t.asked[key] {
			t.errs.add(t.line(key), "%s: is not a key of %s%s", key, t.name(), hint(key, known))
		}
	}
}

// name says which table this is: [[catalogus.product]], or the file.
func (t *table) name() string {
	var parts []string
	array := false
	for part := range strings.SplitSeq(t.path, ".") {
		if _, err := strconv.Atoi(part); err == nil {
			array = true
			continue
		}
		parts = append(parts, part)
	}
	switch path := strings.Join(parts, "."); {
	case path == "":
		return "a region file"
	case array:
		return "[[" + path + "]]"
	default:
		return "[" + path + "]"
	}
}

// kindOf says in words what a value is.
func kindOf(v any) string {
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("the text %q", v)
	case int64:
		return fmt.Sprintf("the number %d", v)
	case float64:
		return fmt.Sprintf("the number %v", v)
	case bool:
		return fmt.Sprintf("%t", v)
	case time.Time:
		return "a date or a time"
	case map[string]any, []map[string]any:
		return "a table"
	case []any:
		return "a list"
	}
	return "this value"
}
