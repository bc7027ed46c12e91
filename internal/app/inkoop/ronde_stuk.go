package inkoop

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// StukInput is a paper as somebody writes it.
type StukInput struct {
	ID      string // empty: a new one
	RondeID inkoop.RondeID
	Soort   inkoop.StukSoort
	Titel   string
	Tekst   string // paragraphs, one to a line
	// BestandID is an uploaded file that goes with the paper; empty: what was there stays.
	BestandID string
	Versie    int
}

// StelStukOp keeps a concept of a paper, which the region alone sees, and gives its id. A
// published paper stays as it is. Source: INK-01.
func (u *UseCases) StelStukOp(ctx context.Context, actor app.Actor, in StukInput) (id string, err error) {
	err = u.writeRonde(ctx, actor, authz.RondeOpstellen, authz.Facts{}, func(tx *store.Tx, d authz.Decision) error {
		row := store.RondeStuk{RondeID: in.RondeID}
		if in.ID != "" {
			if row, err = concept(tx, in.RondeID, in.ID, in.Versie); err != nil {
				return err
			}
		} else if _, found, err := tx.Ronde(in.RondeID); err != nil || !found {
			return orNotHere(err)
		}
		row.Soort, row.Titel, row.Tekst = in.Soort, in.Titel, in.Tekst
		if in.BestandID != "" {
			row.Bestand = in.BestandID
		}
		if err := app.Refuse(row.Toets(), tooLong("titel", in.Titel, maxRegel), tooLong("tekst", in.Tekst, maxTekst)); err != nil {
			return err
		}
		if row.ID == "" {
			row.ID = tx.NewID()
		}
		row.DoorID, id = actor.ID, row.ID
		tx.Audit(KindRonde, string(in.RondeID), "ronde.stuk_opgesteld", audit.Payload{
			Decision: []string{d.String()}, Details: map[string]string{"stuk": id},
		})
		return tx.PutRondeStuk(&row)
	})
	return id, err
}

// StukBestandInput is a file that goes with a concept of a paper.
type StukBestandInput struct {
	RondeID inkoop.RondeID
	StukID  string
	Versie  int // of the paper
	Naam    string
	Inhoud  []byte
}

// VoegStukBestandToe keeps a file with a concept of a paper, instead of the one that was
// there. Everybody can fetch it from the moment the paper is published.
func (u *UseCases) VoegStukBestandToe(ctx context.Context, actor app.Actor, in StukBestandInput) error {
	if _, err := app.May(actor, authz.RondeOpstellen, authz.Facts{Day: app.Today(u.Now())}); err != nil {
		return err
	}
	var row store.RondeStuk
	err := u.Store.Read(ctx, func(tx *store.Tx) (err error) {
		row, err = concept(tx, in.RondeID, in.StukID, in.Versie)
		return err
	})
	if err != nil {
		return err
	}
	b, err := u.VoegBestandToe(ctx, actor, BestandInput{Soort: inkoop.BestandStuk, Naam: in.Naam, Inhoud: in.Inhoud})
	if err != nil {
		return err
	}
	_, err = u.StelStukOp(ctx, actor, StukInput{
		ID: row.ID, RondeID: row.RondeID, Soort: row.Soort, Titel: row.Titel, Tekst: row.Tekst, BestandID: b.ID, Versie: row.Versie,
	})
	return err
}

// concept gives a paper that was not published, to write over the version that was seen.
func concept(tx *store.Tx, ronde inkoop.RondeID, id string, versie int) (store.RondeStuk, error) {
	row, found, err := tx.RondeStuk(id)
	if err != nil || !found || row.RondeID != ronde {
		return row, orNotHere(err)
	}
	if err := app.Refuse(rule.FailIf(!row.Gepubliceerd.IsZero(), "", "stuk.gepubliceerd_blijft")); err != nil {
		return row, err
	}
	return row, app.Stale(versie, row.Versie, row)
}

// orNotHere is an error of the database, or that there is nothing here.
func orNotHere(err error) error {
	if err != nil {
		return err
	}
	return app.NotHere()
}

// PubliceerStuk lets everybody read a paper, from the moment of the server on and for
// good. Source: INK-01 (equal information, with the time stamp of publication).
func (u *UseCases) PubliceerStuk(ctx context.Context, actor app.Actor, ronde inkoop.RondeID, id string, versie int) error {
	return u.writeRonde(ctx, actor, authz.RondePubliceren, authz.Facts{}, func(tx *store.Tx, d authz.Decision) error {
		row, err := concept(tx, ronde, id, versie)
		if err != nil {
			return err
		}
		row.Gepubliceerd, row.DoorID = tx.Now, actor.ID
		tx.Audit(KindRonde, string(ronde), "ronde.stuk_gepubliceerd", audit.Payload{
			Decision: []string{d.String()}, Details: map[string]string{"stuk": id, "soort": string(row.Soort)},
		})
		return tx.PutRondeStuk(&row)
	})
}

