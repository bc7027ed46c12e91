package store

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/ladder"
	"trede/internal/platform/sqldb"
)

// Werkregel (line of work) is one task in a work list, with what the list shows of
// the resident.
type Werkregel struct {
	InwonerID       string
	ID              string
	Soort           string
	Onderwerp       string
	OnderwerpID     string
	Rol             string
	Kant            string
	KantID          string
	PersoonID       string
	TeamID          string
	AanbiederID     string
	Zichtbaar       civil.Date
	Termijn         civil.Date // civil.Last: none
	Wettelijk       bool
	Opgeschort      bool
	OvergedragenAan string
	Versie          int
	Naam            string
	Fase            string
	Trede           ladder.Trede
	Doeltrede       ladder.Trede
	Catalogus       string
	ProductCode     string
	Ingangsdatum    civil.Date
	Einde           civil.Date
}

// WerkTelling (count) is how many tasks there are in each part of a work list.
type WerkTelling struct {
	TeLaat     int
	DezeWeek   int
	Later      int // with a later term
	ZonderTerm int
	VanAnderen int // tasks of others for which this side waits
}

type werkTellingRij struct {
	TeLaat     int
	DezeWeek   int
	Later      int
	ZonderTerm int
}

// WerkVraag (query) says which tasks: of which side, on which day, and from which
// term up to which.
type WerkVraag struct {
	Kant, KantID string
	Day          civil.Date
	AccountID    string     // only what this person does; empty: of anybody
	Soort        string     // only this kind; empty: all
	Van, Tm      civil.Date // terms; zero: any
	Limit        int
	Offset       int
}

const (
	werkColumns = `select t.inwoner_id, t.id, t.soort, t.onderwerp, t.onderwerp_id, t.rol, t.kant, t.kant_id, t.persoon_id, t.team_id,
		t.aanbieder_id, t.zichtbaar, t.termijn, t.wettelijk, t.opgeschort, coalesce(t.overgedragen_aan, '') as overgedragen_aan, t.versie,
		i.weergavenaam as naam, i.fase, i.trede, i.doeltrede, i.catalogus, i.product_code, i.ingangsdatum, i.einde
		from taak t join inwoner i on i.id = t.inwoner_id `
	werkTel = `select coalesce(sum(case when t.termijn < $3 then 1 else 0 end), 0) as te_laat,
		coalesce(sum(case when t.termijn >= $3 and t.termijn <= $4 then 1 else 0 end), 0) as deze_week,
		coalesce(sum(case when t.termijn > $4 and t.termijn < $5 then 1 else 0 end), 0) as later,
		coalesce(sum(case when t.termijn >= $5 then 1 else 0 end), 0) as zonder_term
		from taak t `
	// The indexes of the lists leave out what never stands in them; a query says so in the
	// words of its index.
	werkKant       = `where t.kant = $1 and t.kant <> 'inwoner' and t.kant_id = $2`
	werkInwoner    = `where t.kant = $1 and t.inwoner_id = $2`
	wachtTeam      = `where $1 = 'team' and t.kant <> 'team' and t.team_id = $2`
	wachtAanbieder = `where $1 = 'aanbieder' and t.kant <> 'aanbieder' and t.aanbieder_id = $2`

	werkNu   = ` and t.zichtbaar <= $3 and (t.uitgesteld_tot is null or t.uitgesteld_tot <= $3)`
	werkPage = ` order by t.termijn, t.id, t.inwoner_id limit $8 offset $9`
	werkVan  = ` and ($4 = '' or coalesce(t.overgedragen_aan, t.persoon_id) = $4) and ($5 = '' or t.soort = $5) and t.termijn >= $6 and t.termijn <= $7`
	// A provider's view ends; what it still had to do does not show a name any more.
	werkGezien = ` and exists (select 1 from inzage z where z.inwoner_id = t.inwoner_id and z.kant = 'aanbieder' and z.kant_id = $2
		and z.van <= $3 and (z.tot is null or z.tot > $3))`
	// So does the view of a team that the resident left.
	werkGebleven = ` and ((select w.team_id from inwoner w where w.id = t.inwoner_id) = $2 or exists (select 1 from inzage z
		where z.inwoner_id = t.inwoner_id and z.kant = 'vorige' and z.kant_id = $2 and z.van <= $3 and (z.tot is null or z.tot > $3)))`
)

