package host

import (
	"os"
)

// NewLocal returns this machine: its files from "/", its programs and its
// running state.
func NewLocal() Host {
	h, err := newLocal("/")
	if err != nil {
		// A process that cannot open its own root cannot have been started.
		panic(err)
	}
	return h
}

// newLocal is NewLocal with its files below root, for tests.
func newLocal(root string) (*local, error) {
	t, err := openTree(root)
	if err != nil {
		return nil, err
	}
	return &local{
		tree:   t,
		runner: runner{limit: OutputLimit, linger: lingerTime},
		system: system{proc: "/proc"},
	}, nil
}

type local struct {
	*tree
	runner
	system
}

func (*local) Kind() Kind { return Local }

func (*local) Has(c Capability) bool {
	switch c {
	case CapFiles, CapRun, CapSystem:
		return true
	case CapPrivileged:
		return os.Geteuid() == 0
	default:
		return false
	}
}
