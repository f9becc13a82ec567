package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// maxRetries bounds how often a file that is being replaced is looked at again
// before the read is given up.
const maxRetries = 5

// tree reads the files below one directory as a process would that has it as
// its root. Every step is relative to an open directory and follows no link by
// itself, so that nothing that happens in the tree meanwhile (a directory
// swapped for a link) can lead out of it.
type tree struct {
	// root is opened with O_PATH: names can be looked up in it.
	root *os.File
	// broken: root could not be opened, and this is why.
	broken error
	// dirLimit is DirLimit; tests lower it.
	dirLimit int
	// noatime: as root, reading leaves no trace in the access times.
	noatime bool
}

func openTree(dir string) (*tree, error) {
	fd, err := retry(func() (int, error) {
		return unix.Open(dir, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	})
	if errors.Is(err, unix.ENOTDIR) {
		err = ErrNotExist // there is no root file system there
	}
	if err != nil {
		return nil, pathErr(dir, err)
	}
	return &tree{root: os.NewFile(uintptr(fd), dir), dirLimit: DirLimit, noatime: os.Geteuid() == 0}, nil
}

// ReadFile implements Files.
func (t *tree) ReadFile(ctx context.Context, name string, limit int64) ([]byte, error) {
	var b []byte
	err := t.visit(ctx, name, true, func(p place) error {
		var err error
		b, err = t.read(ctx, p, limit)
		return err
	})
	if err != nil {
		return nil, pathErr(name, err)
	}
	return b, nil
}

// Stat implements Files.
func (t *tree) Stat(ctx context.Context, name string) (FileInfo, error) {
	return t.stat(ctx, name, true)
}

// Lstat implements Files.
func (t *tree) Lstat(ctx context.Context, name string) (FileInfo, error) {
	return t.stat(ctx, name, false)
}

func (t *tree) stat(ctx context.Context, name string, follow bool) (FileInfo, error) {
	var info FileInfo
	err := t.visit(ctx, name, follow, func(p place) error {
		info = fileInfo(path.Base(name), &p.st)
		return nil
	})
	if err != nil {
		return FileInfo{}, pathErr(name, err)
	}
	return info, nil
}

// ReadDir implements Files.
func (t *tree) ReadDir(ctx context.Context, name string) ([]FileInfo, error) {
	var list []FileInfo
	err := t.visit(ctx, name, true, func(p place) error {
		var err error
		list, err = t.list(ctx, p)
		return err
	})
	if err != nil {
		return nil, pathErr(name, err)
	}
	return list, nil
}

// ReadLink implements Files.
func (t *tree) ReadLink(ctx context.Context, name string) (string, error) {
	var text string
	err := t.visit(ctx, name, false, func(p place) error {
		if p.st.Mode&unix.S_IFMT != unix.S_IFLNK {
			return fmt.Errorf("%w: it is no symbolic link", ErrIrregular)
		}
		var err error
		text, err = readlinkat(p.dir, p.name)
		if errors.Is(err, unix.EINVAL) {
			return errChanged
		}
		return err
	})
	if err != nil {
		return "", pathErr(name, err)
	}
	return text, nil
}

// read returns the content of the regular file at p.
func (t *tree) read(ctx context.Context, p place, limit int64) ([]byte, error) {
	// Looked at before it is opened: opening a device can already do something.
	if err := wantFile(&p.st); err != nil {
		return nil, err
	}
	if p.st.Size > limit {
		return nil, tooLarge(limit)
	}
	fd, err := t.open(p)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		return nil, err
	}
	if st.Dev != p.st.Dev || st.Ino != p.st.Ino || st.Mode&unix.S_IFMT != unix.S_IFREG {
		return nil, errChanged
	}
	if st.Size > limit {
		return nil, tooLarge(limit)
	}
	// The files of /proc say size 0 and hold more; any file may grow.
	buf := make([]byte, 0, min(st.Size, limit)+512)
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if len(buf) == cap(buf) {
			buf = append(buf, make([]byte, 4096)...)[:len(buf)]
		}
		n, err := retry(func() (int, error) { return unix.Read(fd, buf[len(buf):min(cap(buf), len(buf)+1<<20)]) })
		if errors.Is(err, unix.EAGAIN) {
			return nil, fmt.Errorf("%w: reading it would wait", ErrIrregular)
		}
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return buf, nil
		}
		buf = buf[:len(buf)+n]
		if int64(len(buf)) > limit {
			return nil, tooLarge(limit)
		}
	}
}

// open opens the regular file at p. The flags make sure that whatever was put
// there since cannot block, become our terminal or lead elsewhere.
func (t *tree) open(p place) (int, error) {
	const flags = unix.O_RDONLY | unix.O_NOFOLLOW | unix.O_NONBLOCK | unix.O_NOCTTY | unix.O_CLOEXEC
	if t.noatime {
		// Refused for some file systems and user namespaces.
		fd, err := openat(p.dir, p.name, flags|unix.O_NOATIME)
		if !errors.Is(err, unix.EPERM) {
			return fd, changedIfLink(err)
		}
	}
	fd, err := openat(p.dir, p.name, flags)
	return fd, changedIfLink(err)
}

