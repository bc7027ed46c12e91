package simulatie

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"trede/internal/app"
	"trede/internal/app/beheer"
	"trede/internal/app/chain"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/auth"
	"trede/internal/auth/password"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/platform/audit"
	"trede/internal/platform/clock"
	"trede/internal/platform/crypt"
	"trede/internal/platform/id"
	"trede/internal/store"
)

// Where says in which database a region is made.
type Where struct {
	DSN  string // SQLite file or postgres:// URL; made and migrated when new
	Keys *crypt.Keys
	// Careful fills as the program serves: what is committed is on the disk, and
	// every use case reads what is stored. It takes some four times as long.
	Careful bool
	// Brieven makes the letters about inschrijvingen, as the pages do; nil: none are kept.
	Brieven func(appinkoop.Besluitbrief) ([]byte, error)
}

// Run is one region that lives through its years.
type Run struct {
	cfg      Config
	pop      *Population
	org      *Organisaties
	register *inkoop.Register
	aow      persoon.AOWTabel

	clock   *clock.Manual
	keys    *crypt.Keys
	brieven func(appinkoop.Besluitbrief) ([]byte, error)
	ids     id.Source
	hasher  *password.Hasher
	store   *store.Store
	u       useCases // of the transaction that is open now

	staff      []*collega
	orgs       []string // ids, in the order of the plan
	teams      []string
	aanbieders []*leverancier
	teamStaff  map[int][]*collega // consulenten by team
	beheer     *collega
	gasten     []*leverancier // providers where nobody of the run works, see [gasten]
	cawID      string
	caw        []*collega

	inkopers     []*collega      // contract managers; the first does the daily work
	beoordelaars []*collega      // who judge what providers hand in
	rondes       []*aanbesteding // that were begun

	agenda agenda
	mensen []*mens
	today  civil.Date
	Stats  Stats
	Check  bool // check the invariants after each week and at the end
}

// useCases are the use cases on one store, all with its hooks.
type useCases struct {
	base   *app.Base
	auth   *auth.Service
	beheer *beheer.Service
	chain.UseCases
}

// Open makes an empty database, or takes one that has only been migrated, and
// prepares a region for it. Nothing is written yet.
func Open(ctx context.Context, cfg Config, where Where) (*Run, error) {
	cfg = cfg.Complete()
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	regio := Regio(cfg.Inwoners)
	register, err := regio.Register()
	if err != nil {
		return nil, err
	}
	r := &Run{cfg: cfg, register: register, aow: regio.AOWTabel(), keys: where.Keys, brieven: where.Brieven, teamStaff: map[int][]*collega{}}
	r.Stats = newStats()
	r.pop = NewPopulation(cfg, register, r.aow)
	r.org = NewOrganisaties(cfg, register)
	r.clock = clock.NewManual(moment(r.begin(), 6))
	r.ids = id.Seeded(cfg.Seed, r.clock.Now)
	if r.hasher, err = password.NewHasher(password.DefaultParams, 1, 1, nil); err != nil {
		return nil, err
	}
	r.store, err = store.Open(ctx, store.Options{
		DSN: where.DSN, Create: true, Migrate: true, Careless: !where.Careful, Keys: where.Keys,
		Clock: r.clock.Now, IDs: r.ids, SaltSeed: salts(cfg.Seed),
	})
	return r, err
}

// Close closes the database.
func (r *Run) Close() error { return r.store.Close() }

// moment is an hour of a day, in UTC.
func moment(day civil.Date, hour int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), hour, 0, 0, 0, time.UTC)
}

// salts gives the salts of the audit trail one after another out of the seed.
func salts(seed uint64) func() audit.Salt {
	var n uint64
	return func() audit.Salt {
		n++
		var in [16]byte
		binary.BigEndian.PutUint64(in[:8], seed)
		binary.BigEndian.PutUint64(in[8:], n)
		sum := sha256.Sum256(in[:])
		var salt audit.Salt
		copy(salt[:], sum[:])
		return salt
	}
}

// group runs fn in one transaction of many use cases.
func (r *Run) group(ctx context.Context, fn func() error) error {
	return r.store.Bulk(ctx, func(s *store.Store) error {
		if err := r.wire(s); err != nil {
			return err
		}
		return fn()
	})
}

// wire makes the use cases on a store.
func (r *Run) wire(s *store.Store) error {
	base := app.New(s)
	service, err := auth.New(auth.Config{
		Repo: s.AuthRepo(), Now: r.clock.Now, IDs: r.ids, Keys: r.keys, Hasher: r.hasher,
		Policy: auth.DefaultPolicy(), Origin: "http://localhost",
	})
	if err != nil {
		return err
	}
	r.u = useCases{base: base, auth: service, beheer: beheer.New(base, service), UseCases: chain.New(base)}
	r.u.Inkoop.Brieven = r.brieven
	return nil
}

// fault says which act went wrong, so that a run that fails can be understood.
func (r *Run) fault(what string, m *mens, err error) error {
	if err == nil {
		return nil
	}
	who := ""
	if m != nil {
		who = fmt.Sprintf(" of resident %d (%s)", m.Nr, m.id)
	}
	return fmt.Errorf("%s, %s%s: %w", r.today, what, who, err)
}
