package toegang_test

import (
	"strings"
	"testing"
	"time"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	"trede/internal/platform/errs"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// inwoner gives a resident as stored.
func inwoner(r *regiotest.Regio, id string) (out store.Inwoner) {
	r.Dossier(id, func(_ *store.Tx, d *store.Dossier) { out = d.Inwoner() })
	return out
}

const street = "Verborgenlaan"

// A secret address is shown to nobody but the resident and the lokale toegang: no
// provider, no CAW, no representative, no other team, and no search finds it.
func TestSecretAddress(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "de Vries", monday)
		i := inwoner(r, id)
		ok(t, r.Toegang.WijzigAdres(ctx, r.Consulent, apptoegang.AdresInput{
			InwonerID: id, Versie: i.Versie, Vanaf: monday, Adres: persoon.Adres{
				Soort: persoon.AdresBRP, Straatnaam: street, Huisnummer: 12, Postcode: "6828CN", Woonplaats: "Arnhem", Gemeente: regiotest.Arnhem,
			},
		}))
		marco := r.InwonerAccount(id, "marco")
		zus := representative(t, r, id, "zus", persoon.Gemachtigde, persoon.BereikInzien, persoon.BereikAkkoord)
		ok(t, r.Toegang.OpenMetReden(ctx, r.Collega, id, "Waarnemen voor Naima vandaag"))
		outside := []app.Actor{r.Werk, r.Traject, r.Coordinator, r.AndereCoordinator, r.AndereWerk, r.CAW, r.Collega, r.Duiven, r.Contractmanager, r.Beleid, zus}
		inside := []app.Actor{r.Consulent, marco}
		for _, a := range append([]app.Actor{r.Werk, r.Coordinator}, inside...) {
			if !strings.Contains(r.Everything(a, id, street), street) {
				t.Errorf("%s does not see the address before it is secret, so this test shows nothing", a.Naam)
			}
		}
		ask := apptoegang.GeheimhoudingInput{InwonerID: id, Versie: inwoner(r, id).Versie, Geheimhouding: persoon.Geheimhouding{
			Period: civil.Period{From: monday}, Reden: "bedreiging",
		}}
		refused(t, r.Toegang.VraagGeheimhouding(ctx, marco, ask), "reden.ontbreekt")
		ask.Waarom = "ik word bedreigd"
		notHere(t, r.Toegang.VraagGeheimhouding(ctx, r.Werk, ask))
		notHere(t, r.Toegang.VraagGeheimhouding(ctx, r.Collega, ask))
		ok(t, r.Toegang.VraagGeheimhouding(ctx, marco, ask))
		for _, a := range outside {
			seen := r.Everything(a, id, street)
			for _, secret := range []string{street, "6828CN", "bedreig"} {
				if strings.Contains(seen, secret) {
					t.Errorf("%s sees %s", a.Naam, secret)
				}
			}
		}
		for _, a := range inside {
			if !strings.Contains(r.Everything(a, id, street), street) {
				t.Errorf("%s does not see the address", a.Naam)
			}
		}
		ask.Versie++
		refused(t, r.Toegang.VraagGeheimhouding(ctx, marco, ask), "geheimhouding.loopt_al")
		refused(t, r.Toegang.EindigGeheimhouding(ctx, marco, id, ask.Versie, " "), "reden.ontbreekt")
		notHere(t, r.Toegang.EindigGeheimhouding(ctx, zus, id, ask.Versie, "mag weer"))
		r.Day("2026-11-25")
		ok(t, r.Toegang.EindigGeheimhouding(ctx, marco, id, ask.Versie, "het is voorbij"))
		if !strings.Contains(r.Everything(r.Werk, id, street), street) {
			t.Error("the secrecy has ended")
		}
	})
}

