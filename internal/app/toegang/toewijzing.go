package toegang

import (
	"context"
	"errors"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// ToewijzingResult is what was made.
type ToewijzingResult struct {
	ID         string
	Nummer     int64 // 0: a concept
	Start      civil.Date
	LaatsteDag civil.Date
	Afgekapt   bool // cut to the day before the AOW date
	Omvang     toegang.Omvang
	Versie     int
	Adviezen   []rule.Finding // of a concept: what still asks a reason
	Geweigerd  []rule.Finding // of a concept: what would refuse now
}

// BereidToewijzingVoor keeps a concept: what is chosen, before the resident agrees.
// The gate does not refuse yet; what it says comes back.
func (u *UseCases) BereidToewijzingVoor(ctx context.Context, actor app.Actor, in ToewijzingInput) (out ToewijzingResult, err error) {
	err = u.WriteDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.ToewijzingVoorbereiden, "")
		if err != nil {
			return err
		}
		k, t, err := u.concept(d, actor, in)
		if err != nil {
			return err
		}
		list := k.poort.Beoordeel()
		if err := errors.Join(d.Tx.PutToewijzing(d.Dossier, &t), d.PutRegels(store.OverToewijzing(t.ID), "concept", list)); err != nil {
			return err
		}
		out = resultOf(&t)
		out.Geweigerd, out.Adviezen = rule.Refused(list), rule.Advised(list)
		d.Done(decision, "toewijzing.voorbereid", results(list, in.Redenen))
		return nil
	})
	return out, err
}

func resultOf(t *store.Toewijzing) ToewijzingResult {
	return ToewijzingResult{
		ID: t.ID, Nummer: t.Nummer, Start: t.Huidig.Start, LaatsteDag: t.Huidig.LaatsteDag, Afgekapt: t.Huidig.Afgekapt,
		Omvang: t.Huidig.Omvang, Versie: t.Versie,
	}
}

// concept completes what was asked into a toewijzing that is not decided yet.
func (u *UseCases) concept(d *app.Dossier, actor app.Actor, in ToewijzingInput) (*keuze, store.Toewijzing, error) {
	soon := rule.FailIf(in.Vervoer.Afgesproken.After(d.Day), "vervoerAfgesproken", "melding.dag_in_toekomst", in.Vervoer.Afgesproken)
	if err := app.Refuse(checkKeuze(in), checkAlive(d), soon); err != nil {
		return nil, store.Toewijzing{}, err
	}
	t := store.Toewijzing{ID: in.ToewijzingID, InwonerID: d.ID, ConceptSinds: d.Day}
	if in.ToewijzingID != "" {
		found, err := d.Toewijzing(in.ToewijzingID)
		if err != nil {
			return nil, t, err
		}
		if err := app.Stale(in.Versie, found.Versie, found); err != nil {
			return nil, t, err
		}
		if !found.Toegewezen.IsZero() || !found.Vervallen.IsZero() {
			return nil, t, app.Refuse(rule.Fail("", "toewijzing.is_al_toegewezen"))
		}
		t = found
		if in.Akkoord == nil && found.Keuze.Akkoord.Gegeven() && sameChoice(&found, in) {
			in.Akkoord = &found.Keuze.Akkoord
		}
	} else {
		t.ID = d.Tx.NewID()
	}
	in.ToewijzingID = t.ID
	if in.Akkoord != nil {
		a := *in.Akkoord
		if a.Door == "" {
			a = withAkkoord(a, actor, d.Day)
		}
		if err := app.Refuse(rule.FailIf(a.Op.After(d.Day), "akkoord", "melding.dag_in_toekomst", a.Op)); err != nil {
			return nil, t, err
		}
		in.Akkoord = &a
	}
	k, err := u.choose(d, actor, in)
	if err != nil {
		return nil, t, err
	}
	return k, t, k.fillToewijzing(d, &t)
}

// sameChoice tells whether what the resident agreed with is what is asked now.
func sameChoice(t *store.Toewijzing, in ToewijzingInput) bool {
	h := t.Huidig
	more := !in.Omvang.IsZero() && in.Omvang != h.Omvang || !in.LaatsteDag.IsZero() && in.LaatsteDag != h.LaatsteDag
	return !more && h.Product == in.Product && h.Aanbieder == in.AanbiederID && h.Start == in.Start && t.WerkplekID == in.WerkplekID
}

