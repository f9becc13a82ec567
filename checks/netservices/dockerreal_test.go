package netservices

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/sandbox"
	"isoscan/internal/unpacked"
)

// dockerFiles are daemon.json ("-" for none) and the words behind dockerd, with how far
// each TCP address reaches, whether it asks for a certificate, and icc where it is off.
var dockerFiles = []struct{ name, file, args, want string }{
	{"nothing", "-", "", ""},
	{"no settings", "{}", "", ""},
	{"an empty file", "", "", "refused"},
	{"blanks", " \n", "", "refused"},
	{"null", "null", "", ""},
	{"a list", "[]", "", "refused"},
	{"a comment", "{\n// no\n\"icc\": false}", "", "refused"},
	{"a comma too many", `{"icc": false,}`, "", "refused"},
	{"a mark of the byte order", "\ufeff{\"icc\": false}", "", "refused"},
	{"crlf", "{\r\n\"icc\": false\r\n}\r\n", "", "no icc"},
	{"icc", `{"icc": false}`, "", "no icc"},
	{"icc on", `{"icc": true}`, "", ""},
	{"icc as text", `{"icc": "false"}`, "", "refused"},
	{"icc as number", `{"icc": 0}`, "", "refused"},
	{"icc as nothing", `{"icc": null}`, "", "no icc"},
	{"icc in capitals", `{"ICC": false}`, "", "refused"},
	{"icc twice", `{"icc": false, "icc": true}`, "", ""},
	{"icc twice, off last", `{"icc": true, "icc": false}`, "", "no icc"},
	{"icc by flag", "-", "--icc=false", "no icc"},
	{"icc by flag in capitals", "-", "--icc=FALSE", "no icc"},
	{"icc by flag as number", "-", "--icc=0", "no icc"},
	{"icc by flag as a letter", "-", "--icc=f", "no icc"},
	{"icc by flag as another word", "-", "--icc=off", "refused"},
	{"icc by flag with a blank", "-", "--icc false", "refused"},
	{"icc by flag with one dash", "-", "-icc=false", "refused"},
	{"icc by flag twice", "-", "--icc=false --icc", ""},
	{"icc by flag and file", `{"icc": false}`, "--icc=false", "refused"},
	{"icc without iptables", `{"icc": false, "iptables": false}`, "", "refused"},
	{"icc without iptables, by flag", `{"iptables": false}`, "--icc=false", "refused"},
	{"no iptables", `{"iptables": false}`, "", ""},
	{"an unknown key", `{"iccc": false}`, "", "refused"},
	{"the name of a flag", `{"host": ["tcp://0.0.0.0:2375"], "icc": false}`, "", "no icc"},
	{"log-opts with a number", `{"log-opts": {"max-file": 3}}`, "", "refused"},
	{"log-opts", `{"log-driver": "json-file", "log-opts": {"max-file": "3"}}`, "", ""},
	{"a number in quotes", `{"mtu": "1500"}`, "", "refused"},
	{"a number with a fraction", `{"mtu": 1500.5}`, "", "refused"},
	{"a number as text", `{"log-level": 1}`, "", "refused"},
	{"a text as list", `{"hosts": "tcp://0.0.0.0:2375"}`, "", "refused"},
	{"runtimes", `{"runtimes": {"x": {"path": "/bin/true"}}}`, "", ""},
	{"features", `{"features": {"buildkit": true}, "builder": {"gc": {"enabled": true}}}`, "", ""},
	{"another file", `{"icc": false}`, "--config-file=/etc/docker/other.json", ""},
	{"another file, first", `{"icc": true}`, "--config-file /etc/docker/other.json --config-file /etc/docker/daemon.json", ""},
	{"a file that is not there", `{"icc": false}`, "--config-file=/etc/docker/missing.json", "refused"},
	{"every address", `{"hosts": ["unix:///run/x/d.sock", "tcp://0.0.0.0:2375"]}`, "", "all open"},
	{"loopback", `{"hosts": ["tcp://127.0.0.1:2375"]}`, "", "loopback open"},
	{"loopback of IPv6", `{"hosts": ["tcp://[::1]:2375"]}`, "", "loopback open"},
	{"no address", `{"hosts": ["tcp://:2375"]}`, "", "loopback open"},
	{"nothing but tcp", `{"hosts": ["tcp://"]}`, "", "loopback open"},
	{"a name", `{"hosts": ["tcp://localhost:2375"]}`, "", "loopback open"},
	{"no scheme", `{"hosts": ["0.0.0.0:2375"]}`, "", "all open"},
	{"a port alone", `{"hosts": [":2375"]}`, "", "loopback open"},
	{"an address alone", `{"hosts": ["127.0.0.1"]}`, "", "loopback open"},
	{"a path behind", `{"hosts": ["tcp://127.0.0.1:2375/x"]}`, "", "refused"},
	{"a socket without scheme", `{"hosts": ["/run/d.sock"]}`, "", "refused"},
	{"another scheme", `{"hosts": ["http://127.0.0.1:2375"]}`, "", "refused"},
	{"no hosts", `{"hosts": []}`, "", ""},
	{"an empty host", `{"hosts": [""]}`, "", ""},
	{"hosts as nothing", `{"hosts": null}`, "", ""},
	{"hosts by flag", "-", "-H unix:///run/d.sock -H tcp://0.0.0.0:2375", "all open"},
	{"hosts by flag in one word", "-", "-Htcp://0.0.0.0:2375", "all open"},
	{"hosts by flag with =", "-", "-H=tcp://0.0.0.0:2375", "all open"},
	{"hosts by long flag", "-", "--host=tcp://0.0.0.0:2375", "all open"},
	{"hosts by long flag with a blank", "-", "--host tcp://0.0.0.0:2375", "all open"},
	{"hosts by joined letters", "-", "-DH tcp://0.0.0.0:2375", "all open"},
	{"hosts by the wrong flag", "-", "--hosts tcp://0.0.0.0:2375", "refused"},
	{"hosts by flag and file", `{"hosts": ["unix:///run/d.sock"]}`, "-H unix:///run/d.sock", "refused"},
	{"hosts as nothing and by flag", `{"hosts": null}`, "-H unix:///run/d.sock", "refused"},
	{"debug by flag and file", `{"debug": false}`, "-D", "refused"},
	{"an unknown flag", "-", "--no-such", "refused"},
	{"a flag without its value", "-", "--log-driver", "refused"},
	{"tlsverify", `{"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": true, %TLS}`, "", "all asks"},
	{"tlsverify without tls", `{"hosts": ["tcp://0.0.0.0:2376"], "tls": false, "tlsverify": true, %TLS}`, "", "all asks"},
	{"tlsverify off", `{"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": false, %TLS}`, "", "all open"},
	{"tlsverify off, with tls", `{"hosts": ["tcp://0.0.0.0:2376"], "tls": true, "tlsverify": false, %TLS}`, "", "all open"},
	{"tls alone", `{"hosts": ["tcp://0.0.0.0:2376"], "tls": true, %TLS}`, "", "all asks"},
	{"tls alone, off", `{"hosts": ["tcp://0.0.0.0:2376"], "tls": false, %TLS}`, "", "all open"},
	{"tls as nothing", `{"hosts": ["tcp://0.0.0.0:2376"], "tls": null, %TLS}`, "", "all open"},
	{"tlsverify as nothing", `{"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": null, %TLS}`, "", "all asks"},
	{"tlsverify as nothing, tls off", `{"hosts": ["tcp://0.0.0.0:2376"], "tls": false, "tlsverify": null, %TLS}`, "", "all asks"},
	{"tls by flag", `{"hosts": ["tcp://0.0.0.0:2376"], %TLS}`, "--tls", "all asks"},
	{"tls off by flag", `{"hosts": ["tcp://0.0.0.0:2376"], %TLS}`, "--tls=false", "all open"},
	{"tls by flag, tlsverify off in the file", `{"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": false, %TLS}`, "--tls", "all open"},
	{"tls by flag, tlsverify in the file", `{"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": true, %TLS}`, "--tls", "all asks"},
	{"tls in the file, tlsverify off by flag", `{"hosts": ["tcp://0.0.0.0:2376"], "tls": true, %TLS}`, "--tlsverify=false", "all open"},
	{"tlsverify as text", `{"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": "true", %TLS}`, "", "refused"},
	{"tlsverify by flag", `{"hosts": ["tcp://0.0.0.0:2376"], %TLS}`, "--tlsverify", "all asks"},
	{"tlsverify by flag, tls off", `{"hosts": ["tcp://0.0.0.0:2376"], %TLS}`, "--tlsverify --tls=false", "all asks"},
	{"tlsverify off by flag", `{"hosts": ["tcp://0.0.0.0:2376"], %TLS}`, "--tlsverify=false", "all open"},
	{"tlsverify by flag and file", `{"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": true, %TLS}`, "--tlsverify", "refused"},
	{"tlsverify by flag, hosts too", "-", "-H tcp://0.0.0.0:2376 --tlsverify --tlscacert=/etc/docker/ca.pem --tlscert=/etc/docker/cert.pem --tlskey=/etc/docker/key.pem", "all asks"},
	{"tls without hosts", `{"tls": true, %TLS}`, "", "loopback asks"},
	{"tlsverify without hosts", `{"tlsverify": true, %TLS}`, "", "loopback asks"},
	{"tlsverify off without hosts", `{"tlsverify": false, %TLS}`, "", "loopback open"},
	{"tls without files", `{"hosts": ["tcp://0.0.0.0:2376"], "tls": true}`, "", "refused"},
	{"tlsverify without its authority", `{"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": true, "tlscert": "/etc/docker/cert.pem", "tlskey": "/etc/docker/key.pem", "tlscacert": "/etc/docker/missing.pem"}`, "", "refused"},
	{"tls without its authority", `{"hosts": ["tcp://0.0.0.0:2376"], "tls": true, "tlscert": "/etc/docker/cert.pem", "tlskey": "/etc/docker/key.pem", "tlscacert": "/etc/docker/missing.pem"}`, "", "refused"},
	{"tlsverify off without its authority", `{"hosts": ["tcp://0.0.0.0:2376"], "tlsverify": false, "tlscert": "/etc/docker/cert.pem", "tlskey": "/etc/docker/key.pem", "tlscacert": "/etc/docker/missing.pem"}`, "", "all open"},
}

