package config_test

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trede/internal/platform/config"
)

var update = flag.Bool("update", false, "write golden files")

var serve = config.Command{Name: "trede serve", Summary: "Serves the region."}

// disk is a file system in memory.
type disk map[string]string

func (d disk) read(path string) ([]byte, error) {
	text, ok := d[path]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return []byte(text), nil
}

func parse(t *testing.T, d disk, env []string, args ...string) config.Config {
	t.Helper()
	c, _, err := serve.Parse(args, env, d.read)
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	return c
}

func TestDefaultsServeOnThisMachine(t *testing.T) {
	c := parse(t, nil, nil)
	if c.Listen != "127.0.0.1:8080" || c.BaseURL.String() != "http://localhost:8080" || c.TLS() {
		t.Errorf("listen %q, base URL %v", c.Listen, c.BaseURL)
	}
	if c.DB.Postgres() || c.DB.Path != "trede.db" || c.KeyFile != "trede.key" || c.BodyLimit != 1<<20 {
		t.Errorf("db %v, key file %q, limit %v", c.DB, c.KeyFile, c.BodyLimit)
	}
	if c.SessionIdle != 30*time.Minute || c.SessionLimit != 10*time.Hour || c.CheckpointInterval != 24*time.Hour {
		t.Errorf("sessions %v and %v, checkpoints %v", c.SessionIdle, c.SessionLimit, c.CheckpointInterval)
	}
	if c.OIDC.Enabled() || c.SMTP.Enabled() || c.LogLevel != slog.LevelInfo || c.LogFormat != "json" || c.MetricsListen != "" {
		t.Errorf("something is on that should be off: %+v", c)
	}
}

func TestTheLastSourceCounts(t *testing.T) {
	d := disk{"t.toml": "log_level = \"warn\"\nsession_idle = \"10m\"\nkey_file = \"/f\"\n"}
	c := parse(t, d, []string{"HOME=/x", "TREDE_CONFIG=t.toml", "TREDE_SESSION_IDLE=20m", "TREDE_KEY_FILE=/e"}, "--key-file", "/flag")
	if c.LogLevel != slog.LevelWarn || c.SessionIdle != 20*time.Minute || c.KeyFile != "/flag" {
		t.Errorf("level %v from file, idle %v from environment, key file %q from flag", c.LogLevel, c.SessionIdle, c.KeyFile)
	}
	// The flag names another file; an empty variable counts as not set.
	d["other.toml"] = "session_idle = \"5m\"\n"
	c = parse(t, d, []string{"TREDE_CONFIG=t.toml", "TREDE_SESSION_IDLE="}, "--config=other.toml")
	if c.SessionIdle != 5*time.Minute || c.LogLevel != slog.LevelInfo {
		t.Errorf("idle %v, level %v", c.SessionIdle, c.LogLevel)
	}
}