func checkKeuze(in ToewijzingInput) []rule.Finding {
	findings := rule.FailIf(in.Product.IsZero(), "product", "toewijzing.product_ontbreekt")
	findings = append(findings, rule.FailIf(in.AanbiederID == "", "aanbieder", "toewijzing.aanbieder_ontbreekt")...)
	unknown := in.Richting != "" && !oneOf(toegang.Trajectrichtingen(), in.Richting)
	findings = append(findings, rule.FailIf(unknown, "richting", "toewijzing.richting_onbekend")...)
	return append(findings, rule.FailIf(in.Start.IsZero(), "start", "toewijzing.start_ontbreekt")...)
}

func (k *keuze) fillToewijzing(d *app.Dossier, t *store.Toewijzing) error {
	i, in, p := d.Inwoner(), k.in, k.poort
	if _, known := k.aanbod.Aanbieder(in.AanbiederID); !known {
		return app.Refuse(rule.Fail("aanbieder", "toewijzing.aanbieder_ontbreekt"))
	}
	if _, known := k.aanbod.Werkplek(in.AanbiederID, in.WerkplekID); in.WerkplekID != "" && !known {
		return app.Refuse(rule.Fail("werkplek", "toewijzing.werkplek_onbekend"))
	}
	if in.Verkenning != "" && !k.regels.Verkent(p.Inkoop.Gemeente, in.Verkenning, in.Start) {
		return app.Refuse(rule.Fail("verkenning", "toewijzing.verkenning_staat_uit"))
	}
	tarief, _ := k.regels.Tarief(in.Product, in.Start)
	t.TeamID, t.Gemeente, t.WerkplekID, t.VorigeID, t.Begintrede = i.TeamID, p.Inkoop.Gemeente, in.WerkplekID, in.Vervangt, p.Trede
	if k.aanvraag != nil {
		t.AanvraagID = k.aanvraag.ID
	}
	t.Huidig = toegang.ToewijzingVersie{
		Product: in.Product, Aanbieder: in.AanbiederID, Prijs: tarief.Bedrag, Richting: in.Richting, Start: in.Start,
		LaatsteDag: p.Inkoop.LaatsteDag, Afgekapt: k.einde.Afgekapt && p.Inkoop.LaatsteDag == k.einde.LaatsteDag, Omvang: p.Omvang,
	}
	if p.Inkoop.Contract != nil {
		t.Huidig.Contract = p.Inkoop.Contract.ID
	}
	t.Keuze = store.ToewijzingKeuze{
		Akkoord: p.Akkoord, Stabiel: in.Stabiel, Afstemming: in.Afstemming, Vervoer: in.Vervoer, Verkenning: in.Verkenning,
		Motivering: in.Motivering, Redenen: in.Redenen,
	}
	return nil
}

// GeefToewijzingAkkoord records that the resident agrees with a concept: on a screen,
// or as staff writes it down.
func (u *UseCases) GeefToewijzingAkkoord(ctx context.Context, actor app.Actor, toewijzingID string, versie int, akkoord toegang.Akkoord) error {
	return u.WriteDossier(ctx, actor, app.ByToewijzing(toewijzingID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.AkkoordGeven, "")
		if err == nil {
			akkoord = toegang.Akkoord{Op: d.Day, Vorm: toegang.AkkoordDigitaal}
		} else if decision, err = d.May(actor, authz.AkkoordMondelingVastleggen, app.AskedOnForm); err != nil {
			return err
		}
		t, err := d.Toewijzing(toewijzingID)
		if err != nil {
			return err
		}
		if err := app.Stale(versie, t.Versie, t); err != nil {
			return err
		}
		a := withAkkoord(akkoord, actor, d.Day)
		findings := rule.FailIf(!t.Toegewezen.IsZero() || !t.Vervallen.IsZero(), "", "toewijzing.is_al_toegewezen")
		findings = append(findings, rule.FailIf(a.Op.After(d.Day), "op", "melding.dag_in_toekomst", a.Op)...)
		if err := app.Refuse(findings, a.Toets()); err != nil {
			return err
		}
		t.Keuze.Akkoord = a
		if err := d.Tx.PutToewijzing(d.Dossier, &t); err != nil {
			return err
		}
		d.Done(decision, "toewijzing.akkoord", audit.Payload{Reason: akkoord.Toelichting})
		return nil
	})
}

