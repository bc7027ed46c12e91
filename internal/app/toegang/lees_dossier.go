package toegang

import (
	"context"
	"errors"
	"time"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/ladder"
	"trede/internal/domain/persoon"
	"trede/internal/domain/toegang"
	"trede/internal/store"
)

// Header is the identity bar of a dossier and what the reader may do with it. Fields
// that the reader may not see are empty.
type Header struct {
	ID, Naam, Voornaam     string
	Geboren                persoon.Geboortedatum
	Gemeente               inkoop.GemeenteCode
	TeamID, Team           string
	ConsulentID, Consulent string
	Contact                persoon.Contact
	Adres                  persoon.Adres // empty when it is secret for the reader
	Geheim                 bool          // the address is secret today
	HeeftBSN               bool          // there is one; see [UseCases.ToonBSN]
	OverledenOp            civil.Date
	Stand                  store.InwonerStand
	Versie                 int
	Dag                    civil.Date
	Rol                    authz.Role                                   // under which the reader looks
	Relatie                authz.Relation                               // how the reader is tied to the resident
	RedenTot               time.Time                                    // until when the reason opens the dossier; zero: none was needed
	Woonplaats             string                                       // name of the gemeente
	Wijk                   string                                       // name; empty when the address is secret for the reader
	Product                inkoop.Product                               // of the toewijzing in Stand; zero: none that the reader sees
	Aanbieder              string                                       // name, likewise
	Open                   struct{ Doelen, Toewijzingen, Signalen int } // how many the reader sees
	Namen                  map[string]string                            // names of colleagues by account id
	Fields                 authz.Fields
	facts                  authz.Facts
	actor                  app.Actor
}

// May tells whether the reader may do something with this dossier, once a reason is
// given where one is asked.
func (h *Header) May(action authz.Action) bool {
	f := h.facts
	f.RedenGegeven = true
	return authz.Decide(h.actor.Actor, action, f).Allowed
}

// MayOf tells it of something that belongs to a toewijzing.
func (h *Header) MayOf(action authz.Action, t *store.Toewijzing) bool {
	f := h.facts
	f.RedenGegeven = true
	app.OfToewijzing(h.actor, t, &f)
	return authz.Decide(h.actor.Actor, action, f).Allowed
}

// SeesToewijzing tells whether the reader sees a toewijzing: all of them, or those of
// the own organisation.
func (h *Header) SeesToewijzing(t *store.Toewijzing) bool {
	return h.MayOf(authz.ToewijzingLezen, t)
}

// dossierPage opens a dossier for reading: authz, the identity bar, what fn reads, and
// the look, which has to be on disk before anything is shown.
func (u *UseCases) dossierPage(ctx context.Context, actor app.Actor, find app.Find, action authz.Action, event string, h *Header, fn func(*app.Dossier) error) error {
	may := func(d *app.Dossier) (authz.Decision, error) { return d.May(actor, action, "") }
	return u.dossierPageIf(ctx, actor, find, may, event, h, fn)
}

// dossierPageIf is dossierPage for who may by another question than one about the whole
// dossier.
func (u *UseCases) dossierPageIf(ctx context.Context, actor app.Actor, find app.Find, may func(*app.Dossier) (authz.Decision, error), event string, h *Header, fn func(*app.Dossier) error) error {
	wait := func() error { return nil }
	err := u.ReadDossier(ctx, actor, find, func(d *app.Dossier) error {
		decision, err := may(d)
		if err != nil {
			return err
		}
		wait = u.Store.LookLater(ctx, actor.Audit(decision), store.KindDossier, event, string(decision.Relation), d.ID)
		if err := u.fillHeader(d, actor, decision, h); err != nil {
			return err
		}
		return fn(d)
	})
	return errors.Join(err, wait())
}

