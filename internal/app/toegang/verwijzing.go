package toegang

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// DelenInput is that the resident agrees to share with an organisation.
type DelenInput struct {
	InwonerID     string
	Versie        int
	OrganisatieID string
	Akkoord       toegang.Akkoord // by staff: what the resident said or signed
}

// Deel records that the resident lets a CAW see goals, profile and progress: on a screen,
// or as staff writes it down. Source: domain guide 3 and 8.
func (u *UseCases) Deel(ctx context.Context, actor app.Actor, in DelenInput) error {
	return u.WriteDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		a := toegang.Akkoord{Vorm: toegang.AkkoordDigitaal}
		decision, err := d.May(actor, authz.AkkoordGeven, "")
		if err != nil {
			a = in.Akkoord
			if decision, err = d.May(actor, authz.AkkoordMondelingVastleggen, app.AskedOnForm); err != nil {
				return err
			}
		}
		i := d.Inwoner()
		if err := app.Stale(in.Versie, i.Versie, i); err != nil {
			return err
		}
		org, found, err := store.Organisaties.Maybe(d.Tx.Tx, in.OrganisatieID)
		if err != nil {
			return err
		}
		a = withAkkoord(a, actor, d.Day)
		shared := slices.ContainsFunc(i.Gevoelig.Delen, func(x toegang.Deelakkoord) bool {
			return x.OrganisatieID == in.OrganisatieID && x.Contains(d.Day)
		})
		err = app.Refuse(a.Toets(), rule.FailIf(!found || org.Soort != "caw", "organisatie", "uitkomst.caw_ontbreekt"),
			rule.FailIf(shared, "", "delen.loopt_al"), rule.FailIf(a.Op.After(d.Day), "op", "melding.dag_in_toekomst", a.Op))
		if err != nil {
			return err
		}
		i.Gevoelig.Delen = append(slices.Clone(i.Gevoelig.Delen), toegang.Deelakkoord{
			Period: civil.Period{From: d.Day}, OrganisatieID: in.OrganisatieID, Akkoord: a,
		})
		return putDelen(d, &i, decision, "delen.begonnen", in.OrganisatieID)
	})
}

// StopDelen ends what [UseCases.Deel] began, from today on.
func (u *UseCases) StopDelen(ctx context.Context, actor app.Actor, inwonerID string, versie int, organisatieID string) error {
	return u.WriteDossier(ctx, actor, app.ByInwoner(inwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.AkkoordIntrekken, "")
		if err != nil {
			return err
		}
		i := d.Inwoner()
		if err := app.Stale(versie, i.Versie, i); err != nil {
			return err
		}
		list := slices.Clone(i.Gevoelig.Delen)
		n := slices.IndexFunc(list, func(x toegang.Deelakkoord) bool { return x.OrganisatieID == organisatieID && x.Contains(d.Day) })
		if n < 0 {
			return app.Refuse(rule.Fail("", "delen.loopt_niet"))
		}
		list[n].Until = d.Day
		if list[n].IsEmpty() { // given today
			list = slices.Delete(list, n, n+1)
		}
		i.Gevoelig.Delen = list
		return putDelen(d, &i, decision, "delen.gestopt", organisatieID)
	})
}

func putDelen(d *app.Dossier, i *store.Inwoner, decision authz.Decision, event, organisatieID string) error {
	if err := d.Tx.PutInwoner(i); err != nil {
		return err
	}
	d.Done(decision, event, audit.Payload{Details: map[string]string{"organisatie": organisatieID}})
	return nil
}

// VerwijzingInput is what a CAW does with a referral.
type VerwijzingInput struct {
	MeldingID    string
	Versie       int
	Neemt        bool   // takes it; else gives it back
	Reden        string // why it is given back
	Perspectief  string // of the advice: what the resident wants and can
	VolgendeStap string
}

// BeantwoordVerwijzing takes a referral, or gives it back with a reason. Source: B-REG-03.
func (u *UseCases) BeantwoordVerwijzing(ctx context.Context, actor app.Actor, in VerwijzingInput) error {
	return u.actVerwijzing(ctx, actor, authz.VerwijzingBeantwoorden, "verwijzing.beantwoord", in, func(v toegang.Verwijzing, day civil.Date) (toegang.Verwijzing, []rule.Finding) {
		return v.Antwoord(in.Neemt, in.Reden, actor.ID, day)
	})
}

// AdviseerOrientatie gives the lokale toegang the advice of the CAW, made together with
// the resident, who agreed to share. Source: PRD-05, B-REG-03.
func (u *UseCases) AdviseerOrientatie(ctx context.Context, actor app.Actor, in VerwijzingInput) error {
	return u.actVerwijzing(ctx, actor, authz.OrientatieAdviseren, "orientatie.geadviseerd", in, func(v toegang.Verwijzing, day civil.Date) (toegang.Verwijzing, []rule.Finding) {
		return v.Adviseer(in.Perspectief, in.VolgendeStap, actor.ID, day)
	})
}

