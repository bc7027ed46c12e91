package toegang

import (
	"testing"

	"trede/internal/testkit"
)

func TestScorekaart(t *testing.T) {
	testkit.Eis(t, "AFB-03", "AFB-04", "AFB-05")
	aim := func(d Hoofddoel) func(*AfbakeningFeiten) {
		return func(f *AfbakeningFeiten) { f.Antwoorden.Hoofddoel = d }
	}
	both := func(changes ...func(*AfbakeningFeiten)) func(*AfbakeningFeiten) {
		return func(f *AfbakeningFeiten) {
			for _, c := range changes {
				c(f)
			}
		}
	}
	carer := func(f *AfbakeningFeiten) { f.Antwoorden.MantelzorgOverbelast = Ja }
	tests := []struct {
		name               string
		change             func(*AfbakeningFeiten)
		goal, result, whom Kant
		why                [3]string
	}{
		{"for others", aim(DoelBijdragen), KantAW, KantAW, KantAW, [3]string{"voor_anderen", "participatie", "leeftijd_en_passend"}},
		{"for oneself", aim(DoelZelfredzaamheid), KantDagbesteding, KantDagbesteding, KantAW, [3]string{"voor_jezelf", "zelfredzamer", "leeftijd_en_passend"}},
		{"for the carer", aim(DoelMantelzorg), KantDagbesteding, KantDagbesteding, KantAW, [3]string{"niet_voor_anderen", "mantelzorger_ontlast", "leeftijd_en_passend"}},
		{"for structure", aim(DoelDagstructuur), KantDagbesteding, KantDagbesteding, KantAW, [3]string{"niet_voor_anderen", "dagstructuur", "leeftijd_en_passend"}},
		{"for company", aim(DoelOntmoeten), KantAnders, KantAnders, KantAW, [3]string{"ontmoeten", "contact", "leeftijd_en_passend"}},
		{"AOW age reached", func(f *AfbakeningFeiten) { f.AOWBereikt = true }, KantAW, KantAW, KantDagbesteding, [3]string{"voor_anderen", "participatie", "aow_bereikt"}},
		{"too young", func(f *AfbakeningFeiten) { f.OnderLeeftijd = true }, KantAW, KantAW, KantAnders, [3]string{"voor_anderen", "participatie", "te_jong"}},
		{"does not suit", func(f *AfbakeningFeiten) { f.Antwoorden.Wil = Nee }, KantAW, KantAW, KantDagbesteding, [3]string{"voor_anderen", "participatie", "niet_passend"}},
		{"carer overburdened", carer, KantAW, KantAW, KantBeide, [3]string{"voor_anderen", "participatie", "mantelzorger_overbelast"}},
		{"carer overburdened and does not suit", both(carer, func(f *AfbakeningFeiten) { f.Antwoorden.Wil = Nee }), KantAW, KantAW, KantDagbesteding, [3]string{"voor_anderen", "participatie", "mantelzorger_overbelast"}},
		{"nothing answered", func(f *AfbakeningFeiten) { f.Antwoorden = Antwoorden{} }, "", "", "", [3]string{"open", "open", "open"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rows := Scorekaart(suited(tt.change))
			want := []ScorekaartRij{
				{Rij: "doelstelling", Kant: tt.goal}, {Rij: "resultaat", Kant: tt.result}, {Rij: "voor_wie", Kant: tt.whom},
			}
			for i, w := range want {
				got := rows[i]
				if got.Rij != w.Rij || got.Kant != w.Kant || got.Waarom != "scorekaart."+w.Rij+"."+tt.why[i] || got.Source == "" {
					t.Errorf("row %+v, want %s %s because %s", got, w.Rij, w.Kant, tt.why[i])
				}
			}
		})
	}
}

// TestGeschiktheid shows the four questions of the aim of Activerend Werk.
func TestGeschiktheid(t *testing.T) {
	testkit.Eis(t, "DOE-01")
	if !Geschiktheid(suited()).Alle() {
		t.Error("four times yes does not suit")
	}
	for name, change := range map[string]func(*AfbakeningFeiten){
		"too young":    func(f *AfbakeningFeiten) { f.OnderLeeftijd = true },
		"too old":      func(f *AfbakeningFeiten) { f.AOWBereikt = true },
		"near to work": func(f *AfbakeningFeiten) { f.Antwoorden.GroteAfstand = Nee },
		"unwilling":    func(f *AfbakeningFeiten) { f.Antwoorden.Wil = Onduidelijk },
		"needs none":   func(f *AfbakeningFeiten) { f.Antwoorden.SteunNodig = Nee },
		"unanswered":   func(f *AfbakeningFeiten) { f.Antwoorden.SteunNodig = "" },
	} {
		if Geschiktheid(suited(change)).Alle() {
			t.Errorf("%s suits all the same", name)
		}
	}
}
