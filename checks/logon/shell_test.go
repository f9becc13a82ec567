package logon

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
)

// scripts are start-up files whose outcome real bash tells beside ours.
var scripts = map[string]string{
	"plain":                "TMOUT=600\n",
	"exported":             "export TMOUT=600\n",
	"readonly":             "readonly TMOUT=600\nTMOUT=0 || :\n",
	"typeset":              "typeset -xr TMOUT=600\n",
	"declare":              "declare -xr TMOUT='600'\n",
	"default":              ": ${TMOUT:=600}\nreadonly TMOUT\nexport TMOUT\n",
	"default keeps":        "TMOUT=5\n: \"${TMOUT:=600}\"\n",
	"later wins":           "TMOUT=600; TMOUT=900 # comment\n",
	"two on a line":        "TMOUT=300 && export TMOUT\n",
	"unset":                "TMOUT=300\nunset TMOUT\n",
	"commented":            "# TMOUT=300\n",
	"in a condition":       "if [ \"$(id -u)\" -eq 0 ]; then TMOUT=100; else TMOUT=200; fi\n",
	"uid":                  "if [ $UID -gt 199 ] && [ x = x ]; then umask 002; else umask 022; fi\n",
	"early return":         "[ -z \"$PS1\" ] && return\nTMOUT=77\n",
	"early return taken":   "[ -n \"$PS1\" ] && return\nTMOUT=77\n",
	"or":                   "[ \"$UID\" = 0 ] || TMOUT=1\n[ \"$UID\" = 0 ] && umask 0077\n",
	"negation":             "if ! [ 1 -eq 2 ]; then TMOUT=9; fi\n",
	"elif":                 "if false; then TMOUT=1; elif true; then TMOUT=2; else TMOUT=3; fi\n",
	"case":                 "case \"$-\" in *i*) TMOUT=4;; *) TMOUT=5;; esac\n",
	"case of path":         "PATH=/bin:/usr/bin\ncase \":$PATH:\" in *:/bin:*) ;; *) PATH=/nope;; esac\n",
	"for":                  "for d in /a /b; do PATH=$PATH:$d; done\n",
	"function":             "pathmunge () {\n case \":${PATH}:\" in\n  *:\"$1\":*) ;;\n  *) if [ \"$2\" = after ] ; then PATH=$PATH:$1; else PATH=$1:$PATH; fi ;;\n esac\n}\nPATH=/usr/bin\npathmunge /sbin after\npathmunge /opt/x\npathmunge /usr/bin\n",
	"function keyword":     "function f { umask 0027; }\nf\n",
	"here document":        "cat >/dev/null <<EOF\nTMOUT=1\nif this is not shell (\nEOF\nTMOUT=2\n",
	"quotes":               "X='a b'; TMOUT=\"6\"'0'0\n",
	"continuation":         "TM\\\nOUT=60\\\n0\n",
	"symbolic umask":       "umask u=rwx,g=rx,o=\n",
	"umask of variable":    "M=027\numask $M\n",
	"append":               "PATH=/bin\nPATH+=:/usr/bin\n",
	"dot in path":          "PATH=/bin\nexport PATH=.:/tmp/tools:$PATH\n",
	"empty in path":        "PATH=/bin::/usr/bin:\n",
	"home in path":         "PATH=/bin:$HOME/bin:~/x\n",
	"alternative":          "PATH=/bin${LD:+:/opt}${PS1:+:/sbin}\n",
	"subshell":             "( TMOUT=5; umask 077 )\n",
	"pipeline":             "echo 5 | read TMOUT\n",
	"group":                "{ TMOUT=12; }\n",
	"redirection":          "TMOUT=5 2>/dev/null\nmesg n 2> /dev/null || true\n",
	"double brackets":      "if [[ -n \"$PS1\" && $UID == 0* ]]; then TMOUT=8; fi\n",
	"while":                "while false; do TMOUT=1; done\nTMOUT=2\n",
	"carriage returns":     "if true; then\n TMOUT=600\nfi\n",
	"semicolon newline":    "if [ -d / ]\nthen\n  TMOUT=3 ;\nfi ;\n",
	"nested substitution":  "X=\"$(echo \"$(echo ')')\")\"\nTMOUT=31\n",
	"unset then read only": "readonly TMOUT\nTMOUT=5 || :\n",
	"eval":                 "TMOUT=600\neval TMOUT=0\neval 'umask 000'\n",
	"eval of a variable":   "X='TMOUT=5; umask 077'\neval \"$X\"\n",
	"eval that leaves":     "eval 'TMOUT=7; return'\nTMOUT=8\n",
	"eval of evals":        "eval \"eval 'TMOUT=9'\"\n",
	"eval of a function":   "eval 'f() { TMOUT=10; }'\nf\n",
	"eval of colours":      "TMOUT=11\numask 027\neval \"$(dircolors -b)\"\n",
	"all exported":         "set -a\nTMOUT=600\n",
	"in an expansion":      "unset TMOUT\necho ${TMOUT:=5} >/dev/null\n",
	"in a loop":            "TMOUT=600\nfor TMOUT in 5 0; do :; done\n",
	"test with and":        "if [ 1 = 1 -a \"$UID\" -eq 0 ]; then TMOUT=41; fi\n",
}

// ours runs a script and tells TMOUT, umask and PATH, or what stayed open.
func ours(t *testing.T, script string, root bool) string {
	t.Helper()
	s := newShell(context.Background(), hosttest.Tree(t, map[string]string{"/etc/profile": script}), root)
	s.vars["PATH"] = []val{{text: "/start", known: true, set: true}}
	if s.source("/etc/profile") != sure || len(s.problems) > 0 {
		t.Fatalf("not understood: %v", s.problems)
	}
	one := func(name string) string {
		v := s.get(name)
		if len(v) != 1 || !v[0].known {
			return fmt.Sprintf("?%v", v)
		}
		if name == umaskVar && !v[0].set {
			return "0022"
		}
		return v[0].text
	}
	return one("TMOUT") + "|" + one(umaskVar) + "|" + one("PATH")
}

