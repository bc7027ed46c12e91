package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"trede/internal/platform/crypt"
)

// The functions here read one value. Their errors complete the sentence
// "listen (TREDE_LISTEN): ..." and name the value, except that of a secret.

type (
	setter      = func(c *Config, raw string) error
	secretValue = crypt.Sensitive
)

func plain(raw string) error {
	if strings.ContainsFunc(raw, unicode.IsControl) {
		return errors.New("the value holds a line break or another control character")
	}
	return nil
}

func text(field func(*Config) *string) setter {
	return func(c *Config, raw string) error {
		*field(c) = raw
		return plain(raw)
	}
}

func needed(field func(*Config) *string) setter {
	return func(c *Config, raw string) error {
		if raw == "" {
			return errors.New("the value is empty")
		}
		return text(field)(c, raw)
	}
}

func optional(set setter) setter {
	return func(c *Config, raw string) error {
		if raw == "" {
			return nil
		}
		return set(c, raw)
	}
}

func secret(field func(*Config) *secretValue) setter {
	return func(c *Config, raw string) error {
		*field(c) = crypt.Protect(raw)
		return plain(raw)
	}
}

func oneOf(field func(*Config) *string, allowed ...string) setter {
	return func(c *Config, raw string) error {
		if !slices.Contains(allowed, raw) {
			return fmt.Errorf("%q is not one of %s", raw, strings.Join(allowed, ", "))
		}
		*field(c) = raw
		return nil
	}
}

func number(field func(*Config) *int, least, most int) setter {
	return func(c *Config, raw string) error {
		n, err := strconv.Atoi(raw)
		if err != nil || n < least || n > most {
			return fmt.Errorf("%q is not a whole number from %d to %d", raw, least, most)
		}
		*field(c) = n
		return nil
	}
}

func duration(field func(*Config) *time.Duration, least, most time.Duration) setter {
	return func(c *Config, raw string) error {
		d, err := time.ParseDuration(raw)
		if err != nil {
			return fmt.Errorf("%q is not a duration such as 90s, 30m or 12h", raw)
		}
		if d < least || d > most {
			return fmt.Errorf("%q is not between %s and %s", raw, short(least), short(most))
		}
		*field(c) = d
		return nil
	}
}

// short writes a duration without its zero parts: 12h rather than 12h0m0s.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

var units = []struct {
	name  string
	bytes int64
}{
	{"KiB", 1 << 10},
	{"MiB", 1 << 20},
	{"GiB", 1 << 30},
	{"kB", 1e3},
	{"MB", 1e6},
	{"GB", 1e9},
	{"B", 1},
}

func size(field func(*Config) *Size, least, most int64) setter {
	return func(c *Config, raw string) error {
		digits, factor := raw, int64(1)
		for _, u := range units {
			if rest, ok := strings.CutSuffix(raw, u.name); ok {
				digits, factor = strings.TrimSpace(rest), u.bytes
				break
			}
		}
		n, err := strconv.ParseInt(digits, 10, 32)
		if err != nil {
			return fmt.Errorf("%q is not a size such as 512KiB or 1MiB", raw)
		}
		if n *= factor; n < least || n > most {
			return fmt.Errorf("%q is not between %s and %s", raw, Size(least), Size(most))
		}
		*field(c) = Size(n)
		return nil
	}
}

// String writes a size in the largest binary unit that gives a whole number.
func (s Size) String() string {
	switch {
	case s != 0 && s%(1<<30) == 0:
		return fmt.Sprintf("%dGiB", s>>30)
	case s != 0 && s%(1<<20) == 0:
		return fmt.Sprintf("%dMiB", s>>20)
	case s != 0 && s%(1<<10) == 0:
		return fmt.Sprintf("%dKiB", s>>10)
	}
	return fmt.Sprintf("%dB", int64(s))
}

func address(field func(*Config) *string) setter {
	return func(c *Config, raw string) error {
		h, port, err := net.SplitHostPort(raw)
		if err != nil {
			return fmt.Errorf("%q is not an address such as 127.0.0.1:8080", raw)
		}
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || strconv.FormatUint(n, 10) != port {
			return fmt.Errorf("%q has no port from 0 to 65535", raw)
		}
		if h != "" && !validHost(h) {
			return fmt.Errorf("%q has no host that can exist", raw)
		}
		*field(c) = raw
		return nil
	}
}

func validHost(h string) bool {
	if _, err := netip.ParseAddr(h); err == nil {
		return true
	}
	if len(h) > 253 || strings.Trim(h, ".-") != h || h == "" {
		return false
	}
	for _, r := range h {
		ok := r == '.' || r == '-' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		if !ok {
			return false
		}
	}
	return true
}

func host(field func(*Config) *string) setter {
	return func(c *Config, raw string) error {
		if raw != "" && !validHost(raw) {
			return fmt.Errorf("%q is not the name or address of a machine", raw)
		}
		*field(c) = raw
		return nil
	}
}

