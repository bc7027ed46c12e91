package crypt_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"trede/internal/platform/audit"
	"trede/internal/platform/crypt"
)

var place = crypt.Place{Table: "inwoner", Column: "bsn", Row: "018f0000-0000-7000-8000-000000000001"}

func ephemeral(t testing.TB) *crypt.Keys {
	t.Helper()
	k, err := crypt.Ephemeral()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// newFile makes a key file and opens it.
func newFile(t *testing.T, o crypt.Options) (string, *crypt.Keys) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "trede.key")
	k, created, err := crypt.OpenOrCreate(path, o)
	if err != nil || !created {
		t.Fatalf("OpenOrCreate = created %v, %v", created, err)
	}
	return path, k
}

func TestEncryptedComesBackAtItsPlaceOnly(t *testing.T) {
	k := ephemeral(t)
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		at := crypt.Place{Table: rapid.String().Draw(t, "table"), Column: rapid.String().Draw(t, "column"), Row: rapid.String().Draw(t, "row")}
		cipher, err := k.Encrypt(plain, at)
		if err != nil {
			t.Fatal(err)
		}
		got, err := k.Decrypt(cipher, at)
		if err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("Decrypt = %q, %v; want %q", got, err, plain)
		}
		if len(plain) > 3 && bytes.Contains(cipher, plain) {
			t.Fatalf("the text is readable in %q", cipher)
		}
		for name, other := range map[string]crypt.Place{
			"row":    {Table: at.Table, Column: at.Column, Row: at.Row + "x"},
			"column": {Table: at.Table, Column: at.Column + "x", Row: at.Row},
			"table":  {Table: at.Table + "x", Column: at.Column, Row: at.Row},
			"shift":  {Table: at.Table + at.Column, Row: at.Row, Column: "x"},
		} {
			if _, err := k.Decrypt(cipher, other); !errors.Is(err, crypt.ErrDecrypt) {
				t.Fatalf("another %s: %v, want ErrDecrypt", name, err)
			}
		}
		i := rapid.IntRange(0, len(cipher)-1).Draw(t, "byte")
		cipher[i] ^= 1
		if _, err := k.Decrypt(cipher, at); !errors.Is(err, crypt.ErrDecrypt) {
			t.Fatalf("a changed byte: %v, want ErrDecrypt", err)
		}
	})
	for _, short := range [][]byte{nil, {1}, {1, 2, 3, 4, 5}} {
		if _, err := k.Decrypt(short, place); !errors.Is(err, crypt.ErrDecrypt) {
			t.Errorf("%d bytes: %v, want ErrDecrypt", len(short), err)
		}
		if k.IsCurrent(short) {
			t.Errorf("%d bytes are current", len(short))
		}
	}
}

func TestEqualTextsDoNotLookEqual(t *testing.T) {
	k := ephemeral(t)
	a, _ := k.Encrypt([]byte("999900006"), place)
	b, _ := k.Encrypt([]byte("999900006"), place)
	if bytes.Equal(a, b) {
		t.Error("the same text gave the same ciphertext twice")
	}
}

func TestBlindIndexFindsAndHides(t *testing.T) {
	k, other := ephemeral(t), ephemeral(t)
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		x := k.Index("inwoner.bsn", a)
		if x != k.Index("inwoner.bsn", a) {
			t.Fatal("the index of a value changes")
		}
		if (a == b) != (x == k.Index("inwoner.bsn", b)) {
			t.Fatalf("%q and %q", a, b)
		}
		if len(x) != crypt.IndexLength || (len(a) > 5 && strings.Contains(x, a)) {
			t.Fatalf("index %q of %q", x, a)
		}
		if x == k.Index("account.email", a) || x == other.Index("inwoner.bsn", a) || k.Index("ab", "c"+a) == k.Index("a", "bc"+a) {
			t.Fatal("domain or key do not count")
		}
		if got := k.Indexes("inwoner.bsn", a); len(got) != 1 || got[0] != x || !k.IndexIsCurrent(x) || other.IndexIsCurrent(x) {
			t.Fatalf("Indexes = %v", got)
		}
	})
}

