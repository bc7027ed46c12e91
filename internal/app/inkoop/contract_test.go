package inkoop_test

import (
	"os"
	"testing"
	"time"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/testkit"
	"trede/internal/testkit/dbtest"
	"trede/internal/testkit/regiotest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	dbtest.Cleanup()
	os.Exit(code)
}

// The lines of a signed contract change by a signed, dated addendum only, and what it adds
// can be allocated from its day on.
func TestSignedContract(t *testing.T) {
	testkit.Eis(t, "INK-11")
	regiotest.Each(t, func(t *testing.T, r *regiotest.Regio) {
		r.Load()
		ctx := t.Context()
		read := func() appinkoop.Contract {
			t.Helper()
			list, err := r.Inkoop.Contracten(ctx, r.Contractmanager)
			regiotest.OK(t, err)
			for _, c := range list {
				if c.Aanbieder == r.De {
					return c
				}
			}
			t.Fatal("no contract")
			return appinkoop.Contract{}
		}
		change := func(fn func(*inkoop.Contract)) error {
			t.Helper()
			c := read()
			in := appinkoop.ContractInput{Contract: c.Contract, Versie: c.Versie, Reden: "op verzoek van de gemeente"}
			fn(&in.Contract)
			_, err := r.Inkoop.LegContractVast(ctx, r.Contractmanager, in)
			return err
		}
		ref, gemeente := inkoop.ProductRef{Catalogus: "v2", Product: "ONT5"}, inkoop.GemeenteCode("0274")
		from := civil.New(2027, time.March, 1)
		more := inkoop.Contractregel{Product: ref, Gemeenten: []inkoop.GemeenteCode{gemeente}, Geldig: civil.Period{From: from}}
		if read().Levert(ref, gemeente, from) {
			t.Fatal("it is in the contract already")
		}
		regiotest.Refused(t, change(func(c *inkoop.Contract) { c.Regels = append(c.Regels, more) }), "contract.regels_bij_addendum")
		regiotest.OK(t, change(func(c *inkoop.Contract) {
			c.Addenda = append(c.Addenda, inkoop.Addendum{
				Nummer: len(c.Addenda) + 1, Soort: inkoop.Uitbreiding, Getekend: civil.New(2026, time.November, 20), Regels: []inkoop.Contractregel{more},
			})
		}))
		if c := read(); !c.Levert(ref, gemeente, from) || c.Levert(ref, gemeente, from.AddDays(-1)) {
			t.Errorf("%+v", c.Addenda)
		}
		regiotest.Refused(t, change(func(c *inkoop.Contract) { c.Addenda = c.Addenda[:len(c.Addenda)-1] }), "contract.addendum_blijft")
	})
}
