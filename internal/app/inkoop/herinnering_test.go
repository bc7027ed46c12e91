package inkoop_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// metMail adds somebody with a mail address and an appointment.
func metMail(t *testing.T, r *regiotest.Regio, name string, role authz.Role, org string, van civil.Period, disabled time.Time) {
	t.Helper()
	regiotest.OK(t, r.DB.Write(t.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		id := tx.NewID()
		tx.Audit("account", id, "account.gemaakt", audit.Payload{})
		if err := store.Accounts.Insert(tx.Tx, auth.Account{ID: id, Kind: "medewerker", Login: name, Name: name, Email: name + "@post.example", DisabledAt: disabled, CreatedAt: tx.Now, Versie: 1}); err != nil {
			return err
		}
		return store.Aanstellingen.Insert(tx.Tx, store.Aanstelling{ID: tx.NewID(), AccountID: id, Rol: string(role), OrganisatieID: org, Van: van.From, Tot: van.Until, Versie: 1})
	}))
}

// herinner does what the program does in a day: it runs more than once, and knows nothing of
// an earlier run but what was stored. It gives the mails that are new, as "who contract", in
// order.
func herinner(t *testing.T, r *regiotest.Regio) (sent []string) {
	t.Helper()
	ctx := t.Context()
	for range 2 {
		u := &appinkoop.UseCases{Base: r.Base} // as after a new start
		regiotest.OK(t, u.HerinnerEinde(ctx))
	}
	names := map[string]string{}
	list, err := r.Inkoop.Contracten(ctx, r.Contractmanager)
	regiotest.OK(t, err)
	for _, c := range list {
		names["/contracten/"+string(c.ID)] = c.Nummer
	}
	for _, b := range post(t, r, app.MailContract) {
		sent = append(sent, strings.TrimSuffix(b.Aan, "@post.example")+" "+names[b.Pad])
	}
	slices.Sort(sent)
	return sent
}

// post takes the mails that wait; all are of one kind, and what they say is encrypted.
func post(t *testing.T, r *regiotest.Regio, soort app.MailSoort) (out []app.Bericht) {
	t.Helper()
	ctx := t.Context()
	for {
		due, err := r.DB.LeaseJobs(ctx, 50, time.Minute)
		regiotest.OK(t, err)
		if len(due) == 0 {
			return out
		}
		for _, j := range due {
			b, err := r.Base.OpenMail(ctx, j)
			regiotest.OK(t, err)
			if j.Soort != app.JobMail || b.Soort != soort || strings.Contains(string(j.Inhoud), b.Aan) {
				t.Errorf("%+v in %s", b, j.Inhoud)
			}
			out = append(out, b)
			regiotest.OK(t, r.DB.FinishJob(ctx, j.ID))
		}
	}
}

// Who is decided about gets a mail that there is a letter, and again when it is decided anew.
func TestMailAboutADecision(t *testing.T) {
	testkit.Eis(t, "INK-14")
	beoordeel(t, func(t *testing.T, b *beoordeling) {
		ever := civil.Period{From: civil.New(2015, time.January, 1)}
		metMail(t, b.Regio, "Aaf", authz.RoleCoordinator, string(b.Andere), ever, time.Time{})
		metMail(t, b.Regio, "Ander", authz.RoleCoordinator, string(b.De), ever, time.Time{})
		bad := func(c *inkoop.BeoordelingInhoud) {
			c.Oordelen[3] = inkoop.EisOordeel{Eis: b.eisen[3].Code, Oordeel: inkoop.VoldoetNiet, Notitie: "Er is geen klachtregeling."}
			c.Advies = inkoop.Afgewezen
		}
		decide := func() {
			t.Helper()
			b.ok(b.bereid(b.anna, inkoop.Afgewezen, "Er ontbreekt een klachtregeling."))
			if list := post(t, b.Regio, app.MailBesluit); len(list) != 0 {
				t.Errorf("a mail before the decision: %+v", list)
			}
			b.ok(second(b.neem(b.Contractmanager)))
			list := post(t, b.Regio, app.MailBesluit)
			if len(list) != 1 || list[0].Aan != "Aaf@post.example" || list[0].Pad != "/inschrijvingen/"+b.id+"/besluit" || list[0].Op.IsZero() {
				t.Errorf("mails: %+v", list)
			}
		}
		b.ok(b.leg(b.anna, b.goed(bad), true), b.leg(b.bas, b.goed(bad), true))
		decide()
		b.ok(b.Inkoop.HeropenBesluit(t.Context(), b.Contractmanager, appinkoop.HeropenInput{InschrijvingID: b.id, Versie: b.zaak(b.Contractmanager).Versie, Reden: "Verkeerd gelezen."}))
		decide()
	})
}

