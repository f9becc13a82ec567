package passwords

import (
	"slices"
	"strings"

	"isoscan/internal/pam"
)

// The walks of this file ask what a stack can do to a local account: modules
// that only tell local accounts from others answer as for a local one.

// neutral are modules that never prove who is there: they set things up, look
// at conditions, count, or say yes. Their success alone must let nobody in.
var neutral = map[string]bool{
	"pam_permit.so": true, "pam_env.so": true, "pam_faildelay.so": true, "pam_faillock.so": true,
	"pam_tally.so": true, "pam_tally2.so": true, "pam_nologin.so": true, "pam_securetty.so": true,
	"pam_echo.so": true, "pam_warn.so": true, "pam_motd.so": true, "pam_mail.so": true,
	"pam_limits.so": true, "pam_cap.so": true, "pam_group.so": true, "pam_umask.so": true,
	"pam_loginuid.so": true, "pam_keyinit.so": true, "pam_time.so": true, "pam_access.so": true,
	"pam_shells.so": true, "pam_issue.so": true, "pam_localuser.so": true, "pam_succeed_if.so": true,
	"pam_wheel.so": true, "pam_listfile.so": true, "pam_usertype.so": true, "pam_debug.so": true,
	"pam_selinux.so": true, "pam_systemd.so": true, "pam_gnome_keyring.so": true, "pam_kwallet5.so": true,
	"pam_kwallet.so": true, "pam_exec.so": true, "pam_mkhomedir.so": true, "pam_lastlog.so": true,
	"pam_ck_connector.so": true, "pam_setquota.so": true, "pam_tty_audit.so": true, "pam_xauth.so": true,
	"pam_namespace.so": true, "pam_sepermit.so": true, "pam_rhosts.so": true, "pam_abl.so": true,
	"pam_geoip.so": true, "pam_deny.so": true, "pam_stress.so": true, "pam_lastlog2.so": true,
	"pam_ecryptfs.so": true, "pam_mount.so": true, "pam_cgfs.so": true, "pam_apparmor.so": true,
}

// conditional are those of them that look at who asks or at a list.
var conditional = map[string]bool{
	"pam_succeed_if.so": true, "pam_wheel.so": true, "pam_listfile.so": true, "pam_access.so": true,
	"pam_localuser.so": true, "pam_usertype.so": true, "pam_exec.so": true, "pam_rhosts.so": true,
	"pam_time.so": true, "pam_securetty.so": true, "pam_shells.so": true, "pam_sepermit.so": true,
	"pam_geoip.so": true,
}

// failures are answers of a module that refuses; a control may treat each
// differently, so all are tried.
var failures = func() []pam.Return {
	var out []pam.Return
	for _, r := range pam.AllReturns() {
		if r != pam.Success && r != pam.Ignore && r != pam.NewAuthtokReqd {
			out = append(out, r)
		}
	}
	return out
}()

var anything = pam.AllReturns()

// answers tells what a module may say about a local account.
func answers(e pam.Entry) []pam.Return {
	switch e.Module {
	case "pam_permit.so", "pam_localuser.so":
		return []pam.Return{pam.Success}
	case "pam_deny.so":
		return []pam.Return{pam.AuthErr, pam.AcctExpired, pam.AuthtokErr, pam.SessionErr, pam.PermDenied, pam.CredErr}
	case "pam_debug.so":
		return anything
	case "pam_unix.so", "pam_unix2.so", "pam_tcb.so":
		return append([]pam.Return{pam.Success, pam.NewAuthtokReqd}, failures...)
	case "pam_faillock.so":
		// authfail counts and says ignore, or that the account is locked.
		if _, ok := e.Arg("authfail"); ok {
			return append([]pam.Return{pam.Ignore}, failures...)
		}
		return append([]pam.Return{pam.Success}, failures...)
	case "pam_wheel.so":
		// A member is ignored, so that the rest of the stack decides.
		return append([]pam.Return{pam.Success, pam.Ignore}, failures...)
	case "pam_rootok.so", "pam_pwquality.so", "pam_cracklib.so", "pam_passwdqc.so", "pam_pwhistory.so",
		"pam_succeed_if.so", "pam_listfile.so", "pam_access.so", "pam_tally2.so", "pam_tally.so":
		return append([]pam.Return{pam.Success}, failures...)
	}
	return anything
}

func isUnix(m string) bool { return m == "pam_unix.so" || m == "pam_unix2.so" || m == "pam_tcb.so" }

// isQuality names the modules that judge a new password.
func isQuality(m string) bool {
	return m == "pam_pwquality.so" || m == "pam_cracklib.so" || m == "pam_passwdqc.so"
}

func isHistory(m string) bool { return m == "pam_pwhistory.so" }

// Marks of the walk through a password stack.
const (
	haveToken  pam.Marks = 1 << iota // a new password has been typed in
	checked                          // and the module in question took it
	unixStored                       // pam_unix stored a password
	unchecked                        // one that was not checked
	impossible                       // use_authtok with no new password: that module fails
)

