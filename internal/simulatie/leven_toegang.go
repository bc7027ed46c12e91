package simulatie

import (
	"context"
	"slices"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	"trede/internal/store"
)

// planFirst plans the first question of a resident.
func (r *Run) planFirst(nr int) {
	r.at(r.pop.Inwoner(nr).Melding, nil, func(ctx context.Context, r *Run, _ *mens) error {
		m := &mens{Inwoner: r.pop.Inwoner(nr), c: newChance(r.cfg.Seed, streamLeven, nr)}
		m.soort = &werksoorten[m.c.Below(len(werksoorten))]
		r.mensen = append(r.mensen, m)
		r.assign(m)
		if m.buiten() {
			return meldZelf(ctx, r, m)
		}
		r.op(r.today, m, meldBijConsulent)
		return nil
	})
}

// buiten tells whether the first question comes in through the public page.
func (m *mens) buiten() bool {
	return m.Nr > 0 && m.Melder != toegang.MelderConsulent && m.c.Once(0.35)
}

func (m *mens) input(r *Run) apptoegang.InwonerInput {
	return apptoegang.InwonerInput{
		Naam: m.Naam, Geboren: m.Geboren, BSN: m.BSN, GeenBSNReden: m.GeenBSNReden, Contact: m.Contact, Adres: m.Adres,
		Aanspreekvorm: m.Aanspreekvorm, TeamID: r.teams[m.team], ConsulentID: m.consulent.id,
	}
}

func (m *mens) vraag(nieuw *apptoegang.InwonerInput) apptoegang.MeldingInput {
	in := apptoegang.MeldingInput{InwonerID: m.id, Nieuw: nieuw, Door: m.Melder, Vraag: m.tell(vragen)}
	if m.Melder != toegang.MelderInwoner && m.Melder != toegang.MelderConsulent {
		name, _, _ := naamVan(m.c, 40)
		in.Melder = store.MelderGegevens{Naam: name.Volledig()}
	}
	return in
}

// meldZelf: somebody asks through the public page, without an account.
func meldZelf(ctx context.Context, r *Run, m *mens) error {
	nieuw := m.input(r)
	return r.meld(ctx, m, app.Actor{}, m.vraag(&nieuw), func(days int) {
		r.op(r.today.AddDays(1+days), m, bevestig)
	})
}

// meldBijConsulent: the consulent writes the question down, in a talk or by phone.
func meldBijConsulent(ctx context.Context, r *Run, m *mens) error {
	nieuw := m.input(r)
	in := m.vraag(&nieuw)
	in.Bevestigd, in.ClientondersteuningVerteld = true, m.c.Once(0.95)
	in.GeenPersoonlijkPlan = m.c.Once(0.8)
	return r.meld(ctx, m, r.werker(m), in, func(int) { r.planOnderzoek(m) })
}

func (r *Run) meld(ctx context.Context, m *mens, actor app.Actor, in apptoegang.MeldingInput, then func(int)) error {
	if err := r.checkMissed(ctx, m); err != nil {
		return err
	}
	m.met(toegang.TaakKijkOpnieuw, "") // a new question takes its place
	var out apptoegang.MeldingResult
	err := r.do(ctx, m, "toegang.RegistreerMelding", func(ctx context.Context) (err error) {
		out, err = r.u.Toegang.RegistreerMelding(ctx, actor, in)
		return err
	})
	if err != nil {
		return r.fault("a melding", m, err)
	}
	if m.id == "" {
		m.id = out.InwonerID
		r.Stats.Inwoners++
		r.planPersoon(m)
		r.planLeven(m)
	}
	m.versie = out.InwonerVersie // who registers may have become the consulent
	r.Stats.Meldingen++
	m.melding.id, m.melding.versie, m.melding.op = out.MeldingID, 1, r.today
	m.melding.open, m.melding.klaar = true, false
	m.expect(toegang.TaakOnderzoekAfronden, m.melding.id, r.today.AddDays(42))
	then(m.delay(m.consulent, 0, 3, 4))
	return nil
}

