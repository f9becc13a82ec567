// Package passwords gathers how a host takes, changes, stores and refuses
// passwords: login.defs and the PAM stacks with the settings of their modules.
// It reads configuration only, never a password or a hash.
package passwords

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/logindefs"
	"isoscan/internal/pam"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "passwords",
		Title: "Passwords and PAM",
		Description: "Reads /etc/login.defs and the PAM stacks with their includes and jumps, and from them what really happens: " +
			"how new passwords are stored, which are refused, what locks an account, who gets in without proof.",
	}
}

// maxServices bounds the files of the service folders.
const maxServices = 300

// Services by what they are for. Only those with a file are looked at.
var (
	logOnServices   = []string{"login", "sshd", "remote", "gdm-password", "lightdm", "sddm", "xdm", "kde", "cockpit"}
	elevateServices = []string{"su", "su-l", "sudo", "sudo-i", "polkit-1"}
	changeServices  = []string{"passwd", "chpasswd", "newusers", "login", "sshd", "gdm-password"}
	// sharedFiles are what the others include. They stand in for services on a
	// tree that has none.
	sharedAuth     = []string{"common-auth", "system-auth", "password-auth", "base-auth"}
	sharedPassword = []string{"common-password", "system-auth", "password-auth", "base-password"}
)

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	g := gatherer{ctx: ctx, h: h, gaps: gaps, f: &Facts{}}
	g.loginDefs()
	names, err := g.serviceNames()
	if err != nil {
		for _, p := range []string{"pam", "services", "change", "log_on", "open", "su", "other"} {
			gaps.Add(p, err)
		}
		return g.f, ctx.Err()
	}
	cache := map[string]cached{}
	g.pam = pam.Config{Read: func(p string) ([]byte, error) {
		c, ok := cache[p]
		if !ok {
			c.b, c.err = g.read(p)
			if c.err == nil && bytes.IndexByte(c.b, 0) >= 0 {
				c.b, c.err = nil, fmt.Errorf("%s: it has null bytes, so it is damaged", p)
			}
			cache[p] = c
		}
		return c.b, c.err
	}}
	g.services(names)
	return g.f, ctx.Err()
}

type cached struct {
	b   []byte
	err error
}

type gatherer struct {
	ctx   context.Context
	h     host.Host
	gaps  *facts.Gaps
	f     *Facts
	pam   pam.Config
	holes holes
	// defs is nil when login.defs could not be read, and defsErr says why.
	defs    *logindefs.File
	defsErr error
}

// serviceNames lists the services that have a file. A host with none of the
// folders has no PAM; one with the old /etc/pam.conf is not understood.
func (g *gatherer) serviceNames() ([]string, error) {
	var names []string
	found := ""
	for _, d := range pam.Dirs() {
		list, err := g.h.ReadDir(g.ctx, d)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if found == "" {
			found = d
		}
		for _, e := range list {
			// Left-overs of package managers and editors are no services.
			if e.IsDir() || strings.ContainsAny(e.Name, "~#") || slices.Contains([]string{".dpkg-old", ".dpkg-dist", ".dpkg-new", ".rpmnew", ".rpmsave", ".bak"}, path.Ext(e.Name)) {
				continue
			}
			names = append(names, e.Name)
		}
	}
	if found == "" {
		if _, err := g.h.Lstat(g.ctx, "/etc/pam.conf"); err == nil {
			return nil, errors.New("/etc/pam.conf without /etc/pam.d is not read")
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		g.f.PAM = facts.AtPtr(false, facts.File(pam.Dirs()[0]))
		return nil, nil
	}
	g.f.PAM = facts.AtPtr(true, facts.File(found))
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) > maxServices {
		return nil, fmt.Errorf("%s: more than %d services", found, maxServices)
	}
	return names, nil
}

