package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/platform/sqldb"
)

// Meting is a measurement on the ladder with how it came about.
type Meting struct {
	ladder.Meting
	ID, InwonerID string
	ToewijzingID  string // empty: of no arrangement
	Plaatsing     ladder.Plaatsing
	DoorID        string
	Versie        int
}

type metingInhoud struct {
	Meting    ladder.Meting    `json:"meting"`
	Plaatsing ladder.Plaatsing `json:"plaatsing"`
}

type metingRij struct {
	ID           string
	InwonerID    string
	ToewijzingID string `db:",null"`
	Datum        civil.Date
	Soort        string
	LadderVersie string
	Berekend     ladder.Trede
	Vastgesteld  ladder.Trede
	Inhoud       []byte
	DoorID       string
	Versie       int
}

var (
	metingen   = sqldb.Table[metingRij]("meting")
	metingenOf = sqldb.Select[metingRij](`
		select id, inwoner_id, toewijzing_id, datum, soort, ladder_versie, berekend, vastgesteld, inhoud, door_id, versie
		from meting where inwoner_id = $1 order by datum, id`)
)

func (tx *Tx) loadMetingen(inwonerID string) ([]Meting, error) {
	var out []Meting
	err := metingenOf.Each(tx.Tx, func(r metingRij) error {
		var c metingInhoud
		m := Meting{ID: r.ID, InwonerID: r.InwonerID, ToewijzingID: r.ToewijzingID, DoorID: r.DoorID, Versie: r.Versie}
		err := tx.UnsealJSON(r.Inhoud, &c, "meting", "inhoud", r.ID)
		m.Meting, m.Plaatsing = c.Meting, c.Plaatsing
		out = append(out, m)
		return err
	}, inwonerID)
	return out, err
}

// Meting gives one measurement of the dossier, or a NotFound error.
func (d *Dossier) Meting(id string) (Meting, error) {
	list, err := d.Metingen()
	return pick(list, err, id, func(m *Meting) string { return m.ID })
}

// PutMeting writes a measurement; one without a version is new.
func (tx *Tx) PutMeting(d *Dossier, m *Meting) error {
	if _, err := d.Metingen(); err != nil { // what is written goes into the whole list
		return err
	}
	r := metingRij{
		ID: m.ID, InwonerID: m.InwonerID, ToewijzingID: m.ToewijzingID, Datum: m.Datum, Soort: string(m.Soort),
		LadderVersie: string(m.Meting.Versie), Berekend: m.Berekend, Vastgesteld: m.Vastgesteld, DoorID: m.DoorID, Versie: m.Versie,
	}
	var err error
	if r.Inhoud, err = tx.SealJSON(metingInhoud{Meting: m.Meting, Plaatsing: m.Plaatsing}, "meting", "inhoud", m.ID); err != nil {
		return err
	}
	if err := put(tx, metingen, &r, &r.Versie); err != nil {
		return err
	}
	m.Versie++
	wrote(d, partMetingen, (*Dossier).metingenList, *m, func(x *Meting) string { return x.ID }, func(a, b *Meting) int { return a.Datum.Compare(b.Datum) })
	return nil
}

// Profiel is who a resident is at work, with the estimate of growth.
type Profiel struct {
	toegang.Profiel
	Groei      ladder.Groeipotentie
	Bijgewerkt civil.Date
	Versie     int
}

type profielRij struct {
	InwonerID  string
	Inhoud     []byte `db:",null"`
	Groei      []byte `db:",null"`
	Bijgewerkt civil.Date
	Versie     int
}

var profielen = sqldb.Table[profielRij]("profiel", "inwoner_id")

// Profiel gives the profile of the resident; an empty one of version 0 when there
// is none yet.
func (tx *Tx) Profiel(inwonerID string) (Profiel, error) {
	p := Profiel{Profiel: toegang.Profiel{ID: inwonerID, InwonerID: inwonerID}}
	r, found, err := profielen.Maybe(tx.Tx, inwonerID)
	if err != nil || !found {
		return p, err
	}
	p.Bijgewerkt, p.Versie = r.Bijgewerkt, r.Versie
	return p, errors.Join(
		tx.UnsealJSON(r.Inhoud, &p.Profiel, "profiel", "inhoud", inwonerID),
		tx.UnsealJSON(r.Groei, &p.Groei, "profiel", "groei", inwonerID))
}

// PutProfiel writes a profile; one without a version is new.
func (tx *Tx) PutProfiel(p *Profiel) error {
	r := profielRij{InwonerID: p.InwonerID, Bijgewerkt: p.Bijgewerkt, Versie: p.Versie}
	var err1, err2 error
	r.Inhoud, err1 = tx.SealJSON(p.Profiel, "profiel", "inhoud", p.InwonerID)
	r.Groei, err2 = tx.SealJSON(p.Groei, "profiel", "groei", p.InwonerID)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if err := put(tx, profielen, &r, &r.Versie); err != nil {
		return err
	}
	p.Versie++
	return nil
}

