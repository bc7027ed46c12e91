package beheer

import (
	"context"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// AanmeldingStart is what the page needs on which an organisation makes itself known.
type AanmeldingStart struct {
	Mag       bool
	Venster   inkoop.Venster // that closes it, when it may not
	Gemeenten []inkoop.Gemeente
}

// BeginAanmelding tells whether a new aanbieder may make itself known today, and if not
// why and from when. Source: INK-15.
func (s *Service) BeginAanmelding(ctx context.Context, actor app.Actor) (out AanmeldingStart, err error) {
	err = s.read(ctx, func(tx *store.Tx) error {
		day := app.Today(tx.Now)
		if err := may(tx, actor, authz.AanbiederAanmelden, facts(tx, "")); err != nil {
			return err
		}
		regels, err := s.base.Regels(tx)
		if err != nil {
			return err
		}
		out.Venster, out.Mag = regels.Aanmelden(day)
		out.Gemeenten = regels.AlleGemeentenOp(day)
		return nil
	})
	return out, err
}

// AanmeldingInput is what an organisation says of itself to become an aanbieder.
type AanmeldingInput struct {
	Naam, KvK, AGB string // AGB may be empty
	Gemeente       string // of registration
	Contact, Email string // who will do it
}

// anoniem is how the audit trail names who is not signed in.
const anoniem = "anoniem"

// MeldAanbiederAan makes an organisation known as a new aanbieder, with an account for its
// contact, who is coordinator. The code to sign in with goes by mail. Whoever is known
// already gets a mail that says so; the answer on the page is the same, so that nobody
// can try who is known. Who let the code pass gets a new one, and a number that nobody
// confirmed in time is free again. Source: INK-04, INK-15.
func (s *Service) MeldAanbiederAan(ctx context.Context, actor app.Actor, in AanmeldingInput) error {
	if _, err := app.May(actor, authz.AanbiederAanmelden, authz.Facts{Day: app.Today(s.base.Now())}); err != nil {
		return err
	}
	if actor.ID == "" {
		actor.ID = anoniem // the audit trail names whoever is not signed in so
	}
	return s.write(ctx, actor, func(tx *store.Tx) error {
		gemeente, err := s.checkAanmelding(tx, &in)
		if err != nil {
			return err
		}
		if err := tx.TakeTurn(store.ScopeAanmelden); err != nil {
			return err
		}
		unconfirmed, err := tx.Onbevestigden()
		if err != nil {
			return err
		}
		account, _, err := tx.AccountMetEmail(in.Email)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(unconfirmed, func(o store.Onbevestigd) bool { return o.AccountID == account }) {
			return s.newCode(tx, actor, in, account)
		}
		known, err := bekend(tx, in.KvK, account, unconfirmed)
		if err != nil {
			return err
		}
		if known.id != "" {
			tx.Audit(known.kind, known.id, "aanbieder.aanmelding_bekend", audit.Payload{})
			return app.Mail(tx, app.Bericht{Aan: in.Email, Soort: app.MailBekend, Sleutel: tx.NewID(), Voornaam: app.Voornaam(in.Contact), Pad: "/inloggen"})
		}
		return s.newAanbieder(tx, actor, in, gemeente)
	})
}

func (s *Service) checkAanmelding(tx *store.Tx, in *AanmeldingInput) (inkoop.GemeenteCode, error) {
	day := app.Today(tx.Now)
	regels, err := s.base.Regels(tx)
	if err != nil {
		return "", err
	}
	if closed, may := regels.Aanmelden(day); !may {
		return "", app.Refuse(closed.Finding("", "toelating."+string(inkoop.VensterGesloten)))
	}
	var c check
	in.Naam = c.text("naam", in.Naam, "naam.verplicht", maxNaam)
	in.Contact = c.text("contact", in.Contact, "aanmelding.contact_leeg", maxNaam)
	in.Email = strings.ToLower(c.text("email", in.Email, "aanmelding.email_leeg", maxNaam))
	in.KvK, in.AGB = strings.TrimSpace(in.KvK), strings.TrimSpace(in.AGB)
	if in.Email != "" && !auth.ValidEmail(in.Email) {
		c.add("email", "email.vorm")
	}
	if !inkoop.GeldigKvK(in.KvK) {
		c.add("kvk", "aanbieder.kvk_vorm")
	}
	if in.AGB != "" && !inkoop.GeldigAGB(in.AGB) {
		c.add("agb", "aanbieder.agb_vorm")
	}
	gemeente, err := inkoop.ParseGemeenteCode(in.Gemeente)
	if _, known := regels.GemeenteOp(gemeente, day); err != nil || !known {
		c.add("gemeente", "aanbieder.gemeente_ontbreekt")
	}
	return gemeente, c.err()
}

// chainOf is whose audit chain tells that somebody asked who is known.
type chainOf struct{ kind, id string }

// newCode sends who let the first code pass another one.
func (s *Service) newCode(tx *store.Tx, actor app.Actor, in AanmeldingInput, account string) error {
	invitation, err := s.auth.ResetPasswordIn(tx.AuthTx(), actor.ID, account, false)
	if err != nil {
		return err
	}
	return mailCode(tx, in, tx.NewID(), invitation)
}

func mailCode(tx *store.Tx, in AanmeldingInput, key string, invitation auth.Invitation) error {
	return app.Mail(tx, app.Bericht{
		Aan: in.Email, Soort: app.MailAanmelden, Sleutel: key, Voornaam: app.Voornaam(in.Contact),
		Pad: "/inloggen/code", Code: invitation.Code, Tot: invitation.ExpiresAt,
	})
}

// bekend finds an aanbieder with the number, or else gives the account with the address, if
// there is one. Of an aanbieder that nobody confirmed in time it takes the number away.
func bekend(tx *store.Tx, kvk, account string, unconfirmed []store.Onbevestigd) (chainOf, error) {
	list, err := tx.Aanbieders()
	if err != nil {
		return chainOf{}, err
	}
	for _, a := range list {
		if a.KvK != kvk {
			continue
		}
		if !slices.ContainsFunc(unconfirmed, func(o store.Onbevestigd) bool { return o.OrganisatieID == string(a.ID) }) {
			return chainOf{store.KindAanbieder, string(a.ID)}, nil
		}
		a.KvK = ""
		tx.Audit(store.KindAanbieder, string(a.ID), "aanbieder.nummer_vrij", audit.Payload{})
		if err := tx.PutAanbieder(&a); err != nil {
			return chainOf{}, err
		}
	}
	if account == "" {
		return chainOf{}, nil
	}
	return chainOf{KindAccount, account}, nil
}

func (s *Service) newAanbieder(tx *store.Tx, actor app.Actor, in AanmeldingInput, gemeente inkoop.GemeenteCode) error {
	day := app.Today(tx.Now)
	org := Organisatie{
		ID: tx.NewID(), Soort: string(authz.SoortAanbieder), Naam: in.Naam, GemeenteCode: string(gemeente), Van: day, Versie: 1,
	}
	if err := store.Organisaties.Insert(tx.Tx, org); err != nil {
		return err
	}
	row := store.Aanbieder{Aanbieder: inkoop.Aanbieder{ID: inkoop.AanbiederID(org.ID), Naam: in.Naam, KvK: in.KvK, AGB: in.AGB}}
	row.Inschrijving = row.Inschrijving.From(day, gemeente)
	if err := tx.PutAanbieder(&row); err != nil {
		return err
	}
	tx.Audit(store.KindAanbieder, org.ID, "aanbieder.aangemeld", audit.Payload{})
	tx.Audit(KindOrganisatie, org.ID, "organisatie.toegevoegd", audit.Payload{})
	invitation, err := s.auth.CreateStaffIn(tx.AuthTx(), actor.ID, auth.NewAccount{Login: in.Email, Name: in.Contact, Email: in.Email, Organisation: in.Naam})
	if err != nil {
		return sameField(err)
	}
	first := appointed{organisatie: org, Aanstelling: Aanstelling{
		ID: tx.NewID(), AccountID: invitation.AccountID, Rol: string(authz.RoleCoordinator), OrganisatieID: org.ID, Van: day, Versie: 1,
	}}
	if err := insertAppointment(tx, first); err != nil {
		return err
	}
	return mailCode(tx, in, org.ID, invitation)
}

// sameField says of the address what sign-in says of the user name: they are one here.
func sameField(err error) error {
	list := errs.FindingsOf(err)
	if len(list) == 0 {
		return err
	}
	for n := range list {
		if list[n].Field == "gebruikersnaam" {
			list[n] = errs.Finding{Field: "email", Code: "email.vorm"}
		}
	}
	return errs.InvalidInput(list...)
}