const dockerTLS = `"tlscacert": "/etc/docker/ca.pem", "tlscert": "/etc/docker/cert.pem", "tlskey": "/etc/docker/key.pem"`

func TestDockerAsTheDaemonReadsIt(t *testing.T) {
	t.Parallel()
	s, start := dockerSandbox(t)
	dockerKnows(t, s, start)
	pem := t.TempDir() + "/cert.pem"
	ftpCertificate(t, pem)
	certificate, err := os.ReadFile(pem)
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	defer running.Wait()
	// Most of the time the daemon sleeps, so that its warnings are read.
	limit := make(chan struct{}, 8)
	for _, c := range dockerFiles {
		files := map[string]string{
			"ca.pem": string(certificate), "cert.pem": string(certificate), "key.pem": string(certificate), "other.json": `{"icc": true}`,
		}
		if c.file != "-" {
			files["daemon.json"] = strings.ReplaceAll(c.file, "%TLS", dockerTLS)
		}
		ours := dockerOurs(t, files, c.args)
		dir := t.TempDir()
		for name, text := range files {
			write(t, filepath.Join(dir, name), text)
		}
		limit <- struct{}{}
		running.Go(func() {
			defer func() { <-limit }()
			theirs, said := dockerTheirs(s, start(dir, strings.Fields(c.args)))
			if theirs != "refused" && !strings.Contains(theirs, "open") && !strings.Contains(c.file, "iptables") {
				// Without iptables it refuses icc=false, and so tells its value.
				if _, more := dockerTheirs(s, start(dir, append(strings.Fields(c.args), "--iptables=false"))); strings.Contains(more, "--iptables=false with --icc=false") {
					theirs = strings.TrimPrefix(theirs+", no icc", ", ")
				}
			}
			if theirs != ours || theirs != c.want {
				t.Errorf("%s: the manual: %q; dockerd: %q; ours: %q; it said: %s", c.name, c.want, theirs, ours, said)
			}
		})
	}
}

