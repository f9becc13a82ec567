package ports

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

// proc are the files of a host with 192.0.2.2 and fd00::2 on eth0.
var proc = map[string]string{
	"/proc/sys/net/ipv4/ip_local_port_range": "32768\t60999\n",
	"/proc/net/fib_trie": `Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 127.0.0.1
        /32 host LOCAL
     |-- 192.0.2.0
        /24 link UNICAST
     |-- 192.0.2.2
        /32 host LOCAL
     |-- 192.0.2.255
        /32 link BROADCAST
Local:
     |-- 192.0.2.2
        /32 host LOCAL
`,
	"/proc/net/if_inet6": `00000000000000000000000000000001 01 80 10 80       lo
fd000000000000000000000000000002 04 40 00 82     eth0
fe8000000000000000fc00fffe000001 04 40 20 80     eth0
`,
}

func socket(protocol, address string, port uint16, pid int32) host.Socket {
	return host.Socket{Protocol: protocol, Address: netip.MustParseAddr(address), Port: port, PID: pid}
}

// answer is nmap's XML about one target, with these port elements.
func answer(address, kind string, ports ...string) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nmaprun>
<nmaprun scanner="nmap" version="7.93" xmloutputversion="1.05">
<scaninfo type=%q protocol="tcp" numservices="1" services="1"/>
<host><status state="up" reason="user-set"/><address addr=%q addrtype="ipv4"/>
<ports>%s</ports></host>
<runstats><finished time="1" elapsed="6.30" exit="success"/><hosts up="1" down="0" total="1"/></runstats>
</nmaprun>`, kind, address, strings.Join(ports, "\n"))
}

func open(protocol string, port int, service string) string {
	return fmt.Sprintf(`<port protocol=%q portid="%d"><state state="open" reason="syn-ack" reason_ttl="0"/>%s</port>`, protocol, port, service)
}

// nmapIs answers nmap's version, and each scan by its target.
func nmapIs(r *hosttest.Running, scans map[string]string) {
	r.Commands["nmap --version"] = hosttest.Reply{Stdout: "Nmap version 7.93\n"}
	r.RunFunc = func(_ context.Context, argv []string) (host.Output, error) {
		kind := "tcp"
		if slices.Contains(argv, "-sU") {
			kind = "udp"
		}
		target := argv[len(argv)-3] // then -oX -
		xml, ok := scans[kind+" "+target]
		if !ok {
			return host.Output{}, fmt.Errorf("no scan of %q was expected: %q", kind+" "+target, argv)
		}
		return host.Output{Stdout: []byte(xml)}, nil
	}
}

func gather(t *testing.T, h host.Host, mode Mode) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("ports")
	f, err := Gather(mode)(t.Context(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

func yes(b bool) *bool { return &b }

func text(s string) *string { return &s }

func TestGather(t *testing.T) {
	r := hosttest.NewRunning(t, proc)
	r.State.Processes = []host.Process{
		{PID: 2, Name: "kthreadd"},
		{PID: 50, PPID: 2, Name: "nfsd"},
		{PID: 51, PPID: 2, Name: "ksmbd:a"},
		{PID: 52, PPID: 1, Name: "lockd", Exe: "/tmp/lockd"},
		{PID: 700, PPID: 1, Name: "sshd", Exe: "/usr/sbin/sshd", Unit: "ssh.service"},
		{PID: 800, PPID: 1, Name: "nginx", Exe: "/usr/sbin/nginx", Deleted: true, UID: 33, Unit: "nginx.service"},
		{PID: 900, PPID: 1, Name: "nginx", Exe: "/opt/nginx", UID: 1000},
	}
	r.State.Sockets = []host.Socket{
		socket("tcp", "0.0.0.0", 22, 700),
		socket("tcp", "127.0.0.1", 8080, 800),
		socket("tcp", "0.0.0.0", 8080, 900),
		socket("tcp", "0.0.0.0", 8080, 900),
		socket("tcp", "0.0.0.0", 8080, 800),
		{Protocol: "tcp", Address: netip.MustParseAddr("::"), Port: 2049, Unowned: true},
		socket("tcp", "198.51.100.7", 443, 800),
		socket("udp", "192.0.2.2", 40000, 700),
	}
	nmapIs(r, map[string]string{
		"tcp 127.0.0.1": answer("127.0.0.1", "connect",
			open("tcp", 22, `<service name="ssh" product="OpenSSH" version="9.2p1 Debian 2" extrainfo="protocol 2.0" method="probed" conf="10"><cpe>cpe:/a:openbsd:openssh:9.2p1</cpe></service>`),
			open("tcp", 8080, `<service name="http" tunnel="ssl" method="probed" conf="10"/>`)),
		"tcp 192.0.2.2": answer("192.0.2.2", "connect", open("tcp", 8080, `<service name="http-proxy" method="table" conf="3"/>`)),
		"tcp ::1":       answer("::1", "connect", `<port protocol="tcp" portid="2049"><state state="closed" reason="conn-refused"/><service name="nfs" method="table" conf="3"/></port>`),
		"udp 192.0.2.2": answer("192.0.2.2", "udp"),
	})
	got, missing := gather(t, r, Auto)
	want := &Facts{
		Listeners: map[string]Listener{
			"tcp/0.0.0.0/22": {Label: "tcp/0.0.0.0/22 (sshd, ssh.service)", Protocol: "tcp", Address: "0.0.0.0", Port: 22, Scope: "all", Exposed: true, Ephemeral: yes(false),
				Processes: []Process{{PID: 700, Name: "sshd", Exe: text("/usr/sbin/sshd"), Deleted: yes(false), Unit: "ssh.service"}}},
			"tcp/127.0.0.1/8080": {Label: "tcp/127.0.0.1/8080 (nginx, nginx.service)", Protocol: "tcp", Address: "127.0.0.1", Port: 8080, Scope: "loopback", Ephemeral: yes(false),
				Processes: []Process{{PID: 800, Name: "nginx", Exe: text("/usr/sbin/nginx"), Deleted: yes(true), UID: 33, Unit: "nginx.service"}}},
			"tcp/0.0.0.0/8080": {Label: "tcp/0.0.0.0/8080 (nginx, nginx.service)", Protocol: "tcp", Address: "0.0.0.0", Port: 8080, Scope: "all", Exposed: true, Ephemeral: yes(false),
				Processes: []Process{
					{PID: 900, Name: "nginx", Exe: text("/opt/nginx"), Deleted: yes(false), UID: 1000},
					{PID: 800, Name: "nginx", Exe: text("/usr/sbin/nginx"), Deleted: yes(true), UID: 33, Unit: "nginx.service"},
				}},
			"tcp/::/2049": {Label: "tcp/::/2049", Protocol: "tcp", Address: "::", Port: 2049, IPv6: true, Scope: "all", Exposed: true, Ephemeral: yes(false),
				Processes: []Process{}},
			"tcp/198.51.100.7/443": {Label: "tcp/198.51.100.7/443 (nginx, nginx.service)", Protocol: "tcp", Address: "198.51.100.7", Port: 443, Scope: "specific", Exposed: true, Ephemeral: yes(false),
				Processes: []Process{{PID: 800, Name: "nginx", Exe: text("/usr/sbin/nginx"), Deleted: yes(true), UID: 33, Unit: "nginx.service"}}},
			"udp/192.0.2.2/40000": {Label: "udp/192.0.2.2/40000 (sshd, ssh.service)", Protocol: "udp", Address: "192.0.2.2", Port: 40000, Scope: "specific", Exposed: true, Ephemeral: yes(true),
				Processes: []Process{{PID: 700, Name: "sshd", Exe: text("/usr/sbin/sshd"), Deleted: yes(false), Unit: "ssh.service"}}},
		},
		Services: map[string]Service{
			"tcp/0.0.0.0/22": {Protocol: "tcp", Address: "127.0.0.1", Port: 22, State: "open", Identified: true, Name: "ssh", Product: "OpenSSH",
				Version: "9.2p1 Debian 2", ExtraInfo: "protocol 2.0", CPEs: []string{"cpe:/a:openbsd:openssh:9.2p1"}, Source: "command: nmap 127.0.0.1"},
			"tcp/127.0.0.1/8080": {Protocol: "tcp", Address: "127.0.0.1", Port: 8080, State: "open", Identified: true, Name: "http", TLS: true, CPEs: []string{}, Source: "command: nmap 127.0.0.1"},
			// Loopback has another listener on this port, so it was asked elsewhere.
			"tcp/0.0.0.0/8080": {Protocol: "tcp", Address: "192.0.2.2", Port: 8080, State: "open", Source: "command: nmap 192.0.2.2"},
			"tcp/::/2049":      {Protocol: "tcp", Address: "::1", Port: 2049, State: "closed", Source: "command: nmap ::1"},
		},
		KernelServers: []string{"ksmbd", "nfsd"},
		Scanner:       Scanner{Mode: "auto", Version: text("7.93"), Types: []string{"connect", "udp"}},
		Source:        "system: sockets",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	wantMissing := []facts.Missing{
		{Path: `ports.services["tcp/198.51.100.7/443"]`, Reason: "tcp/198.51.100.7/443: no address of this host leads to it, so it was not probed"},
		{Path: `ports.services["udp/192.0.2.2/40000"]`, Reason: "udp/192.0.2.2/40000: nmap said nothing about this port"},
	}
	if diff := cmp.Diff(wantMissing, missing); diff != "" {
		t.Errorf("gaps -want +got\n%s", diff)
	}
}

func TestNmapGetsAddressesAndPortsOnly(t *testing.T) {
	r := hosttest.NewRunning(t, proc)
	r.State.Sockets = []host.Socket{socket("tcp", "0.0.0.0", 22, 1), socket("tcp", "127.0.0.1", 25, 1), socket("tcp", "fe80::fc:ff:fe00:1", 80, 1), socket("udp", "0.0.0.0", 68, 1)}
	r.State.Processes = []host.Process{{PID: 1, Name: "systemd", Exe: "/lib/systemd/systemd"}}
	nmapIs(r, nil)
	gather(t, r, Auto)
	got := []string{}
	for _, argv := range r.Calls() {
		for i, a := range argv {
			if a == "--host-timeout" {
				argv[i+1] = "T"
			}
		}
		got = append(got, strings.Join(argv, " "))
	}
	slices.Sort(got)
	const common = "--noninteractive --host-timeout T"
	want := []string{
		"nmap --version",
		"nmap -p 22 -Pn -n " + common + " -sT -sV 127.0.0.1 -oX -",
		"nmap -p 25 -Pn -n " + common + " -sT -sV 127.0.0.1 -oX -",
		"nmap -p 68 -Pn -n " + common + " -sU --max-retries 1 -sV --version-light 127.0.0.1 -oX -",
		"nmap -p 80 -Pn -n " + common + " -sT -sV -6 fe80::fc:ff:fe00:1%eth0 -oX -",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// What nmap cannot do costs the services and nothing else.
func TestServicesUnknown(t *testing.T) {
	one := []host.Socket{socket("tcp", "127.0.0.1", 22, 700)}
	procs := []host.Process{{PID: 700, Name: "sshd", Exe: "/usr/sbin/sshd"}}
	run := func(out string, code int, err error) func(*hosttest.Running) {
		return func(r *hosttest.Running) {
			nmapIs(r, nil)
			r.RunFunc = func(context.Context, []string) (host.Output, error) {
				return host.Output{Stdout: []byte(out), Stderr: []byte("QUITTING!"), ExitCode: code}, err
			}
		}
	}
	noHost := `<nmaprun version="7.93"><runstats><finished exit="success"/><hosts up="0" down="0" total="0"/></runstats></nmaprun>`
	for name, c := range map[string]struct {
		mode   Mode
		set    func(*hosttest.Running)
		path   string
		reason string
	}{
		"off":           {Off, func(*hosttest.Running) {}, "ports.services", "switched off"},
		"not installed": {Auto, func(*hosttest.Running) {}, "ports.services", "apt-get install nmap"},
		"broken": {Auto, func(r *hosttest.Running) {
			r.Commands["nmap --version"] = hosttest.Reply{ExitCode: 127, Stderr: "libpcap.so: cannot open"}
		}, "ports.services", "libpcap"},
		"fails":         {Auto, run("", 1, nil), `ports.services["tcp/127.0.0.1/22"]`, "QUITTING!"},
		"no host":       {Auto, run(noHost, 0, nil), `ports.services["tcp/127.0.0.1/22"]`, "0 hosts"},
		"cut off":       {Auto, run("<nmaprun><host>", 0, nil), `ports.services["tcp/127.0.0.1/22"]`, "output"},
		"empty":         {Auto, run("", 0, nil), `ports.services["tcp/127.0.0.1/22"]`, "output"},
		"unfinished":    {Auto, run(`<nmaprun version="7"></nmaprun>`, 0, nil), `ports.services["tcp/127.0.0.1/22"]`, "did not finish"},
		"gave up":       {Auto, run(strings.Replace(answer("127.0.0.1", "connect"), "<host>", `<host timedout="true">`, 1), 0, nil), `ports.services["tcp/127.0.0.1/22"]`, "time was over"},
		"timed out":     {Auto, run("", 0, context.DeadlineExceeded), `ports.services["tcp/127.0.0.1/22"]`, "timed out"},
		"says nothing":  {Auto, run(answer("127.0.0.1", "connect"), 0, nil), `ports.services["tcp/127.0.0.1/22"]`, "said nothing"},
		"too much":      {Auto, run("", 0, host.ErrTooLarge), `ports.services["tcp/127.0.0.1/22"]`, "limit"},
		"full and gone": {Full, func(*hosttest.Running) {}, "ports.unlisted_open", "apt-get install nmap"},
	} {
		t.Run(name, func(t *testing.T) {
			r := hosttest.NewRunning(t, proc)
			r.State.Sockets, r.State.Processes = one, procs
			c.set(r)
			f, missing := gather(t, r, c.mode)
			if len(f.Listeners) != 1 || len(f.Listeners["tcp/127.0.0.1/22"].Processes) != 1 {
				t.Errorf("listeners: %+v", f.Listeners)
			}
			if len(f.Services) != 0 || len(f.UnlistedOpen) != 0 {
				t.Errorf("services: %+v %+v", f.Services, f.UnlistedOpen)
			}
			if !slices.ContainsFunc(missing, func(m facts.Missing) bool {
				return m.Path == c.path && strings.Contains(m.Reason, c.reason)
			}) {
				t.Errorf("gaps: %+v; want %s: %s", missing, c.path, c.reason)
			}
		})
	}
}

func TestWithoutPrivilege(t *testing.T) {
	r := hosttest.NewRunning(t, proc)
	r.Unprivileged = true
	r.State.Processes = []host.Process{{PID: 700, Name: "sshd"}, {PID: 800, Name: "x", Exe: "/bin/x"}}
	r.State.Sockets = []host.Socket{
		socket("tcp", "0.0.0.0", 22, 0), socket("udp", "0.0.0.0", 68, 800), socket("tcp", "127.0.0.1", 25, 700), socket("tcp", "127.0.0.1", 26, 999),
	}
	nmapIs(r, map[string]string{"tcp 127.0.0.1": answer("127.0.0.1", "connect", open("tcp", 22, ""), open("tcp", 25, ""), open("tcp", 26, ""))})
	f, missing := gather(t, r, Auto)
	if f.Listeners["tcp/0.0.0.0/22"].Processes != nil || f.Listeners["tcp/127.0.0.1/26"].Processes != nil {
		t.Errorf("an owner was made up: %+v", f.Listeners)
	}
	paths := []string{}
	for _, m := range missing {
		if !m.Denied {
			t.Errorf("%+v: running as root would help", m)
		}
		paths = append(paths, m.Path)
	}
	want := []string{
		`ports.listeners["tcp/0.0.0.0/22"].processes`,
		`ports.listeners["tcp/127.0.0.1/25"].processes[*].deleted`,
		`ports.listeners["tcp/127.0.0.1/25"].processes[*].exe`,
		`ports.listeners["tcp/127.0.0.1/26"].processes`,
		`ports.services["udp/0.0.0.0/68"]`,
	}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for _, m := range missing {
		if _, err := facts.ParsePath(m.Path); err != nil {
			t.Error(err)
		}
	}
}

func TestWhatCannotBeAsked(t *testing.T) {
	_, err := Gather(Auto)(t.Context(), hosttest.Tree(t, proc), facts.NewGaps("ports"))
	if !errors.Is(err, facts.ErrNotApplicable) {
		t.Errorf("a rootfs: %v; want ErrNotApplicable", err)
	}
	r := hosttest.NewRunning(t, proc)
	if _, err := Gather("sometimes")(t.Context(), r, facts.NewGaps("ports")); err == nil {
		t.Error("an unknown mode was taken")
	}
	r.State.SocketsErr = host.ErrPermission
	if _, err := Gather(Off)(t.Context(), r, facts.NewGaps("ports")); !errors.Is(err, host.ErrPermission) {
		t.Errorf("no sockets: %v", err)
	}
	r.State.SocketsErr, r.State.ProcessesErr = nil, host.ErrPermission
	r.State.Sockets = []host.Socket{socket("tcp", "0.0.0.0", 22, 0)}
	f, missing := gather(t, r, Off)
	if l := f.Listeners["tcp/0.0.0.0/22"]; l.Processes != nil || f.KernelServers != nil || missing[0].Path != "ports.kernel_servers" ||
		missing[1].Path != "ports.listeners[*].processes" {
		t.Errorf("no processes: %+v, %+v", l, missing)
	}
	// Without the kernel's port range nothing is called ephemeral.
	r = hosttest.NewRunning(t, map[string]string{"/proc/sys/net/ipv4/ip_local_port_range": "many\n"})
	r.State.Sockets = []host.Socket{{Protocol: "tcp", Address: netip.MustParseAddr("0.0.0.0"), Port: 40000, Unowned: true}}
	f, missing = gather(t, r, Off)
	if f.Listeners["tcp/0.0.0.0/40000"].Ephemeral != nil || missing[0].Path != "ports.listeners[*].ephemeral" {
		t.Errorf("no port range: %+v", missing)
	}
}

func TestFullNeedsTwoLooks(t *testing.T) {
	r := hosttest.NewRunning(t, map[string]string{
		"/proc/sys/net/ipv4/ip_local_port_range": "32768 60999", "/proc/net/fib_trie": proc["/proc/net/fib_trie"],
	})
	r.State.Sockets = []host.Socket{socket("tcp", "0.0.0.0", 22, 700)}
	r.State.Processes = []host.Process{{PID: 700, Name: "sshd", Exe: "/usr/sbin/sshd"}}
	r.Commands["nmap --version"] = hosttest.Reply{}
	r.RunFunc = func(_ context.Context, argv []string) (host.Output, error) {
		xml := ""
		switch argv[2] {
		case "22":
			xml = answer("127.0.0.1", "connect", open("tcp", 22, `<service name="ssh" method="probed"/>`))
		case "T:1-65535": // 45000 is the scan meeting itself
			xml = answer("127.0.0.1", "connect", open("tcp", 22, ""), open("tcp", 31337, ""), open("tcp", 45000, ""))
		case "31337,45000":
			xml = answer("127.0.0.1", "connect", open("tcp", 31337, `<service name="shell" method="probed"/>`),
				`<port protocol="tcp" portid="45000"><state state="closed"/></port>`)
		}
		return host.Output{Stdout: []byte(xml)}, nil
	}
	f, missing := gather(t, r, Full)
	want := map[string]Service{"tcp/127.0.0.1/31337": {Protocol: "tcp", Address: "127.0.0.1", Port: 31337, State: "open",
		Identified: true, Name: "shell", CPEs: []string{}, Source: "command: nmap 127.0.0.1"}}
	if diff := cmp.Diff(want, f.UnlistedOpen); diff != "" || len(missing) != 0 {
		t.Errorf("%v -want +got\n%s", missing, diff)
	}
}

// Many addresses are no way to keep the scan busy for ever, and none is lost.
func TestManyAddresses(t *testing.T) {
	var trie strings.Builder
	r := hosttest.NewRunning(t, nil)
	for i := range maxTargets + 5 {
		a := fmt.Sprintf("10.0.0.%d", i+1)
		fmt.Fprintf(&trie, "|-- %s\n/32 host LOCAL\n", a)
		for port := range uint16(6) {
			r.State.Sockets = append(r.State.Sockets, socket("tcp", a, 1000+port, 0))
		}
	}
	r.Host = hosttest.Tree(t, map[string]string{"/proc/net/fib_trie": trie.String(), "/proc/sys/net/ipv4/ip_local_port_range": "32768 60999"})
	r.Commands["nmap --version"] = hosttest.Reply{}
	r.RunFunc = func(_ context.Context, argv []string) (host.Output, error) {
		var open []string
		for _, p := range strings.Split(argv[2], ",") {
			open = append(open, `<port protocol="tcp" portid="`+p+`"><state state="open"/></port>`)
		}
		return host.Output{Stdout: []byte(answer(argv[len(argv)-3], "connect", open...))}, nil
	}
	f, missing := gather(t, r, Auto)
	n := 0
	for _, m := range missing {
		if strings.HasPrefix(m.Path, "ports.services") {
			n++
		}
	}
	if len(f.Services) != maxTargets*6 || n != 5*6 || len(r.Calls()) != 1+maxTargets*runsATarget {
		t.Errorf("%d services, %d gaps, %d runs", len(f.Services), n, len(r.Calls()))
	}
}

func TestParsePortRange(t *testing.T) {
	for in, want := range map[string]*portRange{
		"32768\t60999\n": {32768, 60999}, "1 1": {1, 1}, "": nil, "1": nil, "2 1": nil, "1 65536": nil, "a b": nil, "1 2 3": nil, "-1 2": nil,
	} {
		got, err := parsePortRange([]byte(in))
		if (err == nil) != (want != nil) || want != nil && got != *want {
			t.Errorf("parsePortRange(%q) = %v, %v", in, got, err)
		}
	}
}

func TestHostTextIsMadeSafe(t *testing.T) {
	xml := answer("127.0.0.1", "connect", open("tcp", 22, `<service name="x&#9;y" product="`+strings.Repeat("long", 1000)+`" version="&lt;script&gt;" method="probed"/>`))
	s, err := parseScan([]byte(xml), "command: nmap")
	if err != nil {
		t.Fatal(err)
	}
	if p := s.services[22].Product; len(p) > facts.TextLimit {
		t.Errorf("product of %d bytes", len(p))
	}
}

func FuzzParseScan(f *testing.F) {
	f.Add([]byte(answer("127.0.0.1", "connect", open("tcp", 22, `<service name="ssh" method="probed"><cpe>x</cpe></service>`))))
	f.Add([]byte(`<nmaprun><host timedout="true"></host><runstats><finished exit="success"/></runstats></nmaprun>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := parseScan(b, "")
		if err == nil && s.services == nil {
			t.Error("neither services nor an error")
		}
	})
}

func FuzzParseAddresses(f *testing.F) {
	f.Add([]byte(proc["/proc/net/fib_trie"]))
	f.Add([]byte(proc["/proc/net/if_inet6"]))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, a := range append(parseFibTrie(b), parseIfInet6(b)...) {
			if !a.IsValid() || strings.HasPrefix(a.String(), "-") {
				t.Errorf("%q gives the address %q", b, a)
			}
		}
	})
}
