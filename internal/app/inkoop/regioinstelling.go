package inkoop

import (
	"slices"
	"strings"

	"trede/internal/authz"
	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
	"trede/internal/domain/rule"
	"trede/internal/store"
)

// Inkoopinstellingen lists the settings that procurement works with, in the order of the
// documentation.
func Inkoopinstellingen() []inkoop.InstellingCode {
	return []inkoop.InstellingCode{
		"localiteit_lezing", "standstill_dagen", "steekproef_procent", "vog_maanden", "vog_herhalen_jaren",
		"uitzondering_herzien_maanden", "verzekering_waarschuwing_dagen", "contract_waarschuwing_maanden", "plafond_waarschuwing_procent",
	}
}

// instellingRecht is the right of who sets up how the region works.
type instellingRecht struct{}

func (instellingRecht) right(*store.Tx, *inkoop.Register) (authz.Action, []authz.Facts, error) {
	return authz.InstellingWijzigen, []authz.Facts{{}}, nil
}

// InstellingKeuze gives a setting of procurement a value from a day on.
type InstellingKeuze struct {
	instellingRecht
	Code   inkoop.InstellingCode
	Waarde string
	Van    civil.Date
}

func (i InstellingKeuze) event() string   { return "instelling.gewijzigd" }
func (i InstellingKeuze) day() civil.Date { return i.Van }
func (i InstellingKeuze) rest(d inkoop.Dataset) inkoop.Dataset {
	d.Instellingen = slices.DeleteFunc(slices.Clone(d.Instellingen), func(x inkoop.Instelling) bool { return x.Code == i.Code })
	return d
}

func (i InstellingKeuze) apply(s *regioStaat) []rule.Finding {
	found := s.checkDay("van", i.Van)
	def, known := inkoop.InstellingVan(i.Code)
	if !known || !slices.Contains(Inkoopinstellingen(), i.Code) {
		return append(found, rule.Fail("code", "regiowijziging.instelling_onbekend")...)
	}
	value, err := def.Normaal(strings.ReplaceAll(strings.TrimSpace(i.Waarde), " ", ""))
	if err != nil {
		return append(found, rule.Fail("waarde", "regiowijziging.waarde_onjuist", def.Min, def.Max)...)
	}
	if len(found) > 0 {
		return found
	}
	if now, _ := s.reg.Instelling(i.Code, i.Van); now == value {
		return rule.Fail("waarde", "regiowijziging.waarde_gelijk")
	}
	s.data = s.data.MetInstelling(inkoop.Instelling{Code: i.Code, Van: i.Van, Waarde: value, Herkomst: eigenBesluit})
	return nil
}

// WoonplaatsKeuze keeps a woonplaats that lies beside a gemeente: new, checked, or ended.
// Source: LOC-01.
type WoonplaatsKeuze struct {
	instellingRecht
	Naam          string
	Gemeente      inkoop.GemeenteCode // in which it lies
	GrenstAan     inkoop.GemeenteCode
	Van           civil.Date // of the row; zero: as long as the records go back
	Laatste       civil.Date // last day; zero: open
	Bron          string     // where it can be read that it borders on the gemeente
	Gecontroleerd bool       // looked up in that source; else it still has to be checked
	Bestaand      bool       // the row is there already
}

func (w WoonplaatsKeuze) event() string { return "woonplaats.vastgelegd" }

// day is a day on which the row counts: a row without a beginning counts always.
func (w WoonplaatsKeuze) day() civil.Date {
	if !w.Laatste.IsZero() {
		return w.Laatste.AddDays(1)
	}
	return civil.Max(w.Van, civil.First)
}

func (w WoonplaatsKeuze) rest(d inkoop.Dataset) inkoop.Dataset {
	of := inkoop.AanliggendeWoonplaats{Naam: w.Naam, Gemeente: w.Gemeente, GrenstAan: w.GrenstAan}
	d.Woonplaatsen = slices.DeleteFunc(slices.Clone(d.Woonplaatsen), of.Zelfde)
	return d
}

