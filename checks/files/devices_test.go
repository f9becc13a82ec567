package files

import (
	"fmt"
	"io/fs"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func TestOrdinaryFilesBelowDevAreFound(t *testing.T) {
	h := tree(t,
		hosttest.File{Path: "/dev/shm", Mode: fs.ModeDir | fs.ModeSticky | 0o777},
		hosttest.File{Path: "/dev/shm/sem.x", Mode: 0o666, Content: "x", UID: 33, GID: 33},
		hosttest.File{Path: "/dev/.x/run", Mode: fs.ModeSetuid | 0o755, Content: "#!"},
		hosttest.File{Path: "/dev/ptyp", Content: "hide me"},
		hosttest.File{Path: "/dev/initctl", Mode: fs.ModeNamedPipe | 0o600},
		hosttest.File{Path: "/dev/log", Mode: fs.ModeSocket | 0o666},
		hosttest.File{Path: "/dev/fd", Link: "/proc/self/fd"},
	)
	f, gaps := gather(t, h)
	if len(gaps) > 0 {
		t.Fatal(gaps)
	}
	want := &Devices{Entries: 8, Count: 3, Ordinary: map[string]Ordinary{
		"/dev/shm/sem.x": {Owner: 33, Group: 33, Mode: "0666", Bytes: 1, Shared: true},
		"/dev/.x/run":    {Mode: "4755", Bytes: 2, Program: true, Hidden: true},
		"/dev/ptyp":      {Mode: "0644", Bytes: 7},
	}}
	if diff := cmp.Diff(want, f.Devices); diff != "" {
		t.Error(diff)
	}
	if s, ok := f.Setuid["/dev/.x/run"]; !ok || !s.Setuid {
		t.Errorf("%+v", f.Setuid)
	}
	if slices.Contains(f.Walk.Skipped, "/dev") || !slices.Contains(f.Walk.Roots, "/dev") {
		t.Error(f.Walk.Roots, f.Walk.Skipped)
	}
	if len(f.Walk.WorldWritable.Items) != 0 {
		t.Error("memory that is shared is no file for everybody:", f.Walk.WorldWritable)
	}
}

// Memory to which a program asked for all rights is no program.
func TestProgramsInSharedMemoryAreToldByTheirBeginning(t *testing.T) {
	h := tree(t,
		hosttest.File{Path: "/dev/shm/segment", Mode: 0o777, Content: "data"},
		hosttest.File{Path: "/dev/shm/elf", Mode: 0o700, Content: "\x7fELF\x02"},
		hosttest.File{Path: "/dev/shm/script", Mode: 0o755, Content: "#!/bin/sh\n"},
		hosttest.File{Path: "/dev/shm/data", Mode: 0o600, Content: "#!/bin/sh\n"},
		hosttest.File{Path: "/dev/shm/large", Mode: 0o777, Content: "data", Size: beginningLimit + 1},
		hosttest.File{Path: "/dev/shm/\xff", Mode: 0o700, Content: "#!/bin/sh\n"},
		hosttest.File{Path: "/dev/shm/closed", Mode: 0o711, Content: "data"},
	)
	f, gaps := gather(t, hosttest.Deny(h, "/dev/shm/closed"))
	got := map[string]bool{}
	for name, o := range f.Devices.Ordinary {
		got[name] = o.Program
	}
	want := map[string]bool{"/dev/shm/segment": false, "/dev/shm/elf": true, "/dev/shm/script": true, "/dev/shm/data": false, "/dev/shm/large": true, facts.Text("/dev/shm/\xff"): true}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if !missing(gaps, `files.devices.ordinary["/dev/shm/closed"]`) {
		t.Error(gaps)
	}
}

func TestNoDevIsNoGap(t *testing.T) {
	f, gaps := gather(t, tree(t))
	if len(gaps) > 0 || f.Devices == nil || f.Devices.Count != 0 || f.Devices.Ordinary == nil {
		t.Error(f.Devices, gaps)
	}
}

func TestPseudoFileSystemsBelowDevAreNotEntered(t *testing.T) {
	h := hosttest.NewRunning(t, map[string]string{"/etc/passwd": accounts, "/etc/group": groups, "/dev/pts/x": "", "/dev/mqueue/x": "", "/dev/hugepages/x": "", "/dev/shm/x": ""})
	h.State.Mounts = []host.Mount{{Point: "/", Type: "ext4"}, {Point: "/dev", Type: "devtmpfs"}, {Point: "/dev/pts", Type: "devpts"},
		{Point: "/dev/mqueue", Type: "mqueue"}, {Point: "/dev/hugepages", Type: "hugetlbfs"}, {Point: "/dev/shm", Type: "tmpfs"}}
	f, _ := gather(t, h)
	if _, ok := f.Devices.Ordinary["/dev/shm/x"]; !ok || f.Devices.Count != 1 {
		t.Errorf("%+v", f.Devices)
	}
	if d := cmp.Diff([]string{"/dev/hugepages", "/dev/mqueue", "/dev/pts"}, f.Walk.Skipped); d != "" {
		t.Error(d)
	}
}

func TestWhatIsNotSeenBelowDevIsAGap(t *testing.T) {
	_, gaps := gather(t, hosttest.Deny(tree(t, hosttest.File{Path: "/dev/x/y"}), "/dev/x"))
	for _, want := range []string{`files.devices.ordinary["/dev/x/*"]`, `files.setuid["/dev/x/*"]`, `files.capabilities["/dev/x/*"]`} {
		if !missing(gaps, want) {
			t.Errorf("no gap %s in %v", want, gaps)
		}
	}
	var many []hosttest.File
	for i := range maxOrdinary + 1 {
		many = append(many, hosttest.File{Path: fmt.Sprintf("/dev/shm/%04d", i)})
	}
	f, gaps := gather(t, tree(t, many...))
	if len(f.Devices.Ordinary) != maxOrdinary || f.Devices.Count != maxOrdinary+1 || !missing(gaps, `files.devices.ordinary["more"]`) {
		t.Error(f.Devices.Count, gaps)
	}
}
