package inkoop_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
	"trede/internal/testkit"
	"trede/internal/testkit/regiotest"
)

// round is a round in a region, as its contract manager makes it.
type round struct {
	*regiotest.Regio
	ID inkoop.RondeID
}

func eachRound(t *testing.T, fn func(t *testing.T, r *round)) {
	t.Helper()
	regiotest.Each(t, func(t *testing.T, regio *regiotest.Regio) {
		r := &round{Regio: regio.Load()}
		r.Day("2026-11-02")
		var err error
		r.ID, err = r.Inkoop.LegRondeVast(t.Context(), r.Contractmanager, appinkoop.RondeInput{Ronde: inkoop.Ronde{
			Naam: "Inkoop 2028", Partij: "MGR", Catalogus: "v2", Consultatie: civil.New(2026, time.November, 9),
		}})
		regiotest.OK(t, err)
		fn(t, r)
		r.Klopt()
	})
}

// paper writes a concept.
func (r *round) paper(titel string) string {
	r.T.Helper()
	id, err := r.Inkoop.StelStukOp(r.T.Context(), r.Contractmanager, appinkoop.StukInput{
		RondeID: r.ID, Soort: inkoop.StukVisie, Titel: titel, Tekst: "Meedoen",
	})
	regiotest.OK(r.T, err)
	return id
}

func (r *round) publish(id string) {
	r.T.Helper()
	regiotest.OK(r.T, r.Inkoop.PubliceerStuk(r.T.Context(), r.Contractmanager, r.ID, id, 1))
}

func (r *round) ask(who app.Actor, text string) string {
	r.T.Helper()
	id, err := r.Inkoop.StelVraag(r.T.Context(), who, appinkoop.VraagInput{RondeID: r.ID, Onderwerp: "Eisen", Tekst: text})
	regiotest.OK(r.T, err)
	return id
}

func (r *round) answer(id string, in appinkoop.AntwoordInput) error {
	r.T.Helper()
	in.RondeID, in.VraagID = r.ID, id
	if in.Onderwerp == "" {
		in.Onderwerp = "Eisen"
	}
	if in.Versie == 0 {
		in.Versie = 1
	}
	return r.Inkoop.BeantwoordVraag(r.T.Context(), r.Contractmanager, in)
}

// sees is everything that somebody gets of the round, as one text.
func (r *round) sees(who app.Actor) string {
	r.T.Helper()
	p, err := r.Inkoop.Ronde(r.T.Context(), who, r.ID)
	regiotest.OK(r.T, err)
	p.Regio = app.Regels{}
	body, err := json.Marshal(p)
	regiotest.OK(r.T, err)
	return string(body)
}

// setRonde changes a round behind the back of the checks: the example region has no
// percelen and requirements to choose from.
func (r *round) setRonde(change func(*inkoop.Ronde)) {
	r.T.Helper()
	p, err := r.Inkoop.Ronde(r.T.Context(), r.Contractmanager, r.ID)
	regiotest.OK(r.T, err)
	change(&p.Ronde.Ronde)
	r.PutRonde(&p.Ronde)
}

// A round is for the region alone until its first paper is published; concepts stay so.
func TestRoundBecomesPublic(t *testing.T) {
	eachRound(t, func(t *testing.T, r *round) {
		testkit.Eis(t, "INK-01")
		ctx, public := t.Context(), []app.Actor{{}, r.Coordinator, r.AndereCoordinator, r.Consulent, r.Beleid}
		for _, a := range public {
			_, err := r.Inkoop.Ronde(ctx, a, r.ID)
			regiotest.NotHere(t, err)
			if list, err := r.Inkoop.Rondes(ctx, a); err != nil || len(list.Rondes) != 0 {
				t.Errorf("%s sees %d rounds, %v", a.Naam, len(list.Rondes), err)
			}
		}
		r.publish(r.paper("Visie"))
		r.paper("Nog geheim")
		for _, a := range public {
			if got := r.sees(a); !strings.Contains(got, "Visie") || strings.Contains(got, "Nog geheim") {
				t.Errorf("%s sees %s", a.Naam, got)
			}
		}
		if !strings.Contains(r.sees(r.Contractmanager), "Nog geheim") {
			t.Error("the contract manager does not see the own concept")
		}
		for _, a := range public {
			_, err := r.Inkoop.LegRondeVast(ctx, a, appinkoop.RondeInput{})
			regiotest.NotHere(t, err)
			_, err = r.Inkoop.StelStukOp(ctx, a, appinkoop.StukInput{RondeID: r.ID})
			regiotest.NotHere(t, err)
		}
	})
}

