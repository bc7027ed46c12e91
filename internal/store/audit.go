package store

import (
	"fmt"
	"slices"
	"time"

	"trede/internal/platform/audit"
	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

// pending is an event that waits for the end of its transaction.
type pending struct {
	chain   audit.Chain
	event   audit.Event
	payload audit.Payload
}

// Audit notes an event about a subject; it is appended to the subject's chain as
// the last thing of the transaction.
func (tx *Tx) Audit(kind, id, action string, payload audit.Payload) {
	payload.RemoteAddress = tx.Way.RemoteAddress
	tx.events = append(tx.events, pending{
		chain: audit.Chain{Kind: kind, ID: id},
		event: audit.Event{
			At: tx.Now, Actor: tx.Actor, Action: action,
			OnBehalfOf: tx.Way.OnBehalfOf, Origin: tx.Way.Origin, RequestID: tx.Way.RequestID,
		},
		payload: payload,
	})
}

// kop (head) is the head of a chain, with how many writers took their turn at it.
type kop struct {
	audit.Head
	beurt int64
}

type kopRij struct {
	Volgnr int64
	Hash   []byte
	Beurt  int64
}

var (
	// The head row is made when absent and locked either way; on SQLite the whole
	// transaction already holds the lock.
	takeTurn = sqldb.Select[kopRij](`
		insert into audit_kop (soort, onderwerp_id, volgnr, hash, beurt) values ($1, $2, 0, $3, 1)
		on conflict (soort, onderwerp_id) do update set beurt = audit_kop.beurt + 1
		returning volgnr, hash, beurt`)
	countTurns = sqldb.Select[int64](`select beurt from audit_kop where soort = $1 and onderwerp_id = $2`)
	moveHead   = sqldb.Exec(`update audit_kop set volgnr = $3, hash = $4 where soort = $1 and onderwerp_id = $2`)
)

// takeHead gives the head of a chain to a writer, for as long as its transaction lasts.
func (tx *Tx) takeHead(chain audit.Chain) (*kop, error) {
	if h := tx.heads[chain]; h != nil {
		return h, nil
	}
	row, err := takeTurn.One(tx.Tx, chain.Kind, chain.ID, make([]byte, len(audit.Hash{})))
	if err != nil {
		return nil, err
	}
	h := &kop{Head: audit.Head{Chain: chain, Count: uint64(row.Volgnr)}, beurt: row.Beurt} //nolint:gosec // counts up from zero
	if h.Hash, err = audit.HashFrom(row.Hash); err != nil {
		return nil, err
	}
	if tx.heads == nil {
		tx.heads = map[audit.Chain]*kop{}
	}
	tx.heads[chain] = h
	return h, nil
}

type eventRij struct {
	Soort       string
	OnderwerpID string
	Volgnr      int64
	Tijdstip    time.Time
	ActorID     string
	Handeling   string
	Record      []byte
	Hash        []byte
	Zout        []byte `db:",null"` // nil: the event has no content, or no longer
	Inhoud      []byte `db:",null"` // sealed
}

var events = sqldb.Table[eventRij]("audit_event", "soort", "onderwerp_id", "volgnr")

// appendEvents writes the noted events, chain by chain in the order in which
// every writer locks them.
func (tx *Tx) appendEvents() error {
	slices.SortStableFunc(tx.events, func(a, b pending) int { return a.chain.Compare(b.chain) })
	for i := 0; i < len(tx.events); {
		j := i
		for j < len(tx.events) && tx.events[j].chain == tx.events[i].chain {
			j++
		}
		if err := tx.appendToChain(tx.events[i:j]); err != nil {
			return err
		}
		i = j
	}
	return nil
}

func (tx *Tx) appendToChain(list []pending) error {
	chain := list[0].chain
	head, err := tx.takeHead(chain)
	if err != nil {
		return err
	}
	for _, p := range list {
		if head.Head, err = tx.appendEvent(head.Head, p); err != nil {
			return err
		}
	}
	_, err = moveHead.Run(tx.Tx, chain.Kind, chain.ID, int64(head.Count), head.Hash[:]) //nolint:gosec // counts up from zero
	return err
}

func (tx *Tx) appendEvent(head audit.Head, p pending) (audit.Head, error) {
	body := p.payload.Encode()
	var salt audit.Salt
	if len(body) > 0 {
		salt = tx.s.salt()
	}
	rec, head, err := head.Append(p.event, body, salt)
	if err != nil {
		return head, errs.Wrapped(errs.Internal, "audit.ongeldig", err)
	}
	nr := int64(rec.Event.Seq) //nolint:gosec // counts up from zero
	row := eventRij{
		Soort: p.chain.Kind, OnderwerpID: p.chain.ID, Volgnr: nr, Tijdstip: rec.Event.At,
		ActorID: rec.Event.Actor.ID, Handeling: rec.Event.Action,
		Record: rec.Event.AppendCanonical(nil), Hash: rec.Hash[:],
	}
	if len(body) > 0 {
		row.Zout = salt[:]
		if row.Inhoud, err = tx.s.keys.Encrypt(body, payloadPlace(p.chain, nr)); err != nil {
			return head, err
		}
	}
	return head, events.Insert(tx.Tx, row)
}

// payloadPlace binds content to its event. The name is that of the table in which it
// first stood, so that what was sealed there still opens.
func payloadPlace(c audit.Chain, nr int64) crypt.Place {
	return crypt.Place{Table: "audit_inhoud", Column: "inhoud", Row: fmt.Sprintf("%s/%s/%d", c.Kind, c.ID, nr)}
}

// Gebeurtenis (event) is one line of a timeline.
type Gebeurtenis struct {
	audit.Event
	Payload audit.Payload
}

type tijdlijnRij struct {
	Volgnr int64
	Record []byte
	Inhoud []byte
}

var tijdlijn = sqldb.Select[tijdlijnRij](`
	select volgnr, record, inhoud from audit_event
	where soort = $1 and onderwerp_id = $2
	order by volgnr desc limit $3`)

// Tijdlijn gives the newest events of a subject, newest first.
func (tx *Tx) Tijdlijn(kind, id string, limit int) ([]Gebeurtenis, error) {
	rows, err := tijdlijn.All(tx.Tx, kind, id, limit)
	if err != nil {
		return nil, err
	}
	out := make([]Gebeurtenis, 0, len(rows))
	for _, r := range rows {
		e, err := audit.ParseEvent(r.Record)
		if err != nil {
			return nil, errs.Wrapped(errs.Internal, "audit.ongeldig", err)
		}
		g := Gebeurtenis{Event: e}
		if len(r.Inhoud) > 0 {
			body, err := tx.s.keys.Decrypt(r.Inhoud, payloadPlace(audit.Chain{Kind: kind, ID: id}, r.Volgnr))
			if err != nil {
				return nil, errs.Wrapped(errs.Internal, "db.sleutel", err)
			}
			if g.Payload, err = audit.DecodePayload(body); err != nil {
				return nil, errs.Wrapped(errs.Internal, "audit.ongeldig", err)
			}
		}
		out = append(out, g)
	}
	return out, nil
}
