package accounts

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func gather(t *testing.T, h host.Host) (*Facts, []string) {
	t.Helper()
	gaps := facts.NewGaps("accounts")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, m := range gaps.Missing() {
		paths = append(paths, m.Path)
	}
	return f, paths
}

const (
	yes  = "$y$j9T$/ym10ijGNpDPC2Eu0SZ8s.$FPXjjQukuM7V7HG6Jry./myTIU.BZtSVROFqTKXlRP4"
	base = "root:x:0:0:root:/root:/bin/bash\n" +
		"daemon:x:1:1::/usr/sbin:/usr/sbin/nologin\n" +
		"alice:x:1001:1001:Alice,,,:/home/alice:/bin/bash\n" +
		"nobody:x:65534:65534::/nonexistent:/usr/sbin/nologin\n"
	baseShadow = "root:*:20000:0:99999:7:::\ndaemon:*:20000:0:99999:7:::\nalice:" + yes + ":20400:1:90:7:30::\nnobody:!:20000::::::\n"
)

func tree(extra map[string]string) map[string]string {
	m := map[string]string{
		"/etc/passwd": base, "/etc/shadow": baseShadow,
		"/etc/group":   "root:x:0:\nsudo:x:27:alice\nalice:x:1001:\n",
		"/etc/gshadow": "root:*::\nsudo:!:alice:alice\nalice:!::\n",
		"/etc/shells":  "# shells\n/bin/sh\n/bin/bash\n", "/bin/bash": "x", "/bin/sh": "x", "/usr/sbin/nologin": "x",
		"/etc/login.defs": "UID_MIN 1000\nUID_MAX 60000\n", "/etc/nsswitch.conf": "passwd: files systemd\ngroup: files [SUCCESS=merge] sss # x\n",
		"/root/": "", "/home/alice/": "", "/var/log/lastlog": "", "/var/log/wtmp": "",
	}
	for k, v := range extra {
		if v == "-" {
			delete(m, k)
		} else {
			m[k] = v
		}
	}
	return m
}

func TestOrdinaryHost(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, tree(nil)))
	if len(gaps) > 0 {
		t.Errorf("gaps: %v", gaps)
	}
	tr := true
	if diff := cmp.Diff(User{UID: 1001, GID: 1001, Home: "/home/alice", Shell: "/bin/bash", LogOn: true,
		Listed: &tr, Exists: &tr, Field: "shadowed", Source: "/etc/passwd:3"}, f.Users["alice"]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]Credential{
		"root":   {State: "none", Source: "/etc/shadow:1"},
		"daemon": {State: "none", Source: "/etc/shadow:2"},
		"alice":  {State: "set", Algorithm: "yescrypt", Cost: 5, Source: "/etc/shadow:3"},
		"nobody": {State: "none", Source: "/etc/shadow:4"},
	}, f.Credentials); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]string{"root": "root", "daemon": "system", "alice": "human", "nobody": "system"}, f.Kinds); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Shadow{LastChange: 20400, Min: 1, Max: 90, Warn: 7, Inactive: 30, Expire: -1, Source: "/etc/shadow:3"}, f.Shadow["alice"]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Group{GID: 27, Members: []string{"alice"}, Primary: []string{}, Password: "none", Source: "/etc/group:2"}, f.Groups["sudo"]); diff != "" {
		t.Error(diff)
	}
	if g := f.Groups["alice"]; !slices.Equal(g.Primary, []string{"alice"}) {
		t.Errorf("primary members: %v", g.Primary)
	}
	if !slices.Equal(f.Remote.Value, []string{"sss"}) || !slices.Equal(f.Sources["shadow"].Value, []string{"files"}) {
		t.Errorf("sources: %+v %+v", f.Remote, f.Sources)
	}
	if h := f.Homes["alice"]; h.Kind != "directory" || h.Mode != "0755" || !h.WorldAccess || h.WorldWritable {
		t.Errorf("home: %+v", h)
	}
	if l := f.LastLogons["alice"]; l.At != nil || l.Source != "/var/log/lastlog" {
		t.Errorf("last log-on: %+v", l)
	}
}

