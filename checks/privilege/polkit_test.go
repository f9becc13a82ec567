package privilege

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// polkitCases are functions of polkit(8), and who may do the action without a
// password: two accounts, games (in the group games) and nobody.
var polkitCases = []struct{ text, want string }{
	{`polkit.addRule(function(action, subject) { if (action.id == "@") return polkit.Result.YES; });`, "games nobody"},
	{`polkit.addRule(function(action, subject) { if (action.id == "@" && subject.user == "games") return polkit.Result.YES; });`, "games"},
	{`polkit.addRule(function(action, subject) { if (action.id === '@' && subject.isInGroup('games')) { return 'yes'; } });`, "games"},
	{`polkit.addRule(function(action, subject) { if (action.id == "@" && !subject.isInGroup("games")) return polkit.Result.YES; });`, "nobody"},
	{`polkit.addRule(function(action, subject) { if (action.id == "@" && subject.local && subject.active) return polkit.Result.YES; });`, ""},
	{`polkit.addRule(function(action, subject) { if (action.id == "@") return polkit.Result.NO; });`, ""},
	{`polkit.addRule(function(action, subject) { if (action.id == "@") return "auth_admin"; });`, ""},
	{`polkit.addRule(function(action, subject) { });`, ""},
	{`// polkit.addRule(function(action, subject) { if (action.id == "@") return polkit.Result.YES; });`, ""},
	{`/* polkit.addRule(function(action, subject) { if (action.id == "@") return "yes"; }); */`, ""},
	{`function f(action, subject) { if (action.id == "@") return polkit.Result.YES; }` + "\n" + `polkit.addRule(f);`, "games nobody"},
	{`polkit.addRule(function(action, subject) { if (action.id == "@") return "y" + "es"; });`, "games nobody"},
	{`polkit.addRule(function(action, subject) { if (action.id == "@") return polkit.Result["YES"]; });`, "games nobody"},
	{`var r = polkit.Result; polkit.addRule(function(action, subject) { if (action.id == "@") return r.YES; });`, "games nobody"},
	{`polkit["addRule"](function(action, subject) { if (action.id == "@") return "yes"; });`, "games nobody"},
	{`polkit.addRule(function(action, subject) { var a = ["no", "yes"]; if (action.id == "@") return a[1]; });`, "games nobody"},
	{`polkit . addRule ( function (action, subject) { return action.id == "@" ? polkit.Result.YES : null; });`, "games nobody"},
	{`polkit.addRule(function(action, subject) { if (action.id.indexOf("@") == 0) return polkit.Result.YES; });`, "games nobody"},
	{`polkit.addRule(function(action, subject) { if (action.id == "@") return polkit.Result.YES;`, ""},
}

// authority runs polkitd on a bus of its own, with the rules and actions of a
// folder, and asks it for each action and account.
const authority = `set -e
mount -t tmpfs none /run
mkdir -p /run/dbus /run/polkit-1
mount --bind "$DIR/rules" /etc/polkit-1/rules.d
mount --bind "$DIR/none" /usr/share/polkit-1/rules.d
mount --bind "$DIR/actions" /usr/share/polkit-1/actions
cat >/run/bus.conf <<X
<busconfig><type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_destination="*"/><allow receive_type="method_call"/><allow eavesdrop="false"/></policy></busconfig>
X
dbus-daemon --config-file=/run/bus.conf --nofork 2>/dev/null &
bus=$!
trap 'kill $games $nobody $daemon $bus 2>/dev/null || true' EXIT
while ! [ -S /run/dbus/system_bus_socket ]; do kill -0 $bus; sleep 0.05; done
export DBUS_SYSTEM_BUS_ADDRESS=unix:path=/run/dbus/system_bus_socket
"$POLKITD" --no-debug >/dev/null 2>&1 &
daemon=$!
owned() { dbus-send --system --print-reply --reply-timeout=5000 --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.PolicyKit1; }
while ! owned | grep -q 'boolean true'; do kill -0 $daemon; sleep 0.05; done
setpriv --reuid=games --regid=games --init-groups sleep 600 >/dev/null 2>&1 &
games=$!
setpriv --reuid=nobody --regid=nogroup --clear-groups sleep 600 >/dev/null 2>&1 &
nobody=$!
for p in $games $nobody; do while ! grep -q sleep /proc/$p/cmdline || grep -q setpriv /proc/$p/cmdline; do kill -0 $p; sleep 0.02; done; done
i=0
while [ $i -lt $CASES ]; do
	for who in games nobody; do
		eval "pid=\$$who"
		if pkcheck --action-id org.example.case$i --process $pid >/dev/null 2>&1; then echo "$i $who"; fi
	done
	i=$((i+1))
done
`

