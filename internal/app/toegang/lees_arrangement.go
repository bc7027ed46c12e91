package toegang

import (
	"slices"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/store"
)

// ArrangementView is a toewijzing with its product, provider and the days that the
// arrangement bar shows.
type ArrangementView struct {
	store.Toewijzing
	Product    inkoop.Product
	Aanbieder  string
	Contract   string
	Werkplek   *store.Werkplek
	Staat      toegang.ToewijzingStaat
	Marks      []Mark
	Berichten  []uitvoering.VoortgangTermijn
	Doelbereik int  // percent
	MetDoelen  bool // there are goals to compute it from
	// Uitkomst is what became of the resident, of an arrangement that was closed; nil: not
	// yet, or not for the reader.
	Uitkomst *uitvoering.UitkomstFeiten
	// Boven is where the rooster asks more than was agreed with the resident, while the
	// arrangement is not closed. Source: UIT-02.
	Boven []rule.Finding
}

// MarkSoort is what a mark of the arrangement bar stands for.
type MarkSoort string

// The marks.
const (
	MarkStart        MarkSoort = "start"
	MarkVoortgang    MarkSoort = "voortgangsbericht"
	MarkEvaluatie    MarkSoort = "evaluatie"
	MarkHertoets     MarkSoort = "hertoets"
	MarkEinde        MarkSoort = "einde"
	MarkOnderbreking MarkSoort = "onderbreking"
	MarkNazorg       MarkSoort = "nazorg"
)

// Mark is one mark of the arrangement bar.
type Mark struct {
	Soort  MarkSoort
	Datum  civil.Date // when it is due, or was
	Tot    civil.Date // last day of an interruption; zero: one day, or still running
	Gedaan civil.Date // when it was done; zero: not yet
	Nr     int        // of a report, or the months of a follow-up
	TeLaat bool       // due before today and not done, or done after
}

// kaart makes the card of a toewijzing, with what the reader sees of it.
func (u *UseCases) kaart(d *app.Dossier, regels app.Regels, aanbod *appinkoop.Aanbod, t *store.Toewijzing, h *Header) (*ArrangementView, error) {
	f := h.Fields
	product, _ := regels.Product(t.Huidig.Product)
	k := &ArrangementView{
		Toewijzing: *t, Product: product, Aanbieder: aanbod.Naam(string(t.Huidig.Aanbieder)), Staat: t.Feiten().StaatOp(d.Day),
	}
	if w, ok := aanbod.Werkplek(t.Huidig.Aanbieder, t.WerkplekID); ok {
		k.Werkplek = &w
	}
	for _, c := range aanbod.Contracten(t.Huidig.Aanbieder) {
		if c.ID == t.Huidig.Contract {
			k.Contract = c.Nummer
		}
	}
	berichten, err := d.Berichten()
	if err != nil {
		return nil, err
	}
	k.Marks, k.Berichten = momenten(t, regels, berichten, d.Day)
	if f.Reads(authz.FieldBelastbaarheid) && t.Verloop.Afsluiting == nil {
		said, err := d.Regels(store.OverToewijzing(t.ID))
		if err != nil {
			return nil, err
		}
		k.Boven = bovenAfspraak(said)
	}
	if f.Reads(authz.FieldLadderDoelen) {
		doelen, err := d.Doelen()
		if err != nil {
			return nil, err
		}
		k.Doelbereik, k.MetDoelen = uitvoering.Doelbereik(standen(doelen, t, regels))
		if a := t.Verloop.Afsluiting; a != nil {
			metingen, err := d.Metingen()
			if err != nil {
				return nil, err
			}
			outcome := uitvoering.Uitkomst(t.Arrangement(regels.Register), *a, t.Metingen(metingen), t.Verloop.Nazorg)
			k.Uitkomst = &outcome
		}
	}
	k.leaveOut(f, h.row(t))
	return k, nil
}

// row says whose a row of a toewijzing is: of its provider, and of the gemeente that
// decided.
func (h *Header) row(t *store.Toewijzing) authz.Row {
	return authz.Row{Van: append(app.OfGemeente(h.actor, string(t.Gemeente)), string(t.Huidig.Aanbieder))}
}

// leaveOut takes away what the reader does not see: the talk at the end and what came of
// it, and why somebody was away or stopped. The days stay.
func (k *ArrangementView) leaveOut(f authz.Fields, own authz.Row) {
	v := &k.Verloop
	if !f.ReadsRow(authz.FieldEvaluatie, own) {
		v.Evaluatie, v.EvaluatieTijd, v.EvaluatiePlek, v.Vervolg = uitvoering.Evaluatie{}, "", "", uitvoering.VervolgBesluit{}
	}
	if f.ReadsRow(authz.FieldAfloop, own) {
		return
	}
	v.EindeGemeld, v.Einde, v.Nazorg, k.Uitkomst = nil, nil, nil, nil
	if a := v.Afsluiting; a != nil {
		v.Afsluiting = &uitvoering.Afsluiting{Op: a.Op, LaatsteDag: a.LaatsteDag}
	}
	v.Onderbrekingen = slices.Clone(v.Onderbrekingen)
	for n := range v.Onderbrekingen {
		v.Onderbrekingen[n].Reden, v.Onderbrekingen[n].Toelichting = "", ""
	}
}

