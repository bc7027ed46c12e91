package store

import (
	"errors"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/platform/sqldb"
)

// Voortgangsbericht is a progress report as it was handed in.
type Voortgangsbericht struct {
	uitvoering.Voortgangsbericht
	InwonerID   string
	AanbiederID string
	Termijn     civil.Date // the day it was due; zero: written in between
	Bekeken     civil.Date // by the resident
	Reactie     string     // what the resident says to it
	Versie      int
}

type berichtRij struct {
	ID            string
	ToewijzingID  string
	InwonerID     string
	AanbiederID   string
	Nr            int
	Termijn       civil.Date
	Ingediend     civil.Date
	Inhoud        []byte
	Samen         bool
	DoorID        string
	Gelezen       civil.Date
	GelezenDoorID string `db:",null"`
	Bekeken       civil.Date
	Reactie       []byte `db:",null"`
	Versie        int
}

var (
	berichten   = sqldb.Table[berichtRij]("voortgangsbericht")
	berichtenOf = sqldb.Select[berichtRij](`
		select id, toewijzing_id, inwoner_id, aanbieder_id, nr, termijn, ingediend, inhoud, samen, door_id, gelezen, gelezen_door_id,
			bekeken, reactie, versie
		from voortgangsbericht where inwoner_id = $1 order by ingediend, id`)
	berichtInwoner = sqldb.Select[string](`select inwoner_id from voortgangsbericht where id = $1`)
)

func (tx *Tx) loadBerichten(inwonerID string) ([]Voortgangsbericht, error) {
	var out []Voortgangsbericht
	err := berichtenOf.Each(tx.Tx, func(r berichtRij) error {
		b := Voortgangsbericht{
			InwonerID: r.InwonerID, AanbiederID: r.AanbiederID, Termijn: r.Termijn, Bekeken: r.Bekeken, Versie: r.Versie,
		}
		var err error
		if b.Reactie, err = tx.Unseal(r.Reactie, "voortgangsbericht", "reactie", r.ID); err != nil {
			return err
		}
		err = tx.UnsealJSON(r.Inhoud, &b.Voortgangsbericht, "voortgangsbericht", "inhoud", r.ID)
		b.Gelezen, b.GelezenDoor = r.Gelezen, r.GelezenDoorID
		out = append(out, b)
		return err
	}, inwonerID)
	return out, err
}

// Bericht gives one voortgangsbericht of the dossier, or a NotFound error.
func (d *Dossier) Bericht(id string) (Voortgangsbericht, error) {
	list, err := d.Berichten()
	return pick(list, err, id, func(b *Voortgangsbericht) string { return b.ID })
}

// PutBericht writes a voortgangsbericht; one without a version is new.
func (tx *Tx) PutBericht(d *Dossier, b *Voortgangsbericht) error {
	if _, err := d.Berichten(); err != nil { // what is written goes into the whole list
		return err
	}
	r := berichtRij{
		ID: b.ID, ToewijzingID: b.ToewijzingID, InwonerID: b.InwonerID, AanbiederID: b.AanbiederID, Nr: b.Moment, Termijn: b.Termijn,
		Ingediend: b.Ingediend, Samen: b.SamenIngevuld == toegang.Ja, DoorID: b.Door, Gelezen: b.Gelezen,
		GelezenDoorID: b.GelezenDoor, Bekeken: b.Bekeken, Versie: b.Versie,
	}
	var err1, err2 error
	r.Inhoud, err1 = tx.SealJSON(b.Voortgangsbericht, "voortgangsbericht", "inhoud", b.ID)
	r.Reactie, err2 = tx.Seal(b.Reactie, "voortgangsbericht", "reactie", b.ID)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if err := put(tx, berichten, &r, &r.Versie); err != nil {
		return err
	}
	b.Versie++
	wrote(d, partBerichten, (*Dossier).berichtenList, *b, func(x *Voortgangsbericht) string { return x.ID }, func(a, b *Voortgangsbericht) int { return a.Ingediend.Compare(b.Ingediend) })
	return nil
}

// DossierOfBericht gives the dossier that a voortgangsbericht belongs to.
func (tx *Tx) DossierOfBericht(id string) (*Dossier, error) { return tx.dossierBy(berichtInwoner, id) }

// Signaal is a question or warning between the parties of an arrangement.
type Signaal struct {
	uitvoering.Signaal
	InwonerID   string
	AanbiederID string
	Versie      int
}

