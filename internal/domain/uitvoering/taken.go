package uitvoering

import (
	"slices"
	"strconv"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
)

// The tasks of this process.
const (
	TaakStartBevestigen     toegang.TaakSoort = "start_bevestigen"
	TaakWeigeringAfhandelen toegang.TaakSoort = "weigering_afhandelen"
	TaakDoelenBijwerken     toegang.TaakSoort = "doelen_bijwerken"
	TaakVoortgangSchrijven  toegang.TaakSoort = "voortgangsbericht_schrijven"
	TaakVoortgangLezen      toegang.TaakSoort = "voortgangsbericht_lezen"
	TaakVoortgangBekijken   toegang.TaakSoort = "voortgangsbericht_bekijken" // the resident's own
	TaakSignaalBeantwoorden toegang.TaakSoort = "signaal_beantwoorden"
	TaakSignaalSluiten      toegang.TaakSoort = "signaal_sluiten"
	TaakTerugkeerBespreken  toegang.TaakSoort = "terugkeer_bespreken"
	TaakEvaluatiePlannen    toegang.TaakSoort = "evaluatie_plannen"
	TaakEvaluatieHouden     toegang.TaakSoort = "evaluatie_houden"
	TaakEvaluatieBijwonen   toegang.TaakSoort = "evaluatie_bijwonen" // of the resident and of the lokale toegang
	TaakVervolgBesluiten    toegang.TaakSoort = "vervolg_besluiten"
	TaakArrangementLooptAf  toegang.TaakSoort = "arrangement_loopt_af"
	TaakEindeBesluiten      toegang.TaakSoort = "einde_besluiten" // somebody says that it stops
	TaakAfsluiten           toegang.TaakSoort = "arrangement_afsluiten"
	TaakNazorg              toegang.TaakSoort = "nazorg"
)

// TaakSoorten lists the kinds of task of this process.
func TaakSoorten() []toegang.TaakSoort {
	return []toegang.TaakSoort{
		TaakStartBevestigen, TaakWeigeringAfhandelen, TaakDoelenBijwerken, TaakVoortgangSchrijven, TaakVoortgangLezen,
		TaakVoortgangBekijken, TaakSignaalBeantwoorden, TaakSignaalSluiten, TaakTerugkeerBespreken, TaakEvaluatiePlannen,
		TaakEvaluatieHouden, TaakEvaluatieBijwonen, TaakVervolgBesluiten, TaakArrangementLooptAf, TaakEindeBesluiten,
		TaakAfsluiten, TaakNazorg,
	}
}

// TakenFeiten are the facts about one arrangement from which the tasks of this
// process follow. The store fills them.
type TakenFeiten struct {
	Arrangement    Arrangement
	Consulent      string // person id; empty: the team
	Team           string
	Toegewezen     civil.Date
	Vervallen      civil.Date // the toewijzing was taken back
	Geweigerd      civil.Date
	WeigeringKlaar bool // another place was found, or the toewijzing ended
	Start          StartBevestiging
	Doelen         []UitvoeringDoel
	Observaties    []DoelObservatie
	Berichten      []Voortgangsbericht
	Bekeken        []string // ids of berichten that the resident has seen
	Signalen       []Signaal
	Onderbrekingen []Onderbreking
	Evaluatie      Evaluatie
	Vervolg        VervolgBesluit
	EindeGemeld    *Beeindiging // the provider or the resident says that it stops; nil: nobody
	Einde          *Beeindiging // early end; nil: none
	Afsluiting     *Afsluiting  // nil: not closed
	Nazorg         []Nazorg
	Waarden        inkoop.Waarden // settings that hold for this arrangement
	Termijnen      Termijnen
}

