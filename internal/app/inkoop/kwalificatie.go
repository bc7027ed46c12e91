package inkoop

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// BesluitInput is a decision on an inschrijving as somebody prepares it.
type BesluitInput struct {
	InschrijvingID string
	Versie         int // of the inschrijving
	Uitslag        inkoop.Uitslag
	Motivering     string
}

// BereidBesluitVoor keeps a decision for a colleague to take. It must be one that can be
// taken. Source: INK-13, INK-14.
func (u *UseCases) BereidBesluitVoor(ctx context.Context, actor app.Actor, in BesluitInput) error {
	return u.opZaak(ctx, actor, in.InschrijvingID, authz.KwalificatieVoorbereiden, func(tx *store.Tx, z *zaak) error {
		if err := app.Stale(in.Versie, z.Versie, z.Inschrijving); err != nil {
			return err
		}
		z.feiten.Besluit = inkoop.Kwalificatiebesluit{Uitslag: in.Uitslag, Motivering: strings.TrimSpace(in.Motivering), VoorbereidID: actor.ID, Eerder: z.Besluit.Eerder}
		results := z.feiten.Beoordeel()
		if err := app.Refuse(rule.Refused(results), tooLong("motivering", in.Motivering, maxTekst)); err != nil {
			return err
		}
		z.Besluit = z.feiten.Besluit
		tx.Audit(KindInschrijving, string(z.ID), "kwalificatie.voorbereid", audit.Payload{Decision: []string{z.decision.String()}, Results: app.RuleResults(results)})
		return tx.PutInschrijving(&z.Inschrijving)
	})
}

// HeropenInput says of which inschrijving the decision is opened again, and why.
type HeropenInput struct {
	InschrijvingID string
	Versie         int // of the inschrijving
	Reden          string
}

// HeropenBesluit opens a rejection again, for instance because the aanbieder shows that it
// was wrong: assessors may change what they wrote, and two people decide anew. What was
// decided stays to be read. A qualification is not opened: its contract can be left
// unsigned. Who began to enrol again meanwhile goes on there. Source: INK-14.
func (u *UseCases) HeropenBesluit(ctx context.Context, actor app.Actor, in HeropenInput) error {
	d, err := app.May(actor, authz.KwalificatieVoorbereiden, authz.Facts{Day: app.Today(u.Now())})
	if err != nil {
		return err
	}
	return u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		z, err := u.zaakIn(tx, actor, in.InschrijvingID, authz.KwalificatieVoorbereiden, authz.Facts{})
		if err != nil {
			return err
		}
		if err := app.Stale(in.Versie, z.Versie, z.Inschrijving); err != nil {
			return err
		}
		if err := z.eigen(actor); err != nil {
			return err
		}
		all, err := tx.InschrijvingenVan(z.Aanbieder)
		if err != nil {
			return err
		}
		again := slices.ContainsFunc(all, func(i store.Inschrijving) bool {
			return i.Ronde == z.Ronde && i.Ingetrokken.IsZero() && i.Begonnen.After(z.Begonnen)
		})
		reden := strings.TrimSpace(in.Reden)
		err = app.Refuse(
			rule.FailIf(!z.Afgewezen(), "", "heropenen.niet_afgewezen"), rule.FailIf(again, "", "heropenen.opnieuw_ingeschreven"),
			rule.FailIf(reden == "", "reden", "reden.ontbreekt"), tooLong("reden", reden, maxNotitie))
		if err != nil {
			return err
		}
		z.Besluit = z.Besluit.Heropend(z.day, actor.ID, reden)
		tx.Audit(KindInschrijving, string(z.ID), "kwalificatie.heropend", audit.Payload{Reason: reden, Decision: []string{z.decision.String()}})
		return tx.PutInschrijving(&z.Inschrijving)
	})
}

// KwalificatieResult is what followed from a decision.
type KwalificatieResult struct {
	Besluit  inkoop.Kwalificatiebesluit
	Contract inkoop.ContractID // that waits to be signed; empty after a rejection
}