type signaalRij struct {
	ID           string
	InwonerID    string
	ToewijzingID string `db:",null"`
	AanbiederID  string
	Soort        string
	Urgentie     string
	Van          string
	Aan          string
	Geopend      civil.Date
	Beantwoord   civil.Date
	Gesloten     civil.Date
	Inhoud       []byte
	Versie       int
}

var (
	signalen   = sqldb.Table[signaalRij]("signaal")
	signalenOf = sqldb.Select[signaalRij](`
		select id, inwoner_id, toewijzing_id, aanbieder_id, soort, urgentie, van, aan, geopend, beantwoord, gesloten, inhoud, versie
		from signaal where inwoner_id = $1 order by geopend, id`)
	signaalInwoner = sqldb.Select[string](`select inwoner_id from signaal where id = $1`)
)

func (tx *Tx) loadSignalen(inwonerID string) ([]Signaal, error) {
	var out []Signaal
	err := signalenOf.Each(tx.Tx, func(r signaalRij) error {
		s := Signaal{InwonerID: r.InwonerID, AanbiederID: r.AanbiederID, Versie: r.Versie}
		err := tx.UnsealJSON(r.Inhoud, &s.Signaal, "signaal", "inhoud", r.ID)
		out = append(out, s)
		return err
	}, inwonerID)
	return out, err
}

// Signaal gives one signaal of the dossier, or a NotFound error.
func (d *Dossier) Signaal(id string) (Signaal, error) {
	list, err := d.Signalen()
	return pick(list, err, id, func(s *Signaal) string { return s.ID })
}

// PutSignaal writes a signaal; one without a version is new.
func (tx *Tx) PutSignaal(d *Dossier, s *Signaal) error {
	_, err := d.Signalen() // what is written goes into the whole list
	if err != nil {
		return err
	}
	r := signaalRij{
		ID: s.ID, InwonerID: s.InwonerID, ToewijzingID: s.ToewijzingID, AanbiederID: s.AanbiederID, Soort: string(s.Soort),
		Urgentie: string(s.Urgentie), Van: string(s.Van), Aan: string(s.Aan), Geopend: s.Geopend, Beantwoord: s.Beantwoord,
		Gesloten: s.Gesloten, Versie: s.Versie,
	}
	if r.Inhoud, err = tx.SealJSON(s.Signaal, "signaal", "inhoud", s.ID); err != nil {
		return err
	}
	if err := put(tx, signalen, &r, &r.Versie); err != nil {
		return err
	}
	s.Versie++
	wrote(d, partSignalen, (*Dossier).signalenList, *s, func(x *Signaal) string { return x.ID }, func(a, b *Signaal) int { return a.Geopend.Compare(b.Geopend) })
	return nil
}

// DossierOfSignaal gives the dossier that a signaal belongs to.
func (tx *Tx) DossierOfSignaal(id string) (*Dossier, error) { return tx.dossierBy(signaalInwoner, id) }

// Aanwezigheid is one registration of attendance, with whether the resident says
// that it is not right.
type Aanwezigheid struct {
	uitvoering.Aanwezigheid
	Betwist      civil.Date
	BetwistReden string
}

type aanwezigheidRij struct {
	ID           string
	ToewijzingID string
	Datum        civil.Date
	Moment       string
	Minuten      int
	Status       string
	DoorID       string
	Vervangt     string `db:",null"`
	Reden        []byte `db:",null"`
	Betwist      civil.Date
	BetwistReden []byte `db:",null"`
}

var (
	aanwezigheden   = sqldb.Table[aanwezigheidRij]("aanwezigheid")
	aanwezighedenOf = sqldb.Select[aanwezigheidRij](`
		select id, toewijzing_id, datum, moment, minuten, status, door_id, vervangt, reden, betwist, betwist_reden
		from aanwezigheid where toewijzing_id = $1 and datum >= $2 and datum <= $3 order by datum, id`)
	aanwezigheidToewijzing = sqldb.Select[string](`
		select t.inwoner_id from aanwezigheid a join toewijzing t on t.id = a.toewijzing_id where a.id = $1`)
	betwist = sqldb.Exec(`update aanwezigheid set betwist = $2, betwist_reden = $3 where id = $1`)
)

