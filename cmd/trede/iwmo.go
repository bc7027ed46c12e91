package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"unicode/utf8"

	"trede/internal/app"
	"trede/internal/domain/civil"
	"trede/internal/exchange/berichttekst"
	"trede/internal/platform/atomicfile"
	"trede/internal/platform/clock"
	"trede/internal/platform/config"
	"trede/iwmo"
)

// iwmoCommand does what one needs with files of messages. It takes neither settings nor a
// database. Its exit codes: 0 all is well, 1 a message is not valid, 2 something cannot
// be read, or a mistake in the command line.
func iwmoCommand(ctx context.Context, e *env, args []string) error {
	signal.Reset(os.Interrupt, syscall.SIGTERM) // there is nothing to finish: end at once
	var check checker
	var answer answerFlags
	var dag string
	var toonBsn bool
	return zonderBsn(oneOf(
		ctx, e, "iwmo", args,
		subcommand{
			name: "check", args: "FILE|DIR|-...", flags: check.flags, free: check.run,
			summary: "check messages: files, all .xml files in a folder and below, or - for standard input. Ends with 0 when all are valid, 1 when one is not, 2 when one cannot be read.",
		},
		subcommand{
			name: "explain", args: "[CODE]", free: explain,
			summary: "tell in Dutch what a rule (CS002), return code (9321) or kind of message (WMO301) is; without CODE one line on each.",
		},
		subcommand{
			name: "answer", args: "FILE|-", flags: answer.flags, free: answer.run,
			summary: "check a message as `check` does and write the message that answers it, with the personal data that belongs in it: the retour, or for a WMO323 the WMO325. Ends with 1 when the schema does not allow the message, which no message answers, and with 2 when it is an answer itself.",
		},
		subcommand{
			name: "show", args: "FILE|-",
			summary: "tell in Dutch what a message holds. Ends with 1 when it is not valid.",
			flags:   func(f *flag.FlagSet) { flagToonBsn(f, &toonBsn) },
			free:    func(e *env, words []string) error { return show(e, words, toonBsn) },
		},
		subcommand{
			name: "sample", args: "TYPE",
			summary: "write a valid message of a kind (WMO301) about people who do not exist.",
			flags: func(f *flag.FlagSet) {
				f.StringVar(&dag, "dag", "", "day (YYYY-MM-DD) of the message; today when empty")
			},
			free: func(e *env, words []string) error { return sample(e, words, dag) },
		},
	))
}

// zonderBsn is an error without a BSN that was typed on the command line. What went wrong
// in writing ends with 2, as all that has to do with files.
func zonderBsn(err error) error {
	var mistake *config.UsageError
	var end *ending
	switch {
	case err == nil, errors.Is(err, errHelpShown):
		return err
	case errors.As(err, &mistake):
		return &config.UsageError{Text: iwmo.Masker(mistake.Text)}
	case errors.As(err, &end):
		return &ending{end.code, iwmo.Masker(end.text)}
	}
	return &ending{2, iwmo.Masker(cause(err).Error())}
}

func flagToonBsn(f *flag.FlagSet, toon *bool) {
	f.BoolVar(toon, "toon-bsn", false, "show BSNs, names and all else that tells who somebody is, which is masked otherwise")
}

// day reads the day of a flag; today when it is empty.
func day(name, text string) (iwmo.Datum, error) {
	d := app.Today(clock.System()())
	if text != "" {
		var err error
		if d, err = civil.Parse(text); err != nil {
			return iwmo.Datum{}, &config.UsageError{Text: fmt.Sprintf("--%s %q is not a day; write it as %s", name, text, app.Today(clock.System()()))}
		}
	}
	return iwmo.NieuweDatum(d.Year(), int(d.Month()), d.Day())
}

// oneFile opens the one file that a command line names.
func oneFile(e *env, words []string, toonBsn bool) (*message, error) {
	name, err := oneArg(words, "one file, or - for standard input")
	if err != nil {
		return nil, err
	}
	m, err := openMessage(e, name)
	if err != nil {
		return nil, &ending{2, unread(name, err, toonBsn)}
	}
	return m, nil
}

func show(e *env, words []string, toonBsn bool) error {
	m, err := oneFile(e, words, toonBsn)
	if err != nil {
		return err
	}
	in, err := berichttekst.Read(m, m.name, berichttekst.Opties{ToonBsn: toonBsn})
	if err = errors.Join(err, m.Close()); err != nil {
		return &ending{2, unread(m.name, err, toonBsn)}
	}
	if err := in.Write(e.stdout); err != nil {
		return &ending{2, err.Error()}
	}
	if !in.Geldig() {
		return &ending{code: 1}
	}
	return nil
}

