package inkoop

import (
	"context"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// The audit events of exceptions.
const (
	eventUitzonderingGevraagd  = "uitzondering.gevraagd"
	eventUitzonderingToegekend = "uitzondering.toegekend"
	eventUitzonderingGeweigerd = "uitzondering.geweigerd"
	maxMotivering              = 4000
)

// UitzonderingVraag is what an aanbieder asks: to work at a werkplek that is too far away,
// because nobody in its own gemeente offers the same.
type UitzonderingVraag struct {
	Aanbieder  inkoop.AanbiederID
	WerkplekID string
	Versie     int    // of the werkplek
	Motivering string // why the offer is unique
	Vervoer    bool   // it answers for transport and its costs where that is an obstacle
}

// VraagUitzondering asks for an exception for a werkplek. Where the place is near enough
// none is needed. Source: LOC-02, LOC-03.
func (u *UseCases) VraagUitzondering(ctx context.Context, actor app.Actor, in UitzonderingVraag) error {
	today := app.Today(u.Now())
	d, err := app.May(actor, authz.UitzonderingVragen, authz.Facts{Day: today, OrganisatieID: string(in.Aanbieder)})
	if err != nil {
		return err
	}
	return u.writeWerkplek(ctx, actor.Audit(d), in.Aanbieder, in.WerkplekID, in.Versie, func(tx *store.Tx, a *Aanbod, w *store.Werkplek) error {
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		p, _ := a.Aanbieder(in.Aanbieder)
		near := regels.Localiteit(p.Aanbieder, w.Werkplek, today)
		err = app.Refuse(
			rule.FailIf(near.OK(), "", "uitzondering.niet_nodig"),
			rule.FailIf(inkoop.WachtOpBesluit(w.Uitzonderingen), "", "uitzondering.wacht_al"),
			rule.FailIf(strings.TrimSpace(w.Werksoort) == "", "", "uitzondering.werksoort_ontbreekt"),
			rule.FailIf(strings.TrimSpace(in.Motivering) == "", "motivering", "uitzondering.motivering_ontbreekt"),
			rule.FailIf(len([]rune(in.Motivering)) > maxMotivering, "motivering", "invoer.te_lang", maxMotivering),
			rule.FailIf(!in.Vervoer, "vervoer", "uitzondering.vervoer_ontbreekt"))
		if err != nil {
			return err
		}
		w.Uitzonderingen = append(slices.Clone(w.Uitzonderingen), inkoop.UniekAanbod{
			Werkplek: w.ID, Motivering: strings.TrimSpace(in.Motivering), Vervoer: true, GevraagdOp: today, GevraagdDoor: actor.ID,
		})
		return auditUitzondering(tx, w, d, eventUitzonderingGevraagd, in.Motivering)
	})
}

// UitzonderingBesluit is what the region decides about an exception that was asked.
type UitzonderingBesluit struct {
	Aanbieder  inkoop.AanbiederID
	WerkplekID string
	Versie     int // of the werkplek
	Toekennen  bool
	Reden      string
	LaatsteDag civil.Date // last day of the exception; zero: until it is looked at again
}

// BeslisUitzondering decides about an exception that waits, with the comparison of that
// day. It is granted only while no other contracted aanbieder offers the same kind of work
// in the gemeente of registration, and counts until it has to be looked at again. Source:
// LOC-02; domain guide 1.4 row 8.
func (u *UseCases) BeslisUitzondering(ctx context.Context, actor app.Actor, in UitzonderingBesluit) error {
	today := app.Today(u.Now())
	// The form asks for the reason: without one there is a finding beside the field.
	d, err := app.May(actor, authz.UitzonderingBesluiten, authz.Facts{Day: today, OrganisatieID: string(in.Aanbieder), RedenGegeven: true})
	if err != nil {
		return err
	}
	return u.writeWerkplek(ctx, actor.Audit(d), in.Aanbieder, in.WerkplekID, in.Versie, func(tx *store.Tx, a *Aanbod, w *store.Werkplek) error {
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		if err := geenBelang(tx, actor, in.Aanbieder); err != nil {
			return err
		}
		n := len(w.Uitzonderingen) - 1
		if n < 0 {
			return app.Refuse(rule.Fail("", "uitzondering.niet_gevraagd"))
		}
		hier, _ := a.vergelijking(regels, in.Aanbieder, w, today)
		besluit := inkoop.UitzonderingBesluit{Toegekend: in.Toekennen, Reden: strings.TrimSpace(in.Reden), Op: today, Door: actor.ID}
		again := today.AddMonths(regels.Instellingen(today).UitzonderingHerzienMaanden)
		decided, findings := w.Uitzonderingen[n].Beslis(besluit, hier, in.LaatsteDag, again)
		if err := app.Refuse(findings); err != nil {
			return err
		}
		w.Uitzonderingen = slices.Clone(w.Uitzonderingen)
		w.Uitzonderingen[n] = decided
		event := eventUitzonderingGeweigerd
		if in.Toekennen {
			event = eventUitzonderingToegekend
		}
		return auditUitzondering(tx, w, d, event, in.Reden)
	})
}

func auditUitzondering(tx *store.Tx, w *store.Werkplek, d authz.Decision, event, reden string) error {
	tx.Audit(KindAanbieder, string(w.Aanbieder), event, audit.Payload{
		Reason: strings.TrimSpace(reden), Decision: []string{d.String()}, Details: map[string]string{"werkplek": string(w.ID)},
	})
	return conflictWith(tx.PutWerkplek(w), *w)
}

// writeWerkplek runs fn with a werkplek of an aanbieder in one writing transaction.
func (u *UseCases) writeWerkplek(ctx context.Context, as audit.Actor, of inkoop.AanbiederID, id string, versie int, fn func(*store.Tx, *Aanbod, *store.Werkplek) error) error {
	return u.Store.Write(ctx, as, func(tx *store.Tx) error {
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		w, known := a.Werkplek(of, id)
		if !known {
			return app.NotHere()
		}
		if err := app.Stale(versie, w.Versie, w); err != nil {
			return err
		}
		return app.RefuseFound(ctx, fn(tx, a, &w))
	})
}

// vergelijking is the contracted offer of others of the same kind of work: in the gemeente
// of registration, and in the gemeente of the werkplek.
func (a *Aanbod) vergelijking(regels app.Regels, of inkoop.AanbiederID, w *store.Werkplek, day civil.Date) (hier, daar []inkoop.VergelijkbaarAanbod) {
	var all []inkoop.Aanbodplek
	for _, p := range a.Aanbieders {
		contracted := slices.ContainsFunc(a.contracten[p.ID], func(c store.Contract) bool { return c.GeldigOp(day) })
		for _, x := range a.werkplekken[p.ID] {
			all = append(all, inkoop.Aanbodplek{Werkplek: x.Werkplek, Aanbiedernaam: p.Naam, Werksoort: x.Werksoort, Gecontracteerd: contracted})
		}
	}
	p, _ := a.Aanbieder(of)
	home, _ := p.Inschrijving.At(day)
	return regels.Vergelijk(all, of, w.Werksoort, home, day), regels.Vergelijk(all, of, w.Werksoort, w.Gemeente, day)
}

// UitzonderingPage is an exception with the comparison, for who asks and who decides.
type UitzonderingPage struct {
	WerkplekPage
	Ligging   inkoop.Localiteit // where the werkplek lies, seen from the registration
	Thuis     inkoop.GemeenteCode
	Hier      []inkoop.VergelijkbaarAanbod // in the gemeente of registration: it decides
	Daar      []inkoop.VergelijkbaarAanbod // in the gemeente of the werkplek
	MagVragen bool
	Beslist   bool       // decides about what waits
	Herzien   civil.Date // first day on which it no longer counts when it is granted today
}

// Vraagt gives the exception that waits; nil: none.
func (p *UitzonderingPage) Vraagt() *inkoop.UniekAanbod {
	if !inkoop.WachtOpBesluit(p.Werkplek.Uitzonderingen) {
		return nil
	}
	return &p.Werkplek.Uitzonderingen[len(p.Werkplek.Uitzonderingen)-1]
}

// Uitzondering gives the exceptions of a werkplek with the comparison of today, to who may
// ask for one or decide about it.
func (u *UseCases) Uitzondering(ctx context.Context, actor app.Actor, aanbieder, werkplek string) (out UitzonderingPage, err error) {
	out.Dag = app.Today(u.Now())
	f := authz.Facts{Day: out.Dag, OrganisatieID: aanbieder, RedenGegeven: true}
	out.MagVragen = authz.Decide(actor.Actor, authz.UitzonderingVragen, f).Allowed
	out.Beslist = authz.Decide(actor.Actor, authz.UitzonderingBesluiten, f).Allowed
	if !out.MagVragen && !out.Beslist {
		return out, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		a, err := u.readWerkplek(tx, aanbieder, werkplek, &out.WerkplekPage)
		if err != nil {
			return err
		}
		out.Thuis, _ = out.Aanbieder.Inschrijving.At(out.Dag)
		out.Ligging = out.Regio.Localiteit(out.Aanbieder.Aanbieder, out.Werkplek.Werkplek, out.Dag)
		out.Hier, out.Daar = a.vergelijking(out.Regio, out.Aanbieder.ID, &out.Werkplek, out.Dag)
		out.Herzien = out.Dag.AddMonths(out.Regio.Instellingen(out.Dag).UitzonderingHerzienMaanden)
		return nil
	})
	return out, err
}
