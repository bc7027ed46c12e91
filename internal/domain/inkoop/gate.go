package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// Who can mend what the gate refuses. The texts are keys of the message files.
const (
	Contractmanager = "contractmanager regio"
	GemeenteBeleid  = "gemeente (beleid)"
	Consulent       = "consulent"
	VanAanbieder    = "aanbieder"
)

// GateFacts is what procurement wants to know of a toewijzing before it is made.
// The rules are evaluated as of Start, the first day of the toewijzing.
type GateFacts struct {
	Start      civil.Date   // first day of the toewijzing
	LaatsteDag civil.Date   // its last day; zero: no end yet
	Gemeente   GemeenteCode // of the resident on Start
	Product    ProductRef
	Register   *Register // must be there
	Aanbieder  Aanbieder
	Contract   *Contract // nil: none was found
	// Verzekeringen are the policies of the aanbieder.
	Verzekeringen []Verzekering
	// Plafonds holds the use of every plafond of [GateFacts.PlafondsVan]. One that is
	// left out refuses: what is not counted is not free.
	Plafonds []PlafondStand
	// Werkplekken are all places of the aanbieder, also the chosen one.
	Werkplekken []Werkplek
	// Werkplek is where the resident will work; nil: not chosen yet.
	Werkplek *Werkplek
	// Uitzonderingen are the exceptions that were asked for these places.
	Uitzonderingen []UniekAanbod
	// Dagdelen a week that the toewijzing takes; less than one counts as one.
	Dagdelen int
	// Bezetting is what other toewijzingen take of the places of the aanbieder.
	Bezetting []Bezetting
	// Trajectbegeleiders is how many the aanbieder has appointed on Start.
	Trajectbegeleiders int
	// Vervoer is what was agreed about getting to the place.
	Vervoer Vervoer
}

// PlafondsVan are the ceilings that count: those of the gemeente and those of the
// contract. The store fills their use in [GateFacts.Plafonds].
func (f GateFacts) PlafondsVan() []Plafond {
	found := f.Register.Plafonds(f.Gemeente, f.Product.Product, f.Start)
	if f.Contract == nil {
		return found
	}
	for _, p := range f.Contract.Plafonds {
		if p.Telt(f.Gemeente, f.Product.Product, f.Start) {
			found = append(found, p)
		}
	}
	return found
}

// ContractVan gives the contract that a ceiling stands in, nil for one of the region: a
// ceiling of a contract counts what is allocated under it alone.
func (f GateFacts) ContractVan(code PlafondCode) *Contract {
	if f.Contract == nil || !slices.ContainsFunc(f.Contract.Plafonds, func(p Plafond) bool { return p.Code == code }) {
		return nil
	}
	return f.Contract
}

func (f GateFacts) koopoordeel() Koopoordeel {
	return f.Register.Koopoordeel(f.Gemeente, f.Product, f.Start)
}

// contractOpStart is the contract when it is in force on the first day.
func (f GateFacts) contractOpStart() bool {
	return f.Contract != nil && f.Contract.GeldigOp(f.Start)
}

// contractEnd is the last day of the contract, and whether it has one.
func (f GateFacts) contractEnd() (last civil.Date, bounded bool) {
	last = f.Contract.Looptijd().LastDay()
	return last, !last.IsZero()
}

// loopsOn tells whether the toewijzing would run on after the contract.
func (f GateFacts) loopsOn() bool {
	if !f.contractOpStart() {
		return false
	}
	last, bounded := f.contractEnd()
	return bounded && (f.LaatsteDag.IsZero() || f.LaatsteDag.After(last))
}

// vrz2020 is the first day on which the requirements of the second round count
// (S-A, Gewijzigde eisen aanbieder AW; INK-14).
var vrz2020 = civil.New(2020, 7, 1)

