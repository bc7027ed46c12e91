// Package pgtest runs a throw-away PostgreSQL for tests.
//
// A test asks for an empty or cloned database with [Database]. The server is the
// one named by TREDE_TEST_POSTGRES, or else one that this process starts itself
// and that ends with it.
package pgtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
)

// Env names the environment variable with the URL of a running test server.
const Env = "TREDE_TEST_POSTGRES"

// Server is a running throw-away cluster.
type Server struct {
	URL  string // of the database postgres
	dir  string
	stop func()
}

// ErrAbsent says that the PostgreSQL programs are not installed.
var ErrAbsent = errors.New("PostgreSQL is not installed; run `apt-get install postgresql` or set " + Env)

// bin finds a PostgreSQL program.
func bin(name string) (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) > 0 {
		return found[len(found)-1], nil
	}
	if p, err := exec.LookPath(name); err == nil {
		return p, nil
	}
	return "", ErrAbsent
}

// credential gives the system user that must own the server: PostgreSQL refuses
// to run as root.
func credential() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL cannot run as root and there is no user postgres: %w", err)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// Start makes a cluster in a temporary folder and starts it on a free port of
// 127.0.0.1. It keeps nothing on disk that must survive: fsync is off.
func Start() (*Server, error) {
	cred, err := credential()
	if err != nil {
		return nil, err
	}
	initdb, err := bin("initdb")
	if err != nil {
		return nil, err
	}
	postgres, err := bin("postgres")
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "trede-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir}
	if err := s.run(initdb, postgres, cred); err != nil {
		_ = os.RemoveAll(dir)
		return nil, err
	}
	return s, nil
}

func (s *Server) run(initdb, postgres string, cred *syscall.Credential) error {
	if cred != nil {
		if err := os.Chown(s.dir, int(cred.Uid), int(cred.Gid)); err != nil {
			return err
		}
	}
	data := filepath.Join(s.dir, "data")
	mk := exec.Command(initdb, "-D", data, "-U", "trede", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync") //nolint:gosec // fixed program
	mk.SysProcAttr = &syscall.SysProcAttr{Credential: cred}
	mk.Dir = s.dir
	if out, err := mk.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	cmd := exec.Command(postgres, "-D", data, "-p", strconv.Itoa(port), "-c", "listen_addresses=127.0.0.1", //nolint:gosec // fixed program
		"-c", "unix_socket_directories="+s.dir, "-c", "fsync=off", "-c", "synchronous_commit=off",
		"-c", "full_page_writes=off", "-c", "max_connections=300", "-c", "shared_buffers=128MB")
	// The server ends when the thread that started it ends, so that thread stays.
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: cred, Pdeathsig: syscall.SIGINT}
	cmd.Dir = s.dir
	started, done := make(chan error), make(chan struct{})
	quit := make(chan struct{})
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			close(done)
			return
		}
		go func() { <-quit; _ = cmd.Process.Signal(syscall.SIGINT) }()
		_ = cmd.Wait()
		close(done)
	}()
	if err := <-started; err != nil {
		return err
	}
	var once sync.Once
	s.stop = func() { once.Do(func() { close(quit); <-done; _ = os.RemoveAll(s.dir) }) }
	s.URL = fmt.Sprintf("postgres://trede@127.0.0.1:%d/postgres?sslmode=disable", port)
	return s.waitReady()
}

func (s *Server) waitReady() error {
	db, err := sql.Open("pgx", s.URL)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	for range 200 {
		if err = db.Ping(); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.Stop()
	return fmt.Errorf("PostgreSQL did not start: %w", err)
}

// Stop ends the server and removes its folder.
func (s *Server) Stop() { s.stop() }

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port, nil
}

var own = sync.OnceValues(func() (*Server, error) { return Start() })

// url gives the server to use, starting one when none is named.
func serverURL(t testing.TB) string {
	t.Helper()
	if u := os.Getenv(Env); u != "" {
		return u
	}
	s, err := own()
	if errors.Is(err, ErrAbsent) && os.Getenv("CI") == "" {
		t.Skip("SKIP PostgreSQL: " + err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	return s.URL
}

// Database makes a database for one test and drops it afterwards. template names
// a database to clone; "" gives an empty one.
func Database(t testing.TB, template string) string {
	t.Helper()
	base := serverURL(t)
	name := "t_" + randomName()
	if template == "" {
		template = "template0"
	}
	admin(t, base, fmt.Sprintf("create database %s template %s", name, template))
	t.Cleanup(func() { admin(t, base, fmt.Sprintf("drop database if exists %s with (force)", name)) })
	return with(t, base, name)
}

// Template makes a database that tests clone, once per server and name. fill gets
// its URL and must close all its connections.
func Template(t testing.TB, name string, fill func(url string) error) {
	t.Helper()
	base := serverURL(t)
	db, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	ctx := context.Background()
	conn, err := db.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.ExecContext(ctx, "select pg_advisory_lock(730)"); err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = conn.ExecContext(ctx, "select pg_advisory_unlock(730)") }()
	var there bool
	if err := conn.QueryRowContext(ctx, "select exists (select 1 from pg_database where datname = $1)", name).Scan(&there); err != nil {
		t.Fatal(err)
	}
	if there {
		return
	}
	making := name + "_nieuw"
	for _, q := range []string{"drop database if exists " + making, "create database " + making + " template template0"} {
		if _, err := conn.ExecContext(ctx, q); err != nil {
			t.Fatal(err)
		}
	}
	if err := fill(with(t, base, making)); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.ExecContext(ctx, "alter database "+making+" rename to "+name); err != nil {
		t.Fatal(err)
	}
}

func admin(t testing.TB, base, query string) {
	t.Helper()
	db, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for try := 0; ; try++ {
		if _, err = db.Exec(query); err == nil {
			return
		}
		if try == 20 { // another test may be cloning the same template
			t.Fatal(err)
		}
		time.Sleep(25 * time.Millisecond)
	}
}

func with(t testing.TB, base, name string) string {
	t.Helper()
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func randomName() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b)
	return hex.EncodeToString(b)
}
