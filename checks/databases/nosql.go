package databases

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
	"isoscan/internal/parse/yamlconf"
)

var memcachedProduct = service.Product{
	Configs:  []string{"/etc/memcached.conf", "/etc/memcached_*.conf", "/etc/sysconfig/memcached", "/etc/conf.d/memcached"},
	Binaries: []string{"/usr/bin/memcached", "/usr/sbin/memcached", "/usr/local/bin/memcached"},
	Packages: []string{"memcached"},
}

func (g *gatherer) memcached() *Memcached {
	const name = "memcached"
	m := &Memcached{Present: g.present(name, memcachedProduct)}
	if m.Present == nil {
		return m
	}
	m.Instances = map[string]MemcachedInstance{}
	if !m.Present.Value {
		return m
	}
	_, version := g.Package("memcached")
	seen, shells := 0, map[string][]byte{}
	add := func(key string, args []sourcedWord) {
		seen++
		instance, err := g.memcachedInstance(key, args, version)
		if err != nil {
			g.gaps.Add(in(name+".instances", key), err)
			return
		}
		m.Instances[facts.Text(key)] = instance
	}
	for _, pattern := range memcachedProduct.Configs {
		found, err := g.Glob(pattern)
		if err != nil {
			g.gaps.Add(in(name+".instances", pattern), err)
		}
		for _, file := range found {
			data, _, err := g.Read(file)
			if err != nil {
				g.gaps.Add(in(name+".instances", file), err)
				continue
			}
			if path.Ext(file) == ".conf" {
				add(file, memcachedFile(file, data))
			} else {
				shells[file] = data
			}
		}
	}
	execs, err := g.Execs(service.Runs("memcached"))
	if err != nil {
		g.gaps.Add(in(name+".instances", "units"), err)
	}
	// The files of variables are for units and scripts: where a unit uses them its
	// command line tells more.
	for _, e := range execs {
		var args []sourcedWord
		for _, a := range e.Args[1:] {
			args = append(args, sourcedWord{a, e.Source})
		}
		add(e.Unit, args)
	}
	if len(execs) == 0 {
		for file, data := range shells {
			add(file, memcachedFile(file, data))
		}
	}
	if seen == 0 && len(execs) == 0 && err == nil {
		add("default: memcached", nil)
	}
	return m
}

// sourcedWord is one word of a command line with where it stands.
type sourcedWord struct {
	text   string
	source facts.Source
}

// memcachedFile turns a configuration file into words: Debian's has options one
// a line, that of RHEL, SUSE and OpenRC shell variables.
func memcachedFile(file string, data []byte) []sourcedWord {
	var out []sourcedWord
	if path.Ext(file) == ".conf" {
		for i, line := range service.Lines(data) {
			line, _, _ = strings.Cut(line, "#")
			// Debian's script drops lines that begin with -d or -h, and those of two
			// words that are no option. The shell takes quotes away.
			f := strings.Fields(line)
			if len(f) == 0 || strings.HasPrefix(f[0], "-d") || strings.HasPrefix(f[0], "-h") || f[0][0] != '-' && len(f) > 1 {
				continue
			}
			for _, w := range f {
				out = append(out, sourcedWord{strings.Trim(w, `"'`), at(file, i+1)})
			}
		}
		return out
	}
	vars := service.Shell(data)
	for _, v := range []struct{ name, option string }{
		{"LISTENON", "-l"}, {"PORT", "-p"}, {"SOCKET", "-s"}, {"OPTIONS", ""}, {"MEMCACHED_PARAMS", ""}, {"MISC_OPTS", ""},
	} {
		value, ok := vars[v.name]
		if !ok || strings.TrimSpace(value.Value) == "" {
			continue
		}
		source := at(file, value.Line)
		if v.option != "" {
			out = append(out, sourcedWord{v.option, source})
		}
		for _, w := range strings.Fields(value.Value) {
			out = append(out, sourcedWord{strings.Trim(w, `"'`), source})
		}
	}
	return out
}

// memcachedLong maps long options to short ones; those of no meaning here are
// left out. memcachedValue are the short ones that have a value, memcachedPlain the others.
var memcachedLong = map[string]byte{"listen": 'l', "udp-port": 'U', "unix-socket": 's', "enable-sasl": 'S', "auth-file": 'Y', "enable-ssl": 'Z'}

