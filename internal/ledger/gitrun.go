package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// maxGitOutput bounds what one command may write: a ledger's files, and the
// commits of a long history.
const maxGitOutput = 256 << 20

func lookGit() (string, error) {
	exe, err := exec.LookPath("git")
	if err != nil {
		return "", &GitError{"git is not installed", "install git, or leave the history unverified"}
	}
	return exe, nil
}

// environment is all that git sees of ours: no GIT_ variable, no configuration of
// the machine or the user. HOME and GNUPGHOME lead gpg to the operator's keys.
func environment(more ...string) []string {
	env := []string{
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_ATTR_NOSYSTEM=1", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0",
		"GIT_LITERAL_PATHSPECS=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_PAGER=cat", "GIT_ADVICE=0", "LC_ALL=C", "TZ=UTC",
	}
	for _, name := range []string{"PATH", "HOME", "GNUPGHOME", "TMPDIR"} {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return append(env, more...)
}

// guards overrule what a configuration could make git run. They are needed for
// discover alone, and cost nothing elsewhere.
func (g Git) guards(own string) []string {
	signers := g.AllowedSigners
	if signers == "" {
		signers = own + "/signers"
	}
	var out []string
	for _, c := range []string{
		"core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "core.attributesFile=/dev/null", "core.excludesFile=/dev/null",
		"core.sshCommand=false", "core.askPass=false", "core.editor=false", "core.quotePath=false", "diff.external=", "protocol.allow=never", "credential.helper=",
		"blame.ignoreRevsFile=", "log.showSignature=false", "gc.auto=0", "maintenance.auto=false",
		"gpg.program=gpg", "gpg.ssh.program=ssh-keygen", "gpg.x509.program=gpgsm", "gpg.ssh.allowedSignersFile=" + signers,
	} {
		out = append(out, "-c", c)
	}
	return out
}

// discover asks rev-parse about the repository around dir.
func (h *history) discover(ctx context.Context, dir string, args ...string) (string, error) {
	argv := append(h.guards("/dev/null"), append([]string{"--no-pager", "rev-parse"}, args...)...)
	out, stderr, err := h.run(ctx, dir, nil, environment(), argv)
	switch {
	case err == nil:
		return string(out), nil
	case strings.Contains(stderr, "dubious ownership"):
		return "", &GitError{fmt.Sprintf("the git repository of %s belongs to another user", dir), "run as its owner, or check it out as this user"}
	case strings.Contains(stderr, "not a git repository"):
		return "", &GitError{fmt.Sprintf("%s is in no git repository", dir), "commit the ledger to one, or leave the history unverified"}
	}
	return "", err
}

// git runs a command on the repository's objects, in our own folder.
func (h *history) git(ctx context.Context, stdin []byte, args ...string) ([]byte, error) {
	argv := append(h.guards(h.own), "--no-pager", "--git-dir="+h.own)
	out, _, err := h.run(ctx, h.own, stdin, environment("GIT_OBJECT_DIRECTORY="+h.objects), append(argv, args...))
	return out, err
}

func (h *history) run(ctx context.Context, dir string, stdin []byte, env, argv []string) ([]byte, string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stdout, stderr := &limited{max: maxGitOutput, full: cancel}, &limited{max: 1 << 16}
	cmd := exec.CommandContext(ctx, h.exe, argv...)
	cmd.Dir, cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = dir, env, bytes.NewReader(stdin), stdout, stderr
	// What git starts to check signatures ends with it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	err := cmd.Run()
	text := stderr.buf.String()
	switch {
	case stdout.over:
		return nil, text, fmt.Errorf("git wrote more than %d bytes", maxGitOutput)
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, text, &GitError{fmt.Sprintf("git took longer than %s", gitTime), "spread the records over more files, or leave the history unverified"}
	case ctx.Err() != nil:
		return nil, text, ctx.Err()
	case err != nil:
		line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
		return nil, text, fmt.Errorf("git: %w: %s", err, shown(line))
	}
	return stdout.buf.Bytes(), text, nil
}

// limited keeps at most max bytes, and tells when there were more.
type limited struct {
	buf  bytes.Buffer // not embedded: its ReadFrom would bypass the bound
	max  int
	over bool
	full func()
}

// Write never fails, so that the program that writes ends as it would.
func (l *limited) Write(p []byte) (int, error) {
	keep := p[:min(len(p), l.max-l.buf.Len())]
	_, _ = l.buf.Write(keep) // never fails
	if len(keep) < len(p) && !l.over {
		l.over = true
		if l.full != nil {
			l.full()
		}
	}
	return len(p), nil
}
