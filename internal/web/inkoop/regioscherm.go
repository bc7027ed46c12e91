package inkoop

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"trede/internal/app"
	"trede/internal/app/beheer"
	"trede/internal/app/inkoop"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// Steps of a form that changes the region's data: first it says what it would do, then it
// asks why and does it.
const (
	stapVast  = "vast"
	stapTerug = "terug"
)

// regioscherm is such a form. A direct one is of the draft: it is saved at once.
type regioscherm struct {
	head
	Form     ui.Form
	Action   string // is posted to
	Back     string // page that it came from
	Klaar    string // name of the sentence that says it is done
	Knop     string // key of the label of its button
	Direct   bool
	Velden   func(ui.Form) templ.Component
	Volgnr   int
	Voorstel *inkoop.RegioWijzigingVoorstel
	Intussen []beheer.RegioChange
}

func (s regioscherm) render(r *web.Request, status int, form ui.Form) error {
	s.Form, s.Errors = form, form.Errors
	return r.Render(status, regioPage(s))
}

// stap does one step of the form with what was posted.
func (p *pages) stap(r *web.Request, s regioscherm, in *formulier.Input, w inkoop.RegioWijziging) error {
	if in.Text("stap") == stapTerug {
		return s.render(r, http.StatusOK, r.Posted(nil))
	}
	s.Volgnr = in.Int("volgnr")
	var err error
	if s.Direct || in.Text("stap") == stapVast {
		if err = p.uc.WijzigRegio(in.Context(), r.Actor, w, s.Volgnr, in.Text("reden")); err == nil {
			return r.Done(s.Back, s.Klaar)
		}
	}
	problems, status, again := r.Again(err)
	if err != nil && !again {
		return err
	}
	var conflict *errs.Error
	if errors.As(err, &conflict) && conflict.Current != nil {
		now, _ := conflict.Current.(inkoop.RegioConflict)
		s.Volgnr, s.Intussen = now.Volgnr, now.Wijzigingen
	}
	if s.Direct {
		return s.render(r, status, r.Posted(problems))
	}
	v, wrong := p.uc.StelRegioVoor(in.Context(), r.Actor, w)
	if wrong != nil {
		problems, status, again = r.Again(wrong)
		if !again {
			return wrong
		}
		return s.render(r, status, r.Posted(problems))
	}
	if err == nil {
		status = http.StatusOK
	}
	s.Voorstel, s.Volgnr = &v, v.Volgnr
	return s.render(r, status, r.Posted(problems))
}

