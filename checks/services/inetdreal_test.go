package services

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
	box "isoscan/internal/sandbox"
	"isoscan/internal/unpacked"
)

// services by port, as /etc/services of the tests has them.
var superPorts = map[uint16]string{7: "echo", 9: "discard", 13: "daytime", 21: "ftp", 23: "telnet", 69: "tftp", 79: "finger", 2323: "2323"}

const superServices = "echo 7/tcp\necho 7/udp\ndiscard 9/tcp\ndaytime 13/tcp\nftp 21/tcp\ntelnet 23/tcp\ntftp 69/udp\nfinger 79/tcp\n"

// superOffers are the services whose ports the super-server listens on, once
// it listens on the one that every configuration ends with, daytime.
func superOffers(t *testing.T, s *box.Sandbox, d *box.Daemon) string {
	t.Helper()
	if !d.Ready("tcp:13") {
		return "refused"
	}
	// It opens them in the order of its file or the other way round: what it
	// offers is known once it serves.
	conn, err := s.Dial("tcp", "", "127.0.0.1:13")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	for b := make([]byte, 100); ; {
		if _, err := conn.Read(b); err != nil {
			break // the end of the time of day
		}
	}
	set := map[string]bool{}
	for _, l := range s.Listeners() {
		if name := superPorts[l.Address.Port()]; name != "" && name != "daytime" {
			set[name+"/"+l.Protocol] = true
		}
	}
	return superList(set)
}

