package inkoop

import "slices"

// Herkomst (provenance) says where a piece of regional data comes from, so that a
// screen can show what still has to be checked.
type Herkomst struct {
	Soort HerkomstSoort `json:"soort,omitzero"`
	Bron  string        `json:"bron,omitzero"` // document and heading, law article, or a short explanation
}

// HerkomstSoort is how firm a piece of data is. The zero value means that nobody
// said.
type HerkomstSoort string

// The kinds of provenance.
const (
	UitBron     HerkomstSoort = "bron"          // stands in a source document or in law
	Berekend    HerkomstSoort = "berekend"      // computed from public data
	Afgeleid    HerkomstSoort = "afgeleid"      // inferred from a source that does not say it
	UitHetHoofd HerkomstSoort = "uit het hoofd" // from memory, to be checked
	Voorstel    HerkomstSoort = "voorstel"      // choice of the makers of the example
	Fictief     HerkomstSoort = "fictief"       // made up, never to be relied on
	Regio       HerkomstSoort = "regio"         // entered or decided by the region itself
)

// HerkomstSoorten lists the kinds.
func HerkomstSoorten() []HerkomstSoort {
	return []HerkomstSoort{UitBron, Berekend, Afgeleid, UitHetHoofd, Voorstel, Fictief, Regio}
}

// Zeker tells whether the data can be relied on without checking it first.
func (h Herkomst) Zeker() bool {
	return slices.Contains([]HerkomstSoort{UitBron, Berekend, Regio}, h.Soort)
}
