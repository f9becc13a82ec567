package mobile

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// Beginnings of configurations; the files they name are made by openvpnKeys.
const (
	vpnServer = "server 10.8.0.0 255.255.255.0\ndev tun\nca cert\ncert cert\nkey key\ndh none\n"
	vpnClient = "client\ndev tun\nremote 127.0.0.1\nca cert\ncert cert\nkey key\n"
	vpnPoint  = "dev tun\nremote 127.0.0.1\nifconfig 10.9.0.1 10.9.0.2\n"
)

// openvpnCases are configurations, and whether openvpn(8) takes them.
var openvpnCases = []struct {
	text  string
	taken bool
}{
	{vpnServer, true}, {vpnClient, true},
	{vpnServer + "cipher BF-CBC\n", true}, {vpnServer + "cipher AES-256-CBC\ndata-ciphers AES-128-GCM\n", true},
	{vpnServer + "data-ciphers AES-256-GCM\ndata-ciphers-fallback AES-128-CBC\n", true},
	{vpnServer + "ncp-ciphers AES-128-GCM\n", true}, {vpnServer + "data-ciphers aes-256-gcm:?NOSUCH-CBC\n", true}, {vpnServer + "data-ciphers AES-256-GCM:NOSUCH-CBC\n", false},
	{vpnServer + "DATA-CIPHERS AES-256-GCM\n", false}, {vpnServer + "data-ciphers \"AES-256-GCM\"\n", true}, {vpnServer + "data-ciphers AES-256-GCM AES-128-GCM\n", false},
	{vpnServer + "data-ciphers AES-256-GCM\ndata-ciphers AES-128-CBC\n", true}, {vpnServer + "compat-mode 2.5.0\ncipher AES-256-CBC\n", true},
	{vpnServer + "auth sha256\nauth SHA512\n", true}, {vpnServer + "--auth sha256\n", true}, {vpnServer + "-auth sha256\n", false}, {vpnServer + "auth \"SHA256\" ; remark\n", true},
	{vpnServer + "auth SHA256#remark\n", false}, {vpnServer + "auth SHA256;remark\n", false}, {vpnServer + "auth nosuch\n", false}, {vpnServer + "auth none\n", true}, {vpnServer + "auth\n", false},
	{vpnServer + "\tauth\t'MD5'\t# x\n", true}, {vpnServer + "auth SHA25\\6\n", false}, {vpnServer + "auth \"SHA256\n", false}, {vpnServer + "auth 'SHA256\"\n", false}, {vpnServer + "auth SHA256\r\n", true},
	{vpnServer + ";auth MD5\n#auth MD5\n", true}, {"\uFEFF" + vpnServer, true}, {vpnServer + "#" + strings.Repeat("x", 300) + "\n", false}, {vpnServer + "#" + strings.Repeat("x", 250) + "\n", true},
	{vpnServer + "tls-version-min 1.3\n", true}, {vpnServer + "tls-version-min 1.0\n", true}, {vpnServer + "tls-version-min 1.9\n", false}, {vpnServer + "tls-version-min 1.3\ntls-version-min 1.1\n", true},
	{vpnServer + "tls-version-min 1.3\ntls-version-max 1.2\n", false}, {vpnServer + "setenv opt tls-version-min 1.0\n", true}, {vpnServer + "setenv opt nosuch 1 2\n", true},
	{vpnServer + "setenv FORWARD_COMPATIBLE 1\nnosuch 1\n", true}, {vpnServer + "nosuch 1\n", false}, {vpnServer + "ignore-unknown-option nosuch\nnosuch 1\n", true}, {vpnServer + "nosuch 1\nignore-unknown-option nosuch\n", false},
	{vpnServer + "ncp-disable\n", false}, {vpnServer + "client-cert-not-required\n", false}, {vpnServer + "tls-remote x\n", false}, {vpnServer + "keysize 256\n", false},
	{vpnServer + "verify-client-cert\n", true}, {vpnServer + "verify-client-cert none\n", false}, {vpnServer + "verify-client-cert Optional\n", false}, {vpnServer + "verify-client-cert none\nverify-client-cert require\n", true},
	{vpnServer + "script-security 2\nauth-user-pass-verify /bin/true via-env\nverify-client-cert none\n", true}, {vpnServer + "script-security 2\nauth-user-pass-verify \"/bin/true x\" via-env\nverify-client-cert optional\n", true},
	{vpnServer + "auth-user-pass-optional\n", false},
	{vpnServer + "user nobody\nuser daemon\n", true}, {vpnServer + "'user' \"nobody\"\n", true}, {vpnServer + "user nobody nogroup\n", false}, {vpnServer + "duplicate-cn\n", true}, {vpnServer + "duplicate-cn yes\n", false},
	{vpnServer + "comp-lzo\n", true}, {vpnServer + "comp-lzo no\n", true}, {vpnServer + "comp-lzo\ncomp-lzo no\n", true}, {vpnServer + "comp-lzo\ncompress\n", true}, {vpnServer + "compress\n", true}, {vpnServer + "compress lz4\n", true},
	{vpnServer + "compress lz4-v2\n", true}, {vpnServer + "compress stub-v2\n", true}, {vpnServer + "compress migrate\n", true}, {vpnServer + "compress zip\n", false}, {vpnServer + "allow-compression yes\n", true},
	{vpnServer + "allow-compression asym\n", true}, {vpnServer + "allow-compression no\n", true}, {vpnServer + "comp-lzo\nallow-compression no\n", false}, {vpnServer + "allow-compression maybe\n", false},
	{vpnServer + "management 127.0.0.1 7505\n", true}, {vpnServer + "management 127.0.0.1 7505\nmanagement 0.0.0.0 7505\n", true}, {vpnServer + "management localhost 7505 cert\n", true}, {vpnServer + "management 127.0.0.1\n", false},
	{vpnServer + "management /nonexistent/x unix\n", false},
	{vpnServer + "management sock unix\n", true}, {vpnServer + "management localhost 7505 nofile\n", false},
	{vpnServer + "tls-auth ta.key 0\n", true}, {vpnServer + "tls-auth nofile 0\n", false}, {vpnServer + "tls-crypt ta.key\n", true}, {vpnServer + "tls-auth ta.key 0\ntls-crypt ta.key\n", false}, {vpnServer + "tls-auth [inline]\n", false},
	{vpnServer + "<tls-auth>\nINLINE   </tls-auth> x\nuser nobody\n", true}, {vpnServer + "<tls-auth>\nx\n", false}, {vpnServer + "<nosuch>\n</nosuch>\n", false}, {vpnServer + "<user>\nnobody\n</user>\n", false},
	{vpnServer + "<tls-crypt> # remark\nINLINE</tls-crypt>\n", true}, {vpnServer + "<tls-crypt> x\nINLINE</tls-crypt>\n", false},
	{vpnServer + "config more\n", true}, {vpnServer + "config nofile\n", false}, {vpnServer + "push \"cipher BF-CBC\"\n", true}, {vpnServer + "status /nonexistent/x\n", false},
	{strings.Replace(vpnServer, "dev tun\n", "", 1), false}, {strings.Replace(vpnServer, "dh none\n", "", 1), false}, {strings.Replace(vpnServer, "ca cert\n", "", 1), false}, {strings.Replace(vpnServer, "cert cert\n", "", 1), false},
	{strings.Replace(vpnServer, " 255.255.255.0", "", 1), false}, {vpnServer + "client\nremote 127.0.0.1\n", false}, {"mode server\ntls-server\n" + strings.SplitN(vpnServer, "\n", 2)[1], true},
	{vpnClient + "remote-cert-tls server\n", true}, {vpnClient + "remote-cert-tls client\n", true}, {vpnClient + "remote-cert-tls sever\n", false}, {vpnClient + "remote-cert-tls server\nremote-cert-tls client\n", true},
	{vpnClient + "remote-cert-eku \"TLS Web Server Authentication\"\n", true}, {vpnClient + "remote-cert-eku other\n", true}, {vpnClient + "verify-x509-name vpn name\n", true}, {vpnClient + "ns-cert-type server\n", true},
	{vpnClient + "ns-cert-type client\n", true}, {vpnClient + "script-security 2\ntls-verify /bin/true\n", true}, {vpnClient + "remote-cert-ku\n", true},
	{vpnClient + "<connection>\nremote 127.0.0.2\ntls-auth ta.key\n</connection>\n", true},
	{strings.Replace(vpnClient, "remote 127.0.0.1\n", "", 1), false}, {strings.Replace(vpnClient, "key key\n", "", 1), false}, {strings.Replace(vpnClient, "cert cert\nkey key\n", "", 1), false},
	{vpnPoint, true}, {vpnPoint + "secret ta.key\ncipher AES-256-CBC\n", true}, {vpnPoint + "secret ta.key\n", false}, {vpnPoint + "secret ta.key\ntls-client\n", false}, {vpnPoint + "cipher AES-256-GCM\nremote-cert-tls server\n", false},
	{vpnPoint + "cipher AES-256-CBC\n", true}, {vpnPoint + "tls-client\nca cert\ncert cert\nkey key\n", true},
}