// hidden is what was filled in, to be posted along with the reason.
func (s regioscherm) hidden() []ui.Hidden {
	var out []ui.Hidden
	for name, list := range s.Form.Values {
		if slices.Contains([]string{"stap", "reden", "volgnr"}, name) {
			continue
		}
		for _, value := range list {
			out = append(out, ui.Hidden{Name: name, Value: value})
		}
	}
	slices.SortStableFunc(out, func(a, b ui.Hidden) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return out
}

// vormWoord is a form of taking part, in words.
func vormWoord(v dominkoop.Vorm) string {
	switch v {
	case "", dominkoop.Geen:
		return tekst.Of("catalogus.vorm_geen")
	case dominkoop.AlgemeneVoorziening:
		return tekst.Of("catalogus.vorm_av")
	}
	return tekst.Of("catalogus.vorm_" + string(v))
}

// regelWoord is a local rule in words.
func regelWoord(soort dominkoop.LokaleRegelSoort) string {
	if soort == dominkoop.DagbestedingAlleenEnigDoel {
		return tekst.Of("catalogus.regel_dagbesteding")
	}
	return tekst.Of("catalogus.regel_werklocatie")
}

// grens is a ceiling in words.
func grens(w dominkoop.VerschilValue) string {
	var parts []string
	if w.Plekken > 0 {
		parts = append(parts, tekst.Of("plafonds.plekken", w.Plekken))
	}
	if w.Bedrag > 0 {
		parts = append(parts, w.Bedrag.String())
	}
	if len(parts) == 0 {
		return tekst.Of("catalogus.geen_plafond")
	}
	return nl.Join(parts...)
}

// change is the end of the key of a sentence about what comes, goes, or becomes something
// else.
func change(comes, goes bool) string {
	switch {
	case comes:
		return "_komt"
	case goes:
		return "_vervalt"
	}
	return ""
}

// verschilZin says one difference in a sentence.
func verschilZin(d dominkoop.Verschil) string {
	key, product := "verschil."+string(d.Soort), strings.TrimSpace(string(d.Product.Product)+" "+d.Naam)
	orDash := func(s string) string {
		if s == "" {
			return "–"
		}
		return s
	}
	switch d.Soort {
	case dominkoop.VerschilNieuw, dominkoop.VerschilVervallen:
		return tekst.Of(key, product)
	case dominkoop.VerschilProduct:
		return tekst.Of(key, product, velden(d.Velden))
	case dominkoop.VerschilNaam:
		return tekst.Of(key, string(d.Product.Product), d.Oud.Tekst, d.Nieuw.Tekst)
	case dominkoop.VerschilTarief:
		return tekst.Of(key, product, d.Oud.Bedrag, d.Nieuw.Bedrag)
	case dominkoop.VerschilGemeente:
		return tekst.Of(key, d.Naam, orDash(d.Nieuw.Tekst))
	case dominkoop.VerschilVorm:
		return tekst.Of(key, product, vormWoord(dominkoop.Vorm(d.Oud.Tekst)), vormWoord(dominkoop.Vorm(d.Nieuw.Tekst)))
	case dominkoop.VerschilAlternatief:
		return tekst.Of(key+change(d.Oud.Tekst == "", d.Nieuw.Tekst == ""), product, d.Oud.Tekst, d.Nieuw.Tekst)
	case dominkoop.VerschilEvaluatie:
		return tekst.Of(key+change(d.Oud.Dag.IsZero(), d.Nieuw.Dag.IsZero()), product, nl.Long(d.Oud.Dag), nl.Long(d.Nieuw.Dag))
	case dominkoop.VerschilPlafond:
		name := d.Naam
		if name == "" {
			name = tekst.Of("catalogus.alle_producten")
		}
		return tekst.Of(key, name, grens(d.Oud), grens(d.Nieuw))
	case dominkoop.VerschilRegel:
		return tekst.Of(key+"_"+d.Nieuw.Tekst, regelWoord(dominkoop.LokaleRegelSoort(d.Naam)))
	case dominkoop.VerschilVenster:
		return tekst.Of(key, tekst.Of("regio_ronde."+d.Naam), tekst.Of("regio_ronde.stand_"+d.Oud.Tekst), tekst.Of("regio_ronde.stand_"+d.Nieuw.Tekst))
	case dominkoop.VerschilWoonplaats:
		return tekst.Of(key+"_"+d.Nieuw.Tekst, d.Naam)
	}
	code := dominkoop.InstellingCode(d.Naam)
	return tekst.Of(key, tekst.Of("inkoopinstelling."+d.Naam), waardeTekst(code, d.Oud.Tekst), waardeTekst(code, d.Nieuw.Tekst))
}

// samen (together) tells a choice of a gemeente that is the same for several products once,
// with their codes.
func samen(list []dominkoop.Verschil) []dominkoop.Verschil {
	var out []dominkoop.Verschil
	for _, d := range list {
		keuze := slices.Contains([]dominkoop.VerschilSoort{dominkoop.VerschilVorm, dominkoop.VerschilAlternatief, dominkoop.VerschilEvaluatie}, d.Soort)
		i := slices.IndexFunc(out, func(x dominkoop.Verschil) bool {
			return keuze && x.Soort == d.Soort && x.Gemeente == d.Gemeente && x.Oud == d.Oud && x.Nieuw == d.Nieuw
		})
		if i < 0 {
			out = append(out, d)
			continue
		}
		first := &out[i]
		if first.Product.Product != "" {
			first.Naam, first.Product = string(first.Product.Product), dominkoop.ProductRef{}
		}
		first.Naam += ", " + string(d.Product.Product)
	}
	return out
}

// regioverschilRows says what differs, for whom and why; lopend are the toewijzingen that go on
// as they were agreed.
func regioverschilRows(regio app.Regels, list []dominkoop.Verschil, lopend map[inkoop.LopendKey]int) [][]ui.Cell {
	var rows [][]ui.Cell
	for _, d := range samen(list) {
		what, who := ui.Cell{Text: verschilZin(d)}, ui.Cell{Text: d.VoorWie}
		if d.Gemeente != "" {
			who.Text = gemeente(regio, d.Gemeente)
		}
		if d.Wat != "" && d.Soort != dominkoop.VerschilVenster {
			what.Sub = d.Wat
		}
		if n := lopend[inkoop.LopendKey{Gemeente: d.Gemeente, Product: d.Product.Product}]; n > 0 {
			what.Sub = tekst.Of("catalogus.lopen_door", nl.Plural(n, tekst.Of("catalogus.toewijzing"), tekst.Of("catalogus.toewijzingen")))
		}
		rows = append(rows, []ui.Cell{what, who, {Text: d.Waarom}})
	}
	return rows
}

func verschilColumns() []ui.Column {
	return []ui.Column{{Label: tekst.Of("catalogus.wat_verandert")}, {Label: tekst.Of("catalogus.voor_wie")}, {Label: tekst.Of("catalogus.waarom")}}
}

func changeRows(list []beheer.RegioChange) [][]ui.Cell {
	const most = 50
	var rows [][]ui.Cell
	for _, c := range list[:min(len(list), most)] {
		rows = append(rows, []ui.Cell{{Text: c.Wat + " " + c.Sleutel, Sub: c.Veld}, {Text: c.Oud}, {Text: c.Nieuw}})
	}
	return rows
}

func changeColumns() []ui.Column {
	return []ui.Column{{Label: tekst.Of("catalogus.wat_verandert")}, {Label: tekst.Of("catalogus.nu")}, {Label: tekst.Of("catalogus.straks")}}
}
