package toegang

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// PageSize is the number of rows on a page of a list.
const PageSize = 30

// InwonerFilter is what is asked of the list of residents. It stands in the URL, so
// that it can be kept.
type InwonerFilter struct {
	TeamID      string // one of [InwonerPage].Teams; empty: the first
	Fase        string // empty: any but that of who died
	ProductCode string
	ConsulentID string
	AlleenMijn  bool
	AanbiederID string
	Trede       ladder.Trede
	EindeVoor   civil.Date
	TeLaat      bool
	Tekst       string // beginnings of words of the name
	Sort        store.InwonerSort
	Desc        bool
	Page        int // from 1
}

// InwonerPage is a page of residents.
type InwonerPage struct {
	Teams     []string // ids of the teams whose residents may be seen
	TeamID    string
	Dag       civil.Date
	Total     int
	Page      int
	Regels    []store.Inwonerregel
	Vorige    []store.Inwonerregel // who moved away and is still being closed; on the first page
	Aanbieder map[string]string    // names of providers by id
	Consulent map[string]string    // names of colleagues by id
	TeamNamen map[string]string    // when there is a choice
	Regio     app.Regels
}

// Inwoners gives the residents of the own team, filtered and sorted. One event of
// looking tells which residents were shown.
func (u *UseCases) Inwoners(ctx context.Context, actor app.Actor, f InwonerFilter) (out InwonerPage, err error) {
	out.Dag, out.Page = app.Today(u.Now()), max(f.Page, 1)
	scope := authz.ScopeOf(actor.Actor, authz.LijstInwoners, out.Dag)
	if out.Teams = ownTeams(scope); len(out.Teams) == 0 {
		return out, app.NotHere()
	}
	if out.TeamID = out.Teams[0]; slices.Contains(out.Teams, f.TeamID) {
		out.TeamID = f.TeamID
	}
	q := store.InwonerVraag{
		TeamID: out.TeamID, Day: out.Dag, Fase: f.Fase, ProductCode: f.ProductCode, ConsulentID: f.ConsulentID, AanbiederID: f.AanbiederID,
		Trede: f.Trede, EindeVoor: f.EindeVoor, TeLaat: f.TeLaat, Sort: f.Sort, Desc: f.Desc, Limit: PageSize, Offset: (out.Page - 1) * PageSize,
	}
	if f.AlleenMijn {
		q.ConsulentID = actor.ID
	}
	copy(q.Woorden[:], searchWords(f.Tekst))
	if err = u.Store.Read(ctx, func(tx *store.Tx) error { return u.readInwoners(tx, q, &out) }); err != nil {
		return out, err
	}
	return out, u.lookedAt(ctx, actor, scope, "inwoners.bekeken", append(slices.Clone(out.Regels), out.Vorige...))
}

// ownTeams are the teams of a scope.
func ownTeams(scope authz.Scope) []string {
	var out []string
	for _, t := range scope.Terms {
		if t.Relation == authz.RelEigenTeam && !slices.Contains(out, t.TeamID) {
			out = append(out, t.TeamID)
		}
	}
	return out
}

func (u *UseCases) readInwoners(tx *store.Tx, q store.InwonerVraag, out *InwonerPage) error {
	var err error
	if out.Total, err = u.counts.inwoners(tx, q); err != nil {
		return err
	}
	if out.Regels, err = tx.InwonerLijst(q); err != nil {
		return err
	}
	if out.Page == 1 {
		if out.Vorige, err = tx.InwonersVanVorigTeam(q.TeamID, q.Day); err != nil {
			return err
		}
	}
	if out.TeamNamen, err = teamNamen(tx, out.Teams); err != nil {
		return err
	}
	if out.Regio, err = u.Regels(tx); err != nil {
		return err
	}
	return u.listNames(tx, out)
}

// teamNamen gives the names of teams to choose from; none when there is no choice.
func teamNamen(tx *store.Tx, ids []string) (map[string]string, error) {
	if len(ids) < 2 {
		return nil, nil
	}
	out := make(map[string]string, len(ids))
	for _, id := range ids {
		name, err := tx.TeamNaam(id)
		if err != nil {
			return nil, err
		}
		out[id] = name
	}
	return out, nil
}

