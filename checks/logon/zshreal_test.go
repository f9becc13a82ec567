package logon

import (
	"fmt"
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/sandbox"
)

// zshFiles are what Debian's zsh reads at a log-on: zshenv, zprofile, zshrc and
// zlogin below /etc/zsh (zsh(1), STARTUP/SHUTDOWN FILES), each after the other.
// Wanted are TMOUT, what of it is fixed, and the umask. zsh reads no profile.
var zshFiles = []struct {
	name  string
	files map[string]string
	want  string
}{
	{"nothing", map[string]string{}, "TMOUT none umask none"},
	{"the profile of others", map[string]string{"../profile": "TMOUT=600\numask 077\n"}, "TMOUT none umask none"},
	{"the profile, asked for", map[string]string{"zprofile": "emulate sh -c 'source /etc/profile'\n", "../profile": "TMOUT=600\numask 077\n"}, "TMOUT 600 umask 077"},
	{"the profile as RHEL reads it", map[string]string{
		"zprofile":   "_src_etc_profile()\n{\n    emulate -L ksh\n    if [ -f /etc/profile ]; then\n\tsource /etc/profile\n    fi\n}\n_src_etc_profile\n\nunset -f _src_etc_profile\n",
		"../profile": "TMOUT=600\numask 077\n",
	}, "TMOUT 600 umask 077"},
	{"in the order of the files", map[string]string{"zshenv": "TMOUT=1\n", "zprofile": "TMOUT=2\n", "zshrc": "TMOUT=3\n", "zlogin": "TMOUT=4\n"}, "TMOUT 4 umask none"},
	{"fixed by the first", map[string]string{"zshenv": "typeset -xr TMOUT=600\n", "zlogin": "TMOUT=0\n"}, "TMOUT 600 readonly exported umask none"},
	{"fixed in words", map[string]string{"zshrc": "TMOUT=600\nreadonly TMOUT\nexport TMOUT\n"}, "TMOUT 600 readonly exported umask none"},
	{"passed on", map[string]string{"zshenv": "export TMOUT=900\numask 027\n"}, "TMOUT 900 exported umask 027"},
	{"none at the end", map[string]string{"zshenv": "TMOUT=900\n", "zshrc": "unset TMOUT\n"}, "TMOUT none umask none"},
	{"nought", map[string]string{"zshenv": "TMOUT=0\n"}, "TMOUT 0 umask none"},
	{"a pattern that holds", map[string]string{"zshrc": "if [[ -o login ]]; then TMOUT=5; else TMOUT=5; fi\n"}, "TMOUT 5 umask none"},
}

func TestZshAsItStarts(t *testing.T) {
	for _, c := range zshFiles {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			replaced, tree := map[string]string{"/etc/profile": ""}, map[string]string{
				"/etc/passwd": "root:x:0:0::/root:/bin/sh\na:x:1000:1000::/home/a:/bin/zsh\n", "/bin/bash": "",
			}
			for _, name := range []string{"zshenv", "zprofile", "zshrc", "zlogin"} {
				replaced["/etc/zsh/"+name] = ""
			}
			for name, text := range c.files {
				p := "/etc/zsh/" + name
				if name == "../profile" {
					p = "/etc/profile"
				}
				replaced[p], tree[p] = text, text
			}
			cmd := sandbox.New(t, replaced).Command(t.Context(), "env", "-i", "HOME=/nonexistent", "PATH=/usr/bin:/bin", "sh", "-c",
				`umask 0123; exec zsh -l -i -c 'print -r -- "TMOUT ${(t)TMOUT} ${TMOUT-none} umask $(umask)"'`)
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("zsh: %v; hint: make test-setup installs it", err)
			}
			f := strings.Fields(string(out))
			if len(f) < 3 {
				t.Fatalf("zsh says %q", out)
			}
			kind := ""
			if len(f) == 5 { // the kind of a variable that is set
				kind, f = f[1], append(f[:1:1], f[2:]...)
			}
			theirs := f[0] + " " + f[1]
			if strings.Contains(kind, "readonly") {
				theirs += " readonly"
			}
			if strings.Contains(kind, "export") {
				theirs += " exported"
			}
			theirs += " umask " + strings.Replace(f[3], "0123", "none", 1)

			got, gaps := gather(t, hosttest.Tree(t, tree))
			s := got.Sessions["zsh_login"]
			if len(s.Tmout) != 1 || len(s.Umask) != 1 {
				t.Fatalf("the session: %+v; gaps: %v", s, gaps)
			}
			ours := "TMOUT none"
			if v := s.Tmout[0]; v.Set {
				ours = fmt.Sprint("TMOUT ", v.Seconds)
				if v.Readonly {
					ours += " readonly"
				}
				if v.Exported {
					ours += " exported"
				}
			}
			if v := s.Umask[0]; v.Set {
				ours += " umask " + strings.TrimPrefix(v.Mask, "0") // zsh writes three digits
			} else {
				ours += " umask none"
			}
			if theirs != ours || theirs != c.want {
				t.Errorf("the manual: %q; zsh: %q; ours: %q (%s)", c.want, theirs, ours, out)
			}
		})
	}
}