// memcachedLeast is how many letters of a long option tell it from others.
var memcachedLeast = map[string]int{"listen": 6, "udp-port": 2, "unix-socket": 6, "enable-sasl": 9, "auth-file": 1, "enable-ssl": 9}

const (
	memcachedValue = "apsUmculPfntDRbBIYeoN"
	memcachedPlain = "AMkhirvdLCSFXWZV"
)

// memcachedOption is one option of the command line.
type memcachedOption struct {
	letter byte
	value  string
	source facts.Source
}

// memcachedOptions reads a command line as getopt_long(3) does: letters may stand
// in one word, and long options may be cut short. An error is one with which the server
// does not start.
func memcachedOptions(args []sourcedWord) ([]memcachedOption, error) {
	var out []memcachedOption
	next := func(i *int, o memcachedOption) error {
		if *i++; *i >= len(args) {
			return fmt.Errorf("%s: the option -%c has no value, so memcached does not start", o.source, o.letter)
		}
		o.value = args[*i].text
		out = append(out, o)
		return nil
	}
	for i := 0; i < len(args); i++ {
		w := args[i]
		if long, ok := strings.CutPrefix(w.text, "--"); ok {
			name, value, has := strings.Cut(long, "=")
			for full, c := range memcachedLong {
				if name == "" || !strings.HasPrefix(full, name) {
					continue
				}
				if len(name) < memcachedLeast[full] {
					return nil, fmt.Errorf("%s: --%s may be several options, so memcached does not start", w.source, facts.Text(name))
				}
				o := memcachedOption{c, value, w.source}
				if strings.IndexByte(memcachedValue, c) >= 0 && !has {
					if err := next(&i, o); err != nil {
						return nil, err
					}
				} else {
					out = append(out, o)
				}
			}
			continue
		}
		if len(w.text) < 2 || w.text[0] != '-' {
			continue
		}
		for j := 1; j < len(w.text); j++ {
			o := memcachedOption{w.text[j], w.text[j+1:], w.source}
			if strings.IndexByte(memcachedPlain, o.letter) >= 0 {
				o.value = ""
				out = append(out, o)
				continue
			}
			if strings.IndexByte(memcachedValue, o.letter) < 0 {
				return nil, fmt.Errorf("%s: there is no option -%c, so memcached does not start", w.source, o.letter)
			}
			if o.value != "" {
				out = append(out, o)
			} else if err := next(&i, o); err != nil {
				return nil, err
			}
			break
		}
	}
	return out, nil
}

func (g *gatherer) memcachedInstance(key string, args []sourcedWord, version string) (MemcachedInstance, error) {
	product := facts.Default(strings.TrimSpace("memcached " + version))
	out := MemcachedInstance{
		Scope: facts.At(service.All, product), SASL: facts.At(false, product), TLS: facts.At(false, product),
	}
	options, err := memcachedOptions(args)
	if err != nil {
		return out, err
	}
	listen, socket := service.None, false
	for _, o := range options {
		switch o.letter {
		case 'l':
			for _, a := range strings.Split(o.value, ",") {
				listen = service.Widest(listen, service.Scope(hostOfPort(strings.TrimPrefix(strings.TrimSpace(a), "notls:"))))
			}
			out.Scope = facts.At(listen, o.source)
		case 's':
			socket = true
			out.Scope = facts.At(service.None, o.source)
		case 'U':
			if n, err := strconv.Atoi(o.value); err == nil {
				out.UDP = facts.AtPtr(n, o.source)
			}
		case 'S', 'Y':
			if strings.HasPrefix(o.value, "-") {
				return out, fmt.Errorf("%s: -Y has no file, so memcached does not start", o.source)
			}
			out.SASL = facts.At(true, o.source)
		case 'Z':
			out.TLS = facts.At(true, o.source)
		}
	}
	if socket {
		out.Scope.Value = service.None
	}
	if out.UDP == nil {
		switch {
		case version == "":
			g.gaps.AddReason(in("memcached.instances", key)+".udp", "nothing sets -U, and the release, which decides, is not known", false)
		case versionBefore(version, 1, 5, 6):
			out.UDP = facts.AtPtr(11211, product)
		default:
			out.UDP = facts.AtPtr(0, product)
		}
	}
	return out, nil
}

