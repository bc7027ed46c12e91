// Package taken (tasks) composes what is derived from a dossier: the tasks of all
// processes, who may look, and what lists show of a resident. It is wired in
// before the commit of every write, so that no process calls a later one.
//
// Dutch terms: taak (task), inzage (who may look), fase (where a resident is in the
// whole course), afleiden (derive), uitstellen (put off), overdragen (hand over).
package taken

import (
	"errors"
	"slices"

	"trede/internal/app"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/store"
)

// Afgeleid is everything that follows from one dossier. It knows no today.
type Afgeleid struct {
	Taken  []store.Taak
	Inzage []store.Inzage
	Stand  store.InwonerStand
}

// parts are the parts of a dossier from which everything follows.
type parts struct {
	i            store.Inwoner
	meldingen    []store.Melding
	aanvragen    []store.Aanvraag
	metingen     []store.Meting
	doelen       []store.Doel
	toewijzingen []store.Toewijzing
	berichten    []store.Voortgangsbericht
	signalen     []store.Signaal
	vertegen     []store.Vertegenwoordiging
	polissen     map[inkoop.AanbiederID][]inkoop.Verzekering // of providers where something is open
	regels       app.Regels
}

func load(d *store.Dossier, regels app.Regels) (*parts, error) {
	p := &parts{i: d.Inwoner(), regels: regels}
	var errs [8]error
	p.meldingen, errs[0] = d.Meldingen()
	p.aanvragen, errs[1] = d.Aanvragen()
	p.metingen, errs[2] = d.Metingen()
	p.doelen, errs[3] = d.Doelen()
	p.toewijzingen, errs[4] = d.Toewijzingen()
	p.berichten, errs[5] = d.Berichten()
	p.signalen, errs[6] = d.Signalen()
	p.vertegen, errs[7] = d.Vertegenwoordigingen()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return p, p.loadPolissen(d)
}

// loadPolissen gives the policies of the providers at which something is allocated that is
// not closed.
func (p *parts) loadPolissen(d *store.Dossier) (err error) {
	p.polissen = map[inkoop.AanbiederID][]inkoop.Verzekering{}
	for n := range p.toewijzingen {
		t := &p.toewijzingen[n]
		at := t.Huidig.Aanbieder
		if _, there := p.polissen[at]; there || !t.Loopt() || t.Verloop.Afsluiting != nil {
			continue
		}
		if p.polissen[at], err = d.VerzekeringenBij(at); err != nil {
			return err
		}
	}
	return nil
}

// Afleiden derives everything from a dossier.
func Afleiden(d *store.Dossier, regels app.Regels) (Afgeleid, error) {
	p, err := load(d, regels)
	if err != nil {
		return Afgeleid{}, err
	}
	return Afgeleid{Taken: p.taken(), Inzage: p.inzage(), Stand: p.stand()}, nil
}

// taken composes the tasks of the processes. Terms are those of the day on which
// each thing began, so that a later setting changes nothing that runs.
func (p *parts) taken() []store.Taak {
	out := p.uitvoeringTaken()
	if p.i.OverledenOp.IsZero() {
		for _, t := range p.toegangTaken() {
			out = append(out, p.taak(t, p.i.TeamID, ""))
		}
		for n := range p.toewijzingen {
			for _, task := range p.keuzeTaken(&p.toewijzingen[n]) {
				out = append(out, p.taakVan(&p.toewijzingen[n], task))
			}
		}
	}
	slices.SortFunc(out, store.CompareTaak)
	return out
}

// uitvoeringTaken are the tasks of delivery.
func (p *parts) uitvoeringTaken() []store.Taak {
	var out []store.Taak
	for n := range p.toewijzingen {
		t := &p.toewijzingen[n]
		for _, task := range uitvoering.Taken(p.uitvoeringFeiten(t)) {
			if !p.i.OverledenOp.IsZero() && (task.VoorWie.Rol == toegang.Inwoner || task.Onderwerp.Soort != "signaal") {
				continue // nothing is asked any more, but those who guided still answer each other
			}
			out = append(out, p.taakVan(t, task))
		}
	}
	return out
}

