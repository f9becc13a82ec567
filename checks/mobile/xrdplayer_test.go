package mobile

import (
	"cmp"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/sandbox"
)

// xrdpFiles are files of xrdp.ini(5), with the security that it agrees to: tls for nothing else, rdp for
// no TLS, negotiate for both; and the newer versions of TLS that it speaks.
var xrdpFiles = []struct{ name, text, want string }{
	{"nothing", "[Globals]\n", "rdp"},
	{"as installed", "[Globals]\nsecurity_layer=negotiate\nssl_protocols=TLSv1.2, TLSv1.3\n", "negotiate 1.2 1.3"},
	{"tls", "[Globals]\nsecurity_layer=tls\n", "tls 1.0 1.1 1.2 1.3"},
	{"rdp", "[Globals]\nsecurity_layer=rdp\n", "rdp"},
	{"capitals", "[GLOBALS]\nSECURITY_LAYER=TLS\n", "tls 1.0 1.1 1.2 1.3"},
	{"another word", "[Globals]\nsecurity_layer=ssl\n", "negotiate 1.0 1.1 1.2 1.3"},
	{"empty", "[Globals]\nsecurity_layer=\n", "negotiate 1.0 1.1 1.2 1.3"},
	{"quotes", "[Globals]\nsecurity_layer=\"tls\"\n", "negotiate 1.0 1.1 1.2 1.3"},
	{"blanks", "[Globals]\n  security_layer = tls  \n", "tls 1.0 1.1 1.2 1.3"},
	{"a comment behind", "[Globals]\nsecurity_layer=tls # x\n", "tls 1.0 1.1 1.2 1.3"},
	{"a comment", "[Globals]\n#security_layer=tls\n;security_layer=tls\n", "rdp"},
	{"twice", "[Globals]\nsecurity_layer=tls\nsecurity_layer=negotiate\n", "negotiate 1.0 1.1 1.2 1.3"},
	{"twice, the other way", "[Globals]\nsecurity_layer=negotiate\nsecurity_layer=tls\n", "tls 1.0 1.1 1.2 1.3"},
	{"twice, once wrong", "[Globals]\nsecurity_layer=tls\nsecurity_layer=x\n", "negotiate 1.0 1.1 1.2 1.3"},
	{"the section twice", "[Globals]\nsecurity_layer=negotiate\n[x]\n[Globals]\nsecurity_layer=tls\n", "negotiate 1.0 1.1 1.2 1.3"},
	{"another section", "[Globals]\nport=3389\n[Xorg]\nsecurity_layer=tls\n", "rdp"},
	{"crlf", "[Globals]\r\nsecurity_layer=tls\r\n", "tls 1.0 1.1 1.2 1.3"},
	{"no last newline", "[Globals]\nsecurity_layer=tls", "tls 1.0 1.1 1.2 1.3"},
	{"the newest alone", "[Globals]\nsecurity_layer=negotiate\nssl_protocols=TLSv1.3\n", "negotiate 1.3"},
	{"the newest alone, in small letters", "[Globals]\nsecurity_layer=negotiate\nssl_protocols=tlsv1.3\n", "negotiate"},
	{"no word of a certificate", "![Globals]\nsecurity_layer=tls\n", "rdp"},
	{"no word of a key", "![Globals]\nsecurity_layer=tls\ncertificate=\n", "rdp"},
	{"a certificate that is not there", "![Globals]\nsecurity_layer=tls\ncertificate=/etc/xrdp/missing.pem\nkey_file=\n", "rdp"},
	{"a key that is not there", "![Globals]\nsecurity_layer=tls\ncertificate=\nkey_file=/etc/xrdp/missing.pem\n", "rdp"},
	{"a certificate and its key", "![Globals]\nsecurity_layer=tls\ncertificate=/etc/xrdp/cert.pem\nkey_file=/etc/xrdp/key.pem\n", "tls 1.0 1.1 1.2 1.3"},
	{"a certificate by its name", "![Globals]\nsecurity_layer=tls\ncertificate=cert.pem\nkey_file=key.pem\n", "tls 1.0 1.1 1.2 1.3"},
	{"a certificate that is not there, to be negotiated", "![Globals]\nsecurity_layer=negotiate\ncertificate=/etc/xrdp/missing.pem\nkey_file=\n", "rdp"},
	{"no version", "[Globals]\nsecurity_layer=tls\nssl_protocols=\n", "tls"},
	{"an unknown version", "[Globals]\nsecurity_layer=tls\nssl_protocols=TLS1.3\n", "tls"},
	{"old ones", "[Globals]\nsecurity_layer=tls\nssl_protocols=TLSv1, TLSv1.1, TLSv1.2\n", "tls 1.0 1.1 1.2"},
	{"an old one alone", "[Globals]\nsecurity_layer=tls\nssl_protocols=TLSv1.1\n", "tls 1.1"},
	{"blanks between", "[Globals]\nsecurity_layer=tls\nssl_protocols=TLSv1.1 TLSv1.3\n", "tls 1.1 1.3"},
	{"nothing between", "[Globals]\nsecurity_layer=tls\nssl_protocols=TLSv1.1TLSv1.3\n", "tls"},
	{"twice the versions", "[Globals]\nsecurity_layer=tls\nssl_protocols=TLSv1.1\nssl_protocols=TLSv1.3\n", "tls 1.3"},
	{"the older alone", "[Globals]\nsecurity_layer=negotiate\nssl_protocols=TLSv1.2\n", "negotiate 1.2"},
	{"without blanks", "[Globals]\nsecurity_layer=negotiate\nssl_protocols=TLSv1.2,TLSv1.3\n", "negotiate 1.2 1.3"},
}

