package facts

import (
	"encoding/json"
	"testing"
)

func mustPath(t *testing.T, s string) Path {
	t.Helper()
	p, err := ParsePath(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPathIsReadAndWritten(t *testing.T) {
	for _, s := range []string{
		"sshd", "sshd.effective.root", "accounts.users[*].shell",
		`files.entries["/etc/shadow"].mode`, `a["b.c"][*]["d\"e"].f`,
	} {
		if got := mustPath(t, s).String(); got != s {
			t.Errorf("ParsePath(%q) writes %q", s, got)
		}
	}
	for _, s := range []string{"", ".", "a.", "a..b", "[*]", `a[b]`, `a["b"`, `a["b"]c`, "a b", "/etc"} {
		if p, err := ParsePath(s); err == nil {
			t.Errorf("ParsePath(%q) = %v, want an error", s, p)
		}
	}
}

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		need, ref string
		want      bool
	}{
		{"a.b", "a.b", true}, {"a.b", "a.b.c", true}, {"a.b", "a", false},
		{"a[*].c", "a[*].c.d", true}, {"a[*].c", "a.x.c", true}, {"a.x.c", "a[*].c", false},
	} {
		if got := mustPath(t, c.need).Covers(mustPath(t, c.ref)); got != c.want {
			t.Errorf("%s covers %s = %v", c.need, c.ref, got)
		}
	}
}

func TestHides(t *testing.T) {
	for _, c := range []struct {
		gap, need string
		want      Extent
	}{
		{"a", "a.b", Whole}, {"a.b", "a.b", Whole}, {"a.b.c", "a.b", Part}, {"a.c", "a.b", None},
		{"a[*].x", "a.bob.x", Whole}, {"a.bob.x", "a[*].x", Part}, {"a.bob.y", "a[*].x", None},
		{"a[*].x", "a", Part}, {"a[*].x", "a[*].x", Whole}, {"a[*].x", "a[*].y", None},
	} {
		if got := mustPath(t, c.gap).Hides(mustPath(t, c.need)); got != c.want {
			t.Errorf("gap %s hides %v of %s, want %v", c.gap, got, c.need, c.want)
		}
	}
}

func TestAbsent(t *testing.T) {
	var v any
	if err := json.Unmarshal([]byte(`{"a":{"l":[],"m":{"x":{"k":1},"y":{}},"n":{"x":{},"y":{}},"f":false,"z":null}}`), &v); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		want Extent
	}{
		{"a", None}, {"b", Whole}, {"a.f", None}, {"a.z", Whole}, {"a.f.g", Whole}, {"a.l", None},
		{"a.l[*].k", None}, {"a.m[*].k", Part}, {"a.n[*].k", Whole}, {"a.m[*]", None}, {"a.f[*]", Whole},
	} {
		if got := mustPath(t, c.path).Absent(v); got != c.want {
			t.Errorf("%s: absent %v, want %v", c.path, got, c.want)
		}
	}
}

func FuzzParsePath(f *testing.F) {
	f.Add(`a["b"][*].c`)
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePath(s)
		if err != nil {
			return
		}
		q, err := ParsePath(p.String())
		if err != nil || q.String() != p.String() {
			t.Fatalf("%q is written %q, which reads %v, %v", s, p, q, err)
		}
	})
}
