package berichttekst

import (
	"encoding/json"
	"fmt"
	"io"

	"trede/iwmo"
)

// Opties say how a message is checked and shown.
type Opties struct {
	Streng    bool       // also the rules above level 2 that need no more than the message
	Peildatum iwmo.Datum // the day that counts as today; zero: rules that look at it are not checked
	ToonBsn   bool       // show BSNs, and all else that tells who somebody is
}

// Uitslag (result) is what the check of one file gave.
type Uitslag struct {
	Bestand     string // its name, to show
	Soort       iwmo.Soort
	Release     string
	Bevindingen []iwmo.Bevinding
	Meer        int // findings beside those
	toonBsn     bool
}

// Geldig tells whether nothing was found.
func (u *Uitslag) Geldig() bool { return len(u.Bevindingen) == 0 }

// Check reads a message and checks it. Memory does not grow with the prestaties of a
// claim. An error is one of in.
func Check(in io.Reader, bestand string, o Opties) (*Uitslag, error) {
	v, err := iwmo.Lees(in, iwmo.Opties{
		Streng: o.Streng, Peildatum: o.Peildatum, Prestatie: func(string, *iwmo.Prestatie) error { return nil },
	})
	if err != nil {
		return nil, err
	}
	u := &Uitslag{Bestand: Bestandsnaam(bestand, o.ToonBsn), Soort: v.Soort, Release: v.Release, Bevindingen: v.Bevindingen, Meer: v.Meer, toonBsn: o.ToonBsn}
	u.andereSoort()
	if !o.ToonBsn {
		for i, b := range u.Bevindingen {
			u.Bevindingen[i] = b.Masker()
		}
	}
	return u, nil
}

// andereSoort leaves one finding of a message that stands in the namespace of another:
// the rest follows from that.
func (u *Uitslag) andereSoort() {
	for _, b := range u.Bevindingen {
		if b.Pad != "/Bericht/Header/BerichtCode" {
			continue
		}
		for _, soort := range iwmo.Release32().Soorten() {
			if soort == u.Soort || b.Waarde != iwmo.Release32().BerichtCode(soort) {
				continue
			}
			b.Oorzaak = fmt.Sprintf("De BerichtCode is die van een %s, maar de namespace is die van een %s.", soort, u.Soort)
			b.Oplossing = fmt.Sprintf("Kies het goede bestand, of maak het bericht opnieuw als %s of als %s.", soort, u.Soort)
			u.Bevindingen, u.Meer = []iwmo.Bevinding{b}, 0
			return
		}
	}
}

// WriteJSON writes the result as one line of JSON.
func (u *Uitslag) WriteJSON(out io.Writer) error {
	type bevinding struct {
		Regel       string `json:"regel"`
		Niveau      int    `json:"niveau"`
		Pad         string `json:"pad"`
		Regelnummer int    `json:"regelnummer"`
		Waarde      string `json:"waarde"`
		Oorzaak     string `json:"oorzaak"`
		Oplossing   string `json:"oplossing"`
	}
	list := make([]bevinding, 0, len(u.Bevindingen))
	for _, b := range u.Bevindingen {
		list = append(list, bevinding{b.Regel, int(b.Niveau), printbaar(b.Pad), b.Regelnummer, printbaar(b.Waarde), printbaar(b.Oorzaak), printbaar(b.Oplossing)})
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		Bestand     string      `json:"bestand"`
		Bericht     iwmo.Soort  `json:"bericht"`
		Release     string      `json:"release"`
		Geldig      bool        `json:"geldig"`
		Bevindingen []bevinding `json:"bevindingen"`
		Meer        int         `json:"meer,omitempty"`
	}{u.Bestand, u.Soort, u.Release, u.Geldig(), list, u.Meer})
}

// Write writes the result for people: the file with its verdict, and what was found. Of
// findings that differ in nothing but their place the first are written.
func (u *Uitslag) Write(out io.Writer) error {
	b := newBlad(out, u.toonBsn, 11)
	verdict := "geldig"
	if !u.Geldig() {
		verdict = "niet geldig: " + aantal(len(u.Bevindingen)+u.Meer, "bevinding", "bevindingen")
	}
	b.linef("%s: %s", u.Bestand, rij(", ", rij(" ", string(u.Soort), u.Release), verdict))
	if !u.Geldig() {
		b.binnen(func() { u.bevindingen(b) })
		b.line("")
	}
	return b.out.Flush()
}

func (u *Uitslag) bevindingen(b *blad) {
	type kind struct{ regel, oorzaak string }
	const most = 10
	count, left := map[kind]int{}, 0
	for _, f := range u.Bevindingen {
		k := kind{f.Regel, f.Oorzaak}
		if count[k]++; count[k] > most {
			left++
			continue
		}
		b.line("")
		b.bevinding(f)
	}
	if left > 0 {
		b.deel("Van elke soort staan hier de eerste %d. Met --json staan er nog %s bij.", most, getal(int64(left)))
	}
	if u.Meer > 0 {
		b.deel("Nog %s alleen geteld.", aantal(u.Meer, "bevinding is", "bevindingen zijn"))
	}
}

func (b *blad) bevinding(f iwmo.Bevinding) {
	b.linef("%s, niveau %s, regelnummer %d", f.Regel, niveau(f.Niveau), f.Regelnummer)
	why := "eis"
	if f.Regel == iwmo.RegelXSD {
		why = "oorzaak"
	}
	b.binnen(func() {
		b.veld("plek", f.Pad)
		b.veld("waarde", f.Waarde)
		b.veld(why, f.Oorzaak)
		b.veld("oplossing", f.Oplossing)
	})
}

// niveau is a level with what it means.
func niveau(n iwmo.Niveau) string {
	return fmt.Sprintf("%d (%s)", n, n.Naam())
}

// Telling counts the files of one check.
type Telling struct{ Geldig, Ongeldig, Ongelezen int }

// Write writes the count as one line.
func (t Telling) Write(out io.Writer) error {
	text := aantal(t.Geldig+t.Ongeldig+t.Ongelezen, "bestand", "bestanden") + ": " + getal(int64(t.Geldig)) + " geldig, " + getal(int64(t.Ongeldig)) + " niet geldig"
	if t.Ongelezen > 0 {
		text += ", " + getal(int64(t.Ongelezen)) + " niet gelezen"
	}
	_, err := fmt.Fprintln(out, text)
	return err
}
