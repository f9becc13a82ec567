package host

import "os"

// NewLocal returns this machine: its files from "/", its programs and its
// running state. Should "/" not open, each question about a file says so.
func NewLocal() Host { return newLocal("/") }

// newLocal is NewLocal with its files below root, for tests.
func newLocal(root string) *local {
	t, err := openTree(root)
	if err != nil {
		t = &tree{broken: err}
	}
	return &local{
		tree:   t,
		runner: runner{limit: OutputLimit, linger: lingerTime},
		system: system{proc: "/proc"},
	}
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
