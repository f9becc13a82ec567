package integrity

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/unpacked"
)

// configurations: ROOT stands for the folder that they lie in, and want is the
// file that AIDE misses; "none" is one that names no database, "?" what files
// alone do not tell.
var configurations = map[string]struct {
	text, want string
	files      map[string]string
}{
	"plain":                    {text: "database_in=file:ROOT/a\n", want: "/a"},
	"old name":                 {text: "database=file:ROOT/a\n", want: "/a"},
	"first wins":               {text: "database_in=file:ROOT/a\ndatabase_in=file:ROOT/b\n", want: "/a"},
	"old name first":           {text: "database=file:ROOT/a\ndatabase_in=file:ROOT/b\n", want: "/a"},
	"none":                     {text: "database_out=file:ROOT/new\n", want: "none"},
	"only a comment":           {text: "#database_in=file:ROOT/a\n", want: "none"},
	"blanks and a comment":     {text: " \tdatabase_in = file:ROOT/a # b\n", want: "/a"},
	"number sign in a name":    {text: "database_in=file:ROOT/a#b\n", want: "/a#b"},
	"DOS lines":                {text: "database_in=file:ROOT/a\r\n", want: "/a"},
	"three slashes":            {text: "database_in=file://ROOT/a\n", want: "/a"},
	"variable":                 {text: "@@define D ROOT/v\ndatabase_in=file:@@{D}/a\n", want: "/v/a"},
	"variable, twice":          {text: "@@define D ROOT/v\n@@define D ROOT/w # x\ndatabase_in=file:@@{D}/a\n@@define D ROOT/z\n", want: "/w/a"},
	"variable, gone":           {text: "@@define D /v\n@@undef D\ndatabase_in=file:ROOT@@{D}/a\n", want: "/a"},
	"variable without value":   {text: "@@define D\n@@ifdef D\ndatabase_in=file:ROOT@@{D}/a\n@@endif\n", want: "/a"},
	"ifdef":                    {text: "@@ifdef X\ndatabase_in=file:ROOT/x\n@@else\ndatabase_in=file:ROOT/y\n@@endif\n", want: "/y"},
	"ifndef":                   {text: "@@ifndef X\ndatabase_in=file:ROOT/x\n@@else\ndatabase_in=file:ROOT/y\n@@endif\n", want: "/x"},
	"if not defined":           {text: "@@if not defined X\ndatabase_in=file:ROOT/x\n@@endif\n", want: "/x"},
	"if exists":                {text: "@@if exists ROOT/inc\ndatabase_in=file:ROOT/x\n@@else\ndatabase_in=file:ROOT/y\n@@endif\n", want: "/x", files: map[string]string{"inc": ""}},
	"if not exists":            {text: "@@if exists ROOT/inc\ndatabase_in=file:ROOT/x\n@@else\ndatabase_in=file:ROOT/y\n@@endif\n", want: "/y"},
	"nested":                   {text: "@@ifdef X\n@@ifndef Y\ndatabase_in=file:ROOT/x\n@@else\ndatabase_in=file:ROOT/z\n@@endif\n@@endif\ndatabase_in=file:ROOT/y\n", want: "/y"},
	"nested else":              {text: "@@ifndef X\n@@ifdef Y\ndatabase_in=file:ROOT/x\n@@else\ndatabase_in=file:ROOT/z\n@@endif\n@@endif\n", want: "/z"},
	"include":                  {text: "@@include ROOT/inc/a\ndatabase_in=file:ROOT/b\n", want: "/inc-a", files: map[string]string{"inc/a": "database_in=file:ROOT/inc-a\n"}},
	"include of a folder":      {text: "@@include ROOT/inc ^[b-z]+$\n", want: "/c", files: map[string]string{"inc/a": "database_in=file:ROOT/a\n", "inc/d": "database_in=file:ROOT/d\n", "inc/c": "database_in=file:ROOT/c\n", "inc/c.conf": "database_in=file:ROOT/cc\n"}},
	"include without folders":  {text: "@@include ROOT/inc [a-z]\n", want: "/z", files: map[string]string{"inc/a/a": "database_in=file:ROOT/a\n", "inc/z": "database_in=file:ROOT/z\n"}},
	"include before":           {text: "@@include ROOT/inc/a\ndatabase_in=file:@@{D}/b\n", want: "/v/b", files: map[string]string{"inc/a": "@@define D ROOT/v\n"}},
	"include that is skipped":  {text: "@@ifdef X\n@@include ROOT/inc/a\n@@endif\ndatabase_in=file:ROOT/b\n", want: "/b", files: map[string]string{"inc/a": "database_in=file:ROOT/a\n"}},
	"x_include of text":        {text: "@@x_include ROOT/inc/a\n", want: "/a", files: map[string]string{"inc/a": "database_in=file:ROOT/a\n"}},
	"host":                     {text: "@@ifhost nobodys-host\n@@define X y\n@@endif\ndatabase_in=file:ROOT/a\n", want: "/a"},
	"another host's":           {text: "@@ifhost nobodys-host\ndatabase_in=file:ROOT/x\n@@endif\ndatabase_in=file:ROOT/a\n", want: "?"},
	"name of the host":         {text: "database_in=file:ROOT/@@{HOSTNAME}\n", want: "?"},
	"a program, after":         {text: "database_in=file:ROOT/a\n@@x_include ROOT/inc/run\n", want: "/a", files: map[string]string{"inc/run": "#!/bin/sh\n"}},
	"a program, before":        {text: "@@x_include ROOT/inc/run\ndatabase_in=file:ROOT/b\n", want: "?", files: map[string]string{"inc/run": "#!/bin/sh\necho database_in=file:ROOT/prog\n"}},
	"variable of another host": {text: "@@define D /v\n@@ifhost nobodys-host\n@@define D /w\n@@endif\ndatabase_in=file:ROOT@@{D}/a\n", want: "?"},
	"relative":                 {text: "database_in=file:aide.db\n", want: "?"},
	"no such kind":             {text: "database_in=ROOT/a\n", want: "?"},
	"missing include":          {text: "@@include ROOT/inc/none\ndatabase_in=file:ROOT/b\n", want: "?"},
}

