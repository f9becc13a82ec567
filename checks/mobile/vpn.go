package mobile

import (
	"strings"

	"isoscan/internal/facts"
)

// wireguard reads the files of wg-quick(8).
func (g *gatherer) wireguard() {
	files, ok := g.list("/etc/wireguard", ".conf", "wireguard")
	if !ok {
		return
	}
	g.f.WireGuard = map[string]WireGuard{}
	for _, p := range files {
		content, found := g.text(p, element("wireguard", p))
		file, err := g.keyFile(p)
		if !found || err != nil {
			if err != nil {
				g.gaps.Add(element("wireguard", p), err)
			}
			continue
		}
		w := parseWireGuard(p, content)
		w.File = file
		g.f.WireGuard[facts.Text(p)] = w
	}
}

func parseWireGuard(p, content string) WireGuard {
	w := WireGuard{Peers: []Peer{}}
	peer := false
	for i, line := range strings.Split(content, "\n") {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			peer = strings.EqualFold(line, "[Peer]")
			if peer {
				w.Peers = append(w.Peers, Peer{Source: facts.FileLine(facts.Text(p), i+1)})
			}
			continue
		}
		key, value, _ := strings.Cut(line, "=")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if !peer {
			w.Listens = w.Listens || key == "listenport" && value != "" && value != "0"
			continue
		}
		at := &w.Peers[len(w.Peers)-1]
		switch key {
		case "endpoint":
			at.Endpoint = value != ""
		case "presharedkey":
			at.Preshared = value != ""
		case "allowedips":
			for _, a := range strings.Split(value, ",") {
				a = strings.TrimSpace(a)
				at.Everyone = at.Everyone || strings.HasSuffix(a, "/0")
			}
		}
	}
	return w
}
