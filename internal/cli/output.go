package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// writeFile writes a file whole or not at all: into a new file beside it, which
// takes its name only when everything is on the disk. Only its owner may read
// it, for a report shows where a host is weak.
func writeFile(path string, write func(io.Writer) error) (err error) {
	if st, err := os.Stat(path); err == nil && !st.Mode().IsRegular() {
		if st.IsDir() {
			return usage("name a file, or use --output-dir", "%s is a directory", path)
		}
		return usage("name a regular file, or - for standard output", "%s is not a regular file", path)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".isoscan-*")
	if err != nil {
		return usage("the folder must exist and be writable", "cannot write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tmp.Close(), os.Remove(tmp.Name()))
		}
	}()
	buf := bufio.NewWriterSize(tmp, 1<<16)
	if err := write(buf); err != nil {
		return err
	}
	if err := buf.Flush(); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err := tmp.Sync(); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return tmp.Close()
}

// reportName is HOST-TIME.EXT, with nothing in it that a shell or file system
// would mind.
func reportName(host string, at time.Time, ext string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '-', r == '_':
			return r
		}
		return '_'
	}, host)
	clean = strings.TrimLeft(clean, ".-")
	if clean == "" {
		clean = "host"
	}
	if len(clean) > 64 {
		clean = clean[:64]
	}
	return clean + "-" + at.UTC().Format("20060102T150405Z") + "." + ext
}
