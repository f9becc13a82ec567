package privilege

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func TestPolkitRules(t *testing.T) {
	text := `/* polkit.addRule(function() { return polkit.Result.YES; }); */
// return "yes"
polkit.addAdminRule(function(action, subject) { return ["unix-group:sudo", "unix-user:0"]; });
polkit.addRule(function(action, subject) {
    if (action.id == "org.freedesktop.policykit.exec" && subject.isInGroup("wheel")) { return polkit.Result.YES; }
});
polkit.addRule(function(action, subject) { return polkit.Result.YES; });
polkit.addRule(function(action, subject) { if (subject.user === 'alice') return "yes"; });
polkit.addRule(function(action, subject) {
    if (action.id.indexOf("org.libvirt.unix.") == 0 && subject.local && subject.active) { return polkit.Result.YES; }
});
polkit.addRule(function(action, subject) { if (action.id == "a.b.c" && !subject.isInGroup("x")) return polkit.Result.YES; });
polkit.addRule(function(action, subject) { if (action.id == "a.b.c") return polkit.Result.AUTH_ADMIN; });
`
	got := parseRules(text, "/f")
	none := []string{}
	want := []PolkitRule{
		{Groups: []string{"wheel"}, Users: none, Actions: []string{"org.freedesktop.policykit.exec"}, Told: true, Source: "/f:4"},
		{Groups: none, Users: none, Actions: none, Everyone: true, AnyAction: true, Told: true, Source: "/f:7"},
		{Groups: none, Users: []string{"alice"}, Actions: none, AnyAction: true, Told: true, Source: "/f:8"},
		{Groups: none, Users: none, Actions: []string{"org.libvirt.unix"}, Everyone: true, AtConsole: true, Told: true, Source: "/f:9"},
		{Groups: []string{"x"}, Users: none, Actions: []string{"a.b.c"}, Source: "/f:12"},
	}
	if d := cmp.Diff(want, got.rules); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Admins{{[]string{"unix-group:sudo", "unix-user:0"}, "/f:3"}}, got.admins); d != "" || got.unclear {
		t.Error(d, got.unclear)
	}
}

