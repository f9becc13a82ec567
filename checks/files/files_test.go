package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

const (
	accounts = "root:x:0:0:root:/root:/bin/bash\nalice:x:1001:1001::/home/alice:/bin/bash\n"
	groups   = "root:x:0:\nshadow:x:42:\nalice:x:1001:\n"
	shadow   = "root:!:19000:0:99999:7:::\nalice:$y$j9T$abcdefghijkl$mnopqrstuvwxyz0123456789:19000:0:90:7:::\n"
)

func tree(t *testing.T, more ...hosttest.File) host.Host {
	t.Helper()
	return hosttest.TreeWith(t, append([]hosttest.File{
		{Path: "/etc/passwd", Content: accounts},
		{Path: "/etc/group", Content: groups},
		{Path: "/etc/shadow", Content: shadow, Mode: 0o640, GID: 42},
		{Path: "/var/log/syslog", Content: "x", Mode: 0o640},
		{Path: "/var/lib/dpkg/info/base.list", Content: "/.\n/usr/bin\n/bin/su\n/usr/bin/sudo\n/usr/lib/x86_64-linux-gnu/libgood.so\n"},
		{Path: "/home/alice", Mode: fs.ModeDir | 0o750, UID: 1001, GID: 1001},
	}, more...))
}

func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("files")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

func missing(list []facts.Missing, path string) bool {
	return slices.ContainsFunc(list, func(m facts.Missing) bool { return m.Path == path })
}

func TestEntries(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/etc/crontab", Mode: 0o666},
		hosttest.File{Path: "/etc/issue", Link: "/nowhere"},
		hosttest.File{Path: "/etc/motd", Mode: fs.ModeNamedPipe | 0o644},
		hosttest.File{Path: "/etc/cron.d/job", Mode: 0o600},
		hosttest.File{Path: "/tmp", Mode: fs.ModeDir | fs.ModeSticky | 0o777},
		hosttest.File{Path: "/etc/profile", Link: "profile.real"},
		hosttest.File{Path: "/etc/profile.real", Mode: 0o602},
	))
	if len(gaps) > 0 {
		t.Errorf("gaps: %v", gaps)
	}
	want := map[string]Entry{
		"/etc/shadow":     {Subject: "identity", Kind: "file", GroupName: "shadow", Group: 42, Mode: "0640", GroupReadable: true},
		"/etc/crontab":    {Subject: "schedule", Kind: "file", GroupName: "root", Mode: "0666", GroupReadable: true, GroupWritable: true, WorldReadable: true, WorldWritable: true},
		"/etc/issue":      {Subject: "logon", Kind: "dangling", Link: "/nowhere", GroupName: "root", Mode: "0777"},
		"/etc/motd":       {Subject: "logon", Kind: "fifo", GroupName: "root", Mode: "0644", GroupReadable: true, WorldReadable: true},
		"/etc/cron.d/job": {Subject: "schedule", Kind: "file", GroupName: "root", Mode: "0600"},
		"/etc/profile":    {Subject: "logon", Kind: "file", Link: "profile.real", GroupName: "root", Mode: "0602", WorldWritable: true},
		"/tmp": {Subject: "temporary", Kind: "directory", GroupName: "root", Mode: "1777", GroupReadable: true, GroupWritable: true,
			WorldReadable: true, WorldWritable: true, WorldSearch: true, Sticky: true},
	}
	for name, w := range want {
		if diff := cmp.Diff(w, f.Entries[name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if _, there := f.Entries["/etc/gshadow"]; there {
		t.Error("gshadow does not exist")
	}
}

func TestCopiesCountHashes(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/etc/shadow.save", Content: shadow},
		hosttest.File{Path: "/var/backups/passwd.bak", Content: accounts, Mode: 0o600},
		hosttest.File{Path: "/home/alice/shadow~", Content: "root:aaBBccDDeeFF.:1:::::\n", Mode: 0o604, UID: 1001, GID: 1001},
		hosttest.File{Path: "/etc/shadowsocks.json", Content: shadow},
		hosttest.File{Path: "/root/huge.shadow", Size: 1 << 30},
	))
	got := map[string]int{}
	for name, c := range f.Copies {
		got[name] = -1
		if c.Hashes != nil {
			got[name] = *c.Hashes
		}
	}
	if diff := cmp.Diff(map[string]int{"/etc/shadow.save": 1, "/var/backups/passwd.bak": 0, "/home/alice/shadow~": 1, "/root/huge.shadow": -1}, got); diff != "" {
		t.Error(diff)
	}
	if len(gaps) != 1 || !missing(gaps, `files.copies["/root/huge.shadow"].hashes`) {
		t.Errorf("gaps: %v", gaps)
	}
}

