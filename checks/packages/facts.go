package packages

import (
	"time"

	"isoscan/internal/facts"
)

// Facts is what the package manager's own files tell: what is installed, what
// is pending, where packages come from and whether updates install themselves.
type Facts struct {
	Manager   facts.Sourced[string]    `json:"manager" jsonschema:"package manager whose database was read: dpkg, rpm or apk; source is the database"`
	Complete  facts.Sourced[bool]      `json:"complete" jsonschema:"true when every entry of the database could be read and there is no second one; only then does a name missing from installed mean that it is not installed"`
	Unread    []string                 `json:"unread,omitzero" jsonschema:"entries of the database that could not be read, or other databases with packages of their own"`
	Installed map[string]Package       `json:"installed,omitzero" jsonschema:"installed packages by name; a second architecture of the same name is name:arch"`
	Count     int                      `json:"count" jsonschema:"number of installed packages, every architecture counted"`
	Broken    map[string]BrokenPackage `json:"broken,omitzero" jsonschema:"packages left half installed, unpacked or unconfigured, by name"`
	Held      map[string]HeldPackage   `json:"held,omitzero" jsonschema:"packages that are kept from being upgraded, by name"`

	Updates        *Updates        `json:"updates,omitzero" jsonschema:"newer versions that the local package lists offer"`
	Indexes        *Indexes        `json:"indexes,omitzero" jsonschema:"the local package lists and their age"`
	SecuritySource *SecuritySource `json:"security_source,omitzero" jsonschema:"where security updates come from; absent with no gap where the distribution has no separate security archive"`

	Sources map[string]Source `json:"sources,omitzero" jsonschema:"enabled package sources"`
	Options *Options          `json:"options,omitzero" jsonschema:"package manager options that weaken trust"`
	// Files decide where packages come from.
	Files    map[string]Keyring `json:"files,omitzero" jsonschema:"files and folders that say where packages come from and how they are verified, by path: sources, preferences and settings of apt, dnf, zypper and apk"`
	Keyrings map[string]Keyring `json:"keyrings,omitzero" jsonschema:"files of keys whose signatures the package manager accepts, by path"`

	Reboot    *Reboot    `json:"reboot,omitzero" jsonschema:"signs that the system runs code older than what is installed"`
	Kernel    *Kernel    `json:"kernel,omitzero" jsonschema:"installed kernel packages and the running kernel"`
	Automatic *Automatic `json:"automatic,omitzero" jsonschema:"means that install updates by themselves"`
}

// Package is one installed package.
type Package struct {
	Version string `json:"version" jsonschema:"version, in the package manager's own form"`
	Arch    string `json:"arch" jsonschema:"architecture; empty where not stated"`
	// SourcePackage: dpkg's Source, rpm's SOURCERPM, apk's origin.
	SourcePackage string `json:"source_package" jsonschema:"source package that it was built from"`
	Status        string `json:"status" jsonschema:"dpkg's three status words (install ok installed, hold ok installed ...); install ok installed for rpm and apk"`
	// Signed: rpm only.
	Signed *bool `json:"signed,omitzero" jsonschema:"rpm: the package's header carries a signature; absent for dpkg and apk, which do not record it"`
}

// BrokenPackage is a package that dpkg did not bring to its end (dpkg(1),
// package states).
type BrokenPackage struct {
	Version string       `json:"version" jsonschema:"version that was being handled"`
	State   string       `json:"state" jsonschema:"half-installed, half-configured, unpacked, or the flag reinstreq"`
	Source  facts.Source `json:"source" jsonschema:"entry in the database"`
}

// HeldPackage is kept at its version on purpose: dpkg's hold, a dnf versionlock
// or exclude, a zypper lock or a version in apk's world.
type HeldPackage struct {
	By     string       `json:"by" jsonschema:"hold, versionlock, exclude, lock or world"`
	Source facts.Source `json:"source" jsonschema:"file and line that says so"`
}

// Updates are the newer versions that the package lists on the host offer;
// what was published after the lists were fetched is not known.
type Updates struct {
	Pending  map[string]Update `json:"pending,omitzero" jsonschema:"installed packages for which the package manager has a newer candidate, by name"`
	Security map[string]Update `json:"security,omitzero" jsonschema:"installed packages for which a security archive has a newer version, pinned, held or not, by name"`
}

