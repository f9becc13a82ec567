package cli

import (
	"os"
	"path/filepath"

	"isoscan/internal/policy"
)

// policyRoot finds the policies folder that dir is or lies in, by the schema
// file that every such folder has, and dir's place below it.
func policyRoot(dir string) (root, below string, ok bool) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", "", false
	}
	for up := abs; ; up = filepath.Dir(up) {
		if st, err := os.Stat(filepath.Join(up, policy.SchemaFile)); err == nil && st.Mode().IsRegular() {
			rel, err := filepath.Rel(up, abs)
			return up, filepath.ToSlash(rel), err == nil
		}
		if up == filepath.Dir(up) {
			return "", "", false
		}
	}
}
