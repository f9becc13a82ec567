package sudo

import (
	"context"
	"testing"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
)

// A passwd file of which no line is an account does not say that nobody has
// rights.
func TestGarbageInPasswdHidesTheGrants(t *testing.T) {
	g := facts.NewGaps("sudo")
	f, err := Gather(context.Background(), hosttest.Tree(t, map[string]string{
		"/etc/sudoers": "alice ALL=(ALL) NOPASSWD: ALL\n", "/etc/passwd": "\x00\x01garbage\n", "/etc/group": "root:x:0:\n",
	}), g)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range g.Missing() {
		if m.Path == "sudo.grants" && f.Grants == nil {
			return
		}
	}
	t.Errorf("grants %v, gaps %v", f.Grants, g.Missing())
}
