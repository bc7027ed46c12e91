// Package beheer serves the pages of the administrator, the region's data as the
// contract manager sees it, and the public pages about Trede itself.
package beheer

import (
	"net/http"

	"trede/internal/app"
	"trede/internal/auth"
	"trede/internal/authz"
	"trede/internal/web"
	"trede/internal/web/tekst"
)

// Routes gives the pages with their rules.
func Routes(_ *app.Base, _ *auth.Service) []web.Route {
	return []web.Route{
		public("GET /toegankelijkheid", "toegankelijkheid"),
		public("GET /privacy", "privacy"),
	}
}

// Nav adds the places of the administrator and the contract manager.
func Nav(*web.Nav) {}

// public is a page for everybody, made of texts only.
func public(pattern, prefix string) web.Route {
	return web.Route{Pattern: pattern, Action: authz.PaginaOpenbaar, Anonymous: true, Handler: func(r *web.Request) error {
		return r.Render(http.StatusOK, publicPage(r.Page(tekst.Of(prefix+".kop")), parts(prefix)))
	}}
}
