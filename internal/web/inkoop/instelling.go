package inkoop

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"trede/internal/app"
	"trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	dominkoop "trede/internal/domain/inkoop"
	"trede/internal/platform/errs"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// Addresses of the forms of what the region sets up.
const (
	pathWoonplaats = "/inkoop/woonplaats"
	pathVenster    = "/inkoop/venster"
)

type instellingView struct {
	head
	inkoop.InstellingenPage
}

func (p *pages) instellingen(r *web.Request) error {
	page, err := p.uc.Inkoopinstelling(r.Context(), r.Actor)
	if err != nil {
		return err
	}
	v := instellingView{head: head{Page: r.Page(tekst.Of("inkoopinstelling.kop"))}, InstellingenPage: page}
	v.Lead = tekst.Of("inkoopinstelling.lead")
	return r.Render(http.StatusOK, instellingenPage(v))
}

// instellingScherm is a form of what the region sets up, for who may change that.
func (p *pages) instellingScherm(r *web.Request, title, action string) (regioscherm, inkoop.InstellingenPage, error) {
	page, err := p.uc.Inkoopinstelling(r.Context(), r.Actor)
	if err == nil && !page.MagWijzigen {
		err = app.NotHere()
	}
	s := regioscherm{head: head{Page: r.Page(title)}, Action: action, Back: pathInstellingen, Klaar: "inkoopinstelling", Knop: "catalogus.bekijk"}
	s.Crumbs = []ui.Crumb{{Label: tekst.Of("inkoopinstelling.kop"), URL: pathInstellingen}}
	return s, page, err
}

func (p *pages) instelling(r *web.Request) error {
	code := r.PathValue("code")
	s, page, err := p.instellingScherm(r, "", pathInstellingen+"/"+url.PathEscape(code))
	if err != nil {
		return err
	}
	var row inkoop.InstellingRow
	for _, x := range page.Instellingen {
		if string(x.Code) == code {
			row = x
		}
	}
	if row.Code == "" {
		return app.NotHere()
	}
	s.Title, s.Lead = tekst.Of("inkoopinstelling."+code), tekst.Of("inkoopinstelling.nu_is", waardeTekst(row.Code, row.Waarde))
	s.Velden = func(f ui.Form) templ.Component { return instellingVelden(f, row) }
	if r.Method == http.MethodGet {
		return s.render(r, http.StatusOK, ui.Form{})
	}
	in := formulier.Read(r)
	return p.stap(r, s, in, inkoop.InstellingKeuze{Code: row.Code, Waarde: in.Text("waarde"), Van: in.Day("van")})
}

// lezing is the setting that says how LOC-01 is read; its values are words, not numbers.
const lezing = "localiteit_lezing"

func lezingen() []ui.Option {
	var out []ui.Option
	for _, v := range []string{"1", "2"} {
		out = append(out, ui.Option{Value: v, Label: waardeTekst(lezing, v)})
	}
	return out
}

// waardeTekst is the value of a setting as a sentence shows it.
func waardeTekst(code dominkoop.InstellingCode, waarde string) string {
	if code == lezing && waarde != "" {
		return tekst.Of("inkoopinstelling.localiteit_lezing_" + waarde)
	}
	return nl.Join(strings.Split(waarde, ",")...)
}

// woonplaats is one that lies beside a gemeente: named in the address, or new.
func (p *pages) woonplaats(r *web.Request) error {
	s, page, err := p.instellingScherm(r, tekst.Of("inkoopinstelling.woonplaats_nieuw"), pathWoonplaats)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	if r.Method == http.MethodPost {
		q = r.Form
	}
	var row dominkoop.AanliggendeWoonplaats
	for _, w := range page.Regio.Data().Woonplaatsen {
		if q.Get("naam") == w.Naam && q.Get("gemeente") == string(w.Gemeente) && q.Get("grenst_aan") == string(w.GrenstAan) && q.Get("rij") == rij(w.Geldig.From) {
			row = w
		}
	}
	if q.Get("rij") != "" && row.Naam == "" {
		return app.NotHere()
	}
	if row.Naam != "" {
		s.Title = row.Naam
		s.Lead = tekst.Of("inkoopinstelling.ligt_in", gemeente(page.Regio, row.Gemeente), gemeente(page.Regio, row.GrenstAan))
	}
	s.Velden = func(f ui.Form) templ.Component { return woonplaatsVelden(f, page, row) }
	if r.Method == http.MethodGet {
		return s.render(r, http.StatusOK, ui.Form{})
	}
	in := formulier.Read(r)
	w := inkoop.WoonplaatsKeuze{
		Naam: in.Text("naam"), Gemeente: dominkoop.GemeenteCode(in.Text("gemeente")), GrenstAan: dominkoop.GemeenteCode(in.Text("grenst_aan")),
		Laatste: in.Day("laatste"), Bron: in.Text("bron"), Gecontroleerd: in.Yes("gecontroleerd"), Bestaand: row.Naam != "",
	}
	if w.Bestaand {
		w.Van = row.Geldig.From
	} else {
		w.Van = in.Day("van")
	}
	return p.stap(r, s, in, w)
}

