package store

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/platform/sqldb"
)

// ToewijzingKeuze (choice) is why and how a toewijzing was made.
type ToewijzingKeuze struct {
	Akkoord    toegang.Akkoord         `json:"akkoord,omitzero"`
	Stabiel    toegang.StabielAntwoord `json:"stabiel,omitzero"`
	Afstemming toegang.Afstemming      `json:"afstemming,omitzero"`
	Vervoer    inkoop.Vervoer          `json:"vervoer,omitzero"`     // of a place that is there by an exception
	Verkenning inkoop.VerkenningSoort  `json:"verkenning,omitzero"`  // study whose label it carries (B-REG-06); empty: none
	Motivering string                  `json:"motivering,omitempty"` // why the same product again
	Redenen    map[string]string       `json:"redenen,omitempty"`    // why an advies was set aside, by rule
}

// Verloop (course) is what happened with a toewijzing at the provider.
type Verloop struct {
	Start          uitvoering.StartBevestiging `json:"start,omitzero"`
	Rooster        []toegang.Dagdeel           `json:"rooster,omitempty"` // when the resident comes
	Weigering      *uitvoering.Weigering       `json:"weigering,omitempty"`
	WeigeringKlaar bool                        `json:"weigering_klaar,omitempty"`
	Onderbrekingen []uitvoering.Onderbreking   `json:"onderbrekingen,omitempty"`
	Evaluatie      uitvoering.Evaluatie        `json:"evaluatie,omitzero"`
	EvaluatieTijd  string                      `json:"evaluatie_tijd,omitempty"`
	EvaluatiePlek  string                      `json:"evaluatie_plek,omitempty"`
	Vervolg        uitvoering.VervolgBesluit   `json:"vervolg,omitzero"`
	HertoetsGedaan civil.Date                  `json:"hertoets_gedaan,omitzero"`
	EindeGemeld    *uitvoering.Beeindiging     `json:"einde_gemeld,omitempty"` // said by provider or resident; the lokale toegang decides
	Einde          *uitvoering.Beeindiging     `json:"einde,omitempty"`
	Afsluiting     *uitvoering.Afsluiting      `json:"afsluiting,omitempty"`
	Nazorg         []uitvoering.Nazorg         `json:"nazorg,omitempty"`
	NazorgTot      civil.Date                  `json:"nazorg_tot,omitzero"`
	Begeleiding    []Begeleiding               `json:"begeleiding,omitempty"` // who guided from when to when
}

// Begeleiding says who guides, from when to when.
type Begeleiding struct {
	AccountID string       `json:"account_id"`
	Periode   civil.Period `json:"periode"`
}

// Toewijzing is an allocation or the concept of one, with what became of it.
type Toewijzing struct {
	ID, InwonerID, AanvraagID, VorigeID, TeamID string
	Gemeente                                    inkoop.GemeenteCode
	Nummer                                      int64 // 0: concept
	WerkplekID                                  string
	Huidig                                      toegang.ToewijzingVersie // the version that counts
	Begintrede                                  ladder.Trede
	ConceptSinds                                civil.Date
	Toegewezen                                  civil.Date
	Vervallen                                   civil.Date
	Keuze                                       ToewijzingKeuze
	Verloop                                     Verloop
	Versie                                      int
}

// Geweigerd is the day on which the provider said no; zero: it did not.
func (t *Toewijzing) Geweigerd() civil.Date {
	if t.Verloop.Weigering == nil {
		return civil.Date{}
	}
	return t.Verloop.Weigering.Op
}

// Afgesloten is the day of closing; zero: not closed.
func (t *Toewijzing) Afgesloten() civil.Date {
	if t.Verloop.Afsluiting == nil {
		return civil.Date{}
	}
	return t.Verloop.Afsluiting.Op
}

