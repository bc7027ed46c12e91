package web

import (
	"slices"
	"strings"

	"trede/internal/authz"
	"trede/internal/web/tekst"
	"trede/internal/web/ui"
)

// Nav is the main navigation of a role. A page adds itself by [RegisterNav], so
// that no entry stands without its page.
type navEntry struct {
	group string
	roles []authz.Role
	item  ui.NavItem
}

// Nav gives the server's navigation; the fronts fill it while wiring.
type Nav struct{ entries []navEntry }

// Add adds a place for some roles, in the order of calling.
func (n *Nav) Add(label, url, icon string, roles ...authz.Role) {
	n.AddTo("", label, url, icon, roles...)
}

// AddTo adds a place that shares one entry of the menu with the others of its group: the
// first of them that somebody may see stands there, and on each of them the others are
// tabs. A group without a name is no group.
func (n *Nav) AddTo(group, label, url, icon string, roles ...authz.Role) {
	n.entries = append(n.entries, navEntry{group, roles, ui.NavItem{Label: label, URL: url, Icon: icon}})
}

// For gives the places of an actor, with the one that this page belongs to marked:
// of places below each other the nearest.
func (n *Nav) For(r *Request) []ui.NavItem {
	var out []ui.NavItem
	at := map[string]int{} // where a group stands
	current, longest := -1, 0
	for _, e := range n.entries {
		if !r.HasRole(e.roles...) {
			continue
		}
		place, shared := at[e.group]
		if !shared || e.group == "" {
			place = len(out)
			at[e.group] = place
			out = append(out, e.item)
		}
		if u := e.item.URL; (r.URL.Path == u || u != "/" && strings.HasPrefix(r.URL.Path, u+"/")) && len(u) > longest {
			current, longest = place, len(u)
		}
	}
	if current >= 0 {
		out[current].Current = true
	}
	return out
}

// Section gives the tabs of the group that a page stands for, when there are several; nil
// on any other page.
func (n *Nav) Section(r *Request) *ui.Tabs {
	i := slices.IndexFunc(n.entries, func(e navEntry) bool { return e.group != "" && e.item.URL == r.URL.Path && r.HasRole(e.roles...) })
	if i < 0 {
		return nil
	}
	tabs := &ui.Tabs{Label: tekst.Of("menu.groep")}
	for _, e := range n.entries {
		if e.group == n.entries[i].group && r.HasRole(e.roles...) {
			tabs.Items = append(tabs.Items, ui.Tab{Label: e.item.Label, URL: e.item.URL, Current: e.item.URL == r.URL.Path})
		}
	}
	if len(tabs.Items) < 2 {
		return nil
	}
	return tabs
}

// HasRole reports whether the actor has one of these roles today.
func (r *Request) HasRole(roles ...authz.Role) bool {
	for _, want := range roles {
		switch want {
		case authz.RoleInwoner:
			if r.Actor.InwonerID != "" {
				return true
			}
		case authz.RoleVertegenwoordiger:
			if r.Actor.Vertegenwoordiger {
				return true
			}
		}
		for _, a := range r.Actor.Aanstellingen {
			if a.Role == want && a.Periode.Contains(r.Today) {
				return true
			}
		}
	}
	return false
}

// Voornaam gives the first name of who is signed in.
func (r *Request) Voornaam() string {
	first, _, _ := strings.Cut(r.Actor.Naam, " ")
	return first
}

// Page gives what every shell needs for this request.
func (r *Request) Page(title string) ui.Page {
	p := ui.Page{Title: title, AccessibilityURL: "/toegankelijkheid", PrivacyURL: "/privacy", Flash: r.flash(), Banner: r.Server.Banner}
	if !r.SignedIn() {
		return p
	}
	p.Nav, p.Section = r.Server.Nav.For(r), r.Server.Nav.Section(r)
	p.User = &ui.User{Name: r.Actor.Naam, Team: r.Server.roleLine(r), AccountURL: "/account", SignOutURL: "/uitloggen"}
	if r.Server.hasRoute("GET /rechten") {
		p.User.Links = []ui.NavItem{{Label: tekst.Of("beheer.rechten_kop"), URL: "/rechten"}}
	}
	if r.Server.hasRoute("GET /zoeken") && r.HasRole(searchers...) {
		p.Palette = &ui.Palette{Action: "/zoeken", FragmentURL: "/zoeken/deel"}
	}
	if left, more := r.Server.Auth.Remaining(r.Session); left > 0 {
		s := &ui.Session{Seconds: int(left.Seconds()), SignInURL: "/inloggen"}
		if more {
			s.ExtendURL = "/sessie/verlengen"
		}
		p.Session = s
	}
	return p
}

// searchers are the roles that have people or actions to find.
var searchers = []authz.Role{
	authz.RoleConsulent, authz.RoleTeamleider, authz.RoleWerkbegeleider, authz.RoleTrajectbegeleider,
	authz.RoleCoordinator, authz.RoleCAWAdviseur, authz.RoleContractmanager, authz.RoleBeheerder,
}

// roleLine says in a few words as what somebody works today.
func (s *Server) roleLine(r *Request) string {
	seen := map[authz.Role]bool{}
	var names []string
	for _, a := range r.Actor.Aanstellingen {
		if a.Periode.Contains(r.Today) && !seen[a.Role] {
			seen[a.Role] = true
			names = append(names, tekst.Of("rol."+string(a.Role)))
		}
	}
	return strings.Join(names, ", ")
}

// hasRoute reports whether a page exists, so that nothing leads to one that does
// not.
func (s *Server) hasRoute(pattern string) bool {
	return slices.ContainsFunc(s.routes, func(r Route) bool { return r.Pattern == pattern })
}
