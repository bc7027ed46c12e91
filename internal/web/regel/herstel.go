package regel

import (
	"net/url"

	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// Over (about) says what findings of the gate are about, as far as the page knows.
type Over struct {
	Inwoner    string
	Toewijzing string // a concept that is being decided on
	Aanbieder  inkoop.AanbiederID
}

// plek is a page where something can be mended; empty when it cannot be reached from what
// is known.
type plek func(Over) string

func inwoner(tail string) plek {
	return func(o Over) string {
		if o.Inwoner == "" {
			return ""
		}
		return "/inwoners/" + url.PathEscape(o.Inwoner) + tail
	}
}

func aanbieder(o Over) string {
	if o.Aanbieder == "" {
		return "/aanbieders"
	}
	return "/aanbieders/" + url.PathEscape(string(o.Aanbieder))
}

func toewijzing(o Over) string {
	if o.Toewijzing == "" {
		return ""
	}
	return "/toewijzingen/" + url.PathEscape(o.Toewijzing) + "/toewijzen"
}

func vast(address string) plek { return func(Over) string { return address } }

// herstel says for each rule of the gate on which page it is mended: pages that whoever
// reads the finding may open. The word is a key of the texts.
var herstel = map[string]struct {
	word string
	at   plek
}{
	"INK-GATE-01": {"catalogus", vast("/catalogus")},
	"INK-GATE-02": {"gemeenten", vast("/regio/gemeenten")},
	"INK-GATE-03": {"aanbieder", aanbieder},
	"INK-GATE-04": {"aanbieder", aanbieder},
	"INK-GATE-05": {"aanbieder", aanbieder},
	"INK-GATE-06": {"aanbieder", aanbieder},
	"INK-GATE-07": {"plafond", toewijzing},
	"INK-GATE-08": {"aanbieder", aanbieder},
	"INK-GATE-09": {"aanbieder", aanbieder},
	"INK-GATE-10": {"aanbieder", aanbieder},
	"INK-GATE-11": {"aanbieder", aanbieder},
	"INK-GATE-12": {"keuze", inwoner("/toewijzen")},

	"TOE-GATE-01": {"gegevens", inwoner("/gegevens")},
	"TOE-GATE-02": {"gegevens", inwoner("/gegevens")},
	"TOE-GATE-03": {"keuze", inwoner("/toewijzen")},
	"TOE-GATE-04": {"keuze", inwoner("/toewijzen")},
	"TOE-GATE-05": {"keuze", inwoner("/toewijzen")},
	"TOE-GATE-06": {"keuze", inwoner("/toewijzen")},
	"TOE-GATE-07": {"keuze", inwoner("/toewijzen")},
	"TOE-GATE-08": {"plan", inwoner("/plan")},
	"TOE-GATE-09": {"plan", inwoner("/plan")},
	"TOE-GATE-10": {"plan", inwoner("/plan")},
	"TOE-GATE-11": {"besluit", toewijzing},
	"TOE-GATE-12": {"plan", inwoner("/plan")},
	"TOE-GATE-13": {"plan", inwoner("/plan")},
	"TOE-GATE-14": {"keuze", inwoner("/toewijzen")},
	"TOE-GATE-15": {"plan", inwoner("/plan")},
	"TOE-GATE-16": {"keuze", inwoner("/toewijzen")},
	"TOE-GATE-17": {"keuze", inwoner("/toewijzen")},
	"TOE-GATE-18": {"keuze", inwoner("/toewijzen")},
	"TOE-GATE-19": {"keuze", inwoner("/toewijzen")},
	"TOE-GATE-20": {"gegevens", inwoner("/gegevens")},
	"TOE-GATE-21": {"toewijzingen", inwoner("/toewijzingen")},
	"TOE-GATE-22": {"toewijzingen", inwoner("/toewijzingen")},
	"TOE-GATE-23": {"toewijzingen", inwoner("/toewijzingen")},
	"TOE-GATE-24": {"keuze", inwoner("/toewijzen")},
	"TOE-GATE-25": {"keuze", inwoner("/toewijzen")},
	"TOE-GATE-26": {"plan", inwoner("/plan")},
	"TOE-GATE-27": {"gegevens", inwoner("/gegevens")},
}

// Herstel (mending) gives the link to where a finding is mended; without an address when
// there is none. What the consulent mends of a gemeente or a product is in the dossier.
func (o Over) Herstel(f rule.Finding) ui.Link {
	x, known := herstel[f.Rule]
	if f.Rule == "INK-GATE-02" && f.Repairer == inkoop.Consulent {
		x = herstel["TOE-GATE-01"]
	}
	if !known {
		return ui.Link{}
	}
	address := x.at(o)
	if address == "" {
		return ui.Link{}
	}
	return ui.Link{Label: tekst.Of("herstel_plek." + x.word), URL: address}
}
