package toegang

import (
	"cmp"
	"context"
	"slices"

	"trede/internal/app"
	appinkoop "trede/internal/app/inkoop"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/store"
)

// ToewijzingInput is what is chosen for a toewijzing. Empty ends and volumes are
// computed from the product.
type ToewijzingInput struct {
	InwonerID     string
	ToewijzingID  string // of a concept; empty: a new one
	Versie        int    // of the concept
	Product       inkoop.ProductRef
	AanbiederID   inkoop.AanbiederID
	WerkplekID    string
	Start         civil.Date
	LaatsteDag    civil.Date // zero: the length of the product, cut at the AOW date
	Omvang        toegang.Omvang
	Richting      toegang.Trajectrichting
	Akkoord       *toegang.Akkoord // of the resident; nil: not yet
	Stabiel       toegang.StabielAntwoord
	Afstemming    toegang.Afstemming
	Motivering    string                 // why the same product again
	Redenen       map[string]string      // why an advies is set aside, by rule
	AanvraagID    string                 // empty: the newest one
	BesluitMeteen bool                   // decide on the aanvraag in the same act, as granted
	Vervangt      string                 // toewijzing that it comes after: refused, or ended
	Vervoer       inkoop.Vervoer         // of a place that is there by an exception
	Verkenning    inkoop.VerkenningSoort // study whose label it gets (B-REG-06); empty: none

	loopt   bool // it was allocated already and gets another end: it takes no further place
	beslist bool // it is decided in this transaction: nobody else takes the places meanwhile
}

// keuze is a toewijzing as it is being made: what was asked, completed and put
// through the gate.
type keuze struct {
	in       ToewijzingInput
	regels   app.Regels
	aanbod   *appinkoop.Aanbod
	poort    toegang.Poort
	product  inkoop.Product
	einde    toegang.Einde
	aanvraag *store.Aanvraag        // nil: none
	traject  map[string]int         // trajectbegeleiders of providers on the first day
	verlof   []store.PlafondVerzoek // leave to go above the ceilings that are full
}

// choose completes what was asked and gathers all that the gate wants to know.
func (u *UseCases) choose(d *app.Dossier, actor app.Actor, in ToewijzingInput) (*keuze, error) {
	k := &keuze{in: in}
	var err error
	if in.beslist {
		if err = d.Tx.TakeTurn(store.ScopePlaatsen(in.AanbiederID)); err != nil {
			return nil, err
		}
	}
	if k.regels, err = u.Regels(d.Tx); err != nil {
		return nil, err
	}
	if k.aanbod, err = u.Inkoop.AanbodIn(d.Tx); err != nil {
		return nil, err
	}
	i := d.Inwoner()
	k.product, _ = k.regels.Product(in.Product)
	p := &k.poort
	p.Venster, _ = venster(i, k.regels, in.Start)
	k.einde = toegang.BerekenEinde(k.product.Duur, in.Start, p.Venster.AOW)
	p.Inkoop = inkoop.GateFacts{
		Start: in.Start, LaatsteDag: in.LaatsteDag, Gemeente: gemeenteOp(i, in.Start), Product: in.Product, Register: k.regels.Register,
	}
	if in.LaatsteDag.IsZero() {
		p.Inkoop.LaatsteDag = k.einde.LaatsteDag
	}
	p.Omvang = in.Omvang
	tarief, _ := k.regels.Tarief(in.Product, in.Start)
	if fixed, ok := toegang.OmvangVan(k.product, tarief.Bedrag); ok {
		p.Omvang = fixed
	}
	p.Inkoop.Dagdelen, p.Inkoop.Vervoer = p.Omvang.DagdelenPerWeek(), in.Vervoer
	if k.traject, err = d.Tx.OrganisatiesMetRol(string(authz.RoleTrajectbegeleider), in.Start); err != nil {
		return nil, err
	}
	if p.Inkoop, err = k.vanAanbieder(d, in.AanbiederID, in.WerkplekID); err != nil {
		return nil, err
	}
	p.Besluiter = besluiter(actor, string(p.Inkoop.Gemeente), d.Day)
	p.Stabiel, p.Afstemming = in.Stabiel, in.Afstemming
	if in.Akkoord != nil {
		p.Akkoord = *in.Akkoord
	}
	if err := u.chooseFromDossier(d, k); err != nil {
		return nil, err
	}
	return k, u.countPlafonds(d, k)
}

