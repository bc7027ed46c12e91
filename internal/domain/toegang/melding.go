package toegang

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Melder is who brought the melding. Source: requirement X-01.
type Melder string

// The four kinds of melder.
const (
	MelderInwoner   Melder = "inwoner"
	MelderWerkgever Melder = "werkgever"
	MelderConsulent Melder = "consulent"
	MelderAnder     Melder = "ander"
)

// Melders lists the kinds in the order of a form.
func Melders() []Melder {
	return []Melder{MelderInwoner, MelderWerkgever, MelderConsulent, MelderAnder}
}

// MeldingStaat is where a melding stands. It follows from its dates.
type MeldingStaat string

// The states of a melding.
const (
	MeldingNieuw       MeldingStaat = "nieuw"
	MeldingBevestigd   MeldingStaat = "bevestigd"
	MeldingOnderzoek   MeldingStaat = "onderzoek"
	MeldingVerslag     MeldingStaat = "verslag"
	MeldingAfgerond    MeldingStaat = "afgerond"
	MeldingIngetrokken MeldingStaat = "ingetrokken"
)

// Melding is the first question for support. Its state follows from which dates
// are filled. Source: Wmo 2015 art. 2.3.2 lid 1 to 3; requirement X-01.
type Melding struct {
	ID           string `json:"id,omitzero"`
	InwonerID    string `json:"inwoner_id,omitzero"`
	GemeenteCode string `json:"gemeente_code,omitzero"`

	Door      Melder     `json:"door,omitzero"`
	Ontvangen civil.Date `json:"ontvangen,omitzero"`
	Vraag     string     `json:"vraag,omitzero"` // what the resident asks, in own words

	Bevestigd                  civil.Date `json:"bevestigd,omitzero"`                   // receipt confirmed (lid 1)
	ClientondersteuningVerteld civil.Date `json:"clientondersteuning_verteld,omitzero"` // told of free support by an independent helper (lid 3)
	PersoonlijkPlan            civil.Date `json:"persoonlijk_plan,omitzero"`            // the resident's own plan received (lid 2); zero: none
	GeenPersoonlijkPlan        civil.Date `json:"geen_persoonlijk_plan,omitzero"`       // the resident said not to hand in a plan; zero: did not say
	OnderzoekGestart           civil.Date `json:"onderzoek_gestart,omitzero"`
	Verslag                    civil.Date `json:"verslag,omitzero"`  // written outcome given to the resident (lid 8)
	Afgerond                   civil.Date `json:"afgerond,omitzero"` // an uitkomst was chosen
	Ingetrokken                civil.Date `json:"ingetrokken,omitzero"`

	Opschortingen []Opschorting `json:"opschortingen,omitzero"`
}

// Toets checks a new melding: who brought it, for whom, and when it came in.
func (m Melding) Toets(today civil.Date) []rule.Finding {
	var findings []rule.Finding
	if !slices.Contains(Melders(), m.Door) {
		findings = append(findings, rule.Fail("door", "melding.melder_ontbreekt")...)
	}
	if m.InwonerID == "" {
		findings = append(findings, rule.Fail("inwoner", "melding.inwoner_ontbreekt")...)
	}
	if strings.TrimSpace(m.Vraag) == "" {
		findings = append(findings, rule.Fail("vraag", "melding.vraag_ontbreekt")...)
	}
	switch {
	case m.Ontvangen.IsZero():
		findings = append(findings, rule.Fail("ontvangen", "melding.dag_ontbreekt")...)
	case m.Ontvangen.After(today):
		findings = append(findings, rule.Fail("ontvangen", "melding.dag_in_toekomst", m.Ontvangen)...)
	}
	return findings
}

// Staat is the state that follows from the dates.
func (m Melding) Staat() MeldingStaat {
	switch {
	case !m.Ingetrokken.IsZero():
		return MeldingIngetrokken
	case !m.Afgerond.IsZero():
		return MeldingAfgerond
	case !m.Verslag.IsZero():
		return MeldingVerslag
	case !m.OnderzoekGestart.IsZero():
		return MeldingOnderzoek
	case !m.Bevestigd.IsZero():
		return MeldingBevestigd
	}
	return MeldingNieuw
}

// laatste is the latest date of the course so far.
func (m Melding) laatste() civil.Date {
	return civil.Max(m.Ontvangen, m.Bevestigd, m.OnderzoekGestart, m.Verslag, m.Afgerond)
}

// step checks that a melding may go on from one of the states on a day.
func (m Melding) step(field string, op civil.Date, from ...MeldingStaat) []rule.Finding {
	switch {
	case !slices.Contains(from, m.Staat()):
		return rule.Fail(field, "melding.kan_nu_niet", string(m.Staat()))
	case op.IsZero():
		return rule.Fail(field, "melding.dag_ontbreekt")
	case op.Before(m.laatste()):
		return rule.Fail(field, "melding.dag_te_vroeg", m.laatste())
	}
	return nil
}

// Bevestig records that receipt was confirmed to the resident.
func (m Melding) Bevestig(op civil.Date) (Melding, []rule.Finding) {
	if findings := m.step("bevestigd", op, MeldingNieuw); findings != nil {
		return m, findings
	}
	m.Bevestigd = op
	return m, nil
}

