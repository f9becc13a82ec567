package netservices

import (
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
)

func (g *gatherer) nfs() *NFS {
	const name = "nfs"
	n := &NFS{Present: g.present(name, service.Product{
		Configs:  []string{"/etc/exports", "/etc/exports.d/*.exports"},
		Binaries: []string{"/usr/sbin/rpc.nfsd", "/sbin/rpc.nfsd", "/usr/sbin/exportfs"},
		Packages: []string{"nfs-kernel-server", "nfs-utils"},
	})}
	if n.Present == nil || !n.Present.Value {
		return n
	}
	files, err := g.Glob("/etc/exports.d/*.exports")
	exports := []Export{}
	for _, f := range append([]string{"/etc/exports"}, files...) {
		data, ok, e := g.Read(f)
		if e != nil {
			err = e
			break
		}
		if ok {
			more, e := parseExports(f, data)
			if e != nil {
				err = e
				break
			}
			exports = append(exports, more...)
		}
	}
	if err != nil {
		g.gaps.Add(name+".exports", err)
		return n
	}
	n.Exports = firstExports(exports)
	return n
}

// firstExports leaves out what exportfs ignores: a second entry for a folder and client.
func firstExports(all []Export) []Export {
	out := []Export{}
	for _, e := range all {
		if !slices.ContainsFunc(out, func(o Export) bool { return o.Path == e.Path && o.Client == e.Client }) {
			out = append(out, e)
		}
	}
	return out
}

// parseExports reads exports(5): a path, default options after '-', and
// clients with their options in parentheses. A blank before the parenthesis
// makes the options those of everyone, and a line without clients is for everyone, too.
// An error is a line that exportfs(8) does not export.
func parseExports(file string, data []byte) ([]Export, error) {
	out := []Export{}
	lines := service.Lines(data)
	for i := 0; i < len(lines); i++ {
		first := i + 1
		var line exportLexer
		// A backslash joins the next line, as a blank, but for one in a comment.
		for {
			text, joined := strings.CutSuffix(lines[i], `\`)
			if joined = joined && i+1 < len(lines); !joined {
				text = lines[i]
			}
			if comment := line.add(text); comment || !joined {
				break
			}
			line.add(" ")
			i++
		}
		words := line.end()
		if len(words) == 0 {
			continue
		}
		path, defaults := words[0], ""
		clients := words[1:]
		if len(clients) == 0 || len(clients) == 1 && strings.HasPrefix(clients[0], "-") {
			clients = append(clients, "*")
		}
		for _, w := range clients {
			if strings.HasPrefix(w, "-") {
				defaults = w[1:]
				continue
			}
			client, options, has := strings.Cut(w, "(")
			if inner, ends := strings.CutSuffix(options, ")"); has && (!ends || strings.ContainsAny(inner, "()")) || strings.Contains(client, ")") {
				return nil, lineError(file, first, "options that do not end in one parenthesis, so exportfs leaves the line out")
			}
			options = strings.TrimSuffix(options, ")")
			if client == "" {
				client = "*"
			}
			out = append(out, export(path, client, defaults+","+options, at(file, first)))
		}
	}
	return out, nil
}

// exportLexer splits a line at blanks outside quotes, piece by piece; "\040" is a
// blank in a path.
type exportLexer struct {
	words      []string
	word       strings.Builder
	in, quoted bool
}

// add takes the next piece; true: the rest of the line is a comment.
func (l *exportLexer) add(text string) (comment bool) {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '"':
			l.quoted, l.in = !l.quoted, true
		case c == '#' && !l.quoted && !l.in:
			return true
		case (c == ' ' || c == '\t') && !l.quoted:
			l.end()
		case c == '\\' && i+3 < len(text) && octal(text[i+1:i+4]) >= 0:
			l.word.WriteByte(byte(octal(text[i+1 : i+4])))
			i += 3
			l.in = true
		default:
			l.word.WriteByte(c)
			l.in = true
		}
	}
	return false
}

// end ends the word, if one has begun, and returns all so far.
func (l *exportLexer) end() []string {
	if l.in {
		l.words = append(l.words, l.word.String())
		l.word.Reset()
		l.in = false
	}
	return l.words
}

func octal(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '7' {
			return -1
		}
		n = n*8 + int(s[i]-'0')
	}
	if n > 255 {
		return -1
	}
	return n
}

func export(path, client, options string, source facts.Source) Export {
	e := Export{
		Path: facts.Text(path), Client: facts.Text(client), Clients: service.ClientScope(client), RootSquash: true, Secure: true,
		Security: []string{}, Source: source,
	}
	// Each flavour has flags of its own, which begin as those of the export. What
	// restricts sets a flag of the export, and of the flavours of the last sec=; what
	// permits takes it back from these flavours alone, or from the export where there are none.
	base, of := exportFlags{readOnly: true, rootSquash: true}, map[string]*exportFlags{}
	var active []*exportFlags
	begin := func(list string) {
		active = nil
		for _, f := range strings.Split(list, ":") {
			f = facts.Text(f)
			if of[f] == nil {
				copied := base
				of[f] = &copied
				e.Security = append(e.Security, f)
			}
			active = append(active, of[f])
		}
	}
	// Clients of old are named after a flavour: gss/krb5p.
	if flavour, ok := strings.CutPrefix(client, "gss/"); ok {
		e.Clients = service.All
		begin(flavour)
	}
	for _, o := range strings.Split(options, ",") {
		o = strings.ToLower(strings.TrimSpace(o))
		if list, ok := strings.CutPrefix(o, "sec="); ok {
			begin(list)
			continue
		}
		switch o {
		case "secure", "insecure":
			e.Secure = o == "secure"
			continue
		}
		if len(active) == 0 || base.restricts(o) {
			base.set(o)
		}
		for _, f := range active {
			f.set(o)
		}
	}
	if len(of) == 0 {
		begin("sys")
	}
	e.Kerberos = true
	for name, f := range of {
		e.Kerberos = e.Kerberos && strings.HasPrefix(name, "krb5")
		e.Write = e.Write || !f.readOnly
		e.RootSquash = e.RootSquash && (f.rootSquash || f.allSquash)
	}
	return e
}

// exportFlags are what one flavour of security holds back.
type exportFlags struct{ readOnly, rootSquash, allSquash bool }

func (*exportFlags) restricts(option string) bool {
	return option == "ro" || option == "root_squash" || option == "all_squash"
}

func (f *exportFlags) set(option string) {
	switch option {
	case "rw":
		f.readOnly = false
	case "ro":
		f.readOnly = true
	case "no_root_squash":
		f.rootSquash = false
	case "root_squash":
		f.rootSquash = true
	case "all_squash":
		f.allSquash = true
	case "no_all_squash":
		f.allSquash = false
	}
}