// bevestig: the consulent confirms a question that came from outside, and fills in
// what the public page does not ask.
func bevestig(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() {
		return nil
	}
	actor := r.werker(m)
	err := r.do(ctx, m, "toegang.WijzigInwoner", func(ctx context.Context) error {
		return r.u.Toegang.WijzigInwoner(ctx, actor, apptoegang.PersoonInput{
			InwonerID: m.id, Versie: m.versie, Naam: m.Naam, Geboren: m.Geboren, BSN: m.BSN, GeenBSNReden: m.GeenBSNReden,
			Aanspreekvorm: m.Aanspreekvorm, ConsulentID: m.consulent.id,
		})
	})
	if err != nil {
		return r.fault("filling in a resident", m, err)
	}
	m.versie++
	for _, step := range []func(context.Context, app.Actor, apptoegang.MeldingActie) error{
		r.u.Toegang.Bevestig, r.u.Toegang.VertelClientondersteuning,
	} {
		if err := r.opMelding(ctx, m, "toegang.Bevestig", actor, apptoegang.MeldingActie{}, step); err != nil {
			return err
		}
	}
	r.planOnderzoek(m)
	return nil
}

// opMelding does one act on the melding.
func (r *Run) opMelding(ctx context.Context, m *mens, name string, actor app.Actor, in apptoegang.MeldingActie, step func(context.Context, app.Actor, apptoegang.MeldingActie) error) error {
	in.MeldingID, in.Versie = m.melding.id, m.melding.versie
	err := r.do(ctx, m, name, func(ctx context.Context) error { return step(ctx, actor, in) })
	if err == nil {
		m.melding.versie++
	}
	return r.fault(name, m, err)
}

// planOnderzoek plans the talk, and what can come in between: a plan of the
// resident's own, a suspension, or a change of mind.
func (r *Run) planOnderzoek(m *mens) {
	days := m.delay(m.consulent, m.c.Between(8, 30), 36, 42)
	switch n := m.c.Below(100); {
	case n < 4:
		r.op(r.today.AddDays(m.c.Between(2, 9)), m, trekIn)
		return
	case n < 9:
		r.op(r.today.AddDays(m.c.Between(1, 6)), m, geefPlan)
	case n < 13:
		pause := m.c.Between(14, 35)
		r.op(r.today.AddDays(m.c.Between(3, 8)), m, schortOp(pause))
		days += pause + 8
	}
	day := r.op(r.today.AddDays(days), m, onderzoek)
	r.maakAfspraak(m, afspraak{dag: day, wat: "Gesprek over je vraag", waar: pickFrom(m.c, gespreksplekken), met: m.consulent.Naam})
}

func trekIn(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() {
		return nil
	}
	in := apptoegang.MeldingActie{Reden: "De inwoner heeft gebeld: het hoeft niet meer."}
	m.metAll(m.melding.id)
	m.melding.open = false
	if err := r.opMelding(ctx, m, "toegang.TrekMeldingIn", r.werker(m), in, r.u.Toegang.TrekMeldingIn); err != nil {
		return err
	}
	if m.c.Once(0.4) {
		r.op(r.today.AddDays(m.c.Between(60, 300)), m, meldOpnieuw)
	}
	return nil
}

func geefPlan(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() || m.melding.klaar {
		return nil
	}
	return r.opMelding(ctx, m, "toegang.OntvangPlan", r.werker(m), apptoegang.MeldingActie{}, func(ctx context.Context, a app.Actor, in apptoegang.MeldingActie) error {
		return r.u.Toegang.OntvangPlan(ctx, a, in, false)
	})
}

