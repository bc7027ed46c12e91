package iwmo

// metReferentie makes the sample the answer to a request.
func metReferentie(ref string) func(any) {
	return toegewezen(func(p *ToegewezenProduct) { p.ReferentieAanbieder = ref })
}

func verwijderd(p *ToegewezenProduct) {
	p.Einddatum, p.RedenWijziging = p.Ingangsdatum, WijzigingVerwijderd
}

// eerderZo adds the sample of an allocation itself, changed.
func eerderZo(anders func(m *WMO301, p *ToegewezenProduct)) func(*eerder) {
	return func(e *eerder) {
		geef(e, func(m *WMO301) { anders(m, &m.Client.ToegewezenProducten[0]) })
	}
}

func gevallenToewijzing() []ketenGeval {
	// granted is a claim under the allocation of the sample.
	granted := func(e *eerder) *WMO323 {
		eerderZo(zoalsHetIs)(e)
		m := e.declaratie(zonderMeer)
		e.beoordeel(m)
		return m
	}
	delete301 := toegewezen(verwijderd)
	return []ketenGeval{
		{"identification used", SoortWMO301, func(e *eerder) {
			geef(e, func(m *WMO301) {
				m.Header.BerichtIdentificatie.Identificatie, m.Client.ToegewezenProducten = "AW000301", nil
			})
		}, gelijk, "TR056"},
		{"identification of another kind", SoortWMO301, func(e *eerder) {
			geef(e, func(m *WMO319) { m.Header.BerichtIdentificatie.Identificatie = "AW000301" })
		}, gelijk, ""},
		{"identification of another party", SoortWMO305, func(e *eerder) {
			e.start(func(m *WMO305, p *StartProduct) {
				m.Header.BerichtIdentificatie.Identificatie, m.Header.Afzender = "AW000305", andereAgb
			})
		}, gelijk, ""},
		{"identification of a claim's answer", SoortWMO325, func(e *eerder) {
			geef(e, func(m *WMO325) { m.Header.BerichtIdentificatie.Identificatie = "AW000325" })
		}, gelijk, "TR056"},

		{"number again, for the same", SoortWMO301, eerderZo(func(_ *WMO301, p *ToegewezenProduct) { p.Einddatum = p.Einddatum.Plus(9) }), gelijk, ""},
		{"number of another client", SoortWMO301, eerderZo(func(m *WMO301, _ *ToegewezenProduct) { m.Client.Bsn = voorbeeldBsn2 }), gelijk, "TR332"},
		{"number of another provider", SoortWMO301, eerderZo(func(m *WMO301, _ *ToegewezenProduct) { m.Header.Ontvanger = andereAgb }), gelijk, "TR332"},
		{"number of another gemeente", SoortWMO301, eerderZo(func(m *WMO301, _ *ToegewezenProduct) {
			m.Header.Afzender, m.Client.Bsn = andereGemeente, voorbeeldBsn2
		}), gelijk, ""},
		{"number of another product", SoortWMO301, eerderZo(func(_ *WMO301, p *ToegewezenProduct) { p.Product.Code = "07A02" }), gelijk, "TR332"},
		{"number of no product", SoortWMO301, eerderZo(func(_ *WMO301, p *ToegewezenProduct) { p.Product = nil }), gelijk, "TR332"},
		{"number of a product, now without", SoortWMO301, eerderZo(zoalsHetIs), toegewezen(func(p *ToegewezenProduct) {
			p.Product, p.Omvang, p.Budget = nil, nil, getal(100)
		}), "TR332"},
		{"number of a budget again", SoortWMO301, eerderZo(func(_ *WMO301, p *ToegewezenProduct) { p.Product = nil }), toegewezen(func(p *ToegewezenProduct) {
			p.Product, p.Omvang, p.Budget = nil, nil, getal(100)
		}), ""},
		{"number from another day", SoortWMO301, eerderZo(func(_ *WMO301, p *ToegewezenProduct) { p.Ingangsdatum = p.Ingangsdatum.Plus(1) }), gelijk, "TR332"},

		{"reference of no request", SoortWMO301, niets, metReferentie("R1"), "TR379"},
		{"reference of a request", SoortWMO301, func(e *eerder) { e.verzoek("R1", func(*WMO315) {}) }, metReferentie("R1"), ""},
		{"reference of a request for a change", SoortWMO301, func(e *eerder) {
			geef(e, func(m *WMO317) { m.Client.Verzoek.ReferentieAanbieder = "R1" })
		}, metReferentie("R1"), ""},
		{"reference of another provider", SoortWMO301, func(e *eerder) {
			e.verzoek("R1", func(m *WMO315) { m.Header.Afzender = andereAgb })
		}, metReferentie("R1"), "TR379"},
		{"reference at another gemeente", SoortWMO301, func(e *eerder) {
			e.verzoek("R1", func(m *WMO315) { m.Header.Ontvanger = andereGemeente })
		}, metReferentie("R1"), "TR379"},
		{"reference for another client", SoortWMO301, func(e *eerder) {
			e.verzoek("R1", func(m *WMO315) { m.Client.Bsn = voorbeeldBsn2 })
		}, metReferentie("R1"), "TR379"},
		{"reference of another allocation", SoortWMO301, func(e *eerder) {
			e.verzoek("R1", func(*WMO315) {})
			e.toewijzing(voorbeeldBsn, 20269, func(_ *WMO301, p *ToegewezenProduct) { p.ReferentieAanbieder = "R1" })
		}, metReferentie("R1"), "TR379"},
		{"reference of the same decision", SoortWMO301, func(e *eerder) {
			e.verzoek("R1", func(*WMO315) {})
			eerderZo(func(_ *WMO301, p *ToegewezenProduct) { p.ReferentieAanbieder = "R1" })(e)
		}, metReferentie("R1"), ""},
		{"reference of an earlier decision", SoortWMO301, func(e *eerder) {
			e.verzoek("R1", func(*WMO315) {})
			eerderZo(func(_ *WMO301, p *ToegewezenProduct) { p.ReferentieAanbieder, p.Toewijzingstijd = "R1", "10:29:59" })(e)
		}, metReferentie("R1"), "TR379"},
		{"reference of another decision at that time", SoortWMO301, func(e *eerder) {
			e.verzoek("R1", func(*WMO315) {})
			e.toewijzing(voorbeeldBsn, 20269, func(_ *WMO301, p *ToegewezenProduct) { p.ReferentieAanbieder = "R1" })
			eerderZo(zoalsHetIs)(e)
		}, metReferentie("R1"), "TR379"},

		{"deleted, with what was granted", SoortWMO301, func(e *eerder) { granted(e) }, delete301, "TR385"},
		{"deleted, with what was granted and what waits", SoortWMO301, func(e *eerder) {
			granted(e)
			e.declaratie(func(m *WMO323) { m.Declaratie.Clienten[0].Prestaties[0].ProductReferentie.ReferentieNummer = "S3" })
		}, delete301, "TR385"},
		{"deleted, with what waits", SoortWMO301, func(e *eerder) {
			eerderZo(zoalsHetIs)(e)
			e.declaratie(zonderMeer)
		}, delete301, ""},
		{"deleted, with what was refused", SoortWMO301, func(e *eerder) {
			eerderZo(zoalsHetIs)(e)
			e.beoordeel(e.declaratie(zonderMeer), "S1")
		}, delete301, ""},
		{"deleted, with what was taken back", SoortWMO301, func(e *eerder) {
			granted(e)
			e.declaratie(func(m *WMO323) { credit(&m.Declaratie.Clienten[0].Prestaties[0], "S1") })
		}, delete301, ""},
		{"deleted, with what was granted to another", SoortWMO301, func(e *eerder) {
			eerderZo(zoalsHetIs)(e)
			e.beoordeel(e.declaratie(func(m *WMO323) { m.Header.Afzender = andereAgb }))
		}, delete301, ""},
		{"shortened, with what was granted", SoortWMO301, func(e *eerder) { granted(e) }, toegewezen(func(p *ToegewezenProduct) {
			p.Einddatum, p.RedenWijziging = p.Ingangsdatum, WijzigingVerkorting
		}), ""},
	}
}