// representative lets somebody act for a resident, with an account.
func representative(t *testing.T, r *regiotest.Regio, inwonerID, name string, soort persoon.VertegenwoordigerSoort, bereik ...persoon.Bereik) app.Actor {
	t.Helper()
	a := r.VertegenwoordigerAccount(name)
	_, err := r.Toegang.LegVertegenwoordigingVast(t.Context(), r.Consulent, apptoegang.VertegenwoordigingInput{
		InwonerID: inwonerID, AccountID: a.ID, Waarom: "op verzoek van de inwoner", Vertegenwoordiging: persoon.Vertegenwoordiging{
			Period: civil.Period{From: civil.New(2026, time.November, 1), Until: civil.New(2027, time.January, 1)}, Soort: soort,
			Naam: persoon.Naam{Geslachtsnaam: name}, Bereik: bereik, Grondslag: "machtiging",
		},
	})
	ok(t, err)
	return a
}

// Whoever acts for a resident does so within the scope and until the last day.
func TestRepresentation(t *testing.T) {
	testkit.Eis(t, "X-08")
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		id, _ := r.Lopend("Marco", "de Vries", monday)
		other, _ := r.Toegewezen("Kees", "Bakker", monday)
		reader := representative(t, r, id, "buur", persoon.Mantelzorger, persoon.BereikInzien)
		agrees := representative(t, r, id, "mentor", persoon.Mentor, persoon.BereikAkkoord, persoon.BereikInvullen)
		for name, c := range map[string]struct {
			v    persoon.Vertegenwoordiging
			code string
		}{
			"too wide": {persoon.Vertegenwoordiging{Soort: persoon.Mantelzorger, Bereik: []persoon.Bereik{persoon.BereikAkkoord}}, "vertegenwoordiging.bereik_te_ruim"},
			"no scope": {persoon.Vertegenwoordiging{Soort: persoon.Mantelzorger}, "vertegenwoordiging.bereik_nodig"},
			"no paper": {persoon.Vertegenwoordiging{Soort: persoon.Curator, Bereik: []persoon.Bereik{persoon.BereikInzien}}, "vertegenwoordiging.grondslag_nodig"},
			"a parent": {persoon.Vertegenwoordiging{Soort: persoon.Ouder, Bereik: []persoon.Bereik{persoon.BereikInzien}}, "vertegenwoordiging.tot_18"},
		} {
			in := apptoegang.VertegenwoordigingInput{InwonerID: id, Vertegenwoordiging: c.v, AccountID: r.Werk.ID}
			_, err := r.Toegang.LegVertegenwoordigingVast(ctx, r.Consulent, in)
			refused(t, err, c.code)
			refused(t, err, "reden.ontbreekt")
			refused(t, err, "vertegenwoordiging.account")
			if t.Failed() {
				t.Log(name)
			}
		}
		goal := apptoegang.DoelInput{
			InwonerID: id, Tekst: "Ik wil koken", Domein: toegang.DomeinVak, Gericht: toegang.GerichtOntwikkelen, Nulmeting: toegang.ScoreNogNiet,
			Streefwaarde: toegang.ScoreGoed, Streefdatum: civil.New(2027, time.May, 1), SamenOpgesteld: true,
		}
		doel, err := r.Toegang.StelDoelVoor(ctx, agrees, goal)
		ok(t, err)
		notHere(t, second(r.Toegang.StelDoelVoor(ctx, reader, goal)))
		_, err = r.Toegang.Plan(ctx, reader, id)
		ok(t, err)
		notHere(t, second(r.Toegang.Plan(ctx, reader, other)))
		notHere(t, second(r.Toegang.Plan(ctx, agrees, other)))
		notHere(t, r.Toegang.GeefDoelAkkoord(ctx, reader, apptoegang.DoelAkkoordInput{DoelID: doel, Versie: 1}))
		ok(t, r.Toegang.GeefDoelAkkoord(ctx, agrees, apptoegang.DoelAkkoordInput{DoelID: doel, Versie: 1}))
		notHere(t, second(r.Toegang.ToonBSN(ctx, agrees, id)))

		// The day after the last one there is nothing to see any more.
		r.Day("2026-12-31")
		_, err = r.Toegang.Plan(ctx, reader, id)
		ok(t, err)
		r.Day("2027-01-01")
		notHere(t, second(r.Toegang.Plan(ctx, reader, id)))

		// The resident ends a permission, not what a judge decided; nobody ends that of another.
		r.Day("2026-12-01")
		var rows []store.Vertegenwoordiging
		r.Dossier(id, func(_ *store.Tx, d *store.Dossier) { rows, _ = d.Vertegenwoordigingen() })
		marco := r.InwonerAccount(id, "marco")
		for _, v := range rows {
			last := civil.New(2026, time.December, 1)
			if v.Soort == persoon.Mentor {
				notHere(t, r.Toegang.EindigVertegenwoordiging(ctx, reader, id, v.ID, v.Versie, last, ""))
				refused(t, r.Toegang.EindigVertegenwoordiging(ctx, marco, id, v.ID, v.Versie, last, ""), "vertegenwoordiging.wettelijk")
				refused(t, r.Toegang.EindigVertegenwoordiging(ctx, r.Consulent, id, v.ID, v.Versie, last, ""), "reden.ontbreekt")
				refused(t, r.Toegang.EindigVertegenwoordiging(ctx, agrees, id, v.ID, v.Versie, last.AddDays(-2), ""), "vertegenwoordiging.dag_kan_niet")
				ok(t, r.Toegang.EindigVertegenwoordiging(ctx, agrees, id, v.ID, v.Versie, last, ""))
				continue
			}
			regiotest.Stale[store.Vertegenwoordiging](t, r.Toegang.EindigVertegenwoordiging(ctx, marco, id, v.ID, 0, last, ""))
			ok(t, r.Toegang.EindigVertegenwoordiging(ctx, marco, id, v.ID, v.Versie, last, ""))
		}
		_, err = r.Toegang.Plan(ctx, reader, id)
		ok(t, err)
		r.Day("2026-12-02")
		notHere(t, second(r.Toegang.Plan(ctx, reader, id)))
		notHere(t, second(r.Toegang.StelDoelVoor(ctx, agrees, goal)))
	})
}

