package mail_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"trede/internal/exchange/mail"
	"trede/internal/platform/clock"
	"trede/internal/platform/config"
	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
)

// server is a real SMTP server on loopback. What it answers depends on the local
// part of an address.
type server struct {
	host string
	port int
	cas  *x509.CertPool

	mu       sync.Mutex
	received []received
	sessions int
	data     error // answer to the content
	sender   error // answer to MAIL FROM
	mute     bool  // takes the mail and never says so
}

type received struct {
	from, to, user string
	tls            bool
	raw            []byte
}

type session struct {
	s    *server
	conn *smtp.Conn
	got  received
	auth bool
}

var answers = map[string]error{
	"onbekend": &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "onbekend@example.org: no such user"},
	"vol":      &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "vol@example.org: mailbox full"},
	"grijs":    &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted, grijs@example.org"},
}

func (x *session) Mail(from string, _ *smtp.MailOptions) error {
	if x.auth && x.got.user == "" {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "Authentication required"}
	}
	x.got.from = from
	return x.s.sender
}

func (x *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	x.got.to = to
	local, _, _ := strings.Cut(to, "@")
	return answers[local]
}

func (x *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	x.s.mu.Lock()
	defer x.s.mu.Unlock()
	if x.s.data != nil {
		return x.s.data
	}
	x.got.raw = raw
	_, x.got.tls = x.conn.TLSConnectionState()
	x.s.received = append(x.s.received, x.got)
	if x.s.mute {
		_ = x.conn.Conn().Close()
	}
	return nil
}

func (x *session) Reset()                   {}
func (x *session) Logout() error            { return nil }
func (x *session) AuthMechanisms() []string { return []string{sasl.Plain} }
func (x *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "trede" || password != "geheim" {
			return smtp.ErrAuthFailed
		}
		x.got.user = user
		return nil
	}), nil
}

// start runs a server; mode is a TLS mode of config.SMTP.
func start(t *testing.T, mode string) *server {
	t.Helper()
	s := &server{host: "127.0.0.1"}
	cert, pool := certificate(t)
	s.cas = pool
	srv := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.sessions++
		return &session{s: s, conn: c}, nil
	}))
	srv.Domain = "localhost"
	srv.ReadTimeout, srv.WriteTimeout = 5*time.Second, 5*time.Second
	srv.AllowInsecureAuth = mode == config.TLSNone
	conf := &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	if mode == config.TLSStart {
		srv.TLSConfig = conf
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = l.Addr().(*net.TCPAddr).Port
	if mode == config.TLSFull {
		l = tls.NewListener(l, conf)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = srv.Serve(l)
	}()
	t.Cleanup(func() {
		_ = srv.Close()
		_ = l.Close() // the server knows it only once Serve has begun
		<-done
	})
	return s
}

func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, public, private)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: private}, pool
}

var (
	site = &url.URL{Scheme: "https", Host: "werk.example.nl"}
	now  = time.Date(2026, 7, 15, 9, 30, 0, 0, time.UTC)
)

func (s *server) config(mode string) config.SMTP {
	return config.SMTP{Host: s.host, Port: s.port, TLS: mode, From: "Activerend Werk regio Arnhem <trede@werk.example.nl>"}
}

func sender(t *testing.T, s *server, c config.SMTP) *mail.Sender {
	t.Helper()
	out, err := mail.New(c, site, clock.Fixed(now))
	if err != nil {
		t.Fatal(err)
	}
	out.RootCAs, out.Timeout = s.cas, 3*time.Second
	return out
}

func message() mail.Message {
	return mail.Message{
		ID: "0190a3c4-1111-7000-8000-000000000001", To: "xq.vandenberg@example.org", FirstName: "Zoë", Template: mail.Uitnodiging,
		Link: "https://werk.example.nl/aanmelden/4QF7-K2", Until: now.Add(7 * 24 * time.Hour),
	}
}

func (s *server) one(t *testing.T) (received, *netmail.Message, string) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.received) != 1 {
		t.Fatalf("the server took %d mails, want 1", len(s.received))
	}
	got := s.received[0]
	parsed, err := netmail.ReadMessage(bytes.NewReader(got.raw))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(parsed.Body))
	if err != nil {
		t.Fatal(err)
	}
	return got, parsed, strings.ReplaceAll(string(body), "\r\n", "\n")
}

