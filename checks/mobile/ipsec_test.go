package mobile

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// swanctlCases are files, and what charon loads of them according to
// swanctl.conf(5): for each connection whether the mode is aggressive, and how
// its sides prove who they are. A minus in front: it is discarded. Nothing at
// all: the file is refused.
var swanctlCases = []struct{ text, want string }{
	{"connections { a { } }", "a"},
	{"connections { a { aggressive = yes } }", "a aggressive"},
	{"connections { a { aggressive = YES } }", "a aggressive"},
	{"connections { a { aggressive = enabled } }", "a aggressive"},
	{"connections { a { aggressive = \"yes\" } }", "a aggressive"},
	{"connections { a { aggressive = no } }", "a"},
	{"connections { a { aggressive = on } }", "-a"},
	{"connections { a { Aggressive = yes } }", "-a"},
	{"connections\n{\n a\n {\n aggressive = yes\n }\n }", "a aggressive"},
	{"connections { a { aggressive = yes # no\n } # }\n}", "a aggressive"},
	{"connections { a { local_addrs = \"1.1.1.1 # }\"\n aggressive = yes } }", "a aggressive"},
	{"connections { a { version = 1 } }\nconnections { a { aggressive = yes } }", "a aggressive"},
	{"connections { a { aggressive = yes\n aggressive = no } }", "a"},
	{"connections { a { aggressive =\n version = 1 } }", "a"},
	{"connections { a { aggressive = yes", ""},
	{"connections { a { aggressive = yes } } }", ""},
	{"connections { a.b { aggressive = yes } }", ""},
	{"connections.a.aggressive = yes", ""},
	{"connections { a { proposals = \"x\n", ""},
	{"connections { a { local { auth = psk } } b { } }", "a psk; b"},
	{"connections { a { LOCAL-1 { auth = psk } } }", "a psk"},
	{"connections { a { local { auth = pubkey } remote { auth = psk } } }", "a psk"},
	{"connections { a { remote { auth = null } } }", "-a"},
	{"connections { a { remote { auth = any } } }", "-a"},
	{"connections { a { bogus = 1 } }", "-a"},
	{"connections { a { children { x { bogus = 1 } } } }", "-a"},
	{"connections { a { proposals = aes256-sha256-modp2048 } b { proposals = aes256-sha265-modp2048 } }", "a; -b"},
	{"connections { a { children { x { esp_proposals = aes256gcm16-x25519-esn } y { ah_proposals = nosuch } } } }", "-a"},
	{"connections { a { proposals = default, aes128ctr-aesxcbc-prfsha256-ecp256bp, chacha20poly1305-prfsha384-curve448 } }", "a"},
	{"connections { a { proposals = camellia256-sha512-modp2048s256, 3des-md5-modp1024, serpent128-sha384-ntru256 } }", "a"},
	{"connections { a { proposals = aes256 gcm16 } }", "-a"},
	{"connections { a { local { auth = psk } aggressive = yes } b : connections.a { aggressive = no } }", "a aggressive psk; b psk"},
	{"base { local { auth = psk } }\nmore { aggressive = yes }\nconnections { a : base, more { } }", "a aggressive psk"},
	{"connections { a : nosuch { aggressive = yes } }", "a aggressive"},
	{"Connections { a { aggressive = yes } }", "none"},
	{"include inc*.conf\ninclude nothing.conf\nconnections { b { } }", "b; inc psk"},
	{"include \"inc.conf\"\nconnections { inc { aggressive = yes } }", "inc aggressive psk"},
	{"connections { include2 { } }\n# include inc.conf\n", "include2"},
}

// charon runs the daemon in namespaces of its own and gives it each file.
const charon = `set -e
mount -t tmpfs none /run
"$LIB/charon" >"$DIR/log" 2>&1 &
daemon=$!
trap 'kill $daemon; wait' EXIT
while ! [ -S "$DIR/vici" ]; do kill -0 $daemon; sleep 0.05; done
for f in "$DIR"/case*.conf; do
	echo "FILE $f"
	swanctl --load-conns --file "$f" --uri "unix://$DIR/vici" 2>&1 || true
done
`

