package uitvoering

// Termijnen (terms) are the few terms of this process that neither the sources nor
// the region's settings fix. They are our own choice and never a ground to refuse
// anything; see [StandaardTermijnen].
type Termijnen struct {
	VoortgangLezenWerkdagen int // for the lokale toegang to read a voortgangsbericht
	VervolgDagenVoorEinde   int // the decision about afterwards, before the last day
	AflopendDagenVoorEinde  int // when to warn that an arrangement ends without a decision
	AfsluitenDagen          int // after the last day
	NazorgDagen             int // to reach somebody, after the day of follow-up
	SignaalSluitenWerkdagen int // after the answer
	VooraankondigingDagen   int // how long before its day a task is shown
}

// StandaardTermijnen are the terms in use.
func StandaardTermijnen() Termijnen {
	return Termijnen{
		VoortgangLezenWerkdagen: 5,
		VervolgDagenVoorEinde:   14,
		AflopendDagenVoorEinde:  28,
		AfsluitenDagen:          14,
		NazorgDagen:             14,
		SignaalSluitenWerkdagen: 5,
		VooraankondigingDagen:   7,
	}
}