// searchWords gives the words of a question about a name, folded, the longest first.
func searchWords(text string) []string {
	words := persoon.Zoekwoorden(text)
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return words
}

// listNames fills in the names of providers and colleagues.
func (u *UseCases) listNames(tx *store.Tx, out *InwonerPage) error {
	aanbod, err := u.Inkoop.AanbodIn(tx)
	if err != nil {
		return err
	}
	out.Aanbieder = map[string]string{}
	var people []string
	for _, r := range out.Regels {
		if r.AanbiederID != "" {
			out.Aanbieder[r.AanbiederID] = aanbod.Naam(r.AanbiederID)
		}
		people = append(people, r.ConsulentID)
	}
	out.Consulent, err = tx.Accountnamen(people)
	return err
}

func (u *UseCases) lookedAt(ctx context.Context, actor app.Actor, scope authz.Scope, action string, rows []store.Inwonerregel) error {
	shown := make([]string, len(rows))
	for i, r := range rows {
		shown[i] = r.ID
	}
	return u.Store.Look(ctx, actor.Audit(scopeDecision(scope)), app.KindLijst, action, "", shown...)
}

// scopeDecision gives the role under which a list was seen.
func scopeDecision(scope authz.Scope) authz.Decision {
	if len(scope.Terms) == 0 {
		return authz.Decision{}
	}
	return authz.Decision{Role: scope.Terms[0].Role, OrganisatieID: scope.Terms[0].OrganisatieID}
}

// countCache remembers how many residents a list has, as long as the version of the
// team's lists and the day are the same.
type countCache struct {
	mu   sync.Mutex
	rows map[store.InwonerVraag]counted
}

type counted struct {
	versie, late int64
	count        int
}

const mostCounts = 4096

func (c *countCache) inwoners(tx *store.Tx, q store.InwonerVraag) (int, error) {
	versie, err := tx.ScopeVersie(store.ScopeInwoners(store.KantTeam, q.TeamID))
	if err != nil {
		return 0, err
	}
	key := q
	key.Limit, key.Offset, key.Sort, key.Desc = 0, 0, "", false
	now := counted{versie: versie}
	if q.TeLaat { // then the list follows the tasks as well
		if now.late, err = tx.ScopeVersie(store.ScopeTaken(store.KantTeam, q.TeamID)); err != nil {
			return 0, err
		}
	}
	c.mu.Lock()
	have, ok := c.rows[key]
	c.mu.Unlock()
	if ok && have.versie == now.versie && have.late == now.late {
		return have.count, nil
	}
	if now.count, err = tx.TelInwoners(q); err != nil {
		return 0, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.rows == nil || len(c.rows) >= mostCounts {
		c.rows = map[store.InwonerVraag]counted{}
	}
	c.rows[key] = now
	return now.count, nil
}

// SearchResult is one resident that was found. Of another team there is a name and the
// team, and no more until a reason was given.
type SearchResult struct {
	ID            string
	Naam          string
	TeamID        string
	Team          string // name
	Geboortedatum civil.Date
	Fase          string
	Begint        civil.Date // first day of the arrangement in Fase; zero: none
	AnderTeam     bool
}

// mostFound is how many residents one search shows.
const mostFound = 20

// Zoek finds residents by the beginnings of words of their names, within what the
// actor may see, and tells whether there are more than it gives. Source: issue 2 part E.
func (u *UseCases) Zoek(ctx context.Context, actor app.Actor, text string) (out []SearchResult, more bool, err error) {
	today := app.Today(u.Now())
	scope := authz.ScopeOf(actor.Actor, authz.InwonerZoeken, today)
	if scope.Empty() {
		return nil, false, app.NotHere()
	}
	words := searchWords(text)
	if len(words) == 0 || len(words[0]) < 2 {
		return nil, false, nil
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		found, err := search(tx, scope, words)
		if err != nil {
			return err
		}
		more = len(found) > mostFound
		out, err = zoekRegels(tx, found)
		return err
	})
	if err != nil {
		return nil, false, err
	}
	shown := make([]string, len(out))
	for i, r := range out {
		shown[i] = r.ID
	}
	return out, more, u.Store.Look(ctx, actor.Audit(scopeDecision(scope)), app.KindLijst, "inwoners.gezocht", "", shown...)
}

