package simulatie

import (
	"context"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	appuitvoering "trede/internal/app/uitvoering"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/store"
)

// mening: the resident says what he or she thinks, on the own page or together with
// whoever guides.
func mening(ctx context.Context, r *Run, m *mens) error {
	p := m.plek
	if !m.hier() || p == nil || !p.loopt() || r.today.After(p.last) {
		return nil
	}
	who := m.zelf()
	if m.account == "" {
		if r.present(p.werk).away(r.today) {
			return nil
		}
		who = r.present(p.werk).actor
	}
	in := appuitvoering.MeningInput{InwonerID: m.id, Onderwerp: "plek", OnderwerpID: p.id}
	n := pickWeighted(m.c, []weighted[int]{{30 + 20*m.niveau(), 2}, {22, 1}, {8, 0}})
	if m.Nr == 0 {
		n = 2
	}
	in.Antwoord = string(toegang.Scores()[n])
	in.Woorden = m.tell([][]string{meningenSlecht, meningenMatig, meningenGoed}[n])
	err := r.do(ctx, m, "uitvoering.GeefMening", func(ctx context.Context) error { return r.u.Uitvoering.GeefMening(ctx, who, in) })
	return r.fault("an opinion", m, err)
}

// signaal: one party asks or warns another; the answer comes within its term, or
// late.
func (p *arrangement) signaal(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() || !p.loopt() || r.today.After(p.last) {
		return nil
	}
	in := appuitvoering.SignaalInput{
		ToewijzingID: p.id, Soort: pickFrom(m.c, uitvoering.SignaalSoorten()), Urgentie: uitvoering.UrgentieGewoon,
	}
	in.Tekst = m.tell(signaalTeksten[in.Soort])
	waarden := r.register.Instellingen(r.today)
	term := waarden.SignaalWerkdagen
	if m.c.Once(0.12) {
		in.Urgentie, term = uitvoering.UrgentieSpoed, waarden.SignaalSpoedWerkdagen
	}
	from := r.begeleider(p, p.werk)
	byToegang := m.c.Once(0.2)
	if byToegang {
		from = r.werker(m)
	}
	id := ""
	err := r.do(ctx, m, "uitvoering.OpenSignaal", func(ctx context.Context) (err error) {
		id, err = r.u.Uitvoering.OpenSignaal(ctx, from, in)
		return err
	})
	if err != nil {
		return r.fault("a signaal", m, err)
	}
	r.Stats.Signalen++
	m.expect(uitvoering.TaakSignaalBeantwoorden, id, r.today.AddWerkdagen(term))
	who := m.consulent
	if byToegang {
		who = p.werk
	}
	r.op(r.today.AddDays(m.delay(who, 0, max(1, term-1), term+2)), m, func(ctx context.Context, r *Run, m *mens) error {
		return p.beantwoord(ctx, r, m, id, byToegang)
	})
	return nil
}

func (p *arrangement) beantwoord(ctx context.Context, r *Run, m *mens, id string, byToegang bool) error {
	who := r.werker(m)
	if byToegang {
		who = r.begeleider(p, p.werk)
	}
	if !m.hier() || byToegang && !p.loopt() {
		return nil
	}
	in := appuitvoering.SignaalActie{SignaalID: id, Versie: 1, Tekst: m.tell(antwoordTeksten)}
	err := r.do(ctx, m, "uitvoering.BeantwoordSignaal", func(ctx context.Context) error { return r.u.Uitvoering.BeantwoordSignaal(ctx, who, in) })
	if err != nil {
		return r.fault("an answer", m, err)
	}
	m.met(uitvoering.TaakSignaalBeantwoorden, id)
	m.expect(uitvoering.TaakSignaalSluiten, id, r.today.AddWerkdagen(5))
	r.op(r.today.AddDays(m.delay(m.consulent, 1, 5, 7)), m, func(ctx context.Context, r *Run, m *mens) error {
		if !m.hier() {
			return nil
		}
		who := r.werker(m)
		if !byToegang && p.loopt() && !r.today.After(p.last) {
			who = r.begeleider(p, p.werk) // who began it
		}
		in := appuitvoering.SignaalActie{SignaalID: id, Versie: 2, Tekst: m.tell(slotTeksten)}
		err := r.do(ctx, m, "uitvoering.SluitSignaal", func(ctx context.Context) error { return r.u.Uitvoering.SluitSignaal(ctx, who, in) })
		m.met(uitvoering.TaakSignaalSluiten, id)
		return r.fault("closing a signaal", m, err)
	})
	return nil
}

