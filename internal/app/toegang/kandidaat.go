package toegang

import (
	"cmp"
	"slices"

	"trede/internal/app"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/store"
)

// kandidaat puts one provider through the procurement side of the gate: at the place that
// was chosen, else at each of its places. A provider without any contract is none.
func (u *UseCases) kandidaat(d *app.Dossier, k *keuze, a inkoop.Aanbieder) (Kandidaat, bool, error) {
	c := Kandidaat{Aanbieder: a, Nabij: NabijElders}
	chosen := ""
	if a.ID == k.in.AanbiederID {
		chosen = k.in.WerkplekID
	}
	facts, err := k.vanAanbieder(d, a.ID, chosen)
	if err != nil || facts.Contract == nil {
		return c, false, err
	}
	c.Contract = facts.Contract.Nummer
	if err := k.contractPlafonds(d, &facts); err != nil {
		return c, false, err
	}
	room := facts.RuimteTotaal()
	c.Plekken, c.Vrij = room.Dagdelen, room.Vrij()
	places := k.plaatsen(d, facts)
	if chosen == "" && len(places) > 0 {
		facts.Werkplek = &places[0].Werkplek.Werkplek
	}
	c.Geweigerd, c.Adviezen = gezegd(k.in.Start, facts)
	if len(places) > 0 {
		c.Werkplek, c.Nabij = &places[0].Werkplek, places[0].nabij
	}
	for n := range places {
		if places[n].mag || !places[0].mag { // when none is good, each is shown with what is wrong
			c.Werkplekken = append(c.Werkplekken, places[n].Werkplek)
			if places[n].verWeg {
				c.VerWeg = append(c.VerWeg, places[n].ID)
			}
		}
	}
	return c, true, nil
}

// plaats is a place of a candidate with what the gate says of it.
type plaats struct {
	store.Werkplek
	mag    bool // nothing refuses it
	verWeg bool // it is there by an exception
	nabij  Nabijheid
	vrij   int
}

// plaatsen are the places of a provider that are there on the first day: those that may be
// chosen first, then the nearest, then the one with most room.
func (k *keuze) plaatsen(d *app.Dossier, facts inkoop.GateFacts) []plaats {
	var list []plaats
	for _, w := range k.aanbod.Werkplekken(facts.Aanbieder.ID) {
		if !w.Geldig.Contains(k.in.Start) {
			continue
		}
		at := facts
		at.Werkplek = &w.Werkplek
		refused, _ := gezegd(k.in.Start, at)
		list = append(list, plaats{
			Werkplek: w, mag: len(refused) == 0, verWeg: at.DoorUitzondering(), nabij: nabij(k.regels, d.Inwoner(), facts.Gemeente, w, k.in.Start),
			vrij: facts.RuimteBij(w.Werkplek).Vrij(),
		})
	}
	slices.SortStableFunc(list, func(a, b plaats) int {
		if a.mag != b.mag {
			if a.mag {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.nabij, b.nabij), cmp.Compare(b.vrij, a.vrij))
	})
	return list
}

// contractPlafonds counts the ceilings that stand in the contract of a candidate.
func (k *keuze) contractPlafonds(d *app.Dossier, f *inkoop.GateFacts) error {
	known := k.poort.Inkoop.Plafonds
	f.Plafonds = slices.Clone(known)
	for _, p := range f.PlafondsVan() {
		if slices.ContainsFunc(known, func(s inkoop.PlafondStand) bool { return s.Plafond.Code == p.Code }) {
			continue
		}
		stand, err := k.plafondStand(d, p, *f)
		if err != nil {
			return err
		}
		f.Plafonds = append(f.Plafonds, stand)
	}
	return nil
}

// gezegd is what the rules about a provider say: what refuses, and what advises against.
func gezegd(day civil.Date, f inkoop.GateFacts) (refused, advised []rule.Finding) {
	for _, r := range inkoop.Gate.Evaluate(day, f) {
		switch {
		case r.Status != rule.Failed || !ofAanbieder(r.Rule):
		case r.Kind == rule.Advies:
			advised = append(advised, r.Findings...)
		default:
			refused = append(refused, r.Findings...)
		}
	}
	return refused, advised
}

func nabij(regels app.Regels, i store.Inwoner, gemeente inkoop.GemeenteCode, w store.Werkplek, day civil.Date) Nabijheid {
	switch {
	case w.Gemeente == gemeente && w.Wijk != "" && w.Wijk == i.Wijk:
		return NabijWijk
	case w.Gemeente == gemeente:
		return NabijGemeente
	case regels.GrenstAan(gemeente, w.Gemeente, day):
		return NabijAangrenzend
	}
	return NabijElders
}
