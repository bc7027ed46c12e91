package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"trede/internal/app"
	"trede/internal/auth"
	"trede/internal/auth/httpauth"
	"trede/internal/exchange/virusscan"
	"trede/internal/jobs"
	"trede/internal/platform/config"
	"trede/internal/platform/id"
	"trede/internal/platform/telemetry"
	"trede/internal/web"
	"trede/internal/web/assets"
	"trede/internal/web/site"
)

// Limits of the server itself. A slow sender is cut off; a page is small.
const (
	headerTime   = 10 * time.Second
	readTime     = 60 * time.Second
	writeTime    = 60 * time.Second
	idleTime     = 2 * time.Minute
	headerLimit  = 32 << 10
	shutdownTime = 20 * time.Second
)

func serve(ctx context.Context, e *env, args []string) error {
	cfg, rest, err := e.parse(config.Command{Name: "trede serve", Summary: "serve a region"}, args)
	if err != nil {
		return err
	}
	if err := errors.Join(noArgs(rest), assets.Built()); err != nil {
		return err
	}
	log := telemetry.NewLogger(e.stderr, cfg.LogFormat, cfg.LogLevel)
	listener, err := listen(ctx, cfg.Listen)
	if err != nil {
		return err
	}
	o, err := open(ctx, cfg, first)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { _ = o.close() }()
	if err := o.scanner(log); err != nil {
		return err
	}
	service, err := signIn(o)
	if err != nil {
		return err
	}
	if err := setupCode(ctx, e, cfg, service); err != nil {
		return err
	}
	metrics := telemetry.NewMetrics(version)
	handler, err := o.handler(o.webConfig(log, service), metrics)
	if err != nil {
		return err
	}
	var run tasks
	run.start(func() error { return o.serveHTTP(ctx, log, listener, handler) })
	if cfg.MetricsListen != "" {
		run.start(func() error { return serveMetrics(ctx, cfg.MetricsListen, metrics) })
	}
	run.start(func() error { o.runner(log, service).Run(ctx); return nil })
	log.Info("serving", "address", cfg.Listen, "version", version)
	return run.wait()
}

// scanner gives the use cases the virus scanner of the settings, if there is one.
func (o *opened) scanner(log *slog.Logger) error {
	if len(o.cfg.ScanCommand) == 0 {
		return nil
	}
	s, err := virusscan.New(o.cfg.ScanCommand, o.cfg.ScanTimeout, log)
	if err != nil {
		return &config.UsageError{Text: err.Error()}
	}
	o.uc.Inkoop.Scanner = s
	return nil
}

// listen takes the address, or says in one sentence why it cannot.
func listen(ctx context.Context, address string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is in use by another program; stop that or choose another address with --listen", address)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("%s may not be used by this user; choose a port above 1023 with --listen", address)
	case err != nil:
		return nil, fmt.Errorf("cannot listen on %s: %w", address, err)
	}
	return l, nil
}

// setupCode gives whoever starts an empty installation the code to set it up.
func setupCode(ctx context.Context, e *env, cfg config.Config, service *auth.Service) error {
	needed, err := service.NeedsSetup(ctx)
	if err != nil {
		return err
	}
	if !needed {
		return removeSetup(cfg)
	}
	code, err := service.NewSetupCode(ctx)
	if err != nil {
		return err
	}
	file, err := auth.DeliverSetupCode(e.terminal, setupFile(cfg), origin(cfg)+"/inrichting", code)
	if err == nil && file != "" {
		_, _ = fmt.Fprintf(e.stderr, "The one-time code to set up Trede is in %s, for 30 minutes.\n", file)
	}
	return err
}

// setupFile is where the code to set up an installation stands until it was used.
func setupFile(cfg config.Config) string { return beside(cfg, "trede-inrichtcode.txt") }

