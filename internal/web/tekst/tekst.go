// Package tekst holds what Trede says: every message has a stable key, and its
// Dutch text stands in the folder nl, at level B1, in a file per process. Errors and findings of rules carry
// keys; only this package and the pages know words.
package tekst

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"trede/internal/domain/civil"
	"trede/internal/domain/money"
	"trede/internal/web/ui/nl"
)

//go:embed nl/*.toml
var files embed.FS

var texts = load(files)

// load reads the message files; a wrong one stops the program, because it is part
// of it.
func load(from fs.FS) map[string]string {
	out := map[string]string{}
	names, err := fs.Glob(from, "nl/*.toml")
	if err != nil {
		panic("tekst: " + err.Error())
	}
	for _, name := range names {
		var raw map[string]any
		if _, err := toml.DecodeFS(from, name, &raw); err != nil {
			panic("tekst: " + name + ": " + err.Error())
		}
		flatten(out, name, "", raw)
	}
	return out
}

func flatten(out map[string]string, file, prefix string, in map[string]any) {
	for k, v := range in {
		switch v := v.(type) {
		case string:
			if _, twice := out[prefix+k]; twice {
				panic(fmt.Sprintf("tekst: %s: %s%s stands in another file too", file, prefix, k))
			}
			out[prefix+k] = v
		case map[string]any:
			flatten(out, file, prefix+k+".", v)
		default:
			panic(fmt.Sprintf("tekst: %s: %s%s is not a text", file, prefix, k))
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

// Word gives the word for a value of a list, out of the table of that list; "" for
// none.
func Word[T ~string](table string, v T) string {
	if v == "" {
		return ""
	}
	return Of(table + "." + string(v))
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
