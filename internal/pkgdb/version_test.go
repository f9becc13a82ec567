package pkgdb_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"isoscan/internal/pkgdb"
)

// The table was written by "dpkg --compare-versions" 1.21.
func TestDebianVersionsOrderAsDpkgOrdersThem(t *testing.T) {
	b, err := os.ReadFile("testdata/dpkg-versions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	if len(lines) < 500 {
		t.Fatalf("only %d lines", len(lines))
	}
	for _, l := range lines {
		f := strings.Split(l, "\t")
		want, _ := strconv.Atoi(f[2])
		if got, err := pkgdb.Compare(pkgdb.Dpkg, f[0], f[1]); err != nil || sign(got) != want {
			t.Errorf("%s and %s: got %d, %v; dpkg says %d", f[0], f[1], got, err, want)
		}
	}
}

// rpm(8), "rpmdev-vercmp"; apk-package(5), "pkgver".
func TestOtherVersions(t *testing.T) {
	for _, c := range []struct {
		m    pkgdb.Manager
		a, b string
		want int
	}{
		{pkgdb.RPM, "1.0-1", "1.0-2", -1},
		{pkgdb.RPM, "1:1.0-1", "2.0-1", 1},
		{pkgdb.RPM, "1.0~rc1-1", "1.0-1", -1},
		{pkgdb.RPM, "1.0^git1-1", "1.0-1", 1},
		{pkgdb.RPM, "1.10-1", "1.9-1", 1},
		{pkgdb.RPM, "5.14.0-427.el9", "5.14.0-70.el9", 1},
		{pkgdb.APK, "1.2.5-r0", "1.2.5-r1", -1},
		{pkgdb.APK, "1.36.1-r29", "1.36.1-r9", 1},
		{pkgdb.APK, "3.0_alpha1", "3.0", -1},
		{pkgdb.APK, "3.0_p1", "3.0", 1},
		{pkgdb.APK, "3.0_rc1", "3.0_rc2", -1},
		{pkgdb.APK, "3.0_pre9", "3.0_rc1", -1},
		{pkgdb.APK, "9.6_p1-r3", "9.6_p1-r4", -1},
		{pkgdb.APK, "1.1.1a", "1.1.1b", -1},
		{pkgdb.APK, "1.1.1", "1.1.1a", -1},
		{pkgdb.APK, "1.05", "1.1", -1},
		{pkgdb.APK, "1.2", "1.2.0", -1},
		{pkgdb.APK, "20240101", "20231231", 1},
		{pkgdb.APK, "2.9", "2.10", -1},
	} {
		if got, err := pkgdb.Compare(c.m, c.a, c.b); err != nil || sign(got) != c.want {
			t.Errorf("%s: %s and %s: got %d, %v; want %d", c.m, c.a, c.b, got, err, c.want)
		}
	}
	if _, err := pkgdb.Compare(pkgdb.Dpkg, "no version", "1"); err == nil {
		t.Error("a text that is no version was compared")
	}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
