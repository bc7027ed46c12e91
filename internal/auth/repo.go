package auth

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Repo is the storage that sign-in needs; store implements it on both engines
// and authtest in memory, and authtest.TestRepo holds both to the same contract.
//
// The service never hashes a password and never uses the network inside a
// transaction. A function given to Write may be run again after a clash, so it
// sets its results afresh each time.
type Repo interface {
	// Read gives fn a consistent view.
	Read(ctx context.Context, fn func(Tx) error) error
	// Write runs fn in one transaction: all of it happens, or nothing.
	Write(ctx context.Context, fn func(Tx) error) error
}

// Tx is one transaction. A second result false means: no such row, or the
// condition did not hold and nothing was changed; that is not an error. Where a
// condition is named, it must be part of the statement itself, so that of two
// that run at once only one gets true.
type Tx interface {
	Account(id string) (Account, bool, error)
	AccountByLogin(login string) (Account, bool, error)
	// AccountByLink finds the account linked to a person at an OIDC provider.
	AccountByLink(issuer, subject string) (Account, bool, error)
	// AccountByExternalKey finds the account made for a value of the linking claim.
	AccountByExternalKey(value string) (Account, bool, error)
	// AnyAccount reports whether there is any account at all.
	AnyAccount() (bool, error)
	// InsertAccount gives a Conflict when login, external key or link is taken.
	InsertAccount(Account) error
	// UpdateAccount writes a whole row where Versie is the stored one, and raises
	// it; otherwise a Conflict. A clash on login, external key or link also is.
	UpdateAccount(Account) error
	// UseStep sets TOTPStep where the stored one is lower, and raises Versie.
	UseStep(accountID string, step int64) (bool, error)
	// Roles gives the roles that an account has at a moment, out of its
	// appointments (aanstellingen), ordered by name.
	Roles(accountID string, at time.Time) ([]Role, error)
	// GrantAdministrator gives the first account the role of administrator.
	GrantAdministrator(accountID string, at time.Time) error

	Passkeys(accountID string) ([]Passkey, error)
	Passkey(id []byte) (Passkey, bool, error)
	// PutPasskey inserts a passkey, or replaces the one with its id if that is of
	// the same account; otherwise a Conflict.
	PutPasskey(Passkey) error
	DeletePasskey(accountID string, id []byte) (bool, error)

	// ReplaceRecoveryCodes drops the codes of an account and stores these.
	ReplaceRecoveryCodes(accountID string, hashes []string, at time.Time) error
	// UseRecoveryCode marks a code as used where it was not used yet.
	UseRecoveryCode(accountID, hash string, at time.Time) (bool, error)
	RecoveryCodesLeft(accountID string) (int, error)

	InsertCode(Code) error
	Code(hash string) (Code, bool, error)
	// UseCode marks a code as used where it was neither used nor withdrawn.
	UseCode(hash string, at time.Time) (bool, error)
	// WithdrawCodes withdraws the open codes of an account ("" for the set-up
	// code) and tells how many there were.
	WithdrawCodes(accountID string, at time.Time) (int, error)
	// Spend remembers that a challenge was used; false when it was there already.
	Spend(once string, until time.Time) (bool, error)

	InsertSession(Session) error
	// Session gives a session with what the check of a request needs of its account.
	Session(hash string) (Session, Holder, bool, error)
	SessionsOf(accountID string) ([]Session, error)
	// TouchSession moves SeenAt on where the stored one is earlier. Bookkeeping:
	// no event comes with it.
	TouchSession(hash string, at time.Time) error
	DeleteSession(hash string) (bool, error)
	// DeleteSessions drops all sessions of an account and tells how many there were.
	DeleteSessions(accountID string) (int, error)

	Attempt(key string) (Attempt, bool, error)
	// SwapAttempt writes a row where the stored one has next.Versie-1, or inserts
	// it where next.Versie is 1 and there is none. Bookkeeping: no event.
	SwapAttempt(next Attempt) (bool, error)

	// Purge drops what is of no use any more: sessions made before ended, spent
	// challenges past their time, attempts last made before quiet, codes that
	// expired before quiet. Bookkeeping: no event.
	Purge(at, ended, quiet time.Time) (int, error)

	// Audit stores an event in the chain of its account, in this transaction; an
	// event without account goes to the chain of unknown sign-ins.
	Audit(Event) error
}

