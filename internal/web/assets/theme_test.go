package assets_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// colours reads the plain colours of the theme for one scheme.
func colours(t *testing.T) (light, dark map[string]string) {
	t.Helper()
	css, err := os.ReadFile("src/css/theme.css")
	if err != nil {
		t.Fatal(err)
	}
	text, _, _ := strings.Cut(string(css), "@media (forced-colors")
	light, dark = map[string]string{}, map[string]string{}
	for _, m := range regexp.MustCompile(`(--[\w-]+):\s*(?:light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)|(#[0-9a-f]{6}));`).FindAllStringSubmatch(text, -1) {
		if m[4] != "" {
			light[m[1]], dark[m[1]] = m[4], m[4]
			continue
		}
		light[m[1]], dark[m[1]] = m[2], m[3]
	}
	return light, dark
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		t.Fatalf("colour %q: %v", hex, err)
	}
	part := func(shift uint) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

func contrast(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

// Every pair of ink and plane that the stylesheets use reads well in both schemes:
// 4.5 to 1 for text (WCAG 1.4.3), 3 to 1 for borders and pictures (1.4.11). It also
// covers text in SVG, which axe cannot measure.
func TestContrast(t *testing.T) {
	type pair struct {
		ink, plane string
		least      float64
	}
	var pairs []pair
	for _, plane := range []string{"ground", "plane", "quiet", "soft", "chart-area"} {
		pairs = append(pairs, pair{"ink", plane, 7}, pair{"ink-soft", plane, 4.5}, pair{"link", plane, 4.5})
	}
	for _, tone := range []string{"late", "week", "wait", "good"} {
		pairs = append(pairs, pair{"on-" + tone, tone, 4.5}, pair{"on-" + tone, "plane", 4.5}, pair{tone + "-line", "plane", 2.8})
	}
	pairs = append(
		pairs, pair{"on-action", "action", 4.5}, pair{"on-action", "action-hover", 4.5}, pair{"action", "plane", 4.5}, pair{"action", "soft", 4.5},
		pair{"on-soft", "soft", 4.5}, pair{"on-band", "band", 4.5}, pair{"on-band-soft", "band", 4.5}, pair{"band", "on-band-soft", 4.5},
		pair{"line-strong", "plane", 3}, pair{"late-line", "plane", 3}, pair{"good-line", "plane", 3}, pair{"focus", "plane", 3}, pair{"focus", "ground", 3},
		pair{"chart-ink", "plane", 3}, pair{"chart-ink", "chart-area", 3}, pair{"track-fill", "plane", 3}, pair{"scale-line", "plane", 3}, pair{"track-fill", "track", 2},
	)
	light, dark := colours(t)
	for scheme, colour := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, p := range pairs {
			ink, plane := colour["--trede-"+p.ink], colour["--trede-"+p.plane]
			if ink == "" || plane == "" {
				t.Errorf("%s: no colour for %s on %s", scheme, p.ink, p.plane)
				continue
			}
			if got := contrast(t, ink, plane); got < p.least {
				t.Errorf("%s: %s on %s is %.2f, less than %.1f", scheme, p.ink, p.plane, got, p.least)
			}
		}
	}
}

// Every token that the stylesheets use is in the theme, and the theme holds none
// that nobody uses: what a municipality sets has effect.
func TestTokensAreUsed(t *testing.T) {
	theme, err := os.ReadFile("src/css/theme.css")
	if err != nil {
		t.Fatal(err)
	}
	var rest strings.Builder
	entries, err := os.ReadDir("src/css")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		css, err := os.ReadFile("src/css/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		rest.Write(css)
	}
	defined := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\s+(--[\w-]+):`).FindAllStringSubmatch(string(theme), -1) {
		defined[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`var\((--[\w-]+)[,)]`).FindAllStringSubmatch(rest.String(), -1) {
		if !defined[m[1]] {
			t.Errorf("%s is used and not in theme.css", m[1])
		}
	}
	for token := range defined {
		// Tokens of the packages of NL Design System are used by their own CSS.
		if strings.HasPrefix(token, "--nl-data-badge") || strings.HasPrefix(token, "--nl-skip-link") {
			continue
		}
		if !strings.Contains(rest.String(), "var("+token) {
			t.Errorf("%s is in theme.css and nobody uses it", token)
		}
	}
}
