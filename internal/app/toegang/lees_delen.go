package toegang

import (
	"context"
	"maps"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// PlanPage is the plan of a resident: who somebody is, the goals and what is done.
type PlanPage struct {
	Header
	Profiel  store.Profiel
	Doelen   []store.Doel
	Standen  map[string]uitvoering.DoelStand // by goal
	Metingen []store.Meting
	Meningen []store.Mening
}

// Plan gives the plan and goals of a resident.
func (u *UseCases) Plan(ctx context.Context, actor app.Actor, inwonerID string) (PlanPage, error) {
	return u.plan(ctx, actor, inwonerID, authz.DossierOpenen, "plan.geopend")
}

// DrukPlanAf gives the plan for paper. Source: X-13.
func (u *UseCases) DrukPlanAf(ctx context.Context, actor app.Actor, inwonerID string) (PlanPage, error) {
	return u.plan(ctx, actor, inwonerID, authz.DossierAfdrukken, "plan.afgedrukt")
}

func (u *UseCases) plan(ctx context.Context, actor app.Actor, inwonerID string, action authz.Action, event string) (out PlanPage, err error) {
	err = u.dossierPage(ctx, actor, app.ByInwoner(inwonerID), action, event, &out.Header, func(d *app.Dossier) error {
		f := out.Fields
		var err error
		if f.Reads(authz.FieldProfiel) {
			if out.Profiel, err = d.Tx.Profiel(d.ID); err != nil {
				return err
			}
		} else if f.Reads(authz.FieldBelastbaarheid) {
			p, err := d.Tx.Profiel(d.ID)
			if err != nil {
				return err
			}
			out.Profiel.Belastbaarheid, out.Profiel.RekeningHouden = p.Belastbaarheid, p.RekeningHouden
		}
		if f.Reads(authz.FieldLadderDoelen) {
			if err := u.readDoelen(d, &out); err != nil {
				return err
			}
		}
		if f.Reads(authz.FieldMening) {
			if out.Meningen, err = d.Tx.Meningen(d.ID, 20); err != nil {
				return err
			}
		}
		var ids []string
		for _, m := range out.Metingen {
			ids = append(ids, m.DoorID)
		}
		for _, m := range out.Meningen {
			ids = append(ids, m.SamenMet)
		}
		return out.names(d.Tx, ids...)
	})
	return out, err
}

func (u *UseCases) readDoelen(d *app.Dossier, out *PlanPage) error {
	var err error
	if out.Doelen, err = d.Doelen(); err != nil {
		return err
	}
	if out.Metingen, err = d.Metingen(); err != nil {
		return err
	}
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return err
	}
	list, err := d.Toewijzingen()
	if err != nil {
		return err
	}
	out.Standen = map[string]uitvoering.DoelStand{}
	var t store.Toewijzing
	if found := newest(list, out.Stand.ToewijzingID, func(*store.Toewijzing) bool { return true }); found != nil {
		t = *found
	}
	for _, s := range standen(out.Doelen, &t, regels) {
		out.Standen[s.Doel.ID] = s
	}
	return nil
}

// ToewijzingenPage is everything that was asked, decided and allocated.
type ToewijzingenPage struct {
	Header
	Kaarten   []ArrangementView // newest first
	Aanvragen []store.Aanvraag  // newest first
	Meldingen []store.Melding   // newest first
	Versies   map[string][]toegang.ToewijzingVersie
	Regels    map[string][][]rule.Result      // what the rules said of each version
	Termijnen map[string]toegang.TermijnStand // of an investigation or a decision, by melding or aanvraag
}