// onderbreek: the arrangement stands still for some weeks.
func (p *arrangement) onderbreek(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() || !p.loopt() || p.weg || r.today.After(p.last) {
		return nil
	}
	in := appuitvoering.OnderbrekingInput{
		ToewijzingID: p.id, Versie: p.versie, Reden: pickFrom(m.c, []uitvoering.OnderbrekingReden{
			uitvoering.OnderbrekingZiekte, uitvoering.OnderbrekingZiekte, uitvoering.OnderbrekingPauze, uitvoering.OnderbrekingOpname, uitvoering.OnderbrekingDetentie,
		}), Van: r.today, VerwachtTerug: civil.Min(r.today.AddDays(m.c.Between(14, 50)), p.last),
	}
	err := r.opPlek(ctx, m, p, "Onderbreek", func(ctx context.Context) error { return r.u.Uitvoering.Onderbreek(ctx, r.begeleider(p, p.werk), in) })
	if err != nil {
		return err
	}
	p.weg = true
	r.Stats.Onderbrekingen++
	m.expect(uitvoering.TaakTerugkeerBespreken, p.id, in.VerwachtTerug)
	r.op(in.VerwachtTerug.AddDays(m.c.Between(-5, 6)), m, p.terug)
	return nil
}

func (p *arrangement) terug(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() || !p.loopt() {
		return nil
	}
	id := ""
	err := r.u.base.Store.Read(ctx, func(tx *store.Tx) error {
		d, err := tx.Dossier(m.id)
		if err != nil {
			return err
		}
		t, err := d.Toewijzing(p.id)
		for _, o := range t.Verloop.Onderbrekingen {
			if o.Terug.IsZero() {
				id = o.ID
			}
		}
		return err
	})
	if err != nil {
		return r.fault("reading an interruption", m, err)
	}
	p.weg = false
	m.met(uitvoering.TaakTerugkeerBespreken, p.id)
	return r.opPlek(ctx, m, p, "Hervat", func(ctx context.Context) error {
		return r.u.Uitvoering.Hervat(ctx, r.begeleider(p, p.werk), p.id, id, p.versie, r.today)
	})
}

// leider is who plans and holds the evaluatie: the trajectbegeleider, else the
// werkbegeleider.
func (r *Run) leider(p *arrangement) app.Actor {
	if p.traject != nil {
		return r.begeleider(p, p.traject)
	}
	return r.begeleider(p, p.werk)
}

func (p *arrangement) planEvaluatie(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() || !p.loopt() || r.today.After(p.last) {
		return nil
	}
	who := p.werk
	if p.traject != nil {
		who = p.traject
	}
	date := p.last.AddDays(-42 - m.c.Between(0, 10))
	if m.c.Once(who.Vergeet) {
		date = p.last.AddDays(-m.c.Between(5, 40))
	}
	date = civil.Max(date, r.today.AddDays(2))
	for !date.IsWerkdag() {
		date = date.AddDays(1)
	}
	in := appuitvoering.PlanInput{
		ToewijzingID: p.id, Versie: p.versie, Datum: date, Tijd: pickFrom(m.c, tijden), Plek: "op de werkplek", Uitgenodigd: toegang.Partijen(),
	}
	err := r.opPlek(ctx, m, p, "PlanEvaluatie", func(ctx context.Context) error { return r.u.Uitvoering.PlanEvaluatie(ctx, r.leider(p), in) })
	r.op(date, m, p.houdEvaluatie)
	r.maakAfspraak(m, afspraak{dag: date, tijd: in.Tijd, wat: "Evaluatie: samen terugkijken", waar: in.Plek, met: who.Naam + " en " + m.consulent.Naam, plek: p})
	return err
}

