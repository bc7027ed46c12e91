package simulatie

import (
	"context"
	"slices"

	apptoegang "trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
)

// keuzeVan is the product that follows the advice on a first day, in the catalogue
// of that day.
func (r *Run) keuzeVan(m *mens, start civil.Date) (inkoop.ProductRef, inkoop.Product, bool) {
	catalogus, _ := r.register.CatalogusOp(start)
	for _, p := range catalogus.Producten {
		fits := false
		switch m.advies.Soort {
		case toegang.AdviesOntwikkel:
			fits = p.Soort == inkoop.ONT && p.Doeltrede >= m.advies.Trede
		case toegang.AdviesStabiel:
			fits = p.Soort == inkoop.STA && p.Trede() == m.advies.Trede
		case toegang.AdviesOrientatie, toegang.AdviesVerhelderen:
			fits = p.Soort == inkoop.ORI
		}
		ref := catalogus.Ref(p.Code)
		if fits && r.register.Koopoordeel(m.Gemeente, ref, start).Reden == inkoop.Gekocht {
			return ref, p, true
		}
	}
	return inkoop.ProductRef{}, inkoop.Product{}, false
}

// wijsToe: the consulent makes goals with the resident, finds a provider, and
// decides. What is not to be had is tried again later, visibly late.
func wijsToe(ctx context.Context, r *Run, m *mens) error {
	if p := m.plek; !m.hier() || m.concept.id != "" || p != nil && p.begonnen.IsZero() && !p.over && !p.weiger {
		return nil
	}
	start := r.startdag(m)
	ref, product, ok := r.keuzeVan(m, start)
	window := r.windowOf(m)
	short := !window.AOW.IsZero() && !start.AddDays(1).Before(window.AOW) // nothing is begun for one day
	if !ok || short || m.tries > 4 {
		return r.wijsAf(ctx, m)
	}
	a := r.zoekAanbieder(m, ref, start)
	if a == nil {
		m.tries++
		r.op(r.today.AddDays(14), m, wijsToe)
		return nil
	}
	place := werkplekVoor(m, a)
	m.soort = werksoortVan(a.Werkplekken[place].Werksoort)
	if err := r.stelDoelen(ctx, m, product); err != nil {
		return err
	}
	return r.besluit(ctx, m, a, place, ref, product, start)
}

// startdag is the first day that is asked for: within some weeks, on a Monday, and
// after the sixteenth birthday and what still runs.
func (r *Run) startdag(m *mens) civil.Date {
	start := r.today.AddDays(m.c.Between(5, 30))
	if window := r.windowOf(m); start.Before(window.Vanaf) {
		start = window.Vanaf
	}
	for _, p := range m.plekken {
		if !p.over && !p.weiger && !p.last.Before(start) {
			start = p.last.AddDays(1)
		}
	}
	return start
}

// zoekAanbieder is a provider that may deliver, near and with room; nil when there
// is none today.
func (r *Run) zoekAanbieder(m *mens, ref inkoop.ProductRef, start civil.Date) *leverancier {
	var list []weighted[*leverancier]
	for _, a := range r.aanbieders {
		if len(inkoop.VerzekerdOp(a.Verzekeringen, start)) > 0 || m.plek != nil && m.plek.a == a && m.tries > 0 {
			continue
		}
		if _, ok := a.contract(r.today, ref, m.Gemeente, start); !ok {
			continue
		}
		weight := 1
		if a.Inschrijving == m.Gemeente {
			weight = 8
		}
		if a.heeft(m.soort) {
			weight *= 4
		}
		if room := len(a.werk)*perWerkbegeleider - a.bezet; room <= 0 {
			weight = 1
		}
		list = append(list, weighted[*leverancier]{weight, a})
	}
	if _, ok := r.aanbieders[0].contract(r.today, ref, m.Gemeente, start); ok && m.Nr == 0 {
		return r.aanbieders[0] // Marco goes to Peter and Sanne
	}
	if len(list) == 0 {
		return nil
	}
	return pickWeighted(m.c, list)
}

