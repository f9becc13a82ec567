package environment

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/host/hosttest"
)

func gather(t *testing.T, h host.Host) (*Facts, []facts.Missing) {
	t.Helper()
	gaps := facts.NewGaps("environment")
	f, err := Gather(context.Background(), h, gaps)
	if err != nil {
		t.Fatal(err)
	}
	return f, gaps.Missing()
}

func TestSecretsAreFoundAndNotKept(t *testing.T) {
	const units = "/etc/systemd/system/"
	f, gaps := gather(t, hosttest.TreeWith(t, []hosttest.File{
		{Path: "/etc/environment", Content: "PATH=/bin\nexport DB_PASSWORD=\"hunter2\"\n#OLD_TOKEN=hunter2\n"},
		{Path: "/etc/security/pam_env.conf", Content: "API_KEY DEFAULT=hunter2\nOTHER_TOKEN DEFAULT=${HOME}\n"},
		{Path: "/etc/environment.d/10.conf", Content: "GITHUB_TOKEN=$hunter2\n", Mode: 0o600},
		{Path: "/etc/profile.d/a.sh", Content: "if true; then export GITHUB_TOKEN='hunter2' X=1; fi\nAPI_TOKEN=$(cat /run/t)\nTOKEN=$OTHER\n"},
		{Path: "/etc/profile.d/a.csh", Content: "setenv MYSQL_PWD hunter2\n"},
		{Path: "/etc/profile.d/tool.sh", Content: "tool --token=hunter2 PASSWORD_FILE=/run/secrets/x\nPASSWORD_STORE_ENABLE=true\n"},
		{Path: "/etc/default/app", Content: "SECRET_KEY_BASE=hunter2\n", Mode: 0o640},
		{Path: "/etc/cron.d/job", Content: "TOKEN=hunter2\n* * * * * root /bin/true\n"},
		{Path: "/opt/app/.env", Content: "AWS_SECRET_ACCESS_KEY=hunter2\nAWS_ACCESS_KEY_ID=AKIA\n"},
		{Path: units + "app.service", Content: "[Service]\nExecStart=/bin/app\nEnvironment=\"DB_PASSWORD=hunter2 x\" LEVEL=1\nEnvironmentFile=-/opt/app/.env\nEnvironmentFile=/opt/app/%i\n", Mode: 0o600},
		{Path: units + "app.service.d/a.conf", Content: "[Service]\nEnvironment=APP_SECRET=%d/secret APP_TOKEN=hunter2\n"},
		{Path: units + "gone.service", Content: "[Service]\nExecStart=/bin/x\nEnvironment=A_TOKEN=hunter2\nEnvironment=\n"},
		{Path: "/etc/systemd/system.conf", Content: "[Manager]\nDefaultEnvironment=PROXY_PASSWORD=hunter2\n"},
	}))
	if len(gaps) > 0 {
		t.Error(gaps)
	}
	at := func(kind, variable, file string, line int, mode string) Secret {
		return Secret{Variable: variable, Kind: kind, WorldReadable: strings.HasSuffix(mode, "4"), Mode: mode, Source: facts.FileLine(file, line)}
	}
	want := map[string]Secret{}
	for _, s := range []Secret{
		at("session", "DB_PASSWORD", "/etc/environment", 2, "0644"),
		at("session", "API_KEY", "/etc/security/pam_env.conf", 1, "0644"),
		at("session", "GITHUB_TOKEN", "/etc/environment.d/10.conf", 1, "0600"),
		at("shell", "GITHUB_TOKEN", "/etc/profile.d/a.sh", 1, "0644"),
		at("shell", "MYSQL_PWD", "/etc/profile.d/a.csh", 1, "0644"),
		at("service", "SECRET_KEY_BASE", "/etc/default/app", 1, "0640"),
		at("job", "TOKEN", "/etc/cron.d/job", 1, "0644"),
		at("service", "AWS_SECRET_ACCESS_KEY", "/opt/app/.env", 1, "0644"),
		at("unit", "DB_PASSWORD", units+"app.service", 3, "0600"),
		at("unit", "APP_TOKEN", units+"app.service.d/a.conf", 2, "0644"),
		at("unit", "PROXY_PASSWORD", "/etc/systemd/system.conf", 2, "0644"),
	} {
		want[string(s.Source)+" "+s.Variable] = s
	}
	if diff := cmp.Diff(want, f.Secrets); diff != "" {
		t.Error(diff)
	}
	if *f.Files != 9 || *f.Units != 2 {
		t.Errorf("%d files, %d units", *f.Files, *f.Units)
	}
	if b, err := json.Marshal(f); err != nil || strings.Contains(string(b), "hunter2") {
		t.Errorf("a value was kept: %s %v", b, err)
	}
}

