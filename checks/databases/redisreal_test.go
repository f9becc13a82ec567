package databases

import (
	"os"
	"os/exec"
	"sort"
	"strings"
	"testing"
	"time"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/parse/service"

	"isoscan/internal/facts"
)

// TestRedisAsTheServerReadsIt starts a server on a socket for each file and
// compares CONFIG GET and ACL LIST with what we read. The files set port 0, so
// that no test opens a port.
func TestRedisAsTheServerReadsIt(t *testing.T) {
	server, cli := need(t, "redis-server"), need(t, "redis-cli")
	for _, c := range []struct{ name, text string }{
		{"nothing", ""},
		{"bind", "bind 127.0.0.1 ::1\n"},
		{"bind twice", "bind 127.0.0.1\nbind 0.0.0.0\n"},
		{"optional addresses", "bind * -::*\nprotected-mode no\n"},
		{"upper case", "BIND 127.0.0.1\nProtected-Mode NO\n"},
		{"quotes", "bind \"127.0.0.1\" '::1'\nrequirepass \"se\\x63ret\"\n"},
		{"comments and blanks", "  # x\n\t bind   10.9.8.7\t127.0.0.1  \n"},
		{"include", "bind 10.0.0.1\ninclude %T/more.conf\n"},
		{"include is overridden", "include %T/more.conf\nbind 10.0.0.1\n"},
		{"password", "requirepass secret\n"},
		{"password taken back", "requirepass secret\nrequirepass \"\"\n"},
		{"ACL", "user default off\nuser app on nopass ~* +@all\n"},
		{"ACL file", "aclfile %T/users.acl\n"},
		{"debug", "enable-debug-command local\nenable-module-command no\n"},
		{"crlf", "bind 127.0.0.1\r\nprotected-mode no\r\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, err := os.MkdirTemp("/tmp", "isoscan-redis")
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = os.RemoveAll(dir) }()
			write(t, dir+"/more.conf", "bind 127.0.0.1\nprotected-mode no\n")
			write(t, dir+"/users.acl", "user default on >secret ~* &* +@all\nuser web on nopass ~* +get\nuser old off nopass\n")
			conf := dir + "/redis.conf"
			write(t, conf, strings.ReplaceAll(c.text, "%T", dir)+"\nport 0\n")
			socket := dir + "/s"
			cmd := exec.Command(server, conf, "--unixsocket", socket, "--save", "", "--dir", dir)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			defer func() {
				_ = cmd.Process.Kill()
				_ = cmd.Wait()
			}()
			ask := func(user string, words ...string) string {
				argv := []string{"-s", socket, "--no-auth-warning"}
				if user != "" {
					argv = append(argv, "--user", user, "--pass", "secret")
				}
				out, _ := exec.Command(cli, append(argv, words...)...).CombinedOutput()
				return string(out)
			}
			for i := 0; !strings.Contains(ask("", "ping"), "PONG") && !strings.Contains(ask("", "ping"), "NOAUTH"); i++ {
				if i > 100 {
					t.Fatal("the server does not answer: " + ask("", "ping"))
				}
				time.Sleep(20 * time.Millisecond)
			}
			user := ""
			if strings.Contains(ask("", "ping"), "NOAUTH") {
				user = "default"
				if !strings.Contains(ask("default", "ping"), "PONG") {
					user = "app"
				}
			}
			config := strings.Split(strings.TrimSpace(ask(user, "config", "get", "bind", "protected-mode", "enable-debug-command", "port")), "\n")
			theirs := map[string]string{}
			for i := 0; i+1 < len(config); i += 2 {
				theirs[config[i]] = config[i+1]
			}
			lines, err := parseRedis(onDisk{}, conf, 0)
			if err != nil {
				t.Fatal(err)
			}
			g := &gatherer{Host: service.Open(t.Context(), hosttest.RootFS(t, "/")), gaps: facts.NewGaps("databases")}
			ours := g.redisInstance(conf, lines)
			for _, name := range []string{"bind", "protected-mode", "enable-debug-command", "port"} {
				got, ok := ours.Settings[name]
				if !ok {
					continue
				}
				if strings.ToLower(got.Value) != theirs[name] {
					t.Errorf("%s: Redis %q, ours %q", name, theirs[name], got.Value)
				}
			}
			if len(theirs) < 4 {
				t.Errorf("Redis answered %q", config)
			}
			var want, got []string
			for _, l := range strings.Split(strings.TrimSpace(ask(user, "acl", "list")), "\n") {
				f := strings.Fields(l)
				has := func(word string) bool {
					for _, w := range f {
						if w == word {
							return true
						}
					}
					return false
				}
				if len(f) > 2 && has("on") && has("nopass") {
					want = append(want, f[1])
				}
			}
			if ours.Open.Value {
				got = append(got, "default")
			}
			for u := range ours.Passwordless {
				got = append(got, u)
			}
			sort.Strings(want)
			sort.Strings(got)
			if strings.Join(want, " ") != strings.Join(got, " ") {
				t.Errorf("without a password: Redis %q, ours %q", want, got)
			}
		})
	}
}
