package authtest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// Trick is a way in which a provider misbehaves.
type Trick string

// The tricks; each must be refused.
const (
	Honest        Trick = ""
	WrongNonce    Trick = "wrong nonce"
	NoNonce       Trick = "no nonce"
	WrongAudience Trick = "audience is another client"
	ManyAudiences Trick = "several audiences, no azp"
	WrongAZP      Trick = "azp is another client"
	Expired       Trick = "expired"
	IssuedLater   Trick = "issued in the future"
	IssuedEarlier Trick = "issued long ago"
	NotYetValid   Trick = "nbf in the future"
	AlgNone       Trick = "alg none"
	AlgHS256      Trick = "alg HS256 with the client secret"
	AlgHS256Key   Trick = "alg HS256 with the public key as secret"
	UnknownKey    Trick = "signed with another key"
	ChangedBody   Trick = "changed after signing"
	TokenIssuer   Trick = "iss of the token is another issuer"
	MixedIssuer   Trick = "iss of the answer is another issuer"
	NoIssuer      Trick = "iss of the answer left out"
	WrongState    Trick = "wrong state"
	NoIDToken     Trick = "no ID token"
	WrongAtHash   Trick = "at_hash of another access token"
	NoSubject     Trick = "no subject"
	AMRText       Trick = "amr is a text"
	Refuses       Trick = "error in the answer"
	TokenBroken   Trick = "token endpoint gives no JSON"
	TokenDown     Trick = "token endpoint gives 503"
)

// Provider is a small OpenID Connect provider. Set its fields before a sign-in.
type Provider struct {
	*httptest.Server
	ClientID, ClientSecret string
	Now                    func() time.Time
	Alg                    string         // RS256 or ES256
	Subject                string         // who signs in
	Claims                 map[string]any // added to the ID token
	Trick                  Trick
	NoLogout               bool // no end_session_endpoint in discovery
	AuthPost               bool // client_secret_post only

	mu     sync.Mutex
	rsa    *rsa.PrivateKey
	ec     *ecdsa.PrivateKey
	codes  map[string]url.Values // open codes with the request they answer
	used   int                   // codes offered a second time
	tokens []string              // ID tokens given
	down   bool
}

// NewProvider starts a provider on this machine; it stops with the test.
func NewProvider(t testing.TB, now func() time.Time) *Provider {
	t.Helper()
	p := &Provider{ClientID: "trede", ClientSecret: "geheim-van-de-test", Now: now, Alg: "RS256", Subject: "sub-1", codes: map[string]url.Values{}}
	p.rsa, p.ec = ownKeys()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /jwks", p.jwks)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.down {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

// newKeys makes the keys of a provider, once for all tests: RSA takes its time.
func newKeys() (*rsa.PrivateKey, *ecdsa.PrivateKey) {
	r, err1 := rsa.GenerateKey(rand.Reader, 2048)
	e, err2 := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err1 != nil || err2 != nil {
		panic("authtest: no keys") // crypto/rand does not fail
	}
	return r, e
}

var (
	ownKeys     = sync.OnceValues(newKeys)
	foreignKeys = sync.OnceValues(newKeys)
)

// SetDown makes every request fail, or work again.
func (p *Provider) SetDown(down bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = down
}

// Reused tells how many codes were offered a second time.
func (p *Provider) Reused() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.used
}

// Tokens gives the ID tokens given so far.
func (p *Provider) Tokens() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.tokens...)
}

// Answer does what the browser does at the provider: it opens the address and
// gives the query of the page that it is sent back to.
func (p *Provider) Answer(t testing.TB, address string) url.Values {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusFound {
		t.Fatalf("the provider answered %s", resp.Status)
	}
	back, err := resp.Location()
	if err != nil {
		t.Fatal(err)
	}
	return back.Query()
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	d := map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/jwks",
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"pairwise"},
		"id_token_signing_alg_values_supported": []string{"RS256", "ES256"}, "code_challenge_methods_supported": []string{"S256"},
		"authorization_response_iss_parameter_supported": true, "token_endpoint_auth_methods_supported": []string{"client_secret_basic"},
	}
	if p.AuthPost {
		d["token_endpoint_auth_methods_supported"] = []string{"client_secret_post"}
	}
	if !p.NoLogout {
		d["end_session_endpoint"] = p.URL + "/logout?x=1"
	}
	writeJSON(w, d)
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func (p *Provider) jwks(w http.ResponseWriter, _ *http.Request) {
	point, err := p.ec.PublicKey.Bytes() // 4, x, y
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	writeJSON(w, map[string]any{"keys": []map[string]string{
		{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "rsa", "n": b64(p.rsa.N.Bytes()), "e": b64(big.NewInt(int64(p.rsa.E)).Bytes())},
		{"kty": "EC", "use": "sig", "alg": "ES256", "kid": "ec", "crv": "P-256", "x": b64(point[1:33]), "y": b64(point[33:])},
	}})
}

