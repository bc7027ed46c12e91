package web

import (
	"net/url"
	"strings"
)

// mostSearched is how many characters of a search are looked at; no name has more.
const mostSearched = 100

// Searched reads what the address of a page searches for, under a name: a text that
// [Request.Search] sealed, because names of people never stand in an address.
func (r *Request) Searched(name string) (string, error) {
	return r.Server.Base.Carried(r.Actor, r.URL.Query().Get(name))
}

// Search sends the browser on to a page that shows what was searched for in a posted
// form: the named field sealed, the others as they are. The page can be refreshed.
func (r *Request) Search(to, name string, others ...string) error {
	text := []rune(strings.TrimSpace(r.Form.Get(name)))
	sealed, err := r.Server.Base.Carry(r.Actor, string(text[:min(len(text), mostSearched)]))
	if err != nil {
		return err
	}
	q := url.Values{}
	for _, other := range others {
		q.Set(other, r.Form.Get(other))
	}
	q.Set(name, sealed)
	for key := range q {
		if q.Get(key) == "" {
			q.Del(key)
		}
	}
	if len(q) == 0 {
		return r.Redirect(to)
	}
	return r.Redirect(to + "?" + q.Encode())
}
