package galerij

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"trede/internal/domain/civil"
	"trede/internal/web/ui"
)

var day = civil.MustParse

var treden = []string{"Geïsoleerd", "Sociale contacten", "Bijdrage leveren", "Onbetaald werk", "Betaald, met steun", "Betaald werk"}

var paletteGroups = []ui.PaletteGroup{
	{Label: "Inwoners", Items: []ui.PaletteItem{
		{Label: "Jeroen de Vries", Detail: "1992 · Presikhaaf-West · trede 3", URL: "/dossier", Icon: "user"},
		{Label: "Fatima Yıldız", Detail: "1985 · Klarendal · aanvraag", URL: "/dossier", Icon: "user"},
		{Label: "Tom Bakker", Detail: "1978 · Malburgen · trede 4", URL: "/dossier", Icon: "user"},
	}},
	{Label: "Plekken", Items: []ui.PaletteItem{
		{Label: "De Spaak, fietswerkplaats", Detail: "Presikhaaf · 2 plekken vrij", URL: "/lijst", Icon: "map-pin"},
	}},
	{Label: "Acties", Items: []ui.PaletteItem{
		{Label: "Nieuwe melding", URL: "/pad", Icon: "plus"},
		{Label: "Uren van week 47", URL: "/lijst", Icon: "clock"},
	}},
}

func staffPage(title, current, scheme string) ui.Page {
	nav := []ui.NavItem{
		{Label: "Mijn werk", URL: "/mijn-werk"},
		{Label: "Inwoners", URL: "/lijst"},
		{Label: "Meldingen", URL: "/pad", Count: 4},
		{Label: "Aanbod", URL: "/"},
		{Label: "Beeld", URL: "/formulier"},
	}
	for i := range nav {
		nav[i].Current = nav[i].Label == current
	}
	return ui.Page{
		Title: title, Scheme: scheme, Nav: nav,
		User: &ui.User{
			Name: "Samira el Khatib", Team: "Wijkteam Presikhaaf", AccountURL: "/formulier", SignOutURL: "/uit", SwitchURL: "/rol",
			Acts: []ui.ActAs{
				{Value: "1", Role: "Consulent", Organisation: "Wijkteam Presikhaaf", Current: true},
				{Value: "2", Role: "Teamleider", Organisation: "Gemeente Arnhem"},
			},
		},
		Palette:          &ui.Palette{Action: "/zoek", FragmentURL: "/palet"},
		Session:          &ui.Session{Seconds: 1800, ExtendURL: "/sessie", SignInURL: "/inloggen"},
		Help:             ui.Help{Text: "De servicedesk helpt je van 8 tot 18 uur:", Phone: "026 123 45 67", URL: "/", Label: "Handleiding"},
		AccessibilityURL: "/formulier", PrivacyURL: "/formulier",
	}
}

func phonePage(title, current, scheme string) ui.Page {
	p := staffPage(title, "", scheme)
	p.Palette, p.User = nil, nil
	p.Nav = []ui.NavItem{
		{Label: "Vandaag", URL: "/telefoon-vandaag", Icon: "users"},
		{Label: "Voortgang", URL: "/telefoon", Icon: "list-checks", Count: 2},
		{Label: "Uren", URL: "/telefoon-vandaag", Icon: "clock"},
		{Label: "Signaal", URL: "/telefoon", Icon: "megaphone"},
	}
	for i := range p.Nav {
		p.Nav[i].Current = p.Nav[i].Label == current
	}
	return p
}

func residentPageData(title, scheme string) ui.Page {
	return ui.Page{
		Title: title, Scheme: scheme,
		Nav: []ui.NavItem{
			{Label: "Vandaag", URL: "/inwoner", Icon: "house", Current: true},
			{Label: "Mijn plan", URL: "/inwoner", Icon: "target"},
			{Label: "Mijn map", URL: "/inwoner", Icon: "folder-open"},
		},
		Session:          &ui.Session{Seconds: 900, ExtendURL: "/sessie", SignInURL: "/inloggen"},
		Help:             ui.Help{Text: "Bel Samira:", Phone: "026 123 45 67"},
		AccessibilityURL: "/formulier", PrivacyURL: "/formulier",
	}
}

var dutchAndMore = []ui.Language{
	{Code: "nl", Own: "Nederlands", URL: "/inwoner", Current: true},
	{Code: "en", Own: "English", Dutch: "Engels", URL: "/inwoner-en"},
	{Code: "ar", Own: "العربية", Dutch: "Arabisch", URL: "/inwoner-ar", RTL: true},
	{Code: "tr", Own: "Türkçe", Dutch: "Turks", URL: "/inwoner-en"},
	{Code: "pl", Own: "Polski", Dutch: "Pools", URL: "/inwoner-en"},
}

