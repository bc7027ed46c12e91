package inkoop

import (
	"context"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// KindInschrijving is the kind of audit chain of an inschrijving.
const KindInschrijving = "inschrijving"

// invulling (what is filled in) is an inschrijving with everything that it is judged by.
type invulling struct {
	store.Inschrijving
	ronde     inkoop.Ronde
	regels    app.Regels
	aanbod    *Aanbod
	aanbieder store.Aanbieder
	eigen     []store.Inschrijving // all of the aanbieder, by the moment they were begun
	day       civil.Date
}

// invullingIn loads an inschrijving for who may do something with it. A concept, and one
// that was taken back, are nobody's but the aanbieder's: for others they are not there.
func (u *UseCases) invullingIn(tx *store.Tx, actor app.Actor, id string, action authz.Action, reden string) (*invulling, authz.Decision, error) {
	row, err := tx.Inschrijving(inkoop.InschrijvingID(id))
	if errs.Is(err, errs.NotFound) {
		err = app.NotHere()
	}
	if err != nil {
		return nil, authz.Decision{}, err
	}
	d, err := app.May(actor, action, authz.Facts{
		Day: app.Today(tx.Now), OrganisatieID: string(row.Aanbieder), RedenGegeven: reden != "",
	})
	if err == nil && !row.Telt() && d.OrganisatieID != string(row.Aanbieder) {
		err = app.NotHere()
	}
	if err != nil {
		return nil, d, err
	}
	f := &invulling{Inschrijving: row}
	return f, d, u.fillInvulling(tx, f)
}

func (u *UseCases) fillInvulling(tx *store.Tx, f *invulling) (err error) {
	f.day = app.Today(tx.Now)
	ronde, found, err := tx.Ronde(f.Ronde)
	if err != nil {
		return err
	}
	if !found {
		return app.NotHere()
	}
	f.ronde = ronde.Ronde
	if f.regels, err = u.Regels(tx); err != nil {
		return err
	}
	if f.aanbod, err = u.AanbodIn(tx); err != nil {
		return err
	}
	var known bool
	if f.aanbieder, known = f.aanbod.Aanbieder(f.Aanbieder); !known {
		return app.NotHere()
	}
	f.eigen, err = tx.InschrijvingenVan(f.Aanbieder)
	return err
}

func (f *invulling) contracts() []inkoop.Contract {
	var out []inkoop.Contract
	for _, c := range f.aanbod.contracten[f.Aanbieder] {
		out = append(out, c.Contract)
	}
	return out
}

// toelating is what may be enrolled for today: by the contracts and by what was handed in
// before, this one left out. Who was rejected is not enrolled: it counts as new (INK-15,
// INK-16).
func (f *invulling) toelating() inkoop.Toelating {
	var handed []inkoop.Inschrijving
	for _, i := range f.eigen {
		if i.Telt() && i.ID != f.ID && !i.Afgewezen() {
			handed = append(handed, i.Inschrijving)
		}
	}
	before := f.regels.EerdereKeuzes(f.contracts(), handed)
	return f.regels.Toelating(inkoop.ToelatingVraag{Ronde: f.ronde, Groep: inkoop.Groep(before), Dag: f.day, Eerder: before})
}

// feiten are what the rules look at: the content, and what is on record of the aanbieder.
func (f *invulling) feiten() inkoop.Inschrijffeiten {
	out := inkoop.Inschrijffeiten{
		Register: f.regels.Register, Toelating: f.toelating(), Aanbieder: f.aanbieder.Aanbieder, Inhoud: f.Inhoud,
	}
	for _, v := range f.aanbod.verzekeringen[f.Aanbieder] {
		out.Polissen = append(out.Polissen, v.Domain())
	}
	for _, w := range f.aanbod.werkplekken[f.Aanbieder] {
		out.Werkplekken = append(out.Werkplekken, w.Werkplek)
	}
	return out
}

// vorige is the last one that was handed in, also when it was taken back: what was in it
// need not be typed again.
func (f *invulling) vorige() *inkoop.Inschrijving {
	var last *inkoop.Inschrijving
	for n := range f.eigen {
		if i := &f.eigen[n].Inschrijving; !i.Ingediend.IsZero() && (last == nil || i.Ingediend.After(last.Ingediend)) {
			last = i
		}
	}
	return last
}

// BeginInschrijving begins an inschrijving of an aanbieder in a round, filled in from what
// is known; where one was begun it gives that one. Who was rejected may begin again as long
// as the round is open. Whoever may not enrol for anything today is told why, and when it
// may. Source: INK-12, INK-15, INK-16.
func (u *UseCases) BeginInschrijving(ctx context.Context, actor app.Actor, rondeID, aanbiederID string) (id string, err error) {
	d, err := app.May(actor, authz.InschrijvingInvullen, authz.Facts{Day: app.Today(u.Now()), OrganisatieID: aanbiederID})
	if err != nil {
		return "", err
	}
	err = u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		open, err := tx.OpenbareRondes()
		if err != nil {
			return err
		}
		if !open[inkoop.RondeID(rondeID)] {
			return app.NotHere()
		}
		f := &invulling{}
		f.Ronde, f.Aanbieder = inkoop.RondeID(rondeID), inkoop.AanbiederID(aanbiederID)
		if err := tx.WachtOpAanbieder(KindAanbieder, f.Aanbieder); err != nil {
			return err
		}
		if err := u.fillInvulling(tx, f); err != nil {
			return err
		}
		for _, i := range f.eigen {
			if i.Ronde == f.Ronde && i.Ingetrokken.IsZero() && !i.Afgewezen() {
				id = string(i.ID)
				return nil
			}
		}
		admission := f.toelating()
		if p, none := admission.Geweigerd(); none {
			return app.Refuse(p.Finding(admission, "ronde"))
		}
		people, err := tx.Mensen()
		if err != nil {
			return err
		}
		f.ID, f.Begonnen = inkoop.InschrijvingID(tx.NewID()), tx.Now
		f.Inhoud = inkoop.Voorvullen(inkoop.Voorvraag{
			Register: f.regels.Register, Ronde: f.ronde, Toelating: admission, Vorige: f.vorige(),
			Mensen: people[f.Aanbieder].Lijst, Contracts: f.contracts(),
		})
		id = string(f.ID)
		tx.Audit(KindInschrijving, id, "inschrijving.begonnen", audit.Payload{Decision: []string{d.String()}})
		return tx.PutInschrijving(&f.Inschrijving)
	})
	return id, err
}

