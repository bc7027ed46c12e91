package iwmo

import (
	"slices"
	"strings"
	"testing"
)

// metTarief is a contract for dagbesteding, of the parties of the samples in October.
func metTarief(bedrag int64, eenheid Eenheid) func(*eerder) {
	return func(e *eerder) {
		e.Tarieven = func(gemeente, aanbieder, code string, dag Datum) (Tarief, bool) {
			ok := gemeente == voorbeeldGemeente && aanbieder == voorbeeldAanbieder && strings.HasPrefix(code, "07") && dag == Datum{2026, 10, 1}
			return Tarief{bedrag, eenheid}, ok
		}
	}
}

func zonderTarief(e *eerder) { e.Tarieven = nil }

// eerst does one after another.
func eerst(list ...func(*eerder)) func(*eerder) {
	return func(e *eerder) {
		for _, f := range list {
			f(e)
		}
	}
}

// onder changes the allocation of the first prestatie.
func onder(f func(p *ToegewezenProduct)) func(*eerder) {
	return func(e *eerder) {
		e.toewijzing(voorbeeldBsn, 20261, func(_ *WMO301, p *ToegewezenProduct) {
			p.Toewijzingsdatum = testDag
			f(p)
		})
	}
}

// van changes the period of the first prestatie.
func van(begin, einde string) func(any) {
	return prestatie(func(p *Prestatie) { p.ProductPeriode = periode(begin, einde) })
}

// volume makes the first prestatie so many of a unit at a tariff.
func volume(n int64, eenheid Eenheid, tarief, bedrag int64) func(any) {
	return prestatie(func(p *Prestatie) { zetVolume(p, n, eenheid, tarief, bedrag) })
}

func zetVolume(p *Prestatie, n int64, eenheid Eenheid, tarief, bedrag int64) {
	p.GeleverdVolume, p.Eenheid, p.ProductTarief, p.IngediendBedrag.Bedrag = n, eenheid, &tarief, bedrag
}

func uren(n int64) func(any) { return volume(n, EenheidUur, 2450, n*2450) }

// eerste is a claim over September of which the first prestatie is changed.
func (e *eerder) eerste(f func(p *Prestatie)) *WMO323 {
	e.t.Helper()
	return e.declaratie(func(m *WMO323) { f(&m.Declaratie.Clienten[0].Prestaties[0]) })
}

// terug makes the first prestatie the credit of S1.
func terug(f func(p *Prestatie)) func(any) {
	return prestatie(func(p *Prestatie) {
		p.ProductPeriode = periode("2026-09-01", "2026-09-30")
		credit(p, "S1")
		f(p)
	})
}

func nietsAnders(*Prestatie) {}

// meer adds prestaties to the first client, like the first.
func meer(f ...func(p *Prestatie)) func(any) {
	return in323(func(d *Declaratie) {
		c := &d.Clienten[0]
		for i := range f {
			p := c.Prestaties[0]
			p.ProductReferentie.ReferentieNummer = "X" + string(rune('0'+i))
			f[i](&p)
			c.Prestaties = append(c.Prestaties, p)
		}
	})
}

// alleenEerste leaves the second client out.
func alleenEerste(m any) {
	in323(func(d *Declaratie) { d.Clienten = d.Clienten[:1] })(m)
}

// tot adds up changes of a message.
func tot(list ...func(any)) func(any) {
	return func(m any) {
		for _, f := range list {
			f(m)
		}
	}
}

func generiek(budget int64) func(p *ToegewezenProduct) {
	return func(p *ToegewezenProduct) { p.Product, p.Omvang, p.Budget = nil, nil, &budget }
}

func alleenCategorie(p *ToegewezenProduct) {
	p.Product, p.Omvang = &Product{Categorie: CategorieDagbesteding}, nil
}

func inTotaal(n int64, eenheid Eenheid) func(p *ToegewezenProduct) {
	return func(p *ToegewezenProduct) {
		p.Omvang = &Omvang{Volume: n, Eenheid: eenheid, Frequentie: FrequentieTotaal}
	}
}

func gevallenDeclaratie() []ketenGeval {
	return slices.Concat(gevallenNummers(), gevallenPeriode(), gevallenOmvang(), gevallenCredit(), gevallenTarief())
}