// What everybody has read stays as it is: for the use case, and in the store as well.
func TestPublishedPaperStays(t *testing.T) {
	eachRound(t, func(t *testing.T, r *round) {
		testkit.Eis(t, "INK-01")
		ctx, id := t.Context(), r.paper("Visie")
		in := appinkoop.StukInput{ID: id, RondeID: r.ID, Soort: inkoop.StukVisie, Titel: "Visie 2", Tekst: "Meedoen", Versie: 1}
		_, err := r.Inkoop.StelStukOp(ctx, r.Contractmanager, in)
		regiotest.OK(t, err)
		_, err = r.Inkoop.StelStukOp(ctx, r.Contractmanager, in) // over the first version
		if got := regiotest.Stale[store.RondeStuk](t, err); got.Titel != "Visie 2" {
			t.Errorf("the conflict shows %q", got.Titel)
		}
		r.DB.Clock.Set(time.Date(2026, 11, 3, 22, 59, 30, 0, time.UTC))
		regiotest.OK(t, r.Inkoop.PubliceerStuk(ctx, r.Contractmanager, r.ID, id, 2))
		in.Versie, in.Titel = 3, "Visie 3"
		_, err = r.Inkoop.StelStukOp(ctx, r.Contractmanager, in)
		regiotest.Refused(t, err, "stuk.gepubliceerd_blijft")
		regiotest.Refused(t, r.Inkoop.PubliceerStuk(ctx, r.Contractmanager, r.ID, id, 3), "stuk.gepubliceerd_blijft")
		err = r.DB.Write(ctx, audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
			tx.Audit("proef", "proef", "proef.gewijzigd", audit.Payload{})
			row, _, err := tx.RondeStuk(id)
			if err != nil {
				return err
			}
			if !row.Gepubliceerd.Equal(time.Date(2026, 11, 3, 22, 59, 30, 0, time.UTC)) || row.Titel != "Visie 2" {
				t.Errorf("%s at %s", row.Titel, row.Gepubliceerd)
			}
			row.Titel = "Stiekem"
			return tx.PutRondeStuk(&row)
		})
		if errs.CodeOf(err) != "stuk.gepubliceerd_blijft" {
			t.Errorf("the store writes over a published paper: %v", err)
		}
		// A nota is never written by hand.
		in = appinkoop.StukInput{RondeID: r.ID, Soort: inkoop.StukNota, Titel: "Nota", Tekst: "x"}
		_, err = r.Inkoop.StelStukOp(ctx, r.Contractmanager, in)
		regiotest.Refused(t, err, "stuk.soort_ontbreekt")
		in = appinkoop.StukInput{RondeID: r.ID, Soort: inkoop.StukVisie, Titel: strings.Repeat("x", 201), Tekst: strings.Repeat("x", 20_001)}
		_, err = r.Inkoop.StelStukOp(ctx, r.Contractmanager, in)
		if got := regiotest.Codes(err); !slices.Equal(got, []string{"invoer.te_lang", "invoer.te_lang"}) {
			t.Errorf("too long: %q", got)
		}
	})
}

