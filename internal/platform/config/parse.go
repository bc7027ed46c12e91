package config

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"
)

// ErrHelp says that --help was asked for: show [Command.Help] and end well.
var ErrHelp = flag.ErrHelp

// Command is one subcommand of the program: which settings and which flags of
// its own it takes.
type Command struct {
	Name    string              // as typed: "trede serve"
	Args    string              // arguments after the flags, for --help: "FILE"
	Summary string              // what it does, one sentence
	Keys    []string            // settings that are flags of it; nil for all of them, empty for none
	Flags   func(*flag.FlagSet) // flags of its own
}

// ReadFile reads a file whole, as [os.ReadFile] does.
type ReadFile func(path string) ([]byte, error)

// Parse reads settings from file, environment and flags, and gives them with the
// arguments that are left. Env has the form of [os.Environ]. A mistake is a
// [*UsageError]; --help is [ErrHelp].
func (cmd Command) Parse(args, env []string, read ReadFile) (Config, []string, error) {
	if read == nil {
		read = os.ReadFile
	}
	given := source{}
	fs := cmd.flagSet(given)
	words, err := parseFlags(fs, args)
	if err != nil {
		return Config{}, nil, cmd.flagError(fs, err)
	}
	if cmd.free() {
		env = nil
	}
	fromEnv, err := readEnv(env)
	if err != nil {
		return Config{}, nil, err
	}
	path := given[configKey].raw
	if path == "" {
		path = fromEnv[configKey].raw
	}
	fromFile := source{}
	if path != "" {
		raw, err := read(path)
		if err != nil {
			return Config{}, nil, usagef("the settings file %s cannot be read: %v", path, cause(err))
		}
		if fromFile, err = parseFile(path, raw); err != nil {
			return Config{}, nil, err
		}
	}
	c, err := build(read, fromFile, fromEnv, given)
	return c, words, err
}

// parseFlags parses flags before, between and after the words, which it gives; what
// stands after -- is a word.
func parseFlags(fs *flag.FlagSet, args []string) (words []string, err error) {
	for {
		if err := fs.Parse(args); err != nil {
			return nil, err
		}
		read := len(args) - fs.NArg()
		if fs.NArg() == 0 || read > 0 && args[read-1] == "--" {
			return append(words, fs.Args()...), nil
		}
		words, args = append(words, fs.Arg(0)), fs.Args()[1:]
	}
}

// configKey names the settings file itself; it cannot stand in that file.
const configKey = "config"

func configSetting() setting {
	return setting{
		Key: configKey, Kind: "path", Group: "Settings file",
		Help: "File with settings (TOML); every key of this page may stand in it, except this one and secrets.",
	}
}

// value is a setting as it was given, and where.
type value struct{ raw, origin string }

// source is everything that one place gives, by key.
type source map[string]value

func usagef(format string, args ...any) error {
	return &UsageError{Text: oneLine(fmt.Sprintf(format, args...))}
}

// oneLine keeps what others typed from breaking a sentence in two.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
}

// cause takes the path out of an error of the file system.
func cause(err error) error {
	var pathErr *os.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// build puts the sources on top of the defaults, the last one counting.
func build(read ReadFile, sources ...source) (Config, error) {
	all := settings()
	final := source{}
	for _, s := range all {
		final[s.Key] = value{raw: s.Default}
	}
	for _, src := range sources {
		for _, s := range all {
			v, ok := src[s.Key]
			if !ok {
				continue
			}
			if s.Secret || strings.HasSuffix(s.Key, fileSuffix) && s.set == nil {
				// A secret and its file replace each other between sources.
				other := strings.TrimSuffix(s.Key, fileSuffix)
				if s.Secret {
					other = s.Key + fileSuffix
				}
				if o, both := src[other]; both {
					return Config{}, usagef("%s and %s both give the same secret; leave one out", v.origin, o.origin)
				}
				delete(final, other)
			}
			final[s.Key] = v
		}
	}
	var c Config
	for _, s := range all {
		v := final[s.Key]
		if s.set == nil {
			continue // the file of a secret, read with the secret
		}
		if path := final[s.Key+fileSuffix]; s.Secret && path.raw != "" {
			raw, err := read(path.raw)
			if err != nil {
				return Config{}, usagef("%s: the file %s cannot be read: %v", path.origin, path.raw, cause(err))
			}
			v = value{strings.TrimRight(string(raw), " \t\r\n"), path.origin}
		}
		if err := s.set(&c, v.raw); err != nil {
			return Config{}, usagef("%s: %v", named(s, v), err)
		}
	}
	c.fill()
	if err := c.check(); err != nil {
		return Config{}, err
	}
	return c, nil
}

func named(s setting, v value) string {
	if v.origin == "" {
		return s.Key
	}
	return v.origin
}

// fill makes what follows from other settings.
func (c *Config) fill() {
	if c.BaseURL != nil {
		return
	}
	h, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return
	}
	u := &url.URL{Scheme: "http", Host: c.Listen}
	if c.TLS() {
		u.Scheme = "https"
	}
	if h == "" || loopback(h) {
		u.Host = net.JoinHostPort("localhost", port) // passkeys need a name, not an address
	}
	c.BaseURL = withoutDefaultPort(u)
}