// NeemBesluit takes the decision that a colleague prepared. It makes the letter, and after
// a qualification the contract, which is signed once the standstill is over. Source:
// INK-13 (vier ogen), INK-14.
func (u *UseCases) NeemBesluit(ctx context.Context, actor app.Actor, id string, versie int) (out KwalificatieResult, err error) {
	day := app.Today(u.Now())
	d, err := app.May(actor, authz.KwalificatieVoorbereiden, authz.Facts{Day: day}) // who may see that there is something to decide
	if err != nil {
		return out, err
	}
	err = u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		if err := tx.TakeTurn(store.ScopeInkoop); err != nil { // one at a time gives a contract its number
			return err
		}
		z, err := u.zaakIn(tx, actor, id, authz.KwalificatieVoorbereiden, authz.Facts{})
		if err != nil {
			return err
		}
		if err := z.magBesluiten(actor, versie); err != nil {
			return err
		}
		tx.Actor = actor.Audit(z.decision)
		z.Besluit.GenomenID, z.Besluit.Genomen = actor.ID, z.day
		z.feiten.Besluit = z.Besluit
		results := z.feiten.Beoordeel()
		if err := app.Refuse(rule.Refused(results)); err != nil {
			return err
		}
		if z.Besluit.Uitslag == inkoop.Gekwalificeerd {
			z.Besluit.Looptijd, z.Besluit.Regels = z.feiten.Looptijd(), z.feiten.Contractregels()
		}
		if err := u.voerUit(tx, z); err != nil {
			return err
		}
		out = KwalificatieResult{Besluit: z.Besluit, Contract: z.ContractID}
		tx.Audit(KindInschrijving, string(z.ID), "kwalificatie."+string(z.Besluit.Uitslag), audit.Payload{
			Reason: z.Besluit.Motivering, Decision: []string{z.decision.String()}, Results: app.RuleResults(results),
		})
		if err := z.meld(tx); err != nil {
			return err
		}
		return tx.PutInschrijving(&z.Inschrijving)
	})
	return out, err
}

// meld (tell) promises the coordinators of the aanbieder a mail that there is a letter.
func (z *zaak) meld(tx *store.Tx) error {
	people, err := tx.OntvangersMetRol(string(authz.RoleCoordinator), z.day)
	for _, o := range ontvangersBij(people, z.Aanbieder) {
		err = errors.Join(err, app.Mail(tx, app.Bericht{
			Aan: o.Email, Soort: app.MailBesluit, Sleutel: fmt.Sprintf("%s:%d:%s", z.ID, len(z.Besluit.Eerder), o.AccountID),
			Voornaam: app.Voornaam(o.Naam), Pad: "/inschrijvingen/" + string(z.ID) + "/besluit", Op: tx.Now,
		}))
	}
	return err
}

// magBesluiten tells why somebody cannot take the decision; who may take it in general
// and prepared this one is told that a colleague must.
func (z *zaak) magBesluiten(actor app.Actor, versie int) error {
	if err := app.Stale(versie, z.Versie, z.Inschrijving); err != nil {
		return err
	}
	if err := z.besloten(); err != nil {
		return err
	}
	if err := z.eigen(actor); err != nil {
		return err
	}
	if err := app.Refuse(rule.FailIf(z.Besluit.VoorbereidID == "", "", "kwalificatie.niet_voorbereid")); err != nil {
		return err
	}
	f := authz.Facts{Day: z.day, OrganisatieID: string(z.Aanbieder), EersteActorID: z.Besluit.VoorbereidID}
	decision, err := app.May(actor, authz.KwalificatieBesluiten, f)
	if err != nil && decision.Missing(authz.CondVierOgen) {
		return app.Refuse(rule.Fail("", "kwalificatie.vier_ogen"))
	}
	z.decision = decision
	return err
}

// voerUit makes what follows from the decision: the letter, and the contract to sign.
func (u *UseCases) voerUit(tx *store.Tx, z *zaak) error {
	aanbod, err := u.AanbodIn(tx)
	if err != nil {
		return err
	}
	letter := z.brief(aanbod)
	if z.Besluit.Uitslag == inkoop.Gekwalificeerd {
		c := store.Contract{Contract: z.contract(tx, aanbod)}
		if err := tx.PutContract(&c); err != nil {
			return err
		}
		z.ContractID = c.ID
		letter.Contract = c.Nummer
		tx.Audit(KindContract, string(c.ID), "contract.opgesteld", audit.Payload{Decision: []string{z.decision.String()}})
	}
	if u.Brieven == nil {
		return nil
	}
	body, err := u.Brieven(letter)
	if err != nil {
		return err
	}
	z.Besluit.Brief, err = u.BewaarBestandIn(tx, inkoop.Bestand{
		Soort: inkoop.BestandBrief, Aanbieder: z.Aanbieder, Naam: "besluit-" + strings.ToLower(letter.Kenmerk) + ".pdf", Type: "application/pdf",
	}, body)
	return err
}

// contract is the contract that the decision leads to, not signed yet.
func (z *zaak) contract(tx *store.Tx, aanbod *Aanbod) inkoop.Contract {
	term := z.Besluit.Looptijd
	return inkoop.Contract{
		ID: inkoop.ContractID(tx.NewID()), Nummer: aanbod.volgendNummer(term.From.Year()), Partij: z.feiten.Ronde.Partij, Aanbieder: z.Aanbieder,
		Oorspronkelijk: term, Regels: z.Besluit.Regels,
	}
}

// volgendNummer is the first number of a year that no contract has.
func (a *Aanbod) volgendNummer(year int) string {
	taken := map[string]bool{}
	for _, list := range a.contracten {
		for _, c := range list {
			taken[c.Nummer] = true
		}
	}
	for n := 1; ; n++ {
		if number := fmt.Sprintf("AW-%d-%03d", year, n); !taken[number] {
			return number
		}
	}
}

