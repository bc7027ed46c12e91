package inkoop

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/platform/upload"
	"trede/internal/store"
)

// KindBestand is the kind of audit chain of a file, and of the looks at it.
const KindBestand = "bestand"

// What one organisation may keep here; letters that the program made do not count.
const (
	maxBestanden     = 500
	maxBestandenByte = 200_000_000
)

// Scan is what a virus scanner says.
type Scan struct {
	Door   string // what looked, for example "clamdscan"
	Besmet bool   // it found something
}

// Scanner looks for viruses in a file. An error says that it could not look. It must
// be safe for use by several goroutines at once.
type Scanner interface {
	Scan(ctx context.Context, content []byte) (Scan, error)
}

// BestandInput is a file as somebody sends it.
type BestandInput struct {
	AanbiederID string // whose it becomes; empty: of the region
	Soort       inkoop.BestandSoort
	Naam        string // as the sender named it
	Inhoud      []byte
	Veld        string // field of the form that findings are about; [upload.Field] when empty
}

// VoegBestandToe (add a file) keeps a file that somebody sent, after it was checked,
// cleaned and scanned. What is wrong with it is a finding about its field; a
// scanner that does not answer is an error of kind Unavailable. See also
// [app.WithFound].
func (u *UseCases) VoegBestandToe(ctx context.Context, actor app.Actor, in BestandInput) (out inkoop.Bestand, err error) {
	d, err := app.May(actor, authz.BestandToevoegen, authz.Facts{Day: app.Today(u.Now()), OrganisatieID: in.AanbiederID})
	if err != nil {
		return out, err
	}
	defer func() { err = aboutField(err, in.Veld) }()
	clean, err := u.checkBestand(ctx, in)
	if err := app.RefuseFound(ctx, err); err != nil {
		return out, err
	}
	scan, err := u.scan(ctx, clean.Content)
	if err != nil {
		return out, err
	}
	err = u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		if err := roomForBestand(tx, in.AanbiederID, len(clean.Content)); err != nil {
			return err
		}
		b := inkoop.Bestand{
			Soort: in.Soort, Aanbieder: inkoop.AanbiederID(in.AanbiederID), Naam: clean.Name, Type: clean.Type, Gescand: scan.Door, DoorID: actor.ID,
		}
		id, err := u.BewaarBestandIn(tx, b, clean.Content)
		if err != nil {
			return err
		}
		out, err = tx.Bestand(id)
		return err
	})
	return out, err
}

// aboutField gives findings about the file the name that the field has on the form.
func aboutField(err error, field string) error {
	if field == "" || !errs.Is(err, errs.Invalid) {
		return err
	}
	findings := slices.Clone(errs.FindingsOf(err))
	for i := range findings {
		if findings[i].Field == upload.Field {
			findings[i].Field = field
		}
	}
	return errs.InvalidInput(findings...)
}

// checkBestand says whether a file may be of this kind, whether there is room, and what
// may be kept of it. It runs before the scanner, which is slow.
func (u *UseCases) checkBestand(ctx context.Context, in BestandInput) (upload.Clean, error) {
	own := in.Soort == inkoop.BestandBewijs || in.Soort == inkoop.BestandPolis
	wrong := !own && in.Soort != inkoop.BestandStuk || own == (in.AanbiederID == "")
	if err := app.Refuse(rule.FailIf(wrong, "soort", "bestand.soort_kan_niet")); err != nil {
		return upload.Clean{}, err
	}
	err := u.Store.Read(ctx, func(tx *store.Tx) error {
		if in.AanbiederID != "" {
			org, found, err := store.Organisaties.Maybe(tx.Tx, in.AanbiederID)
			if err != nil {
				return err
			}
			if !found || org.Soort != string(authz.SoortAanbieder) {
				return app.NotHere()
			}
		}
		return roomForBestand(tx, in.AanbiederID, len(in.Inhoud))
	})
	if err != nil {
		return upload.Clean{}, err
	}
	return upload.Check(in.Naam, in.Inhoud, upload.Limits{})
}

// roomForBestand refuses a file for which an organisation has no room left. Two files at the
// same moment may both get the last room: it is there so that nobody fills the disk.
func roomForBestand(tx *store.Tx, aanbiederID string, size int) error {
	count, bytes, err := tx.BestandRuimte(aanbiederID)
	if err != nil {
		return err
	}
	findings := rule.FailIf(count >= maxBestanden, upload.Field, "bestand.te_veel", maxBestanden)
	if len(findings) == 0 {
		findings = rule.FailIf(bytes+size > maxBestandenByte, upload.Field, "bestand.ruimte_op", maxBestandenByte/1_000_000)
	}
	return app.Refuse(findings)
}

