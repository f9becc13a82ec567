package databases

import (
	"testing"
	"unicode/utf8"
)

// oneFile is a file tree with the same text under every name, so that includes
// meet themselves.
type oneFile string

func (f oneFile) Read(string) ([]byte, bool, error)     { return []byte(f), true, nil }
func (f oneFile) Glob(pattern string) ([]string, error) { return []string{pattern}, nil }

func FuzzHBA(f *testing.F) {
	for _, c := range hbaTable {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 500 {
			return
		}
		records, err := parseHBA(oneFile(text), "/pg_hba.conf")
		if err != nil {
			return
		}
		for i, a := range describeHBA(records) {
			if a.Method == "" || a.Clients == "" || !utf8.ValidString(a.Address) {
				t.Fatalf("%q: %+v", text, a)
			}
			if !records[i].covers(records[i]) && a.Clients != "host" && a.Clients != "network" {
				t.Fatalf("%q does not cover itself", text)
			}
		}
	})
}

func FuzzPostgreSQLConf(f *testing.F) {
	f.Add("listen_addresses = 'a''b' # c\ninclude 'x'\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 200 {
			return
		}
		values, err := parsePGConf(oneFile(text), "/postgresql.conf", pgDepth-1)
		if err != nil && values != nil {
			t.Fatal("a refused file has values")
		}
	})
}

func FuzzOptionFile(f *testing.F) {
	f.Add("[mysqld]\na=\"b # c\" # d\n!includedir /x\nskip-x\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 200 {
			return
		}
		c := &myCnf{files: oneFile(text), mode: func(string) (uint32, error) { return 0, nil }}
		_ = c.file("/my.cnf", myDepth-1)
		for _, o := range c.options {
			if o.line < 1 {
				t.Fatalf("%+v", o)
			}
			setMyOption(settings{}, o, "")
		}
	})
}

func FuzzRedisConf(f *testing.F) {
	f.Add("bind 127.0.0.1 \"a\\x41\" 'b'\nuser default on >x\ninclude /x\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 200 {
			return
		}
		lines, err := parseRedis(oneFile(text), "/redis.conf", redisDepth-1)
		if err != nil {
			return
		}
		for _, l := range lines {
			if l.name == "" && len(l.args) == 0 {
				continue
			}
			u := aclUser{}
			u.apply(l.args)
			if u.open() && u.passwords > 0 {
				t.Fatalf("%q is open and has passwords", l.args)
			}
		}
		_, _ = parseACL("/users.acl", []byte(text))
	})
}

func FuzzMongoDB(f *testing.F) {
	f.Add("net:\n  bindIp: 127.0.0.1\nsecurity:\n  authorization: enabled\n")
	f.Add("bind_ip = 127.0.0.1\nauth = true\n")
	f.Fuzz(func(_ *testing.T, text string) {
		_, _ = mongoValues([]byte(text))
		_ = memcachedFile("/etc/memcached.conf", []byte(text))
		_ = memcachedFile("/etc/sysconfig/memcached", []byte(text))
	})
}
