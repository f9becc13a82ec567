// Package files reads owner, mode and kind of the files that decide who gets
// in, what runs and what is remembered: identity, log-on, scheduling, boot,
// loader and log files, private keys, trust files, set-uid programs. Of
// contents it keeps only what no secret can be made of.
package files

import "isoscan/internal/facts"

// Facts is what the files check tells.
type Facts struct {
	Entries    map[string]Entry     `json:"entries,omitzero" jsonschema:"every watched file or folder that exists, by path; a watched one that is not listed and is no gap does not exist"`
	Copies     map[string]Copy      `json:"copies,omitzero" jsonschema:"files whose name is that of a user database with something added, in the folders where copies end up, by path"`
	Preload    *Preload             `json:"preload,omitzero" jsonschema:"libraries that every program loads (ld.so(8))"`
	Libraries  map[string]Place     `json:"libraries,omitzero" jsonschema:"folders of /etc/ld.so.conf and its includes, by path"`
	Path       map[string]Place     `json:"path,omitzero" jsonschema:"the usual folders of programs, by path"`
	Trust      map[string]Trust     `json:"trust,omitzero" jsonschema:"files by which hosts or programs are trusted without a password, by path"`
	Logs       *Logs                `json:"logs,omitzero" jsonschema:"the files below /var/log"`
	Keys       map[string]Key       `json:"keys,omitzero" jsonschema:"private keys in the folders of services and people, and wherever everybody can read a file with a private key's name, by path"`
	Schedulers map[string]Scheduler `json:"schedulers,omitzero" jsonschema:"who may schedule work, by scheduler: cron, at"`
	Boot       *Boot                `json:"boot,omitzero" jsonschema:"what protects the boot loader and single-user mode"`
	Setuid     map[string]Setuid    `json:"setuid,omitzero" jsonschema:"regular files with the set-uid or set-gid bit in the folders that were walked, by path"`
	Compilers  map[string]Entry     `json:"compilers,omitzero" jsonschema:"compilers, assemblers and linkers in the folders of programs, by path; of a link, what it leads to"`
	// Capabilities are those of capabilities(7) that a file gives.
	Capabilities map[string]Capability `json:"capabilities,omitzero" jsonschema:"executable files with file capabilities in the folders that were walked, by path"`
	// ACLs are those of acl(5).
	ACLs map[string]ACL `json:"acls,omitzero" jsonschema:"files and folders whose access control list gives users or groups by name more than it gives everybody, or gives it to what will be made in them, by path"`
	Walk *Walk          `json:"walk,omitzero" jsonschema:"what the walk through the file system found"`
	// Devices is what stands below /dev without being a device.
	Devices *Devices `json:"devices,omitzero" jsonschema:"ordinary files below /dev"`
}

// Entry describes one watched file (stat(2)). Of a link it describes what the
// link leads to.
type Entry struct {
	Subject       string `json:"subject" jsonschema:"what it is for: identity, logon, ssh, schedule, boot, loader, startup, network, log, temporary, account or compiler"`
	Kind          string `json:"kind" jsonschema:"file, directory, fifo, socket, device or dangling (a link to nothing)"`
	Link          string `json:"link,omitzero" jsonschema:"text of the symbolic link; absent when it is none"`
	Owner         uint32 `json:"owner" jsonschema:"user id"`
	Group         uint32 `json:"group" jsonschema:"group id"`
	GroupName     string `json:"group_name" jsonschema:"name of the group in /etc/group, empty when it has none there"`
	Mode          string `json:"mode" jsonschema:"four octal digits"`
	GroupReadable bool   `json:"group_readable" jsonschema:"its group may read it"`
	GroupWritable bool   `json:"group_writable" jsonschema:"its group may write to it"`
	WorldReadable bool   `json:"world_readable" jsonschema:"everybody may read it"`
	WorldWritable bool   `json:"world_writable" jsonschema:"everybody may write to it"`
	WorldSearch   bool   `json:"world_search" jsonschema:"everybody may execute it, or enter the folder"`
	Sticky        bool   `json:"sticky" jsonschema:"in the folder only a file's owner may remove it"`
}

