package host

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// Bounds of a walk that no option lifts.
const (
	// walkOpen is how many folders one walk holds open. A folder stays open
	// while folders in it wait to be entered, so it bounds depth times workers.
	walkOpen = 900
	// walkReports is how many errors and skipped folders a walk names.
	walkReports = 100
	// direntBuffer is what one getdents(2) fills.
	direntBuffer = 64 << 10
)

// WalkOptions say where a walk goes and when it ends.
type WalkOptions struct {
	// Skip holds folders that are not entered, and not even looked at: a look
	// at a dead network mount would wait for ever. Absolute, cleaned.
	Skip map[string]bool
	// OneDevice: folders on another device than the root of the walk are
	// looked at but not entered.
	OneDevice bool
	// MaxEntries ends the walk, when it is not zero.
	MaxEntries int
	// MaxDepth is how far below the root folders are entered; zero means 100.
	MaxDepth int
	// Workers walk at once; zero means as many as there are processors, at
	// most 4.
	Workers int
	// Visit is called with the entries of one folder, or with some of them
	// when it is large: in no order, from several goroutines at once. What it
	// is given is only valid until it returns.
	Visit func(WalkBatch)
}

// WalkBatch is some entries of one folder, as Lstat tells each.
type WalkBatch struct {
	// Dir is the folder's path on the target.
	Dir     string
	Entries []FileInfo
	xattr   func(name, attr string) ([]byte, error)
}

// Xattr returns an extended attribute of an entry of the batch, or ErrNotExist
// when it has none. It opens nothing and follows no link. ErrUnsupported: the
// file system has no such attributes.
func (b WalkBatch) Xattr(name, attr string) ([]byte, error) {
	if b.xattr == nil {
		return nil, ErrUnsupported
	}
	return b.xattr(name, attr)
}

// WalkReport says what a walk saw, and what not.
type WalkReport struct {
	// Entries that Visit was given. The root of the walk is not among them.
	Entries int
	// Skipped are the folders that the options left out, sorted; at most 100.
	Skipped []string
	// Errors are the folders, or entries, that could not be read: sorted by
	// path, at most 100 of Failed.
	Errors []WalkError
	Failed int
	// Over is why the walk ended before it was through; nil when it was. The
	// caller's context, or ErrTooLarge past MaxEntries.
	Over error
}

// WalkError is one place that could not be read.
type WalkError struct {
	Path string
	Err  error
}

// Walk implements Files.
func (t *tree) Walk(ctx context.Context, root string, o WalkOptions) (WalkReport, error) {
	var report WalkReport
	err := t.visit(ctx, root, false, func(p place) error {
		if p.st.Mode&unix.S_IFMT != unix.S_IFDIR {
			return fmt.Errorf("%w: it is no directory", ErrIrregular)
		}
		w := newWalk(ctx, o, t.noatime)
		fd, err := w.open(p.dir, p.name)
		if err != nil {
			return err
		}
		report = w.run(fd, path.Clean(root), uint64(p.st.Dev))
		return nil
	})
	if err != nil {
		return WalkReport{}, pathErr(root, err)
	}
	return report, nil
}

// walk is one walk. Folders wait on a stack, so that the walk goes deep before
// it goes wide and few of them are open at once.
type walk struct {
	ctx     context.Context
	o       WalkOptions
	noatime bool
	dev     uint64
	// skip holds the names to leave out, by folder.
	skip map[string][]string
	// proc: /proc/self/fd is there, through which attributes are read.
	proc    bool
	entries atomic.Int64
	stop    atomic.Bool

	mu     sync.Mutex
	wake   *sync.Cond
	stack  []waiting
	busy   int // workers in a folder
	opened int // folders that are open
	report WalkReport
}

// waiting is a folder to be entered by its name in an open one.
type waiting struct {
	in   *openFolder
	name string
}

// openFolder is closed when nobody is in it and no folder in it waits.
type openFolder struct {
	fd    int
	path  string
	depth int
	users int // guarded by walk.mu
}

