package score

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"isoscan/internal/assessment"
)

// member is one host of an organisation: one that was assessed, or an entry of
// the register that was not.
type member struct {
	// host of one that was assessed, as identity has it.
	host assessment.Host
	// entry is the id of one that was not.
	entry string
	// name as people know it; several may bear it.
	name string
}

func (m member) before(other member) bool {
	return cmp.Or(strings.Compare(m.name, other.name), strings.Compare(m.host.MachineID, other.host.MachineID),
		strings.Compare(m.host.Root, other.host.Root), strings.Compare(m.entry, other.entry)) < 0
}

// identity is what tells hosts apart: the name and the machine id. Without one,
// which folder a tree at rest lay in.
func identity(h assessment.Host) assessment.Host {
	out := assessment.Host{Name: h.Name, MachineID: h.MachineID}
	if h.MachineID == "" {
		out.Root = h.Root
	}
	return out
}

// SameHost: both were seen to be one host, or nothing tells them apart.
func SameHost(a, b assessment.Host) bool { return identity(a) == identity(b) }

// HostNames are names by which people tell hosts apart: their own, and where
// several bear one, with a part of the machine id behind. The result does not
// rest on the order of hosts.
func HostNames(hosts []assessment.Host) []string {
	members := make([]member, len(hosts))
	for i, h := range hosts {
		members[i] = member{host: identity(h), name: h.Name}
	}
	return memberNames(members)
}

func (o *Organisation) names() []string { return memberNames(o.members) }

func memberNames(members []member) []string {
	byName := map[string][]int{}
	for i, m := range members {
		byName[m.name] = append(byName[m.name], i)
	}
	out := make([]string, len(members))
	for name, list := range byName {
		if len(list) == 1 {
			out[list[0]] = name
			continue
		}
		var hosts []int
		for _, i := range list {
			if id := members[i].entry; id != "" {
				out[i] = id + " (registered as " + name + ")"
			} else {
				hosts = append(hosts, i)
			}
		}
		if len(hosts) == 1 {
			out[hosts[0]] = name
			continue
		}
		n := digits(members, hosts)
		for _, i := range hosts {
			out[i] = name + " (" + what(members[i].host, n) + ")"
		}
	}
	// A host may be called like what another one is given.
	taken := map[string]bool{}
	for _, i := range inOrder(members) {
		name := out[i]
		for n := 2; taken[out[i]]; n++ {
			out[i] = fmt.Sprintf("%s #%d", name, n)
		}
		taken[out[i]] = true
	}
	return out
}

func inOrder(members []member) []int {
	out := make([]int, len(members))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(a, b int) int {
		switch {
		case members[a].before(members[b]):
			return -1
		case members[b].before(members[a]):
			return 1
		}
		return 0
	})
	return out
}

// what tells a host from others of its name, with n digits of the machine id.
func what(h assessment.Host, n int) string {
	switch {
	case h.MachineID != "":
		return "machine " + h.MachineID[:min(n, len(h.MachineID))]
	case h.Root != "":
		return "tree " + h.Root
	}
	return "no machine id"
}

// digits are as many of the machine ids as tell these hosts apart, at least 8.
func digits(members []member, hosts []int) int {
	for n := 8; ; n *= 2 {
		seen, longest := map[string]bool{}, 0
		for _, i := range hosts {
			id := members[i].host.MachineID
			longest = max(longest, len(id))
			seen[what(members[i].host, n)] = true
		}
		if len(seen) == len(hosts) || n >= longest {
			return n
		}
	}
}

func sortedNames(names []string, numbers []int) []string {
	out := make([]string, len(numbers))
	for i, n := range numbers {
		out[i] = names[n]
	}
	slices.Sort(out)
	return out
}

// whyNotAssessed tells whether there were no facts under the entry's name, or
// those of another machine.
func (o *Organisation) whyNotAssessed(asset assessment.Asset) string {
	name := cmp.Or(asset.Host, asset.ID)
	var others []string
	for _, m := range o.members {
		if m.entry == "" && m.name == name {
			if m.host.MachineID == "" {
				others = append(others, "no machine id that could be seen")
			} else {
				others = append(others, "machine id "+m.host.MachineID[:min(8, len(m.host.MachineID))]+"...")
			}
		}
	}
	if len(others) == 0 {
		return "there are no facts of this registered host"
	}
	slices.Sort(others)
	return fmt.Sprintf("there are no facts of this registered host: what was judged under the name %s is another machine, with %s, and the register pins its machine id",
		name, strings.Join(slices.Compact(others), " and "))
}

// SharedEntryError says that two hosts of one name would be the same entry of
// the asset register.
type SharedEntryError struct {
	Asset assessment.Asset
	Hosts [2]assessment.Host
}

func (e *SharedEntryError) Error() string {
	return fmt.Sprintf("%s: the register's entry %s does not say which of two hosts called %s it is: the one with %s, or the one with %s",
		e.Asset.Source, e.Asset.ID, e.Hosts[0].Name, machineOf(e.Hosts[0]), machineOf(e.Hosts[1]))
}

// Hint is the next step.
func (e *SharedEntryError) Hint() string {
	return "give the entry the machine_id of its host, and the other host an entry of its own; or, when one of them is gone, leave out its facts"
}

func machineOf(h assessment.Host) string {
	if h.MachineID == "" {
		return "no machine id"
	}
	return `machine_id "sha256:` + h.MachineID + `"`
}
