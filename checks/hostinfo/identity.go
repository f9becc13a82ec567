package hostinfo

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// staticName reads hostname(5), or where older systems keep the name.
func (g *gatherer) staticName(ctx context.Context) {
	for _, p := range []string{"/etc/hostname", "/etc/HOSTNAME", "/etc/sysconfig/network", "/etc/conf.d/hostname"} {
		data, err := g.ReadFile(ctx, p, 64<<10)
		if errors.Is(err, host.ErrNotExist) {
			continue
		}
		if err != nil {
			g.gaps.Add("static_name", err)
			return
		}
		name, n := parseHostname(string(data), strings.Contains(p, "sysconfig") || strings.Contains(p, "conf.d"))
		if n == 0 && (strings.Contains(p, "sysconfig") || strings.Contains(p, "conf.d")) {
			continue
		}
		at := facts.File(p)
		if n > 0 {
			at = facts.FileLine(p, n)
		}
		if n > 0 && !validHostname(name) {
			g.gaps.AddReason("static_name", string(at)+": no valid host name: "+facts.Text(name), false)
			return
		}
		g.f.StaticName = facts.AtPtr(facts.Text(name), at)
		return
	}
}

// parseHostname returns the name and its line, 0 when there is none: the first
// line that is no comment, or HOSTNAME= in a file of assignments.
func parseHostname(text string, assignments bool) (string, int) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if !assignments {
			return line, n
		}
		if key, value, ok := strings.Cut(line, "="); ok && strings.EqualFold(key, "HOSTNAME") {
			return strings.Trim(value, `"'`), n
		}
	}
	return "", 0
}

// validHostname tells whether a name is one as hostname(5) wants it, upper case
// and underscores allowed as the kernel and older systems do: labels of at most
// 63 letters, digits, '-' and '_', neither begun nor ended by a '-', joined by
// single dots, and at most 253 bytes in all (hostname(7)).
func validHostname(name string) bool {
	if len(name) > 253 {
		return false
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(name, "."), ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, c := range []byte(label) {
			if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' {
				return false
			}
		}
	}
	return true
}

// machineID reads machine-id(5) and keeps a digest of it.
func (g *gatherer) machineID(ctx context.Context) {
	const p = "/etc/machine-id"
	data, err := g.ReadFile(ctx, p, 4096)
	if errors.Is(err, host.ErrNotExist) {
		// Without systemd, D-Bus keeps one.
		const old = "/var/lib/dbus/machine-id"
		if more, oldErr := g.ReadFile(ctx, old, 4096); oldErr == nil {
			m := parseMachineID(string(more))
			m.Source = facts.File(old)
			g.f.MachineID = &m
			return
		}
		g.f.MachineID = &MachineID{State: "missing", Source: facts.File(p)}
		return
	}
	if err != nil {
		g.gaps.Add("machine_id", err)
		return
	}
	m := parseMachineID(string(data))
	m.Source = facts.File(p)
	g.f.MachineID = &m
}

func parseMachineID(text string) MachineID {
	text = strings.TrimSuffix(text, "\n")
	switch text {
	case "":
		return MachineID{State: "empty"}
	case "uninitialized":
		return MachineID{State: "uninitialized"}
	case strings.Repeat("0", 32):
		return MachineID{State: "zero"}
	}
	id, err := hex.DecodeString(text)
	if err != nil || len(id) != 16 || strings.ToLower(text) != text {
		return MachineID{State: "malformed"}
	}
	mac := hmac.New(sha256.New, id)
	mac.Write([]byte("isoscan"))
	return MachineID{State: "set", Digest: some(hex.EncodeToString(mac.Sum(nil)[:16]))}
}

// timeZone takes the name from the link /etc/localtime, else from /etc/timezone.
func (g *gatherer) timeZone(ctx context.Context) {
	const link = "/etc/localtime"
	dest, err := g.ReadLink(ctx, link)
	switch {
	case err == nil:
		if _, zone, ok := strings.Cut(dest, "zoneinfo/"); ok && zone != "" {
			g.f.TimeZone = facts.AtPtr(facts.Text(zone), facts.File(link))
			return
		}
	case errors.Is(err, host.ErrPermission):
		g.gaps.Add("time_zone", err)
		return
	}
	if zone, ok := g.line(ctx, "/etc/timezone", "time_zone"); ok && zone != "" {
		g.f.TimeZone = facts.AtPtr(zone, facts.File("/etc/timezone"))
	} else if errors.Is(err, host.ErrNotExist) {
		// localtime(5): without the link the zone is UTC.
		g.f.TimeZone = facts.AtPtr("UTC", facts.Default("localtime"))
	}
}
