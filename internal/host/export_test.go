package host

import "time"

// LocalAt is the local adapter with its files below root: the same code as
// NewLocal, which only differs in the directory that it starts from.
func LocalAt(root string) (Host, error) { return newLocal(root), nil }

// SetDirLimit lowers the bound of ReadDir.
func SetDirLimit(h Host, n int) {
	switch h := h.(type) {
	case *rootFS:
		h.dirLimit = n
	case *local:
		h.dirLimit = n
	}
}

// SetRun lowers the bounds of Run.
func SetRun(h Host, limit int, linger time.Duration) {
	h.(*local).runner = runner{limit: limit, linger: linger}
}
