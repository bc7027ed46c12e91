package authtest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// dump writes rows as text, in a fixed order, bytes as bytes and as hexadecimal.
func dump(b *strings.Builder, rows any) {
	v := reflect.ValueOf(rows)
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			fmt.Fprintf(b, "%+v\n", v.Index(i).Interface())
		}
		return
	}
	var lines []string
	for _, k := range v.MapKeys() {
		row := v.MapIndex(k)
		line := fmt.Sprintf("%q: %+v", k.String(), row.Interface())
		if row.Kind() == reflect.Struct {
			for i := range row.NumField() {
				if !row.Type().Field(i).IsExported() {
					continue
				}
				if raw, ok := row.Field(i).Interface().([]byte); ok {
					line += fmt.Sprintf(" %s=%q", row.Type().Field(i).Name, raw)
				}
			}
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	b.WriteString(strings.Join(lines, "\n") + "\n")
}
