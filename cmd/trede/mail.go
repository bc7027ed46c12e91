package main

import (
	"context"
	"errors"
	"net/url"

	"trede/internal/exchange/mail"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// sendMail sends one mail that was promised. Without a mail server it waits in the list of
// jobs, where whoever runs the system sees it.
func (o *opened) sendMail(ctx context.Context, j store.Job) error {
	if !o.cfg.SMTP.Enabled() {
		return errs.Wrapped(errs.Unavailable, mail.CodeLater, errors.New("smtp_host is not set: no mail is sent"))
	}
	b, err := o.base.OpenMail(ctx, j)
	if err != nil {
		return err
	}
	site, err := url.Parse(origin(o.cfg))
	if err != nil {
		return err
	}
	sender, err := mail.New(o.cfg.SMTP, site, o.clock)
	if err != nil {
		return err
	}
	return sender.Send(ctx, mail.Message{
		ID: j.ID, To: b.Aan, FirstName: b.Voornaam, Template: mail.Template(b.Soort), Link: site.JoinPath(b.Pad).String(),
		Code: b.Code, Until: b.Tot, At: b.Op,
	})
}
