package toegang

import "trede/internal/domain/inkoop"

// Rol is a role as tasks and findings name it: whose turn it is, or who can mend
// what a rule found wrong. What a role may see or do is for authz.
type Rol = string

// The roles that this process and the next one know.
const (
	Inwoner           Rol = "inwoner"
	Consulent         Rol = inkoop.Consulent    // staff of the lokale toegang
	Aanbieder         Rol = inkoop.VanAanbieder // whoever does the provider's administration
	Werkbegeleider    Rol = "werkbegeleider"
	Trajectbegeleider Rol = "trajectbegeleider"
	AdviseurCAW       Rol = "caw-adviseur"
	Contractmanager   Rol = inkoop.Contractmanager
	GemeenteBeleid    Rol = inkoop.GemeenteBeleid
)

// Partij is one of the three parties of an arrangement. Source: S-A, Gewijzigde
// eisen aanbieder AW 2: the resident, the provider and the lokale toegang.
type Partij string

// The three parties.
const (
	PartijInwoner   Partij = "inwoner"
	PartijAanbieder Partij = "aanbieder"
	PartijToegang   Partij = "lokale_toegang"
)

// Partijen lists the parties.
func Partijen() []Partij { return []Partij{PartijInwoner, PartijAanbieder, PartijToegang} }
