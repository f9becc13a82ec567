package sudo

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const digest = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"

// table holds sudoers files that sudo's own parser reads beside ours.
var table = []struct{ name, text string }{
	{"debian", "Defaults\tenv_reset\nDefaults\tmail_badpass\nDefaults\tsecure_path=\"/usr/sbin:/usr/bin\"\nroot\tALL=(ALL:ALL) ALL\n%sudo\tALL=(ALL:ALL) ALL\n"},
	{"no final newline", "bob ALL=ALL"},
	{"empty", ""},
	{"only comments", "# nothing\n   # here\n\n"},
	{"comment ends in backslash", "# a comment \\\nbob ALL=ALL\n"},
	{"comment after a command", "bob ALL=/bin/ls # x, y\nbob ALL=ALL# z\n"},
	{"continuation", "bob ALL=(root) \\\n\tNOPASSWD: \\  \n /bin/ls, \\\n/bin/cat\n"},
	{"continuation within a word", "bob ALL=/bin/l\\\ns\n"},
	{"continuation before a keyword", "bob ALL=/bin/ls, \\\nDefaults env_reset\n"},
	{"crlf", "bob ALL=(root) /bin/ls -l\r\nDefaults !lecture\r\n"},
	{"alias hides all", "Cmnd_Alias MAINT = ALL\nUser_Alias WEB = bob\nWEB ALL=(root) \\\n\tNOPASSWD: MAINT\n"},
	{"alias used before definition", "bob ALL=LATER\nCmnd_Alias LATER = /bin/ls, EVEN\nCmnd_Alias EVEN = !/bin/sh, /bin/cat a b\n"},
	{"several aliases on a line", "User_Alias A = bob, %adm : B = !A, eve\nB ALL=ALL\n"},
	{"negated alias of negations", "Cmnd_Alias X = /bin/a, !/bin/b\nbob ALL=ALL, !X\n"},
	{"double negation", "!!bob ALL=!!/bin/ls\n"},
	{"triple negation", "ALL, !!!bob ALL=ALL\n"},
	{"spaced negation", "ALL, ! bob ALL=ALL\n"},
	{"negations apart", "ALL, ! ! bob ALL=ALL\n"},
	{"alias redefined", "User_Alias A = bob\nUser_Alias A = eve\n"},
	{"alias of another kind", "User_Alias A = bob\nHost_Alias A = al\nA A=ALL\n"},
	{"undefined alias", "WEB ALL=(ALL) ALL\n"},
	{"reserved alias name", "User_Alias ALL = bob\n"},
	{"lower case alias", "User_Alias abc = bob\n"},
	{"tags inherit", "bob ALL=(root) NOPASSWD: /bin/a, /bin/b, PASSWD: /bin/c, NOEXEC: SETENV: /bin/d, /bin/e, NOSETENV: EXEC: /bin/f\n"},
	{"tag with blank", "bob ALL=NOPASSWD : ALL\n"},
	{"tag without colon", "bob ALL=(root) NOPASSWD ALL\n"},
	{"every tag", "bob ALL=LOG_INPUT: LOG_OUTPUT: MAIL: FOLLOW: INTERCEPT: NOLOG_INPUT: NOLOG_OUTPUT: NOMAIL: NOFOLLOW: NOINTERCEPT: ALL\n"},
	{"runas forms", "bob ALL=(a,b:c,d) /bin/1, (:e) /bin/2, () /bin/3, (:) /bin/4, (%wheel,!root) /bin/5\n"},
	{"runas inherits", "bob ALL=(op) /bin/1, /bin/2, (root) /bin/3\n"},
	{"runas broken", "bob ALL=(root,:adm) ALL\n"},
	{"runas group is a group", "bob ALL=(root:%adm) ALL\n"},
	{"runas alias", "Runas_Alias OP = root, op\nbob ALL=(OP, !ALL) ALL\n"},
	{"two privileges", "bob h1 = /bin/a : h2, !h3 = (op) NOPASSWD: /bin/b\n"},
	{"ids", "#1000,%#27,%:ads,+net ALL=(#0) ALL\n"},
	{"id at line start is no comment", "#1000 ALL=ALL\n"},
	{"negative id", "#-1 ALL=ALL\n"},
	{"quoted users", "\"DOM users\",\"%DOM admins\",\"+net x\" ALL=ALL\n"},
	{"escaped user", "DOM\\\\bob,a\\ b,x\\x41y ALL=ALL\n"},
	{"empty quotes", "\"\" ALL=ALL\n"},
	{"quote left open", "\"bob ALL=ALL\n"},
	{"empty group", "% ALL=ALL\n"},
	{"hosts", "bob 10.0.0.1, 10.0.0.0/8, 10.0.0.0/255.0.0.0, 2001:db8::1, fe80::/10, +hosts, !web = ALL\n"},
	{"arguments", "bob ALL=/bin/a \"\", /bin/b *, /bin/c -x a\\,b\\:c\\=d, /bin/d [a-z]* \\*, /bin/e a\\\\b\n"},
	{"equals in an argument", "bob ALL=/bin/dd if=/dev/zero\n"},
	{"lone equals", "bob ALL=/bin/x = y\n"},
	{"escaped path", "bob ALL=/bin/a\\ b\\,c, /bin/d\\:e\n"},
	{"path with other escape", "bob ALL=/bin/a\\;b\n"},
	{"directory", "bob ALL=/usr/bin/, !/usr/bin/su\n"},
	{"directory with arguments", "bob ALL=/usr/bin/ -x\n"},
	{"wildcard path", "bob ALL=/usr/*/ls, /bin/?s, /bin/[!a]*\n"},
	{"regular expressions", "bob ALL=^/usr/bin/(a|b)$ ^-x [0-9]+$, /bin/ls ^-[al]+$, ^/bin/\\#x$\n"},
	{"regular expression left open", "bob ALL=/bin/ls ^abc\n"},
	{"sudoedit", "bob ALL=sudoedit /etc/hosts, sudoedit\n"},
	{"list", "bob ALL=list\n"},
	{"relative command", "bob ALL = ls\n"},
	{"no command", "bob ALL=\n"},
	{"no host", "bob =ALL\n"},
	{"trailing comma", "bob ALL=/bin/ls,\n"},
	{"digest", "bob ALL=sha256:" + digest + " /bin/ls, /bin/cat\n"},
	{"digest of ALL", "bob ALL=sha256:" + digest + ", sha256:" + digest + " ALL\n"},
	{"digest short", "bob ALL=sha224:aa /bin/ls\n"},
	{"digest of an alias", "Cmnd_Alias X=/bin/ls\nbob ALL=sha256:" + digest + " X\n"},
	{"digest base64", "bob ALL=sha256:YDA64iuZiGG847KPM+7BvnWKIThsk8PHbb6fVYwRx1I= /bin/ls\n"},
	{"options", "bob ALL=(root) CWD=/tmp TIMEOUT=5m ROLE=r_t TYPE=x NOTBEFORE=20200101000000Z /bin/ls\n"},
	{"option badly placed", "bob ALL=NOPASSWD: CWD=/tmp /bin/ls\n"},
	{"relative cwd", "bob ALL=CWD=tmp /bin/ls\n"},
	{"defaults scopes", "Defaults:bob,%adm !authenticate\nDefaults@h1 !lecture\nDefaults>root,op noexec\nDefaults!/bin/ls,X use_pty\nCmnd_Alias X=/bin/cat\n"},
	{"defaults spaced scope", "Defaults: bob !authenticate\n"},
	{"defaults with a blank before the scope", "Defaults :bob !authenticate\n"},
	{"defaults without option", "Defaults\n"},
	{"defaults scope without option", "Defaults:bob\n"},
	{"defaults list", "Defaults env_keep += \"A B\", env_keep -= C, env_keep = D\nDefaults !env_keep\n"},
	{"defaults chain", "Defaults !requiretty, use_pty, \\\n  timestamp_timeout = 0, passwd_tries=3\n"},
	{"defaults missing comma", "Defaults env_reset use_pty\n"},
	{"defaults unknown", "Defaults foo_bar\n"},
	{"defaults bad number", "Defaults timestamp_timeout=abc\n"},
	{"defaults fraction", "Defaults timestamp_timeout=2.5, passwd_timeout=-1\n"},
	{"defaults value for a flag", "Defaults env_reset=5\n"},
	{"defaults no value", "Defaults logfile\n"},
	{"defaults relative path", "Defaults logfile=sudo.log\n"},
	{"defaults off", "Defaults !secure_path, !logfile, !timestamp_timeout, !umask\n"},
	{"defaults off without right", "Defaults !editor\n"},
	{"defaults tuple", "Defaults lecture=always, verifypw=never, timestamp_type=tty\n"},
	{"defaults bad tuple", "Defaults lecture=often\n"},
	{"defaults quoted", "Defaults passprompt=\"[sudo] for %p: \", badpass_message = \"no \\\"x\\\"\"\n"},
	{"defaults comment", "Defaults env_reset # yes\n"},
	{"defaults glued", "Defaultsfoo ALL=ALL\n"},
	{"alias glued", "User_Aliasx ALL=ALL\n"},
	{"keyword indented", "  Defaults env_reset\n\tUser_Alias A = bob\n A ALL = ALL\n"},
	{"cmd alias", "Cmd_Alias X = /bin/ls\nbob ALL=X\n"},
	{"missing include", "@include /nonexistent/file\nbob ALL=ALL\n"},
	{"missing include folder", "@includedir /nonexistent/dir\n#includedir /nonexistent/dir\nbob ALL=ALL\n"},
	{"old include is a comment without blank", "#includefoo\nbob ALL=ALL\n"},
	{"byte order mark", "\xef\xbb\xbfbob ALL=ALL\n"},
	{"not UTF-8", "bob\xff ALL=ALL\n"},
	{"junk", "this is not sudoers\n"},
	{"good after bad", "junk\nbob ALL=/bin/ls\n"},
}

