package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"isoscan/internal/corpus"
)

// inTree are the packages that the tree really has: the peers, and programs
// without which they skip their tests.
var inTree = []string{
	"lynis", "openscap-scanner", "openssh-server", "sudo", "rsyslog", "auditd", "chrony", "libpam-pwquality", "cron", "logrotate", "nftables",
}

// guideName is the content of the SCAP Security Guide for the tree's release.
const guideName = "ssg-debian12-ds.xml"

// guideFolder is where ssg-debian puts it.
const guideFolder = "/usr/share/xml/scap/ssg/content"

// trees are the two copies that are looked at.
type trees struct {
	work, baseline, planted string
	// guide is the data stream on this machine.
	guide string
}

func buildTrees(ctx context.Context, o options, m *mapping) (t *trees, err error) {
	fresh, err := corpus.DebianTree(ctx, o.tree, o.cache, o.mirror, o.log)
	if err != nil {
		return nil, err
	}
	t = &trees{}
	if t.guide, err = guide(ctx, o); err != nil {
		return nil, err
	}
	equipped, err := equip(ctx, o, fresh)
	if err != nil {
		return nil, err
	}
	if t.work, err = os.MkdirTemp(o.cache, "run-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, t.remove())
		}
	}()
	t.baseline, t.planted = filepath.Join(t.work, "baseline"), filepath.Join(t.work, "planted")
	if err := copyTree(ctx, equipped, t.baseline); err != nil {
		return nil, err
	}
	if err := plant(ctx, filepath.Join(o.corpus, corpus.Baseline), t.baseline); err != nil {
		return nil, err
	}
	if err := copyTree(ctx, t.baseline, t.planted); err != nil {
		return nil, err
	}
	for _, topic := range m.Topics {
		for _, defect := range topic.Defects {
			if err := plant(ctx, filepath.Join(o.corpus, defect+".sh"), t.planted); err != nil {
				return nil, err
			}
		}
	}
	for _, root := range []string{t.baseline, t.planted} {
		content := filepath.Join(root, guideFolder, guideName)
		if err := os.MkdirAll(filepath.Dir(content), 0o755); err != nil {
			return nil, err
		}
		data, err := os.ReadFile(t.guide)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(content, data, 0o644); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// remove deletes the copies. A mount that is still there keeps it from it.
func (t *trees) remove() error {
	if t.work == "" {
		return nil
	}
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return err
	}
	if strings.Contains(string(mounts), " "+t.work+"/") {
		return fmt.Errorf("%s is left behind: something is mounted in it", t.work)
	}
	return os.RemoveAll(t.work)
}

func copyTree(ctx context.Context, from, to string) error {
	if out, err := exec.CommandContext(ctx, "cp", "-a", "--reflink=auto", "--", from, to).CombinedOutput(); err != nil {
		return fmt.Errorf("copying %s: %w: %s", from, err, out)
	}
	return nil
}

func plant(ctx context.Context, script, root string) error {
	cmd := exec.CommandContext(ctx, "sh", script, root)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", script, err, out)
	}
	return nil
}

// equip makes, once, a copy of the fresh tree that has the packages.
func equip(ctx context.Context, o options, fresh string) (string, error) {
	ready := filepath.Join(o.cache, "equipped")
	if _, err := os.Stat(filepath.Join(ready, "usr/sbin/lynis")); err == nil {
		return ready, nil
	}
	fmt.Fprintf(o.log, "installing %s in a copy of the tree, once\n", strings.Join(inTree, ", "))
	half, err := os.MkdirTemp(o.cache, "equipping-")
	if err != nil {
		return "", err
	}
	root := filepath.Join(half, "root")
	if err := copyTree(ctx, fresh, root); err != nil {
		return "", errors.Join(err, os.RemoveAll(half))
	}
	err = func() (err error) {
		undo, err := network(root)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, undo()) }()
		release, err := mountProc(root)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, release()) }()
		for _, argv := range [][]string{
			{"/usr/bin/apt-get", "-q", "update"},
			append([]string{"/usr/bin/apt-get", "-q", "-y", "--no-install-recommends", "install"}, inTree...),
			{"/usr/bin/apt-get", "clean"},
		} {
			if out, err := inside(ctx, root, argv...).CombinedOutput(); err != nil {
				return fmt.Errorf("%s in the tree: %w\n%s", strings.Join(argv, " "), err, out)
			}
		}
		return nil
	}()
	if err == nil {
		err = os.Rename(root, ready)
	}
	return ready, errors.Join(err, os.RemoveAll(half))
}

