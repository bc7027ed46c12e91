package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/money"
)

// Productverschil is what became of a product in the next version of the catalogue, as it
// follows from both versions: not what somebody says of it. Source: INK-06, INK-19.
type Productverschil struct {
	Oud, Nieuw ProductRef     // no Oud: the product is new; no Nieuw: it ended
	Naam       string         // in the new version, or the last one
	Soort      WijzigingSoort // behouden, gewijzigd or vervallen
	Velden     []string       // what differs, by the name of its message
	TariefOud  money.Cents    // on the last day of the version before; 0: none
	TariefNu   money.Cents    // on the first day of this version; 0: none
	Motivering string         // why the tariff differs, as it stands with the tariff
	Uitleg     Productwijziging
}

// TariefVerschil is how much the tariff went up; below zero: down. A product that is new
// or that ended has no difference.
func (v Productverschil) TariefVerschil() money.Cents {
	if v.Oud.IsZero() || v.Nieuw.IsZero() {
		return 0
	}
	return v.TariefNu - v.TariefOud
}

// Verschillen compares a version of the catalogue with the one it follows, product by
// product: those of the version before in their order, then the new ones. A first version
// has no differences.
func (r *Register) Verschillen(code CatalogusCode) []Productverschil {
	now, known := r.Catalogus(code)
	before, follows := r.Catalogus(now.Volgt)
	if !known || !follows {
		return nil
	}
	var out []Productverschil
	var seen []ProductCode
	for _, p := range before.Producten {
		v := Productverschil{Oud: before.Ref(p.Code), Naam: p.GewoneNaam, Soort: Vervallen}
		next := p.Code
		if i := slices.IndexFunc(now.Wijzigingen, func(w Productwijziging) bool { return w.Oud == p.Code }); i >= 0 {
			v.Uitleg, next = now.Wijzigingen[i], now.Wijzigingen[i].Nieuw
		}
		if q, ok := now.Product(next); ok {
			seen = append(seen, next)
			v.Nieuw, v.Naam, v.Velden = now.Ref(next), q.GewoneNaam, veldenDieVerschillen(p, q)
		}
		out = append(out, r.metTarief(v, before.Geldig.LastDay(), now.Geldig.From))
	}
	for _, p := range now.Producten {
		if slices.Contains(seen, p.Code) {
			continue
		}
		v := Productverschil{Nieuw: now.Ref(p.Code), Naam: p.GewoneNaam}
		if i := slices.IndexFunc(now.Wijzigingen, func(w Productwijziging) bool { return w.Oud == "" && w.Nieuw == p.Code }); i >= 0 {
			v.Uitleg = now.Wijzigingen[i]
		}
		out = append(out, r.metTarief(v, before.Geldig.LastDay(), now.Geldig.From))
	}
	return out
}

// metTarief fills in the tariffs around the change, and what kind of change it makes.
func (r *Register) metTarief(v Productverschil, last, first civil.Date) Productverschil {
	if last.IsZero() || !last.Before(first) { // the version before has no end yet
		last = first.AddDays(-1)
	}
	if t, ok := r.Tarief(v.Oud, last); ok {
		v.TariefOud = t.Bedrag
	}
	if t, ok := r.Tarief(v.Nieuw, first); ok {
		v.TariefNu, v.Motivering = t.Bedrag, t.Motivering
	}
	switch {
	case v.Nieuw.IsZero():
		v.Soort = Vervallen
	case v.Oud.IsZero(), len(v.Velden) > 0, v.TariefVerschil() != 0:
		v.Soort = Gewijzigd
	default:
		v.Soort = Behouden
	}
	return v
}

func veldenDieVerschillen(p, q Product) []string {
	var out []string
	for _, f := range []struct {
		name  string
		equal bool
	}{
		{"naam", p.Naam == q.Naam && p.GewoneNaam == q.GewoneNaam},
		{"soort", p.Soort == q.Soort && p.Nadruk == q.Nadruk},
		{"treden", p.BegintredeMin == q.BegintredeMin && p.BegintredeMax == q.BegintredeMax && p.Doeltrede == q.Doeltrede},
		{"duur", p.Duur == q.Duur},
		{"prijsvorm", p.Prijsvorm == q.Prijsvorm},
		{"rapportage", p.Rapportage == q.Rapportage && p.Evaluatie == q.Evaluatie},
		{"begeleiding", p.Trajectbegeleiding == q.Trajectbegeleiding},
		{"blad", p.Blad == q.Blad},
	} {
		if !f.equal {
			out = append(out, f.name)
		}
	}
	return out
}

// over tells whether a subject of a round is about a product: it names its code, or its
// name.
func (v Productverschil) over(w RondeWijziging) bool {
	subject := wordsOf(w.Onderwerp)
	return holds(subject, wordsOf(string(v.Oud.Product))) || holds(subject, wordsOf(string(v.Nieuw.Product))) || holds(subject, wordsOf(v.Naam))
}

// Uitgelegd tells whether somebody said why and for whom: with the version of the
// catalogue, or among the subjects of the round. A tariff that differs takes a reason of
// its own (INK-19: difference 0, otherwise a motivation).
func (v Productverschil) Uitgelegd(subjects []RondeWijziging) bool {
	if v.Soort == Behouden {
		return true
	}
	said := slices.ContainsFunc(subjects, func(w RondeWijziging) bool {
		return v.over(w) && (w.Soort == Gewijzigd || w.Soort == Vervallen) && len(w.Toets()) == 0
	})
	if v.TariefVerschil() != 0 && blank(v.Motivering) && !said {
		return false
	}
	return said || !blank(v.Uitleg.Waarom) && !blank(v.Uitleg.VoorWie)
}
