package services

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/unpacked"
)

// ntpConf holds sources in every spelling that ntp.conf(5) of NTPsec knows, and in
// some that its daemon passes over. INC is the folder of an included file.
const ntpConf = `restrict default
restrict 127.0.0.1
server 192.0.2.1
SERVER 192.0.2.2
Server 192.0.2.3
server 192.0.2.4 iburst minpoll 3 # note
  server	192.0.2.5
server "192.0.2.6"
peer 192.0.2.7
server -4 192.0.2.8
server 192.0.2.9 nosuchword
server 192.0.2.1
# server 192.0.2.10
!server 192.0.2.11
;server 192.0.2.12
server 192.0.2.13 ; server 192.0.2.14
serve 192.0.2.15
server 127.127.1.0
server 192.0.2.17
unpeer 192.0.2.17
includefile INC/more.conf
server 192.0.2.16`

// A real ntpd of NTPsec reads the configuration, in a network of its own and
// without the right to set the clock; ntpq tells whom it asks, and that it follows
// nobody.
func TestSourcesAsNTPsecReadsThem(t *testing.T) {
	root := unpacked.Root(t, "ntpsec", "/usr/sbin/ntpd")
	for _, p := range []string{"unshare", "setpriv", "ip"} {
		if _, err := exec.LookPath(p); err != nil {
			t.Fatalf("%s is missing: install the Debian packages util-linux and iproute2", p)
		}
	}
	dir := t.TempDir()
	files := map[string]string{
		"ntp.conf": strings.ReplaceAll(ntpConf, "INC", dir) + "\n", "more.conf": "server 192.0.2.20\n",
		"ntp.d/a.conf": "server 192.0.2.21\n", "ntp.d/b.txt": "server 192.0.2.22\n",
	}
	tree := map[string]string{dir + "/more.conf": files["more.conf"]}
	for name, text := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if name != "more.conf" {
			tree["/etc/ntpsec/"+name] = text
		}
	}
	// The shell ends the daemon when its input ends, whatever becomes of this test.
	const script = `ip link set lo up && ip addr add 198.51.100.1/24 dev lo || exit 9
setpriv --bounding-set -sys_time --inh-caps -sys_time "$1" -n -c "$3/ntp.conf" -l "$3/log" </dev/null & 
trap 'kill $!' EXIT
while read -r _; do
	/usr/bin/python3 "$2" -pn 127.0.0.1 2>/dev/null
	/usr/bin/python3 "$2" -n -c 'rv 0 leap,refid,offset' 127.0.0.1 2>/dev/null
	echo END
done`
	shell := unpacked.Command(root, "/bin/sh")
	shell.Path, _ = exec.LookPath("unshare")
	shell.Args = []string{"unshare", "-n", "sh", "-c", script, "sh", filepath.Join(root, "usr/sbin/ntpd"), filepath.Join(root, "usr/bin/ntpq"), dir}
	in, err := shell.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := shell.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	shell.Stderr = &said
	if err := shell.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close(); _ = shell.Wait() })
	answer := ""
	ask := func() {
		t.Helper()
		if _, err := in.Write([]byte("\n")); err != nil {
			t.Fatalf("%v: %s", err, said.String())
		}
		var b []byte
		for buf := make([]byte, 4096); !bytes.HasSuffix(b, []byte("END\n")); {
			n, err := out.Read(buf)
			if b = append(b, buf[:n]...); err != nil {
				t.Fatalf("%v: %s%s", err, b, said.String())
			}
		}
		answer = string(b)
	}
	for end := time.Now().Add(60 * time.Second); !strings.Contains(answer, "192.0.2.16 ") || !strings.Contains(answer, "leap="); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			log, _ := os.ReadFile(dir + "/log")
			t.Fatalf("ntpd does not answer: %s\n%s%s", answer, said.String(), log)
		}
		ask()
	}
	var want, got []string
	for line := range strings.Lines(answer) {
		if f := strings.Fields(line); len(f) == 10 && strings.HasPrefix(f[0], "192.0.2.") {
			want = append(want, f[0])
		}
	}
	f, missing := gather(t, hosttest.Tree(t, tree))
	for _, s := range f.Clock.Sources {
		if s.Product == "ntp" {
			got = append(got, s.Name)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if d := cmp.Diff(want, got); d != "" || len(want) < 5 || strings.Contains(paths(missing), "clock.sources") {
		t.Errorf("ntpd (-), we (+), gaps %s:\n%s\n%s", paths(missing), d, answer)
	}
	if o, err := readSystemVariables(answer[strings.Index(answer, "leap="):]); err != nil || o.Following || o.Microseconds != nil {
		t.Errorf("%+v, %v of %s", o, err, answer)
	}
}
