package web

import "trede/internal/authz"

// Home is the start page: the first place in the navigation of whoever is signed
// in, or the own account for somebody who has no place yet.
func Home() Route {
	return Route{Pattern: "GET /{$}", Action: authz.ThuisOpenen, Handler: func(r *Request) error {
		if places := r.Server.Nav.For(r); len(places) > 0 {
			return r.Redirect(places[0].URL)
		}
		return r.Redirect("/account")
	}}
}
