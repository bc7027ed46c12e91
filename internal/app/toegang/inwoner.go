package toegang

import (
	"context"
	"slices"
	"strings"

	"trede/internal/app"
	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/persoon"
	"trede/internal/domain/rule"
	"trede/internal/platform/audit"
	"trede/internal/store"
)

// InwonerInput is what is asked of a new resident.
type InwonerInput struct {
	Naam          persoon.Naam
	Geboren       persoon.Geboortedatum
	BSN           persoon.BSN
	GeenBSNReden  string // why there is no BSN
	Contact       persoon.Contact
	Adres         persoon.Adres // with the gemeente and, when known, the wijk
	Aanspreekvorm persoon.Aanspreekvorm
	TeamID        string // empty: the own team, or that of the wijk
	ConsulentID   string // empty: a consulent of the team who registers, else anybody of the team
}

// RegistreerInwoner makes the dossier of somebody who is not known yet. It gives
// the id of the resident.
func (u *UseCases) RegistreerInwoner(ctx context.Context, actor app.Actor, in InwonerInput) (id string, err error) {
	err = u.Store.Write(ctx, audit.Actor{ID: actor.ID}, func(tx *store.Tx) error {
		d, err := app.May(actor, authz.InwonerRegistreren, authz.Facts{Day: app.Today(tx.Now), GemeenteCode: in.Adres.Gemeente})
		if err != nil {
			return err
		}
		dossier, err := u.newInwoner(tx, actor, in)
		if err != nil {
			return err
		}
		id = dossier.ID
		dossier.Done(d, "inwoner.geregistreerd", audit.Payload{})
		return nil
	})
	return id, err
}

// newInwoner writes a new resident after all checks.
func (u *UseCases) newInwoner(tx *store.Tx, actor app.Actor, in InwonerInput) (*app.Dossier, error) {
	today := app.Today(tx.Now)
	findings := checkInwoner(in, today)
	_, known, err := tx.FindBSN(in.BSN)
	if err != nil {
		return nil, err
	}
	findings = append(findings, rule.FailIf(known, "bsn", "inwoner.bsn_bekend")...)
	team, problems, err := u.team(tx, actor, in, today)
	if err != nil {
		return nil, err
	}
	if err := app.Refuse(append(findings, problems...)); err != nil {
		return nil, err
	}
	if in.ConsulentID == "" && consulentOf(actor, team, today) {
		in.ConsulentID = actor.ID
	}
	i := store.Inwoner{
		ID: tx.NewID(), Gemeente: inkoop.GemeenteCode(in.Adres.Gemeente), Wijk: inkoop.WijkCode(in.Adres.Wijk), TeamID: team,
		ConsulentID: in.ConsulentID, Naam: in.Naam, Geboren: in.Geboren, BSN: in.BSN, GeenBSNReden: in.GeenBSNReden,
		Gevoelig: store.Gevoelig{Contact: in.Contact, Aanspreekvorm: in.Aanspreekvorm},
	}
	i.Gevoelig.Adressen = persoon.Adressen{{From: today, Value: in.Adres}}
	i.Verblijf = i.Verblijf.From(today, store.Verblijf{Gemeente: i.Gemeente, Wijk: i.Wijk, TeamID: team})
	i.Stand.Fase = "geen"
	if err := tx.PutInwoner(&i); err != nil {
		return nil, err
	}
	return app.OpenDossier(tx, actor, i.ID)
}

// consulentOf tells whether somebody is a consulent of a team.
func consulentOf(actor app.Actor, team string, day civil.Date) bool {
	return slices.ContainsFunc(actor.Aanstellingen, func(a authz.Aanstelling) bool {
		return a.Role == authz.RoleConsulent && a.TeamID == team && a.Periode.Contains(day)
	})
}

func checkInwoner(in InwonerInput, today civil.Date) []rule.Finding {
	findings := slices.Concat(in.Naam.Check(), in.Contact.Check(), checkAdres(in.Adres))
	add := func(bad bool, field, code string) {
		findings = append(findings, rule.FailIf(bad, field, code)...)
	}
	add(in.BSN.IsZero() && strings.TrimSpace(in.GeenBSNReden) == "", "bsn", "inwoner.bsn_of_reden")
	add(!in.BSN.IsZero() && in.GeenBSNReden != "", "geenBSNReden", "inwoner.bsn_en_reden")
	add(in.Geboren.IsZero(), "geboortedatum", "inwoner.geboortedatum_ontbreekt")
	add(in.Geboren.Vroegst().After(today), "geboortedatum", "inwoner.geboortedatum_in_toekomst")
	return findings
}

