package packages

import (
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/osrelease"
)

// noRelease is why nothing is known of the security archive that a host needs.
const noRelease = "the release cannot be told, for os-release was not read or names none, so neither can its security archive"

// codename is that of the installed release, or empty.
func codename(r *osrelease.Release) string {
	switch {
	case r == nil:
		return ""
	case r.VersionCodename != "":
		return r.VersionCodename
	}
	// Older releases have it in VERSION only: "8 (jessie)".
	if i, j := strings.IndexByte(r.Version, '('), strings.IndexByte(r.Version, ')'); i >= 0 && j > i {
		return strings.ToLower(strings.Fields(r.Version[i+1:j] + " ?")[0])
	}
	return ""
}

// securitySource tells whether an enabled source is a security archive for
// the installed release.
func (l *aptLists) securitySource(gaps *facts.Gaps) *SecuritySource {
	if l.os == nil {
		gaps.AddReason("security_source", noRelease, false)
		return nil
	}
	switch l.os.ID {
	case "debian", "ubuntu", "devuan":
	default:
		gaps.AddReason("security_source", "how "+facts.Text(l.os.ID)+" ships security updates is not known", false)
		return nil
	}
	if l.os.ID == "debian" && l.os.VersionID == "" {
		gaps.AddReason("security_source", "Debian testing and unstable have no complete security archive", false)
		return nil
	}
	for _, p := range l.apt.sourceProblems {
		gaps.AddReason("security_source", p, strings.Contains(p, "permission denied"))
	}
	if len(l.apt.sourceProblems) > 0 {
		return nil
	}
	out := &SecuritySource{Release: facts.Text(codename(l.os)), Source: "/etc/apt/sources.list"}
	for _, ix := range l.indexes {
		if ix.security && !ix.configured {
			out.ListFound, out.Codename, out.Source = true, facts.Text(ix.rel.base()), facts.File(ix.file)
		}
	}
	for _, s := range l.apt.sources {
		rel, known := l.rels[s.listPrefix()]
		if !known {
			rel = release{suite: s.suite}
		}
		if !rel.security() {
			continue
		}
		base := rel.base()
		if base == "" {
			base = baseSuite(s.suite)
		}
		wrong := out.Release != "" && base != out.Release && !(base == "stable" || base == "oldstable" || base == "oldoldstable" || base == "testing")
		if out.Configured && wrong {
			continue // one that fits is enough
		}
		out.Configured, out.Codename, out.Mismatch, out.Source = true, facts.Text(base), wrong, s.source
		out.ListFound = out.ListFound || known
	}
	return out
}
