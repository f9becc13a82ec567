package firewall

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// probePorts are tried from one namespace to another. The last ones are named
// by no rule set below.
var probePorts = []int{22, 80, 443, 3306, 8080, 40000}

// client and server addresses of the two namespaces.
const (
	client4, server4 = "45.33.32.156", "198.18.77.9"
	client6, server6 = "2400:8902:1:2::3", "2001:2:0:77::9"
)

// TestMain lets the test binary be the server and the client in a namespace.
func TestMain(m *testing.M) {
	switch os.Getenv("ISOSCAN_FIREWALL_PROBE") {
	case "serve":
		serve()
	case "dial":
		dial()
	default:
		os.Exit(m.Run())
	}
}

func serve() {
	for _, p := range probePorts {
		l, err := net.Listen("tcp", fmt.Sprintf("[::]:%d", p))
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				_ = c.Close()
			}
		}()
	}
	fmt.Println("ready")
	time.Sleep(20 * time.Second)
}

// chosenPorts are senders' ports: one that the kernel picks, and those that the
// rule sets below name.
var chosenPorts = []int{0, 53, 500}

// dial prints what it reaches from any of the ports that a sender may choose.
func dial() {
	reached := map[string]bool{}
	for _, source := range chosenPorts {
		wait := map[string]chan bool{}
		for _, family := range []struct{ name, from, to string }{{"ipv4", client4, server4}, {"ipv6", client6, server6}} {
			for _, p := range probePorts {
				name := fmt.Sprintf("%s %d", family.name, p)
				if reached[name] {
					continue
				}
				c := make(chan bool, 1)
				wait[name] = c
				go func() {
					d := net.Dialer{Timeout: 700 * time.Millisecond, LocalAddr: &net.TCPAddr{IP: net.ParseIP(family.from), Port: source}, Control: sharePort}
					conn, err := d.Dial("tcp", net.JoinHostPort(family.to, strconv.Itoa(p)))
					if err == nil {
						_ = conn.Close()
					} else if errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, syscall.EADDRNOTAVAIL) {
						fmt.Fprintln(os.Stderr, err)
						os.Exit(1)
					}
					c <- err == nil
				}()
			}
		}
		for name, c := range wait {
			if <-c {
				reached[name] = true
				fmt.Println("REACHED " + name)
			}
		}
	}
}

// sharePort lets several connections leave from one port (socket(7), SO_REUSEADDR).
func sharePort(_, _ string, c syscall.RawConn) error {
	var err error
	if e := c.Control(func(fd uintptr) { err = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1) }); e != nil {
		return e
	}
	return err
}

// namespace is two network namespaces with a cable between them; the rules are
// loaded in the first. It prints what the client reached, then the rules.
const namespace = `set -e
ip link set lo up
unshare -n sleep 60 >/dev/null 2>&1 &
peer=$!
trap 'kill $peer $server 2>/dev/null || true' EXIT
while [ "$(readlink /proc/$peer/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do sleep 0.05; done
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02 netns $peer
ip addr add 198.18.77.9/24 dev v0
ip addr add 2001:2:0:77::9/64 dev v0 nodad
ip link set v0 up
in_peer() { nsenter -t $peer -n "$@"; }
in_peer ip link set lo up
in_peer ip addr add 198.18.77.1/24 dev v1
in_peer ip addr add 45.33.32.156/32 dev v1
in_peer ip addr add 2001:2:0:77::1/64 dev v1 nodad
in_peer ip addr add 2400:8902:1:2::3/128 dev v1 nodad
in_peer ip link set v1 up
ip neigh add 198.18.77.1 lladdr 02:00:00:00:00:02 dev v0 nud permanent
ip neigh add 2001:2:0:77::1 lladdr 02:00:00:00:00:02 dev v0 nud permanent
in_peer ip neigh add 198.18.77.9 lladdr 02:00:00:00:00:01 dev v1 nud permanent
in_peer ip neigh add 2001:2:0:77::9 lladdr 02:00:00:00:00:01 dev v1 nud permanent
ip route add 45.33.32.156 via 198.18.77.1
ip -6 route add 2400:8902:1:2::3 via 2001:2:0:77::1
sh -c "$LOAD" >&2
ISOSCAN_FIREWALL_PROBE=serve "$BINARY" >"$READY" &
server=$!
while ! [ -s "$READY" ]; do sleep 0.05; done
in_peer env ISOSCAN_FIREWALL_PROBE=dial "$BINARY"
echo "RULES $(nft -j list ruleset)"
nft list ruleset | sed 's/^/TEXT /'
iptables-save | sed 's/^/SAVE4 /'
ip6tables-save | sed 's/^/SAVE6 /'
`