// scan asks the scanner, when there is one. It runs outside every transaction: it may
// take seconds.
func (u *UseCases) scan(ctx context.Context, content []byte) (Scan, error) {
	if u.Scanner == nil {
		return Scan{}, nil
	}
	scan, err := u.Scanner.Scan(ctx, content)
	if err != nil {
		return Scan{}, errs.Wrapped(errs.Unavailable, "bestand.scanner_weg", err)
	}
	return scan, app.Refuse(rule.FailIf(scan.Besmet, upload.Field, "bestand.besmet"))
}

// eigenBestand tells whether a file of a kind is of an aanbieder.
func eigenBestand(tx *store.Tx, id string, aanbieder inkoop.AanbiederID, soort inkoop.BestandSoort) (bool, error) {
	file, err := tx.Bestand(id)
	if errs.Is(err, errs.NotFound) {
		return false, nil
	}
	return err == nil && file.Aanbieder == aanbieder && file.Soort == soort, err
}

// BewaarBestandIn (keep a file) keeps a file that was checked, or that the program made,
// and gives its id. Of b it takes what it is about, its name and type, who scanned it and
// who sent it; the rest follows from the content and the transaction.
func (u *UseCases) BewaarBestandIn(tx *store.Tx, b inkoop.Bestand, inhoud []byte) (string, error) {
	b.ID, b.Op, b.Naam = tx.NewID(), tx.Now, upload.Harmless(b.Naam, b.Type)
	if b.DoorID == "" {
		b.DoorID = tx.Actor.ID
	}
	if err := tx.AddBestand(&b, inhoud); err != nil {
		return "", err
	}
	tx.Audit(KindBestand, b.ID, "bestand.toegevoegd", audit.Payload{
		Details: map[string]string{"soort": string(b.Soort), "type": b.Type, "sha256": b.SHA256},
	})
	return b.ID, nil
}

// BekijkBestand (look at a file) gives a file with its content, and writes down who
// looked. A paper of a published round is for everybody, also for who is not signed in,
// and that is not written down: all of them get the same (Aanbestedingswet 2012 art.
// 1.8).
func (u *UseCases) BekijkBestand(ctx context.Context, actor app.Actor, id string) (b inkoop.Bestand, content []byte, err error) {
	var d authz.Decision
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		if b, err = tx.Bestand(id); err != nil {
			if errs.Is(err, errs.NotFound) {
				err = app.NotHere()
			}
			return err
		}
		open := false
		if b.Soort == inkoop.BestandStuk {
			if open, err = tx.BestandOpenbaar(id); err != nil {
				return err
			}
		}
		if !open {
			if d, err = app.May(actor, authz.BestandLezen, authz.Facts{Day: app.Today(tx.Now), OrganisatieID: string(b.Aanbieder)}); err != nil {
				return err
			}
			if err = bewijsIngediend(tx, actor, b); err != nil {
				return err
			}
		}
		content, err = tx.BestandInhoud(b)
		return err
	})
	if err == nil && d.Allowed {
		err = u.Store.Look(ctx, actor.Audit(d), KindBestand, "bestand.bekeken", "", id)
	}
	if err != nil {
		return inkoop.Bestand{}, nil, err
	}
	return b, content, nil
}

// bewijsIngediend refuses evidence to who does not work for the aanbieder until it stands in
// an inschrijving that was handed in: a concept is the aanbieder's alone.
func bewijsIngediend(tx *store.Tx, actor app.Actor, b inkoop.Bestand) error {
	own := slices.ContainsFunc(actor.Aanstellingen, func(a authz.Aanstelling) bool {
		return a.OrganisatieID == string(b.Aanbieder) && a.Periode.Contains(app.Today(tx.Now))
	})
	if b.Soort != inkoop.BestandBewijs || own {
		return nil
	}
	list, err := tx.InschrijvingenVan(b.Aanbieder)
	handed := slices.ContainsFunc(list, func(i store.Inschrijving) bool {
		return !i.Ingediend.IsZero() && slices.ContainsFunc(i.Inhoud.Antwoorden, func(a inkoop.EisAntwoord) bool { return slices.Contains(a.Bestanden, b.ID) })
	})
	if err == nil && !handed {
		err = app.NotHere()
	}
	return err
}

// BestandenVan (files of) gives what is known of the files of a provider, or of those of
// the region when the id is empty, in the order in which they came.
func (u *UseCases) BestandenVan(ctx context.Context, actor app.Actor, aanbiederID string) (out []inkoop.Bestand, err error) {
	if _, err := app.May(actor, authz.BestandLezen, authz.Facts{Day: app.Today(u.Now()), OrganisatieID: aanbiederID}); err != nil {
		return nil, err
	}
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		out, err = tx.BestandenVan(aanbiederID)
		return err
	})
	return out, err
}
