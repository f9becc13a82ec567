package passwords

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func gather(t *testing.T, h host.Host) (*Facts, []string) {
	t.Helper()
	gaps := facts.NewGaps("passwords")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, m := range gaps.Missing() {
		paths = append(paths, m.Path)
	}
	return f, paths
}

const deny = "password requisite pam_deny.so\npassword required pam_permit.so\n"

// debian is a Debian 12 host, hardened as an administrator would.
func debian(extra map[string]string) map[string]string {
	m := map[string]string{
		"/etc/login.defs": "PASS_MAX_DAYS 90\nENCRYPT_METHOD SHA512\nUMASK 027\nLOGIN_RETRIES 3\nPASS_MIN_DAYS\t1\n",
		"/etc/pam.d/common-password": "password requisite pam_pwquality.so retry=3\npassword required pam_pwhistory.so remember=12 use_authtok\n" +
			"password [success=1 default=ignore] pam_unix.so obscure use_authtok try_first_pass yescrypt\n" + deny,
		"/etc/pam.d/common-auth": "auth required pam_faillock.so preauth\nauth [success=1 default=ignore] pam_unix.so\n" +
			"auth [default=die] pam_faillock.so authfail\nauth required pam_permit.so\n",
		"/etc/pam.d/common-account":    "account required pam_faillock.so\naccount [success=1 new_authtok_reqd=done default=ignore] pam_unix.so\naccount requisite pam_deny.so\naccount required pam_permit.so\n",
		"/etc/pam.d/common-session":    "session required pam_unix.so\n",
		"/etc/pam.d/login":             "auth optional pam_faildelay.so delay=3000000\nauth requisite pam_nologin.so\n@include common-auth\nauth optional pam_group.so\nsession required pam_limits.so\nsession optional pam_lastlog.so\n@include common-account\n@include common-session\n@include common-password\n",
		"/etc/pam.d/passwd":            "@include common-password\n",
		"/etc/pam.d/su":                "auth sufficient pam_rootok.so\n@include common-auth\n@include common-account\n@include common-session\n",
		"/etc/pam.d/other":             "@include common-auth\n@include common-account\n@include common-password\n@include common-session\n",
		"/etc/security/faillock.conf":  "deny = 3\nunlock_time = 900\nfail_interval=900\n# deny = 9\n",
		"/etc/security/pwquality.conf": "minlen = 18\nminclass = 4\ndcredit = -1\nenforce_for_root\n",
	}
	for k, v := range extra {
		if v == "-" {
			delete(m, k)
		} else {
			m[k] = v
		}
	}
	return m
}

func TestHardenedDebian(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, debian(nil)))
	if len(gaps) > 0 {
		t.Fatalf("gaps: %v", gaps)
	}
	n := func(i int64) *int64 { return &i }
	yes := true
	want := Change{Source: "/etc/pam.d/passwd", Local: true,
		Hash: &Hash{Method: "yescrypt", Cost: n(5), Source: "/etc/pam.d/common-password:3", Ignored: "sha512 of login.defs"},
		Quality: &Quality{Module: "pam_pwquality.so", Enforced: true, MinLength: n(18), MinClasses: n(4), DictCheck: &yes, ForRoot: &yes, UnixMinimum: n(6),
			Source: "/etc/pam.d/common-password:1", LengthSource: "/etc/security/pwquality.conf:1"},
		History: &History{Module: "pam_pwhistory.so", Enforced: true, Remember: n(12), ForRoot: new(bool), Source: "/etc/pam.d/common-password:2"},
	}
	got := f.Change["passwd"]
	if s := got.Quality.Settings["retry"]; s.Value != 3 || s.Source != "/etc/pam.d/common-password:1" {
		t.Errorf("retry: %+v", s)
	}
	got.Quality.Settings = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	l := f.LogOn["login"]
	if !l.Lockout.Enforced || !l.Lockout.Resets || l.Lockout.Deny.Value != 3 || l.Lockout.Deny.Source != "/etc/security/faillock.conf:1" || l.Lockout.Unlock.Value != 900 {
		t.Errorf("lock-out: %+v", l.Lockout)
	}
	if l.NullOK.Value || l.DelayMS.Value != 3000 || l.LastLogon.Value != "shown" || !l.NoLogin || !l.Limits.Value || !l.AccountUnix.Value {
		t.Errorf("login: %+v", l)
	}
	if len(f.Open) > 0 {
		t.Errorf("open: %+v", f.Open)
	}
	if f.Su["su"].Restricted {
		t.Errorf("su: %+v", f.Su)
	}
	if o := f.Other; len(o.Denies) != 0 || len(o.Allows) != 4 {
		t.Errorf("other: %+v", o)
	}
	if v := f.LoginDefs["UMASK"]; v.Value != "027" || *v.Number != 23 || v.Source != "/etc/login.defs:3" {
		t.Errorf("umask: %+v", v)
	}
	if v := f.LoginDefs["PASS_WARN_AGE"]; v.Value != "-1" || v.Source != "default: shadow-utils" {
		t.Errorf("warn: %+v", v)
	}
	if _, ok := f.LoginDefs["HOME_MODE"]; ok {
		t.Error("HOME_MODE is not set")
	}
}