// Copy is a likely copy of passwd, shadow, group or gshadow.
type Copy struct {
	Entry  Entry `json:"entry" jsonschema:"owner and mode"`
	Hashes *int  `json:"hashes,omitzero" jsonschema:"number of password hashes in it; absent when it could not be read"`
}

// Preload is /etc/ld.so.preload.
type Preload struct {
	Present   facts.Sourced[bool] `json:"present" jsonschema:"the file exists and names a library"`
	Libraries map[string]Place    `json:"libraries" jsonschema:"the libraries it names, by path as written"`
}

// Place is a program, library or folder with the steps of its path that
// somebody other than root can change.
type Place struct {
	Exists   bool         `json:"exists" jsonschema:"it is there"`
	Weak     []string     `json:"weak" jsonschema:"files and folders on the way to it that somebody other than root can change, with the reason; empty when there are none"`
	Packaged *bool        `json:"packaged,omitzero" jsonschema:"a package of the system brought it; only for libraries that are preloaded; absent when the package database does not tell"`
	Source   facts.Source `json:"source,omitzero" jsonschema:"the line that names it; absent for the usual folders"`
}

// Trust is one of hosts.equiv(5), .rhosts, .shosts, .netrc or .forward.
type Trust struct {
	Entry Entry  `json:"entry" jsonschema:"owner and mode"`
	Type  string `json:"type" jsonschema:"hosts.equiv, rhosts, shosts, netrc or forward"`
	User  string `json:"user,omitzero" jsonschema:"account whose home it is in; absent for the host's own files"`
	Lines *int   `json:"lines,omitzero" jsonschema:"lines that let somebody in, neither comments nor refusals; absent when it could not be read"`
	Plus  *bool  `json:"plus,omitzero" jsonschema:"a line trusts every host or every user with a plus sign; absent when it could not be read"`
}

// Logs sums up /var/log.
type Logs struct {
	Count int              `json:"count" jsonschema:"regular files that were looked at"`
	Open  map[string]Entry `json:"open" jsonschema:"files and folders that everybody may read (files only) or write to, by path; at most 500"`
	// Owners and GroupWriters are by id, because names may come from elsewhere.
	Owners       map[string]Held `json:"owners" jsonschema:"who owns files and folders, /var/log itself among them, by user id, root not listed; links are left out"`
	GroupWriters map[string]Held `json:"group_writers" jsonschema:"which groups may write to files and folders, by group id, root's not listed; links are left out"`
}

// Held are the files and folders of one user or group.
type Held struct {
	ID    uint32   `json:"id" jsonschema:"user or group id"`
	Count int      `json:"count" jsonschema:"how many there are"`
	Paths []string `json:"paths" jsonschema:"the first of them, at most 10"`
}

// Key is a file that holds a private key.
type Key struct {
	Entry     Entry    `json:"entry" jsonschema:"owner and mode"`
	Format    string   `json:"format" jsonschema:"PKCS#8, PKCS#1, EC, DSA, OpenSSH or WireGuard"`
	Encrypted *bool    `json:"encrypted,omitzero" jsonschema:"a passphrase protects it; absent when the format does not tell"`
	Weak      []string `json:"weak" jsonschema:"folders on the way to it that somebody other than root and its owner can change"`
}

// Scheduler is cron or at (crontab(1), at.allow(5)).
type Scheduler struct {
	Present facts.Sourced[bool] `json:"present" jsonschema:"the program or its tables are there"`
	Allow   *Names              `json:"allow,omitzero" jsonschema:"who may use it; absent when the file does not exist"`
	Deny    *Names              `json:"deny,omitzero" jsonschema:"who may not; absent when the file does not exist"`
}

// Names is a file with one account a line.
type Names struct {
	Users  []string     `json:"users" jsonschema:"account names, sorted"`
	Source facts.Source `json:"source" jsonschema:"the file"`
}

