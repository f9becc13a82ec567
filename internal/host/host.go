// Package host is the only way to a target's files, commands and running
// state. It owns path resolution, limits and the meaning of absence; it knows
// nothing of checks, facts or policies.
//
// Every adapter passes the suite in host/hosttest.
package host

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"time"
)

// Errors that an adapter returns, wrapped with the path or command. Nothing
// else decides absence: only fs.ErrNotExist means "it is not there".
var (
	// ErrUnsupported: the target cannot answer this at all, as a root file
	// system has no processes.
	ErrUnsupported = errors.New("not supported on this kind of host")
	// ErrTooLarge: the file or output exceeds the caller's limit.
	ErrTooLarge = errors.New("larger than the limit")
	// ErrIrregular: something else stands in place of what was asked for: a
	// directory, FIFO, device or socket in place of a file, or a file in place
	// of a directory.
	ErrIrregular = errors.New("not a regular file")
	// ErrNotDir: a file, FIFO or device stands where the path needs a directory.
	// It is an ErrIrregular and no ErrNotExist: nothing can be below it, and
	// nobody put it there on purpose. Where that is usual, as with home folders
	// that are /dev/null, callers take it for absence.
	ErrNotDir = fmt.Errorf("%w: a part of its path is no directory", ErrIrregular)
	// ErrLoop: too many links while resolving a path.
	ErrLoop = errors.New("too many levels of symbolic links")
	// ErrNotExist and ErrPermission are those of io/fs, named here so that a
	// reader sees the whole list in one place.
	ErrNotExist   = fs.ErrNotExist
	ErrPermission = fs.ErrPermission
)

// Limits that callers use unless they have a reason for another.
const (
	// ConfigLimit bounds a configuration file, in bytes.
	ConfigLimit = 4 << 20
	// DatabaseLimit bounds a package database or index, in bytes.
	DatabaseLimit = 512 << 20
	// DirLimit bounds the entries that ReadDir returns; more is ErrTooLarge.
	DirLimit = 100_000
)

// Kind names an adapter.
type Kind string

// The adapters.
const (
	Local  Kind = "local"
	RootFS Kind = "rootfs"
)

// Capability is one thing that a host may be able to answer.
type Capability string

// The capabilities.
const (
	// CapFiles: ReadFile, Stat, Lstat, ReadDir and ReadLink.
	CapFiles Capability = "files"
	// CapRun: commands of the target can be run.
	CapRun Capability = "run"
	// CapSystem: the running system answers (processes, sockets, mounts ...).
	CapSystem Capability = "system"
	// CapPrivileged: reads as root (effective UID 0).
	CapPrivileged Capability = "privileged"
)

// Host is what is assessed. Paths are absolute on the target and use '/'.
// A path is resolved as the target itself would: absolute links start at the
// target's root and ".." stops there.
type Host interface {
	Files
	Runner
	System

	// Kind tells the adapter.
	Kind() Kind
	// Has tells whether the host can answer c at all.
	Has(c Capability) bool
}

// Files reads the target's file system. Errors: ErrNotExist, ErrPermission,
// ErrIrregular, ErrLoop, ErrTooLarge, ErrUnsupported or the context's.
type Files interface {
	// ReadFile returns the whole regular file at path, following links. More
	// than limit bytes is ErrTooLarge and no content: half a file is no
	// evidence. It never blocks on a FIFO or opens a device.
	ReadFile(ctx context.Context, path string, limit int64) ([]byte, error)
	// Stat describes path, following links.
	Stat(ctx context.Context, path string) (FileInfo, error)
	// Lstat describes path itself, following links in its parents only.
	Lstat(ctx context.Context, path string) (FileInfo, error)
	// ReadDir lists path sorted by name, each entry as Lstat tells it. At
	// most DirLimit entries.
	ReadDir(ctx context.Context, path string) ([]FileInfo, error)
	// ReadLink returns the text of the link at path, unresolved.
	ReadLink(ctx context.Context, path string) (string, error)
	// Walk shows everything below the directory root, which is not followed
	// if it is a link, to o.Visit. An error is about root itself; everything
	// else is in the report.
	Walk(ctx context.Context, root string, o WalkOptions) (WalkReport, error)
}

// FileInfo describes one file, as stat(2) does.
type FileInfo struct {
	// Name is the last element of the path, raw bytes as on the target.
	Name string
	// Mode has Go's type bits and the permission, set-uid, set-gid and sticky
	// bits.
	Mode fs.FileMode
	UID  uint32
	GID  uint32
	// Size in bytes.
	Size int64
	// Dev and Inode identify the file on its host.
	Dev   uint64
	Inode uint64
	Nlink uint64
	// ModTime and ChangeTime are mtime and ctime.
	ModTime    time.Time
	ChangeTime time.Time
}

