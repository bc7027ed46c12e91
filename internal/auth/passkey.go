package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
)

// Ceremony is what a page hands to the browser to use or make a passkey.
type Ceremony struct {
	Options []byte // JSON for navigator.credentials
	Flow    string // comes back with the answer
}

// Bounds on passkeys.
const (
	maxPasskeys = 20
	maxResponse = 64 << 10
	maxLabel    = 60
)

// keyUser is an account as the library wants to see it. The handle is the id of
// the account: random, and nobody's personal data.
type keyUser struct {
	account Account
	keys    []webauthn.Credential
}

func (u keyUser) WebAuthnID() []byte                         { return []byte(u.account.ID) }
func (u keyUser) WebAuthnName() string                       { return u.account.Login }
func (u keyUser) WebAuthnDisplayName() string                { return u.account.Name }
func (u keyUser) WebAuthnCredentials() []webauthn.Credential { return u.keys }

// keyUser reads an account with its passkeys for this host.
func (s *Service) keyUser(tx Tx, accountID string) (keyUser, error) {
	a, found, err := tx.Account(accountID)
	if err != nil {
		return keyUser{}, err
	}
	if !found || !a.DisabledAt.IsZero() {
		return keyUser{}, wrong()
	}
	u := keyUser{account: a}
	rows, err := tx.Passkeys(accountID)
	if err != nil {
		return u, err
	}
	for _, row := range rows {
		if row.RPID != s.keys.Config.RPID {
			continue
		}
		plain, err := s.seals.Decrypt(row.Data, passkeyPlace(accountID))
		if err != nil {
			return u, fmt.Errorf("auth: passkey: %w", err)
		}
		var c webauthn.Credential
		if err := json.Unmarshal(plain, &c); err != nil {
			return u, errors.New("auth: passkey cannot be read")
		}
		u.keys = append(u.keys, c)
	}
	return u, nil
}

func (s *Service) readUser(ctx context.Context, accountID string) (u keyUser, err error) {
	if s.keys == nil {
		return u, errs.New(errs.Conflict, CodeNoPasskeys)
	}
	err = s.repo.Read(ctx, func(tx Tx) error {
		u, err = s.keyUser(tx, accountID)
		return err
	})
	return u, err
}

// HasPasskeys reports whether this host can have passkeys at all: one with a
// name, not an address.
func (s *Service) HasPasskeys() bool { return s.keys != nil }

// BeginPasskeyEnrolment starts making a passkey, in [StepEnrol] or in an open
// session with a fresh proof.
func (s *Service) BeginPasskeyEnrolment(ctx context.Context, token string) (Ceremony, error) {
	x, err := s.mayEnrol(ctx, token)
	if err != nil {
		return Ceremony{}, err
	}
	u, err := s.readUser(ctx, x.AccountID)
	if err != nil {
		return Ceremony{}, err
	}
	if len(u.keys) >= maxPasskeys {
		return Ceremony{}, errs.New(errs.Conflict, CodeTooManyItems)
	}
	options, data, err := s.keys.BeginRegistration(u,
		webauthn.WithExclusions(webauthn.Credentials(u.keys).CredentialDescriptors()),
		webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementPreferred, UserVerification: protocol.VerificationRequired,
		}))
	if err != nil {
		return Ceremony{}, fmt.Errorf("auth: passkey: %w", err)
	}
	return s.ceremony("passkey.nieuw", x.Hash, options, data)
}

func (s *Service) ceremony(kind, bound string, options any, data *webauthn.SessionData) (Ceremony, error) {
	text, err := json.Marshal(options)
	if err != nil {
		return Ceremony{}, fmt.Errorf("auth: passkey: %w", err)
	}
	sealed, err := s.sealFlow(kind, bound, flowFor, data)
	return Ceremony{Options: text, Flow: sealed}, err
}

