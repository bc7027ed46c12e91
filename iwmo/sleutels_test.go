package iwmo

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

// The set is exact.
func TestSleutels(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var s sleutels
	for range 3 {
		known := map[string]bool{}
		for range 20_000 {
			key := make([]byte, r.IntN(4))
			for i := range key {
				key[i] = byte(r.IntN(40))
			}
			if s.has(key) != known[string(key)] || s.add(key) == known[string(key)] || !s.has(key) {
				t.Fatalf("%v is known: %v", key, known[string(key)])
			}
			known[string(key)] = true
		}
		s.reset()
	}
}

// What the references of a prestatie repeat, beside a list of all before it.
func TestReferenties(t *testing.T) {
	type one struct {
		client      int
		own, before string
	}
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		var m referenties
		var list []one
		client := 0
		for range 60 {
			client += r.IntN(4) / 3
			o := one{client: client, own: fmt.Sprint(r.IntN(40))}
			if r.IntN(3) == 0 {
				o.before = fmt.Sprint(r.IntN(60))
			}
			want := gebruik{zelfBericht: o.own == o.before}
			for _, b := range list {
				want.dubbel = want.dubbel || b == o
				want.herhaald = want.herhaald || b.own == o.own
				want.gecrediteerd = want.gecrediteerd || o.before != "" && b.before == o.before
				want.zelfBericht = want.zelfBericht || b.own == o.before || b.before == o.own
			}
			if got := m.neem(o.client, []byte(o.own), []byte(o.before)); got != want {
				t.Fatalf("%+v after %+v: got %+v, want %+v", o, list, got, want)
			}
			list = append(list, o)
		}
	}
}

// What is remembered of a claim stays under 64 bytes a prestatie, with references as long
// as they may be in ASCII and all in one client: debits, credits, and references that
// come again.
func TestMemoryOfAClaim(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	const prestaties, base = 30_000, 1 << 19
	for name, refs := range map[string]func(i int) (own, before string){
		"debit":  func(i int) (own, before string) { return fmt.Sprintf("%020d", i), "" },
		"credit": func(i int) (own, before string) { return fmt.Sprintf("%020d", i), fmt.Sprintf("K%019d", i) },
		"again":  func(i int) (own, before string) { return strings.Repeat("x", 20), fmt.Sprintf("K%019d", i) },
	} {
		t.Run(name, func(t *testing.T) {
			n, start, most := 0, heap(), 0.0
			in := claimOf(t, prestaties, func(i int, p *Prestatie) {
				p.ProductReferentie.ReferentieNummer, p.ProductReferentie.VorigReferentieNummer = refs(i)
				if p.ProductReferentie.VorigReferentieNummer != "" {
					p.IngediendBedrag.DebetCredit = Credit
				}
				p.ToewijzingNummer = 900_000_000 + int64(i)
			})
			_, err := Lees(in, Opties{Prestatie: func(string, *Prestatie) error {
				if n++; n > 10_000 && n%2_000 == 0 {
					most = max(most, float64(int64(heap())-int64(start)-base)/float64(n))
				}
				return nil
			}})
			if err != nil || n != prestaties {
				t.Fatal(n, err)
			}
			if t.Logf("%.1f bytes a prestatie", most); most > 64 {
				t.Errorf("%.1f bytes a prestatie are remembered", most)
			}
		})
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// claimOf is the text of a claim of one client, made while it is read.
func claimOf(t *testing.T, prestaties int, change func(i int, p *Prestatie)) io.Reader {
	t.Helper()
	m, err := Release32().Voorbeeld(SoortWMO323, testDag)
	if err != nil {
		t.Fatal(err)
	}
	claim := m.(*WMO323)
	client := &claim.Declaratie.Clienten[0]
	claim.Declaratie.Clienten = claim.Declaratie.Clienten[:1]
	example := client.Prestaties[0]
	part := func(i int) (before, prestatie, after []byte) {
		client.Prestaties = []Prestatie{example}
		change(i, &client.Prestaties[0])
		all := schrijf(t, claim)
		from := bytes.Index(all, []byte("<wmo323:Prestatie>"))
		to := bytes.Index(all, []byte("</wmo323:Prestatie>")) + len("</wmo323:Prestatie>")
		return all[:from], all[from:to], all[to:]
	}
	r, w := io.Pipe()
	go func() {
		before, _, after := part(0)
		_, _ = w.Write(before)
		for i := range prestaties {
			_, one, _ := part(i)
			if _, err := w.Write(one); err != nil {
				return
			}
		}
		_, _ = w.Write(after)
		_ = w.Close()
	}()
	return r
}
