// Command load measures what serving a large region costs: the figures of `make
// bench`. It fills a database once, and then, run after run, restores a copy,
// starts `trede serve` on it and asks for pages as people who are signed in do.
//
// The measure is the processor time of the server per request, which other work on
// the machine hardly moves; requests per second and the 95th percentile stand
// beside it. The client is another process, so its work is not counted.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"trede/internal/platform/clock"
)

// settings are the flags of the command.
type settings struct {
	binary      string
	dir         string
	inwoners    int
	runs        int
	connections int
	period      time.Duration
	only        string
}

func main() {
	var s settings
	flag.StringVar(&s.binary, "binary", "bin/trede", "the program to measure")
	flag.StringVar(&s.dir, "dir", ".cache/bench", "folder for databases")
	flag.IntVar(&s.inwoners, "inwoners", 10_000, "residents in the region")
	flag.IntVar(&s.runs, "runs", 5, "runs, each on a restored database")
	flag.IntVar(&s.connections, "connections", 8, "connections at once")
	flag.DurationVar(&s.period, "period", 4*time.Second, "how long each page is asked for")
	flag.StringVar(&s.only, "only", "", "measure one page: "+fmt.Sprint(pageNames()))
	flag.Parse()
	if err := run(context.Background(), s, os.Stdout); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s settings, out io.Writer) error {
	f, err := fill(ctx, s, out)
	if err != nil {
		return err
	}
	results := map[string][]figure{}
	var starts []time.Duration
	var idle, busy []float64
	for n := range s.runs {
		one, err := measure(ctx, s, f, n)
		if err != nil {
			return fmt.Errorf("run %d: %w", n+1, err)
		}
		for name, f := range one.pages {
			results[name] = append(results[name], f)
		}
		starts, idle, busy = append(starts, one.start), append(idle, one.idle), append(busy, one.busy)
		_, _ = fmt.Fprintf(out, "run %d of %d done\n", n+1, s.runs)
	}
	report(out, s, results)
	_, _ = fmt.Fprintf(out, "\nfirst answer after start: %s\nanonymous memory: %s MiB idle, %s MiB under this load\n",
		spread(mapped(starts, func(d time.Duration) float64 { return float64(d.Milliseconds()) }), "%.0f ms"), spread(idle, "%.0f"), spread(busy, "%.0f"))
	return nil
}

// figure is what one run saw of one page.
type figure struct {
	requests int
	cpu      time.Duration // of the server, per request
	rate     float64       // requests a second
	p95      time.Duration
	bytes    int // of one page, compressed
	failed   int
}

func report(out io.Writer, s settings, results map[string][]figure) {
	_, _ = fmt.Fprintf(out, "\n%d residents, %d connections, %d runs of %s; median (least-most)\n\n", s.inwoners, s.connections, s.runs, s.period)
	_, _ = fmt.Fprintf(out, "%-16s %-24s %-24s %-24s %8s %7s\n", "page", "server CPU a request", "requests a second", "95th percentile", "kB", "failed")
	for _, name := range pageNames() {
		list := results[name]
		if len(list) == 0 {
			continue
		}
		failed, size := 0, 0
		for _, f := range list {
			failed += f.failed
			size = max(size, f.bytes)
		}
		ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
		_, _ = fmt.Fprintf(out, "%-16s %-24s %-24s %-24s %8.1f %7d\n", name,
			spread(mapped(list, func(f figure) float64 { return ms(f.cpu) }), "%.2f ms"),
			spread(mapped(list, func(f figure) float64 { return f.rate }), "%.0f"),
			spread(mapped(list, func(f figure) float64 { return ms(f.p95) }), "%.1f ms"), float64(size)/1000, failed)
	}
}

func mapped[T any](list []T, f func(T) float64) []float64 {
	out := make([]float64, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}

// spread writes the median with the least and the most.
func spread(list []float64, form string) string {
	if len(list) == 0 {
		return "-"
	}
	sorted := slices.SortedFunc(slices.Values(list), cmp.Compare[float64])
	return fmt.Sprintf(form+" ("+form+"-"+form+")", sorted[len(sorted)/2], sorted[0], sorted[len(sorted)-1])
}

// now is the clock of this program.
var now = clock.System()
