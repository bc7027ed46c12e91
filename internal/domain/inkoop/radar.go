package inkoop

import (
	"cmp"
	"slices"
	"strings"

	"trede/internal/domain/civil"
)

// RadarSoort is what runs out. It is part of a message key and never changes.
type RadarSoort string

// The kinds.
const (
	RadarContract     RadarSoort = "contract"
	RadarVerzekering  RadarSoort = "verzekering"
	RadarVOG          RadarSoort = "vog"
	RadarUitzondering RadarSoort = "uitzondering" // an exception for a unique offer ends (LOC-02)
	RadarHerziening   RadarSoort = "herziening"   // an exception is looked at again (LOC-02)
	RadarPilot        RadarSoort = "pilot"        // a pilot is evaluated (B-REG-04)
	RadarAfspraak     RadarSoort = "afspraak"     // an improvement agreement (INK-05)
)

// RadarSoorten lists the kinds.
func RadarSoorten() []RadarSoort {
	return []RadarSoort{RadarContract, RadarVerzekering, RadarVOG, RadarUitzondering, RadarHerziening, RadarPilot, RadarAfspraak}
}

// Radarregel is one thing that runs out before long or has run out. Nobody stores it: it
// follows from the facts of a day.
type Radarregel struct {
	Soort     RadarSoort
	Aanbieder AanbiederID  // empty: not of an aanbieder
	Gemeente  GemeenteCode // of a pilot
	Wat       string       // number, name or kind of what it is about, as people know it
	ID        string       // of what it is about; empty: none
	Contract  ContractID   // of an improvement agreement or a contract
	Dag       civil.Date   // last day; zero: it never was there
	Wie       string       // who must act: [Contractmanager], [VanAanbieder] or [GemeenteBeleid]
}

// Voorbij tells whether the last day has passed.
func (r Radarregel) Voorbij(day civil.Date) bool { return day.After(r.Dag) }

// RadarWerkplek is a werkplek with its exception for a unique offer, if it has one.
type RadarWerkplek struct {
	Werkplek
	Uitzondering *UniekAanbod
}

// RadarPunt is a point of compliance with its id and whose contract it is about.
type RadarPunt struct {
	Nalevingspunt
	ID        string
	Aanbieder AanbiederID
}

// RadarFeiten is what is asked to see what runs out. Mensen are those whom an aanbieder
// named last.
type RadarFeiten struct {
	Contracten    []Contract
	Verzekeringen map[AanbiederID][]Verzekering
	Mensen        map[AanbiederID][]Mens
	Werkplekken   []RadarWerkplek
	Keuzes        []GemeenteKeuze
	Punten        []RadarPunt
	Instellingen  Waarden
}

// radarDagen is how many days ahead something stands on the radar that has no setting of
// its own: evaluations, exceptions and agreements. Own choice: two months, as insurance.
const radarDagen = 60

// Radar gives everything that runs out before long or has run out on a day, by day.
// Contracts warn as many months ahead as the setting says, insurance as many days, and a
// VOG is asked again after some years. Sources: INK-05, INK-10, VRZ-01, LOC-02, B-REG-04.
func Radar(f RadarFeiten, day civil.Date) []Radarregel {
	rows := slices.Concat(
		f.contracten(day), f.verzekeringen(day), f.vogs(day), f.uitzonderingen(day), f.pilots(day), f.afspraken(day))
	slices.SortStableFunc(rows, func(a, b Radarregel) int {
		return cmp.Or(a.Dag.Compare(b.Dag), cmp.Compare(a.Soort, b.Soort), cmp.Compare(a.Aanbieder, b.Aanbieder), cmp.Compare(a.Wat, b.Wat))
	})
	return rows
}

// contracten are the contracts that end, and those that ended as long as the aanbieder
// has none after it, for as many months as the first warning came before.
func (f RadarFeiten) contracten(day civil.Date) []Radarregel {
	var out []Radarregel
	for _, c := range f.Contracten {
		last := c.Looptijd().LastDay()
		_, warned := c.Eindwaarschuwing(day, f.Instellingen.ContractWaarschuwing)
		if !warned && !f.pasAfgelopen(c, day) {
			continue
		}
		out = append(out, Radarregel{
			Soort: RadarContract, Aanbieder: c.Aanbieder, Wat: c.Nummer, ID: string(c.ID), Contract: c.ID, Dag: last, Wie: Contractmanager,
		})
	}
	return out
}

func (f RadarFeiten) pasAfgelopen(c Contract, day civil.Date) bool {
	last := c.Looptijd().LastDay()
	months := 0
	for _, n := range f.Instellingen.ContractWaarschuwing {
		months = max(months, n)
	}
	if last.IsZero() || !day.After(last) || day.After(last.AddMonths(months)) {
		return false
	}
	return !slices.ContainsFunc(f.Contracten, func(next Contract) bool {
		term := next.Looptijd()
		return next.Aanbieder == c.Aanbieder && !term.IsEmpty() && (term.IsOpen() || term.LastDay().After(last))
	})
}

// gecontracteerd tells whether an aanbieder has a signed contract that is not over.
func (f RadarFeiten) gecontracteerd(a AanbiederID, day civil.Date) bool {
	return slices.ContainsFunc(f.Contracten, func(c Contract) bool {
		term := c.Looptijd()
		return c.Aanbieder == a && !term.IsEmpty() && (term.IsOpen() || day.Before(term.Until))
	})
}