func (u *UseCases) fillHeader(d *app.Dossier, actor app.Actor, decision authz.Decision, h *Header) error {
	i := d.Inwoner()
	f := authz.FieldsOf(actor.Actor, d.Facts)
	*h = Header{
		ID: i.ID, Gemeente: i.Gemeente, TeamID: i.TeamID, HeeftBSN: i.HeeftBSN && f.Reads(authz.FieldBSN), OverledenOp: i.OverledenOp,
		Stand: i.Stand, Versie: i.Versie, Dag: d.Day, Rol: decision.Role, Relatie: decision.Relation, Fields: f, facts: d.Facts, actor: actor,
	}
	if len(d.Facts.Redenen) > 0 && decision.Relation == authz.RelInzageMetReden {
		h.RedenTot = d.Facts.Redenen[0].Tot
	}
	if f.Reads(authz.FieldVoornaam) {
		h.Voornaam = i.Naam.Roep()
	}
	if f.Reads(authz.FieldNaam) {
		h.Naam, h.Geboren = i.Naam.Volledig(), i.Geboren
	}
	if f.Reads(authz.FieldContact) {
		h.Contact = i.Gevoelig.Contact
	}
	h.Geheim = i.Gevoelig.Geheim(d.Day)
	group := authz.FieldAdres
	if h.Geheim {
		group = authz.FieldAdresGeheim
	}
	if f.Reads(group) {
		h.Adres, _ = i.Gevoelig.Adressen.Woonadres(d.Day)
	}
	if !f.Reads(authz.FieldLadderDoelen) {
		h.Stand.Trede, h.Stand.Doeltrede = 0, 0
	}
	h.ConsulentID = i.ConsulentID
	var err error
	if h.Team, err = d.Tx.TeamNaam(i.TeamID); err != nil {
		return err
	}
	if err := u.fillStand(d, h); err != nil {
		return err
	}
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return err
	}
	aanbod, err := u.Inkoop.AanbodIn(d.Tx)
	if err != nil {
		return err
	}
	g, _ := regels.Gemeente(i.Gemeente)
	h.Woonplaats = g.Naam
	if f.Reads(group) {
		w, _ := regels.Wijk(i.Wijk)
		h.Wijk = w.Naam
	}
	if s := h.Stand; s.ProductCode != "" {
		h.Product, _ = regels.Product(inkoop.ProductRef{Catalogus: inkoop.CatalogusCode(s.Catalogus), Product: inkoop.ProductCode(s.ProductCode)})
		h.Aanbieder = aanbod.Naam(s.AanbiederID)
	}
	return nil
}

// fillStand counts what stands open, and leaves out of the state of the resident the
// toewijzing that the reader does not see.
func (u *UseCases) fillStand(d *app.Dossier, h *Header) error {
	list, err := d.Toewijzingen()
	if err != nil {
		return err
	}
	seen := false
	for n := range list {
		t := &list[n]
		if !t.Vervallen.IsZero() || !h.SeesToewijzing(t) {
			continue
		}
		h.Open.Toewijzingen++
		seen = seen || t.ID == h.Stand.ToewijzingID
	}
	if !seen && h.Stand.ToewijzingID != "" {
		h.Stand.Fase, h.Stand.ToewijzingID, h.Stand.Catalogus, h.Stand.ProductCode, h.Stand.AanbiederID = "", "", "", "", ""
		h.Stand.Ingangsdatum, h.Stand.Einde = civil.Date{}, civil.Date{}
	}
	if h.Fields.Reads(authz.FieldLadderDoelen) {
		doelen, err := d.Doelen()
		if err != nil {
			return err
		}
		for _, g := range doelen {
			if _, counts := g.Geldig(); counts {
				h.Open.Doelen++
			}
		}
	}
	signalen, err := readSignalen(d, h, true)
	h.Open.Signalen = len(signalen)
	return err
}

// names fills in the names of colleagues that a page shows.
func (h *Header) names(tx *store.Tx, ids ...string) error {
	var err error
	h.Namen, err = tx.Accountnamen(append(ids, h.ConsulentID))
	h.Consulent = h.Namen[h.ConsulentID]
	return err
}

// Overview is the first page of a dossier.
type Overview struct {
	Header
	Metingen     []store.Meting // newest last
	Arrangement  *ArrangementView
	Doelen       []store.Doel
	Signalen     []store.Signaal // not closed yet
	Taken        []store.Taak    // that the reader may see, earliest term first
	Waarom       Explanation
	Eigen        ladder.EigenKijk // where the resident places himself
	LaatsteWoord []store.Mening   // what the resident said last
	Afspraak     *store.Afspraak  // the next one; nil: none
}

// Overzicht gives the first page of a dossier. It is an event of looking.
func (u *UseCases) Overzicht(ctx context.Context, actor app.Actor, inwonerID string) (out Overview, err error) {
	err = u.dossierPage(ctx, actor, app.ByInwoner(inwonerID), authz.DossierOpenen, "dossier.geopend", &out.Header, func(d *app.Dossier) error {
		return u.readOverzicht(d, &out)
	})
	return out, err
}

