package cli_test

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"isoscan/internal/cli"
	"isoscan/reports"
)

// secretTree is a host with a secret in every place where checks read. Each
// secret holds the mark S3CR3T or is listed in planted.
var secretTree = map[string]string{
	"etc/passwd":                             "root:x:0:0:root:/root:/bin/bash\nalice:x:1000:1000:Alice:/home/alice:/bin/bash\nold:$1$S3CR3Tab$S3CR3TS3CR3TS3CR3T0000:1001:1001::/home/old:/bin/sh\n",
	"etc/shadow":                             "root:$y$j9T$S3CR3Tsalt$S3CR3Thash0123456789:19000:0:90:7:::\nalice:$6$rounds=5000$S3CR3T$S3CR3Thash:19000:0:90:7:::\nold:S3CR3TDESabcd:19000:0:90:7:::\n",
	"etc/shadow-":                            "root:$6$S3CR3T$S3CR3Tbackup:19000:0:90:7:::\n",
	"etc/group":                              "root:x:0:\nsudo:S3CR3Tgroup:27:alice\nalice:x:1000:\n",
	"etc/gshadow":                            "root:*::\nsudo:$6$S3CR3T$S3CR3Tgshadow::alice\n",
	"etc/sudoers":                            "Defaults env_reset\nroot ALL=(ALL) ALL\nalice ALL=(ALL) NOPASSWD: /usr/bin/mysql -u root -pS3CR3T --password=S3CR3T\n",
	"etc/ssh/sshd_config":                    "PermitRootLogin no\nSetEnv API_TOKEN=S3CR3T\n",
	"etc/ssh/ssh_host_ed25519_key":           "-----BEGIN OPENSSH PRIVATE KEY-----\nS3CR3TKEYMATERIALAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
	"home/alice/.ssh/authorized_keys":        "command=\"curl -H token:S3CR3T x\",environment=\"K=S3CR3T\" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEZha2VLZXlGb3JUaGVDb3JwdXNPbmx5Tm90UmVhbDEy S3CR3Tcomment\n",
	"home/alice/.ssh/id_ed25519":             "-----BEGIN OPENSSH PRIVATE KEY-----\nS3CR3TUSERKEY\n-----END OPENSSH PRIVATE KEY-----\n",
	"home/alice/.netrc":                      "machine x login y password S3CR3T\n",
	"home/alice/.bashrc":                     "export AWS_SECRET_ACCESS_KEY=S3CR3T\n",
	"root/.profile":                          "export DB_PASSWORD=S3CR3T\nPATH=/usr/bin:/bin\n",
	"etc/profile":                            "TMOUT=600\nexport PGPASSWORD=S3CR3T\numask 027\n",
	"etc/profile.d/token.sh":                 "export GITHUB_TOKEN=S3CR3T\n",
	"etc/environment":                        "PATH=/usr/bin:/bin\nTOKEN=S3CR3T\n",
	"etc/environment.d/50-x.conf":            "DB_PASSWORD=S3CR3T\n",
	"etc/security/pam_env.conf":              "API_KEY DEFAULT=S3CR3T\n",
	"etc/profile.d/history.sh":               "HISTIGNORE='*S3CR3T*:*'\n",
	"etc/default/app":                        "APP_SECRET='S3CR3T'\n",
	"etc/systemd/system.conf":                "[Manager]\nDefaultEnvironment=API_TOKEN=S3CR3T \"X_PASSWORD=S3CR3T S3CR3T\"\n",
	"usr/bin/aide":                           "",
	"etc/aide/aide.conf":                     "database_in=https://u:S3CR3T@db.example.org/aide.db\n",
	"etc/apt/sources.list":                   "deb https://user:S3CR3T@repo.example.org/debian bookworm main\n",
	"etc/apt/sources.list.d/x.sources":       "Types: deb\nURIs: https://bob:S3CR3T@repo2.example.org/debian\nSuites: bookworm\nComponents: main\n",
	"etc/apt/apt.conf.d/90proxy":             "Acquire::http::Proxy \"http://u:S3CR3T@proxy.example.org:3128\";\n",
	"etc/apt/auth.conf":                      "machine repo.example.org login u password S3CR3T\n",
	"etc/yum.repos.d/x.repo":                 "[x]\nname=x\nbaseurl=https://u:S3CR3T@repo.example.org/x\npassword=S3CR3T\ngpgcheck=1\n",
	"etc/apk/repositories":                   "https://u:S3CR3T@repo.example.org/alpine/v3.20/main\n",
	"etc/os-release":                         "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n",
	"etc/machine-id":                         "53c4375ec4375ec4375ec4375ec43759\n",
	"etc/clamav/clamd.conf":                  "VirusEvent /usr/bin/notify --token S3CR3T\nLocalSocket /run/clamav/clamd.ctl\n",
	"etc/clamav/freshclam.conf":              "HTTPProxyPassword S3CR3T\nDatabaseDirectory /var/lib/clamav\n",
	"etc/crontab":                            "MAILTO=root\nTOKEN=S3CR3T\n0 3 * * * root clamscan -r / --pass S3CR3T\n",
	"etc/cron.d/scan":                        "0 3 * * * root /usr/bin/rkhunter --check --token=S3CR3T\n",
	"etc/systemd/system/app.service":         "[Unit]\nDescription=App\n[Service]\nEnvironment=TOKEN=S3CR3T\nExecStart=/usr/bin/app --password S3CR3T --token=S3CR3T\n[Install]\nWantedBy=multi-user.target\n",
	"etc/inetd.conf":                         "shell stream tcp nowait root /usr/sbin/tcpd in.rshd -S3CR3T\n",
	"etc/xinetd.d/telnet":                    "service telnet\n{\n disable = no\n server = /usr/sbin/in.telnetd\n env = TOKEN=S3CR3T\n}\n",
	"boot/grub/grub.cfg":                     "set superusers=\"admin\"\npassword_pbkdf2 admin grub.pbkdf2.sha512.10000.S3CR3T.S3CR3T\nmenuentry 'x' {\n linux /vmlinuz root=/dev/sda1 password=S3CR3T\n}\n",
	"etc/pam.d/common-auth":                  "auth [success=1 default=ignore] pam_unix.so nullok\nauth required pam_ldap.so bindpw=S3CR3T\n",
	"etc/pam.d/common-password":              "password [success=1 default=ignore] pam_unix.so yescrypt\n",
	"etc/pam.d/other":                        "auth required pam_mysql.so user=x passwd=S3CR3T\n",
	"etc/hosts.equiv":                        "+ S3CR3Tuser\n",
	"etc/rsyslog.conf":                       "*.* @@loghost\n",
	"etc/issue.net":                          "Authorised users only\n",
	"etc/ld.so.preload":                      "",
	"etc/login.defs":                         "ENCRYPT_METHOD YESCRYPT\nPASS_MAX_DAYS 90\n",
	"etc/wpa_supplicant/wpa_supplicant.conf": "network={\n psk=\"S3CR3T\"\n}\n",
	"etc/snmp/snmpd.conf":                    "rocommunity S3CR3Tcommunity\nrwcommunity S3CR3Trw 10.0.0.0/8\ncreateUser mon SHA \"S3CR3T\" AES \"S3CR3T\"\ncom2sec ro default S3CR3Tc2s\n",
	"etc/rsyncd.conf":                        "[x]\npath = /srv\nauth users = u\nsecrets file = /etc/rsyncd.secrets\n",
	"etc/rsyncd.secrets":                     "u:S3CR3T\n",
	"etc/mysql/my.cnf":                       "[mysqld]\nbind-address=127.0.0.1\nmaster-password=S3CR3T\ninit_connect='SET x=\"S3CR3T\"'\n[client]\npassword=S3CR3T\n",
	"root/.my.cnf":                           "[client]\npassword=S3CR3T\n",
	"etc/redis/redis.conf":                   "bind 127.0.0.1\nrequirepass S3CR3T\nmasterauth S3CR3T\nuser default on >S3CR3T ~* +@all\nrename-command CONFIG S3CR3Trenamed\n",
	"etc/postgresql/15/main/pg_hba.conf":     "host all all 10.0.0.0/8 ldap ldapserver=x ldapbindpasswd=S3CR3T\nhost all all 10.0.0.0/8 radius radiusservers=x radiussecrets=S3CR3T\n",
	"etc/postgresql/15/main/postgresql.conf": "listen_addresses='*'\nprimary_conninfo='host=x password=S3CR3T'\nssl_passphrase_command='echo S3CR3T'\n",
	"etc/mongod.conf":                        "net:\n  bindIp: 0.0.0.0\n  tls:\n    certificateKeyFilePassword: S3CR3T\nsecurity:\n  authorization: enabled\n",
	"etc/memcached.conf":                     "-l 127.0.0.1\n-S\n",
	"etc/elasticsearch/elasticsearch.yml":    "network.host: 0.0.0.0\nxpack.security.http.ssl.keystore.password: S3CR3T\n",
	"etc/samba/smb.conf":                     "[global]\nldap admin dn = cn=x\npassword server = x\n[a]\npath=/srv\nroot preexec = /bin/x S3CR3T\n",
	"etc/wireguard/wg0.conf":                 "[Interface]\nPrivateKey = S3CR3T\n[Peer]\nPresharedKey = S3CR3T\nPublicKey = x\nAllowedIPs = 0.0.0.0/0\n",
	"etc/NetworkManager/system-connections/w.nmconnection": "[connection]\ntype=wifi\nid=w\n[wifi-security]\nkey-mgmt=wpa-psk\npsk=S3CR3T\n[vpn-secrets]\npassword=S3CR3T\n",
	"etc/openvpn/server.conf":                              "cipher AES-256-GCM\nauth-user-pass /etc/openvpn/up\n<key>\nS3CR3TKEY\n</key>\nmanagement 127.0.0.1 1 S3CR3T\n",
	"etc/ipsec.secrets":                                    ": PSK \"S3CR3T\"\n",
	"etc/ipsec.conf":                                       "conn a\n left=1.2.3.4\n authby=secret\n",
	"etc/docker/daemon.json":                               "{\"hosts\":[\"tcp://0.0.0.0:2375\"],\"proxies\":{\"http-proxy\":\"http://u:S3CR3T@p:3128\"},\"log-opts\":{\"splunk-token\":\"S3CR3T\"}}",
	"etc/crypttab":                                         "data /dev/sdb1 /root/key luks,keyfile-offset=0\n",
	"etc/fstab":                                            "//srv/x /mnt cifs username=u,password=S3CR3T 0 0\n/dev/sda1 / ext4 defaults 0 1\n",
	"etc/rsyslog.d/x.conf":                                 "*.* action(type=\"omelasticsearch\" server=\"x\" uid=\"u\" pwd=\"S3CR3T\")\n",
	"etc/audit/rules.d/a.rules":                            "-w /etc/passwd -p wa -k identity\n",
	"etc/vsftpd.conf":                                      "anonymous_enable=NO\nanon_root=/srv\ncmds_allowed=S3CR3T\n",
	"etc/bind/named.conf":                                  "key \"k\" { algorithm hmac-sha256; secret \"S3CR3T\"; };\noptions { recursion no; };\n",
	"etc/xrdp/xrdp.ini":                                    "[Globals]\nsecurity_layer=tls\n[Xorg]\npassword=S3CR3T\n",
	"etc/x11vnc.pass":                                      "S3CR3T",
	"etc/doas.conf":                                        "permit setenv { TOKEN=S3CR3T } alice as root\n",
	"etc/chrony/chrony.keys":                               "1 SHA256 ASCII:S3CR3T\n",
	"etc/chrony/chrony.conf":                               "server ntp1.example.org key 1\n",
	"etc/anacrontab":                                       "TOKEN=S3CR3T\n1 5 x /usr/bin/backup --password S3CR3T\n",
	"var/spool/cron/crontabs/root":                         "0 1 * * * mysqldump -pS3CR3T | ssh x\n",
	"etc/ufw/ufw.conf":                                     "ENABLED=no\n",
	"etc/environment.d/x.conf":                             "TOKEN=S3CR3T\n",
	"etc/systemd/system/app.timer":                         "[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n",
	"etc/default/docker":                                   "DOCKER_OPTS=\"--label S3CR3T\"\n",
	"var/lib/dpkg/status":                                  "Package: bash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 5.2-1\nDescription: x\n\n",
}

