package passwords

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/pam"
)

const (
	pwqualityPath       = "/etc/security/pwquality.conf"
	pwqualityVendorPath = "/usr/etc/security/pwquality.conf"
)

// pwqualityDefaults are those of libpwquality 1.4; a switch is 0 or 1.
var pwqualityDefaults = map[string]int64{
	"difok": 1, "minlen": 8, "dcredit": 0, "ucredit": 0, "lcredit": 0, "ocredit": 0, "minclass": 0,
	"maxrepeat": 0, "maxclassrepeat": 0, "maxsequence": 0, "gecoscheck": 0, "dictcheck": 1,
	"usercheck": 1, "usersubstr": 0, "enforcing": 1, "retry": 1, "enforce_for_root": 0, "local_users_only": 0,
}

// cracklibDefaults are those of pam_cracklib(8), which has no file.
var cracklibDefaults = map[string]int64{
	"difok": 5, "minlen": 9, "dcredit": 1, "ucredit": 1, "lcredit": 1, "ocredit": 1, "minclass": 0,
	"maxrepeat": 0, "maxclassrepeat": 0, "maxsequence": 0, "gecoscheck": 0, "dictcheck": 1,
	"usercheck": 1, "enforcing": 1, "retry": 1, "enforce_for_root": 0,
}

// switches need no value.
var switches = map[string]bool{"enforce_for_root": true, "local_users_only": true}

// apply overlays settings in order. A value that is no number makes libpwquality
// stop reading there; stopped tells where.
func apply(to map[string]facts.Sourced[int64], list []setting) (stopped facts.Source) {
	for _, s := range list {
		name := strings.ToLower(s.name)
		switch _, known := pwqualityDefaults[name]; {
		case switches[name]:
			to[name] = facts.At[int64](1, s.source)
		case known:
			n, err := strconv.ParseInt(s.value, 10, 32)
			if err != nil {
				return s.source
			}
			to[name] = facts.At(n, s.source)
		case name != "badwords" && name != "dictpath":
			return s.source
		}
	}
	return ""
}

// pwqualityConf merges the files: the drop-ins come first, in the order of
// their names, and the main file overrides them.
func (g *gatherer) pwqualityConf() (map[string]facts.Sourced[int64], error) {
	out := map[string]facts.Sourced[int64]{}
	for k, v := range pwqualityDefaults {
		out[k] = facts.At(v, facts.Default("libpwquality"))
	}
	files, err := g.dropIns(pwqualityPath+".d", pwqualityVendorPath+".d")
	if err != nil {
		return nil, err
	}
	main := pwqualityPath
	if _, err := g.read(main); errors.Is(err, fs.ErrNotExist) {
		main = pwqualityVendorPath
	}
	for _, p := range append(files, main) {
		b, err := g.read(p)
		if errors.Is(err, fs.ErrNotExist) && p == main {
			continue
		}
		if err != nil {
			return nil, err
		}
		list, long := confLines(p, b)
		if long > 0 {
			return nil, fmt.Errorf("%s:%d: line too long, libpwquality refuses the file", p, long)
		}
		if at := apply(out, list); at != "" {
			return nil, fmt.Errorf("%s: libpwquality cannot read this setting and leaves the rest out", at)
		}
	}
	return out, nil
}

// dropIns lists the *.conf files of folders, by name; one of the first folder
// hides one of the same name in a later.
func (g *gatherer) dropIns(dirs ...string) ([]string, error) {
	byName := map[string]string{}
	for _, d := range dirs {
		list, err := g.h.ReadDir(g.ctx, d)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			if _, hidden := byName[e.Name]; !hidden && strings.HasSuffix(e.Name, ".conf") {
				byName[e.Name] = path.Join(d, e.Name)
			}
		}
	}
	var names []string
	for n := range byName {
		names = append(names, n)
	}
	sort.Strings(names)
	for i, n := range names {
		names[i] = byName[n]
	}
	return names, nil
}