// pair writes text as a sudoers file and reads it with the reader's own parser.
func pair(t *testing.T, text string) (file string, ours *entries) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "sudoers")
	if err := os.WriteFile(file, []byte(text), 0o440); err != nil {
		t.Fatal(err)
	}
	ours = &entries{}
	p := &parser{lex: newLexer(text), file: file, out: ours}
	p.include = func(at place, target string, dir bool) {
		if _, err := os.Stat(target); err != nil && !dir {
			ours.errors = append(ours.errors, problem{at, "no such file"})
		}
	}
	p.parse()
	_, bad := effective(ours.settings, "")
	ours.errors = append(ours.errors, bad...)
	return file, ours
}

func tool(t *testing.T, name string) string {
	t.Helper()
	for _, dir := range []string{"/usr/sbin/", "/usr/bin/", "/sbin/"} {
		if _, err := os.Stat(dir + name); err == nil {
			return dir + name
		}
	}
	t.Fatalf("%s is not installed: it decides what these tests expect; run `make test`, which installs it", name)
	return ""
}

func TestAgreesWithVisudo(t *testing.T) {
	visudo := tool(t, "visudo")
	for _, c := range table {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			file, ours := pair(t, c.text)
			out, err := exec.Command(visudo, "-c", "-f", file).CombinedOutput()
			if accepted := err == nil; accepted != (len(ours.errors) == 0) {
				t.Errorf("visudo accepts: %v, we: %v\nvisudo: %s\nwe: %v", accepted, len(ours.errors) == 0, out, ours.errors)
			}
		})
	}
}

