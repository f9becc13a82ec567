package logon

import (
	"strings"
	"testing"

	"isoscan/internal/host/hosttest"
)

// Start-up files that grow without end, in values, calls, branches or files, are
// given up in bounded time and memory, and that is said.
func TestHostileStartUpFiles(t *testing.T) {
	deep := map[string]string{}
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r"} {
		next := "/etc/x/" + string(name[0]+1)
		deep["/etc/x/"+name] = strings.Repeat("#", 1<<20) + "\n. " + next + "\n. " + next + "\n"
	}
	for name, c := range map[string]struct {
		text    string
		files   map[string]string
		gap     bool // the session is not known
		unknown bool // the value is not known
	}{
		"a value that doubles":     {text: "TMOUT=6\n" + strings.Repeat("TMOUT=$TMOUT$TMOUT\n", 60), unknown: true},
		"a value that is appended": {text: "TMOUT=6\n" + strings.Repeat("TMOUT+=$TMOUT\n", 60), unknown: true},
		"evals that double":        {text: "A='eval \"$A$A\"'\neval \"$A\"\n", gap: true},
		"functions that double":    {text: "f() { f; f; }\nf\n", gap: true},
		"loops in loops":           {text: strings.Repeat("for i in 1 2 3 4 5 6 7 8 9; do ", 12) + "X=1" + strings.Repeat("; done", 12) + "\n", gap: true},
		"conditions without end":   {text: strings.Repeat("if grep x y; then ", 2000), gap: true},
		"large files that double":  {text: ". /etc/x/a\n", files: deep, gap: true},
		"many words":               {text: "for i in " + strings.Repeat("x ", 500_000) + "; do TMOUT=$i; done\n", gap: true},
	} {
		t.Run(name, func(t *testing.T) {
			tree := map[string]string{"/etc/passwd": "root:x:0:0::/root:/bin/sh\n", "/etc/profile": c.text, "/bin/sh": ""}
			for p, text := range c.files {
				tree[p] = text
			}
			f, gaps := gather(t, hosttest.Tree(t, tree))
			if got := missing(gaps, `logon.sessions["user_login"].tmout[*]`); got != c.gap {
				t.Errorf("a gap: %v, want %v: %v", got, c.gap, gaps)
			}
			if s := f.Sessions["user_login"]; c.unknown && (len(s.Tmout) != 1 || s.Tmout[0].Known) {
				t.Errorf("TMOUT: %+v", s.Tmout)
			}
		})
	}
}
