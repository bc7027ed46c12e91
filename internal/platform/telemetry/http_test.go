package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"trede/internal/platform/id"
	"trede/internal/platform/telemetry"
)

type sessionKey struct{}

// app is a small program: two routes behind a middleware that copies the
// request, as sessions do.
func app(t *testing.T, log io.Writer) (http.Handler, *telemetry.Metrics) {
	t.Helper()
	mux := http.NewServeMux()
	handle := func(pattern string, f http.HandlerFunc) { mux.Handle(pattern, telemetry.Route(pattern, f)) }
	handle("GET /dossier/{id}", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hallo") })
	handle("POST /fout", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "x", http.StatusInternalServerError) })
	handle("GET /leeg", func(http.ResponseWriter, *http.Request) {})
	handle("GET /stroom", func(w http.ResponseWriter, _ *http.Request) {
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Errorf("a handler cannot flush: %v", err)
		}
	})
	mux.HandleFunc("GET /zonder-route", func(http.ResponseWriter, *http.Request) {})
	copying := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/zonder-route" {
			mux.ServeHTTP(w, r)
			return
		}
		mux.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), sessionKey{}, 1)))
	})
	m := telemetry.NewMetrics("v1.2.3")
	return telemetry.Observe(copying, telemetry.NewLogger(log, "json", slog.LevelInfo), m, id.System()), m
}

func do(h http.Handler, method, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, target, nil)
	r.Header.Set(telemetry.HeaderRequestID, "of the attacker")
	h.ServeHTTP(w, r)
	return w
}

func metrics(t *testing.T, m *telemetry.Metrics) string {
	t.Helper()
	w := do(m.Handler(), "GET", "/metrics")
	if w.Code != http.StatusOK {
		t.Fatalf("/metrics answers %d", w.Code)
	}
	return w.Body.String()
}

// Logs and metrics know the pattern of a route, never the path that was asked:
// a path can hold an id, a name or a whole BSN.
func TestObserveKnowsRoutesNotPaths(t *testing.T) {
	var log bytes.Buffer
	h, m := app(t, &log)
	w := do(h, "GET", "/dossier/geheim-1?bsn=999900006")
	do(h, "POST", "/fout")
	do(h, "GET", "/leeg")
	do(h, "GET", "/stroom")
	do(h, "GET", "/zonder-route")
	do(h, "GET", "/weg/geheim-2")
	do(h, "VERZONNEN", "/geheim-3")
	requestID := w.Header().Get(telemetry.HeaderRequestID)
	if !id.Valid(requestID) {
		t.Errorf("request id %q was taken from outside", requestID)
	}
	got := log.String() + metrics(t, m)
	if strings.Contains(got, "geheim") || strings.Contains(got, "999900006") || strings.Contains(got, "attacker") || strings.Contains(got, "VERZONNEN") {
		t.Errorf("what was typed shows in\n%s", log.String())
	}
	for _, want := range []string{
		`"request_id":"` + requestID + `","method":"GET","route":"/dossier/{id}","status":200,"bytes":5`,
		`"level":"ERROR","msg":"request"`,
		`trede_http_request_seconds_count{method="GET",route="/dossier/{id}",status="200"} 1`,
		`trede_http_request_seconds_count{method="POST",route="/fout",status="500"} 1`,
		`trede_http_request_seconds_count{method="GET",route="/leeg",status="200"} 1`,
		`trede_http_request_seconds_count{method="GET",route="/zonder-route",status="200"} 1`,
		`trede_http_request_seconds_count{method="GET",route="unmatched",status="404"} 1`,
		`trede_http_request_seconds_count{method="other",route="unmatched",status="404"} 1`,
		`trede_http_requests_in_flight 0`,
		`trede_info{version="v1.2.3"} 1`,
		`go_goroutines`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

func TestAPanicIsStillCounted(t *testing.T) {
	var log bytes.Buffer
	m := telemetry.NewMetrics("v")
	h := telemetry.Observe(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }),
		telemetry.NewLogger(&log, "json", slog.LevelInfo), m, id.System())
	func() {
		defer func() {
			if p := recover(); p != http.ErrAbortHandler { //nolint:errorlint // the very value
				t.Errorf("the panic was swallowed: %v", p)
			}
		}()
		do(h, "GET", "/")
	}()
	if got := metrics(t, m); !strings.Contains(got, "trede_http_requests_in_flight 0") || !strings.Contains(log.String(), `"route":"unmatched","status":500`) {
		t.Errorf("a panic leaves the figures wrong: %s", got)
	}
}

func TestFiguresOfJobsAndDatabase(t *testing.T) {
	m := telemetry.NewMetrics("v")
	m.ObserveJob("herinnering", 2*time.Second, nil)
	m.ObserveJob("herinnering", time.Second, errors.New("x"))
	m.ObserveDB("write", time.Millisecond, nil)
	m.Count("aanmelden_mislukt")
	waiting := 3.0
	m.Gauge("trede_jobs_waiting", "Jobs that wait.", func() float64 { return waiting })
	waiting = 7
	got := metrics(t, m)
	for _, want := range []string{
		`trede_job_seconds_sum{kind="herinnering",outcome="ok"} 2`,
		`trede_job_seconds_sum{kind="herinnering",outcome="error"} 1`,
		`trede_db_seconds_sum{kind="write",outcome="ok"} 0.001`,
		`trede_events_total{kind="aanmelden_mislukt"} 1`,
		`trede_jobs_waiting 7`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

func TestHealthzLives(t *testing.T) {
	w := do(telemetry.Healthz(), "GET", "/healthz")
	if w.Code != http.StatusOK || strings.TrimSpace(w.Body.String()) != `{"status":"ok"}` || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %s %v", w.Code, w.Body, w.Header())
	}
}

func TestReadyzNamesWhatFailsAndNotWhy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		logger := telemetry.NewLogger(&log, "json", slog.LevelInfo)
		var broken error
		stuck := false
		h := telemetry.Readyz(logger,
			telemetry.Check{Name: "database", Run: func(context.Context) error { return broken }},
			telemetry.Check{Name: "sleutels", Run: func(context.Context) error {
				if stuck {
					time.Sleep(time.Hour) // does not listen to its context
				}
				return nil
			}},
			telemetry.Check{Name: "onderdelen", Run: func(context.Context) error {
				if stuck {
					panic("kapot")
				}
				return nil
			}},
		)
		ask := func() (int, map[string]string, string) {
			w := do(h, "GET", "/readyz")
			var body struct {
				Status string
				Checks map[string]string
			}
			if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
				t.Fatal(err)
			}
			return w.Code, body.Checks, w.Body.String()
		}
		if code, checks, _ := ask(); code != 200 || len(checks) != 3 || checks["database"] != "ok" {
			t.Errorf("all is well: %d %v", code, checks)
		}
		broken = errors.New("password of db-7 is wrong")
		code, checks, body := ask()
		if code != 503 || checks["database"] != "failing" || checks["sleutels"] != "ok" || strings.Contains(body, "db-7") {
			t.Errorf("database away: %d %s", code, body)
		}
		if !strings.Contains(log.String(), "db-7") || !strings.Contains(log.String(), `"check":"database"`) {
			t.Errorf("the log does not say why: %s", log.String())
		}
		broken, stuck = nil, true
		start := time.Now()
		if code, checks, _ = ask(); code != 503 || checks["sleutels"] != "failing" || checks["onderdelen"] != "failing" || checks["database"] != "ok" {
			t.Errorf("stuck: %d %v", code, checks)
		}
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("a check that is stuck holds the answer for %v", took)
		}
		time.Sleep(2 * time.Hour) // let the stuck check end
	})
}
