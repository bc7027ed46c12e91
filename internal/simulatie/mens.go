package simulatie

import (
	"context"
	"slices"
	"strings"
	"time"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
)

// mens is one resident on the way through the years, with what the people around
// know and have in hand: ids, and the versions of what they last saw.
type mens struct {
	Inwoner
	c      *Chance
	soort  *werksoort // of what the resident wants, then of the place
	id     string     // of the dossier; empty before the first melding
	versie int
	dood   civil.Date
	weg    bool // out of the region, or withdrew for good

	team      int
	consulent *collega
	account   string // of the resident's own pages; empty: none

	melding struct {
		id     string
		versie int
		op     civil.Date
		open   bool // no outcome yet
		klaar  bool // the investigation has its report
	}
	concept struct { // a toewijzing that waits for the resident's word; empty: none
		id     string
		versie int
	}
	aanvraag struct {
		id     string
		versie int
		op     civil.Date
	}
	advies    toegang.Advies
	profiel   int // version
	gemeten   ladder.Trede
	gemetenOp civil.Date
	doelen    []doel
	plek      *arrangement // the newest; nil: none yet
	plekken   []*arrangement
	tries     int
	open      []termijnOpen
	vuil      bool // something happened since the last check
}

// doel is a goal as the people around know it.
type doel struct {
	id      string
	versie  int
	gericht toegang.Gericht
	domein  toegang.Domein
	score   toegang.Score
}

// arrangement is a toewijzing as the people around know it.
type arrangement struct {
	id      string
	versie  int
	product inkoop.Product
	ref     inkoop.ProductRef
	a       *leverancier
	start   civil.Date
	last    civil.Date
	begin   ladder.Trede // where the resident stood
	werk    *collega
	traject *collega

	begonnen civil.Date
	rooster  []toegang.Dagdeel
	sluiter  *collega // closes it after a move; nil: the consulent
	weg      bool     // interrupted now
	gehouden bool     // the evaluatie was held
	besluit  uitvoering.VoorstelSoort
	reden    toegang.RedenBeeindiging // of an early end
	weiger   bool                     // the provider said no
	over     bool                     // closed, or taken back
}

// bezig tells whether something is on its way already: a question, an application,
// or an arrangement that has not ended.
func (m *mens) bezig() bool {
	p := m.plek
	return m.melding.open || m.aanvraag.id != "" || p != nil && !p.over
}

// loopt tells whether the resident has begun and nobody has ended it.
func (p *arrangement) loopt() bool { return !p.begonnen.IsZero() && !p.over && p.reden == "" }

// termijnOpen is a deadline that the run itself knows of, apart from the tasks.
type termijnOpen struct {
	soort  toegang.TaakSoort
	zaak   string // what it is about
	dag    civil.Date
	gezien bool // was found late, with its task
}

// Stats counts what happened.
type Stats struct {
	Inwoners, Meldingen, Toewijzingen, Weigeringen, Berichten, Evaluaties, Signalen, Onderbrekingen int
	Afsluitingen, VroegEinde, Nazorg, Overleden, Verhuisd, Vervangingen, ZonderVervanger            int
	Uitkomsten                                                                                      map[toegang.UitkomstSoort]int
	Producten                                                                                       map[inkoop.ProductCode]int
	Geweigerd                                                                                       map[string]int // findings that refused an act
	TeLaat                                                                                          map[toegang.TaakSoort]int
	Acts                                                                                            int
	Per                                                                                             map[string]*Used // time per use case
}

// Used is how often a use case ran and how long that took together.
type Used struct {
	N    int
	Time time.Duration
}

func newStats() Stats {
	return Stats{
		Uitkomsten: map[toegang.UitkomstSoort]int{}, Producten: map[inkoop.ProductCode]int{}, Geweigerd: map[string]int{},
		TeLaat: map[toegang.TaakSoort]int{}, Per: map[string]*Used{},
	}
}

// expect notes a deadline about something.
func (m *mens) expect(soort toegang.TaakSoort, zaak string, dag civil.Date) {
	m.open = append(m.open, termijnOpen{soort: soort, zaak: zaak, dag: dag})
}

// met takes a deadline off that was met, or that no longer counts; with an empty
// case all of that kind.
func (m *mens) met(soort toegang.TaakSoort, zaak string) {
	m.open = slices.DeleteFunc(m.open, func(t termijnOpen) bool { return t.soort == soort && (zaak == "" || t.zaak == zaak) })
}

// metAll takes all deadlines about something, or about a part of it, off.
func (m *mens) metAll(zaak string) {
	m.open = slices.DeleteFunc(m.open, func(t termijnOpen) bool { return t.zaak == zaak || strings.HasPrefix(t.zaak, zaak+":") })
}

// zelf is the resident on the own pages.
func (m *mens) zelf() app.Actor {
	return app.Actor{Actor: authz.Actor{ID: m.account, InwonerID: m.id}, Naam: m.Naam.Volledig()}
}

// hier tells whether the resident still takes part.
func (m *mens) hier() bool { return !m.weg && m.dood.IsZero() }

// loopt tells whether an arrangement of the resident runs.
func (m *mens) loopt() bool {
	return m.plek != nil && m.plek.loopt()
}

// werker is the consulent of a resident, or who does that work today: the
// replacement, else anybody of the team who is there.
func (r *Run) werker(m *mens) app.Actor {
	who := r.present(m.consulent)
	if who.away(r.today) {
		for _, other := range r.teamStaff[m.team] {
			if !other.away(r.today) {
				return other.actor
			}
		}
	}
	return who.actor
}

// assign gives a resident to the team of where he or she lives, and there to the
// consulent with the fewest residents.
func (r *Run) assign(m *mens) {
	team, _ := r.org.TeamVoor(m.Gemeente, m.Wijk)
	if m.consulent != nil {
		m.consulent.load--
	}
	m.team, m.consulent = team, least(r.teamStaff[team])
	if m.Nr == 0 {
		m.consulent = r.teamStaff[team][0] // Marco is Naima's
	}
	m.consulent.load++
}

// least is who has the fewest residents; the first of those.
func least(list []*collega) *collega {
	return slices.MinFunc(list, func(a, b *collega) int { return a.load - b.load })
}

// delay is some days of waiting for a person: at least low, more for who is slow,
// and now and then something is forgotten until well after the last day, up to some weeks.
func (m *mens) delay(who *collega, low, high, last int) int {
	days := low
	for days < high && m.c.Once(who.Traag) {
		days++
	}
	if m.c.Once(who.Vergeet) {
		days = last + m.c.Between(1, 25)
	}
	return days
}

// do times a use case and counts it. An error is a fault of the run, unless the act
// expects it.
func (r *Run) do(ctx context.Context, m *mens, name string, fn func(context.Context) error) error {
	r.Stats.Acts++
	m.vuil = true
	used := r.Stats.Per[name]
	if used == nil {
		used = &Used{}
		r.Stats.Per[name] = used
	}
	watch := r.stopwatch()
	err := fn(ctx)
	used.N++
	used.Time += watch()
	for _, code := range refused(err) {
		r.Stats.Geweigerd[code]++
	}
	return err
}