// schortOp lets the clock of the investigation stand still for a number of days.
func schortOp(days int) act {
	return func(ctx context.Context, r *Run, m *mens) error {
		if !m.hier() || m.melding.klaar {
			return nil
		}
		until := r.today.AddDays(days)
		in := apptoegang.MeldingActie{Grond: toegang.OpschortingAanvulling, Reden: "Er mist nog informatie.", Tot: until}
		for i := range m.open {
			if m.open[i].zaak == m.melding.id {
				m.open[i].dag = m.open[i].dag.AddDays(days)
			}
		}
		return r.opMelding(ctx, m, "toegang.SchortOnderzoekOp", r.werker(m), in, r.u.Toegang.SchortOnderzoekOp)
	}
}

// meldOpnieuw: a resident who is known asks again.
func meldOpnieuw(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() || m.bezig() {
		return nil
	}
	m.Melder = toegang.MelderConsulent
	if m.account != "" && m.c.Once(0.6) {
		m.Melder = toegang.MelderInwoner
		return r.meld(ctx, m, m.zelf(), m.vraag(nil), func(days int) { r.op(r.today.AddDays(1+days), m, bevestigOpnieuw) })
	}
	in := m.vraag(nil)
	in.Bevestigd, in.ClientondersteuningVerteld, in.GeenPersoonlijkPlan = true, true, true
	return r.meld(ctx, m, r.werker(m), in, func(int) { r.planOnderzoek(m) })
}

func bevestigOpnieuw(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() {
		return nil
	}
	err := r.opMelding(ctx, m, "toegang.Bevestig", r.werker(m), apptoegang.MeldingActie{}, r.u.Toegang.Bevestig)
	r.planOnderzoek(m)
	return err
}

// onderzoek is the talk at the kitchen table: the ladder, what somebody wants and
// can, and the questions of the afbakening. The outcome follows some days later.
func onderzoek(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() {
		return nil
	}
	actor := r.werker(m)
	if err := r.meet(ctx, m, actor, ladder.MetingStart, ""); err != nil {
		return err
	}
	if m.profiel == 0 {
		if err := r.profiel(ctx, m, actor); err != nil {
			return err
		}
	}
	in := r.vragenlijst(m)
	in.MeldingID, in.Versie = m.melding.id, m.melding.versie
	var out apptoegang.OnderzoekResult
	err := r.do(ctx, m, "toegang.LegOnderzoekVast", func(ctx context.Context) (err error) {
		out, err = r.u.Toegang.LegOnderzoekVast(ctx, actor, in)
		return err
	})
	if err != nil {
		return r.fault("the investigation", m, err)
	}
	m.melding.versie, m.melding.klaar, m.advies = out.Versie, true, out.Afbakening.Advies
	late := r.today.DaysUntil(m.melding.op.AddDays(42))
	r.op(r.today.AddDays(m.delay(m.consulent, 0, 7, max(late, 2))), m, kiesUitkomst)
	return nil
}

// meet places the resident on the ladder. Staff mostly see what is the case.
func (r *Run) meet(ctx context.Context, m *mens, actor app.Actor, soort ladder.MetingSoort, toewijzingID string) error {
	versie, _ := r.register.LadderOp(r.today)
	in := apptoegang.MetingInput{
		InwonerID: m.id, ToewijzingID: toewijzingID, Soort: soort, Antwoorden: antwoordenVoor(versie, m.Aard.Trede, m.c),
	}
	if m.c.Once(0.04) && m.Aard.Trede > 1 && m.Aard.Trede < 5 {
		seen := ladder.Trede(m.c.Between(int(m.Aard.Trede)-1, int(m.Aard.Trede)))
		in.Vastgesteld, in.Reden = seen, "In het gesprek bleek het nog niet elke week te lukken."
	}
	if m.c.Once(0.6) {
		own := max(1, min(6, m.Aard.Trede+ladder.Trede(m.c.Between(-1, 1))))
		in.Inwoner = ladder.EigenKijk{Trede: own, Woorden: m.tell(wensen)}
	}
	var out apptoegang.MetingResult
	err := r.do(ctx, m, "toegang.Meet", func(ctx context.Context) (err error) {
		out, err = r.u.Toegang.Meet(ctx, actor, in)
		return err
	})
	m.gemeten, m.gemetenOp = out.Meting.Vastgesteld, r.today
	return r.fault("a measurement", m, err)
}

