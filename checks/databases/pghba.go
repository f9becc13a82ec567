package databases

import (
	"fmt"
	"net/netip"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/lines"
)

// hbaToken is one word of pg_hba.conf. A quoted one is never a keyword.
type hbaToken struct {
	text   string
	quoted bool
}

func (t hbaToken) is(keyword string) bool { return !t.quoted && t.text == keyword }

// show writes a token so that a quoted keyword can be told from a keyword.
func (t hbaToken) show() string {
	if t.quoted && (hbaKeywords[t.text] || strings.HasPrefix(t.text, "+") || strings.HasPrefix(t.text, "/")) {
		return `"` + t.text + `"`
	}
	return facts.Text(t.text)
}

var hbaKeywords = map[string]bool{
	"all": true, "sameuser": true, "samerole": true, "samegroup": true, "replication": true, "samehost": true, "samenet": true,
}

// hbaEntry is one line before it is described: the fields are lists.
type hbaEntry struct {
	fields [][]hbaToken
	path   string
	line   int
}

// hbaRecord is one parsed rule.
type hbaRecord struct {
	kind             string
	databases, users []hbaToken
	address          string
	prefix           netip.Prefix // not valid for names and keywords
	method           string
	clientCert       string
	path             string
	line             int
}

// parseHBA reads pg_hba.conf with what it includes: hba.c and the manual's
// chapter "The pg_hba.conf File". The server refuses a file with an error.
func parseHBA(files pgFiles, file string) ([]hbaRecord, error) {
	entries, err := hbaEntries(files, file, 0)
	if err != nil {
		return nil, err
	}
	var out []hbaRecord
	for _, e := range entries {
		r, err := parseHBARecord(e)
		if err != nil {
			return nil, lineError(e.path, e.line, "%v", err)
		}
		out = append(out, r)
	}
	return out, nil
}

func hbaEntries(files pgFiles, file string, depth int) ([]hbaEntry, error) {
	if depth > pgDepth {
		return nil, errTooDeep
	}
	data, ok, err := files.Read(file)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, lineError(file, 1, "the file is missing")
	}
	var out []hbaEntry
	all := strings.Split(string(data), "\n")
	for i := 0; i < len(all); i++ {
		first := i + 1
		text := strings.TrimSuffix(all[i], "\r")
		// A backslash at the very end joins the next line, since release 14.
		text, i = lines.Continued(all, i, text, func(s string) string { return strings.TrimSuffix(s, "\r") })
		fields, err := hbaFields(files, file, text, depth)
		if err != nil {
			return nil, lineError(file, first, "%v", err)
		}
		if len(fields) == 0 {
			continue
		}
		// Include directives, since release 16.
		head := fields[0][0]
		if len(fields) == 2 && len(fields[0]) == 1 && len(fields[1]) == 1 && !head.quoted &&
			(head.text == "include" || head.text == "include_if_exists" || head.text == "include_dir") {
			found, err := pgIncludes(files, head.text, pgPath(file, fields[1][0].text))
			if err != nil {
				return nil, err
			}
			for _, f := range found {
				more, err := hbaEntries(files, f, depth+1)
				if err != nil {
					return nil, err
				}
				out = append(out, more...)
			}
			continue
		}
		out = append(out, hbaEntry{fields, file, first})
	}
	return out, nil
}

// hbaFields splits a line at blanks, and each field at commas. A token that
// begins with '@' and is not quoted stands for the names in that file.
func hbaFields(files pgFiles, file, line string, depth int) ([][]hbaToken, error) {
	var fields [][]hbaToken
	i := 0
	for {
		for i < len(line) && (line[i] == ' ' || line[i] == '\t' || line[i] == '\r') {
			i++
		}
		if i >= len(line) || line[i] == '#' {
			return fields, nil
		}
		var field []hbaToken
		for {
			t, next, comma, ok := hbaWord(line, i)
			if !ok {
				return nil, fmt.Errorf("a quoted word does not end")
			}
			i = next
			if !t.quoted && len(t.text) > 1 && t.text[0] == '@' {
				names, err := hbaNames(files, pgPath(file, t.text[1:]), depth+1)
				if err != nil {
					return nil, err
				}
				field = append(field, names...)
			} else if t.text != "" || t.quoted {
				field = append(field, t)
			}
			if !comma {
				break
			}
		}
		if len(field) > 0 {
			fields = append(fields, field)
		} else if i >= len(line) {
			return fields, nil
		}
	}
}

