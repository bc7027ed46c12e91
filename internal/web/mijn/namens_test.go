package mijn_test

import (
	"regexp"
	"strings"
	"testing"

	"trede/internal/web/tekst"
)

// toTheResident is a text that speaks to the resident or out of the resident's mouth.
var toTheResident = regexp.MustCompile(`(?i)\b(je|jij|jou|jouw|jullie|ik|mijn)\b`)

// toAnyReader are texts that mean whoever reads, also when that is a representative.
var toAnyReader = map[string]bool{
	"mijn.niets_doen": true, "mijn.niets_gepland_uitleg": true, "mijn.delen.altijd": true, "mijn.bericht.niet_lezen": true,
	"mijn.bericht.alleen_lezen": true, "mijn.bericht.woorden": true, "mijn.mening.woorden": true, "mijn.mening.woorden_hulp": true,
	"mijn.antwoord.antwoord": true, "mijn.uren.al_gezegd": true, "mijn.wie_keek.jij": true, "mijn.wie_keek.met_eigen": true, "mijn.hulp_soort_vraag": true,
	"gedaan.mijn_bericht": true, "gedaan.mijn_mening": true, "gedaan.mijn_plek": true,
}

// Who represents somebody never reads a sentence that is meant for the resident: each of
// those has another one.
func TestEveryTextToTheResidentHasOneForTheRepresentative(t *testing.T) {
	seen := 0
	for _, key := range tekst.Keys() {
		rest, isMijn := strings.CutPrefix(key, "mijn.")
		other := "namens." + rest
		if rest, done := strings.CutPrefix(key, "gedaan.mijn_"); done {
			isMijn, other = true, "gedaan.namens_"+rest
		}
		if !isMijn || toAnyReader[key] || !toTheResident.MatchString(tekst.Of(key)) {
			continue
		}
		seen++
		if !tekst.Has(other) {
			t.Errorf("%s speaks to the resident (%q) and %s is not there", key, tekst.Of(key), other)
		}
	}
	if seen < 40 {
		t.Errorf("only %d texts found: does the test still look in the right place?", seen)
	}
}
