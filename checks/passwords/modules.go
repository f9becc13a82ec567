package passwords

import (
	"errors"
	"path"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// moduleFolders are where libpam looks for its modules, distributions taken
// together; '*' stands for a folder named after the machine.
var moduleFolders = []string{"/lib/*/security", "/usr/lib/*/security", "/lib64/security", "/usr/lib64/security", "/lib/security", "/usr/lib/security"}

// missingModule returns the folder that shows that a PAM module is not
// installed: it holds pam_unix.so and not the module. Without such a folder, as
// in a tree of files alone, nobody can say, and it is taken to be there.
func (g *gatherer) missingModule(name string) (facts.Source, bool, error) {
	if path.IsAbs(name) {
		return "", false, nil
	}
	var shown facts.Source
	for _, folder := range moduleFolders {
		dirs := []string{folder}
		if parent, rest, ok := cutStar(folder); ok {
			list, err := g.h.ReadDir(g.ctx, parent)
			if err != nil && !errors.Is(err, host.ErrNotExist) {
				return "", false, err
			}
			dirs = dirs[:0]
			for _, e := range list {
				if e.IsDir() || e.IsLink() {
					dirs = append(dirs, path.Join(parent, e.Name, rest))
				}
			}
		}
		for _, dir := range dirs {
			for i, file := range []string{"pam_unix.so", name} {
				_, err := g.h.Stat(g.ctx, path.Join(dir, file))
				if errors.Is(err, host.ErrNotExist) || errors.Is(err, host.ErrNotDir) {
					if i == 1 {
						shown = facts.File(facts.Text(dir))
					}
					break
				}
				if err != nil {
					return "", false, err
				}
				if i == 1 {
					return "", false, nil
				}
			}
		}
	}
	return shown, shown != "", nil
}

func cutStar(pattern string) (parent, rest string, ok bool) {
	for i := range pattern {
		if pattern[i] == '*' {
			return path.Clean(pattern[:i]), pattern[i+1:], true
		}
	}
	return "", "", false
}
