package passwords

import (
	"slices"
	"testing"

	"isoscan/internal/host/hosttest"
)

// A PAM file with lines that libpam cannot read is no evidence that it refuses.
func TestRuinedPAMFilesAreGaps(t *testing.T) {
	for _, c := range []struct {
		file, content string
		want          []string
	}{
		{"other", "\x8f\x02 q \xfe\n\x07junk k\xc3\n", []string{"passwords.other", `passwords.log_on["other"]`, "passwords.open"}},
		{"other", "junk\x00\n", []string{"passwords.other"}},
		{"other", "auth required pam_deny.so\naccount required pam_deny.so\nsesion required pam_deny.so\n", []string{"passwords.other"}},
		{"other", "auth required\n", []string{"passwords.other"}},
		{"common-password", "pasword required pam_unix.so\n", []string{`passwords.change["passwd"]`}},
		{"su", "auth sufficient pam_rootok.so\nnoise\n", []string{`passwords.su["su"]`}},
	} {
		_, gaps := gather(t, hosttest.Tree(t, debian(map[string]string{"/etc/pam.d/" + c.file: c.content})))
		for _, w := range c.want {
			if !slices.Contains(gaps, w) {
				t.Errorf("%s with %q: no gap for %s in %v", c.file, c.content, w, gaps)
			}
		}
	}
}