func superList(set map[string]bool) string {
	var out []string
	for name := range set {
		out = append(out, name)
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

// superOurs are the services that we say are on.
func superOurs(t *testing.T, files map[string]string) string {
	t.Helper()
	f, _ := gather(t, hosttest.Tree(t, files))
	set := map[string]bool{}
	for _, s := range f.Inetd {
		if s.Enabled && s.Name != "daytime" {
			set[s.Name+"/"+strings.TrimRight(s.Protocol, "46")] = true
		}
	}
	return superList(set)
}

// xservice writes a section with what xinetd asks for.
func xsection(name, more string) string {
	return "service " + name + "\n{\n\tsocket_type = stream\n\twait = no\n\tuser = root\n\tserver = /bin/cat\n" + more + "}\n"
}

// xinetdLinesOf are xinetd.conf and what lies in xinetd.d, with the services that
// are offered; more says that we list some that xinetd drops as incomplete.
var xinetdLinesOf = []struct {
	name, conf string
	folder     map[string]string
	want       string
	more       bool
}{
	{"one", xsection("telnet", ""), nil, "telnet/tcp", false},
	{"disabled", xsection("telnet", "\tdisable = yes\n"), nil, "", false},
	{"disabled in capitals", xsection("telnet", "\tdisable = YES\n"), nil, "", false},
	{"not disabled", xsection("telnet", "\tdisable = no\n"), nil, "telnet/tcp", false},
	{"disabled without blanks", xsection("telnet", "\tdisable=yes\n"), nil, "", false},
	{"disabled by another word", xsection("telnet", "\tdisable = true\n"), nil, "", false},
	{"disabled by a number", xsection("telnet", "\tdisable = 1\n"), nil, "", false},
	{"disabled twice", xsection("telnet", "\tdisable = yes\n\tdisable = no\n"), nil, "", false},
	{"disabled at last", xsection("telnet", "\tdisable = no\n\tdisable = yes\n"), nil, "telnet/tcp", false},
	{"a comment behind the word", xsection("telnet", "\tdisable = yes # of old\n"), nil, "telnet/tcp", false},
	{"the attribute in capitals", xsection("telnet", "\tDISABLE = yes\n"), nil, "", false},
	{"a comment", "#" + strings.ReplaceAll(xsection("telnet", ""), "\n", "\n#") + "\n", nil, "", false},
	{"a brace on the line", strings.Replace(xsection("telnet", ""), "\n{", " {", 1), nil, "", false},
	{"udp", "service tftp\n{\n\tsocket_type = dgram\n\tprotocol = udp\n\twait = yes\n\tuser = root\n\tserver = /bin/cat\n}\n", nil, "tftp/udp", false},
	{"udp by the socket", "service tftp\n{\n\tsocket_type = dgram\n\twait = yes\n\tuser = root\n\tserver = /bin/cat\n}\n", nil, "tftp/udp", false},
	{"internal", "service echo\n{\n\ttype = INTERNAL\n\tid = echo-stream\n\tsocket_type = stream\n\tprotocol = tcp\n\tuser = root\n\twait = no\n}\n", nil, "echo/tcp", false},
	{"incomplete", "service telnet\n{\n\tserver = /bin/cat\n}\n", nil, "", true},
	{"a program that is not there", strings.Replace(xsection("telnet", ""), "/bin/cat", "/bin/none", 1), nil, "", true},
	{"a name that is not known", xsection("TELNET", ""), nil, "", true},
	{"defaults disable", "defaults\n{\n\tdisabled = telnet ftp\n}\n" + xsection("telnet", "") + xsection("ftp", "") + xsection("finger", ""), nil, "finger/tcp", false},
	{"defaults disable more", "defaults\n{\n\tdisabled = telnet\n\tdisabled += ftp\n}\n" + xsection("telnet", "") + xsection("ftp", ""), nil, "", false},
	{"defaults disable less", "defaults\n{\n\tdisabled = telnet ftp\n\tdisabled -= ftp\n}\n" + xsection("telnet", "") + xsection("ftp", ""), nil, "", false},
	{"defaults enable", "defaults\n{\n\tenabled = ftp daytime\n}\n" + xsection("telnet", "") + xsection("ftp", ""), nil, "ftp/tcp", false},
	{"defaults enable what is disabled", "defaults\n{\n\tenabled = ftp daytime\n}\n" + xsection("ftp", "\tdisable = yes\n"), nil, "", false},
	{"defaults enable and disable", "defaults\n{\n\tenabled = ftp daytime\n\tdisabled = ftp\n}\n" + xsection("ftp", ""), nil, "", false},
	{"by id", "defaults\n{\n\tdisabled = other\n}\n" + xsection("telnet", "\tid = other\n") + xsection("ftp", ""), nil, "ftp/tcp", false},
	{"the name is no id", "defaults\n{\n\tdisabled = telnet\n}\n" + xsection("telnet", "\tid = other\n"), nil, "telnet/tcp", false},
	{"defaults behind", xsection("telnet", "") + "defaults\n{\n\tdisabled = telnet\n}\n", nil, "", false},
	{"a port", xsection("2323", "\ttype = UNLISTED\n\tport = 2323\n"), nil, "2323/tcp", false},
	{"a folder", "includedir /etc/xinetd.d\n", map[string]string{"telnet": xsection("telnet", ""), "ftp.off": xsection("ftp", ""), "finger~": xsection("finger", "")}, "telnet/tcp", false},
	{"a folder that is not named", "", map[string]string{"telnet": xsection("telnet", "")}, "", false},
	{"a file", "include /etc/xinetd.d/one.conf\n", map[string]string{"one.conf": xsection("telnet", "")}, "telnet/tcp", false},
	{"a folder within a file", "include /etc/xinetd.d/one.conf\n", map[string]string{"one.conf": "includedir /etc/xinetd.d\n", "telnet": xsection("telnet", "")}, "telnet/tcp", false},
	{"the same twice", xsection("telnet", "\tdisable = yes\n") + xsection("telnet", ""), nil, "telnet/tcp", false},
	{"not closed", strings.TrimSuffix(xsection("telnet", ""), "}\n"), nil, "", false},
	{"crlf", strings.ReplaceAll(xsection("telnet", "\tdisable = yes\n"), "\n", "\r\n"), nil, "", false},
}

func TestXinetdAsTheServerReadsIt(t *testing.T) {
	program := box.Need(t, "xinetd", "xinetd")
	s := box.New(t, map[string]string{"/etc/services": superServices, "/etc/xinetd.conf": "", "/etc/xinetd.d/": "", "/etc/hosts.allow": "", "/etc/hosts.deny": ""})
	daytime := "service daytime\n{\n\ttype = INTERNAL\n\tid = daytime\n\tsocket_type = stream\n\tprotocol = tcp\n\tuser = root\n\twait = no\n}\n"
	for _, c := range xinetdLinesOf {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			conf := daytime + c.conf
			files := map[string]string{"/etc/xinetd.conf": conf}
			save(t, filepath.Join(dir, "conf"), conf)
			for name, text := range c.folder {
				files["/etc/xinetd.d/"+name] = text
				save(t, filepath.Join(dir, "d", name), text)
			}
			if out, code := s.Run("sh", "-c", `rm -f /etc/xinetd.d/*; cp "$1/conf" /etc/xinetd.conf; [ ! -d "$1/d" ] || cp "$1"/d/* /etc/xinetd.d/`, "sh", dir); code != 0 {
				t.Fatal(out)
			}
			d := s.Start(program, "-dontfork", "-f", "/etc/xinetd.conf", "-pidfile", dir+"/pid", "-filelog", dir+"/log")
			defer d.Stop()
			theirs, ours := superOffers(t, s, d), superOurs(t, files)
			log, _ := os.ReadFile(dir + "/log")
			if theirs != ours && !(c.more && ours != "") || theirs != c.want {
				t.Errorf("the manual: %q; xinetd: %q; ours: %q; it said: %s", c.want, theirs, ours, log)
			}
		})
	}
}

