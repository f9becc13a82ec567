package netservices

import (
	"errors"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/lines"
	"isoscan/internal/parse/service"
)

// proftpdSection is one open section. Each has a number of its own.
type proftpdSection struct {
	name string
	args []string
	id   int
}

// proftpdLine is one directive with the sections that it stands in.
type proftpdLine struct {
	name   string
	args   []string
	in     []proftpdSection
	source facts.Source
}

// proftpdConf reads configurations with what they include, in order.
type proftpdConf struct {
	files  reader
	lines  []proftpdLine
	stack  []proftpdSection
	count  int
	loaded map[string]bool
}

// proftpdBuiltIn are the modules that every build has.
var proftpdBuiltIn = []string{"mod_core.c", "mod_xfer.c", "mod_auth_unix.c", "mod_auth_file.c", "mod_auth.c", "mod_ls.c", "mod_log.c", "mod_site.c", "mod_delay.c", "mod_facts.c"}

// proftpd is every server of the configuration in one: what is worst of them.
func (g *gatherer) proftpd(out *FTP, p service.Product, source facts.Source) {
	c := &proftpdConf{files: g, loaded: map[string]bool{}}
	files := p.Configs
	execs, err := g.Execs(service.Runs("proftpd"))
	if err != nil {
		g.gaps.Add(in("ftp.servers", "proftpd"), err)
		return
	}
	for _, e := range execs {
		for i, a := range e.Args {
			if (a == "-c" || a == "--config") && i+1 < len(e.Args) && !slices.Contains(files, e.Args[i+1]) {
				files = append(slices.Clone(files), e.Args[i+1])
			}
		}
	}
	for _, file := range files {
		if err := c.read(file, 0); err != nil {
			g.gaps.Add(in("ftp.servers", "proftpd"), err)
			return
		}
	}
	out.Servers["proftpd"] = c.server(source)
}

// mostProftpdSections bounds sections within sections; real files have four.
const mostProftpdSections = 64

func (c *proftpdConf) read(file string, depth int) error {
	if depth > maxDepth {
		return lineError(file, 1, "files include one another too deep")
	}
	data, ok, err := c.files.Read(file)
	if err != nil || !ok {
		return err
	}
	all := service.Lines(data)
	for i := 0; i < len(all); i++ {
		first := i + 1
		text := strings.TrimSpace(all[i])
		text, i = lines.Continued(all, i, text, strings.TrimSpace)
		if text == "" || text[0] == '#' {
			continue
		}
		if text[0] == '<' {
			words := snmpWords(strings.Trim(text, "<> \t"))
			if len(words) == 0 {
				continue
			}
			name := strings.ToLower(words[0])
			if end, ok := strings.CutPrefix(name, "/"); ok {
				if n := len(c.stack); n > 0 && c.stack[n-1].name == end {
					c.stack = c.stack[:n-1]
				}
				continue
			}
			if len(c.stack) >= mostProftpdSections {
				return lineError(file, first, "sections are nested too deep")
			}
			c.count++
			s := proftpdSection{name, words[1:], c.count}
			if name == "anonymous" || name == "virtualhost" {
				c.lines = append(c.lines, proftpdLine{"<" + name, words[1:], slices.Clone(append(c.stack, s)), at(file, first)})
			}
			c.stack = append(slices.Clone(c.stack), s)
			continue
		}
		words := snmpWords(text)
		if len(words) == 0 {
			continue
		}
		l := proftpdLine{strings.ToLower(words[0]), words[1:], slices.Clone(c.stack), at(file, first)}
		switch l.name {
		case "loadmodule":
			c.loaded[strings.ToLower(word(l.args, 0))] = true
		case "include":
			if err := c.include(relative(file, word(l.args, 0)), depth); err != nil {
				return err
			}
		default:
			c.lines = append(c.lines, l)
		}
	}
	return nil
}

