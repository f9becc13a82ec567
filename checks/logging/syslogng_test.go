package logging

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"isoscan/internal/facts"
	"isoscan/internal/host/hosttest"
	"isoscan/internal/unpacked"
)

const (
	ngProgram = "/usr/sbin/syslog-ng"
	ngSource  = "source s { unix-dgram(\"SOCKET\"); };\n"
	ngPlain   = ngSource + "destination d { file(\"DIR/d\"); };\nlog { source(s); destination(d); };\n"
	ngParts   = ngSource + "destination d { file(\"DIR/d\"); };\ndestination e { file(\"DIR/e\"); };\nfilter fa { facility(auth); };\nfilter fi { level(info); };\n"
)

// ngCase is a configuration behind its line @version, with whether syslog-ng
// starts with it. SOCKET is the socket of this host's messages, DIR the logs, TOP
// the folder of the files below.
type ngCase struct {
	text   string
	starts bool
}

func ngFilter(expr string) string {
	return ngSource + "destination d { file(\"DIR/d\"); };\nfilter f { " + expr + " };\nlog { source(s); filter(f); destination(d); };\n"
}

func ngDest(drivers string) string {
	return ngSource + "destination d { " + drivers + " };\nlog { source(s); destination(d); };\n"
}

var ngFiles = map[string]string{
	"source.conf": ngSource, "driver.conf": "unix-dgram(\"SOCKET\");\n", "folder/a.conf": ngSource, "folder/b c.conf": "nonsense {\n", "folder/.d.conf": "nonsense {\n", "mixed/a": ngSource, "mixed/b.txt": "nonsense {\n",
	"empty/": "",
}

