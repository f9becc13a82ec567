package netservices

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/parse/service"
)

// sambaNames maps synonyms, without blanks, to the first names.
var sambaNames = map[string]string{
	"public": "guestok", "onlyguest": "guestonly", "writeable": "writable", "writeok": "writable", "writable": "writable",
	"browsable": "browseable", "allowhosts": "hostsallow", "denyhosts": "hostsdeny", "directory": "path", "printok": "printable",
	"minprotocol": "serverminprotocol", "maxprotocol": "servermaxprotocol", "protocol": "servermaxprotocol",
	"serversmbencrypt": "serversmbencrypt", "smbencrypt": "serversmbencrypt",
}

// sambaGlobal are the settings that are kept, with Samba's defaults: their
// names as in the manual.
var sambaGlobal = map[string]string{
	"server min protocol": "smb2_02", "server signing": "default", "server smb encrypt": "default", "map to guest": "never",
	"null passwords": "no", "lanman auth": "no", "ntlm auth": "ntlmv2-only", "encrypt passwords": "yes", "restrict anonymous": "0",
	"usershare allow guests": "no", "bind interfaces only": "no", "client signing": "default", "client min protocol": "smb2_02",
	"security": "auto", "guest account": "nobody",
}

var errRegistry = errors.New("the configuration is in Samba's registry, which is not read")

func (g *gatherer) samba() *Samba {
	const name = "samba"
	const conf = "/etc/samba/smb.conf"
	product := service.Product{
		Configs:  []string{conf},
		Binaries: []string{"/usr/sbin/smbd", "/usr/local/samba/sbin/smbd"},
		Packages: []string{"samba", "samba-server"},
		Units:    []string{"smbd.service", "smb.service"},
	}
	// Clients have the same file, from a package of their own.
	if shared, _ := g.Package("samba-common", "samba-client"); shared != "" {
		product.Configs = nil
	}
	s := &Samba{Present: g.present(name, product)}
	if s.Present == nil || !s.Present.Value {
		return s
	}
	_, version := g.Package("samba", "samba-server")
	read, err := readSamba(g, conf, version)
	if err != nil {
		g.gaps.Add(name+".global", err)
		g.gaps.Add(name+".shares", err)
		return s
	}
	s.Global, s.Shares = read.Global, read.Shares
	for full := range sambaGlobal {
		if _, ok := s.Global[full]; !ok {
			g.gaps.AddReason(in(name+".global", full), "nothing sets it, and the release, which decides, is not known", false)
		}
	}
	return s
}

// readSamba reads smb.conf as the daemons do. Without a version the settings
// whose default depends on it are left out unless a line sets them.
func readSamba(files reader, conf, version string) (*Samba, error) {
	f := &iniFile{files: files, special: sambaSpecial}
	if _, err := f.read(conf, 0); err != nil {
		return nil, err
	}
	global := f.section("global", facts.File(conf)).values
	if v, ok := global["configbackend"]; ok && !strings.EqualFold(v.value, "file") {
		return nil, fmt.Errorf("%s: %w", v.source, errRegistry)
	}
	product := facts.Default(strings.TrimSpace("Samba " + version))
	s := &Samba{Global: map[string]facts.Sourced[string]{}, Shares: map[string]Share{}}
	for full, fallback := range sambaGlobal {
		v, ok := global[iniName(full)]
		old := version != "" && older(version, 4, 11)
		switch {
		case ok:
			s.Global[full] = facts.At(facts.Text(sambaValue(full, v.value)), v.source)
		case strings.HasSuffix(full, "min protocol") && version == "":
		case full == "client min protocol" && old:
			s.Global[full] = facts.At("core", product)
		case full == "server min protocol" && old:
			s.Global[full] = facts.At("lanman1", product)
		default:
			s.Global[full] = facts.At(fallback, product)
		}
	}
	for _, sec := range f.sections {
		if sec.name == "global" {
			continue
		}
		if v, ok := sambaGet(sec, global, "available"); ok {
			if on, ok := iniBool(v.value); ok && !on {
				continue
			}
		}
		s.Shares[facts.Text(sec.name)] = sambaShare(sec, global, product)
	}
	return s, nil
}

