package iwmo

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
)

// Geheugen (memory) is a [Keten] that is made of the messages themselves: give it every
// message that was accepted, in the order of arrival. Its zero value is empty. It is not
// safe for use by several goroutines while messages are added.
type Geheugen struct {
	// The lists of [Lijsten]; nil: no list is known.
	Gemeenten func(code string, dag Datum) bool
	Producten func(gemeente string, p Product) bool
	Tarieven  func(gemeente, aanbieder, productCode string, dag Datum) (Tarief, bool)

	berichten    map[berichtSleutel]bool
	toewijzingen map[nummerSleutel]*Toewijzing
	dossiers     map[dossierSleutel]*dossier
	verzoeken    map[referentieSleutel]*GedaanVerzoek
	declaraties  map[string][]*ingediendeDeclaratie // by provider
	prestaties   map[referentieSleutel][]*boeking
	boekingen    map[boekSleutel][]*boeking
}

type (
	berichtSleutel struct {
		afzender      string
		soort         Soort
		identificatie string
	}
	nummerSleutel struct {
		gemeente string
		nummer   int64
	}
	dossierSleutel    struct{ gemeente, aanbieder, bsn string }
	referentieSleutel struct{ aanbieder, referentie string }
	boekSleutel       struct {
		gemeente, aanbieder string
		toewijzing          int64
	}
)

// dossier is what a gemeente and a provider know of a client.
type dossier struct {
	toewijzingen []*Toewijzing
	starts       []StartProduct
	stops        []StopProduct
	verzoeken    []*GedaanVerzoek
}

type ingediendeDeclaratie struct {
	bericht    WMO323 // without clients
	boekingen  []*boeking
	beantwoord bool
}

type boeking struct {
	IngediendePrestatie
	afgewezen bool
}

// Verwerk adds a message that was accepted: a pointer to a heenbericht or to a
// [WMO325]. A claim counts when it is received; its answer decides what of it was
// granted, and what is refused counts no longer. An answer to what is not known here
// changes nothing. The message is kept and must not change.
func (g *Geheugen) Verwerk(bericht any) error {
	if v := reflect.ValueOf(bericht); v.Kind() != reflect.Pointer || v.IsNil() {
		return fmt.Errorf("iwmo: want a pointer to a message to remember, got %T", bericht)
	}
	if m, ok := bericht.(*WMO323); ok && len(m.Declaratie.Clienten) == 0 {
		return errors.New("iwmo: a claim without clients is not remembered; read it without Opties.Prestatie")
	}
	g.begin()
	switch m := bericht.(type) {
	case *WMO301:
		g.bericht(SoortWMO301, &m.Header)
		g.toegewezen(m)
	case *WMO305:
		g.bericht(SoortWMO305, &m.Header)
		d := g.dossier(m.Header.Ontvanger, m.Header.Afzender, m.Client.Bsn)
		d.starts = bijgewerkt(d.starts, m.Client.StartProducten)
	case *WMO307:
		g.bericht(SoortWMO307, &m.Header)
		d := g.dossier(m.Header.Ontvanger, m.Header.Afzender, m.Client.Bsn)
		d.stops = bijgewerkt(d.stops, m.Client.StopProducten)
	case *WMO315:
		g.bericht(SoortWMO315, &m.Header)
		for i := range m.Client.AangevraagdeProducten {
			g.verzocht(&m.Header, m.Client.Bsn, m.Client.AangevraagdeProducten[i].ReferentieAanbieder)
		}
	case *WMO317:
		g.bericht(SoortWMO317, &m.Header)
		g.verzocht(&m.Header, m.Client.Bsn, m.Client.Verzoek.ReferentieAanbieder)
	case *WMO319:
		g.bericht(SoortWMO319, &m.Header)
		if v := g.verzoeken[referentieSleutel{m.Header.Ontvanger, m.Antwoord.ReferentieAanbieder}]; v != nil {
			v.Antwoorden = append(v.Antwoorden, m.Antwoord.VerzoekAntwoord)
		}
	case *WMO323:
		g.bericht(SoortWMO323, &m.Header)
		g.gedeclareerd(m)
	case *WMO325:
		g.bericht(SoortWMO325, &m.Header.Header)
		g.beoordeeld(m)
	default:
		return fmt.Errorf("iwmo: a %T is not remembered", bericht)
	}
	return nil
}

func (g *Geheugen) begin() {
	if g.berichten != nil {
		return
	}
	g.berichten = map[berichtSleutel]bool{}
	g.toewijzingen = map[nummerSleutel]*Toewijzing{}
	g.dossiers = map[dossierSleutel]*dossier{}
	g.verzoeken = map[referentieSleutel]*GedaanVerzoek{}
	g.declaraties = map[string][]*ingediendeDeclaratie{}
	g.prestaties = map[referentieSleutel][]*boeking{}
	g.boekingen = map[boekSleutel][]*boeking{}
}