func gevallenNummers() []ketenGeval {
	p001 := func(p *Prestatie) { p.ProductReferentie.ReferentieNummer = "P001" }
	november := func(m *WMO323) { m.Declaratie.DeclaratiePeriode = periode("2026-11-01", "2026-11-30") }
	number := func(m *WMO323) { m.Declaratie.DeclaratieNummer = "AW202610" }
	return []ketenGeval{
		{"reference twice", SoortWMO323, niets, in323(func(d *Declaratie) { p001(&d.Clienten[1].Prestaties[0]) }), "TR314"},
		{"reference used", SoortWMO323, func(e *eerder) { e.eerste(p001) }, gelijk, "TR314"},
		{"reference refused", SoortWMO323, func(e *eerder) { e.beoordeel(e.eerste(p001), "P001") }, gelijk, "TR314"},
		{"reference of a claim that was refused", SoortWMO323, func(e *eerder) { e.weiger(e.eerste(p001)) }, gelijk, ""},
		{"reference of another", SoortWMO323, func(e *eerder) {
			e.declaratie(func(m *WMO323) {
				m.Header.Afzender = andereAgb
				p001(&m.Declaratie.Clienten[0].Prestaties[0])
			})
		}, gelijk, ""},

		{"period after", SoortWMO323, func(e *eerder) { e.declaratie(zonderMeer) }, gelijk, ""},
		{"period again", SoortWMO323, func(e *eerder) {
			e.declaratie(func(m *WMO323) { m.Declaratie.DeclaratiePeriode = periode("2026-10-01", "2026-10-31") })
		}, gelijk, ""},
		{"period before", SoortWMO323, func(e *eerder) {
			e.declaratie(november)
			e.declaratie(zonderMeer)
		}, gelijk, "TR318"},
		{"period before, at another gemeente", SoortWMO323, func(e *eerder) {
			e.declaratie(func(m *WMO323) {
				november(m)
				m.Header.Ontvanger = andereGemeente
			})
		}, gelijk, ""},
		{"period before, of another", SoortWMO323, func(e *eerder) {
			e.declaratie(func(m *WMO323) {
				november(m)
				m.Header.Afzender = andereAgb
			})
		}, gelijk, ""},

		{"number used", SoortWMO323, func(e *eerder) {
			e.declaratie(number)
			e.declaratie(zonderMeer)
		}, gelijk, "TR333"},
		{"number used at another gemeente", SoortWMO323, func(e *eerder) {
			e.declaratie(func(m *WMO323) {
				number(m)
				m.Header.Ontvanger = andereGemeente
			})
		}, gelijk, "TR333"},
		{"number used by another", SoortWMO323, func(e *eerder) {
			e.declaratie(func(m *WMO323) {
				number(m)
				m.Header.Afzender = andereAgb
			})
		}, gelijk, ""},
		{"number refused", SoortWMO323, func(e *eerder) { e.weiger(e.declaratie(number)) }, gelijk, ""},

		{"no client", SoortWMO323, niets, in323(func(d *Declaratie) { d.Clienten[0].Bsn = derdeBsn }), "TR304,TR338"},
		{"client of another provider", SoortWMO323, func(e *eerder) {
			e.toewijzing(derdeBsn, 20269, func(m *WMO301, _ *ToegewezenProduct) { m.Header.Ontvanger = andereAgb })
		}, in323(func(d *Declaratie) {
			d.Clienten[0].Bsn, d.Clienten[0].Prestaties[0].ToewijzingNummer = derdeBsn, 20269
		}), "TR304,TR338"},
		{"no allocation", SoortWMO323, niets, prestatie(func(p *Prestatie) { p.ToewijzingNummer = 1 }), "TR338"},
		{"allocation of another client", SoortWMO323, niets, prestatie(func(p *Prestatie) { p.ToewijzingNummer = 20262 }), "TR338"},
		{"allocation of another gemeente", SoortWMO323, func(e *eerder) {
			e.toewijzing(voorbeeldBsn, 20269, func(m *WMO301, _ *ToegewezenProduct) { m.Header.Afzender = andereGemeente })
		}, prestatie(func(p *Prestatie) { p.ToewijzingNummer = 20269 }), "TR338"},
		{"allocation of another, and all of it wrong", SoortWMO323, niets, prestatie(func(p *Prestatie) {
			p.ToewijzingNummer, p.ProductCode, p.ProductPeriode = 20262, "07A02", periode("2026-01-02", "2026-01-02")
			zetVolume(p, 1000, EenheidEtmaal, 1, 1000)
		}), "TR338"},
	}
}