// Toewijzingen gives what was asked, decided and allocated, with every version and
// what every rule said.
func (u *UseCases) Toewijzingen(ctx context.Context, actor app.Actor, inwonerID string) (out ToewijzingenPage, err error) {
	err = u.dossierPage(ctx, actor, app.ByInwoner(inwonerID), authz.DossierOpenen, "toewijzingen.geopend", &out.Header, func(d *app.Dossier) error {
		regels, err := u.Regels(d.Tx)
		if err != nil {
			return err
		}
		if err := u.readKaarten(d, regels, &out); err != nil {
			return err
		}
		out.Termijnen = map[string]toegang.TermijnStand{}
		if out.Fields.Reads(authz.FieldMelding) {
			list, err := d.Meldingen()
			if err != nil {
				return err
			}
			for _, m := range list {
				out.Termijnen[m.ID] = m.OnderzoekTermijn(toegang.TermijnenVan(regels.Instellingen(m.Ontvangen))).StandOp(d.Day)
				if !out.Fields.Reads(authz.FieldOnderzoek) {
					m.Onderzoek = store.OnderzoekDocument{}
				}
				out.Meldingen = append(out.Meldingen, m)
			}
			slices.Reverse(out.Meldingen)
		}
		if out.Fields.Reads(authz.FieldAanvraag) || out.Fields.Reads(authz.FieldBesluit) {
			list, err := d.Aanvragen()
			if err != nil {
				return err
			}
			for _, a := range list {
				out.Termijnen[a.ID] = a.BesluitTermijn(toegang.TermijnenVan(regels.Instellingen(a.Ontvangen))).StandOp(d.Day)
				out.Aanvragen = append(out.Aanvragen, a)
			}
			slices.Reverse(out.Aanvragen)
		}
		return out.names(d.Tx, out.people()...)
	})
	return out, err
}

func (p *ToewijzingenPage) people() []string {
	var ids []string
	for _, k := range p.Kaarten {
		ids = append(ids, k.Huidig.Door, k.Verloop.Start.Werkbegeleider.PersoonID, k.Verloop.Start.Trajectbegeleider.PersoonID)
		for _, v := range p.Versies[k.ID] {
			ids = append(ids, v.Door)
		}
	}
	for _, a := range p.Aanvragen {
		if a.Besluit != nil {
			ids = append(ids, a.Besluit.Door)
		}
	}
	for _, m := range p.Meldingen {
		ids = append(ids, m.Onderzoek.DoorID)
	}
	return ids
}

func (u *UseCases) readKaarten(d *app.Dossier, regels app.Regels, out *ToewijzingenPage) error {
	list, err := d.Toewijzingen()
	if err != nil {
		return err
	}
	aanbod, err := u.Inkoop.AanbodIn(d.Tx)
	if err != nil {
		return err
	}
	out.Versies, out.Regels = map[string][]toegang.ToewijzingVersie{}, map[string][][]rule.Result{}
	for n := len(list) - 1; n >= 0; n-- {
		t := &list[n]
		if !out.SeesToewijzing(t) {
			continue
		}
		k, err := u.kaart(d, regels, aanbod, t, &out.Header)
		if err != nil {
			return err
		}
		whole, results, err := d.Tx.ToewijzingVersies(*t)
		if err != nil {
			return err
		}
		out.Versies[t.ID] = whole.Versies
		if out.Fields.Reads(authz.FieldOnderzoek) {
			out.Regels[t.ID] = results
		} else {
			k.Keuze.Stabiel.WaaromNuNietVerder = ""
		}
		out.Kaarten = append(out.Kaarten, *k)
	}
	return nil
}

// VoortgangPage is how it goes: reports, observations, attendance, signalen.
type VoortgangPage struct {
	Header
	Kaart         *ArrangementView
	Doelen        []store.Doel
	Standen       map[string]uitvoering.DoelStand
	Berichten     []store.Voortgangsbericht // newest first
	Waarnemingen  []store.Waarneming        // newest first
	Aanwezigheid  []store.Aanwezigheid      // of the last twelve weeks, newest first
	Verzuim       int                       // percent of what was registered in four weeks
	Geregistreerd int
	Signalen      []store.Signaal
	Voorstellen   []uitvoering.SignaalVoorstel
	Vervolg       *uitvoering.VervolgVoorstel // what the ladder suggests for afterwards; nil: nothing
	Afspraken     []store.Afspraak
	Opvolger      bool // another toewijzing comes after this one, a concept too
}

// attendanceDays is how far back the page of progress shows attendance.
const attendanceDays = 84