// services expands each service once and derives the facts from it.
func (g *gatherer) services(names []string) {
	g.f.Services, g.f.Change, g.f.LogOn = map[string]Service{}, map[string]Change{}, map[string]LogOn{}
	g.f.Open, g.f.Su = []Open{}, map[string]Su{}
	logOns := pick(names, logOnServices, sharedAuth)
	changes := pick(names, changeServices, sharedPassword)
	stuck := map[string]*pam.Service{}
	for _, name := range names {
		if g.ctx.Err() != nil {
			return
		}
		kind := kindOf(name, logOns)
		changes := slices.Contains(changes, name)
		svc, err := g.pam.Service(name)
		if err != nil {
			g.unread(name, kind, changes, err)
			continue
		}
		g.doubts(svc, kind, changes)
		if kind != "" || changes {
			g.f.Services[name] = service(svc)
		}
		if changes {
			if c := g.change(svc); c.Local {
				g.f.Change[name] = c
			} else if slices.ContainsFunc(svc.Stacks[pam.Password], func(e pam.Entry) bool { return isUnix(e.Module) }) {
				stuck[name] = svc
			}
		}
		if kind != "" {
			g.f.LogOn[name] = g.logOn(svc, kind)
		}
		if kind != kindShared {
			g.f.Open = append(g.f.Open, open(svc)...)
		}
		switch name {
		case "su", "su-l":
			g.f.Su[name] = su(svc)
		case "other":
			g.f.Other = other(svc)
		}
	}
	if len(g.f.Change) == 0 {
		g.stuck(stuck)
	}
	g.holes.report(g.gaps, map[string]int{"change": len(g.f.Change), "log_on": len(g.f.LogOn)})
}

// holes are the parts of services that could not be told. One that all services
// lack, because a file that they share could not be read, is one gap.
type holes map[[2]string][]hole

type hole struct {
	service string
	err     error
}

func (h *holes) add(of, service, part string, err error) {
	if *h == nil {
		*h = holes{}
	}
	key := [2]string{of, part}
	(*h)[key] = append((*h)[key], hole{service, err})
}

func (h holes) report(gaps *facts.Gaps, services map[string]int) {
	for key, list := range h {
		if len(list) == services[key[0]] {
			gaps.Add(fmt.Sprintf("%s[*].%s", key[0], key[1]), list[0].err)
			continue
		}
		for _, l := range list {
			gaps.Add(fmt.Sprintf("%s[%q].%s", key[0], l.service, key[1]), l.err)
		}
	}
}

