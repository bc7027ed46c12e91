package werk_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
	"trede/internal/testkit/webtest"
)

// filled is a team with as much work as a page can show, and more.
func filled(b *testing.B) *scene {
	b.Helper()
	s := newScene(b, dbtest.SQLite(b))
	start := s.Day("2026-05-25")
	for i := range 40 {
		s.Lopend("Marco", "Vries"+strconv.Itoa(i), start)
	}
	s.Day("2026-11-20")
	for i := range 60 {
		s.melding(s.Consulent, regiotest.Arnhem, "Zoë", "Çelik"+strconv.Itoa(i))
	}
	s.Day("2026-11-22")
	return s
}

// cpu is the processor time of this program so far.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// discard is a browser that reads nothing.
type discard struct{ head http.Header }

func (d *discard) Header() http.Header         { return d.head }
func (d *discard) Write(p []byte) (int, error) { return len(p), nil }
func (d *discard) WriteHeader(int)             {}

// BenchmarkPages measures the whole way of a request: session, authorisation, queries,
// page, compression, and the look that is written down. The processor time is the fair
// figure; the rest of the time is waiting for the disk.
func BenchmarkPages(b *testing.B) {
	s := filled(b)
	for _, page := range []struct {
		name, address string
		as            *webtest.Browser
	}{
		{"mijn-werk", "/werk", s.as(s.Consulent)},
		{"mijn-werk-aanbieder", "/werk?deel=later", s.as(s.Coordinator)},
		{"inwoners", "/inwoners", s.as(s.Consulent)},
		{"meldingen", "/meldingen", s.as(s.Consulent)},
		{"zoeken", search(s.as(s.Consulent), "vries1").URL.RequestURI(), s.as(s.Consulent)},
	} {
		b.Run(page.name, func(b *testing.B) {
			get(page.as, page.address) // warm, and it works
			r := httptest.NewRequest(http.MethodGet, page.address, nil)
			r.Host = strings.TrimPrefix(webtest.Origin, "https://")
			r.Header.Set("Accept-Encoding", "gzip")
			page.as.Cookies(r)
			before := cpu(b)
			b.ReportAllocs()
			for b.Loop() {
				s.site.Handler.ServeHTTP(&discard{http.Header{}}, r)
			}
			b.ReportMetric(float64((cpu(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
		})
	}
}
