package sysctl

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
)

func TestParse(t *testing.T) {
	list, bad := parse("/f", []byte("# c\n; c\n\nnet.ipv4.ip_forward=1\r\n net/ipv4/conf/eth0.100/rp_filter = 2 \n-kernel.sysrq = 0\n-net.ipv4.conf.lo.rp_filter\nno value\n=3\nkernel.core_pattern = |/bin/x  %p   %u\n"))
	want := []assignment{
		{key: "net.ipv4.ip_forward", value: "1", source: "/f:4"},
		{key: "net.ipv4.conf.eth0/100.rp_filter", value: "2", source: "/f:5"},
		{key: "kernel.sysrq", value: "0", source: "/f:6"},
		{key: "net.ipv4.conf.lo.rp_filter", exclude: true, source: "/f:7"},
		{key: "kernel.core_pattern", value: "|/bin/x %p %u", source: "/f:10"},
	}
	if d := cmp.Diff(want, list, cmp.AllowUnexported(assignment{})); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if d := cmp.Diff([]facts.Source{"/f:8", "/f:9"}, bad); d != "" {
		t.Errorf("malformed (-want +got)\n%s", d)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("net.ipv4.*.rp_filter = 1\n-a/b.c\n[x=1"))
	f.Fuzz(func(t *testing.T, b []byte) {
		list, _ := parse("/f", b)
		resolve(list, "net.ipv4.conf.all.rp_filter")
		for _, a := range list {
			if a.key == "" {
				t.Fatal("an empty key")
			}
		}
	})
}
