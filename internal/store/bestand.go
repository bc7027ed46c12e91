package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"trede/internal/domain/inkoop"
	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

type bestandRij struct {
	ID          string
	Soort       inkoop.BestandSoort
	AanbiederID string `db:",null"`
	Naam        string
	Mediatype   string
	Grootte     int
	SHA256      string `db:"sha256"`
	Gescand     string
	DoorID      string
	Op          time.Time
	Inhoud      []byte // sealed
}

// bestandKort is what is known of a file without its content.
type bestandKort struct {
	ID          string
	Soort       inkoop.BestandSoort
	AanbiederID string `db:",null"`
	Naam        string
	Mediatype   string
	Grootte     int
	SHA256      string `db:"sha256"`
	Gescand     string
	DoorID      string
	Op          time.Time
}

func (r bestandKort) domain() inkoop.Bestand {
	return inkoop.Bestand{
		ID: r.ID, Soort: r.Soort, Aanbieder: inkoop.AanbiederID(r.AanbiederID), Naam: r.Naam, Type: r.Mediatype,
		Grootte: r.Grootte, SHA256: r.SHA256, Gescand: r.Gescand, DoorID: r.DoorID, Op: r.Op,
	}
}

type ruimteRij struct {
	Aantal int
	Bytes  int
}

var (
	bestanden = sqldb.Table[bestandRij]("bestand")

	bestandEen = sqldb.Select[bestandKort](`
		select id, soort, aanbieder_id, naam, mediatype, grootte, sha256, gescand, door_id, op from bestand where id = $1`)
	bestandenVan = sqldb.Select[bestandKort](`
		select id, soort, aanbieder_id, naam, mediatype, grootte, sha256, gescand, door_id, op from bestand
		where coalesce(aanbieder_id, '') = $1 order by op, id`)
	bestandInhoud  = sqldb.Select[[]byte](`select inhoud from bestand where id = $1`)
	bestandAlleIDs = sqldb.Select[string](`select id from bestand order by id`)
	bestandRuimte  = sqldb.Select[ruimteRij](`
		select count(*) as aantal, coalesce(sum(grootte), 0) as bytes from bestand
		where coalesce(aanbieder_id, '') = $1 and soort <> $2`)
	bestandOpenbaar = sqldb.Select[int](`
		select count(*) from ronde_stuk where bestand_id = $1 and gepubliceerd is not null and gepubliceerd <= $2`)
)

// Digest gives the sum by which a file is known again: SHA-256, lower-case hexadecimal.
func Digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func bestandPlace(id string) crypt.Place {
	return crypt.Place{Table: "bestand", Column: "inhoud", Row: id}
}

// AddBestand keeps a file; its content is encrypted for its row. Size and sum are those
// of the content. A file is never changed.
func (tx *Tx) AddBestand(b *inkoop.Bestand, content []byte) error {
	sealed, err := tx.s.keys.Encrypt(content, bestandPlace(b.ID))
	if err != nil {
		return errs.Wrapped(errs.Internal, "db.sleutel", err)
	}
	b.Grootte, b.SHA256 = len(content), Digest(content)
	return bestanden.Insert(tx.Tx, bestandRij{
		ID: b.ID, Soort: b.Soort, AanbiederID: string(b.Aanbieder), Naam: b.Naam, Mediatype: b.Type,
		Grootte: b.Grootte, SHA256: b.SHA256, Gescand: b.Gescand, DoorID: b.DoorID, Op: b.Op, Inhoud: sealed,
	})
}

// Bestand gives what is known of a file; an error of kind NotFound when there is none.
func (tx *Tx) Bestand(id string) (inkoop.Bestand, error) {
	r, err := bestandEen.One(tx.Tx, id)
	return r.domain(), err
}

// BestandInhoud gives the content of a file as it was kept. Content that is not what the
// row says is an error: nobody gets half a file.
func (tx *Tx) BestandInhoud(b inkoop.Bestand) ([]byte, error) {
	content, problem, err := tx.s.content(tx.Tx, b)
	if err == nil && problem != "" {
		err = errs.Wrapped(errs.Internal, "db.bestand", fmt.Errorf("file %s: %s", b.ID, problem))
	}
	return content, err
}

// content reads a file and tells what is wrong with it, "" when nothing is.
func (s *Store) content(tx *sqldb.Tx, b inkoop.Bestand) (content []byte, problem string, err error) {
	sealed, err := bestandInhoud.One(tx, b.ID)
	if err != nil {
		return nil, "", err
	}
	content, err = s.keys.Decrypt(sealed, bestandPlace(b.ID))
	switch {
	case errors.Is(err, crypt.ErrDecrypt):
		return nil, "its content cannot be decrypted: it was changed, or it is of another installation", nil
	case err != nil:
		return nil, "", err
	case len(content) != b.Grootte:
		return nil, fmt.Sprintf("it has %d bytes, and %d were kept", len(content), b.Grootte), nil
	case Digest(content) != b.SHA256:
		return nil, "its sum is not the one that was kept", nil
	}
	return content, "", nil
}

// BestandenVan gives the files of a provider, or of the region when the id is empty, in
// the order in which they came.
func (tx *Tx) BestandenVan(aanbiederID string) ([]inkoop.Bestand, error) {
	var out []inkoop.Bestand
	err := bestandenVan.Each(tx.Tx, func(r bestandKort) error {
		out = append(out, r.domain())
		return nil
	}, aanbiederID)
	return out, err
}

// BestandRuimte gives how many files a provider (or the region) sent and how many bytes
// they are. Letters that the program made do not count.
func (tx *Tx) BestandRuimte(aanbiederID string) (count, bytes int, err error) {
	r, err := bestandRuimte.One(tx.Tx, aanbiederID, inkoop.BestandBrief)
	return r.Aantal, r.Bytes, err
}

// BestandOpenbaar tells whether a file belongs to a paper of a round that is published.
func (tx *Tx) BestandOpenbaar(id string) (bool, error) {
	n, err := bestandOpenbaar.One(tx.Tx, id, tx.Now)
	return n > 0, err
}

// CheckFiles holds every file against its sum, and gives how many there are and a
// sentence for each that is not what was kept.
func (s *Store) CheckFiles(ctx context.Context) (files int, problems []string, err error) {
	defer errs.Wrap(&err, "store.CheckFiles")
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		ids, err := bestandAlleIDs.All(tx)
		if err != nil {
			return err
		}
		for _, id := range ids { // one in memory at a time
			r, err := bestandEen.One(tx, id)
			if err != nil {
				return err
			}
			_, problem, err := s.content(tx, r.domain())
			if err != nil {
				return err
			}
			if problem != "" {
				problems = append(problems, fmt.Sprintf("file %s: %s", id, problem))
			}
		}
		files = len(ids)
		return nil
	})
	return files, problems, err
}
