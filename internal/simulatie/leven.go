package simulatie

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"
)

// Fill lives through all the years.
func (r *Run) Fill(ctx context.Context) error {
	if r.klein() { // there is memory enough to collect less often
		defer debug.SetGCPercent(debug.SetGCPercent(400))
	}
	if err := r.group(ctx, func() error { return r.setUp(ctx) }); err != nil {
		return err
	}
	for day := r.begin(); !day.After(r.cfg.Tot); {
		err := r.group(ctx, func() error {
			for before := r.Stats.Acts; r.Stats.Acts < before+groupActs && !day.After(r.cfg.Tot); day = day.AddDays(1) {
				if err := r.live(ctx, day); err != nil {
					return err
				}
				if day.Weekday() == time.Sunday && r.Check {
					if err := r.checkWeek(ctx); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if r.Check {
		if err := r.group(ctx, func() error { return r.checkEnd(ctx) }); err != nil {
			return err
		}
	}
	return r.store.MarkDemo(ctx, r.cfg.String())
}

// String names the run, as [Config.Replay] takes it.
func (c Config) String() string {
	return fmt.Sprintf("seed=%d inwoners=%d van=%s tot=%s", c.Seed, c.Inwoners, c.Van, c.Tot)
}

// Replay is the command that lives through the same years once more.
func (c Config) Replay() string {
	return fmt.Sprintf("TREDE_SIMULATIE='%s' go test ./internal/simulatie -run TestSimulatieReplay -v -timeout 0", c)
}

// groupActs is after how many acts a transaction of whole days is committed.
const groupActs = 5000
