package upload

import (
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longestName is how many characters a name has at most, with its ending.
const longestName = 100

// nameless is what a file is called of whose name nothing is left.
const nameless = "bestand"

// Harmless makes a name that somebody sent safe to show, to send back and to keep on any
// disk: no folders, nothing unseen or that turns the direction of reading, no names
// that Windows keeps for itself, at most 100 characters. Letters of every language stay.
// The ending becomes the one of the media type; an unknown type leaves it as it is.
func Harmless(name, mediaType string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, ""))
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(harmlessRune, name)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), ". -")
	name = withEnding(name, mediaType)
	ending := path.Ext(name)
	stem := []rune(strings.Trim(strings.TrimSuffix(name, ending), ". -"))
	if room := longestName - len([]rune(ending)); len(stem) > room {
		stem = stem[:max(room, 0)]
	}
	text := strings.TrimRight(string(stem), ". -")
	switch first, _, _ := strings.Cut(text, "."); {
	case text == "":
		text = nameless
	case reserved(first):
		text = nameless + "-" + text
	}
	return text + ending
}

// harmlessRune keeps letters, digits and the punctuation of ordinary names; a space
// stands for every white space, nothing for what is not seen and a hyphen for the rest.
func harmlessRune(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), r == unicode.ReplacementChar:
		return -1
	case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r), strings.ContainsRune("._-()+,&'", r):
		return r
	}
	return '-'
}

// reserved tells whether Windows takes a name for a device.
func reserved(stem string) bool {
	stem = strings.ToUpper(strings.TrimSpace(stem))
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	device := strings.TrimRight(stem, "0123456789")
	return device != stem && (device == "COM" || device == "LPT")
}
