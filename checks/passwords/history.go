package passwords

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/logindefs"
	"isoscan/internal/pam"
)

const (
	pwhistoryPath       = "/etc/security/pwhistory.conf"
	pwhistoryVendorPath = "/usr/etc/security/pwhistory.conf"
	historyDefault      = 10 // of pam_pwhistory(8)
)

// history finds what keeps old passwords: pam_pwhistory if it works, else
// pam_unix with remember=.
func (g *gatherer) history(svc *pam.Service, stack []pam.Entry) (*History, error) {
	o := passwordWalk(stack, isHistory)
	var module, unix *pam.Entry
	for i, e := range stack {
		switch {
		case isHistory(e.Module) && (module == nil || o.Reached[i]):
			module = &stack[i]
		case isUnix(e.Module) && o.Reached[i] && unix == nil:
			unix = &stack[i]
		}
	}
	own, err := g.unixHistory(unix)
	if module == nil {
		if own == nil {
			own = &History{Source: facts.File(svc.Path), Why: "nothing keeps old passwords: neither pam_pwhistory nor remember= of pam_unix"}
		}
		return own, err
	}
	h := &History{Module: module.Module, Enforced: !storesUnchecked(o)}
	if !h.Enforced {
		h.Why = whyUnchecked(stack, o, *module)
	}
	remember, root, err := g.pwhistoryConf(*module)
	if err != nil {
		return h, err
	}
	h.Remember, h.Source, h.ForRoot = &remember.Value, remember.Source, &root
	if remember.Value == 0 {
		h.Enforced, h.Why = false, fmt.Sprintf("remember = 0 (%s)", remember.Source)
	}
	if !h.Enforced && own != nil {
		return own, nil
	}
	return h, nil
}

// unixHistory: pam_unix checks its own list before it stores.
func (g *gatherer) unixHistory(e *pam.Entry) (*History, error) {
	if e == nil {
		return nil, nil
	}
	v, ok := e.Arg("remember")
	if n := atoi(v); ok && n > 0 {
		n, root := min(n, 400), true
		return &History{Module: e.Module, Enforced: true, Remember: &n, ForRoot: &root, Source: entrySource(*e)}, nil
	}
	return nil, nil
}

// pwhistoryConf: an argument overrides the file. Linux-PAM before 1.5.3 reads
// no file; the host has none then.
func (g *gatherer) pwhistoryConf(e pam.Entry) (remember facts.Sourced[int64], root bool, err error) {
	remember = facts.At[int64](historyDefault, facts.Default("pam_pwhistory"))
	paths := []string{pwhistoryPath, pwhistoryVendorPath}
	if p, ok := e.Arg("conf"); ok {
		paths = []string{p}
	}
	for _, p := range paths {
		b, rerr := g.read(p)
		if errors.Is(rerr, fs.ErrNotExist) {
			continue
		}
		if rerr != nil {
			return remember, false, rerr
		}
		var f logindefs.File // the same reader: pam_modutil_search_key(3)
		f.Parse(p, b)
		if v, ok := f.PAM("remember"); ok && v.Value != "" && v.Value[0] >= '0' && v.Value[0] <= '9' {
			remember = facts.At(atoi(v.Value), facts.FileLine(p, v.Line))
		}
		_, root = f.PAM("enforce_for_root")
		break
	}
	for _, a := range e.Args {
		if name, v, ok := strings.Cut(a, "="); ok && strings.EqualFold(name, "remember") {
			remember = facts.At(min(max(atoi(v), 0), 400), entrySource(e))
		}
		root = root || strings.EqualFold(a, "enforce_for_root")
	}
	return remember, root, nil
}
