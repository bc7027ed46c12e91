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

	"trede/internal/authz"
	"trede/internal/store"
)

// page is something that people ask for, again and again.
type page struct {
	name string
	role authz.Role
	// next gives the n-th request; a body makes it a POST.
	next func(c *client, n int) (path string, body url.Values)
	// prepare is done before the clock runs.
	prepare func(ctx context.Context, c *client) error
}

func pages() []page {
	return []page{
		{name: "mijn-werk", role: authz.RoleConsulent, next: func(*client, int) (string, url.Values) { return "/werk", nil }},
		{name: "mijn-werk-team", role: authz.RoleConsulent, next: func(*client, int) (string, url.Values) { return "/werk?van=team", nil }},
		{name: "werklijst", role: authz.RoleWerkbegeleider, next: func(*client, int) (string, url.Values) { return "/deelnemers", nil }},
		{name: "dossier", role: authz.RoleConsulent, next: func(c *client, n int) (string, url.Values) {
			return "/inwoners/" + c.f.inwoners[n%len(c.f.inwoners)], nil
		}},
		{name: "zoeken", role: authz.RoleConsulent, next: func(c *client, n int) (string, url.Values) {
			return "/zoeken?q=" + url.QueryEscape(c.f.namen[n%len(c.f.namen)]), nil
		}},
		{name: "bericht", role: authz.RoleWerkbegeleider, prepare: prepareReports, next: func(c *client, n int) (string, url.Values) {
			f := c.forms[n%len(c.forms)]
			return f.action, f.values
		}},
	}
}

func pageNames() []string {
	var out []string
	for _, p := range pages() {
		out = append(out, p.name)
	}
	return out
}

// client asks pages of a server as one person.
type client struct {
	f     *filled
	http  *http.Client
	role  authz.Role
	forms []filledForm
}

// filledForm is a form as a person would send it.
type filledForm struct {
	action string
	values url.Values
}

func (c *client) do(ctx context.Context, path string, body url.Values) (status, size int, text []byte, err error) {
	method, reader := http.MethodGet, io.Reader(nil)
	if body != nil {
		method, reader = http.MethodPost, strings.NewReader(body.Encode())
	}
	r, err := http.NewRequestWithContext(ctx, method, c.f.base+path, reader)
	if err != nil {
		return 0, 0, nil, err
	}
	r.Header.Set("Accept-Encoding", "gzip")
	r.Header.Set("Origin", c.f.base)
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, k := range c.f.cookies[c.role] {
		r.AddCookie(k)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return 0, 0, nil, err
	}
	raw, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	return answer.StatusCode, len(raw), raw, err
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
	if err := store.Restore(ctx, f.backup, db); err != nil {
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
	c := &client{f: f, role: p.role, http: &http.Client{
		Transport:     &http.Transport{MaxConnsPerHost: s.connections, MaxIdleConnsPerHost: s.connections, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	if p.prepare != nil {
		if err := p.prepare(ctx, c); err != nil {
			return figure{}, err
		}
	}
	var out figure
	warm := 20
	if len(c.forms) > 0 {
		warm = 0 // a form is sent once
	}
	for n := range warm {
		path, body := p.next(c, n)
		status, size, _, err := c.do(ctx, path, body)
		if err != nil || status >= 400 {
			return out, fmt.Errorf("%s answers %d: %w", path, status, err)
		}
		out.bytes = max(out.bytes, size)
	}
	var (
		mu    sync.Mutex
		times []time.Duration
		next  int
		wg    sync.WaitGroup
		fault error
	)
	before, began := server.cpu(), now()
	for range s.connections {
		wg.Go(func() {
			for {
				mu.Lock()
				n := next
				next++
				mu.Unlock()
				if now().Sub(began) > s.period || len(c.forms) > 0 && n >= len(c.forms) {
					return
				}
				path, body := p.next(c, n)
				at := now()
				status, _, _, err := c.do(ctx, path, body)
				took := now().Sub(at)
				mu.Lock()
				times = append(times, took)
				if err != nil || status >= 400 {
					out.failed++
					fault = err
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	lasted, cpu := now().Sub(began), server.cpu()-before
	out.requests = len(times)
	if out.requests == 0 {
		return out, fmt.Errorf("nothing was asked: %w", fault)
	}
	slices.Sort(times)
	out.cpu = cpu / time.Duration(out.requests)
	out.rate = float64(out.requests) / lasted.Seconds()
	out.p95 = times[len(times)*95/100]
	return out, nil
}

// prepareReports fills in the report form of every running resident.
func prepareReports(ctx context.Context, c *client) error {
	for _, id := range c.f.toewijzingen {
		path := "/toewijzingen/" + id + "/bericht"
		status, _, raw, err := c.do(ctx, path, nil)
		if err != nil {
			return err
		}
		if status != http.StatusOK {
			continue
		}
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			return err
		}
		doc, err := html.Parse(z)
		if err != nil {
			return err
		}
		if f, found := fillForm(doc, path); found {
			c.forms = append(c.forms, f)
		}
	}
	if len(c.forms) == 0 {
		return fmt.Errorf("no report can be written for any of %d residents", len(c.f.toewijzingen))
	}
	return nil
}

// fillForm takes the first choice of every question and writes a sentence in every
// field, in the form that posts to the page itself.
func fillForm(doc *html.Node, path string) (filledForm, bool) {
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
		return filledForm{action, v}, true
	}
	return filledForm{}, false
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
