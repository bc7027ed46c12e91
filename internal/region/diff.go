package region

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"trede/internal/domain/civil"
	"trede/internal/domain/inkoop"
)

// Wijzigingsoort is what happens to a piece of data.
type Wijzigingsoort string

// The kinds of change.
const (
	Toegevoegd Wijzigingsoort = "toegevoegd"
	Gewijzigd  Wijzigingsoort = "gewijzigd"
	Beeindigd  Wijzigingsoort = "beeindigd"  // it gets an end, or an earlier one
	Verwijderd Wijzigingsoort = "verwijderd" // it is taken away altogether
)

// Wijziging is one thing that a new region would change.
type Wijziging struct {
	Soort   Wijzigingsoort
	Wat     string // kind of data, as the table of the file is called
	Sleutel string // which one, for people
	Veld    string // key of the file that changes; empty when the whole does
	Oud     string // the value before; empty: there was none
	Nieuw   string // the value after; empty: there is none any more
	// Terugwerkend tells that the change is allowed although it says something new
	// about days before the given one: people should know.
	Terugwerkend bool
	// Geweigerd says in plain English why the change is refused and what to do
	// instead; empty: it is allowed.
	Geweigerd string
}

// Verschil holds what a new region would change, in the order of the file.
type Verschil []Wijziging

// Geweigerd gives the changes that are refused.
func (v Verschil) Geweigerd() Verschil {
	return slices.DeleteFunc(slices.Clone(v), func(w Wijziging) bool { return w.Geweigerd == "" })
}

// Err is an [*Error] that names every refused change, or nil.
func (v Verschil) Err() error {
	var errs problems
	for _, w := range v.Geweigerd() {
		errs.add(0, "%s %s: %s", w.Wat, w.Sleutel, w.Geweigerd)
	}
	return errs.err()
}

// Diff says what changes when old is replaced by new. What held on a day before
// fixed has happened: dossiers and payments were decided by it. So nothing that
// held then may be taken away or changed; it may be ended, on fixed at the
// earliest, and something new may begin. Descriptions, provenance and names can
// always be mended. With a zero fixed nothing has happened yet, as in a database
// without dossiers, and everything may change. Both regions must be right
// ([Region.Validate]) and stay as they are.
func Diff(old, new *Region, fixed civil.Date) Verschil {
	d := &differ{fixed: fixed, old: old.clone(), new: new.clone(), known: map[string]bool{}}
	d.old.sort()
	d.new.sort()
	d.head()
	before, after := items(d.old), items(d.new)
	place := map[string]int{}
	for i, it := range after {
		place[it.id()] = i
	}
	kept := map[string]bool{}
	for _, it := range before {
		d.known[it.id()] = true
		i, ok := place[it.id()]
		if !ok {
			d.removed(it)
			continue
		}
		kept[it.id()] = true
		d.changed(it, after[i])
	}
	for _, it := range after {
		if !kept[it.id()] {
			d.added(it)
		}
	}
	slices.SortStableFunc(d.list, func(a, b Wijziging) int { return cmp.Compare(kindOrder(a.Wat), kindOrder(b.Wat)) })
	return d.list
}

// kindOrder is the place of a kind of data in a file.
func kindOrder(kind string) int {
	head, _, _ := strings.Cut(kind, ".")
	return slices.Index([]string{
		"regio", kindGemeente, kindGrens, kindWijk, kindWoonplaats, kindCatalogus, kindKeuze, kindPlafond,
		kindLokaleRegel, kindTarief, kindPerceel, kindEisenset, kindVenster, kindBerichtcode, kindVerkenning,
		kindOvergang, kindInstelling, kindAOW,
	}, head)
}

type differ struct {
	fixed    civil.Date
	old, new *Region
	known    map[string]bool // the items of old
	list     Verschil
}

func (d *differ) add(w Wijziging) { d.list = append(d.list, w) }

func (d *differ) head() {
	if d.old.Code != d.new.Code {
		w := Wijziging{Soort: Gewijzigd, Wat: "regio", Sleutel: d.old.Code, Veld: "code", Oud: d.old.Code, Nieuw: d.new.Code}
		if !d.fixed.IsZero() {
			w.Geweigerd = "the code of a region never changes; another region is another database"
		}
		d.add(w)
	}
	for _, f := range []field{
		{"naam", d.old.Naam, d.new.Naam}, {"toelichting", d.old.Toelichting, d.new.Toelichting},
	} {
		if f.old != f.new {
			d.add(Wijziging{Soort: Gewijzigd, Wat: "regio", Sleutel: d.old.Code, Veld: f.name, Oud: f.old, Nieuw: f.new})
		}
	}
}

type field struct{ name, old, new string }

// happened tells whether a period has a day before fixed.
func (d *differ) happened(p civil.Period) bool {
	return !d.fixed.IsZero() && !p.IsEmpty() && p.From.Before(d.fixed)
}

