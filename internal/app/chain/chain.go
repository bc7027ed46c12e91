// Package chain makes the use cases of all processes over one base. The program,
// the simulator and the tests take them from here, so that none is wired in another
// way than the others.
package chain

import (
	"trede/internal/app"
	"trede/internal/app/inkoop"
	"trede/internal/app/taken"
	"trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
)

// UseCases are the use cases of all processes.
type UseCases struct {
	Inkoop     *inkoop.UseCases
	Toegang    *toegang.UseCases
	Uitvoering *uitvoering.UseCases
	Taken      *taken.UseCases
}

// New makes the use cases over a base. They hook into its store: make them once for
// a store.
func New(base *app.Base) UseCases {
	in := inkoop.New(base)
	to := toegang.New(base, in)
	return UseCases{Inkoop: in, Toegang: to, Uitvoering: uitvoering.New(base, to), Taken: taken.New(base)}
}
