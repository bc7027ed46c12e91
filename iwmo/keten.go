package iwmo

import "slices"

// Keten (chain) is what is known beside a message: what the parties sent each other
// before it, and the lists of [Lijsten]. [Geheugen] is one; a caller with an
// administration of its own makes another. A gemeente is named by its CBS code, a
// provider (aanbieder) by its AGB code, a client by the BSN. All is about the Wmo.
//
// What was refused or taken back was never sent, and is not given, but for a prestatie
// that is asked for by its reference, and the Identificatie of a message. A message is checked before it is added. Who asks
// changes nothing of what is given.
type Keten interface {
	Lijsten

	// Bericht tells whether a party sent a message of a kind with an Identificatie before.
	Bericht(afzender string, soort Soort, identificatie string) bool

	// Toewijzing is the allocation of a gemeente with a number, as it was decided last:
	// also one that ended or was deleted. It is false when there is none.
	Toewijzing(gemeente string, nummer int64) (Toewijzing, bool)

	// Toewijzingen are all allocations of a client at a provider, each as it was decided
	// last. Who has none is no client.
	Toewijzingen(gemeente, aanbieder, bsn string) []Toewijzing

	// Leveringen are the starts and the stops of a client at a provider, each in the
	// order of arrival.
	Leveringen(gemeente, aanbieder, bsn string) ([]StartProduct, []StopProduct)

	// Verzoek is the request of a provider with a ReferentieAanbieder. It is false when
	// there is none.
	Verzoek(aanbieder, referentie string) (GedaanVerzoek, bool)

	// Verzoeken are all requests of a provider for a client.
	Verzoeken(gemeente, aanbieder, bsn string) []GedaanVerzoek

	// Declaraties are the claims of a provider, to all gemeenten. Their Clienten are not
	// looked at.
	Declaraties(aanbieder string) []WMO323

	// MetReferentie are all prestaties that a provider claimed with a ReferentieNummer, in
	// the order of arrival, also those that were refused.
	MetReferentie(aanbieder, referentie string) []IngediendePrestatie

	// Prestaties are all that a provider claimed under an allocation, credits too.
	Prestaties(gemeente, aanbieder string, toewijzing int64) []IngediendePrestatie
}

// Lijsten are the lists beside the messages. A rule is not broken by what a list does
// not know.
type Lijsten interface {
	// Gemeente tells whether a code is that of a gemeente on a day; true when no list is
	// known.
	Gemeente(code string, dag Datum) bool

	// ProductPast tells whether the code of a product is of its category, in the list
	// that a gemeente uses; true when no list is known.
	ProductPast(gemeente string, p Product) bool

	// Tarief is what a contract says of a product code on a day. It is false when no
	// contract is known. The day is the first of the ProductPeriode.
	Tarief(gemeente, aanbieder, productCode string, dag Datum) (Tarief, bool)
}

// Toewijzing is an allocation with whose it is.
type Toewijzing struct {
	Bsn       string
	Aanbieder string
	ToegewezenProduct
}

// GedaanVerzoek is a request that was received: one AangevraagdProduct of a [WMO315], or
// a [WMO317].
type GedaanVerzoek struct {
	Gemeente   string
	Bsn        string
	Antwoorden []VerzoekAntwoord // of the [WMO319] about it, in the order of arrival
	Toegewezen bool              // a [WMO301] names it
}

// IngediendePrestatie is a prestatie of a claim that was received.
type IngediendePrestatie struct {
	Prestatie
	Gemeente   string
	Bsn        string
	Declaratie string // Identificatie of the message
	Toegekend  bool   // by a [WMO325]; false as long as there is none
}

// Tarief is what a contract pays for one Eenheid of a product.
type Tarief struct {
	Bedrag  int64   // euro cents
	Eenheid Eenheid // with [EenheidEuro] the amount is not looked at
}

// past tells whether what is agreed in a unit may be claimed in this one: hours may be
// claimed in minutes. Source: iWmo 3.2, IV081, TR341.
func (c Eenheid) past(afspraak Eenheid) bool {
	return c == afspraak || c == EenheidMinuut && afspraak == EenheidUur
}

// loopt tells whether an allocation holds on a day or after it. Source: iWmo 3.2, TR349.
func (p *ToegewezenProduct) loopt(dag Datum) bool {
	return !p.vervallen() && (p.Einddatum.IsZero() || !p.Einddatum.Voor(dag))
}

// open tells whether a request still waits for an allocation or a refusal. Source: iWmo
// 3.2, TR374.
func (v *GedaanVerzoek) open() bool { return !v.Toegewezen && !v.afgewezen() }

func (v *GedaanVerzoek) afgewezen() bool { return slices.Contains(v.Antwoorden, VerzoekAfgewezen) }

// aanlevering is a start or a stop.
type aanlevering interface {
	Sleutel() Sleutel
	status() StatusAanlevering
}

func (p *StartProduct) status() StatusAanlevering { return p.StatusAanlevering }

func (p *StopProduct) status() StatusAanlevering { return p.StatusAanlevering }

// levering names what is delivered: one allocation, or without that one product.
// Source: iWmo 3.2, IV096.
func (p *StartProduct) levering() string {
	if p.ToewijzingNummer != nil {
		return string(number(nil, p.ToewijzingNummer))
	}
	return string(product(nil, p.Product))
}