func TestEveryKindOfValue(t *testing.T) {
	d := disk{
		"t.toml": `
listen = "[::1]:8443"
base_url = "https://werk.example.nl:443/"
trusted_proxies = ["10.0.0.4", "192.168.1.77/24"]
body_limit = 131072
smtp_host = "mail.example.nl"
smtp_port = 465
smtp_tls = "tls"
smtp_from = "Trede <trede@werk.example.nl>"
smtp_user = "trede"
smtp_password_file = "/run/smtp"
oidc_issuer = "https://login.example.nl/realm"
oidc_client_id = "trede"
oidc_acr = ["urn:a,b", "c"]
oidc_factor_at_provider = true
db = "postgres://trede@db.example.nl:5432/trede?sslmode=verify-full"
`,
		"/run/smtp": "ge heim\n",
		"/run/db":   "p@ss/word\r\n",
	}
	c := parse(t, d, []string{"TREDE_OIDC_CLIENT_SECRET=zeer geheim", "TREDE_DB_PASSWORD_FILE=/run/db", "TREDE_KEY_PASSPHRASE=zin"}, "--config", "t.toml")
	if c.BaseURL.String() != "https://werk.example.nl" || fmt.Sprint(c.TrustedProxies) != "[10.0.0.4/32 192.168.1.0/24]" || c.BodyLimit != 128<<10 {
		t.Errorf("server: %v %v %v", c.BaseURL, c.TrustedProxies, c.BodyLimit)
	}
	if c.SMTP.Port != 465 || c.SMTP.Password.Reveal() != "ge heim" || c.KeyPassphrase.Reveal() != "zin" || c.OIDC.ClientSecret.Reveal() != "zeer geheim" {
		t.Errorf("secrets did not arrive")
	}
	if diff := cmp.Diff([]string{"urn:a,b", "c"}, c.OIDC.ACR); diff != "" || !c.OIDC.FactorAtProvider || c.OIDC.TrustEmail {
		t.Errorf("provider: %+v %s", c.OIDC, diff)
	}
	c = parse(t, nil, []string{"TREDE_OIDC_AMR= mfa , otp,"})
	if diff := cmp.Diff([]string{"mfa", "otp"}, c.OIDC.AMR); diff != "" {
		t.Error(diff)
	}
}

func TestDatabaseURLHidesItsPassword(t *testing.T) {
	c := parse(t, disk{"/run/db": "p@ss/word\r\n"}, []string{"TREDE_DB=postgres://trede@db.example.nl:5432/trede?sslmode=verify-full", "TREDE_DB_PASSWORD_FILE=/run/db"})
	if got, want := c.DB.URL.Reveal(), "postgres://trede:p%40ss%2Fword@db.example.nl:5432/trede?sslmode=verify-full"; got != want {
		t.Errorf("URL = %s, want %s", got, want)
	}
	if got, want := fmt.Sprintf("%v", c.DB), "postgres://trede@db.example.nl:5432/trede"; got != want || !c.DB.Postgres() {
		t.Errorf("shown as %s, want %s", got, want)
	}
	c = parse(t, nil, []string{"TREDE_DB=postgresql://u:hush@h/d?password=hush"})
	if shown := fmt.Sprintf("%v %+v", c.DB, c); strings.Contains(shown, "hush") {
		t.Errorf("the password shows: %s", shown)
	}
}

