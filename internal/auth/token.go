package auth

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
)

// tokenBytes is the size of a session token: 256 bits of chance.
const tokenBytes = 32

var tokenText = base64.RawURLEncoding.Strict()

// newToken gives a session token and the hash that is stored of it. A plain
// SHA-256 will do: nobody guesses 256 bits.
func (s *Service) newToken() (token, hash string, err error) {
	raw := make([]byte, tokenBytes)
	if _, err := io.ReadFull(s.random, raw); err != nil {
		return "", "", fmt.Errorf("auth: random source: %w", err)
	}
	token = tokenText.EncodeToString(raw)
	return token, hashToken(token), nil
}

// hashToken gives the stored form of a token, or "" for what is none.
func hashToken(token string) string {
	if len(token) != base64.RawURLEncoding.EncodedLen(tokenBytes) {
		return ""
	}
	raw, err := tokenText.DecodeString(token)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(raw)
	return tokenText.EncodeToString(sum[:])
}

// codeText writes codes that people copy from paper or a screen: the alphabet of
// Crockford's base 32, without I, L, O and U.
var codeText = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// Lengths of codes in characters of 5 bits each.
const (
	lenSetup    = 24 // 120 bits
	lenCode     = 16 // 80 bits: invitation and reset of staff
	lenLetter   = 12 // 60 bits, a birth date and a slow-down
	lenRecovery = 12
	groupLen    = 4
)

// newCode gives a code of n characters in groups of four: 7KQ2-9MXD-04TB.
func (s *Service) newCode(n int) (string, error) {
	raw := make([]byte, (n*5+7)/8)
	if _, err := io.ReadFull(s.random, raw); err != nil {
		return "", fmt.Errorf("auth: random source: %w", err)
	}
	text := codeText.EncodeToString(raw)[:n]
	var b strings.Builder
	for i := 0; i < n; i += groupLen {
		if i > 0 {
			b.WriteByte('-')
		}
		b.WriteString(text[i:min(i+groupLen, n)])
	}
	return b.String(), nil
}

// maxCodeInput bounds what is read as a code.
const maxCodeInput = 64

// NormalCode brings a code as somebody typed it to the form that was made: it
// forgives small letters, spaces, dashes, the letter O for a zero and I or L for
// a one. It gives "" for what cannot be a code.
func NormalCode(typed string) string {
	if len(typed) > maxCodeInput {
		return ""
	}
	var b strings.Builder
	for _, r := range typed {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Dash, r), r == '.', r == '_':
			continue
		case r > unicode.MaxASCII:
			return ""
		}
		switch r = unicode.ToUpper(r); r {
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if !strings.ContainsRune("0123456789ABCDEFGHJKMNPQRSTVWXYZ", r) {
			return ""
		}
		b.WriteRune(r)
	}
	return b.String()
}

// NormalDigits brings a six-figure code as somebody typed it to six figures, or
// "" for what cannot be one.
func NormalDigits(typed string) string {
	if len(typed) > maxCodeInput {
		return ""
	}
	var b strings.Builder
	for _, r := range typed {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Dash, r), r == '.':
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		default:
			return ""
		}
	}
	if b.Len() != 6 {
		return ""
	}
	return b.String()
}

// maxLogin is the most characters that a user name has, as an e-mail address.
const maxLogin = 254

// NormalLogin brings a user name to the one form in which it is stored and
// looked up: NFKC, small letters, no spaces around it. It gives "" for what
// cannot be a user name.
func NormalLogin(typed string) string {
	if len(typed) > 4*maxLogin || !utf8.ValidString(typed) {
		return ""
	}
	login := norm.NFKC.String(strings.ToLower(norm.NFKC.String(strings.TrimSpace(typed))))
	if n := utf8.RuneCountInString(login); n < 3 || n > maxLogin {
		return ""
	}
	for _, r := range login {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return ""
		}
	}
	return login
}

// hashes gives the stored forms of a code under all keys, that under the present
// key first: store that one, and look all of them up. Each purpose has its own.
func (s *Service) hashes(purpose string, parts ...string) []string {
	return s.seals.TokenHashes("auth."+purpose, crypt.Protect(strings.Join(parts, "\x00")))
}

// hash gives the stored form of a code under the present key.
func (s *Service) hash(purpose string, parts ...string) string { return s.hashes(purpose, parts...)[0] }

// A flow is what one page must hold for the next, sealed so that the browser can
// carry it without reading or changing it, and without room on the server.
type flow struct {
	Until time.Time       `json:"u"`
	Bound string          `json:"b,omitempty"` // hash of the session it belongs to
	Once  string          `json:"o"`           // what is spent when it is used
	Data  json.RawMessage `json:"d"`
}

// flowPlace keeps kinds of flows apart: one cannot pass for another.
func flowPlace(kind string) crypt.Place { return crypt.Place{Table: "auth", Column: "flow", Row: kind} }

// flowFor is how long a page with a flow may stay open.
const flowFor = 10 * time.Minute

// sealFlow gives the text for the browser.
func (s *Service) sealFlow(kind, bound string, life time.Duration, data any) (string, error) {
	raw, err := json.Marshal(data)
	if err != nil {
		return "", fmt.Errorf("auth: flow: %w", err)
	}
	plain, err := json.Marshal(flow{Until: s.now().Add(life), Bound: bound, Once: s.ids.New(), Data: raw})
	if err != nil {
		return "", fmt.Errorf("auth: flow: %w", err)
	}
	sealed, err := s.seals.Encrypt(plain, flowPlace(kind))
	if err != nil {
		return "", err
	}
	return tokenText.EncodeToString(sealed), nil
}

// maxFlow bounds what is read back; a WebAuthn challenge with many keys fits.
const maxFlow = 16 << 10

// openFlow reads it back; anything wrong with it is one error: begin again.
func (s *Service) openFlow(kind, text, bound string, data any) (flow, error) {
	var f flow
	again := errs.New(errs.Invalid, CodeFlow)
	if len(text) > maxFlow {
		return f, again
	}
	sealed, err := tokenText.DecodeString(text)
	if err != nil {
		return f, again
	}
	plain, err := s.seals.Decrypt(sealed, flowPlace(kind))
	if err != nil {
		return f, again
	}
	if json.Unmarshal(plain, &f) != nil || json.Unmarshal(f.Data, data) != nil {
		return f, again
	}
	if !s.now().Before(f.Until) || !same(f.Bound, bound) {
		return f, again
	}
	return f, nil
}
