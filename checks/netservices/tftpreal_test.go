package netservices

import (
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/sandbox"
)

// tftpFiles are options of in.tftpd(8): whether a new file may be uploaded.
var tftpFiles = []struct {
	options string
	create  bool
}{
	{"--secure", false}, {"--secure --create", true}, {"-c -s", true}, {"-cs", true}, {"-sc", true}, {"-vvs", false},
	{"--create --secure", true}, {"--crea -s", true}, {"-s --cr", true}, {"-s -T c", false}, {"-s -u nobody", false},
	{"-sB 1468", false}, {"-s -r blksize", false}, {"-srblksize", false}, {"-s --refuse tsize", false}, {"-s --umask 022", false},
	{"-s --blocksize 1468 -c", true}, {"-sp", false}, {"-spc", true}, {"-4s", false}, {"-sU022", false},
}

func TestTFTPUploadsAsTheServerTakesThem(t *testing.T) {
	t.Parallel()
	program := sandbox.Need(t, "in.tftpd", "tftpd-hpa")
	homes := ftpHomes(t)
	s := sandbox.New(t, map[string]string{"/etc/hosts.allow": "", "/etc/hosts.deny": ""})
	_ = os.Chmod(homes+"/anon/incoming", 0o777)
	for i, c := range tftpFiles {
		t.Run(c.options, func(t *testing.T) {
			f, missing := gather(t, hosttest.Tree(t, map[string]string{"/etc/default/tftpd-hpa": "TFTP_ADDRESS=\":69\"\nTFTP_OPTIONS=\"" + c.options + "\"\n"}))
			if missing != nil {
				t.Fatal(missing)
			}
			ours := f.TFTP.Create.Value
			if c.options == "-s -T c" {
				c.options = "-s -T 1000000" // c is no number for it
			}
			port := strconv.Itoa(6900 + i)
			argv := append([]string{program, "-L", "-a", sandbox.Server + ":" + port}, strings.Fields(c.options)...)
			if !strings.Contains(c.options, "-u") || strings.Contains(c.options, "--umask") {
				argv = append(argv, "-u", "nobody")
			}
			d := s.Start(append(argv, homes+"/anon/incoming")...)
			defer d.Stop()
			if !d.Ready("udp:" + port) {
				t.Fatal(d.Said())
			}
			conn, err := s.Packets(sandbox.Client)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			n, _ := strconv.Atoi(port)
			// WRQ, RFC 1350: 4 acknowledges, 5 is an error.
			if _, err := conn.WriteTo([]byte("\x00\x02new"+port+"\x00octet\x00"), &net.UDPAddr{IP: net.ParseIP(sandbox.Server), Port: n}); err != nil {
				t.Fatal(err)
			}
			b := make([]byte, 600)
			if _, _, err := conn.ReadFrom(b); err != nil {
				t.Fatalf("%v: %s", err, d.Said())
			}
			theirs := b[1] == 4
			if _, err := os.Stat(filepath.Join(homes, "anon/incoming", "new"+port)); (err == nil) != theirs {
				t.Errorf("it answered %x, and %v", b[:20], err)
			}
			if theirs != ours || theirs != c.create {
				t.Errorf("the manual: %v; in.tftpd: %v; ours: %v; it said: %s %q", c.create, theirs, ours, d.Said(), b[:40])
			}
		})
	}
}

// Super-servers have the options in files of their own.
func TestTFTPOfSuperServers(t *testing.T) {
	for text, want := range map[string]bool{
		"/etc/inetd.conf tftp dgram udp wait root /usr/sbin/in.tftpd in.tftpd -c -s /srv/tftp\n":              true,
		"/etc/inetd.conf tftp dgram udp wait root /usr/sbin/in.tftpd in.tftpd -s /srv/tftp\n":                 false,
		"/etc/inetd.conf #tftp dgram udp wait root /usr/sbin/in.tftpd in.tftpd -c\n":                          false,
		"/etc/xinetd.d/tftp service tftp\n{\n server = /usr/sbin/in.tftpd\n server_args = -cs /srv/tftp\n}\n": true,
		"/etc/xinetd.d/tftp service tftp\n{\n server = /usr/sbin/in.tftpd\n server_args = -s /srv/tftp\n}\n":  false,
	} {
		file, content, _ := strings.Cut(text, " ")
		f, missing := gather(t, hosttest.Tree(t, map[string]string{"/usr/sbin/in.tftpd": "x", file: content}))
		if missing != nil || f.TFTP.Create.Value != want {
			t.Errorf("%s: %+v, gaps %q", text, f.TFTP, missing)
		}
	}
}
