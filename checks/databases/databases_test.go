package databases

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

// dpkg is a status file with these packages.
func dpkg(packages ...string) string {
	var b strings.Builder
	for _, p := range packages {
		name, version, _ := strings.Cut(p, " ")
		b.WriteString("Package: " + name + "\nStatus: install ok installed\nArchitecture: amd64\nVersion: " + version + "\nMaintainer: x <x@example.org>\nDescription: x\n\n")
	}
	return b.String()
}

func gather(t *testing.T, h host.Host) (*Facts, []string) {
	t.Helper()
	gaps := facts.NewGaps("databases")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	var missing []string
	for _, m := range gaps.Missing() {
		missing = append(missing, m.Path+": "+m.Reason)
	}
	return f, missing
}

func TestNothingInstalledIsSeen(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": dpkg("base-files 12")}))
	if missing != nil {
		t.Errorf("gaps: %q", missing)
	}
	for name, p := range map[string]*facts.Sourced[bool]{
		"postgresql": f.PostgreSQL.Present, "mysql": f.MySQL.Present, "redis": f.Redis.Present, "memcached": f.Memcached.Present,
		"mongodb": f.MongoDB.Present, "elasticsearch": f.Elasticsearch.Present,
	} {
		if p == nil || p.Value || p.Source != "/var/lib/dpkg/status" {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func TestUnreadablePackagesAreNoAbsence(t *testing.T) {
	h := hosttest.Deny(hosttest.Tree(t, map[string]string{"/var/lib/dpkg/status": dpkg("base-files 12")}), "/var/lib/dpkg/status")
	f, missing := gather(t, h)
	if f.Redis.Present != nil || len(missing) != 6 {
		t.Errorf("present %+v, gaps %q", f.Redis.Present, missing)
	}
}

const pgConf = "/etc/postgresql/15/main/postgresql.conf"

func TestPostgreSQL(t *testing.T) {
	tree := func(conf, hba string) map[string]string {
		return map[string]string{pgConf: conf, "/etc/postgresql/15/main/pg_hba.conf": hba}
	}
	type want struct {
		scope, source, encryption string
		hba                       []string
	}
	for name, c := range map[string]struct {
		files map[string]string
		want  want
	}{
		"default": {tree("", "local all all peer\n"), want{"loopback", "default: PostgreSQL 15", "scram-sha-256", []string{"local local peer"}}},
		"override": {tree("listen_addresses = 'localhost'\nlisten_addresses = '*'\npassword_encryption = on\n", ""),
			want{"all", pgConf + ":2", "md5", nil}},
		"include": {map[string]string{
			pgConf: "include_dir 'conf.d'\n", "/etc/postgresql/15/main/conf.d/9.conf": "listen_addresses = '10.0.0.1'\n",
			"/etc/postgresql/15/main/pg_hba.conf": "",
		}, want{"network", "/etc/postgresql/15/main/conf.d/9.conf:1", "scram-sha-256", nil}},
		"ALTER SYSTEM": {map[string]string{
			pgConf: "listen_addresses = 'localhost'\n", "/var/lib/postgresql/15/main/postgresql.auto.conf": "listen_addresses = '0.0.0.0'\n",
			"/etc/postgresql/15/main/pg_hba.conf": "",
		}, want{"all", "/var/lib/postgresql/15/main/postgresql.auto.conf:1", "scram-sha-256", nil}},
		"hba_file": {map[string]string{
			pgConf: "hba_file = '/etc/hba'\n", "/etc/hba": "host all all 10.0.0.0/8 trust\n", "/etc/postgresql/15/main/pg_hba.conf": "local all all trust\n",
		}, want{"loopback", "default: PostgreSQL 15", "scram-sha-256", []string{"host network trust"}}},
		"first match wins": {tree("", "host all all all reject\nhost all all 0.0.0.0/0 trust\nhost replication all all trust\nlocal all all trust\n"),
			want{"loopback", "default: PostgreSQL 15", "scram-sha-256",
				[]string{"host all reject", "host all trust shadowed", "host all trust", "local local trust"}}},
		"not shadowed by less": {tree("", "hostssl all all 10.0.0.0/8 scram-sha-256\nhost all all 10.0.0.0/8 trust\nhost all all 10.1.0.0/16 md5\n"),
			want{"loopback", "default: PostgreSQL 15", "scram-sha-256",
				[]string{"hostssl network scram-sha-256", "host network trust", "host network md5 shadowed"}}},
		"crlf": {tree("listen_addresses = '*'\r\n", "local all all trust\r\n"),
			want{"all", pgConf + ":1", "scram-sha-256", []string{"local local trust"}}},
	} {
		t.Run(name, func(t *testing.T) {
			f, missing := gather(t, hosttest.Tree(t, c.files))
			if missing != nil {
				t.Fatalf("gaps: %q", missing)
			}
			k := f.PostgreSQL.Clusters[pgConf]
			got := want{k.Scope.Value, string(k.Scope.Source), k.Settings["password_encryption"].Value, nil}
			for _, a := range k.HBA {
				line := a.Type + " " + a.Clients + " " + a.Method
				if a.Shadowed {
					line += " shadowed"
				}
				got.hba = append(got.hba, line)
			}
			if d := cmp.Diff(c.want, got, cmp.AllowUnexported(want{})); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

func TestPostgreSQLGaps(t *testing.T) {
	files := map[string]string{pgConf: "", "/etc/postgresql/15/main/pg_hba.conf": "local all all trust\n"}
	hba := `databases.postgresql.clusters["` + pgConf + `"].hba: `
	for name, c := range map[string]struct {
		h    func(t *testing.T) host.Host
		want string
	}{
		"denied": {func(t *testing.T) host.Host {
			return hosttest.Deny(hosttest.Tree(t, files), "/etc/postgresql/15/main/pg_hba.conf")
		}, hba + "/etc/postgresql/15/main/pg_hba.conf: "},
		"missing": {func(t *testing.T) host.Host { return hosttest.Tree(t, map[string]string{pgConf: ""}) },
			hba + "/etc/postgresql/15/main/pg_hba.conf:1: the file is missing"},
		"malformed": {func(t *testing.T) host.Host {
			return hosttest.Tree(t, map[string]string{pgConf: "", "/etc/postgresql/15/main/pg_hba.conf": "\nlocal all all\n"})
		}, hba + "/etc/postgresql/15/main/pg_hba.conf:2: the line ends before the authentication method"},
		"not UTF-8": {func(t *testing.T) host.Host {
			return hosttest.Tree(t, map[string]string{pgConf: "", "/etc/postgresql/15/main/pg_hba.conf": "loc\xff all all trust\n"})
		}, hba + "/etc/postgresql/15/main/pg_hba.conf:1: \"loc\uFFFD\" is no connection type"},
		"huge": {func(t *testing.T) host.Host {
			return hosttest.TreeWith(t, append(hosttest.Files(map[string]string{pgConf: ""}),
				hosttest.File{Path: "/etc/postgresql/15/main/pg_hba.conf", Size: 1 << 30}))
		}, hba + "/etc/postgresql/15/main/pg_hba.conf: "},
		"syntax error": {func(t *testing.T) host.Host { return hosttest.Tree(t, map[string]string{pgConf: "ssl = 'on\n"}) },
			hba + pgConf + ":1: syntax error"},
	} {
		t.Run(name, func(t *testing.T) {
			f, missing := gather(t, c.h(t))
			if f.PostgreSQL.Clusters[pgConf].HBA != nil {
				t.Error("there are lines")
			}
			if len(missing) == 0 || !strings.HasPrefix(missing[0], c.want) {
				t.Errorf("gaps %q, want %q", missing, c.want)
			}
		})
	}
}

func TestMySQL(t *testing.T) {
	const server = "/etc/mysql/mariadb.conf.d/50-server.cnf"
	debian := func(text string) map[string]string {
		return map[string]string{
			"/var/lib/dpkg/status": dpkg("mariadb-server 1:10.11.11-0+deb12u1"), server: text,
			"/etc/mysql/my.cnf":      "-> mariadb.cnf",
			"/etc/mysql/mariadb.cnf": "[client-server]\n!includedir /etc/mysql/conf.d/\n!includedir /etc/mysql/mariadb.conf.d/\n",
			"/etc/mysql/conf.d/":     "",
		}
	}
	for name, c := range map[string]struct {
		files                            map[string]string
		scope, grant, infile, infileFrom string
		gaps                             int
	}{
		"default":       {debian(""), "all", "off", "on", "default: MariaDB 10.11.11", 0},
		"debian":        {debian("[mysqld]\nbind-address = 127.0.0.1\n"), "loopback", "off", "on", "default: MariaDB 10.11.11", 0},
		"underscores":   {debian("[mysqld]\nskip_grant_tables\nlocal_infile=OFF\n"), "all", "on", "off", server + ":3", 0},
		"skip prefix":   {debian("[mysqld]\nskip-local-infile\nskip-networking\n"), "none", "off", "off", server + ":2", 0},
		"loose prefix":  {debian("[mariadb]\nloose-local-infile=0\n"), "all", "off", "off", server + ":2", 0},
		"taken back":    {debian("[mysqld]\nskip-grant-tables\nskip-grant-tables=0\nskip-networking=0\n"), "all", "off", "on", "default: MariaDB 10.11.11", 0},
		"other release": {debian("[mariadb-10.6]\nskip-grant-tables\n[mysqld-10.11]\nbind-address=::1\n"), "loopback", "off", "on", "default: MariaDB 10.11.11", 0},
		"client group":  {debian("[client]\nskip-grant-tables\n"), "all", "off", "on", "default: MariaDB 10.11.11", 0},
		"conflict":      {debian("[mysqld]\nbind-address=0.0.0.0\n[server]\nbind-address=127.0.0.1\n"), "loopback", "off", "on", "default: MariaDB 10.11.11", 0},
		"not included": {map[string]string{"/var/lib/dpkg/status": dpkg("mariadb-server 1:10.11.11-0"), server: "[mysqld]\nskip-grant-tables\n"},
			"all", "on", "on", "default: MariaDB 10.11.11", 1},
		"MySQL 8": {map[string]string{"/var/lib/dpkg/status": dpkg("mysql-server-8.0 8.0.36-1")}, "all", "off", "off", "default: MySQL 8.0.36", 0},
		"unit": {map[string]string{"/var/lib/dpkg/status": dpkg("mysql-server-8.0 8.0.36-1"),
			"/etc/systemd/system/mysql.service": "[Service]\nExecStart=/usr/sbin/mysqld --skip-grant-tables --bind-address=127.0.0.1\n"},
			"loopback", "on", "off", "default: MySQL 8.0.36", 0},
	} {
		t.Run(name, func(t *testing.T) {
			f, missing := gather(t, hosttest.Tree(t, c.files))
			m := f.MySQL
			if len(missing) != c.gaps {
				t.Errorf("gaps: %q", missing)
			}
			got := []string{m.Scope.Value, m.Settings["skip-grant-tables"].Value, m.Settings["local-infile"].Value, string(m.Settings["local-infile"].Source)}
			if d := cmp.Diff([]string{c.scope, c.grant, c.infile, c.infileFrom}, got); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

func TestMySQLLeavesWorldWritableFilesOut(t *testing.T) {
	f, _ := gather(t, hosttest.TreeWith(t, []hosttest.File{
		{Path: "/var/lib/dpkg/status", Content: dpkg("mariadb-server 1:10.11.11-0")},
		{Path: "/etc/my.cnf", Content: "[mysqld]\nskip-grant-tables\n", Mode: 0o666},
	}))
	if v := f.MySQL.Settings["skip-grant-tables"].Value; v != "off" {
		t.Errorf("skip-grant-tables %s", v)
	}
}

func TestMySQLPasswordFiles(t *testing.T) {
	f, _ := gather(t, hosttest.TreeWith(t, []hosttest.File{
		{Path: "/root/.my.cnf", Content: "[client]\nuser=root\npassword = \"s3cret\"\n", Mode: 0o644},
		{Path: "/home/a/.my.cnf", Content: "[client]\nuser=a\n", Mode: 0o644},
		{Path: "/etc/mysql/debian.cnf", Content: "[client]\npassword=s3cret\n", Mode: 0o600},
	}))
	want := map[string]ClientFile{
		"/root/.my.cnf":         {Mode: "0644", OtherReadable: true, Source: "/root/.my.cnf:3"},
		"/etc/mysql/debian.cnf": {Mode: "0600", Source: "/etc/mysql/debian.cnf:2"},
	}
	for k, v := range f.MySQL.ClientFiles {
		v.Owner = 0
		f.MySQL.ClientFiles[k] = v
	}
	if d := cmp.Diff(want, f.MySQL.ClientFiles); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestRedis(t *testing.T) {
	const conf = "/etc/redis/redis.conf"
	for name, c := range map[string]struct {
		files          map[string]string
		scope, refuses string
		open           bool
	}{
		"default":          {map[string]string{conf: ""}, "all", "yes", true},
		"bound":            {map[string]string{conf: "bind 127.0.0.1 -::1\n"}, "loopback", "unknown", true},
		"bound, release 7": {map[string]string{conf: "bind 0.0.0.0\n", "/var/lib/dpkg/status": dpkg("redis-server 5:7.0.15-1")}, "all", "yes", true},
		"bound, release 6": {map[string]string{conf: "bind 0.0.0.0\n", "/var/lib/dpkg/status": dpkg("redis-server 5:6.0.16-1")}, "all", "no", true},
		"password":         {map[string]string{conf: "requirepass x\nprotected-mode no\n"}, "all", "no", false},
		"socket":           {map[string]string{conf: "port 0\nunixsocket /run/r\n"}, "none", "yes", true},
		"ACL file":         {map[string]string{conf: "aclfile /etc/redis/users.acl\n", "/etc/redis/users.acl": "user default on #abc ~* +@all\n"}, "all", "yes", false},
		"include": {map[string]string{conf: "include /etc/redis/more.conf\nbind 10.0.0.1\n", "/etc/redis/more.conf": "bind 127.0.0.1\nrequirepass x\n"},
			"network", "unknown", false},
		"unit": {map[string]string{conf: "bind 127.0.0.1\n", "/usr/lib/systemd/system/redis.service": "[Service]\nExecStart=/usr/bin/redis-server " + conf + " --bind 0.0.0.0 --protected-mode no\n"},
			"all", "no", true},
	} {
		t.Run(name, func(t *testing.T) {
			f, missing := gather(t, hosttest.Tree(t, c.files))
			if missing != nil {
				t.Fatalf("gaps: %q", missing)
			}
			i := f.Redis.Instances[conf]
			if i.Scope.Value != c.scope || i.Refuses != c.refuses || i.Open.Value != c.open {
				t.Errorf("scope %s, refuses %s, open %v", i.Scope.Value, i.Refuses, i.Open.Value)
			}
		})
	}
	_, missing := gather(t, hosttest.Deny(hosttest.Tree(t, map[string]string{conf: "aclfile /etc/redis/users.acl\n", "/etc/redis/users.acl": ""}), "/etc/redis/users.acl"))
	if len(missing) != 2 {
		t.Errorf("an ACL file that cannot be read: gaps %q", missing)
	}
}

func TestOtherStores(t *testing.T) {
	f, missing := gather(t, hosttest.Tree(t, map[string]string{
		"/var/lib/dpkg/status":                 dpkg("memcached 1.6.18-1", "mongodb-org-server 6.0.1", "elasticsearch 8.1.0"),
		"/etc/memcached.conf":                  "# x\n-l 127.0.0.1\n-l ::1\n-S\n",
		"/etc/sysconfig/memcached":             "PORT=\"11211\"\nOPTIONS=\"-U 11211\"\n",
		"/etc/mongod.conf":                     "net:\n  bindIp: 127.0.0.1,10.0.0.1\nsecurity:\n  keyFile: /k\n",
		"/etc/elasticsearch/elasticsearch.yml": "network:\n  host: [ _local_, _site_ ]\n",
	}))
	if missing != nil {
		t.Fatalf("gaps: %q", missing)
	}
	got := []any{
		f.Memcached.Instances["/etc/memcached.conf"].Scope.Value, f.Memcached.Instances["/etc/memcached.conf"].SASL.Value,
		f.Memcached.Instances["/etc/memcached.conf"].UDP.Value,
		f.Memcached.Instances["/etc/sysconfig/memcached"].Scope.Value, f.Memcached.Instances["/etc/sysconfig/memcached"].UDP.Value,
		f.MongoDB.Instances["/etc/mongod.conf"].Scope.Value, f.MongoDB.Instances["/etc/mongod.conf"].Authorization.Value,
		f.Elasticsearch.Instances["/etc/elasticsearch/elasticsearch.yml"].Scope.Value,
		f.Elasticsearch.Instances["/etc/elasticsearch/elasticsearch.yml"].Security.Value,
	}
	if d := cmp.Diff([]any{"loopback", true, 0, "all", 11211, "network", true, "network", true}, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	_, missing = gather(t, hosttest.Tree(t, map[string]string{
		"/etc/mongod.conf": "net: [\n", "/etc/elasticsearch/elasticsearch.yml": "cluster.name: x\n",
	}))
	if len(missing) != 2 || !strings.Contains(missing[0], "release") || !strings.Contains(missing[1], "/etc/mongod.conf") {
		t.Errorf("gaps %q", missing)
	}
}

// Folders of option files that include one another are given up, and that is said.
func TestOptionFilesWithoutEnd(t *testing.T) {
	tree := map[string]string{"/var/lib/dpkg/status": dpkg("mariadb-server 1:10.11"), "/etc/mysql/my.cnf": "!includedir /etc/mysql/x\n"}
	for i := range 40 {
		tree[fmt.Sprintf("/etc/mysql/x/%d.cnf", i)] = "!includedir /etc/mysql/x\n"
	}
	_, missing := gather(t, hosttest.Tree(t, tree))
	if !slices.ContainsFunc(missing, func(m string) bool {
		return strings.HasPrefix(m, "databases.mysql") && strings.Contains(m, "more than 1000 option files")
	}) {
		t.Errorf("gaps: %q", missing)
	}
}
