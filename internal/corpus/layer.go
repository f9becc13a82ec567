package corpus

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// layers makes copies of a tree that may be changed freely. The original is
// never written: an overlay keeps the changes apart and costs milliseconds;
// where overlays are not allowed, each copy is a real one.
type layers struct {
	work    string
	overlay bool
}

// newLayers tries whether the kernel overlays one folder of work on another.
func newLayers(work string) *layers {
	l := &layers{work: work, overlay: true}
	if strings.ContainsAny(work, `:,\`) { // they separate mount options
		l.overlay = false
		return l
	}
	probe := filepath.Join(work, "probe-lower")
	err := os.MkdirAll(probe, 0o700)
	if err == nil {
		var c *copyOf
		if c, err = l.copy(context.Background(), "probe", &copyOf{dirs: []string{probe}}); err == nil {
			err = errors.Join(os.WriteFile(filepath.Join(c.root, "file"), nil, 0o600), c.remove())
		}
	}
	os.Remove(probe)
	l.overlay = err == nil
	return l
}

func (l *layers) String() string {
	if l.overlay {
		return "overlays"
	}
	return "full copies, since overlays are not allowed here"
}

// copyOf is one changeable copy of a tree, or with root alone a plain tree.
type copyOf struct {
	// root is the folder to read and write.
	root string
	// dirs are the folders that the tree is laid over, topmost first.
	dirs []string
	// base is where the copy keeps what is its own.
	base  string
	mount bool
}

// copy makes a copy of a tree under a name of its own.
func (l *layers) copy(ctx context.Context, name string, of *copyOf) (*copyOf, error) {
	c := &copyOf{base: filepath.Join(l.work, name)}
	c.root = filepath.Join(c.base, "root")
	if !l.overlay {
		if err := os.MkdirAll(c.base, 0o700); err != nil {
			return nil, err
		}
		out, err := exec.CommandContext(ctx, "cp", "-a", "--reflink=auto", "--", of.root, c.root).CombinedOutput()
		if err != nil {
			return nil, fmt.Errorf("copying %s: %w: %s", of.root, err, out)
		}
		return c, nil
	}
	upper, work := filepath.Join(c.base, "upper"), filepath.Join(c.base, "work")
	for _, dir := range []string{c.root, upper, work} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
	}
	// The top folder of an overlay has the mode of its uppermost layer.
	info, err := os.Stat(of.dirs[0])
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(upper, info.Mode().Perm()); err != nil {
		return nil, err
	}
	options := fmt.Sprintf("lowerdir=%s,upperdir=%s,workdir=%s", strings.Join(of.dirs, ":"), upper, work)
	// Without "volatile" (Linux 5.10) each unmount waits for the disk.
	err = unix.Mount("overlay", c.root, "overlay", 0, options+",volatile")
	if errors.Is(err, unix.EINVAL) {
		err = unix.Mount("overlay", c.root, "overlay", 0, options)
	}
	if err != nil {
		os.RemoveAll(c.base) // nothing is mounted in it
		return nil, fmt.Errorf("laying a copy over %s: %w", strings.Join(of.dirs, ":"), err)
	}
	c.mount, c.dirs = true, append([]string{upper}, of.dirs...)
	return c, nil
}

// seal ends the writing to a copy that others will be laid over: an overlay's
// upper folder must not change below them. Only copies of it can be read then.
func (c *copyOf) seal() error {
	if !c.mount {
		return nil
	}
	c.mount = false
	if err := unix.Unmount(c.root, 0); err != nil {
		return fmt.Errorf("unmounting %s: %w", c.root, err)
	}
	return nil
}

// remove deletes the copy, and nothing that it was made of. What is still
// mounted is left alone, for deleting would go through it.
func (c *copyOf) remove() error {
	if err := c.seal(); err != nil {
		return err
	}
	return os.RemoveAll(c.base)
}