// Until the nota is published only the region knows an answer, not even who asked; then
// everybody has the same text from the same moment, without who asked.
func TestEqualInformation(t *testing.T) {
	eachRound(t, func(t *testing.T, r *round) {
		testkit.Eis(t, "INK-01")
		ctx := t.Context()
		r.publish(r.paper("Visie"))
		one := r.ask(r.Coordinator, "Mag onze fietsenmakerij meedoen?")
		two := r.ask(r.AndereCoordinator, "Geldt dit voor iedereen?")
		r.ask(r.AndereCoordinator, "Deze blijft open")
		regiotest.OK(t, r.answer(one, appinkoop.AntwoordInput{Openbaar: "Mag een werkplaats meedoen?", Antwoord: "Ja, dat mag."}))
		regiotest.OK(t, r.answer(two, appinkoop.AntwoordInput{Onderwerp: "Planning", Antwoord: "Voor allen."}))
		everybody := []app.Actor{{}, r.Coordinator, r.AndereCoordinator, r.Consulent, r.Werk}
		for _, a := range everybody {
			for _, secret := range []string{"Ja, dat mag.", "Voor allen.", "Mag een werkplaats meedoen?"} {
				if strings.Contains(r.sees(a), secret) {
					t.Errorf("%s sees %q before the nota", a.Naam, secret)
				}
			}
		}
		if !strings.Contains(r.sees(r.Coordinator), "onze fietsenmakerij") || strings.Contains(r.sees(r.AndereCoordinator), "onze fietsenmakerij") {
			t.Error("a question is for who asked it")
		}
		for _, a := range everybody {
			_, err := r.Inkoop.VolgendeNota(ctx, a, r.ID)
			regiotest.NotHere(t, err)
			_, err = r.Inkoop.PubliceerNota(ctx, a, appinkoop.NotaInput{RondeID: r.ID})
			regiotest.NotHere(t, err)
		}
		next, err := r.Inkoop.VolgendeNota(ctx, r.Contractmanager, r.ID)
		regiotest.OK(t, err)
		if next.Open != 1 || len(next.Groep) != 2 || next.Groep[0].Naam != "Eisen" || next.Groep[1].Naam != "Planning" {
			t.Errorf("%+v", next)
		}
		nota, err := r.Inkoop.PubliceerNota(ctx, r.Contractmanager, appinkoop.NotaInput{RondeID: r.ID, Gezien: next.Gezien})
		regiotest.OK(t, err)
		var same appinkoop.StukView
		for i, a := range everybody {
			p, err := r.Inkoop.Ronde(ctx, a, r.ID)
			regiotest.OK(t, err)
			at := slices.IndexFunc(p.Stukken, func(s appinkoop.StukView) bool { return s.ID == nota })
			got := p.Stukken[at]
			if i == 0 {
				same = got
			}
			x, _ := json.Marshal(got)
			y, _ := json.Marshal(same)
			if string(x) != string(y) || !got.Gepubliceerd.Equal(r.DB.Clock.Now()) || got.Titel != "Nota van inlichtingen 1" {
				t.Errorf("%s reads %s, others %s", a.Naam, x, y)
			}
			for _, secret := range []string{"fietsenmakerij", "Coby", "De Werkplaats", "Deze blijft open"} {
				if strings.Contains(string(x), secret) {
					t.Errorf("the nota says %q", secret)
				}
			}
			if !strings.Contains(string(x), "Mag een werkplaats meedoen?") || !strings.Contains(string(x), "Geldt dit voor iedereen?") {
				t.Errorf("the nota is %s", x)
			}
		}
		// It stays as it is, in the store as well, and a question is answered once.
		regiotest.Refused(t, r.answer(one, appinkoop.AntwoordInput{Antwoord: "Toch niet", Versie: 3}), "vraag.gepubliceerd_blijft")
		err = r.DB.Write(ctx, audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
			tx.Audit("proef", "proef", "proef.gewijzigd", audit.Payload{})
			row, _, err := tx.RondeVraag(one)
			if err != nil {
				return err
			}
			row.Antwoord = "Toch niet"
			return tx.PutRondeVraag(&row)
		})
		if errs.CodeOf(err) != "vraag.gepubliceerd_blijft" {
			t.Errorf("the store writes over a published answer: %v", err)
		}
		_, err = r.Inkoop.PubliceerNota(ctx, r.Contractmanager, appinkoop.NotaInput{RondeID: r.ID})
		regiotest.Refused(t, err, "nota.geen_antwoorden")
	})
}

// Nothing is published that was not shown before.
func TestNotaThatChangedMeanwhile(t *testing.T) {
	testkit.Eis(t, "INK-01")
	eachRound(t, func(t *testing.T, r *round) {
		r.publish(r.paper("Visie"))
		one := r.ask(r.Coordinator, "Wat is een VOG?")
		regiotest.OK(t, r.answer(one, appinkoop.AntwoordInput{Antwoord: "Een verklaring."}))
		next, err := r.Inkoop.VolgendeNota(t.Context(), r.Contractmanager, r.ID)
		regiotest.OK(t, err)
		regiotest.OK(t, r.answer(one, appinkoop.AntwoordInput{Antwoord: "Een verklaring over gedrag.", Versie: 2}))
		_, err = r.Inkoop.PubliceerNota(t.Context(), r.Contractmanager, appinkoop.NotaInput{RondeID: r.ID, Gezien: next.Gezien})
		if !errs.Is(err, errs.Conflict) {
			t.Errorf("got %v", err)
		}
	})
}

