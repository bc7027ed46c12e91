// Package galerij (gallery) shows every component of the kit in every state, and
// the shells as whole pages, with fictitious people. It serves screenshots, checks
// of accessibility and whoever builds a page; it is not part of the product.
package galerij

import (
	"net/http"
	"sort"
	"strings"

	"github.com/a-h/templ"

	"trede/internal/domain/civil"
	"trede/internal/web/assets"
	"trede/internal/web/ui"
)

// CSP is the Content-Security-Policy under which all pages must work: nothing
// inline, nothing from elsewhere, and no text that becomes HTML by script.
const CSP = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// Today is the day on which all examples stand still.
var Today = civil.MustParse("2026-11-22")

// page is one page of the gallery, for one scheme of colours.
type page struct {
	Path, Title string
	Make        func(scheme string) templ.Component
}

// pages in the order of the index.
func pages() []page {
	return []page{
		{"/", "Onderdelen", overview},
		{"/formulier", "Formulier", formPage},
		{"/formulier-fout", "Formulier met fouten", formErrorPage},
		{"/mijn-werk", "Mijn werk", workPage},
		{"/mijn-werk-leeg", "Mijn werk, leeg", emptyWorkPage},
		{"/dossier", "Dossier", dossierPage},
		{"/brief", "Brief", letterPage},
		{"/lijst", "Lijst", listPage},
		{"/pad", "Stap in een pad", pathPage},
		{"/conflict", "Twee versies", conflictPage},
		{"/telefoon", "Telefoon: bericht", phoneReportPage},
		{"/telefoon-vandaag", "Telefoon: vandaag", phoneTodayPage},
		{"/inwoner", "Inwoner", residentPage},
		{"/inwoner-en", "Inwoner, in het Engels", residentEnglishPage},
		{"/inwoner-ar", "Inwoner, in het Arabisch", residentArabicPage},
		{"/inloggen", "Inloggen", signInPage},
		{"/niet-gevonden", "Fout", notFoundPage},
		{"/zoek", "Zoekresultaten", searchPage},
	}
}

// Paths are the addresses of all pages.
func Paths() []string {
	out := make([]string, 0, len(pages()))
	for _, p := range pages() {
		out = append(out, p.Path)
	}
	return out
}

// Handler serves the gallery. The query "?kleur=dark" or "?kleur=light" chooses a
// scheme; without it the system does.
func Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+assets.Prefix, assets.Embedded())
	for _, p := range pages() {
		pattern := "GET " + p.Path
		if p.Path == "/" {
			pattern = "GET /{$}"
		}
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			serve(w, r, p.Make(r.URL.Query().Get("kleur")))
		})
	}
	mux.HandleFunc("GET /palet", func(w http.ResponseWriter, r *http.Request) {
		serve(w, r, find(r.URL.Query().Get("q")))
	})
	mux.HandleFunc("POST /sessie", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/", http.StatusSeeOther)
	})
	return mux
}

func serve(w http.ResponseWriter, r *http.Request, c templ.Component) {
	w.Header().Set("Content-Security-Policy", CSP)
	templ.Handler(c).ServeHTTP(w, r)
}

// find searches the example items of the palette.
func find(query string) ui.PaletteResults {
	query = strings.ToLower(strings.TrimSpace(query))
	var out ui.PaletteResults
	for _, g := range paletteGroups {
		kept := ui.PaletteGroup{Label: g.Label}
		for _, item := range g.Items {
			if strings.Contains(strings.ToLower(item.Label+" "+item.Detail), query) {
				kept.Items = append(kept.Items, item)
			}
		}
		if len(kept.Items) > 0 {
			out.Groups = append(out.Groups, kept)
		}
	}
	sort.SliceStable(out.Groups, func(i, j int) bool { return len(out.Groups[i].Items) > len(out.Groups[j].Items) })
	return out
}