// vanAanbieder gives the facts of the gate for one provider and place, but for ceilings.
func (k *keuze) vanAanbieder(d *app.Dossier, id inkoop.AanbiederID, werkplekID string) (f inkoop.GateFacts, err error) {
	f = k.aanbod.Poortfeiten(k.poort.Inkoop, id, werkplekID)
	f.Trajectbegeleiders = k.traject[string(id)]
	if f.Contract != nil { // else it is refused whatever room there is
		f.Bezetting, err = d.Tx.PlaatsenBezet(id, civil.Through(f.Start, f.LaatsteDag), k.in.ToewijzingID)
	}
	return f, err
}

// besluiter tells whether somebody decides for the lokale toegang of a gemeente.
func besluiter(actor app.Actor, gemeente string, day civil.Date) toegang.Besluiter {
	b := toegang.Besluiter{PersoonID: actor.ID}
	for _, a := range actor.Aanstellingen {
		if a.TeamID == "" || !a.Periode.Contains(day) {
			continue
		}
		if b.LokaleToegang && b.Gemeente == inkoop.GemeenteCode(gemeente) {
			continue
		}
		b.LokaleToegang, b.Gemeente = true, inkoop.GemeenteCode(a.GemeenteCode)
	}
	for _, v := range actor.Vervangingen {
		for _, a := range v.Aanstellingen {
			if a.TeamID != "" && a.GemeenteCode == gemeente && v.Periode.Contains(day) && a.Periode.Contains(day) {
				b.LokaleToegang, b.Gemeente = true, inkoop.GemeenteCode(gemeente)
			}
		}
	}
	return b
}

// chooseFromDossier fills what the dossier says: goals, rung, decision, other
// toewijzingen.
func (u *UseCases) chooseFromDossier(d *app.Dossier, k *keuze) error {
	p := &k.poort
	doelen, err := d.Doelen()
	if err != nil {
		return err
	}
	for _, g := range doelen {
		p.Doelen = append(p.Doelen, g.Doel)
	}
	if p.Trede, err = tredeOp(d, civil.Max(k.in.Start, d.Day)); err != nil {
		return err
	}
	profiel, err := d.Tx.Profiel(d.ID)
	if err != nil {
		return err
	}
	p.Belastbaar = profiel.Belastbaarheid
	if err := chooseAanvraag(d, k); err != nil {
		return err
	}
	list, err := d.Toewijzingen()
	if err != nil {
		return err
	}
	for _, t := range list {
		if t.ID == k.in.ToewijzingID || !t.Loopt() {
			continue
		}
		p.Andere = append(p.Andere, toegang.AndereToewijzing{ID: t.ID, Product: t.Huidig.Product, Periode: t.Huidig.Periode()})
		if t.Huidig.Product.Product == k.in.Product.Product && t.Huidig.Start.Before(k.in.Start) {
			p.VorigeGeweest = toegang.VorigeToewijzing{ID: t.ID, EvaluatieGehouden: t.Verloop.Evaluatie.Gehouden, Motivering: k.in.Motivering}
		}
	}
	return nil
}

// chooseAanvraag takes the application that the toewijzing rests on, with the
// decision, and whether its investigation weighed what the law asks.
func chooseAanvraag(d *app.Dossier, k *keuze) error {
	list, err := d.Aanvragen()
	if err != nil {
		return err
	}
	for n := range list {
		a := list[n]
		if a.Ingetrokken.IsZero() && (k.in.AanvraagID == "" || a.ID == k.in.AanvraagID) {
			k.aanvraag = &a
		}
	}
	meldingen, err := d.Meldingen()
	if err != nil {
		return err
	}
	for n := range meldingen {
		m := &meldingen[n]
		if k.aanvraag == nil || k.aanvraag.MeldingID == "" || k.aanvraag.MeldingID == m.ID {
			k.poort.Afgewogen = m.Onderzoek.Onderzoek.Afgewogen()
		}
	}
	if k.aanvraag == nil {
		return nil
	}
	k.poort.Besluit = k.aanvraag.Besluit
	if k.poort.Besluit == nil && k.in.BesluitMeteen {
		k.poort.Besluit = &toegang.Besluit{Datum: d.Day, Uitkomst: toegang.BesluitToegekend}
	}
	return nil
}

