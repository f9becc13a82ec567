package passwords

import (
	"slices"

	"isoscan/internal/facts"
	"isoscan/internal/logindefs"
	"isoscan/internal/pam"
)

// uses tells whether some way through the stack runs a module of this name.
func uses(svc *pam.Service, typ string, names ...string) (e pam.Entry, ok bool) {
	stack := svc.Stacks[typ]
	o := pam.Walk(stack, answers, nil)
	for i, e := range stack {
		if o.Reached[i] && slices.Contains(names, e.Module) {
			return e, true
		}
	}
	return pam.Entry{}, false
}

// has is uses as a fact.
func has(svc *pam.Service, typ string, names ...string) facts.Sourced[bool] {
	if e, ok := uses(svc, typ, names...); ok {
		return facts.At(true, entrySource(e))
	}
	return facts.At(false, facts.File(svc.Path))
}

func (g *gatherer) logOn(svc *pam.Service, kind string) LogOn {
	l := LogOn{
		Kind: kind, Source: facts.File(svc.Path), NullOK: nullOK(svc), LastLogon: lastLogon(svc),
		TimeLimits:    has(svc, pam.Account, "pam_time.so"),
		Limits:        has(svc, pam.Session, "pam_limits.so"),
		AccessControl: has(svc, pam.Account, "pam_access.so"),
		AccountUnix:   has(svc, pam.Account, "pam_unix.so", "pam_unix2.so", "pam_tcb.so", "pam_sss.so", "pam_ldap.so", "pam_winbind.so"),
	}
	if !l.AccessControl.Value {
		l.AccessControl = has(svc, pam.Auth, "pam_access.so")
	}
	_, inAuth := uses(svc, pam.Auth, "pam_nologin.so")
	_, inAccount := uses(svc, pam.Account, "pam_nologin.so")
	l.NoLogin = inAuth || inAccount
	gap := func(part string, err error) { g.holes.add("log_on", svc.Name, part, err) }
	var err error
	if l.Lockout, err = g.lockout(svc); err != nil {
		gap("lockout", err)
		l.Lockout = nil
	}
	if l.DelayMS, err = g.delay(svc); err != nil {
		gap("delay_ms", err)
	}
	return l
}

// nullOK looks at every pam_unix that can run; nullok_secure is an older
// Debian's for terminals that are secure.
func nullOK(svc *pam.Service) facts.Sourced[bool] {
	stack := svc.Stacks[pam.Auth]
	o := pam.Walk(stack, answers, nil)
	out := facts.At(false, facts.File(svc.Path))
	for i, e := range stack {
		if !isUnix(e.Module) || !o.Reached[i] {
			continue
		}
		if slices.Contains(e.Args, "nullok") || slices.Contains(e.Args, "nullok_secure") {
			return facts.At(true, entrySource(e))
		}
		out.Source = entrySource(e)
	}
	return out
}

func lastLogon(svc *pam.Service) facts.Sourced[string] {
	e, ok := uses(svc, pam.Session, "pam_lastlog.so", "pam_lastlog2.so")
	switch {
	case !ok:
		return facts.At("absent", facts.File(svc.Path))
	case slices.Contains(e.Args, "silent"):
		return facts.At("silent", entrySource(e))
	}
	return facts.At("shown", entrySource(e))
}

// delay is the longest pause that a module asks libpam for; libpam then takes
// it give or take a quarter. pam_unix asks for two seconds unless told not to.
// pam_faildelay without an argument takes FAIL_DELAY seconds of login.defs.
func (g *gatherer) delay(svc *pam.Service) (*facts.Sourced[int64], error) {
	stack := svc.Stacks[pam.Auth]
	o := pam.Walk(stack, answers, nil)
	best := facts.AtPtr[int64](0, facts.File(svc.Path))
	longer := func(ms int64, src facts.Source) {
		if ms > best.Value {
			best = facts.AtPtr(ms, src)
		}
	}
	var missing error
	for i, e := range stack {
		if !o.Reached[i] {
			continue
		}
		switch {
		case isUnix(e.Module):
			if _, off := e.Arg("nodelay"); !off {
				longer(2000, entrySource(e))
			}
		case e.Module == "pam_faildelay.so":
			if v, ok := e.Arg("delay"); ok {
				longer(atoi(v)/1000, entrySource(e))
			} else if g.defs == nil {
				missing = g.defsErr
			} else if d, ok := g.defs.PAM("FAIL_DELAY"); ok {
				n, _ := logindefs.Number(d.Value)
				longer(n*1000, facts.FileLine(d.File, d.Line))
			}
		}
	}
	if missing != nil && best.Value == 0 {
		return nil, missing
	}
	return best, nil
}

func open(svc *pam.Service) []Open {
	var out []Open
	for _, e := range openWays(svc.Stacks[pam.Auth]) {
		text, group := condition(e)
		out = append(out, Open{Service: svc.Name, Module: e.Module, Condition: text, Group: facts.Text(group), Source: entrySource(e)})
	}
	return out
}

// su tells whether everybody but root needs more than a password. A walk that
// ends well must have passed pam_wheel, unless pam_rootok let root through.
func su(svc *pam.Service) Su {
	const (
		root pam.Marks = 1 << iota
		member
	)
	stack := svc.Stacks[pam.Auth]
	out := Su{Source: facts.File(svc.Path), Why: "neither pam_wheel nor pam_succeed_if asks for a group"}
	restricts := func(e pam.Entry) bool {
		if e.Module == "pam_wheel.so" {
			_, deny := e.Arg("deny")
			_, trust := e.Arg("trust")
			_, rootOnly := e.Arg("root_only") // others than root stay open to all
			return !deny && !trust && !rootOnly
		}
		return e.Module == "pam_succeed_if.so" && slices.Contains(e.Args, "ingroup")
	}
	o := pam.Walk(stack, answers, func(_ int, e pam.Entry, r pam.Return, m pam.Marks) pam.Marks {
		passed := r == pam.Success || e.Module == "pam_wheel.so" && r == pam.Ignore
		switch {
		case passed && e.Module == "pam_rootok.so":
			return m | root
		case passed && restricts(e):
			return m | member
		}
		return m
	})
	for i, e := range stack {
		if !o.Reached[i] || !restricts(e) {
			continue
		}
		out.Module, out.Source = e.Module, entrySource(e)
		_, out.Group = condition(e)
		if v, ok := e.Arg("group"); e.Module == "pam_wheel.so" && !ok {
			out.Group = v
		}
		out.Restricted = !o.Any(func(end pam.End) bool { return end.OK && end.Marks&(root|member) == 0 })
		out.Why = ""
		if !out.Restricted {
			out.Why = "a way through the stack goes round " + e.Module
		}
		break
	}
	return out
}

func other(svc *pam.Service) *Other {
	out := &Other{Source: facts.File(svc.Path), Denies: []string{}, Allows: []string{}}
	for _, t := range []string{pam.Auth, pam.Account, pam.Password, pam.Session} {
		if pam.Walk(svc.Stacks[t], answers, nil).Any(func(e pam.End) bool { return e.OK }) {
			out.Allows = append(out.Allows, t)
		} else {
			out.Denies = append(out.Denies, t)
		}
	}
	return out
}