// DoelActie is something that somebody will do for a goal.
type DoelActie struct {
	Tekst string         `json:"tekst"`
	Wie   toegang.Partij `json:"wie"`
	Op    civil.Date     `json:"op"`
	Klaar civil.Date     `json:"klaar"`
}

// Doel is a goal with its history, what is done for it and how it stands.
type Doel struct {
	toegang.Doel
	Volgorde  int
	Acties    []DoelActie
	Stand     toegang.Score // last score; empty: none
	Vorige    toegang.Score // score before that
	StandOp   civil.Date    // day of the last news; zero: none
	Opgesteld civil.Date
	Versie    int
}

// Observaties gives the last news of the goal as the rules know it: the score
// before and the last one, both on the day of the last news.
func (d *Doel) Observaties() []uitvoering.DoelObservatie {
	if d.StandOp.IsZero() {
		return nil
	}
	return []uitvoering.DoelObservatie{
		{DoelID: d.ID, Op: d.StandOp, Score: d.Vorige}, {DoelID: d.ID, Op: d.StandOp, Score: d.Stand},
	}
}

type doelInhoud struct {
	Doel   toegang.Doel `json:"doel"`
	Acties []DoelActie  `json:"acties,omitempty"`
}

type doelRij struct {
	ID        string
	InwonerID string
	Volgorde  int
	Domein    string
	Inhoud    []byte
	Stand     string
	Vorige    string
	StandOp   civil.Date
	Opgesteld civil.Date
	Versie    int
}

var (
	doelen   = sqldb.Table[doelRij]("doel")
	doelenOf = sqldb.Select[doelRij](`
		select id, inwoner_id, volgorde, domein, inhoud, stand, vorige, stand_op, opgesteld, versie
		from doel where inwoner_id = $1 order by volgorde, id`)
	doelInwoner = sqldb.Select[string](`select inwoner_id from doel where id = $1`)
	doelPlek    = sqldb.Exec(`update doel set volgorde = $2 where id = $1`)
	// nieuwsVan keep the news of one goal, of two, and so on, in one statement.
	nieuwsVan = [...]*sqldb.Command{nieuwsVanDoelen(1), nieuwsVanDoelen(2), nieuwsVanDoelen(3), nieuwsVanDoelen(4)}
)

func nieuwsVanDoelen(n int) *sqldb.Command {
	var stand, vorige, ids string
	for i := range n {
		id := 3*i + 2
		stand += fmt.Sprintf(" when $%d then $%d", id, id+1)
		vorige += fmt.Sprintf(" when $%d then $%d", id, id+2)
		ids += fmt.Sprintf(", $%d", id)
	}
	return sqldb.Exec(`update doel set stand_op = $1, stand = case id` + stand + ` else stand end,
		vorige = case id` + vorige + ` else vorige end where id in (` + ids[2:] + `)`)
}

func (tx *Tx) loadDoelen(inwonerID string) ([]Doel, error) {
	var out []Doel
	err := doelenOf.Each(tx.Tx, func(r doelRij) error {
		var c doelInhoud
		d := Doel{
			Volgorde: r.Volgorde, Stand: toegang.Score(r.Stand), Vorige: toegang.Score(r.Vorige), StandOp: r.StandOp,
			Opgesteld: r.Opgesteld, Versie: r.Versie,
		}
		err := tx.UnsealJSON(r.Inhoud, &c, "doel", "inhoud", r.ID)
		d.Doel, d.Acties = c.Doel, c.Acties
		out = append(out, d)
		return err
	}, inwonerID)
	return out, err
}

// Doel gives one goal of the dossier, or a NotFound error.
func (d *Dossier) Doel(id string) (Doel, error) {
	list, err := d.Doelen()
	return pick(list, err, id, doelKey)
}

func doelKey(x *Doel) string { return x.ID }

func doelOrde(a, b *Doel) int { return cmp.Compare(a.Volgorde, b.Volgorde) }