func gevallenPeriode() []ketenGeval {
	oct := func(day int8) Datum { return Datum{2026, 10, day} }
	from := func(d Datum) func(*eerder) { return onder(func(p *ToegewezenProduct) { p.Ingangsdatum = d }) }
	to := func(d Datum) func(*eerder) { return onder(func(p *ToegewezenProduct) { p.Einddatum = d }) }
	deleted := onder(func(p *ToegewezenProduct) {
		p.Ingangsdatum = oct(1)
		verwijderd(p)
	})
	october := func(f func(p *Prestatie)) func(e *eerder) *WMO323 {
		return func(e *eerder) *WMO323 {
			return e.eerste(func(p *Prestatie) {
				p.ProductPeriode = periode("2026-10-01", "2026-10-31")
				f(p)
			})
		}
	}
	before := october(nietsAnders)
	return []ketenGeval{
		{"month from the first day of the allocation", SoortWMO323, from(oct(8)), van("2026-10-08", "2026-10-31"), ""},
		{"month from before the allocation", SoortWMO323, from(oct(8)), gelijk, "TR307,TR387"},
		{"month before the allocation", SoortWMO323, from(Datum{2026, 11, 1}), gelijk, "TR307"},
		{"month from after the first day", SoortWMO323, niets, van("2026-10-02", "2026-10-31"), "TR387"},
		{"month to the last day of the allocation", SoortWMO323, to(oct(20)), van("2026-10-01", "2026-10-20"), ""},
		{"month to after the allocation", SoortWMO323, to(oct(20)), gelijk, "TR308,TR388"},
		{"month after the allocation", SoortWMO323, to(Datum{2026, 9, 30}), gelijk, "TR308"},
		{"month to before the last day", SoortWMO323, niets, van("2026-10-01", "2026-10-30"), "TR388"},
		{"allocation without end", SoortWMO323, onder(func(p *ToegewezenProduct) {
			p.Einddatum, p.Omvang.Frequentie, p.Omvang.Volume = Datum{}, FrequentieMaand, 48
		}), gelijk, ""},

		{"allocation deleted", SoortWMO323, deleted, tot(uren(12), van("2026-10-01", "2026-10-01")), "TR384"},
		{"allocation of a day", SoortWMO323, onder(func(p *ToegewezenProduct) { p.Ingangsdatum, p.Einddatum = oct(1), oct(1) }), tot(uren(12), van("2026-10-01", "2026-10-01")), ""},

		{"claimed before", SoortWMO323, func(e *eerder) { before(e) }, gelijk, "TR389"},
		{"claimed and granted before", SoortWMO323, func(e *eerder) { e.beoordeel(before(e)) }, gelijk, "TR389"},
		{"claimed and refused before", SoortWMO323, func(e *eerder) { e.beoordeel(before(e), "S1") }, gelijk, ""},
		{"claimed before, and all refused", SoortWMO323, func(e *eerder) { e.weiger(before(e)) }, gelijk, ""},
		{"claimed and taken back before", SoortWMO323, func(e *eerder) {
			e.beoordeel(before(e))
			e.eerste(func(p *Prestatie) {
				p.ProductReferentie.ReferentieNummer, p.ProductPeriode = "C1", periode("2026-10-01", "2026-10-31")
				credit(p, "S1")
			})
		}, gelijk, ""},
		{"claimed before, and taken back behind it", SoortWMO323, func(e *eerder) { e.beoordeel(before(e)) }, meer(func(p *Prestatie) { credit(p, "S1") }), ""},
		{"claimed before, and taken back ahead of it", SoortWMO323, func(e *eerder) { e.beoordeel(before(e)) }, tot(meer(nietsAnders), prestatie(func(p *Prestatie) { credit(p, "S1") })), ""},
		{"claimed before, and another taken back", SoortWMO323, func(e *eerder) { e.beoordeel(before(e)) }, in323(func(d *Declaratie) {
			credit(&d.Clienten[1].Prestaties[0], "S2")
			d.Clienten[1].Prestaties[0].ProductPeriode = periode("2026-09-01", "2026-09-30")
		}), "TR389"},
		{"claimed before, and something else taken back", SoortWMO323, func(e *eerder) { e.beoordeel(before(e)) }, meer(func(p *Prestatie) {
			credit(p, "S1")
			zetVolume(p, 47, EenheidUur, 2450, 47*2450)
		}), "TR323,TR389"},
		{"claimed before, and taken back under a used number", SoortWMO323, func(e *eerder) { e.beoordeel(before(e)) }, meer(func(p *Prestatie) {
			credit(p, "S1")
			p.ProductReferentie.ReferentieNummer = "S2"
		}), "TR314,TR389"},
		{"another month claimed before", SoortWMO323, func(e *eerder) { e.declaratie(zonderMeer) }, gelijk, ""},
		{"another product claimed before", SoortWMO323, func(e *eerder) {
			onder(alleenCategorie)(e)
			october(func(p *Prestatie) { p.ProductCode = "07A02" })(e)
		}, gelijk, ""},
		{"another category claimed before", SoortWMO323, func(e *eerder) {
			onder(generiek(1_000_000))(e)
			october(func(p *Prestatie) { p.ProductCategorie = CategorieMaatwerk })(e)
		}, gelijk, ""},
		{"another allocation claimed before", SoortWMO323, func(e *eerder) {
			october(func(p *Prestatie) { p.ToewijzingNummer = 20269 })(e)
		}, gelijk, ""},
		{"claimed before by another", SoortWMO323, func(e *eerder) {
			e.declaratie(func(m *WMO323) {
				m.Header.Afzender = andereAgb
				m.Declaratie.Clienten[0].Prestaties[0].ProductPeriode = periode("2026-10-01", "2026-10-31")
			})
		}, gelijk, ""},
	}
}