// contract is the contract by which a provider delivers a product on a first day, as
// it is known today: what is not signed yet says nothing.
func (a *leverancier) contract(today civil.Date, ref inkoop.ProductRef, gemeente inkoop.GemeenteCode, start civil.Date) (int, bool) {
	for n, c := range a.Contracten {
		if a.contracten[n] == "" {
			continue
		}
		c.Addenda = slices.DeleteFunc(slices.Clone(c.Addenda), func(x inkoop.Addendum) bool { return x.Getekend.After(today) })
		if c.Levert(ref, gemeente, start) {
			return n, true
		}
	}
	return 0, false
}

// werkplekVoor is the place where the resident will work: mostly with the work that
// he or she wants, else in the own gemeente when there is one.
func werkplekVoor(m *mens, a *leverancier) int {
	for i, w := range a.Werkplekken {
		if w.Werksoort == m.soort.code && m.c.Once(0.9) {
			return i
		}
	}
	for i, w := range a.Werkplekken {
		if w.Gemeente == m.Gemeente && m.c.Once(0.8) {
			return i
		}
	}
	return m.c.Below(len(a.Werkplekken))
}

// heeft tells whether a provider has places for a kind of work.
func (a *leverancier) heeft(soort *werksoort) bool {
	return slices.ContainsFunc(a.Werkplekken, func(w Werkplek) bool { return w.Werksoort == soort.code })
}

// stelDoelen makes the goals that a product asks for, together with the resident.
func (r *Run) stelDoelen(ctx context.Context, m *mens, p inkoop.Product) error {
	want := m.c.Between(2, 3)
	for len(m.doelen) < want || p.Soort == inkoop.STA && !m.heeft(toegang.GerichtBehouden) || !m.past(p) {
		domeinen := toegang.VoorgesteldeDomeinen(p.Nadruk)
		if other := m.andereDomeinen(); m.past(p) && len(other) > 0 {
			domeinen = other
		}
		in := apptoegang.DoelInput{
			InwonerID: m.id, Domein: pickFrom(m.c, domeinen), Gericht: toegang.GerichtOntwikkelen,
			Nulmeting: pickFrom(m.c, toegang.Scores()[:2]), Streefwaarde: toegang.ScoreGoed,
			Streefdatum: r.today.AddMonths(m.c.Between(4, 8)), SamenOpgesteld: true, Akkoord: akkoord(m.c),
		}
		if p.Soort == inkoop.STA && !m.heeft(toegang.GerichtBehouden) {
			in.Gericht, in.Nulmeting = toegang.GerichtBehouden, toegang.ScoreGoed
		}
		in.Tekst = m.tell(eigenDoelen[in.Domein])
		id := ""
		err := r.do(ctx, m, "toegang.StelDoelOp", func(ctx context.Context) (err error) {
			id, err = r.u.Toegang.StelDoelOp(ctx, r.werker(m), in)
			return err
		})
		if err != nil {
			return r.fault("a goal", m, err)
		}
		m.doelen = append(m.doelen, doel{id: id, versie: 1, gericht: in.Gericht, domein: in.Domein, score: in.Nulmeting})
		if err := r.spreekAf(ctx, m, len(m.doelen)-1); err != nil {
			return err
		}
	}
	return nil
}

// andereDomeinen are the kinds of goals that the resident has none of.
func (m *mens) andereDomeinen() []toegang.Domein {
	return slices.DeleteFunc(toegang.Domeinen(), func(d toegang.Domein) bool {
		return slices.ContainsFunc(m.doelen, func(have doel) bool { return have.domein == d })
	})
}

func (m *mens) heeft(g toegang.Gericht) bool {
	return slices.ContainsFunc(m.doelen, func(d doel) bool { return d.gericht == g })
}

