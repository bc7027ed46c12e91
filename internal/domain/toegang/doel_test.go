package toegang

import (
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
	"trede/internal/testkit"
)

func goal(change ...func(*DoelVersie)) DoelVersie {
	v := DoelVersie{
		Tekst: "Ik wil op tijd komen", Domein: DomeinWerknemer, Gericht: GerichtOntwikkelen,
		Nulmeting: ScoreNogNiet, Streefwaarde: ScoreGoed, Streefdatum: day("2026-07-01"), SamenOpgesteld: true,
	}
	for _, c := range change {
		c(&v)
	}
	return v
}

// agreed gives a goal that the resident and the lokale toegang agreed with.
func agreed(t *testing.T, v DoelVersie) Doel {
	t.Helper()
	d, findings := Doel{ID: "d1", InwonerID: "i1"}.StelVoor(v, PartijToegang, day("2026-02-01"))
	wantCodes(t, "proposed", findings)
	d, findings = d.GeefAkkoord(PartijInwoner, given("2026-02-01"))
	wantCodes(t, "the resident agrees", findings)
	d, findings = d.GeefAkkoord(PartijToegang, given("2026-02-02"))
	wantCodes(t, "the lokale toegang agrees", findings)
	return d
}

func TestDoelToets(t *testing.T) {
	testkit.Eis(t, "DOE-04", "UIT-03", "B-KEN-01")
	for _, domein := range []Domein{"activering", "werknemersvaardigheid", "vakvaardigheid", "persoonlijke_groei"} {
		wantCodes(t, string(domein), goal(func(v *DoelVersie) { v.Domein = domein }).Toets())
	}
	wantCodes(t, "empty", DoelVersie{}.Toets(), "doel.tekst_ontbreekt", "doel.domein_ontbreekt", "doel.gericht_ontbreekt",
		"doel.nulmeting_ontbreekt", "doel.streefwaarde_ontbreekt", "doel.streefdatum_ontbreekt")
	wantCodes(t, "unknown kind", goal(func(v *DoelVersie) { v.Domein = "taal" }).Toets(), "doel.domein_ontbreekt")
	wantCodes(t, "without a target", goal(func(v *DoelVersie) { v.Streefwaarde = "" }).Toets(), "doel.streefwaarde_ontbreekt")
	wantCodes(t, "downwards", goal(func(v *DoelVersie) { v.Nulmeting, v.Streefwaarde = ScoreGoed, ScoreSoms }).Toets(), "doel.streefwaarde_lager")
	wantCodes(t, "growing without growing", goal(func(v *DoelVersie) { v.Nulmeting, v.Streefwaarde = ScoreSoms, ScoreSoms }).Toets(), "doel.streefwaarde_gelijk")
	wantCodes(t, "keeping", goal(func(v *DoelVersie) { v.Gericht, v.Nulmeting, v.Streefwaarde = GerichtBehouden, ScoreSoms, ScoreSoms }).Toets())
	wantCodes(t, "dropped without a reason", DoelVersie{Vervalt: true}.Toets(), "doel.reden_ontbreekt")
}

// TestDomeinLabel: the older source says arbeidsvaardigheid, the later one
// werknemersvaardigheid; a toewijzing keeps the word of its version.
func TestDomeinLabel(t *testing.T) {
	testkit.Eis(t, "B-KEN-01")
	if DomeinWerknemer.Label(ladder.V1) != "domein.arbeidsvaardigheid" || DomeinWerknemer.Label(ladder.V2) != "domein.werknemersvaardigheid" {
		t.Error("the word does not follow the version")
	}
	if DomeinVak.Label(ladder.V1) != "domein.vakvaardigheid" || !DomeinVak.Werk() || !DomeinWerknemer.Werk() || DomeinActivering.Werk() || DomeinPersoonlijk.Werk() {
		t.Error("vakvaardigheid and werknemersvaardigheid are about working, the others are not")
	}
}

