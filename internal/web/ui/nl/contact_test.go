package nl_test

import (
	"testing"

	"trede/internal/web/ui/nl"
)

func TestPhone(t *testing.T) {
	for text, want := range map[string]string{
		"+31612345678": "06 12 34 56 78", "0612345678": "06 12 34 56 78", "06-12 34 56 78": "06 12 34 56 78", "+31 (0)6 12345678": "06 12 34 56 78",
		"+31261234567": "026 123 45 67", "026-1234567": "026 123 45 67", "0031313123456": "0313 12 34 56", "0881234567": "088 123 45 67",
		"+4930901820": "+4930901820", "14 026": "14 026", "0800-1234": "0800-1234", "": "", "anna@aanbieder.example": "anna@aanbieder.example",
	} {
		if got := nl.Phone(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
