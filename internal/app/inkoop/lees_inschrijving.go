package inkoop

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// Inschrijving and Werkplek are the stored rows, as pages may name them.
type (
	Inschrijving = store.Inschrijving
)

// InschrijvingPage is an inschrijving with what its pages show: what may be enrolled for,
// what is asked, what is on record, and what is missing.
type InschrijvingPage struct {
	store.Inschrijving
	Dag         civil.Date
	Ronde       inkoop.Ronde
	Regio       app.Regels
	Aanbieder   store.Aanbieder
	Toelating   inkoop.Toelating
	Eisen       []inkoop.Eis // that hold for the choices
	Polissen    []store.Verzekering
	Werkplekken []store.Werkplek
	Ontbreekt   []rule.Finding    // what must be there to hand in; nothing once handed in
	Bestanden   map[string]string // names of the evidence by id
	Vorige      bool              // it was filled in from an earlier one
	MagInvullen bool              // the reader works for the aanbieder and it is a concept
	MagIntrek   bool
}

// Inschrijving gives one inschrijving to who may see it. Source: INK-12, INK-13.
func (u *UseCases) Inschrijving(ctx context.Context, actor app.Actor, id string) (out InschrijvingPage, err error) {
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		f, d, err := u.invullingIn(tx, actor, id, authz.InschrijvingLezen, "")
		if err != nil {
			return err
		}
		out = f.page()
		own := d.OrganisatieID == string(f.Aanbieder)
		out.MagInvullen = own && f.Ingediend.IsZero() && f.Ingetrokken.IsZero()
		out.MagIntrek = own && f.Ingetrokken.IsZero() && f.Besluit.GenomenID == ""
		return f.bestanden(tx, out.Bestanden)
	})
	return out, err
}

func (f *invulling) page() InschrijvingPage {
	facts := f.feiten()
	out := InschrijvingPage{
		Inschrijving: f.Inschrijving, Dag: f.day, Ronde: f.ronde, Regio: f.regels, Aanbieder: f.aanbieder, Toelating: facts.Toelating,
		Eisen: facts.Eisen(), Polissen: f.aanbod.verzekeringen[f.Aanbieder], Werkplekken: f.aanbod.werkplekken[f.Aanbieder],
		Vorige: f.Inhoud.Vorige != "", Bestanden: map[string]string{},
	}
	if f.Ingediend.IsZero() {
		out.Ontbreekt = rule.Refused(inkoop.Inschrijfregels.Evaluate(f.day, facts))
	}
	return out
}

// bestanden fills in the names of the evidence.
func (f *invulling) bestanden(tx *store.Tx, names map[string]string) error {
	for _, a := range f.Inhoud.Antwoorden {
		for _, id := range a.Bestanden {
			file, err := tx.Bestand(id)
			if err != nil && !errs.Is(err, errs.NotFound) {
				return err
			}
			names[id] = file.Naam
		}
	}
	return nil
}

// DeelStand is how a part of the task list stands.
type DeelStand string

// The states of a part.
const (
	DeelNiet   DeelStand = "niet"   // nothing called done and something missing
	DeelBezig  DeelStand = "bezig"  // nothing is missing, not called done yet
	DeelMist   DeelStand = "mist"   // called done and something is missing
	DeelKlaar  DeelStand = "klaar"  // called done and nothing is missing
	DeelWacht  DeelStand = "wacht"  // to hand in: the other parts come first
	DeelGereed DeelStand = "gereed" // to hand in: it can be
)

// Stand gives how a part stands.
func (p InschrijvingPage) Stand(deel inkoop.InschrijvingDeel) DeelStand {
	missing := len(p.Mist(deel)) > 0
	if deel == inkoop.DeelControleren {
		if len(p.Ontbreekt) > 0 {
			return DeelWacht
		}
		return DeelGereed
	}
	done := slices.Contains(p.Inhoud.Klaar, deel)
	switch {
	case done && missing:
		return DeelMist
	case done:
		return DeelKlaar
	case missing:
		return DeelNiet
	}
	return DeelBezig
}

// Mist gives what is missing in a part.
func (p InschrijvingPage) Mist(deel inkoop.InschrijvingDeel) []rule.Finding {
	return slices.DeleteFunc(slices.Clone(p.Ontbreekt), func(f rule.Finding) bool { return inkoop.DeelVan(f) != deel })
}

