package netservices

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/parse/service"
	"isoscan/internal/sandbox"
)

// rsyncFiles are configurations as rsyncd.conf(5) has them. What is wanted is, for each
// module, what a client of another machine gets without a password: refused
// (by address, or there is no such module), password, or open; of an open module whether it may
// be written, whether the server is confined to its folder, and whether it is root.
var rsyncFiles = []struct{ name, text, want string }{
	{"defaults", "[a]\npath = %T/a\n", "a open confined"},
	{"no module", "uid = nobody\n", ""},
	{"global first", "read only = no\n[a]\npath = %T/a\n", "a open write confined"},
	{"module wins", "read only = no\nauth users = x\n[a]\npath = %T/a\nread only = yes\nauth users =\n", "a open confined"},
	{"section global", "[global]\nread only = no\n[a]\npath = %T/a\n", "a open write confined"},
	// A text that a module lacks is the global one in the end, a boolean the one of before.
	{"global behind a module", "[a]\npath = %T/a\n[global]\nauth users = x\nread only = no\nsecrets file = %T/secrets\n[b]\npath = %T/b\n", "a password; b password"},
	{"global booleans behind a module", "[a]\npath = %T/a\n[ GLOBAL ]\nread only = no\n[b]\npath = %T/b\n", "a open confined; b open write confined"},
	{"global text taken back behind a module", "auth users = x\n[a]\npath = %T/a\n[global]\nauth users =\n[b]\npath = %T/b\n", "a password; b open confined"},
	{"later wins", "[a]\npath = %T/a\nread only = no\nread only = yes\n", "a open confined"},
	{"case and blanks", "[a]\nPATH=%T/a\nRead  Only = No\nuseChroot=FALSE\n", "a open write"},
	{"a name of two words", "[my files]\npath = %T/a\n[  padded  ]\npath = %T/b\n", "my files open confined; padded open confined"},
	{"upper case name", "[Data]\npath = %T/a\n", "Data open confined"},
	{"module twice", "[a]\npath = %T/a\nauth users = x\nsecrets file = %T/secrets\n[b]\npath = %T/b\n[a]\nread only = no\n", "a password; b open confined"},
	{"module twice in another case", "[a]\npath = %T/a\nauth users = x\nsecrets file = %T/secrets\n[A]\nauth users =\npath = %T/a\n", "a open confined"},
	{"on and off are no booleans", "[a]\npath = %T/a\nread only = off\nuse chroot = off\n", "a open confined"},
	{"numbers are", "[a]\npath = %T/a\nread only = 0\nuse chroot = 0\n", "a open write"},
	{"a wrong boolean leaves the one before", "[a]\npath = %T/a\nread only = no\nread only = maybe\n", "a open write confined"},
	{"chroot unset", "[a]\npath = %T/a\nuse chroot = unset\n", "a open confined"},
	{"root", "[a]\npath = %T/a\nuid = root\n", "a open confined root"},
	{"root by number", "uid = 0\n[a]\npath = %T/a\n", "a open confined root"},
	{"root as 00", "uid = 00\n[a]\npath = %T/a\n", "a open confined root"},
	{"users", "[a]\npath = %T/a\nauth users = joe, susan\nsecrets file = %T/secrets\n", "a password"},
	{"users without secrets", "[a]\npath = %T/a\nauth users = joe\n", "a password"},
	{"users are nobody", "[a]\npath = %T/a\nauth users = ,\n", "a password"},
	{"users are empty", "auth users = x\n[a]\npath = %T/a\nauth users = \n", "a open confined"},
	{"users with rights", "[a]\npath = %T/a\nauth users = *:rw\nread only = yes\nsecrets file = %T/secrets\n", "a password"},
	{"authuser is unknown", "[a]\npath = %T/a\nauth user = joe\n", "a open confined"},
	{"hosts", "[a]\npath = %T/a\nhosts allow = 10.0.0.0/8 192.0.2.1\n", "a refused"},
	{"hosts on two lines", "[a]\npath = %T/a\nhosts allow = 10.0.0.1 \\\n  0.0.0.0/0\n", "a open confined"},
	{"hosts on two lines without a blank", "[a]\npath = %T/a\nhosts allow = 10.0.0.1\\\n  0.0.0.0/0\n", "a open confined"},
	{"blanks behind the backslash", "[a]\npath = %T/a\nread only = \\ \t\n  no\n", "a open write confined"},
	{"no address", "[a]\npath = %T/a\nhosts allow = 0.0.0.0\n", "a refused"},
	// (A name to deny that nobody resolves shuts everyone out in later releases and
	// nobody in earlier ones: we take the module for open.)
	{"deny no address", "[a]\npath = %T/a\nhosts deny = 0.0.0.0\n", "a open confined"},
	{"deny half a mask", "[a]\npath = %T/a\nhosts deny = 192.0.2.0/99\n", "a open confined"},
	{"a name that is empty", "[a]\npath = %T/a\n = no\n", "error"},
	{"text behind the bracket", "[a] read only = no\npath = %T/a\n", "a open confined"},
	{"section on two lines", "[a\\\nb]\npath = %T/a\n", "ab open confined"},
	{"hosts by commas", "[a]\npath = %T/a\nhosts allow = 10.0.0.1,192.0.2.1\n", "a refused"},
	{"everyone", "[a]\npath = %T/a\nhosts allow = *\n", "a open confined"},
	{"everyone by mask", "[a]\npath = %T/a\nhosts allow = 0.0.0.0/0\n", "a open confined"},
	{"everyone by two masks", "[a]\npath = %T/a\nhosts allow = 0.0.0.0/1, 128.0.0.0/1\n", "a open confined"},
	{"all is a name", "[a]\npath = %T/a\nhosts allow = ALL\n", "a refused"},
	{"hosts empty", "hosts allow = 10.0.0.1\n[a]\npath = %T/a\nhosts allow =\n", "a open confined"},
	{"deny some", "[a]\npath = %T/a\nhosts deny = 192.0.2.1\n", "a open confined"},
	{"deny all", "[a]\npath = %T/a\nhosts deny = *\n", "a refused"},
	{"allow and deny some leaves the rest in", "[a]\npath = %T/a\nhosts allow = 10.0.0.1\nhosts deny = 192.0.2.1\n", "a open confined"},
	{"allow and deny all", "[a]\npath = %T/a\nhosts allow = 10.0.0.1\nhosts deny = *\n", "a refused"},
	{"allow and deny all by mask", "[a]\npath = %T/a\nhosts allow = 10.0.0.1\nhosts deny = 0.0.0.0/0 ::/0\n", "a refused"},
	{"allow and deny all of IPv4", "[a]\npath = %T/a\nhosts allow = 10.0.0.1\nhosts deny = 0.0.0.0/0\n", "a open confined"},
	{"allow and a deny that is empty", "[a]\npath = %T/a\nhosts allow = 10.0.0.1\nhosts deny =\n", "a refused"},
	{"global hosts", "hosts allow = 10.0.0.1\n[a]\npath = %T/a\n[b]\npath = %T/b\nhosts deny = 192.0.2.1\n", "a refused; b open confined"},
	{"comments", "# read only = no\n; auth users = x\n[a]\n  # x\npath = %T/a\nauth users = # none\n", "a password"},
	{"continuation", "[a]\npath = %T/a\nread \\\nonly = \\\n  no\n", "a open write confined"},
	{"continued comment", "[a]\npath = %T/a\n# x \\\nread only = no\n", "a open write confined"},
	{"crlf", "[a]\r\npath = %T/a\r\nread only = no\r\n", "a open write confined"},
	{"no end of line", "[a]\npath = %T/a\nread only = no", "a open write confined"},
	{"a line without sense", "[a]\npath = %T/a\nread only\nread only = no\n", "a open write confined"},
	{"an unknown name", "[a]\npath = %T/a\nreadonlyy = no\n", "a open confined"},
	{"include", "&include %T/more.conf\n[a]\npath = %T/a\n", "a open confined; from include open write confined"},
	{"include leaves globals", "&include %T/global.inc\n[a]\npath = %T/a\n", "a open confined"},
	{"merge keeps globals", "&merge %T/global.inc\n[a]\npath = %T/a\n", "a password"},
	{"merge in a module", "[a]\npath = %T/a\n&merge %T/global.inc\n[b]\npath = %T/b\n", "a password; b open confined"},
	{"include in a module", "[a]\npath = %T/a\n&include %T/more.conf\nread only = no\n[b]\npath = %T/b\n", "a open confined; b open write confined; from include open write confined"},
	{"include of a folder", "&include %T/d\n[a]\npath = %T/a\n", "a open confined; one open confined; two open write confined"},
	{"merge of a folder", "&merge %T/d\n[a]\npath = %T/a\n", "a open write confined"},
	{"include with an equals sign", "&include = %T/more.conf\n[a]\npath = %T/a\n", "a open confined; from include open write confined"},
	{"include by a tab", "&include\t%T/more.conf\n[a]\npath = %T/a\n", "a open confined; from include open write confined"},
	{"include in capitals", "&Include %T/more.conf\n[a]\npath = %T/a\n", "a open confined; from include open write confined"},
	{"include that is not there", "&include %T/none.conf\n[a]\npath = %T/a\n", "error"},
	{"another directive", "&insert %T/more.conf\n[a]\npath = %T/a\n", "error"},
	{"no closing bracket", "[a\npath = %T/a\n", "error"},
	{"an empty name", "[]\npath = %T/a\n[a]\npath = %T/a\n", "error"},
	{"no path", "[a]\nread only = no\n[b]\npath = %T/b\n", "b open confined"},
	{"path in global", "path = %T/a\n[a]\nread only = no\n[b]\n", "a open write confined; b open confined"},
	{"confined to less", "[a]\npath = %T/./a\n", "a open confined"},
	{"write only", "[a]\npath = %T/a\nread only = no\nwrite only = yes\n", "a open write confined"},
	{"not listed", "[a]\npath = %T/a\nlist = no\n", "a open confined"},
	{"variables", "[a]\npath = %T/a\nauth users = %RSYNC_USERS%\n", "a password"},
}