// FinishPasskeyEnrolment stores the passkey that the browser made.
func (s *Service) FinishPasskeyEnrolment(ctx context.Context, token, flowText, label string, response []byte, o Origin) (Result, error) {
	x, err := s.mayEnrol(ctx, token)
	if err != nil {
		return Result{}, err
	}
	label = strings.TrimSpace(label)
	if !utf8.ValidString(label) || utf8.RuneCountInString(label) > maxLabel {
		return Result{}, errs.InvalidInput(errs.Finding{Field: "naam", Code: "passkey.naam", Args: []any{maxLabel}})
	}
	var data webauthn.SessionData
	f, err := s.openFlow("passkey.nieuw", flowText, x.Hash, &data)
	if err != nil {
		return Result{}, err
	}
	u, err := s.readUser(ctx, x.AccountID)
	if err != nil {
		return Result{}, err
	}
	if len(response) > maxResponse {
		return Result{}, errs.New(errs.Invalid, CodePasskey)
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(response)
	if err != nil {
		return Result{}, errs.New(errs.Invalid, CodePasskey)
	}
	made, err := s.keys.CreateCredential(u, data, parsed)
	if err != nil {
		return Result{}, errs.New(errs.Invalid, CodePasskey)
	}
	row := Passkey{ID: made.ID, AccountID: x.AccountID, RPID: s.keys.Config.RPID, Label: label, CreatedAt: s.now()}
	if row.Data, err = s.sealPasskey(x.AccountID, made); err != nil {
		return Result{}, err
	}
	return s.enrol(ctx, x, MethodPasskey, o, Event{Action: EventPasskey}, func(tx Tx, _ *Account) error {
		if err := spend(tx, f); err != nil {
			return err
		}
		_, taken, err := tx.Passkey(row.ID)
		if err == nil && taken {
			err = errs.New(errs.Conflict, CodePasskey)
		}
		if err != nil {
			return err
		}
		return tx.PutPasskey(row)
	})
}

func (s *Service) sealPasskey(accountID string, c *webauthn.Credential) ([]byte, error) {
	plain, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("auth: passkey: %w", err)
	}
	return s.seals.Encrypt(plain, passkeyPlace(accountID))
}

func passkeyPlace(accountID string) crypt.Place {
	return crypt.Place{Table: "passkey", Column: "data", Row: accountID}
}

// spend makes a flow good for once only.
func spend(tx Tx, f flow) error {
	fresh, err := tx.Spend(f.Once, f.Until)
	if err == nil && !fresh {
		err = errs.New(errs.Invalid, CodeFlow)
	}
	return err
}

// BeginPasskey starts the use of a passkey as second factor, in
// [StepSecondFactor] or in an open session for a fresh proof.
func (s *Service) BeginPasskey(ctx context.Context, token string) (Ceremony, error) {
	x, err := s.at(ctx, token, StepSecondFactor, StepDone)
	if err != nil {
		return Ceremony{}, err
	}
	u, err := s.readUser(ctx, x.AccountID)
	if err != nil {
		return Ceremony{}, err
	}
	if len(u.keys) == 0 {
		return Ceremony{}, errs.New(errs.Conflict, CodeStep)
	}
	options, data, err := s.keys.BeginLogin(u, webauthn.WithUserVerification(protocol.VerificationPreferred))
	if err != nil {
		return Ceremony{}, fmt.Errorf("auth: passkey: %w", err)
	}
	return s.ceremony("passkey.factor", x.Hash, options, data)
}

// FinishPasskey proves the second factor with the browser's answer.
func (s *Service) FinishPasskey(ctx context.Context, token, flowText string, response []byte, o Origin) (Result, error) {
	x, err := s.at(ctx, token, StepSecondFactor, StepDone)
	if err != nil {
		return Result{}, err
	}
	var data webauthn.SessionData
	f, err := s.openFlow("passkey.factor", flowText, x.Hash, &data)
	if err != nil {
		return Result{}, err
	}
	u, err := s.readUser(ctx, x.AccountID)
	if err != nil {
		return Result{}, err
	}
	parsed, err := parseAssertion(response)
	if err != nil {
		return Result{}, err
	}
	used, err := s.keys.ValidateLogin(u, data, parsed)
	if err != nil || used.Authenticator.CloneWarning {
		return Result{}, s.refusedKey(ctx, reservation{}, x.AccountID, o, used)
	}
	return s.second(ctx, x, MethodPasskey, o, reservation{}, s.useKey(f, used))
}