// withoutDefaultPort writes a URL as browsers write an origin.
func withoutDefaultPort(u *url.URL) *url.URL {
	standard := map[string]string{"https": ":443", "http": ":80"}[u.Scheme]
	u.Host = strings.TrimSuffix(u.Host, standard)
	return u
}

// check looks at settings together. Each sentence says what to do.
func (c *Config) check() error {
	listenHost, _, _ := net.SplitHostPort(c.Listen)
	passwordless := c.SMTP.User != "" && c.SMTP.Password.IsZero()
	rules := []struct {
		bad  bool
		text string
	}{
		{(c.TLSCert == "") != (c.TLSKey == ""), "tls_cert and tls_key belong together: set both or neither"},
		{!c.TLS() && !loopback(listenHost), "listen is " + c.Listen + ", which other machines can reach, and there is no certificate: set tls_cert and tls_key, or listen on 127.0.0.1 behind a proxy"},
		{!c.TLS() && c.BaseURL.Scheme == "https" && len(c.TrustedProxies) == 0, "base_url is https and there is no certificate: set tls_cert and tls_key, or name the proxy in trusted_proxies"},
		{c.TLS() && c.BaseURL.Scheme == "http", "there is a certificate and base_url is http: make it https"},
		{c.SessionIdle > c.SessionLimit, "session_idle is longer than session_limit: make it shorter"},
		{(c.OIDC.Issuer == "") != (c.OIDC.ClientID == ""), "oidc_issuer and oidc_client_id belong together: set both or neither"},
		{c.OIDC.FactorAtProvider && len(c.OIDC.ACR)+len(c.OIDC.AMR) == 0, "oidc_factor_at_provider is true and neither oidc_acr nor oidc_amr is set: nobody could prove two factors"},
		{c.SMTP.Enabled() && c.SMTP.From == "", "smtp_host is set and smtp_from is not: mail needs a sender"},
		{passwordless, "smtp_user is set and there is no smtp_password"},
		{c.SMTP.User == "" && !c.SMTP.Password.IsZero(), "smtp_password is set and smtp_user is not"},
		{c.SMTP.Enabled() && c.SMTP.TLS == TLSNone && !loopback(c.SMTP.Host), "smtp_tls is none and " + c.SMTP.Host + " is another machine: mail would travel unencrypted"},
		{c.MetricsListen != "" && c.MetricsListen == c.Listen, "metrics_listen and listen are the same address: metrics are not for the public"},
	}
	for _, r := range rules {
		if r.bad {
			return usagef("%s", r.text)
		}
	}
	return nil
}

// testPrefix is left alone: the tests of Trede have settings of their own.
const testPrefix = envPrefix + "TEST_"

func readEnv(env []string) (source, error) {
	out := source{}
	known := append(settings(), configSetting())
	for _, pair := range env {
		name, raw, _ := strings.Cut(pair, "=")
		if !strings.HasPrefix(name, envPrefix) || strings.HasPrefix(name, testPrefix) {
			continue
		}
		i := slices.IndexFunc(known, func(s setting) bool { return s.env() == name })
		if i < 0 {
			return nil, usagef("the environment variable %s is not a setting of Trede%s", name, suggest(name, known, setting.env))
		}
		if raw == "" {
			continue // as if it was not set, as containers do
		}
		out[known[i].Key] = value{raw, name}
	}
	return out, nil
}

