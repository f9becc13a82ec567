package mobile

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/pkgdb"
)

// openvpn reads the configurations that openvpn@, openvpn-server@ and
// openvpn-client@ start. Of a file that OpenVPN refuses there are facts as far
// as it could be read, and a gap.
func (g *gatherer) openvpn() {
	g.f.OpenVPN = map[string]OpenVPN{}
	for _, dir := range []string{"/etc/openvpn", "/etc/openvpn/server", "/etc/openvpn/client"} {
		files, ok := g.list(dir, ".conf", "openvpn")
		if !ok {
			g.f.OpenVPN = nil
			return
		}
		for _, p := range files {
			at := element("openvpn", p)
			content, found := g.text(p, at)
			if !found {
				continue
			}
			file, err := g.keyFile(p)
			if err != nil {
				g.gaps.Add(at, err)
				continue
			}
			f := &openvpnFile{ignored: map[string]bool{}, read: func(name string) (string, error) {
				b, err := g.ReadFile(g.ctx, beside(dir, name), host.ConfigLimit)
				return string(b), err
			}}
			f.parse(p, content, 0)
			v := f.facts(p, g.olderOpenVPN)
			v.File = file
			g.openvpnNeeds(f, dir)
			if f.err != nil {
				g.gaps.Add(at, f.err)
			}
			g.f.OpenVPN[facts.Text(p)] = v
		}
	}
}

// beside is a path as the unit, which starts in the file's folder, finds it.
func beside(dir, name string) string {
	if strings.HasPrefix(name, "/") {
		return path.Clean(name)
	}
	return path.Join(dir, name)
}

// openvpnNeeds refuses a file that names one that does not exist, as OpenVPN
// does before it starts.
func (g *gatherer) openvpnNeeds(f *openvpnFile, dir string) {
	rooted := false
	for _, l := range f.lines {
		if l.name() == "cd" {
			dir = beside(dir, l.arg(1))
		}
		rooted = rooted || l.name() == "chroot"
	}
	for _, l := range f.lines {
		n := 1
		switch l.name() {
		case "status", "log", "log-append", "writepid":
			g.openvpnFolder(f, l, beside(dir, l.arg(1)))
			continue
		case "ca", "capath", "cert", "key", "dh", "pkcs12", "tls-auth", "tls-crypt", "tls-crypt-v2", "secret", "extra-certs", "askpass", "auth-user-pass":
		case "crl-verify":
			if rooted {
				continue
			}
		case "management":
			if n = 3; l.arg(2) == "unix" {
				g.openvpnFolder(f, l, beside(dir, l.arg(1)))
			}
		default:
			continue
		}
		name := l.arg(n)
		if l.block || name == "" || l.name() == "dh" && name == "none" || name == "stdin" {
			continue
		}
		if _, err := g.Stat(g.ctx, beside(dir, name)); errors.Is(err, host.ErrNotExist) {
			f.refuse(l.source, "%s: there is no file %s", l.name(), facts.Text(beside(dir, name)))
		}
	}
}

// openvpnFolder refuses a file that cannot be made for want of its folder. What
// /run holds comes and goes.
func (g *gatherer) openvpnFolder(f *openvpnFile, l directive, file string) {
	folder := path.Dir(file)
	if _, err := g.Stat(g.ctx, folder); errors.Is(err, host.ErrNotExist) && !strings.HasPrefix(folder+"/", "/run/") && !strings.HasPrefix(folder+"/", "/var/run/") {
		f.refuse(l.source, "%s: there is no folder %s", l.name(), facts.Text(folder))
	}
}

// olderOpenVPN tells whether a release before 2.6 may be installed, for which
// "cipher" still counts beside "data-ciphers".
func (g *gatherer) olderOpenVPN() bool {
	dbs, err := pkgdb.Read(g.ctx, g)
	if err != nil {
		return true
	}
	for _, db := range dbs {
		for _, p := range db.Packages {
			if p.Name != "openvpn" || !p.Installed() {
				continue
			}
			_, version, ok := strings.Cut(p.Version, ":")
			if !ok {
				version = p.Version
			}
			major, rest, _ := strings.Cut(version, ".")
			minor, _, _ := strings.Cut(rest, ".")
			a, err1 := strconv.Atoi(major)
			b, err2 := strconv.Atoi(minor)
			return err1 != nil || err2 != nil || a < 2 || a == 2 && b < 6
		}
	}
	return true
}