// sambaSpecial follows include and copy, and resolves synonyms.
func sambaSpecial(f *iniFile, name, value, file string, line, depth int) (bool, error) {
	switch name {
	case "include":
		if strings.EqualFold(value, "registry") {
			return true, fmt.Errorf("%s: %w", at(file, line), errRegistry)
		}
		// Macros stand for the client; testparm reads them as empty or as its own
		// host, and so does nobody else.
		if strings.Contains(value, "%") {
			return true, lineError(file, line, "what is included depends on the client")
		}
		now := f.now
		_, err := f.read(value, depth+1)
		// A section begun in the file ends with it.
		f.now = now
		return true, err
	case "copy":
		if f.now == nil {
			return true, nil
		}
		for _, s := range f.sections {
			if s.name == strings.ToLower(strings.Join(strings.Fields(value), " ")) && s != f.now {
				maps.Copy(f.now.values, s.values)
			}
		}
		return true, nil
	}
	first, ok := sambaNames[name]
	if !ok {
		return false, nil
	}
	if f.now == nil {
		f.now = f.section("global", at(file, line))
	}
	if first == "writable" {
		// The opposite of read only, which is what is kept.
		first = "readonly"
		if on, ok := iniBool(value); ok {
			value = map[bool]string{true: "no", false: "yes"}[on]
		}
	}
	f.now.values[first] = iniValue{value, at(file, line)}
	return true, nil
}

// sambaValue writes a value in one way: yes and no, protocols in lower case.
func sambaValue(name, value string) string {
	v := strings.ToLower(strings.Trim(value, `"`))
	switch name {
	case "null passwords", "lanman auth", "encrypt passwords", "usershare allow guests", "bind interfaces only":
		if on, ok := iniBool(v); ok {
			return map[bool]string{true: "yes", false: "no"}[on]
		}
	case "server signing", "client signing":
		switch v {
		case "required", "force", "forced", "enforced":
			return "mandatory"
		case "yes", "true", "1", "on", "auto", "enabled":
			return "auto"
		case "no", "false", "0", "off":
			return "disabled"
		}
	case "server smb encrypt":
		switch v {
		case "mandatory", "force", "forced", "enforced":
			return "required"
		case "no", "false", "0", "disabled":
			return "off"
		case "auto", "yes", "true", "1", "enabled", "if_required":
			return "desired"
		}
	case "map to guest":
		return strings.Join(strings.Fields(v), " ")
	case "ntlm auth":
		switch v {
		case "yes", "true", "1":
			return "ntlmv1-permitted"
		case "no", "false", "0":
			return "ntlmv2-only"
		}
	case "server min protocol", "client min protocol":
		switch v {
		case "smb2":
			return "smb2_10"
		case "smb3":
			return "smb3_11"
		}
	}
	return v
}

// sambaGet looks in the section, then in [global], whose values are the
// defaults of every share.
func sambaGet(sec *iniSection, global map[string]iniValue, name string) (iniValue, bool) {
	if v, ok := sec.values[name]; ok {
		return v, true
	}
	v, ok := global[name]
	return v, ok
}

func sambaShare(sec *iniSection, global map[string]iniValue, product facts.Source) Share {
	flag := func(name string, fallback bool) facts.Sourced[bool] {
		if v, ok := sambaGet(sec, global, name); ok {
			if on, ok := iniBool(v.value); ok {
				return facts.At(on, v.source)
			}
		}
		return facts.At(fallback, product)
	}
	readOnly := flag("readonly", true)
	out := Share{
		Guest: flag("guestok", false), Write: facts.At(!readOnly.Value, readOnly.Source), Print: flag("printable", false).Value, Source: sec.source,
	}
	if only := flag("guestonly", false); only.Value && out.Guest.Value {
		out.Guest.Source = only.Source
	}
	if v, ok := sec.values["path"]; ok {
		out.Path = facts.Text(v.value)
	}
	if v, ok := sambaGet(sec, global, "hostsallow"); ok && v.value != "" {
		out.Limited = true
		for _, w := range strings.FieldsFunc(v.value, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
			if service.ClientScope(w) == service.All {
				out.Limited = false
			}
		}
	}
	return out
}
