// Command trede runs Trede: the program that serves a region, and the commands
// that an operator needs. It holds flags, configuration and wiring, no logic.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"trede/internal/platform/config"
)

// version is set by the build.
var version = "dev"

// command is one subcommand.
type command struct {
	name    string
	summary string
	run     func(ctx context.Context, e *env, args []string) error
}

// env is what a command has of the world around it, so that tests can give their
// own.
type env struct {
	stdin   io.Reader
	stdout  io.Writer
	stderr  io.Writer
	environ []string
	// terminal is where the set-up code is shown when it is a terminal.
	terminal *os.File
}

func commands() []command {
	return []command{
		{"serve", "serve a region", serve},
		{"demo", "fill a made-up region and serve it, to look around as anybody in it", demoCommand},
		{"migrate", "make the database, or bring it up to date", migrate},
		{"verify", "check the audit trail and what is derived; exit 1 when something is wrong", verify},
		{"backup", "write a backup to a file while the program runs", backup},
		{"restore", "put a backup in place as a new database", restore},
		{"user", "make, reset or disable an account", userCommand},
		{"region", "export or import the region's data", regionCommand},
		{"iwmo", "check, explain, answer and show messages of iWmo", iwmoCommand},
		{"keys", "rotate the keys", keysCommand},
		{"config", "list all settings", configCommand},
		{"version", "tell the version", versionCommand},
	}
}

func main() {
	syscall.Umask(0o077) // databases, keys and backups are for this user alone
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	e := &env{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ(), terminal: os.Stderr}
	os.Exit(run(ctx, e, os.Args[1:]))
}

// run carries out a command line and gives the exit code: 0 done, 1 failed, 2 a
// mistake in the command line or the settings. `trede iwmo` has a meaning of its own for
// 1 and 2.
func run(ctx context.Context, e *env, args []string) int {
	if len(args) == 0 || args[0] == "--help" || args[0] == "-h" || args[0] == "help" {
		usage(e.stdout)
		return 0
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return finish(e, c.run(ctx, e, args[1:]))
		}
	}
	return finish(e, &config.UsageError{Text: fmt.Sprintf("%q is not a command of trede; `trede --help` lists them", args[0])})
}

func usage(w io.Writer) {
	_, _ = fmt.Fprint(w, "Trede runs Activerend Werk for a region.\n\nUsage: trede COMMAND [FLAGS]\n\n")
	for _, c := range commands() {
		_, _ = fmt.Fprintf(w, "  %-9s %s\n", c.name, c.summary)
	}
	_, _ = fmt.Fprint(w, "\n`trede COMMAND --help` tells more.\n")
}

// finish says in one sentence what went wrong and gives the exit code.
func finish(e *env, err error) int {
	var mistake *config.UsageError
	var end *ending
	switch {
	case err == nil, errors.Is(err, errHelpShown):
		return 0
	case errors.As(err, &mistake):
		_, _ = fmt.Fprintln(e.stderr, "trede: "+mistake.Text)
		return mistake.ExitCode()
	case errors.As(err, &end):
		if end.text != "" {
			_, _ = fmt.Fprintln(e.stderr, "trede: "+end.text)
		}
		return end.code
	case errors.Is(err, context.Canceled):
		return 0
	}
	_, _ = fmt.Fprintln(e.stderr, "trede: "+sentence(err))
	return 1
}

// ending ends a command with an exit code of its own; what was said already has no text.
type ending struct {
	code int
	text string
}

func (e *ending) Error() string { return e.text }

var errHelpShown = errors.New("help was shown")

// sentence leaves out the names of functions and message keys that an error
// collected on its way up; the last cause says what to do.
func sentence(err error) string {
	text := err.Error()
	for _, kind := range []string{"invalid: ", "not found: ", "forbidden: ", "conflict: ", "unavailable: ", "internal: "} {
		if i := strings.LastIndex(text, kind); i >= 0 {
			rest := text[i+len(kind):]
			if j := strings.Index(rest, ": "); j >= 0 && !strings.ContainsAny(rest[:j], " ") {
				rest = rest[j+2:]
			}
			return rest
		}
	}
	return text
}

// parse reads the settings and flags of a command; help goes to the screen.
func (e *env) parse(c config.Command, args []string) (config.Config, []string, error) {
	cfg, rest, err := c.Parse(args, e.environ, os.ReadFile)
	if errors.Is(err, config.ErrHelp) {
		_, _ = fmt.Fprint(e.stdout, c.Help())
		return cfg, nil, errHelpShown
	}
	return cfg, rest, err
}

// noArgs refuses words after the flags.
func noArgs(rest []string) error {
	if len(rest) > 0 {
		return &config.UsageError{Text: fmt.Sprintf("%q is one word too many", rest[0])}
	}
	return nil
}

// oneArg wants exactly one word after the flags.
func oneArg(rest []string, what string) (string, error) {
	if len(rest) != 1 {
		return "", &config.UsageError{Text: "give " + what}
	}
	return rest[0], nil
}