// A save over an older version is refused and shows the version that somebody else saved.
func TestStaleSaves(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		r.Day("2026-11-23")
		m := r.Melding("Marco", "de Vries")
		id := m.InwonerID
		i := inwoner(r, id)
		change := apptoegang.PersoonInput{InwonerID: id, Versie: i.Versie, Naam: persoon.Naam{Roepnaam: "Mark", Geslachtsnaam: "de Vries"}, Geboren: i.Geboren}
		ok(t, r.Toegang.WijzigInwoner(ctx, r.Consulent, change))
		change.Naam.Roepnaam = "Marcel"
		if have := regiotest.Stale[store.Inwoner](t, r.Toegang.WijzigInwoner(ctx, r.Consulent, change)); have.Naam.Roepnaam != "Mark" {
			t.Errorf("shown %+v", have.Naam)
		}
		if inwoner(r, id).Naam.Roepnaam != "Mark" {
			t.Error("the later save went over the earlier one")
		}
		v := i.Versie
		regiotest.Stale[store.Inwoner](t, r.Toegang.WijzigContact(ctx, r.Consulent, id, v, persoon.Contact{}))
		regiotest.Stale[store.Inwoner](t, r.Toegang.WijzigAdres(ctx, r.Consulent, apptoegang.AdresInput{InwonerID: id, Versie: v}))
		regiotest.Stale[store.Inwoner](t, r.Toegang.Verhuis(ctx, r.Consulent, apptoegang.VerhuisInput{InwonerID: id, Versie: v}))
		regiotest.Stale[store.Inwoner](t, r.Toegang.GeefAanTeam(ctx, r.Consulent, id, v, r.AnderTeamID))
		regiotest.Stale[store.Inwoner](t, r.Toegang.EindigGeheimhouding(ctx, r.Consulent, id, v, "is voorbij"))
		ok(t, r.Toegang.LegProfielVast(ctx, r.Consulent, apptoegang.ProfielInput{InwonerID: id, Profiel: toegang.Profiel{Kwaliteiten: "geduldig"}}))
		have := regiotest.Stale[store.Profiel](t, r.Toegang.LegProfielVast(ctx, r.Consulent, apptoegang.ProfielInput{InwonerID: id, Profiel: toegang.Profiel{Kwaliteiten: "snel"}}))
		if have.Kwaliteiten != "geduldig" {
			t.Errorf("%+v", have)
		}
		regiotest.Stale[store.Melding](t, r.Toegang.VertelClientondersteuning(ctx, r.Consulent, apptoegang.MeldingActie{MeldingID: m.MeldingID, Versie: 9}))
		_, err := r.Toegang.LegOnderzoekVast(ctx, r.Consulent, apptoegang.OnderzoekInput{MeldingID: m.MeldingID, Versie: 9})
		regiotest.Stale[store.Melding](t, err)
		goal := r.Doel(id, "Ik kom", toegang.DomeinActivering)
		_, err = r.Toegang.StelDoelOp(ctx, r.Consulent, apptoegang.DoelInput{InwonerID: id, DoelID: goal, Versie: 9, Reden: "anders"})
		regiotest.Stale[store.Doel](t, err)
		regiotest.Stale[store.Doel](t, r.Toegang.GeefDoelAkkoord(ctx, r.Consulent, apptoegang.DoelAkkoordInput{DoelID: goal, Versie: 9}))
		regiotest.Stale[store.Doel](t, r.Toegang.VoegActieToe(ctx, r.Consulent, goal, 9, store.DoelActie{Tekst: "bellen", Wie: toegang.PartijToegang}))
		r.Onderzocht(m)
		in := r.ONT3(id, monday)
		in.Akkoord = nil
		concept, err := r.Toegang.BereidToewijzingVoor(ctx, r.Consulent, in)
		ok(t, err)
		in.ToewijzingID, in.Versie = concept.ID, 9
		_, err = r.Toegang.BereidToewijzingVoor(ctx, r.Consulent, in)
		regiotest.Stale[store.Toewijzing](t, err)
		_, err = r.Toegang.WijsToe(ctx, r.Consulent, in)
		regiotest.Stale[store.Toewijzing](t, err)
		regiotest.Stale[store.Toewijzing](t, r.Toegang.GeefToewijzingAkkoord(ctx, r.Consulent, concept.ID, 9, *regiotest.Mondeling()))
		regiotest.Stale[store.Toewijzing](t, r.Toegang.WijzigToewijzing(ctx, r.Consulent, apptoegang.WijzigingInput{ToewijzingID: concept.ID, Versie: 9}))
		regiotest.Stale[store.Toewijzing](t, r.Toegang.TrekToewijzingIn(ctx, r.Consulent, concept.ID, 9, "toch niet"))
		regiotest.Stale[store.Toewijzing](t, r.Toegang.HertoetsGedaan(ctx, r.Consulent, concept.ID, 9, "past"))
	})
}

