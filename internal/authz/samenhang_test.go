package authz_test

import (
	"slices"
	"strings"
	"testing"

	"trede/internal/authz"
)

// reads says, by hand, which field group an action shows: whoever may do it must
// see that group, and whoever sees the group of a dossier must have a way to it.
var reads = map[authz.Action]authz.FieldGroup{
	authz.MeldingLezen: authz.FieldMelding, authz.OnderzoekLezen: authz.FieldOnderzoek, authz.BesluitLezen: authz.FieldBesluit,
	authz.ToewijzingLezen: authz.FieldToewijzing, authz.AanwezigheidLezen: authz.FieldAanwezigheidUren,
	authz.VoortgangsberichtLezen: authz.FieldVoortgang, authz.SignaalLezen: authz.FieldSignaal, authz.EvaluatieLezen: authz.FieldEvaluatie,
	authz.VerwijzingLezen: authz.FieldVerwijzing, authz.InkijklogLezen: authz.FieldInkijklog, authz.BSNTonen: authz.FieldBSN,
	authz.DossierOpenen: authz.FieldVoornaam, authz.InwonerZoeken: authz.FieldNaam, authz.LijstInwoners: authz.FieldNaam,
	authz.LijstDeelnemers: authz.FieldVoornaam, authz.LijstVandaag: authz.FieldVoornaam, authz.LijstToewijzingen: authz.FieldToewijzing,
	authz.ContractLezen: authz.FieldContract, authz.TariefLezen: authz.FieldTarief, authz.VerzekeringLezen: authz.FieldVerzekering,
	authz.CatalogusLezen: authz.FieldCatalogus, authz.CijfersLezen: authz.FieldAggregaat, authz.AccountLezen: authz.FieldAccount,
	authz.AanstellingLezen: authz.FieldAanstelling, authz.InstellingLezen: authz.FieldInstelling, authz.OrganisatieLezen: authz.FieldOrganisatie,
	authz.AuditLezen: authz.FieldAudit, authz.RegioLezen: authz.FieldRegio, authz.GemeentekeuzeLezen: authz.FieldGemeentekeuze,
	authz.WijkaanbodLezen: authz.FieldWijkaanbod, authz.AanbiederLezen: authz.FieldAanbieder,
	authz.InschrijvingLezen: authz.FieldInschrijving, authz.BestandLezen: authz.FieldInschrijving, authz.BeoordelingLezen: authz.FieldInschrijving,
	authz.NalevingLezen: authz.FieldNaleving,
}

// writes says which field group an action changes.
var writes = map[authz.Action]authz.FieldGroup{
	authz.MeldingRegistreren: authz.FieldAanmelding, authz.MeldingBevestigen: authz.FieldMelding, authz.MeldingIntrekken: authz.FieldMelding,
	authz.InwonerWijzigen: authz.FieldNaam, authz.ContactWijzigen: authz.FieldContact, authz.AdresWijzigen: authz.FieldAdres,
	authz.VerhuizingVastleggen: authz.FieldAdres, authz.GeheimhoudingAanvragen: authz.FieldGeheimhouding, authz.GeheimhoudingBeeindigen: authz.FieldGeheimhouding,
	authz.VertegenwoordigingVastleggen: authz.FieldVertegenwoordiging, authz.VertegenwoordigingBeeindigen: authz.FieldVertegenwoordiging,
	authz.AkkoordGeven: authz.FieldAkkoord, authz.AkkoordIntrekken: authz.FieldAkkoord, authz.AkkoordMondelingVastleggen: authz.FieldAkkoord,
	authz.AantekeningMaken: authz.FieldAantekening, authz.OnderzoekOpenen: authz.FieldOnderzoek, authz.OnderzoekVastleggen: authz.FieldOnderzoek,
	authz.AfbakeningBesluiten: authz.FieldOnderzoek, authz.VerwijzingVastleggen: authz.FieldVerwijzing, authz.VerwijzingBeantwoorden: authz.FieldVerwijzing,
	authz.ProfielVastleggen: authz.FieldProfiel, authz.BelastbaarheidVastleggen: authz.FieldBelastbaarheid,
	authz.LadderMeten: authz.FieldLadderDoelen, authz.LadderAfwijken: authz.FieldLadderDoelen, authz.LadderEigenKijk: authz.FieldLadderDoelen,
	authz.DoelOpstellen: authz.FieldLadderDoelen, authz.DoelWijzigen: authz.FieldLadderDoelen, authz.DoelAkkoord: authz.FieldLadderDoelen,
	authz.DoelActieToevoegen: authz.FieldLadderDoelen, authz.AanvraagIndienen: authz.FieldAanvraag, authz.AanvraagOpschorten: authz.FieldAanvraag,
	authz.BesluitNemen: authz.FieldBesluit, authz.BesluitHerzien: authz.FieldBesluit, authz.ToewijzingBesluiten: authz.FieldToewijzing,
	authz.ToewijzingBeeindigen: authz.FieldToewijzing, authz.StartBevestigen: authz.FieldToewijzing, authz.StartWeigeren: authz.FieldToewijzing,
	authz.BegeleiderKoppelen: authz.FieldToewijzing, authz.AanwezigheidVastleggen: authz.FieldAanwezigheidUren,
	authz.AanwezigheidCorrigeren: authz.FieldAanwezigheidUren, authz.AanwezigheidBetwisten: authz.FieldAanwezigheidUren,
	authz.VoortgangsberichtSchrijven: authz.FieldVoortgang, authz.SignaalOpenen: authz.FieldSignaal, authz.SignaalBeantwoorden: authz.FieldSignaal,
	authz.SignaalSluiten: authz.FieldSignaal, authz.EvaluatiePlannen: authz.FieldEvaluatie, authz.EvaluatieVoorbereiden: authz.FieldEvaluatie,
	authz.EvaluatieHouden: authz.FieldEvaluatie, authz.EvaluatieBesluiten: authz.FieldEvaluatie, authz.OnderbrekingVastleggen: authz.FieldAfloop,
	authz.AfsluitingVastleggen: authz.FieldAfloop, authz.AfsluitingVoorbereiden: authz.FieldAfloop, authz.NazorgVastleggen: authz.FieldAfloop,
	authz.MeningGeven: authz.FieldMening, authz.MeningSamenGeven: authz.FieldMening, authz.AfspraakVastleggen: authz.FieldAfspraak,
	authz.TaakUitstellen: authz.FieldTaak, authz.TaakOverdragen: authz.FieldTaak, authz.ContractVastleggen: authz.FieldContract,
	authz.ContractVerlengen: authz.FieldContract, authz.TariefVastleggen: authz.FieldTarief, authz.VerzekeringVastleggen: authz.FieldVerzekering,
	authz.WerkplekVastleggen: authz.FieldWerkplek, authz.CatalogusOpstellen: authz.FieldCatalogus, authz.GemeentekeuzeVastleggen: authz.FieldGemeentekeuze,
	authz.WijkaanbodVastleggen: authz.FieldWijkaanbod, authz.AanbiederWijzigen: authz.FieldAanbieder, authz.InstellingWijzigen: authz.FieldInstelling,
	authz.RegioImporteren: authz.FieldRegio, authz.AccountAanmaken: authz.FieldAccount, authz.AccountHerstellen: authz.FieldAccount,
	authz.AanstellingVastleggen: authz.FieldAanstelling, authz.OrganisatieWijzigen: authz.FieldOrganisatie, authz.AccountEigenWijzigen: authz.FieldAccount,
	authz.InschrijvingInvullen: authz.FieldInschrijving, authz.InschrijvingIndienen: authz.FieldInschrijving,
	authz.NalevingVastleggen: authz.FieldNaleving,
}

