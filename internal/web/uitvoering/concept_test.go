package uitvoering_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trede/internal/domain/toegang"
	"trede/internal/testkit"
	"trede/internal/testkit/webtest"
)

// A report is kept halfway, as it was typed: for who wrote it alone, until it is sent.
func TestADraftOfAReport(t *testing.T) {
	testkit.Eis(t, "MON-03")
	each(t, func(t *testing.T, s *scene) {
		marco, doelen := s.Lopend("Marco", "de Vries", s.Day("2026-09-07"))
		s.Day("2026-12-07")
		at, forms := s.at(marco)
		report, draft := forms+"bericht", forms+"bericht/concept"
		b := s.as(s.Werk)
		page := b.Get(report).Want(http.StatusOK)
		if page.Has("Je was al begonnen") {
			t.Error("a draft before anything was typed")
		}
		kept := url.Values{"doel." + doelen[0]: {string(toegang.ScoreGoed)}, "krachten": {"komt_op_tijd", "houdt_vol"}, "zin": {"hij plakt banden"}, "versie": {"99"}, "bsn": {"999900006"}}
		b.Post(draft, kept).Want(seeOther).Follow().WantText("Bewaard. Je kunt later verder met het bericht.")
		if to := b.Post(draft, kept).Location(); !strings.HasPrefix(to, at) {
			t.Errorf("it leads to %q", to)
		}
		back := b.Get(report).WantText("Je was al begonnen", "7 december 2026")
		have := formTo(t, back, report).Values()
		for _, name := range []string{"doel." + doelen[0], "krachten", "zin"} {
			if strings.Join(have[name], " ") != strings.Join(kept[name], " ") {
				t.Errorf("%s comes back as %v", name, have[name])
			}
		}
		if have.Get("bsn") != "" || have.Get("versie") == "99" {
			t.Error("more was kept than the fields of a report")
		}

		// Nobody else sees it, and nobody else writes one.
		for name, other := range map[string]*webtest.Browser{"a colleague": s.as(s.Traject), "the coordinator": s.as(s.Coordinator)} {
			if other.Get(report).Want(http.StatusOK).Has("Je was al begonnen") {
				t.Errorf("%s sees the draft of another", name)
			}
		}
		for name, other := range map[string]*webtest.Browser{"another provider": s.as(s.AndereWerk), "the lokale toegang": s.as(s.Consulent)} {
			if got := other.Post(draft, kept).Status; got != notFound {
				t.Errorf("%s keeps a draft: %d", name, got)
			}
		}
		b.Post(draft, url.Values{"zin": {strings.Repeat("x", 50_000)}}).Want(http.StatusBadRequest)

		// What is wrong with it shows over the draft, and after sending it is gone.
		wrong := back.Submit(report, "samenIngevuld", "").Want(http.StatusBadRequest)
		if wrong.Has("Je was al begonnen") || !strings.Contains(wrong.Body, "hij plakt banden") {
			t.Error("what was typed is gone")
		}
		full := url.Values{"samenIngevuld": {"ja"}, "versie": {have.Get("versie")}, "krachten": {"houdt_vol"}, "motivering": {"hij is er net"}}
		for _, d := range doelen {
			full.Set("doel."+d, string(toegang.ScoreSoms))
		}
		b.Post(report, full).Want(seeOther)
		if b.Get(report).Has("Je was al begonnen") {
			t.Error("the report was sent, and the draft stays")
		}

		// Begin anew throws it away.
		b.Post(draft, url.Values{"zin": {"weer"}}).Want(seeOther)
		b.Get(report).WantText("Je was al begonnen").Submit(draft, "weg", "ja").Want(seeOther)
		if b.Get(report).Has("Je was al begonnen") {
			t.Error("it was thrown away")
		}
		s.Klopt()
	})
}