// houdEvaluatie is the talk of three parties near the end, with a measurement.
func (p *arrangement) houdEvaluatie(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() || !p.loopt() || p.gehouden {
		return nil
	}
	m.groei(p)
	if err := r.meet(ctx, m, r.werker(m), ladder.MetingTussentijds, p.id); err != nil {
		return err
	}
	suggestion, ok := uitvoering.StelVervolgVoor(p.product, m.gemeten)
	if !ok {
		suggestion.Voorstel = uitvoering.VoorstelUitstroom
	}
	in := appuitvoering.GehoudenInput{
		ToewijzingID: p.id, Versie: p.versie, Aanwezig: toegang.Partijen(), Verslag: m.tell(evaluatieVerslagen),
		EigenWoorden: m.tell(evaluatieWoorden), Voorstel: r.voorstel(m, suggestion.Voorstel),
	}
	err := r.opPlek(ctx, m, p, "HoudEvaluatie", func(ctx context.Context) error { return r.u.Uitvoering.HoudEvaluatie(ctx, r.leider(p), in) })
	if err != nil {
		return err
	}
	p.gehouden = true
	r.Stats.Evaluaties++
	m.met(uitvoering.TaakEvaluatieHouden, p.id)
	due := civil.Max(r.today, p.last.AddDays(-14))
	m.expect(uitvoering.TaakVervolgBesluiten, p.id, due)
	voorstel := in.Voorstel
	r.op(r.today.AddDays(m.delay(m.consulent, 1, 20, max(2, r.today.DaysUntil(due)))), m, func(ctx context.Context, r *Run, m *mens) error {
		return p.besluitVervolg(ctx, r, m, voorstel)
	})
	return nil
}

// groei: with support somebody may climb a step.
func (m *mens) groei(p *arrangement) {
	half := float64(max(p.begonnen.DaysUntil(p.last), 1)) / 183
	if m.Aard.Trede < m.Aard.Maximum && m.c.Once(min(0.95, m.Aard.Groei*min(half, 2))) {
		m.Aard.Trede++
		return
	}
	if m.c.Once(0.05) && m.Aard.Trede > 1 {
		m.Aard.Trede--
	}
}

// voorstel bends what the ladder suggests to what there is: a next product, and a
// resident who can go on with it.
func (r *Run) voorstel(m *mens, v uitvoering.VoorstelSoort) uitvoering.VoorstelSoort {
	if v == uitvoering.VoorstelStapOmhoog && m.Aard.Trede >= m.Aard.Maximum && (m.gemeten == 3 || m.gemeten == 4) {
		return uitvoering.VoorstelStabiel
	}
	if v == uitvoering.VoorstelVervolg && m.c.Once(0.25) {
		return uitvoering.VoorstelUitstroom
	}
	return v
}

