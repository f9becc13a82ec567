package sudo

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/parse/passwd"
)

const (
	accounts = "root:x:0:0:root:/root:/bin/bash\nbob:x:1002:1002::/home/bob:/bin/bash\neve:x:1003:27::/home/eve:/bin/bash\ndaemon:x:1:1::/:/usr/sbin/nologin\n"
	groups   = "root:x:0:\nsudo:x:27:\nadm:x:4:bob\nbob:x:1002:\n"
)

func sudoers(main string, more ...hosttest.File) []hosttest.File {
	return append([]hosttest.File{
		{Path: "/etc/sudoers", Content: main, Mode: 0o440},
		{Path: "/etc/passwd", Content: accounts},
		{Path: "/etc/group", Content: groups},
		{Path: "/etc/hostname", Content: "web1\n"},
	}, more...)
}

func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("sudo")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

func TestGrants(t *testing.T) {
	type want struct{ all, free, excluded, noPassword, via string }
	for name, c := range map[string]struct {
		text string
		want map[string]want // by account; those absent have no grant
	}{
		"group":                 {"%sudo ALL=(ALL:ALL) ALL\n", map[string]want{"eve": {all: "y", via: "%sudo"}}},
		"member of a group":     {"%adm ALL=ALL\n", map[string]want{"bob": {all: "y", via: "%adm"}}},
		"group id":              {"%#27 ALL=ALL\n", map[string]want{"eve": {all: "y", via: "%#27"}}},
		"user id":               {"#1002 ALL=ALL\n", map[string]want{"bob": {all: "y", via: "#1002"}}},
		"alias and split line":  {"Cmnd_Alias MAINT = ALL\nUser_Alias WEB = bob\nWEB ALL=(root) \\\n\tNOPASSWD: MAINT\n", map[string]want{"bob": {all: "y", free: "y", noPassword: "ALL", via: "bob"}}},
		"all but a shell":       {"bob ALL=(ALL) ALL, !/bin/sh\n", map[string]want{"bob": {all: "y", excluded: "/bin/sh", via: "bob"}}},
		"taken away":            {"bob ALL=ALL\nbob ALL=!ALL\n", map[string]want{"bob": {via: "bob"}}},
		"password wins later":   {"bob ALL=NOPASSWD: ALL\nbob ALL=PASSWD: ALL\n", map[string]want{"bob": {all: "y", via: "bob"}}},
		"everybody but":         {"ALL,!bob,!root,!daemon ALL=ALL\n", map[string]want{"eve": {all: "y", via: "ALL"}}},
		"another host":          {"bob db1=ALL\n", map[string]want{}},
		"this host":             {"bob web*=ALL\n", map[string]want{"bob": {all: "y", via: "bob"}}},
		"as somebody else":      {"bob ALL=(eve) NOPASSWD: ALL\n", map[string]want{"bob": {via: "bob"}}},
		"not as root":           {"bob ALL=(ALL,!root) NOPASSWD: ALL\n", map[string]want{"bob": {via: "bob"}}},
		"as oneself":            {"bob ALL=() NOPASSWD: ALL\n", map[string]want{"bob": {via: "bob"}}},
		"one command":           {"bob ALL=(root) NOPASSWD: /bin/systemctl restart nginx, PASSWD: /bin/cat\n", map[string]want{"bob": {noPassword: "/bin/systemctl restart nginx", via: "bob"}}},
		"no authentication":     {"Defaults !authenticate\nbob ALL=ALL\n", map[string]want{"bob": {all: "y", free: "y", noPassword: "ALL", via: "bob"}}},
		"none for one":          {"Defaults:bob !authenticate\nbob,eve ALL=ALL\n", map[string]want{"bob": {all: "y", free: "y", noPassword: "ALL", via: "bob"}, "eve": {all: "y", via: "eve"}}},
		"exempt group":          {"Defaults exempt_group=sudo\neve,bob ALL=ALL\n", map[string]want{"bob": {all: "y", via: "bob"}, "eve": {all: "y", free: "y", noPassword: "ALL", via: "eve"}}},
		"tag beats Defaults":    {"Defaults !authenticate\nbob ALL=PASSWD: ALL\n", map[string]want{"bob": {all: "y", via: "bob"}}},
		"runas_default":         {"Defaults runas_default=eve\nbob ALL=ALL\n", map[string]want{"bob": {via: "bob"}}},
		"any path by a pattern": {"bob ALL=^.*$\n", map[string]want{"bob": {all: "y", via: "bob"}}},
	} {
		t.Run(name, func(t *testing.T) {
			f, missing := gather(t, hosttest.TreeWith(t, sudoers(c.text)))
			if len(missing) > 0 {
				t.Errorf("gaps: %v", missing)
			}
			got := map[string]want{}
			yes := func(b bool) string {
				if b {
					return "y"
				}
				return ""
			}
			for who, g := range f.Grants {
				got[who] = want{yes(g.All), yes(g.AllNoPassword), strings.Join(g.Excluded, " "), strings.Join(g.NoPassword, ", "), strings.Join(g.Via, " ")}
			}
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(want{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAbsentOnlyWithoutProgramAndFile(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{"/etc/passwd": accounts}))
	want := &Facts{
		Present: facts.AtPtr(false, "/etc/sudoers"), Program: facts.AtPtr(false, "/usr/bin/sudo"), Others: map[string]string{},
	}
	if diff := cmp.Diff(want, f); diff != "" || len(missing) > 0 {
		t.Errorf("%s %v", diff, missing)
	}
}

func TestProgramWithoutRules(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{"/usr/bin/sudo": "x\x001.9.15p5\x00y", "/etc/passwd": accounts}))
	if !f.Present.Value || f.Version.Value != "1.9.15p5" || f.Rules == nil || len(f.Rules) > 0 || f.Defaults["use_pty"].Value != "on" || len(missing) > 0 {
		t.Errorf("%+v %v", f, missing)
	}
}

func TestIncludes(t *testing.T) {
	f, missing := gather(t, hosttest.TreeWith(t, sudoers(
		"@include sudoers.%h\n#includedir /etc/sudoers.d\n@includedir /nowhere\nbob ALL=/bin/last\n",
		hosttest.File{Path: "/etc/sudoers.web1", Content: "bob ALL=/bin/first\n", Mode: 0o440},
		hosttest.File{Path: "/etc/sudoers.d", Mode: 0o750 | fs.ModeDir},
		hosttest.File{Path: "/etc/sudoers.d/20-b", Content: "bob ALL=/bin/b\n", Mode: 0o440},
		hosttest.File{Path: "/etc/sudoers.d/10-a", Content: "bob ALL=/bin/a\n", Mode: 0o440},
		hosttest.File{Path: "/etc/sudoers.d/30.dot", Content: "bob ALL=NOPASSWD: ALL\n", Mode: 0o440},
		hosttest.File{Path: "/etc/sudoers.d/40~", Content: "bob ALL=NOPASSWD: ALL\n", Mode: 0o440},
		hosttest.File{Path: "/etc/sudoers.d/50-open", Content: "bob ALL=NOPASSWD: ALL\n", Mode: 0o666},
	)))
	var commands []string
	for _, r := range f.Rules {
		commands = append(commands, r.Command)
	}
	if diff := cmp.Diff([]string{"/bin/first", "/bin/a", "/bin/b", "/bin/last"}, commands); diff != "" {
		t.Error(diff)
	}
	order := []string{"/etc/sudoers", "/etc/sudoers.web1", "/etc/sudoers.d/10-a", "/etc/sudoers.d/20-b"}
	if diff := cmp.Diff(order, f.Order); diff != "" {
		t.Error(diff)
	}
	ignored := map[string]Ignored{
		"/etc/sudoers.d/30.dot": {Reason: "its name has a dot", Mode: "0440"},
		"/etc/sudoers.d/40~":    {Reason: "its name ends in a tilde", Mode: "0440"},
	}
	if diff := cmp.Diff(ignored, f.Ignored); diff != "" {
		t.Error(diff)
	}
	if g := f.Files["/etc/sudoers.d/50-open"]; g.Refused != "writable by everybody" || !g.WorldWritable || f.Grants["bob"].All {
		t.Errorf("%+v", g)
	}
	if len(missing) > 0 {
		t.Errorf("gaps: %v", missing)
	}
}

func TestUnreadableIsAGap(t *testing.T) {
	more := []hosttest.File{{Path: "/etc/sudoers.d/a", Content: "bob ALL=ALL\n", Mode: 0o440}}
	main := "eve ALL=NOPASSWD: ALL\n@includedir /etc/sudoers.d\n"
	tree := func() host.Host { return hosttest.TreeWith(t, sudoers(main, more...)) }
	for name, h := range map[string]host.Host{
		"main denied":     hosttest.Deny(tree(), "/etc/sudoers"),
		"fragment denied": hosttest.Deny(tree(), "/etc/sudoers.d/a"),
		"folder denied":   hosttest.Deny(tree(), "/etc/sudoers.d"),
		"too large":       hosttest.TreeWith(t, sudoers(main, hosttest.File{Path: "/etc/sudoers.d/a", Mode: 0o440, Size: 1 << 30})),
		"syntax error":    hosttest.TreeWith(t, sudoers(main+"junk\n")),
		"missing include": hosttest.TreeWith(t, sudoers(main+"@include gone\n")),
		"includes itself": hosttest.TreeWith(t, sudoers(main+"@include /etc/sudoers\n")),
		"host unknown":    hosttest.TreeWith(t, sudoers(main + "@include x.%h\n")[:3]),
		"directory":       hosttest.TreeWith(t, sudoers(main, hosttest.File{Path: "/etc/nsswitch.conf", Content: "sudoers: files sss\n"})),
		"main is a fifo":  hosttest.TreeWith(t, append(sudoers(main)[1:], hosttest.File{Path: "/etc/sudoers", Mode: 0o440 | fs.ModeNamedPipe})),
		"group denied":    hosttest.Deny(tree(), "/etc/group"),
		"passwd denied":   hosttest.Deny(tree(), "/etc/passwd"),
	} {
		t.Run(name, func(t *testing.T) {
			f, missing := gather(t, h)
			want := "sudo.grants[\""
			if strings.HasPrefix(name, "group") || strings.HasPrefix(name, "passwd") {
				want = "sudo.grants"
				if f.Grants != nil || f.Waiting != nil {
					t.Error("grants without accounts")
				}
			}
			for _, m := range missing {
				if strings.HasPrefix(m.Path, want) {
					return
				}
			}
			t.Errorf("no gap %s in %v", want, missing)
		})
	}
}

func TestMissingUnderFailure(t *testing.T) {
	h := hosttest.Fail(hosttest.TreeWith(t, sudoers("")), "/etc", errors.New("input/output error"))
	if f, err := Gather(context.Background(), h, facts.NewGaps("sudo")); err == nil {
		t.Errorf("no error: %+v", f)
	}
}

func TestRulesAndTargets(t *testing.T) {
	f, _ := gather(t, hosttest.TreeWith(t, sudoers(
		"Cmnd_Alias EDIT = /usr/bin/vi, /bin/less /var/log/*\nbob ALL=(root) NOPASSWD: EDIT, NOEXEC: /opt/tool --password=hunter2\n",
		hosttest.File{Path: "/usr/bin/vi", Mode: 0o755},
		hosttest.File{Path: "/bin", Link: "usr/bin"},
		hosttest.File{Path: "/opt/tool", Mode: 0o777},
	)))
	rule := Rule{Source: "/etc/sudoers:2", Users: []string{"bob"}, Hosts: []string{"ALL"}, Applies: "yes", RunasUsers: []string{"root"},
		RunasGroups: []string{}, AsRoot: true, NoPassword: true}
	vi, less, tool := rule, rule, rule
	vi.Command, vi.Name, vi.Arguments, vi.Via = "/usr/bin/vi", "vi", "any", "EDIT"
	less.Command, less.Name, less.Arguments, less.ArgumentText, less.Via = "/bin/less", "less", "pattern", "/var/log/*", "EDIT"
	tool.Command, tool.Name, tool.Arguments, tool.ArgumentText, tool.NoExec = "/opt/tool", "tool", "fixed", "--password=…", true
	if diff := cmp.Diff([]Rule{vi, less, tool}, f.Rules); diff != "" {
		t.Error(diff)
	}
	want := map[string]Target{
		"/usr/bin/vi": {Exists: true, Weak: []string{}},
		"/bin/less":   {Weak: []string{}},
		"/opt/tool":   {Exists: true, Weak: []string{"/opt/tool is writable by everybody"}},
	}
	if diff := cmp.Diff(want, f.Targets); diff != "" {
		t.Error(diff)
	}
}

func TestDefaults(t *testing.T) {
	f, _ := gather(t, hosttest.TreeWith(t, sudoers(strings.Join([]string{
		"Defaults !env_reset, timestamp_timeout=-1, env_keep += \"LD_PRELOAD A=b\", logfile=/var/log/sudo.log",
		"Defaults env_keep -= A",
		"Defaults@web1 use_pty",
		"Defaults:bob !authenticate",
		"Defaults nonsense", ""}, "\n"))))
	number := func(v float64) *float64 { return &v }
	for name, want := range map[string]Setting{
		"env_reset":         {Value: "off", Source: "/etc/sudoers:1"},
		"timestamp_timeout": {Value: "-1", On: true, Number: number(-1), Source: "/etc/sudoers:1"},
		"env_keep":          {Value: "LD_PRELOAD", On: true, List: []string{"LD_PRELOAD"}, Source: "/etc/sudoers:2"},
		"logfile":           {Value: "/var/log/sudo.log", On: true, Source: "/etc/sudoers:1"},
		"use_pty":           {Value: "on", On: true, Source: "/etc/sudoers:3"},
		"authenticate":      {Value: "on", On: true, Source: "default: sudo"},
		"passwd_tries":      {Value: "3", On: true, Number: number(3), Source: "default: sudo"},
	} {
		if diff := cmp.Diff(want, f.Defaults[name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	exceptions := []Exception{
		{Scope: "host", For: []string{"web1"}, Name: "use_pty", Value: "on", On: true, Source: "/etc/sudoers:3"},
		{Scope: "user", For: []string{"bob"}, Name: "authenticate", Value: "off", Source: "/etc/sudoers:4"},
	}
	if diff := cmp.Diff(exceptions, f.Exceptions); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Problem{{Message: "unknown defaults entry nonsense", Setting: true, Source: "/etc/sudoers:5"}}, f.Errors); diff != "" {
		t.Error(diff)
	}
}

// TestWaiting: a group that nobody is in gets its rules all the same; sudo
// itself says so as soon as somebody joins it.
func TestWaiting(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want map[string]string // by group: all, free or limited
	}{
		"empty group":               {"%ops ALL=(ALL) NOPASSWD: ALL\n", map[string]string{"ops": "free"}},
		"empty group with password": {"%ops ALL=(ALL) ALL\n", map[string]string{"ops": "all"}},
		"empty group by its id":     {"%#50 ALL=(ALL) NOPASSWD: ALL\n", map[string]string{"ops": "free"}},
		"one command":               {"%ops ALL=/bin/id\n", map[string]string{"ops": "limited"}},
		"taken away again":          {"%ops ALL=NOPASSWD: ALL\n%ops ALL=!ALL\n", map[string]string{"ops": "limited"}},
		"Defaults for the group":    {"Defaults:%ops !authenticate\n%ops ALL=ALL\n", map[string]string{"ops": "free"}},
		"members that are gone":     {"%left ALL=ALL\n", map[string]string{"left": "all"}},
		"group with a member":       {"%adm ALL=ALL\n", map[string]string{}},
		"primary group":             {"%sudo ALL=ALL\n", map[string]string{}},
		"group of a directory":      {"%domain\\ admins ALL=NOPASSWD: ALL\n", map[string]string{"domain admins": "free"}},
		"two that are not there":    {"%wheel,%web ALL=ALL\n%web ALL=!ALL\n", map[string]string{"wheel": "all", "web": "limited"}},
		"excluded group":            {"ALL,!%wheel ALL=ALL\n", map[string]string{}},
		"rule for everybody":        {"ALL ALL=ALL\n", map[string]string{}},
		"another host":              {"%ops db1=ALL\n", map[string]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			tree := sudoers(c.text, hosttest.File{Path: "/etc/group", Content: groups + "ops:x:50:\nleft:x:51:gone\n"})
			f, missing := gather(t, hosttest.TreeWith(t, tree))
			if len(missing) > 0 {
				t.Errorf("gaps: %v", missing)
			}
			got := map[string]string{}
			for group, g := range f.Waiting {
				switch {
				case g.AllNoPassword:
					got[group] = "free"
				case g.All:
					got[group] = "all"
				default:
					got[group] = "limited"
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("waiting (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAliasesThatDoubleEndInAGap(t *testing.T) {
	var b strings.Builder
	b.WriteString("Cmnd_Alias A00 = /bin/a, /bin/b\n")
	for i := 1; i < 40; i++ {
		b.WriteString("Cmnd_Alias " + alias(i) + " = " + alias(i-1) + ", " + alias(i-1) + "\n")
	}
	b.WriteString("bob ALL=" + alias(39) + "\n")
	_, missing := gather(t, hosttest.TreeWith(t, sudoers(b.String())))
	if len(missing) == 0 {
		t.Error("no gap")
	}
}

func alias(i int) string { return "A" + string(rune('0'+i/10)) + string(rune('0'+i%10)) }

func FuzzParse(f *testing.F) {
	for _, c := range table {
		f.Add(c.text)
	}
	memberships, err := passwd.ParseGroups([]byte(groups))
	if err != nil {
		f.Fatal(err)
	}
	people, err := parsePasswd([]byte(accounts))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e := &entries{}
		p := &parser{lex: newLexer(text), file: "/etc/sudoers", out: e, include: func(place, string, bool) {}}
		p.parse()
		defaults, _ := effective(e.settings, "")
		b := newBook(e.aliases)
		m := &matcher{book: b, hostname: "h", groups: memberships}
		expand(e.specs, b, m, defaults)
		exceptions(e.settings, b)
		m.grants(people, e.specs, defaults, e.settings)
		m.waiting(people, e.specs, defaults, e.settings)
	})
}

// TestIncludedFolderIsNone: what stands in place of the folder holds no rules
// that could be read.
func TestIncludedFolderIsNone(t *testing.T) {
	for name, ruin := range map[string]hosttest.File{
		"fifo": {Path: "/etc/sudoers.d", Mode: fs.ModeNamedPipe | 0o750},
		"file": {Path: "/etc/sudoers.d", Content: "\x00\xff\x13", Mode: 0o440},
	} {
		t.Run(name, func(t *testing.T) {
			f, missing := gather(t, hosttest.TreeWith(t, sudoers("root ALL=(ALL) ALL\n@includedir /etc/sudoers.d\n", ruin)))
			if f.Files["/etc/sudoers.d"].ParseOK {
				t.Error("it counts as read")
			}
			seen := map[string]bool{}
			for _, m := range missing {
				seen[m.Path] = true
			}
			for _, want := range []string{`sudo.files["/etc/sudoers.d"]`, `sudo.rules["/etc/sudoers.d"]`, `sudo.errors["/etc/sudoers.d"]`} {
				if !seen[want] {
					t.Errorf("no gap at %s: %v", want, missing)
				}
			}
		})
	}
}
