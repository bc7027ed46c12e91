package dossier

import (
	"slices"
	"strconv"

	"trede/internal/app/toegang"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	dom "trede/internal/domain/toegang"
	domuit "trede/internal/domain/uitvoering"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
	"trede/internal/web/ui/nl"
)

// eindeFacts are an end before the time, and what became of the resident.
func eindeFacts(v *toegang.VoortgangPage) []ui.Fact {
	l := &v.Kaart.Verloop
	var out []ui.Fact
	if e := l.EindeGemeld; e != nil && l.Einde == nil {
		out = append(out, fact("einde_gemeld", dots(nl.Long(e.Op), tekst.Of("dossier.laatste_dag_is", nl.Long(e.LaatsteDag)), tekst.Word("reden_beeindiging", e.Reden), e.Toelichting)))
	}
	if e := l.Einde; e != nil {
		out = append(out, fact("vroeg_einde", dots(nl.Long(e.LaatsteDag), tekst.Word("reden_beeindiging", e.Reden), e.Toelichting)))
	}
	if c := l.Afsluiting; c != nil {
		out = append(out, fact("afgesloten_op", c.Op))
		if c.Reden != "" { // not everybody sees why
			out = append(out, fact("reden", tekst.Word("reden_beeindiging", c.Reden)))
		}
		out = append(out, wordenFacts(c)...)
		out = append(out, brachtFacts(v.Kaart)...)
	}
	return out
}

// nazorgRows are the moments of follow-up: what was heard, or when to ask.
func nazorgRows(v *toegang.VoortgangPage) [][]ui.Cell {
	var out [][]ui.Cell
	for _, m := range nazorg(v.Kaart.Marks) {
		row := []ui.Cell{{Text: nl.Plural(m.Nr, "maand", "maanden")}, {Text: nl.Long(m.Datum)}, {Text: "–"}}
		i := slices.IndexFunc(v.Kaart.Verloop.Nazorg, func(n domuit.Nazorg) bool { return n.Maanden == m.Nr })
		switch {
		case i >= 0:
			row[2] = ui.Cell{Text: nazorgWords(v.Kaart.Verloop.Nazorg[i]), Sub: zei(v.Kaart.Verloop.Nazorg[i].Woorden)}
		case v.MayOf(authz.NazorgVastleggen, &v.Kaart.Toewijzing) && v.OverledenOp.IsZero():
			row[2] = ui.Cell{Content: ui.Link{Label: tekst.Of("dossier.nazorg.doe"), For: nl.Plural(m.Nr, "maand", "maanden"), URL: plaatsURL(v, "nazorg", strconv.Itoa(m.Nr))}}
		}
		out = append(out, row)
	}
	return out
}

func nazorgWords(n domuit.Nazorg) string {
	if n.Bereikt != dom.Ja {
		return dots(nl.Long(n.Gedaan), tekst.Of("dossier.niet_bereikt"))
	}
	still, fit := "", ""
	if n.NogOpBestemming != "" {
		still = tekst.Of("dossier.nog_daar." + string(n.NogOpBestemming))
	}
	if n.Passend > 0 {
		fit = tekst.Of("dossier.passend_cijfer", n.Passend)
	}
	return dots(nl.Long(n.Gedaan), still, fit)
}

// wordenFacts say what became of the resident, as it was written down at the closing.
// Source: RES-01, RES-02.
func wordenFacts(c *domuit.Afsluiting) []ui.Fact {
	rung, from, hours := "", "", ""
	if c.Eindtrede.Valid() {
		rung = c.Eindtrede.String() + ". " + definities(c.Op)[c.Eindtrede-1].Naam
	}
	if !c.BestemmingVanaf.IsZero() {
		from = nl.Long(c.BestemmingVanaf)
	}
	if c.UrenPerWeek > 0 {
		hours = tekst.Of("dossier.uren_per_week", c.UrenPerWeek)
	}
	var out []ui.Fact
	for _, p := range []struct{ key, text string }{
		{"eindtrede", rung},
		{"resultaat", tekst.Word("resultaat", c.Resultaat)},
		{"bewijs", c.Bewijs},
		{"ging_naar", dots(tekst.Word("bestemming", c.Bestemming), from, hours)},
		{"toelichting", c.Toelichting},
	} {
		if p.text != "" {
			out = append(out, fact(p.key, p.text))
		}
	}
	return out
}

// brachtFacts say what an arrangement that was closed brought, out of what was measured
// at its start, at its end and in the follow-up; what was not measured is not guessed.
// Source: RES-01, RES-02, UIT-07, DOE-02.
func brachtFacts(k *toegang.ArrangementView) []ui.Fact {
	u := k.Uitkomst
	if u == nil || k.Verloop.Afsluiting.Reden == dom.EindeOverlijden {
		return nil
	}
	effect := tekst.Of("dossier.effect_onbekend")
	if u.Gemeten {
		effect = tekst.Of("dossier.effect." + string(u.Effect))
	}
	out := []ui.Fact{fact("effect", effect)}
	switch k.Product.Soort {
	case inkoop.ONT:
		out = append(out, fact("doeltrede", tekst.Of("dossier.doeltrede_gehaald", k.Product.Doeltrede.String(), u.Doeltrede)))
	case inkoop.STA:
		out = append(out, fact("behoud", u.Behoud))
	}
	if nazorg(k.Marks) == nil {
		return out
	}
	lasting := tekst.Of("dossier.duurzaam_onbekend", domuit.DuurzaamMaanden)
	if u.DuurzaamBekend {
		lasting = tekst.Of("dossier.duurzaam", domuit.DuurzaamMaanden, u.Duurzaam)
	}
	return append(out, fact("duurzaam", lasting))
}

// nazorg are the moments of follow-up.
func nazorg(marks []toegang.Mark) []toegang.Mark {
	var out []toegang.Mark
	for _, m := range marks {
		if m.Soort == toegang.MarkNazorg {
			out = append(out, m)
		}
	}
	return out
}

// uitkomstFacts say in short, on the first page, what became of the resident after an
// arrangement that was closed, and when it was asked how it goes now.
func uitkomstFacts(k *toegang.ArrangementView) []ui.Fact {
	if k.Uitkomst == nil || k.Verloop.Afsluiting.Reden == dom.EindeOverlijden {
		return nil
	}
	out := append(wordenFacts(k.Verloop.Afsluiting), brachtFacts(k)...)
	for _, m := range nazorg(k.Marks) {
		said := tekst.Of("dossier.nazorg_gepland", m.Datum)
		for _, n := range k.Verloop.Nazorg {
			if n.Maanden == m.Nr {
				said = nazorgWords(n)
			}
		}
		out = append(out, ui.Fact{Label: tekst.Of("dossier.nazorg_label", nl.Plural(m.Nr, "maand", "maanden")), Value: said})
	}
	return out
}
