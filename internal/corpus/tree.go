package corpus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// release that the corpus was written for.
	release       = "bookworm"
	defaultMirror = "http://deb.debian.org/debian"
)

// DebianTree is the path of a fresh minimal Debian tree, which must not be
// changed: ready if that is given, else the cached one, else a new one that
// debootstrap puts into the cache.
func DebianTree(ctx context.Context, ready, cache, mirror string, log io.Writer) (string, error) {
	if ready != "" {
		if err := isDebian(ready); err != nil {
			return "", fmt.Errorf("ISOSCAN_CORPUS_TREE: %w", err)
		}
		return ready, nil
	}
	tree := filepath.Join(cache, release)
	if isDebian(tree) == nil {
		return tree, nil
	}
	if mirror == "" {
		mirror = defaultMirror
	}
	if _, err := exec.LookPath("debootstrap"); err != nil {
		return "", errors.New("debootstrap is not installed\nhint: apt-get install debootstrap, or set ISOSCAN_CORPUS_TREE to a fresh Debian 12 tree")
	}
	// A half-made tree must never be taken for a whole one, hence the rename.
	half, err := os.MkdirTemp(cache, release+"-half-")
	if err != nil {
		return "", err
	}
	root := filepath.Join(half, "root")
	defer func() {
		// debootstrap mounts these, and leaves them when it is killed. Deleting
		// must not go through them.
		for _, dir := range []string{"proc", "sys"} {
			for unix.Unmount(filepath.Join(root, dir), unix.MNT_DETACH|unix.UMOUNT_NOFOLLOW) == nil {
			}
		}
		os.RemoveAll(half)
	}()
	fmt.Fprintf(log, "building a Debian %s tree in %s, once; this takes a minute or two\n", release, tree)
	cmd := exec.CommandContext(ctx, "debootstrap", "--variant=minbase", release, root, mirror)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "DEBIAN_FRONTEND=noninteractive")
	cmd.Cancel = func() error { return cmd.Process.Signal(unix.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("debootstrap from %s: %w\n%s\nhint: set ISOSCAN_DEBIAN_MIRROR, or ISOSCAN_CORPUS_TREE to a fresh Debian 12 tree", mirror, err, tail(out))
	}
	if err := os.Rename(root, tree); err != nil && isDebian(tree) != nil {
		return "", err
	}
	return tree, nil
}

func isDebian(root string) error {
	for _, file := range []string{"etc/debian_version", "var/lib/dpkg/status"} {
		if _, err := os.Stat(filepath.Join(root, file)); err != nil {
			return fmt.Errorf("%s is no Debian tree: %w", root, err)
		}
	}
	return nil
}

// tail is the end of a program's output, where the error stands.
func tail(out []byte) string {
	if len(out) > 2000 {
		out = out[len(out)-2000:]
	}
	return string(out)
}