func dockerOurs(t *testing.T, files map[string]string, args string) string {
	t.Helper()
	tree := map[string]string{
		"/var/lib/dpkg/status":                  dpkg("docker.io 20.10.24+dfsg1-1"),
		"/lib/systemd/system/docker.service":    "[Service]\nExecStart=/usr/sbin/dockerd " + args + "\n",
		"/usr/lib/systemd/system/other.service": "[Service]\nExecStart=/usr/bin/docker run -H tcp://0.0.0.0:1 --icc=true x\n",
	}
	for name, text := range files {
		tree["/etc/docker/"+name] = text
	}
	f, gaps := gather(t, hosttest.Tree(t, tree))
	if len(gaps) > 0 {
		return "refused"
	}
	all := dockerAddresses(f.Docker)
	if f.Docker.Settings["icc"].Value != "true" {
		all = append(all, "no icc")
	}
	return strings.Join(all, ", ")
}

// dockerAddresses are those that are no sockets.
func dockerAddresses(d *Docker) []string {
	var all []string
	for _, l := range d.Listens {
		if l.Scope != "none" {
			all = append(all, l.Scope+map[bool]string{true: " asks", false: " open"}[l.Verified])
		}
	}
	return all
}

// dockerSandbox has an empty /run and a folder for the configuration; start begins the
// command line of a daemon that finds no program to run, after a folder of files for /etc/docker.
func dockerSandbox(t *testing.T) (s *sandbox.Sandbox, start func(dir string, args []string) []string) {
	t.Helper()
	root := unpacked.Root(t, "alone:docker.io", "/usr/sbin/dockerd")
	program := unpacked.Command(root, "/usr/sbin/dockerd")
	env := append([]string{"env"}, program.Env[len(program.Env)-2:]...)
	s = sandbox.New(t, map[string]string{"/etc/docker/": ""})
	const script = `set -e; mount --make-rprivate /; mount -t tmpfs none /etc/docker; cp "$1"/* /etc/docker; shift
mount -t tmpfs none /run; mkdir /run/x; ip link set lo up; exec "$@"`
	own := strings.Fields("--containerd=/run/x/none.sock --storage-driver=vfs --data-root=/run/x/data --exec-root=/run/x/exec --pidfile=/run/x/pid --log-level=debug")
	return s, func(dir string, args []string) []string {
		argv := append([]string{"unshare", "-m", "-n", "sh", "-c", script, "sh", dir}, env...)
		argv = append(argv, "PATH=/nonexistent", program.Path)
		return append(append(argv, own...), args...)
	}
}