// Perm returns the low twelve mode bits as chmod(1) counts them, set-uid
// (04000), set-gid (02000) and sticky (01000) included.
func (i FileInfo) Perm() uint32 {
	p := uint32(i.Mode.Perm())
	if i.Mode&fs.ModeSetuid != 0 {
		p |= 0o4000
	}
	if i.Mode&fs.ModeSetgid != 0 {
		p |= 0o2000
	}
	if i.Mode&fs.ModeSticky != 0 {
		p |= 0o1000
	}
	return p
}

// IsDir reports whether the entry is a directory.
func (i FileInfo) IsDir() bool { return i.Mode.IsDir() }

// IsRegular reports whether the entry is a regular file.
func (i FileInfo) IsRegular() bool { return i.Mode.IsRegular() }

// IsLink reports whether the entry is a symbolic link.
func (i FileInfo) IsLink() bool { return i.Mode&fs.ModeSymlink != 0 }

// Runner runs the target's own programs.
type Runner interface {
	// Run executes argv with no shell, LC_ALL=C, an empty standard input and
	// the fixed PATH of the adapter (argv[0] is looked up there, or absolute).
	// A non-zero exit status is no error: it is in Output.ExitCode. Errors:
	// ErrNotExist (no such program), ErrPermission, ErrUnsupported,
	// ErrTooLarge (output over OutputLimit; the program is killed) or the
	// context's, by which time the program and its group are dead.
	Run(ctx context.Context, argv ...string) (Output, error)
}

// OutputLimit bounds each of a command's two streams, in bytes.
const OutputLimit = 32 << 20

// Output is what a command left.
type Output struct {
	Stdout   []byte
	Stderr   []byte
	ExitCode int
}

// System is the running system. A host without CapSystem answers
// ErrUnsupported to each.
type System interface {
	// Hostname is the node name, as uname(2) tells it.
	Hostname(ctx context.Context) (string, error)
	// Boot is when the kernel started.
	Boot(ctx context.Context) (time.Time, error)
	// Processes lists what runs, sorted by PID. Kernel threads are included.
	Processes(ctx context.Context) ([]Process, error)
	// Sockets lists the listening TCP sockets and the bound, unconnected UDP
	// sockets. Sorted by protocol, port, address.
	Sockets(ctx context.Context) ([]Socket, error)
	// Mounts lists the mounted file systems in mount order.
	Mounts(ctx context.Context) ([]Mount, error)
	// Load tells how busy the system is.
	Load(ctx context.Context) (Load, error)
	// Users lists the sessions of utmp.
	Users(ctx context.Context) ([]Session, error)
}

// Process is one running process.
type Process struct {
	PID  int32
	PPID int32
	// Name is the kernel's comm, at most 15 bytes.
	Name string
	// Exe is the executable's path, with " (deleted)" cut off; empty when it
	// could not be read or for a kernel thread.
	Exe string
	// Deleted: the executable has been removed or replaced since the start.
	Deleted bool
	// UID is the effective user ID.
	UID uint32
	// Unit is the systemd unit that the process's cgroup names, or empty.
	Unit string
	// Started is when the process began.
	Started time.Time
}

// Socket is one listening socket.
type Socket struct {
	// Protocol is "tcp" or "udp".
	Protocol string
	// Address is the local address; the unspecified one means every interface.
	Address netip.Addr
	Port    uint16
	// PID of the owner; 0 when it could not be told, which is not the same as
	// none: without privilege the owners of others' sockets are hidden.
	PID int32
	// Unowned: the descriptors of every process of the machine were read, and
	// none is this socket. The kernel itself serves it (NFS, WireGuard), or a
	// process that hides.
	Unowned bool
}

// Mount is one mounted file system.
type Mount struct {
	Device  string
	Point   string
	Type    string
	Options []string
}

// Load is how busy the system is.
type Load struct {
	// One, Five and Fifteen are the load averages.
	One, Five, Fifteen float64
	// CPUs is the number of logical processors.
	CPUs int
	// MemoryTotal, MemoryAvailable, SwapTotal and SwapFree are in bytes.
	MemoryTotal, MemoryAvailable uint64
	SwapTotal, SwapFree          uint64
}

// Session is one log-on session of utmp.
type Session struct {
	User     string
	Terminal string
	From     string
	Started  time.Time
}