// authorize signs the subject in at once and sends the browser back.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("client_id") != p.ClientID || q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" ||
		len(q.Get("code_challenge")) != 43 || q.Get("state") == "" || q.Get("nonce") == "" || !strings.Contains(q.Get("scope"), "openid") {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	code := rand.Text()
	p.codes[code] = q
	back := url.Values{"state": {q.Get("state")}, "code": {code}, "iss": {p.URL}}
	switch p.Trick {
	case WrongState:
		back.Set("state", rand.Text())
	case MixedIssuer:
		back.Set("iss", "https://idp.example.org")
	case NoIssuer:
		back.Del("iss")
	case Refuses:
		back.Del("code")
		back.Set("error", "access_denied")
	}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound) //nolint:gosec // a provider for tests only
}

// token exchanges a code once, for the client that proves itself and the verifier.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	clientID, secret, basic := r.BasicAuth()
	if p.AuthPost {
		clientID, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	if clientID != p.ClientID || secret != p.ClientSecret || p.AuthPost == basic {
		w.WriteHeader(http.StatusUnauthorized)
		writeJSON(w, map[string]string{"error": "invalid_client"})
		return
	}
	switch p.Trick {
	case TokenBroken:
		_, _ = fmt.Fprint(w, "<html>access_token=verraden</html>")
		return
	case TokenDown:
		http.Error(w, "later", http.StatusServiceUnavailable)
		return
	}
	code := r.PostFormValue("code")
	asked, open := p.codes[code]
	delete(p.codes, code)
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !open {
		p.used++
	}
	if !open || b64(sum[:]) != asked.Get("code_challenge") || r.PostFormValue("redirect_uri") != asked.Get("redirect_uri") {
		w.WriteHeader(http.StatusBadRequest)
		writeJSON(w, map[string]string{"error": "invalid_grant"})
		return
	}
	access := rand.Text()
	answer := map[string]any{"access_token": access, "token_type": "Bearer", "expires_in": 300}
	if p.Trick != NoIDToken {
		token := p.sign(p.claims(asked, access))
		p.tokens = append(p.tokens, token)
		answer["id_token"] = token
	}
	writeJSON(w, answer)
}

func (p *Provider) claims(asked url.Values, access string) map[string]any {
	now := p.Now()
	half := sha256.Sum256([]byte(access))
	c := map[string]any{
		"iss": p.URL, "aud": p.ClientID, "sub": p.Subject, "nonce": asked.Get("nonce"),
		"iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(), "at_hash": b64(half[:16]),
	}
	maps.Copy(c, p.Claims)
	switch p.Trick {
	case WrongNonce:
		c["nonce"] = rand.Text()
	case NoNonce:
		delete(c, "nonce")
	case WrongAudience:
		c["aud"] = "another"
	case ManyAudiences:
		c["aud"] = []string{p.ClientID, "another"}
	case WrongAZP:
		c["aud"], c["azp"] = []string{p.ClientID, "another"}, "another"
	case Expired:
		c["iat"], c["exp"] = now.Add(-8*time.Minute).Unix(), now.Add(-2*time.Minute).Unix()
	case IssuedLater:
		c["iat"], c["exp"] = now.Add(5*time.Minute).Unix(), now.Add(time.Hour).Unix()
	case IssuedEarlier:
		c["iat"], c["exp"] = now.Add(-time.Hour).Unix(), now.Add(time.Hour).Unix()
	case NotYetValid:
		c["nbf"] = now.Add(time.Hour).Unix()
	case TokenIssuer:
		c["iss"] = "https://idp.example.org"
	case WrongAtHash:
		c["at_hash"] = b64(make([]byte, 16))
	case NoSubject:
		c["sub"] = ""
	case AMRText:
		c["amr"] = "mfa"
	}
	return c
}

// sign makes the JWT, by hand so that it can be made wrong.
func (p *Provider) sign(claims map[string]any) string {
	alg, kid := p.Alg, map[string]string{"RS256": "rsa", "ES256": "ec"}[p.Alg]
	switch p.Trick {
	case AlgNone:
		alg = "none"
	case AlgHS256, AlgHS256Key:
		alg = "HS256"
	}
	header, _ := json.Marshal(map[string]string{"alg": alg, "kid": kid, "typ": "JWT"})
	body, _ := json.Marshal(claims)
	input := b64(header) + "." + b64(body)
	sum := sha256.Sum256([]byte(input))
	signature := p.signature(alg, input, sum[:])
	if p.Trick == ChangedBody {
		claims["sub"] = "somebody-else"
		body, _ = json.Marshal(claims)
		input = b64(header) + "." + b64(body)
	}
	return input + "." + b64(signature)
}

func (p *Provider) signature(alg, input string, sum []byte) []byte {
	rsaKey, ecKey := p.rsa, p.ec
	if p.Trick == UnknownKey {
		rsaKey, ecKey = foreignKeys()
	}
	switch alg {
	case "RS256":
		out, _ := rsa.SignPKCS1v15(rand.Reader, rsaKey, crypto.SHA256, sum)
		return out
	case "ES256":
		r, s, _ := ecdsa.Sign(rand.Reader, ecKey, sum)
		out := make([]byte, 64)
		r.FillBytes(out[:32])
		s.FillBytes(out[32:])
		return out
	case "HS256":
		secret := []byte(p.ClientSecret)
		if p.Trick == AlgHS256Key {
			secret = p.rsa.N.Bytes()
		}
		h := hmac.New(sha256.New, secret)
		h.Write([]byte(input))
		return h.Sum(nil)
	}
	return nil
}
