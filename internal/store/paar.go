package store

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"trede/internal/platform/errs"
	"trede/internal/platform/sqldb"
)

// The id of the pair stands in both databases, so that a file of another backup
// beside this one is noticed.
const pairKey = "paar"

// The id of the key file stands beside it: with another one nothing can be read,
// and what is written would be lost later.
const keyFileKey = "sleutelbestand"

type kenmerkRij struct {
	Sleutel string
	Waarde  string
}

var (
	kenmerken     = sqldb.Table[kenmerkRij]("kenmerk", "sleutel")
	leesKenmerken = sqldb.Table[kenmerkRij]("lees_kenmerk", "sleutel")
)

// checkPair checks that both databases belong together; in a new pair it writes
// the id when it may.
func (s *Store) checkPair(ctx context.Context, create bool) error {
	mine, err := readPair(ctx, s.db, kenmerken)
	if err != nil {
		return err
	}
	theirs, err := readPair(ctx, s.looks, leesKenmerken)
	if err != nil {
		return err
	}
	if mine == "" && theirs == "" && create {
		mine = s.ids.New()
		return errors.Join(
			writeKenmerk(ctx, s.db, kenmerken, pairKey, mine),
			writeKenmerk(ctx, s.db, kenmerken, keyFileKey, s.keys.ID()),
			writeKenmerk(ctx, s.looks, leesKenmerken, pairKey, mine),
		)
	}
	if mine != theirs || mine == "" {
		return errs.Wrapped(errs.Unavailable, "db.paar", fmt.Errorf("%s and its read log %s do not belong together; restore both from the same backup", s.db.Name(), s.looks.Name()))
	}
	keyFile, err := readKenmerk(ctx, s.db, kenmerken, keyFileKey)
	if err == nil && keyFile != s.keys.ID() {
		err = errs.Wrapped(errs.Unavailable, "db.sleutelbestand", fmt.Errorf("the key file does not belong to %s; name the one that was made with it", s.db.Name()))
	}
	return err
}

func readPair(ctx context.Context, db *sqldb.DB, t *sqldb.TableOf[kenmerkRij]) (string, error) {
	return readKenmerk(ctx, db, t, pairKey)
}

func readKenmerk(ctx context.Context, db *sqldb.DB, t *sqldb.TableOf[kenmerkRij], key string) (string, error) {
	var row kenmerkRij
	err := db.Read(ctx, func(tx *sqldb.Tx) error {
		var err error
		row, _, err = t.Maybe(tx, key)
		return err
	})
	return row.Waarde, err
}

func writeKenmerk(ctx context.Context, db *sqldb.DB, t *sqldb.TableOf[kenmerkRij], key, value string) error {
	return db.Write(ctx, func(tx *sqldb.Tx) error {
		return t.Insert(tx, kenmerkRij{Sleutel: key, Waarde: value})
	})
}

// Names of the files in a backup.
const (
	backupMain     = "trede.db"
	backupLooks    = "trede.leeslog.db"
	backupDump     = "trede.dump"
	backupManifest = "inhoud.json"
)

// manifest says what a backup holds.
type manifest struct {
	Versie  int          `json:"versie"`
	Engine  sqldb.Engine `json:"engine"`
	Gemaakt time.Time    `json:"gemaakt"`
	Sleutel string       `json:"sleutel,omitempty"` // id of the key file that reads it
}

// Backup writes the whole pair to one file while the store is in use, and reads
// the file back to check it. The key file is not in it: keep that elsewhere.
func (s *Store) Backup(ctx context.Context, file string) (err error) {
	defer errs.Wrap(&err, "store.Backup")
	dir, err := os.MkdirTemp(filepath.Dir(file), ".trede-backup-")
	if err != nil {
		return errs.Wrapped(errs.Unavailable, "backup.map", fmt.Errorf("cannot write beside %s: %w", file, err))
	}
	defer func() { _ = os.RemoveAll(dir) }()
	names := []string{backupMain, backupLooks}
	if s.db.Engine() == sqldb.Postgres {
		names = []string{backupDump}
		err = dumpPostgres(ctx, s.db, filepath.Join(dir, backupDump))
	} else {
		// The log first: a look at a dossier that is not in the backup is no harm,
		// a change without its looks would be.
		err = vacuumInto(ctx, s.looks, filepath.Join(dir, backupLooks))
		if err == nil {
			err = vacuumInto(ctx, s.db, filepath.Join(dir, backupMain))
		}
	}
	if err != nil {
		return err
	}
	m, err := json.Marshal(manifest{Versie: 1, Engine: s.db.Engine(), Gemaakt: s.clock(), Sleutel: s.keys.ID()})
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, backupManifest), m, 0o600); err != nil {
		return err
	}
	packed := filepath.Join(dir, "pakket")
	if err := pack(packed, dir, append([]string{backupManifest}, names...)); err != nil {
		return err
	}
	if err := s.checkBackup(ctx, packed); err != nil {
		return fmt.Errorf("the backup was written but does not read back: %w", err)
	}
	return os.Rename(packed, file)
}

