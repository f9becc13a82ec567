package privilege

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/custody"
	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/pkgdb"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:          "privilege",
		Title:       "Rights through polkit and doas",
		Description: "Rules of polkit, .pkla files and doas.conf: who may do what without a password, and who can change these files.",
	}
}

type reader struct {
	ctx  context.Context
	h    host.Host
	gaps *facts.Gaps
	ways *custody.Walker
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	if _, err := h.Stat(ctx, "/etc"); err != nil {
		return nil, err
	}
	r := &reader{ctx, h, gaps, custody.New(h)}
	return &Facts{Polkit: r.polkit(), Doas: r.doas()}, nil
}

// present returns the first of these programs that is there.
func (r *reader) present(field, names string) (facts.Sourced[bool], bool) {
	list := strings.Fields(names)
	for _, n := range list {
		_, err := r.h.Stat(r.ctx, n)
		if err == nil {
			return facts.At(true, facts.File(n)), true
		}
		if !errors.Is(err, host.ErrNotExist) {
			r.gaps.Add(field, err)
			return facts.Sourced[bool]{}, false
		}
	}
	return facts.At(false, facts.File(list[0])), true
}

// polkitPackages hold polkitd: Debian's new name and its old one, and that of
// other distributions.
var polkitPackages = []string{"polkitd", "policykit-1", "polkit"}

// polkitHere tells whether polkit is on the host: by its daemon, or by the
// package database, which knows it wherever a distribution puts the daemon.
func (r *reader) polkitHere() (facts.Sourced[bool], bool) {
	here, ok := r.present("polkit", `/usr/lib/polkit-1/polkitd /usr/libexec/polkitd /usr/libexec/polkit-1/polkitd
		/usr/lib/policykit-1/polkitd /usr/sbin/polkitd`)
	if !ok || here.Value {
		return here, ok
	}
	dbs, err := pkgdb.Read(r.ctx, r.h)
	if errors.Is(err, pkgdb.ErrNone) {
		return here, true
	}
	if err != nil {
		r.gaps.Add("polkit", err)
		return here, false
	}
	for _, db := range dbs {
		for _, p := range db.Packages {
			if !slices.Contains(polkitPackages, p.Name) || !p.Installed() && !p.Broken() {
				continue
			}
			at := facts.File(facts.Text(db.Path))
			if p.Line > 0 {
				at = facts.FileLine(facts.Text(p.From), p.Line)
			}
			return facts.At(true, at), true
		}
	}
	for _, db := range dbs {
		if len(db.Problems) > 0 {
			r.gaps.AddReason("polkit", db.Path+": "+db.Problems[0], false)
			return here, false
		}
	}
	return facts.At(false, facts.File(facts.Text(dbs[0].Path))), true
}

// file reads one file and who can change it; false when it is not there or
// could not be read.
func (r *reader) file(name, field string, into map[string]File) (string, bool) {
	b, err := r.h.ReadFile(r.ctx, name, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return "", false
	}
	var c custody.Chain
	if err == nil {
		c, err = r.ways.Follow(r.ctx, name, 0)
	}
	if err != nil {
		r.gaps.Add(field+fmt.Sprintf(".files[%q]", facts.Text(name)), err)
		r.gaps.Add(field+fmt.Sprintf(".rules[%q]", facts.Text(name)), err)
		return "", false
	}
	into[facts.Text(name)] = File{Owner: c.Info.UID, Mode: fmt.Sprintf("%04o", c.Info.Perm()), Weak: c.Weak}
	return string(b), true
}

// names lists a folder's files with a suffix.
func (r *reader) names(dir, suffix, field string) []string {
	list, err := r.h.ReadDir(r.ctx, dir)
	if errors.Is(err, host.ErrNotExist) || errors.Is(err, host.ErrIrregular) {
		return nil
	}
	if err != nil {
		r.gaps.Add(field+fmt.Sprintf("[%q]", facts.Text(dir)+"/*"), err)
		return nil
	}
	var out []string
	for i, e := range list {
		if i >= 2000 {
			r.gaps.AddReason(field+fmt.Sprintf("[%q]", facts.Text(dir)+"/*"), dir+": more than 2000 files", false)
			break
		}
		if !e.IsDir() && strings.HasSuffix(e.Name, suffix) && !strings.HasPrefix(e.Name, ".") {
			out = append(out, path.Join(dir, e.Name))
		}
	}
	return out
}

// ruleDirs are read by polkitd together, in the order of the files' names.
var ruleDirs = strings.Fields("/etc/polkit-1/rules.d /run/polkit-1/rules.d /usr/local/share/polkit-1/rules.d /usr/share/polkit-1/rules.d")

func (r *reader) polkit() *Polkit {
	here, ok := r.polkitHere()
	if !ok {
		return nil
	}
	p := &Polkit{Present: here, Rules: map[string]PolkitRule{}, Admins: []Admins{}, Files: map[string]File{}}
	var files []string
	for _, dir := range ruleDirs {
		files = append(files, r.names(dir, ".rules", "polkit.rules")...)
	}
	slices.SortStableFunc(files, func(a, b string) int { return strings.Compare(path.Base(a), path.Base(b)) })
	clear := true
	for _, f := range files {
		text, ok := r.file(f, "polkit", p.Files)
		if !ok {
			continue
		}
		parsed := parseRules(text, f)
		for _, rule := range parsed.rules {
			rule.Vendor = strings.HasPrefix(f, "/usr/share/")
			p.Rules[string(rule.Source)] = rule
		}
		p.Admins = append(p.Admins, parsed.admins...)
		clear = clear && !parsed.unclear
	}
	if !clear {
		r.gaps.AddReason("polkit.admins", "a rules file computes who is an administrator", false)
		p.Admins = nil
	}
	for _, base := range []string{"/etc/polkit-1/localauthority", "/var/lib/polkit-1/localauthority"} {
		list, err := r.h.ReadDir(r.ctx, base)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			r.gaps.Add(fmt.Sprintf("polkit.rules[%q]", base+"/*"), err)
		}
		for _, d := range list {
			if !d.IsDir() {
				continue
			}
			for _, f := range r.names(path.Join(base, d.Name), ".pkla", "polkit.rules") {
				text, ok := r.file(f, "polkit", p.Files)
				if !ok {
					continue
				}
				for _, rule := range parsePKLA(text, f) {
					rule.Vendor = strings.HasPrefix(f, "/var/lib/")
					p.Rules[string(rule.Source)] = rule
				}
			}
		}
	}
	return p
}

func (r *reader) doas() *Doas {
	here, ok := r.present("doas", "/usr/bin/doas /bin/doas /usr/local/bin/doas")
	if !ok {
		return nil
	}
	d := &Doas{Present: here, Rules: []DoasRule{}, Errors: map[string]string{}, Files: map[string]File{}}
	files := append([]string{"/etc/doas.conf", "/usr/local/etc/doas.conf"}, r.names("/etc/doas.d", ".conf", "doas.rules")...)
	for _, f := range files {
		text, ok := r.file(f, "doas", d.Files)
		if !ok {
			continue
		}
		rules, problems := parseDoas(text, f)
		d.Rules = append(d.Rules, rules...)
		for at, why := range problems {
			d.Errors[at] = why
		}
	}
	return d
}