// hostOfPort cuts ":PORT" off an address; a bare IPv6 address has none.
func hostOfPort(a string) string {
	a = strings.TrimSpace(a)
	if strings.HasPrefix(a, "[") {
		h, _, _ := strings.Cut(a[1:], "]")
		return h
	}
	if strings.Count(a, ":") == 1 {
		a, _, _ = strings.Cut(a, ":")
	}
	return a
}

// versionBefore compares the numbers of a version.
func versionBefore(version string, want ...int) bool {
	parts := strings.FieldsFunc(version, func(r rune) bool { return r < '0' || r > '9' })
	for i, w := range want {
		n := 0
		if i < len(parts) {
			n, _ = strconv.Atoi(parts[i])
		}
		if n != w {
			return n < w
		}
	}
	return false
}

var mongoProduct = service.Product{
	Configs:  []string{"/etc/mongod.conf", "/etc/mongodb.conf", "/etc/mongod*.conf", "/etc/mongo/mongod.conf"},
	Binaries: []string{"/usr/bin/mongod", "/usr/local/bin/mongod"},
	Packages: []string{"mongodb-org-server", "mongodb-server-core", "mongodb-server", "mongodb"},
}

func (g *gatherer) mongodb() *MongoDB {
	const name = "mongodb"
	m := &MongoDB{Present: g.present(name, mongoProduct)}
	if m.Present == nil {
		return m
	}
	m.Instances = map[string]MongoDBInstance{}
	if !m.Present.Value {
		return m
	}
	_, version := g.Package(mongoProduct.Packages...)
	for _, pattern := range mongoProduct.Configs {
		found, err := g.Glob(pattern)
		if err != nil {
			g.gaps.Add(in(name+".instances", pattern), err)
		}
		for _, file := range found {
			data, _, err := g.Read(file)
			if err == nil {
				var v map[string]yamlconf.Value
				if v, err = mongoValues(data); err == nil {
					m.Instances[facts.Text(file)] = g.mongoInstance(file, v, version)
					continue
				}
				err = fmt.Errorf("%s: %w", facts.Text(file), err)
			}
			g.gaps.Add(in(name+".instances", file), err)
		}
	}
	if len(m.Instances) == 0 {
		if found, err := g.Glob(mongoProduct.Configs[0]); err == nil && len(found) == 0 {
			m.Instances["default: MongoDB"] = g.mongoInstance("default: MongoDB", nil, version)
		}
	}
	return m
}

// mongoOld maps the options of the format before release 2.6, "auth = true", to
// the names of today.
var mongoOld = map[string]string{"bind_ip": "net.bindIp", "bind_ip_all": "net.bindIpAll", "auth": "security.authorization", "keyFile": "security.keyFile", "sslMode": "net.ssl.mode", "port": "net.port"}

func mongoValues(data []byte) (map[string]yamlconf.Value, error) {
	old := map[string]yamlconf.Value{}
	for i, line := range service.Lines(data) {
		line, _, _ = strings.Cut(line, "#")
		k, v, ok := strings.Cut(line, "=")
		if strings.TrimSpace(line) == "" {
			continue
		}
		if !ok || strings.Contains(k, ":") {
			return yamlconf.Flatten(data)
		}
		if name, ok := mongoOld[strings.TrimSpace(k)]; ok {
			old[name] = yamlconf.Value{Text: strings.TrimSpace(v), Line: i + 1}
		}
	}
	return old, nil
}

func (g *gatherer) mongoInstance(file string, v map[string]yamlconf.Value, version string) MongoDBInstance {
	product := facts.Default(strings.TrimSpace("MongoDB " + version))
	out := MongoDBInstance{Authorization: facts.At(false, product), TLS: facts.At("disabled", product)}
	if a, ok := v["security.authorization"]; ok {
		out.Authorization = facts.At(a.Text == "enabled" || a.Text == "true", at(file, a.Line))
	}
	for _, key := range []string{"security.keyFile", "security.clusterAuthMode"} {
		if a, ok := v[key]; ok && a.Text != "" && !out.Authorization.Value {
			if _, said := v["security.authorization"]; !said {
				out.Authorization = facts.At(true, at(file, a.Line))
			}
		}
	}
	for _, key := range []string{"net.ssl.mode", "net.tls.mode"} {
		if a, ok := v[key]; ok {
			mode := strings.NewReplacer("SSL", "TLS").Replace(a.Text)
			out.TLS = facts.At(facts.Text(mode), at(file, a.Line))
		}
	}
	bind, bound := v["net.bindIp"]
	all, wide := v["net.bindIpAll"]
	switch {
	case wide && all.Text == "true":
		out.Scope = facts.AtPtr(service.All, at(file, all.Line))
	case bound:
		list := bind.List
		for _, a := range strings.Split(bind.Text, ",") {
			if a = strings.TrimSpace(a); a != "" && !strings.HasPrefix(a, "/") {
				list = append(list, a)
			}
		}
		out.Scope = facts.AtPtr(service.ScopeOf(list), at(file, bind.Line))
	case version == "":
		g.gaps.AddReason(in("mongodb.instances", file)+".scope", "nothing sets net.bindIp, and the release, which decides, is not known", false)
	case versionBefore(version, 3, 6):
		out.Scope = facts.AtPtr(service.All, product)
	default:
		out.Scope = facts.AtPtr(service.Loopback, product)
	}
	return out
}