// besluitVervolg: the lokale toegang decides; a next arrangement is asked for anew.
func (p *arrangement) besluitVervolg(ctx context.Context, r *Run, m *mens, v uitvoering.VoorstelSoort) error {
	if !m.hier() || !p.loopt() {
		return nil
	}
	in := appuitvoering.VervolgInput{ToewijzingID: p.id, Versie: p.versie, Soort: v, Reden: m.tell(vervolgRedenen)}
	err := r.opPlek(ctx, m, p, "BesluitVervolg", func(ctx context.Context) error { return r.u.Uitvoering.BesluitVervolg(ctx, r.werker(m), in) })
	if err != nil {
		return err
	}
	p.besluit = v
	m.met(uitvoering.TaakVervolgBesluiten, p.id)
	if !v.NieuweToewijzing() {
		return nil
	}
	m.advies = toegang.Advies{Soort: toegang.AdviesOntwikkel, Trede: min(5, m.gemeten+1)}
	switch v {
	case uitvoering.VoorstelVervolg:
		m.advies.Trede = p.product.Doeltrede
		if p.product.Soort == inkoop.STA {
			m.advies = toegang.Advies{Soort: toegang.AdviesStabiel, Trede: p.product.Trede()}
		}
	case uitvoering.VoorstelStabiel:
		m.advies = toegang.Advies{Soort: toegang.AdviesStabiel, Trede: max(3, min(4, m.gemeten))}
	}
	return vraagAan(ctx, r, m)
}

func (r *Run) planHertoets(m *mens, p *arrangement) {
	day := p.start.AddMonths(12)
	if !day.Before(p.last) {
		day = p.start.AddDays(max(1, p.start.DaysUntil(p.last)/2))
	}
	m.expect(toegang.TaakHertoets, p.id, day)
	r.op(day.AddDays(m.delay(m.consulent, -8, 0, 5)), m, func(ctx context.Context, r *Run, m *mens) error {
		if !m.hier() || !p.loopt() {
			return nil
		}
		m.met(toegang.TaakHertoets, p.id)
		return r.opPlek(ctx, m, p, "HertoetsGedaan", func(ctx context.Context) error {
			return r.u.Toegang.HertoetsGedaan(ctx, r.werker(m), p.id, p.versie, "Dit past nog steeds.")
		})
	})
}

// stoptEerder: the provider or the resident says that it stops; the lokale toegang
// ends it some days later.
func (p *arrangement) stoptEerder(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() || !p.loopt() || !r.today.AddDays(20).Before(p.last) {
		return nil
	}
	reason := pickWeighted(m.c, []weighted[toegang.RedenBeeindiging]{
		{45, toegang.EindeDoorInwoner}, {15, toegang.EindeDoorAanbieder}, {40, toegang.EindeInOverleg},
	})
	in := appuitvoering.EindeInput{
		ToewijzingID: p.id, Versie: p.versie, LaatsteDag: r.today.AddDays(m.c.Between(5, 14)), Reden: reason,
		Toelichting: m.tell(stopTeksten), Besproken: toegang.Partijen(),
	}
	err := r.opPlek(ctx, m, p, "MeldEinde", func(ctx context.Context) error { return r.u.Uitvoering.MeldEinde(ctx, r.begeleider(p, p.werk), in) })
	if err != nil {
		return err
	}
	r.op(r.today.AddDays(m.c.Between(1, 4)), m, func(ctx context.Context, r *Run, m *mens) error {
		return p.beeindig(ctx, r, m, reason, in.LaatsteDag, in.Toelichting)
	})
	return nil
}

// beeindig ends an arrangement before its last day.
func (p *arrangement) beeindig(ctx context.Context, r *Run, m *mens, reason toegang.RedenBeeindiging, last civil.Date, words string) error {
	if !m.hier() || !p.loopt() {
		return nil
	}
	in := appuitvoering.EindeInput{
		ToewijzingID: p.id, Versie: p.versie, LaatsteDag: civil.Max(last, r.today), Reden: reason, Toelichting: words,
		Besproken: toegang.Partijen(), Motivering: "Zo afgesproken.",
	}
	if err := r.checkMissed(ctx, m); err != nil {
		return err
	}
	err := r.opPlek(ctx, m, p, "BeeindigVroeg", func(ctx context.Context) error { return r.u.Uitvoering.BeeindigVroeg(ctx, r.sluiter(m, p), in) })
	if err != nil {
		return err
	}
	p.reden, p.last = reason, in.LaatsteDag
	r.Stats.VroegEinde++
	m.metAll(p.id)
	m.expect(uitvoering.TaakAfsluiten, p.id, p.last.AddDays(14))
	r.op(p.last.AddDays(1+m.delay(m.consulent, 0, 9, 13)), m, p.sluitAf)
	return nil
}

