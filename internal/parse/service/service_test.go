package service_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/parse/service"
)

func TestScope(t *testing.T) {
	for address, want := range map[string]string{
		"": "none", "*": "all", "::": "all", "0.0.0.0": "all", "[::]": "all", "127.0.0.1": "loopback", "127.9.9.9": "loopback", "::1": "loopback",
		"localhost": "loopback", "10.0.0.1": "network", "fe80::1%eth0": "network", "db.example.org": "network", "::ffff:127.0.0.1": "loopback",
	} {
		if got := service.Scope(address); got != want {
			t.Errorf("Scope(%q) = %s, want %s", address, got, want)
		}
	}
}

func TestClientScope(t *testing.T) {
	for spec, want := range map[string]string{
		"*": "all", "default": "all", "0.0.0.0/0": "all", "10.0.0.0/0": "all", "10.0.0.0/8": "network", "10.0.0.1": "host", "10.0.0.1/32": "host",
		"127.0.0.1": "loopback", "127.0.0.0/8": "loopback", "*.example.org": "network", "@group": "network", "a.example.org": "host", "2001:db8::/32": "network",
	} {
		if got := service.ClientScope(spec); got != want {
			t.Errorf("ClientScope(%q) = %s, want %s", spec, got, want)
		}
	}
}

func TestShell(t *testing.T) {
	got := service.Shell([]byte("# c\nA=\"-l 127.0.0.1\" # x\nexport B='y z'\nA=last\nif [ x = y ]; then\nC=\r\n"))
	want := map[string]service.Variable{"A": {Value: "last", Line: 4}, "B": {Value: "y z", Line: 3}, "C": {Line: 6}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestExecsHaveTheirVariables(t *testing.T) {
	s := service.Open(context.Background(), hosttest.Tree(t, map[string]string{
		"/usr/lib/systemd/system/m.service": "[Service]\nEnvironment=PORT=1 \"X=a b\"\nEnvironmentFile=/etc/sysconfig/m\nExecStart=-/usr/bin/m -p ${PORT} $OPTIONS $NONE $X\n",
		"/etc/sysconfig/m":                  "OPTIONS=\"-l 10.0.0.1\"\n",
		"/etc/systemd/system/gone.service":  "-> /dev/null",
	}))
	got, err := s.Execs(service.Runs("m"))
	if err != nil {
		t.Fatal(err)
	}
	want := []service.Exec{{
		Unit: "m.service", Args: []string{"/usr/bin/m", "-p", "1", "-l", "10.0.0.1", "a", "b"}, Source: "/usr/lib/systemd/system/m.service:4",
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestGlob(t *testing.T) {
	s := service.Open(context.Background(), hosttest.Tree(t, map[string]string{
		"/etc/a/1/x.conf": "", "/etc/a/2/x.conf": "", "/etc/a/2/.hidden.conf": "", "/etc/a/3": "", "/etc/b/gone.conf": "-> nowhere",
	}))
	for pattern, want := range map[string][]string{
		"/etc/a/*/x.conf": {"/etc/a/1/x.conf", "/etc/a/2/x.conf"}, "/etc/a/2/*.conf": {"/etc/a/2/x.conf"}, "/etc/b/*.conf": nil,
		"/etc/b/gone.conf": nil, "/etc/a/1/x.conf": {"/etc/a/1/x.conf"}, "/nowhere/*/x": nil,
	} {
		got, err := s.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: -want +got:\n%s", pattern, d)
		}
	}
}

func TestPackageVersions(t *testing.T) {
	s := service.Open(context.Background(), hosttest.Tree(t, map[string]string{
		"/var/lib/dpkg/status": "Package: redis-server\nStatus: install ok installed\nVersion: 5:7.0.15-1~deb12u5\n\nPackage: gone\nStatus: deinstall ok config-files\nVersion: 1\n\n",
	}))
	if name, version := s.Package("valkey", "redis-*"); name != "redis-server" || version != "7.0.15" {
		t.Errorf("%s %s", name, version)
	}
	if name, _ := s.Package("gone"); name != "" {
		t.Error("a removed package counts")
	}
}

// A product whose units are masked does not run, unless a super-server starts it.
func TestMaskedProducts(t *testing.T) {
	p := service.Product{Configs: []string{"/etc/vsftpd.conf"}, Binaries: []string{"/usr/sbin/vsftpd"}, Units: []string{"vsftpd.service", "vsftpd.socket"}}
	const mask = "/etc/systemd/system/vsftpd.service"
	for name, c := range map[string]struct {
		more map[string]string
		want facts.Sourced[bool]
	}{
		"masked":            {map[string]string{mask: "-> /dev/null"}, facts.At(false, facts.Source(mask))},
		"not masked":        {nil, facts.At(true, facts.Source("/etc/vsftpd.conf"))},
		"one of two":        {map[string]string{mask: "-> /dev/null", "/lib/systemd/system/vsftpd.socket": "[Socket]\nListenStream=21\n"}, facts.At(true, facts.Source("/etc/vsftpd.conf"))},
		"by a super-server": {map[string]string{mask: "-> /dev/null", "/etc/inetd.conf": "ftp stream tcp nowait root /usr/sbin/tcpd /usr/sbin/vsftpd\n"}, facts.At(true, facts.Source("/etc/vsftpd.conf"))},
		"beside one":        {map[string]string{mask: "-> /dev/null", "/etc/xinetd.d/x": "service x\n{\n}\n"}, facts.At(false, facts.Source(mask))},
	} {
		files := map[string]string{"/etc/vsftpd.conf": "anonymous_enable=YES\n", "/lib/systemd/system/vsftpd.service": "[Service]\nExecStart=/usr/sbin/vsftpd\n"}
		for k, v := range c.more {
			files[k] = v
		}
		got, err := service.Open(context.Background(), hosttest.Tree(t, files)).Present(p)
		if err != nil || *got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", name, got, err, c.want)
		}
	}
	r := hosttest.NewRunning(t, map[string]string{"/etc/vsftpd.conf": "", mask: "-> /dev/null"})
	r.State.Processes = []host.Process{{PID: 9, Name: "vsftpd", Exe: "/usr/sbin/vsftpd"}}
	if got, err := service.Open(context.Background(), r).Present(p); err != nil || !got.Value {
		t.Errorf("masked while it runs: %+v, %v", got, err)
	}
	r.State.Processes = nil
	if got, err := service.Open(context.Background(), r).Present(p); err != nil || got.Value {
		t.Errorf("masked and not running: %+v, %v", got, err)
	}
}