// strongswan makes a folder with a configuration of the daemons; they need
// strongswan-charon, strongswan-starter and strongswan-swanctl.
func strongswan(t *testing.T) (dir, lib string) {
	t.Helper()
	for _, lib = range []string{"/usr/lib/ipsec", "/usr/libexec/ipsec", "/usr/lib/strongswan", "/usr/libexec/strongswan"} {
		if _, err := os.Stat(lib + "/charon"); err == nil {
			break
		}
	}
	if _, err := exec.LookPath("swanctl"); err != nil {
		t.Fatalf("%v; install strongswan-charon, strongswan-starter and strongswan-swanctl, or run: make test", err)
	}
	dir = t.TempDir()
	write(t, dir, "strongswan.conf", `charon {
  load = random nonce x509 pubkey pem pkcs1 aes sha1 sha2 hmac gmp kernel-netlink socket-default vici kdf stroke
  port = 0
  port_nat_t = 0
  plugins { vici { socket = unix://`+dir+`/vici } }
  filelog { stderr { default = 0
      cfg = 2 } }
}
starter { load_warning = no }
swanctl { load = random x509 pubkey pem pkcs1 sha1 sha2 aes hmac nonce }
`)
	return dir, lib
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// toldOf is a summary of connections as in the cases.
func toldOf(list []IPsec, problems map[string]error, failed error) string {
	if failed != nil {
		return ""
	}
	out := []string{}
	for _, c := range list {
		text := c.Name
		if problems[c.Name] != nil {
			out = append(out, "-"+text)
			continue
		}
		if c.Aggressive {
			text += " aggressive"
		}
		if c.Shared {
			text += " psk"
		}
		out = append(out, text)
	}
	if len(out) == 0 {
		return "none"
	}
	sortNames(out)
	return strings.Join(out, "; ")
}

// What charon loads of a file is what we read in it.
func TestSwanctlAgainstCharon(t *testing.T) {
	dir, lib := strongswan(t)
	write(t, dir, "inc.conf", "connections { inc { local { auth = psk } } }\n")
	for i, c := range swanctlCases {
		write(t, dir, fmt.Sprintf("case%03d.conf", i), c.text+"\n")
	}
	cmd := exec.Command("unshare", "-n", "-m", "sh", "-c", charon)
	cmd.Env = append(os.Environ(), "DIR="+dir, "LIB="+lib, "STRONGSWAN_CONF="+dir+"/strongswan.conf", "SWANCTL_DIR="+dir)
	out, err := cmd.CombinedOutput()
	said := strings.Split(string(out), "FILE ")
	log, logErr := os.ReadFile(filepath.Join(dir, "log"))
	if len(said) != len(swanctlCases)+1 || logErr != nil {
		t.Fatalf("%v: %s%s (namespaces need root)", err, out, log)
	}
	loads := strings.Split(string(log), "requests: get-conns")[1:]
	for i, c := range swanctlCases {
		if got := reallyLoaded(said[i+1], &loads); got != c.want {
			t.Errorf("%q: charon loads %q, the manual says %q: %s", c.text, got, c.want, said[i+1])
		}
		g := &gatherer{Host: hosttest.RootFS(t, "/"), ctx: t.Context(), gaps: facts.NewGaps("mobile")}
		file := filepath.Join(dir, fmt.Sprintf("case%03d.conf", i))
		list, problems, failed := g.swanctl(file, map[string]string{file: c.text + "\n"}, []string{file})
		if d := cmp.Diff(c.want, toldOf(list, problems, failed)); d != "" {
			t.Errorf("%q: -charon +told\n%s%v %v", c.text, d, problems, failed)
		}
	}
}

// reallyLoaded sums up swanctl's words and, of the connections that it loaded,
// what the daemon's log says of them.
func reallyLoaded(said string, loads *[]string) string {
	logged := ""
	if len(*loads) > 0 {
		logged, *loads = (*loads)[0], (*loads)[1:]
	}
	if strings.Contains(said, "invalid config file") {
		return ""
	}
	var out []string
	for line := range strings.Lines(said) {
		if _, rest, ok := strings.Cut(line, "loaded connection '"); ok {
			name, _, _ := strings.Cut(rest, "'")
			_, block, _ := strings.Cut(logged, " conn "+name+":")
			block, _, _ = strings.Cut(block, "vici client")
			text := name
			if strings.Contains(block, "  aggressive = 1") {
				text += " aggressive"
			}
			if strings.Contains(block, "class = pre-shared key") {
				text += " psk"
			}
			out = append(out, text)
		}
		if _, rest, ok := strings.Cut(line, "loading connection '"); ok {
			name, _, _ := strings.Cut(rest, "'")
			out = append(out, "-"+name)
		}
	}
	if len(out) == 0 {
		return "none"
	}
	sortNames(out)
	return strings.Join(out, "; ")
}

// ipsecCases are files of ipsec.conf(5), in the same words; "*" stands for a
// file that the starter refuses.
var ipsecCases = []struct{ text, want string }{
	{"conn a\n auto=add\n authby=secret\n aggressive=yes\n keyexchange=ikev1\nconn b\n auto=add\n\tleftauth=psk\n\trightauth=pubkey\n" +
		"conn c\n auto=add\n also=c1\n also=c2\nconn c1\n authby=psk\nconn c2\n also=c3\n ike=aes256-sha256-modp2048\nconn c3\n aggressive=yes\n" +
		"conn d\n auto=add\n\n # authby=psk\n aggressive=\"yes\" # x\nconn e\n auto=add\nconn e\n authby=secret\nconn \"f g\"\n auto=add\n ike = nosuch\n" +
		"conn h\n auto=add\n aggressive=YES\nconn i\n auto=add\n aggressive=yes\n aggressive=no\nconn j\n auto=add\n ike=\"aes256-sha256-modp2048!\"\n bogus=1\n" +
		"include inc.conf\ninclude nothing.conf\n", "a aggressive psk; b psk; c aggressive psk; d aggressive; e psk; -f g; -h; i; inc psk; j"},
	{"conn a\n auto=add\n ike=\nconn %default\n aggressive=yes\n ike=nosuch\n", "a aggressive"},
	{"conn a\nauto=add\n", "*"},
	{"conn a\n auto=add\n also=nosuch\n", "*"},
	{"conn a\n auto=add\n authby\n", "*"},
	{"bogus\nconn a\n auto=add\n", "*"},
}

// starter starts charon on each file of ipsec.conf and waits for what it says.
const starter = `set -e
mount -t tmpfs none /run
for f in "$DIR"/conn*.conf; do
	echo "FILE $f"
	: >"$DIR/log" # what the one before said is not this one's
	"$LIB/starter" --conf "$f" --nofork >"$DIR/log" 2>&1 &
	daemon=$!
	until grep -q "LAST\|fatal errors in config" "$DIR/log"; do kill -0 $daemon 2>/dev/null || break; sleep 0.05; done
	kill $daemon 2>/dev/null || true
	wait $daemon || true
	cat "$DIR/log"
done
`

// What the starter hands to charon is what we read in ipsec.conf.
func TestIpsecConfAgainstTheStarter(t *testing.T) {
	dir, lib := strongswan(t)
	write(t, dir, "inc.conf", "conn inc\n auto=add\n authby=secret\n")
	for i, c := range ipsecCases {
		// The last connection tells that all were handed over.
		write(t, dir, fmt.Sprintf("conn%d.conf", i), c.text+"conn LAST\n auto=add\n ike=LAST\n aggressive=no\n")
	}
	cmd := exec.Command("unshare", "-n", "-m", "sh", "-c", starter)
	cmd.Env = append(os.Environ(), "DIR="+dir, "LIB="+lib, "STRONGSWAN_CONF="+dir+"/strongswan.conf")
	out, err := cmd.CombinedOutput()
	said := strings.Split(string(out), "FILE ")
	if len(said) != len(ipsecCases)+1 {
		t.Fatalf("%v: %s (namespaces need root)", err, out)
	}
	for i, c := range ipsecCases {
		if got := handedOver(said[i+1]); got != c.want {
			t.Errorf("%q: the starter: %q, the manual: %q\n%s", c.text, got, c.want, said[i+1])
		}
		g := &gatherer{Host: hosttest.RootFS(t, "/"), ctx: t.Context(), gaps: facts.NewGaps("mobile")}
		file := filepath.Join(dir, fmt.Sprintf("conn%d.conf", i))
		list, problems, failed := g.ipsecConf(file, map[string]string{file: c.text}, []string{file})
		if c.want == "*" {
			if failed == nil {
				t.Errorf("%q: the starter refuses it, and here nothing is amiss", c.text)
			}
			continue
		}
		list = slices.DeleteFunc(list, func(x IPsec) bool { return len(x.Name) == 2 }) // c1 to c3, without auto
		told := strings.Split(toldOf(list, problems, failed), "; ")
		sortNames(told)
		if d := cmp.Diff(c.want, strings.Join(told, "; ")); d != "" {
			t.Errorf("%q: -starter +told\n%s%v %v", c.text, d, problems, failed)
		}
	}
}

// handedOver sums up what the starter and charon say. Of aggressive mode they
// say nothing; the cases name it after the manual.
func handedOver(said string) string {
	if strings.Contains(said, "fatal errors in config") {
		return "*"
	}
	aggressive := map[string]bool{"a": true, "c": true, "d": true}
	var out []string
	for _, block := range strings.Split(said, "received stroke: add connection '")[1:] {
		name, rest, _ := strings.Cut(block, "'")
		text := name
		if name == "LAST" {
			continue
		}
		if aggressive[name] {
			text += " aggressive"
		}
		if strings.Contains(rest, "auth=psk") {
			text += " psk"
		}
		if !strings.Contains(rest, "] added c") {
			text = "-" + name
		}
		out = append(out, text)
	}
	for line := range strings.Lines(said) {
		if _, rest, ok := strings.Cut(line, "ignored conn '"); ok {
			name, _, _ := strings.Cut(rest, "'")
			out = append(out, "-"+name)
		}
	}
	sortNames(out)
	return strings.Join(out, "; ")
}

// sortNames sorts by name, discarded or not.
func sortNames(list []string) {
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(strings.TrimPrefix(a, "-"), strings.TrimPrefix(b, "-")) })
}

