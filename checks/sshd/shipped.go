package sshd

import (
	"strings"

	"isoscan/internal/osrelease"
)

// shipped is the release of OpenSSH that a distribution's release has had from
// its first day to its last. Where there is no daemon to ask, its configuration
// is read as that one would. Distributions that change the release under way
// are not here.
var shipped = map[string]version{
	"debian 9": {7, 4}, "debian 10": {7, 9}, "debian 11": {8, 4}, "debian 12": {9, 2}, "debian 13": {10, 0},
	"ubuntu 18.04": {7, 6}, "ubuntu 20.04": {8, 2}, "ubuntu 22.04": {8, 9}, "ubuntu 24.04": {9, 6},
	"rhel 7": {7, 4}, "rhel 8": {8, 0}, "centos 7": {7, 4}, "centos 8": {8, 0},
	"rocky 8": {8, 0}, "almalinux 8": {8, 0}, "ol 7": {7, 4}, "ol 8": {8, 0},
	"alpine 3.15": {8, 8}, "alpine 3.16": {9, 0}, "alpine 3.17": {9, 1}, "alpine 3.18": {9, 3},
	"alpine 3.19": {9, 6}, "alpine 3.20": {9, 7}, "alpine 3.21": {9, 9}, "alpine 3.22": {10, 0},
}

// shippedRelease looks a distribution's release up.
func shippedRelease(r *osrelease.Release) (version, bool) {
	id := r.VersionID
	if v, ok := shipped[r.ID+" "+id]; ok {
		return v, true
	}
	// Point releases: 8.10 of Red Hat, 3.20.3 of Alpine.
	parts := strings.Split(id, ".")
	for n := len(parts) - 1; n > 0; n-- {
		if v, ok := shipped[r.ID+" "+strings.Join(parts[:n], ".")]; ok {
			return v, true
		}
	}
	return version{}, false
}