func vacuumInto(ctx context.Context, db *sqldb.DB, file string) error {
	// VACUUM INTO reads one state; a connection of its own keeps the writer free.
	own, err := sqldb.Open(ctx, db.Name(), sqldb.Options{Readers: 1})
	if err != nil {
		return err
	}
	defer func() { _ = own.Close() }()
	if _, err := own.Writer().ExecContext(ctx, "vacuum into $1", file); err != nil {
		return errs.Wrapped(errs.Unavailable, "backup.schrijven", fmt.Errorf("copying %s failed: %w", db.Name(), err))
	}
	return os.Chmod(file, 0o600)
}

func dumpPostgres(ctx context.Context, db *sqldb.DB, file string) error {
	tool, err := exec.LookPath("pg_dump")
	if err != nil {
		return errs.Wrapped(errs.Unavailable, "backup.pg_dump", errors.New("pg_dump is not installed; install the PostgreSQL client programs"))
	}
	address, secret := withoutPassword(db.DSN())
	dump := exec.CommandContext(ctx, tool, "--format=custom", "--no-owner", "--file="+file, "--dbname="+address) //nolint:gosec // the operator's own database
	dump.Env = append(os.Environ(), secret...)
	out, err := dump.CombinedOutput()
	if err != nil {
		return errs.Wrapped(errs.Unavailable, "backup.pg_dump", fmt.Errorf("pg_dump failed: %w: %s", err, out))
	}
	return nil
}

// withoutPassword takes the password out of an address and gives it as a setting
// of the environment: everybody on the machine can read the arguments of a program.
func withoutPassword(dsn string) (address string, env []string) {
	u, err := url.Parse(dsn)
	if err != nil || u.User == nil {
		return dsn, nil
	}
	password, has := u.User.Password()
	if !has {
		return dsn, nil
	}
	u.User = url.User(u.User.Username())
	return u.String(), []string{"PGPASSWORD=" + password}
}

func pack(file, dir string, names []string) (err error) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z, err := gzip.NewWriterLevel(f, gzip.BestSpeed)
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	for _, name := range names {
		if err := packOne(t, filepath.Join(dir, name), name); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), z.Close(), f.Sync())
}

func packOne(t *tar.Writer, file, name string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	if err := t.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size()}); err != nil {
		return err
	}
	_, err = io.Copy(t, in)
	return err
}

// unpack writes the files of a backup into a folder and gives its manifest.
func unpack(file, dir string) (m manifest, err error) {
	notOurs := func(err error) (manifest, error) {
		return m, errs.Wrapped(errs.Invalid, "backup.onleesbaar", fmt.Errorf("%s is not a whole backup of Trede: %w", file, err))
	}
	f, err := os.Open(file)
	if err != nil {
		return m, errs.Wrapped(errs.Unavailable, "backup.open", fmt.Errorf("cannot open the backup: %w", err))
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return notOurs(err)
	}
	t := tar.NewReader(z)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return notOurs(err)
		}
		switch h.Name {
		case backupMain, backupLooks, backupDump, backupManifest:
			if err := unpackOne(t, filepath.Join(dir, h.Name)); err != nil { //nolint:gosec // one of four fixed names
				return notOurs(err)
			}
		default:
			return notOurs(fmt.Errorf("unknown part %q", h.Name))
		}
	}
	body, err := os.ReadFile(filepath.Join(dir, backupManifest))
	if err != nil {
		return notOurs(err)
	}
	if err := json.Unmarshal(body, &m); err != nil || m.Versie != 1 {
		return notOurs(errors.New("its list of contents cannot be read"))
	}
	return m, nil
}

func unpackOne(r io.Reader, file string) (err error) {
	out, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = io.Copy(out, r)
	if err != nil {
		return err
	}
	return out.Sync()
}