func gevallenOmvang() []ketenGeval {
	minuten := func(n int64) func(any) { return volume(n, EenheidMinuut, 41, BedragMinuten(2450, n)) }
	maatwerk := prestatie(func(p *Prestatie) { p.ProductCategorie, p.ProductCode = CategorieMaatwerk, "10A46" })
	andereCode := prestatie(func(p *Prestatie) { p.ProductCode = "07A02" })
	etmaal := volume(48, EenheidEtmaal, 2450, 48*2450)
	hundred := onder(inTotaal(100, EenheidUur))
	sixty := func(e *eerder) *WMO323 {
		return e.eerste(func(p *Prestatie) { zetVolume(p, 60, EenheidUur, 2450, 60*2450) })
	}
	back := func(p *Prestatie) {
		p.ProductPeriode = periode("2026-09-01", "2026-09-30")
		zetVolume(p, 60, EenheidUur, 2450, 60*2450)
		credit(p, "S1")
	}
	granted := eerst(hundred, func(e *eerder) { e.beoordeel(sixty(e)) })
	budget := func(n int64) func(*eerder) { return onder(generiek(n)) }
	const price = 48 * 2450
	return []ketenGeval{
		{"another category and code", SoortWMO323, niets, maatwerk, "TR339,TR340"},
		{"another code", SoortWMO323, niets, andereCode, "TR340"},
		{"another category", SoortWMO323, onder(alleenCategorie), maatwerk, "TR339"},
		{"another code of the category", SoortWMO323, onder(alleenCategorie), andereCode, ""},
		{"any category", SoortWMO323, budget(1_000_000), maatwerk, ""},

		{"another unit", SoortWMO323, zonderTarief, etmaal, "TR341"},
		{"minutes of days", SoortWMO323, eerst(zonderTarief, onder(func(p *ToegewezenProduct) { p.Omvang.Eenheid = EenheidEtmaal })), minuten(48), "TR341"},
		{"minutes of hours", SoortWMO323, niets, minuten(48 * 60), ""},
		{"hours of minutes", SoortWMO323, eerst(zonderTarief, onder(func(p *ToegewezenProduct) { p.Omvang.Eenheid = EenheidMinuut })), gelijk, "TR341"},
		{"another unit than the contract", SoortWMO323, onder(alleenCategorie), etmaal, "TR341,TR418"},
		{"hours of a contract for minutes", SoortWMO323, eerst(onder(alleenCategorie), metTarief(2450, EenheidMinuut)), gelijk, "TR341,TR418"},
		{"minutes of a contract for hours", SoortWMO323, onder(alleenCategorie), minuten(48 * 60), ""},
		{"any unit without a contract", SoortWMO323, eerst(onder(alleenCategorie), zonderTarief), etmaal, ""},

		{"all that the weeks hold", SoortWMO323, niets, uren(60), ""},
		{"more than the weeks hold", SoortWMO323, niets, uren(61), "TR321"},
		{"all that the weeks hold, in minutes", SoortWMO323, niets, minuten(3600), ""},
		{"more than the weeks hold, in minutes", SoortWMO323, niets, minuten(3601), "TR321"},
		{"more of another unit", SoortWMO323, zonderTarief, volume(61, EenheidEtmaal, 1, 61), "TR341"},
		{"any volume without one", SoortWMO323, onder(alleenCategorie), uren(1000), ""},
		{"more than the weeks hold, taken back", SoortWMO323, func(e *eerder) {
			e.beoordeel(e.eerste(func(p *Prestatie) { zetVolume(p, 61, EenheidUur, 2450, 61*2450) }))
		}, terug(func(p *Prestatie) { zetVolume(p, 61, EenheidUur, 2450, 61*2450) }), ""},

		{"all of the total", SoortWMO323, eerst(hundred, func(e *eerder) { sixty(e) }), uren(40), ""},
		{"more than the total", SoortWMO323, eerst(hundred, func(e *eerder) { sixty(e) }), uren(41), "TR322"},
		{"more than the total, in minutes", SoortWMO323, eerst(hundred, func(e *eerder) { sixty(e) }), minuten(2401), "TR322"},
		{"more than the total, after minutes", SoortWMO323, eerst(hundred, func(e *eerder) {
			e.eerste(func(p *Prestatie) { zetVolume(p, 3601, EenheidMinuut, 41, 3601*41) })
		}), uren(40), "TR322"},
		{"all of the total, after another unit", SoortWMO323, eerst(hundred, func(e *eerder) {
			e.eerste(func(p *Prestatie) { zetVolume(p, 1000, EenheidEtmaal, 1, 1000) })
		}), uren(100), ""},
		{"all of the total, with another unit", SoortWMO323, eerst(zonderTarief, hundred, func(e *eerder) {
			e.eerste(func(p *Prestatie) { zetVolume(p, 101, EenheidUur, 2450, 101*2450) })
		}), volume(1, EenheidEtmaal, 1, 1), "TR341"},
		{"more than the total, after a refusal", SoortWMO323, eerst(hundred, func(e *eerder) { e.beoordeel(sixty(e), "S1") }), uren(100), ""},
		{"more than the total, after a credit", SoortWMO323, eerst(granted, func(e *eerder) {
			e.eerste(func(p *Prestatie) {
				back(p)
				p.ProductReferentie.ReferentieNummer = "C1"
			})
		}), uren(100), ""},
		{"more than the total, and a credit behind it", SoortWMO323, granted, tot(uren(100), meer(back)), ""},
		{"more than the total, and a credit ahead of it", SoortWMO323, granted, tot(meer(func(p *Prestatie) { zetVolume(p, 100, EenheidUur, 2450, 100*2450) }), prestatie(back)), ""},
		{"more than the total, and too small a credit", SoortWMO323, eerst(granted, onder(inTotaal(99, EenheidUur))), tot(uren(99), meer(func(p *Prestatie) {
			back(p)
			zetVolume(p, 59, EenheidUur, 2450, 59*2450)
		})), "TR322,TR323"},
		{"more than the total, with another allocation between", SoortWMO323, eerst(onder(inTotaal(100, EenheidUur)), func(e *eerder) {
			e.toewijzing(voorbeeldBsn, 20263, zoalsHetIs)
		}), tot(uren(60), meer(
			func(p *Prestatie) { p.ToewijzingNummer = 20263 },
			func(p *Prestatie) {
				p.ProductPeriode = periode("2026-09-01", "2026-09-30")
				zetVolume(p, 41, EenheidUur, 2450, 41*2450)
			},
		)), "TR322"},
		{"more than nothing without end", SoortWMO323, onder(func(p *ToegewezenProduct) {
			p.Einddatum, p.Omvang.Frequentie, p.Omvang.Volume = Datum{}, FrequentieMaand, 48
		}), meer(func(p *Prestatie) { p.ProductPeriode = periode("2026-09-01", "2026-09-30") }), ""},

		{"all of the budget", SoortWMO323, budget(price), gelijk, ""},
		{"more than the budget", SoortWMO323, budget(price - 1), gelijk, "TR369"},
		{"all of the budget, with what came before", SoortWMO323, eerst(budget(2*price), func(e *eerder) { e.declaratie(zonderMeer) }), gelijk, ""},
		{"more than the budget, with what came before", SoortWMO323, eerst(budget(2*price-1), func(e *eerder) { e.declaratie(zonderMeer) }), gelijk, "TR369"},
		{"all of the budget, with a credit", SoortWMO323, eerst(budget(price), func(e *eerder) { e.beoordeel(e.declaratie(zonderMeer)) }), meer(func(p *Prestatie) {
			p.ProductPeriode = periode("2026-09-01", "2026-09-30")
			credit(p, "S1")
		}), ""},
		{"all of the budget, with a credit of nothing", SoortWMO323, budget(price - 1), meer(func(p *Prestatie) { credit(p, "NONE") }), "TR323,TR369"},
	}
}