// Whatever polkitd grants is told as a rule, and what is told for certain is
// granted to those who are named.
func TestRulesAgainstPolkitd(t *testing.T) {
	daemon := ""
	for _, p := range []string{"/usr/lib/polkit-1/polkitd", "/usr/libexec/polkitd", "/usr/libexec/polkit-1/polkitd"} {
		if _, err := os.Stat(p); err == nil {
			daemon = p
		}
	}
	for _, tool := range []string{"dbus-daemon", "dbus-send", "pkcheck", "setpriv"} {
		if _, err := exec.LookPath(tool); err != nil || daemon == "" {
			t.Fatalf("%v %q; install polkitd and dbus, or run: make test", err, daemon)
		}
	}
	dir := t.TempDir()
	for _, d := range []string{dir, filepath.Dir(dir), filepath.Join(dir, "rules"), filepath.Join(dir, "none"), filepath.Join(dir, "actions")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(d, 0o755); err != nil { // polkitd reads as an account of its own
			t.Fatal(err)
		}
	}
	actions := "<policyconfig>"
	for i, c := range polkitCases {
		actions += fmt.Sprintf("<action id=\"org.example.case%d\"><description>x</description><message>x</message><defaults><allow_any>no</allow_any><allow_inactive>no</allow_inactive><allow_active>no</allow_active></defaults></action>", i)
		if err := os.WriteFile(filepath.Join(dir, "rules", fmt.Sprintf("%02d.rules", i)), []byte(caseText(i, c.text)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "actions/org.example.policy"), []byte(actions+"</policyconfig>"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "unshare", "-n", "-m", "sh", "-c", authority)
	cmd.WaitDelay = time.Second
	cmd.Env = append(os.Environ(), "DIR="+dir, "POLKITD="+daemon, fmt.Sprintf("CASES=%d", len(polkitCases)))
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s%s (namespaces need root)", err, out, said.String())
	}
	really := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		i, who, _ := strings.Cut(line, " ")
		really[i] = append(really[i], who)
	}
	for i, c := range polkitCases {
		got := strings.Join(really[fmt.Sprint(i)], " ")
		if got != c.want {
			t.Errorf("%s: polkitd grants it to %q, the manual to %q", c.text, got, c.want)
		}
		rules := parseRules(caseText(i, c.text), "/f").rules
		if got != "" && len(rules) == 0 {
			t.Errorf("%s: polkitd grants it to %s, and no rule is told", c.text, got)
		}
		for _, r := range rules {
			if !r.Told {
				continue
			}
			for who, named := range map[string]bool{
				"games":  r.Everyone || strings.Contains(strings.Join(append(r.Users, r.Groups...), " "), "games"),
				"nobody": r.Everyone || strings.Contains(strings.Join(r.Users, " "), "nobody"),
			} {
				if granted := strings.Contains(got, who); granted != (named && !r.AtConsole) {
					t.Errorf("%s: told of %s %+v, polkitd grants it to %q", c.text, who, r, got)
				}
			}
		}
	}
}

func caseText(i int, text string) string {
	return strings.ReplaceAll(text, "@", fmt.Sprintf("org.example.case%d", i)) + "\n"
}

// Rules within rules, and comments without end, take no longer than reading them.
func TestHostilePolkitRules(t *testing.T) {
	const n = 100_000
	nested := parseRules(strings.Repeat("polkit.addRule(function(action, subject) {", n/2)+"return polkit.Result.YES;", "/r")
	if len(nested.rules) != 1 || nested.rules[0].Told || nested.rules[0].Source != "/r:1" {
		t.Errorf("nested: %d rules, the first %+v", len(nested.rules), nested.rules[:min(1, len(nested.rules))])
	}
	many := parseRules(strings.Repeat("polkit.addRule(function(a, s) { return polkit.Result.YES; }); /* x */\n", n), "/r")
	if len(many.rules) != n || many.rules[n-1].Source != "/r:100000" {
		t.Errorf("many: %d rules", len(many.rules))
	}
}
