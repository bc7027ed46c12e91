package tekst_test

import (
	"testing"

	"trede/internal/platform/upload"
	"trede/internal/web/tekst"
)

// Every reason to refuse a file has a text.
func TestEveryRefusalOfAFileHasAText(t *testing.T) {
	for _, code := range upload.Codes() {
		if !tekst.Has(code) {
			t.Errorf("%q has no text in the folder nl", code)
		}
	}
}