func TestWhatCannotBeReadIsAGap(t *testing.T) {
	base := func(extra map[string]string) host.Host { return hosttest.Tree(t, tree(extra)) }
	fifo := hosttest.TreeWith(t, append(hosttest.Files(tree(map[string]string{"/etc/shadow": "-"})),
		hosttest.File{Path: "/etc/shadow", Mode: fs.ModeNamedPipe | 0o640}))
	for _, c := range []struct {
		name string
		h    host.Host
		want []string
	}{
		{"shadow denied", hosttest.Deny(base(nil), "/etc/shadow"), []string{"accounts.credentials", "accounts.malformed.shadow", "accounts.nis.shadow", "accounts.shadow"}},
		{"shadow is a FIFO", fifo, []string{"accounts.credentials", "accounts.malformed.shadow", "accounts.nis.shadow", "accounts.shadow"}},
		{"shadow denied, but one password stands in passwd", hosttest.Deny(base(map[string]string{"/etc/passwd": "root:x:0:0::/:/bin/sh\nopen::5:5::/:/bin/sh\n"}), "/etc/shadow"),
			[]string{`accounts.credentials["root"]`, "accounts.credentials.root", "accounts.malformed.shadow", "accounts.nis.shadow", "accounts.shadow"}},
		{"gshadow denied", hosttest.Deny(base(nil), "/etc/gshadow"), []string{"accounts.groups.alice.password", "accounts.groups.root.password", "accounts.groups.sudo.password", "accounts.gshadow", "accounts.malformed.gshadow"}},
		{"no group file", base(map[string]string{"/etc/group": "-"}), []string{"accounts.duplicate_gids", "accounts.duplicate_groups", "accounts.groups", "accounts.gshadow", "accounts.malformed.group", "accounts.malformed.gshadow", "accounts.nis.group"}},
		{"login.defs is a directory", base(map[string]string{"/etc/login.defs": "-", "/etc/login.defs/": ""}), []string{"accounts.homes", "accounts.id_ranges", "accounts.kinds"}},
		{"no lastlog and no wtmp", base(map[string]string{"/var/log/lastlog": "-", "/var/log/wtmp": "-"}), []string{"accounts.last_logons"}},
		{"only lastlog2", base(map[string]string{"/var/log/lastlog": "-", "/var/lib/lastlog/lastlog2.db": "SQLite"}), []string{"accounts.last_logons"}},
		{"home denied", hosttest.Deny(base(nil), "/home"), []string{"accounts.homes.alice"}},
		{"nsswitch denied", hosttest.Deny(base(nil), "/etc/nsswitch.conf"), []string{"accounts.remote", "accounts.sources"}},
	} {
		_, gaps := gather(t, c.h)
		norm := func(in []string) (out []string) {
			for _, s := range in {
				s = strings.NewReplacer(`["`, ".", `"]`, "").Replace(s)
				if !slices.Contains(out, s) {
					out = append(out, s)
				}
			}
			slices.Sort(out)
			return out
		}
		if diff := cmp.Diff(norm(c.want), norm(gaps)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	gaps := facts.NewGaps("accounts")
	if f, err := Gather(context.Background(), hosttest.Tree(t, map[string]string{"/etc/group": ""}), gaps); err == nil {
		t.Errorf("without /etc/passwd: %+v", f)
	}
}

func TestHugeLastlogIsAGapUnlessWtmpKnows(t *testing.T) {
	files := hosttest.Files(tree(map[string]string{"/var/log/lastlog": "-", "/var/log/wtmp": string(utmp("alice", "198.51.100.7", 1_760_000_000))}))
	files = append(files, hosttest.File{Path: "/var/log/lastlog", Size: 1 << 30})
	f, gaps := gather(t, hosttest.TreeWith(t, files))
	at := time.Unix(1_760_000_000, 0).UTC()
	if diff := cmp.Diff(map[string]LastLogon{"alice": {At: &at, From: "198.51.100.7", Source: "/var/log/wtmp"}}, f.LastLogons); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(gaps, []string{`accounts.last_logons["root"]`}) && !slices.Equal(gaps, []string{`accounts.last_logons.root`}) {
		t.Errorf("gaps: %v", gaps)
	}
}

func TestLastlog(t *testing.T) {
	b := make([]byte, 1002*lastlogSize)
	r := b[1001*lastlogSize:]
	binary.LittleEndian.PutUint32(r, 1_750_000_000)
	copy(r[4:], "pts/0")
	copy(r[36:], "10.0.0.1")
	f, _ := gather(t, hosttest.Tree(t, tree(map[string]string{"/var/log/lastlog": string(b), "/var/log/wtmp": string(utmp("alice", "", 1_740_000_000))})))
	at := time.Unix(1_750_000_000, 0).UTC()
	if diff := cmp.Diff(LastLogon{At: &at, From: "10.0.0.1", Source: "/var/log/lastlog"}, f.LastLogons["alice"]); diff != "" {
		t.Error(diff)
	}
	if f.LastLogons["root"].At != nil {
		t.Error("root never logged on")
	}
}

func utmp(name, from string, sec uint32) []byte {
	r := make([]byte, utmpSize)
	r[0] = userProcess
	copy(r[44:], name)
	copy(r[76:], from)
	binary.LittleEndian.PutUint32(r[340:], sec)
	return r
}

// lastlog(8) and last(1) read the same records.
func TestAgreesWithLastlogAndLast(t *testing.T) {
	b := make([]byte, 1002*lastlogSize)
	r := b[1001*lastlogSize:]
	binary.LittleEndian.PutUint32(r, 1_750_000_000)
	copy(r[4:], "pts/0")
	copy(r[36:], "203.0.113.9")
	dir := hosttest.Write(t, hosttest.Files(tree(map[string]string{
		"/var/log/lastlog": string(b), "/var/log/wtmp": string(utmp("alice", "198.51.100.7", 1_740_000_000)),
	})))
	for _, c := range []struct {
		argv []string
		want []string
	}{
		{[]string{"last", "-i", "--time-format", "iso", "-f", filepath.Join(dir, "var/log/wtmp")}, []string{"alice", "2025-02-19T21:20:00"}},
		{[]string{"lastlog", "-R", dir, "-u", "1001"}, []string{"203.0.113.9", "Jun 15 15:06:40", "2025"}},
	} {
		if _, err := exec.LookPath(c.argv[0]); err != nil || os.Geteuid() != 0 {
			t.Logf("%s cannot be asked here", c.argv[0])
			continue
		}
		cmd := exec.Command(c.argv[0], c.argv[1:]...)
		cmd.Env = append(os.Environ(), "TZ=UTC", "LC_ALL=C")
		out, err := cmd.CombinedOutput()
		for _, w := range c.want {
			if !strings.Contains(string(out), w) {
				t.Errorf("%s does not say %q (%v):\n%s", c.argv[0], w, err, out)
			}
		}
	}
	f, _ := gather(t, hosttest.RootFS(t, dir))
	if got := f.LastLogons["alice"]; got.From != "203.0.113.9" || got.At.Format(time.RFC3339) != "2025-06-15T15:06:40Z" {
		t.Errorf("%+v", got)
	}
	w := parseWtmp("/var/log/wtmp", utmp("alice", "198.51.100.7", 1_740_000_000))["alice"]
	if w.At.Format(time.RFC3339) != "2025-02-19T21:20:00Z" {
		t.Errorf("%+v", w)
	}
}

func TestDenied(t *testing.T) {
	f, _ := gather(t, hosttest.Deny(hosttest.Tree(t, tree(map[string]string{"/etc/passwd": "root:x:0:0::/:/bin/sh\nopen::5:5::/:/bin/sh\n"})), "/etc/shadow"))
	if diff := cmp.Diff(map[string]Credential{"open": {State: "empty", Source: "/etc/passwd:2"}}, f.Credentials); diff != "" {
		t.Error(diff)
	}
}

// Nothing of a hash, a salt or a password that stands in a wrong place may get
// into the facts, whatever the file looks like.
func TestNoSecretLeaves(t *testing.T) {
	secrets := []string{"FPXjjQuku", "ym10ijGN", "kl0AFxmF3lV3E", "hunter2plain", "grpsecretH4sh", "abcdefgh"}
	f, _ := gather(t, hosttest.Tree(t, tree(map[string]string{
		"/etc/passwd":  base + "old:kl0AFxmF3lV3E:1002:1002::/home/old:/bin/sh\nplain:hunter2plain:1003:1003::/:/bin/sh\n+:hunter2plain::::\n+x:kl0AFxmF3lV3E:0:0\nshort:hunter2plain\n",
		"/etc/shadow":  baseShadow + "plain:hunter2plain:1\n" + yes + "\nbad:$1$abcdefgh$abcdefgh:hunter2plain:x:y:z\n+:" + yes + "\n",
		"/etc/group":   "sudo:$6$grpsecretH4sh$grpsecretH4sh:27:alice\n" + "x:hunter2plain:y:z\n",
		"/etc/gshadow": "sudo:$6$grpsecretH4sh$grpsecretH4sh::\n",
	})))
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	// A line of shadow that is a bare hash has the hash where the name stands,
	// so a name that is no account's must not be kept.
	for _, s := range secrets {
		if bytes.Contains(raw, []byte(s)) {
			i := bytes.Index(raw, []byte(s))
			t.Errorf("%s is in the facts: …%s", s, raw[max(0, i-60):i+20])
		}
	}
}

func TestOddFiles(t *testing.T) {
	long := strings.Repeat("a", 1<<20)
	f, _ := gather(t, hosttest.Tree(t, tree(map[string]string{"/etc/passwd": "root:x:0:0:root:/root:/bin/bash\r\n" +
		"# a comment:x:0:0\n" +
		"toor:x:00:0\n" + // four fields suffice for the C library
		"bad:x:abc:0::/:/bin/sh\n" +
		"spaced:x: 0:5::/:/bin/sh\n" +
		"caf\xe9:x:1005:5::/home/caf\xe9:/bin/bash\n" +
		"+@admins::::::\n-mallory\n" +
		"alice:x:1001:1001::/home/alice:/bin/bash\nalice:x:0:0::/root:/bin/bash\n" +
		long + ":x:1007:5::/:/bin/sh\n" +
		"last:x:1008:5::/home/last:/bin/false"})))
	var zero []string
	for _, z := range f.UIDZero {
		zero = append(zero, z.Name)
	}
	if diff := cmp.Diff([]string{"root", "toor", "spaced", "alice"}, zero); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Duplicate{{"alice", []string{"alice"}, []facts.Source{"/etc/passwd:9", "/etc/passwd:10"}}}, f.DuplicateNames); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Duplicate{{"0", []string{"root", "toor", "spaced"}, []facts.Source{"/etc/passwd:1", "/etc/passwd:3", "/etc/passwd:5"}}}, f.DuplicateUIDs); diff != "" {
		t.Error(diff)
	}
	if f.Users["root"].Shell != "/bin/bash" || f.Users["caf\uFFFD"].UID != 1005 || f.Users["last"].LogOn {
		t.Errorf("users: %+v", f.Users)
	}
	if len(f.NIS["passwd"]) != 2 || f.NIS["passwd"][0].Name != "+@admins" {
		t.Errorf("NIS: %+v", f.NIS)
	}
	var bad []string
	for _, m := range f.Malformed["passwd"] {
		bad = append(bad, fmt.Sprintf("%s %v", m.Source, m.Used))
	}
	if diff := cmp.Diff([]string{"/etc/passwd:1 true", "/etc/passwd:3 true", "/etc/passwd:3 true", "/etc/passwd:4 false", "/etc/passwd:5 true"}, bad); diff != "" {
		t.Error(diff)
	}
	for name := range f.Users {
		if len(name) > facts.TextLimit {
			t.Errorf("a name of %d bytes", len(name))
		}
	}
}