var ngCases = map[string]ngCase{
	"plain":                 {ngPlain, true},
	"crlf":                  {strings.ReplaceAll(ngPlain, "\n", "\r\n"), true},
	"version in the middle": {"@version:3.38\n" + ngPlain, true},
	"version twice":         {"@version: 3.38\n" + ngPlain, true},
	"version without colon": {"@version 3.38\n" + ngPlain, false},
	"unknown directive":     {"@nosuch x\n" + ngPlain, false},
	"undefined source":      {"destination d { file(\"DIR/d\"); };\nlog { source(s); destination(d); };\n", false},
	"undefined destination": {ngSource + "log { source(s); destination(d); };\n", false},
	"undefined filter":      {ngParts + "log { source(s); filter(x); destination(d); };\n", false},
	"undefined in a filter": {ngFilter("filter(x);"), false},
	"undefined but unused":  {ngPlain + "filter f { filter(x); };\n", true},
	"undefined parser":      {ngParts + "log { source(s); parser(p); destination(d); };\n", false},
	"undefined rewrite":     {ngParts + "log { source(s); rewrite(p); destination(d); };\n", false},
	"name in other case":    {ngParts + "log { source(S); destination(d); };\n", false},
	"dash and underscore":   {ngSource + "destination d-1 { file(\"DIR/d\"); };\nlog { source(s); destination(d_1); };\n", false},
	"twice":                 {ngPlain + "destination d { file(\"DIR/x\"); };\n", false},
	"twice allowed":         {"@define allow-config-dups 1\n" + ngPlain + "destination d { file(\"DIR/x\"); };\n", true},
	"one file twice":        {ngParts + "destination x { file(\"DIR/d\"); };\nlog { source(s); destination(d); destination(x); };\n", false},
	"one file twice unused": {ngParts + "destination x { file(\"DIR/d\"); };\nlog { source(s); destination(d); };\n", true},
	"one file inline twice": {ngSource + "log { source(s); destination { file(\"DIR/x\"); }; };\nlog { source(s); destination { file(\"DIR/x\"); }; };\n", false},
	"one destination twice": {ngPlain + "log { source(s); destination(d); };\n", true},
	"one host twice":        {ngSource + "destination d { network(\"127.0.0.1\" port(5999)); };\ndestination e { tcp(\"127.0.0.1\" port(5999)); };\nlog { source(s); destination(d); destination(e); };\n", false},
	"persist names":         {ngSource + "destination d { file(\"DIR/x\" persist-name(\"a\")); };\ndestination e { file(\"DIR/x\" persist-name(\"b\")); };\nlog { source(s); destination(d); destination(e); };\n", true},
	"unknown driver":        {ngDest("nosuch(\"x\");"), false},
	"unknown option":        {ngDest("file(\"DIR/x\" nosuch(1));"), false},
	"unknown global option": {"options { nosuch(1); };\n" + ngPlain, false},
	"option underscore":     {"options { create_dirs(yes); chain-hostnames(off); };\n" + ngPlain, true},
	"option no semicolon":   {"options { perm(0640) };\n" + ngPlain, false},
	"unknown statement":     {ngPlain + "nosuch { };\n", false},
	"no semicolon at end":   {strings.TrimSuffix(ngPlain, ";\n"), false},
	"no semicolon between":  {strings.Replace(ngPlain, "};\ndest", "}\ndest", 1), false},
	"no semicolon in log":   {strings.Replace(ngPlain, "(d);", "(d)", 1), false},
	"no semicolon, driver":  {ngDest("file(\"DIR/x\")"), false},
	"semicolons":            {strings.Replace(ngPlain, "(s);", "(s);;", 1) + ";;\n", true},
	"unclosed":              {strings.TrimSuffix(ngPlain, "};\n"), false},
	"closed twice":          {ngPlain + "};\n", false},
	"quote":                 {strings.Replace(ngPlain, "/d\"", "/d", 1), false},
	"quoted names":          {"source \"s s\" { unix-dgram(\"SOCKET\"); };\ndestination d { file(\"DIR/d\"); };\nlog { source(\"s s\"); destination(\"d\"); };\n", true},
	"single quotes":         {strings.ReplaceAll(ngPlain, "\"", "'"), true},
	"bare words":            {strings.ReplaceAll(ngPlain, "\"", ""), true},
	"capital statement":     {strings.Replace(ngPlain, "log", "LOG", 1), false},
	"capital driver":        {strings.Replace(ngPlain, "file", "FILE", 1), false},
	"two in one reference":  {ngParts + "log { source(s); destination(d, e); };\n", false},
	"spaces":                {strings.NewReplacer("(", " ( ", ")", " ) ", ";", " ; ").Replace(ngPlain), true},
	"comment in a line":     {strings.Replace(ngPlain, "(s);", "(s);# x }\n", 1), true},
	"comment of C":          {"/* x */\n" + ngPlain, false},
	"included":              {"@include \"TOP/source.conf\"\n" + strings.TrimPrefix(ngPlain, ngSource), true},
	"included bare":         {"@include TOP/source.conf # x\n" + strings.TrimPrefix(ngPlain, ngSource), true},
	"included semicolon":    {"@include \"TOP/source.conf\";\n" + strings.TrimPrefix(ngPlain, ngSource), false},
	"included indented":     {" @include \"TOP/source.conf\"\n" + strings.TrimPrefix(ngPlain, ngSource), false},
	"included folder":       {"@include \"TOP/folder/\"\n" + strings.TrimPrefix(ngPlain, ngSource), true},
	"included any name":     {"@include \"TOP/mixed\"\n" + strings.TrimPrefix(ngPlain, ngSource), false},
	"included empty folder": {"@include \"TOP/empty\"\n" + ngPlain, true},
	"included in a body":    {"source s {\n@include \"TOP/driver.conf\"\n};\n" + strings.TrimPrefix(ngPlain, ngSource), true},
	"included missing":      {"@include \"TOP/nosuch.conf\"\n" + ngPlain, false},
	"included no match":     {"@include \"TOP/no*.conf\"\n" + ngPlain, true},
	"included old way":      {"include \"TOP/source.conf\";\n" + strings.TrimPrefix(ngPlain, ngSource), false},
	"defined":               {"@define P \"DIR/d\"\n" + strings.Replace(ngPlain, "DIR/d", "`P`", 1), true},
	"block":                 {"block destination mine() { file(\"DIR/d\"); };\n" + ngDest("mine();"), true},
	"block without end":     {"block destination mine() { file(\"DIR/d\") };\n" + ngDest("mine();"), true},
	"block of words":        {"block destination mine() { file(\"DIR/a\") file(\"DIR/d\"); };\n" + ngDest("mine();"), false},
	"filter of two":         {ngFilter("level(info); facility(auth);"), true},
	"filter no semicolon":   {ngFilter("level(info)"), true},
	"filter empty":          {ngFilter(""), false},
	"filter of words":       {ngFilter("level(info) facility(auth);"), false},
	"filter AND":            {ngFilter("level(info) AND facility(auth);"), false},
	"filter groups":         {ngFilter("not (level(info) or (facility(auth) and not not program(\"x\")));"), true},
	"filter compares":       {ngFilter("\"$LEVEL_NUM\" < \"4\";"), true},
	"filter unknown":        {ngFilter("nosuch(\"x\");"), false},
	"level number":          {ngFilter("level(3);"), false},
	"level range of words":  {ngFilter("level(crit .. emerg);"), true},
	"level open range":      {ngFilter("level(info..);"), false},
	"level empty":           {ngFilter("level();"), false},
	"level unknown":         {ngFilter("level(nosuch);"), false},
	"level capital, quoted": {ngFilter("level(\"INFO\", warn error);"), true},
	"facility number":       {ngFilter("facility(4);"), true},
	"facility two numbers":  {ngFilter("facility(4, 10);"), false},
	"facility all":          {ngFilter("facility(*);"), false},
	"facility range":        {ngFilter("facility(kern..auth, solaris-cron);"), true},
	"facility unknown":      {ngFilter("facility(local8);"), false},
	"flags unknown":         {ngParts + "log { source(s); destination(d); flags(nosuch); };\n", true},
	"flags before":          {ngParts + "log { source(s); flags(final); destination(d); };\n", false},
	"flags twice":           {ngParts + "log { source(s); destination(d); flags(final); flags(fallback); };\n", false},
	"source late":           {ngParts + "log { destination(d); source(s); };\n", false},
	"destination late":      {ngParts + "log { source(s); log { filter(fa); destination(d); }; destination(e); };\n", false},
	"log with a name":       {ngParts + "log mine { source(s); destination(d); };\n", false},
	"log empty":             {ngPlain + "log { };\n", true},
	"choice":                {ngParts + "log { source(s); if (facility(auth)) { destination(d); } elif (filter(fi)) { destination(e); } else { }; };\n", true},
	"choice parted":         {ngParts + "log { source(s); if (facility(auth)) { destination(d); }; else { destination(e); }; };\n", false},
	"choice goes on":        {ngParts + "log { source(s); if (facility(auth)) { destination(d); } destination(e); };\n", false},
	"perm string":           {ngDest("file(\"DIR/x\" perm(\"0640\"));"), false},
	"perm of Python":        {ngDest("file(\"DIR/x\" perm(0o640));"), false},
	"perm empty":            {ngDest("file(\"DIR/x\" perm());"), true},
	"two names":             {ngDest("file(\"DIR/a\" \"DIR/b\");"), false},
	"no name":               {ngDest("file();"), false},
	"empty destination":     {ngDest(""), true},
	"tls":                   {ngDest("network(\"127.0.0.1\" port(5999) transport(\"tls\") tls(peer_verify(required_untrusted)));"), true},
	"tls without tls":       {ngDest("network(\"127.0.0.1\" port(5999) transport(tls));"), false},
	"tls over tcp":          {ngDest("network(\"127.0.0.1\" port(5999) tls(peer-verify(yes)));"), false},
	"tls of the old driver": {ngDest("tcp(\"127.0.0.1\" port(5999) tls(peer-verify(yes)));"), true},
	"tls unused":            {ngPlain + "destination x { network(\"127.0.0.1\" transport(tls)); };\n", true},
	"tls unknown verify":    {ngDest("network(\"127.0.0.1\" transport(tls) tls(peer-verify(maybe)));"), false},
	"unknown transport":     {ngDest("network(\"127.0.0.1\" transport(nosuch));"), false},
	"template missing":      {ngDest("file(\"DIR/d\" template(nosuch));"), true},
}

