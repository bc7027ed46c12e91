// Package inkoop holds the use cases of procurement as far as allocating needs them:
// providers, contracts, insurance and places to work, and what the gate asks of them.
//
// Dutch terms: inkoop (procurement), aanbieder (provider), verzekering (insurance),
// werkplek (place to work), aanbod (what can be chosen from), plafond (ceiling).
package inkoop

import (
	"context"
	"slices"
	"strings"
	"sync"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// KindContract and KindAanbieder are the kinds of audit chains of this process.
const (
	KindContract  = "contract"
	KindAanbieder = store.KindAanbieder
)

// UseCases are the use cases of procurement.
type UseCases struct {
	*app.Base
	// Brieven makes the letter about a decision as a PDF. The words stand with the pages,
	// so whoever wires the program gives it; nil: no letter is kept.
	Brieven func(Besluitbrief) ([]byte, error)
	// Scanner looks for viruses in what others send; nil: nothing does. Set it before
	// the first use.
	Scanner Scanner
	cache   cache
}

// New makes the use cases.
func New(b *app.Base) *UseCases { return &UseCases{Base: b} }

// cache keeps what was read as long as the scope's version says so.
type cache struct {
	mu     sync.Mutex
	versie int64
	aanbod *Aanbod
}

// Aanbod is everything that can be chosen from: providers with their contracts,
// insurance and places. Read it only.
type Aanbod struct {
	Aanbieders    []store.Aanbieder // by name
	byID          map[inkoop.AanbiederID]*store.Aanbieder
	contracten    map[inkoop.AanbiederID][]store.Contract
	verzekeringen map[inkoop.AanbiederID][]store.Verzekering
	werkplekken   map[inkoop.AanbiederID][]store.Werkplek
}

// Aanbieder gives a provider by id.
func (a *Aanbod) Aanbieder(id inkoop.AanbiederID) (store.Aanbieder, bool) {
	p := a.byID[id]
	if p == nil {
		return store.Aanbieder{}, false
	}
	return *p, true
}

// Naam gives the name of a provider; empty when it is not known.
func (a *Aanbod) Naam(id string) string {
	p, _ := a.Aanbieder(inkoop.AanbiederID(id))
	return p.Naam
}

// Contracten gives the contracts of a provider by number.
func (a *Aanbod) Contracten(id inkoop.AanbiederID) []store.Contract { return a.contracten[id] }

// Gecontracteerd tells whether a provider has, or ever had, a signed contract.
func (a *Aanbod) Gecontracteerd(id inkoop.AanbiederID) bool {
	return slices.ContainsFunc(a.contracten[id], func(c store.Contract) bool { return !c.Getekend.IsZero() })
}

// Verzekeringen gives the policies of a provider.
func (a *Aanbod) Verzekeringen(id inkoop.AanbiederID) []store.Verzekering { return a.verzekeringen[id] }

// Werkplekken gives the places of a provider by name.
func (a *Aanbod) Werkplekken(id inkoop.AanbiederID) []store.Werkplek { return a.werkplekken[id] }

// Werkplek gives a place by id.
func (a *Aanbod) Werkplek(aanbieder inkoop.AanbiederID, id string) (store.Werkplek, bool) {
	for _, w := range a.werkplekken[aanbieder] {
		if string(w.ID) == id {
			return w, true
		}
	}
	return store.Werkplek{}, false
}

// Contract gives the contract of a provider that counts for a product in a gemeente
// on a day: the one that delivers it, else one that is in force, else the last one.
func (a *Aanbod) Contract(id inkoop.AanbiederID, product inkoop.ProductRef, gemeente inkoop.GemeenteCode, day civil.Date) *inkoop.Contract {
	var found *inkoop.Contract
	rank := -1
	for i := range a.contracten[id] {
		c := &a.contracten[id][i].Contract
		n := 0
		switch {
		case c.Levert(product, gemeente, day):
			n = 2
		case c.GeldigOp(day):
			n = 1
		}
		if n >= rank {
			found, rank = c, n
		}
	}
	return found
}

// Poortfeiten fills what procurement wants to know of one provider for the gate.
// The caller adds the resident's side, the period and the use of ceilings.
func (a *Aanbod) Poortfeiten(f inkoop.GateFacts, id inkoop.AanbiederID, werkplekID string) inkoop.GateFacts {
	p, _ := a.Aanbieder(id)
	f.Aanbieder = p.Aanbieder
	f.Contract = a.Contract(id, f.Product, f.Gemeente, f.Start)
	f.Verzekeringen, f.Uitzonderingen, f.Werkplekken, f.Werkplek = nil, nil, nil, nil
	for _, v := range a.verzekeringen[id] {
		f.Verzekeringen = append(f.Verzekeringen, v.Domain())
	}
	for _, w := range a.werkplekken[id] {
		f.Uitzonderingen = append(f.Uitzonderingen, w.Uitzonderingen...)
		f.Werkplekken = append(f.Werkplekken, w.Werkplek)
		if string(w.ID) == werkplekID {
			place := w.Werkplek
			f.Werkplek = &place
		}
	}
	return f
}

// AanbodIn gives what can be chosen from. It is remembered as long as nobody
// changed it.
func (u *UseCases) AanbodIn(tx *store.Tx) (*Aanbod, error) {
	have, err := tx.ScopeVersie(store.ScopeInkoop)
	if err != nil {
		return nil, err
	}
	u.cache.mu.Lock()
	defer u.cache.mu.Unlock()
	if u.cache.aanbod != nil && u.cache.versie == have {
		return u.cache.aanbod, nil
	}
	a, err := readAanbod(tx)
	if err != nil {
		return nil, err
	}
	if tx.Writes() == 0 { // else it may be rolled back
		u.cache.versie, u.cache.aanbod = have, a
	}
	return a, nil
}

func readAanbod(tx *store.Tx) (*Aanbod, error) {
	a := &Aanbod{
		byID: map[inkoop.AanbiederID]*store.Aanbieder{}, contracten: map[inkoop.AanbiederID][]store.Contract{},
		verzekeringen: map[inkoop.AanbiederID][]store.Verzekering{}, werkplekken: map[inkoop.AanbiederID][]store.Werkplek{},
	}
	var err error
	if a.Aanbieders, err = tx.Aanbieders(); err != nil {
		return nil, err
	}
	for i := range a.Aanbieders {
		a.byID[a.Aanbieders[i].ID] = &a.Aanbieders[i]
	}
	contracts, err := tx.Contracten()
	if err != nil {
		return nil, err
	}
	for _, c := range contracts {
		a.contracten[c.Aanbieder] = append(a.contracten[c.Aanbieder], c)
	}
	policies, err := tx.Verzekeringen()
	if err != nil {
		return nil, err
	}
	for _, v := range policies {
		id := inkoop.AanbiederID(v.AanbiederID)
		a.verzekeringen[id] = append(a.verzekeringen[id], v)
	}
	places, err := tx.Werkplekken()
	for _, w := range places {
		a.werkplekken[w.Aanbieder] = append(a.werkplekken[w.Aanbieder], w)
	}
	return a, err
}

// Bekijk (look) gives what can be chosen from to who may see contracts.
func (u *UseCases) Bekijk(ctx context.Context, actor app.Actor) (*Aanbod, error) {
	if _, err := app.May(actor, authz.AanbiederLezen, authz.Facts{Day: app.Today(u.Now())}); err != nil {
		return nil, err
	}
	var out *Aanbod
	err := u.Store.Read(ctx, func(tx *store.Tx) error {
		var err error
		out, err = u.AanbodIn(tx)
		return err
	})
	return out, err
}

// Contracten gives the contracts that somebody may see: all of them to staff, the
// own ones to a provider.
func (u *UseCases) Contracten(ctx context.Context, actor app.Actor) ([]store.Contract, error) {
	scope := authz.ScopeOf(actor.Actor, authz.LijstContracten, app.Today(u.Now()))
	if scope.Empty() {
		return nil, app.NotHere()
	}
	var out []store.Contract
	err := u.Store.Read(ctx, func(tx *store.Tx) error {
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		for _, p := range a.Aanbieders {
			f := authz.Facts{Day: scope.Day, OrganisatieID: string(p.ID)}
			if scope.Everything() || scope.Contains(f) {
				out = append(out, a.contracten[p.ID]...)
			}
		}
		return nil
	})
	return out, err
}

// AanbiederInput is what is kept of a provider.
type AanbiederInput struct {
	ID       string // organisatie; empty: a new one
	Naam     string
	KvK, AGB string
	Gemeente string // of registration
	Vanaf    civil.Date
	Versie   int
}

// LegAanbiederVast keeps a provider; a new one gets an organisatie as well. It gives
// the id.
func (u *UseCases) LegAanbiederVast(ctx context.Context, actor app.Actor, in AanbiederInput) (id string, err error) {
	action := authz.AanbiederVastleggen
	if in.ID != "" {
		action = authz.AanbiederWijzigen
	}
	d, err := app.May(actor, action, authz.Facts{Day: app.Today(u.Now()), OrganisatieID: in.ID})
	if err != nil {
		return "", err
	}
	err = u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		row, known := a.Aanbieder(inkoop.AanbiederID(in.ID))
		if in.ID != "" && !known {
			return app.NotHere()
		}
		if err := app.Stale(in.Versie, row.Versie, row); err != nil {
			return err
		}
		gemeente, findings := checkAanbieder(in)
		if err := app.Refuse(findings, a.nummerVanAnder(row.ID, in.KvK)); err != nil {
			return err
		}
		row.KvK, row.AGB = in.KvK, in.AGB
		row.Inschrijving = row.Inschrijving.From(in.Vanaf, gemeente)
		if !known {
			row.ID = inkoop.AanbiederID(tx.NewID())
			org := store.Organisatie{
				ID: string(row.ID), Soort: "aanbieder", Naam: in.Naam, GemeenteCode: string(gemeente), Van: in.Vanaf, Versie: 1,
			}
			if err := store.Organisaties.Insert(tx.Tx, org); err != nil {
				return err
			}
		}
		id = string(row.ID)
		tx.Audit(KindAanbieder, id, "aanbieder.vastgelegd", audit.Payload{Decision: []string{d.String()}})
		return tx.PutAanbieder(&row)
	})
	return id, err
}