// Voortgang gives how it goes with a resident. An empty toewijzingID means the
// arrangement that runs now.
func (u *UseCases) Voortgang(ctx context.Context, actor app.Actor, inwonerID, toewijzingID string) (out VoortgangPage, err error) {
	err = u.dossierPage(ctx, actor, app.ByInwoner(inwonerID), authz.DossierOpenen, "voortgang.geopend", &out.Header, func(d *app.Dossier) error {
		list, err := d.Toewijzingen()
		if err != nil {
			return err
		}
		if toewijzingID == "" {
			toewijzingID = out.Stand.ToewijzingID
		}
		t := newest(list, toewijzingID, out.SeesToewijzing)
		if t == nil {
			return out.names(d.Tx)
		}
		for n := range list {
			after := &list[n]
			out.Opvolger = out.Opvolger || after.ID != t.ID && after.Vervallen.IsZero() && after.Huidig.Start.After(t.Huidig.Start)
		}
		return u.readVoortgang(d, t, &out)
	})
	return out, err
}

func (u *UseCases) readVoortgang(d *app.Dossier, t *store.Toewijzing, out *VoortgangPage) error {
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return err
	}
	aanbod, err := u.Inkoop.AanbodIn(d.Tx)
	if err != nil {
		return err
	}
	if out.Kaart, err = u.kaart(d, regels, aanbod, t, &out.Header); err != nil {
		return err
	}
	out.Standen = map[string]uitvoering.DoelStand{}
	if out.Fields.Reads(authz.FieldLadderDoelen) {
		if out.Doelen, err = d.Doelen(); err != nil {
			return err
		}
		for _, s := range standen(out.Doelen, t, regels) {
			out.Standen[s.Doel.ID] = s
		}
		if out.Waarnemingen, err = d.Tx.Waarnemingen(d.ID); err != nil {
			return err
		}
		slices.Reverse(out.Waarnemingen)
		if s, ok := uitvoering.StelVervolgVoor(out.Kaart.Product, d.Inwoner().Stand.Trede); ok {
			out.Vervolg = &s
		}
	}
	own := authz.Row{Van: []string{string(t.Huidig.Aanbieder)}}
	if out.Fields.ReadsRow(authz.FieldVoortgang, own) {
		all, err := d.Berichten()
		if err != nil {
			return err
		}
		for _, b := range all {
			if b.ToewijzingID == t.ID {
				out.Berichten = append(out.Berichten, b)
			}
		}
		slices.Reverse(out.Berichten)
	}
	if out.Fields.ReadsRow(authz.FieldAanwezigheidUren, own) {
		if err := readAanwezigheid(d, t, regels, out); err != nil {
			return err
		}
	}
	if out.Signalen, err = readSignalen(d, &out.Header, false); err != nil {
		return err
	}
	if out.Fields.Reads(authz.FieldAfspraak) {
		if out.Afspraken, err = d.Tx.Afspraken(d.ID, d.Day); err != nil {
			return err
		}
	}
	return out.names(d.Tx, out.people()...)
}

func (p *VoortgangPage) people() []string {
	s := p.Kaart.Verloop.Start
	ids := []string{s.Werkbegeleider.PersoonID, s.Trajectbegeleider.PersoonID}
	for _, b := range p.Berichten {
		ids = append(ids, b.Door, b.GelezenDoor)
	}
	for _, w := range p.Waarnemingen {
		ids = append(ids, w.Door)
	}
	for _, s := range p.Signalen {
		ids = append(ids, s.VanPersoon, s.AntwoordDoor)
	}
	return ids
}

func readAanwezigheid(d *app.Dossier, t *store.Toewijzing, regels app.Regels, out *VoortgangPage) error {
	var err error
	if out.Aanwezigheid, err = d.Tx.Aanwezigheid(t.ID, d.Day.AddDays(-attendanceDays), d.Day); err != nil {
		return err
	}
	var list []uitvoering.Aanwezigheid
	for _, a := range out.Aanwezigheid {
		list = append(list, a.Aanwezigheid)
	}
	slices.Reverse(out.Aanwezigheid)
	window := civil.Through(d.Day.AddDays(1-uitvoering.VerzuimVenster), d.Day)
	out.Verzuim, out.Geregistreerd = uitvoering.Verzuim(list, window)
	facts := uitvoering.SignaalFeiten{
		Arrangement: t.Arrangement(regels.Register), Begonnen: t.Verloop.Start.Begonnen, Aanwezigheid: list,
	}
	for _, g := range out.Doelen {
		if s, ok := out.Standen[g.ID]; ok {
			facts.Doelen = append(facts.Doelen, s)
		}
	}
	if t.Verloop.Afsluiting == nil && out.Fields.ReadsRow(authz.FieldSignaal, out.row(t)) {
		out.Voorstellen = uitvoering.StelSignalenVoor(facts, regels.Instellingen(t.Huidig.Start), d.Day)
	}
	return nil
}

