package ui

import (
	"context"
	"fmt"

	"trede/internal/web/ui/nl"
)

// Words are the texts that components bring along themselves. The zero value is
// not usable: take [Dutch] and change what another language needs.
type Words struct {
	SkipLink, MainMenu, Menu, Close, Back                                        string
	Search, SearchPlaceholder, SearchResults, NothingFound                       string
	Account, SignOut, ActAs, Accessibility, Privacy, Help                        string
	Language, ReadAloud, StopReading                                             string
	Optional, ErrorPrefix, FieldError, Previous                                  string
	Day, Month, Year, ChooseOne                                                  string
	Undo, Table, TodayMark, Start, End, Goal                                     string
	Filter, ClearFilters, ActiveFilters, RemoveFilter                            string
	Pages, PreviousPage, NextPage, PageN                                         string
	StepDone, StepCurrent, StepTodo                                              string
	Passed, Failed, NotApplicable, Advice, Repair                                string
	SessionTitle, SessionStay, SessionExpired, SessionExpiredText                string
	SessionSignIn, SessionBack, SessionWarn                                      string
	WasHere, IsHere, WantsTo, StairsTitle, Step, Date, What                      string
	Ascending, Descending, SortBy                                                string
	MarkDone, MarkDue, MarkLate, MarkPlanned, MarkMissed                         string
	Info, Success, Warning, Problem                                              string
	ErrorTitle                                                                   func(n int) string
	Range                                                                        func(from, to, total int) string
	StepOf                                                                       func(n, total int, label string) string
	ResultCount                                                                  func(n int) string
	ScaleOf                                                                      func(label string, n, total int) string
	ConflictField, ConflictSaved, ConflictMine, ConflictDiffers, ConflictCaption string
	ConflictKeepMine, ConflictKeepSaved                                          string
	ConflictTitle                                                                func(who string) string
	ConflictText                                                                 func(moment string) string
	NotKnown, Stand, Breadcrumb                                                  string
	OtherRules                                                                   func(n int, shown bool) string // shown: beside others
	StairsStep, StairsTable, Few, FewShort, Number                               string
	AllResults                                                                   string
	SessionFinal                                                                 string
	OtherWasHere, OtherIsHere, OtherWantsTo                                      string // on the stairs of somebody else
	StairsTitleOf                                                                func(name string) string
	RemoveFile                                                                   string
	FileLimit                                                                    func(types string, mb int) string
}