// openvpnKeys makes the files that the cases name.
func openvpnKeys(t *testing.T, dir string) {
	t.Helper()
	run := func(name string, args ...string) {
		cmd := exec.Command(name, args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v %s (install openvpn and openssl, or run: make test)", name, err, out)
		}
	}
	run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key", "-out", "cert", "-days", "30", "-subj", "/CN=x")
	run("openvpn", "--genkey", "secret", "ta.key")
	if err := os.WriteFile(filepath.Join(dir, "more"), []byte("user nobody\nauth SHA384\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// startOpenVPN tells the settings that the program prints of a file, and
// whether it got beyond them and its keys: it is ended then.
func startOpenVPN(t *testing.T, dir, file string) (settings map[string]string, taken bool, said string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "unshare", "-n", "openvpn", "--cd", dir, "--config", file, "--verb", "4")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatalf("%v (install openvpn, or run: make test)", err)
	}
	settings = map[string]string{}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		line := lines.Text()
		if _, rest, ok := strings.Cut(line, " us="); ok {
			_, line, _ = strings.Cut(rest, " ")
		}
		line = strings.TrimSpace(line)
		if name, value, ok := strings.Cut(line, " = "); ok {
			settings[name] = strings.Trim(value, "'")
		}
		if strings.Contains(line, "rror") {
			said += line + "\n"
		}
		for _, mark := range []string{"Control Channel MTU parms", "TLS-Auth MTU parms", "TUN/TAP device", "Cannot open TUN/TAP", "Data Channel MTU parms"} {
			taken = taken || strings.Contains(line, mark)
		}
		if taken {
			break
		}
	}
	cancel()
	_ = cmd.Wait()
	return settings, taken, said
}

