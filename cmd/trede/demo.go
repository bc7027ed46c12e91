package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"trede/internal/app"
	"trede/internal/auth"
	"trede/internal/auth/password"
	"trede/internal/domain/civil"
	"trede/internal/platform/clock"
	"trede/internal/platform/config"
	"trede/internal/platform/crypt"
	"trede/internal/platform/telemetry"
	"trede/internal/simulatie"
	"trede/internal/store"
	"trede/internal/web/assets"
	"trede/internal/web/demo"
	webinkoop "trede/internal/web/inkoop"
)

// demoFlags are what `trede demo` takes besides the address.
type demoFlags struct {
	simulatie.Config
	file string
	tot  string
}

func (d *demoFlags) define(f *flag.FlagSet) {
	f.IntVar(&d.Inwoners, "inwoners", 300, "number of made-up residents")
	f.Uint64Var(&d.Seed, "seed", 1, "the same seed gives the same people and lives")
	f.StringVar(&d.tot, "tot", "", "day (YYYY-MM-DD) on which the demo stands; today when empty")
	f.StringVar(&d.file, "db", "", "database file; made and filled when it is not there, used as it is when it is a demo. A temporary file when empty")
}

// demoCommand takes nothing from the environment, so that the settings of a real
// installation do not reach it.
func demoCommand(ctx context.Context, e *env, args []string) error {
	var d demoFlags
	lonely := *e
	lonely.environ = nil
	cfg, rest, err := lonely.parse(config.Command{
		Name: "trede demo", Summary: "fill a database with a made-up region and serve it. Everybody who can reach the address can be anybody in it.",
		Keys: []string{"listen"}, Flags: d.define,
	}, args)
	if err != nil {
		return err
	}
	now, err := d.check()
	if err := errors.Join(err, noArgs(rest), assets.Built()); err != nil {
		return err
	}
	clean, err := d.place(&cfg)
	if err != nil {
		return err
	}
	defer clean()
	if err := d.fill(ctx, e, cfg); err != nil {
		return err
	}
	return serveDemo(ctx, e, cfg, now)
}

// check completes the flags and gives the clock: that of the machine, or one that
// stands on another day.
func (d *demoFlags) check() (clock.Clock, error) {
	now := clock.System()
	today := app.Today(now())
	day := today
	if d.tot != "" {
		var err error
		if day, err = civil.Parse(d.tot); err != nil {
			return nil, &config.UsageError{Text: fmt.Sprintf("--tot %q is not a day; write it as %s", d.tot, today)}
		}
	}
	if strings.Contains(d.file, "://") {
		return nil, &config.UsageError{Text: "--db is the name of a file; a demo does not use another database server"}
	}
	d.Tot = day.AddDays(-1) // the day itself is for who looks around
	d.Config = d.Complete()
	d.Van = civil.Max(d.Van, simulatie.EersteDag) // a demo on an early day has a short past
	if err := d.Validate(); err != nil {
		return nil, &config.UsageError{Text: err.Error()}
	}
	shift := time.Duration(today.DaysUntil(day)) * 24 * time.Hour
	return func() time.Time { return now().Add(shift) }, nil
}

// place says in which files the demo is, and how they are cleaned up.
func (d *demoFlags) place(cfg *config.Config) (clean func(), err error) {
	clean = func() {}
	if d.file == "" {
		dir, err := os.MkdirTemp("", "trede-demo-")
		if err != nil {
			return nil, fmt.Errorf("cannot make a temporary folder: %w", err)
		}
		d.file, clean = filepath.Join(dir, "demo.db"), func() { _ = os.RemoveAll(dir) }
	}
	cfg.DB = config.Database{Path: d.file}
	cfg.KeyFile = strings.TrimSuffix(d.file, ".db") + ".key"
	return clean, nil
}

// fill makes the region, unless it is there. What is not finished is taken away.
func (d *demoFlags) fill(ctx context.Context, e *env, cfg config.Config) (err error) {
	if _, err := os.Stat(d.file); err == nil {
		return nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("cannot look at %s: %w", d.file, err)
	}
	defer func() {
		if err != nil {
			for _, suffix := range []string{"", "-wal", "-shm"} {
				_ = os.Remove(d.file + suffix)
				_ = os.Remove(store.LeeslogFile(d.file) + suffix)
			}
		}
	}()
	keys, _, err := crypt.OpenOrCreate(cfg.KeyFile, crypt.Options{})
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(e.stderr, "Making %d residents, from %s to %s. ", d.Inwoners, d.Van, d.Tot)
	watch := clock.Stopwatch()
	r, err := simulatie.Open(ctx, d.Config, simulatie.Where{DSN: d.file, Keys: keys, Brieven: webinkoop.BesluitPDF})
	if err != nil {
		return err
	}
	if err := errors.Join(r.Fill(ctx), r.Close()); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(e.stderr, "That took %.1f seconds.\n", watch().Seconds())
	return nil
}

// serveDemo opens the filled database as any other, and serves it.
func serveDemo(ctx context.Context, e *env, cfg config.Config, now clock.Clock) error {
	listener, err := listen(ctx, cfg.Listen)
	if err != nil {
		return err
	}
	o, err := openAt(ctx, cfg, existing, now)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { _ = o.close() }()
	log := telemetry.NewLogger(e.stderr, cfg.LogFormat, slog.LevelWarn) // the terminal is for who looks around
	mark, err := o.demoMark(ctx)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	handler, err := o.demoHandler(log)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	_, _ = fmt.Fprintf(e.stdout, "Trede demo (%s): open %s in a browser; Ctrl-C ends it.\n", mark, origin(cfg))
	return o.serveHTTP(ctx, log, listener, handler)
}

// demoHandler gives all pages, with the one on which somebody chooses a person.
func (o *opened) demoHandler(log *slog.Logger) (http.Handler, error) {
	c, err := o.authConfig(password.Params{Memory: 8, Time: 1, Threads: 1}) // nobody has a password
	if err != nil {
		return nil, err
	}
	c.Demo = true
	service, err := auth.New(c)
	if err != nil {
		return nil, err
	}
	pages := o.webConfig(log, service)
	pages.SignInURL, pages.Banner = demo.Path, demo.Banner()
	return o.handler(pages, telemetry.NewMetrics(version), demo.Routes(o.personas)...)
}

// demoMark says what the database was filled with. One that was not filled here is
// refused: in a demo anybody can be anybody.
func (o *opened) demoMark(ctx context.Context) (string, error) {
	mark, err := o.store.Demo(ctx)
	if err == nil && mark == "" {
		err = fmt.Errorf("%s was not made by `trede demo`, or not to the end; name another file", o.cfg.DB.Path)
	}
	return mark, err
}

// personas are some people of each role: enough to see all sides, few enough to
// choose from.
func (o *opened) personas(ctx context.Context) (out []demo.Persona, err error) {
	err = o.store.Read(ctx, func(tx *store.Tx) error {
		list, err := tx.Personas(app.Today(tx.Now), 3, 4)
		for _, p := range list {
			out = append(out, demo.Persona(p))
		}
		return err
	})
	return out, err
}