func newWalk(ctx context.Context, o WalkOptions, noatime bool) *walk {
	w := &walk{ctx: ctx, o: o, noatime: noatime, skip: map[string][]string{}}
	w.wake = sync.NewCond(&w.mu)
	for name := range o.Skip {
		dir := path.Dir(name)
		w.skip[dir] = append(w.skip[dir], path.Base(name))
	}
	if w.o.MaxDepth <= 0 {
		w.o.MaxDepth = 100
	}
	if w.o.Workers <= 0 {
		w.o.Workers = min(4, runtime.GOMAXPROCS(0))
	}
	var st unix.Stat_t
	w.proc = unix.Stat("/proc/self/fd", &st) == nil
	return w
}

func (w *walk) run(fd int, root string, dev uint64) WalkReport {
	w.dev = dev
	w.report.Skipped, w.report.Errors = []string{}, []WalkError{}
	w.opened, w.busy = 1, 1
	top := &openFolder{fd: fd, path: root, users: 1}
	release := context.AfterFunc(w.ctx, func() { w.end(w.ctx.Err()) })
	defer release()
	if err := w.ctx.Err(); err != nil {
		w.end(err)
	}
	var wg sync.WaitGroup
	for i := range w.o.Workers {
		wg.Go(func() {
			b := &buffers{dirents: make([]byte, direntBuffer)}
			if i == 0 {
				w.list(top, b)
			}
			for w.next(b) {
			}
		})
	}
	wg.Wait()
	w.report.Entries = int(w.entries.Load())
	slices.Sort(w.report.Skipped)
	slices.SortFunc(w.report.Errors, func(a, b WalkError) int { return strings.Compare(a.Path, b.Path) })
	return w.report
}

// buffers belong to one worker.
type buffers struct {
	dirents []byte
	names   []string
	entries []FileInfo
}

// next enters one folder of the stack; false when there will be none.
func (w *walk) next(b *buffers) bool {
	w.mu.Lock()
	for len(w.stack) == 0 && w.busy > 0 {
		w.wake.Wait()
	}
	if len(w.stack) == 0 {
		w.mu.Unlock()
		return false
	}
	t := w.stack[len(w.stack)-1]
	w.stack = w.stack[:len(w.stack)-1]
	w.busy++
	full := w.opened >= walkOpen
	if !full {
		w.opened++
	}
	w.mu.Unlock()

	name := path.Join(t.in.path, t.name)
	switch {
	case w.stop.Load():
		w.left(t.in, !full)
		return true
	case full:
		w.failed(name, fmt.Errorf("%w: too many folders open at once", ErrTooLarge))
		w.left(t.in, false)
		return true
	}
	fd, err := w.open(t.in.fd, t.name)
	if err != nil {
		if !errors.Is(err, unix.ENOENT) { // removed since it was listed
			w.failed(name, err)
		}
		w.left(t.in, true)
		return true
	}
	d := &openFolder{fd: fd, path: name, depth: t.in.depth + 1, users: 1}
	w.mu.Lock()
	w.drop(t.in)
	w.mu.Unlock()
	w.list(d, b)
	return true
}

// left gives up one use of a folder, and with it the worker's turn; counted
// tells that a place among the open folders had been taken.
func (w *walk) left(f *openFolder, counted bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if counted {
		w.opened--
	}
	w.drop(f)
	w.busy--
	w.wake.Broadcast()
}

// drop needs the lock.
func (w *walk) drop(f *openFolder) {
	if f.users--; f.users == 0 {
		unix.Close(f.fd)
		w.opened--
	}
}

// list shows what is in a folder and puts the folders in it on the stack.
func (w *walk) list(d *openFolder, b *buffers) {
	defer w.left(d, false)
	skip := w.skip[d.path]
	for !w.stop.Load() {
		n, err := retry(func() (int, error) { return unix.ReadDirent(d.fd, b.dirents) })
		if err != nil {
			w.failed(d.path, err)
			return
		}
		if n <= 0 {
			return
		}
		b.names = b.names[:0]
		_, _, b.names = unix.ParseDirent(b.dirents[:n], -1, b.names)
		b.entries = b.entries[:0]
		for _, name := range b.names {
			if slices.Contains(skip, name) {
				w.skipped(path.Join(d.path, name))
				continue
			}
			var st unix.Stat_t
			err := unix.Fstatat(d.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW)
			switch {
			case err == nil:
				b.entries = append(b.entries, fileInfo(name, &st))
			case !errors.Is(err, unix.ENOENT):
				w.failed(path.Join(d.path, name), err)
			}
		}
		if over := w.count(len(b.entries)); over > 0 {
			b.entries = b.entries[:len(b.entries)-over]
			w.end(fmt.Errorf("%w of %d files", ErrTooLarge, w.o.MaxEntries))
		}
		if len(b.entries) > 0 {
			w.o.Visit(WalkBatch{Dir: d.path, Entries: b.entries, xattr: func(name, attr string) ([]byte, error) {
				return w.attribute(d.fd, name, attr)
			}})
		}
		w.enter(d, b.entries)
	}
}

