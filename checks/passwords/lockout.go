package passwords

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"

	"isoscan/internal/facts"
	"isoscan/internal/pam"
)

const (
	faillockPath       = "/etc/security/faillock.conf"
	faillockVendorPath = "/usr/etc/security/faillock.conf"
)

func isCounter(m string) bool {
	return m == "pam_faillock.so" || m == "pam_tally2.so" || m == "pam_tally.so"
}

// lockout tells whether failed attempts lock a local account. Both halves must
// hold on every way through the stack: a wrong password is counted, and the
// right one is of no use while the account is locked.
func (g *gatherer) lockout(svc *pam.Service) (*Lockout, error) {
	stack := svc.Stacks[pam.Auth]
	o := lockoutWalk(stack)
	l := &Lockout{Source: facts.File(svc.Path)}
	var lines []pam.Entry
	for i, e := range stack {
		if isCounter(e.Module) {
			if l.Module == "" {
				l.Module, l.Source = e.Module, entrySource(e)
			}
			if o.Reached[i] {
				lines = append(lines, e)
			}
		}
	}
	if l.Module == "" {
		l.Why = "no module counts failed attempts"
		return l, nil
	}
	l.Enforced, l.Why = true, ""
	switch {
	case len(lines) == 0:
		l.Enforced, l.Why = false, fmt.Sprintf("%s (%s) is never reached", l.Module, l.Source)
	case o.Any(func(e pam.End) bool { return e.OK && e.Marks&unixOK != 0 && e.Marks&allowed == 0 }):
		l.Enforced, l.Why = false, "a locked account gets in with the right password: no "+l.Module+" preauth or authsucc line decides before success"
		if l.Module != "pam_faillock.so" {
			l.Why = "a locked account gets in with the right password: the verdict of " + l.Module + " does not count"
		}
	case o.Any(func(e pam.End) bool {
		return !e.OK && e.Marks&unixWrong != 0 && e.Marks&(unixOK|otherOK|counted|refused) == 0
	}):
		l.Enforced, l.Why = false, "a wrong password is not counted: no pam_faillock authfail line is reached after pam_unix fails"
	}
	for _, e := range lines {
		if _, ok := e.Arg("authsucc"); ok {
			l.Resets = true
		}
	}
	for _, e := range svc.Stacks[pam.Account] {
		l.Resets = l.Resets || e.Module == l.Module
	}
	if at, missing, err := g.missingModule(l.Module); err != nil {
		return nil, err
	} else if missing {
		l.Enforced, l.Why = false, fmt.Sprintf("%s is not installed (%s), so that PAM passes over its lines or lets nobody in", l.Module, at)
	}
	err := g.lockoutSettings(l, stack)
	if err == nil && l.Deny.Value == 0 {
		l.Enforced, l.Why = false, fmt.Sprintf("deny = 0 (%s): it never locks", l.Deny.Source)
	}
	return l, err
}

// lockoutSettings takes the weakest of the module's lines, for each has its own
// arguments: the greatest deny, the shortest lock.
func (g *gatherer) lockoutSettings(l *Lockout, stack []pam.Entry) error {
	for _, e := range stack {
		if e.Module != l.Module {
			continue
		}
		one, err := g.counterSettings(e)
		if err != nil {
			return err
		}
		if l.Deny == nil || one.Deny.Value == 0 || l.Deny.Value != 0 && one.Deny.Value > l.Deny.Value {
			l.Deny = one.Deny
		}
		if l.Unlock == nil || one.Unlock.Value != 0 && (l.Unlock.Value == 0 || one.Unlock.Value < l.Unlock.Value) {
			l.Unlock = one.Unlock
		}
		if one.Interval != nil && (l.Interval == nil || one.Interval.Value < l.Interval.Value) {
			l.Interval = one.Interval
		}
		if l.Root == nil || !one.Root.Value {
			l.Root = one.Root
		}
	}
	return nil
}

// counterSettings are those of one line: defaults, then the file, then the
// arguments. What cannot be read as a number is passed over.
func (g *gatherer) counterSettings(e pam.Entry) (Lockout, error) {
	def := facts.Default(e.Module)
	root := facts.At(false, def)
	out := Lockout{Deny: facts.AtPtr[int64](0, def), Unlock: facts.AtPtr[int64](0, def), Root: &root}
	var list []setting
	if e.Module == "pam_faillock.so" {
		out.Deny, out.Unlock = facts.AtPtr[int64](3, def), facts.AtPtr[int64](600, def)
		out.Interval = facts.AtPtr[int64](900, def)
		paths := []string{faillockPath, faillockVendorPath}
		named, isNamed := e.Arg("conf")
		if isNamed {
			paths = []string{named}
		}
		for _, p := range paths {
			b, err := g.read(p)
			if errors.Is(err, fs.ErrNotExist) && !isNamed {
				continue
			}
			if err != nil {
				return out, err
			}
			list, _ = confLines(p, b)
			break
		}
	}
	for _, s := range append(list, argSettings(e.Args, entrySource(e))...) {
		n, err := strconv.ParseInt(digits(s.value), 10, 64)
		number := err == nil && n <= 604800 // MAX_TIME_INTERVAL, a week
		switch {
		case s.name == "even_deny_root":
			*out.Root = facts.At(true, s.source)
		case s.name == "unlock_time" && s.value == "never":
			out.Unlock = facts.AtPtr[int64](0, s.source)
		case !number:
		case s.name == "deny":
			out.Deny = facts.AtPtr(n%65536, s.source) // an unsigned short
		case s.name == "unlock_time":
			out.Unlock = facts.AtPtr(n, s.source)
		case s.name == "fail_interval" && out.Interval != nil:
			out.Interval = facts.AtPtr(n, s.source)
		}
	}
	return out, nil
}

// digits is the front of s that sscanf(3) takes for an unsigned number.
func digits(s string) string {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return s[:i]
}
