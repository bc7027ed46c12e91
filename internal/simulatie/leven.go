package simulatie

import "context"

// Fill lives through all the years.
func (r *Run) Fill(ctx context.Context) error {
	if err := r.group(ctx, func() error { return r.setUp(ctx) }); err != nil {
		return err
	}
	for day := r.cfg.Van; !day.After(r.cfg.Tot); {
		err := r.group(ctx, func() error {
			for n := 0; n < groupDays && !day.After(r.cfg.Tot); n++ {
				if err := r.live(ctx, day); err != nil {
					return err
				}
				day = day.AddDays(1)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// groupDays is how many days share one transaction.
const groupDays = 30