var runningBar = ui.ArrangementBar{
	First: day("2026-07-01"), Last: day("2026-12-31"), Today: Today,
	Marks: []ui.Mark{
		{Date: day("2026-10-01"), Label: "bericht", State: ui.MarkDone},
		{Date: day("2026-11-19"), Label: "evaluatie", State: ui.MarkLate},
	},
}

func full(b ui.ArrangementBar) ui.ArrangementBar {
	b.Full = true
	return b
}

var lateTasks = []ui.TaskRow{
	{
		Date: day("2026-11-19"), Today: Today, Title: "Evaluatie houden met Jeroen de Vries", URL: "/dossier",
		Detail: "Onbetaald werk met ondersteuning · loopt af op 31 december", Bar: &runningBar,
		Action: ui.Button{Label: "Plan gesprek", For: "met Jeroen de Vries", Kind: ui.Primary, URL: "/dossier"},
	},
	{
		Date: day("2026-11-20"), Today: Today, Title: "Besluit nemen voor Fatima Yıldız", URL: "/dossier",
		Detail: "Aanvraag van 6 november · wettelijke termijn 2 weken",
		Bar:    &ui.ArrangementBar{First: day("2026-10-02"), Last: day("2026-11-20"), Today: Today, Tone: ui.ToneLate, StartLabel: "melding 2 okt"},
		Action: ui.Button{Label: "Naar besluit", For: "voor Fatima Yıldız", URL: "/dossier"},
	},
}

var weekTasks = []ui.TaskRow{
	{
		Date: day("2026-11-23"), Today: Today, Title: "Bericht lezen over Tom Bakker", URL: "/dossier",
		Detail: "Van Groenrijk · doel 2 ging van ‘soms’ naar ‘goed’",
		Bar: &ui.ArrangementBar{First: day("2026-08-23"), Last: day("2027-02-22"), Today: Today, Marks: []ui.Mark{
			{Date: day("2026-11-22"), Label: "bericht", State: ui.MarkDue},
		}},
		Action: ui.Button{Label: "Lees", For: "het bericht over Tom Bakker", URL: "/dossier"},
	},
	{
		Date: day("2026-11-24"), Today: Today, Title: "Gesprek thuis met Ahmed Aden", URL: "/dossier",
		Detail: "Onderzoek, week 3 van 6 · Presikhaaf-West",
		Bar:    &ui.ArrangementBar{First: day("2026-11-03"), Last: day("2026-12-15"), Today: Today, StartLabel: "melding", EndLabel: "uiterlijk 15 dec"},
		Action: ui.Button{Label: "Open gesprek", For: "met Ahmed Aden", URL: "/dossier"},
	},
	{
		Date: day("2026-12-04"), Today: Today, Title: "Nabellen na 3 maanden: Ria Smit", URL: "/dossier",
		Detail: "Vrijwilliger bij het buurthuis sinds 27 augustus",
		Bar: &ui.ArrangementBar{
			First: day("2026-08-27"), Last: day("2026-12-04"), Today: Today, Tone: ui.ToneGood, StartLabel: "uitstroom", EndLabel: "3 maanden",
			Marks: []ui.Mark{{Date: day("2026-09-27"), State: ui.MarkDone, Label: "1 maand"}, {Date: day("2026-12-04"), State: ui.MarkPlanned}},
		},
		Action: ui.Button{Label: "Bel", For: "Ria Smit", URL: "/dossier"},
	},
}

var climb = ui.LadderChart{
	ID: "klim", Name: "Jeroen", Treden: treden, Today: Today,
	Points: []ui.LadderPoint{
		{Date: day("2026-01-12"), Trede: 2, Label: "start"},
		{Date: day("2026-06-24"), Trede: 3, Label: "stap omhoog"},
		{Date: day("2026-10-01"), Trede: 3, Label: "bericht"},
	},
	Goal: &ui.LadderGoal{Date: day("2026-12-31"), Trede: 4},
}

var rules = []ui.RuleRow{
	{Status: ui.RulePassed, Text: "Jeroen is 34 jaar: tussen 16 jaar en de AOW-leeftijd.", Source: "Catalogus 1 juli 2020, paragraaf 2.1"},
	{Status: ui.RulePassed, Text: "Arnhem koopt dit product in.", Source: "Catalogus 1 juli 2020, bijlage 1"},
	{Status: ui.RuleFailed, Text: "De verzekering van De Spaak is op 1 november verlopen.", Source: "Overeenkomst, artikel 9", Repair: "de contractmanager van de regio"},
	{Status: ui.RuleFailed, Advice: true, Text: "De werkplek ligt 7 kilometer van huis.", Source: "Catalogus 1 juli 2020, paragraaf 3.4", Repair: "jijzelf, met een reden"},
	{Status: ui.RuleNotApplicable, Text: "Er loopt geen ander arrangement.", Source: "Catalogus 1 juli 2020, paragraaf 2.5"},
}

