package files

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

const (
	maxLogs  = 50_000
	maxOpen  = 500
	maxKeys  = 500
	keyLimit = 64 << 10
)

// logFacts are the facts that lack something where a folder of logs, or more
// than so many files, could not be looked at.
var logFacts = []string{"logs.open", "logs.owners", "logs.group_writers"}

// logs looks at every file below /var/log.
func (r *reader) logs() {
	l := &Logs{Open: map[string]Entry{}, Owners: map[string]Held{}, GroupWriters: map[string]Held{}}
	missing := func(key string, err error) {
		for _, f := range logFacts {
			r.gaps.Add(keyed(f, key), err)
		}
	}
	top, err := r.h.Stat(r.ctx, "/var/log")
	if errors.Is(err, host.ErrNotExist) {
		return // no logs at all: absent, as the description says
	}
	if err != nil {
		r.gaps.Add("logs", err)
		return
	}
	r.facts.Logs = l
	seen := 0
	keep := func(full string, e Entry) {
		if len(l.Open) < maxOpen {
			l.Open[facts.Text(full)] = e
		} else {
			r.gaps.AddReason(keyed("logs.open", "more"), "more log files are open than are listed", false)
		}
	}
	if e := r.describe(top, "log"); e.WorldWritable {
		keep("/var/log", e)
	}
	r.held(l, "/var/log", top)
	var walk func(dir string, depth int)
	walk = func(dir string, depth int) {
		list, err := r.h.ReadDir(r.ctx, dir)
		if err == nil && depth > 8 {
			err = fmt.Errorf("%s: too deep", dir)
		}
		if err != nil {
			missing(dir+"/*", err)
			return
		}
		for _, i := range list {
			full := path.Join(dir, i.Name)
			if seen++; seen > maxLogs || r.ctx.Err() != nil {
				missing("more", fmt.Errorf("/var/log: only the first %d files were looked at", seen-1))
				return
			}
			if i.IsLink() {
				continue
			}
			e := r.describe(i, "log")
			if e.Kind == "file" {
				l.Count++
			}
			if e.WorldWritable || e.WorldReadable && e.Kind == "file" {
				keep(full, e)
			}
			r.held(l, full, i)
			if i.IsDir() {
				walk(full, depth+1)
			}
		}
	}
	walk("/var/log", 0)
}

// maxHolders bounds the users and the groups, maxHeld the paths of each.
const (
	maxHolders = 500
	maxHeld    = 10
)

// held notes who besides root can change a log: its owner, who may always set
// its mode, and a group that may write to it.
func (r *reader) held(l *Logs, full string, i host.FileInfo) {
	if i.UID != 0 {
		r.hand(l.Owners, "logs.owners", i.UID, full)
	}
	if i.Perm()&0o020 != 0 && i.GID != 0 {
		r.hand(l.GroupWriters, "logs.group_writers", i.GID, full)
	}
}

func (r *reader) hand(to map[string]Held, fact string, id uint32, full string) {
	key := strconv.FormatUint(uint64(id), 10)
	h, known := to[key]
	if !known && len(to) >= maxHolders {
		r.gaps.AddReason(keyed(fact, "more"), "more users or groups have log files than are listed", false)
		return
	}
	if h.Count++; len(h.Paths) < maxHeld {
		h.Paths = append(h.Paths, facts.Text(full))
	}
	h.ID = id
	to[key] = h
}

var keyFolders = strings.Fields(`/etc/ssl /etc/pki/tls /etc/ssh /etc/letsencrypt /etc/nginx /etc/apache2 /etc/httpd
	/etc/ipsec.d /etc/swanctl /etc/openvpn /etc/wireguard /etc/postfix /etc/dovecot /etc/exim4 /etc/postgresql
	/etc/mysql /etc/haproxy /etc/ldap /etc/openldap /etc/bind /etc/named /etc/unbound /etc/stunnel /etc/docker
	/etc/kubernetes/pki /etc/grafana /etc/x509 /usr/local/etc/ssl /var/lib/postgresql /opt/ssl`)

// keys looks for private keys in the folders of services: PEM, OpenSSH and
// WireGuard, by content and not by name.
func (r *reader) keys() {
	r.hold()
	seen := 0
	var walk func(dir string, depth int)
	walk = func(dir string, depth int) {
		list, err := r.h.ReadDir(r.ctx, dir)
		if errors.Is(err, host.ErrNotExist) || errors.Is(err, host.ErrIrregular) {
			return
		}
		if err != nil {
			r.gaps.Add(keyed("keys", dir+"/*"), err)
			return
		}
		for _, i := range list {
			full := path.Join(dir, i.Name)
			if seen++; seen > 5000 || len(r.facts.Keys) >= maxKeys || r.ctx.Err() != nil {
				r.gaps.AddReason(keyed("keys", "more"), "too many files to look for private keys", false)
				return
			}
			switch {
			case i.IsDir() && depth < 4 && full != "/etc/ssl/certs" && full != "/etc/pki/tls/certs":
				walk(full, depth+1)
			case i.IsRegular() && i.Size > 0 && i.Size <= keyLimit:
				r.key(full, i)
			}
		}
	}
	for _, d := range keyFolders {
		walk(d, 0)
	}
}

