package toegang

import (
	"trede/internal/app"
	"trede/internal/domain/civil"
	"trede/internal/domain/toegang"
	"trede/internal/domain/uitvoering"
	"trede/internal/store"
)

// What is kept of an end that moves with the date of birth.
const (
	geborenReden   = "De geboortedatum is verbeterd."
	geborenSignaal = "De geboortedatum is verbeterd. Het arrangement eindigt daarom eerder: voor de AOW-leeftijd. Bespreek het met de inwoner."
)

// cutAtAOW ends what would run past the day before the AOW date of a resident whose date
// of birth was corrected: by a new version with that reason, and a signaal to the provider,
// so that both sides have a task. What has not begun and cannot begin any more lapses. What
// ran past the AOW date already ends today. Source: DOE-01; domain guide 1.4 row 9.
func (u *UseCases) cutAtAOW(d *app.Dossier, actor app.Actor, i *store.Inwoner) error {
	regels, err := u.Regels(d.Tx)
	if err != nil {
		return err
	}
	list, err := d.Toewijzingen()
	if err != nil {
		return err
	}
	for _, t := range list {
		if t.Toegewezen.IsZero() || !t.Loopt() || t.Verloop.Afsluiting != nil || t.Huidig.LaatsteDag.IsZero() {
			continue
		}
		window, _ := venster(*i, regels, t.Huidig.Start)
		last, late := window.CutAtAOW(t.Huidig.LaatsteDag)
		begun := t.Verloop.Start.Begonnen
		switch {
		case !late:
		case last.Before(civil.Max(t.Huidig.Start, begun)) && (begun.IsZero() || begun.After(d.Day)):
			err = LapseIn(d, &t, actor.ID, geborenReden)
		default:
			err = shorten(d, actor, &t, last)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// shorten lets a toewijzing end on a day, or today when that has passed, and tells the
// provider.
func shorten(d *app.Dossier, actor app.Actor, t *store.Toewijzing, last civil.Date) error {
	end := civil.Max(last, d.Day)
	if !end.Before(t.Huidig.LaatsteDag) {
		return nil // it is over
	}
	err := AddVersieIn(d, t, toegang.Wijziging{
		Moment: d.Tx.Now, Door: actor.ID, LaatsteDag: end, Afgekapt: end == last, Omvang: t.Huidig.Omvang,
		Reden: toegang.WijzigingCorrectie, Toelichting: geborenReden,
	}, nil)
	if err != nil {
		return err
	}
	s := store.Signaal{InwonerID: d.ID, AanbiederID: string(t.Huidig.Aanbieder), Signaal: uitvoering.Signaal{
		ID: d.Tx.NewID(), ToewijzingID: t.ID, Soort: uitvoering.SignaalVraag, Urgentie: uitvoering.UrgentieGewoon,
		Van: toegang.PartijToegang, VanPersoon: actor.ID, Aan: toegang.PartijAanbieder, Tekst: geborenSignaal, Geopend: d.Day,
	}}
	return d.Tx.PutSignaal(d.Dossier, &s)
}