// past tells whether one of the goals is of a kind that the product asks for.
func (m *mens) past(p inkoop.Product) bool {
	kinds := toegang.VoorgesteldeDomeinen(p.Nadruk)
	return slices.ContainsFunc(m.doelen, func(d doel) bool { return slices.Contains(kinds, d.domein) })
}

// besluit decides. What is only advised against gets a reason, as the form asks.
func (r *Run) besluit(ctx context.Context, m *mens, a *leverancier, place int, ref inkoop.ProductRef, p inkoop.Product, start civil.Date) error {
	in := apptoegang.ToewijzingInput{
		InwonerID: m.id, Product: ref, AanbiederID: inkoop.AanbiederID(a.id), WerkplekID: a.werkplekken[place], Start: start,
		Richting: m.Aard.Richting, Akkoord: akkoord(m.c), BesluitMeteen: true, AanvraagID: m.aanvraag.id,
	}
	if p.Prijsvorm == inkoop.PrijsUur {
		in.Omvang = toegang.Omvang{Volume: int64(4 * m.Aard.Dagdelen), Eenheid: toegang.EenheidUur, Frequentie: toegang.FrequentieWeek}
	}
	if p.Soort == inkoop.STA {
		in.Stabiel = toegang.StabielAntwoord{WaaromNuNietVerder: m.tell(waaromStabiel), Hertoets: start.AddMonths(12)}
		if last := r.lastDay(m, p, start); !in.Stabiel.Hertoets.Before(last) {
			in.Stabiel.Hertoets = start.AddDays(max(1, start.DaysUntil(last)/2))
		}
	}
	if p.Doeltrede == 5 {
		in.Afstemming = toegang.Afstemming{Op: r.today, Met: "Werk & Inkomen", Uitkomst: "Er zijn mogelijkheden voor werk met loonkostensubsidie."}
	}
	if a.Werkplekken[place].Uniek != "" {
		in.Vervoer = r.vervoer(m)
	}
	if m.plek != nil {
		in.Vervangt = m.plek.id
		in.Motivering = m.tell(waaromNogEens)
	}
	if m.account != "" && start.After(r.today.AddDays(9)) && m.c.Once(0.4) {
		return r.bereidVoor(ctx, m, a, in, p)
	}
	return r.wijs(ctx, m, a, in, p)
}

// vervoer is what is agreed about getting to a place that is far away.
func (r *Run) vervoer(m *mens) inkoop.Vervoer {
	if m.c.Once(0.4) {
		return inkoop.Vervoer{Obstakel: inkoop.VervoerGeen}
	}
	return inkoop.Vervoer{
		Obstakel: inkoop.VervoerObstakel, Oplossing: "De aanbieder haalt en brengt met het busje.", OpKosten: true, Afgesproken: r.today,
	}
}

// bereidVoor keeps the choice as a concept until the resident has agreed on the own
// pages; then it is decided.
func (r *Run) bereidVoor(ctx context.Context, m *mens, a *leverancier, in apptoegang.ToewijzingInput, p inkoop.Product) error {
	in.Akkoord = nil
	var out apptoegang.ToewijzingResult
	err := r.do(ctx, m, "toegang.BereidToewijzingVoor", func(ctx context.Context) (err error) {
		out, err = r.u.Toegang.BereidToewijzingVoor(ctx, r.werker(m), in)
		return err
	})
	if err != nil {
		return r.fault("a concept", m, err)
	}
	m.concept.id, m.concept.versie = out.ID, out.Versie
	in.ToewijzingID = out.ID
	r.at(r.today.AddDays(m.c.Between(1, 4)), m, func(ctx context.Context, r *Run, m *mens) error {
		if !m.hier() || m.concept.id != in.ToewijzingID {
			return nil
		}
		err := r.do(ctx, m, "toegang.GeefToewijzingAkkoord", func(ctx context.Context) error {
			return r.u.Toegang.GeefToewijzingAkkoord(ctx, m.zelf(), m.concept.id, m.concept.versie, toegang.Akkoord{})
		})
		m.concept.versie++
		r.op(r.today.AddDays(m.c.Between(0, 2)), m, func(ctx context.Context, r *Run, m *mens) error {
			if !m.hier() || m.concept.id != in.ToewijzingID {
				return nil
			}
			in.Versie = m.concept.versie
			return r.wijs(ctx, m, a, in, p)
		})
		return r.fault("agreeing with a concept", m, err)
	})
	return nil
}

