package yamlconf_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/parse/yamlconf"
)

func TestFlatten(t *testing.T) {
	got, err := yamlconf.Flatten([]byte("net:\n  bindIp: 127.0.0.1\n  tls: {mode: requireTLS}\nxpack.security.enabled: true\nhosts: [a, b]\nempty:\nlist:\n  - name: x\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]yamlconf.Value{
		"net.bindIp": {Text: "127.0.0.1", Line: 2}, "net.tls.mode": {Text: "requireTLS", Line: 3}, "xpack.security.enabled": {Text: "true", Line: 4},
		"hosts": {List: []string{"a", "b"}, Line: 5}, "empty": {Null: true, Line: 6}, "list": {List: []string{}, Line: 8}, "list.0.name": {Text: "x", Line: 8},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	for _, text := range []string{"", "# c\n", "---\n"} {
		if v, err := yamlconf.Flatten([]byte(text)); err != nil || len(v) != 0 {
			t.Errorf("%q: %v, %v", text, v, err)
		}
	}
	for _, text := range []string{"a: [\n", "- x\n", "text\n", "a: &a\n  b: *a\n"} {
		if v, err := yamlconf.Flatten([]byte(text)); err == nil {
			t.Errorf("%q: %v", text, v)
		}
	}
}

func FuzzFlatten(f *testing.F) {
	f.Add([]byte("a: {b: [c, {d: e}]}\n"))
	f.Fuzz(func(_ *testing.T, data []byte) { _, _ = yamlconf.Flatten(data) })
}