// inetdLinesOf are lines of inetd.conf, with the services that are offered.
var inetdLinesOf = []struct {
	name, text, want string
	more             bool
}{
	{"one", "telnet stream tcp nowait root /bin/cat cat\n", "telnet/tcp", false},
	{"without arguments", "telnet stream tcp nowait root /bin/cat\n", "telnet/tcp", false},
	{"too few words", "telnet stream tcp nowait root\n", "", false},
	{"off", "#<off># telnet stream tcp nowait root /bin/cat cat\n", "", false},
	{"off by another word", "## telnet stream tcp nowait root /bin/cat cat\n#telnet stream tcp nowait root /bin/cat cat\n", "", false},
	{"blanks before", "  telnet stream tcp nowait root /bin/cat cat\n", "telnet/tcp", false},
	{"blanks before a comment", "ftp stream tcp nowait root /bin/cat cat\n  #telnet stream tcp nowait root /bin/cat cat\n", "ftp/tcp", false},
	{"tabs", "telnet\tstream\ttcp\tnowait\troot\t/bin/cat\tcat\n", "telnet/tcp", false},
	{"udp", "tftp dgram udp wait root /bin/cat cat\n", "tftp/udp", false},
	{"six", "telnet stream tcp6 nowait root /bin/cat cat\n", "telnet/tcp", false},
	{"an address", "127.0.0.1:telnet stream tcp nowait root /bin/cat cat\n", "telnet/tcp", false},
	{"any address", "*:telnet stream tcp nowait root /bin/cat cat\n", "telnet/tcp", false},
	{"two addresses", "127.0.0.1,198.51.100.1:telnet stream tcp nowait root /bin/cat cat\n", "telnet/tcp", false},
	{"an address for all", "127.0.0.1:\ntelnet stream tcp nowait root /bin/cat cat\n", "telnet/tcp", false},
	{"a port", "2323 stream tcp nowait root /bin/cat cat\n", "2323/tcp", false},
	{"a limit", "telnet stream tcp nowait.50 root /bin/cat cat\n", "telnet/tcp", false},
	{"a group", "telnet stream tcp nowait root.root /bin/cat cat\n", "telnet/tcp", false},
	{"a user that is not there", "telnet stream tcp nowait nosuchuser /bin/cat cat\n", "telnet/tcp", true},
	{"internal", "echo stream tcp nowait root internal\n", "echo/tcp", false},
	{"capitals", "TELNET stream tcp nowait root /bin/cat cat\n", "", true},
	{"a name that is not known", "nosuch stream tcp nowait root /bin/cat cat\n", "", true},
	{"behind tcpd", "telnet stream tcp nowait root /usr/sbin/tcpd /bin/cat\n", "telnet/tcp", false},
	{"twice", "telnet stream tcp nowait root /bin/cat cat\ntelnet stream tcp nowait root /bin/cat cat\n", "telnet/tcp", false},
	{"a wrong line before", "nonsense\ntelnet stream tcp nowait root /bin/cat cat\n", "telnet/tcp", false},
	{"crlf", "telnet stream tcp nowait root /bin/cat cat\r\n", "telnet/tcp", false},
}

func TestInetdAsTheServerReadsIt(t *testing.T) {
	root := unpacked.Root(t, "openbsd-inetd", "/usr/sbin/inetd")
	argv := unpacked.Command(root, "/usr/sbin/inetd")
	s := box.New(t, map[string]string{"/etc/services": superServices, "/etc/hosts.allow": "", "/etc/hosts.deny": ""})
	for i, c := range inetdLinesOf {
		t.Run(c.name, func(t *testing.T) {
			conf := fmt.Sprintf("%s/%d.conf", t.TempDir(), i)
			text := c.text + "0.0.0.0:daytime stream tcp nowait root internal\n"
			save(t, conf, text)
			start := append([]string{"env"}, argv.Env[len(argv.Env)-2:]...)
			d := s.Start(append(start, argv.Path, "-i", conf)...)
			defer d.Stop()
			theirs, ours := superOffers(t, s, d), superOurs(t, map[string]string{"/etc/inetd.conf": text})
			if theirs != ours && !(c.more && ours != "") || theirs != c.want {
				t.Errorf("the manual: %q; inetd: %q; ours: %q; it said: %s", c.want, theirs, ours, d.Said())
			}
		})
	}
}

func save(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
