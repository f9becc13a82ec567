package passwords

import (
	"testing"

	"isoscan/internal/host/hosttest"
)

// The stacks that authselect writes on Red Hat 9 for the profile sssd with
// with-faillock and with-pwhistory, and the services that use them.
func TestRedHat(t *testing.T) {
	const auth = `auth        required                                     pam_env.so
auth        required                                     pam_faildelay.so delay=2000000
auth        required                                     pam_faillock.so preauth silent
auth        [default=1 ignore=ignore success=ok]         pam_usertype.so isregular
auth        [default=1 ignore=ignore success=ok]         pam_localuser.so
auth        sufficient                                   pam_unix.so nullok
auth        [default=1 ignore=ignore success=ok]         pam_usertype.so isregular
auth        sufficient                                   pam_sss.so forward_pass
auth        required                                     pam_faillock.so authfail
auth        required                                     pam_deny.so

account     required                                     pam_faillock.so
account     required                                     pam_unix.so
account     sufficient                                   pam_localuser.so
account     sufficient                                   pam_usertype.so issystem
account     [default=bad success=ok user_unknown=ignore] pam_sss.so
account     required                                     pam_permit.so

password    requisite                                    pam_pwquality.so local_users_only
password    [default=1 ignore=ignore success=ok]         pam_localuser.so
password    requisite                                    pam_pwhistory.so use_authtok
password    sufficient                                   pam_unix.so sha512 shadow nullok use_authtok
password    [success=1 default=ignore]                   pam_localuser.so
password    sufficient                                   pam_sss.so use_authtok
password    required                                     pam_deny.so

session     optional                                     pam_keyinit.so revoke
session     required                                     pam_limits.so
-session    optional                                     pam_systemd.so
session     [success=1 default=ignore]                   pam_succeed_if.so service in crond quiet use_uid
session     required                                     pam_unix.so
session     optional                                     pam_sss.so
`
	f, gaps := gather(t, hosttest.Tree(t, map[string]string{
		"/etc/login.defs":               "ENCRYPT_METHOD SHA512\nSHA_CRYPT_MAX_ROUNDS 100000\n",
		"/etc/pam.d/system-auth":        "-> /etc/authselect/system-auth",
		"/etc/pam.d/password-auth":      "-> /etc/authselect/password-auth",
		"/etc/pam.d/postlogin":          "session optional pam_umask.so silent\nsession [success=1 default=ignore] pam_succeed_if.so service !~ gdm* service !~ su* quiet\nsession [default=1] pam_lastlog.so nowtmp showfailed\nsession optional pam_lastlog.so silent noupdate showfailed\n",
		"/etc/authselect/system-auth":   auth,
		"/etc/authselect/password-auth": auth,
		"/etc/pam.d/sshd":               "auth substack password-auth\nauth include postlogin\naccount required pam_sepermit.so\naccount required pam_nologin.so\naccount include password-auth\npassword include password-auth\nsession required pam_selinux.so close\nsession include password-auth\nsession include postlogin\n",
		"/etc/pam.d/login":              "auth substack system-auth\nauth include postlogin\naccount required pam_nologin.so\naccount include system-auth\npassword include system-auth\nsession include system-auth\nsession include postlogin\n",
		"/etc/pam.d/passwd":             "auth include system-auth\naccount include system-auth\npassword substack system-auth\n-password optional pam_gnome_keyring.so use_authtok\npassword substack postlogin\n",
		"/etc/pam.d/su":                 "auth sufficient pam_rootok.so\n#auth sufficient pam_wheel.so trust use_uid\nauth required pam_wheel.so use_uid\nauth substack system-auth\nauth include postlogin\naccount sufficient pam_succeed_if.so uid = 0 use_uid quiet\naccount include system-auth\npassword include system-auth\nsession include system-auth\n",
		"/etc/pam.d/other":              "auth required pam_deny.so\naccount required pam_deny.so\npassword required pam_deny.so\nsession required pam_deny.so\n",
		"/etc/pam.d/chsh":               "auth sufficient pam_rootok.so\nauth include system-auth\n",
		"/etc/pam.d/crond":              "account required pam_access.so\naccount include password-auth\nsession required pam_loginuid.so\nauth include password-auth\n",
		"/etc/security/faillock.conf":   "silent\ndeny = 4\n",
		"/etc/security/pwhistory.conf":  "remember = 24\nenforce_for_root\n",
		"/etc/security/pwquality.conf":  "minlen = 15\n",
	}))
	if len(gaps) > 0 || len(f.Open) > 0 {
		t.Errorf("gaps %v, open %+v", gaps, f.Open)
	}
	for _, name := range []string{"passwd", "login", "sshd"} {
		c := f.Change[name]
		if c.Hash == nil || c.Hash.Method != "sha512" || *c.Hash.Cost != 100000 {
			t.Errorf("%s: hash %+v", name, c.Hash)
		}
		if c.Quality == nil || !c.Quality.Enforced || *c.Quality.MinLength != 15 {
			t.Errorf("%s: quality %+v", name, c.Quality)
		}
		if c.History == nil || !c.History.Enforced || *c.History.Remember != 24 || c.History.Source != "/etc/security/pwhistory.conf:1" || !*c.History.ForRoot {
			t.Errorf("%s: history %+v", name, c.History)
		}
	}
	for _, name := range []string{"login", "sshd"} {
		l := f.LogOn[name]
		if !l.Lockout.Enforced || !l.Lockout.Resets || l.Lockout.Deny.Value != 4 || l.Lockout.Unlock.Value != 600 || !l.NullOK.Value || !l.NoLogin || !l.AccountUnix.Value || l.LastLogon.Value != "shown" {
			t.Errorf("%s: %+v %+v", name, l, l.Lockout)
		}
	}
	if s := f.Su["su"]; !s.Restricted {
		t.Errorf("su: %+v", s)
	}
	if len(f.Other.Allows) > 0 {
		t.Errorf("other: %+v", f.Other)
	}
}
