package logon

import (
	"context"
	"slices"
	"strings"
	"testing"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// A ruined list of accounts says nothing of those that it does not name.
func TestRuinedPasswdIsAGap(t *testing.T) {
	for _, content := range []string{"", "junk\n", "root:x:0:0::/root:/bin/sh\n\x00\xff", "root:x:0:0::/root:/bin/sh\n\xfe\n"} {
		gaps := facts.NewGaps("logon")
		if _, err := Gather(context.Background(), hosttest.Tree(t, map[string]string{
			"/etc/passwd": content, "/etc/group": "root:x:0:\n",
		}), gaps); err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(gaps.Missing(), func(m facts.Missing) bool { return m.Path == `logon.shells` }) {
			t.Errorf("%q: gaps %+v", content, gaps.Missing())
		}
	}
}

// zsh reads files of its own: they count where somebody may log on with it.
func TestSessionsOfZsh(t *testing.T) {
	const root = "root:x:0:0::/root:/bin/bash\n"
	for passwd, want := range map[string]bool{
		root: false,
		root + "a:x:1000:1000::/home/a:/bin/zsh\n":      true,
		root + "a:x:1000:1000::/home/a:/usr/bin/zsh\n":  true,
		root + "a:x:33:33::/srv:/usr/sbin/nologin\n":    false,
		root + strings.Repeat("\x00", 100) + "\n":       true, // what lies there cannot be told
		root + "b:x:\xff\n" + strings.Repeat("x", 4096): true,
	} {
		f, _ := gather(t, tree(t, hosttest.File{Path: "/etc/passwd", Content: passwd},
			hosttest.File{Path: "/etc/zsh/zshenv", Content: "TMOUT=0\n"}))
		s, got := f.Sessions["zsh_login"]
		if got != want {
			t.Errorf("%.60q: a session of zsh: %v, want %v", passwd, got, want)
		}
		if got && (len(s.Tmout) != 1 || s.Tmout[0].Seconds != 0) {
			t.Errorf("%.60q: TMOUT %+v", passwd, s.Tmout)
		}
	}
}