// checkAlive refuses what begins something for somebody who died. Source: X-10.
func checkAlive(d *app.Dossier) []rule.Finding {
	day := d.Inwoner().OverledenOp
	return rule.FailIf(!day.IsZero(), "", "inwoner.is_overleden", day)
}

// checkAdres asks the gemeente always, and the rest of an address when something of
// it was filled in.
func checkAdres(a persoon.Adres) []rule.Finding {
	findings := rule.FailIf(a.Gemeente == "", "gemeente", "adres.gemeente_nodig")
	if a.Straatnaam == "" && a.Postcode == "" && a.Huisnummer == 0 && a.Woonplaats == "" {
		return append(findings, rule.FailIf(a.Soort.Code() == "", "soort", "adres.soort")...)
	}
	return append(findings, a.Check()...)
}

// team chooses the team of a new resident: as asked, the actor's own, that of the
// wijk, or the only one of the gemeente.
func (u *UseCases) team(tx *store.Tx, actor app.Actor, in InwonerInput, today civil.Date) (string, []rule.Finding, error) {
	teams, err := tx.Teams()
	if err != nil {
		return "", nil, err
	}
	var here []string
	for _, t := range teams {
		if app.GemeenteCode(t.GemeenteCode) == in.Adres.Gemeente && (civil.Period{From: t.Van, Until: t.Tot}).Contains(today) {
			here = append(here, t.ID)
		}
	}
	if in.TeamID != "" {
		return in.TeamID, rule.FailIf(!slices.Contains(here, in.TeamID), "team", "inwoner.team_van_andere_gemeente"), nil
	}
	for _, a := range actor.Aanstellingen {
		if a.TeamID != "" && a.Periode.Contains(today) && slices.Contains(here, a.TeamID) {
			return a.TeamID, nil, nil
		}
	}
	serving, err := tx.TeamVanWijk()
	if err != nil {
		return "", nil, err
	}
	for _, id := range serving[in.Adres.Wijk] {
		if slices.Contains(here, id) {
			return id, nil, nil
		}
	}
	if len(here) == 0 {
		return "", rule.Fail("gemeente", "inwoner.geen_team"), nil
	}
	return here[0], nil, nil
}

// PersoonInput changes who somebody is: name, birth, BSN and form of address.
type PersoonInput struct {
	InwonerID     string
	Versie        int
	Naam          persoon.Naam
	Geboren       persoon.Geboortedatum
	BSN           persoon.BSN // zero: as it was
	GeenBSNReden  string
	Aanspreekvorm persoon.Aanspreekvorm
	ConsulentID   string
}

// WijzigInwoner corrects name, birth and BSN. With another date of birth what runs past the
// AOW date ends earlier.
func (u *UseCases) WijzigInwoner(ctx context.Context, actor app.Actor, in PersoonInput) error {
	return u.editInwoner(ctx, actor, in.InwonerID, in.Versie, authz.InwonerWijzigen, "inwoner.gewijzigd", "", func(d *app.Dossier, i *store.Inwoner) ([]rule.Finding, error) {
		findings := in.Naam.Check()
		findings = append(findings, rule.FailIf(in.Geboren.IsZero(), "geboortedatum", "inwoner.geboortedatum_ontbreekt")...)
		findings = append(findings, rule.FailIf(in.Geboren.Vroegst().After(d.Day), "geboortedatum", "inwoner.geboortedatum_in_toekomst")...)
		without := in.BSN.IsZero() && !i.HeeftBSN && strings.TrimSpace(in.GeenBSNReden) == ""
		findings = append(findings, rule.FailIf(without, "bsn", "inwoner.bsn_of_reden")...)
		other, known, err := d.Tx.FindBSN(in.BSN)
		if err != nil {
			return nil, err
		}
		findings = append(findings, rule.FailIf(known && other != i.ID, "bsn", "inwoner.bsn_bekend")...)
		i.Naam, i.Geboren, i.BSN, i.GeenBSNReden = in.Naam, in.Geboren, in.BSN, in.GeenBSNReden
		i.Gevoelig.Aanspreekvorm, i.ConsulentID = in.Aanspreekvorm, in.ConsulentID
		if !in.BSN.IsZero() {
			i.GeenBSNReden = ""
		}
		if len(findings) > 0 || in.Geboren == d.Inwoner().Geboren {
			return findings, nil
		}
		return nil, u.cutAtAOW(d, actor, i)
	})
}