// OwnRonde is a round as an aanbieder sees it: what it may do there, and what it did.
type OwnRonde struct {
	Ronde        inkoop.Ronde
	Toelating    inkoop.Toelating
	Inschrijving *store.Inschrijving  // that counts or was begun; nil: none
	Afgewezen    []store.Inschrijving // rejected, before that one
	MagOpnieuw   bool                 // that one was rejected, and the round is open still
	Ingetrokken  int                  // how many it took back
	MoetOpnieuw  bool                 // its contract ends and nothing was handed in (INK-12)
}

// OwnInschrijvingen are the rounds of one aanbieder, the newest first.
type OwnInschrijvingen struct {
	Aanbieder store.Aanbieder
	Rondes    []OwnRonde
}

// InschrijvingenPage is what somebody who works for aanbieders sees.
type InschrijvingenPage struct {
	Dag        civil.Date
	Aanbieders []OwnInschrijvingen
}

// Inschrijvingen gives the own inschrijvingen of who works for an aanbieder, with every
// round that was published and takes them, or in which it has one.
func (u *UseCases) Inschrijvingen(ctx context.Context, actor app.Actor) (out InschrijvingenPage, err error) {
	out.Dag = app.Today(u.Now())
	var own []string
	for _, a := range actor.Aanstellingen {
		facts := authz.Facts{Day: out.Dag, OrganisatieID: a.AanbiederID}
		if a.AanbiederID != "" && !slices.Contains(own, a.AanbiederID) && authz.Decide(actor.Actor, authz.InschrijvingInvullen, facts).Allowed {
			own = append(own, a.AanbiederID)
		}
	}
	if len(own) == 0 {
		return out, app.NotHere()
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		rondes, err := tx.Rondes()
		if err != nil {
			return err
		}
		open, err := tx.OpenbareRondes()
		if err != nil {
			return err
		}
		for _, id := range own {
			e, err := u.eigenRondes(tx, inkoop.AanbiederID(id), rondes, open)
			if err != nil {
				return err
			}
			out.Aanbieders = append(out.Aanbieders, e)
		}
		return nil
	})
	return out, err
}

func (u *UseCases) eigenRondes(tx *store.Tx, id inkoop.AanbiederID, rondes []store.Ronde, open map[inkoop.RondeID]bool) (out OwnInschrijvingen, err error) {
	for _, r := range rondes {
		var e OwnRonde
		if e, out.Aanbieder, err = u.eigenRonde(tx, id, r.ID); err != nil {
			return out, err
		}
		if e.Inschrijving != nil || e.Ingetrokken > 0 || open[r.ID] {
			out.Rondes = append(out.Rondes, e)
		}
	}
	if out.Aanbieder.ID == "" { // no round yet
		aanbod, err := u.AanbodIn(tx)
		if err != nil {
			return out, err
		}
		out.Aanbieder, _ = aanbod.Aanbieder(id)
	}
	slices.SortStableFunc(out.Rondes, func(a, b OwnRonde) int { return b.Ronde.Contract.From.Compare(a.Ronde.Contract.From) })
	return out, nil
}

// eigenRonde gives what one aanbieder may do in one round, and what it did.
func (u *UseCases) eigenRonde(tx *store.Tx, id inkoop.AanbiederID, ronde inkoop.RondeID) (OwnRonde, store.Aanbieder, error) {
	f := &invulling{}
	f.Ronde, f.Aanbieder = ronde, id
	if err := u.fillInvulling(tx, f); err != nil {
		return OwnRonde{}, store.Aanbieder{}, err
	}
	e := OwnRonde{Ronde: f.ronde}
	for n := range f.eigen {
		switch i := &f.eigen[n]; {
		case i.Ronde != ronde:
		case i.Ingetrokken.IsZero():
			if e.Inschrijving != nil {
				e.Afgewezen = append(e.Afgewezen, *e.Inschrijving)
			}
			e.Inschrijving = i
		default:
			e.Ingetrokken++
		}
	}
	if e.Inschrijving != nil {
		f.ID = e.Inschrijving.ID
	}
	e.Toelating = f.toelating()
	e.MagOpnieuw = e.Inschrijving != nil && e.Inschrijving.Afgewezen() && e.Toelating.Mag()
	e.MoetOpnieuw = f.ronde.MoetOpnieuw(f.contracts()) && (e.Inschrijving == nil || !e.Inschrijving.Telt()) && e.Toelating.Mag()
	return e, f.aanbieder, nil
}

