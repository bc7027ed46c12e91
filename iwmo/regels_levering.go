package iwmo

// The technical rules of level 3 about starts and stops.

var metLevering = []Soort{SoortWMO305, SoortWMO307}

// leveringen is what is known of the deliveries to the client of a message.
type leveringen struct {
	starts  []StartProduct
	stops   []StopProduct
	gestart map[Sleutel]bool      // keys of the starts
	beeind  map[Sleutel]bool      // keys of the stops
	gestopt map[Sleutel]bool      // keys of the starts that have a stop
	weg     map[Sleutel]bool      // keys of what the message takes back: that goes first, wherever it stands (IV008)
	lopend  map[string]bool       // what is being delivered; nil: not reckoned yet
	einden  map[Sleutel]stopStand // by the key of the start; nil: not reckoned yet
}

// stopStand is what was said of the end of one start.
type stopStand struct {
	tijdelijk, definitief bool
	einde                 Datum // of the last stop
}

func (s stopStand) met(p *StopProduct) stopStand {
	s.einde = p.Einddatum
	if p.RedenBeeindiging == BeeindigingTijdelijk {
		s.tijdelijk = true
	} else {
		s.definitief = true
	}
	return s
}

// geleverd is what is known of the deliveries to the client of the message.
func (r *ronde) geleverd(bsn string) *leveringen {
	if r.leveringen == nil {
		l := &leveringen{gestart: map[Sleutel]bool{}, beeind: map[Sleutel]bool{}, gestopt: map[Sleutel]bool{}, weg: map[Sleutel]bool{}}
		l.starts, l.stops = r.keten.Leveringen(r.gemeente, r.aanbieder, bsn)
		for i := range l.starts {
			l.gestart[l.starts[i].Sleutel()] = true
		}
		for i := range l.stops {
			l.beeind[l.stops[i].Sleutel()] = true
			l.gestopt[l.stops[i].StartSleutel()] = true
		}
		r.leveringen = l
	}
	return r.leveringen
}

// lopend is what is being delivered, by what it is: started and not stopped.
func (r *ronde) lopend() map[string]bool {
	l := r.leveringen
	if l.lopend == nil {
		l.lopend = map[string]bool{}
		for i := range l.starts {
			p := &l.starts[i]
			if key := p.Sleutel(); !l.gestopt[key] && !l.weg[key] {
				l.lopend[p.levering()] = true
			}
		}
	}
	return l.lopend
}

// einden is what was said of the end of each start.
func (r *ronde) einden() map[Sleutel]stopStand {
	l := r.leveringen
	if l.einden == nil {
		l.einden = map[Sleutel]stopStand{}
		for i := range l.stops {
			p := &l.stops[i]
			if key := p.StartSleutel(); !l.weg[p.Sleutel()] {
				l.einden[key] = l.einden[key].met(p)
			}
		}
	}
	return l.einden
}

// opAanlevering is a check on every start and stop with a status, with its key and
// whether that was used before the message.
func opAanlevering(status StatusAanlevering, f func(r *ronde, sleutel Sleutel, gebruikt bool)) []toets {
	return []toets{
		op(func(r *ronde, p *StartProduct) {
			if p.StatusAanlevering == status {
				f(r, p.Sleutel(), r.geleverd(boven[Client305](r).Bsn).gestart[p.Sleutel()])
			}
		}),
		op(func(r *ronde, p *StopProduct) {
			if p.StatusAanlevering == status {
				f(r, p.Sleutel(), r.geleverd(boven[Client307](r).Bsn).beeind[p.Sleutel()])
			}
		}),
	}
}

// opStart and opStop are checks on what is new. What is taken back is not looked at
// further (TR063).
func opStart(f func(r *ronde, p *StartProduct, l *leveringen)) []toets {
	return []toets{op(func(r *ronde, p *StartProduct) {
		if p.StatusAanlevering == StatusEerste {
			f(r, p, r.geleverd(boven[Client305](r).Bsn))
		}
	})}
}

func opStop(f func(r *ronde, p *StopProduct, l *leveringen)) []toets {
	return []toets{op(func(r *ronde, p *StopProduct) {
		if p.StatusAanlevering == StatusEerste {
			f(r, p, r.geleverd(boven[Client307](r).Bsn))
		}
	})}
}

// opEinde is opStop with what was said of the end of the start before, in this message
// too.
func opEinde(f func(r *ronde, p *StopProduct, s stopStand)) []toets {
	return opStop(func(r *ronde, p *StopProduct, _ *leveringen) {
		r.straks(func() { f(r, p, r.einden()[p.StartSleutel()]) })
	})
}

