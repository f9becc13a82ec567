package netservices

import (
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
			exports = append(exports, parseExports(f, data)...)
		}
	}
	if err != nil {
		g.gaps.Add(name+".exports", err)
		return n
	}
	n.Exports = exports
	return n
}

// parseExports reads exports(5): a path, default options after '-', and
// clients with their options in parentheses. A blank before the parenthesis
// makes the options those of everyone.
func parseExports(file string, data []byte) []Export {
	out := []Export{}
	lines := service.Lines(data)
	for i := 0; i < len(lines); i++ {
		first := i + 1
		text := lines[i]
		for strings.HasSuffix(text, `\`) && i+1 < len(lines) {
			i++
			text = text[:len(text)-1] + " " + lines[i]
		}
		words := exportWords(text)
		if len(words) == 0 {
			continue
		}
		path, defaults := words[0], ""
		clients := words[1:]
		if len(clients) == 0 {
			clients = []string{"*"}
		}
		for _, w := range clients {
			if strings.HasPrefix(w, "-") {
				defaults = w[1:]
				continue
			}
			client, options, _ := strings.Cut(w, "(")
			options = strings.TrimSuffix(options, ")")
			if client == "" {
				client = "*"
			}
			out = append(out, export(path, client, defaults+","+options, at(file, first)))
		}
	}
	return out
}

// exportWords splits at blanks outside quotes; "\040" is a blank in a path.
func exportWords(text string) []string {
	var out []string
	var b strings.Builder
	in, quoted := false, false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '"':
			quoted, in = !quoted, true
		case c == '#' && !quoted && !in:
			return out
		case (c == ' ' || c == '\t') && !quoted:
			if in {
				out = append(out, b.String())
				b.Reset()
				in = false
			}
		case c == '\\' && i+3 < len(text) && octal(text[i+1:i+4]) >= 0:
			b.WriteByte(byte(octal(text[i+1 : i+4])))
			i += 3
			in = true
		default:
			b.WriteByte(c)
			in = true
		}
	}
	if in {
		out = append(out, b.String())
	}
	return out
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
	all := false
	for _, o := range strings.Split(options, ",") {
		o = strings.ToLower(strings.TrimSpace(o))
		switch {
		case o == "rw":
			e.Write = true
		// After sec= the options of several flavours stand one after another, so
		// ro takes rw back only where there is one.
		case o == "ro" && len(e.Security) < 2:
			e.Write = false
		case o == "no_root_squash":
			e.RootSquash = false
		case o == "root_squash":
			e.RootSquash = true
		case o == "all_squash":
			all = true
		case o == "no_all_squash":
			all = false
		case o == "insecure":
			e.Secure = false
		case o == "secure":
			e.Secure = true
		case strings.HasPrefix(o, "sec="):
			for _, f := range strings.Split(o[4:], ":") {
				e.Security = append(e.Security, facts.Text(f))
			}
		}
	}
	e.RootSquash = e.RootSquash || all
	// Clients of old are named after a flavour: gss/krb5p.
	if flavour, ok := strings.CutPrefix(client, "gss/"); ok {
		e.Security, e.Clients = append(e.Security, facts.Text(flavour)), service.All
	}
	if len(e.Security) == 0 {
		e.Security = []string{"sys"}
	}
	e.Kerberos = true
	for _, f := range e.Security {
		e.Kerberos = e.Kerberos && strings.HasPrefix(f, "krb5")
	}
	return e
}