func gevallenCredit() []ketenGeval {
	granted := func(e *eerder) { e.beoordeel(e.declaratie(zonderMeer)) }
	grantedWith := func(f func(m *WMO323)) func(*eerder) {
		return func(e *eerder) { e.beoordeel(e.declaratie(f)) }
	}
	again := func(e *eerder) *WMO323 {
		return e.eerste(func(p *Prestatie) {
			p.ProductReferentie.ReferentieNummer = "C1"
			credit(p, "S1")
		})
	}
	return []ketenGeval{
		{"credit", SoortWMO323, granted, terug(nietsAnders), ""},
		{"credit of nothing", SoortWMO323, niets, terug(nietsAnders), "TR323"},
		{"credit of what waits", SoortWMO323, func(e *eerder) { e.declaratie(zonderMeer) }, terug(nietsAnders), "TR323"},
		{"credit of what was refused", SoortWMO323, func(e *eerder) { e.beoordeel(e.declaratie(zonderMeer), "S1") }, terug(nietsAnders), "TR323"},
		{"credit at another gemeente", SoortWMO323, grantedWith(func(m *WMO323) { m.Header.Ontvanger = andereGemeente }), terug(nietsAnders), "TR323"},
		{"credit of another provider", SoortWMO323, grantedWith(func(m *WMO323) { m.Header.Afzender = andereAgb }), terug(nietsAnders), "TR323"},
		{"credit for another client", SoortWMO323, grantedWith(func(m *WMO323) { m.Declaratie.Clienten[0].Bsn = derdeBsn }), terug(nietsAnders), "TR323"},
		{"credit of a credit", SoortWMO323, func(e *eerder) {
			granted(e)
			e.beoordeel(again(e))
		}, terug(func(p *Prestatie) { p.ProductReferentie.VorigReferentieNummer = "C1" }), "TR323"},
		{"credit of another month", SoortWMO323, granted, terug(func(p *Prestatie) { p.ProductPeriode = periode("2026-08-01", "2026-08-31") }), "TR323"},
		{"credit of another volume", SoortWMO323, granted, terug(func(p *Prestatie) { p.GeleverdVolume, p.IngediendBedrag.Bedrag = 1, 2450 }), "TR323"},
		{"credit at another tariff", SoortWMO323, granted, terug(func(p *Prestatie) { zetVolume(p, 48, EenheidUur, 1, 48) }), "TR323"},
		{"credit under another allocation", SoortWMO323, granted, terug(func(p *Prestatie) { p.ToewijzingNummer = 1 }), "TR323,TR338"},
		{"credit of what no longer fits", SoortWMO323, eerst(granted, onder(func(p *ToegewezenProduct) {
			p.Ingangsdatum, p.RedenWijziging, p.Einddatum = Datum{2026, 10, 8}, WijzigingVerwijderd, Datum{2026, 10, 8}
			p.Product = &Product{Categorie: CategorieMaatwerk, Code: "10A46"}
			p.Omvang = &Omvang{Volume: 1, Eenheid: EenheidEtmaal, Frequentie: FrequentieTotaal}
		}), metTarief(9999, EenheidEtmaal)), tot(alleenEerste, terug(nietsAnders)), ""},

		{"credit twice", SoortWMO323, func(e *eerder) {
			granted(e)
			again(e)
		}, terug(nietsAnders), "TR390"},
		{"credit twice, and one refused", SoortWMO323, func(e *eerder) {
			granted(e)
			e.beoordeel(again(e), "C1")
		}, terug(nietsAnders), ""},
		{"credit of another", SoortWMO323, func(e *eerder) {
			granted(e)
			again(e)
		}, in323(func(d *Declaratie) {
			credit(&d.Clienten[1].Prestaties[0], "S2")
			d.Clienten[1].Prestaties[0].ProductPeriode = periode("2026-09-01", "2026-09-30")
		}), ""},
	}
}