// WijsToe decides: the gate is evaluated as of the first day, every grens that fails
// refuses with who can mend it, every advies that fails asks a reason, and what is
// decided gets its number. With BesluitMeteen the application is granted in the same
// act. Source: PRD-10; domain guide 7, Contract gate.
func (u *UseCases) WijsToe(ctx context.Context, actor app.Actor, in ToewijzingInput) (out ToewijzingResult, err error) {
	err = u.WriteDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.ToewijzingBesluiten, "")
		if err != nil {
			return err
		}
		in.beslist = true
		k, t, err := u.concept(d, actor, in)
		if err != nil {
			return err
		}
		list := k.poort.Beoordeel()
		if err := app.Refuse(app.Weigh(list, in.Redenen)); err != nil {
			return err
		}
		if err := u.grant(d, actor, k); err != nil {
			return err
		}
		if err := u.allocate(d, actor, &t, list); err != nil {
			return err
		}
		if err := k.useVerlof(d.Tx, t.ID); err != nil {
			return err
		}
		if err := settleRefusal(d, in.Vervangt); err != nil {
			return err
		}
		out = resultOf(&t)
		p := results(list, in.Redenen)
		p.Details = map[string]string{"toewijzing": t.ID, "product": t.Huidig.Product.String()}
		d.Done(decision, "toewijzing.vastgesteld", p)
		return nil
	})
	return out, err
}

// grant decides on the application in the same act, when that was asked.
func (u *UseCases) grant(d *app.Dossier, actor app.Actor, k *keuze) error {
	if !k.in.BesluitMeteen || k.aanvraag == nil || k.aanvraag.Besluit != nil {
		return nil
	}
	if _, err := d.May(actor, authz.BesluitNemen, ""); err != nil {
		return err
	}
	findings, err := u.decide(d, actor, k.aanvraag, BesluitInput{Bekend: d.Day, Uitkomst: toegang.BesluitToegekend})
	if err != nil {
		return err
	}
	if err := app.Refuse(findings); err != nil {
		return err
	}
	return d.Tx.PutAanvraag(d.Dossier, k.aanvraag)
}

// allocate gives a toewijzing its number and first version and writes both.
func (u *UseCases) allocate(d *app.Dossier, actor app.Actor, t *store.Toewijzing, list []rule.Result) error {
	gemeente := string(t.Gemeente)
	number, err := d.Tx.VolgendNummer(gemeente, nummerToewijzing)
	if err != nil {
		return err
	}
	first := t.Huidig
	first.Moment, first.Door = d.Tx.Now, actor.ID
	made, findings := toegang.Toewijzing{ID: t.ID, InwonerID: d.ID, Gemeente: t.Gemeente}.WijsToe(number, first)
	if err := app.Refuse(findings); err != nil {
		return err
	}
	t.Nummer, t.Huidig, t.Toegewezen = made.Nummer, made.Versies[0], d.Day
	if err := errors.Join(d.Tx.PutToewijzing(d.Dossier, t), d.PutRegels(store.OverToewijzing(t.ID), "poort", list)); err != nil {
		return err
	}
	return d.Tx.AddToewijzingVersie(t, list)
}

// settleRefusal marks a refused toewijzing as settled when another takes its place.
func settleRefusal(d *app.Dossier, id string) error {
	if id == "" {
		return nil
	}
	old, err := d.Toewijzing(id)
	if err != nil || old.Verloop.Weigering == nil {
		return err
	}
	old.Verloop.WeigeringKlaar = true
	return d.Tx.PutToewijzing(d.Dossier, &old)
}

// WijzigingInput changes a running toewijzing within what the standard allows; all
// else is an end and a new one.
type WijzigingInput struct {
	ToewijzingID string
	Versie       int
	LaatsteDag   civil.Date
	Omvang       toegang.Omvang // zero: as it was
	Reden        toegang.RedenWijziging
	Toelichting  string
	Redenen      map[string]string // why an advies is set aside, by rule
}