// naNieuws gives the tasks after news of the work place, from which only those of
// delivery follow: the others stay as they are, and what they follow from need not be
// loaded.
func naNieuws(d *store.Dossier, regels app.Regels) ([]store.Taak, error) {
	p := &parts{i: d.Inwoner(), regels: regels}
	var errs [4]error
	p.doelen, errs[0] = d.Doelen()
	p.toewijzingen, errs[1] = d.Toewijzingen()
	p.berichten, errs[2] = d.Berichten()
	p.signalen, errs[3] = d.Signalen()
	have, err := d.Taken()
	if err := errors.Join(append(errs[:], err)...); err != nil {
		return nil, err
	}
	out := p.uitvoeringTaken()
	for _, t := range have {
		if !slices.Contains(uitvoering.TaakSoorten(), toegang.TaakSoort(t.Soort)) {
			out = append(out, t.Afgeleid())
		}
	}
	slices.SortFunc(out, store.CompareTaak)
	return out, nil
}

func (p *parts) termijnen(day civil.Date) toegang.Termijnen {
	return toegang.TermijnenVan(p.regels.Instellingen(day))
}

func (p *parts) toegangTaken() []toegang.Taak {
	base := toegang.TakenFeiten{InwonerID: p.i.ID, Consulent: p.i.ConsulentID, Team: p.i.TeamID}
	var out []toegang.Taak
	add := func(f toegang.TakenFeiten, day civil.Date) {
		f.Termijnen = p.termijnen(day)
		out = append(out, toegang.Taken(f)...)
	}
	for n := range p.meldingen {
		m := &p.meldingen[n]
		f := base
		f.Meldingen = []toegang.MeldingTaakFeiten{{
			Melding: m.Melding, Uitkomst: m.Onderzoek.Uitkomst, OpnieuwGekeken: p.lookedAgain(n), AanvraagID: p.aanvraagOf(m.ID),
			Terug: m.Onderzoek.Verwijzing.Terug(),
		}}
		add(f, m.Ontvangen)
	}
	for n := range p.aanvragen {
		f := base
		f.Aanvragen = []toegang.Aanvraag{p.aanvragen[n].Aanvraag}
		add(f, p.aanvragen[n].Ontvangen)
	}
	for n := range p.doelen {
		f := base
		f.Doelen = []toegang.Doel{p.doelen[n].Doel}
		add(f, p.doelen[n].Opgesteld)
	}
	return out
}

// lookedAgain is the day on which somebody looked again after the outcome of a
// melding: as recorded, or when a later melding came that was not withdrawn.
func (p *parts) lookedAgain(n int) civil.Date {
	m := &p.meldingen[n]
	if !m.OpnieuwGekeken.IsZero() || m.Onderzoek.Uitkomst == nil {
		return m.OpnieuwGekeken
	}
	for k := n + 1; k < len(p.meldingen); k++ {
		if next := &p.meldingen[k]; next.Ingetrokken.IsZero() && !next.Ontvangen.Before(m.Onderzoek.Uitkomst.Datum) {
			return next.Ontvangen
		}
	}
	return civil.Date{}
}

func (p *parts) aanvraagOf(meldingID string) string {
	for n := range p.aanvragen {
		if p.aanvragen[n].MeldingID == meldingID {
			return p.aanvragen[n].ID
		}
	}
	return ""
}

