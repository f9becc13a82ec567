package databases

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
)

// myMain are the option files that servers and clients read, in order.
var myMain = []string{"/etc/my.cnf", "/etc/mysql/my.cnf"}

// mySnippets are Debian's folders, which its own my.cnf includes in this order.
var mySnippets = []string{"/etc/mysql/conf.d/*.cnf", "/etc/mysql/mysql.conf.d/*.cnf", "/etc/mysql/mariadb.conf.d/*.cnf"}

// myDefaults of the options that are judged, where MariaDB and MySQL agree.
var myDefaults = map[string]string{
	"skip-grant-tables": "off", "skip-networking": "off", "bind-address": "*", "require-secure-transport": "off", "port": "3306",
	"skip-name-resolve": "off", "old-passwords": "off", "automatic-sp-privileges": "on", "general-log": "off",
}

// myBooleans are shown as on or off.
var myBooleans = []string{"skip-grant-tables", "skip-networking", "require-secure-transport", "local-infile", "skip-name-resolve",
	"old-passwords", "symbolic-links", "skip-show-database", "ssl", "automatic-sp-privileges", "general-log"}

// myTexts are options with another value, none of which is a secret.
var myTexts = []string{"bind-address", "secure-file-priv", "port", "tls-version", "log-error", "default-authentication-plugin",
	"authentication-policy", "mysqlx-bind-address", "user", "ssl-cert"}

var mySQLProduct = service.Product{
	// Option files alone are no server: clients read the same ones.
	Binaries: []string{"/usr/sbin/mariadbd", "/usr/sbin/mysqld", "/usr/bin/mariadbd", "/usr/bin/mysqld", "/usr/libexec/mariadbd", "/usr/libexec/mysqld",
		"/usr/local/mysql/bin/mysqld"},
	Packages: []string{"mariadb-server", "mariadb-server-[0-9]*", "mysql-server", "mysql-server-[0-9]*", "mysql-community-server", "mariadb", "percona-server-server*", "MariaDB-server"},
}

func (g *gatherer) mysql() *MySQL {
	const name = "mysql"
	m := &MySQL{}
	m.Present = g.present(name, mySQLProduct)
	cnf, err := g.optionFiles()
	if m.Present != nil && !m.Present.Value {
		if o, ok := serverOption(cnf); ok {
			m.Present = facts.AtPtr(true, at(o.path, o.line))
		}
	}
	g.clientFiles(m, cnf)
	if m.Present == nil || !m.Present.Value {
		return m
	}
	if pkg, v := g.Package(mySQLProduct.Packages...); pkg != "" && v != "" {
		m.Version = &v
	}
	g.flavor(m)
	if err != nil {
		// What was read stands, and what a line sets may convict.
		g.gaps.Add(name+`.settings["unread"]`, err)
	}
	s := settings{}
	for _, o := range cnf.arguments(g.serverGroup(m)) {
		setMyOption(s, o, at(o.path, o.line))
	}
	execs, execErr := g.Execs(service.Runs("mariadbd", "mysqld"))
	for _, e := range execs {
		for _, a := range e.Args[1:] {
			if text, ok := strings.CutPrefix(a, "--"); ok {
				k, v, has := strings.Cut(text, "=")
				setMyOption(s, myOption{name: k, value: v, hasValue: has}, e.Source)
			}
		}
	}
	if execErr != nil {
		g.gaps.Add(name+`.settings["unread"]`, execErr)
	}
	m.Settings = s
	if err != nil && !errors.Is(err, errNotIncluded) {
		// What no line sets is not known to be at its default.
		if v, ok := s["bind-address"]; ok {
			m.Scope = facts.AtPtr(service.ScopeOf(addresses(v.Value)), v.Source)
		} else {
			g.gaps.Add(name+".scope", err)
		}
		return m
	}
	flavor := "MySQL or MariaDB"
	if m.Flavor != nil {
		flavor = map[string]string{"mariadb": "MariaDB", "mysql": "MySQL"}[m.Flavor.Value]
		if m.Version != nil {
			flavor += " " + *m.Version
		}
	}
	s.fallback(flavor, myDefaults)
	g.flavorDefaults(m, s, flavor)
	bind := s["bind-address"]
	scope := service.ScopeOf(addresses(bind.Value))
	if bind.Value == "" {
		scope = service.All
	}
	m.Scope = facts.AtPtr(scope, bind.Source)
	if v := s["skip-networking"]; v.Value == "on" {
		m.Scope = facts.AtPtr(service.None, v.Source)
	}
	return m
}