func gevallenTarief() []ketenGeval {
	minuten := func(tarief, bedrag int64) func(any) { return volume(95, EenheidMinuut, tarief, bedrag) }
	return []ketenGeval{
		{"another tariff", SoortWMO323, niets, volume(48, EenheidUur, 2451, 48*2451), "TR418"},
		{"another tariff, and no contract", SoortWMO323, zonderTarief, volume(48, EenheidUur, 2451, 48*2451), ""},
		{"the tariff of another unit", SoortWMO323, metTarief(2450, EenheidEtmaal), gelijk, "TR418"},
		{"the tariff of the contract", SoortWMO323, metTarief(2450, EenheidUur), gelijk, ""},
		{"minutes by the hour", SoortWMO323, metTarief(2450, EenheidUur), minuten(41, 3879), ""},
		{"minutes by the hour, with another tariff", SoortWMO323, metTarief(2450, EenheidUur), minuten(40, 3879), "TR418"},
		{"minutes by the hour, at the tariff that is shown", SoortWMO323, metTarief(2450, EenheidUur), minuten(41, 41*95), "TR346"},
		{"minutes by the minute", SoortWMO323, metTarief(41, EenheidMinuut), tot(alleenEerste, minuten(41, 41*95)), ""},
		{"minutes by the minute, as by the hour", SoortWMO323, metTarief(41, EenheidMinuut), tot(alleenEerste, minuten(41, 3879)), "TR346"},
		{"minutes at the lowest tariff", SoortWMO323, zonderTarief, minuten(41, 3848), ""},
		{"minutes below the lowest tariff", SoortWMO323, zonderTarief, minuten(41, 3847), "TR346"},
		{"minutes at the highest tariff", SoortWMO323, zonderTarief, minuten(41, 3941), ""},
		{"minutes above the highest tariff", SoortWMO323, zonderTarief, minuten(41, 3942), "TR346"},
		{"a credit of another tariff by the hour", SoortWMO323, func(e *eerder) {
			e.beoordeel(e.eerste(func(p *Prestatie) { zetVolume(p, 95, EenheidMinuut, 41, 3879) }))
			metTarief(2500, EenheidUur)(e)
		}, tot(alleenEerste, volume(95, EenheidMinuut, 41, 3879), prestatie(func(p *Prestatie) {
			p.ProductPeriode = periode("2026-09-01", "2026-09-30")
			credit(p, "S1")
		})), ""},
		{"hours a cent off", SoortWMO323, zonderTarief, volume(48, EenheidUur, 2450, 48*2450+1), "TR346"},
		{"a price", SoortWMO323, eerst(zonderTarief, onder(inTotaal(360_000, EenheidEuro))), prestatie(func(p *Prestatie) {
			p.GeleverdVolume, p.Eenheid, p.ProductTarief = p.IngediendBedrag.Bedrag, EenheidEuro, nil
		}), ""},
		{"a price, of a contract", SoortWMO323, eerst(onder(inTotaal(360_000, EenheidEuro)), metTarief(0, EenheidEuro)), tot(alleenEerste, prestatie(func(p *Prestatie) {
			p.GeleverdVolume, p.Eenheid, p.ProductTarief = p.IngediendBedrag.Bedrag, EenheidEuro, nil
		})), ""},
	}
}