var history = ui.Timeline{Today: Today, Items: []ui.TimelineItem{
	{Date: day("2026-11-22"), Time: "9.12", Who: "Samira el Khatib, consulent", Title: "Evaluatie gepland op 1 december", URL: "/dossier", Icon: "calendar-check"},
	{Date: day("2026-11-21"), Time: "16.40", Who: "Tom Peters, begeleider bij De Spaak", Title: "Signaal: dreigt uit te vallen", Text: "Jeroen was deze week twee keer afwezig. Hij slaapt slecht.", Icon: "megaphone", Tone: ui.ToneLate},
	{Date: day("2026-11-21"), Time: "11.05", Who: "Samira el Khatib, consulent", Title: "Signaal gelezen", Icon: "check", Tone: ui.ToneGood},
	{Date: day("2026-10-01"), Who: "Tom Peters, begeleider bij De Spaak", Title: "Voortgangsbericht ontvangen", URL: "/dossier", Icon: "file-text"},
}}

func cases() ui.Table {
	rows := [][]ui.Cell{}
	add := func(name, born, wijk, trede, end string, hours string, t ui.Tag) {
		rows = append(rows, []ui.Cell{
			{Text: name, URL: "/dossier", Sub: "geboren in " + born}, {Text: wijk}, {Text: trede}, {Text: end}, {Text: hours}, {Content: t},
		})
	}
	add("Jeroen de Vries", "1992", "Presikhaaf-West", "3", "31 dec 2026", "128", ui.Tag{Text: "te laat", Tone: ui.ToneLate})
	add("Fatima Yıldız", "1985", "Klarendal", "2", "–", "0", ui.Tag{Text: "besluit nodig", Tone: ui.ToneWeek})
	add("Tom Bakker", "1978", "Malburgen-Oost", "4", "22 feb 2027", "1.204", ui.Tag{Text: "loopt goed", Tone: ui.ToneGood})
	add("Wilhelmina van der Meer-Achterberg", "1961", "Elderveld", "5", "30 jun 2027", "640", ui.Tag{Text: "wacht op ander", Tone: ui.ToneWait})
	return ui.Table{
		Caption: "Mijn inwoners, op naam",
		Columns: []ui.Column{
			{Label: "Naam", SortURL: "/lijst?op=naam", Sorted: "ascending"},
			{Label: "Wijk", SortURL: "/lijst?op=wijk"},
			{Label: "Trede"},
			{Label: "Loopt tot"},
			{Label: "Uren", Numeric: true},
			{Label: "Stand"},
		},
		Rows: rows,
		Foot: []ui.Cell{{Text: "Samen"}, {}, {}, {}, {Text: "1.972"}, {}},
	}
}

func paged(page int) ui.Pagination {
	return ui.Pagination{Page: page, PerPage: 30, Total: 132, URL: func(n int) string {
		return ui.WithParam(&url.URL{Path: "/lijst", RawQuery: "op=naam"}, "pagina", strconv.Itoa(n))
	}}
}

var chart = ui.TredeChart{ID: "treden", Title: "Mijn 45 inwoners", Note: "12 kwamen dit jaar een trede hoger.", Counts: []ui.TredeCount{
	{Name: treden[0], Count: 1}, {Name: treden[1], Count: 6}, {Name: treden[2], Count: 18}, {Name: treden[3], Count: 12}, {Name: treden[4], Count: 6}, {Name: treden[5], Count: 2},
}}

var goals = []ui.GoalRow{
	{Words: "Ik wil zelf een fiets kunnen nakijken van begin tot eind.", Detail: "vakvaardigheid · 9 waarnemingen, laatste op 18 november", Stand: 3},
	{Words: "Op tijd komen, ook als het regent.", Detail: "werknemersvaardigheid · 14 waarnemingen", Stand: 2},
	{Words: "Durven zeggen als iets niet lukt.", Detail: "persoonlijke groei · nog geen waarnemingen"},
}

var threeSteps = []ui.Option{{Value: "1", Label: "lukt nog niet"}, {Value: "2", Label: "lukt soms"}, {Value: "3", Label: "lukt goed"}}

var yesNo = []ui.Option{{Value: "ja", Label: "Ja"}, {Value: "nee", Label: "Nee"}}

var residentTreden = []string{"vooral thuis", "onder de mensen", "samen iets doen", "zelf werk doen", "werk met hulp", "een betaalde baan"}

func link(label, address string) templ.Component {
	return ui.Link{Label: label, URL: address}
}
