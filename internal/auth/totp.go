package auth

import (
	"bytes"
	"context"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"rsc.io/qr"

	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
)

// Codes of an authenticator app (TOTP, RFC 6238): six figures, 30 seconds, the
// SHA-1 that every app supports. The step before and after the present one are
// taken too, for clocks that differ; a step is taken once (RFC 6238, 5.2).
const (
	totpPeriod = 30
	totpSkew   = 1
	totpSecret = 20 // bytes, RFC 4226 section 4 R6
)

var totpText = base32.StdEncoding.WithPadding(base32.NoPadding)

// TOTPEnrolment is what a page shows to set up an authenticator app.
type TOTPEnrolment struct {
	Secret string // to type over, in groups of four
	URI    string // what the QR code holds; see QRSVG and QRPNG
	Flow   string // for [Service.ConfirmTOTP]; the secret is stored only after it
}

type totpFlow struct {
	Secret []byte `json:"s"`
}

// BeginTOTP starts setting up an authenticator app, in [StepEnrol] or in an open
// session with a fresh proof.
func (s *Service) BeginTOTP(ctx context.Context, token string) (TOTPEnrolment, error) {
	x, err := s.mayEnrol(ctx, token)
	if err != nil {
		return TOTPEnrolment{}, err
	}
	var a Account
	if err := s.repo.Read(ctx, func(tx Tx) (err error) { a, _, err = tx.Account(x.AccountID); return err }); err != nil {
		return TOTPEnrolment{}, err
	}
	secret := make([]byte, totpSecret)
	if _, err := io.ReadFull(s.random, secret); err != nil {
		return TOTPEnrolment{}, fmt.Errorf("auth: random source: %w", err)
	}
	sealed, err := s.sealFlow("totp", x.Hash, flowFor, totpFlow{Secret: secret})
	if err != nil {
		return TOTPEnrolment{}, err
	}
	return s.totpEnrolment(a, secret, sealed), nil
}

// totpEnrolment is what a page shows of a secret.
func (s *Service) totpEnrolment(a Account, secret []byte, flowText string) TOTPEnrolment {
	text := totpText.EncodeToString(secret)
	query := url.Values{"secret": {text}, "issuer": {s.name}, "algorithm": {"SHA1"}, "digits": {"6"}, "period": {"30"}}
	uri := "otpauth://totp/" + url.PathEscape(s.name+":"+a.Login) + "?" + strings.ReplaceAll(query.Encode(), "+", "%20")
	return TOTPEnrolment{Secret: grouped(text), URI: uri, Flow: flowText}
}

func grouped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i += groupLen {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s[i:min(i+groupLen, len(s))])
	}
	return b.String()
}

// ConfirmTOTP stores the secret of [Service.BeginTOTP] when the app gives the
// right code. It replaces an authenticator app that was there.
func (s *Service) ConfirmTOTP(ctx context.Context, token, flowText, code string, o Origin) (Result, error) {
	x, err := s.mayEnrol(ctx, token)
	if err != nil {
		return Result{}, err
	}
	var f totpFlow
	if _, err := s.openFlow("totp", flowText, x.Hash, &f); err != nil {
		return Result{}, err
	}
	// The secret is in the hands of whoever types the code, so there is nothing
	// to guess and nothing to slow down.
	step, ok, err := totpStep(f.Secret, code, s.now(), 0)
	if err != nil {
		return Result{}, err
	}
	if !ok {
		return Result{}, errs.InvalidInput(errs.Finding{Field: "code", Code: CodeWrong})
	}
	return s.enrol(ctx, x, MethodTOTP, o, Event{Action: EventTOTP}, func(tx Tx, a *Account) error {
		a.TOTPSecret, err = s.seals.Encrypt(f.Secret, totpPlace(a.ID))
		a.TOTPStep = step
		return err
	})
}

func totpPlace(accountID string) crypt.Place {
	return crypt.Place{Table: "account", Column: "totp_secret", Row: accountID}
}

