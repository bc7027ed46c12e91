package iwmo

// Keten (chain) is what is known beside a message: what was sent before, and what the
// parties agreed. A caller fills it from its own administration.
type Keten interface{}

var regelsKeten, regelsExtern []Regel