func (d *differ) removed(it item) {
	w := Wijziging{Soort: Verwijderd, Wat: it.kind, Sleutel: it.key, Oud: it.summary()}
	switch {
	case it.kind == kindInstelling:
		w.Geweigerd = d.settingRefusal(it)
	case !it.draft && d.happened(it.period):
		w.Geweigerd = fmt.Sprintf("it held before %s, so it cannot be taken away; end it with tot_en_met, on %s or later", d.fixed, d.fixed.AddDays(-1))
		if it.undated {
			w.Geweigerd = fmt.Sprintf("it counted before %s, so it cannot be taken away", d.fixed)
		}
	}
	d.add(w)
}

func (d *differ) added(it item) {
	w := Wijziging{Soort: Toegevoegd, Wat: it.kind, Sleutel: it.key, Nieuw: it.summary()}
	switch past := !it.draft && d.happened(it.period); {
	case it.kind == kindInstelling:
		w.Geweigerd = d.settingRefusal(it)
	case past && it.closed && (it.within == "" || d.known[it.within]):
		w.Geweigerd = fmt.Sprintf("it would begin before %s, where something else held; make a new version or begin on %s", d.fixed, d.fixed)
	default:
		w.Terugwerkend = past
	}
	d.add(w)
}

func (d *differ) changed(old, new item) {
	for i, f := range old.fields {
		if f.value == new.fields[i].value {
			continue
		}
		w := Wijziging{Soort: Gewijzigd, Wat: old.kind, Sleutel: old.key, Veld: f.name, Oud: f.value, Nieuw: new.fields[i].value}
		switch {
		case !f.firm:
		case old.kind == kindInstelling:
			w.Geweigerd = d.settingRefusal(old)
		case old.draft:
			w.Terugwerkend = !new.draft && d.happened(new.period)
		case f.current, f.late && f.value == "":
			w.Terugwerkend = d.happened(old.period)
		case d.happened(old.period):
			w.Geweigerd = fmt.Sprintf("%s was %q before %s; end this one and add another from %s", f.name, f.value, d.fixed, d.fixed)
		}
		d.add(w)
	}
	if !old.undated {
		d.begin(old, new)
		d.end(old, new)
	}
}

// begin judges another first day. It only happens to data with a code of its own;
// for all else the first day is part of the key.
func (d *differ) begin(old, new item) {
	if old.period.From == new.period.From {
		return
	}
	w := Wijziging{Soort: Gewijzigd, Wat: old.kind, Sleutel: old.key, Veld: "van", Oud: old.period.From.String(), Nieuw: new.period.From.String()}
	switch later := new.period.From.After(old.period.From); {
	case old.draft || d.fixed.IsZero():
	case later && d.happened(old.period):
		w.Geweigerd = fmt.Sprintf("it held before %s; its first day stays %s", d.fixed, old.period.From)
	case !later && d.happened(new.period):
		w.Terugwerkend = true
	}
	d.add(w)
}

func (d *differ) end(old, new item) {
	if old.period.Until == new.period.Until {
		return
	}
	w := Wijziging{Soort: Gewijzigd, Wat: old.kind, Sleutel: old.key, Veld: "tot_en_met", Oud: old.period.LastDay().String(), Nieuw: new.period.LastDay().String()}
	sooner := !new.period.IsOpen() && (old.period.IsOpen() || new.period.Until.Before(old.period.Until))
	if sooner {
		w.Soort = Beeindigd
	}
	switch {
	case old.draft || d.fixed.IsZero():
	case sooner && new.period.Until.Before(d.fixed):
		w.Geweigerd = fmt.Sprintf("it held until %s; it can end on %s at the earliest", d.fixed.AddDays(-1), d.fixed.AddDays(-1))
	case !sooner && old.period.Until.Before(d.fixed):
		w.Terugwerkend = true
	}
	d.add(w)
}

// settingRefusal says whether the values of a setting before fixed would become
// others. A setting always has a value, so adding a row changes something too.
func (d *differ) settingRefusal(it item) string {
	days := []civil.Date{civil.First}
	for _, r := range []*Region{d.old, d.new} {
		for _, row := range r.Inkoop.Instellingen {
			if string(row.Code) == it.setting && !row.Van.IsZero() {
				days = append(days, row.Van)
			}
		}
	}
	for _, day := range days {
		before, after := settingOn(d.old, it.setting, day), settingOn(d.new, it.setting, day)
		if day.Before(d.fixed) && before != after {
			return fmt.Sprintf("%s was %s before %s; give it the new value from %s", it.setting, before, d.fixed, d.fixed)
		}
	}
	return ""
}

// settingOn is the value of a setting on a day.
func settingOn(r *Region, code string, day civil.Date) string {
	def, _ := inkoop.InstellingVan(inkoop.InstellingCode(code))
	value := def.Standaard
	for _, row := range r.Inkoop.Instellingen { // sorted: the last one counts
		if string(row.Code) == code && !day.Before(row.Van) {
			value = row.Waarde
		}
	}
	return value
}
