package region

import (
	"bytes"
	_ "embed"
	"sync"

	"trede/internal/domain/inkoop"
)

//go:embed regio-arnhem.toml
var exampleFile []byte

// ExampleFile gives the region file of the example region, comments included: a
// good beginning for a file of one's own.
func ExampleFile() []byte { return bytes.Clone(exampleFile) }

// Example gives the example region, Regio Arnhem. Each call gives one of its own,
// so it may be changed. Amounts and ceilings in it are made up.
func Example() *Region {
	r, err := Load(bytes.NewReader(exampleFile))
	if err != nil {
		panic("region: the example cannot be read:\n" + err.Error())
	}
	return r
}

// ExampleRegister gives the example region ready for questions. It is made once.
var ExampleRegister = sync.OnceValue(func() *inkoop.Register {
	register, err := Example().Register()
	if err != nil {
		panic("region: " + err.Error())
	}
	return register
})
