package packages

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/osrelease"
	"isoscan/internal/pkgdb"
	"isoscan/internal/pkgdb/startup"
)

// gatherRPM reads the sources, keys, locks and automatic updates of dnf, yum
// and zypper.
func gatherRPM(ctx context.Context, h host.Host, os *osrelease.Release, installed []pkgdb.Package, units *startup.Table, unitsErr error, f *Facts, gaps *facts.Gaps) {
	r := &rpmConf{h: h, f: f, gaps: gaps}
	r.main(ctx)
	r.repos(ctx)
	r.locks(ctx)
	r.keys(ctx)
	gatherRPMUpdates(ctx, h, installed, f, gaps)
	r.automatic(ctx, units, unitsErr)
	const why = "rpm distributions mark security updates in their advisories; there is no separate archive to look for"
	gaps.AddReason("security_source", why, false)
}

type rpmConf struct {
	h    host.Host
	f    *Facts
	gaps *facts.Gaps
	// dnf is [main] of dnf.conf or yum.conf, zypp that of zypp.conf.
	dnf, zypp *ini
	zypper    bool
	failed    error
}

func (r *rpmConf) main(ctx context.Context) {
	r.f.Options = &Options{Insecure: map[string]facts.Sourced[string]{}, Read: []string{}}
	for _, file := range []string{"/etc/dnf/dnf.conf", "/etc/yum.conf", "/etc/zypp/zypp.conf"} {
		conf, err := readINI(ctx, r.h, file)
		if err != nil {
			r.failed = err
			r.gaps.Add(`options.insecure["unread"]`, err)
			r.gaps.Add(`sources["unread"]`, err)
			r.gaps.Add(`held["unread"]`, err)
			continue
		}
		if conf == nil {
			continue
		}
		r.f.Options.Read = append(r.f.Options.Read, file)
		if file == "/etc/zypp/zypp.conf" {
			r.zypp = conf
		} else if r.dnf == nil {
			r.dnf = conf
		}
	}
	weak := func(conf *ini, key string, bad bool) {
		if v, ok := conf.get("main", key); ok {
			if b, known := iniBool(v.Value); known && b == bad {
				r.f.Options.Insecure[key] = facts.At(facts.Text(v.Value), v.Source)
			}
		}
	}
	for _, key := range []string{"gpgcheck", "pkg_gpgcheck", "sslverify"} {
		weak(r.dnf, key, false)
		weak(r.zypp, key, false)
	}
	weak(r.zypp, "pkg_gpgcheck", false)
}

// repos reads every enabled repository.
func (r *rpmConf) repos(ctx context.Context) {
	r.f.Sources = map[string]Source{}
	for _, dir := range []string{"/etc/yum.repos.d", "/etc/zypp/repos.d"} {
		entries, err := r.h.ReadDir(ctx, dir)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			r.gaps.Add(`sources["unread"]`, err)
			continue
		}
		r.zypper = r.zypper || dir == "/etc/zypp/repos.d"
		for _, e := range entries {
			if e.IsDir() || !strings.HasSuffix(e.Name, ".repo") {
				continue
			}
			conf, err := readINI(ctx, r.h, path.Join(dir, e.Name))
			if err != nil || conf == nil {
				if err == nil {
					err = fmt.Errorf("%s: %w", path.Join(dir, e.Name), host.ErrNotExist)
				}
				r.gaps.Add(`sources["unread"]`, err)
				continue
			}
			for _, id := range conf.sections {
				r.repo(conf, id, strings.HasPrefix(dir, "/etc/zypp"))
			}
		}
	}
}

