package logon

import (
	"context"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// nothing is a host without files.
type nothing struct{ host.Host }

func (nothing) ReadFile(context.Context, string, int64) ([]byte, error) { return nil, host.ErrNotExist }
func (nothing) Stat(context.Context, string) (host.FileInfo, error) {
	return host.FileInfo{}, host.ErrNotExist
}
func (nothing) Lstat(context.Context, string) (host.FileInfo, error) {
	return host.FileInfo{}, host.ErrNotExist
}
func (nothing) ReadDir(context.Context, string) ([]host.FileInfo, error) {
	return nil, host.ErrNotExist
}
func (nothing) ReadLink(context.Context, string) (string, error) { return "", host.ErrNotExist }

const debianProfile = `if [ "$(id -u)" -eq 0 ]; then
  PATH="/usr/sbin:/usr/bin"
else
  PATH="/usr/bin:/usr/games"
fi
export PATH
if [ "${PS1-}" ]; then
  if [ "${BASH-}" ] && [ "$BASH" != "/bin/sh" ]; then
    if [ -f /etc/bash.bashrc ]; then
      . /etc/bash.bashrc
    fi
  fi
fi
if [ -d /etc/profile.d ]; then
  for i in /etc/profile.d/*.sh; do
    if [ -r $i ]; then
      . $i
    fi
  done
  unset i
fi
`

func tree(t *testing.T, more ...hosttest.File) host.Host {
	t.Helper()
	return hosttest.TreeWith(t, append([]hosttest.File{
		{Path: "/etc/passwd", Content: "root:x:0:0::/root:/bin/bash\nsvc:x:9:9::/:/usr/sbin/nologin\n"},
		{Path: "/etc/profile", Content: debianProfile},
		{Path: "/etc/bash.bashrc", Content: "[ -z \"$PS1\" ] && return\numask 027\n"},
		{Path: "/etc/profile.d/timeout.sh", Content: "typeset -xr TMOUT=600\n"},
		{Path: "/etc/profile.d/ignored.txt", Content: "TMOUT=1\n"},
		{Path: "/bin/bash", Mode: 0o755},
		{Path: "/usr/bin", Mode: fs.ModeDir | 0o755}, {Path: "/usr/sbin", Mode: fs.ModeDir | 0o755}, {Path: "/usr/games", Mode: fs.ModeDir | 0o755},
	}, more...))
}

func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("logon")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

func missing(list []facts.Missing, path string) bool {
	return slices.ContainsFunc(list, func(m facts.Missing) bool { return m.Path == path })
}

func TestDebianSessions(t *testing.T) {
	f, gaps := gather(t, tree(t))
	want := Session{
		Tmout: []Tmout{{Set: true, Known: true, Seconds: 600, Readonly: true, Exported: true, Source: "/etc/profile.d/timeout.sh:1"}},
		Umask: []Umask{{Set: true, Known: true, Mask: "0027", Source: "/etc/bash.bashrc:2"}},
		Files: profiles,
	}
	for who, home := range map[string]string{"root_login": "/root", "user_login": "/home/USER"} {
		unset := []Setting{{Known: true, Source: "default: bash"}}
		want.History = map[string][]Setting{
			"histfile": {{Set: true, Known: true, Value: home + "/.bash_history", Source: "default: bash"}},
			"histsize": unset, "histfilesize": unset, "histignore": unset,
			"history": {{Set: true, Known: true, Value: "on", Source: "default: bash"}},
		}
		if diff := cmp.Diff(want, f.Sessions[who]); diff != "" {
			t.Errorf("%s: %s", who, diff)
		}
	}
	if len(gaps) > 0 {
		t.Errorf("gaps: %v", gaps)
	}
	if f.Path["/usr/games"].Root || !f.Path["/usr/sbin"].Root {
		t.Errorf("%+v", f.Path)
	}
}

func TestNoTimeout(t *testing.T) {
	f, _ := gather(t, hosttest.Tree(t, map[string]string{"/etc/profile": debianProfile}))
	want := []Tmout{{Known: true, Source: "/etc/profile"}}
	if diff := cmp.Diff(want, f.Sessions["user_login"].Tmout); diff != "" {
		t.Error(diff)
	}
}

func TestTreeWithoutShellIsALayer(t *testing.T) {
	files := map[string]string{"/etc/profile": "umask 027\n", "/etc/profile.d/t.sh": "readonly TMOUT=5\n"}
	f, _ := gather(t, hosttest.Tree(t, files))
	if got := f.Sessions["user_login"].Tmout; len(got) != 1 || got[0].Seconds != 5 {
		t.Errorf("without a shell: %+v", got)
	}
	files["/bin/bash"] = ""
	f, _ = gather(t, hosttest.Tree(t, files))
	if got := f.Sessions["user_login"].Tmout; len(got) != 1 || got[0].Set {
		t.Errorf("with bash, which does not read profile.d by itself: %+v", got)
	}
}

func TestRootPath(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/root/.profile", Content: "if [ \"$BASH\" ]; then\n if [ -f ~/.bashrc ]; then\n . ~/.bashrc\n fi\nfi\nexport PATH=.:/tmp/tools::bin:$HOME/bin:$PATH\n"},
		hosttest.File{Path: "/root/.bashrc", Content: "PATH=$PATH:/gone\n"},
		hosttest.File{Path: "/tmp/tools", Mode: fs.ModeDir | 0o777},
		hosttest.File{Path: "/etc/environment", Content: "PATH=\"/opt/weak:/usr/bin\"\n"},
		hosttest.File{Path: "/opt/weak", Mode: fs.ModeDir | 0o775, GID: 50},
	))
	got := map[string]string{}
	for name, e := range f.Path {
		if e.Root && (e.Kind != "absolute" || len(e.Weak) > 0) {
			got[name] = e.Kind + " " + strings.Join(e.Weak, ";")
		}
	}
	want := map[string]string{
		".": "dot ", "": "empty ", "bin": "relative ", "/tmp/tools": "absolute /tmp/tools is writable by everybody",
		"/opt/weak": "absolute /opt/weak is writable by group id 50",
	}
	if diff := cmp.Diff(want, got); diff != "" || len(gaps) > 0 {
		t.Error(diff, gaps)
	}
}