// Nobody gets two dossiers, and a number is never shown without a trace.
func TestBSN(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		nieuw := r.NieuweInwoner("Marco", "de Vries", regiotest.Arnhem)
		id, err := r.Toegang.RegistreerInwoner(ctx, r.Consulent, nieuw)
		ok(t, err)
		_, err = r.Toegang.RegistreerInwoner(ctx, r.Consulent, nieuw)
		refused(t, err, "inwoner.bsn_bekend")
		notHere(t, second(r.Toegang.RegistreerInwoner(ctx, r.Duiven, nieuw)))
		notHere(t, second(r.Toegang.RegistreerInwoner(ctx, r.Werk, nieuw)))
		none := r.NieuweInwoner("Fatma", "Yilmaz", regiotest.Arnhem)
		bsn := none.BSN
		none.BSN = persoon.BSN{}
		_, err = r.Toegang.RegistreerInwoner(ctx, r.Consulent, none)
		refused(t, err, "inwoner.bsn_of_reden")
		none.GeenBSNReden = "komt van elders"
		fatma, err := r.Toegang.RegistreerInwoner(ctx, r.Consulent, none)
		ok(t, err)
		i := inwoner(r, fatma)
		in := apptoegang.PersoonInput{InwonerID: fatma, Versie: i.Versie, Naam: i.Naam, Geboren: i.Geboren, BSN: nieuw.BSN}
		refused(t, r.Toegang.WijzigInwoner(ctx, r.Consulent, in), "inwoner.bsn_bekend")
		in.BSN = bsn
		ok(t, r.Toegang.WijzigInwoner(ctx, r.Consulent, in))
		if i = inwoner(r, fatma); !i.HeeftBSN || i.GeenBSNReden != "" {
			t.Errorf("%+v", i)
		}
		got, err := r.Toegang.ToonBSN(ctx, r.Consulent, id)
		ok(t, err)
		if got != nieuw.BSN {
			t.Error("another number")
		}
		for _, a := range []app.Actor{r.Collega, r.Duiven, r.Werk, r.Coordinator, r.Contractmanager, r.CAW} {
			notHere(t, second(r.Toegang.ToonBSN(ctx, a, id)))
		}
		r.Dossier(id, func(tx *store.Tx, _ *store.Dossier) {
			list, err := tx.Tijdlijn(app.KindDossier, id, 1)
			ok(t, err)
			if list[0].Action != "bsn.getoond" || list[0].Actor.ID != r.Consulent.ID {
				t.Errorf("%+v", list[0])
			}
		})
		found, err := r.Toegang.ZoekOpBSN(ctx, r.Consulent, nieuw.BSN)
		ok(t, err)
		if found.ID != id || found.AnderTeam || found.Geboortedatum.IsZero() {
			t.Errorf("%+v", found)
		}
		if found, err = r.Toegang.ZoekOpBSN(ctx, r.Collega, nieuw.BSN); err != nil || !found.AnderTeam || !found.Geboortedatum.IsZero() {
			t.Errorf("%+v %v", found, err)
		}
		for _, a := range []app.Actor{r.Duiven, r.Werk, r.Coordinator} {
			notHere(t, second(r.Toegang.ZoekOpBSN(ctx, a, nieuw.BSN)))
		}
	})
}