// flavorDefaults are those in which the two differ.
func (g *gatherer) flavorDefaults(m *MySQL, s settings, product string) {
	if _, ok := s["local-infile"]; !ok {
		switch {
		case m.Flavor != nil && m.Flavor.Value == "mariadb":
			s["local-infile"] = facts.At("on", facts.Default(product))
		case m.Version != nil && m.Flavor != nil && !older(*m.Version, 8):
			s["local-infile"] = facts.At("off", facts.Default(product))
		case m.Version != nil && m.Flavor != nil:
			s["local-infile"] = facts.At("on", facts.Default(product))
		default:
			g.gaps.AddReason(`mysql.settings["local-infile"]`, "nothing sets it, and the product and release, which decide, are not known", false)
		}
	}
	if _, ok := s["secure-file-priv"]; !ok && m.Flavor != nil && m.Flavor.Value == "mariadb" {
		s["secure-file-priv"] = facts.At("", facts.Default(product))
	}
}

func (g *gatherer) flavor(m *MySQL) {
	for _, f := range []struct{ flavor, pattern string }{
		{"mariadb", "/usr/sbin/mariadbd"}, {"mariadb", "/usr/bin/mariadbd"}, {"mariadb", "/usr/libexec/mariadbd"},
	} {
		if found, err := g.Glob(f.pattern); err == nil && len(found) > 0 {
			m.Flavor = facts.AtPtr(f.flavor, facts.File(f.pattern))
			return
		}
	}
	if pkg, _ := g.Package(mySQLProduct.Packages...); pkg != "" {
		flavor := "mysql"
		if strings.Contains(strings.ToLower(pkg), "mariadb") {
			flavor = "mariadb"
		}
		m.Flavor = facts.AtPtr(flavor, m.Present.Source)
		return
	}
	for _, p := range []string{"/usr/sbin/mysqld", "/usr/libexec/mysqld", "/usr/bin/mysqld"} {
		if found, err := g.Glob(p); err == nil && len(found) > 0 {
			m.Flavor = facts.AtPtr("mysql", facts.File(p))
			return
		}
	}
}

// errNotIncluded: option files are there, and nothing reads them.
var errNotIncluded = errors.New("nothing includes it")

// optionFiles reads the option files. An error leaves what was read before it.
func (g *gatherer) optionFiles() (*myCnf, error) {
	c := &myCnf{files: g, mode: func(p string) (uint32, error) {
		info, err := g.Stat(g.Ctx, p)
		return info.Perm(), err
	}}
	for _, f := range myMain {
		if err := c.file(f, 0); err != nil {
			return c, err
		}
	}
	if len(c.read) > 0 || len(c.ignored) > 0 {
		return c, nil
	}
	// Debian's server package has my.cnf; without it the folders are read only
	// by a start with another file. So what they set is not certain, but what
	// they do not set is at its default either way.
	for _, pattern := range mySnippets {
		found, err := g.Glob(pattern)
		if err != nil {
			return c, err
		}
		for _, f := range found {
			if err := c.file(f, 1); err != nil {
				return c, err
			}
		}
	}
	if len(c.read) > 0 {
		return c, fmt.Errorf("%s: %w, for %s is missing", facts.Text(c.read[0]), errNotIncluded, myMain[1])
	}
	return c, nil
}

