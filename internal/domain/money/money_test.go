package money_test

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"trede/internal/domain/money"
)

func TestStringIsDutch(t *testing.T) {
	for amount, want := range map[money.Cents]string{
		0: "€ 0,00", 5: "€ 0,05", 99: "€ 0,99", 100: "€ 1,00", 123456: "€ 1.234,56", -50: "€ -0,50",
		-123456: "€ -1.234,56", 100000: "€ 1.000,00", 99999: "€ 999,99", 3102291900: "€ 31.022.919,00",
		math.MinInt64: "€ -92.233.720.368.547.758,08",
	} {
		if got := amount.String(); got != want {
			t.Errorf("%d cents is written %q, want %q", int64(amount), got, want)
		}
	}
	if got := money.Euros(2400).Plain(); got != "2.400,00" {
		t.Errorf("2400 euros in a field is %q", got)
	}
}

func TestParseReadsWhatPeopleType(t *testing.T) {
	for text, want := range map[string]money.Cents{
		"1234": 123400, "1.234,56": 123456, "1234,56": 123456, "€ 12,5": 1250, "€12,50": 1250, "12,-": 1200, "12,--": 1200,
		"-3,00": -300, "€ -3,00": -300, "- € 3": -300, "−3": -300, "0": 0, "0,05": 5, "12.50": 1250, "1.234": 123400,
		" 7 ": 700, "€\u00a01.000": 100000, "1.000.000,01": 100000001, "9.999.999.999,99": 999999999999,
		"1234.50": 123450, "1.234.50": 123450,
	} {
		got, err := money.Parse(text)
		if err != nil || got != want {
			t.Errorf("%q reads as %s, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "€", "-", ",50", "12,", "12,345", "1,234.56", "12.5", "1.23,45", "1234.567,00", "1..2", ".50", "12,5a", "twaalf",
		"--3", "1 234", "10000000000,00", "12,x", "+5", "9999999999999999999999", "1.2345", "12-", "0x10", "1e3", "١٢", "999999999999",
	} {
		if got, err := money.Parse(text); !errors.Is(err, money.ErrAmount) {
			t.Errorf("%q reads as %s, %v", text, got, err)
		}
	}
}

// What is written reads back as the same amount.
func TestWrittenAmountsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := money.Cents(rapid.Int64Range(-int64(money.MaxInput), int64(money.MaxInput)).Draw(t, "cents"))
		for _, text := range []string{amount.String(), amount.Plain()} {
			if got, err := money.Parse(text); err != nil || got != amount {
				t.Fatalf("%q reads back as %s, %v", text, got, err)
			}
		}
	})
}

func TestPriceTimesQuantity(t *testing.T) {
	for _, c := range []struct {
		price money.Cents
		q     money.Quantity
		want  money.Cents
	}{
		{1250, money.Minutes(60), 1250},
		{1250, money.Minutes(90), 1875},
		{1000, money.Minutes(5), 83},        // 83.33
		{1000, money.Minutes(7), 117},       // 116.67
		{2470, money.Minutes(15), 618},      // 617.5 goes up
		{-2470, money.Minutes(15), -618},    // away from zero
		{2470, money.Minutes(-15), -618},    // a correction
		{-2470, money.Minutes(-15), 618},    // and back
		{1999, money.Hundredths(250), 4998}, // 4997.5
		{1999, money.Hundredths(249), 4978}, // 4977.51
		{240000, money.Pieces(1), 240000},
		{240000, money.Pieces(0), 0},
		{240000, money.Quantity{}, 0},
	} {
		if got := c.price.Mul(c.q); got != c.want {
			t.Errorf("%s times %v is %s, want %s", c.price, c.q, got, c.want)
		}
	}
}

// Part rounds the true value to the nearest cent, half away from zero.
func TestPartAgreesWithExactArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.Int64Range(-1e12, 1e12).Draw(t, "cents")
		n := rapid.Int64Range(-1e6, 1e6).Draw(t, "numerator")
		d := rapid.Int64Range(1, 1e6).Draw(t, "denominator")
		twice := new(big.Int).Mul(big.NewInt(2*c), big.NewInt(n)) // 2cn/d, halves are whole
		sign := twice.Sign()
		twice.Abs(twice).Add(twice, big.NewInt(d)) // (2cn + d) / 2d, cut off
		want := new(big.Int).Quo(twice, big.NewInt(2*d))
		if sign < 0 {
			want.Neg(want)
		}
		if got := money.Cents(c).Part(n, d); int64(got) != want.Int64() {
			t.Fatalf("%d times %d/%d is %d, want %s", c, n, d, int64(got), want)
		}
	})
}

func TestAmountsOutOfRangePanic(t *testing.T) {
	const most = money.Cents(math.MaxInt64)
	for name, act := range map[string]func(){
		"product":            func() { most.Part(2, 1) },
		"product beyond 64":  func() { most.Part(math.MaxInt64, 1) },
		"sum":                func() { money.Sum(most, 1) },
		"sum below":          func() { money.Sum(-most, -2) },
		"denominator":        func() { most.Part(1, 0) },
		"split over nothing": func() { most.Split(0, 0) },
		"negative weight":    func() { most.Split(2, -1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			act()
		}()
	}
	if got := most.Part(3, 3); got != most {
		t.Errorf("a whole of the largest amount is %d", int64(got))
	}
	if got := most.Part(2, 5); got != 3689348814741910323 {
		t.Errorf("two fifths of the largest amount is %d", int64(got))
	}
}

// The parts of a split add up to the whole and differ at most a cent from their
// fair share.
func TestSplitLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := money.Cents(rapid.Int64Range(-1e10, 1e10).Draw(t, "cents"))
		weights := rapid.SliceOfN(rapid.Int64Range(0, 1000), 1, 12).Draw(t, "weights")
		weights[0]++
		var total int64
		for _, w := range weights {
			total += w
		}
		parts := c.Split(weights...)
		if len(parts) != len(weights) || money.Sum(parts...) != c {
			t.Fatalf("%s splits into %v", c, parts)
		}
		for i, part := range parts {
			if fair := c.Part(weights[i], total); part-fair > 1 || fair-part > 1 {
				t.Fatalf("part %d of %s is %s, fair is %s", i, c, part, fair)
			}
		}
	})
	if got := money.Cents(100).Split(1, 1, 1); got[0] != 33 || got[1] != 34 || got[2] != 33 {
		t.Errorf("a euro in three is %v", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"1.234,56", "€ -3,00", "12,-", "12.50", "", "−", "1.000.000", "€€"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		amount, err := money.Parse(text)
		if err != nil {
			if amount != 0 {
				t.Errorf("%q is refused and yet gives %s", text, amount)
			}
			return
		}
		if amount > money.MaxInput || amount < -money.MaxInput {
			t.Errorf("%q gives %d cents", text, int64(amount))
		}
		if back, err := money.Parse(amount.String()); err != nil || back != amount {
			t.Errorf("%q gives %s, which reads as %s, %v", text, amount, back, err)
		}
	})
}
