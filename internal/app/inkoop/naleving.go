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

// EisStand is one requirement with the points about it.
type EisStand struct {
	inkoop.Eis
	Punten []store.Nalevingspunt
}

// NalevingPage is the compliance file of one contract.
type NalevingPage struct {
	Dag           civil.Date
	Regio         app.Regels
	Contract      store.Contract
	Aanbieder     store.Aanbieder
	Eisenset      string     // name of the set under which the contract was made; empty: none
	Eisen         []EisStand // in the order of the set
	Overig        []store.Nalevingspunt
	Feiten        inkoop.NalevingFeiten
	Voorstellen   []inkoop.Nalevingsvoorstel // to the contract manager only
	Overleggen    []store.Overleg            // contractgesprekken of this contract, to the contract manager
	MayVastleggen bool
	MayReageren   bool
}

// Naleving gives the compliance file of a contract. Source: INK-05.
func (u *UseCases) Naleving(ctx context.Context, actor app.Actor, contractID string) (out NalevingPage, err error) {
	err = u.openContract(ctx, actor, authz.NalevingLezen, contractID, func(tx *store.Tx, c contractAt) error {
		out = NalevingPage{Dag: c.day, Regio: c.regels, Contract: c.row}
		out.Aanbieder, _ = c.aanbod.Aanbieder(c.row.Aanbieder)
		out.MayVastleggen = authz.Decide(actor.Actor, authz.NalevingVastleggen, c.facts()).Allowed
		out.MayReageren = authz.Decide(actor.Actor, authz.NalevingReageren, c.facts()).Allowed
		points, err := tx.Nalevingspunten(c.row.ID)
		if err != nil {
			return err
		}
		set, err := c.eisenset(tx)
		if err != nil {
			return err
		}
		out.Eisenset = set.Naam
		out.Eisen, out.Overig = perEis(set, c, points)
		if out.Feiten, err = tx.NalevingFeiten(c.row.Aanbieder, c.day); err != nil {
			return err
		}
		out.Feiten.Onverzekerd = inkoop.VerzekerdOp(c.policies(), c.day)
		if out.MayVastleggen {
			var have []inkoop.Nalevingspunt
			for _, p := range points {
				have = append(have, p.Nalevingspunt)
			}
			out.Voorstellen = inkoop.Nalevingsvoorstellen(out.Feiten, have)
			out.Overleggen, err = gesprekken(tx, c.row.ID)
		}
		return err
	})
	return out, err
}

// eisenset is the set of requirements under which the contract was made: that of its round,
// or without one the set that counted when it began.
func (c contractAt) eisenset(tx *store.Tx) (inkoop.Eisenset, error) {
	set, _ := c.regels.EisensetOp(c.row.Oorspronkelijk.From)
	row, found, err := tx.InschrijvingVanContract(c.row.ID)
	if err != nil || !found {
		return set, err
	}
	ronde, _, err := tx.Ronde(row.Ronde)
	if own, known := c.regels.Eisenset(ronde.Eisenset); known {
		set = own
	}
	return set, err
}

// eisen are the requirements of the set that hold for the products of the contract, also
// those that a signed addendum added.
func (c contractAt) eisen(set inkoop.Eisenset) []inkoop.Eis {
	lines := slices.Clone(c.row.Regels)
	for _, a := range c.row.Addenda {
		if !a.Getekend.IsZero() {
			lines = append(lines, a.Regels...)
		}
	}
	var products []inkoop.ProductCode
	for _, line := range lines {
		products = append(products, line.Product.Product)
	}
	var percelen []inkoop.PerceelCode
	for _, p := range c.regels.PercelenOp(c.row.Oorspronkelijk.From) {
		for _, product := range products {
			if p.Heeft(product) {
				percelen = append(percelen, p.Code)
			}
		}
	}
	return set.Voor(percelen, products)
}

func perEis(set inkoop.Eisenset, c contractAt, points []store.Nalevingspunt) (eisen []EisStand, rest []store.Nalevingspunt) {
	at := map[inkoop.EisCode]int{}
	for _, e := range c.eisen(set) {
		at[e.Code] = len(eisen)
		eisen = append(eisen, EisStand{Eis: e})
	}
	for _, p := range points {
		if n, known := at[p.Eis]; known {
			eisen[n].Punten = append(eisen[n].Punten, p)
		} else {
			rest = append(rest, p)
		}
	}
	return eisen, rest
}

