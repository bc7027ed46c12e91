package uitvoering

import (
	"slices"
	"strconv"
	"time"

	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/toegang"
	dom "trede/internal/domain/uitvoering"
	"trede/internal/web"
	"trede/internal/web/formulier"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// mostText bounds a text of a form, in characters.
const mostText = 4000

// startForms: the provider says yes with who guides, or no with a reason.
var startForms = []form{
	{key: "start", path: "start", action: authz.StartBevestigen, fields: startFields, save: saveStart},
	{key: "weigeren", path: "weigeren", action: authz.StartWeigeren, fields: refuseFields, save: saveRefusal, danger: true},
	{key: "begeleiding", path: "begeleiding", action: authz.BegeleiderKoppelen, fields: guideFields, save: saveGuides},
}

func startFields(v *view) error {
	switch {
	case !v.D.Begonnen.IsZero() && !v.Stale():
		v.Closed = tekst.Of("start.is_bevestigd", v.D.Begonnen)
		return nil
	case v.D.Kaart.Verloop.Weigering != nil:
		v.Closed = tekst.Of("start.is_geweigerd", v.D.Kaart.Verloop.Weigering.Op)
		return nil
	}
	v.Above = append(v.Above, ui.DescriptionList{Items: startFacts(v), Stacked: true})
	begin := v.D.Start
	if !v.D.Begonnen.IsZero() {
		begin = v.D.Begonnen
	}
	v.Day("begonnen", begin)
	guides(v, v.D.Kaart.Verloop.Start)
	v.Below = append(v.Below, ui.Link{Label: tekst.Of("uitvoering.doe_weigeren"), Icon: "x", URL: formURL(v.D.ToewijzingID, "weigeren")})
	return nil
}

func startFacts(v *view) []ui.Fact {
	k := v.D.Kaart
	facts := []ui.Fact{
		{Label: tekst.Of("uitvoering.start.product"), Value: k.Product.GewoneNaam},
		{Label: tekst.Of("uitvoering.start.periode"), Value: periode(v.D.Start, v.D.LaatsteDag)},
	}
	if v.D.Werkplek != "" {
		facts = append(facts, ui.Fact{Label: tekst.Of("uitvoering.werk_plek"), Value: v.D.Werkplek})
	}
	return facts
}

// guides asks who guides, how to reach them, and when the resident comes.
func guides(v *view, have dom.StartBevestiging) {
	ask := func(name string, rol authz.Role, b dom.Begeleider, list ...formulier.Opt) {
		options := []ui.Option{}
		for _, c := range v.D.Collegas {
			if c.Rol == rol {
				options = append(options, ui.Option{Value: c.ID, Label: c.Naam})
			}
		}
		v.Pick(name, b.PersoonID, options, list...)
		v.Day(name+"_vog", b.VOG, formulier.Optional)
		v.Phone(name+"_bereikbaar", b.Bereikbaar, formulier.Optional)
	}
	ask("werkbegeleider", authz.RoleWerkbegeleider, have.Werkbegeleider)
	if v.D.Kaart.Product.Trajectbegeleiding {
		ask("trajectbegeleider", authz.RoleTrajectbegeleider, have.Trajectbegeleider)
	} else {
		ask("trajectbegeleider", authz.RoleTrajectbegeleider, have.Trajectbegeleider, formulier.Optional)
	}
	v.Tick("rooster", roosterValues(v.D.Rooster), roosterOptions(v.D.Rooster), formulier.Optional)
}

// weekdays are the days on which people come, Monday first.
var weekdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// roosterOptions are the dagdelen of a week: mornings and afternoons of working days,
// and of others those that were agreed before.
func roosterOptions(have []toegang.Dagdeel) []ui.Option {
	var out []ui.Option
	for _, day := range weekdays {
		for _, m := range toegang.Dagmomenten() {
			d := toegang.Dagdeel{Dag: day, Moment: m}
			common := day != time.Saturday && day != time.Sunday && m != toegang.Avond
			if common || slices.Contains(have, d) {
				out = append(out, ui.Option{Value: roosterValue(d), Label: tekst.Of("uitvoering.kort_"+strconv.Itoa(int(day))) + " " + string(m)})
			}
		}
	}
	return out
}

func roosterValue(d toegang.Dagdeel) string { return strconv.Itoa(int(d.Dag)) + "-" + string(d.Moment) }

func roosterValues(list []toegang.Dagdeel) []string {
	out := make([]string, len(list))
	for n, d := range list {
		out[n] = roosterValue(d)
	}
	return out
}

// readRooster reads the dagdelen; one that is no dagdeel goes on to the use case, which
// refuses it.
func readRooster(list []string) []toegang.Dagdeel {
	var out []toegang.Dagdeel
	for _, v := range list {
		d := toegang.Dagdeel{Dag: -1}
		for _, day := range weekdays {
			for _, m := range toegang.Dagmomenten() {
				if known := (toegang.Dagdeel{Dag: day, Moment: m}); roosterValue(known) == v {
					d = known
				}
			}
		}
		out = append(out, d)
	}
	return out
}

func readGuide(in *formulier.Input, name string) dom.Begeleider {
	in.Limit(200, name+"_bereikbaar")
	return dom.Begeleider{PersoonID: in.Text(name), VOG: in.Day(name + "_vog"), Bereikbaar: in.Text(name + "_bereikbaar")}
}

func saveStart(p *pages, r *web.Request, in *formulier.Input) error {
	x := uitvoering.StartInput{
		ToewijzingID: r.PathValue("toewijzing"), Versie: in.Versie, Begonnen: in.Day("begonnen"),
		Werkbegeleider: readGuide(in, "werkbegeleider"), Trajectbegeleider: readGuide(in, "trajectbegeleider"),
		Rooster: readRooster(in.List("rooster")),
	}
	return p.uc.BevestigStart(in.Context(), r.Actor, x)
}

func refuseFields(v *view) error {
	if !v.D.Begonnen.IsZero() {
		v.Closed = tekst.Of("weigering.is_begonnen")
		return nil
	}
	v.Say(ui.Text{Body: v.text("uitleg")})
	v.Choose("reden", "", formulier.Options("uitvoering.weigeren_", dom.WeigeringRedenen()))
	v.Words("toelichting", "", formulier.Optional)
	return nil
}

func saveRefusal(p *pages, r *web.Request, in *formulier.Input) error {
	in.Limit(mostText, "toelichting")
	return p.uc.WeigerStart(in.Context(), r.Actor, uitvoering.WeigeringInput{
		ToewijzingID: r.PathValue("toewijzing"), Versie: in.Versie, Reden: dom.WeigeringReden(in.Text("reden")), Toelichting: in.Text("toelichting"),
	})
}

func guideFields(v *view) error {
	if v.D.Begonnen.IsZero() {
		v.Closed = tekst.Of("start.niet_bevestigd")
		return nil
	}
	v.Say(ui.Text{Body: v.text("uitleg")})
	guides(v, v.D.Kaart.Verloop.Start)
	return nil
}

func saveGuides(p *pages, r *web.Request, in *formulier.Input) error {
	return p.uc.KoppelBegeleider(in.Context(), r.Actor, uitvoering.BegeleiderInput{
		ToewijzingID: r.PathValue("toewijzing"), Versie: in.Versie,
		Werkbegeleider: readGuide(in, "werkbegeleider"), Trajectbegeleider: readGuide(in, "trajectbegeleider"),
		Rooster: readRooster(in.List("rooster")),
	})
}
