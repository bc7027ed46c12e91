package store

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/platform/sqldb"
)

// Inwonerregel is one resident in a list.
type Inwonerregel struct {
	ID           string
	Naam         string
	TeamID       string
	ConsulentID  string
	Fase         string
	Trede        ladder.Trede
	Doeltrede    ladder.Trede
	Catalogus    string
	ProductCode  string
	AanbiederID  string
	Ingangsdatum civil.Date
	Einde        civil.Date
	// Terms of the first voortgangsbericht and of the evaluatie that still have to be
	// done; zero: none.
	BerichtTermijn   civil.Date
	EvaluatieTermijn civil.Date
}

// InwonerSort is the order of a list of residents.
type InwonerSort string

// The orders.
const (
	SortNaam  InwonerSort = "naam"
	SortEinde InwonerSort = "einde"
	SortTrede InwonerSort = "trede"
	SortNieuw InwonerSort = "nieuw"
)

// InwonerVraag (query) says which residents of a team.
type InwonerVraag struct {
	TeamID      string
	Day         civil.Date
	Fase        string // empty: any but that of who died
	ProductCode string
	ConsulentID string
	AanbiederID string
	Trede       ladder.Trede
	EindeVoor   civil.Date // arrangement ends before this day; zero: any
	TeLaat      bool       // only with work that is late
	Woorden     [3]string  // each begins a word of the name; empty: any
	Sort        InwonerSort
	Desc        bool
	Limit       int
	Offset      int
}

const (
	inwonerListColumns = `select i.id, i.weergavenaam as naam, i.team_id, i.consulent_id, i.fase, i.trede, i.doeltrede, i.catalogus,
		i.product_code, i.aanbieder_id, i.ingangsdatum, i.einde,
		(select min(b.termijn) from taak b where b.inwoner_id = i.id and b.soort = 'voortgangsbericht_schrijven') as bericht_termijn,
		(select min(e.termijn) from taak e where e.inwoner_id = i.id and e.soort in ('evaluatie_plannen', 'evaluatie_houden')) as evaluatie_termijn
		from inwoner i `
	inwonerFilter = `where i.team_id = $1 and ($2 = '' and i.fase <> 'overleden' or i.fase = $2) and ($3 = '' or i.product_code = $3)
		and ($4 = '' or i.consulent_id = $4) and ($5 = '' or i.aanbieder_id = $5) and ($6 = 0 or i.trede = $6)
		and (i.einde < $7 or $7 = '9999-12-31')
		and ($8 = 0 or exists (select 1 from taak t where t.inwoner_id = i.id and t.team_id = $1 and t.termijn < $9 and t.zichtbaar <= $9))
		and ($10 = '' or exists (select 1 from inwoner_zoekwoord x where x.inwoner_id = i.id and x.woord >= $10 and x.woord < $11))
		and ($12 = '' or exists (select 1 from inwoner_zoekwoord x where x.inwoner_id = i.id and x.woord >= $12 and x.woord < $13))
		and ($14 = '' or exists (select 1 from inwoner_zoekwoord x where x.inwoner_id = i.id and x.woord >= $14 and x.woord < $15))`
)

// meldingOpen picks the meldingen that are not finished.
const meldingOpen = ` and m.staat in ('nieuw', 'bevestigd', 'onderzoek', 'verslag')
	and ($2 = '' or m.staat = $2) and ($3 = '' or i.consulent_id = $3)`

// naarCAW picks who is referred to a CAW on a day.
const naarCAW = ` from inzage z join inwoner i on i.id = z.inwoner_id join melding m on m.id = z.bron join team t on t.id = i.team_id
	where z.kant = 'caw' and z.kant_id = $1 and z.van <= $2 and (z.tot is null or z.tot > $2)`

// deelnemersNu picks the participants whose view has begun.
const deelnemersNu = ` and z.kant <> 'caw' and z.van <= $3 and ($4 = '' or z.bereik = $4)`