// wijs decides on what was chosen.
func (r *Run) wijs(ctx context.Context, m *mens, a *leverancier, in apptoegang.ToewijzingInput, p inkoop.Product) error {
	var out apptoegang.ToewijzingResult
	err := r.withReasons(ctx, m, "toegang.WijsToe", func(ctx context.Context, reasons map[string]string) (err error) {
		in.Redenen = reasons
		out, err = r.u.Toegang.WijsToe(ctx, r.werker(m), in)
		return err
	})
	if err != nil {
		if err := r.refusedToewijzing(m, err, in, a.Naam); err != nil {
			return err
		}
		return r.laatConcept(ctx, m)
	}
	m.concept.id = ""
	r.toegewezen(m, a, in.Product, p, out)
	return nil
}

// laatConcept takes back what was prepared and will not be.
func (r *Run) laatConcept(ctx context.Context, m *mens) error {
	id := m.concept.id
	if id == "" {
		return nil
	}
	m.concept.id = ""
	err := r.do(ctx, m, "toegang.TrekToewijzingIn", func(ctx context.Context) error {
		return r.u.Toegang.TrekToewijzingIn(ctx, r.werker(m), id, m.concept.versie, "Deze plek gaat niet door.")
	})
	return r.fault("taking a concept back", m, err)
}

// lastDay is the last day as the run itself computes it.
func (r *Run) lastDay(m *mens, p inkoop.Product, start civil.Date) civil.Date {
	return toegang.BerekenEinde(p.Duur, start, r.windowOf(m).AOW).LaatsteDag
}

// withReasons does an act as a person does a form: when something is advised
// against, the reason is given and the form sent again.
func (r *Run) withReasons(ctx context.Context, m *mens, name string, fn func(context.Context, map[string]string) error) error {
	reasons := map[string]string{}
	for {
		err := r.do(ctx, m, name, func(ctx context.Context) error { return fn(ctx, reasons) })
		if !addReasons(reasons, err) {
			return err
		}
	}
}

// refusedToewijzing: what refuses is waited for, or asked of who can mend it; the
// task stays, visibly late.
func (r *Run) refusedToewijzing(m *mens, err error, in apptoegang.ToewijzingInput, at string) error {
	what := "a toewijzing of " + in.Product.String() + " at " + at
	codes := refused(err)
	if len(codes) == 0 {
		return r.fault(what, m, err)
	}
	for _, code := range codes {
		switch code {
		case "inkoop.verzekering_ontbreekt", "inkoop.contract_afgelopen", "inkoop.werkplek_vol", "inkoop.aanbieder_vol":
			m.tries++ // somebody else then
			r.op(r.today.AddDays(m.c.Between(2, 9)), m, wijsToe)
			return nil
		case "inkoop.plafond_vol":
			m.tries++
			if m.tries == 1 && m.c.Once(0.8) {
				r.op(r.today.AddDays(m.c.Between(2, 9)), m, keurPlafondGoed(in))
				return nil
			}
			r.op(r.today.AddDays(30), m, wijsToe)
			return nil
		}
	}
	return r.fault(what, m, err)
}

