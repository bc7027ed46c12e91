package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"trede/internal/app"
	"trede/internal/app/chain"
	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/auth"
	"trede/internal/auth/httpauth"
	"trede/internal/auth/password"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/platform/crypt"
	"trede/internal/platform/id"
	"trede/internal/simulatie"
	"trede/internal/store"
)

// filled is a region to measure, kept as a backup, and the people who look at it.
type filled struct {
	backup  string
	keyFile string
	base    string // address under which the server will be asked
	// The people who ask, the busiest of each role first.
	consulent   person
	begeleiders []person
	// What the consulent asks for.
	inwoners []string // ids of residents of the consulent's team
	namen    []string // beginnings of surnames
}

// person is somebody who is signed in.
type person struct {
	cookies      []*http.Cookie
	toewijzingen []string // of a begeleider's running residents
}

const origin = "http://127.0.0.1:18180"

// fill makes the region once for each number of residents and day.
func fill(ctx context.Context, s settings, out io.Writer) (*filled, error) {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return nil, err
	}
	day := civil.Of(now())
	name := filepath.Join(s.dir, fmt.Sprintf("regio-%d-%s", s.inwoners, day))
	f := &filled{backup: name + ".backup", keyFile: name + ".key", base: origin}
	db := name + ".db"
	defer func() { _ = removeDB(db) }()
	if _, err := os.Stat(f.backup); err == nil {
		if err := store.Restore(ctx, f.backup, db, ""); err != nil {
			return nil, err
		}
	} else if err := live(ctx, s, f, db, day, out); err != nil {
		return nil, errors.Join(err, os.Remove(f.keyFile))
	}
	return f, f.look(ctx, db)
}

// live fills a new database, with a session for everybody who will ask.
func live(ctx context.Context, s settings, f *filled, db string, day civil.Date, out io.Writer) error {
	_ = removeDB(db)
	_ = os.Remove(f.keyFile)
	keys, _, err := crypt.OpenOrCreate(f.keyFile, crypt.Options{})
	if err != nil {
		return err
	}
	began := now()
	r, err := simulatie.Open(ctx, simulatie.Config{Seed: 1, Inwoners: s.inwoners, Tot: day}, simulatie.Where{DSN: db, Keys: keys})
	if err != nil {
		return err
	}
	if err := errors.Join(r.Fill(ctx), r.Close()); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out, "%d residents lived three years in %s\n", s.inwoners, now().Sub(began).Round(time.Second))
	st, err := open(ctx, db, keys)
	if err != nil {
		return err
	}
	return errors.Join(st.Backup(ctx, f.backup), st.Close())
}

func open(ctx context.Context, db string, keys *crypt.Keys) (*store.Store, error) {
	return store.Open(ctx, store.Options{DSN: db, Keys: keys, Clock: now, IDs: id.System()})
}

func removeDB(db string) error {
	files, err := filepath.Glob(strings.TrimSuffix(db, ".db") + "*.db*")
	for _, file := range files {
		err = errors.Join(err, os.Remove(file))
	}
	return err
}

// look chooses who will ask, and what for, and replaces the backup by one with their
// sessions.
func (f *filled) look(ctx context.Context, db string) error {
	keys, err := crypt.Open(f.keyFile, crypt.Options{})
	if err != nil {
		return err
	}
	st, err := open(ctx, db, keys)
	if err != nil {
		return err
	}
	base := app.New(st)
	u := chain.New(base)
	if err := f.enter(ctx, st, keys, base, authz.RoleConsulent, 1, func(p person, a app.Actor) error {
		list, err := u.Toegang.Inwoners(ctx, a, toegang.InwonerFilter{})
		for _, row := range list.Regels {
			f.inwoners = append(f.inwoners, row.ID)
			f.namen = append(f.namen, beginning(row.Naam))
		}
		f.consulent = p
		return err
	}); err != nil {
		return err
	}
	if err := f.enter(ctx, st, keys, base, authz.RoleWerkbegeleider, reporters, func(p person, a app.Actor) error {
		running, err := u.Uitvoering.Deelnemers(ctx, a, uitvoering.DeelnemerQuery{AlleenMijn: true})
		for _, row := range running.Regels {
			if row.Begonnen.IsZero() || row.Begonnen.After(running.Dag) {
				continue
			}
			p.toewijzingen = append(p.toewijzingen, row.ToewijzingID)
		}
		f.begeleiders = append(f.begeleiders, p)
		return err
	}); err != nil {
		return err
	}
	withSessions := strings.TrimSuffix(f.backup, ".backup") + ".ingelogd"
	if err := os.Remove(withSessions); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	err = st.Backup(ctx, withSessions)
	f.backup = withSessions
	return errors.Join(err, st.Close())
}

// reporters is how many begeleiders write reports: one of them has too few residents
// to measure with.
const reporters = 60

// enter signs in the people of a role with the most work, as the demo does.
func (f *filled) enter(ctx context.Context, st *store.Store, keys *crypt.Keys, base *app.Base, role authz.Role, most int, use func(person, app.Actor) error) error {
	hasher, err := password.NewHasher(password.DefaultParams, 1, 1, nil)
	if err != nil {
		return err
	}
	service, err := auth.New(auth.Config{
		Repo: st.AuthRepo(), Now: now, IDs: id.System(), Keys: keys, Hasher: hasher, Origin: origin, Demo: true,
	})
	if err != nil {
		return err
	}
	accounts, err := simulatie.Busiest(ctx, st, role)
	if err != nil {
		return err
	}
	if len(accounts) == 0 {
		return fmt.Errorf("nobody works as %s", role)
	}
	for _, account := range accounts[:min(most, len(accounts))] {
		res, err := service.SignInAs(ctx, account, auth.Origin{})
		if err != nil {
			return err
		}
		w := httptest.NewRecorder()
		httpauth.ForOrigin(origin).Apply(w, res)
		actor, err := base.Actor(ctx, account, res.Session.Roles)
		if err != nil {
			return err
		}
		if err := use(person{cookies: w.Result().Cookies()}, actor); err != nil {
			return err
		}
	}
	return nil
}

// beginning is what somebody types to find a person: four letters of the name.
func beginning(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == ',' || r == '-' })
	long := slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) })
	return string([]rune(long)[:min(4, len([]rune(long)))])
}