// Gate is the procurement side of the gate for a new toewijzing. Evaluate it as of
// [GateFacts.Start]. Rules of the resident (age, rung, overlap) are those of
// toegang. Source: domain guide 7, Contract gate.
var Gate = rule.Set[GateFacts]{
	{
		Code: "INK-GATE-01", Kind: rule.Grens, Repairer: Consulent,
		Source: "S-A, Minder producten AW; INK-06, PRD-01",
		Check:  checkCatalogus,
	},
	{
		Code: "INK-GATE-02", Kind: rule.Grens, Repairer: GemeenteBeleid,
		Source: "S-B, Regionale doorontwikkeling; S-A, Cafetaria model; INK-03, B-REG-01, B-REG-03",
		When:   func(f GateFacts) bool { return !f.koopoordeel().Reden.catalogus() },
		Check:  checkKeuze,
	},
	{
		Code: "INK-GATE-03", Kind: rule.Grens, Repairer: Contractmanager,
		Source: "S-A, Wat gaat er voor u als zorgaanbieder veranderen; INK-10, INK-12, INK-14",
		Check:  checkContract,
	},
	{
		Code: "INK-GATE-04", Kind: rule.Grens, Repairer: Contractmanager,
		Source: "S-A, Wat gaat er voor u als zorgaanbieder veranderen; INK-16; domain guide 7",
		When:   GateFacts.contractOpStart,
		Check:  checkContractregel,
	},
	{
		Code: "INK-GATE-05", Kind: rule.Grens, Repairer: Contractmanager,
		Source: "S-A, Wat gaat er voor u als zorgaanbieder veranderen; INK-10",
		When:   GateFacts.loopsOn,
		Check:  checkOvergang,
	},
	{
		Code: "INK-GATE-06", Kind: rule.Grens, Repairer: VanAanbieder, From: vrz2020,
		Source: "S-A, Gewijzigde eisen aanbieder AW 2; VRZ-01",
		Check:  checkVerzekering,
	},
	{
		Code: "INK-GATE-07", Kind: rule.Grens, Repairer: GemeenteBeleid,
		Source: "S-B, Regionale doorontwikkeling; B-REG-05",
		When:   func(f GateFacts) bool { return len(f.PlafondsVan()) > 0 },
		Check:  checkPlafond,
	},
	{
		Code: "INK-GATE-08", Kind: rule.Grens, Repairer: Contractmanager, From: vrz2020,
		Source: "S-A, Gewijzigde eisen aanbieder AW 1; LOC-01, LOC-02",
		When:   func(f GateFacts) bool { return len(f.plekken()) > 0 },
		Check:  checkLocaliteit,
	},
	{
		Code: "INK-GATE-09", Kind: rule.Grens, Repairer: VanAanbieder, From: vrz2020,
		Source: "S-A, Gewijzigde eisen aanbieder AW 1; EIS-02",
		Check:  checkWerkplek,
	},
	{
		Code: "INK-GATE-10", Kind: rule.Grens, Repairer: VanAanbieder, From: vrz2020,
		Source: "Domain guide 7, Contract gate; X-07",
		When:   func(f GateFacts) bool { return len(checkWerkplek(f)) == 0 },
		Check:  checkCapaciteit,
	},
	{
		Code: "INK-GATE-11", Kind: rule.Grens, Repairer: VanAanbieder, From: vrz2020,
		Source: "S-A, Begeleiding; S-A, Tarief (trajectbegeleiding bij ontwikkelarrangementen); BEG-01, TAR-01",
		When:   GateFacts.begeleid,
		Check: func(f GateFacts) []rule.Finding {
			return rule.FailIf(f.Trajectbegeleiders == 0, "aanbieder", "inkoop.zonder_trajectbegeleider", f.Aanbieder.Naam)
		},
	},
	{
		Code: "INK-GATE-12", Kind: rule.Grens, Repairer: Consulent, From: vrz2020,
		Source: "S-A, Gewijzigde eisen aanbieder AW 1; LOC-03, TAR-04",
		When:   GateFacts.DoorUitzondering,
		Check:  func(f GateFacts) []rule.Finding { return f.Vervoer.Toets(f.Start) },
	},
}