var (
	inwonerLists = inwonerListStatements()
	inwonerCount = sqldb.Select[int](`select count(*) from inwoner i ` + inwonerFilter)

	inwonersVorige = sqldb.Select[Inwonerregel](inwonerListColumns + `where i.id in
		(select z.inwoner_id from inzage z where z.kant = 'vorige' and z.kant_id = $1 and z.van <= $2 and z.tot > $2)
		order by i.sorteernaam, i.id limit 100`)

	deelnemers = sqldb.Select[Deelnemerregel](`
		select i.id, i.weergavenaam as naam, i.trede, t.id as toewijzing_id, t.catalogus, t.product_code, t.ingangsdatum,
			t.laatste_dag as einde, t.begonnen, t.werkbegeleider_id, z.einde as loopt_tot, z.tot as inzage_tot
		from inzage z join inwoner i on i.id = z.inwoner_id join toewijzing t on t.id = z.bron
		where z.kant = $1 and z.kant_id = $2 and ($6 = '' or z.bereik = $6) and z.van <= $3 and (z.tot is null or z.tot > $3)
		order by z.sorteernaam, z.inwoner_id, z.bron limit $4 offset $5`)
	// Two ranges of one index: views that end after the day, and those that are open.
	// Whoever is referred to a CAW is no participant.
	deelnemerCount = sqldb.Select[int](`select
		(select count(*) from inzage z where z.kant = $1 and z.kant_id = $2 and z.tot > $3` + deelnemersNu + `) +
		(select count(*) from inzage z where z.kant = $1 and z.kant_id = $2 and z.tot is null` + deelnemersNu + `)`)

	zoekGemeente = sqldb.Select[Zoekregel](`
		select i.id, i.weergavenaam as naam, i.sorteernaam, i.team_id, i.geboortedatum, i.fase, i.ingangsdatum from inwoner_zoekwoord w join inwoner i on i.id = w.inwoner_id
		where w.gemeente_code = $1 and w.woord >= $2 and w.woord < $3
			and ($4 = '' or exists (select 1 from inwoner_zoekwoord x where x.inwoner_id = i.id and x.woord >= $4 and x.woord < $5))
			and ($6 = '' or exists (select 1 from inwoner_zoekwoord x where x.inwoner_id = i.id and x.woord >= $6 and x.woord < $7))
		order by w.woord, w.inwoner_id limit $8`)
	// The order is that of the words alone, so that only those who are shown are read.
	zoekGemeenteEerste = sqldb.Select[Zoekregel](`
		select i.id, i.weergavenaam as naam, i.sorteernaam, i.team_id, i.geboortedatum, i.fase, i.ingangsdatum from inwoner i
		join (select distinct w.inwoner_id, w.sorteernaam, case when w.team_id = $8 then 0 else 1 end as ander from inwoner_zoekwoord w
			where w.gemeente_code = $1 and w.woord >= $2 and w.woord < $3
				and ($4 = '' or exists (select 1 from inwoner_zoekwoord x where x.inwoner_id = w.inwoner_id and x.woord >= $4 and x.woord < $5))
				and ($6 = '' or exists (select 1 from inwoner_zoekwoord x where x.inwoner_id = w.inwoner_id and x.woord >= $6 and x.woord < $7))
			order by ander, w.sorteernaam, w.inwoner_id limit $9) f on f.inwoner_id = i.id
		order by f.ander, f.sorteernaam, i.id`)
	zelfdeNaam = sqldb.Select[Zoekregel](`
		select i.id, i.weergavenaam as naam, i.sorteernaam, i.team_id, i.geboortedatum, i.fase, i.ingangsdatum
		from inwoner_zoekwoord w join inwoner i on i.id = w.inwoner_id
		where w.gemeente_code = $1 and w.woord = $2 and i.geboortedatum = $3 and i.id <> $4
			and exists (select 1 from inwoner_zoekwoord x where x.inwoner_id = i.id and x.woord = $5)
		order by i.sorteernaam, i.id limit 10`)
	zoekInzage = sqldb.Select[Zoekregel](`
		select distinct i.id, i.weergavenaam as naam, i.sorteernaam, i.team_id, i.geboortedatum, i.fase, i.ingangsdatum
		from inzage z join inwoner i on i.id = z.inwoner_id
		where z.kant = $1 and z.kant_id = $2 and z.van <= $3 and (z.tot is null or z.tot > $3)
			and ($4 = '' or exists (select 1 from inwoner_zoekwoord x where x.inwoner_id = i.id and x.woord >= $4 and x.woord < $5))
			and ($6 = '' or exists (select 1 from inwoner_zoekwoord x where x.inwoner_id = i.id and x.woord >= $6 and x.woord < $7))
			and ($8 = '' or exists (select 1 from inwoner_zoekwoord x where x.inwoner_id = i.id and x.woord >= $8 and x.woord < $9))
		order by i.sorteernaam, i.id limit $10`)

	// The clock of a melding is that of its investigation, and then of choosing.
	openMeldingen = sqldb.Select[Meldingregel](`
		select m.id, m.inwoner_id, i.weergavenaam as naam, i.consulent_id, m.door, m.ontvangen, m.staat, m.versie, t.termijn,
			coalesce(t.wettelijk, false) as wettelijk, coalesce(t.opgeschort, false) as opgeschort
		from melding m join inwoner i on i.id = m.inwoner_id
		left join taak t on t.inwoner_id = m.inwoner_id
			and t.id = case when m.staat = 'verslag' then 'uitkomst_kiezen:' else 'onderzoek_afronden:' end || m.id
		where m.team_id = $1` + meldingOpen + ` order by t.termijn, m.ontvangen, m.id limit $4 offset $5`)
	openMeldingenCount = sqldb.Select[int](`
		select count(*) from melding m join inwoner i on i.id = m.inwoner_id where m.team_id = $1` + meldingOpen)

	verwezen = sqldb.Select[Verwijzingsregel](`
		select i.id, i.weergavenaam as naam, i.team_id, t.naam as team, i.trede, m.uitkomst_op as verwezen, m.kijk_opnieuw` + naarCAW + `
		order by m.kijk_opnieuw, i.sorteernaam, i.id limit $3 offset $4`)
	verwezenCount = sqldb.Select[int](`select count(*)` + naarCAW)

	accountNamen = sqldb.Select[idNaam](`select id, name as naam from account where id in ($1, $2, $3, $4, $5, $6, $7, $8)`)
	teamNaam     = sqldb.Select[string](`select naam from team where id = $1`)
	orgNaam      = sqldb.Select[string](`select naam from organisatie where id = $1`)
)