var (
	werkEigen          = sqldb.Select[Werkregel](werkColumns + werkInwoner + werkNu + werkVan + werkPage)
	werkEigenTeam      = sqldb.Select[Werkregel](werkColumns + werkKant + werkNu + werkGebleven + werkVan + werkPage)
	werkEigenAanbieder = sqldb.Select[Werkregel](werkColumns + werkKant + werkNu + werkGezien + werkVan + werkPage)
	werkWachtTeam      = sqldb.Select[Werkregel](werkColumns + wachtTeam + werkNu + werkGebleven + werkVan + werkPage)
	werkWachtAanbieder = sqldb.Select[Werkregel](werkColumns + wachtAanbieder + werkNu + werkGezien + werkVan + werkPage)

	telEigenTeam      = sqldb.Select[werkTellingRij](werkTel + werkKant + werkNu + werkGebleven + ` and ($6 = '' or coalesce(t.overgedragen_aan, t.persoon_id) = $6) and ($7 = '' or t.soort = $7)`)
	telEigen          = sqldb.Select[werkTellingRij](werkTel + werkInwoner + werkNu + ` and ($6 = '' or coalesce(t.overgedragen_aan, t.persoon_id) = $6) and ($7 = '' or t.soort = $7)`)
	telEigenAanbieder = sqldb.Select[werkTellingRij](werkTel + werkKant + werkNu + werkGezien + ` and ($6 = '' or coalesce(t.overgedragen_aan, t.persoon_id) = $6) and ($7 = '' or t.soort = $7)`)
	telWachtTeam      = sqldb.Select[int](`select count(*) from taak t ` + wachtTeam + werkNu + werkGebleven + ` and ($4 = '' or t.soort = $4)`)
	telWachtAanbieder = sqldb.Select[int](`select count(*) from taak t ` + wachtAanbieder + werkNu + werkGezien + ` and ($4 = '' or t.soort = $4)`)
)

func (q WerkVraag) args() []any {
	from, through := q.Van, q.Tm
	if from.IsZero() {
		from = civil.First
	}
	if through.IsZero() {
		through = civil.Last
	}
	return []any{q.Kant, q.KantID, q.Day, q.AccountID, q.Soort, from, through, q.Limit, q.Offset}
}

// Werk gives a page of the tasks of a side that are to be seen on a day, earliest
// term first.
func (tx *Tx) Werk(q WerkVraag) ([]Werkregel, error) {
	switch q.Kant {
	case KantAanbieder:
		return werkEigenAanbieder.All(tx.Tx, q.args()...)
	case KantTeam:
		return werkEigenTeam.All(tx.Tx, q.args()...)
	}
	return werkEigen.All(tx.Tx, q.args()...)
}

// WerkVanAnderen gives a page of the tasks of others for which a side waits.
func (tx *Tx) WerkVanAnderen(q WerkVraag) ([]Werkregel, error) {
	if q.Kant == KantAanbieder {
		return werkWachtAanbieder.All(tx.Tx, q.args()...)
	}
	return werkWachtTeam.All(tx.Tx, q.args()...)
}

// TelWerk counts the tasks of a side that are to be seen on a day.
func (tx *Tx) TelWerk(q WerkVraag) (WerkTelling, error) {
	own, waits := telEigen, telWachtTeam
	switch q.Kant {
	case KantAanbieder:
		own, waits = telEigenAanbieder, telWachtAanbieder
	case KantTeam:
		own = telEigenTeam
	}
	r, err := own.One(tx.Tx, q.Kant, q.KantID, q.Day, q.Day.AddDays(7), civil.Last, q.AccountID, q.Soort)
	if err != nil {
		return WerkTelling{}, err
	}
	n := 0
	if q.Kant != KantInwoner {
		n, err = waits.One(tx.Tx, q.Kant, q.KantID, q.Day, q.Soort)
	}
	return WerkTelling{TeLaat: r.TeLaat, DezeWeek: r.DezeWeek, Later: r.Later, ZonderTerm: r.ZonderTerm, VanAnderen: n}, err
}
