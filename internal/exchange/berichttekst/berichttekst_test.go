package berichttekst_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"trede/internal/exchange/berichttekst"
	"trede/iwmo"
)

var dag = iwmo.Datum{Jaar: 2026, Maand: 11, Dag: 22}

// text is a message as a file.
func text(t *testing.T, message any) string {
	t.Helper()
	var b bytes.Buffer
	if err := iwmo.Schrijf(&b, message); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func sample(t *testing.T, soort iwmo.Soort) any {
	t.Helper()
	m, err := iwmo.Release32().Voorbeeld(soort, dag)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func show(t *testing.T, file string, o berichttekst.Opties) string {
	t.Helper()
	in, err := berichttekst.Read(strings.NewReader(file), "bericht.xml", o)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := in.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func check(t *testing.T, file string, o berichttekst.Opties) string {
	t.Helper()
	u, err := berichttekst.Check(strings.NewReader(file), "bericht.xml", o)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := u.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func wants(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("it lacks %q:\n%s", w, text)
		}
	}
}

// Of every kind of message one reads what a colleague needs.
func TestShow(t *testing.T) {
	for soort, want := range map[iwmo.Soort][]string{
		iwmo.SoortWMO301: {"van               gemeente 0202", "geboren           1988\n", "naam              N.B.", "Toewijzing 20261", "€ 3.600,00 in totaal", "29-11-2026 tot en met 28-05-2027", "07A01 (dagbesteding)"},
		iwmo.SoortWMO302: {"antwoord op       WMO301 AW000301", "van               aanbieder 98765432", "uitslag           akkoord"},
		iwmo.SoortWMO305: {"Start bij toewijzing 20261", "begonnen          21-11-2026", "eerste aanlevering"},
		iwmo.SoortWMO306: {"antwoord op       WMO305 AW000305", "van               gemeente 0202"},
		iwmo.SoortWMO307: {"Einde bij toewijzing 20261", "volgens plan geëindigd"},
		iwmo.SoortWMO308: {"akkoord"},
		iwmo.SoortWMO315: {"Aanvraag AW-2026-0117", "verwezen door     gemeente", "raamcontract      ja"},
		iwmo.SoortWMO316: {"akkoord"},
		iwmo.SoortWMO317: {"Verandert: toewijzing 20261", "omvang            12 uur per week", "het gaat anders met de cliënt"},
		iwmo.SoortWMO318: {"akkoord"},
		iwmo.SoortWMO319: {"Verzoek AW-2026-0117", "in onderzoek"},
		iwmo.SoortWMO320: {"akkoord"},
		iwmo.SoortWMO323: {"bedrag            € 2.156,00", "cliënten          2", "P001  toewijzing 20261  07A01  48 uur à € 24,50  € 1.176,00", "Cliënt *******18"},
		iwmo.SoortWMO325: {"antwoord op       WMO323", "toegekend         € 2.156,00", "8001, declaratie geheel toegekend"},
	} {
		got := show(t, text(t, sample(t, soort)), berichttekst.Opties{})
		wants(t, got, append(want, string(soort)+", ")...)
		columns(t, got)
	}
}

// columns: nothing is wider than a screen, but for what cannot be cut.
func columns(t *testing.T, text string) {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		if utf8.RuneCountInString(line) > 80 || strings.TrimRight(line, " ") != line {
			t.Errorf("%d columns: %q", utf8.RuneCountInString(line), line)
		}
	}
}

func TestShowEverything(t *testing.T) {
	m := sample(t, iwmo.SoortWMO301).(*iwmo.WMO301)
	m.Client.Naam.Partnernaam = &iwmo.Achternaam{Achternaam: "Jansen"}
	m.Client.Naam.NaamGebruik = iwmo.NaamEigenPartner
	m.Client.Commentaar = "Belt liever niet."
	m.Client.Geboortedatum = iwmo.Geboortedatum{Datum: iwmo.Datum{Jaar: 1988, Maand: 4, Dag: 1}, DatumGebruik: iwmo.DagOnbekend}
	file := text(t, m)
	wants(t, show(t, file, berichttekst.Opties{ToonBsn: true}), "999900006", "Noor van den Berg-Jansen", "01-04-1988 (dag onbekend)",
		"Voorbeeldstraat 14b, 6811AB Arnhem", "noor@voorbeeld.example", "Belt liever niet.", "Tigrinya", "wijkcoach")
	got := show(t, file, berichttekst.Opties{})
	for _, not := range []string{"Noor", "Berg", "Jansen", "1988-", "-1988", "Voorbeeldstraat", "6811", "00000", "@", "liever"} {
		if strings.Contains(got, not) {
			t.Errorf("it shows %q:\n%s", not, got)
		}
	}
}

// An answer says what was wrong, in words.
func TestShowAnswers(t *testing.T) {
	for _, c := range []struct {
		soort   iwmo.Soort
		finding iwmo.Bevinding
		want    []string
	}{
		{
			iwmo.SoortWMO301,
			iwmo.Bevinding{Niveau: iwmo.NiveauBericht},
			[]string{"uitslag           afgekeurd\n", "0001, bericht afgekeurd om technische redenen"},
		},
		{
			iwmo.SoortWMO301,
			iwmo.Bevinding{Niveau: iwmo.NiveauKeten, Pad: "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]", Retourcode: "9332"},
			[]string{"hieronder staat waarom", "9332, toewijzingnummer al gebruikt"},
		},
		{
			iwmo.SoortWMO323,
			iwmo.Bevinding{Niveau: iwmo.NiveauKeten, Pad: "/Bericht/Declaratie/Clienten/Client[2]/Prestaties/Prestatie[1]", Retourcode: "9321"},
			[]string{"toegekend         € 1.176,00", "niet toegekend    € 980,00", "9321, volume te groot voor de toewijzing: 1 keer", "Cliënt *******18"},
		},
		{
			iwmo.SoortWMO323,
			iwmo.Bevinding{Niveau: iwmo.NiveauKeten, Pad: "/Bericht/Declaratie/Clienten/Client[1]", Retourcode: "8187"},
			[]string{"retourcode        8187, BSN is niet van een bekende cliënt", "0233, niet beoordeeld"},
		},
	} {
		v := &iwmo.Verslag{Soort: c.soort, Bericht: sample(t, c.soort), Bevindingen: []iwmo.Bevinding{c.finding}}
		answer, err := iwmo.Beantwoord(v, iwmo.AntwoordOpties{Identificatie: "R1", Dagtekening: dag})
		if err != nil {
			t.Fatal(err)
		}
		wants(t, show(t, text(t, answer), berichttekst.Opties{}), c.want...)
	}
}

// Of a message without one of its lines, or with a value that is not right, what is left
// is shown, with a warning.
func TestShowWhatIsNotValid(t *testing.T) {
	for _, soort := range iwmo.Release32().Soorten() {
		file := text(t, sample(t, soort))
		lines := strings.SplitAfter(file, "\r\n")
		for i := range lines {
			without := strings.Join(lines[:i], "") + strings.Join(lines[i+1:], "")
			if got := show(t, without, berichttekst.Opties{}); got == "" {
				t.Errorf("%s without line %d shows nothing", soort, i+1)
			}
			show(t, strings.Join(lines[:i], ""), berichttekst.Opties{ToonBsn: true})
		}
	}
}

// A number of nine digits that names a message or an allocation is shown, unless it can be
// a BSN, however that is written.
func TestShowNumbersOfNineDigits(t *testing.T) {
	m := sample(t, iwmo.SoortWMO301).(*iwmo.WMO301)
	m.Header.BerichtIdentificatie.Identificatie = "999990018"
	m.Client.ToegewezenProducten[0].ToewijzingNummer = 123456783
	m.Client.ToegewezenProducten[0].ReferentieAanbieder = "ref-123456782-000000012"
	wants(t, show(t, text(t, m), berichttekst.Opties{}), "999990018", "Toewijzing 123456783", "ref-*******82-", "-000000012")
	m.Client.ToegewezenProducten[0].ToewijzingNummer = 999900006
	m.Client.ToegewezenProducten[0].ReferentieAanbieder = "9999 00 006/20261122999900006"
	wants(t, show(t, text(t, m), berichttekst.Opties{}), "Toewijzing *******06", "*******06/*******06")
}

// A credit, another unit and a part of the month are told beside the amounts.
func TestShowPrestaties(t *testing.T) {
	m := sample(t, iwmo.SoortWMO323).(*iwmo.WMO323)
	p := &m.Declaratie.Clienten[0].Prestaties[0]
	p.ProductReferentie.VorigReferentieNummer = "P000"
	p.IngediendBedrag.DebetCredit = iwmo.Credit
	p.Eenheid, p.GeleverdVolume = iwmo.EenheidDagdeel, 1
	p.ProductPeriode.Begindatum.Dag = 12
	q := &m.Declaratie.Clienten[1].Prestaties[0]
	q.Eenheid, q.ProductTarief, q.GeleverdVolume = iwmo.EenheidEuro, nil, 123_456_78
	wants(t, show(t, text(t, m), berichttekst.Opties{}), "2, waarvan 1 credit voor € -1.176,00", "1 dagdeel à € 24,50", "credit van P000", "12-10-2026 tot en met 31-10-2026", "€ 123.456,78")
}

// Of a long list the first are shown.
func TestShowLongList(t *testing.T) {
	m := sample(t, iwmo.SoortWMO317).(*iwmo.WMO317)
	v, budget := &m.Client.Verzoek, int64(1_000_000_00-1)
	v.TeWijzigenProducten[0].Omvang, v.TeWijzigenProducten[0].Budget = nil, &budget
	v.NieuweProducten = []iwmo.NieuwProduct{{Product: &iwmo.Product{Categorie: "10"}, GewensteIngangsdatum: dag.Plus(9), Budget: &budget, Einddatum: dag.Plus(9)}}
	for i := range int64(23) {
		v.OngewijzigdeProducten = append(v.OngewijzigdeProducten, iwmo.OngewijzigdProduct{ToewijzingNummer: 500 + i})
	}
	got := show(t, text(t, m), berichttekst.Opties{})
	wants(t, got, "Blijft zo: toewijzing 519", "en nog 3 toewijzingen", "€ 999.999,99", "Nieuw: categorie 10 (andere arrangementen op maat)", "alleen 01-12-2026")
	if strings.Contains(got, "520") {
		t.Errorf("it shows more than twenty:\n%s", got)
	}
}

func TestCheckJSON(t *testing.T) {
	answer := text(t, sample(t, iwmo.SoortWMO325))
	for file, want := range map[string]string{
		answer: `{"bestand":"*******06.xml","bericht":"WMO325","release":"3.2","geldig":true,"bevindingen":[]}`,
		"":     `{"bestand":"*******06.xml","bericht":"","release":"","geldig":false,"bevindingen":[{"regel":"XSD","niveau":1,"pad":"","regelnummer":1,"waarde":"","oorzaak":"Het bestand is leeg.","oplossing":"Kies een bestand met een bericht."}]}`,
		strings.ReplaceAll(answer, "wmo325", "wmo323"): `{"bestand":"*******06.xml","bericht":"WMO323","release":"3.2","geldig":false,"bevindingen":[{"regel":"XSD","niveau":1,"pad":"/Bericht/Header/BerichtCode","regelnummer":4,"waarde":"485",` +
			`"oorzaak":"De BerichtCode is die van een WMO325, maar de namespace is die van een WMO323.","oplossing":"Kies het goede bestand, of maak het bericht opnieuw als WMO325 of als WMO323."}]}`,
	} {
		u, err := berichttekst.Check(strings.NewReader(file), "999900006.xml", berichttekst.Opties{})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := u.WriteJSON(&b); err != nil || b.String() != want+"\n" {
			t.Errorf("%v\n%s\nwant\n%s", err, b.String(), want)
		}
	}
	claim := text(t, sample(t, iwmo.SoortWMO323))
	u, err := berichttekst.Check(strings.NewReader(strings.Replace(claim, "<wmo323:Prestaties>", "<wmo323:Prestaties>"+strings.Repeat("<wmo323:Fout/>", 12_000), 1)), "x", berichttekst.Opties{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := u.WriteJSON(&b); err != nil || !strings.HasSuffix(b.String(), `],"meer":2000}`+"\n") {
		t.Errorf("%v: it ends with %s", err, b.String()[max(0, b.Len()-60):])
	}
}

func TestTelling(t *testing.T) {
	for want, n := range map[string]berichttekst.Telling{
		"1.203 bestanden: 1.200 geldig, 3 niet geldig\n":         {Geldig: 1200, Ongeldig: 3},
		"2 bestanden: 1 geldig, 0 niet geldig, 1 niet gelezen\n": {Geldig: 1, Ongelezen: 1},
	} {
		var b strings.Builder
		if err := n.Write(&b); err != nil || b.String() != want {
			t.Errorf("%v %q, want %q", err, b.String(), want)
		}
	}
}

func TestCheckText(t *testing.T) {
	claim := text(t, sample(t, iwmo.SoortWMO323))
	if got := check(t, claim, berichttekst.Opties{}); got != "bericht.xml: WMO323 3.2, geldig\n" {
		t.Errorf("of a valid claim: %q", got)
	}
	got := check(t, strings.Replace(claim, "999900006", "999900007", 1), berichttekst.Opties{})
	wants(t, got, "bericht.xml: WMO323 3.2, niet geldig: 1 bevinding\n", "CS002, niveau 2 (binnen het bericht), regelnummer 31\n", "waarde     *******07\n", "eis        Een BSN voldoet aan de elfproef.\n", "plek       /Bericht/")
	columns(t, got)
	wants(t, check(t, strings.Replace(claim, "999900006", "999900007", 1), berichttekst.Opties{ToonBsn: true}), "999900007")

	// What differs in nothing but its place is told ten times; the rest is counted.
	got = check(t, strings.Replace(claim, "<wmo323:Prestaties>", "<wmo323:Prestaties>"+strings.Repeat("<wmo323:Fout/>", 12_000), 1), berichttekst.Opties{})
	wants(t, got, "niet geldig: 12.000 bevindingen", "eerste 10", "nog 9.990", "Nog 2.000 bevindingen zijn alleen geteld.")
	if n := strings.Count(got, "XSD, niveau"); n != 10 {
		t.Errorf("%d findings are told", n)
	}
}

// What steers a terminal does not reach it.
func TestCheckLeavesTerminalAlone(t *testing.T) {
	claim := text(t, sample(t, iwmo.SoortWMO323))
	got := check(t, strings.Replace(claim, ">04<", ">\u009b31m\u202e<", 1), berichttekst.Opties{})
	wants(t, got, "31m")
	if strings.ContainsAny(got, "\u009b\u202e") {
		t.Errorf("%q", got)
	}
	if name := berichttekst.Bestandsnaam("a\x1b[31m\n999900006.xml", false); name != "a [31m *******06.xml" {
		t.Errorf("a file is called %q", name)
	}
}

func TestExplain(t *testing.T) {
	codes := berichttekst.Codes()
	for _, r := range iwmo.Regels() {
		codes = append(codes, r.Code)
	}
	for _, code := range codes {
		var b strings.Builder
		known, err := berichttekst.Explain(&b, strings.ToLower(code))
		if err != nil || !known || !strings.HasPrefix(b.String(), code+", ") {
			t.Errorf("%s: %v %v %q", code, known, err, b.String())
		}
		columns(t, b.String())
	}
	for code, want := range map[string][]string{
		"CS002": {"niveau 2 (binnen het bericht)", "0001, bericht afgekeurd", "WMO301, WMO302", "altijd"},
		"XSD":   {"niveau 1 (bestand en schema)", "alle", "altijd"},
		"op179": {"25 MB", "met --streng"},
		"0200":  {"geen opmerking"},
		"0001":  {"regels"},
		"325":   {"WMO325", "antwoord op WMO323", "berichtcode 485", "TR342"},
	} {
		var b strings.Builder
		if _, err := berichttekst.Explain(&b, code); err != nil {
			t.Fatal(err)
		}
		wants(t, b.String(), want...)
	}
	var b strings.Builder
	if known, err := berichttekst.Explain(&b, "CS999"); known || err != nil || b.String() != "" {
		t.Errorf("what is not known: %v %v %q", known, err, b.String())
	}
	if err := berichttekst.ExplainAll(&b); err != nil {
		t.Fatal(err)
	}
	columns(t, b.String())
	for _, code := range codes {
		wants(t, b.String(), "\n  "+code+" ")
	}
}

// Every sample is valid, whatever its day.
func TestSamplesAreValid(t *testing.T) {
	for month := range int8(12) {
		for _, day := range []int8{1, 15, 28} {
			on := iwmo.Datum{Jaar: 2024 + int32(month)%3, Maand: month + 1, Dag: day}
			for _, soort := range iwmo.Release32().Soorten() {
				m, err := iwmo.Release32().Voorbeeld(soort, on)
				if err != nil {
					t.Fatal(err)
				}
				if got := check(t, text(t, m), berichttekst.Opties{}); got != fmt.Sprintf("bericht.xml: %s 3.2, geldig\n", soort) {
					t.Errorf("of %s:\n%s", on, got)
				}
			}
		}
	}
}