// starten are the starts of the sample, changed.
func starten(f func(p *StartProduct)) func(any) {
	return in305(func(c *Client305) { f(&c.StartProducten[0]) })
}

// tweeStarts adds a second start to the sample.
func tweeStarts(f func(a, b *StartProduct)) func(any) {
	return in305(func(c *Client305) {
		c.StartProducten = append(c.StartProducten, c.StartProducten[0])
		f(&c.StartProducten[0], &c.StartProducten[1])
	})
}

func stoppen(f func(p *StopProduct)) func(any) {
	return in307(func(c *Client307) { f(&c.StopProducten[0]) })
}

func tweeStops(f func(a, b *StopProduct)) func(any) {
	return in307(func(c *Client307) {
		c.StopProducten = append(c.StopProducten, c.StopProducten[0])
		f(&c.StopProducten[0], &c.StopProducten[1])
	})
}

func gevallenLevering() []ketenGeval {
	dag := testDag
	started := func(e *eerder) { e.start(func(*WMO305, *StartProduct) {}) }
	startedBefore := func(e *eerder) { e.start(func(_ *WMO305, p *StartProduct) { p.Begindatum = dag.Plus(-9) }) }
	// stop is a stop of a start on a day, for a reason.
	stop := func(e *eerder, begin Datum, reden RedenBeeindiging, einde Datum) {
		e.stop(func(p *StopProduct) { p.Begindatum, p.RedenBeeindiging, p.Einddatum = begin, reden, einde })
	}
	remove := starten(func(p *StartProduct) { p.StatusAanlevering = StatusVerwijderen })
	begin := dag.PlusMaanden(-6)
	stopped := func(reden RedenBeeindiging, einde Datum) func(*eerder) {
		return func(e *eerder) { stop(e, begin, reden, einde) }
	}
	// with makes the stop of the sample one for a reason.
	with := func(reden RedenBeeindiging) func(any) {
		return stoppen(func(p *StopProduct) { p.RedenBeeindiging = reden })
	}
	removeStop := stoppen(func(p *StopProduct) { p.StatusAanlevering = StatusVerwijderen })
	const temporary, planned, client = BeeindigingTijdelijk, BeeindigingVolgensPlan, BeeindigingClient
	return []ketenGeval{
		{"no such allocation", SoortWMO305, niets, starten(func(p *StartProduct) { p.ToewijzingNummer = getal(1) }), "TR019"},
		{"allocation of another client", SoortWMO305, niets, starten(func(p *StartProduct) { p.ToewijzingNummer = getal(20262) }), "TR019"},
		{"allocation of another provider", SoortWMO305, func(e *eerder) {
			e.toewijzing(voorbeeldBsn, 20263, func(m *WMO301, _ *ToegewezenProduct) { m.Header.Ontvanger = andereAgb })
		}, starten(func(p *StartProduct) { p.ToewijzingNummer = getal(20263) }), "TR019"},
		{"allocation deleted", SoortWMO305, func(e *eerder) {
			e.toewijzing(voorbeeldBsn, 20261, func(_ *WMO301, p *ToegewezenProduct) {
				p.Toewijzingsdatum = dag
				verwijderd(p)
			})
		}, gelijk, "TR019"},
		{"allocation deleted, in an older decision", SoortWMO305, func(e *eerder) {
			e.toewijzing(voorbeeldBsn, 20261, func(_ *WMO301, p *ToegewezenProduct) {
				p.Toewijzingsdatum = Datum{2026, 1, 1}
				verwijderd(p)
			})
		}, gelijk, ""},
		{"no allocation", SoortWMO305, niets, starten(func(p *StartProduct) { p.ToewijzingNummer = nil }), ""},

		{"removed, not started", SoortWMO305, niets, remove, "TR063"},
		{"removed, started", SoortWMO305, started, remove, ""},
		{"removed, started by another", SoortWMO305, func(e *eerder) {
			e.start(func(m *WMO305, _ *StartProduct) { m.Client.Bsn = voorbeeldBsn2 })
		}, remove, "TR063"},
		{"removed, removed before", SoortWMO305, func(e *eerder) {
			started(e)
			e.start(func(_ *WMO305, p *StartProduct) { p.StatusAanlevering = StatusVerwijderen })
		}, remove, "TR063"},
		{"removed, of another product", SoortWMO305, func(e *eerder) {
			e.start(func(_ *WMO305, p *StartProduct) { p.Product = &Product{Categorie: CategorieDagbesteding} })
		}, remove, "TR063"},
		{"removed, without its allocation", SoortWMO305, func(e *eerder) {
			e.start(func(_ *WMO305, p *StartProduct) { p.ToewijzingNummer = getal(1) })
		}, starten(func(p *StartProduct) { p.ToewijzingNummer, p.StatusAanlevering = getal(1), StatusVerwijderen }), ""},
		{"removed, stopped", SoortWMO305, func(e *eerder) {
			started(e)
			stop(e, dag.Plus(-1), planned, dag)
		}, remove, "TR071"},
		{"removed, another one stopped", SoortWMO305, func(e *eerder) {
			started(e)
			stop(e, dag.Plus(-9), planned, dag)
		}, remove, ""},

		{"started the same", SoortWMO305, started, gelijk, "TR074,TR326"},
		{"started the same, and stopped", SoortWMO305, func(e *eerder) {
			started(e)
			stop(e, dag.Plus(-1), temporary, dag)
		}, gelijk, "TR074"},
		{"started", SoortWMO305, startedBefore, gelijk, "TR326"},
		{"started and stopped", SoortWMO305, func(e *eerder) {
			startedBefore(e)
			stop(e, dag.Plus(-9), temporary, dag.Plus(-3))
		}, gelijk, ""},
		{"started and removed", SoortWMO305, func(e *eerder) {
			startedBefore(e)
			e.start(func(_ *WMO305, p *StartProduct) { p.Begindatum, p.StatusAanlevering = dag.Plus(-9), StatusVerwijderen })
		}, gelijk, ""},
		{"another allocation started", SoortWMO305, func(e *eerder) {
			e.start(func(_ *WMO305, p *StartProduct) { p.ToewijzingNummer = getal(1) })
		}, gelijk, ""},
		{"removed and started in a message", SoortWMO305, startedBefore, tweeStarts(func(a, _ *StartProduct) {
			a.Begindatum, a.StatusAanlevering = dag.Plus(-9), StatusVerwijderen
		}), ""},
		{"started and removed in a message", SoortWMO305, startedBefore, tweeStarts(func(_, b *StartProduct) {
			b.Begindatum, b.StatusAanlevering = dag.Plus(-9), StatusVerwijderen
		}), ""},
		{"started twice in a message", SoortWMO305, niets, tweeStarts(func(_, b *StartProduct) { b.Begindatum = dag }), "TR326"},
		{"two products without allocation", SoortWMO305, niets, tweeStarts(func(a, b *StartProduct) {
			a.ToewijzingNummer, b.ToewijzingNummer = nil, nil
			b.Product = &Product{Categorie: CategorieMaatwerk, Code: "10A46"}
		}), ""},
		{"a product without allocation twice", SoortWMO305, niets, tweeStarts(func(a, b *StartProduct) {
			a.ToewijzingNummer, b.ToewijzingNummer, b.Begindatum = nil, nil, dag
		}), "TR326"},

		{"stop removed, not stopped", SoortWMO307, niets, removeStop, "TR063"},
		{"stop removed, for another reason", SoortWMO307, stopped(client, dag.Plus(-1)), removeStop, "TR063"},
		{"stop removed, from another day", SoortWMO307, stopped(planned, dag.Plus(-2)), removeStop, "TR063"},
		{"stop removed", SoortWMO307, stopped(planned, dag.Plus(-1)), removeStop, ""},
		{"stopped the same", SoortWMO307, stopped(planned, dag.Plus(-1)), gelijk, "TR074,TR415"},
		{"stop of another day", SoortWMO307, niets, stoppen(func(p *StopProduct) { p.Begindatum = p.Begindatum.Plus(1) }), "TR382"},
		{"stop of another product", SoortWMO307, niets, stoppen(func(p *StopProduct) { p.Product.Code = "07A02" }), "TR382"},
		{"stop of another allocation", SoortWMO307, niets, stoppen(func(p *StopProduct) { p.ToewijzingNummer = getal(1) }), "TR382"},
		{"stop of another client", SoortWMO307, niets, in307(func(c *Client307) { c.Bsn = voorbeeldBsn2 }), "TR382"},
		{"stop removed, not started", SoortWMO307, func(e *eerder) { stop(e, begin.Plus(1), planned, dag.Plus(-1)) }, stoppen(func(p *StopProduct) {
			p.Begindatum, p.StatusAanlevering = begin.Plus(1), StatusVerwijderen
		}), ""},

		{"for a while twice", SoortWMO307, stopped(temporary, dag.Plus(-5)), with(temporary), "TR413"},
		{"for a while, and for good", SoortWMO307, stopped(temporary, dag.Plus(-5)), gelijk, ""},
		{"for a while, and for good on that day", SoortWMO307, stopped(temporary, dag.Plus(-1)), gelijk, ""},
		{"for good before for a while", SoortWMO307, stopped(temporary, dag), gelijk, "TR414"},
		{"for good twice", SoortWMO307, stopped(client, dag.Plus(-5)), gelijk, "TR415"},
		{"for good, and for a while", SoortWMO307, stopped(client, dag.Plus(-5)), with(temporary), "TR415"},
		{"for good, and that removed", SoortWMO307, func(e *eerder) {
			stop(e, begin, client, dag.Plus(-5))
			e.stop(func(p *StopProduct) {
				p.RedenBeeindiging, p.Einddatum, p.StatusAanlevering = client, dag.Plus(-5), StatusVerwijderen
			})
		}, gelijk, ""},
		{"the stop of another start", SoortWMO307, func(e *eerder) { stop(e, begin.Plus(-9), client, dag) }, gelijk, ""},
		{"after the last of two", SoortWMO307, func(e *eerder) {
			stop(e, begin, temporary, dag.Plus(-9))
			stop(e, begin, client, dag.Plus(-1))
		}, stoppen(func(p *StopProduct) { p.Einddatum = dag.Plus(-2) }), "TR414,TR415"},
		{"corrected in a message", SoortWMO307, stopped(client, dag), tweeStops(func(_, b *StopProduct) {
			b.RedenBeeindiging, b.Einddatum, b.StatusAanlevering = client, dag, StatusVerwijderen
		}), ""},
		{"for a while and for good in a message", SoortWMO307, niets, tweeStops(func(a, _ *StopProduct) {
			a.RedenBeeindiging, a.Einddatum = temporary, dag.Plus(-5)
		}), ""},
		{"for good and for a while in a message", SoortWMO307, niets, tweeStops(func(a, b *StopProduct) {
			b.RedenBeeindiging, a.Einddatum = temporary, dag.Plus(-5)
		}), "TR415"},
		{"for a while twice in a message", SoortWMO307, niets, tweeStops(func(a, b *StopProduct) {
			a.RedenBeeindiging, b.RedenBeeindiging, a.Einddatum = temporary, temporary, dag.Plus(-5)
		}), "TR413"},
		{"for good earlier in a message", SoortWMO307, niets, tweeStops(func(a, b *StopProduct) {
			a.RedenBeeindiging, b.Einddatum = temporary, dag.Plus(-5)
		}), "TR414"},
	}
}

