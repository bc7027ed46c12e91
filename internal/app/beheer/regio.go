package beheer

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/platform/audit"
	"trede/internal/platform/errs"
	"trede/internal/region"
	"trede/internal/store"
)

// RegioPage is the region's data, for questions as of a day.
type RegioPage struct {
	Code, Naam, Toelichting string
	*inkoop.Register
	Versies        []store.RegioRegel // newest first; only for who administers the region
	Gebeurtenissen []Gebeurtenis
	Wie            map[string]string // names of who did something
	MayImport      bool
	MayExport      bool
	// Verkend counts the cases with the label of a study, of the gemeenten of which the
	// reader may see figures (B-REG-06).
	Verkend map[inkoop.GemeenteCode]map[inkoop.VerkenningSoort]int
}

// Regio gives the region's data. It is public, its history is not.
func (s *Service) Regio(ctx context.Context, actor app.Actor) (RegioPage, error) {
	var p RegioPage
	err := s.read(ctx, func(tx *store.Tx) error {
		f := facts(tx, "")
		if err := may(tx, actor, authz.RegioLezen, f); err != nil {
			return err
		}
		r, err := s.base.Region(tx)
		if err != nil {
			return err
		}
		rules, err := s.base.Regels(tx)
		if err != nil {
			return err
		}
		f.RedenGegeven = true
		p = RegioPage{
			Code: r.Code, Naam: r.Naam, Toelichting: r.Toelichting, Register: rules.Register,
			MayImport: can(actor, authz.RegioImporteren, f), MayExport: can(actor, authz.RegioExporteren, f),
		}
		if p.Verkend, err = tx.Verkend(); err != nil {
			return err
		}
		maps.DeleteFunc(p.Verkend, func(code inkoop.GemeenteCode, _ map[inkoop.VerkenningSoort]int) bool {
			about := f
			about.GemeenteCode = string(code)
			return !can(actor, authz.CijfersLezen, about)
		})
		if !p.MayExport {
			return nil
		}
		if p.Versies, err = tx.RegioVersies(); err != nil || !can(actor, authz.AuditLezen, f) {
			return err
		}
		if p.Gebeurtenissen, err = tx.Tijdlijn(KindRegio, RegioID, 20); err == nil {
			p.Wie, err = actorNames(tx, p.Gebeurtenissen)
		}
		return err
	})
	return p, err
}

// RegioDocument gives the region's document as it was imported, comments too.
func (s *Service) RegioDocument(ctx context.Context, actor app.Actor) (doc store.RegioVersie, err error) {
	err = s.read(ctx, func(tx *store.Tx) error {
		if err := may(tx, actor, authz.RegioExporteren, facts(tx, "")); err != nil {
			return err
		}
		doc, err = tx.RegioDocument()
		return err
	})
	return doc, err
}

// RegioChange is one thing that a new document would change.
type RegioChange struct {
	Soort, Wat, Sleutel, Veld, Oud, Nieuw string
	Terugwerkend                          bool
	Geweigerd                             string // why it is refused, in English as in the region file's other messages
}

// RegioFinding is a thing that is wrong in a document.
type RegioFinding struct {
	Line int
	Text string
}

// RegioVoorstel is a new document, checked and compared with the one that counts.
type RegioVoorstel struct {
	Volgnr   int // of the document that counts now
	Document string
	Problems []RegioFinding // when there are any, nothing else is said
	Changes  []RegioChange
	Refused  int // how many changes are refused

	before, after *region.Region // before: nil at the first import
}

// OK tells whether the document can be imported.
func (v RegioVoorstel) OK() bool { return len(v.Problems) == 0 && v.Refused == 0 && len(v.Changes) > 0 }

// ProposeRegio checks a new document and says what it would change.
func (s *Service) ProposeRegio(ctx context.Context, actor app.Actor, document string) (RegioVoorstel, error) {
	var v RegioVoorstel
	err := s.read(ctx, func(tx *store.Tx) error {
		f := facts(tx, "")
		f.RedenGegeven = true // it is asked for at the import itself
		if err := may(tx, actor, authz.RegioImporteren, f); err != nil {
			return err
		}
		var err error
		v, err = s.propose(tx, document)
		return err
	})
	return v, err
}