// mostLast is how many dossiers the palette offers before anything is typed.
const mostLast = 7

// LaatsteDossiers gives the residents whose dossier the actor opened last and may still
// open, the last one first. Source: ux.md 1.1.
func (u *UseCases) LaatsteDossiers(ctx context.Context, actor app.Actor) (out []SearchResult, err error) {
	scope := authz.ScopeOf(actor.Actor, authz.InwonerZoeken, app.Today(u.Now()))
	if scope.Empty() {
		return nil, app.NotHere()
	}
	ids, err := u.Store.LaatstGeopend(ctx, actor.ID)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		for _, id := range ids[:min(len(ids), 2*mostLast)] { // those that one may not open any more count as well
			r, open, err := lastDossier(tx, actor, id)
			if err != nil {
				return err
			}
			if open && len(out) < mostLast {
				out = append(out, r)
			}
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		return nil, err
	}
	shown := make([]string, len(out))
	for i, r := range out {
		shown[i] = r.ID
	}
	return out, u.Store.Look(ctx, actor.Audit(scopeDecision(scope)), app.KindLijst, "dossiers.laatst", "", shown...)
}

// lastDossier gives a resident as a search shows one, when the actor may open the dossier
// now.
func lastDossier(tx *store.Tx, actor app.Actor, id string) (r SearchResult, open bool, err error) {
	d, err := app.OpenDossier(tx, actor, id)
	if err == nil {
		_, err = d.May(actor, authz.DossierOpenen, "")
	}
	if err != nil {
		if errs.Is(err, errs.NotFound) {
			err = nil
		}
		return r, false, err
	}
	i, f := d.Inwoner(), authz.FieldsOf(actor.Actor, d.Facts)
	r = SearchResult{ID: i.ID, Naam: i.Naam.Roep(), TeamID: i.TeamID}
	if f.Reads(authz.FieldNaam) {
		r.Naam, r.Geboortedatum = i.Naam.Volledig(), i.Geboren.Datum
	}
	r.Fase, r.Begint = i.Stand.Fase, i.Stand.Ingangsdatum
	r.Team, err = tx.TeamNaam(i.TeamID)
	return r, true, err
}

// found is a resident with whether the actor sees more than the name.
type found struct {
	store.Zoekregel
	near bool
}