func TestAMailArrivesAsItShould(t *testing.T) {
	s := start(t, config.TLSStart)
	if err := sender(t, s, s.config(config.TLSStart)).Send(t.Context(), message()); err != nil {
		t.Fatal(err)
	}
	got, parsed, body := s.one(t)
	if !got.tls || got.from != "trede@werk.example.nl" || got.to != "xq.vandenberg@example.org" {
		t.Errorf("tls %v, from %s, to %s", got.tls, got.from, got.to)
	}
	for header, want := range map[string]string{
		"From":                      `"Activerend Werk regio Arnhem" <trede@werk.example.nl>`,
		"To":                        "<xq.vandenberg@example.org>",
		"Subject":                   "Uw toegang tot Trede",
		"Message-Id":                "<0190a3c4-1111-7000-8000-000000000001@werk.example.nl>",
		"Date":                      "Wed, 15 Jul 2026 09:30:00 +0000",
		"Mime-Version":              "1.0",
		"Content-Type":              "text/plain; charset=UTF-8",
		"Content-Transfer-Encoding": "quoted-printable",
		"Content-Language":          "nl",
		"Auto-Submitted":            "auto-generated",
		"X-Auto-Response-Suppress":  "All",
		"User-Agent":                "",
		"X-Mailer":                  "",
	} {
		if got := parsed.Header.Get(header); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
	want := `Beste Zoë,

U krijgt toegang tot Trede, het systeem voor Activerend Werk.
Met deze link maakt u uw account klaar:

https://werk.example.nl/aanmelden/4QF7-K2

De link werkt één keer, tot woensdag 22 juli 2026 om 11.30 uur.
Verwachtte u deze mail niet? Dan hoeft u niets te doen.

Met vriendelijke groet,
Activerend Werk regio Arnhem

Dit is een automatische mail. Een antwoord komt niet aan.
We vragen in een mail nooit om uw wachtwoord of uw burgerservicenummer.
`
	if body != want {
		t.Errorf("body:\n%s\nwant:\n%s", body, want)
	}
	for line := range strings.SplitSeq(string(got.raw), "\r\n") {
		if len(line) > 78 || strings.ContainsFunc(line, func(r rune) bool { return r > 126 || r < 32 && r != '\t' }) {
			t.Errorf("line %q is not plain ASCII of at most 78 characters", line)
		}
	}
}

// Issue 2 B: "without personal data in subject or body beyond a first name". All
// that a message can carry besides the first name and the link stays out.
func TestNoTextHoldsPersonalData(t *testing.T) {
	for _, name := range mail.Templates() {
		t.Run(string(name), func(t *testing.T) {
			s := start(t, config.TLSNone)
			m := message()
			m.Template = name
			if err := sender(t, s, s.config(config.TLSNone)).Send(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			got, parsed, body := s.one(t)
			subject, err := new(mime.WordDecoder).DecodeHeader(parsed.Header.Get("Subject"))
			if err != nil || subject == "" || strings.Contains(subject, "Zoë") {
				t.Errorf("subject %q (%v)", subject, err)
			}
			if strings.Count(body, "Zoë") != 1 || !strings.HasPrefix(body, "Beste Zoë,\n\n") || strings.Count(body, m.Link) != 1 {
				t.Errorf("body:\n%s", body)
			}
			for _, personal := range []string{"xq", "vandenberg", "example.org"} {
				if strings.Contains(strings.ToLower(subject+body), personal) {
					t.Errorf("%q stands in %s\n%s", personal, subject, body)
				}
				headers, _, _ := strings.Cut(string(got.raw), "\r\n\r\n")
				if n := strings.Count(headers, personal); n > 1 {
					t.Errorf("%q stands %d times in the headers, want it in To only:\n%s", personal, n, headers)
				}
			}
			if strings.Contains(body, "{{") || strings.Contains(body, "<no value>") || strings.Contains(body, "\n\n\n") {
				t.Errorf("the text is not whole:\n%s", body)
			}
		})
	}
}

func TestOddFirstNamesAreLeftOut(t *testing.T) {
	for name, want := range map[string]string{
		"":                          "Goedendag,",
		"Zoë":                       "Beste Zoë,",
		"  Jan  Willem ":            "Beste Jan Willem,",
		"Anne-Fleur d'Arc":          "Beste Anne-Fleur d'Arc,",
		"J. P.":                     "Beste J. P.,",
		"محمد":                      "Beste محمد,",
		"Zoe\u0308":                 "Beste Zoe\u0308,",
		"win geld op www.kwaad.nl":  "Goedendag,",
		"http://x":                  "Goedendag,",
		"999900006":                 "Goedendag,",
		"a@b.nl":                    "Goedendag,",
		"{{.Link}}":                 "Goedendag,",
		"\u202eZoë":                 "Goedendag,",
		"-":                         "Goedendag,",
		strings.Repeat("lange ", 9): "Goedendag,",
	} {
		s := start(t, config.TLSNone)
		m := message()
		m.FirstName, m.Until = name, time.Time{}
		if err := sender(t, s, s.config(config.TLSNone)).Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		_, _, body := s.one(t)
		if first, _, _ := strings.Cut(body, "\n"); first != want {
			t.Errorf("%q is greeted with %q, want %q", name, first, want)
		}
		if !strings.Contains(body, "De link werkt één keer.\n") {
			t.Errorf("a link without end:\n%s", body)
		}
	}
}

func TestMessagesThatMayNotLeave(t *testing.T) {
	s := start(t, config.TLSNone)
	out := sender(t, s, s.config(config.TLSNone))
	for name, spoil := range map[string]func(*mail.Message){
		"no id":                  func(m *mail.Message) { m.ID = "" },
		"id with a line break":   func(m *mail.Message) { m.ID = "a\r\nBcc: x@example.org" },
		"no address":             func(m *mail.Message) { m.To = "" },
		"address with name":      func(m *mail.Message) { m.To = "Zoë <xq.vandenberg@example.org>" },
		"two addresses":          func(m *mail.Message) { m.To = "a@example.org, b@example.org" },
		"address with a header":  func(m *mail.Message) { m.To = "a@example.org\r\nBcc: b@example.org" },
		"unknown text":           func(m *mail.Message) { m.Template = "../mail" },
		"no link":                func(m *mail.Message) { m.Link = "" },
		"link elsewhere":         func(m *mail.Message) { m.Link = "https://werk.example.nl.kwaad.nl/" },
		"link to another scheme": func(m *mail.Message) { m.Link = "http://werk.example.nl/" },
		"link with user":         func(m *mail.Message) { m.Link = "https://zoe@werk.example.nl/" },
		"link with white space":  func(m *mail.Message) { m.Link = "https://werk.example.nl/a b" },
		"link with a line":       func(m *mail.Message) { m.Link = "https://werk.example.nl/a\nb" },
		"link with a BSN":        func(m *mail.Message) { m.Link = "https://werk.example.nl/dossier/999900006" },
		"link with an address":   func(m *mail.Message) { m.Link = "https://werk.example.nl/?mail=zoe%40example.org" },
	} {
		m := message()
		spoil(&m)
		err := out.Send(t.Context(), m)
		if !errs.Is(err, errs.Invalid) || errs.CodeOf(err) != mail.CodeRefused || mail.Retryable(err) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && (strings.Contains(err.Error(), "vandenberg") || strings.Contains(err.Error(), "999900006")) {
			t.Errorf("%s: the error tells who: %v", name, err)
		}
	}
	if len(s.received) != 0 || s.sessions != 0 {
		t.Errorf("the server got %d mails in %d sessions", len(s.received), s.sessions)
	}
}

func TestEachTLSMode(t *testing.T) {
	for _, mode := range []string{config.TLSStart, config.TLSFull, config.TLSNone} {
		t.Run(mode, func(t *testing.T) {
			s := start(t, mode)
			c := s.config(mode)
			c.User, c.Password = "trede", crypt.Protect("geheim")
			if err := sender(t, s, c).Send(t.Context(), message()); err != nil {
				t.Fatal(err)
			}
			got, _, _ := s.one(t)
			if got.user != "trede" || got.tls != (mode != config.TLSNone) {
				t.Errorf("signed in as %q, TLS %v", got.user, got.tls)
			}
		})
	}
}

// A mail is never sent in the clear because a server, or someone between us and
// it, says that it cannot do better; and never to a server that is another.
func TestEncryptionIsNotTalkedDown(t *testing.T) {
	open, secure := start(t, config.TLSNone), start(t, config.TLSStart)
	tests := map[string]*mail.Sender{
		"no STARTTLS offered":  sender(t, open, open.config(config.TLSStart)),
		"no TLS spoken":        sender(t, open, open.config(config.TLSFull)),
		"certificate of other": sender(t, open, secure.config(config.TLSStart)), // trusts another authority
	}
	for name, out := range tests {
		err := out.Send(t.Context(), message())
		if !mail.Retryable(err) || errs.CodeOf(err) != mail.CodeLater {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(open.received)+len(secure.received) != 0 {
		t.Error("a mail was sent all the same")
	}
}

func TestRefusalsAreToldApart(t *testing.T) {
	reply := func(code int, text string) error {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 7, 1}, Message: text}
	}
	tests := []struct {
		name, to     string
		data, sender error
		retry        bool
		want         string
	}{
		{name: "unknown recipient", to: "onbekend@example.org", want: "550 5.1.1"},
		{name: "mailbox full", to: "vol@example.org", retry: true, want: "452 4.2.2"},
		{name: "greylisted", to: "grijs@example.org", retry: true, want: "451 4.7.1"},
		{name: "content refused", data: reply(554, "spam for xq.vandenberg@example.org"), want: "554 5.7.1"},
		{name: "content later", data: reply(451, "try again"), retry: true, want: "451 4.7.1"},
		{name: "our sender refused", sender: reply(550, "who are you"), retry: true, want: "550 5.7.1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t, config.TLSStart)
			s.data, s.sender = tt.data, tt.sender
			m := message()
			if tt.to != "" {
				m.To = tt.to
			}
			err := sender(t, s, s.config(config.TLSStart)).Send(t.Context(), m)
			if err == nil || mail.Retryable(err) != tt.retry || errs.Is(err, errs.Invalid) == tt.retry {
				t.Errorf("error %v, want retry %v", err, tt.retry)
			}
			if err != nil && (!strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "example.org")) {
				t.Errorf("error %q; want %s and no address", err, tt.want)
			}
		})
	}
}

