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
	"trede/internal/store"
)

// The kinds of numbers that a gemeente gives out.
const (
	nummerToewijzing = "toewijzing"
	nummerAanvraag   = "aanvraag"
	nummerBesluit    = "besluit"
)

// AanvraagInput is an application after an investigation.
type AanvraagInput struct {
	InwonerID string
	MeldingID string // the investigation it follows; empty: none
	Ontvangen civil.Date
	Akkoord   toegang.Akkoord // the resident signed, or said so
}

// DienAanvraagIn takes in an application. It gives its id and number.
func (u *UseCases) DienAanvraagIn(ctx context.Context, actor app.Actor, in AanvraagInput) (out UitkomstResult, err error) {
	err = u.WriteDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.AanvraagIndienen, "")
		if err != nil {
			return err
		}
		var m *store.Melding
		if in.MeldingID != "" {
			found, err := d.Melding(in.MeldingID)
			if err != nil {
				return err
			}
			m = &found
		}
		day := in.Ontvangen
		if day.IsZero() || decision.Role == authz.RoleInwoner {
			day = d.Day
		}
		a, findings, err := u.newAanvraag(d, actor, m, in.Akkoord, day)
		if err != nil {
			return err
		}
		if err := app.Refuse(findings); err != nil {
			return err
		}
		out = UitkomstResult{AanvraagID: a.ID, Nummer: a.Nummer, Versie: a.Versie}
		said, err := d.Regels(store.OverAanvraag(a.ID))
		d.Done(decision, "aanvraag.ontvangen", results(said["aanvraag"], nil))
		return err
	})
	return out, err
}

// newAanvraag writes an application after its checks.
func (u *UseCases) newAanvraag(d *app.Dossier, actor app.Actor, m *store.Melding, akkoord toegang.Akkoord, day civil.Date) (*store.Aanvraag, []rule.Finding, error) {
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return nil, nil, err
	}
	if akkoord.Door == "" {
		akkoord.Door = actor.ID
	}
	if akkoord.Op.IsZero() {
		akkoord.Op = day
	}
	a := store.Aanvraag{Aanvraag: toegang.Aanvraag{
		ID: d.Tx.NewID(), InwonerID: d.ID, GemeenteCode: string(d.Inwoner().Gemeente), Ontvangen: day, Akkoord: akkoord,
	}}
	facts := toegang.AanvraagFeiten{Aanvraag: a.Aanvraag, Termijnen: toegang.TermijnenVan(regels.Instellingen(day))}
	findings := rule.FailIf(day.After(d.Day), "ontvangen", "melding.dag_in_toekomst", day)
	findings = append(findings, rule.FailIf(akkoord.Op.After(d.Day), "akkoord", "melding.dag_in_toekomst", akkoord.Op)...)
	if m != nil {
		a.MeldingID, facts.Melding = m.ID, m.Melding
		findings = append(findings, rule.FailIf(day.Before(m.Ontvangen), "ontvangen", "melding.dag_te_vroeg", m.Ontvangen)...)
		before, err := d.Aanvragen()
		if err != nil {
			return nil, nil, err
		}
		for _, old := range before {
			again := old.MeldingID == m.ID && old.Ingetrokken.IsZero() && old.Besluit == nil
			findings = append(findings, rule.FailIf(again, "", "aanvraag.is_er_al", old.Nummer)...)
		}
	}
	list := toegang.AanvraagRules.Evaluate(civil.Max(day, civil.First), facts)
	findings = append(findings, rule.Refused(list)...)
	findings = append(findings, akkoord.Toets()...)
	if len(findings) > 0 {
		return &a, findings, nil
	}
	serial, err := d.Tx.VolgendNummer(a.GemeenteCode, nummerAanvraag)
	if err != nil {
		return nil, nil, err
	}
	a.Nummer = toegang.Zaaknummer('A', day.Year(), int(serial))
	return &a, nil, errors.Join(d.Tx.PutAanvraag(d.Dossier, &a), d.PutRegels(store.OverAanvraag(a.ID), "aanvraag", list))
}

// BesluitInput is a decision on an application.
type BesluitInput struct {
	AanvraagID string
	Versie     int
	Datum      civil.Date // zero: today
	Bekend     civil.Date // made known; zero: not yet
	Uitkomst   toegang.BesluitUitkomst
	Grondslag  string
	Reden      string
}

// NeemBesluit decides on an application. Source: Wmo 2015 art. 2.3.5; X-02.
func (u *UseCases) NeemBesluit(ctx context.Context, actor app.Actor, in BesluitInput) error {
	return u.actAanvraag(ctx, actor, authz.BesluitNemen, "besluit.genomen", in.AanvraagID, in.Versie, in.Reden, func(d *app.Dossier, a *store.Aanvraag) ([]rule.Finding, error) {
		return u.decide(d, actor, a, in)
	})
}