// TestWhoMayActSeesWhatItTakes holds the two tables against each other.
func TestWhoMayActSeesWhatItTakes(t *testing.T) {
	for _, tie := range ties() {
		if tie.role == authz.RoleSysteem {
			continue // shows nothing to anybody
		}
		actor, facts, held, _ := scene(tie.role, tie.relation)
		facts, _ = withConditions(actor, facts, func(authz.Condition) bool { return false })
		fields := authz.FieldsOf(actor, facts)
		for action, group := range reads {
			if d := authz.Decide(actor, action, facts); d.Allowed && fields.Read(group) == authz.Nothing {
				t.Errorf("%s, %v: may %s and does not see %s", tie.role, held, action, group)
			}
		}
		for action, group := range writes {
			if d := authz.Decide(actor, action, facts); d.Allowed && fields.Write(group) == authz.Nothing {
				t.Errorf("%s, %v: may %s and does not write %s", tie.role, held, action, group)
			}
		}
	}
}

// elsewhere are groups that a role sees on another page than the one that the
// action of reads names.
var elsewhere = map[authz.Role][]authz.FieldGroup{
	authz.RoleWerkgever: {authz.FieldVoortgang}, // the own feedback, not the report of the provider
}

// TestWhatIsSeenHasADoor looks the other way: a group of a dossier that a role
// sees by a relation is shown by an action that it may do.
func TestWhatIsSeenHasADoor(t *testing.T) {
	doors := []authz.Action{authz.DossierOpenen, authz.BijdragenLezen, authz.ToewijzingLezen, authz.InwonerZoeken, authz.AanwezigheidLezen}
	for _, tie := range ties() {
		actor, facts, held, _ := scene(tie.role, tie.relation)
		facts, _ = withConditions(actor, facts, func(authz.Condition) bool { return false })
		fields := authz.FieldsOf(actor, facts)
		may := func(action authz.Action) bool { return authz.Decide(actor, action, facts).Allowed }
		for _, group := range authz.FieldGroups() {
			if group.AboutPerson() && fields.Read(group) != authz.Nothing && !slices.ContainsFunc(doors, may) &&
				tie.role != authz.RoleContractmanager { // a number without a name, in the figures
				t.Errorf("%s, %v: sees %s and cannot open anything", tie.role, held, group)
			}
		}
		for action, group := range reads {
			personal := group.AboutPerson() && strings.HasSuffix(string(action), ".lezen")
			if personal && fields.Read(group) != authz.Nothing && !may(action) && !slices.Contains(elsewhere[tie.role], group) {
				t.Errorf("%s, %v: sees %s and may not %s", tie.role, held, group, action)
			}
		}
	}
}
