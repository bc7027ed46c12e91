package store

import (
	"errors"
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/money"
	"trede/internal/domain/toegang"
	"trede/internal/platform/sqldb"
)

// PlafondVerzoek is a request to go above a ceiling (plafond) for one resident, with
// what was decided. Source: B-REG-05.
type PlafondVerzoek struct {
	ID, InwonerID  string
	Plafond        inkoop.PlafondCode
	Gemeente       inkoop.GemeenteCode // of the resident when it was asked
	GevraagdDoorID string
	GevraagdOp     civil.Date
	Reden          string
	BeslotenDoorID string
	BeslotenOp     civil.Date // zero: not decided
	Akkoord        bool
	Toelichting    string
	Bedrag         money.Cents // of the one toewijzing that it is for
	ToewijzingID   string      // that used it; empty: none yet
	Versie         int
}

// Covers tells whether the request was allowed and covers a toewijzing: of the size that
// was asked, and not used for another that stands.
func (v PlafondVerzoek) Covers(stand inkoop.PlafondStand, toewijzingID string, all []Toewijzing) bool {
	used := v.ToewijzingID != "" && v.ToewijzingID != toewijzingID &&
		slices.ContainsFunc(all, func(t Toewijzing) bool { return t.ID == v.ToewijzingID && t.Loopt() })
	fits := stand.Plafond.Bedrag == 0 || stand.Gevraagd.Bedrag <= v.Bedrag
	return v.Akkoord && v.Plafond == stand.Plafond.Code && !used && fits
}

type plafondVerzoekRij struct {
	ID             string
	PlafondCode    string
	InwonerID      string
	GemeenteCode   string
	GevraagdDoorID string
	GevraagdOp     civil.Date
	Reden          []byte
	BeslotenDoorID string `db:",null"`
	BeslotenOp     civil.Date
	Akkoord        bool
	Toelichting    []byte `db:",null"`
	Bedrag         money.Cents
	ToewijzingID   string `db:",null"`
	Versie         int
}

const plafondVerzoekColumns = `id, plafond_code, inwoner_id, gemeente_code, gevraagd_door_id, gevraagd_op, reden, besloten_door_id,
	besloten_op, akkoord, toelichting, bedrag, toewijzing_id, versie`

var (
	plafondVerzoeken   = sqldb.Table[plafondVerzoekRij]("plafond_verzoek")
	plafondVerzoekenOf = sqldb.Select[plafondVerzoekRij](`
		select ` + plafondVerzoekColumns + ` from plafond_verzoek where inwoner_id = $1 order by gevraagd_op, id`)
	plafondVerzoekenOpen = sqldb.Select[plafondVerzoekRij](`
		select ` + plafondVerzoekColumns + ` from plafond_verzoek where gemeente_code = $1 and besloten_op is null order by gevraagd_op, id`)
)

// PutPlafondVerzoek writes a request; one without a version is new.
func (tx *Tx) PutPlafondVerzoek(v *PlafondVerzoek) error {
	r := plafondVerzoekRij{
		ID: v.ID, PlafondCode: string(v.Plafond), InwonerID: v.InwonerID, GemeenteCode: string(v.Gemeente), GevraagdDoorID: v.GevraagdDoorID,
		GevraagdOp: v.GevraagdOp, BeslotenDoorID: v.BeslotenDoorID, BeslotenOp: v.BeslotenOp, Akkoord: v.Akkoord,
		Bedrag: v.Bedrag, ToewijzingID: v.ToewijzingID, Versie: v.Versie,
	}
	var err1, err2 error
	r.Reden, err1 = tx.Seal(v.Reden, "plafond_verzoek", "reden", v.ID)
	r.Toelichting, err2 = tx.Seal(v.Toelichting, "plafond_verzoek", "toelichting", v.ID)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if err := put(tx, plafondVerzoeken, &r, &r.Versie); err != nil {
		return err
	}
	v.Versie++
	return nil
}

func (tx *Tx) plafondVerzoek(r plafondVerzoekRij) (PlafondVerzoek, error) {
	v := PlafondVerzoek{
		ID: r.ID, InwonerID: r.InwonerID, Plafond: inkoop.PlafondCode(r.PlafondCode), Gemeente: inkoop.GemeenteCode(r.GemeenteCode),
		GevraagdDoorID: r.GevraagdDoorID, GevraagdOp: r.GevraagdOp, BeslotenDoorID: r.BeslotenDoorID, BeslotenOp: r.BeslotenOp,
		Akkoord: r.Akkoord, Bedrag: r.Bedrag, ToewijzingID: r.ToewijzingID, Versie: r.Versie,
	}
	var err1, err2 error
	v.Reden, err1 = tx.Unseal(r.Reden, "plafond_verzoek", "reden", r.ID)
	v.Toelichting, err2 = tx.Unseal(r.Toelichting, "plafond_verzoek", "toelichting", r.ID)
	return v, errors.Join(err1, err2)
}