// planted are secrets that bear no mark.
var planted = []string{"S3CR3T", "s3cr3t", "53c4375ec4375ec4375ec4375ec43759", "AAAAIEZha2VLZXlGb3JUaGVDb3Jwd"}

func TestNoSecretLeavesTheHost(t *testing.T) {
	root := t.TempDir()
	for name, content := range secretTree {
		p := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		mode := fs.FileMode(0o644)
		if strings.Contains(name, "shadow") || strings.Contains(name, "key") {
			mode = 0o600
		}
		if err := os.WriteFile(p, []byte(content), mode); err != nil {
			t.Fatal(err)
		}
	}
	outDir := t.TempDir()
	outputs := map[string][]byte{}
	run := func(name string, args ...string) {
		t.Helper()
		var stdout, stderr bytes.Buffer
		code := cli.Run(context.Background(), cli.Env{
			Version: "test", Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Clock: time.Now,
		}, args)
		if code != 0 {
			t.Fatalf("isoscan %s: exit code %d: %s", strings.Join(args, " "), code, stderr.String())
		}
		outputs[name+" stdout"], outputs[name+" stderr"] = stdout.Bytes(), stderr.Bytes()
	}
	run("facts", "facts", "--rootfs", root)
	facts := filepath.Join(outDir, "facts.json")
	if err := os.WriteFile(facts, outputs["facts stdout"], 0o600); err != nil {
		t.Fatal(err)
	}
	saved := filepath.Join(outDir, "a.json")
	run("json", "scan", "--rootfs", root, "--profile", "strict", "--format", "json", "--output", saved)
	b, err := os.ReadFile(saved)
	if err != nil {
		t.Fatal(err)
	}
	outputs["assessment"] = b
	run("evaluate", "evaluate", facts)
	for _, format := range reports.Names() {
		// The monitoring plugin's exit code is the host's state.
		file := filepath.Join(outDir, format)
		code := cli.Run(context.Background(), cli.Env{
			Version: "test", Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard, Clock: time.Now,
		}, []string{"report", saved, "--format", format, "--output", file})
		if code != 0 && format != "nagios" {
			t.Fatalf("%s: exit code %d", format, code)
		}
		if outputs[format], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	// A PDF packs its text.
	text, err := exec.Command("pdftotext", "-layout", filepath.Join(outDir, "pdf"), "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v; install it: apt-get install poppler-utils", err)
	}
	if !bytes.Contains(text, []byte("sudo-")) {
		t.Fatal("the text of the PDF names no rule")
	}
	outputs["pdf, unpacked"] = text
	if len(outputs["facts stdout"]) < 1000 || len(outputs["assessment"]) < 10_000 {
		t.Fatalf("the outputs are too small to have read the tree: %d and %d bytes", len(outputs["facts stdout"]), len(outputs["assessment"]))
	}
	for name, out := range outputs {
		for _, s := range planted {
			if i := bytes.Index(out, []byte(s)); i >= 0 {
				t.Errorf("%s holds a secret: ...%s...", name, out[max(0, i-120):min(len(out), i+60)])
			}
		}
	}
}
