package iwmo

// The fourteen messages of release 3.2. A message from one party to the other (heen)
// and the answer to it share their classes: the answer has the same ones, each with
// return codes. Fields have the names and the order of the standard; an optional text,
// code or date that is absent is zero, an optional number or class is nil.

// WMO301 is the toewijzing (allocation): all current and changed allocations of one
// client at one provider, sent by the gemeente.
type WMO301 struct {
	Header Header
	Client Client301
}

// WMO302 is the answer of the provider to a [WMO301]. Without a Client all is well, or
// the whole message was refused.
type WMO302 struct {
	Header HeaderRetour
	Client *Client301
}

// WMO305 tells that support began, sent by the provider.
type WMO305 struct {
	Header Header
	Client Client305
}

// WMO306 is the answer of the gemeente to a [WMO305].
type WMO306 struct {
	Header HeaderRetour
	Client *Client305
}

// WMO307 tells that support ended, for a while or for good, sent by the provider.
type WMO307 struct {
	Header Header
	Client Client307
}

// WMO308 is the answer of the gemeente to a [WMO307].
type WMO308 struct {
	Header HeaderRetour
	Client *Client307
}

// WMO315 is the verzoek om toewijzing (request for an allocation) of a provider.
type WMO315 struct {
	Header Header
	Client Client315
}

// WMO316 is the answer of the gemeente to a [WMO315] as a message; what it decides
// comes as a [WMO301] or a [WMO319].
type WMO316 struct {
	Header HeaderRetour
	Client *Client315
}

// WMO317 is the verzoek om wijziging (request for a change) of a provider: all current
// allocations of a client, those that stay and those that change, and new ones.
type WMO317 struct {
	Header Header
	Client Client317
}

// WMO318 is the answer of the gemeente to a [WMO317] as a message.
type WMO318 struct {
	Header HeaderRetour
	Client *Client317
}

// WMO319 tells a provider what became of its request, when that is not an allocation.
type WMO319 struct {
	Header   Header
	Antwoord Antwoord
}

// WMO320 is the answer of the provider to a [WMO319].
type WMO320 struct {
	Header   HeaderRetour
	Antwoord *Antwoord
}

// WMO323 is the declaratie (claim) of a provider over one calendar month.
type WMO323 struct {
	Header     Header
	Declaratie Declaratie
}

// WMO325 is the answer of the gemeente to a [WMO323]: what is paid, with the prestaties
// that are not. Sender and receiver are those of this message, not of the claim.
type WMO325 struct {
	Header             HeaderAntwoord
	DeclaratieAntwoord *DeclaratieAntwoord
}

// Header says what message this is, from whom and to whom. Afzender (sender) and
// Ontvanger (receiver) are a gemeente by its CBS code of four digits and a provider by
// its AGB code of eight.
type Header struct {
	BerichtCode          string `iwmo:"BerichtCode"`
	BerichtVersie        int64  `iwmo:"BerichtVersie"`
	BerichtSubversie     int64  `iwmo:"BerichtSubversie"`
	Afzender             string `iwmo:"Afzender"`
	Ontvanger            string `iwmo:"Ontvanger"`
	BerichtIdentificatie BerichtIdentificatie
	XsdVersie            XsdVersie
}

// HeaderRetour is the header of an answer: the header of the message that it answers,
// with sender and receiver as they were there, and what the answer adds.
type HeaderRetour struct {
	Header
	IdentificatieRetour string      `iwmo:"IdentificatieBericht"` // of this answer
	DagtekeningRetour   Datum       // of this answer
	XsltVersie          string      `iwmo:"Versie,?"` // of the validator that refused the message
	XsdVersieRetour     XsdVersie   // of this answer
	RetourCodes         RetourCodes `iwmo:",?"` // only when the message as a whole is refused
}

// HeaderAntwoord is the header of the answer to a claim.
type HeaderAntwoord struct {
	Header
	DeclaratieIdentificatie BerichtIdentificatie // of the claim
	XsltVersie              string               `iwmo:"Versie,?"`
	XsdVersieDeclaratie     XsdVersie            // of the claim
	RetourCodes             RetourCodes
}

// RetourCodes are the codes that a class of an answer carries.
type RetourCodes []RetourCode

// BerichtIdentificatie names a message: unique for its sender and kind.
type BerichtIdentificatie struct {
	_             basis
	Identificatie string `iwmo:"IdentificatieBericht"` // at most 12 characters
	Dagtekening   Datum
}

// XsdVersie names the versions of the schemas that a message was made with.
type XsdVersie struct {
	_                    basis
	BasisschemaXsdVersie string `iwmo:"Versie"` // "1.0.0"
	BerichtXsdVersie     string `iwmo:"Versie"`
}

