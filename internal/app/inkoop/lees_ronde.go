package inkoop

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

func compareFold(a, b string) int { return cmp.Compare(strings.ToLower(a), strings.ToLower(b)) }

// RondeRow is a round in a list.
type RondeRow struct {
	store.Ronde
	Openbaar bool // something was published, so everybody sees it
	Fase     inkoop.RondeFase
}

// RondeList is the rounds that somebody may see, the newest consultation first.
type RondeList struct {
	Dag          civil.Date
	Rondes       []RondeRow
	MagOpstellen bool
}

// Rondes gives the rounds: those of which something was published to everybody, signed in
// or not, and the others to who writes them. Source: INK-01.
func (u *UseCases) Rondes(ctx context.Context, actor app.Actor) (out RondeList, err error) {
	out.Dag = app.Today(u.Now())
	if _, err := app.May(actor, authz.RondeLezen, authz.Facts{Day: out.Dag}); err != nil {
		return out, err
	}
	out.MagOpstellen = may(actor, authz.RondeOpstellen, out.Dag)
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		list, err := tx.Rondes()
		if err != nil {
			return err
		}
		open, err := tx.OpenbareRondes()
		standstill := regels.Instellingen(out.Dag).StandstillDagen
		for _, r := range list {
			if open[r.ID] || out.MagOpstellen {
				out.Rondes = append(out.Rondes, RondeRow{Ronde: r, Openbaar: open[r.ID], Fase: r.Fase(out.Dag, standstill)})
			}
		}
		return err
	})
	return out, err
}

// StukView is a paper as somebody may read it.
type StukView struct {
	inkoop.Stuk
	ID          string
	Versie      int
	Onderwerpen []Onderwerp // of a nota
}

// VraagView is a question as the provider sees it that asked it: without an answer until
// everybody has it.
type VraagView struct {
	Onderwerp, Tekst string
	Gesteld          time.Time
	Status           inkoop.VraagStatus
	NotaID           string // the paper that answers it; empty: none yet
}

// VraagRow is a question with who asked it, for the region.
type VraagRow struct {
	store.RondeVraag
	Aanbieder, Vrager string
}

// RondePage is a round as somebody may see it.
type RondePage struct {
	Dag        civil.Date
	Regio      app.Regels
	Ronde      store.Ronde
	Openbaar   bool
	Standstill int // in days
	Stukken    []StukView
	// Verschillen are the products against the version of the catalogue before. A version
	// that was not adopted yet is compared for the region only.
	Verschillen []inkoop.Productverschil

	// For a provider. Whoever is not signed in may be one: asking and registering take
	// them to the page where they sign in.
	Voor           []inkoop.AanbiederID // for which the reader asks
	Namen          map[inkoop.AanbiederID]string
	EigenVragen    []VraagView
	MagVragen      bool
	MagInschrijven bool                // who is not signed in: it takes inschrijvingen today
	Eigen          []OwnInschrijvingen // of each aanbieder for which the reader enrols: this round

	// For the region.
	MagOpstellen   bool
	ZietWieMeedoet bool // may see who enrolled
	Vragen         []VraagRow
	NietUitgelegd  []inkoop.Productverschil // what changed and nobody explained
	Leerpunten     []store.Leerpunt         // that are no subject of the round yet
	VragenBeheren  bool
	KlaarVoorNota  int
	ZonderAntwoord int
}

// Ronde gives a round to everybody, each as far as the reader may see it. An answer is
// there for nobody but who answers until its nota is published. Source: INK-01.
func (u *UseCases) Ronde(ctx context.Context, actor app.Actor, id inkoop.RondeID) (out RondePage, err error) {
	out.Dag = app.Today(u.Now())
	if _, err := app.May(actor, authz.RondeLezen, authz.Facts{Day: out.Dag}); err != nil {
		return out, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		if out.Ronde, out.Openbaar, err = readRonde(tx, actor, id, out.Dag); err != nil {
			return err
		}
		if out.Regio, err = u.Regels(tx); err != nil {
			return err
		}
		out.Standstill = out.Regio.Instellingen(out.Dag).StandstillDagen
		out.MagOpstellen = may(actor, authz.RondeOpstellen, out.Dag)
		out.ZietWieMeedoet = may(actor, authz.LijstBeoordelingen, out.Dag)
		questions, err := tx.RondeVragen(id)
		if err != nil {
			return err
		}
		if err := out.papers(tx, questions); err != nil {
			return err
		}
		out.compare()
		if err := u.forProvider(tx, actor, &out, questions); err != nil {
			return err
		}
		return u.forRegion(tx, actor, &out, questions)
	})
	return out, err
}

