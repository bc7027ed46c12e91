package regiotest

import (
	"time"

	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	domtoegang "trede/internal/domain/toegang"
	domuit "trede/internal/domain/uitvoering"
)

// Gewoon (ordinary) are the answers of somebody of trede 2 who wants to contribute
// and can grow.
func Gewoon() domtoegang.Antwoorden {
	return domtoegang.Antwoorden{
		Zelfstandig: domtoegang.Nee, Hoofddoel: domtoegang.DoelBijdragen, EnigDoel: domtoegang.Nee, Wil: domtoegang.Ja,
		SteunNodig: domtoegang.Ja, GroteAfstand: domtoegang.Ja, WeetWat: domtoegang.Ja, Groei: domtoegang.Ja,
	}
}

// Mondeling is an agreement that was said in a talk.
func Mondeling() *domtoegang.Akkoord {
	return &domtoegang.Akkoord{Vorm: domtoegang.AkkoordMondeling, Toelichting: "gezegd aan de keukentafel"}
}

// Trede2 are the answers that place somebody on trede 2.
func Trede2() ladder.Antwoorden {
	return ladder.Antwoorden{
		ladder.BetaaldWerk: ladder.Nee, ladder.TakenWekelijks: ladder.Nee, ladder.VakopleidingUitkering: ladder.Nee,
		ladder.GeorganiseerdWekelijks: ladder.Ja,
	}
}

// Trede3 are the answers that place somebody on trede 3.
func Trede3() ladder.Antwoorden {
	return ladder.Antwoorden{
		ladder.BetaaldWerk: ladder.Nee, ladder.TakenWekelijks: ladder.Ja, ladder.Zelfstandig: ladder.Nee,
		ladder.Verantwoordelijkheid: ladder.Nee, ladder.EconomischeWaarde: ladder.Nee, ladder.VakopleidingUitkering: ladder.Nee,
	}
}

// Melding registers somebody new of a gemeente with a first question. The consulent
// is the one of the team in that gemeente.
func (r *Regio) Melding(voornaam, achternaam string) toegang.MeldingResult {
	r.T.Helper()
	nieuw := r.NieuweInwoner(voornaam, achternaam, Arnhem)
	out, err := r.Toegang.RegistreerMelding(r.T.Context(), r.Consulent, toegang.MeldingInput{
		Nieuw: &nieuw, Door: domtoegang.MelderConsulent, Vraag: "Ik wil weer onder de mensen", Bevestigd: true,
		ClientondersteuningVerteld: true, GeenPersoonlijkPlan: true,
	})
	r.must(err)
	return out
}

// Onderzocht takes a new melding through its investigation to an application.
func (r *Regio) Onderzocht(m toegang.MeldingResult) toegang.UitkomstResult {
	r.T.Helper()
	return r.Onderzoek(m, 1)
}

// Onderzoek is Onderzocht for a melding that was saved before.
func (r *Regio) Onderzoek(m toegang.MeldingResult, versie int) toegang.UitkomstResult {
	r.T.Helper()
	ctx := r.T.Context()
	_, err := r.Toegang.Meet(ctx, r.Consulent, toegang.MetingInput{InwonerID: m.InwonerID, Soort: ladder.MetingStart, Antwoorden: Trede2()})
	r.must(err)
	afwegingen := map[domtoegang.Uitgangspunt]domtoegang.Afweging{}
	for _, u := range domtoegang.Uitgangspunten() {
		afwegingen[u] = domtoegang.AfwegingMaatwerk
	}
	o, err := r.Toegang.LegOnderzoekVast(ctx, r.Consulent, toegang.OnderzoekInput{
		MeldingID: m.MeldingID, Versie: versie, Besproken: domtoegang.Aspecten(), Afwegingen: afwegingen, Antwoorden: Gewoon(),
	})
	r.must(err)
	u, err := r.Toegang.KiesUitkomst(ctx, r.Consulent, toegang.UitkomstInput{
		MeldingID: m.MeldingID, Versie: o.Versie, Soort: domtoegang.UitkomstAanvraagAW, Reden: "past bij wat zij wil en kan",
		AanvraagAkkoord: Mondeling(),
	})
	r.must(err)
	return u
}

// Doel makes a goal together with the resident.
func (r *Regio) Doel(inwonerID, text string, domein domtoegang.Domein) string {
	r.T.Helper()
	id, err := r.Toegang.StelDoelOp(r.T.Context(), r.Consulent, toegang.DoelInput{
		InwonerID: inwonerID, Tekst: text, Domein: domein, Gericht: domtoegang.GerichtOntwikkelen,
		Nulmeting: domtoegang.ScoreNogNiet, Streefwaarde: domtoegang.ScoreGoed, Streefdatum: civil.New(2027, time.May, 1),
		SamenOpgesteld: true, Akkoord: Mondeling(),
	})
	r.must(err)
	return id
}

// ONT3 is the input of an ordinary toewijzing at De.
func (r *Regio) ONT3(inwonerID string, start civil.Date) toegang.ToewijzingInput {
	return toegang.ToewijzingInput{
		InwonerID: inwonerID, Product: inkoop.ProductRef{Catalogus: "v2", Product: "ONT3"}, AanbiederID: r.De, WerkplekID: r.WerkplekID,
		Start: start, Richting: domtoegang.RichtingBijdrage, Akkoord: Mondeling(), BesluitMeteen: true,
	}
}

// Toegewezen brings somebody new up to an allocation of ONT3 that starts on a day.
func (r *Regio) Toegewezen(voornaam, achternaam string, start civil.Date) (inwonerID string, doelen []string) {
	r.T.Helper()
	m := r.Melding(voornaam, achternaam)
	r.Onderzocht(m)
	doelen = []string{
		r.Doel(m.InwonerID, "Ik kom drie ochtenden", domtoegang.DomeinActivering),
		r.Doel(m.InwonerID, "Ik leer banden plakken", domtoegang.DomeinVak),
	}
	_, err := r.Toegang.WijsToe(r.T.Context(), r.Consulent, r.ONT3(m.InwonerID, start))
	r.must(err)
	return m.InwonerID, doelen
}

// Lopend brings somebody new up to a running ONT3 that began on a day.
func (r *Regio) Lopend(voornaam, achternaam string, start civil.Date) (inwonerID string, doelen []string) {
	r.T.Helper()
	inwonerID, doelen = r.Toegewezen(voornaam, achternaam, start)
	t := r.Toewijzing(inwonerID)
	r.must(r.Uitvoering.BevestigStart(r.T.Context(), r.Coordinator, uitvoering.StartInput{
		ToewijzingID: t.ID, Versie: t.Versie,
		Werkbegeleider:    domuit.Begeleider{PersoonID: r.Werk.ID, VOG: since, Bereikbaar: "06 12345678"},
		Trajectbegeleider: domuit.Begeleider{PersoonID: r.Traject.ID, VOG: since},
		Rooster:           []domtoegang.Dagdeel{{Dag: time.Monday, Moment: domtoegang.Ochtend}},
	}))
	return inwonerID, doelen
}
