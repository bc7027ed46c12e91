package kop_test

import (
	"testing"
	"time"

	"trede/internal/app/toegang"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/web/kop"
)

func born(year, month, day int) persoon.Geboortedatum {
	g, err := persoon.NewGeboortedatum(year, month, day)
	if err != nil {
		panic(err)
	}
	return g
}

func TestURL(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{kop.URL("i1", kop.Overzicht), "/inwoners/i1"},
		{kop.URL("i1", kop.Geen, "meten"), "/inwoners/i1/meten"},
		{kop.URL("i1", kop.Plan, "doelen", "a/b"), "/inwoners/i1/plan/doelen/a%2Fb"},
		{kop.URL("../x", kop.WieKeek), "/inwoners/..%2Fx/wie-keek"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}

// A birth that is not wholly known gives both ages that it can be; of somebody who died
// there is no age.
func TestBirth(t *testing.T) {
	day := civil.New(2026, time.July, 1)
	for _, c := range []struct {
		h    toegang.Header
		want string
	}{
		{toegang.Header{Dag: day}, ""},
		{toegang.Header{Dag: day, Geboren: born(1992, 3, 14)}, "1992 (34 jaar)"},
		{toegang.Header{Dag: day, Geboren: born(1992, 0, 0)}, "1992 (33 of 34 jaar)"},
		{toegang.Header{Dag: day, Geboren: born(0, 0, 0)}, "datum onbekend"},
		{toegang.Header{Dag: day, Geboren: born(1992, 3, 14), OverledenOp: day}, "1992"},
	} {
		if got := kop.Birth(&c.h); got != c.want {
			t.Errorf("%v: %q, want %q", c.h.Geboren, got, c.want)
		}
	}
}

// The bar says where the arrangement leads, and else how the dossier stands.
func TestNow(t *testing.T) {
	running := toegang.Header{Product: inkoop.Product{Soort: inkoop.ONT, Doeltrede: 4}}
	running.Stand.Fase = "lopend"
	stable := toegang.Header{Product: inkoop.Product{Soort: inkoop.STA, BegintredeMin: 3, BegintredeMax: 3}}
	stable.Stand.Fase = "lopend"
	died := running
	died.OverledenOp, died.Stand.Fase = civil.New(2026, time.July, 1), "overleden"
	hidden := toegang.Header{}
	ahead := running
	ahead.Dag, ahead.Stand.Ingangsdatum = civil.New(2026, time.November, 22), civil.New(2026, time.November, 23)
	for want, h := range map[string]toegang.Header{
		"Op weg naar trede 4": running, "Op de plek, trede 3": stable, "Overleden": died, "": hidden,
		"Begint op 23 november 2026": ahead,
	} {
		if got := kop.Now(&h); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Who sees no name gets a word for it, and never an empty heading.
func TestName(t *testing.T) {
	for want, h := range map[string]toegang.Header{
		"Jeroen de Vries": {Naam: "Jeroen de Vries", Voornaam: "Jeroen"}, "Jeroen": {Voornaam: "Jeroen"}, "Deelnemer": {},
	} {
		if got := kop.Name(&h); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
