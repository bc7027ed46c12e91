package store

import (
	"time"

	"trede/internal/domain/inkoop"
	"trede/internal/platform/sqldb"
)

// CatalogusAuteur is an account that wrote a part of a version of the catalogue while it
// was a concept.
type CatalogusAuteur struct {
	AccountID string
	Naam      string
	Sinds     time.Time
}

var (
	catalogusAuteurs = sqldb.Select[CatalogusAuteur](`
		select c.account_id, coalesce(a.name, '') as naam, c.sinds from catalogus_auteur c
		left join account a on a.id = c.account_id where c.catalogus_code = $1 order by c.sinds, c.account_id`)
	addCatalogusAuteur = sqldb.Exec(`
		insert into catalogus_auteur (catalogus_code, account_id, sinds) values ($1, $2, $3)
		on conflict (catalogus_code, account_id) do nothing`)
	regioOud = sqldb.Select[RegioVersie](`select id, volgnr, ingelezen, door_id, document from regio_versie where volgnr = $1`)
)

// CatalogusAuteurs gives who wrote a version of the catalogue, in order of their first word.
func (tx *Tx) CatalogusAuteurs(code inkoop.CatalogusCode) ([]CatalogusAuteur, error) {
	return catalogusAuteurs.All(tx.Tx, string(code))
}

// AddCatalogusAuteur notes that the actor of the transaction wrote a part of a version.
func (tx *Tx) AddCatalogusAuteur(code inkoop.CatalogusCode) error {
	_, err := addCatalogusAuteur.Run(tx.Tx, string(code), tx.Actor.ID, tx.Now)
	return err
}

// RegioDocumentNr gives the document of the region with a number, or a NotFound error.
func (tx *Tx) RegioDocumentNr(volgnr int) (RegioVersie, error) { return regioOud.One(tx.Tx, volgnr) }