// loopback reports whether a host is this machine itself.
func loopback(h string) bool {
	if h == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(h)
	return err == nil && ip.IsLoopback()
}

func webURL(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || !validHost(u.Hostname()) || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("%q is not a URL such as https://werk.example.nl", raw)
	}
	if u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return nil, errors.New("the URL holds more than a host and a path")
	}
	if u.Scheme == "http" && !loopback(u.Hostname()) {
		return nil, fmt.Errorf("%q is not encrypted; only https leaves this machine", raw)
	}
	return u, nil
}

func baseURL(c *Config, raw string) error {
	c.BaseURL = nil
	if raw == "" {
		return nil
	}
	u, err := webURL(raw)
	if err != nil {
		return err
	}
	if u.Path != "" && u.Path != "/" {
		return fmt.Errorf("%q has a path; Trede has a host of its own", raw)
	}
	u.Path, u.RawPath = "", ""
	c.BaseURL = withoutDefaultPort(u)
	return nil
}

func issuer(c *Config, raw string) error {
	c.OIDC.Issuer = raw
	if raw == "" {
		return nil
	}
	_, err := webURL(raw)
	return err
}

// itemMark stands before each item of a list from the settings file, where items
// may hold commas. In the environment and in flags they may not.
const itemMark = "\x1f"

func list(raw string) []string {
	var out []string
	separator := ","
	if strings.HasPrefix(raw, itemMark) {
		separator = itemMark
	}
	for item := range strings.SplitSeq(raw, separator) {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

func prefixes(c *Config, raw string) error {
	c.TrustedProxies = nil
	for _, item := range list(raw) {
		p, err := netip.ParsePrefix(item)
		if err != nil {
			ip, ipErr := netip.ParseAddr(item)
			if ipErr != nil {
				return fmt.Errorf("%q is not an address or a network such as 10.0.0.0/24", item)
			}
			p = netip.PrefixFrom(ip, ip.BitLen())
		}
		if p.Bits() == 0 {
			return fmt.Errorf("%q trusts the whole internet", item)
		}
		c.TrustedProxies = append(c.TrustedProxies, p.Masked())
	}
	return nil
}

func texts(field func(*Config) *[]string) setter {
	return func(c *Config, raw string) error {
		*field(c) = list(raw)
		for _, item := range *field(c) {
			if err := plain(item); err != nil {
				return err
			}
		}
		return nil
	}
}

// words takes a command as it is typed, without the quoting of a shell.
func words(field func(*Config) *[]string) setter {
	return func(c *Config, raw string) error {
		if err := plain(raw); err != nil {
			return err
		}
		*field(c) = strings.Fields(raw)
		return nil
	}
}

func yesNo(field func(*Config) *bool) setter {
	return func(c *Config, raw string) error {
		if raw != "true" && raw != "false" {
			return fmt.Errorf("%q is not true or false", raw)
		}
		*field(c) = raw == "true"
		return nil
	}
}

func mailAddress(field func(*Config) *string) setter {
	return func(c *Config, raw string) error {
		*field(c) = raw
		if raw == "" {
			return nil
		}
		if _, err := mail.ParseAddress(raw); err != nil {
			return fmt.Errorf("%q is not a mail address", raw)
		}
		return plain(raw)
	}
}

func logLevel(c *Config, raw string) error {
	levels := map[string]slog.Level{
		"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
	}
	level, ok := levels[raw]
	if !ok {
		return fmt.Errorf("%q is not one of debug, info, warn, error", raw)
	}
	c.LogLevel = level
	return nil
}

func database(c *Config, raw string) error {
	if raw == "" {
		return errors.New("the value is empty")
	}
	scheme, _, isURL := strings.Cut(raw, "://")
	if !isURL {
		c.DB = Database{Path: raw, show: raw}
		return plain(raw)
	}
	if scheme != "postgres" && scheme != "postgresql" {
		return fmt.Errorf("there is no database of the kind %q; give a path or a postgres:// URL", scheme)
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" && u.Query().Get("host") == "" {
		return errors.New("the postgres:// URL cannot be read") // without the URL: it may hold a password
	}
	c.DB = Database{URL: crypt.Protect(raw)}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	u.RawQuery = "" // may hold a password as well
	c.DB.show = u.String()
	return nil
}

// databasePassword runs after database, as the table has it, and again when a
// later source gives either of them.
func databasePassword(c *Config, raw string) error {
	if raw == "" {
		return nil
	}
	u, err := url.Parse(c.DB.URL.Reveal())
	if !c.DB.Postgres() || err != nil {
		return errors.New("the embedded database has no password; leave it out, or set db to a postgres:// URL")
	}
	u.User = url.UserPassword(u.User.Username(), raw)
	c.DB.URL = crypt.Protect(u.String())
	return nil
}

// hasPassword reports whether a database URL holds a password.
func hasPassword(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return strings.Contains(raw, "://") // not readable: do not take the chance
	}
	_, ok := u.User.Password()
	return ok || u.Query().Has("password") || u.Query().Has("sslpassword")
}