// Kind says what sort of person an account is for.
type Kind string

// The kinds of account.
const (
	Medewerker        Kind = "medewerker"        // works for a gemeente, a provider or the region; always needs a second factor
	Inwoner           Kind = "inwoner"           // a resident
	Vertegenwoordiger Kind = "vertegenwoordiger" // acts for a resident
)

// Account is somebody who can sign in.
type Account struct {
	ID           string
	Kind         Kind
	Login        string    `db:",null"` // user name, normalised by NormalLogin; unique
	Name         string    // how the person is called on the screen
	Email        string    // for the rule on passwords; never a way in by itself
	Organisation string    // its name, for the rule on passwords
	PersoonID    string    `db:",null"` // the person in the dossiers, for residents and representatives
	PasswordHash string    // PHC string; empty: cannot sign in with a password
	PasswordAt   time.Time // when it was set
	CodeOnly     bool      // a resident who wants a letter with a code each time
	TOTPSecret   []byte    // sealed; empty: none
	TOTPStep     int64     // last 30-second step that a code was accepted for
	ExternalKey  string    `db:",null"` // value of the linking claim, for an account made before its first OIDC sign-in; unique
	LinkIssuer   string    `db:",null"`
	LinkSubject  string    `db:",null"` // unique together with LinkIssuer
	Epoch        int64     // raised when rights or means of sign-in change: older sessions end
	DisabledAt   time.Time // zero: may sign in
	CreatedAt    time.Time
	Versie       int64
}

// Role is a role that an account has for a time.
type Role struct {
	Name  string
	Until time.Time // zero: open
}

// Passkey is one WebAuthn credential.
type Passkey struct {
	ID        []byte // credential id, the key
	AccountID string
	RPID      string // relying party id it was made for
	Label     string // given by its owner
	Data      []byte // sealed credential record
	CreatedAt time.Time
	UsedAt    time.Time
}

// Purpose says what a one-time code is for.
type Purpose string

// The purposes of one-time codes.
const (
	PurposeSetup      Purpose = "inrichting"  // make the first administrator
	PurposeInvitation Purpose = "uitnodiging" // first sign-in of a member of staff
	PurposeLetter     Purpose = "brief"       // sign-in of a resident or representative by letter
	PurposeReset      Purpose = "herstel"     // new password, by an administrator
)

// Code is a one-time code; only its keyed hash is stored.
type Code struct {
	Hash        string // keyed hash, the key
	Purpose     Purpose
	AccountID   string `db:",null"` // empty for the set-up code
	Second      string // keyed hash of the code with the second thing (birth date); empty: none is asked
	CreatedAt   time.Time
	ExpiresAt   time.Time
	UsedAt      time.Time
	WithdrawnAt time.Time
}

// Step says what a sign-in needs next.
type Step string

// The steps of a sign-in, in the order in which they come.
const (
	StepSecondFactor Step = "tweede_factor"     // prove the second factor
	StepPassword     Step = "wachtwoord_kiezen" // choose a password (a resident may choose letters instead)
	StepEnrol        Step = "factor_instellen"  // staff without second factor: set one up
	StepRole         Step = "rol_kiezen"        // choose among several roles
	StepDone         Step = "klaar"             // signed in
)

// Method is a way in which somebody showed who they are.
type Method string

// The methods; the first three only as second factor, code only as first.
const (
	MethodTOTP     Method = "totp"
	MethodRecovery Method = "herstelcode"
	MethodNone     Method = ""
	MethodPassword Method = "wachtwoord"
	MethodCode     Method = "code"
	MethodPasskey  Method = "passkey"
	MethodOIDC     Method = "oidc"
)

