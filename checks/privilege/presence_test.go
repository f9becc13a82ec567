package privilege

import (
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
)

// The package database tells of polkit where no daemon is seen; one that cannot
// be read whole tells of no absence.
func TestPolkitByItsPackage(t *testing.T) {
	const status = "/var/lib/dpkg/status"
	stanza := func(name, state string) string {
		return "Package: " + name + "\nStatus: install ok " + state + "\nArchitecture: amd64\nVersion: 1\n\n"
	}
	for name, c := range map[string]struct {
		status, source string
		here           bool
	}{
		"polkitd":          {stanza("bash", "installed") + stanza("polkitd", "installed"), status + ":6", true},
		"the older name":   {stanza("policykit-1", "installed"), status + ":1", true},
		"half configured":  {stanza("polkitd", "half-configured"), status + ":1", true},
		"removed":          {stanza("bash", "installed") + strings.Replace(stanza("polkitd", "config-files"), "install", "deinstall", 1), status, false},
		"another package":  {stanza("polkitd-pkla", "installed"), status, false},
		"not in the list":  {stanza("bash", "installed"), status, false},
		"no database here": {"", "/usr/lib/polkit-1/polkitd", false},
	} {
		files := map[string]string{"/etc/polkit-1/rules.d/10-a.rules": "polkit.addRule(function(a, s) { return polkit.Result.YES; });\n"}
		if c.status != "" {
			files[status] = c.status
		}
		f, gaps := gather(t, hosttest.Tree(t, files))
		if f.Polkit == nil || len(gaps) > 0 {
			t.Errorf("%s: %+v, gaps %v", name, f.Polkit, gaps)
			continue
		}
		if p := f.Polkit.Present; p.Value != c.here || string(p.Source) != c.source {
			t.Errorf("%s: %v at %s, want %v at %s", name, p.Value, p.Source, c.here, c.source)
		}
		if r := f.Polkit.Rules["/etc/polkit-1/rules.d/10-a.rules:1"]; !r.Everyone || !r.AnyAction || !r.Told {
			t.Errorf("%s: the rule that grants all is %+v", name, r)
		}
	}
	f, gaps := gather(t, hosttest.Deny(hosttest.Tree(t, map[string]string{"/etc/passwd": "", status: stanza("bash", "installed")}), status))
	if f.Polkit != nil || len(gaps) != 1 || gaps[0].Path != "privilege.polkit" || !gaps[0].Denied {
		t.Errorf("a database that cannot be read: %+v, gaps %v", f.Polkit, gaps)
	}
}