func TestAgreesWithBash(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Fatal("bash is not installed: it decides what this test expects; run `make test`, which installs it")
	}
	if out, err := exec.Command("id", "-u").Output(); err != nil || strings.TrimSpace(string(out)) != "0" {
		t.Fatal("bash must be asked as root, as the scripts ask for the user id; run `make test` as root")
	}
	for name, script := range scripts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir+"/profile", script)
			// Bash's own tools are looked up before the script changes PATH.
			cmd := exec.Command(bash, "--noprofile", "--norc", "-c",
				`umask 022; shopt -s expand_aliases; set -- ; PS1='\$ '; PATH=/start; hash -p /usr/bin/id id; hash -p /bin/cat cat; source "$0" >/dev/null 2>&1; printf '%s|%s|%s' "$TMOUT" "$(umask)" "$PATH"`, dir+"/profile")
			cmd.Env = []string{"HOME=/root", "USER=root"}
			script := script
			if strings.Contains(script, `$-`) {
				script = strings.ReplaceAll(script, `$-`, "himBHs")
				write(t, dir+"/profile", script)
			}
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("bash: %v", err)
			}
			if diff := cmp.Diff(string(out), ours(t, script, true)); diff != "" {
				t.Errorf("-bash +ours\n%s", diff)
			}
		})
	}
}

func TestWhatCannotBeToldHasSeveralValues(t *testing.T) {
	for script, want := range map[string]string{
		"if grep -q x /etc/y; then TMOUT=5; fi\n":                   "5 unset",
		"TMOUT=$(cat /etc/timeout)\n":                               "computed",
		"if test -f /run/x; then TMOUT=5; else TMOUT=6; fi\n":       "5 6",
		"grep -q x /etc/y && return\nTMOUT=5\n":                     "5 unset",
		"readonly TMOUT=5\ngrep x y && TMOUT=0\n":                   "5",
		"case $TERM in x*) TMOUT=1;; esac\n":                        "1 unset",
		"TMOUT=5\neval \"$(cat /etc/x)\"\n":                         "5 computed",
		"TMOUT=5\neval \"$(dircolors; cat /etc/x)\"\n":              "5 computed",
		"TMOUT=5\neval \"$(/opt/x/bin/pyenv init - bash)\"\n":       "5",
		"TMOUT=5\neval \"$(SHELL=/bin/sh lesspipe 2>/dev/null)\"\n": "5",
		"TMOUT=5\neval \"$(dircolorsx)\"\n":                         "5 computed",
		"TMOUT=5\neval \"$(dircolors $(cat /etc/x))\"\n":            "5 computed",
		"TMOUT=5\neval `lesspipe`\n":                                "5",
		"readonly TMOUT=5\neval \"$(cat /etc/x)\"\n":                "5",
		"TMOUT=5\nprintf -v TMOUT %d 0\n":                           "5 computed",
		"TMOUT=5\nprintf '%s' \"$TMOUT\"\n":                         "5",
		"TMOUT=5\nread TMOUT <<< 0\n":                               "5 computed",
		"TMOUT=5\nread -r TMOUT < /etc/x\n":                         "5 computed",
		"TMOUT=5\n((TMOUT=0))\n":                                    "5 computed",
		"TMOUT=5\n((x=0))\n":                                        "5",
		"TMOUT=5\nlet TMOUT=0\n":                                    "5 computed",
		"TMOUT=(5)\n":                                               "computed",
		"TMOUT=5\nTMOUT[0]=0\n":                                     "5 computed",
		"TMOUT=5\nmapfile -t TMOUT <<< 0\n":                         "5 computed",
		"TMOUT=5\ndeclare -n R=TMOUT\nR=0\n":                        "5 computed",
		"TMOUT=5\nalias t='TMOUT=0'\nt\n":                           "5 computed",
		"TMOUT=5\nalias t='echo $TMOUT'\nt\n":                       "5",
		"TMOUT=5\ntrap 'TMOUT=0' DEBUG\n":                           "5 computed",
	} {
		s := newShell(context.Background(), hosttest.Tree(t, map[string]string{"/etc/profile": script}), true)
		s.source("/etc/profile")
		var got []string
		for _, w := range []string{"1", "5", "6"} {
			for _, v := range s.get("TMOUT") {
				if v.known && v.set && v.text == w {
					got = append(got, w)
				}
			}
		}
		for _, v := range s.get("TMOUT") {
			if !v.known {
				got = append(got, "computed")
			} else if !v.set {
				got = append(got, "unset")
			}
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%q: %q, want %q", script, g, want)
		}
	}
}

func FuzzShell(f *testing.F) {
	for _, s := range scripts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list, err := parseShell(text)
		if err != nil {
			return
		}
		s := newShell(context.Background(), nothing{}, true)
		s.file = "/etc/profile"
		s.run(list)
	})
}

func FuzzParsers(f *testing.F) {
	f.Add("Debian GNU/Linux 12 \\n \\l\n* hard core 0\n[Login]\nIdleAction=lock\n", "*.sh")
	f.Fuzz(func(t *testing.T, text, pattern string) {
		(&Banner{Empty: true}).describe([]byte(text))
		parseLimits("/etc/security/limits.conf", text)
		parseUmask(text)
		matches(pattern, text)
	})
}
