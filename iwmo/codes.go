package iwmo

// The code lists of release 3.2. The values are those of the standard; the names are
// ours, short and in plain Dutch, for screens and reports.

// AanduidingWoonadres tells how an address lies to the house that is named.
type AanduidingWoonadres string

func (AanduidingWoonadres) codelijst() *Codelijst { return &lijstAanduidingWoonadres }

// Naam is what the code means, or the code itself when the list lacks it.
func (c AanduidingWoonadres) Naam() string { return lijstAanduidingWoonadres.naam(string(c)) }

var lijstAanduidingWoonadres = Codelijst{
	{"AB", "aan boord"},
	{"BY", "bij dit adres"},
	{"TO", "tegenover dit adres"},
	{"WW", "woonwagen"},
}

// AdresSoort is a kind of address.
type AdresSoort string

// Values of [AdresSoort] that rules and callers name.
const (
	AdresBRP             AdresSoort = "01"
	AdresCorrespondentie AdresSoort = "02"
	AdresVerblijf        AdresSoort = "03"
	AdresTijdelijk       AdresSoort = "04"
)

func (AdresSoort) codelijst() *Codelijst { return &lijstAdresSoort }

// Naam is what the code means, or the code itself when the list lacks it.
func (c AdresSoort) Naam() string { return lijstAdresSoort.naam(string(c)) }

var lijstAdresSoort = Codelijst{
	{"01", "BRP-adres"},
	{"02", "correspondentieadres"},
	{"03", "verblijfadres"},
	{"04", "tijdelijk verblijfadres"},
}

// Communicatievorm is the help with which a client is understood.
type Communicatievorm string

// Values of [Communicatievorm] that rules and callers name.
const (
	CommunicatieTolkTaal Communicatievorm = "1"
)

func (Communicatievorm) codelijst() *Codelijst { return &lijstCommunicatievorm }

// Naam is what the code means, or the code itself when the list lacks it.
func (c Communicatievorm) Naam() string { return lijstCommunicatievorm.naam(string(c)) }

var lijstCommunicatievorm = Codelijst{
	{"1", "tolk voor een taal"},
	{"2", "doventolk"},
	{"3", "doofblindentolk"},
}

// DatumGebruik tells which part of a birth date is not known.
type DatumGebruik string

// Values of [DatumGebruik] that rules and callers name.
const (
	DagOnbekend      DatumGebruik = "1"
	DagMaandOnbekend DatumGebruik = "2"
	DatumOnbekend    DatumGebruik = "3"
)

func (DatumGebruik) codelijst() *Codelijst { return &lijstDatumGebruik }

// Naam is what the code means, or the code itself when the list lacks it.
func (c DatumGebruik) Naam() string { return lijstDatumGebruik.naam(string(c)) }

var lijstDatumGebruik = Codelijst{
	{"1", "dag onbekend"},
	{"2", "dag en maand onbekend"},
	{"3", "geheel onbekend"},
}

// DebetCredit tells whether an amount is claimed or taken back.
type DebetCredit string

// Values of [DebetCredit] that rules and callers name.
const (
	Credit DebetCredit = "C"
	Debet  DebetCredit = "D"
)

func (DebetCredit) codelijst() *Codelijst { return &lijstDebetCredit }

// Naam is what the code means, or the code itself when the list lacks it.
func (c DebetCredit) Naam() string { return lijstDebetCredit.naam(string(c)) }

var lijstDebetCredit = Codelijst{
	{"C", "credit"},
	{"D", "debet"},
}

// Eenheid is the unit of a volume.
type Eenheid string

// Values of [Eenheid] that rules and callers name.
const (
	EenheidMinuut          Eenheid = "01"
	EenheidUur             Eenheid = "04"
	EenheidEtmaal          Eenheid = "14"
	EenheidDagdeel         Eenheid = "16"
	EenheidStuksOutput     Eenheid = "82"
	EenheidEuro            Eenheid = "83"
	EenheidStuksInspanning Eenheid = "84"
)

func (Eenheid) codelijst() *Codelijst { return &lijstEenheid }

// Naam is what the code means, or the code itself when the list lacks it.
func (c Eenheid) Naam() string { return lijstEenheid.naam(string(c)) }

var lijstEenheid = Codelijst{
	{"01", "minuut"},
	{"04", "uur"},
	{"14", "etmaal"},
	{"16", "dagdeel van vier uur"},
	{"82", "stuks, als resultaat"},
	{"83", "euro"},
	{"84", "stuks, als inspanning"},
}

// Frequentie is how often a volume is given.
type Frequentie string

// Values of [Frequentie] that rules and callers name.
const (
	FrequentieDag    Frequentie = "1"
	FrequentieWeek   Frequentie = "2"
	FrequentieMaand  Frequentie = "4"
	FrequentieTotaal Frequentie = "6"
)

