package pkgdb_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/pkgdb"
	"isoscan/internal/pkgdb/rpmtest"
)

// spec has a file of each kind that rpm treats apart, and so many that the
// header needs overflow pages.
const spec = `Name: files
Version: 1
Release: 1
Summary: files
License: none
BuildArch: noarch
Prefix: /opt/files
%description
files
%install
mkdir -p %{buildroot}/usr/bin %{buildroot}/etc %{buildroot}/usr/share/doc/files %{buildroot}/opt/files/bin %{buildroot}/srv/many
for f in usr/bin/su usr/bin/plain usr/bin/tuned etc/files.conf usr/share/doc/files/README opt/files/bin/moved; do echo $f > %{buildroot}/$f; done
for i in $(seq 400); do echo > %{buildroot}/srv/many/some-file-with-a-name-$i; done
ln -s su %{buildroot}/usr/bin/link
%files
%attr(4755,root,mail) /usr/bin/su
%attr(755,root,root) /usr/bin/plain
%verify(not mode md5) %attr(2711,games,games) /usr/bin/tuned
/usr/bin/link
%dir /srv/many
/srv/many/*
/opt/files/bin/moved
%config(noreplace) /etc/files.conf
%doc /usr/share/doc/files/README
%ghost %attr(4711,root,root) /usr/bin/ghost
`

const legacySpec = `Name: legacy
Version: 1
Release: 1
Summary: legacy
License: none
BuildArch: noarch
%define _binary_filedigest_algorithm 1
%description
legacy
%install
mkdir -p %{buildroot}/usr/bin
echo x > %{buildroot}/usr/bin/legacy
%files
/usr/bin/legacy
`

// database is the root of a tree with both packages installed.
func database(t testing.TB) string {
	t.Helper()
	root := t.TempDir()
	if err := os.MkdirAll(rpmtest.Path(root), 0o755); err != nil {
		t.Fatal(err)
	}
	// The paths of a relocated package are beside its signed part.
	rpmtest.Install(t, root, "--prefix", "/home/moved", rpmtest.Build(t, spec))
	rpmtest.Install(t, root, rpmtest.Build(t, legacySpec))
	return root
}

func every([]byte) bool { return true }

// lines writes files as the query of asRPM does.
func lines(files []pkgdb.File) []string {
	var out []string
	for _, f := range files {
		_, digest, _ := strings.Cut(f.Digest, ":")
		out = append(out, fmt.Sprintf("%s %s %o %s %s %d %x %d %s", f.Package, f.Path, f.Mode, f.User, f.Group, f.Flags, f.Verify, f.State, digest))
	}
	sort.Strings(out)
	return out
}

func asRPM(t *testing.T, root string) []string {
	out := rpmtest.Query(t, root, "--all", "--queryformat",
		"[%{=NAME} %{FILENAMES} %{FILEMODES:octal} %{FILEUSERNAME} %{FILEGROUPNAME} %{FILEFLAGS} %{FILEVERIFYFLAGS:hex} %{FILESTATES} %{FILEDIGESTS}\n]")
	sort.Strings(out)
	return out
}

