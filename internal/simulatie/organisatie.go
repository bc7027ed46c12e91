package simulatie

import (
	"fmt"
	"strings"

	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
)

// Organisatie is a gemeente, a provider, the region, the CAW or an employer.
type Organisatie struct {
	Soort     authz.Soort
	Naam      string
	Gemeente  inkoop.GemeenteCode // where it is registered; empty for the region
	Aanbieder int                 // number of the provider; -1: none
}

// Team is a team of the lokale toegang.
type Team struct {
	Naam        string
	Organisatie int // index
	Gemeente    inkoop.GemeenteCode
	Wijken      []inkoop.WijkCode // none: the whole gemeente
}

// Medewerker is a member of staff with one appointment.
type Medewerker struct {
	Naam        string
	Login       string
	Email       string
	Rol         authz.Role
	Organisatie int // index
	Team        int // index; -1: none
	Van         civil.Date
	Persona     string     // name of the domain guide, section 5; empty: none
	Traag       float64    // chance of a day's delay on each day
	Vergeet     float64    // chance that something is done late
	Afwezig     []Afwezig  // in order
	VOG         civil.Date // of staff of providers
}

// Afwezig is a time of absence, with what is told about it.
type Afwezig struct {
	Periode civil.Period
	Reden   string
}

// Organisaties is everybody but the residents.
type Organisaties struct {
	Lijst       []Organisatie
	Teams       []Team
	Medewerkers []Medewerker
	Aanbieders  []Aanbieder
}

// arnhem are the teams of Arnhem with their wijken.
var arnhem = []struct{ naam, wijken string }{
	{"Wijkteam Presikhaaf", "03 04 05"},
	{"Wijkteam Centrum", "01 02"},
	{"Wijkteam Klarendal en Noord", "06 07 08"},
	{"Wijkteam Geitenkamp", "09 10 11 13"},
	{"Wijkteam West", "12 14 15"},
	{"Wijkteam Malburgen", "16 17 18"},
	{"Wijkteam Kronenburg", "19 20 21"},
	{"Wijkteam Rijkerswoerd en Schuytgraaf", "22 23 24"},
}

// elders are the teams of the other gemeenten.
var elders = []struct {
	gemeente inkoop.GemeenteCode
	naam     string
	wijken   string
}{
	{"0226", "Team Duiven", "03 04"},
	{"0299", "Team Zevenaar", "00 01 02 03"},
	{"0299", "Team Rijnwaarden", "06 07 08 09 10 11"},
	{"1734", "Kernteam Overbetuwe", ""},
	{"0289", "Team Wageningen-West", "01 05 07 08 11 12"},
	{"0289", "Team Wageningen-Oost", "02 03 04 06 09 10"},
	{"0274", "Team Renkum", "01 02 03 04 07 08 09"},
	{"0274", "Team Oosterbeek", "05 06 10 11 12"},
	{"0293", "Team Westervoort", "00"},
	{"0221", "Team Doesburg", "01"},
	{"0275", "Team Rheden", "00 01 02"},
	{"1705", "Team Lingewaard", ""},
	{"0277", "Team Rozendaal", "00"},
}

// The caseloads by which the number of staff follows from the number of residents
// (domain guide 5 has 45 for a consulent and 12 for a small provider).
const (
	perConsulent         = 45
	perWerkbegeleider    = 12
	perTrajectbegeleider = 20
	perCAWAdviseur       = 60
)

// NewOrganisaties makes the organisations, teams and staff of a region.
func NewOrganisaties(cfg Config, register *inkoop.Register) *Organisaties {
	cfg = cfg.Complete()
	o := &Organisaties{Aanbieders: Aanbieders(cfg, register)}
	s := &staffing{cfg: cfg, o: o, logins: map[string]int{}}
	s.region()
	s.gemeenten(register)
	for _, a := range o.Aanbieders {
		s.aanbieder(a)
	}
	s.caw()
	s.werkgever()
	s.appoint(authz.RoleBeoordelaar, 0, -1, "") // the last of all, so that nobody else becomes another
	return o
}

