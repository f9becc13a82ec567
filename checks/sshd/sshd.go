// Package sshd gathers the facts of the SSH server: the configuration that is
// in force exactly as sshd(8) computes it, the keys that open accounts and the
// host's own keys. It reads files only and judges nothing.
package sshd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"sort"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/osrelease"
	"isoscan/internal/parse/passwd"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "sshd",
		Title: "SSH server",
		Description: "Reads sshd_config with everything it includes, the daemon's start options, release and compiled-in defaults, " +
			"authorized_keys files and host keys.",
	}
}

// configPaths are where sshd looks for its configuration; SUSE ships its own
// below /usr/etc, which counts while /etc has none.
var configPaths = []string{"/etc/ssh/sshd_config", "/usr/etc/ssh/sshd_config"}

// binaryPaths are where distributions put the daemon.
var binaryPaths = []string{
	"/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/lib/ssh/sshd", "/usr/libexec/sshd",
	"/usr/libexec/openssh/sshd", "/usr/lib/openssh/sshd", "/sbin/sshd", "/opt/openssh/sbin/sshd",
}

// sessionPaths hold the part of the daemon that reads Match blocks and knows
// the algorithms, from release 9.8 on.
var sessionPaths = []string{
	"/usr/lib/openssh/sshd-session", "/usr/libexec/openssh/sshd-session", "/usr/libexec/sshd-session",
	"/usr/lib/ssh/sshd-session", "/usr/lib/sshd-session", "/usr/local/libexec/sshd-session",
}

// binaryLimit bounds one program of the daemon, in bytes.
const binaryLimit = 32 << 20

// outside is the client address that settings are computed for: one of the
// addresses kept for documentation, so no network of the host's own.
const outside = "203.0.113.1"

// ordinary is the name of the user whom no Match block is meant to name.
const ordinary = "isoscan-ordinary-user"

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	g := &gatherer{ctx: ctx, host: h, gaps: gaps, files: newHostFiles(ctx, h), facts: &Facts{}}
	g.accounts, g.accountsErr = g.readAccounts()
	config, there := g.presence()
	if !there {
		return g.facts, ctx.Err()
	}
	builds := g.builds()
	g.settings(config, builds)
	g.authorizedKeys()
	g.hostKeys()
	return g.facts, ctx.Err()
}

type gatherer struct {
	ctx   context.Context
	host  host.Host
	gaps  *facts.Gaps
	files *hostFiles
	facts *Facts

	accounts    map[string]account
	accountsErr error
	groupNames  map[uint32]string
	// keyFiles is the value of AuthorizedKeysFile by account, "" for others.
	keyFiles map[string]string
	// hostKeyFiles is nil when it could not be told.
	hostKeyFiles []string
}

// presence looks for a configuration and for a daemon. False: there is neither,
// or it could not be told, which is a gap.
func (g *gatherer) presence() (config string, there bool) {
	var doubt error
	look := func(paths []string) string {
		for _, p := range paths {
			_, err := g.host.Stat(g.ctx, p)
			if err == nil || errors.Is(err, host.ErrLoop) {
				return p
			}
			if !errors.Is(err, host.ErrNotExist) {
				doubt = err
				continue
			}
			// A link to nothing: something was meant to be there.
			if info, err := g.host.Lstat(g.ctx, p); err == nil && info.IsLink() {
				return p
			}
			dir := path.Dir(p)
			if info, err := g.host.Lstat(g.ctx, dir); err == nil && info.IsLink() {
				if _, err := g.host.Stat(g.ctx, dir); errors.Is(err, host.ErrNotExist) {
					return p
				}
			}
		}
		return ""
	}
	config, binary := look(configPaths), look(binaryPaths)
	if binary != "" {
		g.facts.Binary = &binary
	}
	switch {
	case config != "":
		g.facts.Present = facts.AtPtr(true, facts.File(config))
	case binary != "":
		g.facts.Present = facts.AtPtr(true, facts.File(binary))
	case doubt != nil:
		g.gaps.Add("present", doubt)
		g.gaps.Add("effective", doubt)
	default:
		g.facts.Present = facts.AtPtr(false, facts.File(configPaths[0]))
		g.facts.HostKeys = map[string]HostKey{}
	}
	if config == "" {
		config = configPaths[0]
	}
	return config, g.facts.Present != nil && g.facts.Present.Value
}