// rsyncOurs words the modules as the wanted results are.
func rsyncOurs(r *Rsync) string {
	var out []string
	for name, m := range r.Modules {
		s := name
		switch {
		case m.Path == "" || m.Limited.Value:
			s += " refused"
		case m.Auth.Value:
			s += " password"
		default:
			s += " open"
			if m.Write.Value {
				s += " write"
			}
			if m.Chroot.Value {
				s += " confined"
			}
			if m.Root {
				s += " root"
			}
		}
		out = append(out, s)
	}
	sort.Strings(out)
	return strings.Join(out, "; ")
}

// rsyncAsks says what the daemon does with a client who asks for a module: it
// speaks the protocol up to the point where the daemon has given its rights away,
// offers an upload, and hangs up.
func rsyncAsks(t *testing.T, s *sandbox.Sandbox, d *sandbox.Daemon, from, to, module string) string {
	t.Helper()
	conn, err := s.Dial("tcp", from, to)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	in := bufio.NewReader(conn)
	if hello, err := in.ReadString('\n'); err != nil || !strings.HasPrefix(hello, "@RSYNCD:") {
		return "error" // it cannot read its file
	}
	_, _ = fmt.Fprintf(conn, "@RSYNCD: 31.0 sha512 sha256 sha1 md5 md4\n%s\n", module)
	for {
		line, err := in.ReadString('\n')
		switch {
		case err != nil:
			return "error"
		case strings.HasPrefix(line, "@RSYNCD: AUTHREQD"):
			return "password"
		case strings.HasPrefix(line, "@ERROR"):
			return "refused"
		case strings.HasPrefix(line, "@RSYNCD: OK"):
			rights := rsyncRights(t, d)
			_, _ = io.WriteString(conn, "--server\x00-re.LsfxCI\x00.\x00"+module+"/\x00\x00")
			_ = conn.(*net.TCPConn).CloseWrite()
			// It says at once that it takes nothing; else it waits for files, and ends.
			var said []byte
			for err == nil && !bytes.Contains(said, []byte("module is read only")) {
				var b byte
				b, err = in.ReadByte()
				said = append(said, b)
			}
			switch {
			case err == nil:
				return "open" + rights
			case errors.Is(err, io.EOF) && len(said) > 4:
				return "open write" + rights
			}
			t.Fatalf("%v: the daemon said %q", err, said)
		}
	}
}