// Six, three and one month before the end of a contract the region and its own provider get
// a mail, each once, whatever is run again; not of one that was extended before.
func TestRemindersOfTheEnd(t *testing.T) {
	testkit.Eis(t, "INK-10", "INK-11", "INK-12")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ever := civil.Period{From: civil.New(2015, time.January, 1)}
		metMail(t, r, "Ineke", authz.RoleContractmanager, r.RegioID(), ever, time.Time{})
		metMail(t, r, "Aaf", authz.RoleCoordinator, string(r.Andere), ever, time.Time{})
		metMail(t, r, "Weg", authz.RoleContractmanager, r.RegioID(), civil.Period{From: ever.From, Until: civil.New(2019, time.June, 30)}, time.Time{})
		metMail(t, r, "Dicht", authz.RoleContractmanager, r.RegioID(), ever, r.DB.Clock.Now())
		metMail(t, r, "Begeleider", authz.RoleWerkbegeleider, string(r.Andere), ever, time.Time{})
		round2019(t, r)
		for _, x := range []struct {
			day  string
			want []string
		}{
			{"2019-06-29", []string{"Ineke A-over", "Weg A-over"}},
			{"2019-06-30", []string{"Aaf A-2", "Ineke A-1", "Ineke A-2"}},
			{"2019-06-30", nil},
			{"2019-07-01", nil},
			{"2019-09-29", nil},
			{"2019-09-30", []string{"Aaf A-2", "Ineke A-1", "Ineke A-2"}},
		} {
			r.Day(x.day)
			if got := herinner(t, r); !slices.Equal(got, x.want) {
				t.Errorf("%s: %v, want %v", x.day, got, x.want)
			}
		}
		_, err := r.Inkoop.VoerBulkUit(t.Context(), r.Contractmanager, verlengInput(r, t, "A-2"))
		regiotest.OK(t, err)
		r.Day("2019-11-30")
		if got := herinner(t, r); !slices.Equal(got, []string{"Ineke A-1"}) {
			t.Errorf("A-2 is extended to 30 June 2020: %v", got)
		}
		r.Day("2020-01-05") // the program stood still: the new end of A-2 is within six months
		if got := herinner(t, r); !slices.Equal(got, []string{"Aaf A-2", "Ineke A-2"}) {
			t.Errorf("before the new end: %v", got)
		}
		page, err := r.Inkoop.BekijkContract(t.Context(), r.Contractmanager, string(contractOf(t, r, "A-1").ID))
		regiotest.OK(t, err)
		if n := len(page.Gebeurtenissen); n != 3 {
			t.Errorf("%d events tell of three reminders", n)
		}
		r.Day("2020-07-01")
		if got := herinner(t, r); got != nil {
			t.Errorf("after the end: %v", got)
		}
	})
}

// A contract of which the parties said that it goes on is not in the mail of its old end.
func TestNoReminderOfAnExtendedContract(t *testing.T) {
	testkit.Eis(t, "INK-11")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		metMail(t, r, "Ineke", authz.RoleContractmanager, r.RegioID(), civil.Period{From: civil.New(2015, time.January, 1)}, time.Time{})
		r.Contract(inkoop.Contract{
			Nummer: "B-1", Aanbieder: r.De, Getekend: civil.New(2016, time.December, 1), Oorspronkelijk: civil.Through(civil.New(2017, time.January, 1), peildag()),
			Addenda: []inkoop.Addendum{{Nummer: 1, Soort: inkoop.Verlenging, Getekend: civil.New(2019, time.May, 1), LaatsteDag: civil.New(2020, time.December, 31)}},
		})
		for _, day := range []string{"2019-06-30", "2019-09-30", "2019-12-01", "2019-12-31"} {
			r.Day(day)
			if got := herinner(t, r); got != nil {
				t.Errorf("%s: %v", day, got)
			}
		}
	})
}
