package auth_test

import (
	"bytes"
	"encoding/base32"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"trede/internal/auth"
	"trede/internal/platform/errs"
)

// firstStep signs in up to the second factor.
func (u *user) firstStep() string {
	u.e.t.Helper()
	return must[auth.Result](u.e.t)(u.e.Password(ctx, u.login, u.password, home)).Token
}

func TestCodeOfTheAppIsGoodAroundNowAndOnce(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	codeAt := func(d time.Duration) string { return must[string](t)(totp.GenerateCode(u.totp, e.clock.Now().Add(d))) }
	for _, c := range []struct {
		off  time.Duration
		good bool
	}{{-61 * time.Second, false}, {-30 * time.Second, true}, {0, true}, {30 * time.Second, true}, {61 * time.Second, false}} {
		e.clock.Advance(10 * time.Minute)
		e.clock.Set(e.clock.Now().Truncate(30 * time.Second).Add(15 * time.Second))
		token := u.firstStep()
		_, err := e.TOTP(ctx, token, codeAt(c.off), home)
		if (err == nil) != c.good {
			t.Errorf("a code of %v from now: %v", c.off, err)
		}
	}
	// Used up: not again, and nothing before it.
	e.clock.Advance(10 * time.Minute)
	good := codeAt(0)
	if _, err := e.TOTP(ctx, u.firstStep(), good, home); err != nil {
		t.Fatal(err)
	}
	for _, replay := range []string{good, codeAt(-30 * time.Second)} {
		_, err := e.TOTP(ctx, u.firstStep(), replay, home)
		e.wantCode(err, auth.CodeWrong)
	}
	e.clock.Advance(30 * time.Second)
	if _, err := e.TOTP(ctx, u.firstStep(), codeAt(0)[:3]+" "+codeAt(0)[3:], home); err != nil {
		t.Errorf("the next code, with a space as the app shows it: %v", err)
	}
}

func TestVectorsOfRFC6238(t *testing.T) {
	secret := []byte("12345678901234567890")
	for at, code := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		step, ok, err := auth.TOTPStep(secret, code, time.Unix(at, 0), 0)
		if !ok || err != nil || step != at/30 {
			t.Errorf("%d: step %d, %v, %v", at, step, ok, err)
		}
	}
	if _, ok, _ := auth.TOTPStep(secret, "287082", time.Unix(59, 0), 1); ok {
		t.Error("a step that was used is found again")
	}
	if _, ok, err := auth.TOTPStep(secret, "755224", time.Unix(0, 0), -1); !ok || err != nil { // RFC 4226, counter 0
		t.Errorf("the beginning of time: %v %v", ok, err)
	}
}

func TestEnrolmentBelongsToItsSession(t *testing.T) {
	e := newEnv(t)
	u, mallory := e.staff("saskia"), e.staff("mallory")
	en := must[auth.TOTPEnrolment](t)(e.BeginTOTP(ctx, mallory.token))
	secret := strings.ReplaceAll(en.Secret, " ", "")
	code := must[string](t)(totp.GenerateCode(secret, e.clock.Now()))
	_, err := e.ConfirmTOTP(ctx, u.token, en.Flow, code, home)
	e.wantCode(err, auth.CodeFlow)
	if _, err := e.ConfirmTOTP(ctx, mallory.token, en.Flow, "123", home); len(errs.FindingsOf(err)) != 1 {
		t.Errorf("a wrong first code: %v", err)
	}
	e.clock.Advance(10 * time.Minute)
	_, err = e.ConfirmTOTP(ctx, mallory.token, en.Flow, must[string](t)(totp.GenerateCode(secret, e.clock.Now())), home)
	e.wantCode(err, auth.CodeFlow) // open too long
	e.nothingLeaks(secret, en.Flow)

	key, err := otp.NewKeyFromURL(en.URI)
	if err != nil || key.Secret() != secret || key.Issuer() != "Trede" || key.AccountName() != "mallory" || key.Period() != 30 || key.Digits() != 6 {
		t.Errorf("an app would read %v out of it, %v", key, err)
	}
	if u, err := url.Parse(en.URI); err != nil || u.Query().Get("algorithm") != "SHA1" {
		t.Errorf("%s", en.URI)
	}
}

func TestReplacingTheAppNeedsAFreshProof(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	e.clock.Advance(16 * time.Minute)
	_, err := e.BeginTOTP(ctx, u.token)
	e.wantCode(err, auth.CodeConfirm)
	if e.Fresh(e.alive(u.token)) {
		t.Error("still fresh after 16 minutes")
	}
	_, err = e.NewRecoveryCodes(ctx, u.token, home)
	e.wantCode(err, auth.CodeConfirm)
	_, err = e.ConfirmPassword(ctx, u.token, u.password, home)
	e.wantCode(err, auth.CodeStep) // a password is not enough for who has a second factor
	r := must[auth.Result](t)(e.TOTP(ctx, u.token, u.code(), home))
	e.dead(u.token, auth.CodeNoSession)
	x := e.alive(r.Token)
	if !e.Fresh(x) || !x.CreatedAt.Equal(start) || x.Step != auth.StepDone {
		t.Errorf("fresh %v, made %v: a proof must not move the absolute limit", e.Fresh(x), x.CreatedAt)
	}
	old, oldCodes := u.totp, u.recovery
	e.clock.Advance(time.Minute)
	if r = u.enrol(r.Token); r.RecoveryCodes != nil {
		t.Error("another app must not replace the recovery codes that were written down")
	}
	e.clock.Advance(time.Minute)
	code := must[string](t)(totp.GenerateCode(old, e.clock.Now()))
	_, err = e.TOTP(ctx, u.firstStep(), code, home)
	e.wantCode(err, auth.CodeWrong)
	e.clock.Advance(time.Minute)
	if _, err := e.RecoveryCode(ctx, u.firstStep(), oldCodes[0], home); err != nil {
		t.Error(err)
	}
}

