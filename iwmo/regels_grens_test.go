package iwmo

import "testing"

// grensgevallen are cases at the edges of the rules: for each half of a condition one
// that only that half decides. `make mutate-iwmo` tells which are missing.
func grensgevallen() []geval {
	stop := func(f func(p *StopProduct)) func(any) {
		return in307(func(c *Client307) {
			c.StopProducten = append(c.StopProducten, c.StopProducten[0])
			f(&c.StopProducten[1])
		})
	}
	aids := func(c ProductCategorie) func(any) {
		return in301(func(client *Client301) {
			client.ToegewezenProducten[0].Product = &Product{Categorie: c, Code: string(c) + "A01"}
			again := client.ToegewezenProducten[0]
			again.ToewijzingNummer++
			client.ToegewezenProducten = append(client.ToegewezenProducten, again)
		})
	}
	tweede := func(f func(p *Prestatie)) func(any) {
		return in323(func(d *Declaratie) {
			d.Clienten[0].Prestaties = append(d.Clienten[0].Prestaties, d.Clienten[0].Prestaties[0])
			p := &d.Clienten[0].Prestaties[1]
			p.ProductReferentie.ReferentieNummer = "P003"
			f(p)
		})
	}
	maand := func(jaar int32, maand int8) GeslotenPeriode {
		d := Datum{jaar, maand, 1}
		return GeslotenPeriode{Begindatum: d, Einddatum: d.LaatsteVanMaand()}
	}
	return []geval{
		{"volume without code or end", SoortWMO301, toegewezen(func(p *ToegewezenProduct) { p.Product.Code, p.Einddatum = "", Datum{} }), "CD080"},
		{"lasting address without postcode", SoortWMO301, in301(func(c *Client301) {
			c.Contactgegevens[0].Adres.Postcode, c.Contactgegevens[0].Adres.LandCode = "", ""
		}), "CD034"},
		{"name of the partner alone", SoortWMO301, in301(func(c *Client301) {
			c.Naam.Partnernaam, c.Naam.NaamGebruik = &Achternaam{Achternaam: "Smit"}, NaamPartner
		}), ""},
		{"name of the partner before the own", SoortWMO301, in301(func(c *Client301) {
			c.Naam.Partnernaam, c.Naam.NaamGebruik = &Achternaam{Achternaam: "Smit"}, NaamPartnerEigen
		}), ""},
		{"birth unknown and long ago", SoortWMO301, in301(func(c *Client301) {
			c.Geboortedatum = Geboortedatum{Datum: Datum{1890, 1, 1}, DatumGebruik: DatumOnbekend}
		}), "CS139,TR002"},
		{"twice, but one lapsed", SoortWMO301, in301(func(c *Client301) {
			again := c.ToegewezenProducten[0]
			again.ToewijzingNummer++
			again.Einddatum, again.RedenWijziging = again.Ingangsdatum, WijzigingVervallen
			c.ToegewezenProducten = append(c.ToegewezenProducten, again)
		}), "CS336"},
		{"vehicles at a time", SoortWMO301, aids("12"), ""},
		{"changes of a house at a time", SoortWMO301, aids("13"), ""},
		{"other aids at a time", SoortWMO301, aids("14"), ""},

		{"stop of another allocation", SoortWMO307, stop(func(p *StopProduct) { p.ToewijzingNummer = getal(20262) }), ""},
		{"stop of what began on another day", SoortWMO307, stop(func(p *StopProduct) { p.Begindatum = p.Begindatum.Plus(1) }), ""},
		{"stop of another product", SoortWMO307, stop(func(p *StopProduct) { p.Product = &Product{Categorie: CategorieDagbesteding} }), ""},
		{"stop of no product", SoortWMO307, stop(func(p *StopProduct) { p.Product = nil }), ""},

		{"gemeente with code and name", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) {
			p.Verwijzer.ZorgverlenerCode, p.Verwijzer.Naam = "01234567", "Gemeente"
		}), "CD068"},
		{"institution with code", SoortWMO315, aangevraagd(func(p *AangevraagdProduct) { p.Verwijzer = Verwijzer{Type: "04", ZorgverlenerCode: "01234567"} }), ""},

		{"new: two products on a day", SoortWMO317, func(m any) {
			nieuw(func(*NieuwProduct) {})(m)
			nieuw(func(p *NieuwProduct) { p.Product = &Product{Categorie: CategorieMaatwerk, Code: "10A46"} })(m)
		}, ""},
		{"two that stay", SoortWMO317, in317(func(v *Verzoek) {
			v.OngewijzigdeProducten = []OngewijzigdProduct{{ToewijzingNummer: 1}, {ToewijzingNummer: 2}}
		}), ""},
		{"two that change", SoortWMO317, in317(func(v *Verzoek) {
			v.TeWijzigenProducten = append(v.TeWijzigenProducten, v.TeWijzigenProducten[0])
			v.TeWijzigenProducten[1].ToewijzingNummer++
		}), ""},

		{"claim of 2020 with later prestaties", SoortWMO323, in323(func(d *Declaratie) { d.DeclaratiePeriode = maand(2020, 12) }), "CS100,TR319"},
		{"January 2021", SoortWMO323, in323(func(d *Declaratie) {
			d.DeclaratiePeriode, d.DeclaratieDagtekening = maand(2021, 1), Datum{2021, 2, 3}
			for i := range d.Clienten {
				d.Clienten[i].Prestaties[0].ProductPeriode = d.DeclaratiePeriode
			}
		}), ""},
		{"nothing", SoortWMO323, prestatie(func(p *Prestatie) { p.GeleverdVolume, p.IngediendBedrag.Bedrag = 0, 0 }), ""},
		{"last day of the month", SoortWMO323, prestatie(func(p *Prestatie) { p.ProductPeriode.Begindatum = p.ProductPeriode.Einddatum }), ""},
		{"prestatie that begins after the period and ends in it", SoortWMO323, prestatie(func(p *Prestatie) { p.ProductPeriode.Begindatum = Datum{2026, 11, 5} }), "CS337,TR137,TR319"},
		{"reference of a debit and a credit", SoortWMO323, tweede(func(p *Prestatie) {
			credit(p, "P900")
			p.ProductReferentie.ReferentieNummer = "P001"
		}), ""},
		{"debit of a month that begins later", SoortWMO323, tweede(func(p *Prestatie) { p.ProductPeriode.Begindatum.Dag = 2 }), ""},
		{"debit of a month that ends sooner", SoortWMO323, tweede(func(p *Prestatie) { p.ProductPeriode.Einddatum.Dag = 30 }), ""},
		{"debit of another category", SoortWMO323, tweede(func(p *Prestatie) { p.ProductCategorie = CategorieMaatwerk }), ""},
	}
}