// sluiter is who closes an arrangement: the consulent, or after a move the one of
// where the resident came from.
func (r *Run) sluiter(m *mens, p *arrangement) app.Actor {
	if p.sluiter != nil {
		return r.present(p.sluiter).actor
	}
	return r.werker(m)
}

// sluitAf closes an arrangement after its last day, with a last measurement.
func (p *arrangement) sluitAf(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() || p.over || !r.today.After(p.last) {
		return nil
	}
	if p.sluiter == nil {
		if !p.gehouden {
			m.groei(p)
		}
		if err := r.meet(ctx, m, r.werker(m), ladder.MetingEind, p.id); err != nil {
			return err
		}
	}
	in := appuitvoering.AfsluitInput{
		ToewijzingID: p.id, Versie: p.versie, Eindtrede: m.Aard.Trede, Resultaat: resultaat(m, p), Bestemming: bestemming(m, p),
		BestemmingVanaf: p.last.AddDays(1), Toelichting: m.tell(afsluitTeksten),
	}
	if err := r.checkMissed(ctx, m); err != nil {
		return err
	}
	err := r.withReasons(ctx, m, "uitvoering.SluitAf", func(ctx context.Context, reasons map[string]string) error {
		in.Redenen = reasons
		return r.u.Uitvoering.SluitAf(ctx, r.sluiter(m, p), in)
	})
	if err != nil {
		return r.fault("closing", m, err)
	}
	p.versie++
	p.over = true
	p.werk.load--
	if p.traject != nil {
		p.traject.load--
	}
	p.a.bezet--
	r.Stats.Afsluitingen++
	m.metAll(p.id)
	r.planNazorg(m, p, in)
	return nil
}

func resultaat(m *mens, p *arrangement) uitvoering.Resultaat {
	switch {
	case m.Aard.Trede > p.begin:
		return pickFrom(m.c, []uitvoering.Resultaat{uitvoering.ResultaatIntegratie, uitvoering.ResultaatBijdrage, uitvoering.ResultaatBreed})
	case m.Aard.Trede == p.begin:
		return pickFrom(m.c, []uitvoering.Resultaat{uitvoering.ResultaatBehoud, uitvoering.ResultaatBijdrage})
	}
	return uitvoering.ResultaatGeen
}

func bestemming(m *mens, p *arrangement) uitvoering.Bestemming {
	switch {
	case m.plek != p, p.product.Soort == inkoop.ORI && p.reden == "":
		return uitvoering.BestemmingAnderAW
	case m.Aard.Trede == 6:
		return uitvoering.BestemmingBetaald
	case m.Aard.Trede == 5:
		return uitvoering.BestemmingBetaaldMetSteun
	case p.reden != "":
		return pickFrom(m.c, []uitvoering.Bestemming{uitvoering.BestemmingGeen, uitvoering.BestemmingDagbesteding, uitvoering.BestemmingVrijwilligerswerk})
	case m.Aard.Trede == 4:
		return pickFrom(m.c, []uitvoering.Bestemming{uitvoering.BestemmingVrijwilligerswerk, uitvoering.BestemmingOpleiding})
	}
	return pickFrom(m.c, []uitvoering.Bestemming{uitvoering.BestemmingVrijwilligerswerk, uitvoering.BestemmingDagbesteding, uitvoering.BestemmingGeen})
}

