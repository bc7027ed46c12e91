package inkoop

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"trede/internal/app"
	"trede/internal/app/beheer"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/region"
	"trede/internal/store"
)

// Limits on what people type here.
const (
	maxKort   = 200
	maxUitleg = 2000
)

// RegioWijziging is one change of the region's data that is made from a screen, with a
// right that is narrower than that to bring in a whole document.
type RegioWijziging interface {
	// right gives what it takes; every one of the facts must allow it.
	right(tx *store.Tx, reg *inkoop.Register) (authz.Action, []authz.Facts, error)
	event() string // as the audit trail calls it
	// day is the first day on which the change shows; zero: it is a draft and shows nowhere.
	day() civil.Date
	// apply makes the change in s.data, or says why it cannot be made.
	apply(s *regioStaat) []rule.Finding
	// rest gives data without what the right is about: that stays as it is, whatever apply
	// does.
	rest(d inkoop.Dataset) inkoop.Dataset
}

// regioStaat is the region's data while a change is made.
type regioStaat struct {
	today civil.Date
	fixed civil.Date       // before this day everything stands; zero: nothing happened yet
	reg   *inkoop.Register // as it is
	data  inkoop.Dataset   // what becomes of it
}

// checkDay looks at the first day of a change: what has happened stays as it was.
func (s *regioStaat) checkDay(field string, d civil.Date) []rule.Finding {
	if d.IsZero() {
		return rule.Fail(field, "regiowijziging.dag_leeg")
	}
	return rule.FailIf(d.Before(s.fixed), field, "regiowijziging.dag_voorbij", s.fixed)
}

// checkText looks at a text that must be there, and is not endless.
func checkText(field, text, code string, most int) []rule.Finding {
	if strings.TrimSpace(text) == "" {
		return rule.FailIf(code != "", field, code)
	}
	return rule.FailIf(utf8.RuneCountInString(text) > most, field, "invoer.te_lang", most)
}

// RegioWijzigingVoorstel is a change before it is made: what it does.
type RegioWijzigingVoorstel struct {
	Volgnr      int // of the document that it changes
	Dag         civil.Date
	Regio       app.Regels           // as it is
	Straks      *inkoop.Register     // as it becomes
	Verschil    []inkoop.Verschil    // what differs on the day
	Wijzigingen []beheer.RegioChange // every value that changes
	Lopend      map[LopendKey]int    // running toewijzingen that go on under the old terms
}

// LopendKey names the toewijzingen of a gemeente for a product.
type LopendKey struct {
	Gemeente inkoop.GemeenteCode
	Product  inkoop.ProductCode
}

// RegioConflict is what others changed since a form was opened.
type RegioConflict struct {
	Volgnr      int // of the document that counts now
	Wijzigingen []beheer.RegioChange
}

// regioPlan is a change that can be made.
type regioPlan struct {
	have  int
	now   *region.Region
	next  region.Region
	diff  region.Verschil
	staat *regioStaat
}

// allowed asks whether the actor may make a change.
func (u *UseCases) allowed(tx *store.Tx, actor app.Actor, w RegioWijziging) (d authz.Decision, err error) {
	regels, err := u.Regels(tx)
	if err != nil {
		return d, err
	}
	action, list, err := w.right(tx, regels.Register)
	if err != nil {
		return d, err
	}
	for _, f := range list {
		f.Day, f.Now, f.RedenGegeven = app.Today(tx.Now), tx.Now, true // checked as a field of the form
		if d, err = app.May(actor, action, f); err != nil {
			return d, err
		}
	}
	if len(list) == 0 {
		return d, app.NotHere()
	}
	return d, nil
}

// plan works out a change: the data it leads to, and whether that is right.
func (u *UseCases) plan(ctx context.Context, tx *store.Tx, w RegioWijziging) (*regioPlan, error) {
	p := &regioPlan{}
	var err error
	if p.have, err = tx.RegioVolgnr(); err != nil {
		return nil, err
	}
	if p.now, err = u.Region(tx); err != nil {
		return nil, err
	}
	regels, err := u.Regels(tx)
	if err != nil {
		return nil, err
	}
	fixed, err := beheer.FixedDay(tx)
	if err != nil {
		return nil, err
	}
	p.staat = &regioStaat{today: app.Today(tx.Now), fixed: fixed, reg: regels.Register, data: p.now.Inkoop}
	if err := app.RefuseFound(ctx, app.Refuse(w.apply(p.staat))); err != nil {
		return nil, err
	}
	p.next = *p.now
	p.next.Inkoop = p.staat.data
	if err := p.next.Validate(); err != nil {
		return nil, &errs.Error{Kind: errs.Invalid, Code: "regiowijziging.past_niet", Err: err}
	}
	p.diff = region.Diff(p.now, &p.next, fixed)
	switch {
	case len(p.diff.Geweigerd()) > 0:
		return nil, &errs.Error{Kind: errs.Invalid, Code: "regiowijziging.staat_vast", Err: p.diff.Err()}
	case len(p.diff) == 0:
		return nil, errs.New(errs.Invalid, "regiowijziging.gelijk")
	}
	before, after := *p.now, p.next
	before.Inkoop, after.Inkoop = w.rest(before.Inkoop), w.rest(after.Inkoop)
	if other := region.Diff(&before, &after, civil.Date{}); len(other) > 0 {
		return nil, &errs.Error{Kind: errs.NotFound, Code: "toegang.geen", Err: other.Err()}
	}
	return p, nil
}