// quality finds the module that judges new passwords and its settings. The last
// such module of the stack stands for all.
func (g *gatherer) quality(svc *pam.Service, stack []pam.Entry) (*Quality, error) {
	o := passwordWalk(stack, isQuality)
	q := &Quality{Source: facts.File(svc.Path)}
	var at *pam.Entry
	for i, e := range stack {
		if isQuality(e.Module) && (at == nil || o.Reached[i]) {
			at = &stack[i]
		}
		if isUnix(e.Module) && o.Reached[i] {
			n := int64(6) // of pam_unix(8)
			if v, ok := e.Arg("minlen"); ok {
				n = atoi(v)
			}
			q.UnixMinimum = &n
		}
	}
	if at == nil {
		q.Why = "no module in the stack judges new passwords"
		return q, nil
	}
	q.Module, q.Source = at.Module, entrySource(*at)
	q.Enforced = !storesUnchecked(o)
	if !q.Enforced {
		q.Why = whyUnchecked(stack, o, *at)
	}
	if at.Module == "pam_passwdqc.so" {
		g.passwdqc(*at, q)
		return q, nil
	}
	q.Settings = map[string]facts.Sourced[int64]{}
	for k, v := range cracklibDefaults {
		q.Settings[k] = facts.At(v, facts.Default("pam_cracklib"))
	}
	if at.Module == "pam_pwquality.so" {
		var err error
		if q.Settings, err = g.pwqualityConf(); err != nil {
			return q, err
		}
	}
	for _, s := range argSettings(at.Args, q.Source) {
		apply(q.Settings, []setting{s}) // a bad argument is passed over
	}
	if v := q.Settings["enforcing"]; v.Value == 0 {
		q.Enforced, q.Why = false, fmt.Sprintf("enforcing = 0 (%s): weak passwords only bring a warning", v.Source)
	}
	q.derive()
	return q, nil
}

// derive works out what can pass: a positive credit shortens the password by
// as much, and a negative one asks for that many characters of its kind.
func (q *Quality) derive() {
	const base = 6 // PWQ_BASE_MIN_LENGTH: less is raised to it
	length := max(q.Settings["minlen"].Value, base)
	classes := int64(0)
	for _, c := range []string{"dcredit", "ucredit", "lcredit", "ocredit"} {
		switch v := q.Settings[c].Value; {
		case v > 0:
			length -= v
		case v < 0:
			classes++
		}
	}
	classes = max(classes, q.Settings["minclass"].Value)
	dict, root := q.Settings["dictcheck"].Value != 0, q.Settings["enforce_for_root"].Value != 0
	q.MinLength, q.MinClasses, q.DictCheck, q.ForRoot = &length, &classes, &dict, &root
	q.LengthSource = q.Settings["minlen"].Source
}

// passwdqc reads min=N0,N1,N2,N3,N4: the least length for one to four kinds of
// character (N2 is for phrases), "disabled" for a kind that never passes.
func (g *gatherer) passwdqc(e pam.Entry, q *Quality) {
	fields := []string{"disabled", "24", "11", "8", "7"}
	q.LengthSource = facts.Default("pam_passwdqc")
	root := true // enforce=everyone
	for _, a := range e.Args {
		if v, ok := strings.CutPrefix(a, "min="); ok {
			if f := strings.Split(v, ","); len(f) == 5 {
				fields, q.LengthSource = f, q.Source
			}
		}
		if v, ok := strings.CutPrefix(a, "enforce="); ok {
			root = v == "everyone"
			if v == "none" {
				q.Enforced, q.Why = false, "enforce=none: weak passwords only bring a warning"
			}
		}
	}
	length, classes, dict := int64(-1), int64(0), true
	for i, f := range fields {
		n, err := strconv.ParseInt(strings.TrimSpace(f), 10, 64)
		if err != nil {
			continue
		}
		if length < 0 || n < length {
			length = n
		}
		if kinds := []int64{1, 2, 2, 3, 4}[i]; classes == 0 || kinds < classes {
			classes = kinds
		}
	}
	if length >= 0 {
		q.MinLength, q.MinClasses = &length, &classes
	}
	q.DictCheck, q.ForRoot = &dict, &root
}

// whyUnchecked says in words how a password gets past a module.
func whyUnchecked(stack []pam.Entry, o pam.Outcome, e pam.Entry) string {
	for i, s := range stack {
		if s.File == e.File && s.Line == e.Line && !o.Reached[i] {
			return fmt.Sprintf("%s (%s) is never reached", e.Module, entrySource(e))
		}
	}
	for i, s := range stack {
		if !isUnix(s.Module) || !o.Reached[i] {
			continue
		}
		if _, ok := s.Arg("use_authtok"); !ok {
			return fmt.Sprintf("pam_unix (%s) has no use_authtok and can store a password that %s refused or did not see", entrySource(s), e.Module)
		}
	}
	return fmt.Sprintf("a way through the stack goes round %s (%s)", e.Module, entrySource(e))
}

func entrySource(e pam.Entry) facts.Source { return facts.FileLine(e.File, e.Line) }

// atoi reads as strtol(3) does: digits at the front, else 0.
func atoi(s string) int64 {
	i := 0
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		i++
	}
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, _ := strconv.ParseInt(s[:i], 10, 32)
	return n
}

func (g *gatherer) read(p string) ([]byte, error) { return g.h.ReadFile(g.ctx, p, host.ConfigLimit) }