func inwonerListStatements() map[InwonerSort][2]*sqldb.Query[Inwonerregel] {
	out := map[InwonerSort][2]*sqldb.Query[Inwonerregel]{}
	for sort, columns := range map[InwonerSort][2]string{
		SortNaam:  {"i.sorteernaam, i.id", "i.sorteernaam desc, i.id desc"},
		SortEinde: {"coalesce(i.einde, '9999-12-31'), i.sorteernaam, i.id", "coalesce(i.einde, '0001-01-01') desc, i.sorteernaam, i.id"},
		SortTrede: {"i.trede, i.sorteernaam, i.id", "i.trede desc, i.sorteernaam, i.id"},
		SortNieuw: {"i.aangemaakt, i.id", "i.aangemaakt desc, i.id desc"},
	} {
		var pair [2]*sqldb.Query[Inwonerregel]
		for n, order := range columns {
			pair[n] = sqldb.Select[Inwonerregel](inwonerListColumns + inwonerFilter + ` order by ` + order + ` limit $16 offset $17`)
		}
		out[sort] = pair
	}
	return out
}

func (q InwonerVraag) args() []any {
	before := q.EindeVoor
	if before.IsZero() {
		before = civil.Last
	}
	late := 0
	if q.TeLaat {
		late = 1
	}
	w := q.Woorden
	return []any{
		q.TeamID, q.Fase, q.ProductCode, q.ConsulentID, q.AanbiederID, int64(q.Trede), before, late, q.Day,
		w[0], after(w[0]), w[1], after(w[1]), w[2], after(w[2]),
	}
}

