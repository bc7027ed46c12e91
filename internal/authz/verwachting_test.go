package authz_test

import (
	"testing"

	"trede/internal/authz"
)

// What people of the region expect, written down by hand, sentence by sentence.
// The tables may change; these may not without somebody meaning it.

const (
	yes = true
	no  = false
)

var mayDo = []struct {
	role     authz.Role
	relation authz.Relation
	action   authz.Action
	want     bool
}{
	{authz.RoleAnoniem, authz.RelGeen, authz.MeldingRegistreren, yes},
	{authz.RoleAnoniem, authz.RelGeen, authz.DossierOpenen, no},
	{authz.RoleAnoniem, authz.RelGeen, authz.RechtenLezen, no},
	{authz.RoleAnoniem, authz.RelGeen, authz.LijstAanbod, no},
	{authz.RoleInwoner, authz.RelZelf, authz.DossierOpenen, yes},
	{authz.RoleInwoner, authz.RelZelf, authz.InkijklogLezen, yes},
	{authz.RoleInwoner, authz.RelZelf, authz.MeningGeven, yes},
	{authz.RoleInwoner, authz.RelZelf, authz.DoelAkkoord, yes},
	{authz.RoleInwoner, authz.RelZelf, authz.DoelWijzigen, no},
	{authz.RoleInwoner, authz.RelZelf, authz.ToewijzingBesluiten, no},
	{authz.RoleInwoner, authz.RelGeen, authz.DossierOpenen, no},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdAkkoord, authz.DoelAkkoord, yes},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdInvullen, authz.DoelAkkoord, no},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdInvullen, authz.MeningGeven, yes},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdInzien, authz.VoortgangsberichtLezen, yes},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdInzien, authz.OnderzoekLezen, no},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdInzien, authz.MeningGeven, no},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdMeepraten, authz.EvaluatieVoorbereiden, yes},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdMeepraten, authz.VoortgangsberichtLezen, no},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdFinancien, authz.BesluitLezen, yes},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdFinancien, authz.VoortgangsberichtLezen, no},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdAkkoord, authz.GeheimhoudingBeeindigen, no},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdAkkoord, authz.ToewijzingBesluiten, no},
	{authz.RoleConsulent, authz.RelEigenTeam, authz.DossierOpenen, yes},
	{authz.RoleConsulent, authz.RelEigenTeam, authz.LijstInwoners, yes},
	{authz.RoleConsulent, authz.RelAnderTeam, authz.DossierOpenen, no},
	{authz.RoleConsulent, authz.RelAnderTeam, authz.DossierOpenenMetReden, yes},
	{authz.RoleConsulent, authz.RelAnderTeam, authz.InwonerZoeken, yes},
	{authz.RoleConsulent, authz.RelAnderTeam, authz.LijstInwoners, no},
	{authz.RoleConsulent, authz.RelInzageMetReden, authz.DossierOpenen, yes},
	{authz.RoleConsulent, authz.RelInzageMetReden, authz.DoelWijzigen, no},
	{authz.RoleConsulent, authz.RelInzageMetReden, authz.SignaalOpenen, yes},
	{authz.RoleConsulent, authz.RelAndereGemeente, authz.DossierOpenenMetReden, no},
	{authz.RoleConsulent, authz.RelAndereGemeente, authz.InwonerZoeken, no},
	{authz.RoleConsulent, authz.RelVorigeGemeente, authz.ToewijzingBeeindigen, yes},
	{authz.RoleConsulent, authz.RelVorigeGemeente, authz.ToewijzingBesluiten, no},
	{authz.RoleConsulent, authz.RelEigenTeam, authz.StartBevestigen, no},
	{authz.RoleConsulent, authz.RelEigenTeam, authz.VoortgangsberichtSchrijven, no},
	{authz.RoleConsulent, authz.RelEigenTeam, authz.AccountHerstellen, no},
	{authz.RoleConsulent, authz.RelGeen, authz.TariefLezen, no},
	{authz.RoleTeamleider, authz.RelEigenTeam, authz.VervangingVastleggen, yes},
	{authz.RoleTeamleider, authz.RelAnderTeam, authz.LijstMijnWerk, no},
	{authz.RoleWerkbegeleider, authz.RelEigenDeelnemer, authz.VoortgangsberichtSchrijven, yes},
	{authz.RoleWerkbegeleider, authz.RelEigenDeelnemer, authz.DoelWijzigen, no},
	{authz.RoleWerkbegeleider, authz.RelEigenDeelnemer, authz.BSNTonen, no},
	{authz.RoleWerkbegeleider, authz.RelEigenDeelnemer, authz.StartBevestigen, no},
	{authz.RoleWerkbegeleider, authz.RelAanbiederLopend, authz.VoortgangsberichtSchrijven, no},
	{authz.RoleWerkbegeleider, authz.RelAanbiederLopend, authz.VoortgangsberichtLezen, no},
	{authz.RoleWerkbegeleider, authz.RelAanbiederLopend, authz.AanwezigheidVastleggen, yes},
	{authz.RoleWerkbegeleider, authz.RelAanbiederLopend, authz.SignaalOpenen, yes},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemerNazorg, authz.VoortgangsberichtSchrijven, yes},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemerNazorg, authz.DossierOpenen, yes},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemerGeweest, authz.DossierOpenen, no},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemerGeweest, authz.BijdragenLezen, yes},
	{authz.RoleTrajectbegeleider, authz.RelAanbiederGeweest, authz.BijdragenLezen, no},
	{authz.RoleCoordinator, authz.RelAanbiederLopend, authz.StartBevestigen, yes},
	{authz.RoleCoordinator, authz.RelAanbiederLopend, authz.BSNTonen, yes},
	{authz.RoleCoordinator, authz.RelAanbiederNazorg, authz.DossierOpenen, yes},
	{authz.RoleCoordinator, authz.RelAanbiederGeweest, authz.DossierOpenen, no},
	{authz.RoleCoordinator, authz.RelAanbiederGeweest, authz.BijdragenLezen, yes},
	{authz.RoleCoordinator, authz.RelAndereAanbieder, authz.InwonerZoeken, no},
	{authz.RoleCoordinator, authz.RelAndereAanbieder, authz.SignaalOpenen, no},
	{authz.RoleCoordinator, authz.RelEigenOrganisatie, authz.ContractLezen, yes},
	{authz.RoleCoordinator, authz.RelAndereOrganisatie, authz.ContractLezen, no},
	{authz.RoleCoordinator, authz.RelEigenOrganisatie, authz.ContractVastleggen, no},
	{authz.RoleCAWAdviseur, authz.RelCAWVerwezen, authz.DossierOpenen, yes},
	{authz.RoleCAWAdviseur, authz.RelCAWGeweest, authz.DossierOpenen, no},
	{authz.RoleCAWAdviseur, authz.RelGeen, authz.DossierOpenen, no},
	{authz.RoleWerkgever, authz.RelGeplaatst, authz.DossierOpenen, yes},
	{authz.RoleWerkgever, authz.RelGeplaatst, authz.VoortgangsberichtLezen, no},
	{authz.RoleContractmanager, authz.RelRegio, authz.ContractVastleggen, yes},
	{authz.RoleContractmanager, authz.RelRegio, authz.DossierOpenen, no},
	{authz.RoleContractmanager, authz.RelRegio, authz.ToewijzingLezen, no},
	{authz.RoleBeoordelaar, authz.RelRegio, authz.ContractVastleggen, no},
	{authz.RoleFinancieel, authz.RelEigenGemeente, authz.ToewijzingLezen, yes},
	{authz.RoleFinancieel, authz.RelEigenGemeente, authz.DossierOpenen, no},
	{authz.RoleFinancieel, authz.RelAndereGemeente, authz.ToewijzingLezen, no},
	{authz.RoleFinancieel, authz.RelRegio, authz.ToewijzingLezen, no},
	{authz.RoleBeleidsmedewerker, authz.RelEigenGemeente, authz.GemeentekeuzeVastleggen, yes},
	{authz.RoleBeleidsmedewerker, authz.RelEigenGemeente, authz.ToewijzingLezen, no},
	{authz.RoleToezichthouder, authz.RelEigenGemeente, authz.DossierOpenen, no},
	{authz.RoleToezichthouder, authz.RelEigenGemeente, authz.DossierOpenenMetReden, yes},
	{authz.RoleToezichthouder, authz.RelInzageMetReden, authz.DossierOpenen, yes},
	{authz.RoleToezichthouder, authz.RelAndereGemeente, authz.DossierOpenenMetReden, no},
	{authz.RoleBeheerder, authz.RelEigenOrganisatie, authz.AanstellingVastleggen, yes},
	{authz.RoleBeheerder, authz.RelAndereOrganisatie, authz.AanstellingVastleggen, no},
	{authz.RoleBeheerder, authz.RelRegio, authz.AuditLezen, yes},
	{authz.RoleBeheerder, authz.RelRegio, authz.DossierOpenen, no},
	{authz.RoleBeheerder, authz.RelRegio, authz.InkijklogLezen, no},
	{authz.RoleSysteem, authz.RelGeen, authz.TakenHerberekenen, yes},
	{authz.RoleSysteem, authz.RelGeen, authz.DossierOpenen, no},
	{authz.RoleSysteem, authz.RelGeen, authz.MeldingRegistreren, no},
}