// real loads rules with the real tools, and tells what was reached and how the
// loaded rules look.
func real(t *testing.T, load, dir string) (reached []string, rs *ruleset) {
	t.Helper()
	for _, tool := range []string{"nft", "iptables-save", "ip", "unshare", "nsenter"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is missing; install nftables, iptables and iproute2, or run: make test", tool)
		}
	}
	cmd := exec.Command("unshare", "-nm", "sh", "-c", namespace)
	cmd.Env = append(os.Environ(), "LOAD="+load, "BINARY="+os.Args[0], "READY="+filepath.Join(t.TempDir(), "ready"), "DIR="+dir)
	out, err := cmd.Output()
	if err != nil {
		text := ""
		var e *exec.ExitError
		if errors.As(err, &e) {
			text = string(e.Stderr)
		}
		t.Fatalf("%v: %s%s (namespaces need root)", err, out, text)
	}
	var text strings.Builder
	var saved [2]strings.Builder
	for line := range strings.Lines(string(out)) {
		line = strings.TrimRight(line, "\n")
		if r, ok := strings.CutPrefix(line, "REACHED "); ok {
			reached = append(reached, r)
		}
		if r, ok := strings.CutPrefix(line, "RULES "); ok {
			if rs, err = parseJSON([]byte(r), "nft"); err != nil {
				t.Fatalf("%v: %s", err, r)
			}
		}
		if r, ok := strings.CutPrefix(line, "TEXT "); ok {
			text.WriteString(r + "\n")
		}
		for i, mark := range []string{"SAVE4 ", "SAVE6 "} {
			if r, ok := strings.CutPrefix(line, mark); ok {
				saved[i].WriteString(r + "\n")
			}
		}
	}
	if rs == nil {
		t.Fatalf("no rules in %q", out)
	}
	if rs.flagged() {
		if err := rs.dormancy([]byte(text.String())); err != nil {
			t.Fatal(err)
		}
	}
	for i, family := range []string{"ip", "ip6"} {
		made := func(t *table) bool { return t.family == family && isIptables(t) }
		n := len(rs.tables)
		if rs.drop(made); len(rs.tables) == n {
			continue
		}
		if err := rs.readIptables(saved[i].String(), i == 1, false, "iptables", func(int) facts.Source { return "save" }); err != nil {
			t.Fatal(err)
		}
	}
	return reached, rs
}

// same are the parts of a filter that file and kernel must agree on.
func same(f Filter) Filter {
	f.Source, f.By = "", nil
	return f
}

// compare checks a rule set of files against the kernel that loaded it.
func agree(t *testing.T, boot *ruleset, reached []string, loaded *ruleset, uncertain bool) {
	t.Helper()
	for _, ipv6 := range []bool{false, true} {
		for _, hook := range []string{"input", "forward", "output"} {
			want, _ := judgeFilter(loaded, ipv6, hook, "")
			got, problems := judgeFilter(boot, ipv6, hook, "")
			if d := cmp.Diff(same(want), same(got)); d != "" {
				t.Errorf("%s %s: the loaded rules (-) and those of the file (+) differ: %v\n%s", got.Family, hook, problems, d)
			}
			if hook != "input" {
				continue
			}
			if got.Allowed == nil || got.Open == nil {
				if !uncertain {
					t.Errorf("%s: nothing told: %v", got.Family, problems)
				}
				continue
			}
			var told []string
			for _, p := range probePorts {
				for _, a := range got.Allowed {
					if allows(a, p) {
						told = append(told, fmt.Sprintf("%s %d", got.Family, p))
					}
				}
			}
			really := []string{}
			for _, r := range reached {
				if strings.HasPrefix(r, got.Family) {
					really = append(really, r)
				}
			}
			sort.Strings(told)
			sort.Strings(really)
			if d := cmp.Diff(strings.Join(really, ", "), strings.Join(told, ", ")); d != "" {
				t.Errorf("reached (-) and told (+)\n%s\nallowed: %v", d, got.Allowed)
			}
			if open := contains(really, got.Family+" 40000"); open != *got.Open {
				t.Errorf("%s: open is %v, and the high ports were reached: %v", got.Family, *got.Open, open)
			}
		}
	}
}

func allows(span string, port int) bool {
	rest, ok := strings.CutPrefix(span, "tcp/")
	if !ok {
		return false
	}
	lo, hi, ok := strings.Cut(rest, "-")
	if !ok {
		hi = lo
	}
	from, _ := strconv.Atoi(lo)
	to, _ := strconv.Atoi(hi)
	return from <= port && port <= to
}

// The rules of a file and those that the kernel has after loading it give the
// same answers, and a real client reaches just the ports that we tell.
func TestNFTFilesAgainstTheKernel(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.nft")
	if err != nil || len(cases) < 12 {
		t.Fatalf("%d rule sets: %v", len(cases), err)
	}
	for _, file := range cases {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := newScript("nftables")
			if err := s.run("/f", text); err != nil {
				t.Fatal(err)
			}
			if err := s.rs.check(); err != nil || len(s.problems) > 0 {
				t.Fatal(err, s.problems)
			}
			abs, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			reached, loaded := real(t, "nft -f "+abs, "")
			agree(t, s.rs, reached, loaded, strings.Contains(file, "uncertain"))
		})
	}
}