// staffing appoints people one by one, each out of a stream of their own.
type staffing struct {
	cfg    Config
	o      *Organisaties
	logins map[string]int
}

func (s *staffing) organisatie(soort authz.Soort, naam string, gemeente inkoop.GemeenteCode, aanbieder int) int {
	s.o.Lijst = append(s.o.Lijst, Organisatie{Soort: soort, Naam: naam, Gemeente: gemeente, Aanbieder: aanbieder})
	return len(s.o.Lijst) - 1
}

// appoint gives somebody a role; persona is their whole name when it is fixed.
func (s *staffing) appoint(rol authz.Role, org, team int, persona string) {
	nr := len(s.o.Medewerkers)
	c := newChance(s.cfg.Seed, streamMedewerker, nr)
	name, _, _ := naamVan(c, 23) // younger than those with a partner's name
	m := Medewerker{
		Naam: name.Volledig(), Rol: rol, Organisatie: org, Team: team, Van: s.cfg.Van, Traag: c.Share(0.1, 0.55),
		Vergeet: c.Share(0.01, 0.12), VOG: s.cfg.Van.AddDays(-c.Between(20, 900)),
	}
	if persona != "" {
		m.Naam, m.Traag, m.Vergeet = persona, 0.15, 0.02
		m.Persona, _, _ = strings.Cut(persona, " ")
	}
	login := strings.ReplaceAll(persoon.Fold(m.Naam), " ", ".")
	login = strings.ReplaceAll(login, "'", "")
	s.logins[login]++
	if n := s.logins[login]; n > 1 {
		login = fmt.Sprintf("%s%d", login, n)
	}
	m.Login, m.Email = login, login+"@voorbeeld.example"
	if rol.Replaceable() {
		m.Afwezig = s.afwezig(nr)
	}
	s.o.Medewerkers = append(s.o.Medewerkers, m)
}

// afwezig is when somebody is away: a holiday each summer, and now and then ill
// for some weeks.
func (s *staffing) afwezig(nr int) []Afwezig {
	c := newChance(s.cfg.Seed, streamAfwezig, nr)
	var out []Afwezig
	add := func(from civil.Date, days int, reden string) {
		p := civil.Period{From: from, Until: from.AddDays(days)}
		free := from.After(s.cfg.Van.AddDays(14)) && p.Until.Before(s.cfg.Tot.AddDays(21))
		if n := len(out); free && (n == 0 || !from.Before(out[n-1].Periode.Until.AddDays(1))) {
			out = append(out, Afwezig{p, reden})
		}
	}
	for year := s.cfg.Van.Year(); year <= s.cfg.Tot.Year(); year++ {
		ill := c.Once(0.18)
		start, days := civil.New(year, 1, 8).AddDays(c.Below(120)), c.Between(10, 45)
		holiday, length := civil.New(year, 6, 20).AddDays(c.Below(60)), c.Between(12, 21)
		if ill {
			add(start, days, "ziek")
		}
		add(holiday, length, "vakantie")
		if autumn := civil.New(year, 10, 20).AddDays(c.Below(40)); c.Once(0.12) {
			add(autumn, c.Between(5, 14), "ziek")
		}
	}
	return out
}

func (s *staffing) region() {
	org := s.organisatie(authz.SoortRegio, "Regio Arnhem (voorbeeld)", "", -1)
	s.appoint(authz.RoleBeheerder, org, -1, "Bea Kompas")
	s.appoint(authz.RoleContractmanager, org, -1, "Ingrid ter Horst")
	s.appoint(authz.RoleContractmanager, org, -1, "")
	s.appoint(authz.RoleBeoordelaar, org, -1, "")
	s.appoint(authz.RoleFinancieel, org, -1, "Wim Broekhuis")
	s.appoint(authz.RoleBeleidsmedewerker, org, -1, "")
}

