package netservices

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func dpkg(packages ...string) string {
	var b strings.Builder
	for _, p := range packages {
		name, version, _ := strings.Cut(p, " ")
		b.WriteString("Package: " + name + "\nStatus: install ok installed\nArchitecture: amd64\nVersion: " + version + "\nMaintainer: x <x@example.org>\nDescription: x\n\n")
	}
	return b.String()
}

func gather(t *testing.T, h host.Host) (*Facts, []string) {
	t.Helper()
	gaps := facts.NewGaps("netservices")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	var missing []string
	for _, m := range gaps.Missing() {
		missing = append(missing, m.Path+": "+m.Reason)
	}
	return f, missing
}

func TestNothingInstalledIsSeen(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": dpkg("base-files 12")}))
	if missing != nil {
		t.Errorf("gaps: %q", missing)
	}
	for name, p := range map[string]*facts.Sourced[bool]{
		"snmp": f.SNMP.Present, "nfs": f.NFS.Present, "samba": f.Samba.Present, "rsync": f.Rsync.Present, "ftp": f.FTP.Present, "tftp": f.TFTP.Present,
		"dns": f.DNS.Present, "ssh_client": f.SSHClient.Present, "docker": f.Docker.Present, "containerd": f.Containerd.Present, "kubelet": f.Kubelet.Present,
	} {
		if p == nil || p.Value {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// TestUnreadableFilesAreGaps makes each configuration too large in turn: what depends on
// it is missing, with its path in the reason.
func TestUnreadableFilesAreGaps(t *testing.T) {
	for file, path := range map[string]string{
		"/etc/snmp/snmpd.conf": "snmp.accesses", "/etc/exports": "nfs.exports", "/etc/samba/smb.conf": "samba.shares",
		"/etc/rsyncd.conf": `rsync.modules["/etc/rsyncd.conf"]`, "/etc/vsftpd.conf": `ftp.servers["vsftpd"]`, "/etc/default/tftpd-hpa": "tftp.create",
		"/etc/bind/named.conf": `dns.servers["/etc/bind/named.conf"]`, "/etc/ssh/ssh_config": "ssh_client.settings",
		"/etc/docker/daemon.json": "docker.listens", "/etc/containerd/config.toml": "containerd.listens",
		"/var/lib/kubelet/config.yaml": "kubelet.anonymous", "/etc/proftpd/proftpd.conf": `ftp.servers["proftpd"]`,
	} {
		_, missing := gather(t, hosttest.TreeWith(t, append(hosttest.Files(map[string]string{"/var/lib/dpkg/status": dpkg("base-files 12")}),
			hosttest.File{Path: file, Size: 1 << 30})))
		found := false
		for _, m := range missing {
			found = found || strings.HasPrefix(m, "netservices."+path+": ") && strings.Contains(m, file)
		}
		if !found {
			t.Errorf("%s: gaps %q, want %s", file, missing, path)
		}
	}
}

func TestMalformedFilesAreGaps(t *testing.T) {
	for file, text := range map[string]string{
		"/etc/samba/smb.conf": "[global\n", "/etc/rsyncd.conf": "[m\n", "/etc/vsftpd.conf": "anonymous_enable\n", "/etc/bind/named.conf": "options {\n",
		"/etc/docker/daemon.json": "{\"hosts\": [", "/var/lib/kubelet/config.yaml": "a: [\n",
	} {
		_, missing := gather(t, hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": dpkg("base-files 12"), file: text}))
		if len(missing) == 0 || !strings.Contains(missing[0], file) {
			t.Errorf("%s: gaps %q", file, missing)
		}
	}
	_, missing := gather(t, hosttest.Tree(t, map[string]string{
		"/var/lib/dpkg/status": dpkg("samba 2:4.17.12"), "/etc/samba/smb.conf": "[global]\nconfig backend = registry\n",
	}))
	if len(missing) != 2 || !strings.Contains(missing[0], "registry") {
		t.Errorf("registry: gaps %q", missing)
	}
}

func TestSNMP(t *testing.T) {
	const conf = "/etc/snmp/snmpd.conf"
	f, missing := gather(t, hosttest.Tree(t, map[string]string{
		conf: "AgentAddress udp:127.0.0.1:161,udp6:[::1]:161\nrocommunity \"public\"\nRWCommunity Xyzzy-77 10.0.0.0/8 .1.3\r\nrouser mon priv\nrouser -s usm low\n" +
			"com2sec ro default private\ncom2sec here 127.0.0.1 other\ngroup g v2c ro\ngroup g v1 ro\ngroup h v2c here\naccess g \"\" any noauth exact all none none\n" +
			"access h \"\" v2c noauth exact sub sub none\n[snmptrapd] rwcommunity public\nincludeDir etc/snmp/snmpd.conf.d\ncreateUser mon SHA-256 \"Pw-one-77\" AES Pw-two-77\ncreateUser plain\n" +
			"view all included .1\nview sub included .1.3\n",
		"/var/lib/snmp/snmpd.conf":      "usmUser 1 3 0x80001f88 \"old\" \"old\" NULL .1.3.6.1.6.3.10.1.1.2 0x4df3 .1.3.6.1.6.3.10.1.2.2 0xee7a \"\"\n",
		"/etc/snmp/snmpd.conf.d/x.conf": "agentaddress 161\n",
	}))
	if missing != nil {
		t.Fatalf("gaps: %q", missing)
	}
	want := []string{
		"v1v2c rocommunity known true write false all none", "v1v2c rwcommunity known false write true network none",
		"v3 rouser known false write false all priv", "v3 rouser known false write false all auth",
		"v1v2c com2sec known true write false all none", "v1v2c com2sec known false write true loopback none",
	}
	var got []string
	for _, a := range f.SNMP.Accesses {
		got = append(got, strings.Join([]string{a.Version, a.Directive, "known", onOff(a.WellKnown), "write", onOff(a.Write), a.Clients, a.Level}, " "))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if s := f.SNMP.Scope; s.Value != "all" || s.Source != "/etc/snmp/snmpd.conf.d/x.conf:1" {
		t.Errorf("scope %+v", s)
	}
	if d := cmp.Diff(map[string]SNMPUser{
		"mon": {Auth: "SHA-256", Priv: "AES", Source: conf + ":15"}, "plain": {Source: conf + ":16"},
		"old": {Auth: "MD5", Priv: "DES", Source: "/var/lib/snmp/snmpd.conf:1"},
	}, f.SNMP.Users); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"Xyzzy-77", "Pw-one", "Pw-two"} {
		if strings.Contains(string(raw), secret) {
			t.Errorf("the facts hold %s", secret)
		}
	}
}

func onOff(b bool) string { return map[bool]string{true: "true", false: "false"}[b] }

func TestSNMPAddresses(t *testing.T) {
	for spec, want := range map[string]string{
		"161": "all", "udp:161": "all", "127.0.0.1": "loopback", "udp:127.0.0.1:161": "loopback", "tcp:10.0.0.1:161": "network", "udp6:[::1]:161": "loopback",
		"[::]": "all", "unix:/run/x": "none", "/run/x": "none", "0.0.0.0": "all", "udp6:[::]:161": "all", "localhost:161": "loopback",
	} {
		if got := snmpAddress(spec); got != want {
			t.Errorf("%s: %s, want %s", spec, got, want)
		}
	}
}

func TestExports(t *testing.T) {
	for text, want := range map[string]string{
		"/srv 10.0.0.1(rw)":         "/srv 10.0.0.1 host rw squash secure sys",
		"/srv":                      "/srv * all ro squash secure sys",
		"/srv (rw,no_root_squash)":  "/srv * all rw root secure sys",
		"/srv host (rw)":            "/srv host host ro squash secure sys; /srv * all rw squash secure sys",
		"/srv -rw,insecure a(ro) b": "/srv a host ro squash insecure sys; /srv b host rw squash insecure sys",
		"\"/a b\" *.example.org(sec=krb5p:krb5i,rw)":    "/a b *.example.org network rw squash secure krb5p:krb5i",
		"/a\\040b @group(rw,no_root_squash,all_squash)": "/a b @group network rw squash secure sys",
		"/srv \\\n  10.0.0.0/255.0.0.0(rw) # c":         "/srv 10.0.0.0/255.0.0.0 network rw squash secure sys",
		"/srv gss/krb5i(rw)":                            "/srv gss/krb5i all rw squash secure krb5i",
		"# /srv *(rw)":                                  "",
		"/srv ::1(rw) *(ro)":                            "/srv ::1 loopback rw squash secure sys; /srv * all ro squash secure sys",
	} {
		var got []string
		exports, err := parseExports("/etc/exports", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range exports {
			words := []string{e.Path, e.Client, e.Clients, "ro", "root", "insecure", strings.Join(e.Security, ":")}
			if e.Write {
				words[3] = "rw"
			}
			if e.RootSquash {
				words[4] = "squash"
			}
			if e.Secure {
				words[5] = "secure"
			}
			got = append(got, strings.Join(words, " "))
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%q:\n got %s\nwant %s", text, s, want)
		}
	}
}

// A super-server and the command line name other files, and settings of their own.
func TestRsyncStartedElsewhere(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"unit":    {"/etc/systemd/system/rsync.service": "[Service]\nExecStart=/usr/bin/rsync --daemon --config /srv/r.conf --dparam=\"read only=no\" -M \"auth users=x\"\n"},
		"inetd":   {"/etc/inetd.conf": "rsync stream tcp nowait root /usr/bin/rsync rsyncd --daemon --config=/srv/r.conf -Mreadonly=no -Mauthusers=x\n"},
		"xinetd":  {"/etc/xinetd.d/rsync": "service rsync\n{\n server = /usr/bin/rsync\n server_args = --daemon --config=/srv/r.conf --dparam=readonly=no --dparam=authusers=x\n}\n"},
		"default": {"/etc/default/rsync": "RSYNC_OPTS='--config=/srv/r.conf -Mreadonly=no -Mauthusers=x'\n"},
	} {
		files["/srv/r.conf"] = "[a]\npath = /a\n"
		f, missing := gather(t, hosttest.Tree(t, files))
		if missing != nil || !f.Rsync.Present.Value {
			t.Fatalf("%s: present %+v, gaps %q", name, f.Rsync.Present, missing)
		}
		if m, ok := f.Rsync.Modules["a"]; !ok || !m.Write.Value || !m.Auth.Value {
			t.Errorf("%s: %+v", name, f.Rsync.Modules)
		}
	}
	f, missing := gather(t, hosttest.Tree(t, map[string]string{"/etc/systemd/system/copy.service": "[Service]\nExecStart=/usr/bin/rsync -a /a /b\n"}))
	if missing != nil || f.Rsync.Present.Value {
		t.Errorf("a copy is no daemon: %+v, %q", f.Rsync.Present, missing)
	}
}

// What the agent refuses or keeps elsewhere leaves a gap.
func TestSNMPGaps(t *testing.T) {
	for text, want := range map[string]string{
		"agentaddress 127.0.0.1, 198.51.100.1\n": "netservices.snmp.scope",
		"agentaddress \"127.0.0.1\"\n":           "netservices.snmp.scope",
		"agentaddress 127.0.0.1 # x\n":           "netservices.snmp.scope",
		"vacmAccess 1 3 1 \"g\" \"\" x\n":        "netservices.snmp.accesses",
	} {
		f, missing := gather(t, hosttest.Tree(t, map[string]string{"/etc/snmp/snmpd.conf": text}))
		if len(missing) != 1 || !strings.HasPrefix(missing[0], want) || f.SNMP.Scope != nil && f.SNMP.Accesses != nil {
			t.Errorf("%q: gaps %q, %+v", text, missing, f.SNMP)
		}
	}
}

// The library's section turns versions off.
func TestSNMPVersionsOff(t *testing.T) {
	for text, want := range map[string]int{
		"[snmp]\ndisableSNMPv1 yes\ndisableSNMPv2c yes\n": 1, "[snmp] disableSNMPv2c yes\n": 2, "disableSNMPv1 yes\ndisableSNMPv2c yes\n": 2,
		"[snmp] disableSNMPv3 1\n": 1, "[snmp]\ndisableSNMPv3 no\n": 2,
	} {
		f, missing := gather(t, hosttest.Tree(t, map[string]string{"/etc/snmp/snmpd.conf": "rocommunity secret\nrouser joe\n" + text}))
		if missing != nil || len(f.SNMP.Accesses) != want {
			t.Errorf("%q: %+v, gaps %q", text, f.SNMP.Accesses, missing)
		}
	}
}

func TestRsync(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/rsyncd.conf":     "uid = root\nhosts allow = 10.0.0.0/8\n[a]\npath = /a\nAuth Users = bob\nread only = false\n[b]\npath=/b\nhosts allow = *\nuse chroot = no\nuid = nobody\n&include /etc/rsyncd.d\n",
		"/etc/rsyncd.d/c.conf": "read only = no\n[c]\npath = /c\n",
	}))
	if missing != nil {
		t.Fatalf("gaps: %q", missing)
	}
	got := map[string][]bool{}
	for name, m := range f.Rsync.Modules {
		got[name] = []bool{m.Auth.Value, m.Write.Value, m.Limited.Value, m.Chroot.Value, m.Root}
	}
	if d := cmp.Diff(map[string][]bool{
		"a": {true, true, true, true, true}, "b": {false, false, false, false, false}, "c": {false, true, true, true, true},
	}, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestFTP(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  [4]bool // anonymous, uploads, TLS required, chroot
	}{
		"vsftpd default":        {map[string]string{"/etc/vsftpd.conf": "# nothing\n"}, [4]bool{true, false, false, false}},
		"vsftpd last wins":      {map[string]string{"/etc/vsftpd.conf": "anonymous_enable=YES\nanonymous_enable=no\nssl_enable=YES\n"}, [4]bool{false, false, true, false}},
		"vsftpd uploads":        {map[string]string{"/etc/vsftpd/vsftpd.conf": "write_enable=1\nanon_mkdir_write_enable=TRUE\n"}, [4]bool{true, true, false, false}},
		"vsftpd TLS is offered": {map[string]string{"/etc/vsftpd.conf": "ssl_enable=YES\nforce_local_logins_ssl=NO\nchroot_local_user=YES\n"}, [4]bool{true, false, false, true}},
		"proftpd": {map[string]string{"/etc/proftpd/proftpd.conf": "LoadModule mod_tls.c\nInclude conf.d/\nDefaultRoot ~\n",
			"/etc/proftpd/conf.d/tls.conf": "<IfModule mod_tls.c>\nTLSEngine on\nTLSRequired on\n</IfModule>\n"}, [4]bool{false, false, true, true}},
		"proftpd anonymous": {map[string]string{"/etc/proftpd/proftpd.conf": "<Anonymous ~ftp>\n<Limit WRITE>\nDenyAll\n</Limit>\n</Anonymous>\n"}, [4]bool{true, false, false, false}},
		"proftpd uploads":   {map[string]string{"/etc/proftpd/proftpd.conf": "<Anonymous ~ftp>\n<Limit READ>\nDenyAll\n</Limit>\n</Anonymous>\n"}, [4]bool{true, true, false, false}},
		"pure-ftpd debian": {map[string]string{"/etc/pure-ftpd/conf/NoAnonymous": "yes\n", "/etc/pure-ftpd/conf/TLS": "2\n", "/etc/pure-ftpd/conf/ChrootEveryone": "yes\n"},
			[4]bool{false, false, true, true}},
		"pure-ftpd debian has another file": {map[string]string{"/etc/pure-ftpd/conf/MinUID": "1\n", "/etc/pure-ftpd/pure-ftpd.conf": "NoAnonymous yes\nTLS 2\nChrootEveryone yes\n"},
			[4]bool{true, true, false, false}},
		"pure-ftpd one file": {map[string]string{"/etc/pure-ftpd/pure-ftpd.conf": "NoAnonymous no\nAnonymousCantUpload no\n"}, [4]bool{true, true, false, false}},
	} {
		f, missing := gather(t, hosttest.Tree(t, c.files))
		if missing != nil {
			t.Errorf("%s: gaps: %q", name, missing)
		}
		if len(f.FTP.Servers) != 1 {
			t.Errorf("%s: %d servers", name, len(f.FTP.Servers))
		}
		for _, s := range f.FTP.Servers {
			if got := [4]bool{s.Anonymous.Value, s.AnonymousWrite.Value, s.TLSRequired.Value, s.Chroot.Value}; got != c.want {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	}
}

func TestUnbound(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "loopback",
		"server:\n  interface: 0.0.0.0\n": "loopback",
		"server:\n  interface: 0.0.0.0\n  access-control: 0.0.0.0/0 allow\n":          "all",
		"server:\n  interface: 127.0.0.1\n  access-control: 0.0.0.0/0 allow\n":        "loopback",
		"server:\n interface: 10.0.0.1@53\n access-control: 10.0.0.0/8 allow_snoop\n": "network",
		"server:\n interface: ::0\n access-control: 0.0.0.0/0 refuse\n":               "loopback",
		"include: \"/etc/unbound/unbound.conf.d/*.conf\"\n":                           "all",
	} {
		f, missing := gather(t, hosttest.Tree(t, map[string]string{
			"/etc/unbound/unbound.conf":          text,
			"/etc/unbound/unbound.conf.d/x.conf": "server: interface: 0.0.0.0 # c\n\taccess-control: ::/0 allow\n\thide-version: yes\n",
		}))
		if missing != nil {
			t.Fatalf("gaps: %q", missing)
		}
		if got := f.DNS.Servers["/etc/unbound/unbound.conf"].Recursion["_default"].Value; got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestContainers(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/docker/daemon.json": "{\n \"icc\": false,\n \"insecure-registries\": [\"10.0.0.5:5000\"],\n \"tlsverify\": true,\n \"tlscacert\": \"/etc/hosts\", \"tlscert\": \"/etc/hosts\", \"tlskey\": \"/etc/hosts\"\n}\n", "/etc/hosts": "x",
		"/usr/lib/systemd/system/d.service":   "[Service]\nEnvironmentFile=-/etc/default/docker\nExecStart=/usr/bin/dockerd -H fd:// $DOCKER_OPTS\n",
		"/etc/default/docker":                 "# x\nDOCKER_OPTS=\"-H tcp://0.0.0.0:2375 --host=tcp://:2376\"\n",
		"/etc/containerd/config.toml":         "version = 2\n[grpc]\n  address = \"/run/c.sock\"\n  tcp_address = \"0.0.0.0:7777\"\n[plugins.x]\n  address = \"0.0.0.0:1\"\n[metrics]\n  address = \"127.0.0.1:1338\"\n",
		"/var/lib/kubelet/config.yaml":        "authentication:\n  anonymous:\n    enabled: false\nreadOnlyPort: 10255\n",
		"/etc/systemd/system/kubelet.service": "[Service]\nExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml --authorization-mode=AlwaysAllow\n",
	}))
	if missing != nil {
		t.Fatalf("gaps: %q", missing)
	}
	type listen struct {
		address, scope string
		verified       bool
	}
	var got []listen
	for _, l := range append(f.Docker.Listens, f.Containerd.Listens...) {
		got = append(got, listen{l.Address, l.Scope, l.Verified})
	}
	if d := cmp.Diff([]listen{
		{"fd://", "none", true}, {"tcp://0.0.0.0:2375", "all", true}, {"tcp://:2376", "loopback", true},
		{"0.0.0.0:7777", "all", false}, {"127.0.0.1:1338", "loopback", false},
	}, got, cmp.AllowUnexported(listen{})); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if v := f.Docker.Settings["icc"]; v.Value != "false" || v.Source != "/etc/docker/daemon.json:2" {
		t.Errorf("icc %+v", v)
	}
	if f.Kubelet.Anonymous.Value || f.Kubelet.Authorization.Value != "AlwaysAllow" || f.Kubelet.ReadOnlyPort.Value != 10255 {
		t.Errorf("kubelet %+v %+v %+v", f.Kubelet.Anonymous, f.Kubelet.Authorization, f.Kubelet.ReadOnlyPort)
	}
}

func TestDebuggers(t *testing.T) {
	for line, want := range map[string]string{
		"/usr/bin/java -agentlib:jdwp=transport=dt_socket,server=y,address=*:5005 -jar x":                          "jdwp all open",
		"/usr/bin/java -agentlib:jdwp=server=y,address=127.0.0.1:5005":                                             "jdwp loopback open",
		"/usr/bin/java -agentlib:jdwp=server=n,address=10.0.0.1:5005":                                              "",
		"/usr/bin/java -Dcom.sun.management.jmxremote.port=9010 -Dcom.sun.management.jmxremote.authenticate=false": "jmx all open",
		"/usr/bin/java -Dcom.sun.management.jmxremote.port=9010":                                                   "jmx all asks",
		"/usr/bin/node --inspect=0.0.0.0:9229 x.js":                                                                "node all open",
		"/usr/bin/node --inspect x.js":                                                                             "node loopback open",
		"/usr/bin/gdbserver :2345 /usr/bin/app":                                                                    "gdbserver all open",
		"/usr/bin/python3 -m debugpy --listen 0.0.0.0:5678 x.py":                                                   "debugpy all open",
		"/usr/bin/dlv exec --listen=:2345 --headless x":                                                            "delve all open",
		"/usr/bin/x11vnc -nopw -localhost":                                                                         "vnc loopback open",
		"/usr/sbin/nginx -g daemon":                                                                                "",
	} {
		var got []string
		for _, l := range debugListeners(strings.Fields(line), "x.service", "x") {
			got = append(got, l.Kind+" "+l.Scope+" "+map[bool]string{true: "open", false: "asks"}[l.Open])
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s: %q, want %q", line, s, want)
		}
	}
	f, _ := gather(t, hosttest.Tree(t, map[string]string{"/etc/default/tomcat9": "JAVA_OPTS=\"-Xmx1g -agentlib:jdwp=server=y,address=0.0.0.0:8000\"\n#JAVA_OPTS=-Xrunjdwp:server=y,address=1\n"}))
	if len(f.Debug.Listens) != 1 || f.Debug.Listens[0].Source != "/etc/default/tomcat9:1" {
		t.Errorf("%+v", f.Debug.Listens)
	}
}

func TestSSHClientOfUsers(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/ssh/ssh_config": "Host *\n", "/etc/passwd": "root:x:0:0::/root:/bin/sh\nann:x:1:1::/home/ann:/bin/sh\nnobody:x:9:9::/nonexistent:/bin/false\n",
		"/home/ann/.ssh/config": "Host build*\n\tUserKnownHostsFile=/dev/null\n",
	}))
	if missing != nil {
		t.Fatalf("gaps: %q", missing)
	}
	if d := cmp.Diff([]SSHClientSetting{{"ann", "build*", "userknownhostsfile", "/dev/null", "/home/ann/.ssh/config:2"}}, f.SSHClient.Settings); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}