// ngPlaces puts a case in its place: for isoscan the socket is the host's own.
func ngPlaces(t *testing.T, text, top, socket string) string {
	t.Helper()
	return strings.NewReplacer("SOCKET", socket, "DIR", top+"/logs", "TOP", top).Replace(text)
}

func ngTree(t *testing.T, text, top string) *ngState {
	t.Helper()
	tree := map[string]string{top + "/logs/": ""}
	for name, body := range ngFiles {
		tree[top+"/"+name] = ngPlaces(t, body, top, "/dev/log")
	}
	g := &gatherer{Host: hosttest.Tree(t, tree), ctx: context.Background()}
	s, err := g.readNG(syslogNGFile, ngPlaces(t, text, top, "/dev/log"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ngWrite puts a configuration and the files that it may include below a folder.
func ngWrite(t *testing.T, top, text string) string {
	t.Helper()
	files := map[string]string{"logs/": "", "c.conf": text}
	for name, body := range ngFiles {
		files[name] = body
	}
	for name, body := range files {
		p := filepath.Join(top, name)
		dir := filepath.Dir(p)
		if strings.HasSuffix(name, "/") {
			dir = p
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if dir != p {
			if err := os.WriteFile(p, []byte(ngPlaces(t, body, top, top+"/in")), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return filepath.Join(top, "c.conf")
}

// ngDaemon starts syslog-ng in the foreground; ended is closed when it is over.
func ngDaemon(t *testing.T, top, text string) (stop func(), ended chan struct{}, said func() string) {
	t.Helper()
	root := unpacked.Root(t, "syslog-ng-core", ngProgram)
	modules, err := filepath.Glob(filepath.Join(root, "usr/lib/syslog-ng/[0-9]*"))
	if err != nil || len(modules) == 0 {
		modules = []string{""}
	}
	argv := []string{ngProgram, "--foreground", "--no-caps", "--stderr", "--verbose", "--cfgfile", ngWrite(t, top, text)}
	for flag, name := range map[string]string{"--persist-file": "persist", "--control": "ctl", "--pidfile": "pid"} {
		argv = append(argv, flag, filepath.Join(top, name))
	}
	if root != "/" {
		argv = append(argv, "--module-path", modules[0])
	}
	c := unpacked.Command(root, argv...)
	out, err := os.Create(filepath.Join(top, "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	c.Stderr = out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended = make(chan struct{})
	go func() { _ = c.Wait(); _ = out.Close(); close(ended) }()
	stop = func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(30 * time.Second):
			_ = c.Process.Kill()
			<-ended
		}
	}
	t.Cleanup(stop)
	return stop, ended, func() string {
		b, _ := os.ReadFile(filepath.Join(top, "stderr"))
		return string(b)
	}
}

// ngReady waits until the daemon runs; false: it ended instead.
func ngReady(t *testing.T, top string, ended chan struct{}, said func() string) bool {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		select {
		case <-ended:
			return false
		default:
		}
		if strings.Contains(said(), "syslog-ng starting up") {
			return true
		}
	}
	t.Fatalf("syslog-ng neither starts nor ends:\n%s", said())
	return false
}

func TestStartsAsSyslogNG(t *testing.T) {
	for name, c := range ngCases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			top := t.TempDir()
			stop, ended, said := ngDaemon(t, top, "@version: 3.38\n"+c.text)
			started := ngReady(t, top, ended, said)
			stop()
			if started != c.starts {
				t.Errorf("syslog-ng starts: %v, the manual: %v:\n%s", started, c.starts, said())
			}
			s := ngTree(t, "@version: 3.38\n"+c.text, top)
			s.follow()
			switch {
			case started && (len(s.refused) > 0 || len(s.doubts) > 0):
				t.Errorf("syslog-ng starts, we refuse %v, doubt %v", s.refused, s.doubts)
			case !started && len(s.refused) == 0 && len(s.doubts) == 0:
				t.Errorf("syslog-ng does not start, and we follow it:\n%s", said())
			}
		})
	}
}

func TestNoVersionDoesNotStart(t *testing.T) {
	top := t.TempDir()
	_, ended, said := ngDaemon(t, top, ngPlain)
	if s := ngTree(t, ngPlain, top); ngReady(t, top, ended, said) || len(s.refused) != 1 {
		t.Errorf("we refuse %v:\n%s", s.refused, said())
	}
}

// ngRouted are log paths behind ngParts.
var ngRouted = map[string]string{
	"plain":                    "log { source(s); destination(d); };",
	"two expressions":          "filter f { level(info); facility(auth); }; log { source(s); filter(f); destination(d); };",
	"range of words":           "log { source(s); filter { level(crit .. emerg) }; destination(d); };",
	"range, list, no comma":    "log { source(s); filter { level(info notice, emerg..crit) }; destination(d); };",
	"names of levels":          "log { source(s); filter { severity(WARN, error, panic) }; destination(d); };",
	"facility number":          "log { source(s); filter { facility(4) }; destination(d); }; log { source(s); filter { facility(32) }; destination(e); };",
	"facility security":        "log { source(s); filter { facility(security) }; destination(d); }; log { source(s); destination(e); };",
	"facility range":           "log { source(s); filter { facility(AUTH, uucp..authpriv) }; destination(d); };",
	"precedence":               "log { source(s); filter { not facility(auth) and level(info) or facility(kern) }; destination(d); };",
	"groups":                   "log { source(s); filter { not (facility(auth) or level(info)) and not not level(debug..err) }; destination(d); };",
	"filters of filters":       "filter f { filter(fa) or not filter(fi); }; log { source(s); filter(f); destination(d); };",
	"filter by filter":         "log { source(s); filter(fa); filter(fi); destination(d); };",
	"final":                    "log { source(s); filter(fa); destination(d); flags(final); }; log { source(s); destination(e); };",
	"final in other case":      "log { source(s); filter(fa); destination(d); flags(Final); }; log { source(s); destination(e); };",
	"final quoted":             "log { source(s); filter(fa); destination(d); flags(\"final\"); }; log { source(s); destination(e); };",
	"final drops":              "log { source(s); filter(fa); flags(final); }; log { source(s); destination(e); };",
	"fallback":                 "log { source(s); destination(e); flags(fallback); }; log { source(s); filter(fa); destination(d); };",
	"fallback, taken to waste": "log { source(s); filter(fa); }; log { source(s); destination(e); flags(fallback); };",
	"fallback and final":       "log { source(s); filter(fi); destination(e); flags(fallback, final); }; log { source(s); filter(fa); destination(d); }; log { source(s); destination { file(\"DIR/g\"); }; flags(fallback); };",
	"fallback alone":           "log { source(s); filter(fi); destination(e); flags(fallback); };",
	"catchall":                 "log { destination(e); flags(catchall); }; log { source(s); filter(fa); destination(d); };",
	"catchall after final":     "log { source(s); filter(fa); destination(d); flags(final); }; log { destination(e); flags(catchall); };",
	"catchall is final":        "log { filter(fa); destination(e); flags(catchall, final); }; log { source(s); destination(d); };",
	"catchall alone":           "log { destination(e); flags(catchall); };",
	"catchall, other source":   "source o { internal(); }; log { source(o); destination(e); flags(catchall); }; log { source(s); filter(fa); destination(d); };",
	"no source":                "log { destination(d); }; log { source(s); destination(e); };",
	"filter behind":            "log { source(s); destination(d); filter(fa); destination(e); };",
	"within":                   "log { source(s); log { filter(fa); destination(d); flags(final); }; log { destination(e); }; };",
	"within, goes on":          "log { source(s); log { filter(fa); destination(d); }; log { destination(e); }; };",
	"within, next path":        "log { source(s); log { filter(fa); destination(d); flags(final); }; }; log { source(s); destination(e); };",
	"within, fallback":         "log { source(s); log { filter(fa); destination(d); }; log { destination(e); flags(fallback); }; };",
	"within decides final":     "log { source(s); filter(fi); log { filter(fa); destination(d); }; flags(final); }; log { source(s); destination(e); };",
	"within, one of two":       "log { source(s); log { filter(fa); destination(d); }; log { filter(fi); destination(d); }; flags(final); }; log { source(s); destination(e); };",
	"junction":                 "log { source(s); junction { channel { filter(fa); flags(final); }; channel { filter(fi); flags(final); }; }; destination(d); flags(final); }; log { source(s); destination(e); };",
	"channel":                  "log { source(s); channel { filter(fa); destination(d); }; log { destination(e); }; };",
	"choice":                   "log { source(s); if (facility(auth)) { destination(d); } else { destination(e); }; };",
	"choice filters":           "log { source(s); if (facility(auth)) { filter(fi); }; destination(d); };",
	"choice of paths":          "log { source(s); if { filter(fa); destination(d); } elif { filter(fi); destination(e); } else { destination { file(\"DIR/g\"); }; }; };",
	"choice of others":         "log { source(s); if (facility(auth)) { destination(d); } elif (level(info)) { destination(e); }; destination { file(\"DIR/g\"); }; };",
	"rewritten elsewhere":      "rewrite r { set-facility(\"auth\"); }; log { source(s); rewrite(r); destination(d); }; log { source(s); filter(fa); destination(e); };",
	"parsed":                   "parser p { csv-parser(columns(\"a\", \"b\", \"c\")); }; log { source(s); parser(p); destination(d); };",
	"folder is missing":        "log { source(s); destination { file(\"DIR/sub/x\"); file(\"DIR/y\"); }; };",
	"folder is made":           "log { source(s); destination { file(\"DIR/sub/x\" create_dirs(yes)); file(\"DIR/y\"); }; };",
	"folders are made":         "options { create-dirs(yes); }; log { source(s); destination { file(\"DIR/sub/x\"); file(\"DIR/s2/x\" create-dirs(no)); }; };",
	"template is missing":      "log { source(s); destination { file(\"DIR/x\" template(nosuch)); file(\"DIR/y\" template(\"$MSG\\n\")); }; };",
	"block":                    "block destination mine() { file(\"DIR/x\"); file(\"DIR/y\" perm(0644)) }; log { source(s); filter(fa); destination { mine(); }; };",
	"modes":                    "log { source(s); destination { file(\"DIR/1\"); file(\"DIR/2\" perm(0640)); file(\"DIR/3\" perm(644)); file(\"DIR/4\" perm(0644)); file(\"DIR/5\" perm(0x1a4)); file(\"DIR/6\" perm()); file(\"DIR/7\" perm(-1)); file(\"DIR/8\" perm(0689)); file(\"DIR/9\" perm(0644) perm(0600)); file(\"DIR/10\" perm(640)); }; };",
	"global modes":             "options { perm(0644); }; log { source(s); destination { file(\"DIR/1\"); file(\"DIR/2\" perm()); file(\"DIR/3\" perm(0600)); }; }; options { perm(0604); };",
	"global mode empty":        "options { perm(0644); perm(); }; log { source(s); destination { file(\"DIR/1\"); file(\"DIR/2\" perm(0640)); }; };",
}

// A real syslog-ng gets a message of every kind; each is in the files that we
// say, and they have the modes that we say.
func TestRoutesAsSyslogNG(t *testing.T) {
	for name, paths := range ngRouted {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			top := t.TempDir()
			text := "@version: 3.38\n" + ngParts + paths + "\n"
			stop, ended, said := ngDaemon(t, top, text)
			if !ngReady(t, top, ended, said) {
				t.Fatalf("syslog-ng does not start:\n%s", said())
			}
			ngSend(t, top)
			stop()
			s := ngTree(t, text, top)
			d := s.follow()
			if len(s.refused) > 0 || len(s.doubts) > 0 {
				t.Fatalf("we refuse %v, doubt %v", s.refused, s.doubts)
			}
			if want := []string{"unix"}; !slices.Contains(d.Local, "unix") {
				t.Errorf("local: %s", cmp.Diff(want, d.Local))
			}
			logs := top + "/logs"
			written := map[string]string{}
			err := filepath.WalkDir(logs, func(p string, e fs.DirEntry, err error) error {
				if err != nil || e.IsDir() {
					return err
				}
				b, err := os.ReadFile(p)
				if err != nil {
					return err
				}
				i, err := e.Info()
				if l, ok := d.Logs[p]; !ok || l.Mode.Value != fmt.Sprintf("%04o", i.Sys().(*syscall.Stat_t).Mode&0o7777) {
					t.Errorf("%s has mode %v, we say %+v", p, i.Mode(), l)
				}
				written[p] = string(b)
				return err
			})
			if err != nil || len(written) == 0 {
				t.Fatalf("nothing is written: %v", err)
			}
			for p := range d.Logs {
				written[p] += ""
			}
			all(func(m message) {
				for p, lines := range written {
					want := strings.Contains(lines, fmt.Sprintf("kind-%d-%d-end", m.facility, m.severity))
					got := s.flow.files[p] != nil && s.flow.files[p].has(m)
					if got != want {
						t.Errorf("%s.%s in %s: syslog-ng %v, we %v", facilities[m.facility], severities[m.severity], filepath.Base(p), want, got)
					}
				}
			})
		})
	}
}

// ngSend gives the daemon one message of each kind, and waits until it says that
// it took them all.
func ngSend(t *testing.T, top string) {
	t.Helper()
	c, err := net.Dial("unixgram", top+"/in")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	sent := 0
	all(func(m message) {
		if _, err := fmt.Fprintf(c, "<%d>Nov 21 21:00:00 test: kind-%d-%d-end", m.facility*8+m.severity, m.facility, m.severity); err != nil {
			t.Fatal(err)
		}
		sent++
	})
	want := fmt.Sprintf("source;s;;a;processed;%d\n", sent)
	answer := ""
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if answer = ngAsk(t, top+"/ctl"); strings.Contains(answer, want) {
			return
		}
	}
	t.Fatalf("syslog-ng does not say that it took %d messages:\n%s", sent, answer)
}

