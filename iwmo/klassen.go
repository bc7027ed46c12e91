package iwmo

// basis marks a class of the basisschema, which all messages share: what it holds is in
// the namespace of that schema. The standard names these classes with CDT_.
type basis struct{}

// Adres is an address. Straatnaam holds at most 24 characters.
type Adres struct {
	_          basis
	Huis       *Huis
	Postcode   string   `iwmo:"Postcode,?"`
	Straatnaam string   `iwmo:"Straatnaam,?"`
	Plaatsnaam string   `iwmo:"Plaatsnaam,?"`
	LandCode   LandCode `iwmo:",?"`
}

// Huis is the house of an address.
type Huis struct {
	_                    basis
	Huisnummer           int64               `iwmo:"Huisnummer"`
	Huisletter           string              `iwmo:"Huisletter,?"`
	HuisnummerToevoeging string              `iwmo:"HuisnummerToevoeging,?"`
	AanduidingWoonadres  AanduidingWoonadres `iwmo:",?"`
}

// Achternaam is a surname with what stands before it.
type Achternaam struct {
	_           basis
	Achternaam  string `iwmo:"Naam"`
	Voorvoegsel string `iwmo:"Voorvoegsel,?"`
}

// VolledigeNaam is a name with that of the partner and which of the two is used.
type VolledigeNaam struct {
	_             basis
	Geslachtsnaam Achternaam
	Partnernaam   *Achternaam
	Voornamen     string `iwmo:"Naam,?"`
	Voorletters   string `iwmo:"Voorletters,?"`
	NaamGebruik   NaamGebruik
}

// VerkorteNaam is a name without that of the partner.
type VerkorteNaam struct {
	_             basis
	Geslachtsnaam Achternaam
	Voornamen     string `iwmo:"Naam,?"`
	Voorletters   string `iwmo:"Voorletters,?"`
}

// Geboortedatum is a birth date and how much of it is known.
type Geboortedatum struct {
	_            basis
	Datum        Datum
	DatumGebruik DatumGebruik `iwmo:",?"` // absent: all is known
}

// Communicatie is the help that a client needs to be understood.
type Communicatie struct {
	_    basis
	Vorm Communicatievorm
	Taal string `iwmo:"Taal,?"` // with an interpreter
}

// Telefoonnummers are one or two telephone numbers.
type Telefoonnummers struct {
	_          basis
	Telefoon01 Telefoon
	Telefoon02 *Telefoon
}

// Telefoon is a telephone number.
type Telefoon struct {
	_              basis
	Telefoonnummer string `iwmo:"Telefoonnummer"` // digits
	Landnummer     string `iwmo:"Landnummer"`     // as "+31"
}

// OpenPeriode is a period of which either end may be absent.
type OpenPeriode struct {
	_          basis
	Begindatum Datum `iwmo:",?"`
	Einddatum  Datum `iwmo:",?"`
}

// GeslotenPeriode is a period with its first and last day.
type GeslotenPeriode struct {
	_          basis
	Begindatum Datum
	Einddatum  Datum
}

// Product is what is allocated: a category, or one product of it.
type Product struct {
	_         basis
	Categorie ProductCategorie
	Code      string `iwmo:"ProductCode,?"`
}

// Omvang is how much of a product, and how often.
type Omvang struct {
	_          basis
	Volume     int64 `iwmo:"Volume"` // in Eenheid; euro cents with [EenheidEuro]
	Eenheid    Eenheid
	Frequentie Frequentie
}

// Verwijzer is who sent the client to the provider.
type Verwijzer struct {
	_                basis
	Type             TypeVerwijzer
	Naam             string `iwmo:"NaamVerwijzer,?"`
	ZorgverlenerCode string `iwmo:"AgbCode,?"`
}

// ProductReferentie names a prestatie, and the one that it takes back.
type ProductReferentie struct {
	_                     basis
	ReferentieNummer      string `iwmo:"ReferentieNummer"`
	VorigReferentieNummer string `iwmo:"ReferentieNummer,?"` // of the debit, on a credit
}

// Bedrag is an amount of a prestatie.
type Bedrag struct {
	_           basis
	Bedrag      int64 `iwmo:"Bedrag"` // euro cents, not negative
	DebetCredit DebetCredit
}

// Centen is the amount in euro cents, negative for a credit.
func (b Bedrag) Centen() int64 { return b.DebetCredit.signed(b.Bedrag) }

// TotaalBedrag is an amount of a claim.
type TotaalBedrag struct {
	_            basis
	TotaalBedrag int64 `iwmo:"TotaalBedrag"` // euro cents, not negative
	DebetCredit  DebetCredit
}

// Centen is the amount in euro cents, negative for a credit.
func (b TotaalBedrag) Centen() int64 { return b.DebetCredit.signed(b.TotaalBedrag) }