func TestElfProef(t *testing.T) {
	for _, bsn := range []string{"999900006", "999900018", "111222333", "000000000"} {
		if !ElfProef(bsn) {
			t.Errorf("%s is a BSN", bsn)
		}
	}
	for _, bsn := range []string{"", "99990000", "9999000061", "999900007", "999900060", ":00000002", "99990000x"} {
		if ElfProef(bsn) {
			t.Errorf("%q is no BSN", bsn)
		}
	}
}

func TestPostcode(t *testing.T) {
	for _, s := range []string{"6811AB", "6811ab", "1000AA", "9999ZZ", "1000aa", "9999zz"} {
		if !postcode(s) {
			t.Errorf("%s is a postcode", s)
		}
	}
	for _, s := range []string{"", "6811A", "6811ABC", "6811 AB", "0811AB", "681xAB", ":811AB", "6811`B", "6811A`", "6811{B", "6811A{", "6811@B", "68111B", "6811A1", "6811é"} {
		if postcode(s) {
			t.Errorf("%q is no postcode", s)
		}
	}
}

// One product does not overlap with itself, in whatever year.
func TestOneProductDoesNotOverlap(t *testing.T) {
	for _, year := range []int32{-44, 1, 2026, 12_023} {
		d := Datum{year, 3, 15}
		if overlappen([]looptijd{{product: voorbeeldProduct(), van: d, tot: d.Plus(9)}}) || overlappen([]looptijd{{van: d}}) {
			t.Errorf("in the year %d it does", year)
		}
	}
}