// planNazorg plans the follow-up, and what comes after an end.
func (r *Run) planNazorg(m *mens, p *arrangement, in appuitvoering.AfsluitInput) {
	reden := toegang.EindeVolgensPlan
	if p.reden != "" {
		reden = p.reden
	}
	closing := uitvoering.Afsluiting{LaatsteDag: p.last, Reden: reden, Bestemming: in.Bestemming}
	for _, n := range uitvoering.NazorgMomenten(closing, r.register.Instellingen(p.start)) {
		m.expect(uitvoering.TaakNazorg, p.id+":"+string(rune('0'+n.Maanden)), n.Op.AddDays(14))
		r.op(n.Op.AddDays(m.delay(m.consulent, 0, 12, 14)), m, func(ctx context.Context, r *Run, m *mens) error {
			return p.nazorg(ctx, r, m, n.Maanden, in.Bestemming)
		})
	}
	switch {
	case m.plek != p || m.weg:
	case p.product.Soort == inkoop.ORI:
		m.Aard.WeetWat = true
		r.op(r.today.AddDays(m.c.Between(1, 14)), m, meldOpnieuw)
	case in.Bestemming == uitvoering.BestemmingGeen && m.c.Once(0.5):
		r.op(r.today.AddDays(m.c.Between(60, 300)), m, meldOpnieuw)
	case m.c.Once(0.12):
		r.op(r.today.AddDays(m.c.Between(120, 400)), m, meldOpnieuw)
	}
}

func (p *arrangement) nazorg(ctx context.Context, r *Run, m *mens, months int, where uitvoering.Bestemming) error {
	if !m.hier() {
		return nil
	}
	in := appuitvoering.NazorgInput{ToewijzingID: p.id, Versie: p.versie, Maanden: months, Bereikt: toegang.Ja}
	switch {
	case !m.c.Once(0.85):
		in.Bereikt = toegang.Nee
	case where != uitvoering.BestemmingGeen && m.c.Once(0.82):
		in.NogOpBestemming, in.Trede, in.Passend, in.Woorden = toegang.Ja, m.Aard.Trede, m.c.Between(3, 5), m.tell(meningenGoed)
	default:
		in.NogOpBestemming, in.Passend, in.Woorden = toegang.Nee, m.c.Between(1, 3), m.tell(meningenMatig)
	}
	m.met(uitvoering.TaakNazorg, p.id+":"+string(rune('0'+months)))
	r.Stats.Nazorg++
	return r.opPlek(ctx, m, p, "LegNazorgVast", func(ctx context.Context) error { return r.u.Uitvoering.LegNazorgVast(ctx, r.werker(m), in) })
}

// planLeven plans what happens to people whatever anybody does: moving and dying.
func (r *Run) planLeven(m *mens) {
	years := float64(m.Inwoner.Melding.DaysUntil(r.cfg.Tot)) / 365
	if m.Nr == 0 || years <= 0 {
		return
	}
	day := func() civil.Date { return r.today.AddDays(m.c.Between(10, max(11, r.today.DaysUntil(r.cfg.Tot)))) }
	if age, _, ok := m.Geboren.Leeftijd(r.today); ok && m.c.Once(years*(0.001+float64(max(0, age-40))*0.0004)) {
		r.at(day(), m, sterft)
	}
	if m.c.Once(years * 0.02) {
		r.op(day(), m, verhuist)
	}
	if m.c.Once(years * 0.008) {
		r.op(day(), m, verhuistWeg)
	}
}

// sterft: a resident dies; the consulent hears of it some days later.
func sterft(_ context.Context, r *Run, m *mens) error {
	if m.id == "" || !m.hier() {
		return nil
	}
	m.dood = r.today
	m.open = nil
	r.op(r.today.AddDays(m.c.Between(1, 9)), m, func(ctx context.Context, r *Run, m *mens) error {
		r.Stats.Overleden++
		in := appuitvoering.OverlijdenInput{InwonerID: m.id, Versie: m.versie, Op: m.dood}
		err := r.do(ctx, m, "uitvoering.LegOverlijdenVast", func(ctx context.Context) error {
			return r.u.Uitvoering.LegOverlijdenVast(ctx, r.werker(m), in)
		})
		return r.fault("a death", m, err)
	})
	return nil
}

