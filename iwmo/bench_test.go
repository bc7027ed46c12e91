package iwmo

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestSnelheid measures the check of a large claim beside xmllint, which only looks at
// the schema. It runs when TREDE_SNELHEID names the trede to measure (make bench-iwmo).
func TestSnelheid(t *testing.T) {
	trede := os.Getenv("TREDE_SNELHEID")
	if trede == "" {
		t.Skip("TREDE_SNELHEID names no trede; make bench-iwmo does")
	}
	dir := t.TempDir()
	schema := filepath.Join(schemas(t), "WMO323.xsd")
	const prestaties = 160_000
	large, small := schrijfGroot(t, dir, prestaties), schrijfGroot(t, dir, prestaties/10)
	info, err := os.Stat(large)
	if err != nil {
		t.Fatal(err)
	}
	var ours, theirs, less []time.Duration
	memory := 0
	for range 7 {
		theirs = append(theirs, cpu(t, exec.Command("xmllint", "--stream", "--schema", schema, "--noout", large), nil))
		ours = append(ours, cpu(t, exec.Command(trede, "iwmo", "check", large), &memory))
		less = append(less, cpu(t, exec.Command(trede, "iwmo", "check", small), nil))
	}
	idle := idleMemory(t, trede)
	ratio := float64(median(ours)) / float64(median(theirs))
	times := float64(median(ours)) / float64(median(less))
	fmt.Printf("A WMO323 of %d prestaties, %d MB; the median of %d runs, user CPU.\n", prestaties, info.Size()/1e6, len(ours))
	fmt.Printf("  xmllint --stream --schema --noout: %v (%v to %v)\n", median(theirs), slices.Min(theirs), slices.Max(theirs))
	fmt.Printf("  trede iwmo check:                  %v (%v to %v), ratio %.2f (at most 0.50)\n", median(ours), slices.Min(ours), slices.Max(ours), ratio)
	fmt.Printf("  a tenth of the prestaties:         %v, so ten times is %.1f times the time (at most 11)\n", median(less), times)
	fmt.Printf("  anonymous memory: %.1f MB, idle start %.1f MB, so %.1f MB above it (at most 16)\n", mb(memory), mb(idle), mb(memory-idle))
	if ratio > 0.5 || times > 11 || memory-idle > 16<<10 {
		t.Error("one of the figures is over its aim")
	}
}

func mb(kb int) float64 { return float64(kb) / 1024 }

func median(list []time.Duration) time.Duration {
	list = slices.Clone(list)
	slices.Sort(list)
	return list[len(list)/2]
}

// schrijfGroot writes a claim with clients of four prestaties, one in ten a credit.
func schrijfGroot(t *testing.T, dir string, prestaties int) string {
	t.Helper()
	m, err := Release32().Voorbeeld(SoortWMO323, testDag)
	if err != nil {
		t.Fatal(err)
	}
	d := &m.(*WMO323).Declaratie
	example := d.Clienten[0].Prestaties[0]
	d.Clienten, d.TotaalIngediendBedrag.TotaalBedrag = nil, 0
	bsn := 100_000_000
	for i := range prestaties {
		if i%4 == 0 {
			for bsn++; !ElfProef(strconv.Itoa(bsn)); bsn++ {
			}
			d.Clienten = append(d.Clienten, Client323{Bsn: strconv.Itoa(bsn)})
		}
		c := &d.Clienten[len(d.Clienten)-1]
		p := example
		p.ProductReferentie.ReferentieNummer = fmt.Sprintf("AW2610-%012d", i*7919)
		p.ToewijzingNummer = int64(1000 + i)
		if i%10 == 9 {
			p.IngediendBedrag.DebetCredit = Credit
			p.ProductReferentie.VorigReferentieNummer = fmt.Sprintf("AW2609-%012d", i*7919)
		}
		d.TotaalIngediendBedrag.TotaalBedrag += p.IngediendBedrag.Centen()
		c.Prestaties = append(c.Prestaties, p)
	}
	name := filepath.Join(dir, fmt.Sprintf("%d.xml", prestaties))
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := Schrijf(f, m); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

// cpu runs a command and gives its user CPU time, and the most anonymous memory it was
// seen with, in kB.
func cpu(t *testing.T, cmd *exec.Cmd, memory *int) time.Duration {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatalf("%s: %v", cmd, err)
			}
			return cmd.ProcessState.UserTime()
		case <-time.After(4 * time.Millisecond):
			if memory != nil {
				*memory = max(*memory, anonymous(cmd.Process.Pid))
			}
		}
	}
}

// idleMemory is the anonymous memory of a check that waits for its input.
func idleMemory(t *testing.T, trede string) int {
	t.Helper()
	cmd := exec.Command(trede, "iwmo", "check", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(500 * time.Millisecond)
	kb := anonymous(cmd.Process.Pid)
	_ = in.Close()
	_ = cmd.Wait() // an empty message is not valid
	return kb
}

// anonymous is RssAnon of a process in kB; 0 when it is gone.
func anonymous(pid int) int {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "RssAnon:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return kb
		}
	}
	return 0
}
