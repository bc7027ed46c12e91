// Package virusscan lets a virus scanner of the organisation look at a file: any command
// that reads the file from its standard input and ends with 0 when it is clean and with
// 1 when it is infected, as those of ClamAV do. Whatever else happens, such as another
// end or no end in time, means that the file was not scanned.
package virusscan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"trede/internal/app/inkoop"
)

// killTime is how long a scanner that was stopped gets to let go of its output.
const killTime = time.Second

// mostOutput is how much of what a scanner says goes to the log.
const mostOutput = 500

// Command is a scanner that is started for each file. It is safe for use by several
// goroutines at once.
type Command struct {
	path    string
	args    []string
	timeout time.Duration
	log     *slog.Logger
}

var _ inkoop.Scanner = (*Command)(nil)

// New makes a scanner of a command with its arguments, which must be found now: an
// installation that means to scan does not start without.
func New(command []string, timeout time.Duration, log *slog.Logger) (*Command, error) {
	if len(command) == 0 || timeout <= 0 {
		return nil, errors.New("virusscan: no command or no time")
	}
	path, err := exec.LookPath(command[0])
	if err != nil {
		return nil, fmt.Errorf("the virus scanner %s was not found; install it or change scan_command", command[0])
	}
	return &Command{path: path, args: command[1:], timeout: timeout, log: log}, nil
}

// Name is what files that it looked at say of it.
func (c *Command) Name() string { return filepath.Base(c.path) }

// Scan lets the command look at a file. Why it could not goes to the log, for who
// manages the server: the sender only reads that the file was not taken.
func (c *Command) Scan(ctx context.Context, content []byte) (inkoop.Scan, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	var said firstBytes
	cmd := exec.CommandContext(ctx, c.path, c.args...) //nolint:gosec // the operator names it
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(content), &said, &said
	cmd.WaitDelay = killTime
	cmd.Env = environment()
	err := cmd.Run()
	out := inkoop.Scan{Door: c.Name()}
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		err = fmt.Errorf("virusscan: %s gave no answer within %s: %w", c.Name(), c.timeout, ctx.Err())
	case err == nil:
		return out, nil
	case errors.As(err, &exit) && exit.ExitCode() == 1:
		out.Besmet = true
		c.log.WarnContext(ctx, "virus scanner found something", "scanner", c.Name(), "said", said.String())
		return out, nil
	default:
		err = fmt.Errorf("virusscan: %s: %w", c.Name(), err)
	}
	c.log.ErrorContext(ctx, "virus scanner did not look", "error", err, "said", said.String())
	return inkoop.Scan{}, err
}

// environment is that of this program without its own settings: a password is no
// business of another program.
func environment() []string {
	var out []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "TREDE_") {
			out = append(out, e)
		}
	}
	return out
}

// firstBytes keeps the beginning of what is written and drops the rest.
type firstBytes struct{ kept []byte }

func (b *firstBytes) Write(p []byte) (int, error) {
	if room := mostOutput - len(b.kept); room > 0 {
		b.kept = append(b.kept, p[:min(room, len(p))]...)
	}
	return len(p), nil
}

func (b *firstBytes) String() string { return strings.ToValidUTF8(string(b.kept), "?") }
