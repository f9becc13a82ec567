package hostinfo

import (
	"time"

	"isoscan/internal/facts"
)

// Facts is what the host is: system, kernel, hardware, and how full it is.
// What only a running system tells is absent on a root file system, with a gap.
type Facts struct {
	// OS as os-release(5) names it.
	OS *OS `json:"os,omitzero" jsonschema:"operating system; absent when no release file could be read"`
	// Role is derived: container, laptop, workstation or server.
	Role *facts.Sourced[string] `json:"role,omitzero" jsonschema:"derived role: container, laptop, workstation or server, with the sign that decided"`
	// Name is the node name of the running kernel (uname(2)).
	Name *facts.Sourced[string] `json:"name,omitzero" jsonschema:"running host name"`
	// StaticName is the one kept in a file (hostname(5)).
	StaticName *facts.Sourced[string] `json:"static_name,omitzero" jsonschema:"configured host name, empty when the file has none; absent when no file holds one"`
	MachineID  *MachineID             `json:"machine_id,omitzero" jsonschema:"state of machine-id(5)"`
	TimeZone   *facts.Sourced[string] `json:"time_zone,omitzero" jsonschema:"zone name such as Europe/Vienna; absent when no file names it"`
	// BootedAt is when the kernel started.
	BootedAt *facts.Sourced[time.Time] `json:"booted_at,omitzero" jsonschema:"start of the running kernel, UTC"`
	Kernel   Kernel                    `json:"kernel" jsonschema:"kernel, running and installed"`
	Hardware Hardware                  `json:"hardware" jsonschema:"machine and devices"`
	Virtual  *Virtual                  `json:"virtual,omitzero" jsonschema:"virtualisation that was seen"`
	Firmware *Firmware                 `json:"firmware,omitzero" jsonschema:"boot firmware of the running system"`
	Capacity *Capacity                 `json:"capacity,omitzero" jsonschema:"use of processors, memory, storage and handles now"`
}

// OS is what os-release(5) or an older release file says.
type OS struct {
	ID        string  `json:"id" jsonschema:"lower-case name such as debian"`
	VersionID *string `json:"version_id,omitzero" jsonschema:"such as 12 or 24.04; absent on rolling releases"`
	// Major and Branch are VersionID cut after its first and second number.
	Major      *string      `json:"major,omitzero" jsonschema:"first number of version_id"`
	Branch     *string      `json:"branch,omitzero" jsonschema:"first two numbers of version_id, or the first alone where it has one"`
	Codename   *string      `json:"codename,omitzero" jsonschema:"VERSION_CODENAME"`
	Name       *string      `json:"name,omitzero" jsonschema:"NAME"`
	PrettyName *string      `json:"pretty_name,omitzero" jsonschema:"PRETTY_NAME"`
	IDLike     []string     `json:"id_like,omitzero" jsonschema:"ID_LIKE, closest family first"`
	Variant    *string      `json:"variant,omitzero" jsonschema:"VARIANT_ID, else VARIANT"`
	SupportEnd *string      `json:"support_end,omitzero" jsonschema:"SUPPORT_END, YYYY-MM-DD"`
	Debian     *string      `json:"debian_version,omitzero" jsonschema:"/etc/debian_version, which has the point release"`
	Source     facts.Source `json:"source"`
}

// MachineID is the state of /etc/machine-id, never the id itself.
type MachineID struct {
	State string `json:"state" jsonschema:"set, missing, empty, uninitialized, zero or malformed"`
	// Digest stands for the id: machine-id(5) asks not to show it.
	Digest *string      `json:"digest,omitzero" jsonschema:"first 128 bits of HMAC-SHA-256 keyed by the id over the word isoscan, in hex; only when set"`
	Source facts.Source `json:"source"`
}