func (g *Geheugen) bericht(soort Soort, h *Header) {
	g.berichten[berichtSleutel{h.Afzender, soort, h.BerichtIdentificatie.Identificatie}] = true
}

// dossier is that of a client, which is made at the first use.
func (g *Geheugen) dossier(gemeente, aanbieder, bsn string) *dossier {
	key := dossierSleutel{gemeente, aanbieder, bsn}
	if g.dossiers[key] == nil {
		g.dossiers[key] = &dossier{}
	}
	return g.dossiers[key]
}

func (g *Geheugen) toegewezen(m *WMO301) {
	h := &m.Header
	d := g.dossier(h.Afzender, h.Ontvanger, m.Client.Bsn)
	for _, p := range m.Client.ToegewezenProducten {
		key := nummerSleutel{h.Afzender, p.ToewijzingNummer}
		t := g.toewijzingen[key]
		if t == nil {
			t = &Toewijzing{Bsn: m.Client.Bsn, Aanbieder: h.Ontvanger, ToegewezenProduct: p}
			g.toewijzingen[key] = t
			d.toewijzingen = append(d.toewijzingen, t)
		}
		if besluit(&p, &t.ToegewezenProduct) >= 0 { // the order of arrival does not count
			t.ToegewezenProduct = p
		}
		if v := g.verzoeken[referentieSleutel{h.Ontvanger, p.ReferentieAanbieder}]; v != nil {
			v.Toegewezen = true
		}
	}
}

// bijgewerkt takes back from a list what a message deletes, and then adds what is new in
// it. Source: iWmo 3.2, IV008.
func bijgewerkt[T any, P interface {
	*T
	aanlevering
}](list, nieuw []T) []T {
	gone := map[Sleutel]bool{}
	for i := range nieuw {
		if p := P(&nieuw[i]); p.status() == StatusVerwijderen {
			gone[p.Sleutel()] = true
		}
	}
	list = slices.DeleteFunc(list, func(v T) bool { return gone[P(&v).Sleutel()] })
	for _, v := range nieuw {
		if P(&v).status() == StatusEerste {
			list = append(list, v)
		}
	}
	return list
}

func (g *Geheugen) verzocht(h *Header, bsn, referentie string) {
	v := &GedaanVerzoek{Gemeente: h.Ontvanger, Bsn: bsn}
	g.verzoeken[referentieSleutel{h.Afzender, referentie}] = v
	d := g.dossier(h.Ontvanger, h.Afzender, bsn)
	d.verzoeken = append(d.verzoeken, v)
}

func (g *Geheugen) gedeclareerd(m *WMO323) {
	h := &m.Header
	claim := &ingediendeDeclaratie{bericht: *m}
	claim.bericht.Declaratie.Clienten = nil
	for i := range m.Declaratie.Clienten {
		c := &m.Declaratie.Clienten[i]
		for _, p := range c.Prestaties {
			b := &boeking{IngediendePrestatie: IngediendePrestatie{
				Prestatie: p, Gemeente: h.Ontvanger, Bsn: c.Bsn, Declaratie: h.BerichtIdentificatie.Identificatie,
			}}
			claim.boekingen = append(claim.boekingen, b)
			key := boekSleutel{h.Ontvanger, h.Afzender, p.ToewijzingNummer}
			g.boekingen[key] = append(g.boekingen[key], b)
			ref := referentieSleutel{h.Afzender, p.ProductReferentie.ReferentieNummer}
			g.prestaties[ref] = append(g.prestaties[ref], b)
		}
	}
	g.declaraties[h.Afzender] = append(g.declaraties[h.Afzender], claim)
}

// beoordeeld remembers what was granted of a claim, which has one answer. One that was
// refused as a whole was never sent. An answer that says that the claim was sent before is
// not about the one that is known. Source: iWmo 3.2, IV087.
func (g *Geheugen) beoordeeld(m *WMO325) {
	aanbieder, answer := m.Header.Ontvanger, m.DeclaratieAntwoord
	at := slices.IndexFunc(g.declaraties[aanbieder], func(c *ingediendeDeclaratie) bool {
		return !c.beantwoord && beantwoordt(&m.Header, &c.bericht)
	})
	if at < 0 || slices.Contains(m.Header.RetourCodes, "9056") {
		return
	}
	claim := g.declaraties[aanbieder][at]
	claim.beantwoord = true
	if answer == nil || answer.RetourCodes.afgewezen() {
		g.declaraties[aanbieder] = slices.Delete(g.declaraties[aanbieder], at, at+1)
		for _, b := range claim.boekingen {
			b.afgewezen = true
			ref := referentieSleutel{aanbieder, b.ProductReferentie.ReferentieNummer}
			g.prestaties[ref] = slices.DeleteFunc(g.prestaties[ref], func(other *boeking) bool { return other == b })
		}
		return
	}
	type wie struct {
		bsn string
		ref ProductReferentie
	}
	refused := map[wie]bool{}
	for _, c := range answer.Clienten {
		for _, p := range c.Prestaties {
			refused[wie{c.Bsn, p.ProductReferentie}] = true
		}
	}
	for _, b := range claim.boekingen {
		b.afgewezen = refused[wie{b.Bsn, b.ProductReferentie}]
		b.Toegekend = !b.afgewezen
	}
}

