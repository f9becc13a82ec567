package netservices

import (
	"errors"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/passwd"
	"isoscan/internal/parse/service"
)

// sshLine is one directive of ssh_config(5) with the block it stands in.
type sshLine struct {
	hosts       string
	name, value string
	path        string
	line        int
}

func (g *gatherer) sshClient() *SSHClient {
	const name = "ssh_client"
	const system = "/etc/ssh/ssh_config"
	c := &SSHClient{Present: g.present(name, service.Product{
		Configs:  []string{system, "/usr/etc/ssh/ssh_config"},
		Binaries: []string{"/usr/bin/ssh"},
		Packages: []string{"openssh-client", "openssh-clients", "openssh-client-default"},
	})}
	if c.Present == nil || !c.Present.Value {
		return c
	}
	settings := []SSHClientSetting{}
	take := func(account string, lines []sshLine) {
		for _, l := range lines {
			switch {
			case l.name == "stricthostkeychecking",
				(l.name == "userknownhostsfile" || l.name == "globalknownhostsfile") && strings.HasPrefix(l.value, "/dev/null"):
				settings = append(settings, SSHClientSetting{
					facts.Text(account), facts.Text(l.hosts), l.name, facts.Text(strings.ToLower(l.value)), at(l.path, l.line),
				})
			}
		}
	}
	file := system
	if _, ok, err := g.Read(system); !ok && err == nil {
		file = "/usr/etc/ssh/ssh_config"
	}
	lines, err := parseSSHClient(g, file, "/etc/ssh", "", 0)
	if err != nil {
		g.gaps.Add(name+".settings", err)
		g.gaps.Add(name+".default", err)
		return c
	}
	take("", lines)
	c.Default = hostKeyChecking(lines)
	homes, err := g.homes()
	if err != nil {
		g.gaps.Add(name+".settings", err)
		return c
	}
	for _, h := range homes {
		conf := path.Join(h.dir, ".ssh/config")
		lines, err := parseSSHClient(g, conf, path.Join(h.dir, ".ssh"), h.dir, 0)
		if errors.Is(err, host.ErrIrregular) {
			continue
		}
		if err != nil {
			g.gaps.Add(name+".settings", err)
			return c
		}
		take(h.account, lines)
	}
	c.Settings = settings
	return c
}

// hostKeyChecking is the value for a host that no block names: the first one
// that holds for all.
func hostKeyChecking(lines []sshLine) *facts.Sourced[string] {
	for _, l := range lines {
		if l.name == "stricthostkeychecking" && l.hosts == "*" {
			return facts.AtPtr(facts.Text(strings.ToLower(l.value)), at(l.path, l.line))
		}
	}
	return facts.AtPtr("ask", facts.Default("OpenSSH"))
}

type home struct{ account, dir string }

// homes are the home folders of passwd, each once.
func (g *gatherer) homes() ([]home, error) {
	data, _, err := g.Read(passwd.Path)
	if err != nil {
		return nil, err
	}
	var out []home
	seen := map[string]bool{}
	list, err := passwd.Parse(data)
	for _, a := range list {
		if !path.IsAbs(a.Home) {
			continue
		}
		if dir := path.Clean(a.Home); dir != "/" && !seen[dir] {
			seen[dir] = true
			out = append(out, home{a.Name, dir})
		}
	}
	return out, err
}

// parseSSHClient reads one file with what it includes, in the order in which
// the first value wins. Relative names of Include are below base, "~" is home.
func parseSSHClient(files reader, file, base, home string, depth int) ([]sshLine, error) {
	if depth > maxDepth {
		return nil, lineError(file, 1, "files include one another too deep")
	}
	data, ok, err := files.Read(file)
	if err != nil || !ok {
		return nil, err
	}
	var out []sshLine
	hosts := "*"
	for i, line := range service.Lines(data) {
		line = strings.Trim(line, " \t\r\f")
		if line == "" || line[0] == '#' {
			continue
		}
		n := strings.IndexAny(line, " \t=")
		if n < 0 {
			continue
		}
		name := strings.ToLower(line[:n])
		value := strings.TrimLeft(line[n:], " \t")
		value = strings.TrimLeft(strings.TrimPrefix(value, "="), " \t")
		words := snmpWords(value)
		switch name {
		case "host":
			hosts = strings.Join(words, " ")
		case "match":
			hosts = "match " + strings.Join(words, " ")
			if len(words) == 1 && strings.EqualFold(words[0], "all") {
				hosts = "*"
			}
		case "include":
			for _, w := range words {
				if strings.HasPrefix(w, "~/") {
					w = path.Join(home, w[2:])
				}
				if !path.IsAbs(w) {
					w = path.Join(base, w)
				}
				found, err := files.Glob(w)
				if err != nil {
					return nil, err
				}
				for _, f := range found {
					more, err := parseSSHClient(files, f, base, home, depth+1)
					if err != nil {
						return nil, err
					}
					for _, l := range more {
						if hosts != "*" && l.hosts == "*" {
							l.hosts = hosts
						}
						out = append(out, l)
					}
				}
			}
		default:
			out = append(out, sshLine{hosts, name, strings.Join(words, " "), file, i + 1})
		}
	}
	return out, nil
}
