package toegang

import (
	"context"
	"errors"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/store"
)

// afbaken goes through the decision table with what is known now and keeps every
// step in the melding.
func (u *UseCases) afbaken(d *app.Dossier, m *store.Melding) error {
	facts, err := u.afbakeningFeiten(d, m.Onderzoek.Start, m.Onderzoek.Antwoorden)
	if err != nil {
		return err
	}
	m.Onderzoek.Afbakening = toegang.Afbaken(facts)
	m.Onderzoek.Scorekaart = toegang.Scorekaart(facts)
	m.Onderzoek.Geschikt = toegang.Geschiktheid(facts)
	return nil
}

// afbakeningFeiten are the facts of the table as of the wished first day.
func (u *UseCases) afbakeningFeiten(d *app.Dossier, start civil.Date, a toegang.Antwoorden) (toegang.AfbakeningFeiten, error) {
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return toegang.AfbakeningFeiten{}, err
	}
	i := d.Inwoner()
	f := toegang.AfbakeningFeiten{Aanbod: toegang.AanbodVan(regels.Register, gemeenteOp(i, start), start), Antwoorden: a}
	if window, ok := venster(i, regels, start); ok {
		f.OnderLeeftijd, f.AOWBereikt = toegang.LeeftijdFeiten(window, start)
	}
	f.Trede, err = tredeOp(d, start)
	return f, err
}

// gemeenteOp is where a resident lives on a day, as far as known.
func gemeenteOp(i store.Inwoner, day civil.Date) inkoop.GemeenteCode {
	if v, ok := i.Verblijf.At(day); ok {
		return v.Gemeente
	}
	return i.Gemeente
}

func venster(i store.Inwoner, regels app.Regels, day civil.Date) (persoon.Leeftijdsvenster, bool) {
	return persoon.Venster(i.Geboren, regels.Instellingen(day).LeeftijdVanaf, regels.AOW)
}

// tredeOp is the rung on which a resident stands on a day: of the last measurement
// until then.
func tredeOp(d *app.Dossier, day civil.Date) (ladder.Trede, error) {
	list, err := d.Metingen()
	var now ladder.Trede
	for _, m := range list {
		if !m.Datum.After(day) && m.Vastgesteld.Valid() {
			now = m.Vastgesteld
		}
	}
	return now, err
}

// UitkomstInput is what a person decides after the afbakening.
type UitkomstInput struct {
	MeldingID    string
	Versie       int
	Soort        toegang.UitkomstSoort
	Op           civil.Date // zero: today
	Vorm         toegang.Deelnamevorm
	Aanbod       string
	CAWID        string     // organisation referred to
	KijkOpnieuw  civil.Date // zero with a referral: as the region sets
	Reden        string     // why this; always asked
	Samenvatting string     // of the report that the resident gets
	// AanvraagAkkoord, when given, is the resident's signature under the report as an
	// application; it is taken in at once.
	AanvraagAkkoord *toegang.Akkoord
}

// UitkomstResult is what came of it.
type UitkomstResult struct {
	AanvraagID, Nummer string // of the application that followed; empty: none
	Versie             int
}