// Besluitbrief (decision letter) is what the letter about a decision is made of. The words
// stand with the pages.
type Besluitbrief struct {
	Kenmerk    string
	Datum      civil.Date
	Aanbieder  string
	Ronde      inkoop.Ronde
	Eisen      []inkoop.Eis // that were looked at
	Besluit    inkoop.Kwalificatiebesluit
	Gronden    []inkoop.Afwijsgrond
	Gesprek    inkoop.Gesprek
	Regels     []inkoop.Contractregel
	Contract   string     // number of the contract to sign; empty after a rejection
	Standstill civil.Date // last day on which nothing is signed
	Regio      app.Regels
}

func (z *zaak) brief(aanbod *Aanbod) Besluitbrief {
	b := Besluitbrief{
		Kenmerk: kenmerk(z.ID), Datum: z.Besluit.Genomen, Aanbieder: aanbod.Naam(string(z.Aanbieder)), Ronde: z.feiten.Ronde,
		Eisen: z.feiten.Eisen(), Besluit: z.Besluit, Gesprek: z.Gesprek, Regio: z.regels,
		Standstill: inkoop.Standstill(z.Besluit.Genomen, z.regels.Instellingen(z.Besluit.Genomen).StandstillDagen),
	}
	if z.Besluit.Uitslag == inkoop.Afgewezen {
		b.Gronden = z.feiten.Afwijsgronden()
	} else {
		b.Regels, b.Ronde.Contract = z.Besluit.Regels, z.Besluit.Looptijd
	}
	return b
}

// kenmerk is a short reference to an inschrijving for letters: the end of its id, which
// is the part that chance made.
func kenmerk(id inkoop.InschrijvingID) string {
	text := strings.ToUpper(strings.ReplaceAll(string(id), "-", ""))
	return "INS-" + text[max(0, len(text)-8):]
}

// Brief gives the letter about a decision to the region and to the aanbieder itself. As
// long as it was not taken there is only the round: what is prepared stays inside.
func (u *UseCases) Brief(ctx context.Context, actor app.Actor, id string) (out Besluitbrief, err error) {
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		z, err := u.zaakIn(tx, actor, id, authz.InschrijvingLezen, authz.Facts{})
		if err != nil {
			return err
		}
		if z.Besluit.Genomen.IsZero() {
			out.Ronde = z.feiten.Ronde
			return nil
		}
		aanbod, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		out = z.brief(aanbod)
		for _, c := range aanbod.contracten[z.Aanbieder] {
			if c.ID == z.ContractID {
				out.Contract = c.Nummer
			}
		}
		return nil
	})
	return out, err
}

// volgtBesluit refuses that one person makes more of a contract than two decided on: with
// somebody else, for another period, or for more gemeenten or products. Source: INK-13,
// INK-14.
func volgtBesluit(tx *store.Tx, before, now inkoop.Contract) ([]rule.Finding, error) {
	if now.ID == "" || !before.Getekend.IsZero() { // what is signed stays anyway
		return nil, nil
	}
	_, found, err := tx.InschrijvingVanContract(now.ID)
	more := before.Aanbieder != now.Aanbieder || before.Oorspronkelijk != now.Oorspronkelijk
	for _, line := range now.Regels {
		for _, g := range line.Gemeenten {
			more = more || !slices.ContainsFunc(before.Regels, func(b inkoop.Contractregel) bool {
				return b.Product == line.Product && slices.Contains(b.Gemeenten, g)
			})
		}
	}
	return rule.FailIf(found && more, "regels", "contract.volgt_uit_besluit"), err
}

// toetsTekenen puts a contract that was not signed before through the rules: whether it
// follows from an inschrijving or says why not, and, when it is signed now and follows from
// one, those of signing. Source: INK-14, INK-17, VRZ-01.
func (u *UseCases) toetsTekenen(tx *store.Tx, before, now inkoop.Contract) ([]rule.Result, error) {
	if !before.Getekend.IsZero() {
		return nil, nil
	}
	row, found, err := tx.InschrijvingVanContract(now.ID)
	if err != nil {
		return nil, err
	}
	results := inkoop.VastlegFeiten{Contract: now, UitInschrijving: found}.Beoordeel()
	if !found || now.Getekend.IsZero() {
		return results, nil
	}
	regels, err := u.Regels(tx)
	if err != nil {
		return nil, err
	}
	aanbod, err := u.AanbodIn(tx)
	if err != nil {
		return nil, err
	}
	f := inkoop.SluitFeiten{Contract: now, Besluit: row.Besluit, Register: regels.Register}
	for _, v := range aanbod.verzekeringen[now.Aanbieder] {
		f.Verzekeringen = append(f.Verzekeringen, v.Domain())
	}
	for _, w := range aanbod.werkplekken[now.Aanbieder] {
		f.Werkplekken = append(f.Werkplekken, w.Werkplek)
	}
	return append(results, f.Beoordeel()...), nil
}
