package inkoop

import (
	"slices"

	"trede/internal/domain/money"
)

// Productverschil is what became of a product between two versions of the catalogue, as it
// follows from both: not what somebody says of it. It is the one comparison of products:
// a round and the difference between two days both tell it. Source: INK-06, INK-19.
type Productverschil struct {
	Oud, Nieuw ProductRef     // no Oud: the product is new; no Nieuw: it ended
	Was, Wordt Product        // zero where Oud, or Nieuw, is
	Naam       string         // in plain words, in the new version or the last one
	Soort      WijzigingSoort // behouden, gewijzigd or vervallen
	Velden     []string       // what differs, by the name of its message
	TariefOud  Tarief         // on the last day of the version before; zero: none
	TariefNu   Tarief         // on the first day of this version; zero: none
	Motivering string         // why the tariff differs, as it stands with the tariff
	Uitleg     Productwijziging
}

// TariefVerschil is how much the tariff went up; below zero: down. A product that is new
// or that ended has no difference.
func (v Productverschil) TariefVerschil() money.Cents {
	if v.Oud.IsZero() || v.Nieuw.IsZero() {
		return 0
	}
	return v.TariefNu.Bedrag - v.TariefOud.Bedrag
}

// anderTarief tells whether the price, or what it is the price of, is not the same.
func (v Productverschil) anderTarief() bool {
	return !v.Oud.IsZero() && !v.Nieuw.IsZero() && (v.TariefVerschil() != 0 || v.TariefOud.Per != v.TariefNu.Per)
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
	first, last := now.Geldig.From, before.Geldig.LastDay()
	if last.IsZero() || !last.Before(first) { // the version before has no end yet
		last = first.AddDays(-1)
	}
	return versieverschillen(Moment{r, last}, Moment{r, first}, before, now)
}

// versieverschillen compares two versions of the catalogue, also when others came between:
// a product is followed through each of them. Tariffs are those of the days.
func versieverschillen(voor, na Moment, before, after Catalogusversie) []Productverschil {
	var out []Productverschil
	came := map[ProductCode]bool{}
	path := na.versiesTussen(before.Code, after)
	for _, p := range before.Producten {
		v := Productverschil{Oud: before.Ref(p.Code), Was: p, Naam: p.GewoneNaam}
		next, why, ok := volg(p.Code, path)
		v.Uitleg = why
		if q, has := after.Product(next); ok && has {
			v.Nieuw, v.Wordt, v.Naam, v.Velden = after.Ref(next), q, q.GewoneNaam, veldenDieVerschillen(p, q)
			came[next] = true
		}
		out = append(out, v.metTarief(voor, na))
	}
	for _, p := range after.Producten {
		if came[p.Code] {
			continue
		}
		v := Productverschil{Nieuw: after.Ref(p.Code), Wordt: p, Naam: p.GewoneNaam}
		v.Uitleg, _ = after.Wijziging("", p.Code)
		out = append(out, v.metTarief(voor, na))
	}
	return out
}

// versiesTussen gives the versions by which one became another, the first step first;
// that other is the last of them. None when they are the same.
func (r *Register) versiesTussen(from CatalogusCode, to Catalogusversie) []Catalogusversie {
	var path []Catalogusversie
	for range r.data.Catalogi {
		if to.Code == from || to.Code == "" {
			break
		}
		path = append(path, to)
		to = r.catalogi[to.Volgt]
	}
	slices.Reverse(path)
	return path
}

// volg (follow) gives what a product has become, what was last said of it, and whether it
// is still there. A version that does not speak of a product keeps its code.
func volg(code ProductCode, path []Catalogusversie) (now ProductCode, why Productwijziging, ok bool) {
	for _, c := range path {
		if i := slices.IndexFunc(c.Wijzigingen, func(w Productwijziging) bool { return w.Oud == code }); i >= 0 {
			why = c.Wijzigingen[i]
			code = why.Nieuw
		}
		if _, ok := c.Product(code); !ok {
			return "", why, false
		}
	}
	return code, why, true
}

// metTarief fills in the tariffs around the change, and what kind of change it makes.
func (v Productverschil) metTarief(voor, na Moment) Productverschil {
	v.TariefOud, _ = voor.Tarief(v.Oud, voor.Dag)
	v.TariefNu, _ = na.Tarief(v.Nieuw, na.Dag)
	v.Motivering = v.TariefNu.Motivering
	switch {
	case v.Nieuw.IsZero():
		v.Soort = Vervallen
	case v.Oud.IsZero(), len(v.Velden) > 0, v.anderTarief():
		v.Soort = Gewijzigd
	default:
		v.Soort = Behouden
	}
	return v
}

// veldNaam is the field of a name, which has a sentence of its own.
const veldNaam = "naam"

func veldenDieVerschillen(p, q Product) []string {
	var out []string
	for _, f := range []struct {
		name  string
		equal bool
	}{
		{veldNaam, p.Naam == q.Naam && p.GewoneNaam == q.GewoneNaam},
		{"soort", p.Soort == q.Soort && p.Nadruk == q.Nadruk},
		{"treden", p.BegintredeMin == q.BegintredeMin && p.BegintredeMax == q.BegintredeMax && p.Doeltrede == q.Doeltrede},
		{"duur", p.Duur == q.Duur},
		{"prijsvorm", p.Prijsvorm == q.Prijsvorm},
		{"rapportage", p.Rapportage == q.Rapportage && p.Evaluatie == q.Evaluatie},
		{"begeleiding", p.Trajectbegeleiding == q.Trajectbegeleiding},
		{"blad", p.Blad == q.Blad},
		{"bericht", p.IWmo == q.IWmo},
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
