package formulier

import (
	"net/url"
	"testing"

	"trede/internal/web"
)

func posted(values url.Values) *Input {
	return Read(&web.Request{Form: values})
}

func TestClock(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "9": "09:00", "9:30": "09:30", "9.30 uur": "09:30", "0930": "09:30", "23:59": "23:59",
		"24:00": "wrong", "12:60": "wrong", "930": "wrong", "half tien": "wrong", "9:3": "wrong", "-1:00": "wrong", "09:30:15": "wrong",
	} {
		in := posted(url.Values{"tijd": {text}})
		got := in.Clock("tijd")
		if len(in.Found()) > 0 {
			got = "wrong"
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestPhoneKeepsWhatIsNone(t *testing.T) {
	for text, want := range map[string]string{"06 12 34 56 78": "+31612345678", "bel mij": "bel mij", "": ""} {
		if got := posted(url.Values{"telefoon": {text}}).Phone("telefoon"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