func (u *UseCases) actVerwijzing(ctx context.Context, actor app.Actor, action authz.Action, event string, in VerwijzingInput, fn func(toegang.Verwijzing, civil.Date) (toegang.Verwijzing, []rule.Finding)) error {
	return u.WriteDossier(ctx, actor, byMelding(in.MeldingID), func(d *app.Dossier) error {
		m, err := d.Melding(in.MeldingID)
		if err != nil {
			return err
		}
		decision, err := d.MayWith(actor, action, "", func(f *authz.Facts) { f.BijdrageVan = []string{m.CAWID} })
		if err != nil {
			return err
		}
		if decision.OrganisatieID != m.CAWID {
			return app.NotHere() // the referral of another organisation
		}
		if err := app.Stale(in.Versie, m.Versie, m.Onderzoek.Verwijzing); err != nil {
			return err
		}
		v, findings := fn(m.Onderzoek.Verwijzing, d.Day)
		if err := app.Refuse(findings); err != nil {
			return err
		}
		m.Onderzoek.Verwijzing = v
		if err := d.Tx.PutMelding(d.Dossier, &m); err != nil {
			return err
		}
		d.Done(decision, event, audit.Payload{})
		return nil
	})
}

// VerwijzingDetail is how the newest referral of a resident stands.
type VerwijzingDetail struct {
	Header
	MeldingID string // empty: none that the reader may see
	Versie    int    // of the melding, to save over
	CAWID     string
	CAW       string     // its name
	Verwezen  civil.Date // day of the outcome
	Opnieuw   civil.Date // when the lokale toegang looks again
	Gekeken   civil.Date // when it did; zero: not yet
	Aanbod    string
	Delen     toegang.Deelakkoord // by which the resident shares with the CAW; zero: does not
	toegang.Verwijzing
}

// Deelt tells whether the resident shares goals, profile and progress with the CAW.
func (v *VerwijzingDetail) Deelt() bool { return v.Delen.OrganisatieID != "" }

// MayOfCAW tells whether the reader may do something with this referral, once a reason is
// given where one is asked.
func (v *VerwijzingDetail) MayOfCAW(action authz.Action) bool {
	f := v.facts
	f.RedenGegeven, f.BijdrageVan = true, []string{v.CAWID}
	d := authz.Decide(v.actor.Actor, action, f)
	return d.Allowed && d.OrganisatieID == v.CAWID
}

// Verwijzing gives how the newest referral to a CAW stands: to the CAW its own, also when
// it is over, and to the lokale toegang.
func (u *UseCases) Verwijzing(ctx context.Context, actor app.Actor, inwonerID string) (out VerwijzingDetail, err error) {
	may := func(d *app.Dossier) (authz.Decision, error) {
		if decision, err := d.May(actor, authz.DossierOpenen, ""); err == nil {
			return decision, nil
		}
		return d.MayWith(actor, authz.VerwijzingLezen, "", func(f *authz.Facts) {
			for _, v := range f.Verwijzingen {
				f.BijdrageVan = append(f.BijdrageVan, v.OrganisatieID)
			}
		})
	}
	err = u.dossierPageIf(ctx, actor, app.ByInwoner(inwonerID), may, "verwijzing.geopend", &out.Header, func(d *app.Dossier) error {
		list, err := d.Meldingen()
		if err != nil {
			return err
		}
		for _, m := range list {
			if m.CAWID == "" || m.Onderzoek.Uitkomst == nil || !out.Fields.ReadsRow(authz.FieldVerwijzing, authz.Row{Van: []string{m.CAWID}}) {
				continue
			}
			uit := m.Onderzoek.Uitkomst
			out.MeldingID, out.Versie, out.CAWID, out.Verwijzing = m.ID, m.Versie, m.CAWID, m.Onderzoek.Verwijzing
			out.Verwezen, out.Opnieuw, out.Gekeken, out.Aanbod = uit.Datum, uit.KijkOpnieuw, m.OpnieuwGekeken, uit.Aanbod
		}
		if out.CAWID == "" {
			return out.names(d.Tx)
		}
		for _, x := range d.Inwoner().Gevoelig.Delen {
			if x.OrganisatieID == out.CAWID && x.Contains(d.Day) {
				out.Delen = x
			}
		}
		if out.CAW, err = d.Tx.OrganisatieNaam(out.CAWID); err != nil {
			return err
		}
		return out.names(d.Tx, out.Door, out.Delen.Akkoord.Door)
	})
	return out, err
}