// Update is one newer version.
type Update struct {
	Installed string `json:"installed" jsonschema:"version that is installed"`
	Candidate string `json:"candidate" jsonschema:"newer version that is offered"`
	Security  bool   `json:"security" jsonschema:"a security archive offers it, or an advisory of kind security"`
	Origin    string `json:"origin" jsonschema:"label and suite of the archive that offers it"`
	// Blocked: hold, pin or phased; empty when nothing keeps it back.
	Blocked string       `json:"blocked" jsonschema:"what keeps the package manager from installing it: hold, pin, phased; empty: nothing"`
	Phased  *int         `json:"phased,omitzero" jsonschema:"percentage of hosts that are offered it (Phased-Update-Percentage); absent: all"`
	Known   *time.Time   `json:"known,omitzero" jsonschema:"date of the archive's index that offers it: it was published then or earlier"`
	Source  facts.Source `json:"source" jsonschema:"package list that offers it"`
}

// Indexes are the package lists that the host last fetched.
type Indexes struct {
	Lists     map[string]Index                 `json:"lists,omitzero" jsonschema:"package lists by file name"`
	Refreshed *facts.Sourced[time.Time]        `json:"refreshed,omitzero" jsonschema:"when the lists were last fetched or found unchanged: apt's stamp, else the newest file time of a list"`
	Newest    *facts.Sourced[time.Time]        `json:"newest,omitzero" jsonschema:"newest date of a list: the archive's own Date, else the file's time"`
	Oldest    *facts.Sourced[time.Time]        `json:"oldest,omitzero" jsonschema:"oldest date of a list"`
	Missing   map[string]facts.Sourced[string] `json:"missing,omitzero" jsonschema:"sources with no package list on the host, by source; the value says which"`
}

// Index is one package list.
type Index struct {
	Origin     string       `json:"origin" jsonschema:"Origin of its release file"`
	Label      string       `json:"label" jsonschema:"Label of its release file"`
	Suite      string       `json:"suite" jsonschema:"Suite of its release file"`
	Codename   string       `json:"codename" jsonschema:"Codename of its release file"`
	Security   bool         `json:"security" jsonschema:"it is a security archive"`
	Configured bool         `json:"configured" jsonschema:"an enabled source names it"`
	Date       *time.Time   `json:"date,omitzero" jsonschema:"Date of its release file"`
	ValidUntil *time.Time   `json:"valid_until,omitzero" jsonschema:"Valid-Until of its release file"`
	Fetched    time.Time    `json:"fetched" jsonschema:"file time of the release file or the list, whichever is newer; apt sets a list's time to the archive's"`
	Packages   int          `json:"packages" jsonschema:"number of packages in it"`
	Source     facts.Source `json:"source" jsonschema:"the file"`
}

// SecuritySource tells whether the host can learn of security updates at all.
type SecuritySource struct {
	Configured bool         `json:"configured" jsonschema:"an enabled source is a security archive of the distribution"`
	ListFound  bool         `json:"list_found" jsonschema:"a list of a security archive is on the host, whether or not a source names it"`
	Codename   string       `json:"codename" jsonschema:"release that the security archive is for, as its Release file or the source's suite says"`
	Release    string       `json:"release" jsonschema:"codename of the installed release (os-release); empty when it names none"`
	Mismatch   bool         `json:"mismatch" jsonschema:"the security archive is for another release than the one installed"`
	Source     facts.Source `json:"source" jsonschema:"where it was seen, or where sources were looked for"`
}

// Source is one place that packages are installed from: sources.list(5),
// dnf.conf(5), zypper(8), apk-repositories(5).
type Source struct {
	URI      string `json:"uri" jsonschema:"address, without user and password"`
	Suite    string `json:"suite" jsonschema:"suite or repository id"`
	Site     string `json:"site" jsonschema:"host name of the address, or the scheme of a local one"`
	Scheme   string `json:"scheme" jsonschema:"http, https, file ..."`
	Official bool   `json:"official" jsonschema:"the distribution's own archive, by host name or by its release file's Origin"`
	Security bool   `json:"security" jsonschema:"a security archive"`
	// SignedBy: absent means any key of the package manager's keyrings.
	SignedBy string `json:"signed_by" jsonschema:"key file or fingerprint that must have signed it; absent: any key that the package manager knows"`
	// Verified: what the package manager would do, options taken together.
	Verified  bool   `json:"verified" jsonschema:"packages from it are installed only when a signature vouches for them"`
	Unchecked string `json:"unchecked" jsonschema:"the setting that turns verification off; empty when verified"`
	// MetadataSigned: dnf's repo_gpgcheck; always so for a verified apt or apk source.
	MetadataSigned bool `json:"metadata_signed" jsonschema:"the repository's own list is verified too (repo_gpgcheck; always for verified apt and apk sources)"`
	// TLSVerified is true where TLS is not used.
	TLSVerified bool `json:"tls_verified" jsonschema:"certificates are verified, or no TLS is used"`
	// Priority of apt_preferences(5).
	Priority *int         `json:"priority,omitzero" jsonschema:"apt's priority for all packages of it where a pin for every package or APT::Default-Release sets one; absent otherwise, which is 500 for most and 1 or 100 for an archive that calls itself NotAutomatic"`
	Source   facts.Source `json:"source" jsonschema:"file and line that name it"`
}

