package databases

import (
	"fmt"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
)

// pgConfigs are where distributions keep postgresql.conf: Debian's clusters,
// then data folders of RHEL, SUSE, Alpine and Arch.
var pgConfigs = []string{
	"/etc/postgresql/*/*/postgresql.conf", "/var/lib/pgsql/data/postgresql.conf", "/var/lib/pgsql/*/data/postgresql.conf",
	"/var/lib/postgresql/*/data/postgresql.conf", "/var/lib/postgresql/data/postgresql.conf", "/var/lib/postgres/data/postgresql.conf",
	"/etc/postgresql*/postgresql.conf", "/usr/local/pgsql/data/postgresql.conf",
}

// pgJudged are the settings that are kept. None of them can hold a password.
var pgJudged = []string{
	"listen_addresses", "port", "ssl", "ssl_min_protocol_version", "password_encryption", "log_connections", "log_disconnections",
	"log_statement", "log_hostname", "hba_file", "data_directory", "unix_socket_directories", "unix_socket_permissions",
	"row_security", "db_user_namespace",
}

// pgBooleans of those are shown as on or off.
var pgBooleans = map[string]bool{"ssl": true, "log_disconnections": true, "log_hostname": true, "row_security": true, "db_user_namespace": true}

func (g *gatherer) postgresql() *PostgreSQL {
	const name = "postgresql"
	p := &PostgreSQL{Present: g.present(name, service.Product{
		Configs:  pgConfigs,
		Binaries: []string{"/usr/lib/postgresql/*/bin/postgres", "/usr/bin/postgres", "/usr/pgsql-*/bin/postgres", "/usr/libexec/postgresql*/postgres", "/usr/lib/postgresql*/bin/postgres", "/usr/local/pgsql/bin/postgres"},
		Packages: []string{"postgresql-[0-9]*", "postgresql[0-9]*-server", "postgresql-server", "postgresql[0-9]*"},
	})}
	if p.Present == nil {
		return p
	}
	p.Clusters = map[string]Cluster{}
	for _, pattern := range pgConfigs {
		found, err := g.Glob(pattern)
		if err != nil {
			g.gaps.Add(in(name+".clusters", pattern), err)
		}
		for _, file := range found {
			p.Clusters[facts.Text(file)] = g.cluster(file)
		}
	}
	return p
}

func (g *gatherer) cluster(file string) Cluster {
	c := Cluster{}
	gap := func(what string, err error) {
		g.gaps.Add(in("postgresql.clusters", file)+"."+what, err)
	}
	values, err := parsePGConf(g, file, 0)
	if err != nil {
		for _, what := range []string{"settings", "scope", "hba"} {
			gap(what, err)
		}
		return c
	}
	dir := path.Dir(file)
	data := g.dataDirectory(file, values)
	if auto := path.Join(data, "postgresql.auto.conf"); data != "" {
		if _, ok, err := g.Read(auto); err != nil {
			gap("settings", err)
			gap("scope", err)
			return c
		} else if ok {
			more, err := parsePGConf(g, auto, 0)
			if err != nil {
				gap("settings", err)
				gap("scope", err)
				return c
			}
			values = append(values, more...)
		}
	}
	all := settings{}
	for _, v := range values {
		text := facts.Text(v.value)
		if pgBooleans[v.name] || v.name == "log_connections" || v.name == "password_encryption" {
			if on, ok := pgBool(v.value); ok {
				text = onOff(on)
			}
		}
		// Before release 14 "on" stood for md5.
		if v.name == "password_encryption" && (text == "on" || text == "off") {
			text = map[string]string{"on": "md5", "off": "plain"}[text]
		}
		all[v.name] = facts.At(text, at(v.path, v.line))
	}
	s := all.only(pgJudged...)
	product := "PostgreSQL"
	version := pgVersion(file)
	if version == "" && data != "" {
		if b, ok, err := g.Read(path.Join(data, "PG_VERSION")); err == nil && ok {
			version = strings.TrimSpace(facts.Text(strings.TrimSpace(string(b))))
		}
	}
	if version != "" {
		product += " " + version
	}
	defaults := map[string]string{
		"listen_addresses": "localhost", "port": "5432", "ssl": "off", "log_connections": "off", "log_disconnections": "off",
		"log_statement": "none", "unix_socket_permissions": "0777", "row_security": "on", "db_user_namespace": "off",
	}
	switch {
	case version == "":
		if _, ok := s["password_encryption"]; !ok {
			gap("settings.password_encryption", fmt.Errorf("nothing sets it, and the release, which decides, is not known"))
		}
	case older(version, 14):
		defaults["password_encryption"] = "md5"
	default:
		defaults["password_encryption"] = "scram-sha-256"
	}
	s.fallback(product, defaults)
	c.Settings = s
	listen := s["listen_addresses"]
	var list []string
	for _, a := range strings.Split(listen.Value, ",") {
		list = append(list, strings.Trim(strings.TrimSpace(a), `"`))
	}
	c.Scope = facts.AtPtr(service.ScopeOf(list), listen.Source)

	hba := path.Join(dir, "pg_hba.conf")
	if v, ok := s["hba_file"]; ok {
		// A relative name is below the folder that the server was started with.
		hba = v.Value
		if !path.IsAbs(hba) {
			hba = path.Join(orElse(data, dir), hba)
		}
	} else if data != "" {
		inData := path.Join(data, "pg_hba.conf")
		if found, err := g.Glob(inData); err == nil && len(found) > 0 {
			hba = inData
		}
	}
	records, err := parseHBA(g, hba)
	if err != nil {
		gap("hba", err)
		return c
	}
	c.HBA = describeHBA(records)
	return c
}

// dataDirectory is where postgresql.auto.conf is, or empty.
func (g *gatherer) dataDirectory(file string, values []pgValue) string {
	dir := path.Dir(file)
	for i := len(values) - 1; i >= 0; i-- {
		if v := values[i]; v.name == "data_directory" {
			return pgPath(file, v.value)
		}
	}
	parts := strings.Split(file, "/")
	if strings.HasPrefix(file, "/etc/postgresql/") && len(parts) == 6 {
		return path.Join("/var/lib/postgresql", parts[3], parts[4])
	}
	return dir
}

// pgVersion is the major release that a path of Debian, SUSE or the project's
// own packages names.
func pgVersion(file string) string {
	for _, part := range strings.Split(file, "/") {
		part = strings.TrimPrefix(part, "postgresql")
		if part != "" && part[0] >= '1' && part[0] <= '9' && strings.Trim(part, "0123456789.") == "" {
			return part
		}
	}
	return ""
}

// older compares the first number of a version.
func older(version string, major int) bool {
	n := 0
	for i := 0; i < len(version) && version[i] >= '0' && version[i] <= '9'; i++ {
		n = n*10 + int(version[i]-'0')
		if n > 1<<20 {
			break
		}
	}
	return n < major
}

func onOff(b bool) string {
	if b {
		return "on"
	}
	return "off"
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
