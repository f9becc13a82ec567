package files

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// The walk ends at whichever comes first, and what is missing is a gap.
const (
	maxEntries = 5_000_000
	maxTime    = 30 * time.Second
	maxItems   = 200
	maxDeep    = 2000
	maxSetuid  = 2000
)

// leftOut hold other systems' files, with user ids of their own, or nothing
// that stays; /dev has a walk of its own.
var leftOut = []string{"/dev", "/proc", "/sys", "/run/containerd", "/run/docker", "/run/user",
	"/var/lib/docker", "/var/lib/containers", "/var/lib/containerd", "/var/lib/kubelet", "/var/lib/lxc",
	"/var/lib/lxd", "/var/lib/incus", "/var/snap/lxd", "/var/lib/machines", "/var/lib/flatpak", "/var/lib/private"}

// foreignTypes are network and pseudo file systems, and images that are read only.
const foreignTypes = `nfs nfs4 cifs smb3 smbfs ncpfs afs ceph glusterfs lustre 9p virtiofs fuse.sshfs fuse.glusterfs
	fuse.gvfsd-fuse fuse.portal fuse.rclone fuse.s3fs proc sysfs cgroup cgroup2 devpts devtmpfs debugfs tracefs
	securityfs pstore bpf mqueue hugetlbfs configfs fusectl efivarfs autofs binfmt_misc squashfs iso9660 nsfs rpc_pipefs
	fuse.lxcfs`

// walker carries one walk. What the walk finds is guarded by mu.
type walker struct {
	*reader
	w   *Walk
	ids *ids

	mu      sync.Mutex
	setuid  map[string]Setuid
	caps    map[string]Capability
	acls    map[string]ACL
	more    map[string]bool // facts that had to leave something out
	unread  map[string]error
	unowned *list
	write   *list
	open    *list
	others  *list                    // programs that somebody besides root can change
	strays  map[string]host.FileInfo // perhaps private keys
	shared  []string                 // perhaps programs, in /dev/shm
}

// ids are the user and group ids that somebody has.
type ids struct {
	users, groups map[uint32]bool
	ranges        [][2]uint64
}

func (i *ids) user(id uint32) bool  { return id <= fixedIDs || i.users[id] || i.delegated(id) }
func (i *ids) group(id uint32) bool { return id <= fixedIDs || i.groups[id] || i.delegated(id) }

// fixedIDs: distributions hand out the ids up to 99 once and for all (Debian
// Policy 9.2.2), so that no later account ever gets one of them.
const fixedIDs = 99

// delegated: the id is of a range that an account's containers use, or of those
// that systemd hands out to services (systemd.exec(5), DynamicUser=).
func (i *ids) delegated(id uint32) bool {
	if id >= 61184 && id <= 65519 {
		return true
	}
	for _, r := range i.ranges {
		if uint64(id) >= r[0] && uint64(id) < r[0]+r[1] {
			return true
		}
	}
	return false
}

