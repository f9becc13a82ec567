package netservices

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/parse/service"
	"isoscan/internal/sandbox"
	"isoscan/internal/unpacked"
)

// ftpSession is a client of an FTP server (RFC 959).
type ftpSession struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
}

func ftpOpen(t *testing.T, s *sandbox.Sandbox, port string) *ftpSession {
	t.Helper()
	conn, err := s.Dial("tcp", sandbox.Client, net.JoinHostPort(sandbox.Server, port))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	f := &ftpSession{t, conn, bufio.NewReader(conn)}
	f.answer()
	return f
}

// answer reads one reply, of which the last line begins with its code and a blank.
func (f *ftpSession) answer() string {
	for {
		line, err := f.in.ReadString('\n')
		if err != nil {
			return "000 " + err.Error()
		}
		if len(line) > 3 && line[3] == ' ' && line[0] >= '1' && line[0] <= '5' {
			return strings.TrimSpace(line)
		}
	}
}

func (f *ftpSession) ask(command string) string {
	_, _ = fmt.Fprintf(f.conn, "%s\r\n", command)
	return f.answer()
}

// secure goes over to TLS, as RFC 4217 has it.
func (f *ftpSession) secure() bool {
	if !strings.HasPrefix(f.ask("AUTH TLS"), "234") {
		return false
	}
	c := tls.Client(f.conn, &tls.Config{InsecureSkipVerify: true}) // the certificate is of the test
	if err := c.Handshake(); err != nil {
		f.t.Fatal(err)
	}
	f.conn, f.in = c, bufio.NewReader(c)
	return true
}

func (f *ftpSession) logOn(user, password string) bool {
	if a := f.ask("USER " + user); strings.HasPrefix(a, "230") {
		return true
	} else if !strings.HasPrefix(a, "331") {
		return false
	}
	return strings.HasPrefix(f.ask("PASS "+password), "230")
}

// ftpCertificate writes a key and a certificate for it into one file.
func ftpCertificate(t *testing.T, name string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write(t, name, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))+
		string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	_ = os.Chmod(name, 0o600)
}

// ftpPasswd has the people who log on; PAM lets everyone in with any password.
func ftpPasswd(home string) map[string]string {
	name, _ := os.Hostname() // ProFTPD wants to know its own address
	pam := "auth requisite pam_succeed_if.so quiet user != anonymous\nauth required pam_permit.so\naccount required pam_permit.so\nsession required pam_permit.so\n"
	return map[string]string{
		"/etc/passwd": "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\nftp:x:121:121::" + home +
			"/anon:/usr/sbin/nologin\njoe:x:1001:1001::" + home + "/joe:/bin/sh\nann:x:1002:1002::" + home + "/joe:/bin/sh\n",
		"/etc/group":        "root:x:0:\nnogroup:x:65534:\nftp:x:121:\njoe:x:1001:\nann:x:1002:\n",
		"/etc/shadow":       "root:*:1:0:99999:7:::\nftp:*:1:0:99999:7:::\njoe:$1$x$x:20000:0:99999:7:::\nann:$1$x$x:20000:0:99999:7:::\n",
		"/etc/pam.d/vsftpd": pam, "/etc/pam.d/proftpd": pam, "/etc/pam.d/ftp": pam, "/etc/pam.d/pure-ftpd": pam,
		"/etc/ftpusers": "root\n", "/etc/hosts.allow": "", "/etc/hosts.deny": "",
		"/etc/hosts": "127.0.0.1 localhost " + name + "\n",
	}
}