// InschrijvingInput is one part of an inschrijving as it was filled in. Of the content only
// that part counts.
type InschrijvingInput struct {
	ID     string
	Versie int
	Deel   inkoop.InschrijvingDeel
	Inhoud inkoop.InschrijvingInhoud
	Klaar  bool // the aanbieder calls the part done
}

// Most that is typed in one field, how many people are named, and how many files go with
// one answer.
const (
	maxInschrijfTekst = 6000
	maxNaam           = 200
	maxMensen         = 200
	maxBewijs         = 20
)

// BewaarInschrijving keeps a part. It may be half done: what is missing counts at handing
// in. Only a choice that is added must be allowed today; what was there stays.
func (u *UseCases) BewaarInschrijving(ctx context.Context, actor app.Actor, in InschrijvingInput) error {
	return u.Store.Write(ctx, audit.Actor{ID: actor.ID}, func(tx *store.Tx) error {
		f, d, err := u.invullingIn(tx, actor, in.ID, authz.InschrijvingInvullen, "")
		if err != nil {
			return err
		}
		if err := f.open(in.Versie); err != nil {
			return err
		}
		findings, err := f.ownFiles(tx, in.Inhoud)
		if err != nil {
			return err
		}
		if err := app.RefuseFound(ctx, app.Refuse(findings, f.adds(in), longTexts(in))); err != nil {
			return err
		}
		f.take(in)
		tx.Actor = actor.Audit(d)
		tx.Audit(KindInschrijving, in.ID, "inschrijving.bewaard", audit.Payload{Decision: []string{d.String()}, Details: map[string]string{"deel": string(in.Deel)}})
		return conflictWith(tx.PutInschrijving(&f.Inschrijving), f.Inschrijving)
	})
}