func (r *rpmConf) repo(conf *ini, id string, zypp bool) {
	if id == "main" || id == "" {
		return
	}
	source := facts.File(conf.file)
	if v, ok := conf.get(id, "enabled"); ok {
		if on, known := iniBool(v.Value); known && !on {
			return
		}
	}
	e := Source{Suite: facts.Text(id), Verified: true, TLSVerified: true}
	for _, key := range []string{"baseurl", "metalink", "mirrorlist"} {
		if v, ok := conf.get(id, key); ok && v.Value != "" {
			urls := strings.FieldsFunc(v.Value, func(c rune) bool { return c == ' ' || c == ',' || c == '\t' })
			if len(urls) == 0 {
				continue
			}
			source = v.Source
			e.URI, e.Site, e.Scheme = plainURI(urls[0]), site(urls[0]), scheme(urls[0])
			for _, u := range urls {
				if scheme(u) == "http" || scheme(u) == "ftp" {
					e.Scheme = scheme(u)
				}
			}
			break
		}
	}
	e.Source = source
	e.Official = officialSite(e.Site)
	// A repository's own setting beats [main]. dnf checks no signature unless
	// told to; zypp checks unless told not to.
	check := func(key string, def bool) facts.Sourced[bool] {
		main := r.dnf
		if zypp {
			main = r.zypp
		}
		for _, try := range []func() (facts.Sourced[string], bool){
			func() (facts.Sourced[string], bool) { return conf.get(id, key) },
			func() (facts.Sourced[string], bool) { return main.get("main", key) },
		} {
			if v, ok := try(); ok {
				if b, known := iniBool(v.Value); known {
					return facts.At(b, v.Source)
				}
			}
		}
		return facts.At(def, facts.Default("dnf"))
	}
	gpg, repo := check("gpgcheck", zypp), check("repo_gpgcheck", zypp)
	pkg := check("pkg_gpgcheck", gpg.Value)
	if zypp {
		// gpgcheck means the metadata, whose digests cover the packages; it can
		// be replaced by its two parts.
		e.MetadataSigned = gpg.Value && repo.Value
		e.Verified = e.MetadataSigned || pkg.Value
	} else {
		e.MetadataSigned, e.Verified = repo.Value, pkg.Value
	}
	if !e.Verified {
		e.Unchecked = fmt.Sprintf("gpgcheck is off (%s)", gpg.Source)
	}
	if e.Scheme == "https" {
		e.TLSVerified = check("sslverify", true).Value
	}
	if v, ok := conf.get(id, "gpgkey"); ok {
		e.SignedBy = facts.Text(v.Value)
	}
	r.f.addSource(facts.Text(id), e)
}

// locks reads dnf's and zypper's ways to keep a package at its version.
func (r *rpmConf) locks(ctx context.Context) {
	hold := func(name, by string, src facts.Source) {
		r.f.Held[facts.Text(name)] = HeldPackage{By: by, Source: src}
	}
	for _, key := range []string{"exclude", "excludepkgs"} {
		if v, ok := r.dnf.get("main", key); ok {
			for _, n := range strings.FieldsFunc(v.Value, func(c rune) bool { return c == ' ' || c == ',' }) {
				hold(n, "exclude", v.Source)
			}
		}
	}
	for _, file := range []string{"/etc/dnf/plugins/versionlock.list", "/etc/yum/pluginconf.d/versionlock.list"} {
		r.lines(ctx, file, func(line string, src facts.Source) { hold(line, "versionlock", src) })
	}
	for _, file := range []string{"/etc/dnf/versionlock.toml", "/etc/zypp/locks"} {
		r.lines(ctx, file, func(line string, src facts.Source) {
			key, value, ok := strings.Cut(line, "=")
			if !ok {
				key, value, ok = strings.Cut(line, ":")
			}
			switch strings.TrimSpace(key) {
			case "name", "solvable_name":
				if ok {
					by := "lock"
					if strings.HasSuffix(file, ".toml") {
						by = "versionlock"
					}
					hold(strings.Trim(strings.TrimSpace(value), `"'`), by, src)
				}
			}
		})
	}
}

func (r *rpmConf) lines(ctx context.Context, file string, use func(line string, src facts.Source)) {
	b, err := r.h.ReadFile(ctx, file, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return
	}
	if err != nil {
		r.gaps.Add(`held["unread"]`, err)
		return
	}
	for i, l := range strings.Split(string(b), "\n") {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			use(l, facts.FileLine(file, i+1))
		}
	}
}

