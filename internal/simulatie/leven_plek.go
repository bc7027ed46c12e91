package simulatie

import (
	"context"
	"slices"
	"strconv"
	"time"

	"trede/internal/app"
	appuitvoering "trede/internal/app/uitvoering"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
)

// opPlek does one act on an arrangement that changes it.
func (r *Run) opPlek(ctx context.Context, m *mens, p *arrangement, name string, fn func(context.Context) error) error {
	err := r.do(ctx, m, "uitvoering."+name, fn)
	if err == nil {
		p.versie++
	}
	return r.fault(name, m, err)
}

// begeleider is who does the work of a coach today: the coach, who replaces him or
// her, or the coordinator.
func (r *Run) begeleider(p *arrangement, c *collega) app.Actor {
	if who := r.present(c); !who.away(r.today) {
		return who.actor
	}
	return r.coordinator(p)
}

func (r *Run) coordinator(p *arrangement) app.Actor { return r.present(p.a.coordinator[0]).actor }

// antwoord is what the provider says to a toewijzing: yes, with who guides, or no.
func (p *arrangement) antwoord(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() || p.over {
		return nil
	}
	if r.today.After(p.last) {
		return p.wilNiet(ctx, r, m) // too late: the provider no longer has a say
	}
	if _, ok := p.a.contract(r.today, p.ref, m.Gemeente, p.start); !ok {
		return p.weigerStart(ctx, r, m) // its contract ends before the first day
	}
	switch n := m.c.Below(100); {
	case m.Nr == 0:
	case n < 6 && m.tries == 0:
		return p.weigerStart(ctx, r, m)
	case n < 8:
		return p.wilNiet(ctx, r, m)
	}
	return p.bevestig(ctx, r, m)
}

func (p *arrangement) weigerStart(ctx context.Context, r *Run, m *mens) error {
	in := appuitvoering.WeigeringInput{ToewijzingID: p.id, Versie: p.versie, Reden: uitvoering.WeigeringGeenPlek}
	if m.c.Once(0.4) {
		in.Reden, in.Toelichting = uitvoering.WeigeringGeenBegeleiding, "Een begeleider is langer ziek."
	}
	err := r.opPlek(ctx, m, p, "WeigerStart", func(ctx context.Context) error { return r.u.Uitvoering.WeigerStart(ctx, r.coordinator(p), in) })
	if err != nil {
		return err
	}
	p.weiger = true
	m.metAll(p.id)
	m.tries = 1
	r.Stats.Weigeringen++
	term := r.register.Instellingen(p.start).SignaalWerkdagen
	m.expect(uitvoering.TaakWeigeringAfhandelen, p.id, r.today.AddWerkdagen(term))
	r.op(r.today.AddDays(m.delay(m.consulent, 1, 4, 7)), m, wijsToe)
	return nil
}

// wilNiet takes a place back: the resident changes his mind, or nobody answered before
// the last day.
func (p *arrangement) wilNiet(ctx context.Context, r *Run, m *mens) error {
	err := r.do(ctx, m, "toegang.TrekToewijzingIn", func(ctx context.Context) error {
		return r.u.Toegang.TrekToewijzingIn(ctx, r.werker(m), p.id, p.versie, "De inwoner wil nu niet beginnen.")
	})
	p.over = true
	m.metAll(p.id)
	if m.c.Once(0.5) {
		r.op(r.today.AddDays(m.c.Between(90, 300)), m, meldOpnieuw)
	}
	return r.fault("taking back", m, err)
}

