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

// ContractVan gives a contract by its id and tells whether it is there.
func (a *Aanbod) ContractVan(id inkoop.ContractID) (store.Contract, bool) {
	for _, list := range a.contracten {
		for _, c := range list {
			if c.ID == id && id != "" {
				return c, true
			}
		}
	}
	return store.Contract{}, false
}

// AlleContracten gives every contract by number.
func (a *Aanbod) AlleContracten() []store.Contract {
	var out []store.Contract
	for _, p := range a.Aanbieders {
		out = append(out, a.contracten[p.ID]...)
	}
	slices.SortFunc(out, func(x, y store.Contract) int { return strings.Compare(x.Nummer, y.Nummer) })
	return out
}

// IWmoRegel is how one gemeente names a product of a contract in its messages.
type IWmoRegel struct {
	Product  inkoop.ProductRef
	Gemeente inkoop.GemeenteCode
	inkoop.IWmo
}

// ContractPage is one contract as somebody may see it.
type ContractPage struct {
	Dag            civil.Date
	Regio          app.Regels
	Contract       store.Contract
	Aanbieder      store.Aanbieder
	Waarschuwing   *inkoop.Eindwaarschuwing // nil: none today
	Ontbreekt      []inkoop.Verzekeringssoort
	SeesVerzekerd  bool // Ontbreekt is known to the reader
	SeesIWmo       bool
	IWmo           []IWmoRegel
	Plafonds       []PlafondRegel
	SeesNaleving   bool
	OpenPunten     int // points of compliance that are open
	LatePunten     int // of these, past their term
	MayWijzigen    bool
	Gebeurtenissen []store.Gebeurtenis // to the contract manager only
	Namen          map[string]string   // of who did them, by account
}

// mostHistory bounds what the page of a contract shows of its history.
const mostHistory = 50

// BekijkContract gives one contract.
func (u *UseCases) BekijkContract(ctx context.Context, actor app.Actor, id string) (out ContractPage, err error) {
	err = u.openContract(ctx, actor, authz.ContractLezen, id, func(tx *store.Tx, c contractAt) error {
		out = ContractPage{Dag: c.day, Regio: c.regels, Contract: c.row}
		out.Aanbieder, _ = c.aanbod.Aanbieder(c.row.Aanbieder)
		if w, warned := c.row.Eindwaarschuwing(c.day, c.regels.Instellingen(c.day).ContractWaarschuwing); warned {
			out.Waarschuwing = &w
		}
		if out.SeesVerzekerd = c.may(actor, authz.VerzekeringLezen); out.SeesVerzekerd {
			out.Ontbreekt = inkoop.VerzekerdOp(c.policies(), c.day)
		}
		if out.SeesIWmo = c.may(actor, authz.TariefLezen); out.SeesIWmo {
			out.IWmo = c.iwmo()
		}
		if out.SeesNaleving = c.may(actor, authz.NalevingLezen); out.SeesNaleving {
			if err := out.countPoints(tx); err != nil {
				return err
			}
		}
		out.MayWijzigen = authz.Decide(actor.Actor, authz.ContractVastleggen, c.facts()).Allowed
		if err := c.ceilings(tx, actor, &out); err != nil || !out.MayWijzigen {
			return err
		}
		if out.Gebeurtenissen, err = tx.Tijdlijn(KindContract, id, mostHistory); err != nil {
			return err
		}
		out.Namen, err = namen(tx, out.Gebeurtenissen)
		return err
	})
	return out, err
}

func namen(tx *store.Tx, list []store.Gebeurtenis) (map[string]string, error) {
	var ids []string
	for _, g := range list {
		ids = append(ids, g.Actor.ID)
	}
	return tx.Accountnamen(ids)
}

func (p *ContractPage) countPoints(tx *store.Tx) error {
	points, err := tx.Nalevingspunten(p.Contract.ID)
	for _, point := range points {
		if point.Open() {
			p.OpenPunten++
		}
		if point.TeLaat(p.Dag) {
			p.LatePunten++
		}
	}
	return err
}

// contractAt is a contract with what a use case needs around it.
type contractAt struct {
	day    civil.Date
	regels app.Regels
	aanbod *Aanbod
	row    store.Contract
}

func (c contractAt) facts() authz.Facts {
	return authz.Facts{Day: c.day, OrganisatieID: string(c.row.Aanbieder)}
}