// totpStep finds the 30-second step of a code, if it fits one near now that is
// later than the last one used. It computes all of them, whatever fits.
func totpStep(secret []byte, code string, now time.Time, last int64) (step int64, ok bool, err error) {
	code = NormalDigits(code)
	present := now.Unix() / totpPeriod
	text := totpText.EncodeToString(secret)
	for at := present - totpSkew; at <= present+totpSkew; at++ {
		want, err := hotp.GenerateCodeCustom(text, uint64(max(at, 0)), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, false, errors.New("auth: TOTP secret cannot be used")
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && at > last && !ok {
			step, ok = at, true
		}
	}
	return step, ok, nil
}

// errRefused is a second factor that does not hold, found inside the transaction.
var errRefused = errors.New("auth: refused")

// TOTP proves the second factor with a code of the authenticator app: in
// [StepSecondFactor], or in an open session for a fresh proof.
func (s *Service) TOTP(ctx context.Context, token, code string, o Origin) (Result, error) {
	return s.provide(ctx, token, MethodTOTP, o, func(tx Tx, a *Account) error {
		if len(a.TOTPSecret) == 0 {
			return errRefused
		}
		secret, err := s.seals.Decrypt(a.TOTPSecret, totpPlace(a.ID))
		if err != nil {
			return fmt.Errorf("auth: TOTP secret: %w", err)
		}
		step, ok, err := totpStep(secret, code, s.now(), a.TOTPStep)
		if err != nil {
			return err
		}
		if !ok {
			return errRefused
		}
		if ok, err = tx.UseStep(a.ID, step); err == nil && !ok {
			err = errRefused
		}
		return err
	})
}

// RecoveryCode proves the second factor with one of the codes shown at set-up.
func (s *Service) RecoveryCode(ctx context.Context, token, code string, o Origin) (Result, error) {
	left := 0
	out, err := s.provide(ctx, token, MethodRecovery, o, func(tx Tx, a *Account) error {
		used := false
		for _, hash := range s.hashes("herstelcode", a.ID, NormalCode(code)) {
			ok, err := tx.UseRecoveryCode(a.ID, hash, s.now())
			if err != nil {
				return err
			}
			used = used || ok
		}
		if !used {
			return errRefused
		}
		var err error
		left, err = tx.RecoveryCodesLeft(a.ID)
		return err
	})
	out.CodesLeft = left
	return out, err
}

// provide is the frame of a second factor that could be guessed: counted before
// it is looked at, one answer when it does not hold.
func (s *Service) provide(ctx context.Context, token string, m Method, o Origin, check func(Tx, *Account) error) (Result, error) {
	x, err := s.at(ctx, token, StepSecondFactor, StepDone)
	if err != nil {
		return Result{}, err
	}
	r, err := s.reserve(ctx, s.counters(o, "factor", x.AccountID, limitFactor, &limitEverywhere))
	if err != nil {
		return Result{}, err
	}
	out, err := s.second(ctx, x, m, o, r, check)
	if errors.Is(err, errRefused) {
		return Result{}, s.fail(ctx, r, Event{Account: x.AccountID, At: s.now(), Address: o.address(), Details: map[string]string{"stap": string(m)}})
	}
	return out, err
}

// recoveryCodes is how many there are.
const recoveryCodes = 10

// makeRecoveryCodes replaces the recovery codes of an account. The codes go to
// the screen once; only keyed hashes stay.
func (s *Service) makeRecoveryCodes(tx Tx, accountID string) ([]string, error) {
	codes := make([]string, recoveryCodes)
	hashes := make([]string, recoveryCodes)
	for i := range codes {
		var err error
		if codes[i], err = s.newCode(lenRecovery); err != nil {
			return nil, err
		}
		hashes[i] = s.hash("herstelcode", accountID, NormalCode(codes[i]))
	}
	return codes, tx.ReplaceRecoveryCodes(accountID, hashes, s.now())
}

// QRSVG draws a text as a QR code in SVG, without inline style, with a label for
// who cannot see it.
func QRSVG(text, label string) (string, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", errors.New("auth: text does not fit a QR code")
	}
	const quiet = 4
	size := code.Size + 2*quiet
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="`,
		size, size, xmlText(label), size, size)
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.String(), nil
}

var xmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;").Replace

// QRPNG draws a text as a QR code in PNG.
func QRPNG(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, errors.New("auth: text does not fit a QR code")
	}
	return bytes.Clone(code.PNG()), nil
}