func TestFileListsAreThoseOfRPM(t *testing.T) {
	root := database(t)
	var got []pkgdb.File
	from, problems, err := pkgdb.RPMFiles(t.Context(), hosttest.RootFS(t, root), every, func(f pkgdb.File) { got = append(got, f) })
	if err != nil || len(problems) > 0 || from != "/var/lib/rpm/rpmdb.sqlite" {
		t.Fatalf("%q, problems %v, error %v", from, problems, err)
	}
	want := asRPM(t, root)
	if len(want) < 410 || !slices.ContainsFunc(want, func(l string) bool { return strings.HasPrefix(l, "files /home/moved/bin/moved ") }) {
		t.Fatalf("rpm lists %d files, or did not relocate", len(want))
	}
	if diff := cmp.Diff(want, lines(got)); diff != "" {
		t.Errorf("(-rpm +ours):\n%s", diff)
	}
	brought := map[string]string{}
	for _, f := range got {
		if strings.HasPrefix(f.Path, "/usr/") {
			kind, _, _ := strings.Cut(f.Digest, ":")
			brought[f.Path] = fmt.Sprint(f.Regular(), f.Brought(), " ", kind)
		}
	}
	if diff := cmp.Diff(map[string]string{
		"/usr/bin/su": "true true sha256", "/usr/bin/plain": "true true sha256", "/usr/bin/tuned": "true true sha256",
		"/usr/bin/link": "false true ", "/usr/bin/ghost": "true false ", "/usr/share/doc/files/README": "true true sha256",
		"/usr/bin/legacy": "true true md5",
	}, brought); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFileListsOfEveryBackend(t *testing.T) {
	root := database(t)
	var blobs [][]byte
	b, wal := read(t, root, "rpmdb.sqlite"), read(t, root, "rpmdb.sqlite-wal")
	if err := pkgdb.SQLiteBlobs(b, wal, "Packages", func(b []byte) { blobs = append(blobs, bytes.Clone(b)) }); err != nil || len(blobs) != 2 {
		t.Fatalf("%d packages, %v", len(blobs), err)
	}
	files := func(b, wal []byte) []string {
		var got []pkgdb.File
		problems, n, err := pkgdb.ParseRPMFiles(t.Context(), b, wal, "db", every, func(f pkgdb.File) { got = append(got, f) })
		if err != nil || len(problems) > 0 || n == 0 {
			t.Fatalf("%d packages, problems %v, error %v", n, problems, err)
		}
		return lines(got)
	}
	if diff := cmp.Diff(files(b, wal), files(ndb(t, blobs), nil)); diff != "" {
		t.Errorf("ndb (-sqlite +ndb):\n%s", diff)
	}
	if diff := cmp.Diff(files(b, wal), files(berkeley(t, blobs), nil)); diff != "" {
		t.Errorf("Berkeley DB (-sqlite +bdb):\n%s", diff)
	}
}

// berkeley writes a database with Berkeley DB's own loader.
func berkeley(t *testing.T, blobs [][]byte) []byte {
	t.Helper()
	text := "VERSION=3\nformat=bytevalue\ntype=hash\nHEADER=END\n"
	for i, blob := range blobs {
		text += fmt.Sprintf(" %02x000000\n %x\n", i+1, blob)
	}
	file := filepath.Join(t.TempDir(), "Packages")
	cmd := exec.Command("db5.3_load", file)
	cmd.Stdin = strings.NewReader(text + "DATA=END\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s; install db5.3-util, or run: make test", err, out)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func read(t testing.TB, root, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(rpmtest.Path(root), name))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return b
}

// header is the one of the package "files", as it is where it was not relocated.
func header(t testing.TB) []byte {
	t.Helper()
	root := t.TempDir()
	if err := os.MkdirAll(rpmtest.Path(root), 0o755); err != nil {
		t.Fatal(err)
	}
	rpmtest.Install(t, root, rpmtest.Build(t, spec))
	var blob []byte
	err := pkgdb.SQLiteBlobs(read(t, root, "rpmdb.sqlite"), read(t, root, "rpmdb.sqlite-wal"), "Packages", func(b []byte) { blob = bytes.Clone(b) })
	if err != nil || blob == nil {
		t.Fatal("no header", err)
	}
	return blob
}

// entry is the last index entry of a tag: its type, offset and count.
func entry(t testing.TB, blob []byte, tag uint32) []byte {
	t.Helper()
	for i := int(binary.BigEndian.Uint32(blob)) - 1; i >= 0; i-- {
		if e := blob[8+16*i:][:16]; binary.BigEndian.Uint32(e) == tag {
			return e
		}
	}
	t.Fatalf("no tag %d", tag)
	return nil
}

// States are those of rpmfiles.h; what is left out or replaced when a package
// is installed is listed nevertheless.
func TestAFileThatWasNotInstalledIsNotBrought(t *testing.T) {
	sound := header(t)
	for state, want := range map[byte]bool{0: true, 1: false, 2: false, 3: false, 4: false, 0xff: false} {
		blob := bytes.Clone(sound)
		e := entry(t, blob, 1029)
		at := 8 + 16*int(binary.BigEndian.Uint32(blob)) + int(binary.BigEndian.Uint32(e[8:]))
		for i := range int(binary.BigEndian.Uint32(e[12:])) {
			blob[at+i] = state
		}
		asked := 0
		problems, _, err := pkgdb.ParseRPMFiles(t.Context(), ndb(t, [][]byte{blob}), nil, "db", func(b []byte) bool { return string(b) == "su" }, func(f pkgdb.File) {
			asked++
			if f.Brought() != want || (f.Digest != "") != want {
				t.Errorf("state %d: %+v", state, f)
			}
		})
		if err != nil || len(problems) > 0 || asked != 1 {
			t.Errorf("state %d: %d files, %v %v", state, asked, problems, err)
		}
	}
}

// A header that tells less than it did must say so, whatever became of it.
func TestDamagedHeadersAreProblems(t *testing.T) {
	blob := header(t)
	data := func(b []byte, tag uint32) []byte {
		return b[8+16*int(binary.BigEndian.Uint32(b))+int(binary.BigEndian.Uint32(entry(t, b, tag)[8:])):]
	}
	try := func(b []byte) ([]string, int) {
		problems, n, err := pkgdb.ParseRPMFiles(t.Context(), ndb(t, [][]byte{b}), nil, "db", every, func(pkgdb.File) {})
		if err != nil {
			t.Fatal(err)
		}
		return problems, n
	}
	noDigest := bytes.Clone(blob)
	for _, tag := range []uint32{269, 273} {
		entry(t, noDigest, tag)[0] = 9
	}
	for _, b := range [][]byte{blob, noDigest} {
		if problems, n := try(b); n != 1 || len(problems) > 0 {
			t.Fatalf("the sound header: %d, %v", n, problems)
		}
	}
	rename := func(tags ...uint32) func(b []byte) {
		return func(b []byte) {
			for _, tag := range tags {
				entry(t, b, tag)[0] = 9
			}
		}
	}
	for name, c := range map[string]struct {
		from  []byte
		spoil func(b []byte)
	}{
		"a letter of a name":        {blob, func(b []byte) { b[bytes.Index(b, []byte("some-file-with"))] = 'x' }},
		"a mode":                    {blob, func(b []byte) { data(b, 1030)[1] ^= 1 }},
		"no list of anything":       {blob, rename(1117, 1118, 1116, 1030)},
		"another type of part":      {blob, func(b []byte) { b[8+7] = 4 }},
		"the length of the part":    {blob, func(b []byte) { data(b, 63)[8] = 0 }},
		"no second digest":          {blob, func(b []byte) { entry(t, b, 273)[0] = 9; data(b, 1030)[1] ^= 1 }},
		"a folder that is not":      {noDigest, func(b []byte) { binary.BigEndian.PutUint32(data(b, 1116), 99) }},
		"fewer indexes":             {noDigest, func(b []byte) { entry(t, b, 1116)[15]-- }},
		"fewer modes":               {noDigest, func(b []byte) { entry(t, b, 1030)[15]-- }},
		"more names":                {noDigest, func(b []byte) { entry(t, b, 1117)[12] = 1 }},
		"fewer names":               {noDigest, func(b []byte) { entry(t, b, 1117)[15]-- }},
		"names of another type":     {noDigest, func(b []byte) { entry(t, b, 1117)[7] = 4 }},
		"no names":                  {noDigest, rename(1117)},
		"no folders":                {noDigest, rename(1118)},
		"no indexes":                {noDigest, rename(1116)},
		"no modes":                  {noDigest, rename(1030)},
		"modes only":                {noDigest, rename(1116, 1117, 1118)},
		"fewer users":               {noDigest, func(b []byte) { entry(t, b, 1039)[15]-- }},
		"states outside the header": {noDigest, func(b []byte) { entry(t, b, 1029)[8] = 9 }},
	} {
		b := bytes.Clone(c.from)
		c.spoil(b)
		if problems, n := try(b); n != 1 || len(problems) != 1 {
			t.Errorf("%s: %d packages, problems %v", name, n, problems)
		}
	}
}

type value struct {
	tag, typ, count uint32
	bytes           string
}

// build lays a header out by hand.
func build(values []value) []byte {
	var index []byte
	data := ""
	for _, v := range values {
		for _, n := range []uint32{v.tag, v.typ, uint32(len(data)), v.count} {
			index = binary.BigEndian.AppendUint32(index, n)
		}
		data += v.bytes
	}
	blob := binary.BigEndian.AppendUint32(nil, uint32(len(values)))
	blob = binary.BigEndian.AppendUint32(blob, uint32(len(data)))
	return append(append(blob, index...), data...)
}

// Packages of rpm 3 list whole paths and have no digest of the header.
func TestOldFileLists(t *testing.T) {
	blob := build([]value{
		{1000, 6, 1, "old\x00"}, {1001, 6, 1, "1\x00"},
		{1030, 3, 2, "\x89\xed\x81\xa4"}, {1027, 8, 2, "/bin/su\x00/etc/x\x00"},
	})
	var got []pkgdb.File
	problems, _, err := pkgdb.ParseRPMFiles(t.Context(), ndb(t, [][]byte{blob}), nil, "db", func(b []byte) bool { return string(b) == "su" }, func(f pkgdb.File) { got = append(got, f) })
	want := []pkgdb.File{{Package: "old", Path: "/bin/su", Mode: 0o104755, Verify: ^uint32(0)}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil || len(problems) > 0 {
		t.Error(diff, problems, err)
	}
}

func TestNoRPMDatabaseOrAnEmptyOne(t *testing.T) {
	root := t.TempDir()
	ask := func() error {
		_, _, err := pkgdb.RPMFiles(t.Context(), hosttest.RootFS(t, root), every, func(pkgdb.File) {})
		return err
	}
	if err := ask(); !errors.Is(err, pkgdb.ErrNone) {
		t.Error(err)
	}
	if err := os.MkdirAll(rpmtest.Path(root), 0o755); err != nil {
		t.Fatal(err)
	}
	rpmtest.Query(t, root, "--all")
	if err := ask(); !errors.Is(err, pkgdb.ErrNone) {
		t.Error(err)
	}
	keys := ndb(t, [][]byte{build([]value{{1000, 6, 1, "gpg-pubkey\x00"}, {1001, 6, 1, "1\x00"}})})
	if _, n, err := pkgdb.ParseRPMFiles(t.Context(), keys, nil, "db", every, func(pkgdb.File) {}); n != 0 || err != nil {
		t.Errorf("a key counts as a package with files: %d, %v", n, err)
	}
	if err := os.WriteFile(filepath.Join(rpmtest.Path(root), "rpmdb.sqlite"), []byte("SQLite format 3\x00"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := ask(); err == nil || errors.Is(err, pkgdb.ErrNone) {
		t.Error("a ruined database:", err)
	}
}

func FuzzHeaderFiles(f *testing.F) {
	names := []value{{1000, 6, 1, "new\x00"}, {1001, 6, 1, "1\x00"}}
	f.Add(build(append(names, value{1030, 3, 1, "\x89\xed"}, value{1027, 8, 1, "/bin/su\x00"})))
	files := append(names, []value{
		{1030, 3, 2, "\x89\xed\x81\xa4"}, {1117, 8, 2, "su\x00x\x00"}, {1118, 8, 1, "/bin/\x00"}, {1116, 4, 2, "\x00\x00\x00\x00\x00\x00\x00\x00"},
		{1029, 1, 2, "\x00\x02"}, {1035, 8, 2, "ab\x00\x00"}, {1039, 8, 2, "root\x00root\x00"}, {5011, 4, 1, "\x00\x00\x00\x08"},
	}...)
	f.Add(build(files))
	part := "\x00\x00\x00\x3f\x00\x00\x00\x07\xff\xff\xff\x30\x00\x00\x00\x10"
	f.Add(build(append([]value{{63, 7, 16, part}, {273, 6, 1, strings.Repeat("0", 64) + "\x00"}}, files...)))
	f.Fuzz(func(t *testing.T, blob []byte) {
		_, _, _ = pkgdb.ParseRPMFiles(t.Context(), ndb(t, [][]byte{blob}), nil, "db", every, func(file pkgdb.File) {
			if file.Package == "" || !filepath.IsAbs(file.Path) || file.Path != filepath.Clean(file.Path) {
				t.Errorf("%+v", file)
			}
		})
	})
}
