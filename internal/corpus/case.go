// Package corpus measures isoscan against planted defects: it builds a
// compliant Debian tree, plants one defect or trap on each copy of it, scans
// before and after, and says what was detected, missed or mistaken. It knows
// isoscan only by its command line and its JSON.
package corpus

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Want is the right answer to a case.
type Want string

// The right answers.
const (
	// WantFail: a rule of the control must turn to fail.
	WantFail Want = "fail"
	// WantPass: it looks bad and is fine; nothing may turn to fail.
	WantPass Want = "pass"
	// WantError: it cannot be judged; a rule of the control must stop passing.
	WantError Want = "error"
)

// Case is one planted defect or trap.
type Case struct {
	// Name is the script's name without its suffix, such as "01-empty-password".
	Name string
	// Script is the path of the shell script that plants it.
	Script string
	// Control is the control of ISO/IEC 17799:2000 that it concerns.
	Control string
	Want    Want
}

// Baseline is the script that makes every control of the corpus hold.
const Baseline = "00-baseline.sh"

// Cases reads both indexes of a corpus folder: the defects, then the traps. It
// refuses an index that does not match the scripts beside it.
func Cases(dir string) ([]Case, error) {
	defects, err := readIndex(dir, func(row map[string]string) Want { return WantFail })
	if err != nil {
		return nil, err
	}
	traps, err := readIndex(filepath.Join(dir, "traps"), func(row map[string]string) Want { return Want(row["expected"]) })
	if err != nil {
		return nil, err
	}
	return append(defects, traps...), nil
}

func readIndex(dir string, want func(row map[string]string) Want) ([]Case, error) {
	index := filepath.Join(dir, "index.tsv")
	data, err := os.ReadFile(index)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
	header := strings.Split(lines[0], "\t")
	var cases []Case
	var errs []error
	for i, line := range lines[1:] {
		row := map[string]string{}
		for j, field := range strings.Split(line, "\t") {
			if j < len(header) {
				row[header[j]] = field
			}
		}
		name := row["id"] + "-" + row["name"]
		c := Case{Name: name, Script: filepath.Join(dir, name+".sh"), Control: row["iso"], Want: want(row)}
		if c.Control == "" || !slices.Contains([]Want{WantFail, WantPass, WantError}, c.Want) {
			errs = append(errs, fmt.Errorf("%s:%d: case %s needs a control and one of fail, pass, error", index, i+2, name))
		}
		cases = append(cases, c)
	}
	scripts, err := filepath.Glob(filepath.Join(dir, "*-*.sh"))
	if err != nil {
		return nil, err
	}
	for _, script := range scripts {
		listed := slices.ContainsFunc(cases, func(c Case) bool { return c.Script == script })
		if !listed && filepath.Base(script) != Baseline {
			errs = append(errs, fmt.Errorf("%s does not list %s", index, filepath.Base(script)))
		}
	}
	for _, c := range cases {
		if !slices.Contains(scripts, c.Script) {
			errs = append(errs, fmt.Errorf("%s lists %s, and there is no such script", index, c.Name))
		}
	}
	if len(cases) == 0 {
		errs = append(errs, fmt.Errorf("%s lists no case", index))
	}
	return cases, errors.Join(errs...)
}

// ReadMisses reads the names of cases that are known to be missed until a later
// check looks at them: one a line, what follows a "#" is the reason.
func ReadMisses(path string, cases []Case) (map[string]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	misses := map[string]string{}
	var errs []error
	for i, line := range strings.Split(string(data), "\n") {
		name, reason, _ := strings.Cut(line, "#")
		name, reason = strings.TrimSpace(name), strings.TrimSpace(reason)
		switch {
		case name == "":
		case misses[name] != "":
			errs = append(errs, fmt.Errorf("%s:%d: %s stands here twice", path, i+1, name))
		case reason == "":
			errs = append(errs, fmt.Errorf("%s:%d: %s has no reason; write it after a #", path, i+1, name))
		case !slices.ContainsFunc(cases, func(c Case) bool { return c.Name == name }):
			errs = append(errs, fmt.Errorf("%s:%d: %s is no case of the corpus", path, i+1, name))
		default:
			misses[name] = reason
		}
	}
	return misses, errors.Join(errs...)
}
