package sshd

import (
	"errors"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// startFiles hold the daemon's options by distribution: shell assignments that
// its unit or start script puts on the command line, where they beat the
// configuration file.
var startFiles = []struct{ path, variable string }{
	{"/etc/default/ssh", "SSHD_OPTS"},        // Debian and Ubuntu
	{"/etc/sysconfig/sshd", "OPTIONS"},       // Red Hat and Fedora
	{"/etc/sysconfig/ssh", "SSHD_OPTS"},      // SUSE
	{"/etc/conf.d/sshd", "SSHD_OPTS"},        // Gentoo, Alpine
	{"/etc/conf.d/sshd", "command_args"},     // Alpine
	{"/etc/sysconfig/sshd", "CRYPTO_POLICY"}, // Red Hat 8, when set by hand
	{"/etc/crypto-policies/back-ends/opensshserver.config", "CRYPTO_POLICY"},
}

// startOptions are what the command line of the daemon adds.
type startOptions struct {
	// config is the file of -f, or empty.
	config string
	// lines are settings as in sshd_config, in their order.
	lines []startLine
}

type startLine struct {
	text   string
	source facts.Source
}

// startOptions reads the command line that the host's start files make up.
func (g *gatherer) startOptions() (startOptions, error) {
	var out startOptions
	seen := map[string]bool{}
	for _, f := range startFiles {
		data, err := g.host.ReadFile(g.ctx, f.path, host.ConfigLimit)
		if errors.Is(err, host.ErrNotExist) || errors.Is(err, host.ErrIrregular) {
			continue
		}
		if err != nil {
			return out, err
		}
		value, line, ok := assignment(data, f.variable)
		if !ok || seen[f.variable] && f.variable == "CRYPTO_POLICY" {
			continue
		}
		seen[f.variable] = true
		parseStart(&out, value, facts.FileLine(f.path, line))
	}
	return out, nil
}

// assignment finds the last NAME=value of a shell or environment file, quotes
// removed, with its line.
func assignment(data []byte, name string) (value string, line int, ok bool) {
	for i, l := range strings.Split(string(data), "\n") {
		l = strings.TrimSpace(l)
		l = strings.TrimPrefix(l, "export ")
		v, has := strings.CutPrefix(l, name+"=")
		if !has {
			continue
		}
		v = strings.TrimSpace(v)
		if len(v) > 1 && (v[0] == '"' || v[0] == '\'') {
			if end := strings.IndexByte(v[1:], v[0]); end >= 0 {
				v = v[1 : 1+end]
			}
		}
		value, line, ok = v, i+1, true
	}
	return value, line, ok
}

// parseStart reads sshd's arguments: -o, -f, -p, -h, -g, -4 and -6 change what
// is in force, the others do not.
func parseStart(out *startOptions, text string, src facts.Source) {
	words, ok := splitArguments(text)
	if !ok {
		words = strings.Fields(text)
	}
	const withValue = "bcCEfghkopuV"
	for i := 0; i < len(words); i++ {
		w := words[i]
		if len(w) < 2 || w[0] != '-' {
			continue
		}
		for j := 1; j < len(w); j++ {
			c := w[j]
			value := ""
			if strings.IndexByte(withValue, c) >= 0 {
				if value = w[j+1:]; value == "" && i+1 < len(words) {
					i++
					value = words[i]
				}
				j = len(w)
			}
			line := ""
			switch c {
			case 'o':
				line = value
			case 'f':
				out.config = value
			case 'p':
				line = "Port " + value
			case 'h':
				line = "HostKey " + value
			case 'g':
				line = "LoginGraceTime " + value
			case '4':
				line = "AddressFamily inet"
			case '6':
				line = "AddressFamily inet6"
			}
			if line != "" {
				out.lines = append(out.lines, startLine{line, src})
			}
		}
	}
}

// options are the settings that the command line makes for a build.
func (s startOptions) options(b *build) (options, error) {
	out := options{}
	for _, l := range s.lines {
		p := &parser{build: b, opts: out}
		path, line, _ := l.source.Split()
		if err := p.line(l.text, line, &state{path: path, active: true}); err != nil {
			return nil, &refusal{path: path, line: line, why: err.Error()}
		}
	}
	return out, nil
}
