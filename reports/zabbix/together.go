package zabbix

import (
	"cmp"
	"encoding/json"
	"fmt"

	"isoscan/internal/assessment"
)

// discoveredHost and discoveredControl are entries of low-level discovery.
type discoveredHost struct {
	Host string `json:"{#HOST}"`
}

type discoveredControl struct {
	Control string `json:"{#CONTROL}"`
	Title   string `json:"{#TITLE}"`
	Clause  string `json:"{#CLAUSE}"`
}

// organisation adds the values of all hosts together: scores, numbers, the list
// of hosts with what fails on each, and the list of controls with the verdict of
// the worst host.
func (in *input) organisation(o *assessment.Organisation, severity map[string]assessment.Severity) error {
	hosts, controls := []discoveredHost{}, make([]discoveredControl, 0, len(o.Controls))
	states := &input{host: in.host, at: in.at}
	named := map[string]bool{}
	add := func(name string, assessed, serious int) {
		// An item stands for a name: of two hosts without one, the first has it.
		if name = hostName(name); named[name] {
			return
		}
		named[name] = true
		hosts = append(hosts, discoveredHost{name})
		states.number(key("isoscan.organisation.host.assessed", name), assessed)
		if assessed > 0 {
			states.number(key("isoscan.organisation.host.serious", name), serious)
		}
	}
	for i := range o.Hosts {
		h, serious := &o.Hosts[i], 0
		for _, f := range h.Findings {
			if s := severity[f.Rule]; !f.Waived && s != assessment.Medium && s != assessment.Low {
				serious++
			}
		}
		assessed := 1
		if h.Score.Technical.Assured == nil {
			assessed = 0
		}
		add(h.Host.Name, assessed, serious)
	}
	for _, a := range o.NotAssessed {
		add(cmp.Or(a.Host, a.ID), 0, 0)
	}
	count := map[assessment.Conformity]int{}
	for i := range o.Controls {
		c := &o.Controls[i]
		count[c.Verdict]++
		controls = append(controls, discoveredControl{Control: text(c.ID), Title: text(c.Title), Clause: text(c.Clause)})
		states.add(key("isoscan.organisation.control.verdict", c.ID), string(c.Verdict))
		states.add(key("isoscan.organisation.control.adjusted", c.ID), string(cmp.Or(c.Adjusted, c.Verdict)))
		states.number(key("isoscan.organisation.control.nonconforming", c.ID), c.Hosts.Nonconforming)
	}
	for _, list := range []struct {
		key string
		of  any
	}{{"isoscan.organisation.host.discovery", hosts}, {"isoscan.organisation.control.discovery", controls}} {
		raw, err := json.Marshal(list.of)
		if err != nil {
			return fmt.Errorf("writing a list for Zabbix: %w", err)
		}
		in.raw(list.key, string(raw))
	}
	in.add("isoscan.organisation.name", o.Name)
	in.number("isoscan.organisation.last_run", int(in.at))
	in.scoreAt("isoscan.organisation.score", "technical", o.Score.Technical)
	in.scoreAt("isoscan.organisation.score", "overall", o.Score.Overall)
	in.number(key("isoscan.organisation.hosts", "assessed"), len(o.Hosts))
	in.number(key("isoscan.organisation.hosts", "not_assessed"), len(o.NotAssessed))
	for _, v := range assessment.Conformities() {
		// No control of an organisation is waived by its raw verdict.
		if v != assessment.ControlWaived {
			in.number(key("isoscan.organisation.controls", string(v)), count[v])
		}
	}
	in.lines.Write(states.lines.Bytes())
	return nil
}
