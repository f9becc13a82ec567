package netservices

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

const debianStarter = "  # more\nDNSMASQ_OPTS=\"${DNSMASQ_OPTS} --local-service\"\n"

func TestWhomDnsmasqAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		files  map[string]string
		scope  string
		source facts.Source
	}{
		"as upstream": {map[string]string{"/etc/dnsmasq.conf": "# nothing\n"}, "all", facts.Default("dnsmasq")},
		"as Debian":   {map[string]string{"/etc/dnsmasq.conf": "", "/usr/share/dnsmasq/init-system-common": debianStarter}, "network", "/usr/share/dnsmasq/init-system-common:2"},
		"local-service does not hold beside except-interface": {map[string]string{
			"/etc/dnsmasq.conf": "except-interface=eth1\n", "/usr/share/dnsmasq/init-system-common": debianStarter,
		}, "all", "/etc/dnsmasq.conf:1"},
		"this host":           {map[string]string{"/etc/dnsmasq.conf": "listen-address = 127.0.0.1,::1 # here\ninterface=lo\n"}, "loopback", "/etc/dnsmasq.conf:1"},
		"one interface":       {map[string]string{"/etc/dnsmasq.conf": "interface=lo\ninterface=br0\n"}, "network", "/etc/dnsmasq.conf:2"},
		"every address":       {map[string]string{"/etc/dnsmasq.conf": "listen-address=0.0.0.0\n"}, "all", "/etc/dnsmasq.conf:1"},
		"no name server":      {map[string]string{"/etc/dnsmasq.conf": "port=0\ndhcp-range=192.0.2.10,192.0.2.20\n"}, "none", "/etc/dnsmasq.conf:1"},
		"local-service=host":  {map[string]string{"/etc/dnsmasq.conf": "local-service=host\n"}, "loopback", "/etc/dnsmasq.conf:1"},
		"commented out":       {map[string]string{"/etc/dnsmasq.conf": "#listen-address=127.0.0.1\nlocal-service\n"}, "network", "/etc/dnsmasq.conf:2"},
		"folder of Debian":    {map[string]string{"/etc/dnsmasq.conf": "", "/etc/default/dnsmasq": "CONFIG_DIR=/etc/dnsmasq.d,.dpkg-dist\n", "/etc/dnsmasq.d/a": "interface=lo\n", "/etc/dnsmasq.d/b.dpkg-dist": "interface=eth0\n"}, "loopback", "/etc/dnsmasq.d/a:1"},
		"folder of Alpine":    {map[string]string{"/etc/dnsmasq.conf": "conf-dir=/etc/dnsmasq.d/,*.conf\n", "/etc/dnsmasq.d/a.conf": "interface=lo\n", "/etc/dnsmasq.d/b": "interface=eth0\n"}, "loopback", "/etc/dnsmasq.d/a.conf:1"},
		"arguments of a unit": {map[string]string{"/etc/dnsmasq.conf": "", "/usr/lib/systemd/system/dnsmasq.service": "[Service]\nExecStart=/usr/sbin/dnsmasq -k -a 127.0.0.1 --conf-file=/etc/own.conf\n", "/etc/own.conf": "listen-address=192.0.2.1\n"}, "network", "/etc/own.conf:1"},
	} {
		gaps := facts.NewGaps("netservices")
		f, err := Gather(context.Background(), hosttest.Tree(t, c.files), gaps)
		if err != nil {
			t.Fatal(err)
		}
		s, ok := f.DNS.Servers["/etc/dnsmasq.conf"]
		if !ok {
			t.Errorf("%s: no server, gaps %v", name, gaps.Missing())
			continue
		}
		if d := cmp.Diff(facts.At(c.scope, c.source), s.Recursion["_default"]); d != "" || s.Product != "dnsmasq" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	gaps := facts.NewGaps("netservices")
	f, err := Gather(context.Background(), hosttest.Tree(t, map[string]string{"/etc/dnsmasq.conf": "conf-file=/etc/gone.conf\n"}), gaps)
	if err != nil || len(f.DNS.Servers) != 0 || len(gaps.Missing()) == 0 {
		t.Errorf("an included file that is not there: %+v, %v, %v", f.DNS, gaps.Missing(), err)
	}
	if f, err = Gather(context.Background(), hosttest.Tree(t, map[string]string{"/usr/sbin/dnsmasq": "x"}), gaps); err != nil || f.DNS.Present == nil || f.DNS.Present.Value {
		t.Errorf("the program alone is no service: %+v, %v", f.DNS, err)
	}
}