func parseAssertion(response []byte) (*protocol.ParsedCredentialAssertionData, error) {
	if len(response) > maxResponse {
		return nil, errs.New(errs.Invalid, CodePasskey)
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(response)
	if err != nil {
		return nil, errs.New(errs.Invalid, CodePasskey)
	}
	return parsed, nil
}

// refusedKey stores that a passkey did not hold; a counter that went back is a
// sign of a copied key and is named.
func (s *Service) refusedKey(ctx context.Context, r reservation, accountID string, o Origin, used *webauthn.Credential) error {
	details := map[string]string{"stap": string(MethodPasskey)}
	if used != nil && used.Authenticator.CloneWarning {
		details["reden"] = "teller_terug"
	}
	e := Event{Account: accountID, At: s.now(), Address: o.address(), Details: details}
	if err := s.fail(ctx, r, e); errs.CodeOf(err) != CodeWrong {
		return err
	}
	return errs.New(errs.Invalid, CodePasskey)
}

// useKey stores the new state of a passkey and makes its challenge good for once.
func (s *Service) useKey(f flow, used *webauthn.Credential) func(Tx, *Account) error {
	return func(tx Tx, a *Account) error {
		if err := spend(tx, f); err != nil {
			return err
		}
		row, found, err := tx.Passkey(used.ID)
		if err != nil {
			return err
		}
		if !found || row.AccountID != a.ID {
			return errs.New(errs.Invalid, CodePasskey) // removed meanwhile
		}
		row.UsedAt = s.now()
		if row.Data, err = s.sealPasskey(a.ID, used); err != nil {
			return err
		}
		return tx.PutPasskey(row)
	}
}

// BeginPasskeyLogin starts a sign-in with a passkey alone. It needs no user name
// and stores nothing.
func (s *Service) BeginPasskeyLogin() (Ceremony, error) {
	if s.keys == nil {
		return Ceremony{}, errs.New(errs.Conflict, CodeNoPasskeys)
	}
	options, data, err := s.keys.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Ceremony{}, fmt.Errorf("auth: passkey: %w", err)
	}
	return s.ceremony("passkey.inlog", "", options, data)
}

// FinishPasskeyLogin signs in with a passkey alone. Having it and being verified
// by it (finger, face or code of the device) are the two factors.
func (s *Service) FinishPasskeyLogin(ctx context.Context, flowText string, response []byte, o Origin) (Result, error) {
	var data webauthn.SessionData
	f, err := s.openFlow("passkey.inlog", flowText, "", &data)
	if err != nil {
		return Result{}, err
	}
	if s.keys == nil {
		return Result{}, errs.New(errs.Conflict, CodeNoPasskeys)
	}
	parsed, err := parseAssertion(response)
	if err != nil {
		return Result{}, err
	}
	r, err := s.reserve(ctx, s.addressCounter(o))
	if err != nil {
		return Result{}, err
	}
	accountID := ""
	var broken error
	find := func(rawID, _ []byte) (webauthn.User, error) {
		var u keyUser
		err := s.repo.Read(ctx, func(tx Tx) error {
			row, found, err := tx.Passkey(rawID)
			if err != nil {
				return err
			}
			if !found {
				return errRefused
			}
			accountID = row.AccountID
			u, err = s.keyUser(tx, row.AccountID)
			return err
		})
		if err != nil && !errors.Is(err, errRefused) && errs.CodeOf(err) != CodeWrong {
			broken = err
		}
		return u, err
	}
	_, used, err := s.keys.ValidatePasskeyLogin(find, data, parsed)
	if broken != nil {
		return Result{}, broken
	}
	if err != nil || used.Authenticator.CloneWarning {
		return Result{}, s.refusedKey(ctx, r, accountID, o, used)
	}
	x := Session{First: MethodPasskey, Second: MethodPasskey}
	return s.advance(ctx, accountID, x, o, r, s.useKey(f, used))
}