// KiesUitkomst ends the investigation with its report and the outcome that a person
// chose. Each outcome is a full one. Source: PRD-03; domain guide 1.6; AVG art. 22.
func (u *UseCases) KiesUitkomst(ctx context.Context, actor app.Actor, in UitkomstInput) (out UitkomstResult, err error) {
	err = u.WriteDossier(ctx, actor, byMelding(in.MeldingID), func(d *app.Dossier) error {
		if _, err := d.May(actor, authz.AfbakeningBesluiten, app.AskedOnForm); err != nil {
			return err
		}
		m, err := d.Melding(in.MeldingID)
		if err != nil {
			return err
		}
		if err := app.Stale(in.Versie, m.Versie, m); err != nil {
			return err
		}
		list, findings, err := u.weighUitkomst(d, actor, &m, in)
		if err != nil {
			return err
		}
		if err := app.Refuse(findings); err != nil {
			return err
		}
		decision, err := d.May(actor, authz.AfbakeningBesluiten, in.Reden)
		if err != nil {
			return err
		}
		if err := errors.Join(d.Tx.PutMelding(d.Dossier, &m), d.PutRegels(store.OverMelding(m.ID), "uitkomst", list)); err != nil {
			return err
		}
		if in.AanvraagAkkoord != nil && in.Soort.Besluit() {
			a, found, err := u.newAanvraag(d, actor, &m, *in.AanvraagAkkoord, m.Onderzoek.Uitkomst.Datum)
			if err != nil {
				return err
			}
			if err := app.Refuse(found); err != nil {
				return err
			}
			out.AanvraagID, out.Nummer = a.ID, a.Nummer
		}
		out.Versie = m.Versie
		p := results(list, sameReason(list, in.Reden))
		p.Reason, p.Details = in.Reden, map[string]string{"uitkomst": string(in.Soort), "advies": string(m.Onderzoek.Afbakening.Advies.Soort)}
		d.Done(decision, "uitkomst.gekozen", p)
		return nil
	})
	return out, err
}

// sameReason gives one reason for every advies that failed.
func sameReason(list []rule.Result, reason string) map[string]string {
	out := map[string]string{}
	for _, f := range rule.Advised(list) {
		out[f.Rule] = reason
	}
	return out
}

// weighUitkomst evaluates the rules of an outcome and puts it in the melding.
func (u *UseCases) weighUitkomst(d *app.Dossier, actor app.Actor, m *store.Melding, in UitkomstInput) ([]rule.Result, []rule.Finding, error) {
	day := in.Op
	if day.IsZero() {
		day = d.Day
	}
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return nil, nil, err
	}
	choice := toegang.Uitkomst{
		Soort: in.Soort, Datum: day, Door: actor.ID, Vorm: in.Vorm, Aanbod: strings.TrimSpace(in.Aanbod),
		KijkOpnieuw: in.KijkOpnieuw, Reden: strings.TrimSpace(in.Reden),
	}
	if choice.Soort.Verwijzing() && choice.KijkOpnieuw.IsZero() {
		choice.KijkOpnieuw = toegang.StandaardKijkOpnieuw(day, toegang.TermijnenVan(regels.Instellingen(day)))
	}
	if err := u.afbaken(d, m); err != nil {
		return nil, nil, err
	}
	facts, err := u.afbakeningFeiten(d, m.Onderzoek.Start, m.Onderzoek.Antwoorden)
	if err != nil {
		return nil, nil, err
	}
	list := toegang.UitkomstRules.Evaluate(day, toegang.UitkomstFeiten{Afbakening: m.Onderzoek.Afbakening, Feiten: facts, Uitkomst: choice})
	findings := app.Weigh(list, sameReason(list, choice.Reden))
	findings = append(findings, rule.FailIf(choice.Reden == "" && in.Soort != toegang.UitkomstGeen, "reden", "uitkomst.reden_ontbreekt")...)
	findings = append(findings, rule.FailIf(day.After(d.Day), "op", "melding.dag_in_toekomst", day)...)
	if in.Soort == toegang.UitkomstCAW {
		org, found, err := store.Organisaties.Maybe(d.Tx.Tx, in.CAWID)
		if err != nil {
			return nil, nil, err
		}
		findings = append(findings, rule.FailIf(!found || org.Soort != "caw", "caw", "uitkomst.caw_ontbreekt")...)
		m.CAWID = in.CAWID
	}
	var step []rule.Finding
	if m.Staat() == toegang.MeldingOnderzoek {
		m.Melding, step = m.GeefVerslag(day)
		findings = append(findings, step...)
	}
	if len(step) == 0 {
		m.Melding, step = m.RondAf(day)
		findings = append(findings, step...)
	}
	m.Onderzoek.Uitkomst, m.Onderzoek.Samenvat = &choice, in.Samenvatting
	return list, findings, nil
}