// open refuses to change what was handed in or taken back, and a save over an older version.
func (f *invulling) open(versie int) error {
	frozen := f.ingetrokken()
	if len(frozen) == 0 {
		frozen = rule.FailIf(!f.Ingediend.IsZero(), "", "inschrijving.is_ingediend", civil.Of(f.Ingediend))
	}
	if err := app.Refuse(frozen); err != nil {
		return err
	}
	return app.Stale(versie, f.Versie, f.Inschrijving)
}

func (f *invulling) ingetrokken() []rule.Finding {
	return rule.FailIf(!f.Ingetrokken.IsZero(), "", "inschrijving.is_ingetrokken", civil.Of(f.Ingetrokken))
}

// ownFiles refuses evidence that is not a file of the aanbieder, and more of it than
// anybody reads.
func (f *invulling) ownFiles(tx *store.Tx, in inkoop.InschrijvingInhoud) (findings []rule.Finding, err error) {
	for _, a := range in.Antwoorden {
		if len(a.Bestanden) > maxBewijs {
			findings = append(findings, rule.Fail(inkoop.VeldEis(a.Eis)+".bewijs", "inschrijving.te_veel_bewijs", maxBewijs)...)
			continue
		}
		for _, id := range a.Bestanden {
			if slices.Contains(f.Inhoud.Antwoord(a.Eis).Bestanden, id) {
				continue
			}
			own, err := eigenBestand(tx, id, f.Aanbieder, inkoop.BestandBewijs)
			if err != nil {
				return nil, err
			}
			if !own {
				findings = append(findings, rule.Fail(inkoop.VeldEis(a.Eis)+".bewijs", "inschrijving.bestand_onbekend")...)
			}
		}
	}
	return findings, nil
}

// adds refuses what is chosen newly and may not be today (INK-16).
func (f *invulling) adds(in InschrijvingInput) (findings []rule.Finding) {
	if in.Deel != inkoop.DeelKeuzes {
		return nil
	}
	admission := f.toelating()
	for _, k := range in.Inhoud.Keuzes {
		had := slices.ContainsFunc(f.Inhoud.Keuzes, func(o inkoop.Inschrijvingskeuze) bool {
			return o.Perceel == k.Perceel && o.Product == k.Product
		})
		if p := admission.Product(k.Perceel, k.Product); !had && !p.Mag() {
			findings = append(findings, p.Finding(admission, inkoop.VeldKeuze(k.Perceel, k.Product))...)
		}
	}
	return findings
}

// take puts the part into the content.
func (f *invulling) take(in InschrijvingInput) {
	to, from := &f.Inhoud, in.Inhoud
	switch in.Deel {
	case inkoop.DeelKeuzes:
		to.Keuzes = from.Keuzes
	case inkoop.DeelEisen:
		// Answers to what is not asked at the moment stay for when it is.
		for _, a := range to.Antwoorden {
			if !slices.ContainsFunc(from.Antwoorden, func(b inkoop.EisAntwoord) bool { return b.Eis == a.Eis }) {
				from.Antwoorden = append(from.Antwoorden, a)
			}
		}
		to.Antwoorden = from.Antwoorden
	case inkoop.DeelPlan:
		to.Plan = from.Plan
	case inkoop.DeelMensen:
		to.Mensen = zonderLeeg(from.Mensen)
	}
	to.Klaar = slices.DeleteFunc(slices.Clone(to.Klaar), func(d inkoop.InschrijvingDeel) bool { return d == in.Deel })
	if in.Klaar && slices.Contains(inkoop.InschrijvingDelen(), in.Deel) {
		to.Klaar = append(to.Klaar, in.Deel)
	}
}