// Each mistake gets one clear sentence that names where it was made.
func TestMistakesGetOneSentence(t *testing.T) {
	tests := []struct {
		name string
		file string
		env  []string
		args []string
		want string
	}{
		{name: "unknown key", file: "smtp_hots = 'x'", want: "t.toml: smtp_hots is not a setting of Trede; did you mean smtp_host?"},
		{name: "unknown key, nothing near", file: "zzzzzzzzzz = 1", want: "t.toml: zzzzzzzzzz is not a setting of Trede"},
		{name: "table", file: "[smtp]\nhost = 'x'", want: "t.toml: smtp is not a setting of Trede"},
		{name: "unknown variable", env: []string{"TREDE_LISTN=x"}, want: "the environment variable TREDE_LISTN is not a setting of Trede; did you mean TREDE_LISTEN?"},
		{name: "unknown flag", args: []string{"--lisen", "x"}, want: "trede serve has no flag --lisen; did you mean --listen?"},
		{name: "flag without value", args: []string{"--listen"}, want: "--listen needs a value"},
		{name: "no flag", args: []string{"--=x"}, want: `"--=x" is not a flag`},
		{name: "secret as flag", args: []string{"--smtp-password", "x"}, want: "trede serve has no flag --smtp-password"},
		{name: "secret in file", file: "smtp_password = 'hush'", want: "t.toml: smtp_password is a secret and may not stand in this file; use TREDE_SMTP_PASSWORD or smtp_password_file"},
		{name: "password in db flag", args: []string{"--db", "postgres://u:hush@h/d"}, want: "--db: a password may not stand in a flag; use TREDE_DB_PASSWORD or db_password_file"},
		{name: "password in db file", file: "db = 'postgres://h/d?user=u&password=hush'", want: "t.toml: db: a password may not stand in this file; use TREDE_DB_PASSWORD or db_password_file"},
		{name: "password for a file", env: []string{"TREDE_DB_PASSWORD=hush"}, want: "TREDE_DB_PASSWORD: the embedded database has no password; leave it out, or set db to a postgres:// URL"},
		{name: "unreadable db URL", env: []string{"TREDE_DB=postgres://u:hu%sh@h/d"}, want: "TREDE_DB: the postgres:// URL cannot be read"},
		{name: "other database", args: []string{"--db=mysql://h/d"}, want: `--db: there is no database of the kind "mysql"; give a path or a postgres:// URL`},
		{name: "both secret and file", env: []string{"TREDE_SMTP_PASSWORD=a", "TREDE_SMTP_PASSWORD_FILE=/run/x"}, want: "give the same secret; leave one out"},
		{name: "secret file absent", env: []string{"TREDE_SMTP_PASSWORD_FILE=/run/none"}, want: "TREDE_SMTP_PASSWORD_FILE: the file /run/none cannot be read: file does not exist"},
		{name: "secret of two lines", env: []string{"TREDE_KEY_PASSPHRASE=hush\nhush"}, want: "TREDE_KEY_PASSPHRASE: the value holds a line break or another control character"},
		{name: "settings file absent", args: []string{"--config=none.toml"}, want: "the settings file none.toml cannot be read: file does not exist"},
		{name: "broken TOML", file: "listen = \"a:1\"\nlog_level = \n", want: "t.toml line 2: "},
		{name: "config in file", file: "config = 'x'", want: "t.toml: config names the settings file and cannot stand in it"},
		{name: "double key", file: "db = 'a'\ndb = 'b'", want: "t.toml line 2: "},
		{name: "wrong type", file: "smtp_port = 1.5", want: "t.toml: smtp_port: the value is not a text, a whole number or true or false"},
		{name: "list for a text", file: "key_file = ['a']", want: "t.toml: key_file: the value is not a text, a whole number or true or false"},
		{name: "list of numbers", file: "oidc_acr = [1]", want: "t.toml: oidc_acr: the list holds something else than texts"},
		{name: "table for a list", file: "oidc_acr = {a = 'b'}", want: "t.toml: oidc_acr: the value is not a list of texts"},
		{name: "port", file: "smtp_port = 65536", want: `t.toml: smtp_port: "65536" is not a whole number from 1 to 65535`},
		{name: "port as text", env: []string{"TREDE_SMTP_PORT=smtp"}, want: `TREDE_SMTP_PORT: "smtp" is not a whole number from 1 to 65535`},
		{name: "duration", args: []string{"--session-idle", "30"}, want: `--session-idle: "30" is not a duration such as 90s, 30m or 12h`},
		{name: "duration too long", args: []string{"--session-idle", "25h"}, want: `--session-idle: "25h" is not between 5m and 24h`},
		{name: "size", args: []string{"--body-limit=1 mile"}, want: `--body-limit: "1 mile" is not a size such as 512KiB or 1MiB`},
		{name: "size too large", args: []string{"--body-limit=1GiB"}, want: `--body-limit: "1GiB" is not between 64KiB and 64MiB`},
		{name: "address", args: []string{"--listen=8080"}, want: `--listen: "8080" is not an address such as 127.0.0.1:8080`},
		{name: "address port", args: []string{"--listen=127.0.0.1:http"}, want: `--listen: "127.0.0.1:http" has no port from 0 to 65535`},
		{name: "address host", args: []string{"--listen=a b:1"}, want: `--listen: "a b:1" has no host that can exist`},
		{name: "choice", args: []string{"--log-format=xml"}, want: `--log-format: "xml" is not one of json, text`},
		{name: "level", args: []string{"--log-level=loud"}, want: `--log-level: "loud" is not one of debug, info, warn, error`},
		{name: "proxy", args: []string{"--trusted-proxies=10.0.0.300"}, want: `--trusted-proxies: "10.0.0.300" is not an address or a network such as 10.0.0.0/24`},
		{name: "all proxies", args: []string{"--trusted-proxies=::/0"}, want: `--trusted-proxies: "::/0" trusts the whole internet`},
		{name: "URL", args: []string{"--base-url=werk.example.nl"}, want: `--base-url: "werk.example.nl" is not a URL such as https://werk.example.nl`},
		{name: "URL with path", args: []string{"--base-url=https://example.nl/werk"}, want: `has a path; Trede has a host of its own`},
		{name: "URL with user", args: []string{"--base-url=https://u:hush@example.nl"}, want: "--base-url: the URL holds more than a host and a path"},
		{name: "URL unencrypted", args: []string{"--base-url=http://werk.example.nl"}, want: `"http://werk.example.nl" is not encrypted; only https leaves this machine`},
		{name: "issuer", args: []string{"--oidc-issuer=http://login.example.nl"}, want: "is not encrypted"},
		{name: "yes", args: []string{"--oidc-trust-email=yes"}, want: `--oidc-trust-email: "yes" is not true or false`},
		{name: "list with a line break", file: `oidc_amr = ["a\nb"]`, want: "t.toml: oidc_amr: the list holds something else than texts"},
		{name: "variable with a line break", env: []string{"TREDE_OIDC_AMR=a\nb"}, want: "TREDE_OIDC_AMR: the value holds a line break"},
		{name: "from", args: []string{"--smtp-from=trede"}, want: `--smtp-from: "trede" is not a mail address`},
		{name: "empty key file", args: []string{"--key-file="}, want: "--key-file: the value is empty"},
		{name: "empty db", args: []string{"--db="}, want: "--db: the value is empty"},
		{name: "mail host", args: []string{"--smtp-host=mail/x"}, want: `--smtp-host: "mail/x" is not the name or address of a machine`},

		{name: "half a certificate", args: []string{"--tls-cert=c.pem"}, want: "tls_cert and tls_key belong together"},
		{name: "open without certificate", args: []string{"--listen=:8080"}, want: "listen is :8080, which other machines can reach, and there is no certificate"},
		{name: "https without proxy", args: []string{"--base-url=https://werk.example.nl"}, want: "base_url is https and there is no certificate: set tls_cert and tls_key, or name the proxy in trusted_proxies"},
		{name: "http with certificate", args: []string{"--tls-cert=c", "--tls-key=k", "--base-url=http://localhost"}, want: "there is a certificate and base_url is http"},
		{name: "session", args: []string{"--session-idle=2h", "--session-limit=1h"}, want: "session_idle is longer than session_limit"},
		{name: "half a provider", args: []string{"--oidc-issuer=https://login.example.nl"}, want: "oidc_issuer and oidc_client_id belong together"},
		{name: "factor without proof", args: []string{"--oidc-factor-at-provider=true"}, want: "nobody could prove two factors"},
		{name: "mail without sender", args: []string{"--smtp-host=mail.example.nl"}, want: "smtp_host is set and smtp_from is not"},
		{name: "mail without password", args: []string{"--smtp-user=u"}, want: "smtp_user is set and there is no smtp_password"},
		{name: "mail without user", env: []string{"TREDE_SMTP_PASSWORD=hush"}, want: "smtp_password is set and smtp_user is not"},
		{name: "mail in the clear", args: []string{"--smtp-host=mail.example.nl", "--smtp-from=a@example.nl", "--smtp-tls=none"}, want: "mail would travel unencrypted"},
		{name: "public metrics", args: []string{"--metrics-listen=127.0.0.1:8080"}, want: "metrics_listen and listen are the same address"},
		{name: "line break in a name", env: []string{"TREDE_A\nB=x"}, want: "the environment variable TREDE_A B is not a setting of Trede"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := disk{"t.toml": tt.file, "/run/x": "hush"}
			args := tt.args
			if tt.file != "" {
				args = append([]string{"--config", "t.toml"}, args...)
			}
			_, _, err := serve.Parse(args, tt.env, d.read)
			var usage *config.UsageError
			if !errors.As(err, &usage) || usage.ExitCode() != 2 {
				t.Fatalf("error %v is not a usage error", err)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q does not hold %q", err, tt.want)
			}
			if strings.ContainsAny(err.Error(), "\n\r") || strings.Contains(err.Error(), "hush") {
				t.Errorf("error %q is more than one line or tells a secret", err)
			}
		})
	}
}

