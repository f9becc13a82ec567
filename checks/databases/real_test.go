package databases

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// onDisk lets parsers read the real file system beside the real programs.
type onDisk struct{}

func (onDisk) Read(p string) ([]byte, bool, error) {
	data, err := os.ReadFile(p)
	if os.IsNotExist(err) {
		return nil, false, nil
	}
	return data, err == nil, err
}

func (onDisk) Glob(pattern string) ([]string, error) {
	found, err := filepath.Glob(pattern)
	sort.Strings(found)
	return found, err
}

func need(t *testing.T, program string) string {
	t.Helper()
	p, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("%v; hint: make test-setup", err)
	}
	return p
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// postgres makes a cluster of its own below a new folder, as an account that is
// not root, for the server refuses root. run runs a program as that account.
func postgres(t *testing.T) (dir string, run func(wait bool, argv ...string) (*exec.Cmd, string)) {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(found) == 0 {
		t.Fatal("no PostgreSQL server; hint: make test-setup")
	}
	bin := found[len(found)-1]
	dir, err := os.MkdirTemp("/tmp", "isoscan-pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	attr := &syscall.SysProcAttr{}
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			t.Fatal(err)
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(dir, uid, gid); err != nil {
			t.Fatal(err)
		}
	}
	run = func(wait bool, argv ...string) (*exec.Cmd, string) {
		cmd := exec.Command(filepath.Join(bin, argv[0]), argv[1:]...)
		cmd.Dir, cmd.SysProcAttr = dir, attr
		cmd.Env = append(os.Environ(), "LC_ALL=C", "PGHOST="+dir, "PGUSER=tester")
		if !wait {
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			return cmd, ""
		}
		var complaint strings.Builder
		cmd.Stderr = &complaint
		out, err := cmd.Output()
		if err != nil {
			return nil, "failed: " + complaint.String()
		}
		return cmd, string(out)
	}
	if cmd, out := run(true, "initdb", "-D", dir+"/data", "-U", "tester", "-A", "trust", "--no-sync", "--no-locale"); cmd == nil {
		t.Fatal(out)
	}
	return dir, run
}

// hbaTable is pg_hba.conf in forms that the server takes or refuses.
var hbaTable = []struct{ name, text string }{
	{"trust everywhere", "local all all trust\nhost all all 0.0.0.0/0 trust\n"},
	{"mask", "host all all 10.1.2.3 255.255.0.0 md5\nhost all all ::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff md5\n"},
	{"keywords", "host sameuser all samehost scram-sha-256\nhost replication,samerole +admins samenet reject\nhost all all all password\n"},
	{"quoted keywords", "host \"all\" \"replication\" 10.0.0.0/8 md5\nlocal \"my db\",b \"a,b\" peer\n"},
	{"lists", "local a,b,c u1,u2 , u3 trust\nlocal a ,b u1 peer\n"},
	{"comments", "# x\n  # y\nlocal all all trust # z\nhost all all 1.2.3.4/32 md5#t\n"},
	{"options", "hostssl all all 10.0.0.0/8 scram-sha-256 clientcert=verify-full\nhostssl all all 0.0.0.0/0 cert map=m\n"},
	{"continuation", "host all \\\n all 10.0.0.0/8 \\\n md5\n"},
	{"crlf", "local all all peer\r\nhost all all 127.0.0.1/32 md5\r\n"},
	{"ident on a socket is peer", "local all all ident\nhost all all 10.0.0.0/8 ident\n"},
	{"names of hosts", "host all all client.example.org md5\nhost all all .example.org md5\n"},
	{"all six types", "hostssl a a 10.0.0.0/8 md5\nhostnossl a a 10.0.0.0/8 md5\nhostgssenc a a 10.0.0.0/8 trust\nhostnogssenc a a 10.0.0.0/8 md5\n"},
	{"names from a file", "local @names.txt @names.txt peer\n"},
	{"quoted at sign", "local \"@x\" all peer\n"},
	{"no method", "local all all\n"},
	{"no address", "host all all md5\n"},
	{"unknown method", "local all all nonsense\n"},
	{"unknown type", "remote all all trust\n"},
	{"bad mask", "host all all 10.0.0.0/33 md5\n"},
	{"mask with gaps", "host all all 10.0.0.0 255.0.255.0 md5\n"},
	{"peer over TCP", "host all all 127.0.0.1/32 peer\n"},
	{"cert without TLS", "host all all 127.0.0.1/32 cert\n"},
	{"two addresses", "host all all 10.0.0.0/8,11.0.0.0/8 md5\n"},
	{"two methods", "local all all trust,peer\n"},
	{"option without value", "local all all peer map\n"},
	{"upper case", "LOCAL all all trust\n"},
	{"upper case keyword", "local ALL ALL trust\n"},
	{"IPv6", "host all all 2001:db8::/32 md5\nhost all all ::/0 trust\n"},
	{"quoted type", "\"local\" all all \"trust\"\n"},
	{"empty", "\n"},
	{"open quote", "local all \"all trust\n"},
}

