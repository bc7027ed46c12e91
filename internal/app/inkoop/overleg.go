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

// KindOverleg is the kind of audit chain of a meeting.
const KindOverleg = "overleg"

// OverlegPage is the meetings that somebody may see, or one of them with its actions.
type OverlegPage struct {
	Dag          civil.Date
	Overleggen   []store.Overleg // newest first
	Acties       []store.Actie   // of the one meeting; of all of them those that are open
	SeesNaleving bool            // of the contract of the one meeting
	Punten       []store.Nalevingspunt
	Contracten   []store.Contract    // to choose from, and to name
	Aanbieders   []store.Aanbieder   // likewise
	Organisaties []store.Organisatie // that can have an action
	Namen        map[string]string   // of organisations and people, by id
	MayWijzigen  bool
	MayAfhandel  map[string]bool // by action
}

// Overleggen gives the meetings: all of them to the region and the gemeenten, those it was
// asked to to a provider. To one for all were asked those with a contract: whoever made
// itself known on the page for everybody has nothing to do with it. Source: INK-08.
func (u *UseCases) Overleggen(ctx context.Context, actor app.Actor) (OverlegPage, error) {
	return u.overleggen(ctx, actor, "")
}

// BekijkOverleg gives one meeting.
func (u *UseCases) BekijkOverleg(ctx context.Context, actor app.Actor, id string) (OverlegPage, error) {
	return u.overleggen(ctx, actor, id)
}

func (u *UseCases) overleggen(ctx context.Context, actor app.Actor, id string) (out OverlegPage, err error) {
	out.Dag, out.Namen, out.MayAfhandel = app.Today(u.Now()), map[string]string{}, map[string]bool{}
	out.MayWijzigen = authz.Decide(actor.Actor, authz.OverlegVastleggen, authz.Facts{Day: out.Dag}).Allowed
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		sees, any := seesOverleg(actor, a, out.Dag)
		if !any {
			return app.NotHere()
		}
		all, err := tx.Overleggen()
		if err != nil {
			return err
		}
		for _, o := range all {
			if sees(o.Overleg) && (id == "" || o.ID == id) {
				out.Overleggen = append(out.Overleggen, o)
			}
		}
		if id != "" && len(out.Overleggen) == 0 {
			return app.NotHere()
		}
		out.Aanbieders, out.Contracten = a.Aanbieders, a.AlleContracten()
		if err := out.fillActies(tx, actor, id); err != nil {
			return err
		}
		if err := out.fillPunten(tx, actor, a, id); err != nil {
			return err
		}
		return out.fillNamen(tx)
	})
	return out, err
}

// seesOverleg tells which meetings somebody may see, and whether there are any at all.
func seesOverleg(actor app.Actor, a *Aanbod, day civil.Date) (sees func(inkoop.Overleg) bool, any bool) {
	if authz.Decide(actor.Actor, authz.OverlegLezen, authz.Facts{Day: day}).Allowed {
		return func(inkoop.Overleg) bool { return true }, true
	}
	var own []inkoop.AanbiederID
	for _, p := range a.Aanbieders {
		if authz.Decide(actor.Actor, authz.OverlegLezen, authz.Facts{Day: day, OrganisatieID: string(p.ID)}).Allowed {
			own = append(own, p.ID)
		}
	}
	return func(o inkoop.Overleg) bool {
		return slices.ContainsFunc(own, func(id inkoop.AanbiederID) bool {
			if o.Soort == inkoop.OverlegRegio && len(o.Aanbieders) == 0 && !a.Gecontracteerd(id) {
				return false
			}
			return o.Bij(id, func(c inkoop.ContractID) bool {
				row, known := a.ContractVan(c)
				return known && row.Aanbieder == id
			})
		})
	}, len(own) > 0
}

// fillActies fills in the actions of one meeting, or all open ones of the meetings shown.
func (p *OverlegPage) fillActies(tx *store.Tx, actor app.Actor, id string) (err error) {
	if id != "" {
		if p.Acties, err = tx.ActiesVanOverleg(id); err != nil {
			return err
		}
	} else if p.Acties, err = tx.OpenActies(); err != nil {
		return err
	}
	p.Acties = slices.DeleteFunc(p.Acties, func(a store.Actie) bool {
		return !slices.ContainsFunc(p.Overleggen, func(o store.Overleg) bool { return o.ID == a.Overleg })
	})
	for _, a := range p.Acties {
		p.MayAfhandel[a.ID] = a.Gedaan.IsZero() && mayActie(actor, a, p.Dag)
	}
	return nil
}