// Who may not see who looked, makes the program read nothing: the refusal comes before
// the log of looks is asked, here shown by a log that cannot be read.
func TestWhoLookedAsksFirst(t *testing.T) {
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		m := r.Melding("Marco", "de Vries")
		for _, db := range r.DB.DBs() {
			if _, err := db.Writer().Exec("alter table lees_regel rename to lees_weg"); err == nil {
				break
			}
		}
		_, err := r.Toegang.WieKeek(t.Context(), r.Duiven, m.InwonerID, apptoegang.ReaderQuery{})
		notHere(t, err)
		if _, err = r.Toegang.WieKeek(t.Context(), r.Consulent, m.InwonerID, apptoegang.ReaderQuery{}); err == nil || errs.Is(err, errs.NotFound) {
			t.Errorf("the log can be read after all: %v", err)
		}
	})
}

// A search gives the residents of the own team first, however many others of the gemeente
// have a name that comes before, and says that there are more.
func TestSearchIsExact(t *testing.T) {
	each(t, func(t *testing.T, r *regiotest.Regio) {
		ctx := t.Context()
		register := func(by app.Actor, voornaam, achternaam string) {
			nieuw := r.NieuweInwoner(voornaam, achternaam, regiotest.Arnhem)
			_, err := r.Toegang.RegistreerMelding(ctx, by, apptoegang.MeldingInput{
				Nieuw: &nieuw, Door: toegang.MelderConsulent, Vraag: "Werk", Bevestigd: true, ClientondersteuningVerteld: true, GeenPersoonlijkPlan: true,
			})
			ok(t, err)
		}
		for n := range 62 {
			register(r.Collega, string(rune('A'+n%26)), "Vrieling")
		}
		register(r.Consulent, "Zoe", "Vrijman")
		list, more, err := r.Toegang.Zoek(ctx, r.Consulent, "vri")
		ok(t, err)
		if len(list) != 20 || !more || list[0].Naam != "Zoe Vrijman" || list[0].AnderTeam {
			t.Errorf("%d found, more %v, first %+v", len(list), more, list[0])
		}
		for n, x := range list[2:] {
			if x.Naam < list[n+1].Naam || !x.AnderTeam {
				t.Errorf("%s stands after %s", x.Naam, list[n+1].Naam)
			}
		}
		if list, more, err = r.Toegang.Zoek(ctx, r.Consulent, "vrij"); err != nil || len(list) != 1 || more {
			t.Errorf("%v %v %v", list, more, err)
		}
		if list, more, err = r.Toegang.Zoek(ctx, r.Consulent, "vri zoe"); err != nil || len(list) != 1 || more {
			t.Errorf("%v %v %v", list, more, err)
		}
	})
}