// PlafondVerzoek gives one request, or a NotFound error.
func (tx *Tx) PlafondVerzoek(id string) (PlafondVerzoek, error) {
	r, err := plafondVerzoeken.Get(tx.Tx, id)
	if err != nil {
		return PlafondVerzoek{}, err
	}
	return tx.plafondVerzoek(r)
}

// PlafondVerzoeken gives the requests for a resident, oldest first.
func (tx *Tx) PlafondVerzoeken(inwonerID string) ([]PlafondVerzoek, error) {
	return tx.plafondVerzoekList(plafondVerzoekenOf, inwonerID)
}

// OpenPlafondVerzoeken gives what a gemeente has to decide, oldest first.
func (tx *Tx) OpenPlafondVerzoeken(gemeente inkoop.GemeenteCode) ([]PlafondVerzoek, error) {
	return tx.plafondVerzoekList(plafondVerzoekenOpen, string(gemeente))
}

func (tx *Tx) plafondVerzoekList(q *sqldb.Query[plafondVerzoekRij], key string) ([]PlafondVerzoek, error) {
	var out []PlafondVerzoek
	err := q.Each(tx.Tx, func(r plafondVerzoekRij) error {
		v, err := tx.plafondVerzoek(r)
		out = append(out, v)
		return err
	}, key)
	return out, err
}

// PlafondVraag (query) says what is counted of a ceiling.
type PlafondVraag struct {
	Plafond   inkoop.Plafond
	Producten []inkoop.ProductCode
	Contract  *inkoop.Contract // in which it stands: only what is allocated under it; nil: of the region
	Zonder    string           // a toewijzing that is left out; empty: none
	Day       civil.Date       // from which places are taken
	Tot       civil.Date       // last day on which they are; zero: on that one day
}

// plafondRij is a toewijzing as far as it counts for a ceiling.
type plafondRij struct {
	Prijs        money.Cents
	Volume       int64
	Eenheid      toegang.Eenheid
	Frequentie   toegang.Frequentie
	Ingangsdatum civil.Date
	LaatsteDag   civil.Date
}

// plafondGebruik picks the toewijzingen of one product that run on a day from the first to
// the last, or begin in the period of the ceiling. The ceiling itself keeps them few.
const plafondGebruik = `
	select prijs, volume, eenheid, frequentie, ingangsdatum, laatste_dag from toewijzing
	where product_code = $1 and id <> $2 and toegewezen is not null and vervallen is null and geweigerd is null
		and (ingangsdatum <= $4 and (laatste_dag is null or laatste_dag >= $3) or ingangsdatum >= $5 and ingangsdatum <= $6)`

// Queries apart, so that the one of a gemeente finds its rows by their index.
var (
	plafondRegio    = sqldb.Select[plafondRij](plafondGebruik)
	plafondGemeente = sqldb.Select[plafondRij](plafondGebruik + ` and gemeente_code = $7`)
	plafondContract = sqldb.Select[plafondRij](plafondGebruik + ` and aanbieder_id = $7 and contract_id = $8 and ($9 = '' or gemeente_code = $9)`)
)

// PlafondGebruik counts what is used of a ceiling: places that are taken on the fullest
// day as long as the ceiling counts, and the money of what begins in its period. Without a
// gemeente it counts all of them.
func (tx *Tx) PlafondGebruik(v PlafondVraag) (inkoop.PlafondGebruik, error) {
	p := v.Plafond
	days := civil.Through(v.Day, civil.Max(v.Day, v.Tot))
	if counts := days.Intersect(p.Geldig); !counts.IsEmpty() {
		days = counts
	}
	until := days.LastDay()
	if until.IsZero() {
		until = civil.Last
	}
	var places []inkoop.Bezetting
	first, last := civil.Last, civil.First // a ceiling without money asks for none
	if p.Bedrag > 0 {
		first, last = civil.Max(p.Geldig.From, civil.First), civil.Min(p.Geldig.LastDay(), civil.Last)
	}
	var used inkoop.PlafondGebruik
	for _, product := range v.Producten {
		query, args := plafondRegio, []any{product, v.Zonder, days.From, until, first, last}
		switch {
		case v.Contract != nil:
			query, args = plafondContract, append(args, v.Contract.Aanbieder, v.Contract.ID, p.Gemeente)
		case p.Gemeente != "":
			query, args = plafondGemeente, append(args, p.Gemeente)
		}
		err := query.Each(tx.Tx, func(r plafondRij) error {
			t := toegang.ToewijzingVersie{
				Prijs: r.Prijs, Start: r.Ingangsdatum, LaatsteDag: r.LaatsteDag,
				Omvang: toegang.Omvang{Volume: r.Volume, Eenheid: r.Eenheid, Frequentie: r.Frequentie},
			}
			places = append(places, inkoop.Bezetting{Periode: t.Periode()})
			if civil.Through(first, last).Contains(t.Start) {
				used.Bedrag += t.Kosten()
			}
			return nil
		}, args...)
		if err != nil {
			return used, err
		}
	}
	used.Plekken = inkoop.HoogsteBezetting(places, days, func(inkoop.Bezetting) bool { return true })
	return used, nil
}