var (
	dockerBound = regexp.MustCompile(`Listener created for HTTP on tcp \(([^)]*)\)`)
	dockerOpen  = regexp.MustCompile(`without --tlsverify is insecure.* host="tcp://([^"]*)"`)
)

// dockerTheirs starts a daemon up to where it asks for containerd, which is not there, or to
// where it waits so that somebody reads that an address is open to others.
func dockerTheirs(s *sandbox.Sandbox, argv []string) (theirs, said string) {
	d := s.Start(argv...)
	defer d.Stop()
	for began := time.Now(); time.Since(began) < sandbox.Patience; time.Sleep(5 * time.Millisecond) {
		over := d.Ended()
		said = d.Said()
		if strings.Contains(said, "Golang's threads limit set") || strings.Contains(said, "being slowed down") {
			break
		}
		if over {
			return "refused", said
		}
	}
	open := false
	var all []string
	for line := range strings.Lines(said) {
		if m := dockerOpen.FindStringSubmatch(line); m != nil {
			open = true
			all = append(all, listenScope(m[1])+" open")
		}
		if m := dockerBound.FindStringSubmatch(line); m != nil {
			if !open {
				all = append(all, listenScope(m[1])+" asks")
			}
			open = false
		}
	}
	return strings.Join(all, ", "), said
}

// dockerKnows: the daemon names the keys that it does not know, all at once: those of later versions.
func dockerKnows(t *testing.T, s *sandbox.Sandbox, start func(string, []string) []string) {
	t.Helper()
	var all []string
	for key := range dockerKeys {
		all = append(all, `"`+key+`": null`)
	}
	dir := t.TempDir()
	write(t, dir+"/daemon.json", "{"+strings.Join(all, ", ")+"}")
	out, _ := s.Run(start(dir, nil)...)
	_, list, _ := strings.Cut(strings.TrimSpace(out), "configuration option: ")
	got := strings.Split(list, ", ")
	slices.Sort(got)
	want := strings.Fields(`allow-direct-routing bip6 bridge-accept-fwmark cdi-spec-dir cdi-spec-dirs default-network-opt default-network-opts feature
		firewall-backend http-proxy https-proxy ip-forward-no-drop log-format min-api-version no-proxy proxies validate`)
	if !slices.Equal(got, want) {
		t.Errorf("unknown to it:\n%q, want\n%q; it said: %s", got, want, out)
	}
}