// The same for files of iptables-restore.
func TestIptablesFilesAgainstTheKernel(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.rules")
	if err != nil || len(cases) < 5 {
		t.Fatalf("%d rule sets: %v", len(cases), err)
	}
	for _, file := range cases {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			rs := &ruleset{}
			if err := rs.readIptables(string(text), false, false, "iptables", func(n int) facts.Source { return facts.FileLine("/f", n) }); err != nil {
				t.Fatal(err)
			}
			abs, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			reached, loaded := real(t, "iptables-restore "+abs, "")
			agree(t, rs, reached, loaded, strings.Contains(file, "uncertain"))
		})
	}
}

// What ufw loads is what we make of its files, whatever its settings.
func TestUfwAgainstTheKernel(t *testing.T) {
	if _, err := os.Stat("/usr/share/ufw/iptables/before.rules"); err != nil {
		t.Fatal("ufw is missing; install it, or run: make test")
	}
	original, err := os.ReadFile("/etc/default/ufw")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		defaults, user string
	}{
		"defaults":       {"", ""},
		"ssh":            {"", "-A ufw-user-input -p tcp --dport 22 -j ACCEPT\n-A ufw-user-input -p tcp -m multiport --dports 80,8000:9000 -j ACCEPT\n"},
		"limit":          {"", "-A ufw-user-input -p tcp --dport 22 -m conntrack --ctstate NEW -m recent --set\n-A ufw-user-input -p tcp --dport 22 -m conntrack --ctstate NEW -m recent --update --seconds 30 --hitcount 6 -j ufw-user-limit\n-A ufw-user-input -p tcp --dport 22 -j ufw-user-limit-accept\n"},
		"default_allow":  {"DEFAULT_INPUT_POLICY=\"ACCEPT\"\n", ""},
		"allow_but_deny": {"DEFAULT_INPUT_POLICY=\"ACCEPT\"\n", "-A ufw-user-input -p tcp --dport 3306 -j DROP\n"},
		"reject":         {"DEFAULT_INPUT_POLICY=\"REJECT\"\nDEFAULT_FORWARD_POLICY=ACCEPT\n", ""},
		"source_port":    {"", "-A ufw-user-input -p tcp --dport 3306 --sport 53 -j ACCEPT\n"},
		"no_ipv6":        {"IPV6=no\n", "-A ufw-user-input -p tcp --dport 22 -j ACCEPT\n"},
		"any":            {"", "-A ufw-user-input -j ACCEPT\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{
				"/etc/default/ufw": string(original) + "\n" + c.defaults, "/etc/ufw/ufw.conf": "ENABLED=yes\nLOGLEVEL=low\n",
				"/lib/systemd/system/ufw.service":                         "[Service]\nExecStart=/lib/ufw/ufw-init start\n[Install]\nWantedBy=multi-user.target\n",
				"/etc/systemd/system/multi-user.target.wants/ufw.service": "-> /lib/systemd/system/ufw.service",
			}
			for _, f := range []string{"before", "after", "user"} {
				for _, six := range []string{"", "6"} {
					b, err := os.ReadFile("/usr/share/ufw/iptables/" + f + six + ".rules")
					if err != nil {
						t.Fatal(err)
					}
					text := string(b)
					if f == "user" {
						text = strings.Replace(text, "### RULES ###\n", "### RULES ###\n"+strings.ReplaceAll(c.user, "ufw-user", "ufw"+six+"-user"), 1)
					}
					files["/etc/ufw/"+f+six+".rules"] = text
				}
			}
			dir := hosttest.Write(t, hosttest.Files(files))
			load := `mount --bind "$DIR/etc/ufw" /etc/ufw; sed 's/^IPT_SYSCTL=.*/IPT_SYSCTL=/' "$DIR/etc/default/ufw" > "$DIR/plain"; mount --bind "$DIR/plain" /etc/default/ufw; /lib/ufw/ufw-init start`
			reached, loaded := real(t, load, dir)
			gg := &gatherer{Host: hosttest.RootFS(t, dir), gaps: facts.NewGaps("firewall"), boot: &ruleset{}, f: &Facts{Managers: map[string]Manager{}, Files: map[string]File{}}}
			if err := gg.atBoot(context.Background()); err != nil || gg.bootErr != nil {
				t.Fatal(err, gg.bootErr)
			}
			agree(t, gg.boot, reached, loaded, false)
			if m := gg.f.Managers["ufw"]; !m.Starts || !m.Enabled || m.Filters == nil || !*m.Filters {
				b, _ := json.Marshal(m)
				t.Errorf("%s", b)
			}
		})
	}
}
