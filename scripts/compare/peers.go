package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"isoscan/internal/assessment"
)

// tool is one of the three.
type tool int

const (
	isoscan tool = iota
	lynis
	openscap
)

var tools = []tool{isoscan, lynis, openscap}

func (t tool) String() string { return [...]string{"isoscan", "Lynis", "OpenSCAP"}[t] }

// host is what was looked at, and what each said.
type host struct {
	name    string
	results [3]*results
}

// limit of one run: a test of a peer may walk a large disk.
const limit = 30 * time.Minute

// peers runs the three.
type peers struct {
	options
	guide string
}

func (p peers) run(ctx context.Context, t tool, root string) (*results, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	work, err := os.MkdirTemp("", "isoscan-compare-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	switch t {
	case isoscan:
		return p.isoscanOn(ctx, root)
	case lynis:
		return p.lynisOn(ctx, root, work)
	default:
		return p.openscapOn(ctx, root, work)
	}
}

// measured runs a command; an exit code up to allowed is no error.
func measured(cmd *exec.Cmd, allowed int) (*results, []byte, error) {
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	begin := time.Now()
	err := cmd.Run()
	r := &results{tests: map[string]outcome{}, findings: map[string]bool{}, elapsed: time.Since(begin)}
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() >= 0 && exit.ExitCode() <= allowed {
		err = nil
	}
	if err != nil {
		text := errs.String()
		return nil, nil, fmt.Errorf("%s: %w: %s", cmd.Args[0], err, text[max(0, len(text)-2000):])
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.memory = usage.Maxrss // KiB, of the largest process
	}
	return r, out.Bytes(), nil
}

func (p peers) isoscanOn(ctx context.Context, root string) (*results, error) {
	args := []string{"scan", "--nmap", "off", "--format", "json", "--output", "-"}
	if root != "" {
		args = append(args, "--rootfs", root)
	}
	r, out, err := measured(exec.CommandContext(ctx, p.isoscan, args...), 3)
	if err != nil {
		return nil, err
	}
	a, err := assessment.Read(bytes.NewReader(out))
	if err != nil {
		return nil, err
	}
	r.isoscan(a)
	return r, nil
}

// daemons are programs for which peers look among the processes before they
// test a service, by the unit that would start them.
var daemons = map[string]string{"sshd": "ssh", "rsyslogd": "rsyslog", "auditd": "auditd", "chronyd": "chrony", "cron": "cron"}

// in prepares a command for a tree: with a /proc that shows its own processes
// only, among them stand-ins for the daemons that are not masked, so that no
// test is left out because nothing runs. All end with the command.
func (p peers) in(ctx context.Context, root string, argv ...string) (cmd *exec.Cmd, release func() error, err error) {
	if root == "" {
		cmd = exec.CommandContext(ctx, argv[0], argv[1:]...)
		cmd.Env = append(os.Environ(), "LC_ALL=C", "TERM=dumb")
		return cmd, func() error { return nil }, nil
	}
	const folder = "/run/compare"
	sleep, err := os.ReadFile(filepath.Join(root, "bin/sleep"))
	if err != nil {
		return nil, nil, err
	}
	if err := os.MkdirAll(filepath.Join(root, folder), 0o755); err != nil {
		return nil, nil, err
	}
	// "sshd -T", which Lynis asks, wants the folder that its unit makes.
	separation := filepath.Join(root, "run/sshd")
	if err := os.MkdirAll(separation, 0o755); err != nil {
		return nil, nil, err
	}
	release = func() error { return errors.Join(os.RemoveAll(filepath.Join(root, folder)), os.RemoveAll(separation)) }
	script := ""
	for name, unit := range daemons {
		if to, err := os.Readlink(filepath.Join(root, "etc/systemd/system", unit+".service")); err == nil && to == "/dev/null" {
			continue
		}
		if err := os.WriteFile(filepath.Join(root, folder, name), sleep, 0o755); err != nil {
			return nil, nil, errors.Join(err, release())
		}
		script += filepath.Join(folder, name) + " 7200 & "

	}
	cmd = inside(ctx, "", append([]string{"/usr/bin/unshare", "--pid", "--fork", "--kill-child", "--mount", "--mount-proc", "--root=" + root, "--wd=/",
		"/bin/sh", "-c", script + `"$@"; exit $?`, "sh"}, argv...)...)
	return cmd, release, nil
}

func (p peers) lynisOn(ctx context.Context, root, work string) (r *results, err error) {
	// In a tree the files go below its /tmp, which the run before left clean.
	folder := work
	if root != "" {
		folder = "/tmp"
	}
	report, log := filepath.Join(folder, "compare-report.dat"), filepath.Join(folder, "compare.log")
	argv := []string{"/usr/sbin/lynis", "audit", "system", "--quick", "--no-colors", "--quiet", "--report-file", report, "--log-file", log}
	cmd, release, err := p.in(ctx, root, argv...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, release()) }()
	// Its exit code may tell of warnings.
	if r, _, err = measured(cmd, 99); err != nil {
		return nil, err
	}
	texts := map[string][]byte{}
	for _, name := range []string{report, log} {
		onHost := filepath.Join(root, name)
		if texts[name], err = os.ReadFile(onHost); err != nil {
			return nil, err
		}
		if root != "" {
			if err := os.Remove(onHost); err != nil {
				return nil, err
			}
		}
	}
	r.lynis(string(texts[report]), string(texts[log]))
	return r, nil
}

// walkers are the guide's rules that look at every file, each on a walk of its own.
var walkers = []string{
	"file_permissions_ungroupowned", "no_files_unowned_by_user", "file_permissions_unauthorized_world_writable",
	"file_permissions_unauthorized_suid", "file_permissions_unauthorized_sgid", "dir_perms_world_writable_root_owned", "dir_perms_world_writable_sticky_bits",
}

func (p peers) openscapOn(ctx context.Context, root, work string) (r *results, err error) {
	folder, content := work, p.guide
	if root != "" {
		folder, content = "/tmp", filepath.Join(guideFolder, guideName)
	}
	output := filepath.Join(folder, "compare-xccdf.xml")
	argv := []string{"/usr/bin/oscap", "xccdf", "eval", "--profile", "(all)", "--results", output}
	if root == "" && !p.walks {
		for _, rule := range walkers {
			argv = append(argv, "--skip-rule", ssgPrefix+rule)
		}
	}
	cmd, release, err := p.in(ctx, root, append(argv, content)...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, release()) }()
	// 2: a rule failed.
	if r, _, err = measured(cmd, 2); err != nil {
		return nil, err
	}
	onHost := filepath.Join(root, output)
	data, err := os.ReadFile(onHost)
	if err != nil {
		return nil, err
	}
	if root != "" {
		if err := os.Remove(onHost); err != nil {
			return nil, err
		}
	}
	return r, r.openscap(data)
}

// versions by tool, and of the guide.
func (p peers) versions(ctx context.Context) []string {
	first := func(argv ...string) string {
		out, err := exec.CommandContext(ctx, argv[0], argv[1:]...).Output()
		if err != nil {
			return "unknown version"
		}
		line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
		return line
	}
	guide := "unknown version"
	if data, err := os.ReadFile(p.guide); err == nil {
		if m := regexp.MustCompile(`<xccdf-1.2:version update="[^"]*">([^<]+)<`).FindSubmatch(data); m != nil {
			guide = string(m[1])
		}
	}
	return []string{
		first(p.isoscan, "version"), "Lynis " + first("lynis", "show", "version"),
		first("oscap", "--version"), "SCAP Security Guide " + guide + " for Debian 12, every rule",
	}
}