func (s *Service) propose(tx *store.Tx, document string) (RegioVoorstel, error) {
	v := RegioVoorstel{Document: document}
	have, err := tx.RegioVolgnr()
	if err != nil {
		return v, err
	}
	v.Volgnr = have
	next, err := region.Load(strings.NewReader(document))
	var wrong *region.Error
	if errors.As(err, &wrong) {
		for _, p := range wrong.Problems {
			v.Problems = append(v.Problems, RegioFinding{p.Line, p.Text})
		}
		return v, nil
	}
	v.after = next
	if err != nil || have == 0 {
		return v, err
	}
	if v.before, err = s.base.Region(tx); err != nil {
		return v, err
	}
	fixed, err := FixedDay(tx)
	if err != nil {
		return v, err
	}
	diff := region.Diff(v.before, next, fixed)
	v.Changes, v.Refused = RegioChanges(diff), len(diff.Geweigerd())
	return v, nil
}

// RegioChanges gives what differs between two documents, for pages.
func RegioChanges(diff region.Verschil) []RegioChange {
	var out []RegioChange
	for _, w := range diff {
		out = append(out, RegioChange{
			Soort: string(w.Soort), Wat: w.Wat, Sleutel: w.Sleutel, Veld: w.Veld, Oud: w.Oud, Nieuw: w.Nieuw,
			Terugwerkend: w.Terugwerkend, Geweigerd: w.Geweigerd,
		})
	}
	return out
}

// FixedDay is the day before which the region's data has been used: today, or none
// while there is no dossier.
func FixedDay(tx *store.Tx) (civil.Date, error) {
	any, err := tx.AnyInwoner()
	if err != nil || !any {
		return civil.Date{}, err
	}
	return app.Today(tx.Now), nil
}

// ImportRegio makes a document count, if it still is what was proposed: last is the
// number of the document that the actor compared it with.
func (s *Service) ImportRegio(ctx context.Context, actor app.Actor, last int, document, reden string) error {
	return s.write(ctx, actor, func(tx *store.Tx) error {
		var c check
		reden := c.text("reden", reden, "beheer.reden_leeg", maxReden)
		f := facts(tx, "")
		f.RedenGegeven = true
		if err := may(tx, actor, authz.RegioImporteren, f); err != nil {
			return err
		}
		v, err := s.propose(tx, document)
		if err != nil {
			return err
		}
		switch {
		case len(v.Problems) > 0:
			c.add("bestand", "beheer.regio_onjuist", len(v.Problems))
		case v.Refused > 0:
			c.add("bestand", "beheer.regio_geweigerd", v.Refused)
		case adopts(v.before, v.after):
			c.add("bestand", "beheer.regio_vaststellen")
		case last > 0 && len(v.Changes) == 0:
			c.add("bestand", "beheer.regio_gelijk")
		}
		if err := c.err(); err != nil {
			return err
		}
		return KeepRegio(tx, RegioInput{
			Last: last, Document: document, Event: "regio.ingelezen", Reden: reden, Changes: v.Changes, Before: v.before, After: v.after,
		})
	})
}

// adopts tells whether a document would adopt a concept of the catalogue: that takes two
// people, and so does not come with a file (INK-19).
func adopts(before, after *region.Region) bool {
	if before == nil || after == nil {
		return false
	}
	return slices.ContainsFunc(before.Inkoop.Catalogi, func(c inkoop.Catalogusversie) bool {
		return c.Status == inkoop.Concept && slices.ContainsFunc(after.Inkoop.Catalogi, func(x inkoop.Catalogusversie) bool {
			return x.Code == c.Code && x.Status == inkoop.Vastgesteld
		})
	})
}

// RegioInput is a checked document that comes to count.
type RegioInput struct {
	Last          int // number of the document that it is compared with; 0: there is none yet
	Document      string
	Event, Reden  string // as the audit trail tells it
	Changes       []RegioChange
	Before, After *region.Region // Before is nil at the first import
}