// ftpHomes makes the folders of the people.
func ftpHomes(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/srv", "isoscan-ftp")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	_ = os.Chmod(dir, 0o755)
	for _, name := range []string{"anon/incoming", "joe", "empty"} {
		if err := os.MkdirAll(dir+"/"+name, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chown(dir+"/anon/incoming", 121, 121); err != nil {
		t.Fatal(err)
	}
	return dir
}

// ftpOurs words what we read of one server: who may log on, and how.
func ftpOurs(s FTPServer) string {
	out := ""
	if s.Anonymous.Value {
		out = "anonymous"
		if s.AnonymousWrite.Value {
			out += " write"
		}
	}
	if s.Local.Value {
		out = strings.TrimPrefix(out+", local", ", ")
		if s.Chroot.Value {
			out += " confined"
		}
		if s.TLSRequired.Value {
			out += " by TLS"
		}
	}
	return out
}

// ftpTheirs tries the same: home is where an account that is not confined ends up.
func ftpTheirs(t *testing.T, s *sandbox.Sandbox, port, user string, writes []string) string {
	t.Helper()
	out := ""
	f := ftpOpen(t, s, port)
	anonymous := f.logOn("anonymous", "a@example.org")
	if !anonymous {
		f = ftpOpen(t, s, port)
		anonymous = f.secure() && f.logOn("anonymous", "a@example.org")
	}
	if anonymous {
		out = "anonymous"
		_ = f.ask("CWD incoming")
		for _, w := range writes {
			a := f.ask(w)
			if code, text, _ := strings.Cut(a, " "); code != "000" && !strings.HasPrefix(code, "5") || strings.Contains(text, "operation failed") {
				out += " write"
				break
			}
		}
	}
	f = ftpOpen(t, s, port)
	local, needs := f.logOn(user, "any"), ""
	if !local {
		f = ftpOpen(t, s, port)
		if f.secure() {
			local, needs = f.logOn(user, "any"), " by TLS"
		}
	}
	if local {
		out = strings.TrimPrefix(out+", local", ", ")
		if strings.Contains(f.ask("PWD"), `"/"`) {
			out += " confined"
		}
		out += needs
	}
	return out
}

// vsftpdFiles are configurations as vsftpd.conf(5) has them, with who may log
// on, or refused where the server does not start.
var vsftpdFiles = []struct{ name, text, want string }{
	{"defaults", "", "anonymous"},
	{"Debian's", "anonymous_enable=NO\nlocal_enable=YES\n", "local"},
	{"case of values", "anonymous_enable=nO\nlocal_enable=yes\n", "local"},
	{"other booleans", "anonymous_enable=0\nlocal_enable=TRUE\nchroot_local_user=1\n", "local confined"},
	{"case of names", "Anonymous_Enable=NO\nlocal_enable=YES\n", "refused"},
	{"on is no boolean", "anonymous_enable=off\nlocal_enable=YES\n", "refused"},
	{"a blank before the equals sign", "anonymous_enable =NO\nlocal_enable=YES\n", "refused"},
	{"a blank behind it", "anonymous_enable= NO\nlocal_enable=YES\n", "refused"},
	{"a blank at the end", "anonymous_enable=NO \nlocal_enable=YES\n", "refused"},
	{"a tab at the end", "anonymous_enable=NO\t\nlocal_enable=YES\n", "refused"},
	{"a blank at the begin", "  anonymous_enable=NO\nlocal_enable=YES\n", "local"},
	{"crlf", "anonymous_enable=NO\r\nlocal_enable=YES\r\n", "refused"},
	{"comments", "#anonymous_enable=NO\n  #x\nlocal_enable=YES\n", "refused"},
	{"a comment behind", "anonymous_enable=NO # none\nlocal_enable=YES\n", "refused"},
	{"blank lines", "\n   \nanonymous_enable=NO\n\nlocal_enable=YES", "local"},
	{"no value", "anonymous_enable=\nlocal_enable=YES\n", "refused"},
	{"no equals sign", "anonymous_enable\nlocal_enable=YES\n", "refused"},
	{"an unknown name", "anonymous_enabled=NO\nlocal_enable=YES\n", "refused"},
	{"a number that is none", "max_clients=many\nlocal_enable=YES\nanonymous_enable=NO\n", "local"},
	{"later wins", "anonymous_enable=NO\nlocal_enable=YES\nanonymous_enable=YES\n", "anonymous, local"},
	{"nobody", "anonymous_enable=NO\nlocal_enable=NO\n", ""},
	{"uploads", "write_enable=YES\nanon_upload_enable=YES\n", "anonymous write"},
	{"folders", "write_enable=YES\nanon_mkdir_write_enable=YES\n", "anonymous write"},
	{"deletes", "write_enable=YES\nanon_other_write_enable=YES\n", "anonymous write"},
	{"uploads without writing", "anon_upload_enable=YES\n", "anonymous"},
	{"writing without uploads", "write_enable=YES\n", "anonymous"},
	{"confined", "anonymous_enable=NO\nlocal_enable=YES\nchroot_local_user=YES\n", "local confined"},
	{"confined but who is listed", "anonymous_enable=NO\nlocal_enable=YES\nchroot_local_user=YES\nchroot_list_enable=YES\nchroot_list_file=%T/list\n", "local"},
	{"confined and nobody is listed", "anonymous_enable=NO\nlocal_enable=YES\nchroot_local_user=YES\nchroot_list_enable=YES\nchroot_list_file=%T/nobody\n", "local confined"},
	{"who is listed is confined", "anonymous_enable=NO\nlocal_enable=YES\nchroot_list_enable=YES\nchroot_list_file=%T/nobody\n", "local"},
	{"the list alone", "anonymous_enable=NO\nlocal_enable=YES\nchroot_local_user=YES\nchroot_list_file=%T/list\n", "local confined"},
	{"TLS", "anonymous_enable=NO\nlocal_enable=YES\nssl_enable=YES\n", "local by TLS"},
	{"TLS where one likes", "anonymous_enable=NO\nlocal_enable=YES\nssl_enable=YES\nforce_local_logins_ssl=NO\n", "local"},
	{"TLS asked for but off", "anonymous_enable=NO\nlocal_enable=YES\nforce_local_logins_ssl=YES\n", "local"},
	{"TLS and anonymous", "local_enable=YES\nssl_enable=YES\n", "anonymous, local by TLS"},
	{"TLS for anonymous too", "local_enable=YES\nssl_enable=YES\nallow_anon_ssl=YES\nforce_anon_logins_ssl=YES\n", "anonymous, local by TLS"},
	{"guests", "anonymous_enable=NO\nlocal_enable=YES\nguest_enable=YES\nguest_username=joe\n", "local confined"},
	{"both sockets", "listen=YES\nlisten_ipv6=YES\n", "refused"},
	{"an empty text", "ftpd_banner=\nanonymous_enable=NO\nlocal_enable=YES\n", "local"},
	{"who is listed with a blank list", "anonymous_enable=NO\nlocal_enable=YES\nchroot_local_user=YES\nchroot_list_enable=YES\nchroot_list_file=%T/blank\n", "local confined"},
	{"a list that is not read", "anonymous_enable=NO\nlocal_enable=YES\nchroot_local_user=YES\nchroot_list_enable=YES\nguest_enable=YES\nguest_username=joe\nchroot_list_file=%T/list\n", "local confined"},
	{"a banned password is a password", "secure_email_list_enable=YES\nemail_password_file=%T/nobody\nlocal_enable=YES\n", "anonymous, local"},
}

func TestVsftpdAsTheServerReadsIt(t *testing.T) {
	t.Parallel()
	program := sandbox.Need(t, "vsftpd", "vsftpd")
	homes := ftpHomes(t)
	s := sandbox.New(t, ftpPasswd(homes))
	dir := t.TempDir()
	ftpCertificate(t, dir+"/cert.pem")
	write(t, dir+"/list", "joe\n")
	write(t, dir+"/nobody", "")
	write(t, dir+"/blank", "\n")
	g := &gatherer{Host: service.Open(t.Context(), hosttest.RootFS(t, "/")), gaps: facts.NewGaps("netservices")}
	for i, c := range vsftpdFiles {
		t.Run(c.name, func(t *testing.T) {
			conf := fmt.Sprintf("%s/%d.conf", dir, i)
			text := strings.ReplaceAll(c.text, "%T", dir)
			write(t, conf, text)
			ours := "refused"
			if server, err := g.vsftpdServer(vsftpdStart{files: []string{conf}}); err == nil {
				ours = ftpOurs(server)
			}
			port := strconv.Itoa(2100 + i)
			argv := []string{program, conf, "-obackground=NO", "-olisten_port=" + port, "-osecure_chroot_dir=" + homes + "/empty", "-oisolate=NO",
				"-oisolate_network=NO", "-odelay_failed_login=0", "-oseccomp_sandbox=NO", "-orsa_cert_file=" + dir + "/cert.pem", "-oanon_root=" + homes + "/anon"}
			if !strings.Contains(text, "listen=") {
				argv = append(argv, "-olisten=YES", "-olisten_ipv6=NO")
			}
			d := s.Start(argv...)
			defer d.Stop()
			theirs := "refused"
			if d.Ready("tcp:" + port) {
				theirs = ftpTheirs(t, s, port, "joe", []string{"STOR x", "MKD y", "DELE z"})
			}
			if theirs != ours || theirs != c.want {
				t.Errorf("the manual: %s; vsftpd: %s; ours: %s; it said: %s", c.want, theirs, ours, d.Said())
			}
		})
	}
}

const (
	proftpdTLS  = "TLSRSACertificateFile %T/cert.pem\nTLSRSACertificateKeyFile %T/cert.pem\nTLSOptions NoSessionReuseRequired\n"
	proftpdAnon = "<Anonymous %H/anon>\nUser ftp\nGroup ftp\nUserAlias anonymous ftp\nRequireValidShell off\n"
)

// proftpdFiles are configurations as ProFTPD's directives have them. %T is a folder of
// theirs, %H that of the people, %M loads mod_tls.
var proftpdFiles = []struct{ name, text, want string }{
	{"defaults", "", "local"},
	{"confined", "DefaultRoot ~\n", "local confined"},
	{"case", "DEFAULTROOT ~\n", "local confined"},
	{"confined to nothing", "DefaultRoot /\n", "local"},
	{"a group is confined", "DefaultRoot ~ ftp\n", "local"},
	{"all but a group are confined", "DefaultRoot ~ !joe\n", "local"},
	{"confined for all servers", "<Global>\nDefaultRoot ~\n</Global>\n", "local confined"},
	{"confined for another server", "<VirtualHost 192.0.2.1>\nDefaultRoot ~\n</VirtualHost>\n", "local"},
	{"the first counts", "DefaultRoot ~\nDefaultRoot /\n", "local confined"},
	{"the first counts, the other way", "DefaultRoot /\nDefaultRoot ~\n", "local"},
	{"within a condition", "<IfModule mod_none.c>\nDefaultRoot ~\n</IfModule>\n", "local"},
	{"within a condition that holds", "<IfModule mod_core.c>\nDefaultRoot ~\n</IfModule>\n", "local confined"},
	{"within a condition that is turned", "<IfModule !mod_none.c>\nDefaultRoot ~\n</IfModule>\n", "local confined"},
	{"within a definition", "<IfDefine NEVER>\nDefaultRoot ~\n</IfDefine>\n", "local"},
	{"continuation", "DefaultRoot \\\n  ~\n", "local confined"},
	{"comment", "#DefaultRoot ~\n  # DefaultRoot ~\n", "local"},
	{"include", "Include %T/root.conf\n", "local confined"},
	{"include of a folder", "Include %T/d/\n", "local confined"},
	{"include by a pattern", "Include %T/d/*.conf\n", "local"},
	{"crlf", "DefaultRoot ~\r\n", "local confined"},
	{"TLS", "%MTLSEngine on\nTLSRequired on\n" + proftpdTLS, "local by TLS"},
	{"TLS for the control", "%MTLSEngine on\nTLSRequired ctrl\n" + proftpdTLS, "local by TLS"},
	{"TLS to log on", "%MTLSEngine on\nTLSRequired auth+data\n" + proftpdTLS, "local by TLS"},
	{"TLS for data", "%MTLSEngine on\nTLSRequired data\n" + proftpdTLS, "local"},
	{"TLS where one likes", "%MTLSEngine on\n" + proftpdTLS, "local"},
	{"TLS without its engine", "%MTLSRequired on\n" + proftpdTLS, "local"},
	{"TLS in a condition", "%M<IfModule mod_tls.c>\nTLSEngine on\nTLSRequired on\n" + proftpdTLS + "</IfModule>\n", "local by TLS"},
	{"TLS in a condition that does not hold", "<IfModule mod_tls.c>\nTLSEngine on\nTLSRequired on\n" + proftpdTLS + "</IfModule>\n", "local"},
	{"TLS for another server", "%M<VirtualHost 192.0.2.1>\nTLSEngine on\nTLSRequired on\n" + proftpdTLS + "</VirtualHost>\n", "local"},
	{"the first TLS counts", "%MTLSEngine on\nTLSRequired on\nTLSRequired off\n" + proftpdTLS, "local by TLS"},
	{"anonymous", proftpdAnon + "</Anonymous>\n", "anonymous write, local"},
	{"anonymous that may not write", proftpdAnon + "<Limit WRITE>\nDenyAll\n</Limit>\n</Anonymous>\n", "anonymous, local"},
	{"anonymous, denied in its folders", proftpdAnon + "<Directory *>\n<Limit WRITE>\nDenyAll\n</Limit>\n</Directory>\n</Anonymous>\n", "anonymous, local"},
	{"anonymous, denied in one", proftpdAnon + "<Directory other>\n<Limit WRITE>\nDenyAll\n</Limit>\n</Directory>\n</Anonymous>\n", "anonymous write, local"},
	{"anonymous, allowed in one", proftpdAnon + "<Directory *>\n<Limit WRITE>\nDenyAll\n</Limit>\n</Directory>\n<Directory incoming>\n<Limit STOR MKD>\nAllowAll\n</Limit>\n</Directory>\n</Anonymous>\n", "anonymous write, local"},
	{"anonymous, allowed before denied", proftpdAnon + "<Directory incoming>\n<Limit STOR MKD>\nAllowAll\n</Limit>\n</Directory>\n<Directory *>\n<Limit WRITE>\nDenyAll\n</Limit>\n</Directory>\n</Anonymous>\n", "anonymous write, local"},
	{"anonymous, one command denied", proftpdAnon + "<Limit STOR>\nDenyAll\n</Limit>\n</Anonymous>\n", "anonymous write, local"},
	{"anonymous, reading denied", proftpdAnon + "<Limit READ>\nDenyAll\n</Limit>\n</Anonymous>\n", "anonymous write, local"},
	{"anonymous, denied from all", proftpdAnon + "<Limit WRITE>\nDeny from all\n</Limit>\n</Anonymous>\n", "anonymous, local"},
	{"anonymous in a condition", "<IfModule mod_core.c>\n" + proftpdAnon + "</Anonymous>\n</IfModule>\n", "anonymous write, local"},
}

func TestProftpdAsTheServerReadsIt(t *testing.T) {
	t.Parallel()
	at := unpacked.Root(t, "proftpd-mod-crypto", "/usr/lib/proftpd/mod_tls.so")
	program := unpacked.Command(at, "/usr/sbin/proftpd")
	homes := ftpHomes(t)
	s := sandbox.New(t, ftpPasswd(homes))
	dir := t.TempDir()
	ftpCertificate(t, dir+"/cert.pem")
	write(t, dir+"/root.conf", "DefaultRoot ~\n")
	write(t, dir+"/d/local", "DefaultRoot ~\n")
	write(t, dir+"/d/other.conf", "ServerName x\n")
	for i, c := range proftpdFiles {
		t.Run(c.name, func(t *testing.T) {
			text := strings.NewReplacer("%T", dir, "%H", homes, "%M", "ModulePath "+at+"/usr/lib/proftpd\nLoadModule mod_tls.c\n").Replace(c.text)
			port, conf := strconv.Itoa(3100+i), fmt.Sprintf("%s/%d.conf", dir, i)
			write(t, conf, "ServerType standalone\nPort "+port+"\nUseIPv6 off\nScoreboardFile none\nDelayEngine off\nUser nobody\nGroup nogroup\nUseReverseDNS off\n"+text)
			read := &proftpdConf{files: onDisk{}, loaded: map[string]bool{}}
			ours := "refused"
			if err := read.read(conf, 0); err == nil {
				ours = ftpOurs(read.server(""))
			}
			argv := append([]string{"env"}, program.Env[len(program.Env)-2:]...)
			d := s.Start(append(argv, program.Path, "-n", "-c", conf)...)
			defer d.Stop()
			theirs := "refused"
			if d.Ready("tcp:" + port) {
				theirs = ftpTheirs(t, s, port, "joe", []string{"MKD y" + port, "DELE z"})
			}
			if theirs != ours || theirs != c.want {
				t.Errorf("the manual: %s; ProFTPD: %s; ours: %s; it said: %s", c.want, theirs, ours, d.Said())
			}
		})
	}
}
