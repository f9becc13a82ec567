package hosttest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"isoscan/internal/host"
)

// Running is a local host with the files of a tree, canned commands and a
// canned running system. Set its fields before it is used.
type Running struct {
	host.Host
	// Commands answers Run, by the arguments joined with one space. A command
	// that is not here does not exist on the host.
	Commands map[string]Reply
	// RunFunc answers Run for what Commands lacks, when set.
	RunFunc func(ctx context.Context, argv []string) (host.Output, error)
	// State is the running system.
	State State
	// Unprivileged: Has(CapPrivileged) is false.
	Unprivileged bool

	mu    sync.Mutex
	calls [][]string
}

// Reply is what one command answers.
type Reply struct {
	Stdout, Stderr string
	ExitCode       int
	Err            error
}

// State is a running system. Each error, when set, is the whole answer.
type State struct {
	Hostname    string
	HostnameErr error

	Boot    time.Time
	BootErr error

	Processes    []host.Process
	ProcessesErr error

	Sockets    []host.Socket
	SocketsErr error

	Mounts    []host.Mount
	MountsErr error

	Load    host.Load
	LoadErr error

	Users    []host.Session
	UsersErr error
}

// NewRunning returns a running host with these files, as in Tree.
func NewRunning(t testing.TB, files map[string]string) *Running {
	t.Helper()
	return &Running{Host: Tree(t, files), Commands: map[string]Reply{}}
}

// Kind implements host.Host.
func (*Running) Kind() host.Kind { return host.Local }

// Has implements host.Host.
func (r *Running) Has(c host.Capability) bool {
	return c != host.CapPrivileged || !r.Unprivileged
}

// Run implements host.Runner.
func (r *Running) Run(ctx context.Context, argv ...string) (host.Output, error) {
	r.mu.Lock()
	r.calls = append(r.calls, append([]string(nil), argv...))
	r.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return host.Output{}, err
	}
	reply, ok := r.Commands[strings.Join(argv, " ")]
	if !ok {
		if r.RunFunc != nil {
			return r.RunFunc(ctx, argv)
		}
		return host.Output{}, fmt.Errorf("running %q: %w", argv, host.ErrNotExist)
	}
	if reply.Err != nil {
		return host.Output{}, reply.Err
	}
	return host.Output{Stdout: []byte(reply.Stdout), Stderr: []byte(reply.Stderr), ExitCode: reply.ExitCode}, nil
}

// Calls returns the commands that were asked for, in order.
func (r *Running) Calls() [][]string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([][]string(nil), r.calls...)
}

// Hostname implements host.System.
func (r *Running) Hostname(context.Context) (string, error) {
	return r.State.Hostname, r.State.HostnameErr
}

// Boot implements host.System.
func (r *Running) Boot(context.Context) (time.Time, error) { return r.State.Boot, r.State.BootErr }

// Processes implements host.System.
func (r *Running) Processes(context.Context) ([]host.Process, error) {
	return r.State.Processes, r.State.ProcessesErr
}

// Sockets implements host.System.
func (r *Running) Sockets(context.Context) ([]host.Socket, error) {
	return r.State.Sockets, r.State.SocketsErr
}

// Mounts implements host.System.
func (r *Running) Mounts(context.Context) ([]host.Mount, error) {
	return r.State.Mounts, r.State.MountsErr
}

// Load implements host.System.
func (r *Running) Load(context.Context) (host.Load, error) { return r.State.Load, r.State.LoadErr }

// Users implements host.System.
func (r *Running) Users(context.Context) ([]host.Session, error) {
	return r.State.Users, r.State.UsersErr
}
