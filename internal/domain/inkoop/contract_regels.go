package inkoop

import (
	"slices"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// ToetsRegels says what may not stand in the lines of the contract, looking only at those
// that before did not have: a product that no adopted catalogue has, a gemeente that does
// not exist or does not belong to the region on the first day of the line, a line of whose
// days the catalogue has none, and one that begins before its catalogue. Source: issue
// inkoop, Bad input ("a contract outside the catalogue"); INK-06, PRD-01.
func (c Contract) ToetsRegels(before Contract, r *Register) []rule.Finding {
	var findings []rule.Finding
	old := before.alleRegels()
	for _, line := range c.alleRegels() {
		if !slices.ContainsFunc(old, line.equal) {
			findings = append(findings, c.toetsRegel(line, r)...)
		}
	}
	return findings
}

// VanafCatalogus gives the contract in which a line without days of its own begins with its
// catalogue, when that is later than the contract: before it there is nothing to deliver.
// Lines that before had stay as they are. Source: INK-06, INK-14 (startdatum = catalogusversie).
func (c Contract) VanafCatalogus(before Contract, r *Register) Contract {
	c.Regels = slices.Clone(c.Regels)
	for n, line := range c.Regels {
		catalogus, known := r.Catalogus(line.Product.Catalogus)
		stays := slices.ContainsFunc(before.Regels, line.equal)
		if known && !stays && line.Geldig == (civil.Period{}) && c.Oorspronkelijk.From.Before(catalogus.Geldig.From) && c.Oorspronkelijk.Overlaps(catalogus.Geldig) {
			c.Regels[n].Geldig.From = catalogus.Geldig.From
		}
	}
	return c
}

func (c Contract) alleRegels() []Contractregel {
	lines := slices.Clone(c.Regels)
	for _, a := range c.Addenda {
		lines = append(lines, a.Regels...)
	}
	return lines
}

func (c Contract) toetsRegel(line Contractregel, r *Register) []rule.Finding {
	term := c.regelPeriode(line)
	catalogus, known := r.Catalogus(line.Product.Catalogus)
	_, has := r.Product(line.Product)
	switch {
	case !known || !has:
		return rule.Fail("regels", "contract.product_onbekend", line.Product.String())
	case catalogus.Status != Vastgesteld:
		return rule.Fail("regels", "contract.catalogus_concept", line.Product.String())
	case term.IsEmpty():
		return rule.Fail("regels", "contract.regel_buiten_looptijd", line.Product.String())
	case !catalogus.Geldig.Overlaps(term):
		return rule.Fail("regels", "contract.buiten_catalogus", line.Product.String(), catalogus.Naam)
	case term.From.Before(catalogus.Geldig.From):
		return rule.Fail("regels", "contract.catalogus_nog_niet", line.Product.String(), catalogus.Naam, catalogus.Geldig.From)
	case len(line.Gemeenten) == 0:
		return rule.Fail("regels", "contract.gemeente_ontbreekt", line.Product.String())
	}
	for _, code := range line.Gemeenten {
		if g, ok := r.GemeenteOp(code, term.From); !ok || g.Code != code || !g.InRegio {
			return rule.Fail("regels", "contract.gemeente_onbekend", line.Product.String(), string(code))
		}
	}
	return nil
}

// regelPeriode are the days of a line: those of the contract with all its addenda, as if
// they were signed, or of these the ones that the line names.
func (c Contract) regelPeriode(line Contractregel) civil.Period {
	c.Getekend = civil.Max(c.Getekend, civil.First)
	if line.Geldig == (civil.Period{}) {
		return c.Looptijd()
	}
	return line.Geldig.Intersect(c.Looptijd())
}

// ToetsAddendum says what is wrong with an addendum before it is added: it must change
// something. Source: INK-10, INK-11.
func (c Contract) ToetsAddendum(a Addendum) []rule.Finding {
	period := c.Looptijd()
	last := period.LastDay()
	var findings []rule.Finding
	add := func(bad bool, field, code string, args ...any) {
		findings = append(findings, rule.FailIf(bad, field, code, args...)...)
	}
	add(c.Getekend.IsZero(), "", "contract.eerst_tekenen")
	switch a.Soort {
	case Verlenging:
		add(a.LaatsteDag.IsZero(), "laatste_dag", "contract.laatste_dag_ontbreekt")
		add(period.IsOpen() || !a.LaatsteDag.IsZero() && !a.LaatsteDag.After(last), "laatste_dag", "contract.verlenging_niet_later", last)
	case Beeindiging:
		add(a.LaatsteDag.IsZero(), "laatste_dag", "contract.laatste_dag_ontbreekt")
		add(!a.LaatsteDag.IsZero() && !last.IsZero() && !a.LaatsteDag.Before(last), "laatste_dag", "contract.beeindiging_niet_eerder", last)
		add(!a.LaatsteDag.IsZero() && a.LaatsteDag.Before(period.From), "laatste_dag", "contract.beeindiging_voor_begin", period.From)
	case Uitbreiding:
		add(len(a.Regels) == 0, "producten", "contract.regel_ontbreekt")
		for _, r := range a.Regels {
			add(r.Geldig.From.IsZero(), "vanaf", "contract.vanaf_ontbreekt")
			break
		}
	default:
		add(true, "soort", "contract.soort_ontbreekt")
	}
	return findings
}
