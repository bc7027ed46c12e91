package ui

import (
	"context"
	"io"
	"testing"

	"github.com/a-h/templ"
)

// The pictures are drawn on every visit: they cost less than a query.
func BenchmarkPictures(b *testing.B) {
	for name, c := range map[string]templ.Component{
		"ladder": sampleLadder(),
		"bar":    sampleBar,
		"stairs": Stairs{ID: "trap", Treden: sixTreden, Was: 1, Now: 4, Goal: 2},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := c.Render(context.Background(), io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
