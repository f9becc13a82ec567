// Package osrelease reads the operating system's identity from os-release(5),
// or from the release files that older systems have in its place. It states
// what the files say; whether that release is still supported is for policies.
package osrelease

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"isoscan/internal/host"
)

const limit = 64 << 10

// Release is what the host says it is. Fields that the file lacks are empty.
type Release struct {
	// ID in lower case, such as "debian"; VersionID such as "12" or "24.04".
	ID, VersionID, VersionCodename string
	Name, PrettyName, Version      string
	// IDLike lists the families, closest first.
	IDLike []string
	// Variant and VariantID tell editions apart ("server", "container").
	Variant, VariantID string
	BuildID, ImageID   string
	// SupportEnd is SUPPORT_END=, as YYYY-MM-DD.
	SupportEnd string
	// CPEName is CPE_NAME=.
	CPEName string
	// Path of the file that was read, and the lines of ID and VERSION_ID.
	Path string
	Line map[string]int
}

// ErrNone: none of the known release files is there.
var ErrNone = errors.New("no os-release and no other release file")

// Read returns the release of a target: /etc/os-release, or when that does not
// exist /usr/lib/os-release, or one of the release files of older systems.
// An error that wraps ErrNone means that all of them are absent.
func Read(ctx context.Context, files host.Files) (*Release, error) {
	for _, p := range []string{"/etc/os-release", "/usr/lib/os-release"} {
		data, err := files.ReadFile(ctx, p, limit)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		r := Parse(data)
		r.Path = p
		if r.ID == "" {
			return nil, fmt.Errorf("%s: no ID= in it", p)
		}
		if !idForm.MatchString(r.ID) {
			return nil, fmt.Errorf("%s: ID=%.40q is no identifier", p, r.ID)
		}
		return r, nil
	}
	var odd error
	for _, old := range older {
		data, err := files.ReadFile(ctx, old.path, limit)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if r := old.parse(string(bytes.TrimSpace(data))); r != nil {
			r.Path = old.path
			return r, nil
		}
		if odd == nil {
			odd = fmt.Errorf("%s: it names no release", old.path)
		}
	}
	if odd != nil {
		return nil, odd
	}
	return nil, ErrNone
}

// idForm is what os-release(5) allows in ID=, once in lower case.
var idForm = regexp.MustCompile(`^[a-z0-9._-]+$`)

// Parse reads the text of an os-release file. Of a name that occurs twice the
// last counts, as in a shell.
func Parse(data []byte) *Release {
	r := &Release{Line: map[string]int{}}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	fields := map[string]*string{
		"ID": &r.ID, "VERSION_ID": &r.VersionID, "VERSION_CODENAME": &r.VersionCodename,
		"NAME": &r.Name, "PRETTY_NAME": &r.PrettyName, "VERSION": &r.Version,
		"VARIANT": &r.Variant, "VARIANT_ID": &r.VariantID, "BUILD_ID": &r.BuildID,
		"IMAGE_ID": &r.ImageID, "SUPPORT_END": &r.SupportEnd, "CPE_NAME": &r.CPEName,
	}
	line := 0
	for text := range strings.Lines(string(data)) {
		line++
		text = strings.TrimSpace(text)
		key, raw, ok := strings.Cut(text, "=")
		if !ok || text[0] == '#' {
			continue
		}
		value, ok := unquote(raw)
		if !ok {
			continue
		}
		if key == "ID_LIKE" {
			r.IDLike = strings.Fields(strings.ToLower(value))
			continue
		}
		if dst := fields[key]; dst != nil {
			*dst = value
			r.Line[key] = line
		}
	}
	r.ID = strings.ToLower(r.ID)
	return r
}

// unquote takes the quotes off as a shell would: none, single, or double with
// a backslash before $, ", \ and `. ok is false for a quote left open or for
// text behind the closing one.
func unquote(s string) (string, bool) {
	var out strings.Builder
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote == '\'':
			if c == '\'' {
				quote = 0
				continue
			}
			out.WriteByte(c)
		case c == '\\' && i+1 < len(s):
			next := s[i+1]
			if quote == '"' && strings.IndexByte("$\"\\`", next) < 0 {
				out.WriteByte(c)
				continue
			}
			out.WriteByte(next)
			i++
		case quote == '"' && c == '"':
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case quote == 0 && (c == ' ' || c == '\t'):
			// A shell would end the value here; only a comment may follow.
			rest := strings.TrimLeft(s[i:], " \t")
			return out.String(), rest == "" || rest[0] == '#'
		default:
			out.WriteByte(c)
		}
	}
	return out.String(), quote == 0
}

// older are the release files from before os-release(5), best first.
var older = []struct {
	path  string
	parse func(string) *Release
}{
	{"/etc/centos-release", redhat},
	{"/etc/oracle-release", redhat},
	{"/etc/redhat-release", redhat},
	{"/etc/SuSE-release", suse},
	{"/etc/alpine-release", func(s string) *Release {
		if !versionForm.MatchString(s) {
			return nil
		}
		return &Release{ID: "alpine", Name: "Alpine Linux", VersionID: s, PrettyName: "Alpine Linux " + s}
	}},
	{"/etc/debian_version", debian},
}

var redhatForm = regexp.MustCompile(`^(.+?) release ([0-9]+(?:\.[0-9]+)*)`)

func redhat(s string) *Release {
	m := redhatForm.FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	id := "rhel"
	for prefix, known := range map[string]string{
		"CentOS": "centos", "Fedora": "fedora", "Oracle": "ol", "AlmaLinux": "almalinux",
		"Rocky": "rocky", "Scientific": "scientific", "Amazon": "amzn",
	} {
		if strings.HasPrefix(s, prefix) {
			id = known
		}
	}
	return &Release{ID: id, Name: m[1], VersionID: m[2], PrettyName: s, IDLike: []string{"rhel"}}
}

var (
	suseVersion = regexp.MustCompile(`(?m)^VERSION = (\S+)`)
	susePatch   = regexp.MustCompile(`(?m)^PATCHLEVEL = (\d+)`)
)

func suse(s string) *Release {
	m := suseVersion.FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	id, version := "sles", m[1]
	if strings.HasPrefix(s, "openSUSE") {
		id = "opensuse"
	} else if p := susePatch.FindStringSubmatch(s); p != nil && p[1] != "0" {
		version += "." + p[1]
	}
	first, _, _ := strings.Cut(s, "\n")
	return &Release{ID: id, VersionID: version, Name: first, PrettyName: first, IDLike: []string{"suse"}}
}

var versionForm = regexp.MustCompile(`^[0-9][A-Za-z0-9._-]*$`)

var debianForm = regexp.MustCompile(`^([0-9]+)(?:\.[0-9]+)*$`)

var codenameForm = regexp.MustCompile(`^[a-z]+$`)

func debian(s string) *Release {
	r := &Release{ID: "debian", Name: "Debian GNU/Linux", PrettyName: "Debian GNU/Linux " + s}
	if m := debianForm.FindStringSubmatch(s); m != nil {
		r.VersionID = m[1]
		return r
	}
	// Testing and unstable name the coming release: "trixie/sid".
	r.VersionCodename, _, _ = strings.Cut(s, "/")
	if !codenameForm.MatchString(r.VersionCodename) {
		return nil
	}
	return r
}