// countPlafonds counts what is used of every ceiling that counts, and finds the leave to go
// above those that are full.
func (u *UseCases) countPlafonds(d *app.Dossier, k *keuze) error {
	list := k.poort.Inkoop.PlafondsVan()
	if len(list) == 0 {
		return nil
	}
	if k.in.beslist {
		var turns []string
		for _, p := range list {
			turns = append(turns, store.ScopePlafond(p.Code))
		}
		if err := d.Tx.TakeTurn(turns...); err != nil {
			return err
		}
	}
	verzoeken, err := d.Tx.PlafondVerzoeken(d.ID)
	if err != nil {
		return err
	}
	toewijzingen, err := d.Toewijzingen()
	if err != nil {
		return err
	}
	for _, p := range list {
		stand, err := k.plafondStand(d, p, k.poort.Inkoop)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(verzoeken, func(v store.PlafondVerzoek) bool { return v.Covers(stand, k.in.ToewijzingID, toewijzingen) })
		if stand.Goedgekeurd = n >= 0; stand.Goedgekeurd && stand.Vol() {
			k.verlof = append(k.verlof, verzoeken[n])
		}
		k.poort.Inkoop.Plafonds = append(k.poort.Inkoop.Plafonds, stand)
	}
	return nil
}

// plafondStand counts what is used of a ceiling, beside what the choice would take.
func (k *keuze) plafondStand(d *app.Dossier, p inkoop.Plafond, f inkoop.GateFacts) (inkoop.PlafondStand, error) {
	asked := inkoop.PlafondGebruik{Plekken: 1, Bedrag: k.kosten()}
	if k.in.loopt {
		asked.Plekken = 0
	}
	if f.LaatsteDag.IsZero() {
		f.LaatsteDag = civil.Last
	}
	used, err := d.Tx.PlafondGebruik(store.PlafondVraag{
		Plafond: p, Producten: k.regels.Geteld(p), Contract: f.ContractVan(p.Code), Zonder: k.in.ToewijzingID, Day: k.in.Start, Tot: f.LaatsteDag,
	})
	return inkoop.PlafondStand{Plafond: p, Gebruikt: used, Gevraagd: asked}, err
}

// kosten is what the choice would commit.
func (k *keuze) kosten() money.Cents {
	tarief, _ := k.regels.Tarief(k.in.Product, k.in.Start)
	v := toegang.ToewijzingVersie{Prijs: tarief.Bedrag, Start: k.in.Start, LaatsteDag: k.poort.Inkoop.LaatsteDag, Omvang: k.poort.Omvang}
	return v.Kosten()
}

// useVerlof records that leave to go above a ceiling was used for a toewijzing: it covers
// that one alone.
func (k *keuze) useVerlof(tx *store.Tx, toewijzingID string) error {
	for _, v := range k.verlof {
		if v.ToewijzingID == toewijzingID {
			continue
		}
		v.ToewijzingID = toewijzingID
		if err := tx.PutPlafondVerzoek(&v); err != nil {
			return err
		}
	}
	return nil
}

// Kandidaat is a provider that could be chosen, with what keeps it from it.
type Kandidaat struct {
	Aanbieder     inkoop.Aanbieder
	Contract      string          // number; empty: none
	Werkplek      *store.Werkplek // nearest place with room; nil: none known
	Werkplekken   []store.Werkplek
	VerWeg        []inkoop.WerkplekID // of those: there by an exception, so that transport is asked
	Nabij         Nabijheid
	Plekken, Vrij int            // dagdelen a week that the provider offers, and what is left by head
	Geweigerd     []rule.Finding // grenzen that refuse, each with who can mend it
	Adviezen      []rule.Finding
}

// OK tells whether nothing refuses the provider.
func (k Kandidaat) OK() bool { return len(k.Geweigerd) == 0 }