// homeKeys looks at the keys with which a person goes to other hosts.
func (r *reader) homeKeys(h home) {
	r.hold()
	dir := path.Join(h.dir, ".ssh")
	list, err := r.h.ReadDir(r.ctx, dir)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) && !errors.Is(err, host.ErrIrregular) {
			r.gaps.Add(keyed("keys", dir+"/*"), err)
		}
		return
	}
	for n, i := range list {
		if n >= 1000 || len(r.facts.Keys) >= maxKeys {
			r.gaps.AddReason(keyed("keys", dir+"/*"), "too many files to look for private keys", false)
			return
		}
		if i.IsRegular() && i.Size > 0 && i.Size <= keyLimit {
			r.key(path.Join(dir, i.Name), i)
		}
	}
}

func (r *reader) hold() {
	if r.facts.Keys == nil {
		r.facts.Keys = map[string]Key{}
	}
}

func (r *reader) key(full string, i host.FileInfo) {
	b, err := r.h.ReadFile(r.ctx, full, keyLimit)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) {
			r.gaps.Add(keyed("keys", full), err)
		}
		return
	}
	format, encrypted := parseKey(b, path.Ext(full) == ".conf")
	if format == "" {
		return
	}
	k := Key{Entry: r.describe(i, "account"), Format: format, Encrypted: encrypted, Weak: []string{}}
	p, err := r.place(path.Dir(full), i.UID)
	if err != nil {
		r.gaps.Add(keyed("keys", full)+".weak", err)
	}
	k.Weak = append(k.Weak, p.Weak...)
	r.facts.Keys[facts.Text(full)] = k
}

// parseKey tells the format of a private key, or "" when the bytes hold none.
func parseKey(b []byte, wireguard bool) (format string, encrypted *bool) {
	is := func(v bool) *bool { return &v }
	for _, f := range []struct{ head, name string }{
		{"-----BEGIN ENCRYPTED PRIVATE KEY-----", "PKCS#8"}, {"-----BEGIN PRIVATE KEY-----", "PKCS#8"},
		{"-----BEGIN RSA PRIVATE KEY-----", "PKCS#1"}, {"-----BEGIN EC PRIVATE KEY-----", "EC"},
		{"-----BEGIN DSA PRIVATE KEY-----", "DSA"}, {"-----BEGIN OPENSSH PRIVATE KEY-----", "OpenSSH"},
	} {
		at := bytes.Index(b, []byte(f.head))
		if at < 0 {
			continue
		}
		switch f.name {
		case "PKCS#8":
			return f.name, is(strings.Contains(f.head, "ENCRYPTED"))
		case "OpenSSH":
			// The cipher's name comes first in the base64: "none" in the clear.
			clear := bytes.Contains(b[at:min(len(b), at+200)], []byte("b3BlbnNzaC1rZXktdjEAAAAABG5vbmU"))
			return f.name, is(!clear)
		}
		return f.name, is(bytes.Contains(b[at:min(len(b), at+200)], []byte("Proc-Type: 4,ENCRYPTED")))
	}
	if wireguard {
		for line := range bytes.Lines(b) {
			k, _, ok := bytes.Cut(line, []byte("="))
			if ok && strings.EqualFold(string(bytes.TrimSpace(k)), "PrivateKey") {
				return "WireGuard", is(false)
			}
		}
	}
	return "", nil
}

// schedulers tells who may use cron and at.
func (r *reader) schedulers() {
	r.facts.Schedulers = map[string]Scheduler{}
	for _, s := range []struct{ name, signs string }{
		{"cron", "/usr/sbin/cron /usr/sbin/crond /usr/bin/crontab /etc/crontab /etc/cron.d/* /var/spool/cron/crontabs/*"},
		{"at", "/usr/bin/at /usr/sbin/atd"},
	} {
		out := Scheduler{Present: facts.At(false, facts.File(strings.Fields(s.signs)[0]))}
		broken := false
		for _, sign := range strings.Fields(s.signs) {
			if strings.HasSuffix(sign, "/*") {
				list, err := r.h.ReadDir(r.ctx, strings.TrimSuffix(sign, "/*"))
				if err == nil && slices.ContainsFunc(list, func(i host.FileInfo) bool { return i.IsRegular() && i.Name[0] != '.' }) {
					out.Present = facts.At(true, facts.File(strings.TrimSuffix(sign, "/*")))
				}
				broken = broken || err != nil && !errors.Is(err, host.ErrNotExist) && !errors.Is(err, host.ErrIrregular)
			} else if _, err := r.h.Stat(r.ctx, sign); err == nil {
				out.Present = facts.At(true, facts.File(sign))
			} else {
				broken = broken || !errors.Is(err, host.ErrNotExist)
			}
			if out.Present.Value {
				break
			}
		}
		if broken && !out.Present.Value {
			r.gaps.AddReason(keyed("schedulers", s.name), "whether "+s.name+" is installed could not be told", false)
			continue
		}
		out.Allow = r.names("/etc/"+s.name+".allow", keyed("schedulers", s.name)+".allow")
		out.Deny = r.names("/etc/"+s.name+".deny", keyed("schedulers", s.name)+".deny")
		r.facts.Schedulers[s.name] = out
	}
}

func (r *reader) names(file, field string) *Names {
	b, err := r.h.ReadFile(r.ctx, file, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return nil
	}
	if err != nil {
		r.gaps.Add(field, err)
		return nil
	}
	n := &Names{Users: []string{}, Source: facts.File(file)}
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			n.Users = append(n.Users, facts.Text(line))
		}
	}
	slices.Sort(n.Users)
	n.Users = slices.Compact(n.Users)
	return n
}