func TestTroubleWithTheServerIsForLater(t *testing.T) {
	s := start(t, config.TLSStart)
	wrong := s.config(config.TLSStart)
	wrong.User, wrong.Password = "trede", crypt.Protect("fout")
	gone := s.config(config.TLSStart)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone.Port = l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	for name, c := range map[string]config.SMTP{"wrong password": wrong, "nobody listens": gone} {
		err := sender(t, s, c).Send(t.Context(), message())
		if !mail.Retryable(err) || strings.Contains(fmt.Sprint(err), "fout") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(s.received) != 0 {
		t.Error("a mail was sent all the same")
	}
}

// silent accepts connections, says what it must, and then nothing more.
func silent(t *testing.T, greeting string) config.SMTP {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(conn, greeting)
			t.Cleanup(func() { _ = conn.Close() })
		}
	}()
	return config.SMTP{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, TLS: config.TLSNone, From: "a@example.nl"}
}

func TestASilentServerDoesNotHoldUs(t *testing.T) {
	for name, greeting := range map[string]string{"never greets": "", "greets and sleeps": "220 hallo\r\n"} {
		out := sender(t, &server{}, silent(t, greeting))
		out.Timeout = 200 * time.Millisecond
		start := time.Now()
		if err := out.Send(t.Context(), message()); !mail.Retryable(err) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s: held us for %v", name, took)
		}
		out.Timeout = time.Minute
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		start = time.Now()
		if err := out.Send(ctx, message()); !mail.Retryable(err) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s, context ended: %v", name, err)
		}
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s: a context that ended held us for %v", name, took)
		}
		cancel()
	}
}

