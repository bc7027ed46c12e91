package uitvoering

import (
	"context"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// SignaalInput is a question or a warning to another party.
type SignaalInput struct {
	ToewijzingID string
	Soort        uitvoering.SignaalSoort
	Urgentie     uitvoering.Urgentie
	Aan          toegang.Partij // empty: the lokale toegang, or the provider when that sends it
	Tekst        string
}

// OpenSignaal opens a signaal, either way. Source: MON-04. It gives the id.
func (u *UseCases) OpenSignaal(ctx context.Context, actor app.Actor, in SignaalInput) (id string, err error) {
	err = u.act(ctx, actor, authz.SignaalOpenen, "signaal.geopend", in.ToewijzingID, noVersie, "", func(x *acting) ([]rule.Result, error) {
		s := store.Signaal{InwonerID: x.d.ID, AanbiederID: string(x.t.Huidig.Aanbieder)}
		s.Signaal = uitvoering.Signaal{
			ID: x.d.Tx.NewID(), ToewijzingID: x.t.ID, Soort: in.Soort, Urgentie: in.Urgentie, Van: partijOf(x.decision),
			VanPersoon: actor.ID, Aan: in.Aan, Tekst: strings.TrimSpace(in.Tekst), Geopend: x.day,
		}
		if s.Aan == "" {
			s.Aan = toegang.PartijToegang
			if s.Van == toegang.PartijToegang {
				s.Aan = toegang.PartijAanbieder
			}
		}
		if err := app.Refuse(s.Toets()); err != nil {
			return nil, err
		}
		id = s.ID
		return nil, x.d.Tx.PutSignaal(x.d.Dossier, &s)
	})
	return id, err
}

// SignaalActie is an answer to a signaal, or its end.
type SignaalActie struct {
	SignaalID string
	Versie    int
	Tekst     string
}

// BeantwoordSignaal answers a signaal for the party it was sent to.
func (u *UseCases) BeantwoordSignaal(ctx context.Context, actor app.Actor, in SignaalActie) error {
	return u.actSignaal(ctx, actor, authz.SignaalBeantwoorden, "signaal.beantwoord", in, func(s *store.Signaal, p toegang.Partij, day civil.Date) (f []rule.Finding) {
		s.Signaal, f = s.Beantwoorden(p, actor.ID, in.Tekst, day)
		return f
	})
}

// SluitSignaal says what came of a signaal.
func (u *UseCases) SluitSignaal(ctx context.Context, actor app.Actor, in SignaalActie) error {
	return u.actSignaal(ctx, actor, authz.SignaalSluiten, "signaal.gesloten", in, func(s *store.Signaal, p toegang.Partij, day civil.Date) (f []rule.Finding) {
		s.Signaal, f = s.Sluiten(p, actor.ID, in.Tekst, day)
		return f
	})
}

func (u *UseCases) actSignaal(ctx context.Context, actor app.Actor, action authz.Action, event string, in SignaalActie, fn func(*store.Signaal, toegang.Partij, civil.Date) []rule.Finding) error {
	find := func(tx *store.Tx) (*store.Dossier, error) { return tx.DossierOfSignaal(in.SignaalID) }
	return u.WriteDossier(ctx, actor, find, func(d *app.Dossier) error {
		s, err := d.Signaal(in.SignaalID)
		if err != nil {
			return err
		}
		decision, err := mayOfSignaal(d, actor, action, &s)
		if err != nil {
			return err
		}
		if err := app.Stale(in.Versie, s.Versie, s); err != nil {
			return err
		}
		if err := app.Refuse(fn(&s, partijOf(decision), d.Day)); err != nil {
			return err
		}
		if err := d.Tx.PutSignaal(d.Dossier, &s); err != nil {
			return err
		}
		d.Done(decision, event, audit.Payload{Details: map[string]string{"signaal": s.ID}})
		return nil
	})
}

// mayOfSignaal asks authz about a signaal: it is a contribution of the parties
// between which it goes.
func mayOfSignaal(d *app.Dossier, actor app.Actor, action authz.Action, s *store.Signaal) (authz.Decision, error) {
	var t store.Toewijzing
	if s.ToewijzingID != "" {
		var err error
		if t, err = d.Toewijzing(s.ToewijzingID); err != nil {
			return authz.Decision{}, err
		}
	}
	return d.MayWith(actor, action, "", func(f *authz.Facts) {
		f.ToewijzingAanbiederID, f.ToewijzingGemeenteCode = string(t.Huidig.Aanbieder), string(t.Gemeente)
		for _, p := range []toegang.Partij{s.Van, s.Aan} {
			switch p {
			case toegang.PartijInwoner:
				f.BijdrageVan = append(f.BijdrageVan, authz.BijdrageInwoner)
			case toegang.PartijAanbieder:
				f.BijdrageVan = append(f.BijdrageVan, s.AanbiederID)
			case toegang.PartijToegang:
				f.BijdrageVan = append(f.BijdrageVan, app.OfGemeente(actor, string(t.Gemeente))...)
			}
		}
	})
}

// MeningInput is what the resident thinks, in own words.
type MeningInput struct {
	InwonerID   string
	Onderwerp   string // plan, plek, doel, bericht or anders
	OnderwerpID string // of the toewijzing, goal or report in the dossier; empty: not one of them
	Antwoord    string // goed, soms, nog_niet, or nothing
	Woorden     string
}

// meningOnderwerpen is what an opinion can be about.
func meningOnderwerpen() []string { return []string{"plan", "plek", "doel", "bericht", "anders"} }

// GeefMening keeps what the resident thinks: on the own screen, or filled in together
// with somebody who is named. Source: BEG-04, X-13.
func (u *UseCases) GeefMening(ctx context.Context, actor app.Actor, in MeningInput) error {
	return u.WriteDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		with := ""
		decision, err := d.May(actor, authz.MeningGeven, "")
		if err != nil {
			if decision, err = d.May(actor, authz.MeningSamenGeven, ""); err != nil {
				return err
			}
			with = actor.ID
		}
		score := toegang.Score(in.Antwoord)
		findings := rule.FailIf(!contains(meningOnderwerpen(), in.Onderwerp), "onderwerp", "invoer.onbekend")
		findings = append(findings, rule.FailIf(in.Antwoord != "" && score.Waarde() == 0, "antwoord", "invoer.onbekend")...)
		findings = append(findings, rule.FailIf(in.Antwoord == "" && strings.TrimSpace(in.Woorden) == "", "woorden", "mening.leeg")...)
		about, err := checkOnderwerp(d, in)
		if err != nil {
			return err
		}
		if err := app.Refuse(findings, about); err != nil {
			return err
		}
		err = d.Tx.AddMening(store.Mening{
			ID: d.Tx.NewID(), InwonerID: d.ID, Onderwerp: in.Onderwerp, OnderwerpID: in.OnderwerpID, Op: d.Tx.Now,
			Antwoord: in.Antwoord, Woorden: in.Woorden, SamenMet: with, DoorID: actor.ID,
		})
		if err != nil {
			return err
		}
		d.Done(decision, "mening.gegeven", audit.Payload{})
		return nil
	})
}

