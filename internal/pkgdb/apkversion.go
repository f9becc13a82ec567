package pkgdb

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// apkForm is apk-package(5)'s version: digits and periods, a letter, suffixes,
// a commit's hash and the revision.
var apkForm = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)[0-9]*)*)(?:~[0-9a-f]+)?(?:-r([0-9]+))?$`)

// apkSuffix ranks the suffixes; a version without one lies between rc and cvs.
var apkSuffix = map[string]int{"alpha": -4, "beta": -3, "pre": -2, "rc": -1, "cvs": 1, "svn": 2, "git": 3, "hg": 4, "p": 5}

// compareAPK orders two versions as apk does: numbers part by part, then the
// letter, the suffixes and the revision.
func compareAPK(a, b string) (int, error) {
	ga, gb := apkForm.FindStringSubmatch(a), apkForm.FindStringSubmatch(b)
	for s, g := range map[string][]string{a: ga, b: gb} {
		if g == nil {
			return 0, fmt.Errorf("version %q: not a version of apk", s)
		}
	}
	na, nb := strings.Split(ga[1], "."), strings.Split(gb[1], ".")
	for i := range min(len(na), len(nb)) {
		if c := apkNumber(na[i], nb[i], i > 0); c != 0 {
			return c, nil
		}
	}
	if c := cmp.Or(cmp.Compare(len(na), len(nb)), cmp.Compare(ga[2], gb[2])); c != 0 {
		return c, nil
	}
	sa, sb := apkSuffixes(ga[3]), apkSuffixes(gb[3])
	for i := range max(len(sa), len(sb)) {
		var x, y [2]int
		if i < len(sa) {
			x = sa[i]
		}
		if i < len(sb) {
			y = sb[i]
		}
		if c := cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])); c != 0 {
			return c, nil
		}
	}
	return apkNumber(cmp.Or(ga[4], "0"), cmp.Or(gb[4], "0"), false), nil
}

// apkNumber compares two runs of digits of any length. Behind a period one
// that begins with a zero counts as a fraction: 1.05 is older than 1.1.
func apkNumber(a, b string, fraction bool) int {
	if fraction && (len(a) > 1 && a[0] == '0' || len(b) > 1 && b[0] == '0') {
		return strings.Compare(a, b)
	}
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

func apkSuffixes(s string) [][2]int {
	var out [][2]int
	for _, part := range strings.Split(s, "_") {
		if part == "" {
			continue
		}
		name := strings.TrimRight(part, "0123456789")
		n, _ := strconv.Atoi(part[len(name):])
		out = append(out, [2]int{apkSuffix[name], n})
	}
	return out
}