func checkAanbieder(in AanbiederInput) (inkoop.GemeenteCode, []rule.Finding) {
	gemeente, err := inkoop.ParseGemeenteCode(in.Gemeente)
	findings := rule.FailIf(err != nil, "gemeente", "aanbieder.gemeente_ontbreekt")
	findings = append(findings, rule.FailIf(in.AGB != "" && !inkoop.GeldigAGB(in.AGB), "agb", "aanbieder.agb_vorm")...)
	findings = append(findings, rule.FailIf(in.ID == "" && strings.TrimSpace(in.Naam) == "", "naam", "aanbieder.naam_ontbreekt")...)
	return gemeente, append(findings, rule.FailIf(in.Vanaf.IsZero(), "vanaf", "aanbieder.dag_ontbreekt")...)
}

// ContractInput is a contract as it is agreed, or with an addendum more.
type ContractInput struct {
	Contract inkoop.Contract // without an id: a new one
	Versie   int
	Reden    string // for a change
}

// LegContractVast keeps a contract. A change needs a reason; what was signed is
// changed by addenda only. It gives the id.
func (u *UseCases) LegContractVast(ctx context.Context, actor app.Actor, in ContractInput) (id string, err error) {
	action := authz.ContractVastleggen
	if in.Contract.ID != "" {
		action = authz.ContractWijzigen
	}
	facts := authz.Facts{Day: app.Today(u.Now()), OrganisatieID: string(in.Contract.Aanbieder), RedenGegeven: in.Reden != ""}
	d, err := app.May(actor, action, facts)
	if err != nil {
		return "", err
	}
	err = u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		row, known := a.ContractVan(in.Contract.ID)
		if in.Contract.ID != "" && !known {
			return app.NotHere()
		}
		if err := geenBelang(tx, actor, in.Contract.Aanbieder); err != nil {
			return err
		}
		if err := app.Stale(in.Versie, row.Versie, row); err != nil {
			return err
		}
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		in.Contract = in.Contract.VanafCatalogus(row.Contract, regels.Register)
		results, err := u.toetsTekenen(tx, row.Contract, in.Contract)
		if err != nil {
			return err
		}
		decided, err := volgtBesluit(tx, row.Contract, in.Contract)
		if err != nil {
			return err
		}
		findings := app.Refuse(decided, checkContract(a, row.Contract, in.Contract), in.Contract.ToetsRegels(row.Contract, regels.Register), rule.Refused(results))
		if err := app.RefuseFound(ctx, findings); err != nil {
			return err
		}
		row.Contract = in.Contract
		if row.ID == "" {
			row.ID = inkoop.ContractID(tx.NewID())
		}
		id = string(row.ID)
		tx.Audit(KindContract, id, "contract.vastgelegd", audit.Payload{Reason: in.Reden, Decision: []string{d.String()}, Results: app.RuleResults(results)})
		return tx.PutContract(&row)
	})
	return id, err
}

func checkContract(a *Aanbod, before, now inkoop.Contract) []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string) {
		findings = append(findings, rule.FailIf(bad, field, code)...)
	}
	_, known := a.Aanbieder(now.Aanbieder)
	add(!known, "aanbieder", "contract.aanbieder_ontbreekt")
	add(strings.TrimSpace(now.Nummer) == "", "nummer", "contract.nummer_ontbreekt")
	add(now.Oorspronkelijk.From.IsZero() || now.Oorspronkelijk.IsEmpty(), "van", "contract.looptijd_ontbreekt")
	add(len(now.Regels) == 0, "regels", "contract.regel_ontbreekt")
	findings = append(findings, before.ToetsWijziging(now)...)
	for _, list := range a.contracten {
		taken := slices.ContainsFunc(list, func(c store.Contract) bool { return c.Nummer == now.Nummer && c.ID != now.ID })
		add(taken, "nummer", "contract.nummer_bestaat")
	}
	return findings
}

// conflictWith adds what was saved meanwhile to a conflict.
func conflictWith(err error, current any) error {
	if errs.Is(err, errs.Conflict) {
		return &errs.Error{Kind: errs.Conflict, Code: errs.CodeOf(err), Current: current, Err: err}
	}
	return err
}