// connectionRequest asks for the protocols (0 none but RDP's own, 1 TLS) and returns what was selected,
// -1 where the server refuses ([MS-RDPBCGR] 2.2.1.1 and 2.2.1.2).
func connectionRequest(t *testing.T, s *sandbox.Sandbox, protocols byte) (net.Conn, int) {
	t.Helper()
	c, err := s.Dial("tcp", "", "127.0.0.1:3389")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if _, err := c.Write([]byte{3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, protocols, 0, 0, 0}); err != nil {
		t.Fatal(err)
	}
	answer := make([]byte, 19)
	n, _ := io.ReadFull(c, answer)
	switch {
	case n == 11: // no answer to the question: RDP's own
		return c, 0
	case n < 19 || answer[11] != 2:
		return c, -1
	}
	return c, int(answer[15])
}

func TestXrdpAsTheDaemonReadsIt(t *testing.T) {
	program := xrdpProgram(t, "/usr/sbin/xrdp")
	s := sandbox.New(t, map[string]string{"/run/": "", "/var/log/": "", "/etc/xrdp/": ""})
	dir := t.TempDir()
	xrdpCertificate(t, dir)
	if err := os.WriteFile(dir+"/rsakeys.ini", []byte("[keys]\n"), 0o600); err != nil { // it starts with no less
		t.Fatal(err)
	}
	// OpenSSL itself is told to speak all versions: what is left out, xrdp leaves out.
	const openssl = "openssl_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n[c]\nMinProtocol = TLSv1\nCipherString = ALL:@SECLEVEL=0\n"
	if err := os.WriteFile(dir+"/openssl.cnf", []byte(openssl), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range xrdpFiles {
		t.Run(c.name, func(t *testing.T) {
			text, bare := strings.CutPrefix(c.text, "!")
			if !bare {
				text = strings.Replace(text, "\n", "\ncertificate=\nkey_file=\n", 1)
			}
			if err := os.WriteFile(dir+"/xrdp.ini", []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			if out, code := s.Run("sh", "-c", "mkdir -p /run/xrdp/sockdir; cp \"$1\"/* /etc/xrdp/; rm -f /run/xrdp/*.pid /run/*.pid", "sh", dir); code != 0 {
				t.Fatal(out)
			}
			d := s.Start(append(append([]string{"env", "OPENSSL_CONF=/etc/xrdp/openssl.cnf"}, program...), "-n", "-p", "3389")...)
			defer d.Stop()
			theirs, answer := "refused", ""
			if d.Ready("tcp:3389") {
				_, plain := connectionRequest(t, s, 0)
				_, secure := connectionRequest(t, s, 1)
				switch {
				case secure != 1:
					theirs = "rdp"
				case plain != 0:
					theirs = "tls"
				default:
					theirs = "negotiate"
				}
				for version := uint16(tls.VersionTLS10); version <= tls.VersionTLS13 && theirs != "rdp"; version++ {
					conn, _ := connectionRequest(t, s, 1)
					client := tls.Client(conn, &tls.Config{InsecureSkipVerify: true, MinVersion: version, MaxVersion: version})
					if client.Handshake() == nil {
						answer += fmt.Sprintf(" 1.%d", version-tls.VersionTLS10)
					}
				}
				theirs += answer
			}
			f, _ := gather(t, hosttest.Tree(t, map[string]string{
				"/usr/sbin/xrdp": "", "/etc/xrdp/xrdp.ini": text, "/etc/xrdp/cert.pem": "x", "/etc/xrdp/key.pem": "x",
			}))
			ours := f.XRDP.Settings["security_layer"].Value
			for word := range strings.SplitSeq(f.XRDP.Settings["ssl_protocols"].Value, ",") {
				if v, ok := strings.CutPrefix(strings.TrimSpace(word), "tlsv1"); ok && ours != "rdp" {
					ours += " 1" + cmp.Or(v, ".0")
				}
			}
			if theirs != ours || theirs != c.want {
				t.Errorf("the manual: %s; xrdp: %s; ours: %s; it said: %s", c.want, theirs, ours, d.Said())
			}
		})
	}
}

// xrdpCertificate writes what xrdp needs for TLS.
func xrdpCertificate(t *testing.T, dir string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{"cert.pem": {Type: "CERTIFICATE", Bytes: certificate}, "key.pem": {Type: "PRIVATE KEY", Bytes: private}} {
		if err := os.WriteFile(dir+"/"+name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
