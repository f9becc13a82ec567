// Package homes reads who can change the files with which people's sessions
// start: the dot files at the top of each home folder; and where the history of a
// shell is no file. It keeps nothing of what they hold, and judges nothing.
package homes

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"isoscan/internal/custody"
	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/passwd"
)

// Facts is what the homes check tells.
type Facts struct {
	Accounts map[string]Home `json:"accounts,omitzero" jsonschema:"accounts of /etc/passwd with a shell and a home folder that exists, by name"`
}

// Home is one account's home folder.
type Home struct {
	Path string `json:"path" jsonschema:"the home folder"`
	// DotFiles counts what was looked at.
	DotFiles int `json:"dot_files" jsonschema:"number of files and folders at its top whose name begins with a dot"`
	// Changeable are those that another account can change.
	Changeable map[string]string `json:"changeable,omitzero" jsonschema:"dot files that somebody other than the account and root can change, with the reason, by path"`
	// Lost are histories of shells that keep nothing.
	Lost   map[string]string `json:"lost_history,omitzero" jsonschema:"histories of shells at its top in place of which is something that keeps nothing: what that is, by path"`
	Source facts.Source      `json:"source" jsonschema:"line of /etc/passwd"`
}

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID: "homes", Title: "Start-up files in home folders",
		Description: "Lists the top of each home folder for dot files that somebody other than their account and root can change, and for histories of shells that are no files.",
	}
}

const maxAccounts = 10_000

// account is a line of passwd(5) that can log on.
type account struct {
	name, home string
	uid, gid   uint32
	line       int
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	b, err := h.ReadFile(ctx, passwd.Path, host.ConfigLimit)
	if err != nil {
		return nil, err
	}
	f := &Facts{Accounts: map[string]Home{}}
	list, err := parsePasswd(b)
	if err != nil {
		// A ruined file names few accounts or none, which proves nothing.
		gaps.Add("accounts", err)
	}
	for i, a := range list {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		key := facts.Text(a.name)
		gap := fmt.Sprintf("accounts[%q]", key)
		if i >= maxAccounts {
			gaps.AddReason(gap, fmt.Sprintf("more than %d accounts", maxAccounts), false)
			break
		}
		entries, err := h.ReadDir(ctx, a.home)
		if errors.Is(err, host.ErrNotExist) || errors.Is(err, host.ErrIrregular) {
			continue // no home, or a device or file in its place, and so no dot files
		}
		if err != nil {
			gaps.Add(gap, err)
			continue
		}
		home := Home{Path: facts.Text(a.home), Changeable: map[string]string{}, Lost: map[string]string{}, Source: facts.FileLine(passwd.Path, a.line)}
		for _, e := range entries {
			if slices.Contains(histories, e.Name) {
				what, err := lost(ctx, h, path.Join(a.home, e.Name), e)
				if err != nil {
					gaps.Add(gap+".lost_history", err)
				}
				if what != "" {
					home.Lost[facts.Text(path.Join(a.home, e.Name))] = what
				}
			}
			if !strings.HasPrefix(e.Name, ".") || e.IsLink() {
				continue // a link's own mode says nothing
			}
			home.DotFiles++
			if why := changeable(e, a); why != "" {
				home.Changeable[facts.Text(path.Join(a.home, e.Name))] = why
			}
		}
		f.Accounts[key] = home
	}
	return f, nil
}

// histories are what shells keep of what is typed: bash(1), zsh(1), ksh(1) and
// ash of BusyBox, under the names that they or their usual start-up files give.
var histories = []string{".bash_history", ".zsh_history", ".zhistory", ".histfile", ".sh_history", ".ash_history", ".ksh_history"}

// lost tells what stands in place of a history and keeps nothing: a link into
// /dev, a device, a folder. A regular file is what should be there.
func lost(ctx context.Context, h host.Host, full string, e host.FileInfo) (string, error) {
	switch {
	case e.IsRegular():
		return "", nil
	case e.IsDir():
		return "a folder", nil
	case !e.IsLink():
		return "a device or pipe", nil
	}
	text, err := h.ReadLink(ctx, full)
	if errors.Is(err, host.ErrNotExist) {
		return "", nil // removed since it was listed
	}
	if err != nil {
		return "", err
	}
	to := text
	if !path.IsAbs(to) {
		to = path.Join(path.Dir(full), to)
	}
	// A tree may lack the device, so the name decides.
	if strings.HasPrefix(path.Clean(to), "/dev/") {
		return facts.Text("a link to " + text), nil
	}
	// A link to a link; to nothing: a shell makes the file.
	info, err := h.Stat(ctx, full)
	switch {
	case errors.Is(err, host.ErrNotExist):
		return "", nil
	case errors.Is(err, host.ErrIrregular) || err == nil && !info.IsRegular():
		return facts.Text("a link to " + text + ", which is no file"), nil
	}
	return "", err
}

// changeable is custody.Changeable, but for a group that is the account's own.
func changeable(e host.FileInfo, a account) string {
	if e.Perm()&0o022 == 0o020 && e.UID == a.uid && e.GID == a.gid && a.gid == a.uid {
		return ""
	}
	return custody.Changeable(e, a.uid)
}

// parsePasswd lists the accounts with a shell that lets them in.
func parsePasswd(b []byte) ([]account, error) {
	var out []account
	list, err := passwd.Parse(b)
	for _, a := range list {
		if !strings.HasPrefix(a.Home, "/") || a.Home == "/" || !a.LogsOn() {
			continue
		}
		out = append(out, account{a.Name, a.Home, a.UID, a.GID, a.Line})
	}
	return out, err
}
