// Package mail sends mail through the SMTP server of the organisation. Mail is
// not private: it is copied, forwarded and kept by others. So a mail only says
// that something waits, with a first name at most and a link to sign in; what it
// is stands in Trede (no personal data in subject or body beyond a
// first name).
//
// Sending belongs in a job, after the transaction that put the message in the
// outbox, never within one. A server may have taken a mail although we did not
// hear it say so; the next try then carries the same Message-ID, by which
// receivers know it for the same mail.
package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // Amsterdam must be known on a bare server too

	gomail "github.com/wneessen/go-mail"

	"trede/internal/platform/clock"
	"trede/internal/platform/config"
	"trede/internal/platform/errs"
)

// Codes of the errors that Send gives.
const (
	CodeRefused = "mail.geweigerd" // Invalid: this mail will never be taken; do not try again
	CodeLater   = "mail.later"     // Unavailable: try again later
)

// Retryable reports whether a mail that gave this error is worth another try.
func Retryable(err error) bool { return errs.Is(err, errs.Unavailable) }

var amsterdam = mustLoad("Europe/Amsterdam")

func mustLoad(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic("mail: " + err.Error()) // embedded above
	}
	return loc
}

// Sender sends messages, one connection each. It is safe for use by several
// goroutines at once.
type Sender struct {
	conf      config.SMTP
	from      *netmail.Address
	signature string
	base      *url.URL
	now       clock.Clock
	letters   map[Template]letter

	// Timeout is the longest that one step of the conversation with the server
	// may take; 30 seconds when zero. Set it before the first Send.
	Timeout time.Duration
	// RootCAs are trusted instead of those of the machine when not nil.
	RootCAs *x509.CertPool
}

// New makes a sender from the settings. Links in mails must begin with base.
func New(c config.SMTP, base *url.URL, now clock.Clock) (*Sender, error) {
	if !c.Enabled() || base == nil || now == nil {
		return nil, errors.New("mail: no mail server, site or clock")
	}
	from, err := netmail.ParseAddress(c.From)
	if err != nil {
		return nil, fmt.Errorf("mail: the sender %q is not a mail address", c.From)
	}
	letters, err := parseLetters()
	if err != nil {
		return nil, err
	}
	s := &Sender{conf: c, from: from, base: base, now: now, letters: letters, signature: from.Name}
	if s.signature == "" {
		s.signature = "Trede"
	}
	return s, nil
}

// Send sends one message. An error is of kind Invalid when the mail will never
// be taken and of kind Unavailable when it may be later; it never names the
// address, so that it can be logged and kept.
func (s *Sender) Send(ctx context.Context, m Message) error {
	if err := s.check(m); err != nil {
		return errs.Wrapped(errs.Invalid, CodeRefused, err)
	}
	msg, err := s.compose(m)
	if err != nil {
		return errs.Wrapped(errs.Invalid, CodeRefused, err)
	}
	line := &line{}
	defer line.hangUp()
	client, err := gomail.NewClient(s.conf.Host, s.options(line)...)
	if err != nil {
		return errs.Wrapped(errs.Unavailable, CodeLater, fmt.Errorf("mail: settings: %w", err))
	}
	stop := context.AfterFunc(ctx, line.hangUp) // the library takes ctx for dialling only
	defer stop()
	if err := client.DialWithContext(ctx); err != nil {
		return connectError(ctx, err)
	}
	if err := client.Send(msg); err != nil && !msg.IsDelivered() {
		return sendError(ctx, err)
	}
	_ = client.Close() // the server has taken the mail; how it says goodbye changes nothing
	return nil
}

