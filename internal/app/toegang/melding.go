package toegang

import (
	"context"
	"errors"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// MeldingInput is a first question: of a resident who is known, or of somebody new.
type MeldingInput struct {
	InwonerID string        // empty: Nieuw counts
	Nieuw     *InwonerInput // nil: InwonerID counts
	Door      toegang.Melder
	Melder    store.MelderGegevens // who reports, when it is not the resident
	Ontvangen civil.Date           // zero: today
	Vraag     string               // in own words
	// What was done at once, when somebody of the lokale toegang writes it down.
	Bevestigd                  bool
	ClientondersteuningVerteld bool
	GeenPersoonlijkPlan        bool
}

// MeldingResult is what came of it.
type MeldingResult struct {
	MeldingID, InwonerID string
	InwonerVersie        int // who registers may have become the consulent
	Ontvangen            civil.Date
}

// RegistreerMelding keeps a first question, with a new dossier when the resident is
// not known. Anybody may bring one: the resident, an employer, somebody of the
// lokale toegang or another. A consulent who writes it down for the own team is the
// resident's consulent when there was none; one from outside waits for anybody of the
// team. Source: X-01.
func (u *UseCases) RegistreerMelding(ctx context.Context, actor app.Actor, in MeldingInput) (out MeldingResult, err error) {
	who := actor.ID
	if who == "" {
		who = "anoniem"
	}
	err = u.Store.Write(ctx, audit.Actor{ID: who}, func(tx *store.Tx) error {
		return app.RefuseFound(ctx, u.registreerMelding(tx, actor, in, &out))
	})
	return out, err
}

func (u *UseCases) registreerMelding(tx *store.Tx, actor app.Actor, in MeldingInput, out *MeldingResult) error {
	d, decision, err := u.meldingDossier(tx, actor, &in)
	if err != nil {
		return err
	}
	m, findings := newMelding(d, in, decision.Role)
	if err := app.Refuse(findings); err != nil {
		return err
	}
	if err := tx.PutMelding(d.Dossier, &m); err != nil {
		return err
	}
	if i := d.Inwoner(); i.ConsulentID == "" && consulentOf(actor, i.TeamID, d.Day) {
		i.ConsulentID = actor.ID
		if err := tx.PutInwoner(&i); err != nil {
			return err
		}
	}
	*out = MeldingResult{MeldingID: m.ID, InwonerID: d.ID, InwonerVersie: d.Inwoner().Versie, Ontvangen: m.Ontvangen}
	d.Done(decision, "melding.geregistreerd", audit.Payload{})
	return nil
}

// meldingDossier finds the dossier of a melding or makes it. Who is of no gemeente
// can bring in somebody new, never look up somebody who is known.
func (u *UseCases) meldingDossier(tx *store.Tx, actor app.Actor, in *MeldingInput) (*app.Dossier, authz.Decision, error) {
	today := app.Today(tx.Now)
	var none authz.Decision
	if in.Nieuw == nil {
		if in.InwonerID == "" {
			return nil, none, app.Refuse(rule.Fail("inwoner", "melding.inwoner_ontbreekt"))
		}
		d, err := app.OpenDossier(tx, actor, in.InwonerID)
		if err != nil {
			return nil, none, err
		}
		if _, err := d.May(actor, authz.MeldingLezen, ""); err != nil {
			return nil, none, err
		}
		decision, err := d.May(actor, authz.MeldingRegistreren, "")
		return d, decision, err
	}
	facts := authz.Facts{Day: today, GemeenteCode: in.Nieuw.Adres.Gemeente}
	decision, err := app.May(actor, authz.MeldingRegistreren, facts)
	if err != nil {
		return nil, none, err
	}
	if staff := authz.Decide(actor.Actor, authz.InwonerRegistreren, facts); staff.Allowed {
		decision = staff
	} else {
		// From outside: no BSN, so that nobody can try who is known, and no choice of team.
		in.Nieuw.BSN, in.Nieuw.GeenBSNReden = persoon.BSN{}, "aanmelding van buiten"
		in.Nieuw.TeamID, in.Nieuw.ConsulentID = "", ""
		in.Bevestigd, in.ClientondersteuningVerteld, in.GeenPersoonlijkPlan, in.Ontvangen = false, false, false, today
		in.Melder.VanBuiten = true
		if in.Door == toegang.MelderConsulent {
			in.Door = ""
		}
	}
	if findings := checkMelding(*in, today); len(findings) > 0 {
		// All at once: also what is wrong with the person.
		return nil, none, app.Refuse(checkInwoner(*in.Nieuw, today), findings)
	}
	d, err := u.newInwoner(tx, actor, *in.Nieuw)
	return d, decision, err
}

func checkMelding(in MeldingInput, today civil.Date) []rule.Finding {
	m := toegang.Melding{InwonerID: "nieuw", Door: in.Door, Ontvangen: in.Ontvangen, Vraag: in.Vraag}
	if m.Ontvangen.IsZero() {
		m.Ontvangen = today
	}
	findings := m.Toets(today)
	for _, x := range []struct {
		field, text string
		most        int
	}{
		{"vraag", in.Vraag, 4000},
		{"melderNaam", in.Melder.Naam, 200},
		{"melderOrganisatie", in.Melder.Organisatie, 200},
		{"melderTelefoon", in.Melder.Telefoon, 200},
		{"melderEmail", in.Melder.Email, 200},
	} {
		findings = append(findings, rule.FailIf(len([]rune(x.text)) > x.most, x.field, "invoer.te_lang", x.most)...)
	}
	nameless := in.Door != toegang.MelderInwoner && in.Door != toegang.MelderConsulent && strings.TrimSpace(in.Melder.Naam) == ""
	return append(findings, rule.FailIf(in.Door != "" && nameless, "melderNaam", "melding.melder_naam_ontbreekt")...)
}

func newMelding(d *app.Dossier, in MeldingInput, role authz.Role) (store.Melding, []rule.Finding) {
	i := d.Inwoner()
	m := store.Melding{Melder: in.Melder, TeamID: i.TeamID}
	m.Melding = toegang.Melding{
		ID: d.Tx.NewID(), InwonerID: d.ID, GemeenteCode: string(i.Gemeente), Door: in.Door, Ontvangen: in.Ontvangen,
		Vraag: strings.TrimSpace(in.Vraag),
	}
	if m.Ontvangen.IsZero() {
		m.Ontvangen = d.Day
	}
	if role != authz.RoleConsulent && role != authz.RoleTeamleider && in.Nieuw == nil {
		m.Ontvangen = d.Day
		in.Bevestigd, in.ClientondersteuningVerteld, in.GeenPersoonlijkPlan = false, false, false
	}
	findings := append(checkMelding(in, d.Day), checkAlive(d)...)
	if len(findings) > 0 {
		return m, findings
	}
	if in.Bevestigd {
		m.Melding, findings = m.Bevestig(civil.Max(m.Ontvangen, d.Day))
	}
	if in.ClientondersteuningVerteld {
		m.ClientondersteuningVerteld = d.Day
	}
	if in.GeenPersoonlijkPlan {
		m.GeenPersoonlijkPlan = d.Day
	}
	return m, findings
}

// MeldingActie is one act on a melding that needs a version and at most a day and a
// few words.
type MeldingActie struct {
	MeldingID string
	Versie    int
	Op        civil.Date // zero: today
	Reden     string
	// For a suspension.
	Grond toegang.OpschortingReden
	Tot   civil.Date // first day that counts again; zero: open
}

// Bevestig records that receipt of a melding was confirmed to the resident.
func (u *UseCases) Bevestig(ctx context.Context, actor app.Actor, in MeldingActie) error {
	return u.actMelding(ctx, actor, authz.MeldingBevestigen, "melding.bevestigd", in, func(m *store.Melding, day civil.Date) (f []rule.Finding) {
		m.Melding, f = m.Bevestig(day)
		return f
	})
}

// VertelClientondersteuning records that the resident was told of free independent
// support. Source: Wmo 2015 art. 2.3.2 lid 3.
func (u *UseCases) VertelClientondersteuning(ctx context.Context, actor app.Actor, in MeldingActie) error {
	return u.actMelding(ctx, actor, authz.MeldingBevestigen, "melding.clientondersteuning_verteld", in, func(m *store.Melding, day civil.Date) []rule.Finding {
		if day.Before(m.Ontvangen) {
			return rule.Fail("op", "melding.dag_te_vroeg", m.Ontvangen)
		}
		m.ClientondersteuningVerteld = day
		return nil
	})
}

// OntvangPlan records that the resident handed in an own plan; with reden "geen"
// that there will be none.
func (u *UseCases) OntvangPlan(ctx context.Context, actor app.Actor, in MeldingActie, geen bool) error {
	return u.actMelding(ctx, actor, authz.PersoonlijkPlanIndienen, "melding.persoonlijk_plan", in, func(m *store.Melding, day civil.Date) (f []rule.Finding) {
		if geen {
			m.GeenPersoonlijkPlan = day
			return nil
		}
		m.Melding, f = m.OntvangPlan(day)
		return f
	})
}

// TrekMeldingIn records that the resident withdrew the question.
func (u *UseCases) TrekMeldingIn(ctx context.Context, actor app.Actor, in MeldingActie) error {
	return u.actMelding(ctx, actor, authz.MeldingIntrekken, "melding.ingetrokken", in, func(m *store.Melding, day civil.Date) (f []rule.Finding) {
		m.Melding, f = m.TrekIn(day)
		return f
	})
}

// SchortOnderzoekOp lets the clock of the investigation stand still. Source: X-02.
func (u *UseCases) SchortOnderzoekOp(ctx context.Context, actor app.Actor, in MeldingActie) error {
	return u.actMelding(ctx, actor, authz.OnderzoekOpschorten, "onderzoek.opgeschort", in, func(m *store.Melding, day civil.Date) (f []rule.Finding) {
		m.Melding, f = m.SchortOp(opschorting(in, day))
		return f
	})
}

func opschorting(in MeldingActie, day civil.Date) toegang.Opschorting {
	return toegang.Opschorting{Periode: civil.Period{From: day, Until: in.Tot}, Reden: in.Grond, Toelichting: in.Reden}
}

// HervatOnderzoek lets the clock run again; the day is the first one that counts.
func (u *UseCases) HervatOnderzoek(ctx context.Context, actor app.Actor, in MeldingActie) error {
	return u.actMelding(ctx, actor, authz.OnderzoekHervatten, "onderzoek.hervat", in, func(m *store.Melding, day civil.Date) (f []rule.Finding) {
		m.Melding, f = m.Hervat(day)
		return f
	})
}

// KijkOpnieuw records that somebody looked again after a referral. Source: PRD-04.
func (u *UseCases) KijkOpnieuw(ctx context.Context, actor app.Actor, in MeldingActie) error {
	return u.actMelding(ctx, actor, authz.VerwijzingVastleggen, "verwijzing.opnieuw_gekeken", in, func(m *store.Melding, day civil.Date) []rule.Finding {
		if m.Onderzoek.Uitkomst == nil || m.Onderzoek.Uitkomst.KijkOpnieuw.IsZero() || !m.OpnieuwGekeken.IsZero() {
			return rule.Fail("", "verwijzing.kan_nu_niet")
		}
		m.OpnieuwGekeken = day
		return rule.FailIf(day.Before(m.Onderzoek.Uitkomst.Datum), "op", "melding.dag_te_vroeg", m.Onderzoek.Uitkomst.Datum)
	})
}

// actMelding does one act on a melding.
func (u *UseCases) actMelding(ctx context.Context, actor app.Actor, action authz.Action, event string, in MeldingActie, fn func(*store.Melding, civil.Date) []rule.Finding) error {
	return u.WriteDossier(ctx, actor, byMelding(in.MeldingID), func(d *app.Dossier) error {
		reden := in.Reden
		if action == authz.OnderzoekOpschorten {
			reden = app.AskedOnForm // as its ground
		}
		decision, lack, err := d.MayForm(actor, action, "reden", reden)
		if err != nil {
			return err
		}
		m, err := d.Melding(in.MeldingID)
		if err != nil {
			return err
		}
		if err := app.Stale(in.Versie, m.Versie, m); err != nil {
			return err
		}
		day := in.Op
		if day.IsZero() {
			day = d.Day
		}
		findings := append(fn(&m, day), lack...)
		findings = append(findings, rule.FailIf(day.After(d.Day) && in.Grond == "", "op", "melding.dag_in_toekomst", day)...)
		if err := app.Refuse(findings); err != nil {
			return err
		}
		if err := d.Tx.PutMelding(d.Dossier, &m); err != nil {
			return err
		}
		d.Done(decision, event, audit.Payload{Reason: in.Reden})
		return nil
	})
}

func byMelding(id string) app.Find {
	return func(tx *store.Tx) (*store.Dossier, error) { return tx.DossierOfMelding(id) }
}

// OnderzoekInput is what was talked about, and the answers of the afbakening. It may
// be saved half done. A melding that was only confirmed, or not even that, begins
// its investigation with the first save.
type OnderzoekInput struct {
	MeldingID                  string
	Versie                     int
	Op                         civil.Date // day of the talk; zero: today
	Bevestigd                  bool       // receipt was confirmed, in the same talk
	ClientondersteuningVerteld bool
	GeenPersoonlijkPlan        bool
	Bevindingen                map[toegang.Aspect]string
	Besproken                  []toegang.Aspect
	Afwegingen                 map[toegang.Uitgangspunt]toegang.Afweging
	Aanwezig                   []string
	Start                      civil.Date // wished first day; zero: the day of the talk
	Antwoorden                 toegang.Antwoorden
	Redenen                    map[string]string // why an advies was set aside, by rule
}

// OnderzoekResult is how the investigation stands: the advice or the next question.
type OnderzoekResult struct {
	Versie     int
	Afbakening toegang.Afbakening
	Scorekaart []toegang.ScorekaartRij
	Geschikt   toegang.Geschikt
	Adviezen   []rule.Finding // what is still missing; nothing here refuses
}

// LegOnderzoekVast keeps the investigation and goes through the afbakening. Every
// step's result is kept. Source: Wmo 2015 art. 2.3.2; domain guide 1.6.
func (u *UseCases) LegOnderzoekVast(ctx context.Context, actor app.Actor, in OnderzoekInput) (out OnderzoekResult, err error) {
	err = u.WriteDossier(ctx, actor, byMelding(in.MeldingID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.OnderzoekVastleggen, "")
		if err != nil {
			return err
		}
		m, err := d.Melding(in.MeldingID)
		if err != nil {
			return err
		}
		if err := app.Stale(in.Versie, m.Versie, m); err != nil {
			return err
		}
		day := in.Op
		if day.IsZero() {
			day = d.Day
		}
		began, findings := u.beginOnderzoek(d, &m, in, day)
		if began.err != nil {
			return began.err
		}
		findings = append(findings, rule.FailIf(day.After(d.Day), "op", "melding.dag_in_toekomst", day)...)
		findings = append(findings, checkAntwoorden(in.Antwoorden)...)
		findings = append(findings, checkOnderzoek(in)...)
		if err := app.Refuse(findings); err != nil {
			return err
		}
		fillOnderzoek(&m, in, day, actor.ID)
		if err := u.afbaken(d, &m); err != nil {
			return err
		}
		results := toegang.OnderzoekRules.Evaluate(day, m.Onderzoek.Onderzoek)
		if err := errors.Join(d.Tx.PutMelding(d.Dossier, &m), d.PutRegels(store.OverMelding(m.ID), "onderzoek", results)); err != nil {
			return err
		}
		out = OnderzoekResult{
			Versie: m.Versie, Afbakening: m.Onderzoek.Afbakening, Scorekaart: m.Onderzoek.Scorekaart,
			Geschikt: m.Onderzoek.Geschikt, Adviezen: append(rule.Advised(began.results), rule.Advised(results)...),
		}
		d.Done(decision, "onderzoek.vastgelegd", audit.Payload{Results: app.Reasoned(append(began.results, results...), in.Redenen)})
		return nil
	})
	return out, err
}