func TestPreload(t *testing.T) {
	f, _ := gather(t, tree(t,
		hosttest.File{Path: "/etc/ld.so.preload", Content: "# hook\n/var/tmp/.hook.so:/usr/lib/x86_64-linux-gnu/libgood.so # x\n"},
		hosttest.File{Path: "/var/tmp/.hook.so", Mode: 0o666},
		hosttest.File{Path: "/var/tmp", Mode: fs.ModeDir | fs.ModeSticky | 0o777},
		hosttest.File{Path: "/usr/lib/x86_64-linux-gnu/libgood.so"},
	))
	yes, no := true, false
	want := &Preload{Present: facts.At(true, "/etc/ld.so.preload"), Libraries: map[string]Place{
		"/var/tmp/.hook.so":                    {Exists: true, Weak: []string{"/var/tmp/.hook.so is writable by everybody"}, Packaged: &no, Source: "/etc/ld.so.preload:2"},
		"/usr/lib/x86_64-linux-gnu/libgood.so": {Exists: true, Weak: []string{}, Packaged: &yes, Source: "/etc/ld.so.preload:2"},
	}}
	if diff := cmp.Diff(want, f.Preload); diff != "" {
		t.Error(diff)
	}
}

func TestTrust(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/etc/hosts.equiv", Content: "# none\n"},
		hosttest.File{Path: "/root/.rhosts", Content: "+ +\n", Mode: 0o600},
		hosttest.File{Path: "/home/alice/.shosts", Content: "db1 alice\n-@bad\n", Mode: 0o600, UID: 1001},
		hosttest.File{Path: "/home/alice/.netrc", Content: "machine x password hunter2\n", Mode: 0o644, UID: 1001},
	))
	type short struct {
		Type, User string
		Lines      int
		Plus       bool
	}
	got := map[string]short{}
	for name, x := range f.Trust {
		s := short{Type: x.Type, User: x.User, Lines: -1}
		if x.Lines != nil {
			s.Lines, s.Plus = *x.Lines, *x.Plus
		}
		got[name] = s
	}
	want := map[string]short{
		"/etc/hosts.equiv":    {"hosts.equiv", "", 0, false},
		"/root/.rhosts":       {"rhosts", "root", 1, true},
		"/home/alice/.shosts": {"shosts", "alice", 1, false},
		"/home/alice/.netrc":  {"netrc", "alice", -1, false},
	}
	if diff := cmp.Diff(want, got); diff != "" || len(gaps) > 0 {
		t.Error(diff, gaps)
	}
}