// walk looks for programs with rights of their own, files that nobody owns and
// places that others can write to.
func (r *reader) walk(known *ids) {
	w := &walker{
		reader: r, w: &Walk{Roots: []string{}, Skipped: []string{}}, ids: known,
		setuid: map[string]Setuid{}, caps: map[string]Capability{}, acls: map[string]ACL{},
		more: map[string]bool{}, unread: map[string]error{}, strays: map[string]host.FileInfo{},
		unowned: &list{}, write: &list{}, open: &list{}, others: &list{},
	}
	o := host.WalkOptions{Skip: map[string]bool{}, MaxEntries: maxEntries, MaxDepth: maxDeep, Visit: w.visit}
	for _, d := range leftOut {
		o.Skip[d] = true
	}
	if mounts, err := r.h.Mounts(r.ctx); err == nil {
		types := strings.Fields(foreignTypes)
		for _, m := range mounts {
			// An overlay below the root is a container's.
			if at := path.Clean(m.Point); at != "/" && (slices.Contains(types, m.Type) || m.Type == "overlay") {
				o.Skip[at] = true
			}
		}
	} else {
		o.OneDevice = true
	}
	ctx, cancel := context.WithTimeout(r.ctx, maxTime)
	defer cancel()
	report, err := r.h.Walk(ctx, "/", o)
	if err != nil {
		for _, f := range append(slices.Clone(walkFacts), "walk", "devices") {
			if f == "keys" {
				f = keyed(f, "/*") // those of the usual folders are known
			}
			r.gaps.Add(f, err)
		}
		return
	}
	w.w.Roots = append(w.w.Roots, "/")
	w.w.Entries = report.Entries
	for _, s := range report.Skipped {
		w.w.Skipped = append(w.w.Skipped, facts.Text(s))
	}
	r.facts.Walk, r.facts.Setuid, r.facts.Capabilities, r.facts.ACLs = w.w, w.setuid, w.caps, w.acls
	w.w.WorldWritable, w.w.OpenFolders = w.found("world_writable", w.write), w.found("open_folders", w.open)
	w.w.Programs = w.found("programs", w.others)
	if known != nil {
		w.w.Unowned = w.found("unowned", w.unowned)
	}
	w.devices(o.Skip, o.OneDevice)
	w.strayKeys()
	w.incomplete(report)
	w.nobodyElse()
	w.ownership()
}

// walkFacts are the facts that lack something where the walk could not look.
var walkFacts = []string{"keys", "setuid", "capabilities", "acls", "walk.unowned.items", "walk.world_writable.items", "walk.open_folders.items", "walk.programs.items"}

// incomplete tells what the walk did not see: what it found stands, but there
// may be more.
func (w *walker) incomplete(report host.WalkReport) {
	gap := func(name string, err error) {
		for _, f := range walkFacts {
			w.gaps.Add(keyed(f, name+"/*"), err)
		}
	}
	switch {
	case errors.Is(report.Over, context.DeadlineExceeded) && w.ctx.Err() == nil:
		gap("", fmt.Errorf("the walk ended after %d files: its time of %s was over", report.Entries, maxTime))
	case report.Over != nil:
		gap("", fmt.Errorf("the walk ended after %d files: %w", report.Entries, report.Over))
	}
	for i, e := range report.Errors {
		if i == maxGaps {
			break
		}
		gap(e.Path, e.Err)
	}
	if n := report.Failed - maxGaps; n > 0 {
		gap("", fmt.Errorf("%d more folders could not be read", n))
	}
	for _, f := range slices.Sorted(maps.Keys(w.more)) {
		w.gaps.AddReason(keyed(f, "more"), "there is more than is listed", false)
	}
	for _, f := range slices.Sorted(maps.Keys(w.unread)) {
		w.gaps.Add(keyed(f, "unread"), w.unread[f])
	}
}

// maxGaps is how many folders are named that could not be read.
const maxGaps = 20

// binFolders are those of hier(7) whose files every account runs by name.
var binFolders = []string{"/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/usr/games", "/usr/local/games"}

// visit judges nothing; it sorts what it sees. It runs in several goroutines.
func (w *walker) visit(b host.WalkBatch) {
	for i := range b.Entries {
		e := &b.Entries[i]
		p := e.Perm()
		if w.ids != nil && (!w.ids.user(e.UID) || !w.ids.group(e.GID)) {
			w.note(w.unowned, b, e)
		}
		switch {
		case e.IsLink():
			continue
		case e.IsDir() && p&0o1002 == 0o002:
			w.note(w.open, b, e)
		case e.IsRegular() && p&0o002 != 0:
			w.note(w.write, b, e)
		}
		if e.IsRegular() && (e.UID != 0 || e.GID != 0 && p&0o020 != 0) && slices.Contains(binFolders, path.Clean(b.Dir)) {
			w.note(w.others, b, e)
		}
		if e.IsRegular() && p&0o6000 != 0 {
			w.special(b, e)
		}
		if e.IsRegular() && mayBeKey(b.Dir, e) {
			w.stray(b, e)
		}
		if e.IsRegular() && p&0o111 != 0 {
			w.capability(b, e)
		}
		// No entry of a list gives more than its mask, which the group's bits
		// show. Where these give nothing that everybody has not got already,
		// no list can.
		if (e.IsRegular() || e.IsDir()) && p>>3&7&^(p&7) != 0 || e.IsDir() {
			w.list(b, e)
		}
	}
}

