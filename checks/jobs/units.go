package jobs

import (
	"slices"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/systemd"
)

// unitPath is where systemd looks for a program without a path
// (systemd.exec(5), "ExecSearchPath=").
var unitPath = []string{"/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"}

var execKeys = strings.Fields("ExecStart ExecStartPre ExecStartPost ExecReload ExecStop ExecStopPost ExecCondition")

// units reads what the service units run.
func (r *reader) units() {
	tree, err := systemd.Load(r.ctx, r.h)
	if err != nil {
		r.gaps.Add("units", err)
		return
	}
	for _, p := range tree.Problems {
		if p.Unit == "" {
			r.gaps.Add(keyed("units", p.Path), p.Err)
		} else if systemd.Type(p.Unit) == "service" {
			r.gaps.Add(keyed("units", p.Unit), p.Err)
		}
	}
	r.f.Units = map[string]Unit{}
	timers := map[string][]string{}
	for _, name := range sortedKeys(tree.Units) {
		u := tree.Units[name]
		if systemd.Type(name) != "timer" || u.Load != "found" || u.AliasOf != "" {
			continue
		}
		service := strings.TrimSuffix(name, ".timer") + ".service"
		if a, ok := u.Last("Timer", "Unit"); ok && a.Value != "" {
			service = a.Value
		}
		timers[service] = append(timers[service], facts.Text(name))
	}
	for _, name := range sortedKeys(tree.Units) {
		u := tree.Units[name]
		if r.ctx.Err() != nil {
			r.gaps.Add("units", r.ctx.Err())
			return
		}
		if systemd.Type(name) == "service" && u.Load == "found" && u.AliasOf == "" && u.Path != "" {
			r.f.Units[facts.Text(name)] = r.unit(u, timers[name])
		}
	}
}

func (r *reader) unit(u *systemd.Unit, timers []string) Unit {
	out := Unit{
		User: "root", Timers: append([]string{}, timers...), Source: facts.File(facts.Text(u.Path)), Files: map[string]Program{},
	}
	if a, ok := u.Last("Service", "User"); ok && a.Value != "" {
		out.User = facts.Text(a.Value)
	} else if a, ok := u.Last("Service", "DynamicUser"); ok {
		if yes, valid := systemd.Bool(a.Value); yes && valid {
			out.User = "(dynamic)"
		}
	}
	owner := r.users[out.User].uid
	out.Root = out.User == "root" || out.User == "0"
	where := keyed("units", u.Name)
	for _, f := range append([]string{u.Path}, u.DropIns...) {
		out.Files[facts.Text(f)], _ = r.program(f, 0, where+".files")
	}
	for _, a := range u.Values("Service", "EnvironmentFile") {
		f := strings.TrimPrefix(a.Value, "-")
		if strings.HasPrefix(f, "/") && !strings.ContainsAny(f, "%*?[") {
			out.Files[facts.Text(f)], _ = r.program(f, owner, where+".files")
		}
	}
	var p programs
	o := newObserver()
	socket := false
	if a, ok := u.Last("Service", "StandardInput"); ok {
		socket = a.Value == "socket"
	}
	out.Loader = map[string]Library{}
	r.loaderOfUnit(u, owner, out.Loader)
	for _, key := range execKeys {
		for _, a := range u.Values("Service", key) {
			line := strings.TrimSpace(a.Value)
			prefix := line[:len(line)-len(strings.TrimLeft(line, "@-:+!|"))]
			if strings.ContainsAny(prefix, "+!") {
				out.Root, owner = true, 0 // with full privileges, whatever User= says
			}
			for _, words := range execLine(line[len(prefix):], strings.Contains(prefix, "@")) {
				dir := ""
				run(&p, words, &dir, false, 0)
				o.pipeline([]command{{words: words}}, 0)
				if socket && givesShell(words) {
					o.door(base(unwrap(words)[0]) + " on the unit's socket")
				}
				r.loaderOfEnv(words, owner, facts.FileLine(facts.Text(a.Path), a.Line), where, out.Loader)
			}
		}
	}
	out.Programs = r.resolve(&p, unitPath, owner, where+".programs")
	out.Told, out.Why = p.why == "", facts.Text(p.why)
	out.Does = o.done()
	out.Inside = r.inside(out.Programs, owner, where, out.Does)
	return out
}

// execLine returns the commands of a command line of systemd.service(5): quoted words, %
// specifiers and $ variables, no shell.
func execLine(line string, argv0 bool) [][]word {
	words := systemd.Words(line)
	if len(words) == 0 {
		return nil
	}
	if argv0 && len(words) > 1 {
		words = append(words[:1:1], words[2:]...)
	}
	// Several commands may stand in one line of a oneshot service.
	var out [][]word
	for len(words) > 0 {
		n := slices.Index(words, ";")
		if n < 0 {
			n = len(words)
		}
		var list []word
		for _, w := range words[:n] {
			list = append(list, word{
				text:    strings.NewReplacer("%%", "%", "$$", "$").Replace(w),
				dynamic: strings.Contains(strings.ReplaceAll(w, "%%", ""), "%") || variable(w),
			})
		}
		if len(list) > 0 {
			out = append(out, list)
		}
		words = words[min(n+1, len(words)):]
	}
	return out
}

func variable(w string) bool {
	i := strings.IndexByte(w, '$')
	return i >= 0 && !strings.HasPrefix(w[i:], "$$")
}
