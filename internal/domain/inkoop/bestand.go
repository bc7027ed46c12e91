package inkoop

import "time"

// BestandSoort is what an uploaded file is about.
type BestandSoort string

// The kinds of files.
const (
	BestandBewijs BestandSoort = "bewijs" // evidence with an inschrijving
	BestandPolis  BestandSoort = "polis"
	BestandStuk   BestandSoort = "stuk"  // a paper of a round
	BestandBrief  BestandSoort = "brief" // a letter that the program made
)

// Bestand (file) is what is known of a file; its content is stored encrypted beside it.
type Bestand struct {
	ID        string
	Soort     BestandSoort
	Aanbieder AanbiederID // whose it is; empty: of the region
	Naam      string      // as the sender named it, made harmless
	Type      string      // media type that was found in the content, never what was claimed
	Grootte   int         // bytes
	SHA256    string      // of the content, lower-case hexadecimal
	Gescand   string      // what looked at it, for example "clamav"; empty: no scanner
	DoorID    string      // account
	Op        time.Time
}
