package taken

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// UseCases are the use cases about tasks. Make one with [New], which also wires the
// derivation in before every commit.
type UseCases struct {
	*app.Base
	counts countCache
}

// New makes the use cases and wires the derivation in. Call it once per store.
func New(b *app.Base) *UseCases {
	u := &UseCases{Base: b}
	b.Store.BeforeCommit(u.derive)
	return u
}

// derive makes the derived rows of every resident that a transaction touched what
// they should be.
func (u *UseCases) derive(tx *store.Tx) error {
	touched := tx.Touched()
	slices.Sort(touched)
	for _, id := range touched {
		if err := u.deriveOne(tx, id); err != nil {
			return err
		}
	}
	return nil
}

func (u *UseCases) deriveOne(tx *store.Tx, inwonerID string) error {
	d, err := tx.Dossier(inwonerID)
	if err != nil {
		return err
	}
	regels, err := u.Regels(tx)
	if err != nil {
		return err
	}
	if d.OnlyNieuws() {
		return deriveNieuws(tx, d, regels)
	}
	a, err := Afleiden(d, regels)
	if err != nil {
		return err
	}
	if err := tx.PutTaken(d, a.Taken); err != nil {
		return err
	}
	if err := tx.PutInzage(d, a.Inzage); err != nil {
		return err
	}
	return tx.PutStand(d, a.Stand)
}

func deriveNieuws(tx *store.Tx, d *store.Dossier, regels app.Regels) error {
	want, err := naNieuws(d, regels)
	if err != nil {
		return err
	}
	if tx.Doubts() {
		if whole, err := Afleiden(d, regels); err != nil || !slices.Equal(whole.Taken, want) {
			return errors.Join(err, errors.New("from news follow other tasks than from the whole dossier"))
		}
	}
	return tx.PutTaken(d, want)
}

// Verschil (difference) is a stored row that is not what it should be.
type Verschil struct {
	InwonerID string
	Wat       string // taak, inzage or stand
	Sleutel   string
}

// Controleer compares every derived row with what it should be and gives the
// differences, at most the given number of them, and how many residents it looked
// at. `trede verify` calls it.
func (u *UseCases) Controleer(ctx context.Context, most int) (differences []Verschil, residents int, err error) {
	for after := ""; ; {
		var ids []string
		err := u.Store.Read(ctx, func(tx *store.Tx) error {
			var err error
			if ids, err = tx.InwonerIDs(after, 200); err != nil {
				return err
			}
			for _, id := range ids {
				found, err := u.compare(tx, id)
				if err != nil {
					return err
				}
				differences = append(differences, found...)
			}
			return nil
		})
		if err != nil || len(ids) == 0 || len(differences) >= most {
			return differences[:min(len(differences), most)], residents, err
		}
		residents += len(ids)
		after = ids[len(ids)-1]
	}
}

func (u *UseCases) compare(tx *store.Tx, id string) ([]Verschil, error) {
	d, err := tx.Dossier(id)
	if err != nil {
		return nil, err
	}
	regels, err := u.Regels(tx)
	if err != nil {
		return nil, err
	}
	want, err := Afleiden(d, regels)
	if err != nil {
		return nil, err
	}
	have, err := tx.Taken(id)
	if err != nil {
		return nil, err
	}
	for i := range have {
		have[i] = have[i].Afgeleid()
	}
	views, err := d.Inzage()
	if err != nil {
		return nil, err
	}
	var out []Verschil
	for _, t := range unlike(have, want.Taken) {
		out = append(out, Verschil{InwonerID: id, Wat: "taak", Sleutel: t.ID})
	}
	for _, i := range unlike(views, want.Inzage) {
		out = append(out, Verschil{InwonerID: id, Wat: "inzage", Sleutel: strings.Join([]string{i.Kant, i.KantID, i.Bron, i.Van.String()}, " ")})
	}
	if d.Inwoner().Stand != want.Stand {
		out = append(out, Verschil{InwonerID: id, Wat: "stand", Sleutel: want.Stand.Fase})
	}
	return out, nil
}

