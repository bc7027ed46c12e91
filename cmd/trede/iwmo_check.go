package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/mattn/go-isatty"

	"trede/internal/exchange/berichttekst"
	"trede/internal/platform/config"
)

// checker is one run of `trede iwmo check`.
type checker struct {
	json, streng, toonBsn bool
	peildatum             string

	e     *env
	opts  berichttekst.Opties
	count berichttekst.Telling
}

func (c *checker) flags(f *flag.FlagSet) {
	f.BoolVar(&c.json, "json", false, "write one object of JSON for each file, each on a line of its own, instead of text")
	f.BoolVar(&c.streng, "streng", false, "also check what needs one message only and is above level 2, and the size of the file")
	f.StringVar(&c.peildatum, "peildatum", "", "day (YYYY-MM-DD) that counts as today, for rules that look at it; with --streng today when empty")
	flagToonBsn(f, &c.toonBsn)
}

func (c *checker) run(e *env, names []string) error {
	if len(names) == 0 {
		return &config.UsageError{Text: "give the files and folders to check, or - for standard input"}
	}
	c.e, c.opts = e, berichttekst.Opties{Streng: c.streng, ToonBsn: c.toonBsn}
	if c.streng || c.peildatum != "" {
		var err error
		if c.opts.Peildatum, err = day("peildatum", c.peildatum); err != nil {
			return err
		}
	}
	// Little is kept of a message: collecting often costs little time, and keeps it so.
	// GOGC, when set, decides instead.
	if os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(20))
	}
	for _, name := range names {
		if err := c.name(name); err != nil {
			return &ending{2, "the findings cannot be written: " + cause(err).Error()}
		}
	}
	return c.finish()
}

// finish counts the files, and gives the exit code.
func (c *checker) finish() error {
	n := c.count
	if n.Geldig+n.Ongeldig+n.Ongelezen > 1 && !c.json {
		if err := n.Write(c.e.stdout); err != nil {
			return &ending{2, "the findings cannot be written: " + cause(err).Error()}
		}
	}
	switch {
	case n.Ongelezen > 0:
		return &ending{code: 2}
	case n.Ongeldig > 0:
		return &ending{code: 1}
	}
	return nil
}

func (c *checker) name(name string) error {
	if info, err := os.Stat(name); name != "-" && err == nil && info.IsDir() { //nolint:gosec // who runs the program names the file
		return c.folder(name)
	}
	return c.file(name)
}

// folder checks all messages in a folder and below it, in the order of their names.
func (c *checker) folder(dir string) error {
	before := c.count
	// With a separator behind it, a link to a folder is followed.
	err := filepath.WalkDir(dir+string(filepath.Separator), func(path string, d fs.DirEntry, err error) error { //nolint:gosec // as above
		switch xml := strings.EqualFold(filepath.Ext(path), ".xml"); {
		case err != nil:
			c.unread(path, err)
		case xml && isFile(path, d):
			return c.file(path)
		case xml && !d.IsDir():
			c.unread(path, errors.New("it is no file"))
		}
		return nil
	})
	if err == nil && c.count == before {
		c.unread(dir, errors.New("there is no .xml file in it"))
	}
	return err
}

// isFile tells whether there is a file, or a link to one: reading anything else could
// wait for ever.
func isFile(path string, d fs.DirEntry) bool {
	if d.Type().IsRegular() {
		return true
	}
	info, err := os.Stat(path)
	return err == nil && d.Type()&fs.ModeSymlink != 0 && info.Mode().IsRegular()
}

// file checks one file. The error is one of writing what was found.
func (c *checker) file(name string) error {
	m, err := openMessage(c.e, name)
	if err != nil {
		c.unread(name, err)
		return nil
	}
	u, err := berichttekst.Check(m, name, c.opts)
	if err = errors.Join(err, m.Close()); err != nil {
		c.unread(name, err)
		return nil
	}
	if u.Geldig() {
		c.count.Geldig++
	} else {
		c.count.Ongeldig++
	}
	if c.json {
		return u.WriteJSON(c.e.stdout)
	}
	return u.Write(c.e.stdout)
}

func (c *checker) unread(name string, err error) {
	c.count.Ongelezen++
	_, _ = fmt.Fprintln(c.e.stderr, "trede: "+unread(name, err, c.toonBsn))
}

// unread says in one sentence why a file was not read.
func unread(name string, err error, toonBsn bool) string {
	why := fmt.Sprintf("cannot be read: %v", cause(err))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why = "does not exist"
	case errors.Is(err, fs.ErrPermission):
		why = "may not be read by this user"
	}
	return berichttekst.Bestandsnaam(name, toonBsn) + " " + why
}

// cause takes the path, which can hold a BSN, out of an error of the file system.
func cause(err error) error {
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	switch {
	case errors.As(err, &pathErr):
		return pathErr.Err
	case errors.As(err, &linkErr):
		return linkErr.Err
	}
	return err
}

// message is an open file with a message.
type message struct {
	io.Reader
	name string
	file *os.File // nil: standard input
	size int64
	bar  *progress
}

// openMessage opens a file, with a progress bar when it is large and somebody looks.
func openMessage(e *env, name string) (*message, error) {
	m := &message{Reader: e.stdin, name: name}
	if name == "-" {
		return m, nil
	}
	var err error
	if m.file, err = os.Open(name); err != nil { //nolint:gosec // who runs the program names the file
		return nil, err
	}
	info, err := m.file.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("it is a folder; name a file in it")
	}
	if err != nil {
		return nil, errors.Join(err, m.file.Close())
	}
	m.Reader, m.size = m.file, info.Size()
	if m.size >= progressFrom && e.terminal != nil && isatty.IsTerminal(e.terminal.Fd()) {
		m.bar = &progress{in: m.file, out: e.stderr, total: m.size}
		m.Reader = m.bar
	}
	return m, nil
}

func (m *message) Close() error {
	if m.bar != nil {
		m.bar.clear()
	}
	if m.file == nil {
		return nil
	}
	return m.file.Close()
}

// progressFrom is the size of a file from which reading it takes so long that one wants
// to see how far it is.
const progressFrom = 20 << 20

// progress shows how much of a file was read.
type progress struct {
	in          io.Reader
	out         io.Writer
	total, read int64
	percent     int64 // as shown
	width       int   // of what is shown
}

func (p *progress) Read(b []byte) (int, error) {
	n, err := p.in.Read(b)
	p.read += int64(n)
	if percent := min(100, p.read*100/p.total); p.width == 0 || percent != p.percent {
		p.percent = percent
		p.show()
	}
	return n, err
}

func (p *progress) show() {
	const cells = 30
	done := strings.Repeat("#", int(p.percent*cells/100))
	text := fmt.Sprintf("[%-*s] %3d%%  %d / %d MB", cells, done, p.percent, p.read>>20, p.total>>20)
	_, _ = fmt.Fprint(p.out, "\r"+text)
	p.width = len(text)
}

// clear takes the bar away.
func (p *progress) clear() {
	_, _ = fmt.Fprint(p.out, "\r"+strings.Repeat(" ", p.width)+"\r")
	p.width = 0
}
