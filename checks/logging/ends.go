package logging

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// endLogs are looked at beside the files that a daemon writes: securityLogs, and
// the records and folders that programs write themselves.
var endLogs = append(slices.Clone(securityLogs), strings.Fields(`/var/log/lastlog /var/log/faillog /var/log/tallylog /var/log/mail.log /var/log/daemon.log
	/var/log/user.log /var/log/journal /var/log/audit /run/utmp /var/run/utmp`)...)

// maxLinks bounds a chain of links, as the kernel does (path_resolution(7)).
const maxLinks = 40

// ends follows the links of each log to see whether what is written there is
// thrown away.
func (g *gatherer) ends() {
	names := map[string]bool{}
	for _, d := range g.f.Daemons {
		for name := range d.Logs {
			// A rule that names a device says so: the routes show it.
			if strings.HasPrefix(name, "/") && !strings.HasPrefix(name, "/dev/") && !strings.ContainsAny(name, "%$") {
				names[name] = true
			}
		}
	}
	for _, name := range endLogs {
		names[name] = true
	}
	g.f.Ends = map[string]End{}
	for name := range names {
		end, err := g.end(name)
		if err != nil {
			g.gaps.Add(fmt.Sprintf("ends[%q]", name), err)
			continue
		}
		g.f.Ends[name] = end
	}
}

// end follows one log. A part of the way that is itself a link is the host's
// business to resolve; only the last name of the path counts here.
func (g *gatherer) end(name string) (End, error) {
	at := name
	for range maxLinks {
		if path.Clean(at) == "/dev/null" {
			return End{Exists: true, Lost: true, To: facts.Text(at)}, nil
		}
		info, err := g.Lstat(g.ctx, at)
		if absent(err) {
			return End{To: facts.Text(at)}, nil
		}
		if err != nil {
			return End{}, err
		}
		if !info.IsLink() {
			return End{Exists: true, To: facts.Text(at)}, nil
		}
		to, err := g.ReadLink(g.ctx, at)
		if err != nil {
			return End{}, err
		}
		if !strings.HasPrefix(to, "/") {
			to = path.Join(path.Dir(at), to)
		}
		at = to
	}
	// A loop of links opens nothing.
	return End{Exists: true, Lost: true, To: facts.Text(at)}, nil
}