// pick returns the names of a list that the host has; when it has none, those
// of the files that others share.
func pick(names, wanted, shared []string) []string {
	var out []string
	for _, list := range [][]string{wanted, shared} {
		for _, n := range list {
			if slices.Contains(names, n) {
				out = append(out, n)
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

// Kinds of LogOn.
const (
	kindLogOn   = "log_on"
	kindElevate = "elevate"
	kindOther   = "other"
	kindShared  = "shared"
)

func kindOf(name string, logOns []string) string {
	switch {
	case slices.Contains(sharedAuth, name) || slices.Contains(sharedPassword, name) || strings.HasPrefix(name, "common-"):
		if slices.Contains(logOns, name) {
			return kindShared
		}
		return ""
	case slices.Contains(logOns, name):
		return kindLogOn
	case slices.Contains(elevateServices, name):
		return kindElevate
	case name == "other":
		return kindOther
	}
	return ""
}

// unread records the gaps of a service that could not be expanded. libpam's
// refusal of a file is a gap too: nobody can say what the admin wanted.
func (g *gatherer) unread(name, kind string, changes bool, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		return // the file went away, or its link points to nothing: no service
	}
	gap := func(format string) { g.gaps.Add(fmt.Sprintf(format, name), err) }
	if kind != "" || changes {
		gap("services[%q]")
	}
	if changes {
		gap("change[%q]")
	}
	if kind != "" {
		gap("log_on[%q]")
	}
	g.gaps.Add("open", err)
	switch name {
	case "su", "su-l":
		gap("su[%q]")
	case "other":
		g.gaps.Add("other", err)
	}
}

// doubts records the gaps of a service with lines that are no PAM lines. What
// its other lines do is told all the same, for it may convict.
func (g *gatherer) doubts(svc *pam.Service, kind string, changes bool) {
	first := func(types ...string) error {
		for _, t := range types {
			if err := svc.Doubts[t]; err != nil {
				return err
			}
		}
		return nil
	}
	if err := first(pam.Password); err != nil && changes {
		g.gaps.Add(fmt.Sprintf("change[%q]", svc.Name), err)
	}
	if err := first(pam.Auth, pam.Account, pam.Session); err != nil && kind != "" {
		g.gaps.Add(fmt.Sprintf("log_on[%q]", svc.Name), err)
	}
	if err := first(pam.Auth); err != nil {
		if kind != kindShared {
			g.gaps.Add("open", err)
		}
		if svc.Name == "su" || svc.Name == "su-l" {
			g.gaps.Add(fmt.Sprintf("su[%q]", svc.Name), err)
		}
	}
	if err := first(pam.Auth, pam.Account, pam.Password, pam.Session); err != nil && svc.Name == "other" {
		g.gaps.Add("other", err)
	}
}

func service(s *pam.Service) Service {
	out := Service{Source: facts.File(s.Path), FromOther: append([]string{}, s.FromOther...)}
	slices.Sort(out.FromOther)
	out.Auth, out.Account = modules(s.Stacks[pam.Auth]), modules(s.Stacks[pam.Account])
	out.Password, out.Session = modules(s.Stacks[pam.Password]), modules(s.Stacks[pam.Session])
	return out
}

func modules(stack []pam.Entry) []Module {
	o := pam.Walk(stack, answers, nil)
	out := []Module{}
	for i, e := range stack {
		if e.Kind == pam.Substack {
			continue
		}
		control := facts.Text(e.Written)
		if e.Problem != "" {
			control = "" // of a line that is no PAM line nothing is kept
		}
		out = append(out, Module{Module: facts.Text(e.Module), Args: safeArgs(e), Control: control,
			Reached: o.Reached[i], Problem: facts.Text(e.Problem), Source: entrySource(e)})
	}
	return out
}

// known are modules whose arguments never hold a secret.
var known = []string{"pam_unix.so", "pam_pwquality.so", "pam_cracklib.so", "pam_passwdqc.so", "pam_pwhistory.so",
	"pam_faillock.so", "pam_tally2.so", "pam_tally.so", "pam_faildelay.so", "pam_wheel.so", "pam_succeed_if.so",
	"pam_listfile.so", "pam_access.so", "pam_time.so", "pam_limits.so", "pam_umask.so", "pam_env.so", "pam_motd.so",
	"pam_lastlog.so", "pam_securetty.so", "pam_nologin.so", "pam_localuser.so", "pam_usertype.so", "pam_permit.so",
	"pam_deny.so", "pam_rootok.so", "pam_loginuid.so", "pam_keyinit.so", "pam_selinux.so", "pam_systemd.so", "pam_group.so", "pam_mail.so"}

// flags are arguments that many modules share and that tell no secret.
var flags = []string{"debug", "silent", "quiet", "nullok", "use_first_pass", "try_first_pass", "use_authtok", "forward_pass", "use_uid", "required", "optional"}

// safeArgs keeps arguments as they are for Linux-PAM's own modules. Of others,
// such as pam_mysql with its passwd=, it keeps the names and common flags.
func safeArgs(e pam.Entry) []string {
	out := []string{}
	for _, a := range e.Args {
		name, _, isSetting := strings.Cut(a, "=")
		switch {
		case slices.Contains(known, e.Module) || slices.Contains(flags, a):
			out = append(out, facts.Text(a))
		case isSetting:
			out = append(out, facts.Text(name+"=…"))
		default:
			out = append(out, "…")
		}
	}
	return out
}

// stuck takes services whose stack names pam_unix and stores no password all
// the same, when no service stores one: use_authtok without a module that asks
// for the new password, or a jump past it. One that lacks a quality module is
// told as it stands, for whoever repairs it lets every password in; of the rest
// nothing can be told.
func (g *gatherer) stuck(services map[string]*pam.Service) {
	for name, svc := range services {
		if c := g.describe(svc); c.Quality != nil && c.Quality.Module == "" {
			g.f.Change[name] = c
		}
	}
	if len(services) > 0 && len(g.f.Change) == 0 {
		g.f.Change = nil
		g.gaps.AddReason("change", "no way through the password stack stores a new password", false)
	}
}

func (g *gatherer) change(svc *pam.Service) Change {
	if !storesLocal(svc.Stacks[pam.Password]) {
		return Change{}
	}
	return g.describe(svc)
}

func (g *gatherer) describe(svc *pam.Service) Change {
	stack := svc.Stacks[pam.Password]
	c := Change{Source: facts.File(svc.Path), Local: true}
	gap := func(part string, err error) { g.holes.add("change", svc.Name, part, err) }
	o := pam.Walk(stack, answers, nil)
	for i, e := range stack {
		if !isUnix(e.Module) || !o.Reached[i] {
			continue
		}
		h, cost, ok := unixHash(e, g.defs)
		switch {
		case !ok:
			gap("hash", g.defsErr)
		case !cost:
			gap("hash.cost", g.defsErr)
			c.Hash = &h
		default:
			c.Hash = &h
		}
		break
	}
	var err error
	if c.Quality, err = g.quality(svc, stack); err != nil {
		gap("quality", err)
		c.Quality = nil
	}
	if c.History, err = g.history(svc, stack); err != nil {
		gap("history", err)
		c.History = nil
	}
	return c
}