// longTexts refuses what no form sends.
func longTexts(in InschrijvingInput) (findings []rule.Finding) {
	check := func(field, text string, most int) { findings = append(findings, tooLong(field, text, most)...) }
	for _, a := range in.Inhoud.Antwoorden {
		check(inkoop.VeldEis(a.Eis)+".uitleg", a.Uitleg, maxInschrijfTekst)
	}
	for u, text := range in.Inhoud.Plan.Uitgangspunten {
		check(inkoop.VeldUitgangspunt(u), text, maxInschrijfTekst)
	}
	for v, text := range in.Inhoud.Plan.Vragen {
		check(inkoop.VeldPlan(v), text, maxInschrijfTekst)
	}
	return append(findings, checkMensen(in.Inhoud.Mensen)...)
}

// GegevensInput is what the register holds of the aanbieder, as it confirms or changes it.
type GegevensInput struct {
	ID              string // of the inschrijving
	Versie          int
	AanbiederVersie int
	KvK, AGB        string
	Gemeente        string // of registration
	Klaar           bool
}

// BewaarGegevens keeps the data of the aanbieder in the register, and the part as done.
func (u *UseCases) BewaarGegevens(ctx context.Context, actor app.Actor, in GegevensInput) error {
	return u.Store.Write(ctx, audit.Actor{ID: actor.ID}, func(tx *store.Tx) error {
		f, d, err := u.invullingIn(tx, actor, in.ID, authz.InschrijvingInvullen, "")
		if err != nil {
			return err
		}
		if _, err := app.May(actor, authz.AanbiederWijzigen, authz.Facts{Day: f.day, OrganisatieID: string(f.Aanbieder)}); err != nil {
			return err
		}
		if err := f.open(in.Versie); err != nil {
			return err
		}
		if err := app.Stale(in.AanbiederVersie, f.aanbieder.Versie, f.aanbieder); err != nil {
			return err
		}
		gemeente, findings := checkGegevens(f.regels, in, f.day)
		if err := app.Refuse(findings, f.aanbod.nummerVanAnder(f.Aanbieder, in.KvK)); err != nil {
			return err
		}
		row := f.aanbieder
		row.KvK, row.AGB = strings.TrimSpace(in.KvK), strings.TrimSpace(in.AGB)
		if now, _ := row.Inschrijving.At(f.day); now != gemeente {
			row.Inschrijving = row.Inschrijving.From(f.day, gemeente)
		}
		f.take(InschrijvingInput{Deel: inkoop.DeelGegevens, Klaar: in.Klaar})
		tx.Actor = actor.Audit(d)
		tx.Audit(KindAanbieder, string(f.Aanbieder), "aanbieder.vastgelegd", audit.Payload{Decision: []string{d.String()}})
		tx.Audit(KindInschrijving, in.ID, "inschrijving.bewaard", audit.Payload{Details: map[string]string{"deel": string(inkoop.DeelGegevens)}})
		if err := tx.PutAanbieder(&row); err != nil {
			return conflictWith(err, f.aanbieder)
		}
		return conflictWith(tx.PutInschrijving(&f.Inschrijving), f.Inschrijving)
	})
}

// nummerVanAnder refuses the KvK number of another aanbieder.
func (a *Aanbod) nummerVanAnder(id inkoop.AanbiederID, kvk string) []rule.Finding {
	kvk = strings.TrimSpace(kvk)
	taken := slices.ContainsFunc(a.Aanbieders, func(x store.Aanbieder) bool { return x.ID != id && x.KvK == kvk })
	return rule.FailIf(kvk != "" && taken, "kvk", "aanbieder.kvk_bekend")
}

