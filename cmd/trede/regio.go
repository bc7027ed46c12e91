package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"trede/internal/app"
	"trede/internal/app/beheer"
	"trede/internal/platform/atomicfile"
)

// regionCommand writes and reads the region's data as one file.
func regionCommand(ctx context.Context, e *env, args []string) error {
	reason := ""
	return oneOf(ctx, e, "region", args,
		subcommand{
			name: "export", args: "FILE", summary: "write the region's data to a file (docs/regio-bestand.md); - writes to the screen.",
			run: exportRegion,
		},
		subcommand{
			name: "import", args: "FILE", summary: "check a file, show what changes, and make it the region's data from now on.",
			flags: func(f *flag.FlagSet) {
				f.StringVar(&reason, "reason", "", "why, for the audit trail; without it nothing is stored and only the changes are shown")
			},
			run: func(ctx context.Context, o *opened, e *env, file string) error {
				return importRegion(ctx, o, e, file, reason)
			},
		},
	)
}

func exportRegion(ctx context.Context, o *opened, e *env, file string) error {
	service, err := o.beheer()
	if err != nil {
		return err
	}
	doc, err := service.RegioDocument(ctx, app.Systeem())
	if err != nil {
		return err
	}
	if file == "-" {
		_, err = fmt.Fprint(e.stdout, doc.Document)
		return err
	}
	err = atomicfile.Create(file, 0o600, func(w io.Writer) error {
		_, err := io.WriteString(w, doc.Document)
		return err
	})
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is already there; name another file", file)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "%s holds the region's data, version %d.\n", file, doc.Volgnr)
	return err
}

func importRegion(ctx context.Context, o *opened, e *env, file, reason string) error {
	document, err := os.ReadFile(file) //nolint:gosec // the operator names the file
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", file, err)
	}
	service, err := o.beheer()
	if err != nil {
		return err
	}
	v, err := service.ProposeRegio(ctx, app.Systeem(), string(document))
	if err != nil {
		return err
	}
	for _, p := range v.Problems {
		_, _ = fmt.Fprintf(e.stdout, "%s:%d: %s\n", file, p.Line, p.Text)
	}
	for _, c := range v.Changes {
		_, _ = fmt.Fprintln(e.stdout, describe(c))
	}
	switch {
	case len(v.Problems) > 0:
		return fmt.Errorf("%s was not stored: %d things are wrong in it", file, len(v.Problems))
	case v.Refused > 0:
		return fmt.Errorf("%s was not stored: %d changes would rewrite the past", file, v.Refused)
	case len(v.Changes) == 0:
		_, err := fmt.Fprintf(e.stdout, "%s says what the region has already; nothing was stored.\n", file)
		return err
	case reason == "":
		_, err := fmt.Fprintf(e.stdout, "Nothing was stored; give --reason to make these %d changes.\n", len(v.Changes))
		return err
	}
	if err := service.ImportRegio(ctx, app.Systeem(), v.Volgnr, v.Document, reason); err != nil {
		return inEnglish(err)
	}
	_, err = fmt.Fprintf(e.stdout, "%s counts from now on: %d changes.\n", file, len(v.Changes))
	return err
}

func describe(c beheer.RegioChange) string {
	line := strings.Join(strings.Fields(c.Soort+" "+c.Wat+" "+c.Sleutel+" "+c.Veld), " ")
	if c.Oud != "" || c.Nieuw != "" {
		line += fmt.Sprintf(": %q becomes %q", c.Oud, c.Nieuw)
	}
	if c.Geweigerd != "" {
		line += "; refused: " + c.Geweigerd
	}
	return line
}