func (Frequentie) codelijst() *Codelijst { return &lijstFrequentie }

// Naam is what the code means, or the code itself when the list lacks it.
func (c Frequentie) Naam() string { return lijstFrequentie.naam(string(c)) }

var lijstFrequentie = Codelijst{
	{"1", "per dag"},
	{"2", "per week"},
	{"4", "per maand"},
	{"6", "totaal over de toewijzing"},
}

// Geslacht is the sex as registered.
type Geslacht string

// Values of [Geslacht] that rules and callers name.
const (
	GeslachtOnbekend Geslacht = "0"
	GeslachtMan      Geslacht = "1"
	GeslachtVrouw    Geslacht = "2"
)

func (Geslacht) codelijst() *Codelijst { return &lijstGeslacht }

// Naam is what the code means, or the code itself when the list lacks it.
func (c Geslacht) Naam() string { return lijstGeslacht.naam(string(c)) }

var lijstGeslacht = Codelijst{
	{"0", "onbekend"},
	{"1", "man"},
	{"2", "vrouw"},
}

// JaNee is yes or no.
type JaNee string

// Values of [JaNee] that rules and callers name.
const (
	Ja  JaNee = "1"
	Nee JaNee = "2"
)

func (JaNee) codelijst() *Codelijst { return &lijstJaNee }

// Naam is what the code means, or the code itself when the list lacks it.
func (c JaNee) Naam() string { return lijstJaNee.naam(string(c)) }

var lijstJaNee = Codelijst{
	{"1", "ja"},
	{"2", "nee"},
}

// JuridischeStatus is a judicial measure on a client.
type JuridischeStatus string

func (JuridischeStatus) codelijst() *Codelijst { return &lijstJuridischeStatus }

// Naam is what the code means, or the code itself when the list lacks it.
func (c JuridischeStatus) Naam() string { return lijstJuridischeStatus.naam(string(c)) }

var lijstJuridischeStatus = Codelijst{
	{"01", "rechterlijke machtiging"},
	{"02", "rechterlijke machtiging op eigen verzoek"},
	{"03", "rechterlijke machtiging met voorwaardelijk ontslag"},
	{"04", "ondertoezichtstelling"},
	{"05", "inbewaringstelling"},
	{"11", "strafrecht: tbs"},
	{"12", "strafrecht: anders"},
}

// NaamGebruik tells which name somebody uses.
type NaamGebruik string

// Values of [NaamGebruik] that rules and callers name.
const (
	NaamEigen        NaamGebruik = "1"
	NaamPartner      NaamGebruik = "2"
	NaamPartnerEigen NaamGebruik = "3"
	NaamEigenPartner NaamGebruik = "4"
	NaamOrganisatie  NaamGebruik = "6"
)

func (NaamGebruik) codelijst() *Codelijst { return &lijstNaamGebruik }

// Naam is what the code means, or the code itself when the list lacks it.
func (c NaamGebruik) Naam() string { return lijstNaamGebruik.naam(string(c)) }

var lijstNaamGebruik = Codelijst{
	{"1", "eigen naam"},
	{"2", "naam van de partner"},
	{"3", "naam van de partner, dan de eigen naam"},
	{"4", "eigen naam, dan naam van de partner"},
	{"5", "pseudoniem"},
	{"6", "geen natuurlijk persoon"},
}

// ProductCategorie is a category of products.
type ProductCategorie string

// Values of [ProductCategorie] that rules and callers name.
const (
	CategorieHuishoudelijkeHulp ProductCategorie = "01"
	CategorieDagbesteding       ProductCategorie = "07"
	CategorieMaatwerk           ProductCategorie = "10"
)

func (ProductCategorie) codelijst() *Codelijst { return &lijstProductCategorie }

// Naam is what the code means, or the code itself when the list lacks it.
func (c ProductCategorie) Naam() string { return lijstProductCategorie.naam(string(c)) }

var lijstProductCategorie = Codelijst{
	{"01", "huishoudelijke hulp"},
	{"02", "begeleiding"},
	{"03", "persoonlijke verzorging"},
	{"04", "kortdurend verblijf"},
	{"05", "woondiensten"},
	{"06", "andere hulp voor persoon of gezin"},
	{"07", "dagbesteding"},
	{"08", "vervoer"},
	{"09", "andere hulp in een groep"},
	{"10", "andere arrangementen op maat"},
	{"11", "rolstoelen"},
	{"12", "vervoermiddelen"},
	{"13", "aanpassing van de woning"},
	{"14", "andere hulpmiddelen"},
	{"15", "beschermd wonen"},
	{"16", "opvang"},
	{"17", "spoedopvang"},
	{"18", "ander beschermd wonen en andere opvang"},
}

