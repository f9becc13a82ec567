package packages

import (
	"context"
	"testing"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// The priority of a whole source is what a pin for every package says of it.
func TestPriorityOfSources(t *testing.T) {
	files := map[string]string{
		"/var/lib/dpkg/status":            "Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n",
		"/etc/apt/sources.list":           "deb http://deb.debian.org/debian bookworm main\ndeb http://deb.debian.org/debian sid main\ndeb http://deb.debian.org/debian testing main\n",
		"/etc/apt/preferences.d/unstable": "Package: *\nPin: release a=unstable\nPin-Priority: 50\n\nPackage: vim\nPin: release a=testing\nPin-Priority: 900\n",
	}
	want := map[string]int{"http://deb.debian.org/debian sid": 50}
	for _, more := range []string{"", "APT::Default-Release \"bookworm\";\n"} {
		if more != "" {
			files["/etc/apt/apt.conf.d/90release"] = more
			want["http://deb.debian.org/debian bookworm"] = 990
		}
		f, err := Gather(context.Background(), hosttest.Tree(t, files), facts.NewGaps("packages"))
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Sources) != 3 {
			t.Fatalf("sources: %v", f.Sources)
		}
		for key, s := range f.Sources {
			n, set := want[key]
			if set != (s.Priority != nil) || set && *s.Priority != n {
				t.Errorf("%s: priority %v, want %d", key, s.Priority, n)
			}
		}
	}
	files["/etc/apt/preferences.d/bad"] = "Package: *\nPin: nonsense x\nPin-Priority: 1\n"
	gaps := facts.NewGaps("packages")
	if _, err := Gather(context.Background(), hosttest.Tree(t, files), gaps); err != nil {
		t.Fatal(err)
	}
	for _, m := range gaps.Missing() {
		if m.Path == "packages.sources[*].priority" {
			return
		}
	}
	t.Errorf("a pin that is not understood is no gap: %v", gaps.Missing())
}
