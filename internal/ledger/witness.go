package ledger

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// witness finds for each record the commit that made it what it is.
type witness struct {
	*history
	ctx context.Context
	l   *Ledger
	// now are digests of the records as they stand, by id.
	now map[string]string
	// order numbers commits, the newest 0. Dates are the author's to choose.
	order map[string]int
	// found is a record's commit.
	found map[string]string
}

// version is one record in one version of a file: its lines, and a digest of what
// it says.
type version struct {
	first, last int
	digest      string
}

// valuesOf digests every record, without its position.
func valuesOf(l *Ledger) map[string]string {
	out := make(map[string]string, len(l.Attestations)+len(l.Waivers)+len(l.Applicability))
	for _, a := range l.Attestations {
		out[a.ID] = valueOf(a)
	}
	for _, w := range l.Waivers {
		out[w.ID] = valueOf(w)
	}
	for _, a := range l.Applicability {
		out[a.ID] = valueOf(a)
	}
	return out
}

// valueOf digests the record's own text form, in which every field stands.
func valueOf(record any) string {
	text, err := Render(record)
	if err != nil {
		return ""
	}
	return digestOf(listOf(record) + "\n" + text)
}

func (w *witness) loadOrder() error {
	out, err := w.git(w.ctx, nil, "rev-list", "--topo-order", w.head)
	if err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(string(out)) {
		w.order[strings.TrimSpace(line)] = n
		n++
	}
	w.found = map[string]string{}
	return nil
}

// file finds the commits of one file's records, and says whether the file is as
// the head has it.
func (w *witness) file(name string) (same bool, err error) {
	full := w.prefix + name
	data, err := w.content(w.ctx, w.head, full)
	if err != nil {
		return false, err
	}
	same = digestHex(data) == w.l.contents[name]
	head := versions(data)
	var mine []string // records of this file that are committed as they stand
	for id, v := range head {
		if w.now[id] == v.digest && v.digest != "" {
			mine = append(mine, id)
		}
	}
	if len(mine) == 0 {
		return same, nil
	}
	slices.Sort(mine)
	lines, err := w.blame(full)
	if err != nil {
		return false, err
	}
	byOrigin := map[origin][]string{}
	for _, id := range mine {
		last := w.newest(lines, head[id])
		w.found[id] = last.commit
		byOrigin[last] = append(byOrigin[last], id)
	}
	changed := map[string]bool{} // lines went away after the last commit that left some
	for last, ids := range byOrigin {
		if last.commit == w.head {
			continue
		}
		then, err := w.at(last.commit, last.path)
		if err != nil {
			return false, err
		}
		for _, id := range ids {
			if then[id].digest != w.now[id] {
				changed[id] = true
			}
		}
	}
	return same, w.walk(full, changed)
}

// origin is where a line came from.
type origin struct{ commit, path string }

// newest is the latest commit among a record's lines.
func (w *witness) newest(lines []origin, v version) origin {
	var best origin
	for n := v.first; n <= v.last && n < len(lines); n++ {
		o := lines[n]
		if o.commit == "" {
			continue
		}
		if best.commit == "" || w.rank(o.commit) < w.rank(best.commit) {
			best = o
		}
	}
	return best
}

func (w *witness) rank(commit string) int {
	if n, ok := w.order[commit]; ok {
		return n
	}
	return len(w.order)
}

// blame gives the origin of each line, counted from 1, of a file of the head.
func (w *witness) blame(full string) ([]origin, error) {
	out, err := w.git(w.ctx, nil, "blame", "--incremental", w.head, "--", full)
	if err != nil {
		return nil, err
	}
	var lines []origin
	var commit string
	var at, count int
	s := bufio.NewScanner(bytes.NewReader(out))
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		line := s.Text()
		if name, ok := strings.CutPrefix(line, "filename "); ok {
			if plain, err := strconv.Unquote(name); err == nil {
				name = plain
			}
			if at+count > len(lines) {
				lines = append(lines, make([]origin, at+count-len(lines))...)
			}
			for i := range count {
				lines[at+i] = origin{commit, name}
			}
			count = 0
			continue
		}
		var from int
		fields := strings.Fields(line)
		if count > 0 || len(fields) != 4 || len(fields[0]) != len(w.head) {
			continue // what it says of a commit
		}
		commit = fields[0]
		if _, err := fmt.Sscan(fields[1]+" "+fields[2]+" "+fields[3], &from, &at, &count); err != nil || at < 1 || count < 1 || at+count > MaxFile {
			return nil, fmt.Errorf("git blame wrote %s", shown(line))
		}
	}
	return lines, s.Err()
}

