package simulatie

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"slices"

	"trede/internal/platform/audit"
	"trede/internal/store"
)

// StateHash is a hash over all that is stored, as people would read it: decrypted,
// without nonces, salts, passwords, codes and sessions. The same version, seed,
// residents and dates give the same hash on both engines.
func (r *Run) StateHash(ctx context.Context) (string, error) {
	sum := sha256.New()
	err := r.store.Read(ctx, func(tx *store.Tx) error {
		if err := hashRegion(tx, sum); err != nil {
			return err
		}
		for after := ""; ; {
			ids, err := tx.InwonerIDs(after, 100)
			if err != nil || len(ids) == 0 {
				return err
			}
			for _, id := range ids {
				if err := hashDossier(tx, sum, id); err != nil {
					return err
				}
			}
			after = ids[len(ids)-1]
		}
	})
	if err != nil {
		return "", err
	}
	heads, err := r.store.AuditHeads(ctx)
	for _, h := range heads {
		if h.Chain.Kind != audit.KindReads {
			err = errors.Join(err, put(sum, h.Chain, h.Count, hex.EncodeToString(h.Hash[:])))
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), err
}

// put adds values to a hash, each as JSON on a line of its own.
func put(sum hash.Hash, values ...any) error {
	for _, v := range values {
		body, err := json.Marshal(v)
		if err != nil {
			return err
		}
		sum.Write(append(body, '\n'))
	}
	return nil
}

func hashRegion(tx *store.Tx, sum hash.Hash) error {
	doc, err := tx.RegioDocument()
	if err != nil {
		return err
	}
	all, err := tx.Organisaties()
	if err != nil {
		return err
	}
	for _, o := range all {
		places, err1 := tx.Locaties(o.ID)
		people, err2 := tx.AanstellingenAt(o.ID)
		if err := errors.Join(err1, err2, put(sum, o, places, people)); err != nil {
			return err
		}
		for _, a := range people {
			replacements, err := tx.VervangingenOf(a.AccountID)
			if err := errors.Join(err, put(sum, replacements)); err != nil {
				return err
			}
		}
	}
	teams, err1 := tx.Teams()
	providers, err2 := tx.Aanbieders()
	contracts, err3 := tx.Contracten()
	policies, err4 := tx.Verzekeringen()
	places, err5 := tx.Werkplekken()
	err = errors.Join(err1, err2, err3, err4, err5, put(sum, doc.Document, teams, providers, contracts, policies, places))
	return errors.Join(err, hashInkoop(tx, sum, providers, contracts))
}

// hashDossier adds one resident with everything in the dossier.
func hashDossier(tx *store.Tx, sum hash.Hash, id string) error {
	d, err := tx.Dossier(id)
	if err != nil {
		return err
	}
	bsn, err := tx.InwonerBSN(d.Inwoner())
	if err != nil {
		return err
	}
	meldingen, err1 := d.Meldingen()
	aanvragen, err2 := d.Aanvragen()
	metingen, err3 := d.Metingen()
	doelen, err4 := d.Doelen()
	toewijzingen, err5 := d.Toewijzingen()
	berichten, err6 := d.Berichten()
	signalen, err7 := d.Signalen()
	profiel, err8 := tx.Profiel(id)
	news, err9 := tx.Waarnemingen(id)
	views, err10 := d.Inzage()
	tasks, err11 := tx.Taken(id)
	slices.SortFunc(views, store.CompareInzage)
	return errors.Join(err1, err2, err3, err4, err5, err6, err7, err8, err9, err10, err11, put(sum, d.Inwoner(), bsn.Reveal(),
		meldingen, aanvragen, metingen, doelen, toewijzingen, berichten, signalen, profiel, news, views, tasks))
}
