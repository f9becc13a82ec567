package mobile

import (
	"testing"

	"isoscan/internal/host/hosttest"
)

// Lines of crypttab and fstab that are none are gaps: what they would unlock or
// mount is not known. The lines that can be read still tell.
func TestRuinedTablesAreGaps(t *testing.T) {
	const fstab = "/dev/mapper/home /home ext4 defaults 0 2\n"
	for _, c := range []struct{ crypttab, fstab, want string }{
		{"\x8f\x02 q \xfe\n\x07junk k\xc3\n", fstab, "mobile.crypttab"},
		{"home UUID=1 none luks\n\x00", fstab, "mobile.crypttab"},
		{"home\n", fstab, "mobile.crypttab"},
		{"home junk\n", fstab, "mobile.volumes"},
		{"home UUID=1 none luks\n", "junk\n", "mobile.volumes"},
		{"home UUID=1 none luks\n", "\x8f\x02 q \xfe\n", "mobile.swap"},
	} {
		f, gaps := gather(t, hosttest.Tree(t, map[string]string{"/etc/crypttab": c.crypttab, "/etc/fstab": c.fstab}))
		found := false
		for _, m := range gaps.Missing() {
			found = found || m.Path == c.want
		}
		if !found {
			t.Errorf("%q, %q: gaps %+v, want %s", c.crypttab, c.fstab, gaps.Missing(), c.want)
		}
		if v, ok := f.Volumes["/home"]; ok && v.Encrypted == "no" {
			t.Errorf("%q: %+v", c.crypttab, v)
		}
	}
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{"/etc/crypttab": "# a\n\nhome /dev/sda2 /k luks,discard\nswap\tPARTUUID=1 /dev/urandom swap # x\n", "/etc/fstab": fstab}))
	if len(f.Crypttab) != 2 || f.Volumes["/home"].Encrypted != "yes" {
		t.Errorf("%+v %+v %+v", f.Crypttab, f.Volumes, gaps.Missing())
	}
	for _, m := range gaps.Missing() {
		if m.Path == "mobile.crypttab" || m.Path == "mobile.volumes" {
			t.Errorf("gap: %+v", m)
		}
	}
}