// WijzigContact changes how a resident is reached.
func (u *UseCases) WijzigContact(ctx context.Context, actor app.Actor, inwonerID string, versie int, c persoon.Contact) error {
	return u.editInwoner(ctx, actor, inwonerID, versie, authz.ContactWijzigen, "contact.gewijzigd", "", func(_ *app.Dossier, i *store.Inwoner) ([]rule.Finding, error) {
		i.Gevoelig.Contact = c
		return c.Check(), nil
	})
}

// AdresInput is an address from a day on, in the same gemeente.
type AdresInput struct {
	InwonerID string
	Versie    int
	Adres     persoon.Adres
	Vanaf     civil.Date
	Tot       civil.Date // first day it no longer holds; zero: open
}

// WijzigAdres keeps an address from a day on. Another gemeente is a move, for
// [UseCases.Verhuis].
func (u *UseCases) WijzigAdres(ctx context.Context, actor app.Actor, in AdresInput) error {
	return u.editInwoner(ctx, actor, in.InwonerID, in.Versie, authz.AdresWijzigen, "adres.gewijzigd", "", func(d *app.Dossier, i *store.Inwoner) ([]rule.Finding, error) {
		findings := slices.Concat(checkAdres(in.Adres), rule.FailIf(in.Vanaf.IsZero(), "vanaf", "adres.dag_ontbreekt"),
			rule.FailIf(in.Adres.Soort != persoon.AdresCorrespondentie && in.Adres.Gemeente != string(gemeenteOp(*i, d.Day)), "gemeente", "adres.is_verhuizing"))
		i.Gevoelig.Adressen = withAdres(i.Gevoelig.Adressen, civil.Period{From: in.Vanaf, Until: in.Tot}, in.Adres)
		if in.Adres.Wijk != "" && in.Adres.Soort == persoon.AdresBRP && !in.Vanaf.After(d.Day) {
			i.Wijk = inkoop.WijkCode(in.Adres.Wijk)
		}
		return findings, nil
	})
}

// withAdres lets an address hold during a period instead of others of its kind.
func withAdres(list persoon.Adressen, period civil.Period, a persoon.Adres) persoon.Adressen {
	var line civil.Timeline[persoon.Adres]
	var others persoon.Adressen
	for _, entry := range list {
		if entry.Value.Soort == a.Soort {
			line = append(line, entry)
		} else {
			others = append(others, entry)
		}
	}
	return append(others, line.With(period, a)...)
}

// VerhuisInput is a move to another gemeente.
type VerhuisInput struct {
	InwonerID string
	Versie    int
	Adres     persoon.Adres
	Vanaf     civil.Date // first day there, not after today
	TeamID    string     // of the new gemeente; empty: that of the wijk
}