func TestScore(t *testing.T) {
	for i, s := range []Score{"", ScoreNogNiet, ScoreSoms, ScoreGoed} {
		if s.Waarde() != i {
			t.Errorf("%q is %d, want %d", s, s.Waarde(), i)
		}
	}
	if Score("best").Waarde() != 0 {
		t.Error("an unknown score counts")
	}
}

// TestDoelNeedsBoth: a goal counts only when the resident and the lokale toegang
// both agreed.
func TestDoelNeedsBoth(t *testing.T) {
	testkit.Eis(t, "BEG-03", "PRD-10")
	d, _ := Doel{}.StelVoor(goal(), PartijToegang, day("2026-02-01"))
	if _, ok := d.Geldig(); ok {
		t.Error("counts without any agreement")
	}
	one, _ := d.GeefAkkoord(PartijToegang, given("2026-02-01"))
	if _, ok := one.Geldig(); ok {
		t.Error("counts without the resident")
	}
	other, _ := d.GeefAkkoord(PartijInwoner, given("2026-02-01"))
	if _, ok := other.Geldig(); ok {
		t.Error("counts without the lokale toegang")
	}
	both, _ := other.GeefAkkoord(PartijToegang, given("2026-02-03"))
	if v, ok := both.Geldig(); !ok || v.GeldtVanaf() != day("2026-02-03") {
		t.Errorf("with both: %v from %s", ok, v.GeldtVanaf())
	}
	_, findings := d.GeefAkkoord(PartijAanbieder, given("2026-02-01"))
	wantCodes(t, "the provider agrees", findings, "doel.akkoord_niet_van_deze_partij")
	_, findings = both.WijsAf(PartijInwoner, day("2026-02-04"))
	wantCodes(t, "no to what nobody proposes", findings, "doel.geen_voorstel")
	_, findings = d.WijsAf(PartijInwoner, day("2026-01-31"))
	wantCodes(t, "no before it was proposed", findings, "doel.akkoord_voor_voorstel")
	_, findings = Doel{}.StelVoor(DoelVersie{Vervalt: true, Reden: "weg"}, PartijToegang, day("2026-02-01"))
	wantCodes(t, "drop what is not there", findings, "doel.er_is_nog_niets")
}

// TestDoelChange: a change of an agreed goal waits for both, what counted goes on
// counting, and nothing of the history is lost.
func TestDoelChange(t *testing.T) {
	testkit.Eis(t, "BEG-03")
	d := agreed(t, goal())
	_, findings := d.StelVoor(goal(), PartijAanbieder, day("2026-03-01"))
	wantCodes(t, "without a reason", findings, "doel.reden_ontbreekt")
	change := goal(func(v *DoelVersie) { v.Tekst, v.Reden = "Ik wil elke dag komen", "gaat sneller dan gedacht" })
	_, findings = d.StelVoor(change, PartijAanbieder, day("2026-02-01"))
	wantCodes(t, "before the agreement it changes", findings, "doel.dag_te_vroeg")
	d, findings = d.StelVoor(change, PartijAanbieder, day("2026-03-01"))
	wantCodes(t, "proposed by the provider", findings)
	if v, _ := d.Geldig(); v.Nr != 1 {
		t.Error("the provider changed a goal on its own")
	}
	_, findings = d.StelVoor(change, PartijToegang, day("2026-03-02"))
	wantCodes(t, "a second proposal", findings, "doel.voorstel_loopt_al")
	_, findings = d.GeefAkkoord(PartijInwoner, given("2026-02-20"))
	wantCodes(t, "agreed before it was proposed", findings, "doel.akkoord_voor_voorstel")
	refused, findings := d.WijsAf(PartijInwoner, day("2026-03-05"))
	wantCodes(t, "the resident does not agree", findings)
	if v, _ := refused.Geldig(); v.Nr != 1 || len(refused.Versies) != 2 {
		t.Error("after a no the old goal does not count, or the history is shorter")
	}
	d, _ = d.GeefAkkoord(PartijInwoner, given("2026-03-05"))
	d, _ = d.GeefAkkoord(PartijToegang, given("2026-03-06"))
	if v, _ := d.Geldig(); v.Nr != 2 || v.Tekst != change.Tekst {
		t.Errorf("after two agreements version %d counts", v.Nr)
	}
	if v, _ := d.GeldigOp(day("2026-03-05")); v.Nr != 1 {
		t.Errorf("on the day before, version %d counted", v.Nr)
	}
	if d.Versies[0].Tekst != "Ik wil op tijd komen" {
		t.Error("the first version changed")
	}
	d, _ = d.StelVoor(DoelVersie{Vervalt: true, Reden: "bereikt"}, PartijToegang, day("2026-06-01"))
	d, _ = d.GeefAkkoord(PartijInwoner, given("2026-06-01"))
	d, _ = d.GeefAkkoord(PartijToegang, given("2026-06-01"))
	if _, ok := d.Geldig(); ok {
		t.Error("a dropped goal counts")
	}
}