// ngAsk asks the control socket for what was counted.
func ngAsk(t *testing.T, socket string) string {
	t.Helper()
	c, err := net.Dial("unix", socket)
	if errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	_ = c.SetDeadline(time.Now().Add(30 * time.Second))
	if _, err := c.Write([]byte("STATS\n")); err != nil {
		t.Fatal(err)
	}
	var out []byte
	buf := make([]byte, 1<<16)
	for !strings.HasSuffix(string(out), "\n.\n") {
		n, err := c.Read(buf)
		if out = append(out, buf[:n]...); err != nil {
			break
		}
	}
	return string(out)
}

var ngServer = regexp.MustCompile(`server='AF_INET\(([0-9.]+):(\d+)\)'`)

// The ports that nothing sets are those to which a real syslog-ng turns, in a
// network where nobody answers.
func TestPortsAsSyslogNG(t *testing.T) {
	drivers := []string{
		"network(\"127.77.0.1\")", "network(\"127.77.0.2\" transport(udp))", "syslog(\"127.77.0.3\")", "syslog(\"127.77.0.4\" transport(\"UDP\"))",
		"tcp(\"127.77.0.5\")", "udp(\"127.77.0.6\")", "network(\"127.77.0.7\" transport(tls) tls(peer-verify(no)))",
		"syslog(\"127.77.0.8\" transport(tls) tls(peer-verify(no)))", "tcp(\"127.77.0.9\" tls(peer-verify(yes)))", "tcp(\"127.77.0.10\" port(\"99\"))",
	}
	text := "@version: 3.38\n" + ngDest(strings.Join(drivers, "; ")+";")
	top := t.TempDir()
	stop, ended, said := ngDaemon(t, top, text)
	if !ngReady(t, top, ended, said) {
		t.Fatalf("syslog-ng does not start:\n%s", said())
	}
	stop()
	want := map[string]string{}
	for _, m := range ngServer.FindAllStringSubmatch(said(), -1) {
		want[m[1]] = m[2]
	}
	if len(want) != len(drivers) {
		t.Fatalf("%d of %d hosts in:\n%s", len(want), len(drivers), said())
	}
	got := map[string]string{}
	for _, r := range ngTree(t, text, top).follow().Remotes {
		got[r.Host] = r.Port
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("syslog-ng (-), we (+):\n%s", d)
	}
}

