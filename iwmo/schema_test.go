package iwmo

import (
	"errors"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// patronen are the patterns of the simple types as a schema has them; in the package
// they are functions.
var patronen = func() map[string]string {
	m := map[string]string{
		"AgbCode":             `[0-9]{8}`,
		"BurgerServicenummer": `[0-9]{9}`,
		"Commentaar":          `\s*\S(.|\s)*`,
		"Declaratienummer":    `[a-zA-Z0-9]+`,
		"Gemeente":            `[0-9]{4}`,
		"Telefoonnummer":      `[0-9]*`,
		"Versie":              `(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}`,
		"Voorletters":         `[A-Za-zÀ-ỳ]+`,
		"Datum":               `-?[0-9]+-[0-9]{2}-[0-9]{2}`,
		"Tijd":                `[0-9:]+(\.[0-9]+)?`,
	}
	for _, naam := range strings.Fields("Emailadres Huisletter HuisnummerToevoeging IdentificatieBericht Landnummer Naam NaamVerwijzer Organisatienaam Persoonsid Plaatsnaam Postcode ProductCode Referentie Straatnaam Taal Voorvoegsel") {
		m[naam] = `.*\S.*` // one line that is not blank
	}
	return m
}()

// schemaTypen are the types of one schema by name.
type schemaTypen map[string]string

// schemas is a folder with the schemas that xmllint checks with: our own, made of the
// plan, or with TREDE_IWMO the official ones.
func schemas(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("TREDE_IWMO"); dir != "" {
		return filepath.Join(dir, "xsd")
	}
	dir := t.TempDir()
	release := Release32()
	basis := schemaTypen{}
	for _, b := range release.berichten {
		own := schemaTypen{}
		addKlasse(t, own, basis, b.root)
		writeSchema(t, filepath.Join(dir, string(b.soort)+".xsd"), release, b.namespace, own,
			`<xs:import namespace="`+release.Basis+`" schemaLocation="basis.xsd"/><xs:element name="Bericht" type="bericht:Root"/>`)
	}
	writeSchema(t, filepath.Join(dir, "basis.xsd"), release, release.Basis, basis, "")
	return dir
}

func writeSchema(t testing.TB, file string, r *Release, namespace string, typen schemaTypen, first string) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:iwmo="%s" xmlns:bericht="%s" targetNamespace="%[2]s" elementFormDefault="qualified">%s`, r.Basis, namespace, first)
	for _, typ := range typen {
		b.WriteString("\n" + typ)
	}
	b.WriteString("\n</xs:schema>\n")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// addKlasse adds the type of a class, with those of its parts, and gives its name.
func addKlasse(t testing.TB, own, basis schemaTypen, k *klasse) string {
	t.Helper()
	naam, qualified, typen := k.naam, "bericht:"+k.naam, own
	if k.basis {
		naam, qualified, typen = "CDT_"+k.naam, "iwmo:CDT_"+k.naam, basis
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<xs:complexType name="%s"><xs:sequence>`, naam)
	for _, d := range k.delen {
		fmt.Fprintf(&b, `<xs:element name="%s" minOccurs="%d"`, d.naam, d.min)
		if d.herhaal {
			b.WriteString(` maxOccurs="unbounded"`)
		}
		typ := ""
		if d.simpel != nil {
			typ = addSimpel(basis, d.simpel)
		} else {
			typ = addKlasse(t, own, basis, d.klasse)
		}
		if d.simpel == nil || d.simpel.vast == "" {
			fmt.Fprintf(&b, ` type="%s"/>`, typ)
		} else {
			fmt.Fprintf(&b, `><xs:simpleType><xs:restriction base="%s"><xs:pattern value="%s"/></xs:restriction></xs:simpleType></xs:element>`, typ, d.simpel.vast)
		}
	}
	b.WriteString("</xs:sequence></xs:complexType>")
	if before := typen[naam]; before != "" && before != b.String() {
		t.Fatalf("two classes are called %s", qualified)
	}
	typen[naam] = b.String()
	return qualified
}

func addSimpel(basis schemaTypen, s *simpel) string {
	base := [...]string{soortTekst: "string", soortCode: "string", soortGetal: "integer", soortDatum: "date", soortTijd: "time"}[s.soort]
	var b strings.Builder
	fmt.Fprintf(&b, `<xs:simpleType name="LDT_%s"><xs:restriction base="xs:%s">`, s.naam, base)
	facet := func(naam string, waarde any) { fmt.Fprintf(&b, `<xs:%s value="%v"/>`, naam, waarde) }
	switch s.soort {
	case soortTekst:
		facet("minLength", s.min)
		if s.max > 0 {
			facet("maxLength", s.max)
		}
	case soortGetal:
		facet("minInclusive", s.min)
		facet("maxInclusive", s.max)
	case soortCode:
		for _, c := range s.lijst {
			facet("enumeration", c.Waarde)
		}
	}
	if p := patronen[s.naam]; p != "" {
		facet("pattern", html.EscapeString(p))
	}
	basis["LDT_"+s.naam] = b.String() + "</xs:restriction></xs:simpleType>"
	return "iwmo:LDT_" + s.naam
}

// Every pattern is here as well, and none that the package does not have.
func TestPatterns(t *testing.T) {
	for naam, s := range simpelen {
		dated := s.soort == soortDatum || s.soort == soortTijd
		if (patronen[naam] != "") != (s.patroon != nil || dated) {
			t.Errorf("%s: pattern %q here", naam, patronen[naam])
		}
	}
	for naam := range patronen {
		if simpelen[naam] == nil {
			t.Errorf("%s is no simple type", naam)
		}
	}
}

// linter asks xmllint for its verdict of messages.
type linter struct{ schemas, tmp string }

// newLinter is nil, and says so, where xmllint is not; with -short it is not asked.
func newLinter(t testing.TB) *linter {
	t.Helper()
	if testing.Short() {
		return nil
	}
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Log("xmllint is not here: no other program's verdict is asked")
		return nil
	}
	return &linter{schemas(t), t.TempDir()}
}

// oordeel is what xmllint says of a message.
type oordeel struct {
	geldig bool
	text   string
}

// lint gives the verdict of each message, as one of a kind.
func (l *linter) lint(t testing.TB, soort Soort, messages [][]byte) []oordeel {
	t.Helper()
	const most = 300 // messages at a time
	if len(messages) > most {
		return append(l.lint(t, soort, messages[:most]), l.lint(t, soort, messages[most:])...)
	}
	dir, err := os.MkdirTemp(l.tmp, "lint")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	args := []string{"--noout", "--nonet", "--schema", filepath.Join(l.schemas, string(soort)+".xsd")}
	at := map[string]int{}
	for i, m := range messages {
		name := fmt.Sprintf("%04d.xml", i)
		if err := os.WriteFile(filepath.Join(dir, name), m, 0o600); err != nil {
			t.Fatal(err)
		}
		args, at[name] = append(args, name), i
	}
	cmd := exec.Command("xmllint", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() < 0) || len(messages) > 0 && strings.Contains(string(out), "failed to compile") {
		t.Fatalf("xmllint: %v\n%s", err, out)
	}
	verdicts := make([]oordeel, len(messages))
	for line := range strings.Lines(string(out)) {
		name := line[:min(len(line), len("0000.xml"))]
		if i, ok := at[name]; ok {
			verdicts[i].geldig = verdicts[i].geldig || strings.TrimSpace(line[len(name):]) == "validates"
			verdicts[i].text += line
		}
	}
	return verdicts
}
