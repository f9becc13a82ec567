package sshd

import (
	"regexp"
	"strconv"
)

// version is an OpenSSH release. The zero version is unknown.
type version struct{ major, minor int }

// before tells whether v is older than major.minor.
func (v version) before(o version) bool {
	return v.major < o.major || v.major == o.major && v.minor < o.minor
}

func (v version) known() bool { return v.major > 0 }

func (v version) String() string {
	return strconv.Itoa(v.major) + "." + strconv.Itoa(v.minor)
}

// program names the build in a source: "OpenSSH 9.2".
func (v version) program() string {
	if !v.known() {
		return "OpenSSH"
	}
	return "OpenSSH " + v.String()
}

// candidates are the releases at which sshd's reading of its configuration or
// one of its defaults changed. When nothing tells which release a host runs,
// only what all of those that accept its configuration agree on is known.
var candidates = []version{
	{7, 4}, {7, 6}, {7, 9}, {8, 0}, {8, 2}, {8, 4}, {8, 5}, {8, 6}, {8, 7},
	{8, 8}, {8, 9}, {9, 0}, {9, 1}, {9, 2}, {9, 5}, {9, 8}, {9, 9}, {10, 0},
	{10, 1}, {10, 3},
}

// oldest is the oldest release whose behaviour is described here.
var oldest = candidates[0]

// releaseName is how the daemon names itself: "OpenSSH_9.2p1 Debian-2". The
// compatibility patterns in the same binary ("OpenSSH_6.6.1*") do not match.
var releaseName = regexp.MustCompile(`\AOpenSSH_(\d{1,2})\.(\d{1,2})(?:\.\d+)?p\d+(?:[ -][\x20-\x7e]*)?\z`)

// parseRelease reads the daemon's own name.
func parseRelease(s string) (version, bool) {
	m := releaseName.FindStringSubmatch(s)
	if m == nil {
		return version{}, false
	}
	major, _ := strconv.Atoi(m[1])
	minor, _ := strconv.Atoi(m[2])
	return version{major, minor}, true
}