// verhuist: a resident moves to another gemeente of the region.
func verhuist(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() {
		return nil
	}
	if err := r.trekTerug(ctx, m); err != nil {
		return err
	}
	where := m.Adres.Gemeente
	var next plaats
	for next.naam == "" || string(next.code) == where {
		next = pickFrom(m.c, plaatsen)
	}
	adres := r.pop.adres(m.c, next, r.today)
	in := apptoegang.VerhuisInput{InwonerID: m.id, Versie: m.versie, Adres: adres, Vanaf: r.today}
	old := m.consulent
	err := r.do(ctx, m, "toegang.Verhuis", func(ctx context.Context) error { return r.u.Toegang.Verhuis(ctx, r.werker(m), in) })
	if err != nil {
		return r.fault("a move", m, err)
	}
	m.versie++
	r.Stats.Verhuisd++
	m.Adres, m.Gemeente, m.Wijk = adres, next.code, inkoop.WijkCode(adres.Wijk)
	r.assign(m)
	r.op(r.today.AddDays(1), m, overgenomen)
	if p := m.plek; p != nil && p.loopt() && p.last.After(r.today.AddDays(1)) {
		p.sluiter = old
		return p.beeindig(ctx, r, m, toegang.EindeVerhuizing, p.spoedig(r.today), "verhuisd")
	}
	return nil
}

// overgenomen: the new team takes the dossier over.
func overgenomen(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() {
		return nil
	}
	in := apptoegang.PersoonInput{
		InwonerID: m.id, Versie: m.versie, Naam: m.Naam, Geboren: m.Geboren, GeenBSNReden: m.GeenBSNReden,
		Aanspreekvorm: m.Aanspreekvorm, ConsulentID: m.consulent.id,
	}
	err := r.do(ctx, m, "toegang.WijzigInwoner", func(ctx context.Context) error { return r.u.Toegang.WijzigInwoner(ctx, r.werker(m), in) })
	if err != nil {
		return r.fault("taking over", m, err)
	}
	m.versie++
	r.op(r.today.AddDays(m.c.Between(5, 40)), m, meldOpnieuw)
	return nil
}

// verhuistWeg: a resident leaves the region; what runs ends.
func verhuistWeg(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() {
		return nil
	}
	if err := r.trekTerug(ctx, m); err != nil {
		return err
	}
	p := m.plek
	if p == nil || !p.loopt() || !p.last.After(r.today.AddDays(1)) {
		return nil
	}
	return p.beeindig(ctx, r, m, toegang.EindeVerhuizing, p.spoedig(r.today), "naar buiten de regio")
}

// spoedig is a last day soon: within a week, but not before the first day.
func (p *arrangement) spoedig(today civil.Date) civil.Date {
	return civil.Min(civil.Max(today.AddDays(7), p.begonnen), p.last.AddDays(-1))
}

// trekTerug takes back what has not begun: a question, an application, a toewijzing.
func (r *Run) trekTerug(ctx context.Context, m *mens) error {
	if err := r.laatConcept(ctx, m); err != nil {
		return err
	}
	if p := m.plek; p != nil && p.begonnen.IsZero() && !p.over {
		if err := p.wilNiet(ctx, r, m); err != nil {
			return err
		}
	}
	if m.aanvraag.id != "" {
		in := apptoegang.AanvraagActie{AanvraagID: m.aanvraag.id, Versie: m.aanvraag.versie, Reden: "De inwoner verhuist."}
		err := r.do(ctx, m, "toegang.TrekAanvraagIn", func(ctx context.Context) error { return r.u.Toegang.TrekAanvraagIn(ctx, r.werker(m), in) })
		if err != nil {
			return r.fault("withdrawing", m, err)
		}
		m.metAll(m.aanvraag.id)
		m.aanvraag.id = ""
	}
	return nil
}