// list returns the entries of the directory at p, sorted.
func (t *tree) list(ctx context.Context, p place) ([]FileInfo, error) {
	if p.st.Mode&unix.S_IFMT != unix.S_IFDIR {
		return nil, fmt.Errorf("%w: it is no directory", ErrIrregular)
	}
	fd, err := openat(p.dir, p.name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC)
	if errors.Is(err, unix.ENOTDIR) {
		return nil, errChanged
	}
	if err != nil {
		return nil, changedIfLink(err)
	}
	d := os.NewFile(uintptr(fd), p.name)
	defer d.Close()
	list := []FileInfo{}
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		names, err := d.Readdirnames(1024)
		if len(list)+len(names) > t.dirLimit {
			return nil, fmt.Errorf("%w of %d entries", ErrTooLarge, t.dirLimit)
		}
		for _, name := range names {
			var st unix.Stat_t
			err := unix.Fstatat(fd, name, &st, unix.AT_SYMLINK_NOFOLLOW)
			if errors.Is(err, unix.ENOENT) {
				continue // removed since it was listed
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", printable(name), err)
			}
			list = append(list, fileInfo(name, &st))
		}
		if len(names) == 0 || err != nil {
			if err != nil && !errors.Is(err, io.EOF) {
				return nil, unwrapErrno(err)
			}
			break
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list, nil
}

// place is where a path led: a name in an open directory, and what stood there.
type place struct {
	dir  int
	name string
	st   unix.Stat_t
}

// errChanged: what stood there was replaced between two looks.
var errChanged = errors.New("it changed while it was read")

// visit resolves name and calls f with the place, whose directory is open only
// until f returns. It starts again when the file was replaced meanwhile.
func (t *tree) visit(ctx context.Context, name string, follow bool, f func(place) error) error {
	if t.broken != nil {
		return t.broken
	}
	defer runtime.KeepAlive(t.root)
	if !strings.HasPrefix(name, "/") {
		return errors.New("the path is not absolute")
	}
	for try := 0; ; try++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		w := walker{stack: append(make([]int, 0, 16), int(t.root.Fd()))}
		p, err := w.resolve(name, follow)
		if err == nil {
			err = f(p)
		}
		w.close()
		if !errors.Is(err, errChanged) {
			return err
		}
		if try == maxRetries {
			return fmt.Errorf("%w: %w", ErrIrregular, errChanged)
		}
	}
}

// wantFile tells what stands in place of a regular file.
func wantFile(st *unix.Stat_t) error {
	what := ""
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFREG:
		return nil
	case unix.S_IFDIR:
		what = "a directory"
	case unix.S_IFIFO:
		what = "a FIFO"
	case unix.S_IFSOCK:
		what = "a socket"
	case unix.S_IFBLK, unix.S_IFCHR:
		what = "a device"
	default:
		what = "of an unknown type"
	}
	return fmt.Errorf("%w: it is %s", ErrIrregular, what)
}

func changedIfLink(err error) error {
	if errors.Is(err, unix.ELOOP) || errors.Is(err, unix.ENXIO) {
		return errChanged // a link, or a socket, where a file had been
	}
	return err
}

func tooLarge(limit int64) error {
	return fmt.Errorf("%w of %d bytes", ErrTooLarge, limit)
}

// pathErr puts the target's path before err and gives the kernel's numbers the
// meaning that Files promises.
func pathErr(name string, err error) error {
	switch {
	case errors.Is(err, unix.ENOTDIR):
		err = ErrNotDir
	case errors.Is(err, unix.ELOOP):
		err = ErrLoop
	}
	return fmt.Errorf("%s: %w", printable(name), err)
}

// printable quotes a path that would spoil a line of text.
func printable(name string) string {
	for _, r := range name {
		if !strconv.IsPrint(r) || r == '\uFFFD' {
			return strconv.Quote(name)
		}
	}
	return name
}

// unwrapErrno drops the name that the standard library put before an error of
// the kernel: it is not the target's path.
func unwrapErrno(err error) error {
	var no unix.Errno
	if errors.As(err, &no) {
		return no
	}
	return err
}

func fileInfo(name string, st *unix.Stat_t) FileInfo {
	return FileInfo{
		Name:       name,
		Mode:       fileMode(uint32(st.Mode)),
		UID:        st.Uid,
		GID:        st.Gid,
		Size:       st.Size,
		Dev:        uint64(st.Dev),
		Inode:      st.Ino,
		Nlink:      uint64(st.Nlink),
		ModTime:    time.Unix(st.Mtim.Unix()).UTC(),
		ChangeTime: time.Unix(st.Ctim.Unix()).UTC(),
	}
}

func fileMode(m uint32) fs.FileMode {
	mode := fs.FileMode(m & 0o777)
	switch m & unix.S_IFMT {
	case unix.S_IFDIR:
		mode |= fs.ModeDir
	case unix.S_IFLNK:
		mode |= fs.ModeSymlink
	case unix.S_IFIFO:
		mode |= fs.ModeNamedPipe
	case unix.S_IFSOCK:
		mode |= fs.ModeSocket
	case unix.S_IFBLK:
		mode |= fs.ModeDevice
	case unix.S_IFCHR:
		mode |= fs.ModeDevice | fs.ModeCharDevice
	case unix.S_IFREG:
	default:
		mode |= fs.ModeIrregular
	}
	if m&unix.S_ISUID != 0 {
		mode |= fs.ModeSetuid
	}
	if m&unix.S_ISGID != 0 {
		mode |= fs.ModeSetgid
	}
	if m&unix.S_ISVTX != 0 {
		mode |= fs.ModeSticky
	}
	return mode
}