// Reader is one line of who looked.
type Reader struct {
	store.Blik
	Naam        string
	Rol         string
	Organisatie string
}

// ReaderPage is who looked into a dossier, newest first.
type ReaderPage struct {
	Header
	Kijkers []Reader
	Total   int // looks in all; lines of other organisations are not shown to staff
	Eigen   int // looks of the reader, also when they are left out
	Page    int
}

// ReaderQuery is which looks are asked for.
type ReaderQuery struct {
	Page        int  // from 1
	ZonderEigen bool // without those of the reader
}

// WieKeek gives who looked. The resident and a team leader see everybody; others see
// who of the own organisation looked. Source: domain guide 8; BEG-04.
func (u *UseCases) WieKeek(ctx context.Context, actor app.Actor, inwonerID string, q ReaderQuery) (out ReaderPage, err error) {
	n := max(q.Page, 1)
	// The log is another database, so it is read apart: after whether one may, and before
	// the look of now stands in it.
	var fields authz.Fields
	err = u.ReadDossier(ctx, actor, app.ByInwoner(inwonerID), func(d *app.Dossier) error {
		_, err := d.May(actor, authz.InkijklogLezen, "")
		fields = authz.FieldsOf(actor.Actor, d.Facts)
		return err
	})
	if err != nil {
		return out, err
	}
	who, err := u.kijkers(ctx, inwonerID, fields)
	if err != nil {
		return out, err
	}
	if _, out.Eigen, err = u.Store.WieKeek(ctx, inwonerID, []string{actor.ID}, 0, 0); err != nil {
		return out, err
	}
	shown := slices.DeleteFunc(slices.Collect(maps.Keys(who)), func(id string) bool { return q.ZonderEigen && id == actor.ID })
	rows, total, err := u.Store.WieKeek(ctx, inwonerID, shown, PageSize, (n-1)*PageSize)
	if err != nil {
		return out, err
	}
	err = u.dossierPage(ctx, actor, app.ByInwoner(inwonerID), authz.InkijklogLezen, "inkijklog.geopend", &out.Header, func(d *app.Dossier) error {
		return out.names(d.Tx)
	})
	for _, r := range rows {
		k := who[r.ActorID]
		k.Blik = r
		out.Kijkers = append(out.Kijkers, k)
	}
	out.Total, out.Page = total, n
	return out, err
}

// kijkers gives, by account, those who looked and of whom the reader may know it.
func (u *UseCases) kijkers(ctx context.Context, inwonerID string, fields authz.Fields) (map[string]Reader, error) {
	out := map[string]Reader{}
	ids, err := u.Store.Kijkers(ctx, inwonerID)
	if err != nil {
		return nil, err
	}
	return out, u.Store.Read(ctx, func(tx *store.Tx) error {
		names, err := tx.Accountnamen(ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			org, err := lastOrganisation(tx, id, app.Today(tx.Now))
			if err != nil {
				return err
			}
			if fields.ReadsRow(authz.FieldInkijklog, authz.Row{Van: []string{org.ID}}) {
				out[id] = Reader{Naam: names[id], Rol: org.Rol, Organisatie: org.Naam}
			}
		}
		return nil
	})
}

// work is where somebody works, and as what.
type work struct{ ID, Naam, Rol string }

// lastOrganisation gives where somebody works, or last worked.
func lastOrganisation(tx *store.Tx, accountID string, day civil.Date) (work, error) {
	rows, err := tx.AppointmentsOf(accountID)
	if err != nil || len(rows) == 0 {
		return work{}, err
	}
	found := rows[len(rows)-1]
	for _, r := range rows {
		if (civil.Period{From: r.Van, Until: r.Tot}).Contains(day) {
			found = r
		}
	}
	name, err := tx.OrganisatieNaam(found.OrganisatieID)
	return work{ID: found.OrganisatieID, Naam: name, Rol: found.Rol}, err
}

