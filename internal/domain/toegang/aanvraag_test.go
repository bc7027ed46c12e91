package toegang

import (
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
	"trede/internal/testkit"
)

func granted(op string) Besluit {
	return Besluit{Nummer: "B-2026-00001", Datum: day(op), Uitkomst: BesluitToegekend, Grondslag: StandaardGrondslag, Door: "p1"}
}

func TestAanvraagTerm(t *testing.T) {
	testkit.Eis(t, "X-02")
	a := Aanvraag{ID: "a1", Ontvangen: day("2026-02-02")}
	if last, _ := a.BesluitTermijn(termijnen()).UitersteDatum(); last != day("2026-02-16") {
		t.Errorf("besluit until %s, want two weeks", last)
	}
	a, findings := a.SchortOp(stil("2026-02-05", ""))
	wantCodes(t, "suspended", findings)
	if got := a.StaatOp(day("2026-02-06")); got != AanvraagOpgeschort {
		t.Errorf("state %s while suspended", got)
	}
	a, findings = a.Hervat(day("2026-02-12"))
	wantCodes(t, "resumed", findings)
	if last, _ := a.BesluitTermijn(termijnen()).UitersteDatum(); last != day("2026-02-23") {
		t.Errorf("after a week of standing still until %s", last)
	}
	if got := a.StaatOp(day("2026-02-12")); got != AanvraagOntvangen {
		t.Errorf("state %s after resuming", got)
	}
	a, findings = a.NeemBesluit(granted("2026-02-24"))
	wantCodes(t, "decided", findings)
	stand := a.BesluitTermijn(termijnen()).StandOp(day("2026-03-01"))
	if stand.Staat != TermijnTeLaat || stand.Over != -1 || a.StaatOp(day("2026-03-01")) != AanvraagBesloten {
		t.Errorf("a day late stands %+v", stand)
	}
	_, findings = a.NeemBesluit(granted("2026-02-25"))
	wantCodes(t, "decided twice", findings, "aanvraag.kan_nu_niet")
	_, findings = a.SchortOp(stil("2026-02-25", ""))
	wantCodes(t, "suspended after the besluit", findings, "aanvraag.kan_nu_niet")
	_, findings = a.TrekIn(day("2026-02-25"))
	wantCodes(t, "withdrawn after the besluit", findings, "aanvraag.kan_nu_niet")
}

// A decision ends an open suspension: the day by which it had to be taken is known again,
// and so is the term for making it known.
func TestBesluitEndsASuspension(t *testing.T) {
	testkit.Eis(t, "X-02")
	a, findings := Aanvraag{ID: "a1", Ontvangen: day("2026-02-02")}.SchortOp(stil("2026-02-05", ""))
	wantCodes(t, "suspended", findings)
	a, findings = a.NeemBesluit(granted("2026-02-11"))
	wantCodes(t, "decided", findings)
	if last, known := a.BesluitTermijn(termijnen()).UitersteDatum(); !known || last != day("2026-02-23") {
		t.Errorf("last day %s (%v)", last, known)
	}
	tasks := Taken(TakenFeiten{Aanvragen: []Aanvraag{a}, Termijnen: termijnen()})
	if len(tasks) != 1 || tasks[0].Soort != TaakBesluitBekendmaken || tasks[0].Opgeschort || tasks[0].Termijn != day("2026-02-23") {
		t.Errorf("%+v", tasks)
	}
}

func TestAanvraagWithdrawn(t *testing.T) {
	a, findings := Aanvraag{Ontvangen: day("2026-02-02")}.TrekIn(day("2026-02-03"))
	wantCodes(t, "withdrawn", findings)
	if a.StaatOp(day("2026-02-03")) != AanvraagIngetrokken {
		t.Error("not withdrawn")
	}
	_, findings = a.NeemBesluit(granted("2026-02-04"))
	wantCodes(t, "decided all the same", findings, "aanvraag.kan_nu_niet")
}

func TestBesluitToets(t *testing.T) {
	testkit.Eis(t, "X-02")
	wantCodes(t, "granted", granted("2026-02-16").Toets())
	wantCodes(t, "empty", Besluit{}.Toets(), "besluit.nummer_ontbreekt", "besluit.datum_ontbreekt", "besluit.uitkomst_ontbreekt",
		"besluit.grondslag_ontbreekt", "besluit.mens_beslist", "besluit.reden_ontbreekt")
	for _, u := range BesluitUitkomsten() {
		b := granted("2026-02-16")
		b.Uitkomst = u
		if u == BesluitToegekend {
			continue
		}
		wantCodes(t, string(u)+" without a reason", b.Toets(), "besluit.reden_ontbreekt")
	}
	early := granted("2026-02-16")
	early.Bekend = day("2026-02-15")
	wantCodes(t, "made known before it was taken", early.Toets(), "besluit.bekend_voor_datum")
	_, findings := Aanvraag{Ontvangen: day("2026-02-17")}.NeemBesluit(granted("2026-02-16"))
	wantCodes(t, "before the aanvraag", findings, "besluit.voor_aanvraag")
	if !BesluitDeelsToegekend.Toegekend() || BesluitAfgewezen.Toegekend() || BesluitBuitenBehandeling.Toegekend() {
		t.Error("what counts as granted")
	}
}

func TestZaaknummer(t *testing.T) {
	if got := Zaaknummer('A', 2026, 42); got != "A-2026-00042" {
		t.Errorf("number %s", got)
	}
}

func TestAanvraagRules(t *testing.T) {
	testkit.Eis(t, "X-02")
	m := newMelding() // its six weeks end on 2026-02-23
	reported := m
	reported.Verslag = day("2026-02-10")
	still := m
	still.Opschortingen = []Opschorting{stil("2026-01-19", "")}
	facts := func(m Melding, on string, a Akkoord) AanvraagFeiten {
		return AanvraagFeiten{Aanvraag: Aanvraag{Ontvangen: day(on), Akkoord: a}, Melding: m, Termijnen: termijnen()}
	}
	signed, on := given("2026-02-10"), civil.New(2026, 2, 10)
	ruletest.Contract(t, AanvraagRules, []ruletest.Case[AanvraagFeiten]{
		of("after the report", "AANVRAAG-01", on, facts(reported, "2026-02-10", signed), rule.Passed, ""),
		of("the six weeks are over", "AANVRAAG-01", on, facts(m, "2026-02-24", signed), rule.Passed, ""),
		of("on their last day", "AANVRAAG-01", on, facts(m, "2026-02-23", signed), rule.Failed, "aanvraag.voor_onderzoek"),
		of("while they stand still", "AANVRAAG-01", on, facts(still, "2026-06-01", signed), rule.Failed, "aanvraag.voor_onderzoek"),
		of("signed", "AANVRAAG-02", on, facts(reported, "2026-02-10", signed), rule.Passed, ""),
		of("not signed", "AANVRAAG-02", on, facts(reported, "2026-02-10", Akkoord{}), rule.Failed, "aanvraag.niet_ondertekend"),
	})
}
