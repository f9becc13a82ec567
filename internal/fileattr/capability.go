// Package fileattr decodes the extended attributes of files that give rights:
// file capabilities and access control lists. It reads no file itself.
package fileattr

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// CapabilityAttr is the attribute with a program's capabilities.
const CapabilityAttr = "security.capability"

// ErrMalformed: the bytes are not what the kernel writes.
var ErrMalformed = errors.New("malformed attribute")

// Capability is the set of capabilities of one program (capabilities(7), "File
// capabilities").
type Capability struct {
	// Permitted are gained when the program is run; Inheritable only together
	// with the caller's own inheritable set. Names as in capabilities(7), in
	// the kernel's order; one that has no name yet is "cap_NN".
	Permitted, Inheritable []string
	// Effective: the gained ones are in force at once.
	Effective bool
	// RootID is the user id, outside of the user namespace in which the
	// attribute was set, that is root in it. It is zero for the attributes of
	// the host itself.
	RootID uint32
}

// names are those of include/uapi/linux/capability.h, by number.
var names = [...]string{
	"cap_chown", "cap_dac_override", "cap_dac_read_search", "cap_fowner", "cap_fsetid", "cap_kill", "cap_setgid",
	"cap_setuid", "cap_setpcap", "cap_linux_immutable", "cap_net_bind_service", "cap_net_broadcast", "cap_net_admin",
	"cap_net_raw", "cap_ipc_lock", "cap_ipc_owner", "cap_sys_module", "cap_sys_rawio", "cap_sys_chroot",
	"cap_sys_ptrace", "cap_sys_pacct", "cap_sys_admin", "cap_sys_boot", "cap_sys_nice", "cap_sys_resource",
	"cap_sys_time", "cap_sys_tty_config", "cap_mknod", "cap_lease", "cap_audit_write", "cap_audit_control",
	"cap_setfcap", "cap_mac_override", "cap_mac_admin", "cap_syslog", "cap_wake_alarm", "cap_block_suspend",
	"cap_audit_read", "cap_perfmon", "cap_bpf", "cap_checkpoint_restore",
}

// ParseCapability decodes struct vfs_cap_data or vfs_ns_cap_data.
func ParseCapability(b []byte) (Capability, error) {
	if len(b) < 4 {
		return Capability{}, ErrMalformed
	}
	magic := binary.LittleEndian.Uint32(b)
	words, rootid := 0, false
	switch magic &^ 1 {
	case 0x01000000:
		words = 1
	case 0x02000000:
		words = 2
	case 0x03000000:
		words, rootid = 2, true
	default:
		return Capability{}, fmt.Errorf("%w: version %#x", ErrMalformed, magic)
	}
	want := 4 + 8*words
	if rootid {
		want += 4
	}
	if len(b) != want {
		return Capability{}, fmt.Errorf("%w: %d bytes", ErrMalformed, len(b))
	}
	c := Capability{Permitted: []string{}, Inheritable: []string{}, Effective: magic&1 != 0}
	for w := range words {
		c.Permitted = append(c.Permitted, set(w, binary.LittleEndian.Uint32(b[4+8*w:]))...)
		c.Inheritable = append(c.Inheritable, set(w, binary.LittleEndian.Uint32(b[8+8*w:]))...)
	}
	if rootid {
		c.RootID = binary.LittleEndian.Uint32(b[want-4:])
	}
	return c, nil
}

func set(word int, bits uint32) []string {
	var out []string
	for i := range 32 {
		if bits&(1<<i) == 0 {
			continue
		}
		n := 32*word + i
		if n < len(names) {
			out = append(out, names[n])
		} else {
			out = append(out, fmt.Sprintf("cap_%d", n))
		}
	}
	return out
}
