package store

import (
	"errors"

	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	"trede/internal/platform/sqldb"
)

// MelderGegevens (details of who reported) is who brought a melding when it was not
// the resident.
type MelderGegevens struct {
	Naam        string `json:"naam,omitempty"`
	Organisatie string `json:"organisatie,omitempty"`
	Telefoon    string `json:"telefoon,omitempty"`
	Email       string `json:"email,omitempty"`
	VanBuiten   bool   `json:"van_buiten,omitempty"` // on the page that anybody may open
}

// OnderzoekDocument is what was found and decided in the investigation of one
// melding, kept as one document.
type OnderzoekDocument struct {
	Onderzoek  toegang.Onderzoek       `json:"onderzoek,omitzero"`
	Start      civil.Date              `json:"start"` // wished first day, as of which the afbakening is made
	Antwoorden toegang.Antwoorden      `json:"antwoorden,omitzero"`
	Afbakening toegang.Afbakening      `json:"afbakening,omitzero"`
	Uitkomst   *toegang.Uitkomst       `json:"uitkomst,omitempty"`
	Samenvat   string                  `json:"samenvatting,omitempty"` // of the report, in plain words
	Redenen    map[string]string       `json:"redenen,omitempty"`      // why an advies was set aside, by rule
	DoorID     string                  `json:"door_id,omitempty"`
	Geschikt   toegang.Geschikt        `json:"geschikt,omitzero"`
	Scorekaart []toegang.ScorekaartRij `json:"scorekaart,omitempty"`
	Verwijzing toegang.Verwijzing      `json:"verwijzing,omitzero"` // what the CAW did with a referral
}

// Melding is a first question with its investigation.
type Melding struct {
	toegang.Melding
	TeamID         string
	Melder         MelderGegevens
	Onderzoek      OnderzoekDocument
	CAWID          string     // organisation referred to; empty: none
	OpnieuwGekeken civil.Date // somebody looked again
	Versie         int
}

type meldingInhoud struct {
	Melding toegang.Melding `json:"melding"`
	Melder  MelderGegevens  `json:"melder,omitzero"`
}

type meldingRij struct {
	ID             string
	InwonerID      string
	TeamID         string
	GemeenteCode   string
	Door           string
	Ontvangen      civil.Date
	Staat          string
	Uitkomst       string
	UitkomstOp     civil.Date
	CAWID          string `db:"caw_id,null"`
	KijkOpnieuw    civil.Date
	OpnieuwGekeken civil.Date
	Inhoud         []byte
	Onderzoek      []byte `db:",null"`
	Versie         int
}

var (
	meldingen   = sqldb.Table[meldingRij]("melding")
	meldingenOf = sqldb.Select[meldingRij](`
		select id, inwoner_id, team_id, gemeente_code, door, ontvangen, staat, uitkomst, uitkomst_op, caw_id, kijk_opnieuw,
			opnieuw_gekeken, inhoud, onderzoek, versie
		from melding where inwoner_id = $1 order by ontvangen, id`)
	meldingInwoner = sqldb.Select[string](`select inwoner_id from melding where id = $1`)
)

func (tx *Tx) loadMeldingen(inwonerID string) ([]Melding, error) {
	var out []Melding
	err := meldingenOf.Each(tx.Tx, func(r meldingRij) error {
		var c meldingInhoud
		m := Melding{TeamID: r.TeamID, CAWID: r.CAWID, OpnieuwGekeken: r.OpnieuwGekeken, Versie: r.Versie}
		err := errors.Join(
			tx.UnsealJSON(r.Inhoud, &c, "melding", "inhoud", r.ID),
			tx.UnsealJSON(r.Onderzoek, &m.Onderzoek, "melding", "onderzoek", r.ID))
		m.Melding, m.Melder = c.Melding, c.Melder
		out = append(out, m)
		return err
	}, inwonerID)
	return out, err
}

// Melding gives one melding of the dossier, or a NotFound error.
func (d *Dossier) Melding(id string) (Melding, error) {
	list, err := d.Meldingen()
	return pick(list, err, id, func(m *Melding) string { return m.ID })
}

// PutMelding writes a melding; one without a version is new.
func (tx *Tx) PutMelding(d *Dossier, m *Melding) error {
	if _, err := d.Meldingen(); err != nil { // what is written goes into the whole list
		return err
	}
	r := meldingRij{
		ID: m.ID, InwonerID: m.InwonerID, TeamID: m.TeamID, GemeenteCode: m.GemeenteCode, Door: string(m.Door), Ontvangen: m.Ontvangen,
		Staat: string(m.Staat()), CAWID: m.CAWID, OpnieuwGekeken: m.OpnieuwGekeken, Versie: m.Versie,
	}
	if u := m.Onderzoek.Uitkomst; u != nil {
		r.Uitkomst, r.UitkomstOp, r.KijkOpnieuw = string(u.Soort), u.Datum, u.KijkOpnieuw
	}
	var err1, err2 error
	r.Inhoud, err1 = tx.SealJSON(meldingInhoud{Melding: m.Melding, Melder: m.Melder}, "melding", "inhoud", m.ID)
	r.Onderzoek, err2 = tx.SealJSON(m.Onderzoek, "melding", "onderzoek", m.ID)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if err := put(tx, meldingen, &r, &r.Versie); err != nil {
		return err
	}
	m.Versie++
	wrote(d, partMeldingen, (*Dossier).meldingenList, *m, func(x *Melding) string { return x.ID }, func(a, b *Melding) int { return a.Ontvangen.Compare(b.Ontvangen) })
	return nil
}