// NotaInput says which answers are published together.
type NotaInput struct {
	RondeID inkoop.RondeID
	Tekst   string // before the questions; may be empty
	Gezien  string // the answers as they were shown before, see [NotaPage]
}

// NotaPage is what the next nota van inlichtingen would hold.
type NotaPage struct {
	Ronde  store.Ronde
	Groep  []Onderwerp
	Open   int    // questions without an answer: they come in a later nota
	Gezien string // names these answers; sent along so that nothing unseen is published
}

// Onderwerp is a subject of a nota with its questions and answers.
type Onderwerp struct {
	Naam   string
	Vragen []VraagAntwoord
}

// VraagAntwoord is a question with its answer as everybody reads them.
type VraagAntwoord struct{ Vraag, Antwoord string }

// perOnderwerp groups questions by subject, each subject where its first question stands.
func perOnderwerp(list []store.RondeVraag) []Onderwerp {
	var out []Onderwerp
	for i := range list {
		v := &list[i]
		at := slices.IndexFunc(out, func(o Onderwerp) bool { return strings.EqualFold(o.Naam, v.Onderwerp) })
		if at < 0 {
			at = len(out)
			out = append(out, Onderwerp{Naam: v.Onderwerp})
		}
		out[at].Vragen = append(out[at].Vragen, VraagAntwoord{Vraag: v.InNota(), Antwoord: v.Antwoord})
	}
	return out
}

// ready gives the answered questions that no nota holds, and how many have no answer.
func ready(tx *store.Tx, id inkoop.RondeID) (list []store.RondeVraag, open int, gezien string, err error) {
	all, err := tx.RondeVragen(id)
	for _, v := range all {
		switch v.Status() {
		case inkoop.VraagOpen:
			open++
		case inkoop.VraagBeantwoord:
			list = append(list, v)
			gezien += v.ID + ":" + strconv.Itoa(v.Versie) + " "
		case inkoop.VraagGepubliceerd:
		}
	}
	return list, open, strings.TrimSpace(gezien), err
}

// VolgendeNota gives what the next nota would hold, to who may publish it.
func (u *UseCases) VolgendeNota(ctx context.Context, actor app.Actor, id inkoop.RondeID) (out NotaPage, err error) {
	if _, err := app.May(actor, authz.RondePubliceren, authz.Facts{Day: app.Today(u.Now())}); err != nil {
		return out, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		var found bool
		if out.Ronde, found, err = tx.Ronde(id); err != nil || !found {
			return orNotHere(err)
		}
		list, open, gezien, err := ready(tx, id)
		out.Groep, out.Open, out.Gezien = perOnderwerp(list), open, gezien
		return err
	})
	return out, err
}

// PubliceerNota publishes the answers of all questions that have one, at one moment for
// everybody, and gives the id of the paper. Answers that changed since they were shown
// are shown again first. Source: INK-01.
func (u *UseCases) PubliceerNota(ctx context.Context, actor app.Actor, in NotaInput) (id string, err error) {
	err = u.writeRonde(ctx, actor, authz.RondePubliceren, authz.Facts{}, func(tx *store.Tx, d authz.Decision) error {
		if _, found, err := tx.Ronde(in.RondeID); err != nil || !found {
			return orNotHere(err)
		}
		list, _, gezien, err := ready(tx, in.RondeID)
		if err != nil {
			return err
		}
		if err := app.Refuse(
			rule.FailIf(len(list) == 0, "", "nota.geen_antwoorden"), tooLong("tekst", in.Tekst, maxTekst),
		); err != nil {
			return err
		}
		if gezien != in.Gezien {
			return errs.New(errs.Conflict, "nota.intussen_gewijzigd")
		}
		papers, err := tx.RondeStukken(in.RondeID)
		if err != nil {
			return err
		}
		n := 1
		for _, p := range papers {
			if p.Soort == inkoop.StukNota {
				n++
			}
		}
		paper := store.RondeStuk{ID: tx.NewID(), RondeID: in.RondeID, DoorID: actor.ID}
		paper.Soort, paper.Tekst, paper.Gepubliceerd = inkoop.StukNota, in.Tekst, tx.Now
		paper.Titel = "Nota van inlichtingen " + strconv.Itoa(n)
		if err := tx.PutRondeStuk(&paper); err != nil {
			return err
		}
		for i := range list {
			list[i].Nota = paper.ID
			if err := tx.PutRondeVraag(&list[i]); err != nil {
				return err
			}
		}
		id = paper.ID
		tx.Audit(KindRonde, string(in.RondeID), "ronde.nota_gepubliceerd", audit.Payload{
			Decision: []string{d.String()}, Details: map[string]string{"stuk": id, "vragen": strconv.Itoa(len(list))},
		})
		return nil
	})
	return id, err
}
