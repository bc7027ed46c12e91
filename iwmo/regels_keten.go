package iwmo

// The technical rules (TR) of level 3, how a message fits what was sent before it: those
// about messages and allocations.

// metKop are the messages that are no retour.
var metKop = []Soort{SoortWMO301, SoortWMO305, SoortWMO307, SoortWMO315, SoortWMO317, SoortWMO319, SoortWMO323, SoortWMO325}

// opKop is a check on the header of any message.
func opKop(f func(r *ronde, h *Header)) []toets {
	return []toets{
		op(f),
		op(func(r *ronde, h *HeaderRetour) { f(r, &h.Header) }),
		op(func(r *ronde, h *HeaderAntwoord) { f(r, &h.Header) }),
	}
}

// toewijzing is the allocation with a number, if it is of the client at this provider.
func (r *ronde) toewijzing(bsn string, nummer int64) (Toewijzing, bool) {
	t, ok := r.keten.Toewijzing(r.gemeente, nummer)
	return t, ok && t.Bsn == bsn && t.Aanbieder == r.aanbieder
}

func (p *Product) gelijk(q *Product) bool {
	return p == q || p != nil && q != nil && *p == *q
}

var regelsToewijzing = []Regel{
	{
		Code: "TR056", Retourcode: "9056", Berichten: metKop,
		Vraagt:    "De identificatie van een bericht is nieuw voor de afzender en de soort bericht.",
		Oplossing: "Geef het bericht een andere identificatie.",
		toetsen: opKop(func(r *ronde, h *Header) {
			id := h.BerichtIdentificatie.Identificatie
			r.fout(r.keten.Bericht(h.Afzender, r.z.bericht.soort, id), "BerichtIdentificatie", id)
		}),
	},
	{
		// What a change may not change is what makes it another allocation (IV066).
		Code: "TR332", Retourcode: "9332", Berichten: []Soort{SoortWMO301},
		Vraagt:    "Een toewijzingnummer is binnen de gemeente van één toewijzing: cliënt, aanbieder, product en ingangsdatum blijven gelijk.",
		Oplossing: "Geef een nieuwe toewijzing een nieuw nummer.",
		toetsen: []toets{op(func(r *ronde, p *ToegewezenProduct) {
			if _, used := r.keten.Toewijzing(r.gemeente, p.ToewijzingNummer); used {
				old, same := r.toewijzing(boven[Client301](r).Bsn, p.ToewijzingNummer)
				r.foutGetal(!same || !p.Product.gelijk(old.Product) || p.Ingangsdatum != old.Ingangsdatum, "ToewijzingNummer", p.ToewijzingNummer)
			}
		})},
	},
	{
		// Without a reference nobody can tell whether the allocation grants a request. A
		// decision that is sent again keeps its reference (IV013).
		Code: "TR379", Retourcode: "9379", Berichten: []Soort{SoortWMO301},
		Vraagt:    "De referentie van de aanbieder is die van een verzoek voor deze cliënt, en staat alleen bij de eerste toewijzing daarop.",
		Oplossing: "Haal de referentie weg, of neem die van het verzoek over.",
		toetsen: []toets{op(func(r *ronde, p *ToegewezenProduct) {
			ref := p.ReferentieAanbieder
			if ref == "" {
				return
			}
			v, ok := r.keten.Verzoek(r.aanbieder, ref)
			old, _ := r.keten.Toewijzing(r.gemeente, p.ToewijzingNummer)
			again := old.ReferentieAanbieder == ref && besluit(p, &old.ToegewezenProduct) == 0
			r.fout(!ok || v.Gemeente != r.gemeente || v.Bsn != boven[Client301](r).Bsn || v.Toegewezen && !again, "ReferentieAanbieder", ref)
		})},
	},
	{
		Code: "TR385", Retourcode: "9385", Berichten: []Soort{SoortWMO301},
		Vraagt:    "Een toewijzing waarop prestaties zijn goedgekeurd, wordt niet verwijderd.",
		Oplossing: "Laat de aanbieder de prestaties eerst crediteren, of pas de einddatum aan.",
		toetsen: []toets{op(func(r *ronde, p *ToegewezenProduct) {
			if p.RedenWijziging != WijzigingVerwijderd {
				return
			}
			granted := false
			list := r.keten.Prestaties(r.gemeente, r.aanbieder, p.ToewijzingNummer)
			for _, d := range nietGecrediteerd(list) {
				granted = granted || d.Toegekend
			}
			r.foutGetal(granted, "RedenWijziging", p.ToewijzingNummer)
		})},
	},
}

// nietGecrediteerd are the debits of a list that no credit in it takes back.
func nietGecrediteerd(list []IngediendePrestatie) []IngediendePrestatie {
	back := gecrediteerd(list)
	var out []IngediendePrestatie
	for _, p := range list {
		if p.IngediendBedrag.DebetCredit == Debet && !back[p.ProductReferentie.ReferentieNummer] {
			out = append(out, p)
		}
	}
	return out
}

// gecrediteerd are the references that the credits of a list take back.
func gecrediteerd(list []IngediendePrestatie) map[string]bool {
	back := map[string]bool{}
	for _, p := range list {
		if p.IngediendBedrag.DebetCredit == Credit {
			back[p.ProductReferentie.VorigReferentieNummer] = true
		}
	}
	return back
}