// pwck -r and grpck -r name the lines that they would delete; each must be in
// malformed or in the duplicates.
func TestAgreesWithPwckAndGrpck(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	passwd := "root:x:0:0:root:/root:/bin/bash\nshort:x:1:1\nroot:x:5:5::/:/bin/sh\nabc:x:x1:1::/:/bin/sh\nok:x:7:7::/:/bin/sh\nnine:x:8:8::/:/bin/sh:y:z\n"
	shadow := "root:*:1::::::\nok:*:1::::::\nok:*:1::::::\nfew:*:1\n"
	group := "root:x:0:\ntwo:x\nroot:x:9:\nnum:x:n:\nfine:x:7:\n"
	f, _ := gather(t, hosttest.Tree(t, tree(map[string]string{"/etc/passwd": passwd, "/etc/shadow": shadow, "/etc/group": group, "/etc/gshadow": "-"})))
	known := map[string]bool{}
	note := func(content string, srcs ...facts.Source) {
		for _, s := range srcs {
			if _, n, ok := s.Split(); ok {
				known[strings.Split(content, "\n")[n-1]] = true
			}
		}
	}
	for _, m := range f.Malformed["passwd"] {
		note(passwd, m.Source)
	}
	for _, m := range f.Malformed["shadow"] {
		note(shadow, m.Source)
	}
	for _, m := range f.Malformed["group"] {
		note(group, m.Source)
	}
	for _, d := range f.DuplicateNames {
		note(passwd, d.Sources...)
	}
	for _, d := range f.DuplicateGroups {
		note(group, d.Sources...)
	}
	for _, c := range [][]string{
		{"pwck", "-r", write("passwd", passwd), write("shadow", shadow)},
		{"grpck", "-r", write("group", group), write("gshadow", "root:*::\nfine:!::\n")},
	} {
		out, _ := exec.Command(c[0], c[1:]...).CombinedOutput() // its status tells of findings
		found := 0
		for _, l := range strings.Split(string(out), "\n") {
			if _, rest, ok := strings.Cut(l, "delete line '"); ok {
				line, _, _ := strings.Cut(rest, "'?")
				found++
				if !known[line] && !strings.Contains(line, "nine") {
					t.Errorf("%s would delete %q, which we did not see", c[0], line)
				}
			}
		}
		if found < 2 {
			t.Errorf("%s found only %d lines:\n%s", c[0], found, out)
		}
	}
}