func (p *arrangement) bevestig(ctx context.Context, r *Run, m *mens) error {
	p.werk, p.traject = least(p.a.werk), nil
	if m.Nr == 0 {
		p.werk = p.a.werk[0]
	}
	in := appuitvoering.StartInput{
		ToewijzingID: p.id, Versie: p.versie, Begonnen: civil.Max(p.start, r.today), Werkbegeleider: gids(p.werk, p.start),
		Rooster: rooster(m),
	}
	if p.product.Trajectbegeleiding {
		p.traject = least(p.a.traject)
		if m.Nr == 0 {
			p.traject = p.a.traject[0]
		}
		in.Trajectbegeleider = gids(p.traject, p.start)
		p.traject.load++
	}
	err := r.opPlek(ctx, m, p, "BevestigStart", func(ctx context.Context) error { return r.u.Uitvoering.BevestigStart(ctx, r.coordinator(p), in) })
	if err != nil {
		return err
	}
	p.begonnen, p.rooster = in.Begonnen, in.Rooster
	p.werk.load++
	p.a.bezet++
	m.met(uitvoering.TaakStartBevestigen, p.id)
	r.planPlek(m, p)
	return nil
}

// gids is a coach as the form has it.
func gids(c *collega, day civil.Date) uitvoering.Begeleider {
	return uitvoering.Begeleider{PersoonID: c.id, VOG: civil.Min(c.VOG, day), Bereikbaar: c.Email}
}

// rooster is when somebody comes: as many dagdelen as he or she can bear.
func rooster(m *mens) []toegang.Dagdeel {
	var week []toegang.Dagdeel
	for day := time.Monday; day <= time.Friday; day++ {
		week = append(week, toegang.Dagdeel{Dag: day, Moment: pickFrom(m.c, toegang.Dagmomenten()[:2])})
	}
	return some(m.c, week, m.Aard.Dagdelen)
}

// planPlek plans all that happens in an arrangement.
func (r *Run) planPlek(m *mens, p *arrangement) {
	waarden := r.register.Instellingen(p.start)
	a := uitvoering.Arrangement{ToewijzingID: p.id, Product: p.product, Start: p.start, LaatsteDag: p.last}
	for _, t := range uitvoering.VoortgangTermijnen(a, waarden) {
		r.planBericht(m, p, t)
	}
	if term, ok := uitvoering.EvaluatieTermijnen(a); ok {
		m.expect(uitvoering.TaakEvaluatieHouden, p.id, term.Uiterlijk)
		r.op(civil.Max(term.ZichtbaarVanaf.AddDays(m.c.Between(0, 10)), r.today.AddDays(1)), m, p.planEvaluatie)
	}
	if p.product.Soort == inkoop.STA {
		r.planHertoets(m, p)
	}
	m.expect(uitvoering.TaakAfsluiten, p.id, p.last.AddDays(14))
	r.op(p.last.AddDays(1+m.delay(m.consulent, 0, 9, 13)), m, p.sluitAf)
	r.planTussendoor(m, p)
}

// planTussendoor plans what comes in between: news of goals, a signaal, a pause, an
// opinion, and now and then an early end.
func (r *Run) planTussendoor(m *mens, p *arrangement) {
	days := max(p.begonnen.DaysUntil(p.last), 1)
	if m.c.Once(m.Aard.Uitval*float64(days)/183) && m.Nr > 0 {
		r.op(p.begonnen.AddDays(m.c.Between(days/8, days*7/8)), m, p.stoptEerder)
	}
	if m.c.Once(0.3) {
		r.op(p.begonnen.AddDays(m.c.Between(7, max(8, days-10))), m, p.signaal)
	}
	if days > 100 && m.c.Once(0.09) {
		r.op(p.begonnen.AddDays(m.c.Between(20, days-70)), m, p.onderbreek)
	}
	r.at(p.begonnen.AddDays(m.c.Between(10, max(11, days/2))), m, mening)
	r.planKlein(m, p)
	for day := p.begonnen.AddDays(33); day.Before(p.last) && r.dicht(day); day = day.AddDays(36) {
		r.op(day.AddDays(m.c.Between(-3, 1)), m, p.neemWaar)
	}
	for _, d := range p.rooster {
		r.planDagen(m, p, d)
	}
}