func search(tx *store.Tx, scope authz.Scope, words []string) (map[string]found, error) {
	out := map[string]found{}
	add := func(rows []store.Zoekregel, err error, near func(store.Zoekregel) bool) error {
		for _, r := range rows {
			f := found{r, near(r) || out[r.ID].near}
			out[r.ID] = f
		}
		return err
	}
	yes := func(store.Zoekregel) bool { return true }
	done := map[string]bool{}
	for _, t := range scope.Terms {
		var err error
		switch t.Relation {
		case authz.RelEigenTeam, authz.RelAnderTeam:
			own := func(r store.Zoekregel) bool { return r.TeamID == t.TeamID }
			if !done[t.GemeenteCode+t.TeamID] {
				done[t.GemeenteCode+t.TeamID] = true
				rows, e := tx.ZoekInGemeente(t.GemeenteCode, t.TeamID, words, mostFound+1)
				err = add(rows, e, own)
			}
		case authz.RelVorigeGemeente:
			rows, e := tx.ZoekInInzage(store.KantVorige, t.TeamID, scope.Day, words, mostFound+1)
			err = add(rows, e, yes)
		case authz.RelAanbiederLopend, authz.RelAanbiederNazorg:
			if !done[t.AanbiederID] {
				done[t.AanbiederID] = true
				rows, e := tx.ZoekInInzage(store.KantAanbieder, t.AanbiederID, scope.Day, words, mostFound+1)
				err = add(rows, e, yes)
			}
		case authz.RelCAWVerwezen:
			rows, e := tx.ZoekInInzage(store.KantCAW, t.OrganisatieID, scope.Day, words, mostFound+1)
			err = add(rows, e, yes)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// zoekRegels are the first of them: those of whom the actor sees more before others, each
// by name.
func zoekRegels(tx *store.Tx, rows map[string]found) ([]SearchResult, error) {
	var out []SearchResult
	sortName := map[string]string{}
	for _, f := range rows {
		r := SearchResult{ID: f.ID, Naam: f.Naam, TeamID: f.TeamID, AnderTeam: !f.near}
		if f.near {
			r.Geboortedatum, r.Fase, r.Begint = f.Geboortedatum, f.Fase, f.Ingangsdatum
		}
		sortName[f.ID] = f.Sorteernaam
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b SearchResult) int {
		if a.AnderTeam != b.AnderTeam {
			if b.AnderTeam {
				return -1
			}
			return 1
		}
		return cmp.Or(strings.Compare(sortName[a.ID], sortName[b.ID]), strings.Compare(a.ID, b.ID))
	})
	out = out[:min(len(out), mostFound)]
	names := map[string]string{}
	for i := range out {
		id := out[i].TeamID
		if _, known := names[id]; !known {
			name, err := tx.TeamNaam(id)
			if err != nil {
				return nil, err
			}
			names[id] = name
		}
		out[i].Team = names[id]
	}
	return out, nil
}

// ZoekOpBSN finds the resident with a BSN in the own gemeente, so that nobody gets
// two dossiers. Of another team there is a name and the team.
func (u *UseCases) ZoekOpBSN(ctx context.Context, actor app.Actor, bsn persoon.BSN) (out SearchResult, err error) {
	var decision authz.Decision
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		id, known, err := tx.FindBSN(bsn)
		if err != nil {
			return err
		}
		if !known {
			return app.NotHere()
		}
		out, decision, err = searchOne(tx, actor, id)
		return err
	})
	var shown []string
	switch {
	case err == nil:
		shown = []string{out.ID}
	case errs.Is(err, errs.NotFound): // that somebody tried is kept as well
		decision = scopeDecision(authz.ScopeOf(actor.Actor, authz.InwonerZoeken, app.Today(u.Now())))
	default:
		return out, err
	}
	if e := u.Store.Look(ctx, actor.Audit(decision), app.KindLijst, "inwoners.gezocht_op_bsn", "", shown...); e != nil {
		return out, e
	}
	return out, err
}

// searchOne gives a resident as a search shows one, to whom may find that one by BSN.
func searchOne(tx *store.Tx, actor app.Actor, id string) (out SearchResult, decision authz.Decision, err error) {
	d, err := app.OpenDossier(tx, actor, id)
	if err != nil {
		return out, decision, err
	}
	if decision, err = d.May(actor, authz.InwonerZoekenOpBSN, ""); err != nil {
		return out, decision, err
	}
	i := d.Inwoner()
	out = SearchResult{ID: id, Naam: i.Naam.Volledig(), TeamID: i.TeamID, AnderTeam: decision.Relation == authz.RelAnderTeam}
	if !out.AnderTeam {
		out.Geboortedatum, out.Fase, out.Begint = i.Geboren.Datum, i.Stand.Fase, i.Stand.Ingangsdatum
	}
	out.Team, err = tx.TeamNaam(i.TeamID)
	return out, decision, err
}

// MeldingFilter is what is asked of the list of meldingen. It stands in the URL.
type MeldingFilter struct {
	TeamID     string // one of [MeldingPage].Teams; empty: the first
	Staat      string
	AlleenMijn bool // only of residents whose consulent I am
	Page       int  // from 1
}