// keuzeTaken are the tasks of the lokale toegang with one toewijzing.
func (p *parts) keuzeTaken(t *store.Toewijzing) []toegang.Taak {
	product, _ := p.regels.Product(t.Huidig.Product)
	f := toegang.TakenFeiten{
		InwonerID: p.i.ID, Consulent: p.consulent(t), Team: p.team(t), Termijnen: p.termijnen(t.ConceptSinds),
		Toewijzingen: []toegang.ToewijzingTaakFeiten{{
			ID: t.ID, ConceptSinds: t.ConceptSinds, AkkoordInwoner: t.Keuze.Akkoord, Toegewezen: t.Toegewezen, Vervallen: t.Vervallen,
			Afgesloten: t.Afgesloten(), Soort: product.Soort, Start: t.Huidig.Start, LaatsteDag: t.Huidig.LaatsteDag,
			StreefMaanden: product.Duur.Maanden, Hertoets: t.Keuze.Stabiel.Hertoets, HertoetsGedaan: t.Verloop.HertoetsGedaan,
		}},
	}
	if policies, open := p.polissen[t.Huidig.Aanbieder]; open {
		f.Toewijzingen[0].OnverzekerdVanaf = inkoop.OnverzekerdVanaf(policies, t.Huidig.Periode())
	}
	if !t.Geweigerd().IsZero() {
		return nil
	}
	return toegang.Taken(f)
}

// team is whose work a toewijzing is: of the team that allocated it from its start until
// it is closed; before and after that of the team that the resident has.
func (p *parts) team(t *store.Toewijzing) string {
	if runs(t) {
		return t.TeamID
	}
	return p.i.TeamID
}

// runs tells whether a toewijzing began and is not closed.
func runs(t *store.Toewijzing) bool {
	return t.Loopt() && !t.Verloop.Start.Begonnen.IsZero() && t.Verloop.Afsluiting == nil
}

// afronding are the tasks by which a former gemeente ends what it began. All else about
// the resident is of the new team. Source: requirement X-09; authz, vorige-gemeente.
var afronding = []toegang.TaakSoort{
	toegang.TaakOrientatieAfronden, uitvoering.TaakEindeBesluiten, uitvoering.TaakAfsluiten, uitvoering.TaakSignaalBeantwoorden,
}

// taakVan gives a task about a toewijzing its place in the work lists.
func (p *parts) taakVan(t *store.Toewijzing, task toegang.Taak) store.Taak {
	aanbieder := string(t.Huidig.Aanbieder)
	if t.Toegewezen.IsZero() {
		aanbieder = "" // a concept is not the provider's yet
	}
	team := p.team(t)
	if task.VoorWie.Rol == toegang.Consulent && team != p.i.TeamID && !slices.Contains(afronding, task.Soort) {
		team = p.i.TeamID
		task.VoorWie.Team, task.VoorWie.Persoon = team, p.i.ConsulentID
	}
	return p.taak(task, team, aanbieder)
}

// consulent is who of the team does the work; when the resident has moved, anybody.
func (p *parts) consulent(t *store.Toewijzing) string {
	if p.team(t) != p.i.TeamID {
		return ""
	}
	return p.i.ConsulentID
}

func (p *parts) uitvoeringFeiten(t *store.Toewijzing) uitvoering.TakenFeiten {
	v := &t.Verloop
	f := uitvoering.TakenFeiten{
		Arrangement: t.Arrangement(p.regels.Register), Consulent: p.consulent(t), Team: p.team(t), Toegewezen: t.Toegewezen,
		Vervallen: t.Vervallen, Geweigerd: t.Geweigerd(), WeigeringKlaar: v.WeigeringKlaar, Start: v.Start,
		Onderbrekingen: v.Onderbrekingen, Evaluatie: v.Evaluatie, Vervolg: v.Vervolg, EindeGemeld: v.EindeGemeld, Einde: v.Einde, Afsluiting: v.Afsluiting,
		Nazorg: v.Nazorg, Waarden: p.regels.Instellingen(t.Huidig.Start), Termijnen: uitvoering.StandaardTermijnen(),
	}
	if v.Afsluiting == nil {
		for n := range p.doelen {
			f.Doelen = append(f.Doelen, uitvoering.GeldigeDoelen([]toegang.Doel{p.doelen[n].Doel})...)
			f.Observaties = append(f.Observaties, p.doelen[n].Observaties()...)
		}
	}
	for n := range p.berichten {
		if b := &p.berichten[n]; b.ToewijzingID == t.ID {
			f.Berichten = append(f.Berichten, b.Voortgangsbericht)
			if !b.Bekeken.IsZero() {
				f.Bekeken = append(f.Bekeken, b.ID)
			}
		}
	}
	for n := range p.signalen {
		if s := &p.signalen[n]; s.ToewijzingID == t.ID {
			f.Signalen = append(f.Signalen, s.Signaal)
		}
	}
	return f
}

