package toegang

import (
	"context"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// TimelineQuery is which events are asked for.
type TimelineQuery struct {
	Over    EventKind    // empty: all
	Periode civil.Period // zero: all days
	Page    int          // from 1
}

// TimelinePage is what happened, newest first.
type TimelinePage struct {
	Header
	Gebeurtenissen []store.Gebeurtenis
	Total, Page    int
}

// mostEvents is how far back a timeline goes; a dossier of ten years has a tenth of it.
const mostEvents = 50_000

// Tijdlijn gives what happened in a dossier. A reader sees what happened with what he
// sees, and whoever does not see the investigation sees that it was done, without words
// and rules. Source: domain guide 8.
func (u *UseCases) Tijdlijn(ctx context.Context, actor app.Actor, inwonerID string, q TimelineQuery) (out TimelinePage, err error) {
	err = u.dossierPage(ctx, actor, app.ByInwoner(inwonerID), authz.TijdlijnLezen, "tijdlijn.geopend", &out.Header, func(d *app.Dossier) error {
		list, err := d.Tx.Tijdlijn(app.KindDossier, d.ID, mostEvents)
		if err != nil {
			return err
		}
		signalen, err := readSignalen(d, &out.Header, false)
		if err != nil {
			return err
		}
		toewijzingen, err := d.Toewijzingen()
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(g store.Gebeurtenis) bool {
			return !q.asks(&g) || !seesEvent(&out.Header, &g, toewijzingen, signalen)
		})
		out.Total, out.Page = len(list), max(q.Page, 1)
		from := min((out.Page-1)*PageSize, len(list))
		list = list[from:min(from+PageSize, len(list))]
		var ids []string
		for n := range list {
			if !out.Fields.Reads(authz.FieldOnderzoek) {
				list[n].Payload = audit.Payload{}
			}
			list[n].Payload.RemoteAddress = "" // that is for the security officer
			ids = append(ids, list[n].Actor.ID, list[n].OnBehalfOf)
		}
		out.Gebeurtenissen = list
		return out.names(d.Tx, ids...)
	})
	return out, err
}

// EventKind is what an event is about, as people look for it.
type EventKind string

// Kinds of events.
const (
	EventVraag      EventKind = "vraag"      // melding to besluit
	EventPlan       EventKind = "plan"       // trede, profile, goals, opinions
	EventToewijzing EventKind = "toewijzing" // toewijzing, start, interruption, end
	EventAanwezig   EventKind = "aanwezig"   // attendance
	EventVoortgang  EventKind = "voortgang"  // reports, signalen, appointments, evaluatie
	EventGegevens   EventKind = "gegevens"   // the person and who acts for them
	EventVanDossier EventKind = "dossier"    // the dossier itself, tasks, and all else
)

// EventKinds are all kinds, in the order of the way.
func EventKinds() []EventKind {
	return []EventKind{EventVraag, EventPlan, EventToewijzing, EventAanwezig, EventVoortgang, EventGegevens, EventVanDossier}
}

// eventSubject is what a subject of events is about: for whoever looks for it, and for
// who may see it.
type eventSubject struct {
	kind  EventKind
	group authz.FieldGroup
}

// eventSubjects are the subjects of events; all others are of the investigation.
var eventSubjects = map[string]eventSubject{
	"melding": {EventVraag, authz.FieldMelding}, "aanvraag": {EventVraag, authz.FieldAanvraag}, "besluit": {EventVraag, authz.FieldBesluit},
	"verwijzing": {EventVraag, authz.FieldVerwijzing}, "onderzoek": {EventVraag, authz.FieldOnderzoek}, "uitkomst": {EventVraag, authz.FieldOnderzoek},
	"orientatie": {EventVraag, authz.FieldOnderzoek}, "plafond": {EventVraag, authz.FieldOnderzoek},
	"ladder": {EventPlan, authz.FieldLadderDoelen}, "groeipotentie": {EventPlan, authz.FieldLadderDoelen}, "doel": {EventPlan, authz.FieldLadderDoelen},
	"waarneming": {EventPlan, authz.FieldLadderDoelen}, "profiel": {EventPlan, authz.FieldProfiel}, "belastbaarheid": {EventPlan, authz.FieldBelastbaarheid},
	"mening":     {EventPlan, authz.FieldMening},
	"toewijzing": {EventToewijzing, authz.FieldToewijzing}, "start": {EventToewijzing, authz.FieldToewijzing}, "begeleider": {EventToewijzing, authz.FieldToewijzing},
	"onderbreking": {EventToewijzing, authz.FieldAfloop}, "einde": {EventToewijzing, authz.FieldAfloop}, "arrangement": {EventToewijzing, authz.FieldAfloop},
	"nazorg": {EventToewijzing, authz.FieldAfloop}, "aanwezigheid": {EventAanwezig, authz.FieldAanwezigheidUren},
	"voortgangsbericht": {EventVoortgang, authz.FieldVoortgang}, "signaal": {EventVoortgang, authz.FieldSignaal}, "afspraak": {EventVoortgang, authz.FieldAfspraak},
	"evaluatie": {EventVoortgang, authz.FieldEvaluatie}, "vervolg": {EventVoortgang, authz.FieldEvaluatie}, "hertoets": {EventVoortgang, authz.FieldEvaluatie},
	"inwoner": {EventGegevens, authz.FieldNaam}, "overlijden": {EventGegevens, authz.FieldNaam}, "contact": {EventGegevens, authz.FieldContact},
	"adres": {EventGegevens, authz.FieldAdres}, "verhuizing": {EventGegevens, authz.FieldAdres}, "geheimhouding": {EventGegevens, authz.FieldGeheimhouding},
	"vertegenwoordiging": {EventGegevens, authz.FieldVertegenwoordiging}, "vertegenwoordiger": {EventGegevens, authz.FieldVertegenwoordiging},
	"bsn": {EventGegevens, authz.FieldBSN}, "delen": {EventGegevens, authz.FieldAkkoord}, "taak": {EventVanDossier, authz.FieldTaak},
}

func subjectOf(g *store.Gebeurtenis) eventSubject {
	subject, _, _ := strings.Cut(g.Action, ".")
	if s, known := eventSubjects[subject]; known {
		return s
	}
	return eventSubject{EventVanDossier, authz.FieldOnderzoek}
}

// asks tells whether an event is among those that are asked for.
func (q TimelineQuery) asks(g *store.Gebeurtenis) bool {
	return (q.Over == "" || q.Over == subjectOf(g).kind) && q.Periode.Contains(civil.Of(g.At))
}

// seesEvent tells whether a reader sees that something happened: of all rows of its
// group, or of the own organisation. A signaal is between its parties only.
func seesEvent(h *Header, g *store.Gebeurtenis, toewijzingen []store.Toewijzing, signalen []store.Signaal) bool {
	group := subjectOf(g).group
	if group == authz.FieldSignaal && !h.Fields.Reads(group) {
		id := g.Payload.Details["signaal"] // of its opening there is none
		return slices.ContainsFunc(signalen, func(s store.Signaal) bool {
			return s.ID == id || id == "" && s.VanPersoon == g.Actor.ID && s.Geopend == civil.Of(g.At)
		})
	}
	van := []string{g.Actor.OrganisationID}
	for n := range toewijzingen {
		if t := &toewijzingen[n]; t.ID == g.Payload.Details["toewijzing"] {
			van = append(van, string(t.Huidig.Aanbieder))
			van = append(van, app.OfGemeente(h.actor, string(t.Gemeente))...)
		}
	}
	return h.Fields.ReadsRow(group, authz.Row{Van: van})
}