func (c contractAt) may(actor app.Actor, action authz.Action) bool {
	if authz.Decide(actor.Actor, action, c.facts()).Allowed {
		return true
	}
	for _, a := range actor.Aanstellingen { // staff of a gemeente that is in the contract
		f := c.facts()
		f.GemeenteCode = a.GemeenteCode
		named := slices.ContainsFunc(c.row.Regels, func(r inkoop.Contractregel) bool {
			return slices.Contains(r.Gemeenten, inkoop.GemeenteCode(a.GemeenteCode))
		})
		if named && authz.Decide(actor.Actor, action, f).Allowed {
			return true
		}
	}
	return false
}

func (c contractAt) policies() []inkoop.Verzekering {
	var out []inkoop.Verzekering
	for _, v := range c.aanbod.verzekeringen[c.row.Aanbieder] {
		out = append(out, v.Domain())
	}
	return out
}

// shown is the day of which the lines are shown: today, or the nearest on which it runs.
func (c contractAt) shown() civil.Date {
	term := c.row.Looptijd()
	day := c.day
	if last := term.LastDay(); !last.IsZero() && day.After(last) {
		day = last
	}
	return civil.Max(day, term.From)
}

func (c contractAt) iwmo() []IWmoRegel {
	var out []IWmoRegel
	day := c.shown()
	for _, g := range c.regels.Data().Gemeenten {
		for _, ref := range c.row.Producten(g.Code, day) {
			if codes, known := c.regels.IWmoVan(g.Code, ref, day); known {
				out = append(out, IWmoRegel{ref, g.Code, codes})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b IWmoRegel) int { return a.Product.Compare(b.Product) })
	return out
}

// ceilings fills in how full the ceilings of the contract are, of the gemeenten whose
// figures the reader may see.
func (c contractAt) ceilings(tx *store.Tx, actor app.Actor, out *ContractPage) error {
	for _, p := range c.row.Plafonds {
		about := c.facts()
		about.GemeenteCode = string(p.Gemeente)
		if !p.Geldig.Contains(c.day) || !authz.Decide(actor.Actor, authz.CijfersLezen, about).Allowed {
			continue
		}
		r := PlafondRegel{AanbiederID: c.row.Aanbieder, Contract: c.row.Nummer}
		r.Plafond = p
		used, err := tx.PlafondGebruik(store.PlafondVraag{Plafond: p, Producten: c.regels.Geteld(p), Contract: &c.row.Contract, Day: c.day})
		if err != nil {
			return err
		}
		r.Gebruikt = used
		r.Waarschuwt = r.Procent() >= c.regels.Instellingen(c.day).PlafondWaarschuwingProcent
		out.Plafonds = append(out.Plafonds, r)
	}
	return nil
}

// openContract runs fn on a contract for who may do something with it.
func (u *UseCases) openContract(ctx context.Context, actor app.Actor, action authz.Action, id string, fn func(*store.Tx, contractAt) error) error {
	return u.Store.Read(ctx, func(tx *store.Tx) error {
		c, err := u.contractIn(tx, id)
		if err != nil {
			return err
		}
		if _, err := app.May(actor, action, c.facts()); err != nil {
			return err
		}
		return fn(tx, c)
	})
}

func (u *UseCases) contractIn(tx *store.Tx, id string) (c contractAt, err error) {
	c.day = app.Today(tx.Now)
	if c.aanbod, err = u.AanbodIn(tx); err != nil {
		return c, err
	}
	if c.regels, err = u.Regels(tx); err != nil {
		return c, err
	}
	row, known := c.aanbod.ContractVan(inkoop.ContractID(id))
	if !known {
		return c, app.NotHere()
	}
	c.row = row
	return c, nil
}

// ContractForm is what the form of a contract chooses from.
type ContractForm struct {
	Dag        civil.Date
	Regio      app.Regels
	Aanbieders []store.Aanbieder
	Contract   store.Contract // empty: a new one
	// UitInschrijving: it follows from one, so that nothing is asked about that.
	UitInschrijving bool
}

// ContractFormulier gives what a contract manager needs to make a contract, or to change
// one that is there.
func (u *UseCases) ContractFormulier(ctx context.Context, actor app.Actor, id string) (out ContractForm, err error) {
	out.Dag = app.Today(u.Now())
	if _, err = app.May(actor, authz.ContractVastleggen, authz.Facts{Day: out.Dag}); err != nil {
		return out, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		out.Aanbieders = a.Aanbieders
		if id != "" {
			known := false
			if out.Contract, known = a.ContractVan(inkoop.ContractID(id)); !known {
				return app.NotHere()
			}
			if _, out.UitInschrijving, err = tx.InschrijvingVanContract(out.Contract.ID); err != nil {
				return err
			}
		}
		out.Regio, err = u.Regels(tx)
		return err
	})
	return out, err
}

