package firewall

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"isoscan/internal/facts"
)

// fwKind names the elements that a kind of file may hold, and the attributes of
// each: those that it must have, and after the bar those that it may. firewalld
// refuses every other one, wherever it stands.
type fwKind map[string]string

var (
	fwZoneKind = fwKind{
		"short": "", "description": "", "zone": "|name immutable target version", "service": "name", "port": "port protocol", "icmp-block": "name",
		"icmp-type": "name", "forward": "", "forward-port": "port protocol|to-port to-addr", "interface": "name", "rule": "|family priority",
		"source": "|address mac invert family ipset", "destination": "|address invert ipset", "protocol": "value", "source-port": "port protocol",
		"log": "|prefix level", "nflog": "|group prefix queue-size", "audit": "", "accept": "", "reject": "|type", "drop": "", "mark": "set",
		"limit": "value", "icmp-block-inversion": "", "masquerade": "|enabled", "tcp-mss-clamp": "|value",
	}
	fwServiceKind = fwKind{
		"short": "", "description": "", "service": "|name version", "port": "|port protocol", "protocol": "|value", "module": "|name",
		"destination": "|ipv4 ipv6", "source-port": "|port protocol", "include": "|service", "helper": "|name",
	}
)

// element refuses what firewalld refuses.
func (k fwKind) element(e xml.StartElement) error {
	if k == nil {
		return nil
	}
	name := e.Name.Local
	rule, ok := k[name]
	if !ok {
		return fmt.Errorf("the element %q is none of its kind", facts.Text(name))
	}
	required, optional, _ := strings.Cut(rule, "|")
	need, may := strings.Fields(required), strings.Fields(optional)
	for _, a := range e.Attr {
		if !slices.Contains(need, a.Name.Local) && !slices.Contains(may, a.Name.Local) {
			return fmt.Errorf("%s has no attribute %q", name, facts.Text(a.Name.Local))
		}
	}
	for _, n := range need {
		if !slices.ContainsFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == n }) {
			return fmt.Errorf("%s lacks the attribute %s", name, n)
		}
	}
	return nil
}

// decodeXML reads a file whole: what follows its root element counts, too. kind
// may be nil.
func decodeXML(b []byte, kind fwKind, into any) error {
	if err := xml.Unmarshal(b, into); err != nil {
		return err
	}
	d := xml.NewDecoder(strings.NewReader(string(b)))
	depth, roots := 0, 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			if roots != 1 {
				return fmt.Errorf("it has %d root elements", roots)
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch x := t.(type) {
		case xml.StartElement:
			if err := kind.element(x); err != nil {
				return err
			}
			if depth == 0 {
				roots++
			}
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && strings.TrimSpace(string(x)) != "" {
				return fmt.Errorf("it has text outside of its root element")
			}
		}
	}
}