func TestPKLA(t *testing.T) {
	got := parsePKLA("[one]\nIdentity=unix-user:*\nAction=*\nResultAny=yes\n\n[two]\nIdentity = unix-group:netdev;unix-user:alice\nAction=org.a.b;org.c.*\nResultActive=yes\n[three]\nIdentity=unix-user:bob\nAction=x\nResultAny=auth_admin\n", "/f")
	none := []string{}
	want := []PolkitRule{
		{Groups: none, Users: none, Actions: none, Everyone: true, AnyAction: true, Told: true, Source: "/f:1"},
		{Groups: []string{"netdev"}, Users: []string{"alice"}, Actions: []string{"org.a.b", "org.c.*"}, AtConsole: true, Told: true, Source: "/f:6"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

var doasCases = map[string][]DoasRule{
	"permit nopass keepenv :wheel\n":                       {{Permit: true, NoPass: true, KeepEnv: true, Identity: ":wheel"}},
	"permit persist alice as root cmd /bin/ls args -l x\n": {{Permit: true, Persist: true, Identity: "alice", Target: "root", Command: "/bin/ls", Arguments: true}},
	"# c\npermit setenv { A=secret B \\\n -C } bob # x\n":  {{Permit: true, Identity: "bob", SetEnv: []string{"A", "B", "-C"}}},
	"deny \"nopass\"\n":                                    {{Identity: "nopass"}},
	"permit nolog a\\\n b\n":                               nil,
	"permit\n":                                             nil,
	"allow bob\n":                                          nil,
	"permit bob as\n":                                      nil,
	"permit bob cmd\n":                                     nil,
	"permit bob root\n":                                    nil,
	"permit setenv A bob\n":                                nil,
	"permit bob as root cmd reboot args\n":                 {{Permit: true, Identity: "bob", Target: "root", Command: "reboot", Arguments: true}},
	"":                                                     {},
}

func TestDoas(t *testing.T) {
	tool, lookErr := exec.LookPath("doas")
	for text, want := range doasCases {
		got, problems := parseDoas(text, "/f")
		for i := range got {
			got[i].Source = ""
			if len(got[i].SetEnv) == 0 {
				got[i].SetEnv = nil
			}
		}
		if (want == nil) != (len(problems) > 0) || len(want) > 0 && cmp.Diff(want, got) != "" {
			t.Errorf("%q: %+v, %v", text, got, problems)
		}
		if lookErr != nil {
			continue
		}
		file := filepath.Join(t.TempDir(), "doas.conf")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(tool, "-C", file).CombinedOutput()
		if (err != nil) != (len(problems) > 0) {
			t.Errorf("%q: doas says %v %s, here %v", text, err, out, problems)
		}
	}
}

func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("privilege")
	f, err := Gather(t.Context(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

func TestGather(t *testing.T) {
	files := []hosttest.File{
		{Path: "/usr/lib/polkit-1/polkitd"}, {Path: "/usr/bin/doas"},
		{Path: "/etc/polkit-1/rules.d/10-a.rules", Content: "polkit.addRule(function(a, s) { return polkit.Result.YES; });", Mode: 0o666},
		{Path: "/usr/share/polkit-1/rules.d/50-default.rules", Content: "polkit.addAdminRule(function(action, subject) { return [\"unix-group:wheel\"]; });"},
		{Path: "/etc/polkit-1/rules.d/x.rules.bak", Content: "polkit.addRule(function(a, s) { return polkit.Result.YES; });"},
		{Path: "/etc/polkit-1/localauthority/50-local.d/x.pkla", Content: "[x]\nIdentity=unix-user:a\nAction=*\nResultAny=yes\n"},
		{Path: "/etc/doas.conf", Content: "permit nopass :wheel\nnonsense\n", Mode: 0o600},
	}
	f, gaps := gather(t, hosttest.TreeWith(t, files))
	var keys []string
	for k := range f.Polkit.Rules {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	if d := cmp.Diff([]string{"/etc/polkit-1/localauthority/50-local.d/x.pkla:1", "/etc/polkit-1/rules.d/10-a.rules:1"}, keys); d != "" || len(gaps) > 0 {
		t.Error(d, gaps)
	}
	if len(f.Polkit.Admins) != 1 || len(f.Polkit.Files["/etc/polkit-1/rules.d/10-a.rules"].Weak) != 1 || len(f.Doas.Rules) != 1 || f.Doas.Errors["/etc/doas.conf:2"] == "" {
		t.Errorf("%+v %+v", f.Polkit, f.Doas)
	}
	_, gaps = gather(t, hosttest.Deny(hosttest.TreeWith(t, files), "/etc/polkit-1/rules.d", "/etc/doas.conf"))
	text := ""
	for _, g := range gaps {
		text += g.Path + "\n"
	}
	for _, want := range []string{`privilege.polkit.rules["/etc/polkit-1/rules.d/*"]`, `privilege.doas.rules["/etc/doas.conf"]`} {
		if !strings.Contains(text, want) {
			t.Errorf("no gap %s in\n%s", want, text)
		}
	}
	f, gaps = gather(t, hosttest.Tree(t, map[string]string{"/etc/passwd": ""}))
	if f.Polkit.Present.Value || f.Doas.Present.Value || len(gaps) > 0 {
		t.Errorf("%+v %v", f, gaps)
	}
}

func FuzzParse(f *testing.F) {
	for text := range doasCases {
		f.Add(text)
	}
	f.Add("polkit.addRule(function(a,s){ /* ' */ if (s.isInGroup('x')) return polkit.Result.YES })")
	f.Fuzz(func(t *testing.T, text string) {
		parseDoas(text, "/f")
		parsePKLA(text, "/f")
		if got, want := strings.Count(stripJS(text), "\n"), strings.Count(text, "\n"); got != want {
			t.Errorf("%d lines of %d", got, want)
		}
		parseRules(text, "/f")
	})
}
