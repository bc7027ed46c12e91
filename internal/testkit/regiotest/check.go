package regiotest

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/region"
	"trede/internal/store"
)

// OK fails the test on an error, with what a form would show.
func OK(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%v %v", err, Codes(err))
	}
}

// Codes gives the codes of the findings of an error.
func Codes(err error) []string {
	var out []string
	for _, f := range errs.FindingsOf(err) {
		out = append(out, f.Code)
	}
	return out
}

// Refused fails the test unless a form was refused with a code.
func Refused(t testing.TB, err error, code string) {
	t.Helper()
	if !errs.Is(err, errs.Invalid) || !slices.Contains(Codes(err), code) {
		t.Errorf("got %v %v, want a refusal with %s", err, Codes(err), code)
	}
}

// NotHere fails the test unless the actor is told that there is nothing here.
func NotHere(t testing.TB, err error) {
	t.Helper()
	if !errs.Is(err, errs.NotFound) || errs.CodeOf(err) != "toegang.geen" {
		t.Errorf("got %v %v, want that there is nothing here", err, Codes(err))
	}
}

// Stale fails the test unless a save over an older version shows the one that counts.
func Stale[T any](t testing.TB, err error) (current T) {
	t.Helper()
	var e *errs.Error
	if !errors.As(err, &e) || e.Kind != errs.Conflict {
		t.Errorf("got %v, want a conflict", err)
		return current
	}
	current, ok := e.Current.(T)
	if !ok {
		t.Errorf("the conflict shows %T and not the saved version", e.Current)
	}
	return current
}

// Person makes somebody new who works in a role, at an organisation and in a team.
func (r *Regio) Person(name string, role authz.Role, org, team string) app.Actor {
	r.T.Helper()
	var a app.Actor
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		a.ID = r.account(tx, name, role, org, team)
		tx.Audit("account", a.ID, "account.gemaakt", audit.Payload{})
		return nil
	}))
	return r.Actor(a)
}

// Organisatie gives the organisation at which an actor works.
func Organisatie(a app.Actor) string { return a.Aanstellingen[0].OrganisatieID }

// EndAppointments lets the appointments of an actor end: last is the last day.
func (r *Regio) EndAppointments(a app.Actor, last civil.Date) app.Actor {
	r.T.Helper()
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		tx.Audit("account", a.ID, "aanstelling.beeindigd", audit.Payload{})
		for _, x := range a.Aanstellingen {
			row, err := store.Aanstellingen.Get(tx.Tx, x.ID)
			if err != nil {
				return err
			}
			row.Tot = last.AddDays(1)
			if err := store.Aanstellingen.Update(tx.Tx, row); err != nil {
				return err
			}
		}
		return nil
	}))
	return r.Actor(a)
}

// Replace lets somebody do the work of an absent colleague during a period.
func (r *Regio) Replace(absent, by app.Actor, p civil.Period) app.Actor {
	r.T.Helper()
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		tx.Audit("account", absent.ID, "vervanging.vastgelegd", audit.Payload{})
		return store.Vervangingen.Insert(tx.Tx, store.Vervanging{
			ID: tx.NewID(), AccountID: absent.ID, VervangerID: by.ID, Van: p.From, Tot: p.Until, Reden: "vakantie", Versie: 1,
		})
	}))
	return r.Actor(by)
}

// ChangeRegio makes a changed copy of the region's data count.
func (r *Regio) ChangeRegio(change func(*region.Region)) {
	r.T.Helper()
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		last, err := tx.RegioDocument()
		if err != nil {
			return err
		}
		data, err := region.Load(strings.NewReader(last.Document))
		if err != nil {
			return err
		}
		change(data)
		var text bytes.Buffer
		if err := region.Write(&text, data); err != nil {
			return err
		}
		tx.Audit("regio", "regio", "regio.ingelezen", audit.Payload{})
		return tx.AddRegioDocument(last.Volgnr, text.String())
	}))
}

// Set gives a setting of the region a value from a day on.
func Set(code inkoop.InstellingCode, value string, from civil.Date) func(*region.Region) {
	return func(d *region.Region) {
		d.Inkoop.Instellingen = append(d.Inkoop.Instellingen, inkoop.Instelling{
			Code: code, Waarde: value, Van: from, Herkomst: inkoop.Herkomst{Soort: inkoop.Voorstel, Bron: "proef"},
		})
	}
}

