package simulatie

import (
	"errors"
	"hash"

	"trede/internal/domain/inkoop"
	"trede/internal/store"
)

// hashInkoop adds what procurement keeps beside the providers and their contracts.
func hashInkoop(tx *store.Tx, sum hash.Hash, providers []store.Aanbieder, contracts []store.Contract) error {
	list, err := tx.Rondes()
	if err != nil {
		return err
	}
	for _, x := range list {
		papers, err1 := tx.RondeStukken(x.ID)
		questions, err2 := tx.RondeVragen(x.ID)
		enrolled, err3 := tx.InschrijvingenVanRonde(x.ID)
		if err := errors.Join(err1, err2, err3, put(sum, x, papers, questions, enrolled)); err != nil {
			return err
		}
		for i := range enrolled {
			judged, err := tx.Beoordelingen(enrolled[i].ID)
			if err := errors.Join(err, put(sum, judged)); err != nil {
				return err
			}
		}
	}
	if err := hashNaleving(tx, sum, contracts); err != nil {
		return err
	}
	for _, p := range append([]store.Aanbieder{{}}, providers...) { // the first: the files of the region
		files, err := tx.BestandenVan(string(p.ID))
		if err := errors.Join(err, put(sum, files)); err != nil {
			return err
		}
	}
	for _, code := range conceptcodes {
		authors, err := tx.CatalogusAuteurs(code)
		if err := errors.Join(err, put(sum, authors)); err != nil {
			return err
		}
	}
	return nil
}

// conceptcodes are the codes that versions of the catalogue have, or get here.
var conceptcodes = []inkoop.CatalogusCode{"v1", "v2", "v3"}

func hashNaleving(tx *store.Tx, sum hash.Hash, contracts []store.Contract) error {
	for i := range contracts {
		points, err := tx.Nalevingspunten(contracts[i].ID)
		if err := errors.Join(err, put(sum, points)); err != nil {
			return err
		}
	}
	meetings, err1 := tx.Overleggen()
	lessons, err2 := tx.Leerpunten()
	if err := errors.Join(err1, err2, put(sum, meetings, lessons)); err != nil {
		return err
	}
	for _, o := range meetings {
		actions, err := tx.ActiesVanOverleg(o.ID)
		if err := errors.Join(err, put(sum, actions)); err != nil {
			return err
		}
	}
	return nil
}