func TestWhoMayDoWhat(t *testing.T) {
	for _, c := range mayDo {
		actor, base, _, there := scene(c.role, c.relation)
		if !there {
			t.Fatalf("%s cannot be %s", c.role, c.relation)
		}
		facts, _ := withConditions(actor, base, func(authz.Condition) bool { return false })
		if got := authz.Decide(actor, c.action, facts); got.Allowed != c.want {
			t.Errorf("%s, %s, %s: %s", c.role, c.relation, c.action, got)
		}
	}
}

const nothing, own, shared, all = authz.Nothing, authz.Own, authz.Shared, authz.All

var maySee = []struct {
	role        authz.Role
	relation    authz.Relation
	group       authz.FieldGroup
	read, write authz.Extent
}{
	// Domain guide, section 8, row by row.
	{authz.RoleInwoner, authz.RelZelf, authz.FieldNaam, all, nothing},
	{authz.RoleConsulent, authz.RelEigenTeam, authz.FieldContact, all, all},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemer, authz.FieldContact, all, nothing},
	{authz.RoleCAWAdviseur, authz.RelCAWVerwezen, authz.FieldContact, all, nothing},
	{authz.RoleWerkgever, authz.RelGeplaatst, authz.FieldVoornaam, all, nothing},
	{authz.RoleWerkgever, authz.RelGeplaatst, authz.FieldNaam, nothing, nothing},
	{authz.RoleContractmanager, authz.RelRegio, authz.FieldNaam, nothing, nothing},
	{authz.RoleContractmanager, authz.RelRegio, authz.FieldDossiernummer, all, nothing},
	{authz.RoleFinancieel, authz.RelEigenGemeente, authz.FieldNaam, nothing, nothing},
	{authz.RoleFinancieel, authz.RelEigenGemeente, authz.FieldDossiernummer, all, nothing},
	{authz.RoleFinancieel, authz.RelEigenGemeente, authz.FieldToewijzing, all, nothing},
	{authz.RoleBeleidsmedewerker, authz.RelEigenGemeente, authz.FieldNaam, nothing, nothing},
	{authz.RoleInwoner, authz.RelZelf, authz.FieldOnderzoek, all, nothing},
	{authz.RoleConsulent, authz.RelEigenTeam, authz.FieldOnderzoek, all, all},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemer, authz.FieldOnderzoek, nothing, nothing},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemer, authz.FieldLadderDoelen, all, own},
	{authz.RoleBeleidsmedewerker, authz.RelEigenGemeente, authz.FieldLadderDoelen, nothing, nothing},
	{authz.RoleBeleidsmedewerker, authz.RelEigenGemeente, authz.FieldAggregaat, all, nothing},
	{authz.RoleConsulent, authz.RelEigenTeam, authz.FieldGezondheidBelemmering, all, all},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemer, authz.FieldGezondheidBelemmering, nothing, nothing},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemer, authz.FieldBelastbaarheid, all, own},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemer, authz.FieldAanwezigheidUren, own, own},
	{authz.RoleInwoner, authz.RelZelf, authz.FieldAanwezigheidUren, all, own},
	{authz.RoleFinancieel, authz.RelEigenGemeente, authz.FieldDeclaratie, all, all},
	{authz.RoleInwoner, authz.RelZelf, authz.FieldPortfolio, all, all},
	{authz.RoleConsulent, authz.RelEigenTeam, authz.FieldPortfolio, shared, nothing},
	{authz.RoleWerkgever, authz.RelGeplaatst, authz.FieldPortfolio, shared, nothing},
	{authz.RoleInwoner, authz.RelZelf, authz.FieldInkijklog, all, nothing},
	{authz.RoleConsulent, authz.RelEigenTeam, authz.FieldInkijklog, own, nothing},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemer, authz.FieldInkijklog, own, nothing},

	// Secrecy of an address: hidden from providers, employers, and family.
	{authz.RoleInwoner, authz.RelZelf, authz.FieldAdresGeheim, all, nothing},
	{authz.RoleConsulent, authz.RelEigenTeam, authz.FieldAdresGeheim, all, all},
	{authz.RoleConsulent, authz.RelInzageMetReden, authz.FieldAdresGeheim, nothing, nothing},
	{authz.RoleCoordinator, authz.RelAanbiederLopend, authz.FieldAdresGeheim, nothing, nothing},
	{authz.RoleCoordinator, authz.RelAanbiederLopend, authz.FieldAdres, all, nothing},
	{authz.RoleWerkbegeleider, authz.RelEigenDeelnemer, authz.FieldAdresGeheim, nothing, nothing},
	{authz.RoleWerkgever, authz.RelGeplaatst, authz.FieldAdresGeheim, nothing, nothing},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdAkkoord, authz.FieldAdresGeheim, nothing, nothing},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdAkkoord, authz.FieldGezondheidBelemmering, all, nothing},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdInzien, authz.FieldGezondheidBelemmering, nothing, nothing},
	{authz.RoleVertegenwoordiger, authz.RelVertegenwoordigdInzien, authz.FieldMening, nothing, nothing},
	{authz.RoleToezichthouder, authz.RelInzageMetReden, authz.FieldAdresGeheim, nothing, nothing},

	// BSN: only who is allowed by law and needs it.
	{authz.RoleConsulent, authz.RelEigenTeam, authz.FieldBSN, all, all},
	{authz.RoleCoordinator, authz.RelAanbiederLopend, authz.FieldBSN, all, nothing},
	{authz.RoleCoordinator, authz.RelAanbiederNazorg, authz.FieldBSN, nothing, nothing},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemer, authz.FieldBSN, nothing, nothing},
	{authz.RoleCAWAdviseur, authz.RelCAWVerwezen, authz.FieldBSN, nothing, nothing},
	{authz.RoleFinancieel, authz.RelEigenGemeente, authz.FieldBSN, nothing, nothing},

	// A provider after its window: own contributions, read only.
	{authz.RoleCoordinator, authz.RelAanbiederNazorg, authz.FieldVoortgang, all, own},
	{authz.RoleCoordinator, authz.RelAanbiederGeweest, authz.FieldVoortgang, own, nothing},
	{authz.RoleCoordinator, authz.RelAanbiederGeweest, authz.FieldContact, nothing, nothing},
	{authz.RoleCoordinator, authz.RelAanbiederGeweest, authz.FieldLadderDoelen, nothing, nothing},
	{authz.RoleTrajectbegeleider, authz.RelEigenDeelnemerGeweest, authz.FieldVoortgang, own, nothing},
	{authz.RoleTrajectbegeleider, authz.RelAanbiederGeweest, authz.FieldVoortgang, nothing, nothing},

	{authz.RoleConsulent, authz.RelAnderTeam, authz.FieldNaam, all, nothing},
	{authz.RoleConsulent, authz.RelAnderTeam, authz.FieldContact, nothing, nothing},
	{authz.RoleConsulent, authz.RelInzageMetReden, authz.FieldVoortgang, all, nothing},
	{authz.RoleConsulent, authz.RelVorigeGemeente, authz.FieldAdres, nothing, nothing},
	{authz.RoleConsulent, authz.RelVorigeGemeente, authz.FieldVoortgang, own, nothing},
	{authz.RoleConsulent, authz.RelGeen, authz.FieldTarief, nothing, nothing},
	{authz.RoleCoordinator, authz.RelEigenOrganisatie, authz.FieldTarief, all, nothing},
	{authz.RoleAnoniem, authz.RelGeen, authz.FieldCatalogus, all, nothing},
	{authz.RoleAnoniem, authz.RelGeen, authz.FieldContract, nothing, nothing},
}