// Setuid is one file that runs with its owner's or group's rights.
type Setuid struct {
	Owner         uint32 `json:"owner" jsonschema:"user id"`
	Group         uint32 `json:"group" jsonschema:"group id"`
	Mode          string `json:"mode" jsonschema:"four octal digits"`
	Name          string `json:"name" jsonschema:"last element of the path"`
	Setuid        bool   `json:"setuid" jsonschema:"runs as its owner"`
	Setgid        bool   `json:"setgid" jsonschema:"runs with its group"`
	GroupWritable bool   `json:"group_writable" jsonschema:"writable by a group other than root's"`
	WorldWritable bool   `json:"world_writable" jsonschema:"writable by everybody"`
	Packaged      *bool  `json:"packaged,omitzero" jsonschema:"a package of the system brought it; absent when the package database does not tell"`
	// Package is the name that dpkg, rpm or apk has for it.
	Package *string `json:"package,omitzero" jsonschema:"the package that brought it; absent when none did or the package database does not tell"`
	Intact  *bool   `json:"intact,omitzero" jsonschema:"its content is what the package brought, by the package database's digest; absent when no package brought it or the database has no digest of it"`
	// RecordedMode is from dpkg-statoverride(1), or the database of rpm or apk.
	RecordedMode *string `json:"recorded_mode,omitzero" jsonschema:"the mode that the package database records for it, four octal digits: an override of dpkg-statoverride, or that of apk or rpm; empty when it records none; absent when the package database does not tell"`
}

// Capability is a program that gains capabilities when it is run
// (capabilities(7), "File capabilities").
type Capability struct {
	Permitted     []string `json:"permitted" jsonschema:"capabilities that whoever runs it gains, by name"`
	Inheritable   []string `json:"inheritable" jsonschema:"capabilities that are gained only by who has them in his own inheritable set"`
	Effective     bool     `json:"effective" jsonschema:"what is gained is in force at once"`
	RootID        uint32   `json:"root_id" jsonschema:"user id that is root in the user namespace that it counts in; 0 is the host itself"`
	Owner         uint32   `json:"owner" jsonschema:"user id"`
	Group         uint32   `json:"group" jsonschema:"group id"`
	Mode          string   `json:"mode" jsonschema:"four octal digits"`
	Name          string   `json:"name" jsonschema:"last element of the path"`
	GroupWritable bool     `json:"group_writable" jsonschema:"writable by a group other than root's"`
	WorldWritable bool     `json:"world_writable" jsonschema:"writable by everybody"`
	Packaged      *bool    `json:"packaged,omitzero" jsonschema:"a package of the system brought it; absent when the package database does not tell"`
}

// ACL is an access control list that gives more than the mode shows (acl(5)).
type ACL struct {
	Kind     string   `json:"kind" jsonschema:"file or directory"`
	Owner    uint32   `json:"owner" jsonschema:"user id"`
	Group    uint32   `json:"group" jsonschema:"group id"`
	Mode     string   `json:"mode" jsonschema:"four octal digits"`
	Grants   []string `json:"grants" jsonschema:"what users and groups get by name, as far as the mask lets them, as in 'user bob rw-'"`
	Readable bool     `json:"readable" jsonschema:"somebody but root, the owner and the group may read it by name and everybody may not"`
	Writable bool     `json:"writable" jsonschema:"somebody but root, the owner and the group may write to it by name and everybody may not"`
	Default  []string `json:"default" jsonschema:"folders only: what the default list gives to users and groups by name, and to everybody if they may write, in files that will be made there"`
}

// Walk is the outcome of the walk through the local file systems.
type Walk struct {
	Roots         []string `json:"roots" jsonschema:"where it began"`
	Entries       int      `json:"entries" jsonschema:"files and folders that were looked at"`
	Skipped       []string `json:"skipped" jsonschema:"folders left out on purpose: network and pseudo file systems, container images; at most 100"`
	Unowned       *Found   `json:"unowned,omitzero" jsonschema:"files whose user or group no account or group has; ids up to 99 are the distribution's and count as known, so do those of subuid(5) and of systemd's dynamic users"`
	WorldWritable *Found   `json:"world_writable,omitzero" jsonschema:"regular files that everybody may write to"`
	Programs      *Found   `json:"programs,omitzero" jsonschema:"regular files in /bin, /sbin, /usr/bin, /usr/sbin, /usr/games and their likes in /usr/local that belong to somebody besides root, or that another group than root's may write to"`
	OpenFolders   *Found   `json:"open_folders,omitzero" jsonschema:"folders that everybody may write to and where everybody may remove others' files (no sticky bit)"`
}

