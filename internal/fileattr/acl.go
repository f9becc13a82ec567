package fileattr

import (
	"encoding/binary"
	"fmt"
)

// The attributes with access control lists (acl(5)).
const (
	AccessACLAttr  = "system.posix_acl_access"
	DefaultACLAttr = "system.posix_acl_default"
)

// Entry is one entry of a list. Kind is "user_obj", "user", "group_obj",
// "group", "mask" or "other"; ID tells which user or group.
type Entry struct {
	Kind string
	ID   uint32
	// Read, Write, Execute as the entry says.
	Read, Write, Execute bool
}

// Perm writes the entry's rights as getfacl(1) does.
func (e Entry) Perm() string {
	b := []byte("---")
	if e.Read {
		b[0] = 'r'
	}
	if e.Write {
		b[1] = 'w'
	}
	if e.Execute {
		b[2] = 'x'
	}
	return string(b)
}

// ACL is an access control list in the kernel's order.
type ACL []Entry

// tags are those of struct posix_acl_xattr_entry.
var tags = map[uint16]string{
	0x01: "user_obj", 0x02: "user", 0x04: "group_obj", 0x08: "group", 0x10: "mask", 0x20: "other",
}

// ParseACL decodes struct posix_acl_xattr_header and its entries.
func ParseACL(b []byte) (ACL, error) {
	if len(b) < 4 || (len(b)-4)%8 != 0 {
		return nil, fmt.Errorf("%w: %d bytes", ErrMalformed, len(b))
	}
	if v := binary.LittleEndian.Uint32(b); v != 2 {
		return nil, fmt.Errorf("%w: version %d", ErrMalformed, v)
	}
	acl := make(ACL, 0, (len(b)-4)/8)
	for b = b[4:]; len(b) > 0; b = b[8:] {
		kind, ok := tags[binary.LittleEndian.Uint16(b)]
		perm := binary.LittleEndian.Uint16(b[2:])
		if !ok || perm > 7 {
			return nil, fmt.Errorf("%w: tag %#x, rights %#x", ErrMalformed, binary.LittleEndian.Uint16(b), perm)
		}
		e := Entry{Kind: kind, Read: perm&4 != 0, Write: perm&2 != 0, Execute: perm&1 != 0}
		if kind == "user" || kind == "group" {
			e.ID = binary.LittleEndian.Uint32(b[4:])
		}
		acl = append(acl, e)
	}
	return acl, nil
}

// Named returns what the list gives to users and groups by name, as far as its
// mask lets it.
func (a ACL) Named() []Entry {
	mask := Entry{Read: true, Write: true, Execute: true}
	for _, e := range a {
		if e.Kind == "mask" {
			mask = e
		}
	}
	var out []Entry
	for _, e := range a {
		if e.Kind != "user" && e.Kind != "group" {
			continue
		}
		e.Read, e.Write, e.Execute = e.Read && mask.Read, e.Write && mask.Write, e.Execute && mask.Execute
		if e.Read || e.Write || e.Execute {
			out = append(out, e)
		}
	}
	return out
}

// Other returns the entry for everybody else.
func (a ACL) Other() Entry {
	for _, e := range a {
		if e.Kind == "other" {
			return e
		}
	}
	return Entry{Kind: "other"}
}