// include takes a file, a pattern, or all of a folder whatever the names.
func (c *proftpdConf) include(target string, depth int) error {
	found, err := c.files.Glob(path.Join(target, "*"))
	if errors.Is(err, host.ErrIrregular) || err == nil && len(found) == 0 {
		if found, err = c.files.Glob(strings.TrimSuffix(target, "/")); err == nil && strings.HasSuffix(target, "/") {
			found = nil // an empty folder
		}
	}
	if err != nil {
		return err
	}
	for _, f := range found {
		if err := c.read(f, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// sure tells whether a line counts on every machine: in <IfModule> only for
// a module that is there, in other conditions never.
func (c *proftpdConf) sure(l proftpdLine) bool {
	for _, s := range l.in {
		switch s.name {
		case "ifmodule":
			name, not := strings.CutPrefix(strings.ToLower(word(s.args, 0)), "!")
			if (c.loaded[name] || slices.Contains(proftpdBuiltIn, name)) == not {
				return false
			}
		case "ifdefine", "ifversion", "ifclass", "ifuser", "ifgroup", "ifauthenticated":
			return false
		}
	}
	return true
}

// within is the innermost section of a name that a line stands in.
func (l proftpdLine) within(names ...string) (proftpdSection, bool) {
	for i := len(l.in) - 1; i >= 0; i-- {
		if slices.Contains(names, l.in[i].name) {
			return l.in[i], true
		}
	}
	return proftpdSection{}, false
}

func proftpdOn(l proftpdLine) bool {
	v := strings.ToLower(word(l.args, 0))
	return v == "on" || v == "yes" || v == "true" || v == "1"
}

// server sums up: a server has its own settings, else those of <Global>.
func (c *proftpdConf) server(source facts.Source) FTPServer {
	d := facts.Default("ProFTPD")
	s := FTPServer{
		Anonymous: facts.At(false, d), AnonymousWrite: facts.At(false, d), TLSRequired: facts.At(true, d), Chroot: facts.At(true, d),
		Local: facts.At(true, d), Source: source,
	}
	const global = -1
	servers := []int{0}
	set := map[int]map[string]proftpdLine{0: {}, global: {}}
	for _, l := range c.lines {
		of := 0
		if v, ok := l.within("virtualhost"); ok {
			of = v.id
		} else if _, ok := l.within("global"); ok {
			of = global
		}
		if set[of] == nil {
			set[of] = map[string]proftpdLine{}
			servers = append(servers, of)
		}
		if _, ok := l.within("anonymous", "directory", "limit"); ok || !c.sure(l) {
			continue
		}
		// The first of several counts.
		if _, ok := set[of][l.name]; !ok {
			set[of][l.name] = l
		}
	}
	for _, of := range servers {
		get := func(name string) (proftpdLine, bool) {
			l, ok := set[of][name]
			if !ok {
				l, ok = set[global][name]
			}
			return l, ok
		}
		engine, ok := get("tlsengine")
		required, ok2 := get("tlsrequired")
		v := strings.ToLower(word(required.args, 0))
		switch needed := proftpdOn(required) || strings.HasPrefix(v, "ctrl") || strings.HasPrefix(v, "auth"); {
		case !ok || !ok2:
			s.TLSRequired = facts.At(false, d)
		case !proftpdOn(engine):
			s.TLSRequired = facts.At(false, engine.source)
		case !needed || s.TLSRequired.Value:
			s.TLSRequired = facts.At(needed, required.source)
		}
		// Behind the folder may stand the groups that it is for.
		root, ok := get("defaultroot")
		switch all := len(root.args) == 1 && root.args[0] != "/"; {
		case !ok:
			s.Chroot = facts.At(false, d)
		case !all || s.Chroot.Value:
			s.Chroot = facts.At(all, root.source)
		}
	}
	c.anonymous(&s)
	return s
}

// anonymous looks at each <Anonymous>: whether it asks for a password, and whether
// something in it can be written. Without a <Limit> only the file system says no.
func (c *proftpdConf) anonymous(s *FTPServer) {
	for _, a := range c.lines {
		if a.name != "<anonymous" {
			continue
		}
		id := a.in[len(a.in)-1].id
		password, denied, allowed := false, false, false
		for _, l := range c.lines {
			own, ok := l.within("anonymous")
			if ok && own.id != id {
				continue
			}
			if ok && l.name == "anonrequirepassword" {
				password = proftpdOn(l)
			}
			limit, limited := l.within("limit")
			if !limited || !proftpdWrites(limit.args) {
				continue
			}
			folder, part := l.within("directory")
			all := !part || slices.Contains([]string{"*", "/*", "/"}, word(folder.args, 0))
			from := strings.ToLower(strings.Join(l.args, " "))
			switch {
			case l.name == "denyall" || l.name == "deny" && from == "from all":
				denied = denied || all && c.sure(l) && proftpdWritesAll(limit.args)
			case ok && (l.name == "allowall" || strings.HasPrefix(l.name, "allow")):
				allowed = true
			}
		}
		if password {
			continue
		}
		s.Anonymous = facts.At(true, a.source)
		if !denied || allowed {
			s.AnonymousWrite = facts.At(true, a.source)
		}
	}
}

// proftpdWrites tells whether the commands of a <Limit> have one that changes
// something, proftpdWritesAll whether they have all.
func proftpdWrites(commands []string) bool {
	return slices.ContainsFunc(commands, func(c string) bool {
		return slices.Contains([]string{"WRITE", "ALL", "STOR", "STOU", "APPE", "MKD", "XMKD", "DELE", "RMD", "RNFR", "RNTO", "DIRS"}, strings.ToUpper(c))
	})
}

func proftpdWritesAll(commands []string) bool {
	return slices.ContainsFunc(commands, func(c string) bool { return strings.EqualFold(c, "WRITE") || strings.EqualFold(c, "ALL") })
}