// AddAanwezigheid writes a registration.
func (tx *Tx) AddAanwezigheid(a uitvoering.Aanwezigheid) error {
	reason, err := tx.Seal(a.Reden, "aanwezigheid", "reden", a.ID)
	if err != nil {
		return err
	}
	return aanwezigheden.Insert(tx.Tx, aanwezigheidRij{
		ID: a.ID, ToewijzingID: a.ToewijzingID, Datum: a.Datum, Moment: string(a.Moment), Minuten: a.Minuten,
		Status: string(a.Status), DoorID: a.Door, Vervangt: a.Vervangt, Reden: reason,
	})
}

// Aanwezigheid gives the registrations of a toewijzing from one day up to and with
// another, oldest first, also those that were corrected.
func (tx *Tx) Aanwezigheid(toewijzingID string, from, last civil.Date) ([]Aanwezigheid, error) {
	var out []Aanwezigheid
	err := aanwezighedenOf.Each(tx.Tx, func(r aanwezigheidRij) error {
		reason, err1 := tx.Unseal(r.Reden, "aanwezigheid", "reden", r.ID)
		dispute, err2 := tx.Unseal(r.BetwistReden, "aanwezigheid", "betwist_reden", r.ID)
		out = append(out, Aanwezigheid{
			Aanwezigheid: uitvoering.Aanwezigheid{
				ID: r.ID, ToewijzingID: r.ToewijzingID, Datum: r.Datum, Moment: toegang.Dagmoment(r.Moment), Minuten: r.Minuten,
				Status: uitvoering.AanwezigStatus(r.Status), Door: r.DoorID, Vervangt: r.Vervangt, Reden: reason,
			},
			Betwist: r.Betwist, BetwistReden: dispute,
		})
		return errors.Join(err1, err2)
	}, toewijzingID, from, last)
	return out, err
}

// BetwistAanwezigheid keeps that the resident says a registration is not right.
func (tx *Tx) BetwistAanwezigheid(id string, day civil.Date, reden string) error {
	reason, err := tx.Seal(reden, "aanwezigheid", "betwist_reden", id)
	if err != nil {
		return err
	}
	_, err = betwist.Run(tx.Tx, id, day, reason)
	return err
}

// DossierOfAanwezigheid gives the dossier that a registration belongs to.
func (tx *Tx) DossierOfAanwezigheid(id string) (*Dossier, error) {
	return tx.dossierBy(aanwezigheidToewijzing, id)
}

// Mening (opinion) is what the resident thinks, in own words.
type Mening struct {
	ID, InwonerID, Onderwerp, OnderwerpID string
	Op                                    time.Time
	Antwoord                              string // a choice; empty: words only
	Woorden                               string
	SamenMet                              string // account that helped to fill in; empty: nobody
	DoorID                                string
}

type meningRij struct {
	ID          string
	InwonerID   string
	Op          time.Time
	Onderwerp   string
	OnderwerpID string
	Antwoord    string
	Woorden     []byte `db:",null"`
	SamenMet    string
	DoorID      string
}

var (
	meningen   = sqldb.Table[meningRij]("mening")
	meningenOf = sqldb.Select[meningRij](`
		select id, inwoner_id, op, onderwerp, onderwerp_id, antwoord, woorden, samen_met, door_id from mening where inwoner_id = $1 order by op desc, id desc limit $2`)
)

// AddMening keeps what a resident thinks.
func (tx *Tx) AddMening(m Mening) error {
	words, err := tx.Seal(m.Woorden, "mening", "woorden", m.ID)
	if err != nil {
		return err
	}
	return meningen.Insert(tx.Tx, meningRij{
		ID: m.ID, InwonerID: m.InwonerID, Op: m.Op, Onderwerp: m.Onderwerp, OnderwerpID: m.OnderwerpID, Antwoord: m.Antwoord,
		Woorden: words, SamenMet: m.SamenMet, DoorID: m.DoorID,
	})
}

// Meningen gives what a resident thinks, newest first.
func (tx *Tx) Meningen(inwonerID string, limit int) ([]Mening, error) {
	var out []Mening
	err := meningenOf.Each(tx.Tx, func(r meningRij) error {
		words, err := tx.Unseal(r.Woorden, "mening", "woorden", r.ID)
		out = append(out, Mening{
			ID: r.ID, InwonerID: r.InwonerID, Onderwerp: r.Onderwerp, OnderwerpID: r.OnderwerpID, Op: r.Op, Antwoord: r.Antwoord,
			Woorden: words, SamenMet: r.SamenMet, DoorID: r.DoorID,
		})
		return err
	}, inwonerID, limit)
	return out, err
}

