package store

import (
	"trede/internal/domain/rule"
	"trede/internal/platform/sqldb"
)

// Over (about) names the row of a dossier of which rules said something.
type Over struct {
	Soort string // its table
	ID    string
}

// OverMelding is what was said of a melding.
func OverMelding(id string) Over { return Over{"melding", id} }

// OverMeting is what was said of a measurement.
func OverMeting(id string) Over { return Over{"meting", id} }

// OverProfiel is what was said of the profile of a resident.
func OverProfiel(inwonerID string) Over { return Over{"profiel", inwonerID} }

// OverAanvraag is what was said of an application.
func OverAanvraag(id string) Over { return Over{"aanvraag", id} }

// OverToewijzing is what was said of a toewijzing.
func OverToewijzing(id string) Over { return Over{"toewijzing", id} }

type regelresultaatRij struct {
	InwonerID   string
	Soort       string
	OnderwerpID string
	Inhoud      []byte
}

var (
	regelresultaat    = sqldb.Table[regelresultaatRij]("regelresultaat", "inwoner_id", "soort", "onderwerp_id")
	putRegelresultaat = sqldb.Exec(`
		insert into regelresultaat (inwoner_id, soort, onderwerp_id, inhoud) values ($1, $2, $3, $4)
		on conflict (inwoner_id, soort, onderwerp_id) do update set inhoud = excluded.inhoud`)
)

// Regels (rules) gives what rules said of a row of the dossier, under the name of the
// act at which they were asked. It stays encrypted until somebody asks for it.
func (d *Dossier) Regels(of Over) (map[string][]rule.Result, error) {
	if said, asked := d.gezegd[of]; asked {
		return said, nil
	}
	said := map[string][]rule.Result{}
	r, found, err := regelresultaat.Maybe(d.tx.Tx, d.ID, of.Soort, of.ID)
	if err == nil && found {
		err = d.tx.UnsealJSON(r.Inhoud, &said, of.Soort, "regels", of.ID)
	}
	if err != nil {
		return nil, err
	}
	if d.gezegd == nil {
		d.gezegd = map[Over]map[string][]rule.Result{}
	}
	d.gezegd[of] = said
	return said, nil
}

// PutRegels keeps what rules said at an act, in the place of what they said at an
// earlier act of that name.
func (d *Dossier) PutRegels(of Over, act string, list []rule.Result) error {
	said, err := d.Regels(of)
	if err != nil {
		return err
	}
	said[act] = list
	body, err := d.tx.SealJSON(said, of.Soort, "regels", of.ID)
	if err != nil {
		return err
	}
	_, err = putRegelresultaat.Run(d.tx.Tx, d.ID, of.Soort, of.ID, body)
	return err
}