// unlike gives the rows that stand in one of the lists only.
func unlike[T comparable](a, b []T) []T {
	var out []T
	for _, x := range a {
		if !slices.Contains(b, x) {
			out = append(out, x)
		}
	}
	for _, x := range b {
		if !slices.Contains(a, x) {
			out = append(out, x)
		}
	}
	return out
}

// TaakInput (input) is what somebody does with a task.
type TaakInput struct {
	InwonerID string
	TaakID    string
	Versie    int
	Tot       civil.Date // put off until this day
	Aan       string     // account of the colleague it goes to
	Reden     string
}

// MaxUitstelDagen is how far a task can be put off. Own choice.
const MaxUitstelDagen = 92

// MaxReden is the length of a reason, in characters. Own choice.
const MaxReden = 500

// Uitstellen puts a task off: it is out of the work list until a day. Its term stays.
func (u *UseCases) Uitstellen(ctx context.Context, actor app.Actor, in TaakInput) error {
	return u.change(ctx, actor, authz.TaakUitstellen, "taak.uitgesteld", in, func(today civil.Date, t *store.Taak) []rule.Finding {
		t.UitgesteldTot = in.Tot
		bad := !in.Tot.After(today) || in.Tot.After(today.AddDays(MaxUitstelDagen))
		return append(rule.FailIf(bad, "tot", "taak.uitstel_kan_niet", today.AddDays(1), today.AddDays(MaxUitstelDagen)),
			rule.FailIf(strings.TrimSpace(in.Reden) == "", "reden", "taak.reden_ontbreekt")...)
	})
}

// Overdragen hands a task over to a colleague of the same side.
func (u *UseCases) Overdragen(ctx context.Context, actor app.Actor, in TaakInput) error {
	return u.change(ctx, actor, authz.TaakOverdragen, "taak.overgedragen", in, func(_ civil.Date, t *store.Taak) []rule.Finding {
		t.OvergedragenAan = in.Aan
		return rule.FailIf(in.Aan == "", "aan", "taak.collega_ontbreekt")
	})
}

func (u *UseCases) change(ctx context.Context, actor app.Actor, action authz.Action, event string, in TaakInput, fn func(civil.Date, *store.Taak) []rule.Finding) error {
	return u.Store.Write(ctx, audit.Actor{ID: actor.ID}, func(tx *store.Tx) error {
		d, t, err := openTaak(tx, actor, in.InwonerID, in.TaakID)
		if err != nil {
			return err
		}
		decision, err := mayChange(d, actor, action, "ja", t) // fn says what is wrong with the reason
		if err != nil {
			return err
		}
		if err := app.Stale(in.Versie, t.Versie, t); err != nil {
			return err
		}
		long := rule.FailIf(utf8.RuneCountInString(in.Reden) > MaxReden, "reden", "invoer.te_lang", MaxReden)
		if err := app.Refuse(fn(d.Day, &t), long); err != nil {
			return err
		}
		if in.Aan != "" {
			if err := u.colleague(tx, t, in.Aan, d.Day); err != nil {
				return err
			}
		}
		if err := tx.PutTaakGedaan(&t, in.Reden); err != nil {
			return err
		}
		d.Done(decision, event, audit.Payload{Reason: in.Reden, Details: map[string]string{"taak": t.ID}})
		return nil
	})
}

// colleague checks that somebody works on the side whose task it is.
func (u *UseCases) colleague(tx *store.Tx, t store.Taak, accountID string, day civil.Date) error {
	rows, err := tx.AppointmentsOf(accountID)
	if err != nil {
		return err
	}
	for _, r := range rows {
		holds := civil.Period{From: r.Van, Until: r.Tot}.Contains(day)
		if holds && (t.Kant == store.KantTeam && r.TeamID == t.KantID || t.Kant == store.KantAanbieder && r.OrganisatieID == t.KantID) {
			return nil
		}
	}
	return app.Refuse(rule.Fail("aan", "taak.geen_collega"))
}
