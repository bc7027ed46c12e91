package simulatie

import (
	"context"
	"fmt"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// contracts puts the contract with which the region begins on record, and plans the end
// of what ends before its time. The others follow from a round.
func (r *Run) contracts(ctx context.Context, a *leverancier) error {
	a.contracten = make([]string, len(a.Contracten))
	for n := range a.Contracten {
		c := &a.Contracten[n]
		for _, add := range c.Addenda {
			if add.Soort == inkoop.Beeindiging {
				add.Nummer = 0
				r.inkoop(add.Getekend, "ending a contract of "+a.Naam, func(ctx context.Context) error { return r.beeindig(ctx, a, n, add) })
			}
		}
		c.Addenda = nil
	}
	first := a.Contracten[0]
	if first.Nummer == "" {
		return nil
	}
	first.Aanbieder = inkoop.AanbiederID(a.id)
	id, err := r.u.Inkoop.LegContractVast(ctx, r.inkopers[0].actor, appinkoop.ContractInput{Contract: first})
	if err != nil {
		return fmt.Errorf("contract %s: %w", first.Nummer, err)
	}
	return r.neemOver(ctx, a, 0, id)
}

// contractRij gives a contract as it is stored.
func (r *Run) contractRij(ctx context.Context, id string) (out store.Contract, err error) {
	err = r.u.base.Store.Read(ctx, func(tx *store.Tx) error {
		list, err := tx.Contracten()
		for _, c := range list {
			if string(c.ID) == id {
				out = c
			}
		}
		return err
	})
	return out, err
}

// neemOver puts a contract as it is stored in the place of what was planned.
func (r *Run) neemOver(ctx context.Context, a *leverancier, n int, id string) error {
	row, err := r.contractRij(ctx, id)
	a.contracten[n], a.Contracten[n] = id, row.Contract
	return err
}

// verlengContracten extends all contracts that end with 2019 by half a year, at once.
// Source: S-A; INK-11.
func (r *Run) verlengContracten(ctx context.Context) error {
	in := appinkoop.BulkInput{
		Soort: appinkoop.BulkVerlengen, Peildag: rondes[0].tot, Maanden: 6, Getekend: r.today, Reden: redenVerlenging,
	}
	who := r.inkopers[0].actor
	page, err := r.u.Inkoop.BulkOverzicht(ctx, who, in)
	if err != nil {
		return err
	}
	for _, line := range page.Regels {
		if line.Reden == "" {
			in.Keuzes = append(in.Keuzes, appinkoop.BulkKeuze{ID: string(line.ID), Versie: line.Versie})
		}
	}
	if _, err := r.u.Inkoop.VoerBulkUit(ctx, who, in); err != nil {
		return err
	}
	for _, a := range r.iedereen() {
		if len(a.contracten) > 0 && a.contracten[0] != "" {
			if err := r.neemOver(ctx, a, 0, a.contracten[0]); err != nil {
				return err
			}
		}
	}
	return nil
}

// teken signs the contract that a round led to.
func (r *Run) teken(ctx context.Context, x *aanbesteding, a *leverancier, id string) error {
	row, err := r.contractRij(ctx, id)
	if err != nil {
		return err
	}
	in := appinkoop.TekenInput{ContractID: id, Op: r.today, Versie: row.Versie}
	if err := r.u.Inkoop.Teken(ctx, r.inkopers[0].actor, in); err != nil || x.n < 0 {
		return err
	}
	return r.neemOver(ctx, a, x.n, id)
}

// beeindig ends a contract before its time.
func (r *Run) beeindig(ctx context.Context, a *leverancier, n int, add inkoop.Addendum) error {
	if a.contracten[n] == "" {
		return nil
	}
	row, err := r.contractRij(ctx, a.contracten[n])
	if err != nil {
		return err
	}
	err = r.u.Inkoop.VoegAddendumToe(ctx, r.inkopers[0].actor, appinkoop.AddendumInput{
		ContractID: a.contracten[n], Addendum: add, Versie: row.Versie, Reden: add.Toelichting,
	})
	if err != nil {
		return err
	}
	return r.neemOver(ctx, a, n, a.contracten[n])
}

// overbrug makes a contract without a round, with the reason on record.
func (r *Run) overbrug(ctx context.Context, a *leverancier, period civil.Period) error {
	c := inkoop.Contract{
		Nummer: fmt.Sprintf("AW-%d-B01", period.From.Year()), Partij: contractpartij, Aanbieder: inkoop.AanbiederID(a.id), Getekend: r.today,
		Oorspronkelijk: period, Regels: a.regels(termijn{catalogus: "v2", van: period.From}, r.register), ZonderInschrijving: redenOverbrugging,
	}
	_, err := r.u.Inkoop.LegContractVast(ctx, r.inkopers[0].actor, appinkoop.ContractInput{Contract: c})
	return err
}