// Afspraak is an appointment of a resident.
type Afspraak struct {
	ID, InwonerID, ToewijzingID, OrganisatieID string
	Datum                                      civil.Date
	Tijd                                       string // 09:30; empty: not known
	Wat, Waar, MetWie                          string
	Vervallen                                  civil.Date
	DoorID                                     string
	Versie                                     int
}

type afspraakInhoud struct {
	Wat    string `json:"wat"`
	Waar   string `json:"waar,omitempty"`
	MetWie string `json:"met_wie,omitempty"`
}

type afspraakRij struct {
	ID            string
	InwonerID     string
	ToewijzingID  string `db:",null"`
	OrganisatieID string
	Datum         civil.Date
	Tijd          string
	Inhoud        []byte
	Vervallen     civil.Date
	DoorID        string
	Versie        int
}

var (
	afspraken   = sqldb.Table[afspraakRij]("afspraak")
	afsprakenOf = sqldb.Select[afspraakRij](`
		select id, inwoner_id, toewijzing_id, organisatie_id, datum, tijd, inhoud, vervallen, door_id, versie
		from afspraak where inwoner_id = $1 and datum >= $2 order by datum, tijd, id`)
)

// PutAfspraak writes an appointment; one without a version is new.
func (tx *Tx) PutAfspraak(a *Afspraak) error {
	sealed, err := tx.SealJSON(afspraakInhoud{Wat: a.Wat, Waar: a.Waar, MetWie: a.MetWie}, "afspraak", "inhoud", a.ID)
	if err != nil {
		return err
	}
	r := afspraakRij{
		ID: a.ID, InwonerID: a.InwonerID, ToewijzingID: a.ToewijzingID, OrganisatieID: a.OrganisatieID, Datum: a.Datum,
		Tijd: a.Tijd, Inhoud: sealed, Vervallen: a.Vervallen, DoorID: a.DoorID, Versie: a.Versie,
	}
	if err := put(tx, afspraken, &r, &r.Versie); err != nil {
		return err
	}
	a.Versie++
	return nil
}

// Afspraken gives the appointments of a resident from a day on, in order.
func (tx *Tx) Afspraken(inwonerID string, from civil.Date) ([]Afspraak, error) {
	var out []Afspraak
	err := afsprakenOf.Each(tx.Tx, func(r afspraakRij) error {
		var c afspraakInhoud
		err := tx.UnsealJSON(r.Inhoud, &c, "afspraak", "inhoud", r.ID)
		out = append(out, Afspraak{
			ID: r.ID, InwonerID: r.InwonerID, ToewijzingID: r.ToewijzingID, OrganisatieID: r.OrganisatieID, Datum: r.Datum,
			Tijd: r.Tijd, Wat: c.Wat, Waar: c.Waar, MetWie: c.MetWie, Vervallen: r.Vervallen, DoorID: r.DoorID, Versie: r.Versie,
		})
		return err
	}, inwonerID, from)
	return out, err
}

// VandaagRij is a running toewijzing of a provider with the name of the resident.
type VandaagRij struct {
	Naam       string
	Toewijzing Toewijzing
}

type vandaagRij struct {
	Naam string
	ID   string
}

var vandaagBij = sqldb.Select[vandaagRij](`
		select i.weergavenaam as naam, t.id from toewijzing t join inwoner i on i.id = t.inwoner_id
		where t.aanbieder_id = $1 and (t.laatste_dag is null or t.laatste_dag >= $2) and t.begonnen <= $2 and t.afgesloten is null
			and t.vervallen is null
			and exists (select 1 from inzage z where z.inwoner_id = t.inwoner_id and z.kant = 'aanbieder' and z.kant_id = $1 and z.bron = t.id
				and (z.tot is null or z.tot > $4))
		order by i.sorteernaam, i.id limit $3`)

// VandaagBij gives the toewijzingen of a provider that run on a day, by name: of those
// that it may still see today.
func (tx *Tx) VandaagBij(aanbiederID string, day, today civil.Date, limit int) ([]VandaagRij, error) {
	rows, err := vandaagBij.All(tx.Tx, aanbiederID, day, limit, today)
	if err != nil {
		return nil, err
	}
	out := make([]VandaagRij, len(rows))
	for n, r := range rows {
		row, err := toewijzingen.Get(tx.Tx, r.ID)
		if err != nil {
			return nil, err
		}
		out[n].Naam = r.Naam
		if out[n].Toewijzing, err = tx.toewijzingFrom(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}
