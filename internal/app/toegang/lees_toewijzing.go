package toegang

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/domain/toegang"
	"trede/internal/store"
)

// ToewijzingDetail is one toewijzing for the pages that decide about it: a concept with
// what the gate says now, or what was decided with its versions.
type ToewijzingDetail struct {
	Header
	Kaart    ArrangementView
	Versies  []toegang.ToewijzingVersie
	Poort    []rule.Result   // what the gate said when it was decided
	Aanvraag *store.Aanvraag // that it rests on; nil: none
	Keuze    ToewijzingInput // of a concept: what was chosen, to decide on
	Nu       Keuzelijst      // of a concept: what the gate says now
	Gekozen  Kandidaat       // of a concept: the provider that was chosen
	Verzoek  []PlafondVraag  // to go above a ceiling, of this resident
}

// ToewijzingPagina gives one toewijzing to decide about, to change or to take back.
func (u *UseCases) ToewijzingPagina(ctx context.Context, actor app.Actor, id string) (out ToewijzingDetail, err error) {
	err = u.dossierPage(ctx, actor, app.ByToewijzing(id), authz.DossierOpenen, "toewijzing.geopend", &out.Header, func(d *app.Dossier) error {
		t, err := d.Toewijzing(id)
		if err != nil {
			return err
		}
		if !out.SeesToewijzing(&t) || !out.Fields.Reads(authz.FieldOnderzoek) {
			return app.NotHere()
		}
		return u.readToewijzing(d, actor, &t, &out)
	})
	return out, err
}

func (u *UseCases) readToewijzing(d *app.Dossier, actor app.Actor, t *store.Toewijzing, out *ToewijzingDetail) error {
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return err
	}
	aanbod, err := u.Inkoop.AanbodIn(d.Tx)
	if err != nil {
		return err
	}
	kaart, err := u.kaart(d, regels, aanbod, t, &out.Header)
	if err != nil {
		return err
	}
	out.Kaart = *kaart
	whole, _, err := d.Tx.ToewijzingVersies(*t)
	if err != nil {
		return err
	}
	out.Versies = whole.Versies
	said, err := d.Regels(store.OverToewijzing(t.ID))
	if err != nil {
		return err
	}
	out.Poort = said["poort"]
	aanvragen, err := d.Aanvragen()
	if err != nil {
		return err
	}
	for n := range aanvragen {
		if a := &aanvragen[n]; a.Ingetrokken.IsZero() && (t.AanvraagID == "" || a.ID == t.AanvraagID) {
			out.Aanvraag = a
		}
	}
	if out.Verzoek, err = d.Tx.PlafondVerzoeken(d.ID); err != nil {
		return err
	}
	if t.Toegewezen.IsZero() && t.Vervallen.IsZero() {
		out.Keuze = keuzeVan(t)
		if out.Nu, err = u.keuzelijst(d, actor, out.Keuze); err != nil {
			return err
		}
		n := slices.IndexFunc(out.Nu.Kandidaten, func(k Kandidaat) bool { return k.Aanbieder.ID == t.Huidig.Aanbieder })
		if n >= 0 {
			out.Gekozen = out.Nu.Kandidaten[n]
		}
	}
	people := []string{t.Huidig.Door}
	for _, v := range out.Versies {
		people = append(people, v.Door)
	}
	return out.names(d.Tx, people...)
}

// keuzeVan is what was chosen for a concept, as the decision asks it again.
func keuzeVan(t *store.Toewijzing) ToewijzingInput {
	in := ToewijzingInput{
		InwonerID: t.InwonerID, ToewijzingID: t.ID, Versie: t.Versie, Product: t.Huidig.Product, AanbiederID: t.Huidig.Aanbieder,
		WerkplekID: t.WerkplekID, Start: t.Huidig.Start, LaatsteDag: t.Huidig.LaatsteDag, Omvang: t.Huidig.Omvang, Richting: t.Huidig.Richting,
		Stabiel: t.Keuze.Stabiel, Afstemming: t.Keuze.Afstemming, Vervoer: t.Keuze.Vervoer, Verkenning: t.Keuze.Verkenning, Motivering: t.Keuze.Motivering, Redenen: t.Keuze.Redenen,
		AanvraagID: t.AanvraagID, Vervangt: t.VorigeID,
	}
	if t.Keuze.Akkoord.Gegeven() {
		a := t.Keuze.Akkoord
		in.Akkoord = &a
	}
	return in
}

// PlafondVraag is a request to go above a ceiling, as pages may use it.
type PlafondVraag = store.PlafondVerzoek

// PerUur tells whether the product is paid by the hour (uur), so that a volume has to
// be chosen as well.
func (k Keuzelijst) PerUur() bool { return k.Product.Prijsvorm == inkoop.PrijsUur }