// Client301 is the client of a [WMO301] or [WMO302].
type Client301 struct {
	Bsn                          string `iwmo:"BurgerServicenummer"`
	Geboortedatum                Geboortedatum
	Geslacht                     Geslacht
	Naam                         VolledigeNaam
	Communicatie                 *Communicatie
	JuridischeStatus             JuridischeStatus             `iwmo:",?"`
	WettelijkeVertegenwoordiging WettelijkeVertegenwoordiging `iwmo:",?"`
	Commentaar                   string                       `iwmo:"Commentaar,?"`
	Relaties                     []Relatie                    `iwmo:"Relatie,?"`
	Contactgegevens              []Contact                    `iwmo:"Contact"`
	ToegewezenProducten          []ToegewezenProduct          `iwmo:"ToegewezenProduct"`
	RetourCodes                  RetourCodes                  `iwmo:",retour"`
}

// Relatie is a person around the client.
type Relatie struct {
	Nummer        string `iwmo:"Persoonsid"`        // names the relation within the client
	Volgorde      *int64 `iwmo:"RelatieVolgorde,?"` // order in which to call
	Soort         SoortRelatie
	Geboortedatum *Geboortedatum
	Geslacht      Geslacht `iwmo:",?"`
	Naam          VolledigeNaam
	Contact       Contact
	RetourCodes   RetourCodes `iwmo:",retour"`
}

// Contact is where a client or relation can be reached: one of each kind of address.
type Contact struct {
	Soort       AdresSoort
	Adres       *Adres
	Organisatie string `iwmo:"Organisatienaam,?"`
	Telefoon    *Telefoonnummers
	Emailadres  string       `iwmo:"Emailadres,?"`
	Periode     *OpenPeriode // only with a temporary address
	RetourCodes RetourCodes  `iwmo:",retour"`
}

// ToegewezenProduct is one allocation. Its number is unique within the gemeente; of
// two with the same number the one that was decided last counts.
type ToegewezenProduct struct {
	ToewijzingNummer    int64  `iwmo:"Nummer"`
	ReferentieAanbieder string `iwmo:"Referentie,?"` // of the request that it answers, and only then
	Product             *Product
	Toewijzingsdatum    Datum          // day of the decision
	Toewijzingstijd     Tijd           // time of the decision
	Ingangsdatum        Datum          // first day
	Einddatum           Datum          `iwmo:",?"` // last day
	RedenWijziging      RedenWijziging `iwmo:",?"` // absent at the first issue
	Omvang              *Omvang
	Budget              *int64      `iwmo:"Budget"` // euro cents, instead of Omvang
	Commentaar          string      `iwmo:"Commentaar,?"`
	RetourCodes         RetourCodes `iwmo:",retour"`
}

// Client305 is the client of a [WMO305] or [WMO306].
type Client305 struct {
	Bsn            string `iwmo:"BurgerServicenummer"`
	Geboortedatum  Geboortedatum
	Geslacht       Geslacht
	Naam           VerkorteNaam
	StartProducten []StartProduct `iwmo:"StartProduct"`
	RetourCodes    RetourCodes    `iwmo:",retour"`
}

// StartProduct tells that support under one allocation began.
type StartProduct struct {
	ToewijzingNummer       *int64 `iwmo:"Nummer"`
	Product                *Product
	ToewijzingIngangsdatum Datum `iwmo:",?"`
	Begindatum             Datum // first day of support
	StatusAanlevering      StatusAanlevering
	RetourCodes            RetourCodes `iwmo:",retour"`
}

// Client307 is the client of a [WMO307] or [WMO308].
type Client307 struct {
	Bsn           string `iwmo:"BurgerServicenummer"`
	Geboortedatum Geboortedatum
	Geslacht      Geslacht
	Naam          VerkorteNaam
	StopProducten []StopProduct `iwmo:"StopProduct"`
	RetourCodes   RetourCodes   `iwmo:",retour"`
}

// StopProduct tells that support under one allocation ended.
type StopProduct struct {
	ToewijzingNummer       *int64 `iwmo:"Nummer"`
	Product                *Product
	ToewijzingIngangsdatum Datum `iwmo:",?"`
	Begindatum             Datum // first day of support, as in the StartProduct
	RedenBeeindiging       RedenBeeindiging
	Einddatum              Datum // last day of support
	StatusAanlevering      StatusAanlevering
	RetourCodes            RetourCodes `iwmo:",retour"`
}

// Client315 is the client of a [WMO315] or [WMO316].
type Client315 struct {
	Bsn                   string `iwmo:"BurgerServicenummer"`
	Geboortedatum         Geboortedatum
	Geslacht              Geslacht
	Naam                  VerkorteNaam
	Commentaar            string               `iwmo:"Commentaar,?"`
	AangevraagdeProducten []AangevraagdProduct `iwmo:"AangevraagdProduct"`
	RetourCodes           RetourCodes          `iwmo:",retour"`
}