func TestSyslogNGChecksTheReceiver(t *testing.T) {
	for verify, want := range map[string]string{
		"": "required-trusted", "peer-verify(yes)": "yes", "peer_verify(required_trusted)": "required-trusted",
		"peer-verify(required-untrusted)": "", "peer_verify(optional_trusted)": "", "peer-verify(no)": "",
		"peer-verify(yes) peer_verify(no)": "",
	} {
		top := "/x"
		s := ngTree(t, "@version: 3.38\n"+ngDest("network(\"h\" transport(tls) tls("+verify+"));"), top)
		r, ok := s.follow().Remotes["tcp://h:514"]
		if !ok || !r.TLS || r.Auth != want || !r.Everything {
			t.Errorf("%s: %+v, refused %v, doubts %v", verify, r, s.refused, s.doubts)
		}
	}
}

func TestSyslogNGWithoutItsHostsMessages(t *testing.T) {
	for name, source := range map[string]string{
		"another socket": "unix-dgram(\"/srv/app/log\");", "its own": "internal();", "a file": "file(\"/var/log/app\");", "the network": "udp();",
	} {
		f := gatherTree(t, map[string]string{
			"/var/log/":                     "",
			"/etc/syslog-ng/syslog-ng.conf": "@version: 3.38\nlog { source { " + source + " }; destination { file(\"/var/log/all\"); }; };\n",
		})
		d := f.Daemons["syslog-ng"]
		if len(d.Routes["auth"].Files) != 0 || slices.ContainsFunc(d.Local, func(k string) bool { return k != "internal" && k != "file" }) {
			t.Errorf("%s: %+v", name, d)
		}
	}
}

