// Package tekst holds what Trede says: every message has a stable key, and its
// Dutch text stands in nl.toml, at level B1. Errors and findings of rules carry
// keys; only this package and the pages know words.
package tekst

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"trede/internal/domain/civil"
	"trede/internal/domain/money"
	"trede/internal/web/ui/nl"
)

//go:embed nl.toml
var source string

var texts = load(source)

// load reads the message file; a wrong one stops the program, because it is part
// of it.
func load(text string) map[string]string {
	out := map[string]string{}
	var raw map[string]any
	if _, err := toml.Decode(text, &raw); err != nil {
		panic("tekst: nl.toml: " + err.Error())
	}
	flatten(out, "", raw)
	return out
}

func flatten(out map[string]string, prefix string, in map[string]any) {
	for k, v := range in {
		switch v := v.(type) {
		case string:
			out[prefix+k] = v
		case map[string]any:
			flatten(out, prefix+k+".", v)
		default:
			panic(fmt.Sprintf("tekst: nl.toml: %s%s is not a text", prefix, k))
		}
	}
}

// Has reports whether a key has a text.
func Has(key string) bool { _, ok := texts[key]; return ok }

// Keys gives all keys in order.
func Keys() []string {
	out := make([]string, 0, len(texts))
	for k := range texts {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Of gives the text of a key, with {0}, {1} and so on filled in. A key without a
// text gives the general text of its kind of trouble, never the key itself.
func Of(key string, args ...any) string {
	text, ok := texts[key]
	if !ok {
		text = texts["algemeen.onbekend"]
	}
	if !strings.Contains(text, "{") {
		return text
	}
	for i, a := range args {
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i)+"}", Value(a))
	}
	return text
}

// Value writes one value as Dutch readers do.
func Value(v any) string {
	switch v := v.(type) {
	case civil.Date:
		return nl.Long(v)
	case money.Cents:
		return v.String()
	case bool:
		if v {
			return "ja"
		}
		return "nee"
	case string:
		if name, ok := texts["waarde."+v]; ok {
			return name
		}
		return v
	}
	return fmt.Sprint(v)
}