func TestWhoSeesWhat(t *testing.T) {
	for _, c := range maySee {
		actor, facts, _, there := scene(c.role, c.relation)
		if !there {
			t.Fatalf("%s cannot be %s", c.role, c.relation)
		}
		fields := authz.FieldsOf(actor, facts)
		if read, write := fields.Read(c.group), fields.Write(c.group); read != c.read || write != c.write {
			t.Errorf("%s, %s: reads %s of %s and writes %s", c.role, c.relation, read, c.group, write)
		}
	}
}

func TestSharingNeedsConsent(t *testing.T) {
	for _, c := range []struct {
		role     authz.Role
		relation authz.Relation
		group    authz.FieldGroup
	}{
		{authz.RoleCAWAdviseur, authz.RelCAWVerwezen, authz.FieldLadderDoelen},
		{authz.RoleCAWAdviseur, authz.RelCAWVerwezen, authz.FieldOnderzoek},
		{authz.RoleCAWAdviseur, authz.RelCAWVerwezen, authz.FieldProfiel},
		{authz.RoleWerkgever, authz.RelGeplaatst, authz.FieldBelastbaarheid},
	} {
		actor, facts, _, _ := scene(c.role, c.relation)
		if got := authz.FieldsOf(actor, facts).Read(c.group); got != authz.Nothing {
			t.Errorf("%s reads %s of %s without consent", c.role, got, c.group)
		}
		facts.Akkoorden = []authz.Akkoord{{OrganisatieID: "een-ander", Periode: since}, {OrganisatieID: ownKey(actor), Periode: from(-20, 20)}}
		if got := authz.FieldsOf(actor, facts).Read(c.group); got != authz.Nothing {
			t.Errorf("%s reads %s of %s with consent for another, or withdrawn today", c.role, got, c.group)
		}
		facts.Akkoorden[1].Periode = from(-20, 21)
		if got := authz.FieldsOf(actor, facts).Read(c.group); got == authz.Nothing {
			t.Errorf("%s does not read %s with consent", c.role, c.group)
		}
	}
}

