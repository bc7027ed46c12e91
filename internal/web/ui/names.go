package ui

import "strings"

// Initials are the first letters of the first and the last word of a name.
func Initials(name string) string {
	parts := strings.Fields(name)
	if len(parts) == 0 {
		return ""
	}
	first := []rune(parts[0])[:1]
	if len(parts) == 1 {
		return string(first)
	}
	return string(first) + string([]rune(parts[len(parts)-1])[:1])
}