func checkCatalogus(f GateFacts) []rule.Finding {
	// The catalogue is asked for any gemeente, so that this rule speaks also when
	// the gemeente is the trouble.
	o := Koopoordeel{Product: f.Product, Dag: f.Start}
	f.Register.catalogusReden(&o)
	switch o.Reden {
	case ProductVorigeVersie:
		return rule.Fail("product", "inkoop.product_vorige_versie", f.Product, o.LaatsteDag, o.OpvolgerProduct)
	case ProductVervallen:
		return rule.Fail("product", "inkoop.product_vervallen", f.Product, o.LaatsteDag)
	case "":
		return nil
	}
	return rule.Fail("product", "inkoop."+string(o.Reden), f.Product, f.Start)
}

func checkKeuze(f GateFacts) []rule.Finding {
	o := f.koopoordeel()
	switch o.Reden {
	case Gekocht:
		return nil
	case GemeenteOpgeheven:
		findings := rule.Fail("gemeente", "inkoop.gemeente_opgeheven", f.Gemeente, o.OpvolgerGemeente)
		findings[0].Repairer = Consulent
		return findings
	case GemeenteOnbekend, GemeenteBuitenRegio:
		findings := rule.Fail("gemeente", "inkoop."+string(o.Reden), f.Gemeente)
		findings[0].Repairer = Consulent
		return findings
	}
	return rule.Fail("product", "inkoop."+string(o.Reden), f.Gemeente, f.Product, o.Alternatief)
}

func checkContract(f GateFacts) []rule.Finding {
	switch c := f.Contract; {
	case c == nil:
		return rule.Fail("contract", "inkoop.contract_ontbreekt", f.Aanbieder.Naam)
	case c.Aanbieder != f.Aanbieder.ID:
		return rule.Fail("contract", "inkoop.contract_andere_aanbieder", c.Nummer, f.Aanbieder.Naam)
	case c.Getekend.IsZero():
		return rule.Fail("contract", "inkoop.contract_niet_getekend", c.Nummer)
	case f.Start.Before(c.Looptijd().From):
		return rule.Fail("contract", "inkoop.contract_nog_niet_begonnen", c.Nummer, c.Looptijd().From)
	case !c.GeldigOp(f.Start):
		return rule.Fail("contract", "inkoop.contract_afgelopen", c.Nummer, c.Looptijd().LastDay())
	}
	return nil
}

func checkContractregel(f GateFacts) []rule.Finding {
	if f.Contract.Levert(f.Product, f.Gemeente, f.Start) {
		return nil
	}
	if len(f.Contract.Gemeenten(f.Product, f.Start)) == 0 {
		return rule.Fail("product", "inkoop.product_niet_in_contract", f.Contract.Nummer, f.Product)
	}
	return rule.Fail("product", "inkoop.gemeente_niet_in_contract", f.Contract.Nummer, f.Product, f.Gemeente)
}

func checkOvergang(f GateFacts) []rule.Finding {
	end, _ := f.contractEnd()
	regel := f.Register.Overgangsregel(*f.Contract, f.Start)
	last, limited := regel.LaatsteDag(end)
	late := limited && (f.LaatsteDag.IsZero() || f.LaatsteDag.After(last))
	return rule.FailIf(late, "einde", "inkoop.langer_dan_contract", f.Contract.Nummer, end, last)
}

func checkVerzekering(f GateFacts) []rule.Finding {
	var findings []rule.Finding
	for _, soort := range VerzekerdOp(f.Verzekeringen, f.Start) {
		findings = append(findings, rule.Fail("aanbieder", "inkoop.verzekering_ontbreekt", string(soort), f.Aanbieder.Naam)...)
	}
	return findings
}