// MeldingDetail is one melding for the guided path: what is known, the advice or the
// next question, and the version to save over.
type MeldingDetail struct {
	Header
	Melding  store.Melding
	Termijn  toegang.TermijnStand
	Aanbod   toegang.Aanbod
	Trede    int
	Metingen []store.Meting
	Aanvraag *store.Aanvraag // that followed; nil: none
	CAW      []store.Organisatie
	Zelfde   []SearchResult // others in the gemeente who are perhaps the same person, while the melding is open
}

// MeldingPagina gives one melding for the guided path from melding to toewijzing.
func (u *UseCases) MeldingPagina(ctx context.Context, actor app.Actor, meldingID string) (out MeldingDetail, err error) {
	err = u.dossierPage(ctx, actor, byMelding(meldingID), authz.MeldingLezen, "melding.geopend", &out.Header, func(d *app.Dossier) error {
		m, err := d.Melding(meldingID)
		if err != nil {
			return err
		}
		regels, err := u.Regels(d.Tx)
		if err != nil {
			return err
		}
		out.Termijn = m.OnderzoekTermijn(toegang.TermijnenVan(regels.Instellingen(m.Ontvangen))).StandOp(d.Day)
		start := dayOr(m.Onderzoek.Start, d.Day)
		facts, err := u.afbakeningFeiten(d, start, m.Onderzoek.Antwoorden)
		if err != nil {
			return err
		}
		out.Aanbod, out.Trede = facts.Aanbod, int(facts.Trede)
		if m.Staat() != toegang.MeldingAfgerond {
			m.Onderzoek.Afbakening, m.Onderzoek.Scorekaart = toegang.Afbaken(facts), toegang.Scorekaart(facts)
		}
		out.Melding = m
		if !out.Fields.Reads(authz.FieldOnderzoek) {
			out.Melding.Onderzoek = store.OnderzoekDocument{}
		}
		if out.Metingen, err = d.Metingen(); err != nil {
			return err
		}
		list, err := d.Aanvragen()
		if err != nil {
			return err
		}
		for n := range list {
			if list[n].MeldingID == m.ID {
				out.Aanvraag = &list[n]
			}
		}
		orgs, err := d.Tx.Organisaties()
		for _, o := range orgs {
			if o.Soort == "caw" && app.GemeenteCode(o.GemeenteCode) == string(out.Gemeente) {
				out.CAW = append(out.CAW, o)
			}
		}
		if err != nil {
			return err
		}
		if m.Afgerond.IsZero() && m.Ingetrokken.IsZero() {
			if out.Zelfde, err = zelfdePersoon(d, actor); err != nil {
				return err
			}
		}
		return out.names(d.Tx, m.Onderzoek.DoorID)
	})
	if err != nil || len(out.Zelfde) == 0 {
		return out, err
	}
	shown := make([]string, len(out.Zelfde))
	for n, r := range out.Zelfde {
		shown[n] = r.ID
	}
	scope := authz.ScopeOf(actor.Actor, authz.InwonerZoeken, app.Today(u.Now()))
	return out, u.Store.Look(ctx, actor.Audit(scopeDecision(scope)), app.KindLijst, "inwoners.zelfde_persoon", "", shown...)
}

// zelfdePersoon are the residents who are perhaps the same person as one who was reported:
// those whom the reader would find by BSN. Nothing is ever merged by itself: two residents
// never have the same BSN, and a person looks at a name and a date of birth.
func zelfdePersoon(d *app.Dossier, actor app.Actor) ([]SearchResult, error) {
	rows, err := d.Tx.ZelfdeNaam(d.Inwoner())
	if err != nil {
		return nil, err
	}
	var out []SearchResult
	for _, row := range rows {
		r, _, err := searchOne(d.Tx, actor, row.ID)
		if errs.Is(err, errs.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// Producten gives what a gemeente can buy on a day, with why or why not.
func (u *UseCases) Producten(ctx context.Context, gemeente inkoop.GemeenteCode, day civil.Date) (out []inkoop.Koopoordeel, err error) {
	err = u.Store.Read(ctx, func(tx *store.Tx) error {
		regels, err := u.Regels(tx)
		if err == nil {
			out = regels.Koopbaar(gemeente, day)
		}
		return err
	})
	return out, err
}
