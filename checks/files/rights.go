package files

import (
	"errors"
	"fmt"
	"path"

	"isoscan/internal/facts"
	"isoscan/internal/fileattr"
	"isoscan/internal/host"
)

// attribute reads one attribute of an entry; nil when it has none.
func (w *walker) attribute(b host.WalkBatch, e *host.FileInfo, attr, fact string) []byte {
	v, err := b.Xattr(e.Name, attr)
	switch {
	case err == nil:
		return v
	case errors.Is(err, host.ErrNotExist), errors.Is(err, host.ErrUnsupported):
		return nil // none, or a file system that keeps none
	}
	w.failed(fact, b, e, err)
	return nil
}

// failed notes the first attribute that could not be read or understood.
func (w *walker) failed(fact string, b host.WalkBatch, e *host.FileInfo, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.unread[fact] == nil {
		w.unread[fact] = fmt.Errorf("%s: %w", facts.Text(path.Join(b.Dir, e.Name)), err)
	}
}

// capability notes a program with capabilities.
func (w *walker) capability(b host.WalkBatch, e *host.FileInfo) {
	raw := w.attribute(b, e, fileattr.CapabilityAttr, "capabilities")
	if raw == nil {
		return
	}
	c, err := fileattr.ParseCapability(raw)
	if err != nil {
		w.failed("capabilities", b, e, err)
		return
	}
	if len(c.Permitted)+len(c.Inheritable) == 0 {
		return // an empty set takes rights away
	}
	p := e.Perm()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.caps) >= maxSetuid {
		w.more["capabilities"] = true
		return
	}
	w.caps[facts.Text(path.Join(b.Dir, e.Name))] = Capability{
		Permitted: c.Permitted, Inheritable: c.Inheritable, Effective: c.Effective, RootID: c.RootID,
		Owner: e.UID, Group: e.GID, Mode: fmt.Sprintf("%04o", p), Name: facts.Text(e.Name),
		GroupWritable: p&0o020 != 0 && e.GID != 0, WorldWritable: p&0o002 != 0,
	}
}

// list notes a file or folder whose access control list opens it.
func (w *walker) list(b host.WalkBatch, e *host.FileInfo) {
	p := e.Perm()
	a := ACL{Kind: kind(e.Mode), Owner: e.UID, Group: e.GID, Mode: fmt.Sprintf("%04o", p), Grants: []string{}, Default: []string{}}
	if p>>3&7&^(p&7) != 0 {
		acl, ok := w.parse(b, e, fileattr.AccessACLAttr)
		if !ok {
			return
		}
		other := acl.Other()
		for _, g := range acl.Named() {
			if w.his(g, e) {
				continue
			}
			read, write := g.Read && !other.Read, g.Write && !other.Write
			if read || write || g.Execute && !other.Execute {
				a.Grants = append(a.Grants, w.grant(g))
			}
			a.Readable, a.Writable = a.Readable || read, a.Writable || write
		}
	}
	if e.IsDir() {
		acl, ok := w.parse(b, e, fileattr.DefaultACLAttr)
		if !ok {
			return
		}
		for _, g := range acl.Named() {
			if !w.his(g, e) {
				a.Default = append(a.Default, w.grant(g))
			}
		}
		if other := acl.Other(); other.Write {
			a.Default = append(a.Default, "everybody "+other.Perm())
		}
	}
	if len(a.Grants)+len(a.Default) == 0 {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.acls) >= maxSetuid {
		w.more["acls"] = true
		return
	}
	w.acls[facts.Text(path.Join(b.Dir, e.Name))] = a
}

func (w *walker) parse(b host.WalkBatch, e *host.FileInfo, attr string) (fileattr.ACL, bool) {
	raw := w.attribute(b, e, attr, "acls")
	if raw == nil {
		return nil, true
	}
	acl, err := fileattr.ParseACL(raw)
	if err != nil {
		w.failed("acls", b, e, err)
		return nil, false
	}
	return acl, true
}

// his: an entry for who has the file anyway tells nothing.
func (w *walker) his(g fileattr.Entry, e *host.FileInfo) bool {
	if g.Kind == "user" {
		return g.ID == 0 || g.ID == e.UID
	}
	return g.ID == 0 || g.ID == e.GID
}

func (w *walker) grant(g fileattr.Entry) string {
	name := fmt.Sprint(g.ID)
	if g.Kind == "group" && w.groupNames[g.ID] != "" {
		name = w.groupNames[g.ID]
	}
	if g.Kind == "user" && w.userNames[g.ID] != "" {
		name = w.userNames[g.ID]
	}
	return g.Kind + " " + name + " " + g.Perm()
}
