package authz

// FieldGroup is a group of fields that are shown or hidden together.
type FieldGroup string

// Field groups of a resident's dossier.
const (
	FieldVoornaam              FieldGroup = "voornaam"
	FieldNaam                  FieldGroup = "naam" // full name and birth date
	FieldContact               FieldGroup = "contact"
	FieldBSN                   FieldGroup = "bsn"
	FieldAdres                 FieldGroup = "adres"        // address while there is no geheimhouding
	FieldAdresGeheim           FieldGroup = "adres_geheim" // the same address while there is
	FieldGeheimhouding         FieldGroup = "geheimhouding"
	FieldVertegenwoordiging    FieldGroup = "vertegenwoordiging"
	FieldDossiernummer         FieldGroup = "dossiernummer"
	FieldMelding               FieldGroup = "melding"
	FieldOnderzoek             FieldGroup = "onderzoek"
	FieldProfiel               FieldGroup = "profiel"
	FieldBelastbaarheid        FieldGroup = "belastbaarheid"         // what work has to reckon with
	FieldGezondheidBelemmering FieldGroup = "gezondheid_belemmering" // what stands in the way
	FieldLadderDoelen          FieldGroup = "ladder_doelen"
	FieldMening                FieldGroup = "mening" // the resident's own words
	FieldVoortgang             FieldGroup = "voortgang"
	FieldAanwezigheidUren      FieldGroup = "aanwezigheid_uren"
	FieldToewijzing            FieldGroup = "toewijzing"
	FieldAanvraag              FieldGroup = "aanvraag"
	FieldBesluit               FieldGroup = "besluit"
	FieldVerwijzing            FieldGroup = "verwijzing"
	FieldAfspraak              FieldGroup = "afspraak"
	FieldSignaal               FieldGroup = "signaal"
	FieldEvaluatie             FieldGroup = "evaluatie"
	FieldAfloop                FieldGroup = "afloop" // interruption, end, outcome, after-care
	FieldPortfolio             FieldGroup = "portfolio"
	FieldAkkoord               FieldGroup = "akkoord" // with whom the resident agrees to share
	FieldTaak                  FieldGroup = "taak"
	FieldAantekening           FieldGroup = "aantekening"
	FieldInkijklog             FieldGroup = "inkijklog"
	FieldDeclaratie            FieldGroup = "declaratie"
)

// Field groups that are about no person in care.
const (
	FieldAanmelding    FieldGroup = "aanmelding" // the form with which anybody reports somebody
	FieldCatalogus     FieldGroup = "catalogus"
	FieldTarief        FieldGroup = "tarief"
	FieldAanbieder     FieldGroup = "aanbieder"
	FieldWerkplek      FieldGroup = "werkplek"
	FieldContract      FieldGroup = "contract"
	FieldInschrijving  FieldGroup = "inschrijving"
	FieldNaleving      FieldGroup = "naleving"
	FieldVerzekering   FieldGroup = "verzekering"
	FieldGemeentekeuze FieldGroup = "gemeentekeuze"
	FieldWijkaanbod    FieldGroup = "wijkaanbod"
	FieldRegio         FieldGroup = "regio"
	FieldOrganisatie   FieldGroup = "organisatie"
	FieldAccount       FieldGroup = "account"
	FieldAanstelling   FieldGroup = "aanstelling"
	FieldInstelling    FieldGroup = "instelling"
	FieldAudit         FieldGroup = "audit"
	FieldAggregaat     FieldGroup = "aggregaat" // figures without persons
)

// allGroups lists the groups in the order of the matrix; the first personGroups
// of them are about a resident.
var allGroups = [...]FieldGroup{
	FieldVoornaam, FieldNaam, FieldContact, FieldBSN, FieldAdres, FieldAdresGeheim, FieldGeheimhouding,
	FieldVertegenwoordiging, FieldDossiernummer, FieldMelding, FieldOnderzoek, FieldProfiel, FieldBelastbaarheid,
	FieldGezondheidBelemmering, FieldLadderDoelen, FieldMening, FieldVoortgang, FieldAanwezigheidUren,
	FieldToewijzing, FieldAanvraag, FieldBesluit, FieldVerwijzing, FieldAfspraak, FieldSignaal, FieldEvaluatie,
	FieldAfloop, FieldPortfolio, FieldAkkoord, FieldTaak, FieldAantekening, FieldInkijklog, FieldDeclaratie,

	FieldAanmelding, FieldCatalogus, FieldTarief, FieldAanbieder, FieldWerkplek, FieldContract, FieldInschrijving, FieldNaleving, FieldVerzekering,
	FieldGemeentekeuze, FieldWijkaanbod, FieldRegio, FieldOrganisatie, FieldAccount, FieldAanstelling,
	FieldInstelling, FieldAudit, FieldAggregaat,
}

const personGroups = 32

// FieldGroups lists all groups in the order of the matrix.
func FieldGroups() []FieldGroup { return append([]FieldGroup(nil), allGroups[:]...) }

// AboutPerson tells whether a group is about a resident.
func (g FieldGroup) AboutPerson() bool {
	i, known := groupIndex[g]
	return known && i < personGroups
}

// Condition is something that must hold beside role and relation.
type Condition string

// The conditions. All are facts of the moment that the use case states.
const (
	CondVierOgen        Condition = "vier-ogen"        // somebody else did the first step
	CondNietZelf        Condition = "niet-zelf"        // not for the own account
	CondOnpartijdig     Condition = "onpartijdig"      // is not the resident and does not represent the resident (Awb art. 2:4)
	CondAkkoord         Condition = "akkoord"          // the resident agreed to share with this organisation
	CondReden           Condition = "reden"            // a reason was given
	CondEigenBijdrage   Condition = "eigen-bijdrage"   // made by, for or to the own organisation
	CondEigenToewijzing Condition = "eigen-toewijzing" // the allocation is to the own provider
	CondEersteStart     Condition = "eerste-start"     // there is no account yet
)

var allConditions = [...]Condition{
	CondVierOgen, CondNietZelf, CondOnpartijdig, CondAkkoord, CondReden,
	CondEigenBijdrage, CondEigenToewijzing, CondEersteStart,
}

// Conditions lists all conditions.
func Conditions() []Condition { return append([]Condition(nil), allConditions[:]...) }

// condSet is a set of conditions, one bit each in the order of allConditions.
type condSet uint8

const (
	bitVierOgen condSet = 1 << iota
	bitNietZelf
	bitOnpartijdig
	bitAkkoord
	bitReden
	bitEigenBijdrage
	bitEigenToewijzing
	bitEersteStart
)

func (s condSet) list() []Condition {
	var list []Condition
	for i, condition := range allConditions {
		if s>>i&1 != 0 {
			list = append(list, condition)
		}
	}
	return list
}

// Extent says of which rows of a group something holds. It is a set: a part may
// be own and shared.
type Extent uint8

// The extents. Nothing is the zero value.
const (
	Nothing Extent = 0
	Shared  Extent = 1 << (iota - 1) // gedeeld: rows that the resident shares with the own organisation
	Own                              // eigen: rows made by, for or to the own organisation
	All                              // alles
)
