package packages

import (
	"os/exec"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host"
)

// On a Debian machine the whole check is compared with apt and dpkg themselves.
// Packages may be installed meanwhile, so a difference has to stand three times.
func TestThisMachineAsAptAndDpkgSeeIt(t *testing.T) {
	apt, err1 := exec.LookPath("apt")
	query, err2 := exec.LookPath("dpkg-query")
	if err1 != nil || err2 != nil {
		return // not Debian: the other tests have their own trees
	}
	var diff string
	for range 3 {
		f, _ := gather(t, host.NewLocal())
		if f.Manager.Value != "dpkg" || f.Updates == nil || f.Updates.Pending == nil {
			return // no package lists here, so there is nothing to compare
		}
		pending := []string{}
		for name, u := range f.Updates.Pending {
			pending = append(pending, strings.SplitN(name, ":", 2)[0]+" "+u.Candidate)
		}
		sort.Strings(pending)
		diff = cmp.Diff(lines(t, apt, func(l string) string {
			name, rest, ok := strings.Cut(l, "/")
			if words := strings.Fields(rest); ok && len(words) > 1 {
				return name + " " + words[1]
			}
			return ""
		}, "list", "--upgradable"), pending)
		installed := []string{}
		for name, p := range f.Installed {
			installed = append(installed, strings.SplitN(name, ":", 2)[0]+" "+p.Version)
		}
		sort.Strings(installed)
		diff += cmp.Diff(lines(t, query, func(l string) string {
			status, rest, _ := strings.Cut(l, "|")
			if strings.HasSuffix(status, " installed") || strings.Contains(status, " triggers-") {
				return rest
			}
			return ""
		}, "-W", "-f", "${Status}|${Package} ${Version}\\n"), installed)
		if diff == "" {
			return
		}
	}
	t.Errorf("(-theirs +ours):\n%s", diff)
}

// lines runs a program and keeps what a function makes of its lines, sorted.
func lines(t *testing.T, bin string, take func(string) string, args ...string) []string {
	t.Helper()
	cmd := exec.Command(bin, args...)
	cmd.Env = []string{"LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", bin, err)
	}
	kept := []string{}
	for _, l := range strings.Split(string(out), "\n") {
		if s := take(l); s != "" {
			kept = append(kept, s)
		}
	}
	sort.Strings(kept)
	return kept
}

func BenchmarkGatherThisMachine(b *testing.B) {
	for b.Loop() {
		gather(b, host.NewLocal())
	}
}