func (u *UseCases) readOverzicht(d *app.Dossier, out *Overview) error {
	f := out.Fields
	list, err := d.Toewijzingen()
	if err != nil {
		return err
	}
	aanbod, err := u.Inkoop.AanbodIn(d.Tx)
	if err != nil {
		return err
	}
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return err
	}
	if t := newest(list, out.Stand.ToewijzingID, out.SeesToewijzing); t != nil {
		if out.Arrangement, err = u.kaart(d, regels, aanbod, t, &out.Header); err != nil {
			return err
		}
	}
	if f.Reads(authz.FieldLadderDoelen) {
		if err := readPlanParts(d, out); err != nil {
			return err
		}
	}
	if out.Signalen, err = readSignalen(d, &out.Header, true); err != nil {
		return err
	}
	if out.Taken, err = readTaken(d, &out.Header); err != nil {
		return err
	}
	if f.Reads(authz.FieldOnderzoek) {
		if out.Waarom, err = readWaarom(d, list); err != nil {
			return err
		}
	}
	if f.Reads(authz.FieldMening) {
		if out.LaatsteWoord, err = d.Tx.Meningen(d.ID, 3); err != nil {
			return err
		}
	}
	if f.Reads(authz.FieldAfspraak) {
		if err := readAfspraak(d, out); err != nil {
			return err
		}
	}
	return out.names(d.Tx, out.people()...)
}

// readAfspraak gives the next appointment.
func readAfspraak(d *app.Dossier, out *Overview) error {
	list, err := d.Tx.Afspraken(d.ID, d.Day)
	for n := range list {
		if list[n].Vervallen.IsZero() {
			out.Afspraak = &list[n]
			break
		}
	}
	return err
}

// people are the accounts whose names the page shows.
func (o *Overview) people() []string {
	var ids []string
	for _, m := range o.Metingen {
		ids = append(ids, m.DoorID)
	}
	for _, s := range o.Signalen {
		ids = append(ids, s.VanPersoon, s.AntwoordDoor)
	}
	if a := o.Arrangement; a != nil {
		ids = append(ids, a.Verloop.Start.Werkbegeleider.PersoonID, a.Verloop.Start.Trajectbegeleider.PersoonID, a.Huidig.Door)
	}
	for _, t := range o.Taken {
		ids = append(ids, t.OvergedragenAan)
		if t.Kant != store.KantInwoner {
			ids = append(ids, t.PersoonID)
		}
	}
	return ids
}

func newest(list []store.Toewijzing, current string, sees func(*store.Toewijzing) bool) *store.Toewijzing {
	var found *store.Toewijzing
	for n := range list {
		t := &list[n]
		if !sees(t) || !t.Vervallen.IsZero() {
			continue
		}
		if found == nil || t.ID == current || found.ID != current {
			found = t
		}
	}
	return found
}

func readPlanParts(d *app.Dossier, out *Overview) error {
	var err error
	if out.Metingen, err = d.Metingen(); err != nil {
		return err
	}
	if n := len(out.Metingen); n > 0 {
		out.Eigen = out.Metingen[n-1].Inwoner
	}
	out.Doelen, err = d.Doelen()
	return err
}

// readSignalen gives the signalen that the reader may see.
func readSignalen(d *app.Dossier, h *Header, open bool) ([]store.Signaal, error) {
	list, err := d.Signalen()
	var out []store.Signaal
	for _, s := range list {
		if open && !s.Gesloten.IsZero() {
			continue
		}
		if h.Fields.ReadsRow(authz.FieldSignaal, authz.Row{Van: partijen(h, s)}) {
			out = append(out, s)
		}
	}
	return out, err
}

// partijen names whose a signaal is: of those between whom it goes.
func partijen(h *Header, s store.Signaal) []string {
	var out []string
	for _, p := range []toegang.Partij{s.Van, s.Aan} {
		switch p {
		case toegang.PartijInwoner:
			out = append(out, authz.BijdrageInwoner)
		case toegang.PartijAanbieder:
			out = append(out, s.AanbiederID)
		case toegang.PartijToegang:
			out = append(out, app.OfGemeente(h.actor, string(h.Gemeente))...)
		}
	}
	return out
}

// readTaken gives the tasks that the reader may see, of the day.
func readTaken(d *app.Dossier, h *Header) ([]store.Taak, error) {
	list, err := d.Tx.Taken(d.ID)
	var out []store.Taak
	for _, t := range list {
		own := authz.Row{Van: []string{t.KantID, t.AanbiederID}}
		if t.Kant == store.KantInwoner {
			own.Van = append(own.Van, authz.BijdrageInwoner)
		}
		if !t.Zichtbaar.After(d.Day) && h.Fields.ReadsRow(authz.FieldTaak, own) {
			out = append(out, t)
		}
	}
	return out, err
}