// count adds to the entries; it returns how many of them are too many.
func (w *walk) count(n int) int {
	total := w.entries.Add(int64(n))
	if w.o.MaxEntries <= 0 {
		return 0
	}
	over := min(int64(n), max(0, total-int64(w.o.MaxEntries)))
	w.entries.Add(-over)
	return int(over)
}

func (w *walk) enter(d *openFolder, list []FileInfo) {
	var folders []waiting
	for _, e := range list {
		switch {
		case !e.IsDir():
		case w.o.OneDevice && e.Dev != w.dev:
			w.skipped(path.Join(d.path, e.Name))
		case d.depth >= w.o.MaxDepth:
			w.failed(path.Join(d.path, e.Name), fmt.Errorf("%w: more than %d folders deep", ErrTooLarge, w.o.MaxDepth))
		default:
			folders = append(folders, waiting{d, e.Name})
		}
	}
	if len(folders) == 0 {
		return
	}
	w.mu.Lock()
	d.users += len(folders)
	w.stack = append(w.stack, folders...)
	w.wake.Broadcast()
	w.mu.Unlock()
}

// end keeps the first reason; workers then only let go of what is open.
func (w *walk) end(err error) {
	w.mu.Lock()
	if w.report.Over == nil {
		w.report.Over = err
	}
	w.mu.Unlock()
	w.stop.Store(true)
}

func (w *walk) skipped(name string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.report.Skipped) < walkReports {
		w.report.Skipped = append(w.report.Skipped, name)
	}
}

func (w *walk) failed(name string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.report.Failed++; len(w.report.Errors) < walkReports {
		w.report.Errors = append(w.report.Errors, WalkError{name, pathErr(name, err)})
	}
}

// open opens a folder for listing. What has become a link meanwhile is not
// followed.
func (w *walk) open(dir int, name string) (int, error) {
	const flags = unix.O_RDONLY | unix.O_DIRECTORY | unix.O_NOFOLLOW | unix.O_NONBLOCK | unix.O_CLOEXEC
	var fd int
	err := error(unix.EPERM)
	if w.noatime {
		fd, err = openat(dir, name, flags|unix.O_NOATIME)
	}
	if errors.Is(err, unix.EPERM) {
		fd, err = openat(dir, name, flags)
	}
	if errors.Is(err, unix.ENOTDIR) || errors.Is(err, unix.ELOOP) {
		return -1, fmt.Errorf("%w: %w", ErrIrregular, errChanged)
	}
	return fd, err
}

// attribute reads through the magic link of the open folder: the kernel has no
// lgetxattr(2) relative to a descriptor before 6.13, and opening a file to ask
// it can wait for a lease.
func (w *walk) attribute(dir int, name, attr string) ([]byte, error) {
	if !w.proc {
		return nil, errors.New("/proc/self/fd is not there to read attributes through")
	}
	at := fmt.Sprintf("/proc/self/fd/%d/%s", dir, name)
	var small [256]byte
	buf := small[:]
	for {
		n, err := retry(func() (int, error) { return unix.Lgetxattr(at, attr, buf) })
		switch {
		case err == nil:
			return append([]byte(nil), buf[:n]...), nil
		case errors.Is(err, unix.ENODATA), errors.Is(err, unix.ENOENT):
			return nil, ErrNotExist
		case errors.Is(err, unix.ENOTSUP):
			return nil, ErrUnsupported
		case errors.Is(err, unix.ERANGE) && len(buf) < 64<<10:
			buf = make([]byte, 64<<10) // the kernel's own limit
		default:
			return nil, os.NewSyscallError("lgetxattr", err)
		}
	}
}