func (r *rpmConf) keys(ctx context.Context) {
	r.f.Keyrings = map[string]Keyring{}
	for _, dir := range []string{"/etc/pki/rpm-gpg", "/usr/lib/rpm/gnupg/keys"} {
		r.f.addKeyrings(ctx, r.h, r.f.keyFiles(ctx, r.h, dir, r.gaps), r.gaps)
	}
	r.f.addKeyrings(ctx, r.h, []string{r.f.Manager.Value, string(r.f.Manager.Source)}, r.gaps)
}

// automatic looks at dnf-automatic, yum-cron, transactional-update, os-update
// and cron.
func (r *rpmConf) automatic(ctx context.Context, units *startup.Table, unitsErr error) {
	if unitsErr != nil {
		r.gaps.Add("automatic", unitsErr)
		return
	}
	f := r.f
	f.Automatic = &Automatic{Mechanisms: map[string]Mechanism{},
		Looked: []string{"dnf-automatic", "yum-cron", "transactional-update", "os-update", "rpm-ostreed-automatic", "cron"}, Security: map[string]bool{}}
	for _, k := range []struct {
		name, pkg2 string
		confs      []string
		section    string
		key        string
		units      []string
		always     string
	}{
		{"dnf-automatic", "dnf5-plugin-automatic", []string{"/etc/dnf/dnf5-plugins/automatic.conf", "/etc/dnf/automatic.conf"}, "commands", "apply_updates",
			[]string{"dnf-automatic.timer", "dnf5-automatic.timer", "dnf-automatic-install.timer"}, "dnf-automatic-install.timer"},
		{"yum-cron", "", []string{"/etc/yum/yum-cron.conf"}, "commands", "apply_updates", []string{"yum-cron.service"}, ""},
		{"transactional-update", "", nil, "", "", []string{"transactional-update.timer"}, "transactional-update.timer"},
		{"os-update", "", nil, "", "", []string{"os-update.timer"}, "os-update.timer"},
		{"rpm-ostreed-automatic", "", []string{"/etc/rpm-ostreed.conf"}, "Daemon", "AutomaticUpdatePolicy", []string{"rpm-ostreed-automatic.timer"}, ""},
	} {
		m := Mechanism{Origins: []string{}, Sources: []facts.Source{}, Scheduled: runAbsent}
		_, one := f.Installed[k.name]
		_, two := f.Installed[k.pkg2]
		m.Installed = one || two
		best := ""
		for _, name := range k.units {
			u, err := units.Unit(ctx, name)
			if err != nil {
				r.gaps.Add("automatic", err)
				f.Automatic = nil
				return
			}
			if u.State == startup.Absent {
				continue
			}
			m.Installed = true
			if best == "" || u.State == startup.Enabled {
				best = name
				m.Scheduled = string(u.State)
				m.Sources = append(m.Sources[:0], facts.File(u.Source()))
			}
			if u.State == startup.Enabled && name == k.always {
				m.Applies = true
				break
			}
		}
		if !m.Installed {
			continue
		}
		how := "its timer installs"
		for _, file := range k.confs {
			conf, err := readINI(ctx, r.h, file)
			if err != nil {
				r.gaps.Add("automatic", err)
				f.Automatic = nil
				return
			}
			if v, ok := conf.get(k.section, k.key); ok && !m.Applies {
				on, _ := iniBool(v.Value)
				m.Applies = on || v.Value == "stage" || v.Value == "apply"
				how = k.key + " = " + facts.Text(v.Value)
				m.Sources = append(m.Sources, v.Source)
				break
			}
		}
		m.Refreshes = m.Applies
		if m.Applies {
			f.Automatic.Security[k.name] = true
		}
		m.Why = fmt.Sprintf("%s, %s is %s", how, orUnit(best, k.name), m.Scheduled)
		f.Automatic.Mechanisms[k.name] = m
	}
	f.cronUpdates(ctx, r.h, units, r.gaps)
}

func orUnit(unit, name string) string {
	if unit == "" {
		return name
	}
	return unit
}
