package ui

import (
	"strings"
	"testing"
)

func TestFileSize(t *testing.T) {
	for bytes, want := range map[int]string{
		0: "0 bytes", 1: "1 byte", 999: "999 bytes", 1000: "1 kB", 340_400: "340 kB", 999_499: "999 kB", 999_500: "1,0 MB",
		2_449_999: "2,4 MB", 2_450_000: "2,5 MB", 10_000_000: "10,0 MB",
	} {
		if got := FileSize(bytes); got != want {
			t.Errorf("%d: %q, want %q", bytes, got, want)
		}
	}
}

// What may be sent, help and error all belong to the field for who does not see them.
func TestFileFieldExplainsItself(t *testing.T) {
	f := FileField{Field: Field{Name: "polis", Label: "Polis", Help: "De hele polis.", Error: "Te groot."}, Accept: ".pdf", Types: "PDF", MaxMB: 10}
	html := render(t, f)
	for _, want := range []string{
		`aria-describedby="veld-polis-help veld-polis-fout veld-polis-soort"`, `id="veld-polis-soort">PDF, hooguit 10 MB.<`, `accept=".pdf"`,
		`aria-invalid="true"`, `aria-required="true"`, `type="file"`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in %s", want, html)
		}
	}
	if html := render(t, FileField{Field: Field{Name: "x", Label: "X", Optional: true}}); strings.Contains(html, "aria-describedby") || strings.Contains(html, "aria-required") {
		t.Errorf("of its own accord: %s", html)
	}
}

func TestFileList(t *testing.T) {
	list := FileList{Label: "Gestuurd", Empty: "Nog niets.", Items: []FileItem{{Name: "<b>.pdf", URL: "/bestanden/1", Size: 1000, Note: "vandaag", Remove: "1", RemoveName: "weg"}}}
	html := render(t, list)
	for _, want := range []string{`href="/bestanden/1">&lt;b&gt;.pdf<`, "1 kB, vandaag", `name="weg" value="1"`, `aria-label="Gestuurd"`} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in %s", want, html)
		}
	}
	list.Items = nil
	if html := render(t, list); !strings.Contains(html, "Nog niets.") {
		t.Error(html)
	}
}
