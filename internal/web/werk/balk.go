package werk

import (
	"trede/internal/app"
	"trede/internal/app/taken"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// loop is the course of an arrangement as a list knows it.
type loop struct {
	catalogus, product string
	start, einde       civil.Date
}

func (l loop) known() bool { return !l.start.IsZero() && !l.einde.IsZero() && !l.einde.Before(l.start) }

func (l loop) arrangement(regio app.Regels) uitvoering.Arrangement {
	product, _ := regio.Product(inkoop.ProductRef{Catalogus: inkoop.CatalogusCode(l.catalogus), Product: inkoop.ProductCode(l.product)})
	return uitvoering.Arrangement{Product: product, Start: l.start, LaatsteDag: l.einde}
}

// bar is the line of the arrangement, without its moments.
func (l loop) bar(today civil.Date) *ui.ArrangementBar {
	b := &ui.ArrangementBar{First: l.start, Last: l.einde, Today: today}
	if today.After(l.einde) {
		b.Tone = ui.ToneLate
	}
	return b
}

// taakBalk is the bar of a task: its place in the arrangement, or else its own term.
func taakBalk(r taken.TaakRegel, regio app.Regels, today civil.Date) *ui.ArrangementBar {
	due := r.Termijn
	if due == civil.Last {
		due = civil.Date{}
	}
	l := loop{r.Catalogus, r.ProductCode, r.Ingangsdatum, r.Einde}
	switch {
	case r.Fase == taken.FaseNazorg && l.known() && !due.IsZero():
		return &ui.ArrangementBar{First: l.einde, Last: civil.Max(l.einde, due), Today: today, Tone: toneOf(r.Dringend, ui.ToneGood)}
	case r.Onderwerp != "toewijzing" && r.Onderwerp != "signaal" && r.Onderwerp != "doel", !l.known():
		if due.IsZero() || due.Before(r.Zichtbaar) {
			return nil
		}
		return &ui.ArrangementBar{First: r.Zichtbaar, Last: due, Today: today, Tone: toneOf(r.Dringend, ui.ToneNeutral)}
	}
	a := l.arrangement(regio)
	b := l.bar(today)
	if term, ok := uitvoering.EvaluatieTermijnen(a); ok && today.Before(term.ZichtbaarVanaf) {
		b.Marks = append(b.Marks, ui.Mark{Date: term.Uiterlijk, Label: tekst.Of("balk.evaluatie")})
	}
	if a.Periode().Contains(due) {
		state := ui.MarkDue
		if r.Dringend == toegang.TeLaat {
			state = ui.MarkLate
		}
		b.Marks = append(b.Marks, ui.Mark{Date: due, Label: markLabel(r.Soort), State: state})
	}
	return b
}

func toneOf(d toegang.Dringendheid, other ui.Tone) ui.Tone {
	if d == toegang.TeLaat {
		return ui.ToneLate
	}
	return other
}

// markLabel is the word of a task on a bar.
func markLabel(soort string) string {
	switch toegang.TaakSoort(soort) {
	case uitvoering.TaakVoortgangSchrijven, uitvoering.TaakVoortgangLezen:
		return tekst.Of("balk.bericht")
	case uitvoering.TaakEvaluatiePlannen, uitvoering.TaakEvaluatieHouden, uitvoering.TaakEvaluatieBijwonen:
		return tekst.Of("balk.evaluatie")
	}
	return tekst.Of("balk.taak")
}

// inwonerBalk is the bar of a resident in a list: the reports that were written, the
// one that is next, and the evaluatie as long as it has to be held.
func inwonerBalk(l loop, fase string, bericht, evaluatie civil.Date, regio app.Regels, today civil.Date) *ui.ArrangementBar {
	if !l.known() {
		return nil
	}
	a := l.arrangement(regio)
	b := l.bar(today)
	running := fase == taken.FaseLopend || fase == taken.FaseOnderbroken
	if running {
		for _, m := range uitvoering.VoortgangTermijnen(a, regio.Instellingen(l.start)) {
			switch {
			case m.Due == bericht:
				b.Marks = append(b.Marks, open(m.Due, tekst.Of("balk.bericht"), today))
			case m.Due.Before(today) && (bericht.IsZero() || m.Due.Before(bericht)):
				b.Marks = append(b.Marks, ui.Mark{Date: m.Due, Label: tekst.Of("balk.bericht"), State: ui.MarkDone})
			}
		}
	}
	if !evaluatie.IsZero() {
		b.Marks = append(b.Marks, open(evaluatie, tekst.Of("balk.evaluatie"), today))
	}
	if fase == taken.FaseNazorg {
		b.Tone = ui.ToneGood
	}
	return b
}

// open is something on the bar that is still to be done.
func open(day civil.Date, label string, today civil.Date) ui.Mark {
	m := ui.Mark{Date: day, Label: label}
	if day.Before(today) {
		m.State = ui.MarkLate
	}
	return m
}