// Verhuis moves a resident to another gemeente. One of the region has the dossier from
// that day on, and the old one closes what it began. Whoever leaves the region stays with
// the last team, which ends what runs; nothing new can be allocated. Source: X-09.
func (u *UseCases) Verhuis(ctx context.Context, actor app.Actor, in VerhuisInput) error {
	return u.editInwoner(ctx, actor, in.InwonerID, in.Versie, authz.VerhuizingVastleggen, "verhuizing.vastgelegd", "", func(d *app.Dossier, i *store.Inwoner) ([]rule.Finding, error) {
		regels, err := u.Regels(d.Tx)
		if err != nil {
			return nil, err
		}
		code, wrong := inkoop.ParseGemeenteCode(in.Adres.Gemeente)
		if in.Adres.Gemeente == string(inkoop.Elders) {
			code, wrong = inkoop.Elders, nil
		}
		place, known := regels.GemeenteOp(code, in.Vanaf)
		if known {
			code = place.Code // the one that it went into
		}
		now, here := i.Verblijf.EntryAt(d.Day)
		findings := slices.Concat(checkAdres(in.Adres),
			rule.FailIf(in.Vanaf.IsZero() || in.Vanaf.After(d.Day), "vanaf", "verhuizing.dag_kan_niet", d.Day),
			rule.FailIf(wrong != nil && in.Adres.Gemeente != "", "gemeente", "invoer.onbekend"),
			rule.FailIf(code == gemeenteOp(*i, d.Day), "gemeente", "verhuizing.zelfde_gemeente"),
			rule.FailIf(code == inkoop.Elders && in.Adres.Woonplaats == "", "woonplaats", "adres.woonplaats_nodig"),
			rule.FailIf(here && !in.Vanaf.After(now.From), "vanaf", "verhuizing.voor_vorige", now.From))
		to := store.Verblijf{Gemeente: code, Wijk: inkoop.WijkCode(in.Adres.Wijk), TeamID: i.TeamID}
		if known && place.InRegio {
			var problems []rule.Finding
			to.TeamID, problems, err = u.team(d.Tx, app.Actor{}, InwonerInput{Adres: in.Adres, TeamID: in.TeamID}, d.Day)
			findings = append(findings, problems...)
			i.Gemeente, i.Wijk, i.ConsulentID = to.Gemeente, to.Wijk, ""
		}
		if err != nil || len(findings) > 0 {
			return findings, err
		}
		i.TeamID, i.Verblijf = to.TeamID, i.Verblijf.From(in.Vanaf, to)
		i.Gevoelig.Adressen = withAdres(i.Gevoelig.Adressen, civil.Period{From: in.Vanaf}, in.Adres)
		return nil, nil
	})
}

// GeefAanTeam hands a dossier over to another team of the same gemeente.
func (u *UseCases) GeefAanTeam(ctx context.Context, actor app.Actor, inwonerID string, versie int, teamID string) error {
	return u.editInwoner(ctx, actor, inwonerID, versie, authz.DossierAanTeamGeven, "dossier.overgedragen", "", func(d *app.Dossier, i *store.Inwoner) ([]rule.Finding, error) {
		in := InwonerInput{TeamID: teamID, Adres: persoon.Adres{Gemeente: string(i.Gemeente)}}
		team, findings, err := u.team(d.Tx, app.Actor{}, in, d.Day)
		if teamID == "" || teamID == i.TeamID {
			findings = append(findings, rule.Fail("team", "inwoner.team_ontbreekt")...)
		}
		if err != nil || len(findings) > 0 {
			return findings, err
		}
		if err := handOver(d, i.TeamID, team); err != nil {
			return nil, err
		}
		i.TeamID, i.ConsulentID = team, ""
		i.Verblijf = i.Verblijf.From(d.Day, store.Verblijf{Gemeente: i.Gemeente, Wijk: i.Wijk, TeamID: team})
		return nil, nil
	})
}

// handOver gives what is not finished to another team.
func handOver(d *app.Dossier, from, to string) error {
	list, err := d.Toewijzingen()
	if err != nil {
		return err
	}
	for _, t := range list {
		if t.TeamID == from && t.Verloop.Afsluiting == nil {
			t.TeamID = to
			if err := d.Tx.PutToewijzing(d.Dossier, &t); err != nil {
				return err
			}
		}
	}
	meldingen, err := d.Meldingen()
	if err != nil {
		return err
	}
	for _, m := range meldingen {
		if m.TeamID == from {
			m.TeamID = to
			if err := d.Tx.PutMelding(d.Dossier, &m); err != nil {
				return err
			}
		}
	}
	return nil
}

// GeheimhoudingInput asks for secrecy of the address, or ends it.
type GeheimhoudingInput struct {
	InwonerID     string
	Versie        int
	Geheimhouding persoon.Geheimhouding
	Waarom        string // kept with the event
}