func checkPlafond(f GateFacts) []rule.Finding {
	var findings []rule.Finding
	for _, p := range f.PlafondsVan() {
		repairer := GemeenteBeleid
		if p.Gemeente == "" {
			repairer = Contractmanager
		}
		i := slices.IndexFunc(f.Plafonds, func(s PlafondStand) bool { return s.Plafond.Code == p.Code })
		switch {
		case i < 0:
			findings = append(findings, rule.Fail("product", "inkoop.plafond_niet_geteld", p.Code)...)
		case PlafondStand{Plafond: p, Gebruikt: f.Plafonds[i].Gebruikt, Gevraagd: f.Plafonds[i].Gevraagd}.Vol() && !f.Plafonds[i].Goedgekeurd:
			findings = append(findings, rule.Fail("product", "inkoop.plafond_vol", p.Code, p.Plekken, p.Bedrag)...)
		default:
			continue
		}
		findings[len(findings)-1].Repairer = repairer
	}
	return findings
}

// dichtbij tells whether a place is near enough without an exception.
func (f GateFacts) dichtbij(w Werkplek) bool {
	return f.Register.Localiteit(f.Aanbieder, w, f.Start).OK()
}

// DoorUitzondering tells whether the resident can work there by an exception alone.
func (f GateFacts) DoorUitzondering() bool {
	plekken := f.plekken()
	return !slices.ContainsFunc(plekken, f.dichtbij) &&
		slices.ContainsFunc(plekken, func(w Werkplek) bool { return uitgezonderd(f.Uitzonderingen, w.ID, f.Start) })
}

// checkLocaliteit: of the places where the resident may come to work, one must be near
// enough or have an exception.
func checkLocaliteit(f GateFacts) []rule.Finding {
	plekken := f.plekken()
	if slices.ContainsFunc(plekken, f.dichtbij) || f.DoorUitzondering() {
		return nil
	}
	first := plekken[0]
	where := f.Register.Localiteit(f.Aanbieder, first, f.Start)
	findings := rule.Fail("werkplek", "inkoop.locatie_"+string(where), first.Naam, first.Woonplaats, first.Gemeente)
	if where == LokaalOnbekend && (first.Gemeente == "" || first.Woonplaats == "") { // whoever keeps the place on record says where it lies
		findings[0].Repairer = VanAanbieder
	}
	return findings
}

// begeleid tells whether the product comes with a trajectbegeleider.
func (f GateFacts) begeleid() bool {
	p, _ := f.Register.Product(f.Product)
	return p.Trajectbegeleiding
}

func checkWerkplek(f GateFacts) []rule.Finding {
	switch w := f.Werkplek; {
	case len(f.open()) == 0:
		return rule.Fail("aanbieder", "inkoop.zonder_werkplek", f.Aanbieder.Naam)
	case w != nil && f.Start.Before(w.Geldig.From):
		return rule.Fail("werkplek", "inkoop.werkplek_begint_later", w.Naam, w.Geldig.From)
	case w != nil && !w.Geldig.Contains(f.Start):
		return rule.Fail("werkplek", "inkoop.werkplek_gesloten", w.Naam, w.Geldig.LastDay())
	}
	return nil
}

// checkCapaciteit: the chosen place has room, and the aanbieder as a whole, in every week
// of the toewijzing.
func checkCapaciteit(f GateFacts) []rule.Finding {
	if w := f.Werkplek; w != nil {
		if r := f.RuimteBij(*w); !r.Past(f.Dagdelen) {
			return rule.Fail("werkplek", "inkoop.werkplek_vol", w.Naam, r.Dagdelen, r.Bezet, max(1, f.Dagdelen))
		}
	}
	r := f.RuimteTotaal()
	return rule.FailIf(!r.Past(f.Dagdelen), "aanbieder", "inkoop.aanbieder_vol", f.Aanbieder.Naam, r.Dagdelen, r.Bezet, max(1, f.Dagdelen))
}