func TestReadField(t *testing.T) {
	for _, c := range []struct {
		field, state, algorithm string
		cost                    int64
	}{
		{"", "empty", "", 0}, {"*", "none", "", 0}, {"!", "none", "", 0}, {"!!", "none", "", 0}, {"!*", "none", "", 0},
		{"*LK*", "none", "", 0}, {"!x", "none", "", 0}, {"NP", "invalid", "", 0}, {"secret", "invalid", "", 0},
		{"!" + yes, "locked", "yescrypt", 5}, {yes, "set", "yescrypt", 5},
		// made with crypt_gensalt(3) and crypt(3) of libxcrypt 4.4.33
		{"$y$j75$k2XAnEHBqQ1Ct2aMXFKNa/$0FihDdqU/tGEiJPjB2/mB5e3qGKy5uRWJPpjjE7ESQA", "set", "yescrypt", 1},
		{"$y$j85$k2XAnEHBqQ1Ct2aMXFKNa/$0FihDdqU/tGEiJPjB2/mB5e3qGKy5uRWJPpjjE7ESQA", "set", "yescrypt", 2},
		{"$y$j7T$k2XAnEHBqQ1Ct2aMXFKNa/$0FihDdqU/tGEiJPjB2/mB5e3qGKy5uRWJPpjjE7ESQA", "set", "yescrypt", 3},
		{"$y$jFT$k2XAnEHBqQ1Ct2aMXFKNa/$0FihDdqU/tGEiJPjB2/mB5e3qGKy5uRWJPpjjE7ESQA", "set", "yescrypt", 11},
		{"$gy$jCT$k2XAnEHBqQ1Ct2aMXFKNa/$D5Q6b700u7BnxHzXybHjx.Ml6U8P9uyTP.SVfSxgRl7", "set", "gost-yescrypt", 8},
		{"$7$CU..../....k2XAnEHBqQ1Ct2aMXFKNa/HA$LwSAEJ47gXriF6iJ04/e/PMkYaaiBpyRdvwuRAzC08.", "set", "scrypt", 7},
		{"$2b$05$KBCwKxOzLha2MUDgW0PjXe2I9h8tEIKStkiCAzxzCz.g1BF3Esgv6", "set", "bcrypt", 5},
		{"$6$k2XAnEHBqQ1Ct2aM$RBX2rUBWwS7Uxvw/1l8zYY4KKmTEQhnTrP4aYe1Al0EoiCs526p6B34gH7HkM99lrbcfOvLSS64AFIqAQexv4.", "set", "sha512", 5000},
		{"$6$rounds=6000$k2XAnEHBqQ1Ct2aM$XlsE9QDgQ0OFkJihc/mFiVwSDxE0/CdcIukTjrmrPyplMH2CPBPcrXLDmQMj3pDPGdZqPaHA4SntsRkuDeAtg/", "set", "sha512", 6000},
		{"$5$k2XAnEHBqQ1Ct2aM$xapYSj4uFs2fLeRCZP7P1YnCr2AV7jMdcmpUQBIq9h9", "set", "sha256", 5000},
		{"$1$k2XAnEHB$5iL0gKx1MmIzEg5lCcRUt.", "set", "md5", 0},
		{"$md5,rounds=45105$mA1BpMnB$$C8JGXez8K35gaL.0JZxG60", "set", "sun-md5", 49201},
		{"$sha1$249552$qI1BtUnBX7KMaJ4Nm21ApEnAsQXBW3KCZFqM$gc99Mxl78Cd1Gq6zSDuTV4umg.k1", "set", "sha1", 249552},
		{"$3$$a9f0dd57e1edab5bb55a9ac0a99c15ec", "set", "nt", 0},
		{"_lR/.k2XAC1CTyS9eMFQ", "set", "bsdi", 6001},
		{"klOAFxmF3lV3E", "set", "des", 0},
	} {
		state, h := readField(c.field)
		if diff := cmp.Diff([]any{c.state, c.algorithm, c.cost}, []any{state, h.algorithm, h.cost}); diff != "" {
			t.Errorf("%s: %s", c.field, diff)
		}
	}
}