// Which addresses a dnsmasq with bind-interfaces takes, in a network of its own
// with one more address on lo, is as wide as what was read.
func TestWhatDnsmasqBinds(t *testing.T) {
	if os.Geteuid() != 0 {
		return // a network of its own is for root
	}
	program := need(t, "dnsmasq")
	for name, text := range map[string]string{
		"loopback": "listen-address=127.0.0.1 # c\n", "two": "listen-address=127.0.0.1,192.0.2.7\n", "off": "port=0\ninterface=lo\n",
		"folder":       "conf-dir=%s/d,.off,.bak\n",
		"suffix":       "conf-dir=%s/d,*.conf\n",
		"spaces":       "listen-address  =  127.0.0.1\n#listen-address=192.0.2.7\n",
		"another file": "conf-file=%s/d/wide.off\n",
	} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "d/near.conf"), "listen-address=127.0.0.1\n")
		write(t, filepath.Join(dir, "d/wide.off"), "listen-address=192.0.2.7\n")
		write(t, filepath.Join(dir, "d/.hidden"), "listen-address=192.0.2.7\n")
		write(t, filepath.Join(dir, "d/old~"), "listen-address=192.0.2.7\n")
		write(t, filepath.Join(dir, "d/other.txt"), "listen-address=127.0.0.2\n")
		text = strings.ReplaceAll(text, "%s", dir)
		conf := filepath.Join(dir, "main.conf")
		write(t, conf, text+"bind-interfaces\nno-resolv\nno-hosts\nuser=root\n")
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		script := `ip link set lo up && ip addr add 192.0.2.7/32 dev lo && { "$0" -k --pid-file= -C "$1" & p=$!; for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.2; kill -0 $p || exit 9; [ -z "$2" ] || ! grep -q :0035 /proc/net/udp || break; done; cat /proc/net/udp; kill $p; }`
		wait := "yes"
		if name == "off" {
			wait = ""
		}
		out, err := exec.CommandContext(ctx, "unshare", "-n", "sh", "-c", script, program, conf, wait).CombinedOutput()
		cancel()
		if err != nil {
			t.Fatalf("%s: dnsmasq: %v\n%s", name, err, out)
		}
		want := map[string]bool{}
		for line := range strings.Lines(string(out)) {
			f := strings.Fields(line)
			if len(f) < 2 || !strings.HasSuffix(f[1], ":0035") {
				continue
			}
			var b [4]byte
			if _, err := fmt.Sscanf(f[1], "%02X%02X%02X%02X:0035", &b[3], &b[2], &b[1], &b[0]); err != nil {
				t.Fatal(err)
			}
			want[netip.AddrFrom4(b).String()] = true
		}
		lines, err := dnsmasqExpand(onDisk{}, []dnsmasqLine{{"conf-file", conf, "x"}}, map[string]bool{}, 0)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		scope := dnsmasqServer(lines).Recursion["_default"].Value
		addresses := slices.Sorted(func(yield func(string) bool) {
			for a := range want {
				if !yield(a) {
					return
				}
			}
		})
		expect := "none"
		for _, a := range addresses {
			if strings.HasPrefix(a, "127.") && expect == "none" {
				expect = "loopback"
			} else if !strings.HasPrefix(a, "127.") {
				expect = "network"
			}
		}
		if scope != expect {
			t.Errorf("%s: dnsmasq binds %v, read as %s\n%s", name, addresses, scope, out)
		}
	}
}

func FuzzDnsmasq(f *testing.F) {
	f.Add([]byte("listen-address=127.0.0.1 # x\ninterface=lo\nlocal-service\nport=0\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s := dnsmasqServer(parseDnsmasq("/etc/dnsmasq.conf", b))
		if !slices.Contains([]string{"none", "loopback", "network", "all"}, s.Recursion["_default"].Value) {
			t.Errorf("%+v", s)
		}
		dnsmasqArguments(strings.Fields(string(b)), "x")
	})
}