var missed = regexp.MustCompile(`open \(read-only\) failed for file '([^']*)'`)

// What is found is what the real program, asked to compare, misses.
func TestDatabaseAsAIDEReadsIt(t *testing.T) {
	root := unpacked.Root(t, "aide", "/usr/bin/aide")
	for name, c := range configurations {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			tree := map[string]string{"/etc/aide.conf": strings.ReplaceAll(c.text, "ROOT", "")}
			put := func(p, text string) string {
				full := filepath.Join(dir, p)
				if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
					t.Fatal(err)
				}
				mode := os.FileMode(0o644)
				if strings.HasPrefix(text, "#!") {
					mode = 0o755
				}
				if err := os.WriteFile(full, []byte(strings.ReplaceAll(text, "ROOT", dir)), mode); err != nil {
					t.Fatal(err)
				}
				return full
			}
			conf := put("etc/aide.conf", c.text+"/etc/hostname p\n")
			list := []hosttest.File{{Path: "/etc/aide.conf", Content: tree["/etc/aide.conf"]}}
			for p, text := range c.files {
				put(p, text)
				mode := os.FileMode(0o644)
				if strings.HasPrefix(text, "#!") {
					mode = 0o755
				}
				list = append(list, hosttest.File{Path: "/" + p, Content: strings.ReplaceAll(text, "ROOT", ""), Mode: mode})
			}
			out, _ := unpacked.Command(root, "/usr/bin/aide", "-c", conf, "--check").CombinedOutput()
			real := "none"
			if m := missed.FindSubmatch(out); m != nil {
				real = strings.TrimPrefix(string(m[1]), dir)
			} else if c.want != "?" && !strings.Contains(string(out), "missing 'database_in'") {
				t.Fatalf("aide says:\n%s", out)
			}
			if c.want != "?" && real != c.want {
				t.Errorf("aide reads %s, and %s was expected", real, c.want)
			}
			got := "none"
			switch l, err := database(context.Background(), hosttest.TreeWith(t, list), "/etc/aide.conf"); {
			case err != nil:
				got = "?"
			case l != nil:
				got = l.path
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// The record that the real program makes is there; without it the program has
// nothing to compare with.
func TestDatabaseThatAIDEMakes(t *testing.T) {
	root := unpacked.Root(t, "aide", "/usr/bin/aide")
	dir := t.TempDir()
	conf, db := filepath.Join(dir, "aide.conf"), filepath.Join(dir, "aide.db")
	text := "database_in=file:" + db + "\ndatabase_out=file:" + db + ".new\n/etc/hostname p\n"
	if err := os.WriteFile(conf, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	aide := func(what string) (string, error) {
		out, err := unpacked.Command(root, "/usr/bin/aide", "-c", conf, what).CombinedOutput()
		return string(out), err
	}
	if out, err := aide("--check"); err == nil {
		t.Fatalf("aide compares with nothing and says:\n%s", out)
	}
	if out, err := aide("--init"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := os.Rename(db+".new", db); err != nil {
		t.Fatal(err)
	}
	if out, err := aide("--check"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	made, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	d := gather(t, hosttest.TreeWith(t, []hosttest.File{{Path: "/usr/bin/aide"}, {Path: "/etc/aide.conf", Content: "database_in=file:/db\n"}, {Path: "/db", Content: string(made)}})).AIDE.Database
	if d == nil || !*d.Exists || *d.Bytes != int64(len(made)) {
		t.Errorf("%+v", d)
	}
	// Empty, it is no better than none: everything is reported as new.
	if err := os.WriteFile(db, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := aide("--check"); err == nil || !strings.Contains(out, "Added entries") {
		t.Fatalf("%v\n%s", err, out)
	}
}

func TestEndlessIncludesEnd(t *testing.T) {
	h := hosttest.Tree(t, map[string]string{"/etc/aide.conf": "@@include /etc/aide.conf\n"})
	if _, err := database(context.Background(), h, "/etc/aide.conf"); err == nil {
		t.Error("no error")
	}
	h = hosttest.Fail(hosttest.Tree(t, map[string]string{"/etc/aide.conf": "@@include /etc/x [a-z]\n", "/etc/x/a": ""}), "/etc/x", errors.New("input/output error"))
	if _, err := database(context.Background(), h, "/etc/aide.conf"); err == nil {
		t.Error("no error for a folder that cannot be read")
	}
}

func FuzzDatabase(f *testing.F) {
	for _, c := range configurations {
		f.Add(strings.ReplaceAll(c.text, "ROOT", ""))
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := database(context.Background(), hosttest.Tree(t, map[string]string{"/etc/aide.conf": text}), "/etc/aide.conf")
		if err == nil && l != nil && l.kind == "file" && !strings.HasPrefix(l.path, "/") {
			t.Errorf("%q: %+v", text, l)
		}
	})
}