func TestWalk(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/usr/local/bin/rescue", Mode: fs.ModeSetuid | 0o755},
		hosttest.File{Path: "/usr/bin/su", Mode: fs.ModeSetuid | 0o755},
		hosttest.File{Path: "/bin", Link: "usr/bin"},
		hosttest.File{Path: "/usr/local/bin/deploy", UID: 1001, GID: 1001, Mode: 0o755},
		hosttest.File{Path: "/usr/bin/shared", GID: 42, Mode: 0o775},
		hosttest.File{Path: "/usr/bin/read", GID: 42, Mode: 0o755},
		hosttest.File{Path: "/usr/local/bin/sub/deploy", UID: 1001, GID: 1001, Mode: 0o755},
		hosttest.File{Path: "/srv/old/data", UID: 4242, GID: 4242},
		hosttest.File{Path: "/srv/group", GID: 4242},
		hosttest.File{Path: "/srv/open", Mode: fs.ModeDir | 0o777},
		hosttest.File{Path: "/opt/all", Mode: 0o666},
		hosttest.File{Path: "/srv/dynamic", UID: 61200, GID: 61200},
		hosttest.File{Path: "/srv/container", UID: 100005, GID: 100005},
		hosttest.File{Path: "/etc/subuid", Content: "alice:100000:65536\n"},
		hosttest.File{Path: "/var/lib/docker/x", UID: 777},
	))
	var paths []string
	for _, i := range f.Walk.Unowned.Items {
		paths = append(paths, i.Path)
	}
	if diff := cmp.Diff([]string{"/srv/group", "/srv/old/data"}, paths); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&Found{1, []Item{{"/opt/all", 0, 0, "0666"}}}, f.Walk.WorldWritable); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&Found{1, []Item{{"/srv/open", 0, 0, "0777"}}}, f.Walk.OpenFolders); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&Found{2, []Item{{"/usr/bin/shared", 0, 42, "0775"}, {"/usr/local/bin/deploy", 1001, 1001, "0755"}}}, f.Walk.Programs); diff != "" {
		t.Error(diff)
	}
	yes, no, base, none := true, false, "base", ""
	want := map[string]Setuid{
		"/usr/bin/su":           {Mode: "4755", Name: "su", Setuid: true, Packaged: &yes, Package: &base, RecordedMode: &none},
		"/usr/local/bin/rescue": {Mode: "4755", Name: "rescue", Setuid: true, Packaged: &no, RecordedMode: &none},
	}
	if diff := cmp.Diff(want, f.Setuid); diff != "" || len(gaps) > 0 {
		t.Error(diff, gaps)
	}
	if !slices.Contains(f.Walk.Skipped, "/var/lib/docker") {
		t.Error(f.Walk.Skipped)
	}
}

func TestDirectoryServiceMakesUnownedUnknown(t *testing.T) {
	more := []hosttest.File{
		{Path: "/srv/old", UID: 4242}, {Path: "/etc/nsswitch.conf", Content: "passwd: files sss\n"},
	}
	if f, gaps := gather(t, tree(t, more...)); f.Walk.Unowned == nil || len(gaps) > 0 {
		t.Error("sss is named but not configured: the file is unowned", gaps)
	}
	more = append(more, hosttest.File{Path: "/etc/sssd/sssd.conf", Mode: 0o600})
	if f, gaps := gather(t, tree(t, more...)); f.Walk.Unowned != nil || !missing(gaps, "files.walk.unowned") {
		t.Error("accounts may come from sss", gaps)
	}
}

func TestGaps(t *testing.T) {
	for name, c := range map[string]struct {
		deny string
		want []string
	}{
		"logs":     {"/var/log", []string{`files.logs.open["/var/log/*"]`, `files.logs.owners["/var/log/*"]`, `files.logs.group_writers["/var/log/*"]`}},
		"passwd":   {"/etc/passwd", []string{"files.walk.unowned", `files.trust["homes"]`, `files.copies["homes"]`}},
		"group":    {"/etc/group", []string{"files.walk.unowned", "files.entries[*].group_name"}},
		"preload":  {"/etc/ld.so.preload", []string{"files.preload"}},
		"grub":     {"/boot/grub/grub.cfg", []string{"files.boot.grub"}},
		"home":     {"/home/alice", []string{`files.copies["/home/alice/*"]`, `files.trust["/home/alice/.rhosts"]`, `files.walk.unowned.items["/home/alice/*"]`, `files.setuid["/home/alice/*"]`}},
		"packages": {"/var/lib/dpkg/info/base.list", []string{"files.setuid[*].packaged"}},
		"allow":    {"/etc/cron.allow", []string{`files.schedulers["cron"].allow`}},
	} {
		t.Run(name, func(t *testing.T) {
			h := tree(t,
				hosttest.File{Path: "/etc/ld.so.preload"}, hosttest.File{Path: "/boot/grub/grub.cfg"}, hosttest.File{Path: "/etc/cron.allow"},
				hosttest.File{Path: "/usr/bin/su", Mode: fs.ModeSetuid | 0o755})
			_, gaps := gather(t, hosttest.Deny(h, c.deny))
			for _, w := range c.want {
				if !missing(gaps, w) {
					t.Errorf("no gap %s in %v", w, gaps)
				}
			}
		})
	}
}

