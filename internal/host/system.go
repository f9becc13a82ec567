package host

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/shirou/gopsutil/v3/common"
	"github.com/shirou/gopsutil/v3/disk"
	gopshost "github.com/shirou/gopsutil/v3/host"
	"github.com/shirou/gopsutil/v3/load"
	"github.com/shirou/gopsutil/v3/mem"
	"golang.org/x/sys/unix"
)

// system answers for the machine that we run on. Load, memory, mounts,
// sessions and boot time come through gopsutil, which is known to this package
// only; processes and sockets are read from proc(5) directly, see there.
type system struct {
	// proc is "/proc"; tests plant another.
	proc string
}

// here keeps gopsutil on this machine's own folders: it would otherwise follow
// HOST_PROC and its like in the environment of whoever starts the scan.
func (s system) here(ctx context.Context) context.Context {
	return context.WithValue(ctx, common.EnvKey, common.EnvMap{
		common.HostProcEnvKey: s.proc,
		common.HostSysEnvKey:  "/sys",
		common.HostEtcEnvKey:  "/etc",
		common.HostVarEnvKey:  "/var",
		common.HostRunEnvKey:  "/run",
		common.HostDevEnvKey:  "/dev",
		common.HostRootEnvKey: "/",
	})
}

// Hostname implements System.
func (system) Hostname(context.Context) (string, error) {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return "", fmt.Errorf("node name: %w", err)
	}
	return unix.ByteSliceToString(u.Nodename[:]), nil
}

// Boot implements System.
func (s system) Boot(ctx context.Context) (time.Time, error) {
	sec, err := gopshost.BootTimeWithContext(s.here(ctx))
	if err != nil {
		return time.Time{}, fmt.Errorf("boot time: %w", err)
	}
	return time.Unix(int64(sec), 0).UTC(), nil
}

// Mounts implements System.
func (s system) Mounts(ctx context.Context) ([]Mount, error) {
	parts, err := disk.PartitionsWithContext(s.here(ctx), true)
	if err != nil {
		return nil, fmt.Errorf("mounts: %w", err)
	}
	mounts := make([]Mount, 0, len(parts))
	for _, p := range parts {
		mounts = append(mounts, Mount{Device: p.Device, Point: p.Mountpoint, Type: p.Fstype, Options: p.Opts})
	}
	return mounts, nil
}

// Load implements System.
func (s system) Load(ctx context.Context) (Load, error) {
	avg, err := load.AvgWithContext(s.here(ctx))
	if err != nil {
		return Load{}, fmt.Errorf("load average: %w", err)
	}
	m, err := mem.VirtualMemoryWithContext(s.here(ctx))
	if err != nil {
		return Load{}, fmt.Errorf("memory: %w", err)
	}
	return Load{
		One: avg.Load1, Five: avg.Load5, Fifteen: avg.Load15,
		CPUs:        onlineCPUs(),
		MemoryTotal: m.Total, MemoryAvailable: m.Available,
		SwapTotal: m.SwapTotal, SwapFree: m.SwapFree,
	}, nil
}

// Users implements System.
func (s system) Users(ctx context.Context) ([]Session, error) {
	users, err := gopshost.UsersWithContext(s.here(ctx))
	if err != nil {
		return nil, fmt.Errorf("sessions: %w", err)
	}
	list := make([]Session, 0, len(users))
	for _, u := range users {
		list = append(list, Session{
			User: u.User, Terminal: u.Terminal, From: u.Host,
			Started: time.Unix(int64(u.Started), 0).UTC(),
		})
	}
	return list, nil
}

// onlineCPUs counts the processors of the machine, where runtime.NumCPU counts
// those that this process may use.
func onlineCPUs() int {
	b, err := os.ReadFile("/sys/devices/system/cpu/online")
	if err != nil {
		return runtime.NumCPU()
	}
	n := 0
	for _, part := range strings.Split(strings.TrimSpace(string(b)), ",") { // "0-3,5"
		first, last, ranged := strings.Cut(part, "-")
		if !ranged {
			last = first
		}
		a, err1 := strconv.Atoi(first)
		z, err2 := strconv.Atoi(last)
		if err1 != nil || err2 != nil || z < a {
			return runtime.NumCPU()
		}
		n += z - a + 1
	}
	return n
}