// RedenAfwijzingVerzoek is why a request is refused.
type RedenAfwijzingVerzoek string

func (RedenAfwijzingVerzoek) codelijst() *Codelijst { return &lijstRedenAfwijzingVerzoek }

// Naam is what the code means, or the code itself when the list lacks it.
func (c RedenAfwijzingVerzoek) Naam() string { return lijstRedenAfwijzingVerzoek.naam(string(c)) }

var lijstRedenAfwijzingVerzoek = Codelijst{
	{"1", "dit is geen wijziging, vraag nieuw aan"},
	{"2", "past niet binnen het budget"},
	{"3", "geen contract"},
	{"4", "past niet binnen het contract"},
	{"5", "andere gemeente"},
	{"6", "stapeling"},
	{"7", "inhoudelijk afgewezen"},
	{"8", "woonplaatsbeginsel (alleen Jeugdwet)"},
	{"9", "leeftijdsgrens bereikt"},
}

// RedenBeeindiging is why support ended.
type RedenBeeindiging string

// Values of [RedenBeeindiging] that rules and callers name.
const (
	BeeindigingOverleden       RedenBeeindiging = "02"
	BeeindigingVolgensPlan     RedenBeeindiging = "19"
	BeeindigingTijdelijk       RedenBeeindiging = "20"
	BeeindigingClient          RedenBeeindiging = "21"
	BeeindigingAanbieder       RedenBeeindiging = "22"
	BeeindigingOverleg         RedenBeeindiging = "23"
	BeeindigingVerhuizing      RedenBeeindiging = "31"
	BeeindigingGemeente        RedenBeeindiging = "36"
	BeeindigingVerzoek         RedenBeeindiging = "37"
	BeeindigingAndereAanbieder RedenBeeindiging = "38"
	BeeindigingAnderDomein     RedenBeeindiging = "39"
)

func (RedenBeeindiging) codelijst() *Codelijst { return &lijstRedenBeeindiging }

// Naam is what the code means, or the code itself when the list lacks it.
func (c RedenBeeindiging) Naam() string { return lijstRedenBeeindiging.naam(string(c)) }

var lijstRedenBeeindiging = Codelijst{
	{"02", "overleden"},
	{"19", "volgens plan geëindigd"},
	{"20", "tijdelijk gestopt"},
	{"21", "gestopt door de cliënt"},
	{"22", "gestopt door de aanbieder"},
	{"23", "eerder gestopt, in overleg"},
	{"31", "verhuisd naar een andere gemeente"},
	{"36", "gestopt door de gemeente"},
	{"37", "gestopt om een verzoek om wijziging"},
	{"38", "naar een andere aanbieder"},
	{"39", "naar een ander domein"},
}

// RedenVerzoek is why a change is asked for.
type RedenVerzoek string

func (RedenVerzoek) codelijst() *Codelijst { return &lijstRedenVerzoek }

// Naam is what the code means, or the code itself when the list lacks it.
func (c RedenVerzoek) Naam() string { return lijstRedenVerzoek.naam(string(c)) }

var lijstRedenVerzoek = Codelijst{
	{"1", "het gaat anders met de cliënt"},
	{"2", "het plan verandert"},
}

// RedenWijziging is why an allocation changed.
type RedenWijziging string

// Values of [RedenWijziging] that rules and callers name.
const (
	WijzigingVervallen       RedenWijziging = "01"
	WijzigingOverleden       RedenWijziging = "02"
	WijzigingContract        RedenWijziging = "03"
	WijzigingVerlenging      RedenWijziging = "04"
	WijzigingVerkorting      RedenWijziging = "05"
	WijzigingAnderDomein     RedenWijziging = "06"
	WijzigingVerhuizing      RedenWijziging = "07"
	WijzigingLeveringsvorm   RedenWijziging = "08"
	WijzigingAndereAanbieder RedenWijziging = "09"
	WijzigingBekostiging     RedenWijziging = "10"
	WijzigingHerindeling     RedenWijziging = "11"
	WijzigingAanbieder       RedenWijziging = "12"
	WijzigingVerwijderd      RedenWijziging = "13"
	WijzigingCorrectie       RedenWijziging = "14"
)

func (RedenWijziging) codelijst() *Codelijst { return &lijstRedenWijziging }

// Naam is what the code means, or the code itself when the list lacks it.
func (c RedenWijziging) Naam() string { return lijstRedenWijziging.naam(string(c)) }