// last finds the last directive of one of the names, for the last one counts.
func (f *openvpnFile) last(names ...string) (d directive, ok bool) {
	for _, l := range f.lines {
		if slices.Contains(names, l.name()) {
			d, ok = l, true
		}
	}
	return d, ok
}

func (f *openvpnFile) has(names ...string) bool {
	_, ok := f.last(names...)
	return ok
}

func (f *openvpnFile) text(otherwise string, names ...string) facts.Sourced[string] {
	if d, ok := f.last(names...); ok && len(d.words) > 1 {
		return facts.At(d.arg(1), d.source)
	}
	return facts.At(otherwise, facts.Default("OpenVPN"))
}

// facts reads what the configuration comes to. older tells whether a release
// before 2.6 may read it.
func (f *openvpnFile) facts(p string, older func() bool) OpenVPN {
	here := facts.File(facts.Text(p))
	flag := func(names ...string) facts.Sourced[bool] {
		if d, ok := f.last(names...); ok {
			return facts.At(true, d.source)
		}
		return facts.At(false, here)
	}
	v := OpenVPN{
		Role: f.role(), User: f.text("root", "user"), Digest: f.text("SHA1", "auth"), TLSMin: f.text("default", "tls-version-min"),
		Password: flag("auth-user-pass", "auth-user-pass-verify", "plugin"), DuplicateCN: flag("duplicate-cn"),
		PeerChecked: f.peerChecked(here), Compression: f.compression(), ClientCert: f.clientCertificate(),
		Management: facts.At("off", facts.Default("OpenVPN")), Guard: facts.At("none", here),
	}
	v.Digest.Value = strings.ToUpper(v.Digest.Value)
	v.Ciphers = f.ciphers(v.Role, here, older)
	if d, ok := f.last("compat-mode"); ok && v.TLSMin.Source == facts.Default("OpenVPN") && releaseBefore(d.arg(1), 2, 3, 7) {
		v.TLSMin = facts.At("1.0", d.source)
	}
	if d, ok := f.last("tls-auth", "tls-crypt", "tls-crypt-v2"); ok {
		v.Guard = facts.At(d.name(), d.source)
	}
	if d, ok := f.last("management"); ok {
		v.Management = facts.At(managementPlace(d.words), d.source)
	}
	for _, l := range f.lines {
		v.KeyInside = v.KeyInside || l.block && slices.Contains([]string{"key", "secret", "pkcs12", "auth-user-pass", "tls-crypt-v2"}, l.name())
	}
	f.check(v)
	return v
}

// role: server and client are the two sides of TLS; without TLS and without a
// shared key nothing is encrypted.
func (f *openvpnFile) role() string {
	mode, _ := f.last("mode")
	switch {
	case f.has("secret"):
		return "static"
	case f.has("server", "server-bridge", "server-ipv6", "tls-server") || mode.arg(1) == "server":
		return "server"
	case f.has("client", "tls-client"):
		return "client"
	}
	return "plain"
}