// NotEnrolled is an aanbieder whose contract ends and that handed nothing in yet. Of a concept
// only that it was begun.
type NotEnrolled struct {
	ID       inkoop.AanbiederID
	Naam     string
	Eindigt  civil.Date // last day of the contract that ends last
	Begonnen bool
}

// RondeInschrijvingen is who enrolled in a round, and who did not yet (INK-12).
type RondeInschrijvingen struct {
	Dag       civil.Date
	Ronde     inkoop.Ronde
	Ingediend []RondeInschrijving
	NogNiet   []NotEnrolled
	Concepten int // begun by others than those of NogNiet
	Procent   int // of the random check, when it is drawn now
	Versie    int // of the round
	// OpenBesluiten is how many of those that were handed in wait for a decision, Contracten
	// how many led to a contract.
	OpenBesluiten, Contracten int
	MagTrekken                bool // draws the random check, which was not done yet
}

// RondeInschrijving is one that was handed in.
type RondeInschrijving struct {
	store.Inschrijving
	Naam       string
	Steekproef bool // drawn for the random check (INK-04)
}

// RondeInschrijvingen gives who enrolled in a round and who did not yet, to who
// contracts. Of a concept it tells only that there is one. Source: INK-04, INK-12.
func (u *UseCases) RondeInschrijvingen(ctx context.Context, actor app.Actor, rondeID string) (out RondeInschrijvingen, err error) {
	out.Dag = app.Today(u.Now())
	if _, err := app.May(actor, authz.LijstBeoordelingen, authz.Facts{Day: out.Dag}); err != nil {
		return out, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		ronde, found, err := tx.Ronde(inkoop.RondeID(rondeID))
		if err != nil {
			return err
		}
		if !found {
			return app.NotHere()
		}
		out.Ronde, out.Versie = ronde.Ronde, ronde.Versie
		out.MagTrekken = ronde.Steekproef.Op.IsZero() && may(actor, authz.SteekproefUitvoeren, out.Dag)
		aanbod, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		drawn := civil.Min(out.Dag, ronde.Inschrijven.LastDay()) // a later percentage is for later rounds
		out.Procent = regels.Instellingen(drawn).SteekproefProcent
		rows, err := tx.InschrijvingenVanRonde(ronde.ID)
		if err != nil {
			return err
		}
		out.fill(aanbod, rows)
		return nil
	})
	return out, err
}

func (r *RondeInschrijvingen) fill(aanbod *Aanbod, rows []store.Inschrijving) {
	handed, begun := map[inkoop.AanbiederID]bool{}, map[inkoop.AanbiederID]bool{}
	for _, i := range rows {
		switch {
		case i.Telt():
			handed[i.Aanbieder] = true
			drawn := slices.Contains(r.Ronde.Steekproef.Getrokken, i.ID)
			r.Ingediend = append(r.Ingediend, RondeInschrijving{Inschrijving: i, Naam: aanbod.Naam(string(i.Aanbieder)), Steekproef: drawn})
			if i.Besluit.Genomen.IsZero() {
				r.OpenBesluiten++
			}
			if i.ContractID != "" {
				r.Contracten++
			}
		case i.Ingetrokken.IsZero():
			begun[i.Aanbieder] = true
		}
	}
	r.Concepten = len(begun)
	for _, a := range aanbod.Aanbieders {
		var contracts []inkoop.Contract
		row := NotEnrolled{ID: a.ID, Naam: a.Naam, Begonnen: begun[a.ID]}
		for _, c := range aanbod.contracten[a.ID] {
			contracts = append(contracts, c.Contract)
			if r.Ronde.LooptAf(c.Contract) {
				row.Eindigt = civil.Max(row.Eindigt, c.Looptijd().LastDay())
			}
		}
		if handed[a.ID] || !r.Ronde.MoetOpnieuw(contracts) {
			continue
		}
		if row.Begonnen {
			r.Concepten--
		}
		r.NogNiet = append(r.NogNiet, row)
	}
}