// flat is one command of a rule, as both sides can tell it.
type flat struct {
	Users, Hosts, RunasUsers, RunasGroups []string
	Command                               string
	NoPassword, NoExec, SetEnv            bool
}

type jsonMember map[string]any

func (m jsonMember) text() string {
	for _, k := range []string{"username", "usergroup", "netgroup", "userid", "usergid", "nonunixgroup", "nonunixgid", "hostname", "networkaddr", "command", "useralias", "runasalias", "hostalias", "cmndalias"} {
		v, ok := m[k]
		if !ok {
			continue
		}
		s := fmt.Sprint(v)
		s = map[string]string{"usergroup": "%", "netgroup": "+", "userid": "#", "usergid": "%#", "nonunixgroup": "%:", "nonunixgid": "%:#"}[k] + s
		s = strings.Replace(s, "++", "+", 1)
		if m["negated"] == true {
			s = "!" + s
		}
		return s
	}
	return fmt.Sprint(map[string]any(m))
}

func jsonTexts(list []jsonMember) []string {
	out := []string{}
	for _, m := range list {
		out = append(out, m.text())
	}
	return out
}

func TestAgreesWithCvtsudoers(t *testing.T) {
	cvt := tool(t, "cvtsudoers")
	compared := 0
	for _, c := range table {
		file, ours := pair(t, c.text)
		if len(ours.errors) > 0 || len(ours.specs) == 0 {
			continue
		}
		out, err := exec.Command(cvt, "-e", "-f", "json", file).Output()
		if err != nil {
			t.Errorf("%s: cvtsudoers: %v", c.name, err)
			continue
		}
		var theirs struct {
			UserSpecs []struct {
				UserList  []jsonMember `json:"User_List"`
				HostList  []jsonMember `json:"Host_List"`
				CmndSpecs []struct {
					RunasUsers  []jsonMember `json:"runasusers"`
					RunasGroups []jsonMember `json:"runasgroups"`
					Options     []map[string]any
					Commands    []jsonMember
				} `json:"Cmnd_Specs"`
			} `json:"User_Specs"`
		}
		if err := json.Unmarshal(out, &theirs); err != nil {
			// cvtsudoers 1.9.13 writes broken JSON for these.
			if c.name == "not UTF-8" || c.name == "undefined alias" || c.name == "options" {
				continue
			}
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var want []flat
		ourRules := flatten(ours)
		for _, u := range theirs.UserSpecs {
			for _, s := range u.CmndSpecs {
				// ALL implies SETENV, and cvtsudoers shows that for the whole group.
				implied := slices.Contains(jsonTexts(s.Commands), "ALL")
				for _, cmd := range s.Commands {
					f := flat{Users: jsonTexts(u.UserList), Hosts: jsonTexts(u.HostList), RunasUsers: jsonTexts(s.RunasUsers),
						RunasGroups: strip(jsonTexts(s.RunasGroups)), Command: cmd.text()}
					for _, o := range s.Options {
						f.NoPassword = f.NoPassword || o["authenticate"] == false
						f.NoExec = f.NoExec || o["noexec"] == true
						f.SetEnv = f.SetEnv || o["setenv"] == true
					}
					if i := len(want); implied && i < len(ourRules) {
						f.SetEnv = ourRules[i].SetEnv
					}
					want = append(want, f)
				}
			}
		}
		if diff := cmp.Diff(want, ourRules); diff != "" {
			t.Errorf("%s: -cvtsudoers +ours\n%s", c.name, diff)
		}
		compared++
	}
	if compared < 30 {
		t.Errorf("only %d files were compared", compared)
	}
}

func strip(list []string) []string {
	for i, s := range list {
		list[i] = strings.Replace(s, "%", "", 1)
	}
	return list
}

func flatten(e *entries) []flat {
	b := newBook(e.aliases)
	var out []flat
	for _, s := range e.specs {
		for _, p := range s.privileges {
			for _, c := range p.commands {
				f := flat{Users: b.texts("User", s.users), Hosts: b.texts("Host", p.hosts), RunasUsers: []string{}, RunasGroups: []string{}}
				if r := c.runas; r != nil {
					f.RunasUsers, f.RunasGroups = b.texts("Runas", r.users), b.texts("Runas", r.groups)
					if r.self {
						f.RunasUsers = []string{""}
					}
				}
				pass, said := c.tags["PASSWD"]
				f.NoPassword = said && !pass
				run, said := c.tags["EXEC"]
				f.NoExec = said && !run
				f.SetEnv = c.tags["SETENV"]
				leaves, _ := b.leaves("Cmnd", []member{c.command})
				for _, l := range leaves {
					f.Command = l.String()
					out = append(out, f)
				}
			}
		}
	}
	return slices.Clip(out)
}
