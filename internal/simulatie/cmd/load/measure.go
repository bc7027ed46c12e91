package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"

	"trede/internal/store"
)

// page is something that people ask for, again and again.
type page struct {
	name string
	// next gives the n-th request.
	next func(c *client, n int) request
	// begin does what comes before the requests, and before the clock runs; nil: nothing.
	begin func(ctx context.Context, c *client) error
	// prepare gives the requests of the next round, each of which can be sent once, while
	// the clock stands still; none when there are no more.
	prepare func(ctx context.Context, c *client) ([]request, error)
}

// request is what one person asks for; with a body it is a POST.
type request struct {
	who  person
	path string
	body url.Values
}

func pages() []page {
	consulent := func(path string) func(*client, int) request {
		return func(c *client, _ int) request { return request{who: c.f.consulent, path: path} }
	}
	return []page{
		{name: "mijn-werk", next: consulent("/werk")},
		{name: "mijn-werk-team", next: consulent("/werk?van=team")},
		{name: "werklijst", next: func(c *client, _ int) request { return request{who: c.f.begeleiders[0], path: "/deelnemers"} }},
		{name: "dossier", next: func(c *client, n int) request {
			return request{who: c.f.consulent, path: "/inwoners/" + c.f.inwoners[n%len(c.f.inwoners)]}
		}},
		{name: "zoeken", begin: search, next: func(c *client, n int) request {
			return request{who: c.f.consulent, path: c.searches[n%len(c.searches)]}
		}},
		{name: "bericht", prepare: prepareReports, next: func(c *client, n int) request { return c.once[n] }},
	}
}

func pageNames() []string {
	var out []string
	for _, p := range pages() {
		out = append(out, p.name)
	}
	return out
}

// client asks pages of a server.
type client struct {
	f    *filled
	http *http.Client
	once []request // what can be sent once, in this round
	seen int       // residents whose form was opened

	searches []string // pages of what was searched for
}

func (c *client) do(ctx context.Context, ask request) (status, size int, text []byte, err error) {
	answer, err := c.send(ctx, ask)
	if err != nil {
		return 0, 0, nil, err
	}
	raw, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	return answer.StatusCode, len(raw), raw, err
}

// send gives the answer to a request; whoever asks closes it.
func (c *client) send(ctx context.Context, ask request) (*http.Response, error) {
	method, reader := http.MethodGet, io.Reader(nil)
	if ask.body != nil {
		method, reader = http.MethodPost, strings.NewReader(ask.body.Encode())
	}
	r, err := http.NewRequestWithContext(ctx, method, c.f.base+ask.path, reader)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept-Encoding", "gzip")
	r.Header.Set("Origin", c.f.base)
	if ask.body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, k := range ask.who.cookies {
		r.AddCookie(k)
	}
	return c.http.Do(r)
}

// outcome is what one run saw.
type outcome struct {
	pages      map[string]figure
	start      time.Duration
	idle, busy float64 // MiB
}

// measure restores the database, starts the server and asks for each page in turn,
// another one first in every run.
func measure(ctx context.Context, s settings, f *filled, n int) (o outcome, err error) {
	db := filepath.Join(s.dir, "meting.db")
	if err := removeDB(db); err != nil {
		return o, err
	}
	defer func() { _ = removeDB(db) }()
	if err := store.Restore(ctx, f.backup, db, ""); err != nil {
		return o, err
	}
	server, err := start(ctx, s, f, db)
	if err != nil {
		return o, err
	}
	defer server.stop()
	o.start, o.pages = server.answered, map[string]figure{}
	o.idle = server.anonymous()
	list := pages()
	for i := range list {
		p := list[(i+n)%len(list)]
		if s.only != "" && s.only != p.name {
			continue
		}
		if o.pages[p.name], err = ask(ctx, s, f, server, p); err != nil {
			return o, fmt.Errorf("%s: %w", p.name, err)
		}
		o.busy = max(o.busy, server.anonymous())
	}
	return o, nil
}