// Kernel is what runs and what is installed.
type Kernel struct {
	Release     *facts.Sourced[string] `json:"release,omitzero" jsonschema:"running release, as uname -r"`
	Installed   map[string]Installed   `json:"installed,omitzero" jsonschema:"installed kernels by release"`
	CommandLine *CommandLine           `json:"command_line,omitzero" jsonschema:"command line of the running kernel"`
	BootEntries map[string]CommandLine `json:"boot_entries,omitzero" jsonschema:"command lines with which boot loaders are told to start kernels, by file and line; empty when no configuration of one was found"`
	Taint       *Taint                 `json:"taint,omitzero" jsonschema:"taint of the running kernel"`
	// Lockdown is kernel_lockdown(7).
	Lockdown   *facts.Sourced[string] `json:"lockdown,omitzero" jsonschema:"none, integrity or confidentiality; absent when the kernel lacks it"`
	SigEnforce *facts.Sourced[bool]   `json:"sig_enforce,omitzero" jsonschema:"only signed modules load; absent when the kernel lacks module signatures"`
	// Modules is which modules can be loaded now.
	Modules         *facts.Sourced[string] `json:"modules,omitzero" jsonschema:"which modules the running kernel loads: any, signed or none"`
	ModulesDisabled *facts.Sourced[bool]   `json:"modules_disabled,omitzero" jsonschema:"no more modules can be loaded (kernel.modules_disabled)"`
}

// Installed is one installed kernel.
type Installed struct {
	Image   *string `json:"image,omitzero" jsonschema:"file in /boot; absent when only modules are there"`
	Modules bool    `json:"modules" jsonschema:"has a folder in /lib/modules"`
}

// CommandLine of the kernel; a value that could be a secret is replaced.
type CommandLine struct {
	Args   []string     `json:"args,omitzero" jsonschema:"arguments in order, with [redacted] for values that could be secrets"`
	Source facts.Source `json:"source"`
}

// Taint is /proc/sys/kernel/tainted decoded.
type Taint struct {
	Value  uint64       `json:"value" jsonschema:"sum of the bits; 0 is not tainted"`
	Flags  []string     `json:"flags,omitzero" jsonschema:"names of the set bits, such as out_of_tree_module"`
	Source facts.Source `json:"source"`
}

// Hardware is the machine.
type Hardware struct {
	Chassis *facts.Sourced[string] `json:"chassis,omitzero" jsonschema:"desktop, laptop, convertible, server, tablet, handset, embedded, vm, container or other"`
	Vendor  *facts.Sourced[string] `json:"vendor,omitzero" jsonschema:"DMI system vendor"`
	Product *facts.Sourced[string] `json:"product,omitzero" jsonschema:"DMI product name"`
	BIOS    *BIOS                  `json:"bios,omitzero" jsonschema:"DMI firmware; absent on machines without DMI"`
	CPU     *CPU                   `json:"cpu,omitzero"`
	// MemoryBytes is the memory that the kernel uses.
	MemoryBytes *facts.Sourced[uint64] `json:"memory_bytes,omitzero" jsonschema:"usable memory in bytes"`
	Disks       map[string]Disk        `json:"disks,omitzero" jsonschema:"block devices of /sys/block by name, without loop and ram disks"`
	Interfaces  map[string]Interface   `json:"interfaces,omitzero" jsonschema:"network interfaces of /sys/class/net by name"`
}

// BIOS is the firmware that DMI names.
type BIOS struct {
	Vendor  *string      `json:"vendor,omitzero"`
	Version *string      `json:"version,omitzero"`
	Date    *string      `json:"date,omitzero" jsonschema:"release date, YYYY-MM-DD"`
	Source  facts.Source `json:"source"`
}

// CPU is the processor.
type CPU struct {
	Model  *string      `json:"model,omitzero" jsonschema:"model name of the first processor; absent where /proc/cpuinfo has none"`
	Count  int          `json:"count" jsonschema:"logical processors"`
	Source facts.Source `json:"source"`
}

// Disk is one block device.
type Disk struct {
	SizeBytes  uint64       `json:"size_bytes" jsonschema:"size in bytes"`
	Model      *string      `json:"model,omitzero"`
	Rotational bool         `json:"rotational"`
	Removable  bool         `json:"removable"`
	Virtual    bool         `json:"virtual" jsonschema:"made by the kernel of other devices, such as dm-0, md0 or zram0"`
	Source     facts.Source `json:"source"`
}

