package sshd

import (
	"cmp"
	"path"
	"sort"
	"strconv"
	"strings"

	"isoscan/internal/parse/passwd"
)

// account is one line of /etc/passwd, passwd(5).
type account struct {
	name     string
	uid, gid uint32
	home     string
	shell    string
	groups   []string
}

// logsOn tells whether its shell lets the account log on.
func (a account) logsOn() bool {
	switch path.Base(a.shell) {
	case "nologin", "false", "sync", "halt", "shutdown":
		return false
	}
	return true
}

// parseAccounts reads passwd(5) and group(5). Of two lines with one name the
// first counts, as for getpwnam(3). Groups come back by ID. An error: one of the
// files is ruined, so that what it does not hold proves nothing.
func parseAccounts(users, groups []byte) (accounts map[string]account, groupNames map[uint32]string, err error) {
	list, err := passwd.Parse(users)
	out := map[string]account{}
	for _, a := range list {
		if _, twice := out[a.Name]; !twice {
			out[a.Name] = account{name: a.Name, uid: a.UID, gid: a.GID, home: a.Home, shell: a.Shell}
		}
	}
	byGID := map[uint32]string{}
	members := map[string][]string{}
	if len(groups) > 0 {
		parsed, groupErr := passwd.ParseGroups(groups)
		err = cmp.Or(err, groupErr)
		for _, g := range parsed {
			if _, twice := byGID[g.GID]; !twice {
				byGID[g.GID] = g.Name
			}
			for _, m := range g.Members {
				members[m] = append(members[m], g.Name)
			}
		}
	}
	for name, a := range out {
		groups := append([]string{}, members[name]...)
		if g, ok := byGID[a.gid]; ok && !contains(groups, g) {
			groups = append(groups, g)
		}
		sort.Strings(groups)
		a.groups = groups
		out[name] = a
	}
	return out, byGID, err
}

// keyPaths are the authorized_keys files that a value of AuthorizedKeysFile
// names for an account: its tokens replaced, and relative to its home.
func (a account) keyPaths(value string) []string {
	var out []string
	for _, p := range strings.Fields(value) {
		if strings.EqualFold(p, "none") {
			continue
		}
		p = expand(p, a)
		if !strings.HasPrefix(p, "/") {
			p = a.home + "/" + p
		}
		if p = path.Clean(p); !contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// expand replaces the tokens of AuthorizedKeysFile: %h, %u, %U and %%.
func expand(s string, a account) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'h':
			b.WriteString(a.home)
		case 'u':
			b.WriteString(a.name)
		case 'U':
			b.WriteString(strconv.FormatUint(uint64(a.uid), 10))
		case '%':
			b.WriteByte('%')
		default:
			b.WriteByte('%')
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// folders are those from a file's own up to the account's home, or up to the
// root for a file that is not below it: what StrictModes looks at.
func (a account) folders(file string) []string {
	home := path.Clean(a.home)
	var out []string
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		out = append(out, dir)
		if dir == home || dir == "/" {
			return out
		}
	}
}
