package netservices

import (
	"errors"
	"maps"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/lines"
	"isoscan/internal/parse/service"
)

// rsyncConf reads rsyncd.conf(5) as the daemon does, in order: a module starts
// as a copy of what is set globally so far.
type rsyncConf struct {
	files   reader
	modules []*rsyncSection
	global  map[string]iniValue
	// now is where settings go, nil for the global ones.
	now *rsyncSection
	// override is what --dparam sets, before the first module.
	override        map[string]iniValue
	settings, other int
}

type rsyncSection struct {
	name   string
	values map[string]iniValue
	source facts.Source
}

// rsyncFlags are the booleans among the settings that count here. Such a word
// that is none leaves what was set before.
var rsyncFlags = map[string]bool{"readonly": true, "usechroot": true, "writeonly": true}

// rsyncBool reads a boolean of rsyncd.conf(5), which knows neither on nor off.
func rsyncBool(s string) (value, ok bool) {
	switch strings.ToLower(s) {
	case "yes", "true", "1":
		return true, true
	case "no", "false", "0":
		return false, true
	}
	return false, false
}

// read takes in one file. An error is what the daemon ends with, too.
func (c *rsyncConf) read(file string, depth int) (bool, error) {
	if depth > maxDepth {
		return false, lineError(file, 1, "files include one another too deep")
	}
	data, ok, err := c.files.Read(file)
	if err != nil || !ok {
		return ok, err
	}
	settings, other := c.settings, c.other
	all := service.Lines(data)
	for i := 0; i < len(all); i++ {
		first := i + 1
		text := strings.TrimSpace(all[i])
		if text == "" || text[0] == '#' || text[0] == ';' {
			continue // comments do not continue
		}
		if text[0] == '&' {
			if err := c.directive(text[1:], file, first, depth); err != nil {
				return true, err
			}
			continue
		}
		// The backslash may have blanks behind it; the blanks that begin the next
		// line stay.
		text, i = lines.Continued(all, i, text, func(s string) string { return strings.TrimRight(s, " \t\r\v\f") })
		if text == "" {
			continue
		}
		if text[0] == '[' {
			name, _, ok := strings.Cut(text[1:], "]")
			name = strings.Join(strings.Fields(name), " ")
			if !ok || name == "" {
				return true, lineError(file, first, "no name of a module in brackets, so rsync ends")
			}
			c.section(name, at(file, first))
			c.settings++
			continue
		}
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			c.other++ // the daemon warns and goes on
			continue
		}
		if name = iniName(name); name == "" {
			return true, lineError(file, first, "a setting without a name, so rsync ends")
		}
		c.settings++
		c.set(name, strings.TrimSpace(value), at(file, first))
	}
	// A file of such lines is not what the administrator wrote.
	if n, m := c.other-other, c.settings-settings; n > 0 && n >= m {
		return true, lineError(file, 1, "%d lines are neither modules nor settings and %d are, so it is damaged", n, m)
	}
	return true, nil
}

func (c *rsyncConf) set(name, value string, source facts.Source) {
	if _, ok := rsyncBool(value); rsyncFlags[name] && !ok {
		if name != "usechroot" || !strings.EqualFold(value, "unset") {
			return
		}
		value = "yes" // it tries, and the daemon of a system service may
	}
	to := c.global
	if c.now != nil {
		to = c.now.values
	}
	to[name] = iniValue{value, source}
}

// section begins a module or, by the name global in any case, the settings of
// all that follow. A module that was there goes on, whatever the case of its name.
func (c *rsyncConf) section(name string, source facts.Source) {
	if strings.EqualFold(strings.ReplaceAll(name, " ", ""), "global") {
		c.now = nil
		return
	}
	for _, s := range c.modules {
		if iniName(s.name) == iniName(name) {
			c.now = s
			return
		}
	}
	if len(c.modules) == 0 {
		maps.Copy(c.global, c.override)
	}
	c.now = &rsyncSection{name, maps.Clone(c.global), source}
	c.modules = append(c.modules, c.now)
}

// directive follows "&include" and "&merge": a file, or the *.conf (with
// merge the *.inc) files of a folder. What an included file sets globally ends
// with it, and what follows in the file that includes is global again.
func (c *rsyncConf) directive(text, file string, line, depth int) error {
	text = strings.TrimLeft(text, " \t")
	i := strings.IndexAny(text, " \t=")
	if i < 0 {
		return lineError(file, line, "unknown directive, so rsync ends")
	}
	word, target := strings.ToLower(text[:i]), strings.TrimSpace(strings.TrimPrefix(strings.TrimLeft(text[i:], " \t"), "="))
	pattern, ok := map[string]string{"include": "*.conf", "merge": "*.inc"}[word]
	if !ok || target == "" {
		return lineError(file, line, "unknown directive, so rsync ends")
	}
	found, err := c.files.Glob(path.Join(target, pattern))
	switch {
	case errors.Is(err, host.ErrIrregular): // no folder, so a file
		found = []string{target}
	case err != nil:
		return err
	case len(found) == 0:
		there, err := c.files.Glob(target)
		if err != nil {
			return err
		}
		if len(there) == 0 {
			return lineError(file, line, "what it includes is missing, so rsync ends")
		}
		if _, ok, err := c.files.Read(target); ok && err == nil {
			found = []string{target}
		}
	}
	for _, t := range found {
		before := maps.Clone(c.global)
		if word == "include" {
			c.now = nil
		}
		if there, err := c.read(t, depth+1); err != nil {
			return err
		} else if !there {
			return lineError(file, line, "%s is missing", facts.Text(t))
		}
		if word == "include" {
			c.now, c.global = nil, before
		}
	}
	return nil
}

// get is a setting of a module. Texts that it does not have are those that are
// global at the end of the file.
func (c *rsyncConf) get(s *rsyncSection, name string) (iniValue, bool) {
	v, ok := s.values[name]
	if !ok && !rsyncFlags[name] {
		v, ok = c.global[name]
	}
	return v, ok
}
