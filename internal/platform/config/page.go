package config

import (
	"flag"
	"fmt"
	"strings"
)

// Page gives the page that lists all settings, in Markdown: docs/configuratie.md.
func Page() string {
	var b strings.Builder
	b.WriteString(`# Settings

<!-- Made by go test ./internal/platform/config -update; do not edit. -->

A setting comes from its default, then the settings file, then the environment, then a flag; the last one counts.
An unknown key, variable or flag and a bad value are refused with one sentence and exit code 2.

- In the file (TOML): ` + "`listen = \"127.0.0.1:8080\"`" + `. Lists are lists of texts: ` + "`trusted_proxies = [\"10.0.0.4\"]`" + `.
- In the environment: ` + "`TREDE_LISTEN`" + `. An empty variable counts as not set. Lists have commas.
- As a flag: ` + "`--listen`" + `. ` + "`trede COMMAND --help`" + ` tells which flags a command has.

Secrets (marked *secret*) are never flags and never stand in the settings file: give them in the environment, or in a file of their own that the setting with ` + "`_file`" + ` names.
Durations are written as 90s, 30m or 12h; sizes as 512KiB or 1MiB.
What a region decides, such as terms and the catalogue, is not here: that is dated data in the database.
`)
	group := ""
	for _, s := range append([]setting{configSetting()}, settings()...) {
		if s.Group != group {
			group = s.Group
			fmt.Fprintf(&b, "\n## %s\n\n| key | environment | flag | value | default | meaning |\n|---|---|---|---|---|---|\n", group)
		}
		flagText, kind, def := "`--"+s.flag()+"`", s.Kind, ""
		if s.Secret {
			flagText, kind = "", "*secret*"
		}
		if s.Default != "" {
			def = "`" + s.Default + "`"
		}
		key := "`" + s.Key + "`"
		if s.Key == configKey {
			key = ""
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s | %s |\n", key, s.env(), flagText, kind, def, strings.ReplaceAll(s.Help, "|", "\\|"))
	}
	b.WriteString("\n## Example\n\n```toml\n" + example + "```\n")
	return b.String()
}

// example is a settings file as a region behind its own proxy would have it; a
// test parses it.
const example = `listen = "127.0.0.1:8080"
base_url = "https://werk.example.nl"
trusted_proxies = ["127.0.0.1"]

db = "/var/lib/trede/trede.db"
key_file = "/etc/trede/trede.key"
backup_dir = "/var/backups/trede"
checkpoint_dir = "/mnt/elders/trede"

smtp_host = "mail.example.nl"
smtp_from = "Trede <trede@werk.example.nl>"
smtp_user = "trede"
smtp_password_file = "/etc/trede/smtp-password"
`

// Help gives the text of --help.
func (cmd Command) Help() string {
	var b strings.Builder
	flags := " [flags] "
	if cmd.free() && cmd.Flags == nil {
		flags = " "
	}
	usage := strings.Join(strings.Fields(cmd.Name+flags+cmd.Args), " ")
	fmt.Fprintf(&b, "%s\n\nUsage: %s\n", cmd.Summary, usage)
	own := flag.NewFlagSet(cmd.Name, flag.ContinueOnError)
	if cmd.Flags != nil {
		cmd.Flags(own)
	}
	first := true
	own.VisitAll(func(f *flag.Flag) {
		if first {
			b.WriteString("\nFlags of this command:\n")
			first = false
		}
		kind, text := flag.UnquoteUsage(f)
		writeFlag(&b, f.Name, kind, text, f.DefValue)
	})
	group := ""
	for _, s := range cmd.settings() {
		if s.Group != group {
			group = s.Group
			fmt.Fprintf(&b, "\n%s:\n", group)
		}
		writeFlag(&b, s.flag(), s.Kind, s.Help, s.Default)
	}
	if cmd.free() {
		return b.String()
	}
	b.WriteString("\nEach of these may also be set in the environment (--key-file as TREDE_KEY_FILE) or in the settings file (key_file).\nSecrets go in the environment or in a file of their own. All settings: docs/configuratie.md.\n")
	return b.String()
}

func writeFlag(b *strings.Builder, name, kind, text, def string) {
	head := "  --" + name
	if kind != "" {
		head += " <" + kind + ">"
	}
	if def != "" && def != "false" && def != "0" {
		text += " Default: " + def + "."
	}
	fmt.Fprintf(b, "%s\n      %s\n", head, text)
}

// suggest gives "; did you mean X?" for the nearest name, or "" when none is near.
func suggest(name string, known []setting, nameOf func(setting) string) string {
	names := make([]string, len(known))
	for i, s := range known {
		names[i] = nameOf(s)
	}
	return Suggest(name, names)
}

// Suggest gives "; did you mean X?" for the nearest of some names, or "" when none is
// near.
func Suggest(name string, known []string) string {
	best, least := "", max(2, len(name)/4)+1
	for _, k := range known {
		if d := distance(name, k); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}

// distance counts the letters to add, drop or replace to come from a to b.
func distance(a, b string) int {
	if len(a) > 200 {
		a = a[:200]
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diagonal, row[j] = row[j], min(row[j]+1, row[j-1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