// Taken derives every task of this process from the facts, in a fixed order. It
// knows no today: a task that lies ahead is there, with the day from which it is
// shown.
func Taken(f TakenFeiten) []toegang.Taak {
	var tasks []toegang.Taak
	switch {
	case !f.Vervallen.IsZero() || f.Toegewezen.IsZero():
	case f.Afsluiting != nil:
		tasks = append(f.nazorgTaken(), f.lezenTaken()...)
	case !f.Geweigerd.IsZero():
		tasks = f.weigeringTaken()
	case f.Start.Begonnen.IsZero():
		tasks = append(f.startTaken(), f.aflopendTaken()...)
	default:
		tasks = slices.Concat(f.voortgangTaken(), f.onderbrekingTaken(), f.evaluatieTaken(), f.gemeldTaken(), f.eindeTaken())
	}
	if f.Vervallen.IsZero() {
		tasks = append(tasks, f.signaalTaken()...)
	}
	toegang.SortTaken(tasks)
	return tasks
}

func (f TakenFeiten) about() toegang.Onderwerp {
	return toegang.Onderwerp{Soort: "toewijzing", ID: f.Arrangement.ToewijzingID}
}

// task makes a task of whoever has the role; parts make its key one of a kind.
func (f TakenFeiten) task(soort toegang.TaakSoort, rol toegang.Rol, visible, due civil.Date, parts ...string) toegang.Taak {
	return toegang.Taak{
		Soort: soort, Sleutel: toegang.Sleutel(soort, append([]string{f.Arrangement.ToewijzingID}, parts...)...),
		InwonerID: f.Arrangement.InwonerID, Onderwerp: f.about(), VoorWie: f.owner(rol),
		ZichtbaarVanaf: visible, Termijn: due, Actie: "taak." + string(soort),
	}
}

// owner is who has a role in this arrangement.
func (f TakenFeiten) owner(rol toegang.Rol) toegang.Eigenaar {
	switch rol {
	case toegang.Consulent:
		return toegang.Eigenaar{Rol: rol, Persoon: f.Consulent, Team: f.Team}
	case toegang.Inwoner:
		return toegang.Eigenaar{Rol: rol, Persoon: f.Arrangement.InwonerID}
	case toegang.Werkbegeleider:
		return toegang.Eigenaar{Rol: rol, Persoon: f.Start.Werkbegeleider.PersoonID, Aanbieder: f.Arrangement.Aanbieder}
	case toegang.Trajectbegeleider:
		who := f.Start.Trajectbegeleider.PersoonID
		if who == "" {
			return f.owner(toegang.Werkbegeleider)
		}
		return toegang.Eigenaar{Rol: rol, Persoon: who, Aanbieder: f.Arrangement.Aanbieder}
	}
	return toegang.Eigenaar{Rol: toegang.Aanbieder, Aanbieder: f.Arrangement.Aanbieder}
}

// role is the role by which a party does its tasks.
func role(p toegang.Partij) toegang.Rol {
	switch p {
	case toegang.PartijInwoner:
		return toegang.Inwoner
	case toegang.PartijToegang:
		return toegang.Consulent
	}
	return toegang.Werkbegeleider
}

func (f TakenFeiten) startTaken() []toegang.Taak {
	due := civil.Max(f.Arrangement.Start, f.Toegewezen).AddWerkdagen(f.Waarden.StartbevestigingWerkdagen)
	return []toegang.Taak{f.task(TaakStartBevestigen, toegang.Aanbieder, f.Toegewezen, due)}
}

func (f TakenFeiten) weigeringTaken() []toegang.Taak {
	if f.WeigeringKlaar {
		return nil
	}
	due := f.Geweigerd.AddWerkdagen(f.Waarden.SignaalWerkdagen)
	return []toegang.Taak{f.task(TaakWeigeringAfhandelen, toegang.Consulent, f.Geweigerd, due)}
}