func TestSyslogNGListens(t *testing.T) {
	f := gatherTree(t, map[string]string{"/etc/syslog-ng/syslog-ng.conf": `@version: 3.38
@include "scl.conf"
source s { network(ip(127.0.0.1) port(514)); network(transport(udp) port(514)); syslog(ip("::1") transport(tls) tls(key-file("/k"))); default-network-drivers(tcp-port(1514)); };
log { source(s); };
`})
	got := map[string]string{}
	for name, l := range f.Daemons["syslog-ng"].Listens {
		got[name] = fmt.Sprintf("%s %s %v %v", l.Protocol, l.Port, l.Loopback, l.TLS)
	}
	want := map[string]string{
		"network:514": "tcp 514 true false", "network:514@udp:": "udp 514 false false", "syslog:6514": "tcp 6514 true true",
		"default-network-drivers:514": "udp 514 false false", "default-network-drivers:1514": "tcp 1514 false false", "default-network-drivers:601": "tcp 601 false false",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// What is refused, what is not known and what is not followed is no evidence.
func TestSyslogNGGaps(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"refused":      {"log { source(nosuch); };\n", []string{`logging.daemons["syslog-ng"].listens`, `logging.daemons["syslog-ng"].logs`, `logging.daemons["syslog-ng"].remotes`}},
		"not known":    {"destination d { fil(\"/x\"); };\n", []string{`logging.daemons["syslog-ng"]`}},
		"not followed": {"source s { system(); nodejs(); };\ndestination d { kafka-c(topic(\"x\")); };\nlog { source(s); destination(d); };\n", []string{`logging.daemons["syslog-ng"].listens`, `logging.daemons["syslog-ng"].remotes`, `logging.daemons["syslog-ng"].routes`}},
	} {
		gaps := facts.NewGaps("logging")
		f, err := Gather(context.Background(), hosttest.Tree(t, map[string]string{"/etc/syslog-ng/syslog-ng.conf": "@version: 3.38\n" + c.text}), gaps)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range gaps.Missing() {
			got = append(got, m.Path)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
		if d := f.Daemons["syslog-ng"]; name == "refused" && (len(d.Malformed) != 1 || len(d.Local) != 0 || len(d.Routes["auth"].Unkept) != 7) {
			t.Errorf("%s: %+v", name, d)
		}
	}
}

// The configuration of the Debian package is understood whole.
func TestSyslogNGOfDebian(t *testing.T) {
	root := unpacked.Root(t, "syslog-ng-core", ngProgram)
	b, err := os.ReadFile(filepath.Join(root, syslogNGFile))
	if err != nil {
		t.Fatal(err)
	}
	gaps := facts.NewGaps("logging")
	h := hosttest.Tree(t, map[string]string{syslogNGFile: string(b), "/var/log/": ""})
	f, err := Gather(context.Background(), h, gaps)
	if err != nil || len(gaps.Missing()) > 0 {
		t.Fatalf("%v, gaps %v", err, gaps.Missing())
	}
	d := f.Daemons["syslog-ng"]
	if len(d.Routes["auth"].Unkept) > 0 || len(d.Routes["kern"].Unkept) > 0 || !slices.Contains(d.Local, "system") || d.Logs["/var/log/auth.log"].Mode.Value != "0640" {
		t.Errorf("%+v", d)
	}
}

// Variables and files that double are given up, and that is said.
func TestSyslogNGWithoutEnd(t *testing.T) {
	doubling := "@version: 3.38\n@define a0 \"xx\"\n"
	for i := range 40 {
		doubling += fmt.Sprintf("@define a%d \"`a%d``a%d`\"\n", i+1, i, i)
	}
	gaps := facts.NewGaps("logging")
	if _, err := Gather(context.Background(), hosttest.Tree(t, map[string]string{
		"/etc/syslog-ng/syslog-ng.conf": doubling + "destination d { file(\"`a40`\"); };\n", ngProgram: "",
	}), gaps); err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(gaps.Missing(), func(m facts.Missing) bool { return strings.Contains(m.Reason, "is too long") }) {
		t.Errorf("gaps: %+v", gaps.Missing())
	}
}
