package inkoop

import (
	"context"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// LegVerzekeringVast keeps a policy of a provider; one without an id is new. It gives
// the id. What runs at the provider is looked at again: who guides it reads when the
// insurance ends. Source: VRZ-01.
func (u *UseCases) LegVerzekeringVast(ctx context.Context, actor app.Actor, v store.Verzekering) (id string, err error) {
	d, err := app.May(actor, authz.VerzekeringVastleggen, authz.Facts{Day: app.Today(u.Now()), OrganisatieID: v.AanbiederID})
	if err != nil {
		return "", err
	}
	err = u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		// Before any dossier, which others hold when they wait for nothing else.
		if err := tx.TakeTurn(store.ScopeInkoop); err != nil {
			return err
		}
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		list := a.verzekeringen[inkoop.AanbiederID(v.AanbiederID)]
		at := slices.IndexFunc(list, func(old store.Verzekering) bool { return old.ID == v.ID })
		if _, known := a.Aanbieder(inkoop.AanbiederID(v.AanbiederID)); !known || v.ID != "" && at < 0 {
			return app.NotHere()
		}
		if at >= 0 {
			if err := app.Stale(v.Versie, list[at].Versie, list[at]); err != nil {
				return err
			}
		}
		evidence, err := checkPolisBewijs(tx, v)
		if err != nil {
			return err
		}
		if err := app.RefuseFound(ctx, app.Refuse(checkVerzekering(v), evidence)); err != nil {
			return err
		}
		if v.ID == "" {
			v.ID, v.Versie = tx.NewID(), 0
		}
		id = v.ID
		tx.Audit(KindAanbieder, v.AanbiederID, "verzekering.vastgelegd", audit.Payload{Decision: []string{d.String()}})
		if err := tx.PutVerzekering(&v); err != nil {
			return err
		}
		return app.AtAanbieder(tx, inkoop.AanbiederID(v.AanbiederID))
	})
	return id, err
}

func checkVerzekering(v store.Verzekering) []rule.Finding {
	known := slices.Contains(inkoop.Verzekeringssoorten(), v.Soort)
	findings := rule.FailIf(!known, "soort", "verzekering.soort_ontbreekt")
	findings = append(findings, rule.FailIf(strings.TrimSpace(v.Polisnummer) == "", "polisnummer", "verzekering.polis_ontbreekt")...)
	empty := v.Van.IsZero() || (civil.Period{From: v.Van, Until: v.Tot}).IsEmpty()
	return append(findings, rule.FailIf(empty, "van", "verzekering.periode_ontbreekt")...)
}

// checkPolisBewijs refuses a file that is not of the aanbieder as what shows its policy.
func checkPolisBewijs(tx *store.Tx, v store.Verzekering) ([]rule.Finding, error) {
	if v.BewijsID == "" {
		return nil, nil
	}
	own, err := eigenBestand(tx, v.BewijsID, inkoop.AanbiederID(v.AanbiederID), inkoop.BestandPolis)
	return rule.FailIf(err == nil && !own, "bewijs", "inschrijving.bestand_onbekend"), err
}

// LegWerkplekVast keeps a place to work; one without an id is new. It gives the id. An
// exception is asked and decided apart: what stands here of it is not looked at, and a
// place that has one stays where it is. Source: EIS-02, LOC-02.
func (u *UseCases) LegWerkplekVast(ctx context.Context, actor app.Actor, w store.Werkplek) (id string, err error) {
	d, err := app.May(actor, authz.WerkplekVastleggen, authz.Facts{Day: app.Today(u.Now()), OrganisatieID: string(w.Aanbieder)})
	if err != nil {
		return "", err
	}
	err = u.Store.Write(ctx, actor.Audit(d), func(tx *store.Tx) error {
		if err := tx.TakeTurn(store.ScopePlaatsen(w.Aanbieder)); err != nil { // who allocates here counts what stands here
			return err
		}
		a, err := u.AanbodIn(tx)
		if err != nil {
			return err
		}
		old, own := a.Werkplek(w.Aanbieder, string(w.ID))
		if _, known := a.Aanbieder(w.Aanbieder); !known || w.ID != "" && !own {
			return app.NotHere()
		}
		regels, err := u.Regels(tx)
		if err != nil {
			return err
		}
		if err := app.RefuseFound(ctx, app.Refuse(checkWerkplek(regels, w), checkVerplaatst(old, w))); err != nil {
			return err
		}
		w.Uitzonderingen = old.Uitzonderingen
		if w.ID == "" {
			w.ID, w.Versie = inkoop.WerkplekID(tx.NewID()), 0
		}
		id = string(w.ID)
		tx.Audit(KindAanbieder, string(w.Aanbieder), "werkplek.vastgelegd", audit.Payload{Decision: []string{d.String()}})
		return conflictWith(tx.PutWerkplek(&w), old)
	})
	return id, err
}

// maxPlekken is the most residents that a place takes in one dagdeel. Own choice: more is a
// typing error.
const maxPlekken = 500

func checkWerkplek(regels app.Regels, w store.Werkplek) []rule.Finding {
	var findings []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		findings = append(findings, rule.FailIf(bad, field, code, args...)...)
	}
	_, known := regels.Gemeente(w.Gemeente)
	add(strings.TrimSpace(w.Naam) == "", "naam", "werkplek.naam_ontbreekt")
	add(strings.TrimSpace(w.VoorWie) == "", "voorWie", "werkplek.voor_wie_ontbreekt")
	add(!known, "gemeente", "werkplek.gemeente_ontbreekt")
	add(w.Geldig.From.IsZero() || w.Geldig.IsEmpty(), "van", "werkplek.periode_ontbreekt")
	for n, g := range w.Werkgebied {
		_, known := regels.Gemeente(g.Gemeente)
		again := slices.Contains(w.Werkgebied[:n], g)
		add(!known || again || len([]rune(g.Woonplaats)) > maxRegel, "werkgebied", "werkplek.werkgebied_onbekend")
	}
	add(w.Capaciteit() == 0, "plekken", "werkplek.plekken_ontbreken")
	add(slices.ContainsFunc(w.Dagdelen, func(p inkoop.Dagdeelplekken) bool { return p.Plekken < 0 || p.Plekken > maxPlekken }),
		"plekken", "werkplek.plekken_kan_niet", maxPlekken)
	return findings
}

// checkVerplaatst: an exception is for one place and one kind of work.
func checkVerplaatst(old, now store.Werkplek) []rule.Finding {
	bound := slices.ContainsFunc(old.Uitzonderingen, func(x inkoop.UniekAanbod) bool { return x.Wacht() || x.Besluit.Toegekend })
	moved := old.Gemeente != now.Gemeente || old.Woonplaats != now.Woonplaats || old.Werksoort != now.Werksoort || !slices.Equal(old.Werkgebied, now.Werkgebied)
	return rule.FailIf(bound && moved, "gemeente", "werkplek.heeft_uitzondering")
}
