package files

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// The walk ends at whichever comes first, and what is missing is a gap.
const (
	maxEntries = 1_000_000
	maxTime    = 10 * time.Second
	maxItems   = 200
	maxDeep    = 60
	maxSetuid  = 2000
)

var (
	// walkRoots begin with the folders of programs, so that they have been seen
	// when the walk has to end early.
	walkRoots = []string{"/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local", "/opt", "/etc", "/boot", "/tmp", "/srv",
		"/usr/games", "/usr/libexec", "/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/var", "/home", "/root"}
	// leftOut hold other systems' files, with user ids of their own.
	leftOut = []string{"/var/lib/docker", "/var/lib/containers", "/var/lib/containerd", "/var/lib/kubelet", "/var/lib/lxc",
		"/var/lib/lxd", "/var/snap/lxd", "/var/lib/machines", "/var/lib/flatpak", "/var/lib/private"}
)

// foreignTypes are network and pseudo file systems, and images that are read only.
const foreignTypes = `nfs nfs4 cifs smb3 smbfs ncpfs afs ceph glusterfs lustre 9p virtiofs fuse.sshfs fuse.glusterfs
	fuse.gvfsd-fuse fuse.portal fuse.rclone fuse.s3fs proc sysfs cgroup cgroup2 devpts devtmpfs debugfs tracefs
	securityfs pstore bpf mqueue hugetlbfs configfs fusectl efivarfs autofs binfmt_misc squashfs iso9660 nsfs rpc_pipefs
	fuse.lxcfs`

// walker carries one walk.
type walker struct {
	*reader
	w       *Walk
	entries int
	end     time.Time
	over    string // why the walk ended early
	dev     uint64
	skip    map[string]bool
	mounts  bool // the mount table decides; else a change of device does
	ids     *ids
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

// walk looks for set-uid programs, files that nobody owns and places that
// everybody can write to.
func (r *reader) walk(known *ids) {
	w := &walker{reader: r, w: &Walk{Roots: []string{}, Skipped: []string{}}, end: time.Now().Add(maxTime), skip: map[string]bool{}, ids: known}
	r.facts.Walk = w.w
	r.facts.Setuid = map[string]Setuid{}
	w.w.WorldWritable, w.w.OpenFolders = &Found{Items: []Item{}}, &Found{Items: []Item{}}
	if known != nil {
		w.w.Unowned = &Found{Items: []Item{}}
	}
	for _, d := range leftOut {
		w.skip[d] = true
	}
	if mounts, err := r.h.Mounts(r.ctx); err == nil {
		w.mounts = true
		types := strings.Fields(foreignTypes)
		for _, m := range mounts {
			if slices.Contains(types, m.Type) {
				w.skip[path.Clean(m.Point)] = true
			}
		}
	} else if root, err := r.h.Stat(r.ctx, "/"); err == nil {
		w.dev = root.Dev
	}
	for _, root := range walkRoots {
		info, err := r.h.Lstat(r.ctx, root)
		if err == nil && info.IsDir() {
			w.w.Roots = append(w.w.Roots, root)
			w.see(root, info)
			w.dir(root, info, 0)
		} else if err != nil && !errors.Is(err, host.ErrNotExist) {
			w.gap(root, err)
		}
	}
	if w.over != "" {
		w.gap("", errors.New(w.over))
	}
	w.w.Entries = w.entries
	slices.Sort(w.w.Skipped)
	for _, f := range []*Found{w.w.Unowned, w.w.WorldWritable, w.w.OpenFolders} {
		if f != nil {
			slices.SortFunc(f.Items, func(a, b Item) int { return strings.Compare(a.Path, b.Path) })
		}
	}
	w.nobodyElse()
	w.ownership()
}

// gap: what was found stands, but below name there may be more.
func (w *walker) gap(name string, err error) {
	for _, f := range []string{"setuid", "walk.unowned.items", "walk.world_writable.items", "walk.open_folders.items"} {
		w.gaps.Add(keyed(f, name+"/*"), err)
	}
}

func (w *walker) dir(name string, info host.FileInfo, depth int) {
	if w.over != "" {
		return
	}
	if w.skip[name] || !w.mounts && info.Dev != w.dev {
		if len(w.w.Skipped) < maxItems {
			w.w.Skipped = append(w.w.Skipped, facts.Text(name))
		}
		return
	}
	if depth > maxDeep {
		w.gap(name, fmt.Errorf("%s: too deep", name))
		return
	}
	list, err := w.h.ReadDir(w.ctx, name)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) { // it went while we looked
			w.gap(name, err)
		}
		return
	}
	for _, i := range list {
		switch {
		case w.ctx.Err() != nil:
			w.over = facts.Reason(w.ctx.Err())
			return
		case w.entries >= maxEntries:
			w.over = fmt.Sprintf("the walk ended after %d files", w.entries)
			return
		case w.entries%1000 == 0 && time.Now().After(w.end):
			w.over = fmt.Sprintf("the walk ended after %d files: its time of %s was over", w.entries, maxTime)
			return
		}
		full := path.Join(name, i.Name)
		w.see(full, i)
		if i.IsDir() {
			w.dir(full, i, depth+1)
		}
	}
}

// see judges nothing; it sorts what it sees.
func (w *walker) see(full string, i host.FileInfo) {
	w.entries++
	p := i.Perm()
	item := func(f *Found) {
		f.Count++
		if len(f.Items) < maxItems {
			f.Items = append(f.Items, Item{facts.Text(full), i.UID, i.GID, fmt.Sprintf("%04o", p)})
		}
	}
	if w.ids != nil && (!w.ids.user(i.UID) || !w.ids.group(i.GID)) {
		item(w.w.Unowned)
	}
	switch {
	case i.IsLink():
	case i.IsDir() && p&0o1002 == 0o002:
		item(w.w.OpenFolders)
	case i.IsRegular() && p&0o002 != 0:
		item(w.w.WorldWritable)
	}
	if i.IsRegular() && p&0o6000 != 0 {
		if len(w.facts.Setuid) >= maxSetuid {
			w.gaps.AddReason(keyed("setuid", "more"), "too many set-uid files", false)
			return
		}
		w.facts.Setuid[facts.Text(full)] = Setuid{
			Owner: i.UID, Group: i.GID, Mode: fmt.Sprintf("%04o", p), Name: facts.Text(i.Name),
			Setuid: p&0o4000 != 0, Setgid: p&0o2000 != 0,
			GroupWritable: p&0o020 != 0 && i.GID != 0, WorldWritable: p&0o002 != 0,
		}
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

// ownership asks the package database which set-uid files it brought.
func (w *walker) ownership() {
	if len(w.facts.Setuid) == 0 {
		return
	}
	names := make([]string, 0, len(w.facts.Setuid))
	for n := range w.facts.Setuid {
		names = append(names, n)
	}
	w.know(names)
	for n, s := range w.facts.Setuid {
		if s.Packaged = w.packaged(n); s.Packaged != nil {
			w.facts.Setuid[n] = s
		}
	}
	if w.packages == nil {
		w.gaps.AddReason("setuid[*].packaged", w.packagesWhy, false)
	}
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