// Devices sums up /dev, where devices, links to them and sockets belong
// (Filesystem Hierarchy Standard, "/dev").
type Devices struct {
	Entries  int                 `json:"entries" jsonschema:"what was looked at: devices, links, folders and files"`
	Count    int                 `json:"count" jsonschema:"ordinary files among them"`
	Ordinary map[string]Ordinary `json:"ordinary" jsonschema:"ordinary files, by path; at most 500"`
}

// Ordinary is a regular file below /dev. Of those in /dev/shm that may be executed
// the beginning is looked at.
type Ordinary struct {
	Owner   uint32 `json:"owner" jsonschema:"user id"`
	Group   uint32 `json:"group" jsonschema:"group id"`
	Mode    string `json:"mode" jsonschema:"four octal digits"`
	Bytes   int64  `json:"bytes" jsonschema:"its size"`
	Program bool   `json:"program" jsonschema:"somebody may execute it; in /dev/shm, if it has at most 4 MiB, also that it begins as programs or scripts do"`
	Hidden  bool   `json:"hidden" jsonschema:"its name, or that of a folder on the way from /dev to it, begins with a dot"`
	Shared  bool   `json:"shared" jsonschema:"it is below /dev/shm, where programs keep the memory that they share (shm_overview(7))"`
}

// Found is a bounded list.
type Found struct {
	Count int    `json:"count" jsonschema:"how many were found"`
	Items []Item `json:"items" jsonschema:"the first 200 that the walk met, sorted by path"`
}

// Item is one file that was found.
type Item struct {
	Path  string `json:"path" jsonschema:"where it is"`
	Owner uint32 `json:"owner" jsonschema:"user id"`
	Group uint32 `json:"group" jsonschema:"group id"`
	Mode  string `json:"mode" jsonschema:"four octal digits"`
}

// Boot tells what a person at the console can do before the system runs.
type Boot struct {
	Grub        *Grub                 `json:"grub,omitzero" jsonschema:"GRUB 2"`
	SystemdBoot *SystemdBoot          `json:"systemd_boot,omitzero" jsonschema:"systemd-boot"`
	SingleUser  map[string]SingleUser `json:"single_user,omitzero" jsonschema:"how maintenance modes start, by unit or file; empty when the system has none"`
}

// Grub is the boot loader's configuration (GRUB manual, "Security").
type Grub struct {
	Present    facts.Sourced[bool]  `json:"present" jsonschema:"a configuration of GRUB exists"`
	Superusers *facts.Sourced[bool] `json:"superusers,omitzero" jsonschema:"the configuration names superusers, so that editing entries and the command line ask for a name; absent when GRUB is not there"`
	Password   *facts.Sourced[bool] `json:"password,omitzero" jsonschema:"a password is set for a superuser; absent when GRUB is not there"`
	Hashed     *facts.Sourced[bool] `json:"hashed,omitzero" jsonschema:"every password is kept as a PBKDF2 hash; absent when there is no password"`
}

// SystemdBoot is loader.conf(5).
type SystemdBoot struct {
	Present facts.Sourced[bool]  `json:"present" jsonschema:"its configuration exists"`
	Editor  *facts.Sourced[bool] `json:"editor,omitzero" jsonschema:"the kernel command line can be edited at the menu; absent when it is not there"`
}

// SingleUser is one way into a maintenance shell.
type SingleUser struct {
	Authenticated bool         `json:"authenticated" jsonschema:"it asks for root's password first (sulogin)"`
	Command       string       `json:"command" jsonschema:"what it runs"`
	Source        facts.Source `json:"source" jsonschema:"the line that decides"`
}