// fillPunten fills in the points of compliance that came up in the meeting, for who reads
// the compliance file of the contract.
func (p *OverlegPage) fillPunten(tx *store.Tx, actor app.Actor, a *Aanbod, id string) error {
	if id == "" || p.Overleggen[0].Contract == "" {
		return nil
	}
	row, _ := a.ContractVan(p.Overleggen[0].Contract)
	if p.SeesNaleving = authz.Decide(actor.Actor, authz.NalevingLezen, authz.Facts{Day: p.Dag, OrganisatieID: string(row.Aanbieder)}).Allowed; !p.SeesNaleving {
		return nil
	}
	points, err := tx.Nalevingspunten(row.ID)
	for _, point := range points {
		if point.Overleg == id {
			p.Punten = append(p.Punten, point)
		}
	}
	return err
}

func mayActie(actor app.Actor, a store.Actie, day civil.Date) bool {
	return authz.Decide(actor.Actor, authz.ActieAfhandelen, authz.Facts{Day: day, OrganisatieID: a.OrganisatieID}).Allowed
}

func (p *OverlegPage) fillNamen(tx *store.Tx) (err error) {
	if p.Organisaties, err = tx.Organisaties(); err != nil {
		return err
	}
	for _, o := range p.Organisaties {
		p.Namen[o.ID] = o.Naam
	}
	p.Organisaties = slices.DeleteFunc(p.Organisaties, func(o store.Organisatie) bool {
		return o.Soort != "regio" && o.Soort != "gemeente" && o.Soort != "aanbieder"
	})
	return nil
}

// OverlegInput is a meeting as it is written down.
type OverlegInput struct {
	ID      string // empty: a new one
	Overleg inkoop.Overleg
	Versie  int
}

// LegOverlegVast keeps a meeting. It gives the id.
func (u *UseCases) LegOverlegVast(ctx context.Context, actor app.Actor, in OverlegInput) (id string, err error) {
	d, err := app.May(actor, authz.OverlegVastleggen, authz.Facts{Day: app.Today(u.Now())})
	if err != nil {
		return "", err
	}
	err = u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		var row store.Overleg
		if in.ID != "" {
			var there bool
			if row, there, err = tx.Overleg(in.ID); err != nil || !there {
				return orNotHere(err)
			}
		}
		if err := app.Stale(in.Versie, row.Versie, row); err != nil {
			return err
		}
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		findings := in.Overleg.Toets()
		if in.Overleg.Contract != "" {
			_, known := a.ContractVan(in.Overleg.Contract)
			findings = append(findings, rule.FailIf(!known, "contract", "overleg.contract_ontbreekt")...)
		}
		for _, p := range in.Overleg.Aanbieders {
			_, known := a.Aanbieder(p)
			findings = append(findings, rule.FailIf(!known, "aanbieders", "overleg.aanbieder_onbekend")...)
		}
		if err := app.RefuseFound(ctx, app.Refuse(findings, tooLong("verslag", in.Overleg.Verslag, maxNotitie))); err != nil {
			return err
		}
		if row.ID == "" {
			row.ID = tx.NewID()
		}
		row.Overleg, id = in.Overleg, row.ID
		tx.Audit(KindOverleg, id, "overleg.vastgelegd", audit.Payload{Decision: []string{d.String()}})
		return conflictWith(tx.PutOverleg(&row), row)
	})
	return id, err
}

// ActieInput is an action as it is agreed in a meeting.
type ActieInput struct {
	Actie inkoop.Actie
	Punt  string // id of the point that it is about; empty: none
}