func removeSetup(cfg config.Config) error {
	err := os.Remove(setupFile(cfg)) //nolint:gosec // beside the database that the operator names
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// webConfig gives what the pages are made of.
func (o *opened) webConfig(log *slog.Logger, service *auth.Service) web.Config {
	return web.Config{
		Base: o.base, Auth: service, Cookies: httpauth.ForOrigin(origin(o.cfg)),
		Proxies: httpauth.Proxies(o.cfg.TrustedProxies), Log: log,
		BodyLimit: int64(o.cfg.BodyLimit), OIDCLabel: o.oidcLabel(),
	}
}

// handler gives everything that is served to browsers; extra pages stand beside
// those of every installation.
func (o *opened) handler(c web.Config, metrics *telemetry.Metrics, extra ...web.Route) (http.Handler, error) {
	s, err := site.New(c, o.uc, extra...)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", telemetry.Healthz())
	mux.Handle("GET /readyz", telemetry.Readyz(c.Log, telemetry.Check{Name: "database", Run: o.store.Ping}))
	mux.Handle("/", s.Handler())
	return telemetry.Observe(mux, c.Log, metrics, id.System()), nil
}

func (o *opened) oidcLabel() string {
	if !o.cfg.OIDC.Enabled() {
		return ""
	}
	return o.cfg.OIDC.Label
}

func (o *opened) serveHTTP(ctx context.Context, log *slog.Logger, l net.Listener, h http.Handler) error {
	// The heap is small and what a page leaves behind short-lived: collecting less
	// often takes a tenth of the work off each page. GOGC, when set, decides instead.
	if os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(200))
	}
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime,
		IdleTimeout: idleTime, MaxHeaderBytes: headerLimit, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	return untilDone(ctx, server, func() error {
		if o.cfg.TLS() {
			return server.ServeTLS(l, o.cfg.TLSCert, o.cfg.TLSKey)
		}
		return server.Serve(l)
	})
}

func serveMetrics(ctx context.Context, address string, m *telemetry.Metrics) error {
	l, err := listen(ctx, address)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", m.Handler())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: headerTime}
	return untilDone(ctx, server, func() error { return server.Serve(l) })
}

// untilDone serves until the context ends, and then lets what is under way finish.
func untilDone(ctx context.Context, server *http.Server, serve func() error) error {
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
		defer cancel()
		stopped <- server.Shutdown(limit)
	}()
	if err := serve(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}

// tasks runs things side by side; the first trouble is what wait gives.
type tasks struct {
	n    int
	done chan error
}

func (t *tasks) start(f func() error) {
	if t.done == nil {
		t.done = make(chan error, 8)
	}
	t.n++
	go func() { t.done <- f() }()
}

func (t *tasks) wait() error {
	for ; t.n > 0; t.n-- {
		if err := <-t.done; err != nil {
			return err
		}
	}
	return nil
}

// runner gives the work that is done beside the requests.
func (o *opened) runner(log *slog.Logger, service *auth.Service) *jobs.Runner {
	r := jobs.New(o.store, log)
	r.Handle(app.JobHerbereken, o.uc.Taken.Herbereken)
	r.Handle(app.JobMail, o.sendMail)
	if o.cfg.SMTP.Enabled() { // without mail the radar alone tells it
		r.Every("remind of contracts that end", time.Hour, o.uc.Inkoop.HerinnerEinde)
	}
	r.Every("clean up sign-in", time.Hour, func(ctx context.Context) error {
		_, err := service.Purge(ctx)
		return err
	})
	r.Every("read the key file again", time.Minute, func(context.Context) error {
		_, err := o.keys.Refresh()
		return err
	})
	if o.cfg.CheckpointDir != "" {
		r.Every("export a checkpoint", o.cfg.CheckpointInterval, o.exportCheckpoint)
	}
	if o.cfg.BackupDir != "" {
		r.Every("make a backup", 24*time.Hour, func(ctx context.Context) error {
			return o.store.Backup(ctx, filepath.Join(o.cfg.BackupDir, o.store.Now().Format("trede-20060102-150405.backup")))
		})
	}
	return r
}

func (o *opened) exportCheckpoint(ctx context.Context) error {
	_, err := o.store.Checkpoint(ctx, o.keys.Signer(), func(number uint64) (io.WriteCloser, error) {
		name := filepath.Join(o.cfg.CheckpointDir, fmt.Sprintf("controlepunt-%06d.gz", number))
		return os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	})
	return err
}