// PutDoel writes a goal; one without a version is new.
func (tx *Tx) PutDoel(d *Dossier, g *Doel) error {
	_, err := d.Doelen() // what is written goes into the whole list
	if err != nil {
		return err
	}
	r := doelRij{
		ID: g.ID, InwonerID: g.InwonerID, Volgorde: g.Volgorde, Stand: string(g.Stand), Vorige: string(g.Vorige), StandOp: g.StandOp,
		Opgesteld: g.Opgesteld, Versie: g.Versie,
	}
	if v, ok := g.Geldig(); ok {
		r.Domein = string(v.Domein)
	}
	if r.Inhoud, err = tx.SealJSON(doelInhoud{Doel: g.Doel, Acties: g.Acties}, "doel", "inhoud", g.ID); err != nil {
		return err
	}
	if err := put(tx, doelen, &r, &r.Versie); err != nil {
		return err
	}
	g.Versie++
	wrote(d, partDoelen, (*Dossier).doelenList, *g, doelKey, doelOrde)
	return nil
}

// DossierOfDoel gives the dossier that a goal belongs to.
func (tx *Tx) DossierOfDoel(id string) (*Dossier, error) { return tx.dossierBy(doelInwoner, id) }

// WisselDoelen lets two goals of the dossier change places in the plan. What they say
// stays as it is, and so does their version.
func (tx *Tx) WisselDoelen(d *Dossier, a, b Doel) error {
	a.Volgorde, b.Volgorde = b.Volgorde, a.Volgorde
	for _, g := range []Doel{a, b} {
		if _, err := doelPlek.Run(tx.Tx, g.ID, g.Volgorde); err != nil {
			return err
		}
		wrote(d, partDoelen, (*Dossier).doelenList, g, doelKey, doelOrde)
	}
	return nil
}

// PutNieuws keeps the last news of goals, all of one day, without touching their
// versions.
func (tx *Tx) PutNieuws(d *Dossier, day civil.Date, list ...uitvoering.DoelObservatie) error {
	var news []Doel
	for _, o := range list {
		g, err := d.Doel(o.DoelID)
		if err != nil {
			return err
		}
		if day.Before(g.StandOp) {
			continue
		}
		if o.Score.Waarde() > 0 {
			g.Vorige, g.Stand = g.Stand, o.Score
		}
		g.StandOp = day
		news = append(news, g)
	}
	for group := range slices.Chunk(news, len(nieuwsVan)) {
		args := []any{day}
		for _, g := range group {
			args = append(args, g.ID, g.Stand, g.Vorige)
			wrote(d, partDoelStand, (*Dossier).doelenList, g, doelKey, doelOrde)
		}
		if _, err := nieuwsVan[len(group)-1].Run(tx.Tx, args...); err != nil {
			return err
		}
	}
	return nil
}

// Waarneming (observation) is news of a goal in between two reports.
type Waarneming struct {
	uitvoering.DoelObservatie
	ID, InwonerID, ToewijzingID string
	DoorSoort                   toegang.Partij
}

type waarnemingRij struct {
	ID           string
	InwonerID    string
	DoelID       string
	ToewijzingID string `db:",null"`
	Datum        civil.Date
	Score        string
	Tekst        []byte `db:",null"`
	DoorSoort    string
	DoorID       string
}

var (
	waarnemingen   = sqldb.Table[waarnemingRij]("waarneming")
	waarnemingenOf = sqldb.Select[waarnemingRij](`
		select id, inwoner_id, doel_id, toewijzing_id, datum, score, tekst, door_soort, door_id
		from waarneming where inwoner_id = $1 order by datum, id`)
)

// AddWaarneming writes an observation.
func (tx *Tx) AddWaarneming(d *Dossier, w Waarneming) error {
	text, err := tx.Seal(w.Tekst, "waarneming", "tekst", w.ID)
	if err != nil {
		return err
	}
	err = waarnemingen.Insert(tx.Tx, waarnemingRij{
		ID: w.ID, InwonerID: w.InwonerID, DoelID: w.DoelID, ToewijzingID: w.ToewijzingID, Datum: w.Op, Score: string(w.Score),
		Tekst: text, DoorSoort: string(w.DoorSoort), DoorID: w.Door,
	})
	if err != nil {
		return err
	}
	return tx.PutNieuws(d, w.Op, w.DoelObservatie)
}

// Waarnemingen gives the observations of a resident's goals, oldest first.
func (tx *Tx) Waarnemingen(inwonerID string) ([]Waarneming, error) {
	var out []Waarneming
	err := waarnemingenOf.Each(tx.Tx, func(r waarnemingRij) error {
		text, err := tx.Unseal(r.Tekst, "waarneming", "tekst", r.ID)
		out = append(out, Waarneming{
			ID: r.ID, InwonerID: r.InwonerID, ToewijzingID: r.ToewijzingID, DoorSoort: toegang.Partij(r.DoorSoort),
			DoelObservatie: uitvoering.DoelObservatie{
				DoelID: r.DoelID, Op: r.Datum, Score: toegang.Score(r.Score), Tekst: text, Door: r.DoorID,
			},
		})
		return err
	}, inwonerID)
	return out, err
}