// Dutch are the words of the kit in Dutch, at level B1.
var Dutch = Words{
	SkipLink: "Naar de inhoud", MainMenu: "Hoofdmenu", Menu: "Menu", Close: "Sluit", Back: "Terug",
	Search: "Zoek", SearchPlaceholder: "Zoek naam of actie", SearchResults: "Resultaten", AllResults: "Bekijk alles wat is gevonden", NothingFound: "Niets gevonden. Probeer een deel van de naam.",
	Account: "Mijn account", SignOut: "Log uit", ActAs: "Werk als", Accessibility: "Toegankelijkheid", Privacy: "Privacy", Help: "Hulp nodig?",
	Language: "Taal", ReadAloud: "Lees voor", StopReading: "Stop",
	Optional: "(niet verplicht)", ErrorPrefix: "Fout: ", FieldError: "Fout: ", Previous: "vorige keer: ",
	Day: "Dag", Month: "Maand", Year: "Jaar", ChooseOne: "Maak een keuze",
	Undo: "Maak ongedaan", Table: "Bekijk als tabel", TodayMark: "vandaag", Start: "start", End: "eind", Goal: "doel",
	Filter: "Filter", ClearFilters: "Wis alle filters", ActiveFilters: "Gekozen filters", RemoveFilter: "Wis filter: ",
	Pages: "Bladeren", PreviousPage: "Vorige", NextPage: "Volgende", PageN: "Pagina ",
	StepDone: "Klaar: ", StepCurrent: "Nu: ", StepTodo: "Nog te doen: ",
	Passed: "Klopt", Failed: "Klopt niet", NotApplicable: "Niet van toepassing", Advice: "Let op", Repair: "Wie kan dit oplossen: ",
	SessionTitle: "Ben je er nog?", SessionStay: "Blijf ingelogd", SessionFinal: "Langer kan vandaag niet in één keer. Bewaar wat je doet en log daarna opnieuw in.", SessionExpired: "Je bent uitgelogd",
	SessionExpiredText: "Dat is veiliger voor de inwoners. Wat je hebt getypt, staat er nog. Log in een nieuw tabblad in en ga daarna verder.",
	SessionSignIn:      "Log in (nieuw tabblad)", SessionBack: "Ik ben weer ingelogd", SessionWarn: "Je bent even niet bezig geweest. Straks log je vanzelf uit. Tijd over: ",
	WasHere: "hier was je", IsHere: "hier ben je nu", WantsTo: "hier wil je heen", StairsTitle: "Jouw trap", Step: "Trede", Date: "Datum", What: "Wat",
	OtherWasHere: "eerst hier", OtherIsHere: "nu hier", OtherWantsTo: "wil hierheen", StairsTitleOf: func(name string) string { return "De trap van " + name },
	Ascending: "oplopend", Descending: "aflopend", SortBy: "Sorteer op ",
	MarkDone: "gedaan", MarkDue: "nu aan de beurt", MarkLate: "te laat", MarkPlanned: "gepland", MarkMissed: "niet gedaan",
	Info: "Let op", Success: "Gelukt", Warning: "Waarschuwing", Problem: "Er gaat iets mis",
	ErrorTitle: func(n int) string {
		if n == 1 {
			return "Er klopt 1 ding nog niet"
		}
		return fmt.Sprintf("Er kloppen %d dingen nog niet", n)
	},
	Range: func(from, to, total int) string {
		return fmt.Sprintf("%s-%s van %s", nl.Count(from), nl.Count(to), nl.Count(total))
	},
	StepOf: func(n, total int, label string) string { return fmt.Sprintf("Stap %d van %d: %s", n, total, label) },
	ResultCount: func(n int) string {
		return nl.Plural(n, "resultaat", "resultaten")
	},
	ConflictField: "Veld", ConflictSaved: "Opgeslagen door ", ConflictMine: "Wat jij invulde", ConflictDiffers: "verschilt",
	ConflictCaption: "De twee versies naast elkaar", ConflictKeepMine: "Bewaar wat ik invulde", ConflictKeepSaved: "Laat de opgeslagen versie staan",
	ConflictTitle: func(who string) string { return who + " heeft dit net ook gewijzigd" },
	ConflictText: func(moment string) string {
		return "Dat was " + moment + ". Er is niets verloren. Kies welke versie blijft."
	},
	NotKnown: "nog niet bekend", Stand: "Stand: ", Breadcrumb: "Kruimelpad",
	OtherRules: func(n int, shown bool) string {
		if !shown {
			return nl.Plural(n, "regel klopt of telt niet mee", "regels kloppen of tellen niet mee")
		}
		return nl.Plural(n, "andere regel klopt of telt niet mee", "andere regels kloppen of tellen niet mee")
	},
	StairsStep: "trede", StairsTable: "Lees in woorden", Few: "minder dan 5", FewShort: "<5", Number: "Aantal",
	RemoveFile: "Haal weg",
	FileLimit:  func(types string, mb int) string { return fmt.Sprintf("%s, hooguit %d MB.", types, mb) },
	ScaleOf:    func(label string, n, total int) string { return fmt.Sprintf("%s, %d van %d", label, n, total) },
}

type wordsKey struct{}

// WithWords gives a context in which the kit speaks another language.
func WithWords(ctx context.Context, w *Words) context.Context {
	return context.WithValue(ctx, wordsKey{}, w)
}

func words(ctx context.Context) *Words {
	if w, ok := ctx.Value(wordsKey{}).(*Words); ok && w != nil {
		return w
	}
	return &Dutch
}