// Feiten are the dates from which the state follows.
func (t *Toewijzing) Feiten() toegang.ToewijzingFeiten {
	v := &t.Verloop
	f := toegang.ToewijzingFeiten{
		AkkoordInwoner: t.Keuze.Akkoord.Op, Toegewezen: t.Toegewezen, Vervallen: t.Vervallen, LaatsteDag: t.Huidig.LaatsteDag,
		Geweigerd: t.Geweigerd(), Bevestigd: v.Start.BevestigdOp, Begonnen: v.Start.Begonnen,
		EvaluatieGehouden: v.Evaluatie.Gehouden, Afgesloten: t.Afgesloten(), NazorgTot: v.NazorgTot,
	}
	for _, o := range v.Onderbrekingen {
		f.Onderbrekingen = append(f.Onderbrekingen, o.Periode())
	}
	return f
}

// Metingen gives the measurements that belong to a toewijzing: those made within it, and
// the last one from before its start, also that at the end of an earlier toewijzing, as the
// measurement at the start. Source: UIT-07.
func (t *Toewijzing) Metingen(all []Meting) []ladder.Meting {
	var list []ladder.Meting
	var before *ladder.Meting
	for n := range all {
		m := all[n].Meting
		switch {
		case all[n].ToewijzingID == t.ID:
			list = append(list, m)
		case !m.Datum.After(t.Huidig.Start):
			m.Soort = ladder.MetingStart
			before = &m
		}
	}
	start := slices.ContainsFunc(list, func(m ladder.Meting) bool { return m.Soort == ladder.MetingStart })
	if before != nil && !start {
		list = append([]ladder.Meting{*before}, list...)
	}
	return list
}

// Arrangement is the toewijzing as the next process sees it.
func (t *Toewijzing) Arrangement(r *inkoop.Register) uitvoering.Arrangement {
	product, _ := r.Product(t.Huidig.Product)
	return uitvoering.Arrangement{
		ToewijzingID: t.ID, InwonerID: t.InwonerID, Gemeente: t.Gemeente, Aanbieder: t.Huidig.Aanbieder, Product: product,
		Start: t.Huidig.Start, LaatsteDag: t.Huidig.LaatsteDag, Begintrede: t.Begintrede, Richting: t.Huidig.Richting,
	}
}

// Loopt tells whether something is allocated that was not taken back or refused
// before it began.
func (t *Toewijzing) Loopt() bool {
	return !t.Toegewezen.IsZero() && t.Vervallen.IsZero() && t.Verloop.Weigering == nil
}

type toewijzingRij struct {
	ID                  string
	Nummer              int64 `db:",null"`
	InwonerID           string
	AanvraagID          string `db:",null"`
	VorigeID            string `db:",null"`
	GemeenteCode        string
	TeamID              string
	AanbiederID         string
	ContractID          string `db:",null"`
	WerkplekID          string `db:",null"`
	Catalogus           string
	ProductCode         string
	Richting            string
	Prijs               int64
	Begintrede          int
	Moment              time.Time
	Ingangsdatum        civil.Date
	LaatsteDag          civil.Date
	Afgekapt            bool
	Volume              int64
	Eenheid             string
	Frequentie          string
	Hertoets            civil.Date
	ConceptSinds        civil.Date
	Toegewezen          civil.Date
	Vervallen           civil.Date
	Geweigerd           civil.Date
	Bevestigd           civil.Date
	Begonnen            civil.Date
	EvaluatieGehouden   civil.Date
	Afgesloten          civil.Date
	NazorgTot           civil.Date
	WerkbegeleiderID    string `db:",null"`
	TrajectbegeleiderID string `db:",null"`
	RedenBeeindiging    string
	Eindtrede           int
	Resultaat           string
	Bestemming          string
	Verkenning          string
	Inhoud              []byte
	Verloop             []byte `db:",null"`
	Versie              int
}

// toewijzingInhoud is the sealed part about making it.
type toewijzingInhoud struct {
	Keuze  ToewijzingKeuze          `json:"keuze"`
	Huidig toegang.ToewijzingVersie `json:"huidig"`
}