func (s *staffing) gemeenten(register *inkoop.Register) {
	orgs := map[inkoop.GemeenteCode]int{}
	for _, p := range plaatsen {
		g, _ := register.Gemeente(p.code)
		org := s.organisatie(authz.SoortGemeente, "Gemeente "+g.Naam, p.code, -1)
		orgs[p.code] = org
		s.appoint(authz.RoleFinancieel, org, -1, "")
		s.appoint(authz.RoleBeleidsmedewerker, org, -1, "")
		s.appoint(authz.RoleBeleidsmedewerker, org, -1, "")
	}
	s.appoint(authz.RoleToezichthouder, orgs["0202"], -1, "")
	for _, t := range arnhem {
		s.team(orgs, "0202", t.naam, t.wijken, len(arnhem))
	}
	for _, t := range elders {
		count := 0
		for _, other := range elders {
			if other.gemeente == t.gemeente {
				count++
			}
		}
		s.team(orgs, t.gemeente, t.naam, t.wijken, count)
	}
}

func (s *staffing) team(orgs map[inkoop.GemeenteCode]int, code inkoop.GemeenteCode, naam, wijken string, teams int) {
	t := Team{Naam: naam, Organisatie: orgs[code], Gemeente: code}
	for nr := range strings.FieldsSeq(wijken) {
		t.Wijken = append(t.Wijken, inkoop.WijkCode("WK"+string(code)+nr))
	}
	s.o.Teams = append(s.o.Teams, t)
	index := len(s.o.Teams) - 1
	leader, first := "", ""
	if index == 0 {
		leader, first = "Gerda Hofman", "Naima Karimi"
	}
	s.appoint(authz.RoleTeamleider, t.Organisatie, index, leader)
	// Seven in ten residents are somebody's work at once; teams are not equally big.
	n := s.cfg.Inwoners * plaatsVan(code).gewicht / 1000 / teams * 9 / 10 / perConsulent
	for i := range max(2, n+1) {
		name := ""
		if i == 0 {
			name = first
		}
		s.appoint(authz.RoleConsulent, t.Organisatie, index, name)
	}
}

func (s *staffing) aanbieder(a Aanbieder) {
	org := s.organisatie(authz.SoortAanbieder, a.Naam, a.Inschrijving, a.Nr)
	mine := s.cfg.Inwoners * 7 / 10 / len(s.o.Aanbieders)
	names := [3]string{}
	if a.Nr == 0 {
		names = [3]string{"Peter de Lange", "Sanne Vermeer", "Carla Visser"}
	}
	named := func(i int, name string) string {
		if i == 0 {
			return name
		}
		return ""
	}
	for i := range max(2, mine/perWerkbegeleider+1) {
		s.appoint(authz.RoleWerkbegeleider, org, -1, named(i, names[0]))
	}
	for i := range max(2, mine/perTrajectbegeleider+1) {
		s.appoint(authz.RoleTrajectbegeleider, org, -1, named(i, names[1]))
	}
	for i := range max(2, mine/250+1) {
		s.appoint(authz.RoleCoordinator, org, -1, named(i, names[2]))
	}
}

func (s *staffing) caw() {
	org := s.organisatie(authz.SoortCAW, "Centrum voor Activerend Werk (voorbeeld)", "0202", -1)
	for i := range max(2, s.cfg.Inwoners/10/perCAWAdviseur+1) {
		name := ""
		if i == 0 {
			name = "Tom Bouwman"
		}
		s.appoint(authz.RoleCAWAdviseur, org, -1, name)
	}
}

func (s *staffing) werkgever() {
	org := s.organisatie(authz.SoortWerkgever, "Tuincentrum De Lindenhof (voorbeeld)", "0226", -1)
	s.appoint(authz.RoleWerkgever, org, -1, "Fatma Aksoy")
}

// TeamVoor gives the index of the team for a place to live.
func (o *Organisaties) TeamVoor(gemeente inkoop.GemeenteCode, wijk inkoop.WijkCode) (int, bool) {
	whole := -1
	for i, t := range o.Teams {
		if t.Gemeente != gemeente {
			continue
		}
		for _, w := range t.Wijken {
			if w == wijk {
				return i, true
			}
		}
		if whole < 0 {
			whole = i
		}
	}
	return whole, whole >= 0
}