// network lends the tree this machine's name servers and tells its packages
// to start nothing.
func network(root string) (undo func() error, err error) {
	names, err := os.ReadFile("/etc/resolv.conf")
	if err != nil {
		return nil, err
	}
	resolv, policy := filepath.Join(root, "etc/resolv.conf"), filepath.Join(root, "usr/sbin/policy-rc.d")
	before, err := os.ReadFile(resolv)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	undo = func() error {
		if before == nil {
			return errors.Join(os.Remove(policy), os.Remove(resolv))
		}
		return errors.Join(os.Remove(policy), os.WriteFile(resolv, before, 0o644))
	}
	if err := os.WriteFile(resolv, names, 0o644); err != nil {
		return nil, err
	}
	return undo, os.WriteFile(policy, []byte("#!/bin/sh\nexit 101\n"), 0o755)
}

// mountProc mounts proc in a tree.
func mountProc(root string) (release func() error, err error) {
	p := filepath.Join(root, "proc")
	if err := syscall.Mount("proc", p, "proc", syscall.MS_NOSUID|syscall.MS_NODEV|syscall.MS_NOEXEC, ""); err != nil {
		return nil, fmt.Errorf("mounting proc in the tree: %w", err)
	}
	return func() error { return syscall.Unmount(p, syscall.MNT_DETACH) }, nil
}

// inside is a command in a tree, or with no root in this one, in an environment
// of its own.
func inside(ctx context.Context, root string, argv ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Setpgid: true}
	cmd.Dir = "/"
	cmd.Env = []string{"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LC_ALL=C", "TERM=dumb", "DEBIAN_FRONTEND=noninteractive"}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// guide finds the data stream. ssg-debian of Debian 12 has none for Debian 12
// itself: then the one of Debian 13 is unpacked into the cache, and nothing is
// installed.
func guide(ctx context.Context, o options) (string, error) {
	cached := filepath.Join(o.cache, "ssg")
	for _, p := range []string{filepath.Join(guideFolder, guideName), filepath.Join(cached, guideFolder, guideName)} {
		if _, err := os.Stat(p); err == nil {
			return p, nil
		}
	}
	fmt.Fprintln(o.log, "fetching ssg-debian of Debian 13, once: the installed one has no content for Debian 12")
	work, err := os.MkdirTemp(o.cache, "apt-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(work)
	for _, dir := range []string{"lists/partial", "cache/archives/partial"} {
		if err := os.MkdirAll(filepath.Join(work, dir), 0o755); err != nil {
			return "", err
		}
	}
	mirror := o.mirror
	if mirror == "" {
		mirror = "http://deb.debian.org/debian"
	}
	config := filepath.Join(work, "apt.conf")
	for p, text := range map[string]string{
		filepath.Join(work, "sources.list"): "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] " + mirror + " trixie main\n",
		config: fmt.Sprintf("Dir::Etc::sourcelist %q;\nDir::Etc::sourceparts \"-\";\nDir::State::lists %q;\nDir::Cache %q;\nAcquire::Languages \"none\";\nAPT::Sandbox::User \"root\";\n",
			filepath.Join(work, "sources.list"), filepath.Join(work, "lists"), filepath.Join(work, "cache")),
	} {
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			return "", err
		}
	}
	for _, argv := range [][]string{{"apt-get", "-q", "update"}, {"apt-get", "-q", "download", "ssg-debian"}} {
		cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
		cmd.Env, cmd.Dir = append(os.Environ(), "APT_CONFIG="+config, "LC_ALL=C"), work
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s: %w\n%s\nhint: put ssg-debian12-ds.xml into %s", strings.Join(argv, " "), err, out, filepath.Join(cached, guideFolder))
		}
	}
	debs, err := filepath.Glob(filepath.Join(work, "ssg-debian_*.deb"))
	if err != nil || len(debs) != 1 {
		return "", fmt.Errorf("apt-get left %d packages (%w)", len(debs), err)
	}
	if out, err := exec.CommandContext(ctx, "dpkg-deb", "-x", debs[0], cached).CombinedOutput(); err != nil {
		return "", fmt.Errorf("unpacking ssg-debian: %w\n%s", err, out)
	}
	return filepath.Join(cached, guideFolder, guideName), nil
}