func TestLoader(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/root/.profile", Content: "export LD_LIBRARY_PATH=/opt/lib::$LD_LIBRARY_PATH\n"},
		hosttest.File{Path: "/etc/profile.d/z.sh", Content: "export LD_PRELOAD=\"libhook.so /usr/lib/ok.so\"\n# export LD_AUDIT=/x\nLD_LIBRARY_PATH=/gone; export LD_LIBRARY_PATH; unset LD_LIBRARY_PATH\n"},
		hosttest.File{Path: "/etc/environment", Content: "# LD_AUDIT=/no\nexport LD_AUDIT=\"/tmp/audit.so\"\nLANG=C\n"},
		hosttest.File{Path: "/etc/security/pam_env.conf", Content: "#LD_PRELOAD DEFAULT=/no\nEDITOR DEFAULT=vi\nLD_PRELOAD\tDEFAULT=/pam.so OVERRIDE=\"\"\n"},
		hosttest.File{Path: "/tmp", Mode: fs.ModeDir | 0o1777},
		hosttest.File{Path: "/opt/lib", Mode: fs.ModeDir | 0o755},
	))
	open := []string{"/tmp is writable by everybody", "/tmp lets everybody create it"}
	want := map[string]Loaded{
		"LD_PRELOAD=libhook.so":     {Variable: "LD_PRELOAD", Name: "libhook.so", Kind: "relative", Weak: []string{}, Root: true, Sources: []facts.Source{"/etc/profile.d/z.sh:1"}},
		"LD_PRELOAD=/usr/lib/ok.so": {Variable: "LD_PRELOAD", Name: "/usr/lib/ok.so", Kind: "absolute", Weak: []string{}, Root: true, Sources: []facts.Source{"/etc/profile.d/z.sh:1"}},
		"LD_PRELOAD=/pam.so":        {Variable: "LD_PRELOAD", Name: "/pam.so", Kind: "absolute", Weak: []string{}, Root: true, Sources: []facts.Source{"/etc/security/pam_env.conf:3"}},
		"LD_LIBRARY_PATH=/opt/lib":  {Variable: "LD_LIBRARY_PATH", Name: "/opt/lib", Kind: "absolute", Weak: []string{}, Root: true, Sources: []facts.Source{"/root/.profile:1"}},
		"LD_LIBRARY_PATH=.":         {Variable: "LD_LIBRARY_PATH", Name: ".", Kind: "relative", Weak: []string{}, Root: true, Sources: []facts.Source{"/root/.profile:1"}},
		"LD_AUDIT=/tmp/audit.so":    {Variable: "LD_AUDIT", Name: "/tmp/audit.so", Kind: "absolute", Weak: open, Root: true, Sources: []facts.Source{"/etc/environment:2"}},
	}
	if diff := cmp.Diff(want, f.Loader); diff != "" || len(gaps) > 0 {
		t.Error(diff, gaps)
	}
	unset := tree(t, hosttest.File{Path: "/root/.profile", Content: "LD_AUDIT=/not/exported.so\n"})
	if f, _ := gather(t, unset); f.Loader == nil || len(f.Loader) > 0 {
		t.Errorf("nothing set: %v", f.Loader)
	}
}

