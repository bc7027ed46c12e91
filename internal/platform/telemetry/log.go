package telemetry

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"strconv"
)

// NewLogger gives the logger of the program: JSON or text lines on w, without
// personal data. Every line that is written with a context carries the id of the
// request. The one thing that a log line never is, is the audit trail.
func NewLogger(w io.Writer, format string, level slog.Level) *slog.Logger {
	opts := &slog.HandlerOptions{Level: level}
	var next slog.Handler = slog.NewJSONHandler(w, opts)
	if format == "text" {
		next = slog.NewTextHandler(w, opts)
	}
	return slog.New(NewHandler(next))
}

// NewHandler puts the masking of personal data before another handler. Values
// under a key that names personal data or a secret are left out; texts, errors
// and everything else that ends up as text are cleaned (see [Clean]).
func NewHandler(next slog.Handler) slog.Handler { return &handler{next: next} }

type handler struct {
	next   slog.Handler
	denied bool // within a group whose name is denied
}

func (h *handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

func (h *handler) Handle(ctx context.Context, r slog.Record) error {
	out := slog.NewRecord(r.Time, r.Level, Clean(r.Message), r.PC)
	if id := RequestID(ctx); id != "" {
		out.AddAttrs(slog.String("request_id", id))
	}
	r.Attrs(func(a slog.Attr) bool {
		out.AddAttrs(h.mask(a))
		return true
	})
	return h.next.Handle(ctx, out)
}

func (h *handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	out := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		out[i] = h.mask(a)
	}
	return &handler{h.next.WithAttrs(out), h.denied}
}

func (h *handler) WithGroup(name string) slog.Handler {
	return &handler{h.next.WithGroup(Clean(name)), h.denied || deniedKey(name)}
}

func (h *handler) mask(a slog.Attr) slog.Attr {
	if h.denied {
		return slog.String(Clean(a.Key), maskedKey)
	}
	return maskAttr(a)
}

func maskAttrs(attrs []slog.Attr) []slog.Attr {
	out := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		out[i] = maskAttr(a)
	}
	return out
}

func maskAttr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	key := Clean(a.Key)
	if a.Key != "" && deniedKey(a.Key) {
		return slog.String(key, maskedKey)
	}
	switch v.Kind() {
	case slog.KindString:
		return slog.String(key, Clean(v.String()))
	case slog.KindGroup:
		return slog.Attr{Key: key, Value: slog.GroupValue(maskAttrs(v.Group())...)}
	case slog.KindInt64:
		return maskNumber(key, v, strconv.FormatInt(v.Int64(), 10))
	case slog.KindUint64:
		return maskNumber(key, v, strconv.FormatUint(v.Uint64(), 10))
	case slog.KindAny:
		// Whatever it is, it is logged as text that was looked at.
		return slog.String(key, Clean(anyText(v.Any())))
	case slog.KindBool, slog.KindDuration, slog.KindFloat64, slog.KindTime, slog.KindLogValuer:
	}
	return slog.Attr{Key: key, Value: v}
}

// maskNumber masks a whole number of nine digits that passes the eleven-proof.
// One in eleven counts of that size is masked with it; that is the price.
func maskNumber(key string, v slog.Value, text string) slog.Attr {
	if Personal(text) {
		return slog.String(key, maskedBSN)
	}
	return slog.Attr{Key: key, Value: v}
}

// anyText gives the text of a value that is not one of slog's own kinds. Of a
// struct, a map or a pointer only the type is told: what is in it was not written
// to be logged.
func anyText(v any) (text string) {
	defer func() {
		if p := recover(); p != nil {
			text = fmt.Sprintf("!PANIC: %v", p) // as slog does for a value that cannot print itself
		}
	}()
	switch v := v.(type) {
	case nil:
		return "<nil>"
	case error:
		return v.Error()
	case fmt.Stringer:
		return v.String()
	case []string:
		return fmt.Sprintf("%q", v)
	}
	switch reflect.TypeOf(v).Kind() { //nolint:exhaustive // the others are told by type
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		return fmt.Sprint(v)
	}
	return fmt.Sprintf("[%T]", v)
}