// checkBackup unpacks a backup beside itself and checks it.
func (s *Store) checkBackup(ctx context.Context, file string) error {
	dir, err := os.MkdirTemp(filepath.Dir(file), "proef-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	m, err := unpack(file, dir)
	if err != nil {
		return err
	}
	if m.Engine == sqldb.Postgres {
		return nil // pg_dump ended well and the package is whole; restore checks the rest
	}
	return checkPairFiles(ctx, dir)
}

// checkPairFiles checks two SQLite files for damage and that they fit.
func checkPairFiles(ctx context.Context, dir string) error {
	main, looks := filepath.Join(dir, backupMain), filepath.Join(dir, backupLooks)
	var ids []string
	for i, file := range []string{main, looks} {
		db, err := sqldb.Open(ctx, file, sqldb.Options{Readers: 1})
		if err != nil {
			return err
		}
		table := []*sqldb.TableOf[kenmerkRij]{kenmerken, leesKenmerken}[i]
		id, err := readPair(ctx, db, table)
		var verdict string
		if err == nil {
			err = db.Writer().QueryRowContext(ctx, "pragma integrity_check").Scan(&verdict)
		}
		if err := errors.Join(err, db.Close()); err != nil {
			return err
		}
		if verdict != "ok" {
			return errs.Wrapped(errs.Unavailable, "backup.beschadigd", fmt.Errorf("%s is damaged: %s", filepath.Base(file), verdict))
		}
		ids = append(ids, id)
	}
	if ids[0] == "" || ids[0] != ids[1] {
		return errs.Wrapped(errs.Unavailable, "db.paar", errors.New("the two files of the backup do not belong together"))
	}
	return nil
}

// Restore puts a backup in place as a new database. It never overwrites: the
// file must not be there (SQLite), or the database must be empty (PostgreSQL). keyID is
// the id of the key file that will read it; another one is refused before anything is put
// in place. Empty: whichever reads it.
func Restore(ctx context.Context, file, dsn, keyID string) (err error) {
	defer errs.Wrap(&err, "store.Restore")
	dir, err := os.MkdirTemp(restoreDir(dsn), ".trede-restore-")
	if err != nil {
		return errs.Wrapped(errs.Unavailable, "backup.map", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	m, err := unpack(file, dir)
	if err != nil {
		return err
	}
	if wantPG := m.Engine == sqldb.Postgres; wantPG != sqldb.IsPostgres(dsn) {
		return errs.Wrapped(errs.Invalid, "backup.engine", fmt.Errorf("this is a backup of %s; give a database of that kind", m.Engine))
	}
	if keyID != "" && m.Sleutel != "" && keyID != m.Sleutel {
		return errs.Wrapped(errs.Invalid, "db.sleutelbestand", errors.New("the key file does not belong to this backup; name the one that was made with the database, nothing was changed"))
	}
	if m.Engine == sqldb.Postgres {
		return restorePostgres(ctx, filepath.Join(dir, backupDump), dsn)
	}
	if err := checkPairFiles(ctx, dir); err != nil {
		return err
	}
	for _, name := range []string{dsn, LeeslogFile(dsn)} {
		if _, err := os.Stat(name); err == nil {
			return errs.Wrapped(errs.Conflict, "backup.bestaat", fmt.Errorf("%s is already there; move it away first, nothing was changed", name))
		}
	}
	if err := os.Rename(filepath.Join(dir, backupLooks), LeeslogFile(dsn)); err != nil {
		return err
	}
	return os.Rename(filepath.Join(dir, backupMain), dsn)
}

func restoreDir(dsn string) string {
	if sqldb.IsPostgres(dsn) {
		return ""
	}
	return filepath.Dir(dsn)
}

func restorePostgres(ctx context.Context, dump, dsn string) error {
	tool, err := exec.LookPath("pg_restore")
	if err != nil {
		return errs.Wrapped(errs.Unavailable, "backup.pg_restore", errors.New("pg_restore is not installed; install the PostgreSQL client programs"))
	}
	address, secret := withoutPassword(dsn)
	restore := exec.CommandContext(ctx, tool, "--no-owner", "--exit-on-error", "--single-transaction", "--dbname="+address, dump) //nolint:gosec // the operator's own database
	restore.Env = append(os.Environ(), secret...)
	out, err := restore.CombinedOutput()
	if err != nil {
		return errs.Wrapped(errs.Unavailable, "backup.pg_restore", fmt.Errorf("pg_restore failed, nothing was changed; is the database empty? %w: %s", err, out))
	}
	return nil
}