// A tree that was not started yet may lack the folders that every start makes.
func TestTemporaryFoldersAreEverybodysBeforeTheyExist(t *testing.T) {
	f, _ := gather(t, tree(t, hosttest.File{Path: "/etc/environment", Content: "PATH=/tmp:/var/tmp/x:/gone\n"}))
	for name, want := range map[string][]string{
		"/tmp": {"/tmp is a folder for everybody's files"}, "/var/tmp/x": {"/var/tmp is a folder for everybody's files"}, "/gone": {},
	} {
		if diff := cmp.Diff(want, f.Path[name].Weak); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestBanners(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/etc/issue", Link: "/nowhere"},
		hosttest.File{Path: "/etc/issue.net", Content: "\n Debian GNU/Linux 12 \\n \\l\nkernel 6.1.0-40-amd64 \\S{PRETTY_NAME}\n"},
		hosttest.File{Path: "/etc/motd", Mode: fs.ModeNamedPipe | 0o644},
	))
	issue := Banner{Link: "/nowhere", Empty: true, Escapes: []string{}, System: []string{}, Source: "/etc/issue"}
	if diff := cmp.Diff(issue, f.Banners["/etc/issue"]); diff != "" {
		t.Error(diff)
	}
	net := f.Banners["/etc/issue.net"]
	if diff := cmp.Diff([]string{`\S`, `\n`}, net.Escapes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Debian GNU/Linux 12", "kernel 6.1.0-40-amd64"}, net.System); diff != "" {
		t.Error(diff)
	}
	if net.FirstLine != `Debian GNU/Linux 12 \n \l` || net.Empty {
		t.Errorf("%+v", net)
	}
	if _, there := f.Banners["/etc/motd"]; there || !missing(gaps, `logon.banners["/etc/motd"]`) {
		t.Error("a FIFO is a gap", gaps)
	}
	if f, _ := gather(t, tree(t)); !f.Banners["/etc/issue"].Empty || f.Banners["/etc/issue"].Exists {
		t.Error("an absent banner is told as such")
	}
}