// bovenAfspraak gives what the rules of planning said when the rooster was agreed last:
// at the start, or with a later change of who guides.
func bovenAfspraak(said map[string][]rule.Result) []rule.Finding {
	list, later := said["begeleiding"]
	if !later {
		list = said["start"]
	}
	var out []rule.Finding
	for _, r := range list {
		if slices.ContainsFunc(toegang.PlanningRules, func(p rule.Rule[toegang.Planfeiten]) bool { return p.Code == r.Rule }) {
			out = append(out, r.Findings...)
		}
	}
	return out
}

// standen tells how each goal that counts stands.
func standen(doelen []store.Doel, t *store.Toewijzing, regels app.Regels) []uitvoering.DoelStand {
	var list []uitvoering.UitvoeringDoel
	var news []uitvoering.DoelObservatie
	for n := range doelen {
		list = append(list, uitvoering.GeldigeDoelen([]toegang.Doel{doelen[n].Doel})...)
		news = append(news, doelen[n].Observaties()...)
	}
	return uitvoering.Doelmonitor(t.Verloop.Start.Begonnen, list, news, regels.Instellingen(t.Huidig.Start))
}

// momenten are the marks of the arrangement bar in order of day, and the reports that
// are due.
func momenten(t *store.Toewijzing, regels app.Regels, berichten []store.Voortgangsbericht, today civil.Date) ([]Mark, []uitvoering.VoortgangTermijn) {
	a, w, v := t.Arrangement(regels.Register), regels.Instellingen(t.Huidig.Start), &t.Verloop
	list := []Mark{{Soort: MarkStart, Datum: t.Huidig.Start, Gedaan: v.Start.Begonnen}}
	reports := uitvoering.VoortgangTermijnen(a, w)
	for _, m := range reports {
		mark := Mark{Soort: MarkVoortgang, Datum: m.Due, Nr: m.Nr}
		for _, b := range berichten {
			if b.ToewijzingID == t.ID && b.Moment == m.Nr {
				mark.Gedaan = b.Ingediend
			}
		}
		list = append(list, mark)
	}
	if term, ok := uitvoering.EvaluatieTermijnen(a); ok {
		list = append(list, Mark{Soort: MarkEvaluatie, Datum: term.Uiterlijk, Gedaan: v.Evaluatie.Gehouden})
	}
	if day := t.Keuze.Stabiel.Hertoets; !day.IsZero() {
		list = append(list, Mark{Soort: MarkHertoets, Datum: day, Gedaan: v.HertoetsGedaan})
	}
	for _, o := range v.Onderbrekingen {
		list = append(list, Mark{Soort: MarkOnderbreking, Datum: o.Van, Tot: o.Periode().LastDay(), Gedaan: o.Van})
	}
	if last := t.Huidig.LaatsteDag; !last.IsZero() {
		list = append(list, Mark{Soort: MarkEinde, Datum: last, Gedaan: t.Afgesloten()})
	}
	if v.Afsluiting != nil {
		for _, m := range uitvoering.NazorgMomenten(*v.Afsluiting, w) {
			mark := Mark{Soort: MarkNazorg, Datum: m.Op, Nr: m.Maanden}
			for _, n := range v.Nazorg {
				if n.Maanden == m.Maanden {
					mark.Gedaan = n.Gedaan
				}
			}
			list = append(list, mark)
		}
	}
	running := t.Loopt() && v.Afsluiting == nil
	for n := range list {
		m := &list[n]
		done := !m.Gedaan.IsZero()
		m.TeLaat = done && m.Gedaan.After(m.Datum) && m.Soort != MarkEinde || !done && running && today.After(m.Datum)
	}
	slices.SortStableFunc(list, func(a, b Mark) int { return a.Datum.Compare(b.Datum) })
	return list, reports
}

// Explanation says why somebody got what they have: the advice, what a person decided, and
// what every rule said.
type Explanation struct {
	MeldingID  string
	Afbakening toegang.Afbakening
	Uitkomst   *toegang.Uitkomst
	Door       string // account
	Poort      []rule.Result
	Redenen    map[string]string
}

// readWaarom gives why the newest outcome and toewijzing came about.
func readWaarom(d *app.Dossier, list []store.Toewijzing) (Explanation, error) {
	var w Explanation
	meldingen, err := d.Meldingen()
	if err != nil {
		return w, err
	}
	for n := range meldingen {
		if m := &meldingen[n]; m.Onderzoek.Afbakening.Stappen != nil {
			w.MeldingID, w.Afbakening, w.Uitkomst, w.Door = m.ID, m.Onderzoek.Afbakening, m.Onderzoek.Uitkomst, m.Onderzoek.DoorID
		}
	}
	for n := range slices.Backward(list) { // the newest that the gate let through
		said, err := d.Regels(store.OverToewijzing(list[n].ID))
		if err != nil {
			return w, err
		}
		if results := said["poort"]; results != nil {
			w.Poort, w.Redenen = results, list[n].Keuze.Redenen
			break
		}
	}
	return w, nil
}
