// Package iwmo reads, checks and writes the messages of iWmo 3.2, the Dutch standard in
// which municipalities and providers of support tell each other what is allocated,
// begun, ended and claimed under the Wet maatschappelijke ondersteuning.
//
// The fourteen messages are Go types with the names of the standard: [WMO301] is an
// allocation, [WMO323] a claim. [Lees] reads a message in one pass, checks it against the
// schema (level 1) and against the rules within the message (level 2), and gives every
// finding with its line, path, rule and what to do about it. With a [Keten], which knows
// what was sent before and agreed, it checks the rules across messages (level 3) and
// against other sources (level 4) too; [Geheugen] is one. [Schrijf] writes a message, and
// [Beantwoord] answers one.
//
// The package stands on the standard library alone.
package iwmo