// What the program takes and refuses, and what it makes of what it takes.
func TestOpenVPNAgainstTheProgram(t *testing.T) {
	dir := t.TempDir()
	openvpnKeys(t, dir)
	key, err := os.ReadFile(filepath.Join(dir, "ta.key"))
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range openvpnCases {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(c.text, "INLINE", string(key), 1)
			name := "case" + strconv.Itoa(i) + ".conf"
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			settings, taken, said := startOpenVPN(t, dir, name)
			if taken != c.taken {
				t.Errorf("%q: openvpn takes it: %v, the manual: %v: %s", c.text, taken, c.taken, said)
			}
			f := &openvpnFile{ignored: map[string]bool{}, read: func(name string) (string, error) {
				b, err := os.ReadFile(beside(dir, name))
				return string(b), err
			}}
			f.parse("/f", text, 0)
			v := f.facts("/f", func() bool { return false })
			h := hosttest.RootFS(t, "/")
			(&gatherer{Host: h, ctx: t.Context()}).openvpnNeeds(f, dir)
			if !taken {
				// What OpenSSL no longer has is told as it is.
				if f.err == nil && v.Ciphers.Value != "BF-CBC" {
					t.Errorf("%q: openvpn says %s, and here nothing is amiss", c.text, said)
				}
				return
			}
			if f.err != nil {
				t.Errorf("%q: %v, and openvpn takes it", c.text, f.err)
			}
			if d := cmp.Diff(openvpnDump(settings, text), openvpnTold(v)); d != "" {
				t.Errorf("%q: -openvpn +told\n%s", c.text, d)
			}
		})
	}
}