// OntvangPlan records that the resident handed in an own plan. It may come as
// long as the investigation has no report.
func (m Melding) OntvangPlan(op civil.Date) (Melding, []rule.Finding) {
	staat := m.Staat()
	if staat != MeldingNieuw && staat != MeldingBevestigd && staat != MeldingOnderzoek {
		return m, rule.Fail("persoonlijkPlan", "melding.kan_nu_niet", string(staat))
	}
	if op.IsZero() || op.Before(m.Ontvangen) {
		return m, rule.Fail("persoonlijkPlan", "melding.dag_te_vroeg", m.Ontvangen)
	}
	m.PersoonlijkPlan = op
	return m, nil
}

// StartOnderzoek begins the investigation. What the law asks before that is in
// [MeldingRules].
func (m Melding) StartOnderzoek(op civil.Date) (Melding, []rule.Finding) {
	if findings := m.step("onderzoekGestart", op, MeldingBevestigd); findings != nil {
		return m, findings
	}
	m.OnderzoekGestart = op
	return m, nil
}

// GeefVerslag records that the resident got the report of the investigation.
func (m Melding) GeefVerslag(op civil.Date) (Melding, []rule.Finding) {
	if findings := m.step("verslag", op, MeldingOnderzoek); findings != nil {
		return m, findings
	}
	m.Verslag = op
	return m, nil
}

// RondAf records that an uitkomst was chosen.
func (m Melding) RondAf(op civil.Date) (Melding, []rule.Finding) {
	if findings := m.step("afgerond", op, MeldingVerslag); findings != nil {
		return m, findings
	}
	m.Afgerond = op
	return m, nil
}

// TrekIn records that the resident withdrew the question.
func (m Melding) TrekIn(op civil.Date) (Melding, []rule.Finding) {
	findings := m.step("ingetrokken", op, MeldingNieuw, MeldingBevestigd, MeldingOnderzoek, MeldingVerslag)
	if findings != nil {
		return m, findings
	}
	m.Ingetrokken = op
	return m, nil
}

// SchortOp suspends the term of the investigation.
func (m Melding) SchortOp(o Opschorting) (Melding, []rule.Finding) {
	if staat := m.Staat(); staat != MeldingNieuw && staat != MeldingBevestigd && staat != MeldingOnderzoek {
		return m, rule.Fail("vanaf", "melding.kan_nu_niet", string(staat))
	}
	list, findings := suspend(m.Opschortingen, m.Ontvangen, o)
	m.Opschortingen = list
	return m, findings
}

// Hervat ends the open suspension; day is the first one that counts again.
func (m Melding) Hervat(day civil.Date) (Melding, []rule.Finding) {
	list, findings := resume(m.Opschortingen, day)
	m.Opschortingen = list
	return m, findings
}

// OnderzoekTermijn is the legal term for the investigation: six weeks after the
// melding. Source: Wmo 2015 art. 2.3.2 lid 1; requirement X-02.
func (m Melding) OnderzoekTermijn(t Termijnen) WettelijkeTermijn {
	return WettelijkeTermijn{
		Begin: m.Ontvangen, Dagen: 7 * t.OnderzoekWeken, Opschortingen: m.Opschortingen,
		Gedaan: m.Verslag, OnAPar: t.FeestdagenOnAPar,
	}
}

// PersoonlijkPlanTermijn is the legal term in which the resident may hand in an
// own plan: seven days after the melding. A suspension does not touch it.
// Source: Wmo 2015 art. 2.3.2 lid 2; requirement X-01.
func (m Melding) PersoonlijkPlanTermijn(t Termijnen) WettelijkeTermijn {
	return WettelijkeTermijn{
		Begin: m.Ontvangen, Dagen: t.PersoonlijkPlanDagen,
		Gedaan: m.PersoonlijkPlan, OnAPar: t.FeestdagenOnAPar,
	}
}

// suspend adds a suspension to a list, or says why not.
func suspend(list []Opschorting, begin civil.Date, o Opschorting) ([]Opschorting, []rule.Finding) {
	findings := o.Toets()
	if !o.Periode.From.IsZero() && o.Periode.From.Before(begin) {
		findings = append(findings, rule.Fail("vanaf", "opschorting.voor_begin", begin)...)
	}
	for _, other := range list {
		if other.Periode.Overlaps(o.Periode) {
			findings = append(findings, rule.Fail("vanaf", "opschorting.loopt_al", other.Periode.From)...)
			break
		}
	}
	if len(findings) > 0 {
		return list, findings
	}
	return append(slices.Clone(list), o), nil
}

// resume ends the open suspension of a list, or says why not.
func resume(list []Opschorting, day civil.Date) ([]Opschorting, []rule.Finding) {
	i := slices.IndexFunc(list, func(o Opschorting) bool { return o.Periode.IsOpen() })
	if i < 0 {
		return list, rule.Fail("tot", "opschorting.loopt_niet")
	}
	if !list[i].Periode.From.Before(day) {
		return list, rule.Fail("tot", "opschorting.tot_voor_vanaf")
	}
	changed := slices.Clone(list)
	changed[i].Periode.Until = day
	return changed, nil
}