// voortgangTaken asks for the reports that are due, for reading those that came,
// and for news of the goals in between.
func (f TakenFeiten) voortgangTaken() []toegang.Taak {
	var tasks []toegang.Taak
	written := func(nr int) bool {
		return slices.ContainsFunc(f.Berichten, func(b Voortgangsbericht) bool { return b.Moment == nr && !b.Ingediend.IsZero() })
	}
	for _, m := range VoortgangTermijnen(f.Arrangement, f.Waarden) {
		over := f.Einde != nil && m.Due.After(f.Einde.Op)
		if !written(m.Nr) && !over {
			visible := civil.Max(m.ZichtbaarVanaf, f.Arrangement.Start)
			tasks = append(tasks, f.task(TaakVoortgangSchrijven, toegang.Werkbegeleider, visible, m.Due, strconv.Itoa(m.Nr)))
		}
	}
	for _, b := range f.Berichten {
		if b.Ingediend.IsZero() {
			continue
		}
		if !slices.Contains(f.Bekeken, b.ID) {
			tasks = append(tasks, f.task(TaakVoortgangBekijken, toegang.Inwoner, b.Ingediend, civil.Date{}, b.ID))
		}
	}
	return slices.Concat(tasks, f.lezenTaken(), f.doelTaken())
}

// lezenTaken ask the lokale toegang to read the reports that came, also when the
// arrangement was closed before somebody did.
func (f TakenFeiten) lezenTaken() []toegang.Taak {
	var tasks []toegang.Taak
	for _, b := range f.Berichten {
		if !b.Ingediend.IsZero() && b.Gelezen.IsZero() {
			due := b.Ingediend.AddWerkdagen(f.Termijnen.VoortgangLezenWerkdagen)
			tasks = append(tasks, f.task(TaakVoortgangLezen, toegang.Consulent, b.Ingediend, due, b.ID))
		}
	}
	return tasks
}

// doelTaken asks for news of the goals before the first of them shows red. Time
// away does not count.
func (f TakenFeiten) doelTaken() []toegang.Taak {
	since := f.Start.Begonnen
	for _, o := range f.Onderbrekingen {
		since = civil.Max(since, o.Terug)
	}
	var red civil.Date
	for _, s := range Doelmonitor(since, f.Doelen, f.Observaties, f.Waarden) {
		red = civil.Min(red, s.RoodVanaf)
	}
	if red.IsZero() || f.away() || f.Einde != nil || !f.Arrangement.Periode().Contains(red) {
		return nil
	}
	due := red.AddDays(-1)
	return []toegang.Taak{f.task(TaakDoelenBijwerken, toegang.Werkbegeleider, due.AddDays(-f.Termijnen.VooraankondigingDagen), due)}
}

// away tells whether an interruption still runs.
func (f TakenFeiten) away() bool {
	return slices.ContainsFunc(f.Onderbrekingen, func(o Onderbreking) bool { return o.Terug.IsZero() })
}

func (f TakenFeiten) onderbrekingTaken() []toegang.Taak {
	var tasks []toegang.Taak
	for _, o := range f.Onderbrekingen {
		if o.Terug.IsZero() && f.Einde == nil {
			visible := civil.Max(o.Van, o.VerwachtTerug.AddDays(-f.Termijnen.VooraankondigingDagen))
			tasks = append(tasks, f.task(TaakTerugkeerBespreken, toegang.Werkbegeleider, visible, o.VerwachtTerug, o.ID))
		}
	}
	return tasks
}

// evaluatieTaken: the provider plans and holds the evaluatie, the resident and the
// lokale toegang come. Source: MON-05.
func (f TakenFeiten) evaluatieTaken() []toegang.Taak {
	term, ok := EvaluatieTermijnen(f.Arrangement)
	e := f.Evaluatie
	if !ok || !e.Gehouden.IsZero() || !f.Vervolg.Op.IsZero() || f.Einde != nil {
		return nil
	}
	if e.Datum.IsZero() {
		return []toegang.Taak{f.task(TaakEvaluatiePlannen, toegang.Trajectbegeleider, term.ZichtbaarVanaf, term.Uiterlijk)}
	}
	tasks := []toegang.Taak{f.task(TaakEvaluatieHouden, toegang.Trajectbegeleider, civil.Min(term.ZichtbaarVanaf, e.GeplandOp), term.Uiterlijk)}
	for _, rol := range []toegang.Rol{toegang.Inwoner, toegang.Consulent} {
		tasks = append(tasks, f.task(TaakEvaluatieBijwonen, rol, e.GeplandOp, e.Datum, rol))
	}
	return tasks
}