func TestNoEtcIsAnError(t *testing.T) {
	h := hosttest.Fail(tree(t), "/", errors.New("input/output error"))
	if _, err := Gather(context.Background(), h, facts.NewGaps("files")); err == nil {
		t.Error("no error")
	}
}

func TestNoPackageDatabase(t *testing.T) {
	h := hosttest.TreeWith(t, []hosttest.File{{Path: "/etc/passwd", Content: accounts}, {Path: "/etc/group", Content: groups},
		{Path: "/usr/bin/su", Mode: fs.ModeSetuid | 0o755}})
	f, gaps := gather(t, h)
	if f.Setuid["/usr/bin/su"].Packaged != nil || !missing(gaps, "files.setuid[*].packaged") {
		t.Errorf("%+v %v", f.Setuid, gaps)
	}
}

func TestAlpinePackages(t *testing.T) {
	f, gaps := gather(t, hosttest.TreeWith(t, []hosttest.File{{Path: "/etc/passwd", Content: accounts}, {Path: "/etc/group", Content: groups},
		{Path: "/lib/apk/db/installed", Content: "P:busybox\nF:bin\nR:bbsuid\na:0:0:4111\n"},
		{Path: "/bin/bbsuid", Mode: fs.ModeSetuid | 0o111}, {Path: "/bin/other", Mode: fs.ModeSetuid | 0o111}}))
	if !*f.Setuid["/bin/bbsuid"].Packaged || *f.Setuid["/bin/other"].Packaged || len(gaps) > 0 {
		t.Errorf("%+v %v", f.Setuid, gaps)
	}
}