// AangevraagdProduct is one product that a provider asks for.
type AangevraagdProduct struct {
	ReferentieAanbieder     string `iwmo:"Referentie"` // names the request
	BeschikkingNummer       *int64 `iwmo:"Nummer"`
	Product                 *Product
	BeschikkingIngangsdatum Datum `iwmo:",?"`
	ToewijzingIngangsdatum  Datum // first day asked for
	ToewijzingEinddatum     Datum `iwmo:",?"`
	Omvang                  *Omvang
	Budget                  *int64 `iwmo:"Budget"` // euro cents, instead of Omvang
	Verwijzer               Verwijzer
	Raamcontract            JaNee       `iwmo:",?"`
	Commentaar              string      `iwmo:"Commentaar,?"`
	RetourCodes             RetourCodes `iwmo:",retour"`
}

// Client317 is the client of a [WMO317] or [WMO318].
type Client317 struct {
	Bsn         string `iwmo:"BurgerServicenummer"`
	Verzoek     Verzoek
	RetourCodes RetourCodes `iwmo:",retour"`
}

// Verzoek is the request for a change: what stays, what changes and what is new.
type Verzoek struct {
	ReferentieAanbieder   string `iwmo:"Referentie"` // names the request
	RedenVerzoek          RedenVerzoek
	OngewijzigdeProducten []OngewijzigdProduct `iwmo:"OngewijzigdProduct,?"`
	TeWijzigenProducten   []TeWijzigenProduct  `iwmo:"TeWijzigenProduct,?"`
	NieuweProducten       []NieuwProduct       `iwmo:"NieuwProduct,?"`
	RetourCodes           RetourCodes          `iwmo:",retour"`
}

// OngewijzigdProduct is an allocation that stays as it is.
type OngewijzigdProduct struct {
	ToewijzingNummer int64       `iwmo:"Nummer"`
	RetourCodes      RetourCodes `iwmo:",retour"`
}

// TeWijzigenProduct is an allocation that should change, with what it should become.
type TeWijzigenProduct struct {
	ToewijzingNummer     int64 `iwmo:"Nummer"`
	GewensteIngangsdatum Datum // first day of the change
	Einddatum            Datum `iwmo:",?"`
	Omvang               *Omvang
	Budget               *int64      `iwmo:"Budget"` // euro cents, instead of Omvang
	RetourCodes          RetourCodes `iwmo:",retour"`
}

// NieuwProduct is a product that should come beside the others.
type NieuwProduct struct {
	Product              *Product
	GewensteIngangsdatum Datum
	Einddatum            Datum `iwmo:",?"`
	Omvang               *Omvang
	Budget               *int64      `iwmo:"Budget"` // euro cents, instead of Omvang
	RetourCodes          RetourCodes `iwmo:",retour"`
}

// Antwoord is what became of a request.
type Antwoord struct {
	ReferentieAanbieder   string `iwmo:"Referentie"` // of the request
	VerzoekAntwoord       VerzoekAntwoord
	RedenAfwijzingVerzoek RedenAfwijzingVerzoek `iwmo:",?"`
	RetourCodes           RetourCodes           `iwmo:",retour"`
}

// Declaratie is a claim: what was delivered to each client.
type Declaratie struct {
	DeclaratieNummer      string          `iwmo:"Declaratienummer"` // unique for the provider
	DeclaratiePeriode     GeslotenPeriode // one calendar month
	DeclaratieDagtekening Datum
	TotaalIngediendBedrag TotaalBedrag
	Clienten              []Client323 `iwmo:"Client"`
}

// DeclaratieAntwoord is the answer to a claim.
type DeclaratieAntwoord struct {
	DeclaratieNummer      string `iwmo:"IdentificatieDeclaratie"` // of the claim
	TotaalIngediendBedrag TotaalBedrag
	TotaalToegekendBedrag TotaalBedrag
	Clienten              []Client323 `iwmo:"Client,?"` // only refused prestaties
	RetourCodes           RetourCodes
}

// Client323 is a client of a [WMO323] or [WMO325].
type Client323 struct {
	Bsn         string      `iwmo:"BurgerServicenummer"`
	Prestaties  []Prestatie `iwmo:"Prestatie"`
	RetourCodes RetourCodes `iwmo:",retour"`
}

// Prestatie is what was delivered under one allocation in one calendar month, or the
// credit of that.
type Prestatie struct {
	ProductReferentie ProductReferentie
	ToewijzingNummer  int64 `iwmo:"Nummer"`
	ProductCategorie  ProductCategorie
	ProductCode       string          `iwmo:"ProductCode"`
	ProductPeriode    GeslotenPeriode // the month, as far as the allocation covers it
	GeleverdVolume    int64           `iwmo:"Volume"` // in Eenheid; euro cents with [EenheidEuro]
	Eenheid           Eenheid
	ProductTarief     *int64 `iwmo:"Bedrag"` // euro cents a unit
	IngediendBedrag   Bedrag
	RetourCodes       RetourCodes `iwmo:",retour"`
}
