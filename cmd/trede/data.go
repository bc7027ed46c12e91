package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"trede/internal/platform/audit"
	"trede/internal/platform/config"
	"trede/internal/platform/crypt"
	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
	"trede/internal/store"
)

func migrate(ctx context.Context, e *env, args []string) error {
	cfg, rest, err := e.parse(config.Command{
		Name: "trede migrate", Summary: "make the database, or bring it up to date. Make a backup first.", Keys: dataKeys,
	}, args)
	if err == nil {
		err = noArgs(rest)
	}
	if err != nil {
		return err
	}
	o, err := open(ctx, cfg, upgrade)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(e.stdout, "%s is up to date.\n", cfg.DB)
	return o.close()
}

func backup(ctx context.Context, e *env, args []string) error {
	cfg, rest, err := e.parse(config.Command{
		Name: "trede backup", Args: "FILE",
		Summary: "write a backup to a file while the program runs, and read it back. The key file is not in it: keep that elsewhere.",
		Keys:    dataKeys,
	}, args)
	if err != nil {
		return err
	}
	file, err := oneArg(rest, "the name of the file to write")
	if err != nil {
		return err
	}
	o, err := open(ctx, cfg, existing)
	if err != nil {
		return err
	}
	if err := o.store.Backup(ctx, file); err != nil {
		return errors.Join(err, o.close())
	}
	_, _ = fmt.Fprintf(e.stdout, "%s holds a backup and reads back well.\n", file)
	return o.close()
}

func restore(ctx context.Context, e *env, args []string) error {
	cfg, rest, err := e.parse(config.Command{
		Name: "trede restore", Args: "FILE", Summary: "put a backup in place as a new database; an existing one is never overwritten.", Keys: dataKeys,
	}, args)
	if err != nil {
		return err
	}
	file, err := oneArg(rest, "the name of the backup")
	if err != nil {
		return err
	}
	keys, err := openKeys(cfg, false)
	if err != nil {
		return err
	}
	if err := store.Restore(ctx, file, dsn(cfg), keys.ID()); err != nil {
		return err
	}
	o, err := open(ctx, cfg, existing)
	if errs.CodeOf(err) == sqldb.CodeSchemaOlder {
		_, _ = fmt.Fprintf(e.stdout, "%s is back in place, as an older program wrote it; run `trede migrate` and then `trede verify`.\n", cfg.DB)
		return nil
	}
	if err != nil {
		return fmt.Errorf("the backup was put in place, but does not open: %w", err)
	}
	_, _ = fmt.Fprintf(e.stdout, "%s is back in place; run `trede verify` to check it.\n", cfg.DB)
	return o.close()
}

func verify(ctx context.Context, e *env, args []string) error {
	var dir string
	cfg, rest, err := e.parse(config.Command{
		Name: "trede verify", Summary: "check the audit trail (against the exported checkpoints too), what is derived, that all rows refer to rows that are there, and that all files are what was kept.",
		Keys: append(slices.Clone(dataKeys), "checkpoint_dir"),
		Flags: func(f *flag.FlagSet) {
			f.StringVar(&dir, "checkpoints", "", "folder with exported checkpoints; checkpoint-dir when empty")
		},
	}, args)
	if err == nil {
		err = noArgs(rest)
	}
	if err != nil {
		return err
	}
	if dir == "" {
		dir = cfg.CheckpointDir
	}
	o, err := open(ctx, cfg, existing)
	if err != nil {
		return err
	}
	defer func() { _ = o.close() }()
	wrong := 0
	for _, check := range []func() (int, error){
		func() (int, error) { return o.verifyAudit(ctx, e.stdout, dir) },
		func() (int, error) { return o.verifyDerived(ctx, e.stdout) },
		func() (int, error) { return o.verifyReferences(ctx, e.stdout) },
		func() (int, error) { return o.verifyFiles(ctx, e.stdout) },
	} {
		n, err := check()
		if err != nil {
			return err
		}
		wrong += n
	}
	if wrong > 0 {
		return errors.New("something is wrong with this database; keep it as it is and call whoever is responsible for it")
	}
	return nil
}

