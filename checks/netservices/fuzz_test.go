package netservices

import (
	"testing"

	"isoscan/internal/parse/service"
)

// oneFile is a file tree with the same text under every name, so that includes
// meet themselves.
type oneFile string

func (f oneFile) Read(string) ([]byte, bool, error)     { return []byte(f), true, nil }
func (f oneFile) Glob(pattern string) ([]string, error) { return []string{pattern}, nil }

func FuzzSamba(f *testing.F) {
	for _, c := range sambaFiles {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 200 {
			return
		}
		s, err := readSamba(oneFile(text), "/smb.conf", "4.17")
		if err == nil && len(s.Global) != len(sambaGlobal) {
			t.Fatalf("%d settings", len(s.Global))
		}
	})
}

func FuzzRsync(f *testing.F) {
	for _, c := range rsyncFiles {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 300 {
			return
		}
		r := &rsyncConf{files: oneFile(text), global: map[string]iniValue{}}
		if _, err := r.read("/rsyncd.conf", maxDepth-1); err != nil {
			return
		}
		for name, m := range rsyncModules(r) {
			if name == "" || m.Path == "" {
				t.Fatalf("%q: %+v", name, m)
			}
		}
	})
}

func FuzzNamedConf(f *testing.F) {
	for _, c := range namedFiles {
		f.Add(c.text)
	}
	f.Fuzz(func(_ *testing.T, text string) {
		if len(text) > 300 {
			return
		}
		if root, err := parseBind(oneFile(text), "/named.conf", maxDepth-1); err == nil {
			_ = bindServer(root, "9.18")
		}
	})
}

func FuzzSNMP(f *testing.F) {
	f.Add("com2sec a default public\ngroup g v2c a\naccess g \"\" any noauth exact all none none\ncreateUser -e 1 u MD5 \"p\" DES\nincludeDir /x\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 300 {
			return
		}
		lines, err := parseSNMP(oneFile(text), "/snmpd.conf", maxDepth-1)
		if err != nil {
			return
		}
		for _, a := range snmpAccesses(lines) {
			if a.Clients == "" || a.Level == "" {
				t.Fatalf("%q: %+v", text, a)
			}
		}
		_ = snmpUsers(lines)
		_, _ = snmpScope(lines, nil)
	})
}

func FuzzExports(f *testing.F) {
	f.Add("/srv -rw host(ro) (rw,no_root_squash) \"/a b\" *(sec=krb5p:krb5,rw)\\\n x\n")
	f.Fuzz(func(t *testing.T, text string) {
		exports, _ := parseExports("/etc/exports", []byte(text))
		for _, e := range exports {
			if e.Clients == "" || len(e.Security) == 0 {
				t.Fatalf("%q: %+v", text, e)
			}
		}
	})
}

func FuzzOthers(f *testing.F) {
	f.Add("<Anonymous ~ftp>\n<Limit WRITE>\nDenyAll\n</Limit>\n</Anonymous>\nInclude /x\nHost *\n StrictHostKeyChecking no\n[grpc]\ntcp_address = \"x\"\n")
	f.Fuzz(func(_ *testing.T, text string) {
		if len(text) > 300 {
			return
		}
		p := &proftpdConf{files: oneFile(text), loaded: map[string]bool{}}
		if p.read("/proftpd.conf", maxDepth-1) == nil {
			_ = p.server("x")
		}
		_, _ = parseVsftpd("/vsftpd.conf", []byte(text))
		_, _ = parseSSHClient(oneFile(text), "/config", "/", "/", maxDepth-1)
		_ = containerdListens("/config.toml", []byte(text))
		_ = debugListeners(append([]string{"java"}, snmpWords(text)...), "x", "x")
		_ = service.Shell([]byte(text))
	})
}