func (w WoonplaatsKeuze) apply(s *regioStaat) []rule.Finding {
	var found []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		found = append(found, rule.FailIf(bad, field, code, args...)...)
	}
	name := strings.TrimSpace(w.Naam)
	found = append(found, checkText("naam", name, "regiowijziging.woonplaats_naam_leeg", maxKort)...)
	found = append(found, checkText("bron", w.Bron, "regiowijziging.bron_leeg", maxKort)...)
	row := inkoop.AanliggendeWoonplaats{Naam: name, Gemeente: w.Gemeente, GrenstAan: w.GrenstAan, Geldig: civil.Through(w.Van, w.Laatste)}
	row.Herkomst = inkoop.Herkomst{Soort: inkoop.UitHetHoofd, Bron: strings.TrimSpace(w.Bron)}
	if w.Gecontroleerd {
		row.Herkomst.Soort = inkoop.Regio
	}
	same := func(x inkoop.AanliggendeWoonplaats) bool { return row.Zelfde(x) && x.Geldig.From == w.Van }
	there := slices.ContainsFunc(s.data.Woonplaatsen, same)
	add(w.Bestaand && !there, "naam", "regiowijziging.woonplaats_weg")
	add(!w.Bestaand && slices.ContainsFunc(s.data.Woonplaatsen, row.Zelfde), "naam", "regiowijziging.woonplaats_bestaat")
	if !w.Bestaand {
		found = append(found, s.checkDay("van", w.Van)...)
	}
	add(!w.Laatste.IsZero() && (w.Laatste.Before(w.Van) || w.Laatste.AddDays(1).Before(s.fixed)), "laatste", "regiowijziging.eind_voor_begin")
	_, known := s.reg.Gemeente(w.Gemeente)
	home, ours := s.reg.Gemeente(w.GrenstAan)
	add(!known, "gemeente", "regiowijziging.gemeente_kies")
	add(!ours || !home.InRegio, "grenst_aan", "regiowijziging.gemeente_kies")
	borders := slices.ContainsFunc(s.data.Grenzen, func(g inkoop.Aangrenzing) bool {
		b := inkoop.NewAangrenzing(w.Gemeente, w.GrenstAan, civil.Period{}, inkoop.Herkomst{})
		return g.A == b.A && g.B == b.B && g.Geldig.Overlaps(row.Geldig)
	})
	add(known && ours && !borders && !row.Geldig.IsEmpty(), "gemeente", "regiowijziging.geen_grens", home.Naam)
	if len(found) == 0 {
		s.data = s.data.MetWoonplaats(row)
	}
	return found
}

// VensterKeuze keeps a window for enrolling, or ends one. Sources: INK-15, INK-16.
type VensterKeuze struct {
	instellingRecht
	Venster inkoop.Venster
	Laatste civil.Date // last day of a new window; zero: open
	Einde   bool       // the window that is there ends after Laatste
}

func (v VensterKeuze) event() string { return "venster.vastgelegd" }

func (v VensterKeuze) day() civil.Date {
	if v.Einde {
		return v.Laatste.AddDays(1)
	}
	return v.Venster.Geldig.From
}

func (v VensterKeuze) rest(d inkoop.Dataset) inkoop.Dataset {
	d.Vensters = slices.DeleteFunc(slices.Clone(d.Vensters), v.Venster.Voor)
	return d
}

func (v VensterKeuze) apply(s *regioStaat) []rule.Finding {
	w := v.Venster
	from := w.Geldig.From
	if v.Einde {
		there := slices.ContainsFunc(s.data.Vensters, func(x inkoop.Venster) bool { return x.Voor(w) && x.Geldig.From == from })
		found := rule.FailIf(!there, "", "regiowijziging.venster_weg")
		late := v.Laatste.IsZero() || v.Laatste.AddDays(1).Before(s.fixed) || v.Laatste.Before(from)
		if found = append(found, rule.FailIf(late, "laatste", "regiowijziging.venster_einde", s.fixed.AddDays(-1))...); len(found) == 0 {
			s.data = s.data.ZonderVenster(w, v.Laatste.AddDays(1))
		}
		return found
	}
	found := s.checkDay("van", from)
	add := func(bad bool, field, code string, args ...any) {
		found = append(found, rule.FailIf(bad, field, code, args...)...)
	}
	w.Geldig, w.Herkomst, w.Uitleg = civil.Through(from, v.Laatste), eigenBesluit, strings.TrimSpace(w.Uitleg)
	add(!slices.Contains(inkoop.Doelgroepen(), w.Doelgroep), "doelgroep", "regiowijziging.doelgroep_kies")
	add(!slices.Contains(inkoop.VensterStanden(), w.Stand), "stand", "regiowijziging.stand_kies")
	_, known := s.reg.Perceel(w.Perceel)
	add(w.Perceel != "" && !known, "perceel", "regiowijziging.perceel_kies")
	add(!v.Laatste.IsZero() && v.Laatste.Before(from), "laatste", "regiowijziging.eind_voor_begin")
	found = append(found, checkText("uitleg", w.Uitleg, "regiowijziging.uitleg_leeg", maxUitleg)...)
	next := w.VolgendeRonde
	add(!next.IsZero() && w.Stand == inkoop.VensterOpen, "volgende", "regiowijziging.ronde_bij_open")
	add(!next.IsZero() && (next.Before(from) || w.Geldig.Contains(next)), "volgende", "regiowijziging.ronde_te_vroeg")
	for _, x := range s.data.Vensters {
		if x.Voor(w) && !w.Geldig.IsEmpty() && x.Geldig.Overlaps(w.Geldig) {
			found = append(found, rule.Fail("van", "regiowijziging.venster_overlapt", x.Geldig.From, cmpDay(x.Geldig.LastDay()))...)
			break
		}
	}
	if len(found) == 0 {
		s.data = s.data.MetVenster(w)
	}
	return found
}

// cmpDay writes a last day, or the word for none, in a finding.
func cmpDay(d civil.Date) any {
	if d.IsZero() {
		return "later"
	}
	return d
}