// beantwoordt tells whether a header is of the answer to a claim of the provider.
func beantwoordt(h *HeaderAntwoord, claim *WMO323) bool {
	return claim.Header.BerichtIdentificatie == h.DeclaratieIdentificatie && claim.Header.Ontvanger == h.Afzender
}

// Bericht is as in [Keten].
func (g *Geheugen) Bericht(afzender string, soort Soort, identificatie string) bool {
	return g.berichten[berichtSleutel{afzender, soort, identificatie}]
}

// Toewijzing is as in [Keten].
func (g *Geheugen) Toewijzing(gemeente string, nummer int64) (Toewijzing, bool) {
	return gevonden(g.toewijzingen[nummerSleutel{gemeente, nummer}])
}

// Toewijzingen is as in [Keten].
func (g *Geheugen) Toewijzingen(gemeente, aanbieder, bsn string) []Toewijzing {
	d, _ := gevonden(g.dossiers[dossierSleutel{gemeente, aanbieder, bsn}])
	return alle(d.toewijzingen)
}

// Leveringen is as in [Keten].
func (g *Geheugen) Leveringen(gemeente, aanbieder, bsn string) ([]StartProduct, []StopProduct) {
	d, _ := gevonden(g.dossiers[dossierSleutel{gemeente, aanbieder, bsn}])
	return d.starts, d.stops
}

// Verzoek is as in [Keten].
func (g *Geheugen) Verzoek(aanbieder, referentie string) (GedaanVerzoek, bool) {
	return gevonden(g.verzoeken[referentieSleutel{aanbieder, referentie}])
}

// Verzoeken is as in [Keten].
func (g *Geheugen) Verzoeken(gemeente, aanbieder, bsn string) []GedaanVerzoek {
	d, _ := gevonden(g.dossiers[dossierSleutel{gemeente, aanbieder, bsn}])
	return alle(d.verzoeken)
}

// Declaraties is as in [Keten].
func (g *Geheugen) Declaraties(aanbieder string) []WMO323 {
	var list []WMO323
	for _, c := range g.declaraties[aanbieder] {
		list = append(list, c.bericht)
	}
	return list
}

// MetReferentie is as in [Keten].
func (g *Geheugen) MetReferentie(aanbieder, referentie string) []IngediendePrestatie {
	var list []IngediendePrestatie
	for _, b := range g.prestaties[referentieSleutel{aanbieder, referentie}] {
		list = append(list, b.IngediendePrestatie)
	}
	return list
}

// Prestaties is as in [Keten].
func (g *Geheugen) Prestaties(gemeente, aanbieder string, toewijzing int64) []IngediendePrestatie {
	var list []IngediendePrestatie
	for _, b := range g.boekingen[boekSleutel{gemeente, aanbieder, toewijzing}] {
		if !b.afgewezen {
			list = append(list, b.IngediendePrestatie)
		}
	}
	return list
}

// Gemeente is as in [Lijsten].
func (g *Geheugen) Gemeente(code string, dag Datum) bool {
	return g.Gemeenten == nil || g.Gemeenten(code, dag)
}

// ProductPast is as in [Lijsten].
func (g *Geheugen) ProductPast(gemeente string, p Product) bool {
	return g.Producten == nil || g.Producten(gemeente, p)
}

// Tarief is as in [Lijsten].
func (g *Geheugen) Tarief(gemeente, aanbieder, productCode string, dag Datum) (Tarief, bool) {
	if g.Tarieven == nil {
		return Tarief{}, false
	}
	return g.Tarieven(gemeente, aanbieder, productCode, dag)
}

// gevonden is what a pointer points to, and whether it does.
func gevonden[T any](p *T) (v T, ok bool) {
	if p != nil {
		v = *p
	}
	return v, p != nil
}

func alle[T any](list []*T) []T {
	out := make([]T, len(list))
	for i, p := range list {
		out[i] = *p
	}
	return out
}
