package telemetry

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Check is one thing that must work before the program can: the database, the
// key file, the built assets.
type Check struct {
	Name string // constant of the program; it is shown to anyone who asks
	Run  func(ctx context.Context) error
}

// checkTimeout is how long one check may take.
const checkTimeout = 2 * time.Second

// Healthz answers that the program lives, and nothing more: a database that is
// away is no reason to kill it.
func Healthz() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		writeStatus(w, http.StatusOK, map[string]any{"status": "ok"})
	})
}

// Readyz answers 200 when all checks pass and 503 when one fails, with the names
// of both. Why one fails is for the log, not for who asks.
func Readyz(log *slog.Logger, checks ...Check) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		results := make([]error, len(checks))
		var wg sync.WaitGroup
		for i, c := range checks {
			wg.Go(func() { results[i] = run(ctx, c) })
		}
		wg.Wait()
		status, word := http.StatusOK, "ok"
		shown := map[string]string{}
		for i, c := range checks {
			shown[c.Name] = "ok"
			if err := results[i]; err != nil {
				status, word = http.StatusServiceUnavailable, "failing"
				shown[c.Name] = "failing"
				log.ErrorContext(ctx, "not ready", "check", c.Name, "error", err)
			}
		}
		writeStatus(w, status, map[string]any{"status": word, "checks": shown})
	})
}

// run gives a check its time, also when it does not listen to its context.
func run(ctx context.Context, c Check) error {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- fmt.Errorf("panic: %v", p)
			}
		}()
		done <- c.Run(ctx)
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func writeStatus(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the one who asked has gone; nobody is left to tell
}
