package logon

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
)

// histories are start-up files, and whether bash keeps what is typed after them.
var histories = map[string]bool{
	"":                                 true,
	"HISTSIZE=1000\nHISTFILESIZE=2000": true,
	"unset HISTFILE":                   false,
	"unset HISTFILE\nHISTFILE=$HOME/.bash_history": true,
	"unset HISTFILE\nreadonly HISTFILE":            false,
	"HISTFILE=":                                    false,
	"HISTFILE=/dev/null":                           false,
	"HISTFILE=/dev/../dev/null":                    false,
	"declare -rx HISTFILE=/dev/null\nHISTFILE=$HOME/.bash_history || :": false,
	"export HISTFILE=$HOME/.bash_history":                               true,
	"HISTSIZE=0":                                                        false,
	"HISTSIZE=00":                                                       false,
	"HISTSIZE=' 0 '":                                                    false,
	"HISTSIZE=-0":                                                       false,
	"HISTSIZE=0\nHISTSIZE=500":                                          true,
	"HISTSIZE=0\nunset HISTSIZE":                                        true,
	"HISTSIZE=":                                                         true,
	"HISTSIZE=x":                                                        true,
	"HISTSIZE=-1":                                                       true,
	"HISTSIZE=0x10":                                                     true,
	"HISTFILESIZE=0":                                                    false,
	"HISTFILESIZE=":                                                     true,
	"HISTFILESIZE=x":                                                    true,
	"unset HISTFILESIZE":                                                true,
	"HISTIGNORE='*'":                                                    false,
	"HISTIGNORE=*":                                                      false,
	"HISTIGNORE='?*'":                                                   false,
	"HISTIGNORE='ls:*'":                                                 false,
	"HISTIGNORE='ls:cd*:&'":                                             true,
	"HISTCONTROL=ignoreboth":                                            true,
	"set +o history":                                                    false,
	"set +o history\nset -o history":                                    true,
	"set +x +o history":                                                 false,
	"set -- +o history":                                                 true,
	"set +o posix":                                                      true,
	"shopt -uo history":                                                 false,
	"shopt -u -o history":                                               false,
	"shopt -uo history\nshopt -so history":                              true,
	"shopt -u histappend":                                               true,
	"if [ \"$UID\" -ge 0 ]; then unset HISTFILE; fi": false,
	"if [ \"$UID\" -lt 0 ]; then unset HISTFILE; fi": true,
	"eval 'unset HISTFILE'":                          false,
	"f() { HISTSIZE=0; }\nf":                         false,
	"enable -n history":                              true,
}

// What the facts say is what bash does: it is given a start-up file and two
// commands, and afterwards its history is looked at.
func TestHistoryAgreesWithBash(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Fatal("bash is not installed: it decides what this test expects; run `make test`, which installs it")
	}
	for script, kept := range histories {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir+"/rc", script+"\n")
			cmd := exec.Command(bash, "--rcfile", dir+"/rc", "-i")
			cmd.Env = []string{"HOME=" + dir, "PATH=/usr/bin:/bin"}
			cmd.Stdin = strings.NewReader("echo one\necho two\nexit\n")
			out, _ := cmd.CombinedOutput()
			if !strings.Contains(string(out), "two") {
				t.Fatalf("bash: %s", out)
			}
			b, err := os.ReadFile(dir + "/.bash_history")
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			if real := strings.Contains(string(b), "echo two"); real != kept {
				t.Errorf("bash keeps it: %v, and %v was expected", real, kept)
			}
			s := newShell(context.Background(), hosttest.Tree(t, map[string]string{"/etc/bash.bashrc": script + "\n"}), true)
			s.remembers()
			s.source("/etc/bash.bashrc")
			got := true
			for name, list := range s.history() {
				if len(list) != 1 || !list[0].Known || len(s.problems) > 0 {
					t.Errorf("%s: %+v %v", name, list, s.problems)
				}
				got = got && !list[0].Off
			}
			if got != kept {
				t.Errorf("the facts say that it is kept: %v, want %v: %+v", got, kept, s.history())
			}
		})
	}
}

// What the environment gives counts as what a start-up file sets.
func TestHistoryOfSessions(t *testing.T) {
	files := map[string]string{
		"/etc/passwd": "root:x:0:0::/root:/bin/bash\n", "/bin/bash": "", "/etc/profile": ". /etc/profile.d/a.sh\n",
		"/etc/profile.d/a.sh": "# nothing\n[ -f /run/quiet.$$ ] && HISTSIZE=0\n", "/etc/environment": "HISTFILE=/dev/null\n",
	}
	f, gaps := gather(t, hosttest.Tree(t, files))
	if len(gaps) > 0 {
		t.Log(gaps)
	}
	h := f.Sessions["user_login"].History
	if got := h["histfile"]; len(got) != 1 || !got[0].Off || got[0].Source != "/etc/environment:1" {
		t.Errorf("HISTFILE: %+v", got)
	}
	if got := h["histsize"]; len(got) != 2 || got[0].Off == got[1].Off {
		t.Errorf("HISTSIZE is 0 or not set: %+v", got)
	}
	if got := f.Sessions["user_shell"].History["histsize"]; len(got) != 1 || got[0].Set {
		t.Errorf("HISTSIZE of a shell that reads no profile: %+v", got)
	}
	for script, want := range map[string]bool{"eval \"$(cat /etc/x)\"\n": true, "read HISTFILE < /etc/x\n": true, "echo $HISTFILE\n": false} {
		files["/etc/profile"] = script
		f, _ := gather(t, hosttest.Tree(t, files))
		unknown := false
		for _, v := range f.Sessions["root_login"].History["histfile"] {
			unknown = unknown || !v.Known
		}
		if unknown != want {
			t.Errorf("%q: unknown %v, want %v", script, unknown, want)
		}
	}
	// People keep out of it what names a secret.
	files["/etc/profile"] = "HISTIGNORE='*hunter2*:*'\n"
	f, _ = gather(t, hosttest.Tree(t, files))
	if got := f.Sessions["root_login"].History["histignore"]; len(got) != 1 || !got[0].Off || got[0].Value != "" {
		t.Errorf("HISTIGNORE: %+v", got)
	}
	files["/etc/profile"] = "if\n"
	if _, gaps := gather(t, hosttest.Tree(t, files)); !missing(gaps, `logon.sessions["user_login"].history[*]`) {
		t.Errorf("what cannot be parsed is no gap: %v", gaps)
	}
}
