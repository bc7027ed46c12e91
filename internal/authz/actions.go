package authz

// Action (handeling) is what a use case does, named as subject.verb. Each is a row
// in handelingen.csv; the texts go to the audit trail and are never reused.
type Action string

// Everybody, signing in, the own account.
const (
	PaginaOpenbaar        Action = "pagina.openbaar"
	SessieBeginnen        Action = "sessie.beginnen"
	SessieEindigen        Action = "sessie.eindigen"
	UitnodigingInwisselen Action = "uitnodiging.inwisselen"
	InstallatieInstellen  Action = "installatie.instellen"
	RechtenLezen          Action = "rechten.lezen"
	ThuisOpenen           Action = "thuis.openen"
	PaletGebruiken        Action = "palet.gebruiken"
	AccountEigenLezen     Action = "account.eigen-lezen"
	AccountEigenWijzigen  Action = "account.eigen-wijzigen"
)

// Melding and the person.
const (
	MeldingRegistreren           Action = "melding.registreren"
	MeldingLezen                 Action = "melding.lezen"
	MeldingBevestigen            Action = "melding.bevestigen"
	MeldingIntrekken             Action = "melding.intrekken"
	PersoonlijkPlanIndienen      Action = "persoonlijk-plan.indienen"
	InwonerZoeken                Action = "inwoner.zoeken"
	InwonerZoekenOpBSN           Action = "inwoner.zoeken-op-bsn"
	InwonerRegistreren           Action = "inwoner.registreren"
	InwonerWijzigen              Action = "inwoner.wijzigen"
	ContactWijzigen              Action = "contact.wijzigen"
	AdresWijzigen                Action = "adres.wijzigen"
	VerhuizingVastleggen         Action = "verhuizing.vastleggen"
	OverlijdenVastleggen         Action = "overlijden.vastleggen"
	BSNTonen                     Action = "bsn.tonen"
	GeheimhoudingAanvragen       Action = "geheimhouding.aanvragen"
	GeheimhoudingBeeindigen      Action = "geheimhouding.beeindigen"
	VertegenwoordigingVastleggen Action = "vertegenwoordiging.vastleggen"
	VertegenwoordigingBeeindigen Action = "vertegenwoordiging.beeindigen"
	AkkoordGeven                 Action = "akkoord.geven"
	AkkoordMondelingVastleggen   Action = "akkoord.mondeling-vastleggen"
	AkkoordIntrekken             Action = "akkoord.intrekken"
	InwonerUitnodigen            Action = "inwoner.uitnodigen"
)

// The dossier.
const (
	DossierOpenen         Action = "dossier.openen"
	DossierOpenenMetReden Action = "dossier.openen-met-reden"
	DossierAanTeamGeven   Action = "dossier.aan-team-geven"
	DossierAfdrukken      Action = "dossier.afdrukken"
	DossierExporteren     Action = "dossier.exporteren"
	TijdlijnLezen         Action = "tijdlijn.lezen"
	InkijklogLezen        Action = "inkijklog.lezen"
	BijdragenLezen        Action = "bijdragen.lezen"
	AantekeningMaken      Action = "aantekening.maken"
)

// Onderzoek, ladder and goals.
const (
	OnderzoekLezen           Action = "onderzoek.lezen"
	OnderzoekOpenen          Action = "onderzoek.openen"
	OnderzoekVastleggen      Action = "onderzoek.vastleggen"
	OnderzoekOpschorten      Action = "onderzoek.opschorten"
	OnderzoekHervatten       Action = "onderzoek.hervatten"
	OnderzoekAfronden        Action = "onderzoek.afronden"
	AfbakeningInvullen       Action = "afbakening.invullen"
	AfbakeningBesluiten      Action = "afbakening.besluiten"
	VerwijzingVastleggen     Action = "verwijzing.vastleggen"
	VerwijzingLezen          Action = "verwijzing.lezen"
	VerwijzingBeantwoorden   Action = "verwijzing.beantwoorden"
	OrientatieAdviseren      Action = "orientatie.adviseren"
	ProfielVastleggen        Action = "profiel.vastleggen"
	BelastbaarheidVastleggen Action = "belastbaarheid.vastleggen"
	LadderMeten              Action = "ladder.meten"
	LadderAfwijken           Action = "ladder.afwijken"
	LadderEigenKijk          Action = "ladder.eigen-kijk"
	GroeipotentieVastleggen  Action = "groeipotentie.vastleggen"
	DoelOpstellen            Action = "doel.opstellen"
	DoelVoorstellen          Action = "doel.voorstellen"
	DoelWijzigen             Action = "doel.wijzigen"
	DoelBeeindigen           Action = "doel.beeindigen"
	DoelAkkoord              Action = "doel.akkoord"
	DoelAkkoordMondeling     Action = "doel.akkoord-mondeling"
	DoelActieToevoegen       Action = "doel.actie-toevoegen"
	WaarnemingVastleggen     Action = "waarneming.vastleggen"
)

