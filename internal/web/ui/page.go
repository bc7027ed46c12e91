package ui

import (
	"github.com/a-h/templ"

	"trede/internal/web/assets"
)

// Page is what every shell needs. Only Title is required.
type Page struct {
	Title   string // of this page; the shell adds "Fout: " and the name of the product
	Product string // "Trede" when empty: a region may give it another name
	Lang    string // "nl" when empty
	RTL     bool   // the language is written from right to left

	Scheme     string // "light" or "dark" when the person chose one
	ThemeURL   string // stylesheet with a municipality's own tokens, after ours
	ThemeClass string // class of that theme on the root element

	Banner *Banner // above every page of a demo

	Errors Errors         // of the form on this page
	Flash  []Notification // what was just done

	HomeURL          string // "/" when empty
	Nav              []NavItem
	Section          *Tabs // places that share one entry of the menu with this page
	User             *User
	Palette          *Palette
	Session          *Session
	Help             Help
	AccessibilityURL string // accessibility statement; left out when empty
	PrivacyURL       string
}

// Banner says on every page what kind of installation this is.
type Banner struct {
	Label string // of the landmark: "Demo"
	Text  string
	Link  Link
}

// NavItem is a place in the main navigation.
type NavItem struct {
	Label, URL string
	Icon       string // on the phone, above its word
	Current    bool
	Count      int // things waiting there; not shown when zero
}

// User is who is signed in.
type User struct {
	Name       string
	Team       string // team and role in a word: "Wijkteam Presikhaaf"
	AccountURL string
	SignOutURL string    // is posted to
	Acts       []ActAs   // roles and organisations to choose from
	SwitchURL  string    // is posted to, with the name "rol"
	Links      []NavItem // further personal links
}

// ActAs is a role at an organisation that a person can take.
type ActAs struct {
	Value, Role, Organisation string
	Current                   bool
}

// Palette is the search for people, places and actions.
type Palette struct {
	Action      string // page with results, by GET with the parameter "q"
	FragmentURL string // the same as a fragment, made of [PaletteResults]
	Placeholder string // the kit's own words when empty
}

// Session says how long a person stays signed in without doing anything. The script
// warns before the end; WCAG 2.2.1 asks for at least 20 seconds, ux.md for two
// minutes.
type Session struct {
	Seconds   int    // from the moment this page is sent
	Warn      int    // seconds before the end; 120 when less
	ExtendURL string // is posted to; an answer 2xx means: signed in again for Seconds
	SignInURL string
	// Final says that it cannot be extended any more. ExtendURL is then only used
	// to go on after signing in in another tab; without it the page is loaded anew.
	Final bool
}

// Help is the way to a person, at the same place on every page (WCAG 3.2.6).
type Help struct {
	Text  string // "Bel of mail de servicedesk."
	Phone string // "026 123 45 67"
	Email string
	URL   string
	Label string // of the URL: "Handleiding"
}

// Language is a language the page can be shown in.
type Language struct {
	Code    string // "ar"
	Own     string // own name: "العربية"
	Dutch   string // name in the language of the page: "Arabisch"
	URL     string
	Current bool
	RTL     bool
}

// StaffShell is the page of those who work at a desk. Identity stands below the
// header over the full width.
type StaffShell struct {
	Page
	Identity templ.Component
	Tabs     templ.Component
}

// PhoneShell is the page of those who work on their feet: one column, a bar of
// three or four places below.
type PhoneShell struct {
	Page
	Heading string // the h1
	Sub     string
	BackURL string
	Bottom  templ.Component // stays in view above the bar: the one button of a form
}

// ResidentShell is the page of a resident: one column, large text, few words.
type ResidentShell struct {
	Page
	Heading   string // the h1: "Hallo Jeroen"
	Languages []Language
	ReadAloud bool // offers to read the page aloud, with a voice on the device only
}

// PlainShell is the page for signing in, setting up and errors: nothing but the
// logo and one narrow column.
type PlainShell struct {
	Page
	Heading string
}

func (p Page) files() *assets.Files { return assets.Embedded() }

func (p Page) product() string {
	if p.Product == "" {
		return "Trede"
	}
	return p.Product
}

func (p Page) lang() string {
	if p.Lang == "" {
		return "nl"
	}
	return p.Lang
}

func (p Page) home() string {
	if p.HomeURL == "" {
		return "/"
	}
	return p.HomeURL
}

// title is the title of the window: problem first, then page, then product.
func (p Page) title(w *Words) string {
	title := p.Title
	if title == "" {
		title = p.product()
	} else if p.Title != p.product() {
		title += " – " + p.product()
	}
	if len(p.Errors) > 0 {
		return w.ErrorPrefix + title
	}
	return title
}

// final tells whether the session ends whatever the person does.
func (s Session) final() bool { return s.Final || s.ExtendURL == "" }

func (s Session) warn() int { return max(s.Warn, 120) }

func (p Palette) placeholder(w *Words) string {
	if p.Placeholder != "" {
		return p.Placeholder
	}
	return w.SearchPlaceholder
}

func (h Help) empty() bool { return h == Help{} }