// papers fills in the papers, the newest first; concepts before those, for the region.
func (p *RondePage) papers(tx *store.Tx, questions []store.RondeVraag) error {
	list, err := tx.RondeStukken(p.Ronde.ID)
	for _, s := range list {
		if s.Gepubliceerd.IsZero() && !p.MagOpstellen {
			continue
		}
		v := StukView{Stuk: s.Stuk, ID: s.ID, Versie: s.Versie}
		if s.Soort == inkoop.StukNota {
			of := slices.DeleteFunc(slices.Clone(questions), func(q store.RondeVraag) bool { return q.Nota != s.ID })
			v.Onderwerpen = perOnderwerp(of)
		}
		p.Stukken = append(p.Stukken, v)
	}
	slices.SortFunc(p.Stukken, func(a, b StukView) int {
		if a.Gepubliceerd.IsZero() != b.Gepubliceerd.IsZero() {
			if a.Gepubliceerd.IsZero() {
				return -1
			}
			return 1
		}
		return cmp.Or(b.Gepubliceerd.Compare(a.Gepubliceerd), cmp.Compare(b.ID, a.ID))
	})
	return err
}

// compare fills in what became of each product.
func (p *RondePage) compare() {
	c, _ := p.Regio.Catalogus(p.Ronde.Catalogus)
	if c.Status == inkoop.Vastgesteld || p.MagOpstellen {
		p.Verschillen = p.Regio.Verschillen(p.Ronde.Catalogus)
	}
}

func (u *UseCases) forProvider(tx *store.Tx, actor app.Actor, p *RondePage, questions []store.RondeVraag) error {
	p.Voor = voor(actor, authz.VraagStellen, p.Dag)
	stranger := actor.ID == ""
	p.MagVragen = p.Openbaar && p.Ronde.VragenOpen(p.Dag) && (stranger || len(p.Voor) > 0)
	p.MagInschrijven = stranger && p.Openbaar && p.Ronde.Fase(p.Dag, p.Standstill) == inkoop.FaseInschrijven
	for _, id := range voor(actor, authz.InschrijvingInvullen, p.Dag) {
		one, of, err := u.eigenRonde(tx, id, p.Ronde.ID)
		if err != nil {
			return err
		}
		if p.Openbaar || one.Inschrijving != nil {
			p.Eigen = append(p.Eigen, OwnInschrijvingen{Aanbieder: of, Rondes: []OwnRonde{one}})
		}
	}
	reads := voor(actor, authz.VraagLezen, p.Dag)
	for _, q := range questions {
		if slices.Contains(reads, q.AanbiederID) {
			p.EigenVragen = append(p.EigenVragen, VraagView{q.Onderwerp, q.Tekst, q.Gesteld, q.Status(), q.Nota})
		}
	}
	a, err := u.AanbodIn(tx)
	p.Namen = map[inkoop.AanbiederID]string{}
	for _, id := range p.Voor {
		p.Namen[id] = a.Naam(string(id))
	}
	return err
}

func (u *UseCases) forRegion(tx *store.Tx, actor app.Actor, p *RondePage, questions []store.RondeVraag) error {
	if p.VragenBeheren = may(actor, authz.VraagLezen, p.Dag); p.VragenBeheren {
		var err error
		if p.Vragen, err = u.withAsker(tx, questions); err != nil {
			return err
		}
	}
	for _, q := range p.Vragen {
		switch q.Status() {
		case inkoop.VraagBeantwoord:
			p.KlaarVoorNota++
		case inkoop.VraagOpen:
			p.ZonderAntwoord++
		case inkoop.VraagGepubliceerd:
		}
	}
	if !p.MagOpstellen {
		return nil
	}
	for _, v := range p.Verschillen {
		if !v.Uitgelegd(p.Ronde.Wijzigingen) {
			p.NietUitgelegd = append(p.NietUitgelegd, v)
		}
	}
	lessons, err := tx.Leerpunten()
	p.Leerpunten = slices.DeleteFunc(lessons, func(l store.Leerpunt) bool { return taken(p.Ronde.Ronde, l.Leerpunt) })
	return err
}

// withAsker adds who asked each question.
func (u *UseCases) withAsker(tx *store.Tx, questions []store.RondeVraag) ([]VraagRow, error) {
	a, err := u.AanbodIn(tx)
	if err != nil {
		return nil, err
	}
	out := make([]VraagRow, len(questions))
	for i, q := range questions {
		account, _, err := store.Accounts.Maybe(tx.Tx, q.GesteldDoorID)
		if err != nil {
			return nil, err
		}
		out[i] = VraagRow{RondeVraag: q, Aanbieder: a.Naam(string(q.AanbiederID)), Vrager: account.Name}
	}
	return out, nil
}

// RegioVanRonde gives the data of the region from which a round is made, to who makes one.
func (u *UseCases) RegioVanRonde(ctx context.Context, actor app.Actor) (out app.Regels, err error) {
	if _, err := app.May(actor, authz.RondeOpstellen, authz.Facts{Day: app.Today(u.Now())}); err != nil {
		return out, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		out, err = u.Regels(tx)
		return err
	})
	return out, err
}
