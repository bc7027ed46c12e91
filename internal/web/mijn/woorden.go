package mijn

import (
	"slices"
	"strings"

	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// noDay is no date.
var noDay = civil.Date{}

// works tells whether somebody works at the place, or did until just now.
func works(p *uitvoering.PlekView) bool {
	return slices.Contains([]toegang.ToewijzingStaat{
		toegang.ToewijzingLopend, toegang.ToewijzingOnderbroken, toegang.ToewijzingGeevalueerd, toegang.ToewijzingBeeindigd,
	}, p.Staat)
}

// asksYes tells whether the place waits for a yes.
func (v *view) asksYes() bool {
	return v.Plek != nil && v.Plek.Staat == toegang.ToewijzingConcept && v.May(authz.AkkoordGeven)
}

// what says what is next: words of who made the appointment, or our own.
func what(n *uitvoering.VolgendeAfspraak) string {
	if tekst.Has(n.Wat) {
		return tekst.Of("mijn." + n.Wat)
	}
	return n.Wat
}

// nextTitle is the next appointment in one line: "9:30 uur: gesprek bij De Spaak".
func (v *view) nextTitle() string {
	n := v.Volgende
	text := what(n)
	if n.Waar != "" {
		text += " " + tekst.Of("mijn.bij", n.Waar)
	}
	switch {
	case slices.Contains(toegang.Dagmomenten(), toegang.Dagmoment(n.Tijd)):
		text += ", " + tekst.Of("mijn.moment_"+n.Tijd)
	case n.Tijd != "":
		text = tekst.Of("mijn.om", strings.TrimPrefix(n.Tijd, "0")) + " " + text
	}
	return upper(text)
}

func (v *view) nextText() string {
	if v.Volgende.MetWie == "" {
		return ""
	}
	return tekst.Of("mijn.met", v.Volgende.MetWie)
}

// todo is something that the resident may do now, with its page.
type todo struct{ Text, URL string }

// todos are the resident's own tasks as plain sentences, each with its page.
func (v *view) todos() []todo {
	var out []todo
	add := func(text, path string) {
		t := todo{text, v.Base + path}
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	if v.asksYes() {
		add(v.t("doe_plek"), "/plek")
	}
	for _, g := range v.Doelen {
		if _, asked := proposal(g); asked && v.May(authz.DoelAkkoord) {
			add(v.t("doe_doel"), "/plan")
		}
	}
	for _, t := range v.Taken {
		switch t.Soort {
		case string(dom.TaakVoortgangBekijken):
			for _, b := range v.Berichten {
				if strings.HasSuffix(t.ID, b.ID) && v.May(authz.VoortgangsberichtReageren) {
					add(v.t("doe_bericht", b.Ingediend), "/berichten/"+b.ID)
				}
			}
		case string(dom.TaakSignaalBeantwoorden):
			add(v.t("doe_antwoord"), "/hulp")
		case string(dom.TaakSignaalSluiten):
			add(v.t("doe_opgelost"), "/hulp")
		case string(dom.TaakEvaluatieBijwonen):
			add(v.t("doe_evaluatie", t.Termijn), "/plek")
		}
	}
	return out
}

// proposal is a version of a goal that waits for the resident, and whether there is
// one.
func proposal(g uitvoering.Doel) (toegang.DoelVersie, bool) {
	v, waits := g.Voorstel()
	return v, waits && !v.AkkoordInwoner.Gegeven()
}

// goals are the goals that count.
func (v *view) goals() []uitvoering.Doel {
	return slices.DeleteFunc(slices.Clone(v.Doelen), func(g uitvoering.Doel) bool {
		_, counts := g.Geldig()
		return !counts
	})
}

// asked are the goals that wait for a yes.
func (v *view) asked() []uitvoering.Doel {
	return slices.DeleteFunc(slices.Clone(v.Doelen), func(g uitvoering.Doel) bool {
		_, waits := proposal(g)
		return !waits
	})
}

func goalText(g uitvoering.Doel) string {
	v, _ := g.Geldig()
	return v.Tekst
}

// newsText says how long ago there was news of a goal.
func (v *view) newsText(g uitvoering.Doel) string {
	if g.StandOp.IsZero() {
		return tekst.Of("mijn.doel_nog_niets")
	}
	return tekst.Of("mijn.doel_sinds", nl.Ago(g.StandOp, v.Today))
}

// score is the answer to how it goes, as a place on the short scale.
func scoreWord(s toegang.Score) string {
	if s.Waarde() == 0 {
		return ""
	}
	return tekst.Of("mijn.lukt_" + string(s))
}

// whoDoes says whose turn an action of a goal is.
func (v *view) whoDoes(p toegang.Partij) string { return v.t("doet_" + string(p)) }

// stairs is the picture of where somebody was, is and wants to be.
func (v *view) stairs() ui.Stairs {
	l, ok := ladder.At(v.Today)
	if !ok || !v.Trede.Valid() {
		return ui.Stairs{}
	}
	s := ui.Stairs{ID: "trap", Was: int(v.Was), Now: int(v.Trede), Goal: int(v.Doeltrede)}
	for _, t := range ladder.Treden() {
		d, _ := l.Definitie(t)
		s.Treden = append(s.Treden, d.Kort)
	}
	if d, ok := l.Definitie(v.Trede); ok {
		s.Text = d.Uitleg
		if v.Namens {
			s.Name, s.Text = v.Voornaam, d.Betekenis
		}
	}
	return s
}

// dayPart is a day with its dagdeel: "maandag 23 november, ochtend".
func dayPart(a uitvoering.Aanwezigheid) string {
	text := nl.Weekday(a.Datum) + " " + nl.DayMonth(a.Datum)
	if a.Moment != "" {
		text += ", " + string(a.Moment)
	}
	return text
}

// days says when somebody comes: "maandag ochtend en woensdag middag".
func days(list []toegang.Dagdeel) string {
	var out []string
	for _, d := range list {
		out = append(out, nl.Weekday(civil.New(2026, 11, 22).AddDays(int(d.Dag)))+" "+string(d.Moment)) // a Sunday, and on from there
	}
	return nl.Join(out...)
}

// placeFacts say where the place is and who guides.
func (v *view) placeFacts() []ui.Fact {
	p := v.Plek
	var out []ui.Fact
	add := func(key, value, url string) {
		if value != "" {
			out = append(out, ui.Fact{Label: v.t("plek." + key), Value: value, URL: url})
		}
	}
	add("waar", p.Aanbieder, "")
	if p.Werkplek != nil {
		add("wat", p.Werkplek.Naam, "")
		add("voor_wie", p.Werkplek.VoorWie, "")
	}
	if l := p.Locatie; l != nil {
		add("adres", l.Straat+" "+l.Huisnummer+", "+nl.Postcode(l.Postcode)+" "+l.Plaats, "")
	}
	add("dagen", days(p.Rooster), "")
	for _, b := range []uitvoering.BegeleiderView{p.Werkbegeleider, p.Trajectbegeleider} {
		if b.Naam != "" {
			add("begeleider", b.Naam, "")
			add("bereiken", nl.Phone(b.Bereikbaar), reach(b.Bereikbaar))
		}
	}
	if !p.LaatsteDag.IsZero() {
		add("tot", nl.Long(p.LaatsteDag), "")
	}
	if !p.Evaluatie.IsZero() {
		add("gesprek", moment(p.Evaluatie, v.Today)+timeAt(p.EvaluatieTijd), "")
	}
	return out
}

func timeAt(tijd string) string {
	if tijd == "" {
		return ""
	}
	return ", " + tekst.Of("mijn.om", strings.TrimPrefix(tijd, "0"))
}

// tel is a link of a text that is a telephone number; "" for any other way.
func tel(text string) string {
	number, err := persoon.ParseTelefoon(text)
	if err != nil {
		return ""
	}
	return "tel:" + number
}

// reach is a link of how to reach somebody: a number or an address of mail.
func reach(text string) string {
	if strings.Contains(text, "@") && !strings.ContainsAny(text, " ,;?") {
		return "mailto:" + text
	}
	return tel(text)
}

// looked says in plain words what somebody looked at.
func (v *view) looked(action string) string {
	if key := "keek_" + strings.ReplaceAll(action, ".", "_"); tekst.Has("mijn." + key) {
		return v.t(key)
	}
	return v.t("keek")
}