// TestNoCareForThoseWhoManage goes over all groups: whoever manages, procures or
// makes policy reads nothing of a person but a number, by whatever relation.
func TestNoCareForThoseWhoManage(t *testing.T) {
	for _, role := range []authz.Role{
		authz.RoleBeheerder, authz.RoleContractmanager, authz.RoleBeoordelaar, authz.RoleBeleidsmedewerker, authz.RoleAnoniem, authz.RoleSysteem,
	} {
		for _, relation := range authz.Relations() {
			actor, facts, _, there := scene(role, relation)
			if !there {
				continue
			}
			facts.InwonerID, facts.GemeenteCode, facts.TeamID = resident, "GM0001", "t1"
			meet(actor, &facts, authz.CondAkkoord)
			fields := authz.FieldsOf(actor, facts)
			for _, group := range authz.FieldGroups() {
				if !group.AboutPerson() || group == authz.FieldDossiernummer && role == authz.RoleContractmanager {
					continue
				}
				if fields.Read(group)|fields.Write(group) != authz.Nothing {
					t.Errorf("%s, %s sees %s", role, relation, group)
				}
			}
			if d := authz.Decide(actor, authz.DossierOpenen, facts); d.Allowed {
				t.Errorf("%s, %s opens a dossier: %s", role, relation, d)
			}
		}
	}
}