// TakenVan gives the tasks about a resident.
func (r *Regio) TakenVan(inwonerID string) (list []store.Taak) {
	r.T.Helper()
	r.must(r.DB.Read(r.T.Context(), func(tx *store.Tx) (err error) {
		list, err = tx.Taken(inwonerID)
		return err
	}))
	return list
}

// Taak gives the task of a kind about a resident, if there is one.
func (r *Regio) Taak(inwonerID string, soort toegang.TaakSoort) (store.Taak, bool) {
	r.T.Helper()
	for _, t := range r.TakenVan(inwonerID) {
		if t.Soort == string(soort) {
			return t, true
		}
	}
	return store.Taak{}, false
}

// Due fails the test unless there is a task of a kind with a last day and an owner:
// the team, a provider or the resident.
func (r *Regio) Due(inwonerID string, soort toegang.TaakSoort, kant, kantID, day string) {
	r.T.Helper()
	t, ok := r.Taak(inwonerID, soort)
	if !ok || t.Kant != kant || t.KantID != kantID || t.Termijn.String() != day {
		r.T.Errorf("%s: got %v %s %s %s, want %s %s %s", soort, ok, t.Kant, t.KantID, t.Termijn, kant, kantID, day)
	}
}

// NoTask fails the test when there is a task of a kind.
func (r *Regio) NoTask(inwonerID string, soort toegang.TaakSoort) {
	r.T.Helper()
	if t, ok := r.Taak(inwonerID, soort); ok {
		r.T.Errorf("there is a task %s for %s", soort, t.Kant)
	}
}

// LastNumber makes a number the last one that a gemeente gave out of a kind.
func (r *Regio) LastNumber(gemeente, soort string, last int64) {
	r.T.Helper()
	_, err := r.DB.DBs()[0].Writer().ExecContext(r.T.Context(),
		"update nummer set laatste = $3 where gemeente_code = $1 and soort = $2", gemeente, soort, last)
	r.must(err)
}

// VertegenwoordigerAccount gives somebody who can act for residents an account.
func (r *Regio) VertegenwoordigerAccount(name string) app.Actor {
	r.T.Helper()
	var id string
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		id = tx.NewID()
		tx.Audit("account", id, "account.gemaakt", audit.Payload{})
		return store.Accounts.Insert(tx.Tx, auth.Account{ID: id, Kind: "vertegenwoordiger", Login: name, Name: name, CreatedAt: tx.Now, Versie: 1})
	}))
	a := r.Actor(app.Actor{Actor: authz.Actor{ID: id}})
	a.Naam = name
	return a
}

// Herbereken derives everything again, as the job after a change of the region does.
func (r *Regio) Herbereken() {
	r.T.Helper()
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		ids, err := tx.InwonerIDs("", 1000)
		for _, id := range ids {
			tx.Touch(id)
		}
		tx.Audit("taken", "regio", "taken.herberekend", audit.Payload{})
		return err
	}))
}

// OtherCAW makes a general provision beside the one of the region.
func (r *Regio) OtherCAW() (id string) {
	r.T.Helper()
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		id = r.org(tx, "caw", "Ander CAW", Duiven)
		tx.Audit("organisatie", id, "organisatie.gemaakt", audit.Payload{})
		return nil
	}))
	return id
}

// MoveToDuiven lets a resident of Arnhem move to Duiven today.
func (r *Regio) MoveToDuiven(id string) {
	r.T.Helper()
	var versie int
	r.Dossier(id, func(_ *store.Tx, d *store.Dossier) { versie = d.Inwoner().Versie })
	r.must(r.Toegang.Verhuis(r.T.Context(), r.Consulent, apptoegang.VerhuisInput{
		InwonerID: id, Versie: versie, Vanaf: app.Today(r.DB.Clock.Now()),
		Adres: persoon.Adres{Soort: persoon.AdresBRP, Straatnaam: "Rijksweg", Huisnummer: 3, Postcode: "6921AB", Woonplaats: "Duiven", Gemeente: Duiven},
	}))
}
