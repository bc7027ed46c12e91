package uitvoering

import (
	"trede/internal/app"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// verloopForms: appointments, time away, and that it stops. Source: X-10.
var verloopForms = []form{
	{key: "afspraak", path: "afspraak", action: authz.AfspraakVastleggen, fields: appointmentFields, save: saveAppointment},
	{key: "onderbreking", path: "onderbreking", action: authz.OnderbrekingVastleggen, fields: pauseFields, save: savePause},
	{key: "hervatten", path: "hervatten", action: authz.OnderbrekingBeeindigen, fields: backFields, save: saveBack},
	{key: "einde", path: "einde", action: authz.ToewijzingEindeMelden, fields: endFields, save: saveEnd, danger: true},
}

// appointmentFields makes an appointment, or changes one of the own organisation.
func appointmentFields(v *view) error {
	a, err := appointmentOf(v)
	if err != nil {
		return err
	}
	v.Form.Versie = a.Versie
	v.Send("inwoner", v.D.ID)
	v.Send("afspraak", a.ID)
	v.Line("wat", a.Wat)
	v.Day("datum", a.Datum)
	v.Line("tijd", a.Tijd, formulier.Optional, formulier.Short)
	v.Line("waar", a.Waar, formulier.Optional)
	v.Line("met_wie", a.MetWie, formulier.Optional)
	if a.ID != "" {
		v.Sure("vervalt")
	}
	return nil
}

// appointmentOf is the appointment that changes; a zero one is new.
func appointmentOf(v *view) (uitvoering.Afspraak, error) {
	id := v.r.URL.Query().Get("afspraak")
	if v.r.Form != nil && id == "" {
		id = v.Values.Get("afspraak")
	}
	if id == "" {
		return uitvoering.Afspraak{}, nil
	}
	for _, a := range v.D.Afspraken {
		if a.ID == id {
			return a, nil
		}
	}
	return uitvoering.Afspraak{}, app.NotHere()
}

func saveAppointment(p *pages, r *web.Request, in *formulier.Input) error {
	in.Limit(200, "wat", "waar", "met_wie")
	_, err := p.uc.LegAfspraakVast(in.Context(), r.Actor, uitvoering.AfspraakInput{
		InwonerID: in.Text("inwoner"), ToewijzingID: r.PathValue("toewijzing"), ID: in.Text("afspraak"), Versie: in.Versie,
		Datum: in.Day("datum"), Tijd: in.Clock("tijd"), Wat: in.Text("wat"), Waar: in.Text("waar"), MetWie: in.Text("met_wie"), Vervalt: in.Yes("vervalt"),
	})
	return err
}

// pauseReasons are the reasons of a form: a death is told to the lokale toegang.
func pauseReasons() []dom.OnderbrekingReden {
	list := dom.OnderbrekingRedenen()
	return list[:len(list)-1]
}

func pauseFields(v *view) error {
	if !begonnen(v.D) {
		v.Closed = tekst.Of("arrangement.niet_begonnen")
		return nil
	}
	if now := pauze(v.D); now != nil && !v.Stale() {
		v.Closed = tekst.Of("onderbreking.overlapt", now.Van)
		return nil
	}
	saved := dom.Onderbreking{}
	if now := pauze(v.D); now != nil {
		saved = *now
	}
	v.Choose("reden", string(saved.Reden), formulier.Options("uitvoering.pauze_", pauseReasons()))
	v.Day("van", saved.Van)
	v.Day("verwachtTerug", saved.VerwachtTerug)
	v.Words("toelichting", saved.Toelichting, formulier.Optional, formulier.Rows(2))
	v.Below = append(v.Below, ui.Text{Body: v.text("overleden"), Small: true})
	return nil
}

func savePause(p *pages, r *web.Request, in *formulier.Input) error {
	in.Limit(mostText, "toelichting")
	return p.uc.Onderbreek(in.Context(), r.Actor, uitvoering.OnderbrekingInput{
		ToewijzingID: r.PathValue("toewijzing"), Versie: in.Versie, Reden: dom.OnderbrekingReden(in.Text("reden")),
		Van: in.Day("van"), VerwachtTerug: in.Day("verwachtTerug"), Toelichting: in.Text("toelichting"),
	})
}

func backFields(v *view) error {
	now := pauze(v.D)
	if now == nil {
		v.Closed = tekst.Of("uitvoering.hervatten.geen")
		return nil
	}
	v.Send("onderbreking", now.ID)
	v.Say(ui.Text{Body: tekst.Of("uitvoering.ligt_stil_uitleg", now.Van, now.VerwachtTerug)})
	v.Day("terug", v.D.Dag)
	return nil
}

func saveBack(p *pages, r *web.Request, in *formulier.Input) error {
	day := in.Day("terug")
	return p.uc.Hervat(in.Context(), r.Actor, r.PathValue("toewijzing"), in.Text("onderbreking"), in.Versie, day)
}

// endReasons are why a provider says that it stops; the others are for the lokale
// toegang.
func endReasons() []toegang.RedenBeeindiging {
	return []toegang.RedenBeeindiging{
		toegang.EindeInOverleg, toegang.EindeDoorInwoner, toegang.EindeDoorAanbieder, toegang.EindeVerhuizing, toegang.EindeOverlijden,
	}
}

func endFields(v *view) error {
	if !begonnen(v.D) {
		v.Closed = tekst.Of("arrangement.niet_begonnen")
		return nil
	}
	told := v.D.Kaart.Verloop.EindeGemeld
	saved := dom.Beeindiging{}
	if told != nil {
		saved = *told
		v.Above = append(v.Above, ui.Alert{Title: tekst.Of("uitvoering.einde.is_gemeld", told.LaatsteDag)})
	}
	v.Say(ui.Text{Body: v.text("uitleg")})
	v.Choose("reden", string(saved.Reden), formulier.Options("uitvoering.einde_", endReasons()))
	v.Day("laatsteDag", saved.LaatsteDag)
	v.Tick("besproken", formulier.Strings(saved.Besproken), formulier.Options("uitvoering.partij_", []toegang.Partij{toegang.PartijInwoner, toegang.PartijToegang}), formulier.Optional)
	v.Words("toelichting", saved.Toelichting, formulier.Optional)
	return nil
}

func saveEnd(p *pages, r *web.Request, in *formulier.Input) error {
	in.Limit(mostText, "toelichting")
	return p.uc.MeldEinde(in.Context(), r.Actor, uitvoering.EindeInput{
		ToewijzingID: r.PathValue("toewijzing"), Versie: in.Versie, LaatsteDag: in.Day("laatsteDag"),
		Reden: toegang.RedenBeeindiging(in.Text("reden")), Toelichting: in.Text("toelichting"), Besproken: formulier.Values[toegang.Partij](in.List("besproken")),
	})
}