// StelRegioVoor (propose) says what a change would do, to who may make it.
func (u *UseCases) StelRegioVoor(ctx context.Context, actor app.Actor, w RegioWijziging) (v RegioWijzigingVoorstel, err error) {
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		if _, err := u.allowed(tx, actor, w); err != nil {
			return err
		}
		p, err := u.plan(ctx, tx, w)
		if err != nil {
			return err
		}
		if v.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		v.Volgnr, v.Dag, v.Wijzigingen = p.have, w.day(), beheer.RegioChanges(p.diff)
		if v.Dag.IsZero() {
			return nil
		}
		if v.Straks, err = p.next.Register(); err != nil {
			return err
		}
		before := v.Dag
		if _, adopts := w.(Vaststelling); adopts {
			before = before.AddDays(-1)
		}
		v.Verschil = inkoop.Vergelijk(inkoop.Moment{Register: v.Regio.Register, Dag: before}, inkoop.Moment{Register: v.Straks, Dag: v.Dag})
		v.Lopend, err = lopend(tx, v.Verschil, app.Today(tx.Now))
		return err
	})
	return v, err
}

// lopend counts the toewijzingen that go on as they were agreed while a gemeente chooses
// otherwise, or a product ends.
func lopend(tx *store.Tx, list []inkoop.Verschil, today civil.Date) (map[LopendKey]int, error) {
	out := map[LopendKey]int{}
	for _, d := range list {
		if d.Soort != inkoop.VerschilVorm && d.Soort != inkoop.VerschilVervallen && d.Soort != inkoop.VerschilTarief {
			continue
		}
		n, err := lopendVan(tx, d.Gemeente, d.Product.Product, today)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			out[LopendKey{d.Gemeente, d.Product.Product}] = n
		}
	}
	return out, nil
}

// lopendVan counts the toewijzingen that run on a day; without a gemeente those of all.
func lopendVan(tx *store.Tx, gemeente inkoop.GemeenteCode, product inkoop.ProductCode, day civil.Date) (int, error) {
	used, err := tx.PlafondGebruik(store.PlafondVraag{
		Plafond: inkoop.Plafond{Gemeente: gemeente}, Producten: []inkoop.ProductCode{product}, Day: day,
	})
	return used.Plekken, err
}

// WijzigRegio makes a change, if the region's data still is the document with the number
// that the actor saw. A change that shows somewhere needs a reason.
func (u *UseCases) WijzigRegio(ctx context.Context, actor app.Actor, w RegioWijziging, volgnr int, reden string) error {
	reden = strings.TrimSpace(reden)
	return u.Store.Write(ctx, audit.Actor{ID: actor.ID}, func(tx *store.Tx) error {
		d, err := u.allowed(tx, actor, w)
		if err != nil {
			return err
		}
		tx.Actor = actor.Audit(d)
		have, err := tx.RegioVolgnr()
		if err != nil {
			return err
		}
		if have != volgnr {
			return u.meanwhile(tx, volgnr, have)
		}
		p, err := u.plan(ctx, tx, w)
		if err != nil {
			return err
		}
		if !w.day().IsZero() {
			if err := app.Refuse(checkText("reden", reden, "regiowijziging.reden_leeg", maxUitleg)); err != nil {
				return err
			}
		}
		var text bytes.Buffer
		if err := region.Write(&text, &p.next); err != nil {
			return err
		}
		return beheer.KeepRegio(tx, beheer.RegioInput{
			Last: p.have, Document: text.String(), Event: w.event(), Reden: reden, Changes: beheer.RegioChanges(p.diff),
			Before: p.now, After: &p.next,
		})
	})
}

// meanwhile is the conflict that shows what others changed since a document.
func (u *UseCases) meanwhile(tx *store.Tx, seen, have int) error {
	out := RegioConflict{Volgnr: have}
	old, err := tx.RegioDocumentNr(seen)
	if err != nil && !errs.Is(err, errs.NotFound) {
		return err
	}
	if err == nil {
		before, err := region.Load(strings.NewReader(old.Document))
		if err != nil {
			return err
		}
		now, err := u.Region(tx)
		if err != nil {
			return err
		}
		out.Wijzigingen = beheer.RegioChanges(region.Diff(before, now, civil.Date{}))
	}
	return app.Stale(seen, have, out)
}