// The method and cost are what chpasswd(8) of Debian 12 (Linux-PAM 1.5.2)
// stored with these settings; where it takes more than later versions, or
// less, the lower is expected.
func TestHashAsPamUnixMakesIt(t *testing.T) {
	for _, c := range []struct {
		defs, args, method string
		cost               int64
	}{
		{"ENCRYPT_METHOD MD5", "yescrypt", "yescrypt", 5},
		{"ENCRYPT_METHOD MD5", "", "md5", 0},
		{"", "", "des", 0},
		{"ENCRYPT_METHOD BCRYPT", "", "des", 0},
		{"ENCRYPT_METHOD SHA512\nSHA_CRYPT_MIN_ROUNDS 65536", "", "sha512", 5000},
		{"ENCRYPT_METHOD SHA512\nSHA_CRYPT_MAX_ROUNDS 65536", "", "sha512", 65536},
		{"ENCRYPT_METHOD SHA512\nSHA_CRYPT_MAX_ROUNDS 65536", "yescrypt", "yescrypt", 5},
		{"ENCRYPT_METHOD MD5\nSHA_CRYPT_MAX_ROUNDS 65536", "sha512", "sha512", 5000},
		{"", "sha512 rounds=20000", "sha512", 20000},
		{"", "sha512 rounds=20", "sha512", 5000},
		{"", "md5 yescrypt", "yescrypt", 5},
		{"", "yescrypt md5", "md5", 0},
		{"", "YESCRYPT", "des", 0},
		{"ENCRYPT_METHOD YESCRYPT\nYESCRYPT_COST_FACTOR 8", "", "yescrypt", 5},
		{"", "yescrypt rounds=8", "yescrypt", 8},
		{"", "yescrypt rounds=1", "yescrypt", 3},
		{"", "blowfish", "bcrypt", 5},
		{"", "blowfish rounds=6", "bcrypt", 6},
		{"ENCRYPT_METHOD sha256\nENCRYPT_METHOD MD5", "", "sha256", 5000},
		{"ENCRYPT_METHOD=\"sha512\"", "", "des", 0},
		{"ENCRYPT_METHOD=sha512", "", "sha512", 5000},
		{"", "gost_yescrypt", "gost-yescrypt", 5},
		{"", "bigcrypt", "bigcrypt", 0},
		{"ENCRYPT_METHOD YESCRYPT # x", "", "yescrypt", 5},
		{"", "sha512x", "sha512", 5000},
		{"", "sha512 bigcrypt", "bigcrypt", 0},
		{"", "md5 shadow", "md5", 0},
	} {
		f, gaps := gather(t, hosttest.Tree(t, debian(map[string]string{
			"/etc/login.defs":            c.defs + "\n",
			"/etc/pam.d/common-password": "password [success=1 default=ignore] pam_unix.so " + c.args + "\n" + deny,
		})))
		h := f.Change["passwd"].Hash
		cost := int64(0)
		if h.Cost != nil {
			cost = *h.Cost
		}
		if h.Method != c.method || cost != c.cost || len(gaps) > 0 {
			t.Errorf("%q with %q: %s cost %d, want %s cost %d (gaps %v)", c.args, c.defs, h.Method, cost, c.method, c.cost, gaps)
		}
	}
}