// A secret that is given later takes the place of one given earlier, whatever
// the form of either.
func TestSecretsReplaceEachOther(t *testing.T) {
	d := disk{"t.toml": "smtp_user = 'u'\nsmtp_password_file = '/run/a'\n", "/run/a": "from file", "/run/b": "from flag"}
	c := parse(t, d, []string{"TREDE_SMTP_PASSWORD=from env"}, "--config=t.toml")
	if got := c.SMTP.Password.Reveal(); got != "from env" {
		t.Errorf("password %q", got)
	}
	c = parse(t, d, []string{"TREDE_SMTP_PASSWORD=from env"}, "--config=t.toml", "--smtp-password-file=/run/b")
	if got := c.SMTP.Password.Reveal(); got != "from flag" {
		t.Errorf("password %q", got)
	}
}

func TestOwnFlagsAndArguments(t *testing.T) {
	var force bool
	var residents int
	cmd := config.Command{
		Name: "trede backup", Args: "FILE", Summary: "Makes a backup.", Keys: []string{"db", "smtp_password"},
		Flags: func(fs *flag.FlagSet) {
			fs.BoolVar(&force, "force", false, "Overwrite `FILE`.")
			fs.IntVar(&residents, "inwoners", 300, "How many residents.")
		},
	}
	c, rest, err := cmd.Parse([]string{"--force", "--db=x.db", "--inwoners=5", "a.bak", "b"}, []string{"TREDE_LOG_LEVEL=debug"}, nil)
	if err != nil || !force || residents != 5 || c.DB.Path != "x.db" || c.LogLevel != slog.LevelDebug || fmt.Sprint(rest) != "[a.bak b]" {
		t.Errorf("force %v, residents %d, db %v, rest %v, error %v", force, residents, c.DB, rest, err)
	}
	_, _, err = cmd.Parse([]string{"--inwoners=veel"}, nil, nil)
	if err == nil || err.Error() != `--inwoners: value "veel": parse error` {
		t.Errorf("a bad value of an own flag: %v", err)
	}
	if _, _, err = cmd.Parse([]string{"--listen=:1"}, nil, nil); err == nil || !strings.Contains(err.Error(), "trede backup has no flag --listen") {
		t.Errorf("a flag of another command: %v", err)
	}
	for _, ask := range []string{"--help", "-h"} {
		if _, _, err = cmd.Parse([]string{ask}, nil, nil); !errors.Is(err, config.ErrHelp) {
			t.Errorf("%s: %v", ask, err)
		}
	}
	help := cmd.Help()
	for _, want := range []string{"Makes a backup.", "Usage: trede backup [flags] FILE", "--force", "--inwoners", "Default: 300.", "--db <path or postgres:// URL>", "Default: trede.db.", "--config", "--smtp-password-file"} {
		if !strings.Contains(help, want) {
			t.Errorf("help lacks %q:\n%s", want, help)
		}
	}
	for _, not := range []string{"--listen", "--smtp-password <"} {
		if strings.Contains(help, not) {
			t.Errorf("help holds %q:\n%s", not, help)
		}
	}
}

