package host

import (
	"errors"
	"strings"

	"golang.org/x/sys/unix"
)

const (
	// maxLinks is how many links one path may cross, as in path_resolution(7).
	maxLinks = 40
	// maxDepth bounds the directories held open while one path is resolved.
	maxDepth = 256
)

// walker resolves one path. stack holds the directories from the root to where
// it stands, so that ".." is a step back and not a question to the kernel.
type walker struct {
	stack []int
	links int
}

func (w *walker) close() {
	for _, fd := range w.stack[1:] {
		unix.Close(fd)
	}
}

func (w *walker) top() int { return w.stack[len(w.stack)-1] }

func (w *walker) pop(to int) {
	for len(w.stack) > to {
		unix.Close(w.top())
		w.stack = w.stack[:len(w.stack)-1]
	}
}

// resolve follows name from the root. A link that is its last element is
// followed if follow is set, or if a slash comes behind it.
func (w *walker) resolve(name string, follow bool) (place, error) {
	rest := name
	for {
		rest = strings.TrimLeft(rest, "/")
		elem := rest
		slash := strings.IndexByte(rest, '/')
		if slash >= 0 {
			elem, rest = rest[:slash], rest[slash:]
		} else {
			rest = ""
		}
		switch elem {
		case "..":
			w.pop(max(1, len(w.stack)-1))
			fallthrough
		case "", ".":
			if rest != "" {
				continue
			}
			p := place{dir: w.top(), name: "."}
			return p, unix.Fstatat(p.dir, ".", &p.st, unix.AT_SYMLINK_NOFOLLOW)
		}
		link := ""
		if slash >= 0 {
			text, err := w.enter(elem)
			if err != nil {
				return place{}, err
			}
			if text == "" {
				continue
			}
			link = text
		} else {
			p := place{dir: w.top(), name: elem}
			if err := unix.Fstatat(p.dir, elem, &p.st, unix.AT_SYMLINK_NOFOLLOW); err != nil {
				return place{}, err
			}
			if !follow || p.st.Mode&unix.S_IFMT != unix.S_IFLNK {
				return p, nil
			}
			text, err := readlinkat(p.dir, elem)
			if errors.Is(err, unix.EINVAL) {
				return place{}, errChanged
			}
			if err != nil {
				return place{}, err
			}
			link = text
		}
		if w.links++; w.links > maxLinks {
			return place{}, ErrLoop
		}
		if link == "" {
			return place{}, unix.ENOENT // as symlink(7) of POSIX has it
		}
		if link[0] == '/' {
			w.pop(1)
		}
		rest = link + rest
	}
}

// enter steps into the directory elem, or returns the text of the link that
// stands there.
func (w *walker) enter(elem string) (link string, err error) {
	if len(w.stack) > maxDepth {
		return "", unix.ENAMETOOLONG
	}
	fd, err := openat(w.top(), elem, unix.O_PATH|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC)
	switch {
	case err == nil:
		w.stack = append(w.stack, fd)
		return "", nil
	case errors.Is(err, unix.ENOTDIR), errors.Is(err, unix.ELOOP):
		text, err := readlinkat(w.top(), elem)
		if errors.Is(err, unix.EINVAL) {
			return "", unix.ENOTDIR
		}
		return text, err
	default:
		return "", err
	}
}

func openat(dir int, name string, flags int) (int, error) {
	return retry(func() (int, error) { return unix.Openat(dir, name, flags, 0) })
}

func readlinkat(dir int, name string) (string, error) {
	buf := make([]byte, unix.PathMax)
	n, err := retry(func() (int, error) { return unix.Readlinkat(dir, name, buf) })
	if err != nil {
		return "", err
	}
	return string(buf[:n]), nil
}

// retry repeats a system call that a signal interrupted.
func retry(f func() (int, error)) (int, error) {
	for {
		n, err := f()
		if !errors.Is(err, unix.EINTR) {
			return n, err
		}
	}
}
