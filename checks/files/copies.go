package files

import (
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

var (
	copyFolders = []string{"/etc", "/etc/security", "/etc/default", "/etc/backup", "/var/backups", "/var/backup", "/backup", "/backups",
		"/var/lib", "/var/tmp", "/tmp", "/root", "/srv", "/opt", "/home", "/usr/local/etc", "/var/cache", "/mnt", "/var/www", "/var/www/html"}
	// copyName: the name of a user database with something before or after it.
	copyName = regexp.MustCompile(`(?i)^(.*[._-])?(g?shadow|passwd|opasswd)([._~-].*|[0-9]+|bak|old|orig|save|copy)?~?$`)
	// originals are watched as what they are.
	originals = map[string]bool{"/etc/passwd": true, "/etc/shadow": true, "/etc/gshadow": true, "/etc/security/opasswd": true,
		"/etc/passwd-": true, "/etc/shadow-": true, "/etc/gshadow-": true}
	// hashField is a field that can only be a password hash: crypt(5) with a
	// prefix, or the 13 characters of DES.
	hashField = regexp.MustCompile(`(?m)^[^:\n]+:!*(\$[0-9a-zA-Z]+\$[^:\n]+|_[./0-9A-Za-z]{19}|[./0-9A-Za-z]{13}):`)
)

// copies looks for other copies of the user databases.
func (r *reader) copies(homes []home) {
	r.facts.Copies = map[string]Copy{}
	dirs := slices.Clone(copyFolders)
	for _, h := range homes {
		if h.uid == 0 || h.uid >= 1000 {
			dirs = append(dirs, h.dir)
		}
	}
	slices.Sort(dirs)
	for _, d := range slices.Compact(dirs) {
		list, err := r.h.ReadDir(r.ctx, d)
		if errors.Is(err, host.ErrNotExist) || errors.Is(err, host.ErrIrregular) {
			continue
		}
		if err != nil {
			r.gaps.Add(keyed("copies", d+"/*"), err)
			continue
		}
		for _, e := range list {
			full := path.Join(d, e.Name)
			if originals[full] || e.IsDir() || !copyName.MatchString(e.Name) {
				continue
			}
			r.copy(full)
			if len(r.facts.Copies) >= 200 {
				r.gaps.AddReason(keyed("copies", "more"), "more than 200 likely copies of the user databases", false)
				return
			}
		}
	}
}

func (r *reader) copy(full string) {
	entry, err := r.entry(full, "identity")
	if errors.Is(err, host.ErrNotExist) || err == nil && entry.Kind != "file" {
		return
	}
	if err != nil {
		r.gaps.Add(keyed("copies", full), err)
		return
	}
	c := Copy{Entry: entry}
	// A program's configuration may be named passwd too; only a database has hashes.
	if b, err := r.h.ReadFile(r.ctx, full, host.ConfigLimit); err != nil {
		r.gaps.Add(keyed("copies", full)+".hashes", err)
	} else {
		n := len(hashField.FindAllIndex(b, -1))
		c.Hashes = &n
	}
	r.facts.Copies[facts.Text(full)] = c
}

// home is the home folder of an account.
type home struct {
	user, dir string
	uid       uint32
}

var trustNames = []struct{ name, kind string }{
	{".rhosts", "rhosts"}, {".shosts", "shosts"}, {".netrc", "netrc"}, {".forward", "forward"},
}

// trust looks at the files by which a host or a program is let in, or a letter
// sent on, without a password.
func (r *reader) trust(homes []home, known bool) {
	r.facts.Trust = map[string]Trust{}
	for _, p := range []string{"/etc/hosts.equiv", "/etc/shosts.equiv", "/etc/ssh/shosts.equiv"} {
		r.trustFile(p, "hosts.equiv", "")
	}
	if !known {
		r.gaps.AddReason(keyed("trust", "homes"), "/etc/passwd: the home folders are not known", false)
	}
	for _, h := range homes {
		for _, t := range trustNames {
			r.trustFile(path.Join(h.dir, t.name), t.kind, h.user)
		}
		r.homeKeys(h)
	}
}

func (r *reader) trustFile(name, kind, user string) {
	entry, err := r.entry(name, "logon")
	if errors.Is(err, host.ErrNotExist) || errors.Is(err, host.ErrIrregular) {
		return // no such file, or its folder is none
	}
	if err != nil {
		r.gaps.Add(keyed("trust", name), err)
		return
	}
	t := Trust{Entry: entry, Type: kind, User: user}
	if entry.Kind == "file" && (kind != "netrc" && kind != "forward") {
		b, err := r.h.ReadFile(r.ctx, name, host.ConfigLimit)
		if err != nil {
			r.gaps.Add(keyed("trust", name)+".plus", err)
			r.gaps.Add(keyed("trust", name)+".lines", err)
		} else {
			lines, plus := parseTrust(string(b))
			t.Lines, t.Plus = &lines, &plus
		}
	}
	r.facts.Trust[facts.Text(name)] = t
}

// parseTrust counts the entries of hosts.equiv(5) that let somebody in and tells
// whether one trusts everybody: a plus sign that stands alone for the host or
// for the user. A minus sign in front of either refuses, and so trusts nobody.
func parseTrust(text string) (lines int, plus bool) {
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		if len(f) == 0 || f[0][0] == '-' || len(f) > 1 && f[1][0] == '-' {
			continue
		}
		lines++
		plus = plus || f[0] == "+" || len(f) > 1 && f[1] == "+"
	}
	return lines, plus
}