func TestGaps(t *testing.T) {
	huge := hosttest.File{Path: "/etc/issue", Size: 1 << 30}
	for name, c := range map[string]struct {
		h    host.Host
		want string
	}{
		"huge banner":      {tree(t, huge), `logon.banners["/etc/issue"]`},
		"profile denied":   {hosttest.Deny(tree(t), "/etc/profile"), `logon.sessions["user_login"].tmout[*]`},
		"drop-in denied":   {hosttest.Deny(tree(t), "/etc/profile.d/timeout.sh"), `logon.sessions["root_login"].tmout[*]`},
		"drop-ins denied":  {hosttest.Deny(tree(t), "/etc/profile.d"), `logon.sessions["root_login"].tmout[*]`},
		"not understood":   {tree(t, hosttest.File{Path: "/etc/profile.d/x.sh", Content: "if true\n"}), `logon.sessions["user_login"].tmout[*]`},
		"login.defs":       {tree(t, hosttest.File{Path: "/etc/login.defs", Mode: fs.ModeDir | 0o755}), "logon.umask"},
		"access denied":    {hosttest.Deny(tree(t, hosttest.File{Path: "/etc/security/access.conf"}), "/etc/security/access.conf"), "logon.access"},
		"limits denied":    {hosttest.Deny(tree(t, hosttest.File{Path: "/etc/security/limits.d/a.conf"}), "/etc/security/limits.d"), "logon.core"},
		"logind denied":    {hosttest.Deny(tree(t, hosttest.File{Path: "/etc/systemd/logind.conf", Content: "[Login]\n"}), "/etc/systemd/logind.conf"), "logon.logind"},
		"environment":      {hosttest.Deny(tree(t, hosttest.File{Path: "/etc/environment"}), "/etc/environment"), `logon.path["/etc/environment"]`},
		"loader":           {hosttest.Deny(tree(t, hosttest.File{Path: "/etc/security/pam_env.conf"}), "/etc/security/pam_env.conf"), `logon.loader["/etc/security/pam_env.conf"]`},
		"computed path":    {tree(t, hosttest.File{Path: "/root/.profile", Content: "PATH=$(cat /x)\n"}), `logon.path["computed"]`},
		"passwd denied":    {hosttest.Deny(tree(t), "/etc/passwd"), "logon.shells"},
		"securetty denied": {hosttest.Deny(tree(t, hosttest.File{Path: "/etc/securetty"}), "/etc/securetty"), "logon.securetty"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, gaps := gather(t, c.h); !missing(gaps, c.want) {
				t.Errorf("no gap %s in %v", c.want, gaps)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/etc/security/limits.conf", Content: "# x\n*\thard core 0\n* soft nofile 5\n"},
		hosttest.File{Path: "/etc/security/limits.d/90.conf", Content: "@dev - core unlimited # y\n"},
		hosttest.File{Path: "/usr/lib/systemd/coredump.conf", Content: "[Coredump]\n#Storage=external\nStorage=journal\n"},
		hosttest.File{Path: "/etc/systemd/coredump.conf.d/a.conf", Content: "[Coredump]\nStorage=none\n[Other]\nStorage=x\n"},
		hosttest.File{Path: "/etc/systemd/logind.conf", Content: "[Login]\nStopIdleSessionSec=15min\nIdleAction=lock\nIdleAction=\n"},
		hosttest.File{Path: "/etc/security/access.conf", Content: "+:root:LOCAL\n-:ALL:ALL\n"},
		hosttest.File{Path: "/etc/nologin"},
	))
	want := &Core{
		Limits:  []Limit{{"*", "hard", "0", "/etc/security/limits.conf:2"}, {"@dev", "-", "unlimited", "/etc/security/limits.d/90.conf:1"}},
		Storage: facts.At("none", "/etc/systemd/coredump.conf.d/a.conf:2"),
		Systemd: facts.AtPtr(false, "/lib/systemd/systemd-coredump"),
	}
	if diff := cmp.Diff(want, f.Core); diff != "" {
		t.Error(diff)
	}
	if f.Logind["StopIdleSessionSec"].Value != "15min" || f.Logind["IdleAction"].Value != "lock" {
		t.Errorf("%+v", f.Logind)
	}
	if !f.Access.DefaultDeny || f.Access.Rules != 2 || !f.Nologin.Value || len(gaps) > 0 {
		t.Errorf("%+v %v", f.Access, gaps)
	}
}
