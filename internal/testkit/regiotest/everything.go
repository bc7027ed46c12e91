package regiotest

import (
	"encoding/json"
	"fmt"
	"strings"

	"trede/internal/app"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/app/uitvoering"
	"trede/internal/authz"
	"trede/internal/domain/civil"
)

// Everything is what an actor gets to see of a resident by any read there is, as one text.
func (r *Regio) Everything(a app.Actor, inwonerID, searchFor string) string {
	r.T.Helper()
	ctx := r.T.Context()
	var seen strings.Builder
	put := func(v any, err error) {
		if err != nil {
			return // refused, which shows nothing
		}
		body, err := json.Marshal(v)
		r.must(err)
		fmt.Fprintf(&seen, "%T %s\n", v, body)
	}
	x := r.Toewijzing(inwonerID)
	page, err := r.Toegang.Overzicht(ctx, a, inwonerID)
	put(page, err)
	gegevens, err := r.Toegang.Gegevens(ctx, a, inwonerID)
	put(gegevens, err)
	plan, err := r.Toegang.Plan(ctx, a, inwonerID)
	put(plan, err)
	list, err := r.Toegang.Toewijzingen(ctx, a, inwonerID)
	put(list, err)
	progress, err := r.Toegang.Voortgang(ctx, a, inwonerID, "")
	put(progress, err)
	participant, err := r.Toegang.Deelnemer(ctx, a, authz.AanwezigheidLezen, x.ID)
	put(participant, err)
	timeline, err := r.Toegang.Tijdlijn(ctx, a, inwonerID, apptoegang.TimelineQuery{})
	put(timeline, err)
	readers, err := r.Toegang.WieKeek(ctx, a, inwonerID, apptoegang.ReaderQuery{})
	put(readers, err)
	referral, err := r.Toegang.Verwijzing(ctx, a, inwonerID)
	put(referral, err)
	own, err := r.Uitvoering.MijnPagina(ctx, a, inwonerID)
	put(own, err)
	participants, err := r.Uitvoering.Deelnemers(ctx, a, uitvoering.DeelnemerQuery{})
	put(participants, err)
	today, err := r.Uitvoering.Vandaag(ctx, a, civil.Date{})
	put(today, err)
	residents, err := r.Toegang.Inwoners(ctx, a, apptoegang.InwonerFilter{})
	put(residents, err)
	found, _, err := r.Toegang.Zoek(ctx, a, searchFor)
	put(found, err)
	return seen.String()
}
