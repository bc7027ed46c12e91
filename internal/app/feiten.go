package app

import (
	"context"
	"strings"

	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/store"
)

// KindDossier is the kind of audit chain of a resident.
const KindDossier = store.KindDossier

// Dossier is the dossier of one resident as a use case has it at hand: the stored
// parts, the day, and the facts by which authz decides.
type Dossier struct {
	*store.Dossier
	Tx    *store.Tx
	Day   civil.Date
	Facts authz.Facts
}

// OpenDossier loads what authz has to know of a resident. A resident that is not
// there is the same as one who is not to be seen.
func OpenDossier(tx *store.Tx, actor Actor, inwonerID string) (*Dossier, error) {
	d, err := tx.Dossier(inwonerID)
	return WrapDossier(tx, actor, d, err)
}

// WrapDossier is OpenDossier for a dossier that was found by one of its rows.
func WrapDossier(tx *store.Tx, actor Actor, d *store.Dossier, err error) (*Dossier, error) {
	if err != nil {
		if errs.Is(err, errs.NotFound) {
			err = NotHere()
		}
		return nil, err
	}
	out := &Dossier{Dossier: d, Tx: tx, Day: Today(tx.Now)}
	rows, err := d.Inzage()
	if err != nil {
		return nil, err
	}
	out.Facts = dossierFacts(d.Inwoner(), rows, out.Day)
	for _, x := range d.Inwoner().Gevoelig.Delen {
		out.Facts.Akkoorden = append(out.Facts.Akkoorden, authz.Akkoord{OrganisatieID: x.OrganisatieID, Periode: x.Period})
	}
	out.Facts.Now = tx.Now
	if needsReason(actor, out.Facts) {
		until, err := tx.RedenTot(d.ID, actor.ID)
		if err != nil {
			return nil, err
		}
		if !until.IsZero() {
			out.Facts.Redenen = []authz.InzageMetReden{{AccountID: actor.ID, Tot: until}}
		}
	}
	return out, nil
}

// NotHere is the one answer to who may not see something: that there is nothing.
func NotHere() error { return errs.New(errs.NotFound, "toegang.geen") }

// needsReason tells whether a reason that was given can matter: for staff of a
// gemeente who are of another team.
func needsReason(actor Actor, f authz.Facts) bool {
	staff := false
	for _, a := range actor.Aanstellingen {
		if a.TeamID != "" && a.TeamID == f.TeamID {
			return false
		}
		staff = staff || a.GemeenteCode != ""
	}
	return staff
}

// dossierFacts makes the facts of a resident out of the rows that say who may look.
func dossierFacts(i store.Inwoner, rows []store.Inzage, day civil.Date) authz.Facts {
	f := authz.Facts{Day: day, InwonerID: i.ID, GemeenteCode: string(i.Gemeente), TeamID: i.TeamID}
	windows := map[string]int{}
	for _, r := range rows {
		if r.Kant == store.KantAanbieder {
			windows[r.Bron] = len(f.Aanbieders)
			f.Aanbieders = append(f.Aanbieders, authz.AanbiederVenster{
				AanbiederID: r.KantID, Periode: civil.Period{From: r.Van, Until: r.Einde}, InzageTot: r.Tot,
			})
		}
	}
	for _, r := range rows {
		period := civil.Period{From: r.Van, Until: r.Einde}
		switch r.Kant {
		case store.KantBegeleider:
			if n, ok := windows[r.Bron]; ok {
				f.Aanbieders[n].Begeleiders = append(f.Aanbieders[n].Begeleiders, authz.Begeleiding{AccountID: r.KantID, Periode: period})
			}
		case store.KantVorige:
			f.VorigeGemeenten = append(f.VorigeGemeenten, authz.VorigeGemeente{
				GemeenteCode: r.Bereik, TeamID: r.KantID, Periode: civil.Period{From: r.Van, Until: r.Tot},
			})
		case store.KantCAW:
			f.Verwijzingen = append(f.Verwijzingen, authz.Verwijzing{OrganisatieID: r.KantID, Periode: period})
		case store.KantVertegenwoordiger:
			v := authz.Vertegenwoordiging{AccountID: r.KantID, Periode: civil.Period{From: r.Van, Until: r.Tot}}
			v.Soort, v.Bereik = ParseBereik(r.Bereik)
			f.Vertegenwoordigen = append(f.Vertegenwoordigen, v)
		}
	}
	return f
}

// FormatBereik writes how far a representation goes, as a row of inzage keeps it.
func FormatBereik(v persoon.Vertegenwoordiging) string {
	parts := make([]string, len(v.Bereik))
	for i, b := range v.Bereik {
		parts[i] = string(b)
	}
	return string(v.Soort) + ":" + strings.Join(parts, ",")
}

// ParseBereik reads what FormatBereik wrote.
func ParseBereik(text string) (persoon.VertegenwoordigerSoort, []persoon.Bereik) {
	kind, list, _ := strings.Cut(text, ":")
	var out []persoon.Bereik
	for part := range strings.SplitSeq(list, ",") {
		out = append(out, persoon.Bereik(part))
	}
	return persoon.VertegenwoordigerSoort(kind), out
}

// May asks whether the actor may do something with the dossier. reden tells whether
// a reason was written down.
func (d *Dossier) May(actor Actor, action authz.Action, reden string) (authz.Decision, error) {
	f := d.Facts
	f.RedenGegeven = reden != ""
	return May(actor, action, f)
}