// Aanvraag, besluit, toewijzing.
const (
	AanvraagIndienen       Action = "aanvraag.indienen"
	AanvraagOpschorten     Action = "aanvraag.opschorten"
	AanvraagHervatten      Action = "aanvraag.hervatten"
	BesluitNemen           Action = "besluit.nemen"
	BesluitHerzien         Action = "besluit.herzien"
	BesluitLezen           Action = "besluit.lezen"
	ToewijzingVoorbereiden Action = "toewijzing.voorbereiden"
	ToewijzingBesluiten    Action = "toewijzing.besluiten"
	ToewijzingWijzigen     Action = "toewijzing.wijzigen"
	ToewijzingIntrekken    Action = "toewijzing.intrekken"
	ToewijzingBeeindigen   Action = "toewijzing.beeindigen"
	ToewijzingEindeMelden  Action = "toewijzing.einde-melden"
	ToewijzingLezen        Action = "toewijzing.lezen"
)

// Uitvoering.
const (
	StartBevestigen             Action = "start.bevestigen"
	StartWeigeren               Action = "start.weigeren"
	BegeleiderKoppelen          Action = "begeleider.koppelen"
	AanwezigheidLezen           Action = "aanwezigheid.lezen"
	AanwezigheidVastleggen      Action = "aanwezigheid.vastleggen"
	AanwezigheidCorrigeren      Action = "aanwezigheid.corrigeren"
	AanwezigheidBetwisten       Action = "aanwezigheid.betwisten"
	VoortgangsberichtSchrijven  Action = "voortgangsbericht.schrijven"
	VoortgangsberichtLezen      Action = "voortgangsbericht.lezen"
	VoortgangsberichtVragen     Action = "voortgangsbericht.vragen"
	VoortgangsberichtAfhandelen Action = "voortgangsbericht.afhandelen"
	VoortgangsberichtReageren   Action = "voortgangsbericht.reageren"
	SignaalOpenen               Action = "signaal.openen"
	SignaalLezen                Action = "signaal.lezen"
	SignaalBeantwoorden         Action = "signaal.beantwoorden"
	SignaalSluiten              Action = "signaal.sluiten"
	EvaluatiePlannen            Action = "evaluatie.plannen"
	EvaluatieVoorbereiden       Action = "evaluatie.voorbereiden"
	EvaluatieHouden             Action = "evaluatie.houden"
	EvaluatieBesluiten          Action = "evaluatie.besluiten"
	EvaluatieLezen              Action = "evaluatie.lezen"
	OnderbrekingVastleggen      Action = "onderbreking.vastleggen"
	OnderbrekingBeeindigen      Action = "onderbreking.beeindigen"
	AfsluitingVastleggen        Action = "afsluiting.vastleggen"
	AfsluitingVoorbereiden      Action = "afsluiting.voorbereiden"
	NazorgVastleggen            Action = "nazorg.vastleggen"
	MeningGeven                 Action = "mening.geven"
	MeningSamenGeven            Action = "mening.samen-geven"
	AfspraakVastleggen          Action = "afspraak.vastleggen"
	TaakUitstellen              Action = "taak.uitstellen"
	TaakOverdragen              Action = "taak.overdragen"
)

