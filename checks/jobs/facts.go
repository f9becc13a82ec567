// Package jobs reads what runs on schedule and at start-up: crontabs, the
// folders of run-parts, at jobs and the services of systemd. Of each command it
// keeps the programs and who can change them, never the arguments.
package jobs

import "isoscan/internal/facts"

// Facts is what the jobs check tells.
type Facts struct {
	Cron    *facts.Sourced[bool] `json:"cron,omitzero" jsonschema:"a cron daemon or a table for one is there"`
	Tables  map[string]Table     `json:"tables,omitzero" jsonschema:"crontabs, by path"`
	Jobs    map[string]Job       `json:"jobs,omitzero" jsonschema:"what cron and anacron run, by file and line, or by file for the folders of run-parts"`
	Ignored map[string]Ignored   `json:"ignored,omitzero" jsonschema:"files in the folders of cron that it passes over, by path"`
	At      map[string]AtJob     `json:"at,omitzero" jsonschema:"waiting at jobs, by path"`
	Units   map[string]Unit      `json:"units,omitzero" jsonschema:"service units of systemd that are not masked, by name"`
}

// Table is one crontab (crontab(5), anacrontab(5)).
type Table struct {
	Kind  string   `json:"kind" jsonschema:"system (with a user in each line), user or anacron"`
	User  string   `json:"user" jsonschema:"account of a user's table; empty for the others"`
	Root  bool     `json:"root" jsonschema:"commands in it run as root, or as whom it says"`
	Owner uint32   `json:"owner" jsonschema:"user id"`
	Group uint32   `json:"group" jsonschema:"group id"`
	Mode  string   `json:"mode" jsonschema:"four octal digits"`
	Read  bool     `json:"world_readable" jsonschema:"everybody may read it, if its folder lets them"`
	Weak  []string `json:"weak,omitzero" jsonschema:"the file and the folders on the way to it that somebody other than root and its user can change, with the reason"`
	// Path lists the PATHs that hold in it.
	Path map[string]PathFolder `json:"path,omitzero" jsonschema:"folders of the PATH that its commands are looked up in, by folder as written"`
}

// PathFolder is one element of a PATH.
type PathFolder struct {
	Relative bool         `json:"relative" jsonschema:"no absolute path: the folder depends on where the command starts; an empty element is the current folder"`
	Exists   bool         `json:"exists" jsonschema:"it is there"`
	Weak     []string     `json:"weak,omitzero" jsonschema:"folders on the way to it that somebody other than root and the table's user can change, with the reason"`
	Source   facts.Source `json:"source" jsonschema:"the line that sets PATH, or cron's default"`
}

// Job is one thing that runs on schedule.
type Job struct {
	Scheduler string             `json:"scheduler" jsonschema:"cron, anacron or run-parts"`
	User      string             `json:"user" jsonschema:"account that it runs as"`
	Root      bool               `json:"root" jsonschema:"that account has user id 0"`
	Programs  map[string]Program `json:"programs,omitzero" jsonschema:"programs and scripts that it runs, by path, or by name when PATH has none of that name"`
	Inside    map[string]Program `json:"inside,omitzero" jsonschema:"files that shell scripts among the programs run in turn or read in, by path; those that are named whole and are there"`
	Told      bool               `json:"told" jsonschema:"all programs of the command are in programs; false when the shell makes a part of it only when it runs"`
	Why       string             `json:"why" jsonschema:"why not all could be told; empty when they were"`
	Does      *Behaviour         `json:"does,omitzero" jsonschema:"what the command does, as far as that is dangerous, and what is seen in the shell scripts that it runs"`
	Source    facts.Source       `json:"source" jsonschema:"the line or the file"`
}