func TestKeyFileIsMadeOnceAndForItsOwnerOnly(t *testing.T) {
	path, first := newFile(t, crypt.Options{})
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v; want 0600", info.Mode(), err)
	}
	cipher, _ := first.Encrypt([]byte("x"), place)
	again, created, err := crypt.OpenOrCreate(path, crypt.Options{})
	if err != nil || created || again.ID() != first.ID() {
		t.Fatalf("second start: created %v, id %v, %v", created, again.ID(), err)
	}
	if got, err := again.Decrypt(cipher, place); err != nil || string(got) != "x" {
		t.Errorf("after a restart: %q, %v", got, err)
	}
	if again.Index("d", "v") != first.Index("d", "v") || !again.TokenMatches("p", crypt.Protect("t"), first.TokenHash("p", crypt.Protect("t"))) {
		t.Error("after a restart index or tokens are others")
	}
	if err := crypt.Create(path, crypt.Options{}); !errors.Is(err, fs.ErrExist) {
		t.Errorf("Create over an existing file = %v, want ErrExist", err)
	}
	if first.ID() == ephemeral(t).ID() {
		t.Error("two installations have the same id")
	}
}

func TestManyFirstStartsAgreeOnOneKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trede.key")
	ids := make([]string, 8)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			k, _, err := crypt.OpenOrCreate(path, crypt.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = k.ID()
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("programs that started together hold keys %v", ids)
		}
	}
}

func TestBadKeyFilesAreRefusedWithOneClearSentence(t *testing.T) {
	path, _ := newFile(t, crypt.Options{})
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	wrappedPath, _ := newFile(t, crypt.Options{Passphrase: crypt.Protect("pass")})
	wrapped, err := os.ReadFile(wrappedPath)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, text string
		mode       fs.FileMode
		opts       crypt.Options
		want       string
	}{
		{"group may read", string(good), 0o640, crypt.Options{}, "others can read it (mode 0640); run: chmod 600 "},
		{"all may read", string(good), 0o604, crypt.Options{}, "others can read it (mode 0604)"},
		{"empty", "", 0o600, crypt.Options{}, "not a key file of Trede, or it was damaged"},
		{"other JSON", "{}", 0o600, crypt.Options{}, "not a key file of Trede"},
		{"cut short", string(good[:len(good)/2]), 0o600, crypt.Options{}, "damaged"},
		{"newer version", strings.Replace(string(good), `"version": 1`, `"version": 2`, 1), 0o600, crypt.Options{}, "its version is 2"},
		{"keyset missing", strings.Replace(string(good), `"index"`, `"other"`, 1), 0o600, crypt.Options{}, "it has no index key"},
		{"keyset damaged", strings.Replace(string(good), `"primaryKeyId"`, `"primaryKeyIdx"`, 1), 0o600, crypt.Options{}, "key was damaged"},
		{"too large", string(good) + strings.Repeat(" ", 1<<20), 0o600, crypt.Options{}, "too large"},
		{"passphrase not needed", string(good), 0o600, crypt.Options{Passphrase: crypt.Protect("x")}, "it is not encrypted"},
		{"passphrase missing", string(wrapped), 0o600, crypt.Options{}, "encrypted with a passphrase and none was given"},
		{"passphrase wrong", string(wrapped), 0o600, crypt.Options{Passphrase: crypt.Protect("Pass")}, "passphrase is not the one"},
		{"wrapping too heavy", strings.Replace(string(wrapped), `"memory_kib": 65536`, `"memory_kib": 4294967295`, 1), 0o600, crypt.Options{Passphrase: crypt.Protect("pass")}, "wrapping is not one"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "k")
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, tt.mode); err != nil {
				t.Fatal(err)
			}
			_, created, err := crypt.OpenOrCreate(path, tt.opts)
			if err == nil || created || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "\n") {
				t.Errorf("created %v, error %v; want one sentence with %q", created, err, tt.want)
			}
		})
	}
	if _, err := crypt.Open(filepath.Join(t.TempDir(), "absent"), crypt.Options{}); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("absent: %v", err)
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := crypt.Open(dir, crypt.Options{}); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("a directory as key file: %v", err)
	}
}

// With a passphrase no key material stands in the file in the clear.
func TestPassphraseHidesTheKeys(t *testing.T) {
	o := crypt.Options{Passphrase: crypt.Protect("correct horse")}
	path, k := newFile(t, o)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(raw, []byte(`"keyData"`)) || !bytes.Contains(raw, []byte(`"encryptedKeyset"`)) {
		t.Errorf("the keys are readable: %s", raw)
	}
	cipher, _ := k.Encrypt([]byte("x"), place)
	if err := crypt.Rotate(path, o, crypt.Fields); err != nil {
		t.Fatal(err)
	}
	again, err := crypt.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Decrypt(cipher, place); err != nil || string(got) != "x" {
		t.Errorf("after a rotation under a passphrase: %q, %v", got, err)
	}
}