// TekenInput says that a contract, or one addendum of it, was signed.
type TekenInput struct {
	ContractID string
	Addendum   int // number; 0: the contract itself
	Op         civil.Date
	Versie     int
}

// Teken keeps the day on which a contract or an addendum was signed by both sides. From
// then on it counts, and stays as it is.
func (u *UseCases) Teken(ctx context.Context, actor app.Actor, in TekenInput) error {
	return u.changeContract(ctx, actor, authz.ContractWijzigen, in.ContractID, in.Versie, change{
		event: "contract.getekend", plain: true,
		do: func(c contractAt, row *store.Contract) []rule.Finding {
			findings := rule.FailIf(in.Op.IsZero() || in.Op.After(c.day), "op", "contract.tekendag_kan_niet")
			if in.Addendum == 0 {
				findings = append(findings, rule.FailIf(!row.Getekend.IsZero(), "", "contract.al_getekend")...)
				row.Getekend = in.Op
				return findings
			}
			i := slices.IndexFunc(row.Addenda, func(a inkoop.Addendum) bool { return a.Nummer == in.Addendum && a.Getekend.IsZero() })
			if i < 0 {
				return rule.Fail("", "contract.al_getekend")
			}
			before := row.Contract
			before.Addenda = slices.Delete(slices.Clone(row.Addenda), i, i+1)
			row.Addenda = slices.Clone(row.Addenda)
			row.Addenda[i].Getekend = in.Op
			return append(findings, before.ToetsAddendum(row.Addenda[i])...)
		},
	})
}

// AddendumInput is a change of a contract.
type AddendumInput struct {
	ContractID string
	Addendum   inkoop.Addendum // its number is given here
	Versie     int
	Reden      string
}

// VoegAddendumToe adds a change to a contract: a later end, an earlier one, or more.
func (u *UseCases) VoegAddendumToe(ctx context.Context, actor app.Actor, in AddendumInput) error {
	action := authz.ContractWijzigen
	switch in.Addendum.Soort {
	case inkoop.Verlenging:
		action = authz.ContractVerlengen
	case inkoop.Beeindiging:
		action = authz.ContractBeeindigen
	}
	return u.changeContract(ctx, actor, action, in.ContractID, in.Versie, change{
		event: "contract.addendum_toegevoegd", reason: in.Reden,
		do: func(c contractAt, row *store.Contract) []rule.Finding {
			findings := row.ToetsAddendum(in.Addendum)
			findings = append(findings, rule.FailIf(in.Addendum.Getekend.After(c.day), "getekend", "contract.tekendag_kan_niet")...)
			row.Contract = row.Met(in.Addendum)
			return append(findings, row.ToetsRegels(c.row.Contract, c.regels.Register)...)
		},
	})
}

// change is what a use case does to one contract.
type change struct {
	event, reason string
	plain         bool // there is no reason to ask: the event says it all
	do            func(c contractAt, row *store.Contract) []rule.Finding
}

// changeContract changes one contract over the version that was seen.
func (u *UseCases) changeContract(ctx context.Context, actor app.Actor, action authz.Action, id string, versie int, what change) error {
	d, err := app.May(actor, action, authz.Facts{Day: app.Today(u.Now()), RedenGegeven: what.plain || what.reason != ""})
	if err != nil {
		return err
	}
	return u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		c, err := u.contractIn(tx, id)
		if err != nil {
			return err
		}
		if err := geenBelang(tx, actor, c.row.Aanbieder); err != nil {
			return err
		}
		if err := app.Stale(versie, c.row.Versie, c.row); err != nil {
			return err
		}
		row := c.row
		findings := what.do(c, &row)
		findings = append(findings, c.row.ToetsWijziging(row.Contract)...)
		results, err := u.toetsTekenen(tx, c.row.Contract, row.Contract)
		if err != nil {
			return err
		}
		if err := app.RefuseFound(ctx, app.Refuse(findings, rule.Refused(results))); err != nil {
			return err
		}
		tx.Audit(KindContract, id, what.event, audit.Payload{Reason: what.reason, Decision: []string{d.String()}, Results: app.RuleResults(results)})
		return tx.PutContract(&row)
	})
}