// rij names a row of the table of woonplaatsen by its first day.
func rij(from civil.Date) string {
	if from.IsZero() {
		return "altijd"
	}
	return from.String()
}

func woonplaatsURL(w dominkoop.AanliggendeWoonplaats) string {
	q := url.Values{"naam": {w.Naam}, "gemeente": {string(w.Gemeente)}, "grenst_aan": {string(w.GrenstAan)}, "rij": {rij(w.Geldig.From)}}
	return pathWoonplaats + "?" + q.Encode()
}

func (p *pages) venster(r *web.Request) error {
	s, page, err := p.instellingScherm(r, tekst.Of("inkoopinstelling.venster_nieuw"), pathVenster)
	if err != nil {
		return err
	}
	s.Lead = tekst.Of("inkoopinstelling.vensters_uitleg")
	s.Velden = func(f ui.Form) templ.Component { return vensterVelden(f, page) }
	if r.Method == http.MethodGet {
		return s.render(r, http.StatusOK, ui.Form{})
	}
	in := formulier.Read(r)
	return p.stap(r, s, in, inkoop.VensterKeuze{
		Venster: dominkoop.Venster{
			Doelgroep: dominkoop.Doelgroep(in.Text("doelgroep")), Perceel: dominkoop.PerceelCode(in.Text("perceel")), Stand: dominkoop.VensterStand(in.Text("stand")),
			Geldig: civil.Period{From: in.Day("van")}, Uitleg: in.Text("uitleg"), VolgendeRonde: in.Day("volgende"),
		},
		Laatste: in.Day("laatste"),
	})
}

// vensterEinde lets a window end.
func (p *pages) vensterEinde(r *web.Request) error {
	s, page, err := p.instellingScherm(r, tekst.Of("inkoopinstelling.venster_einde"), pathVenster+"/einde")
	if err != nil {
		return err
	}
	q := r.URL.Query()
	if r.Method == http.MethodPost {
		q = r.Form
	}
	var row dominkoop.Venster
	for _, w := range page.Regio.Data().Vensters {
		if q.Get("doelgroep") == string(w.Doelgroep) && q.Get("perceel") == string(w.Perceel) && q.Get("begin") == w.Geldig.From.String() {
			row = w
		}
	}
	if row.Doelgroep == "" {
		return errs.New(errs.Invalid, "regiowijziging.venster_weg")
	}
	s.Lead = tekst.Of("inkoopinstelling.venster_van", tekst.Of("regio_ronde."+string(row.Doelgroep)), tekst.Of("regio_ronde.stand_"+string(row.Stand)), nl.Long(row.Geldig.From))
	s.Velden = func(f ui.Form) templ.Component { return vensterEindeVelden(f, row) }
	if r.Method == http.MethodGet {
		return s.render(r, http.StatusOK, ui.Form{})
	}
	in := formulier.Read(r)
	return p.stap(r, s, in, inkoop.VensterKeuze{Venster: row, Laatste: in.Day("laatste"), Einde: true})
}

func vensterEindeURL(w dominkoop.Venster) string {
	q := url.Values{"doelgroep": {string(w.Doelgroep)}, "perceel": {string(w.Perceel)}, "begin": {w.Geldig.From.String()}}
	return pathVenster + "/einde?" + q.Encode()
}
