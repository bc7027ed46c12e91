package app

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"trede/internal/platform/errs"
	"trede/internal/store"
)

// JobMail is the kind of job that sends a mail; package mail does it.
const JobMail = "mail.versturen"

// MailSoort is what a mail is about.
type MailSoort string

// The mails that the program sends.
const (
	MailIngediend MailSoort = "ingediend"         // an inschrijving was handed in
	MailBesluit   MailSoort = "besluit"           // an inschrijving was decided about
	MailAanmelden MailSoort = "aanmelding"        // a new aanbieder made itself known; with a code for one use
	MailBekend    MailSoort = "aanmelding-bekend" // whoever asked for an account has one, or the organisation is known
	MailContract  MailSoort = "contract-einde"    // a contract ends before long
)

// Bericht (message) is a mail to send. A mail is not private, so it says that something
// waits and where; what it is stands in Trede.
type Bericht struct {
	Aan      string    `json:"aan"`
	Soort    MailSoort `json:"soort"`
	Sleutel  string    `json:"sleutel"` // promising twice under one key is one mail
	Voornaam string    `json:"voornaam,omitzero"`
	Pad      string    `json:"pad"`           // page of Trede to open
	Code     string    `json:"code,omitzero"` // for one use
	Tot      time.Time `json:"tot,omitzero"`  // until when the code works
	Op       time.Time `json:"op,omitzero"`   // when it happened
}

type sealedMail struct {
	Sleutel   string `json:"sleutel"`
	Verzegeld []byte `json:"verzegeld"`
}

// Mail promises a mail in the transaction at hand. What it says is encrypted while it
// waits: it may hold a code.
func Mail(tx *store.Tx, b Bericht) error {
	key := b.key()
	sealed, err := tx.SealJSON(b, "job", "inhoud", key)
	if err != nil {
		return err
	}
	return tx.Enqueue(JobMail, key, sealedMail{Sleutel: key, Verzegeld: sealed}, tx.Now)
}

func (b Bericht) key() string { return string(b.Soort) + ":" + b.Sleutel }

// MailBeloofd tells whether a mail of its kind was promised under its key before, whether it
// is sent or not.
func MailBeloofd(tx *store.Tx, b Bericht) (bool, error) { return tx.HasJob(JobMail, b.key()) }

// OpenMail reads what Mail promised.
func (b *Base) OpenMail(ctx context.Context, j store.Job) (out Bericht, err error) {
	var s sealedMail
	if err := json.Unmarshal(j.Inhoud, &s); err != nil {
		return out, errs.Wrapped(errs.Invalid, "invoer.onbekend", err)
	}
	err = b.Store.Read(ctx, func(tx *store.Tx) error {
		return tx.UnsealJSON(s.Verzegeld, &out, "job", "inhoud", s.Sleutel)
	})
	return out, err
}

// Voornaam gives the first word of a name, for a greeting.
func Voornaam(naam string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(naam), " ")
	return first
}