// parseFile reads a settings file.
func parseFile(path string, raw []byte) (source, error) {
	var tree map[string]any
	meta, err := toml.Decode(string(raw), &tree)
	if err != nil {
		var at toml.ParseError
		if errors.As(err, &at) {
			return nil, usagef("%s line %d: %s", path, at.Position.Line, strings.TrimPrefix(at.Message, "toml: "))
		}
		return nil, usagef("%s: %s", path, strings.TrimPrefix(err.Error(), "toml: "))
	}
	out := source{}
	known := settings()
	for _, key := range meta.Keys() {
		name := key.String()
		i := slices.IndexFunc(known, func(s setting) bool { return s.Key == name })
		switch {
		case name == configKey:
			return nil, usagef("%s: config names the settings file and cannot stand in it", path)
		case i < 0:
			return nil, usagef("%s: %s is not a setting of Trede%s", path, name, suggest(name, known, func(s setting) string { return s.Key }))
		case known[i].Secret:
			return nil, usagef("%s: %s is a secret and may not stand in this file; use %s or %s%s", path, name, known[i].env(), name, fileSuffix)
		}
		text, err := scalar(tree[name], strings.HasPrefix(known[i].Kind, "list"))
		if err == nil && name == "db" && hasPassword(text) {
			err = errors.New("a password may not stand in this file; use TREDE_DB_PASSWORD or db_password_file")
		}
		if err != nil {
			return nil, usagef("%s: %s: %v", path, name, err)
		}
		out[name] = value{text, path + ": " + name}
	}
	return out, nil
}

// scalar brings a TOML value to text. The items of a list keep their commas.
func scalar(v any, isList bool) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case bool:
		return strconv.FormatBool(v), nil
	case []any:
		if !isList {
			break
		}
		var b strings.Builder
		for _, item := range v {
			text, ok := item.(string)
			if !ok || plain(text) != nil {
				return "", errors.New("the list holds something else than texts")
			}
			b.WriteString(itemMark + text)
		}
		return b.String(), nil
	}
	if isList {
		return "", errors.New("the value is not a list of texts")
	}
	return "", errors.New("the value is not a text, a whole number or true or false")
}

// flagSet declares the flags; what is given ends up in the source.
func (cmd Command) flagSet(given source) *flag.FlagSet {
	fs := flag.NewFlagSet(cmd.Name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	for _, s := range cmd.settings() {
		fs.Func(s.flag(), s.Help, func(raw string) error {
			if s.Key == "db" && hasPassword(raw) {
				return errors.New("a password may not stand in a flag; use TREDE_DB_PASSWORD or db_password_file")
			}
			given[s.Key] = value{raw, "--" + s.flag()}
			return nil
		})
	}
	if cmd.Flags != nil {
		cmd.Flags(fs)
	}
	return fs
}

// settings gives those that are flags of this command. Secrets never are.
func (cmd Command) settings() []setting {
	if cmd.free() {
		return nil
	}
	out := []setting{configSetting()}
	for _, s := range settings() {
		secretFile := s.set == nil && slices.Contains(cmd.Keys, strings.TrimSuffix(s.Key, fileSuffix))
		if !s.Secret && (cmd.Keys == nil || secretFile || slices.Contains(cmd.Keys, s.Key)) {
			out = append(out, s)
		}
	}
	return out
}

// free tells that the command takes no settings at all.
func (cmd Command) free() bool { return cmd.Keys != nil && len(cmd.Keys) == 0 }

// flagError turns an error of package flag into our sentence.
func (cmd Command) flagError(fs *flag.FlagSet, err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return ErrHelp
	}
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: -"); ok {
		var names []setting
		fs.VisitAll(func(f *flag.Flag) { names = append(names, setting{Key: f.Name}) })
		flagOf := func(s setting) string { return "--" + s.Key }
		return usagef("%s has no flag --%s%s", cmd.Name, name, suggest("--"+name, names, flagOf))
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: -"); ok {
		return usagef("--%s needs a value", name)
	}
	if rest, ok := strings.CutPrefix(text, "bad flag syntax: "); ok {
		return usagef("%q is not a flag", rest)
	}
	// invalid value "x" for flag -name: reason. The value is left out when it
	// may hold a password.
	if value, rest, ok := strings.Cut(text, " for flag -"); ok {
		name, reason, _ := strings.Cut(rest, ": ")
		if name == "db" {
			return usagef("--db: %s", reason)
		}
		return usagef("--%s: %s: %s", name, strings.TrimPrefix(value, "invalid "), reason)
	}
	return usagef("%s", text)
}