func gevallenGoedkeuring() []ketenGeval {
	head := func(f func(h *HeaderAntwoord)) func(any) { return func(m any) { f(&m.(*WMO325).Header) } }
	refused := func(f func(p *Prestatie)) func(any) {
		return afwijzing(func(a *DeclaratieAntwoord) { f(&a.Clienten[0].Prestaties[0]) })
	}
	id := func(h *HeaderAntwoord) { h.DeclaratieIdentificatie.Identificatie = "E9999" }
	return []ketenGeval{
		{"one refused", SoortWMO325, niets, refused(nietsAnders), ""},
		{"another claim", SoortWMO325, niets, head(id), "TR337"},
		{"a claim of another day", SoortWMO325, niets, head(func(h *HeaderAntwoord) { h.DeclaratieIdentificatie.Dagtekening = testDag.Plus(-1) }), "TR337"},
		{"a claim at another gemeente", SoortWMO325, niets, head(func(h *HeaderAntwoord) { h.Afzender = andereGemeente }), "TR337,TR378"},
		{"a claim of another provider", SoortWMO325, niets, head(func(h *HeaderAntwoord) { h.Ontvanger = andereAgb }), "TR337"},
		{"another claim, and all of it wrong", SoortWMO325, niets, tot(afwijzing(func(a *DeclaratieAntwoord) {
			a.DeclaratieNummer, a.Clienten[0].Bsn = "X", derdeBsn
			a.Clienten[0].Prestaties[0].ProductReferentie.ReferentieNummer = "P009"
		}), head(func(h *HeaderAntwoord) { h.XsdVersieDeclaratie.BerichtXsdVersie = "9.9.9" }), head(id)), "TR337"},

		{"refused and not claimed", SoortWMO325, niets, refused(func(p *Prestatie) { p.ProductReferentie.ReferentieNummer = "P009" }), "TR366"},
		{"refused, of another claim", SoortWMO325, func(e *eerder) { e.declaratie(zonderMeer) }, refused(func(p *Prestatie) {
			p.ProductReferentie.ReferentieNummer, p.ProductPeriode = "S1", periode("2026-09-01", "2026-09-30")
		}), "TR366"},
		{"refused as a credit", SoortWMO325, niets, afwijzing(func(a *DeclaratieAntwoord) {
			credit(&a.Clienten[0].Prestaties[0], "P900")
			a.TotaalToegekendBedrag.TotaalBedrag = 136 * 2450
		}), "TR366"},

		{"refused with another volume", SoortWMO325, niets, refused(func(p *Prestatie) { p.GeleverdVolume++ }), "TR367"},
		{"another total", SoortWMO325, niets, afwijzing(func(a *DeclaratieAntwoord) {
			a.TotaalIngediendBedrag.TotaalBedrag++
			a.TotaalToegekendBedrag.TotaalBedrag++
		}), "TR367"},
		{"refused of another client", SoortWMO325, niets, afwijzing(func(a *DeclaratieAntwoord) { a.Clienten[0].Bsn = voorbeeldBsn2 }), "TR304"},
		{"refused of who is no client", SoortWMO325, func(e *eerder) {
			geef(e, func(m *WMO323) {
				m.Declaratie.Clienten = m.Declaratie.Clienten[:1]
				m.Declaratie.Clienten[0].Bsn = derdeBsn
				p := &m.Declaratie.Clienten[0].Prestaties[0]
				p.ProductReferentie.ReferentieNummer = "P009"
				m.Header.BerichtIdentificatie.Identificatie = "AW000324"
			})
		}, tot(head(func(h *HeaderAntwoord) { h.DeclaratieIdentificatie.Identificatie = "AW000324" }), afwijzing(func(a *DeclaratieAntwoord) {
			a.Clienten[0].Bsn = derdeBsn
			a.Clienten[0].Prestaties[0].ProductReferentie.ReferentieNummer = "P009"
		})), ""},
		{"another schema", SoortWMO325, niets, head(func(h *HeaderAntwoord) { h.XsdVersieDeclaratie.BerichtXsdVersie = "1.0.1" }), "TR371"},
		{"another number", SoortWMO325, niets, afwijzing(func(a *DeclaratieAntwoord) { a.DeclaratieNummer = "AW202611" }), "TR376"},
	}
}