// Session is one browser that is signed in, or on the way there.
type Session struct {
	Hash         string // SHA-256 of the token, the key
	ID           string // to name it in a list without showing the hash
	AccountID    string
	Epoch        int64 // of the account, when the session was made
	Step         Step
	First        Method
	Second       Method
	MustPassword bool      // came in by a code: has to choose a password
	Roles        RoleList  // chosen for this session
	RolesUntil   time.Time // when the first of them ends; zero: none does
	CreatedAt    time.Time // moment of sign-in: the absolute limit counts from here
	SeenAt       time.Time // last use, at most a minute old: the idle limit counts from here
	StrongAt     time.Time // last proof of the person, for what needs a fresh one
	Address      string    // where it was made, for the owner's own list
	Agent        string    // browser and system in two words, for the owner's own list
	LogoutHint   []byte    // sealed ID token, to sign out at the OIDC provider too
}

// RoleList is a list of role names; as text they are separated by spaces.
type RoleList []string

// MarshalText gives the names separated by spaces.
func (r RoleList) MarshalText() ([]byte, error) { return []byte(strings.Join(r, " ")), nil }

// UnmarshalText reads names separated by spaces.
func (r *RoleList) UnmarshalText(text []byte) error {
	*r = strings.Fields(string(text))
	return nil
}

// Has reports whether a role is in the list.
func (r RoleList) Has(name string) bool { return slices.Contains(r, name) }

// Holder is what the check of a request needs of the account of a session.
type Holder struct {
	Kind       Kind
	Name       string
	PersoonID  string
	Epoch      int64
	DisabledAt time.Time
}

// Attempt counts failures under one key: an account from an address, an account,
// an address, a code. Keys are keyed hashes, so the table names nobody.
type Attempt struct {
	Key      string // keyed hash of what is counted
	Failures int64
	LastAt   time.Time // last failure
	UntilAt  time.Time // no new attempt before this
	Versie   int64     // 1 for the first
}

// Event describes for the audit chain what happened. Details never hold a
// password, code, token, key or name.
type Event struct {
	Action  string // one of the Event constants
	Account string // whose chain; empty: no account is known
	Actor   string // account that did it; empty: nobody signed in
	At      time.Time
	Refused bool   // the act was tried and did not succeed
	Address string // where it came from; empty: from the program itself
	Details map[string]string
}

// Actions of events.
const (
	EventCreated       = "account.aangemaakt"
	EventDisabled      = "account.uitgezet"
	EventEnabled       = "account.aangezet"
	EventRights        = "account.rechten_gewijzigd"
	EventInvited       = "account.uitgenodigd"
	EventReset         = "account.herstel_gegeven"
	EventLinked        = "account.gekoppeld"
	EventPassword      = "account.wachtwoord_gewijzigd"
	EventCodeOnly      = "account.alleen_brief"
	EventTOTP          = "account.totp_ingesteld"
	EventTOTPGone      = "account.totp_verwijderd"
	EventPasskey       = "account.passkey_toegevoegd"
	EventPasskeyGone   = "account.passkey_verwijderd"
	EventRecoveryCodes = "account.herstelcodes_gemaakt"
	EventSetupCode     = "inrichting.code_gemaakt"
	EventSetup         = "inrichting.uitgevoerd"
	EventSignedIn      = "inlog.gelukt"  // everything proven
	EventProven        = "inlog.stap"    // one step proven, more to come
	EventFailed        = "inlog.mislukt" // refused
	EventSlowed        = "inlog.vertraagd"
	EventConfirmed     = "inlog.bevestigd" // second factor shown again for a sensitive act
	EventRoles         = "sessie.rol_gekozen"
	EventSignedOut     = "sessie.uitgelogd"
	EventEnded         = "sessie.beeindigd"
	EventExpired       = "sessie.verlopen"
)
