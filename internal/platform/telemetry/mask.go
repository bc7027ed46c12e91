package telemetry

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands in the place of a value that may not be logged.
const (
	maskedKey   = "[afgeschermd]"
	maskedBSN   = "[bsn]"
	maskedEmail = "[e-mail]"
)

// maxValue is how many bytes of one text are logged: nobody fills the disk by
// sending long texts.
const maxValue = 4096

// deniedKeys are words that name what may not be logged whatever its value. A
// key is denied when one of its words is one of these: "inwoner.achternaam",
// "user_password", "RemoteAddr".
var deniedKeys = map[string]bool{}

func init() {
	for _, word := range strings.Fields(`
		bsn burgerservicenummer naam voornaam voornamen achternaam geslachtsnaam roepnaam initialen partnernaam
		geboortedatum geboorteplaats adres straat straatnaam huisnummer postcode woonplaats telefoon telefoonnummer mobiel
		email emailadres mailadres emailaddress iban rekeningnummer notitie toelichting reden diagnose
		firstname lastname surname fullname birthdate phone ip remoteip remoteaddr clientip clientaddr
		wachtwoord password passphrase pass pwd secret geheim token otp totp recovery setupcode logincode inlogcode
		cookie session sessie authorization bearer apikey privatekey credential credentials sleutel salt csrf
		body payload inhoud zoek zoekterm`) {
		deniedKeys[word] = true
	}
}

// deniedKey reports whether a key names personal data or a secret. Words are
// parts between punctuation and capitals, the key as a whole, and each pair of
// neighbours ("e-mail", "remote_addr").
func deniedKey(key string) bool {
	if deniedKeys[key] {
		return true
	}
	words := splitWords(key)
	for i, w := range words {
		if deniedKeys[w] || i > 0 && deniedKeys[words[i-1]+w] {
			return true
		}
	}
	return false
}

func splitWords(key string) []string {
	var words []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	lower := false
	for _, r := range key {
		switch {
		case !unicode.IsLetter(r):
			flush()
			lower = false
			continue
		case unicode.IsUpper(r) && lower:
			flush()
		}
		lower = unicode.IsLower(r)
		word.WriteRune(unicode.ToLower(r))
	}
	flush()
	return words
}

// Clean gives a text as it may be logged: without what looks like a BSN or an
// e-mail address, without characters that could forge a line or hide in one, and
// not too long.
func Clean(s string) string {
	// Cut last: half of a BSN or of an address is not recognised.
	s = maskEmails(maskBSNs(visible(s)))
	if len(s) > maxValue {
		s = strings.ToValidUTF8(s[:maxValue], "") + "..."
	}
	return s
}

// Personal reports whether a text holds what looks like a BSN or an e-mail
// address.
func Personal(s string) bool { return maskEmails(maskBSNs(s)) != s }

// visible writes control characters, invalid UTF-8 and the characters that turn
// or hide text as escapes (ASVS 5.0 16.4.1, log injection).
func visible(s string) string {
	if !strings.ContainsFunc(s, hidden) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r > 0xffff && hidden(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		case hidden(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hidden characters: controls, the marks that change the direction of text,
// joiners without width, and the two line ends that are not controls.
func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == 0x2028 || r == 0x2029
}

// elevenProof is the test that a BSN passes (9 to 2 times the digits, minus the
// last, divisible by 11; Logisch Ontwerp BSN).
func elevenProof(digits []byte) bool {
	sum, all := 0, 0
	for i, d := range digits {
		n := int(d - '0')
		all += n
		if i == 8 {
			sum -= n
		} else {
			sum += (9 - i) * n
		}
	}
	return sum%11 == 0 && all > 0
}

// maskBSNs replaces each run of nine digits that could be a BSN, also when it is
// written in groups (999 900 006, 9999.00.006). Ids are left alone: a UUID can
// hold nine digits in a row.
func maskBSNs(s string) string {
	var b strings.Builder
	done := 0
	for i := 0; i < len(s); {
		if !digit(s[i]) || i > 0 && digit(s[i-1]) {
			i++
			continue
		}
		if n := uuidAround(s, i); n > 0 {
			i = n
			continue
		}
		end, digits := bsnAt(s, i)
		if end == 0 || !elevenProof(digits[:]) {
			i++
			continue
		}
		b.WriteString(s[done:i])
		b.WriteString(maskedBSN)
		done, i = end, end
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// groupings are the ways in which people write nine digits.
var groupings = [][]int{{9}, {3, 3, 3}, {4, 2, 3}}

// bsnAt gives the end of nine digits that begin at i, or 0.
func bsnAt(s string, i int) (int, [9]byte) {
	for _, groups := range groupings {
		var digits [9]byte
		n, at := 0, i
		ok := true
		for g, size := range groups {
			if g > 0 {
				if at >= len(s) || strings.IndexByte(" .-_/", s[at]) < 0 {
					ok = false
					break
				}
				at++
			}
			for range size {
				if at >= len(s) || !digit(s[at]) {
					ok = false
					break
				}
				digits[n] = s[at]
				n, at = n+1, at+1
			}
			if !ok {
				break
			}
		}
		if ok && (at == len(s) || !digit(s[at])) {
			return at, digits
		}
	}
	return 0, [9]byte{}
}

// uuidAround gives the end of the UUID that position i lies in, or 0.
func uuidAround(s string, i int) int {
	for start := max(0, i-35); start <= i; start++ {
		if start+36 <= len(s) && isUUID(s[start:start+36]) {
			return start + 36
		}
	}
	return 0
}

func isUUID(s string) bool {
	for i := range 36 {
		c := s[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !digit(c) && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
				return false
			}
		}
	}
	return true
}

// maskEmails replaces what looks like an e-mail address: something, @, and a
// name with a dot in it.
func maskEmails(s string) string {
	at := strings.IndexByte(s, '@')
	if at < 0 {
		return s
	}
	var b strings.Builder
	done := 0
	for i := at; i < len(s); i++ {
		if s[i] != '@' {
			continue
		}
		start, end := i, i+1
		for start > done && localPart(s[start-1]) {
			start--
		}
		for end < len(s) && domainPart(s[end]) {
			end++
		}
		domain := strings.TrimRight(s[i+1:end], ".-")
		if start == i || !strings.Contains(domain, ".") {
			continue
		}
		b.WriteString(s[done:start])
		b.WriteString(maskedEmail)
		done = i + 1 + len(domain)
		i = done - 1
	}
	b.WriteString(s[done:])
	return b.String()
}

func localPart(c byte) bool {
	return domainPart(c) || strings.IndexByte("_+%!#$&'*/=?^`{|}~", c) >= 0
}

// domainPart takes bytes of other scripts along: an address may hold them.
func domainPart(c byte) bool {
	return digit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '.' || c == '-' || c >= utf8.RuneSelf
}
