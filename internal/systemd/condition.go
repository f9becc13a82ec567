package systemd

import (
	"context"
	"errors"
	"path"
	"strings"

	"isoscan/internal/host"
)

// fixed are the folders whose files are the same on a running host and at
// rest. A condition on any other path, such as /run or /sys, is left open.
var fixed = []string{"/etc/", "/usr/", "/bin/", "/sbin/", "/lib/", "/lib64/", "/opt/", "/boot/", "/srv/"}

// failedCondition returns the Condition or Assert line of systemd.unit(5) that
// keeps a unit from starting, or "". Only those on fixed files are evaluated:
// one that cannot be told is taken to hold.
func (t *Tree) failedCondition(ctx context.Context, u *Unit) string {
	// Of lines with a '|' one is enough; every other one must hold.
	anyOf, anyHolds := "", false
	for _, key := range []string{
		"ConditionPathExists", "ConditionPathIsDirectory", "ConditionFileIsExecutable", "ConditionFileNotEmpty",
		"AssertPathExists", "AssertPathIsDirectory", "AssertFileIsExecutable", "AssertFileNotEmpty",
	} {
		for _, a := range u.Values("Unit", key) {
			value, trigger := strings.CutPrefix(a.Value, "|")
			value, negated := strings.CutPrefix(value, "!")
			holds, known := t.fileCondition(ctx, strings.TrimPrefix(strings.TrimPrefix(key, "Condition"), "Assert"), expand(value, u.Real()))
			holds = !known || holds != negated
			switch {
			case trigger && holds:
				anyHolds = true
			case trigger:
				anyOf = key + "=" + a.Value
			case !holds:
				return key + "=" + a.Value
			}
		}
	}
	if anyOf != "" && !anyHolds && !t.otherTriggers(u) {
		return anyOf
	}
	return ""
}

// otherTriggers: a condition of another kind carries a '|' too.
func (t *Tree) otherTriggers(u *Unit) bool {
	for _, a := range u.Settings {
		if a.Section == "Unit" && strings.HasPrefix(a.Key, "Condition") && strings.HasPrefix(a.Value, "|") &&
			!strings.HasPrefix(a.Key, "ConditionPath") && !strings.HasPrefix(a.Key, "ConditionFile") {
			return true
		}
	}
	return false
}

// fileCondition evaluates one condition. known is false when it cannot be
// told from files at rest.
func (t *Tree) fileCondition(ctx context.Context, kind, p string) (holds, known bool) {
	if !path.IsAbs(p) {
		return false, false
	}
	p = path.Clean(p)
	inFixed := false
	for _, dir := range fixed {
		inFixed = inFixed || strings.HasPrefix(p, dir)
	}
	if !inFixed {
		return false, false
	}
	info, err := t.files.Stat(ctx, p)
	if err != nil {
		return false, errors.Is(err, host.ErrNotExist)
	}
	switch kind {
	case "PathExists":
		return true, true
	case "PathIsDirectory":
		return info.IsDir(), true
	case "FileIsExecutable":
		return info.IsRegular() && info.Perm()&0o111 != 0, true
	case "FileNotEmpty":
		return info.IsRegular() && info.Size > 0, true
	}
	return false, false
}