// Lists: each also has a [Scope].
const (
	LijstMijnWerk            Action = "lijst.mijn-werk"
	LijstInwoners            Action = "lijst.inwoners"
	LijstMeldingen           Action = "lijst.meldingen"
	LijstDeelnemers          Action = "lijst.deelnemers"
	LijstVandaag             Action = "lijst.vandaag"
	LijstToewijzingen        Action = "lijst.toewijzingen"
	LijstStarts              Action = "lijst.starts"
	LijstVoortgangsberichten Action = "lijst.voortgangsberichten"
	LijstSignalen            Action = "lijst.signalen"
	LijstEvaluaties          Action = "lijst.evaluaties"
	LijstVerwijzingen        Action = "lijst.verwijzingen"
	LijstBijdragen           Action = "lijst.bijdragen"
	LijstVertegenwoordigden  Action = "lijst.vertegenwoordigden"
	LijstAanbod              Action = "lijst.aanbod"
	LijstContracten          Action = "lijst.contracten"
	LijstOrganisaties        Action = "lijst.organisaties"
	LijstAccounts            Action = "lijst.accounts"
	LijstTeam                Action = "lijst.team"
)

// Inkoop and region.
const (
	CijfersLezen            Action = "cijfers.lezen"
	CatalogusLezen          Action = "catalogus.lezen"
	CatalogusOpstellen      Action = "catalogus.opstellen"
	CatalogusVaststellen    Action = "catalogus.vaststellen"
	AanbiederLezen          Action = "aanbieder.lezen"
	AanbiederVastleggen     Action = "aanbieder.vastleggen"
	AanbiederWijzigen       Action = "aanbieder.wijzigen"
	WerkplekVastleggen      Action = "werkplek.vastleggen"
	VerzekeringVastleggen   Action = "verzekering.vastleggen"
	VerzekeringLezen        Action = "verzekering.lezen"
	ContractLezen           Action = "contract.lezen"
	ContractVastleggen      Action = "contract.vastleggen"
	ContractWijzigen        Action = "contract.wijzigen"
	ContractVerlengen       Action = "contract.verlengen"
	ContractBeeindigen      Action = "contract.beeindigen"
	ContractOvergangRegelen Action = "contract.overgang-regelen"
	TariefLezen             Action = "tarief.lezen"
	TariefVastleggen        Action = "tarief.vastleggen"
	GemeentekeuzeLezen      Action = "gemeentekeuze.lezen"
	GemeentekeuzeVastleggen Action = "gemeentekeuze.vastleggen"
	PlafondGoedkeuren       Action = "plafond.goedkeuren"
	WijkaanbodLezen         Action = "wijkaanbod.lezen"
	WijkaanbodVastleggen    Action = "wijkaanbod.vastleggen"
	RegioLezen              Action = "regio.lezen"
	RegioImporteren         Action = "regio.importeren"
	RegioExporteren         Action = "regio.exporteren"
	InstellingLezen         Action = "instelling.lezen"
	InstellingWijzigen      Action = "instelling.wijzigen"
)

// Inkoopronde, inschrijving, assessment and what comes after the contract.
const (
	RondeLezen               Action = "ronde.lezen"
	RondeOpstellen           Action = "ronde.opstellen"
	RondePubliceren          Action = "ronde.publiceren"
	VraagStellen             Action = "vraag.stellen"
	VraagLezen               Action = "vraag.lezen"
	VraagBeantwoorden        Action = "vraag.beantwoorden"
	AanbiederAanmelden       Action = "aanbieder.aanmelden"
	InschrijvingLezen        Action = "inschrijving.lezen"
	InschrijvingInvullen     Action = "inschrijving.invullen"
	InschrijvingIndienen     Action = "inschrijving.indienen"
	InschrijvingIntrekken    Action = "inschrijving.intrekken"
	BestandToevoegen         Action = "bestand.toevoegen"
	BestandLezen             Action = "bestand.lezen"
	BeoordelingLezen         Action = "beoordeling.lezen"
	BeoordelingUitvoeren     Action = "beoordeling.uitvoeren"
	GesprekVastleggen        Action = "gesprek.vastleggen"
	KwalificatieVoorbereiden Action = "kwalificatie.voorbereiden"
	KwalificatieBesluiten    Action = "kwalificatie.besluiten"
	SteekproefUitvoeren      Action = "steekproef.uitvoeren"
	UitzonderingVragen       Action = "uitzondering.vragen"
	UitzonderingBesluiten    Action = "uitzondering.besluiten"
	NalevingLezen            Action = "naleving.lezen"
	NalevingVastleggen       Action = "naleving.vastleggen"
	NalevingReageren         Action = "naleving.reageren"
	OverlegLezen             Action = "overleg.lezen"
	OverlegVastleggen        Action = "overleg.vastleggen"
	ActieAfhandelen          Action = "actie.afhandelen"
	LeerpuntLezen            Action = "leerpunt.lezen"
	LeerpuntVastleggen       Action = "leerpunt.vastleggen"
	ContractregisterLezen    Action = "contractregister.lezen"
	RadarLezen               Action = "radar.lezen"
	LijstInschrijvingen      Action = "lijst.inschrijvingen"
	LijstBeoordelingen       Action = "lijst.beoordelingen"
	LijstInkoopwerk          Action = "lijst.inkoopwerk"
)