// Behaviour is what of a command line gives a shell away or runs what comes
// from the network. Programs are named, never their arguments.
type Behaviour struct {
	Doors   []string `json:"doors,omitzero" jsonschema:"parts that hand a shell to whoever is at the other end of a connection, such as: nc -e sh"`
	Fetches []string `json:"fetches,omitzero" jsonschema:"parts that run what they fetch from the network, such as: curl into sh"`
	Why     string   `json:"why" jsonschema:"why a part of the command could not be followed; empty when all was"`
}

// Program is one file that something runs or reads, and who can change it.
type Program struct {
	Exists bool     `json:"exists" jsonschema:"it is there"`
	Weak   []string `json:"weak,omitzero" jsonschema:"files and folders on the way to it that somebody other than root and the job's account can change, with the reason; of one that does not exist, those in which it could be made"`
}

// Ignored is a file in a folder of cron that does not run.
type Ignored struct {
	Reason string `json:"reason" jsonschema:"why: its name, its mode, its owner or a link to nothing"`
	// Unsafe: cron refuses it because others could change it.
	Unsafe bool `json:"unsafe" jsonschema:"it would run if others could not change it"`
}

// AtJob is one waiting job of at(1).
type AtJob struct {
	Owner         uint32 `json:"owner" jsonschema:"user id that it runs as"`
	Group         uint32 `json:"group" jsonschema:"group id"`
	Mode          string `json:"mode" jsonschema:"four octal digits"`
	GroupWritable bool   `json:"group_writable" jsonschema:"its group may write to it"`
	WorldWritable bool   `json:"world_writable" jsonschema:"everybody may write to it"`
	WorldReadable bool   `json:"world_readable" jsonschema:"everybody may read it"`
	// Does is absent, with a gap, when the job could not be read.
	Does *Behaviour `json:"does,omitzero" jsonschema:"what its commands do, as far as that is dangerous"`
}

// Unit is a service unit with its drop-ins merged (systemd.service(5)).
type Unit struct {
	User     string             `json:"user" jsonschema:"account of User=, (dynamic) for DynamicUser=yes, root when neither is set"`
	Root     bool               `json:"root" jsonschema:"it runs as root, or one of its commands does"`
	Programs map[string]Program `json:"programs,omitzero" jsonschema:"programs and scripts of its Exec lines, by path"`
	Inside   map[string]Program `json:"inside,omitzero" jsonschema:"files that shell scripts among the programs run in turn or read in, by path; those that are named whole and are there"`
	Files    map[string]Program `json:"files,omitzero" jsonschema:"its fragment, drop-ins and environment files, by path"`
	Timers   []string           `json:"timers,omitzero" jsonschema:"timers that start it, sorted"`
	Told     bool               `json:"told" jsonschema:"all programs of the Exec lines are in programs"`
	Why      string             `json:"why" jsonschema:"why not all could be told; empty when they were"`
	Does     *Behaviour         `json:"does,omitzero" jsonschema:"what its Exec lines do, as far as that is dangerous, and what is seen in the shell scripts that they run"`
	// Loader holds what ld.so(8) is told by the environment.
	Loader map[string]Library `json:"loader,omitzero" jsonschema:"files and folders of LD_PRELOAD, LD_AUDIT and LD_LIBRARY_PATH in Environment=, the environment files and env(1), by path as written"`
	Source facts.Source       `json:"source" jsonschema:"the fragment"`
}

// Library is one file or folder that an environment variable of ld.so(8) names.
type Library struct {
	Variable string       `json:"variable" jsonschema:"LD_PRELOAD, LD_AUDIT, LD_LIBRARY_PATH; EnvironmentFile for files of variables that could not be told"`
	Told     bool         `json:"told" jsonschema:"it is a path as it stands, or a name that is looked up in the system's own folders; false when a specifier or variable makes it"`
	Exists   bool         `json:"exists" jsonschema:"it is there"`
	Weak     []string     `json:"weak,omitzero" jsonschema:"files and folders on the way to it that somebody other than root and the unit's account can change or make, with the reason"`
	Source   facts.Source `json:"source" jsonschema:"the line"`
}
