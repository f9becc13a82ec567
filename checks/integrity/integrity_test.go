package integrity

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func gather(t *testing.T, h host.Host) *Facts {
	t.Helper()
	f, missing := gatherWithGaps(t, h)
	if len(missing) > 0 {
		t.Fatal(missing)
	}
	return f
}

func gatherWithGaps(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("integrity")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

func TestAIDE(t *testing.T) {
	is := func(v bool) *bool { return &v }
	const debian, others = "/etc/aide/aide.conf", "/etc/aide.conf"
	text := func(s string) *string { return &s }
	present := facts.At(true, facts.File("/usr/bin/aide"))
	for name, c := range map[string]struct {
		files map[string]string
		want  *AIDE
	}{
		"not there":          {map[string]string{"/etc/aide.conf": "database_in=file:/x\n"}, &AIDE{Present: facts.At(false, facts.File("/usr/bin/aide"))}},
		"no configuration":   {map[string]string{"/usr/bin/aide": ""}, &AIDE{Present: present}},
		"names none":         {map[string]string{"/usr/bin/aide": "", others: "x = p\n"}, &AIDE{Present: present, Config: text(others), Named: is(false)}},
		"is missing":         {map[string]string{"/usr/bin/aide": "", debian: "database_in=file:/var/lib/aide/aide.db\n"}, &AIDE{Present: present, Config: text(debian), Named: is(true), Database: &Database{Kind: "file", Path: "/var/lib/aide/aide.db", Exists: is(false), Source: facts.FileLine(debian, 1)}}},
		"is a folder":        {map[string]string{"/usr/bin/aide": "", others: "database=file:/var/lib/aide\n", "/var/lib/aide/": ""}, &AIDE{Present: present, Config: text(others), Named: is(true), Database: &Database{Kind: "file", Path: "/var/lib/aide", Exists: is(false), Source: facts.FileLine(others, 1)}}},
		"is a link to none":  {map[string]string{"/usr/bin/aide": "", others: "database=file:/db\n", "/db": "-> /nothing"}, &AIDE{Present: present, Config: text(others), Named: is(true), Database: &Database{Kind: "file", Path: "/db", Exists: is(false), Source: facts.FileLine(others, 1)}}},
		"is elsewhere":       {map[string]string{"/usr/bin/aide": "", others: "\ndatabase_in=https://op:hunter2@db.example/aide\n"}, &AIDE{Present: present, Config: text(others), Named: is(true), Database: &Database{Kind: "https", Source: facts.FileLine(others, 2)}}},
		"Debian's is before": {map[string]string{"/usr/bin/aide": "", debian: "database_in=file:/a\n", others: "database_in=file:/b\n"}, &AIDE{Present: present, Config: text(debian), Named: is(true), Database: &Database{Kind: "file", Path: "/a", Exists: is(false), Source: facts.FileLine(debian, 1)}}},
	} {
		t.Run(name, func(t *testing.T) {
			c.files["/etc/passwd"] = ""
			if diff := cmp.Diff(c.want, gather(t, hosttest.Tree(t, c.files)).AIDE); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGaps(t *testing.T) {
	files := map[string]string{"/usr/bin/aide": "", "/etc/aide/aide.conf": "@@include /etc/aide/more\n", "/etc/aide/more": "database_in=file:/var/lib/aide/aide.db\n", "/var/lib/aide/aide.db": "x"}
	for path, want := range map[string]string{
		"/usr/bin":              "integrity.aide",
		"/etc/aide":             "integrity.aide.config",
		"/etc/aide/aide.conf":   "integrity.aide.named",
		"/etc/aide/more":        "integrity.aide.named",
		"/var/lib/aide":         "integrity.aide.database.exists",
		"/var/lib/aide/aide.db": "",
	} {
		_, missing := gatherWithGaps(t, hosttest.Deny(hosttest.Tree(t, files), path))
		if want == "" {
			continue // its content is never read
		}
		if len(missing) != 1 || missing[0].Path != want {
			t.Errorf("%s denied: %v, want a gap at %s", path, missing, want)
		}
	}
}
