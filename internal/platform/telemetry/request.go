package telemetry

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"trede/internal/platform/clock"
	"trede/internal/platform/id"
)

// HeaderRequestID carries the id of a request back to the browser, so that
// whoever reports trouble can name it.
const HeaderRequestID = "X-Request-Id"

type contextKey int

const (
	requestIDKey contextKey = iota
	routeKey
)

// WithRequestID puts the id of a request, or of a run of a job, in a context.
func WithRequestID(ctx context.Context, requestID string) context.Context {
	return context.WithValue(ctx, requestIDKey, requestID)
}

// RequestID gives the id of the request that a context belongs to, or "".
func RequestID(ctx context.Context) string {
	s, _ := ctx.Value(requestIDKey).(string)
	return s
}

// routeHolder lets the innermost handler tell the outermost which route it was.
type routeHolder struct{ pattern string }

// Route names the route of a handler for logs and metrics. The pattern must come
// from the program's own table: a path that somebody typed can hold anything.
func Route(pattern string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h, ok := r.Context().Value(routeKey).(*routeHolder); ok {
			h.pattern = pattern
		}
		next.ServeHTTP(w, r)
	})
}

// Unmatched is the route of requests that no handler knew.
const Unmatched = "unmatched"

// Observe is the outermost handler: it gives each request an id, counts and
// times it, and logs it. A request id that came from outside is not taken over,
// for it could hold anything. The log line has method, route, status, bytes and
// time: no path, no query, no address, no agent.
func Observe(next http.Handler, log *slog.Logger, m *Metrics, ids id.Source) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requestID := ids.New()
		route := &routeHolder{}
		ctx := context.WithValue(WithRequestID(r.Context(), requestID), routeKey, route)
		r = r.WithContext(ctx)
		w.Header().Set(HeaderRequestID, requestID)
		sw := &statusWriter{ResponseWriter: w}
		elapsed := clock.Stopwatch()
		m.inFlight.Inc()
		answered := false
		defer func() {
			m.inFlight.Dec()
			if !answered && sw.status == 0 {
				sw.status = http.StatusInternalServerError // it panicked before it wrote
			}
			pattern := routeOf(route, r)
			took := elapsed()
			m.observeHTTP(r.Method, pattern, sw.Status(), took)
			logRequest(ctx, log, r.Method, pattern, sw, took)
		}()
		next.ServeHTTP(sw, r)
		answered = true
	})
}

// routeOf takes what Route said, else what the mux noted on this very request.
func routeOf(h *routeHolder, r *http.Request) string {
	pattern := h.pattern
	if pattern == "" {
		pattern = r.Pattern
	}
	if _, path, ok := strings.Cut(pattern, " "); ok {
		pattern = path // without the method: that is a label of its own
	}
	if pattern == "" {
		return Unmatched
	}
	return pattern
}

func logRequest(ctx context.Context, log *slog.Logger, method, pattern string, w *statusWriter, took time.Duration) {
	level := slog.LevelInfo
	if w.Status() >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	log.LogAttrs(ctx, level, "request",
		slog.String("method", methodLabel(method)), slog.String("route", pattern),
		slog.Int("status", w.Status()), slog.Int64("bytes", w.bytes), slog.Duration("took", took))
}

// statusWriter remembers what was answered.
type statusWriter struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 && (status >= 200 || status == http.StatusSwitchingProtocols) {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Status gives the status that was sent; a handler that wrote nothing sends 200.
func (w *statusWriter) Status() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}

// Unwrap lets [http.ResponseController] reach flushing and deadlines.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