// list keeps the first items in the order of their paths, however they come.
type list struct {
	count int
	items []Item
}

func (w *walker) note(l *list, b host.WalkBatch, e *host.FileInfo) {
	item := Item{facts.Text(path.Join(b.Dir, e.Name)), e.UID, e.GID, fmt.Sprintf("%04o", e.Perm())}
	w.mu.Lock()
	defer w.mu.Unlock()
	l.count++
	if l.items = append(l.items, item); len(l.items) >= 4*maxItems {
		l.shorten()
	}
}

func (l *list) shorten() {
	slices.SortFunc(l.items, func(a, b Item) int { return strings.Compare(a.Path, b.Path) })
	l.items = l.items[:min(maxItems, len(l.items))]
}

func (w *walker) found(name string, l *list) *Found {
	l.shorten()
	if l.count > len(l.items) {
		w.more["walk."+name+".items"] = true
	}
	return &Found{Count: l.count, Items: append([]Item{}, l.items...)}
}

// special notes a program with the set-uid or set-gid bit.
func (w *walker) special(b host.WalkBatch, e *host.FileInfo) {
	p := e.Perm()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.setuid) >= maxSetuid {
		w.more["setuid"] = true
		return
	}
	w.setuid[facts.Text(path.Join(b.Dir, e.Name))] = Setuid{
		Owner: e.UID, Group: e.GID, Mode: fmt.Sprintf("%04o", p), Name: facts.Text(e.Name),
		Setuid: p&0o4000 != 0, Setgid: p&0o2000 != 0,
		GroupWritable: p&0o020 != 0 && e.GID != 0, WorldWritable: p&0o002 != 0,
	}
}

// nobodyElse: where accounts also come from a directory service, an id that is
// not in the files may be somebody's all the same.
func (w *walker) nobodyElse() {
	if w.w.Unowned == nil || w.w.Unowned.Count == 0 {
		return
	}
	b, err := w.h.ReadFile(w.ctx, "/etc/nsswitch.conf", host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return
	}
	if err != nil {
		w.gaps.Add("walk.unowned", err)
		w.w.Unowned = nil
		return
	}
	for line := range strings.Lines(string(b)) {
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		if len(f) == 0 || f[0] != "passwd:" && f[0] != "group:" {
			continue
		}
		for _, service := range f[1:] {
			if slices.Contains([]string{"sss", "ldap", "winbind", "nis", "nisplus", "extrausers", "db"}, service) && w.configured(service) {
				w.gaps.AddReason("walk.unowned", "/etc/nsswitch.conf: accounts also come from "+service+", which cannot be asked", false)
				w.w.Unowned = nil
				return
			}
		}
	}
}

// configured tells whether a directory service is set up and not only named, as
// vendors' nsswitch.conf names sss everywhere.
func (w *walker) configured(service string) bool {
	if service != "sss" {
		return true
	}
	for _, p := range []string{"/etc/sssd/sssd.conf", "/etc/sssd/conf.d"} {
		if _, err := w.h.Stat(w.ctx, p); !errors.Is(err, host.ErrNotExist) {
			return true
		}
	}
	return false
}

// parseRanges reads subuid(5): name:first:count.
func parseRanges(text string) [][2]uint64 {
	var out [][2]uint64
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimSpace(line), ":")
		if len(f) != 3 {
			continue
		}
		first, err1 := strconv.ParseUint(f[1], 10, 32)
		count, err2 := strconv.ParseUint(f[2], 10, 32)
		if err1 == nil && err2 == nil {
			out = append(out, [2]uint64{first, count})
		}
	}
	return out
}