// builds are those that the host's daemon may be: one when its binary tells.
func (g *gatherer) builds() []*build {
	if g.facts.Binary != nil {
		var data []byte
		var failed error
		session := false
		for _, p := range append([]string{*g.facts.Binary}, sessionPaths...) {
			d, err := g.host.ReadFile(g.ctx, p, binaryLimit)
			if err == nil {
				data = append(append(data, d...), 0)
				session = session || p != *g.facts.Binary
			} else if !errors.Is(err, host.ErrNotExist) {
				failed = err
			}
		}
		if b, ok := readBuild(data); ok && failed == nil {
			b.noPAM = b.noPAM || session && !bytes.Contains(data, []byte("libpam.so"))
			g.facts.Version = facts.AtPtr(b.version.String(), facts.File(*g.facts.Binary))
			return []*build{b}
		}
		if failed != nil {
			g.gaps.Add("version", failed)
		}
	}
	if r, err := osrelease.Read(g.ctx, g.host); err == nil && r != nil {
		if v, ok := shippedRelease(r); ok {
			g.facts.Version = facts.AtPtr(v.String(), facts.File(r.Path))
			return []*build{newBuild(v)}
		}
	}
	out := make([]*build, len(candidates))
	for i, v := range candidates {
		out[i] = newBuild(v)
	}
	return out
}

// outcome is what one build makes of the configuration.
type outcome struct {
	root, user values
	users      map[string]values
	blocks     []*block
	obsolete   values
}

// settings computes the settings in force. When the release is not known, all
// builds that accept the configuration are asked, and what they agree on holds.
func (g *gatherer) settings(config string, builds []*build) {
	start, err := g.startOptions()
	if err != nil {
		g.noSettings(err)
		return
	}
	if start.config != "" {
		config = start.config
	}
	var outcomes []outcome
	var firstErr error
	var accepting []*build
	for _, b := range builds {
		o, err := g.evaluate(b, config, start)
		if err == nil {
			outcomes = append(outcomes, o)
			accepting = append(accepting, b)
			continue
		}
		// The newest release's complaint is the one worth showing.
		firstErr = err
		var r *refusal
		if !errors.As(err, &r) {
			outcomes = nil
			break
		}
	}
	g.configFiles()
	if len(outcomes) == 0 {
		g.noSettings(firstErr)
		return
	}
	for _, b := range accepting {
		if len(builds) == 1 && b.version.before(oldest) {
			g.noSettings(fmt.Errorf("how OpenSSH %s reads its configuration is not known here, only from %s on", b.version, oldest))
			return
		}
	}
	g.merge(outcomes)
}

func (g *gatherer) noSettings(err error) {
	for _, p := range []string{"effective", "users", "matches", "obsolete", "authorized_keys", "host_keys"} {
		g.gaps.Add(p, err)
	}
	if r := (*refusal)(nil); errors.As(err, &r) && r.list != nil {
		g.facts.Refused = map[string]facts.Sourced[string]{
			r.list.keyword: facts.At(facts.Text(r.list.names), facts.FileLine(facts.Text(r.path), r.line)),
		}
		return
	}
	g.gaps.Add("refused", err)
}

func (g *gatherer) evaluate(b *build, config string, start startOptions) (outcome, error) {
	line, err := start.options(b)
	if err != nil {
		return outcome{}, err
	}
	conf, err := parse(b, g.files, config, line)
	if err != nil {
		return outcome{}, err
	}
	global, blocks := conf.global, conf.blocks
	port := 22
	if s, ok := global["port"]; ok {
		port, _ = parsePort(s.values[0])
	}
	// Many accounts meet the same blocks, and so have the same settings.
	known := map[string]values{}
	at := func(c connection) (values, error) {
		c.address, c.host, c.localPort = outside, outside, port
		met := make([]byte, len(blocks))
		for i, k := range blocks {
			met[i] = '0'
			if c.matches(k.criteria, b.release) {
				met[i] = '1'
			}
		}
		if v, ok := known[string(met)]; ok {
			return v, nil
		}
		if len(blocks) == 0 {
			return compute(b, global, nil), nil
		}
		over, err := parseFor(b, g.files, config, &c)
		if err != nil {
			return nil, err
		}
		v := compute(b, global, over)
		known[string(met)] = v
		return v, nil
	}
	o := outcome{blocks: blocks, obsolete: conf.obsolete, users: map[string]values{}}
	root := connection{user: "root"}
	if a, ok := g.accounts["root"]; ok {
		root.groups = a.groups
	}
	if o.root, err = at(root); err != nil {
		return outcome{}, err
	}
	if o.user, err = at(connection{user: ordinary}); err != nil {
		return outcome{}, err
	}
	if len(blocks) > 0 {
		for name, a := range g.accounts {
			if err := g.ctx.Err(); err != nil {
				return outcome{}, err
			}
			if name == "root" {
				continue
			}
			if o.users[name], err = at(connection{user: name, groups: a.groups}); err != nil {
				return outcome{}, err
			}
		}
	}
	return o, nil
}

