package pkgdb_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"os"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/pkgdb"
)

// fixture unpacks a file of testdata. The databases were written by rpm 4.18
// and by SQLite and Berkeley DB 5.3 from the same headers; the package "long"
// has a header that needs overflow pages.
func fixture(t testing.TB, name string) []byte {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var all = []string{"isoscan-fixture noarch 2:1.4.2-7.el9", "isoscan-fixture-long noarch 2:1.4.2-7.el9", "plain noarch 0.9~rc1-1"}

func TestRPMDatabases(t *testing.T) {
	for name, c := range map[string]struct {
		b, wal []byte
		want   []string
	}{
		"sqlite":                                {fixture(t, "rpmdb.sqlite.gz"), nil, all},
		"sqlite, log not seen":                  {fixture(t, "rpmdb-wal.sqlite.gz"), nil, all},
		"sqlite, log holds the removal of one":  {fixture(t, "rpmdb-wal.sqlite.gz"), fixture(t, "rpmdb-wal.sqlite-wal.gz"), all[:2]},
		"sqlite, log cut off before its commit": {fixture(t, "rpmdb-wal.sqlite.gz"), fixture(t, "rpmdb-wal.sqlite-wal.gz")[:32+24+100], all},
		"berkeley":                              {fixture(t, "Packages.gz"), nil, all},
		"ndb":                                   {ndb(t, headers(t)), nil, all},
	} {
		t.Run(name, func(t *testing.T) {
			pkgs, problems, err := pkgdb.ParseRPM(c.b, c.wal, "db")
			if err != nil || len(problems) > 0 {
				t.Fatalf("error %v, problems %v", err, problems)
			}
			got := names(pkgs, pkgdb.Package.Installed)
			sort.Strings(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			for _, p := range pkgs {
				if p.Vendor != "Example" || p.InstalledAt.Year() != 2026 || p.Signed || p.Source != "isoscan-fixture-1.4.2-7.el9.src.rpm" {
					t.Errorf("%+v", p)
				}
			}
		})
	}
}

// headers cuts the package headers out of the Berkeley fixture's overflow
// chains by reading the SQLite one's rows: both hold the same bytes.
func headers(t testing.TB) [][]byte {
	t.Helper()
	var out [][]byte
	err := pkgdb.SQLiteBlobs(fixture(t, "rpmdb.sqlite.gz"), nil, "Packages", func(b []byte) { out = append(out, bytes.Clone(b)) })
	if err != nil || len(out) != len(all) {
		t.Fatalf("%d headers, %v", len(out), err)
	}
	return out
}

// ndb writes a database as rpm's lib/backend/ndb/rpmpkg.c lays it out.
func ndb(t testing.TB, blobs [][]byte) []byte {
	t.Helper()
	b := make([]byte, 4096)
	copy(b, "RpmP")
	binary.LittleEndian.PutUint32(b[12:], 1) // one page of slots
	for at := 32; at < 4096; at += 16 {
		copy(b[at:], "Slot")
	}
	for i, blob := range blobs {
		slot := b[32+16*(i*3+1):] // free slots lie between
		binary.LittleEndian.PutUint32(slot[4:], uint32(i+1))
		binary.LittleEndian.PutUint32(slot[8:], uint32(len(b)/16))
		head := make([]byte, 16)
		copy(head, "BlbS")
		binary.LittleEndian.PutUint32(head[4:], uint32(i+1))
		binary.LittleEndian.PutUint32(head[12:], uint32(len(blob)))
		b = append(append(b, head...), blob...)
		b = append(b, make([]byte, 32-len(b)%16)...)
	}
	return b
}

func TestRPMDamageIsAnErrorOrAProblem(t *testing.T) {
	sqlite, bdb := fixture(t, "rpmdb.sqlite.gz"), fixture(t, "Packages.gz")
	spoil := func(b []byte, at int, with ...byte) []byte {
		c := bytes.Clone(b)
		copy(c[at:], with)
		return c
	}
	for name, b := range map[string][]byte{
		"empty":                {},
		"text":                 []byte("not a database"),
		"sqlite, cut off":      sqlite[:len(sqlite)/2],
		"sqlite, page size":    spoil(sqlite, 16, 0, 3),
		"sqlite, no table":     bytes.ReplaceAll(bytes.Clone(sqlite), []byte("Packages"), []byte("Packagez")),
		"berkeley, cut off":    bdb[:8192],
		"berkeley, encrypted":  spoil(bdb, 24, 1),
		"berkeley, page size":  spoil(bdb, 20, 1, 0, 0, 0),
		"ndb, bad slot":        spoil(ndb(t, headers(t)), 48, 'x'),
		"ndb, blob cut off":    ndb(t, headers(t))[:4200],
		"ndb, header too long": spoil(ndb(t, headers(t)), 4096+16, 0, 1, 0, 0),
	} {
		pkgs, problems, err := pkgdb.ParseRPM(b, nil, "db")
		if err == nil && len(problems) == 0 {
			t.Errorf("%s: read as %d packages without a word", name, len(pkgs))
		}
	}
}

func FuzzParseRPM(f *testing.F) {
	f.Add(fixture(f, "rpmdb.sqlite.gz"), []byte(nil))
	f.Add(fixture(f, "rpmdb-wal.sqlite.gz"), fixture(f, "rpmdb-wal.sqlite-wal.gz"))
	f.Add(fixture(f, "Packages.gz"), []byte(nil))
	f.Add(ndb(f, headers(f)), []byte(nil))
	f.Fuzz(func(t *testing.T, b, wal []byte) {
		pkgs, _, _ := pkgdb.ParseRPM(b, wal, "db")
		for _, p := range pkgs {
			if p.Name == "" || p.Version == "" {
				t.Errorf("a package without a name or version: %+v", p)
			}
		}
	})
}
