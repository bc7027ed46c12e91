package simulatie

import (
	"context"
	"slices"

	"trede/internal/app"
	"trede/internal/app/beheer"
	apptoegang "trede/internal/app/toegang"
	"trede/internal/auth"
	"trede/internal/domain/civil"
	"trede/internal/domain/persoon"
)

// planPersoon plans what belongs to somebody as a person: secrecy of the address,
// pages of one's own, and somebody who helps or decides.
func (r *Run) planPersoon(m *mens) {
	if m.Geheim != "" {
		r.op(r.today, m, houdGeheim)
	}
	if m.Aard.Digitaal {
		r.op(r.today.AddDays(m.c.Between(1, 12)), m, nodigUit)
	}
	r.planKijken(m)
	if soort, ok := m.helper(r.today); ok && m.Nr > 0 {
		r.op(r.today.AddDays(m.c.Between(3, 25)), m, vertegenwoordig(soort))
	}
}

// helper is who acts for a resident, for one in twelve somebody.
func (m *mens) helper(today civil.Date) (persoon.VertegenwoordigerSoort, bool) {
	if age, _, ok := m.Geboren.Leeftijd(today); ok && age < 18 {
		return persoon.Ouder, m.c.Once(0.8)
	}
	return pickWeighted(m.c, []weighted[persoon.VertegenwoordigerSoort]{
		{35, persoon.Bewindvoerder},
		{30, persoon.Mantelzorger},
		{12, persoon.Mentor},
		{12, persoon.Clientondersteuner},
		{8, persoon.Gemachtigde},
		{3, persoon.Curator},
	}), m.c.Once(0.08)
}

// houdGeheim hides the address, on the day on which somebody asks for it.
func houdGeheim(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() {
		return nil
	}
	in := apptoegang.GeheimhoudingInput{
		InwonerID: m.id, Versie: m.versie, Waarom: "De inwoner vraagt hierom.",
		Geheimhouding: persoon.Geheimhouding{Period: civil.Period{From: r.today}, Reden: m.Geheim},
	}
	err := r.do(ctx, m, "toegang.VraagGeheimhouding", func(ctx context.Context) error {
		return r.u.Toegang.VraagGeheimhouding(ctx, r.werker(m), in)
	})
	m.versie++
	return r.fault("geheimhouding", m, err)
}

// nodigUit gives the resident pages of his or her own.
func nodigUit(ctx context.Context, r *Run, m *mens) error {
	if !m.hier() {
		return nil
	}
	var out auth.Invitation
	err := r.do(ctx, m, "beheer.NodigUit", func(ctx context.Context) (err error) {
		out, err = r.u.beheer.NodigUit(ctx, r.werker(m), m.id)
		return err
	})
	m.account = out.AccountID
	return r.fault("an invitation", m, err)
}

// gronden are the grounds that are written down by kind of representative.
var gronden = map[persoon.VertegenwoordigerSoort]string{
	persoon.Bewindvoerder: "beschikking van de kantonrechter", persoon.Curator: "beschikking van de kantonrechter",
	persoon.Mentor: "beschikking van de kantonrechter", persoon.Ouder: "ouderlijk gezag", persoon.Gemachtigde: "schriftelijke machtiging",
}

// vertegenwoordig writes down who acts for the resident; half of them get an account.
func vertegenwoordig(soort persoon.VertegenwoordigerSoort) act {
	return func(ctx context.Context, r *Run, m *mens) error {
		if !m.hier() {
			return nil
		}
		actor := r.werker(m)
		age := m.c.Between(35, 64)
		name, _, group := naamVan(m.c, age)
		until := civil.Date{}
		if soort == persoon.Ouder {
			name = persoon.Naam{
				Voornamen: name.Voornamen, Voorletters: name.Voorletters, Roepnaam: name.Roepnaam,
				Voorvoegsel: m.Naam.Voorvoegsel, Geslachtsnaam: m.Naam.Geslachtsnaam,
			}
			if until = m.Geboren.Vroegst().AddYears(persoon.Meerderjarig); !until.After(r.today) {
				return nil
			}
		}
		in := apptoegang.VertegenwoordigingInput{
			InwonerID: m.id, Waarom: "Besproken met de inwoner.",
			Vertegenwoordiging: persoon.Vertegenwoordiging{
				Period: civil.Period{From: r.today, Until: until}, Soort: soort, Naam: name, Grondslag: gronden[soort],
				Contact: contactVan(m.c, Inwoner{Naam: name}, group), Bereik: slices.Clone(soort.MaximaalBereik()),
			},
		}
		if m.c.Once(0.5) {
			id, err := r.nodigVertegenwoordigerUit(ctx, m, actor, name.Volledig(), r.today.AddYears(-age))
			if err != nil {
				return err
			}
			in.AccountID = id
		}
		err := r.do(ctx, m, "toegang.LegVertegenwoordigingVast", func(ctx context.Context) error {
			_, err := r.u.Toegang.LegVertegenwoordigingVast(ctx, actor, in)
			return err
		})
		return r.fault("a representation", m, err)
	}
}

func (r *Run) nodigVertegenwoordigerUit(ctx context.Context, m *mens, actor app.Actor, name string, born civil.Date) (string, error) {
	var out auth.Invitation
	err := r.do(ctx, m, "beheer.NodigVertegenwoordigerUit", func(ctx context.Context) (err error) {
		out, err = r.u.beheer.NodigVertegenwoordigerUit(ctx, actor, beheer.VertegenwoordigerInput{InwonerID: m.id, Naam: name, Geboren: born.String()})
		return err
	})
	return out.AccountID, r.fault("an account of a representative", m, err)
}