func TestHBAReadAsPostgreSQLReadsIt(t *testing.T) {
	dir, run := postgres(t)
	hba := dir + "/pg_hba.conf"
	write(t, hba, "local all all trust\n")
	write(t, dir+"/names.txt", "one two,\"three\"\n# c\nfour\n")
	server, _ := run(false, "postgres", "-D", dir+"/data", "-c", "listen_addresses=", "-c", "unix_socket_directories="+dir, "-c", "hba_file="+hba,
		"-c", "fsync=off", "-c", "shared_buffers=1MB", "-c", "autovacuum=off", "-c", "logging_collector=off")
	defer func() {
		_ = server.Process.Signal(syscall.SIGQUIT)
		_ = server.Wait()
	}()
	ask := func(query string) string {
		_, out := run(true, "psql", "-XAtq", "-d", "postgres", "-c", query)
		return out
	}
	for i := 0; strings.HasPrefix(ask("select 1"), "failed"); i++ {
		if i > 100 {
			t.Fatal("the server does not answer: " + ask("select 1"))
		}
		time.Sleep(50 * time.Millisecond)
	}
	type row struct {
		Line     int      `json:"line_number"`
		Type     string   `json:"type"`
		Database []string `json:"database"`
		User     []string `json:"user_name"`
		Address  string   `json:"address"`
		Netmask  string   `json:"netmask"`
		Method   string   `json:"auth_method"`
		Error    string   `json:"error"`
	}
	for _, c := range hbaTable {
		t.Run(c.name, func(t *testing.T) {
			write(t, hba, c.text)
			var theirs []row
			out := ask("select coalesce(json_agg(row_to_json(r)),'[]') from pg_hba_file_rules r")
			if err := json.Unmarshal([]byte(out), &theirs); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			var want, got []string
			refused := ""
			for _, r := range theirs {
				// That TLS is off makes a line useless, not wrong.
				if r.Error != "" && !strings.Contains(r.Error, "cannot match because") {
					refused = r.Error
				}
				addr := r.Address
				if ip, err := netip.ParseAddr(r.Address); err == nil {
					addr += " " + r.Netmask
					if bits, err := maskBits(ip, r.Netmask); err == nil && bits >= 0 {
						addr = netip.PrefixFrom(ip, bits).Masked().String()
					}
				}
				want = append(want, fmt.Sprintln(r.Line, r.Type, strings.Join(r.Database, "|"), strings.Join(r.User, "|"), addr, r.Method))
			}
			records, err := parseHBA(onDisk{}, hba)
			if (err != nil) != (refused != "") {
				t.Fatalf("PostgreSQL says %q, we say %v", refused, err)
			}
			if err != nil {
				return
			}
			for _, r := range records {
				addr := r.address
				if r.prefix.IsValid() {
					addr = r.prefix.String()
				}
				got = append(got, fmt.Sprintln(r.line, r.kind, texts(r.databases), texts(r.users), addr, r.method))
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("-PostgreSQL +ours:\n%s", d)
			}
		})
	}
}

func texts(tokens []hbaToken) string {
	var out []string
	for _, t := range tokens {
		out = append(out, t.text)
	}
	return strings.Join(out, "|")
}

func TestPostgreSQLSettingsAsTheServerReadsThem(t *testing.T) {
	dir, run := postgres(t)
	write(t, dir+"/more.conf", "listen_addresses = '10.0.0.1'\n")
	write(t, dir+"/conf.d/b.conf", "listen_addresses = 'b'\n")
	write(t, dir+"/conf.d/a.conf", "listen_addresses = 'a'\n")
	write(t, dir+"/conf.d/.hidden.conf", "listen_addresses = 'hidden'\n")
	for _, c := range []struct{ name, text, auto string }{
		{"nothing", "", ""},
		{"quoted", "listen_addresses = '*'\n", ""},
		{"no equals sign", "listen_addresses '*'\n", ""},
		{"no quotes", "listen_addresses=localhost\n", ""},
		{"upper case", "LISTEN_Addresses = 'x'\n", ""},
		{"last wins", "listen_addresses = 'one'\nlisten_addresses = 'two'\n", ""},
		{"comment behind", "listen_addresses = 'one' # two\n", ""},
		{"doubled quote", "listen_addresses = 'a''b'\n", ""},
		{"backslash", `listen_addresses = 'a\'b\tc\101'` + "\n", ""},
		{"include", "listen_addresses = 'x'\ninclude 'more.conf'\n", ""},
		{"include before", "include 'more.conf'\nlisten_addresses = 'x'\n", ""},
		{"include if exists", "include_if_exists 'none.conf'\nlisten_addresses = 'x'\n", ""},
		{"include folder", "include_dir 'conf.d'\n", ""},
		{"missing include", "include 'none.conf'\n", ""},
		{"auto overrides", "listen_addresses = 'x'\n", "listen_addresses = '*'\n"},
		{"syntax error", "listen_addresses = 'x\n", ""},
		{"two values", "listen_addresses = a b\n", ""},
		{"empty value", "listen_addresses = ''\n", ""},
		{"no value", "listen_addresses =\n", ""},
		{"not quoted star", "listen_addresses = *\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			conf := dir + "/postgresql.conf"
			write(t, conf, c.text)
			write(t, dir+"/data/postgresql.auto.conf", c.auto)
			cmd, out := run(true, "postgres", "-D", dir+"/data", "-c", "config_file="+conf, "-C", "listen_addresses")
			values, err := parsePGConf(onDisk{}, conf, 0)
			if (cmd == nil) != (err != nil) {
				t.Fatalf("PostgreSQL: %q, ours: %v", out, err)
			}
			if err != nil {
				return
			}
			more, err := parsePGConf(onDisk{}, dir+"/data/postgresql.auto.conf", 0)
			if err != nil {
				t.Fatal(err)
			}
			got := "localhost"
			for _, v := range append(values, more...) {
				if v.name == "listen_addresses" {
					got = v.value
				}
			}
			if want := strings.TrimSuffix(out, "\n"); got != want {
				t.Errorf("PostgreSQL: %q, ours: %q", want, got)
			}
		})
	}
}