// The server took the mail and we did not hear it: the next try is the same mail.
func TestASecondTryIsTheSameMail(t *testing.T) {
	s := start(t, config.TLSStart)
	s.mute = true
	out := sender(t, s, s.config(config.TLSStart))
	if err := out.Send(t.Context(), message()); !mail.Retryable(err) {
		t.Fatalf("the connection broke after the mail was taken: %v", err)
	}
	s.mu.Lock()
	s.mute = false
	s.mu.Unlock()
	if err := out.Send(t.Context(), message()); err != nil {
		t.Fatal(err)
	}
	if len(s.received) != 2 || !bytes.Equal(s.received[0].raw, s.received[1].raw) {
		t.Errorf("%d mails, and they differ", len(s.received))
	}
}

func TestNewRefuses(t *testing.T) {
	good := config.SMTP{Host: "127.0.0.1", Port: 25, TLS: config.TLSNone, From: "a@example.nl"}
	for name, make := range map[string]func() (*mail.Sender, error){
		"no server": func() (*mail.Sender, error) { return mail.New(config.SMTP{}, site, clock.Fixed(now)) },
		"no site":   func() (*mail.Sender, error) { return mail.New(good, nil, clock.Fixed(now)) },
		"no clock":  func() (*mail.Sender, error) { return mail.New(good, site, nil) },
		"no sender": func() (*mail.Sender, error) { c := good; c.From = "trede"; return mail.New(c, site, clock.Fixed(now)) },
	} {
		if _, err := make(); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := mail.New(good, site, clock.Fixed(now)); err != nil {
		t.Error(err)
	}
}