func TestRecoveryCodes(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	if len(u.recovery) != 10 || len(slices.Compact(slices.Sorted(slices.Values(u.recovery)))) != 10 {
		t.Fatalf("%d codes", len(u.recovery))
	}
	for i, code := range u.recovery {
		e.clock.Advance(time.Minute)
		typed := code
		if i%2 == 1 { // as people type them
			typed = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(code, "-", " "), "0", "o"))
		}
		r := must[auth.Result](t)(e.RecoveryCode(ctx, u.firstStep(), typed, home))
		if r.CodesLeft != 9-i || r.Step != auth.StepDone {
			t.Errorf("code %d: %d left, %s", i, r.CodesLeft, r.Step)
		}
		u.token = r.Token
		_, err := e.RecoveryCode(ctx, u.firstStep(), code, home)
		e.wantCode(err, auth.CodeWrong)
	}
	if m := must[[]auth.Method](t)(e.Methods(ctx, u.firstStep())); slices.Contains(m, auth.MethodRecovery) {
		t.Errorf("used-up codes are still offered: %v", m)
	}
	other := e.staff("ben")
	_, err := e.RecoveryCode(ctx, u.firstStep(), other.recovery[0], home)
	e.wantCode(err, auth.CodeWrong)
	_, err = e.RecoveryCode(ctx, u.firstStep(), "", home)
	e.wantCode(err, auth.CodeWrong)

	made := must[auth.Result](t)(e.NewRecoveryCodes(ctx, other.token, home))
	if len(made.RecoveryCodes) != 10 {
		t.Fatal("no new codes")
	}
	e.clock.Advance(time.Minute)
	_, err = e.RecoveryCode(ctx, other.firstStep(), other.recovery[0], home)
	e.wantCode(err, auth.CodeWrong)
	e.nothingLeaks(append(made.RecoveryCodes, other.recovery...)...)
}

func TestStaffKeepASecondFactor(t *testing.T) {
	e := newEnv(t)
	u := e.staff("saskia")
	_, err := e.RemoveTOTP(ctx, u.token, home)
	e.wantCode(err, auth.CodeLastFactor)
	e.alive(u.token)
	e.clock.Advance(time.Minute)
	u.signIn(home) // still with the app
	_, err = e.RemovePasskey(ctx, u.token, []byte("weg"), home)
	if !errs.Is(err, errs.NotFound) {
		t.Errorf("%v", err)
	}
}

// The database holds the secret sealed to its account: moved to another it is of
// no use.
func TestSecretCannotBeMovedToAnotherAccount(t *testing.T) {
	e := newEnv(t)
	u, mallory := e.staff("saskia"), e.staff("mallory")
	var hers []byte
	e.repo.Edit(mallory.id, func(a *auth.Account) { hers = a.TOTPSecret })
	e.repo.Edit(u.id, func(a *auth.Account) { a.TOTPSecret = hers })
	_, err := e.TOTP(ctx, u.firstStep(), mallory.code(), home)
	if err == nil || errs.CodeOf(err) == auth.CodeWrong {
		t.Errorf("a moved secret must be an error for operators, got %v", err)
	}
}

func TestQRInSVGEqualsThatInPNG(t *testing.T) {
	text := "otpauth://totp/Trede:saskia?algorithm=SHA1&digits=6&issuer=Trede&period=30&secret=" + base32.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 20))
	svg := must[string](t)(auth.QRSVG(text, `Code voor "de" app <& meer>`))
	raw := must[[]byte](t)(auth.QRPNG(text))
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	dec := xml.NewDecoder(strings.NewReader(svg))
	path, label := "", ""
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not well formed: %v", err)
		}
		if el, ok := tok.(xml.StartElement); ok {
			for _, a := range el.Attr {
				switch a.Name.Local {
				case "d":
					path = a.Value
				case "aria-label":
					label = a.Value
				case "style":
					t.Error("inline style breaks the CSP")
				}
			}
		}
	}
	if label != `Code voor "de" app <& meer>` {
		t.Errorf("label %q", label)
	}
	size := img.Bounds().Dx() / 8 // the PNG has 8 pixels to a module and the same quiet zone
	black := map[[2]int]bool{}
	for _, part := range strings.Split(strings.TrimSuffix(path, "z"), "z") {
		var x, y, w int
		if _, err := fmt.Sscanf(part, "M%d %dh%dv1", &x, &y, &w); err != nil {
			t.Fatalf("%q: %v", part, err)
		}
		for i := range w {
			black[[2]int{x + i, y}] = true
		}
	}
	for y := range size {
		for x := range size {
			r, _, _, _ := img.At(x*8+4, y*8+4).RGBA()
			if black[[2]int{x, y}] != (r == 0) {
				t.Fatalf("they differ at %d,%d of %d", x, y, size)
			}
		}
	}
	if _, err := auth.QRSVG(strings.Repeat("x", 10_000), ""); err == nil {
		t.Error("a text that fits no QR code")
	}
}