// Accounts and organisation.
const (
	AccountLezen          Action = "account.lezen"
	AccountAanmaken       Action = "account.aanmaken"
	AccountWijzigen       Action = "account.wijzigen"
	AccountUitschakelen   Action = "account.uitschakelen"
	AccountInschakelen    Action = "account.inschakelen"
	AccountHerstellen     Action = "account.herstellen"
	AccountOntgrendelen   Action = "account.ontgrendelen"
	AanstellingLezen      Action = "aanstelling.lezen"
	AanstellingVastleggen Action = "aanstelling.vastleggen"
	AanstellingBeeindigen Action = "aanstelling.beeindigen"
	VervangingVastleggen  Action = "vervanging.vastleggen"
	VervangingBeeindigen  Action = "vervanging.beeindigen"
	OrganisatieLezen      Action = "organisatie.lezen"
	OrganisatieVastleggen Action = "organisatie.vastleggen"
	OrganisatieWijzigen   Action = "organisatie.wijzigen"
	TeamVastleggen        Action = "team.vastleggen"
	LocatieVastleggen     Action = "locatie.vastleggen"
)

// Audit and the program itself.
const (
	AuditLezen        Action = "audit.lezen"
	AuditControleren  Action = "audit.controleren"
	TakenHerberekenen Action = "taken.herberekenen"
	TakenHerinneren   Action = "taken.herinneren"
	PostVersturen     Action = "post.versturen"
)