// keurPlafondGoed: the gemeente allows one more than the ceiling.
func keurPlafondGoed(in apptoegang.ToewijzingInput) act {
	in.ToewijzingID, in.Versie = "", 0 // a concept was taken back
	return func(ctx context.Context, r *Run, m *mens) error {
		for _, p := range r.register.Plafonds(m.Gemeente, in.Product.Product, in.Start) {
			second := r.beleid(m.Gemeente)
			var id string
			err := r.do(ctx, m, "toegang.VraagPlafond", func(ctx context.Context) (err error) {
				id, err = r.u.Toegang.VraagPlafond(ctx, m.consulent.actor, in, p.Code, "Dit past bij deze inwoner en de plek is er.")
				return err
			})
			if err == nil {
				err = r.do(ctx, m, "toegang.BeslisPlafond", func(ctx context.Context) error {
					return r.u.Toegang.BeslisPlafond(ctx, second.actor, apptoegang.PlafondBesluit{
						VerzoekID: id, Versie: 1, Akkoord: true, Reden: "Er is budget voor een extra plek.",
					})
				})
			}
			if err != nil {
				return r.fault("a ceiling", m, err)
			}
		}
		r.op(r.today.AddDays(1), m, wijsToe)
		return nil
	}
}

// beleid is a policy officer of a gemeente.
func (r *Run) beleid(gemeente inkoop.GemeenteCode) *collega {
	for _, c := range r.staff {
		if c.Rol == authz.RoleBeleidsmedewerker && r.org.Lijst[c.Organisatie].Gemeente == gemeente {
			return c
		}
	}
	return nil
}

// wijsAf: nothing can be given, so the aanvraag is turned down with the reason.
func (r *Run) wijsAf(ctx context.Context, m *mens) error {
	if p := m.plek; p != nil && p.weiger && !p.over {
		p.over = true
		m.metAll(p.id)
		err := r.do(ctx, m, "toegang.TrekToewijzingIn", func(ctx context.Context) error {
			return r.u.Toegang.TrekToewijzingIn(ctx, r.werker(m), p.id, p.versie, "Er is geen andere plek gevonden.")
		})
		return r.fault("taking back", m, err)
	}
	if m.aanvraag.id == "" {
		return nil
	}
	in := apptoegang.BesluitInput{
		AanvraagID: m.aanvraag.id, Versie: m.aanvraag.versie, Uitkomst: toegang.BesluitAfgewezen, Bekend: r.today,
		Grondslag: "Wmo 2015 art. 2.3.5", Reden: "Er is nu geen plek die past.",
	}
	err := r.do(ctx, m, "toegang.NeemBesluit", func(ctx context.Context) error { return r.u.Toegang.NeemBesluit(ctx, r.werker(m), in) })
	if err != nil {
		return r.fault("a besluit", m, err)
	}
	m.metAll(m.aanvraag.id)
	m.aanvraag.id = ""
	return nil
}

// toegewezen notes what was decided and lets the provider answer.
func (r *Run) toegewezen(m *mens, a *leverancier, ref inkoop.ProductRef, p inkoop.Product, out apptoegang.ToewijzingResult) {
	r.Stats.Toewijzingen++
	r.Stats.Producten[ref.Product]++
	m.metAll(m.aanvraag.id)
	m.aanvraag.id = ""
	m.tries = 0
	if old := m.plek; old != nil && old.weiger {
		m.metAll(old.id)
		old.over = true
	}
	m.plek = &arrangement{
		id: out.ID, versie: out.Versie, product: p, ref: ref, a: a, start: out.Start, last: out.LaatsteDag, begin: m.gemeten,
	}
	due := civil.Max(out.Start, r.today).AddWerkdagen(r.register.Instellingen(out.Start).StartbevestigingWerkdagen)
	m.plekken = append(m.plekken, m.plek)
	m.expect(uitvoering.TaakStartBevestigen, out.ID, due)
	p0 := m.plek
	who := a.coordinator[0]
	r.op(r.today.AddDays(m.delay(who, 0, 5, r.today.DaysUntil(due))), m, p0.antwoord)
}
