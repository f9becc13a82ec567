package passwords

import (
	"context"
	"testing"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// A module that libpam does not find locks nobody, as pam_tally2 since Linux-PAM 1.4.
func TestModulesThatAreNotInstalled(t *testing.T) {
	const stack = "auth required pam_tally2.so deny=5 onerr=fail unlock_time=900\nauth required pam_unix.so\naccount required pam_tally2.so\naccount required pam_unix.so\n"
	for name, c := range map[string]struct {
		files map[string]string
		want  bool
	}{
		"nobody can say":    {nil, true},
		"there":             {map[string]string{"/lib/x86_64-linux-gnu/security/pam_unix.so": "x", "/lib/x86_64-linux-gnu/security/pam_tally2.so": "x"}, true},
		"not there":         {map[string]string{"/usr/lib/x86_64-linux-gnu/security/pam_unix.so": "x", "/lib": "-> usr/lib"}, false},
		"in another folder": {map[string]string{"/usr/lib64/security/pam_unix.so": "x", "/lib/security/pam_unix.so": "x", "/lib/security/pam_tally2.so": "x"}, true},
	} {
		files := map[string]string{"/etc/pam.d/login": stack, "/etc/pam.d/common-auth": stack, "/etc/passwd": "root:x:0:0::/root:/bin/sh\n"}
		for k, v := range c.files {
			files[k] = v
		}
		f, err := Gather(context.Background(), hosttest.Tree(t, files), facts.NewGaps("passwords"))
		if err != nil {
			t.Fatal(err)
		}
		l := f.LogOn["login"].Lockout
		if l == nil || l.Module != "pam_tally2.so" || l.Enforced != c.want || l.Why == "" == !c.want {
			t.Errorf("%s: %+v", name, l)
		}
	}
}
