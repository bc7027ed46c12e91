package iwmo

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var antwoordOpties = AntwoordOpties{Identificatie: "ANT1", Dagtekening: testDag.Plus(1)}

// beantwoord answers the sample of a kind with findings; the answer must be valid.
func beantwoord[T any](t *testing.T, soort Soort, findings ...Bevinding) *T {
	t.Helper()
	v := lees(t, []byte(voorbeeld(t, soort)))
	v.Bevindingen = findings
	answer, err := Beantwoord(v, antwoordOpties)
	if err != nil {
		t.Fatal(err)
	}
	if back := lees(t, schrijf(t, answer)); !back.Geldig() || !reflect.DeepEqual(back.Bericht, answer) {
		t.Fatalf("the answer is no valid message: %+v", back.Bevindingen)
	}
	return answer.(*T)
}

func keten(pad string, code RetourCode) Bevinding {
	return Bevinding{Regel: "TR", Niveau: NiveauKeten, Pad: pad, Retourcode: code}
}

// Without findings an answer is a header without codes, whose sender and receiver are
// those of the message.
func TestAnswerWithoutRemarks(t *testing.T) {
	a := beantwoord[WMO302](t, SoortWMO301)
	if a.Client != nil || len(a.Header.RetourCodes) > 0 || a.Header.XsltVersie != "" {
		t.Errorf("got %+v", a)
	}
	if a.Header.Afzender != voorbeeldGemeente || a.Header.Ontvanger != voorbeeldAanbieder || a.Header.BerichtCode != "415" ||
		a.Header.BerichtIdentificatie.Identificatie != "AW000301" || a.Header.IdentificatieRetour != "ANT1" {
		t.Errorf("header %+v", a.Header)
	}
}

// A rule of level 2, or a fault in the header, refuses the message with a header alone.
func TestAnswerOfAHeaderAlone(t *testing.T) {
	a := beantwoord[WMO302](t, SoortWMO301, Bevinding{Regel: "CS002", Niveau: NiveauBericht, Pad: "/Bericht/Client/Bsn", Retourcode: RetourAfgekeurd})
	if a.Client != nil || !slices.Equal(a.Header.RetourCodes, RetourCodes{RetourAfgekeurd}) || a.Header.XsltVersie != XsltVersie {
		t.Errorf("got %+v", a)
	}
	b := beantwoord[WMO306](t, SoortWMO305, keten("/Bericht/Header/BerichtIdentificatie/Identificatie", "9056"), keten("/Bericht/Client", "9019"))
	if b.Client != nil || !slices.Equal(b.Header.RetourCodes, RetourCodes{"9056"}) || b.Header.XsltVersie != "" {
		t.Errorf("got %+v", b)
	}
}

