package nagios_test

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"isoscan/internal/assessment"
	"isoscan/reports/nagios"
)

// A real Nagios core runs a plugin for each assessment that prints the format's
// output and exits with its state; what the core then holds is what was meant.
func TestNagiosCore(t *testing.T) {
	core, err := exec.LookPath("nagios4")
	if err != nil {
		if core, err = exec.LookPath("/usr/sbin/nagios4"); err != nil {
			t.Fatal("nagios4 is not there: install the Debian package nagios4-core")
		}
	}
	dir := t.TempDir()
	cases := situations(t)
	outputs := map[string]string{}
	for name, a := range cases {
		outputs[name] = write(t, a)
	}
	services := runCore(t, core, dir, cases, outputs)
	for name, a := range cases {
		s, ok := services[name]
		if !ok {
			t.Errorf("%s: Nagios has no such service", name)
			continue
		}
		first, long, _ := strings.Cut(outputs[name], "\n")
		text, perf, _ := strings.Cut(first, " | ")
		if want := fmt.Sprint(nagios.State(a)); s["current_state"] != want {
			t.Errorf("%s: state %s, want %s", name, s["current_state"], want)
		}
		if s["plugin_output"] != text {
			t.Errorf("%s: output %q, want %q", name, s["plugin_output"], text)
		}
		if s["performance_data"] != perf {
			t.Errorf("%s: performance data %q, want %q", name, s["performance_data"], perf)
		}
		if got := unescape(s["long_plugin_output"]); strings.TrimRight(got, "\n") != strings.TrimRight(long, "\n") {
			t.Errorf("%s: long output of %d bytes, want %d:\n%.600s", name, len(got), len(long), got)
		}
	}
}

// runCore runs a Nagios of its own until every service was checked, and returns
// their keys of status.dat by the service's name.
func runCore(t *testing.T, core, dir string, cases map[string]*assessment.Assessment, outputs map[string]string) map[string]map[string]string {
	t.Helper()
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	group, err := user.LookupGroupId(me.Gid)
	if err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	plugin := put("plugin.sh", "cat \"$1\"\nexit \"$2\"\n")
	var objects strings.Builder
	objects.WriteString("define timeperiod {\n timeperiod_name always\n alias always\n" +
		" sunday 00:00-24:00\n monday 00:00-24:00\n tuesday 00:00-24:00\n wednesday 00:00-24:00\n" +
		" thursday 00:00-24:00\n friday 00:00-24:00\n saturday 00:00-24:00\n}\n" +
		// The core insists on somebody to notify, though nobody is.
		"define command {\n command_name nobody\n command_line /bin/true\n}\n" +
		"define contact {\n contact_name nobody\n host_notification_period always\n service_notification_period always\n" +
		" host_notification_commands nobody\n service_notification_commands nobody\n}\n" +
		"define host {\n host_name box\n address 127.0.0.1\n max_check_attempts 1\n check_period always\n contacts nobody\n notifications_enabled 0\n}\n")
	for name, a := range cases {
		file := put(name+".out", outputs[name])
		fmt.Fprintf(&objects, "define command {\n command_name %s\n command_line /bin/sh %s %s %d\n}\n", name, plugin, file, nagios.State(a))
		fmt.Fprintf(&objects, "define service {\n host_name box\n service_description %s\n check_command %s\n max_check_attempts 1\n check_interval 1\n retry_interval 1\n check_period always\n contacts nobody\n notifications_enabled 0\n}\n", name, name)
	}
	for _, d := range []string{"spool", "tmp"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	config := put("nagios.cfg", strings.NewReplacer("DIR", dir, "OBJECTS", put("objects.cfg", objects.String()), "USER", me.Username, "GROUP", group.Name).Replace(`
cfg_file=OBJECTS
log_file=DIR/nagios.log
object_cache_file=DIR/objects.cache
status_file=DIR/status.dat
status_update_interval=1
temp_file=DIR/nagios.tmp
temp_path=DIR/tmp
check_result_path=DIR/spool
lock_file=DIR/nagios.lock
query_socket=DIR/nagios.qh
command_file=DIR/nagios.cmd
check_external_commands=0
nagios_user=USER
nagios_group=GROUP
enable_notifications=0
retain_state_information=0
service_inter_check_delay_method=n
host_inter_check_delay_method=n
service_interleave_factor=1
use_syslog=0
check_workers=1
`))
	log, err := os.Create(filepath.Join(dir, "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = log.Close() }()
	cmd := exec.Command(core, config)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // how it ends says nothing: it is told to, below
		close(ended)
	}()
	defer func() {
		// Asked to end, it ends its workers too, which have groups of their own.
		_ = cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			_ = cmd.Process.Kill()
			<-ended
		}
	}()
	deadline := time.After(60 * time.Second)
	for {
		services := checked(t, filepath.Join(dir, "status.dat"))
		if len(services) == len(cases) {
			return services
		}
		select {
		case <-ended:
		case <-deadline:
		case <-time.After(200 * time.Millisecond):
			continue
		}
		said, err := os.ReadFile(log.Name())
		if err != nil {
			t.Fatal(err)
		}
		t.Fatalf("Nagios checked %d of %d services in a minute:\n%s", len(services), len(cases), said)
	}
}

// checked reads the services of status.dat that were checked.
func checked(t *testing.T, path string) map[string]map[string]string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	out := map[string]map[string]string{}
	var keys map[string]string
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		switch key, value, found := strings.Cut(line, "="); {
		case line == "servicestatus {":
			keys = map[string]string{}
		case line == "}":
			if keys != nil && keys["has_been_checked"] == "1" {
				out[keys["service_description"]] = keys
			}
			keys = nil
		case found && keys != nil:
			keys[key] = value
		}
	}
	return out
}

// unescape undoes how Nagios keeps long output in one line.
func unescape(s string) string { return strings.NewReplacer(`\\`, `\`, `\n`, "\n").Replace(s) }
