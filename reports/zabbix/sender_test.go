package zabbix_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// value is what a Zabbix server receives.
type value struct {
	Host  string `json:"host"`
	Key   string `json:"key"`
	Value string `json:"value"`
	Clock int64  `json:"clock"`
}

// send hands the text to the real zabbix_sender, and returns what a server
// received from it.
func send(t testing.TB, text string) []value {
	t.Helper()
	sender, err := exec.LookPath("zabbix_sender")
	if err != nil {
		t.Fatal("zabbix_sender is not there: install the Debian package zabbix-agent")
	}
	file := filepath.Join(t.TempDir(), "input")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	server := listen(t)
	_, port, err := net.SplitHostPort(server.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(sender, "-z", "127.0.0.1", "-p", port, "-s", "the host", "-T", "-i", file, "-vv").CombinedOutput()
	if err != nil {
		t.Fatalf("zabbix_sender: %v\n%.3000s", err, out)
	}
	got := server.stop(t)
	if want := fmt.Sprintf("sent: %d; skipped: 0; total: %d", len(got), len(got)); !strings.Contains(string(out), want) {
		t.Fatalf("zabbix_sender does not say %q:\n%.3000s", want, out)
	}
	return got
}

// trapper is the receiving half of a Zabbix server.
type trapper struct {
	listener net.Listener
	done     chan struct{}
	mu       sync.Mutex
	values   []value
	err      error
}

func listen(t testing.TB) *trapper {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &trapper{listener: l, done: make(chan struct{})}
	go func() {
		defer close(s.done)
		for {
			c, err := l.Accept()
			if err != nil {
				return // closed by stop
			}
			s.mu.Lock()
			if err := s.serve(c); err != nil && s.err == nil {
				s.err = err
			}
			s.mu.Unlock()
		}
	}()
	return s
}

func (s *trapper) stop(t testing.TB) []value {
	t.Helper()
	if err := s.listener.Close(); err != nil {
		t.Fatal(err)
	}
	<-s.done
	if s.err != nil {
		t.Fatal(s.err)
	}
	return s.values
}

// serve reads one request and answers it. The header is "ZBXD", a byte of
// flags, and the length; see the Zabbix manual, "Header" and "Zabbix sender
// protocol".
func (s *trapper) serve(c net.Conn) (err error) {
	defer func() {
		if e := c.Close(); err == nil {
			err = e
		}
	}()
	if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		return err
	}
	header := make([]byte, 13)
	if _, err := io.ReadFull(c, header); err != nil {
		return err
	}
	if string(header[:4]) != "ZBXD" || header[4]&^2 != 1 {
		return fmt.Errorf("header %q", header)
	}
	body := make([]byte, binary.LittleEndian.Uint32(header[5:9]))
	if _, err := io.ReadFull(c, body); err != nil {
		return err
	}
	if header[4]&2 != 0 {
		z, err := zlib.NewReader(bytes.NewReader(body))
		if err != nil {
			return err
		}
		if body, err = io.ReadAll(z); err != nil {
			return err
		}
	}
	var request struct {
		Request string  `json:"request"`
		Data    []value `json:"data"`
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return err
	}
	if request.Request != "sender data" {
		return fmt.Errorf("request %q", request.Request)
	}
	s.values = append(s.values, request.Data...)
	answer := fmt.Appendf(nil, `{"response":"success","info":"processed: %d; failed: 0; total: %d; seconds spent: 0.000100"}`, len(request.Data), len(request.Data))
	reply := append([]byte("ZBXD\x01"), make([]byte, 8)...)
	binary.LittleEndian.PutUint32(reply[5:9], uint32(len(answer)))
	_, err = c.Write(append(reply, answer...))
	return err
}