// gemeldTaken: the lokale toegang decides whether it stops. Source: X-10.
func (f TakenFeiten) gemeldTaken() []toegang.Taak {
	if f.EindeGemeld == nil || f.Einde != nil {
		return nil
	}
	op := f.EindeGemeld.Op
	return []toegang.Taak{f.task(TaakEindeBesluiten, toegang.Consulent, op, op.AddWerkdagen(f.Waarden.SignaalWerkdagen))}
}

// eindeTaken: decide about afterwards, be warned when nothing is decided, and
// close after the last day.
func (f TakenFeiten) eindeTaken() []toegang.Taak {
	last := f.Arrangement.LaatsteDag
	if last.IsZero() {
		return nil
	}
	var tasks []toegang.Taak
	switch {
	case !f.Vervolg.Op.IsZero() || f.Einde != nil:
	case !f.Evaluatie.Gehouden.IsZero():
		due := civil.Max(f.Evaluatie.Gehouden, last.AddDays(-f.Termijnen.VervolgDagenVoorEinde))
		tasks = append(tasks, f.task(TaakVervolgBesluiten, toegang.Consulent, f.Evaluatie.Gehouden, due))
	default:
		tasks = f.aflopendTaken()
	}
	closing := f.task(TaakAfsluiten, toegang.Consulent, last.AddDays(1), last.AddDays(f.Termijnen.AfsluitenDagen))
	return append(tasks, closing)
}

// aflopendTaken warns that an arrangement ends and nothing was decided, also when it never
// began: then the lokale toegang takes it back.
func (f TakenFeiten) aflopendTaken() []toegang.Taak {
	last := f.Arrangement.LaatsteDag
	if last.IsZero() {
		return nil
	}
	visible := civil.Max(f.Arrangement.Start, last.AddDays(-f.Termijnen.AflopendDagenVoorEinde))
	return []toegang.Taak{f.task(TaakArrangementLooptAf, toegang.Consulent, visible, last)}
}

func (f TakenFeiten) nazorgTaken() []toegang.Taak {
	var tasks []toegang.Taak
	for _, m := range NazorgMomenten(*f.Afsluiting, f.Waarden) {
		done := slices.ContainsFunc(f.Nazorg, func(n Nazorg) bool { return n.Maanden == m.Maanden && !n.Gedaan.IsZero() })
		if !done {
			due := m.Op.AddDays(f.Termijnen.NazorgDagen)
			tasks = append(tasks, f.task(TaakNazorg, toegang.Consulent, m.Op, due, strconv.Itoa(m.Maanden)))
		}
	}
	return tasks
}

func (f TakenFeiten) signaalTaken() []toegang.Taak {
	var tasks []toegang.Taak
	for _, s := range f.Signalen {
		var t toegang.Taak
		switch s.Staat() {
		case SignaalOpen:
			t = f.task(TaakSignaalBeantwoorden, role(s.Aan), s.Geopend, s.Reactietermijn(f.Waarden), s.ID)
		case SignaalBeantwoord:
			t = f.task(TaakSignaalSluiten, role(s.Van), s.Beantwoord, s.Beantwoord.AddWerkdagen(f.Termijnen.SignaalSluitenWerkdagen), s.ID)
			if s.Van != toegang.PartijInwoner { // a resident's is the resident's, whoever wrote it down
				t.VoorWie.Persoon = s.VanPersoon
			}
		default:
			continue
		}
		t.Onderwerp = toegang.Onderwerp{Soort: "signaal", ID: s.ID}
		tasks = append(tasks, t)
	}
	return tasks
}