// taak gives a task its place in the work lists.
func (p *parts) taak(t toegang.Taak, team, aanbieder string) store.Taak {
	out := store.Taak{
		InwonerID: p.i.ID, ID: t.Sleutel, Soort: string(t.Soort), Onderwerp: t.Onderwerp.Soort, OnderwerpID: t.Onderwerp.ID,
		Rol: t.VoorWie.Rol, PersoonID: t.VoorWie.Persoon, TeamID: team, AanbiederID: aanbieder, Zichtbaar: t.ZichtbaarVanaf,
		Termijn: t.Termijn, Wettelijk: t.Wettelijk, Opgeschort: t.Opgeschort,
	}
	if out.Termijn.IsZero() || t.Opgeschort {
		out.Termijn = civil.Last
	}
	switch {
	case t.VoorWie.Rol == toegang.Inwoner:
		out.Kant, out.KantID = store.KantInwoner, p.i.ID
	case t.VoorWie.Aanbieder != "":
		out.Kant, out.KantID = store.KantAanbieder, string(t.VoorWie.Aanbieder)
	default:
		out.Kant, out.KantID = store.KantTeam, t.VoorWie.Team
	}
	return out
}

// The fases of a resident. Each follows from what was recorded, never from the day
// it is.
const (
	FaseGeen        = "geen"
	FaseMelding     = "melding"  // a question is being looked at
	FaseVerwezen    = "verwezen" // to what others offer; somebody looks again
	FaseAanvraag    = "aanvraag" // asked for, or granted and not allocated
	FaseConcept     = "concept"
	FaseToegewezen  = "toegewezen" // the provider has not confirmed the start
	FaseGeweigerd   = "geweigerd"
	FaseLopend      = "lopend"
	FaseOnderbroken = "onderbroken"
	FaseNazorg      = "nazorg"
	FaseOverleden   = "overleden"
)

// Fasen lists the fases in the order of the course.
func Fasen() []string {
	return []string{
		FaseMelding, FaseAanvraag, FaseConcept, FaseToegewezen, FaseGeweigerd, FaseLopend, FaseOnderbroken, FaseNazorg,
		FaseVerwezen, FaseGeen, FaseOverleden,
	}
}

func (p *parts) stand() store.InwonerStand {
	s := store.InwonerStand{Fase: p.meldingFase()}
	for n := range p.metingen {
		if m := &p.metingen[n]; m.Vastgesteld.Valid() {
			s.Trede = m.Vastgesteld
		}
	}
	if t := p.current(); t != nil {
		product, _ := p.regels.Product(t.Huidig.Product)
		s.ToewijzingID, s.Catalogus, s.ProductCode = t.ID, string(t.Huidig.Product.Catalogus), string(t.Huidig.Product.Product)
		s.AanbiederID, s.Ingangsdatum, s.Einde = string(t.Huidig.Aanbieder), t.Huidig.Start, t.Huidig.LaatsteDag
		s.Doeltrede = product.Doeltrede
		if product.Soort == inkoop.STA {
			s.Doeltrede = product.Trede()
		}
		if fase := toewijzingFase(t); fase != FaseNazorg || s.Fase == FaseGeen || s.Fase == FaseAanvraag || s.Fase == FaseVerwezen {
			s.Fase = fase
		}
	}
	if !p.i.OverledenOp.IsZero() {
		s.Fase = FaseOverleden
	}
	return s
}