// openvpnTold are the facts that can be compared.
func openvpnTold(v OpenVPN) map[string]string {
	list := strings.Split(v.Ciphers.Value, ":")
	list = slices.DeleteFunc(list, func(s string) bool { return strings.HasPrefix(s, "?NOSUCH") })
	out := map[string]string{
		"role": v.Role, "ciphers": strings.Join(list, ":"), "digest": v.Digest.Value, "tls": v.TLSMin.Value, "guard": v.Guard.Value, "user": v.User.Value,
		"client": v.ClientCert.Value, "same name": strconv.FormatBool(v.DuplicateCN.Value), "compression": strconv.FormatBool(v.Compression.Value),
		"management": v.Management.Value, "checked": strconv.FormatBool(v.PeerChecked.Value),
	}
	if out["tls"] == "default" {
		out["tls"] = "1.2"
	}
	if v.Role == "plain" {
		out["tls"], out["digest"] = "", ""
	}
	if v.Role == "static" {
		out["tls"] = ""
	}
	return out
}

// openvpnDump is the same from what the program prints of its settings.
func openvpnDump(s map[string]string, text string) map[string]string {
	set := func(name string) bool { return s[name] != "" && s[name] != "[UNDEF]" }
	flags, _ := strconv.Atoi(s["ssl_flags"])
	compression, _ := strconv.Atoi(s["comp.flags"])
	out := map[string]string{
		"role": "plain", "ciphers": s["ncp_ciphers"], "digest": strings.ToUpper(s["authname"]), "tls": []string{"1.2", "1.0", "1.1", "1.2", "1.3"}[flags>>6&15], "guard": "none", "user": "root",
		"client": []string{"require", "none", "optional"}[flags&3], "same name": strconv.FormatBool(s["duplicate_cn"] == "ENABLED"), "management": "off",
		"compression": strconv.FormatBool(slices.Contains([]string{"2", "4", "11"}, s["comp.alg"]) || compression&(2|64) != 0 && compression&1 == 0),
		"checked":     strconv.FormatBool(s["remote_cert_eku"] == "TLS Web Server Authentication" || set("verify_x509_name") || s["ns_cert_type"] == "1" || set("tls_verify")),
	}
	switch {
	case set("shared_secret_file"):
		out["role"], out["ciphers"], out["tls"] = "static", s["ciphername"], ""
	case s["tls_server"] == "ENABLED":
		out["role"] = "server"
	case s["tls_client"] == "ENABLED":
		out["role"] = "client"
	default:
		out["ciphers"], out["digest"], out["tls"] = "NONE", "", ""
	}
	if strings.Contains(text, "fallback") || strings.Contains(text, "compat-mode") {
		out["ciphers"] += ":" + s["ciphername"]
	}
	for name, file := range map[string]string{"tls-auth": "tls_auth_file", "tls-crypt": "tls_crypt_file", "tls-crypt-v2": "tls_crypt_v2_file"} {
		if set(file) {
			out["guard"] = name
		}
	}
	if set("username") {
		out["user"] = s["username"]
	}
	if set("management_addr") {
		out["management"] = managementPlace([]string{"management", s["management_addr"], s["management_port"]})
		if set("management_user_pass") {
			out["management"] += "+password"
		}
	}
	return out
}