func TestPageListsAllSettings(t *testing.T) {
	golden := filepath.Join("..", "..", "..", "docs", "configuratie.md")
	page := config.Page()
	if *update {
		if err := os.WriteFile(golden, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), page); diff != "" {
		t.Errorf("docs/configuratie.md is not up to date (go test ./internal/platform/config -update):\n%s", diff)
	}
	example := page[strings.Index(page, "```toml\n")+8 : strings.LastIndex(page, "```")]
	c := parse(t, disk{"t.toml": example, "/etc/trede/smtp-password": "x"}, nil, "--config=t.toml")
	if c.BaseURL.Host != "werk.example.nl" || !c.SMTP.Enabled() {
		t.Errorf("the example gives %+v", c)
	}
}

// Every default of the page is one that the parser takes, in each of its forms.
func TestDefaultsOfThePageAreValid(t *testing.T) {
	rows := regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| `([A-Z_]+)` \\| `(--[a-z-]+)` \\|[^|]*\\| `([^`]+)`").FindAllStringSubmatch(config.Page(), -1)
	if len(rows) < 10 {
		t.Fatalf("the page lists %d defaults", len(rows))
	}
	want := fmt.Sprintf("%+v", parse(t, nil, nil))
	for _, r := range rows {
		for _, c := range []config.Config{
			parse(t, disk{"t": fmt.Sprintf("%s = %q", r[1], r[4])}, nil, "--config=t"),
			parse(t, nil, []string{r[2] + "=" + r[4]}),
			parse(t, nil, nil, r[3], r[4]),
		} {
			if got := fmt.Sprintf("%+v", c); got != want {
				t.Errorf("%s = %s gives\n%s, want\n%s", r[1], r[4], got, want)
			}
		}
	}
}

func TestSizesPrintAsTheyAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := config.Size(rapid.Int64Range(64<<10, 64<<20).Draw(t, "bytes"))
		c, _, err := serve.Parse([]string{"--body-limit", n.String()}, nil, nil)
		if err != nil || c.BodyLimit != n {
			t.Fatalf("%v reads as %v, %v", n, c.BodyLimit, err)
		}
	})
}

func FuzzSettingsFile(f *testing.F) {
	page := config.Page()
	f.Add(page[strings.Index(page, "```toml\n")+8 : strings.LastIndex(page, "```")])
	f.Add("listen = 'localhost:1'\ntrusted_proxies = ['::1', '10.0.0.0/8']\nsmtp_port = 0x19\n")
	f.Add("oidc_acr = ['a,b']\noidc_factor_at_provider = true\nbody_limit = '100kB'\n")
	f.Add("db = 'postgres://u@h/d'\n[a.b]\nc = {d = [1, {e = 2020-01-01}]}\n\"\" = 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		d := disk{"t": text, "/etc/trede/smtp-password": "x"}
		c, _, err := serve.Parse([]string{"--config=t"}, nil, d.read)
		if err != nil {
			var usage *config.UsageError
			if !errors.As(err, &usage) || strings.ContainsAny(err.Error(), "\n\r\x00") {
				t.Errorf("error %q", err)
			}
			return
		}
		// What was accepted keeps the promises of Config.
		switch {
		case c.BaseURL == nil || c.BaseURL.Host == "":
			t.Errorf("no base URL from %q", text)
		case c.BodyLimit < 64<<10 || c.SessionIdle <= 0 || c.SessionIdle > c.SessionLimit:
			t.Errorf("limits %v, %v, %v from %q", c.BodyLimit, c.SessionIdle, c.SessionLimit, text)
		case (c.DB.Path == "") != c.DB.Postgres() || c.KeyFile == "":
			t.Errorf("no database or key file from %q", text)
		case c.SMTP.Enabled() && c.SMTP.From == "":
			t.Errorf("mail without sender from %q", text)
		}
	})
}
