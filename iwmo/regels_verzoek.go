package iwmo

import "slices"

// The technical rules of level 3 about requests and the answers to them.

var (
	metVerzoek   = []Soort{SoortWMO315, SoortWMO317}
	metWijziging = []Soort{SoortWMO317}
	metAntwoord  = []Soort{SoortWMO319}
)

// opReferentie is a check on the name that a provider gives a request.
func opReferentie(f func(r *ronde, referentie string)) []toets {
	return []toets{
		op(func(r *ronde, p *AangevraagdProduct) { f(r, p.ReferentieAanbieder) }),
		op(func(r *ronde, v *Verzoek) { f(r, v.ReferentieAanbieder) }),
	}
}

// opWijziging is a check on a product that changes, with the allocation that it is of.
func opWijziging(f func(r *ronde, p *TeWijzigenProduct, t *Toewijzing)) []toets {
	return []toets{op(func(r *ronde, p *TeWijzigenProduct) {
		if t, ok := r.toewijzing(boven[Client317](r).Bsn, p.ToewijzingNummer); ok {
			f(r, p, &t)
		}
	})}
}

// opAntwoord is a check on the answer to a request, with the request; nil: there is none.
func opAntwoord(f func(r *ronde, a *Antwoord, v *GedaanVerzoek)) []toets {
	return []toets{op(func(r *ronde, a *Antwoord) {
		v, ok := r.keten.Verzoek(r.aanbieder, a.ReferentieAanbieder)
		if !ok || v.Gemeente != r.gemeente {
			f(r, a, nil)
			return
		}
		f(r, a, &v)
	})}
}

// totaal tells whether an allocation is of one amount for all of its days.
func (p *ToegewezenProduct) totaal() bool {
	return p.Budget != nil || p.Omvang != nil && p.Omvang.Frequentie == FrequentieTotaal
}

// nietLopend reports a number that is not of a current allocation of the client.
func (r *ronde) nietLopend(nummer int64) {
	t, ok := r.toewijzing(boven[Client317](r).Bsn, nummer)
	r.foutGetal(!ok || !t.loopt(r.dagtekening), "ToewijzingNummer", nummer)
}

// gewenst are the products of a request with the days on which they are to hold. What
// changes later holds as it is until then, so it counts from its first day.
func (r *ronde) gewenst(v *Verzoek) []looptijd {
	var list []looptijd
	bsn := boven[Client317](r).Bsn
	for _, p := range v.OngewijzigdeProducten {
		if t, ok := r.toewijzing(bsn, p.ToewijzingNummer); ok {
			list = append(list, looptijd{t.Product, t.Ingangsdatum, t.Einddatum})
		}
	}
	for _, p := range v.TeWijzigenProducten {
		if t, ok := r.toewijzing(bsn, p.ToewijzingNummer); ok {
			list = append(list, looptijd{t.Product, t.Ingangsdatum, p.Einddatum})
		}
	}
	for _, p := range v.NieuweProducten {
		list = append(list, looptijd{p.Product, p.GewensteIngangsdatum, p.Einddatum})
	}
	return list
}

// onderhanden reports a client for whom a request still waits.
func (r *ronde) onderhanden(bsn string) {
	open := func(v GedaanVerzoek) bool { return v.open() }
	r.fout(slices.ContainsFunc(r.keten.Verzoeken(r.gemeente, r.aanbieder, bsn), open), "", "")
}