// Interface is one network interface.
type Interface struct {
	MAC         *string      `json:"mac,omitzero" jsonschema:"hardware address"`
	State       *string      `json:"state,omitzero" jsonschema:"operational state: up, down, unknown ..."`
	Virtual     bool         `json:"virtual" jsonschema:"no device of its own: loopback, bridge, tunnel"`
	Wireless    bool         `json:"wireless"`
	Promiscuous bool         `json:"promiscuous" jsonschema:"takes every frame (IFF_PROMISC)"`
	Source      facts.Source `json:"source"`
}

// Virtual says in what the system runs.
type Virtual struct {
	Kind       string       `json:"kind" jsonschema:"none, vm or container"`
	Technology *string      `json:"technology,omitzero" jsonschema:"such as kvm, vmware, docker; absent when it could not be told"`
	Source     facts.Source `json:"source"`
}

// Firmware is how the running system was started.
type Firmware struct {
	UEFI facts.Sourced[bool] `json:"uefi" jsonschema:"started by UEFI; false: BIOS or another firmware"`
	// SecureBoot and SetupMode are UEFI variables.
	SecureBoot *facts.Sourced[bool] `json:"secure_boot,omitzero" jsonschema:"UEFI checked signatures at start; absent without UEFI"`
	SetupMode  *facts.Sourced[bool] `json:"setup_mode,omitzero" jsonschema:"UEFI keys can be replaced without authentication; absent without UEFI"`
}

// Capacity is use against size, at the time of the scan.
type Capacity struct {
	Load        *Load                 `json:"load,omitzero"`
	Memory      *Space                `json:"memory,omitzero" jsonschema:"memory; used is what is not available to new programs"`
	Swap        *Space                `json:"swap,omitzero" jsonschema:"swap; total 0 when there is none"`
	FileSystems map[string]FileSystem `json:"file_systems,omitzero" jsonschema:"local mounted file systems by mount point"`
	Handles     *Handles              `json:"handles,omitzero" jsonschema:"open file handles of the whole system"`
}

// Load is the load averages.
type Load struct {
	One     float64      `json:"one" jsonschema:"average of one minute"`
	Five    float64      `json:"five" jsonschema:"average of five minutes"`
	Fifteen float64      `json:"fifteen" jsonschema:"average of fifteen minutes"`
	CPUs    int          `json:"cpus" jsonschema:"logical processors"`
	Source  facts.Source `json:"source"`
}

// Space is a size and what of it is used.
type Space struct {
	TotalBytes uint64       `json:"total_bytes"`
	UsedBytes  uint64       `json:"used_bytes"`
	Source     facts.Source `json:"source"`
}

// FileSystem is one mounted file system, as df(1) tells it.
type FileSystem struct {
	Device     string  `json:"device"`
	Type       *string `json:"type,omitzero" jsonschema:"such as ext4; absent when the mount table does not have it"`
	ReadOnly   bool    `json:"read_only"`
	TotalBytes uint64  `json:"total_bytes"`
	// UsedPercent counts what root alone may use as not there, as df does.
	UsedPercent int64        `json:"used_percent" jsonschema:"used of what is usable, rounded up"`
	Inodes      *Inodes      `json:"inodes,omitzero"`
	Source      facts.Source `json:"source"`
}

// Inodes is the use of a file system's inodes.
type Inodes struct {
	Limited     bool  `json:"limited" jsonschema:"false where inodes are made as needed, as on btrfs"`
	UsedPercent int64 `json:"used_percent" jsonschema:"used inodes in percent, rounded up; 0 where not limited"`
}

// Handles is /proc/sys/fs/file-nr.
type Handles struct {
	Used   uint64       `json:"used"`
	Max    uint64       `json:"max"`
	Source facts.Source `json:"source"`
}
