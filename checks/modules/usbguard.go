package modules

import (
	"context"
	"errors"
	"path"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

const guardConfig = "/etc/usbguard/usbguard-daemon.conf"

// usbguard reads usbguard-daemon.conf(5), where it is, and the rules that it
// names. Whether the daemon starts is told by what starts.
func (g *gatherer) usbguard(ctx context.Context) {
	g.f.Guards = map[string]USBGuard{}
	key := "guards[" + strconv.Quote(guardConfig) + "]"
	data, err := g.ReadFile(ctx, guardConfig, host.ConfigLimit)
	if errors.Is(err, host.ErrNotExist) {
		return
	}
	if err != nil {
		g.gaps.Add(key, err)
		return
	}
	u := USBGuard{
		Implicit: facts.At("block", facts.Default("usbguard")),
		Inserted: facts.At("apply-policy", facts.Default("usbguard")),
		Storage:  []facts.Sourced[string]{},
	}
	file, folder := "/etc/usbguard/rules.conf", ""
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok || strings.HasPrefix(key, "#") {
			continue
		}
		at := facts.FileLine(guardConfig, n)
		switch value = strings.TrimSpace(value); strings.TrimSpace(key) {
		case "ImplicitPolicyTarget":
			u.Implicit = facts.At(facts.Text(value), at)
		case "InsertedDevicePolicy":
			u.Inserted = facts.At(facts.Text(value), at)
		case "RuleFile":
			file = value
		case "RuleFolder":
			folder = value
		}
	}
	files := []string{file}
	if folder != "" {
		list, err := g.ReadDir(ctx, folder)
		if err != nil && !errors.Is(err, host.ErrNotExist) {
			g.gaps.Add(key+".storage", err)
			return
		}
		for _, e := range list {
			if strings.HasSuffix(e.Name, ".conf") && !e.IsDir() {
				files = append(files, path.Join(folder, e.Name))
			}
		}
	}
	for _, p := range files {
		rules, err := g.ReadFile(ctx, p, host.ConfigLimit)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			g.gaps.Add(key+".storage", err)
			u.Storage = nil
			break
		}
		n := 0
		for line := range strings.Lines(string(rules)) {
			n++
			rule, storage := guardRule(line)
			if rule {
				u.Rules++
			}
			if storage {
				u.Storage = append(u.Storage, facts.At("allow", facts.FileLine(facts.Text(p), n)))
			}
		}
	}
	if u.Starts, err = g.guardStarts(ctx); err != nil {
		g.gaps.Add(key+".starts", err)
		return
	}
	g.f.Guards[guardConfig] = u
}

// guardStarts tells whether the daemon starts with the host. Only systemd is
// looked at: the daemon comes with a unit alone.
func (g *gatherer) guardStarts(ctx context.Context) (facts.Sourced[bool], error) {
	const unit = "usbguard.service"
	tree, err := systemd.Load(ctx, g)
	if err != nil {
		return facts.Sourced[bool]{}, err
	}
	if s, ok := tree.Starts()[unit]; ok {
		return facts.At(true, facts.Source(s.Source)), nil
	}
	if len(tree.Problems) > 0 {
		return facts.Sourced[bool]{}, tree.Problems[0].Err
	}
	return facts.At(false, facts.File("/etc/systemd/system")), nil
}