// A name in what everybody will read is advice: who leaves it says why, and that is kept.
func TestNameInANota(t *testing.T) {
	eachRound(t, func(t *testing.T, r *round) {
		testkit.Eis(t, "INK-01")
		r.publish(r.paper("Visie"))
		id := r.ask(r.Coordinator, "Wij zijn De Werkplaats. Mag dit?")
		in := appinkoop.AntwoordInput{Antwoord: "Ja."}
		regiotest.Refused(t, r.answer(id, in), "vraag.noemt_naam")
		in.Openbaar = "Coby vraagt of dit mag"
		regiotest.Refused(t, r.answer(id, in), "vraag.noemt_naam")
		in.Openbaar, in.Antwoord = "Mag dit?", "Ja, zoals Groen Werk het doet."
		regiotest.Refused(t, r.answer(id, in), "vraag.noemt_naam")
		in.Redenen = map[string]string{"VRG-01": "Groen Werk staat zelf op de site"}
		regiotest.OK(t, r.answer(id, in))
	})
}

// Questions are asked for the own organisation, as long as the round takes them.
func TestWhoAsksAndUntilWhen(t *testing.T) {
	eachRound(t, func(t *testing.T, r *round) {
		testkit.Eis(t, "INK-01")
		ctx := t.Context()
		in := appinkoop.VraagInput{RondeID: r.ID, Onderwerp: "Eisen", Tekst: "Wat is een VOG?"}
		_, err := r.Inkoop.StelVraag(ctx, r.Coordinator, in)
		regiotest.NotHere(t, err) // nothing was published
		r.publish(r.paper("Visie"))
		for _, a := range []app.Actor{{}, r.Werk, r.Consulent, r.Contractmanager} {
			_, err := r.Inkoop.StelVraag(ctx, a, in)
			regiotest.NotHere(t, err)
		}
		other := in
		other.AanbiederID = r.Andere
		_, err = r.Inkoop.StelVraag(ctx, r.Coordinator, other)
		regiotest.NotHere(t, err)
		_, err = r.Inkoop.StelVraag(ctx, r.Coordinator, appinkoop.VraagInput{RondeID: r.ID, Onderwerp: " ", Tekst: strings.Repeat("x", 20_001)})
		if got := regiotest.Codes(err); !slices.Equal(got, []string{"vraag.onderwerp_ontbreekt", "invoer.te_lang"}) {
			t.Errorf("%q", got)
		}
		// Who works for two providers says for which.
		both := r.Medewerker("Dubbel", authz.RoleCoordinator, string(r.De), "")
		more := r.Medewerker("Tweede", authz.RoleCoordinator, string(r.Andere), "")
		both.Aanstellingen = append(both.Aanstellingen, more.Aanstellingen...)
		_, err = r.Inkoop.StelVraag(ctx, both, in)
		regiotest.Refused(t, err, "vraag.aanbieder_ontbreekt")
		_, err = r.Inkoop.StelVraag(ctx, both, other)
		regiotest.OK(t, err)
		r.setRonde(func(x *inkoop.Ronde) {
			x.Inschrijven = civil.Through(civil.New(2026, time.November, 16), civil.New(2026, time.November, 20))
		})
		r.DB.Clock.Set(time.Date(2026, 11, 20, 22, 59, 59, 0, time.UTC)) // one second before midnight in Amsterdam
		_, err = r.Inkoop.StelVraag(ctx, r.Coordinator, in)
		regiotest.OK(t, err)
		r.DB.Clock.Set(time.Date(2026, 11, 20, 23, 0, 0, 0, time.UTC))
		_, err = r.Inkoop.StelVraag(ctx, r.Coordinator, in)
		regiotest.Refused(t, err, "vraag.gesloten")
	})
}