// hbaWord reads one word (next_token of hba.c): quotes may stand anywhere in
// it, two quotes inside quotes are one, a comma ends it and asks for another.
func hbaWord(s string, i int) (t hbaToken, next int, comma, ok bool) {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == ',' || s[i] == '\r') {
		i++
	}
	var b strings.Builder
	quoting, wasQuote := false, false
	for ; i < len(s); i++ {
		c := s[i]
		if !quoting && (c == ' ' || c == '\t' || c == '\r') {
			break
		}
		if c == '#' && !quoting {
			i = len(s)
			break
		}
		if c == ',' && !quoting {
			comma = true
			i++
			break
		}
		if c != '"' || wasQuote {
			b.WriteByte(c)
		}
		if quoting && c == '"' {
			wasQuote = !wasQuote
		} else {
			wasQuote = false
		}
		if c == '"' {
			quoting = !quoting
			if b.Len() == 0 {
				t.quoted = true
			}
		}
	}
	t.text = b.String()
	return t, i, comma, !quoting
}

// hbaNames reads a file of names for '@'.
func hbaNames(files pgFiles, file string, depth int) ([]hbaToken, error) {
	if depth > pgDepth {
		return nil, errTooDeep
	}
	data, ok, err := files.Read(file)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s: the file is missing", facts.Text(file))
	}
	var out []hbaToken
	for _, line := range strings.Split(string(data), "\n") {
		fields, err := hbaFields(files, file, line, depth)
		if err != nil {
			return nil, err
		}
		for _, f := range fields {
			out = append(out, f...)
		}
	}
	return out, nil
}

var hbaMethods = map[string]bool{
	"trust": true, "reject": true, "md5": true, "password": true, "scram-sha-256": true, "gss": true, "sspi": true, "krb5": true,
	"ident": true, "peer": true, "pam": true, "bsd": true, "ldap": true, "cert": true, "radius": true, "oauth": true, "crypt": true,
}

func parseHBARecord(e hbaEntry) (hbaRecord, error) {
	r := hbaRecord{path: e.path, line: e.line}
	one := func(what string) (hbaToken, error) {
		if len(e.fields) == 0 {
			return hbaToken{}, fmt.Errorf("the line ends before the %s", what)
		}
		f := e.fields[0]
		e.fields = e.fields[1:]
		if len(f) != 1 {
			return hbaToken{}, fmt.Errorf("more than one value for the %s", what)
		}
		return f[0], nil
	}
	kind, err := one("connection type")
	if err != nil {
		return r, err
	}
	switch r.kind = kind.text; r.kind {
	case "local", "host", "hostssl", "hostnossl", "hostgssenc", "hostnogssenc":
	default:
		return r, fmt.Errorf("%q is no connection type", facts.Text(r.kind))
	}
	for _, list := range []*[]hbaToken{&r.databases, &r.users} {
		if len(e.fields) == 0 {
			return r, fmt.Errorf("the line ends before the databases and users")
		}
		*list, e.fields = e.fields[0], e.fields[1:]
	}
	if r.kind != "local" {
		a, err := one("address")
		if err != nil {
			return r, err
		}
		r.address = a.text
		if !a.is("all") && !a.is("samehost") && !a.is("samenet") {
			if ip, bits, ok := strings.Cut(a.text, "/"); ok {
				p, err := netip.ParsePrefix(ip + "/" + bits)
				if err != nil {
					return r, fmt.Errorf("%q is no address", facts.Text(a.text))
				}
				r.prefix, r.address = p.Masked(), p.String()
			} else if ip, err := netip.ParseAddr(a.text); err == nil {
				m, err := one("netmask")
				if err != nil {
					return r, err
				}
				bits, err := maskBits(ip, m.text)
				if err != nil {
					return r, err
				}
				r.address = fmt.Sprintf("%s %s", ip, m.text)
				if bits >= 0 {
					r.prefix = netip.PrefixFrom(ip, bits).Masked()
					r.address = r.prefix.String()
				}
			}
		}
	}
	m, err := one("authentication method")
	if err != nil {
		return r, err
	}
	if r.method = m.text; !hbaMethods[r.method] {
		return r, fmt.Errorf("%q is no authentication method", facts.Text(r.method))
	}
	switch {
	case r.method == "ident" && r.kind == "local":
		r.method = "peer"
	case r.method == "peer" && r.kind != "local":
		return r, fmt.Errorf("peer is for local connections only")
	case r.method == "cert" && r.kind != "hostssl":
		return r, fmt.Errorf("cert is for hostssl only")
	case r.method == "gss" && r.kind == "local":
		return r, fmt.Errorf("gss is not for local connections")
	}
	for _, f := range e.fields {
		for _, o := range f {
			name, value, ok := strings.Cut(o.text, "=")
			if !ok {
				return r, fmt.Errorf("an option is not of the form name=value")
			}
			if name == "clientcert" {
				if r.kind != "hostssl" {
					return r, fmt.Errorf("clientcert is for hostssl only")
				}
				r.clientCert = facts.Text(value)
			}
		}
	}
	if r.method == "cert" && r.clientCert == "" {
		r.clientCert = "verify-full"
	}
	return r, nil
}

