// Package jobs runs what is due: outgoing messages, reminders, recomputations
// and what the program does at fixed times. The work waits in a table beside the
// data, so that it is promised in the same transaction as what it is about.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"sync"
	"time"

	"trede/internal/platform/errs"
	"trede/internal/store"
)

// Worker does one kind of job. It runs at least once per job and must bear
// running twice. An error of kind Invalid or NotFound gives the job up; any other
// error lets it be tried again.
type Worker func(ctx context.Context, j store.Job) error

// Queue is where jobs come from; [store.Store] is one.
type Queue interface {
	LeaseJobs(ctx context.Context, n int, lease time.Duration) ([]store.Job, error)
	FinishJob(ctx context.Context, id string) error
	RetryJob(ctx context.Context, id string, at time.Time, trouble string, giveUp bool) error
	Now() time.Time
}

const (
	lease    = 5 * time.Minute
	group    = 20
	maxTries = 8
	interval = time.Second
)

// Runner takes jobs and lets their workers do them.
type Runner struct {
	queue   Queue
	log     *slog.Logger
	workers map[string]Worker
	every   []periodic
}

type periodic struct {
	name string
	each time.Duration
	do   func(context.Context) error
}

// New makes a runner without workers.
func New(q Queue, log *slog.Logger) *Runner {
	return &Runner{queue: q, log: log, workers: map[string]Worker{}}
}

// Handle says who does a kind of job.
func (r *Runner) Handle(soort string, w Worker) { r.workers[soort] = w }

// Every does something again and again, first after one interval.
func (r *Runner) Every(name string, each time.Duration, do func(context.Context) error) {
	r.every = append(r.every, periodic{name, each, do})
}

// Run works until the context ends, and then waits for what is under way.
func (r *Runner) Run(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(interval)
		defer tick.Stop()
		for {
			if n, err := r.RunDue(ctx); err != nil && ctx.Err() == nil {
				r.log.Error("jobs cannot be taken", "error", err)
			} else if n == group {
				continue
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	})
	for _, p := range r.every {
		wg.Go(func() { r.repeat(ctx, p) })
	}
	wg.Wait()
}

func (r *Runner) repeat(ctx context.Context, p periodic) {
	tick := time.NewTicker(p.each)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := p.do(ctx); err != nil && ctx.Err() == nil {
				r.log.Error("repeated work failed", "work", p.name, "error", err)
			}
		}
	}
}

// RunDue does one group of jobs that are due and tells how many it took.
func (r *Runner) RunDue(ctx context.Context) (int, error) {
	due, err := r.queue.LeaseJobs(ctx, group, lease)
	if err != nil {
		return 0, err
	}
	for _, j := range due {
		if err := r.one(ctx, j); err != nil {
			return len(due), err
		}
	}
	return len(due), nil
}

func (r *Runner) one(ctx context.Context, j store.Job) error {
	err := r.attempt(ctx, j)
	// What was done is written down even when the program is being stopped.
	ctx = context.WithoutCancel(ctx)
	if err == nil {
		return r.queue.FinishJob(ctx, j.ID)
	}
	giveUp := j.Poging >= maxTries || errs.Is(err, errs.Invalid) || errs.Is(err, errs.NotFound)
	r.log.Warn("job failed", "job", j.ID, "kind", j.Soort, "try", j.Poging, "given_up", giveUp, "error", err)
	return r.queue.RetryJob(ctx, j.ID, r.queue.Now().Add(backoff(j.Poging)), err.Error(), giveUp)
}

func (r *Runner) attempt(ctx context.Context, j store.Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	w, ok := r.workers[j.Soort]
	if !ok {
		return errors.New("nobody does this kind of job")
	}
	return w(ctx, j)
}

// backoff waits 4 s, 16 s, about a minute and so on, to about 18 hours.
func backoff(try int) time.Duration {
	return time.Duration(math.Pow(4, float64(min(try, maxTries)))) * time.Second
}