// A fault in a class brings the client back, with a code on every class.
func TestAnswerWithClasses(t *testing.T) {
	a := beantwoord[WMO302](t, SoortWMO301, keten("/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/ToewijzingNummer", "9332"))
	fine := RetourCodes{RetourGeenOpmerking}
	c := a.Client
	for name, got := range map[string]RetourCodes{
		"header": a.Header.RetourCodes, "client": c.RetourCodes, "relation": c.Relaties[0].RetourCodes,
		"its contact": c.Relaties[0].Contact.RetourCodes, "contact": c.Contactgegevens[0].RetourCodes,
	} {
		if !slices.Equal(got, fine) {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := c.ToegewezenProducten[0].RetourCodes; !slices.Equal(got, RetourCodes{"9332"}) {
		t.Errorf("product: %v", got)
	}
	s := beantwoord[WMO318](t, SoortWMO317, keten("/Bericht/Client/Verzoek", "9349"), keten("/Bericht/Client/Verzoek/RedenVerzoek", "9349"), keten("/Bericht/Client/Verzoek", "9361"))
	if got := s.Client.Verzoek.RetourCodes; !slices.Equal(got, RetourCodes{"9349", "9361"}) {
		t.Errorf("request: %v", got)
	}
	if got := beantwoord[WMO320](t, SoortWMO319, keten("/Bericht/Antwoord", "9355")).Antwoord.RetourCodes; !slices.Equal(got, RetourCodes{"9355"}) {
		t.Errorf("answer: %v", got)
	}
}

// A claim is answered with what is granted and what is not.
func TestAnswerToAClaim(t *testing.T) {
	const one = "/Bericht/Declaratie/Clienten/Client[1]"
	fine := RetourCodes{RetourGeenOpmerking}
	a := beantwoord[WMO325](t, SoortWMO323)
	if a.Header.Afzender != voorbeeldGemeente || a.Header.Ontvanger != voorbeeldAanbieder || a.Header.DeclaratieIdentificatie.Identificatie != "AW000323" ||
		a.Header.BerichtIdentificatie.Identificatie != "ANT1" || !slices.Equal(a.Header.RetourCodes, fine) {
		t.Errorf("header %+v", a.Header)
	}
	d := a.DeclaratieAntwoord
	if !slices.Equal(d.RetourCodes, RetourCodes{RetourToegewezen}) || d.TotaalToegekendBedrag != d.TotaalIngediendBedrag || len(d.Clienten) > 0 {
		t.Errorf("granted: %+v", d)
	}

	d = beantwoord[WMO325](t, SoortWMO323, keten(one+"/Prestaties/Prestatie[1]/GeleverdVolume", "9321"), keten(one+"/Prestaties/Prestatie[1]", "0611")).DeclaratieAntwoord
	if d.TotaalToegekendBedrag.Centen() != 40*2450 || len(d.Clienten) != 1 || !slices.Equal(d.RetourCodes, fine) ||
		!slices.Equal(d.Clienten[0].RetourCodes, fine) || !slices.Equal(d.Clienten[0].Prestaties[0].RetourCodes, RetourCodes{"9321", "0611"}) {
		t.Errorf("one refused: %+v", d)
	}

	d = beantwoord[WMO325](t, SoortWMO323, keten(one+"/Bsn", "8187")).DeclaratieAntwoord
	if d.TotaalToegekendBedrag.Centen() != 40*2450 || !slices.Equal(d.Clienten[0].RetourCodes, RetourCodes{"8187"}) ||
		!slices.Equal(d.Clienten[0].Prestaties[0].RetourCodes, RetourCodes{RetourNietBeoordeeld}) {
		t.Errorf("client refused: %+v", d)
	}

	d = beantwoord[WMO325](t, SoortWMO323, keten("/Bericht/Declaratie/DeclaratieNummer", "9333"), keten(one, "8187")).DeclaratieAntwoord
	if d.TotaalToegekendBedrag != (TotaalBedrag{DebetCredit: Debet}) || len(d.Clienten) > 0 || !slices.Equal(d.RetourCodes, RetourCodes{"9333"}) {
		t.Errorf("claim refused: %+v", d)
	}

	if a := beantwoord[WMO325](t, SoortWMO323, Bevinding{Niveau: NiveauBericht, Pad: one}); a.DeclaratieAntwoord != nil || a.Header.XsltVersie != XsltVersie {
		t.Errorf("refused for technical reasons: %+v", a)
	}
}

// A credit that is refused makes more granted than was claimed.
func TestAnswerToACreditRefused(t *testing.T) {
	m, err := Release32().Voorbeeld(SoortWMO323, testDag)
	if err != nil {
		t.Fatal(err)
	}
	in323(func(d *Declaratie) {
		credit(&d.Clienten[0].Prestaties[0], "P900")
		credit(&d.Clienten[1].Prestaties[0], "P901")
	})(m)
	v := lees(t, schrijf(t, m))
	v.Bevindingen = []Bevinding{keten("/Bericht/Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]", "8017")}
	answer, err := Beantwoord(v, antwoordOpties)
	if err != nil {
		t.Fatal(err)
	}
	if got := answer.(*WMO325).DeclaratieAntwoord.TotaalToegekendBedrag.Centen(); got != -48*2450 {
		t.Errorf("granted %d", got)
	}
	if back := lees(t, schrijf(t, answer)); !back.Geldig() {
		t.Errorf("%+v", back.Bevindingen)
	}
}

func TestWhatIsNotAnswered(t *testing.T) {
	for name, v := range map[string]*Verslag{
		"an answer":                  lees(t, []byte(voorbeeld(t, SoortWMO302))),
		"a fault of the schema":      {Bericht: &WMO301{}, Bevindingen: []Bevinding{{Niveau: NiveauSchema}}},
		"nothing that could be read": {},
	} {
		if _, err := Beantwoord(v, antwoordOpties); !errors.Is(err, ErrGeenAntwoord) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A finding that is about nothing in the message would grant what it is to refuse.
func TestAnswerToAFindingAboutNothing(t *testing.T) {
	const client = "/Bericht/Declaratie/Clienten/Client[1]"
	for pad, ok := range map[string]bool{
		client + "/Prestaties/Prestatie[1]":                 true,
		client + "/Prestaties/Prestatie[1]/IngediendBedrag": true,
		client + "/Bsn":                                true,
		"/Bericht/Header/BerichtIdentificatie":         true,
		"/Bericht":                                     true,
		client + "/Prestaties/Prestatie[2]":            false,
		client + "/Prestaties/Prestatie[0]":            false,
		client + "/Prestaties/Prestatie":               false,
		client + "/Prestaties/Prestatie[x]":            false,
		client + "/Bsn/x":                              false,
		client + "/Kleur":                              false,
		"/Bericht/Declaratie/Client[1]":                false,
		"/Bericht/Declaratie/Clienten[1]/Client[1]":    false,
		"/Bericht/DeclaratieAntwoord/DeclaratieNummer": false,
		"/wmo323:Bericht":                              false,
		"":                                             false,
	} {
		v := lees(t, []byte(voorbeeld(t, SoortWMO323)))
		v.Bevindingen = []Bevinding{{Regel: "X", Niveau: NiveauKeten, Retourcode: "9321", Pad: pad}}
		m, err := Beantwoord(v, AntwoordOpties{Identificatie: "A", Dagtekening: testDag})
		if (err == nil) != ok {
			t.Errorf("%q: %v", pad, err)
		}
		if answer, is := m.(*WMO325); is && answer.DeclaratieAntwoord != nil && answer.DeclaratieAntwoord.TotaalToegekendBedrag == answer.DeclaratieAntwoord.TotaalIngediendBedrag {
			t.Errorf("%q: all is granted", pad)
		}
	}
}

// A claim whose prestaties were handed out cannot be answered, but for a refusal as a
// whole.
func TestAnswerToAStream(t *testing.T) {
	o := Opties{Prestatie: func(string, *Prestatie) error { return nil }}
	claim := voorbeeld(t, SoortWMO323)
	v, err := Lees(strings.NewReader(claim), o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Beantwoord(v, AntwoordOpties{Identificatie: "A", Dagtekening: testDag}); !errors.Is(err, ErrGeenAntwoord) {
		t.Errorf("got %v", err)
	}
	if v, err = Lees(strings.NewReader(strings.Replace(claim, ">215600<", ">1<", 1)), o); err != nil {
		t.Fatal(err)
	}
	if _, err := Beantwoord(v, AntwoordOpties{Identificatie: "A", Dagtekening: testDag}); err != nil {
		t.Error(err)
	}
}