// Every option that the program's help names is one here, but for those that
// are for the command line; and so are its ciphers and digests.
func TestOpenVPNWordsAreTheProgrammes(t *testing.T) {
	read := func(arg string) []string {
		out, err := exec.Command("openvpn", arg).Output()
		if len(out) == 0 {
			t.Fatalf("%v (install openvpn, or run: make test)", err)
		}
		return strings.Split(string(out), "\n")
	}
	options, ciphers, digests := 0, 0, 0
	for _, line := range read("--help") {
		if name, ok := strings.CutPrefix(line, "--"); ok {
			name = strings.TrimSuffix(strings.Fields(name)[0], ":")
			options++
			if _, known := openvpnArguments[name]; !known && !openvpnByHand[name] {
				t.Errorf("the option %s is not known", name)
			}
		}
	}
	for _, line := range read("--show-ciphers") {
		if name, rest, ok := strings.Cut(strings.TrimSpace(line), " "); ok && strings.Contains(rest, "bit key") {
			ciphers++
			if !isCipher(name) {
				t.Errorf("the cipher %s is not known", name)
			}
		}
	}
	for _, line := range read("--show-digests") {
		if name, rest, ok := strings.Cut(line, " "); ok && strings.Contains(rest, "bit digest size") {
			digests++
			if !openvpnDigests[strings.ToUpper(name)] {
				t.Errorf("the digest %s is not known", name)
			}
		}
	}
	if options < 150 || ciphers < 20 || digests < 5 {
		t.Errorf("%d options, %d ciphers, %d digests", options, ciphers, digests)
	}
}

// openvpnByHand are options of the command line, and what the help names in
// its text.
var openvpnByHand = words("help version genkey mktun rmtun test-crypto show-ciphers show-curves show-digests show-engines show-groups show-tls show-gateway show-pkcs11-ids opt-verify")

// A file that OpenVPN refuses is a gap; what it says still convicts.
func TestRefusedOpenVPNIsAGap(t *testing.T) {
	keys := map[string]string{"/etc/openvpn/cert": "", "/etc/openvpn/key": "", "/etc/openvpn/server/cert": "", "/etc/openvpn/server/key": "", "/etc/openvpn/more": "auth MD5\n"}
	for text, gap := range map[string]bool{
		vpnServer + "auth MD5\n":                                   false,
		vpnServer + "config more\n":                                false,
		vpnServer + "auth MD5\nmistake 1\n":                        true,
		vpnServer + "auth MD5\ntls-auth nofile\n":                  true,
		vpnServer + "auth MD5\nstatus /run/openvpn/x\n":            false,
		vpnServer + "auth MD5\nchroot /x\ncrl-verify /y\n":         false,
		vpnServer + "auth MD5\nclient-cert-not-required\nplugin x": true,
	} {
		files := map[string]string{"/etc/fstab": "", "/etc/openvpn/a.conf": text}
		for p, c := range keys {
			files[p] = c
		}
		f, gaps := gather(t, hosttest.Tree(t, files))
		v := f.OpenVPN["/etc/openvpn/a.conf"]
		got := slices.ContainsFunc(gaps.Missing(), func(m facts.Missing) bool { return m.Path == `mobile.openvpn["/etc/openvpn/a.conf"]` })
		if got != gap || v.Digest.Value != "MD5" || !f.Present["openvpn"].Value {
			t.Errorf("%q: gap %v, want %v; %+v", text, got, gap, v)
		}
	}
}

// "cipher" counts for releases before 2.6, and where none is known.
func TestCipherCountsForOlderReleases(t *testing.T) {
	for status, want := range map[string]string{
		"Package: openvpn\nStatus: install ok installed\nVersion: 2.6.14-0+deb12u2\n":          "AES-128-GCM",
		"Package: openvpn\nStatus: install ok installed\nVersion: 2.5.1-3\n":                   "AES-128-GCM:BF-CBC",
		"Package: x\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.6.14\n":     "AES-128-GCM:BF-CBC",
		"Package: openvpn\nStatus: deinstall ok config-files\nVersion: 2.6.14-0+deb12u2\n":     "AES-128-GCM:BF-CBC",
		"Package: openvpn\nStatus: install ok installed\nVersion: 1:2.10.1-1\nSource: openv\n": "AES-128-GCM",
	} {
		f, _ := gather(t, hosttest.Tree(t, map[string]string{"/etc/fstab": "", "/var/lib/dpkg/status": status, "/etc/openvpn/a.conf": vpnServer + "data-ciphers AES-128-GCM\ncipher BF-CBC\n"}))
		if got := f.OpenVPN["/etc/openvpn/a.conf"].Ciphers.Value; got != want {
			t.Errorf("%q: %s, want %s", status, got, want)
		}
	}
}