const toewijzingColumns = `id, nummer, inwoner_id, aanvraag_id, vorige_id, gemeente_code, team_id, aanbieder_id, contract_id,
	werkplek_id, catalogus, product_code, richting, prijs, begintrede, moment, ingangsdatum, laatste_dag, afgekapt, volume,
	eenheid, frequentie, hertoets, concept_sinds, toegewezen, vervallen, geweigerd, bevestigd, begonnen, evaluatie_gehouden,
	afgesloten, nazorg_tot, werkbegeleider_id, trajectbegeleider_id, reden_beeindiging, eindtrede, resultaat, bestemming,
	verkenning, inhoud, verloop, versie`

var (
	toewijzingen      = sqldb.Table[toewijzingRij]("toewijzing")
	toewijzingenOf    = sqldb.Select[toewijzingRij](`select ` + toewijzingColumns + ` from toewijzing where inwoner_id = $1 order by ingangsdatum, id`)
	toewijzingInwoner = sqldb.Select[string](`select inwoner_id from toewijzing where id = $1`)

	toewijzingVersies   = sqldb.Table[toewijzingVersieRij]("toewijzing_versie", "toewijzing_id", "nr")
	toewijzingVersiesOf = sqldb.Select[toewijzingVersieRij](`
		select toewijzing_id, nr, moment, door_id, laatste_dag, afgekapt, volume, eenheid, frequentie, reden_wijziging, toelichting, regels
		from toewijzing_versie where toewijzing_id = $1 order by nr`)
	verkend = sqldb.Select[verkendRij](`
		select gemeente_code, verkenning, count(*) as aantal from toewijzing
		where verkenning <> '' and toegewezen is not null and vervallen is null and geweigerd is null
		group by gemeente_code, verkenning order by gemeente_code, verkenning`)
	bezetting = sqldb.Select[bezettingRij](`
		select coalesce(werkplek_id, '') as werkplek_id, count(*) as aantal from toewijzing
		where aanbieder_id = $1 and toegewezen is not null and vervallen is null and geweigerd is null and afgesloten is null
			and ingangsdatum <= $2 and (laatste_dag is null or laatste_dag >= $2)
		group by coalesce(werkplek_id, '') order by 1`)
)

type verkendRij struct {
	GemeenteCode string
	Verkenning   string
	Aantal       int
}

// Verkend counts the toewijzingen that carry the label of a study, by gemeente. Source:
// B-REG-06.
func (tx *Tx) Verkend() (map[inkoop.GemeenteCode]map[inkoop.VerkenningSoort]int, error) {
	out := map[inkoop.GemeenteCode]map[inkoop.VerkenningSoort]int{}
	err := verkend.Each(tx.Tx, func(r verkendRij) error {
		code := inkoop.GemeenteCode(r.GemeenteCode)
		if out[code] == nil {
			out[code] = map[inkoop.VerkenningSoort]int{}
		}
		out[code][inkoop.VerkenningSoort(r.Verkenning)] = r.Aantal
		return nil
	})
	return out, err
}

type bezettingRij struct {
	WerkplekID string
	Aantal     int
}

func (tx *Tx) loadToewijzingen(inwonerID string) ([]Toewijzing, error) {
	var out []Toewijzing
	err := toewijzingenOf.Each(tx.Tx, func(r toewijzingRij) error {
		t, err := tx.toewijzingFrom(r)
		out = append(out, t)
		return err
	}, inwonerID)
	return out, err
}