var lijstRedenWijziging = Codelijst{
	{"01", "vervallen code, niet gebruiken"},
	{"02", "overleden"},
	{"03", "ander contract"},
	{"04", "verlengd"},
	{"05", "verkort"},
	{"06", "naar een ander domein"},
	{"07", "verhuisd naar een andere gemeente"},
	{"08", "andere leveringsvorm"},
	{"09", "naar een andere aanbieder"},
	{"10", "andere bekostiging"},
	{"11", "gemeentelijke herindeling"},
	{"12", "op initiatief van de aanbieder"},
	{"13", "verwijderd"},
	{"14", "administratieve correctie"},
}

// SoortRelatie is what a person is to the client.
type SoortRelatie string

// Values of [SoortRelatie] that rules and callers name.
const (
	RelatieWerkgever SoortRelatie = "24"
	RelatieWijkcoach SoortRelatie = "25"
)

func (SoortRelatie) codelijst() *Codelijst { return &lijstSoortRelatie }

// Naam is what the code means, or the code itself when the list lacks it.
func (c SoortRelatie) Naam() string { return lijstSoortRelatie.naam(string(c)) }

var lijstSoortRelatie = Codelijst{
	{"03", "curator"},
	{"04", "gemachtigd voor geld"},
	{"05", "ziet toe op geld"},
	{"06", "leefeenheid"},
	{"07", "hulpverlener"},
	{"08", "specialist"},
	{"09", "anders"},
	{"10", "ouder"},
	{"11", "voogd"},
	{"12", "partner"},
	{"13", "pleegouder"},
	{"14", "bewindvoerder"},
	{"15", "mentor"},
	{"16", "kind"},
	{"17", "familie"},
	{"18", "gezinslid"},
	{"19", "buur"},
	{"20", "vriend of kennis"},
	{"21", "cliëntondersteuner"},
	{"22", "huisarts"},
	{"23", "erven"},
	{"24", "werkgever"},
	{"25", "wijkcoach"},
}

// StatusAanlevering tells whether a start or stop is new or is taken back.
type StatusAanlevering string

// Values of [StatusAanlevering] that rules and callers name.
const (
	StatusEerste      StatusAanlevering = "1"
	StatusGewijzigd   StatusAanlevering = "2"
	StatusVerwijderen StatusAanlevering = "3"
)

func (StatusAanlevering) codelijst() *Codelijst { return &lijstStatusAanlevering }

// Naam is what the code means, or the code itself when the list lacks it.
func (c StatusAanlevering) Naam() string { return lijstStatusAanlevering.naam(string(c)) }

var lijstStatusAanlevering = Codelijst{
	{"1", "eerste aanlevering"},
	{"2", "gewijzigde aanlevering, niet gebruiken"},
	{"3", "verwijderen"},
	{"9", "niet van toepassing"},
}

// TypeVerwijzer is who sent the client.
type TypeVerwijzer string

func (TypeVerwijzer) codelijst() *Codelijst { return &lijstTypeVerwijzer }

// Naam is what the code means, or the code itself when the list lacks it.
func (c TypeVerwijzer) Naam() string { return lijstTypeVerwijzer.naam(string(c)) }

var lijstTypeVerwijzer = Codelijst{
	{"01", "gemeente"},
	{"02", "huisarts"},
	{"03", "jeugdarts"},
	{"04", "gecertificeerde instelling"},
	{"05", "medisch specialist"},
	{"06", "zelf gekomen"},
	{"08", "rechter of officier van justitie"},
}

// VerzoekAntwoord is what became of a request.
type VerzoekAntwoord string

// Values of [VerzoekAntwoord] that rules and callers name.
const (
	VerzoekAfgewezen   VerzoekAntwoord = "1"
	VerzoekInOnderzoek VerzoekAntwoord = "2"
)

func (VerzoekAntwoord) codelijst() *Codelijst { return &lijstVerzoekAntwoord }

// Naam is what the code means, or the code itself when the list lacks it.
func (c VerzoekAntwoord) Naam() string { return lijstVerzoekAntwoord.naam(string(c)) }

var lijstVerzoekAntwoord = Codelijst{
	{"1", "afgewezen"},
	{"2", "in onderzoek"},
}

// WettelijkeVertegenwoordiging is who acts for the client in law.
type WettelijkeVertegenwoordiging string

func (WettelijkeVertegenwoordiging) codelijst() *Codelijst { return &lijstWettelijkeVertegenwoordiging }

// Naam is what the code means, or the code itself when the list lacks it.
func (c WettelijkeVertegenwoordiging) Naam() string {
	return lijstWettelijkeVertegenwoordiging.naam(string(c))
}

var lijstWettelijkeVertegenwoordiging = Codelijst{
	{"06", "voogdij"},
	{"07", "bewind"},
	{"08", "mentorschap"},
	{"09", "curatele"},
	{"10", "zaakwaarneming"},
}
