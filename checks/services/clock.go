package services

import (
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

// clock reads from where the time services take the time, and asks a running
// system whether its clock follows.
func (g *gatherer) clock(ctx context.Context) {
	c := &Clock{Sources: map[string]TimeSource{}}
	g.f.Clock = c
	for _, d := range timeConfigs {
		r := &timeReader{gatherer: g, product: d.product, seen: map[string]bool{}}
		for _, p := range d.files {
			if r.read(ctx, p); d.product == "ntp" {
				// NTPsec reads this folder after the file, without being told to.
				r.readDir(ctx, path.Join(path.Dir(p), "ntp.d"), ".conf")
			}
		}
	}
	g.busyboxNTP(ctx)
	g.timesyncd(ctx)
	g.offsets(ctx)
	if g.f.Booted == nil {
		g.gaps.Add("clock.synchronized", errNotRunning)
		return
	}
	if !g.f.Booted.Value || !g.Has(host.CapRun) {
		g.gaps.AddReason("clock.synchronized", "only systemd is asked whether the clock is synchronised, and it does not run here", false)
		return
	}
	argv := []string{"timedatectl", "show", "--property=NTPSynchronized", "--value"}
	out, err := g.Run(ctx, argv...)
	word := strings.TrimSpace(string(out.Stdout))
	switch {
	case err != nil:
		g.gaps.Add("clock.synchronized", err)
	case out.ExitCode != 0 || word != "yes" && word != "no":
		g.gaps.AddReason("clock.synchronized", "timedatectl does not answer: "+facts.Text(strings.TrimSpace(string(out.Stderr))), false)
	default:
		c.Synchronized = facts.AtPtr(word == "yes", facts.Command(argv...))
	}
}

// timeConfigs are the configuration files of the time services, by the name
// that policies know the product under.
var timeConfigs = []struct {
	product string
	files   []string
}{
	{"chrony", []string{"/etc/chrony/chrony.conf", "/etc/chrony.conf"}},
	{"ntp", []string{"/etc/ntp.conf", "/etc/ntpsec/ntp.conf"}},
	{"openntpd", []string{"/etc/openntpd/ntpd.conf", "/etc/ntpd.conf"}},
}

// timeFiles bounds how many files one service may include.
const timeFiles = 100

type timeReader struct {
	*gatherer
	product string
	seen    map[string]bool
}

// read takes the sources of one file and of what it includes.
func (r *timeReader) read(ctx context.Context, p string) {
	if r.seen[p] {
		return
	}
	if len(r.seen) >= timeFiles {
		r.part("clock.sources", p, fmt.Errorf("more than %d files: %w", timeFiles, host.ErrTooLarge))
		return
	}
	r.seen[p] = true
	data, err := r.ReadFile(ctx, p, host.ConfigLimit)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) {
			r.part("clock.sources", p, err)
		}
		return
	}
	for _, d := range parseTimeConfig(r.product, string(data)) {
		switch d.word {
		case "server", "pool", "peer", "refclock", "servers", "sensor":
			if wrong := chronyOption(d); r.product == "chrony" && wrong != "" {
				r.part("clock.sources", p, fmt.Errorf("line %d: chronyd does not start with %s behind %s", d.line, facts.Text(wrong), d.word))
			}
			r.source(p, d)
		case "unpeer":
			if r.product == "ntp" {
				r.forget(d.args[0])
			}
		case "confdir", "sourcedir":
			suffix := map[string]string{"confdir": ".conf", "sourcedir": ".sources"}[d.word]
			for _, dir := range d.args {
				r.readDir(ctx, dir, suffix)
			}
		case "include", "includefile":
			if dir, pattern := path.Split(d.args[0]); strings.ContainsAny(pattern, "*?[") {
				r.readDir(ctx, path.Clean(dir), strings.TrimPrefix(pattern, "*"))
			} else {
				r.read(ctx, d.args[0])
			}
		}
	}
}

// source notes a server or device. The machine's own clock (127.127.1.x, or
// "refclock local") gives no time but what it has; a name that is there already
// is one source, whatever number of lines it has.
func (r *timeReader) source(p string, d timeDirective) {
	name := facts.Text(d.args[0])
	if strings.HasPrefix(name, "127.127.1.") || d.word == "refclock" && name == "local" {
		return
	}
	for _, s := range r.f.Clock.Sources {
		if s.Product == r.product && s.Name == name && s.Kind != "refclock" && d.word != "refclock" {
			return
		}
	}
	at := facts.FileLine(facts.Text(p), d.line)
	r.f.Clock.Sources[string(at)] = TimeSource{Product: r.product, Kind: d.word, Name: name, Source: at}
}

// forget takes a source away again (unpeer of ntp.conf(5)).
func (r *timeReader) forget(name string) {
	for key, s := range r.f.Clock.Sources {
		if s.Product == r.product && s.Name == facts.Text(name) {
			delete(r.f.Clock.Sources, key)
		}
	}
}

func (r *timeReader) readDir(ctx context.Context, dir, suffix string) {
	list, err := r.ReadDir(ctx, dir)
	if err != nil {
		if !errors.Is(err, host.ErrNotExist) {
			r.part("clock.sources", dir, err)
		}
		return
	}
	for _, e := range list {
		if !e.IsDir() && strings.HasSuffix(e.Name, suffix) {
			r.read(ctx, path.Join(dir, e.Name))
		}
	}
}

