package authz

// Role is what somebody is appointed to do, or what a resident is by nature.
// The texts are the keys of the tables and of the column aanstelling.rol.
type Role string

// The roles. Source: domain guide, section 5 (persons) and section 8 (matrix).
const (
	RoleAnoniem           Role = "anoniem"           // anyone who is not signed in
	RoleInwoner           Role = "inwoner"           // resident
	RoleVertegenwoordiger Role = "vertegenwoordiger" // representative of a resident
	RoleConsulent         Role = "consulent"         // staff of the lokale toegang
	RoleTeamleider        Role = "teamleider"        // leads a team of the lokale toegang
	RoleWerkbegeleider    Role = "werkbegeleider"    // coach at the work place
	RoleTrajectbegeleider Role = "trajectbegeleider" // coach of the trajectory
	RoleCoordinator       Role = "coordinator"       // plans and administers at a provider
	RoleCAWAdviseur       Role = "caw-adviseur"      // adviser of the general provision CAW
	RoleWerkgever         Role = "werkgever"         // employer with a place to learn
	RoleContractmanager   Role = "contractmanager"   // procures for the region
	RoleBeoordelaar       Role = "beoordelaar"       // assesses registrations of providers
	RoleFinancieel        Role = "financieel"        // financial officer
	RoleBeleidsmedewerker Role = "beleidsmedewerker" // policy officer
	RoleToezichthouder    Role = "toezichthouder"    // inspector of the Wmo
	RoleBeheerder         Role = "beheerder"         // functional administrator
	RoleSysteem           Role = "systeem"           // the program itself; nobody signs in as it
)

// Soort is the kind of an organisation, as in the column organisatie.soort.
type Soort string

// The kinds of organisation.
const (
	SoortRegio     Soort = "regio"
	SoortGemeente  Soort = "gemeente"
	SoortAanbieder Soort = "aanbieder"
	SoortCAW       Soort = "caw"
	SoortWerkgever Soort = "werkgever"
)

// roleDef says how a role comes about and which relations it can have at all.
// A row in a table outside of these is a mistake, and so is never granted.
type roleDef struct {
	role        Role
	soorten     []Soort // kinds of organisation that may appoint it; none: not an appointment
	team        bool    // sees residents by team, not by municipality
	begeleider  bool    // has own participants
	replaceable bool    // a colleague may stand in
	relations   []Relation
}

var (
	objectRelations = []Relation{RelGeen, RelEigenAccount, RelEigenOrganisatie, RelAndereOrganisatie}
	teamRelations   = join(objectRelations, RelEigenTeam, RelInzageMetReden, RelAnderTeam, RelVorigeGemeente, RelEigenGemeente, RelAndereGemeente)
	planRelations   = join(objectRelations, RelAanbiederLopend, RelAanbiederNazorg, RelAanbiederGeweest, RelAndereAanbieder)
	coachRelations  = join(planRelations, RelEigenDeelnemer, RelEigenDeelnemerNazorg, RelEigenDeelnemerGeweest)
	regionRelations = join(objectRelations, RelRegio)
	represented     = [...]Relation{RelVertegenwoordigdInzien, RelVertegenwoordigdMeepraten, RelVertegenwoordigdInvullen, RelVertegenwoordigdAkkoord, RelVertegenwoordigdFinancien}
	policyRelations = join(regionRelations, RelEigenGemeente, RelAndereGemeente)
)

// roleDefs lists the roles in the order of the matrix.
var roleDefs = [...]roleDef{
	{role: RoleAnoniem, relations: []Relation{RelGeen}},
	{role: RoleInwoner, relations: []Relation{RelGeen, RelEigenAccount, RelZelf}},
	{role: RoleVertegenwoordiger, relations: append([]Relation{RelGeen, RelEigenAccount}, represented[:]...)},
	{role: RoleConsulent, soorten: []Soort{SoortGemeente}, team: true, replaceable: true, relations: teamRelations},
	{role: RoleTeamleider, soorten: []Soort{SoortGemeente}, team: true, replaceable: true, relations: teamRelations},
	{role: RoleWerkbegeleider, soorten: []Soort{SoortAanbieder}, begeleider: true, replaceable: true, relations: coachRelations},
	{role: RoleTrajectbegeleider, soorten: []Soort{SoortAanbieder}, begeleider: true, replaceable: true, relations: coachRelations},
	{role: RoleCoordinator, soorten: []Soort{SoortAanbieder}, replaceable: true, relations: planRelations},
	{role: RoleCAWAdviseur, soorten: []Soort{SoortCAW}, replaceable: true, relations: join(objectRelations, RelCAWVerwezen, RelCAWGeweest)},
	{role: RoleWerkgever, soorten: []Soort{SoortWerkgever}, relations: join(objectRelations, RelGeplaatst)},
	{role: RoleContractmanager, soorten: []Soort{SoortRegio}, relations: regionRelations},
	{role: RoleBeoordelaar, soorten: []Soort{SoortRegio}, relations: regionRelations},
	{role: RoleFinancieel, soorten: []Soort{SoortGemeente, SoortRegio}, relations: policyRelations},
	{role: RoleBeleidsmedewerker, soorten: []Soort{SoortGemeente, SoortRegio}, relations: policyRelations},
	{role: RoleToezichthouder, soorten: []Soort{SoortGemeente}, relations: join(objectRelations, RelEigenGemeente, RelInzageMetReden, RelAndereGemeente)},
	{role: RoleBeheerder, soorten: []Soort{SoortRegio, SoortGemeente, SoortAanbieder, SoortCAW}, relations: regionRelations},
	{role: RoleSysteem, relations: []Relation{RelGeen}},
}

// Roles lists all roles in the order of the matrix.
func Roles() []Role {
	roles := make([]Role, len(roleDefs))
	for i, def := range roleDefs {
		roles[i] = def.role
	}
	return roles
}

// RolesFor lists the roles to which an organisation of a kind may appoint.
func RolesFor(soort Soort) []Role {
	var roles []Role
	for _, def := range roleDefs {
		for _, s := range def.soorten {
			if s == soort {
				roles = append(roles, def.role)
			}
		}
	}
	return roles
}

// Appointable tells whether a role comes with an appointment. The others are
// nobody (anoniem), by nature (inwoner, vertegenwoordiger) or the program.
func (r Role) Appointable() bool {
	i, known := roleIndex[r]
	return known && len(roleDefs[i].soorten) > 0
}

// Replaceable tells whether a colleague may stand in for somebody in this role.
// Powers over accounts, contracts, money and inspection do not pass that way.
func (r Role) Replaceable() bool {
	i, known := roleIndex[r]
	return known && roleDefs[i].replaceable
}

func join(base []Relation, more ...Relation) []Relation {
	return append(append([]Relation(nil), base...), more...)
}
