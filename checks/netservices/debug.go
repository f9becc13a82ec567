package netservices

import (
	"errors"
	"path"
	"sort"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/service"
	"isoscan/internal/systemd"
)

// variableFiles are where services find their arguments.
var variableFiles = []string{"/etc/default/*", "/etc/sysconfig/*", "/etc/conf.d/*", "/etc/environment", "/usr/share/tomcat*/bin/setenv.sh",
	"/opt/tomcat*/bin/setenv.sh", "/etc/tomcat*/tomcat*.conf"}

// debug looks for debuggers and management agents in the command lines of
// units and in the variables that services are started with. What a running
// process was started with is not told by the host.
func (g *gatherer) debug() *DebugListeners {
	d := &DebugListeners{Source: facts.File("/etc/systemd/system"), Listens: []DebugListener{}}
	execs, err := g.Execs(func([]string) bool { return true })
	if err != nil {
		g.gaps.Add("debug.listens", err)
		d.Listens = nil
		return d
	}
	for _, e := range execs {
		d.Looked++
		d.Listens = append(d.Listens, debugListeners(e.Args, e.Unit, e.Source)...)
	}
	for _, pattern := range variableFiles {
		found, err := g.Glob(pattern)
		if err != nil {
			g.gaps.Add(in("debug.listens", pattern), err)
			continue
		}
		for _, file := range found {
			data, ok, err := g.Read(file)
			if errors.Is(err, host.ErrIrregular) {
				continue
			}
			if err != nil {
				g.gaps.Add(in("debug.listens", file), err)
				continue
			}
			if !ok {
				continue
			}
			d.Looked++
			for i, line := range service.Lines(data) {
				if t := strings.TrimSpace(line); t == "" || t[0] == '#' {
					continue
				}
				var words []string
				for _, w := range systemd.Words(line) {
					words = append(words, strings.Fields(w)...)
				}
				// NAME=-Dfirst -Dsecond: the first word has the name before it.
				if len(words) > 0 {
					if _, v, ok := strings.Cut(words[0], "="); ok && strings.HasPrefix(v, "-") {
						words[0] = v
					}
				}
				d.Listens = append(d.Listens, debugListeners(append([]string{""}, words...), path.Base(file), at(file, i+1))...)
			}
		}
	}
	sort.SliceStable(d.Listens, func(i, j int) bool {
		a, b := d.Listens[i], d.Listens[j]
		return a.Source < b.Source || a.Source == b.Source && a.Kind < b.Kind
	})
	return d
}

// debugListeners finds what a command line makes listen; args[0] is the program.
func debugListeners(args []string, where string, source facts.Source) []DebugListener {
	var out []DebugListener
	add := func(kind, address, scope string, open bool) {
		out = append(out, DebugListener{kind, facts.Text(where), facts.Text(address), scope, open, source})
	}
	program := path.Base(args[0])
	jmx, authenticated, local := "", true, ""
	for i := 1; i < len(args); i++ {
		a := args[i]
		next := ""
		if i+1 < len(args) {
			next = args[i+1]
		}
		switch {
		case strings.HasPrefix(a, "-agentlib:jdwp="), strings.HasPrefix(a, "-Xrunjdwp:"):
			_, options, _ := strings.Cut(a, "jdwp")
			if address, ok := jdwpAddress(options[1:]); ok {
				// Since Java 9 a port alone is one of loopback; before, of every
				// address. The release is not known here.
				scope := service.All
				if strings.Contains(address, ":") {
					scope = listenScope(address)
				}
				add("jdwp", address, scope, true)
			}
		case strings.HasPrefix(a, "-Dcom.sun.management.jmxremote.port="):
			jmx = a[strings.IndexByte(a, '=')+1:]
		case a == "-Dcom.sun.management.jmxremote.authenticate=false":
			authenticated = false
		case strings.HasPrefix(a, "-Dcom.sun.management.jmxremote.host="):
			local = a[strings.IndexByte(a, '=')+1:]
		case (a == "--inspect" || a == "--inspect-brk" || strings.HasPrefix(a, "--inspect=") || strings.HasPrefix(a, "--inspect-brk=")) &&
			(program == "node" || program == "nodejs" || program == "npm" || program == ""):
			_, address, ok := strings.Cut(a, "=")
			scope := service.Loopback
			if ok && strings.ContainsAny(address, ".:") {
				scope = listenScope(address)
			}
			add("node", address, scope, true)
		case program == "gdbserver" && strings.Contains(a, ":") && !strings.HasPrefix(a, "-"):
			add("gdbserver", a, listenScope(a), true)
			i = len(args)
		case a == "debugpy" && strings.HasPrefix(program, "python"), a == "--listen" && strings.HasPrefix(program, "debugpy"):
			address := ""
			for j, w := range args {
				if w == "--listen" && j+1 < len(args) {
					address = args[j+1]
				}
			}
			if address != "" {
				scope := service.Loopback
				if strings.Contains(address, ":") {
					scope = listenScope(address)
				}
				add("debugpy", address, scope, true)
			}
		case program == "dlv" && (a == "--listen" || a == "-l" || strings.HasPrefix(a, "--listen=")):
			if _, v, ok := strings.Cut(a, "="); ok {
				next = v
			}
			add("delve", next, listenScope(next), true)
		case (program == "x11vnc" || program == "Xvnc" || program == "vncserver") && (a == "-nopw" || strings.EqualFold(a, "-SecurityTypes") && strings.EqualFold(next, "None") || strings.EqualFold(a, "SecurityTypes=None")):
			scope := service.All
			for _, w := range args {
				if w == "-localhost" {
					scope = service.Loopback
				}
			}
			add("vnc", a, scope, true)
		}
	}
	if jmx != "" {
		scope := service.All
		if local != "" {
			scope = service.Scope(local)
		}
		add("jmx", jmx, scope, !authenticated)
	}
	return out
}

// jdwpAddress is the address of a debugger that waits for others.
func jdwpAddress(options string) (string, bool) {
	address, server := "", false
	for _, o := range strings.Split(options, ",") {
		k, v, _ := strings.Cut(o, "=")
		switch k {
		case "address":
			address = v
		case "server":
			server = v == "y"
		}
	}
	return address, server
}
