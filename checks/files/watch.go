package files

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// watched lists the files by subject. A name that ends in "/" stands for the
// folder and what is in it.
var watched = []struct{ subject, names string }{
	{"identity", `/etc/passwd /etc/passwd- /etc/shadow /etc/shadow- /etc/group /etc/group- /etc/gshadow /etc/gshadow-
		/etc/security/opasswd /etc/subuid /etc/subgid`},
	{"logon", `/etc/profile /etc/profile.d/ /etc/bash.bashrc /etc/bashrc /etc/environment /etc/login.defs
		/etc/securetty /etc/pam.d/ /etc/pam.conf /etc/security/ /etc/nsswitch.conf /etc/shells /etc/skel/
		/etc/issue /etc/issue.net /etc/motd /etc/update-motd.d/ /etc/zsh/ /etc/zshrc /etc/zprofile
		/etc/csh.cshrc /etc/csh.login`},
	{"ssh", `/etc/ssh /etc/ssh/sshd_config /etc/ssh/sshd_config.d/ /etc/ssh/ssh_config /etc/ssh/ssh_config.d/`},
	{"schedule", `/etc/crontab /etc/anacrontab /etc/cron.d/ /etc/cron.hourly/ /etc/cron.daily/ /etc/cron.weekly/
		/etc/cron.monthly/ /etc/cron.allow /etc/cron.deny /etc/at.allow /etc/at.deny /var/spool/cron
		/var/spool/cron/crontabs /var/spool/cron/tabs /var/spool/cron/atjobs /var/spool/at`},
	{"boot", `/boot /boot/grub/grub.cfg /boot/grub/user.cfg /boot/grub2/grub.cfg /boot/grub2/user.cfg
		/boot/grub/grubenv /boot/loader/loader.conf /boot/efi/loader/loader.conf /etc/grub.d/ /etc/default/grub
		/etc/fstab /etc/crypttab`},
	{"loader", `/etc/ld.so.preload /etc/ld.so.conf /etc/ld.so.conf.d/ /etc/ld.so.cache`},
	{"startup", `/etc/inittab /etc/rc.local /etc/rc.d/rc.local /etc/init.d/ /etc/systemd/system/
		/etc/modprobe.d/ /etc/modules-load.d/ /etc/sysctl.conf /etc/sysctl.d/ /etc/udev/rules.d/`},
	{"network", `/etc/hosts /etc/hosts.allow /etc/hosts.deny /etc/resolv.conf /etc/services /etc/exports`},
	{"log", `/var/log /var/log/wtmp /var/log/btmp /var/log/lastlog /var/log/journal /var/log/audit`},
	{"temporary", `/tmp /var/tmp /dev/shm`},
	{"account", `/root /root/.profile /root/.bashrc /root/.bash_profile /root/.bash_login /root/.bash_logout
		/root/.ssh /root/.ssh/authorized_keys`},
}

const maxChildren = 2000

func (r *reader) watch() {
	r.facts.Entries = map[string]Entry{}
	for _, w := range watched {
		for _, name := range strings.Fields(w.names) {
			clean := strings.TrimSuffix(name, "/")
			if !r.look(clean, w.subject) || clean == name {
				continue
			}
			list, err := r.h.ReadDir(r.ctx, clean)
			if err == nil && len(list) > maxChildren {
				err, list = fmt.Errorf("%s: more than %d files", clean, maxChildren), list[:maxChildren]
			}
			if err != nil {
				r.gaps.Add(keyed("entries", clean+"/*"), err)
			}
			for _, e := range list {
				r.look(path.Join(clean, e.Name), w.subject)
			}
		}
	}
}

// look notes one file; it tells whether something is there.
func (r *reader) look(name, subject string) bool {
	e, err := r.entry(name, subject)
	switch {
	case err == nil:
		r.facts.Entries[facts.Text(name)] = e
		return true
	case !errors.Is(err, host.ErrNotExist):
		r.gaps.Add(keyed("entries", name), err)
	}
	return false
}

// keyed is the fact path of one element of a map.
func keyed(field, name string) string {
	return fmt.Sprintf("%s[%q]", field, facts.Text(name))
}

// entry describes a file; of a link, what it leads to.
func (r *reader) entry(name, subject string) (Entry, error) {
	info, err := r.h.Lstat(r.ctx, name)
	if err != nil {
		return Entry{}, err
	}
	link := ""
	if info.IsLink() {
		if link, err = r.h.ReadLink(r.ctx, name); err != nil {
			return Entry{}, err
		}
		target, err := r.h.Stat(r.ctx, name)
		if errors.Is(err, host.ErrNotExist) {
			e := r.describe(info, subject)
			e.Kind, e.Link = "dangling", facts.Text(link)
			// A link's own mode grants nothing.
			e.WorldWritable, e.GroupWritable, e.WorldReadable, e.GroupReadable, e.WorldSearch = false, false, false, false, false
			return e, nil
		}
		if err != nil {
			return Entry{}, err
		}
		info = target
	}
	e := r.describe(info, subject)
	e.Link = facts.Text(link)
	return e, nil
}

func (r *reader) describe(i host.FileInfo, subject string) Entry {
	p := i.Perm()
	return Entry{
		Subject: subject, Kind: kind(i.Mode), Owner: i.UID, Group: i.GID, GroupName: r.groupNames[i.GID],
		Mode:          fmt.Sprintf("%04o", p),
		GroupReadable: p&0o040 != 0, GroupWritable: p&0o020 != 0,
		WorldReadable: p&0o004 != 0, WorldWritable: p&0o002 != 0, WorldSearch: p&0o001 != 0,
		Sticky: p&0o1000 != 0,
	}
}

func kind(m fs.FileMode) string {
	switch {
	case m.IsDir():
		return "directory"
	case m.IsRegular():
		return "file"
	case m&fs.ModeNamedPipe != 0:
		return "fifo"
	case m&fs.ModeSocket != 0:
		return "socket"
	case m&fs.ModeSymlink != 0:
		return "dangling"
	}
	return "device"
}
