package simulatie

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
)

// WriteUse writes how often each use case ran and how long it took, the longest
// together first.
func (s *Stats) WriteUse(w io.Writer) error {
	names := slices.SortedFunc(maps.Keys(s.Per), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.Per[b].Time, s.Per[a].Time), cmp.Compare(a, b))
	})
	total := time.Duration(0)
	for _, name := range names {
		u := s.Per[name]
		total += u.Time
		mean := u.Time / time.Duration(max(u.N, 1))
		if _, err := fmt.Fprintf(w, "%-32s %8d %8.2f ms each %8.1f s\n", name, u.N, float64(mean.Microseconds())/1000, u.Time.Seconds()); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%-32s %8d %25.1f s\n", "together", s.Acts, total.Seconds())
	return err
}

// WriteCounts writes what happened.
func (s *Stats) WriteCounts(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%d residents, %d meldingen, %d toewijzingen, %d reports, %d evaluaties, %d signalen, %d interruptions, "+
		"%d closed (%d early), %d follow-ups, %d refused by providers, %d moved, %d died\n",
		s.Inwoners, s.Meldingen, s.Toewijzingen, s.Berichten, s.Evaluaties, s.Signalen, s.Onderbrekingen,
		s.Afsluitingen, s.VroegEinde, s.Nazorg, s.Weigeringen, s.Verhuisd, s.Overleden)
	return err
}