func checkGegevens(regels app.Regels, in GegevensInput, day civil.Date) (inkoop.GemeenteCode, []rule.Finding) {
	findings := rule.FailIf(!inkoop.GeldigKvK(strings.TrimSpace(in.KvK)), "kvk", "aanbieder.kvk_vorm")
	agb := strings.TrimSpace(in.AGB)
	findings = append(findings, rule.FailIf(agb != "" && !inkoop.GeldigAGB(agb), "agb", "aanbieder.agb_vorm")...)
	gemeente, err := inkoop.ParseGemeenteCode(in.Gemeente)
	_, known := regels.GemeenteOp(gemeente, day)
	return gemeente, append(findings, rule.FailIf(err != nil || !known, "gemeente", "aanbieder.gemeente_ontbreekt")...)
}

// DienInschrijvingIn hands an inschrijving in: with the server's time, a copy of the
// policies, places and gemeente of registration, and what the rules said. From then on it
// stays as it is. Whoever handed it in gets a mail that says so. Source: INK-12, INK-15.
func (u *UseCases) DienInschrijvingIn(ctx context.Context, actor app.Actor, id string, versie int) error {
	return u.Store.Write(ctx, audit.Actor{ID: actor.ID}, func(tx *store.Tx) error {
		f, d, err := u.invullingIn(tx, actor, id, authz.InschrijvingIndienen, "")
		if err != nil {
			return err
		}
		if err := f.open(versie); err != nil {
			return err
		}
		facts := f.feiten()
		results := inkoop.Inschrijfregels.Evaluate(f.day, facts)
		if err := app.Refuse(rule.Refused(results)); err != nil {
			return err
		}
		f.Ingediend = tx.Now
		f.Inhoud.Polissen, f.Inhoud.Werkplekken = facts.Polissen, facts.Werkplekken
		f.Inhoud.Gemeente, _ = f.aanbieder.Inschrijving.At(f.day)
		tx.Actor = actor.Audit(d)
		tx.Audit(KindInschrijving, id, "inschrijving.ingediend", audit.Payload{Decision: []string{d.String()}, Results: app.RuleResults(results)})
		if err := f.confirm(tx, actor); err != nil {
			return err
		}
		return conflictWith(tx.PutInschrijving(&f.Inschrijving), f.Inschrijving)
	})
}

// confirm promises a mail to who handed it in: when, and where to read what.
func (f *invulling) confirm(tx *store.Tx, actor app.Actor) error {
	account, err := store.Accounts.Get(tx.Tx, actor.ID)
	if err != nil || account.Email == "" {
		return err
	}
	return app.Mail(tx, app.Bericht{
		Aan: account.Email, Soort: app.MailIngediend, Sleutel: string(f.ID), Voornaam: app.Voornaam(account.Name),
		Pad: "/inschrijvingen/" + string(f.ID), Op: f.Ingediend,
	})
}

// TrekInschrijvingIn takes an inschrijving back, with a reason, as long as nothing was
// decided about it.
func (u *UseCases) TrekInschrijvingIn(ctx context.Context, actor app.Actor, id string, versie int, reden string) error {
	return u.Store.Write(ctx, audit.Actor{ID: actor.ID}, func(tx *store.Tx) error {
		f, d, err := u.invullingIn(tx, actor, id, authz.InschrijvingIntrekken, app.AskedOnForm)
		if err != nil {
			return err
		}
		findings := rule.FailIf(strings.TrimSpace(reden) == "", "reden", "reden.ontbreekt")
		findings = append(findings, f.ingetrokken()...)
		findings = append(findings, rule.FailIf(f.Besluit.GenomenID != "", "", "inschrijving.is_besloten", f.Besluit.Genomen)...)
		if err := app.Refuse(findings); err != nil {
			return err
		}
		if err := app.Stale(versie, f.Versie, f.Inschrijving); err != nil {
			return err
		}
		f.Ingetrokken = tx.Now
		tx.Actor = actor.Audit(d)
		tx.Audit(KindInschrijving, id, "inschrijving.ingetrokken", audit.Payload{Decision: []string{d.String()}, Reason: reden})
		return conflictWith(tx.PutInschrijving(&f.Inschrijving), f.Inschrijving)
	})
}
