package inkoop

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// BulkSoort is what is done to many contracts at once.
type BulkSoort string

// The two acts.
const (
	BulkVerlengen  BulkSoort = "verlengen"
	BulkBeeindigen BulkSoort = "beeindigen"
)

// MaxVerlengMaanden is how many months one extension may last. Own choice: an extension is
// a bridge; what lasts longer is a new contract.
const MaxVerlengMaanden = 24

// BulkKeuze is one contract that somebody ticked, with the version that was seen.
type BulkKeuze struct {
	ID     string
	Versie int
}

// BulkInput is the act: which contracts, as of which day, and for how long.
type BulkInput struct {
	Soort    BulkSoort
	Peildag  civil.Date // verlengen: last day before the extension; beeindigen: the new last day
	Maanden  int        // verlengen only
	Getekend civil.Date
	Reden    string
	Keuzes   []BulkKeuze
}

// Laatste is the last day that the contracts get.
func (in BulkInput) Laatste() civil.Date {
	if in.Soort == BulkBeeindigen {
		return in.Peildag
	}
	return inkoop.VerlengdTot(in.Peildag, in.Maanden)
}

// addendum is the change that every contract gets; lines, tariffs and conditions stay.
func (in BulkInput) addendum() inkoop.Addendum {
	soort := inkoop.Verlenging
	if in.Soort == BulkBeeindigen {
		soort = inkoop.Beeindiging
	}
	return inkoop.Addendum{Soort: soort, Getekend: in.Getekend, LaatsteDag: in.Laatste(), Toelichting: in.Reden}
}

// stops says why a contract cannot take part.
func (in BulkInput) stops(c inkoop.Contract) inkoop.Bulkreden {
	if in.Soort == BulkBeeindigen {
		return c.Beeindigbaar(in.Peildag)
	}
	return c.Verlengbaar(in.Peildag)
}

func (in BulkInput) action() (authz.Action, string) {
	if in.Soort == BulkBeeindigen {
		return authz.ContractBeeindigen, "contract.beeindigd"
	}
	return authz.ContractVerlengen, "contract.verlengd"
}

func (in BulkInput) check(day civil.Date) []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		findings = append(findings, rule.FailIf(bad, field, code, args...)...)
	}
	add(in.Peildag.IsZero(), "peildag", "contract.peildag_ontbreekt")
	if in.Soort == BulkVerlengen {
		add(in.Maanden < 1 || in.Maanden > MaxVerlengMaanden, "maanden", "contract.maanden_kan_niet", MaxVerlengMaanden)
	}
	add(in.Getekend.IsZero() || in.Getekend.After(day), "getekend", "contract.tekendag_kan_niet")
	add(len(in.Keuzes) == 0, "contract", "contract.kies_er_een")
	return findings
}

// BulkRegel is one contract in the preview.
type BulkRegel struct {
	store.Contract
	Reden   inkoop.Bulkreden // why it is left out; empty: it takes part
	Laatste civil.Date       // its last day now
}

// BulkPage is what would become of every contract.
type BulkPage struct {
	Dag        civil.Date
	Regio      app.Regels
	Aanbieders map[inkoop.AanbiederID]string
	Peildag    civil.Date
	Regels     []BulkRegel // by number
}

// BulkOverzicht shows what an act on many contracts would do; without a day it is the one
// on which most of the running contracts end.
func (u *UseCases) BulkOverzicht(ctx context.Context, actor app.Actor, in BulkInput) (out BulkPage, err error) {
	out.Dag, out.Aanbieders = app.Today(u.Now()), map[inkoop.AanbiederID]string{}
	action, _ := in.action()
	if _, err = app.May(actor, action, authz.Facts{Day: out.Dag, RedenGegeven: true}); err != nil {
		return out, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		if out.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		list := a.AlleContracten()
		if in.Peildag.IsZero() {
			in.Peildag = meesteEinde(list, out.Dag)
		}
		out.Peildag = in.Peildag
		for _, c := range list {
			out.Aanbieders[c.Aanbieder] = a.Naam(string(c.Aanbieder))
			out.Regels = append(out.Regels, BulkRegel{c, in.stops(c.Contract), c.Looptijd().LastDay()})
		}
		return nil
	})
	return out, err
}

// meesteEinde is the day on which most of the contracts in force end, the earliest of
// equals; today when none has an end.
func meesteEinde(list []store.Contract, day civil.Date) civil.Date {
	count := map[civil.Date]int{}
	best := day
	for _, c := range list {
		last := c.Looptijd().LastDay()
		if last.IsZero() || !c.GeldigOp(day) {
			continue
		}
		count[last]++
		if n := count[last]; n > count[best] || n == count[best] && last.Before(best) {
			best = last
		}
	}
	return best
}

// VoerBulkUit extends or ends the chosen contracts by an addendum each, all of them in one
// transaction or none: when one cannot any more nothing happens, and the preview says
// why. A second press finds the versions changed. Sources: INK-10, INK-11.
func (u *UseCases) VoerBulkUit(ctx context.Context, actor app.Actor, in BulkInput) (int, error) {
	action, event := in.action()
	day := app.Today(u.Now())
	d, err := app.May(actor, action, authz.Facts{Day: day, RedenGegeven: in.Reden != ""})
	if err != nil {
		return 0, err
	}
	err = u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		if err := app.RefuseFound(ctx, app.Refuse(in.check(day))); err != nil {
			return err
		}
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		for n, k := range in.Keuzes {
			if slices.ContainsFunc(in.Keuzes[:n], func(x BulkKeuze) bool { return x.ID == k.ID }) {
				continue
			}
			row, known := a.ContractVan(inkoop.ContractID(k.ID))
			if !known {
				return app.NotHere()
			}
			if err := geenBelang(tx, actor, row.Aanbieder); err != nil {
				return err
			}
			if err := app.Stale(k.Versie, row.Versie, row); err != nil {
				return err
			}
			if reason := in.stops(row.Contract); reason != "" {
				return app.Refuse(rule.Fail("contract", "contract.kan_niet_mee", row.Nummer))
			}
			row.Contract = row.Met(in.addendum())
			tx.Audit(KindContract, k.ID, event, audit.Payload{Reason: in.Reden, Decision: []string{d.String()}})
			if err := tx.PutContract(&row); err != nil {
				return err
			}
		}
		return nil
	})
	return len(in.Keuzes), err
}