// profiel writes down who somebody is at work, strengths first, and how far he or
// she may get.
func (r *Run) profiel(ctx context.Context, m *mens, actor app.Actor) error {
	p := toegang.Profiel{
		Kwaliteiten: m.tell(kwaliteiten), Wensen: m.tell(wensen), Talenten: m.tell(talenten), Ervaring: m.tell(ervaringen),
		WatWerktGoed: m.tell(watWerkt),
	}
	if m.c.Once(0.5) {
		p.RekeningHouden = m.tell(rekening)
	}
	days := max(1, min(5, m.Aard.Dagdelen))
	p.Belastbaarheid = toegang.Belastbaarheid{MinutenPerDag: 240, DagenPerWeek: days}
	p.Vervoer = toegang.Vervoer{Middelen: some(m.c, toegang.Vervoermiddelen(), m.c.Between(1, 2)), MaxReistijdMinuut: 15 * m.c.Between(1, 4)}
	err := r.do(ctx, m, "toegang.LegProfielVast", func(ctx context.Context) error {
		return r.u.Toegang.LegProfielVast(ctx, actor, apptoegang.ProfielInput{InwonerID: m.id, Versie: m.profiel, Profiel: p})
	})
	if err != nil {
		return r.fault("the profile", m, err)
	}
	m.profiel++
	g := ladder.Groeipotentie{
		Potentie: m.Aard.Maximum, Zekerheid: pickFrom(m.c, []ladder.Zekerheid{ladder.ZekerheidLaag, ladder.ZekerheidMidden, ladder.ZekerheidHoog}),
		Belemmeringen: m.Aard.Belemmeringen, Nodig: m.tell(watWerkt),
	}
	err = r.do(ctx, m, "toegang.LegGroeipotentieVast", func(ctx context.Context) error {
		return r.u.Toegang.LegGroeipotentieVast(ctx, actor, m.id, m.profiel, g)
	})
	m.profiel++
	return r.fault("groeipotentie", m, err)
}

// vragenlijst are the answers of the talk as the resident's nature gives them.
func (r *Run) vragenlijst(m *mens) apptoegang.OnderzoekInput {
	yes := func(ok bool) toegang.Antwoord {
		if ok {
			return toegang.Ja
		}
		return toegang.Nee
	}
	a := m.Aard
	grows := a.Trede < a.Maximum && a.Trede < 5 && m.c.Once(0.35+a.Groei)
	in := apptoegang.OnderzoekInput{
		Bevestigd: true, ClientondersteuningVerteld: true, GeenPersoonlijkPlan: true,
		Besproken: toegang.Aspecten(), Afwegingen: map[toegang.Uitgangspunt]toegang.Afweging{},
		Bevindingen: map[toegang.Aspect]string{},
		Aanwezig:    []string{"inwoner", "consulent"}, Start: r.today.AddDays(m.c.Between(14, 40)),
		Antwoorden: toegang.Antwoorden{
			Zelfstandig: yes(a.Zelfstandig), Hoofddoel: a.Hoofddoel, EnigDoel: yes(m.c.Once(0.7)), Wil: yes(m.c.Once(0.97)),
			SteunNodig: yes(!a.Zelfstandig), GroteAfstand: yes(m.c.Once(0.98)), WeetWat: yes(a.WeetWat), Groei: yes(grows),
			Maximum: yes(!grows), MantelzorgOverbelast: yes(a.Mantelzorg),
		},
	}
	for _, a := range toegang.Aspecten() {
		if list := bevindingen[a]; list != nil && (a == toegang.AspectBehoeften || m.c.Once(0.6)) {
			in.Bevindingen[a] = m.tell(list)
		}
	}
	for _, u := range toegang.Uitgangspunten() {
		in.Afwegingen[u] = pickFrom(m.c, toegang.Afwegingen())
	}
	if turns := m.Geboren.Vroegst().AddYears(16); turns.After(in.Start) && turns.Before(in.Start.AddDays(120)) && m.c.Once(0.8) {
		in.Start = turns.AddDays(m.c.Between(0, 30)) // wait for the sixteenth birthday
	}
	return in
}

