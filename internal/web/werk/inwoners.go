package werk

import (
	"net/http"
	"net/url"
	"strconv"

	"trede/internal/app/taken"
	"trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/web"
	"trede/internal/web/kop"
	"trede/internal/web/taak"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// inwonersView is the list of residents as the page shows it.
type inwonersView struct {
	head
	toegang.InwonerPage
	Filter toegang.InwonerFilter
	At     *url.URL
}

// sorts are the orders of the list, with the column that each belongs to.
var sorts = []string{"naam", "trede", "einde"}

func (p *pages) inwoners(r *web.Request) error {
	v := inwonersView{At: first(r.URL)}
	f, err := inwonerFilter(r)
	if err != nil {
		return err
	}
	if v.InwonerPage, err = p.toegang.Inwoners(r.Context(), r.Actor, f); err != nil {
		return err
	}
	v.Filter, v.head = f, newHead(r, tekst.Of("inwoners.kop")).withNew(r)
	v.Lead = nl.Plural(v.Total, tekst.Of("inwoners.een"), tekst.Of("inwoners.meer"))
	return r.Render(http.StatusOK, inwonersPage(v))
}

// filterInwoners sends on to the list as it was asked for: the name that was typed does
// not stand in the address.
func filterInwoners(r *web.Request) error {
	return r.Search(pathInwoners, "naam", "team", "van", "status", "trede", "product", "laat", "sorteer")
}

// inwonerFilter reads the filters from the address.
func inwonerFilter(r *web.Request) (f toegang.InwonerFilter, err error) {
	q := r.URL.Query()
	name, err := r.Searched("naam")
	if err != nil {
		return f, err
	}
	f = toegang.InwonerFilter{
		TeamID: q.Get("team"), Tekst: name, ProductCode: q.Get("product"), Page: r.PageNumber(), TeLaat: q.Get("laat") == "ja",
	}
	if f.Fase, err = r.Choice("status", append([]string{""}, taken.Fasen()...)...); err != nil {
		return f, err
	}
	trede, err := r.Choice("trede", "", "1", "2", "3", "4", "5", "6")
	if err != nil {
		return f, err
	}
	if trede != "" {
		f.Trede = ladder.Trede(trede[0] - '0')
	}
	van, err := r.Choice("van", vanTeam, vanMij)
	if err != nil {
		return f, err
	}
	f.AlleenMijn = van == vanMij
	sort, err := r.Choice("sorteer", append(sorts, "-naam", "-trede", "-einde")...)
	if err != nil {
		return f, err
	}
	if f.Desc = sort[0] == '-'; f.Desc {
		sort = sort[1:]
	}
	switch sort {
	case "trede":
		f.Sort = "trede"
	case "einde":
		f.Sort = "einde"
	default:
		f.Sort = "naam"
	}
	return f, nil
}

// sortURL gives the address that sorts by a column, the other way round when it is
// sorted by it already.
func (v *inwonersView) sortURL(column string) (address, sorted string) {
	if string(v.Filter.Sort) != column {
		return ui.WithParam(v.At, "sorteer", column), ""
	}
	if v.Filter.Desc {
		return ui.WithParam(v.At, "sorteer", column), "descending"
	}
	return ui.WithParam(v.At, "sorteer", "-"+column), "ascending"
}

func (v *inwonersView) columns() []ui.Column {
	out := []ui.Column{
		{Label: tekst.Of("inwoners.naam")},
		{Label: tekst.Of("inwoners.trede")},
		{Label: tekst.Of("inwoners.arrangement")},
		{Label: tekst.Of("inwoners.loopt")},
		{Label: tekst.Of("inwoners.consulent")},
		{Label: tekst.Of("inwoners.status")},
	}
	for column, i := range map[string]int{"naam": 0, "trede": 1, "einde": 3} {
		out[i].SortURL, out[i].Sorted = v.sortURL(column)
	}
	return out
}

func (v *inwonersView) rows() [][]ui.Cell {
	out := make([][]ui.Cell, len(v.Regels))
	for i, r := range v.Regels {
		l := loop{r.Catalogus, r.ProductCode, r.Ingangsdatum, r.Einde}
		product, _ := v.Regio.Product(inkoop.ProductRef{Catalogus: inkoop.CatalogusCode(r.Catalogus), Product: inkoop.ProductCode(r.ProductCode)})
		out[i] = []ui.Cell{
			{Text: r.Naam, URL: taak.Dossier(r.ID)},
			{Text: tredeText(r.Trede, r.Doeltrede)},
			{Text: product.Naam, Sub: v.Aanbieder[r.AanbiederID]},
			{},
			{Text: v.Consulent[r.ConsulentID]},
			{Content: ui.Tag{Text: kop.Fase(r.Fase, r.Ingangsdatum, v.Dag), Tone: faseTone(r.Fase)}},
		}
		if b := inwonerBalk(l, r.Fase, r.BerichtTermijn, r.EvaluatieTermijn, v.Regio, v.Dag); b != nil {
			out[i][3].Content = b
		}
	}
	return out
}

// vorige are the rows of who moved away and is still being closed.
func (v *inwonersView) vorige() [][]ui.Cell {
	out := make([][]ui.Cell, len(v.Vorige))
	for i, r := range v.Vorige {
		out[i] = []ui.Cell{{Text: r.Naam, URL: taak.Dossier(r.ID)}, {Text: nl.Long(r.Einde)}}
	}
	return out
}

// tredeText says where somebody is on the ladder and where to: "2 → 3".
func tredeText(now, to ladder.Trede) string {
	switch {
	case !now.Valid():
		return tekst.Of("inwoners.niet_gemeten")
	case !to.Valid() || to == now:
		return strconv.Itoa(int(now))
	}
	return tekst.Of("inwoners.van_naar", int(now), int(to))
}

// faseTone colours what asks for something; the rest is plain.
func faseTone(fase string) ui.Tone {
	switch fase {
	case taken.FaseGeweigerd:
		return ui.ToneLate
	case taken.FaseOnderbroken:
		return ui.ToneWeek
	case taken.FaseToegewezen, taken.FaseAanvraag, taken.FaseConcept, taken.FaseVerwezen:
		return ui.ToneWait
	case taken.FaseLopend:
		return ui.ToneGood
	}
	return ui.ToneNeutral
}

func fase(f string) string { return tekst.Of("fase." + f) }

// producten are the products to choose from: those of every catalogue, by code.
func (v *inwonersView) producten() []ui.Option {
	out := []ui.Option{{Label: tekst.Of("inwoners.alle_producten")}}
	seen := map[inkoop.ProductCode]bool{}
	for _, c := range v.Regio.Data().Catalogi {
		for _, p := range c.Producten {
			if !seen[p.Code] {
				seen[p.Code] = true
				out = append(out, ui.Option{Value: string(p.Code), Label: string(p.Code) + " " + p.Naam})
			}
		}
	}
	return out
}

func (v *inwonersView) chips() []ui.FilterChip {
	f := v.Filter
	var out []ui.FilterChip
	add := func(on bool, param, label string) {
		if on {
			out = append(out, ui.FilterChip{Label: label, RemoveURL: ui.WithParam(v.At, param, "")})
		}
	}
	add(f.Tekst != "", "naam", f.Tekst)
	add(f.Fase != "", "status", fase(f.Fase))
	add(f.Trede.Valid(), "trede", tekst.Of("inwoners.trede")+" "+strconv.Itoa(int(f.Trede)))
	add(f.ProductCode != "", "product", f.ProductCode)
	add(f.AlleenMijn, "van", van(vanMij))
	add(f.TeLaat, "laat", tekst.Of("inwoners.te_laat"))
	return out
}

func (v *inwonersView) keep() []ui.Hidden {
	if s := v.At.Query().Get("sorteer"); s != "" {
		return []ui.Hidden{{Name: "sorteer", Value: s}}
	}
	return nil
}

// teams are the teams to choose from.
func teams(ids []string, names map[string]string) []ui.Option {
	return options("", ids, func(id string) string { return names[id] })
}

// meldingenView is the list of open meldingen as the page shows it.
type meldingenView struct {
	head
	toegang.MeldingPage
	Filter toegang.MeldingFilter
	At     *url.URL
}

// staten are the states of a melding that is not finished.
var staten = []string{"nieuw", "bevestigd", "onderzoek", "verslag"}

func (p *pages) meldingen(r *web.Request) error {
	v := meldingenView{At: first(r.URL)}
	staat, err := r.Choice("status", append([]string{""}, staten...)...)
	if err != nil {
		return err
	}
	van, err := r.Choice("van", vanTeam, vanMij)
	if err != nil {
		return err
	}
	v.Filter = toegang.MeldingFilter{TeamID: r.URL.Query().Get("team"), Staat: staat, AlleenMijn: van == vanMij, Page: r.PageNumber()}
	if v.MeldingPage, err = p.toegang.Meldingen(r.Context(), r.Actor, v.Filter); err != nil {
		return err
	}
	v.head = newHead(r, tekst.Of("meldingen.kop")).withNew(r)
	v.Lead = nl.Plural(v.Total, tekst.Of("meldingen.een"), tekst.Of("meldingen.meer"))
	return r.Render(http.StatusOK, meldingenPage(v))
}

func staat(s string) string { return tekst.Of("melding_staat." + s) }

func (v *meldingenView) rows() [][]ui.Cell {
	out := make([][]ui.Cell, len(v.Regels))
	for i, r := range v.Regels {
		out[i] = []ui.Cell{
			{Text: r.Naam, URL: pathMeldingen + "/" + url.PathEscape(r.ID)},
			{Text: nl.ShortYear(r.Ontvangen), Sub: tekst.Of("melding_door." + r.Door)},
			{},
			{Text: v.Consulent[r.ConsulentID]},
			{Content: ui.Tag{Text: staat(r.Staat), Tone: ui.ToneNeutral}},
		}
		v.clock(i, &out[i][2])
	}
	return out
}

// clock shows the term of a melding as a bar with the words.
func (v *meldingenView) clock(i int, c *ui.Cell) {
	r := v.Regels[i]
	switch {
	case r.Opgeschort:
		c.Text = tekst.Of("werk.klok_stil")
	case r.Termijn.IsZero() || r.Termijn == civil.Last:
		c.Text = tekst.Of("meldingen.geen_klok")
	default:
		b := ui.ArrangementBar{First: r.Ontvangen, Last: r.Termijn, Today: v.Dag}
		if v.Dag.After(r.Termijn) {
			b.Tone = ui.ToneLate
		}
		when, near := nl.Relative(r.Termijn, v.Dag)
		c.Content = clockCell(b, ui.Tag{Text: when, Tone: ui.ToneOf(near)})
	}
}

func (v *meldingenView) chips() []ui.FilterChip {
	var out []ui.FilterChip
	if v.Filter.Staat != "" {
		out = append(out, ui.FilterChip{Label: staat(v.Filter.Staat), RemoveURL: ui.WithParam(v.At, "status", "")})
	}
	if v.Filter.AlleenMijn {
		out = append(out, ui.FilterChip{Label: van(vanMij), RemoveURL: ui.WithParam(v.At, "van", "")})
	}
	return out
}

// scope gives the value of the choice between the own team and oneself.
func scope(mine bool) string {
	if mine {
		return vanMij
	}
	return vanTeam
}

// verwezenView is the work of a CAW: who is referred to it.
type verwezenView struct {
	head
	toegang.VerwijzingPage
	At      *url.URL
	Voorbij bool // those that are over
}

// Values of the part of the list of a CAW.
const (
	deelNu      = "nu"
	deelVoorbij = "voorbij"
)

func (p *pages) verwijzingen(r *web.Request) error {
	v := verwezenView{At: first(r.URL)}
	deel, err := r.Choice("deel", deelNu, deelVoorbij)
	if err != nil {
		return err
	}
	read := p.toegang.Verwijzingen
	if v.Voorbij = deel == deelVoorbij; v.Voorbij {
		read = p.toegang.VerwijzingenVoorbij
	}
	if v.VerwijzingPage, err = read(r.Context(), r.Actor, r.PageNumber()); err != nil {
		return err
	}
	v.head = newHead(r, tekst.Of("werk.kop"))
	v.Heading, v.Lead = greeting(r), tekst.Of("verwezen.uitleg")
	if v.Voorbij {
		v.Lead = tekst.Of("verwezen.voorbij_uitleg")
	}
	return r.Render(http.StatusOK, verwezenPage(v))
}

func (v *verwezenView) tabs() ui.Tabs {
	return ui.Tabs{Label: tekst.Of("werk.kop"), Items: []ui.Tab{
		{Label: tekst.Of("verwezen.titel"), URL: pathWerk, Current: !v.Voorbij},
		{Label: tekst.Of("verwezen.voorbij"), URL: ui.WithParam(&url.URL{Path: pathWerk}, "deel", deelVoorbij), Current: v.Voorbij},
	}}
}

// title is the heading of the list, with its count.
func (v *verwezenView) title() string {
	key := "verwezen.titel"
	if v.Voorbij {
		key = "verwezen.voorbij"
	}
	return tekst.Of(key) + " (" + nl.Count(v.Total) + ")"
}

// past are those whose referral is over: the own advice is still there to be read.
func (v *verwezenView) past() [][]ui.Cell {
	out := make([][]ui.Cell, len(v.Regels))
	for i, r := range v.Regels {
		out[i] = []ui.Cell{{Text: r.Naam, URL: taak.Dossier(r.ID) + "/verwijzing"}, {Text: nl.Long(r.Verwezen)}, {Text: nl.Long(r.KijkOpnieuw)}}
	}
	return out
}

func (v *verwezenView) rows() []ui.TaskRow {
	out := make([]ui.TaskRow, len(v.Regels))
	for i, r := range v.Regels {
		url := taak.Dossier(r.ID) + "/verwijzing"
		out[i] = ui.TaskRow{
			Date: r.KijkOpnieuw, Today: v.Dag, Title: r.Naam, URL: url,
			Detail: line(tekst.Of("verwezen.sinds", r.Verwezen), r.Team),
			Action: ui.Button{Label: tekst.Of("verwezen.open"), URL: url, For: r.Naam},
		}
		if !r.KijkOpnieuw.IsZero() {
			out[i].Bar = &ui.ArrangementBar{First: r.Verwezen, Last: r.KijkOpnieuw, Today: v.Dag}
		}
	}
	return out
}
