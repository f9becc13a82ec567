package sshd

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

const (
	bookworm = "ID=debian\nVERSION_ID=\"12\"\n"
	accounts = "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/usr/sbin:/usr/sbin/nologin\nalice:x:1001:1001::/home/alice:/bin/bash\nbob:x:1002:1002::/home/bob:/bin/sh\n"
	group    = "root:x:0:\nalice:x:1001:\nbob:x:1002:\nadmins:x:2000:bob\n"
	// A key whose 32 bytes spell what it is.
	testKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEZha2VLZXlGb3JUaGVDb3JwdXNPbmx5Tm90UmVhbDEy alice@corpus"
)

// gather runs the check over files; os-release, passwd and group are there.
func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	g := facts.NewGaps("sshd")
	f, err := Gather(t.Context(), h, g)
	if err != nil {
		t.Fatal(err)
	}
	return f, g.Missing()
}

func tree(t *testing.T, files map[string]string) host.Host {
	t.Helper()
	all := map[string]string{"/etc/os-release": bookworm, "/etc/passwd": accounts, "/etc/group": group}
	for n, s := range files {
		all[n] = s
	}
	return hosttest.Tree(t, all)
}

func reasons(missing []facts.Missing) string {
	var out []string
	for _, m := range missing {
		out = append(out, m.Path+": "+m.Reason)
	}
	return strings.Join(out, "\n")
}

// TestSettings holds what one setting comes out as, and from where.
func TestSettings(t *testing.T) {
	const main = "/etc/ssh/sshd_config"
	for _, c := range []struct {
		name    string
		files   map[string]string
		keyword string
		root    string
		source  facts.Source
	}{
		{"default", map[string]string{main: ""}, "permitrootlogin", "prohibit-password", "default: OpenSSH 9.2"},
		{"drop_in_before_main", map[string]string{
			main: "Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\n", "/etc/ssh/sshd_config.d/10-vendor.conf": "\nPermitRootLogin yes\n",
		}, "permitrootlogin", "yes", "/etc/ssh/sshd_config.d/10-vendor.conf:2"},
		{"drop_in_of_another_name", map[string]string{
			main: "Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\n", "/etc/ssh/sshd_config.d/10-vendor.conf.bak": "PermitRootLogin yes\n",
		}, "permitrootlogin", "no", "/etc/ssh/sshd_config:2"},
		{"relative_include", map[string]string{
			main: "Include sshd_config.d/*.conf\n", "/etc/ssh/sshd_config.d/a.conf": "MaxAuthTries 2\n",
		}, "maxauthtries", "2", "/etc/ssh/sshd_config.d/a.conf:1"},
		{"absolute_link_inside", map[string]string{
			main: "-> /srv/conf/sshd_config", "/srv/conf/sshd_config": "PermitRootLogin yes\n",
		}, "permitrootlogin", "yes", "/etc/ssh/sshd_config:1"},
		{"match_for_root", map[string]string{main: "PermitRootLogin no\nMatch User root\nPermitRootLogin yes\n"}, "permitrootlogin", "yes", "/etc/ssh/sshd_config:3"},
		{"match_for_nobody", map[string]string{main: "PermitRootLogin no\nMatch User nosuchuser\nPermitRootLogin yes\n"}, "permitrootlogin", "no", "/etc/ssh/sshd_config:1"},
		{"carriage_returns", map[string]string{main: "PermitRootLogin no\r\n"}, "permitrootlogin", "no", "/etc/ssh/sshd_config:1"},
		{"not_utf8", map[string]string{main: "Banner /etc/\xff\n"}, "banner", "/etc/\ufffd", "/etc/ssh/sshd_config:1"},
		{"suse_default_place", map[string]string{"/usr/etc/ssh/sshd_config": "MaxAuthTries 2\n"}, "maxauthtries", "2", "/usr/etc/ssh/sshd_config:1"},
		{"start_option_beats_file", map[string]string{
			main: "PermitRootLogin no\n", "/etc/default/ssh": "# x\nSSHD_OPTS='-u0 -oPermitRootLogin=yes'\n",
		}, "permitrootlogin", "yes", "/etc/default/ssh:2"},
		{"start_option_names_the_file", map[string]string{
			main: "PermitRootLogin no\n", "/etc/ssh/other": "PermitRootLogin yes\n", "/etc/sysconfig/sshd": "OPTIONS=\"-f /etc/ssh/other -D\"\n",
		}, "permitrootlogin", "yes", "/etc/ssh/other:1"},
		{"start_option_port", map[string]string{main: "Port 22\n", "/etc/default/ssh": "SSHD_OPTS=-p2222\n"}, "port", "2222", "/etc/default/ssh:1"},
		{"crypto_policy_of_red_hat_8", map[string]string{
			main: "Ciphers aes128-ctr\n", "/etc/os-release": "ID=\"rhel\"\nVERSION_ID=\"8.10\"\n",
			"/etc/crypto-policies/back-ends/opensshserver.config": "CRYPTO_POLICY='-oCiphers=aes256-ctr,aes256-cbc -oMACs=hmac-sha2-256'\n",
		}, "ciphers", "aes256-ctr,aes256-cbc", "/etc/crypto-policies/back-ends/opensshserver.config:1"},
		{"challenge_response_of_old_release", map[string]string{
			main: "KbdInteractiveAuthentication no\nPasswordAuthentication no\n", "/etc/os-release": "ID=debian\nVERSION_ID=11\n",
		}, "kbdinteractiveauthentication", "yes", "default: OpenSSH 8.4"},
		{"comment_anywhere_in_old_release", map[string]string{
			main: "MaxAuthTries 3# three\n", "/etc/os-release": "ID=debian\nVERSION_ID=11\n",
		}, "maxauthtries", "3", "/etc/ssh/sshd_config:1"},
		{"rsa_size_compiled_into_old_release", map[string]string{
			main: "", "/etc/os-release": "ID=debian\nVERSION_ID=11\n",
		}, "requiredrsasize", "1024", "default: OpenSSH 8.4"},
		{"kex_of_newest_debian", map[string]string{
			main: "KexAlgorithms -mlkem*,sntrup*,ecdh*\n", "/etc/os-release": "ID=debian\nVERSION_ID=13\n",
		}, "kexalgorithms", "curve25519-sha256,curve25519-sha256@libssh.org", "/etc/ssh/sshd_config:1"},
		{"match_inline_value_of_openssh_10", map[string]string{
			main: "Match user=root\nMaxAuthTries 1\n", "/etc/os-release": "ID=debian\nVERSION_ID=13\n",
		}, "maxauthtries", "1", "/etc/ssh/sshd_config:2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, missing := gather(t, tree(t, c.files))
			if f.Effective == nil {
				t.Fatalf("no settings:\n%s", reasons(missing))
			}
			want := facts.At(c.root, c.source)
			if diff := cmp.Diff(want, f.Effective.Root[c.keyword]); diff != "" {
				t.Errorf("%s for root (-want +got):\n%s", c.keyword, diff)
			}
		})
	}
}