// Connections of one line are two, and what is discarded is a gap.
func TestConnectionsOfOneLine(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/fstab": "", "/etc/swanctl/swanctl.conf": "connections { a { aggressive = yes } b { proposals = aes265 } }\ninclude conf.d/*.conf\ninclude more.conf\n",
		"/etc/swanctl/more.conf": "connections { c { } }\n", "/etc/swanctl/conf.d/x.conf": "connections { a { remote { auth = psk } } }\n", "/etc/ipsec.conf": "conn x\nauto=add\n",
	}))
	const file = "/etc/swanctl/swanctl.conf:1"
	if len(f.IPsec) != 4 || !f.IPsec[file].Aggressive || !f.IPsec[file].Shared || f.IPsec[file+":b"].Name != "b" {
		t.Errorf("%+v", f.IPsec)
	}
	var got []string
	for _, m := range gaps.Missing() {
		got = append(got, m.Path)
	}
	if d := cmp.Diff([]string{`mobile.ipsec["/etc/ipsec.conf"]`, `mobile.ipsec["` + file + `:b"]`, "mobile.radios"}, got); d != "" {
		t.Error(d)
	}
}

// Connections that take over one another in a long chain are followed so far.
func TestIPsecChainsAreBounded(t *testing.T) {
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, "conn c%d\n also=c%d\n also=c%d\n", i, i+1, i+2)
	}
	b.WriteString("conn c20000\nconn c20001\n")
	r := &connReader{byName: map[string]*conn{}, include: func(string, string) (map[string]string, []string, error) { return nil, nil, nil }}
	r.read("/etc/ipsec.conf", b.String(), 0)
	r.connections()
	if r.err == nil || !strings.Contains(r.err.Error(), "take over too many") {
		t.Errorf("error %v", r.err)
	}
}
