package document_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"trede/internal/platform/document"
)

func TestParagraphs(t *testing.T) {
	got := document.Paragraphs("\r\n  Beste lezer,\r\nhoe gaat het?\r\n\r\n \r\nTot ziens\n")
	want := []document.Block{document.Paragraph{Text: "Beste lezer,\nhoe gaat het?"}, document.Paragraph{Text: "Tot ziens"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := document.Paragraphs(" \n\n"); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

func TestEmpty(t *testing.T) {
	for _, c := range []struct {
		block document.Block
		want  bool
	}{
		{nil, true},
		{document.Heading{Level: 1, Text: " \n"}, true},
		{document.Heading{Text: "a"}, false},
		{document.Paragraph{}, true},
		{document.Paragraph{Text: "a"}, false},
		{document.List{}, true},
		{document.List{Items: []string{"a"}}, false},
		{document.Terms{}, true},
		{document.Terms{Items: []document.Term{{Label: "a"}}}, false},
		{document.Table{Caption: "a"}, true},
		{document.Table{Rows: [][]string{{}, {"a"}}}, false},
	} {
		if got := document.Empty(c.block); got != c.want {
			t.Errorf("%#v: %v", c.block, got)
		}
	}
}