// ciphers lists what data may be encrypted with, in upper case: the list, what
// stands in for it, and "cipher" for releases that heed it.
func (f *openvpnFile) ciphers(role string, here facts.Source, older func() bool) facts.Sourced[string] {
	var c facts.Sourced[string]
	switch role {
	case "plain":
		return facts.At("NONE", here)
	case "static":
		c = f.text("BF-CBC", "cipher")
	default:
		c = f.text("AES-256-GCM:AES-128-GCM:CHACHA20-POLY1305", "data-ciphers", "ncp-ciphers")
		list := strings.Split(strings.ToUpper(c.Value), ":")
		add := func(d directive) {
			if name := strings.ToUpper(d.arg(1)); !slices.Contains(list, name) && !slices.Contains(list, "?"+name) {
				list, c.Source = append(list, name), d.source
			}
		}
		fallback, ok := f.last("data-ciphers-fallback")
		cipher, plain := f.last("cipher")
		compat, compatible := f.last("compat-mode")
		switch {
		case ok:
			add(fallback)
		case plain && (older() || compatible && releaseBefore(compat.arg(1), 2, 6, 0)):
			add(cipher)
		case compatible && releaseBefore(compat.arg(1), 2, 4, 0):
			add(directive{words: []string{"cipher", "BF-CBC"}, source: compat.source})
		}
		c.Value = strings.Join(list, ":")
	}
	c.Value = strings.ToUpper(c.Value)
	return c
}

// releaseBefore compares a release such as 2.3.7.
func releaseBefore(release string, want ...int) bool {
	for i, s := range strings.SplitN(release+".0.0", ".", 4)[:3] {
		n, _ := strconv.Atoi(s)
		if n != want[i] {
			return n < want[i]
		}
	}
	return false
}

// peerChecked: the other side must be a server by its certificate's use, or
// have a name, a fingerprint or the consent of a script.
func (f *openvpnFile) peerChecked(here facts.Source) facts.Sourced[bool] {
	if d, ok := f.last("verify-x509-name", "tls-remote", "tls-verify", "peer-fingerprint"); ok {
		return facts.At(true, d.source)
	}
	if d, ok := f.last("ns-cert-type"); ok && d.arg(1) == "server" {
		return facts.At(true, d.source)
	}
	if d, ok := f.last("remote-cert-tls", "remote-cert-eku"); ok {
		server := slices.Contains([]string{"server", "TLS Web Server Authentication", "1.3.6.1.5.5.7.3.1", "serverAuth"}, d.arg(1))
		return facts.At(server, d.source)
	}
	return facts.At(false, here)
}

func (f *openvpnFile) clientCertificate() facts.Sourced[string] {
	d, ok := f.last("verify-client-cert", "client-cert-not-required")
	switch {
	case !ok:
		return facts.At("require", facts.Default("OpenVPN"))
	case d.name() == "client-cert-not-required":
		return facts.At("none", d.source)
	case len(d.words) == 1:
		return facts.At("require", d.source)
	}
	return facts.At(d.arg(1), d.source)
}

// compression: "comp-lzo" unless no, "compress" with an algorithm other than a
// stub, of these the last; "allow-compression yes" or asym.
func (f *openvpnFile) compression() facts.Sourced[bool] {
	for _, names := range [][]string{{"comp-lzo", "compress"}, {"allow-compression"}} {
		d, ok := f.last(names...)
		if !ok {
			continue
		}
		on := false
		switch arg := d.arg(1); d.name() {
		case "comp-lzo":
			on = arg != "no"
		case "compress":
			on = arg != "" && arg != "stub" && arg != "stub-v2" && arg != "migrate"
		case "allow-compression":
			on = arg == "yes" || arg == "asym"
		}
		if on {
			return facts.At(true, d.source)
		}
	}
	return facts.At(false, facts.Default("OpenVPN"))
}