// KeepRegio makes a document count in the transaction at hand, tells the audit trail, notes
// who wrote a concept of the catalogue, and promises what has to be derived again. Every way
// to change the region's data ends here.
func KeepRegio(tx *store.Tx, in RegioInput) error {
	if err := tx.AddRegioDocument(in.Last, in.Document); err != nil {
		return err
	}
	tx.Audit(KindRegio, RegioID, in.Event, audit.Payload{Reason: in.Reden, Changes: auditChanges(in.Changes)})
	if err := noteAuthors(tx, in.Before, in.After); err != nil || in.Last == 0 {
		return err // at the first import nothing was derived yet
	}
	return app.Herbereken{Regio: in.Last + 1}.Enqueue(tx)
}

// noteAuthors keeps who wrote a part of a concept, so that somebody else adopts it.
func noteAuthors(tx *store.Tx, before, after *region.Region) error {
	for _, c := range after.Inkoop.Catalogi {
		if c.Status != inkoop.Concept || before != nil && inkoop.ZelfdeVersie(before.Inkoop, after.Inkoop, c.Code) {
			continue
		}
		if err := tx.AddCatalogusAuteur(c.Code); err != nil {
			return err
		}
	}
	return nil
}

// auditChanges keeps the changes for the trail; of a very long list the first.
func auditChanges(list []RegioChange) []audit.Change {
	const most = 500
	var out []audit.Change
	for _, w := range list[:min(len(list), most)] {
		out = append(out, audit.Change{Field: strings.TrimSuffix(w.Wat+" "+w.Sleutel+" "+w.Veld, " "), Before: w.Oud, After: w.Nieuw})
	}
	return out
}

// Job is work that waits, as the administrator sees it.
type Job struct {
	Soort     string
	Vanaf     time.Time
	Poging    int
	Fout      string
	Opgegeven bool
}

// OpenJobs gives the work that is not done, the longest waiting first.
func (s *Service) OpenJobs(ctx context.Context, actor app.Actor) ([]Job, error) {
	if err := s.read(ctx, func(tx *store.Tx) error { return may(tx, actor, authz.AuditLezen, facts(tx, "")) }); err != nil {
		return nil, err
	}
	const most = 200
	rows, err := s.base.Store.OpenJobs(ctx, most)
	if err != nil {
		return nil, err
	}
	out := make([]Job, len(rows))
	for i, r := range rows {
		out[i] = Job{Soort: r.Soort, Vanaf: r.Vanaf, Poging: r.Poging, Fout: r.Fout, Opgegeven: r.Opgegeven}
	}
	return out, nil
}

// Matrix gives who may do what, for everybody with an account.
func (s *Service) Matrix(ctx context.Context, actor app.Actor) (m authz.Matrix, err error) {
	err = s.read(ctx, func(tx *store.Tx) error { return may(tx, actor, authz.RechtenLezen, facts(tx, "")) })
	if err == nil {
		m = authz.TheMatrix()
	}
	return m, err
}

// Overview is the first page of the administrator: what there is, and what asks
// for attention.
type Overview struct {
	Accounts, Organisaties int
	Regio                  string
	Volgnr                 int
	Jobs, GivenUp          int
	Regional               bool          // administers the whole region
	Leeg                   []Organisatie // where nobody works
}

// Overview gives it.
func (s *Service) Overview(ctx context.Context, actor app.Actor) (Overview, error) {
	var o Overview
	list, err := s.Accounts(ctx, actor, AccountFilter{})
	if err != nil {
		return o, err
	}
	o.Accounts = list.Total
	err = s.read(ctx, func(tx *store.Tx) error {
		o.Organisaties = len(list.Organisaties)
		o.Regional = can(actor, authz.AuditLezen, facts(tx, ""))
		today := app.Today(tx.Now)
		for _, org := range list.Organisaties {
			if n, err := tx.AanstellingenAfter(org.ID, today); err != nil {
				return err
			} else if n == 0 && periodOf(org.Van, org.Tot).Contains(today) {
				o.Leeg = append(o.Leeg, org)
			}
		}
		r, err := s.base.Region(tx)
		if errs.Is(err, errs.Unavailable) {
			return nil
		}
		if err != nil {
			return err
		}
		o.Regio = r.Naam
		o.Volgnr, err = tx.RegioVolgnr()
		return err
	})
	if err != nil || !o.Regional {
		return o, err
	}
	jobs, err := s.OpenJobs(ctx, actor)
	for _, j := range jobs {
		o.Jobs++
		if j.Opgegeven {
			o.GivenUp++
		}
	}
	return o, err
}