func gevallenVerzoek() []ketenGeval {
	dag, first := testDag, testDag.PlusMaanden(-6)
	asked := func(ref string) func(*eerder) {
		return func(e *eerder) { e.verzoek(ref, func(*WMO315) {}) }
	}
	refused := func(e *eerder) {
		asked("R1")(e)
		e.antwoord("R1", VerzoekAfgewezen)
	}
	// second is one more allocation of the client.
	second := func(f func(p *ToegewezenProduct)) func(*eerder) {
		return func(e *eerder) {
			e.toewijzing(voorbeeldBsn, 20263, func(_ *WMO301, p *ToegewezenProduct) {
				p.Product = &Product{Categorie: CategorieMaatwerk, Code: "10A46"}
				f(p)
			})
		}
	}
	// actual changes the allocation that the sample changes.
	actual := func(f func(p *ToegewezenProduct)) func(*eerder) {
		return func(e *eerder) {
			e.toewijzing(voorbeeldBsn, 20261, func(_ *WMO301, p *ToegewezenProduct) {
				p.Toewijzingsdatum = dag
				f(p)
			})
		}
	}
	stays := func(numbers ...int64) func(any) {
		return in317(func(v *Verzoek) {
			for _, n := range numbers {
				v.OngewijzigdeProducten = append(v.OngewijzigdeProducten, OngewijzigdProduct{ToewijzingNummer: n})
			}
		})
	}
	asIs := func(*ToegewezenProduct) {}
	generic := func(p *ToegewezenProduct) { p.Product, p.Omvang, p.Budget = nil, nil, getal(100_000) }
	category := func(p *ToegewezenProduct) { p.Product, p.Omvang = &Product{Categorie: CategorieDagbesteding}, nil }
	from := func(d Datum) func(p *TeWijzigenProduct) {
		return func(p *TeWijzigenProduct) { p.GewensteIngangsdatum = d }
	}
	answer := func(a VerzoekAntwoord) func(any) {
		return in319(func(m *Antwoord) {
			m.VerzoekAntwoord = a
			if a == VerzoekAfgewezen {
				m.RedenAfwijzingVerzoek = "3"
			}
		})
	}
	answered := func(list ...VerzoekAntwoord) func(*eerder) {
		return func(e *eerder) {
			for _, a := range list {
				e.antwoord("AW-2026-0117", a)
			}
		}
	}
	const no, looking = VerzoekAfgewezen, VerzoekInOnderzoek
	old := Datum{2020, 12, 31}
	return []ketenGeval{
		{"reference used", SoortWMO315, func(e *eerder) {
			e.verzoek("AW-2026-0117", func(m *WMO315) { m.Client.Bsn = voorbeeldBsn2 })
		}, gelijk, "TR347"},
		{"reference used for a change", SoortWMO317, func(e *eerder) {
			e.verzoek("AW-2026-0118", func(m *WMO315) { m.Client.Bsn = voorbeeldBsn2 })
		}, gelijk, "TR347"},
		{"reference used by another", SoortWMO315, func(e *eerder) {
			e.verzoek("AW-2026-0117", func(m *WMO315) { m.Header.Afzender = andereAgb })
		}, gelijk, ""},

		{"a request waits", SoortWMO315, asked("R1"), gelijk, "TR374"},
		{"a request waits, and now a change", SoortWMO317, asked("R1"), gelijk, "TR374"},
		{"a request is looked into", SoortWMO315, func(e *eerder) {
			asked("R1")(e)
			e.antwoord("R1", looking)
		}, gelijk, "TR374"},
		{"a request was refused", SoortWMO315, refused, gelijk, ""},
		{"a request was granted", SoortWMO315, func(e *eerder) {
			asked("R1")(e)
			e.toewijzing(voorbeeldBsn, 20263, func(_ *WMO301, p *ToegewezenProduct) { p.ReferentieAanbieder = "R1" })
		}, gelijk, ""},
		{"a request of another client waits", SoortWMO315, func(e *eerder) {
			e.verzoek("R1", func(m *WMO315) { m.Client.Bsn = voorbeeldBsn2 })
		}, gelijk, ""},
		{"a request at another gemeente waits", SoortWMO315, func(e *eerder) {
			e.verzoek("R1", func(m *WMO315) { m.Header.Ontvanger = andereGemeente })
		}, gelijk, ""},

		{"no client", SoortWMO317, niets, func(m any) { m.(*WMO317).Client.Bsn = derdeBsn }, "TR304,TR351"},

		{"an allocation is missing", SoortWMO317, second(asIs), gelijk, "TR349"},
		{"an allocation without end is missing", SoortWMO317, second(func(p *ToegewezenProduct) { p.Einddatum = Datum{} }), gelijk, "TR349"},
		{"an allocation to come is missing", SoortWMO317, second(func(p *ToegewezenProduct) { p.Ingangsdatum = dag.Plus(30) }), gelijk, "TR349"},
		{"an allocation to today is missing", SoortWMO317, second(func(p *ToegewezenProduct) { p.Einddatum = dag }), gelijk, "TR349"},
		{"an ended allocation is missing", SoortWMO317, second(func(p *ToegewezenProduct) { p.Einddatum = dag.Plus(-1) }), gelijk, ""},
		{"a deleted allocation is missing", SoortWMO317, second(func(p *ToegewezenProduct) {
			p.Ingangsdatum = dag.Plus(30)
			verwijderd(p)
		}), gelijk, ""},
		{"an allocation stays", SoortWMO317, second(asIs), stays(20263), ""},
		{"an allocation that ended stays", SoortWMO317, second(func(p *ToegewezenProduct) { p.Einddatum = dag.Plus(-1) }), stays(20263), "TR350"},
		{"an allocation of another stays", SoortWMO317, niets, stays(20262), "TR350"},
		{"what nobody knows stays", SoortWMO317, niets, stays(1), "TR350"},
		{"what nobody knows changes", SoortWMO317, niets, in317(func(v *Verzoek) {
			v.TeWijzigenProducten = append(v.TeWijzigenProducten, v.TeWijzigenProducten[0])
			v.TeWijzigenProducten[1].ToewijzingNummer = 1
		}), "TR351"},
		{"what ended changes", SoortWMO317, actual(func(p *ToegewezenProduct) { p.Einddatum = dag.Plus(-1) }), gelijk, "TR351"},

		{"from today", SoortWMO317, niets, gewijzigd(from(dag)), "TR357"},
		{"from tomorrow", SoortWMO317, niets, gewijzigd(from(dag.Plus(1))), ""},
		{"from the first day", SoortWMO317, niets, gewijzigd(from(first)), ""},
		{"from the day after the first", SoortWMO317, niets, gewijzigd(from(first.Plus(1))), "TR357"},
		{"of another, from today", SoortWMO317, niets, in317(func(v *Verzoek) {
			p := v.TeWijzigenProducten[0]
			p.ToewijzingNummer, p.GewensteIngangsdatum = 20262, dag
			v.TeWijzigenProducten = append(v.TeWijzigenProducten, p)
		}), "TR351"},

		{"new beside the same that changes", SoortWMO317, niets, nieuw(func(*NieuwProduct) {}), "TR361"},
		{"new before the same changes", SoortWMO317, niets, func(m any) {
			gewijzigd(from(dag.Plus(60)))(m)
			nieuw(func(p *NieuwProduct) { p.Einddatum = dag.Plus(50) })(m)
		}, "TR361"},
		{"new after the same", SoortWMO317, niets, func(m any) {
			gewijzigd(func(p *TeWijzigenProduct) { p.Einddatum = dag.Plus(20) })(m)
			nieuw(func(p *NieuwProduct) { p.GewensteIngangsdatum = dag.Plus(21) })(m)
		}, ""},
		{"new beside another", SoortWMO317, niets, nieuw(func(p *NieuwProduct) { p.Product = &Product{Categorie: CategorieMaatwerk, Code: "10A46"} }), ""},
		{"new beside the same that stays", SoortWMO317, second(asIs), func(m any) {
			stays(20263)(m)
			nieuw(func(p *NieuwProduct) { p.Product = &Product{Categorie: CategorieMaatwerk, Code: "10A46"} })(m)
		}, "TR361"},
		{"new beside the same that stays with another", SoortWMO317, niets, func(m any) {
			stays(20262)(m)
			in317(func(v *Verzoek) { v.TeWijzigenProducten[0].Einddatum = dag.Plus(20) })(m)
			nieuw(func(p *NieuwProduct) { p.GewensteIngangsdatum = dag.Plus(21) })(m)
		}, "TR350"},
		{"new beside the same that changes with another", SoortWMO317, niets, func(m any) {
			in317(func(v *Verzoek) {
				v.TeWijzigenProducten[0].Einddatum = dag.Plus(20)
				p := v.TeWijzigenProducten[0]
				p.ToewijzingNummer, p.Einddatum = 20262, dag.Plus(99)
				v.TeWijzigenProducten = append(v.TeWijzigenProducten, p)
			})(m)
			nieuw(func(p *NieuwProduct) { p.GewensteIngangsdatum = dag.Plus(21) })(m)
		}, "TR351"},

		{"a total from then on", SoortWMO317, actual(func(p *ToegewezenProduct) { p.Omvang = voorbeeldTraject() }), gelijk, "TR373"},
		{"a total from its first day", SoortWMO317, actual(func(p *ToegewezenProduct) { p.Omvang = voorbeeldTraject() }), gewijzigd(from(first)), ""},
		{"a budget from then on", SoortWMO317, actual(generic), gewijzigd(func(p *TeWijzigenProduct) { p.Omvang, p.Budget = nil, getal(1) }), "TR373"},
		{"a budget from its first day", SoortWMO317, actual(generic), gewijzigd(func(p *TeWijzigenProduct) {
			p.Omvang, p.Budget, p.GewensteIngangsdatum = nil, getal(1), first
		}), ""},

		{"a volume without product", SoortWMO317, actual(generic), gewijzigd(from(first)), "TR375"},
		{"a volume without product, to 2020", SoortWMO317, actual(func(p *ToegewezenProduct) {
			generic(p)
			p.Ingangsdatum = old
		}), gewijzigd(func(p *TeWijzigenProduct) { p.GewensteIngangsdatum, p.Einddatum = old, old }), ""},
		{"no volume with a code", SoortWMO317, niets, gewijzigd(func(p *TeWijzigenProduct) { p.Omvang = nil }), "TR411"},
		{"no volume with a category", SoortWMO317, actual(category), gewijzigd(func(p *TeWijzigenProduct) { p.Omvang = nil }), ""},
		{"a volume with a category", SoortWMO317, actual(category), gelijk, "TR412"},
		{"a volume with a category, to 2020", SoortWMO317, actual(func(p *ToegewezenProduct) {
			category(p)
			p.Ingangsdatum = old
		}), gewijzigd(func(p *TeWijzigenProduct) { p.GewensteIngangsdatum, p.Einddatum = old, old }), ""},

		{"answer to nothing", SoortWMO319, niets, in319(func(a *Antwoord) { a.ReferentieAanbieder = "R1" }), "TR355"},
		{"answer to a request elsewhere", SoortWMO319, func(e *eerder) {
			e.verzoek("R1", func(m *WMO315) { m.Header.Ontvanger = andereGemeente })
		}, in319(func(a *Antwoord) { a.ReferentieAanbieder = "R1" }), "TR355"},
		{"answer to a request for a change", SoortWMO319, func(e *eerder) {
			geef(e, func(m *WMO317) { m.Client.Verzoek.ReferentieAanbieder = "R1" })
		}, in319(func(a *Antwoord) { a.ReferentieAanbieder = "R1" }), ""},
		{"answer after an allocation", SoortWMO319, func(e *eerder) {
			e.toewijzing(voorbeeldBsn, 20263, func(_ *WMO301, p *ToegewezenProduct) { p.ReferentieAanbieder = "AW-2026-0117" })
		}, answer(no), "TR359"},
		{"looked into twice", SoortWMO319, answered(looking), gelijk, "TR360"},
		{"looked into, and refused", SoortWMO319, answered(looking), answer(no), ""},
		{"refused twice", SoortWMO319, answered(looking, no), answer(no), "TR365"},
		{"refused, and looked into", SoortWMO319, answered(no), gelijk, "TR360,TR365"},
	}
}