func TestGrub(t *testing.T) {
	const user = "GRUB2_PASSWORD=grub.pbkdf2.sha512.10000.AA.BB\n"
	const redhat = "if [ -n \"${GRUB2_PASSWORD}\" ]; then\n set superusers=\"root\"\n password_pbkdf2 root ${GRUB2_PASSWORD}\nfi\nblscfg\n"
	for name, c := range map[string]struct {
		cfg, user string
		want      string
	}{
		"protected":        {"set superusers=\"a\"\npassword_pbkdf2 a grub.pbkdf2.x\nmenuentry 'x' {\n}\n", "", "superusers password hashed"},
		"plain password":   {"set superusers=a\npassword a hunter2\nmenuentry 'x' {\n}\n", "", "superusers password"},
		"nothing":          {"menuentry 'x' {\n}\n", "", ""},
		"commented":        {"# set superusers=\"a\"\n#password_pbkdf2 a b\nmenuentry 'x' {\n}\n", "", ""},
		"no superuser":     {"password_pbkdf2 a grub.pbkdf2.x\nmenuentry 'x' {\n}\n", "", "password hashed"},
		"empty superusers": {"set superusers=\"\"\npassword_pbkdf2 a grub.pbkdf2.x\nmenuentry 'x' {\n}\n", "", "password hashed"},
		"user.cfg":         {redhat, user, "superusers password hashed"},
		"without user.cfg": {redhat, "", ""},
		"stub":             {"search.fs_uuid abc root\nset prefix=($root)'/grub'\nconfigfile $prefix/grub/grub.cfg\n", "", "stub"},
	} {
		t.Run(name, func(t *testing.T) {
			g := parseGrub("/boot/grub/grub.cfg", c.cfg, c.user)
			got := "stub"
			if g != nil {
				var words []string
				for _, w := range []struct {
					name string
					v    *facts.Sourced[bool]
				}{{"superusers", g.Superusers}, {"password", g.Password}, {"hashed", g.Hashed}} {
					if w.v != nil && w.v.Value {
						words = append(words, w.name)
					}
				}
				got = strings.Join(words, " ")
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSingleUser(t *testing.T) {
	f, _ := gather(t, tree(t,
		hosttest.File{Path: "/usr/lib/systemd/system/rescue.service", Content: "[Service]\nExecStart=-/lib/systemd/systemd-sulogin-shell rescue\n"},
		hosttest.File{Path: "/usr/lib/systemd/system/emergency.service", Content: "[Service]\nExecStart=-/lib/systemd/systemd-sulogin-shell emergency\n"},
		hosttest.File{Path: "/etc/systemd/system/emergency.service.d/a.conf", Content: "[Service]\nExecStart=\nExecStart=/bin/bash\n"},
	))
	want := map[string]SingleUser{
		"rescue.service":    {true, "/lib/systemd/systemd-sulogin-shell rescue", "/usr/lib/systemd/system/rescue.service:2"},
		"emergency.service": {false, "/bin/bash", "/etc/systemd/system/emergency.service.d/a.conf:3"},
	}
	if diff := cmp.Diff(want, f.Boot.SingleUser); diff != "" {
		t.Error(diff)
	}
}

// Everybody can read these by going there; what is closed, a sample or no key
// by its contents is not among them.
func TestStrayKeys(t *testing.T) {
	const pem = "-----BEGIN PRIVATE KEY-----\nx\n"
	dir := func(p string, mode fs.FileMode) hosttest.File {
		return hosttest.File{Path: p, Mode: fs.ModeDir | mode}
	}
	f, gaps := gather(t, tree(t,
		dir("/srv", 0o755), dir("/srv/www", 0o755), dir("/srv/closed", 0o750), dir("/opt", 0o755), dir("/home", 0o755), dir("/home/bob", 0o755),
		hosttest.File{Path: "/srv/www/server.key", Content: pem, Mode: 0o644},
		hosttest.File{Path: "/srv/www/site.pem.bak", Content: pem, Mode: 0o604},
		hosttest.File{Path: "/srv/www/chain.pem", Content: "-----BEGIN CERTIFICATE-----\n", Mode: 0o644},
		hosttest.File{Path: "/srv/www/own.key", Content: pem, Mode: 0o640},
		hosttest.File{Path: "/srv/www/notes.txt", Content: pem, Mode: 0o644},
		hosttest.File{Path: "/srv/closed/a.key", Content: pem, Mode: 0o644},
		hosttest.File{Path: "/home/bob/id_rsa", Content: "-----BEGIN RSA PRIVATE KEY-----\n", Mode: 0o644},
		hosttest.File{Path: "/opt/app/testdata/x.key", Content: pem, Mode: 0o644},
		hosttest.File{Path: "/usr/lib/python3/cert.pem", Content: pem, Mode: 0o644},
	))
	got := map[string]string{}
	for n, k := range f.Keys {
		got[n] = k.Format
	}
	want := map[string]string{"/srv/www/server.key": "PKCS#8", "/srv/www/site.pem.bak": "PKCS#8", "/home/bob/id_rsa": "PKCS#1"}
	if diff := cmp.Diff(want, got); diff != "" || len(gaps) > 0 {
		t.Errorf("keys (-want +got):\n%s%v", diff, gaps)
	}
}

// hosts.equiv(5): a minus sign in front of a host or user refuses.
func TestParseTrust(t *testing.T) {
	for text, want := range map[string]struct {
		lines int
		plus  bool
	}{
		"": {0, false}, "# + +\n": {0, false}, "-badhost\n-@hosts\n": {0, false}, "db1 -bob\n": {0, false},
		"db1\n-bad\n": {1, false}, "db1 bob\n": {1, false}, "+ +\n": {1, true}, "db1 +\n": {1, true}, "+ -bob\n": {0, false},
	} {
		if lines, plus := parseTrust(text); lines != want.lines || plus != want.plus {
			t.Errorf("%q: %d lines, plus %v, want %+v", text, lines, plus, want)
		}
	}
}

func TestKeys(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/etc/ssl/private/a.key", Content: "-----BEGIN PRIVATE KEY-----\nMII\n", Mode: 0o644},
		hosttest.File{Path: "/etc/nginx/tls/b.pem", Content: "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n", Mode: 0o600},
		hosttest.File{Path: "/etc/wireguard/wg0.conf", Content: "[Interface]\nPrivateKey = abc=\n", Mode: 0o600},
		hosttest.File{Path: "/home/alice/.ssh/backup", Content: "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n", Mode: 0o644},
		hosttest.File{Path: "/home/alice/.ssh/backup.pub", Content: "ssh-ed25519 AAAA\n"},
		hosttest.File{Path: "/etc/ssl/certs/c.pem", Content: "-----BEGIN CERTIFICATE-----\n"},
	))
	got := map[string]string{}
	for n, k := range f.Keys {
		got[n] = k.Format
		if *k.Encrypted {
			got[n] += " encrypted"
		}
	}
	want := map[string]string{"/etc/ssl/private/a.key": "PKCS#8", "/etc/nginx/tls/b.pem": "PKCS#1 encrypted", "/etc/wireguard/wg0.conf": "WireGuard", "/home/alice/.ssh/backup": "OpenSSH"}
	if diff := cmp.Diff(want, got); diff != "" || len(gaps) > 0 {
		t.Error(diff, gaps)
	}
}

func FuzzParsers(f *testing.F) {
	f.Add("set superusers=\"a\"\npassword_pbkdf2 a b\n")
	f.Add("+ +\n-host\n/lib/a.so:/b # c\n")
	f.Add("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n")
	f.Add("~~:S:wait:/sbin/sulogin\nExecStart=\nExecStart=-/bin/x\nalice:1:2\n")
	f.Fuzz(func(t *testing.T, text string) {
		parseGrub("/boot/grub/grub.cfg", text, text)
		parseTrust(text)
		parsePreload(text)
		parseKey([]byte(text), true)
		parseInittab(text)
		parseUnit(nil, "/u", text)
		parseRanges(text)
		hashField.FindAllStringIndex(text, -1)
	})
}

// TestRuinedEntries: a FIFO in place of a file is told by its kind, and one in
// place of a folder hides what the folder would hold.
func TestRuinedEntries(t *testing.T) {
	f, gaps := gather(t, tree(t, hosttest.File{Path: "/etc/subuid", Mode: fs.ModeNamedPipe | 0o644},
		hosttest.File{Path: "/etc/cron.d", Mode: fs.ModeNamedPipe | 0o700}))
	if f.Entries["/etc/subuid"].Kind != "fifo" || f.Entries["/etc/cron.d"].Kind != "fifo" {
		t.Errorf("%+v", f.Entries)
	}
	if !missing(gaps, `files.entries["/etc/cron.d/*"]`) {
		t.Errorf("gaps: %v", gaps)
	}
}

// Each file of ld.so.conf is read once, however often it is named.
func TestLibraryFilesWithoutEnd(t *testing.T) {
	tree := map[string]string{"/etc/ld.so.conf": "include ld.so.conf.d/*.conf\n/opt/a\n"}
	for i := range 60 {
		tree[fmt.Sprintf("/etc/ld.so.conf.d/%d.conf", i)] = fmt.Sprintf("include /etc/ld.so.conf.d/*.conf\ninclude /etc/../etc/ld.so.conf\n/opt/%d\n", i)
	}
	f, _ := gather(t, hosttest.Tree(t, tree))
	if len(f.Libraries) != 61 {
		t.Errorf("%d folders, want 61", len(f.Libraries))
	}
}
