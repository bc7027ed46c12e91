package regiotest

import (
	"fmt"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

func (r *Regio) write(fn func(tx *store.Tx) error) {
	r.T.Helper()
	r.must(r.DB.Write(r.T.Context(), audit.Actor{ID: "proef"}, func(tx *store.Tx) error {
		tx.Audit("proef", "proef", "proef.gewijzigd", audit.Payload{})
		return fn(tx)
	}))
}

// EindigtVerzekering lets the policy of a kind of a provider end: tot is the first day
// without it.
func (r *Regio) EindigtVerzekering(a inkoop.AanbiederID, soort inkoop.Verzekeringssoort, tot civil.Date) {
	r.T.Helper()
	r.write(func(tx *store.Tx) error {
		list, err := tx.Verzekeringen()
		for _, v := range list {
			if v.AanbiederID == string(a) && v.Soort == soort {
				v.Tot = tot
				return tx.PutVerzekering(&v)
			}
		}
		return err
	})
}

// Contract adds a contract; it gets an id.
func (r *Regio) Contract(c inkoop.Contract) {
	r.T.Helper()
	r.write(func(tx *store.Tx) error {
		c.ID = inkoop.ContractID(tx.NewID())
		return tx.PutContract(&store.Contract{Contract: c})
	})
}

// ContractPlafond puts a ceiling in the contract of a provider.
func (r *Regio) ContractPlafond(a inkoop.AanbiederID, p inkoop.Plafond) {
	r.T.Helper()
	r.write(func(tx *store.Tx) error {
		list, err := tx.Contracten()
		for _, c := range list {
			if c.Aanbieder == a {
				c.Plafonds = append(c.Plafonds, p)
				return tx.PutContract(&c)
			}
		}
		return err
	})
}

// Plafond gives a gemeente a ceiling of some places.
func (r *Regio) Plafond(code, gemeente string, plekken int) {
	r.T.Helper()
	r.write(func(tx *store.Tx) error {
		doc, err := tx.RegioDocument()
		if err != nil {
			return err
		}
		more := fmt.Sprintf("\n[[plafond]]\ncode = %q\ngemeente = %q\nplekken = %d\nvan = 2017-01-01\nherkomst = \"fictief\"\nbron = \"proef\"\n",
			code, gemeente, plekken)
		return tx.AddRegioDocument(doc.Volgnr, doc.Document+more)
	})
}

// PutRonde writes a round as it is, without the checks of its form.
func (r *Regio) PutRonde(one *store.Ronde) {
	r.T.Helper()
	r.write(func(tx *store.Tx) error { return tx.PutRonde(one) })
}
