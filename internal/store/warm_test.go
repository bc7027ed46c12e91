package store_test

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	"trede/internal/platform/audit"
	"trede/internal/platform/clock"
	"trede/internal/platform/id"
	"trede/internal/store"
	"trede/internal/testkit/dbtest"
)

// TestWarmDossiers: while filling, a use case sees what the one before it wrote, and
// nothing of one that failed.
func TestWarmDossiers(t *testing.T) {
	now := clock.NewManual(dbtest.Today).Now
	s, err := store.Open(t.Context(), store.Options{
		DSN: filepath.Join(t.TempDir(), "w.db"), Create: true, Migrate: true, Careless: true, Keys: dbtest.Keys(t),
		Clock: now, IDs: id.Seeded(1, now),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	write := func(fail error, fn func(tx *store.Tx) error) {
		t.Helper()
		err := s.Write(t.Context(), tester, func(tx *store.Tx) error {
			tx.Audit("proef", "proef", "proef.gedaan", audit.Payload{})
			return errors.Join(fn(tx), fail)
		})
		if !errors.Is(err, fail) || fail == nil && err != nil {
			t.Fatal(err)
		}
	}
	name := func(tx *store.Tx, inwonerID string) string {
		t.Helper()
		d, err := tx.Dossier(inwonerID)
		if err != nil {
			t.Fatal(err)
		}
		return d.Inwoner().Naam.Roepnaam
	}
	rename := func(tx *store.Tx, inwonerID, to string) error {
		d, err := tx.Dossier(inwonerID)
		if err != nil {
			return err
		}
		i := d.Inwoner()
		i.Naam.Roepnaam = to
		return tx.PutInwoner(&i)
	}
	inwonerID := ""
	write(nil, func(tx *store.Tx) error {
		organisatie, team := tx.NewID(), tx.NewID()
		inwonerID = tx.NewID()
		return errors.Join(
			store.Organisaties.Insert(tx.Tx, store.Organisatie{ID: organisatie, Soort: "gemeente", Naam: "Gemeente", GemeenteCode: "0202", Van: civil.New(2020, 1, 1), Versie: 1}),
			store.Teams.Insert(tx.Tx, store.Team{ID: team, OrganisatieID: organisatie, Naam: "Team", GemeenteCode: "0202", Van: civil.New(2020, 1, 1), Versie: 1}),
			tx.PutInwoner(&store.Inwoner{ID: inwonerID, TeamID: team, Gemeente: "0202", Naam: persoon.Naam{Roepnaam: "An", Geslachtsnaam: "Post"}, GeenBSNReden: "geen"}),
		)
	})
	write(nil, func(tx *store.Tx) error { return rename(tx, inwonerID, "Bea") })
	failed := errors.New("refused")
	write(failed, func(tx *store.Tx) error { return rename(tx, inwonerID, "Cor") })
	write(nil, func(tx *store.Tx) error {
		if got := name(tx, inwonerID); got != "Bea" {
			t.Errorf("the name is %s, want Bea", got)
		}
		return nil
	})
}

// TestRememberedDossiers: what a program remembers of a dossier is what stands there,
// whoever wrote it, and is nobody's to change.
func TestRememberedDossiers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *dbtest.DB) {
		beside, err := store.Open(t.Context(), store.Options{DSN: db.DSN, Keys: db.Keys, Clock: db.Clock.Now, IDs: db.IDs})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = beside.Close() }()
		write := func(s *store.Store, fn func(tx *store.Tx) error) error {
			return s.Write(t.Context(), tester, func(tx *store.Tx) error {
				tx.Audit("proef", "proef", "proef.gedaan", audit.Payload{})
				return fn(tx)
			})
		}
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		inwonerID := ""
		must(write(db.Store, func(tx *store.Tx) error {
			organisatie, team := tx.NewID(), tx.NewID()
			inwonerID = tx.NewID()
			return errors.Join(
				store.Organisaties.Insert(tx.Tx, store.Organisatie{ID: organisatie, Soort: "gemeente", Naam: "Gemeente", GemeenteCode: "0202", Van: civil.New(2020, 1, 1), Versie: 1}),
				store.Teams.Insert(tx.Tx, store.Team{ID: team, OrganisatieID: organisatie, Naam: "Team", GemeenteCode: "0202", Van: civil.New(2020, 1, 1), Versie: 1}),
				tx.PutInwoner(&store.Inwoner{ID: inwonerID, TeamID: team, Gemeente: "0202", Naam: persoon.Naam{Roepnaam: "An", Geslachtsnaam: "Post"}, GeenBSNReden: "geen"}),
			)
		}))
		goals := func(s *store.Store) (out []string) {
			t.Helper()
			must(s.Read(t.Context(), func(tx *store.Tx) error {
				d, err := tx.Dossier(inwonerID)
				if err != nil {
					return err
				}
				list, err := d.Doelen()
				for n := range list {
					out = append(out, list[n].Versies[0].Tekst)
					list[n].Versies[0].Tekst = "changed by who looked" // a view may hide words in its copy
				}
				return err
			}))
			return out
		}
		add := func(s *store.Store, text string, fail error) error {
			return write(s, func(tx *store.Tx) error {
				d, err := tx.Dossier(inwonerID)
				if err != nil {
					return err
				}
				g := store.Doel{Doel: toegang.Doel{ID: tx.NewID(), InwonerID: inwonerID, Versies: []toegang.DoelVersie{{Tekst: text}}}, Opgesteld: civil.New(2026, 1, 1)}
				return errors.Join(tx.PutDoel(d, &g), fail)
			})
		}
		see := func(want ...string) {
			t.Helper()
			for _, s := range []*store.Store{db.Store, db.Store, beside, beside} {
				if got := goals(s); !slices.Equal(got, want) {
					t.Errorf("goals are %q, want %q", got, want)
				}
			}
		}
		see()
		must(add(db.Store, "een", nil))
		see("een")
		must(add(beside, "twee", nil))
		see("een", "twee")
		if err := add(db.Store, "drie", errors.New("refused")); err == nil {
			t.Error("a refused goal was kept")
		}
		see("een", "twee")
	})
}