// current is the toewijzing that lists show: the newest that is not closed, else
// the one that was closed last.
func (p *parts) current() *store.Toewijzing {
	var open, closed *store.Toewijzing
	for n := range p.toewijzingen {
		t := &p.toewijzingen[n]
		switch {
		case !t.Vervallen.IsZero() || t.Verloop.WeigeringKlaar:
		case t.Verloop.Afsluiting != nil:
			closed = t
		case open == nil || open.Toegewezen.IsZero() || !t.Toegewezen.IsZero() && open.Verloop.Start.Begonnen.IsZero():
			open = t
		}
	}
	if open != nil {
		return open
	}
	return closed
}

func toewijzingFase(t *store.Toewijzing) string {
	switch {
	case t.Verloop.Afsluiting != nil:
		return FaseNazorg
	case t.Toegewezen.IsZero():
		return FaseConcept
	case t.Verloop.Weigering != nil:
		return FaseGeweigerd
	case t.Verloop.Start.Begonnen.IsZero():
		return FaseToegewezen
	case slices.ContainsFunc(t.Verloop.Onderbrekingen, func(o uitvoering.Onderbreking) bool { return o.Terug.IsZero() }):
		return FaseOnderbroken
	}
	return FaseLopend
}

// meldingFase is how far the newest question is that was not withdrawn.
func (p *parts) meldingFase() string {
	n := len(p.meldingen) - 1
	for n >= 0 && !p.meldingen[n].Ingetrokken.IsZero() {
		n--
	}
	if n < 0 {
		return FaseGeen
	}
	m := &p.meldingen[n]
	switch {
	case m.Staat() != toegang.MeldingAfgerond:
		return FaseMelding
	case m.Onderzoek.Uitkomst == nil:
		return FaseGeen
	case m.Onderzoek.Uitkomst.Soort.Besluit() && !p.turnedDown(m.ID):
		return FaseAanvraag
	case m.Onderzoek.Uitkomst.Soort.Verwijzing() && p.lookedAgain(n).IsZero():
		return FaseVerwezen
	}
	return FaseGeen
}

// turnedDown tells whether the application after a melding was withdrawn or not granted.
func (p *parts) turnedDown(meldingID string) bool {
	down := false
	for n := range p.aanvragen {
		if a := &p.aanvragen[n]; a.MeldingID == meldingID {
			down = !a.Ingetrokken.IsZero() || a.Besluit != nil && !a.Besluit.Uitkomst.Toegekend()
		}
	}
	return down
}