// Options are settings of the package manager itself that let unsigned or
// altered packages in.
type Options struct {
	Insecure map[string]facts.Sourced[string] `json:"insecure,omitzero" jsonschema:"settings that weaken verification, by name, with their value"`
	Read     []string                         `json:"read,omitzero" jsonschema:"configuration files that were read"`
}

// Keyring is a file of accepted keys.
type Keyring struct {
	Mode          string `json:"mode" jsonschema:"permission bits, four octal digits"`
	UID           uint32 `json:"uid" jsonschema:"owner"`
	GroupWritable bool   `json:"group_writable" jsonschema:"its group may write it"`
	WorldWritable bool   `json:"world_writable" jsonschema:"everyone may write it"`
}

// Reboot holds the signs of a pending restart.
type Reboot struct {
	Flag     facts.Sourced[bool]  `json:"flag" jsonschema:"/run/reboot-required stands"`
	Packages []string             `json:"packages,omitzero" jsonschema:"packages that asked for the restart (/run/reboot-required.pkgs)"`
	Boot     time.Time            `json:"boot" jsonschema:"when the kernel started"`
	Core     map[string]time.Time `json:"core,omitzero" jsonschema:"kernel, C library, init, D-Bus and TLS packages by name, with the time of their last installation; newer than boot means that old code still runs"`
}

// Kernel compares packages with uname(2).
type Kernel struct {
	Installed map[string]KernelPackage `json:"installed,omitzero" jsonschema:"kernels installed as packages, by release as uname -r tells it"`
	Running   *facts.Sourced[string]   `json:"running,omitzero" jsonschema:"release of the running kernel; absent with a gap where the target does not run"`
	// Newest and Current are absent where no packaged kernel is installed, or
	// the running one is not known.
	Newest  *string `json:"newest,omitzero" jsonschema:"newest installed release of the running kernel's flavour; absent when there is none"`
	Current *bool   `json:"current,omitzero" jsonschema:"the running kernel is the newest installed one of its flavour; absent when no kernel package of that flavour is installed"`
}

// KernelPackage is one installed kernel.
type KernelPackage struct {
	Package string `json:"package" jsonschema:"package name"`
	Version string `json:"version" jsonschema:"package version"`
}

// Automatic is what installs updates without a person.
type Automatic struct {
	Mechanisms map[string]Mechanism `json:"mechanisms,omitzero" jsonschema:"means that were found, in force or not, by name: unattended-upgrades, dnf-automatic, yum-cron, zypper, transactional-update, apk, cron"`
	Looked     []string             `json:"looked,omitzero" jsonschema:"means that were looked for"`
	// Security is apart from Mechanisms, for it needs the patterns and the release.
	Security map[string]bool `json:"security,omitzero" jsonschema:"by means: its selection takes in security updates"`
}

// Mechanism is one means of automatic updating.
type Mechanism struct {
	Installed bool `json:"installed" jsonschema:"its package or program is there"`
	Applies   bool `json:"applies" jsonschema:"its configuration makes it install, not only download or tell"`
	Refreshes bool `json:"refreshes" jsonschema:"its configuration makes it refresh the package lists"`
	// Scheduled is the state of the timer or cron entry that runs it.
	Scheduled string         `json:"scheduled" jsonschema:"enabled, disabled, masked, or absent when nothing that would run it is on the host"`
	Origins   []string       `json:"origins,omitzero" jsonschema:"origin patterns that it takes updates from (unattended-upgrades)"`
	Why       string         `json:"why" jsonschema:"what decided, in a few words"`
	Sources   []facts.Source `json:"sources,omitzero" jsonschema:"files that decided"`
}