// Whether a password that pam_pwquality refuses gets stored is what passwd(1)
// of Debian 12 did when a user typed one with each of these stacks.
func TestQualityEnforced(t *testing.T) {
	const unix = "password [success=1 default=ignore] pam_unix.so %s yescrypt\n" + deny
	for _, c := range []struct {
		control, args string
		stored        bool
	}{
		{"required", "", true}, {"required", "use_authtok", false}, {"required", "try_first_pass", true},
		{"requisite", "", false}, {"requisite", "use_authtok", false}, {"requisite", "try_first_pass", false},
		{"optional", "", true}, {"optional", "use_authtok", false}, {"optional", "try_first_pass", true},
		{"sufficient", "", true}, {"sufficient", "try_first_pass", true},
		{"[default=ignore]", "", true}, {"[default=ignore]", "use_authtok", false},
		{"[success=ok default=ignore]", "", true}, {"[success=ok default=ignore]", "use_authtok", false},
	} {
		f, _ := gather(t, hosttest.Tree(t, debian(map[string]string{
			"/etc/pam.d/common-password": "password " + c.control + " pam_pwquality.so retry=1\n" + fmt.Sprintf(unix, c.args),
		})))
		if p := f.Change["passwd"]; !p.Local || p.Quality.Enforced == c.stored {
			t.Errorf("%s with %q: %+v, passwd stored the weak password: %v", c.control, c.args, p.Quality, c.stored)
		}
	}
	for name, c := range map[string]struct {
		stack         string
		local, forced bool
	}{
		"sufficient quality ends the stack":                  {"password sufficient pam_pwquality.so\n" + fmt.Sprintf(unix, "use_authtok"), false, false},
		"pam_unix jumps over it into pam_deny":               {"password [success=1 default=ignore] pam_unix.so\npassword requisite pam_pwquality.so\n" + deny, false, false},
		"behind a sufficient pam_unix":                       {"password sufficient pam_unix.so\npassword requisite pam_pwquality.so\npassword required pam_deny.so\n", true, false},
		"a pam_deny that always comes":                       {"password [success=1 default=ignore] pam_unix.so\npassword requisite pam_deny.so\npassword required pam_permit.so\npassword requisite pam_deny.so\npassword required pam_pwquality.so\n", false, false},
		"history asks anew after a refusal":                  {"password required pam_pwquality.so\npassword required pam_pwhistory.so\n" + fmt.Sprintf(unix, "use_authtok"), true, false},
		"history takes what quality took":                    {"password required pam_pwquality.so\npassword required pam_pwhistory.so use_authtok\n" + fmt.Sprintf(unix, "use_authtok"), true, true},
		"Red Hat's, for local users":                         {"password requisite pam_pwquality.so local_users_only\npassword [default=1 ignore=ignore success=ok] pam_localuser.so\npassword requisite pam_pwhistory.so use_authtok\npassword sufficient pam_unix.so yescrypt shadow use_authtok\npassword [success=1 default=ignore] pam_localuser.so\npassword sufficient pam_sss.so use_authtok\npassword required pam_deny.so\n", true, true},
		"history waits for a password that nobody asked for": {"password required pam_pwhistory.so use_authtok\n" + fmt.Sprintf(unix, ""), true, false},
		"a condition jumps over it":                          {"password [success=1 default=ignore] pam_succeed_if.so user = x\npassword requisite pam_pwquality.so\n" + fmt.Sprintf(unix, ""), true, false},
		"passwdqc":                                           {"password requisite pam_passwdqc.so min=disabled,24,12,10,10\n" + fmt.Sprintf(unix, "use_authtok"), true, true},
		"in a substack whose success ends itself":            {"password substack q\n" + fmt.Sprintf(unix, "use_authtok"), true, true},
	} {
		f, _ := gather(t, hosttest.Tree(t, debian(map[string]string{"/etc/pam.d/common-password": c.stack, "/etc/pam.d/q": "password sufficient pam_pwquality.so\npassword required pam_deny.so\n"})))
		p := f.Change["passwd"]
		if p.Local != c.local || p.Local && p.Quality.Enforced != c.forced {
			t.Errorf("%s: %+v %+v", name, p, p.Quality)
		}
	}
}