var regelsLevering = []Regel{
	{
		// Without a number the work is not of an allocation (IV096). A deleted allocation
		// was never sent (OP033).
		Code: "TR019", Retourcode: "9019", Berichten: []Soort{SoortWMO305},
		Vraagt:    "Een start met een toewijzingnummer hoort bij een toewijzing van deze cliënt aan deze aanbieder.",
		Oplossing: "Neem het nummer over uit de toewijzing.",
		toetsen: opStart(func(r *ronde, p *StartProduct, _ *leveringen) {
			if p.ToewijzingNummer != nil {
				t, ok := r.toewijzing(boven[Client305](r).Bsn, *p.ToewijzingNummer)
				r.foutGetal(!ok || t.vervallen(), "ToewijzingNummer", *p.ToewijzingNummer)
			}
		}),
	},
	{
		Code: "TR063", Retourcode: "9063", Berichten: metLevering,
		Vraagt:    "Alleen een start of stop die eerder is gemeld, kan worden verwijderd.",
		Oplossing: "Neem de gegevens van de eerdere melding precies over, of haal de verwijdering weg.",
		toetsen: opAanlevering(StatusVerwijderen, func(r *ronde, sleutel Sleutel, gebruikt bool) {
			r.leveringen.weg[sleutel] = true
			r.fout(!gebruikt, "StatusAanlevering", string(StatusVerwijderen))
		}),
	},
	{
		Code: "TR071", Retourcode: "9071", Berichten: []Soort{SoortWMO305},
		Vraagt:    "Een start waarop een stop is gemeld, wordt niet verwijderd.",
		Oplossing: "Verwijder eerst de stop.",
		toetsen: []toets{op(func(r *ronde, p *StartProduct) {
			stopped := r.geleverd(boven[Client305](r).Bsn).gestopt[p.Sleutel()]
			r.fout(p.StatusAanlevering == StatusVerwijderen && stopped, "StatusAanlevering", string(StatusVerwijderen))
		})},
	},
	{
		Code: "TR074", Retourcode: "9074", Berichten: metLevering,
		Vraagt:    "Een nieuwe start of stop is niet eerder precies zo gemeld.",
		Oplossing: "Haal de melding weg, of verwijder eerst de eerdere.",
		toetsen: opAanlevering(StatusEerste, func(r *ronde, _ Sleutel, gebruikt bool) {
			r.fout(gebruikt, "StatusAanlevering", string(StatusEerste))
		}),
	},
	{
		Code: "TR326", Retourcode: "9326", Berichten: []Soort{SoortWMO305},
		Vraagt:    "Wat al geleverd wordt, kan pas weer starten na een stop.",
		Oplossing: "Meld eerst de stop, of verwijder de eerdere start.",
		toetsen: opStart(func(r *ronde, p *StartProduct, _ *leveringen) {
			r.straks(func() {
				r.foutDatum(r.lopend()[p.levering()], "Begindatum", p.Begindatum)
				r.lopend()[p.levering()] = true
			})
		}),
	},
	{
		Code: "TR382", Retourcode: "9069", Berichten: []Soort{SoortWMO307},
		Vraagt:    "Een stop heeft het toewijzingnummer, het product en de begindatum van een start.",
		Oplossing: "Neem deze gegevens over uit de start, of meld eerst de start.",
		toetsen: opStop(func(r *ronde, p *StopProduct, l *leveringen) {
			r.foutDatum(!l.gestart[p.StartSleutel()], "Begindatum", p.Begindatum)
		}),
	},
	{
		Code: "TR413", Retourcode: "9413", Berichten: []Soort{SoortWMO307},
		Vraagt:    "Wat al tijdelijk is gestopt, stopt niet nog eens tijdelijk.",
		Oplossing: "Meld eerst een nieuwe start, of een stop met een andere reden.",
		toetsen: opEinde(func(r *ronde, p *StopProduct, s stopStand) {
			r.fout(s.tijdelijk && p.RedenBeeindiging == BeeindigingTijdelijk, "RedenBeeindiging", string(p.RedenBeeindiging))
		}),
	},
	{
		Code: "TR414", Retourcode: "9414", Berichten: []Soort{SoortWMO307},
		Vraagt:    "Een stop eindigt niet vóór een eerdere stop van dezelfde start.",
		Oplossing: "Verbeter de einddatum, of verwijder eerst de eerdere stop.",
		toetsen: opEinde(func(r *ronde, p *StopProduct, s stopStand) {
			r.foutDatum(p.Einddatum.Voor(s.einde), "Einddatum", p.Einddatum)
		}),
	},
	{
		// It remembers the stop for those behind it, so it comes after TR413 and TR414.
		Code: "TR415", Retourcode: "9415", Berichten: []Soort{SoortWMO307},
		Vraagt:    "Wat definitief is gestopt, stopt niet nog eens.",
		Oplossing: "Haal de stop weg, of verwijder eerst de eerdere stop.",
		toetsen: opEinde(func(r *ronde, p *StopProduct, s stopStand) {
			r.fout(s.definitief, "RedenBeeindiging", string(p.RedenBeeindiging))
			r.einden()[p.StartSleutel()] = s.met(p)
		}),
	},
}