func explain(e *env, words []string) error {
	if len(words) == 0 {
		return berichttekst.ExplainAll(e.stdout)
	}
	code, err := oneArg(words, "one code, or none for a list of all")
	if err != nil {
		return err
	}
	known, err := berichttekst.Explain(e.stdout, code)
	if err == nil && !known {
		near := config.Suggest(strings.ToUpper(code), berichttekst.Codes())
		if near == "" {
			near = "; `trede iwmo explain` lists what is"
		}
		err = &config.UsageError{Text: fmt.Sprintf("%q is not a rule, return code or kind of message%s", berichttekst.Bestandsnaam(code, false), near)}
	}
	return err
}

func sample(e *env, words []string, dag string) error {
	text, err := oneArg(words, "one kind of message, as WMO301")
	if err != nil {
		return err
	}
	release := iwmo.Release32()
	soort, ok := berichttekst.FindSoort(text)
	if !ok {
		var names []string
		for _, s := range release.Soorten() {
			names = append(names, string(s))
		}
		return &config.UsageError{Text: fmt.Sprintf("%q is not a kind of message; the kinds are %s", text, strings.Join(names, ", "))}
	}
	d, err := day("dag", dag)
	if err != nil {
		return err
	}
	m, err := release.Voorbeeld(soort, d)
	if err != nil {
		return err
	}
	return iwmo.Schrijf(e.stdout, m)
}

// answerFlags are what `trede iwmo answer` takes.
type answerFlags struct{ uit, identificatie, dagtekening string }

func (a *answerFlags) flags(f *flag.FlagSet) {
	f.StringVar(&a.uit, "uit", "", "file to write; standard output when empty. What is there is never overwritten")
	f.StringVar(&a.identificatie, "identificatie", "", "identification of the answer, at most 12 characters; made from the message when empty, each time the same")
	f.StringVar(&a.dagtekening, "dagtekening", "", "day (YYYY-MM-DD) of the answer; today when empty")
}

// answerMost is the most that is read to answer it: ten times what may be sent.
const answerMost = 250 << 20

func (a *answerFlags) run(e *env, words []string) error {
	dagtekening, err := day("dagtekening", a.dagtekening)
	if err != nil {
		return err
	}
	if n := utf8.RuneCountInString(a.identificatie); n > 12 || n > 0 && strings.TrimSpace(a.identificatie) == "" {
		return &config.UsageError{Text: "--identificatie must have 1 to 12 characters"}
	}
	m, err := oneFile(e, words, false)
	if err != nil {
		return err
	}
	name := berichttekst.Bestandsnaam(m.name, false)
	if m.size > answerMost {
		return errors.Join(&ending{2, fmt.Sprintf("%s is larger than %d MB, and a message is at most 25 MB; ask for it in parts", name, answerMost>>20)}, m.Close())
	}
	v, err := iwmo.Lees(m, iwmo.Opties{MaxBytes: answerMost})
	if err = errors.Join(err, m.Close()); err != nil {
		return &ending{2, unread(m.name, err, false)}
	}
	out, err := a.answer(v, name, dagtekening)
	if err != nil {
		return err
	}
	if a.uit == "" {
		return iwmo.Schrijf(e.stdout, out)
	}
	err = atomicfile.Create(a.uit, 0o600, func(w io.Writer) error { return iwmo.Schrijf(w, out) })
	file := berichttekst.Bestandsnaam(a.uit, false)
	switch {
	case errors.Is(err, fs.ErrExist):
		return &ending{2, fmt.Sprintf("%s is already there; name another file", file)}
	case err != nil:
		return &ending{2, fmt.Sprintf("%s cannot be written: %v", file, cause(err))}
	case v.Geldig():
		_, err = fmt.Fprintf(e.stdout, "%s holds the %s: nothing is wrong with %s.\n", file, berichttekst.Antwoord(v.Soort), name)
	default:
		_, err = fmt.Fprintf(e.stdout, "%s holds the %s, which refuses %s.\n", file, berichttekst.Antwoord(v.Soort), name)
	}
	return err
}

// answer makes the message that answers what was read.
func (a *answerFlags) answer(v *iwmo.Verslag, name string, dagtekening iwmo.Datum) (any, error) {
	level1 := len(v.Bevindingen) > 0 && v.Bevindingen[0].Niveau == iwmo.NiveauSchema
	switch {
	case level1:
		return nil, &ending{1, fmt.Sprintf("%s is not as the schema asks, and no message answers that: tell the sender what `trede iwmo check` finds in it", name)}
	case berichttekst.Antwoord(v.Soort) == "":
		return nil, &ending{2, fmt.Sprintf("%s is a %s, which answers another message; there is nothing to answer", name, v.Soort)}
	}
	id := a.identificatie
	if id == "" {
		sum := sha256.New()
		if err := iwmo.Schrijf(sum, v.Bericht); err != nil {
			return nil, err
		}
		id = fmt.Sprintf("R%X", sum.Sum(nil))[:12]
	}
	return iwmo.Beantwoord(v, iwmo.AntwoordOpties{Identificatie: id, Dagtekening: dagtekening})
}