func TestQualitySettings(t *testing.T) {
	for name, c := range map[string]struct {
		files   map[string]string
		args    string
		length  int64
		classes int64
		from    facts.Source
	}{
		"the main file overrides its drop-ins": {map[string]string{"/etc/security/pwquality.conf.d/50.conf": "minlen=20\nminclass = 3\n", "/etc/security/pwquality.conf": "MINLEN 16\n"}, "", 16, 3, "/etc/security/pwquality.conf:1"},
		"drop-ins by name, only *.conf":        {map[string]string{"/etc/security/pwquality.conf.d/10.conf": "minlen=20\n", "/etc/security/pwquality.conf.d/20.conf": "minlen=21\n", "/etc/security/pwquality.conf.d/30.conf.bak": "minlen=5\n", "/etc/security/pwquality.conf": "-"}, "", 21, 0, "/etc/security/pwquality.conf.d/20.conf:1"},
		"arguments override files":             {nil, "minlen=9 minclass=1 minlen=x", 9, 1, "/etc/pam.d/common-password:1"},
		"credits shorten":                      {map[string]string{"/etc/security/pwquality.conf": "minlen = 14\ndcredit = 2\nucredit=1 # one\n"}, "", 11, 0, "/etc/security/pwquality.conf:1"},
		"no file":                              {map[string]string{"/etc/security/pwquality.conf": "-"}, "", 8, 0, "default: libpwquality"},
		"less than six is six":                 {nil, "minlen=2 minclass=0", 6, 1, "/etc/pam.d/common-password:1"},
	} {
		files := map[string]string{"/etc/pam.d/common-password": "password requisite pam_pwquality.so " + c.args + "\npassword [success=1 default=ignore] pam_unix.so use_authtok yescrypt\n" + deny}
		for k, v := range c.files {
			files[k] = v
		}
		f, gaps := gather(t, hosttest.Tree(t, debian(files)))
		q := f.Change["passwd"].Quality
		if len(gaps) > 0 || *q.MinLength != c.length || *q.MinClasses != c.classes || q.LengthSource != c.from {
			t.Errorf("%s: length %d classes %d from %s, gaps %v", name, *q.MinLength, *q.MinClasses, q.LengthSource, gaps)
		}
	}
}

func TestLockout(t *testing.T) {
	const pre, unix, fail = "auth required pam_faillock.so preauth\n", "auth [success=1 default=ignore] pam_unix.so\n", "auth [default=die] pam_faillock.so authfail\n"
	const end = "auth requisite pam_deny.so\nauth required pam_permit.so\n"
	for name, c := range map[string]struct {
		stack string
		want  bool
	}{
		"pre, fail":                       {pre + unix + fail + "auth required pam_permit.so\n", true},
		"fail and authsucc":               {unix + fail + "auth sufficient pam_faillock.so authsucc\nauth required pam_deny.so\n", true},
		"requisite pre":                   {strings.Replace(pre, "required", "requisite", 1) + unix + fail + "auth required pam_permit.so\n", true},
		"only pre":                        {pre + unix + end, false},
		"only fail":                       {unix + fail + "auth required pam_permit.so\n", false},
		"pre does not count":              {strings.Replace(pre, "required", "optional", 1) + unix + fail + "auth required pam_permit.so\n", false},
		"fail behind pam_deny":            {pre + unix + end + fail, false},
		"pam_unix dies before fail":       {pre + "auth requisite pam_unix.so\n" + fail, false},
		"none":                            {unix + end, false},
		"tally2":                          {"auth required pam_tally2.so deny=5 onerr=fail unlock_time=900\n" + unix + end, true},
		"tally2 without deny":             {"auth required pam_tally2.so\n" + unix + end, false},
		"deny=0":                          {"auth required pam_faillock.so preauth deny=0\n" + unix + fail + "auth required pam_permit.so\n", false},
		"Red Hat's":                       {"auth required pam_env.so\nauth required pam_faildelay.so delay=2000000\nauth required pam_faillock.so preauth silent\nauth [default=1 ignore=ignore success=ok] pam_usertype.so isregular\nauth [default=1 ignore=ignore success=ok] pam_localuser.so\nauth sufficient pam_unix.so nullok\nauth [default=1 ignore=ignore success=ok] pam_usertype.so isregular\nauth sufficient pam_sss.so forward_pass\nauth required pam_faillock.so authfail\nauth required pam_deny.so\n", true},
		"a sufficient pam_unix before it": {"auth sufficient pam_unix.so\n" + pre + fail + "auth required pam_deny.so\n", false},
	} {
		f, _ := gather(t, hosttest.Tree(t, debian(map[string]string{"/etc/pam.d/common-auth": c.stack})))
		if l := f.LogOn["login"].Lockout; l.Enforced != c.want || l.Enforced == (l.Why != "") {
			t.Errorf("%s: %+v", name, l)
		}
	}
}