// TestDoelHistory draws acts at random: versions are never changed once agreed,
// never removed, and what counts always has two agreements.
func TestDoelHistory(t *testing.T) {
	testkit.Eis(t, "BEG-03")
	rapid.Check(t, func(t *rapid.T) {
		d := Doel{ID: "d"}
		now := day("2026-01-01")
		for range rapid.IntRange(1, 20).Draw(t, "acts") {
			before := d
			now = now.AddDays(rapid.IntRange(-2, 5).Draw(t, "days"))
			partij := rapid.SampledFrom(Partijen()).Draw(t, "who")
			var findings []rule.Finding
			switch rapid.IntRange(0, 2).Draw(t, "act") {
			case 0:
				d, findings = d.StelVoor(goal(func(v *DoelVersie) { v.Reden = "anders" }), partij, now)
			case 1:
				d, findings = d.GeefAkkoord(partij, Akkoord{Op: now, Vorm: AkkoordPapier, Door: "p"})
			case 2:
				d, findings = d.WijsAf(partij, now)
			}
			if len(d.Versies) < len(before.Versies) || (len(findings) > 0 && len(d.Versies) != len(before.Versies)) {
				t.Fatal("history got shorter, or grew by a refused act")
			}
			for i, v := range before.Versies {
				if !v.Open() && v != d.Versies[i] {
					t.Fatalf("version %d changed after it was settled", i+1)
				}
			}
			if v, ok := d.Geldig(); ok && (v.AkkoordInwoner.Op.IsZero() || v.AkkoordToegang.Op.IsZero()) {
				t.Fatal("counts without two agreements")
			}
		}
	})
}

func TestAkkoordToets(t *testing.T) {
	testkit.Eis(t, "PRD-10")
	wantCodes(t, "online", given("2026-02-01").Toets())
	wantCodes(t, "on paper", Akkoord{Op: day("2026-02-01"), Vorm: AkkoordPapier, Door: "p1"}.Toets())
	wantCodes(t, "oral without a note", Akkoord{Op: day("2026-02-01"), Vorm: AkkoordMondeling, Door: "p1"}.Toets(), "akkoord.toelichting_ontbreekt")
	wantCodes(t, "oral", Akkoord{Op: day("2026-02-01"), Vorm: AkkoordMondeling, Door: "p1", Toelichting: "aan de keukentafel"}.Toets())
	wantCodes(t, "nothing", Akkoord{}.Toets(), "akkoord.dag_ontbreekt", "akkoord.door_ontbreekt", "akkoord.vorm_ontbreekt")
	if (Akkoord{}).Gegeven() || !given("2026-02-01").Gegeven() {
		t.Error("nothing is an agreement, or an agreement is none")
	}
}