// dicht tells whether small things of a day are written down: in a small region
// always, in a large one in the last weeks only, so that filling takes minutes.
func (r *Run) dicht(day civil.Date) bool {
	return r.klein() || !day.Before(r.cfg.Tot.AddDays(-49))
}

// klein tells whether the region is small enough to keep every small thing.
func (r *Run) klein() bool { return r.cfg.Inwoners <= 1000 }

// groot tells whether the region is so large that only the course itself is kept.
func (r *Run) groot() bool { return r.cfg.Inwoners > 20_000 }

// aanwezigDagen is in how many days before the end of the run attendance is kept,
// besides the first fortnight of an arrangement.
func (r *Run) aanwezigDagen() int {
	switch {
	case r.klein():
		return 35
	case r.groot():
		return 5
	}
	return 14
}

// planDagen plans attendance for one dagdeel of the week.
func (r *Run) planDagen(m *mens, p *arrangement, d toegang.Dagdeel) {
	day := p.begonnen
	for day.Weekday() != d.Dag {
		day = day.AddDays(1)
	}
	last := civil.Min(p.last, r.cfg.Tot)
	recent := r.cfg.Tot.AddDays(-r.aanwezigDagen())
	begin := p.begonnen.AddDays(13)
	for ; !day.After(last); day = day.AddDays(7) {
		early := r.klein() && !day.After(begin)
		if day.IsWerkdag() && (early || !day.Before(recent)) && !day.Before(r.today) {
			r.at(day, m, func(ctx context.Context, r *Run, m *mens) error { return p.komt(ctx, r, m, d.Moment) })
		}
	}
}

// komt registers one dagdeel.
func (p *arrangement) komt(ctx context.Context, r *Run, m *mens, moment toegang.Dagmoment) error {
	if !m.hier() || !p.loopt() || p.weg || r.today.After(p.last) {
		return nil
	}
	in := appuitvoering.AanwezigheidInput{ToewijzingID: p.id, Moment: moment, Status: uitvoering.Aanwezig}
	if !m.c.Once(m.Aard.Trouw) {
		in.Status = pickFrom(m.c, uitvoering.AanwezigStatussen()[1:])
	}
	err := r.do(ctx, m, "uitvoering.LegAanwezigheidVast", func(ctx context.Context) error {
		_, err := r.u.Uitvoering.LegAanwezigheidVast(ctx, r.begeleider(p, p.werk), in)
		return err
	})
	return r.fault("attendance", m, err)
}

// planBericht plans a report: before its day mostly, and now and then late.
func (r *Run) planBericht(m *mens, p *arrangement, t uitvoering.VoortgangTermijn) {
	m.expect(uitvoering.TaakVoortgangSchrijven, p.id+":"+strconv.Itoa(t.Nr), t.Due)
	day := t.Due.AddDays(-m.c.Between(1, 16))
	if m.c.Once(p.werk.Vergeet) {
		day = t.Due.AddDays(m.c.Between(1, 20))
	}
	r.op(civil.Max(day, p.begonnen.AddDays(1)), m, func(ctx context.Context, r *Run, m *mens) error {
		return p.schrijf(ctx, r, m, t.Nr)
	})
}