func TestOptionFilesAsMariaDBReadsThem(t *testing.T) {
	program := need(t, "my_print_defaults")
	for _, c := range []struct {
		name  string
		files map[string]string
	}{
		{"plain", map[string]string{"my.cnf": "[mysqld]\nbind-address=127.0.0.1\nskip-grant-tables\n"}},
		{"groups", map[string]string{"my.cnf": "[client]\nport=1\n[mysqld]\nport=2\n[mariadb]\nport = 3\n[mysqld-10.11]\nport=4\n[server]\nport=5\n"}},
		{"quotes", map[string]string{"my.cnf": "[mysqld]\na=\"b c\"\nb='d'\nc=\"x'y\"\nd='unclosed\n"}},
		{"comments", map[string]string{"my.cnf": "# c\n; c\n[mysqld]\na=1 # two\nb=\"1 # 2\"\nc=1#2\n  ;x\n  # y\n"}},
		{"escapes", map[string]string{"my.cnf": "[mysqld]\na=x\\ty\\sz\\\\n\\q\nb=\\\"q\\\"\n"}},
		{"blanks", map[string]string{"my.cnf": "  [mysqld]  \n   bind-address   =    0.0.0.0   \nskip_networking\t\n"}},
		{"include", map[string]string{"my.cnf": "[mysqld]\na=1\n!include %T/other.cnf\nb=2\n", "other.cnf": "[mysqld]\nc=3\n[client]\nd=4\n"}},
		{"folder", map[string]string{"my.cnf": "[mysqld]\na=1\n!includedir %T/conf.d/\n", "conf.d/z.cnf": "[mysqld]\nz=1\n",
			"conf.d/a.cnf": "[mysqld]\na=2\n", "conf.d/b.txt": "[mysqld]\nb=3\n"}},
		{"missing include", map[string]string{"my.cnf": "[mysqld]\na=1\n!include %T/none.cnf\nb=2\n"}},
		{"missing folder", map[string]string{"my.cnf": "[mysqld]\na=1\n!includedir %T/none\nb=2\n"}},
		{"option before a group", map[string]string{"my.cnf": "a=1\n[mysqld]\nb=2\n"}},
		{"group left open", map[string]string{"my.cnf": "[mysqld\na=1\n"}},
		{"text behind the group", map[string]string{"my.cnf": "[mysqld] # c\na=1\n"}},
		{"crlf", map[string]string{"my.cnf": "[mysqld]\r\na=1\r\nskip-grant-tables\r\n"}},
		{"empty value", map[string]string{"my.cnf": "[mysqld]\na=\nb = ''\n"}},
		{"equals in the value", map[string]string{"my.cnf": "[mysqld]\na=b=c\n"}},
		{"included twice", map[string]string{"my.cnf": "!include %T/o.cnf\n[mysqld]\nx=1\n!include %T/o.cnf\n", "o.cnf": "[mysqld]\na=1\n"}},
		{"unknown directive", map[string]string{"my.cnf": "[mysqld]\n!nonsense x\na=1\n"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range c.files {
				write(t, filepath.Join(dir, name), strings.ReplaceAll(text, "%T", dir))
			}
			conf := filepath.Join(dir, "my.cnf")
			groups := []string{"mysqld", "server", "mysqld-10.11", "mariadb", "mariadb-10.11", "mariadbd", "galera"}
			out, failed := exec.Command(program, append([]string{"--defaults-file=" + conf}, groups...)...).Output()
			o := &myCnf{files: onDisk{}, mode: func(string) (uint32, error) { return 0o644, nil }}
			err := o.file(conf, 0)
			if (failed != nil) != (err != nil) {
				t.Fatalf("my_print_defaults: %v %q, ours: %v", failed, out, err)
			}
			if err != nil {
				return
			}
			var got strings.Builder
			for _, a := range o.arguments(func(g string) bool { return strings.Contains(" "+strings.Join(groups, " ")+" ", " "+g+" ") }) {
				got.WriteString(a.argument() + "\n")
			}
			if d := cmp.Diff(string(out), got.String()); d != "" {
				t.Errorf("-my_print_defaults +ours:\n%s", d)
			}
		})
	}
}