func TestRefusedConfigurationIsAGap(t *testing.T) {
	for _, c := range []struct{ name, config, reason string }{
		{"byte_order_mark", "\ufeffPermitRootLogin no\n", "sshd refuses line 1 of /etc/ssh/sshd_config: the file begins with a byte order mark"},
		{"unknown_keyword", "\nPermitRotLogin no\n", "sshd refuses line 2 of /etc/ssh/sshd_config: bad configuration option: PermitRotLogin"},
		{"missing_argument", "PermitRootLogin\n", `sshd refuses line 1 of /etc/ssh/sshd_config: no argument after keyword "PermitRootLogin"`},
		{"bad_value", "Match User x\nX11Forwarding maybe\n", `sshd refuses line 2 of /etc/ssh/sshd_config: x11forwarding: unsupported option "maybe"`},
		{"includes_itself", "Include /etc/ssh/sshd_config\n", "sshd refuses line 1 of /etc/ssh/sshd_config: too many nested includes"},
		{"cipher_of_no_release", "Ciphers rot13\n", `sshd refuses line 1 of /etc/ssh/sshd_config: ciphers: bad list "rot13"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, missing := gather(t, tree(t, map[string]string{"/etc/ssh/sshd_config": c.config}))
			if f.Effective != nil || f.Users != nil || f.Matches != nil || f.AuthorizedKeys != nil || f.HostKeys != nil {
				t.Error("facts although sshd refuses the configuration")
			}
			if got := reasons(missing); !strings.Contains(got, "sshd.effective: "+c.reason+"\n") {
				t.Errorf("gaps %q, want the reason %q", got, c.reason)
			}
		})
	}
}

func TestDeniedIsAGap(t *testing.T) {
	files := map[string]string{
		"/etc/ssh/sshd_config":          "Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\n",
		"/etc/ssh/sshd_config.d/a.conf": "MaxAuthTries 2\n",
	}
	for _, p := range []string{"/etc/ssh/sshd_config", "/etc/ssh/sshd_config.d", "/etc/ssh/sshd_config.d/a.conf"} {
		f, missing := gather(t, hosttest.Deny(tree(t, files), p))
		if f.Effective != nil {
			t.Errorf("%s denied: settings all the same", p)
		}
		if len(missing) == 0 || !missing[0].Denied {
			t.Errorf("%s denied: gaps %v", p, missing)
		}
	}
	f, missing := gather(t, hosttest.Deny(tree(t, files), "/etc/passwd"))
	if f.Effective == nil || f.Users != nil || f.AuthorizedKeys != nil || !strings.Contains(reasons(missing), "sshd.users") {
		t.Errorf("/etc/passwd denied: %+v, gaps %v", f, missing)
	}
	f, missing = gather(t, hosttest.Fail(tree(t, nil), "/etc/ssh/sshd_config", host.ErrTooLarge))
	if f.Effective != nil || len(missing) == 0 {
		t.Error("a huge configuration is not a gap")
	}
	f, missing = gather(t, hosttest.Deny(hosttest.Tree(t, map[string]string{"/etc/passwd": accounts}), "/etc/ssh", "/usr", "/etc"))
	if f.Present != nil || len(missing) == 0 {
		t.Errorf("nothing could be looked at: present %v, gaps %v", f.Present, missing)
	}
}

func TestAbsentNeedsThatNothingIsThere(t *testing.T) {
	f, missing := gather(t, tree(t, nil))
	if len(missing) > 0 || f.Present == nil || f.Present.Value || f.Effective != nil {
		t.Errorf("no server: %+v, gaps %v", f, missing)
	}
	f, missing = gather(t, tree(t, map[string]string{"/usr/sbin/sshd": "not really"}))
	if f.Present == nil || !f.Present.Value || !strings.Contains(reasons(missing), "no such file") {
		t.Errorf("a daemon without configuration: %+v, gaps %v", f.Present, missing)
	}
	f, _ = gather(t, tree(t, map[string]string{"/etc/ssh/sshd_config": "-> /nowhere"}))
	if f.Present == nil || !f.Present.Value || f.Effective != nil {
		t.Error("a dangling configuration counts as none at all")
	}
	f, missing = gather(t, tree(t, map[string]string{"/etc/ssh": "-> /nowhere"}))
	if f.Present == nil || !f.Present.Value || f.Effective != nil || len(missing) == 0 {
		t.Errorf("a folder that leads nowhere counts as no server: %+v, gaps %v", f.Present, missing)
	}
}

// A list with a name of old times ends sshd; what it asks for is told all the
// same.
func TestRefusedList(t *testing.T) {
	const old = "Port 22\nCiphers aes256-ctr,arcfour\nMACs hmac-ripemd160\n"
	release := "ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n"
	gathered := func(config string) (*Facts, []facts.Missing) {
		return gather(t, hosttest.Tree(t, map[string]string{"/etc/passwd": accounts, "/etc/os-release": release, "/etc/ssh/sshd_config": config}))
	}
	f, missing := gathered(old)
	want := map[string]facts.Sourced[string]{"ciphers": facts.At("aes256-ctr,arcfour", facts.FileLine("/etc/ssh/sshd_config", 2))}
	if diff := cmp.Diff(want, f.Refused); diff != "" || f.Effective != nil || !strings.Contains(reasons(missing), "bad list") {
		t.Errorf("refused (-want +got):\n%s\ngaps %v", diff, missing)
	}
	if f, _ := gathered("Ciphers aes256-ctr\n"); f.Refused == nil || len(f.Refused) > 0 {
		t.Errorf("a good list is refused: %v", f.Refused)
	}
	if f, missing := gathered("Nonsense yes\n"); f.Refused != nil || !strings.Contains(reasons(missing), "sshd.refused") {
		t.Errorf("another refusal: %v, gaps %v", f.Refused, missing)
	}
}

// Without a release only that is known on which all agree.
func TestUnknownRelease(t *testing.T) {
	h := hosttest.Tree(t, map[string]string{"/etc/passwd": accounts, "/etc/ssh/sshd_config": "MaxAuthTries 3\nCiphers aes256-ctr\n"})
	f, missing := gather(t, h)
	for k, want := range map[string]string{"maxauthtries": "3", "ciphers": "aes256-ctr", "permitrootlogin": "prohibit-password", "macs": at(defaultAlgorithms[algMAC], version{9, 2})} {
		if got := f.Effective.User[k].Value; got != want {
			t.Errorf("%s is %q, want %q", k, got, want)
		}
	}
	if got := f.Effective.User["permitrootlogin"].Source; got != "default: OpenSSH" {
		t.Errorf("the source of a default is %q", got)
	}
	for _, k := range []string{"kexalgorithms", "hostkeyalgorithms", "pubkeyacceptedalgorithms"} {
		if _, ok := f.Effective.User[k]; ok {
			t.Errorf("%s is known without the release", k)
		}
		if !strings.Contains(reasons(missing), "sshd.effective.user."+k+": the release") {
			t.Errorf("no gap for %s", k)
		}
	}
	// A keyword of newer releases rules the older ones out.
	h = hosttest.Tree(t, map[string]string{"/etc/passwd": accounts, "/etc/ssh/sshd_config": "RefuseConnection no\n"})
	if f, missing = gather(t, h); f.Effective == nil || f.Effective.User["kbdinteractiveauthentication"].Value != "yes" {
		t.Errorf("a keyword of 9.9 does not narrow the release down: %s", reasons(missing))
	}
}

func TestUsersAndMatches(t *testing.T) {
	f, missing := gather(t, tree(t, map[string]string{"/etc/ssh/sshd_config": strings.Join([]string{
		"PasswordAuthentication no",
		"Match Group admins",
		"  X11Forwarding yes",
		"Match Address 10.0.0.0/8 User alice,daemon",
		"  PasswordAuthentication yes",
		"  SetEnv SECRET=hunter2",
		"",
	}, "\n")}))
	if len(missing) > 0 {
		t.Fatalf("gaps: %s", reasons(missing))
	}
	option := func(v string, line int) facts.Sourced[string] {
		return facts.At(v, facts.FileLine("/etc/ssh/sshd_config", line))
	}
	builtin := func(v string) facts.Sourced[string] { return facts.At(v, "default: OpenSSH 9.2") }
	if diff := cmp.Diff(map[string]Settings{"bob": {"x11forwarding": option("yes", 3)}}, f.Users); diff != "" {
		t.Errorf("users (-want +got):\n%s", diff)
	}
	want := []Match{
		{
			Criteria: "group admins", Source: "/etc/ssh/sshd_config:2", Accounts: []string{"bob"}, Elsewhere: []string{},
			Settings: Settings{"x11forwarding": option("yes", 3)}, Otherwise: Settings{"x11forwarding": builtin("no")},
		},
		{
			Criteria: "address 10.0.0.0/8 user alice,daemon", Source: "/etc/ssh/sshd_config:4", Accounts: []string{"alice"}, Elsewhere: []string{"address"},
			Settings:  Settings{"passwordauthentication": option("yes", 5), "setenv": option("SECRET", 6)},
			Otherwise: Settings{"passwordauthentication": option("no", 1), "setenv": builtin("")},
		},
	}
	if diff := cmp.Diff(want, f.Matches); diff != "" {
		t.Errorf("matches (-want +got):\n%s", diff)
	}
}

func TestConfigFiles(t *testing.T) {
	h := hosttest.TreeWith(t, []hosttest.File{
		{Path: "/etc/os-release", Content: bookworm}, {Path: "/etc/passwd", Content: accounts},
		{Path: "/etc/ssh", Mode: 0o777 | 1<<31},
		{Path: "/etc/ssh/sshd_config", Content: "Include /etc/ssh/x\n", Mode: 0o600},
		{Path: "/etc/ssh/x", Content: "Protocol 1\n", Mode: 0o666},
	})
	f, missing := gather(t, h)
	if len(missing) > 0 {
		t.Fatalf("gaps: %s", reasons(missing))
	}
	if c := f.ConfigFiles["/etc/ssh/x"]; !c.WorldWritable || !c.GroupWritable || c.Mode != "0666" {
		t.Errorf("an open include: %+v", c)
	}
	if diff := cmp.Diff([]string{"/etc/ssh"}, f.ConfigFiles["/etc/ssh/sshd_config"].ParentsWritable); diff != "" {
		t.Errorf("open folders (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(facts.At("1", "/etc/ssh/x:1"), f.Obsolete["protocol"]); diff != "" {
		t.Errorf("obsolete keywords (-want +got):\n%s", diff)
	}
}

func TestAuthorizedKeys(t *testing.T) {
	h := hosttest.TreeWith(t, []hosttest.File{
		{Path: "/etc/os-release", Content: bookworm}, {Path: "/etc/passwd", Content: accounts}, {Path: "/etc/group", Content: group},
		{Path: "/etc/ssh/sshd_config", Content: "AuthorizedKeysFile .ssh/authorized_keys /etc/ssh/keys/%u\nMatch User bob\nAuthorizedKeysFile none\n"},
		{Path: "/home/alice", Mode: 0o775 | 1<<31, UID: 1001, GID: 1001},
		{Path: "/home/alice/.ssh", Mode: 0o777 | 1<<31},
		{Path: "/home/alice/.ssh/authorized_keys", Content: "# mine\n" + testKey + "\nfrom=\"10.0.0.1,*.x\",command=\"echo \\\"a b\\\"\",no-pty " + testKey + "\nnonsense\n", Mode: 0o666},
		{Path: "/home/bob/.ssh/authorized_keys", Content: testKey},
		{Path: "/etc/ssh/keys/daemon", Content: testKey},
	})
	f, missing := gather(t, h)
	if len(missing) > 0 {
		t.Fatalf("gaps: %s", reasons(missing))
	}
	fingerprint := "SHA256:pyUGd39dgEsbZOjndGvX9zuSJl0at5sftDH8grDR2Pg"
	alice := f.AuthorizedKeys["alice"].Files["/home/alice/.ssh/authorized_keys"]
	if !alice.WorldWritable || len(alice.Parents) != 2 || !alice.Parents[0].WorldWritable || alice.Parents[1].Path != "/home/alice" || !alice.Parents[1].GroupPrivate || alice.GroupPrivate {
		t.Errorf("permissions of alice's file: %+v", alice)
	}
	want := []Key{
		{Line: 2, Type: "ssh-ed25519", Bits: 256, Fingerprint: fingerprint, Options: []string{}},
		{Line: 3, Type: "ssh-ed25519", Bits: 256, Fingerprint: fingerprint, Options: []string{"command", "from", "no-pty"}},
	}
	if diff := cmp.Diff(want, alice.Keys); diff != "" || alice.Ignored != 1 {
		t.Errorf("alice's keys, %d lines ignored (-want +got):\n%s", alice.Ignored, diff)
	}
	if n := len(f.AuthorizedKeys["bob"].Files); n != 0 {
		t.Errorf("bob has %d files although a Match block turns them off", n)
	}
	if _, ok := f.AuthorizedKeys["daemon"].Files["/etc/ssh/keys/daemon"]; !ok {
		t.Error("a key for an account without a shell is passed over")
	}
	_, missing = gather(t, hosttest.Fail(h, "/home/alice/.ssh", host.ErrPermission))
	if got := reasons(missing); !strings.Contains(got, `sshd.authorized_keys["alice"]: `) && !strings.Contains(got, `sshd.authorized_keys.alice`) {
		t.Errorf("gaps of a folder that cannot be read: %q", got)
	}
}

func TestAbsentKeyFolderIsNoGap(t *testing.T) {
	_, missing := gather(t, tree(t, map[string]string{"/etc/ssh/sshd_config": "", "/home/alice/": "", "/home/bob/.ssh": "a file"}))
	if len(missing) > 0 {
		t.Errorf("gaps: %s", reasons(missing))
	}
}

func TestContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	h := tree(t, map[string]string{"/etc/ssh/sshd_config": "Include /etc/ssh/*.conf\n"})
	if _, err := Gather(ctx, h, facts.NewGaps("sshd")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
}
