package main

const (
	tie      = "with a tie both branches give the same two ends"
	mirrored = "each pair is looked at from both sides, and the other side gives the same answer"
)

// equivalent are the changes that nobody can notice, each with the reason.
var equivalent = map[string]string{
	`newRij: !late[0].Na(end) -> !!late[0].Voor(end)`: tie,
	`newRij: end.Na(late[1]) -> !end.Voor(late[1])`:   tie,

	`raakt: self && !l.van.Na(end) && late[0] == end -> (self && !l.van.Na(end))`:           "when l is among the first and not the latest, the latest but one does not end before l begins either",
	`raakt: self && !l.van.Na(end) && late[0] == end -> (late[0] == end)`:                   mirrored,
	`raakt: self && !l.van.Na(end) && late[0] == end -> (!l.van.Na(end)) && late[0] == end`: mirrored,
	`raakt: self && !l.van.Na(end) && late[0] == end -> (self) && late[0] == end`:           "what ends before it begins is touched by nothing, with either end",
	`raakt: !late[1].Voor(l.van) -> !!late[1].Na(l.van)`:                                    mirrored,
}
