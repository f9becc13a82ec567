package firewall

import (
	"os"
	"path/filepath"
	"testing"

	"isoscan/internal/facts"
)

func seeds(f *testing.F, pattern string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
}

// judgeAll follows whatever was read; it must end.
func judgeAll(rs *ruleset) {
	for _, ipv6 := range []bool{false, true} {
		for _, hook := range []string{"input", "forward", "output"} {
			judgeFilter(rs, ipv6, hook, "")
		}
	}
}

func FuzzNFT(f *testing.F) {
	seeds(f, "testdata/*.nft")
	f.Fuzz(func(t *testing.T, b []byte) {
		b = b[:min(len(b), 4096)] // what is longer takes long and shows no more
		s := newScript("nftables")
		if s.run("/f", b) == nil && s.rs.check() == nil {
			judgeAll(s.rs)
		}
	})
}

func FuzzIptables(f *testing.F) {
	seeds(f, "testdata/*.rules")
	f.Fuzz(func(t *testing.T, b []byte) {
		b = b[:min(len(b), 4096)] // what is longer takes long and shows no more
		rs := &ruleset{}
		if rs.readIptables(string(b), false, false, "iptables", func(n int) facts.Source { return facts.FileLine("/f", n) }) == nil {
			judgeAll(rs)
		}
	})
}

func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"nftables": [{"table": {"family": "inet", "name": "f"}}, {"rule": {"family": "inet", "table": "f", "chain": "c", "expr": [{"accept": null}]}}]}`))
	f.Add([]byte(`{"nftables": [{"map": {"family": "ip", "name": "m", "table": "t", "type": ["a","b"], "elem": [[{"concat": [1,2]}, {"drop": null}]]}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if rs, err := parseJSON(b, "x"); err == nil && len(b) < 8192 {
			judgeAll(rs)
		}
	})
}

func FuzzWrappers(f *testing.F) {
	f.Add([]byte("ALL: ALL\nsshd: [::1]: DENY \\\n x\n"))
	f.Fuzz(func(t *testing.T, b []byte) { parseWrappers(string(b)) })
}

// Whatever a zone or service holds, it is refused or checked without a panic.
func FuzzFirewalldXML(f *testing.F) {
	f.Add("<zone target=\"DROP\"><port port=\"1-2\" protocol=\"tcp\"/><rule priority=\"1\"><source address=\"::1\"/><accept/></rule></zone>")
	f.Add("<service><port port=\"\" protocol=\"udp\"/><destination ipv4=\"1.2.3.4\"/></service>")
	f.Fuzz(func(_ *testing.T, text string) {
		z, s := &fwZone{file: "/f"}, &fwService{}
		w := &firewalld{g: nil, services: map[string]*fwService{}, zones: map[string]*fwZone{}, settings: fwSettings(text)}
		if decodeXML([]byte(text), fwServiceKind, s) == nil && s.check() == nil {
			w.services["x"] = s
			_, _ = w.service("x", 0)
		}
		if decodeXML([]byte(text), fwZoneKind, z) == nil && z.check() == nil {
			w.zones["x"] = z
			if w.whole() == nil {
				_ = w.zoneChains(newTable("inet", "t", "t"), "x", z)
			}
			_ = w.zoneChains(newTable("inet", "t", "t"), "x", z)
		}
		keyfileZone(text)
	})
}
