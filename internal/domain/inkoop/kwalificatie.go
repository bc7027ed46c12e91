package inkoop

import (
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Beoordelaar is who can mend an assessment.
const Beoordelaar = "beoordelaar"

// MinBeoordelaars is how many people assess an inschrijving at least (INK-13: vier ogen).
const MinBeoordelaars = 2

// KwalificatieFeiten is what has to be known to decide on an inschrijving. The rules are
// evaluated as of the first day of the contracts of the round.
type KwalificatieFeiten struct {
	Ronde         Ronde
	Register      *Register // must be there
	Inschrijving  Inschrijving
	Beoordelingen []Beoordeling
	Gesprek       Gesprek
	Besluit       Kwalificatiebesluit // as it is proposed
	// Belang holds the accounts, among who assess and decide, that work or worked for
	// the aanbieder.
	Belang []string
}

// Percelen are the percelen that the inschrijving is for.
func (f KwalificatieFeiten) Percelen() []Perceel {
	var out []Perceel
	for _, code := range f.Inschrijving.Inhoud.Percelen() {
		if p, ok := f.Register.Perceel(code); ok {
			out = append(out, p)
		}
	}
	return out
}

// Eisen are the requirements that hold for the inschrijving, in order.
func (f KwalificatieFeiten) Eisen() []Eis {
	set, _ := f.Register.Eisenset(f.Ronde.Eisenset)
	return set.Voor(f.Inschrijving.Inhoud.Percelen(), f.Inschrijving.Inhoud.Producten())
}

// VraagtPlan tells whether a plan Activerend Werk is part of the inschrijving.
func (f KwalificatieFeiten) VraagtPlan() bool {
	return slices.ContainsFunc(f.Percelen(), func(p Perceel) bool { return p.Plan })
}

// VraagtGesprek tells whether there must be a verificatiegesprek.
func (f KwalificatieFeiten) VraagtGesprek() bool {
	return slices.ContainsFunc(f.Percelen(), func(p Perceel) bool { return p.Gesprek == GesprekVerplicht })
}

// Afgeronde are the assessments that are finished and count. One that was set aside, or is
// of somebody who came to work for the aanbieder, does not: another takes that place.
func (f KwalificatieFeiten) Afgeronde() []Beoordeling {
	var out []Beoordeling
	for _, b := range f.Beoordelingen {
		if b.Telt() && !slices.Contains(f.Belang, b.BeoordelaarID) {
			out = append(out, b)
		}
	}
	return out
}

// Oordeel gives the verdict on a requirement; the zero value when there is none.
func (c BeoordelingInhoud) Oordeel(eis EisCode) EisOordeel {
	i := slices.IndexFunc(c.Oordelen, func(o EisOordeel) bool { return o.Eis == eis })
	if i < 0 {
		return EisOordeel{Eis: eis}
	}
	return c.Oordelen[i]
}

// OordeelVeld is the name of the field of a verdict, for findings.
func OordeelVeld(eis EisCode) string { return "oordeel-" + string(eis) }

// NotitieVeld is the name of the field of a note beside a verdict.
func NotitieVeld(eis EisCode) string { return "notitie-" + string(eis) }

// ToetsBeoordeling says what is missing before an assessor can finish: a verdict on
// everything that is asked, and a note with each that is not good. Source: INK-13.
func (f KwalificatieFeiten) ToetsBeoordeling(c BeoordelingInhoud) []rule.Finding {
	findings := rule.FailIf(c.Compleet == "", "compleet", "beoordeling.compleet_ontbreekt")
	for _, e := range f.Eisen() {
		o := c.Oordeel(e.Code)
		findings = append(findings, rule.FailIf(!slices.Contains(Oordelen(), o.Oordeel), OordeelVeld(e.Code), "beoordeling.oordeel_ontbreekt", e.Kort)...)
		silent := (o.Oordeel == VoldoetNiet || o.Oordeel == VraagOordeel) && strings.TrimSpace(o.Notitie) == ""
		findings = append(findings, rule.FailIf(silent, NotitieVeld(e.Code), "beoordeling.notitie_ontbreekt", e.Kort)...)
	}
	if f.VraagtPlan() {
		findings = append(findings, rule.FailIf(!slices.Contains(Oordelen(), c.Plan), "plan", "beoordeling.plan_ontbreekt")...)
		silent := (c.Plan == VoldoetNiet || c.Plan == VraagOordeel) && strings.TrimSpace(c.PlanNotitie) == ""
		findings = append(findings, rule.FailIf(silent, "plan-notitie", "beoordeling.plan_notitie_ontbreekt")...)
	}
	return append(findings, rule.FailIf(!slices.Contains(Uitslagen(), c.Advies), "advies", "beoordeling.advies_ontbreekt")...)
}

func qualifies(f KwalificatieFeiten) bool { return f.Besluit.Uitslag == Gekwalificeerd }
func rejects(f KwalificatieFeiten) bool   { return f.Besluit.Uitslag == Afgewezen }

// Kwalificatie is the rules for the decision on an inschrijving. Evaluate it as of the
// first day of the contracts of the round, with [KwalificatieFeiten.Beoordeel].
// Sources: S-A, Wat gaat er voor u als zorgaanbieder veranderen; S-A, Wijzigingen;
// INK-13, INK-14, INK-17.
var Kwalificatie = rule.Set[KwalificatieFeiten]{
	{
		Code: "KWA-01", Kind: rule.Grens, Repairer: Beoordelaar, Source: "S-A, Wat gaat er voor u als zorgaanbieder veranderen: uitgebreidere kwaliteitstoetsing; INK-13",
		Check: func(f KwalificatieFeiten) []rule.Finding {
			people := map[string]bool{}
			for _, b := range f.Afgeronde() {
				people[b.BeoordelaarID] = true
			}
			return rule.FailIf(len(people) < MinBeoordelaars, "", "kwalificatie.te_weinig_beoordelaars", len(people), MinBeoordelaars)
		},
	},
	{
		Code: "KWA-02", Kind: rule.Grens, Repairer: Beoordelaar, Source: "Algemene wet bestuursrecht art. 2:4; INK-13",
		Check: func(f KwalificatieFeiten) []rule.Finding {
			decide := []string{f.Besluit.VoorbereidID, f.Besluit.GenomenID}
			own := slices.ContainsFunc(decide, func(id string) bool { return id != "" && slices.Contains(f.Belang, id) })
			return rule.FailIf(own, "", "beoordeling.eigen_organisatie")
		},
	},
	{
		Code: "KWA-03", Kind: rule.Grens, Repairer: Contractmanager, Source: "S-A, Wat gaat er voor u als zorgaanbieder veranderen: bij positieve kwalificatie; INK-14",
		Check: func(f KwalificatieFeiten) []rule.Finding {
			findings := rule.FailIf(!slices.Contains(Uitslagen(), f.Besluit.Uitslag), "uitslag", "kwalificatie.uitslag_ontbreekt")
			over := qualifies(f) && f.Looptijd().IsEmpty()
			findings = append(findings, rule.FailIf(over, "uitslag", "kwalificatie.looptijd_voorbij", f.Ronde.Contract.LastDay())...)
			short := strings.TrimSpace(f.Besluit.Motivering) == ""
			return append(findings, rule.FailIf(short, "motivering", "kwalificatie.motivering_ontbreekt")...)
		},
	},
	{
		Code: "KWA-04", Kind: rule.Grens, Repairer: Beoordelaar, Source: "S-A, Wijzigingen: gewijzigde set kwaliteitseisen; INK-13, INK-14",
		When:  qualifies,
		Check: checkEisen,
	},
	{
		Code: "KWA-05", Kind: rule.Grens, Repairer: Beoordelaar, From: vrz2020, Source: "S-A, Wijzigingen: opstellen plan Activerend Werk; INK-17",
		When: func(f KwalificatieFeiten) bool { return qualifies(f) && f.VraagtPlan() },
		Check: func(f KwalificatieFeiten) []rule.Finding {
			bad := slices.ContainsFunc(f.Afgeronde(), func(b Beoordeling) bool { return b.Inhoud.Plan != Voldoet })
			return rule.FailIf(bad || len(f.Afgeronde()) == 0, "uitslag", "kwalificatie.plan_niet_goedgekeurd")
		},
	},
	{
		Code: "KWA-06", Kind: rule.Grens, Repairer: Beoordelaar, From: vrz2020, Source: "S-A, Wijzigingen: verplicht verificatiegesprek; INK-13, INK-17",
		When: func(f KwalificatieFeiten) bool { return qualifies(f) && f.VraagtGesprek() },
		Check: func(f KwalificatieFeiten) []rule.Finding {
			return rule.FailIf(!f.Gesprek.Vastgelegd(), "uitslag", "kwalificatie.gesprek_ontbreekt")
		},
	},
	{
		Code: "KWA-07", Kind: rule.Grens, Repairer: Beoordelaar, Source: "S-A, Wat gaat er voor u als zorgaanbieder veranderen: waar een verificatiegesprek onderdeel van uit kan maken; INK-13",
		When: func(f KwalificatieFeiten) bool { return qualifies(f) && f.Gesprek.Vastgelegd() },
		Check: func(f KwalificatieFeiten) []rule.Finding {
			return rule.FailIf(f.Gesprek.Uitkomst != Voldoet, "uitslag", "kwalificatie.gesprek_niet_goed", string(f.Gesprek.Uitkomst))
		},
	},
	{
		Code: "KWA-08", Kind: rule.Grens, Repairer: Beoordelaar, Source: "Aanbestedingswet 2012 art. 2.103 (gemotiveerde afwijzing); INK-14",
		When: rejects,
		Check: func(f KwalificatieFeiten) []rule.Finding {
			return rule.FailIf(len(f.Afwijsgronden()) == 0, "uitslag", "kwalificatie.geen_afwijsgrond")
		},
	},
}

// Beoordeel puts a proposed decision through the rules.
func (f KwalificatieFeiten) Beoordeel() []rule.Result {
	return Kwalificatie.Evaluate(f.Ronde.Contract.From, f)
}

// checkEisen refuses to qualify as long as one assessor says of one requirement that it
// is not met or still is a question, or that not everything is there.
func checkEisen(f KwalificatieFeiten) []rule.Finding {
	var findings []rule.Finding
	for _, e := range f.Eisen() {
		bad := slices.ContainsFunc(f.Afgeronde(), func(b Beoordeling) bool { return b.Inhoud.Oordeel(e.Code).Oordeel != Voldoet })
		findings = append(findings, rule.FailIf(bad, "uitslag", "kwalificatie.eis_niet_voldaan", e.Kort)...)
	}
	incomplete := slices.ContainsFunc(f.Afgeronde(), func(b Beoordeling) bool { return b.Inhoud.Compleet != Ja })
	return append(findings, rule.FailIf(incomplete, "uitslag", "kwalificatie.niet_compleet")...)
}

// Afwijsgrond is a ground on which an inschrijving is rejected.
type Afwijsgrond struct {
	Eis      Eis    // the zero value: the plan, the gesprek or the completeness
	Code     string // message key
	Notities []string
}

// Afwijsgronden are the grounds for a rejection, with what the assessors wrote beside
// them, the same words once. Only what was said by somebody who finished counts.
func (f KwalificatieFeiten) Afwijsgronden() []Afwijsgrond {
	var out []Afwijsgrond
	add := func(e Eis, code string, bad func(Beoordeling) (bool, string)) {
		found := Afwijsgrond{Eis: e, Code: code}
		any := false
		for _, b := range f.Afgeronde() {
			is, note := bad(b)
			any = any || is
			if note = strings.TrimSpace(note); is && note != "" && !slices.Contains(found.Notities, note) {
				found.Notities = append(found.Notities, note)
			}
		}
		if any {
			out = append(out, found)
		}
	}
	add(Eis{}, "kwalificatie.grond_compleet", func(b Beoordeling) (bool, string) { return b.Inhoud.Compleet == Nee, "" })
	for _, e := range f.Eisen() {
		add(e, "kwalificatie.grond_eis", func(b Beoordeling) (bool, string) {
			o := b.Inhoud.Oordeel(e.Code)
			return o.Oordeel == VoldoetNiet, o.Notitie
		})
	}
	if f.VraagtPlan() {
		add(Eis{}, "kwalificatie.grond_plan", func(b Beoordeling) (bool, string) { return b.Inhoud.Plan == VoldoetNiet, b.Inhoud.PlanNotitie })
	}
	if f.Gesprek.Vastgelegd() && f.Gesprek.Uitkomst == VoldoetNiet {
		out = append(out, Afwijsgrond{Code: "kwalificatie.grond_gesprek"})
	}
	return out
}

// Standstill is the last day on which no contract may be made after a decision: the
// decision's day and the days of the setting. Source: INK-14.
func Standstill(besluit civil.Date, dagen int) civil.Date { return besluit.AddDays(dagen) }

// Looptijd is the term of the contract that a qualification leads to: that of the round,
// but it never begins before the standstill after the decision is over. So whoever enrols
// late gets no contract that counts in the past. Source: INK-14.
func (f KwalificatieFeiten) Looptijd() civil.Period {
	term := f.Ronde.Contract
	if d := f.Besluit.Genomen; !d.IsZero() {
		term.From = civil.Max(term.From, Standstill(d, f.Register.Instellingen(d).StandstillDagen).AddDays(1))
	}
	return term
}

// Contractregels are the lines that an inschrijving gives: what was asked for, as far as
// the gemeente buys it on the first day and it is in the catalogue of the round.
func (f KwalificatieFeiten) Contractregels() []Contractregel {
	var out []Contractregel
	first := f.Looptijd().From
	for _, k := range f.Inschrijving.Inhoud.Keuzes {
		r := Contractregel{Product: ProductRef{Catalogus: f.Ronde.Catalogus, Product: k.Product}}
		for _, g := range k.Gemeenten {
			if f.Register.Koopoordeel(g, r.Product, first).Mag {
				r.Gemeenten = append(r.Gemeenten, g)
			}
		}
		if len(r.Gemeenten) > 0 {
			slices.Sort(r.Gemeenten)
			r.Gemeenten = slices.Compact(r.Gemeenten) // a form can tick one twice
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b Contractregel) int { return a.Product.Compare(b.Product) })
	return out
}

// SluitFeiten (facts for signing) is what has to be known before a contract that follows
// from an inschrijving is signed. The rules are evaluated as of the first day of the
// contract.
type SluitFeiten struct {
	Contract      Contract // with the day of signing
	Besluit       Kwalificatiebesluit
	Register      *Register
	Verzekeringen []Verzekering
	Werkplekken   []Werkplek
}

// Sluiten is the rules for signing a contract after a qualification. Sources: INK-14,
// INK-17, VRZ-01, EIS-02.
var Sluiten = rule.Set[SluitFeiten]{
	{
		Code: "SLU-01", Kind: rule.Grens, Repairer: Contractmanager, Source: "S-A, Wat gaat er voor u als zorgaanbieder veranderen: bij positieve kwalificatie; INK-14, INK-17",
		Check: func(f SluitFeiten) []rule.Finding {
			return rule.FailIf(f.Besluit.Uitslag != Gekwalificeerd || f.Besluit.Genomen.IsZero(), "op", "sluiten.niet_gekwalificeerd")
		},
	},
	{
		Code: "SLU-02", Kind: rule.Grens, Repairer: Contractmanager, Source: "Aanbestedingswet 2012 art. 2.127; INK-14",
		When: func(f SluitFeiten) bool { return !f.Besluit.Genomen.IsZero() && !f.Contract.Getekend.IsZero() },
		Check: func(f SluitFeiten) []rule.Finding {
			last := Standstill(f.Besluit.Genomen, f.Register.Instellingen(f.Besluit.Genomen).StandstillDagen)
			return rule.FailIf(!f.Contract.Getekend.After(last), "op", "sluiten.standstill", f.Besluit.Genomen, last)
		},
	},
	{
		Code: "SLU-03", Kind: rule.Grens, Repairer: VanAanbieder, From: vrz2020, Source: "S-A, Gewijzigde eisen aanbieder AW 2; VRZ-01",
		Check: func(f SluitFeiten) []rule.Finding {
			var findings []rule.Finding
			for _, soort := range VerzekerdOp(f.Verzekeringen, f.Contract.Oorspronkelijk.From) {
				findings = append(findings, rule.Fail("op", "sluiten.verzekering_ontbreekt", string(soort))...)
			}
			return findings
		},
	},
	{
		Code: "SLU-04", Kind: rule.Grens, Repairer: VanAanbieder, From: vrz2020, Source: "S-A, Gewijzigde eisen aanbieder AW 1; EIS-02",
		Check: func(f SluitFeiten) []rule.Finding {
			active := slices.ContainsFunc(f.Werkplekken, func(w Werkplek) bool { return w.Geldig.Contains(f.Contract.Oorspronkelijk.From) })
			return rule.FailIf(!active, "op", "sluiten.werkplek_ontbreekt")
		},
	},
	{
		Code: "SLU-05", Kind: rule.Grens, Repairer: Contractmanager, Source: "S-A, Cafetaria model; INK-03",
		Check: func(f SluitFeiten) []rule.Finding {
			return rule.FailIf(len(f.Contract.Regels) == 0, "op", "sluiten.geen_regels")
		},
	},
}

// Beoordeel puts the signing through the rules.
func (f SluitFeiten) Beoordeel() []rule.Result {
	return Sluiten.Evaluate(f.Contract.Oorspronkelijk.From, f)
}

// VastlegFeiten (facts for keeping) is what has to be known before a contract is kept that
// is not signed yet.
type VastlegFeiten struct {
	Contract        Contract
	UitInschrijving bool // it follows from an inschrijving that was decided about
}

// Vastleggen is the rules for keeping a contract before it is signed. From the second round
// on a contract follows from an inschrijving; what goes round it says why. Sources: S-A, Wat
// gaat er voor u als zorgaanbieder veranderen (alle zorgaanbieders dienen zich opnieuw in te
// schrijven); S-A, Wijzigingen; INK-12, INK-17.
var Vastleggen = rule.Set[VastlegFeiten]{
	{
		Code: "VAS-01", Kind: rule.Grens, Repairer: Contractmanager, From: vrz2020, Source: "S-A, Wat gaat er voor u als zorgaanbieder veranderen: opnieuw inschrijven; S-A, Wijzigingen; INK-12, INK-17",
		When: func(f VastlegFeiten) bool { return !f.UitInschrijving },
		Check: func(f VastlegFeiten) []rule.Finding {
			silent := strings.TrimSpace(f.Contract.ZonderInschrijving) == ""
			return rule.FailIf(silent, "zonder_inschrijving", "contract.zonder_inschrijving", f.Contract.Oorspronkelijk.From)
		},
	},
}

// Beoordeel puts the contract through the rules; without a first day there is nothing to say
// yet.
func (f VastlegFeiten) Beoordeel() []rule.Result {
	if f.Contract.Oorspronkelijk.From.IsZero() {
		return nil
	}
	return Vastleggen.Evaluate(f.Contract.Oorspronkelijk.From, f)
}

// Zaakstand is how far an inschrijving is that was handed in. It is derived, never stored.
type Zaakstand string

// The states, in order (domain guide 7, Inschrijving).
const (
	StandBeoordelen Zaakstand = "te_beoordelen"
	StandGesprek    Zaakstand = "gesprek"   // assessed; the verificatiegesprek is left
	StandBesluit    Zaakstand = "besluit"   // a decision can be prepared
	StandVierOgen   Zaakstand = "vier_ogen" // prepared; a colleague takes it
	StandBesloten   Zaakstand = "besloten"
)

// Stand gives how far the inschrijving is.
func (f KwalificatieFeiten) Stand() Zaakstand {
	switch {
	case !f.Besluit.Genomen.IsZero():
		return StandBesloten
	case f.Besluit.VoorbereidID != "":
		return StandVierOgen
	case len(f.Afgeronde()) < MinBeoordelaars:
		return StandBeoordelen
	case f.VraagtGesprek() && !f.Gesprek.Vastgelegd():
		return StandGesprek
	}
	return StandBesluit
}
