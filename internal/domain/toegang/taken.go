package toegang

import (
	"strconv"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// The tasks of this process.
const (
	TaakMeldingBevestigen   TaakSoort = "melding_bevestigen"
	TaakClientondersteuning TaakSoort = "clientondersteuning_vertellen"
	TaakPersoonlijkPlan     TaakSoort = "persoonlijk_plan_geven" // the resident's own
	TaakOnderzoekAfronden   TaakSoort = "onderzoek_afronden"
	TaakUitkomstKiezen      TaakSoort = "uitkomst_kiezen"
	TaakAanvraagDoen        TaakSoort = "aanvraag_doen" // the resident's own
	TaakBesluitNemen        TaakSoort = "besluit_nemen"
	TaakBesluitBekendmaken  TaakSoort = "besluit_bekendmaken"
	TaakKijkOpnieuw         TaakSoort = "kijk_opnieuw"
	TaakDoelAkkoordGeven    TaakSoort = "doel_akkoord_geven"   // the resident's own
	TaakDoelAkkoordOphalen  TaakSoort = "doel_akkoord_ophalen" // when the resident does not do it online
	TaakDoelBeoordelen      TaakSoort = "doel_beoordelen"      // agreement of the lokale toegang
	TaakToewijzingAkkoord   TaakSoort = "toewijzing_akkoord_geven"
	TaakToewijzingOphalen   TaakSoort = "toewijzing_akkoord_ophalen"
	TaakToewijzen           TaakSoort = "toewijzen"
	TaakHertoets            TaakSoort = "hertoets_stabiel"
	TaakOrientatieAfronden  TaakSoort = "orientatie_afronden"
	TaakVerzekeringNagaan   TaakSoort = "verzekering_nagaan" // what runs goes on without insurance
)

// TakenFeiten are the facts about one resident from which the tasks of this
// process follow. The store fills them; what is over and done may be left out.
type TakenFeiten struct {
	InwonerID    string
	Consulent    string // person id of the resident's consulent; empty: the team
	Team         string
	Meldingen    []MeldingTaakFeiten
	Aanvragen    []Aanvraag
	Doelen       []Doel
	Toewijzingen []ToewijzingTaakFeiten
	Termijnen    Termijnen
}

// MeldingTaakFeiten is a melding with its outcome, when there is one.
type MeldingTaakFeiten struct {
	Melding        Melding
	Uitkomst       *Uitkomst  // nil: none yet
	OpnieuwGekeken civil.Date // somebody looked again, or a new melding came
	Terug          civil.Date // the CAW gave its advice, or the referral back; zero: neither
	AanvraagID     string     // aanvraag that followed; empty: none
}

// ToewijzingTaakFeiten is a toewijzing, or the concept of one, as far as this
// process has work with it.
type ToewijzingTaakFeiten struct {
	ID               string
	ConceptSinds     civil.Date
	AkkoordInwoner   Akkoord
	Toegewezen       civil.Date
	Vervallen        civil.Date
	Afgesloten       civil.Date
	Soort            inkoop.Productsoort
	Start            civil.Date
	LaatsteDag       civil.Date
	StreefMaanden    int // of an orientation; 0: the term of the region
	Hertoets         civil.Date
	HertoetsGedaan   civil.Date
	OnverzekerdVanaf civil.Date // see [inkoop.OnverzekerdVanaf]; zero: insured to its end
}

// Taken derives every task of this process from the facts, in a fixed order. It
// knows no today: a task that lies ahead is there, with the day from which it is
// shown.
func Taken(f TakenFeiten) []Taak {
	var tasks []Taak
	for _, m := range f.Meldingen {
		tasks = append(tasks, f.meldingTaken(m)...)
	}
	for _, a := range f.Aanvragen {
		tasks = append(tasks, f.aanvraagTaken(a)...)
	}
	for _, d := range f.Doelen {
		tasks = append(tasks, f.doelTaken(d)...)
	}
	for _, t := range f.Toewijzingen {
		tasks = append(tasks, f.toewijzingTaken(t)...)
	}
	SortTaken(tasks)
	return tasks
}

// task makes a task of the lokale toegang; forResident makes one of the resident.
func (f TakenFeiten) task(soort TaakSoort, about Onderwerp, visible, due civil.Date) Taak {
	return Taak{
		Soort: soort, Sleutel: Sleutel(soort, about.ID), InwonerID: f.InwonerID, Onderwerp: about,
		VoorWie:        Eigenaar{Rol: Consulent, Persoon: f.Consulent, Team: f.Team},
		ZichtbaarVanaf: visible, Termijn: due, Actie: "taak." + string(soort),
	}
}

func (f TakenFeiten) forResident(t Taak) Taak {
	t.VoorWie = Eigenaar{Rol: Inwoner, Persoon: f.InwonerID}
	return t
}

// legal puts the last day of a legal term on a task.
func legal(t Taak, term WettelijkeTermijn) Taak {
	last, known := term.UitersteDatum()
	t.Termijn, t.Wettelijk, t.Opgeschort = last, true, !known
	return t
}

func (f TakenFeiten) meldingTaken(m MeldingTaakFeiten) []Taak {
	about := Onderwerp{Soort: "melding", ID: m.Melding.ID}
	var tasks []Taak
	add := func(t Taak) { tasks = append(tasks, t) }
	staat := m.Melding.Staat()
	received := m.Melding.Ontvangen
	if staat == MeldingNieuw {
		add(f.task(TaakMeldingBevestigen, about, received, received.AddWerkdagen(f.Termijnen.MeldingBevestigenWerkdagen)))
	}
	switch staat {
	case MeldingNieuw, MeldingBevestigd, MeldingOnderzoek:
		add(legal(f.task(TaakOnderzoekAfronden, about, received, civil.Date{}), m.Melding.OnderzoekTermijn(f.Termijnen)))
		if m.Melding.ClientondersteuningVerteld.IsZero() {
			add(f.task(TaakClientondersteuning, about, received, received.AddWerkdagen(f.Termijnen.MeldingBevestigenWerkdagen)))
		}
		if m.Melding.PersoonlijkPlan.IsZero() && m.Melding.GeenPersoonlijkPlan.IsZero() && m.Melding.OnderzoekGestart.IsZero() {
			plan := legal(f.task(TaakPersoonlijkPlan, about, received, civil.Date{}), m.Melding.PersoonlijkPlanTermijn(f.Termijnen))
			add(f.forResident(plan))
		}
	case MeldingVerslag:
		add(f.task(TaakUitkomstKiezen, about, m.Melding.Verslag, m.Melding.Verslag.AddDays(f.Termijnen.AkkoordDagen)))
	case MeldingAfgerond:
		tasks = append(tasks, f.uitkomstTaken(m, about)...)
	}
	return tasks
}

func (f TakenFeiten) uitkomstTaken(m MeldingTaakFeiten, about Onderwerp) []Taak {
	if m.Uitkomst == nil {
		return nil
	}
	var tasks []Taak
	if m.Uitkomst.Soort.Besluit() && m.AanvraagID == "" {
		due := m.Uitkomst.Datum.AddDays(f.Termijnen.AkkoordDagen)
		tasks = append(tasks, f.forResident(f.task(TaakAanvraagDoen, about, m.Uitkomst.Datum, due)))
	}
	if again := m.Uitkomst.KijkOpnieuw; !again.IsZero() && m.OpnieuwGekeken.IsZero() {
		visible := again.AddDays(-f.Termijnen.VooraankondigingDagen)
		if !m.Terug.IsZero() {
			visible, again = civil.Min(visible, m.Terug), civil.Min(again, m.Terug.AddDays(f.Termijnen.AkkoordDagen))
		}
		tasks = append(tasks, f.task(TaakKijkOpnieuw, about, visible, again))
	}
	return tasks
}

func (f TakenFeiten) aanvraagTaken(a Aanvraag) []Taak {
	about := Onderwerp{Soort: "aanvraag", ID: a.ID}
	switch {
	case !a.Ingetrokken.IsZero():
	case a.Besluit == nil:
		return []Taak{legal(f.task(TaakBesluitNemen, about, a.Ontvangen, civil.Date{}), a.BesluitTermijn(f.Termijnen))}
	case a.Besluit.Bekend.IsZero():
		return []Taak{legal(f.task(TaakBesluitBekendmaken, about, a.Besluit.Datum, civil.Date{}), a.BesluitTermijn(f.Termijnen))}
	}
	return nil
}

// doelTaken asks for the agreements that a proposal still lacks. The resident has
// a task, and so has the consulent: not everybody agrees on a screen.
func (f TakenFeiten) doelTaken(d Doel) []Taak {
	v, waiting := d.Voorstel()
	if !waiting {
		return nil
	}
	about := Onderwerp{Soort: "doel", ID: d.ID}
	version := strconv.Itoa(v.Nr)
	due := v.VoorgesteldOp.AddDays(f.Termijnen.AkkoordDagen)
	add := func(soort TaakSoort) Taak {
		t := f.task(soort, about, v.VoorgesteldOp, due)
		t.Sleutel = Sleutel(soort, d.ID, version)
		return t
	}
	var tasks []Taak
	if !v.AkkoordInwoner.Gegeven() {
		tasks = append(tasks, f.forResident(add(TaakDoelAkkoordGeven)), add(TaakDoelAkkoordOphalen))
	}
	if !v.AkkoordToegang.Gegeven() {
		tasks = append(tasks, add(TaakDoelBeoordelen))
	}
	return tasks
}

func (f TakenFeiten) toewijzingTaken(t ToewijzingTaakFeiten) []Taak {
	if !t.Vervallen.IsZero() || !t.Afgesloten.IsZero() {
		return nil
	}
	about := Onderwerp{Soort: "toewijzing", ID: t.ID}
	var tasks []Taak
	if t.Toegewezen.IsZero() {
		due := t.ConceptSinds.AddDays(f.Termijnen.AkkoordDagen)
		if t.AkkoordInwoner.Gegeven() {
			return []Taak{f.task(TaakToewijzen, about, t.AkkoordInwoner.Op, t.AkkoordInwoner.Op.AddDays(f.Termijnen.AkkoordDagen))}
		}
		return []Taak{
			f.forResident(f.task(TaakToewijzingAkkoord, about, t.ConceptSinds, due)),
			f.task(TaakToewijzingOphalen, about, t.ConceptSinds, due),
		}
	}
	if day := t.OnverzekerdVanaf; !day.IsZero() {
		last := day.AddDays(-1)
		tasks = append(tasks, f.task(TaakVerzekeringNagaan, about, last.AddDays(-f.Termijnen.VerzekeringDagen), last))
	}
	notice := -f.Termijnen.VooraankondigingDagen
	if !t.Hertoets.IsZero() && t.HertoetsGedaan.IsZero() {
		tasks = append(tasks, f.task(TaakHertoets, about, t.Hertoets.AddDays(notice), t.Hertoets))
	}
	if t.Soort == inkoop.ORI {
		months := t.StreefMaanden
		if months == 0 {
			months = f.Termijnen.OrientatieStreefMaanden
		}
		aim := t.Start.LastDayOfMonths(months)
		tasks = append(tasks, f.task(TaakOrientatieAfronden, about, aim.AddDays(notice), aim))
	}
	return tasks
}