// VraagGeheimhouding hides the address from providers, employers and letters.
func (u *UseCases) VraagGeheimhouding(ctx context.Context, actor app.Actor, in GeheimhoudingInput) error {
	return u.editInwoner(ctx, actor, in.InwonerID, in.Versie, authz.GeheimhoudingAanvragen, "geheimhouding.vastgelegd", in.Waarom, func(_ *app.Dossier, i *store.Inwoner) ([]rule.Finding, error) {
		findings := in.Geheimhouding.Check()
		for _, other := range i.Gevoelig.Geheimhouding {
			findings = append(findings, rule.FailIf(other.Overlaps(in.Geheimhouding.Period), "van", "geheimhouding.loopt_al", other.From)...)
		}
		i.Gevoelig.Geheimhouding = append(i.Gevoelig.Geheimhouding, in.Geheimhouding)
		return findings, nil
	})
}

// EindigGeheimhouding ends the secrecy of the address from today on.
func (u *UseCases) EindigGeheimhouding(ctx context.Context, actor app.Actor, inwonerID string, versie int, waarom string) error {
	return u.editInwoner(ctx, actor, inwonerID, versie, authz.GeheimhoudingBeeindigen, "geheimhouding.beeindigd", waarom, func(d *app.Dossier, i *store.Inwoner) ([]rule.Finding, error) {
		ended := false
		list := slices.Clone(i.Gevoelig.Geheimhouding)
		for n := range list {
			if list[n].Geldt(d.Day) {
				list[n].Until, ended = civil.Max(d.Day, list[n].From.AddDays(1)), true
			}
		}
		i.Gevoelig.Geheimhouding = list
		return rule.FailIf(!ended, "", "geheimhouding.loopt_niet"), nil
	})
}

// editInwoner changes the row of a resident after authz, version and checks.
func (u *UseCases) editInwoner(ctx context.Context, actor app.Actor, id string, versie int, action authz.Action, event, reden string, fn func(*app.Dossier, *store.Inwoner) ([]rule.Finding, error)) error {
	return u.WriteDossier(ctx, actor, app.ByInwoner(id), func(d *app.Dossier) error {
		decision, lack, err := d.MayForm(actor, action, "waarom", reden)
		if err != nil {
			return err
		}
		i := d.Inwoner()
		if err := app.Stale(versie, i.Versie, i); err != nil {
			return err
		}
		findings, err := fn(d, &i)
		if err != nil {
			return err
		}
		if err := app.Refuse(findings, lack); err != nil {
			return err
		}
		if err := d.Tx.PutInwoner(&i); err != nil {
			return err
		}
		d.Done(decision, event, audit.Payload{Reason: reden})
		return nil
	})
}

// ToonBSN gives the BSN of a resident to who needs it, and keeps that it was shown.
func (u *UseCases) ToonBSN(ctx context.Context, actor app.Actor, inwonerID string) (persoon.BSN, error) {
	var b persoon.BSN
	err := u.WriteDossier(ctx, actor, app.ByInwoner(inwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.BSNTonen, "")
		if err != nil {
			return err
		}
		if b, err = d.Tx.InwonerBSN(d.Inwoner()); err != nil {
			return err
		}
		d.Done(decision, "bsn.getoond", audit.Payload{})
		return nil
	})
	return b, err
}

// OpenMetReden opens the dossier of another team of the same gemeente for some
// hours, after a reason that is kept and that the resident can read. Source: issue
// 2 part E.
func (u *UseCases) OpenMetReden(ctx context.Context, actor app.Actor, inwonerID, reden string) error {
	return u.WriteDossier(ctx, actor, app.ByInwoner(inwonerID), func(d *app.Dossier) error {
		decision, err := d.May(actor, authz.DossierOpenenMetReden, app.AskedOnForm)
		if err != nil {
			return err
		}
		short := len([]rune(strings.TrimSpace(reden))) < minReden
		if err := app.Refuse(rule.FailIf(short, "reden", "inzage.reden_te_kort", minReden)); err != nil {
			return err
		}
		if err := d.Tx.AddReden(d.ID, actor.ID, reden, d.Tx.Now.Add(redenDuur)); err != nil {
			return err
		}
		d.Done(decision, "dossier.geopend_met_reden", audit.Payload{Reason: reden})
		return nil
	})
}