// WijzigToewijzing adds a version. A later end goes through the gate again. Source:
// PRD-10; iWmo 3.2.
func (u *UseCases) WijzigToewijzing(ctx context.Context, actor app.Actor, in WijzigingInput) error {
	return u.WriteDossier(ctx, actor, app.ByToewijzing(in.ToewijzingID), func(d *app.Dossier) error {
		t, err := d.Toewijzing(in.ToewijzingID)
		if err != nil {
			return err
		}
		decision, err := d.MayOf(actor, authz.ToewijzingWijzigen, app.AskedOnForm, &t)
		if err != nil {
			return err
		}
		if err := app.Stale(in.Versie, t.Versie, t); err != nil {
			return err
		}
		closed := t.Verloop.Afsluiting != nil
		err = app.Refuse(rule.FailIf(strings.TrimSpace(in.Toelichting) == "", "toelichting", "toewijzing.toelichting_ontbreekt"),
			rule.FailIf(closed, "", "arrangement.is_afgesloten", t.Afgesloten()),
			rule.FailIf(in.LaatsteDag.IsZero(), "einde", "einde.dag_ontbreekt"),
			rule.FailIf(in.Reden == toegang.WijzigingVerwijderd, "reden", "toewijzing.intrekken_apart"),
			rule.FailIf(in.Reden == toegang.WijzigingOverleden, "reden", "overlijden.apart"))
		if err != nil {
			return err
		}
		if in.Omvang.IsZero() {
			in.Omvang = t.Huidig.Omvang
		}
		list, err := u.changeGate(d, actor, &t, in)
		if err != nil {
			return err
		}
		err = AddVersieIn(d, &t, toegang.Wijziging{
			Moment: d.Tx.Now, Door: actor.ID, LaatsteDag: in.LaatsteDag, Omvang: in.Omvang, Reden: in.Reden, Toelichting: in.Toelichting,
		}, list)
		if err != nil {
			return err
		}
		p := results(list, in.Redenen)
		p.Reason, p.Details = in.Toelichting, map[string]string{"toewijzing": t.ID}
		d.Done(decision, "toewijzing.gewijzigd", p)
		return nil
	})
}

// changeGate puts a later end through the rules that it can break.
func (u *UseCases) changeGate(d *app.Dossier, actor app.Actor, t *store.Toewijzing, in WijzigingInput) ([]rule.Result, error) {
	if !in.LaatsteDag.After(t.Huidig.LaatsteDag) {
		return nil, nil
	}
	k, err := u.choose(d, actor, ToewijzingInput{
		InwonerID: d.ID, ToewijzingID: t.ID, Product: t.Huidig.Product, AanbiederID: t.Huidig.Aanbieder, WerkplekID: t.WerkplekID,
		Start: t.Huidig.Start, LaatsteDag: in.LaatsteDag, Omvang: in.Omvang, Akkoord: &t.Keuze.Akkoord, Stabiel: t.Keuze.Stabiel,
		Afstemming: t.Keuze.Afstemming, Motivering: t.Keuze.Motivering, AanvraagID: t.AanvraagID, loopt: true, beslist: true,
	})
	if err != nil {
		return nil, err
	}
	var list []rule.Result
	for _, r := range k.poort.Beoordeel() {
		switch r.Rule {
		case "TOE-GATE-03", "TOE-GATE-04", "TOE-GATE-05", "TOE-GATE-06", "TOE-GATE-07", "TOE-GATE-23", "INK-GATE-05", "INK-GATE-07":
			list = append(list, r)
		}
	}
	if err := app.Refuse(app.Weigh(list, in.Redenen)); err != nil {
		return list, err
	}
	return list, k.useVerlof(d.Tx, t.ID)
}