// What systemd listens on for the daemon is its address.
func TestDockerSocketUnits(t *testing.T) {
	for _, c := range []struct{ name, socket, args, want string }{
		{"the socket", "[Socket]\nListenStream=/run/docker.sock\n", "-H fd://", ""},
		{"TCP", "[Socket]\nListenStream=/run/docker.sock\nListenStream=2375\n", "-H fd://", "all open"},
		{"TCP on loopback", "[Socket]\nListenStream=127.0.0.1:2375\n", "-H fd://", "loopback open"},
		{"taken back", "[Socket]\nListenStream=2375\nListenStream=\nListenStream=/run/docker.sock\n", "-H fd://", ""},
		{"not asked for", "[Socket]\nListenStream=2375\n", "-H unix:///run/docker.sock", ""},
		{"of another service", "[Socket]\nListenStream=2375\nService=x.service\n", "-H fd://", ""},
		{"with TLS", "[Socket]\nListenStream=2375\n", "-H fd:// --tlsverify --tlscacert=/etc/d --tlscert=/etc/d --tlskey=/etc/d", "all asks"},
	} {
		f, gaps := gather(t, hosttest.Tree(t, map[string]string{
			"/var/lib/dpkg/status": dpkg("docker.io 20.10.24+dfsg1-1"), "/etc/d": "x\n",
			"/lib/systemd/system/docker.service": "[Service]\nExecStart=/usr/sbin/dockerd " + c.args + "\n",
			"/lib/systemd/system/docker.socket":  c.socket,
		}))
		if got := strings.Join(dockerAddresses(f.Docker), ", "); got != c.want || len(gaps) > 0 {
			t.Errorf("%s: %q, want %q; gaps %q", c.name, got, c.want, gaps)
		}
	}
}

// Where no unit starts it an init script does, with the words of its own file.
func TestDockerWithoutUnits(t *testing.T) {
	for _, file := range []string{"/etc/default/docker", "/etc/conf.d/docker"} {
		f, gaps := gather(t, hosttest.Tree(t, map[string]string{
			"/var/lib/dpkg/status": dpkg("docker.io 20.10.24+dfsg1-1"), file: "DOCKER_OPTS=\"-H tcp://0.0.0.0:2375 --icc=false\"\n",
		}))
		if len(gaps) > 0 || len(f.Docker.Listens) != 1 || f.Docker.Listens[0].Scope != "all" || f.Docker.Settings["icc"].Value != "false" {
			t.Errorf("%s: %+v, gaps %q", file, f.Docker, gaps)
		}
	}
}

// Two units that start it with different settings leave unknown what differs.
func TestDockerTwice(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{
		"/var/lib/dpkg/status":               dpkg("docker.io 20.10.24+dfsg1-1"),
		"/lib/systemd/system/docker.service": "[Service]\nExecStart=/usr/sbin/dockerd --icc=false\n",
		"/lib/systemd/system/second.service": "[Service]\nExecStart=/usr/sbin/dockerd --live-restore\n",
	}))
	_, icc := f.Docker.Settings["icc"]
	if len(gaps) != 2 || icc || f.Docker.Settings["userland-proxy"].Value != "true" {
		t.Errorf("%+v, gaps %q", f.Docker.Settings, gaps)
	}
}

// An empty file is well since version 23.
func TestDockerEmptyFile(t *testing.T) {
	for version, refused := range map[string]bool{"5:24.0.7-1~debian.12~bookworm": false, "5:20.10.24~3-0~debian-bookworm": true, "23.0.1-1": false} {
		_, gaps := gather(t, hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": dpkg("docker-ce " + version), "/etc/docker/daemon.json": "\n"}))
		if len(gaps) > 0 != refused {
			t.Errorf("%s: gaps %q", version, gaps)
		}
	}
}

func FuzzDocker(f *testing.F) {
	for _, c := range dockerFiles {
		f.Add(c.file, c.args)
	}
	f.Fuzz(func(t *testing.T, file, args string) {
		o := &dockerOptions{path: dockerConf}
		if o.arguments(strings.Fields(args)) != nil || o.file([]byte(file)) != nil {
			return
		}
		hosts, source := o.list("host")
		for _, h := range hosts {
			if l, err := dockerListen(h, false, source); err == nil && l.Scope != "none" && !strings.Contains(h, ":") && strings.Contains(h, "/") {
				t.Errorf("%q: %+v", h, l)
			}
		}
	})
}