func TestOpenWays(t *testing.T) {
	for name, c := range map[string]struct {
		stack string
		want  []string
	}{
		"sufficient permit":        {"auth sufficient pam_permit.so\nauth required pam_unix.so\n", []string{"pam_permit.so:1"}},
		"only permit":              {"auth required pam_permit.so\n", []string{"pam_permit.so:1"}},
		"permit after optional":    {"auth optional pam_unix.so\nauth required pam_permit.so\n", []string{"pam_permit.so:2"}},
		"unix failure jumps on":    {"auth [success=2 default=1] pam_unix.so\nauth requisite pam_deny.so\nauth required pam_permit.so\n", []string{"pam_permit.so:3"}},
		"nobody gets in":           {"auth required pam_deny.so\n", nil},
		"ordinary":                 {"auth [success=1 default=ignore] pam_unix.so\nauth requisite pam_deny.so\nauth required pam_permit.so\n", nil},
		"a helper alone":           {"auth required pam_env.so\nauth sufficient pam_unix.so\n", []string{"pam_env.so:1"}},
		"condition":                {"auth sufficient pam_succeed_if.so user ingroup nopasswdlogin\nauth required pam_unix.so\n", []string{"pam_succeed_if.so:1 nopasswdlogin"}},
		"trusted wheel":            {"auth sufficient pam_wheel.so trust use_uid\nauth required pam_unix.so\n", []string{"pam_wheel.so:1 wheel"}},
		"key instead of password":  {"auth sufficient pam_u2f.so\nauth required pam_unix.so\n", nil},
		"permit that is not there": {"auth required pam_unix.so\nauth sufficient pam_permit.so\n", nil},
	} {
		f, _ := gather(t, hosttest.Tree(t, debian(map[string]string{"/etc/pam.d/vnc": c.stack})))
		var got []string
		for _, o := range f.Open {
			if o.Service != "vnc" {
				t.Errorf("%s: %+v", name, o)
			}
			got = append(got, strings.TrimSpace(o.Module+":"+string(o.Source[strings.LastIndexByte(string(o.Source), ':')+1:])+" "+o.Group))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestSu(t *testing.T) {
	for line, want := range map[string]bool{
		"auth required pam_wheel.so use_uid group=sudo":  true,
		"auth requisite pam_wheel.so":                    true,
		"auth optional pam_wheel.so":                     false,
		"auth required pam_wheel.so deny group=nosu":     false,
		"auth sufficient pam_wheel.so trust":             false,
		"# auth required pam_wheel.so":                   false,
		"auth required pam_succeed_if.so user ingroup x": true,
	} {
		f, _ := gather(t, hosttest.Tree(t, debian(map[string]string{"/etc/pam.d/su": "auth sufficient pam_rootok.so\n" + line + "\n@include common-auth\n"})))
		if got := f.Su["su"]; got.Restricted != want {
			t.Errorf("%s: %+v", line, got)
		}
	}
}

func TestWhatCannotBeReadIsAGap(t *testing.T) {
	tree := func(extra map[string]string) host.Host { return hosttest.Tree(t, debian(extra)) }
	for _, c := range []struct {
		name string
		h    host.Host
		want []string
	}{
		{"login.defs is a directory, the method is an argument", tree(map[string]string{"/etc/login.defs": "-", "/etc/login.defs/": ""}),
			[]string{"passwords.change[*].hash.cost", "passwords.login_defs"}},
		{"login.defs denied, and it decides", hosttest.Deny(tree(map[string]string{"/etc/pam.d/common-password": "password [success=1 default=ignore] pam_unix.so\n" + deny}), "/etc/login.defs"),
			[]string{"passwords.change[*].hash", "passwords.login_defs"}},
		{"pwquality.conf denied", hosttest.Deny(tree(nil), "/etc/security/pwquality.conf"), []string{"passwords.change[*].quality"}},
		{"pwquality.conf broken", tree(map[string]string{"/etc/security/pwquality.conf": "minlen = many\n"}), []string{"passwords.change[*].quality"}},
		{"faillock.conf denied", hosttest.Deny(tree(nil), "/etc/security/faillock.conf"), []string{"passwords.log_on[*].lockout"}},
		{"pam.d denied", hosttest.Deny(tree(nil), "/etc/pam.d"), []string{"passwords.change", "passwords.log_on", "passwords.open", "passwords.other", "passwords.pam", "passwords.services", "passwords.su"}},
		{"an include is missing", tree(map[string]string{"/etc/pam.d/passwd": "@include nowhere\n"}), []string{"passwords.change.passwd", "passwords.open", "passwords.services.passwd"}},
		{"pam.conf", hosttest.Tree(t, map[string]string{"/etc/pam.conf": "login auth required pam_unix.so\n", "/etc/login.defs": ""}), []string{"passwords.change", "passwords.log_on", "passwords.open", "passwords.other", "passwords.pam", "passwords.services", "passwords.su"}},
	} {
		_, gaps := gather(t, c.h)
		for i, g := range gaps {
			gaps[i] = strings.NewReplacer(`["`, ".", `"]`, "").Replace(g)
		}
		slices.Sort(gaps)
		if diff := cmp.Diff(c.want, gaps); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestHostWithoutPAM(t *testing.T) {
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{"/etc/passwd": ""}))
	if f.PAM == nil || f.PAM.Value || len(f.Change) != 0 || f.LoginDefs["PASS_MAX_DAYS"].Value != "-1" || len(gaps) != 0 {
		t.Errorf("%+v %v", f, gaps)
	}
}

// A tree that has only the shared files is judged by them.
func TestSharedFilesAlone(t *testing.T) {
	m := debian(nil)
	for k := range m {
		if strings.HasPrefix(k, "/etc/pam.d/") && !strings.HasPrefix(k, "/etc/pam.d/common-") {
			delete(m, k)
		}
	}
	f, _ := gather(t, hosttest.Tree(t, m))
	if !f.Change["common-password"].Quality.Enforced || f.LogOn["common-auth"].Kind != "shared" || !f.LogOn["common-auth"].Lockout.Enforced {
		t.Errorf("%+v", f)
	}
}

func TestNoSecretLeaves(t *testing.T) {
	f, _ := gather(t, hosttest.Tree(t, debian(map[string]string{
		"/etc/pam.d/common-auth": "auth sufficient pam_mysql.so user=pam passwd=hunter2secret [query=a hunter2secret]\nauth required pam_ldap.so bindpw=hunter2secret hunter2secret\nhunter2secret hunter2secret hunter2secret\nauth required pam_unix.so\n",
	})))
	raw, err := json.Marshal(f)
	if err != nil || bytes.Contains(raw, []byte("hunter2secret")) {
		t.Errorf("%v: a secret is in the facts", err)
	}
}

func FuzzSettings(f *testing.F) {
	f.Add([]byte("minlen = 12\nenforcing\n#\n"), "min=disabled,1,2,3,4")
	f.Fuzz(func(t *testing.T, b []byte, arg string) {
		list, _ := confLines("/x", b)
		to := map[string]facts.Sourced[int64]{}
		apply(to, list)
		(&Quality{Settings: to}).derive()
		atoi(arg)
		if d := digits(arg); !strings.HasPrefix(arg, d) {
			t.Errorf("%q of %q", d, arg)
		}
		hashName(arg, true)
	})
}

func TestStackThatStoresNothing(t *testing.T) {
	const unix = "password required pam_pwhistory.so remember=12 use_authtok\npassword [success=1 default=ignore] pam_unix.so use_authtok yescrypt\n" + deny
	f, missing := gather(t, hosttest.Tree(t, debian(map[string]string{"/etc/pam.d/common-password": "#password requisite pam_pwquality.so\n" + unix})))
	if c, ok := f.Change["passwd"]; !ok || c.Quality == nil || c.Quality.Module != "" || c.Quality.Enforced {
		t.Errorf("quality commented out: %+v, missing %q", f.Change["passwd"], missing)
	}
	f, missing = gather(t, hosttest.Tree(t, debian(map[string]string{"/etc/pam.d/common-password": "password [success=1 default=ignore] pam_permit.so\npassword requisite pam_pwquality.so\n" + unix})))
	if f.Change != nil || !slices.Contains(missing, "passwords.change") {
		t.Errorf("quality jumped over: %+v, missing %q", f.Change, missing)
	}
}