// merge keeps what all outcomes agree on; the rest are gaps.
func (g *gatherer) merge(all []outcome) {
	const why = "the release of sshd is not known, and the value depends on it"
	agree := func(path string, of func(outcome) values) values {
		out := values{}
		seen := map[string]bool{}
		for _, o := range all {
			for k := range of(o) {
				seen[k] = true
			}
		}
		for k := range seen {
			first, everywhere := of(all[0])[k]
			same := true
			for _, o := range all[1:] {
				v, ok := of(o)[k]
				everywhere = everywhere && ok
				same = same && v.Value == first.Value
				if strings.HasPrefix(string(first.Source), "default:") && v.Source != first.Source {
					first.Source = facts.Default("OpenSSH")
				}
			}
			switch {
			case everywhere && same:
				out[k] = first
			case everywhere && path != "":
				g.gaps.AddReason(path+"."+k, why, false)
			}
		}
		return out
	}
	e := &Effective{
		Root: agree("effective.root", func(o outcome) values { return o.root }),
		User: agree("effective.user", func(o outcome) values { return o.user }),
	}
	g.facts.Effective = e
	g.keyFiles = map[string]string{"": e.User["authorizedkeysfile"].Value, "root": e.Root["authorizedkeysfile"].Value}
	g.hostKeyFiles = append([]string{}, strings.Fields(e.Root["hostkey"].Value)...)

	if g.accountsErr == nil {
		g.facts.Users = map[string]Settings{}
		for name, a := range g.accounts {
			v := agree("", func(o outcome) values { return o.users[name] })
			if f, ok := v["authorizedkeysfile"]; ok {
				g.keyFiles[name] = f.Value
			}
			for k, s := range v {
				if u, ok := e.User[k]; ok && u.Value == s.Value {
					delete(v, k)
				}
			}
			if len(v) > 0 && a.logsOn() {
				g.facts.Users[name] = v
			}
		}
	} else {
		g.gaps.Add("users", g.accountsErr)
	}
	g.facts.Obsolete = all[len(all)-1].obsolete
	g.facts.Refused = map[string]facts.Sourced[string]{}
	g.facts.Matches = g.matches(all[len(all)-1].blocks)
}

// matches describes the blocks.
func (g *gatherer) matches(blocks []*block) []Match {
	out := []Match{}
	if g.accountsErr != nil && len(blocks) > 0 {
		g.gaps.Add("matches", g.accountsErr)
		return nil
	}
	for _, b := range blocks {
		m := Match{
			Criteria:  facts.Text(formatCriteria(b.criteria)),
			Source:    b.source,
			Everyone:  true,
			Accounts:  []string{},
			Elsewhere: []string{},
			Settings:  values{},
			Otherwise: values{},
		}
		var who []criterion
		for _, c := range b.criteria {
			switch c.name {
			case "all":
			case "user", "group":
				m.Everyone = false
				who = append(who, c)
			default:
				if !contains(m.Elsewhere, c.name) {
					m.Elsewhere = append(m.Elsewhere, c.name)
				}
			}
		}
		sort.Strings(m.Elsewhere)
		for name, a := range g.accounts {
			c := connection{user: name, groups: a.groups}
			if a.logsOn() && c.matches(who, "") {
				m.Accounts = append(m.Accounts, name)
			}
		}
		sort.Strings(m.Accounts)
		for name, s := range b.options {
			m.Settings[name] = facts.At(facts.Text(present(name, s.values)), s.source)
			of := g.facts.Effective.User
			if name == "permitrootlogin" {
				of = g.facts.Effective.Root
			}
			if v, ok := of[name]; ok {
				m.Otherwise[name] = v
			}
		}
		out = append(out, m)
	}
	return out
}

// configFiles describes each file that was read.
func (g *gatherer) configFiles() {
	g.facts.ConfigFiles = map[string]ConfigFile{}
	for name := range g.files.files {
		info, err := g.host.Stat(g.ctx, name)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			g.gaps.Add("config_files", err)
			continue
		}
		c := ConfigFile{
			Owner: info.UID, Group: info.GID, Mode: octal(info.Perm()),
			GroupWritable: info.Perm()&0o020 != 0, WorldWritable: info.Perm()&0o002 != 0,
			ParentsWritable: []string{},
		}
		for dir := path.Dir(name); ; dir = path.Dir(dir) {
			d, err := g.host.Stat(g.ctx, dir)
			if err != nil {
				g.gaps.Add("config_files", err)
				break
			}
			if d.UID != 0 || d.Perm()&0o022 != 0 && d.Perm()&0o1000 == 0 {
				c.ParentsWritable = append(c.ParentsWritable, facts.Text(dir))
			}
			if dir == "/" {
				break
			}
		}
		g.facts.ConfigFiles[facts.Text(name)] = c
	}
}

func octal(p uint32) string { return fmt.Sprintf("%04o", p) }

// readAccounts reads passwd and group. A host without a group file has no
// groups; one without a passwd file has no accounts to tell of.
func (g *gatherer) readAccounts() (map[string]account, error) {
	users, err := g.host.ReadFile(g.ctx, passwd.Path, host.ConfigLimit)
	if err != nil {
		return nil, err
	}
	groups, err := g.host.ReadFile(g.ctx, passwd.GroupPath, host.ConfigLimit)
	if err != nil && !errors.Is(err, host.ErrNotExist) {
		return nil, err
	}
	accounts, names, err := parseAccounts(users, groups)
	g.groupNames = names
	if err != nil {
		return nil, err
	}
	return accounts, nil
}