// A round is written over the version that was seen, keeps its subjects, and stays as it is
// while providers register.
func TestRoundIsChanged(t *testing.T) {
	testkit.Eis(t, "INK-01")
	eachRound(t, func(t *testing.T, r *round) {
		ctx := t.Context()
		subject := appinkoop.WijzigingInput{RondeID: r.ID, Versie: 1, Wijziging: inkoop.RondeWijziging{Onderwerp: "Doel", Soort: inkoop.Vervallen, Wat: "vervalt"}}
		regiotest.Refused(t, r.Inkoop.LegWijzigingVast(ctx, r.Contractmanager, subject), "rondewijziging.waarom_ontbreekt")
		subject.Wijziging.Soort = inkoop.Behouden
		regiotest.OK(t, r.Inkoop.LegWijzigingVast(ctx, r.Contractmanager, subject))
		regiotest.Stale[store.Ronde](t, r.Inkoop.LegWijzigingVast(ctx, r.Contractmanager, subject))
		p, err := r.Inkoop.Ronde(ctx, r.Contractmanager, r.ID)
		regiotest.OK(t, err)
		next := p.Ronde.Ronde
		next.Naam, next.Wijzigingen = "Inkoop Activerend Werk", nil
		_, err = r.Inkoop.LegRondeVast(ctx, r.Contractmanager, appinkoop.RondeInput{Ronde: next, Versie: 1})
		regiotest.Stale[store.Ronde](t, err)
		_, err = r.Inkoop.LegRondeVast(ctx, r.Contractmanager, appinkoop.RondeInput{Ronde: next, Versie: 2})
		regiotest.OK(t, err)
		p, err = r.Inkoop.Ronde(ctx, r.Contractmanager, r.ID)
		regiotest.OK(t, err)
		if p.Ronde.Naam != "Inkoop Activerend Werk" || len(p.Ronde.Wijzigingen) != 1 {
			t.Errorf("%+v", p.Ronde)
		}
		r.setRonde(func(x *inkoop.Ronde) {
			x.Inschrijven = civil.Through(civil.New(2026, time.November, 2), civil.New(2026, time.November, 20))
		})
		next.Catalogus = "v1"
		_, err = r.Inkoop.LegRondeVast(ctx, r.Contractmanager, appinkoop.RondeInput{Ronde: next, Versie: 4})
		regiotest.Refused(t, err, "ronde.inschrijven_loopt")
		subject.Versie, subject.Nr = 4, 2
		regiotest.NotHere(t, r.Inkoop.HaalWijzigingWeg(ctx, r.Contractmanager, subject))
		subject.Nr = 1
		regiotest.NotHere(t, r.Inkoop.HaalWijzigingWeg(ctx, r.Coordinator, subject))
		regiotest.OK(t, r.Inkoop.HaalWijzigingWeg(ctx, r.Contractmanager, subject))
	})
}

// Whoever read a public round sees what stood there when somebody changes a subject or takes
// it away; while the round is a concept nobody read it.
func TestOldSubjectsStay(t *testing.T) {
	testkit.Eis(t, "INK-01")
	eachRound(t, func(t *testing.T, r *round) {
		ctx := t.Context()
		in := appinkoop.WijzigingInput{RondeID: r.ID, Versie: 1, Wijziging: inkoop.RondeWijziging{Onderwerp: "Doel", Soort: inkoop.Behouden, Wat: "blijft"}}
		write := func(nr int, what string) {
			t.Helper()
			in.Nr, in.Wijziging.Wat = nr, what
			regiotest.OK(t, r.Inkoop.LegWijzigingVast(ctx, r.Contractmanager, in))
			in.Versie++
		}
		write(0, "blijft")
		write(1, "blijft zo")
		write(0, "nog een")
		r.publish(r.paper("Visie"))
		write(2, "nog een") // as it was
		write(1, "blijft anders")
		in.Nr = 1
		regiotest.OK(t, r.Inkoop.HaalWijzigingWeg(ctx, r.Contractmanager, in))
		p, err := r.Inkoop.Ronde(ctx, r.Contractmanager, r.ID)
		regiotest.OK(t, err)
		next := p.Ronde.Ronde
		next.Eerder = nil
		_, err = r.Inkoop.LegRondeVast(ctx, r.Contractmanager, appinkoop.RondeInput{Ronde: next, Versie: p.Ronde.Versie})
		regiotest.OK(t, err)
		p, err = r.Inkoop.Ronde(ctx, r.Coordinator, r.ID)
		regiotest.OK(t, err)
		var old []string
		for _, e := range p.Ronde.Eerder {
			if !e.Tot.Equal(r.DB.Clock.Now()) {
				t.Errorf("%q stood there until %s", e.Wat, e.Tot)
			}
			old = append(old, e.Wat)
		}
		if !slices.Equal(old, []string{"blijft zo", "blijft anders"}) || len(p.Ronde.Wijzigingen) != 1 {
			t.Errorf("before: %q, now: %+v", old, p.Ronde.Wijzigingen)
		}
	})
}

