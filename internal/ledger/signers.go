package ledger

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// signers settles which file of allowed signers git is told of: an absolute
// path, since git runs in a folder of its own. One that cannot be read would
// make every signature unknown without a word, and one in the work tree would
// let whoever commits say which keys are good.
func (h *history) signers(ctx context.Context, dir string) error {
	given := h.AllowedSigners
	if given == "" {
		return nil
	}
	const hint = "name a file of allowed signers, as ssh-keygen(1) describes it"
	path, err := filepath.Abs(given)
	if err != nil {
		return err
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return &GitError{fmt.Sprintf("the allowed signers: %s: %v", given, cause(err)), hint}
	}
	info, err := os.Stat(path)
	if err != nil {
		return &GitError{fmt.Sprintf("the allowed signers: %s: %v", given, cause(err)), hint}
	}
	if !info.Mode().IsRegular() {
		return &GitError{fmt.Sprintf("the allowed signers: %s is no regular file", given), hint}
	}
	f, err := os.Open(path)
	if err != nil {
		return &GitError{fmt.Sprintf("the allowed signers: %s: %v", given, cause(err)), hint}
	}
	if err := f.Close(); err != nil {
		return err
	}
	out, err := h.discover(ctx, dir, "--show-toplevel")
	if err != nil {
		return err
	}
	top, err := filepath.EvalSymlinks(strings.TrimSuffix(out, "\n"))
	if err != nil {
		return err
	}
	if below, err := filepath.Rel(top, path); err == nil && filepath.IsLocal(below) {
		return &GitError{
			fmt.Sprintf("the allowed signers: %s lies in the repository that it is to vouch for", given), "keep it where those who commit cannot change it",
		}
	}
	h.AllowedSigners = path
	return nil
}