// Prestaties are judged in the order of the file: what does not fit waits for the
// credits, what comes behind it waits too, and what is refused takes no room.
func TestWhichPrestatieDoesNotFit(t *testing.T) {
	month := func(n int8, hours int64) func(p *Prestatie) {
		first := Datum{2026, n, 1}
		return func(p *Prestatie) {
			p.ProductPeriode = GeslotenPeriode{Begindatum: first, Einddatum: first.LaatsteVanMaand()}
			zetVolume(p, hours, EenheidUur, 2450, hours*2450)
		}
	}
	back := func(p *Prestatie) {
		month(9, 60)(p)
		credit(p, "S1")
	}
	for name, c := range map[string]struct {
		claim func(any)
		nr    string
	}{
		"credit behind both": {tot(uren(70), meer(month(8, 40), back)), "2"},
		"no room taken":      {tot(uren(50), meer(month(8, 40), month(7, 1))), "1,3"},
	} {
		t.Run(name, func(t *testing.T) {
			e := gewoon(t, SoortWMO323)
			onder(inTotaal(100, EenheidUur))(e)
			e.beoordeel(e.eerste(func(p *Prestatie) { zetVolume(p, 60, EenheidUur, 2450, 60*2450) }))
			m, err := Release32().Voorbeeld(SoortWMO323, testDag)
			if err != nil {
				t.Fatal(err)
			}
			c.claim(m)
			var nrs []string
			for _, b := range leesMet(t, m, alles(e.Geheugen)).Bevindingen {
				_, rest, _ := strings.Cut(b.Pad, "Prestatie[")
				nr, _, _ := strings.Cut(rest, "]")
				nrs = append(nrs, nr)
				if b.Regel != "TR322" {
					t.Errorf("%+v", b)
				}
			}
			if got := strings.Join(nrs, ","); got != c.nr {
				t.Errorf("got %s, want %s", got, c.nr)
			}
		})
	}
}