type began struct {
	results []rule.Result
	err     error
}

// beginOnderzoek lets a melding go on to its investigation, with what the law asks
// before that as advice.
func (u *UseCases) beginOnderzoek(d *app.Dossier, m *store.Melding, in OnderzoekInput, day civil.Date) (began, []rule.Finding) {
	if in.ClientondersteuningVerteld && m.ClientondersteuningVerteld.IsZero() {
		m.ClientondersteuningVerteld = day
	}
	if in.GeenPersoonlijkPlan && m.GeenPersoonlijkPlan.IsZero() {
		m.GeenPersoonlijkPlan = day
	}
	var findings []rule.Finding
	switch m.Staat() {
	case toegang.MeldingNieuw:
		if !in.Bevestigd {
			return began{}, rule.Fail("bevestigd", "melding.niet_bevestigd")
		}
		if m.Melding, findings = m.Bevestig(day); findings != nil {
			return began{}, findings
		}
	case toegang.MeldingBevestigd, toegang.MeldingOnderzoek:
	default:
		return began{}, rule.Fail("", "melding.kan_nu_niet", string(m.Staat()))
	}
	if m.Staat() != toegang.MeldingBevestigd {
		return began{}, nil
	}
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return began{err: err}, nil
	}
	results := toegang.MeldingRules.Evaluate(day, toegang.MeldingFeiten{
		Melding: m.Melding, Start: day, Termijnen: toegang.TermijnenVan(regels.Instellingen(m.Ontvangen)),
	})
	if err := d.PutRegels(store.OverMelding(m.ID), "begin", results); err != nil {
		return began{err: err}, nil
	}
	m.Melding, findings = m.StartOnderzoek(day)
	return began{results: results}, findings
}