func (tx *Tx) toewijzingFrom(r toewijzingRij) (Toewijzing, error) {
	var c toewijzingInhoud
	t := Toewijzing{
		ID: r.ID, InwonerID: r.InwonerID, AanvraagID: r.AanvraagID, VorigeID: r.VorigeID, TeamID: r.TeamID,
		Gemeente: inkoop.GemeenteCode(r.GemeenteCode), Nummer: r.Nummer, WerkplekID: r.WerkplekID,
		Begintrede: ladder.Trede(r.Begintrede), ConceptSinds: r.ConceptSinds, Toegewezen: r.Toegewezen, Vervallen: r.Vervallen,
		Versie: r.Versie,
	}
	err := errors.Join(
		tx.UnsealJSON(r.Inhoud, &c, "toewijzing", "inhoud", r.ID),
		tx.UnsealJSON(r.Verloop, &t.Verloop, "toewijzing", "verloop", r.ID))
	t.Keuze, t.Huidig = c.Keuze, c.Huidig
	return t, err
}

func (tx *Tx) toewijzingRow(t *Toewijzing) (toewijzingRij, error) {
	h, v := &t.Huidig, &t.Verloop
	r := toewijzingRij{
		ID: t.ID, Nummer: t.Nummer, InwonerID: t.InwonerID, AanvraagID: t.AanvraagID, VorigeID: t.VorigeID,
		GemeenteCode: string(t.Gemeente), TeamID: t.TeamID, AanbiederID: string(h.Aanbieder), ContractID: string(h.Contract),
		WerkplekID: t.WerkplekID, Catalogus: string(h.Product.Catalogus), ProductCode: string(h.Product.Product),
		Richting: string(h.Richting), Prijs: int64(h.Prijs), Begintrede: int(t.Begintrede), Moment: h.Moment,
		Ingangsdatum: h.Start, LaatsteDag: h.LaatsteDag, Afgekapt: h.Afgekapt, Volume: h.Omvang.Volume,
		Eenheid: string(h.Omvang.Eenheid), Frequentie: string(h.Omvang.Frequentie), Hertoets: t.Keuze.Stabiel.Hertoets,
		ConceptSinds: t.ConceptSinds, Toegewezen: t.Toegewezen, Vervallen: t.Vervallen, Geweigerd: t.Geweigerd(),
		Bevestigd: v.Start.BevestigdOp, Begonnen: v.Start.Begonnen, EvaluatieGehouden: v.Evaluatie.Gehouden,
		Afgesloten: t.Afgesloten(), NazorgTot: v.NazorgTot, WerkbegeleiderID: v.Start.Werkbegeleider.PersoonID,
		TrajectbegeleiderID: v.Start.Trajectbegeleider.PersoonID, Verkenning: string(t.Keuze.Verkenning), Versie: t.Versie,
	}
	if v.Einde != nil {
		r.RedenBeeindiging = string(v.Einde.Reden)
	}
	if a := v.Afsluiting; a != nil {
		r.RedenBeeindiging, r.Eindtrede = string(a.Reden), int(a.Eindtrede)
		r.Resultaat, r.Bestemming = string(a.Resultaat), string(a.Bestemming)
	}
	var err1, err2 error
	r.Inhoud, err1 = tx.SealJSON(toewijzingInhoud{Keuze: t.Keuze, Huidig: t.Huidig}, "toewijzing", "inhoud", t.ID)
	r.Verloop, err2 = tx.SealJSON(t.Verloop, "toewijzing", "verloop", t.ID)
	return r, errors.Join(err1, err2)
}

// Toewijzing gives one toewijzing of the dossier, or a NotFound error.
func (d *Dossier) Toewijzing(id string) (Toewijzing, error) {
	list, err := d.Toewijzingen()
	return pick(list, err, id, func(t *Toewijzing) string { return t.ID })
}

// PutToewijzing writes a toewijzing; one without a version is new.
func (tx *Tx) PutToewijzing(d *Dossier, t *Toewijzing) error {
	if _, err := d.Toewijzingen(); err != nil { // what is written goes into the whole list
		return err
	}
	r, err := tx.toewijzingRow(t)
	if err != nil {
		return err
	}
	if err := put(tx, toewijzingen, &r, &r.Versie); err != nil {
		return err
	}
	t.Versie++
	wrote(d, partToewijzingen, (*Dossier).toewijzingenList, *t, func(x *Toewijzing) string { return x.ID }, func(a, b *Toewijzing) int { return a.Huidig.Start.Compare(b.Huidig.Start) })
	return nil
}

