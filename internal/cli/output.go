package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// checkTarget tells early, before any work is done, that path cannot become a
// file. A link is refused: to write through it would change a file that was not
// named, and to replace it would take /dev/stdout away from the whole machine.
func checkTarget(path string) error {
	st, err := os.Lstat(path)
	switch {
	case err == nil && st.Mode()&os.ModeSymlink != 0:
		return usage("name the file itself, or - for standard output", "%s is a symbolic link", path)
	case err == nil && st.IsDir():
		return usage("name a file, or use --output-dir", "%s is a directory", path)
	case err == nil && !st.Mode().IsRegular():
		return usage("name a regular file, or - for standard output", "%s is not a regular file", path)
	case strings.HasSuffix(path, "/"):
		return usage("name a file, or use --output-dir", "%s names no file", path)
	}
	return checkFolder(path, filepath.Dir(path))
}

// checkFolder tells that path cannot be made in dir.
func checkFolder(path, dir string) error {
	const mayWrite, maySearch = 2, 1 // access(2)
	if err := syscall.Access(dir, mayWrite|maySearch); err != nil {
		return usage("the folder must exist and be writable", "cannot write %s: %s: %w", path, dir, err)
	}
	return nil
}

// writeFile writes a file whole or not at all: into a new file beside it, which
// takes its name only when everything is on the disk. Only its owner may read
// it, for a report shows where a host is weak.
func writeFile(path string, write func(io.Writer) error) (err error) {
	if err := checkTarget(path); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".isoscan-*")
	if err != nil {
		return usage("the folder must exist and be writable", "cannot write %s: %w", path, err)
	}
	defer tmp.Close()
	defer func() {
		if err != nil {
			// The name of the new file means nothing to the user.
			var pe *os.PathError
			if errors.As(err, &pe) && pe.Path == tmp.Name() {
				err = pe.Err
			}
			err = errors.Join(usage("nothing was written there", "cannot write %s: %w", path, err), os.Remove(tmp.Name()))
		}
	}()
	buf := bufio.NewWriterSize(tmp, 1<<16)
	if err := write(buf); err != nil {
		return err
	}
	if err := buf.Flush(); err != nil {
		return err
	}
	if err := tmp.Sync(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// distinct is a path that this run has not written yet: names of hosts that
// differ only in what file names leave out must not share a file.
func (o *outputs) distinct(path, ext string) string {
	if o.taken == nil {
		o.taken = map[string]bool{}
	}
	stem := strings.TrimSuffix(path, "."+ext)
	for n := 2; o.taken[strings.ToLower(path)]; n++ {
		path = fmt.Sprintf("%s-%d.%s", stem, n, ext)
	}
	o.taken[strings.ToLower(path)] = true
	return path
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