var allActions = [...]Action{
	PaginaOpenbaar, SessieBeginnen, SessieEindigen, UitnodigingInwisselen, InstallatieInstellen, RechtenLezen,
	ThuisOpenen, PaletGebruiken, AccountEigenLezen, AccountEigenWijzigen, MeldingRegistreren, MeldingLezen,
	MeldingBevestigen, MeldingIntrekken, PersoonlijkPlanIndienen, InwonerZoeken, InwonerZoekenOpBSN,
	InwonerRegistreren, InwonerWijzigen, ContactWijzigen, AdresWijzigen, VerhuizingVastleggen,
	OverlijdenVastleggen, BSNTonen, GeheimhoudingAanvragen, GeheimhoudingBeeindigen, VertegenwoordigingVastleggen,
	VertegenwoordigingBeeindigen, AkkoordGeven, AkkoordMondelingVastleggen, AkkoordIntrekken, InwonerUitnodigen,
	DossierOpenen, DossierOpenenMetReden, DossierAanTeamGeven, DossierAfdrukken, DossierExporteren, TijdlijnLezen,
	InkijklogLezen, BijdragenLezen, AantekeningMaken, OnderzoekLezen, OnderzoekOpenen, OnderzoekVastleggen,
	OnderzoekOpschorten, OnderzoekHervatten, OnderzoekAfronden, AfbakeningInvullen, AfbakeningBesluiten,
	VerwijzingVastleggen, VerwijzingLezen, VerwijzingBeantwoorden, OrientatieAdviseren, ProfielVastleggen,
	BelastbaarheidVastleggen, LadderMeten, LadderAfwijken, LadderEigenKijk, GroeipotentieVastleggen,
	DoelOpstellen, DoelVoorstellen, DoelWijzigen, DoelBeeindigen, DoelAkkoord, DoelAkkoordMondeling,
	DoelActieToevoegen, WaarnemingVastleggen, AanvraagIndienen, AanvraagOpschorten, AanvraagHervatten,
	BesluitNemen, BesluitHerzien, BesluitLezen, ToewijzingVoorbereiden, ToewijzingBesluiten, ToewijzingWijzigen,
	ToewijzingIntrekken, ToewijzingBeeindigen, ToewijzingEindeMelden, ToewijzingLezen, StartBevestigen,
	StartWeigeren, BegeleiderKoppelen, AanwezigheidLezen, AanwezigheidVastleggen, AanwezigheidCorrigeren,
	AanwezigheidBetwisten, VoortgangsberichtSchrijven, VoortgangsberichtLezen, VoortgangsberichtVragen,
	VoortgangsberichtAfhandelen, VoortgangsberichtReageren, SignaalOpenen, SignaalLezen, SignaalBeantwoorden,
	SignaalSluiten, EvaluatiePlannen, EvaluatieVoorbereiden, EvaluatieHouden, EvaluatieBesluiten, EvaluatieLezen,
	OnderbrekingVastleggen, OnderbrekingBeeindigen, AfsluitingVastleggen, AfsluitingVoorbereiden,
	NazorgVastleggen, MeningGeven, MeningSamenGeven, AfspraakVastleggen, TaakUitstellen, TaakOverdragen,
	LijstMijnWerk, LijstInwoners, LijstMeldingen, LijstDeelnemers, LijstVandaag, LijstToewijzingen, LijstStarts,
	LijstVoortgangsberichten, LijstSignalen, LijstEvaluaties, LijstVerwijzingen, LijstBijdragen,
	LijstVertegenwoordigden, LijstAanbod, LijstContracten, LijstOrganisaties, LijstAccounts, LijstTeam,
	CijfersLezen, CatalogusLezen, CatalogusOpstellen, CatalogusVaststellen, AanbiederLezen, AanbiederVastleggen,
	AanbiederWijzigen, WerkplekVastleggen, VerzekeringVastleggen, VerzekeringLezen, ContractLezen,
	ContractVastleggen, ContractWijzigen, ContractVerlengen, ContractBeeindigen, ContractOvergangRegelen,
	TariefLezen, TariefVastleggen, GemeentekeuzeLezen, GemeentekeuzeVastleggen, PlafondGoedkeuren,
	WijkaanbodLezen, WijkaanbodVastleggen, RegioLezen, RegioImporteren, RegioExporteren, InstellingLezen,
	InstellingWijzigen, RondeLezen, RondeOpstellen, RondePubliceren, VraagStellen, VraagLezen, VraagBeantwoorden,
	AanbiederAanmelden, InschrijvingLezen, InschrijvingInvullen, InschrijvingIndienen, InschrijvingIntrekken,
	BestandToevoegen, BestandLezen, BeoordelingLezen, BeoordelingUitvoeren, GesprekVastleggen,
	KwalificatieVoorbereiden, KwalificatieBesluiten, SteekproefUitvoeren, UitzonderingVragen, UitzonderingBesluiten,
	NalevingLezen, NalevingVastleggen, NalevingReageren, OverlegLezen, OverlegVastleggen, ActieAfhandelen,
	LeerpuntLezen, LeerpuntVastleggen, ContractregisterLezen, RadarLezen, LijstInschrijvingen, LijstBeoordelingen, LijstInkoopwerk,
	AccountLezen, AccountAanmaken, AccountWijzigen, AccountUitschakelen, AccountInschakelen,
	AccountHerstellen, AccountOntgrendelen, AanstellingLezen, AanstellingVastleggen, AanstellingBeeindigen,
	VervangingVastleggen, VervangingBeeindigen, OrganisatieLezen, OrganisatieVastleggen, OrganisatieWijzigen,
	TeamVastleggen, LocatieVastleggen, AuditLezen, AuditControleren, TakenHerberekenen, TakenHerinneren,
	PostVersturen,
}

// Actions lists all actions in the order of the matrix.
func Actions() []Action { return append([]Action(nil), allActions[:]...) }