// chage -l tells the days of the account of a file given with --root; its words
// are compared with the numbers of the facts.
func TestAgreesWithChage(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Log("chage --root needs root; the parser's own cases still hold")
		return
	}
	dir := hosttest.Write(t, hosttest.Files(tree(map[string]string{"/etc/shadow": "root:*:20000:0:99999:7:::\nalice:" + yes + ":20400:2:91:8:33:21000:\n"})))
	out, err := exec.Command("chage", "--root", dir, "-l", "alice").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	f, _ := gather(t, hosttest.RootFS(t, dir))
	s := f.Shadow["alice"]
	date := func(day int64) string { return time.Unix(day*86400, 0).UTC().Format("Jan 02, 2006") }
	for _, want := range []string{
		date(s.LastChange), date(s.LastChange + s.Max), date(s.LastChange + s.Max + s.Inactive), date(s.Expire),
		fmt.Sprintf("Minimum number of days between password change\t\t: %d", s.Min),
		fmt.Sprintf("Maximum number of days between password change\t\t: %d", s.Max),
		fmt.Sprintf("Number of days of warning before password expires\t: %d", s.Warn),
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("chage does not say %q:\n%s", want, out)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(base))
	f.Add([]byte(baseShadow + "+::\n\x00:x:0:0\r\n:::::::::::\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		parsePasswd(b)
		parseShadow(b)
		parseGroup(b)
		parseGShadow(b)
		parseWtmp("/var/log/wtmp", b)
		lastlogEntry(b, 3)
		parseNsswitch("/etc/nsswitch.conf", b)
		parseShells(b)
	})
}