// LegActieVast adds an action to a meeting. It gives the id.
func (u *UseCases) LegActieVast(ctx context.Context, actor app.Actor, in ActieInput) (id string, err error) {
	day := app.Today(u.Now())
	d, err := app.May(actor, authz.OverlegVastleggen, authz.Facts{Day: day})
	if err != nil {
		return "", err
	}
	err = u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		meeting, there, err := tx.Overleg(in.Actie.Overleg)
		if err != nil || !there {
			return orNotHere(err)
		}
		if in.Punt != "" {
			point, there, err := tx.Nalevingspunt(in.Punt)
			if err != nil || !there || point.Contract != meeting.Contract {
				return orNotHere(err)
			}
		}
		findings := append(in.Actie.Toets(day), tooLong("wat", in.Actie.Wat, maxNotitie)...)
		if in.Actie.OrganisatieID != "" {
			name, err := tx.OrganisatieNaam(in.Actie.OrganisatieID)
			if err != nil {
				return err
			}
			findings = append(findings, rule.FailIf(name == "", "organisatie", "actie.organisatie_ontbreekt")...)
		}
		if in.Actie.AccountID != "" {
			works, err := worksAt(tx, in.Actie.AccountID, in.Actie.OrganisatieID, day)
			if err != nil {
				return err
			}
			findings = append(findings, rule.FailIf(!works, "persoon", "actie.persoon_werkt_er_niet")...)
		}
		if err := app.RefuseFound(ctx, app.Refuse(findings)); err != nil {
			return err
		}
		row := store.Actie{Actie: in.Actie, ID: tx.NewID(), Punt: in.Punt}
		id = row.ID
		tx.Audit(KindOverleg, row.Overleg, "actie.vastgelegd", audit.Payload{Decision: []string{d.String()}, Details: map[string]string{"actie": id}})
		return tx.PutActie(&row)
	})
	return id, err
}

func worksAt(tx *store.Tx, account, organisatie string, day civil.Date) (bool, error) {
	rows, err := tx.AppointmentsOf(account)
	for _, r := range rows {
		if r.OrganisatieID == organisatie && (civil.Period{From: r.Van, Until: r.Tot}).Contains(day) {
			return true, nil
		}
	}
	return false, err
}

// AfhandelingInput says that an action was done, and how.
type AfhandelingInput struct {
	ID          string
	Op          civil.Date
	Toelichting string
	Versie      int
}

// HandelActieAf keeps that an action was done, by whoever acts for the organisation whose
// action it is, or by the region.
func (u *UseCases) HandelActieAf(ctx context.Context, actor app.Actor, in AfhandelingInput) error {
	return u.Store.Write(ctx, audit.Actor{ID: actor.ID}, func(tx *store.Tx) error {
		day := app.Today(tx.Now)
		row, there, err := tx.Actie(in.ID)
		if err != nil || !there {
			return orNotHere(err)
		}
		d, err := app.May(actor, authz.ActieAfhandelen, authz.Facts{Day: day, OrganisatieID: row.OrganisatieID})
		if err != nil {
			return err
		}
		tx.Actor = actor.Audit(d)
		if err := app.Stale(in.Versie, row.Versie, row); err != nil {
			return err
		}
		findings := rule.FailIf(!row.Gedaan.IsZero(), "", "actie.al_gedaan")
		findings = append(findings, rule.FailIf(in.Op.IsZero() || in.Op.After(day), "op", "actie.gedaan_kan_niet")...)
		findings = append(findings, tooLong("toelichting", in.Toelichting, maxNotitie)...)
		if err := app.RefuseFound(ctx, app.Refuse(findings)); err != nil {
			return err
		}
		row.Gedaan, row.Toelichting = in.Op, in.Toelichting
		tx.Audit(KindOverleg, row.Overleg, "actie.gedaan", audit.Payload{Decision: []string{d.String()}, Details: map[string]string{"actie": row.ID}})
		return conflictWith(tx.PutActie(&row), row)
	})
}

// ActiePage is one action of a meeting. An organisation may get one from a meeting to which
// it was not asked.
type ActiePage struct {
	store.Actie
	ZietOverleg bool
}

// BekijkActie gives one action to whoever may call it done.
func (u *UseCases) BekijkActie(ctx context.Context, actor app.Actor, id string) (out ActiePage, err error) {
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		var there bool
		if out.Actie, there, err = tx.Actie(id); err != nil || !there {
			return orNotHere(err)
		}
		day := app.Today(tx.Now)
		if _, err := app.May(actor, authz.ActieAfhandelen, authz.Facts{Day: day, OrganisatieID: out.OrganisatieID}); err != nil {
			return err
		}
		meeting, there, err := tx.Overleg(out.Overleg)
		if err != nil || !there {
			return orNotHere(err)
		}
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		sees, _ := seesOverleg(actor, a, day)
		out.ZietOverleg = sees(meeting.Overleg)
		return nil
	})
	return out, err
}

// Overleg, Actie and Nalevingspunt are rows as pages may name them.
type (
	Overleg       = store.Overleg
	Actie         = store.Actie
	Nalevingspunt = store.Nalevingspunt
)
