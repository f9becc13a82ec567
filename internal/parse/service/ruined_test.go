package service_test

import (
	"context"
	"io/fs"
	"testing"

	"isoscan/internal/host/hosttest"
	"isoscan/internal/parse/service"
)

// Something else in the place of a file, a folder or a program is no evidence
// that there is none.
func TestRuinedPlaces(t *testing.T) {
	h := service.Open(context.Background(), hosttest.TreeWith(t, []hosttest.File{
		{Path: "/etc/fifo", Mode: fs.ModeNamedPipe | 0o600},
		{Path: "/etc/folder/file", Content: "x"},
		{Path: "/etc/null", Content: "a = b\n\x00"},
		{Path: "/usr/bin/dir", Mode: fs.ModeDir},
		{Path: "/usr/bin/loop", Link: "loop"},
	}))
	for _, pattern := range []string{"/etc/fifo/*.conf", "/etc/fifo/*/*/x", "/etc/fifo/x", "/etc/fifo/a/b/c", "/etc/fifo/a/*.conf"} {
		if found, err := h.Glob(pattern); err == nil {
			t.Errorf("%s: %v and no error", pattern, found)
		}
	}
	for _, pattern := range []string{"/etc/folder/*/x", "/etc/none/*/x", "/etc/none/x", "/nothing"} {
		if found, err := h.Glob(pattern); err != nil || len(found) > 0 {
			t.Errorf("%s: %v, %v", pattern, found, err)
		}
	}
	for _, p := range []string{"/etc/fifo/x", "/etc/null", "/etc/fifo", "/etc/folder"} {
		if _, ok, err := h.Read(p); ok || err == nil {
			t.Errorf("%s: %v, %v", p, ok, err)
		}
	}
	for _, p := range []string{"/usr/bin/dir", "/usr/bin/loop"} {
		if there, err := h.Present(service.Product{Binaries: []string{p}}); err == nil {
			t.Errorf("%s: %+v", p, there)
		}
	}
}
