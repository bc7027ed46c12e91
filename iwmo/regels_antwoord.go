package iwmo

import "slices"

// The technical rules of level 3 about the answer to a claim. When the claim is not
// known, TR337 says enough.

var metDeclaratieAntwoord = []Soort{SoortWMO325}

// gedeclareerd is a prestatie of an answer as it stands in the claim, that of the same
// client if there are more.
func (r *ronde) gedeclareerd(p *Prestatie) (found IngediendePrestatie, ok bool) {
	if r.claim == nil {
		return found, false
	}
	bsn := boven[Client323](r).Bsn
	for _, d := range r.keten.MetReferentie(r.aanbieder, p.ProductReferentie.ReferentieNummer) {
		if d.ProductReferentie == p.ProductReferentie && d.Declaratie == r.claim.Header.BerichtIdentificatie.Identificatie {
			if found, ok = d, true; d.Bsn == bsn {
				break
			}
		}
	}
	return found, ok
}

// opBeantwoord is a check on an instance of an answer with the claim that it answers.
func opBeantwoord[T any](f func(r *ronde, v *T, claim *WMO323)) toets {
	return op(func(r *ronde, v *T) {
		if r.claim != nil {
			f(r, v, r.claim)
		}
	})
}

var regelsAntwoord = []Regel{
	{
		// It remembers the claim, so it comes before the others.
		Code: "TR337", Berichten: metDeclaratieAntwoord,
		Vraagt:    "Het antwoord noemt de identificatie en dagtekening van een declaratie van deze aanbieder aan deze gemeente.",
		Oplossing: "Neem identificatie en dagtekening over uit de declaratie.",
		toetsen: []toets{op(func(r *ronde, h *HeaderAntwoord) {
			claims := r.keten.Declaraties(r.aanbieder)
			at := slices.IndexFunc(claims, func(c WMO323) bool { return beantwoordt(h, &c) })
			if at >= 0 {
				r.claim = &claims[at]
			}
			r.fout(at < 0, "DeclaratieIdentificatie", h.DeclaratieIdentificatie.Identificatie)
		})},
	},
	{
		Code: "TR366", Retourcode: "9366", Berichten: metDeclaratieAntwoord,
		Vraagt:    "Een afgewezen prestatie staat in de declaratie, met dezelfde referentienummers.",
		Oplossing: "Neem de prestatie over uit de declaratie.",
		toetsen: []toets{opBeantwoord(func(r *ronde, p *Prestatie, _ *WMO323) {
			_, ok := r.gedeclareerd(p)
			r.fout(!ok, "ProductReferentie", p.ProductReferentie.ReferentieNummer)
		})},
	},
	{
		Code: "TR367", Retourcode: "9367", Berichten: metDeclaratieAntwoord,
		Vraagt:    "Het ingediende totaal en de afgewezen prestaties zijn gelijk aan die in de declaratie.",
		Oplossing: "Neem de waarden over uit de declaratie.",
		toetsen: []toets{
			opBeantwoord(func(r *ronde, d *DeclaratieAntwoord, claim *WMO323) {
				total := d.TotaalIngediendBedrag
				r.foutGetal(total != claim.Declaratie.TotaalIngediendBedrag, "TotaalIngediendBedrag", total.TotaalBedrag)
			}),
			op(func(r *ronde, p *Prestatie) {
				if d, ok := r.gedeclareerd(p); ok {
					r.fout(!d.zelfde(p), "", p.ProductReferentie.ReferentieNummer)
				}
			}),
		},
	},
	{
		Code: "TR371", Berichten: metDeclaratieAntwoord,
		Vraagt:    "De versies van de schema's zijn die van de declaratie.",
		Oplossing: "Neem XsdVersie over uit de declaratie.",
		toetsen: []toets{opBeantwoord(func(r *ronde, h *HeaderAntwoord, claim *WMO323) {
			r.fout(h.XsdVersieDeclaratie != claim.Header.XsdVersie, "XsdVersieDeclaratie", h.XsdVersieDeclaratie.BerichtXsdVersie)
		})},
	},
	{
		Code: "TR376", Berichten: metDeclaratieAntwoord,
		Vraagt:    "Het declaratienummer is dat van de declaratie.",
		Oplossing: "Neem het nummer over uit de declaratie.",
		toetsen: []toets{opBeantwoord(func(r *ronde, d *DeclaratieAntwoord, claim *WMO323) {
			r.fout(d.DeclaratieNummer != claim.Declaratie.DeclaratieNummer, "DeclaratieNummer", d.DeclaratieNummer)
		})},
	},
}