func TestRotationOfFieldsWithoutDowntime(t *testing.T) {
	path, server := newFile(t, crypt.Options{})
	old, _ := server.Encrypt([]byte("oud"), place)
	if err := crypt.Rotate(path, crypt.Options{}, crypt.Fields); err != nil {
		t.Fatal(err)
	}
	command, err := crypt.Open(path, crypt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if command.IsCurrent(old) || !server.IsCurrent(old) {
		t.Error("IsCurrent does not tell old from new")
	}
	fresh, _ := command.Encrypt([]byte("nieuw"), place)
	if !command.IsCurrent(fresh) {
		t.Error("what was just written is not current")
	}
	// The program that was running all along meets the new key and reads it.
	if got, err := server.Decrypt(fresh, place); err != nil || string(got) != "nieuw" {
		t.Errorf("the running program reads %q, %v", got, err)
	}
	if server.IsCurrent(old) {
		t.Error("the running program still writes with the old key")
	}
	if got, err := command.Decrypt(old, place); err != nil || string(got) != "oud" {
		t.Errorf("the old value reads %q, %v", got, err)
	}
	if command.ID() != server.ID() {
		t.Error("the id of the key file changed")
	}
	if err := crypt.Prune(path, crypt.Options{}, crypt.Fields); err != nil {
		t.Fatal(err)
	}
	if changed, err := server.Refresh(); err != nil || !changed {
		t.Errorf("Refresh = %v, %v", changed, err)
	}
	if _, err := server.Decrypt(old, place); !errors.Is(err, crypt.ErrDecrypt) {
		t.Errorf("a pruned key still reads: %v", err)
	}
	if got, err := server.Decrypt(fresh, place); err != nil || string(got) != "nieuw" {
		t.Errorf("after pruning: %q, %v", got, err)
	}
	if changed, err := server.Refresh(); err != nil || changed {
		t.Errorf("Refresh of an unchanged file = %v, %v", changed, err)
	}
}

func TestRotationOfTheIndex(t *testing.T) {
	path, k := newFile(t, crypt.Options{})
	old := k.Index("inwoner.bsn", "999900006")
	token := k.TokenHash("uitnodiging", crypt.Protect("ABCD"))
	for _, set := range []crypt.Set{crypt.Index, crypt.Tokens} {
		if err := crypt.Rotate(path, crypt.Options{}, set); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := k.Refresh(); err != nil {
		t.Fatal(err)
	}
	fresh := k.Index("inwoner.bsn", "999900006")
	if fresh == old || k.IndexIsCurrent(old) || !k.IndexIsCurrent(fresh) {
		t.Error("the index did not get a new key")
	}
	if got := k.Indexes("inwoner.bsn", "999900006"); len(got) != 2 || got[0] != fresh || got[1] != old {
		t.Errorf("Indexes = %v, want %v", got, []string{fresh, old})
	}
	if !k.TokenMatches("uitnodiging", crypt.Protect("ABCD"), token) || k.TokenMatches("uitnodiging", crypt.Protect("ABCE"), token) ||
		k.TokenMatches("sessie", crypt.Protect("ABCD"), token) || k.TokenMatches("uitnodiging", crypt.Protect("ABCD"), "") {
		t.Error("a token of before the rotation is not told from others")
	}
}

func TestTwoRotationsAtOnceLoseNoKey(t *testing.T) {
	path, _ := newFile(t, crypt.Options{})
	var mu sync.Mutex
	rotated := 0
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			err := crypt.Rotate(path, crypt.Options{}, crypt.Index)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				rotated++
			case !strings.Contains(err.Error(), "is being changed by another program"):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	k, err := crypt.Open(path, crypt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := len(k.Indexes("d", "v")); got != rotated+1 {
		t.Errorf("%d rotations left %d keys", rotated, got)
	}
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Errorf("files left behind: %v", entries)
	}
	if err := crypt.Rotate(path, crypt.Options{}, "other"); err == nil {
		t.Error("an unknown keyset was rotated")
	}
}

func TestKeyFileOfAnotherInstallationIsNotTakenIn(t *testing.T) {
	path, k := newFile(t, crypt.Options{})
	otherPath, _ := newFile(t, crypt.Options{})
	// Written in the same tick of the clock as far as the file system tells.
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(otherPath, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(otherPath, path); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Refresh(); err == nil || !strings.Contains(err.Error(), "another installation") {
		t.Errorf("Refresh = %v", err)
	}
}

func TestRotationKeepsALinkToTheKeyFile(t *testing.T) {
	path, _ := newFile(t, crypt.Options{})
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := crypt.Rotate(link, crypt.Options{}, crypt.Index); err != nil {
		t.Fatal(err)
	}
	k, err := crypt.Open(path, crypt.Options{})
	if err != nil || len(k.Indexes("d", "v")) != 2 {
		t.Errorf("the file behind the link was not rotated: %v", err)
	}
}

func TestAuditKeysSignAndStayKnown(t *testing.T) {
	path, k := newFile(t, crypt.Options{})
	message := []byte("controlepunt")
	sig, err := k.Signer().Sign(message)
	if err != nil {
		t.Fatal(err)
	}
	before := k.Signer().Public()
	if !ed25519.Verify(before, message, sig) {
		t.Error("the signature is not plain Ed25519")
	}
	if err := crypt.Rotate(path, crypt.Options{}, crypt.Audit); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Refresh(); err != nil {
		t.Fatal(err)
	}
	after := k.Signer().Public()
	keys := k.AuditKeys()
	if after.Equal(before) || len(keys) != 2 || !keys[audit.KeyID(before)].Equal(before) || !keys[audit.KeyID(after)].Equal(after) {
		t.Errorf("keys after a rotation: %v", keys)
	}
}

// Printing a secret by accident, in any of the ways that programs do.
func TestSensitiveShowsNothing(t *testing.T) {
	const secret = "999900006"
	s := crypt.Protect(secret)
	type inside struct{ s crypt.Sensitive }
	type public struct{ S crypt.Sensitive }
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "s", s, "in", inside{s}, "pub", public{s}, "p", &public{s})
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "s", s, "in", inside{s}, "pub", public{s}, "p", &public{s})
	js, err := json.Marshal(map[string]any{"s": s, "pub": public{s}, "in": inside{s}})
	if err != nil {
		t.Fatal(err)
	}
	shown := log.String() + string(js) + s.String() + fmt.Sprint(s, &s, inside{s}, public{s}, []any{s}) +
		fmt.Errorf("bad value %v", s).Error()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		if got := fmt.Sprintf(verb, s); got != crypt.Mask {
			t.Errorf("%s gives %s, want the mask", verb, got)
		}
		for _, v := range []any{s, &s, inside{s}, &inside{s}, public{s}, []crypt.Sensitive{s}, map[string]crypt.Sensitive{"k": s}} {
			shown += fmt.Sprintf(verb, v)
		}
	}
	for _, form := range []string{secret, fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret)} {
		if strings.Contains(shown, form) {
			t.Errorf("%s shows in %s", form, shown)
		}
	}
	if !strings.Contains(string(js), crypt.Mask) {
		t.Errorf("JSON has no mask: %s", js)
	}
	if got := s.LogValue().String(); got != crypt.Mask {
		t.Errorf("LogValue = %s", got)
	}
	if s.Reveal() != secret || !s.Equal(crypt.Protect(secret)) || s.Equal(crypt.Protect("999900007")) || s.IsZero() {
		t.Error("the value itself is lost")
	}
	var zero crypt.Sensitive
	if !zero.IsZero() || zero.String() != "" || zero.Reveal() != "" || !zero.Equal(crypt.Protect("")) {
		t.Error("the zero value is not the empty text")
	}
	var read struct{ S crypt.Sensitive }
	if err := json.Unmarshal([]byte(`{"S":"geheim"}`), &read); err != nil || read.S.Reveal() != "geheim" {
		t.Errorf("reading from JSON: %q, %v", read.S.Reveal(), err)
	}
}

func BenchmarkEncrypt(b *testing.B) {
	k := ephemeral(b)
	for b.Loop() {
		_, _ = k.Encrypt([]byte("999900006"), place)
	}
}

func BenchmarkDecrypt(b *testing.B) {
	k := ephemeral(b)
	cipher, _ := k.Encrypt([]byte("999900006"), place)
	for b.Loop() {
		_, _ = k.Decrypt(cipher, place)
	}
}

func BenchmarkIndex(b *testing.B) {
	k := ephemeral(b)
	for b.Loop() {
		_ = k.Index("inwoner.bsn", "999900006")
	}
}

func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "k")
	if err := crypt.Create(path, crypt.Options{}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		_, _ = crypt.Open(path, crypt.Options{})
	}
}