// ask asks for one page for a while over all connections.
func ask(ctx context.Context, s settings, f *filled, server *server, p page) (figure, error) {
	c := &client{f: f, http: &http.Client{
		Transport:     &http.Transport{MaxConnsPerHost: s.connections, MaxIdleConnsPerHost: s.connections, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	if p.begin != nil {
		if err := p.begin(ctx, c); err != nil {
			return figure{}, err
		}
	}
	var out figure
	m := &meter{c: c, page: p, left: s.period}
	for m.left > 0 {
		if p.prepare != nil {
			var err error
			if c.once, err = p.prepare(ctx, c); err != nil {
				return out, err
			}
			if m.next = 0; len(c.once) == 0 {
				break
			}
		}
		if m.times == nil { // the first requests warm up, and are not counted
			for ; m.next < warm; m.next++ {
				ask := p.next(c, m.next)
				status, size, _, err := c.do(ctx, ask)
				if err != nil || status >= 400 {
					return out, fmt.Errorf("%s answers %d: %w", ask.path, status, err)
				}
				out.bytes = max(out.bytes, size)
			}
		}
		before, began := server.cpu(), now()
		m.round(ctx, s.connections)
		out.cpu += server.cpu() - before
		m.left -= now().Sub(began)
	}
	out.requests, out.failed = len(m.times), m.failed
	if out.requests == 0 {
		return out, fmt.Errorf("nothing was asked: %w", m.fault)
	}
	slices.Sort(m.times)
	out.cpu /= time.Duration(out.requests)
	out.rate = float64(out.requests) / (s.period - m.left).Seconds()
	out.p95 = m.times[len(m.times)*95/100]
	return out, nil
}

// warm is how many requests of each page are not counted.
const warm = 20

// meter sends the requests of one page and keeps how long they took.
type meter struct {
	c    *client
	page page
	left time.Duration // of the period

	mu     sync.Mutex
	next   int
	times  []time.Duration
	failed int
	fault  error
}

// round asks over all connections, until the period is over or nothing is left to ask.
func (m *meter) round(ctx context.Context, connections int) {
	began := now()
	var wg sync.WaitGroup
	for range connections {
		wg.Go(func() {
			for {
				m.mu.Lock()
				n := m.next
				m.next++
				m.mu.Unlock()
				if now().Sub(began) > m.left || m.page.prepare != nil && n >= len(m.c.once) {
					return
				}
				ask := m.page.next(m.c, n)
				at := now()
				status, _, _, err := m.c.do(ctx, ask)
				took := now().Sub(at)
				m.mu.Lock()
				m.times = append(m.times, took)
				if err != nil || status >= 400 {
					m.failed++
					m.fault = err
				}
				m.mu.Unlock()
			}
		})
	}
	wg.Wait()
}

// search asks for every name in the form, which leads to the page of what was found.
func search(ctx context.Context, c *client) error {
	for _, name := range c.f.namen {
		answer, err := c.send(ctx, request{who: c.f.consulent, path: "/zoeken", body: url.Values{"q": {name}}})
		if err != nil {
			return err
		}
		_ = answer.Body.Close()
		at := answer.Header.Get("Location")
		if answer.StatusCode != http.StatusSeeOther || at == "" {
			return fmt.Errorf("searching answers %d", answer.StatusCode)
		}
		c.searches = append(c.searches, at)
	}
	return nil
}

// roundOfReports is how many forms are open at once before they are sent.
const roundOfReports = 100

// prepareReports opens and fills in the report forms of the next running residents, as
// whoever sends one does just before.
func prepareReports(ctx context.Context, c *client) ([]request, error) {
	var out []request
	n := 0
	for _, p := range c.f.begeleiders {
		for _, id := range p.toewijzingen {
			if n++; n <= c.seen || len(out) == roundOfReports {
				continue
			}
			c.seen = n
			ask, found, err := prepareReport(ctx, c, p, "/toewijzingen/"+id+"/bericht")
			if err != nil {
				return nil, err
			}
			if found {
				out = append(out, ask)
			}
		}
	}
	return out, nil
}

// prepareReport fills in the report form of one resident, where there is one.
func prepareReport(ctx context.Context, c *client, p person, path string) (request, bool, error) {
	status, _, raw, err := c.do(ctx, request{who: p, path: path})
	if err != nil || status != http.StatusOK {
		return request{}, false, err
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return request{}, false, err
	}
	doc, err := html.Parse(z)
	if err != nil {
		return request{}, false, err
	}
	ask, found := fillForm(doc, path)
	ask.who = p
	return ask, found, nil
}

// fillForm takes the first choice of every question and writes a sentence in every
// field, in the form that posts to the page itself.
func fillForm(doc *html.Node, path string) (request, bool) {
	for form := range doc.Descendants() {
		if form.Type != html.ElementNode || form.Data != "form" || !strings.EqualFold(attr(form, "method"), "post") {
			continue
		}
		action := attr(form, "action")
		if action == "" {
			action = path
		}
		if !strings.HasPrefix(action, path) {
			continue
		}
		v := url.Values{}
		for n := range form.Descendants() {
			name := attr(n, "name")
			if n.Type != html.ElementNode || name == "" || v.Has(name) {
				continue
			}
			switch {
			case n.Data == "textarea", n.Data == "input" && attr(n, "type") == "text":
				v.Set(name, cmp.Or(attr(n, "value"), "Het gaat goed met het werk en de sfeer is fijn."))
			case n.Data == "input" || n.Data == "button":
				v.Set(name, attr(n, "value"))
			}
		}
		return request{path: action, body: v}, true
	}
	return request{}, false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// server is a running `trede serve`.
type server struct {
	cmd      *exec.Cmd
	answered time.Duration // from its start to its first answer
}

func start(ctx context.Context, s settings, f *filled, db string) (*server, error) {
	address := strings.TrimPrefix(f.base, "http://")
	cmd := exec.CommandContext(ctx, s.binary, "serve", "--listen", address, "--base-url", f.base, "--db", db, "--key-file", f.keyFile, "--log-level", "warn") //nolint:gosec // the program to measure
	cmd.Stderr = os.Stderr
	began := now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	one, asking := &server{cmd: cmd}, &http.Client{Timeout: time.Second}
	for now().Sub(began) < 30*time.Second {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, f.base+"/readyz", nil)
		if err != nil {
			return nil, err
		}
		if answer, err := asking.Do(r); err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				one.answered = now().Sub(began)
				return one, nil
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	one.stop()
	return nil, fmt.Errorf("the server does not answer on %s", address)
}

func (s *server) stop() {
	_ = s.cmd.Process.Signal(os.Interrupt)
	_ = s.cmd.Wait()
}

// tick is the unit of processor time in /proc/PID/stat (USER_HZ).
const tick = time.Second / 100

// cpu gives the processor time that the server has used so far.
func (s *server) cpu() time.Duration {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	// The second field may hold spaces; what follows its bracket is fixed.
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * tick
}

// anonymous gives the memory of the server that no file backs, in MiB.
func (s *server) anonymous() float64 {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	for line := range strings.Lines(string(raw)) {
		if rest, found := strings.CutPrefix(line, "RssAnon:"); found {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}
	return 0
}