func (o *opened) verifyAudit(ctx context.Context, w io.Writer, dir string) (int, error) {
	newest, problems, err := readCheckpoints(dir, o.keys)
	if err != nil {
		return 0, err
	}
	v := audit.NewVerifier(newest...)
	v.Add(problems...)
	if err := o.store.VerifyAudit(ctx, v); err != nil {
		return 0, err
	}
	report := v.Report()
	for _, p := range report.Problems {
		_, _ = fmt.Fprintln(w, p.Error())
	}
	_, err = fmt.Fprintf(w, "Audit trail: %d chains, %d records, %d problems.\n", report.Chains, report.Records, report.Found)
	if !report.OK() {
		return max(report.Found, 1), err
	}
	return 0, err
}

// shownProblems is how many differences of a kind are printed.
const shownProblems = 50

func (o *opened) verifyDerived(ctx context.Context, w io.Writer) (int, error) {
	differences, residents, err := o.uc.Taken.Controleer(ctx, shownProblems)
	if err != nil {
		return 0, err
	}
	for _, d := range differences {
		_, _ = fmt.Fprintf(w, "resident %s: the stored %s %s is not what follows from the dossier\n", d.InwonerID, d.Wat, d.Sleutel)
	}
	_, err = fmt.Fprintf(w, "Derived rows: %d residents, %d differences.\n", residents, len(differences))
	return len(differences), err
}

func (o *opened) verifyReferences(ctx context.Context, w io.Writer) (int, error) {
	problems, err := o.store.CheckReferences(ctx)
	if err != nil {
		return 0, err
	}
	for _, p := range problems {
		_, _ = fmt.Fprintln(w, p)
	}
	_, err = fmt.Fprintf(w, "References: %d problems.\n", len(problems))
	return len(problems), err
}

func (o *opened) verifyFiles(ctx context.Context, w io.Writer) (int, error) {
	files, problems, err := o.store.CheckFiles(ctx)
	if err != nil {
		return 0, err
	}
	for _, p := range problems {
		_, _ = fmt.Fprintln(w, p)
	}
	_, err = fmt.Fprintf(w, "Files: %d, %d problems.\n", files, len(problems))
	return len(problems), err
}

// readCheckpoints reads the exported checkpoints of a folder: the newest to hold
// the chains against, and what is wrong with their series.
func readCheckpoints(dir string, keys *crypt.Keys) ([]*audit.Checkpoint, []audit.Problem, error) {
	if dir == "" {
		return nil, nil, nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "controlepunt-*.gz"))
	if err != nil || len(files) == 0 {
		return nil, nil, errors.Join(err, nothingIn(dir, files))
	}
	slices.Sort(files)
	var seals []audit.Seal
	var newest *audit.Checkpoint
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			return nil, nil, err
		}
		cp, err := audit.ReadCheckpoint(f, keys.AuditKeys())
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", file, err)
		}
		newest = cp
		seals = append(seals, cp.Seal)
	}
	return []*audit.Checkpoint{newest}, audit.VerifySeals(seals), nil
}

func nothingIn(dir string, files []string) error {
	if len(files) > 0 {
		return nil
	}
	return fmt.Errorf("there are no checkpoints in %s; name another folder, or leave --checkpoints out", dir)
}

func keysCommand(_ context.Context, e *env, args []string) error {
	cfg, rest, err := e.parse(config.Command{
		Name: "trede keys", Args: "rotate",
		Summary: "add a new key for encryption. Old keys stay, so that old data can be read; running programs take it in within a minute.",
		Keys:    []string{"key_file", "key_passphrase"},
	}, args)
	if err != nil {
		return err
	}
	if what, err := oneArg(rest, "what to do: rotate"); err != nil {
		return err
	} else if what != "rotate" {
		return &config.UsageError{Text: fmt.Sprintf("%q is not something to do with keys; rotate is", what)}
	}
	if err := crypt.Rotate(cfg.KeyFile, crypt.Options{Passphrase: cfg.KeyPassphrase}, crypt.Fields); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(e.stdout, "%s has a new key; make a copy of the file.\n", cfg.KeyFile)
	return nil
}

func configCommand(_ context.Context, e *env, args []string) error {
	if len(args) > 0 {
		return &config.UsageError{Text: fmt.Sprintf("%q is one word too many", args[0])}
	}
	_, err := fmt.Fprint(e.stdout, config.Page())
	return err
}

func versionCommand(_ context.Context, e *env, args []string) error {
	if len(args) > 0 {
		return &config.UsageError{Text: fmt.Sprintf("%q is one word too many", args[0])}
	}
	_, err := fmt.Fprintln(e.stdout, "trede "+version)
	return err
}