// aanbieders are those of the contracts that are not over, each once, in order.
func (f RadarFeiten) aanbieders(day civil.Date) []AanbiederID {
	var out []AanbiederID
	for _, c := range f.Contracten {
		if f.gecontracteerd(c.Aanbieder, day) {
			out = append(out, c.Aanbieder)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (f RadarFeiten) verzekeringen(day civil.Date) []Radarregel {
	var out []Radarregel
	for _, a := range f.aanbieders(day) {
		for _, soort := range Verzekeringssoorten() {
			last, covered := VerzekerdTotEnMet(f.Verzekeringen[a], soort, day)
			if !covered {
				last = VerzekeringVerlopen(f.Verzekeringen[a], soort, day)
			} else if _, warned := binnenDagen(day, last, f.Instellingen.VerzekeringWaarschuwing); last.IsZero() || !warned {
				continue
			}
			out = append(out, Radarregel{Soort: RadarVerzekering, Aanbieder: a, Wat: string(soort), Dag: last, Wie: VanAanbieder})
		}
	}
	return out
}

// vogs are the people whose certificate is so old that a new one is asked, from the same
// number of days ahead as insurance. With the setting at 0 none is asked again.
func (f RadarFeiten) vogs(day civil.Date) []Radarregel {
	years := f.Instellingen.VOGHerhalenJaren
	if years == 0 {
		return nil
	}
	var out []Radarregel
	for _, a := range f.aanbieders(day) {
		for _, m := range f.Mensen[a] {
			var last civil.Date
			if !m.VOG.IsZero() {
				last = m.VOG.AddYears(years)
			}
			if _, warned := binnenDagen(day, last, f.Instellingen.VerzekeringWaarschuwing); !last.IsZero() && !warned {
				continue
			}
			out = append(out, Radarregel{Soort: RadarVOG, Aanbieder: a, Wat: m.Naam, Dag: last, Wie: VanAanbieder})
		}
	}
	return out
}

// uitzonderingen are the exceptions of werkplekken that are still there: their end, or the
// day on which they are looked at again when that comes first.
func (f RadarFeiten) uitzonderingen(day civil.Date) []Radarregel {
	var out []Radarregel
	for _, w := range f.Werkplekken {
		if w.Uitzondering == nil || !w.Geldig.Contains(day) || !f.gecontracteerd(w.Aanbieder, day) {
			continue
		}
		row := Radarregel{Soort: RadarUitzondering, Aanbieder: w.Aanbieder, Wat: w.Naam, ID: string(w.ID), Dag: w.Uitzondering.Geldig.LastDay(), Wie: Contractmanager}
		if again := w.Uitzondering.HerzienVoor; !again.IsZero() && (row.Dag.IsZero() || !again.After(row.Dag)) {
			row.Soort, row.Dag = RadarHerziening, again.AddDays(-1)
		}
		if _, near := binnenDagen(day, row.Dag, []int{radarDagen}); near {
			out = append(out, row)
		}
	}
	return out
}

// pilotMaanden is how long an evaluation stays on the radar after its day: nobody keeps
// that it was held, and what stays for ever is not read. Own choice.
const pilotMaanden = 12

// pilots are the evaluations of what gemeenten try out, one for each gemeente and day.
func (f RadarFeiten) pilots(day civil.Date) []Radarregel {
	type key struct {
		gemeente GemeenteCode
		dag      civil.Date
	}
	names := map[key][]string{}
	for _, k := range f.Keuzes {
		_, near := binnenDagen(day, k.Evaluatie, []int{radarDagen})
		if k.Vorm.Koopt() && k.Vorm != Structureel && !k.Evaluatie.IsZero() && near &&
			!day.After(k.Evaluatie.AddMonths(pilotMaanden)) && k.Geldig.Contains(day) {
			at := key{k.Gemeente, k.Evaluatie}
			names[at] = append(names[at], string(k.Product.Product))
		}
	}
	var out []Radarregel
	for at, products := range names {
		slices.Sort(products)
		out = append(out, Radarregel{
			Soort: RadarPilot, Gemeente: at.gemeente, Wat: strings.Join(slices.Compact(products), ", "), Dag: at.dag, Wie: GemeenteBeleid,
		})
	}
	slices.SortFunc(out, func(a, b Radarregel) int {
		return cmp.Or(cmp.Compare(a.Gemeente, b.Gemeente), a.Dag.Compare(b.Dag))
	})
	return out
}

func (f RadarFeiten) afspraken(day civil.Date) []Radarregel {
	var out []Radarregel
	for _, p := range f.Punten {
		if _, near := binnenDagen(day, p.Termijn, []int{radarDagen}); !p.Open() || p.Termijn.IsZero() || !near {
			continue
		}
		row := Radarregel{Soort: RadarAfspraak, Aanbieder: p.Aanbieder, Wat: p.Afspraak, ID: p.ID, Contract: p.Contract, Dag: p.Termijn, Wie: VanAanbieder}
		if p.TeLaat(day) {
			row.Wie = Contractmanager // it is looked at again
		}
		out = append(out, row)
	}
	return out
}