// MeldingPage is a page of open meldingen.
type MeldingPage struct {
	Teams     []string
	TeamNamen map[string]string // when there is a choice
	TeamID    string
	Dag       civil.Date
	Total     int
	Page      int
	Regels    []store.Meldingregel
	Consulent map[string]string // names of colleagues by id
}

// Meldingen gives the open meldingen of the own team, the earliest term first.
func (u *UseCases) Meldingen(ctx context.Context, actor app.Actor, f MeldingFilter) (out MeldingPage, err error) {
	out.Dag, out.Page = app.Today(u.Now()), max(f.Page, 1)
	scope := authz.ScopeOf(actor.Actor, authz.LijstMeldingen, out.Dag)
	if out.Teams = ownTeams(scope); len(out.Teams) == 0 {
		return out, app.NotHere()
	}
	if out.TeamID = out.Teams[0]; slices.Contains(out.Teams, f.TeamID) {
		out.TeamID = f.TeamID
	}
	q := store.MeldingVraag{TeamID: out.TeamID, Staat: f.Staat, Limit: PageSize, Offset: (out.Page - 1) * PageSize}
	if f.AlleenMijn {
		q.ConsulentID = actor.ID
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		if out.Regels, out.Total, err = tx.OpenMeldingen(q); err != nil {
			return err
		}
		if out.TeamNamen, err = teamNamen(tx, out.Teams); err != nil {
			return err
		}
		var people []string
		for _, r := range out.Regels {
			people = append(people, r.ConsulentID)
		}
		out.Consulent, err = tx.Accountnamen(people)
		return err
	})
	if err != nil {
		return out, err
	}
	shown := make([]string, len(out.Regels))
	for i, r := range out.Regels {
		shown[i] = r.InwonerID
	}
	return out, u.Store.Look(ctx, actor.Audit(scopeDecision(scope)), app.KindLijst, "meldingen.bekeken", "", shown...)
}

// VerwijzingPage is a page of residents who are referred to the own CAW.
type VerwijzingPage struct {
	Dag    civil.Date
	Total  int
	Page   int
	Regels []store.Verwijzingsregel
}

// Verwijzingen gives the residents who are referred to the own CAW: its work. Source:
// B-REG-03.
func (u *UseCases) Verwijzingen(ctx context.Context, actor app.Actor, page int) (VerwijzingPage, error) {
	return u.verwijzingen(ctx, actor, page, authz.RelCAWVerwezen, (*store.Tx).VerwijzingenNaar)
}

// VerwijzingenVoorbij gives the residents whose referral to the own CAW is over: it may
// read its own advice and what came of it. Source: B-REG-03.
func (u *UseCases) VerwijzingenVoorbij(ctx context.Context, actor app.Actor, page int) (VerwijzingPage, error) {
	return u.verwijzingen(ctx, actor, page, authz.RelCAWGeweest, (*store.Tx).VerwijzingenVoorbij)
}

type verwijzingLijst func(tx *store.Tx, cawID string, day civil.Date, limit, offset int) ([]store.Verwijzingsregel, int, error)

func (u *UseCases) verwijzingen(ctx context.Context, actor app.Actor, page int, as authz.Relation, read verwijzingLijst) (out VerwijzingPage, err error) {
	out.Dag, out.Page = app.Today(u.Now()), max(page, 1)
	scope := authz.ScopeOf(actor.Actor, authz.LijstVerwijzingen, out.Dag)
	at := slices.IndexFunc(scope.Terms, func(t authz.Term) bool { return t.Relation == as })
	if at < 0 {
		return out, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		out.Regels, out.Total, err = read(tx, scope.Terms[at].OrganisatieID, out.Dag, PageSize, (out.Page-1)*PageSize)
		return err
	})
	if err != nil {
		return out, err
	}
	shown := make([]string, len(out.Regels))
	for i, r := range out.Regels {
		shown[i] = r.ID
	}
	return out, u.Store.Look(ctx, actor.Audit(scopeDecision(scope)), app.KindLijst, "verwijzingen.bekeken", "", shown...)
}