func TestValues(t *testing.T) {
	for line, want := range map[string]bool{
		"TOKEN=x": true, "TOKEN=": false, "TOKEN=''": false, "TOKEN=$X": false, "TOKEN='$2y$10$abc'": true, "TOKEN=\"${X}\"": false, "TOKEN=`x`": false,
		"TOKEN=/run/secrets/token": false, "TOKEN=~/token": false, "TOKEN=/+ab==": true, "TOKEN=yes": false, "TOKEN=1234": true, "TOKENS=5": true,
		"x --token=y": false, "export A=1 MY_TOKEN=y": true, "XTOKEN=y": true, "# TOKEN=y": false, "SSH_ASKPASS=/usr/bin/x": false, "OLDPWD=x": false,
		"DB_PASS=x": true, "BYPASS=x": false, "api_key=x": true, "APIKEY=x": true, "[ $TOKEN = x ]": false, "A=\"b TOKEN=x\"": false,
	} {
		if got := len(secrets(line+"\n", true)) > 0; got != want {
			t.Errorf("%s: %v, want %v", line, got, want)
		}
	}
}

func TestGaps(t *testing.T) {
	files := map[string]string{"/etc/environment": "A=b\n", "/etc/profile.d/a.sh": "x\n", "/etc/systemd/system/a.service": "[Service]\nExecStart=/bin/a\nEnvironmentFile=/opt/a.env\n", "/opt/a.env": "X=y\n", "/etc/systemd/system.conf": "[Manager]\n"}
	for denied, want := range map[string]string{
		"/etc/environment":              `environment.secrets["/etc/environment"]`,
		"/etc/profile.d":                `environment.secrets["/etc/profile.d"]`,
		"/opt/a.env":                    `environment.secrets["/opt/a.env"]`,
		"/etc/systemd/system/a.service": `environment.secrets["/etc/systemd/system/a.service"]`,
		"/etc/systemd/system.conf":      `environment.secrets["/etc/systemd/system.conf"]`,
	} {
		_, gaps := gather(t, hosttest.Deny(hosttest.Tree(t, files), denied))
		if !slices.ContainsFunc(gaps, func(m facts.Missing) bool { return m.Path == want }) {
			t.Errorf("%s denied: %v", denied, gaps)
		}
	}
	if f, gaps := gather(t, hosttest.Tree(t, map[string]string{"/etc/passwd": ""})); len(gaps) > 0 || len(f.Secrets) != 0 || f.Secrets == nil || *f.Files != 0 {
		t.Errorf("%+v %v", f, gaps)
	}
	files["/etc/environment"] = strings.Repeat("A_TOKEN=x\n", maxSecrets+1)
	if f, gaps := gather(t, hosttest.Tree(t, files)); len(f.Secrets) != maxSecrets || len(gaps) != 1 || gaps[0].Path != `environment.secrets["more"]` {
		t.Errorf("%d %v", len(f.Secrets), gaps)
	}
}

func FuzzSecrets(f *testing.F) {
	f.Add("export TOKEN='x' A=b\nsetenv B c\n")
	f.Add("API_KEY DEFAULT=x OVERRIDE=${Y}\n")
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Count(text, "\n") + 1
		for _, s := range append(secrets(text, true), pamSecrets(text)...) {
			if s.line < 1 || s.line > lines || s.name == "" {
				t.Errorf("%+v", s)
			}
		}
	})
}