// chronyOptions are the options of a source: true for those that a number follows
// (chrony.conf(5)).
var chronyOptions = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("auto_offline burst copy iburst ipv4 ipv6 nts noselect offline prefer require trust xleave") {
		out[w] = false
	}
	for _, w := range strings.Fields(`asymmetry certset filter key maxdelay maxdelaydevratio maxdelayquant maxdelayratio maxpoll maxsamples maxsources
		maxunreach mindelay minpoll minsamples minstratum ntsport offset polltarget port presend version`) {
		out[w] = true
	}
	return out
}()

var beginsNumber = regexp.MustCompile(`^[-+]?\.?[0-9]`)

// chronyOption is the first word behind a source that chronyd does not know, empty
// for none. A comment is one: it may only begin a line.
func chronyOption(d timeDirective) string {
	if d.word != "server" && d.word != "pool" && d.word != "peer" {
		return ""
	}
	for i := 1; i < len(d.args); i++ {
		w := strings.ToLower(d.args[i])
		number, known := chronyOptions[w]
		switch {
		case w == "extfield" && i+1 < len(d.args):
			i++
		case !known:
			return d.args[i]
		case number && (i+1 == len(d.args) || !beginsNumber.MatchString(d.args[i+1])):
			return d.args[i]
		case number:
			i++
		}
	}
	return ""
}

type timeDirective struct {
	word string
	args []string
	line int
}

// parseTimeConfig reads the directives of chrony.conf(5), ntp.conf(5) and
// ntpd.conf(5): one on a line, comments begin with '#', and in chrony's file also
// with '!', ';' or '%'. Chrony takes words in any case, the others in lower case
// only.
func parseTimeConfig(product, text string) []timeDirective {
	var out []timeDirective
	n := 0
	for line := range strings.Lines(text) {
		n++
		f := strings.Fields(line)
		if len(f) < 2 || strings.IndexByte("#!;%", f[0][0]) >= 0 {
			continue
		}
		for i, w := range f[1:] {
			f[i+1] = strings.Trim(w, `"`)
		}
		if strings.HasPrefix(f[1], "#") {
			continue
		}
		// ntp.conf: "pool -4 NAME".
		args := f[1:]
		for len(args) > 1 && (args[0] == "-4" || args[0] == "-6") {
			args = args[1:]
		}
		word := f[0]
		if product == "chrony" {
			word = strings.ToLower(word)
		}
		out = append(out, timeDirective{word, args, n})
	}
	return out
}

var peerOption = regexp.MustCompile(`(?:^|[\s"'])-p\s*([A-Za-z0-9.:_-]+)`)

// busyboxNTP reads the servers that Alpine gives BusyBox's ntpd as options.
func (g *gatherer) busyboxNTP(ctx context.Context) {
	const p = "/etc/conf.d/ntpd"
	n := 0
	for line := range strings.Lines(string(g.config(ctx, "clock.sources", p))) {
		n++
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		for _, m := range peerOption.FindAllStringSubmatch(line, -1) {
			at := facts.FileLine(p, n)
			g.f.Clock.Sources[string(at)+" "+m[1]] = TimeSource{"ntp", "server", m[1], at}
		}
	}
}

// timesyncd reads timesyncd.conf(5). Servers learned from the network by DHCP
// come on top and are not seen here.
func (g *gatherer) timesyncd(ctx context.Context) {
	c := systemd.ReadConfig(ctx, g, "timesyncd.conf")
	for _, err := range c.Problems {
		g.part("clock.sources", "timesyncd.conf", err)
	}
	servers, own := timesyncdServers(c.Settings)
	for _, s := range servers {
		g.f.Clock.Sources[string(s.Source)+" "+s.Name] = s
	}
	if _, ok := g.f.Units["systemd-timesyncd.service"]; ok && !own {
		g.f.Clock.Sources["built-in"] = TimeSource{"systemd-timesyncd", "pool", "the distribution's servers", facts.Default("systemd-timesyncd")}
	}
}

// timesyncdServers are the servers that the settings leave, and whether they are
// without the built-in ones, which the first server of FallbackNTP= takes away for
// good; FallbackNTP= set to nothing takes back those before it only. Servers= is
// an old name of NTP=.
func timesyncdServers(settings []systemd.Assignment) (servers []TimeSource, own bool) {
	lists := map[string][]TimeSource{}
	for _, a := range settings {
		key := a.Key
		if key == "Servers" {
			key = "NTP"
		}
		if a.Section != "Time" || key != "NTP" && key != "FallbackNTP" {
			continue
		}
		if a.Value == "" {
			lists[key] = nil
			continue
		}
		own = own || key == "FallbackNTP"
		for _, name := range strings.Fields(a.Value) {
			if timeServer(name) {
				lists[key] = append(lists[key], TimeSource{"systemd-timesyncd", "server", facts.Text(name), facts.FileLine(facts.Text(a.Path), a.Line)})
			}
		}
	}
	return append(lists["NTP"], lists["FallbackNTP"]...), own
}

// timeServer tells whether a word may be a host: the daemon passes over names with an
// empty part, and signs of comments and quotes, which it takes for names, resolve to nothing.
func timeServer(name string) bool {
	trimmed := strings.TrimSuffix(name, ".")
	return trimmed != "" && !strings.HasPrefix(trimmed, ".") && !strings.Contains(trimmed, "..") && !strings.ContainsAny(name, "#;,*/'\"\\")
}