// DossierOfMelding gives the dossier that a melding belongs to.
func (tx *Tx) DossierOfMelding(id string) (*Dossier, error) { return tx.dossierBy(meldingInwoner, id) }

func (tx *Tx) dossierBy(q *sqldb.Query[string], id string) (*Dossier, error) {
	inwonerID, err := q.One(tx.Tx, id)
	if err != nil {
		return nil, err
	}
	return tx.Dossier(inwonerID)
}

// Aanvraag is an application with the decision on it.
type Aanvraag struct {
	toegang.Aanvraag
	Versie int
}

type aanvraagRij struct {
	ID            string
	Nummer        string
	InwonerID     string
	MeldingID     string `db:",null"`
	GemeenteCode  string
	Ontvangen     civil.Date
	BesluitNummer string `db:",null"`
	BesluitOp     civil.Date
	Besluit       string
	Inhoud        []byte
	Versie        int
}

var (
	aanvragen   = sqldb.Table[aanvraagRij]("aanvraag")
	aanvragenOf = sqldb.Select[aanvraagRij](`
		select id, nummer, inwoner_id, melding_id, gemeente_code, ontvangen, besluit_nummer, besluit_op, besluit, inhoud, versie
		from aanvraag where inwoner_id = $1 order by ontvangen, id`)
	aanvraagInwoner = sqldb.Select[string](`select inwoner_id from aanvraag where id = $1`)
	volgendNummer   = sqldb.Select[int64](`
		insert into nummer (gemeente_code, soort, laatste) values ($1, $2, 1)
		on conflict (gemeente_code, soort) do update set laatste = nummer.laatste + 1 returning laatste`)
)

func (tx *Tx) loadAanvragen(inwonerID string) ([]Aanvraag, error) {
	var out []Aanvraag
	err := aanvragenOf.Each(tx.Tx, func(r aanvraagRij) error {
		a := Aanvraag{Versie: r.Versie}
		err := tx.UnsealJSON(r.Inhoud, &a.Aanvraag, "aanvraag", "inhoud", r.ID)
		out = append(out, a)
		return err
	}, inwonerID)
	return out, err
}

// Aanvraag gives one aanvraag of the dossier, or a NotFound error.
func (d *Dossier) Aanvraag(id string) (Aanvraag, error) {
	list, err := d.Aanvragen()
	return pick(list, err, id, func(a *Aanvraag) string { return a.ID })
}

// PutAanvraag writes an aanvraag; one without a version is new.
func (tx *Tx) PutAanvraag(d *Dossier, a *Aanvraag) error {
	if _, err := d.Aanvragen(); err != nil { // what is written goes into the whole list
		return err
	}
	r := aanvraagRij{
		ID: a.ID, Nummer: a.Nummer, InwonerID: a.InwonerID, MeldingID: a.MeldingID, GemeenteCode: a.GemeenteCode,
		Ontvangen: a.Ontvangen, Versie: a.Versie,
	}
	if b := a.Besluit; b != nil {
		r.BesluitNummer, r.BesluitOp, r.Besluit = b.Nummer, b.Datum, string(b.Uitkomst)
	}
	var err error
	if r.Inhoud, err = tx.SealJSON(a.Aanvraag, "aanvraag", "inhoud", a.ID); err != nil {
		return err
	}
	if err := put(tx, aanvragen, &r, &r.Versie); err != nil {
		return err
	}
	a.Versie++
	wrote(d, partAanvragen, (*Dossier).aanvragenList, *a, func(x *Aanvraag) string { return x.ID }, func(a, b *Aanvraag) int { return a.Ontvangen.Compare(b.Ontvangen) })
	return nil
}

// DossierOfAanvraag gives the dossier that an aanvraag belongs to.
func (tx *Tx) DossierOfAanvraag(id string) (*Dossier, error) {
	return tx.dossierBy(aanvraagInwoner, id)
}

// VolgendNummer gives the next number of a kind inside a gemeente. A number is
// never given twice; one whose transaction fails is given again.
func (tx *Tx) VolgendNummer(gemeente, soort string) (int64, error) {
	return volgendNummer.One(tx.Tx, gemeente, soort)
}
