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

// TimelinePage is what happened, newest first.
type TimelinePage struct {
	Header
	Gebeurtenissen []store.Gebeurtenis
	Volgende       int64 // number to go on from; 0: there is no more
}

// Tijdlijn gives what happened in a dossier before a number; 0: from the newest. A reader
// sees what happened with what he sees, and whoever does not see the investigation sees
// that it was done, without words and rules. Source: domain guide 8.
func (u *UseCases) Tijdlijn(ctx context.Context, actor app.Actor, inwonerID string, before int64) (out TimelinePage, err error) {
	err = u.dossierPage(ctx, actor, app.ByInwoner(inwonerID), authz.TijdlijnLezen, "tijdlijn.geopend", &out.Header, func(d *app.Dossier) error {
		list, err := d.Tx.Tijdlijn(app.KindDossier, d.ID, before, PageSize+1)
		if err != nil {
			return err
		}
		if len(list) > PageSize {
			list = list[:PageSize]
			out.Volgende = int64(list[PageSize-1].Seq) //nolint:gosec // counts up from one
		}
		signalen, err := readSignalen(d, &out.Header, false)
		if err != nil {
			return err
		}
		toewijzingen, err := d.Toewijzingen()
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(g store.Gebeurtenis) bool { return !seesEvent(&out.Header, &g, toewijzingen, signalen) })
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

// eventGroups are the field groups that events are about, by the subject of the event;
// all others are of the investigation.
var eventGroups = map[string]authz.FieldGroup{
	"melding": authz.FieldMelding, "aanvraag": authz.FieldAanvraag, "besluit": authz.FieldBesluit, "verwijzing": authz.FieldVerwijzing,
	"toewijzing": authz.FieldToewijzing, "start": authz.FieldToewijzing, "begeleider": authz.FieldToewijzing,
	"ladder": authz.FieldLadderDoelen, "groeipotentie": authz.FieldLadderDoelen, "doel": authz.FieldLadderDoelen, "waarneming": authz.FieldLadderDoelen,
	"profiel": authz.FieldProfiel, "belastbaarheid": authz.FieldBelastbaarheid, "mening": authz.FieldMening,
	"aanwezigheid": authz.FieldAanwezigheidUren, "voortgangsbericht": authz.FieldVoortgang, "signaal": authz.FieldSignaal,
	"evaluatie": authz.FieldEvaluatie, "vervolg": authz.FieldEvaluatie, "hertoets": authz.FieldEvaluatie,
	"onderbreking": authz.FieldAfloop, "einde": authz.FieldAfloop, "arrangement": authz.FieldAfloop, "nazorg": authz.FieldAfloop,
	"afspraak": authz.FieldAfspraak, "delen": authz.FieldAkkoord, "taak": authz.FieldTaak,
	"inwoner": authz.FieldNaam, "overlijden": authz.FieldNaam, "contact": authz.FieldContact, "adres": authz.FieldAdres, "verhuizing": authz.FieldAdres,
	"vertegenwoordiging": authz.FieldVertegenwoordiging, "vertegenwoordiger": authz.FieldVertegenwoordiging,
	"geheimhouding": authz.FieldGeheimhouding, "bsn": authz.FieldBSN,
}

// seesEvent tells whether a reader sees that something happened: of all rows of its
// group, or of the own organisation. A signaal is between its parties only.
func seesEvent(h *Header, g *store.Gebeurtenis, toewijzingen []store.Toewijzing, signalen []store.Signaal) bool {
	subject, _, _ := strings.Cut(g.Action, ".")
	group, known := eventGroups[subject]
	if !known {
		group = authz.FieldOnderzoek
	}
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