// InwonerLijst gives a page of the residents of a team.
func (tx *Tx) InwonerLijst(q InwonerVraag) ([]Inwonerregel, error) {
	pair, ok := inwonerLists[q.Sort]
	if !ok {
		pair = inwonerLists[SortNaam]
	}
	query := pair[0]
	if q.Desc {
		query = pair[1]
	}
	return query.All(tx.Tx, append(q.args(), q.Limit, q.Offset)...)
}

// TelInwoners counts the residents of a team.
func (tx *Tx) TelInwoners(q InwonerVraag) (int, error) { return inwonerCount.One(tx.Tx, q.args()...) }

// InwonersVanVorigTeam gives the residents who moved away and whose toewijzing a team
// still closes.
func (tx *Tx) InwonersVanVorigTeam(teamID string, day civil.Date) ([]Inwonerregel, error) {
	return inwonersVorige.All(tx.Tx, teamID, day)
}

// Deelnemerregel is one participant in a list of a provider.
type Deelnemerregel struct {
	ID               string
	Naam             string
	Trede            ladder.Trede
	ToewijzingID     string
	Catalogus        string
	ProductCode      string
	Ingangsdatum     civil.Date
	Einde            civil.Date
	Begonnen         civil.Date
	WerkbegeleiderID string
	LooptTot         civil.Date // first day on which it no longer runs; zero: open
	InzageTot        civil.Date
}

// Deelnemers gives a page of the participants that a provider, or somebody who guides
// for it, may see on a day, and how many there are.
func (tx *Tx) Deelnemers(kant, kantID, bereik string, day civil.Date, limit, offset int) ([]Deelnemerregel, int, error) {
	n, err := tx.TelDeelnemers(kant, kantID, bereik, day)
	if err != nil {
		return nil, 0, err
	}
	rows, err := deelnemers.All(tx.Tx, kant, kantID, day, limit, offset, bereik)
	return rows, n, err
}

// TelDeelnemers counts those participants.
func (tx *Tx) TelDeelnemers(kant, kantID, bereik string, day civil.Date) (int, error) {
	return deelnemerCount.One(tx.Tx, kant, kantID, day, bereik)
}

// Zoekregel is one resident that was found by name.
type Zoekregel struct {
	ID            string
	Naam          string
	Sorteernaam   string
	TeamID        string
	Geboortedatum civil.Date
	Fase          string
	Ingangsdatum  civil.Date
}

// after is the first word that does not begin with a word.
func after(word string) string { return word + "\uffff" }

// fewFound is up to how many hits a search reads as the words come, which costs least.
const fewFound = 60

// ZoekInGemeente finds residents of a gemeente of whom each word begins a word of the
// name; at most three words count. Words are folded, the longest first. It gives all of
// them, in any order and perhaps twice, or when they are many the first: those of a team
// before others, each by name.
func (tx *Tx) ZoekInGemeente(gemeente, teamID string, words []string, limit int) ([]Zoekregel, error) {
	w := three(words)
	args := []any{gemeente, w[0], after(w[0]), w[1], after(w[1]), w[2], after(w[2])}
	rows, err := zoekGemeente.All(tx.Tx, append(args, fewFound+1)...)
	if err != nil || len(rows) <= fewFound {
		return rows, err
	}
	return zoekGemeenteEerste.All(tx.Tx, append(args, teamID, limit)...)
}

// ZelfdeNaam finds others in the gemeente of a resident with the same date of birth, the
// same family name and the same given name: perhaps the same person. Who was born on a day
// that is not known whole is like nobody.
func (tx *Tx) ZelfdeNaam(i Inwoner) ([]Zoekregel, error) {
	last, given := persoon.Zoekwoorden(i.Naam.Geslachtsnaam), persoon.Zoekwoorden(i.Naam.Roep())
	if len(last) == 0 || len(given) == 0 || i.Geboren.Gebruik != persoon.DatumVolledig {
		return nil, nil
	}
	return zelfdeNaam.All(tx.Tx, string(i.Gemeente), last[0], i.Geboren.Datum, i.ID, given[0])
}