// serverGroup tells which groups the server reads.
func (g *gatherer) serverGroup(m *MySQL) func(string) bool {
	maria := m.Flavor == nil || m.Flavor.Value == "mariadb"
	short := ""
	if m.Version != nil {
		if p := strings.SplitN(*m.Version, ".", 3); len(p) > 1 {
			short = p[0] + "." + p[1]
		}
	}
	return func(group string) bool {
		base, release, versioned := strings.Cut(group, "-")
		// Without a known release every release's group may be the one.
		if versioned && short != "" && release != short {
			return false
		}
		switch base {
		case "mysqld":
			return true
		case "server":
			return !versioned
		case "mariadb", "mariadbd":
			return maria
		case "galera":
			return maria && !versioned
		}
		return false
	}
}

// serverOption finds an option of the server's own groups.
func serverOption(c *myCnf) (myOption, bool) {
	for _, o := range c.options {
		switch o.group {
		case "mysqld", "mariadb", "mariadbd":
			return o, true
		}
	}
	return myOption{}, false
}

// setMyOption applies one option as my_getopt reads it: dashes and underscores
// are the same, "loose-" forgives, "skip-" and "disable-" switch off, "enable-" on.
func setMyOption(s settings, o myOption, source facts.Source) {
	name := strings.ReplaceAll(o.name, "_", "-")
	name = strings.TrimPrefix(name, "loose-")
	if slices.Contains(myTexts, name) {
		s[name] = facts.At(facts.Text(o.value), source)
		return
	}
	if slices.Contains(myBooleans, name) {
		s[name] = facts.At(myBool(o), source)
		return
	}
	for prefix, value := range map[string]string{"skip-": "off", "disable-": "off", "enable-": "on"} {
		rest, ok := strings.CutPrefix(name, prefix)
		if ok && slices.Contains(myBooleans, rest) {
			// "skip-x=0" takes the prefix back.
			if o.hasValue && myBool(o) == "off" {
				value = map[string]string{"on": "off", "off": "on"}[value]
			}
			s[rest] = facts.At(value, source)
		}
	}
}

// myBool is the value of a boolean option: without a value it is on.
func myBool(o myOption) string {
	if !o.hasValue {
		return "on"
	}
	switch strings.ToLower(o.value) {
	case "1", "on", "true", "yes":
		return "on"
	}
	return "off"
}

func addresses(value string) []string {
	var out []string
	for _, a := range strings.Split(value, ",") {
		a, _, _ = strings.Cut(strings.TrimSpace(a), "/")
		out = append(out, a)
	}
	return out
}

// clientFiles looks for option files that hold a password.
func (g *gatherer) clientFiles(m *MySQL, cnf *myCnf) {
	m.ClientFiles = map[string]ClientFile{}
	own := []string{"/root/.my.cnf", "/root/.mylogin.cnf", "/etc/mysql/debian.cnf"}
	homes, err := g.Glob("/home/*/.my.cnf")
	if err != nil {
		g.gaps.Add(`mysql.client_files["/home"]`, err)
	}
	for _, p := range append(append(own, homes...), slices.Concat(cnf.read, cnf.ignored)...) {
		single := &myCnf{files: g, mode: func(string) (uint32, error) { return 0, nil }}
		line := 1
		if path.Base(p) == ".mylogin.cnf" { // it is scrambled, and no text
			if found, err := g.Glob(p); err == nil && len(found) == 0 {
				continue
			}
		} else {
			data, ok, err := g.Read(p)
			if err != nil {
				g.gaps.Add(in("mysql.client_files", p), err)
				continue
			}
			if !ok {
				continue
			}
			single.lines(p, data)
			i := slices.IndexFunc(single.options, func(o myOption) bool {
				return o.hasValue && o.value != "" && slices.Contains([]string{"password", "passwd", "pass"}, o.name)
			})
			if i < 0 {
				continue
			}
			line = single.options[i].line
		}
		info, err := g.Stat(g.Ctx, p)
		if err != nil {
			g.gaps.Add(in("mysql.client_files", p), err)
			continue
		}
		m.ClientFiles[facts.Text(p)] = ClientFile{
			Mode: fmt.Sprintf("%04o", info.Perm()), Owner: info.UID, OtherReadable: info.Perm()&0o004 != 0, Source: at(p, line),
		}
	}
}