// inzage derives who may look. Source: domain guide 8; issue 2 part E.
func (p *parts) inzage() []store.Inzage {
	id := p.i.ID
	out := []store.Inzage{{InwonerID: id, Kant: store.KantZelf, KantID: id, Bron: "zelf", Van: civil.Of(p.i.Aangemaakt)}}
	for n, v := range p.i.Verblijf {
		team := store.Inzage{InwonerID: id, Kant: store.KantTeam, KantID: v.Value.TeamID, Bron: "verblijf", Van: v.From, Einde: v.Until, Tot: v.Until}
		gemeente := team
		gemeente.Kant, gemeente.KantID = store.KantGemeente, string(v.Value.Gemeente)
		out = append(out, team, gemeente)
		// Whoever left the region stays with the team.
		if n+1 < len(p.i.Verblijf) && p.i.Verblijf[n+1].Value.Gemeente != v.Value.Gemeente && p.i.Verblijf[n+1].Value.TeamID != v.Value.TeamID {
			out = append(out, p.closing(v)...)
		}
	}
	for n := range p.toewijzingen {
		out = append(out, p.venster(&p.toewijzingen[n])...)
	}
	for n := range p.meldingen {
		if m := &p.meldingen[n]; m.CAWID != "" && m.Onderzoek.Uitkomst != nil {
			end := civil.Min(m.Onderzoek.Uitkomst.KijkOpnieuw, p.lookedAgain(n))
			out = append(out, store.Inzage{
				InwonerID: id, Kant: store.KantCAW, KantID: m.CAWID, Bron: m.ID, Van: m.Onderzoek.Uitkomst.Datum, Einde: end, Tot: end,
			})
		}
	}
	for n := range p.vertegen {
		v, until := &p.vertegen[n], p.vertegen[n].Until
		if died := p.i.OverledenOp; !died.IsZero() {
			until = civil.Min(until, died.AddDays(1)) // who dies is represented by nobody
		}
		if v.AccountID != "" && !(civil.Period{From: v.From, Until: until}).IsEmpty() {
			out = append(out, store.Inzage{
				InwonerID: id, Kant: store.KantVertegenwoordiger, KantID: v.AccountID, Bron: v.ID, Van: v.From, Einde: until,
				Tot: until, Bereik: app.FormatBereik(v.Vertegenwoordiging),
			})
		}
	}
	for n := range out {
		out[n].Sorteernaam = p.i.Naam.SortKey()
	}
	slices.SortFunc(out, store.CompareInzage)
	return slices.CompactFunc(out, func(a, b store.Inzage) bool { return store.CompareInzage(a, b) == 0 })
}

// closing lets the team of a gemeente that the resident left look until it has closed
// what it began, however late that is: then its task is always in somebody's list. Source:
// requirement X-09 ("geen inzage meer voor oude gemeente na afsluiting").
func (p *parts) closing(v civil.Dated[store.Verblijf]) []store.Inzage {
	var until civil.Date
	for n := range p.toewijzingen {
		t := &p.toewijzingen[n]
		switch {
		case t.Gemeente != v.Value.Gemeente:
		case runs(t):
			until = civil.Last
		case t.Verloop.Afsluiting != nil:
			until = civil.Max(until, t.Afgesloten().AddDays(1))
		}
	}
	if !until.After(v.Until) {
		return nil
	}
	return []store.Inzage{{
		InwonerID: p.i.ID, Kant: store.KantVorige, KantID: v.Value.TeamID, Bron: "verhuizing", Van: v.Until, Einde: until, Tot: until,
		Bereik: string(v.Value.Gemeente),
	}}
}

// venster is how long a provider and its people may look: while the toewijzing runs,
// and some weeks after.
func (p *parts) venster(t *store.Toewijzing) []store.Inzage {
	if t.Toegewezen.IsZero() {
		return nil
	}
	row := store.Inzage{InwonerID: p.i.ID, Kant: store.KantAanbieder, KantID: string(t.Huidig.Aanbieder), Bron: t.ID, Van: t.Toegewezen}
	switch last := t.Huidig.LaatsteDag; {
	case !t.Vervallen.IsZero():
		row.Einde, row.Tot = t.Vervallen, t.Vervallen
	case t.Verloop.Weigering != nil:
		row.Einde = t.Geweigerd().AddDays(1)
		row.Tot = row.Einde
	case !last.IsZero():
		row.Einde = civil.Max(last.AddDays(1), t.Toegewezen.AddDays(1))
		row.Tot = row.Einde.AddDays(7 * p.regels.Instellingen(t.Huidig.Start).ToegangWekenNaEinde)
	}
	out := []store.Inzage{row}
	for _, b := range t.Verloop.Begeleiding {
		guide := row
		guide.Kant, guide.KantID, guide.Bereik = store.KantBegeleider, b.AccountID, row.KantID
		guide.Van = b.Periode.From
		if !b.Periode.Until.IsZero() {
			guide.Einde = civil.Min(b.Periode.Until, row.Einde)
			guide.Tot = guide.Einde
		}
		if !(civil.Period{From: guide.Van, Until: guide.Einde}).IsEmpty() {
			out = append(out, guide)
		}
	}
	return out
}
