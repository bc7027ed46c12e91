package store

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"trede/internal/platform/audit"
	"trede/internal/platform/clock"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

// KindDossier is the kind of a look that a resident sees in the own dossier.
const KindDossier = "dossier"

// mostLooks is how many looks one batch holds at most.
const mostLooks = 512

// leeslog writes looks in groups: whoever waits while a group is being committed
// is part of the next one. So the log costs one disk write for many pages.
type leeslog struct {
	db    *sqldb.DB
	clock clock.Clock
	in    chan look
	done  chan struct{}
	once  sync.Once
	head  audit.Head
}

type look struct {
	entry audit.ReadEntry
	done  chan error
}

func startLeeslog(db *sqldb.DB, c clock.Clock, writer string) *leeslog {
	l := &leeslog{
		db: db, clock: c, in: make(chan look, mostLooks), done: make(chan struct{}),
		head: audit.Head{Chain: audit.Chain{Kind: audit.KindReads, ID: writer}},
	}
	go l.run()
	return l
}

func (l *leeslog) stop() {
	l.once.Do(func() { close(l.in) })
	<-l.done
}

func (l *leeslog) run() {
	defer close(l.done)
	for first := range l.in {
		group := []look{first}
	fill:
		for len(group) < mostLooks {
			select {
			case next, open := <-l.in:
				if !open {
					break fill
				}
				group = append(group, next)
			default:
				break fill
			}
		}
		err := l.write(group)
		for _, g := range group {
			g.done <- err
		}
	}
}

type batchRij struct {
	Keten  string
	Volgnr int64
	Record []byte
	Hash   []byte
}

type leesRegelRij struct {
	InwonerID string
	Tijdstip  time.Time
	Keten     string
	Volgnr    int64
	Nr        int
	ActorID   string
	Handeling string
	Reden     string
}

type leesKopRij struct {
	Keten  string
	Volgnr int64
	Hash   []byte
}

var (
	leesBatches = sqldb.Table[batchRij]("lees_batch", "keten", "volgnr")
	leesRegels  = sqldb.Table[leesRegelRij]("lees_regel", "inwoner_id", "tijdstip", "keten", "volgnr", "nr")
	leesKop     = sqldb.Table[leesKopRij]("lees_kop", "keten")
	wieKeek     = sqldb.Select[Blik](`
		select tijdstip, actor_id, handeling, reden from lees_regel
		where inwoner_id = $1 and $2 like '%' || actor_id || '%' order by tijdstip desc, keten desc, volgnr desc, nr desc limit $3 offset $4`)
	hoeveelKeek = sqldb.Select[int](`select count(*) from lees_regel where inwoner_id = $1 and $2 like '%' || actor_id || '%'`)
	hoeVaak     = sqldb.Select[int](`select count(*) from lees_regel where inwoner_id = $1`)
	kijkers     = sqldb.Select[string](`select distinct actor_id from lees_regel where inwoner_id = $1 order by actor_id`)
	laatstOpen  = sqldb.Select[string](`select inwoner_id from lees_regel where actor_id = $1 order by tijdstip desc limit $2`)
)

func (l *leeslog) write(group []look) error {
	batch := audit.Batch{At: l.clock(), Entries: make([]audit.ReadEntry, len(group))}
	for i, g := range group {
		batch.Entries[i] = g.entry
	}
	rec, head, err := l.head.AppendBatch(batch)
	if err != nil {
		return errs.Wrapped(errs.Internal, "audit.ongeldig", err)
	}
	nr := int64(rec.Batch.Seq) //nolint:gosec // counts up from zero
	keten := head.Chain.ID
	err = l.db.Write(context.Background(), func(tx *sqldb.Tx) error {
		if err := leesBatches.Insert(tx, batchRij{Keten: keten, Volgnr: nr, Record: rec.Batch.AppendCanonical(nil), Hash: rec.Hash[:]}); err != nil {
			return err
		}
		if err := leesKop.Upsert(tx, leesKopRij{Keten: keten, Volgnr: nr, Hash: head.Hash[:]}); err != nil {
			return err
		}
		return insertRegels(tx, keten, nr, batch.Entries)
	})
	if err == nil {
		l.head = head
	}
	return err
}

func insertRegels(tx *sqldb.Tx, keten string, volgnr int64, entries []audit.ReadEntry) error {
	n := 0
	for _, e := range entries {
		if e.Kind != KindDossier {
			continue
		}
		for _, inwoner := range e.Shown {
			n++
			err := leesRegels.Insert(tx, leesRegelRij{
				InwonerID: inwoner, Tijdstip: e.At, Keten: keten, Volgnr: volgnr, Nr: n,
				ActorID: e.Actor.ID, Handeling: e.Action, Reden: e.Purpose,
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// Look writes down that somebody looked and waits until that is on disk. A page
// is shown only after Look succeeded.
func (s *Store) Look(ctx context.Context, actor audit.Actor, kind, action, purpose string, shown ...string) error {
	return s.LookLater(ctx, actor, kind, action, purpose, shown...)()
}

// LookLater begins to write down a look and gives a function that waits for it,
// so that the page can be made meanwhile.
func (s *Store) LookLater(ctx context.Context, actor audit.Actor, kind, action, purpose string, shown ...string) func() error {
	way := wayOf(ctx)
	g := look{done: make(chan error, 1), entry: audit.ReadEntry{
		At: s.clock(), Actor: actor, Action: action, Purpose: purpose, Kind: kind, Shown: shown,
		OnBehalfOf: way.OnBehalfOf, Origin: way.Origin, RequestID: way.RequestID,
	}}
	s.reader.in <- g
	return func() error { return <-g.done }
}

// Blik (look) is one line of "wie keek mee".
type Blik struct {
	Tijdstip  time.Time
	ActorID   string
	Handeling string
	Reden     string
}

// WieKeek gives the looks of some people into a dossier, newest first, and how many
// looks of theirs there are.
func (s *Store) WieKeek(ctx context.Context, inwonerID string, kijkers []string, limit, offset int) (rows []Blik, total int, err error) {
	ids := strings.Join(kijkers, ",")
	err = s.looks.Read(ctx, func(tx *sqldb.Tx) error {
		if rows, err = wieKeek.All(tx, inwonerID, ids, limit, offset); err != nil {
			return err
		}
		total, err = hoeveelKeek.One(tx, inwonerID, ids)
		return err
	})
	return rows, total, err
}

// HoeVaakGekeken counts every look into a dossier.
func (s *Store) HoeVaakGekeken(ctx context.Context, inwonerID string) (n int, err error) {
	err = s.looks.Read(ctx, func(tx *sqldb.Tx) error {
		n, err = hoeVaak.One(tx, inwonerID)
		return err
	})
	return n, err
}

// Kijkers gives the accounts that ever looked into a dossier.
func (s *Store) Kijkers(ctx context.Context, inwonerID string) (ids []string, err error) {
	err = s.looks.Read(ctx, func(tx *sqldb.Tx) error {
		ids, err = kijkers.All(tx, inwonerID)
		return err
	})
	return ids, err
}

// looksBack is how many looks back the last dossiers are looked for.
const looksBack = 200

// LaatstGeopend gives the residents whose dossier somebody opened last, the last one
// first, each once.
func (s *Store) LaatstGeopend(ctx context.Context, actorID string) (out []string, err error) {
	err = s.looks.Read(ctx, func(tx *sqldb.Tx) error {
		rows, err := laatstOpen.All(tx, actorID, looksBack)
		for _, id := range rows {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
		return err
	})
	return out, err
}
