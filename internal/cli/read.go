package cli

import (
	"fmt"
	"io"
)

// readAll reads at most limit bytes; more is an error, never a part.
func readAll(r io.Reader, name string, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if int64(len(b)) > limit {
		return nil, usage("name the file that was meant: what isoscan reads and writes of one host is far smaller", "%s is larger than %d MB", name, limit>>20)
	}
	return b, nil
}