// passwordWalk follows a password stack for one kind of module. libpam runs it
// twice, and in the second run a module that refuses after "required" does not
// keep pam_unix from asking anew and storing what it gets, unless it has
// use_authtok; passwd(1) then reports an error, and the password is changed.
func passwordWalk(stack []pam.Entry, checks func(string) bool) pam.Outcome {
	return pam.Walk(stack, answers, func(_ int, e pam.Entry, r pam.Return, m pam.Marks) pam.Marks {
		asks := isUnix(e.Module) || isQuality(e.Module) || isHistory(e.Module)
		if !asks {
			return m
		}
		if r == pam.Ignore {
			return m
		}
		if r != pam.Success {
			return m &^ (haveToken | checked)
		}
		if m&haveToken == 0 {
			if _, only := e.Arg("use_authtok"); only {
				return m | impossible
			}
			m |= haveToken
		}
		if checks(e.Module) {
			m |= checked
		}
		if isUnix(e.Module) {
			m |= unixStored
			if m&checked == 0 {
				m |= unchecked
			}
		}
		return m
	})
}

// storesLocal: a password of /etc/shadow can be changed. In libpam's first run
// the modules that judge passwords have none to judge and say yes; when that run
// ends well, the second one may store, even if it ends in an error.
func storesLocal(stack []pam.Entry) bool {
	first := pam.Walk(stack, func(e pam.Entry) []pam.Return {
		if isQuality(e.Module) || isHistory(e.Module) {
			return []pam.Return{pam.Success}
		}
		return answers(e)
	}, nil)
	return first.Any(func(e pam.End) bool { return e.OK }) &&
		passwordWalk(stack, isQuality).Any(func(e pam.End) bool {
			return e.Marks&unixStored != 0 && e.Marks&impossible == 0
		})
}

// storesUnchecked: some way stores a password that the module did not take.
func storesUnchecked(o pam.Outcome) bool {
	return o.Any(func(e pam.End) bool { return e.Marks&unchecked != 0 && e.Marks&impossible == 0 })
}

// Marks of the walk for lock-out.
const (
	allowed   pam.Marks = 1 << iota // the counting module found the account open
	refused                         // or locked
	unixOK                          // the password was right
	unixWrong                       // the password was wrong
	counted                         // and that was counted
	otherOK                         // another module proved who is there
)

func lockoutWalk(stack []pam.Entry) pam.Outcome {
	return pam.Walk(stack, answers, func(_ int, e pam.Entry, r pam.Return, m pam.Marks) pam.Marks {
		ok := r == pam.Success || r == pam.NewAuthtokReqd
		switch {
		case e.Module == "pam_faillock.so":
			if _, fail := e.Arg("authfail"); fail {
				return m | counted
			}
			if ok {
				return m | allowed
			}
			return m | refused
		case e.Module == "pam_tally2.so" || e.Module == "pam_tally.so":
			// It counts every attempt beforehand.
			if ok {
				return m | allowed | counted
			}
			return m | refused | counted
		case isUnix(e.Module):
			if ok {
				return m | unixOK
			}
			return m | unixWrong
		case ok && !neutral[e.Module]:
			return m | otherOK
		}
		return m
	})
}

// proven marks, in the walk for open ways, that a module proved who is there.
const proven pam.Marks = 1

// entryBits is how far above it the entry stands that made the verdict positive.
const entryBits = 1

// openWays returns the entries that let somebody in on a way on which nothing
// proved who it is, in the order of the stack.
func openWays(stack []pam.Entry) []pam.Entry {
	o := pam.Walk(stack, answers, func(i int, e pam.Entry, r pam.Return, m pam.Marks) pam.Marks {
		if r != pam.Success {
			return m
		}
		if !neutral[e.Module] {
			return proven
		}
		if a := e.Control[r]; m&proven == 0 && (a == pam.ActOK || a == pam.ActDone) && rank(e) >= rank(entryOf(stack, m)) {
			return pam.Marks(i+1) << entryBits
		}
		return m
	})
	found := map[int]bool{}
	for end := range o.Ends {
		if end.OK && end.Marks&proven == 0 {
			found[int(end.Marks>>entryBits)] = true
		}
	}
	var idx []int
	for i := range found {
		idx = append(idx, i)
	}
	slices.Sort(idx)
	var out []pam.Entry
	for _, i := range idx {
		if i > 0 {
			out = append(out, stack[i-1])
		}
	}
	return out
}

func entryOf(stack []pam.Entry, m pam.Marks) pam.Entry {
	if i := int(m >> entryBits); i > 0 {
		return stack[i-1]
	}
	return pam.Entry{}
}

// rank says how much a module is to blame for an open way: a condition that
// ends the stack most, then what says yes to all, then mere helpers.
func rank(e pam.Entry) int {
	switch {
	case e.Module == "":
		return 0
	case conditional[e.Module] && e.Control[pam.Success] == pam.ActDone:
		return 3
	case e.Module == "pam_permit.so" || e.Control[pam.Success] == pam.ActDone:
		return 2
	}
	return 1
}

// condition describes what a conditional module looks at.
func condition(e pam.Entry) (text, group string) {
	if !conditional[e.Module] {
		return "", ""
	}
	text = strings.Join(safeArgs(e), " ")
	if text == "" {
		text = "by default"
	}
	for i, a := range e.Args {
		if a == "ingroup" && i+1 < len(e.Args) {
			group = e.Args[i+1]
		}
	}
	if e.Module == "pam_wheel.so" {
		if group, _ = e.Arg("group"); group == "" {
			group = "wheel"
		}
	}
	return text, group
}
