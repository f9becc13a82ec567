package mobile

import (
	"errors"
	"path"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
)

// wireless reads saved networks where their programs keep them.
func (g *gatherer) wireless() {
	g.f.Networks = map[string]Network{}
	for _, dir := range []string{"/etc/NetworkManager/system-connections", "/run/NetworkManager/system-connections", "/usr/lib/NetworkManager/system-connections"} {
		files, ok := g.list(dir, "", "networks")
		for _, p := range files {
			g.network(p, keyfileNetwork)
		}
		if !ok {
			g.f.Networks = nil
			return
		}
	}
	files, ok := g.list("/var/lib/iwd", "", "networks")
	if !ok {
		g.f.Networks = nil
		return
	}
	for _, p := range files {
		g.network(p, iwdNetwork)
	}
	supplicant, ok := g.list("/etc/wpa_supplicant", ".conf", "networks")
	if !ok {
		g.f.Networks = nil
		return
	}
	for _, p := range append([]string{"/etc/wpa_supplicant.conf"}, supplicant...) {
		g.network(p, supplicantNetworks)
	}
}

func (g *gatherer) network(p string, parse func(p, content string) (map[string]Network, error)) {
	field := element("networks", p)
	content, found := g.text(p, field)
	if !found {
		return
	}
	file, err := g.keyFile(p)
	if err != nil {
		g.gaps.Add(field, err)
		return
	}
	networks, err := parse(p, content)
	for key, n := range networks {
		n.File = file
		g.f.Networks[facts.Text(key)] = n
	}
	if err != nil {
		g.gaps.Add(field, err)
	}
}

// keyfileNetwork reads nm-settings-keyfile(5). Other kinds of connection are none.
func keyfileNetwork(p, content string) (map[string]Network, error) {
	s := parseINI(content)
	kind, _ := last(s, "connection", "type")
	if kind.value != "wifi" && kind.value != "802-11-wireless" {
		return nil, nil
	}
	get := func(key string, sections ...string) string {
		for _, section := range sections {
			if v, ok := last(s, section, key); ok {
				return v.value
			}
		}
		return ""
	}
	security := []string{"wifi-security", "802-11-wireless-security"}
	n := Network{Manager: "NetworkManager", Autoconnect: true, Source: facts.File(facts.Text(p))}
	if v, ok := last(s, "connection", "autoconnect"); ok {
		n.Autoconnect = isTrue(v.value)
	}
	switch management := strings.ToLower(get("key-mgmt", security...)); management {
	case "":
		n.Security = "open"
	case "none", "ieee8021x":
		n.Security = "wep" // "none" with a [wifi-security] section is WEP; ieee8021x is dynamic WEP
	case "wpa-psk":
		n.Security = "psk"
	case "wpa-eap", "wpa-eap-suite-b-192":
		n.Security = "enterprise"
		methods := strings.FieldsFunc(get("eap", "802-1x"), func(r rune) bool { return r == ';' || r == ',' || r == ' ' })
		ca := mutual(methods) || !emptyCA(get("ca-cert", "802-1x")) || get("ca-path", "802-1x") != "" || isTrue(get("system-ca-certs", "802-1x"))
		n.Validated = &ca
	default: // sae, owe
		n.Security = facts.Text(management)
	}
	n.TKIP = onlyOld(get("proto", security...), get("pairwise", security...), ";,")
	return map[string]Network{p: n}, nil
}

// onlyOld: WPA version 1 alone, or the cipher TKIP alone, is named.
func onlyOld(proto, pairwise, separators string) bool {
	only := func(list string, old ...string) bool {
		words := strings.FieldsFunc(strings.ToLower(list), func(r rune) bool { return strings.ContainsRune(separators+" \t", r) })
		for _, w := range words {
			known := false
			for _, o := range old {
				known = known || w == o
			}
			if !known {
				return false
			}
		}
		return len(words) > 0
	}
	return only(proto, "wpa") || only(pairwise, "tkip", "none")
}

// iwdNetwork tells by the file's suffix, iwd.network(5).
func iwdNetwork(p, content string) (map[string]Network, error) {
	n := Network{Manager: "iwd", Autoconnect: true, Source: facts.File(facts.Text(p))}
	s := parseINI(content)
	if v, ok := last(s, "settings", "autoconnect"); ok {
		n.Autoconnect = isTrue(v.value)
	}
	switch path.Ext(p) {
	case ".open":
		n.Security = "open"
	case ".psk":
		n.Security = "psk"
	case ".8021x":
		n.Security = "enterprise"
		method, _ := last(s, "security", "eap-method")
		ca := mutual(strings.Fields(method.value))
		for _, x := range s {
			ca = ca || x.section == "security" && strings.HasSuffix(x.key, "cacert") && x.value != ""
		}
		n.Validated = &ca
	default:
		return nil, nil
	}
	return map[string]Network{p: n}, nil
}

// radios asks rfkill of a running machine.
func (g *gatherer) radios() {
	const dir = "/sys/class/rfkill"
	if !g.Has(host.CapSystem) {
		g.gaps.Add("radios", host.ErrUnsupported)
		return
	}
	entries, err := g.ReadDir(g.ctx, dir)
	if err != nil && !errors.Is(err, host.ErrNotExist) { // a kernel without rfkill
		g.gaps.Add("radios", err)
		return
	}
	g.f.Radios = map[string]Radio{}
	for _, e := range entries {
		p := path.Join(dir, e.Name)
		read := func(name string) string {
			b, rerr := g.ReadFile(g.ctx, path.Join(p, name), 4096)
			if rerr != nil {
				err = rerr
			}
			return strings.TrimSpace(string(b))
		}
		err = nil
		r := Radio{Kind: facts.Text(read("type")), Blocked: read("soft") == "1" || read("hard") == "1", Source: facts.File(facts.Text(p))}
		if err != nil {
			g.gaps.Add(element("radios", e.Name), err)
			continue
		}
		g.f.Radios[facts.Text(e.Name)] = r
	}
}

// bluetooth reads main.conf and input.conf of BlueZ.
func (g *gatherer) bluetooth() {
	const program, main, input = "BlueZ", "/etc/bluetooth/main.conf", "/etc/bluetooth/input.conf"
	daemons := []string{"/usr/libexec/bluetooth/bluetoothd", "/usr/lib/bluetooth/bluetoothd", "/usr/sbin/bluetoothd"}
	found := g.first("bluetooth", daemons...)
	if found == "" && g.missing("bluetooth") {
		return
	}
	g.f.Bluetooth = &Bluetooth{Present: facts.At(found != "", facts.File(daemons[0]))}
	if found == "" {
		return
	}
	g.f.Bluetooth.Present.Source = facts.File(found)
	m, _ := g.text(main, "bluetooth.settings")
	i, _ := g.text(input, "bluetooth.settings")
	if g.missing("bluetooth.settings") {
		return
	}
	ms, is := parseINI(m), parseINI(i)
	g.f.Bluetooth.Settings = map[string]facts.Sourced[string]{
		"DiscoverableTimeout": value(ms, main, "general", "DiscoverableTimeout", "180", program),
		"AlwaysPairable":      value(ms, main, "general", "AlwaysPairable", "false", program),
		"JustWorksRepairing":  value(ms, main, "general", "JustWorksRepairing", "never", program),
		"Privacy":             value(ms, main, "general", "Privacy", "off", program),
		"ClassicBondedOnly":   value(is, input, "general", "ClassicBondedOnly", "true", program),
	}
}