// kiesUitkomst: the consulent decides, mostly as advised, and says why.
func kiesUitkomst(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() {
		return nil
	}
	in := apptoegang.UitkomstInput{
		MeldingID: m.melding.id, Versie: m.melding.versie, Soort: r.uitkomst(m), Reden: m.tell(redenenUitkomst),
		Samenvatting: m.tell(samenvattingen),
	}
	out, err := r.kies(ctx, m, &in)
	if slices.Contains(refused(err), "uitkomst.grens") { // moved, or grew older, since the talk
		in.Soort = toegang.UitkomstWijkaanbod
		out, err = r.kies(ctx, m, &in)
	}
	if err != nil {
		return r.fault("an outcome "+string(in.Soort)+" on advice "+string(m.advies.Soort), m, err)
	}
	m.melding.versie, m.melding.open = out.Versie, false
	m.metAll(m.melding.id)
	r.Stats.Uitkomsten[in.Soort]++
	r.afterUitkomst(m, in, out)
	return nil
}

// kies decides the outcome with what belongs to it.
func (r *Run) kies(ctx context.Context, m *mens, in *apptoegang.UitkomstInput) (out apptoegang.UitkomstResult, err error) {
	in.AanvraagAkkoord = nil
	switch in.Soort {
	case toegang.UitkomstWijkaanbod:
		in.Vorm, in.Aanbod = pickFrom(m.c, toegang.Deelnamevormen()), pickFrom(m.c, wijkaanbod)
	case toegang.UitkomstCAW:
		in.CAWID, in.Aanbod, in.KijkOpnieuw = r.cawID, "oriëntatie bij het CAW", r.today.AddMonths(m.c.Between(2, 5))
	}
	if in.Soort.Besluit() && m.c.Once(0.85) {
		in.AanvraagAkkoord = akkoord(m.c)
	}
	actor := r.werker(m)
	err = r.do(ctx, m, "toegang.KiesUitkomst", func(ctx context.Context) (err error) {
		out, err = r.u.Toegang.KiesUitkomst(ctx, actor, *in)
		return err
	})
	return out, err
}

// uitkomst is what the consulent decides: the advice, and in one of fifteen cases
// something lighter.
func (r *Run) uitkomst(m *mens) toegang.UitkomstSoort {
	caw := r.u.orientation(r, m)
	var list []toegang.UitkomstSoort
	for _, s := range toegang.UitkomstSoorten() {
		orientation := s == toegang.UitkomstCAW || s == toegang.UitkomstOrientatie
		if m.advies.Past(s) && (!orientation || s == caw) {
			list = append(list, s)
		}
	}
	// What was advised may no longer be had where the resident lives now.
	if m.advies.NaarAW() && m.c.Once(0.06) || len(list) == 0 {
		return toegang.UitkomstWijkaanbod
	}
	return pickFrom(m.c, list)
}

// orientation is the outcome by which the gemeente of a resident gives orientation.
func (useCases) orientation(r *Run, m *mens) toegang.UitkomstSoort {
	switch toegang.AanbodVan(r.register, m.Gemeente, r.today).Orientatie {
	case toegang.OrientatieCAW:
		return toegang.UitkomstCAW
	case toegang.OrientatieProduct:
		return toegang.UitkomstOrientatie
	}
	return ""
}