// decide puts a decision on an application, with its number.
func (u *UseCases) decide(d *app.Dossier, actor app.Actor, a *store.Aanvraag, in BesluitInput) ([]rule.Finding, error) {
	b := toegang.Besluit{
		Nummer: "nog niet", Datum: in.Datum, Bekend: in.Bekend, Uitkomst: in.Uitkomst, Grondslag: strings.TrimSpace(in.Grondslag),
		Door: actor.ID, Reden: in.Reden,
	}
	if b.Datum.IsZero() {
		b.Datum = d.Day
	}
	if b.Grondslag == "" && b.Uitkomst.Toegekend() {
		b.Grondslag = toegang.StandaardGrondslag
	}
	findings := rule.FailIf(b.Datum.After(d.Day), "datum", "melding.dag_in_toekomst", b.Datum)
	changed, problems := a.NeemBesluit(b)
	if findings = append(findings, problems...); len(findings) > 0 {
		return findings, nil
	}
	serial, err := d.Tx.VolgendNummer(a.GemeenteCode, nummerBesluit)
	if err != nil {
		return nil, err
	}
	b.Nummer = toegang.Zaaknummer('B', b.Datum.Year(), int(serial))
	changed.Besluit = &b
	a.Aanvraag = changed
	return nil, nil
}

// MaakBesluitBekend records the day on which a decision was made known.
func (u *UseCases) MaakBesluitBekend(ctx context.Context, actor app.Actor, aanvraagID string, versie int, day civil.Date) error {
	return u.actAanvraag(ctx, actor, authz.BesluitNemen, "besluit.bekendgemaakt", aanvraagID, versie, "", func(d *app.Dossier, a *store.Aanvraag) ([]rule.Finding, error) {
		if a.Besluit == nil || !a.Besluit.Bekend.IsZero() {
			return rule.Fail("", "aanvraag.kan_nu_niet"), nil
		}
		b := *a.Besluit
		b.Bekend = day
		a.Besluit = &b
		return append(b.Toets(), rule.FailIf(day.IsZero() || day.After(d.Day), "bekend", "melding.dag_in_toekomst", day)...), nil
	})
}

// AanvraagActie is one act on an application.
type AanvraagActie struct {
	AanvraagID string
	Versie     int
	Op         civil.Date // zero: today
	Reden      string
	Grond      toegang.OpschortingReden
	Tot        civil.Date
}

// SchortAanvraagOp lets the clock of the decision stand still. Source: X-02.
func (u *UseCases) SchortAanvraagOp(ctx context.Context, actor app.Actor, in AanvraagActie) error {
	return u.actAanvraag(ctx, actor, authz.AanvraagOpschorten, "aanvraag.opgeschort", in.AanvraagID, in.Versie, in.Reden, func(d *app.Dossier, a *store.Aanvraag) (f []rule.Finding, err error) {
		o := opschorting(MeldingActie{Grond: in.Grond, Tot: in.Tot, Reden: in.Reden}, dayOr(in.Op, d.Day))
		a.Aanvraag, f = a.SchortOp(o)
		return f, nil
	})
}

// HervatAanvraag lets the clock run again; the day is the first one that counts.
func (u *UseCases) HervatAanvraag(ctx context.Context, actor app.Actor, in AanvraagActie) error {
	return u.actAanvraag(ctx, actor, authz.AanvraagHervatten, "aanvraag.hervat", in.AanvraagID, in.Versie, in.Reden, func(d *app.Dossier, a *store.Aanvraag) (f []rule.Finding, err error) {
		a.Aanvraag, f = a.Hervat(dayOr(in.Op, d.Day))
		return f, nil
	})
}

// TrekAanvraagIn records that the resident withdrew the application.
func (u *UseCases) TrekAanvraagIn(ctx context.Context, actor app.Actor, in AanvraagActie) error {
	return u.actAanvraag(ctx, actor, authz.AanvraagIndienen, "aanvraag.ingetrokken", in.AanvraagID, in.Versie, in.Reden, func(d *app.Dossier, a *store.Aanvraag) (f []rule.Finding, err error) {
		day := dayOr(in.Op, d.Day)
		a.Aanvraag, f = a.TrekIn(day)
		return append(f, rule.FailIf(day.After(d.Day), "op", "melding.dag_in_toekomst", day)...), nil
	})
}

func dayOr(day, today civil.Date) civil.Date {
	if day.IsZero() {
		return today
	}
	return day
}

func (u *UseCases) actAanvraag(ctx context.Context, actor app.Actor, action authz.Action, event, id string, versie int, reden string, fn func(*app.Dossier, *store.Aanvraag) ([]rule.Finding, error)) error {
	find := func(tx *store.Tx) (*store.Dossier, error) { return tx.DossierOfAanvraag(id) }
	return u.WriteDossier(ctx, actor, find, func(d *app.Dossier) error {
		asked := reden
		if action == authz.AanvraagOpschorten {
			asked = app.AskedOnForm // as its ground
		}
		decision, err := d.May(actor, action, asked)
		if err != nil {
			return err
		}
		a, err := d.Aanvraag(id)
		if err != nil {
			return err
		}
		if err := app.Stale(versie, a.Versie, a); err != nil {
			return err
		}
		findings, err := fn(d, &a)
		if err != nil {
			return err
		}
		if err := app.Refuse(findings); err != nil {
			return err
		}
		if err := d.Tx.PutAanvraag(d.Dossier, &a); err != nil {
			return err
		}
		d.Done(decision, event, audit.Payload{Reason: reden})
		return nil
	})
}