func fillOnderzoek(m *store.Melding, in OnderzoekInput, day civil.Date, door string) {
	o := &m.Onderzoek
	o.Onderzoek = toegang.Onderzoek{
		ID: m.ID, MeldingID: m.ID, Gesprek: day, Bevindingen: in.Bevindingen, Besproken: map[toegang.Aspect]bool{},
		Afwegingen: in.Afwegingen, Aanwezig: in.Aanwezig,
	}
	for _, a := range in.Besproken {
		o.Onderzoek.Besproken[a] = true
	}
	o.Start, o.Antwoorden, o.Redenen, o.DoorID = in.Start, in.Antwoorden, in.Redenen, door
	if o.Start.IsZero() {
		o.Start = day
	}
}

func checkOnderzoek(in OnderzoekInput) []rule.Finding {
	var findings []rule.Finding
	for a := range in.Bevindingen {
		findings = append(findings, rule.FailIf(!slices.Contains(toegang.Aspecten(), a), "bevindingen", "invoer.onbekend")...)
	}
	for _, a := range in.Besproken {
		findings = append(findings, rule.FailIf(!slices.Contains(toegang.Aspecten(), a), "besproken", "invoer.onbekend")...)
	}
	for u, a := range in.Afwegingen {
		bad := !slices.Contains(toegang.Uitgangspunten(), u) || a != "" && !slices.Contains(toegang.Afwegingen(), a)
		findings = append(findings, rule.FailIf(bad, "afwegingen", "invoer.onbekend")...)
	}
	return findings
}

// checkAntwoorden refuses answers that are in no list; an open one is fine.
func checkAntwoorden(a toegang.Antwoorden) []rule.Finding {
	var findings []rule.Finding
	for _, q := range []struct {
		field string
		have  toegang.Antwoord
	}{
		{"zelfstandig", a.Zelfstandig},
		{"enigDoel", a.EnigDoel},
		{"wil", a.Wil},
		{"steunNodig", a.SteunNodig},
		{"groteAfstand", a.GroteAfstand},
		{"weetWat", a.WeetWat},
		{"groei", a.Groei},
		{"maximum", a.Maximum},
		{"mantelzorgOverbelast", a.MantelzorgOverbelast},
	} {
		bad := q.have != "" && !slices.Contains(toegang.Antwoordlijst(), q.have)
		findings = append(findings, rule.FailIf(bad, q.field, "invoer.onbekend")...)
	}
	bad := a.Hoofddoel != "" && !slices.Contains(toegang.Hoofddoelen(), a.Hoofddoel)
	return append(findings, rule.FailIf(bad, "hoofddoel", "invoer.onbekend")...)
}