// maskBits counts the bits of a netmask; -1 for one with gaps, which the server
// takes as well.
func maskBits(ip netip.Addr, mask string) (int, error) {
	m, err := netip.ParseAddr(mask)
	if err != nil || m.BitLen() != ip.BitLen() {
		return 0, fmt.Errorf("%q is no netmask for %s", facts.Text(mask), ip)
	}
	bits := 0
	ended := false
	for _, b := range m.AsSlice() {
		for i := 7; i >= 0; i-- {
			on := b>>i&1 == 1
			if on && ended {
				return -1, nil
			}
			if on {
				bits++
			} else {
				ended = true
			}
		}
	}
	return bits, nil
}

// describe turns records into facts, shadowing included.
func describeHBA(records []hbaRecord) []Access {
	out := []Access{}
	for i, r := range records {
		a := Access{
			Type: r.kind, Address: facts.Text(r.address), Clients: r.clients(), Method: r.method, ClientCert: r.clientCert,
			Databases: showTokens(r.databases), Users: showTokens(r.users), Source: at(r.path, r.line),
		}
		for _, before := range records[:i] {
			if before.covers(r) {
				a.Shadowed = true
				break
			}
		}
		out = append(out, a)
	}
	return out
}

func showTokens(tokens []hbaToken) []string {
	out := []string{}
	for _, t := range tokens {
		out = append(out, t.show())
	}
	return out
}

func (r hbaRecord) clients() string {
	switch {
	case r.kind == "local":
		return "local"
	case r.address == "all":
		return "all"
	case r.address == "samehost":
		return "loopback"
	case r.address == "samenet":
		return "network"
	case !r.prefix.IsValid():
		// A part of a domain, or a netmask with gaps.
		if strings.HasPrefix(r.address, ".") || strings.Contains(r.address, " ") {
			return "network"
		}
		if path.Base(r.address) == "localhost" {
			return "loopback"
		}
		return "host"
	case r.prefix.Addr().Is4() && r.prefix.Bits() >= 8 && r.prefix.Addr().As4()[0] == 127,
		r.prefix.Addr().IsLoopback() && r.prefix.Bits() == 128:
		return "loopback"
	case r.prefix.Bits() == 0:
		return "all"
	case r.prefix.IsSingleIP():
		return "host"
	}
	return "network"
}

// covers tells whether every connection that other matches is matched by r. It
// says no where it cannot tell.
func (r hbaRecord) covers(other hbaRecord) bool {
	if r.kind != other.kind && (r.kind != "host" || other.kind == "local") {
		return false
	}
	return r.coversAddress(other) && coversNames(r.users, other.users, false) && coversNames(r.databases, other.databases, true)
}

func (r hbaRecord) coversAddress(other hbaRecord) bool {
	switch {
	case other.kind == "local", r.address == "all", r.address == other.address:
		return true
	case r.prefix.IsValid() && other.prefix.IsValid():
		return r.prefix.Addr().BitLen() == other.prefix.Addr().BitLen() && r.prefix.Bits() <= other.prefix.Bits() &&
			r.prefix.Contains(other.prefix.Addr())
	}
	return false
}

// coversNames: "all" stands for every name, though of databases not for
// replication, which is a connection to none.
func coversNames(list, other []hbaToken, databases bool) bool {
	for _, o := range other {
		found := false
		for _, t := range list {
			same := t == o || t.text == o.text && !hbaKeywords[t.text]
			if same || t.is("all") && (!databases || !o.is("replication")) {
				found = true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}