// at are the records of a file as a commit has it.
func (w *witness) at(commit, full string) (map[string]version, error) {
	data, err := w.content(w.ctx, commit, full)
	if err != nil {
		return nil, err
	}
	return versions(data), nil
}

// maxWalk bounds the versions of a file that walk looks at.
const maxWalk = 500

// walk finds the commit of records that lost lines: blame tells who wrote the
// lines that are there, and not who took some away, which can make a waiver
// broader than it was approved. It goes from the newest version back, as long as
// the record says the same.
func (w *witness) walk(full string, changed map[string]bool) error {
	if len(changed) == 0 {
		return nil
	}
	out, err := w.git(w.ctx, nil, "rev-list", "--topo-order", "--max-count="+strconv.Itoa(maxWalk), w.head, "--", full)
	if err != nil {
		return err
	}
	commits := strings.Fields(string(out))
	if len(commits) == 0 {
		return nil
	}
	for id := range changed {
		w.found[id] = commits[0]
	}
	for i, commit := range commits {
		then, err := w.at(commit, full)
		if err != nil {
			return err
		}
		for _, id := range slices.Sorted(maps.Keys(changed)) {
			if then[id].digest != w.now[id] {
				delete(changed, id)
				continue
			}
			w.found[id] = commits[i]
		}
		if len(changed) == 0 {
			return nil
		}
	}
	// Older than what was looked at: the newest commit of the file, so that no
	// approval is taken for more than it was.
	for id := range changed {
		w.found[id] = commits[0]
	}
	return nil
}

func (w *witness) changes() (map[string]Change, error) {
	commits := slices.Compact(slices.Sorted(maps.Values(w.found)))
	about, err := w.commits(w.ctx, commits)
	if err != nil {
		return nil, err
	}
	out := make(map[string]Change, len(w.now))
	for id := range w.now {
		out[id] = Change{Signature: "none"}
		if c, ok := about[w.found[id]]; ok {
			out[id] = c
		}
	}
	return out, nil
}

// versions are the records of one version of a file, by id. One that cannot be
// read has none: it was never a ledger's.
func versions(data []byte) map[string]version {
	r := &reader{l: &Ledger{}, words: map[string]string{}}
	if len(data) > MaxFile {
		return nil
	}
	root := r.tree("", data)
	if root == nil {
		return nil
	}
	ends := lineEnds(data, root)
	d := &decoder{r: r}
	var doc Document
	d.mapping(root, reflect.ValueOf(&doc).Elem(), "")
	out := map[string]version{}
	note := func(id string, at Position, record any) {
		out[id] = version{first: at.Line, last: ends[at.Line], digest: valueOf(record)}
	}
	for _, a := range doc.Attestations {
		note(a.ID, a.Position, a)
	}
	for _, w := range doc.Waivers {
		note(w.ID, w.Position, w)
	}
	for _, a := range doc.Applicability {
		note(a.ID, a.Position, a)
	}
	return out
}

// lineEnds maps the first line of each item of the lists of a file to its last
// one: up to the next item or key, without comments and blank lines at its end.
func lineEnds(data []byte, root *yaml.Node) map[int]int {
	lines := strings.Split(string(data), "\n")
	out := map[int]int{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		limit := len(lines)
		if i+2 < len(root.Content) {
			limit = root.Content[i+2].Line - 1
		}
		items := root.Content[i+1].Content
		for j, item := range items {
			end := limit
			if j+1 < len(items) {
				end = items[j+1].Line - 1
			}
			deepest := lastLine(item)
			for end > deepest {
				text := strings.TrimSpace(lines[end-1])
				if text != "" && !strings.HasPrefix(text, "#") {
					break
				}
				end--
			}
			out[item.Line] = max(end, item.Line)
		}
	}
	return out
}

// lastLine is the last line on which something begins.
func lastLine(n *yaml.Node) int {
	last := n.Line
	for _, c := range n.Content {
		last = max(last, lastLine(c))
	}
	return last
}
