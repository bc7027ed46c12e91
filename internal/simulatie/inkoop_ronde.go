package simulatie

import (
	"context"

	appinkoop "trede/internal/app/inkoop"
	"trede/internal/domain/inkoop"
)

// rondevraag is a question about a round with what is answered.
type rondevraag struct{ onderwerp, tekst, openbaar, antwoord string }

// rondeteksten is all that is written in a round.
type rondeteksten struct {
	stukken     []inkoop.Stuk
	wijzigingen []inkoop.RondeWijziging
	vragen      []rondevraag
	nota        string
	verslag     string
}

// planRonde plans what the region publishes: the papers before the consultation,
// questions at it, one nota with all answers, and the report.
func (r *Run) planRonde(x *aanbesteding) {
	r.inkoop(x.Consultatie.AddDays(-6), "a round", func(ctx context.Context) error { return r.kondigAan(ctx, x) })
	for i := range x.teksten.vragen {
		r.inkoop(x.Consultatie.AddDays(i/3), "a question", func(ctx context.Context) error { return r.vraag(ctx, x, i) })
	}
	if x.teksten.nota == "" {
		return // the answers are still to be given
	}
	r.inkoop(x.Consultatie.AddDays(14), "a nota", func(ctx context.Context) error { return r.nota(ctx, x) })
	r.inkoop(x.Consultatie.AddDays(20), "a report", func(ctx context.Context) error {
		return r.publiceer(ctx, x, inkoop.Stuk{Soort: inkoop.StukVerslag, Titel: "Verslag van de marktconsultatie", Tekst: x.teksten.verslag})
	})
}

// kondigAan puts a round on record with what stays and what changes, and publishes its
// papers.
func (r *Run) kondigAan(ctx context.Context, x *aanbesteding) (err error) {
	who := r.inkopers[0].actor
	if x.ID, err = r.u.Inkoop.LegRondeVast(ctx, who, appinkoop.RondeInput{Ronde: x.Ronde}); err != nil {
		return err
	}
	r.rondes = append(r.rondes, x)
	for i, w := range x.teksten.wijzigingen {
		if err := r.u.Inkoop.LegWijzigingVast(ctx, who, appinkoop.WijzigingInput{RondeID: x.ID, Versie: i + 1, Wijziging: w}); err != nil {
			return err
		}
	}
	for _, s := range x.teksten.stukken {
		if err := r.publiceer(ctx, x, s); err != nil {
			return err
		}
	}
	return nil
}

func (r *Run) publiceer(ctx context.Context, x *aanbesteding, s inkoop.Stuk) error {
	who := r.inkopers[0].actor
	id, err := r.u.Inkoop.StelStukOp(ctx, who, appinkoop.StukInput{RondeID: x.ID, Soort: s.Soort, Titel: s.Titel, Tekst: s.Tekst})
	if err != nil {
		return err
	}
	return r.u.Inkoop.PubliceerStuk(ctx, who, x.ID, id, 1)
}

// vraag asks one of the questions, each by another provider.
func (r *Run) vraag(ctx context.Context, x *aanbesteding, i int) error {
	a, v := r.aanbieders[(i*3+1)%len(r.aanbieders)], x.teksten.vragen[i]
	_, err := r.u.Inkoop.StelVraag(ctx, a.coordinator[0].actor, appinkoop.VraagInput{
		RondeID: x.ID, AanbiederID: inkoop.AanbiederID(a.id), Onderwerp: v.onderwerp, Tekst: v.tekst,
	})
	return err
}

// nota answers all questions and publishes the answers at once.
func (r *Run) nota(ctx context.Context, x *aanbesteding) error {
	who := r.inkopers[0].actor
	page, err := r.u.Inkoop.Ronde(ctx, who, x.ID)
	if err != nil {
		return err
	}
	for _, row := range page.Vragen {
		for _, v := range x.teksten.vragen {
			if v.tekst != row.Tekst {
				continue
			}
			err := r.u.Inkoop.BeantwoordVraag(ctx, who, appinkoop.AntwoordInput{
				RondeID: x.ID, VraagID: row.ID, Onderwerp: v.onderwerp, Openbaar: v.openbaar, Antwoord: v.antwoord, Versie: row.Versie,
			})
			if err != nil {
				return err
			}
		}
	}
	next, err := r.u.Inkoop.VolgendeNota(ctx, who, x.ID)
	if err != nil {
		return err
	}
	_, err = r.u.Inkoop.PubliceerNota(ctx, who, appinkoop.NotaInput{RondeID: x.ID, Tekst: x.teksten.nota, Gezien: next.Gezien})
	return err
}