var regelsVerzoek = []Regel{
	{
		Code: "TR347", Retourcode: "9347", Berichten: metVerzoek,
		Vraagt:    "De referentie van een verzoek is niet eerder gebruikt door de aanbieder.",
		Oplossing: "Geef het verzoek een andere referentie.",
		toetsen: opReferentie(func(r *ronde, referentie string) {
			_, used := r.keten.Verzoek(r.aanbieder, referentie)
			r.fout(used, "ReferentieAanbieder", referentie)
		}),
	},
	{
		// The present day is that of the message, so that the verdict does not change.
		Code: "TR349", Retourcode: "9349", Berichten: metWijziging,
		Vraagt:    "Alle lopende en komende toewijzingen van de cliënt staan in het verzoek.",
		Oplossing: "Voeg de ontbrekende toewijzing toe, als ongewijzigd of als te wijzigen product.",
		toetsen: []toets{op(func(r *ronde, v *Verzoek) {
			named := map[int64]bool{}
			for _, p := range v.OngewijzigdeProducten {
				named[p.ToewijzingNummer] = true
			}
			for _, p := range v.TeWijzigenProducten {
				named[p.ToewijzingNummer] = true
			}
			for _, t := range r.keten.Toewijzingen(r.gemeente, r.aanbieder, boven[Client317](r).Bsn) {
				r.foutGetal(t.loopt(r.dagtekening) && !named[t.ToewijzingNummer], "", t.ToewijzingNummer)
			}
		})},
	},
	{
		Code: "TR350", Retourcode: "9350", Berichten: metWijziging,
		Vraagt:    "Een ongewijzigd product is een lopende of komende toewijzing van de cliënt.",
		Oplossing: "Verbeter het toewijzingnummer, of haal het product weg.",
		toetsen:   []toets{op(func(r *ronde, p *OngewijzigdProduct) { r.nietLopend(p.ToewijzingNummer) })},
	},
	{
		Code: "TR351", Retourcode: "9351", Berichten: metWijziging,
		Vraagt:    "Een te wijzigen product is een lopende of komende toewijzing van de cliënt.",
		Oplossing: "Verbeter het toewijzingnummer, of vraag het product aan als nieuw.",
		toetsen:   []toets{op(func(r *ronde, p *TeWijzigenProduct) { r.nietLopend(p.ToewijzingNummer) })},
	},
	{
		Code: "TR355", Retourcode: "9355", Berichten: metAntwoord,
		Vraagt:    "Een antwoord noemt de referentie van een verzoek van deze aanbieder.",
		Oplossing: "Neem de referentie over uit het verzoek.",
		toetsen: opAntwoord(func(r *ronde, a *Antwoord, v *GedaanVerzoek) {
			r.fout(v == nil, "ReferentieAanbieder", a.ReferentieAanbieder)
		}),
	},
	{
		Code: "TR357", Retourcode: "9357", Berichten: metWijziging,
		Vraagt:    "Een wijziging die niet in de toekomst begint, begint op de ingangsdatum van de toewijzing.",
		Oplossing: "Kies een dag na de dagtekening, of de ingangsdatum van de toewijzing.",
		toetsen: opWijziging(func(r *ronde, p *TeWijzigenProduct, t *Toewijzing) {
			d := p.GewensteIngangsdatum
			r.foutDatum(!d.Na(r.dagtekening) && d != t.Ingangsdatum, "GewensteIngangsdatum", d)
		}),
	},
	{
		Code: "TR359", Retourcode: "9359", Berichten: metAntwoord,
		Vraagt:    "Een verzoek waarop al is toegewezen, krijgt geen antwoord meer.",
		Oplossing: "Stuur dit antwoord niet.",
		toetsen: opAntwoord(func(r *ronde, a *Antwoord, v *GedaanVerzoek) {
			r.fout(v != nil && v.Toegewezen, "ReferentieAanbieder", a.ReferentieAanbieder)
		}),
	},
	{
		Code: "TR360", Retourcode: "9360", Berichten: metAntwoord,
		Vraagt:    "Dat een verzoek in onderzoek is, wordt een keer gemeld, als eerste antwoord.",
		Oplossing: "Wijs het verzoek toe of af.",
		toetsen: opAntwoord(func(r *ronde, a *Antwoord, v *GedaanVerzoek) {
			r.fout(v != nil && len(v.Antwoorden) > 0 && a.VerzoekAntwoord == VerzoekInOnderzoek, "VerzoekAntwoord", string(a.VerzoekAntwoord))
		}),
	},
	{
		Code: "TR361", Retourcode: "9361", Berichten: metWijziging,
		Vraagt:    "Een product is niet twee keer tegelijk gevraagd.",
		Oplossing: "Laat de ene periode eindigen vóór de andere begint.",
		toetsen:   []toets{op(func(r *ronde, v *Verzoek) { r.fout(overlappen(r.gewenst(v)), "", "") })},
	},
	{
		Code: "TR365", Retourcode: "9365", Berichten: metAntwoord,
		Vraagt:    "Een verzoek dat is afgewezen, krijgt geen antwoord meer.",
		Oplossing: "Stuur dit antwoord niet.",
		toetsen: opAntwoord(func(r *ronde, a *Antwoord, v *GedaanVerzoek) {
			r.fout(v != nil && v.afgewezen(), "VerzoekAntwoord", string(a.VerzoekAntwoord))
		}),
	},
	{
		// Whatever changes of it, what is allocated as a total changes as a whole (IV093).
		Code: "TR373", Retourcode: "9373", Berichten: metWijziging,
		Vraagt:    "Een budget of een totaal wijzigt vanaf de ingangsdatum van de toewijzing.",
		Oplossing: "Maak de gewenste ingangsdatum gelijk aan die van de toewijzing.",
		toetsen: opWijziging(func(r *ronde, p *TeWijzigenProduct, t *Toewijzing) {
			r.foutDatum(t.totaal() && p.GewensteIngangsdatum != t.Ingangsdatum, "GewensteIngangsdatum", p.GewensteIngangsdatum)
		}),
	},
	{
		Code: "TR374", Retourcode: "9374", Berichten: metVerzoek,
		Vraagt:    "Er loopt geen ander verzoek van de aanbieder voor deze cliënt.",
		Oplossing: "Wacht tot het eerdere verzoek is toegewezen of afgewezen.",
		toetsen: []toets{
			op(func(r *ronde, c *Client315) { r.onderhanden(c.Bsn) }),
			op(func(r *ronde, _ *Verzoek) { r.onderhanden(boven[Client317](r).Bsn) }),
		},
	},
	{
		Code: "TR375", Retourcode: "9375", Berichten: metWijziging,
		Vraagt:    "Een toewijzing zonder product krijgt geen omvang.",
		Oplossing: "Haal de omvang weg, en vraag een budget.",
		toetsen: opWijziging(func(r *ronde, p *TeWijzigenProduct, t *Toewijzing) {
			r.fout(t.Product == nil && p.Omvang != nil && vanafNu(p.Einddatum), "Omvang", "")
		}),
	},
	{
		Code: "TR411", Retourcode: "9411", Berichten: metWijziging,
		Vraagt:    "Een toewijzing met een productcode houdt een omvang.",
		Oplossing: "Vul volume, eenheid en frequentie in.",
		toetsen: opWijziging(func(r *ronde, p *TeWijzigenProduct, t *Toewijzing) {
			r.fout(t.Product != nil && gevuld(t.Product.Code) && p.Omvang == nil, "Omvang", "")
		}),
	},
	{
		Code: "TR412", Retourcode: "9412", Berichten: metWijziging,
		Vraagt:    "Een toewijzing van een categorie, zonder productcode, krijgt geen omvang.",
		Oplossing: "Haal de omvang weg.",
		toetsen: opWijziging(func(r *ronde, p *TeWijzigenProduct, t *Toewijzing) {
			r.fout(t.Product != nil && !gevuld(t.Product.Code) && p.Omvang != nil && vanafNu(p.Einddatum), "Omvang", "")
		}),
	},
}