// AddVersieIn adds a version to a toewijzing inside the transaction of another use
// case, such as an early end.
func AddVersieIn(d *app.Dossier, t *store.Toewijzing, w toegang.Wijziging, list []rule.Result) error {
	whole, _, err := d.Tx.ToewijzingVersies(*t)
	if err != nil {
		return err
	}
	if n := len(whole.Versies); n > 0 && !w.Moment.After(whole.Versies[n-1].Moment) {
		w.Moment = whole.Versies[n-1].Moment.Add(1000) // the same instant: a microsecond later
	}
	changed, findings := whole.Wijzig(w)
	if err := app.Refuse(findings); err != nil {
		return err
	}
	now, ok := changed.Geldig()
	if !ok {
		return errs.New(errs.Internal, "toewijzing.geen_versie")
	}
	t.Huidig = now
	if err := d.Tx.AddToewijzingVersie(t, list); err != nil {
		return err
	}
	return d.Tx.PutToewijzing(d.Dossier, t)
}

// TrekToewijzingIn takes a toewijzing back before it began, or drops a concept.
func (u *UseCases) TrekToewijzingIn(ctx context.Context, actor app.Actor, toewijzingID string, versie int, reden string) error {
	return u.WriteDossier(ctx, actor, app.ByToewijzing(toewijzingID), func(d *app.Dossier) error {
		t, err := d.Toewijzing(toewijzingID)
		if err != nil {
			return err
		}
		decision, err := d.MayOf(actor, authz.ToewijzingIntrekken, app.AskedOnForm, &t)
		if err != nil {
			return err
		}
		if err := app.Stale(versie, t.Versie, t); err != nil {
			return err
		}
		findings := rule.FailIf(strings.TrimSpace(reden) == "", "reden", "toewijzing.toelichting_ontbreekt")
		first := t.Verloop.Start.Begonnen // as the provider confirmed it; it may lie ahead
		begun := !first.IsZero() && !first.After(d.Day)
		findings = append(findings, rule.FailIf(begun || !t.Vervallen.IsZero(), "", "toewijzing.is_begonnen")...)
		if err := app.Refuse(findings); err != nil {
			return err
		}
		if err := LapseIn(d, &t, actor.ID, reden); err != nil {
			return err
		}
		if err := settleRefusal(d, t.ID); err != nil {
			return err
		}
		d.Done(decision, "toewijzing.ingetrokken", audit.Payload{Reason: reden, Details: map[string]string{"toewijzing": t.ID}})
		return nil
	})
}

// LapseIn lets a toewijzing lapse that has not begun, or drops a concept, inside the
// transaction of another use case.
func LapseIn(d *app.Dossier, t *store.Toewijzing, door, why string) error {
	t.Vervallen = d.Day
	if t.Toegewezen.IsZero() {
		return d.Tx.PutToewijzing(d.Dossier, t)
	}
	return AddVersieIn(d, t, toegang.Wijziging{
		Moment: d.Tx.Now, Door: door, LaatsteDag: t.Huidig.Start, Omvang: t.Huidig.Omvang,
		Reden: toegang.WijzigingVerwijderd, Toelichting: why,
	}, nil)
}

// HertoetsGedaan records that somebody looked again whether a stabiel arrangement
// still is what fits. Source: B-ARR-01.
func (u *UseCases) HertoetsGedaan(ctx context.Context, actor app.Actor, toewijzingID string, versie int, uitkomst string) error {
	return u.WriteDossier(ctx, actor, app.ByToewijzing(toewijzingID), func(d *app.Dossier) error {
		t, err := d.Toewijzing(toewijzingID)
		if err != nil {
			return err
		}
		decision, err := d.MayOf(actor, authz.EvaluatieBesluiten, uitkomst, &t)
		if err != nil {
			return err
		}
		if err := app.Stale(versie, t.Versie, t); err != nil {
			return err
		}
		findings := rule.FailIf(t.Keuze.Stabiel.Hertoets.IsZero() || !t.Verloop.HertoetsGedaan.IsZero(), "", "hertoets.kan_nu_niet")
		findings = append(findings, rule.FailIf(strings.TrimSpace(uitkomst) == "", "uitkomst", "hertoets.uitkomst_ontbreekt")...)
		if err := app.Refuse(findings); err != nil {
			return err
		}
		t.Verloop.HertoetsGedaan = d.Day
		if err := d.Tx.PutToewijzing(d.Dossier, &t); err != nil {
			return err
		}
		d.Done(decision, "hertoets.gedaan", audit.Payload{Reason: uitkomst})
		return nil
	})
}