// check refuses what OpenVPN refuses of the options together.
func (f *openvpnFile) check(v OpenVPN) {
	here := facts.Source("options together")
	if len(f.lines) > 0 {
		here = f.lines[len(f.lines)-1].source
	}
	oneOf := func(name string, values ...string) {
		for _, l := range f.lines {
			if l.name() == name && !slices.Contains(values, l.arg(1)) {
				f.refuse(l.source, "%s cannot be %q", name, l.arg(1))
			}
		}
	}
	oneOf("verify-client-cert", "", "none", "optional", "require")
	oneOf("remote-cert-tls", "client", "server")
	oneOf("ns-cert-type", "client", "server")
	oneOf("allow-compression", "no", "asym", "yes")
	oneOf("comp-lzo", "", "yes", "no", "adaptive")
	oneOf("compress", "", "stub", "stub-v2", "migrate", "lzo", "lz4", "lz4-v2")
	oneOf("tls-version-max", "1.0", "1.1", "1.2", "1.3")
	for _, l := range f.lines {
		if l.name() == "tls-version-min" && l.arg(2) != "or-highest" && !slices.Contains([]string{"1.0", "1.1", "1.2", "1.3"}, l.arg(1)) {
			f.refuse(l.source, "tls-version-min cannot be %q", l.arg(1))
		}
	}
	if most, ok := f.last("tls-version-max"); ok && v.TLSMin.Value > most.arg(1) && v.TLSMin.Value != "default" {
		f.refuse(most.source, "tls-version-min is bigger than tls-version-max")
	}
	if d, ok := f.last("allow-compression"); ok && d.arg(1) == "no" && v.Compression.Value {
		f.refuse(d.source, "allow-compression no, and compression")
	}
	if !f.has("dev") {
		f.refuse(here, "dev is missing")
	}
	for _, c := range strings.Split(v.Ciphers.Value, ":") {
		if name, optional := strings.CutPrefix(c, "?"); !optional && !isCipher(name) {
			f.refuse(v.Ciphers.Source, "there is no cipher %s", facts.Text(name))
		}
	}
	if !openvpnDigests[v.Digest.Value] {
		f.refuse(v.Digest.Source, "there is no digest %s", facts.Text(v.Digest.Value))
	}
	if _, ok := f.last("tls-auth"); ok && f.has("tls-crypt", "tls-crypt-v2") {
		f.refuse(here, "tls-auth and tls-crypt exclude each other")
	}
	f.checkRole(v, here)
}

func (f *openvpnFile) checkRole(v OpenVPN, here facts.Source) {
	if v.Role == "plain" {
		if d, ok := f.last("ca", "capath", "cert", "key", "pkcs12", "dh", "crl-verify", "ns-cert-type", "remote-cert-ku", "remote-cert-eku", "remote-cert-tls",
			"tls-auth", "tls-crypt", "tls-crypt-v2", "tls-cipher", "tls-verify", "verify-x509-name"); ok {
			f.refuse(d.source, "%s, and neither side of TLS", d.name())
		}
		return
	}
	tls := f.has("client", "server", "server-bridge", "server-ipv6", "tls-server", "tls-client")
	if v.Role == "static" {
		if tls {
			f.refuse(here, "secret, and TLS")
		}
		return
	}
	password := f.has("auth-user-pass-verify", "plugin", "management-client-auth")
	if v.Role == "server" && (v.ClientCert.Value != "require" || f.has("auth-user-pass-optional")) && !password {
		f.refuse(v.ClientCert.Source, "clients without a certificate, and nothing that asks for a password")
	}
	if f.has("client") && f.has("server", "server-bridge", "server-ipv6") {
		f.refuse(here, "client and server")
	}
	whole := f.has("pkcs12", "pkcs11-id", "pkcs11-id-management", "management-external-cert")
	if !whole && !f.has("ca", "capath", "peer-fingerprint") {
		f.refuse(here, "ca is missing")
	}
	cert, key := f.has("cert"), f.has("key", "management-external-key")
	switch {
	case whole:
	case v.Role == "server" && (!cert || !key):
		f.refuse(here, "cert or key is missing")
	case cert != key:
		f.refuse(here, "cert and key go together")
	case !cert && !f.has("auth-user-pass"):
		f.refuse(here, "neither a certificate nor a password")
	}
	if v.Role == "server" && !f.has("dh", "pkcs12") {
		f.refuse(here, "dh is missing")
	}
	if f.has("client") && !f.has("remote") {
		f.refuse(here, "remote is missing")
	}
}

func managementPlace(words []string) string {
	if len(words) < 3 {
		return "network"
	}
	place := "network"
	switch {
	case words[2] == "unix":
		place = "unix"
	case strings.HasPrefix(words[1], "127.") || words[1] == "localhost" || words[1] == "::1":
		place = "loopback"
	}
	if len(words) > 3 {
		return fmt.Sprintf("%s+password", place)
	}
	return place
}
