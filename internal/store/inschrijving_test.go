package store_test

import (
	"reflect"
	"testing"
	"time"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
	"trede/internal/testkit/dbtest"
)

// What was written of an inschrijving is read again as it was, by id, round and provider,
// and a save over an older version is refused.
func TestInschrijving(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		org := addOrganisatie(t, db, "Proefaanbieder")
		_, err := db.DBs()[0].Writer().ExecContext(t.Context(),
			"insert into ronde (id, naam, consultatie, inhoud, versie) values ('r', 'Proef', '2019-05-28', '{}', 1)")
		if err != nil {
			t.Fatal(err)
		}
		var want store.Inschrijving
		write := func(fn func(tx *store.Tx) error) error {
			return db.Write(t.Context(), tester, func(tx *store.Tx) error {
				tx.Audit("inschrijving", "proef", "inschrijving.bewaard", audit.Payload{})
				return fn(tx)
			})
		}
		err = write(func(tx *store.Tx) error {
			want = store.Inschrijving{
				Inschrijving: inkoop.Inschrijving{
					ID: inkoop.InschrijvingID(tx.NewID()), Ronde: "r", Aanbieder: inkoop.AanbiederID(org), Begonnen: tx.Now,
					Inhoud: inkoop.InschrijvingInhoud{
						Keuzes: []inkoop.Inschrijvingskeuze{{Perceel: "p", Product: "ONT4", Gemeenten: []inkoop.GemeenteCode{"0202"}}},
						Plan:   inkoop.PlanAW{Uitgangspunten: map[inkoop.Uitgangspunt]string{inkoop.Passend: "zo"}},
						Mensen: []inkoop.Mens{{Naam: "Noor", VOG: civil.New(2026, time.March, 1)}},
					},
				},
			}
			return tx.PutInschrijving(&want)
		})
		if err != nil {
			t.Fatal(err)
		}
		old := want
		err = write(func(tx *store.Tx) error {
			want.Ingediend, want.Ingetrokken = tx.Now, tx.Now.Add(time.Hour)
			want.Gesprek = inkoop.Gesprek{Verslag: "goed"}
			want.Besluit = inkoop.Kwalificatiebesluit{Uitslag: inkoop.Gekwalificeerd}
			return tx.PutInschrijving(&want)
		})
		if err != nil || want.Versie != 2 {
			t.Fatal(err, want.Versie)
		}
		if err := write(func(tx *store.Tx) error { return tx.PutInschrijving(&old) }); !errs.Is(err, errs.Conflict) {
			t.Errorf("a save over an older version gives %v", err)
		}
		_ = db.Read(t.Context(), func(tx *store.Tx) error {
			one, err := tx.Inschrijving(want.ID)
			same(t, want, one, err)
			for _, read := range []func() ([]store.Inschrijving, error){
				func() ([]store.Inschrijving, error) { return tx.InschrijvingenVanRonde("r") },
				func() ([]store.Inschrijving, error) { return tx.InschrijvingenVan(inkoop.AanbiederID(org)) },
			} {
				list, err := read()
				if len(list) != 1 {
					t.Fatalf("%d rows, %v", len(list), err)
				}
				same(t, want, list[0], err)
			}
			return nil
		})
	})
}

func same(t *testing.T, want, got store.Inschrijving, err error) {
	t.Helper()
	for _, at := range []struct{ want, got *time.Time }{
		{&want.Begonnen, &got.Begonnen}, {&want.Ingediend, &got.Ingediend}, {&want.Ingetrokken, &got.Ingetrokken},
	} {
		if !at.want.Equal(*at.got) {
			t.Errorf("%v became %v", at.want, at.got)
		}
		*at.want, *at.got = time.Time{}, time.Time{}
	}
	if err != nil || !reflect.DeepEqual(want, got) {
		t.Errorf("%v\nwant %+v\ngot  %+v", err, want, got)
	}
}