// schrijf hands in a report over all goals.
func (p *arrangement) schrijf(ctx context.Context, r *Run, m *mens, nr int) error {
	if !m.hier() || !p.loopt() || r.today.After(p.last) {
		return nil
	}
	in := appuitvoering.BerichtInput{ToewijzingID: p.id, Moment: nr, SamenIngevuld: pickFrom(m.c, toegang.Antwoordlijst()[:2])}
	for i := range m.doelen {
		d := &m.doelen[i]
		d.score = m.voortgang(d.score)
		in.Regels = append(in.Regels, uitvoering.VoortgangRegel{DoelID: d.id, Score: d.score})
	}
	in.Zin = m.tell([][]string{zinnenMoeilijk, zinnenSoms, zinnenGoed}[m.niveau()])
	if m.c.Once(0.5) {
		in.EigenWoorden = m.tell(meningenGoed)
	}
	if !m.beideDomeinen() {
		in.Motivering = "Hier hebben we nu geen doel voor afgesproken."
	}
	id := ""
	err := r.do(ctx, m, "uitvoering.SchrijfBericht", func(ctx context.Context) (err error) {
		id, err = r.u.Uitvoering.SchrijfBericht(ctx, r.begeleider(p, p.werk), in)
		return err
	})
	if err != nil {
		return r.fault("a report", m, err)
	}
	r.Stats.Berichten++
	m.met(uitvoering.TaakVoortgangSchrijven, p.id+":"+strconv.Itoa(nr))
	m.expect(uitvoering.TaakVoortgangLezen, id, r.today.AddWerkdagen(5))
	r.op(r.today.AddDays(m.delay(m.consulent, 0, 5, 7)), m, func(ctx context.Context, r *Run, m *mens) error { return r.lees(ctx, m, id) })
	return nil
}

// lees: the consulent reads a report, and the resident may have a look as well.
func (r *Run) lees(ctx context.Context, m *mens, id string) error {
	versie := 1
	if m.account != "" && m.c.Once(0.5) {
		in := appuitvoering.BerichtActie{BerichtID: id, Versie: versie}
		if m.c.Once(0.3) {
			in.Woorden = m.tell(meningenGoed)
		}
		err := r.do(ctx, m, "uitvoering.BekijkBericht", func(ctx context.Context) error { return r.u.Uitvoering.BekijkBericht(ctx, m.zelf(), in) })
		if err != nil {
			return r.fault("looking at a report", m, err)
		}
		versie++
	}
	err := r.do(ctx, m, "uitvoering.LeesBericht", func(ctx context.Context) error {
		return r.u.Uitvoering.LeesBericht(ctx, r.werker(m), appuitvoering.BerichtActie{BerichtID: id, Versie: versie})
	})
	m.met(uitvoering.TaakVoortgangLezen, id)
	return r.fault("reading a report", m, err)
}

// voortgang is how well a goal goes next time.
func (m *mens) voortgang(now toegang.Score) toegang.Score {
	list := toegang.Scores()
	n := max(0, now.Waarde()-1)
	switch {
	case m.c.Once(0.1 + m.Aard.Groei/4):
		n++
	case m.c.Once(0.1):
		n--
	}
	return list[min(2, max(0, n))]
}

// niveau is how it goes on the whole: 0, 1 or 2.
func (m *mens) niveau() int {
	sum := 0
	for _, d := range m.doelen {
		sum += d.score.Waarde()
	}
	return min(2, max(0, sum/max(1, len(m.doelen))-1))
}

// beideDomeinen tells whether there is a goal about growing as a person and one
// about working.
func (m *mens) beideDomeinen() bool {
	work := slices.ContainsFunc(m.doelen, func(d doel) bool { return d.domein.Werk() })
	person := slices.ContainsFunc(m.doelen, func(d doel) bool { return !d.domein.Werk() })
	return work && person
}

// neemWaar: news of every goal, in between two reports.
func (p *arrangement) neemWaar(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() || !p.loopt() || p.weg || r.today.After(p.last) {
		return nil
	}
	who := p.werk
	if who.away(r.today) && r.present(who) == who {
		return nil // nobody is there to see it
	}
	for i := range m.doelen {
		d := &m.doelen[i]
		in := appuitvoering.WaarnemingInput{DoelID: d.id, ToewijzingID: p.id, Score: m.voortgang(d.score)}
		if m.c.Once(0.3) {
			in.Tekst = m.tell(waarnemingen[in.Score])
		}
		err := r.do(ctx, m, "uitvoering.NeemWaar", func(ctx context.Context) error { return r.u.Uitvoering.NeemWaar(ctx, r.present(who).actor, in) })
		if err != nil {
			return r.fault("news of a goal", m, err)
		}
		d.score = in.Score
	}
	return nil
}
