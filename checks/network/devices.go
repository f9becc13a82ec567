package network

import (
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/systemd"
)

// kindOf names a device by the word that a configuration gives its type.
func kindOf(word string) string {
	switch strings.ToLower(word) {
	case "ethernet", "ethernets", "802-3-ethernet":
		return "ethernet"
	case "wifi", "wifis", "wireless", "802-11-wireless", "wlan", "modems", "gsm", "wwan":
		return "wireless"
	case "bridge", "bridges", "ovsbridge":
		return "bridge"
	case "bond", "bonds", "team", "team-device":
		return "bond"
	case "vlan", "vlans", "macvlan", "ipvlan", "vrf", "vrfs":
		return "vlan"
	case "tunnel", "tunnels", "tun", "tap", "wireguard", "gre", "gretap", "ip6gre", "ip6gretap", "sit", "ipip", "ip6tnl", "vti", "vti6", "vxlan", "geneve",
		"ip-tunnel", "vpn", "pppoe", "ppp", "erspan", "xfrm", "l2tp", "fou", "bareudp", "v4tunnel", "6to4", "wvdial":
		return "tunnel"
	}
	return "other"
}

// parseIfupdown reads interfaces(5): "iface NAME FAMILY METHOD" and the options
// below it that make a bridge, bond or tunnel of it.
func parseIfupdown(_, file, text string) map[string]Device {
	out := map[string]Device{}
	current, n := "", 0
	set := func(kind string) {
		out[current] = Device{kind, facts.FileLine(file, n)}
	}
	for line := range strings.Lines(text) {
		n++
		f := strings.Fields(line)
		if len(f) == 0 || f[0][0] == '#' {
			continue
		}
		switch option := strings.ReplaceAll(f[0], "_", "-"); {
		case option == "iface" && len(f) >= 2:
			if current = facts.Text(f[1]); current == "lo" {
				current = ""
				continue
			}
			kind := "ethernet"
			if len(f) >= 4 && kindOf(f[3]) == "tunnel" {
				kind = "tunnel"
			}
			if _, ok := out[current]; !ok {
				set(kind)
			}
		case option == "auto", option == "mapping", option == "source", option == "source-directory", strings.HasPrefix(option, "allow-"):
			current = ""
		case current == "" || len(f) < 2:
		case option == "bridge-ports":
			set("bridge")
		case option == "bond-slaves", option == "bond-mode", option == "slaves":
			set("bond")
		case option == "vlan-raw-device":
			set("vlan")
		case option == "wpa-ssid", option == "wpa-conf", option == "wireless-essid":
			set("wireless")
		case option == "link-type" && len(f) == 2 && kindOf(f[1]) == "tunnel", option == "tunnel-mode", option == "openvpn", option == "wireguard-config-path":
			set("tunnel")
		case (option == "pre-up" || option == "up") && (strings.Contains(line, "ip tunnel add") || strings.Contains(line, "type wireguard") || strings.Contains(line, "ip tuntap add")):
			set("tunnel")
		}
	}
	return out
}

// parseNetplan reads the names below ethernets:, bridges: and the like of a
// netplan file, by their indentation (netplan(5)).
func parseNetplan(_, file, text string) map[string]Device {
	out := map[string]Device{}
	section, sectionIndent, nameIndent, n := "", -1, -1, 0
	for line := range strings.Lines(text) {
		n++
		body, _, _ := strings.Cut(line, "#")
		trimmed := strings.TrimSpace(body)
		if trimmed == "" {
			continue
		}
		indent := len(body) - len(strings.TrimLeft(body, " "))
		key, _, isKey := strings.Cut(trimmed, ":")
		key = strings.Trim(key, `"'`)
		if section != "" && indent <= sectionIndent {
			section = ""
		}
		if section == "" {
			switch key {
			case "ethernets", "wifis", "bridges", "bonds", "vlans", "tunnels", "modems", "vrfs", "dummy-devices", "virtual-ethernets":
				section, sectionIndent, nameIndent = key, indent, -1
			}
			continue
		}
		if nameIndent < 0 {
			nameIndent = indent
		}
		if indent == nameIndent && isKey {
			out[facts.Text(key)] = Device{kindOf(section), facts.FileLine(file, n)}
		}
	}
	return out
}

// parseKeyfile reads a connection of NetworkManager (nm-settings-keyfile(5)).
func parseKeyfile(name, file, text string) map[string]Device {
	kind, device := "", ""
	for _, a := range systemd.Parse(file, []byte(text)) {
		if a.Section != "connection" {
			continue
		}
		switch a.Key {
		case "type":
			kind = kindOf(a.Value)
		case "interface-name":
			device = a.Value
		case "id":
			if device == "" {
				device = a.Value
			}
		}
	}
	if kind == "" {
		return nil
	}
	if device == "" {
		device = name
	}
	return map[string]Device{facts.Text(device): {kind, facts.File(file)}}
}

// parseNetdev reads a device of systemd-networkd (systemd.netdev(5)).
func parseNetdev(_, file, text string) map[string]Device {
	name, kind := "", ""
	for _, a := range systemd.Parse(file, []byte(text)) {
		if a.Section == "NetDev" && a.Key == "Name" {
			name = a.Value
		}
		if a.Section == "NetDev" && a.Key == "Kind" {
			kind = kindOf(a.Value)
		}
	}
	if name == "" || kind == "" {
		return nil
	}
	return map[string]Device{facts.Text(name): {kind, facts.File(file)}}
}

// parseIfcfg reads an ifcfg file of Red Hat or SUSE.
func parseIfcfg(name, file, text string) map[string]Device {
	device := strings.TrimPrefix(name, "ifcfg-")
	if device == "lo" || strings.HasSuffix(device, "~") || strings.HasSuffix(device, ".bak") {
		return nil
	}
	kind := "ethernet"
	for line := range strings.Lines(text) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok {
			continue
		}
		value = strings.Trim(value, `"'`)
		switch strings.ToUpper(key) {
		case "TYPE":
			if k := kindOf(value); k != "other" {
				kind = k
			}
		case "BRIDGE_PORTS":
			kind = "bridge"
		case "BONDING_MASTER":
			if strings.EqualFold(value, "yes") {
				kind = "bond"
			}
		case "TUNNEL":
			kind = "tunnel"
		case "ETHERDEVICE", "VLAN":
			kind = "vlan"
		case "WIRELESS", "ESSID", "WIRELESS_ESSID":
			kind = "wireless"
		case "DEVICE":
			if value != "" {
				device = value
			}
		}
	}
	return map[string]Device{facts.Text(device): {kind, facts.File(file)}}
}

// parseWireGuard takes the name of a file of wg-quick(8).
func parseWireGuard(name, file, _ string) map[string]Device {
	return map[string]Device{facts.Text(strings.TrimSuffix(name, ".conf")): {"tunnel", facts.File(file)}}
}
