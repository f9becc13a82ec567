package audit

import "strings"

// purposeKind is how the events of a purpose look.
type purposeKind struct {
	// refused: only calls that end in EACCES or EPERM count.
	refused bool
	// elevated: only runs with rights that the caller does not have count.
	elevated bool
}

// purposes lists what may be recorded, by purpose. A path that ends in "/" is a
// folder. System calls that the machine does not have are left out.
var purposes = map[string]struct {
	paths, syscalls string
	kind            purposeKind
}{
	"identity": {paths: `/etc/passwd /etc/shadow /etc/group /etc/gshadow /etc/security/opasswd /etc/nsswitch.conf
		/etc/pam.conf /etc/pam.d/`},
	"privilege": {paths: "/etc/sudoers /etc/sudoers.d/"},
	"logins":    {paths: "/var/log/lastlog /var/log/faillog /run/faillock/ /var/log/tallylog"},
	"sessions":  {paths: "/run/utmp /var/log/wtmp /var/log/btmp"},
	"time":      {paths: "/etc/localtime", syscalls: "adjtimex settimeofday clock_settime"},
	"network": {
		paths:    "/etc/hosts /etc/hostname /etc/issue /etc/issue.net /etc/resolv.conf /etc/network/ /etc/sysconfig/network /etc/netplan/ /etc/NetworkManager/",
		syscalls: "sethostname setdomainname",
	},
	"mac": {paths: "/etc/apparmor/ /etc/apparmor.d/ /etc/selinux/ /usr/share/selinux/"},
	"dac": {syscalls: `chmod fchmod fchmodat chown fchown fchownat lchown setxattr lsetxattr fsetxattr
		removexattr lremovexattr fremovexattr`},
	"access":    {syscalls: "creat open openat open_by_handle_at truncate ftruncate", kind: purposeKind{refused: true}},
	"mounts":    {syscalls: "mount umount2"},
	"deletion":  {syscalls: "unlink unlinkat rename renameat renameat2 rmdir"},
	"modules":   {syscalls: "init_module finit_module delete_module"},
	"kernel":    {syscalls: "kexec_load kexec_file_load"},
	"execution": {syscalls: "execve execveat", kind: purposeKind{elevated: true}},
	"audit":     {paths: "/etc/audit/ /etc/libaudit.conf /var/log/audit/"},
	"schedule":  {paths: "/etc/crontab /etc/cron.d/ /etc/cron.daily/ /etc/cron.hourly/ /var/spool/cron/ /etc/systemd/system/"},
	"sudo_log":  {paths: "/var/log/sudo.log"},
	"startup":   {paths: "/etc/ssh/sshd_config /etc/sysctl.conf /etc/sysctl.d/ /etc/modprobe.d/ /etc/ld.so.preload /etc/ld.so.conf"},
}

// derive judges every purpose.
func derive(s *state, m machine) map[string]Purpose {
	out := map[string]Purpose{}
	for name, want := range purposes {
		p := Purpose{Paths: map[string]Coverage{}, Syscalls: map[string]Coverage{}}
		for _, f := range strings.Fields(want.paths) {
			folder := len(f) > 1 && strings.HasSuffix(f, "/")
			clean := strings.TrimSuffix(f, "/")
			c := s.changes(m, clean, folder)
			if exists, _, err := s.look(clean); err == nil && !inside(clean, volatile) {
				c.Exists = &exists
			}
			p.Paths[clean] = c
		}
		for _, c := range strings.Fields(want.syscalls) {
			if m.has(m.native(), c) {
				p.Syscalls[c] = s.calls(m, c, want.kind)
			}
		}
		out[name] = p
	}
	return out
}