// AskedOnForm stands for a reason that the use case itself asks for: it gives a finding
// beside the field and refuses to go on without.
const AskedOnForm = "gevraagd op het formulier"

// MayForm is May for a form with a field for the reason: whoever may, but for the
// reason, gets a finding beside that field.
func (d *Dossier) MayForm(actor Actor, action authz.Action, field, reden string) (authz.Decision, []rule.Finding, error) {
	decision, err := d.May(actor, action, strings.TrimSpace(reden))
	if !decision.Missing(authz.CondReden) {
		return decision, nil, err
	}
	decision, err = d.May(actor, action, AskedOnForm)
	return decision, rule.Fail(field, "reden.ontbreekt"), err
}

// MayWith asks it of a row of the dossier, after change filled in whose it is.
func (d *Dossier) MayWith(actor Actor, action authz.Action, reden string, change func(*authz.Facts)) (authz.Decision, error) {
	f := d.Facts
	f.RedenGegeven = reden != ""
	change(&f)
	return May(actor, action, f)
}

// MayOf asks it of a row that belongs to a toewijzing. The row is a contribution of
// its provider and of the gemeente that decided.
func (d *Dossier) MayOf(actor Actor, action authz.Action, reden string, t *store.Toewijzing) (authz.Decision, error) {
	return d.MayWith(actor, action, reden, func(f *authz.Facts) { OfToewijzing(actor, t, f) })
}

// OfToewijzing fills in whose a row of a toewijzing is.
func OfToewijzing(actor Actor, t *store.Toewijzing, f *authz.Facts) {
	f.ToewijzingAanbiederID, f.ToewijzingGemeenteCode = string(t.Huidig.Aanbieder), string(t.Gemeente)
	f.BijdrageVan = append(OfGemeente(actor, string(t.Gemeente)), string(t.Huidig.Aanbieder))
}

// OfGemeente gives the organisations by which the actor acts for a gemeente: what
// the gemeente made is theirs.
func OfGemeente(actor Actor, gemeente string) []string {
	var own []string
	for _, a := range actor.Aanstellingen {
		if a.GemeenteCode == gemeente {
			own = append(own, a.OrganisatieID)
		}
	}
	return own
}

// Done tells the audit trail of an act in the dossier and lets the derived rows be
// recomputed. It is the last thing of a use case.
func (d *Dossier) Done(decision authz.Decision, action string, p audit.Payload) {
	d.Tx.Actor.Role, d.Tx.Actor.OrganisationID = string(decision.Role), decision.OrganisatieID
	if p.Decision == nil {
		p.Decision = []string{decision.String()}
	}
	d.Tx.Touch(d.ID)
	d.Tx.Audit(KindDossier, d.ID, action, p)
}

// Stale refuses a save over a version that somebody else has saved meanwhile, and
// gives that version. A form that says no version is refused as well.
func Stale(asked, have int, current any) error {
	if asked == have {
		return nil
	}
	return &errs.Error{Kind: errs.Conflict, Code: "db.intussen_gewijzigd", Current: current}
}

// Refuse makes an error of findings, or nil when there are none.
func Refuse(list ...[]rule.Finding) error {
	var all []errs.Finding
	for _, findings := range list {
		all = append(all, Findings(findings)...)
	}
	return errs.InvalidInput(all...)
}

// Weigh gives the findings that keep an act from going through: every grens that
// failed, and every advies that failed without a reason by its code in reasons.
func Weigh(results []rule.Result, reasons map[string]string) []rule.Finding {
	findings := rule.Refused(results)
	for _, f := range rule.Advised(results) {
		if reasons[f.Rule] == "" {
			findings = append(findings, f)
		}
	}
	return findings
}

// Reasoned gives rule results as the audit trail keeps them, with why a person
// decided otherwise.
func Reasoned(list []rule.Result, reasons map[string]string) []audit.RuleResult {
	out := RuleResults(list)
	for i := range out {
		out[i].Reason = reasons[out[i].Rule]
	}
	return out
}

// Find gives the dossier that a use case is about.
type Find func(tx *store.Tx) (*store.Dossier, error)

// ByInwoner finds a dossier by the resident.
func ByInwoner(id string) Find {
	return func(tx *store.Tx) (*store.Dossier, error) { return tx.Dossier(id) }
}

// ByToewijzing finds a dossier by one of its toewijzingen.
func ByToewijzing(id string) Find {
	return func(tx *store.Tx) (*store.Dossier, error) { return tx.DossierOfToewijzing(id) }
}

// WriteDossier runs one use case about a dossier in one writing transaction; see
// [WithFound] for what a form found itself.
func (b *Base) WriteDossier(ctx context.Context, actor Actor, find Find, fn func(*Dossier) error) error {
	return b.Store.Write(ctx, audit.Actor{ID: actor.ID}, func(tx *store.Tx) error {
		found, err := find(tx)
		d, err := WrapDossier(tx, actor, found, err)
		if err != nil {
			return err
		}
		return RefuseFound(ctx, fn(d))
	})
}

// ReadDossier runs fn with a dossier in one reading transaction.
func (b *Base) ReadDossier(ctx context.Context, actor Actor, find Find, fn func(*Dossier) error) error {
	return b.Store.Read(ctx, func(tx *store.Tx) error {
		found, err := find(tx)
		d, err := WrapDossier(tx, actor, found, err)
		if err != nil {
			return err
		}
		return fn(d)
	})
}

// KindLijst is the kind of a look at a list: it is kept, and not one of the looks at
// a dossier that a resident sees.
const KindLijst = "lijst"