// checkOnderwerp refuses an opinion about something that is not in the dossier.
func checkOnderwerp(d *app.Dossier, in MeningInput) ([]rule.Finding, error) {
	if in.OnderwerpID == "" {
		return nil, nil
	}
	var err error
	switch in.Onderwerp {
	case "plek":
		_, err = d.Toewijzing(in.OnderwerpID)
	case "doel":
		_, err = d.Doel(in.OnderwerpID)
	case "bericht":
		_, err = d.Bericht(in.OnderwerpID)
	default:
		return rule.Fail("onderwerp", "invoer.onbekend"), nil
	}
	if errs.Is(err, errs.NotFound) {
		return rule.Fail("onderwerp", "invoer.onbekend"), nil
	}
	return nil, err
}

func contains(list []string, v string) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// AfspraakInput is an appointment.
type AfspraakInput struct {
	InwonerID    string
	ToewijzingID string // of a provider: within which arrangement
	ID           string // empty: a new one
	Versie       int
	Datum        civil.Date
	Tijd         string // 09:30
	Wat          string
	Waar         string
	MetWie       string
	Vervalt      bool
}

// LegAfspraakVast keeps an appointment of the resident. It gives the id.
func (u *UseCases) LegAfspraakVast(ctx context.Context, actor app.Actor, in AfspraakInput) (id string, err error) {
	err = u.WriteDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.AfspraakVastleggen, "")
		if err != nil {
			return err
		}
		row := store.Afspraak{ID: in.ID, InwonerID: d.ID}
		if in.ID == "" {
			row.ID = d.Tx.NewID()
		} else if row, err = findAfspraak(d, in.ID); err != nil {
			return err
		}
		if in.ID != "" && decision.OrganisatieID != row.OrganisatieID {
			return app.NotHere() // who made it, changes it
		}
		if err := app.Stale(in.Versie, row.Versie, row); err != nil {
			return err
		}
		if err := app.Refuse(checkAfspraak(in, d.Day)); err != nil {
			return err
		}
		row.ToewijzingID, row.OrganisatieID, row.Datum, row.Tijd = in.ToewijzingID, decision.OrganisatieID, in.Datum, in.Tijd
		row.Wat, row.Waar, row.MetWie, row.DoorID = in.Wat, in.Waar, in.MetWie, actor.ID
		if in.Vervalt {
			row.Vervallen = d.Day
		}
		if in.ToewijzingID != "" {
			if _, err := d.Toewijzing(in.ToewijzingID); err != nil {
				return err
			}
		}
		id = row.ID
		if err := d.Tx.PutAfspraak(&row); err != nil {
			return err
		}
		d.Done(decision, "afspraak.vastgelegd", audit.Payload{})
		return nil
	})
	return id, err
}

func checkAfspraak(in AfspraakInput, today civil.Date) []rule.Finding {
	findings := rule.FailIf(in.Datum.IsZero() || in.Datum.Before(today) && !in.Vervalt, "datum", "afspraak.dag_ontbreekt")
	findings = append(findings, rule.FailIf(strings.TrimSpace(in.Wat) == "", "wat", "afspraak.wat_ontbreekt")...)
	return append(findings, rule.FailIf(in.Tijd != "" && !isTime(in.Tijd), "tijd", "afspraak.tijd_kan_niet")...)
}

// isTime tells whether a text is a time of day such as 09:30.
func isTime(s string) bool {
	if len(s) != 5 || s[2] != ':' {
		return false
	}
	for _, i := range []int{0, 1, 3, 4} {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s[:2] < "24" && s[3:] < "60"
}

func findAfspraak(d *app.Dossier, id string) (store.Afspraak, error) {
	list, err := d.Tx.Afspraken(d.ID, civil.First)
	if err != nil {
		return store.Afspraak{}, err
	}
	for _, a := range list {
		if a.ID == id {
			return a, nil
		}
	}
	return store.Afspraak{}, app.NotHere()
}
