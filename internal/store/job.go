package store

import (
	"context"
	"encoding/json"
	"time"

	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

// Job is work for later: a message to send, a reminder, a recomputation. It is
// done at least once; whoever does it must bear doing it twice.
type Job struct {
	ID        string
	Soort     string
	Sleutel   string // unique per kind: asking twice is one job
	Inhoud    json.RawMessage
	Vanaf     time.Time
	Poging    int
	LeaseTot  time.Time `db:",null"`
	Fout      string    // of the last try, for operators; without personal data
	Klaar     time.Time `db:",null"`
	Opgegeven bool
}

const jobColumns = `id, soort, sleutel, inhoud, vanaf, poging, lease_tot, fout, klaar, opgegeven`

var (
	// A retry after an interrupted commit writes again: on a cluster with a
	// synchronous standby a skipped insert could acknowledge a row that is not
	// there yet.
	jobIn = sqldb.Exec(`
		insert into job (id, soort, sleutel, inhoud, vanaf, poging, fout, opgegeven)
		values ($1, $2, $3, $4, $5, 0, '', $6)
		on conflict (soort, sleutel) do update set sleutel = excluded.sleutel`)
	jobDue = sqldb.Select[Job](`
		select ` + jobColumns + ` from job
		where klaar is null and opgegeven = $2 and vanaf <= $1 and (lease_tot is null or lease_tot < $1)
		order by vanaf, id limit $3`)
	jobLease = sqldb.Exec(`
		update job set lease_tot = $3, poging = poging + 1
		where id = $1 and poging = $2 and klaar is null and (lease_tot is null or lease_tot < $4)`)
	jobDone  = sqldb.Exec(`update job set klaar = $2, lease_tot = null, fout = '' where id = $1`)
	jobRetry = sqldb.Exec(`update job set vanaf = $2, lease_tot = null, fout = $3, opgegeven = $4 where id = $1`)
	jobAny   = sqldb.Select[string](`select id from job where soort = $1 and sleutel = $2`)
	jobOpen  = sqldb.Select[Job](`select ` + jobColumns + ` from job where klaar is null order by vanaf, id limit $1`)
)

// Enqueue puts a job in the outbox of this transaction. The same kind and key
// twice is one job.
func (tx *Tx) Enqueue(soort, sleutel string, inhoud any, vanaf time.Time) error {
	body, err := json.Marshal(inhoud)
	if err != nil {
		return errs.Wrapped(errs.Internal, "job.inhoud", err)
	}
	_, err = jobIn.Run(tx.Tx, tx.NewID(), soort, sleutel, json.RawMessage(body), vanaf, false)
	return err
}

// HasJob tells whether a job was ever put in the outbox, done or not.
func (tx *Tx) HasJob(soort, sleutel string) (bool, error) {
	_, found, err := jobAny.Maybe(tx.Tx, soort, sleutel)
	return found, err
}

// LeaseJobs takes at most n jobs that are due, for the length of the lease. A job
// that is not finished by then is given to somebody else.
func (s *Store) LeaseJobs(ctx context.Context, n int, lease time.Duration) ([]Job, error) {
	var out []Job
	now := s.clock()
	err := s.db.Write(ctx, func(tx *sqldb.Tx) error {
		due, err := jobDue.All(tx, now, false, n)
		if err != nil {
			return err
		}
		for _, j := range due {
			got, err := jobLease.Run(tx, j.ID, j.Poging, now.Add(lease), now)
			if err != nil {
				return err
			}
			if got == 1 {
				j.Poging++
				out = append(out, j)
			}
		}
		return nil
	})
	return out, err
}

// FinishJob marks a job as done.
func (s *Store) FinishJob(ctx context.Context, id string) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := jobDone.Run(tx, id, s.clock())
		return err
	})
}

// RetryJob lets a job be tried again later, or gives it up, with what went wrong.
func (s *Store) RetryJob(ctx context.Context, id string, at time.Time, trouble string, giveUp bool) error {
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := jobRetry.Run(tx, id, at, trouble, giveUp)
		return err
	})
}

// OpenJobs gives the jobs that are not done, for the administrator's page.
func (s *Store) OpenJobs(ctx context.Context, n int) (out []Job, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		out, err = jobOpen.All(tx, n)
		return err
	})
	return out, err
}