var elasticProduct = service.Product{
	Configs:  []string{"/etc/elasticsearch/elasticsearch.yml", "/etc/opensearch/opensearch.yml", "/usr/share/elasticsearch/config/elasticsearch.yml", "/usr/share/opensearch/config/opensearch.yml"},
	Binaries: []string{"/usr/share/elasticsearch/bin/elasticsearch", "/usr/share/opensearch/bin/opensearch"},
	Packages: []string{"elasticsearch", "elasticsearch-oss", "opensearch"},
}

func (g *gatherer) elasticsearch() *Elasticsearch {
	const name = "elasticsearch"
	e := &Elasticsearch{Present: g.present(name, elasticProduct)}
	if e.Present == nil {
		return e
	}
	e.Instances = map[string]ElasticsearchInstance{}
	for _, file := range elasticProduct.Configs {
		data, ok, err := g.Read(file)
		if !ok && err == nil {
			continue
		}
		var v map[string]yamlconf.Value
		if err == nil {
			if v, err = yamlconf.Flatten(data); err != nil {
				err = fmt.Errorf("%s: %w", file, err)
			}
		}
		if err != nil {
			g.gaps.Add(in(name+".instances", file), err)
			continue
		}
		product := strings.TrimSuffix(path.Base(file), ".yml")
		_, version := g.Package(product, product+"-oss")
		e.Instances[file] = g.elasticInstance(file, product, v, version)
	}
	if e.Present.Value && len(e.Instances) == 0 {
		g.gaps.AddReason(in(name+".instances", elasticProduct.Configs[0]), elasticProduct.Configs[0]+" is missing or cannot be read", false)
	}
	return e
}

func (g *gatherer) elasticInstance(file, product string, v map[string]yamlconf.Value, version string) ElasticsearchInstance {
	fallback := facts.Default(strings.TrimSpace(product + " " + version))
	out := ElasticsearchInstance{Product: product, Scope: facts.At(service.Loopback, fallback)}
	for _, key := range []string{"http.bind_host", "http.host", "network.bind_host", "network.host"} {
		if a, ok := v[key]; ok {
			list := a.List
			for _, part := range strings.Split(a.Text, ",") {
				if part = strings.TrimSpace(part); part != "" {
					list = append(list, part)
				}
			}
			out.Scope = facts.At(service.ScopeOf(list), at(file, a.Line))
			break
		}
	}
	flag := func(path, key string, unset *bool) *facts.Sourced[bool] {
		if a, ok := v[key]; ok {
			return facts.AtPtr(a.Text == "true", at(file, a.Line))
		}
		if unset != nil {
			return facts.AtPtr(*unset, fallback)
		}
		g.gaps.AddReason(in("elasticsearch.instances", file)+"."+path, "nothing sets "+key+", and the release, which decides, is not known", false)
		return nil
	}
	yes, no := true, false
	if product == "opensearch" {
		out.Security = facts.AtPtr(true, fallback)
		if a, ok := v["plugins.security.disabled"]; ok {
			out.Security = facts.AtPtr(a.Text != "true", at(file, a.Line))
		}
		out.HTTPTLS = flag("http_tls", "plugins.security.ssl.http.enabled", &no)
		return out
	}
	var unset *bool
	switch {
	case version == "":
	case older(version, 8):
		unset = &no
	default:
		unset = &yes
	}
	out.Security = flag("security", "xpack.security.enabled", unset)
	out.HTTPTLS = flag("http_tls", "xpack.security.http.ssl.enabled", &no)
	return out
}
