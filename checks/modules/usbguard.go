package modules

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/systemd"
)

const guardConfig = "/etc/usbguard/usbguard-daemon.conf"

// guardWords are the settings of usbguard-daemon.conf(5) with the values that
// the daemon takes; nil takes any, or is not looked at when it starts. Names and values are case-sensitive.
var guardWords = map[string][]string{
	"RuleFile": nil, "RuleFolder": nil, "AuditFilePath": nil, "AuditBackend": nil,
	"IPCAllowedUsers": nil, "IPCAllowedGroups": nil, "IPCAccessControlFiles": nil,
	"RestoreControllerDeviceState": nil, "DeviceRulesWithPort": nil, "HidePII": nil,
	"ImplicitPolicyTarget":    {"allow", "block", "reject", "match", "device"},
	"PresentDevicePolicy":     {"allow", "block", "reject", "keep", "apply-policy"},
	"PresentControllerPolicy": {"allow", "block", "reject", "keep", "apply-policy"},
	"InsertedDevicePolicy":    {"block", "reject", "apply-policy"},
	"AuthorizedDefault":       {"keep", "none", "all", "internal"},
	"DeviceManagerBackend":    {"uevent", "umockdev"},
}

// usbguard reads usbguard-daemon.conf(5), where it is, and the rules that it
// names. Whether the daemon starts is told by what starts, and by Refused.
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
		Present:  facts.At("apply-policy", facts.Default("usbguard")),
		Storage:  []facts.Sourced[string]{},
		Refused:  []facts.Sourced[string]{},
	}
	settings := u.settings(data)
	if err := g.guardRules(ctx, &u, settings); err != nil {
		g.gaps.Add(key+".storage", err)
		g.gaps.Add(key+".refused", err)
		u.Storage, u.Refused = nil, nil
	}
	if u.Starts, err = g.guardStarts(ctx); err != nil {
		g.gaps.Add(key+".starts", err)
		return
	}
	g.f.Guards[guardConfig] = u
}

func (u *USBGuard) refuse(at facts.Source, format string, args ...any) {
	if len(u.Refused) < 20 {
		u.Refused = append(u.Refused, facts.At(facts.Text(fmt.Sprintf(format, args...)), at))
	}
}

// settings reads the lines KEY=VALUE; the last of a key holds, and one without
// a value sets nothing.
func (u *USBGuard) settings(data []byte) map[string]facts.Sourced[string] {
	out := map[string]facts.Sourced[string]{}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		at := facts.FileLine(guardConfig, n)
		if line = strings.TrimRight(line, "\r\n"); line == "" || line[0] == '#' {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok {
			u.refuse(at, "a line without =")
			continue
		}
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		values, known := guardWords[key]
		switch {
		case !known:
			u.refuse(at, "there is no setting %s", key)
		case value == "":
			if key == "RuleFile" || key == "RuleFolder" {
				out[key] = facts.At("", at)
			}
		case values != nil && !slices.Contains(values, value):
			u.refuse(at, "%s does not know the value %s", key, value)
		default:
			out[key] = facts.At(facts.Text(value), at)
		}
	}
	for key, to := range map[string]*facts.Sourced[string]{"ImplicitPolicyTarget": &u.Implicit, "InsertedDevicePolicy": &u.Inserted, "PresentDevicePolicy": &u.Present} {
		if v, ok := out[key]; ok {
			*to = v
		}
	}
	return out
}

// guardRules reads the rules: of the file first, then those of every file in the
// folder, whatever its name. The daemon reads none that others than its owner may
// read, and does not start when one is missing.
func (g *gatherer) guardRules(ctx context.Context, u *USBGuard, settings map[string]facts.Sourced[string]) error {
	if err := g.guardMode(ctx, u, guardConfig); err != nil {
		return err
	}
	var files []string
	if s, set := settings["RuleFile"]; set {
		if _, err := g.Stat(ctx, s.Value); s.Value == "" || errors.Is(err, host.ErrNotExist) {
			u.refuse(s.Source, "the rule file %s is missing", s.Value)
		} else {
			files = append(files, s.Value)
		}
	}
	if s, set := settings["RuleFolder"]; set {
		list, err := g.ReadDir(ctx, s.Value)
		if errors.Is(err, host.ErrNotExist) || s.Value == "" {
			u.refuse(s.Source, "the rule folder %s is missing", s.Value)
		} else if err != nil {
			return err
		}
		for _, e := range list {
			if !e.IsDir() {
				files = append(files, path.Join(s.Value, e.Name))
			}
		}
	}
	var rules []*guardRule
	var at []facts.Source
	for _, p := range files {
		data, err := g.ReadFile(ctx, p, host.ConfigLimit)
		if err != nil {
			return err
		}
		if err := g.guardMode(ctx, u, p); err != nil {
			return err
		}
		n := 0
		for line := range strings.Lines(string(data)) {
			n++
			here := facts.FileLine(facts.Text(p), n)
			r, err := parseGuardRule(strings.TrimSuffix(line, "\n"))
			if err != nil {
				u.refuse(here, "not a rule: %v", err)
			}
			if r != nil {
				rules, at = append(rules, r), append(at, here)
			}
		}
		if len(rules) > guardLimit {
			return fmt.Errorf("%s: more than %d rules: %w", facts.Text(p), guardLimit, host.ErrTooLarge)
		}
	}
	u.Rules = len(rules)
	for _, i := range guardStorage(rules) {
		u.Storage = append(u.Storage, facts.At(rules[i].target, at[i]))
	}
	return nil
}

// guardLimit bounds the number of rules.
const guardLimit = 5000

func (g *gatherer) guardMode(ctx context.Context, u *USBGuard, p string) error {
	i, err := g.Stat(ctx, p)
	if err != nil {
		return err
	}
	if i.Perm()&0o077 != 0 {
		u.refuse(facts.File(facts.Text(p)), "mode %04o; the daemon wants 0600", i.Perm())
	}
	return nil
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