func gesprekken(tx *store.Tx, id inkoop.ContractID) ([]store.Overleg, error) {
	all, err := tx.Overleggen()
	var out []store.Overleg
	for _, o := range all {
		if o.Contract == id {
			out = append(out, o)
		}
	}
	return out, err
}

// PuntInput is a point of compliance as it is written down.
type PuntInput struct {
	ID     string // empty: a new one
	Punt   inkoop.Nalevingspunt
	Versie int
}

// LegPuntVast keeps a finding about a contract with what was agreed, and its second look.
// What the provider said about it stays. It gives the id.
func (u *UseCases) LegPuntVast(ctx context.Context, actor app.Actor, in PuntInput) (id string, err error) {
	d, err := app.May(actor, authz.NalevingVastleggen, authz.Facts{Day: app.Today(u.Now())})
	if err != nil {
		return "", err
	}
	err = u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		c, err := u.contractIn(tx, string(in.Punt.Contract))
		if err != nil {
			return err
		}
		if err := geenBelang(tx, actor, c.row.Aanbieder); err != nil {
			return err
		}
		row, err := puntIn(tx, in.ID, c)
		if err != nil {
			return err
		}
		if err := app.Stale(in.Versie, row.Versie, row); err != nil {
			return err
		}
		in.Punt = in.Punt.Volgt(row.Nalevingspunt)
		findings := in.Punt.Toets(c.day)
		if in.Punt.Eis != "" {
			set, err := c.eisenset(tx)
			if err != nil {
				return err
			}
			_, known := set.Eis(in.Punt.Eis)
			findings = append(findings, rule.FailIf(!known, "eis", "naleving.eis_onbekend")...)
		}
		long := tooLong("bevinding", in.Punt.Bevinding, maxNotitie)
		if err := app.RefuseFound(ctx, app.Refuse(findings, long, tooLong("afspraak", in.Punt.Afspraak, maxNotitie))); err != nil {
			return err
		}
		if row.ID == "" {
			row.ID, row.DoorID = tx.NewID(), actor.ID
		}
		in.Punt.Reactie, in.Punt.GereageerdOp = row.Reactie, row.GereageerdOp
		row.Nalevingspunt, id = in.Punt, row.ID
		tx.Audit(KindContract, string(row.Contract), "naleving.vastgelegd", audit.Payload{Decision: []string{d.String()}, Details: map[string]string{"punt": id}})
		return conflictWith(tx.PutNalevingspunt(&row), row)
	})
	return id, err
}

// puntIn gives a point of a contract by its id; a new one when there is no id.
func puntIn(tx *store.Tx, id string, c contractAt) (store.Nalevingspunt, error) {
	if id == "" {
		return store.Nalevingspunt{}, nil
	}
	row, there, err := tx.Nalevingspunt(id)
	if err == nil && (!there || row.Contract != c.row.ID) {
		err = app.NotHere()
	}
	return row, err
}

// ReactieInput is what a provider says that it did about a point.
type ReactieInput struct {
	ContractID, PuntID string
	Tekst              string
	Versie             int
}

// ReageerOpPunt keeps what the provider did about an open point of its own contract.
func (u *UseCases) ReageerOpPunt(ctx context.Context, actor app.Actor, in ReactieInput) error {
	return u.Store.Write(ctx, audit.Actor{ID: actor.ID}, func(tx *store.Tx) error {
		c, err := u.contractIn(tx, in.ContractID)
		if err != nil {
			return err
		}
		d, err := app.May(actor, authz.NalevingReageren, c.facts())
		if err != nil {
			return err
		}
		tx.Actor = actor.Audit(d)
		row, err := puntIn(tx, in.PuntID, c)
		if err != nil {
			return err
		}
		if row.ID == "" {
			return app.NotHere()
		}
		if err := app.Stale(in.Versie, row.Versie, row); err != nil {
			return err
		}
		findings := rule.FailIf(strings.TrimSpace(in.Tekst) == "", "reactie", "naleving.reactie_ontbreekt")
		findings = append(findings, rule.FailIf(!row.Open(), "reactie", "naleving.punt_gesloten")...)
		if err := app.RefuseFound(ctx, app.Refuse(findings, tooLong("reactie", in.Tekst, maxNotitie))); err != nil {
			return err
		}
		row.Reactie, row.GereageerdOp = in.Tekst, c.day
		tx.Audit(KindContract, in.ContractID, "naleving.gereageerd", audit.Payload{Decision: []string{d.String()}, Details: map[string]string{"punt": row.ID}})
		return conflictWith(tx.PutNalevingspunt(&row), row)
	})
}
