package databases

import (
	"path"
	"slices"
	"sort"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
)

// redisKept are directives that hold no secret.
var redisKept = []string{"bind", "protected-mode", "port", "tls-port", "aclfile", "enable-debug-command", "enable-module-command",
	"enable-protected-configs", "unixsocket", "unixsocketperm", "tls-auth-clients", "tls-replication", "logfile"}

var redisProduct = service.Product{
	Configs: []string{"/etc/redis/redis*.conf", "/etc/redis/[0-9]*.conf", "/etc/redis.conf", "/etc/redis-[0-9]*.conf", "/etc/valkey/valkey*.conf",
		"/etc/valkey.conf", "/etc/keydb/keydb*.conf", "/etc/keydb.conf", "/etc/redis/default.conf"},
	Binaries: []string{"/usr/bin/redis-server", "/usr/bin/valkey-server", "/usr/bin/keydb-server", "/usr/local/bin/redis-server",
		"/usr/local/bin/valkey-server", "/usr/sbin/redis-server"},
	Packages: []string{"redis-server", "redis", "valkey-server", "valkey", "keydb-server", "keydb"},
}

func (g *gatherer) redis() *Redis {
	const name = "redis"
	r := &Redis{Present: g.present(name, redisProduct)}
	if r.Present == nil || !r.Present.Value {
		if r.Present != nil {
			r.Instances = map[string]RedisInstance{}
		}
		return r
	}
	r.Instances = map[string]RedisInstance{}
	extra := map[string][]redisLine{}
	execs, err := g.Execs(service.Runs("redis-server", "valkey-server", "keydb-server"))
	if err != nil {
		g.gaps.Add(in(name+".instances", "units"), err)
	}
	var files []string
	for _, e := range execs {
		file, lines := redisArguments(e)
		if strings.Contains(file, "%") {
			continue
		}
		if file != "" {
			files = append(files, file)
		}
		extra[file] = append(extra[file], lines...)
	}
	for _, pattern := range redisProduct.Configs {
		found, err := g.Glob(pattern)
		if err != nil {
			g.gaps.Add(in(name+".instances", pattern), err)
		}
		files = append(files, found...)
	}
	included := map[string]bool{}
	parsed := map[string][]redisLine{}
	sort.Strings(files)
	for _, file := range slices.Compact(files) {
		lines, err := parseRedis(g, file, 0)
		if err != nil {
			g.gaps.Add(in(name+".instances", file), err)
			continue
		}
		for _, l := range lines {
			if l.path != file {
				included[l.path] = true
			}
		}
		parsed[file] = append(lines, extra[file]...)
	}
	for file, lines := range parsed {
		if !included[file] {
			r.Instances[facts.Text(file)] = g.redisInstance(file, lines)
		}
	}
	if len(parsed) == 0 && len(r.Instances) == 0 && len(files) == 0 {
		r.Instances["default: Redis"] = g.redisInstance("default: Redis", extra[""])
	}
	return r
}

// redisArguments takes the configuration file and the options "--port 0" of a
// command line apart.
func redisArguments(e service.Exec) (file string, lines []redisLine) {
	for _, a := range e.Args[1:] {
		switch {
		case strings.HasPrefix(a, "--"):
			lines = append(lines, redisLine{name: strings.ToLower(a[2:]), path: string(e.Source)})
		case len(lines) > 0:
			l := &lines[len(lines)-1]
			l.args = append(l.args, a)
		case file == "" && a != "-":
			file = a
		}
	}
	return file, lines
}

func (g *gatherer) redisInstance(file string, lines []redisLine) RedisInstance {
	out := RedisInstance{Passwordless: map[string]facts.Sourced[string]{}, Renamed: []string{}}
	_, version := g.Package(redisProduct.Packages...)
	product := "Redis"
	if version != "" {
		out.Version = &version
		product += " " + version
	}
	s := settings{}
	users := map[string]aclUser{"default": {on: true, nopass: true}}
	var open facts.Source = facts.Default(product)
	aclfile := redisLine{}
	for _, l := range lines {
		source := at(l.path, l.line)
		if l.line == 0 {
			source = facts.Source(l.path)
		}
		if slices.Contains(redisKept, l.name) {
			s[l.name] = facts.At(facts.Text(strings.Join(l.args, " ")), source)
		}
		switch {
		case l.name == "requirepass" && len(l.args) == 1:
			u := users["default"]
			u.nopass = l.args[0] == ""
			users["default"], open = u, source
		case l.name == "user" && len(l.args) > 0:
			u := users[l.args[0]]
			u.apply(l.args[1:])
			u.path, u.line = l.path, l.line
			users[l.args[0]] = u
			if l.args[0] == "default" {
				open = source
			}
		case l.name == "aclfile" && len(l.args) == 1 && l.args[0] != "":
			aclfile = l
		case l.name == "rename-command" && len(l.args) == 2:
			out.Renamed = append(out.Renamed, facts.Text(strings.ToLower(l.args[0])))
		}
	}
	sort.Strings(out.Renamed)
	s.fallback(product, map[string]string{"protected-mode": "yes", "port": "6379", "tls-port": "0"})
	aclKnown := true
	if aclfile.name != "" {
		more, err := g.aclFile(file, aclfile.args[0])
		if err != nil {
			aclKnown = false
			g.gaps.Add(in("redis.instances", file)+".open", err)
			g.gaps.Add(in("redis.instances", file)+".passwordless", err)
		}
		for n, u := range more {
			users[n] = u
			if n == "default" {
				open = at(u.path, u.line)
			}
		}
	}
	if aclKnown {
		out.Open = facts.AtPtr(users["default"].open(), open)
		for n, u := range users {
			if n != "default" && u.open() {
				out.Passwordless[facts.Text(n)] = facts.At("on nopass", at(u.path, u.line))
			}
		}
	} else {
		out.Passwordless = nil
	}
	_, bound := s["bind"]
	s.fallback(product, map[string]string{"bind": "* -::*"})
	bind := s["bind"]
	var list []string
	for _, a := range strings.Fields(bind.Value) {
		list = append(list, strings.TrimPrefix(a, "-"))
	}
	scope := facts.AtPtr(service.ScopeOf(list), bind.Source)
	if s["port"].Value == "0" && s["tls-port"].Value == "0" {
		scope = facts.AtPtr(service.None, s["port"].Source)
	}
	out.Scope = scope
	out.Settings = s
	switch {
	case strings.EqualFold(s["protected-mode"].Value, "no"):
		out.Refuses = "no"
	case !bound || version != "" && !older(version, 7):
		out.Refuses = "yes"
	case version != "":
		// Before release 7 a bind directive took the protection away.
		out.Refuses = "no"
	default:
		out.Refuses = "unknown"
	}
	return out
}

// aclFile reads the users of an ACL file; it replaces those of redis.conf, and
// a line is all there is of a user.
func (g *gatherer) aclFile(conf, file string) (map[string]aclUser, error) {
	if !path.IsAbs(file) {
		file = path.Join(path.Dir(conf), file)
	}
	data, ok, err := g.Read(file)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, lineError(file, 1, "the file is missing")
	}
	return parseACL(file, data)
}

func parseACL(file string, data []byte) (map[string]aclUser, error) {
	out := map[string]aclUser{}
	for i, line := range service.Lines(data) {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if len(f) < 2 || f[0] != "user" {
			return nil, lineError(file, i+1, "no line of the form user NAME RULES")
		}
		u := aclUser{path: file, line: i + 1}
		u.apply(f[2:])
		out[f[1]] = u
	}
	return out, nil
}