// ZoekInInzage finds residents by name among those that one side may see on a day.
func (tx *Tx) ZoekInInzage(kant, kantID string, day civil.Date, words []string, limit int) ([]Zoekregel, error) {
	w := three(words)
	return zoekInzage.All(tx.Tx, kant, kantID, day, w[0], after(w[0]), w[1], after(w[1]), w[2], after(w[2]), limit)
}

func three(words []string) [3]string {
	var out [3]string
	copy(out[:], words)
	return out
}

// Meldingregel is one open melding in a list.
type Meldingregel struct {
	ID          string
	InwonerID   string
	Naam        string
	ConsulentID string
	Door        string
	Ontvangen   civil.Date
	Staat       string
	Versie      int
	Termijn     civil.Date // zero: none; civil.Last: the clock stands still
	Wettelijk   bool       // the term is set by law
	Opgeschort  bool
}

// MeldingVraag (query) says which open meldingen of a team.
type MeldingVraag struct {
	TeamID      string
	Staat       string // empty: all that are open
	ConsulentID string // empty: of anybody
	Limit       int
	Offset      int
}

// OpenMeldingen gives a page of the meldingen of a team that are not finished, the
// earliest term first, and how many there are.
func (tx *Tx) OpenMeldingen(q MeldingVraag) ([]Meldingregel, int, error) {
	n, err := openMeldingenCount.One(tx.Tx, q.TeamID, q.Staat, q.ConsulentID)
	if err != nil {
		return nil, 0, err
	}
	rows, err := openMeldingen.All(tx.Tx, q.TeamID, q.Staat, q.ConsulentID, q.Limit, q.Offset)
	return rows, n, err
}

// Verwijzingsregel is one resident who is referred to a CAW.
type Verwijzingsregel struct {
	ID          string
	Naam        string
	TeamID      string
	Team        string // name
	Trede       ladder.Trede
	Verwezen    civil.Date
	KijkOpnieuw civil.Date // when the lokale toegang looks again
}

// VerwijzingenNaar gives a page of the residents who are referred to a CAW on a day, whom
// the lokale toegang looks at first on top, and how many there are.
func (tx *Tx) VerwijzingenNaar(cawID string, day civil.Date, limit, offset int) ([]Verwijzingsregel, int, error) {
	n, err := verwezenCount.One(tx.Tx, cawID, day)
	if err != nil {
		return nil, 0, err
	}
	rows, err := verwezen.All(tx.Tx, cawID, day, limit, offset)
	return rows, n, err
}

type idNaam struct {
	ID   string
	Naam string
}

// namesAtOnce is how many names one query asks.
const namesAtOnce = 8

// Accountnamen gives the names of accounts by id.
func (tx *Tx) Accountnamen(ids []string) (map[string]string, error) {
	out := make(map[string]string, len(ids))
	var asked []string
	for _, id := range ids {
		if _, known := out[id]; id != "" && !known {
			out[id] = ""
			asked = append(asked, id)
		}
	}
	for len(asked) > 0 {
		n := min(namesAtOnce, len(asked))
		args := make([]any, namesAtOnce)
		for i := range args {
			args[i] = ""
			if i < n {
				args[i] = asked[i]
			}
		}
		asked = asked[n:]
		err := accountNamen.Each(tx.Tx, func(r idNaam) error {
			out[r.ID] = r.Naam
			return nil
		}, args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// TeamNaam gives the name of a team; empty when there is none.
func (tx *Tx) TeamNaam(id string) (string, error) {
	name, _, err := teamNaam.Maybe(tx.Tx, id)
	return name, err
}

// OrganisatieNaam gives the name of an organisation; empty when there is none.
func (tx *Tx) OrganisatieNaam(id string) (string, error) {
	name, _, err := orgNaam.Maybe(tx.Tx, id)
	return name, err
}