// DossierOfToewijzing gives the dossier that a toewijzing belongs to.
func (tx *Tx) DossierOfToewijzing(id string) (*Dossier, error) {
	return tx.dossierBy(toewijzingInwoner, id)
}

type toewijzingVersieRij struct {
	ToewijzingID   string
	Nr             int
	Moment         time.Time
	DoorID         string
	LaatsteDag     civil.Date
	Afgekapt       bool
	Volume         int64
	Eenheid        string
	Frequentie     string
	RedenWijziging string
	Toelichting    []byte `db:",null"`
	Regels         []byte `db:",null"`
}

// AddToewijzingVersie keeps a version as it was decided, with what the rules said.
func (tx *Tx) AddToewijzingVersie(t *Toewijzing, regels []rule.Result) error {
	v := t.Huidig
	place := versiePlace(t.ID, v.Nr)
	text, err1 := tx.Seal(v.Toelichting, "toewijzing_versie", "toelichting", place)
	results, err2 := tx.SealJSON(regels, "toewijzing_versie", "regels", place)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	return toewijzingVersies.Insert(tx.Tx, toewijzingVersieRij{
		ToewijzingID: t.ID, Nr: v.Nr, Moment: v.Moment, DoorID: v.Door, LaatsteDag: v.LaatsteDag, Afgekapt: v.Afgekapt,
		Volume: v.Omvang.Volume, Eenheid: string(v.Omvang.Eenheid), Frequentie: string(v.Omvang.Frequentie),
		RedenWijziging: string(v.RedenWijziging), Toelichting: text, Regels: results,
	})
}

func versiePlace(id string, nr int) string { return id + "/" + strconv.Itoa(nr) }

// ToewijzingVersies gives a toewijzing with every version, as the domain knows it,
// and what the rules said of each.
func (tx *Tx) ToewijzingVersies(t Toewijzing) (toegang.Toewijzing, [][]rule.Result, error) {
	out := toegang.Toewijzing{ID: t.ID, InwonerID: t.InwonerID, Gemeente: t.Gemeente, Nummer: t.Nummer}
	var all [][]rule.Result
	err := toewijzingVersiesOf.Each(tx.Tx, func(r toewijzingVersieRij) error {
		place := versiePlace(t.ID, r.Nr)
		text, err := tx.Unseal(r.Toelichting, "toewijzing_versie", "toelichting", place)
		if err != nil {
			return err
		}
		var results []rule.Result
		if err := tx.UnsealJSON(r.Regels, &results, "toewijzing_versie", "regels", place); err != nil {
			return err
		}
		v := t.Huidig
		v.Nr, v.Moment, v.Door, v.LaatsteDag, v.Afgekapt = r.Nr, r.Moment, r.DoorID, r.LaatsteDag, r.Afgekapt
		v.Omvang = toegang.Omvang{Volume: r.Volume, Eenheid: toegang.Eenheid(r.Eenheid), Frequentie: toegang.Frequentie(r.Frequentie)}
		v.RedenWijziging, v.Toelichting = toegang.RedenWijziging(r.RedenWijziging), text
		out.Versies = append(out.Versies, v)
		all = append(all, results)
		return nil
	}, t.ID)
	return out, all, err
}

// Bezetting (occupancy) counts the toewijzingen of a provider that run on a day, by
// place; those without a place under an empty id.
func (tx *Tx) Bezetting(aanbieder inkoop.AanbiederID, day civil.Date) (map[string]int, error) {
	out := map[string]int{}
	err := bezetting.Each(tx.Tx, func(r bezettingRij) error {
		out[r.WerkplekID] = r.Aantal
		return nil
	}, aanbieder, day)
	return out, err
}
