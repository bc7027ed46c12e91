// Package site puts the fronts together: every page that Trede has, over one set
// of use cases. `trede serve`, `trede demo` and the tests of all routes use it, so
// that they have the same pages.
package site

import (
	"slices"

	appbeheer "trede/internal/app/beheer"
	"trede/internal/app/chain"
	"trede/internal/web"
	"trede/internal/web/beheer"
	"trede/internal/web/dossier"
	webinkoop "trede/internal/web/inkoop"
	"trede/internal/web/inlog"
	"trede/internal/web/mijn"
	webtoegang "trede/internal/web/toegang"
	webuit "trede/internal/web/uitvoering"
	"trede/internal/web/werk"
)

// New makes the server of all pages; extra routes stand beside them.
func New(c web.Config, u chain.UseCases, extra ...web.Route) (*web.Server, error) {
	admin := appbeheer.New(c.Base, c.Auth)
	u.Inkoop.Brieven = webinkoop.BesluitPDF
	c.Nav = &web.Nav{}
	webuit.Nav(c.Nav)
	mijn.Nav(c.Nav)
	werk.Nav(c.Nav)
	webinkoop.Nav(c.Nav)
	beheer.Nav(c.Nav)
	return web.New(c, slices.Concat(
		[]web.Route{web.Home()},
		inlog.Routes(),
		webuit.Routes(u.Uitvoering, u.Taken),
		mijn.Routes(u.Uitvoering),
		werk.Routes(u.Taken, u.Toegang, u.Inkoop),
		webinkoop.Routes(u.Inkoop, u.Toegang),
		webinkoop.AanmeldRoutes(admin),
		webtoegang.Routes(u.Toegang),
		dossier.Routes(u.Toegang, u.Uitvoering, admin),
		beheer.Routes(admin),
		extra,
	))
}