func (r *Run) afterUitkomst(m *mens, in apptoegang.UitkomstInput, out apptoegang.UitkomstResult) {
	again := in.KijkOpnieuw
	if again.IsZero() && in.Soort.Verwijzing() {
		again = r.today.AddMonths(r.register.Instellingen(r.today).HerbeoordelingMaanden)
	}
	switch {
	case !again.IsZero():
		m.expect(toegang.TaakKijkOpnieuw, m.melding.id, again)
		melding := m.melding
		r.op(again.AddDays(m.delay(m.consulent, -5, 4, 10)), m, func(ctx context.Context, r *Run, m *mens) error {
			return r.kijkOpnieuw(ctx, m, melding.id, melding.versie)
		})
	case in.Soort.Besluit() && out.AanvraagID != "":
		r.aangevraagd(m, out.AanvraagID)
	case in.Soort.Besluit():
		r.op(r.today.AddDays(m.c.Between(1, 13)), m, vraagAan)
	}
}

// kijkOpnieuw: somebody looks again after a referral; what grew meanwhile is seen.
func (r *Run) kijkOpnieuw(ctx context.Context, m *mens, id string, versie int) error {
	if !m.hier() {
		return nil
	}
	in := apptoegang.MeldingActie{MeldingID: id, Versie: versie}
	err := r.do(ctx, m, "toegang.KijkOpnieuw", func(ctx context.Context) error { return r.u.Toegang.KijkOpnieuw(ctx, r.werker(m), in) })
	if err != nil {
		return r.fault("looking again", m, err)
	}
	m.met(toegang.TaakKijkOpnieuw, id)
	m.Aard.WeetWat, m.Aard.Hoofddoel = true, toegang.DoelBijdragen
	if m.Aard.Trede < 3 && m.c.Once(0.3) {
		m.Aard.Trede++
		m.Aard.Maximum = max(m.Aard.Maximum, m.Aard.Trede)
	}
	if m.c.Once(0.6) {
		r.op(r.today.AddDays(m.c.Between(1, 20)), m, meldOpnieuw)
	}
	return nil
}

func akkoord(c *Chance) *toegang.Akkoord {
	if c.Once(0.4) {
		return &toegang.Akkoord{Vorm: toegang.AkkoordPapier}
	}
	return &toegang.Akkoord{Vorm: toegang.AkkoordMondeling, Toelichting: "In het gesprek aan de keukentafel."}
}

// vraagAan: the resident applies, some days after the report.
func vraagAan(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() {
		return nil
	}
	actor, in := r.werker(m), apptoegang.AanvraagInput{InwonerID: m.id, MeldingID: m.melding.id, Akkoord: *akkoord(m.c)}
	if m.account != "" {
		actor, in.Akkoord = m.zelf(), toegang.Akkoord{Vorm: toegang.AkkoordDigitaal}
	}
	var out apptoegang.UitkomstResult
	err := r.do(ctx, m, "toegang.DienAanvraagIn", func(ctx context.Context) (err error) {
		out, err = r.u.Toegang.DienAanvraagIn(ctx, actor, in)
		return err
	})
	if err == nil {
		r.aangevraagd(m, out.AanvraagID)
	}
	return r.fault("an aanvraag", m, err)
}

func (r *Run) aangevraagd(m *mens, id string) {
	m.aanvraag.id, m.aanvraag.versie, m.aanvraag.op = id, 1, r.today
	m.tries = 0
	m.expect(toegang.TaakBesluitNemen, id, r.today.AddDays(14))
	r.op(r.today.AddDays(m.delay(m.consulent, 0, 12, 14)), m, wijsToe)
}

// windowOf is the age window of a resident as the run itself computes it.
func (r *Run) windowOf(m *mens) persoon.Leeftijdsvenster {
	w, _ := persoon.Venster(m.Geboren, r.register.Instellingen(r.today).LeeftijdVanaf, r.aow)
	return w
}