// Nabijheid is how near a place to work is to the resident.
type Nabijheid int

// How near a place can be, nearest first.
const (
	NabijWijk Nabijheid = iota
	NabijGemeente
	NabijAangrenzend
	NabijElders
)

// Keuzelijst is what can be chosen from.
type Keuzelijst struct {
	Product    inkoop.Product
	Einde      toegang.Einde
	Omvang     toegang.Omvang       // fixed by the product; zero: to be chosen
	Koopbaar   []inkoop.Koopoordeel // every product of the day, with why it can be bought or not
	Producten  []inkoop.Product     // of Koopbaar, in its order
	Algemeen   []rule.Finding       // what refuses whatever provider is chosen
	Adviezen   []rule.Finding       // what asks a reason whatever provider is chosen
	Kandidaten []Kandidaat          // who can first, then nearest, then most room
	// Verkenningen are the studies in which the gemeente takes part on the first day.
	Verkenningen []inkoop.VerkenningSoort
}

// Kandidaten gives the providers for a product, each put through the gate: who has a
// contract for the product and the gemeente, nearest and with most room first, and
// for each failed check who can mend it. Source: issue 2 part D; domain guide 7.
func (u *UseCases) Kandidaten(ctx context.Context, actor app.Actor, in ToewijzingInput) (out Keuzelijst, err error) {
	err = u.ReadDossier(ctx, actor, app.ByInwoner(in.InwonerID), func(d *app.Dossier) error {
		if _, err := d.May(actor, authz.ToewijzingVoorbereiden, ""); err != nil {
			return err
		}
		out, err = u.keuzelijst(d, actor, in)
		return err
	})
	return out, err
}

// keuzelijst is what can be chosen from, as things stand now.
func (u *UseCases) keuzelijst(d *app.Dossier, actor app.Actor, in ToewijzingInput) (out Keuzelijst, err error) {
	in.Start = dayOr(in.Start, d.Day)
	k, err := u.choose(d, actor, in)
	if err != nil {
		return out, err
	}
	out.Product, out.Einde = k.product, k.einde
	out.Koopbaar = k.regels.Koopbaar(k.poort.Inkoop.Gemeente, in.Start)
	out.Verkenningen = k.regels.Verkenningen(k.poort.Inkoop.Gemeente, in.Start)
	for _, o := range out.Koopbaar {
		product, _ := k.regels.Product(o.Product)
		out.Producten = append(out.Producten, product)
	}
	if _, fixed := toegang.OmvangVan(k.product, 0); fixed {
		out.Omvang = k.poort.Omvang
	}
	if in.Product.IsZero() {
		return out, nil
	}
	for _, r := range k.poort.Beoordeel() {
		switch {
		case ofAanbieder(r.Rule) || r.Status != rule.Failed:
		case r.Kind == rule.Advies:
			out.Adviezen = append(out.Adviezen, r.Findings...)
		default:
			out.Algemeen = append(out.Algemeen, r.Findings...)
		}
	}
	for _, a := range k.aanbod.Aanbieders {
		if !k.aanbod.Gecontracteerd(a.ID) {
			continue // who only made itself known cannot be chosen
		}
		c, ok, err := u.kandidaat(d, k, a.Aanbieder)
		if err != nil {
			return out, err
		}
		if ok {
			out.Kandidaten = append(out.Kandidaten, c)
		}
	}
	slices.SortStableFunc(out.Kandidaten, compareKandidaat)
	return out, nil
}

// ofAanbieder tells whether a rule is about the chosen provider.
func ofAanbieder(code string) bool {
	return slices.Contains([]string{
		"INK-GATE-03", "INK-GATE-04", "INK-GATE-05", "INK-GATE-06", "INK-GATE-07", "INK-GATE-08", "INK-GATE-09", "INK-GATE-10", "INK-GATE-11",
	}, code)
}

func compareKandidaat(a, b Kandidaat) int {
	ok := func(k Kandidaat) int {
		if k.OK() {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(ok(a), ok(b)), cmp.Compare(a.Nabij, b.Nabij), cmp.Compare(b.Vrij, a.Vrij),
		cmp.Compare(a.Aanbieder.Naam, b.Aanbieder.Naam))
}
