package host

import (
	"context"
	"fmt"
	"os"
	"time"
)

// NewRootFS returns the host whose files lie below dir: an unpacked image, a
// mounted disk, a chroot. Nothing of it is ever executed, and no link leads out
// of it. dir itself is an ordinary path of the machine that scans.
func NewRootFS(dir string) (Host, error) {
	t, err := openTree(dir)
	if err != nil {
		return nil, err
	}
	return &rootFS{tree: t}, nil
}

type rootFS struct {
	*tree
	noRun
	noSystem
}

func (*rootFS) Kind() Kind { return RootFS }

func (*rootFS) Has(c Capability) bool {
	switch c {
	case CapFiles:
		return true
	case CapPrivileged:
		return os.Geteuid() == 0
	default:
		return false
	}
}

// noRun is the Runner of a host that executes nothing.
type noRun struct{}

func (noRun) Run(_ context.Context, argv ...string) (Output, error) {
	return Output{}, fmt.Errorf("running %q: %w", argv, ErrUnsupported)
}

// noSystem is the System of a host that does not run.
type noSystem struct{}

func (noSystem) Hostname(context.Context) (string, error) {
	return "", fmt.Errorf("node name: %w", ErrUnsupported)
}

func (noSystem) Boot(context.Context) (time.Time, error) {
	return time.Time{}, fmt.Errorf("boot time: %w", ErrUnsupported)
}

func (noSystem) Processes(context.Context) ([]Process, error) {
	return nil, fmt.Errorf("processes: %w", ErrUnsupported)
}

func (noSystem) Sockets(context.Context) ([]Socket, error) {
	return nil, fmt.Errorf("sockets: %w", ErrUnsupported)
}

func (noSystem) Mounts(context.Context) ([]Mount, error) {
	return nil, fmt.Errorf("mounts: %w", ErrUnsupported)
}

func (noSystem) Load(context.Context) (Load, error) {
	return Load{}, fmt.Errorf("load: %w", ErrUnsupported)
}

func (noSystem) Users(context.Context) ([]Session, error) {
	return nil, fmt.Errorf("sessions: %w", ErrUnsupported)
}