// rsyncRights looks at the process that serves the client, the daemon's last
// child.
func rsyncRights(t *testing.T, d *sandbox.Daemon) string {
	t.Helper()
	all := d.Processes()
	pid := all[len(all)-1]
	root, err := os.Readlink(fmt.Sprintf("/proc/%d/root", pid))
	if err != nil || len(all) < 2 {
		t.Fatalf("nobody serves the client: %v, %v", all, err)
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	if root != "/" {
		out = " confined"
	}
	for _, line := range strings.Split(string(status), "\n") {
		if f := strings.Fields(line); len(f) > 2 && f[0] == "Uid:" && f[2] == "0" {
			out += " root"
		}
	}
	return out
}

func TestRsyncAsTheDaemonReadsIt(t *testing.T) {
	t.Parallel()
	program := sandbox.Need(t, "rsync", "rsync")
	s := sandbox.New(t, nil)
	dir := t.TempDir()
	for p := dir; p != "/tmp"; p = filepath.Dir(p) {
		_ = os.Chmod(p, 0o755) // nobody reads and writes below
	}
	write(t, dir+"/more.conf", "read only = no\n[from include]\npath = "+dir+"/c\n")
	write(t, dir+"/global.inc", "auth users = x\nsecrets file = "+dir+"/secrets\n")
	write(t, dir+"/d/1.conf", "[one]\npath = "+dir+"/b\n")
	write(t, dir+"/d/2.conf", "read only = no\n[two]\npath = "+dir+"/c\n")
	write(t, dir+"/d/3.inc", "read only = no\n")
	write(t, dir+"/d/4.conf~", "[four]\npath = "+dir+"/c\n")
	write(t, dir+"/secrets", "x:y\n")
	for _, m := range []string{"a", "b", "c"} {
		if err := os.Mkdir(dir+"/"+m, 0o777); err != nil {
			t.Fatal(err)
		}
		_ = os.Chmod(dir+"/"+m, 0o777)
	}
	h := service.Open(t.Context(), hosttest.RootFS(t, "/"))
	// A daemon is slow to end with a client, so several share the cases. The file is
	// read again for every client.
	const daemons = 6
	for n := range daemons {
		port := strconv.Itoa(8730 + n)
		conf := dir + "/" + port + ".rsyncd"
		write(t, conf, "")
		d := s.Start("env", "RSYNC_USERS=x", program, "--daemon", "--no-detach", "--port="+port, "--config="+conf)
		if !d.Ready("tcp:" + port) {
			t.Fatal(d.Said())
		}
		t.Run(port, func(t *testing.T) {
			t.Parallel()
			for i := n; i < len(rsyncFiles); i += daemons {
				c := rsyncFiles[i]
				t.Run(c.name, func(t *testing.T) { rsyncCompare(t, s, d, h, dir, conf, port, c.text, c.want) })
			}
		})
	}
}

func rsyncCompare(t *testing.T, s *sandbox.Sandbox, d *sandbox.Daemon, h *service.Host, dir, conf, port, text, want string) {
	write(t, conf, strings.ReplaceAll(text, "%T", dir))
	g := &gatherer{Host: h, gaps: facts.NewGaps("netservices")}
	r := &Rsync{Modules: map[string]RsyncModule{}}
	ours := "error"
	if g.rsyncFile(conf, r, nil) == nil {
		ours = rsyncOurs(r)
	}
	asked := map[string]bool{}
	for _, of := range strings.Split(want, "; ") {
		if name, _, ok := strings.Cut(of, " open"); ok {
			asked[name] = true
		} else if i := strings.LastIndexByte(of, ' '); i > 0 {
			asked[of[:i]] = true
		}
	}
	for name := range r.Modules {
		asked[name] = true
	}
	if want == "error" {
		asked = map[string]bool{"a": true}
	}
	var theirs []string
	for name := range asked {
		says := rsyncAsks(t, s, d, sandbox.Client, net.JoinHostPort(sandbox.Server, port), name)
		if says == "refused" && s.IPv6() {
			says = rsyncAsks(t, s, d, sandbox.Client6, net.JoinHostPort(sandbox.Server6, port), name)
		}
		if says == "error" {
			theirs = []string{says}
			break
		}
		if _, ok := r.Modules[name]; ok || says != "refused" {
			theirs = append(theirs, name+" "+says)
		}
	}
	sort.Strings(theirs)
	if diff := cmp.Diff(strings.Join(theirs, "; "), ours); diff != "" {
		t.Errorf("-rsync +ours:\n%s", diff)
	}
	if diff := cmp.Diff(want, strings.Join(theirs, "; ")); diff != "" {
		t.Errorf("-the manual +rsync:\n%s", diff)
	}
}