// The products are compared with the version before: what nobody explained is told to who
// makes the round, and to nobody else.
func TestChangesOfTheCatalogue(t *testing.T) {
	eachRound(t, func(t *testing.T, r *round) {
		testkit.Eis(t, "INK-06", "INK-19")
		ctx := t.Context()
		r.publish(r.paper("Visie"))
		p, err := r.Inkoop.Ronde(ctx, r.Contractmanager, r.ID)
		regiotest.OK(t, err)
		before, now := 0, 0
		for _, v := range p.Verschillen {
			if !v.Oud.IsZero() {
				before++
			}
			if !v.Nieuw.IsZero() {
				now++
			}
			if v.TariefVerschil() != 0 {
				t.Errorf("%s costs %s more", v.Naam, v.TariefVerschil())
			}
		}
		if before != 7 || now != 6 || len(p.NietUitgelegd) != 0 {
			t.Errorf("%d products become %d; not explained: %+v", before, now, p.NietUitgelegd)
		}
		regels, err := r.Inkoop.RegioVanRonde(ctx, r.Contractmanager)
		regiotest.OK(t, err)
		data := regels.Data()
		data.Tarieven = slices.Clone(data.Tarieven)
		for i := range data.Tarieven {
			if data.Tarieven[i].Product == (inkoop.ProductRef{Catalogus: "v2", Product: "STA4"}) {
				data.Tarieven[i].Bedrag++
			}
		}
		register, err := inkoop.NewRegister(data)
		regiotest.OK(t, err)
		for _, v := range register.Verschillen("v2") {
			if v.Uitgelegd(nil) == (v.Nieuw.Product == "STA4") {
				t.Errorf("%s: a cent more, explained %v", v.Naam, v.Uitgelegd(nil))
			}
		}
	})
}

// Lessons per year and subject; a round takes one over once.
func TestLessonsOfTheRegion(t *testing.T) {
	eachRound(t, func(t *testing.T, r *round) {
		testkit.Eis(t, "INK-09")
		ctx := t.Context()
		learn := func(who app.Actor, l inkoop.Leerpunt) (string, error) {
			return r.Inkoop.LegLeerpuntVast(ctx, who, appinkoop.LeerpuntInput{Leerpunt: l})
		}
		l := inkoop.Leerpunt{Onderwerp: "Overleg", Soort: inkoop.Behouden, Tekst: "Elke maand", Op: civil.New(2025, time.December, 1)}
		_, err := learn(r.Beleid, l)
		regiotest.OK(t, err)
		l.Soort, l.Tekst, l.Op = inkoop.Ontwikkelpunt, "Te kort", civil.New(2026, time.November, 2)
		_, err = learn(r.Contractmanager, l)
		regiotest.Refused(t, err, "leerpunt.actie_ontbreekt")
		l.Actie = "Een uur langer"
		id, err := learn(r.Contractmanager, l)
		regiotest.OK(t, err)
		for _, a := range []app.Actor{{}, r.Coordinator, r.Consulent} {
			_, err := learn(a, l)
			regiotest.NotHere(t, err)
			_, err = r.Inkoop.Leerpunten(ctx, a)
			regiotest.NotHere(t, err)
		}
		r.Contract(inkoop.Contract{
			Nummer: "voorbij", Aanbieder: r.De, Getekend: civil.New(2016, time.December, 1),
			Oorspronkelijk: civil.Through(civil.New(2017, time.January, 1), civil.New(2019, time.December, 31)),
		})
		list, err := r.Inkoop.Leerpunten(ctx, r.Beleid)
		regiotest.OK(t, err)
		if len(list.Jaren) != 2 || list.Jaren[0].Jaar != 2026 || len(list.Jaren[0].Onderwerpen[0].Kan) != 1 || len(list.Jaren[1].Onderwerpen[0].Goed) != 1 {
			t.Errorf("%+v", list.Jaren)
		}
		if c := list.Cijfers; c.Contracten != 2 || c.Aanbieders != 2 || c.Uitzonderingen != 0 || c.PlafondsVol != 0 {
			t.Errorf("%+v", c)
		}
		regiotest.OK(t, r.Inkoop.NeemLeerpuntOver(ctx, r.Contractmanager, r.ID, 1, id))
		regiotest.Refused(t, r.Inkoop.NeemLeerpuntOver(ctx, r.Contractmanager, r.ID, 2, id), "ronde.leerpunt_staat_er")
		p, err := r.Inkoop.Ronde(ctx, r.Contractmanager, r.ID)
		regiotest.OK(t, err)
		if len(p.Leerpunten) != 1 || len(p.Ronde.Wijzigingen) != 1 || p.Ronde.Wijzigingen[0].Wat != "Een uur langer" {
			t.Errorf("%+v", p.Ronde.Wijzigingen)
		}
	})
}