// compose makes the mail: plain text, so that it reads the same everywhere and
// nothing is fetched when it is opened.
func (s *Sender) compose(m Message) (*gomail.Msg, error) {
	subject, body, err := s.render(m)
	if err != nil {
		return nil, err
	}
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithEncoding(gomail.EncodingQP), gomail.WithCharset(gomail.CharsetUTF8))
	msg.FromMailAddress(s.from)
	msg.ToMailAddress(&netmail.Address{Address: m.To})
	msg.Subject(subject)
	msg.SetDateWithValue(s.now())
	msg.SetMessageIDWithValue(m.ID + "@" + domainOf(s.from.Address))
	msg.SetGenHeader("Content-Language", "nl")
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no absence notices back
	msg.SetGenHeader(gomail.HeaderXAutoResponseSuppress, "All")
	msg.SetBodyString(gomail.TypeTextPlain, body)
	return msg, nil
}

func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }

func (s *Sender) options(l *line) []gomail.Option {
	timeout := s.Timeout
	if timeout <= 0 {
		timeout = 30 * time.Second
	}
	secure := &tls.Config{ServerName: s.conf.Host, RootCAs: s.RootCAs, MinVersion: tls.VersionTLS12}
	opts := []gomail.Option{
		gomail.WithTimeout(timeout), gomail.WithTLSConfig(secure),
		gomail.WithoutRset(), // one mail per connection
	}
	dial := (&net.Dialer{}).DialContext
	switch s.conf.TLS {
	case config.TLSFull:
		opts = append(opts, gomail.WithSSL())
		dial = (&tls.Dialer{Config: secure}).DialContext
	case config.TLSNone:
		opts = append(opts, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		opts = append(opts, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	opts = append(opts, gomail.WithPort(s.conf.Port), gomail.WithDialContextFunc(l.dial(dial)))
	if s.conf.User != "" {
		opts = append(opts,
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin),
			gomail.WithUsername(s.conf.User), gomail.WithPassword(s.conf.Password.Reveal()))
	}
	return opts
}

// line holds on to the connection, which the library does not close when the
// conversation fails at its beginning, and which must be closed when the context
// ends.
type line struct {
	mu   sync.Mutex
	conn net.Conn
	down bool
}

type dialer = func(ctx context.Context, network, address string) (net.Conn, error)

func (l *line) dial(next dialer) dialer {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := next(ctx, network, address)
		if err != nil {
			return nil, err
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		l.conn = conn
		if l.down {
			_ = conn.Close()
			return nil, context.Canceled
		}
		return conn, nil
	}
}

func (l *line) hangUp() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.down = true
	if l.conn != nil {
		_ = l.conn.Close() // closing twice is an error that tells nothing
	}
}

// connectError: whatever keeps us from talking to the server concerns every
// mail, so it is for the operator to mend and for the mail to wait.
func connectError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return errs.Wrapped(errs.Unavailable, CodeLater, fmt.Errorf("mail: connecting: %w", err))
}

// sendError tells refusals for good (5xx about this mail) from all else. The
// answer of the server is left out, for it repeats the address.
func sendError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return errs.Wrapped(errs.Unavailable, CodeLater, fmt.Errorf("mail: sending: %w", ctx.Err()))
	}
	var refused *gomail.SendError
	if !errors.As(err, &refused) {
		return errs.Wrapped(errs.Unavailable, CodeLater, errors.New("mail: sending failed"))
	}
	told := fmt.Errorf("mail: %s: the server answered %d %s", refused.Reason, refused.ErrorCode(), refused.EnhancedStatusCode())
	if refused.ErrorCode() == 0 {
		told = fmt.Errorf("mail: %s: the connection broke", refused.Reason)
	}
	if permanent(refused) {
		return errs.Wrapped(errs.Invalid, CodeRefused, told)
	}
	return errs.Wrapped(errs.Unavailable, CodeLater, told)
}

// permanent: a 5xx about recipient or content. A 5xx on our own sender address
// or on signing in (530, 535) is a setting that the operator can mend.
func permanent(e *gomail.SendError) bool {
	code := e.ErrorCode()
	if code < 500 || code == 530 || code == 535 {
		return false
	}
	return e.Reason == gomail.ErrSMTPRcptTo || e.Reason == gomail.ErrSMTPData || e.Reason == gomail.ErrSMTPDataClose
}
